"""The mentions of the concepts of the lexicon in a text, each with its place and with what the words near it say."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from safeguard_model.lexicon.field import GAP, Concept, NearWords, classes, concepts, contexts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from safeguard_model.records import AgencyKind

__all__ = ["ConceptMention", "mentions_in", "words_of"]

_WORD: Final = re.compile(
    r"(?P<stop>[.;!?](?=\s|$)|\n|…)"
    r"|(?P<comma>[,:()–—]|\s-(?=\s))"
    r"|(?P<word>[^\W\d_]{1,2}(?:/[^\W\d_]{1,2})+\b|[^\W\d_]\ ?&\ ?[^\W\d_]\b|#|(?:[^\W_]|(?<=\w)['’](?=\w))+)"
)
_NO_MARKS: Final = str.maketrans("", "", "'’ ")
_MOST_SKIPPED: Final = 3
_SHORT: Final = 3
"""The most words of a sentence that only says when, where or of whom."""
_STRONG, _HINT = 1.0, 0.35


class ConceptMention(NamedTuple):
    """A phrase of a text that names a concept."""

    concept: Concept
    """The concept."""
    strength: float
    """Whether the phrase tells of the concept by itself (1), or only hints at it (less)."""
    sentence: int
    """The number of the sentence in the text, from 0."""
    place: int
    """The number of words before the phrase in its sentence."""
    contexts: frozenset[str]
    """What the words near it say: negated, planned, about, past, copied."""
    text: str
    """The phrase as it is in the text."""


class _Word(NamedTuple):
    """A word of a text."""

    plain: str
    """The word in small letters, without apostrophes."""
    sentence: int
    clause: int
    start: int
    end: int


class _Found(NamedTuple):
    """A phrase of the lexicon in a text: its first word, the word after it, and what it means."""

    first: int
    after: int
    means: list[_Meaning]


_Meaning: TypeAlias = tuple[Concept | NearWords, float]


class _Node:
    """A step in the tree of phrases: what the words so far mean, and the words that may come next."""

    __slots__ = ("means", "next")

    def __init__(self) -> None:
        self.means: list[_Meaning] = []
        self.next: dict[str, _Node] = {}

    def means_for(self, by: AgencyKind | None) -> list[_Meaning]:
        """Return what the words mean in an entry of a kind of agency."""
        return [each for each in self.means if isinstance(each[0], NearWords) or not each[0].by or by in each[0].by]


class _Phrases:
    """All phrases of the lexicon as one tree, so that a text is read once, however many phrases there are."""

    def __init__(self) -> None:
        self.root = _Node()
        self.words: set[str] = set()
        self.beginnings: set[str] = set()
        for concept in concepts():
            for strength, phrases in ((_STRONG, concept.words), (_HINT, concept.hints)):
                self._add(phrases, (concept, strength))
        for context in contexts():
            self._add(context.words, (context, 0.0))

    def _add(self, phrases: Iterable[str], meaning: _Meaning) -> None:
        for phrase in phrases:
            node = self.root
            for step in _steps(phrase):
                if step[-1] == "*":
                    self.beginnings.add(step)
                self.words.add(step)
                node = node.next.setdefault(step, _Node())
            node.means.append(meaning)

    def steps_for(self, word: str) -> tuple[str, ...]:
        """Return the steps of the tree that a word may take: itself, its beginnings, and the classes that it is in."""
        steps = [word] if word in self.words else []
        steps += [step for size in range(2, len(word) + 1) if (step := f"{word[:size]}*") in self.beginnings]
        steps += [name for name, words in classes().items() if word in words]
        return tuple(steps)


@cache
def _phrases() -> _Phrases:
    return _Phrases()


def _steps(phrase: str) -> Iterator[str]:
    """Yield the steps of a phrase of the lexicon: words, beginnings of words (``arrest*``), classes, and gaps."""
    for part in phrase.split():
        if part == GAP or part in classes():
            yield part
            continue
        plain = [word.plain for word in _words(part.removesuffix("*"))]
        yield from plain[:-1]
        if plain:
            yield plain[-1] + ("*" if part[-1] == "*" else "")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters, without punctuation.

    >>> words_of("T/C to Mum's SW - DNA'd")
    ('t/c', 'to', 'mums', 'sw', 'dnad')
    """
    return tuple(word.plain for word in _words(text))


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    sentence = clause = 0
    for match in _WORD.finditer(text):
        if match.lastgroup == "word":
            plain = match.group().casefold()
            if not plain.isalnum():
                plain = plain.translate(_NO_MARKS)
            words.append(_Word(plain, sentence, clause, *match.span()))
        else:
            clause += 1
            sentence += match.lastgroup == "stop"
    return words


def mentions_in(text: str, known: dict[str, tuple[str, ...]], by: AgencyKind | None = None) -> list[ConceptMention]:
    """Return the mentions of concepts in a text, in its order.

    `by`: the kind of agency whose entry it is. The words of concepts for other agencies are passed over.

    `known` is a cache of words. It belongs to the caller, so that no word of a record stays in memory after the caller
    has finished.

    >>> [(each.text, each.concept.kind.value, sorted(each.contexts)) for each in mentions_in("No referral made.", {})]
    [('referral made', 'referral', ['negated'])]
    """
    words = _words(text)
    found = list(_found(words, known, by))
    starts: dict[int, int] = {}
    for place, word in enumerate(words):
        starts.setdefault(word.sentence, place)
    near: list[tuple[_Found, NearWords]] = []
    telling: list[_Found] = []
    for each in found:
        near += [(each, meaning) for meaning, _ in each.means if isinstance(meaning, NearWords)]
        if any(isinstance(meaning, Concept) for meaning, _ in each.means):
            telling.append(each)
    mentioned: list[ConceptMention] = []
    before = _openings(words, {words[each.first].sentence for each in telling})
    ends = [*(each.first for each in telling[1:]), len(words)]
    for each, end in zip(telling, ends, strict=False):  # without a mention, there is an end too many
        first, last = words[each.first], words[each.after - 1]
        said = frozenset(context.name for other, context in near if _changes(context, other, each, end, words))
        place, phrase = each.first - starts[first.sentence], text[first.start : last.end]
        mentioned += [
            ConceptMention(concept, strength, max(first.sentence - before, 0), place, said, phrase)
            for concept, strength in each.means
            if isinstance(concept, Concept)
        ]
    return mentioned


# "20:50.", "15 months." or a name stands before what an entry is about, so the next sentence is its first.
def _openings(words: list[_Word], telling: set[int]) -> int:
    """Return how many short sentences without a mention a text begins with."""
    sizes = Counter(word.sentence for word in words)
    sentences = range(words[-1].sentence + 1 if words else 0)
    return sum(1 for _ in takewhile(lambda each: sizes[each] <= _SHORT and each not in telling, sentences))


def _changes(context: NearWords, other: _Found, each: _Found, end: int, words: list[_Word]) -> bool:
    """Return whether the words `other`, which are a context, change what `each` means.

    They must be no further off than their reach. Words before it must be in its clause. Words after it must be in its
    sentence and before `end`, where the next mention begins: in "call re ICPC next week", the ICPC is planned.
    """
    if context.is_before:
        return 0 <= each.first - other.after < context.reach and words[other.first].clause == words[each.first].clause
    is_near = 0 <= other.first - each.after < context.reach and other.first < end
    return is_near and words[other.first].sentence == words[each.first].sentence


# At each word, the longest phrase that begins there is taken, and the search goes on after it. So in "did not attend",
# "attend" is not taken for an attendance. A phrase never goes beyond the end of a sentence. The tree of phrases is only
# a few words deep, so the time grows in proportion to the length of the text.
def _found(words: list[_Word], known: dict[str, tuple[str, ...]], by: AgencyKind | None) -> Iterator[_Found]:
    """Yield the phrases of the lexicon in a text, in order and without overlap."""
    phrases = _phrases()
    firsts = phrases.root.next.keys()
    steps: list[tuple[str, ...]] = []
    for word in words:
        taken = known.get(word.plain)
        if taken is None:
            taken = known[word.plain] = phrases.steps_for(word.plain)
        steps.append(taken)
    place = 0
    while place < len(words):
        begins = not firsts.isdisjoint(steps[place])
        longest = _longest(phrases.root, words, steps, place, by) if begins else None
        if longest is None:
            place += 1
        else:
            yield longest
            place = longest.after


# Of two phrases of the same length, the one with fewer classes is meant: "mother dna" before "FAMILY dna".
def _longest(
    root: _Node, words: list[_Word], steps: list[tuple[str, ...]], first: int, by: AgencyKind | None
) -> _Found | None:
    """Return the longest phrase that begins at a word; None if there is none."""
    sentence, names = words[first].sentence, classes()
    longest: _Found | None = None
    best = (first, 0)
    to_try: list[tuple[_Node, int, int]] = [(root, first, 0)]
    while to_try:
        node, place, general = to_try.pop()
        if node.means and (place, general) > best and (means := node.means_for(by)):
            longest, best = _Found(first, place, means), (place, general)
        if not node.next or place == len(words) or words[place].sentence != sentence:
            continue
        after = node.next
        to_try += [(after[step], place + 1, general - (step in names)) for step in steps[place] if step in after]
        if GAP in node.next:
            ahead = range(place, min(place + _MOST_SKIPPED + 1, len(words)))
            to_try += [(node.next[GAP], later, general) for later in ahead if words[later].sentence == sentence]
    return longest

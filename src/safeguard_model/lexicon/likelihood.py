"""The kinds of event that the words of an entry tell of, each with how likely it is."""

from __future__ import annotations

import math
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model.lexicon.field import concepts
from safeguard_model.lexicon.mentions import mentions_in, words_of
from safeguard_model.lexicon.weights import factors, usual_kinds, weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from safeguard_model.lexicon.mentions import ConceptMention
    from safeguard_model.records import AgencyKind, EventKind

__all__ = ["Clue", "Likely", "kind_of_type", "likely_kinds", "told_by"]

_SAID: Final = ("copied", "planned", "past", "about")
"""What the words near a mention may say, that which weakens it most first."""
_HEAD, _OPENING = 2, 8
"""The words before a mention in the first sentence of an entry, up to which it is its head, or its opening."""
_SENTENCES: Final = ("first", "second", "third", "later")
_MOST_WORDS: Final = 5


class Likely(NamedTuple):
    """A kind of event that the words of an entry tell of."""

    kind: EventKind
    """The kind."""
    share: float
    """How likely the kind is, from 0 to 1."""
    words: tuple[str, ...]
    """The words that tell of it, as they are in the entry, the strongest first."""


class Clue(NamedTuple):
    """A concept that an entry mentions."""

    concept: str
    """The name of the concept."""
    factors: tuple[str, ...]
    """What makes the mention stronger or weaker: the names of `factors`."""
    share: float
    """How much the part of the entry counts."""
    text: str
    """The words that mention it."""

    @property
    def strength(self) -> float:
        """How strongly the entry mentions the concept."""
        return self.share * math.prod(factors()[name] for name in self.factors)


# An entry begins with what it is about: "T/C to mum. Home visit booked." is a call. So where a concept is mentioned
# counts most: in the first words, in the first sentence, or later, where plans and history are. What is denied did not
# happen, and counts nothing.
def told_by(
    parts: Iterable[tuple[str, float]], by: AgencyKind | None, known: dict[str, tuple[str, ...]]
) -> Iterator[Clue]:
    """Yield the concepts that the texts of an entry mention, with what makes each stronger or weaker."""
    for text, share in parts:
        for mention in mentions_in(text, known, by) if text else ():
            concept = mention.concept
            if "negated" in mention.contexts:
                continue
            yield Clue(concept.name, tuple(_factors(mention)), share, mention.text)


def _factors(mention: ConceptMention) -> Iterator[str]:
    yield "word" if mention.strength == 1 else "hint"
    if mention.sentence == 0 and mention.place <= _HEAD:
        yield "head"
    elif mention.sentence == 0 and mention.place <= _OPENING:
        yield "opening"
    else:
        yield f"{_SENTENCES[min(mention.sentence, len(_SENTENCES) - 1)]} sentence"
    said = [name for name in _SAID if name in mention.contexts]
    yield from said[:1]


# This is a log-linear model, the simplest in which several pieces of evidence add up to a share that can be checked.
# Each kind begins with how usual it is in the entries of such an agency. Each concept that is mentioned adds its weight
# for the kind, times the strength of its strongest mention. The sums are turned into shares of one. All the numbers are
# in tables beside this file.
def likely_kinds(
    parts: Iterable[tuple[str, float]], by: AgencyKind | None, known: dict[str, tuple[str, ...]]
) -> list[Likely]:
    """Return the kinds that the texts of an entry tell of, the likeliest first.

    `parts`: the texts, each with how much it counts. `by`: the kind of agency whose entry it is, if it is known.
    `known`: a cache of words, which belongs to the caller.

    >>> [each.kind.value for each in likely_kinds([("Strat held. Home visit tomorrow.", 1.0)], None, {})][:2]
    ['strategy_discussion', 'home_visit']
    """
    strongest: dict[str, tuple[float, str]] = {}
    for told in told_by(parts, by, known):
        strength = told.strength
        if strength > strongest.get(told.concept, (0.0, ""))[0]:
            strongest[told.concept] = strength, told.text
    added: dict[EventKind, float] = defaultdict(float)
    words: dict[EventKind, list[tuple[float, str]]] = defaultdict(list)
    for concept, (strength, text) in strongest.items():
        for kind, weight in weights().get(concept, ()):
            added[kind] += weight * strength
            if weight > 0:
                words[kind].append((-weight * strength, text))
    return sorted(_shares(added, words, _usual(by)), key=lambda each: (-each.share, each.kind))


def _shares(
    added: Mapping[EventKind, float],
    words: Mapping[EventKind, list[tuple[float, str]]],
    usual: Mapping[EventKind, float],
) -> Iterator[Likely]:
    """Yield the kinds that some words tell of, each with its share. The shares of all kinds make one."""
    sizes = {kind: usual[kind] * math.exp(more) for kind, more in added.items()}
    total = math.fsum(sizes.values()) + max(0.0, 1.0 - math.fsum(usual[kind] for kind in added))
    for kind, texts in words.items():
        shown = tuple(dict.fromkeys(text for _, text in sorted(texts)))[:_MOST_WORDS]
        yield Likely(kind, sizes[kind] / total, shown)


@cache
def _usual(by: AgencyKind | None) -> dict[EventKind, float]:
    """Return how usual each kind is in the entries of a kind of agency, as shares of one."""
    sizes = {kind: share ** factors()["usual"] for kind, share in usual_kinds(by).items()}
    total = math.fsum(sizes.values())
    return {kind: size / total for kind, size in sizes.items()}


@cache
def _types() -> dict[tuple[str, ...], frozenset[EventKind]]:
    """Return the kinds that a whole cell in a column of types means, by its words."""
    kinds: dict[tuple[str, ...], set[EventKind]] = defaultdict(set)
    for concept in concepts():
        for phrase in concept.types:
            kinds[words_of(phrase)].add(concept.kind)
    return {words: frozenset(of) for words, of in kinds.items() if words}


def kind_of_type(text: str) -> EventKind | None:
    """Return the kind of event that a cell in a column of types means; None if the lexicon is not certain.

    From beginning to end, the cell must be a phrase that the lexicon has for such columns, and for one kind only. "DNA"
    is left open: for an adult it is `did_not_attend`, and for a child `was_not_brought`.

    >>> kind_of_type("S47"), kind_of_type("DNA")
    (<EventKind.SECTION_47_STARTED: 'section_47_started'>, None)
    """
    kinds = _types().get(words_of(text), frozenset())
    return next(iter(kinds)) if len(kinds) == 1 else None

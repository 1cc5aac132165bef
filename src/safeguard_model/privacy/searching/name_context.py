"""Whether a sentence shows that an ordinary word, such as "May" or "Ward", is a name there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model.privacy.searching.name_forms import TITLES
from safeguard_model.privacy.searching.name_tables import OrdinaryWord, ordinary_words, word_group

if TYPE_CHECKING:
    from safeguard_model.privacy.searching.plain_text import PlainText

__all__ = [
    "IN_CAPITALS",
    "PLACE_WORDS",
    "Beside",
    "is_capital",
    "judged",
    "judged_plural",
    "name_of_place_follows",
    "name_of_thing",
    "written_of",
]

_WORD_BEFORE: Final = re.compile(r"([^\W_]+(?:'[a-z]{1,2})?)([\W_]*)$")
_WORD_AFTER: Final = re.compile(r"('s?(?![^\W\d_]))?([\W_]*)([^\W_]+(?:'[a-z]{1,2})?)?")
_FELLOW: Final = re.compile(r"(?: +(?:and|&)| *,)? +([^\W\d_]+)")
_AFTER_IS: Final = frozenset({"the", "a", "an", "on", "in", "at", "not", "been", "seen", "is", "was"})
"""Words before which "'s" is short for "is" or "has"."""
_APPOSITION: Final = re.compile(r"(, | \()(?:aged? )?(?:(\d{1,2})(?=[,);]| y)|([a-z]+)(?=\)))")
"""What tells who somebody is: ", 7,", " (7)", " (father)"."""
_ALSO_OF_THINGS: Final = frozenset(
    {"discussed", "requested", "continued", "needed", "stopped", "started", "found", "heard"}
)
"""Past verbs that are said of a case or a meeting too."""
_LABEL: Final = re.compile(r"(?<![^\W\d_])([^\W\d_]+): ?$")
_TOLD: Final = frozenset({"told", "asked", "named", "called"})
_OF_BEFORE: Final = re.compile(r"(?<![^\W\d_])([^\W\d_]+) of(?: the)? $")
_SPAN: Final = 48
"""How many characters before and after a word are looked at."""
IN_CAPITALS: Final = "ordinary word in capitals"

_RELATIONS: Final = word_group("relations")
"""Words before a name."""
_SAID: Final = word_group("said")
"""Words after a name at the start of a sentence: a verb of a person."""
_ALSO_OF_MONTHS: Final = word_group("also of months")
_OF_MONTHS: Final = word_group("of months")
_WITH_MONTHS: Final = word_group("with months")
_MONTHS: Final = word_group("months")
_SPOKE: Final = word_group("spoke")
"""Words before "to", "by", "from" and the like that tell of a person: "spoke to May"."""
_AFTER_MODALS: Final = word_group("after modals")
_IN_PLACES: Final = word_group("in places")
_NOT_OF_NAMES: Final = word_group("not of names")
_BEFORE_ADJECTIVES: Final = word_group("before adjectives")
PLACE_WORDS: Final = word_group("place words")
"""Words that make a place or a body of the name before them: "John Radcliffe Hospital"."""
_BODIES: Final = word_group("bodies")
"""Ordinary words that own things themselves: "Mother's account", "Court's decision"."""
_OF_BODIES: Final = word_group("of bodies")
"""What a place or a body owns: "Lincoln's hospital"."""
_OF_PERSONS: Final = word_group("of persons")
"""What a person owns and a month does not: "May's bedroom"."""
_BEFORE_OF: Final = word_group("before of")
"""Words that make a place of the name after them and "of": "Vale of Leven"."""
_WORKS: Final = word_group("works")
"""Words of funds, laws, tests and firms that are named after somebody: "Apgar Score"."""
_NOT_DONE: Final = word_group("not done")
"""Words in -ed that are mostly said of a thing: "Mark noted"."""
_NOUN_ENDINGS: Final = ("ers", "ors", "ists", "ings", "ments", "tions", "men", "women")
"""Endings of the names of things and trades in the plural."""


_HARD: Final = frozenset({OrdinaryWord.FIELD, OrdinaryWord.FUNCTION, OrdinaryWord.ABBREVIATION})
"""Words that records often write with a capital."""


_LIKE_NAMES: Final = frozenset({None, OrdinaryWord.RARE, OrdinaryWord.VERB})


class Beside(NamedTuple):
    """The words before and after a stretch of plain text."""

    before: tuple[str, str]
    """The last word before it and the one before that; empty if there is none in the same sentence."""
    after: str
    """The next word in the same sentence."""
    is_start: bool
    """Whether it begins a sentence, a line or a cell."""
    is_owner: bool
    """Whether "'s" follows."""
    before_is_capital: bool
    after_is_capital: bool
    has_fellow: bool
    """Whether a capitalised word that is no ordinary one follows, with or without "and" or a comma between."""

    @classmethod
    def of(cls, plain: PlainText, start: int, end: int) -> Beside:
        """Return what is around a stretch."""
        base = max(0, start - _SPAN)
        left = plain.text[base:start]
        words: list[str] = []
        gap_ends_sentence = True
        capital = False
        while len(words) < 2 and (found := _WORD_BEFORE.search(left)):
            ends = _ends_sentence(found[2], found[1])
            if not words:
                gap_ends_sentence = ends
                capital = not ends and is_capital(plain, base + found.start(1))
            if ends:
                break
            words.append(found[1])
            left = left[: found.start()]
        found_after = _WORD_AFTER.match(plain.text, end, end + _SPAN)
        owner, gap, after = ("", "", "") if found_after is None else (found_after[n] or "" for n in (1, 2, 3))
        ends = _ends_sentence(gap, "")
        after_place = -1 if found_after is None or not after else found_after.start(3)
        before = (*words, "", "")
        return cls(
            before=(before[0], before[1]),
            after="" if ends else after,
            is_start=gap_ends_sentence,
            is_owner=owner == "'s" and after not in _AFTER_IS,
            before_is_capital=capital,
            after_is_capital=not ends and after_place >= 0 and is_capital(plain, after_place),
            has_fellow=_fellow_follows(plain, end),
        )


def _fellow_follows(plain: PlainText, end: int) -> bool:
    """Return whether a word like a name follows: "Mark and Ann", "Mark Example"; not "Chase GP" or "Mark School"."""
    found = _FELLOW.match(plain.text, end, end + _SPAN)
    if found is None or found[1] in PLACE_WORDS:
        return False
    written = written_of(plain, *found.span(1))
    return written[:1].isupper() and not written.isupper() and ordinary_words().get(found[1]) in _LIKE_NAMES


def _ends_sentence(gap: str, word: str) -> bool:
    """Return whether a sentence ends in what is between two words. A stop after a title or a letter ends none."""
    if any(mark in gap for mark in '!?;:|•*\n\t\r"') or "--" in gap or " - " in gap:
        return True
    return "." in gap and not (word in TITLES or len(word) == 1)


def written_of(plain: PlainText, start: int, end: int) -> str:
    """Return a stretch of plain text as it was written."""
    first, last = plain.span(start, end)
    return plain.written[first:last]


def is_capital(plain: PlainText, place: int) -> bool:
    """Return whether a letter of plain text was written as a capital."""
    return plain.written[plain.places[place]].isupper()


def _is_loud(plain: PlainText, start: int, end: int) -> bool:
    """Return whether the text around a stretch, and the stretch, are in capitals, so that a capital shows nothing."""
    first, last = plain.span(start, end)
    if not plain.written[first:last].isupper():
        return False
    around = plain.written[max(0, first - _SPAN) : first] + plain.written[last : last + _SPAN]
    letters = [letter for letter in around if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) > 0.7 * len(letters) > 0


def name_of_place_follows(plain: PlainText, end: int) -> bool:
    """Return whether a capitalised word such as "Hospital" or "Road" follows, without "'s" between."""
    found = _WORD_AFTER.match(plain.text, end, end + _SPAN)
    if found is None or not found[3] or found[1]:
        return False
    return found[3] in PLACE_WORDS and found[2].strip(" \n") == "" and is_capital(plain, found.start(3))


def name_of_thing(plain: PlainText, start: int, end: int) -> bool:
    """Return whether words beside a word of a name make a place, a work or a toy of it.

    "Vale of Leven", "Apgar Score", "Berg Balance Scale", and, at the start of a sentence, "Felix the Cat".
    """
    found = _OF_BEFORE.search(plain.text, max(0, start - _SPAN), start)
    if found is not None and found[1] in _BEFORE_OF and is_capital(plain, found.start(1)) and is_capital(plain, start):
        return True
    place = end
    for _ in range(2):
        after = _WORD_AFTER.match(plain.text, place, place + _SPAN)
        if after is None or not after[3] or after[1] or after[2].strip(" \n"):
            return False
        is_upper = is_capital(plain, after.start(3))
        if after[3] == "the" and not is_upper and place == end:
            noun = _WORD_AFTER.match(plain.text, after.end(), after.end() + _SPAN)
            is_noun = noun is not None and bool(noun[3]) and noun[2] == " " and is_capital(plain, noun.start(3))
            return is_noun and Beside.of(plain, start, end).is_start
        if not is_upper:
            return False
        if after[3] in _WORKS:
            return True
        place = after.end()
    return False


def judged(plain: PlainText, start: int, end: int) -> tuple[float, str]:
    """Return how sure it is that a stretch of one word is a name there, and why; 1.0 if it is no ordinary word.

    The rule: an ordinary word counts as a name if it has a capital inside a sentence and the words beside it do not
    show the ordinary meaning; at the start of a sentence it needs a word that goes with a person.
    """
    word = plain.text[start:end]
    kind = ordinary_words().get(word)
    written = written_of(plain, start, end)
    if kind is None or kind is OrdinaryWord.WORD:
        if len(word) > 3 or (written[:1].isupper() and (not written.isupper() or _is_loud(plain, start, end))):
            return 1.0, ""
        return 0.6, "short name, not written like one"
    around = Beside.of(plain, start, end)
    has_relation = around.before[0] in _RELATIONS or (around.before[0] in TITLES and around.before[0] != "miss")
    if not written[:1].isupper():
        is_likely = has_relation and kind not in {OrdinaryWord.MODAL, OrdinaryWord.FUNCTION, OrdinaryWord.FIELD}
        is_likely &= around.after not in _AFTER_MODALS  # "the child may have"
        return 0.5 if is_likely else 0.3, "ordinary word in small letters"
    if _is_loud(plain, start, end):
        is_likely = has_relation and around.after not in _AFTER_MODALS
        return (0.5 if is_likely or _is_loud_person(kind, around) else 0.4), IN_CAPITALS
    if written.isupper() and len(word) > 1 and kind is OrdinaryWord.ABBREVIATION:
        return 0.3, "everyday abbreviation"
    if around.is_start and around.is_owner and _may_own(kind, word, around):
        sure = 0.9 if _is_person(kind, around, has_relation=has_relation, word_has_s=False) else 0.6
        return sure, "ordinary word that owns something"
    if _is_ordinary(kind, around):
        return 0.3, "ordinary word, the sentence does not show a name"
    if around.is_start and not around.after and not around.is_owner and kind not in _HARD | {OrdinaryWord.RARE}:
        return 0.6, "ordinary word, alone"
    if _is_person(kind, around, has_relation=has_relation, word_has_s=word.endswith("s")):
        is_firm = kind is not OrdinaryWord.RARE or not around.is_start or has_relation
        is_firm |= around.is_owner or around.after in _SAID
        is_firm &= kind is not OrdinaryWord.TITLE or not around.is_start or has_relation  # "Bishop visited the school"
        return (0.9 if is_firm else 0.7), "ordinary word, the sentence shows a name"
    if _has_done(kind, word, around) or _is_told_apart(plain, start, end, kind):
        return 0.6, "ordinary word, the sentence may show a name"
    if kind in {OrdinaryWord.FIELD, OrdinaryWord.TITLE} and word not in _BODIES | _RELATIONS and _may_act(around):
        return 0.5, "word of records, the sentence may show a name"
    return 0.4, "ordinary word, the sentence does not show a name"


def judged_plural(plain: PlainText, start: int, end: int) -> tuple[float, str]:
    """Return how sure it is that a word with an s is a family, or a first name; 1.0 if without it it is no word."""
    word = plain.text[start:end]
    kinds = {ordinary_words().get(word.removesuffix(ending)) for ending in ("s", "es") if word.endswith(ending)}
    if kinds <= {None, OrdinaryWord.WORD}:
        return 1.0, ""
    if not is_capital(plain, start) or _is_loud(plain, start, end):
        return 0.3, "plural of an ordinary word"
    around = Beside.of(plain, start, end)
    if around.before[0] == "the" and not around.after_is_capital:
        return 0.7, "a family's name in the plural"
    is_name = around.after in _RELATIONS or (not around.is_start and not kinds & _HARD)
    return (0.6 if is_name else 0.4), "plural of an ordinary word"


def _is_loud_person(kind: OrdinaryWord, around: Beside) -> bool:
    """Return whether words beside it show a name in a text of capitals: "STATED THAT WILL HAD BITTEN", "TOLD MAY"."""
    before = around.before[0]
    if kind in _HARD or before in _NOT_OF_NAMES:
        return False
    if before in _TOLD or (before == "with" and kind is not OrdinaryWord.PLACE):
        return True
    if around.after not in _SAID:
        return False
    return before == "that" or (around.is_start and around.after not in _ALSO_OF_MONTHS | {"hit", "left", "hits"})


# Few ordinary words own anything: a capital and "'s" at the beginning of a sentence show a name, unless the word is
# somebody or a body by itself ("Mother's", "Court's") or what is owned is a body's ("Ward's policy"). A month and a
# season own something too ("May's figures"), so there what is owned must be a person's.
def _may_own(kind: OrdinaryWord, word: str, around: Beside) -> bool:
    """Return whether a word at the start of a sentence, with "'s", may be somebody who owns what follows."""
    after = around.after
    if kind is OrdinaryWord.FUNCTION or not after:
        return False
    if kind is OrdinaryWord.MONTH:
        return after in _OF_PERSONS | _RELATIONS
    if word in _BODIES | _RELATIONS or after in PLACE_WORDS - {"house"}:
        return False
    return after not in _OF_BODIES and not (kind is OrdinaryWord.PLACE and around.after_is_capital)


def _has_done(kind: OrdinaryWord, word: str, around: Beside) -> bool:
    """Return whether a past verb of persons follows, or a short name is written like one: "Mo shrugged"."""
    done = around.after.endswith("ed") and len(around.after) > 4 and around.after not in _NOT_DONE | _ALSO_OF_MONTHS
    said = (around.after in _SAID and around.after not in _ALSO_OF_MONTHS) or done
    if around.before[0] in _NOT_OF_NAMES or around.before_is_capital:
        return False
    if kind is OrdinaryWord.ABBREVIATION:
        return word not in TITLES | (_RELATIONS - {"mo", "fa"}) and (said or not around.is_start)
    return around.is_start and done and kind not in _HARD | {OrdinaryWord.TITLE}


def _may_act(around: Beside) -> bool:
    """Return whether a word of records with a capital is said to do what persons do: "Ward wrote", "told by Ward"."""
    before, earlier = around.before
    if before in _NOT_OF_NAMES or around.before_is_capital or around.after_is_capital:
        return False
    if around.is_start:
        return around.after in _SAID and around.after not in _ALSO_OF_MONTHS | _ALSO_OF_THINGS
    is_named = before in _TOLD | {"by"} or (before == "to" and earlier in {"spoke", "according", "talked"})
    return is_named or (before == "as" and earlier in {"known", "named"}) or around.after in {"who", "whom", "whose"}


def _is_told_apart(plain: PlainText, start: int, end: int, kind: OrdinaryWord) -> bool:
    """Return whether an age or a role says who it is: "Will (7)", "Will, 7, was seen", "Mother: Ward"."""
    if kind is OrdinaryWord.FUNCTION:
        return False
    label = _LABEL.search(plain.text, max(0, start - 24), start)
    if label is not None and label[1] in _RELATIONS:
        return True
    found = _APPOSITION.match(plain.text, end)
    if found is None:
        return False
    is_age = found[2] is not None and kind not in _HARD and (kind is not OrdinaryWord.MONTH or "(" in found[1])
    return is_age or ("(" in found[1] and found[3] in _RELATIONS)


def _is_ordinary(kind: OrdinaryWord, around: Beside) -> bool:
    """Return whether the words beside it show the ordinary meaning."""
    before, after = around.before[0], around.after
    if kind is OrdinaryWord.MONTH or before.isdigit():
        ordinal = before.rstrip("sthndr")
        if (
            before in _OF_MONTHS
            or (ordinal.isdigit() and int(ordinal) <= 31)
            or after[:1].isdigit()
            or after in _MONTHS
        ):
            return True
        if before in {"and", "or"} and around.before[1] in _MONTHS:
            return True
        if before in _MONTHS or (before in _WITH_MONTHS - {"and", "or"} and around.before[1] not in _SPOKE):
            return True
        return around.is_owner and around.is_start
    if kind is OrdinaryWord.MODAL:
        return after in (_AFTER_MODALS if around.is_start else {"be", "have", "not"})
    if kind is OrdinaryWord.PLACE:
        other = around.before[1] if before in {"and", "or"} else before
        if ordinary_words().get(other) is OrdinaryWord.PLACE or after.removesuffix("s") in PLACE_WORDS:
            return True
        return before in _IN_PLACES and not (before in {"to", "from", "for", "of"} and around.before[1] in _SPOKE)
    if kind is OrdinaryWord.RARE:
        return before in {"a", "an", "the", "of"} and not around.is_owner and before != "of"
    if kind is OrdinaryWord.ADJECTIVE and before in _BEFORE_ADJECTIVES:
        return True
    return before in _NOT_OF_NAMES


def _is_person(kind: OrdinaryWord, around: Beside, *, has_relation: bool, word_has_s: bool) -> bool:
    """Return whether the words beside it, or a capital inside a sentence, show a name."""
    if has_relation:
        return True
    said = around.after in _SAID and not (kind is OrdinaryWord.MONTH and around.after in _ALSO_OF_MONTHS)
    if (around.is_owner or word_has_s) and around.after in _RELATIONS and kind is not OrdinaryWord.FUNCTION:
        return True
    if kind in _HARD:
        # "the Ward", "Family Court", "Child Protection": a capital shows nothing, and a ward may have said something.
        return False
    if kind is OrdinaryWord.TITLE and (around.before_is_capital or around.after_is_capital):
        return False
    if kind is OrdinaryWord.ADJECTIVE and around.after_is_capital:
        return False
    if kind is OrdinaryWord.RARE:
        return not (around.is_start and around.after.endswith(_NOUN_ENDINGS) and not around.is_owner)
    if around.before_is_capital and around.before[1] in _NOT_OF_NAMES:
        return False  # "the Children Bill"
    if around.is_start:
        if around.has_fellow and kind in {OrdinaryWord.VERB, OrdinaryWord.MODAL}:
            return True
        return said or (around.is_owner and kind not in {OrdinaryWord.PLACE, OrdinaryWord.TITLE, OrdinaryWord.MONTH})
    return True

"""The schools, surgeries and addresses on file, and finding them in text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model.privacy.searching.mentions import LeakKind, Mention
from safeguard_model.privacy.searching.name_context import is_capital
from safeguard_model.privacy.searching.name_forms import LETTERS
from safeguard_model.privacy.searching.name_masks import GENERIC_WORDS, runs_of, without_generic_words
from safeguard_model.privacy.searching.name_tables import OrdinaryWord, ordinary_words, word_group
from safeguard_model.records import Agency, AgencyKind, Event, Family, Incident, Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from safeguard_model.privacy.searching.plain_text import PlainText
    from safeguard_model.records import CaseFile, RecordId

__all__ = ["PlacesOnFile"]

_SHORT: Final = {
    "road": "rd",
    "street": "st|str",
    "avenue": "ave|av",
    "close": "cl",
    "lane": "ln",
    "drive": "dr",
    "court": "ct",
    "crescent": "cres|cr",
    "gardens": "gdns",
    "place": "pl",
    "square": "sq",
    "terrace": "terr|ter",
    "grove": "gr",
    "house": "hse",
    "saint": "st",
    "flat": "apartment|apt",
    "way": "wy",
    "park": "pk",
    "and": "&",
}
"""Words of addresses, and how they are shortened."""
_LONG: Final = {short: long for long, shorts in _SHORT.items() for short in shorts.split("|")} | {"st": "street"}
_STREETS: Final = word_group("streets")
_NO_PLACE: Final = word_group("no place")
"""Words of places that name none: "mother's home", "school"."""
_GAP: Final = r"[\W_]{0,3}"
_EDGE: Final = (r"(?<![^\W_])", r"(?![^\W_])")
_POSTCODE: Final = re.compile(r"\b[a-z]{1,2} ?\d{1,2} ?[a-z]? ?\d ?[a-z]{2}\b")
"""A postcode whose letters and digits are runs with spaces between them; of any area, a real one or not."""


class _PlaceForm(NamedTuple):
    """A form of the name of a place."""

    pattern: str
    about: RecordId
    kind: LeakKind
    sure: float
    reason: str


class PlacesOnFile:
    """The names of schools, nurseries and surgeries, and the addresses, of a case file, by a word of each."""

    __slots__ = ("_by_word", "_patterns")

    def __init__(self, casefile: CaseFile) -> None:
        self._by_word: dict[str, list[_PlaceForm]] = {}
        self._patterns: dict[str, re.Pattern[str]] = {}
        seen: set[tuple[str, _PlaceForm]] = set()
        for key, form in (*_schools(casefile), *_addresses(casefile)):
            if (key, form) not in seen:
                seen.add((key, form))
                self._by_word.setdefault(key, []).append(form)
                self._by_word.setdefault(f"{key}s", []).append(form)  # for "Cuthbert's" without the apostrophe

    def have_any_of(self, words: Iterable[str]) -> bool:
        """Return whether any of some words is one by which a place is found."""
        return not self._by_word.keys().isdisjoint(words)

    def mentions(self, plain: PlainText) -> Iterator[Mention]:
        """Yield the mentions of places in a text; they may overlap."""
        by_word = self._by_word
        if not by_word:
            return
        for found in LETTERS.finditer(plain.text):
            if found[0] in by_word:
                yield from self._at(plain, found.start(), by_word[found[0]])

    def _at(self, plain: PlainText, place: int, forms: list[_PlaceForm]) -> Iterator[Mention]:
        """Yield the mentions whose key word begins at a place; the longest forms only, each once."""
        best: list[tuple[int, int, _PlaceForm]] = []
        for form in forms:
            pattern = self._patterns.get(form.pattern)
            if pattern is None:  # made when it is first needed, because few of them ever are
                pattern = self._patterns[form.pattern] = re.compile(_EDGE[0] + form.pattern + _EDGE[1])
            for match in pattern.finditer(plain.text, max(0, place - 60), place + 160):
                if match.start() <= place < match.end():
                    best.append((match.start(), match.end(), form))
                    break
        for start, end, _ in dict.fromkeys((start, end, None) for start, end, _ in best):
            same = [form for first, last, form in best if (first, last) == (start, end)]
            surest = max(same, key=lambda form: form.sure)
            about = {form.about for form in same}
            sure, reason = surest.sure, surest.reason
            if not is_capital(plain, place) and sure < 0.95:
                sure, reason = min(sure, 0.5), "words of a place, in small letters"
            first, last = plain.span(start, end)
            yield Mention(
                start=first,
                end=last,
                kind=surest.kind,
                sure=sure,
                about=about.pop() if len(about) == 1 else None,
                reason=reason,
            )


def _schools(casefile: CaseFile) -> Iterator[tuple[str, _PlaceForm]]:
    kinds = {AgencyKind.SCHOOL, AgencyKind.EARLY_YEARS, AgencyKind.PRIMARY_CARE}
    areas = {runs_of(area) for area in _areas(casefile)}
    counted: dict[str, int] = {}
    for agency in casefile.agencies:
        for run in set(runs_of(agency.name)):
            counted[run] = counted.get(run, 0) + 1
    for agency in casefile.agencies:
        runs = runs_of(agency.name)
        short = without_generic_words(runs)
        if agency.kind not in kinds or not short:
            continue
        first = next((run for run in short if run not in {"st", "saint"} and len(run) > 1), short[0])
        kind = LeakKind.SCHOOL
        yield first, _PlaceForm(_words(runs), agency.id, kind, 1.0, "name of a school, nursery or surgery")
        rest = runs[len(short) + (runs[:1] == ("the",)) :]
        for end in range(1, len(rest)):
            if rest[end - 1] not in {"of", "and", "the"}:
                form = _words(short + rest[:end])
                yield first, _PlaceForm(form, agency.id, kind, 0.95, "shorter name of a school, nursery or surgery")
        for word in dict.fromkeys(("school", *rest)):
            if word in GENERIC_WORDS and len(word) > 3:
                form = _words((*short, word))
                yield first, _PlaceForm(form, agency.id, kind, 0.9, "shorter name of a school, nursery or surgery")
        is_shared = short in areas or (len(short) == 1 and counted[first] > 1)
        if not is_shared and (len(short) > 1 or len(first) > 3):
            sure = _sure_of_short(short)
            yield first, _PlaceForm(_words(short), agency.id, kind, sure, "distinctive part of the name of a school")


def _sure_of_short(short: tuple[str, ...]) -> float:
    """Return how sure it is that the distinctive part of a name means the school."""
    if short[-1] in _STREETS:
        return 0.6  # "Harbour Road" is a road too
    kinds = [ordinary_words().get(run, OrdinaryWord.WORD) for run in short if run != "s"]
    if short[0] not in {"st", "saint"} and not any(kind in {OrdinaryWord.WORD, OrdinaryWord.RARE} for kind in kinds):
        return 0.4 if len(short) == 1 else 0.6
    return 0.9


def _areas(casefile: CaseFile) -> Iterator[str]:
    for record in casefile.records():
        if isinstance(record, (Agency, Incident)):
            yield record.area
        elif isinstance(record, (Person, Family)):
            yield from (home.area for home in record.residences)


def _words(runs: Iterable[str]) -> str:
    """Return the pattern of some runs, with their short forms."""
    found: list[str] = []
    for run in runs:
        long = _LONG.get(run, run)
        if run in {"st", "saint"}:
            found.append("(?:st|saint|street)")
        else:
            found.append(f"(?:{'|'.join((run, long, _SHORT[long]))})" if long in _SHORT else run)
    return _GAP.join(found)


def _addresses(casefile: CaseFile) -> Iterator[tuple[str, _PlaceForm]]:
    for record in casefile.records():
        if isinstance(record, (Person, Family)):
            for home in record.residences:
                yield from _address(home.address, record.id, is_address=True)
        elif isinstance(record, (Event, Incident)) and record.place:
            yield from _address(record.place, record.id, is_address=False)


def _address(text: str, about: RecordId, *, is_address: bool) -> Iterator[tuple[str, _PlaceForm]]:
    """Yield the forms of an address, or of a place if its words name one."""
    lines = [runs for part in re.split(r"[,;\n]+", text) if (runs := runs_of(part))]
    if not lines:
        return
    street = next((place for place, runs in enumerate(lines) if _is_street(runs)), None)
    if street is None:
        named = [word for word in text.split() if word[:1].isupper() and not set(runs_of(word)) <= _NO_PLACE]
        if not named or not (is_address or len(named) > 1):
            return
        street = 0
    key = next((run for run in lines[street] if run.isalpha() and run not in _STREETS | _NO_PLACE and len(run) > 1), "")
    key = key or next((run for run in lines[street] if run.isalpha() and len(run) > 1), "")
    if not key:
        return
    has_number = any(run.isdigit() for run in lines[street])
    kind, reason = LeakKind.ADDRESS, "address on file" if is_address else "place on file"
    bare = tuple(run for run in lines[street] if not run.isdigit() and len(run) > 1)
    is_long = len(bare) > 1 or has_number
    firm = 0.95 if is_address or has_number else 0.9
    if len(lines) > 1:
        yield key, _PlaceForm(_GAP.join(map(_words, lines)), about, kind, 1.0 if is_address else firm, reason)
        head = "".join(f"(?:{_words(line)}{_GAP})?" for line in lines[:street])
        tail = ""
        for line in reversed(lines[street + 1 :]):
            tail = f"(?:{_GAP}{_words(line)}{tail})?"
        sure = firm if has_number else min(firm, 0.8)
        yield key, _PlaceForm(head + _words(lines[street]) + tail, about, kind, sure, f"part of an {reason}")
    elif is_long:
        yield key, _PlaceForm(_words(lines[street]), about, kind, 1.0 if is_address else firm, reason)
    if has_number and len(bare) > 1:
        yield key, _PlaceForm(_words(bare), about, kind, 0.75, "street of an address on file")
    if len(lines) > 1 and not has_number and len(bare) > 1 and street == 0:
        yield key, _PlaceForm(_words(lines[0]), about, kind, 0.8, f"first line of an {reason}")
    if is_address:
        yield from _other_lines(lines, street, about)


def _other_lines(lines: list[tuple[str, ...]], street: int, about: RecordId) -> Iterator[tuple[str, _PlaceForm]]:
    """Yield the lines of an address that name it alone: the name of a house, and a street under one; a postcode.

    >>> [form.reason for _, form in _other_lines([("the", "nook"), ("14", "elm", "road"), ("zz1", "4qq")], 1, "c-1")]
    ['house of an address on file', 'postcode of an address on file']
    """
    for place, runs in enumerate(lines):
        named = tuple(run for run in runs if not run.isdigit() and len(run) > 1)
        key = next((run for run in named if run.isalpha() and run not in _STREETS | _NO_PLACE | {"the"}), "")
        if place > street and _POSTCODE.fullmatch(" ".join(runs)):
            pattern = _GAP.join(runs)
            first = re.match("[a-z]+", runs[0])
            if first:
                yield first[0], _PlaceForm(pattern, about, LeakKind.POSTCODE, 0.95, "postcode of an address on file")
        elif place > street and key and len(named) > 1 and _is_street(runs):
            yield key, _PlaceForm(_words(named), about, LeakKind.ADDRESS, 0.75, "street of an address on file")
        elif place < street and key and len(named) > 1 and named == runs:
            yield key, _PlaceForm(_words(runs), about, LeakKind.ADDRESS, 0.6, "house of an address on file")


def _is_street(runs: tuple[str, ...]) -> bool:
    """Return whether a line of an address has a street and a word that says which: "14 Elm Road", "Elm Rd"."""
    named = [run for run in runs if run.isalpha() and len(run) > 1 and run not in _NO_PLACE | _STREETS]
    has_street = any(_LONG.get(run, run) in _STREETS for run in runs[1:])
    has_number = any(run.isdigit() for run in runs)
    has_postcode = _POSTCODE.search(" ".join(runs)) is not None
    return bool(named) and (has_street or (has_number and not has_postcode))

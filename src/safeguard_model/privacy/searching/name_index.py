"""The index of the names on file: who bears which words, in which forms, and what is declared a pseudonym."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from safeguard_model.privacy.searching.name_forms import (
    LETTERS,
    PLURALS,
    forms_of_word,
    is_pseudonym,
    names_in,
    people_in,
    persons_of_proceeding,
)
from safeguard_model.privacy.searching.name_masks import Masks
from safeguard_model.privacy.searching.name_search import WHOLE, Bearer, NamePart, NameSearch
from safeguard_model.privacy.searching.plain_text import plain_text
from safeguard_model.records import Child, Claim, Person, Proceeding, Professional, Review, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from safeguard_model.privacy.searching.name_forms import ParsedName
    from safeguard_model.records import CaseFile, Record, RecordId

__all__ = ["NameIndex", "index_of"]


class NameIndex(NamedTuple):
    """What is known of the names on file."""

    bearers: Sequence[Bearer]
    forms: Mapping[str, Sequence[NamePart]]
    """The forms of the words of all names, by their first run of letters, the longest first."""
    long_words: frozenset[str]
    """The words of names, each in one run of letters, that a text may have in a near spelling."""
    initials: Mapping[str, frozenset[int]]
    """The bearers, as places in `bearers`, by their initials."""
    other_scripts: Sequence[tuple[str, frozenset[RecordId], bool]]
    """Names that are not in Latin letters: the plain text, whose it is, whether it is a whole name."""
    masks: Masks
    search: NameSearch


def index_of(casefile: CaseFile) -> NameIndex:
    """Return the index of the names in a case file."""
    builder = _NameCollector()
    masked: list[str] = []
    for about, names, record in _names(casefile):
        real = [name for name in names if not is_pseudonym(name) or _is_nickname(name, names[0])]
        masked.extend(name for name in names[1:] if name not in real)
        builder.add(about, real, record)
    labels = [label for record in casefile.records() if isinstance(label := getattr(record, "label", None), str)]
    masks = Masks([*labels, *masked], (agency.name for agency in casefile.agencies))
    return builder.built(masks)


def _names(casefile: CaseFile) -> Iterator[tuple[RecordId, list[str], Record]]:
    """Yield the names that a record holds, with its id, and the record of the person whom they name."""
    claimed: dict[RecordId, list[str]] = {}
    for record in casefile.records():
        if isinstance(record, Claim) and record.field.partition("[")[0] in {"name", "aliases"}:
            claimed.setdefault(record.about, []).append(record.value)
    for record in casefile.records():
        if isinstance(record, Person):
            yield (
                record.id,
                [record.name, *(alias.text for alias in record.aliases), *claimed.get(record.id, ())],
                record,
            )
        elif isinstance(record, Professional):
            yield record.id, [record.name, *claimed.get(record.id, ())], record
        elif isinstance(record, Review):
            for field in (record.chair, *record.authors, *(statement.speaker for statement in record.statements)):
                yield from ((record.id, [name], record) for name in people_in(field))
        elif isinstance(record, Source):
            yield from ((record.id, [name], record) for name in people_in(record.author))
        elif isinstance(record, Proceeding):
            yield from ((record.id, [name], record) for name in persons_of_proceeding(record.name))


class _NameCollector:
    """Collects the bearers and the forms of their names."""

    def __init__(self) -> None:
        self.bearers: list[Bearer] = []
        self.forms: dict[str, list[NamePart]] = {}
        self.long_words: set[str] = set()
        self.initials: dict[str, set[int]] = {}
        self.other: dict[tuple[str, bool], set[RecordId]] = {}

    def built(self, masks: Masks) -> NameIndex:
        for parts in self.forms.values():
            if len(parts) > 1:
                parts.sort(key=lambda part: -len(part.rest))
        return NameIndex(
            bearers=self.bearers,
            forms=self.forms,
            long_words=frozenset(self.long_words),
            initials={letters: frozenset(who) for letters, who in self.initials.items()},
            other_scripts=[(name, frozenset(abouts), whole) for (name, whole), abouts in self.other.items()],
            masks=masks,
            search=NameSearch(self.bearers, self.forms, masks),
        )

    def add(self, about: RecordId, names: Sequence[str], record: Record) -> None:
        """Add the names of one bearer."""
        me = len(self.bearers)
        words: dict[str, int] = {}
        surnames: set[int] = set()
        whole: set[tuple[int, ...]] = set()
        exact: set[str] = set()
        for name in names:
            if not _is_latin(name):
                self._add_other_script(about, name)
                continue
            for parsed in names_in(name):
                places = self._add_words(me, parsed, words, surnames)
                if places:
                    whole.add(places)
                    exact |= {" ".join(parsed.words), name.strip()}
                    self._add_wholes(me, parsed)
                    self._add_initials(me, parsed)
        latin = filter(_is_latin, names)
        self._add_glued(me, [parsed for name in latin for parsed in names_in(name)])
        if words:
            sex = getattr(record, "sex", None)
            self.bearers.append(
                Bearer(
                    about=about,
                    words=tuple(words),
                    surnames=frozenset(surnames),
                    whole=frozenset(whole),
                    exact=frozenset(exact),
                    sex=str(sex.value) if sex else "",
                    is_child=isinstance(record, Child),
                )
            )

    def _add_words(self, me: int, name: ParsedName, words: dict[str, int], surnames: set[int]) -> tuple[int, ...]:
        """Add the forms of each word of a name, and return the places of its words."""
        places: list[int] = []
        for number, word in enumerate(name.words):
            joined = _joined(word)
            if not joined:
                continue
            is_surname = bool(name.surname) and number == len(name.given)
            is_new = joined not in words
            place = words.setdefault(joined, len(words))
            places.append(place)
            if is_surname:
                surnames.add(place)
            elif not is_new:
                continue
            sure, reason = 0.85 if number else 0.9, "middle name alone" if number else "first name alone"
            if is_surname:
                sure, reason = 0.9, "surname alone"
            for (first, *rest), form_sure, form_reason in forms_of_word(word, sure, reason, is_surname=is_surname):
                part = NamePart(tuple(rest), me, place, form_sure, form_reason)
                self.forms.setdefault(first, []).append(part)
                if not rest and form_reason not in PLURALS and not form_reason.endswith("name on file"):
                    self.long_words.add(first)
        return tuple(places)

    def _add_wholes(self, me: int, name: ParsedName) -> None:
        """Add the forms of a whole name in one run of letters, as names of files and e-mail addresses have them."""
        given, surname = [_joined(word) for word in name.given], _joined(name.surname)
        if not surname or not given or not given[0]:
            return
        first, reason = given[0], "initial and surname in one word"
        letters = "".join(word[:1] for word in given)
        forms = {f"{letters}{surname}": 0.9, f"{first[0]}{surname}": 0.9, f"{surname}{first[0]}": 0.9}
        if len(first) > 1:
            forms |= {f"{first}{surname}": 0.95, f"{surname}{first}": 0.95, f"{first}{surname[0]}": 0.9}
        for form, sure in forms.items():
            mine = any(part.bearer == me and not part.rest for part in self.forms.get(form, ()))
            if len(form) > 4 and not mine:
                whole_reason = "full name in one word" if sure > 0.9 else reason
                self.forms.setdefault(form, []).append(NamePart((), me, WHOLE, sure, whole_reason))

    def _add_glued(self, me: int, names: Sequence[ParsedName]) -> None:
        """Add what else a bearer is called, in one run of letters with each surname: "bobsmith"."""
        surnames = dict.fromkeys(surname for name in names if (surname := _joined(name.surname)))
        others = dict.fromkeys(_joined(name.given[0]) for name in names if not name.surname and name.given)
        pairs = [(one, two) for one in others for two in surnames]
        for form in (*(f"{one}{two}" for one, two in pairs), *(f"{two}{one}" for one, two in pairs)):
            if not any(part.bearer == me and not part.rest for part in self.forms.get(form, ())):
                self.forms.setdefault(form, []).append(NamePart((), me, WHOLE, 0.95, "full name in one word"))

    def _add_initials(self, me: int, name: ParsedName) -> None:
        given, surname = [_joined(word)[:1] for word in name.given], LETTERS.findall(plain_text(name.surname).text)
        if not surname or not given:
            return
        last, halves = surname[0][0], "".join(word[0] for word in surname)
        for letters in {f"{given[0]}{last}", f"{''.join(given)}{last}", f"{given[0]}{halves}"}:
            if 2 <= len(letters) <= 4:
                self.initials.setdefault(letters, set()).add(me)

    def _add_other_script(self, about: RecordId, name: str) -> None:
        plain = plain_text(" ".join(name.split())).text
        if len(plain) > 1:
            self.other.setdefault((plain, True), set()).add(about)
        for word in plain.split():
            if len(word) > 2 and word != plain:
                self.other.setdefault((word, False), set()).add(about)


def _joined(word: str) -> str:
    return "".join(LETTERS.findall(plain_text(word).text))


def _is_latin(text: str) -> bool:
    return text.isascii() or all(unicodedata.name(char, "").startswith("LATIN") for char in text if char.isalpha())


# Reviews shorten a name on file to the initials of given name and surname, "JS". Two or three initials of given names
# alone, "JJ" for John-Joe, are what a family calls somebody.
def _is_nickname(alias: str, name: str) -> bool:
    """Return whether an alias is made of the initials of the given names of a name on file."""
    if not (alias.isalpha() and alias.isupper() and len(alias) in {2, 3}):
        return False
    full = [parsed for parsed in names_in(name) if parsed.surname]
    given = [word for parsed in full for word in parsed.given]
    runs = [run for word in given for run in LETTERS.findall(plain_text(word).text)]
    return "".join(run[0] for run in runs) == alias.lower()

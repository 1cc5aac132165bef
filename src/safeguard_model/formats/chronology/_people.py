"""Names and initials in the cells of a chronology, as ids of people, professionals and agencies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from safeguard_model.errors import InvalidRecord, UnknownRecord, shape
from safeguard_model.formats.chronology._headings import plain
from safeguard_model.records import CaseFile, Child, Event, Person
from safeguard_model.records._converters import to_linked_id
from safeguard_model.records._fields import fields_of
from safeguard_model.records._refused import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from safeguard_model.records import Record

__all__ = ["Names", "names_of", "to_subject"]

_LINKS: Final = frozenset(field.name for field in fields_of(Event) if field.refs)
_BETWEEN_PEOPLE: Final = re.compile(r"\s*[;\n]\s*")
_BETWEEN_NAMES: Final = re.compile(r"\s*(?:[,/&+]|\band\b|\bwith\b)\s*")
_BRACKETED: Final = re.compile(r"\([^()]*\)")
_WITH_ID: Final = re.compile(r"^(?:.*\s)?\[(?P<id>[^\s\[\]]+)\]$", re.DOTALL)


class Names:
    """Whom the names in cells stand for. A name that could be two people stands for nobody."""

    def __init__(self, ids: Mapping[str, str], casefile: CaseFile | None = None) -> None:
        self._ids = _plainly(ids)
        self._casefile = casefile
        self._known = frozenset(self._ids.values())
        self._found: dict[tuple[str, bool], tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def found(self, cell: str, *, own: bool = False) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids that a cell names, and the names in it that stand for nobody known.

        `own`: in the layout of `write_chronology`, where an id in brackets or alone is one.
        """
        known = self._found.get((cell, own))
        if known is None:
            known = self._found[cell, own] = self._split(cell, own=own)
        return known

    def may_be_children(self, ids: Iterable[str]) -> bool:
        """Whether all of them can be children: yes, where there is no case file to say otherwise."""
        return self._casefile is None or len(self.children(ids)) == len(tuple(ids))

    def are_strange(self, field: str, value: object) -> bool:
        """Whether what was read as ids of a field are none of the case file's, and so perhaps names."""
        casefile = self._casefile
        if casefile is None or field not in _LINKS:
            return False
        ids = value if isinstance(value, tuple) else (value,)
        return any(id is not None and id not in casefile for id in ids)

    def _split(self, cell: str, *, own: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
        ids: list[str] = []
        unknown: list[str] = []
        for person in filter(None, _BETWEEN_PEOPLE.split(cell.strip())):
            names = [person] if self._id(person, own=own) else [*filter(None, _BETWEEN_NAMES.split(person))]
            found = [self._id(name, own=own) for name in names]
            ids += filter(None, found)
            strange = [name for name, id in zip(names, found, strict=True) if id is None]
            unknown += strange if any(found) else [person]
        return tuple(dict.fromkeys(ids)), tuple(unknown)

    def is_kind(self, id: str, kind: type[Record]) -> bool:
        """Whether the id may be that of such a record: yes, where there is no case file to say."""
        return self._casefile is None or id not in self._casefile or isinstance(self._casefile[id], kind)

    def children(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Those of them that are children; nobody where there is no case file to say."""
        casefile = self._casefile
        return () if casefile is None else tuple(id for id in ids if id in casefile and isinstance(casefile[id], Child))

    def _id(self, name: str, *, own: bool) -> str | None:
        bare = _BRACKETED.sub(" ", name)
        last, comma, first = bare.partition(",")
        if not comma and last.split()[:1] and last.split()[0].isupper():
            last, _, first = last.strip().partition(" ")
        for form in (name, bare, f"{first} {last}"):
            if found := self._ids.get(plain(form)):
                return found
        match = _WITH_ID.match(name.strip())
        id = match["id"] if match else name.strip()
        if id in self._known or (self._casefile is not None and id in self._casefile):
            return id
        return id if own and _is_id(id) else None


def names_of(people: Mapping[str, str] | None, casefile: CaseFile | None) -> Names:
    """The names of a mapping from names to ids, and those of a case file. Raises `InvalidRecord`."""
    if casefile is not None and not isinstance(casefile, CaseFile):
        raise InvalidRecord("read_chronology", "casefile", f"a CaseFile is due, not {shape(casefile)}")
    if people is not None and not isinstance(people, Mapping):
        rule = f"a mapping from names to ids is due, not {shape(people)}; a case file is given as casefile="
        raise InvalidRecord("read_chronology", "people", rule)
    for name, id in (people or {}).items():
        if type(name) is not str or not plain(name) or not _is_id(id):
            rule = f"names and ids are due, not {shape(name)} and {shape(id)}"
            raise InvalidRecord("read_chronology", "people", rule)
    return Names({**({} if casefile is None else _of(casefile)), **_plainly(people or {})}, casefile)


def _plainly(people: Mapping[str, str]) -> dict[str, str]:
    return {plain(name): id for name, id in people.items()}


def to_subject(subject: str | Iterable[str] | None, casefile: CaseFile | None) -> tuple[str, ...]:
    """Whom a chronology is about. Raises `InvalidRecord`, and `UnknownRecord` for an id not in the case file."""
    ids = () if subject is None else (subject,) if isinstance(subject, str) else tuple(subject)
    for id in ids:
        if not _is_id(id):
            raise InvalidRecord("read_chronology", "subject", f"the id of a person is due, not {shape(id)}")
        if casefile is not None and not isinstance(casefile[id], Person):
            raise UnknownRecord.among(id, (person.id for person in (*casefile.children, *casefile.adults)))
    return ids


def _of(casefile: CaseFile) -> dict[str, str]:
    """Every label, name and alias, with first names and initials where only one person has them."""
    sure: dict[str, set[str]] = defaultdict(set)
    short: dict[str, set[str]] = defaultdict(set)
    for id, name in _whole(casefile):
        sure[plain(name)].add(id)
    for person in (*casefile.children, *casefile.adults):
        words = person.name.split()
        if len(words) > 1:
            short[plain(words[0])].add(person.id)
            short[plain(f"{words[0]} {words[-1]}")].add(person.id)
            for initials in ("".join(word[0] for word in words), words[0][0] + words[-1][0]):
                short[plain(initials)].add(person.id)
    known = short | sure
    return {name: next(iter(ids)) for name, ids in known.items() if name and len(ids) == 1}


def _whole(casefile: CaseFile) -> Iterator[tuple[str, str]]:
    for person in (*casefile.children, *casefile.adults):
        yield from ((person.id, name) for name in (person.label, person.name, *(a.text for a in person.aliases)))
    for professional in casefile.professionals:
        yield from ((professional.id, name) for name in (professional.label, professional.name))
    for agency in casefile.agencies:
        yield agency.id, agency.name


def _is_id(value: object) -> bool:
    if type(value) is not str:
        return False
    try:
        to_linked_id(value)
    except Refused:
        return False
    return True

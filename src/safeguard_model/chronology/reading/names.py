"""The lookup from names and initials in cells to the ids of people, professionals and agencies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from safeguard_model.chronology.cells import LINKS
from safeguard_model.chronology.reading.headings import plain
from safeguard_model.errors import InvalidRecord, UnknownRecord, near, shape
from safeguard_model.records import Agency, CaseFile, Child, Person
from safeguard_model.records.casefile import require_casefile
from safeguard_model.records.converters import iterator, to_linked_id
from safeguard_model.records.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from safeguard_model.records import Record

__all__ = ["NameLookup", "names_of", "plainly", "to_subjects"]

_BETWEEN_PEOPLE: Final = re.compile(r"[;\n]")
_BETWEEN_NAMES: Final = re.compile(r"[,/&+]|\band\b|\bwith\b")
_SURNAME_FIRST: Final = re.compile(r"([^\W\d_]{3,}), ?[^\W\d_]+")
_BRACKETED: Final = re.compile(r"\([^()]*\)")
_ROLES: Final = frozenset(
    {
        *("child", "children", "baby", "pupil", "subject", "sibling", "brother", "sister", "male", "female", "adult"),
        *("mother", "mum", "mo", "father", "dad", "fa", "parent", "parents", "carer", "partner", "grandmother"),
        *("grandfather", "mgm", "ip", "sp", "suspect", "witness", "informant"),
    }
)
"""Words in brackets after a name that do not change whose name it is. With other words, it may be another person."""
_WITH_ID: Final = re.compile(r"^(?:.*\s)?\[(?P<id>[^\s\[\]]+)\]$", re.DOTALL)


class NameLookup:
    """The ids of people, professionals and agencies by name. A name that could mean two of them gives no id."""

    def __init__(self, ids: Mapping[str, str], casefile: CaseFile | None = None) -> None:
        self._ids = ids
        self._casefile = casefile
        self._known = frozenset(self._ids.values())
        self._found: dict[tuple[str, bool], tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def ids_in(self, cell: str, *, own: bool = False) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the ids of those whom a cell names, and the names in the cell that are not known.

        `own` says that the file has the layout of `write_chronology`: any id, in brackets or alone, then counts.
        """
        known = self._found.get((cell, own))
        if known is None:
            known = self._found[cell, own] = self._split(cell, own=own)
        return known

    def may_be_children(self, ids: Iterable[str]) -> bool:
        """Return whether all the ids can be those of children; True if there is no case file."""
        return self._casefile is None or len(self.children(ids)) == len(tuple(ids))

    def are_strange(self, field: str, value: object) -> bool:
        """Return whether an id read from a cell is not in the case file: what was read may then be a name.

        Return False if there is no case file, or if the field holds no ids.
        """
        casefile = self._casefile
        if casefile is None or field not in LINKS:
            return False
        ids = value if isinstance(value, tuple) else (value,)
        return any(id is not None and id not in casefile for id in ids)

    # A cell is first split at semicolons and line breaks only, since a comma may be inside one name ("Jones, Ben").
    # Each part is looked up whole before it is split further: a label may contain a comma or an "and". If a part is
    # split and at least one of its names is known, each other name is reported as unknown. If none is known, the whole
    # part is reported as one unknown name, since it may be one.
    def _split(self, cell: str, *, own: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
        ids: list[str] = []
        unknown: list[str] = []
        for person in filter(None, map(str.strip, _BETWEEN_PEOPLE.split(cell))):
            names = [person]
            if not self._id(person, own=own) and not self._is_surname_first(person):
                names = [*filter(None, map(str.strip, _BETWEEN_NAMES.split(person)))]
            ids_of_names = [self._id(name, own=own) for name in names]
            ids += filter(None, ids_of_names)
            strange = [name for name, id in zip(names, ids_of_names, strict=True) if id is None]
            unknown += strange if any(ids_of_names) else [person]
        return tuple(dict.fromkeys(ids)), tuple(unknown)

    def are_people(self, cell: str) -> bool:
        """Return whether a cell holds names that are known and nothing else."""
        ids, unknown = self.ids_in(cell)
        return bool(ids) and not unknown

    def _is_surname_first(self, person: str) -> bool:
        """Return whether a comma separates the surname and first name of one person who is not known.

        ``Jones, Ben`` is then not split, as "Ben" alone may be the name of another person who is known.
        """
        match = _SURNAME_FIRST.fullmatch(person)
        return match is not None and plain(match[1]) not in self._ids

    def agency(self, cell: str, *, own: bool) -> str | None:
        """Return the id of the agency that a cell names, or None.

        The agency must be in the case file. In the layout of `write_chronology` (`own`), an id that is not in the case
        file also counts.
        """
        id = self._id(cell, own=own)
        is_known = self._casefile is not None and id in self._casefile
        if id is None or (not is_known and not own):
            return None
        return id if not is_known or self.is_kind(id, Agency) else None

    def is_kind(self, id: str, kind: type[Record]) -> bool:
        """Return whether an id may belong to a record of this kind; True if the id is not in a case file."""
        return self._casefile is None or id not in self._casefile or isinstance(self._casefile[id], kind)

    @property
    def know_children(self) -> bool:
        """Whether there is a case file to say who is a child."""
        return self._casefile is not None

    def children(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the ids that belong to children of the case file; none if there is no case file."""
        casefile = self._casefile
        return () if casefile is None else tuple(id for id in ids if id in casefile and isinstance(casefile[id], Child))

    def _id(self, name: str, *, own: bool) -> str | None:
        if "?" in name:
            return None
        is_sure = all(plain(words) in _ROLES for words in _BRACKETED.findall(name))
        bare = _BRACKETED.sub(" ", name) if is_sure else name
        last, comma, first = bare.partition(",")
        if not comma and last.split()[:1] and last.split()[0].isupper():
            last, _, first = last.strip().partition(" ")
        for form in (name, bare, f"{first} {last}", name.replace(".", "")):
            if found := self._ids.get(plain(form)):
                return found
        match = _WITH_ID.match(name.strip())
        id = match["id"] if match else name.strip()
        if id in self._known or (self._casefile is not None and id in self._casefile):
            return id
        return id if own and _is_id(id) else None


def names_of(people: Mapping[str, str] | None, casefile: CaseFile | None) -> NameLookup:
    """Return a lookup of the names in `people` and the names in a case file; names in `people` count first.

    Raises `InvalidRecord` for a wrong argument, and `UnknownRecord` for an id that is not in the case file.
    """
    if casefile is not None:
        require_casefile(casefile, "read_chronology")
    if people is not None and not isinstance(people, Mapping):
        rule = f"expected a mapping from names to ids, got {shape(people)}; a case file is given as casefile="
        raise InvalidRecord("read_chronology", "people", rule)
    for name, id in (people or {}).items():
        if type(name) is not str or not plain(name) or not _is_id(id):
            rule = f"expected a name and an id, got {shape(name)} and {shape(id)}"
            raise InvalidRecord("read_chronology", "people", rule)
        _check(id, casefile)
    return NameLookup({**({} if casefile is None else _of(casefile)), **plainly(people or {}, "people")}, casefile)


def plainly(names: Mapping[str, str], argument: str) -> dict[str, str]:
    """Return the mapping with each name changed by `plain`, which removes capitals and punctuation.

    Raises `InvalidRecord` if two names are then equal but have different ids.
    """
    ids: dict[str, str] = {}
    for name, id in names.items():
        if ids.setdefault(plain(name), id) != id:
            rule = f"expected one id for names that differ only in capitals or punctuation, got two for {shape(name)}"
            raise InvalidRecord("read_chronology", argument, rule)
    return ids


def to_subjects(
    subject: str | Iterable[str] | Mapping[str, str | Iterable[str]] | None, casefile: CaseFile | None
) -> Callable[[str], tuple[str, ...]]:
    """Return a function that takes the name of a table and returns the ids of the people the table is about.

    If `subject` is not a mapping, the function returns the same people for every table. If it is a mapping, the
    function returns no ids for a table that is not in it. Raises the same errors as `to_subject`.
    """
    if not isinstance(subject, Mapping):
        everywhere = to_subject(subject, casefile)
        return lambda _: everywhere
    by_table = {where: to_subject(whom, casefile) for where, whom in subject.items()}
    return lambda where: by_table.get(where, ())


def to_subject(subject: str | Iterable[str] | None, casefile: CaseFile | None) -> tuple[str, ...]:
    """Return the ids of the people that a chronology is about.

    Raises `InvalidRecord` for what is not an id, and `UnknownRecord` for an id that no person in the case file has.
    """
    if subject is None:
        return ()
    given = (subject,) if isinstance(subject, str) else iterator(subject)
    if given is None:
        raise InvalidRecord("read_chronology", "subject", f"expected the id of a person, got {shape(subject)}")
    ids = tuple(given)
    for id in ids:
        if not _is_id(id):
            raise InvalidRecord("read_chronology", "subject", f"expected the id of a person, got {shape(id)}")
        _check(id, casefile, Person)
    return ids


def _check(id: str, casefile: CaseFile | None, kind: type[Record] | None = None) -> None:
    """Check that the case file has this id; without a case file, check nothing.

    Raises `UnknownRecord`. Its text does not contain the id, because that may be a real name.
    """
    if casefile is not None and not (id in casefile and (kind is None or isinstance(casefile[id], kind))):
        raise UnknownRecord(shape(id), tuple(near(id, (record.id for record in casefile.records()), 3)))


# A name counts only if it means one person in this case file: if two people are called Ben, "Ben" means nobody. Labels
# and whole names count before first names: if a child has the label "Ben", "Ben" means the child, even if a man's first
# name is Ben.
def _of(casefile: CaseFile) -> dict[str, str]:
    """Return the ids by every label, name and alias in a case file that only one record has.

    The first names of people also count, alone and with the last name, if only one person has them.

    Initials are not included: "SW" means a social worker far more often than Sarah Webb. If a file uses initials, the
    caller must give them in `people`.
    """
    sure: dict[str, set[str]] = defaultdict(set)
    short: dict[str, set[str]] = defaultdict(set)
    for id, name in _whole(casefile):
        sure[plain(name)].add(id)
    for person in (*casefile.children, *casefile.adults):
        words = person.name.split()
        if len(words) > 1:
            short[plain(words[0])].add(person.id)
            short[plain(f"{words[0]} {words[-1]}")].add(person.id)
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

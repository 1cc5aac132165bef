"""The audience of a copy: who is to read it, and what is released to or withheld from these readers by hand."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import attrs

from safeguard_model import records
from safeguard_model.discreet import Discreet
from safeguard_model.errors import InvalidRecord, an, shape
from safeguard_model.records.base import AgencyId, PersonId, Record, Value, refuse, shared_last
from safeguard_model.records.converters import to_optional_id, to_texts
from safeguard_model.records.fields import fields_of
from safeguard_model.records.refusals import word
from safeguard_model.records.sensitivity import FREE_TEXT, OPEN, link
from safeguard_model.records.vocabulary import AudienceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from safeguard_model.records import CaseFile

__all__ = ["Asked", "Audience", "asked_of", "to_audience"]

_STEP = re.compile(r"([A-Za-z_]+)(?:\[([0-9]{1,9})\])?")


def to_audience_kind(value: AudienceKind | str) -> AudienceKind:
    """Convert an `AudienceKind` or its word."""
    return value if type(value) is AudienceKind else word(AudienceKind, value)


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Audience(Value):
    """Who is to read a copy of a case file.

    A path in `release` or `withhold` is the name of a class and a field (``Event.place``, ``Child.born``), the id of a
    record (``event-7``), or an id and the way to a field (``event-7.description``, ``incident-1.harms[0].site``). A way
    that ends before the last field stands for everything below it. Raises `InvalidRecord` if an argument is of a wrong
    type, if the kind is `person` without a person, and if a person or an agency is given for a kind that has none.

    >>> Audience(kind="family", person="mother", release=["Source.title"])
    Audience(kind='family', person='mother', release=<free_text>)
    """

    kind: AudienceKind = attrs.field(converter=to_audience_kind, metadata=OPEN)
    """What kind of reader it is: family, agency, panel, published or person."""
    person: PersonId | None = attrs.field(default=None, converter=to_optional_id, metadata=link("Child", "Adult"))
    """For the kind `person`, who reads. For `family`, the one member who gets the copy; None: any member may."""
    agency: AgencyId | None = attrs.field(default=None, converter=to_optional_id, metadata=link("Agency"))
    """For the kind `agency`, which agency it is. Without it, no entry counts as the agency's own."""
    release: tuple[str, ...] = attrs.field(default=(), converter=to_texts, metadata=FREE_TEXT)
    """Paths to show though the rules would withhold them."""
    withhold: tuple[str, ...] = attrs.field(default=(), converter=to_texts, metadata=FREE_TEXT)
    """Paths to withhold though the rules would show them. What is in both is withheld."""

    def __attrs_post_init__(self) -> None:
        personal = (AudienceKind.FAMILY, AudienceKind.PERSON)
        if self.kind is AudienceKind.PERSON and self.person is None:
            raise refuse(self, "person", "an audience of kind person needs the id of the person")
        if self.person is not None and self.kind not in personal:
            raise refuse(self, "person", f"an audience of kind {self.kind} has no person")
        if self.agency is not None and self.kind is not AudienceKind.AGENCY:
            raise refuse(self, "agency", f"an audience of kind {self.kind} has no agency")


def to_audience(value: object) -> Audience:
    """Return an audience, made from the word of a kind if need be. Raise `InvalidRecord` for anything else."""
    if isinstance(value, Audience):
        return value
    if isinstance(value, str):
        return Audience(kind=value)
    raise InvalidRecord("redact", "audience", f"expected an Audience or the word of its kind, got {shape(value)}")


@attrs.frozen(eq=False, repr=False)
class Asked(Discreet):
    """The paths of an audience, sorted by form."""

    fields: frozenset[str]
    """The fields, as ``Class.field``."""
    ids: frozenset[str]
    """The ids of whole records."""
    paths: dict[str, tuple[str, ...]]
    """The ways to fields, by the id of the record, each as a full path."""

    def __repr__(self) -> str:
        return f"<Asked; fields: {len(self.fields)}, records: {len(self.ids)}, paths: {len(self.paths)}>"

    def has(self, id: str, path: str) -> bool:
        """Return whether a full path, or a path above it, is among the paths."""
        return any(_leads_to(asked, path) for asked in self.paths.get(id, ()))

    def has_below(self, id: str, path: str) -> bool:
        """Return whether a path below a full path is among the paths."""
        return any(_leads_to(path, asked) for asked in self.paths.get(id, ()))


def _leads_to(above: str, path: str) -> bool:
    return path == above or (path.startswith(above) and path[len(above)] in ".[")


def asked_of(casefile: CaseFile, audience: Audience) -> tuple[Asked, Asked]:
    """Return what an audience releases and what it withholds.

    Raises one `InvalidRecord` that lists everything in the audience that does not fit the case file: the id of a person
    or an agency that is not on file or of another class, and every path that leads nowhere.
    """
    problems = list(_misfits(casefile, audience))
    asked: list[Asked] = []
    for name, given in (("release", audience.release), ("withhold", audience.withhold)):
        fields: set[str] = set()
        ids: set[str] = set()
        paths: dict[str, tuple[str, ...]] = {}
        for place, path in enumerate(given):
            id = _id_of(casefile, path)
            if path in casefile:
                ids.add(path)
            elif path in _fields():
                fields.add(path)
            elif id and _is_way(casefile[id], path[len(id) + 1 :]):
                paths[id] = (*paths.get(id, ()), path)
            else:
                rule = "expected Class.field, an id on file, or an id and the way to a field of the record"
                problems.append((name, f"{name}[{place}]: {rule}, got {shape(path)}"))
        asked.append(Asked(fields=frozenset(fields), ids=frozenset(ids), paths=paths))
    if problems:
        names = {name for name, _ in problems}
        raise InvalidRecord("Audience", names.pop() if len(names) == 1 else "", "; ".join(rule for _, rule in problems))
    return asked[0], asked[1]


def _misfits(casefile: CaseFile, audience: Audience) -> Iterator[tuple[str, str]]:
    for name, id, kinds in (
        ("person", audience.person, (records.Child, records.Adult)),
        ("agency", audience.agency, (records.Agency,)),
    ):
        if id is not None and id not in casefile:
            yield name, f"{name}: no record has the id {id if id.isprintable() else shape(id)}"
        elif id is not None and not isinstance(casefile[id], kinds):
            due = " or ".join(an(kind.__name__) for kind in kinds)
            yield name, f"{name}: {id} is the id of {an(type(casefile[id]).__name__)}; expected that of {due}"


@cache
def _fields() -> frozenset[str]:
    """Return every field as ``Class.field``, those of base classes too."""
    return frozenset(_every_field())


def _every_field() -> Iterator[str]:
    for kind in vars(records).values():
        if isinstance(kind, type) and issubclass(kind, Value) and kind is not Value:
            yield from (f"{kind.__name__}.{field.name}" for field in attrs.fields(kind))


def _id_of(casefile: CaseFile, path: str) -> str:
    """Return the longest id on file with which a path begins, before a dot; an empty text if there is none."""
    dots = [place for place, char in enumerate(path) if char == "."]
    ids: Iterable[str] = (path[:dot] for dot in reversed(dots))
    return next((id for id in ids if id in casefile), "")


def _is_way(record: Record, way: str) -> bool:
    """Return whether a way leads to a field of a record, or to an item of a list that the record has."""
    value: object = record
    for step in way.split("."):
        match = _STEP.fullmatch(step)
        known = {field.name: field for field in fields_of(type(value))} if isinstance(value, Value) else {}
        if match is None or match[1] not in known:
            return False
        value = getattr(value, match[1])
        if match[2] is not None:
            if not known[match[1]].many or not isinstance(value, tuple) or int(match[2]) >= len(value):
                return False
            value = value[int(match[2])]
    return True

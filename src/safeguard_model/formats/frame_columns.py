"""The columns of each class of results, worked out once from the fields of the class and their types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import chain
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Final, NamedTuple, TypeAlias, Union, get_args, get_origin, get_type_hints

import attrs

from safeguard_model.analysis.differences import written
from safeguard_model.dates import Age, DayCount, Precision, When
from safeguard_model.dates.edtf import ANY, DAY
from safeguard_model.formats.frame_forms import (
    EPOCH,
    Form,
    FrameColumn,
    ListOf,
    Lookup,
    Object,
    Scalar,
    WordsForm,
)
from safeguard_model.formats.frame_people import ABOUT, age_columns
from safeguard_model.formats.strict_json import encode
from safeguard_model.records import AgencyKind, Event, Record
from safeguard_model.records.base import PERSON, Value
from safeguard_model.records.fields import once_per_class
from safeguard_model.records.sensitivity import refs_of

__all__ = ["AGED_EVENTS", "columns_of"]

_Convert: TypeAlias = Callable[[Any], Any]

_PLAIN: Final[dict[Any, Scalar]] = {
    str: Scalar.TEXT,
    int: Scalar.WHOLE,
    float: Scalar.NUMBER,
    bool: Scalar.FLAG,
}
_OF_RECORDS: Final = ("kind", "when", "agency", "description")
"""The fields of a record, such as an event, that stand beside its id where a result has one of its fields filled so."""
_OF_OTHERS: Final = ("rule", "nation", "strength", "edition", "verified")
"""The same, for a timescale, beside its name."""
_LINKS: Final = {"agency": ("Agency",), "child": PERSON, "person": PERSON}
"""What the ids in the fields of results link to. The fields of records say so themselves."""


class _Part(NamedTuple):
    """A field of a class, or a property that is read like one."""

    name: str
    hint: Any
    optional: bool
    refs: tuple[str, ...]
    is_field: bool


@once_per_class
def columns_of(cls: type) -> tuple[FrameColumn, ...]:
    """Return the columns for objects of a class, in the order of its fields. They are the same whatever the objects.

    Raises NameError or TypeError if the class has a field that cannot be a column.
    """
    columns: list[FrameColumn] = []
    for part in _parts(cls):
        columns += _columns(part)
        if cls is Event and part.name == "people":
            columns += ABOUT
    return tuple(columns)


def _parts(cls: type) -> list[_Part]:
    hints = get_type_hints(cls)
    parts = []
    for field in attrs.fields(cls):
        if not field.name.startswith("_"):
            refs = refs_of(field) or _LINKS.get(field.name, ())
            parts.append(_Part(field.name, *_required(hints[field.name]), refs, is_field=True))
    if not issubclass(cls, Value):
        for name, found in vars(cls).items():
            if isinstance(found, property) and not name.startswith("_"):
                hint = get_type_hints(found.fget)["return"]
                parts.append(_Part(name, *_required(hint), (), is_field=False))
    return parts


def _required(hint: Any) -> tuple[Any, bool]:
    """Return a type without its None, and whether it had one."""
    if get_origin(hint) not in (Union, UnionType):
        return hint, False
    options = [option for option in get_args(hint) if option is not NoneType]
    return (Union[tuple(options)], len(options) < len(get_args(hint)))  # noqa: UP007 - the options are in a list


def _columns(part: _Part) -> list[FrameColumn]:
    """Return the columns of one field: a date has four, a number of days two, an id one and what the file calls it."""
    name, hint = part.name, part.hint
    if hint is When:
        return _when_columns(part)
    if hint is DayCount:
        return [_derived(f"{name}_{end}", Scalar.WHOLE, _reader(f"{name}.{end}", part)) for end in ("least", "most")]
    if hint is Age or (get_origin(hint) in (Union, UnionType) and Age in get_args(hint)):
        return age_columns(name, lambda items, _: list(map(attrgetter(name), items)), is_read=part.is_field)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return [FrameColumn(name, WordsForm(tuple(hint)), _all(name), part.is_field)]
    if isinstance(hint, type) and attrs.has(hint) and not (issubclass(hint, Value) and not issubclass(hint, Record)):
        return _object_columns(part)
    form, convert = _simple(hint)
    values = _all(name) if convert is None else _converted(name, convert, optional=part.optional)
    return [FrameColumn(name, form, values, part.is_field), *_link_columns(part)]


def _derived(name: str, form: Form, values: Callable[[Sequence[Any], Lookup], list[Any]]) -> FrameColumn:
    return FrameColumn(name, form, values, is_read=False)


def _all(name: str) -> Callable[[Sequence[Any], Lookup], list[Any]]:
    get = attrgetter(name)
    return lambda items, _: list(map(get, items))


def _converted(name: str, convert: _Convert, *, optional: bool) -> Callable[[Sequence[Any], Lookup], list[Any]]:
    get = attrgetter(name)
    if optional:
        return lambda items, _: [None if each is None else convert(each) for each in map(get, items)]
    return lambda items, _: [convert(each) for each in map(get, items)]


def _reader(path: str, part: _Part) -> Callable[[Sequence[Any], Lookup], list[Any]]:
    """Return the values of an attribute of a field: of ``days.least``, or None where there are no days."""
    if not part.optional:
        return _all(path)
    name, _, attribute = path.partition(".")
    return _converted(name, attrgetter(attribute), optional=True)


def _when_columns(part: _Part) -> list[FrameColumn]:
    """Return the four columns of a date: its text, the first and the last day that it may be, and its precision."""
    name = part.name

    def days(attribute: str) -> Callable[[Sequence[Any], Lookup], list[Any]]:
        read = _reader(f"{name}.{attribute}", part)

        def found(items: Sequence[Any], lookup: Lookup) -> list[Any]:
            minutes = read(items, lookup)
            return [None if each is None or abs(each) >= ANY else each // DAY - EPOCH for each in minutes]

        return found

    return [
        FrameColumn(name, Scalar.TEXT, _reader(f"{name}._text", part), part.is_field),
        _derived(f"{name}_earliest", Scalar.DATE, days("_first")),
        _derived(f"{name}_latest", Scalar.DATE, days("_last")),
        _derived(f"{name}_precision", WordsForm(tuple(Precision)), _reader(f"{name}.precision", part)),
    ]


def _object_columns(part: _Part) -> list[FrameColumn]:
    """Return the columns of a field with a record, such as an event, or a timescale: its id or name, and some more."""
    head, details = ("id", _OF_RECORDS) if issubclass(part.hint, Record) else ("name", _OF_OTHERS)
    parts = {each.name: each for each in _parts(part.hint)}
    read = _all(part.name)
    columns = [FrameColumn(part.name, Scalar.TEXT, _reader(f"{part.name}.{head}", part), part.is_field)]
    for column in chain.from_iterable(_columns(parts[name]) for name in details if name in parts):

        def values(items: Sequence[Any], lookup: Lookup, inner: FrameColumn = column) -> list[Any]:
            return inner.of_present(read(items, lookup), lookup)

        columns.append(_derived(f"{part.name}_{column.name}", column.form, values))
    return columns


def _link_columns(part: _Part) -> list[FrameColumn]:
    """Return what the case file calls an agency or a person: beside an id, and beside the list `people`."""
    name, get = part.name, attrgetter(part.name)
    many = get_origin(part.hint) is tuple
    if many and name == "people":
        return [
            _derived(
                f"{name}_labels",
                ListOf(Scalar.TEXT),
                lambda items, lookup: [[*map(lookup.label, ids)] for ids in map(get, items)],
            )
        ]
    if many or not part.refs:
        return []

    def called(items: Sequence[Any], lookup: Lookup) -> list[Any]:
        return _looked_up(lookup.label, map(get, items))

    if set(part.refs) <= set(PERSON):
        return [_derived(f"{name}_label", Scalar.TEXT, called)]
    if part.refs != ("Agency",):
        return []
    return [
        _derived(f"{name}_name", Scalar.TEXT, called),
        _derived(
            f"{name}_kind",
            WordsForm(tuple(AgencyKind)),
            lambda items, lookup: _looked_up(lookup.agency_kind, map(get, items)),
        ),
    ]


def _looked_up(look_up: _Convert, ids: Any) -> list[Any]:
    """Return what is found for each id. Each id is looked up once, because few agencies have many entries."""
    known: dict[str | None, Any] = {}
    found = []
    for id in ids:
        if id not in known:
            known[id] = look_up(id)
        found.append(known[id])
    return found


def _simple(hint: Any) -> tuple[Form, _Convert | None]:
    """Return the form of a value inside a list or an object, or of a plain field, and its conversion, if it needs one.

    In here a date or an age is its text, a record its id, and a word plain text: tools read no more inside lists.
    """
    if get_origin(hint) is tuple and get_args(hint)[-1] is Ellipsis:
        form, convert = _simple(get_args(hint)[0])
        return ListOf(form), None if convert is None else lambda values: [convert(each) for each in values]
    if hint in _PLAIN:
        return _PLAIN[hint], None
    if get_origin(hint) is dict:
        return Scalar.TEXT, _as_json
    if hint in (When, Age):
        return Scalar.TEXT, attrgetter("_text")
    if hint is object:  # a value of any field of any record
        return Scalar.TEXT, written
    options = get_args(hint) or (hint,)
    if all(isinstance(option, type) and issubclass(option, StrEnum) for option in options):
        return Scalar.TEXT, attrgetter("_value_")
    if isinstance(hint, type) and issubclass(hint, Record):
        return Scalar.TEXT, attrgetter("id")
    if isinstance(hint, type) and issubclass(hint, Value):
        return Object(_inner_columns(hint)), None
    return Scalar.TEXT, str


def _inner_columns(cls: type) -> tuple[FrameColumn, ...]:
    """Return the columns of a value inside a list or an object: one for each field."""
    columns = []
    for part in _parts(cls):
        form, convert = _simple(part.hint)
        values = _all(part.name) if convert is None else _converted(part.name, convert, optional=part.optional)
        columns.append(FrameColumn(part.name, form, values))
    return tuple(columns)


def _as_json(extra: dict[str, Any]) -> str | None:
    """Return a tool's own fields as JSON; None if there are none."""
    return encode(extra, None).decode() if extra else None


def _of_pairs(column: FrameColumn) -> FrameColumn:
    """Return a column of events as a column of pairs of an event and an age."""

    def values(pairs: Sequence[Any], lookup: Lookup) -> list[Any]:
        return column.values([event for event, _ in pairs], lookup)

    return attrs.evolve(column, values=values)


AGED_EVENTS: Final = (
    *map(_of_pairs, columns_of(Event)[:5]),
    *age_columns("age", lambda pairs, _: [age for _, age in pairs]),
    *map(_of_pairs, columns_of(Event)[5:]),
)
"""The columns of the pairs that `ages` gives: those of the event, with the age after its date."""

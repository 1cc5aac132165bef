"""Strict reading of plain values (dict, list, str, int, float, bool, None) into records.

A reader is a function that takes a plain value and returns the record or value that it represents, or `Problems` with
every problem at once. A reader raises nothing. The caller makes one error from the problems, and raises that error
outside any `except` block. Therefore no other error, whose text might quote a record, is chained to that error.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, Any, TypeAlias

from safeguard_model.dates import Age, When
from safeguard_model.errors import InvalidAge, InvalidCaseFile, InvalidRecord, InvalidWhen, Problem, near, shape
from safeguard_model.formats.problems import Problems, problem
from safeguard_model.formats.versions import FORMAT, FORMAT_KEY, read_other
from safeguard_model.records import CaseFile
from safeguard_model.records.fields import Field, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safeguard_model.records.base import Value

__all__ = ["FORMAT", "Problems", "Read", "Reader", "problem", "read_text", "reader"]

Read: TypeAlias = Callable[[Any], Any]
"""A reader: a function that takes a plain value and returns what the value represents, or `Problems`."""

_LONGEST_HINTED, _MOST_HINTED = 60, 99


def read_text(kind: type[When | Age], value: object) -> When | Age | Problems:
    """Return the `When` or `Age` that a text represents, or `Problems`."""
    if type(value) is not str:
        return Problems([problem("value", f"expected text, got {shape(value)}")])
    try:
        return kind(value)
    except (InvalidWhen, InvalidAge) as error:
        return Problems([problem("value", str(error))])


class Reader:
    """A reader of one record or value class. `nested` returns the reader of each class that its fields contain."""

    def __init__(self, cls: type[Value], nested: Callable[[type], Read]) -> None:
        fields = fields_of(cls)
        self._cls = cls
        self._head = (FORMAT_KEY,) if cls is CaseFile else ()
        self._fields = {field.name: field for field in fields}
        self._readers = {field.name: _field_reader(field, nested) for field in fields}
        self._required = {*self._head, *(field.name for field in fields if field.required)}

    def __call__(self, value: Any) -> Any:
        """Return the record that a plain value represents, or the problems with the value."""
        if type(value) is not dict:
            return Problems([problem("value", f"expected an object, got {_outline(value)}")])
        if self._head and value.get(FORMAT_KEY, FORMAT) != FORMAT:
            return read_other(value, self)
        given: dict[str, Any] = {}
        is_good = self._required <= value.keys()
        readers = self._readers
        for key, item in value.items():
            if key in readers:
                read = readers[key]
                given[key] = found = item if read is None else read(item)
                is_good = is_good and type(found) is not Problems
            elif key not in self._head:
                is_good = False
        built = self._build(given) if is_good else Problems()
        if type(built) is not Problems:
            return built
        # What the constructor says (`built`) is reported only if no single key or field is wrong.
        return Problems(self._problems(value, given)) or built

    def _build(self, given: dict[str, Any]) -> Value | Problems:
        """Return the record that the constructor makes from the values of the fields, or its error as `Problems`."""
        try:
            return self._cls(**given)
        except InvalidRecord as error:
            return Problems([problem("record", f"{error.field}: {error.rule}" if error.field else error.rule)])
        except InvalidCaseFile as error:
            return Problems(error.problems)

    def _problems(self, value: dict[Any, Any], given: dict[str, Any]) -> Iterator[Problem]:
        """Yield what is wrong with single keys and fields, in the order of the object. Missing keys come last."""
        for place, key in enumerate(value, start=1):
            if key in given:
                found = given[key]
                found = found if type(found) is Problems else _refusals(self._fields[key], found)
                yield from found.beneath(f".{key}")
            elif key not in self._head:
                yield problem("unknown-key", self._unknown(key, place), position=("key", place))
        for name in (*self._head, *self._fields):
            if name in self._required and name not in value:
                yield problem("missing-key", _MISSING.get(name, "required, and missing"), f"$.{name}")

    def _unknown(self, key: object, place: int) -> str:
        """Return the error text for an unknown key. The text shows the key's position, because a key may be private."""
        text = key if isinstance(key, str) and len(key) <= _LONGEST_HINTED and place <= _MOST_HINTED else ""
        meant = near(text, self._fields, 1)
        hint = f"; did you mean {meant[0]}?" if meant else ""
        return f"key {place} of the object is not a field of {self._cls.__name__}{hint}"


def _outline(value: object) -> str:
    """Return the kind of a value. Of a text, return only that it is text: `shape` shows more."""
    return "text" if type(value) is str else shape(value)


_MISSING = {FORMAT_KEY: f'required, and missing: a case file begins with "{FORMAT_KEY}": "{FORMAT}"'}


def _field_reader(field: Field, nested: Callable[[type], Read]) -> Read | None:
    """Return the reader of a field's value; None if the constructor's own check is enough."""
    is_ours = field.is_nested or field.type in (When, Age)
    if field.many:
        return partial(_read_many, nested(field.type) if is_ours else None)
    if not is_ours:
        return None
    return partial(_read_optional, nested(field.type)) if field.optional else nested(field.type)


def _read_many(read: Read | None, value: Any) -> Any:
    if type(value) is not list and type(value) is not tuple:
        return Problems([problem("value", f"expected a list, got {_outline(value)}")])
    if read is None:
        return tuple(value)
    items = tuple([read(item) for item in value])
    problems = Problems()
    for place, item in enumerate(items):
        if type(item) is Problems:
            problems.extend(item.beneath(f"[{place}]"))
    return problems or items


def _read_optional(read: Read, value: Any) -> Any:
    return None if value is None else read(value)


def _refusals(field: Field, value: Any) -> Problems:
    """Return why the constructor refuses a field's value, item by item for a list; empty if the value is right."""
    whole = _refusal(field, value)
    if whole and field.many:
        items = ((place, _refusal(field, (item,))) for place, item in enumerate(value))
        single = Problems(problem("value", rule, f"$[{place}]") for place, rule in items if rule)
        return single or Problems([problem("value", whole)])
    return Problems([problem("value", whole)]) if whole else Problems()


def _refusal(field: Field, value: Any) -> str:
    """Return the rule that a value of a field breaks, or an empty text."""
    try:
        field.convert(value)
    except InvalidRecord as error:
        return error.rule
    return ""


@cache
def reader(cls: type) -> Read:
    """Return the reader of one of our classes and of every class that its fields contain. No cattrs is used."""
    return partial(read_text, cls) if cls in (When, Age) else Reader(cls, reader)

"""Plain values (dict, list, str, int, float, bool, None) to records, strictly, with every problem at once.

A reader takes a value and returns what it represents, or `Problems`. It raises nothing, so that the error made of the
problems is raised outside any handler: nothing is chained to it, and no text of a record hangs from it.
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
"""From a plain value to what it represents, or `Problems`."""

_LONGEST_HINTED, _MOST_HINTED = 60, 99


def read_text(kind: type[When | Age], value: object) -> When | Age | Problems:
    """Return the `When` or `Age` of a text."""
    if type(value) is not str:
        return Problems([problem("value", f"expected text, got {shape(value)}")])
    try:
        return kind(value)
    except (InvalidWhen, InvalidAge) as error:
        return Problems([problem("value", str(error))])


class Reader:
    """Reads one record or value class; `nested` gives the reader of each class that it holds."""

    def __init__(self, cls: type[Value], nested: Callable[[type], Read]) -> None:
        fields = fields_of(cls)
        self._cls = cls
        self._head = (FORMAT_KEY,) if cls is CaseFile else ()
        self._fields = {field.name: field for field in fields}
        self._readers = {field.name: _field_reader(field, nested) for field in fields}
        self._required = {*self._head, *(field.name for field in fields if field.required)}

    def __call__(self, value: Any) -> Any:
        """Return the record that a plain value holds, or the problems with it."""
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
        return Problems(self._problems(value, given)) or built

    def _build(self, given: dict[str, Any]) -> Value | Problems:
        """Return the record, or what its constructor, which checks and normalises each field once, says against it."""
        try:
            return self._cls(**given)
        except InvalidRecord as error:
            return Problems([problem("record", f"{error.field}: {error.rule}" if error.field else error.rule)])
        except InvalidCaseFile as error:
            return Problems(error.problems)

    def _problems(self, value: dict[Any, Any], given: dict[str, Any]) -> Iterator[Problem]:
        """Return what is wrong with single keys and fields, in the order of the object."""
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
        text = key if isinstance(key, str) and len(key) <= _LONGEST_HINTED and place <= _MOST_HINTED else ""
        meant = near(text, self._fields, 1)
        hint = f"; did you mean {meant[0]}?" if meant else ""
        return f"key {place} of the object is not a field of {self._cls.__name__}{hint}"


def _outline(value: object) -> str:
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
    """Return why the constructor refuses a field, item by item if an item alone is refused."""
    whole = _refusal(field, value)
    if whole and field.many:
        items = ((place, _refusal(field, (item,))) for place, item in enumerate(value))
        single = Problems(problem("value", rule, f"$[{place}]") for place, rule in items if rule)
        return single or Problems([problem("value", whole)])
    return Problems([problem("value", whole)]) if whole else Problems()


def _refusal(field: Field, value: Any) -> str:
    try:
        field.convert(value)
    except InvalidRecord as error:
        return error.rule
    return ""


@cache
def reader(cls: type) -> Read:
    """Return the reader of one of our classes and all it holds, without any converter."""
    return partial(read_text, cls) if cls in (When, Age) else Reader(cls, reader)

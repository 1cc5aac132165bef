"""Writing of records as plain values: keys come in the order of the fields, and defaults are left out."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any, TypeAlias

from safeguard_model.dates import Age, When
from safeguard_model.formats.versions import FORMAT, FORMAT_KEY, NEWER, restored
from safeguard_model.records import CaseFile
from safeguard_model.records.fields import Field, compiled, fields_of

__all__ = ["Write", "make_writer", "write_text", "writer"]

Write: TypeAlias = Callable[[Any], Any]
"""A writer: a function that takes a record, or the value of a field, and returns a plain value."""

write_text: Write = attrgetter("text")
"""The writer of a `When` or `Age`, which returns its text."""


def make_writer(cls: type, nested: Callable[[type], Write]) -> Write:
    """Return the writer of one record or value class. `nested` returns the writer of each class in its fields."""
    known: dict[str, Any] = {}
    lines = [line for field in fields_of(cls) for line in _lines(field, nested, known)]
    head = f"{{{FORMAT_KEY!r}: {FORMAT!r}}}" if cls is CaseFile else "{}"
    if cls is CaseFile:
        known |= {"newer": NEWER, "restored": restored}
        lines.append("if newer in written.get('extra', ()): return restored(written)")
    return compiled(f"writing of {cls.__name__}", "record", [f"written = {head}", *lines, "return written"], known)


def _lines(field: Field, nested: Callable[[type], Write], known: dict[str, Any]) -> list[str]:
    """Return the source lines that write one field, unless the field has its default."""
    name = field.name
    known[f"default_{name}"] = field.default
    written = f"written[{name!r}] = {_written(field, nested, known)}"
    if field.required:
        return [f"value = record.{name}", written]
    is_set = f"value != default_{name}"
    if field.default is None:
        is_set = "value is not None"
    elif not field.default:
        is_set = "value"
    return [f"value = record.{name}", f"if {is_set}: {written}"]


def _written(field: Field, nested: Callable[[type], Write], known: dict[str, Any]) -> str:
    """Return the source expression that gives the plain value of a field from the local variable `value`."""
    known[f"write_{field.name}"] = field.convert  # only used for `extra`: makes a deep copy
    plain = "{}"
    if field.is_nested or field.type in (When, Age):
        known[f"write_{field.name}"] = write = nested(field.type)
        plain = "{}._text" if write is write_text else f"write_{field.name}({{}})"
    elif issubclass(field.type, StrEnum):
        plain = "{}._value_"
    elif field.type is dict:
        plain = f"write_{field.name}({{}})"
    return f"[{plain.format('item')} for item in value]" if field.many else plain.format("value")


@cache
def writer(cls: type) -> Write:
    """Return the writer of one of our classes and of every class that its fields contain. No cattrs is used."""
    return write_text if cls in (When, Age) else make_writer(cls, writer)

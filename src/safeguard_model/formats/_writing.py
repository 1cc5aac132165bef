"""From records to plain values: the order of the fields, defaults left out."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from safeguard_model.dates import Age, When
from safeguard_model.formats._reading import FORMAT
from safeguard_model.records import CaseFile
from safeguard_model.records._fields import Field, fields_of

if TYPE_CHECKING:
    from safeguard_model.records.base import Value
__all__ = ["Write", "Writer", "write_text", "writer"]

Write: TypeAlias = Callable[[Any], Any]
"""From what is on record to a plain value."""

write_text: Write = attrgetter("text")
"""The text of a `When` or `Age`."""


class Writer:
    """Writes one record or value class; `nested` gives the writer of each class that it holds."""

    def __init__(self, cls: type[Value], nested: Callable[[type], Write]) -> None:
        self._plan = [(field.name, field.default, _field_writer(field, nested)) for field in fields_of(cls)]
        self._head = {"format": FORMAT} if cls is CaseFile else {}

    def __call__(self, record: Value) -> dict[str, Any]:
        written: dict[str, Any] = self._head.copy()
        for name, default, write in self._plan:
            value = getattr(record, name)
            if value != default:
                written[name] = value if write is None or value is None else write(value)
        return written


def _field_writer(field: Field, nested: Callable[[type], Write]) -> Write | None:
    """How to write a field's value; None where it is plain already."""
    write: Write | None = None
    if field.is_nested or field.type in (When, Age):
        write = nested(field.type)
    elif issubclass(field.type, StrEnum):
        write = attrgetter("value")
    elif field.type is dict:
        return field.convert  # a deep copy
    return _all_by(write) if field.many else write


def _all_by(write: Write | None) -> Write:
    return list if write is None else lambda values: [write(value) for value in values]


@cache
def writer(cls: type) -> Write:
    """The writer of one of our classes and all it holds, apart from any converter."""
    return write_text if cls in (When, Age) else Writer(cls, writer)

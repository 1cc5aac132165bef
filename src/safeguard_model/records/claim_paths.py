"""The field that a claim is about: a scalar field of a record, or of the list item that a key selects."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from safeguard_model.dates import Age, When
from safeguard_model.errors import InvalidRecord, near, shape
from safeguard_model.records.base import SHARED
from safeguard_model.records.converters import MOST_DIGITS
from safeguard_model.records.fields import Field, fields_of, once_per_class
from safeguard_model.records.links import renamed

if TYPE_CHECKING:
    from collections.abc import Callable

    from safeguard_model.records.base import Record, Value

__all__ = ["KEYS", "Refusal", "key_of", "read_scalar", "rename_keys", "resolve", "write_scalar"]

KEYS: Final = {
    "harms": ("person",),
    "suspects": ("person",),
    "parties": ("person",),
    "subjects": ("person",),
    "members": ("person",),
    "relationships": ("person", "to"),
    "milestones": ("kind",),
}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


class Refusal(str):
    """A rule that a claim breaks, in words."""

    __slots__ = ()


def key_of(name: str, item: Value) -> str:
    """Return the start of the paths into one item of a list: ``harms[child-v].``; empty if the item has no key."""
    keys = [getattr(item, key) for key in KEYS[name]]
    return "" if None in keys else f"{name}[{','.join(keys)}]."


def resolve(record: Record, path: str) -> tuple[Field, Any] | Refusal:
    """Return the field that a claim's path names and its present value; or why it names none, or several."""
    name, bracket, _ = path.partition("[")
    if not bracket:
        return _scalar(record, path)
    fields = {field.name: field for field in fields_of(type(record))}
    if name not in KEYS or name not in fields:
        keyed = ", ".join(sorted(KEYS.keys() & fields.keys()))
        return Refusal(
            f"no list of that name has keys in a {type(record).__name__}; lists with keys: {keyed or 'none'}"
        )
    head, scalar = _split(path)
    items = [item for item in getattr(record, name) if head and key_of(name, item) == head]
    if len(items) != 1:
        matches = "several items" if items else "no item"
        return Refusal(f"{matches} of {name} of this {type(record).__name__} under that key; write {name}[key].field")
    return _scalar(items[0], scalar)


def _scalar(record: Value, name: str) -> tuple[Field, Any] | Refusal:
    scalars = _scalars(type(record))
    if name in scalars:
        return scalars[name], getattr(record, name)
    meant = near(name, scalars, 1)
    hint = f"; did you mean {meant[0]}?" if meant else ""
    return Refusal(f"a {type(record).__name__} has no field of one value of that name{hint}")


@once_per_class
def _scalars(cls: type) -> dict[str, Field]:
    return {
        field.name: field
        for field in fields_of(cls)
        if field.is_scalar and field.name != "id" and field.name not in SHARED
    }


def read_scalar(field: Field, text: str) -> Any:  # of any scalar type; or a Refusal
    """Return the value that a file's text of a scalar represents, or why it represents none."""
    value: Any = text
    try:
        if field.type in (When, Age):
            value = field.type(text)
        elif issubclass(field.type, StrEnum):
            value = field.convert(text)
        elif field.type is bool:
            value = {"true": True, "false": False}.get(text, shape)
        elif field.type is int:
            value = int(text) if _INTEGER.fullmatch(text) and len(text) <= MOST_DIGITS else shape
        elif field.type is float:
            value = float(text) if _FLOAT.fullmatch(text) and len(text) <= MOST_DIGITS else shape
        if value is not shape:
            return field.convert(value)
        rule = f"{shape(text)} is no {field.type.__name__} as a file writes it"
    except (InvalidRecord, ValueError) as error:
        rule = error.rule if isinstance(error, InvalidRecord) else str(error)
    return Refusal(rule)


def write_scalar(value: Any) -> str:  # of any scalar type
    """Return a scalar as a file writes it: the text that a claim of the same value would hold."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (When, Age)):
        return value.text
    return str(value)


def rename_keys(record: Record, path: str, rename: Callable[[str], str]) -> str:
    """Return a path that resolves, with the ids in its key renamed."""
    name, bracket, _ = path.partition("[")
    if not bracket:
        return path
    head, scalar = _split(path)
    item = next(item for item in getattr(record, name) if key_of(name, item) == head)
    return key_of(name, renamed(item, rename)) + scalar


def _split(path: str) -> tuple[str, str]:
    """Return the start of a path, up to and including the bracket that closes its key, and the rest."""
    head, close, scalar = path.rpartition("].")
    return head + close, scalar

"""The path of a claim: it leads to a field of a record, of a value inside the record, or of one item of a list.

| path | field |
|---|---|
| ``died`` | of the record |
| ``times.n`` | of the value in the field ``times`` |
| ``harms[child-v].kind``, ``relationships[a,b].kin``, ``milestones[revised].when`` | of the item with this key |
| ``parties[q#2].outcome`` | of the second item with this key |
| ``facts[#2].n`` | of the second item of the list, whatever its key |
"""

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

__all__ = ["KEYS", "Refusal", "key_of", "normal_path", "read_scalar", "rename_keys", "resolve", "write_scalar"]

KEYS: Final = {
    "harms": ("person",),
    "suspects": ("person",),
    "parties": ("person",),
    "subjects": ("person",),
    "members": ("person",),
    "relationships": ("person", "to"),
    "milestones": ("kind",),
}
_NUMBERED = re.compile(r"(?P<key>.*)#(?P<number>[1-9][0-9]{0,5})")
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


class Refusal(str):
    """The reason, in words, why a claim does not fit its record."""

    __slots__ = ()


def key_of(name: str, item: Value) -> str:
    """Return the start of the paths into one item of a list: ``harms[child-v].``; empty text if it has no key."""
    key = _key(name, item)
    return f"{name}[{key}]." if key else ""


def _key(name: str, item: Value) -> str:
    keys = [getattr(item, key) for key in KEYS.get(name, ())]
    return "" if None in keys else ",".join(keys)


def resolve(record: Record, path: str) -> tuple[Field, Any] | Refusal:
    """Return the field that a claim's path leads to, and its value now; or a `Refusal` if it does not lead to one."""
    selected = _select(record, path)
    if isinstance(selected, Refusal):
        return selected
    value, scalar = selected
    return _scalar(value, scalar)


def _select(record: Record, path: str) -> tuple[Value, str] | Refusal:
    """Return the object that holds the field of a path, and the name of the field; or a `Refusal`."""
    name, bracket, _ = path.partition("[")
    nested = _nested(type(record))
    if not bracket:
        outer, dot, scalar = path.partition(".")
        if not dot:
            return record, path
        if outer not in nested or nested[outer].many:
            return Refusal(f"a {type(record).__name__} has no field of that name with fields inside")
        value = getattr(record, outer)
        return (value, scalar) if value is not None else Refusal(f"this {type(record).__name__} has no {outer}")
    if name not in nested or not nested[name].many:
        lists = ", ".join(sorted(each for each, field in nested.items() if field.many))
        return Refusal(f"a {type(record).__name__} has no list of that name; its lists: {lists or 'none'}")
    key, scalar = _split(path)
    items = _items(getattr(record, name), name, key)
    if len(items) == 1:
        return items[0], scalar
    matches = "several items" if items else "no item"
    forms = f"{name}[key].field, {name}[key#2].field or {name}[#2].field" if name in KEYS else f"{name}[#2].field"
    return Refusal(f"{matches} of {name} of this {type(record).__name__} under that key; write {forms}")


def normal_path(record: Record, path: str) -> str:
    """Return a path with the item of a list given by its number: ``parties[#2].outcome``. `resolve` must accept it."""
    name, bracket, _ = path.partition("[")
    if not bracket:
        return path
    key, scalar = _split(path)
    items: tuple[Value, ...] = getattr(record, name)
    selected = _items(items, name, key)[0]
    position = next(number for number, item in enumerate(items, start=1) if item is selected)
    return f"{name}[#{position}].{scalar}"


# An id may itself hold a `#`, so a key is first taken as it stands, and only then as a key with a number.
def _items(items: tuple[Value, ...], name: str, key: str) -> list[Value]:
    """Return the items of a list that a key in brackets selects: ``q``, ``q#2`` or ``#2``."""
    exact = [item for item in items if key and _key(name, item) == key]
    numbered = _NUMBERED.fullmatch(key)
    if exact or numbered is None:
        return exact
    among = [item for item in items if not numbered["key"] or _key(name, item) == numbered["key"]]
    position = int(numbered["number"]) - 1
    return among[position : position + 1]


@once_per_class
def _nested(cls: type) -> dict[str, Field]:
    return {field.name: field for field in fields_of(cls) if field.is_nested and field.name not in SHARED}


def _scalar(record: Value, name: str) -> tuple[Field, Any] | Refusal:
    scalars = _scalars(type(record))
    if name in scalars:
        return scalars[name], getattr(record, name)
    meant = near(name, scalars, 1)
    hint = f"; did you mean {meant[0]}?" if meant else ""
    return Refusal(f"a {type(record).__name__} has no field of one value with that name{hint}")


@once_per_class
def _scalars(cls: type) -> dict[str, Field]:
    return {
        field.name: field
        for field in fields_of(cls)
        if field.is_scalar and field.name != "id" and field.name not in SHARED
    }


def read_scalar(field: Field, text: str) -> Any:  # of any scalar type; or a Refusal
    """Return the value that a field has if a file holds this text, or a `Refusal` if the field cannot hold it."""
    value: Any = text  # becomes the function `shape`, which is never a field's value, if the text cannot be read
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
        rule = f"expected a value of type {field.type.__name__} as a file writes it, got {shape(text)}"
    except (InvalidRecord, ValueError) as error:
        rule = error.rule if isinstance(error, InvalidRecord) else str(error)
    return Refusal(rule)


def write_scalar(value: Any) -> str:  # of any scalar type
    """Return a scalar as a file writes it, which is also the text that a claim with the same value holds."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (When, Age)):
        return value.text
    return str(value)


def rename_keys(record: Record, path: str, rename: Callable[[str], str]) -> str:
    """Return a claim's path with the ids in its key renamed. `resolve` must accept the path."""
    name, bracket, _ = path.partition("[")
    if not bracket:
        return path
    key, scalar = _split(path)
    item = _items(getattr(record, name), name, key)[0]
    old = _key(name, item)
    if not old or not key.startswith(old):
        return path  # the item is given by its number alone
    return f"{name}[{_key(name, renamed(item, rename))}{key.removeprefix(old)}].{scalar}"


def _split(path: str) -> tuple[str, str]:
    """Return the key between the brackets of a path, and the field after them. No brackets: no key."""
    head, _, scalar = path.rpartition("].")
    return head.partition("[")[2], scalar

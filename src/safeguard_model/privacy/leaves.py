"""The leaves of a record: every plain value in it, at any depth, with its path and its sensitivity."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import attrs

from safeguard_model.records.fields import Field, fields_of, once_per_class
from safeguard_model.records.sensitivity import Sensitivity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from safeguard_model.records.base import Value

__all__ = ["DROPPED", "Leaf", "leaves_of", "with_leaves"]

V = TypeVar("V", bound="Value")

DROPPED: Any = object()
"""What a change returns for a leaf that must go: an item leaves its list, any other field gets its default."""


class Leaf(NamedTuple):
    """A plain value inside a record. It never shows its value by itself: do not print it."""

    path: str
    """The way from the record: ``description``, ``harms[0].means``, ``tags[1]``, ``extra``."""
    field: Field
    """The field that holds the value."""
    owner: str
    """The name of the class that has the field."""
    sensitivity: Sensitivity
    """The highest sensitivity of the fields on the way to it: a residence's area is as restricted as the residence."""
    value: Any  # of any type that a field may have


def leaves_of(value: Value, path: str = "", least: Sensitivity = Sensitivity.OPEN) -> Iterator[Leaf]:
    """Yield every leaf of a record or value that is not None, not empty and not at its default.

    `path` is written before each path, and no leaf counts as less sensitive than `least`.
    """
    owner = type(value).__name__
    for field, held in _held(value):
        level = field.sensitivity if least is Sensitivity.OPEN else max(least, field.sensitivity)
        for where, item in _items(f"{path}{field.name}", field, held):
            if field.is_nested:
                yield from leaves_of(item, f"{where}.", level)
            else:
                yield Leaf(where, field, owner, level, item)


def with_leaves(value: V, change: Callable[[Leaf], Any]) -> V:
    """Return a record with each leaf changed by a function; the same object if nothing changes.

    The function gets a leaf and returns the new value, or `DROPPED`. If it drops a required leaf of a value in a list,
    the whole item goes; of a single value, the field that holds the value gets its default. A required leaf of the
    record itself must not be dropped: that is a ValueError.
    """
    changes = _changes(value, change, "", Sensitivity.OPEN)
    if changes is None:
        raise ValueError("a required field of a record cannot be dropped")
    return _evolved(value, changes)


def _changes(value: Value, change: Callable[[Leaf], Any], path: str, least: Sensitivity) -> dict[str, Any] | None:
    """Return the changed fields of a value by name; None if a required field was dropped."""
    owner = type(value).__name__
    changes: dict[str, Any] = {}
    for field, held in _held(value):
        level = field.sensitivity if least is Sensitivity.OPEN else max(least, field.sensitivity)
        made: list[Any] = []
        for where, item in _items(f"{path}{field.name}", field, held):
            if not field.is_nested:
                new = change(Leaf(where, field, owner, level, item))
            else:
                inner = _changes(item, change, f"{where}.", level)
                new = DROPPED if inner is None else _evolved(item, inner)
            if new is not DROPPED:
                made.append(new)
        if not made and field.required:
            return None
        if field.many:
            if len(made) != len(held) or any(new is not old for new, old in zip(made, held, strict=True)):
                changes[field.name] = tuple(made)
        elif not made:
            changes[field.name] = field.default
        elif made[0] is not held:
            changes[field.name] = made[0]
    return changes


# Most fields of most records hold their default, and it is the same object. To read all fields in one call, and to
# compare objects by identity first, takes a third of the time of asking for each field and comparing its value.
def _held(value: Value) -> Iterator[tuple[Field, Any]]:
    """Yield each field that is not at its default, with what it holds."""
    read, fields = _fields(type(value))
    for held, (default, field) in zip(read(value), fields, strict=True):
        if held is not default and held is not None and held != default and held not in ("", ()):
            yield field, held


@once_per_class
def _fields(cls: type) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[tuple[Any, Field], ...]]:
    """Return a function that reads all fields of a class at once, and the default of each field."""
    fields = fields_of(cls)
    get: Any = attrgetter(*(field.name for field in fields))
    read: Callable[[Any], tuple[Any, ...]] = get
    if len(fields) == 1:  # for one name, `attrgetter` returns the value itself
        read = lambda value: (get(value),)  # noqa: E731 - it stands in for the function above
    return read, tuple((field.default, field) for field in fields)


def _evolved(value: V, changes: dict[str, Any]) -> V:
    record: Any = value  # attrs.evolve does not see that every Value is an attrs class
    changed: V = attrs.evolve(record, **changes) if changes else record
    return changed


def _items(path: str, field: Field, held: Any) -> list[tuple[str, Any]]:
    if field.many:
        return [(f"{path}[{place}]", item) for place, item in enumerate(held)]
    return [(path, held)]

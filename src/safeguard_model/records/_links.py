"""The links between records, read from the `refs` of their fields: to walk them, and to rename what they point to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from safeguard_model.records._fields import Field, fields_of, once_per_class

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from safeguard_model.records.base import Value

__all__ = ["linking", "links", "renamed"]

V = TypeVar("V", bound="Value")


@once_per_class
def linking(cls: type) -> tuple[Field, ...]:
    """The fields of a class that hold ids, or values with ids in them."""
    return tuple(field for field in fields_of(cls) if field.refs or (field.is_nested and linking(field.type)))


def links(record: Value, path: str = "") -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every link of a record: its path in the record, the id it points to, the names of the classes allowed there."""
    for field in linking(type(record)):
        value = getattr(record, field.name)
        if value is None or value == ():
            continue
        here = f"{path}{field.name}"
        items = [(f"{here}[{place}]", item) for place, item in enumerate(value)] if field.many else [(here, value)]
        for where, item in items:
            if field.refs:
                yield where, item, field.refs
            else:
                yield from links(item, f"{where}.")


def renamed(record: V, rename: Callable[[str], str]) -> V:
    """The record with every id that it links to renamed; its own id is left alone."""
    changes: dict[str, Any] = {}
    for field in linking(type(record)):
        value = getattr(record, field.name)
        if value is None or value == ():
            continue
        new: Callable[[Any], Any] = rename if field.refs else (lambda item: renamed(item, rename))
        changes[field.name] = tuple(new(item) for item in value) if field.many else new(value)
    return attrs.evolve(record, **changes) if changes else record  # type: ignore[misc]

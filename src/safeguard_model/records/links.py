"""The links between records, read from the `refs` of their fields: to walk them, and to rename what they point to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from safeguard_model.records.fields import Field, compiled, fields_of, once_per_class

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from safeguard_model.records.base import Value

__all__ = ["linking", "links", "misses", "renamed"]

V = TypeVar("V", bound="Value")


@once_per_class
def linking(cls: type) -> tuple[Field, ...]:
    """Return the fields of a class that hold ids, or values with ids in them."""
    return tuple(field for field in fields_of(cls) if field.refs or (field.is_nested and linking(field.type)))


def links(record: Value, path: str = "") -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield every link of a record: its path, the id it points to, the names of the classes allowed there."""
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


@once_per_class
def misses(cls: type) -> Callable[[Any, Callable[[str], Any]], bool]:
    """Return whether any link of a record or value, looked up by `get`, is to nothing or to a wrong kind of record.

    It asks what `links` and a look at each of them would tell, and is many times as fast.
    """
    from safeguard_model import records

    known: dict[str, Any] = {}
    lines: list[str] = []
    for field in linking(cls):
        if not field.refs:
            known[f"misses_{field.name}"] = misses(field.type)
            missed = f"misses_{field.name}(item, get)"
        elif field.refs == ("*",):
            missed = "get(item) is None"
        else:
            known[f"allowed_{field.name}"] = frozenset(getattr(records, name) for name in field.refs)
            missed = f"type(get(item)) not in allowed_{field.name}"
        lines += [f"item = record.{field.name}", f"if item is not None and {missed}: return True"]
        if field.many:
            every = [f"if record.{field.name}:", f"    for item in record.{field.name}:"]
            lines[-2:] = [*every, f"        if {missed}: return True"]
    return compiled(f"links of {cls.__name__}", "record, get", [*lines, "return False"], known)


def renamed(record: V, rename: Callable[[str], str]) -> V:
    """Return the record with every id that it links to renamed; its own id is left alone."""
    changes: dict[str, Any] = {}
    for field in linking(type(record)):
        value = getattr(record, field.name)
        if value is None or value == ():
            continue
        new: Callable[[Any], Any] = rename if field.refs else (lambda item: renamed(item, rename))
        changes[field.name] = tuple(new(item) for item in value) if field.many else new(value)
    return attrs.evolve(record, **changes) if changes else record  # type: ignore[misc]

"""The links between records: functions that list the links of a record, check them, and rename the ids in them.

The `refs` of a field say which classes of record its ids may point to.
"""

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
    """Return the fields of a class that hold ids of other records, or objects with such ids in them."""
    return tuple(field for field in fields_of(cls) if field.refs or (field.is_nested and linking(field.type)))


def links(record: Value, path: str = "") -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield every link of a record: its path, the id it points to, and the names of the classes it may point to.

    Each path begins with `path`.
    """
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
    """Return a function that tells whether an object of a class has a link to nothing or to a wrong class of record.

    The function takes the object, and a function `get` that returns the record with an id, or None. Checking each
    result of `links` would give the same answer, but the generated function is many times as fast.
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
        if field.many:  # the same test, for each item of the tuple
            every = [f"if record.{field.name}:", f"    for item in record.{field.name}:"]
            lines[-2:] = [*every, f"        if {missed}: return True"]
    return compiled(f"links of {cls.__name__}", "record, get", [*lines, "return False"], known)


def renamed(record: V, rename: Callable[[str], str]) -> V:
    """Return the record with every id that it links to renamed. The record's own id stays as it is."""
    changes: dict[str, Any] = {}
    for field in linking(type(record)):
        value = getattr(record, field.name)
        if value is None or value == ():
            continue
        new: Callable[[Any], Any] = rename if field.refs else (lambda item: renamed(item, rename))
        changes[field.name] = tuple(new(item) for item in value) if field.many else new(value)
    return attrs.evolve(record, **changes) if changes else record  # type: ignore[misc]

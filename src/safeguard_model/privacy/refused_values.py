"""The values that an `InvalidFile` keeps out of sight, each beside its problem."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from safeguard_model.records import CaseFile, Record
from safeguard_model.records.fields import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safeguard_model.errors import InvalidFile, Problem

__all__ = ["problems_in_full"]

_STEP = re.compile(r"\.([A-Za-z_]+)|\[([0-9]+)\]|\{([0-9]+)\}")
_AROUND = 20
_NOTHING = object()


class _Object(list[tuple[Any, Any]]):
    """An object as it was written: keys that appear twice are in it twice."""


def problems_in_full(error: InvalidFile) -> Iterator[str]:
    """Yield every problem of an error, and the value that was refused, if there is one and it was kept."""
    refused = error.refused.value if error.refused else _NOTHING
    document = _NOTHING if isinstance(refused, (str, bytes)) else refused
    if isinstance(refused, (str, bytes)):
        with suppress(ValueError, RecursionError):  # there are lines and bytes to show, and no values
            document = json.loads(refused, object_pairs_hook=_Object)
    for problem in error.problems:
        value = _value(problem, document)
        if value is _NOTHING and isinstance(refused, (str, bytes)):
            value = _around(problem, refused)
        yield str(problem) if value is _NOTHING else f"{problem}: {_plain(value)!r}"


def _value(problem: Problem, document: Any) -> Any:
    """Return the value that a problem is about; for an unknown key, the key and its value."""
    is_path = problem.where.startswith("$")
    value = _walk(problem.where[1:], document) if is_path else _of_record(problem.where, document)
    unit, number = problem.position or ("", 0)
    if unit == "key" and isinstance(value, (dict, _Object)):
        return _Object([_pairs(value)[number - 1]])
    return value


def _walk(path: str, value: Any) -> Any:
    for name, place, key in _STEP.findall(path):
        if isinstance(value, (dict, _Object)) and not place:
            pairs = _pairs(value)
            value = pairs[int(key) - 1][1] if key else dict(pairs).get(name, _NOTHING)
        elif isinstance(value, (list, tuple)) and place:
            value = value[int(place)]
        else:
            return _NOTHING
    return value


def _of_record(where: str, document: Any) -> Any:
    """Return the value that a place such as ``Event e1.people[0]`` leads to."""
    kind, _, rest = where.partition(" ")
    for field in fields_of(CaseFile):
        if issubclass(field.type, Record) and field.type.__name__ == kind:
            records = _walk(f".{field.name}", document)
            for record in records if isinstance(records, (list, tuple)) else ():
                id = _walk(".id", record)
                if isinstance(id, str) and (rest == id or rest.startswith(f"{id}.")):
                    return _walk(rest[len(id) :], record)
    return _NOTHING


def _around(problem: Problem, data: str | bytes) -> Any:
    """Return the line of a text, or the bytes around a place, that a problem is about."""
    unit, number = problem.position or ("", 0)
    if unit == "byte" and isinstance(data, bytes):
        return data[max(0, number - _AROUND) : number + _AROUND]
    if unit == "line":
        text = data if isinstance(data, str) else data.decode(errors="replace")
        return text.split("\n")[number - 1]
    return _NOTHING


def _pairs(value: Any) -> list[tuple[Any, Any]]:
    return list(value.items()) if isinstance(value, dict) else value


def _plain(value: Any) -> Any:
    if isinstance(value, _Object):
        return {key: _plain(item) for key, item in value}
    return [_plain(item) for item in value] if isinstance(value, list) else value

"""The values that an `InvalidFile` holds but does not show, each with its problem."""

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
"""One step of a path: ``.name`` (a key), ``[0]`` (an index in a list), ``{1}`` (the position of a key, from 1)."""
_AROUND = 20
"""How many bytes are shown before and after the position of a problem."""
_NOTHING = object()
"""The sign that there is no value to show. None cannot be that sign, because None may be a value."""


class _Object(list[tuple[Any, Any]]):
    """A JSON object as it was written: its pairs of key and value, in which a key may appear twice."""


def problems_in_full(error: InvalidFile) -> Iterator[str]:
    """Yield every problem of an error as text, with the refused value if it was kept and can be found."""
    refused = error.refused.value if error.refused else _NOTHING
    document = _NOTHING if isinstance(refused, (str, bytes)) else refused
    if isinstance(refused, (str, bytes)):
        with suppress(ValueError, RecursionError):  # not JSON: lines and bytes can be shown, but no values
            document = json.loads(refused, object_pairs_hook=_Object)
    for problem in error.problems:
        value = _value(problem, document)
        if value is _NOTHING and isinstance(refused, (str, bytes)):
            value = _around(problem, refused)
        yield str(problem) if value is _NOTHING else f"{problem}: {_plain(value)!r}"


def _value(problem: Problem, document: Any) -> Any:
    """Return the value that a problem is about (for a key, the key and its value); `_NOTHING` if it is not found."""
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
    """Return the value at a path that begins with a record, such as ``Event e1.people[0]``; `_NOTHING` if none is."""
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
    """Return the line that a problem is about, or the bytes around its position; `_NOTHING` if it names neither."""
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

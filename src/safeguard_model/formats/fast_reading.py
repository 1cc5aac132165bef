"""Fast reading: for each class, one function that turns parsed JSON into a record.

The function is generated from the fields of the class. The function is flat: its code has one line or more for each
field, and no loop over the fields. The function makes the checks of the constructor, but those of the converters only
on keys that are given. A value that the constructor refuses is never accepted here. If anything may be wrong, fast
reading stops. The slower module `record_reading` then reads the value again and decides.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import Any, Final, TypeAlias

from safeguard_model.dates import Age, When, to_when
from safeguard_model.formats.versions import FORMAT, FORMAT_KEY
from safeguard_model.records import CaseFile
from safeguard_model.records import converters as to
from safeguard_model.records.fields import Field, compiled, fields_of

__all__ = ["IN_DOUBT", "read_flat"]

IN_DOUBT: Final[Any] = object()
"""The result of fast reading if anything in the value may be wrong."""

_Flat: TypeAlias = Callable[[Any, "_Ids", "_Whens"], Any]
_REQUIRED: Final = object()  # the value of a required key that is missing: every field refuses it


class _DoubtError(Exception):
    """The error that ends fast reading if anything may be wrong."""


class _Ids(dict[str, str]):
    """The ids of one reading: each text is checked once. `once` returns the same tuple of ids for equal tuples."""

    def __init__(self) -> None:
        known: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.once = known.setdefault

    def __missing__(self, id: str) -> str:
        found = self[id] = to.to_linked_id(id)
        return found


class _Whens(dict[str, When]):
    """The Whens of one reading: each text is parsed once."""

    def __missing__(self, text: str) -> When:
        found = self[text] = When(text)
        return found


def read_flat(cls: type, value: Any) -> Any:
    """Return the record or value that parsed JSON represents, or `IN_DOUBT` if anything may be wrong; raise nothing."""
    try:
        return _flat(cls)(value, _Ids(), _Whens())
    except Exception:  # noqa: BLE001 - `record_reading` reads the value again and names the problem
        return IN_DOUBT


@cache
def _flat(cls: type) -> _Flat:
    if cls in (When, Age):
        return lambda value, _, __: cls(value)
    fields = fields_of(cls)
    head = {FORMAT_KEY: _REQUIRED} if cls is CaseFile else {}
    template = head | {field.name: _REQUIRED if field.required else field.default for field in fields}
    # The class is frozen, so its instances refuse assignment. The object is therefore created as an instance of a
    # mutable subclass, where assignment is fast. When all fields are set, the object's `__class__` is set to the frozen
    # class.
    opened = {"__slots__": (), "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    twin = type(f"Open{cls.__name__}", (cls,), opened)
    known = {"Doubt": _DoubtError, "cls": cls, "new": object.__new__, "template": template, "twin": twin}
    body = [
        "given = template | value",  # raises TypeError if the JSON value is not an object
        f"if len(given) != {len(template)}: raise Doubt",  # there is an unknown key
        f"({', '.join(f'_{name}' for name in template)},) = given.values()",
        *(f"if _{name} != {FORMAT!r}: raise Doubt" for name in head),
        *(line for field in fields for line in _lines(field, f"_{field.name}", known)),
        "made = new(twin)",
        *(f"made.{field.name} = _{field.name}" for field in fields),
        "made.__class__ = cls",
        *(["made.__attrs_post_init__()"] if hasattr(cls, "__attrs_post_init__") else []),
        "return made",
    ]
    return compiled(f"reading of {cls.__name__}", "value, ids, whens", body, known)


def _lines(field: Field, name: str, known: dict[str, Any]) -> list[str]:
    """Return the source lines that convert one field, whose value is in the local variable `name`.

    Before these lines run, the variable holds the JSON value; after them, the value as it is on the record.
    """
    known[f"convert{name}"] = convert = getattr(field.convert, "__wrapped__", field.convert)
    if field.is_nested:
        known[f"read{name}"] = _flat(field.type)
    elif issubclass(field.type, StrEnum):
        known[f"words{name}"] = {member.value: member for member in field.type}
    lines = (_many if field.many else _single)(field, convert, name)
    if field.required:
        return lines
    known[f"default{name}"] = field.default
    given = f"if {name} is not {None if field.default is None else f'default{name}'}:"
    return [given, *(f"    {line}" for line in lines), *([f"else: {name} = {{}}"] if field.type is dict else [])]


def _single(field: Field, convert: Any, name: str) -> list[str]:
    checked = f"{name} = convert{name}({name})"
    if field.is_nested:
        return [f"{name} = read{name}({name}, ids, whens)"]
    if convert is to.to_id:
        return [f"{name} = ids[{name}]", f"if '/' in {name}: raise Doubt"]
    if convert in (to.to_linked_id, to.to_optional_id):
        return [f"{name} = ids[{name}]"]
    if convert in (to_when, to.to_optional_when):
        return [f"{name} = whens[{name}]"]
    if issubclass(field.type, StrEnum):
        return [f"{name} = words{name}[{name}]"]
    if convert is to.to_text:
        # Any JSON value but text has no method `isascii`, and a lone surrogate fails in `encode`.
        return [f"{name}.isascii() or {name}.encode()"]
    if convert is to.to_required_text:
        return [f"if not {name}.strip(): raise Doubt", f"{name}.isascii() or {name}.encode()"]
    return [checked]


def _many(field: Field, convert: Any, name: str) -> list[str]:
    is_list = f"if type({name}) is not list: raise Doubt"
    if field.is_nested:
        return [is_list, f"{name} = tuple([read{name}(item, ids, whens) for item in {name}])"]
    if convert in (to.to_ids, to.to_required_ids):
        least = f"if not {name}: raise Doubt"
        return [
            is_list,
            f"{name} = tuple([ids[item] for item in {name}])",
            f"{name} = ids.once({name}, {name})",
            f"if len({name}) > 1 and len(set({name})) != len({name}): raise Doubt",
            *([least] if convert is to.to_required_ids else []),
        ]
    return [is_list, f"{name} = convert{name}({name})"]

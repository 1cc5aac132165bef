"""The description of each field, worked out once from a class; links, claims, files and strategies all use it."""

from __future__ import annotations

import linecache
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs

from safeguard_model.dates import Age, When
from safeguard_model.records.base import Value
from safeguard_model.records.sensitivity import Sensitivity, refs_of, sensitivity_of

__all__ = ["Field", "compiled", "fields_of", "once_per_class"]

T = TypeVar("T")

_SCALARS = (str, int, float, bool, When, Age)


@attrs.frozen
class Field:
    """One field of a record or value class."""

    name: str
    type: type
    """`str`, `int`, `float`, `bool`, `dict`, `When`, `Age`, an enum or a value class; of each item where `many`."""
    many: bool
    """Whether it is a tuple."""
    optional: bool
    """Whether it may be None."""
    required: bool
    """Whether it has no default."""
    default: Any  # of any field's type
    refs: tuple[str, ...]
    """The names of the record classes that the ids in it may point to; ``*`` for any."""
    sensitivity: Sensitivity
    convert: Callable[[Any], Any]

    @property
    def is_scalar(self) -> bool:
        """Whether a claim can be made about it."""
        return not self.many and (self.type in _SCALARS or issubclass(self.type, StrEnum))

    @property
    def is_nested(self) -> bool:
        """Whether it holds value objects with fields of their own."""
        return issubclass(self.type, Value)


def once_per_class(function: Callable[[type], T]) -> Callable[[type], T]:
    """Remember the result per class: `functools.cache` under a type that takes the classes of unhashable values."""
    return cache(function)


def compiled(what: str, arguments: str, body: Iterable[str], known: dict[str, Any]) -> Callable[..., Any]:
    """Return a function from its lines, written out for one class: several times as fast as a loop over the fields."""
    source = "\n    ".join([f"def written_out({arguments}):", *body])
    name = f"<safeguard_model: {what}>"
    # A traceback looks its lines up here, so that it shows those of generated functions too. None: never stale.
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    exec(compile(source, name, "exec"), known)  # noqa: S102 - made of field names alone
    function: Callable[..., Any] = known["written_out"]
    return function


@once_per_class
def fields_of(cls: type) -> tuple[Field, ...]:
    """Return the fields of a record or value class, in the order of the file format."""
    hints = get_type_hints(cls)
    return tuple(_field(field, hints[field.name]) for field in attrs.fields(cls))


def _field(field: Any, hint: Any) -> Field:  # an attrs.Attribute, whose own types leave out its plain functions
    optional = get_origin(hint) in (Union, UnionType)
    if optional:
        (hint,) = (option for option in get_args(hint) if option is not NoneType)
    many = get_origin(hint) is tuple
    if many:
        hint = get_args(hint)[0]
    default = field.default
    return Field(
        name=field.name,
        type=get_origin(hint) or hint,
        many=many,
        optional=optional,
        required=default is attrs.NOTHING,
        default=default.factory() if hasattr(default, "factory") else default,
        refs=refs_of(field),
        sensitivity=sensitivity_of(field),
        convert=field.converter,
    )

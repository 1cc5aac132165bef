"""The description of each field of a class: its type, what it may link to, how sensitive it is, and more.

Each class is described only once. The code for links, claims, files and Hypothesis strategies reads the descriptions.
"""

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
    """The type of the value, or of each item if `many`.

    The type is `str`, `int`, `float`, `bool`, `dict`, `When`, `Age`, an enum or a value class.
    """
    many: bool
    """Whether the field holds a tuple."""
    optional: bool
    """Whether the field may be None."""
    required: bool
    """Whether the field has no default."""
    default: Any  # of any field's type
    refs: tuple[str, ...]
    """The names of the record classes that an id in the field may point to; ``*`` for any; empty if not a link."""
    sensitivity: Sensitivity
    convert: Callable[[Any], Any]

    @property
    def is_scalar(self) -> bool:
        """Whether the field holds one plain value: text, a number, a bool, a date, an age or a word of an enum."""
        return not self.many and (self.type in _SCALARS or issubclass(self.type, StrEnum))

    @property
    def is_nested(self) -> bool:
        """Whether the field holds an object, or objects, with fields of their own."""
        return issubclass(self.type, Value)


def once_per_class(function: Callable[[type], T]) -> Callable[[type], T]:
    """Return the function with its result remembered for each class.

    This is `functools.cache` with a signature that type checkers also accept for classes of unhashable objects.
    """
    return cache(function)


def compiled(what: str, arguments: str, body: Iterable[str], known: dict[str, Any]) -> Callable[..., Any]:
    """Return a function that is compiled from the lines of its body.

    A function written out for one class is several times as fast as a loop over the fields of the class. `what` names
    the function in tracebacks, and `known` holds the objects that the body uses, by name.
    """
    source = "\n    ".join([f"def written_out({arguments}):", *body])
    name = f"<safeguard_model: {what}>"
    # Tracebacks look up source lines in `linecache`, so they can show the lines of this function too. The second
    # item is the time at which a file changed. With None there, Python never compares this entry with a file.
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    exec(compile(source, name, "exec"), known)  # noqa: S102 - the source is made of field names only
    function: Callable[..., Any] = known["written_out"]
    return function


@once_per_class
def fields_of(cls: type) -> tuple[Field, ...]:
    """Return the fields of a record or value class, in the order of the file format."""
    hints = get_type_hints(cls)
    return tuple(_field(field, hints[field.name]) for field in attrs.fields(cls))


def _field(field: Any, hint: Any) -> Field:  # an attrs.Attribute: its stubs do not describe `converter` exactly
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

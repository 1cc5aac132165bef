"""Conversion of records to plain values and back, by a new cattrs converter or by the one that another tool has."""

from __future__ import annotations

from functools import partial
from typing import Any, Final, TypeVar

import cattrs
from cattrs.errors import StructureHandlerNotFoundError

from safeguard_model import records
from safeguard_model.dates import Age, When
from safeguard_model.errors import InvalidFile, InvalidRecord, Withheld, shape
from safeguard_model.formats.record_reading import Problems, Read, Reader, problem, read_text
from safeguard_model.formats.record_writing import Write, make_writer, write_text
from safeguard_model.formats.structuring_errors import structuring_error
from safeguard_model.records import Person, Record
from safeguard_model.records.base import Value

__all__ = ["configure_converter", "make_converter"]

_Converter = TypeVar("_Converter", bound=cattrs.BaseConverter)

_ABSTRACT: Final = frozenset({Record, Person})
_OURS: Final = frozenset(
    found for found in vars(records).values() if isinstance(found, type) and issubclass(found, Value)
) | {When, Age}


def make_converter() -> cattrs.Converter:
    """Return a new cattrs converter that reads and writes our classes.

    >>> from safeguard_model import Child
    >>> converter = make_converter()
    >>> converter.unstructure(Child(id="child-a", label="Child A", born="2016-03"))
    {'id': 'child-a', 'label': 'Child A', 'born': '2016-03'}
    >>> converter.structure({"id": "child-a", "label": "Child A", "born": "2016-03"}, Child).born
    When('2016-03')
    """
    return configure_converter(cattrs.Converter())


def configure_converter(converter: _Converter) -> _Converter:
    """Add hooks for our classes to a cattrs converter, and return the same converter.

    Classes of another tool can then contain our classes. Hooks are registered only for our own classes: every record
    and value class, CaseFile, When and Age. The base classes `Record` and `Person` are written, but cannot be read. The
    hooks that read are strict, whatever the converter's settings are, and raise `InvalidFile`, a ValueError, with every
    problem and its path; `cattrs.transform_error` lists them all. If you register your own hook for one of our classes,
    your hook is also used where our records contain that class. Raises `InvalidRecord` if the argument is not a
    converter.
    """
    if not isinstance(converter, cattrs.BaseConverter):
        rule = f"expected a cattrs converter, got {shape(converter)}"
        raise InvalidRecord("configure_converter", "converter", rule)
    converter.register_structure_hook_factory(_OURS.__contains__, _structure_hook)
    converter.register_unstructure_hook_factory(_OURS.__contains__, _unstructure_hook)
    return converter


class _StructureHook:
    """The hook that reads one of our classes. If the reader returns problems, the hook raises them as one error."""

    def __init__(self, read: Read) -> None:
        self.read = read

    def __call__(self, value: Any, cls: type) -> Any:
        found = self.read(value)
        if type(found) is not Problems:
            return found
        found.refused = Withheld(value)
        error = structuring_error(found, cls)
        del value, found  # so that the frame of the error does not hold the record
        raise error


def _structure_hook(cls: type, converter: cattrs.BaseConverter) -> _StructureHook:
    # cattrs keeps the hook that this function returns until another hook is registered. A copy of the converter calls
    # this function again. Each hook is thus made from the present hooks of its own converter.
    if cls in _ABSTRACT:
        raise StructureHandlerNotFoundError(f"{cls.__name__} is a base class: declare one of its subclasses", type_=cls)

    def nested(held: type) -> Read:
        hook = converter.get_structure_hook(held)
        return hook.read if isinstance(hook, _StructureHook) else partial(_read_by, hook, held)

    return _StructureHook(partial(read_text, cls) if cls in (When, Age) else Reader(cls, nested))


def _unstructure_hook(cls: type, converter: cattrs.BaseConverter) -> Write:
    if cls in _ABSTRACT:
        return converter.unstructure  # chooses the hook by the object's own class
    return write_text if cls in (When, Age) else make_writer(cls, converter.get_unstructure_hook)


def _read_by(hook: Any, cls: type, value: Any) -> Any:
    """Return the value as the caller's own hook for one of our classes reads it, or `Problems` if the hook raises."""
    try:
        return hook(value, cls)
    except InvalidFile as error:
        return Problems(error.problems)
    except Exception as error:  # noqa: BLE001 - only the error's class is named: its text may quote the record
        rule = f"the hook registered for {cls.__name__} raised {type(error).__name__}: correct the value or the hook"
    return Problems([problem("hook", rule)])

"""The converters of fields: functions that check the exact type of a value and normalise the value.

A converter raises `Refused` for a wrong value; those of dates and ages also raise `InvalidWhen` and `InvalidAge`. The
error says what is expected, and never contains the value. mypy and pyright read the type of a record's argument from
its converter, so each converter is a plain function of one argument.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from safeguard_model.dates import Age, When, to_age, to_when
from safeguard_model.errors import an, shape
from safeguard_model.records.refusals import Refused

T = TypeVar("T")

if TYPE_CHECKING:
    from datetime import date

    JSON: TypeAlias = "dict[str, JSON] | list[JSON] | tuple[JSON, ...] | str | int | float | bool | None"
else:
    JSON = Any  # at run time, cattrs and msgspec cannot read a recursive alias

MOST_DIGITS: Final = 4_300
"""The most digits that an integer may have: by default, Python does not read a longer integer from text."""
DEEPEST: Final = 64
"""The most levels of dicts and lists in `extra`, and of lists inside each other where records are expected."""

_HUGE = 10**MOST_DIGITS
_SURROGATE = re.compile("[\ud800-\udfff]")
UNFIT_FOR_ID: Final = (
    "[\x00-\x20\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ud800-\udfff]"
)
"""The characters that an id must not contain: spaces, control characters, invisible marks and lone surrogates.

The pattern gives their code points, so that all versions of Python and all JSON Schema validators read it alike.
"""
_UNFIT_FOR_ID = re.compile(UNFIT_FOR_ID)


def to_text(value: str) -> str:
    """Check that a value is exactly a `str` that can be written as UTF-8, and return it."""
    if type(value) is not str:
        raise Refused(f"expected text, got {shape(value)}")
    if not value.isascii() and _SURROGATE.search(value):
        raise Refused(
            "the text holds a lone surrogate (half of a character), which cannot be written to a file: remove it"
        )
    return value


def to_required_text(value: str) -> str:
    """Check that a value is text that is not empty and not only white space, and return it."""
    if not to_text(value).strip():
        raise Refused("text is required, but this text is empty or only spaces")
    return value


def to_linked_id(value: str) -> str:
    """Check the id of a record, and return it: text that is not empty, without the characters of `UNFIT_FOR_ID`."""
    if type(value) is not str:
        raise Refused(f"expected an id, got {shape(value)}")
    if not value:
        raise Refused("expected an id, got empty text")
    if _UNFIT_FOR_ID.search(value):
        raise Refused("an id must not contain spaces, control characters or invisible marks: remove them")
    return value


def to_id(value: str) -> str:
    """Check a record's own id, and return it. Only the ids of derived events may contain ``/``."""
    if "/" in to_linked_id(value):
        raise Refused("an id must not contain '/': only the ids of derived events do")
    return value


def to_optional_id(value: str | None) -> str | None:
    """Check the id of a record, and return it; None stays None."""
    return None if value is None else to_linked_id(value)


def to_int(value: int | None) -> int | None:
    """Check that a value is an `int`, not negative, of at most `MOST_DIGITS` digits, and return it; None stays None."""
    if value is None:
        return None
    if type(value) is not int:
        raise Refused(f"expected a whole number, got {shape(value)}")
    if not 0 <= value < _HUGE:
        raise Refused(f"expected a whole number that is not negative and has at most {MOST_DIGITS:,} digits")
    return value


def to_weeks(value: int | None) -> int | None:
    """Check that a value is a whole number of weeks of gestation, from 1 to 45; None stays None."""
    weeks = to_int(value)
    if weeks is not None and not 1 <= weeks <= 45:
        raise Refused("expected weeks of gestation from 1 to 45")
    return weeks


def to_year(value: int | None) -> int | None:
    """Check that a value is a year of four digits; None stays None."""
    year = to_int(value)
    if year is not None and not 1000 <= year <= 9999:
        raise Refused("expected a year of four digits (1000 to 9999)")
    return year


def to_float(value: float | None) -> float | None:
    """Convert a finite `float`, or an `int` of at most 1,023 bits, to a `float`; None stays None."""
    if value is None:
        return None
    if type(value) is int and -_HUGE < value < _HUGE and value.bit_length() <= 1_023:
        return float(value)
    if type(value) is not float or not isfinite(value):
        raise Refused(f"expected a finite number that a float can hold, got {shape(value)}")
    return value + 0.0  # makes -0.0 into 0.0: the two are equal, and equal values must be written alike


def to_bool(value: bool | None) -> bool | None:
    """Check that a value is exactly True, False or None, and return it."""
    if value is not None and type(value) is not bool:
        raise Refused(f"expected True, False or None, got {shape(value)}")
    return value


def to_optional_when(value: When | str | date | None) -> When | None:
    """Convert a `When`, or anything `to_when` reads; None stays None."""
    return None if value is None else to_when(value)


def to_optional_age(value: Age | str | None) -> Age | None:
    """Convert an `Age`, or its text; None stays None."""
    return None if value is None else to_age(value)


def iterator(value: Any) -> Iterator[Any] | None:
    """Return an iterator over a value; None if the value cannot be iterated over."""
    items: Iterator[Any]
    try:
        items = iter(value)
    except Exception:  # noqa: BLE001 - whatever the error, the value cannot be iterated over
        return None
    return items


def sequence(value: Iterable[T], what: str) -> tuple[T, ...]:
    """Return the items of a value as a tuple.

    Raise `Refused` for text, bytes, mappings, sets and classes, and for what cannot be iterated over. `what` names the
    expected items in the error.
    """
    if type(value) is tuple:
        return value
    is_other = isinstance(value, (str, bytes, bytearray, Mapping, set, frozenset, type))
    items = None if is_other else iterator(value)
    if items is None:
        raise Refused(f"expected a tuple or list of {what}, got {'text' if isinstance(value, str) else shape(value)}")
    return tuple(items)


def to_ids(value: Iterable[str]) -> tuple[str, ...]:
    """Convert ids to a tuple. Raise `Refused` if an item is not an id, or if the same id appears twice."""
    ids = sequence(value, "ids")  # a tuple is kept as it is, because many records may share one tuple
    for item in ids:
        to_linked_id(item)
    if len(ids) > 1 and len(set(ids)) != len(ids):
        raise Refused("the same id appears twice: give each id once")
    return ids


def to_required_ids(value: Iterable[str]) -> tuple[str, ...]:
    """Convert ids to a tuple. Raise `Refused` if there is no id, and for whatever `to_ids` refuses."""
    ids = to_ids(value)
    if not ids:
        raise Refused("at least one id is required")
    return ids


def to_texts(value: Iterable[str]) -> tuple[str, ...]:
    """Convert texts to a tuple. Raise `Refused` if an item is not text."""
    return tuple(to_text(item) for item in sequence(value, "texts"))


def values(value: Iterable[T], kind: type[T]) -> tuple[T, ...]:
    """Return the items of a value as a tuple. Raise `Refused` if an item is not exactly of the class `kind`.

    The converters of fields that hold value objects or records call this function.
    """
    items = sequence(value, f"{kind.__name__} values")
    for item in items:
        if type(item) is not kind:
            raise Refused(
                f"each item must be {an(kind.__name__)}, got {shape(item)} "
                f"at index {[type(each) is kind for each in items].index(False)}"
            )
    return items


def to_extra(value: Mapping[str, JSON]) -> dict[str, JSON]:
    """Return a deep copy of a dict of JSON values of exact types, nested at most 64 deep; tuples become lists."""
    if type(value) is not dict:
        raise Refused(f"expected a dict, got {shape(value)}")
    copied = _json(value, 1)
    assert isinstance(copied, dict)  # noqa: S101 - narrows the type
    return copied


def _json(value: Any, depth: int) -> JSON:  # anything, until it is checked
    """Return a deep copy of a JSON value, with each tuple as a list."""
    kind = type(value)
    if value is None or kind is bool:
        return None if value is None else bool(value)
    if kind is str:
        return to_text(value)
    if kind is int:
        if not -_HUGE < value < _HUGE:
            raise Refused(f"expected an integer of at most {MOST_DIGITS:,} digits")
        return int(value)
    if kind is float:
        to_float(value)
        return float(value)
    if depth > DEEPEST:
        raise Refused(f"dicts and lists are nested more than {DEEPEST} deep: use fewer levels")
    if kind is list or kind is tuple:
        return [_json(item, depth + 1) for item in value]
    if kind is dict:
        return {to_text(key): _json(item, depth + 1) for key, item in value.items()}
    raise Refused(f"expected a JSON value (dict, list, text, number, True, False or None), got {shape(value)}")

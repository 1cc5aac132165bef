"""The converters of fields: they check exact types, normalise, and refuse with a rule in words, never with the value.

Plain, named functions of one argument: mypy and pyright read the types of a record's arguments from them.
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
    JSON = Any  # both serialisation libraries choke on a recursive alias

MOST_DIGITS: Final = 4_300
"""Python refuses to read a longer integer from text."""
DEEPEST: Final = 64
"""How deep `extra` may nest."""

_HUGE = 10**MOST_DIGITS
_SURROGATE = re.compile("[\ud800-\udfff]")
UNFIT_FOR_ID: Final = (
    "[\x00-\x20\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ud800-\udfff]"
)
"""Spaces, controls and invisible marks, spelled out so that every Python and every JSON Schema agrees."""
_UNFIT_FOR_ID = re.compile(UNFIT_FOR_ID)


def to_text(value: str) -> str:
    """Exactly a `str` that can be written as UTF-8."""
    if type(value) is not str:
        raise Refused(f"expected text, got {shape(value)}")
    if not value.isascii() and _SURROGATE.search(value):
        raise Refused("the text holds a lone surrogate, which no file can hold")
    return value


def to_required_text(value: str) -> str:
    """Text that is not empty."""
    if not to_text(value).strip():
        raise Refused("text is required, and this is empty")
    return value


def to_linked_id(value: str) -> str:
    """Convert the id of a record: text, not empty, without spaces or control characters."""
    if type(value) is not str:
        raise Refused(f"expected an id, got {shape(value)}")
    if not value:
        raise Refused("expected an id, and this is empty")
    if _UNFIT_FOR_ID.search(value):
        raise Refused("an id holds no spaces, control characters or invisible marks")
    return value


def to_id(value: str) -> str:
    """Convert the id of a record itself: only those of derived events hold a ``/``."""
    if "/" in to_linked_id(value):
        raise Refused("only the id of a derived event holds a '/'")
    return value


def to_optional_id(value: str | None) -> str | None:
    """Convert an id; None stays None."""
    return None if value is None else to_linked_id(value)


def to_int(value: int | None) -> int | None:
    """Exactly an `int`, not negative, or None."""
    if value is None:
        return None
    if type(value) is not int:
        raise Refused(f"expected a whole number, got {shape(value)}")
    if not 0 <= value < _HUGE:
        raise Refused(f"expected a number from 0 up, of at most {MOST_DIGITS:,} digits")
    return value


def to_weeks(value: int | None) -> int | None:
    """Whole weeks of gestation: 1 to 45, or None."""
    weeks = to_int(value)
    if weeks is not None and not 1 <= weeks <= 45:
        raise Refused("weeks of gestation are 1 to 45")
    return weeks


def to_year(value: int | None) -> int | None:
    """Convert a year of four digits; None stays None."""
    year = to_int(value)
    if year is not None and not 1000 <= year <= 9999:
        raise Refused("a year has four digits")
    return year


def to_float(value: float | None) -> float | None:
    """Convert a finite `float`, or an `int`, which becomes a `float`; None stays None."""
    if value is None:
        return None
    if type(value) is int and -_HUGE < value < _HUGE and value.bit_length() <= 1_023:
        return float(value)
    if type(value) is not float or not isfinite(value):
        raise Refused(f"expected a finite number, got {shape(value)}")
    return value + 0.0  # -0.0 equals 0.0, and what is equal is to be written alike


def to_bool(value: bool | None) -> bool | None:
    """Exactly True, False or None."""
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
    """Return an iterator over anything that gives one."""
    items: Iterator[Any]
    try:
        items = iter(value)
    except Exception:  # noqa: BLE001 - whatever it says, it cannot be gone through
        return None
    return items


def sequence(value: Iterable[T], what: str) -> tuple[T, ...]:
    """Return a tuple of anything that has an order and is not text; helper of the converters below."""
    if type(value) is tuple:
        return value
    is_other = isinstance(value, (str, bytes, bytearray, Mapping, set, frozenset, type))
    items = None if is_other else iterator(value)
    if items is None:
        raise Refused(f"expected a tuple or list of {what}, got {'text' if isinstance(value, str) else shape(value)}")
    return tuple(items)


def to_ids(value: Iterable[str]) -> tuple[str, ...]:
    """Convert ids to a tuple, each once."""
    ids = sequence(value, "ids")  # a tuple as it is, for many records may share it
    for item in ids:
        to_linked_id(item)
    if len(ids) > 1 and len(set(ids)) != len(ids):
        raise Refused("the same id appears twice")
    return ids


def to_required_ids(value: Iterable[str]) -> tuple[str, ...]:
    """Convert ids to a tuple of at least one."""
    ids = to_ids(value)
    if not ids:
        raise Refused("at least one id is required")
    return ids


def to_texts(value: Iterable[str]) -> tuple[str, ...]:
    """Convert texts to a tuple."""
    return tuple(to_text(item) for item in sequence(value, "texts"))


def values(value: Iterable[T], kind: type[T]) -> tuple[T, ...]:
    """Return a tuple of instances of exactly one class; the converters of the record files call it."""
    items = sequence(value, f"{kind.__name__} values")
    for item in items:
        if type(item) is not kind:
            raise Refused(f"expected {an(kind.__name__)}, got {shape(item)}")
    return items


def to_extra(value: Mapping[str, JSON]) -> dict[str, JSON]:
    """Return a deep copy of a tool's own fields: JSON values of exact types, at most 64 deep."""
    if type(value) is not dict:
        raise Refused(f"expected a dict, got {shape(value)}")
    copied = _json(value, 1)
    assert isinstance(copied, dict)  # noqa: S101 - narrows the type
    return copied


def _json(value: Any, depth: int) -> JSON:  # anything, until it is checked
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
        raise Refused(f"it nests more than {DEEPEST} deep")
    if kind is list or kind is tuple:
        return [_json(item, depth + 1) for item in value]
    if kind is dict:
        return {to_text(key): _json(item, depth + 1) for key, item in value.items()}
    raise Refused(f"JSON values only, not {shape(value)}")

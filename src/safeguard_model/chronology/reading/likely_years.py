"""The years that are likely in a record: a slip of the keyboard, such as 2108 for 2018, is not read as a date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from safeguard_model.dates import When

__all__ = ["FAR_AHEAD", "FIRST", "LAST", "UNLIKELY", "is_far_ahead", "is_likely"]

FIRST: Final = 1900
LAST: Final = 2100
UNLIKELY: Final = "the year is not likely: kept as written"
FAR_AHEAD: Final = "the year is far ahead: see whether it is right"
_AHEAD: Final = 2050
"""The first year that two digits do not mean: a year that is written in two digits is before it."""
_YEAR = re.compile(r"(?:^|/|\.\.|\[)(\d{4})", re.ASCII)


def is_likely(when: When) -> bool:
    """Return whether all years of a date are from 1900 to 2100. A date without a whole year is likely."""
    return all(FIRST <= year <= LAST for year in _years(when))


def is_far_ahead(when: When) -> bool:
    """Return whether a year of a date is 2050 or later, which may be a slip."""
    return any(year >= _AHEAD for year in _years(when))


def _years(when: When) -> list[int]:
    return [int(year) for year in _YEAR.findall(when.text)]

"""Checks of the period and of the number of days that a question is given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from safeguard_model.dates import Age, When, to_when
from safeguard_model.dates.edtf import ANY
from safeguard_model.dates.when import meaning_of
from safeguard_model.errors import InvalidAge, InvalidRecord, shape
from safeguard_model.timeline.inputs import require_whole_number
from safeguard_model.timeline.windows import BEYOND

if TYPE_CHECKING:
    from datetime import date

__all__ = ["minutes_of", "to_days"]


# Without a limit, a number of days could reach past the ends of the calendar. There, an answer could look certain when
# it is not. A timescale has the same limit.
_MOST_DAYS = 100_000
_WEEKS_OR_DAYS = re.compile(r"P(?P<number>[0-9]+)(?P<unit>[WD])")


def to_days(value: int | str, where: str, name: str) -> int:
    """Convert a length to whole days: a number from 0 to 100,000, or words such as "6 weeks" or "10 days".

    `where` and `name` are the function and its argument, for the error text. Raises `InvalidRecord` for anything else,
    also for months and years, which differ in length.

    >>> to_days("6 weeks", "gaps", "longer_than")
    42
    """
    days = _days_in(value) if isinstance(value, str) else require_whole_number(value, where, name)
    if days is None:
        rule = f"expected a number of days, or words such as '6 weeks' or '10 days', got {shape(value)}"
        raise InvalidRecord(where, name, rule)
    if days > _MOST_DAYS:
        raise InvalidRecord(where, name, f"expected at most {_MOST_DAYS:,} days, got more")
    return days


def _days_in(words: str) -> int | None:
    """Return the days in words that state weeks or days; None for other words."""
    try:
        length = Age.parse(words)
    except InvalidAge:
        return None
    match = _WEEKS_OR_DAYS.fullmatch(length.text)
    if match is None:
        return None
    return int(match["number"]) * (7 if match["unit"] == "W" else 1)


def minutes_of(period: When | str | date | None) -> tuple[int, int]:
    """Return the first and the last minute that a period may touch. Raises `InvalidWhen` if it is not a time.

    An open beginning is `-BEYOND`, and an open end is `BEYOND`. Without a period, both are open.
    """
    if period is None:
        return -BEYOND, BEYOND
    low, _, _, high = meaning_of(to_when(period))
    if low <= -ANY:
        low = -BEYOND
    if high >= ANY:
        high = BEYOND
    return low, high

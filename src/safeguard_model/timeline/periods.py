"""Checks of the period and of the number of days that a question is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguard_model.dates import When, to_when
from safeguard_model.dates.edtf import ANY
from safeguard_model.dates.when import meaning_of
from safeguard_model.errors import InvalidRecord
from safeguard_model.timeline.inputs import require_whole_number
from safeguard_model.timeline.windows import BEYOND

if TYPE_CHECKING:
    from datetime import date

__all__ = ["minutes_of", "require_days"]


# Without a limit, a number of days could reach past the ends of the calendar. There, an answer could look certain when
# it is not. A timescale has the same limit.
_MOST_DAYS = 100_000


def require_days(value: int, where: str, name: str) -> int:
    """Return a whole number of days, after a check that it is 0 to 100,000. Raises `InvalidRecord` if it is not.

    `where` and `name` are the function and its argument, for the error text.
    """
    if require_whole_number(value, where, name) > _MOST_DAYS:
        raise InvalidRecord(where, name, f"expected at most {_MOST_DAYS:,} days, got more")
    return value


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

"""A period asked for, and a number of days asked for: read and checked."""

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


_LONGEST = 100_000


def require_days(value: int, where: str, name: str) -> int:
    """Return a whole number of days, no more than a timescale may have. Raises `InvalidRecord`."""
    if require_whole_number(value, where, name) > _LONGEST:
        raise InvalidRecord(where, name, f"expected at most {_LONGEST:,} days")
    return value


def minutes_of(period: When | str | date | None) -> tuple[int, int]:
    """Return the first and the last minute of a period; `BEYOND` where it is open, or without a period.

    Raises `InvalidWhen`.
    """
    if period is None:
        return -BEYOND, BEYOND
    low, _, _, high = meaning_of(to_when(period))
    return low if low > -ANY else -BEYOND, high if high < ANY else BEYOND

"""Conversions between Whens and whole minutes."""

from __future__ import annotations

from datetime import date

from safeguard_model.dates.edtf import ANY, DAY, NEVER
from safeguard_model.dates.when import When, last_minute_of, to_when

__all__ = ["end_of", "when_between"]


def end_of(at: When | str | date | None) -> int:
    """Return the last minute of a time as it is stated: for a day, the last minute of that day.

    Return `NEVER`, which is later than every minute, if `at` is None or has no end. Raises `InvalidWhen` if `at` is not
    a time.
    """
    if at is None:
        return NEVER
    last = last_minute_of(to_when(at))
    if last >= ANY:
        return NEVER
    return last


def when_between(low: int, high: int) -> When:
    """Return a When for a moment that lies somewhere between two minutes.

    The When is a minute if both minutes are the same, and otherwise a day or a range of days.

    >>> first = date(2016, 3, 2).toordinal() * DAY
    >>> when_between(first, first + DAY - 1), when_between(first, ANY), when_between(first + 61, first + 61)
    (When('2016-03-02'), When('[2016-03-02..]'), When('2016-03-02T01:01'))
    """
    first = _day_text(low)
    last = _day_text(high)
    if low == high and first:
        return When(f"{first}T{low % DAY // 60:02}:{low % 60:02}")
    if first == last:
        return When(first or "XXXX")
    return When(f"[{first}..{last}]")


def _day_text(minute: int) -> str:
    """Return the day of a minute as ISO 8601 text; empty text if the minute means "no bound"."""
    if abs(minute) >= ANY:
        return ""
    return date.fromordinal(minute // DAY).isoformat()

"""Conversions between Whens and whole minutes."""

from __future__ import annotations

from datetime import date

from safeguard_model.dates.edtf import ANY, DAY, NEVER
from safeguard_model.dates.when import When, last_minute_of, to_when

__all__ = ["end_of", "when_between"]


def end_of(at: When | str | date | None) -> int:
    """Return the last minute of a time, as stated: "by 20 October" means by the end of that day.

    Without a time, or without an end, it is `NEVER`, which is later than every minute. Raises `InvalidWhen`.
    """
    if at is None:
        return NEVER
    last = last_minute_of(to_when(at))
    if last >= ANY:
        return NEVER
    return last


def when_between(low: int, high: int) -> When:
    """Return the When of a moment between two minutes: a minute if both are the same, else a day or several days.

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
    """Return the day of a minute as ISO 8601 text; empty where there is no bound."""
    if abs(minute) >= ANY:
        return ""
    return date.fromordinal(minute // DAY).isoformat()

"""Conversions from whole minutes to Whens, and from a time asked for to its last minute."""

from __future__ import annotations

from datetime import date

from safeguard_model.dates.edtf import ANY, DAY, NEVER
from safeguard_model.dates.when import When, last_minute_of, to_when

__all__ = ["end_of", "when_between"]


def end_of(at: When | str | date | None) -> int:
    """Return the last minute of a time, as stated: "by 20 October" is by the end of that day.

    Without an end: always.
    """
    last = NEVER if at is None else last_minute_of(to_when(at))
    return last if last < ANY else NEVER


def when_between(low: int, high: int) -> When:
    """Return the When of some minute from one to another: in days, except for a minute that is certain.

    >>> first = date(2016, 3, 2).toordinal() * DAY
    >>> when_between(first, first + DAY - 1), when_between(first, ANY), when_between(first + 61, first + 61)
    (When('2016-03-02'), When('[2016-03-02..]'), When('2016-03-02T01:01'))
    """
    first = "" if abs(low) >= ANY else date.fromordinal(low // DAY).isoformat()
    last = "" if abs(high) >= ANY else date.fromordinal(high // DAY).isoformat()
    if low == high and first:
        return When(f"{first}T{low % DAY // 60:02}:{low % 60:02}")
    if first == last:
        return When(first or "XXXX")
    return When(f"[{first}..{last}]")

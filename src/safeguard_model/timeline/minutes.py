"""Conversions between Whens and whole minutes."""

from __future__ import annotations

from datetime import date

from safeguard_model.dates.edtf import ANY, DAY, NEVER
from safeguard_model.dates.when import When, first_minute_of, last_minute_of, to_when

__all__ = ["end_of", "minute_text", "when_between", "window_between"]


def end_of(at: When | str | date | None) -> int:
    """Return the last minute of a time as it is stated: for a day, the last minute of that day.

    Return `NEVER`, which is later than every minute, if `at` is None or nothing limits how late it is. Raises
    `InvalidWhen` if `at` is not a time.
    """
    if at is None:
        return NEVER
    last = last_minute_of(to_when(at))
    if last >= ANY:
        return NEVER
    return last


def when_between(low: int, high: int) -> When:
    """Return a When for a moment that lies somewhere between two minutes, without loss.

    The When is a minute if both minutes are the same, a day or a range of days if they begin and end whole days, and
    otherwise a range of minutes. A minute that means "no bound" leaves its side of the range open; if both mean this,
    the When is unknown (``XXXX``).

    >>> first = date(2016, 3, 2).toordinal() * DAY
    >>> when_between(first, first + DAY - 1), when_between(first, ANY), when_between(first + 61, first + 61)
    (When('2016-03-02'), When('[2016-03-02..]'), When('2016-03-02T01:01'))
    >>> when_between(first + 61, first + DAY - 1)
    When('[2016-03-02T01:01..2016-03-02T23:59]')
    """
    is_open, is_endless = abs(low) >= ANY, abs(high) >= ANY
    in_days = (is_open or low % DAY == 0) and (is_endless or high % DAY == DAY - 1)
    text_of = _day_text if in_days else minute_text
    first = "" if is_open else text_of(low)
    last = "" if is_endless else text_of(high)
    if first == last:
        return When(first or "XXXX")
    return When(f"[{first}..{last}]")


def minute_text(minute: int) -> str:
    """Return a minute as ISO 8601 text: ``2016-03-02T01:01``."""
    return f"{_day_text(minute)}T{minute % DAY // 60:02}:{minute % 60:02}"


def _day_text(minute: int) -> str:
    return date.fromordinal(minute // DAY).isoformat()


def window_between(start: When | str | date | None, end: When | str | date | None) -> When | None:
    """Return the span from the first minute of `start` to the last minute of `end`; None if both sides are open."""
    first = -ANY if start is None else first_minute_of(to_when(start))
    last = ANY if end is None else last_minute_of(to_when(end))
    begin = ".." if first <= -ANY else minute_text(first)
    finish = ".." if last >= ANY else minute_text(last)
    if begin == ".." and finish == "..":
        return None
    return When(f"{begin}/{finish}")

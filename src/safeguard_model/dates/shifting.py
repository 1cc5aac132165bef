"""The move of a `When` by years, months, weeks, days, hours and minutes."""

from __future__ import annotations

from datetime import date

from safeguard_model.dates.edtf import (
    ANY,
    DAY,
    FIRST,
    LAST,
    UNIT_MONTHS,
    Precision,
    days_in,
    one_of_parts,
    read_point,
)
from safeguard_model.dates.when import When
from safeguard_model.errors import InvalidWhen, shape

_FURTHEST = 10_000 * 366 * DAY  # minutes; more than any move within the years 0001 to 9999, in any unit

_DAY_END, _MINUTE_END = len("2016-03-02"), len("2016-03-02T10:00")


# The precision is kept only if the move is a whole number of the stated unit: March 2016 moved by two months is May
# 2016. March 2016 moved by ten days is some day from 11 March to 10 April. That is not a calendar month, so the answer
# is a one-of between the moved first minute and the moved last minute. All minutes of one day move by the same amount,
# and days never change their order, so the one-of includes every moved minute. `_whole_days` makes this true of a
# one-of between two minutes.
def shift(when: When, amounts: tuple[int, int, int, int, int, int]) -> When:
    """Return the When moved by six amounts: years, months, weeks, days, hours and minutes, in this order."""
    for amount in amounts:
        if type(amount) is not int:
            raise InvalidWhen("expected a whole number to move the date by", shape(amount))
        if abs(amount) > _FURTHEST:
            raise _too_far()
    years, months, weeks, days, hours, minutes = amounts
    move = years * 12 + months, (weeks * 7 + days) * DAY + hours * 60 + minutes
    if move == (0, 0):
        return when
    if when.is_span:
        return When(_moved_span(when.text, *move))
    if when.precision is Precision.RANGE:
        return When(_moved_one_of(when.text, *move))
    moved = _moved(when.text, *move)
    if moved is None:
        point = read_point(when.text, when.text)
        moved = _moved_range(point.low, point.high, *move)
    return When(moved)


def plus_months(day: date, months: int) -> date:
    """Return a day moved by whole months; if the month is too short, its last day.

    Raises InvalidWhen outside the years 0001 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= date.max.year:
        raise _too_far()
    return date(year, month + 1, min(day.day, days_in(year, month + 1)))


# The ends of a span stay in order, except for their hours: 30 January 10:00 and 31 January 09:00 moved by a month are
# both on 29 February, and the hours are then the wrong way round. Their days are all that can be said of such a span.
def _moved_span(text: str, months: int, minutes: int) -> str:
    start, end = (_moved_end(end, months, minutes) for end in text.split("/"))
    if "T" in start and "T" in end and start[:_MINUTE_END] > end[:_MINUTE_END]:
        return f"{end[:_DAY_END]}{start[_MINUTE_END:]}/{start[:_DAY_END]}{end[_MINUTE_END:]}"
    return f"{start}/{end}"


def _moved_end(text: str, months: int, minutes: int) -> str:
    if text in {"", ".."}:
        return text
    moved = _moved(text, months, minutes)
    if moved is None:
        raise InvalidWhen(
            "expected a move by whole units of this end of the span, such as whole months for a month", shape(text)
        )
    return moved


def _moved(text: str, months: int, minutes: int) -> str | None:
    """Return a point moved at the same precision; None if the move is not a whole number of its unit."""
    precision = read_point(text, text).precision
    if precision is Precision.UNKNOWN:
        return text
    if precision is Precision.MINUTE:
        return _minute_text(_moved_minute(read_point(text, text).first, months, minutes)) + text[16:]
    if precision is Precision.DAY:
        if minutes % DAY:
            return None
        minute = _moved_minute(read_point(text, text).first, months, minutes)
        return date.fromordinal(minute // DAY).isoformat() + text[10:]
    if minutes or months % UNIT_MONTHS[precision]:
        return None
    return _moved_units(text, precision, months)


def _moved_units(text: str, precision: Precision, months: int) -> str:
    year = int(text[:4].replace("X", "0"))
    if precision is Precision.DECADE:
        year += months // 12
        new, rest = f"{year // 10:03}X", text[4:]
    elif precision is Precision.YEAR:
        year += months // 12
        new, rest = f"{year:04}", text[4:]
    elif precision is Precision.SEASON:
        year, season = divmod(year * 4 + int(text[5:7]) - 21 + months // 3, 4)
        new, rest = f"{year:04}-{season + 21}", text[7:]
    else:
        year, month = divmod(year * 12 + int(text[5:7]) - 1 + months, 12)
        new, rest = f"{year:04}-{month + 1:02}", text[7:]
    if not (precision is Precision.DECADE or year) or not 0 <= year <= date.max.year:
        raise _too_far()
    return new + rest


def _moved_one_of(text: str, months: int, minutes: int) -> str:
    start, end = one_of_parts(text)
    bounds = read_point(start, text).first if start else -ANY, read_point(end, text).last if end else ANY
    whole = _whole_days(*bounds, months)
    if whole == bounds:
        kept_start, kept_end = (_moved(bound, months, minutes) if bound else "" for bound in (start, end))
        if kept_start is not None and kept_end is not None:
            return f"[{kept_start}..{kept_end}]"
    return _moved_range(*whole, months, minutes)


# In a month that is too short, several days move to one day: 30 and 31 January moved by a month are both the last day
# of February. The minutes of these days then lie on top of each other: 30 January 23:00 moves to a later minute than 31
# January 01:00. A range between these two minutes moves to the first and the last hour of one day. A bound within such
# a day is therefore replaced by the first or the last minute of its day, but only if the range includes another day
# that moves to the same day. All other days stay in order, and so do their minutes.
def _whole_days(low: int, high: int, months: int) -> tuple[int, int]:
    """Return the bounds of a range, each moved to the edge of its day if a move by months needs it."""
    first, last = low // DAY, high // DAY
    if first == last:
        return low, high
    if low > -ANY and _become_one(first, months):
        low = first * DAY
    if high < ANY and _become_one(last - 1, months):
        high = last * DAY + DAY - 1
    return low, high


def _become_one(ordinal: int, months: int) -> bool:
    """Return whether a day and the next day are in one month, and a move by months makes them the same day."""
    if ordinal < 1:
        return False
    day = date.fromordinal(ordinal)
    if day.day == days_in(day.year, day.month):
        return False
    return plus_months(day, months) == plus_months(day.replace(day=day.day + 1), months)


def _moved_range(low: int, high: int, months: int, minutes: int) -> str:
    """Return the text of the one-of between two minutes after the move; `-ANY` and `ANY` mean that there is no bound.

    A bound that is the first or the last minute of its day is written as that day.
    """
    first = _bound_text(_moved_minute(low, months, minutes), 0) if low > -ANY else ""
    last = _bound_text(_moved_minute(high, months, minutes), DAY - 1) if high < ANY else ""
    return f"[{first}..{last}]"


def _bound_text(minute: int, edge: int) -> str:
    """Return a bound as text: its day if the bound is the minute `edge` of that day, otherwise its minute."""
    return _minute_text(minute)[: len("2016-03-02")] if minute % DAY == edge else _minute_text(minute)


def _minute_text(minute: int) -> str:
    return f"{date.fromordinal(minute // DAY)}T{minute % DAY // 60:02}:{minute % 60:02}"


def _moved_minute(minute: int, months: int, minutes: int) -> int:
    ordinal, clock = divmod(minute, DAY)
    moved = plus_months(date.fromordinal(ordinal), months).toordinal() * DAY + clock + minutes
    if not FIRST <= moved <= LAST:
        raise _too_far()
    return moved


def _too_far() -> InvalidWhen:
    return InvalidWhen("the moved date would be outside the years 0001 to 9999: move the date by less")

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


# The precision is kept only if the move is a whole number of the stated unit: March 2016 moved by two months is May
# 2016. March 2016 moved by ten days is some day from 11 March to 10 April. That is not a calendar month, so the answer
# is a one-of between the moved first day and the moved last day. Both days move by the same amount and stay in order,
# so the one-of includes every moved day.
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
        return When("/".join(_moved_end(end, *move) for end in when.text.split("/")))
    if when.precision is not Precision.RANGE:
        return When(_moved(when.text, *move) or _one_of(when.text, when.text, *move))
    start, end = one_of_parts(when.text)
    kept_start, kept_end = (_moved(bound, *move) if bound else "" for bound in (start, end))
    if kept_start is None or kept_end is None:
        return When(_one_of(start, end, *move))
    return When(f"[{kept_start}..{kept_end}]")


def plus_months(day: date, months: int) -> date:
    """Return a day moved by whole months; if the month is too short, its last day.

    Raises InvalidWhen outside the years 0001 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= date.max.year:
        raise _too_far()
    return date(year, month + 1, min(day.day, days_in(year, month + 1)))


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
        minute = _moved_minute(read_point(text, text).first, months, minutes)
        clock = f"T{minute % DAY // 60:02}:{minute % 60:02}"
        return date.fromordinal(minute // DAY).isoformat() + clock + text[16:]
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


def _one_of(start: str, end: str, months: int, minutes: int) -> str:
    """Return the text of the one-of, in days, from the moved `start` to the moved `end`."""
    low = read_point(start, start).low if start else -ANY
    high = read_point(end, end).high if end else ANY
    first = date.fromordinal(_moved_minute(low, months, minutes) // DAY).isoformat() if start else ""
    last = date.fromordinal(_moved_minute(high, months, minutes) // DAY).isoformat() if end else ""
    return f"[{first}..{last}]"


def _moved_minute(minute: int, months: int, minutes: int) -> int:
    ordinal, clock = divmod(minute, DAY)
    moved = plus_months(date.fromordinal(ordinal), months).toordinal() * DAY + clock + minutes
    if not FIRST <= moved <= LAST:
        raise _too_far()
    return moved


def _too_far() -> InvalidWhen:
    return InvalidWhen("the moved date would be outside the years 0001 to 9999")

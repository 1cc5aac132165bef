"""The reading of strict dates, a subset of EDTF (ISO 8601-2:2019), as the whole minutes that a `When` may mean."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from safeguard_model.errors import InvalidWhen, shape

DAY = 24 * 60
"""Minutes in a day. A minute is counted as `date.toordinal() * DAY` plus the minute of that day."""
FIRST = date.min.toordinal() * DAY
LAST = date.max.toordinal() * DAY + DAY - 1
ANY = 1 << 40
"""The upper bound of a minute for which the text gives none; negated, the lower bound of such a minute."""
NEVER = ANY + 1
"""The end of a span that goes on without end; negated, the start of a span without a beginning."""

_LONGEST = 64
_POINT = re.compile(
    r"(\d{4}|\d{3}X|XXXX)(?:-(\d\d|XX)(?:-(\d\d|XX)(?:T(\d\d):(\d\d)(?::(\d\d))?)?)?)?([~?%]?)", re.ASCII
)
_BOUND = r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?)?)?)?"
_ONE_OF = re.compile(rf"\[(?:{_BOUND})?\.\.(?:{_BOUND})?\]", re.ASCII)
_FEBRUARY, _MONTHS, _SPRING, _WINTER = 2, 12, 21, 24


class Precision(StrEnum):
    """The precision of a `When`: the unit that the source states, or `range`, `span` or `unknown`."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    RANGE = "range"
    """Once, somewhere between two bounds, or on one side of a single bound."""
    SPAN = "span"
    """From one point to another."""
    UNKNOWN = "unknown"
    """At a time that is not known."""


UNIT_MONTHS = {Precision.MONTH: 1, Precision.SEASON: 3, Precision.YEAR: 12, Precision.DECADE: 120}


class Bounds(NamedTuple):
    """The earliest and latest minutes of the start and of the end of a `When`, widened if a qualifier says so."""

    start_low: int
    start_high: int
    end_low: int
    end_high: int


class Point(NamedTuple):
    """One point in time as read, in minutes: `first` to `last` as stated, `low` to `high` as widened by a qualifier."""

    precision: Precision
    first: int
    last: int
    low: int
    high: int


class Reading(NamedTuple):
    """A whole text as read, in minutes. `bounds` is None if the text means one minute from `first` to `last`."""

    first: int
    last: int
    bounds: Bounds | None


def days_in(year: int, month: int) -> int:
    """Return the number of days in a month.

    >>> days_in(2016, 2), days_in(1900, 2), days_in(2016, 4)
    (29, 28, 30)
    """
    if month == _FEBRUARY:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def months_to_minutes(first: int, last: int) -> tuple[int, int]:
    """Return the first and last minute of a run of months, cut off at the start of year 1 and the end of year 9999.

    `first` and `last` are months, counted from January of year 0.
    """
    first = max(first, 12)
    last = min(last, 9999 * 12 + 11)
    year, month = divmod(last, 12)
    start = date(first // 12, first % 12 + 1, 1).toordinal()
    end = date(year, month + 1, days_in(year, month + 1)).toordinal()
    return start * DAY, end * DAY + DAY - 1


# A When means a set of intervals [start, end] in whole minutes. Four bounds describe the set: the earliest and latest
# start, and the earliest and latest end. Four are enough for every method of When, because the two ends of a span vary
# independently, except that the start is never after the end. In a point or a one-of without a qualifier, the start and
# the end have the same bounds. Two numbers are then enough, and `bounds` stays None. Nearly all dates of a chronology
# have this form.
def read(text: object) -> Reading:
    """Read the strict text of a date. Raise InvalidWhen for any other value."""
    if type(text) is not str:
        raise InvalidWhen("expected a date as text, such as 2016-03-02; to_when also takes dates", shape(text))
    if len(text) > _LONGEST:
        raise InvalidWhen(f"too long to be a date: expected at most {_LONGEST} characters", shape(text))
    if text[:1] == "[":
        return _read_one_of(text)
    if "/" in text:
        return _read_span(text)
    point = read_point(text, text)
    if text[-1] in "~?%":
        return Reading(point.first, point.last, Bounds(point.low, point.high, point.low, point.high))
    return Reading(point.first, point.last, None)


def one_of_parts(text: str) -> tuple[str, str]:
    """Return the texts of the two bounds of a one-of. A bound that is left out gives an empty text."""
    start, _, end = text[1:-1].partition("..")
    return start, end


def _read_one_of(text: str) -> Reading:
    if not _ONE_OF.fullmatch(text):
        raise InvalidWhen(
            "expected [first..last] with minutes, days, months or years, without ~, ? or %; one bound may be left out",
            shape(text),
        )
    start, end = one_of_parts(text)
    if not (start or end):
        raise InvalidWhen("[..] has no date: write XXXX for an unknown date", shape(text))
    begin = read_point(start, text) if start else None
    finish = read_point(end, text) if end else None
    if Precision.SEASON in {p.precision for p in (begin, finish) if p}:
        raise InvalidWhen("expected minutes, days, months or years in [first..last], got a season", shape(text))
    first = begin.first if begin else -ANY
    last = finish.last if finish else ANY
    if first > last:
        raise InvalidWhen(
            "the first date in [first..last] is after the last: write the earlier date first", shape(text)
        )
    return Reading(first, last, None)


def _read_span(text: str) -> Reading:
    start, _, end = text.partition("/")
    if start in {"", ".."} and end in {"", ".."}:
        raise InvalidWhen("a span (start/end) needs a start or an end: write XXXX for an unknown date", shape(text))
    if not start:
        raise InvalidWhen("the start of the span is missing: write .. for no start, as in ../2018-04", shape(text))
    begin = None if start == ".." else read_point(start, text)
    finish = None if end in {"", ".."} else read_point(end, text)
    start_low, start_high = (begin.low, begin.high) if begin else (-NEVER, -NEVER)
    # An empty end (`2016-05/`) means some minute from the start on, so the start is its lower bound. The end `..`
    # (`2016-05/..`) means that the span never ends, so this end is later than every minute.
    if finish:
        end_low, end_high = finish.low, finish.high
    else:
        end_low, end_high = (NEVER, NEVER) if end else (start_low, ANY)
    if start_low > end_high:
        raise InvalidWhen("the span ends before it starts: write the earlier date first", shape(text))
    first = begin.first if begin else -NEVER
    last = finish.last if finish else end_high
    if begin and finish and first > last:  # the stated start may be after the stated end, if a qualifier widens one
        first, last = finish.first, begin.last
    return Reading(first, last, Bounds(start_low, start_high, end_low, end_high))


def read_point(text: str, whole: str) -> Point:
    """Read one point in time. `whole` is the whole text of the date: an error shows its shape."""
    match = _POINT.fullmatch(text)
    if not match:
        raise InvalidWhen(_why_no_point(text), shape(whole))
    year, month, day, hour, _, _, qualifier = match.groups()
    if day and "X" not in year and month != "XX" and day != "XX":
        return _read_day(match, whole)
    if hour:
        raise InvalidWhen("a time needs a whole date before it, as in 2016-03-02T14:30", shape(whole))
    if year == "XXXX":
        if month:
            raise InvalidWhen("the year is missing: write XXXX for an unknown date", shape(whole))
        return Point(Precision.UNKNOWN, -ANY, ANY, -ANY, ANY)
    if day and month == "XX":
        raise InvalidWhen("a day needs a month: write 2016-XX for some time in a year", shape(whole))
    if "X" in year:
        if month:
            raise InvalidWhen("a decade cannot have a month: write 201X, or the year with four digits", shape(whole))
        begin = int(year[:3]) * 120
        return _run_of_months(Precision.DECADE, begin, 120, qualifier)
    begin = int(year) * 12
    if not begin:
        raise InvalidWhen("there is no year 0000: years run from 0001 to 9999", shape(whole))
    if not month or month == "XX":
        return _run_of_months(Precision.YEAR, begin, 12, qualifier)
    number = int(month)
    if 1 <= number <= _MONTHS:
        return _run_of_months(Precision.MONTH, begin + number - 1, 1, qualifier)
    if _SPRING <= number <= _WINTER and not day:
        return _run_of_months(Precision.SEASON, begin + 2 + 3 * (number - _SPRING), 3, qualifier)
    raise InvalidWhen("months run from 01 to 12, seasons (without a day) from 21 to 24", shape(whole))


# A qualifier widens a run of months by one unit of the stated precision on each side: "about March" may be February or
# April. The stated first and last minute are kept too, because `When.earliest` and `When.latest` return their days.
def _run_of_months(precision: Precision, begin: int, count: int, qualifier: str) -> Point:
    first, last = months_to_minutes(begin, begin + count - 1)
    if not qualifier:
        return Point(precision, first, last, first, last)
    low, high = months_to_minutes(begin - count, begin + 2 * count - 1)
    return Point(precision, first, last, low, high)


def _read_day(match: re.Match[str], whole: str) -> Point:
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    hour, minute, second, qualifier = match.group(4, 5, 6, 7)
    if not (year and 1 <= month <= _MONTHS and 1 <= day <= days_in(year, month)):
        raise InvalidWhen("there is no such day in the calendar", shape(whole))
    first = date(year, month, day).toordinal() * DAY
    if hour is None or minute is None:
        last, unit, precision = first + DAY - 1, DAY, Precision.DAY
    else:
        if not (int(hour) < 24 and int(minute) < 60 and int(second or 0) < 60):
            raise InvalidWhen("times run from 00:00:00 to 23:59:59; the seconds may be left out", shape(whole))
        first = last = first + int(hour) * 60 + int(minute)
        unit, precision = 1, Precision.MINUTE
    if not qualifier:
        return Point(precision, first, last, first, last)
    return Point(precision, first, last, max(first - unit, FIRST), min(last + unit, LAST))


def _why_no_point(text: str) -> str:
    """Return what is most likely wrong with text that is not a point in time, and what to do."""
    if not text:
        return "expected a date such as 2016-03-02"
    if "T" in text and re.search(r"(?:Z|[+-]\d\d:?\d\d)[~?%]?$", text):
        return "times are on the UK local clock: convert the time, then leave out the offset, such as Z or +01:00"
    if "T" in text and re.search(r"[.,]\d+[~?%]?$", text):
        return "times are whole minutes or seconds: leave out the fraction"
    if any(char.isspace() for char in text):
        return "a strict date has no spaces: When.parse reads what people write"
    if not text.isascii():
        return "a strict date has only ASCII characters: When.parse reads what people write"
    return "expected a strict date such as 2016-03-02, 2016-03 or 2016; When.parse reads what people write"

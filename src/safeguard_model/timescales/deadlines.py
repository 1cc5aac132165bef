"""The arithmetic of timescales: when a clock is due, and how many days were taken.

Times are whole minutes, counted as in `dates.edtf`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from safeguard_model.dates import DayCount, When
from safeguard_model.dates.edtf import ANY, DAY, FIRST, LAST, NEVER
from safeguard_model.dates.shifting import plus_months
from safeguard_model.dates.when import meaning_of
from safeguard_model.errors import InvalidWhen
from safeguard_model.records.vocabulary import TimeUnit
from safeguard_model.timeline.minutes import when_between
from safeguard_model.timescales.timescale import DayOne

if TYPE_CHECKING:
    from safeguard_model.timescales.timescale import Timescale
    from safeguard_model.timescales.working_days import Calendar, Calendars

__all__ = ["MinuteRange", "begun_range", "days_taken", "done_range", "due_range", "due_when"]

_DAYS_IN_WEEK = 7
_MINUTES_IN_HOUR = 60


class MinuteRange(NamedTuple):
    """The first and the last minute at which something may have happened or may be due. `ANY` or `-ANY`: no bound."""

    low: int
    """The first minute."""
    high: int
    """The last minute."""


def begun_range(when: When) -> MinuteRange:
    """Return the minutes in which something may have begun.

    A span begins at its start. If its start is not on file, it may have begun at any time before its end.
    """
    meaning = meaning_of(when)
    if meaning.start_low > -NEVER:
        return MinuteRange(meaning.start_low, meaning.start_high)
    return MinuteRange(-ANY, meaning.end_high)


def done_range(when: When) -> MinuteRange:
    """Return the minutes in which something may have been done.

    A span is done at its end. If its end is not on file, it may have been done at any time after its start.
    """
    meaning = meaning_of(when)
    if meaning.end_low < NEVER:
        return MinuteRange(meaning.end_low, meaning.end_high)
    return MinuteRange(meaning.start_low, ANY)


# A later start never has an earlier deadline. Hours, days and weeks add a constant. With months, the last days of a
# long month may share one deadline, but they never change their order. Working days keep the order too. The first and
# the last possible minute of an imprecise start therefore give the first and the last possible deadline. No minute in
# between has to be tried.
def due_range(timescale: Timescale, begun: MinuteRange, calendars: Calendars) -> MinuteRange:
    """Return the last minute that is in time, as a range: for the earliest possible start and for the latest."""
    return MinuteRange(_due(timescale, begun.low, calendars), _due(timescale, begun.high, calendars))


def due_when(due: MinuteRange) -> When:
    """Return the range of a deadline as a When: a minute, a day, one of several days, or an unknown date."""
    low, high = due
    if low % DAY == DAY - 1:  # a deadline in the last minute of a day means the whole day
        low -= DAY - 1
    return when_between(low, high)


def days_taken(timescale: Timescale, begun: MinuteRange, done: MinuteRange, calendars: Calendars) -> DayCount:
    """Return the days after the day of the start, up to and including the day of the stop.

    If the timescale counts in working days, these are working days.
    """
    calendar = calendars.of(timescale.nation) if timescale.unit is TimeUnit.WORKING_DAYS else None
    return DayCount(_days_between(begun.high, done.low, calendar), _days_between(begun.low, done.high, calendar))


def _days_between(start: int, stop: int, calendar: Calendar | None) -> int | None:
    if abs(start) >= ANY or abs(stop) >= ANY:
        return None
    first, last = start // DAY, stop // DAY
    return last - first if calendar is None else calendar.between(first, last)


def _due(timescale: Timescale, start: int, calendars: Calendars) -> int:
    """Return the last minute that is in time if the clock starts in the minute `start`.

    A deadline outside the years 1 to 9999 has no bound: it is `ANY` or `-ANY`.
    """
    if abs(start) >= ANY:
        return start
    length = timescale.length
    if timescale.unit is TimeUnit.HOURS:
        return _in_calendar(start + length * _MINUTES_IN_HOUR)
    # If the day of the start is day one, the deadline is one day closer to the start.
    closer = 0
    if timescale.day_one is DayOne.SAME_DAY and length != 0:
        closer = 1 if length > 0 else -1
    day = start // DAY
    if timescale.unit is TimeUnit.WORKING_DAYS:
        day = calendars.of(timescale.nation).after(day, length - closer)
    elif timescale.unit is TimeUnit.MONTHS:
        try:
            day = plus_months(date.fromordinal(day), length).toordinal() - closer
        except InvalidWhen:  # outside the calendar
            return ANY if length > 0 else -ANY
    elif timescale.unit is TimeUnit.WEEKS:
        day += length * _DAYS_IN_WEEK - closer
    else:
        day += length - closer
    return _in_calendar(day * DAY + DAY - 1)


def _in_calendar(minute: int) -> int:
    """Return the minute; `ANY` or `-ANY` if it lies outside the years 1 to 9999."""
    if minute < FIRST:
        return -ANY
    return ANY if minute > LAST else minute

"""When a timescale is due, and how many days were taken: the arithmetic, in whole minutes as in `dates`.

A deadline never falls as its start rises, so that the bounds of an imprecise start give the bounds of what is due.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

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

__all__ = ["begun", "days_taken", "done", "due_range", "due_when"]

Range = tuple[int, int]
"""The first and the last minute that something can be."""


def begun(when: When) -> Range:
    """When it may have begun: for a span its start, or any time before its end where it has no beginning."""
    meaning = meaning_of(when)
    if meaning.start_low > -NEVER:
        return meaning.start_low, meaning.start_high
    return -ANY, meaning.end_high


def done(when: When) -> Range:
    """When it may have been done: for a span its end, or any time after its start where it has no end."""
    meaning = meaning_of(when)
    if meaning.end_low < NEVER:
        return meaning.end_low, meaning.end_high
    return meaning.start_low, ANY


def due_range(timescale: Timescale, start: Range, calendars: Calendars) -> Range:
    """The last minute that is in time, at the earliest and at the latest."""
    low, high = start
    return _due(timescale, low, calendars), _due(timescale, high, calendars)


def due_when(due: Range) -> When:
    """The range as a When: a minute, a day, or a one-of of days."""
    low, high = due
    if low == high and low % DAY == DAY - 1:  # the end of a day is the day
        low -= DAY - 1
    return when_between(low, high)


def days_taken(timescale: Timescale, start: Range, stop: Range, calendars: Calendars) -> DayCount:
    """The days after that of the start, up to and with that of the stop: working days for working days."""
    calendar = calendars.of(timescale.nation) if timescale.unit is TimeUnit.WORKING_DAYS else None
    return DayCount(_days(start[1], stop[0], calendar), _days(start[0], stop[1], calendar))


def _days(start: int, stop: int, calendar: Calendar | None) -> int | None:
    if abs(start) >= ANY or abs(stop) >= ANY:
        return None
    first, last = start // DAY, stop // DAY
    return last - first if calendar is None else calendar.between(first, last)


def _due(timescale: Timescale, minute: int, calendars: Calendars) -> int:
    """The last minute that is in time for a start in this one; without bound beyond the calendar's ends."""
    if abs(minute) >= ANY:
        return minute
    if timescale.unit is TimeUnit.HOURS:
        return _within(minute + timescale.length * 60)
    length = timescale.length
    # Where the day of the start is day one, the deadline lies a day nearer to it.
    nearer = 0 if timescale.day_one is DayOne.NEXT_DAY or length == 0 else (1 if length > 0 else -1)
    day = minute // DAY
    if timescale.unit is TimeUnit.WORKING_DAYS:
        day = calendars.of(timescale.nation).after(day, length - nearer)
    elif timescale.unit is TimeUnit.MONTHS:
        try:
            day = plus_months(date.fromordinal(day), length).toordinal() - nearer
        except InvalidWhen:  # out of the calendar
            return ANY if length > 0 else -ANY
    else:
        day += length * (7 if timescale.unit is TimeUnit.WEEKS else 1) - nearer
    return _within(day * DAY + DAY - 1)


def _within(minute: int) -> int:
    return -ANY if minute < FIRST else ANY if minute > LAST else minute

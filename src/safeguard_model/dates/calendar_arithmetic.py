"""Completed years, months and days, and the lengths of months in days, by integer arithmetic: fast for many ages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from safeguard_model.dates.edtf import days_in
from safeguard_model.errors import NotYetBorn

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEYOND = date.max.toordinal() + 1
_CYCLE_MONTHS, _CYCLE_DAYS = 4800, 146_097  # the calendar repeats after 400 years
# A stretch of whole months is shortest or longest if it includes the fewest or the most leap days. Up to a century, it
# has the fewest if it starts in the four years before 1900, which was not a leap year, and the most if it starts in the
# four years from 1904; four years of starts are enough to try every month, before and after a leap day. A longer
# stretch may hold several such years, so every start of the 400 years is tried.
_CENTURY = 1200
_FEWEST_LEAP_DAYS = range(1896 * 12, 1900 * 12)
_MOST_LEAP_DAYS = range(1904 * 12, 1908 * 12)
_EVERY_START = range(1896 * 12, 1896 * 12 + _CYCLE_MONTHS)


def completed(born: date, at: date) -> tuple[int, int, int]:
    """Return the years, months and days completed from one day to another, by integer arithmetic.

    A month is completed on the day of the same number, or on the last day of a shorter month, as in
    `dateutil.relativedelta`. But somebody born on 29 February completes a year on 1 March in a year that is not a leap
    year, the usual reading in England and Wales; `relativedelta` says 28 February. Raises NotYetBorn if `at` is before
    `born`.

    >>> from datetime import date
    >>> completed(date(2015, 9, 1), date(2016, 3, 2)), completed(date(2016, 2, 29), date(2017, 2, 28))
    ((0, 6, 1), (0, 11, 30))
    """
    months = (at.year - born.year) * 12 + at.month - born.month
    days = at.day - born.day
    if days < 0:
        month_ends = at.day == days_in(at.year, at.month) and not (at.month == 2 and months % 12 == 0)
        months -= not month_ends
        days = 0 if month_ends or months < 0 else at.toordinal() - months_after(born, months)
    if months < 0:
        raise NotYetBorn("the time is before the birth: give a time on or after the day of birth")
    return months // 12, months % 12, days


def months_after(born: date, months: int) -> int:
    """Return the ordinal of the day on which this number of months since the birth is completed.

    If that day is after the year 9999, return the ordinal of the day after 31 December 9999.
    """
    year, month = divmod(born.year * 12 + born.month - 1 + months, 12)
    if year > date.max.year:
        return _BEYOND
    length = days_in(year, month + 1)
    if born.day <= length:
        return date(year, month + 1, born.day).toordinal()
    leap_day = born.month == 2 and months % 12 == 0
    return date(year, month + 1, length).toordinal() + leap_day


def fewest_days(months: int) -> int:
    """Return the fewest days that a number of months can last.

    >>> fewest_days(1), fewest_days(6), fewest_days(12)
    (28, 181, 365)
    """
    cycles, rest = divmod(months, _CYCLE_MONTHS)
    return cycles * _CYCLE_DAYS + min(_lengths(rest, _FEWEST_LEAP_DAYS))


def most_days(months: int) -> int:
    """Return the most days that a number of months can last.

    >>> most_days(1), most_days(6), most_days(12)
    (31, 184, 366)
    """
    cycles, rest = divmod(months, _CYCLE_MONTHS)
    return cycles * _CYCLE_DAYS + max(_lengths(rest, _MOST_LEAP_DAYS))


def _lengths(months: int, starts: range) -> Iterator[int]:
    """Yield the days in a run of months from each of these starts, or from every start if the run is a long one."""
    for start in _EVERY_START if months > _CENTURY else starts:
        yield _first_of(start + months) - _first_of(start)


def _first_of(month: int) -> int:
    return date(month // 12, month % 12 + 1, 1).toordinal()

"""Working days: Monday to Friday without bank holidays. They are counted by whole weeks, not day by day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping
from datetime import date, datetime
from importlib.util import find_spec
from typing import TypeAlias

from safeguard_model.errors import InvalidRecord, MissingExtra, shape
from safeguard_model.records.vocabulary import Nation

__all__ = ["BankHolidays", "Calendar", "Calendars"]

BankHolidays: TypeAlias = "Container[date] | Mapping[Nation, Container[date]]"
"""Bank holidays: one container of dates for all nations, or a mapping with a container of dates for each nation.

The keys of the mapping are nations or their words, such as "england".
"""
_SUBDIVISIONS = {Nation.ENGLAND: "ENG", Nation.WALES: "WLS", Nation.SCOTLAND: "SCT", Nation.NORTHERN_IRELAND: "NIR"}
_LAST = date.max.toordinal()
_SOME_DAY = date(2000, 1, 1)


class Calendar:
    """The working days under one set of bank holidays. Days are whole numbers, as given by `date.toordinal`.

    The bank holidays of each year are looked up once and kept, so later counts need no look-up for each day.

    >>> jubilee = Calendar({date(2022, 6, 2), date(2022, 6, 3)})
    >>> date.fromordinal(jubilee.after(date(2022, 6, 2).toordinal(), 15)).isoformat()
    '2022-06-24'
    >>> jubilee.between(date(2022, 6, 2).toordinal(), date(2022, 6, 24).toordinal())
    15
    """

    __slots__ = ("_holidays", "_years")

    def __init__(self, holidays: Container[date]) -> None:
        self._holidays = holidays
        self._years: dict[int, list[int]] = {}

    def after(self, day: int, count: int) -> int:
        """Return the working day that is `count` working days after `day`, or before it if `count` is negative.

        Return `day` itself for 0. A result outside the years 1 to 9999 is only approximate.
        """
        if count == 0:
            return day
        # First count weekdays as if there were no bank holidays. Then move on by one more weekday for each bank holiday
        # passed, and count the bank holidays again, until no more are passed. The first day at which this stops is a
        # working day: if it were a bank holiday, the search would have stopped one weekday earlier.
        begin = _weekdays(day if count > 0 else day - 1)
        reached, passed = day, 0
        while True:
            reached = _weekday(begin + count + passed if count > 0 else begin + count + 1 - passed)
            if not 1 <= reached <= _LAST:
                return reached
            on_the_way = self._holidays_in(day + 1, reached) if count > 0 else self._holidays_in(reached, day - 1)
            if on_the_way == passed:
                return reached
            passed = on_the_way

    def between(self, start: int, end: int) -> int:
        """Return the number of working days after `start`, up to and including `end`.

        The number is negative if `end` is before `start`.
        """
        if end < start:
            return -self.between(end - 1, start - 1)
        return _weekdays(end) - _weekdays(start) - self._holidays_in(start + 1, end)

    def _holidays_in(self, first: int, last: int) -> int:
        """Return how many weekdays from the first day to the last are bank holidays."""
        if last < first:
            return 0
        years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
        return sum(bisect_right(days, last) - bisect_right(days, first - 1) for days in map(self._of_year, years))

    def _of_year(self, year: int) -> list[int]:
        if year not in self._years:
            begin, end = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
            weekdays = (day for day in range(begin, end + 1) if 1 <= day % 7 <= 5)
            self._years[year] = [day for day in weekdays if date.fromordinal(day) in self._holidays]
        return self._years[year]


class Calendars:
    """The calendar of each nation: from the bank holidays given, or else from the `holidays` package.

    The package is loaded only when it is needed. Raises `InvalidRecord` if the argument does not hold bank holidays.
    """

    __slots__ = ("_found", "_given")

    def __init__(self, bank_holidays: BankHolidays | None) -> None:
        self._given: Mapping[Nation, Container[date]] | None = None
        self._found: dict[Nation, Calendar] = {}
        if isinstance(bank_holidays, Mapping) and any(isinstance(key, str) for key in bank_holidays):
            self._given = {_nation(key): _checked(days) for key, days in bank_holidays.items()}
        elif bank_holidays is not None:
            shared = Calendar(_checked(bank_holidays))
            self._found = dict.fromkeys(Nation, shared)

    def of(self, nation: Nation) -> Calendar:
        """Return the calendar of a nation.

        Raises `MissingExtra` if the bank holidays must come from the `holidays` package and it is not installed;
        `InvalidRecord` if they must come from the package and the nation is `other`.
        """
        if nation not in self._found:
            given = self._given is not None and nation in self._given
            self._found[nation] = Calendar(self._given[nation] if self._given and given else _official(nation))
        return self._found[nation]


def _weekdays(day: int) -> int:
    """Return the number of weekdays from day 1 to a day, both included. Day 1 of the calendar is a Monday."""
    weeks, rest = divmod(day, 7)
    return weeks * 5 + min(rest, 5)


def _weekday(number: int) -> int:
    """Return the day that is the weekday of this number, counted from day 1: the inverse of `_weekdays`."""
    weeks, rest = divmod(number - 1, 5)
    return weeks * 7 + rest + 1


def _official(nation: Nation) -> Container[date]:
    """Return the bank holidays of a nation from the `holidays` package, with substitute days and one-off holidays."""
    if nation not in _SUBDIVISIONS:
        raise InvalidRecord(
            "clocks",
            "bank_holidays",
            f"no bank holidays are known for {nation}: pass them as bank_holidays={{'{nation}': [dates]}}",
        )
    if find_spec("holidays") is None:
        raise MissingExtra("timescales")
    from holidays import country_holidays

    return country_holidays("GB", subdiv=_SUBDIVISIONS[nation])


def _nation(key: object) -> Nation:
    if isinstance(key, str) and key in set(Nation):
        return Nation(key)
    raise InvalidRecord("clocks", "bank_holidays", f"expected nations as keys, such as 'england', got {shape(key)}")


def _checked(days: object) -> Container[date]:
    """Return the bank holidays as a container in which dates can be looked up. Raises `InvalidRecord`."""
    rule = "expected a container of dates, such as a list, or a mapping of nations to containers of dates"
    if isinstance(days, (str, bytes, bytearray, type)) or not isinstance(days, Container):
        raise InvalidRecord("clocks", "bank_holidays", f"{rule}, got {shape(days)}")
    if isinstance(days, (list, tuple, set, frozenset)):
        items: Iterable[object] = days
        for day in items:  # a text or a datetime is never equal to a date, so it would be ignored without an error
            if not isinstance(day, date) or isinstance(day, datetime):
                raise InvalidRecord("clocks", "bank_holidays", f"{rule}, got {shape(day)} among the dates")
        return frozenset(days)
    try:
        can_be_asked = isinstance(_SOME_DAY in days, bool)
    except Exception:  # noqa: BLE001 - whatever the error is, no date can be looked up
        can_be_asked = False
    if not can_be_asked:
        raise InvalidRecord("clocks", "bank_holidays", rule)
    return days

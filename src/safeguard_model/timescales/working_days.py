"""Working days: Monday to Friday without bank holidays, counted by whole weeks and not day by day."""

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
"""The bank holidays: for every nation alike, or of each."""
_SUBDIVISIONS = {Nation.ENGLAND: "ENG", Nation.WALES: "WLS", Nation.SCOTLAND: "SCT", Nation.NORTHERN_IRELAND: "NIR"}
_LAST = date.max.toordinal()
_SOME_DAY = date(2000, 1, 1)


class Calendar:
    """The working days of one set of bank holidays. Days are ordinals, as in `date.toordinal`.

    Of a year it asks once which of its weekdays are bank holidays, so that years are counted as quickly as weeks.

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
        """Return the working day that comes so many after a day, or before it if the count is negative.

        For 0 the day itself.

        It may lie outside the calendar, and is then not exact.
        """
        if count == 0:
            return day
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
        """Return the working days after the start, up to and including the end.

        Negative if the end is before the start.
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
    """The calendar of each nation: from the bank holidays given, else from the `holidays` package, loaded when needed.

    Raises `InvalidRecord` for what are not bank holidays.
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

        Raises `MissingExtra` where it must come from the `holidays` package and that is not installed.
        """
        if nation not in self._found:
            given = self._given is not None and nation in self._given
            self._found[nation] = Calendar(self._given[nation] if self._given and given else _official(nation))
        return self._found[nation]


def _weekdays(day: int) -> int:
    """Return how many weekdays there are up to and including a day: the first day of the calendar was a Monday."""
    weeks, rest = divmod(day, 7)
    return weeks * 5 + min(rest, 5)


def _weekday(number: int) -> int:
    """Return the day that is the weekday of this number."""
    weeks, rest = divmod(number - 1, 5)
    return weeks * 7 + rest + 1


def _official(nation: Nation) -> Container[date]:
    """Return the bank holidays that GOV.UK lists, with substitute days and single ones, by the `holidays` package."""
    if nation not in _SUBDIVISIONS:
        raise InvalidRecord("clocks", "bank_holidays", f"none are known of the nation {nation}: give them")
    if find_spec("holidays") is None:
        raise MissingExtra("timescales")
    from holidays import country_holidays

    return country_holidays("GB", subdiv=_SUBDIVISIONS[nation])


def _nation(key: object) -> Nation:
    if isinstance(key, str) and key in set(Nation):
        return Nation(key)
    raise InvalidRecord("clocks", "bank_holidays", "a mapping has nations, such as 'england', for its keys")


def _checked(days: object) -> Container[date]:
    """Bank holidays whose days can be asked for."""
    rule = "days are due: any container of dates, or a mapping of nations to such"
    if isinstance(days, (str, bytes, bytearray, type)) or not isinstance(days, Container):
        raise InvalidRecord("clocks", "bank_holidays", f"{rule}; not {shape(days)}")
    if isinstance(days, (list, tuple, set, frozenset)):
        items: Iterable[object] = days
        for day in items:  # a text, or a datetime, is equal to no date, and would be passed over without a word
            if not isinstance(day, date) or isinstance(day, datetime):
                raise InvalidRecord("clocks", "bank_holidays", f"{rule}; {shape(day)} is among them")
        return frozenset(days)
    try:
        can_be_asked = isinstance(_SOME_DAY in days, bool)
    except Exception:  # noqa: BLE001 - whatever it says, it cannot be asked
        can_be_asked = False
    if not can_be_asked:
        raise InvalidRecord("clocks", "bank_holidays", rule)
    return days

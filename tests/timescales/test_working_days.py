"""Working days: Monday to Friday without bank holidays, those of each nation."""

import sys
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import InvalidRecord, MissingExtra
from safeguard_model.records import Nation
from safeguard_model.timescales.working_days import Calendar, Calendars

DAYS = st.dates(date(1995, 1, 1), date(2030, 12, 31))
HOLIDAYS = st.frozensets(st.dates(date(2020, 1, 1), date(2020, 3, 31)), max_size=30)
NEAR = st.dates(date(2019, 12, 1), date(2020, 4, 30))


def naive(start, end, holidays):
    """The working days after the start, up to and with the end, counted one by one."""
    days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(day.weekday() < 5 and day not in holidays for day in days)


@given(NEAR, NEAR, HOLIDAYS)
def test_counted_one_by_one(start, end, holidays):
    """The days between are those a naive loop counts; the wrong way round, those before the start, negative."""
    calendar = Calendar(holidays)
    if start <= end:
        assert naive(start, end, holidays) == calendar.between(start.toordinal(), end.toordinal())
    else:
        one = timedelta(days=1)
        assert -naive(end - one, start - one, holidays) == calendar.between(start.toordinal(), end.toordinal())


@given(NEAR, st.integers(1, 60), HOLIDAYS)
def test_so_many_after(start, count, holidays):
    """So many working days after a day is the first day on which a naive loop has counted so many."""
    end = start
    while count:
        end += timedelta(days=1)
        count -= end.weekday() < 5 and end not in holidays
    days = naive(start, end, holidays)
    assert end.toordinal() == Calendar(holidays).after(start.toordinal(), days)


@given(NEAR, st.integers(1, 60), HOLIDAYS)
def test_so_many_before(start, count, holidays):
    """So many working days before a day is counted back in the same way."""
    end, left = start, count
    while left:
        end -= timedelta(days=1)
        left -= end.weekday() < 5 and end not in holidays
    assert end.toordinal() == Calendar(holidays).after(start.toordinal(), -count)
    assert -count == Calendar(holidays).between(start.toordinal(), end.toordinal())


@given(DAYS)
def test_none_after_is_the_day(day):
    """No working days after a day is that day, a working day or not."""
    assert day.toordinal() == Calendar(()).after(day.toordinal(), 0)


def test_beyond_the_calendar():
    """A day out of the calendar is a number out of it, and no error."""
    assert Calendar(()).after(date(9999, 12, 30).toordinal(), 50) > date.max.toordinal()
    assert Calendar(()).after(date(1, 1, 5).toordinal(), -50) < 1


def test_one_calendar_for_all_or_one_for_each():
    """A container counts for every nation; a mapping for those it names, by member or word."""
    new_year = date(2021, 1, 1).toordinal()
    shared = Calendars({date(2021, 1, 1)})
    assert {0} == {shared.of(nation).between(new_year - 1, new_year) for nation in Nation}
    mine = Calendars({Nation.ENGLAND: {date(2021, 1, 1)}, "other": []})
    assert (0, 1) == tuple(mine.of(nation).between(new_year - 1, new_year) for nation in (Nation.ENGLAND, Nation.OTHER))


class OnlyAsked:
    """Bank holidays that can be asked for, and not gone through."""

    def __contains__(self, day):
        return day == date(2021, 1, 1)


def test_any_container():
    """A container need only answer whether a day is in it."""
    assert 0 == Calendars(OnlyAsked()).of(Nation.WALES).between(*(date(2021, 1, 1).toordinal() - n for n in (1, 0)))


class Angry:
    """A container that answers with an error."""

    def __contains__(self, day):
        raise RuntimeError


@pytest.mark.parametrize(
    "rubbish",
    [
        5,
        "2021-01-01",
        b"2021",
        ["2021-01-01"],
        [datetime(2021, 1, 1)],
        {"2021-01-01": True},
        {"england": 3},
        {"england": "x", "wales": []},
        Angry(),
        set,
        object(),
    ],
)
def test_what_are_no_bank_holidays(rubbish):
    """What would be passed over without a word, or fail later, is refused at once."""
    with pytest.raises(InvalidRecord, match=r"^clocks\.bank_holidays: ") as error:
        Calendars(rubbish)
    assert "2021" not in str(error.value)


def test_no_bank_holidays_are_known_of_another_nation():
    """Of a nation outside the United Kingdom bank holidays must be given."""
    with pytest.raises(InvalidRecord, match="known for other: pass them as bank_holidays="):
        Calendars(None).of(Nation.OTHER)


def test_without_the_package(monkeypatch):
    """Without the package the error is the command that installs it; with bank holidays given nothing is missing."""
    monkeypatch.setitem(sys.modules, "holidays", None)
    with pytest.raises(MissingExtra, match=r"safeguard-model\[timescales\]"):
        Calendars(None).of(Nation.ENGLAND)
    assert 1 == Calendars([]).of(Nation.ENGLAND).between(*(date(2021, 1, 1).toordinal() - n for n in (1, 0)))


BANK_HOLIDAYS = {
    Nation.ENGLAND: [
        *("1995-05-08", "1999-12-27", "1999-12-28", "1999-12-31", "2000-01-03", "2002-06-03", "2002-06-04"),
        *("2010-12-27", "2010-12-28", "2011-04-29", "2012-06-04", "2012-06-05", "2020-05-08", "2020-12-28"),
        *("2021-12-27", "2021-12-28", "2022-01-03", "2022-06-02", "2022-06-03", "2022-09-19", "2022-12-27"),
        *("2023-01-02", "2023-04-10", "2023-05-01", "2023-05-08", "2026-12-28", "2028-01-03"),
    ],
    Nation.WALES: ["2022-06-02", "2022-09-19", "2023-05-08", "2023-04-10"],
    Nation.SCOTLAND: ["2018-01-02", "2022-01-04", "2022-11-30", "2024-12-02", "2022-08-01", "2023-05-08"],
    Nation.NORTHERN_IRELAND: ["2022-03-17", "2022-07-12", "2020-07-13", "2023-04-10"],
}
WORKING = {
    Nation.ENGLAND: ["2018-01-02", "2022-11-30", "2022-08-01", "2022-05-30", "2022-03-17", "2020-05-04"],
    Nation.WALES: ["2018-01-02", "2022-11-30", "2023-03-01"],
    Nation.SCOTLAND: ["2023-04-10", "2022-08-29", "2022-03-17"],
    Nation.NORTHERN_IRELAND: ["2022-11-30", "2018-01-02"],
}


@pytest.mark.parametrize(
    ("nation", "day", "works"),
    [(nation, day, False) for nation, days in BANK_HOLIDAYS.items() for day in days]
    + [(nation, day, True) for nation, days in WORKING.items() for day in days],
)
def test_known_bank_holidays(nation, day, works):
    """Bank holidays, substitute days and single ones are those that GOV.UK lists, of each nation."""
    pytest.importorskip("holidays")
    ordinal = date.fromisoformat(day).toordinal()
    assert 1 <= ordinal % 7 <= 5
    assert works == Calendars(None).of(nation).between(ordinal - 1, ordinal)


@pytest.mark.parametrize("year", range(1995, 2031))
def test_at_least_eight_in_every_year(year):
    """Every year from 1995 to 2030 has eight bank holidays in England, nine or ten where there was one more."""
    pytest.importorskip("holidays")
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    days = Calendar(()).between(first - 1, last) - Calendars(None).of(Nation.ENGLAND).between(first - 1, last)
    more = {1999: 1, 2002: 1, 2011: 1, 2012: 1, 2022: 2, 2023: 1}
    assert 8 + more.get(year, 0) == days

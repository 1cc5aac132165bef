"""The strip of ages: right on every day, and silent about the day of birth."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from safeguard_model import Age, Timeline, When
from safeguard_model.display.age_strip import age_parts
from safeguard_model.display.marks import mark_of
from safeguard_model.display.time_axis import TimeAxis
from tests.display.making import casefile, entry

CHILD = "child-n"


def parts_of(born, first, last, revealed=False, width=300, **child):
    """The parts of the strip of a child, on an axis between two days."""
    file = casefile(entry("a", first), entry("b", last), born=born, **child)
    timeline = Timeline.of(file).stored()
    axis = TimeAxis([mark_of(event, revealed=False) for event in timeline], width)
    return age_parts(timeline, file[CHILD], axis, revealed=revealed)


def words(parts):
    """The texts of the strip."""
    return [part.text for part in parts if part.text]


def test_years_along_the_top_and_grey_before_birth():
    """Before the birth the strip says so; then a part for each year of age."""
    parts = parts_of("2014-03-12", "2012-01-01", "2017-12-31")
    assert words(parts) == ["before birth", "under 1", "1", "2", "3"]
    assert [part.text for part in parts if not part.is_alive] == ["before birth"]


def test_a_short_time_has_months():
    """Where there is room, parts of some months are told apart."""
    assert words(parts_of("2016-01-17", "2016-02-01", "2017-01-20", width=900))[:2] == ["under 3 months", "3 months"]


@pytest.mark.parametrize("born", ["2014-03-01", "2014-03-12", "2014-03-31", "2014-03"])
def test_the_day_of_birth_cannot_be_measured(born):
    """Every birth of one month gives the same strip."""
    assert parts_of(born, "2012-01-01", "2017-12-31") == parts_of("2014-03", "2012-01-01", "2017-12-31")


def test_a_revealed_birthday_is_exact():
    """With the birth revealed, one age follows the other on the birthday."""
    parts = parts_of("2014-03-12", "2012-01-01", "2017-12-31", revealed=True)
    starts = {part.text: date.fromordinal(int(part.first)) for part in parts}
    assert starts["2"] == date(2016, 3, 12)


@given(st.dates(date(2000, 1, 1), date(2012, 1, 1)), st.integers(0, 5000))
def test_each_part_gives_the_age_of_its_days(born, later):
    """On any day after the birth, the strip gives the completed years, or leaves the one or the next open."""
    day = date.fromordinal(born.toordinal() + later)
    parts = parts_of(born.isoformat(), "1999-01-01", "2026-01-01", width=1200)
    middle = day.toordinal() + 0.5
    part = next((part for part in parts if part.first <= middle < part.last), None)
    assume(part is not None and part.text)
    years = Age.between(When(born.isoformat()), When(day.isoformat())).years[0]
    assert part.text == (str(years) if years else "under 1")


def test_after_a_death_the_strip_is_grey():
    """A child has no age after the death, and the month of the death is left open."""
    parts = parts_of("2010-03-12", "2009-01-01", "2017-12-31", died="2014-06-20")
    assert words(parts)[-2:] == ["4", "after death"]
    assert not parts[-1].is_alive
    assert date.fromordinal(int(parts[-1].first)) == date(2014, 7, 1)


@pytest.mark.parametrize("born", [None, "201X", "XXXX", "[2010..2014]"])
def test_without_a_birth_known_to_a_year_there_is_no_strip(born):
    """An age that may be any of several is not drawn."""
    assert parts_of(born, "2012-01-01", "2017-12-31") == []


def test_the_parts_cover_the_axis_without_overlap():
    """Each part begins where the one before it ends."""
    parts = parts_of("2014-03-12", "2012-01-01", "2017-12-31")
    assert all(one.last == other.first for one, other in pairwise(parts))

"""Dates in parts: year, month and day in columns of their own are one date, and nothing of them is lost."""

import pytest

from safeguard_model.chronology.reading.date_columns import CARRIED
from safeguard_model.chronology.reading.entries import CELLS
from tests.chronology.making import chronology, dates_of


@pytest.mark.parametrize(
    "headings",
    [
        ("Year", "Month", "Day"),
        ("Yr", "Mth", "Day"),
        ("YYYY", "MM", "DD"),
        ("Year of event", "Month of event", "Day of event"),
        ("Year", "Month", "Date"),
    ],
)
@pytest.mark.parametrize(
    "cells", [("2016", "March", "2"), ("2016", "3", "02"), ("2016", "Mar", "2nd"), ("2016", "03", "Wed 2")]
)
def test_three_columns(tmp_path, headings, cells):
    """Year, month and day become one date, in any order of the columns, and are not kept as cells besides."""
    for places in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        found = chronology(
            tmp_path, (*(headings[place] for place in places), "Event"), (*(cells[place] for place in places), "a")
        )
        assert ["2016-03-02"] == dates_of(found)
        assert CELLS not in found.events[0].extra
        assert "columns 1, 2 and 3 hold one date in parts: read together" in found.notes


def test_without_a_day(tmp_path):
    """A month and a year give a month, and a year alone gives a year."""
    rows = [("March", "2016", "a"), ("", "2017", "b"), ("5", "2017", "c")]
    assert ["2016-03", "2017", "2017-05"] == dates_of(chronology(tmp_path, ("Month", "Year", "Details"), *rows))


def test_blank_day(tmp_path):
    """A row without a day gives a month, although other rows have a day; a row without any part has no date."""
    rows = [("2", "3", "2016", "a"), ("", "4", "2016", "b"), ("", "", "", "c")]
    assert ["2016-03-02", "2016-04", "XXXX"] == dates_of(chronology(tmp_path, ("Day", "Month", "Year", "Event"), *rows))


def test_written_once(tmp_path):
    """A year, and its month, that are only written when they change, count for the rows below; a note says which."""
    rows = [("2016", "March", "2", "a"), ("", "", "3", "b"), ("", "April", "4", "c"), ("2017", "", "5", "d")]
    found = chronology(tmp_path, ("Year", "Month", "Day", "Event"), *rows)
    assert ["2016-03-02", "2016-03-03", "2016-04-04", "XXXX"] == dates_of(found)
    assert f"rows 3 to 4: {CARRIED}" in found.notes


def test_year_beside_dates(tmp_path):
    """A column of years completes dates beside it that lack one, and never a date that has one."""
    rows = [("2016", "3 March", "a"), ("", "4/5", "b"), ("2017", "3/3/2015", "c"), ("2017", "Tuesday", "d")]
    found = chronology(tmp_path, ("Year", "Date", "Event"), *rows)
    assert ["2016-03-03", "2016-05-04", "2015-03-03", "XXXX"] == dates_of(found)
    assert [{"Year": "2017"}] * 2 == [event.extra[CELLS] for event in found.events[2:]]
    assert ["Tuesday"] == [found.events[3].when_as_written]


def test_a_school_year_is_no_year(tmp_path):
    """A column of school years beside whole dates changes nothing."""
    found = chronology(tmp_path, ("Date", "Year", "Event"), ("2/3/16", "4", "a"), ("Monday", "4", "b"))
    assert ["2016-03-02", "XXXX"] == dates_of(found)
    assert [{"Year": "4"}] * 2 == [event.extra[CELLS] for event in found.events]


def test_what_is_no_date_is_kept(tmp_path):
    """Parts that make no date are kept as written, all of them."""
    found = chronology(
        tmp_path, ("Year", "Month", "Day", "Event"), ("2016", "Smarch", "2", "a"), ("?", "May", "1", "b")
    )
    assert ["XXXX", "XXXX"] == dates_of(found)
    assert ["2 Smarch 2016", "1 May ?"] == [event.when_as_written for event in found.events]


def test_second_row(tmp_path):
    """The parts may be named in a second row, below one heading for the date."""
    found = chronology(tmp_path, ("Date", "", "", "Event"), ("Day", "Month", "Year", ""), ("2", "3", "2016", "a"))
    assert ["2016-03-02"] == dates_of(found)
    assert "headings, the second row" == found.skipped[1].reason


def test_own_columns_count(tmp_path):
    """A heading that the user has mapped is what the user says."""
    rows = [("Year", "Month", "Day", "Event"), ("2016", "3", "2/3/16", "a")]
    found = chronology(tmp_path, *rows, columns={"Year": "comment", "Month": None})
    assert (["2016-03-02"], "2016") == (dates_of(found), found.events[0].comment)


@pytest.mark.parametrize("more", [(), ("Who told us", "Seen?")])
@pytest.mark.parametrize("told", ["a", "A visit to the family home, at which all was well"])
def test_unknown_heading_beside_the_parts(tmp_path, more, told):
    """The parts of a date never say what happened, and a heading that is not known may then say it alone."""
    blank = ("",) * len(more)
    rows = [("2018", "March", "5", told, *blank), ("2018", "April", "6", told, *blank)]
    found = chronology(tmp_path, ("Year", "Month", "Day", "What was recorded", *more), *rows)
    assert ["2018-03-05", "2018-04-06"] == dates_of(found)
    assert [told, told] == [event.description for event in found]
    assert not any("column 2: read as" in note for note in found.notes)


@pytest.mark.parametrize(
    ("cells", "when", "written"),
    [
        (("2018", "?", "?"), "2018", "??/??/2018"),
        (("2018", "??", ""), "2018", "??/??/2018"),
        (("2018", "March", "?"), "2018-03", "??/03/2018"),
        (("2018", "3", "n/k"), "2018-03", "??/03/2018"),
        (("2018", "not known", "5"), "2018", "5/??/2018"),
    ],
)
def test_unknown_parts(tmp_path, cells, when, written):
    """A part that is said to be unknown is read like ?? in a date of one cell."""
    (event,) = chronology(tmp_path, ("Year", "Month", "Day", "Event"), (*cells, "a"))
    assert (when, written) == (event.when.text, event.when_as_written)

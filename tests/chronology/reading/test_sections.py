"""Headings of sections that are dates: they complete the rows below, say so, and say nothing beyond their section."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import read_chronology
from safeguard_model.chronology.reading.sections import ALONE, COMPLETED, DOES_NOT_FIT, GIVEN, PERIOD, STRETCH, TIMED
from tests.chronology.making import cell, chronology, dates_of, document, row, saved, table

HEADINGS = ("Date", "Time", "Event")


def below(folder, *rows, **options):
    """The dates of the entries below these headings."""
    return dates_of(chronology(folder, HEADINGS, *rows, **options))


@pytest.mark.parametrize(
    "banner",
    [
        "2016",
        "Year: 2016",
        "YEAR 2016",
        "2016 (continued)",
        "2016 cont'd",
        "*** 2016 ***",
        "2016:",
        "Year - 2016",
        "2016 (aged 3)",
    ],
)
def test_year(tmp_path, banner):
    """A year alone in its row, however it is dressed, gives its year to the rows below."""
    found = chronology(tmp_path, HEADINGS, (banner, "", ""), ("3 March", "14:30", "a"), ("4/3", "", "b"))
    assert ["2016-03-03T14:30", "2016-03-04"] == dates_of(found)
    assert [(2, PERIOD)] == [(row.number, row.reason) for row in found.skipped[1:]]
    assert f"rows 3 to 4: {COMPLETED}" in found.notes
    assert f"row 2: {PERIOD}: skipped" in found.notes


@pytest.mark.parametrize("banner", ["March 2016", "MARCH 2016", "Month: March 2016", "Mar 2016", "Mar-16"])
def test_month(tmp_path, banner):
    """A month gives the rows below their month and year."""
    assert ["2016-03-03", "2016-03-02", "2016-03-04"] == below(
        tmp_path, (banner, "", ""), ("3rd", "", "a"), ("Wed 2", "", "b"), ("4/3", "", "c")
    )


def test_month_below_year(tmp_path):
    """A month alone belongs to the year above it, and a new year ends the month."""
    rows = [("2016", "", ""), ("March", "", ""), ("3rd", "", "a"), ("April", "", ""), ("4th", "", "b")]
    assert ["2016-03-03", "2016-04-04"] == below(tmp_path, *rows)
    assert ["2016-03-03", "2016-04-04", "XXXX"] == below(tmp_path, *rows, ("2017", "", ""), ("5th", "", "c"))
    assert ["XXXX"] == below(tmp_path, ("March", "", ""), ("3rd", "", "a"))


@pytest.mark.parametrize("banner", ["Wednesday 2 March 2016", "2/3/16", "Date: 2 March 2016"])
def test_day(tmp_path, banner):
    """A day alone gives its date to the rows below that have none, or only a time, up to the next date."""
    rows = [
        (banner, "", ""),
        ("", "10:00", "a"),
        ("", "", "b"),
        ("2.30pm", "", "c"),
        ("5/3/16", "", "d"),
        ("", "", "e"),
    ]
    found = chronology(tmp_path, HEADINGS, *rows)
    assert ["2016-03-02T10:00", "2016-03-02", "2016-03-02T14:30", "2016-03-05", "XXXX"] == dates_of(found)
    assert f"rows 3 to 4: {GIVEN}" in found.notes
    assert f"row 5: {TIMED}" in found.notes


def test_day_alone_is_an_entry(tmp_path):
    """A day alone above a row with a date of its own, or at the end, is an entry without words."""
    assert ["2016-03-02", "2016-03-03", "2016-03-04"] == below(
        tmp_path, ("2/3/16", "", ""), ("3/3/16", "", "a"), ("4/3/16", "", "")
    )


def test_day_below_year(tmp_path):
    """A day without a year is a heading as well, below a year."""
    assert ["2016-03-02T10:00"] == below(tmp_path, ("2016", "", ""), ("2 March", "", ""), ("", "10:00", "a"))


def test_ditto_below_a_day(tmp_path):
    """As above, and blank dates that are carried, mean the day of the heading."""
    rows = [("1/3/16", "", "x"), ("2 March 2016", "", ""), ("as above", "", "a"), ("", "", "b")]
    assert ["2016-03-01", "2016-03-02", "2016-03-02"] == below(tmp_path, *rows)
    assert ["2016-03-01", "2016-03-02", "2016-03-02"] == below(tmp_path, *rows, blank_date="carry")


@pytest.mark.parametrize(
    "banner", ["Pre-birth", "Health visiting", "2016-17", "2016/2017", "2016?", "before 2016", "Section 2"]
)
def test_unclear(tmp_path, banner):
    """A heading that is not an exact date ends the section: no date is completed across it."""
    found = below(tmp_path, ("2016", "", ""), ("3 March", "", "a"), (banner, "", ""), ("3 March", "", "b"))
    assert ("2016-03-03", "XXXX") == (found[0], found[-1])


def test_a_year_in_the_cell_counts(tmp_path):
    """A year in the cell is never replaced, and a date that does not fit is left, with a note."""
    rows = [("March 2016", "", ""), ("3/4/15", "", "a"), ("3 April", "", "b"), ("Thu 2 March", "", "c")]
    found = chronology(tmp_path, HEADINGS, *rows)
    assert ["2015-04-03", "XXXX", "XXXX"] == dates_of(found)
    assert f"rows 4 to 5: {DOES_NOT_FIT}" in found.notes
    assert "3 April" == found.events[1].when_as_written


def test_blank_below_a_year(tmp_path):
    """A blank date below a year or a month stays unknown."""
    assert ["XXXX", "XXXX"] == below(tmp_path, ("2016", "", ""), ("", "", "a"), ("March 2016", "", ""), ("", "", "b"))


def test_another_first_column(tmp_path):
    """A banner is in the first column, whatever that is, or in that of the date."""
    headings = ("Worker", "Date", "Event")
    for banner in (("2016", "", ""), ("", "2016", ""), ("2016", "2016", "2016")):
        assert ["2016-03-03"] == dates_of(chronology(tmp_path, headings, banner, ("HV", "3 March", "a")))


def test_merged_banner(tmp_path):
    """A banner that is merged over the whole width of a Word table is one, and headings again do not end its section."""
    headings = row(cell("Date"), cell("Event"))
    banner = row(cell("2016", '<w:gridSpan w:val="2"/>'))
    body = table(headings, banner, row(cell("3 March"), cell("a")), headings, row(cell("4 March"), cell("b")))
    found = read_chronology(saved(tmp_path, "a.docx", document(body)), agency="hv")
    assert ["2016-03-03", "2016-03-04"] == dates_of(found)


def test_another_table(tmp_path):
    """A heading says nothing about the next table."""
    headings, line = row(cell("Date"), cell("Event")), row(cell("3 March"), cell("a"))
    body = table(headings, row(cell("2016"), cell("")), line) + table(headings, line)
    assert ["2016-03-03", "XXXX"] == dates_of(read_chronology(saved(tmp_path, "a.docx", document(body)), agency="hv"))


CELLS = st.sampled_from(
    ["", "2016", "March 2016", "3 March", "3rd", "2/3/16", "2 March 2016", "14:30", "as above", "n/k", "x"]
)


@given(st.lists(st.tuples(CELLS, CELLS, st.sampled_from(["", "a", "2016", "e.g. x", "EXAMPLE", "Author's note: x"]))))
def test_no_row_is_lost(tmp_path_factory, rows):
    """Whatever the rows, each is an entry, rejected or skipped; and none with a whole date and words is skipped."""
    found = chronology(tmp_path_factory.mktemp("rows"), HEADINGS, *rows)
    skipped = {row.number for row in found.skipped}
    full = {number for number, row in enumerate(rows, start=2) if row[0] == "2/3/16" and row[2] == "a"}
    assert not full & skipped


def test_order_of_day_and_month(tmp_path):
    """Dates of numbers alone below a heading are read in the order that the caller says."""
    rows = [("2016", "", ""), ("3/14", "", "a"), ("3/4", "", "b"), ("4/5/2016", "", ""), ("2.30pm", "", "c")]
    assert ["2016-03-14", "2016-03-04", "2016-04-05T14:30"] == below(tmp_path, *rows, dates="mdy")
    assert ["XXXX", "2016-04-03", "2016-05-04T14:30"] == below(tmp_path, *rows, dates="dmy")


@pytest.mark.parametrize(
    ("heading", "date", "when"),
    [
        ("Academic year 2017/18", "5/9/2017", "2017-09-05"),
        ("w/c 7/5/18", "9/5/18", "2018-05-09"),
        ("1/10/2018 to 31/10/2018", "3 October", "2018-10-03"),
        ("September 2019 - present", "2/1/2021", "2021-01-02"),
        ("Summer term 2018", "5 June 2018", "2018-06-05"),
    ],
)
def test_stretch_of_time(tmp_path, heading, date, when):
    """A stretch of time alone in its row is a heading if the rows below are within it, else an entry with a note."""
    head, later = ("Date", "Event"), ("1/1/2035", "b")
    found = chronology(tmp_path, head, (heading, ""), (date, "a"), later)
    assert [when, "2035-01-01"] == dates_of(found)
    assert f"row 2: {STRETCH}: skipped" in found.notes
    for rows in [((heading, ""),), ((heading, ""), ("1/1/1999", "b"))]:
        found = chronology(tmp_path, head, *rows)
        assert len(rows) == len(found)
        assert f"row 2: {ALONE}" in found.notes


def test_headings_within_a_stretch(tmp_path):
    """The first row with a date may be below further headings."""
    rows = [("Academic year 2017/18", ""), ("", ""), ("September 2017", ""), ("5th", "a")]
    found = chronology(tmp_path, ("Date", "Event"), *rows)
    assert ["2017-09-05"] == dates_of(found)
    assert f"row 2: {STRETCH}: skipped" in found.notes


@pytest.mark.parametrize("part", ["Q1", "Quarter 2", "Spring term", "Jan - Mar", "Autumn", "Autumn 2018"])
def test_part_of_the_year(tmp_path, part):
    """A quarter or a term below the heading of a year is a heading, and the year stays."""
    found = chronology(tmp_path, ("Date", "Event"), ("2018", ""), (part, ""), ("March", ""), ("3rd", "a"))
    assert ["2018-03-03"] == dates_of(found)
    assert not found.rejected


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("15th (pm)", "[2018-01-15T12:00..2018-01-15T23:59]"),
        ("2nd or 3rd", "[2018-01-02..2018-01-03]"),
        ("mid-month", "[2018-01-11..2018-01-20]"),
        ("early in the month", "[2018-01-01..2018-01-10]"),
        ("end of month", "[2018-01-21..2018-01-31]"),
        ("late", "[2018-01-21..2018-01-31]"),
    ],
)
def test_part_of_the_month(tmp_path, written, when):
    """A day with a part of the day, one of two days, and a part of the month take the month of the headings above."""
    found = chronology(tmp_path, ("Date", "Event"), ("2018", ""), ("January", ""), (written, "a"))
    assert [when] == dates_of(found)


@pytest.mark.parametrize("last", ["End of chronology", "Prepared by the team", "nothing more"])
def test_last_words_are_no_date(tmp_path, last):
    """Words alone below a heading of a year are no date: no note says that their year is missing."""
    found = chronology(tmp_path, ("Date", "Event"), ("2018", ""), ("3 March", "a"), (last, ""), ("see letter", "b"))
    assert not any(DOES_NOT_FIT in note for note in found.notes)

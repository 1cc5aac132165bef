"""`Chronology.report`: every row, column, date, kind and name is accounted for, and no text of the file is shown."""

import pytest

from safeguard_model import read_chronology
from safeguard_model.chronology.reading.understood import Understood


@pytest.fixture
def reading(tmp_path):
    """Read rows of texts through a CSV file."""

    def read(*lines, **options):
        path = tmp_path / "chronology.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        return read_chronology(path, **{"agency": "hv", "subject": "child-a", **options})

    return read


def test_a_line_for_each_column(reading):
    """A column says how it was read, how many cells are filled in, and how many were read whole."""
    chronology = reading(
        "Date,Event,Seen,Quillfeather,Child seen by",
        "2/3/16,Visit,Yes,x,",
        "soon,Call,Y - in cot,,",
        "3/3/16,Letter,?,y,",
        columns={"Child seen by": None},
    )
    lines = {line.what: (line.read_as, line.count, line.read) for line in chronology.columns}
    assert lines["column 1"] == ("date", 3, 2)
    assert lines["column 2"] == ("description", 3, 3)
    assert lines["column 3"] == ("seen", 3, 1)
    assert lines["column 4"] == ("not known, kept as it is", 2, 0)
    assert lines["column 5"] == ("left out", 0, 0)


def test_rows_dates_kinds_and_names(reading):
    """The rows add up, and dates, kinds and names that could not be read are counted."""
    chronology = reading(
        "Date,Event,Type,Person", "2/3/16,Visit,Home visit,Quillfeather", "soon,Call,Xyz,", ",,,", "total,,,"
    )
    report = chronology.report()
    rows = [line for line in report if line.what == "rows"]
    assert sum(line.count for line in rows) == chronology.rows
    found = {line.what: (line.count, line.read) for line in report}
    assert found["dates"] == (2, 1)
    assert found["kinds of event"] == (2, 1)
    assert found["names"] == (1, 0)


def test_it_shows_no_text_of_the_file(reading):
    """Neither print, repr nor the table of a notebook quotes a cell or a heading."""
    report = reading("Date,Event,Quillfeather", "2/3/16,Plumrose,Ada").report()
    for shown in (str(report), repr(report), report._repr_html_()):
        assert not {"Quillfeather", "Plumrose", "Ada"} & {word.strip(",.<>") for word in shown.split()}
    assert "read whole" in report._repr_html_()
    assert report.of is Understood


def counts(chronology):
    """How many cells of each column there are, and how many were read."""
    return [(line.count, line.read) for line in chronology.columns]


def test_a_date_that_was_not_read_is_not_counted_as_read(reading):
    """Where the order of day and month is unclear, or the year is a slip, the column of dates says so."""
    assert counts(reading("Date,Event", "03/25/2016,a", "02/03/2016,b", "04/05/2016,c", "1/1/16,d"))[0] == (4, 1)
    assert counts(reading("Date,Event", "1/2/2108,a", "1/2/18,b", "soon,c"))[0] == (3, 1)


def test_times_and_ends_that_were_not_read_are_counted(reading):
    """A time that cannot be read, or that has no exact day, is not read; neither is an end that does not fit."""
    rows = ["1/2/18,10:00,,", "1/2/18,25:00,,", "Feb 2018,10:00,,", "soon,10:00,,", "1/2/18,not known,,"]
    rows += ["1/2/18,10:00,3/2/18,11:00", "1/2/18,10:00,1/1/18,", "1/2/18,10:00,soon,11:00", "1/2/18,,3/2/18,25:00"]
    found = counts(reading("Date,Time,End date,End time,Event", *(f"{row},x" for row in rows)))
    assert found == [(9, 8), (8, 5), (4, 2), (3, 1), (9, 9)]


def test_two_columns_with_one_heading_are_counted_apart(reading):
    """What is kept of the second column does not count against the first."""
    assert counts(reading("Date,Date,Event", "1/2/18,3/2/18,x"))[:2] == [(1, 1), (1, 0)]
    found = counts(reading("Date,Event,Seen,Seen", "1/2/18,x,Yes,No", "2/2/18,y,perhaps,No"))
    assert found[2:] == [(2, 1), (2, 0)]


def test_parts_of_a_date_are_read_if_the_date_is(reading):
    """The year and the month in columns of their own are read as one date with the day."""
    found = counts(reading("Year,Month,Day,Event", "2018,Feb,1,x", "2018,Feb,31,y"))
    assert found[:3] == [(2, 1), (2, 1), (2, 1)]

"""The cells of a date, a time, an end date and an end time, as one `When`."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import When
from safeguard_model.chronology.reading.date_cells import Dated, dated


def read(*cells):
    """The text of the When, the words kept, and how many times it represents."""
    found = dated(*cells)
    return found.when.text, found.as_written, found.times


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (("02/03/2016",), "2016-03-02"),
        (("11/10/22\n14:30",), "2022-10-11T14:30"),
        (("2/3/16", "1430"), "2016-03-02T14:30"),
        (("2/3/16", "1430hrs"), "2016-03-02T14:30"),
        (("2/3/16", "2.30pm"), "2016-03-02T14:30"),
        (("2/3/16", "930"), "2016-03-02T09:30"),
        (("2/3/16", "1459"), "2016-03-02T14:59"),
        (("2/3/16", "2300"), "2016-03-02T23:00"),
        (("2/3/16", "noon"), "2016-03-02T12:00"),
        (("2/3/16", "n/k"), "2016-03-02"),
        (("2/3/16", "14:30-15:30"), "2016-03-02T14:30/2016-03-02T15:30"),
        (("2/3/16", "14:30", "3/3/16", "10:00"), "2016-03-02T14:30/2016-03-03T10:00"),
        (("2/3/16", "", "5/3/16"), "2016-03-02/2016-03-05"),
        (("2/3/16", "", "2/3/16"), "2016-03-02"),
        (("2/3/16", "10:00", "", "11:00"), "2016-03-02T10:00/2016-03-02T11:00"),
        (("2/3/16", "2.30-3pm"), "2016-03-02T14:30/2016-03-02T15:00"),
        (("2/3/16", "9-10am"), "2016-03-02T09:00/2016-03-02T10:00"),
        (("2/3/16", "1430-1500"), "2016-03-02T14:30/2016-03-02T15:00"),
        (("2/3/16", "2016"), "2016-03-02T20:16"),
        (("2/3/16", "time unknown"), "2016-03-02"),
        (("2/3/16 1430",), "2016-03-02T14:30"),
        (('="02/03/2016"',), "2016-03-02"),
        (("\u200e02/03/2016\ufeff",), "2016-03-02"),
        (("2\u20443\u20442016",), "2016-03-02"),
        ((When("2016-03-02"), time(14, 3)), "2016-03-02T14:03"),
        ((When("2016-03-02"), "", When("2016-03-05"), time(9, 0)), "2016-03-02/2016-03-05T09:00"),
    ],
)
def test_exact_cells_need_nothing_beside_the_when(cells, text):
    """Days and minutes say all that their cells do, however these are written."""
    assert (text, "", None) == read(*cells)


@pytest.mark.parametrize(
    ("cells", "text", "as_written"),
    [
        (("?2/3/16",), "2016-03-02?", "?2/3/16"),
        (("??2/3/16",), "2016-03-02?", "??2/3/16"),
        (("2/3/16 (?)",), "2016-03-02?", "2/3/16 (?)"),
        (("2/3/16", "?14:30"), "2016-03-02T14:30?", "2 March 2016 ?14:30"),
        (("2/3/16", "approx 1pm"), "2016-03-02T13:00~", "2 March 2016 approx 1pm"),
        (("2/3/16", "pm"), "[2016-03-02T12:00..2016-03-02T23:59]", "2 March 2016 pm"),
        (("2/3/16", "after 5pm"), "[2016-03-02T17:01..2016-03-02T23:59]", "2 March 2016 after 5pm"),
        (("2 March 2016 evening",), "[2016-03-02T17:00..2016-03-02T23:59]", "2 March 2016 evening"),
        (("2/3/16 (am)",), "2016-03-02", "2/3/16 (am)"),
        (("D.O.B. 2/3/16",), "2016-03-02", "D.O.B. 2/3/16"),
        (("2/3/16 (time unknown)",), "2016-03-02", "2/3/16 (time unknown)"),
        (("?2/3/16", "1400"), "2016-03-02T14:00?", "?2/3/16 1400"),
        (("early Aug 2016",), "[2016-08-01..2016-08-10]", "early Aug 2016"),
        (("March 2016", "", "April 2016"), "2016-03/2016-04", "March 2016; April 2016"),
        (("2/3/16", "", "?5/3/16"), "2016-03-02/2016-03-05?", "2/3/16; ?5/3/16"),
    ],
)
def test_doubt_is_kept_in_the_when_and_as_it_was_written(cells, text, as_written):
    """A mark of doubt, or a date that is no day, is in the When, and the words are kept."""
    assert (text, as_written, None) == read(*cells)


@pytest.mark.parametrize(
    ("cells", "text", "as_written"),
    [
        (("Tuesday",), "XXXX", "Tuesday"),
        (("2/3/16 2.30",), "2016-03-02", "2/3/16 2.30"),
        (("2/3/16", "2.30"), "2016-03-02", "2 March 2016 2.30"),
        (("1430",), "XXXX", "1430"),
        (("0915",), "XXXX", "0915"),
        (("?",), "XXXX", "?"),
        (("2/3/16", "night"), "2016-03-02", "2 March 2016 night"),
        (("2/3/16", "02.30-3pm"), "2016-03-02", "2 March 2016 02.30-3pm"),
        (("2/3/16", "2430"), "2016-03-02", "2 March 2016 2430"),
        (("2/3/16", "1460"), "2016-03-02", "2 March 2016 1460"),
        (("2/3/16 1460",), "XXXX", "2/3/16 1460"),
        (("2/3/16 2400",), "XXXX", "2/3/16 2400"),
        (
            ("[2016-03-02T00:00..2016-03-02T05:59]", "14:00"),
            "[2016-03-02T00:00..2016-03-02T05:59]",
            "[2016-03-02T00:00..2016-03-02T05:59] 14:00",
        ),
        (("2/3/16", "14:30-13:30"), "2016-03-02", "2 March 2016 14:30-13:30"),
        (("March 2016", "14:00"), "2016-03", "March 2016 14:00"),
        (("5/3/16", "", "2/3/16"), "2016-03-05", "5/3/16; 2/3/16"),
        (("2/3/16", "", "soon"), "2016-03-02", "2/3/16; soon"),
        (("early Aug 2016", "", "5/9/16"), "[2016-08-01..2016-08-10]", "early Aug 2016; 5/9/16"),
        ((time(14, 3),), "XXXX", "14:03"),
        (("2/3/16", When("2016-03-02")), "2016-03-02", "2 March 2016 2 March 2016"),
    ],
)
def test_what_cannot_be_read_is_kept_as_written_and_noted(cells, text, as_written):
    """A cell that cannot be dated leaves the rest standing; its words are kept, and a note says so."""
    assert (text, as_written, None) == read(*cells)
    assert dated(*cells).note


@pytest.mark.parametrize(
    ("cell", "text", "times"),
    [
        ("11/10/22 and 13/10/22", "[2022-10-11..2022-10-13]", 2),
        ("11/10/22\n13/10/22", "[2022-10-11..2022-10-13]", 2),
        ("12 & 13/10/22", "[2022-10-12..2022-10-13]", 2),
        ("3rd, 4th & 5th March 2016", "[2016-03-03..2016-03-05]", 3),
        ("3 March and 5 April 2016", "[2016-03-03..2016-04-05]", 2),
        ("11/10/22 or 13/10/22", "[2022-10-11..2022-10-13]", None),
        ("2/3/16 and 02/03/2016", "2016-03-02", None),
    ],
)
def test_several_dates_in_a_cell(cell, text, times):
    """Several days are so many times between the first and the last; after "or" it is one of them."""
    assert (text, cell, times) == read(cell)


@pytest.mark.parametrize(
    ("cell", "order", "text"),
    [
        ("02/03/2016", "dmy", "2016-03-02"),
        ("02/03/2016", "mdy", "2016-02-03"),
        ("02/03/2016", "unclear", "XXXX"),
        ("03/25/2016", "dmy", "XXXX"),
        ("03/25/2016", "mdy", "2016-03-25"),
        ("3/25/16 14:30", "mdy", "2016-03-25T14:30"),
        ("03/25/2016", "unclear", "XXXX"),
        ("25/03/2016", "mdy", "XXXX"),
        ("25/03/2016", "unclear", "2016-03-25"),
        ("3/3/16", "unclear", "2016-03-03"),
        ("2 March 2016", "unclear", "2016-03-02"),
        ("2016-03-02", "mdy", "2016-03-02"),
        ("3/2/16 - 3/25/16", "mdy", "2016-03-02/2016-03-25"),
    ],
)
def test_the_order_of_day_and_month(cell, order, text):
    """A date is read in the order that is given; in an unclear column, only what has one reading is read."""
    found = dated(cell, order=order)
    assert text == found.when.text
    assert not found.when.is_unknown or (found.as_written == cell and found.note)


@pytest.mark.parametrize("cell", ["30/12/1899", "01/01/1900", When("1753-01-01"), "1970-01-01T00:00:00Z", "00/01/1900"])
def test_a_date_that_a_system_writes_for_none_is_unknown(cell):
    """A date that nobody entered is not taken at its face value; the cell is kept, and a note says so."""
    found = dated(cell)
    assert ("XXXX", str(cell)) == (found.when.text, found.as_written)
    assert "nobody entered" in found.note


def test_an_exported_time_is_noted():
    """The note says what was done to a time with an offset; the cell is kept as written."""
    found = dated("2016-07-02 14:30:00.0000000 +00:00")
    assert ("2016-07-02T15:30", "2016-07-02 14:30:00.0000000 +00:00") == (found.when.text, found.as_written)
    assert "UK clock" in found.note
    assert "fraction" in found.note


def test_a_blank_date_is_unknown():
    """Where there is not a date, it happened and the date is unknown; a stroke is not a date."""
    assert ("XXXX", "", None) == read("")
    assert ("XXXX", "–", None) == read("–")
    assert dated("", "", "unknown").as_written == "unknown"
    assert dated("not known", "", "unknown").as_written == "not known; unknown"


_CELLS = st.one_of(
    st.text(max_size=30),
    st.from_type(When),
    st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
    st.dates().map(lambda day: f"{day:%d/%m/%Y}"),
    st.sampled_from(["pm", "14:30", "1430hrs", "?", "soon"]),
)


@given(_CELLS, _CELLS, _CELLS, _CELLS)
def test_no_cell_is_lost(date, clock, end, end_clock):
    """What cannot be read of four cells is in the words kept, whatever they hold; nothing is raised."""
    found = dated(date, clock, end, end_clock)
    assert isinstance(found, Dated)
    for cell, alone in ((date, dated(date)), (clock, dated("1/1/2000", clock)), (end, dated(end))):
        if alone.note and alone.note != "no date":
            assert (f"{cell:%H:%M}" if isinstance(cell, time) else str(cell).strip()) in found.as_written
            assert found.note
    if end_clock == "pm":
        assert "pm" in found.as_written


@pytest.mark.parametrize(
    ("date", "clock"),
    [
        (When("2018-03-01T09:17"), time(9, 17)),
        (When("2018-03-01T09:17"), "09:17"),
        (When("2018-03-01T09:17:20"), "9.17am"),
        ("01/03/2018 09:17", "0917"),
    ],
)
def test_a_time_in_the_date_that_agrees_with_the_column_of_times_needs_no_note(date, clock):
    """A date cell that holds the time of the time cell says nothing else."""
    found = dated(date, clock)
    assert (found.when.text[:16], found.as_written, found.note) == ("2018-03-01T09:17", "", "")


@pytest.mark.parametrize("date", [When("2018-03-01T09:17"), "01/03/2018 09:17", "1 March 2018 09:17:00"])
@pytest.mark.parametrize("clock", [time(14, 30), "14:30", "2.30pm", When("2018-03-01T14:30")])
def test_the_time_in_the_column_of_times_counts_and_both_are_kept(date, clock):
    """People see the column of times: a time in the date cell may be hidden."""
    found = dated(date, clock)
    assert found.when.text == "2018-03-01T14:30"
    assert found.note == "two times: the one in the column of times was taken"
    assert found.as_written.startswith(f"{date}; ")
    assert dated("01/03/2018 00:00", clock).when.text == "2018-03-01T14:30"
    assert not dated("01/03/2018 00:00", clock).note


@pytest.mark.parametrize(
    ("clock", "text"),
    [
        (When("2018-02-01T14:30"), "2018-02-01T14:30"),
        ("01/02/2018 14:30", "2018-02-01T14:30"),
        (When("1899-12-30T14:30"), "2018-02-01T14:30"),
        ("1900-01-01 14:30", "2018-02-01T14:30"),
        ("0.5", "2018-02-01T12:00"),
        ("0.604166667", "2018-02-01T14:30"),
        ("0.75", "2018-02-01T18:00"),
        ("0.30", "2018-02-01T00:30"),
    ],
)
def test_spreadsheets_hold_times_as_moments_and_as_fractions_of_a_day(clock, text):
    """A time cell with the day of the date, or a day that systems fill in, or a fraction, is a time."""
    assert dated("1/2/18", clock) == Dated(When(text))


@pytest.mark.parametrize("clock", [When("2018-02-02T14:30"), "02/02/2018 14:30", "0.25", "1.5", "0.9999999"])
def test_a_time_cell_that_may_mean_something_else_is_kept(clock):
    """The time of another day, and a number that may be a time or a fraction, are not joined to the date."""
    found = dated("1/2/18", clock)
    assert found.when.text == "2018-02-01"
    assert found.as_written
    assert found.note


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("2018-07-01T00:30:00", "2018-07-01T00:30"),
        ("2018-06-30T23:30:00Z", "2018-07-01T00:30"),
        ("2018-07-01 14:30:00", "2018-07-01T14:30"),
        ("2018-07-01T14:30:15", "2018-07-01T14:30:15"),
    ],
)
def test_seconds_that_are_nought_are_no_seconds(date, text):
    """Systems write seconds although they know only the minute."""
    assert dated(date).when.text == text
    assert dated("2018-07-01", text[11:]).when.text == text


@pytest.mark.parametrize(
    ("date", "order", "text"),
    [
        ("1\\2\\18", "dmy", "2018-02-01"),
        ("1\\2\\2018 14:30", "dmy", "2018-02-01T14:30"),
        ("1\\2\\18", "mdy", "2018-01-02"),
        ("01022018", "dmy", "2018-02-01"),
        ("01022018", "mdy", "2018-01-02"),
        ("31122018", "unclear", "2018-12-31"),
        ("20180201", "dmy", "2018-02-01"),
        ("20122018", "dmy", "2018-12-20"),
    ],
)
def test_other_marks_and_no_marks_between_the_numbers(date, order, text):
    """A stroke that leans the other way is a stroke, and eight digits are a date in the order of the column."""
    assert dated(date, order=order) == Dated(When(text))


@pytest.mark.parametrize(("date", "order"), [("01022018", "unclear"), ("01021018", "dmy"), ("99992018", "dmy")])
def test_eight_digits_that_are_no_certain_date_are_kept(date, order):
    """A number that is no date in the calendar, or may be two dates, is not read."""
    assert dated(date, order=order).when.is_unknown
    assert dated(date, order=order).as_written == date


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (("1/2/18", "22:00", "", "01:00"), "2018-02-01T22:00/2018-02-02T01:00"),
        (("1/2/18", time(22), "", time(1)), "2018-02-01T22:00/2018-02-02T01:00"),
        (("1/2/18", "10pm", "", "1.30am"), "2018-02-01T22:00/2018-02-02T01:30"),
        (("1/2/18", "2200", "", "0100"), "2018-02-01T22:00/2018-02-02T01:00"),
        (("1/2/18 22:00", "", "", "01:00"), "2018-02-01T22:00/2018-02-02T01:00"),
        (("31/12/18", "22:00 - 02:00"), "2018-12-31T22:00/2019-01-01T02:00"),
    ],
)
def test_an_end_after_midnight_is_on_the_next_day(cells, text):
    """An evening and an early morning are on two days, and a note says so."""
    found = dated(*cells)
    assert found.when.text == text
    assert found.note == "the end is earlier than the start: read as on the next day"
    assert found.as_written


@pytest.mark.parametrize(("start", "end"), [("14:30", "13:30"), ("14:00", "2:30"), ("09:00", "08:00")])
def test_an_end_that_may_be_a_slip_is_kept(start, end):
    """An end a little before the start, or one that may be in the afternoon, is not moved to the next day."""
    found = dated("1/2/18", start, "", end)
    assert found.when.text == f"2018-02-01T{start}"
    assert found.note


@pytest.mark.parametrize("end", ["ongoing", "On-going", "to date", "Present", "still ongoing", "current", "to present"])
@pytest.mark.parametrize(("start", "text"), [("1/2/18", "2018-02-01"), ("Feb 2018", "2018-02"), ("2018?", "2018?")])
def test_an_end_that_is_still_to_come_is_open(start, text, end):
    """What goes on has a start and an open end."""
    assert dated(start, "", end) == Dated(When(f"{text}/.."), f"{start}; {end}")


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (("1/2/18", "", "5/2"), "2018-02-01/2018-02-05"),
        (("28/12/18", "", "4/1"), "2018-12-28/2019-01-04"),
        (("1/2/18", "", "5 Feb"), "2018-02-01/2018-02-05"),
        (("1/2/18", "", "5th"), "2018-02-01/2018-02-05"),
        (("1/2/18", "14:30", "5/2", "16:00"), "2018-02-01T14:30/2018-02-05T16:00"),
        ((When("2018-02-01"), "", "5.2"), "2018-02-01/2018-02-05"),
        (("1/2/18", "", "same day"), "2018-02-01"),
        (("1/2/18", "10:00", "same day", "11:00"), "2018-02-01T10:00/2018-02-01T11:00"),
        (("1/2/18", "10:00", "same day"), "2018-02-01T10:00"),
        (("1/2/18", "", "n/a", "N/A"), "2018-02-01"),
        (("1/2/18", "10:00", "N/A", "11:00"), "2018-02-01T10:00/2018-02-01T11:00"),
    ],
)
def test_what_an_end_leaves_out_is_that_of_the_start(cells, text):
    """The year, or the whole day, comes from the start; "n/a" is no end."""
    assert dated(*cells) == Dated(When(text))


def test_an_end_without_a_year_follows_the_order_of_the_column():
    """Month first it changes places, and where the order is unclear it is not read unless only one order fits."""
    assert dated("2/1/18", "", "2/5", order="mdy").when.text == "2018-02-01/2018-02-05"
    assert dated("31/1/18", "", "5/2", order="unclear").when.text == "2018-01-31"
    assert dated("31/1/18", "", "25/2", order="unclear").when.text == "2018-01-31/2018-02-25"


@pytest.mark.parametrize("clock", ["25:00", "late", "2.00"])
def test_an_end_time_that_cannot_be_read_leaves_the_start(clock):
    """The end is then not the whole day: the start is read, and the cells are kept."""
    found = dated("1/2/18", "14:30", "", clock)
    assert found.when.text == "2018-02-01T14:30"
    assert found.as_written == f"1/2/18; 14:30; {clock}"
    assert found.unread == ("end_time",)

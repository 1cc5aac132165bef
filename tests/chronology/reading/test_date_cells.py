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
        (("?",), "XXXX", "?"),
        (("2/3/16", "pm"), "2016-03-02", "2 March 2016 pm"),
        (("2/3/16", "2430"), "2016-03-02", "2 March 2016 2430"),
        (("2/3/16", "1460"), "2016-03-02", "2 March 2016 1460"),
        (("2/3/16 1460",), "XXXX", "2/3/16 1460"),
        (("2/3/16 2400",), "XXXX", "2/3/16 2400"),
        (
            ("[2016-03-02T00:00..2016-03-02T05:59]", "14:00"),
            "[2016-03-02T00:00..2016-03-02T05:59]",
            "[2016-03-02T00:00..2016-03-02T05:59] 14:00",
        ),
        (("2/3/16", "23:30-00:30"), "2016-03-02", "2 March 2016 23:30-00:30"),
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

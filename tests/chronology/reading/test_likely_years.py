"""The years of a record: a slip such as 2108 is kept as written, and never a date."""

import pytest

from safeguard_model import When, read_chronology
from safeguard_model.chronology.reading.date_cells import dated
from safeguard_model.chronology.reading.likely_years import FAR_AHEAD, UNLIKELY, is_far_ahead, is_likely

SLIPS = ["1/2/2108", "1/2/0018", "12/5/1018", "2108-02-01", "1/2/2108 - 3/2/2108", "1/2/2108 14:30"]


@pytest.mark.parametrize("cell", [*SLIPS, When("2108-02-01"), When("0018-02-01T14:30")])
def test_a_year_that_is_not_likely_is_kept_as_written(cell):
    """No date is made of it, and the cell and a note say so."""
    found = dated(cell)
    assert (found.when.text, found.as_written, found.note) == ("XXXX", str(cell), UNLIKELY)


@pytest.mark.parametrize("cell", ["1/2/2081", When("2081-02-01"), "Feb 2081"])
def test_a_year_far_ahead_is_read_with_a_note(cell):
    """It may be planned, and it may be a slip."""
    found = dated(cell)
    assert found.when.text[:7] == "2081-02"
    assert found.note == FAR_AHEAD


@pytest.mark.parametrize("cell", ["1/2/1900", "1/2/2018", "1/2/49", "201X", "2018/..", "not known"])
def test_other_years_need_no_note(cell):
    """Years of living memory, and dates without a whole year, are as they are."""
    found = dated(cell)
    assert is_likely(found.when)
    assert not is_far_ahead(found.when)
    assert not found.note


def test_an_end_with_such_a_year_is_not_joined():
    """The start is read, and both cells are kept."""
    found = dated("1/2/18", "", "3/2/2108")
    assert found.when.text == "2018-02-01"
    assert found.as_written == "1/2/18; 3/2/2108"
    assert found.note


def test_the_date_of_recording_is_kept_too(tmp_path):
    """A slip in the date of recording stays in the cells of the entry."""
    path = tmp_path / "chronology.csv"
    path.write_text("Date,Date recorded,Event\n1/2/18,3/2/2108,Visit\n2/2/18,3/2/18,Call\n", encoding="utf-8")
    first, second = read_chronology(path, agency="ag", subject="child-t").events
    assert first.recorded is None
    assert "3/2/2108" in str(first.extra)
    assert second.recorded == When("2018-02-03")

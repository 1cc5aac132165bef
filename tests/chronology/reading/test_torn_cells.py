"""Quotation marks around a cell of a date: the date is read without them, and the text is kept as written."""

import pytest

from safeguard_model import InvalidFile, read_chronology
from safeguard_model.chronology.opening.tables import Row
from safeguard_model.chronology.reading.torn_cells import without_marks, without_marks_at
from tests.chronology.making import dates_of, saved


def read(folder, text, **options):
    """What is read from a CSV file with exactly this text."""
    return read_chronology(saved(folder, "a.csv", text.encode()), agency="hv", **options)


@pytest.mark.parametrize(
    ("line", "written"),
    [('"2/3/16,Home visit', '"2/3/16'), ('"2/3/16","She said "no', '"2/3/16"'), ('2/3/16","x', '2/3/16"')],
)
def test_date_of_a_torn_row(tmp_path, line, written):
    """The date of a row in which a quotation mark has no pair is read, and kept as written."""
    found = read(tmp_path, f"Date,Event\n1/3/16,a\n{line}\n")
    assert ["2016-03-01", "2016-03-02"] == dates_of(found)
    assert ["", written] == [event.when_as_written for event in found]


def test_parts_of_a_date(tmp_path):
    """A year with a quotation mark is a year."""
    found = read(tmp_path, 'Year,Month,Day,Event\n2016,3,1,a\n"2016,3,2,b\n')
    assert ["2016-03-01", "2016-03-02"] == dates_of(found)


def test_refusal_names_no_torn_row(tmp_path):
    """A torn row with a date is not what is most like headings."""
    with pytest.raises(InvalidFile, match=r"row 1 is the most like headings"):
        read(tmp_path, 'Datum,Was\n1/3/16,a\n"2/3/16,b,c,d\n3/3/16,c\n')


@pytest.mark.parametrize("cell", ['"', "''", '"see above"', "2/3/16", ""])
def test_what_stays(cell):
    """A mark that means "as above", and a cell without a number, stay as they are."""
    assert without_marks(cell) == cell
    row = Row(1, (cell,))
    assert without_marks_at(row, {0, 5}) is row

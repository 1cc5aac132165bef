"""Cells longer than the csv module reads: whole, by the same rules, and without a change to the user's process."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.chronology.opening.long_cells import long_record
from tests.chronology.making import cells, delimited, read

CELL = st.text(st.sampled_from('ab",;\n '), max_size=8)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=4), st.sampled_from(",;"))
def test_as_the_csv_module(rows, delimiter):
    """A row is read as the csv module reads it."""
    lines = [*StringIO(delimited(rows, delimiter, csv.QUOTE_MINIMAL), newline="")]
    at, found = 0, []
    while at < len(lines):
        record = long_record(lines, at, delimiter)
        assert record is not None
        found.append(list(record[0]))
        at += record[1]
    assert rows == found


@given(st.text(st.sampled_from('ab",\n'), max_size=12))
def test_never_more_than_the_csv_module(text):
    """What the csv module refuses is refused."""
    lines = [*StringIO(text, newline="")]
    try:
        expected = next(csv.reader(lines, strict=True), None)
    except csv.Error:
        expected = None
    record = long_record(lines, 0, ",") if lines else None
    if expected is None:
        assert record is None
    elif record is not None and expected:
        assert expected == list(record[0])


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_long_cells(tmp_path, end):
    """A cell of any length is read whole, with its quotation marks and line breaks, and the limit stays what it was."""
    limit = csv.field_size_limit()
    long = f'{"x" * limit}{end}she said "no", and left{end}' * 2
    rows = [("Date", "Event"), ("2/3/16", long), ("3/3/16", "short"), (long, long), ("4/3/16", "last")]
    (found,) = read(tmp_path, "a.csv", delimited(rows, end=end)).tables
    assert rows == cells(found)
    assert {()} == {row.marks for row in found.rows}
    assert limit == csv.field_size_limit()


def test_long_and_not_closed(tmp_path):
    """A quotation mark that is never closed takes no more than its line, however long the rest of the file is."""
    rest = "".join(f"{number},b\n" for number in range(30_000))
    (found,) = read(tmp_path, "a.csv", f'Date,Event\n1,"open\n{rest}').tables
    assert 30_002 == len(found.rows)
    assert ("1", '"open') == found.rows[1].cells

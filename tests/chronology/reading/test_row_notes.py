"""Notes name the rows that they are about, and say how many they do not name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.chronology.reading.row_notes import named_rows, rejected_notes
from safeguard_model.chronology.reading.rows import OtherRow


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([3], "row 3"),
        ([3, 3], "row 3"),
        ([5, 3, 6, 7], "rows 3, 5 to 7"),
        ([*range(1, 27, 2)], "rows 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, and 1 other"),
        ([*range(1, 25, 2), *range(100, 123)], "rows 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, and 23 others"),
    ],
)
def test_named_rows(numbers, words):
    """Neighbours are a range, and after twelve numbers or ranges the rest is counted."""
    assert words == named_rows(numbers)
    assert words.replace("row", "column") == named_rows(numbers, "column")


@given(st.sets(st.integers(1, 200), min_size=1))
def test_every_row_is_named_or_counted(numbers):
    """The rows that are named and those that are counted are all the rows."""
    named, _, left = named_rows(numbers).partition(", and ")
    runs = [[*map(int, part.split(" to "))] for part in named.split(" ", maxsplit=1)[1].split(", ")]
    counted = int(left.split()[0]) if left else 0
    assert len(numbers) == counted + sum(run[-1] - run[0] + 1 for run in runs)


def test_rejected_notes():
    """There is a note for each reason in each table, except for the reasons that are noted already."""
    places = [("sheet 1, row 2", "a"), ("sheet 1, row 4", "a"), ("sheet 2, column 3", "a"), ("sheet 2, row 4", "b")]
    rejected = [OtherRow(where, int(where[-1]), reason, ()) for where, reason in places]
    notes = [("sheet 1", "rows 2, 4: a: rejected"), ("sheet 2", "column 3: a: rejected")]
    assert notes == [*rejected_notes(rejected, ["b: rejected"])]
    assert [("", "row 2: a: rejected")] == [*rejected_notes([OtherRow("row 2", 2, "a", ())], [])]

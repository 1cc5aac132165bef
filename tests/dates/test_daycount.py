"""DayCount: a number of days as precise as its dates."""

import pickle

import pytest

from safeguard_model.dates import DayCount
from safeguard_model.errors import InvalidWhen


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (5, 5, "5 days"),
        (1, 1, "1 day"),
        (0, 0, "0 days"),
        (0, 1, "0 to 1 day"),
        (3, 7, "3 to 7 days"),
        (10, None, "at least 10 days"),
        (None, 10, "at most 10 days"),
        (None, None, "an unknown number of days"),
        (-5, -5, "5 days earlier"),
        (-7, -3, "3 to 7 days earlier"),
        (-7, 0, "0 to 7 days earlier"),
        (-1, 2, "1 day earlier to 2 days later"),
        (None, -3, "at least 3 days earlier"),
        (-3, None, "at most 3 days earlier, or any time later"),
    ],
)
def test_words(least, most, words):
    """A count reads as people would say it, backwards too."""
    assert words == str(DayCount(least, most))


@pytest.mark.parametrize(("least", "most"), [(1.0, 2), (True, 2), ("1", 2), (2, 1), (0, b"2"), (float("nan"), None)])
def test_refused(least, most):
    """Only whole numbers in order make a count."""
    with pytest.raises(InvalidWhen):
        DayCount(least, most)


def test_is_a_value():
    """A count is equal by its bounds, hashable, frozen and survives pickling."""
    count = DayCount(3, None)

    assert count == DayCount(3, None) == pickle.loads(pickle.dumps(count))
    assert len({count, DayCount(3, None)}) == 1
    assert count != DayCount(3, 3)
    with pytest.raises(AttributeError):
        count.least = 4

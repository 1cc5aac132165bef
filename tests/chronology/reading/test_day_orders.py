"""The order of day and month in dates of three numbers."""

import pytest

from safeguard_model.chronology.reading.day_orders import day_first, is_either_order, is_month_first


@pytest.mark.parametrize(
    ("cell", "month_first", "either"),
    [
        ("03/25/2016", True, False),
        ("25/03/2016", False, False),
        ("02/03/2016", False, True),
        ("3/3/16", False, False),
        ("31/02/2016", False, False),
        ("seen 3-25-16, rang 2.3.16", True, True),
        ("2016-03-02", False, False),
        ("2 March 2016", False, False),
        ("", False, False),
    ],
)
def test_which_orders_a_cell_allows(cell, month_first, either):
    """A date can be only day first, only month first, or either; the same number twice is one day in any order."""
    assert (month_first, either) == (is_month_first(cell), is_either_order(cell))


def test_day_first_changes_every_date_and_nothing_else():
    """The first two numbers of each date change places, and the rest of the text stays."""
    assert day_first("3/25/16 14:30 to 4-1-2016, 2016-03-02") == "25/3/16 14:30 to 1-4-2016, 2016-03-02"

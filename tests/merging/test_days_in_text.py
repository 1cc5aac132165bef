"""The days that the text of an entry names."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.merging.days_in_text import days_named

DAY = date(2031, 1, 9).toordinal()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Argument on 6 January", [date(2031, 1, 6)]),
        ("Argument on 6th Jan", [date(2031, 1, 6)]),
        ("PPN re incident 6/1", [date(2031, 1, 6)]),
        ("PPN re incident 06/01/2031", [date(2031, 1, 6)]),
        ("PPN re incident 6/1/31", [date(2031, 1, 6)]),
        ("Argument on 6 January 2031", [date(2031, 1, 6)]),
        ("DOB 06/01/2029", []),
        ("born on 6 January 2029", []),
        ("Arrested 28/12, bailed 30 December", [date(2030, 12, 28), date(2030, 12, 30)]),
        ("Moved in Yesterday", [date(2031, 1, 8)]),
        ("assaulted y’day", [date(2031, 1, 8)]),
        ("o/night at gran's", [date(2031, 1, 8)]),
        ("DA incident Sat night", [date(2031, 1, 4)]),
        ("seen on thursday", [date(2031, 1, 2)]),
        ("over the weekend", [date(2031, 1, 4), date(2031, 1, 5)]),
        ("incident 6.1.31", [date(2031, 1, 6)]),
        ("sat in the sun, on the mon itor", []),
        ("weighed 3.6 kg", []),
        ("6 marks to back, 7 decided", []),
        ("on the 6th of January", [date(2031, 1, 6)]),
        ("born 06/01/00", []),
        ("Bailed to 12/01", []),
        ("ICPC is on 9 January", []),
        ("Weighed at 6/52", []),
        ("on 31/2", []),
        ("since 9 June", []),
        ("", []),
    ],
)
def test_days_named(text, days):
    """A day with its month, a day of the week, and yesterday, is named if it lies shortly before the entry's own."""
    assert [day.toordinal() for day in days] == list(days_named(text, DAY))


@given(st.text(alphabet="0123456789/. janfebmrySuMo", max_size=20), st.integers(1, date.max.toordinal()))
def test_days_lie_before(text, day):
    """Whatever the text, every day named is a day, and lies before the entry's own."""
    assert all(0 < named < day for named in days_named(text, day))

"""Words beside a date in a cell."""

import pytest

from safeguard_model.chronology.reading.date_cells import parsed
from safeguard_model.chronology.reading.words_beside import date_beside_words, says_more


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2/3/16 by phone", "2016-03-02"),
        ("2/3/16 - home visit", "2016-03-02"),
        ("2/3/16 3 visits", "2016-03-02"),
        ("2/3/16*", "2016-03-02"),
        ("2 March 2016 14:30 by phone", "2016-03-02T14:30"),
        ("2/3/16 - 9/3/16 daily visits", "2016-03-02/2016-03-09"),
        ("March 2016 school report", "2016-03"),
        ("Letter received 2/3/16", "2016-03-02"),
        ("Wed 2/3/16 by phone", "2016-03-02"),
        ("2/3/16 not seen", "2016-03-02"),
        ("up to & including 2/3/16 visit", "../2016-03-02"),
        ("2/3/16 (not sure)", "2016-03-02?"),
        ("2/3/16 and following days", "2016-03-02"),
        ("10/1/19 (entered 12/1/19)", "2019-01-10"),
        ("10/1/19 14:30 - recorded on 12/1/19", "2019-01-10T14:30"),
        ("10/1/19, late recorded 12 January 2019", "2019-01-10"),
        ("10/1/19 [typed up 12/1/19 09:00]", "2019-01-10"),
        ("10/1/19 (late entry 12/1/19)", "2019-01-10"),
        ("10/1/19 (record made on 12/1/19)", "2019-01-10"),
        ("10/1/19 (added 12/1)", "2019-01-10"),
        ("1/2/18 -", "2018-02-01"),
        ("1/2/18 14:30 -", "2018-02-01T14:30"),
        ("1/2/18 /", "2018-02-01"),
        ("March 2018 -", "2018-03"),
        ("1/2/18 14:30 - 13:30", "2018-02-01"),
        ("1/2/18, 10:30 to 02:00", "2018-02-01"),
    ],
)
def test_words_do_not_lose_the_date(text, when):
    """Words that cannot change a date leave it as it is; words of doubt make it uncertain."""
    assert when == date_beside_words(text, parsed).text


@pytest.mark.parametrize(
    "text",
    [
        *("10/1/19 to (entered 12/1/19)", "before 1/2/18 -", "2018 -", "before 1/2/18 14:30 - 13:30"),
        *("2/3/16 received 4/3/16", "2/3/16 (or 3/3/16)", "3 days after 2/3/16", "not 2/3/16", "2/3/16 (wrong date)"),
        *(
            "week of 2/3/16",
            "Tue 2/3/16 by phone",
            "30 and 1 March 2016",
            "1 March 2016 and 2",
            "2/3/16 1460",
            "by phone",
        ),
        *(
            "2/3/16 rang 07700900123",
            "2/3/16",
            "2016 school report",
            "night of 2/3/16 call",
            "2/3/16 (Tuesday)",
            "3 Feb 10 pm",
        ),
    ],
)
def test_words_that_may_change_the_date_leave_it_unread(text):
    """With another date, a limit, a contradiction or another number beside it, a date is not read."""
    assert date_beside_words(text, parsed) is None


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("Wed 2nd of March 2016 at 2.30 p.m.", False),
        ("2/3/16 1430hrs", False),
        ("2/3/16 (am)", True),
        ("DOB 2/3/16", True),
    ],
)
def test_says_more(text, more):
    """A cell says more than a date if it has words that are not part of one."""
    assert more == says_more(text)

"""Dates without a year: completed where the year is certain, and never otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import When
from safeguard_model.chronology.reading.date_cells import dated
from safeguard_model.chronology.reading.short_dates import MONTHS, completed, month_of, timed


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("3 March", "2016-03-03"),
        ("3rd Mar.", "2016-03-03"),
        ("March 3rd", "2016-03-03"),
        ("March 3", "2016-03-03"),
        ("Thu 3 Mar", "2016-03-03"),
        ("Wednesday 2nd March", "2016-03-02"),
        ("3/3", "2016-03-03"),
        ("03.03", "2016-03-03"),
        ("03/03", "2016-03-03"),
        ("3-3", "2016-03-03"),
        ("3 March 14:30", "2016-03-03T14:30"),
        ("3/3 14:30", "2016-03-03T14:30"),
        ("3-5 March", "2016-03-03/2016-03-05"),
        ("28 Feb - 3 March", "2016-02-28/2016-03-03"),
        ("w/c 7 March", "[2016-03-07..2016-03-13]"),
        ("w/c 7/3", "[2016-03-07..2016-03-13]"),
        ("early March", "[2016-03-01..2016-03-10]"),
        ("?3 March", "2016-03-03?"),
        ("March", "2016-03"),
        ("Spring", "2016-21"),
        ("29 February", "2016-02-29"),
    ],
)
def test_year(text, when):
    """A date without a year gets the year."""
    whole = completed(text, 2016)
    assert whole is not None
    assert when == dated(whole).when.text


@pytest.mark.parametrize(
    "text",
    [
        "Wed 3 March",  # a Thursday in 2016
        "31 April",
        "3rd",  # of which month?
        "3",
        "May 10",  # a day, or 2010?
        "Mar 16",
        "3 March 2015",
        "3 March '15",
        "3/3/15",
        "3-3-15",
        "March 2015",
        "2015",
        "2.30pm",
        "14:30",
        "Tuesday",
        "unknown",
        "winter",
        "",
        "visit 3/4 of the plan in the autumn, which the worker had to move twice because of leave",
    ],
)
def test_not_completed(text):
    """A text with a year of its own, and a text that gives no date with the year, are left."""
    assert completed(text, 2016) is None


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("3rd", "2016-03-03"),
        ("the 3rd", "2016-03-03"),
        ("3", "2016-03-03"),
        ("Wed 2", "2016-03-02"),
        ("Wed 2nd at 2.30pm", "2016-03-02T14:30"),
        ("3rd 14:30", "2016-03-03T14:30"),
        ("3rd & 5th", "[2016-03-03..2016-03-05]"),
        ("3/3", "2016-03-03"),
        ("3 March", "2016-03-03"),
    ],
)
def test_month(text, when):
    """Below the heading of a month a day alone gets the month and the year."""
    whole = completed(text, 2016, 3)
    assert whole is not None
    assert when == dated(whole).when.text


@pytest.mark.parametrize("text", ["3/4", "3 April", "April", "32", "Thu 2", "3-5", "3/2016"])
def test_another_month(text):
    """Below the heading of a month a date in another month, or in none, is left: something is wrong."""
    assert completed(text, 2016, 3) is None


@given(st.dates(), st.sampled_from(["{0.day} {1}", "{0.day}/{0.month}", "{1} {0.day}th", "{0:%a} {0.day} {1}"]))
def test_every_day(day, form):
    """Every day of every year is found again from its day and month."""
    if day.year < 1900 or day.year > 2100:
        return
    whole = completed(form.format(day, MONTHS[day.month - 1]), day.year)
    assert whole is not None
    assert day.isoformat() == dated(whole).when.text


@given(st.text(max_size=30), st.integers(1900, 2100), st.integers(0, 12))
def test_whatever_is_completed_is_in_the_year(text, year, month):
    """Whatever the text, a date is never put outside the year and month above it."""
    whole = completed(text, year, month)
    if whole is not None:
        bounds = [each for each in (dated(whole).when.earliest, dated(whole).when.latest) if each]
        assert any(each.year == year and month in {0, each.month} for each in bounds)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("14:30", "T14:30"),
        ("2.30pm", "T14:30"),
        ("9am", "T09:00"),
        ("1430hrs", "T14:30"),
        ("3 March", None),
        ("16", None),
    ],
)
def test_timed(text, when):
    """A text that is only a time is joined to a day; no other text is."""
    whole = timed(When("2016-03-02"), text)
    assert when == (dated(whole).when.text[10:] if whole else None)


def test_month_of():
    """Months are known by their names, short or long, and by their numbers."""
    assert [3, 3, 3, 9, 9, 12] == [month_of(text) for text in ("Mar", "MARCH", "03", "Sept.", "Sep", "12")]
    assert [0, 0, 0, 0] == [month_of(text) for text in ("13", "", "Marches", "M")]

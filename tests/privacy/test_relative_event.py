"""Days from one event to the others: intervals are kept, and no date is shown."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import (
    Agency,
    CaseFile,
    Child,
    Event,
    InvalidRecord,
    Timeline,
    UnknownRecord,
    When,
    reveal,
    strategies,
    to_rows,
)
from safeguard_model.privacy.relative_event import RelativeEvent, relative_days
from safeguard_model.records import Incident

DAYS = st.dates(date(1990, 1, 1), date(2029, 12, 31))
CASE = CaseFile.of(
    "Example",
    [
        Agency(id="a", name="Agency A"),
        Child(id="c", label="Child C", born="2016-01-10"),
        Child(id="d", label="Child D", born="2015-03"),
        Child(id="x", label="Child X"),
        Event(id="e-1", when="2016-01-09", kind="home_visit", agency="a", description="On 9 January 2016 at home."),
        Event(id="e-2", when="2016-03-02T14:30", kind="referral", agency="a", people=["c"]),
        Event(id="e-3", when="2016-04", kind="contact"),
        Event(id="e-4", when="2016-02-01/..", kind="placement_change"),
        Event(id="e-5", when="XXXX", kind="contact"),
        Event(id="e-6", when="../2016-05", kind="contact"),
        Incident(id="i", when="2016-03"),
    ],
)


def words(to):
    """The distance of each event from one of them, in words."""
    return {row.id: row.when_in_words() for row in relative_days(CASE, to)}


@given(st.lists(DAYS, min_size=2, max_size=8))
def test_intervals_are_what_the_dates_give(days):
    """The days between two rows are the days between their dates, whatever is counted from."""
    events = [Event(id=f"e-{n}", when=day, kind="contact") for n, day in enumerate(days)]
    counted = {row.id: row.days for row in relative_days(events, "e-0")}
    for n, day in enumerate(days):
        assert counted[f"e-{n}"].least == counted[f"e-{n}"].most == (day - days[0]).days


@given(strategies.whens(), strategies.whens())
def test_a_range_covers_every_day_that_the_dates_may_mean(one, other):
    """The least and the most distance of the two beginnings lie in the range."""
    events = [Event(id="one", when=one, kind="contact"), Event(id="other", when=other, kind="contact")]
    start, begins = (each.start if each.is_span else each for each in (one, other))
    if start is None or start.is_unknown:
        with pytest.raises(InvalidRecord):
            relative_days(events, "one")
        return
    rows = relative_days(events, "one")
    found = next((row.days for row in rows if row.id == "other"), None)
    if begins is None or begins.is_unknown:
        assert found is None
        assert [event.id for left in rows.left_out for event in left.which] == ["other"]
        return
    for a in filter(None, (start.earliest, start.latest)):
        for b in filter(None, (begins.earliest, begins.latest)):
            assert found.least is None or found.least <= (b - a).days
            assert found.most is None or found.most >= (b - a).days


def test_every_distance_is_put_into_words():
    """Before, on the day, after, ranges, and a birth as what is counted from."""
    assert words("c") == {
        "d/born": "between 285 and 315 days before",
        "e-1": "1 day before",
        "c/born": "on the day",
        "e-4": "22 days after",
        "i/occurred": "between 51 and 81 days after",
        "e-2": "52 days after",
        "e-3": "between 82 and 111 days after",
    }


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ("[2016-01-01..2016-01-20]", "between 9 days before and 10 days after"),
        ("[2016-01-12..]", "2 days or more after"),
        ("[2016-01-08..]", "at most 2 days before, or after"),
        ("[..2016-01-08]", "2 days or more before"),
        ("[..2016-01-12]", "at most 2 days after, or before"),
    ],
)
def test_open_ranges_are_put_into_words(when, text):
    """A date with one bound gives a distance with one bound."""
    (row,) = relative_days([Event(id="e", when=when, kind="contact")], date(2016, 1, 10))
    assert str(row) == f"contact e: {text}"


def test_what_is_counted_from_may_be_many_things():
    """An event on file or derived, an incident, a person, a `When`, a date, and a date in strict text."""
    assert words("c/born") == words("c") == words(When("2016-01-10")) == words(date(2016, 1, 10)) == words("2016-01-10")
    assert words("i")["i/occurred"] == "on the day"
    assert words("i")["e-3"] == "between 1 and 60 days after"
    assert words("d")["d/born"] == "on the day"


def test_what_has_no_date_is_left_out_and_said():
    """So is what has no known beginning."""
    rows = relative_days(CASE, "c")
    assert [event.id for left in rows.left_out for event in left.which] == ["e-6", "e-5"]
    assert "2 of 9 entries without a date, or with no known beginning" in str(rows)


def test_no_date_is_shown_anywhere():
    """Not in text, table, `repr`, when revealed, nor in a data frame, even of a published file."""
    published = CaseFile.of("Example", CASE.records(), "published")
    rows = relative_days(Timeline.of(published), "c")
    shown = f"{rows}{rows!r}{rows._repr_html_()}{rows.as_html(revealed=True)}{reveal(rows)}{to_rows(rows)}"
    assert not re.search(r"20\d\d|january|march|april", re.sub(r"<style>.*?</style>", "", shown), re.IGNORECASE)
    assert "at home" not in shown


def test_rows_are_made_of_the_answers():
    """The days are two columns, and agencies have their names."""
    rows = to_rows(relative_days(CASE, "c"))
    last = next(row for row in rows if row["id"] == "e-2")
    assert (last["days_least"], last["days_most"], last["agency_name"]) == (52, 52, "Agency A")
    assert to_rows(relative_days([], date(2016, 1, 1))) == []


@pytest.mark.parametrize(
    ("to", "error"), [("nope", UnknownRecord), ("a", InvalidRecord), ("x", InvalidRecord), (5, InvalidRecord)]
)
def test_what_has_no_date_cannot_be_counted_from(to, error):
    """An unknown id, an agency, a child whose birth nobody knows, and a number."""
    with pytest.raises(error):
        relative_days(CASE, to)


def test_an_answer_says_what_it_says_in_its_repr():
    """The class and the sentence."""
    first = relative_days(CASE, "c")[1]
    assert type(first) is RelativeEvent
    assert repr(first) == "<RelativeEvent: home visit e-1: 1 day before>"

"""The lengths that a question is given: days as a number, or days and weeks in words."""

import pytest

from safeguard_model import CaseFile, Child, Event, InvalidRecord, Timeline
from safeguard_model.timeline.periods import to_days

VISITS = [
    Event(id="first", when="2016-03-01", kind="home_visit", people=["child-a"], seen=["child-a"]),
    Event(id="second", when="2016-04-12", kind="home_visit", people=["child-a"], seen=["child-a"]),
]


@pytest.mark.parametrize(
    ("words", "days"),
    [(0, 0), (42, 42), ("6 weeks", 42), ("1 week", 7), ("10 days", 10), ("six weeks", 42), ("100000 days", 100_000)],
)
def test_words_and_numbers_of_days_mean_the_same(words, days):
    """A length may be a number of days, or words for days or weeks."""
    assert to_days(words, "gaps", "longer_than") == days


@pytest.mark.parametrize(
    "words", ["2 months", "a year", "about 6 weeks", "3 to 4 weeks", "10 working days", "", "Maya", -1, 1.5, True, None]
)
def test_what_is_no_certain_number_of_days_is_refused(words):
    """Months and years differ in length, and a range or a rough length is no limit."""
    with pytest.raises(InvalidRecord, match="longer_than: expected") as caught:
        to_days(words, "gaps", "longer_than")
    assert "Maya" not in str(caught.value)


def test_a_length_beyond_the_calendar_is_refused():
    """More than 100,000 days are refused, however they are written."""
    for length in (100_001, "20000 weeks"):
        with pytest.raises(InvalidRecord, match="at most 100,000 days"):
            to_days(length, "gaps", "longer_than")


@pytest.mark.parametrize(("length", "count"), [("5 weeks", 1), (41, 1), ("6 weeks", 0), (42, 0)])
def test_every_question_about_lengths_takes_words(length, count):
    """Gaps, stretches unseen and answers in time take words for a length as well as days."""
    timeline = Timeline(VISITS)
    assert len(timeline.gaps("child-a", longer_than=length)) == count
    assert len(timeline.unseen("child-a", length)) == count
    asked = timeline.unanswered("home_visit", length, "home_visit", period="2016-03/2016-04-12")
    assert ("first" in [event.id for event in asked]) == bool(count)


def test_without_a_length_every_stretch_counts():
    """`unseen` without a length gives every stretch of a day or more, as `gaps` does."""
    casefile = CaseFile.of("Family", [Child(id="child-a", label="Child A"), *VISITS])
    assert [gap.days.least for gap in Timeline.of(casefile).unseen("child-a")] == [42]

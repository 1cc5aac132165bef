import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import Age, CaseFile, Child, Event, Timeline, to_rows
from safeguard_model.records.events import UNREAD
from safeguard_model.strategies.values import whens
from safeguard_model.timeline import AgeUnknown
from safeguard_model.timeline.lifetimes import roughly_in_words
from tests.formats.frame_making import TIMELINE


def seen_word(**fields):
    """What the table says of whether child-n was seen at an event with these fields."""
    event = Event(id="e-1", when="2016", kind="home_visit", people=["child-n"], **fields)
    (row,) = to_rows([event])
    return dict(zip(row["about"], row["about_seen"], strict=True))["child-n"]


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({}, None),
        ({"seen": ["mother"]}, None),
        ({"seen": ["child-n"]}, "yes"),
        ({"seen_alone": ["child-n"]}, "alone"),
        ({"seen": ["child-n"], "seen_alone": ["child-n"]}, "alone"),
        ({"seen_with_others": ["child-n"]}, "with others"),
        ({"seen_alone": ["child-n"], "seen_with_others": ["child-n"]}, "alone"),
        ({"not_seen": ["child-n"]}, "no"),
        ({"not_seen": ["child-n"], "seen": ["child-n"]}, "yes and no"),
        ({"extra": {UNREAD: ["seen"]}}, "not read"),
        ({"extra": {UNREAD: ["seen"]}, "seen": ["child-n"]}, "yes"),
    ],
)
def test_seen_in_a_word(fields, word):
    """Not recorded is None, never "no"; a contradiction and a cell that was not understood have words of their own."""
    assert seen_word(**fields) == word


def test_everybody_in_an_event_is_in_it_once():
    """`about` has the people of the event, then the others of whom it says whether they were seen, each once."""
    row = next(row for row in to_rows(TIMELINE) if row["id"] == "e-1")
    assert row["about"] == ["child-n", "mother", "sibling"]
    assert row["about_labels"] == ["Child N", "Mother", "Sibling"]
    assert row["about_seen"] == ["alone", "yes", "no"]
    assert row["about_ages"] == ["under 1 month", None, "22 to 23 months"]
    assert row["about_age_days_least"] == [22, None, 672]
    assert row["about_age_days_most"] == [22, None, 702]


def test_nobody_grows_older_after_a_death():
    """After a death there are words, but no days."""
    row = next(row for row in to_rows(TIMELINE) if row["id"] == "e-2")
    assert row["about_ages"][1] == "died aged 22 to 23 months"
    assert row["about_age_days_least"][1] is None


@given(st.none() | whens(), st.none() | whens(), st.none() | whens(), whens())
def test_ages_are_those_of_the_timeline(born, died, expected, when):
    """The quick way by integers gives the words of the answer that `ages` gives, and days within its bounds."""
    child = Child(id="c", label="C", born=born, died=died, expected=expected)
    event = Event(id="e", when=when, kind="contact", people=["c"])
    timeline = Timeline([event], CaseFile.of("Example", [child, event]))
    (row,), ((_, then),) = to_rows(timeline), timeline.ages("c")
    (words,), (least,), (most,) = row["about_ages"], row["about_age_days_least"], row["about_age_days_most"]
    assert words == (None if isinstance(then, AgeUnknown) else roughly_in_words(then))
    (aged,) = to_rows(timeline.ages("c"))
    if isinstance(then, Age):
        assert aged["age_days_least"] <= least
        assert (most is None) == (aged["age_days_most"] is None)
        assert most is None or least <= most <= aged["age_days_most"]
    else:
        assert (least, most) == (None, None)

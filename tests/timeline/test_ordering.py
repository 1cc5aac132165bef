"""The order of a timeline: undated entries stand where the ages in them put them."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import AgeOf, CaseFile, Child, Event, Timeline, When
from safeguard_model import strategies as ours
from safeguard_model.timeline.ordering import time_by_ages

CHILD = Child(id="c", label="Child C", born="2012-03-02")
OTHER = Child(id="d", label="Child D")


def undated(id, **ages):
    """An entry without a date that states ages."""
    return Event(
        id=id, when="XXXX", kind="illness", ages=[AgeOf(person=person, age=age) for person, age in ages.items()]
    )


def order(*events):
    """The ids of a timeline of two children and some events, without the birth."""
    timeline = Timeline.of(CaseFile.of("T", [CHILD, OTHER, events]))
    return [event.id for event in timeline.stored()]


def test_an_undated_entry_stands_where_its_age_puts_it():
    """An entry "aged 3" of a child born in March 2012 stands between those of 2014 and 2017, and keeps its date."""
    events = [
        Event(id="a", when="2014", kind="illness"),
        Event(id="b", when="2017", kind="illness"),
        undated("x", c="P3Y"),
    ]
    assert order(*events) == ["a", "x", "b"]
    timeline = Timeline.of(CaseFile.of("T", [CHILD, OTHER, events]))
    assert timeline[2].when == When("XXXX")
    assert "aged 3 years" in str(timeline)


def test_no_age_in_days_is_shown():
    """An age to the day, which would tell the birth beside a date of the same text, is shown in months."""
    timeline = Timeline([undated("x", c="P5M3D")])
    assert "aged 5 months" in str(timeline)
    assert "days" not in f"{timeline}{timeline._repr_html_()}"
    assert "5 months 3 days" in timeline.as_text(revealed=True)


def test_without_a_birth_entries_of_one_person_are_in_the_order_of_their_ages():
    """Where no birth is on file, undated entries come last, the younger first."""
    events = [
        undated("x", d="P7Y"),
        undated("y", d="P6M"),
        undated("z", d="P3Y"),
        Event(id="a", when="2014", kind="illness"),
    ]
    assert order(*events) == ["a", "y", "z", "x"]


def test_ages_that_cannot_all_be_true_place_nothing():
    """Two ages that put an entry at two times leave it without a place."""
    events = [undated("x", c="P3Y"), Event(id="a", when="2014", kind="illness")]
    sibling = Child(id="s", label="S", born="2014-01-01")
    casefile = CaseFile.of("T", [CHILD, sibling, events])
    assert time_by_ages(events[0], casefile) == When("[2015-03-02..2016-03-01]")
    both = Event(id="y", when="XXXX", kind="illness", ages=[AgeOf(person="c", age="P3Y"), AgeOf(person="s", age="P9Y")])
    assert time_by_ages(both, casefile) is None


@given(st.lists(ours.events(derived_from=None), max_size=6, unique_by=lambda event: event.id))
def test_no_entry_is_lost_and_those_with_dates_keep_their_order(events):
    """Placing entries by age loses none, and leaves all others as they were."""
    timeline = Timeline(events)
    assert sorted(event.id for event in timeline) == sorted(event.id for event in events)
    dated = [event for event in timeline if not (event.when.is_unknown and event.ages)]
    assert dated == list(Timeline(dated))


@given(weeks=st.integers(1, 42), expected=st.dates(date(1990, 1, 1), date(2030, 1, 1)))
def test_weeks_of_gestation_place_an_entry_before_the_expected_birth(weeks, expected):
    """Forty weeks are counted up to the expected date: each day of that week of the pregnancy is possible, and no other."""
    child = Child(id="c", label="C", expected=expected)
    entry = Event(id="e", when="XXXX", kind="appointment", ages=[AgeOf(person="c", gestation_weeks=weeks)])
    found = time_by_ages(entry, CaseFile.of("T", [child, entry]))
    days = [expected - timedelta(days=280 - day) for day in range(43 * 7) if day // 7 == weeks]
    assert (found.earliest, found.latest) == (days[0], days[-1])


def test_weeks_of_gestation_are_shown_only_where_all_is():
    """The table says "before birth", and the weeks only where everything is revealed."""
    timeline = Timeline([Event(id="e", when="XXXX", kind="appointment", ages=[AgeOf(person="c", gestation_weeks=22)])])
    assert "before birth" in str(timeline)
    assert "22" not in str(timeline)
    assert "at 22 weeks of gestation" in timeline.as_text(revealed=True)


def test_ages_before_birth_come_before_ages():
    """Where nothing places them, the entries of one person are in the order of the pregnancy and then of the ages."""
    events = [
        undated("x", d="P6M"),
        Event(id="y", when="XXXX", kind="illness", ages=[AgeOf(person="d", gestation_weeks=30)]),
        Event(id="z", when="XXXX", kind="illness", ages=[AgeOf(person="d", gestation_weeks=12)]),
    ]
    assert order(*events) == ["z", "y", "x"]

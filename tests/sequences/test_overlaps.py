"""What went on at the same time, by the meaning of the dates."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import (
    DayCount,
    Event,
    Timeline,
    When,
    overlapping,
)
from safeguard_model.dates.edtf import ANY, DAY
from safeguard_model.dates.when import meaning_of
from tests.contact.making import FAMILY, PERIOD, entry
from tests.timeline import worlds


def test_the_days_of_an_overlap_with_a_birth_are_not_shown():
    """A stay that began with a birth shows neither dates nor days beside it; what is long is told in months."""
    pair = [entry("b", "2016-03-05/2016-04-30", "birth"), entry("s", "2016-03-05/2016-04-29", "hospital_admission")]
    (overlap,) = overlapping(pair)
    assert str(overlap) == "hospital admission s and birth b at the same time: about 1 month"
    assert "day" not in str(overlap.cells())
    (during,) = overlapping([pair[0], entry("v", "2016-03-20")])
    assert str(during) == "home visit v during birth b"
    assert DayCount(56, 56) == overlap.days


@given(worlds.events(kinds=("home_visit", "absence")), st.booleans(), st.sampled_from((None, PERIOD)))
def test_overlaps_are_those_of_the_dates(events, possible, period):
    """The pairs are just those, one of which lasted, that may overlap each other and the period; in order."""

    def touches(event):
        return period is None or event.when.possibly_overlaps(When(period))

    expected = [
        (a.id, b.id, a.when.definitely_overlaps(b.when))
        for a, b in combinations(Timeline(events), 2)
        if (a.when.is_span or b.when.is_span)
        and not (a.when.is_unknown or b.when.is_unknown)
        and (a.when.possibly_overlaps(b.when) if possible else a.when.definitely_overlaps(b.when))
        and touches(a)
        and touches(b)
    ]
    found = overlapping(events, period, possible)
    assert expected == [(overlap.first.id, overlap.second.id, overlap.definite) for overlap in found]


@given(worlds.events(kinds=("absence",), largest=4), st.randoms())
def test_start_end_and_days_of_an_overlap(events, random):
    """In every world in which two events overlap, start, end and number of days are among those given."""
    for overlap in overlapping(events):
        for _ in range(12):
            one, other = worlds.world(random, [overlap.first.when, overlap.second.when])
            start, end = max(one[0], other[0]), min(one[1], other[1])
            if start > end:
                assert not overlap.definite
                assert 0 == overlap.days.least
                continue
            count = end // DAY - start // DAY + 1
            assert (overlap.days.least or 0) <= count <= (ANY if overlap.days.most is None else overlap.days.most)
            for minute, when in ((start, overlap.start), (end, overlap.end)):
                if when is not None:
                    low, _, _, high = meaning_of(when)
                    assert low // DAY <= minute // DAY <= high // DAY


@given(worlds.events(kinds=("absence",), largest=4))
def test_the_days_of_an_overlap_are_no_wider_than_they_must(events):
    """The least and the most days of a definite overlap are those of some world."""
    for overlap in overlapping(events, possible=False):
        if overlap.days.most is None:
            continue
        counts = [
            min(a[1], b[1]) // DAY - max(a[0], b[0]) // DAY + 1
            for a in corners(overlap.first.when)
            for b in corners(overlap.second.when)
        ]
        assert (min(counts), max(counts)) == (overlap.days.least, overlap.days.most)


def corners(when):
    """The intervals of a time with both ends at a limit of some kind."""
    meaning = meaning_of(when)
    if not when.is_span:
        return [(minute, minute) for minute in meaning]
    return [
        (start, end)
        for start in meaning
        for end in meaning
        if meaning.start_low <= start <= meaning.start_high
        and meaning.end_low <= end <= meaning.end_high
        and start <= end
    ]


def test_two_absences():
    """From 1 to 10 and from 8 to 15 March, both went on on three days."""
    one, other = (
        Event(id=id, when=when, kind="absence")
        for id, when in (("a", "2016-03-01/2016-03-10"), ("b", "2016-03-08/2016-03-15"))
    )
    (overlap,) = overlapping([one, other])
    assert str(overlap) == "absence a and absence b at the same time: 3 days, from 8 March 2016 to 10 March 2016"
    assert (When("2016-03-08"), When("2016-03-10"), DayCount(3, 3)) == (overlap.start, overlap.end, overlap.days)


def test_what_went_on_while_nobody_was_the_health_visitor():
    """During the five weeks without a health visitor, p-03 and two missed appointments are found, gp-03 possibly."""
    found = [o for o in FAMILY.about("child-e").overlapping() if "hv-03" in (o.first.id, o.second.id)]
    during = {(o.first.id if o.second.id == "hv-03" else o.second.id): o.definite for o in found}
    entries = {"csc-21": False, "p-03": True, "p-04": True, "csc-04": True, "hosp-02": True, "gp-03": False}
    assert during == entries | {"fac-10/began": False, "family-e/relationship-7-began": False}
    assert "domestic abuse report p-03 during unallocated hv-03: 17 September 2022 22:50" in map(str, found)


@pytest.mark.parametrize("when", ["2016-03-05T09:30/2016-03-09", "2016-03-01/2016-03-05T09:30"])
def test_one_minute_in_common(when):
    """What happened in the minute in which something began or ended certainly happened during it."""
    visit = Event(id="v", when="2016-03-05T09:30", kind="home_visit")
    for id in "aw":
        (overlap,) = overlapping([visit, Event(id=id, when=when, kind="absence")], possible=False)
        assert overlap.definite
        assert str(overlap) == f"home visit v during absence {id}: 5 March 2016 09:30"


def test_an_overlap_without_end():
    """Two things that go on without end overlap without end, and certainly for a day at least."""
    pair = [Event(id=id, when=when, kind="absence") for id, when in (("a", "2016-03-01/.."), ("b", "2016-03-08/.."))]
    (overlap,) = overlapping(pair)
    assert (When("2016-03-08"), None, DayCount(1, None)) == (overlap.start, overlap.end, overlap.days)

"""A child's way through the services, step by step."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import (
    DayCount,
    Timeline,
    When,
    journey,
)
from safeguard_model.dates.edtf import DAY
from safeguard_model.timeline import JOURNEY
from tests.sequences.making import ANSWER, ASKED, FAMILY, entry
from tests.timeline import worlds


def test_a_step_that_may_come_after_a_later_one():
    """A decision some time in October may come after each step of that month, so the place of none is sure."""
    steps = journey(
        [
            entry("d", "2021-10", ANSWER),
            entry("r", "2021-10-12", ASKED),
            entry("s", "2021-10-20", "strategy_discussion"),
            entry("t", "2021-11-01", "section_47_started"),
        ],
        "c",
    )
    assert [("d", False), ("r", False), ("s", False), ("t", True)] == [(s.event.id, s.definite) for s in steps]


def test_the_journey_of_child_e():
    """From the health visitor's referral to the interim care order, each step with its days."""
    steps = FAMILY.journey("child-e")
    assert ("hv-07", None, None, True) == (
        steps[0].event.id,
        steps[0].since_previous,
        steps[0].since_start,
        steps[0].definite,
    )
    conference = next(step for step in steps if step.event.id == "csc-12")
    assert (DayCount(22, 22), DayCount(71, 71)) == (conference.since_previous, conference.since_start)
    assert all(step.event.kind in JOURNEY and "child-e" in step.event.people for step in steps)
    assert "10 November 2022: referral decision csc-05 (15 days since the step before)" in str(steps)


@given(worlds.events(sorted(JOURNEY), largest=8), st.randoms())
def test_steps_are_in_order_and_say_where_it_is_uncertain(events, random):
    """Steps stand in the order of the timeline; before a definite one none begins on a later day, after it none earlier."""
    steps = journey(events, "c")
    begun = [[start // DAY for start, _ in worlds.world(random, [step.event.when for step in steps])] for _ in range(5)]
    for days in begun:
        for place, step in enumerate(steps):
            if step.definite:
                assert max(days[:place], default=days[place]) <= days[place] <= min(days[place:])
    assert list(Timeline(events)) == [step.event for step in steps]
    for before, step in pairwise(steps):
        assert step.since_start is not None
        for _ in range(5):
            (first, _), (second, _) = worlds.world(random, [before.event.when, step.event.when])
            since = second // DAY - first // DAY
            assert since >= 0 or not step.definite
            assert step.since_previous.least is None or step.since_previous.least <= since
            assert step.since_previous.most is None or since <= step.since_previous.most


@given(worlds.events(sorted(JOURNEY), worlds.days().map(When), largest=8))
def test_steps_on_exact_days_are_in_a_sure_order(events):
    """On exact days every step is definite, those of one day too, and the days add up."""
    steps = journey(events, "c")
    assert all(step.definite for step in steps)
    for first, step in zip(steps[:1] * len(steps), steps[1:], strict=False):
        assert first.event.when.days_until(step.event.when) == step.since_start

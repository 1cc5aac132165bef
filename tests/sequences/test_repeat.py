"""Runs of events of one kind, with nothing in between."""

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import (
    DayCount,
    Quantity,
    Timeline,
    When,
    repeats,
)
from tests.sequences.making import FAMILY, entry
from tests.timeline import worlds

MISSED = ["did_not_attend", "was_not_brought"]


KEPT = ["appointment", "home_visit"]


def feasible(breaking):
    """The stretches that can be without a breaking event and are in no longer one, straight from the definition."""
    overs = [worlds.earliest_end(e.when) for e in breaking]
    beguns = [worlds.latest_start(e.when) for e in breaking]
    pairs = {
        (low, high)
        for low in (-(1 << 50), *overs)
        for high in (1 << 50, *beguns)
        if low < high and all(over <= low or begun >= high for over, begun in zip(overs, beguns, strict=True))
    }
    return sorted(p for p in pairs if not any(q != p and q[0] <= p[0] and p[1] <= q[1] for q in pairs))


@given(worlds.events(("was_not_brought", "appointment"), largest=8), st.integers(1, 3))
def test_possible_runs_are_those_of_the_definition(events, at_least):
    """A run holds just the events that can lie in a stretch that can be without a breaking event."""
    missed = [event for event in Timeline(events) if event.kind == "was_not_brought"]
    expected = []
    for low, high in feasible([event for event in events if event.kind == "appointment"]):
        run = [e.id for e in missed if worlds.latest_start(e.when) > low and worlds.earliest_end(e.when) < high]
        if len(run) >= at_least and sorted(run) not in expected:
            expected.append(sorted(run))
    found = repeats(events, "was_not_brought", at_least, "appointment")
    assert expected == [sorted(event.id for event in (*run.events, *run.undated)) for run in found]
    assert all(run.most == len(run.events) + len(run.undated) for run in found)


@given(worlds.events(("was_not_brought", "appointment"), largest=8), st.integers(1, 3), st.randoms())
def test_definite_runs_hold_in_every_world(events, at_least, random):
    """In every world some run is at least as long as the least of each run; no run exceeds what is reported."""
    timeline = Timeline(events)
    missed = [event for event in timeline if event.kind == "was_not_brought"]
    broken = [event for event in timeline if event.kind == "appointment"]
    found = repeats(events, "was_not_brought", at_least, "appointment")
    for _ in range(8):
        around = [(-(1 << 50), -(1 << 50)), *worlds.world(random, [e.when for e in broken]), (1 << 50, 1 << 50)]
        where = worlds.world(random, [event.when for event in missed])
        runs = [
            {e.id for e, (start, end) in zip(missed, where, strict=True) if low < start and end < high}
            for low, high in worlds.gaps_of(around)
        ]
        for run in runs:
            if len(run) >= at_least:
                assert any(run <= {event.id for event in (*each.events, *each.undated)} for each in found)
        for each in found:
            ids = {event.id for event in (*each.events, *each.undated)}
            assert max(len(run & ids) for run in runs) >= each.least
            assert each.definite == (each.least >= at_least)


DISTINCT = st.lists(st.tuples(st.integers(0, 60), st.booleans()), unique_by=lambda item: item[0], max_size=14)


@given(DISTINCT, st.integers(1, 3))
def test_exact_days_are_told_off(drawn, at_least):
    """On days of their own, runs are what stands together in order, all definite, with the days from first to last."""
    made = [
        entry(f"e-{day}", When("2016-03-01").shift(days=day), "was_not_brought" if missed else "appointment")
        for day, missed in sorted(drawn)
    ]
    runs = [list(group) for kind, group in groupby(made, key=lambda e: e.kind) if kind == "was_not_brought"]
    expected = [run for run in runs if len(run) >= at_least]
    found = repeats(made, "was_not_brought", at_least, without="appointment")
    assert [tuple(run) for run in expected] == [run.events for run in found]
    assert [(len(run), len(run), True) for run in expected] == [(r.least, r.most, r.definite) for r in found]
    assert [run[0].when.days_until(run[-1].when) for run in expected] == [run.days for run in found]
    assert [(run[0].when, run[-1].when) for run in expected] == [(run.start, run.end) for run in found]


def test_three_missed_appointments_in_a_row():
    """hosp-02, hv-04 and gp-02 were missed in two weeks, each with another agency, and nothing was kept between."""
    (run,) = FAMILY.about("child-e").repeats(MISSED, without=KEPT)
    assert ["hosp-02", "hv-04", "gp-02"] == [event.id for event in run.events]
    assert (3, 3, DayCount(13, 13), True) == (run.least, run.most, run.days, run.definite)
    assert str(run) == "3 times from 28 September 2022 (hosp-02) to 11 October 2022 (gp-02)"
    (run,) = FAMILY.about("child-e").repeats(MISSED, without=[*KEPT, "phone_call"])
    assert (1, 3, False) == (run.least, run.most, run.definite)
    assert str(run).startswith("possibly 1 to 3 times")


def test_an_entry_that_stands_for_several():
    """Six absences in one entry are six; "several" is one at least, and nobody knows how many at most."""
    (run,) = FAMILY.repeats("absence", at_least=7)
    assert (7, 7) == (run.least, run.most)
    several = entry("s", "2016-03", "phone_call", times=Quantity(words="several"))
    (run,) = repeats([several], "phone_call")
    assert (1, None, False) == (run.least, run.most, run.definite)
    assert str(run) == "at least once, possibly more often: March 2016 (s)"
    assert () == repeats([entry("n", "2016", "phone_call", times=Quantity(n=0))], "phone_call", 1)


def test_undated_events_of_a_run():
    """Events without any date may be part of every run, and certainly are where nothing breaks it."""
    undated = [entry(f"u{n}", "XXXX", "was_not_brought") for n in range(3)]
    (run,) = repeats(undated, "was_not_brought")
    assert ((), 3, True, When("XXXX")) == (run.events, run.least, run.definite, run.start)
    assert str(run) == "3 times on unknown dates"
    (run,) = repeats([*undated, entry("k", "2016", "appointment")], "was_not_brought", without="appointment")
    assert (0, 3, False) == (run.least, run.most, run.definite)
    assert str(run) == "possibly 3 times on unknown dates; k may break it"


MONTHLY = [entry(f"w{n}", f"2021-0{n}-10", "was_not_brought") for n in (1, 2, 3)]


def test_an_undated_event_stands_apart_from_the_range():
    """The range is that of the dated events; an undated one is told apart, and is sure only if nothing breaks the run."""
    undated = entry("u", "XXXX", "was_not_brought")
    (run,) = repeats([*MONTHLY, undated], "was_not_brought")
    assert (4, 4) == (run.least, run.most)
    assert str(run) == ("3 times from 10 January 2021 (w1) to 10 March 2021 (w3), and once more on an unknown date (u)")
    kept = entry("k", "2020-03-01", "home_visit")
    (run,) = repeats([*MONTHLY, undated, kept], "was_not_brought", without="home_visit")
    assert (3, 4, True) == (run.least, run.most, run.definite)
    assert str(run) == (
        "3 times from 10 January 2021 (w1) to 10 March 2021 (w3), and possibly once more on an unknown date (u)"
    )
    (run,) = repeats([*MONTHLY, undated, kept], "was_not_brought", 4, "home_visit")
    assert not run.definite


def test_the_same_events_are_one_run():
    """What may break a run at any place gives one run and not one for each side, names itself, and leaves the least."""
    for when in ("2021", "XXXX"):
        (run,) = repeats([*MONTHLY, entry("v", when, "home_visit")], "was_not_brought", 1, "home_visit")
        assert (tuple(MONTHLY), 1, 3, True) == (run.events, run.least, run.most, run.definite)
        assert str(run) == "1 to 3 times from 10 January 2021 (w1) to 10 March 2021 (w3); v may break it"
    for when in ("2021/2021", "XXXX/2022"):
        (run,) = repeats([*MONTHLY, entry("v", when, "home_visit")], "was_not_brought", 1, "home_visit")
        assert (0, False) == (run.least, run.definite)


def test_on_either_side_of_what_breaks_the_run():
    """What may be before or after the breaking event, or with it, is one run, and certainly none."""
    missed = entry("m", "[2016-03-01..2016-03-20]", "was_not_brought")
    found = repeats([missed, entry("k", "2016-03-10", "appointment")], "was_not_brought", 1, "appointment")
    assert [(0, 1)] == [(run.least, run.most) for run in found]

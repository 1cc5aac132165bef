"""Journeys, answers and repeats: what is sure holds in every world, what is possible in one."""

from itertools import groupby, pairwise, product

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples.invented_family import casefile as invented_family
from safeguard_model import (
    Adult,
    CaseFile,
    Child,
    DayCount,
    Event,
    InvalidRecord,
    InvalidWhen,
    Quantity,
    Timeline,
    UnknownRecord,
    When,
    gaps,
    journey,
    repeats,
    unanswered,
)
from safeguard_model import strategies as ours
from safeguard_model.dates.edtf import DAY
from safeguard_model.dates.when import meaning_of
from safeguard_model.records import AgencyKind
from safeguard_model.timeline import JOURNEY, answers_to
from tests.timeline import worlds

FAMILY = Timeline.of(invented_family())
ASKED, ANSWER = "referral", "referral_decision"
MISSED = ["did_not_attend", "was_not_brought"]
KEPT = ["appointment", "home_visit"]
FOR_EVER = 10**9
CLOSE = st.one_of(
    worlds.days(12),
    worlds.days(12).map(lambda text: f"{text}T09:30"),
    worlds.days(12).map(lambda text: f"{text}T18:00~"),
    worlds.days(12).map(lambda text: f"{text}~"),
    st.tuples(worlds.days(12), worlds.days(12)).map(sorted).map(lambda ends: f"[{ends[0]}..{ends[1]}]"),
    st.tuples(worlds.days(12), worlds.days(12)).map(sorted).map("/".join),
    st.tuples(worlds.days(12), worlds.days(12)).map(sorted).map("~/".join),
    st.tuples(worlds.days(12), worlds.days(12)).map(sorted).map("/".join).map("{}~".format),
).map(When)


def starts(when):
    """The days on which it may begin."""
    return range(meaning_of(when).start_low // DAY, worlds.latest_start(when) // DAY + 1)


def asked_worlds(when):
    """The days of beginning and end of what asks, in each world."""
    if not when.is_span:
        return [(day, day) for day in starts(when)]
    ends = range(worlds.earliest_end(when) // DAY, meaning_of(when).end_high // DAY + 1)
    return [(start, end) for start, end in product(starts(when), ends) if start <= end]


def verdict(asked, candidates, within):
    """Whether an answer came in time, by going through the days of every world."""
    limit = FOR_EVER if within is None else within
    left = [
        other
        for other in candidates
        if other is not asked and worlds.latest_start(other.when) >= meaning_of(asked.when).start_low
    ]

    def all_in_time(start, end):
        return any(all(start <= day <= end + limit for day in starts(other.when)) for other in left)

    def one_in_time(start, end):
        return any(any(start <= day <= end + limit for day in starts(other.when)) for other in left)

    everything = asked_worlds(asked.when)
    if all(all_in_time(start, end) for start, end in everything):
        return True
    return None if any(one_in_time(start, end) for start, end in everything) else False


@given(worlds.events((ASKED, ANSWER), CLOSE, largest=7), st.one_of(st.none(), st.integers(0, 6)), st.booleans())
def test_in_time_in_every_world_in_none_or_in_some(events, within, itself):
    """True, False and None are what going through all worlds gives, also where one kind both asks and answers."""
    by = [ASKED, ANSWER] if itself else [ANSWER]
    timeline = Timeline(events)
    candidates = [event for event in timeline if event.kind in by]
    asked = [event for event in timeline if event.kind == ASKED]
    expected = [(event.id, verdict(event, candidates, within)) for event in asked]
    found = answers_to(events, ASKED, within, by)
    assert expected == [(reply.asked.id, reply.in_time) for reply in found]
    assert [id for id, in_time in expected if in_time is not True] == [
        e.id for e in unanswered(events, ASKED, within, by)
    ]
    sure = unanswered(events, ASKED, within, by, possible=False)
    assert [id for id, in_time in expected if in_time is False] == [event.id for event in sure]


@given(worlds.events((ASKED, ANSWER), largest=7), st.one_of(st.none(), st.integers(0, 20)), st.randoms())
def test_dates_of_every_form(events, within, random):
    """In every world, undated and open ones too, what is certainly in time is, and what certainly is not is not."""
    limit = FOR_EVER if within is None else within
    answers = [event for event in Timeline(events) if event.kind == ANSWER]
    for reply in answers_to(events, ASKED, within, ANSWER):
        (start, end), *others = worlds.world(random, [reply.asked.when, *(event.when for event in answers)])
        low = meaning_of(reply.asked.when).start_low
        in_time = any(
            start // DAY <= begin // DAY <= end // DAY + limit and worlds.latest_start(event.when) >= low
            for event, (begin, _) in zip(answers, others, strict=True)
        )
        assert reply.in_time in {None, in_time}
        assert reply.definite == (reply.in_time is not None)


@given(worlds.events((ASKED, ANSWER), CLOSE, largest=7))
def test_the_answer_is_the_first_that_makes_the_verdict(events):
    """Shown is the first that may have come after; where that is not certainly in time but another is, one that is."""
    answers = [event for event in Timeline(events) if event.kind == ANSWER]
    for reply in answers_to(events, ASKED, 5, ANSWER):
        low = meaning_of(reply.asked.when).start_low
        first = next((event for event in answers if worlds.latest_start(event.when) >= low), None)
        alone = [answer for answer in answers if verdict(reply.asked, [answer], 5) is True]
        assert reply.answer is first if first in alone or not alone else reply.answer in alone
        assert reply.days == (reply.answer and reply.asked.when.days_until(reply.answer.when))


def event(id, when, kind, people=("c",), **fields):
    """An event of little weight."""
    return Event(id=id, when=when, kind=kind, people=people, **fields)


def test_the_evidence_of_an_answer_in_time():
    """Of two decisions the one shown is that which certainly was in time, not the one that was some time that month."""
    asked = event("q", "2022-10-12", ASKED)
    vague, sure = event("r", "2022-10", ANSWER), event("s", "2022-10-13", ANSWER)
    (reply,) = answers_to([asked, vague, sure], ASKED, 1, ANSWER)
    assert str(reply) == "referral q, 12 October 2022: referral decision s after 1 day, in time"
    (reply,) = answers_to([asked, vague], ASKED, 1, ANSWER)
    assert str(reply) == "referral q, 12 October 2022: referral decision r at most 19 days after, possibly in time"
    assert "at most 19 days after" in reply.cells()


@pytest.mark.parametrize(
    ("asked", "answer", "words"),
    [
        ("2016-03-01", "[2016-02-01..2016-03-01]", "on the same day"),
        ("2016-03-01", "XXXX", "after an unknown number of days"),
        ("2016-03-01/2016-03-05", "2016-03-03", "while it lasted"),
        ("2016-03-01", "2016-03-02", "after 1 day"),
    ],
)
def test_an_answer_comes_after(asked, answer, words):
    """In words an answer comes no earlier than what it answers, whatever the dates alone would say."""
    (reply,) = answers_to([event("q", asked, ASKED), event("r", answer, ANSWER)], ASKED, None, ANSWER)
    assert f"referral decision r {words}, " in str(reply)


def test_what_responds_but_is_dated_before():
    """An entry that responds to a referral and is dated before it is told as that, and not as no answer at all."""
    records = [event("q", "2022-10-12", ASKED), event("r", "2022-10-10", ANSWER, responds_to="q")]
    (reply,) = answers_to(records, ASKED, 1, ANSWER, period="2022-10-01/2022-10-12")
    assert str(reply) == ("referral q, 12 October 2022: answered by referral decision r, which is dated before it")
    assert (None, "r", False, False) == (reply.answer, reply.earlier.id, reply.in_time, reply.censored)


def test_no_more_days_than_a_timescale_may_have():
    """More than 100,000 days are refused, for with the calendar's bounds they would make answers look sure."""
    assert () == answers_to([], ASKED, 100_000, ANSWER)
    with pytest.raises(InvalidRecord, match="at most 100,000 days"):
        answers_to([], ASKED, 100_001, ANSWER)
    with pytest.raises(InvalidRecord, match="at most 100,000 days"):
        gaps([], longer_than=10**30)


def test_errors_name_the_argument():
    """A word that is no kind of event is refused by the name of the argument it stands in."""
    with pytest.raises(InvalidRecord, match=r"^answers_to\.by: "):
        answers_to([], ASKED, 1, "decision")
    with pytest.raises(InvalidRecord, match=r"^repeats\.without: "):
        repeats([], "absence", 1, "decision")
    with pytest.raises(InvalidRecord, match="expected the id of an agency"):
        gaps([], "c", AgencyKind.POLICE)


def test_a_step_that_may_come_after_a_later_one():
    """A decision some time in October may come after each step of that month, so the place of none is sure."""
    steps = journey(
        [
            event("d", "2021-10", ANSWER),
            event("r", "2021-10-12", ASKED),
            event("s", "2021-10-20", "strategy_discussion"),
            event("t", "2021-11-01", "section_47_started"),
        ],
        "c",
    )
    assert [("d", False), ("r", False), ("s", False), ("t", True)] == [(s.event.id, s.definite) for s in steps]


def test_referrals_of_the_invented_family():
    """In a day csc-01 was answered; hv-07 was after 15 days, sch-06 never."""
    replies = FAMILY.answers_to(ASKED, 1, ANSWER)
    assert [("csc-01", True), ("hv-07", False), ("sch-06", False)] == [(r.asked.id, r.in_time) for r in replies]
    assert [DayCount(1, 1), DayCount(15, 15), None] == [reply.days for reply in replies]
    assert ["hv-07", "sch-06"] == [event.id for event in FAMILY.unanswered(ASKED, within=1, by=ANSWER)]
    assert ["sch-06"] == [event.id for event in unanswered(FAMILY, ASKED, 15, ANSWER)]
    assert "referral sch-06, 16 November 2022: no answer" in str(replies)
    assert "referral decision csc-05 after 15 days, not in time" in str(replies)


def test_what_responds_counts_whatever_its_kind():
    """An explicit answer counts though it is of another kind, and only it; it answers nothing else."""
    records = [
        event("r1", "2016-03-01", ASKED),
        event("r2", "2016-03-02", ASKED),
        event("d", "2016-03-03", ANSWER, responds_to="r1"),
        event("m", "2016-03-09", "meeting", responds_to="r2"),
        event("x", "2016-03-04", ANSWER, people=["other"]),
    ]
    replies = answers_to(records, ASKED, 3, ANSWER)
    assert [("r1", "d", True), ("r2", "m", False)] == [(r.asked.id, r.answer.id, r.in_time) for r in replies]


def test_about_the_same_child():
    """With a case file a shared parent is not enough where the event is about a child; without one it is."""
    people = [Child(id="c", label="C"), Child(id="d", label="D"), Adult(id="mother", label="Mother")]
    records = [
        event("r1", "2016-03-01", ASKED, ["c", "mother"]),
        event("r2", "2016-03-01", ASKED, ["mother"]),
        event("x", "2016-03-02", ANSWER, ["d", "mother"]),
    ]
    assert ["r1"] == [e.id for e in unanswered(CaseFile.of("Invented", [people, records]), ASKED, 5, ANSWER)]
    assert () == unanswered(records, ASKED, 5, ANSWER)
    assert ["n"] == [e.id for e in unanswered([event("n", "2016", ASKED, [])], ASKED, None, ANSWER)]


@pytest.mark.parametrize("when", ["2016-03-01T14:30", "2016-03-01T14:30~"])
def test_earlier_on_the_same_day_is_no_answer(when):
    """An answer on the same day is in time, unless the clock says that it was before."""
    asked = event("r", when, ASKED)
    assert () == unanswered([asked, event("x", "2016-03-01", ANSWER)], ASKED, 0, ANSWER)
    earlier, later = event("x", "2016-03-01T10:00", ANSWER), event("y", "[2016-03-01..2016-03-02]", ANSWER)
    assert (asked,) == unanswered([asked, earlier], ASKED, 0, ANSWER)
    assert [None] == [reply.in_time for reply in answers_to([asked, earlier, later], ASKED, 0, ANSWER)]


def test_an_answer_while_it_lasts():
    """What asks for a while may be answered before it is over, and in time is counted from its end."""
    asked = event("r", "2016-03-01/2016-03-05", "missing_episode")
    for day, in_time in (("2016-02-29", False), ("2016-03-03", True), ("2016-03-08", True), ("2016-03-09", False)):
        (reply,) = answers_to([asked, event("x", day, "return_interview")], "missing_episode", 3, "return_interview")
        assert in_time is reply.in_time


def test_an_end_that_is_about_a_day():
    """What asked may be over a day sooner or later, so that an answer is in time for some of its ends only."""
    asked = event("r", "2016-03-01/2016-03-10~", ASKED)
    for day, in_time in (("2016-03-11", True), ("2016-03-12", None), ("2016-03-13", None), ("2016-03-14", False)):
        (reply,) = answers_to([asked, event("x", day, ANSWER)], ASKED, 2, ANSWER)
        assert in_time is reply.in_time


def test_too_recent_to_know():
    """Where the time for an answer reaches past the period, none yet is no proof; outside nothing is asked."""
    records = [event("r1", "2016-02-28", ASKED), event("r2", "2016-03-21", ASKED), event("r3", "2016-03-28", ASKED)]
    first, second = answers_to(records, ASKED, 10, ANSWER, period="2016-03")
    assert (first.asked.id, first.in_time, first.censored, first.definite) == ("r2", False, False, True)
    assert (second.asked.id, second.in_time, second.censored, second.definite) == ("r3", None, True, False)
    assert "no answer yet" in str(second)
    assert ["r2", "r3"] == [e.id for e in unanswered(records, ASKED, 10, ANSWER, period="2016-03")]
    assert ["r2"] == [e.id for e in unanswered(records, ASKED, 10, ANSWER, period="2016-03", possible=False)]
    assert all(reply.censored for reply in answers_to(records, ASKED, None, ANSWER, period="2016-03"))


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
        event(f"e-{day}", When("2016-03-01").shift(days=day), "was_not_brought" if missed else "appointment")
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
    several = event("s", "2016-03", "phone_call", times=Quantity(words="several"))
    (run,) = repeats([several], "phone_call")
    assert (1, None, False) == (run.least, run.most, run.definite)
    assert str(run) == "at least once, possibly more often: March 2016 (s)"
    assert () == repeats([event("n", "2016", "phone_call", times=Quantity(n=0))], "phone_call", 1)


def test_undated_events_of_a_run():
    """Events without any date may be part of every run, and certainly are where nothing breaks it."""
    undated = [event(f"u{n}", "XXXX", "was_not_brought") for n in range(3)]
    (run,) = repeats(undated, "was_not_brought")
    assert ((), 3, True, When("XXXX")) == (run.events, run.least, run.definite, run.start)
    assert str(run) == "3 times on unknown dates"
    (run,) = repeats([*undated, event("k", "2016", "appointment")], "was_not_brought", without="appointment")
    assert (0, 3, False) == (run.least, run.most, run.definite)
    assert str(run) == "possibly 3 times on unknown dates; k may break it"


MONTHLY = [event(f"w{n}", f"2021-0{n}-10", "was_not_brought") for n in (1, 2, 3)]


def test_an_undated_event_stands_apart_from_the_range():
    """The range is that of the dated events; an undated one is told apart, and is sure only if nothing breaks the run."""
    undated = event("u", "XXXX", "was_not_brought")
    (run,) = repeats([*MONTHLY, undated], "was_not_brought")
    assert (4, 4) == (run.least, run.most)
    assert str(run) == ("3 times from 10 January 2021 (w1) to 10 March 2021 (w3), and once more on an unknown date (u)")
    kept = event("k", "2020-03-01", "home_visit")
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
        (run,) = repeats([*MONTHLY, event("v", when, "home_visit")], "was_not_brought", 1, "home_visit")
        assert (tuple(MONTHLY), 1, 3, True) == (run.events, run.least, run.most, run.definite)
        assert str(run) == "1 to 3 times from 10 January 2021 (w1) to 10 March 2021 (w3); v may break it"
    for when in ("2021/2021", "XXXX/2022"):
        (run,) = repeats([*MONTHLY, event("v", when, "home_visit")], "was_not_brought", 1, "home_visit")
        assert (0, False) == (run.least, run.definite)


def test_on_either_side_of_what_breaks_the_run():
    """What may be before or after the breaking event, or with it, is one run, and certainly none."""
    missed = event("m", "[2016-03-01..2016-03-20]", "was_not_brought")
    found = repeats([missed, event("k", "2016-03-10", "appointment")], "was_not_brought", 1, "appointment")
    assert [(0, 1)] == [(run.least, run.most) for run in found]


def test_nothing_comes_after_what_has_no_end():
    """After an event without end, and before one without beginning, there is no run."""
    undated = [event(f"u{n}", "XXXX", "was_not_brought") for n in range(3)]
    for when in ("2016-03-01/..", "../2016-03-01"):
        assert 1 == len(repeats([*undated, event("k", when, "home_visit")], "was_not_brought", without="home_visit"))


def test_no_date_of_birth_is_shown():
    """Neither a birth that is answered, nor one that is an answer, nor one in a run, shows a date or text."""
    birth = event("b", "2016-03-05", "birth", description="secret")
    visit = event("v", "2016-03-09", "home_visit", description="secret")
    booking = event("m", "2016-03-01", "appointment")
    given = [birth, visit, booking]
    found = [
        *answers_to(given, "birth", 14, "home_visit"),
        *answers_to(given, "appointment", 14, "birth"),
        *repeats(given, ["birth", "home_visit"], 2, without="appointment"),
    ]
    assert 3 == len(found)
    for answer in found:
        shown = f"{answer!r} {answer} {answer.cells()}"
        assert "secret" not in shown
        assert "March" not in shown
        assert "birth b" in shown


@given(st.lists(ours.events(), max_size=6), ours.whens())
def test_every_record_has_an_answer(events, period):
    """No record, however odd, makes a question fail, and every answer prints, shows itself and is a row of its table."""
    timeline = Timeline(events)
    kinds = [event.kind for event in events[:2]]
    for found in (
        timeline.gaps(period=period),
        timeline.gaps("c"),
        timeline.overlapping(period),
        timeline.answers_to(kinds, 3, kinds, period=period),
        timeline.answers_to(kinds, None, kinds),
        timeline.repeats(kinds, 1),
        Timeline(attrs.evolve(event, people=["c"], kind="referral") for event in events).journey("c"),
    ):
        assert "<table" in found._repr_html_()
        assert len(found) == len(str(found).splitlines()) or not found
        for answer in found:
            assert str(answer) in repr(answer)
            assert len(answer.headings) == len(answer.cells())
            assert answer.definite in {True, False}


@pytest.mark.parametrize("rubbish", [object(), b"x", 1.5, ["x"], {"a": 1}, -1, True])
def test_rubbish_is_refused(rubbish):
    """Anything of another type raises an error of the library's own, in every place."""
    with pytest.raises(InvalidRecord):
        journey(FAMILY, rubbish)
    with pytest.raises(InvalidRecord):
        answers_to(FAMILY, rubbish, 1, ANSWER)
    with pytest.raises(InvalidRecord):
        answers_to(FAMILY, ASKED, rubbish, ANSWER)
    with pytest.raises(InvalidRecord):
        unanswered(FAMILY, ASKED, 1, rubbish)
    with pytest.raises(InvalidWhen):
        unanswered(FAMILY, ASKED, 1, ANSWER, period=rubbish)
    with pytest.raises(InvalidRecord):
        repeats(FAMILY, rubbish)
    with pytest.raises(InvalidRecord):
        repeats(FAMILY, "absence", rubbish)
    with pytest.raises(InvalidRecord):
        repeats(FAMILY, "absence", 3, rubbish)
    with pytest.raises(InvalidRecord):
        repeats(rubbish, "absence")


def test_what_is_no_child_and_what_breaks_itself():
    """Nobody's journey is refused, and a kind that both makes a run and breaks it."""
    with pytest.raises(UnknownRecord):
        FAMILY.journey("child-x")
    with pytest.raises(InvalidRecord, match="expected that of a Person"):
        FAMILY.journey("police")
    with pytest.raises(InvalidRecord, match="cannot both"):
        repeats(FAMILY, "absence", without=["absence"])

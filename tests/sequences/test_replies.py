"""Journeys, answers and repeats: what is sure holds in every world, what is possible in one."""

from itertools import product

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import (
    Adult,
    CaseFile,
    Child,
    DayCount,
    InvalidRecord,
    InvalidWhen,
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
from safeguard_model.timeline import answers_to
from tests.sequences.making import ANSWER, ASKED, FAMILY, entry
from tests.timeline import worlds

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


def test_the_evidence_of_an_answer_in_time():
    """Of two decisions the one shown is that which certainly was in time, not the one that was some time that month."""
    asked = entry("q", "2022-10-12", ASKED)
    vague, sure = entry("r", "2022-10", ANSWER), entry("s", "2022-10-13", ANSWER)
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
    (reply,) = answers_to([entry("q", asked, ASKED), entry("r", answer, ANSWER)], ASKED, None, ANSWER)
    assert f"referral decision r {words}, " in str(reply)


def test_what_responds_but_is_dated_before():
    """An entry that responds to a referral and is dated before it is told as that, and not as no answer at all."""
    records = [entry("q", "2022-10-12", ASKED), entry("r", "2022-10-10", ANSWER, responds_to="q")]
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
    """A word that is not a kind of event is refused by the name of the argument it stands in."""
    with pytest.raises(InvalidRecord, match=r"^answers_to\.by: "):
        answers_to([], ASKED, 1, "decision")
    with pytest.raises(InvalidRecord, match=r"^repeats\.without: "):
        repeats([], "absence", 1, "decision")
    with pytest.raises(InvalidRecord, match="expected the id of an agency"):
        gaps([], "c", AgencyKind.POLICE)


def test_referrals_of_the_invented_family():
    """In a day csc-01 was answered; hv-07 was after 15 days, sch-06 never."""
    replies = FAMILY.answers_to(ASKED, 1, ANSWER)
    assert [("csc-01", True), ("hv-07", False), ("sch-06", False)] == [(r.asked.id, r.in_time) for r in replies]
    assert [DayCount(1, 1), DayCount(15, 15), None] == [reply.days for reply in replies]
    assert ["hv-07", "sch-06"] == [event.id for event in FAMILY.unanswered(ASKED, within=1, by=ANSWER)]
    assert ["sch-06"] == [event.id for event in unanswered(FAMILY, ASKED, 15, ANSWER)]
    assert "referral sch-06, 16 November 2022: no answer" in str(replies)
    assert "referral decision csc-05 after 15 days, not in time" in str(replies)


def test_a_response_of_another_kind_is_no_answer():
    """An explicit answer of the kinds asked for counts, and only it; another response is no answer, and is named."""
    records = [
        entry("r1", "2016-03-01", ASKED),
        entry("r2", "2016-03-02", ASKED),
        entry("d", "2016-03-03", ANSWER, responds_to="r1"),
        entry("m", "2016-03-09", "meeting", responds_to="r2"),
        entry("x", "2016-03-04", ANSWER, people=["other"]),
    ]
    replies = answers_to(records, ASKED, 3, ANSWER)
    assert [("r1", "d", True), ("r2", None, False)] == [
        (r.asked.id, r.answer and r.answer.id, r.in_time) for r in replies
    ]
    assert str(replies[1]) == "referral r2, 2 March 2016: no answer; meeting m responds to it"


def test_a_referral_closed_without_contact_is_not_answered_by_an_appointment():
    """What closed a referral is no appointment, though it responds to the referral."""
    records = [entry("r", "2016-03-01", "referral"), entry("x", "2016-03-20", "case_closed", responds_to="r")]
    assert [event.id for event in unanswered(records, "referral", None, by="appointment")] == ["r"]


def test_one_referral_told_by_two_agencies_is_one_question():
    """An account of a referral asks nothing anew, and an answer to either account answers both."""
    records = [
        entry("r", "2016-03-01", "referral", agency="school"),
        entry("r2", "2016-03-02", "referral", agency="csc", account_of="r"),
        entry("d", "2016-03-03", "referral_decision", responds_to="r2"),
    ]
    (reply,) = answers_to(records, "referral", 3, "referral_decision")
    assert ([each.id for each in reply.accounts], reply.answer.id, reply.in_time) == (["r", "r2"], "d", True)


def test_a_planned_answer_is_none():
    """A visit that was planned, cancelled or postponed answers nothing, and such a referral asks nothing."""
    for state in ("planned", "cancelled", "postponed", "did_not_happen"):
        records = [entry("r", "2016-03-01", "referral"), entry("v", "2016-03-02", "home_visit", state=state)]
        assert [event.id for event in unanswered(records, "referral", 3, "home_visit")] == ["r"]
        assert unanswered([entry("r", "2016-03-01", "referral", state=state)], "referral", 3, "home_visit") == ()


def test_entries_without_a_kind_are_said_to_be_left_out():
    """An answer says how many entries have no kind, for any of them may be what was asked for."""
    records = [
        entry("r", "2016-03-01", "referral"),
        entry("x", "2016-03-02", "other"),
        entry("y", "2016-03-03", "other"),
    ]
    replies = answers_to(records, "referral", 3, "home_visit")
    assert str(replies).splitlines()[-1] == "Could not look at: 2 of 3 entries with no kind of event (x and y)"
    (left,) = replies.left_out
    assert ([event.id for event in left.which], left.how_many, left.of) == (["x", "y"], 2, 3)
    assert answers_to(records, "other", 3, "home_visit").left_out == ()


def test_about_the_same_child():
    """With a case file a shared parent is not enough where the event is about a child; without one it is."""
    people = [Child(id="c", label="C"), Child(id="d", label="D"), Adult(id="mother", label="Mother")]
    records = [
        entry("r1", "2016-03-01", ASKED, ["c", "mother"]),
        entry("r2", "2016-03-01", ASKED, ["mother"]),
        entry("x", "2016-03-02", ANSWER, ["d", "mother"]),
    ]
    assert ["r1"] == [e.id for e in unanswered(CaseFile.of("Invented", [people, records]), ASKED, 5, ANSWER)]
    assert () == unanswered(records, ASKED, 5, ANSWER)
    assert ["n"] == [e.id for e in unanswered([entry("n", "2016", ASKED, [])], ASKED, None, ANSWER)]


@pytest.mark.parametrize("when", ["2016-03-01T14:30", "2016-03-01T14:30~"])
def test_earlier_on_the_same_day_is_no_answer(when):
    """An answer on the same day is in time, unless the clock says that it was before."""
    asked = entry("r", when, ASKED)
    assert () == unanswered([asked, entry("x", "2016-03-01", ANSWER)], ASKED, 0, ANSWER)
    earlier, later = entry("x", "2016-03-01T10:00", ANSWER), entry("y", "[2016-03-01..2016-03-02]", ANSWER)
    assert (asked,) == unanswered([asked, earlier], ASKED, 0, ANSWER)
    assert [None] == [reply.in_time for reply in answers_to([asked, earlier, later], ASKED, 0, ANSWER)]


def test_an_answer_while_it_lasts():
    """What asks for a while may be answered before it is over, and in time is counted from its end."""
    asked = entry("r", "2016-03-01/2016-03-05", "missing_episode")
    for day, in_time in (("2016-02-29", False), ("2016-03-03", True), ("2016-03-08", True), ("2016-03-09", False)):
        (reply,) = answers_to([asked, entry("x", day, "return_interview")], "missing_episode", 3, "return_interview")
        assert in_time is reply.in_time


def test_an_end_that_is_about_a_day():
    """What asked may be over a day sooner or later, so that an answer is in time for some of its ends only."""
    asked = entry("r", "2016-03-01/2016-03-10~", ASKED)
    for day, in_time in (("2016-03-11", True), ("2016-03-12", None), ("2016-03-13", None), ("2016-03-14", False)):
        (reply,) = answers_to([asked, entry("x", day, ANSWER)], ASKED, 2, ANSWER)
        assert in_time is reply.in_time


def test_too_recent_to_know():
    """Where the time for an answer reaches past the period, none yet is not proof; outside nothing is asked."""
    records = [entry("r1", "2016-02-28", ASKED), entry("r2", "2016-03-21", ASKED), entry("r3", "2016-03-28", ASKED)]
    first, second = answers_to(records, ASKED, 10, ANSWER, period="2016-03")
    assert (first.asked.id, first.in_time, first.censored, first.definite) == ("r2", False, False, True)
    assert (second.asked.id, second.in_time, second.censored, second.definite) == ("r3", None, True, False)
    assert "no answer yet" in str(second)
    assert ["r2", "r3"] == [e.id for e in unanswered(records, ASKED, 10, ANSWER, period="2016-03")]
    assert ["r2"] == [e.id for e in unanswered(records, ASKED, 10, ANSWER, period="2016-03", possible=False)]
    assert all(reply.censored for reply in answers_to(records, ASKED, None, ANSWER, period="2016-03"))


def test_nothing_comes_after_what_has_no_end():
    """After an event without end, and before one without beginning, there is no run."""
    undated = [entry(f"u{n}", "XXXX", "was_not_brought") for n in range(3)]
    for when in ("2016-03-01/..", "../2016-03-01"):
        assert 1 == len(repeats([*undated, entry("k", when, "home_visit")], "was_not_brought", without="home_visit"))


def test_no_date_of_birth_is_shown():
    """Neither a birth that is answered, nor one that is an answer, nor one in a run, shows a date or text."""
    birth = entry("b", "2016-03-05", "birth", description="secret")
    visit = entry("v", "2016-03-09", "home_visit", description="secret")
    booking = entry("m", "2016-03-01", "appointment")
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
        assert len(found) + bool(found.left_out) == len(str(found).splitlines()) or not found
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
    with pytest.raises(InvalidRecord, match="same kind is also in kind"):
        repeats(FAMILY, "absence", without=["absence"])

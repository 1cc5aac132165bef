"""The types of questions over time, as a type checker sees them: read by mypy and pyright, never run."""

from typing import assert_type

from safeguard_model import (
    Age,
    CaseFile,
    DayCount,
    Event,
    Timeline,
    Timescale,
    When,
    ages,
    ages_at_incidents,
    answers_to,
    clocks,
    gaps,
    journey,
    known_but_not,
    known_to,
    merge,
    overlapping,
    pooled,
    repeats,
    sharing,
    unanswered,
    unseen,
)
from safeguard_model.records import HEALTH, AgencyKind, KnowledgeState, Seen, Verdict
from safeguard_model.timeline import (
    ENGLAND,
    AgeAtIncident,
    AgeUnknown,
    Answers,
    Awareness,
    Candidate,
    Clock,
    DiedAged,
    Disagreement,
    EventAge,
    Gap,
    Merge,
    Overlap,
    Piece,
    Pooled,
    Repeat,
    Reply,
    Step,
    Unborn,
)

casefile = CaseFile.of("Example", [])
timeline = Timeline.of(casefile)
events: list[Event] = []

assert_type(gaps(timeline, "c", longer_than=28), Answers[Gap])
assert_type(gaps(events)[0].days, DayCount)
assert_type(gaps(casefile)[0].after, Event | None)
assert_type(unseen(casefile, "c", 28, by_kinds=HEALTH), Answers[Gap])
assert_type(timeline.unseen("c", 28, period="2016/2017"), Answers[Gap])
assert_type(overlapping(events), Answers[Overlap])
assert_type(journey(timeline, "c"), Answers[Step])
assert_type(unanswered(events, "referral", 1, "referral_decision"), Answers[Event])
assert_type(answers_to(events, ["referral"], None, "referral_decision"), Answers[Reply])
assert_type(repeats(events, "was_not_brought", without=("appointment",)), Answers[Repeat])

assert_type(ages(casefile, "c"), Answers[EventAge])
assert_type(ages(casefile, "c")[0].age, Age | Unborn | DiedAged | AgeUnknown)
assert_type([event for event, _ in ages(casefile, "c")], list[Event])
assert_type(ages_at_incidents(casefile), Answers[AgeAtIncident])
assert_type(ages_at_incidents(casefile)[0].stated, Age | None)
assert_type(known_to(casefile, "a", "2016-03-02", possible=True), Timeline)
assert_type(timeline.known_to(AgencyKind.POLICE), Timeline)
assert_type(known_but_not(casefile, HEALTH, ["a", AgencyKind.SCHOOL]), Answers[Awareness])
assert_type(sharing(timeline)[0].state, Seen)
assert_type(sharing(timeline)[:2], Answers[Awareness])
assert_type(sharing(timeline)[0].said, KnowledgeState | None)
assert_type(pooled(timeline), Pooled)
assert_type(pooled(timeline).pieces, Answers[Piece])
assert_type(pooled(timeline).since, When | None)

assert_type(merge(timeline, casefile, events), Merge)
assert_type(merge(casefile=casefile).timeline, Timeline)
assert_type(merge().duplicates, tuple[Event, ...])
assert_type(merge().candidates, Answers[Candidate])
assert_type(merge().disagreements, Answers[Disagreement])
assert_type(merge().settle(accept=merge().candidates, reject=[("e-1", "e-2"), *events]), Merge)
assert_type(casefile.with_timeline(merge(casefile).timeline), CaseFile)

assert_type(ENGLAND, tuple[Timescale, ...])
assert_type(clocks(casefile, bank_holidays=set()), Answers[Clock])
assert_type(timeline.clocks(today="2016")[0].verdict, Verdict)

known_to(casefile, 3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
gaps(casefile, longer_than=None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
merge().settle(accept=["e-1"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]

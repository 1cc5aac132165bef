"""What type checkers must make of timelines, conflicts, files, chronologies and converters; read by mypy and pyright, never run."""

from collections.abc import Iterable, Iterator
from typing import Any, assert_type

import cattrs

from safeguard_model import (
    EXCHANGE,
    PANEL,
    Age,
    CaseFile,
    Claim,
    DayCount,
    Event,
    Timeline,
    configure_converter,
    conflicts,
    coverage,
    diff,
    dumps,
    gaps,
    load,
    loads,
    make_converter,
    merge,
    read_chronology,
    read_jsonl,
    recommendations_by,
    reveal,
    suggest_kinds,
    theme_counts,
    theme_pairs,
    trace,
    write_chronology,
    write_report,
)
from safeguard_model.analysis import (
    Conflict,
    Coverage,
    Diff,
    FieldChange,
    RecommendationCount,
    ThemeCount,
    ThemePair,
    Trace,
)
from safeguard_model.chronology import Suggestion, Suggestions
from safeguard_model.formats import Change, Chronology, OtherRow, Update
from safeguard_model.privacy import Revealed
from safeguard_model.records import AgencyKind, EventKind
from safeguard_model.timeline import AgeUnknown, Answers, DiedAged, Gap, Overlap, Repeat, Reply, Step, Unborn

casefile = load("case.json")
assert_type(casefile, CaseFile)
assert_type(loads(b"{}"), CaseFile)
assert_type(loads("{}"), CaseFile)
assert_type(dumps(casefile), bytes)

timeline = Timeline.of(casefile)
assert_type(timeline[0], Event)
assert_type(timeline[:3], Timeline)
assert_type(list(timeline), list[Event])
assert_type(timeline.about("c").by("a").kinds("contact").between(None, "2016"), Timeline)
for event, age in timeline.ages("c"):
    assert_type(event, Event)
    assert_type(age, Age | Unborn | DiedAged | AgeUnknown)

for gap in gaps(casefile, "c", period="2016"):
    assert_type(gap, Gap)
    assert_type(gap.days, DayCount)
    assert_type(gap.after, Event | None)
assert_type(timeline.gaps(longer_than=28), Answers[Gap])
assert_type(timeline.unseen("c", 28, by_kinds=["school", AgencyKind.POLICE]), Answers[Gap])
assert_type(timeline.overlapping(), Answers[Overlap])
assert_type(timeline.journey("c"), Answers[Step])
assert_type(timeline.answers_to("referral", 1, EventKind.REFERRAL_DECISION), Answers[Reply])
assert_type(timeline.unanswered("referral", within=None, by=["referral_decision"]), Answers[Event])
assert_type(timeline.repeats("absence", without=frozenset({EventKind.MEETING})), Answers[Repeat])

for conflict in conflicts(casefile):
    assert_type(conflict, Conflict)
    assert_type(conflict.claims, tuple[Claim, ...])

assert_type(theme_counts(casefile, casefile, unit="review", themes={"a": "b"}), Answers[ThemeCount])
assert_type(theme_pairs(casefile, unit="finding"), Answers[ThemePair])
assert_type(recommendations_by(casefile, by="level"), Answers[RecommendationCount])
assert_type(coverage(casefile), Answers[Coverage])
assert_type(trace(casefile, "f-1"), Trace)
assert_type(diff(casefile, casefile), Diff)
assert_type(diff(timeline, list(timeline)).changed, Answers[FieldChange])

assert_type(reveal(timeline), Revealed)
assert_type(make_converter(), cattrs.Converter)
assert_type(configure_converter(cattrs.Converter()), cattrs.Converter)

chronology = read_chronology("hv.xlsx", "hv", {"Datum": "when", "Raum": None}, {"Mum": "mother"}, ["c"], "carry")
assert_type(chronology, Chronology)
assert_type(chronology.events, tuple[Event, ...])
assert_type(list(chronology), list[Event])
assert_type(chronology.rejected, tuple[OtherRow, ...])
assert_type(chronology.update(casefile), Update)
assert_type(chronology.update(casefile).changed, Answers[Change])
suggestions = suggest_kinds(chronology, casefile, every=True)
assert_type(suggestions, Suggestions)
assert_type(suggestions[0], Suggestion)
assert_type(suggestions[:3], Suggestions)
assert_type(suggestions[0].second, EventKind | None)
settled = suggestions.accept(0.8, ["e-1"], {"e-2": "arrest"})
assert_type(settled, tuple[Event, ...])
assert_type(chronology.with_kinds(settled), Chronology)
assert_type(suggest_kinds(timeline), Suggestions)
read_chronology("all.csv", agency={"Police": "police"}, casefile=casefile, kinds={"T/C": EventKind.PHONE_CALL})
assert_type(write_chronology(timeline, "out.xlsx"), None)
write_chronology(chronology, "out.csv", ["when", "description"])
write_chronology(casefile, "out.html", {"Date": "when"})
write_chronology(casefile, "out.docx", PANEL)
write_chronology(casefile, "out.csv", EXCHANGE)
write_chronology(casefile, "out.docx", [*PANEL, "age"])
assert_type(EXCHANGE, tuple[str, ...])


def count(items: Iterable[Any], *, total: int | None, desc: str) -> Iterator[Any]:
    """A hook for progress."""
    yield from items


assert_type(read_chronology("hv.csv", progress=True), Chronology)
assert_type(suggest_kinds(timeline, progress=count), Suggestions)
assert_type(list(read_jsonl("cases.jsonl", progress=count)), list[CaseFile])
merge(timeline, progress="bar")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
assert_type(write_report(casefile, "report.html"), None)
write_report(
    casefile, "report.docx", timeline, ["people", "gaps"], title="T", marking="M", made_on="2026-03-02", child="c"
)
write_report(casefile, "report.html", revealed="yes")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

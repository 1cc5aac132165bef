"""What type checkers must make of building and reading records; read by mypy and pyright, never run."""

from datetime import date
from typing import assert_type

from safeguard_model import (
    Age,
    CaseFile,
    Child,
    Claim,
    DayCount,
    Event,
    Factor,
    Family,
    Finding,
    Knowledge,
    Review,
    When,
    statuses_at,
    to_when,
)
from safeguard_model.records import (
    Basis,
    EventKind,
    FactorState,
    Handling,
    KnowledgeState,
    Level,
    Record,
    Sex,
    Status,
)

child = Child(id="c", label="Child C", sex="female", born=date(2016, 1, 10))
assert_type(child.sex, Sex | None)
assert_type(child.born, When | None)
assert_type(child.gestation_weeks, int | None)
assert_type(child.withheld_from, tuple[str, ...])

event = Event(id="e", when="2016-03", kind="home_visit", people=["c"], known_to=[Knowledge(agency="a")], order=1)
assert_type(event.when, When)
assert_type(event.kind, EventKind)
assert_type(event.order, float | None)
assert_type(event.known_to, tuple[Knowledge, ...])
assert_type(event.known_to[0].state, KnowledgeState)
assert_type(Factor(id="f", person="c", kind="smoking").state, FactorState)
assert_type(Finding(id="x", made_by="r", text="T", levels=["local", Level.CASE]).levels, tuple[Level, ...])

Child(id="c", label="Child C", sex=5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
Child(id="c")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
Event(id="e", when=5, kind="contact")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
Review(id="r", title="R", kinds=None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
child.label = "other"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]

casefile = CaseFile.of("Example", [child, [event]], Handling.PUBLISHED)
assert_type(casefile, CaseFile)
assert_type(casefile["c"], Record)
assert_type(casefile.children, tuple[Child, ...])
assert_type(casefile.claims, tuple[Claim, ...])
assert_type(casefile.records(), tuple[Record, ...])
assert_type(casefile.mentions("c"), tuple[Record, ...])
assert_type(casefile.add(child).remove("c"), CaseFile)
assert_type(casefile.combine(casefile).casefile, CaseFile)
assert_type(statuses_at(casefile, "c", "2016"), tuple[Status, ...])
assert_type(Family(id="f", label="F").siblings_of("c"), dict[str, Basis])

assert_type(to_when("2016"), When)
assert_type(When.parse("2 March 2016").shift(months=1), When)
assert_type(When("2016").earliest, date | None)
assert_type(When("2016").days_until(When("2017")), DayCount)
assert_type(Age.between(When("2016"), When("2017")), Age)
assert_type(Age("P6M").years, tuple[int, int | None])

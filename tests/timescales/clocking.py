"""One rule, two children, and what clocks come of them."""

from datetime import date

from attrs import evolve

from safeguard_model import (
    CaseFile,
    Child,
    Event,
    Timescale,
    clocks,
)

HOLIDAYS = {date(2022, 6, 2), date(2022, 6, 3), date(2023, 5, 1), date(2023, 5, 8)}
PEOPLE = [Child(id="c", label="Child C"), Child(id="d", label="Child D")]
RULE = Timescale(
    name="Visit", starts=["referral"], stops=["home_visit"], length=10, unit="days", nation="england", verified=True
)


def event(id, when, kind="home_visit", people=("c",), **fields):
    """An event about Child C."""
    return Event(id=id, when=when, kind=kind, people=people, **fields)


def referral(when, id="r", **fields):
    """A referral, which starts the rule."""
    return event(id, when, "referral", **fields)


def run(*records, rule=RULE, holidays=frozenset(), today=None):
    """The clocks of one rule in a case file with two children."""
    return clocks(CaseFile.of("Invented", [PEOPLE, records]), [rule], holidays, today)


def verdict(*records, **options):
    """The verdict of the one clock there is."""
    (clock,) = run(*records, **options)
    return clock.verdict.value


def due(when, holidays=frozenset(), **changes):
    """When a changed rule is due for a referral at a time."""
    (clock,) = run(referral(when), rule=evolve(RULE, **changes), holidays=holidays)
    return clock.due.text


def stopped_by(*records, **options):
    """What stopped each clock, by what started it."""
    return {clock.started.id: clock.stopped.id if clock.stopped else None for clock in run(*records, **options)}

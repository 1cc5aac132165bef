"""`Timescale`: a deadline of law, guidance or local procedures, held as data."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

import attrs

from safeguard_model.dates import When
from safeguard_model.errors import InvalidRecord, shape
from safeguard_model.records.base import shared_last
from safeguard_model.records.converters import sequence, to_optional_when, to_required_text, to_text, values
from safeguard_model.records.refusals import Refused, word
from safeguard_model.records.vocabulary import (
    AgencyKind,
    EventDecision,
    EventKind,
    Nation,
    ReviewKind,
    Strength,
    TimeUnit,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

__all__ = ["DayOne", "Moment", "Timescale", "Trigger", "in_words"]

_LONGEST = 100_000


class Moment(StrEnum):
    """A date in an `Incident` or a `Review`, not in an entry of the chronology, that starts or stops a clock."""

    BECAME_AWARE = "became_aware"
    """The local authority became aware of an incident: `Incident.became_aware`."""
    NOTIFIED = "notified"
    """The national Panel was notified of an incident: `Incident.notified`."""
    RAPID_REVIEW_COMPLETED = "rapid_review_completed"
    """A review of kind `rapid_review` has a milestone `completed`."""


class DayOne(StrEnum):
    """The day that counts as day one. No source read for this library names it, so each `Timescale` can choose."""

    SAME_DAY = "same_day"
    """The day of the start, even if it is not a working day.

    The deadline is one day (in working days, one working day) closer to the start than with `NEXT_DAY`.
    """
    NEXT_DAY = "next_day"
    """The day after the start or, in working days, the first working day after it.

    If the length is negative, it is the day (or the last working day) before the start.
    """


Trigger: TypeAlias = EventKind | Moment
"""A kind of event, or a `Moment`, that starts or stops a clock."""


def _to_flag(value: bool) -> bool:
    if type(value) is not bool:
        raise Refused(f"expected True or False, got {shape(value)}")
    return value


def _to_length(value: int) -> int:
    if type(value) is not int:
        raise Refused(f"expected a whole number, got {shape(value)}")
    if abs(value) > _LONGEST:
        raise Refused(f"expected a number from -{_LONGEST:,} to {_LONGEST:,}")
    return value


def _to_unit(value: TimeUnit | str) -> TimeUnit:
    return word(TimeUnit, value)


def _to_day_one(value: DayOne | str) -> DayOne:
    return word(DayOne, value)


def _to_strength(value: Strength | str) -> Strength:
    return word(Strength, value)


def _to_nation(value: Nation | str) -> Nation:
    return word(Nation, value)


def _to_in_force(value: When | str | date | None) -> When | None:
    when = to_optional_when(value)
    if when is not None and not when.is_span:
        raise Refused("expected a span, such as 2018-07-04/2023-12-14 or 2023-12-15/..")
    return when


def _to_triggers(value: Iterable[Trigger | str]) -> tuple[Trigger, ...]:
    return tuple(_to_trigger(item) for item in sequence(value, "words"))


def _to_trigger(value: Trigger | str) -> Trigger:
    if type(value) in (Moment, str) and value in set(Moment):
        return word(Moment, value)
    return word(EventKind, value)


def _to_started_by(value: Iterable[Trigger | str]) -> tuple[Trigger, ...]:
    starts = _to_triggers(value)
    if not starts:
        raise Refused("expected at least one kind of event or moment, got none")
    return starts


def _to_kinds(value: Iterable[EventKind | str]) -> tuple[EventKind, ...]:
    return tuple(word(EventKind, item) for item in sequence(value, "words"))


def _to_agency_kinds(value: Iterable[AgencyKind | str]) -> tuple[AgencyKind, ...]:
    return tuple(word(AgencyKind, item) for item in sequence(value, "words"))


def _to_decisions(value: Iterable[EventDecision | str]) -> tuple[EventDecision, ...]:
    return tuple(word(EventDecision, item) for item in sequence(value, "words"))


def _to_conditions(value: Iterable[EventKind | ReviewKind | str]) -> tuple[EventKind | ReviewKind, ...]:
    return tuple(_to_condition(item) for item in sequence(value, "words"))


def _to_condition(value: EventKind | ReviewKind | str) -> EventKind | ReviewKind:
    """Return the kind of event, or the kind of review, that the word names.

    Some words, such as `rapid_review`, are in both enums. As text, such a word means the kind of event.
    """
    if type(value) is ReviewKind or (type(value) is str and value in set(ReviewKind) - set(EventKind)):
        return word(ReviewKind, value)
    return word(EventKind, value)


def _to_timescales(value: Iterable[Timescale]) -> tuple[Timescale, ...]:
    return values(value, Timescale)


@attrs.frozen(kw_only=True, field_transformer=shared_last)
class Timescale:
    """How long something may take, what starts and stops the clock, and which document sets the limit.

    Kinds and other choices are given as members of `EventKind`, `Moment` and other enums, or as their words. Several
    are kept as a tuple. To get a changed copy, use `attrs.evolve`. Raises `InvalidRecord` for a value that a
    field refuses, and for `every` without `stops`.

    >>> visit = Timescale(
    ...     name="Visit after a plan", starts=["plan_started"], stops=["home_visit"], length=10, unit="working_days",
    ...     nation="england", edition="our own procedures",
    ... )
    >>> print(visit)
    Visit after a plan: 10 working days from plan started (our own procedures, local; unverified)
    """

    name: str = attrs.field(converter=to_required_text)
    """What has to be done."""
    starts: tuple[Trigger, ...] = attrs.field(converter=_to_started_by)
    """The kinds of event, or the moments, that start the clock. Any one of them starts it."""
    stops: tuple[Trigger, ...] = attrs.field(default=(), converter=_to_triggers)
    """The kinds of event, or the moments, that stop the clock. Any one of them stops it.

    Empty: nothing on file can stop the clock, so the clock has a due date but its verdict is unknown.
    """
    length: int = attrs.field(converter=_to_length)
    """The number of units. Negative: the deadline comes before the start, as for the notice of a meeting."""
    unit: TimeUnit = attrs.field(converter=_to_unit)
    """The unit of the length. In every unit except hours, the deadline is the last minute of a day."""
    day_one: DayOne = attrs.field(default=DayOne.NEXT_DAY, converter=_to_day_one)
    """The day that counts as day one. The choice makes no difference if the unit is hours, or if the length is 0."""
    every: bool = attrs.field(default=False, converter=_to_flag)
    """Whether each stop starts the next clock, as long as the work goes on (`ends`)."""
    agencies: tuple[AgencyKind, ...] = attrs.field(default=(), converter=_to_agency_kinds)
    """The kinds of agency that must act. Empty: of any kind.

    An event that goes to an agency of another kind starts no clock, such as a referral to a mental health service. What
    an agency of another kind decided, started or completed for itself stops none. An event without a receiver may start
    one.
    """
    unless: tuple[EventDecision, ...] = attrs.field(default=(), converter=_to_decisions)
    """Decisions about the start after which the clock does not run, such as no further action on a referral.

    If any are named, an event of kind `no_further_action` that responds to the start counts as one of them.
    """
    ends: tuple[EventKind, ...] = attrs.field(default=(), converter=_to_kinds)
    """Kinds of event that end the clock for a child, even if nothing stopped it, such as the end of the plan."""
    earliest_of: tuple[Timescale, ...] = attrs.field(default=(), converter=_to_timescales)
    """Other timescales. The clock is due no later than any of them.

    Each of them is counted from its own last start for the same children, up to the start of this clock.
    """
    only_if: tuple[EventKind | ReviewKind, ...] = attrs.field(default=(), converter=_to_conditions)
    """Conditions: kinds of event, kinds of review, or both.

    An event of one of the kinds of event must come on the day of the start or later, and before the next start. Starts
    and stops must be steps of a review of one of the kinds of review; an entry that was not worked out from a review
    must be about a subject of such a review.
    """
    only_after: tuple[EventKind, ...] = attrs.field(default=(), converter=_to_kinds)
    """Kinds of event: one of them must have come before the start."""
    condition: str = attrs.field(default="", converter=to_text)
    """A further condition, in words, that the records cannot prove.

    With such a condition, a clock is never certainly missed or overdue.
    """
    nation: Nation = attrs.field(converter=_to_nation)
    """The nation whose rule it is, and whose bank holidays count."""
    strength: Strength = attrs.field(default=Strength.LOCAL, converter=_to_strength)
    """Whether the timescale is statutory, guidance or local."""
    edition: str = attrs.field(default="", converter=to_text)
    """The document and its year: "Working Together 2018"."""
    in_force: When | None = attrs.field(default=None, converter=_to_in_force)
    """The span in which the timescale is in force. The clock must start in this span. None: at any time."""
    verified: bool = attrs.field(default=False, converter=_to_flag)
    """Whether length and start were both read in the source. If not, the timescale is shown as unverified."""
    source: str = attrs.field(default="", converter=to_text)
    """Where the rule was read."""

    def __attrs_post_init__(self) -> None:
        if self.every and not self.stops:
            raise InvalidRecord("Timescale", "every", "a timescale with every=True needs at least one stop")

    def __str__(self) -> str:
        rules = " ".join((self.rule, *(f"or {part.rule} if earlier" for part in self.earliest_of)))
        about = f"{self.edition}, {self.strength.value}" if self.edition else self.strength.value
        if not self.verified:
            about += "; unverified"
        return f"{self.name}: {rules} ({about})"

    @property
    def span(self) -> str:
        """The length in words: "15 working days"."""
        unit = in_words(self.unit)
        if abs(self.length) == 1:
            unit = unit.removesuffix("s")
        return f"{abs(self.length)} {unit}"

    @property
    def rule(self) -> str:
        """The length and the start in words: "15 working days from strategy discussion"."""
        side = "before" if self.length < 0 else "from"
        return f"{self.span} {side} {' or '.join(map(in_words, self.starts))}"


def in_words(kind: StrEnum) -> str:
    """Return the member of an enum in words: "strategy discussion"."""
    return kind.value.replace("_", " ")

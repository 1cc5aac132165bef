"""`Timescale`: a deadline of law or guidance as data, which `attrs.evolve` copies and changes."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

import attrs

from safeguard_model.dates import When
from safeguard_model.errors import InvalidRecord, shape
from safeguard_model.records.base import shared_last
from safeguard_model.records.converters import sequence, to_optional_when, to_required_text, to_text, values
from safeguard_model.records.refusals import Refused, word
from safeguard_model.records.vocabulary import EventKind, Nation, ReviewKind, Strength, TimeUnit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

__all__ = ["DayOne", "Moment", "Timescale", "Trigger", "in_words"]

_LONGEST = 100_000


class Moment(StrEnum):
    """A date of an incident or a review that starts or stops a clock without being an entry."""

    BECAME_AWARE = "became_aware"
    """The local authority became aware of an incident: `Incident.became_aware`."""
    NOTIFIED = "notified"
    """The national Panel was notified of an incident: `Incident.notified`."""
    RAPID_REVIEW_COMPLETED = "rapid_review_completed"
    """A review of kind `rapid_review` has a milestone `completed`."""


class DayOne(StrEnum):
    """Which day counts as day one. No guidance read for this library says so: it is set here, and can be changed."""

    SAME_DAY = "same_day"
    """The day of the start itself, even if that is not a working day: the deadline is one day earlier."""
    NEXT_DAY = "next_day"
    """The day after the start; for working days, the first working day after it."""


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
        raise Refused("at least one word is required")
    return starts


def _to_kinds(value: Iterable[EventKind | str]) -> tuple[EventKind, ...]:
    return tuple(word(EventKind, item) for item in sequence(value, "words"))


def _to_conditions(value: Iterable[EventKind | ReviewKind | str]) -> tuple[EventKind | ReviewKind, ...]:
    return tuple(_to_condition(item) for item in sequence(value, "words"))


def _to_condition(value: EventKind | ReviewKind | str) -> EventKind | ReviewKind:
    """Return the kind of event or of review; `rapid_review` is both, and as a plain word it is the kind of event."""
    if type(value) is ReviewKind or (type(value) is str and value in set(ReviewKind) - set(EventKind)):
        return word(ReviewKind, value)
    return word(EventKind, value)


def _to_timescales(value: Iterable[Timescale]) -> tuple[Timescale, ...]:
    return values(value, Timescale)


@attrs.frozen(kw_only=True, field_transformer=shared_last)
class Timescale:
    """How long something may take, what starts and stops it, and which document says so.

    Words are those of `EventKind`, `Moment` and the other enums, or their members. Several are kept as a tuple. To get
    a changed copy, use `attrs.evolve`. Raises `InvalidRecord`.

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
    """What starts it, any of these: kinds of event, or moments."""
    stops: tuple[Trigger, ...] = attrs.field(default=(), converter=_to_triggers)
    """What stops it, any of these. Empty: nothing on file can stop it, so it has a due date and no verdict."""
    length: int = attrs.field(converter=_to_length)
    """How many of the unit. Negative: the deadline comes before the start, as for the notice of a meeting."""
    unit: TimeUnit = attrs.field(converter=_to_unit)
    """The unit of the length. All units except hours end with the last minute of a day."""
    day_one: DayOne = attrs.field(default=DayOne.NEXT_DAY, converter=_to_day_one)
    """Which day counts as day one; it makes no difference for hours."""
    every: bool = attrs.field(default=False, converter=_to_flag)
    """Whether each stop starts it again."""
    ends: tuple[EventKind, ...] = attrs.field(default=(), converter=_to_kinds)
    """Kinds of event that end it for a child, stopped or not: the plan ended, the case was closed."""
    earliest_of: tuple[Timescale, ...] = attrs.field(default=(), converter=_to_timescales)
    """It is due no later than any of these. Each is counted from its own last start before the start of this one."""
    only_if: tuple[EventKind | ReviewKind, ...] = attrs.field(default=(), converter=_to_conditions)
    """Kinds of event, one of which must come between the start and the next start; kinds of review it belongs to."""
    only_after: tuple[EventKind, ...] = attrs.field(default=(), converter=_to_kinds)
    """Kinds of event, one of which must have come before the start."""
    condition: str = attrs.field(default="", converter=to_text)
    """What else must be true, in words, that no file can show: the clock is then never certainly missed or overdue."""
    nation: Nation = attrs.field(converter=_to_nation)
    """The nation whose rule it is, and whose bank holidays count."""
    strength: Strength = attrs.field(default=Strength.LOCAL, converter=_to_strength)
    """Whether it is statutory, guidance or local."""
    edition: str = attrs.field(default="", converter=to_text)
    """The document and its year: "Working Together 2018"."""
    in_force: When | None = attrs.field(default=None, converter=_to_in_force)
    """When it applies, by the day of its start; None: at any time."""
    verified: bool = attrs.field(default=False, converter=_to_flag)
    """Whether all of it was read in the source; if not, it is shown as unverified."""
    source: str = attrs.field(default="", converter=to_text)
    """Where it was read."""

    def __attrs_post_init__(self) -> None:
        if self.every and not self.stops:
            raise InvalidRecord("Timescale", "every", "a timescale without stops cannot start again at each stop")

    def __str__(self) -> str:
        rules = " ".join((self.rule, *(f"or {part.rule} if earlier" for part in self.earliest_of)))
        about = f"{self.edition}, {self.strength.value}" if self.edition else self.strength.value
        if not self.verified:
            about += "; unverified"
        return f"{self.name}: {rules} ({about})"

    @property
    def span(self) -> str:
        """Its length in words: "15 working days"."""
        unit = in_words(self.unit)
        if abs(self.length) == 1:
            unit = unit.removesuffix("s")
        return f"{abs(self.length)} {unit}"

    @property
    def rule(self) -> str:
        """Its length and what it counts from: "15 working days from strategy discussion"."""
        side = "before" if self.length < 0 else "from"
        return f"{self.span} {side} {' or '.join(map(in_words, self.starts))}"


def in_words(kind: StrEnum) -> str:
    """Return a word of a vocabulary as it is shown: "strategy discussion"."""
    return kind.value.replace("_", " ")

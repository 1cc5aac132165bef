"""`Timescale`: a clock of law or guidance as data, to be copied and changed with `attrs.evolve`."""

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

__all__ = ["DayOne", "Moment", "Timescale", "What", "in_words"]

_LONGEST = 100_000


class Moment(StrEnum):
    """What starts or stops a clock and is no entry: a date that an incident or a review holds."""

    BECAME_AWARE = "became_aware"
    """The local authority became aware of an incident: `Incident.became_aware`."""
    NOTIFIED = "notified"
    """The national Panel was notified of an incident: `Incident.notified`."""
    RAPID_REVIEW_COMPLETED = "rapid_review_completed"
    """A review of kind `rapid_review` has a milestone `completed`."""


class DayOne(StrEnum):
    """Which day counts as day one. No guidance read for this library says; so it is said here, and can be changed."""

    SAME_DAY = "same_day"
    """The day of the start itself, even where that is no working day: the deadline is a day earlier."""
    NEXT_DAY = "next_day"
    """The day after, or for working days the first working day after."""


What: TypeAlias = EventKind | Moment
"""What starts or stops a clock."""


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


def _to_whats(value: Iterable[What | str]) -> tuple[What, ...]:
    return tuple(_to_what(item) for item in sequence(value, "words"))


def _to_what(value: What | str) -> What:
    return word(Moment, value) if type(value) in (Moment, str) and value in set(Moment) else word(EventKind, value)


def _to_started_by(value: Iterable[What | str]) -> tuple[What, ...]:
    starts = _to_whats(value)
    if not starts:
        raise Refused("at least one word is required")
    return starts


def _to_kinds(value: Iterable[EventKind | str]) -> tuple[EventKind, ...]:
    return tuple(word(EventKind, item) for item in sequence(value, "words"))


def _to_conditions(value: Iterable[EventKind | ReviewKind | str]) -> tuple[EventKind | ReviewKind, ...]:
    return tuple(_to_condition(item) for item in sequence(value, "words"))


def _to_condition(value: EventKind | ReviewKind | str) -> EventKind | ReviewKind:
    """A word of both, `rapid_review`, is the kind of event; the kind of review is given by its member."""
    is_review = type(value) is ReviewKind or (type(value) is str and value in set(ReviewKind) - set(EventKind))
    return word(ReviewKind, value) if is_review else word(EventKind, value)


def _to_timescales(value: Iterable[Timescale]) -> tuple[Timescale, ...]:
    return values(value, Timescale)


@attrs.frozen(kw_only=True, field_transformer=shared_last)
class Timescale:
    """How long something may take, from what to what, who says so and since when.

    Words are those of `EventKind`, `Moment` and the other enums, or their members. Tuples, never lists. A changed copy
    is made by `attrs.evolve`. Raises `InvalidRecord`.

    >>> visit = Timescale(
    ...     name="Visit after a plan", starts=["plan_started"], stops=["home_visit"], length=10, unit="working_days",
    ...     nation="england", edition="our own procedures",
    ... )
    >>> print(visit)
    Visit after a plan: 10 working days from plan started (our own procedures, local; unverified)
    """

    name: str = attrs.field(converter=to_required_text)
    """What is due."""
    starts: tuple[What, ...] = attrs.field(converter=_to_started_by)
    """What starts it, any of these: kinds of event, or a `Moment`."""
    stops: tuple[What, ...] = attrs.field(default=(), converter=_to_whats)
    """What stops it, any of these. None: nothing on file can, so that it is shown when it was due and no verdict."""
    length: int = attrs.field(converter=_to_length)
    """How many of the unit. Negative: a deadline so long before its start, as notice of a meeting is."""
    unit: TimeUnit = attrs.field(converter=_to_unit)
    """What it is counted in. All but hours end with the last minute of the day."""
    day_one: DayOne = attrs.field(default=DayOne.NEXT_DAY, converter=_to_day_one)
    """Which day counts as day one; of no meaning for hours."""
    every: bool = attrs.field(default=False, converter=_to_flag)
    """True where each stop starts it anew."""
    ends: tuple[EventKind, ...] = attrs.field(default=(), converter=_to_kinds)
    """Kinds of event that end it for a child, whether or not it was stopped: the plan ended, the case was closed."""
    earliest_of: tuple[Timescale, ...] = attrs.field(default=(), converter=_to_timescales)
    """It is due no later than any of these, each counted from the last start of its own before this one's start."""
    only_if: tuple[EventKind | ReviewKind, ...] = attrs.field(default=(), converter=_to_conditions)
    """Kinds of event one of which must follow the start before the next start, and kinds of review it belongs to."""
    only_after: tuple[EventKind, ...] = attrs.field(default=(), converter=_to_kinds)
    """Kinds of event one of which must have come before the start."""
    condition: str = attrs.field(default="", converter=to_text)
    """What must hold besides and no file can settle, in words: then it is never certainly missed or overdue."""
    nation: Nation = attrs.field(converter=_to_nation)
    """Whose rule it is, and whose bank holidays count."""
    strength: Strength = attrs.field(default=Strength.LOCAL, converter=_to_strength)
    """Whether it is statutory, guidance or local."""
    edition: str = attrs.field(default="", converter=to_text)
    """The document, with its year: "Working Together 2018"."""
    in_force: When | None = attrs.field(default=None, converter=_to_in_force)
    """From when to when it counts, by the day of its start; None: at any time."""
    verified: bool = attrs.field(default=False, converter=_to_flag)
    """True where all of it was read in the source; else it is shown as unverified."""
    source: str = attrs.field(default="", converter=to_text)
    """Where it was read."""

    def __attrs_post_init__(self) -> None:
        if self.every and not self.stops:
            raise InvalidRecord("Timescale", "every", "what nothing stops cannot start anew")

    def __str__(self) -> str:
        parts = [self.rule, *(f"or {part.rule} if earlier" for part in self.earliest_of)]
        about = ", ".join(filter(None, (self.edition, self.strength.value)))
        return f"{self.name}: {' '.join(parts)} ({about}{'' if self.verified else '; unverified'})"

    @property
    def span(self) -> str:
        """Its length in words: "15 working days"."""
        unit = self.unit.value.replace("_", " ")
        return f"{abs(self.length)} {unit.removesuffix('s') if abs(self.length) == 1 else unit}"

    @property
    def rule(self) -> str:
        """Its length and what it counts from: "15 working days from strategy discussion"."""
        side = "before" if self.length < 0 else "from"
        return f"{self.span} {side} {' or '.join(map(in_words, self.starts))}"


def in_words(kind: StrEnum) -> str:
    """A word of a vocabulary as it is shown: "strategy discussion"."""
    return kind.value.replace("_", " ")

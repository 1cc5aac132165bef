"""The time looked at: a period, and within it no more than a life."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from safeguard_model.dates import When
from safeguard_model.dates.edtf import ANY, DAY
from safeguard_model.dates.when import meaning_of
from safeguard_model.timeline.periods import minutes_of
from safeguard_model.timeline.windows import BEYOND, Extent, Limit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguard_model.records import Person

__all__ = ["Boundary", "End", "limits_of"]


class Boundary(StrEnum):
    """The kind of beginning or end of a gap."""

    EVENT = "event"
    """A contact or sighting."""
    PERIOD = "period"
    """The beginning or end of the period asked for: the gap may be longer."""
    BIRTH = "birth"
    EXPECTED_BIRTH = "expected_birth"
    DEATH = "death"


class End(NamedTuple):
    """An end of the time looked at: its minute, its kind, and its date."""

    limit: Limit
    at: Boundary
    when: When | None


def limits_of(
    marks: Sequence[Extent],
    period: When | str | date | None,
    person: Person | None,
    life: tuple[When | None, When | None],
) -> tuple[End, End]:
    """Return the ends of the time looked at: those of the period, but not before birth or after death.

    Without a period, a birth or a death counts only where a contact may lie beyond it. An open end of a period is
    limited by a birth or death of which it is known how early, or late, it can have been.
    """
    low, high = minutes_of(period)
    first = End(Limit(low, low), Boundary.PERIOD, _day_of(low))
    last = End(Limit(high, high), Boundary.PERIOD, _day_of(high))
    if person is None:
        return first, last
    birth, death = life
    at = Boundary.BIRTH
    expected = person.expected
    if birth is None and expected is not None and not any(mark.over < meaning_of(expected).start_low for mark in marks):
        at, birth = Boundary.EXPECTED_BIRTH, expected  # with contacts before it, it did not limit them
    if birth is not None:
        earliest, _, _, latest = meaning_of(birth)
        asked = low > -BEYOND or (period is not None and earliest > -ANY)
        if asked or any(mark.over < earliest for mark in marks):
            if earliest >= low:
                first = End(Limit(earliest, latest), at, birth)
            elif latest > low:
                first = first._replace(limit=Limit(low, latest))
    if death is not None:
        earliest, _, _, latest = meaning_of(death)
        asked = high < BEYOND or (period is not None and latest < ANY)
        if asked or any(mark.begun > latest for mark in marks):
            if latest <= high:
                last = End(Limit(latest, earliest), Boundary.DEATH, death)
            elif earliest < high:
                last = last._replace(limit=Limit(high, earliest))
    return first, last


def _day_of(minute: int) -> When | None:
    """Return the day of a minute; None if there is no bound."""
    return When(date.fromordinal(minute // DAY).isoformat()) if abs(minute) < ANY else None

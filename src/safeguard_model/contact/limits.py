"""The time that a question about contact looks at: the part of a period that lies in a person's life."""

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
    """What a gap begins or ends with."""

    EVENT = "event"
    """A contact or sighting."""
    PERIOD = "period"
    """The beginning or end of the period asked for: the gap may be longer."""
    BIRTH = "birth"
    EXPECTED_BIRTH = "expected_birth"
    DEATH = "death"


class End(NamedTuple):
    """The beginning or the end of the time looked at: its minutes, its kind and its date."""

    limit: Limit
    boundary: Boundary
    when: When | None


def limits_of(
    extents: Sequence[Extent],
    period: When | str | date | None,
    person: Person | None,
    life: tuple[When | None, When | None],
) -> tuple[End, End]:
    """Return the beginning and the end of the time looked at: the period, cut off at the birth and at the death.

    If the period has an open beginning, the birth limits the time only if the earliest possible birth is known. If the
    period has an open end, the death limits the time only if the latest possible death is known. Without a period, a
    birth or a death limits the time only if a contact may lie beyond it. An expected birth limits the time only if no
    birth is known and no contact may have been over before it.

    `life` holds the birth and the death of the person, each None if it is not known.
    """
    low, high = minutes_of(period)
    first = End(Limit(low, low), Boundary.PERIOD, _day_of(low))
    last = End(Limit(high, high), Boundary.PERIOD, _day_of(high))
    if person is None:
        return first, last
    birth, death = life
    boundary = Boundary.BIRTH
    if birth is None and _is_expected_birth_a_limit(extents, person):
        birth, boundary = person.expected, Boundary.EXPECTED_BIRTH
    has_period = period is not None
    if birth is not None:
        earliest = meaning_of(birth).start_low
        is_asked = low > -BEYOND or (has_period and earliest > -ANY)
        if is_asked or any(extent.earliest_end < earliest for extent in extents):
            first = _not_before_birth(first, birth, boundary)
    if death is not None:
        latest = meaning_of(death).end_high
        is_asked = high < BEYOND or (has_period and latest < ANY)
        if is_asked or any(extent.latest_start > latest for extent in extents):
            last = _not_after_death(last, death)
    return first, last


def _is_expected_birth_a_limit(extents: Sequence[Extent], person: Person) -> bool:
    """Return whether a birth was expected, and no contact may have been over before the earliest expected date."""
    if person.expected is None:
        return False
    earliest = meaning_of(person.expected).start_low
    return not any(extent.earliest_end < earliest for extent in extents)


# A birth that is known only as a range gives two limits. The time looked at may begin at the earliest possible birth,
# and certainly has begun at the latest possible birth. If the birth may lie before the period or in it, the time may
# begin with the period, but has certainly begun only at the latest possible birth. For a death it is the same, the
# other way round.
def _not_before_birth(first: End, birth: When, boundary: Boundary) -> End:
    """Return the beginning of the time looked at: the birth, if it is certainly not before `first`; otherwise `first`.

    If only a part of the possible births is after `first`, the possible beginning stays, and the time certainly looked
    at begins at the latest possible birth.
    """
    low = first.limit.possible
    earliest, _, _, latest = meaning_of(birth)
    if earliest >= low:
        return End(Limit(earliest, latest), boundary, birth)
    if latest > low:
        return first._replace(limit=Limit(low, latest))
    return first


def _not_after_death(last: End, death: When) -> End:
    """Return the end of the time looked at: the death, if it is certainly not after `last`; otherwise `last`.

    If only a part of the possible deaths is before `last`, the possible end stays, and the time certainly looked at
    ends at the earliest possible death.
    """
    high = last.limit.possible
    earliest, _, _, latest = meaning_of(death)
    if latest <= high:
        return End(Limit(latest, earliest), Boundary.DEATH, death)
    if earliest < high:
        return last._replace(limit=Limit(high, earliest))
    return last


def _day_of(minute: int) -> When | None:
    """Return the day of a minute; None if there is no bound."""
    if abs(minute) >= ANY:
        return None
    return When(date.fromordinal(minute // DAY).isoformat())

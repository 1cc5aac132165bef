"""The ages of a child along a time axis: which part of the axis is which age, and where that is not certain."""

from __future__ import annotations

from datetime import date
from math import ceil, floor
from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model.display.marks import month_around, stretch_of
from safeguard_model.timeline.lifetimes import life_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safeguard_model.display.marks import Stretch
    from safeguard_model.display.time_axis import TimeAxis
    from safeguard_model.records import Person
    from safeguard_model.timeline import Timeline

__all__ = ["AgePart", "AgeStrip", "age_parts"]

_STEPS: Final = (1, 3, 6, 12, 24, 60, 120)
"""The lengths that a part may have, in months."""
_LEAST_WIDTH: Final = 58
"""The least width of a part in points: it has room for "under 3 months"."""
_MONTH: Final = 30.4


class AgeStrip(NamedTuple):
    """The strip of ages: its name, and its parts from left to right."""

    name: str
    parts: list[AgePart]


class AgePart(NamedTuple):
    """A part of the axis, in days, in which the child has one age."""

    first: float
    last: float
    text: str
    """The age in words; nothing where the age is one or the next, because the date of birth is not exact."""
    is_alive: bool
    """Whether the child was born by then and had not died, or may have been."""


# A date of birth can be read off a strip of ages with a ruler. So unless it is revealed, the birth counts as some day
# of its month: between two ages there is then a month in which the age is the one or the other, as for any birth that
# is known by its month only.
def age_parts(timeline: Timeline, child: Person, axis: TimeAxis, *, revealed: bool) -> list[AgePart]:
    """Return the parts of an axis with the ages of a child; none if the birth is not known to within a year."""
    birth, death = life_of(child, timeline)
    if birth is None or birth.is_span:
        return []
    born = stretch_of(birth)
    died = None if death is None else stretch_of(death)
    if not revealed:
        born, died = month_around(born), None if died is None else month_around(died)
    if born.first is None or born.last is None or born.last - born.first > 366:
        return []
    # Ages change with the day, so what counts is the first and the last day on which the birth may have been.
    earliest, latest = float(floor(born.first)), float(ceil(born.last) - 1)
    step = _step(latest - earliest, axis.points_per_day)
    if step is None:
        return []
    parts = _parts(earliest, latest, step, axis.last)
    alive = [part for part in parts if part.last > axis.first and part.first < axis.last]
    return [_clipped(part, axis) for part in _until(alive, died, axis)]


def _step(doubt: float, points_per_day: float) -> int | None:
    """Return the length of the parts in months: wide enough for a text, and longer than the doubt about the birth."""
    for step in _STEPS:
        certain = step * _MONTH - doubt
        least = _LEAST_WIDTH if step < 12 else _LEAST_WIDTH / 2
        if certain * points_per_day >= least and certain > 0.8 * doubt:
            return step
    return None


def _parts(earliest: float, latest: float, step: int, until: float) -> Iterator[AgePart]:
    yield AgePart(float(date.min.toordinal()), earliest, "before birth", False)
    start, months = latest, 0
    if latest > earliest:
        yield AgePart(earliest, latest, "", True)
    while start < until:
        months += step
        low, high = _months_later(earliest, months), _months_later(latest, months)
        yield AgePart(start, low, _words(months - step, step), True)
        if high > low:
            yield AgePart(low, high, "", True)
        start = high


def _until(parts: list[AgePart], died: Stretch | None, axis: TimeAxis) -> Iterator[AgePart]:
    """Yield the parts up to the death, and one for the time after it."""
    if died is None or died.first is None:
        yield from parts
        return
    for part in parts:
        if part.first < died.first:
            yield part._replace(last=min(part.last, died.first))
    end = axis.last if died.last is None else died.last
    if end > died.first:
        yield AgePart(died.first, end, "", True)
    yield AgePart(end, axis.last, "after death", False)


def _clipped(part: AgePart, axis: TimeAxis) -> AgePart:
    first, last = max(part.first, axis.first), min(part.last, axis.last)
    return part._replace(first=min(first, axis.last), last=max(last, axis.first))


def _months_later(day: float, months: int) -> float:
    """Return the same day of a later month; the first of the next month if that month is too short."""
    start = date.fromordinal(int(day))
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        return float(date.max.toordinal())
    try:
        return float(date(year, month + 1, start.day).toordinal())
    except ValueError:
        return float(date(year + (month == 11), (month + 1) % 12 + 1, 1).toordinal())


def _words(months: int, step: int) -> str:
    years, rest = divmod(months, 12)
    if step > 12:
        return f"{years} to {years + step // 12 - 1}"
    if step == 12:
        return f"{years}" if years else "under 1"
    if not months:
        return f"under {step} months" if step > 1 else "under 1 month"
    if months < 24:
        return f"{months} months" if months > 1 else "1 month"
    return f"{years} y {rest} m" if rest else f"{years} years"

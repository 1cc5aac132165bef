"""What went on at the same time: pairs of events that have time in common."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar

import attrs

from safeguard_model.dates import DayCount, When
from safeguard_model.dates.edtf import DAY, NEVER
from safeguard_model.records import Event
from safeguard_model.timeline.answers import Answers, is_plain, name_of
from safeguard_model.timeline.given import timeline_of
from safeguard_model.timeline.minutes import when_between
from safeguard_model.timeline.periods import minutes_of
from safeguard_model.timeline.windows import Extent, days_between, extents
from safeguard_model.timeline.wording import roughly

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from safeguard_model.timeline.given import Given

__all__ = ["Overlap", "overlapping"]


@attrs.frozen(kw_only=True, repr=False)
class Overlap:
    """Two events that go on, or may go on, at the same time. At least one of them lasted."""

    headings: ClassVar[tuple[str, ...]] = ("first", "second", "start", "end", "days", "definite")

    first: Event
    """The one that comes first in the timeline."""
    second: Event
    """The other."""
    start: When | None
    """The later start of the two, as precisely as both are known; None: neither has a beginning."""
    end: When | None
    """The earlier end of the two, as precisely as both are known; None: neither has an end."""
    days: DayCount
    """The days of the calendar on which both went on, the first and the last included."""
    definite: bool
    """Whether they certainly have a minute in common."""

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table."""
        dates = (self.start or "", self.end or "") if is_plain(self.first, self.second) else ("", "")
        sure = "yes" if self.definite else "possibly"
        return (name_of(self.first), name_of(self.second), *dates, self._length(), sure)

    def __str__(self) -> str:
        lasting = [event for event in (self.first, self.second) if event.when.is_span]
        if len(lasting) > 1:
            both = f"{name_of(self.first)} and {name_of(self.second)} at the same time: {self._length()}"
            text = both + (f"{self._from()}{self._to()}" if is_plain(self.first, self.second) else "")
        else:
            point = self.second if lasting[0] is self.first else self.first
            text = f"{name_of(point)} during {name_of(lasting[0])}"
            text += f": {point.when}" if is_plain(point, lasting[0]) else ""
        return text if self.definite else f"possibly {text}"

    def __repr__(self) -> str:
        return f"<Overlap: {self}>"

    def _length(self) -> str:
        return str(self.days) if is_plain(self.first, self.second) else roughly(self.days)

    def _from(self) -> str:
        return f", from {self.start}" if self.start is not None else ""

    def _to(self) -> str:
        return f" to {self.end}" if self.end is not None else ""


def overlapping(given: Given, period: When | str | date | None = None, possible: bool = True) -> Answers[Overlap]:
    """Return what went on at the same time: the pairs of events that share time, at least one of which lasted.

    Points are not paired with points. Events of which no date at all is known are left out: they may overlap with
    everything. The pairs are in the order of the timeline.

    Args:
        given: A Timeline, a CaseFile or events.
        period: Only overlaps that may lie in it at least in part.
        possible: All that may overlap; else only what certainly does.

    Raises:
        InvalidWhen: The period is not a time.
    """
    events = tuple(timeline_of(given))
    low, high = minutes_of(period)
    marks = [
        mark
        for mark in extents(events)
        if mark.high >= low and mark.low <= high and not events[mark.place].when.is_unknown
    ]
    pairs = [sorted(pair, key=attrgetter("place")) for pair in _meeting(events, marks, possible=possible)]
    pairs.sort(key=lambda pair: pair[0].place * len(events) + pair[1].place)
    return Answers(_overlap(events, one, other) for one, other in pairs)


# Two events may share a minute if each can touch one before the other can no longer; they certainly do if each has
# begun before the other can be over. Both are comparisons of a first and a last minute, so one sweep serves both.
# Sorted by first minute, an event meets those that are not past yet; what is past when met can meet nothing later, and
# is dropped.
def _meeting(events: Sequence[Event], marks: Iterable[Extent], *, possible: bool) -> Iterator[tuple[Extent, Extent]]:
    """Yield the pairs that have, or may have, a minute in common."""
    first, last = map(attrgetter, ("low", "high") if possible else ("begun", "over"))
    spans: list[Extent] = []
    points: list[Extent] = []
    for mark in sorted(marks, key=first):
        low, high = first(mark), last(mark)
        spans = [other for other in spans if last(other) >= low]
        yield from ((other, mark) for other in spans if first(other) <= high)
        if events[mark.place].when.is_span:
            points = [other for other in points if last(other) >= low]
            yield from ((other, mark) for other in points if first(other) <= high)
            spans.append(mark)
        elif high >= low:
            points.append(mark)


def _overlap(events: Sequence[Event], one: Extent, other: Extent) -> Overlap:
    first, second = events[one.place], events[other.place]
    start_low, over = max(one.low, other.low), min(one.high, other.high)
    start_high = min(max(one.begun, other.begun), over)
    end_low = max(min(one.over, other.over), start_low)
    definite = one.begun <= other.over and other.begun <= one.over
    starts = [(mark.low, mark.begun, _begin(event.when)) for mark, event in ((one, first), (other, second))]
    ends = [(mark.over, mark.high, _finish(event.when)) for mark, event in ((one, first), (other, second))]
    return Overlap(
        first=first,
        second=second,
        start=_between(start_low, start_high, starts),
        end=_between(end_low, over, ends),
        days=_days_of_both(one, other, lasting=first.when.is_span and second.when.is_span, definite=definite),
        definite=definite,
    )


def _days_of_both(one: Extent, other: Extent, *, lasting: bool, definite: bool) -> DayCount:
    """Return the days that both went on: from the later start to the earlier end; a point is a start and an end."""
    if not lasting:
        return DayCount(1 if definite else 0, 1)
    most = days_between(max(one.low, other.low), min(one.high, other.high))
    if min(one.over, other.over) >= NEVER or max(one.begun, other.begun) <= -NEVER:  # neither has an end, or a start
        return DayCount(1, None)
    least = min(a.over // DAY - b.begun // DAY for a in (one, other) for b in (one, other))
    return DayCount(max(least, 0) + 1 if definite else 0, None if most is None else most + 1)


def _begin(when: When) -> When | None:
    return when.start if when.is_span else when


def _finish(when: When) -> When | None:
    return when.end if when.is_span else when


def _between(low: int, high: int, stated: Iterable[tuple[int, int, When | None]]) -> When | None:
    """Return a time between two minutes, in the words of an event if it says exactly that."""
    if low <= -NEVER or high >= NEVER:
        return None
    for first, last, when in stated:
        if when is not None and (first, last) == (low, high):
            return when
    return when_between(low // DAY * DAY, high // DAY * DAY + DAY - 1)  # in whole days

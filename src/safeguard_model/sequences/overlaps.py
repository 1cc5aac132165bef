"""Overlaps: pairs of events that went on at the same time."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar

import attrs

from safeguard_model.dates import DayCount, When
from safeguard_model.dates.edtf import DAY, NEVER
from safeguard_model.discreet import Discreet, frameless
from safeguard_model.records import Event
from safeguard_model.timeline.accounts import entries_of, has_happened, told_events
from safeguard_model.timeline.answers import Answers, is_plain, name_of
from safeguard_model.timeline.given import timeline_of
from safeguard_model.timeline.left_out import left_out
from safeguard_model.timeline.minutes import when_between
from safeguard_model.timeline.periods import minutes_of
from safeguard_model.timeline.windows import Extent, days_between, extents_of
from safeguard_model.timeline.wording import length_in_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from safeguard_model.timeline.given import Given

__all__ = ["Overlap", "overlapping"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Overlap(Discreet):
    """Two events that go on, or may go on, at the same time. At least one of them lasted."""

    headings: ClassVar[tuple[str, ...]] = ("first", "second", "start", "end", "days", "definite")

    first: Event
    """The event that comes first in the timeline."""
    second: Event
    """The other event."""
    start: When | None
    """The later of the two starts, as precisely as it is known; None if neither event has a beginning."""
    end: When | None
    """The earlier of the two ends, as precisely as it is known; None if neither event has an end."""
    days: DayCount
    """The number of calendar days on which both events went on, the first and the last day included.

    If one of the events is a point in time, it is at most 1.
    """
    definite: bool
    """Whether the two events certainly have a minute in common."""

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table."""
        start: When | str = ""
        end: When | str = ""
        if self._may_show_dates():
            start, end = self.start or "", self.end or ""
        definite = "yes" if self.definite else "possibly"
        return (name_of(self.first), name_of(self.second), start, end, self._length(), definite)

    def __str__(self) -> str:
        lasting = [event for event in (self.first, self.second) if event.when.is_span]
        if len(lasting) == 2:
            text = self._both()
        elif lasting[0] is self.first:
            text = self._during(self.second, self.first)
        else:
            text = self._during(self.first, self.second)
        return text if self.definite else f"possibly {text}"

    def __repr__(self) -> str:
        return f"<Overlap: {self}>"

    def _may_show_dates(self) -> bool:
        return is_plain(self.first, self.second)

    def _length(self) -> str:
        if self._may_show_dates():
            return str(self.days)
        return length_in_months(self.days)

    def _both(self) -> str:
        """Return the sentence for two events that both lasted."""
        text = f"{name_of(self.first)} and {name_of(self.second)} at the same time: {self._length()}"
        if not self._may_show_dates():
            return text
        if self.start is not None:
            text += f", from {self.start}"
        if self.end is not None:
            text += f" to {self.end}"
        return text

    def _during(self, point: Event, lasting: Event) -> str:
        """Return the sentence for an event that happened while the other event lasted."""
        text = f"{name_of(point)} during {name_of(lasting)}"
        return f"{text}: {point.when}" if self._may_show_dates() else text


@frameless
def overlapping(given: Given, period: When | str | date | None = None, possible: bool = True) -> Answers[Overlap]:
    """Return the pairs of events that went on at the same time, if at least one of the two lasted.

    Two points in time are not paired, nor are two accounts of one event, nor what did not happen. Events without any
    date are left out, because they may overlap with everything. The pairs are in the order of the timeline.

    Args:
        given: A Timeline, a CaseFile or events.
        period: Only events that may lie in the period, at least in part, are looked at.
        possible: True for all pairs that may overlap; False for only the pairs that certainly overlap.

    Raises:
        InvalidRecord: `given` is not a Timeline, a CaseFile or events.
        InvalidWhen: The period is not a time.
    """
    timeline = timeline_of(given)
    told = told_events(timeline, timeline.casefile)
    one_event = {entry.id: number for number, event in enumerate(told) for entry in entries_of(event)}
    events = tuple(event for event in timeline if has_happened(event))
    undated = [event for event in events if event.when.is_unknown]
    low, high = minutes_of(period)
    in_period = [
        extent
        for extent in extents_of(events)
        if extent.high >= low and extent.low <= high and not events[extent.place].when.is_unknown
    ]
    pairs = [
        sorted(pair, key=attrgetter("place"))
        for pair in _meeting(events, in_period, possible=possible)
        if one_event[events[pair[0].place].id] != one_event[events[pair[1].place].id]
    ]
    pairs.sort(key=lambda pair: pair[0].place * len(events) + pair[1].place)  # by the first event, then the second
    overlaps = (_overlap(events, one, other) for one, other in pairs)
    return Answers(overlaps, left_out("without any date", undated, events), timeline.casefile, Overlap)


# Two events may share a minute if neither is certainly over when the other can begin. Two events certainly share a
# minute if each has certainly begun when the other can end. Both tests compare a first minute of one event with a last
# minute of the other event: `low` with `high` for "may", `latest_start` with `earliest_end` for "certainly". So one
# loop serves both. The loop goes through the events by first minute, and pairs each event with the earlier events that
# are not over yet; two points in time are not paired. An event that is over cannot meet any later event, so it is
# dropped.
def _meeting(events: Sequence[Event], extents: Iterable[Extent], *, possible: bool) -> Iterator[tuple[Extent, Extent]]:
    """Yield the pairs of events, at least one of them a span, that certainly have a minute in common.

    With `possible`, yield those that may have one.
    """
    first, last = map(attrgetter, ("low", "high") if possible else ("latest_start", "earliest_end"))
    spans: list[Extent] = []
    points: list[Extent] = []
    for extent in sorted(extents, key=first):
        low, high = first(extent), last(extent)
        spans = [other for other in spans if last(other) >= low]
        yield from ((other, extent) for other in spans if first(other) <= high)
        if events[extent.place].when.is_span:
            points = [other for other in points if last(other) >= low]
            yield from ((other, extent) for other in points if first(other) <= high)
            spans.append(extent)
        elif high >= low:
            points.append(extent)


# The later start of two is at its earliest where both start as early as they can, and at its latest where both start as
# late as they can. For the earlier end it is the same. Only readings in which the two overlap count, so the start
# comes no later than the latest end, and the end no earlier than the earliest start.
def _overlap(events: Sequence[Event], one: Extent, other: Extent) -> Overlap:
    first, second = events[one.place], events[other.place]
    earliest_start = max(one.low, other.low)
    latest_end = min(one.high, other.high)
    latest_start = min(max(one.latest_start, other.latest_start), latest_end)
    earliest_end = max(min(one.earliest_end, other.earliest_end), earliest_start)
    definite = one.latest_start <= other.earliest_end and other.latest_start <= one.earliest_end
    starts = [
        (one.low, one.latest_start, _start_of(first.when)),
        (other.low, other.latest_start, _start_of(second.when)),
    ]
    ends = [
        (one.earliest_end, one.high, _end_of(first.when)),
        (other.earliest_end, other.high, _end_of(second.when)),
    ]
    both_last = first.when.is_span and second.when.is_span
    return Overlap(
        first=first,
        second=second,
        start=_time_between(earliest_start, latest_start, starts),
        end=_time_between(earliest_end, latest_end, ends),
        days=_days_of_both(one, other, both_last=both_last, definite=definite),
        definite=definite,
    )


# Both events went on from the later start to the earlier end. This time is shortest if both start as late and end as
# early as they can, and longest if both start as early and end as late as they can. A point has no length: it counts
# one day.
def _days_of_both(one: Extent, other: Extent, *, both_last: bool, definite: bool) -> DayCount:
    """Return the number of calendar days on which both events went on, the first and the last day included."""
    if not both_last:
        return DayCount(1 if definite else 0, 1)
    earliest_end = min(one.earliest_end, other.earliest_end)
    latest_start = max(one.latest_start, other.latest_start)
    if earliest_end >= NEVER or latest_start <= -NEVER:  # neither has an end, or neither has a beginning
        return DayCount(1, None)
    most = days_between(max(one.low, other.low), min(one.high, other.high))
    if most is not None:
        most += 1
    if not definite:
        return DayCount(0, most)
    return DayCount(max(earliest_end // DAY - latest_start // DAY, 0) + 1, most)


def _start_of(when: When) -> When | None:
    return when.start if when.is_span else when


def _end_of(when: When) -> When | None:
    return when.end if when.is_span else when


def _time_between(low: int, high: int, stated: Iterable[tuple[int, int, When | None]]) -> When | None:
    """Return the time between two minutes; None if the first means "no beginning", or the last "no end".

    If one of the `stated` times has exactly these two minutes, return that time; otherwise return whole days.
    """
    if low <= -NEVER or high >= NEVER:
        return None
    for first, last, when in stated:
        if when is not None and first == low and last == high:
            return when
    return when_between(low // DAY * DAY, high // DAY * DAY + DAY - 1)

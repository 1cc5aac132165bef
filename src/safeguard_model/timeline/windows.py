"""The stretches of time that events may leave empty, and the stretches that they certainly leave empty.

`gaps` and `repeats` are built on these stretches. A date may mean several times (see `When`). A *reading* of the dates
picks one of these times for each event, independently of the other events. What holds under every reading is certain,
and what holds under at least one reading is possible. All times are whole minutes. `windows` takes about as long as
sorting the events.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, NamedTuple

from safeguard_model.dates.edtf import ANY, DAY, NEVER
from safeguard_model.dates.when import meaning_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from safeguard_model.records import Event

__all__ = ["ALL_TIME", "BEYOND", "Extent", "Limit", "Window", "days_between", "extents_of", "places_within", "windows"]

BEYOND = NEVER + 1
"""A minute later than every event, even an event without an end. `-BEYOND` is earlier than every event."""


class Extent(NamedTuple):
    """The minutes between which an event may lie, and its position in the list of events."""

    low: int
    """The first minute that the event can touch."""
    high: int
    """The last minute that the event can touch."""
    earliest_end: int
    """The earliest minute in which the event can end."""
    latest_start: int
    """The latest minute in which the event can start."""
    place: int
    """The position of the event in the list of events, which is in display order."""

    @property
    def is_dated(self) -> bool:
        """Whether anything at all is known of the date of the event."""
        return self.low > -ANY or self.high < ANY


class Limit(NamedTuple):
    """One end of the time that a question looks at."""

    possible: int
    """The minute up to which the time looked at may reach."""
    certain: int
    """The minute up to which the time looked at certainly reaches."""


ALL_TIME = (Limit(-BEYOND, -BEYOND), Limit(BEYOND, BEYOND))
"""The limits of a question that looks at all time."""


class Window(NamedTuple):
    """A stretch that is free of events under some reading of the dates, and that cannot be made longer."""

    after: Extent | None
    """The event that ends where the stretch begins; None if the stretch begins with the time looked at."""
    before: Extent | None
    """The event that starts where the stretch ends; None if the stretch ends with the time looked at."""
    low: int
    """The minute in which the stretch begins."""
    high: int
    """The minute in which the stretch ends."""
    untouched: tuple[int, int] | None
    """The part of the stretch that no event can touch, the longest if there are several; None if there is none.

    It is given by two minutes: the last one touched before this part, and the first one touched after it.
    """


def extents_of(events: Iterable[Event]) -> list[Extent]:
    """Return the extent of each event, in the order of the events."""
    extents: list[Extent] = []
    for place, event in enumerate(events):
        start_low, start_high, end_low, end_high = meaning_of(event.when)
        extents.append(Extent(start_low, end_high, max(start_low, end_low), min(start_high, end_high), place))
    return extents


# Why it is enough to look at a chain of events. An event can leave a stretch empty in two ways: the event can end by
# the beginning of the stretch, or it can start at the end of the stretch or later. So only two minutes of an event
# matter: its earliest end and its latest start. Readings of events are independent. So a stretch can be empty of all
# events if each event by itself can leave the stretch empty.
#
# Event B implies event A if the earliest end of B is no earlier than that of A, and the latest start of B is no later
# than that of A. Then A can leave every stretch empty that B can, so A need not be looked at. Leave out all implied
# events and sort the others by earliest end: this is the chain, and the latest starts rise along the chain too. Take a
# stretch that all events can leave empty. The first events of the chain can end by the beginning of the stretch, and
# the next event can start at the end of the stretch or later. So the longest such stretch runs from the earliest end of
# an event in the chain to the latest start of the next event.
def windows(
    extents: Sequence[Extent], limits: tuple[Limit, Limit] = ALL_TIME, doubted: Sequence[Extent] = ()
) -> list[Window]:
    """Return the stretches that are free of events under some reading and cannot be made longer, in order.

    `doubted`: events of which it is not known whether they count. They never limit a stretch, but a stretch that they
    can touch is not certainly free.
    """
    first, last = limits
    chain = _chain(
        extent for extent in extents if first.possible <= extent.earliest_end and extent.latest_start <= last.possible
    )
    untouched = _untouched([*extents, *doubted], limits)
    stretches: list[Window] = []
    for after, before in pairwise((None, *chain, None)):
        low = first.possible if after is None else after.earliest_end
        high = last.possible if before is None else before.latest_start
        if low == NEVER or high == -NEVER:  # no end, so nothing follows; or no beginning, so nothing comes before
            continue
        # Two stretches may begin in the first minute looked at, or end in the last. The shorter stretch then lies
        # inside the longer one, so only the longer one is kept.
        if stretches and low <= stretches[-1].low:
            stretches.pop()
        if high <= low or (stretches and high <= stretches[-1].high):
            continue
        # Without `doubted`, at most one untouched stretch lies in a window. If there were two, the event between them
        # would certainly lie in the window, which would then never be free of events. A doubted event may lie between
        # two untouched stretches; the longest is taken, because the shortest that the window can be is at least that.
        inside = _lying_in(untouched, low, high)
        longest = max(inside, key=_length, default=None)
        stretches.append(Window(after, before, low, high, longest))
    return stretches


def _lying_in(stretches: Sequence[tuple[int, int]], low: int, high: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches that lie from `low` to `high`, of stretches in order that do not overlap."""
    for place in range(bisect_left(stretches, (low,)), len(stretches)):
        if stretches[place][1] > high:
            return
        yield stretches[place]


def _length(stretch: tuple[int, int]) -> int:
    return stretch[1] - stretch[0]


# No stretch begins or ends earlier than the one before. So each item is added at most once, when a stretch first ends
# after the `low` of the item. It is removed at most once, when a stretch begins at the `high` of the item or later, and
# never comes back. A new list is made only after a change.
def places_within(stretches: Iterable[tuple[int, int]], items: Iterable[tuple[int, int, int]]) -> Iterator[list[int]]:
    """Yield, for each stretch, the positions of the items that can lie in it. Without a change, yield the same list.

    A stretch is ``(low, high)``. Neither number falls from one stretch to the next. An item is
    ``(low, high, position)``. An item can lie in the stretches that end after its `low` and begin before its `high`.
    """
    arriving = sorted(items, key=itemgetter(0))
    leaving = sorted(arriving, key=itemgetter(1))
    arrived = left = 0
    active: set[int] = set()
    current: list[int] = []
    for low, high in stretches:
        changed = False
        while arrived < len(arriving) and arriving[arrived][0] < high:
            if arriving[arrived][1] > low:
                active.add(arriving[arrived][2])
                changed = True
            arrived += 1
        while left < len(leaving) and leaving[left][1] <= low:
            active.discard(leaving[left][2])
            left += 1
            changed = True
        if changed:
            current = sorted(active)
        yield current


# The loop goes from the latest end backwards, so all events kept so far end no earlier than the next event. The next
# event is not implied by any of them only if its latest start is earlier than theirs. Of several equal events, the
# sorting puts the first in display order in front, and only that one is kept.
def _chain(extents: Iterable[Extent]) -> list[Extent]:
    """Return the extents that are not implied by another extent; of several equal extents, only the first."""
    ordered = sorted(extents, key=attrgetter("place"), reverse=True)
    ordered.sort(key=attrgetter("latest_start"), reverse=True)
    ordered.sort(key=attrgetter("earliest_end"))
    kept: list[Extent] = []
    for extent in reversed(ordered):
        if not kept or extent.latest_start < kept[-1].latest_start:
            kept.append(extent)
    kept.reverse()
    return kept


# The loop goes through the events by the first minute that each can touch. `touched` is the last minute that any event
# so far can touch. If the next event can only touch later minutes, no event can lie between `touched` and the first of
# these minutes, under any reading.
def _untouched(extents: Iterable[Extent], limits: tuple[Limit, Limit]) -> list[tuple[int, int]]:
    """Return the stretches within the limits that no event can touch: the minutes last touched and next touched."""
    first, last = limits
    touched, end = first.certain, last.certain
    stretches: list[tuple[int, int]] = []
    for extent in sorted(extents, key=attrgetter("low")):
        if touched < min(extent.low, end):
            stretches.append((touched, min(extent.low, end)))
        touched = max(touched, extent.high)
    if touched < end:
        stretches.append((touched, end))
    return stretches


def days_between(low: int, high: int) -> int | None:
    """Return the calendar days from the day of one minute to the day of another; None if either has no bound."""
    if low <= -ANY or high >= ANY:
        return None
    return high // DAY - low // DAY

"""The stretches that events may leave empty, and those that they certainly leave empty.

Gaps and repeats are made of these. A date may mean several times (see `When`). A *reading* of the dates picks one time
for each event, independently of the others. What holds under every reading is certain; what holds under at least one
is possible. All times are whole minutes. Each function takes about as long as sorting the events.
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
"""A minute later than every event, even one without an end; negated, earlier than every event."""


class Extent(NamedTuple):
    """The minutes in which an event may lie, as far as they decide what it leaves empty."""

    low: int
    """The first minute that it can touch."""
    high: int
    """The last minute that it can touch."""
    earliest_end: int
    """The earliest minute in which it can end."""
    latest_start: int
    """The latest minute in which it can start."""
    place: int
    """Its place among the events, which are in display order."""

    @property
    def is_dated(self) -> bool:
        """Whether anything at all is known of its date."""
        return self.low > -ANY or self.high < ANY


class Limit(NamedTuple):
    """One end of the time that is looked at."""

    possible: int
    """The minute up to which that time may reach."""
    certain: int
    """The minute up to which that time certainly reaches."""


ALL_TIME = (Limit(-BEYOND, -BEYOND), Limit(BEYOND, BEYOND))
"""The limits that leave nothing out."""


class Window(NamedTuple):
    """A maximal stretch that could be free of events under some reading of the dates."""

    after: Extent | None
    """The event that ends where it begins; None at the beginning of the time looked at."""
    before: Extent | None
    """The event that starts where it ends; None at the end of the time looked at."""
    low: int
    """The minute in which it begins."""
    high: int
    """The minute in which it ends."""
    untouched: tuple[int, int] | None
    """The stretch in it that no event can touch, if there is one: the minutes last touched and first touched again."""


def extents_of(events: Iterable[Event]) -> list[Extent]:
    """Return the extent of each event, in the order of the events."""
    extents: list[Extent] = []
    for place, event in enumerate(events):
        start_low, start_high, end_low, end_high = meaning_of(event.when)
        extents.append(Extent(start_low, end_high, max(start_low, end_low), min(start_high, end_high), place))
    return extents


# Why a chain of events is enough. An event can leave a stretch empty if it can end by the beginning of the stretch, or
# can start at its end or later. So only two of its minutes matter: its earliest end and its latest start. The readings
# of events are independent, so a stretch can be empty if each event by itself can leave it empty.
#
# An event implies another if it ends no earlier and starts no later: whenever it leaves a stretch empty, so can the
# other. Leave out all that are implied. Sort the rest by earliest end: then the latest starts rise too. Take a stretch
# that all can leave empty. Those that end by its beginning come first in the chain, and the next one starts at its end
# or later. So the longest such stretch runs from the earliest end of one event to the latest start of the next.
def windows(extents: Sequence[Extent], limits: tuple[Limit, Limit] = ALL_TIME) -> list[Window]:
    """Return each maximal stretch that could be free of events under some reading of the dates, in order."""
    first, last = limits
    chain = _chain(
        extent for extent in extents if first.possible <= extent.earliest_end and extent.latest_start <= last.possible
    )
    untouched = _untouched(extents, limits)
    stretches: list[Window] = []
    for after, before in pairwise((None, *chain, None)):
        low = first.possible if after is None else after.earliest_end
        high = last.possible if before is None else before.latest_start
        if low == NEVER or high == -NEVER:  # nothing comes after what has no end, or before what has no beginning
            continue
        # An event may end in the first minute looked at, or start in the last. Then of two stretches that begin, or
        # end, in the same minute, the longer one holds the other.
        if stretches and low <= stretches[-1].low:
            stretches.pop()
        if high <= low or (stretches and high <= stretches[-1].high):
            continue
        # At most one untouched stretch lies in a window: the event that keeps two apart would lie in the window too.
        at = bisect_left(untouched, (low,))
        fits = at < len(untouched) and untouched[at][1] <= high
        stretches.append(Window(after, before, low, high, untouched[at] if fits else None))
    return stretches


# A sweep. The stretches rise at both ends, so an item that has arrived stays until one begins after it, and never comes
# back: each item arrives once and leaves once, and only a change makes a new list.
def places_within(stretches: Iterable[tuple[int, int]], items: Iterable[tuple[int, int, int]]) -> Iterator[list[int]]:
    """Yield for each stretch the places of the items that can lie in it; the same list again if nothing changed.

    A stretch is ``(low, high)``, and both rise from one to the next. An item is ``(low, high, place)``; it can lie in
    the stretches that end after its `low` and begin before its `high`.
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


# From the latest end backwards, an event says something new only if it can start earlier than all that were kept: all
# of these end no earlier than it does. Of several equal ones, the order of sorting keeps the first in display order.
def _chain(extents: Iterable[Extent]) -> list[Extent]:
    """Return the extents that are not implied by another; of several equal ones, the first."""
    ordered = sorted(extents, key=attrgetter("place"), reverse=True)
    ordered.sort(key=attrgetter("latest_start"), reverse=True)
    ordered.sort(key=attrgetter("earliest_end"))
    kept: list[Extent] = []
    for extent in reversed(ordered):
        if not kept or extent.latest_start < kept[-1].latest_start:
            kept.append(extent)
    kept.reverse()
    return kept


# A sweep over the first minute of each event. `touched` is the last minute that any event so far can touch. If the next
# event cannot touch anything before a later minute, no event can lie between, under any reading.
def _untouched(extents: Iterable[Extent], limits: tuple[Limit, Limit]) -> list[tuple[int, int]]:
    """Return the stretches that no event can touch, from the minute last touched to the one first touched again."""
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
    """Return the days from one minute to another, on the calendar; None if either has no bound."""
    if low <= -ANY or high >= ANY:
        return None
    return high // DAY - low // DAY

"""The stretches that events may leave empty, and those they certainly do: gaps and repeats are made of these.

An event represents every interval that its date may mean (see `When`), independently of the others. In a *world* each
event has one of them. All here is in whole minutes, in the order of time, and takes no longer than sorting.
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

__all__ = ["BEYOND", "OPEN", "Extent", "Limit", "Window", "days_between", "extents", "lying_in", "windows"]

BEYOND = NEVER + 1
"""Later than anything, an event without end included; negated, earlier."""


class Extent(NamedTuple):
    """The minutes in which an event can be, as far as they decide what it leaves empty."""

    low: int
    """The first minute it can touch."""
    high: int
    """The last minute it can touch."""
    over: int
    """The earliest minute in which it can end."""
    begun: int
    """The latest minute in which it can start."""
    place: int
    """Its place among the events, which are in display order."""

    @property
    def is_dated(self) -> bool:
        """Whether anything at all is known of when it was."""
        return self.low > -ANY or self.high < ANY


class Limit(NamedTuple):
    """The beginning or the end of the time that is looked at."""

    reach: int
    """The minute up to which it may reach."""
    sure: int
    """The minute up to which it certainly reaches."""


OPEN = (Limit(-BEYOND, -BEYOND), Limit(BEYOND, BEYOND))
"""All time."""


class Window(NamedTuple):
    """A maximal stretch that could be free of events under some reading of the dates."""

    after: Extent | None
    """The event that ends as it begins; None at the beginning of the time looked at."""
    before: Extent | None
    """The event that starts as it ends; None at the end of the time looked at."""
    low: int
    """Its first minute."""
    high: int
    """Its last minute."""
    clear: tuple[int, int] | None
    """The minutes last and first touched around the stretch in it that is free in every world, if there is one."""


def extents(events: Iterable[Event]) -> list[Extent]:
    """Return when each of the events can be."""
    found: list[Extent] = []
    for place, event in enumerate(events):
        start_low, start_high, end_low, end_high = meaning_of(event.when)
        found.append(Extent(start_low, end_high, max(start_low, end_low), min(start_high, end_high), place))
    return found


# Why a chain of events is enough. An event can leave a stretch empty if it can be over when the stretch begins, or can
# start when the stretch is past. So only two of its minutes matter: its earliest end (`over`) and its latest start
# (`begun`). An event adds nothing if another ends no earlier and starts no later, for whenever the other leaves a
# stretch empty, so can it. Of the events that are left, sorted by `over`, `begun` rises too. Hence every longest empty
# stretch lies between two neighbours: from where the one can be over to where the next can begin.
def windows(marks: Sequence[Extent], limits: tuple[Limit, Limit] = OPEN) -> list[Window]:
    """Return each maximal stretch that could be free of events under some reading of the dates, in order."""
    first, last = limits
    chain = _chain(mark for mark in marks if first.reach <= mark.over and mark.begun <= last.reach)
    clear = _clear(marks, limits)
    found: list[Window] = []
    for after, before in pairwise((None, *chain, None)):
        low = first.reach if after is None else after.over
        high = last.reach if before is None else before.begun
        if low == NEVER or high == -NEVER:  # nothing comes after what has no end, or before what has no beginning
            continue
        if found and low <= found[-1].low:  # an event that begins with the time looked at says no more than that
            found.pop()
        if low < high and not (found and high <= found[-1].high):
            at = bisect_left(clear, (low,))
            fits = at < len(clear) and clear[at][1] <= high
            found.append(Window(after, before, low, high, clear[at] if fits else None))
    return found


# A sweep. The stretches rise at both ends, so an item that has arrived stays until one begins after it, and never comes
# back: each item arrives once and leaves once, and only a change makes a new list.
def lying_in(stretches: Iterable[tuple[int, int]], items: Iterable[tuple[int, int, int]]) -> Iterator[list[int]]:
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
        current = sorted(active) if changed else current
        yield current


# From the latest end backwards, an event says something new only if it can start earlier than all that were kept: all
# of these end no earlier than it does.
def _chain(marks: Iterable[Extent]) -> list[Extent]:
    """Return the items that are not implied by another; of several equal ones, the first."""
    ordered = sorted(marks, key=attrgetter("place"), reverse=True)
    ordered.sort(key=attrgetter("begun"), reverse=True)
    ordered.sort(key=attrgetter("over"))
    found: list[Extent] = []
    for mark in reversed(ordered):
        if not found or mark.begun < found[-1].begun:
            found.append(mark)
    return found[::-1]


# A sweep over the first minute of each event. `touched` is the last minute that any event so far can touch. If the next
# event cannot touch anything before a later minute, nothing can lie between: not in any world.
def _clear(marks: Iterable[Extent], limits: tuple[Limit, Limit]) -> list[tuple[int, int]]:
    """Return the stretches that no event can touch, from the minute last touched to the one first touched again."""
    first, last = limits
    touched, end = first.sure, last.sure
    found: list[tuple[int, int]] = []
    for mark in sorted(marks, key=attrgetter("low")):
        if touched < min(mark.low, end):
            found.append((touched, min(mark.low, end)))
        touched = max(touched, mark.high)
    if touched < end:
        found.append((touched, end))
    return found


def days_between(low: int, high: int) -> int | None:
    """Return the days from one minute to another, on the calendar; None if either is without bound."""
    return high // DAY - low // DAY if low > -ANY and high < ANY else None

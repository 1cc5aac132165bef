"""Which event answers which, and whether in time: each question in the time that looking up takes."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from safeguard_model.dates.edtf import DAY
from safeguard_model.timeline.windows import BEYOND

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from safeguard_model.records import Event, EventKind, PersonId
    from safeguard_model.timeline.windows import Extent

__all__ = ["answered"]


def answered(
    events: Sequence[Event],
    marks: Sequence[Extent],
    question: tuple[Iterable[Extent], frozenset[EventKind]],
    within: int | None,
    children: frozenset[PersonId] | None,
) -> Iterator[tuple[Extent, Event | None, bool | None, Event | None]]:
    """Return for each question what answers it, and whether one did in time: True, False, None possibly.

    What answers is the first that may; if some certainly is in time, the first or else the soonest that is. The
    question is what asks, and the kinds of event that answer; `children`, those of the case file. Last comes, where
    nothing answers, what responds to it all the same, and so was certainly before it.
    """
    asked, answering = question
    days = 3 * BEYOND // DAY if within is None else within
    replies: dict[str, list[Extent]] = defaultdict(list)
    about: dict[PersonId, list[Extent]] = defaultdict(list)
    for mark in marks:
        event = events[mark.place]
        if event.responds_to is not None:
            replies[event.responds_to].append(mark)
        elif event.kind in answering:
            for person in frozenset(event.people):
                about[person].append(mark)
    known: dict[frozenset[PersonId], _Candidates] = {}
    for mark in asked:
        event = events[mark.place]
        if event.id in replies:
            candidates = _Candidates(replies[event.id], days)
        else:
            people = frozenset(event.people)
            shared = (children & people or people) if children is not None else people
            if shared not in known:
                together = {each.place: each for person in shared for each in about.get(person, ())}
                known[shared] = _Candidates(sorted(together.values(), key=attrgetter("place")), days)
            candidates = known[shared]
        answer = candidates.answer(mark)
        responding = replies.get(event.id, ()) if answer is None else ()
        earlier = next((events[other.place] for other in reversed(responding) if other.place != mark.place), None)
        yield mark, None if answer is None else events[answer.place], candidates.in_time(mark), earlier


class _Best(NamedTuple):
    """The least value of several, whose it is, and the next: so that an event can be left out of its own answers."""

    value: int = BEYOND
    place: int = -1
    second: int = BEYOND
    second_place: int = -1

    def without(self, place: int) -> int:
        """Return the least value that does not belong to one event."""
        return self.second if place == self.place else self.value

    def whose(self, place: int) -> int:
        """Return the event with the least value that is not that of one event; -1 if there is none."""
        return self.second_place if place == self.place else self.place


# Why looking up is enough. Whether an answer may come after a question depends on its latest beginning alone, and
# whether it may be in time on its earliest. So the candidates are sorted once, with the best of the first one, two,
# three ... of them beside: a search in the sorted list then gives the best of all that qualify. "Best" keeps the second
# best too, because an event never answers itself.
class _Candidates:
    """Events that may answer, kept so that none has to be looked at one by one."""

    __slots__ = ("_begun", "_begun_by_low", "_failing", "_keys", "_lows", "_marks", "_of", "_soonest", "_within")

    def __init__(self, marks: Sequence[Extent], within: int) -> None:
        """Prepare the marks, in display order; `within` is in days."""
        self._marks = marks
        self._of = {mark.place: mark for mark in marks}
        self._within = within
        self._begun = _running((-mark.begun, mark.place) for mark in marks)
        by_low = sorted(marks, key=attrgetter("low"))
        self._lows = [mark.low for mark in by_low]
        self._begun_by_low = _running((-mark.begun, mark.place) for mark in by_low)
        by_key = sorted(marks, key=_key)
        self._keys = [_key(mark) for mark in by_key]
        self._soonest = _running((mark.begun // DAY, mark.place) for mark in reversed(by_key))[::-1]
        after = sorted({key // DAY + 1 for key in self._keys})
        self._failing = [day for day in after if not self._is_sure(day * DAY, day)]

    def answer(self, asked: Extent) -> Extent | None:
        """Return the first answer that may come after it, or the soonest certainly in time if it is not."""
        first = self.first(asked)
        minute, ends = max(asked.begun // DAY * DAY, asked.low), asked.over // DAY
        if first is None or (_key(first) >= minute and first.begun // DAY <= ends + self._within):
            return first
        sure = self._soonest[bisect_left(self._keys, minute)]
        return self._of[sure.whose(asked.place)] if sure.without(asked.place) <= ends + self._within else first

    def first(self, asked: Extent) -> Extent | None:
        """Return the first in display order that does not certainly begin before the question."""
        count = bisect_left(self._begun, asked.low, key=lambda best: -best.without(asked.place))
        return self._marks[count - 1] if count <= len(self._marks) else None

    def in_time(self, asked: Extent) -> bool | None:
        """Return whether one came in time: True certainly, False certainly not, None possibly."""
        past = (asked.high // DAY + self._within + 1) * DAY
        may_come = self._begun_by_low[bisect_left(self._lows, past)]
        if -may_come.without(asked.place) < asked.low:
            return False
        return True if self._is_surely_in_time(asked) else None

    # A question is hardest to answer where it begins as late and ends as early as it can. If its latest beginning comes
    # after its earliest end, it may be over as soon as it begins, on any day between the two: each of these days needs
    # a candidate of its own. The first day without one follows a day on which some candidate may begin, so only those
    # days are kept (`_failing`).
    def _is_surely_in_time(self, asked: Extent) -> bool:
        """Return whether under every reading of the dates one came in time, though not always the same one."""
        if asked.begun <= asked.over:
            first = asked.begun // DAY
            return self._is_sure(max(first * DAY, asked.low), asked.over // DAY, asked.place)
        first, last = asked.over // DAY, asked.begun // DAY
        if not self._is_sure(max(first * DAY, asked.low), first, asked.place):
            return False
        at = bisect_left(self._failing, first + 1)
        return at == len(self._failing) or self._failing[at] > last

    def _is_sure(self, minute: int, ends: int, place: int = -1) -> bool:
        """Return whether one certainly comes on the day of a minute or later, and in time after the last end."""
        soonest = self._soonest[bisect_left(self._keys, minute)]
        return soonest.without(place) <= ends + self._within


def _key(mark: Extent) -> int:
    """Return the minute up to which a question must have begun for this to begin, certainly, on its day or later."""
    return min(mark.begun, mark.low // DAY * DAY + DAY - 1)


def _running(values: Iterable[tuple[int, int]]) -> list[_Best]:
    """Return the least of the first none, one, two ... of the values."""
    best = _Best()
    found = [best]
    for value, place in values:
        if value < best.value:
            best = _Best(value, place, best.value, best.place)
        elif value < best.second:
            best = best._replace(second=value, second_place=place)
        found.append(best)
    return found

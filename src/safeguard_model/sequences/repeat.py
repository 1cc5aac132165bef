"""`Repeat`, a run of events that happened again and again, and the search for such runs."""

from __future__ import annotations

from bisect import bisect_left
from math import ceil
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar

import attrs

from safeguard_model.dates import DayCount, When
from safeguard_model.discreet import Discreet, frameless
from safeguard_model.errors import InvalidRecord
from safeguard_model.records import Event
from safeguard_model.timeline.accounts import (
    ToldEvent,
    extents_of_told,
    head_of,
    is_of,
    told_events,
    whole_of,
    wholes_of,
)
from safeguard_model.timeline.answers import Answers, boundaries_of, is_plain
from safeguard_model.timeline.given import Given, timeline_of
from safeguard_model.timeline.inputs import Kinds, require_whole_number, to_kinds
from safeguard_model.timeline.left_out import without_kind
from safeguard_model.timeline.windows import Extent, days_between, places_within, windows
from safeguard_model.timeline.wording import first_ids, length_in_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Repeat", "repeats", "runs_of"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Repeat(Discreet):
    """A run of events of one kind, or of several, that no event in between certainly breaks."""

    headings: ClassVar[tuple[str, ...]] = ("times", "from", "to", "days", "definite")

    events: tuple[Event, ...]
    """The dated events that can be part of the run, in order."""
    undated: tuple[Event, ...]
    """The events without any date. Each of them may be part of any run, so every run has the same list."""
    doubtful: tuple[Event, ...]
    """The events that would break the run and may lie in the run."""
    least: int
    """How many times the events happened, at least, with certainly nothing in between."""
    most: int | None
    """How many times the events can have happened; None if one of them happened an unknown number of times."""
    start: When
    """The time of the first dated event; an unknown time if there is no dated event."""
    end: When
    """The time of the last dated event; an unknown time if there is no dated event."""
    days: DayCount
    """The days from the first of the dated events to the last."""
    definite: bool
    """Whether the events certainly happened `at_least` times or more with nothing in between."""

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table."""
        first, last = self._ends()
        days = self.days if is_plain(*self.events) else length_in_months(self.days)
        return (self._times() + self._also(), first, last, days, "yes" if self.definite else "possibly")

    def __str__(self) -> str:
        first, last = self._ends()
        if not self.events:
            sides = ""
        elif first == last:
            sides = f": {first}"
        else:
            sides = f" from {first} to {last}"
        doubts = f"; {first_ids(self.doubtful)} may break it" if self.doubtful else ""
        return self._times() + sides + self._also() + doubts

    def __repr__(self) -> str:
        return f"<Repeat: {self}>"

    def _times(self) -> str:
        """Return in words how many times the dated events happened or, if there are none, the undated events."""
        of = self.events or self.undated
        most = sum(map(_count, of))
        least = min(self.least, most)
        if any(_is_unlimited(event) for event in of):
            words = f"at least {_times(least)}"
            return words if self.definite else f"{words}, possibly more often"
        count = f"{least} to {_times(most)}" if 0 < least < most else _times(most)
        words = count if self.events else f"{count} on unknown dates"
        return words if self.definite or least == most else f"possibly {words}"

    def _also(self) -> str:
        """Return in words how many more times the events happened on unknown dates.

        Return empty text if the run has no dated events, or no undated ones.
        """
        if not (self.events and self.undated):
            return ""
        more = sum(map(_count, self.undated))
        times = "once" if more == 1 else f"{more} times"
        at_least = "at least " if any(map(_is_unlimited, self.undated)) else ""
        certainly = self.least == more + sum(map(_count, self.events))
        dates = "an unknown date" if more == 1 else "unknown dates"
        return f", and {'' if certainly else 'possibly '}{at_least}{times} more on {dates} ({first_ids(self.undated)})"

    def _ends(self) -> tuple[str, str]:
        if not self.events:
            return "", ""
        return boundaries_of(self.events[0], self.events[-1])


def runs_of(told: Sequence[ToldEvent], breaking: Sequence[ToldEvent], at_least: int) -> Iterator[Repeat]:
    """Yield the runs of events that may have happened `at_least` times or more.

    The events of a run are not certainly separated by any event in `breaking`.
    """
    marks = extents_of_told(told)
    events = wholes_of(told)
    counts = [_count(event) for event in events]
    unlimited = {place for place, event in enumerate(events) if _is_unlimited(event)}
    without_date = [mark.place for mark in marks if not mark.is_dated]
    undated = tuple(head_of(told[place]) for place in without_date)
    also = sum(counts[place] for place in without_date)
    also_unlimited = not unlimited.isdisjoint(without_date)
    breakers = _Breakers(breaking)
    for run in _runs(marks, counts, breakers):
        count = also + sum(counts[place] for place in run.places)
        most = None if also_unlimited or not unlimited.isdisjoint(run.places) else count
        if most is not None and most < at_least:
            continue
        repeated = tuple(head_of(told[place]) for place in run.places)
        yield Repeat(
            events=repeated,
            undated=undated,
            doubtful=_doubtful(breaking, run, breakers.undated) if run.least < count else (),
            least=run.least,
            most=most,
            start=repeated[0].when if repeated else When("XXXX"),
            end=repeated[-1].when if repeated else When("XXXX"),
            days=_days_of([marks[place] for place in run.places]),
            definite=run.least >= at_least,
        )


class _Breakers:
    """The events that break runs, with the stretches that these events may leave empty."""

    def __init__(self, told: Sequence[ToldEvent]) -> None:
        self.marks = extents_of_told(told)
        self.lasting = [head_of(event).when.is_span for event in told]
        self.stretches = windows(self.marks)
        self.within = places_within(
            ((window.low, window.high) for window in self.stretches),
            ((mark.low, mark.high, mark.place) for mark in self.marks if mark.is_dated),
        )
        undated = [mark.place for mark in self.marks if not mark.is_dated]
        self.undated = tuple(head_of(told[place]) for place in undated)
        """The breaking events without any date, which may break any run."""
        self.undated_lasting = any(self.lasting[place] for place in undated)


@attrs.define
class _Run:
    """Events that may lie together in a stretch without a breaking event. There may be several such stretches."""

    places: list[int]
    least: int
    breakers: set[int]


# A breaker is an event that breaks runs. A run lies in a stretch that the breakers can leave empty, so the loop goes
# through these stretches in order. The certain size of a run is the larger of two numbers: the events that certainly
# lie in a stretch that no breaker can touch, and the events that stay together in the worst placing of the doubtful
# breakers.
def _runs(marks: Sequence[Extent], counts: Sequence[int], breakers: _Breakers) -> list[_Run]:
    """Return the runs in order. A run is listed once, even if the same events may lie in several stretches."""
    stretches = breakers.stretches
    clear = [window.untouched for window in stretches if window.untouched is not None]
    sure = dict.fromkeys(clear, 0)
    for mark in marks:
        at = bisect_left(clear, (mark.low,)) - 1  # the last stretch that begins before the event may begin
        if at >= 0 and mark.high < clear[at][1]:
            sure[clear[at]] += counts[mark.place]
    within = places_within(
        ((window.low, window.high) for window in stretches),
        ((mark.earliest_end, mark.latest_start, mark.place) for mark in marks if mark.is_dated),
    )
    runs: dict[tuple[int, ...], _Run] = {}
    for window, places, between in zip(stretches, within, breakers.within, strict=True):
        run = runs.setdefault(tuple(places), _Run(places, 0, set()))
        dated = [marks[place] for place in places]
        near = {*between, *(mark.place for mark in (window.after, window.before) if mark is not None and mark.is_dated)}
        run.breakers |= _touching(near, breakers.marks, dated) if dated else near
        if window.untouched is not None:
            run.least = max(run.least, sure[window.untouched])
        if not breakers.undated_lasting:
            inside = [mark for mark in dated if window.low < mark.low and mark.high < window.high]
            doubtful = [(breakers.marks[place], breakers.lasting[place]) for place in between]
            run.least = max(run.least, _surely_together(inside, counts, doubtful, len(breakers.undated)))
    return list(runs.values())


def _doubtful(breaking: Sequence[ToldEvent], run: _Run, undated: tuple[Event, ...]) -> tuple[Event, ...]:
    dated = tuple(head_of(breaking[place]) for place in sorted(run.breakers))
    return dated + undated if dated else undated


def _touching(places: Iterable[int], marks: Sequence[Extent], run: Sequence[Extent]) -> set[int]:
    """Return the positions of the events that may lie between the beginning and the end of a run."""
    low, high = min(mark.low for mark in run), max(mark.high for mark in run)
    return {place for place in places if marks[place].low <= high and low <= marks[place].high}


# A breaker is an event that ends the run if it happens between two events of the run. The number returned is the least
# number of events of the run that happen with no breaker between them. Why it is right: take only events that cannot be
# at the same time, because each is certainly before the next. A breaker that is a point falls on at most one of these
# events. A breaker that lasts falls only on events that it can touch. First remove the events that the breakers can
# fall on: all that a lasting breaker can touch, and one for each point. For the points, take the events with the
# highest counts, which is the worst case. Then n breakers cut the rest into at most n + 1 parts, so the largest part
# holds at least the mean, rounded up.
def _surely_together(
    run: Iterable[Extent], counts: Sequence[int], between: Iterable[tuple[Extent, bool]], undated: int
) -> int:
    """Return how many times, at least, the events of a run happened with nothing in between.

    `between` has the doubtful breakers, each with whether it lasts. `undated` is the number of further breakers, which
    are points in time and may be anywhere.
    """
    apart: list[Extent] = []
    for mark in sorted(run, key=attrgetter("high")):
        if not apart or apart[-1].high < mark.low:
            apart.append(mark)
    if not apart:
        return 0
    near = [pair for pair in between if pair[0].low <= apart[-1].high and apart[0].low <= pair[0].high]
    spans = [mark for mark, lasts in near if lasts]
    left = [mark for mark in apart if not any(span.low <= mark.high and mark.low <= span.high for span in spans)]
    hits = len(near) - len(spans) + undated
    kept = sorted((counts[mark.place] for mark in left), reverse=True)[hits:]
    parts = len(near) + undated + 1
    return ceil(sum(kept) / parts)


def _days_of(run: Sequence[Extent]) -> DayCount:
    """Return the days from the first to the last of some events."""
    if not run:
        return DayCount(None, None)
    least = days_between(min(mark.latest_start for mark in run), max(mark.earliest_end for mark in run))
    most = days_between(min(mark.low for mark in run), max(mark.high for mark in run))
    return DayCount(max(least or 0, 0), most)


def _count(event: Event) -> int:
    """Return how many times, at least, the event of an entry happened."""
    return 1 if event.times is None or event.times.n is None else event.times.n


def _is_unlimited(event: Event) -> bool:
    """Return whether the event of an entry happened an unknown number of times."""
    return event.times is not None and event.times.n is None


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


@frameless
def repeats(given: Given, kind: Kinds, at_least: int = 3, without: Kinds = ()) -> Answers[Repeat]:
    """Return the runs of events of one kind, or of several, with no event of the kinds `without` in between.

    For example, ``timeline.repeats("was_not_brought", without="appointment")`` finds the appointments missed in a row,
    with no appointment kept in between. Only what happened counts, and several accounts of one event are one event. An
    event with `times` counts that many times, so it is left out if the number is 0. If `times` has no number, the event
    counts at least once. A run is *possible* if the events can have happened `at_least` times or more with nothing in
    between. A run is *definite* if they certainly did.

    To ask about one child, narrow the timeline first: ``timeline.about("child-e").repeats(...)``.

    Raises:
        InvalidRecord: A word is not a kind of event, the same kind is in `kind` and in `without`, `at_least` is not a
            whole number of 1 or more, or `given` is not a Timeline, a CaseFile or events.
    """
    timeline = timeline_of(given)
    repeated, breaking = to_kinds(kind, "repeats", "kind"), to_kinds(without, "repeats", "without")
    require_whole_number(at_least, "repeats", "at_least", least=1)
    if repeated & breaking:
        raise InvalidRecord("repeats", "without", "the same kind is also in kind: give it in only one of the two")
    wanted = repeated | breaking
    told = told_events(timeline, timeline.casefile, lambda event: event.kind in wanted)
    events = [event for event in told if is_of(event, repeated) and not _is_none(whole_of(event))]
    breakers = [event for event in told if is_of(event, breaking) and not is_of(event, repeated)]
    return Answers(runs_of(events, breakers, at_least), without_kind(timeline, wanted), timeline.casefile, Repeat)


def _is_none(event: Event) -> bool:
    return event.times is not None and event.times.n == 0

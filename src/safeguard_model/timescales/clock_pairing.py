"""The clocks of one timescale: each start with its stop, and a verdict that holds under every reading of the dates."""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import attrs

from safeguard_model.dates import DayCount
from safeguard_model.dates.edtf import ANY, DAY
from safeguard_model.dates.when import meaning_of
from safeguard_model.records import Agency, EventKind, ReviewKind
from safeguard_model.records.vocabulary import Verdict
from safeguard_model.timeline.inputs import find_record
from safeguard_model.timescales.deadlines import MinuteRange, days_taken, due_range
from safeguard_model.timescales.timescale import Timescale, Trigger
from safeguard_model.timescales.triggers import Occurrence, OccurrenceIndex, Occurrences, first_done

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from safeguard_model.records import CaseFile
    from safeguard_model.timescales.working_days import Calendars

__all__ = ["ClockPairing", "PairedClock", "triggers_of"]


def triggers_of(scale: Timescale) -> Iterator[Trigger]:
    """Yield every kind of event that bears on a timescale."""
    yield from (*scale.starts, *scale.stops, *scale.ends, *scale.only_after)
    yield from (kind for kind in scale.only_if if isinstance(kind, EventKind))
    for part in scale.earliest_of:
        yield from part.starts


class _Condition(NamedTuple):
    """A condition of a timescale, checked for one start."""

    possibly: bool
    """Whether it is met under some reading of the dates."""
    certainly: bool
    """Whether it is met under every reading of the dates."""


_MET = _Condition(possibly=True, certainly=True)
_UNMET = _Condition(possibly=False, certainly=False)


@attrs.frozen(kw_only=True)
class PairedClock:
    """A start with its deadline and its stop, before today's date is taken into account."""

    scale: Timescale
    """The timescale."""
    number: int
    """The place of the timescale among those asked for."""
    start: Occurrence
    """What started it."""
    due: MinuteRange
    """The last minute that is in time, at the earliest and at the latest."""
    stop: Occurrence | None
    """What stopped it; None: nothing on file did."""
    verdict: Verdict
    """The verdict of a clock that was stopped; otherwise unknown."""
    certainly: bool
    """Whether it certainly runs: the timescale was in force, and all its conditions were certainly met."""
    days: DayCount | None
    """The days taken; None if it was not stopped."""

    @property
    def place(self) -> int:
        """The place of its start among the events."""
        return self.start.place

    @property
    def is_late(self) -> bool:
        """Whether it was missed, certainly or possibly."""
        return self.verdict in {Verdict.MISSED, Verdict.POSSIBLY_MISSED}


# Why a start finds its stop. A record may say which stop belongs to a start (`responds_to`): that wins. Otherwise the
# next stop counts that shares the closest tie with the start: first the record it was worked out from, then an
# incident, then a child. Under imprecise dates "next" is two answers: the stop that certainly came first, and the one
# that may have come before it. Any other stop is later than one of these under every reading of the dates, so these two
# are enough. A clock is met or missed only if that is so under every reading.
class ClockPairing:
    """All clocks of one timescale."""

    def __init__(
        self, scale: Timescale, number: int, occurrences: Occurrences, casefile: CaseFile, calendars: Calendars
    ) -> None:
        self._scale, self._number = scale, number
        self._occurrences, self._casefile, self._calendars = occurrences, casefile, calendars
        self._reviews = frozenset(kind for kind in scale.only_if if isinstance(kind, ReviewKind))
        self._reviewed: set[str] = set()
        """The people whom a review of these kinds is about."""
        for review in casefile.reviews:
            if not self._reviews.isdisjoint(review.kinds):
                self._reviewed.update(subject.person for subject in review.subjects)
        self._starts = [start for start in occurrences.of(scale.starts) if self._is_of_review(start)]
        stops = [stop for stop in occurrences.of(scale.stops) if self._is_of_review(stop)]
        self._stop_of_entry = {account.id: stop for stop in stops for account in stop.accounts}
        """The stop that an entry tells of."""
        self._responses = self._explicit(stops)
        self._index_stops(stops)
        self._index_ends()
        self._index_conditions()
        self._parts = [
            (part, OccurrenceIndex(occurrences.of(part.starts), _children, _begins)) for part in scale.earliest_of
        ]
        if scale.every:
            started = {account.id for start in self._starts for account in start.accounts}
            further = [stop for stop in stops if stop.event.id not in started]
            self._starts += [stop for stop in further if self._starts_anew(stop)]

    def _index_stops(self, stops: Iterable[Occurrence]) -> None:
        # A stop that a record ties to its start belongs to that start alone: no other start may find it.
        tied = {stop.place for responses in self._responses.values() for stop in responses}
        free = [stop for stop in stops if stop.place not in tied]
        self._stops_by_end = OccurrenceIndex(free, _ties, _done_by)
        self._stops_by_place = OccurrenceIndex(free, _ties, attrgetter("place"))
        self._stops_by_beginning = OccurrenceIndex(free if self._scale.length < 0 else (), _ties, _begins)

    def _index_ends(self) -> None:
        ends = self._occurrences.of(self._scale.ends)
        self._ends_by_end = OccurrenceIndex(ends, _children, _done_by)
        self._ends_by_beginning = OccurrenceIndex(ends, _children, _begins)
        self._died_by: dict[str, int] = {}
        if EventKind.DEATH in self._scale.ends:
            self._died_by = _deaths(self._occurrences, self._casefile)

    def _index_conditions(self) -> None:
        self._starts_by_beginning = OccurrenceIndex(self._starts, _ties, _begins)
        self._required_after = self._required_before = None
        required = [kind for kind in self._scale.only_if if isinstance(kind, EventKind)]
        if required:
            self._required_after = OccurrenceIndex(self._occurrences.of(required), _children, _done_by)
        if self._scale.only_after:
            before = self._occurrences.of(self._scale.only_after)
            self._required_before = OccurrenceIndex(before, _children, _begins)

    def clocks(self) -> Iterator[PairedClock]:
        """Yield the clocks that ran, without those that were ended before their deadline."""
        for start in self._starts:
            clock = self._clock(start)
            if clock is not None:
                yield clock

    def _clock(self, start: Occurrence) -> PairedClock | None:
        applies = self._applies(start)
        if not applies.possibly or self._is_after_death(start):
            return None
        certainly = applies.certainly
        due = self._due(start)
        end = self._end(start)
        candidates = self._candidates(start, end)
        stop, verdict = _judged(candidates, due, self._certainly_after(start, candidates))
        if stop is None:
            if end.high < ANY and end.high <= due.low:
                return None
            certainly = certainly and end.low > due.high
        if verdict is Verdict.MISSED and not certainly:
            verdict = Verdict.POSSIBLY_MISSED
        return PairedClock(
            scale=self._scale,
            number=self._number,
            start=start,
            due=due,
            stop=stop,
            verdict=verdict,
            certainly=certainly,
            days=None if stop is None else days_taken(self._scale, start.begun, stop.done, self._calendars),
        )

    def _applies(self, start: Occurrence) -> _Condition:
        """Return whether the timescale applies to a start: all its conditions together."""
        agency = find_record(self._casefile, start.event.agency)
        nation = agency.nation if isinstance(agency, Agency) else None
        if nation not in {None, self._scale.nation}:
            return _UNMET
        # A condition in words cannot be checked: it may be met, and is never certainly met.
        in_words = _Condition(possibly=True, certainly=not self._scale.condition)
        conditions = [self._in_force(start), self._followed(start), self._preceded(start), in_words]
        return _Condition(
            possibly=all(condition.possibly for condition in conditions),
            certainly=all(condition.certainly for condition in conditions),
        )

    def _is_after_death(self, start: Occurrence) -> bool:
        """Return whether the start certainly came after all its children had died."""
        if not start.children or not self._died_by:
            return False
        return all(self._died_by.get(child, ANY) < start.begun.low for child in start.children)

    def _in_force(self, start: Occurrence) -> _Condition:
        """Return whether the timescale was in force on the day of the start."""
        if self._scale.in_force is None:
            return _MET
        force = meaning_of(self._scale.in_force)
        low, high = start.begun
        possibly = low <= force.end_high and force.start_low <= high
        certainly = _first_minute(force.start_high) <= low and high <= _last_minute(force.end_low)
        return _Condition(possibly, certainly)

    # What must follow a start must come before the next start, or it belongs to that one. On the day of the next start
    # the order is open: so it possibly followed if it may have begun before that day, and certainly followed only if it
    # was certainly done before the earliest minute of the next start.
    def _followed(self, start: Occurrence) -> _Condition:
        """Return whether one of the kinds in `only_if` came with the start or after it, and before the next start."""
        if self._required_after is None:
            return _MET
        candidates = self._required_after.first_done(start.children, start.begun.low)
        next_start = self._starts_by_beginning.first_after(start.children, start.begun.high)
        next_low = next_high = ANY + 1
        if next_start is not None:
            next_low, next_high = next_start.begun
        if not any(candidate.begun.low < _first_minute(next_high) for candidate in candidates):
            return _UNMET
        first = candidates[0]
        not_before = first.begun.low >= _first_minute(start.begun.high)
        return _Condition(possibly=True, certainly=not_before and first.done.high < next_low)

    def _preceded(self, start: Occurrence) -> _Condition:
        """Return whether one of the kinds in `only_after` came before the start."""
        if self._required_before is None:
            return _MET
        last = self._required_before.last_until(start.children, start.begun.high)
        if last is None:
            return _UNMET
        return _Condition(possibly=True, certainly=last.done.high < start.begun.low)

    # The earliest of several deadlines: its lowest reading is the least of their lowest, and its highest the least of
    # their highest, since the earliest of them is never later than any one of them.
    def _due(self, start: Occurrence) -> MinuteRange:
        ranges = [due_range(self._scale, start.begun, self._calendars)]
        for part, index in self._parts:
            before = index.last_until(start.children, start.begun.high)
            if before is not None:
                ranges.append(due_range(part, before.begun, self._calendars))
        return MinuteRange(min(low for low, _ in ranges), min(high for _, high in ranges))

    # A start about several children ends when the last of them no longer needs it, so the latest end counts. For each
    # child, it may have ended with any end that is possible from the start on: the earliest of these is the lower
    # bound. It certainly ended with the first end that cannot have come before the start: that is the upper bound. An
    # end on the day of the start counts as after it, unless the hours of the two say that it was earlier that day.
    def _end(self, start: Occurrence) -> MinuteRange:
        """Return from when it may have been ended, and by when it certainly was, for the last of its children.

        What ends it on the day of its start comes after it: a plan ends at the conference that would start the next.
        """
        if not start.children:
            return MinuteRange(ANY, ANY)
        begin, day = start.begun.low, _first_minute(start.begun.high)
        lows: list[int] = []
        highs: list[int] = []
        for child in start.children:
            possible = self._ends_by_end.first_done([child], begin)
            lows.append(min((end.begun.low for end in possible), default=ANY))
            certain = self._ends_by_beginning.first_after([child], day - 1)
            if certain is not None and certain.done.high < begin:  # earlier that day
                certain = self._ends_by_beginning.first_after([child], begin - 1)
            highs.append(ANY if certain is None else certain.begun.high)
        return MinuteRange(max(lows), max(highs))

    def _candidates(self, start: Occurrence, end: MinuteRange) -> tuple[Occurrence, ...]:
        """Return what certainly stopped it first, and what may have."""
        responses = self._responses.get(start.place)
        if responses:
            return first_done(responses)
        record = [start.record] if start.record else []
        for ties in (record, start.incidents, start.children):
            candidates = [stop for stop in self._next(start, ties) if stop.done.low <= end.high]
            if candidates:
                return tuple(candidates)
        return ()

    def _certainly_after(self, start: Occurrence, candidates: tuple[Occurrence, ...]) -> int:
        """Return the minute from which a stop is certainly after the start; any, if the record says it is."""
        if self._scale.length < 0 or start.place in self._responses:
            return -ANY
        if start.record is not None and any(stop.record == start.record for stop in candidates):
            return -ANY
        return _first_minute(start.begun.high)

    def _next(self, start: Occurrence, ties: Iterable[str]) -> tuple[Occurrence, ...]:
        """Return the next stop under one of these ties: what certainly came first, and what may have."""
        if self._scale.length < 0:
            before = self._stops_by_beginning.last_until(ties, start.begun.high)
            if before is not None:
                return (before,)
        # Where one entry both starts and stops clocks, as a review conference does, it does not stop its own: only
        # what comes later in the order of the timeline can.
        itself = self._stop_of_entry.get(start.event.id)
        if itself is not None:
            return self._stops_by_place.first_done(ties, max(start.place, itself.place) + 1)
        return self._stops_by_end.first_done(ties, start.begun.low)

    def _explicit(self, stops: Iterable[Occurrence]) -> dict[int, list[Occurrence]]:
        """Return the stops that respond to a start, or that a start responds to, by the place of the start."""
        starts = {account.id: start for start in self._starts for account in start.accounts}
        responses: dict[int, list[Occurrence]] = defaultdict(list)
        for stop in stops:
            for account in stop.accounts:
                start = starts.get(account.responds_to or "")
                if start is not None and start.event is not stop.event:
                    responses[start.place].append(stop)
        for start in self._starts:
            for account in start.accounts:
                answer = self._stop_of_entry.get(account.responds_to or "")
                if answer is None or answer.event is start.event:
                    continue
                if self._scale.length < 0 or answer.done.high >= start.begun.low:
                    responses[start.place].append(answer)
        return responses

    # With `every`, each stop starts the next clock, as long as the work goes on: some start came before it, and nothing
    # has certainly ended that start by then. The starts found so far are searched, which these stops do not change.
    def _starts_anew(self, stop: Occurrence) -> bool:
        """Return whether a stop comes after a start that nothing has ended since."""
        ties = list(stop.children)
        if stop.record:
            ties.append(stop.record)
        start = self._starts_by_beginning.last_until(ties, stop.begun.high)
        return start is not None and self._end(start).high >= stop.begun.low

    def _is_of_review(self, occurrence: Occurrence) -> bool:
        """Return whether it may be a step of a review of the kinds in `only_if`."""
        if not self._reviews:
            return True
        kinds = self._occurrences.review_kinds(occurrence)
        if kinds is not None:
            return not self._reviews.isdisjoint(kinds)
        return not self._reviewed.isdisjoint(occurrence.event.people)


# One candidate that is certainly after the start, and certainly in time, is enough for "met": whichever candidate was
# the stop, something came in time. If none is, one that may be in time leaves it open. If none may be, it was missed,
# and the first candidate is the one that certainly stopped it.
def _judged(candidates: tuple[Occurrence, ...], due: MinuteRange, after: int) -> tuple[Occurrence | None, Verdict]:
    """Return what stopped a clock, and the verdict; `after` is the minute from which a stop is after the start."""
    if not candidates:
        return None, Verdict.UNKNOWN
    for stop in candidates:
        if after <= stop.done.low and stop.done.high <= due.low:
            return stop, Verdict.MET
    for stop in candidates:
        if stop.done.low <= due.high:
            return stop, Verdict.POSSIBLY_MISSED
    return candidates[0], Verdict.MISSED


def _deaths(occurrences: Occurrences, casefile: CaseFile) -> dict[str, int]:
    """Return by when each child had certainly died: from its record, or from an entry of a death about no one else."""
    died_by = {child.id: meaning_of(child.died).end_high for child in casefile.children if child.died is not None}
    for occurrence in occurrences.of([EventKind.DEATH]):
        people = occurrence.event.people
        if len(people) == 1:
            died_by.setdefault(people[0], occurrence.done.high)
    return died_by


def _ties(occurrence: Occurrence) -> Iterable[str]:
    """Return what ties a start to its stop, if both have one of these: a record, an incident, a child."""
    record = () if occurrence.record is None else (occurrence.record,)
    return dict.fromkeys((*record, *occurrence.incidents, *occurrence.children))


def _children(occurrence: Occurrence) -> Iterable[str]:
    return occurrence.children


def _done_by(occurrence: Occurrence) -> int:
    return occurrence.done.high


def _begins(occurrence: Occurrence) -> int:
    return occurrence.begun.low


def _first_minute(minute: int) -> int:
    """Return the first minute of its day."""
    return minute // DAY * DAY


def _last_minute(minute: int) -> int:
    return _first_minute(minute) + DAY - 1

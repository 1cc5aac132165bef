"""The clocks of one timescale: each start with its stop, and a verdict under any reading of the dates."""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING

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

__all__ = ["ClockPairing", "Run", "triggers_of"]


def triggers_of(scale: Timescale) -> Iterator[Trigger]:
    """Yield every kind of event that bears on a timescale."""
    yield from (*scale.starts, *scale.stops, *scale.ends, *scale.only_after)
    yield from (kind for kind in scale.only_if if isinstance(kind, EventKind))
    for part in scale.earliest_of:
        yield from part.starts


@attrs.frozen(kw_only=True)
class Run:
    """A clock before its verdict in words: its start, deadline and stop."""

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
        for review in casefile.reviews:
            if not self._reviews.isdisjoint(review.kinds):
                self._reviewed.update(subject.person for subject in review.subjects)
        self._starts = [start for start in occurrences.of(scale.starts) if self._is_of_review(start)]
        stops = [stop for stop in occurrences.of(scale.stops) if self._is_of_review(stop)]
        self._stop_of_entry = {account.id: stop for stop in stops for account in stop.accounts}
        """The stop that an entry tells of."""
        self._responses = self._explicit(stops)
        named = {stop.place for responses in self._responses.values() for stop in responses}
        left = [stop for stop in stops if stop.place not in named]
        self._by_end = OccurrenceIndex(left, _keys, _done_by)
        self._by_place = OccurrenceIndex(left, _keys, attrgetter("place"))
        self._by_start = OccurrenceIndex(left if scale.length < 0 else (), _keys, _begins)
        self._died = _deaths(occurrences, casefile) if EventKind.DEATH in scale.ends else {}
        self._ends_by_end = OccurrenceIndex(occurrences.of(scale.ends), _children, _done_by)
        self._ends_by_start = OccurrenceIndex(occurrences.of(scale.ends), _children, _begins)
        self._starts_by_beginning = OccurrenceIndex(self._starts, _keys, _begins)
        required = [kind for kind in scale.only_if if isinstance(kind, EventKind)]
        self._required_after = OccurrenceIndex(occurrences.of(required), _children, _done_by) if required else None
        self._required_before = None
        if scale.only_after:
            self._required_before = OccurrenceIndex(occurrences.of(scale.only_after), _children, _begins)
        self._parts = [
            (part, OccurrenceIndex(occurrences.of(part.starts), _children, _begins)) for part in scale.earliest_of
        ]
        if scale.every:
            started = {account.id for start in self._starts for account in start.accounts}
            further = [stop for stop in stops if stop.event.id not in started]
            self._starts += [stop for stop in further if self._starts_anew(stop)]

    def all(self) -> Iterator[Run]:
        """Return the clocks that ran, without those that were ended before their deadline."""
        for start in self._starts:
            run = self._run(start)
            if run is not None:
                yield run

    def _run(self, start: Occurrence) -> Run | None:
        may, certainly = self._applies(start)
        if not may or self._is_after_death(start):
            return None
        scale = self._scale
        due = self._due(start)
        end = self._end(start)
        candidates = self._candidates(start, end)
        stop, verdict = _judged(candidates, due, self._surely_after(start, candidates))
        if stop is None:
            if end.high < ANY and end.high <= due.low:
                return None
            certainly = certainly and end.low > due.high
        if verdict is Verdict.MISSED and not certainly:
            verdict = Verdict.POSSIBLY_MISSED
        return Run(
            scale=scale,
            number=self._number,
            start=start,
            due=due,
            stop=stop,
            verdict=verdict,
            certainly=certainly,
            days=None if stop is None else days_taken(scale, start.begun, stop.done, self._calendars),
        )

    def _applies(self, start: Occurrence) -> tuple[bool, bool]:
        """Return whether the timescale may apply to a start, and whether it certainly does."""
        agency = find_record(self._casefile, start.event.agency)
        nation = agency.nation if isinstance(agency, Agency) else None
        if nation not in {None, self._scale.nation}:
            return False, False
        unconditional = not self._scale.condition
        tests = [self._in_force(start), self._followed(start), self._preceded(start), (True, unconditional)]
        return all(may for may, _ in tests), all(certainly for _, certainly in tests)

    def _is_after_death(self, start: Occurrence) -> bool:
        """Return whether the start certainly came after all its children had died."""
        if not start.children or not self._died:
            return False
        return all(self._died.get(child, ANY) < start.begun.low for child in start.children)

    def _in_force(self, start: Occurrence) -> tuple[bool, bool]:
        if self._scale.in_force is None:
            return True, True
        force = meaning_of(self._scale.in_force)
        low, high = start.begun
        certainly = _first_minute(force.start_high) <= low and high <= _last_minute(force.end_low)
        return low <= force.end_high and force.start_low <= high, certainly

    def _followed(self, start: Occurrence) -> tuple[bool, bool]:
        """Return whether one of the kinds in `only_if` came with the start or after it, and before the next start."""
        if self._required_after is None:
            return True, True
        candidates = self._required_after.first_done(start.children, start.begun.low)
        next_start = self._starts_by_beginning.first_after(start.children, start.begun.high)
        earliest_limit = latest_limit = ANY + 1
        if next_start is not None:
            earliest_limit, latest_limit = next_start.begun
        if not any(candidate.begun.low < _first_minute(latest_limit) for candidate in candidates):
            return False, False
        first = candidates[0]
        return True, first.begun.low >= _first_minute(start.begun.high) and first.done.high < earliest_limit

    def _preceded(self, start: Occurrence) -> tuple[bool, bool]:
        """Return whether one of the kinds in `only_after` came before the start."""
        if self._required_before is None:
            return True, True
        last = self._required_before.last_until(start.children, start.begun.high)
        if last is None:
            return False, False
        return True, last.done.high < start.begun.low

    def _due(self, start: Occurrence) -> MinuteRange:
        ranges = [due_range(self._scale, start.begun, self._calendars)]
        for part, index in self._parts:
            before = index.last_until(start.children, start.begun.high)
            if before is not None:
                ranges.append(due_range(part, before.begun, self._calendars))
        return MinuteRange(min(low for low, _ in ranges), min(high for _, high in ranges))

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
            lows.append(min((end.begun.low for end in self._ends_by_end.first_done([child], begin)), default=ANY))
            certainly = self._ends_by_start.first_after([child], day - 1)
            if certainly is not None and certainly.done.high < begin:  # earlier that day
                certainly = self._ends_by_start.first_after([child], begin - 1)
            highs.append(ANY if certainly is None else certainly.begun.high)
        return MinuteRange(max(lows), max(highs))

    def _candidates(self, start: Occurrence, end: MinuteRange) -> tuple[Occurrence, ...]:
        """Return what certainly stopped it first, and what may have."""
        responses = self._responses.get(start.place)
        if responses:
            return first_done(responses)
        for keys in ([start.record] if start.record else [], start.incidents, start.children):
            candidates = [stop for stop in self._next(start, keys) if stop.done.low <= end.high]
            if candidates:
                return tuple(candidates)
        return ()

    def _surely_after(self, start: Occurrence, candidates: tuple[Occurrence, ...]) -> int:
        """Return the minute from which a stop is certainly after the start; any, if the record says it is."""
        if self._scale.length < 0 or start.place in self._responses:
            return -ANY
        if start.record is not None and any(stop.record == start.record for stop in candidates):
            return -ANY
        return _first_minute(start.begun.high)

    def _next(self, start: Occurrence, keys: Iterable[str]) -> tuple[Occurrence, ...]:
        if self._scale.length < 0:
            before = self._by_start.last_until(keys, start.begun.high)
            if before is not None:
                return (before,)
        same = self._stop_of_entry.get(start.event.id)
        if same is not None:
            return self._by_place.first_done(keys, max(start.place, same.place) + 1)
        return self._by_end.first_done(keys, start.begun.low)

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

    def _starts_anew(self, stop: Occurrence) -> bool:
        """Return whether a stop comes after a start that nothing has ended since."""
        keys = list(stop.children)
        if stop.record:
            keys.append(stop.record)
        start = self._starts_by_beginning.last_until(keys, stop.begun.high)
        return start is not None and self._end(start).high >= stop.begun.low

    def _is_of_review(self, occurrence: Occurrence) -> bool:
        """Return whether it may be a step of a review of the kinds in `only_if`."""
        if not self._reviews:
            return True
        kinds = self._occurrences.review_kinds(occurrence)
        if kinds is not None:
            return not self._reviews.isdisjoint(kinds)
        return not self._reviewed.isdisjoint(occurrence.event.people)


def _judged(candidates: tuple[Occurrence, ...], due: MinuteRange, after: int) -> tuple[Occurrence | None, Verdict]:
    """Return what stopped a clock, and whether it was certainly, or certainly not, in time from a minute on."""
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


def _keys(occurrence: Occurrence) -> Iterable[str]:
    """Return the keys of which a start and a stop must share one: a record, an incident, a child."""
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

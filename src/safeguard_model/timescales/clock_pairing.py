"""A timescale run through a record: what started it, what stopped it, and what that says whatever the dates mean."""

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
from safeguard_model.timescales.deadlines import Range, days_taken, due_range
from safeguard_model.timescales.timescale import Timescale, What
from safeguard_model.timescales.triggers import Candidates, Happening, Happenings, TriggerIndex, soonest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from safeguard_model.records import CaseFile
    from safeguard_model.timescales.working_days import Calendars

__all__ = ["Run", "Runs", "whats_of"]


def whats_of(scale: Timescale) -> Iterator[What]:
    """Every kind of event that bears on a timescale."""
    yield from (*scale.starts, *scale.stops, *scale.ends, *scale.only_after)
    yield from (kind for kind in scale.only_if if isinstance(kind, EventKind))
    for part in scale.earliest_of:
        yield from part.starts


@attrs.frozen(kw_only=True)
class Run:
    """A clock before its verdict in words: what it is counted from and to."""

    scale: Timescale
    number: int
    start: Happening
    due: Range
    stop: Happening | None
    verdict: Verdict
    """Of what is stopped; else unknown."""
    certainly: bool
    """Whether it certainly runs: in force, and all that it depends on certainly so."""
    days: DayCount | None

    @property
    def place(self) -> int:
        """The place of its start among the events."""
        return self.start.place

    @property
    def is_late(self) -> bool:
        """Whether it was missed, certainly or possibly."""
        return self.verdict in {Verdict.MISSED, Verdict.POSSIBLY_MISSED}


class Runs:
    """All clocks of one timescale."""

    def __init__(
        self, scale: Timescale, number: int, happenings: Happenings, casefile: CaseFile, calendars: Calendars
    ) -> None:
        self._scale, self._number = scale, number
        self._happenings, self._casefile, self._calendars = happenings, casefile, calendars
        self._reviews = frozenset(kind for kind in scale.only_if if isinstance(kind, ReviewKind))
        self._reviewed = {
            subject.person
            for review in casefile.reviews
            if not self._reviews.isdisjoint(review.kinds)
            for subject in review.subjects
        }
        self._starts = [start for start in happenings.of(scale.starts) if self._is_of_review(start)]
        stops = [stop for stop in happenings.of(scale.stops) if self._is_of_review(stop)]
        self._is = {account.id: stop for stop in stops for account in stop.accounts}
        """The stop that an entry tells of."""
        self._responses = self._explicit(stops)
        explicit = {stop.place for found in self._responses.values() for stop in found}
        left = [stop for stop in stops if stop.place not in explicit]
        self._by_end = TriggerIndex(left, _keys, _done_by)
        self._by_place = TriggerIndex(left, _keys, attrgetter("place"))
        self._by_start = TriggerIndex(left if scale.length < 0 else (), _keys, _begins)
        self._died = _deaths(happenings, casefile) if EventKind.DEATH in scale.ends else {}
        self._ends = TriggerIndex(happenings.of(scale.ends), _children, _done_by)
        self._sure_ends = TriggerIndex(happenings.of(scale.ends), _children, _begins)
        self._starting = TriggerIndex(self._starts, _keys, _begins)
        follows = [kind for kind in scale.only_if if isinstance(kind, EventKind)]
        self._follows = TriggerIndex(happenings.of(follows), _children, _done_by) if follows else None
        self._before = TriggerIndex(happenings.of(scale.only_after), _children, _begins) if scale.only_after else None
        self._parts = [
            (part, TriggerIndex(happenings.of(part.starts), _children, _begins)) for part in scale.earliest_of
        ]
        if scale.every:
            started = {account.id for start in self._starts for account in start.accounts}
            self._starts += [stop for stop in stops if stop.event.id not in started and self._starts_anew(stop)]

    def all(self) -> Iterator[Run]:
        """The clocks that ran; without those that were ended before they were due."""
        for start in self._starts:
            run = self._run(start)
            if run is not None:
                yield run

    def _run(self, start: Happening) -> Run | None:
        may, certainly = self._applies(start)
        if not may or self._is_after_death(start):
            return None
        scale = self._scale
        due = self._due(start)
        end = self._end(start)
        candidates = self._candidates(start, end)
        stop, verdict = _judged(candidates, due, self._surely_after(start, candidates))
        if stop is None:
            if end[1] < ANY and end[1] <= due[0]:
                return None
            certainly = certainly and end[0] > due[1]
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

    def _applies(self, start: Happening) -> tuple[bool, bool]:
        """Whether the timescale may apply to a start, and whether it certainly does."""
        agency = find_record(self._casefile, start.event.agency)
        nation = agency.nation if isinstance(agency, Agency) else None
        if nation not in {None, self._scale.nation}:
            return False, False
        tests = [self._in_force(start), self._followed(start), self._preceded(start), (True, not self._scale.condition)]
        return all(may for may, _ in tests), all(certainly for _, certainly in tests)

    def _is_after_death(self, start: Happening) -> bool:
        """Whether it certainly came after the deaths of all its children, of a timescale that a death ends."""
        if not start.children or not self._died:
            return False
        return all(self._died.get(child, ANY) < start.begun[0] for child in start.children)

    def _in_force(self, start: Happening) -> tuple[bool, bool]:
        if self._scale.in_force is None:
            return True, True
        force = meaning_of(self._scale.in_force)
        low, high = start.begun
        certainly = _first_minute(force.start_high) <= low and high <= _last_minute(force.end_low)
        return low <= force.end_high and force.start_low <= high, certainly

    def _followed(self, start: Happening) -> tuple[bool, bool]:
        """Whether one of the kinds in `only_if` came with the start or after it, and before the next start."""
        if self._follows is None:
            return True, True
        found = self._follows.rest(start.children, start.begun[0])
        following = self._starting.first(start.children, start.begun[1])
        limit = ANY + 1 if following is None else following.begun[1]
        if not any(one.begun[0] < _first_minute(limit) for one in found):
            return False, False
        certainly = found[0]
        limit = ANY + 1 if following is None else following.begun[0]
        return True, certainly.begun[0] >= _first_minute(start.begun[1]) and certainly.done[1] < limit

    def _preceded(self, start: Happening) -> tuple[bool, bool]:
        """Whether one of the kinds in `only_after` came before the start."""
        if self._before is None:
            return True, True
        found = self._before.last(start.children, start.begun[1])
        return found is not None, found is not None and found.done[1] < start.begun[0]

    def _due(self, start: Happening) -> Range:
        ranges = [due_range(self._scale, start.begun, self._calendars)]
        for part, index in self._parts:
            before = index.last(start.children, start.begun[1])
            if before is not None:
                ranges.append(due_range(part, before.begun, self._calendars))
        return min(low for low, _ in ranges), min(high for _, high in ranges)

    def _end(self, start: Happening) -> Range:
        """From when it may have been ended, and by when it certainly was, for the last of its children.

        What ends it on the day of its start comes after it: a plan ends at the conference that would start the next.
        """
        if not start.children:
            return ANY, ANY
        begin, day = start.begun[0], _first_minute(start.begun[1])
        lows: list[int] = []
        highs: list[int] = []
        for child in start.children:
            lows.append(min((end.begun[0] for end in self._ends.rest([child], begin)), default=ANY))
            certainly = self._sure_ends.first([child], day - 1)
            if certainly is not None and certainly.done[1] < begin:  # earlier that day
                certainly = self._sure_ends.first([child], begin - 1)
            highs.append(ANY if certainly is None else certainly.begun[1])
        return max(lows), max(highs)

    def _candidates(self, start: Happening, end: Range) -> Candidates:
        """What certainly stopped it first, and what may have."""
        responses = self._responses.get(start.place)
        if responses:
            return soonest(responses)
        for keys in ([start.record] if start.record else [], start.incidents, start.children):
            found = [stop for stop in self._next(start, keys) if stop.done[0] <= end[1]]
            if found:
                return tuple(found)
        return ()

    def _surely_after(self, start: Happening, candidates: Candidates) -> int:
        """Return the minute from which a stop is certainly after the start; any, if the record says it is."""
        is_said = start.place in self._responses or any(
            start.record is not None and stop.record == start.record for stop in candidates
        )
        return -ANY if is_said or self._scale.length < 0 else _first_minute(start.begun[1])

    def _next(self, start: Happening, keys: Iterable[str]) -> Candidates:
        if self._scale.length < 0:
            before = self._by_start.last(keys, start.begun[1])
            if before is not None:
                return (before,)
        same = self._is.get(start.event.id)
        if same is not None:
            return self._by_place.rest(keys, max(start.place, same.place) + 1)
        return self._by_end.rest(keys, start.begun[0])

    def _explicit(self, stops: Iterable[Happening]) -> dict[int, list[Happening]]:
        """The stops that respond to a start, or that a start responds to, by the place of the start."""
        starts = {account.id: start for start in self._starts for account in start.accounts}
        found: dict[int, list[Happening]] = defaultdict(list)
        for stop in stops:
            for account in stop.accounts:
                start = starts.get(account.responds_to or "")
                if start is not None and start.event is not stop.event:
                    found[start.place].append(stop)
        for start in self._starts:
            for account in start.accounts:
                answer = self._is.get(account.responds_to or "")
                if answer is None or answer.event is start.event:
                    continue
                if self._scale.length < 0 or answer.done[1] >= start.begun[0]:
                    found[start.place].append(answer)
        return found

    def _starts_anew(self, stop: Happening) -> bool:
        """Whether a stop comes after a start that nothing has ended since."""
        start = self._starting.last([*stop.children, *([stop.record] if stop.record else [])], stop.begun[1])
        return start is not None and self._end(start)[1] >= stop.begun[0]

    def _is_of_review(self, happening: Happening) -> bool:
        """Whether it may be a step of a review of the kinds in `only_if`."""
        if not self._reviews:
            return True
        kinds = self._happenings.reviews(happening)
        if kinds is not None:
            return not self._reviews.isdisjoint(kinds)
        return not self._reviewed.isdisjoint(happening.event.people)


def _judged(candidates: Candidates, due: Range, after: int) -> tuple[Happening | None, Verdict]:
    """Return what stopped a clock, and whether it was certainly, or certainly not, in time from a minute on."""
    if not candidates:
        return None, Verdict.UNKNOWN
    for stop in candidates:
        if after <= stop.done[0] and stop.done[1] <= due[0]:
            return stop, Verdict.MET
    for stop in candidates:
        if stop.done[0] <= due[1]:
            return stop, Verdict.POSSIBLY_MISSED
    return candidates[0], Verdict.MISSED


def _deaths(happenings: Happenings, casefile: CaseFile) -> dict[str, int]:
    """Return by when each child had certainly died: from its record, or from an entry of a death about no one else."""
    found = {child.id: meaning_of(child.died).end_high for child in casefile.children if child.died is not None}
    for happening in happenings.of([EventKind.DEATH]):
        people = happening.event.people
        if len(people) == 1:
            found.setdefault(people[0], happening.done[1])
    return found


def _keys(happening: Happening) -> Iterable[str]:
    """What a start and a stop must have one of in common: a record, an incident, a child."""
    record = () if happening.record is None else (happening.record,)
    return dict.fromkeys((*record, *happening.incidents, *happening.children))


def _children(happening: Happening) -> Iterable[str]:
    return happening.children


def _done_by(happening: Happening) -> int:
    return happening.done[1]


def _begins(happening: Happening) -> int:
    return happening.begun[0]


def _first_minute(minute: int) -> int:
    """The first minute of its day."""
    return minute // DAY * DAY


def _last_minute(minute: int) -> int:
    return _first_minute(minute) + DAY - 1

"""The clocks of one timescale: each start with its stop, and a verdict that holds under every reading of the dates.

A "reading of the dates" is one choice of an exact minute for every imprecise date.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from safeguard_model.dates.edtf import ANY, DAY
from safeguard_model.dates.when import meaning_of
from safeguard_model.records import EventKind, ReviewKind
from safeguard_model.records.vocabulary import Verdict
from safeguard_model.timescales.conditions import MET, AgencyRule, Condition, DecisionRule, unmet
from safeguard_model.timescales.deadlines import MinuteRange, days_taken, due_range
from safeguard_model.timescales.paired_clock import PairedClock, judged
from safeguard_model.timescales.timescale import Timescale, Trigger, in_words
from safeguard_model.timescales.triggers import Occurrence, OccurrenceIndex, Occurrences, first_done

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from safeguard_model.records import CaseFile
    from safeguard_model.timescales.working_days import Calendars

__all__ = ["ClockPairing", "triggers_of"]


def triggers_of(scale: Timescale) -> Iterator[Trigger]:
    """Yield every kind of event and every moment that matters to a timescale.

    These are its starts, stops, ends and conditions, the decisions that `unless` looks at, and the starts of
    `earliest_of`.
    """
    yield from (*scale.starts, *scale.stops, *scale.ends, *scale.only_after)
    yield from (kind for kind in scale.only_if if isinstance(kind, EventKind))
    yield from DecisionRule.kinds if scale.unless else ()
    for part in scale.earliest_of:
        yield from part.starts


# How a start finds its stop. If an entry says which stop belongs to a start (`responds_to`), that stop counts.
# Otherwise the next stop counts that shares the closest tie with the start. The closest tie is the record from which
# both were worked out, then an incident, then a child.
# With imprecise dates there are two candidates for the next stop: the stop with the earliest last possible minute, and
# the stop with the earliest first possible minute. For a given deadline, if the first candidate is not certainly in
# time, no other stop certainly is. If the second candidate cannot be in time, no other stop can. So these two are
# enough, unless the first may lie before the start: then the first stop that certainly comes after the start is
# looked at too.
# A clock is met or missed only if that is true under every reading of the dates.
class ClockPairing:
    """All clocks of one timescale."""

    def __init__(
        self,
        scale: Timescale,
        number: int,
        occurrences: Occurrences,
        casefile: CaseFile,
        calendars: Calendars,
        *,
        agency_rule: AgencyRule,
    ) -> None:
        self._scale, self._number = scale, number
        self._occurrences, self._casefile, self._calendars = occurrences, casefile, calendars
        self._agency_rule, self._decision_rule = agency_rule, DecisionRule(scale)
        self._reviews = frozenset(kind for kind in scale.only_if if isinstance(kind, ReviewKind))
        self._reviewed: set[str] = set()
        """The subjects of the reviews of the kinds in `only_if`."""
        for review in casefile.reviews:
            if not self._reviews.isdisjoint(review.kinds):
                self._reviewed.update(subject.person for subject in review.subjects)
        self._force = None if scale.in_force is None else meaning_of(scale.in_force)
        self._starts = [start for start in occurrences.of(scale.starts) if self._is_of_review(start)]
        stops = [stop for stop in occurrences.of(scale.stops) if self._is_of_review(stop)]
        self._force_on = {start.place: self._in_force(start) for start in self._starts}
        self.out_of_force = [start for start in self._starts if not self._force_on[start.place].possibly]
        """The starts on days on which the timescale was certainly not in force: those of another edition's time."""
        if len(self.out_of_force) == len(self._starts) and not scale.every:
            self._starts = []  # nothing began while the timescale was in force, so nothing needs to be searched
            return
        self._stop_of_entry = {account.id: stop for stop in stops for account in stop.accounts}
        """The stop that an entry describes, by the id of the entry."""
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
        # A stop that `responds_to` ties to a start belongs to that start alone: no other start may find it.
        tied = {stop.place for responses in self._responses.values() for stop in responses}
        free = [stop for stop in stops if stop.place not in tied and self._agency_rule.counts_as_stop(stop)]
        self._stops_by_end = OccurrenceIndex(free, _ties, _done_by)
        self._free_stops = free
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
        decisions = self._occurrences.of(DecisionRule.kinds) if self._scale.unless else []
        self._decisions_on = self._explicit(decisions)
        explicit = {decision.place for each in self._decisions_on.values() for decision in each}
        free = [decision for decision in decisions if decision.place not in explicit]
        self._decisions = OccurrenceIndex(filter(self._agency_rule.counts_as_stop, free), _ties, _done_by)

    def possibly_binds(self, start: Occurrence) -> bool:
        """Return whether the timescale may bind the agency that must act on a start, in its nation."""
        return self._agency_rule.binds(start).possibly

    def places_in_force(self) -> set[int]:
        """Return the places of the starts on days on which the timescale may have been in force."""
        return {start.place for start in self._starts} - {start.place for start in self.out_of_force}

    def clocks(self) -> Iterator[PairedClock]:
        """Yield the clock of each start, also of a start to which the timescale does not apply (`why_not` says why).

        Left out are starts at which the timescale was certainly not in force, and clocks that nothing stopped and that
        certainly ended by their deadline.
        """
        for start in self._starts:
            clock = self._clock(start)
            if clock is not None:
                yield clock

    def _clock(self, start: Occurrence) -> PairedClock | None:
        in_force = self._force_on.get(start.place) or self._in_force(start)
        if not in_force.possibly:  # the timescale of another time
            return None
        applies = self._applies(start, in_force)
        due = self._due(start)
        if not applies.possibly:
            return PairedClock(
                scale=self._scale,
                number=self._number,
                start=start,
                due=due,
                stop=None,
                verdict=Verdict.NOT_STARTED,
                certainly=False,
                days=None,
                why_not=applies.why,
            )
        certainly = applies.certainly
        end = self._end(start)
        candidates = self._candidates(start, end)
        stop, verdict = judged(candidates, due, self._certainly_after(start, candidates))
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

    def _applies(self, start: Occurrence, in_force: Condition) -> Condition:
        """Check all conditions under which the timescale applies to a start."""
        # A condition in words cannot be checked: it may be met, and is never certainly met.
        conditions = [
            self._agency_rule.binds(start),
            in_force,
            unmet("it came after the death") if self._is_after_death(start) else MET,
            self._decided(start),
            self._followed(start),
            self._preceded(start),
            Condition(possibly=True, certainly=not self._scale.condition),
        ]
        return Condition(
            possibly=all(condition.possibly for condition in conditions),
            certainly=all(condition.certainly for condition in conditions),
            why=next((condition.why for condition in conditions if condition.why), ""),
        )

    def _decided(self, start: Occurrence) -> Condition:
        """Check that no decision about the start ended the work before the clock could run."""
        if not self._scale.unless:
            return MET
        next_start = self._starts_by_beginning.first_after(start.children, start.begun.high)
        limit = ANY if next_start is None else next_start.begun.high
        following = self._decisions.first_done(_ties(start), start.begun.low)
        following = tuple(decision for decision in following if decision.begun.low <= limit)
        return self._decision_rule.allows(start, self._decisions_on.get(start.place, ()), following)

    def _is_after_death(self, start: Occurrence) -> bool:
        """Return whether all children of the start had certainly died before the start."""
        if not start.children or not self._died_by:
            return False
        return all(self._died_by.get(child, ANY) < start.begun.low for child in start.children)

    def _in_force(self, start: Occurrence) -> Condition:
        """Check that the timescale was in force on the day of the start."""
        force = self._force
        if force is None:
            return MET
        low, high = start.begun
        possibly = low <= force.end_high and force.start_low <= high
        certainly = _first_minute(force.start_high) <= low and high <= _last_minute(force.end_low)
        return Condition(possibly, certainly)

    # An event that must follow a start must also come before the next start: an event after the next start belongs to
    # the next start. It possibly followed if it may have begun before the last possible day of the next start. It
    # certainly followed if it cannot have begun before the last possible day of this start, and was certainly done
    # before the first possible minute of the next start.
    def _followed(self, start: Occurrence) -> Condition:
        """Check that one of the kinds in `only_if` came on the day of the start or later, and before the next start."""
        if self._required_after is None:
            return MET
        candidates = self._required_after.first_done(start.children, start.begun.low)
        next_start = self._starts_by_beginning.first_after(start.children, start.begun.high)
        next_low = next_high = ANY + 1
        if next_start is not None:
            next_low, next_high = next_start.begun
        if not any(candidate.begun.low < _first_minute(next_high) for candidate in candidates):
            return unmet(f"no {_kinds_in_words(self._scale.only_if)} is on file after it and before the next start")
        first = candidates[0]
        not_before = first.begun.low >= _first_minute(start.begun.high)
        return Condition(possibly=True, certainly=not_before and first.done.high < next_low)

    def _preceded(self, start: Occurrence) -> Condition:
        """Check that one of the kinds in `only_after` came before the start."""
        if self._required_before is None:
            return MET
        last = self._required_before.last_until(start.children, start.begun.high)
        if last is None:
            return unmet(f"no {_kinds_in_words(self._scale.only_after)} is on file before it")
        return Condition(possibly=True, certainly=last.done.high < start.begun.low)

    # The earliest of several deadlines counts. Its lower bound is the least of their lower bounds, and its upper bound
    # is the least of their upper bounds, because the earliest deadline is never later than any other.
    def _due(self, start: Occurrence) -> MinuteRange:
        ranges = [due_range(self._scale, start.begun, self._calendars)]
        for part, index in self._parts:
            before = index.last_until(start.children, start.begun.high)
            if before is not None:
                ranges.append(due_range(part, before.begun, self._calendars))
        return MinuteRange(min(low for low, _ in ranges), min(high for _, high in ranges))

    # A clock about several children ends only when it has ended for all of them, so the latest end counts. For each
    # child, the lower bound is the earliest minute of any end that may have come after the start. The upper bound is
    # the last minute of the first end that cannot have come before the start. An end on the day of the start counts as
    # after the start, unless the stated hours show that the end was earlier on that day.
    def _end(self, start: Occurrence) -> MinuteRange:
        """Return the minute from which the clock may have ended for all its children, and by which it certainly had.

        An end on the day of the start counts as after the start, unless the stated hours show otherwise. For example, a
        plan ends at a review conference, which would otherwise start the clock of the next review.
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
            if certain is not None and certain.done.high < begin:  # by the stated hours, it came before the start
                certain = self._ends_by_beginning.first_after([child], begin - 1)
            highs.append(ANY if certain is None else certain.begun.high)
        return MinuteRange(max(lows), max(highs))

    def _candidates(self, start: Occurrence, end: MinuteRange) -> tuple[Occurrence, ...]:
        """Return the candidates for the stop of a start: at most two, as `first_done` chooses them, and one more.

        The one more is the first stop that certainly comes after the start. If that stop is in time, the clock is met,
        even if another stop perhaps came before the start.
        """
        responses = self._responses.get(start.place)
        if responses:
            return first_done(responses)
        record = [start.record] if start.record else []
        for ties in (record, start.incidents, start.children):
            candidates = [stop for stop in self._next(start, ties) if stop.done.low <= end.high]
            after = _first_minute(start.begun.high)
            is_doubtful = any(stop.done.low < after for stop in candidates)
            if is_doubtful and self._scale.length >= 0 and start.event.id not in self._stop_of_entry:
                later = self._stops_by_earliest_end.first_done(ties, after)
                candidates += [stop for stop in later if stop not in candidates and stop.done.low <= end.high]
            if candidates:
                return tuple(candidates)
        return ()

    @cached_property
    def _stops_by_earliest_end(self) -> OccurrenceIndex:
        return OccurrenceIndex(self._free_stops, _ties, attrgetter("done.low"))

    def _certainly_after(self, start: Occurrence, candidates: tuple[Occurrence, ...]) -> int:
        """Return the minute from which a stop is certainly after the start.

        Return `-ANY` (every stop counts) if the deadline lies before the start, or if `responds_to` or a record ties a
        stop to the start.
        """
        if self._scale.length < 0 or start.place in self._responses:
            return -ANY
        if start.record is not None and any(stop.record == start.record for stop in candidates):
            return -ANY
        return _first_minute(start.begun.high)

    def _next(self, start: Occurrence, ties: Iterable[str]) -> tuple[Occurrence, ...]:
        """Return the candidates for the next stop that shares one of these ties with the start.

        If the deadline lies before the start, return the last stop up to the start; if there is none, the next stop.
        """
        if self._scale.length < 0:
            before = self._stops_by_beginning.last_until(ties, start.begun.high)
            if before is not None:
                return (before,)
        # One entry may both start a clock and stop another, as a review conference does. It does not stop the clock
        # that it starts: only a stop that comes later in the order of the timeline can.
        itself = self._stop_of_entry.get(start.event.id)
        if itself is not None:
            return self._stops_by_place.first_done(ties, max(start.place, itself.place) + 1)
        return self._stops_by_end.first_done(ties, start.begun.low)

    def _explicit(self, stops: Sequence[Occurrence]) -> dict[int, list[Occurrence]]:
        """Return the stops that `responds_to` ties to a start, in either direction, by the position of the start.

        A stop to which the start responds counts only if it may come after the start, or if the deadline lies before
        the start.
        """
        starts = {account.id: start for start in self._starts for account in start.accounts}
        by_entry = {account.id: stop for stop in stops for account in stop.accounts}
        responses: dict[int, list[Occurrence]] = defaultdict(list)
        for stop in stops:
            for account in stop.accounts:
                start = starts.get(account.responds_to or "")
                if start is not None and start.event is not stop.event:
                    responses[start.place].append(stop)
        for start in self._starts:
            for account in start.accounts:
                answer = by_entry.get(account.responds_to or "")
                if answer is None or answer.event is start.event:
                    continue
                if self._scale.length < 0 or answer.done.high >= start.begun.low:
                    responses[start.place].append(answer)
        return responses

    # With `every`, each stop starts the next clock if the work still goes on: there is an earlier start, and the work
    # had not certainly ended by the time of the stop. Only the original starts are searched. Starts that are made from
    # stops do not change the result.
    def _starts_anew(self, stop: Occurrence) -> bool:
        """Return whether a stop comes after a start whose work had not certainly ended by the time of the stop."""
        ties = list(stop.children)
        if stop.record:
            ties.append(stop.record)
        start = self._starts_by_beginning.last_until(ties, stop.begun.high)
        return start is not None and self._end(start).high >= stop.begun.low

    def _is_of_review(self, occurrence: Occurrence) -> bool:
        """Return whether an occurrence may be a step of a review of the kinds in `only_if`.

        True if `only_if` names no kind of review. An occurrence that was not worked out from a review may be a step if
        one of its people is a subject of such a review.
        """
        if not self._reviews:
            return True
        kinds = self._occurrences.review_kinds(occurrence)
        if kinds is not None:
            return not self._reviews.isdisjoint(kinds)
        return not self._reviewed.isdisjoint(occurrence.event.people)


def _kinds_in_words(kinds: Iterable[EventKind | ReviewKind]) -> str:
    return " or ".join(in_words(kind) for kind in kinds)


def _deaths(occurrences: Occurrences, casefile: CaseFile) -> dict[str, int]:
    """Return the minute by which each child who died had certainly died.

    The minute comes from the child's record. If the record has no date, it comes from an entry of a death that is about
    this child alone.
    """
    died_by = {child.id: meaning_of(child.died).end_high for child in casefile.children if child.died is not None}
    for occurrence in occurrences.of([EventKind.DEATH]):
        people = occurrence.event.people
        if len(people) == 1:
            died_by.setdefault(people[0], occurrence.done.high)
    return died_by


def _ties(occurrence: Occurrence) -> Iterable[str]:
    """Return the ids that can tie a start to a stop: those of its record, its incidents and its children."""
    record = () if occurrence.record is None else (occurrence.record,)
    return dict.fromkeys((*record, *occurrence.incidents, *occurrence.children))


def _children(occurrence: Occurrence) -> Iterable[str]:
    return occurrence.children


def _done_by(occurrence: Occurrence) -> int:
    return occurrence.done.high


def _begins(occurrence: Occurrence) -> int:
    return occurrence.begun.low


def _first_minute(minute: int) -> int:
    """Return the first minute of the day of a minute."""
    return minute // DAY * DAY


def _last_minute(minute: int) -> int:
    """Return the last minute of the day of a minute."""
    return _first_minute(minute) + DAY - 1

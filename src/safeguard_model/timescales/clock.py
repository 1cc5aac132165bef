"""Statutory clocks: deadlines, and whether tasks were done in time, as far as the dates on file say."""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar, Literal

import attrs

from safeguard_model.dates import DayCount, When, to_when
from safeguard_model.dates.when import meaning_of
from safeguard_model.discreet import Discreet, frameless
from safeguard_model.errors import InvalidRecord, shape
from safeguard_model.records import Event, EventKind, Review
from safeguard_model.records.casefile import find_record
from safeguard_model.records.converters import iterator
from safeguard_model.records.vocabulary import BIRTHS_AND_DEATHS, TimeUnit, Verdict
from safeguard_model.timeline.answers import Answers, date_of, is_plain, name_of
from safeguard_model.timeline.given import Given, casefile_of, timeline_of
from safeguard_model.timeline.implied_kinds import EVENT_OF_MILESTONE
from safeguard_model.timeline.left_out import LeftOut, left_out, without_kind
from safeguard_model.timescales.clock_pairing import ClockPairing, triggers_of
from safeguard_model.timescales.conditions import AgencyRule
from safeguard_model.timescales.deadlines import MinuteRange, due_when
from safeguard_model.timescales.tables import ENGLAND
from safeguard_model.timescales.timescale import Timescale
from safeguard_model.timescales.triggers import Occurrence, Occurrences
from safeguard_model.timescales.working_days import BankHolidays, Calendars

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from safeguard_model.records import CaseFile
    from safeguard_model.timeline.timeline import Timeline
    from safeguard_model.timescales.paired_clock import PairedClock

__all__ = ["REASON", "Clock", "clocks"]

REASON = "reason for delay"
"""The tag of an entry whose description is the reason recorded for a delay."""
_OPEN = frozenset({Verdict.POSSIBLY_MISSED, Verdict.UNKNOWN})
"""The verdicts that the dates on file do not settle."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Clock(Discreet):
    """One timescale counted from one event: the deadline, the event that stopped the clock, and the outcome.

    The printed text shows no free text of a record, and nobody can work out a date of birth or death from it.
    """

    headings: ClassVar[tuple[str, ...]] = ("timescale", "verdict", "started", "due", "stopped", "taken", "notes")

    timescale: Timescale
    """The timescale."""
    started: Event
    """The event that started the clock or, if the clock did not start, the event that might have started it."""
    due: When
    """The last day that is in time (for a timescale in hours, the last minute).

    It is imprecise if the start is, unless all the possible days of the start lead to one deadline.
    """
    stopped: Event | None
    """The event that stopped the clock; None: no event on file stopped it."""
    verdict: Verdict
    """The outcome. Met: in time, whatever the imprecise dates mean. Missed: late, whatever the imprecise dates mean.

    Missed also means that the timescale certainly applied to the start.
    """
    days: DayCount | None
    """The days taken: those after the day of the start, up to and including the day of the stop.

    Working days if the timescale counts in working days. None if nothing stopped the clock.
    """
    why_not: str = ""
    """Why the clock did not start, in words; empty if it started."""
    reason: str
    """The reasons recorded for the delay, in the source's words, one on each line.

    Empty if none is recorded, or if the verdict is met or not started.
    """

    @property
    def definite(self) -> bool:
        """Whether the dates on file settle the verdict: the verdict is neither possibly missed nor unknown."""
        return self.verdict not in _OPEN

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table, in the order of `headings`."""
        if self.verdict is Verdict.NOT_STARTED:
            return (self.timescale.name, "not started", _told(self.started), "", "", "", self.why_not)
        stopped, taken = ("", "") if self.stopped is None else (_told(self.stopped, self.started), self._taken())
        return (
            self.timescale.name,
            _verdict_words(self.verdict),
            _told(self.started),
            self._due(),
            stopped,
            taken,
            "; ".join(self._notes()),
        )

    def __str__(self) -> str:
        name, verdict, started, due, stopped, taken, notes = self.cells()
        if self.verdict is Verdict.NOT_STARTED:
            return f"{name}: {verdict}; {started}; {notes}"
        parts = [f"{name}: {verdict}", f"from {started}", f"due {due}"]
        if stopped:
            after = taken if "earlier" in str(taken) else f"after {taken}"
            parts.append(f"{stopped}, {after}" if taken else str(stopped))
        return "; ".join((*parts, *self._notes()))

    def __repr__(self) -> str:
        stopped = "" if self.stopped is None else f", stopped by {self.stopped.id}"
        return f"<Clock {self.timescale.name!r}: {self.verdict.value}, started by {self.started.id}{stopped}>"

    def _due(self) -> str:
        """Return the deadline in words.

        If the deadline is counted from a birth or a death, or may be (`earliest_of`), return only the lengths of time:
        the date would be identifying.
        """
        parts = self.timescale.earliest_of
        if not is_plain(self.started) or any(not BIRTHS_AND_DEATHS.isdisjoint(part.starts) for part in parts):
            side = "before" if self.timescale.length < 0 else "after"
            words = f"{self.timescale.span} {side} {date_of(self.started)}"
            return " ".join((words, *(f"or {part.rule} if earlier" for part in parts)))
        return str(self.due)

    def _taken(self) -> str:
        """Return how long it took; empty if nothing stopped the clock, or beside a birth or a death."""
        if self.days is None or not is_plain(self.started, self.stopped):
            return ""
        count = self.days
        may_be_negative = (count.least or 0) < 0 <= (count.most or 0)
        if self.timescale.length >= 0 and may_be_negative:  # take the stop as after the start: drop the lower limit
            count = DayCount(None, count.most)
        working = self.timescale.unit is TimeUnit.WORKING_DAYS
        return str(count).replace("day", "working day") if working else str(count)

    def _notes(self) -> Iterator[str]:
        if self.timescale.condition:
            yield f"if {self.timescale.condition.removeprefix('if ')}"
        if self.reason:
            yield "a reason is recorded"
        if not self.timescale.verified:
            yield "unverified"


@frameless
def clocks(
    given: Given,
    timescales: Iterable[Timescale] = ENGLAND,
    bank_holidays: BankHolidays | None = None,
    today: When | str | date | None = None,
    *,
    show: Literal["started", "all"] = "started",
) -> Answers[Clock]:
    """Return the clocks of these timescales, in the order of the events that started them.

    Only what happened starts or stops a clock. The agency that must act is the one to which the start goes, else the
    one whose entry it is; a timescale binds agencies of some kinds (`Timescale.agencies`), in its own nation.

    A clock is stopped by the event of the kinds in `stops` that responds to its start (`responds_to`). If there is
    none, the next event of these kinds counts: from the same record, else about the same incident, else about the same
    child. For a deadline before the start, it is the last such event up to the start. The verdict is met or missed only
    if that is true whatever the imprecise dates mean. A clock that nothing stopped is left out if the work had
    certainly ended by its deadline (`Timescale.ends`).

    `bank_holidays`: a container of dates, or a mapping with a container of dates for each nation. For a nation without
    one, the bank holidays come from the `holidays` package. Without `today`, a clock that nothing stopped has the
    verdict unknown: the date of the computer is never read. `show`: ``"all"`` also lists the clocks that did not start,
    each with the reason; otherwise the last line counts the events that started no clock, or not every clock.

    Raises `NeedsCaseFile` if events are given without their case file, which holds the children, nations, incidents and
    reviews; `MissingExtra` if working days are counted without `bank_holidays` and without the `holidays` package;
    `InvalidRecord` for an argument of the wrong kind, another word for `show`, or a nation whose bank holidays are not
    known; `InvalidWhen` if `today` is not a time.

    >>> from safeguard_model import CaseFile, Child, Event
    >>> casefile = CaseFile.of("Example", [
    ...     Child(id="child-n", label="Child N"),
    ...     Event(id="e-1", when="2022-10-26", kind="referral", people=["child-n"]),
    ...     Event(id="e-2", when="2022-11-10", kind="referral_decision", people=["child-n"], responds_to="e-1"),
    ... ])
    >>> for clock in clocks(casefile, bank_holidays=set()):
    ...     print(clock)
    Decision on a referral: missed; from referral e-1, 26 October 2022; due 27 October 2022; referral decision e-2, \
10 November 2022, after 11 working days; unverified
    Assessment: unknown; from referral e-1, 26 October 2022; due 28 December 2022; unverified
    """
    if show not in ("started", "all"):
        raise InvalidRecord("clocks", "show", f"expected 'started' or 'all', got {shape(show)}")
    timeline = timeline_of(given)
    casefile = casefile_of(timeline, "clocks")
    scales = _to_timescales(timescales)
    calendars = Calendars(bank_holidays)
    now = None if today is None else meaning_of(to_when(today))
    wanted = {trigger for scale in scales for trigger in triggers_of(scale)}
    occurrences = Occurrences(timeline, casefile, wanted)
    nations = {scale.nation for scale in scales}
    pairings = [
        ClockPairing(scale, number, occurrences, casefile, calendars, agency_rule=AgencyRule(scale, casefile, nations))
        for number, scale in enumerate(scales)
    ]
    paired = [clock for pairing in pairings for clock in pairing.clocks()]
    paired.sort(key=attrgetter("place", "number"))
    reasons = _Reasons(timeline, casefile, paired)
    range_of_today = None if now is None else MinuteRange(now.start_low, now.end_high)
    shown = [clock for clock in paired if show == "all" or not clock.why_not]
    rows = [_verdict_today(clock, reasons, range_of_today) for clock in shown]
    missing = () if show == "all" else _not_started(paired)
    return Answers(rows, (*without_kind(timeline), *missing, *_out_of_force(pairings)), casefile, Clock)


def _out_of_force(pairings: Sequence[ClockPairing]) -> tuple[LeftOut, ...]:
    """Return the starts to which a timescale would apply, but none that was given was in force on their day."""
    in_force = {place for pairing in pairings for place in pairing.places_in_force()}
    without: dict[int, Event] = {}
    for pairing in pairings:
        for start in pairing.out_of_force:
            if start.place not in in_force and start.place not in without and pairing.possibly_binds(start):
                without[start.place] = start.event
    which = [without[place] for place in sorted(without)]
    return left_out("that began when no timescale for them was in force", which, in_force | without.keys())


def _not_started(paired: Sequence[PairedClock]) -> tuple[LeftOut, ...]:
    """Return the events that did not start every clock that they might have started, in two groups.

    The first group started no clock, the second only some.
    """
    starts = {clock.start.event.id: clock.start.event for clock in paired}
    ran = {clock.start.event.id for clock in paired if not clock.why_not}
    without = {clock.start.event.id: clock.start.event for clock in paired if clock.why_not}
    some = [event for id, event in without.items() if id in ran]
    none = [event for id, event in without.items() if id not in ran]
    hint = 'show="all" says why'
    return (
        *left_out(f"that started no clock: {hint}", none, starts.values()),
        *left_out(f"that did not start every clock: {hint}", some, starts.values()),
    )


def _to_timescales(timescales: Iterable[Timescale]) -> tuple[Timescale, ...]:
    items = iterator(timescales)
    if items is None:
        raise InvalidRecord("clocks", "timescales", f"expected Timescales in a list or tuple, got {shape(timescales)}")
    scales = tuple(items)
    for scale in scales:
        if type(scale) is not Timescale:
            raise InvalidRecord("clocks", "timescales", f"expected a Timescale as each item, got {shape(scale)}")
    return scales


def _verdict_today(paired: PairedClock, reasons: _Reasons, today: MinuteRange | None) -> Clock:
    """Return the clock with its verdict as of today: a clock that nothing stopped may be running or overdue."""
    verdict = paired.verdict
    if verdict is Verdict.UNKNOWN and today is not None and paired.scale.stops:
        if today.low > paired.due.high and paired.certainly:
            verdict = Verdict.OVERDUE
        elif today.high <= paired.due.low:
            verdict = Verdict.RUNNING
    return Clock(
        timescale=paired.scale,
        started=paired.start.event,
        due=due_when(paired.due),
        stopped=None if paired.stop is None else paired.stop.event,
        verdict=verdict,
        days=paired.days,
        why_not=paired.why_not,
        reason="" if verdict in {Verdict.MET, Verdict.NOT_STARTED} else reasons.of(paired),
    )


class _Reasons:
    """The reasons recorded for delays. `of` returns the reasons for the delay of one clock."""

    def __init__(self, timeline: Timeline, casefile: CaseFile, paired: Iterable[PairedClock]) -> None:
        self._casefile = casefile
        self._told: dict[str, list[str]] = defaultdict(list)
        """The reasons, by the id of the entry that records the reason or of the event that the entry responds to."""
        for event in timeline:
            if REASON in event.tags and event.description:
                for id in dict.fromkeys((event.id, event.responds_to)):
                    if id is not None:
                        self._told[id].append(event.description)
        self._late = {clock.stop.event.id for clock in paired if clock.stop is not None and clock.is_late}
        """The ids of the events that stopped a clock late, or possibly late.

        The reason recorded for such an event explains its own delay, not the delay of a clock that the event starts.
        """

    def of(self, clock: PairedClock) -> str:
        stop = clock.stop
        reasons = [] if stop is None else [*self._of_milestone(stop.event), *self._of_accounts(stop)]
        if clock.start.event.id not in self._late:
            reasons += self._of_accounts(clock.start)
        return "\n".join(dict.fromkeys(reasons))

    def _of_accounts(self, occurrence: Occurrence) -> Iterator[str]:
        for account in occurrence.accounts:
            yield from self._told.get(account.id, ())

    def _of_milestone(self, event: Event) -> Iterator[str]:
        review = find_record(self._casefile, event.derived_from)
        for milestone in review.milestones if isinstance(review, Review) else ():
            if milestone.reason and milestone.when == event.when and EVENT_OF_MILESTONE[milestone.kind] is event.kind:
                yield milestone.reason


def _told(event: Event, beside: Event | None = None) -> str:
    """Return the kind, id and date of an event.

    The date is left out if the event, or `beside`, is a birth or a death. The kind is left out if it is `other`.
    """
    name = event.id if event.kind is EventKind.OTHER else name_of(event)
    return f"{name}, {date_of(event)}" if is_plain(event, beside) else name


def _verdict_words(verdict: Verdict) -> str:
    return verdict.value.replace("_", " ")

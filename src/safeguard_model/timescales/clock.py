"""Statutory clocks: deadlines, and whether things were done in time, as far as the dates on file say."""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar

import attrs

from safeguard_model.dates import DayCount, When, to_when
from safeguard_model.dates.when import meaning_of
from safeguard_model.errors import InvalidRecord, shape
from safeguard_model.records import Event, EventKind, Review
from safeguard_model.records.converters import iterator
from safeguard_model.records.vocabulary import BIRTHS_AND_DEATHS, TimeUnit, Verdict
from safeguard_model.timeline.answers import Answers, date_of, is_plain, name_of
from safeguard_model.timeline.given import Given, casefile_of, timeline_of
from safeguard_model.timeline.implied_kinds import EVENT_OF_MILESTONE
from safeguard_model.timeline.inputs import find_record
from safeguard_model.timescales.clock_pairing import ClockPairing, PairedClock, triggers_of
from safeguard_model.timescales.deadlines import MinuteRange, due_when
from safeguard_model.timescales.tables import ENGLAND, LOCAL, SCOTLAND, WALES
from safeguard_model.timescales.timescale import DayOne, Moment, Timescale
from safeguard_model.timescales.triggers import Occurrence, Occurrences
from safeguard_model.timescales.working_days import BankHolidays, Calendars

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from safeguard_model.records import CaseFile
    from safeguard_model.timeline.timeline import Timeline

__all__ = [
    "ENGLAND",
    "LOCAL",
    "REASON",
    "SCOTLAND",
    "WALES",
    "BankHolidays",
    "Clock",
    "DayOne",
    "Moment",
    "Timescale",
    "clocks",
]

REASON = "reason for delay"
"""The tag of an entry whose description is the reason recorded for a delay."""
_OPEN = frozenset({Verdict.POSSIBLY_MISSED, Verdict.UNKNOWN})


@attrs.frozen(kw_only=True, repr=False)
class Clock:
    """One timescale counted from one event: its deadline, what stopped it, and the outcome.

    Printed, it shows neither free text nor what would give a date of birth or death away.
    """

    headings: ClassVar[tuple[str, ...]] = ("timescale", "verdict", "started", "due", "stopped", "taken", "notes")

    timescale: Timescale
    """The timescale."""
    started: Event
    """What started it."""
    due: When
    """The day, or for hours the minute, with which it ends; never more precise than its start."""
    stopped: Event | None
    """What stopped it; None: nothing on file did."""
    verdict: Verdict
    """Met if it was in time whatever the dates on file may mean, missed if it was late whatever they mean."""
    days: DayCount | None
    """The days after that of the start, up to that of the stop: working days where the timescale counts in those."""
    reason: str
    """The reason recorded for the delay, in the source's words; empty where there is none, and where it was met."""

    @property
    def definite(self) -> bool:
        """Whether the dates on file settle it: neither possibly missed nor unknown."""
        return self.verdict not in _OPEN

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table."""
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
        name, verdict, started, due, stopped, taken, _ = self.cells()
        parts = [f"{name}: {verdict}", f"from {started}", f"due {due}"]
        if stopped:
            after = taken if "earlier" in str(taken) else f"after {taken}"
            parts.append(f"{stopped}, {after}" if taken else str(stopped))
        return "; ".join((*parts, *self._notes()))

    def __repr__(self) -> str:
        stopped = "" if self.stopped is None else f", stopped by {self.stopped.id}"
        return f"<Clock {self.timescale.name!r}: {self.verdict.value}, started by {self.started.id}{stopped}>"

    def _due(self) -> str:
        """Return when it was due.

        Counted from a birth or a death, only how long after it, for the date is identifying.
        """
        parts = self.timescale.earliest_of
        if not is_plain(self.started) or any(not BIRTHS_AND_DEATHS.isdisjoint(part.starts) for part in parts):
            side = "before" if self.timescale.length < 0 else "after"
            words = f"{self.timescale.span} {side} {date_of(self.started)}"
            return " ".join((words, *(f"or {part.rule} if earlier" for part in parts)))
        return str(self.due)

    def _taken(self) -> str:
        """Return how long it took; not if that and the other date would give a birth or a death away."""
        if self.days is None or not is_plain(self.started, self.stopped):
            return ""
        count = self.days
        may_be_negative = (count.least or 0) < 0 <= (count.most or 0)
        if self.timescale.length >= 0 and may_be_negative:  # a stop never comes before its start
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


def clocks(
    given: Given,
    timescales: Iterable[Timescale] = ENGLAND,
    bank_holidays: BankHolidays | None = None,
    today: When | str | date | None = None,
) -> Answers[Clock]:
    """Return every clock that these timescales start, in order of what started them.

    A clock is stopped by what responds to its start (`responds_to`), else by what was worked out from the same record
    or is about the same incident, else by the next event of its kinds about the same child. The verdict is met or
    missed only if it is so whatever imprecise dates may mean. `bank_holidays`: any container of dates, or one for each
    nation; without it the `holidays` package is asked. Without `today` what nothing stopped is unknown: the machine's
    own clock is never read.

    Raises `NeedsCaseFile`, for children, nations, incidents and reviews are known from there; `MissingExtra` where
    working days are counted without `bank_holidays` and without the `holidays` package; `InvalidRecord`,
    `InvalidWhen`.

    >>> from safeguard_model import CaseFile, Child, Event
    >>> casefile = CaseFile.of("Example", [
    ...     Child(id="child-n", label="Child N"),
    ...     Event(id="e-1", when="2022-10-26", kind="referral", people=["child-n"]),
    ...     Event(id="e-2", when="2022-11-10", kind="referral_decision", people=["child-n"], responds_to="e-1"),
    ... ])
    >>> for clock in clocks(casefile, bank_holidays=set()):
    ...     print(clock)
    Decision on a referral: missed; from referral e-1, 26 October 2022; due 27 October 2022; referral decision e-2, \
10 November 2022, after 11 working days
    Assessment: unknown; from referral e-1, 26 October 2022; due 28 December 2022
    """
    timeline = timeline_of(given)
    casefile = casefile_of(timeline, "clocks")
    scales = _to_timescales(timescales)
    calendars = Calendars(bank_holidays)
    now = None if today is None else meaning_of(to_when(today))
    wanted = {trigger for scale in scales for trigger in triggers_of(scale)}
    occurrences = Occurrences(timeline, casefile, wanted)
    paired: list[PairedClock] = []
    for number, scale in enumerate(scales):
        paired += ClockPairing(scale, number, occurrences, casefile, calendars).clocks()
    paired.sort(key=attrgetter("place", "number"))
    reasons = _Reasons(timeline, casefile, paired)
    range_of_today = None if now is None else MinuteRange(now.start_low, now.end_high)
    return Answers(_verdict_today(clock, reasons, range_of_today) for clock in paired)


def _to_timescales(timescales: Iterable[Timescale]) -> tuple[Timescale, ...]:
    items = iterator(timescales)
    if items is None:
        raise InvalidRecord("clocks", "timescales", f"expected timescales, got {shape(timescales)}")
    scales = tuple(items)
    for scale in scales:
        if type(scale) is not Timescale:
            raise InvalidRecord("clocks", "timescales", f"expected a Timescale, got {shape(scale)}")
    return scales


def _verdict_today(paired: PairedClock, reasons: _Reasons, today: MinuteRange | None) -> Clock:
    """Return the clock with its verdict as of today: what still runs may be overdue by now."""
    verdict = paired.verdict
    if paired.stop is None and today is not None and paired.scale.stops:
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
        reason="" if verdict is Verdict.MET else reasons.of(paired),
    )


class _Reasons:
    """The reasons recorded for delays."""

    def __init__(self, timeline: Timeline, casefile: CaseFile, paired: Iterable[PairedClock]) -> None:
        self._casefile = casefile
        self._told: dict[str, list[str]] = defaultdict(list)
        for event in timeline:
            if REASON in event.tags and event.description:
                for id in dict.fromkeys((event.id, event.responds_to)):
                    if id is not None:
                        self._told[id].append(event.description)
        self._late = {clock.stop.event.id for clock in paired if clock.stop is not None and clock.is_late}
        """What came late itself: a reason told of it is the reason for that, and not for what it starts."""

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
    """Return what it was and when; a birth or a death, and what is beside one, without its date."""
    name = event.id if event.kind is EventKind.OTHER else name_of(event)
    return f"{name}, {date_of(event)}" if is_plain(event, beside) else name


def _verdict_words(verdict: Verdict) -> str:
    return verdict.value.replace("_", " ")

"""One thing after another: the way through the services, what was never answered, what happened again and again."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, ClassVar, Final

import attrs

from safeguard_model.dates import DayCount, When
from safeguard_model.dates._grammar import ANY, DAY
from safeguard_model.dates.when import meaning_of
from safeguard_model.errors import InvalidRecord
from safeguard_model.records import Event, EventKind, PersonId
from safeguard_model.timeline._answering import answered
from safeguard_model.timeline._given import timeline_of, to_kinds, whole_number
from safeguard_model.timeline._limits import minutes_of, whole_days
from safeguard_model.timeline._repeating import Repeat, runs_of
from safeguard_model.timeline._windows import BEYOND, extents
from safeguard_model.timeline.answers import Answers, date_of, is_plain, name_of

if TYPE_CHECKING:
    from datetime import date

    from safeguard_model.timeline._given import Given, Kinds

__all__ = ["JOURNEY", "Repeat", "Reply", "Step", "answers_to", "journey", "repeats", "unanswered"]

JOURNEY: Final = frozenset(
    {
        EventKind.REFERRAL,
        EventKind.REFERRAL_DECISION,
        EventKind.EARLY_HELP_STARTED,
        EventKind.EARLY_HELP_ENDED,
        EventKind.ASSESSMENT_STARTED,
        EventKind.ASSESSMENT_COMPLETED,
        EventKind.PRE_BIRTH_ASSESSMENT,
        EventKind.STRATEGY_DISCUSSION,
        EventKind.SECTION_47_STARTED,
        EventKind.SECTION_47_COMPLETED,
        EventKind.CHILD_PROTECTION_MEDICAL,
        EventKind.INITIAL_CONFERENCE,
        EventKind.REVIEW_CONFERENCE,
        EventKind.FAMILY_GROUP_CONFERENCE,
        EventKind.CORE_GROUP,
        EventKind.PLAN_STARTED,
        EventKind.PLAN_CATEGORY_CHANGED,
        EventKind.PLAN_ENDED,
        EventKind.CHILD_IN_NEED_MEETING,
        EventKind.LEGAL_PLANNING_MEETING,
        EventKind.PRE_PROCEEDINGS,
        EventKind.CARE_PROCEEDINGS,
        EventKind.ORDER_MADE,
        EventKind.POLICE_PROTECTION,
        EventKind.LOOKED_AFTER_STARTED,
        EventKind.PLACEMENT_CHANGE,
        EventKind.LOOKED_AFTER_ENDED,
        EventKind.CASE_OPENED,
        EventKind.CASE_CLOSED,
        EventKind.CASE_TRANSFER,
        EventKind.STEP_DOWN,
        EventKind.STEP_UP,
    }
)
"""Kinds of event that are a step of a child's way through the services."""


@attrs.frozen(kw_only=True, repr=False)
class Step:
    """A step of a child's way through the services."""

    headings: ClassVar[tuple[str, ...]] = (
        "when",
        "step",
        "agency",
        "since the step before",
        "since the first",
        "definite",
    )

    event: Event
    """What happened."""
    since_previous: DayCount | None
    """The days from the beginning of the step before to the beginning of this one; None for the first."""
    since_start: DayCount | None
    """The days from the beginning of the first step; None for the first."""
    definite: bool
    """Whether its place is sure: no step before it may begin on a later day, none after it on an earlier one."""

    def cells(self) -> tuple[object, ...]:
        """Its row of the table."""
        since = ("" if days is None else days for days in (self.since_previous, self.since_start))
        sure = "yes" if self.definite else "order uncertain"
        return (date_of(self.event), name_of(self.event), self.event.agency or "", *since, sure)

    def __str__(self) -> str:
        text = f"{date_of(self.event)}: {name_of(self.event)}"
        if self.since_previous is not None and _runs_forward(self.since_previous):
            text += f" ({self.since_previous} since the step before)"
        return text if self.definite else f"{text}, order uncertain"

    def __repr__(self) -> str:
        return f"<Step: {self}>"


@attrs.frozen(kw_only=True, repr=False)
class Reply:
    """An event that asks for an answer, with the answer if there is one."""

    headings: ClassVar[tuple[str, ...]] = ("asked", "when", "answer", "after", "in time")

    asked: Event
    """What asked for an answer."""
    answer: Event | None
    """The first answer that may have come after it; where some surely is in time, one that is. None: there is none."""
    earlier: Event | None
    """Where there is no answer, what responds to it all the same, and is dated surely before it."""
    days: DayCount | None
    """The days from the one to the other, as far as the dates alone say: negative where it may have come before."""
    in_time: bool | None
    """Whether some answer came in time: True surely, False surely not, None possibly."""
    censored: bool
    """Whether there is no answer, and the period ends before the time for one is over: too recent to know."""

    @property
    def definite(self) -> bool:
        """Whether it is sure that an answer came in time, or sure that none did."""
        return self.in_time is not None

    def cells(self) -> tuple[object, ...]:
        """Its row of the table."""
        answer = "" if self.answer is None else name_of(self.answer)
        after = self._after().removeprefix("after ")
        return (name_of(self.asked), self._when(), answer, after, self._verdict())

    def __str__(self) -> str:
        asked = ", ".join(filter(None, (name_of(self.asked), self._when())))
        if self.earlier is not None:
            return f"{asked}: answered by {name_of(self.earlier)}, which is dated before it"
        if self.answer is None:
            return f"{asked}: no answer" + (" yet" if self.censored else "")
        answer = " ".join(filter(None, (name_of(self.answer), self._after())))
        return f"{asked}: {answer}, {self._verdict()}"

    def __repr__(self) -> str:
        return f"<Reply: {self}>"

    def _is_plain(self) -> bool:
        return is_plain(self.asked, self.answer, self.earlier)

    def _when(self) -> str:
        return str(self.asked.when) if self._is_plain() else ""

    def _after(self) -> str:
        """How long after: an answer comes no earlier, whatever the dates alone say; no days beside a birth or death."""
        if self.days is None or not self._is_plain():
            return ""
        least, most = self.days.least, self.days.most
        if least is not None and least >= 0:
            return f"after {self.days}"
        if most is None:
            return "after an unknown number of days"
        if most < 0:
            return "while it lasted"
        return f"at most {DayCount(most, most)} after" if most else "on the same day"

    def _verdict(self) -> str:
        if self.censored:
            return "too recent to know"
        return {True: "in time", False: "not in time", None: "possibly in time"}[self.in_time]


def journey(given: Given, child: PersonId) -> Answers[Step]:
    """The child's way through the services: the events of the kinds in `JOURNEY` about the child, in order.

    The order is that of the timeline, which is for display; `Step.definite` says whether a step's place in it is sure.

    Raises:
        UnknownRecord: There is a case file, and the child is not in it.
        InvalidRecord: The id is that of something else.
    """
    steps = timeline_of(given).about(child).where(lambda event: event.kind in JOURNEY)
    days = [_days_of_beginning(event.when) for event in steps]
    latest_before = [-BEYOND, *accumulate((latest for _, latest in days), max)]
    earliest_after = [BEYOND, *accumulate((earliest for earliest, _ in reversed(days)), min)][-2::-1]
    found: list[Step] = []
    for event, (earliest, latest), before, after in zip(steps, days, latest_before, earliest_after, strict=False):
        found.append(
            Step(
                event=event,
                since_previous=_since(found[-1].event, event) if found else None,
                since_start=_since(found[0].event, event) if found else None,
                definite=before <= earliest and latest <= after,
            )
        )
    return Answers(found)


def answers_to(
    given: Given, kinds: Kinds, within: int | None, by: Kinds, *, period: When | str | date | None = None
) -> Answers[Reply]:
    """Each event of the kinds, with its answer, and whether that came within so many days.

    What responds to it (`responds_to`) is its answer, whatever its kind. Where nothing does, every event of the kinds
    `by` may be, if it does not begin before it, responds to nothing else, and is about the same child: a child who is
    among the `people` of both. Without a case file, or where the event is about no child, any person counts.

    Days are counted on the calendar, from the end of the one to the beginning of the other, and an answer on the same
    day is in time. It is surely in time where, whatever the dates were, some answer was; surely not, where none can be.

    Args:
        given: A Timeline, a CaseFile or events. Of a Timeline that was narrowed only what is left is looked at.
        kinds: The kinds of event that ask for an answer.
        within: Whole days, at most 100,000, not working days; None is for ever.
        by: The kinds of event that are an answer.
        period: What was surely asked outside it is left out, and where the time for an answer reaches past its end,
            none yet is no proof that none came. Without it, the record is taken to go on for long enough.

    Raises:
        InvalidRecord: A word is no kind of event, or an argument is of another type.
        InvalidWhen: The period is no time.
    """
    timeline = timeline_of(given)
    asking, answering = to_kinds(kinds, "answers_to"), to_kinds(by, "answers_to", "by")
    if within is not None:
        whole_days(within, "answers_to", "within")
    low, high = minutes_of(period)
    events = tuple(e for e in timeline if e.kind in asking or e.kind in answering or e.responds_to is not None)
    marks = extents(events)
    asked = [mark for mark in marks if events[mark.place].kind in asking and mark.high >= low and mark.low <= high]
    children = None if timeline.casefile is None else frozenset(child.id for child in timeline.casefile.children)
    found: list[Reply] = []
    for mark, answer, in_time, earlier in answered(events, marks, (asked, answering), within, children):
        # the last minute an answer could have come in time, against the last of the period
        late = (
            answer is None
            and earlier is None
            and high < ANY
            and (within is None or (mark.high // DAY + within) > high // DAY)
        )
        event = events[mark.place]
        found.append(
            Reply(
                asked=event,
                answer=answer,
                earlier=earlier,
                days=None if answer is None else event.when.days_until(answer.when),
                in_time=None if late else in_time,
                censored=late,
            )
        )
    return Answers(found)


def unanswered(
    given: Given,
    kinds: Kinds,
    within: int | None,
    by: Kinds,
    *,
    period: When | str | date | None = None,
    possible: bool = True,
) -> tuple[Event, ...]:
    """The events of the kinds that had no answer within so many days, as `answers_to` says.

    Args:
        given: A Timeline, a CaseFile or events. Of a Timeline that was narrowed only what is left is looked at.
        kinds: The kinds of event that ask for an answer.
        within: Whole days, not working days; None is for ever.
        by: The kinds of event that are an answer.
        period: What was surely asked outside it is left out.
        possible: All that are not surely answered in time; else only those that surely are not.

    Raises:
        InvalidRecord: A word is no kind of event, or an argument is of another type.
        InvalidWhen: The period is no time.
    """
    replies = answers_to(given, kinds, within, by, period=period)
    return tuple(reply.asked for reply in replies if reply.in_time is False or (possible and reply.in_time is None))


def repeats(given: Given, kind: Kinds, at_least: int = 3, without: Kinds = ()) -> Answers[Repeat]:
    """The runs of events of a kind, or of several, with no event of the kinds `without` in between.

    So ``repeats("was_not_brought", without="appointment")`` are appointments missed without one kept. An entry with
    `times` counts for as many as that says; where it gives no number, for one at least. A run is *possible* where so
    many can have happened with nothing in between, and *definite* where so many surely did. To ask about one child,
    narrow the timeline first: ``timeline.about("child-e").repeats(...)``.

    Raises:
        InvalidRecord: A word is no kind of event, a kind is both in the run and what breaks it, or `at_least` is not a
            whole number of 1 or more.
    """
    timeline = timeline_of(given)
    repeated, breaking = to_kinds(kind, "repeats", "kind"), to_kinds(without, "repeats", "without")
    whole_number(at_least, "repeats", "at_least", least=1)
    if repeated & breaking:
        raise InvalidRecord("repeats", "without", "a kind of event cannot both be repeated and break the run")
    events = tuple(event for event in timeline if event.kind in repeated and not _is_none(event))
    return Answers(runs_of(events, [event for event in timeline if event.kind in breaking], at_least))


def _is_none(event: Event) -> bool:
    return event.times is not None and event.times.n == 0


def _runs_forward(days: DayCount) -> bool:
    return days.least is not None and days.least >= 0


def _since(earlier: Event, later: Event) -> DayCount:
    return _begin(earlier.when).days_until(_begin(later.when))


def _days_of_beginning(when: When) -> tuple[int, int]:
    """The first and the last day on which it may begin."""
    earliest, _, _, latest = meaning_of(_begin(when))
    return earliest // DAY, latest // DAY


def _begin(when: When) -> When:
    return (when.start or When("XXXX")) if when.is_span else when

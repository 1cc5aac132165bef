"""Replies: events that asked for an answer, and whether an answer came in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from safeguard_model.dates import DayCount, When
from safeguard_model.dates.edtf import ANY, DAY
from safeguard_model.discreet import Discreet, frameless
from safeguard_model.records import Event
from safeguard_model.sequences.answer_search import answered
from safeguard_model.timeline.accounts import entries_of, extents_of_told, head_of, is_of, told_events
from safeguard_model.timeline.answers import Answers, is_plain, name_of
from safeguard_model.timeline.given import timeline_of
from safeguard_model.timeline.inputs import to_kinds
from safeguard_model.timeline.left_out import without_kind
from safeguard_model.timeline.periods import minutes_of, to_days

if TYPE_CHECKING:
    from datetime import date

    from safeguard_model.timeline.given import Given
    from safeguard_model.timeline.inputs import Kinds

__all__ = ["Reply", "answers_to", "unanswered"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Reply(Discreet):
    """An event that asks for an answer, with the answer if there is one."""

    headings: ClassVar[tuple[str, ...]] = ("asked", "when", "answer", "after", "in time")

    asked: Event
    """The event that asked for an answer."""
    answer: Event | None
    """The first event that may have answered `asked`; None if there is none.

    An event that certainly answered in time is preferred.
    """
    accounts: tuple[Event, ...]
    """All entries that tell of the event that asked, in order."""
    earlier: Event | None
    """If there is no answer, an event of a kind that answers: it responds to `asked` but certainly begins before.

    None if there is an answer, or no such event.
    """
    other: Event | None
    """If there is neither an answer nor `earlier`, an event that responds to `asked` but is of no kind that answers.

    None if there is an answer or `earlier`, or no such event.
    """
    days: DayCount | None
    """The days from the end of `asked` to the beginning of its answer, by the dates alone; None if there is no answer.

    The least is negative if the answer may begin on a day before `asked` ends.
    """
    in_time: bool | None
    """Whether some answer came in time: True certainly, False certainly not, None possibly."""
    censored: bool
    """Whether `asked` is too recent: the period ends, or may end, before the time for an answer is over.

    True only if there is neither an answer nor `earlier`.
    """

    @property
    def definite(self) -> bool:
        """Whether it is certain that an answer came in time, or certain that none did."""
        return self.in_time is not None

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table."""
        answer = "" if self.answer is None else name_of(self.answer)
        after = self._after().removeprefix("after ")
        return (name_of(self.asked), self._when(), answer, after, self._verdict())

    def __str__(self) -> str:
        asked = ", ".join(filter(None, (name_of(self.asked), self._when())))
        if self.earlier is not None:
            return f"{asked}: answered by {name_of(self.earlier)}, which is dated before it"
        if self.answer is None:
            words = f"{asked}: no answer" + (" yet" if self.censored else "")
            return words if self.other is None else f"{words}; {name_of(self.other)} responds to it"
        answer = " ".join(filter(None, (name_of(self.answer), self._after())))
        return f"{asked}: {answer}, {self._verdict()}"

    def __repr__(self) -> str:
        return f"<Reply: {self}>"

    def _is_plain(self) -> bool:
        return is_plain(self.asked, self.answer, self.earlier)

    def _when(self) -> str:
        return str(self.asked.when) if self._is_plain() else ""

    def _after(self) -> str:
        """Return in words how long after `asked` the answer came.

        Return empty text if there is no answer, or beside a birth or a death. An answer cannot come before its question
        begins. So if the least number of days is negative, only the most days count.
        """
        if self.days is None or not self._is_plain():
            return ""
        least, most = self.days.least, self.days.most
        if least is not None and least >= 0:
            return f"after {self.days}"
        if most is None:
            return "after an unknown number of days"
        if most < 0:
            return "while it lasted"
        if most == 0:
            return "on the same day"
        return f"at most {DayCount(most, most)} after"

    def _verdict(self) -> str:
        if self.censored:
            return "too recent to know"
        return {True: "in time", False: "not in time", None: "possibly in time"}[self.in_time]


@frameless
def answers_to(
    given: Given, kinds: Kinds, within: int | str | None, by: Kinds, *, period: When | str | date | None = None
) -> Answers[Reply]:
    """Return each question with its answer, and whether an answer came within `within` days.

    A *question* is an event of the kinds `kinds`. An answer is an event of the kinds `by`; another event that responds
    to the question, such as a case that was closed, is no answer, and `Reply.other` has it. If any event of the kinds
    `by` names the question in `responds_to`, only such events can answer it. Otherwise, an event of the kinds `by` can
    answer the question if all of these are true:

    - It has no `responds_to`.
    - It does not certainly begin before the question.
    - It is about the same child: a child is among the `people` of both events. Without a case file, or if the question
      is about no child, any person counts.

    Days are counted on the calendar, from the end of the question to the beginning of the answer. An answer on the same
    day is in time. A reading of the dates picks one possible time for each event. `in_time` is True if an answer was in
    time under every reading, and False if no answer was in time under any reading. Only what happened counts, and
    several accounts of one event are one event.

    Args:
        given: A Timeline, a CaseFile or events. In a narrowed Timeline, answers that were left out are not found.
        kinds: The kinds of event that ask for an answer.
        within: Calendar days (not working days), or words such as "2 weeks"; at most 100,000 days; None for no limit.
        by: The kinds of event that are an answer.
        period: Questions that are certainly outside the period are left out. If the time for an answer goes on after
            the end of the period, a missing answer may still have come. Without a period, the records are taken to go
            on for long enough.

    Raises:
        InvalidRecord: A word is not a kind of event, `within` is not a length in days or weeks, or `given` is
            not a Timeline, a CaseFile or events.
        InvalidWhen: The period is not a time.
    """
    timeline = timeline_of(given)
    asking, answering = to_kinds(kinds, "answers_to"), to_kinds(by, "answers_to", "by")
    days = None if within is None else to_days(within, "answers_to", "within")
    low, high = minutes_of(period)
    wanted = asking | answering
    told = told_events(timeline, timeline.casefile, lambda event: event.kind in wanted or event.responds_to is not None)
    extents = extents_of_told(told)
    asked = [
        extent for extent in extents if extent.high >= low and extent.low <= high and is_of(told[extent.place], asking)
    ]
    children = None
    if timeline.casefile is not None:
        children = frozenset(child.id for child in timeline.casefile.children)
    replies: list[Reply] = []
    for question, answer, in_time, earlier, other in answered(
        told, extents, asked, answering, within=days, children=children
    ):
        # An answer may still come if the last day for an answer is after the last day of the period.
        may_still_come = high < ANY and (days is None or question.high // DAY + days > high // DAY)
        is_too_recent = answer is None and earlier is None and may_still_come
        event = head_of(told[question.place])
        replies.append(
            Reply(
                asked=event,
                accounts=entries_of(told[question.place]),
                answer=answer,
                earlier=earlier,
                other=other if earlier is None else None,
                days=None if answer is None else event.when.days_until(answer.when),
                in_time=None if is_too_recent else in_time,
                censored=is_too_recent,
            )
        )
    return Answers(replies, without_kind(timeline, wanted), timeline.casefile, Reply)


@frameless
def unanswered(
    given: Given,
    kinds: Kinds,
    within: int | str | None,
    by: Kinds,
    *,
    period: When | str | date | None = None,
    possible: bool = True,
) -> Answers[Event]:
    """Return the events of the kinds `kinds` that had no answer within `within` days, by the rules of `answers_to`.

    Args:
        given: A Timeline, a CaseFile or events. In a narrowed Timeline, answers that were left out are not found.
        kinds: The kinds of event that ask for an answer.
        within: Calendar days (not working days), or words such as "2 weeks"; at most 100,000 days; None for no limit.
        by: The kinds of event that are an answer.
        period: Questions that are certainly outside the period are left out. A missing answer that may still come after
            the end of the period does not make a question certainly unanswered.
        possible: True for all events of which it is not certain that they were answered in time; False for only the
            events that certainly had no answer in time.

    Raises:
        InvalidRecord: A word is not a kind of event, `within` is not a length in days or weeks, or `given` is
            not a Timeline, a CaseFile or events.
        InvalidWhen: The period is not a time.
    """
    replies = answers_to(given, kinds, within, by, period=period)
    asked = (reply.asked for reply in replies if reply.in_time is False or (possible and reply.in_time is None))
    return Answers(asked, replies.left_out, replies.casefile, Event)

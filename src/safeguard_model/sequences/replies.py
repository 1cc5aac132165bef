"""Replies: events that asked for an answer, and whether one came in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from safeguard_model.dates import DayCount, When
from safeguard_model.dates.edtf import ANY, DAY
from safeguard_model.records import Event
from safeguard_model.sequences.answer_search import answered
from safeguard_model.timeline.answers import Answers, is_plain, name_of
from safeguard_model.timeline.given import timeline_of
from safeguard_model.timeline.inputs import to_kinds
from safeguard_model.timeline.periods import minutes_of, require_days
from safeguard_model.timeline.windows import extents_of

if TYPE_CHECKING:
    from datetime import date

    from safeguard_model.timeline.given import Given
    from safeguard_model.timeline.inputs import Kinds

__all__ = ["Reply", "answers_to", "unanswered"]


@attrs.frozen(kw_only=True, repr=False)
class Reply:
    """An event that asks for an answer, with the answer if there is one."""

    headings: ClassVar[tuple[str, ...]] = ("asked", "when", "answer", "after", "in time")

    asked: Event
    """The event that asked for an answer."""
    answer: Event | None
    """The first event that may have answered it; if that is not certainly in time but another is, one that is."""
    earlier: Event | None
    """Without an answer: an event that responds to it, but is dated certainly before it."""
    days: DayCount | None
    """The days from the event to its answer by the dates alone: negative where the answer may have come before."""
    in_time: bool | None
    """Whether some answer came in time: True certainly, False certainly not, None possibly."""
    censored: bool
    """Whether it is too recent to know: there is no answer, and the period ends before the time for one is over."""

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
        """Return in words how long after it the answer came; empty beside a birth or a death.

        An answer does not come before what it answers. So where the dates alone allow that, only the most is said.
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


def answers_to(
    given: Given, kinds: Kinds, within: int | None, by: Kinds, *, period: When | str | date | None = None
) -> Answers[Reply]:
    """Return each event of the kinds, with its answer, and whether an answer came within so many days.

    An event that names it in `responds_to` answers it, whatever its kind. If there is none, each event of the kinds
    `by` may answer it that does not certainly begin before it, responds to nothing else, and is about the same child: a
    child among the `people` of both. Without a case file, or if the event is about no child, any person counts.

    Days are counted on the calendar, from the end of the event to the beginning of its answer; the same day is in time.
    `in_time` is True if some answer was in time under every reading of the dates, and False if none was under any.

    Args:
        given: A Timeline, a CaseFile or events. Of a Timeline that was narrowed, only what is left is looked at.
        kinds: The kinds of event that ask for an answer.
        within: Whole days, at most 100,000, not working days; None is for ever.
        by: The kinds of event that are an answer.
        period: Events that are certainly outside it are left out. If the time for an answer goes on after its end, a
            missing answer may still have come. Without it, the record is taken to go on for long enough.

    Raises:
        InvalidRecord: A word is not a kind of event, or an argument is of another type.
        InvalidWhen: The period is not a time.
    """
    timeline = timeline_of(given)
    asking, answering = to_kinds(kinds, "answers_to"), to_kinds(by, "answers_to", "by")
    if within is not None:
        require_days(within, "answers_to", "within")
    low, high = minutes_of(period)
    events = tuple(
        event for event in timeline if event.kind in asking or event.kind in answering or event.responds_to is not None
    )
    extents = extents_of(events)
    asked = [
        extent
        for extent in extents
        if events[extent.place].kind in asking and extent.high >= low and extent.low <= high
    ]
    children = None
    if timeline.casefile is not None:
        children = frozenset(child.id for child in timeline.casefile.children)
    replies: list[Reply] = []
    for question, answer, in_time, earlier in answered(
        events, extents, asked, answering, within=within, children=children
    ):
        # An answer may still come if the last day for one is after the last day of the period.
        may_still_come = high < ANY and (within is None or question.high // DAY + within > high // DAY)
        is_too_recent = answer is None and earlier is None and may_still_come
        event = events[question.place]
        replies.append(
            Reply(
                asked=event,
                answer=answer,
                earlier=earlier,
                days=None if answer is None else event.when.days_until(answer.when),
                in_time=None if is_too_recent else in_time,
                censored=is_too_recent,
            )
        )
    return Answers(replies)


def unanswered(
    given: Given,
    kinds: Kinds,
    within: int | None,
    by: Kinds,
    *,
    period: When | str | date | None = None,
    possible: bool = True,
) -> tuple[Event, ...]:
    """Return the events of the kinds that had no answer within so many days, by the rules of `answers_to`.

    Args:
        given: A Timeline, a CaseFile or events. Of a Timeline that was narrowed, only what is left is looked at.
        kinds: The kinds of event that ask for an answer.
        within: Whole days, at most 100,000, not working days; None is for ever.
        by: The kinds of event that are an answer.
        period: Events that are certainly outside it are left out.
        possible: All events that were not certainly answered in time; else only those that certainly were not.

    Raises:
        InvalidRecord: A word is not a kind of event, or an argument is of another type.
        InvalidWhen: The period is not a time.
    """
    replies = answers_to(given, kinds, within, by, period=period)
    return tuple(reply.asked for reply in replies if reply.in_time is False or (possible and reply.in_time is None))

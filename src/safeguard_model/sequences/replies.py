"""What asked for an answer, and whether one came in time."""

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
from safeguard_model.timeline.windows import extents

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
    """What asked for an answer."""
    answer: Event | None
    """The first answer that may have come after it, or one certainly in time where there is one. None: no answer."""
    earlier: Event | None
    """Where there is no answer, what responds to it all the same, and is dated certainly before it."""
    days: DayCount | None
    """The days from the one to the other, as far as the dates alone say: negative where it may have come before."""
    in_time: bool | None
    """Whether some answer came in time: True certainly, False certainly not, None possibly."""
    censored: bool
    """Whether there is no answer, and the period ends before the time for one is over: too recent to know."""

    @property
    def definite(self) -> bool:
        """Whether it is sure that an answer came in time, or sure that none did."""
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
        """Return how long after it came: an answer comes no earlier, whatever the dates alone say.

        No days beside a birth or death.
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
        return f"at most {DayCount(most, most)} after" if most else "on the same day"

    def _verdict(self) -> str:
        if self.censored:
            return "too recent to know"
        return {True: "in time", False: "not in time", None: "possibly in time"}[self.in_time]


def answers_to(
    given: Given, kinds: Kinds, within: int | None, by: Kinds, *, period: When | str | date | None = None
) -> Answers[Reply]:
    """Return each event of the kinds, with its answer, and whether that came within so many days.

    What responds to it (`responds_to`) is its answer, whatever its kind. Where nothing does, every event of the kinds
    `by` may be, if it does not begin before it, responds to nothing else, and is about the same child: a child who is
    among the `people` of both. Without a case file, or where the event is about no child, any person counts.

    Days are counted on the calendar, from the end of the one to the beginning of the other, and an answer on the same
    day is in time. It is certainly in time where, whatever the dates were, some answer was; certainly not, where none
    can be.

    Args:
        given: A Timeline, a CaseFile or events. Of a Timeline that was narrowed only what is left is looked at.
        kinds: The kinds of event that ask for an answer.
        within: Whole days, at most 100,000, not working days; None is for ever.
        by: The kinds of event that are an answer.
        period: What was certainly asked outside it is left out, and where the time for an answer reaches past its end,
            none yet is not proof that none came. Without it, the record is taken to go on for long enough.

    Raises:
        InvalidRecord: A word is not a kind of event, or an argument is of another type.
        InvalidWhen: The period is not a time.
    """
    timeline = timeline_of(given)
    asking, answering = to_kinds(kinds, "answers_to"), to_kinds(by, "answers_to", "by")
    if within is not None:
        require_days(within, "answers_to", "within")
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
    """Return the events of the kinds that had no answer within so many days, as `answers_to` says.

    Args:
        given: A Timeline, a CaseFile or events. Of a Timeline that was narrowed only what is left is looked at.
        kinds: The kinds of event that ask for an answer.
        within: Whole days, not working days; None is for ever.
        by: The kinds of event that are an answer.
        period: What was certainly asked outside it is left out.
        possible: All that are not certainly answered in time; else only those that certainly are not.

    Raises:
        InvalidRecord: A word is not a kind of event, or an argument is of another type.
        InvalidWhen: The period is not a time.
    """
    replies = answers_to(given, kinds, within, by, period=period)
    return tuple(reply.asked for reply in replies if reply.in_time is False or (possible and reply.in_time is None))

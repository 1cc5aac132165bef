"""The search for the event that answers another event, and for whether the answer came in time.

In this module, a *question* is an event that asks for an answer, and a *candidate* is an event that may be the answer.
The candidates are sorted first. Finding the answer to a question then takes about as long as one search in the list.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from safeguard_model.dates.edtf import DAY
from safeguard_model.timeline.accounts import head_of, is_of, whole_of, wholes_of
from safeguard_model.timeline.windows import BEYOND

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from safeguard_model.records import Event, EventId, EventKind, PersonId
    from safeguard_model.timeline.accounts import ToldEvent
    from safeguard_model.timeline.windows import Extent

__all__ = ["Answered", "answered"]


class Answered(NamedTuple):
    """A question with its answer."""

    asked: Extent
    """The extent of the event that asks."""
    answer: Event | None
    """The first event that may answer the question; None if there is none.

    An event that certainly answers in time is preferred.
    """
    in_time: bool | None
    """Whether some answer came in time: True certainly, False certainly not, None possibly."""
    earlier: Event | None
    """If there is no answer, an event of a kind that answers: it responds to the question but certainly begins before.

    None if there is an answer, or no such event.
    """
    other: Event | None
    """If there is no answer, an event that responds to the question but is of no kind that answers.

    None if there is an answer, or no such event.
    """


def answered(
    told: Sequence[ToldEvent],
    extents: Sequence[Extent],
    asked: Iterable[Extent],
    answering: frozenset[EventKind],
    *,
    within: int | None,
    children: frozenset[PersonId] | None,
) -> Iterator[Answered]:
    """Yield each question with its answer.

    Args:
        told: The events among which questions and answers are found, in display order.
        extents: The extent of each event.
        asked: The extents of the events that ask.
        answering: The kinds of event that answer.
        within: The days that an answer may take; None for any number.
        children: The children of the case file; None without a case file.
    """
    days = 3 * BEYOND // DAY if within is None else within
    responses, others, about = _possible_answers(told, extents, answering)
    candidates_of: dict[frozenset[PersonId], _Candidates] = {}
    for question in asked:
        event = whole_of(told[question.place])
        responding = responses.get(event.id)
        if responding is not None:
            candidates = _Candidates(responding, days)
        else:
            people = frozenset(event.people)
            if children is not None:
                people = (children & people) or people  # a shared parent does not make two events about the same child
            if people not in candidates_of:
                candidates_of[people] = _Candidates(_about_any(people, about), days)
            candidates = candidates_of[people]
        in_time = candidates.in_time(question)
        answer = candidates.answer(question)
        if answer is not None:
            yield Answered(question, head_of(told[answer.place]), in_time, None, None)
        else:
            earlier = _last_other(told, responding or (), question)
            yield Answered(question, None, in_time, earlier, _last_other(told, others.get(event.id, ()), question))


def _possible_answers(
    told: Sequence[ToldEvent], extents: Sequence[Extent], answering: frozenset[EventKind]
) -> tuple[dict[EventId, list[Extent]], dict[EventId, list[Extent]], dict[PersonId, list[Extent]]]:
    """Return three mappings to the extents of events.

    The first leads from the id of a question to the events of the kinds that answer which respond to it. The second
    leads from the id of a question to the events of other kinds which respond to it. The third leads from each person
    to the events of the kinds that answer which respond to no event.
    """
    responses: dict[EventId, list[Extent]] = defaultdict(list)
    others: dict[EventId, list[Extent]] = defaultdict(list)
    about: dict[PersonId, list[Extent]] = defaultdict(list)
    for extent, event, whole in zip(extents, told, wholes_of(told), strict=True):
        is_answer = whole.kind in answering or is_of(event, answering)
        if whole.responds_to is not None:
            (responses if is_answer else others)[whole.responds_to].append(extent)
        elif is_answer:
            for person in frozenset(whole.people):
                about[person].append(extent)
    return responses, others, about


def _about_any(people: Iterable[PersonId], about: dict[PersonId, list[Extent]]) -> list[Extent]:
    """Return the extents of the possible answers about any of some people, without duplicates, in display order."""
    by_place: dict[int, Extent] = {}
    for person in people:
        for extent in about.get(person, ()):
            by_place[extent.place] = extent
    return [by_place[place] for place in sorted(by_place)]


def _last_other(told: Sequence[ToldEvent], responding: Sequence[Extent], question: Extent) -> Event | None:
    """Return the last of the responding events, other than the question itself; None if there is none."""
    for extent in reversed(responding):
        if extent.place != question.place:
            return head_of(told[extent.place])
    return None


class _Best(NamedTuple):
    """The two smallest of several values, each with the position of its event.

    Two are kept so that the smallest value is still known when one event is left out.
    """

    value: int = BEYOND
    place: int = -1
    second: int = BEYOND
    second_place: int = -1

    def value_without(self, place: int) -> int:
        """Return the smallest value that does not belong to the event at a position; `BEYOND` if there is none."""
        return self.second if place == self.place else self.value

    def place_without(self, place: int) -> int:
        """Return the position of the event whose value `value_without` returns; -1 if there is no such event."""
        return self.second_place if place == self.place else self.place


# Why a search in a sorted list is enough. Whether a candidate may come after a question depends only on the latest
# start of the candidate. Whether the candidate may be in time depends on its earliest start as well. So the candidates
# are sorted once, and the best of the first none, one, two ... candidates is stored beside the sorted list. A search
# in the sorted list then gives the best of all candidates that qualify. The second best is stored too, because an event
# never answers itself.
class _Candidates:
    """The events that may answer a question, sorted so that they need not be looked at one by one."""

    __slots__ = (
        "_by_place",
        "_days_without",
        "_extents",
        "_latest_questions",
        "_lows",
        "_soonest_from",
        "_starts",
        "_starts_by_low",
        "_within",
    )

    def __init__(self, extents: Sequence[Extent], within: int) -> None:
        """Sort the extents, which come in display order. `within` is the number of days that an answer may take."""
        self._extents = extents
        self._by_place = {extent.place: extent for extent in extents}
        self._within = within
        # The latest start among the first none, one, two ... candidates: in display order (`_starts`), and in the order
        # of `low` (`_starts_by_low`). The starts are negated, because `_Best` keeps the smallest value.
        self._starts = _running_best((-extent.latest_start, extent.place) for extent in extents)
        by_low = sorted(extents, key=attrgetter("low"))
        self._lows = [extent.low for extent in by_low]
        self._starts_by_low = _running_best((-extent.latest_start, extent.place) for extent in by_low)
        # For each position in `_latest_questions`: the earliest day by which at least one of the candidates from this
        # position on has certainly started. Each of these candidates certainly comes on the day of a question, or
        # later, if the question begins no later than the minute at this position.
        by_question = sorted(extents, key=_latest_question)
        self._latest_questions = [_latest_question(extent) for extent in by_question]
        soonest = _running_best((extent.latest_start // DAY, extent.place) for extent in reversed(by_question))
        self._soonest_from = soonest[::-1]
        days = sorted({minute // DAY + 1 for minute in self._latest_questions})
        self._days_without = [day for day in days if not self._certainly_answers(day * DAY, day)]

    def answer(self, question: Extent) -> Extent | None:
        """Return the first candidate that may answer a question; None if there is no such candidate.

        A candidate that certainly answers in time is preferred.
        """
        first = self._first(question)
        if first is None:
            return None
        minute = max(question.latest_start // DAY * DAY, question.low)
        last_day = question.earliest_end // DAY + self._within
        if _latest_question(first) >= minute and first.latest_start // DAY <= last_day:
            return first
        soonest = self._soonest_from[bisect_left(self._latest_questions, minute)]
        if soonest.value_without(question.place) <= last_day:
            return self._by_place[soonest.place_without(question.place)]
        return first

    def _first(self, question: Extent) -> Extent | None:
        """Return the first candidate in display order that does not certainly begin before the question, or None."""
        count = bisect_left(self._starts, question.low, key=lambda best: -best.value_without(question.place))
        return self._extents[count - 1] if count <= len(self._extents) else None

    def in_time(self, question: Extent) -> bool | None:
        """Return whether an answer came in time: True certainly, False certainly not, None possibly."""
        too_late = (question.high // DAY + self._within + 1) * DAY
        before_that = self._starts_by_low[bisect_left(self._lows, too_late)]
        if -before_that.value_without(question.place) < question.low:
            return False
        return True if self._certainly_in_time(question) else None

    # A question is hardest to answer if it begins as late and ends as early as it can. If its latest start comes after
    # its earliest end, the question may begin and end on any one day between the two. Then each of these days needs a
    # candidate that certainly comes on that day or later, and in time. From one day to the next, the last day for an
    # answer only moves on, so a candidate is lost only on the day after its latest question (`_latest_question`). So it
    # is enough to test these days, and to keep those that have no candidate (`_days_without`).
    def _certainly_in_time(self, question: Extent) -> bool:
        """Return whether some answer came in time under every reading of the dates.

        The answer need not be the same event under every reading.
        """
        first_day = min(question.latest_start, question.earliest_end) // DAY
        minute = max(first_day * DAY, question.low)
        if not self._certainly_answers(minute, question.earliest_end // DAY, question.place):
            return False
        if question.latest_start <= question.earliest_end:
            return True
        at = bisect_left(self._days_without, first_day + 1)
        return at == len(self._days_without) or self._days_without[at] > question.latest_start // DAY

    def _certainly_answers(self, minute: int, ends: int, place: int = -1) -> bool:
        """Return whether some candidate certainly comes on the day of `minute` or later, and in time.

        `ends` is the day on which the question ends. The event at the position `place` is left out.
        """
        soonest = self._soonest_from[bisect_left(self._latest_questions, minute)]
        return soonest.value_without(place) <= ends + self._within


def _latest_question(answer: Extent) -> int:
    """Return the last minute in which a question can begin so that the answer certainly comes on that day or later."""
    last_minute_of_day = answer.low // DAY * DAY + DAY - 1
    return min(answer.latest_start, last_minute_of_day)


def _running_best(values: Iterable[tuple[int, int]]) -> list[_Best]:
    """Return the `_Best` of the first none, one, two ... values. Each value comes with the position of its event."""
    best = _Best()
    running = [best]
    for value, place in values:
        if value < best.value:
            best = _Best(value, place, best.value, best.place)
        elif value < best.second:
            best = best._replace(second=value, second_place=place)
        running.append(best)
    return running

"""The questions that a report answers, each asked once, and what their answers had to leave out."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from safeguard_model.analysis import conflicts
from safeguard_model.chronology.writing.panel import is_only_a_birth
from safeguard_model.contact import gaps, seen, unseen
from safeguard_model.display.lanes import name_of_person, period_of
from safeguard_model.knowing import sharing
from safeguard_model.knowing.scope import events_of_the_family
from safeguard_model.records import Nation
from safeguard_model.timeline.left_out import left_out
from safeguard_model.timescales import ENGLAND, NORTHERN_IRELAND, SCOTLAND, WALES, clocks

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from safeguard_model.analysis import Conflict
    from safeguard_model.contact import Gap
    from safeguard_model.dates import When
    from safeguard_model.knowing import Awareness
    from safeguard_model.records import CaseFile, PersonId
    from safeguard_model.timeline import Answers, Timeline
    from safeguard_model.timeline.left_out import LeftOut
    from safeguard_model.timescales import Clock, Timescale

__all__ = ["ASKING", "LONGER_THAN", "ChildGaps", "Questions"]

LONGER_THAN: Final = 28
"""Gaps of more than so many days are listed."""
ASKING: Final = frozenset({"gaps", "knowledge", "clocks"})
"""The names of the parts whose answers may leave something out."""
_OF_NATION: Final[Mapping[Nation, Sequence[Timescale]]] = {
    Nation.ENGLAND: ENGLAND,
    Nation.WALES: WALES,
    Nation.SCOTLAND: SCOTLAND,
    Nation.NORTHERN_IRELAND: NORTHERN_IRELAND,
}


class ChildGaps(NamedTuple):
    """The gaps of one child."""

    child: PersonId
    unseen: Answers[Gap]
    """The stretches in which nobody saw the child."""
    gaps: Answers[Gap]
    """The stretches without contact."""
    was_seen: bool
    """Whether any entry says that the child was seen."""

    @property
    def is_silent(self) -> bool:
        """Whether nothing is known of any contact. The only gap then is the whole period, which says nothing."""
        return not self.was_seen and all(gap.after is None and gap.before is None for gap in self.gaps)


class Questions:
    """A case file, the timeline that is reported on, and the answers about it."""

    def __init__(self, casefile: CaseFile, timeline: Timeline, child: PersonId | None, *, revealed: bool) -> None:
        self.casefile = casefile
        self.timeline = timeline
        self.child = child
        """The id of the child whom the report is about; None for every child."""
        self.revealed = revealed
        """Whether the report shows names and dates of birth, and the words of sources outside the chronology."""

    @property
    def period(self) -> When | None:
        """The period under review, if the case file has one."""
        return period_of(self.casefile)

    @property
    def nations(self) -> list[Nation]:
        """The nations whose timescales apply: those of the agencies, or England if no agency states one of them."""
        stated = {agency.nation for agency in self.casefile.agencies}
        return [nation for nation in _OF_NATION if nation in stated] or [Nation.ENGLAND]

    @cached_property
    def chronology(self) -> Timeline:
        """The entries, and those events derived from other records that are not of the work of a review."""
        told = {event.id for event in events_of_the_family(self.timeline, self.casefile)}
        return self.timeline.where(lambda event: event.derived_from is None or event.id in told)

    @cached_property
    def gaps(self) -> list[ChildGaps]:
        """The gaps of the child whom the report is about, or of every child."""
        children = [child.id for child in self.casefile.children] if self.child is None else [self.child]
        return [
            ChildGaps(
                child,
                unseen(self.timeline, child, LONGER_THAN, self.period),
                gaps(self.timeline, child, longer_than=LONGER_THAN, period=self.period),
                len(seen(self.timeline, child)) > 0,
            )
            for child in children
        ]

    @cached_property
    def sharing(self) -> Answers[Awareness]:
        """How far each event was shared."""
        return sharing(self.timeline)

    @cached_property
    def clocks(self) -> Answers[Clock]:
        """The clocks of the nations' timescales."""
        return clocks(self.timeline, [scale for nation in self.nations for scale in _OF_NATION[nation]])

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The fields on which sources disagree."""
        return conflicts(self.casefile)

    def left_out(self, parts: Collection[str]) -> list[tuple[str, LeftOut]]:
        """Return what the answers in these parts left out, each with the question.

        If none of the parts asks a question, return what the answers to all questions left out.
        """
        asked = ASKING.intersection(parts) or ASKING
        answers: list[tuple[str, Answers[Any]]] = []
        if "gaps" in asked:
            for each in self.gaps:
                label = name_of_person(self.casefile, each.child)
                answers += [(f"{label}: not seen", each.unseen), (f"{label}: no contact", each.gaps)]
        if "knowledge" in asked:
            answers.append(("Who knew what", self.sharing))
        if "clocks" in asked:
            answers.append(("Timescales", self.clocks))
        rows = [("The whole report", missing) for missing in self._not_in_timeline()]
        if "chronology" in parts:
            rows += [("Chronology", missing) for missing in self._without_row()]
        return rows + [(question, missing) for question, answer in answers for missing in answer.left_out]

    def _not_in_timeline(self) -> tuple[LeftOut, ...]:
        """Return the entries of the case file that the caller's timeline does not have."""
        events, told = self.casefile.events, {event.id for event in self.timeline}
        return left_out("not in the timeline that was given", [e for e in events if e.id not in told], events)

    def _without_row(self) -> tuple[LeftOut, ...]:
        """Return the derived events that have no row in the chronology."""
        told = {event.id for event in self.chronology}
        others = [event for event in self.timeline if event.id not in told]
        births = [event for event in self.chronology if is_only_a_birth(event)]
        return (
            *left_out("that other records imply, of the work of agencies and reviews", others, self.timeline),
            *left_out("that would only say a date of birth", births, self.timeline),
        )

"""A child's way through the services, step by step."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, ClassVar, Final

import attrs

from safeguard_model.dates import DayCount, When
from safeguard_model.dates.edtf import DAY
from safeguard_model.dates.when import meaning_of
from safeguard_model.discreet import Discreet, frameless
from safeguard_model.records import Event, EventKind, PersonId
from safeguard_model.timeline.accounts import ToldEvent, entries_of, head_of, told_events
from safeguard_model.timeline.answers import Answers, date_of, name_of
from safeguard_model.timeline.given import timeline_of
from safeguard_model.timeline.left_out import without_kind
from safeguard_model.timeline.windows import BEYOND

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguard_model.timeline.given import Given

__all__ = ["JOURNEY", "Step", "journey"]

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
        EventKind.INTER_AGENCY_REFERRAL_DISCUSSION,
        EventKind.SECTION_47_STARTED,
        EventKind.SECTION_47_COMPLETED,
        EventKind.CHILD_PROTECTION_MEDICAL,
        EventKind.INITIAL_CONFERENCE,
        EventKind.REVIEW_CONFERENCE,
        EventKind.FAMILY_GROUP_CONFERENCE,
        EventKind.FAMILY_GROUP_DECISION_MAKING,
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
"""The kinds of event that are steps of a child's way through the services."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Step(Discreet):
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
    """The entry that the others are accounts of; if that entry is not in the timeline, the first of the entries."""
    accounts: tuple[Event, ...]
    """All entries that tell of the step, in order."""
    since_previous: DayCount | None
    """The days from the beginning of the step before to the beginning of this one; None for the first step."""
    since_start: DayCount | None
    """The days from the beginning of the first step to the beginning of this one; None for the first step."""
    definite: bool
    """Whether the step's position in the order is certain.

    It is certain if no step before it may begin on a later day, and no step after it may begin on an earlier day.
    """

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table."""
        return (
            date_of(self.event),
            name_of(self.event),
            ", ".join(dict.fromkeys(entry.agency for entry in self.accounts if entry.agency)),
            "" if self.since_previous is None else self.since_previous,
            "" if self.since_start is None else self.since_start,
            "yes" if self.definite else "order uncertain",
        )

    def __str__(self) -> str:
        text = f"{date_of(self.event)}: {name_of(self.event)}"
        if self.since_previous is not None and _is_forward(self.since_previous):
            text += f" ({self.since_previous} since the step before)"
        return text if self.definite else f"{text}, order uncertain"

    def __repr__(self) -> str:
        return f"<Step: {self}>"


@frameless
def journey(given: Given, child: PersonId) -> Answers[Step]:
    """Return the child's way through the services: the events of the kinds in `JOURNEY` about the child, in order.

    Only what happened counts, and several accounts of one step are one step. The steps are in the order of the
    timeline. Where dates are vague, that order is for display only, and `Step.definite` says whether the position of a
    step in the order is certain.

    Raises:
        UnknownRecord: There is a case file, and the child is not in it.
        InvalidRecord: The id belongs to a record that is not a person, or is not text; or `given` is not a Timeline, a
            CaseFile or events.
    """
    timeline = timeline_of(given)
    about = timeline.about(child)
    told = told_events(about, timeline.casefile, lambda event: event.kind in JOURNEY)
    steps: list[Step] = []
    for step, is_definite in zip(told, _certain_places(told), strict=True):
        event = head_of(step)
        steps.append(
            Step(
                event=event,
                accounts=entries_of(step),
                since_previous=_days_from(steps[-1].event, event) if steps else None,
                since_start=_days_from(steps[0].event, event) if steps else None,
                definite=is_definite,
            )
        )
    return Answers(steps, without_kind(about), timeline.casefile, Step)


# The position of a step is certain if no step before it may begin on a later day, and no step after it on an earlier
# day. The latest beginning of all steps before is a running maximum. The earliest beginning of all steps after is a
# running minimum from the end. So one pass in each direction is enough for all steps.
def _certain_places(told: Iterable[ToldEvent]) -> list[bool]:
    """Return, for each event in display order, whether its position in that order is certain."""
    days = [_days_of_beginning(entries_of(event)) for event in told]
    latest_before = [-BEYOND, *accumulate((latest for _, latest in days), max)][:-1]
    from_the_end = [BEYOND, *accumulate((earliest for earliest, _ in reversed(days)), min)][:-1]
    earliest_after = from_the_end[::-1]
    return [
        before <= earliest and latest <= after
        for (earliest, latest), before, after in zip(days, latest_before, earliest_after, strict=True)
    ]


def _is_forward(days: DayCount) -> bool:
    return days.least is not None and days.least >= 0


# A step counts from its beginning, and its end does not matter: a plan is a step on the day on which it starts, however
# long it goes on.
def _days_from(earlier: Event, later: Event) -> DayCount:
    """Return the days from the beginning of one event to the beginning of another."""
    return _beginning(earlier.when).days_until(_beginning(later.when))


def _days_of_beginning(entries: Iterable[Event]) -> tuple[int, int]:
    """Return the first and the last day on which an event may begin, according to any of the entries about it."""
    bounds = [meaning_of(_beginning(entry.when)) for entry in entries]
    return min(bound.start_low for bound in bounds) // DAY, max(bound.end_high for bound in bounds) // DAY


def _beginning(when: When) -> When:
    if not when.is_span:
        return when
    return when.start or When("XXXX")

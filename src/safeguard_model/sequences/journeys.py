"""One thing after another: the way through the services, what was never answered, what happened again and again."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, ClassVar, Final

import attrs

from safeguard_model.dates import DayCount, When
from safeguard_model.dates.edtf import DAY
from safeguard_model.dates.when import meaning_of
from safeguard_model.records import Event, EventKind, PersonId
from safeguard_model.timeline.answers import Answers, date_of, name_of
from safeguard_model.timeline.given import timeline_of
from safeguard_model.timeline.windows import BEYOND

if TYPE_CHECKING:
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
        """Return the row of the table."""
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


def journey(given: Given, child: PersonId) -> Answers[Step]:
    """Return the child's way through the services: the events of the kinds in `JOURNEY` about the child, in order.

    The order is that of the timeline, which is for display; `Step.definite` says whether a step's place in it is sure.

    Raises:
        UnknownRecord: There is a case file, and the child is not in it.
        InvalidRecord: The id is that of something else.
    """
    # The place of a step is sure if no step before it may begin later than it, and none after it earlier. The running
    # maximum of the latest beginnings, and from the end the running minimum of the earliest, decide that for all steps
    # in one pass each.
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


def _runs_forward(days: DayCount) -> bool:
    return days.least is not None and days.least >= 0


def _since(earlier: Event, later: Event) -> DayCount:
    return _begin(earlier.when).days_until(_begin(later.when))


def _days_of_beginning(when: When) -> tuple[int, int]:
    """Return the first and the last day on which it may begin."""
    earliest, _, _, latest = meaning_of(_begin(when))
    return earliest // DAY, latest // DAY


def _begin(when: When) -> When:
    return (when.start or When("XXXX")) if when.is_span else when

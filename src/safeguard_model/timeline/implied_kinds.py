"""The kind of event that is derived from a milestone, or from the start or the end of a status."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from safeguard_model.records.vocabulary import EventKind, MilestoneKind, StatusKind

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "EVENT_OF_ACTION_MILESTONE",
    "EVENT_OF_MILESTONE",
    "EVENT_OF_PROCEEDING_MILESTONE",
    "EVENT_OF_STATUS_END",
    "EVENT_OF_STATUS_START",
]


def _milestones(known: dict[MilestoneKind, EventKind]) -> Mapping[MilestoneKind, EventKind]:
    return MappingProxyType({kind: known.get(kind, EventKind.OTHER) for kind in MilestoneKind})


_JUSTICE_MILESTONES = {
    MilestoneKind.ARRESTED: EventKind.ARREST,
    MilestoneKind.CHARGED: EventKind.CHARGE,
    MilestoneKind.TRIAL: EventKind.COURT_HEARING,
    MilestoneKind.CONVICTED: EventKind.CONVICTION,
    MilestoneKind.ACQUITTED: EventKind.ACQUITTAL,
    MilestoneKind.SENTENCED: EventKind.SENTENCE,
}


EVENT_OF_MILESTONE: Final = _milestones(
    {
        **_JUSTICE_MILESTONES,
        MilestoneKind.DECIDED: EventKind.REVIEW_DECIDED,
        MilestoneKind.COMMISSIONED: EventKind.REVIEW_COMMISSIONED,
        MilestoneKind.COMPLETED: EventKind.REVIEW_COMPLETED,
        MilestoneKind.PUBLISHED: EventKind.REVIEW_PUBLISHED,
    }
)
"""The kind of event that is derived from each kind of milestone of a review.

`referred` gives `other`, not `referral`. A case that is sent for review is not a child who is referred to social care,
and an event of kind `referral` would start the clock for such a child.
"""


EVENT_OF_PROCEEDING_MILESTONE: Final = _milestones(_JUSTICE_MILESTONES)
"""The kind of event that is derived from each kind of milestone of a proceeding."""


EVENT_OF_ACTION_MILESTONE: Final = _milestones(
    {
        MilestoneKind.DUE: EventKind.ACTION_DUE,
        MilestoneKind.COMPLETED: EventKind.ACTION_COMPLETED,
    }
)
"""The kind of event that is derived from each kind of milestone of an action."""


_STATUS_STARTS = {
    StatusKind.CHILD_PROTECTION_PLAN: EventKind.PLAN_STARTED,
    StatusKind.CHILD_PROTECTION_REGISTER: EventKind.PLAN_STARTED,
    StatusKind.LOOKED_AFTER: EventKind.LOOKED_AFTER_STARTED,
    StatusKind.SECTION_20: EventKind.LOOKED_AFTER_STARTED,
    StatusKind.INTERIM_CARE_ORDER: EventKind.ORDER_MADE,
    StatusKind.CARE_ORDER: EventKind.ORDER_MADE,
    StatusKind.SUPERVISION_ORDER: EventKind.ORDER_MADE,
    StatusKind.EMERGENCY_PROTECTION_ORDER: EventKind.ORDER_MADE,
    StatusKind.POLICE_PROTECTION: EventKind.POLICE_PROTECTION,
    StatusKind.SPECIAL_GUARDIANSHIP: EventKind.ORDER_MADE,
    StatusKind.CHILD_ARRANGEMENTS_ORDER: EventKind.ORDER_MADE,
    StatusKind.PLACEMENT_ORDER: EventKind.ORDER_MADE,
    StatusKind.ADOPTED: EventKind.ORDER_MADE,
    StatusKind.COMPULSORY_SUPERVISION_ORDER: EventKind.ORDER_MADE,
    StatusKind.HOME_EDUCATED: EventKind.ELECTIVE_HOME_EDUCATION,
    StatusKind.MISSING: EventKind.MISSING_EPISODE,
    StatusKind.EARLY_HELP_PLAN: EventKind.EARLY_HELP_STARTED,
    StatusKind.BAIL: EventKind.BAIL,
    StatusKind.INJUNCTION: EventKind.ORDER_MADE,
}


EVENT_OF_STATUS_START: Final[Mapping[StatusKind, EventKind]] = MappingProxyType(
    {kind: _STATUS_STARTS.get(kind, EventKind.OTHER) for kind in StatusKind}
)
"""The kind of event that is derived from the start of each kind of status.

The event says no more than the status says. For example, `imprisonment` gives `other`, not `sentence`.
"""


EVENT_OF_STATUS_END: Final[Mapping[StatusKind, EventKind]] = MappingProxyType(
    {
        StatusKind.CHILD_PROTECTION_PLAN: EventKind.PLAN_ENDED,
        StatusKind.CHILD_PROTECTION_REGISTER: EventKind.PLAN_ENDED,
        StatusKind.LOOKED_AFTER: EventKind.LOOKED_AFTER_ENDED,
        StatusKind.SECTION_20: EventKind.LOOKED_AFTER_ENDED,
        StatusKind.EARLY_HELP_PLAN: EventKind.EARLY_HELP_ENDED,
        StatusKind.IMPRISONMENT: EventKind.RELEASE,
    }
)
"""The kind of event that is derived from the end of a status, for the kinds of status whose end has such a kind."""

"""The kinds of event that the dates in records other than events imply, and the dates that imply no event."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from safeguard_model.records.vocabulary import (
    EventKind,
    MilestoneKind,
    PartyOutcome,
    ProceedingKind,
    Standing,
    StatusKind,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "EVENT_OF_ACTION_MILESTONE",
    "EVENT_OF_MILESTONE",
    "EVENT_OF_OUTCOME",
    "EVENT_OF_PROCEEDING_MILESTONE",
    "EVENT_OF_STANDING",
    "EVENT_OF_STATUS_END",
    "EVENT_OF_STATUS_START",
    "IMPLIES_NO_EVENT",
    "event_of_proceeding_milestone",
]


def _milestones(known: dict[MilestoneKind, EventKind], other: EventKind) -> Mapping[MilestoneKind, EventKind]:
    return MappingProxyType({kind: known.get(kind, other) for kind in MilestoneKind})


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
    },
    EventKind.REVIEW_STEP,
)
"""The kind of the event derived from a milestone of a review, for every kind of milestone.

`referred` gives `review_step`, not `referral`: a case sent for review is not a referral of a child to social care, and
an event of kind `referral` would start a clock.
"""


EVENT_OF_PROCEEDING_MILESTONE: Final = _milestones(_JUSTICE_MILESTONES, EventKind.PROCEEDING_STEP)
"""The kind of the event derived from a milestone of a proceeding, for every kind of milestone.

`event_of_proceeding_milestone` takes the kind of the proceeding into account as well.
"""

_BEGINNINGS = frozenset({MilestoneKind.OPENED, MilestoneKind.STARTED})
_BEGUN_PROCEEDINGS = {
    ProceedingKind.CARE_PROCEEDINGS: EventKind.CARE_PROCEEDINGS,
    ProceedingKind.PRE_PROCEEDINGS: EventKind.PRE_PROCEEDINGS,
}


def event_of_proceeding_milestone(proceeding: ProceedingKind, milestone: MilestoneKind) -> EventKind:
    """Return the kind of the event derived from a milestone of a proceeding of a kind.

    A milestone with a kind of event of its own, such as `convicted`, gives that kind. Every other step of an inquest is
    an `inquest`. The beginning of care proceedings is `care_proceedings`, and the beginning of pre-proceedings is
    `pre_proceedings`. Everything else is a `proceeding_step`.
    """
    kind = EVENT_OF_PROCEEDING_MILESTONE[milestone]
    if kind is not EventKind.PROCEEDING_STEP:
        return kind
    if proceeding is ProceedingKind.INQUEST:
        return EventKind.INQUEST
    return _BEGUN_PROCEEDINGS.get(proceeding, kind) if milestone in _BEGINNINGS else kind


EVENT_OF_ACTION_MILESTONE: Final = _milestones(
    {
        MilestoneKind.DUE: EventKind.ACTION_DUE,
        MilestoneKind.COMPLETED: EventKind.ACTION_COMPLETED,
    },
    EventKind.ACTION_STEP,
)
"""The kind of the event derived from a milestone of an action, for every kind of milestone."""


EVENT_OF_OUTCOME: Final[Mapping[PartyOutcome, EventKind]] = MappingProxyType(
    dict.fromkeys(PartyOutcome, EventKind.PROCEEDING_OUTCOME)
    | {
        PartyOutcome.CONVICTED: EventKind.CONVICTION,
        PartyOutcome.ACQUITTED: EventKind.ACQUITTAL,
        PartyOutcome.NO_FURTHER_ACTION: EventKind.NO_FURTHER_ACTION,
    }
)
"""The kind of the event derived from the outcome of a proceeding for a party, for every outcome."""


EVENT_OF_STANDING: Final[Mapping[Standing, EventKind]] = MappingProxyType(
    {
        Standing.SUSPECTED: EventKind.SUSPICION,
        Standing.ALLEGED: EventKind.ALLEGATION,
        Standing.ARRESTED: EventKind.ARREST,
        Standing.BAILED: EventKind.BAIL,
        Standing.CHARGED: EventKind.CHARGE,
        Standing.PLEADED_GUILTY: EventKind.PLEA,
        Standing.CONVICTED: EventKind.CONVICTION,
        Standing.ACQUITTED: EventKind.ACQUITTAL,
        Standing.NO_FURTHER_ACTION: EventKind.NO_FURTHER_ACTION,
        Standing.DIED_BEFORE_CHARGE: EventKind.PROCEEDING_OUTCOME,
        Standing.FOUND_RESPONSIBLE: EventKind.FINDING_OF_FACT,
        Standing.UNKNOWN: EventKind.PROCEEDING_STEP,
    }
)
"""The kind of the event derived from the standing of a suspect, for every standing."""


_STATUS_STARTS = {
    StatusKind.CHILD_PROTECTION_PLAN: EventKind.PLAN_STARTED,
    StatusKind.CHILD_PROTECTION_REGISTER: EventKind.PLAN_STARTED,
    StatusKind.LOOKED_AFTER: EventKind.LOOKED_AFTER_STARTED,
    StatusKind.SECTION_20: EventKind.LOOKED_AFTER_STARTED,
    StatusKind.POLICE_PROTECTION: EventKind.POLICE_PROTECTION,
    StatusKind.HOME_EDUCATED: EventKind.ELECTIVE_HOME_EDUCATION,
    StatusKind.MISSING: EventKind.MISSING_EPISODE,
    StatusKind.EARLY_HELP_PLAN: EventKind.EARLY_HELP_STARTED,
    StatusKind.BAIL: EventKind.BAIL,
    StatusKind.REMAND: EventKind.CUSTODY,
    StatusKind.IMPRISONMENT: EventKind.CUSTODY,
    StatusKind.DETAINED_UNDER_MENTAL_HEALTH_ACT: EventKind.DETENTION,
    StatusKind.HOMELESS: EventKind.HOMELESSNESS,
}
_STATUS_ENDS = {
    StatusKind.CHILD_PROTECTION_PLAN: EventKind.PLAN_ENDED,
    StatusKind.CHILD_PROTECTION_REGISTER: EventKind.PLAN_ENDED,
    StatusKind.LOOKED_AFTER: EventKind.LOOKED_AFTER_ENDED,
    StatusKind.SECTION_20: EventKind.LOOKED_AFTER_ENDED,
    StatusKind.EARLY_HELP_PLAN: EventKind.EARLY_HELP_ENDED,
    StatusKind.IMPRISONMENT: EventKind.RELEASE,
    StatusKind.BAIL: EventKind.BAIL_ENDED,
    StatusKind.DETAINED_UNDER_MENTAL_HEALTH_ACT: EventKind.DETENTION_ENDED,
}
_ORDERS = (
    StatusKind.INTERIM_CARE_ORDER,
    StatusKind.CARE_ORDER,
    StatusKind.SUPERVISION_ORDER,
    StatusKind.EMERGENCY_PROTECTION_ORDER,
    StatusKind.SPECIAL_GUARDIANSHIP,
    StatusKind.CHILD_ARRANGEMENTS_ORDER,
    StatusKind.PLACEMENT_ORDER,
    StatusKind.ADOPTED,
    StatusKind.COMPULSORY_SUPERVISION_ORDER,
    StatusKind.COMMUNITY_ORDER,
    StatusKind.YOUTH_REHABILITATION_ORDER,
    StatusKind.INJUNCTION,
)


EVENT_OF_STATUS_START: Final[Mapping[StatusKind, EventKind]] = MappingProxyType(
    dict.fromkeys(StatusKind, EventKind.STATUS_BEGAN) | dict.fromkeys(_ORDERS, EventKind.ORDER_MADE) | _STATUS_STARTS
)
"""The kind of the event derived from the start of a status, for every kind of status.

The kind says no more than the status does: `imprisonment` gives `custody`, not `sentence`.
"""


EVENT_OF_STATUS_END: Final[Mapping[StatusKind, EventKind]] = MappingProxyType(
    dict.fromkeys(StatusKind, EventKind.STATUS_ENDED) | dict.fromkeys(_ORDERS, EventKind.ORDER_ENDED) | _STATUS_ENDS
)
"""The kind of the event derived from the end of a status, for every kind of status."""


_OF_THE_ENTRY = "it is the time within which something was counted, not an event"
IMPLIES_NO_EVENT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "StatedAge.at": "an age is not an event, and its date may give a date of birth",
        "Agency.during": "the life of an organisation is not part of the life of a family",
        "Professional.during": "how long somebody held a job is not part of the life of a family",
        "Event.recorded": "the entry has its own row; `knowing` uses this date",
        "Knowledge.since": "it says since when an agency knew of an event; `knowing` answers that",
        "Quantity.during": _OF_THE_ENTRY,
        "Proceeding.as_at": "it dates what the file says, not a step of the proceeding",
        "Review.period": "it is the time that the review looks at, not something that happened",
        "Episode.period": "it is a part of the time that a review looks at; the events in it have rows",
    }
)
"""The date fields of records that give a timeline no row, each with the reason."""

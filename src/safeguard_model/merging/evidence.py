"""The evidence for and against two entries' being one event: what agrees, and what does not.

Each piece of evidence has a name and an amount. The table ``weights.tsv`` beside this file has the weight of each.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Final

from safeguard_model.merging.disagreements import contradict
from safeguard_model.merging.duplicates import folded
from safeguard_model.merging.entries import weight_of
from safeguard_model.records import EventKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from safeguard_model.merging.entries import ComparedEntry

__all__ = ["FARTHEST", "Evidence", "evidence_of"]

FARTHEST: Final = 7
"""The most days between two exact dates that may still belong to one event.

They may be further apart if one entry mentions the day of the other, or was recorded on that day.
"""
_NEAR: Final = 30  # times at most so many minutes apart count as one time
_FAR: Final = 240  # times at least so many minutes apart count as two times
_WEEK, _MONTH, _YEAR = 7, 31, 366

_CONTACTS: Final = frozenset(
    {
        *(EventKind.HOME_VISIT, EventKind.PHONE_CALL, EventKind.APPOINTMENT, EventKind.CONTACT, EventKind.LETTER),
        *(EventKind.MESSAGE, EventKind.OBSERVATION, EventKind.DID_NOT_ATTEND, EventKind.ABSENCE),
        *(EventKind.CONCERN_RAISED, EventKind.NOTIFICATION, EventKind.INFORMATION_SHARED, EventKind.MEETING),
    }
)
"""The kinds of event that happen so often that the same kind is weaker evidence."""
_GROUPS: Final = (
    # harm, and how an agency hears of it
    "police_call domestic_abuse_report incident crime allegation missing_episode arrest injury police_protection",
    "emergency_attendance hospital_admission injury illness self_harm suicide_attempt incident police_call",
    "disclosure allegation concern_raised referral contact",
    "referral contact concern_raised information_shared notification phone_call",
    "notification police_call domestic_abuse_report incident missing_episode suicide_attempt emergency_attendance",
    "notification hospital_admission hospital_discharge birth letter",
    # messages between agencies
    "phone_call contact message letter information_shared information_requested notification",
    # meetings
    "meeting multi_agency_meeting child_in_need_meeting core_group strategy_discussion legal_planning_meeting",
    "meeting multi_agency_meeting initial_conference review_conference family_group_conference case_transfer",
    # visits and appointments
    "home_visit no_access_visit contact observation appointment child_protection_medical",
    "was_not_brought did_not_attend no_access_visit cancelled_by_agency phone_call message",
    # where a child lives
    "move household_change placement_change looked_after_started police_protection case_opened case_transfer",
    # courts and plans
    "order_made court_hearing plan_started initial_conference",
    # police
    "arrest bail charge release",
)
_TOLD_AS_GROUPS: Final = {
    kind: frozenset(place for place, group in enumerate(_GROUPS) if kind.value in group.split()) for kind in EventKind
}
_OF_ONE_AGENCY: Final = frozenset(
    {
        *("same day", "same time", "hours apart", "next day", "days apart", "week apart", "month apart", "day named"),
        *("same people", "same kind", "same contact", "same occasion", "same happening", "other happening"),
        *("telling words", "share of words", "numbers"),
    }
)
"""The evidence that is weighed otherwise if both entries are of one agency, whose record is full of similar entries."""
_OWN: Final = "own: "
Evidence = dict[str, float]
"""The amounts of the evidence, by its name."""


def evidence_of(one: ComparedEntry, other: ComparedEntry, weights: Mapping[str, float]) -> Evidence | None:
    """Return the evidence about two entries; None if they are certainly two events.

    They are two events if they name people of different families, or if their dates are too far apart. The order of
    the two entries makes no difference.
    """
    if one.family != other.family and one.family and other.family:
        return None
    found: Evidence = {}
    if one.day and other.day:
        if not _add_days(found, one, other):
            return None
    elif not one.event.when.possibly_overlaps(other.event.when):
        return None
    else:
        found[_width(one, other)] = 1.0
    found[_people(one, other)] = 1.0
    found[_kinds(one, other)] = 1.0
    _add_happenings(found, one, other, weights)
    _add_words(found, one, other, weights)
    if contradict(one.event, other.event):
        found["contradiction"] = 1.0
    if one.event.state is not other.event.state:
        found["other state"] = 1.0
    if one.event.agency is not None and one.event.agency == other.event.agency:
        return _of_one_agency(found, one, other)
    if found.get("same day") and (one.is_joint or other.is_joint):
        found["said to be joint"] = 1.0
    _add_agencies(found, one, other)
    return found


def _of_one_agency(found: Evidence, one: ComparedEntry, other: ComparedEntry) -> Evidence:
    """Return the evidence about two entries of one agency: some of it is weighed otherwise, and some is left out."""
    own = {_OWN + name: amount for name, amount in found.items() if name in _OF_ONE_AGENCY}
    own |= {name: found[name] for name in ("contradiction", "other state", "open date") if name in found}
    if one.event.description and folded(one.event.description) == folded(other.event.description):
        own["own: same words"] = 1.0
    if one.is_update or other.is_update:
        own["own: said to be an update"] = 1.0
    return {"one agency": 1.0, **own}


def _add_days(found: Evidence, one: ComparedEntry, other: ComparedEntry) -> bool:
    """Add the evidence of two exact days. Return whether they can be days of one event."""
    apart = abs(one.day - other.day)
    if not apart:
        found["same day"] = 1.0
        _add_times(found, one, other)
        if one.event.agency != other.event.agency:
            alone = (one.on_its_day == 1) + (other.on_its_day == 1)
            if alone:
                found["one alone that day" if alone == 1 else "both alone that day"] = 1.0
        return True
    early, late = (one, other) if one.day < other.day else (other, one)
    named = _named(early, late)
    is_written = early.day == late.written or late.day == early.written
    if apart > FARTHEST and not named and not is_written and not _tells_of_occasion(early, late):
        return False
    found[_distance(apart)] = 1.0
    if late.is_telling:
        found["message later"] = 1.0
    if named:
        found[named] = 1.0
        if apart > 3:
            found["far day named"] = 1.0
    if is_written:
        found["day of writing"] = 1.0
    return True


def _named(early: ComparedEntry, late: ComparedEntry) -> str:
    """Return how the words of two entries name the day of the earlier one; empty if they do not.

    What happens at night is put down to the day before or to the day after, so a neighbouring day counts too.
    """
    if early.day in late.named:
        return "day named"
    if not early.named.isdisjoint(late.named):
        return "same day named by both"
    return "" if late.named.isdisjoint((early.day - 1, early.day + 1)) else "nearly the day named"


def _tells_of_occasion(early: ComparedEntry, late: ComparedEntry) -> bool:
    """Return whether the later entry may be the minutes, or the outcome, of the formal occasion of the earlier one."""
    is_near = late.day - early.day <= _MONTH
    return is_near and late.is_telling and not early.occasions.isdisjoint(late.occasions)


def _distance(apart: int) -> str:
    if apart == 1:
        return "next day"
    if apart <= 3:
        return "days apart"
    return "week apart" if apart <= FARTHEST else "month apart"


def _add_times(found: Evidence, one: ComparedEntry, other: ComparedEntry) -> None:
    if one.minute >= 0 and other.minute >= 0:
        minutes = abs(one.minute - other.minute)
        if minutes <= _NEAR:
            found["same time"] = 1.0
        elif minutes >= _FAR:
            found["hours apart"] = 1.0


def _width(one: ComparedEntry, other: ComparedEntry) -> str:
    """Return how wide the wider of two dates is, of which at least one has no exact day."""
    bounds = [(entry.low, entry.high) for entry in (one, other) if not entry.day]
    widest = max(high - low + 1 if low and high else _YEAR + 1 for low, high in bounds)
    if widest <= _WEEK:
        return "within the week"
    if widest <= _MONTH:
        return "within the month"
    return "within the year" if widest <= _YEAR else "open date"


def _people(one: ComparedEntry, other: ComparedEntry) -> str:
    if not one.people or not other.people:
        return "nobody named"
    if one.people == other.people:
        return "same people"
    return "others of the family" if one.people.isdisjoint(other.people) else "some people"


def _kinds(one: ComparedEntry, other: ComparedEntry) -> str:
    kind, its = one.event.kind, other.event.kind
    if kind is its and kind is not EventKind.OTHER:
        return "same contact" if kind in _CONTACTS else "same kind"
    if not one.kinds.isdisjoint(other.kinds):
        return "same kind in words"
    if EventKind.OTHER in {kind, its}:
        return "kind unknown"
    return "other kind" if _TOLD_AS_GROUPS[kind].isdisjoint(_TOLD_AS_GROUPS[its]) else "kinds told of one thing"


def _add_happenings(found: Evidence, one: ComparedEntry, other: ComparedEntry, weights: Mapping[str, float]) -> None:
    if one.occasions or other.occasions:
        if not one.occasions.isdisjoint(other.occasions):
            found["same occasion"] = 1.0
        else:
            found["other occasion" if one.occasions and other.occasions else "one occasion"] = 1.0
    if one.happenings and other.happenings:
        shared = one.happenings & other.happenings
        if shared:
            found["same happening"] = min(weight_of(shared, weights), 4.0) / 2
        else:
            found["other happening"] = 1.0
    elif not one.happenings and not other.happenings:
        found["no happening"] = 1.0


def _add_words(found: Evidence, one: ComparedEntry, other: ComparedEntry, weights: Mapping[str, float]) -> None:
    shared = one.words & other.words
    if not shared:
        found["no words"] = 1.0
        return
    both = weight_of(shared, weights)
    found["telling words"] = min(both, 6.0) / 2
    found["share of words"] = 3 * both / sqrt(one.weight * other.weight)
    if numbers := len(one.numbers & other.numbers):
        found["numbers"] = float(min(numbers, 3))


def _add_agencies(found: Evidence, one: ComparedEntry, other: ComparedEntry) -> None:
    if one.event.agency in other.agencies or other.event.agency in one.agencies:
        found["agency named"] = 1.0
    told = (not one.agency_kinds.isdisjoint(other.kinds_named)) + (not other.agency_kinds.isdisjoint(one.kinds_named))
    if told:
        found["agency in words" if told == 1 else "both agencies in words"] = 1.0

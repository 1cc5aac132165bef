"""How far two entries look like one event told twice: points for what agrees, taken off for what contradicts."""

from __future__ import annotations

from collections import Counter
from functools import cache
from math import fsum, log
from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model.lexicon.concepts import agencies_told, kinds_told
from safeguard_model.lexicon.spellings import telling_words
from safeguard_model.merging.days_in_text import days_named
from safeguard_model.merging.disagreements import contradict
from safeguard_model.merging.duplicates import day_of, folded
from safeguard_model.records import Agency, Event, EventKind, Professional
from safeguard_model.records.vocabulary import KnowledgeState, Precision
from safeguard_model.timeline.inputs import find_record, people_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from safeguard_model.records import AgencyId, AgencyKind, CaseFile, PersonId

__all__ = ["FARTHEST", "WIDEST", "ComparedEntry", "entries_of", "likeness"]

FARTHEST: Final = 3
"""The most days that lie between two exact days that may be one."""
WIDEST: Final = 31
"""The most days of a date that is compared with every day in it."""

_SAME_DAY, _NEXT_DAY, _DAYS_APART, _WRITTEN_DOWN, _WITHIN_WEEK, _WITHIN_MONTH = 0.24, 0.16, 0.0, 0.16, 0.14, 0.06
_SAME_TIME, _HOURS_APART, _DAY_NAMED, _ALONE = 0.08, -0.2, 0.2, 0.1
_SAME_PEOPLE, _SOME_PEOPLE, _OTHER_PEOPLE, _NOBODY = 0.16, 0.04, -0.06, -0.06
_SAME_KIND, _SAME_TOLD, _SAME_CONTACT, _TOLD_AS, _OTHER_KIND, _OTHER_THING = 0.26, 0.2, 0.1, 0.08, 0.06, 0.0
_BOTH_NAMED, _ONE_NAMED, _BOTH_TOLD, _ONE_TOLD = 0.16, 0.12, 0.12, 0.06
_RARE_WORDS, _WORDS_SHARED = 0.4, 0.15
_CONTRADICTION = -0.2
_NEAR, _FAR = 30, 240  # minutes
_NEARLY: Final = 0.8
_DAYS: Final = frozenset({Precision.DAY, Precision.MINUTE})
_ENOUGH: Final = 4  # rare words in common that leave no more to ask

_REASONS: Final = (
    (4.0, "many telling words in common"),
    (2.0, "some telling words in common"),
    (1.0, "a telling word in common"),
)
_NAMES: Final = ("", "one names the other's agency", "each names the other's agency")
_CONTACTS: Final = frozenset(
    {
        *(EventKind.HOME_VISIT, EventKind.PHONE_CALL, EventKind.APPOINTMENT, EventKind.CONTACT, EventKind.LETTER),
        *(EventKind.MESSAGE, EventKind.OBSERVATION, EventKind.DID_NOT_ATTEND, EventKind.ABSENCE),
        *(EventKind.CONCERN_RAISED, EventKind.NOTIFICATION, EventKind.INFORMATION_SHARED, EventKind.MEETING),
    }
)
_GROUPS: Final = (
    # harm, and how it comes to an agency
    "police_call domestic_abuse_report incident crime allegation missing_episode arrest injury police_protection",
    "emergency_attendance hospital_admission injury illness self_harm suicide_attempt incident police_call",
    "disclosure allegation concern_raised referral contact",
    "referral contact concern_raised information_shared notification phone_call",
    "notification police_call domestic_abuse_report incident missing_episode suicide_attempt emergency_attendance",
    "notification hospital_admission hospital_discharge birth letter",
    # words between agencies
    "phone_call contact message letter information_shared information_requested notification",
    # meetings
    "meeting multi_agency_meeting child_in_need_meeting core_group strategy_discussion legal_planning_meeting",
    "meeting multi_agency_meeting initial_conference review_conference family_group_conference case_transfer",
    # visits and appointments
    "home_visit no_access_visit contact observation appointment child_protection_medical",
    "was_not_brought did_not_attend no_access_visit cancelled_by_agency phone_call message",
    # where a child lives
    "move household_change placement_change looked_after_started police_protection case_opened case_transfer",
    "order_made court_hearing plan_started initial_conference",
    "arrest bail charge release",
)
_TOLD_AS_GROUPS: Final = {
    kind: frozenset(place for place, group in enumerate(_GROUPS) if kind.value in group.split()) for kind in EventKind
}


class ComparedEntry(NamedTuple):
    """An entry, with what is compared of it."""

    event: Event
    day: int
    """The ordinal of its day, or of the day on which it began; 0: it bears no day."""
    low: int
    """The first day it can have been; 0: there is no bound."""
    high: int
    """The last day."""
    minute: int
    """The minute of the day; -1: not stated."""
    written: int
    """The day on which it was written down, where that is another; 0: not stated."""
    named: frozenset[int]
    """The days shortly before its own that its text names."""
    people: frozenset[PersonId]
    family: PersonId
    """One of all who are named together, by it or by others, whoever of them it names itself; empty: nobody."""
    is_alone: bool
    """Whether it is its agency's only one of its day about the family."""
    kinds: frozenset[EventKind]
    """Its kind, unless that is `other`, and those of which its words tell."""
    words: frozenset[str]
    weight: float
    """What its words weigh together."""
    agency_kinds: frozenset[AgencyKind]
    """What its agency is."""
    agencies: frozenset[AgencyId]
    """The agencies that its fields name."""
    kinds_named: frozenset[AgencyKind]
    """The kinds of agency that its words name."""


class Likeness(NamedTuple):
    """How far two entries are alike, and why."""

    score: float
    reasons: tuple[str, ...]


def entries_of(events: Iterable[Event], casefile: CaseFile | None) -> tuple[list[ComparedEntry], Mapping[str, float]]:
    """Return the entries with what is compared of them, and the weight of each word.

    The fewer entries have a word, the more it weighs; one that only two have weighs 1.
    """
    known: dict[str, str] = {}
    entries = [_entry(event, casefile, known) for event in events]
    counts = Counter(word for entry in entries for word in entry.words)
    unit = log(1 + len(entries) / 2)
    weights = {word: log(1 + len(entries) / count) / unit for word, count in counts.items()}
    families = _families(entry.people for entry in entries)
    theirs = [next((families[person] for person in entry.people), "") for entry in entries]
    of_day = Counter((entry.event.agency, family, entry.day) for entry, family in zip(entries, theirs, strict=True))
    return [
        entry._replace(
            weight=_weight(entry.words, weights),
            family=family,
            is_alone=of_day[entry.event.agency, family, entry.day] == 1,
        )
        for entry, family in zip(entries, theirs, strict=True)
    ], weights


def likeness(one: ComparedEntry, other: ComparedEntry, weights: Mapping[str, float]) -> Likeness | None:
    """Return how far two entries look like one event told twice; None if they cannot be.

    The points are added up and cut off at 0 and 1; whoever is asked first makes no difference.
    """
    if one.people and other.people and one.people.isdisjoint(other.people) and not _is_of_family(one, other):
        return None
    dates = _dates(one, other)
    if dates is None:
        return None
    if one.event.agency == other.event.agency is not None:
        return _told_again(one, other, weights)
    said = [dates, _people(one, other), _kinds(one, other)]
    said += filter(None, (_alone(one, other), _links(one, other), _words(one, other, weights)))
    if contradict(one.event, other.event):
        said.append((_CONTRADICTION, "in contradiction on who was seen"))
    score = round(min(max(fsum([points for points, _ in said]), 0.0), 1.0), 2)
    return Likeness(score, tuple([reason for _, reason in said if reason]))


def _entry(event: Event, casefile: CaseFile | None, known: dict[str, str]) -> ComparedEntry:
    when = event.when
    first, last, time = when.earliest, when.latest, when.time
    is_begun = when.is_span and when.start is not None and when.start.precision in _DAYS
    day = first.toordinal() if first is not None and (is_begun or when.precision in _DAYS) else 0
    text = f"{event.description} {event.childs_account} {event.outcome}"
    words = telling_words(text, known)
    told = kinds_told(words)
    return ComparedEntry(
        event=event,
        day=day,
        low=0 if first is None else first.toordinal(),
        high=0 if last is None else last.toordinal(),
        minute=-1 if time is None else time.hour * 60 + time.minute,
        written=0 if event.recorded is None else day_of(event.recorded),
        named=frozenset(days_named(text, day)) if day else frozenset(),
        people=people_in(event),
        family="",
        is_alone=False,
        kinds=told if event.kind is EventKind.OTHER else told | {event.kind},
        words=words,
        weight=0.0,
        agency_kinds=_agency_kinds(event.agency, casefile, known),
        agencies=frozenset(_named(event, casefile)),
        kinds_named=agencies_told(words),
    )


def _families(groups: Iterable[frozenset[PersonId]]) -> Mapping[PersonId, PersonId]:
    """Return for each person one person who represents all that are named together, in whatever order they come."""
    above: dict[PersonId, PersonId] = {}

    def top(person: PersonId) -> PersonId:
        while (to := above.setdefault(person, person)) != person:
            above[person] = above[to]
            person = to
        return person

    for group in groups:
        tops = {top(person) for person in group}
        above |= dict.fromkeys(tops, min(tops, default=""))
    return {person: top(person) for person in list(above)}


def _is_of_family(one: ComparedEntry, other: ComparedEntry) -> bool:
    """Return whether two entries are about one family on one day: one about the child, the other about the mother."""
    return one.family == other.family and 0 != one.day == other.day


def _agency_kinds(agency: AgencyId | None, casefile: CaseFile | None, known: dict[str, str]) -> frozenset[AgencyKind]:
    """Return the kind of an agency, as the case file has it; without one, what its id says, such as `police`."""
    record = find_record(casefile, agency)
    if isinstance(record, Agency) and record.kind is not None:
        return frozenset({record.kind})
    return frozenset() if agency is None else agencies_told(telling_words(agency, known))


def _named(event: Event, casefile: CaseFile | None) -> Iterable[AgencyId]:
    yield from event.attended
    yield from filter(None, (event.from_agency, event.to_agency))
    yield from (told.agency for told in event.known_to if told.state is KnowledgeState.KNEW)
    for id in (*event.professionals, *event.seen_by, *event.reported_by):
        record = find_record(casefile, id)
        if isinstance(record, Professional):
            yield record.agency
        elif isinstance(record, Agency):
            yield id


_Said = tuple[float, str]


def _told_again(one: ComparedEntry, other: ComparedEntry, weights: Mapping[str, float]) -> Likeness | None:
    """Return whether two entries of one agency have one day and nearly the same words.

    Chronologies are full of similar entries.
    """
    if not one.day or one.day != other.day or 0 <= min(one.minute, other.minute) != max(one.minute, other.minute):
        return None
    if not one.words or not other.words:
        return None
    is_same = folded(one.event.description) == folded(other.event.description)
    share = 1.0 if is_same else _weight(one.words & other.words, weights) / (one.weight * other.weight) ** 0.5
    if share < _NEARLY:
        return None
    return Likeness(round(share, 2), ("one agency, same day", "the same words" if is_same else "nearly the same words"))


def _dates(one: ComparedEntry, other: ComparedEntry) -> _Said | None:
    if one.day and other.day:
        return _days(one, other)
    if not one.event.when.possibly_overlaps(other.event.when):
        return None
    bounds = [(entry.low, entry.high) for entry in (one, other) if not entry.day]
    widest = max(high - low + 1 if low and high else WIDEST + 1 for low, high in bounds)
    if widest > WIDEST:
        return 0.0, "a date that leaves it open"
    return _WITHIN_WEEK if widest <= 7 else _WITHIN_MONTH, "a date within the time that the other gives"


def _days(one: ComparedEntry, other: ComparedEntry) -> _Said | None:
    apart = abs(one.day - other.day)
    if not apart:
        minutes = abs(one.minute - other.minute) if one.minute >= 0 and other.minute >= 0 else None
        if minutes is None or _NEAR < minutes < _FAR:
            return _SAME_DAY, "same day"
        if minutes <= _NEAR:
            return _SAME_DAY + _SAME_TIME, "same day and time"
        return _SAME_DAY + _HOURS_APART, "same day, hours apart"
    if one.day in other.named or other.day in one.named:
        return _DAY_NAMED, "one names the day of the other"
    if one.day == other.written or other.day == one.written:
        return _WRITTEN_DOWN, "dated as the other was written down"
    if apart > FARTHEST:
        return None
    return (_NEXT_DAY, "a day apart") if apart == 1 else (_DAYS_APART, f"{apart} days apart")


def _alone(one: ComparedEntry, other: ComparedEntry) -> _Said | None:
    if one.is_alone and other.is_alone and one.people and other.people and 0 != one.day == other.day:
        return _ALONE, "the only ones of their agencies that day"
    return None


def _people(one: ComparedEntry, other: ComparedEntry) -> _Said:
    if not one.people or not other.people:
        return _NOBODY, "nobody named in one of them"
    if one.people == other.people:
        return _SAME_PEOPLE, "about the same people"
    if one.people.isdisjoint(other.people):
        return _OTHER_PEOPLE, "about others of one family"
    return _SOME_PEOPLE, "somebody in common"


def _kinds(one: ComparedEntry, other: ComparedEntry) -> _Said:
    if one.event.kind is other.event.kind is not EventKind.OTHER:
        return _SAME_CONTACT if one.event.kind in _CONTACTS else _SAME_KIND, f"both {_written(one.event.kind)}"
    if both := one.kinds & other.kinds:
        kind = min(both - _CONTACTS or both)
        return _SAME_CONTACT if kind in _CONTACTS else _SAME_TOLD, f"both tell of {_written(kind)}"
    if not one.kinds or not other.kinds:
        return _OTHER_KIND, ""
    if EventKind.OTHER in {one.event.kind, other.event.kind}:
        return _OTHER_THING, ""
    first, second = sorted(_written(kind) for kind in (one.event.kind, other.event.kind))
    if not _TOLD_AS_GROUPS[one.event.kind].isdisjoint(_TOLD_AS_GROUPS[other.event.kind]):
        return _TOLD_AS, f"{first} beside {second}"
    return _OTHER_THING, "other kinds of event"


@cache
def _written(kind: EventKind) -> str:
    return kind.value.replace("_", " ")


def _links(one: ComparedEntry, other: ComparedEntry) -> _Said | None:
    if named := (one.event.agency in other.agencies) + (other.event.agency in one.agencies):
        return _BOTH_NAMED if named == 2 else _ONE_NAMED, _NAMES[named]
    told = not one.agency_kinds.isdisjoint(other.kinds_named)
    both = (not other.agency_kinds.isdisjoint(one.kinds_named)) + told
    return (_BOTH_TOLD if both == 2 else _ONE_TOLD, f"{_NAMES[both]} in words") if both else None


def _words(one: ComparedEntry, other: ComparedEntry, weights: Mapping[str, float]) -> _Said | None:
    both = _weight(one.words & other.words, weights)
    if not both:
        return None
    points = _RARE_WORDS * min(both / _ENOUGH, 1.0) + _WORDS_SHARED * both / (one.weight * other.weight) ** 0.5
    return points, next((reason for least, reason in _REASONS if both >= least), "")


def _weight(words: Iterable[str], weights: Mapping[str, float]) -> float:
    """Return the weight of words together, in whatever order they come."""
    return fsum(map(weights.__getitem__, words))

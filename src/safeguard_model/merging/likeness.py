"""The likeness of two entries: points for what agrees, fewer for what contradicts, to tell one event told twice."""

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
from safeguard_model.merging.linked import representatives
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

# Points, chosen on twelve invented families and measured on eight others of another hand (benchmarks/told_twice.py).
# Dates:
_SAME_DAY: Final = 0.24  # one event told twice mostly has one date
_SAME_TIME: Final = 0.08  # added to it: a time of day is seldom equal by chance
_HOURS_APART: Final = -0.2  # added to it: two times of one day that are far apart are two events
_NEXT_DAY: Final = 0.16  # noted after midnight, or a day late
_DAYS_APART: Final = 0.0  # possible, and no evidence
_DAY_NAMED: Final = 0.2  # one entry names the day of the other
_WRITTEN_DOWN: Final = 0.16  # dated by when it was recorded
_WITHIN_WEEK: Final = 0.14  # an exact day within a short range
_WITHIN_MONTH: Final = 0.06  # the same of a longer range, which says less
_ALONE: Final = 0.1  # each is its agency's only entry that day: there is nothing else it could be
# People:
_SAME_PEOPLE: Final = 0.16
_SOME_PEOPLE: Final = 0.04
_OTHER_PEOPLE: Final = -0.06  # of one family: one names the child, the other the mother
_NOBODY: Final = -0.06  # most entries name somebody, so a blank says little
# Kinds of event:
_SAME_KIND: Final = 0.26  # both entries have it as their kind
_SAME_TOLD: Final = 0.2  # the words of one tell of the kind of the other
_SAME_CONTACT: Final = 0.1  # contacts are frequent, so that two of a kind mean less
_TOLD_AS: Final = 0.08  # agencies call one thing by these different kinds
_OTHER_KIND: Final = 0.06  # one has no kind, which speaks against nothing
_OTHER_THING: Final = 0.0
# Agencies:
_BOTH_NAMED: Final = 0.16  # each names the other's agency in a field
_ONE_NAMED: Final = 0.12
_BOTH_TOLD: Final = 0.12  # the same, in words only
_ONE_TOLD: Final = 0.06
# Words:
_RARE_WORDS: Final = 0.4  # at most, for rare words in common
_WORDS_SHARED: Final = 0.15  # at most, for a large share of words in common
_ENOUGH: Final = 4  # so much weight of common words earns all points for rare words

_CONTRADICTION: Final = -0.2  # one says seen, the other not seen
_NEAR: Final = 30  # minutes apart that are one time
_FAR: Final = 240  # minutes apart that are two times
_NEARLY: Final = 0.8
_DAYS: Final = frozenset({Precision.DAY, Precision.MINUTE})

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
    """The ordinal of its day, or of the day on which it began; 0: it has no day."""
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
    """The one id for all people who are named together, by this entry or others; empty: it names nobody."""
    is_alone: bool
    """Whether the agency has no other entry about this family that day."""
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
    """The likeness of two entries, and the reasons."""

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
    families = representatives(entry.people for entry in entries)
    theirs = [next((families[person] for person in entry.people), "") for entry in entries]
    of_day = Counter((entry.event.agency, family, entry.day) for entry, family in zip(entries, theirs, strict=True))
    weighed: list[ComparedEntry] = []
    for entry, family in zip(entries, theirs, strict=True):
        is_alone = of_day[entry.event.agency, family, entry.day] == 1
        weighed.append(entry._replace(weight=_weight(entry.words, weights), family=family, is_alone=is_alone))
    return weighed, weights


def likeness(one: ComparedEntry, other: ComparedEntry, weights: Mapping[str, float]) -> Likeness | None:
    """Return how far two entries look like one event told twice; None if they cannot be.

    The points are added up and cut off at 0 and 1; whoever is asked first makes no difference.
    """
    if one.people and other.people and one.people.isdisjoint(other.people) and not _is_of_family(one, other):
        return None
    dates = _dates(one, other)
    if dates is None:
        return None
    if one.event.agency is not None and one.event.agency == other.event.agency:
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


def _is_of_family(one: ComparedEntry, other: ComparedEntry) -> bool:
    """Return whether two entries are about one family on one day: one about the child, the other about the mother."""
    return one.family == other.family and one.day != 0 and one.day == other.day


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


_Points = tuple[float, str]


def _told_again(one: ComparedEntry, other: ComparedEntry, weights: Mapping[str, float]) -> Likeness | None:
    """Return whether two entries of one agency have one day and nearly the same words.

    Chronologies are full of similar entries.
    """
    if not one.day or one.day != other.day:
        return None
    have_times = one.minute >= 0 and other.minute >= 0
    if have_times and one.minute != other.minute:
        return None
    if not one.words or not other.words:
        return None
    is_same = folded(one.event.description) == folded(other.event.description)
    share = 1.0 if is_same else _weight(one.words & other.words, weights) / (one.weight * other.weight) ** 0.5
    if share < _NEARLY:
        return None
    return Likeness(round(share, 2), ("one agency, same day", "the same words" if is_same else "nearly the same words"))


def _dates(one: ComparedEntry, other: ComparedEntry) -> _Points | None:
    if one.day and other.day:
        return _days(one, other)
    if not one.event.when.possibly_overlaps(other.event.when):
        return None
    bounds = [(entry.low, entry.high) for entry in (one, other) if not entry.day]
    widest = max(high - low + 1 if low and high else WIDEST + 1 for low, high in bounds)
    if widest > WIDEST:
        return 0.0, "a date that leaves it open"
    return _WITHIN_WEEK if widest <= 7 else _WITHIN_MONTH, "a date within the time that the other gives"


def _days(one: ComparedEntry, other: ComparedEntry) -> _Points | None:
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


def _alone(one: ComparedEntry, other: ComparedEntry) -> _Points | None:
    if one.is_alone and other.is_alone and one.people and other.people and one.day != 0 and one.day == other.day:
        return _ALONE, "the only ones of their agencies that day"
    return None


def _people(one: ComparedEntry, other: ComparedEntry) -> _Points:
    if not one.people or not other.people:
        return _NOBODY, "nobody named in one of them"
    if one.people == other.people:
        return _SAME_PEOPLE, "about the same people"
    if one.people.isdisjoint(other.people):
        return _OTHER_PEOPLE, "about others of one family"
    return _SOME_PEOPLE, "somebody in common"


def _kinds(one: ComparedEntry, other: ComparedEntry) -> _Points:
    if one.event.kind is other.event.kind and one.event.kind is not EventKind.OTHER:
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


def _links(one: ComparedEntry, other: ComparedEntry) -> _Points | None:
    if named := (one.event.agency in other.agencies) + (other.event.agency in one.agencies):
        return _BOTH_NAMED if named == 2 else _ONE_NAMED, _NAMES[named]
    told = not one.agency_kinds.isdisjoint(other.kinds_named)
    both = (not other.agency_kinds.isdisjoint(one.kinds_named)) + told
    if not both:
        return None
    return _BOTH_TOLD if both == 2 else _ONE_TOLD, f"{_NAMES[both]} in words"


def _words(one: ComparedEntry, other: ComparedEntry, weights: Mapping[str, float]) -> _Points | None:
    both = _weight(one.words & other.words, weights)
    if not both:
        return None
    points = _RARE_WORDS * min(both / _ENOUGH, 1.0) + _WORDS_SHARED * both / (one.weight * other.weight) ** 0.5
    return points, next((reason for least, reason in _REASONS if both >= least), "")


def _weight(words: Iterable[str], weights: Mapping[str, float]) -> float:
    """Return the weight of words together, in whatever order they come."""
    return fsum(map(weights.__getitem__, words))

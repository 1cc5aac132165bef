"""The likeness of two entries: a score that shows whether the two probably describe one event.

What agrees adds points, and what contradicts takes points away.
"""

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
    from collections.abc import Iterable, Mapping, Sequence

    from safeguard_model.records import AgencyId, AgencyKind, CaseFile, PersonId

__all__ = ["FARTHEST", "WIDEST", "ComparedEntry", "entries_of", "likeness"]

FARTHEST: Final = 3
"""The most days between two exact dates that may still belong to one event.

They may be further apart if one entry mentions the day of the other, or was recorded on that day.
"""
WIDEST: Final = 31
"""The most days that an inexact date may cover and still earn points."""

# The points were chosen on twelve invented families. They were then measured on eight other families, invented by a
# different author: see benchmarks/told_twice.py.
# Dates:
_SAME_DAY: Final = 0.24  # two entries about one event mostly have one date
_SAME_TIME: Final = 0.08  # added to _SAME_DAY: two times of day are seldom equal by chance
_HOURS_APART: Final = -0.2  # added to _SAME_DAY: times far apart are probably two events
_NEXT_DAY: Final = 0.16  # one entry was written after midnight, or a day late
_DAYS_APART: Final = 0.0  # one event is possible, but the dates are no evidence for it
_DAY_NAMED: Final = 0.2  # the text of one entry mentions the day of the other
_WRITTEN_DOWN: Final = 0.16  # the date of one entry is the day on which the other was recorded
_WITHIN_WEEK: Final = 0.14  # the dates overlap, and an inexact one covers at most 7 days
_WITHIN_MONTH: Final = 0.06  # the same, but it covers up to 31 days, which is weaker evidence
_ALONE: Final = 0.1  # each is its agency's only entry about the family that day, so no other competes
# People:
_SAME_PEOPLE: Final = 0.16
_SOME_PEOPLE: Final = 0.04
_OTHER_PEOPLE: Final = -0.06  # different people of one family: one entry names the child, the other the mother
_NOBODY: Final = -0.06  # at least one entry names nobody
# Kinds of event:
_SAME_KIND: Final = 0.26  # both entries have the same kind
_SAME_TOLD: Final = 0.2  # the same kind, at least once only in the words of an entry
_SAME_CONTACT: Final = 0.1  # the same kind of contact: contacts are frequent, so this is weaker evidence
_TOLD_AS: Final = 0.08  # two kinds that agencies use for one event: see _GROUPS
_OTHER_KIND: Final = 0.06  # at least one entry has no kind, neither as its kind nor in its words
_OTHER_THING: Final = 0.0  # different kinds that share none of _GROUPS, or an entry of kind `other`
# Agencies:
_BOTH_NAMED: Final = 0.16  # each entry names the other's agency in a field
_ONE_NAMED: Final = 0.12  # only one entry does
_BOTH_TOLD: Final = 0.12  # each entry names the other's kind of agency, in its text only
_ONE_TOLD: Final = 0.06  # only one entry does
# Words:
_RARE_WORDS: Final = 0.4  # the most points for the weight of the words in common; rare words weigh more
_WORDS_SHARED: Final = 0.15  # the most points for the share of words in common
_ENOUGH: Final = 4  # words in common with this weight together earn all of _RARE_WORDS

_MOST_OTHERWISE: Final = _SAME_PEOPLE + _BOTH_NAMED + 0.01
"""The most points that people and agencies add to those for dates, kinds and words, and 0.01 for the rounding."""
_CONTRADICTION: Final = -0.2  # the entries contradict each other on whether a person was seen, or seen alone
_NEAR: Final = 30  # times at most so many minutes apart count as one time
_FAR: Final = 240  # times at least so many minutes apart count as two times
_NEARLY: Final = 0.8  # two entries of one agency must share at least this much of their words
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


class ComparedEntry(NamedTuple):
    """An entry, and the properties of it that are compared."""

    event: Event
    day: int
    """The ordinal of the entry's day, or of the day on which its event began; 0 if it has no exact day.

    Here a day is exact even if it is marked approximate or uncertain.
    """
    low: int
    """The ordinal of the first day that is possible; 0 if there is no such bound."""
    high: int
    """The ordinal of the last day that is possible; 0 if there is no such bound."""
    minute: int
    """The minute of the day; -1 if no time is stated."""
    written: int
    """The ordinal of the day on which the entry was recorded; 0 if not stated, not exact, or marked as doubtful."""
    named: frozenset[int]
    """The ordinals of the days shortly before `day` that the entry's text mentions."""
    people: frozenset[PersonId]
    family: PersonId
    """One id for all people whom entries name together, directly or through others; empty if the entry names nobody."""
    is_alone: bool
    """Whether the entry's agency has no other entry about this family on the same day."""
    kinds: frozenset[EventKind]
    """The entry's kind, unless that is `other`, and the kinds that its words show."""
    words: frozenset[str]
    """The words of the entry that carry meaning."""
    weight: float
    """The sum of the weights of the entry's words."""
    agency_kinds: frozenset[AgencyKind]
    """The kinds of the entry's own agency, as far as they are known."""
    agencies: frozenset[AgencyId]
    """The agencies that fields other than `agency` name, directly or through a professional."""
    kinds_named: frozenset[AgencyKind]
    """The kinds of agency that the entry's words name."""


class Likeness(NamedTuple):
    """The likeness of two entries, as a score from 0 to 1, and the reasons for the score."""

    score: float
    reasons: tuple[str, ...]


def entries_of(events: Sequence[Event], casefile: CaseFile | None) -> tuple[list[ComparedEntry], Mapping[str, float]]:
    """Return the entries with the properties to compare, and the weight of each word.

    A word has more weight if fewer entries contain it. A word that exactly two entries contain has the weight 1.
    """
    known: dict[str, str] = {}
    kinds = {agency: _agency_kinds(agency, casefile, known) for agency in {event.agency for event in events}}
    entries = [_entry(event, kinds[event.agency], casefile, known) for event in events]
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


# Most pairs fall short of `least`. So the points that decide most come first: those for dates, kinds and words. If a
# pair falls short even with the most points for people and agencies, these are not counted. A contradiction only lowers
# the score, so no pair that reaches `least` is given up.
def likeness(
    one: ComparedEntry, other: ComparedEntry, weights: Mapping[str, float], least: float = 0.0
) -> Likeness | None:
    """Return how much two entries look like one event; None if they are taken for two, or score below `least`.

    The score is the sum of the points, limited to the range from 0 to 1. For two entries of one agency, it is the share
    of their words that they have in common. The order of the two entries makes no difference.
    """
    if one.people and other.people and one.people.isdisjoint(other.people) and not _is_of_family(one, other):
        return None
    if one.event.agency is not None and one.event.agency == other.event.agency:
        return _told_again(one, other, weights)
    dates = _dates(one, other)
    if dates is None:
        return None
    alone, kinds, words = _alone(one, other), _kinds(one, other), _words(one, other, weights)
    if dates[0] + alone[0] + kinds[0] + words[0] + _MOST_OTHERWISE < least:
        return None
    said = [dates, _people(one, other), kinds, alone, _links(one, other), words]
    if contradict(one.event, other.event):
        said.append((_CONTRADICTION, "in contradiction on who was seen"))
    score = round(min(max(fsum([points for points, _ in said]), 0.0), 1.0), 2)
    return None if score < least else Likeness(score, tuple([reason for _, reason in said if reason]))


def _entry(
    event: Event, agency_kinds: frozenset[AgencyKind], casefile: CaseFile | None, known: dict[str, str]
) -> ComparedEntry:
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
        agency_kinds=agency_kinds,
        agencies=frozenset(_named(event, casefile)),
        kinds_named=agencies_told(words),
    )


def _is_of_family(one: ComparedEntry, other: ComparedEntry) -> bool:
    """Return whether two entries are about one family and one exact day, even if they name different people in it."""
    return one.family == other.family and one.day != 0 and one.day == other.day


def _agency_kinds(agency: AgencyId | None, casefile: CaseFile | None, known: dict[str, str]) -> frozenset[AgencyKind]:
    """Return the kind of an agency from the case file.

    If the case file does not say it, return the kinds of agency that the words of the id name, such as `police`.
    """
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
_NO_POINTS: Final[_Points] = (0.0, "")


def _told_again(one: ComparedEntry, other: ComparedEntry, weights: Mapping[str, float]) -> Likeness | None:
    """Return the likeness of two entries of one agency, or None if they do not describe one event.

    They must have the same exact day, no different times, and nearly the same words. The rule is this strict because
    the chronology of one agency is full of similar entries.
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


def _alone(one: ComparedEntry, other: ComparedEntry) -> _Points:
    if one.is_alone and other.is_alone and one.people and other.people and one.day != 0 and one.day == other.day:
        return _ALONE, "each is the only entry of its agency that day"
    return _NO_POINTS


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
    return _two_kinds(one.event.kind, other.event.kind)


@cache
def _two_kinds(one: EventKind, other: EventKind) -> _Points:
    if EventKind.OTHER in {one, other}:
        return _OTHER_THING, ""
    if _TOLD_AS_GROUPS[one].isdisjoint(_TOLD_AS_GROUPS[other]):
        return _OTHER_THING, "other kinds of event"
    return _TOLD_AS, " beside ".join(sorted(map(_written, (one, other))))


@cache
def _written(kind: EventKind) -> str:
    return kind.value.replace("_", " ")


def _links(one: ComparedEntry, other: ComparedEntry) -> _Points:
    if named := (one.event.agency in other.agencies) + (other.event.agency in one.agencies):
        return _BOTH_NAMED if named == 2 else _ONE_NAMED, _NAMES[named]
    told = not one.agency_kinds.isdisjoint(other.kinds_named)
    both = (not other.agency_kinds.isdisjoint(one.kinds_named)) + told
    if not both:
        return _NO_POINTS
    return _BOTH_TOLD if both == 2 else _ONE_TOLD, f"{_NAMES[both]} in words"


def _words(one: ComparedEntry, other: ComparedEntry, weights: Mapping[str, float]) -> _Points:
    shared = one.words & other.words
    if not shared:
        return _NO_POINTS
    both = _weight(shared, weights)
    points = _RARE_WORDS * min(both / _ENOUGH, 1.0) + _WORDS_SHARED * both / (one.weight * other.weight) ** 0.5
    return points, next((reason for least, reason in _REASONS if both >= least), "")


def _weight(words: Iterable[str], weights: Mapping[str, float]) -> float:
    """Return the sum of the weights of some words. `fsum` makes the sum the same in every order of the words."""
    return fsum(map(weights.__getitem__, words))

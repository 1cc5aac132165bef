"""The entries as they are compared: each with the properties that speak for or against one event.

Each property is worked out once for an entry, not once for a pair.
"""

from __future__ import annotations

from collections import Counter
from math import fsum, log
from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model.lexicon.concepts import agencies_told, kinds_told
from safeguard_model.lexicon.spellings import telling_words
from safeguard_model.lexicon.topics import FORMAL, HAPPENING, JOINT, TELLING, UPDATE, topics_of, topics_used_as
from safeguard_model.merging.days_in_text import days_named
from safeguard_model.merging.duplicates import day_of
from safeguard_model.merging.linked import representatives
from safeguard_model.records import Agency, Event, EventKind, Person, Professional
from safeguard_model.records.casefile import find_record
from safeguard_model.records.vocabulary import KnowledgeState, Precision
from safeguard_model.timeline.inputs import people_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from safeguard_model.records import AgencyId, AgencyKind, CaseFile, PersonId

__all__ = ["ComparedEntry", "entries_of", "weight_of"]

_ONLY: Final = " "
"""The family of all entries where none names anybody. It is no id."""
_DAYS: Final = frozenset({Precision.DAY, Precision.MINUTE})


class ComparedEntry(NamedTuple):
    """An entry, and the properties of it that are compared."""

    event: Event
    day: int
    """The ordinal of the entry's day, or of the day on which its event began; 0 if it has no exact day.

    Here a day is exact even if it is marked approximate or uncertain, or is a part of a day, such as an evening.
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
    """One id for all people whom entries name together, directly or through others.

    An entry that names nobody belongs to the only family of the entries; to `_ONLY` if no entry names anybody. Empty
    if there are several families.
    """
    on_its_day: int
    """The number of entries that the entry's agency has about this family on the same day, itself included."""
    kinds: frozenset[EventKind]
    """The entry's kind, unless that is `other`, and the kinds that its words show."""
    words: frozenset[str]
    """The words of the entry that carry meaning, and its topics."""
    weight: float
    """The sum of the weights of the entry's words and topics."""
    numbers: frozenset[str]
    """The numbers of at least two digits in the entry."""
    topics: frozenset[str]
    """What the entry's words and kind speak of."""
    happenings: frozenset[str]
    """Those of the topics that are happenings, not details."""
    occasions: frozenset[str]
    """Those of the topics that are formal occasions."""
    is_telling: bool
    """Whether the entry is a message, or names one: it may tell of a happening of an earlier day."""
    is_joint: bool
    """Whether the words say that agencies did something together."""
    is_update: bool
    """Whether the words say that the entry adds to another one."""
    agency_kinds: frozenset[AgencyKind]
    """The kinds of the entry's own agency, as far as they are known."""
    agencies: frozenset[AgencyId]
    """The agencies that fields other than `agency` name, directly or through a professional."""
    kinds_named: frozenset[AgencyKind]
    """The kinds of agency that the entry's words name."""

    def __repr__(self) -> str:
        return f"<ComparedEntry: {self.event.id}>"


def entries_of(events: Sequence[Event], casefile: CaseFile | None) -> tuple[list[ComparedEntry], Mapping[str, float]]:
    """Return the entries with the properties to compare, and the weight of each word and topic.

    A word has more weight if fewer entries contain it. A word that exactly two entries contain has the weight 1.
    """
    known: dict[str, str] = {}
    kinds = {agency: _agency_kinds(agency, casefile, known) for agency in {event.agency for event in events}}
    entries = [_entry(event, kinds[event.agency], casefile, known) for event in events]
    counts = Counter(word for entry in entries for word in entry.words)
    unit = log(1 + len(entries) / 2)
    weights = {word: log(1 + len(entries) / count) / unit for word, count in counts.items()}
    theirs = _families(entries)
    of_day = Counter((entry.event.agency, family, entry.day) for entry, family in zip(entries, theirs, strict=True))
    weighed: list[ComparedEntry] = []
    for entry, family in zip(entries, theirs, strict=True):
        on_its_day = of_day[entry.event.agency, family, entry.day]
        weighed.append(entry._replace(weight=weight_of(entry.words, weights), family=family, on_its_day=on_its_day))
    return weighed, weights


def weight_of(words: Iterable[str], weights: Mapping[str, float]) -> float:
    """Return the sum of the weights of some words. `fsum` makes the sum the same in every order of the words."""
    return fsum(map(weights.__getitem__, words))


def _families(entries: Sequence[ComparedEntry]) -> list[PersonId]:
    """Return the family of each entry."""
    families = representatives(entry.people for entry in entries)
    heads = set(families.values())
    only = next(iter(heads), _ONLY) if len(heads) < 2 else ""
    return [next((families[person] for person in entry.people), only) for entry in entries]


def _entry(
    event: Event, agency_kinds: frozenset[AgencyKind], casefile: CaseFile | None, known: dict[str, str]
) -> ComparedEntry:
    when = event.when
    first, last, time = when.earliest, when.latest, when.time
    is_begun = when.is_span and when.start is not None and when.start.precision in _DAYS
    is_day = is_begun or when.precision in _DAYS or (not when.is_span and first == last)
    day = first.toordinal() if first is not None and is_day else 0
    text = f"{event.description} {event.childs_account} {event.outcome}"
    words = telling_words(text, known)
    topics = topics_of(words, event.kind)
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
        on_its_day=0,
        kinds=told if event.kind is EventKind.OTHER else told | {event.kind},
        words=words | topics,
        weight=0.0,
        numbers=frozenset([word for word in words if len(word) > 1 and word[0].isdecimal()]),
        topics=topics,
        happenings=topics & topics_used_as(FORMAL, HAPPENING),
        occasions=topics & topics_used_as(FORMAL),
        is_telling=not topics.isdisjoint(topics_used_as(TELLING)),
        is_joint=not topics.isdisjoint(topics_used_as(JOINT)),
        is_update=not topics.isdisjoint(topics_used_as(UPDATE)),
        agency_kinds=agency_kinds,
        agencies=frozenset(_named(event, casefile)),
        kinds_named=agencies_told(words),
    )


def _agency_kinds(agency: AgencyId | None, casefile: CaseFile | None, known: dict[str, str]) -> frozenset[AgencyKind]:
    """Return the kind of an agency from the case file.

    If the case file does not say it, return the kinds of agency that the words of the id name, such as `police`.
    """
    record = find_record(casefile, agency)
    if isinstance(record, Agency) and record.kind is not None:
        return frozenset({record.kind})
    return frozenset() if agency is None else agencies_told(telling_words(agency, known))


def _named(event: Event, casefile: CaseFile | None) -> Iterable[AgencyId]:
    for id in event.attended:
        record = find_record(casefile, id)
        if not isinstance(record, Person):
            yield record.agency if isinstance(record, Professional) else id
    yield from filter(None, (event.from_agency, event.to_agency))
    yield from (told.agency for told in event.known_to if told.state is KnowledgeState.KNEW)
    for id in (*event.professionals, *event.seen_by, *event.reported_by):
        record = find_record(casefile, id)
        if isinstance(record, Professional):
            yield record.agency
        elif isinstance(record, Agency):
            yield id

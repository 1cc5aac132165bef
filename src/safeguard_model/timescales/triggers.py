"""What starts and stops clocks: the entries of each kind, one for all accounts of it, and indexes to search them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

import attrs

from safeguard_model.records import Child, ChildId, Event, EventKind, Incident, RecordId, Review, ReviewKind, Source
from safeguard_model.timeline.given import timeline_of
from safeguard_model.timeline.inputs import find_record
from safeguard_model.timescales.deadlines import Range, begun, done
from safeguard_model.timescales.timescale import Moment, What

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from safeguard_model.dates import When
    from safeguard_model.records import CaseFile, MilestoneKind, PersonId
    from safeguard_model.timeline.timeline import Timeline

__all__ = ["Candidates", "Happening", "Happenings", "TriggerIndex", "soonest"]


@attrs.frozen(eq=False)
class Happening:
    """Something that happened once, however many agencies tell of it."""

    event: Event
    """The entry that the others are accounts of, else the first in order."""
    place: int
    """Its place among all that was collected."""
    accounts: tuple[Event, ...]
    """All the entries that tell of it."""
    children: tuple[ChildId, ...]
    """Which children it was about."""
    record: RecordId | None
    """The record it was worked out from; of a report, the review."""
    incidents: tuple[RecordId, ...]
    """The incidents it belongs to."""
    begun: Range
    """The minutes in which it may have begun."""
    done: Range
    """The minutes in which it may have been done."""


Candidates: TypeAlias = tuple[Happening, ...]


class Happenings:
    """What a timeline and its case file hold of the kinds asked for."""

    def __init__(self, timeline: Timeline, casefile: CaseFile, wanted: Collection[What]) -> None:
        self._casefile = casefile
        self._children = frozenset(child.id for child in casefile.children)
        self._parents: dict[str, str] = {}
        """What an entry is an account of: an event, or an incident."""
        self._roots: dict[str, str] = {}
        self._collected: dict[frozenset[What], list[Happening]] = {}
        whats: dict[str, set[What]] = defaultdict(set)
        found: list[Event] = []
        for event in timeline:
            parent = event.account_of or self._incident_of(event)
            if parent is not None:
                self._parents[event.id] = parent
            if event.kind in wanted:
                whats[event.id].add(event.kind)
                found.append(event)
        stored = {event.id: event for event in timeline if "/" in event.id}
        for moment, event in (*self._expected(found), *self._moments(found)):
            if moment in wanted:
                if not whats[event.id]:
                    found.append(stored.get(event.id, event))
                    incident = self._incident_of(event)
                    if incident is not None:
                        self._parents[event.id] = incident
                whats[event.id].add(moment)
        self._of: dict[What, list[tuple[int, Event]]] = defaultdict(list)
        for place, event in enumerate(timeline_of(found)):
            for what in whats[event.id]:
                self._of[what].append((place, event))

    def of(self, whats: Iterable[What]) -> list[Happening]:
        """What there is of some kinds, in order."""
        kinds = frozenset(whats)
        if kinds not in self._collected:
            self._collected[kinds] = list(self._collect(kinds))
        return self._collected[kinds]

    def reviews(self, happening: Happening) -> tuple[ReviewKind, ...] | None:
        """The kinds of the review that it is a step of; None where it is worked out from none."""
        record = find_record(self._casefile, happening.record)
        return record.kinds if isinstance(record, Review) else None

    def _collect(self, kinds: frozenset[What]) -> Iterator[Happening]:
        told: dict[str, list[tuple[int, Event]]] = defaultdict(list)
        events = {place: event for kind in kinds for place, event in self._of.get(kind, ())}
        for place, event in sorted(events.items(), key=itemgetter(0)):
            told[self._root(event.id)].append((place, event))
        for root, accounts in told.items():
            place, event = next((pair for pair in accounts if pair[1].id == root), accounts[0])
            record = self._record(event)
            yield Happening(
                event=event,
                place=place,
                accounts=tuple(account for _, account in accounts),
                children=tuple(dict.fromkeys(child for _, account in accounts for child in self._about(account))),
                record=record,
                incidents=tuple(self._incidents(root, record)),
                begun=begun(event.when),
                done=done(event.when),
            )

    def _about(self, event: Event) -> Iterator[ChildId]:
        for people in (event.people, event.seen, event.not_seen, event.seen_alone, event.seen_with_others):
            for person in people:
                if person in self._children:
                    yield person

    def _record(self, event: Event) -> RecordId | None:
        record = find_record(self._casefile, event.derived_from)
        return (record.of if isinstance(record, Source) else None) or event.derived_from

    def _incidents(self, *ids: RecordId | None) -> Iterator[RecordId]:
        for id in ids:
            record = find_record(self._casefile, id)
            if isinstance(record, Incident):
                yield record.id
            elif isinstance(record, Review):
                yield from record.incidents

    def _harmed(self, id: RecordId) -> Iterator[PersonId]:
        incident = self._casefile[id]
        if isinstance(incident, Incident):
            for harm in incident.harms:
                yield harm.person

    def _incident_of(self, event: Event) -> RecordId | None:
        return event.derived_from if isinstance(find_record(self._casefile, event.derived_from), Incident) else None

    def _root(self, id: str) -> str:
        """What all accounts of one thing have in common: the id at the end of the chain of `account_of`."""
        path: list[str] = []
        seen: set[str] = set()
        while id not in self._roots and id in self._parents and id not in seen:
            seen.add(id)
            path.append(id)
            id = self._parents[id]
        root = self._roots.get(id, id)
        self._roots.update(dict.fromkeys(path, root))
        return root

    def _expected(self, found: Iterable[Event]) -> Iterator[tuple[What, Event]]:
        """When children since born were expected, as events; what an entry reports is not told twice."""
        reported = _reported(found, EventKind.EXPECTED_BIRTH)
        for child in self._casefile.children:
            if child.expected is not None and child.born is not None:
                when, kind = child.expected, EventKind.EXPECTED_BIRTH
                if not any(other.possibly_overlaps(when) for other in reported.get(child.id, ())):
                    yield kind, _made(child, "expected", kind, when, (child.id,))

    def _moments(self, found: Iterable[Event]) -> Iterator[tuple[What, Event]]:
        """The dates of incidents and reviews as events; a notification that an entry reports is not told twice."""
        reported = _reported(found, EventKind.SERIOUS_INCIDENT_NOTIFICATION)
        for incident in self._casefile.incidents:
            people = tuple(dict.fromkeys(self._harmed(incident.id)))
            if incident.became_aware is not None:
                yield (
                    Moment.BECAME_AWARE,
                    _made(incident, "became-aware", EventKind.OTHER, incident.became_aware, people),
                )
            if incident.notified is not None:
                when = incident.notified
                if not any(other.possibly_overlaps(when) for person in people for other in reported.get(person, ())):
                    yield (
                        Moment.NOTIFIED,
                        _made(incident, "notified", EventKind.SERIOUS_INCIDENT_NOTIFICATION, when, people),
                    )
        for review in self._casefile.reviews:
            if ReviewKind.RAPID_REVIEW in review.kinds:
                harmed = (person for id in review.incidents for person in self._harmed(id))
                people = tuple(dict.fromkeys((*(subject.person for subject in review.subjects), *harmed)))
                for suffix, when in _completed(review):
                    yield (
                        Moment.RAPID_REVIEW_COMPLETED,
                        _made(review, suffix, EventKind.REVIEW_COMPLETED, when, people),
                    )


class TriggerIndex:
    """Happenings under each of their keys, in an order that can be searched."""

    def __init__(
        self,
        happenings: Iterable[Happening],
        keys: Callable[[Happening], Iterable[str]],
        order: Callable[[Happening], int],
    ) -> None:
        self._rows: dict[str, list[Happening]] = defaultdict(list)
        for happening in sorted(happenings, key=order):
            for key in keys(happening):
                self._rows[key].append(happening)
        self._orders = {key: [order(happening) for happening in row] for key, row in self._rows.items()}
        self._soonest: dict[str, list[Candidates]] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._orders

    def last(self, keys: Iterable[str], until: int) -> Happening | None:
        """The last that stands no higher than that in the order, under any of the keys."""
        found = [
            self._rows[key][place - 1]
            for key in keys
            if key in self and (place := bisect_right(self._orders[key], until))
        ]
        return max(found, key=_begins, default=None)

    def first(self, keys: Iterable[str], beyond: int) -> Happening | None:
        """The first that stands higher than that in the order, under any of the keys."""
        found = [
            self._rows[key][place]
            for key in keys
            if key in self and (place := bisect_right(self._orders[key], beyond)) < len(self._rows[key])
        ]
        return min(found, key=_begins, default=None)

    def rest(self, keys: Iterable[str], start: int) -> Candidates:
        """Of those that stand at least so high: which certainly was done first, and which may have been."""
        found = [
            candidate
            for key in keys
            if key in self and (place := bisect_left(self._orders[key], start)) < len(self._rows[key])
            for candidate in self._rests(key)[place]
        ]
        return soonest(found)

    def _rests(self, key: str) -> list[Candidates]:
        if key not in self._soonest:
            rests: list[Candidates] = []
            after: Candidates = ()
            for happening in reversed(self._rows[key]):
                after = soonest((happening, *after))
                rests.append(after)
            self._soonest[key] = rests[::-1]
        return self._soonest[key]


def soonest(happenings: Collection[Happening]) -> Candidates:
    """Which of them certainly was done first, and, where that is another, which may have been."""
    if not happenings:
        return ()
    certainly = min(happenings, key=lambda happening: (happening.done[1], happening.place))
    possibly = min(happenings, key=lambda happening: (happening.done[0], happening.place))
    return (certainly,) if possibly.done[0] == certainly.done[0] else (certainly, possibly)


def _begins(happening: Happening) -> tuple[int, int]:
    return happening.begun[0], happening.place


def _reported(events: Iterable[Event], kind: EventKind) -> dict[PersonId, list[When]]:
    """When entries say that something of a kind was, under each person it is about."""
    found: dict[PersonId, list[When]] = defaultdict(list)
    for event in events:
        if event.kind is kind:
            for person in event.people:
                found[person].append(event.when)
    return found


def _completed(review: Review) -> Iterator[tuple[str, When]]:
    """Its milestones `completed`, with the ends of the ids that a timeline gives them."""
    times: dict[MilestoneKind, int] = defaultdict(int)
    for milestone in review.milestones:
        if milestone.kind == "completed":
            times[milestone.kind] += 1
            if milestone.when is not None:
                number = times[milestone.kind]
                yield ("completed" if number == 1 else f"completed-{number}"), milestone.when


def _made(
    record: Child | Incident | Review, suffix: str, kind: EventKind, when: When, people: tuple[str, ...]
) -> Event:
    return Event(
        id=f"{record.id}/{suffix}",
        when=when,
        kind=kind,
        people=people,
        derived_from=record.id,
        citations=record.citations,
        withheld_from=record.withheld_from,
    )

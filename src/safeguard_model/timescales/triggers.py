"""Occurrences, which start, stop and end clocks or meet their conditions, and an index to search them.

Several entries may describe one occurrence. It counts once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING

import attrs

from safeguard_model.records import Child, ChildId, Event, EventKind, Incident, RecordId, Review, ReviewKind, Source
from safeguard_model.records.casefile import find_record
from safeguard_model.timeline.accounts import has_happened
from safeguard_model.timeline.given import timeline_of
from safeguard_model.timescales.deadlines import MinuteRange, begun_range, done_range
from safeguard_model.timescales.timescale import Moment, Trigger

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from safeguard_model.dates import When
    from safeguard_model.records import CaseFile, MilestoneKind, PersonId
    from safeguard_model.timeline.timeline import Timeline

__all__ = ["Occurrence", "OccurrenceIndex", "Occurrences", "first_done"]


@attrs.frozen(eq=False)
class Occurrence:
    """Something that happened once, even if several agencies have an entry about it."""

    event: Event
    """The entry of which the other entries are accounts; if there is none, the first entry in order."""
    place: int
    """The position of `event` among all events that were collected."""
    accounts: tuple[Event, ...]
    """All entries of the kinds asked for that describe the occurrence, in order."""
    children: tuple[ChildId, ...]
    """The children that the entries are about, or that the entries say were seen or not seen."""
    record: RecordId | None
    """The record from which the event was worked out; None if there is no such record.

    For a report, it is the review or the proceeding that the report is about.
    """
    incidents: tuple[RecordId, ...]
    """The incidents to which the occurrence belongs."""
    begun: MinuteRange
    """The minutes in which the occurrence may have begun."""
    done: MinuteRange
    """The minutes in which the occurrence may have been done."""


class Occurrences:
    """Everything in a timeline and its case file that may start, stop or end a clock, or meet a condition."""

    def __init__(self, timeline: Timeline, casefile: CaseFile, wanted: Collection[Trigger]) -> None:
        self._casefile = casefile
        self._children = frozenset(child.id for child in casefile.children)
        self._account_of: dict[str, str] = {}
        """The id of the event or incident of which an entry is an account, by the id of the entry."""
        self._roots: dict[str, str] = {}
        """The results of `_root` so far."""
        self._collected: dict[frozenset[Trigger], list[Occurrence]] = {}
        triggers_of_event: dict[str, set[Trigger]] = defaultdict(set)
        events: list[Event] = []
        for event in timeline:
            if not has_happened(event):
                continue
            told_of = event.account_of or self._incident_of(event)
            if told_of is not None:
                self._account_of[event.id] = told_of
            if event.kind in wanted:
                triggers_of_event[event.id].add(event.kind)
                events.append(event)
        # The timeline may already have an event that it worked out from the same date of a record. The id of such an
        # event has a "/" in it ("i/notified").
        worked_out = {event.id: event for event in timeline if "/" in event.id}
        for trigger, event in (*self._expected_births(events), *self._moments(events)):
            if trigger in wanted:
                if not triggers_of_event[event.id]:
                    events.append(worked_out.get(event.id, event))
                    incident = self._incident_of(event)
                    if incident is not None:
                        self._account_of[event.id] = incident
                triggers_of_event[event.id].add(trigger)
        self._events_of_trigger: dict[Trigger, list[tuple[int, Event]]] = defaultdict(list)
        for place, event in enumerate(timeline_of(events)):
            for trigger in triggers_of_event[event.id]:
                self._events_of_trigger[trigger].append((place, event))

    def of(self, triggers: Iterable[Trigger]) -> list[Occurrence]:
        """Return the occurrences of any of these triggers, in the order of their first entries in the timeline."""
        key = frozenset(triggers)
        if key not in self._collected:
            self._collected[key] = list(self._collect(key))
        return self._collected[key]

    def review_kinds(self, occurrence: Occurrence) -> tuple[ReviewKind, ...] | None:
        """Return the kinds of the review of which the occurrence is a step.

        Return None if the occurrence was not worked out from a review.
        """
        record = find_record(self._casefile, occurrence.record)
        return record.kinds if isinstance(record, Review) else None

    def _collect(self, triggers: frozenset[Trigger]) -> Iterator[Occurrence]:
        accounts_by_root: dict[str, list[tuple[int, Event]]] = defaultdict(list)
        events = {place: event for trigger in triggers for place, event in self._events_of_trigger.get(trigger, ())}
        for place, event in sorted(events.items(), key=itemgetter(0)):
            accounts_by_root[self._root(event.id)].append((place, event))
        for root, accounts in accounts_by_root.items():
            place, event = next((pair for pair in accounts if pair[1].id == root), accounts[0])
            record = self._record(event)
            yield Occurrence(
                event=event,
                place=place,
                accounts=tuple(account for _, account in accounts),
                children=tuple(dict.fromkeys(child for _, account in accounts for child in self._children_in(account))),
                record=record,
                incidents=tuple(self._incidents(root, record)),
                begun=begun_range(event.when),
                done=done_range(event.when),
            )

    def _children_in(self, event: Event) -> Iterator[ChildId]:
        for people in (event.people, event.seen, event.not_seen, event.seen_alone, event.seen_with_others):
            for person in people:
                if person in self._children:
                    yield person

    def _record(self, event: Event) -> RecordId | None:
        record = find_record(self._casefile, event.derived_from)
        if isinstance(record, Source) and record.of:  # the report of a review is a step of the review
            return record.of
        return event.derived_from

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
                if harm.person is not None:
                    yield harm.person

    def _incident_of(self, event: Event) -> RecordId | None:
        record = find_record(self._casefile, event.derived_from)
        return event.derived_from if isinstance(record, Incident) else None

    def _root(self, id: str) -> str:
        """Return the id at the end of the chain of `account_of`: the same for all accounts of one occurrence."""
        path: list[str] = []
        seen: set[str] = set()  # entries may be accounts of each other in a circle: stop there
        while id not in self._roots and id in self._account_of and id not in seen:
            seen.add(id)
            path.append(id)
            id = self._account_of[id]
        root = self._roots.get(id, id)
        self._roots.update(dict.fromkeys(path, root))
        return root

    def _expected_births(self, events: Iterable[Event]) -> Iterator[tuple[Trigger, Event]]:
        """Yield the expected birth of each child with a date of birth, as an event, unless an entry reports it.

        For a child without a date of birth, the timeline has this event already.
        """
        kind = EventKind.EXPECTED_BIRTH
        reported = _reported(events, kind)
        for child in self._casefile.children:
            if child.expected is not None and child.born is not None:
                expected = child.expected
                if not any(when.possibly_overlaps(expected) for when in reported.get(child.id, ())):
                    yield kind, _event_from(child, "expected", kind, expected, (child.id,))

    def _moments(self, events: Iterable[Event]) -> Iterator[tuple[Trigger, Event]]:
        """Yield the moments of incidents and reviews as events, except notifications that an entry reports."""
        notification = EventKind.SERIOUS_INCIDENT_NOTIFICATION
        reported = _reported(events, notification)
        for incident in self._casefile.incidents:
            people = tuple(dict.fromkeys(self._harmed(incident.id)))
            if incident.became_aware is not None:
                event = _event_from(incident, "became-aware", EventKind.BECAME_AWARE, incident.became_aware, people)
                yield Moment.BECAME_AWARE, event
            if incident.notified is not None:
                notified = incident.notified
                entries = (when for person in people for when in reported.get(person, ()))
                if not any(when.possibly_overlaps(notified) for when in entries):
                    yield Moment.NOTIFIED, _event_from(incident, "notified", notification, notified, people)
        for review in self._casefile.reviews:
            if ReviewKind.RAPID_REVIEW in review.kinds:
                harmed = (person for id in review.incidents for person in self._harmed(id))
                people = tuple(dict.fromkeys((*(subject.person for subject in review.subjects), *harmed)))
                for suffix, when in _completed(review):
                    event = _event_from(review, suffix, EventKind.REVIEW_COMPLETED, when, people)
                    yield Moment.RAPID_REVIEW_COMPLETED, event


class OccurrenceIndex:
    """An index for quick search: under each key a list of occurrences, sorted by the number that `order` gives.

    The number is a minute, or a position in the timeline.
    """

    def __init__(
        self,
        occurrences: Iterable[Occurrence],
        keys: Callable[[Occurrence], Iterable[str]],
        order: Callable[[Occurrence], int],
    ) -> None:
        self._rows: dict[str, list[Occurrence]] = defaultdict(list)
        for occurrence in sorted(occurrences, key=order):
            for key in keys(occurrence):
                self._rows[key].append(occurrence)
        self._orders = {key: [order(occurrence) for occurrence in row] for key, row in self._rows.items()}
        self._first_done_from: dict[str, list[tuple[Occurrence, ...]]] = {}

    def last_until(self, keys: Iterable[str], until: int) -> Occurrence | None:
        """Return the last occurrence under any of the keys whose number is not greater than `until`, or None."""
        occurrences: list[Occurrence] = []
        for key in keys:
            place = bisect_right(self._orders.get(key, ()), until)
            if place:
                occurrences.append(self._rows[key][place - 1])
        return max(occurrences, key=_begun_and_place, default=None)

    def first_after(self, keys: Iterable[str], after: int) -> Occurrence | None:
        """Return the first occurrence under any of the keys whose number is greater than `after`, or None."""
        occurrences: list[Occurrence] = []
        for key in keys:
            orders = self._orders.get(key, ())
            place = bisect_right(orders, after)
            if place < len(orders):
                occurrences.append(self._rows[key][place])
        return min(occurrences, key=_begun_and_place, default=None)

    def first_done(self, keys: Iterable[str], start: int) -> tuple[Occurrence, ...]:
        """Return `first_done` of all occurrences under any of the keys whose number is at least `start`."""
        candidates: list[Occurrence] = []
        for key in keys:
            orders = self._orders.get(key, ())
            place = bisect_left(orders, start)
            if place < len(orders):
                candidates += self._first_done_from_each(key)[place]
        return first_done(candidates)

    def _first_done_from_each(self, key: str) -> list[tuple[Occurrence, ...]]:
        """Return, for each position in the list of a key, `first_done` of the occurrences from there to the end."""
        if key not in self._first_done_from:
            # Work from the end of the list to its beginning. The result at a position follows from the occurrence at
            # that position and the result at the next position, so one pass over the list is enough.
            from_each: list[tuple[Occurrence, ...]] = []
            rest: tuple[Occurrence, ...] = ()
            for occurrence in reversed(self._rows[key]):
                rest = first_done((occurrence, *rest))
                from_each.append(rest)
            self._first_done_from[key] = from_each[::-1]
        return self._first_done_from[key]


def first_done(occurrences: Collection[Occurrence]) -> tuple[Occurrence, ...]:
    """Return the one or two occurrences that limit when the first of all occurrences was done; none if there are none.

    The first result has the earliest last possible minute. The second has the earliest first possible minute; it is
    left out if the first result may have been done just as early.
    """
    if not occurrences:
        return ()
    certainly = min(occurrences, key=_done_high_and_place)
    possibly = min(occurrences, key=_done_low_and_place)
    return (certainly,) if possibly.done.low == certainly.done.low else (certainly, possibly)


def _done_high_and_place(occurrence: Occurrence) -> tuple[int, int]:
    return occurrence.done.high, occurrence.place


def _done_low_and_place(occurrence: Occurrence) -> tuple[int, int]:
    return occurrence.done.low, occurrence.place


def _begun_and_place(occurrence: Occurrence) -> tuple[int, int]:
    return occurrence.begun.low, occurrence.place


def _reported(events: Iterable[Event], kind: EventKind) -> dict[PersonId, list[When]]:
    """Return, for each person, the dates of the entries of a kind about this person. Derived events do not count."""
    reported: dict[PersonId, list[When]] = defaultdict(list)
    for event in events:
        if event.kind is kind and event.derived_from is None:
            for person in event.people:
                reported[person].append(event.when)
    return reported


def _completed(review: Review) -> Iterator[tuple[str, When]]:
    """Yield the dates of a review's milestones of kind `completed`, each with the last part of its event's id.

    The timeline gives these ids: the review's id, a "/", and "completed", "completed-2" and so on.
    """
    times: dict[MilestoneKind, int] = defaultdict(int)
    for milestone in review.milestones:
        if milestone.kind == "completed":
            times[milestone.kind] += 1
            if milestone.when is not None:
                number = times[milestone.kind]
                yield ("completed" if number == 1 else f"completed-{number}"), milestone.when


def _event_from(
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

"""Entries that tell of one event: several agencies may each have an account of it, and it counts once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import evolve

from safeguard_model.records import Event, EventState, Incident, Knowledge, KnowledgeBasis
from safeguard_model.timeline.inputs import find_record
from safeguard_model.timeline.windows import Extent, extents_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from safeguard_model.records import AgencyId, CaseFile, EventId, EventKind, RecordId
    from safeguard_model.timeline.timeline import Timeline

__all__ = ["ToldEvent", "extents_of_told", "has_happened", "told_events"]

_JOINED = (
    *("people", "professionals", "seen", "not_seen", "seen_alone", "seen_with_others", "seen_by", "reported_by"),
    *("attended", "invited", "apologies", "tags"),
)
_FIRST = ("from_agency", "to_agency", "responds_to", "decision", "times")


class ToldEvent(NamedTuple):
    """One event, with all entries that tell of it."""

    head: Event
    """The entry that the others are accounts of; if it is not in the timeline, the first of the entries."""
    entries: tuple[Event, ...]
    """All entries that tell of the event, in order."""
    whole: Event
    """The head, with the people, agencies and statements of the other entries added."""

    def is_of(self, kinds: Container[EventKind]) -> bool:
        """Return whether any of the entries gives the event one of these kinds."""
        return any(entry.kind in kinds for entry in self.entries)


def has_happened(event: Event) -> bool:
    """Return whether an entry says that its event happened: it was not only planned, cancelled or postponed."""
    return event.state is EventState.HAPPENED


# An account of an event tells of that event, whatever kind it gives it. An account of an incident tells of the harm: a
# visit to the surgery and a visit to the hospital about one bruise are two events. So accounts of an incident are one
# event only if they are of the same kind and may be at the same time.
def told_events(timeline: Timeline | Iterable[Event], casefile: CaseFile | None) -> list[ToldEvent]:
    """Return the events that happened, each with all the entries that tell of it, in the order of their heads."""
    events = [event for event in timeline if has_happened(event)]
    if all(event.account_of is None for event in events):
        return [ToldEvent(event, (event,), event) for event in events]
    by_id = {event.id: event for event in events}
    groups: dict[tuple[RecordId, EventKind | None], list[Event]] = defaultdict(list)
    for event in events:
        root = _root(event, by_id, casefile)
        is_harm = isinstance(find_record(casefile, root), Incident)
        groups[root, event.kind if is_harm else None].append(event)
    heads: dict[EventId, EventId] = {}
    parted: list[tuple[Event, tuple[Event, ...]]] = []
    for (root, kind), entries in groups.items():
        head = next((entry for entry in entries if entry.id == root), entries[0])
        together = entries if kind is None else [entry for entry in entries if _is_same_time(entry, head)]
        parted.append((head, tuple(together)))
        heads |= dict.fromkeys((entry.id for entry in together), head.id)
        parted += [(entry, (entry,)) for entry in entries if entry not in together]
    place = {event.id: number for number, event in enumerate(events)}
    parted.sort(key=lambda pair: place[pair[0].id])
    return [ToldEvent(head, entries, _whole(head, entries, heads)) for head, entries in parted]


def extents_of_told(told: Sequence[ToldEvent]) -> list[Extent]:
    """Return the extent of each event. Where entries differ on the date, the event is at the date of any of them."""
    extents: list[Extent] = []
    for place, event in enumerate(told):
        of_entries = extents_of(event.entries)
        extents.append(
            Extent(
                min(extent.low for extent in of_entries),
                max(extent.high for extent in of_entries),
                min(extent.earliest_end for extent in of_entries),
                max(extent.latest_start for extent in of_entries),
                place,
            )
        )
    return extents


def _root(event: Event, by_id: dict[EventId, Event], casefile: CaseFile | None) -> RecordId:
    """Return the id at the end of the chain of accounts; entries that are accounts of each other end at any of them."""
    seen = {event.id}
    root = event.id
    target = event.account_of
    while target is not None and target not in seen:
        seen.add(target)
        root = target
        record = by_id.get(target) or find_record(casefile, target)
        target = record.account_of if isinstance(record, Event) else None
    return min(seen) if target is not None else root


def _is_same_time(entry: Event, head: Event) -> bool:
    return entry is head or entry.when.possibly_overlaps(head.when)


def _whole(head: Event, entries: tuple[Event, ...], heads: dict[EventId, EventId]) -> Event:
    """Return the head with what the other entries add; ids of other events are those of their heads."""
    responds_to = head.responds_to
    if len(entries) == 1:
        to = heads.get(responds_to or "", responds_to)
        return head if to == responds_to else evolve(head, responds_to=to)
    in_order = [head, *(entry for entry in entries if entry is not head)]
    changes: dict[str, Any] = {}
    for name in _JOINED:
        changes[name] = tuple(dict.fromkeys(each for entry in in_order for each in getattr(entry, name)))
    for name in _FIRST:
        changes[name] = next((value for entry in in_order if (value := getattr(entry, name)) is not None), None)
    answered = changes["responds_to"]
    if isinstance(answered, str):
        changes["responds_to"] = heads.get(answered, answered)
    changes["known_to"] = _known_to(in_order)
    return evolve(head, **changes)


def _known_to(entries: Sequence[Event]) -> tuple[Knowledge, ...]:
    """Return what all entries state, and that each agency knew of the event from its own account.

    As with any entry, an agency is assumed to know what it wrote from when it recorded it, unless something is stated.
    """
    stated = tuple(dict.fromkeys(knowledge for entry in entries for knowledge in entry.known_to))
    about: set[AgencyId | None] = {entries[0].agency, *(knowledge.agency for knowledge in stated)}
    assumed: list[Knowledge] = []
    for entry in entries[1:]:
        if entry.agency is not None and entry.agency not in about:
            about.add(entry.agency)
            since = entry.recorded or entry.when
            assumed.append(Knowledge(agency=entry.agency, since=since, basis=KnowledgeBasis.ASSUMED))
    return (*stated, *assumed)

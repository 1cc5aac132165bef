"""Entries that tell of one event: several agencies may each have an account of it, and it counts once."""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from attrs import evolve

from safeguard_model.records import Event, EventKind, EventState, Incident, Knowledge, KnowledgeBasis
from safeguard_model.records.casefile import find_record
from safeguard_model.timeline.windows import Extent, extents_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Sequence

    from safeguard_model.records import AgencyId, CaseFile, EventId, RecordId
    from safeguard_model.timeline.timeline import Timeline

__all__ = [
    "Accounts",
    "ToldEvent",
    "entries_of",
    "extents_of_told",
    "has_happened",
    "head_of",
    "heads_of",
    "is_of",
    "roots_of",
    "told_events",
    "told_with_knowledge",
    "whole_of",
    "wholes_of",
]

_JOINED = (
    *("people", "professionals", "seen", "not_seen", "seen_alone", "seen_with_others", "seen_by", "reported_by"),
    *("attended", "invited", "apologies", "absent", "not_invited", "disagreed", "quantities", "tags"),
)
_FIRST = (
    *("from_agency", "to_agency", "responds_to", "rescheduled_from", "decision", "times"),
    *("consent", "announced", "interpreting"),
)


_account_of = attrgetter("account_of")


class Accounts(NamedTuple):
    """An event of which several entries tell; or of which one entry tells, but `whole` differs in `responds_to`."""

    head: Event
    """The entry that the others are accounts of; if that is missing, or is an incident, the first of the entries."""
    entries: tuple[Event, ...]
    """The entries that tell of the event, in the order of the timeline."""
    whole: Event
    """The head with what the other entries add: people, agencies, tags, statements, and values that the head lacks.

    Its `responds_to` is the id of the head of the event that was answered.
    """


ToldEvent: TypeAlias = Event | Accounts
"""An event: the entry itself if only one entry tells of it, otherwise `Accounts`."""


def head_of(told: ToldEvent) -> Event:
    """Return the entry that stands for an event in an answer: its only entry, or the head of its accounts."""
    return told.head if isinstance(told, Accounts) else told


def whole_of(told: ToldEvent) -> Event:
    """Return the entry that stands for an event, with what the other entries add."""
    return told.whole if isinstance(told, Accounts) else told


def entries_of(told: ToldEvent) -> tuple[Event, ...]:
    """Return the entries that tell of an event, in the order of the timeline."""
    return told.entries if isinstance(told, Accounts) else (told,)


def heads_of(told: Sequence[ToldEvent]) -> list[Event]:
    """Return `head_of` each event."""
    return [*map(head_of, told)] if _has_accounts(told) else [*told]  # type: ignore[list-item]


def wholes_of(told: Sequence[ToldEvent]) -> list[Event]:
    """Return `whole_of` each event."""
    return [*map(whole_of, told)] if _has_accounts(told) else [*told]  # type: ignore[list-item]


def _has_accounts(told: Sequence[ToldEvent]) -> bool:
    return Accounts in set(map(type, told))


def is_of(told: ToldEvent, kinds: Container[EventKind]) -> bool:
    """Return whether any of the entries gives the event one of these kinds."""
    if isinstance(told, Accounts):
        return any(entry.kind in kinds for entry in told.entries)
    return told.kind in kinds


def has_happened(event: Event) -> bool:
    """Return whether the event of an entry happened, and was not planned, cancelled, postponed or left undone."""
    return event.state is EventState.HAPPENED


# An account of an event tells of that event, whatever kind of event the account states. An account of an incident tells
# of the harm: a visit to the surgery and a visit to the hospital about one bruise are two events. So accounts of an
# incident are one event only if they are of the same kind and may be at the same time as the first of them. Only the
# case file says that an id is that of an incident.
def told_events(
    timeline: Timeline | Iterable[Event], casefile: CaseFile | None, wanted: Callable[[Event], bool] | None = None
) -> list[ToldEvent]:
    """Return the events that happened, each with all given entries that tell of it, in the order of their heads.

    `wanted`: return only the events of which at least one entry is wanted.
    """
    happened = EventState.HAPPENED
    events = [event for event in timeline if event.state is happened]
    if not any(map(_account_of, events)):  # nearly always: most files link no accounts
        return [*events] if wanted is None else [event for event in events if wanted(event)]
    told = _grouped(events, casefile)
    return told if wanted is None else [event for event in told if any(map(wanted, entries_of(event)))]


def _grouped(events: Sequence[Event], casefile: CaseFile | None) -> list[ToldEvent]:
    roots = roots_of(events, casefile)
    groups: dict[tuple[RecordId, EventKind | None], list[Event]] = defaultdict(list)
    for event in events:
        root = roots.get(event.id, event.id)
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
    wholes = [_whole(head, entries, heads) for head, entries in parted]
    return [
        whole if len(entries) == 1 and whole is head else Accounts(head, entries, whole)
        for (head, entries), whole in zip(parted, wholes, strict=True)
    ]


# Each account of an incident is an event of its own, but it shows that its agency knew of the incident. The accounts
# come from the case file, because a question may be about a part of the timeline that leaves them out.
def told_with_knowledge(events: Timeline | Iterable[Event], casefile: CaseFile) -> list[ToldEvent]:
    """Return `told_events`, each with who knew of it by all accounts in the case file."""
    told, roots = told_events(events, casefile), roots_of(casefile.events)
    accounts: dict[RecordId, list[Event]] = defaultdict(list)
    for event in casefile.events if roots else ():
        if event.account_of is not None and has_happened(event):
            accounts[roots.get(event.id, event.id)].append(event)
    return [_with_knowledge_of(event, accounts) for event in told] if accounts else told


def _with_knowledge_of(told: ToldEvent, accounts: dict[RecordId, list[Event]]) -> ToldEvent:
    head, entries, whole = head_of(told), entries_of(told), whole_of(told)
    if head.kind is EventKind.INCIDENT and head.derived_from is not None:
        others = accounts.get(head.derived_from, [])
    else:
        others = [each for each in accounts.get(head.id, ()) if each not in entries and _is_same_time(each, head)]
    return Accounts(head, entries, evolve(whole, known_to=_known_to([whole, *others]))) if others else told


def extents_of_told(told: Sequence[ToldEvent]) -> list[Extent]:
    """Return the extent of each event. If its entries differ on the date, it may be at the date of any of them."""
    extents = extents_of(heads_of(told))
    for place, event in enumerate(told) if _has_accounts(told) else ():
        if not isinstance(event, Accounts):
            continue
        of_entries = extents_of(entries_of(event))
        extents[place] = Extent(
            min(extent.low for extent in of_entries),
            max(extent.high for extent in of_entries),
            min(extent.earliest_end for extent in of_entries),
            max(extent.latest_start for extent in of_entries),
            place,
        )
    return extents


def roots_of(events: Collection[Event], casefile: CaseFile | None = None) -> dict[RecordId, RecordId]:
    """Return, for the id of each account, the last id in its chain of `account_of` links.

    That last id is itself in the result. If the links form a ring, all ids of the ring get the smallest of these ids.
    The chains also run through the other entries of the case file, if it is given.
    """
    others: Iterable[Event] = ()
    if casefile is not None:
        given = {event.id for event in events}
        others = [event for event in casefile.events if event.id not in given]
    links: dict[RecordId, RecordId] = {}
    for event in (*others, *events):
        if event.account_of is not None and event.account_of != event.id:
            links[event.id] = event.account_of
    roots: dict[RecordId, RecordId] = {}
    for start in links:
        path, at = dict.fromkeys([start]), start
        while (to := links.get(at)) is not None and at not in roots and to not in path:
            path[to] = None
            at = to
        # In a ring any id can be the root, as long as all members get the same root: take the smallest id.
        root = roots.get(at) or (min(list(path)[list(path).index(to) :]) if to in path else at)
        roots |= dict.fromkeys(path, root)
    return roots


def _is_same_time(entry: Event, head: Event) -> bool:
    return entry is head or entry.when.possibly_overlaps(head.when)


def _whole(head: Event, entries: tuple[Event, ...], heads: dict[EventId, EventId]) -> Event:
    """Return the head with what the other entries add. Its `responds_to` becomes the id of the head of that event."""
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
    """Return what all entries state, and an assumption for each other agency with an account of its own.

    The assumption is that the agency knew of the event from when it recorded its account; if that is not on file, from
    the time in the account. Nothing is added for the agency of the first entry, which is assumed to know its own entry
    anyway, nor for an agency about which something is stated.
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

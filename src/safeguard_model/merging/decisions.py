"""A reviewer's decisions about a merge, and what follows: entries that are accounts of one event, entries dropped."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import attrs

from safeguard_model.errors import InvalidRecord
from safeguard_model.merging.linked import representatives

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from safeguard_model.records import CaseFile, Event, EventId, RecordId

__all__ = ["Decided", "Found", "Pair", "Told", "heads_after", "pair_of", "relinked"]

Pair: TypeAlias = "tuple[EventId, EventId]"
"""The ids of two entries, the lesser first, so that it does not matter in which order they are named."""


class Told(NamedTuple):
    """Two entries, by their places, that are probably one event told twice."""

    first: int
    second: int
    score: float
    reasons: tuple[str, ...]


class Found(NamedTuple):
    """The result of a merge before any decision; each set of decisions is applied to it afresh."""

    events: tuple[Event, ...]
    duplicates: tuple[Event, ...]
    told: tuple[Told, ...]
    pairs: frozenset[Pair]
    casefile: CaseFile | None

    def left(self, decided: Decided) -> list[Event]:
        """Return the events without the versions that were dropped."""
        return [event for place, event in enumerate(self.events) if place not in decided.dropped]


class Decided(NamedTuple):
    """All that was decided, in one call or in several."""

    accepted: frozenset[Pair] = frozenset()
    rejected: frozenset[Pair] = frozenset()
    dropped: frozenset[int] = frozenset()
    """The places of versions that another version of the same id was preferred to."""

    def and_also(self, other: Decided) -> Decided:
        """Return these decisions together with others."""
        return Decided(self.accepted | other.accepted, self.rejected | other.rejected, self.dropped | other.dropped)


def pair_of(one: EventId, other: EventId) -> Pair:
    """Return a pair of ids in a fixed order."""
    return (one, other) if one <= other else (other, one)


def heads_after(events: Sequence[Event], decided: Decided) -> dict[RecordId, RecordId]:
    """Return for each linked entry its head: the event that others already point to, else the earliest.

    Raises `InvalidRecord` where two incidents
    would have to be one, or two entries that are rejected as one event.
    """
    links = [(event.id, event.account_of) for event in events if event.account_of is not None]
    group_of = representatives([*decided.accepted, *links]) if decided.accepted else {}
    for one, other in decided.rejected:
        if one in group_of and group_of[one] == group_of.get(other):
            raise _contrary(
                f"{one} and {other} are accepted, and rejected, as accounts of one event: reject a pair less"
            )
    wanted = {group_of[one] for one, _ in decided.accepted}
    groups: dict[RecordId, list[RecordId]] = defaultdict(list)
    for id, group in group_of.items():
        if group in wanted:
            groups[group].append(id)
    places: dict[RecordId, int] = {}
    for place, event in enumerate(events):
        places.setdefault(event.id, place)
    heads: dict[RecordId, RecordId] = {}
    targets = dict(links)
    for ids in groups.values():
        heads.update(dict.fromkeys(ids, _head(ids, places, targets)))
    return heads


def relinked(event: Event, heads: Mapping[RecordId, RecordId]) -> Event:
    """Return the entry as an account of its head."""
    head = heads.get(event.id, event.account_of)
    account_of = None if head == event.id else head
    return event if account_of == event.account_of else attrs.evolve(event, account_of=account_of)


def _head(ids: Iterable[RecordId], places: Mapping[RecordId, int], links: Mapping[RecordId, RecordId]) -> RecordId:
    outside = [id for id in ids if id not in places]
    if len(outside) > 1:
        raise _contrary(f"{' and '.join(sorted(outside))} would be one event: link their entries to one of them first")
    targets = set(links.values())

    def rank(id: RecordId) -> tuple[bool, bool, int]:
        return id not in targets, id in links, places[id]  # what others are accounts of already, then the order

    return outside[0] if outside else min(ids, key=rank)


def _contrary(rule: str) -> InvalidRecord:
    return InvalidRecord("Merge", "settle", rule)

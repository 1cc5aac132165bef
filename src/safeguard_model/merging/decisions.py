"""A reviewer's decisions about a merge, and their effects: entries become accounts of one event, or are dropped."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import attrs

from safeguard_model.errors import InvalidRecord, shape
from safeguard_model.merging.linked import representatives
from safeguard_model.records.converters import iterator

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from safeguard_model.merging.likeness import Likeness
    from safeguard_model.records import CaseFile, Event, EventId, RecordId

__all__ = ["Decided", "Found", "Pair", "heads_after", "pair_of", "pairs_given", "relinked"]

Pair: TypeAlias = "tuple[EventId, EventId]"
"""The ids of two entries, sorted. Two entries therefore give the same pair, whichever is named first."""


class Found(NamedTuple):
    """The result of a merge before any decision. Every set of decisions is applied to this unchanged result."""

    events: tuple[Event, ...]
    duplicates: tuple[Event, ...]
    likenesses: tuple[Likeness, ...]
    """The pairs that were compared, with positions in `events`. Faint ones are left out."""
    pairs: frozenset[Pair]
    """The ids of the same pairs."""
    casefile: CaseFile | None

    def left(self, decided: Decided) -> list[Event]:
        """Return the events without the versions that the decisions drop."""
        return [event for place, event in enumerate(self.events) if place not in decided.dropped]


class Decided(NamedTuple):
    """All decisions made, in one call of `settle` or in several calls."""

    accepted: frozenset[Pair] = frozenset()
    rejected: frozenset[Pair] = frozenset()
    dropped: frozenset[int] = frozenset()
    """The positions in `Found.events` of versions that are rejected, or replaced by an accepted version of their id."""

    def and_also(self, other: Decided) -> Decided:
        """Return these decisions and the other decisions together."""
        return Decided(self.accepted | other.accepted, self.rejected | other.rejected, self.dropped | other.dropped)


def pair_of(one: EventId, other: EventId) -> Pair:
    """Return a pair of ids in a fixed order."""
    return (one, other) if one <= other else (other, one)


def pairs_given(given: Iterable[tuple[EventId, EventId]]) -> frozenset[Pair]:
    """Return pairs of ids, each in a fixed order. Raises `InvalidRecord` for anything else."""
    items = iterator(given)
    if items is None or isinstance(given, str):
        raise InvalidRecord("merge", "rejected", f"expected a list of tuples of two ids, got {shape(given)}")
    pairs: set[Pair] = set()
    for item in items:
        if not isinstance(item, (tuple, list)) or [type(id) for id in item] != [str, str]:
            raise InvalidRecord("merge", "rejected", f"expected two ids in a tuple, got {shape(item)}")
        pairs.add(pair_of(*item))
    return frozenset(pairs)


def heads_after(events: Sequence[Event], decided: Decided) -> dict[RecordId, RecordId]:
    """Return, for each entry in a group that accepted pairs join, the head of the group.

    The other entries of the group are accounts of the head.

    The head is, in this order of preference: a record outside `events` (such as an incident), an event that others
    are already accounts of, an event that is not itself an account, the first in the order of `events`.

    Raises `InvalidRecord` if a group holds two records outside `events`, or both entries of a rejected pair.
    """
    links = [(event.id, event.account_of) for event in events if event.account_of is not None]
    group_of = representatives([*decided.accepted, *links]) if decided.accepted else {}
    wanted = {group_of[one] for one, _ in decided.accepted}
    for one, other in decided.rejected:
        if one in group_of and group_of[one] == group_of.get(other) and group_of[one] in wanted:
            raise _contrary(
                f"{one} and {other} are a rejected pair, but accepted pairs join them: leave out one of these decisions"
            )
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
    """Return the entry with its head as `account_of`; a head gets None, and an entry without a head stays as it is."""
    head = heads.get(event.id, event.account_of)
    account_of = None if head == event.id else head
    return event if account_of == event.account_of else attrs.evolve(event, account_of=account_of)


def _head(ids: Iterable[RecordId], places: Mapping[RecordId, int], links: Mapping[RecordId, RecordId]) -> RecordId:
    outside = [id for id in ids if id not in places]
    if len(outside) > 1:
        raise _contrary(
            f"the accepted pairs make {' and '.join(sorted(outside))} one event: "
            "first set account_of of all their entries to one of these ids"
        )
    targets = set(links.values())

    def rank(id: RecordId) -> tuple[bool, bool, int]:
        return id not in targets, id in links, places[id]  # the least is the head: False sorts before True

    return outside[0] if outside else min(ids, key=rank)


def _contrary(rule: str) -> InvalidRecord:
    return InvalidRecord("Merge", "settle", rule)

"""The disagreements between entries that are about one thing by an id, a code or a link."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar, TypeAlias

import attrs

from safeguard_model.records import Event
from safeguard_model.records.codes import SCHEMES
from safeguard_model.timeline.answers import date_of, is_plain, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from safeguard_model.records import PersonId, RecordId

__all__ = ["Disagreement", "disagreements_in", "heads_of"]

_MOST_BEARERS = 20
_Pair: TypeAlias = tuple[int, int]


@attrs.frozen(kw_only=True, repr=False)
class Disagreement:
    """Two entries with one id, one code or one event that they are accounts of, which do not agree."""

    headings: ClassVar[tuple[str, ...]] = ("first", "when", "second", "when", "what they share", "what differs")

    first: Event
    """The one that comes first."""
    second: Event
    """The other."""
    shared: str
    """What makes the two one: ``id``, ``account_of`` or ``code``."""
    differs: tuple[str, ...]
    """The fields that differ: of one id any; else among ``when``, ``people`` and ``seen``, where they contradict."""

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table."""
        first, second = (date_of(event) if is_plain(self.first, self.second) else "" for event in self._both())
        differs = ", ".join(self.differs).replace("_", " ")
        return name_of(self.first), first, name_of(self.second), second, self.shared.replace("_", " "), differs

    def __str__(self) -> str:
        differs = ", ".join(self.differs).replace("_", " ")
        if self.shared == "id":
            return f"two versions of {name_of(self.first)}: they differ in {differs}"
        first, second = map(name_of, self._both())
        about = "accounts of one event" if self.shared == "account_of" else "entries with one code"
        return f"{first} and {second}, {about}: they differ in {differs}"

    def __repr__(self) -> str:
        return f"<Disagreement: {self}>"

    def _both(self) -> tuple[Event, Event]:
        return self.first, self.second


def disagreements_in(events: Sequence[Event]) -> Iterator[Disagreement]:
    """Return the disagreements among events in order: each entry of a group is compared with the group's first only."""
    disagreements: dict[_Pair, Disagreement] = {}
    for shared, group in _groups(events):
        head, *others = group
        for place in others:
            first, second = sorted((head, place))
            one, other = events[first], events[second]
            differs = tuple(_fields(one, other) if shared == "id" else _contradictions(one, other))
            if differs and (first, second) not in disagreements:
                disagreements[first, second] = Disagreement(first=one, second=other, shared=shared, differs=differs)
    return (disagreements[pair] for pair in sorted(disagreements))


def heads_of(events: Iterable[Event]) -> dict[RecordId, RecordId]:
    """Return for each account of an event the entry it is in the end an account of: chains are followed, rings cut."""
    links = {event.id: event.account_of for event in events if event.account_of not in {None, event.id}}
    heads: dict[RecordId, RecordId] = {}
    for start in links:
        path, at = dict.fromkeys([start]), start
        while (to := links.get(at)) is not None and at not in heads and to not in path:
            path[to] = None
            at = to
        # within a ring, any of its ids will do that all of them come to
        head = heads.get(at) or (min(list(path)[list(path).index(to) :]) if to in path else at)
        heads |= dict.fromkeys(path, head)
    return heads


def _groups(events: Sequence[Event]) -> Iterator[tuple[str, list[int]]]:
    """Return the places of entries that share an id, an event they are an account of, or a code.

    First the one to compare with.
    """
    by_id: dict[RecordId, list[int]] = defaultdict(list)
    by_code: dict[tuple[str, str], list[int]] = defaultdict(list)
    accounts: dict[RecordId, list[int]] = defaultdict(list)
    heads: Mapping[RecordId, RecordId] = heads_of(events)
    for place, event in enumerate(events):
        by_id[event.id].append(place)
        for code in {(code.scheme, code.value) for code in event.codes if code.scheme not in SCHEMES}:
            by_code[code].append(place)
        if event.id in heads:
            accounts[heads[event.id]].append(place)
    yield from (("id", group) for group in by_id.values() if len(group) > 1)
    for head, group in accounts.items():
        whole = dict.fromkeys([*by_id.get(head, [])[:1], *group])
        yield "account_of", list(whole)
    # what more bear is a sort of thing, and not one thing
    yield from (("code", group) for group in by_code.values() if 1 < len(group) <= _MOST_BEARERS)


def _fields(one: Event, other: Event) -> Iterator[str]:
    return (field.name for field in attrs.fields(Event) if getattr(one, field.name) != getattr(other, field.name))


def _contradictions(one: Event, other: Event) -> Iterator[str]:
    if any((a.when.days_until(b.when).least or 0) > 0 for a, b in ((one, other), (other, one))):
        yield "when"  # on no day may both have been
    if set(one.people) - set(other.people) and set(other.people) - set(one.people):
        yield "people"
    if contradict(one, other):
        yield "seen"


def contradict(one: Event, other: Event) -> bool:
    """Return whether one says that somebody was seen, or seen alone, and the other that they were not."""
    if not (one.not_seen or other.not_seen or one.seen_alone or other.seen_alone):
        return False
    return any(
        not _seen(a).isdisjoint(b.not_seen) or not set(a.seen_alone).isdisjoint(b.seen_with_others)
        for a, b in ((one, other), (other, one))
    )


def _seen(event: Event) -> frozenset[PersonId]:
    return frozenset((*event.seen, *event.seen_alone, *event.seen_with_others))

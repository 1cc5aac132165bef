"""The disagreements between entries that share an id, a code, or an event.

Entries share an event if they are accounts of it; the event itself is one of them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar, TypeAlias

import attrs

from safeguard_model.discreet import Discreet
from safeguard_model.records import Event
from safeguard_model.records.codes import SCHEMES
from safeguard_model.timeline.accounts import roots_of
from safeguard_model.timeline.answers import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from safeguard_model.records import PersonId, RecordId

__all__ = ["Disagreement", "contradict", "contradictions", "disagreements_in"]

_MOST_BEARERS = 20
"""The most entries that may have the same code. If more have it, they are not compared because of it."""
_Pair: TypeAlias = tuple[int, int]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Disagreement(Discreet):
    """Two entries that do not agree, although they share an id, a code, or the event that they are accounts of."""

    headings: ClassVar[tuple[str, ...]] = ("first", "second", "what they share", "what differs")
    is_comparison: ClassVar[bool] = True

    first: Event
    """The entry that comes first in the timeline."""
    second: Event
    """The other entry."""
    shared: str
    """What the two entries share: ``id``, ``account_of`` or ``code``.

    ``account_of`` also stands for an event and an account of it. A code of the lists in `records.codes` does not count.
    """
    differs: tuple[str, ...]
    """The fields that differ.

    If the entries share an id, these may be any fields. Otherwise they are those of ``when``, ``people``, ``seen`` and
    ``state`` in which the entries contradict each other.
    """

    def cells(self) -> tuple[object, ...]:
        """Return one row of the table, in the order of `headings`."""
        differs = ", ".join(self.differs).replace("_", " ")
        return name_of(self.first), name_of(self.second), self.shared.replace("_", " "), differs

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
    """Return the disagreements, in the order of the events.

    Entries that share an id, a code or an event form a group. Each entry of a group is compared only with the group's
    first entry, so the work grows with the number of entries, not with its square.
    """
    disagreements: dict[_Pair, Disagreement] = {}
    for shared, group in _groups(events):
        head, *others = group
        for place in others:
            first, second = sorted((head, place))
            one, other = events[first], events[second]
            differs = tuple(_fields(one, other) if shared == "id" else contradictions(one, other))
            if differs and (first, second) not in disagreements:
                disagreements[first, second] = Disagreement(first=one, second=other, shared=shared, differs=differs)
    return (disagreements[pair] for pair in sorted(disagreements))


def _groups(events: Sequence[Event]) -> Iterator[tuple[str, list[int]]]:
    """Yield what the entries of a group share (`id`, `account_of` or `code`), and their positions in `events`.

    The first position of a group is the entry with which the others are compared.
    """
    by_id: dict[RecordId, list[int]] = defaultdict(list)
    by_code: dict[tuple[str, str], list[int]] = defaultdict(list)
    accounts: dict[RecordId, list[int]] = defaultdict(list)
    roots = roots_of(events)
    for place, event in enumerate(events):
        by_id[event.id].append(place)
        for code in {(code.scheme, code.value) for code in event.codes if code.scheme not in SCHEMES}:
            by_code[code].append(place)
        if event.id in roots:
            accounts[roots[event.id]].append(place)
    yield from (("id", group) for group in by_id.values() if len(group) > 1)
    for root, group in accounts.items():
        whole = dict.fromkeys([*by_id.get(root, [])[:1], *group])
        yield "account_of", list(whole)
    # A code that many entries have, or a code of a list in `SCHEMES`, names a category and not one thing. Such entries
    # need not agree.
    yield from (("code", group) for group in by_code.values() if 1 < len(group) <= _MOST_BEARERS)


def _fields(one: Event, other: Event) -> Iterator[str]:
    return (field.name for field in attrs.fields(Event) if getattr(one, field.name) != getattr(other, field.name))


def contradictions(one: Event, other: Event) -> Iterator[str]:
    """Yield the fields in which two entries contradict each other: of `when`, `people`, `seen` and `state`."""
    if any((a.when.days_until(b.when).least or 0) > 0 for a, b in ((one, other), (other, one))):
        yield "when"  # the two cannot have happened on the same day
    if set(one.people) - set(other.people) and set(other.people) - set(one.people):
        yield "people"
    if contradict(one, other):
        yield "seen"
    if one.state is not other.state:
        yield "state"


def contradict(one: Event, other: Event) -> bool:
    """Return whether one entry says that a person was seen, or seen alone, and the other entry says the opposite."""
    if not (one.not_seen or other.not_seen or one.seen_alone or other.seen_alone):
        return False
    return any(
        not _seen(a).isdisjoint(b.not_seen) or not set(a.seen_alone).isdisjoint(b.seen_with_others)
        for a, b in ((one, other), (other, one))
    )


def _seen(event: Event) -> frozenset[PersonId]:
    return frozenset((*event.seen, *event.seen_alone, *event.seen_with_others))

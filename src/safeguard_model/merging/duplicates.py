"""Duplicates in merged chronologies: equal entries, and entries that say no more than another of their agency."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import attrs

from safeguard_model.records import Event, EventKind
from safeguard_model.records.base import Value
from safeguard_model.records.vocabulary import Precision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from safeguard_model.dates import When
    from safeguard_model.records import CaseFile

__all__ = ["Parted", "day_of", "folded", "parted", "written"]

_WORDS = ("childs_account", "reporter", "place", "outcome", "comment")
_ONE = ("account_of", "from_agency", "to_agency", "recorded", "responds_to")
_MANY = (
    *("people", "professionals", "seen", "not_seen", "seen_alone", "seen_with_others", "seen_by", "reported_by"),
    *("attended", "invited", "apologies", "known_to", "tags", "withheld_from", "codes"),
)


class Parted(NamedTuple):
    """Events divided into those that stay and their duplicates."""

    kept: list[Event]
    duplicates: list[Event]


def parted(events: Sequence[Event], casefile: CaseFile | None) -> Parted:
    """Return events without their duplicates, and the duplicates: the same ones in whatever order the events come."""
    kept, duplicates = _without_equals(events)
    linked = {link for event in events for link in (event.account_of, event.responds_to)}

    def is_linked(event: Event) -> bool:
        return event.id in linked or (
            casefile is not None and event.id in casefile and bool(casefile.mentions(event.id))
        )

    alike: dict[tuple[str, int | str, str], list[Event]] = defaultdict(list)
    for event in kept:
        if event.agency is not None and event.description and (day := _day_or_doubtful(event.when)):
            alike[event.agency, day, folded(event.description)].append(event)
    gone: set[int] = set()
    for group in alike.values():
        if len(group) > 1:
            gone.update(_covered(group, is_linked))
    if gone:
        duplicates += [event for event in kept if id(event) in gone]
        kept = [event for event in kept if id(event) not in gone]
    return Parted(kept, duplicates)


def day_of(when: When) -> int:
    """Return the ordinal of the one calendar day of a point without a qualifier; 0 for anything else."""
    is_day = when.precision in {Precision.DAY, Precision.MINUTE} and not (when.approximate or when.uncertain)
    return when.earliest.toordinal() if is_day and when.earliest is not None else 0


def _day_or_doubtful(when: When) -> int | str:
    """Return the day of a plain point.

    Of a day or minute with a qualifier the whole When, which only an equal one matches.
    """
    return day_of(when) or (when.text if when.precision in {Precision.DAY, Precision.MINUTE} else "")


def folded(text: str) -> str:
    """Return a text without regard to case and spacing."""
    return " ".join(text.casefold().split())


def written(value: object) -> str:
    """Return a value as one text, the same for equal values, to sort values that have no order of their own."""
    if isinstance(value, Value):
        cls = type(value)
        return f"{cls.__name__}({', '.join(written(getattr(value, field.name)) for field in attrs.fields(cls))})"
    if isinstance(value, dict):
        return f"{{{', '.join(sorted(f'{key!r}: {written(item)}' for key, item in value.items()))}}}"
    if isinstance(value, (list, tuple)):
        return f"({', '.join(map(written, value))})"
    return repr(value)


def _without_equals(events: Iterable[Event]) -> Parted:
    by_id: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        by_id[event.id].append(event)
    kept: list[Event] = []
    duplicates: list[Event] = []
    for versions in by_id.values():
        if len(versions) == 1:
            kept += versions
            continue
        distinct: list[Event] = []
        known: set[Event] = set()
        for event in versions:
            (duplicates if event in known else distinct).append(event)
            known.add(event)
        kept += distinct
    return Parted(kept, duplicates)


# An entry is a duplicate if everything it says is also said by another entry of its agency, day and text. What an entry
# says is a set, so this is the question whether one set is part of another. The sets are gone through from the largest
# to the smallest, because a larger one is never part of a smaller one. A set that covers this one must hold all its
# elements, so it is enough to look among those that hold its rarest element.
def _covered(group: Iterable[Event], is_linked: Callable[[Event], bool]) -> list[int]:
    """Return which entries of one agency, day and text say nothing that another of them does not say.

    What an entry says is a set, so that this is a question of subsets; of those that say the same the first by id
    stays. Each is compared only with those that say the least common thing it says.
    """
    same: dict[frozenset[object], list[Event]] = defaultdict(list)
    for event in group:
        same[frozenset(_said(event, is_linked))].append(event)
    gone: list[int] = []
    saying: dict[object, list[frozenset[object]]] = defaultdict(list)
    for said, events in sorted(same.items(), key=lambda item: len(item[0]), reverse=True):
        fewest = min((saying[thing] for thing in said), key=len)
        stay = (
            None if any(said < more for more in fewest) else min(events, key=lambda event: (event.id, written(event)))
        )
        gone += [id(event) for event in events if event is not stay]
        if stay is not None:
            for thing in said:
                saying[thing].append(said)
    return gone


def _said(event: Event, is_linked: Callable[[Event], bool]) -> Iterable[object]:
    """Return all that an entry says besides its agency, day and text.

    Not its id, unless something links to it; nor its place among those of its day, how its date was written, or which
    sources it cites, if it cites any.
    """
    yield "times", event.times
    yield "derived_from", event.derived_from
    if event.when.precision is Precision.MINUTE:
        yield "when", event.when.text
    if event.kind is not EventKind.OTHER:
        yield "kind", event.kind
    for name in _WORDS:
        if text := folded(getattr(event, name)):
            yield name, text
    for name in _ONE:
        if (value := getattr(event, name)) is not None:
            yield name, value
    for name in _MANY:
        for value in getattr(event, name):
            yield name, value
    for key, value in event.extra.items():
        yield "extra", key, written(value)
    if event.citations:
        yield "citations"
    if is_linked(event):
        yield "id", event.id

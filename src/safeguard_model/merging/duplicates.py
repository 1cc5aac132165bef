"""The duplicates in merged chronologies.

An entry is a duplicate if another entry is equal. It is also a duplicate if another entry of its agency, with its day
and text, says everything that the entry says.
"""

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

_WORDS = ("childs_account", "reporter", "place", "outcome", "reason", "grade", "comment")
_ONE = (
    *("decision", "consent", "announced", "interpreting", "recorded"),
    *("account_of", "from_agency", "to_agency", "responds_to", "rescheduled_from"),
)
_MANY = (
    *(
        "people",
        "ages",
        "professionals",
        "seen",
        "not_seen",
        "seen_alone",
        "seen_with_others",
        "seen_by",
        "reported_by",
    ),
    *("attended", "invited", "apologies", "absent", "not_invited", "disagreed", "quantities"),
    *("known_to", "tags", "withheld_from", "codes"),
)


class Parted(NamedTuple):
    """The events that stay, and the events left out as duplicates."""

    kept: list[Event]
    duplicates: list[Event]


def parted(events: Sequence[Event], casefile: CaseFile | None) -> Parted:
    """Divide events into those that stay and their duplicates. The order of the events makes no difference."""
    kept, duplicates = _without_equals(events)
    linked = {link for event in events for link in (event.account_of, event.responds_to, event.rescheduled_from)}

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
    """Return the ordinal of the calendar day of a day or minute that is not approximate or uncertain; otherwise 0."""
    is_day = when.precision in {Precision.DAY, Precision.MINUTE} and not (when.approximate or when.uncertain)
    return when.earliest.toordinal() if is_day and when.earliest is not None else 0


def _day_or_doubtful(when: When) -> int | str:
    """Return the ordinal of the day, if the date is a day or minute that is not approximate or uncertain.

    For an approximate or uncertain day or minute, return its full text: it then matches only an equal date. For any
    other date, return an empty text.
    """
    return day_of(when) or (when.text if when.precision in {Precision.DAY, Precision.MINUTE} else "")


def folded(text: str) -> str:
    """Return a text in lower case, with each run of white space as one space."""
    return " ".join(text.casefold().split())


def written(value: object) -> str:
    """Return a value as a text, by which values that cannot be compared are sorted.

    Equal values give the same text, except equal numbers of different types, such as 1 and 1.0.
    """
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


# An entry is a duplicate if another entry of its agency, day and text says everything that it says. What an entry says
# is a set of facts, so the question is whether one set is a subset of another. The sets are taken from the largest to
# the smallest, because a set is never a subset of a smaller set. A superset must hold every element of its subset.
# So it is enough to compare a set with the kept sets that hold its rarest element.
def _covered(group: Iterable[Event], is_linked: Callable[[Event], bool]) -> list[int]:
    """Return the `id()` of each entry whose facts another entry of the group also has.

    All entries of the group have one agency, day and text. Of entries with exactly the same facts, the first by id
    stays.
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
    """Yield all facts of an entry except its agency, day and text.

    Left out are: the id (unless a record links to it), the order within its day, how the date was written, and which
    sources are cited (only whether any source is cited counts).
    """
    yield "times", event.times
    yield "state", event.state
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

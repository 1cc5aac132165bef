"""A corrected chronology in the place of an earlier version of it, in a case file that people have worked on since."""

from __future__ import annotations

from collections import defaultdict
from math import inf
from typing import TYPE_CHECKING, Any, ClassVar, Final

import attrs

from safeguard_model import _html
from safeguard_model.dates import When
from safeguard_model.errors import InvalidRecord, shape
from safeguard_model.formats.chronology._headings import plain
from safeguard_model.records import CaseFile, Event, EventKind
from safeguard_model.records._fields import fields_of
from safeguard_model.timeline.answers import Answers, name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from safeguard_model.formats.chronology.reading import Chronology

__all__ = ["Change", "Update", "update"]

_ALIKE: Final = 0.5
"""The share of words in common from which two texts of one date are taken for one entry, corrected."""
_ALIKE_ALONE: Final = 0.2
"""The same, where no other entry of that date is left to be found again, nor to be the one."""
_SEEN: Final = ("seen", "not_seen", "seen_alone", "seen_with_others", "seen_by")
_NO_DATE: Final = When("XXXX")
_MOVED: Final = frozenset({"order", "citations"})
"""What changes for an entry when a row is put in above it: taken over, and no news."""
_TOGETHER: Final = frozenset({"people", "professionals", "tags", "withheld_from", "codes", "known_to"})
"""What the file says and what was added since stand side by side."""


@attrs.frozen(kw_only=True)
class Change:
    """An entry that the file now has otherwise."""

    headings: ClassVar[tuple[str, ...]] = ("entry", "changed", "kept, though the file has it otherwise")

    before: Event
    """As it was in the case file."""
    after: Event
    """As it is now."""
    fields: tuple[str, ...]
    """What changed; none, where the file has a comment of its own beside the one that was kept."""
    kept: tuple[str, ...]
    """What the file has otherwise, and was left as it was, for somebody wrote it since."""

    def __str__(self) -> str:
        changed = f"{name_of(self.after)}: {', '.join(map(_words, self.fields)) or 'nothing'} changed"
        return f"{changed}; kept: {', '.join(map(_words, self.kept))}" if self.kept else changed

    def cells(self) -> tuple[object, ...]:
        """Its row of a table."""
        return name_of(self.after), ", ".join(map(_words, self.fields)), ", ".join(map(_words, self.kept))


@attrs.frozen(kw_only=True)
class Update:
    """A case file with a chronology taken in again, and what that changed."""

    casefile: CaseFile
    """The new case file."""
    added: tuple[Event, ...]
    """Entries that were not there before."""
    changed: Answers[Change]
    """Entries that were, and differ."""
    gone: tuple[Event, ...]
    """Entries of this agency, or source, that the file no longer has. They are still in the case file."""
    unchanged: int
    """How many entries are as they were."""

    def __str__(self) -> str:
        lines = [self._counts()]
        lines += (f"- {name_of(event)}: new" for event in self.added)
        lines += (f"- {change}" for change in self.changed)
        lines += (f"- {name_of(event)}: no longer in the file, and kept" for event in self.gone)
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [
            *((name_of(event), "new", "") for event in self.added),
            *(change.cells() for change in self.changed),
            *((name_of(event), "no longer in the file", "all of it") for event in self.gone),
        ]
        return _html.table(Change.headings, rows, self._counts())

    def _counts(self) -> str:
        counts = (f"{len(self.added)} new", f"{len(self.changed)} changed", f"{len(self.gone)} no longer in the file")
        return f"{', '.join(counts)}, {self.unchanged} as before"


def update(casefile: CaseFile, chronology: Chronology) -> Update:
    """What `Chronology.update` gives."""
    if not isinstance(casefile, CaseFile):
        raise InvalidRecord("update", "casefile", f"a CaseFile is due, not {shape(casefile)}")
    agencies = {event.agency for event in chronology.events} | {chronology.agency}
    before = [event for event in casefile.events if _is_of(event, agencies, chronology.source)]
    pairs = _paired(before, chronology.events)
    found_again = {event.id for event in pairs.values()}
    added: list[Event] = []
    now: list[Event] = []
    changed: list[Change] = []
    taken = {record.id for record in casefile.records()}
    for place, event in enumerate(chronology.events):
        old = pairs.get(place)
        if old is None:
            added.append(attrs.evolve(event, id=_free(event.id, taken)))
            taken.add(added[-1].id)
        else:
            now.append(attrs.evolve(old, **dict(_merged(old, event, chronology.source))))
            changed += _change(old, now[-1], event.comment)
    return Update(
        casefile=casefile.replace(now).add(added),
        added=tuple(added),
        changed=Answers(changed),
        gone=tuple(event for event in before if event.id not in found_again),
        unchanged=len(pairs) - len(changed),
    )


def _is_of(event: Event, agencies: set[str | None], source: str | None) -> bool:
    if event.derived_from is not None or event.agency not in agencies:
        return False
    return source is None or any(citation.source == source for citation in event.citations)


def _paired(before: list[Event], now: tuple[Event, ...]) -> dict[int, Event]:
    """Which entry each was: the same date and words, then the same id, then the same words, then words much alike."""
    pairs: dict[int, Event] = {}
    ways: tuple[Callable[[Event], object], ...] = (
        lambda event: (event.agency, event.when, _said(event), event.order),
        lambda event: (event.agency, event.when, _said(event)),
        lambda event: event.id,
        lambda event: (event.agency, _said(event), event.order) if _said(event) else None,
        lambda event: (event.agency, _said(event)) if _said(event) else None,
    )
    for way in ways:
        held: dict[object, list[Event]] = defaultdict(list)
        for event in sorted(_left(before, pairs), key=_last_first):
            held[way(event)].append(event)
        for place, event in enumerate(now):
            key = way(event)
            if place not in pairs and key is not None and held.get(key):
                pairs[place] = held[key].pop()
    _pair_alike(_left(before, pairs), now, pairs)
    return pairs


def _last_first(event: Event) -> float:
    return -inf if event.order is None else -event.order


def _left(before: list[Event], pairs: dict[int, Event]) -> list[Event]:
    taken = {event.id for event in pairs.values()}
    return [event for event in before if event.id not in taken]


def _pair_alike(left: list[Event], now: tuple[Event, ...], pairs: dict[int, Event]) -> None:
    on: dict[object, list[Event]] = defaultdict(list)
    new_on: dict[object, list[int]] = defaultdict(list)
    for event in left:
        on[event.agency, event.when].append(event)
    for place, event in enumerate(now):
        if place not in pairs:
            new_on[event.agency, event.when].append(place)
    for time, places in new_on.items():
        held = on.get(time, [])
        enough = _ALIKE_ALONE if len(held) == len(places) == 1 else _ALIKE
        for place in places:
            best = max(held, key=lambda old: _in_common(old, now[place]), default=None)
            if best is not None and _in_common(best, now[place]) >= enough:
                pairs[place] = best
                held.remove(best)


def _said(event: Event) -> str:
    return " ".join(event.description.casefold().split())


def _in_common(one: Event, other: Event) -> float:
    first, second = set(plain(one.description).split()), set(plain(other.description).split())
    return len(first & second) / max(len(first | second), 1)


def _change(old: Event, now: Event, comment: str) -> Iterator[Change]:
    fields = tuple(
        field.name
        for field in fields_of(Event)
        if field.name not in _MOVED and getattr(now, field.name) != getattr(old, field.name)
    )
    kept = ("comment",) if comment and comment != now.comment else ()
    if fields or kept:
        yield Change(before=old, after=now, fields=fields, kept=kept)


def _merged(old: Event, new: Event, source: str | None) -> Iterator[tuple[str, Any]]:
    """What the file says, and what it is silent on as it was."""
    for field in fields_of(Event):
        name = field.name
        mine, theirs = getattr(old, name), getattr(new, name)
        if name in {"id", "derived_from"} or (name in _SEEN and not any(getattr(new, each) for each in _SEEN)):
            continue
        if name in _TOGETHER:
            yield name, (*mine, *(each for each in theirs if each not in mine))
        elif name == "citations":
            yield name, (*(each for each in mine if each.source != source), *theirs) if theirs else mine
        elif name == "extra":
            yield name, {**mine, **theirs}
        elif name == "comment":
            yield name, mine or theirs
        elif name == "order" or name in _SEEN or theirs not in {field.default, EventKind.OTHER, _NO_DATE}:
            yield name, theirs


def _free(wanted: str, taken: Iterable[str]) -> str:
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


def _words(field: str) -> str:
    return field.replace("_", " ")

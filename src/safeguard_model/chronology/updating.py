"""An update: a corrected chronology replaces its earlier version in a case file that people have worked on since."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from math import inf
from typing import TYPE_CHECKING, Any, ClassVar, Final

import attrs

from safeguard_model import html_tables as _html
from safeguard_model.chronology.reading.entries import CELLS
from safeguard_model.chronology.reading.headings import plain
from safeguard_model.dates import When
from safeguard_model.records import CaseFile, Event, EventKind
from safeguard_model.records.casefile import require_casefile
from safeguard_model.records.fields import fields_of
from safeguard_model.timeline.answers import Answers, name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from safeguard_model.chronology.reading.chronology import Chronology

__all__ = ["Change", "Update", "update"]

_ALIKE: Final = 0.5
"""The share of words in common from which two texts of one date are taken for one entry, corrected."""
_ALIKE_ALONE: Final = 0.2
"""The same, where no other entry of that date is left to be found again, nor to be the one."""
_SEEN: Final = ("seen", "not_seen", "seen_alone", "seen_with_others")
_CROWD: Final = 24
"""How many entries of one time may have a word that entries are found by."""
_NO_DATE: Final = When("XXXX")
_MOVED: Final = frozenset({"order", "citations"})
"""What changes for an entry when a row is put in above it: taken over, and no news."""
_TOGETHER: Final = frozenset({"people", "professionals", "tags", "withheld_from", "codes", "known_to"})
"""What the file says and what was added since stand side by side."""


@attrs.frozen(kw_only=True)
class Change:
    """An entry that has changed in the file."""

    headings: ClassVar[tuple[str, ...]] = ("entry", "changed", "kept, though the file has it otherwise")

    before: Event
    """As it was in the case file."""
    after: Event
    """As it is now."""
    fields: tuple[str, ...]
    """What changed; none, where the file has a comment of its own beside the one that was kept."""
    kept: tuple[str, ...]
    """What the file has otherwise, and was left as it was: the comment, for somebody may have written it since."""

    def __str__(self) -> str:
        changed = f"{name_of(self.after)}: {', '.join(map(_words, self.fields)) or 'nothing'} changed"
        return f"{changed}; kept: {', '.join(map(_words, self.kept))}" if self.kept else changed

    def cells(self) -> tuple[object, ...]:
        """Return the row of a table."""
        return name_of(self.after), ", ".join(map(_words, self.fields)), ", ".join(map(_words, self.kept))


@attrs.frozen(kw_only=True)
class Update:
    """A case file with a new version of a chronology, and what that changed."""

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
    """Return the result of `Chronology.update`."""
    require_casefile(casefile, "update")
    events = tuple(event for event in chronology.events if event.derived_from is None)
    agencies = {event.agency for event in events} | ({chronology.agency} - {None})
    before = [event for event in casefile.events if _is_of(event, agencies, chronology.source)]
    pairs = _paired(before, events)
    found_again = {event.id for event in pairs.values()}
    added: list[Event] = []
    now: list[Event] = []
    changed: list[Change] = []
    for place, event in enumerate(_renamed(events, pairs, {record.id for record in casefile.records()})):
        old = pairs.get(place)
        if old is None:
            added.append(event)
        else:
            now.append(attrs.evolve(old, **dict(_merged(old, event))))
            changed += _change(old, now[-1], event.comment)
    return Update(
        casefile=casefile.add(added).replace(now),
        added=tuple(added),
        changed=Answers(changed),
        gone=tuple(
            event for event in before if event.id not in found_again and (chronology.source is None or event.citations)
        ),
        unchanged=len(pairs) - len(changed),
    )


def _renamed(events: tuple[Event, ...], pairs: dict[int, Event], taken: set[str]) -> Iterator[Event]:
    """Return the entries of the file with their ids in the case file, and their links to each other likewise."""
    ids: dict[str, str] = {}
    for place, event in enumerate(events):
        ids[event.id] = pairs[place].id if place in pairs else _free(event.id, taken)
        taken.add(ids[event.id])
    for event in events:
        links = {name: getattr(event, name) for name in ("account_of", "responds_to")}
        yield attrs.evolve(
            event, id=ids[event.id], **{name: ids.get(id, id) for name, id in links.items() if id is not None}
        )


def _is_of(event: Event, agencies: set[str | None], source: str | None) -> bool:
    """Return whether an entry may be from an earlier version of the file: it cites the file, or nothing."""
    if event.derived_from is not None or event.agency not in agencies:
        return False
    return source is None or not event.citations or any(citation.source == source for citation in event.citations)


# Ids of rows cannot be trusted: most come from row numbers, which move when a row is put in. So entries are paired in
# rounds, from the strongest evidence to the weakest, and what a round has paired is out of the next. Same date and
# words go first, so that an unchanged entry can never be taken for another one's new version. Each round pairs in the
# order of the file, so that equal entries keep their order.
def _paired(before: list[Event], now: tuple[Event, ...]) -> dict[int, Event]:
    """Pair each entry with its earlier version: by date and words, by date and similar words, by words, then by id."""
    pairs: dict[int, Event] = {}
    _pair_by(lambda event: (event.agency, event.when, _said(event), event.order), before, now, pairs)
    _pair_by(lambda event: (event.agency, event.when, _said(event)), before, now, pairs)
    _pair_alike(before, now, pairs, are_dated=True)
    _pair_by(lambda event: (event.id, _said(event)), before, now, pairs)
    _pair_by(lambda event: (event.agency, _said(event), event.order) if _said(event) else None, before, now, pairs)
    _pair_by(lambda event: (event.agency, _said(event)) if _said(event) else None, before, now, pairs)
    _pair_by(lambda event: event.id, before, now, pairs, may_be=_may_be)
    _pair_alike(before, now, pairs, are_dated=False)  # that two are undated makes them no likelier one
    return pairs


def _pair_by(
    way: Callable[[Event], object],
    before: list[Event],
    now: tuple[Event, ...],
    pairs: dict[int, Event],
    may_be: Callable[[Event, Event], bool] = lambda old, new: True,  # noqa: ARG005
) -> None:
    """Pair the entries that are left and have the same key, the first with the first."""
    held: dict[object, list[Event]] = defaultdict(list)
    for event in sorted(_left(before, pairs), key=_last_first):
        held[way(event)].append(event)
    for place, event in enumerate(now):
        key = way(event)
        if place not in pairs and key is not None and held.get(key) and may_be(held[key][-1], event):
            pairs[place] = held[key].pop()


def _may_be(old: Event, new: Event) -> bool:
    """Return whether two entries with one id may be one: ids that count rows move to others when a row is put in."""
    return _in_common(_spoken(old), _spoken(new)) >= (_ALIKE_ALONE if old.when == new.when else _ALIKE)


def _last_first(event: Event) -> float:
    return -inf if event.order is None else -event.order


def _left(before: list[Event], pairs: dict[int, Event]) -> list[Event]:
    taken = {event.id for event in pairs.values()}
    return [event for event in before if event.id not in taken]


# Comparing every new entry of a day with every old one is quadratic, and some exports put a whole year on one date. So
# candidates are looked up by a shared word, and words that more than `_CROWD` entries have are not looked up: they are
# the same in all of them and tell nothing apart. A pair that shares no rarer word has too few words in common to pass.
def _pair_alike(before: list[Event], now: tuple[Event, ...], pairs: dict[int, Event], *, are_dated: bool) -> None:
    """Pair the entries of one time whose words are most alike; found by words that are not everywhere."""
    on: dict[object, list[Event]] = defaultdict(list)
    new_on: dict[object, list[int]] = defaultdict(list)
    for event in _left(before, pairs):
        on[event.agency, event.when].append(event)
    for place, event in enumerate(now):
        if place not in pairs and event.when.is_unknown is not are_dated:
            new_on[event.agency, event.when].append(place)
    for time, places in new_on.items():
        held = {event.id: _spoken(event) for event in on.get(time, ())}
        by_id = {event.id: event for event in on.get(time, ())}
        having: dict[str, list[str]] = defaultdict(list)
        for id, words in held.items():
            for word in words:
                having[word].append(id)
        are_alone = len(held) == 1 and len(places) == 1
        enough = _ALIKE_ALONE if are_alone and are_dated else _ALIKE
        for place in places:
            words = _spoken(now[place])
            few = (having[word] for word in sorted(words) if len(having[word]) <= _CROWD)
            near = [id for id in dict.fromkeys(chain.from_iterable(few)) if id in held]
            best = max(near, key=lambda each: _in_common(held[each], words), default=None)
            if best is not None and _in_common(held[best], words) >= enough:
                pairs[place] = by_id[best]
                del held[best]


def _said(event: Event) -> str:
    return " ".join(event.description.casefold().split())


def _spoken(event: Event) -> frozenset[str]:
    return frozenset(plain(event.description).split())


def _in_common(first: frozenset[str], second: frozenset[str]) -> float:
    """Return the share of words that two texts have in common; 1 if neither has any."""
    return len(first & second) / len(first | second) if first or second else 1.0


def _change(old: Event, now: Event, comment: str) -> Iterator[Change]:
    fields = tuple(
        field.name
        for field in fields_of(Event)
        if field.name not in _MOVED and getattr(now, field.name) != getattr(old, field.name)
    )
    kept = ("comment",) if comment and comment != now.comment else ()
    if fields or kept:
        yield Change(before=old, after=now, fields=fields, kept=kept)


def _merged(old: Event, new: Event) -> Iterator[tuple[str, Any]]:
    """Return the entry with what the file says; fields that the file does not mention keep their earlier value."""
    follows = {"order", *_SEEN, *(() if new.when == _NO_DATE else ("when_as_written",))}
    for field in fields_of(Event):
        name = field.name
        mine, theirs = getattr(old, name), getattr(new, name)
        if name in {"id", "derived_from"} or (name in _SEEN and not any(getattr(new, each) for each in _SEEN)):
            continue
        if name in _TOGETHER:
            yield name, (*mine, *(each for each in theirs if each not in mine))
        elif name == "citations":
            yield name, (*(each for each in mine if each.source not in {cited.source for cited in theirs}), *theirs)
        elif name == "extra":
            yield name, {**{key: value for key, value in mine.items() if key != CELLS}, **theirs}
        elif name == "comment":
            yield name, mine or theirs
        elif name in follows or theirs not in {field.default, EventKind.OTHER, _NO_DATE}:
            yield name, theirs


def _free(wanted: str, taken: Iterable[str]) -> str:
    number, free_id = 1, wanted
    while free_id in taken:
        number += 1
        free_id = f"{wanted}-{number}"
    return free_id


def _words(field: str) -> str:
    return field.replace("_", " ")

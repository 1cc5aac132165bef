"""The update of a case file: a corrected chronology replaces its earlier version, and later work on entries is kept."""

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
from safeguard_model.discreet import Discreet, frameless
from safeguard_model.records import CaseFile, Event, EventKind
from safeguard_model.records.casefile import require_casefile
from safeguard_model.records.events import UNREAD
from safeguard_model.records.fields import fields_of
from safeguard_model.timeline.answers import Answers, name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from safeguard_model.chronology.reading.chronology import Chronology

__all__ = ["Change", "Update", "update"]

_ALIKE: Final = 0.5
"""The least share of words in common for an old and a new entry to be paired as versions of one entry."""
_ALIKE_ALONE: Final = 0.2
"""The least share for two entries of one date that are the only ones left to pair, or that have the same id."""
_SEEN: Final = ("seen", "not_seen", "seen_alone", "seen_with_others")
_CROWD: Final = 24
"""The limit for common words: a word in more old entries of one agency and date is not used to find candidates."""
_NO_DATE: Final = When("XXXX")
_MOVED: Final = frozenset({"order", "citations"})
"""Fields that change if a row is put in above the entry: they are updated, but not reported as a change."""
_TOGETHER: Final = frozenset({"people", "professionals", "tags", "withheld_from", "codes", "known_to"})
"""Fields in which the values of the file are added to those in the case file, and none is removed."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Change(Discreet):
    """An entry whose content in the file differs from its earlier content in the case file."""

    headings: ClassVar[tuple[str, ...]] = ("entry", "changed", "kept, though the file differs")

    before: Event
    """The entry as it was in the case file."""
    after: Event
    """The entry as it is in the new case file."""
    fields: tuple[str, ...]
    """The names of the fields that changed. They are none if the only difference is a comment that was kept."""
    kept: tuple[str, ...]
    """The names of the fields that were kept although the file has another value.

    This can only be ``comment``: somebody may have written the comment in the case file since.
    """

    def __str__(self) -> str:
        changed = f"{name_of(self.after)}: {', '.join(map(_words, self.fields)) or 'nothing'} changed"
        return f"{changed}; kept: {', '.join(map(_words, self.kept))}" if self.kept else changed

    def __repr__(self) -> str:
        return f"<Change: {self}>"

    def cells(self) -> tuple[object, ...]:
        """Return the texts of this change for one row of a table: the entry, what changed, and what was kept."""
        return name_of(self.after), ", ".join(map(_words, self.fields)), ", ".join(map(_words, self.kept))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Update(Discreet):
    """A case file with a new version of a chronology in it, and a list of what changed."""

    casefile: CaseFile
    """The new case file."""
    added: tuple[Event, ...]
    """The entries of the file that were not in the case file before."""
    changed: Answers[Change]
    """The entries found again that the file changes, or that keep a comment although the file has another."""
    gone: tuple[Event, ...]
    """The entries of the same agencies that the file no longer has. They are still in the case file.

    If the chronology has a source, these are only entries that cite this source.
    """
    unchanged: int
    """The number of entries found again without a change. Only their order and citations may be new."""

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def __str__(self) -> str:
        lines = [self._counts()]
        lines += (f"- {name_of(event)}: new" for event in self.added)
        lines += (f"- {change}" for change in self.changed)
        lines += (f"- {name_of(event)}: no longer in the file, and kept" for event in self.gone)
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<Update; {self._counts()}>"

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


@frameless
def update(casefile: CaseFile, chronology: Chronology) -> Update:
    """Return the case file with this chronology in place of an earlier version of it: see `Chronology.update`."""
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
        changed=Answers(changed, of=Change),
        gone=tuple(
            event for event in before if event.id not in found_again and (chronology.source is None or event.citations)
        ),
        unchanged=len(pairs) - len(changed),
    )


def _renamed(events: tuple[Event, ...], pairs: dict[int, Event], taken: set[str]) -> Iterator[Event]:
    """Yield the entries of the file with new ids, and change the links between them to the new ids.

    An entry that was found in the case file gets its id there. Any other entry gets an id that is free.
    """
    ids: dict[str, str] = {}
    for place, event in enumerate(events):
        ids[event.id] = pairs[place].id if place in pairs else _free(event.id, taken)
        taken.add(ids[event.id])
    for event in events:
        links = {name: getattr(event, name) for name in ("account_of", "responds_to", "rescheduled_from")}
        yield attrs.evolve(
            event, id=ids[event.id], **{name: ids.get(id, id) for name, id in links.items() if id is not None}
        )


def _is_of(event: Event, agencies: set[str | None], source: str | None) -> bool:
    """Return whether an entry may be from an earlier version of the file.

    It must be of one of the file's agencies, and not derived from other records. If the file has a source, it must cite
    that source or nothing.
    """
    if event.derived_from is not None or event.agency not in agencies:
        return False
    return source is None or not event.citations or any(citation.source == source for citation in event.citations)


# The ids of rows are not certain evidence: an id may come from a row number, which moves to another entry when a row is
# put in. Entries are therefore paired in rounds, from the strongest evidence to the weakest, and a paired entry takes
# no part in later rounds. The first round pairs entries with the same date and words: an unchanged entry can then not
# be paired with the new version of another entry. Each round goes in the order of the file, so that entries with equal
# dates and words keep their order.
def _paired(before: list[Event], now: tuple[Event, ...]) -> dict[int, Event]:
    """Return the earlier version of each entry that has one, by the position of the entry in `now`.

    Entries are paired by date and words, then by date and similar words, then by words, then by id. Entries without a
    date are paired by similar words last.
    """
    pairs: dict[int, Event] = {}
    _pair_by(lambda event: (event.agency, event.when, _said(event), event.order), before, now, pairs)
    _pair_by(lambda event: (event.agency, event.when, _said(event)), before, now, pairs)
    _pair_alike(before, now, pairs, are_dated=True)
    _pair_by(lambda event: (event.id, _said(event)), before, now, pairs)
    _pair_by(lambda event: (event.agency, _said(event), event.order) if _said(event) else None, before, now, pairs)
    _pair_by(lambda event: (event.agency, _said(event)) if _said(event) else None, before, now, pairs)
    _pair_by(lambda event: event.id, before, now, pairs, may_be=_may_be)
    _pair_alike(before, now, pairs, are_dated=False)  # last: two entries without a date need not be about the same day
    return pairs


def _pair_by(
    way: Callable[[Event], object],
    before: list[Event],
    now: tuple[Event, ...],
    pairs: dict[int, Event],
    may_be: Callable[[Event, Event], bool] = lambda old, new: True,  # noqa: ARG005
) -> None:
    """Pair the entries that are not yet paired and have the same key, in order; `way` gives the key of an entry.

    An entry whose key is None is not paired. `may_be` says whether an old and a new entry may be paired.
    """
    held: dict[object, list[Event]] = defaultdict(list)
    for event in sorted(_left(before, pairs), key=_last_first):
        held[way(event)].append(event)
    for place, event in enumerate(now):
        key = way(event)
        if place not in pairs and key is not None and held.get(key) and may_be(held[key][-1], event):
            pairs[place] = held[key].pop()


def _may_be(old: Event, new: Event) -> bool:
    """Return whether an old and a new entry with the same id have enough words in common to be the same entry.

    The id alone is not enough: ids that count rows move to other entries when a row is put in.
    """
    return _in_common(_spoken(old), _spoken(new)) >= (_ALIKE_ALONE if old.when == new.when else _ALIKE)


def _last_first(event: Event) -> float:
    return -inf if event.order is None else -event.order


def _left(before: list[Event], pairs: dict[int, Event]) -> list[Event]:
    taken = {event.id for event in pairs.values()}
    return [event for event in before if event.id not in taken]


# Some exports give thousands of entries the same date, and comparing each new entry with each old one would be slow.
# An old entry is therefore compared only if it shares a word with the new entry. Words that more than `_CROWD` old
# entries of that date have are not used for this, since they do not help to tell the entries apart. Two entries that
# share only such common words are not paired in this round.
def _pair_alike(before: list[Event], now: tuple[Event, ...], pairs: dict[int, Event], *, are_dated: bool) -> None:
    """Pair each entry with the old entry of the same agency and date that has most words in common, if enough are.

    `are_dated` says whether to pair the entries with a date or those without.
    """
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
    """Return the share of all the words of two texts that are in both; 1 if neither has any words."""
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
    """Yield the fields of the old entry that take a value from the new entry, each with the merged value.

    A field about which the file says nothing keeps its earlier value. There are three exceptions: `order` always
    follows the file, `when_as_written` does if the file has a date, and all of `_SEEN` do if the file fills in one.
    """
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
            yield name, {**{key: value for key, value in mine.items() if key not in {CELLS, UNREAD}}, **theirs}
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

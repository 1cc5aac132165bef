"""The differences between two versions of a case file or of a timeline: records added, removed and changed."""

from __future__ import annotations

import json
from collections import Counter
from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import attrs

from safeguard_model.dates import Age, When
from safeguard_model.discreet import Discreet, frameless, frameless_methods
from safeguard_model.errors import InvalidRecord, counted, shape
from safeguard_model.html_tables import Named, table
from safeguard_model.records import CaseFile, Event, Record, RecordId
from safeguard_model.records.base import Value
from safeguard_model.records.claim_paths import key_of, write_scalar
from safeguard_model.records.converters import iterator
from safeguard_model.records.fields import fields_of
from safeguard_model.records.sensitivity import Sensitivity
from safeguard_model.records.vocabulary import BIRTHS_AND_DEATHS
from safeguard_model.timeline.answers import Answers
from safeguard_model.timeline.given import timeline_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from safeguard_model.formats.frames import Backend
    from safeguard_model.records.fields import Field
    from safeguard_model.timeline.given import Given

__all__ = ["Diff", "FieldChange", "diff", "written"]

_HEADINGS = ("what", "record", "field", "old", "new")
_DATES = frozenset({"when", "recorded"})
"""The dates of an event that are not shown if it is a birth or a death, as in the `repr` of the event."""
_NOTHING = "not recorded"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FieldChange(Discreet):
    """One field of a record that differs between two versions of the record."""

    headings: ClassVar[tuple[str, ...]] = _HEADINGS[1:]
    hides_values: ClassVar[bool] = True

    id: RecordId | None
    """The id of the record; None for a field of the case file itself."""
    kind: str
    """The name of the record's class, such as ``Event``; ``CaseFile`` for a field of the case file itself."""
    field: str
    """The path of the field, as claims write it: ``when``, ``times.n``, ``harms[child-n].site``.

    A path that ends with a bracket, such as ``harms[child-n]``, stands for the whole item of a list, which only one of
    the two versions has.
    """
    old: object | None = attrs.field(hash=False)
    """The value in the old version; None if it is not recorded there."""
    new: object | None = attrs.field(hash=False)
    """The value in the new version; None if it is not recorded there."""
    _sensitivity: Sensitivity = attrs.field(alias="sensitivity")

    def __str__(self) -> str:
        return self.as_text(revealed=False)

    def __repr__(self) -> str:
        return f"<FieldChange {self}>"

    def as_text(self, *, revealed: bool) -> str:
        """Return the change as a sentence; with the values that are hidden only if `revealed` is exactly True."""
        _, _, old, new = self.cells(revealed=revealed)
        owner = "CaseFile" if self.id is None else f"{self.kind} {self.id}"
        return f"{owner}.{self.field}: was {old}, now {new}"

    def cells(self, *, revealed: bool = False) -> tuple[object, ...]:
        """Return one row of the table; with the values that are hidden only if `revealed` is exactly True."""
        old, new = (self._shown(value, revealed=revealed is True) for value in (self.old, self.new))
        return Named(self.kind, self.id or ""), self.field, old, new

    def _shown(self, value: object, *, revealed: bool) -> str:
        if value is None or (isinstance(value, (str, tuple, dict)) and not value):
            return _NOTHING
        if self.is_hidden and not revealed:
            return f"<{self._sensitivity.name.lower()}>"
        return _in_words(value, revealed=revealed)

    @property
    def is_hidden(self) -> bool:
        """Whether the field is too sensitive for its values to be shown without `reveal`."""
        return self._sensitivity > Sensitivity.QUASI


@frameless_methods
@attrs.frozen(kw_only=True, eq=False, repr=False)
class Diff(Discreet):
    """The differences between two versions of a case file or of a timeline. It is false if there is none."""

    added: tuple[Record, ...]
    """The records that only the new version has, in the order of the new version."""
    removed: tuple[Record, ...]
    """The records that only the old version has, in the order of the old version."""
    changed: Answers[FieldChange]
    """The fields that differ: those of the case file itself, then those of the records, in the new version's order."""

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    def __str__(self) -> str:
        return self.as_text(revealed=False)

    def __repr__(self) -> str:
        return f"<Diff: {self._summary()}>"

    def _repr_html_(self) -> str:
        return self.as_html(revealed=False)

    def as_text(self, *, revealed: bool) -> str:
        """Return a line for each difference; with the values that are hidden only if `revealed` is exactly True."""
        lines = [
            f"{what}: {_in_words(record, revealed=True) if revealed is True else _name(record)}"
            for what, record in self._whole()
        ]
        lines += [f"changed: {change.as_text(revealed=revealed)}" for change in self.changed]
        return "\n".join(lines) or self._summary()

    def as_html(self, *, revealed: bool) -> str:
        """Return the table for a notebook; with the values that are hidden only if `revealed` is exactly True."""
        if not self:
            return table((), (), "No difference.")
        rows: list[tuple[object, ...]] = []
        for what, record in self._whole():
            words = _in_words(record, revealed=True) if revealed is True else ""
            rows.append((what, _name(record), "", *((words, "") if what == "removed" else ("", words))))
        rows += [("changed", *change.cells(revealed=revealed)) for change in self.changed]
        return table(_HEADINGS, rows, self._summary(), "" if revealed is True else "reveal(diff) shows what is hidden.")

    def to_frame(self, backend: Backend = "pandas") -> Any:
        """Return the changed fields as a data frame, one row for each: see `safeguard_model.to_frame`.

        The frame has the values as a file writes them, **whatever their sensitivity**. Added and removed records have
        frames of their own, one for each class of records: ``to_frame(diff.added)``.
        """
        return self.changed.to_frame(backend)

    def _whole(self) -> Iterator[tuple[str, Record]]:
        """Yield each record that only one version has, with a word that says which."""
        yield from (("added", record) for record in self.added)
        yield from (("removed", record) for record in self.removed)

    def _summary(self) -> str:
        if not self:
            return "no difference"
        fields = counted(len(self.changed), "field")
        return f"{len(self.added):,} added, {len(self.removed):,} removed, {fields} changed"


@frameless
def diff(old: Given, new: Given) -> Diff:
    """Return the differences between two versions of a case file, or of a timeline or list of events.

    Records are matched by their class and id. The order of the records does not count. If a record has another class in
    the new version, it is removed and added. Items of a list inside a record are matched by their key, as in the path
    of a claim; items without a key by their place in the list.

    If several events have one id, equal events are matched first, and the others in order.

    Raises `InvalidRecord` if the two are not two case files, or two of timelines and lists of events.
    """
    before, after = _records_of(old, "old"), _records_of(new, "new")
    if isinstance(old, CaseFile) is not isinstance(new, CaseFile):
        raise InvalidRecord("diff", "", "expected two case files or two timelines, got a case file and a timeline")
    changes = []
    if isinstance(old, CaseFile) and isinstance(new, CaseFile):
        own = [field for field in fields_of(CaseFile) if not field.is_nested]
        changes += [_change(None, found) for found in _differences(own, old, new, "", Sensitivity.OPEN)]
    matches = _matches(before, after)
    for match in matches:
        for one, other in zip(match.old, match.new, strict=False):
            changes += [_change(other, found) for found in _differences_of(one, other, "", Sensitivity.OPEN)]
    return Diff(
        added=_in_order(after, [match.new[len(match.old) :] for match in matches]),
        removed=_in_order(before, [match.old[len(match.new) :] for match in matches]),
        changed=Answers(changes, of=FieldChange),
    )


def _in_order(records: Iterable[Record], chosen: Iterable[list[Record]]) -> tuple[Record, ...]:
    """Return the chosen records in the order in which they stand among all records."""
    # The versions of one record are told apart by identity; one object may be there several times.
    left = Counter(id(record) for some in chosen for record in some)
    found = []
    for record in records:
        if left[id(record)]:
            left[id(record)] -= 1
            found.append(record)
    return tuple(found)


def _records_of(given: Given, name: str) -> tuple[Record, ...]:
    """Return the records of a case file, or the events of a timeline or list. Raises `InvalidRecord` for others."""
    if isinstance(given, CaseFile):
        return given.records()
    items = None if isinstance(given, (str, bytes, dict)) else iterator(given)
    if items is None:
        rule = f"expected a CaseFile, a Timeline or a list of Events, got {shape(given)}"
        raise InvalidRecord("diff", name, rule)
    events = tuple(items)
    others = [item for item in events if type(item) is not Event]
    if others:
        raise InvalidRecord("diff", name, f"expected only Events, got {shape(others[0])}")
    return tuple(timeline_of(events))


class _Match(NamedTuple):
    """The records of both versions with one class and id that equal no record of the other version.

    Those at the same place are two versions of one record. Nearly always there is at most one on each side.
    """

    old: list[Record]
    new: list[Record]


def _matches(old: Iterable[Record], new: Iterable[Record]) -> list[_Match]:
    matches: dict[tuple[type, RecordId], _Match] = {}
    for record in new:
        matches.setdefault((type(record), record.id), _Match([], [])).new.append(record)
    for record in old:
        matches.setdefault((type(record), record.id), _Match([], [])).old.append(record)
    return [_without_equals(match) for match in matches.values()]


def _without_equals(match: _Match) -> _Match:
    if (len(match.old), len(match.new)) == (1, 1):
        same = match.old[0] is match.new[0] or match.old[0] == match.new[0]
        return _Match([], []) if same else match
    # What is counted is looked up by hash, so that very many versions of one id take no longer than other events.
    left = Counter(match.new)
    old = []
    for record in match.old:
        if left[record]:
            left[record] -= 1
        else:
            old.append(record)
    new = []
    for record in match.new:
        if left[record]:
            left[record] -= 1
            new.append(record)
    return _Match(old, new)


class _Difference(NamedTuple):
    """A field that differs: its path, the highest sensitivity on the way to it, and both values."""

    path: str
    sensitivity: Sensitivity
    old: object
    new: object


def _change(record: Record | None, found: _Difference) -> FieldChange:
    return FieldChange(
        id=None if record is None else record.id,
        kind="CaseFile" if record is None else type(record).__name__,
        field=found.path,
        old=found.old,
        new=found.new,
        sensitivity=found.sensitivity,
    )


def _differences_of(old: Value, new: Value, path: str, least: Sensitivity) -> Iterator[_Difference]:
    """Yield the differences between two values of one class. No field counts as less sensitive than `least`."""
    yield from _differences(fields_of(type(new)), old, new, path, least)


def _differences(
    fields: Iterable[Field], old: object, new: object, path: str, least: Sensitivity
) -> Iterator[_Difference]:
    for field in fields:
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before is after or before == after:
            continue
        level = max(least, field.sensitivity)
        if field.name in _DATES and (_is_birth_or_death(old) or _is_birth_or_death(new)):
            level = max(level, Sensitivity.IDENTIFYING)
        where = f"{path}{field.name}"
        if field.is_nested and field.many:
            # If every item has its match, and no item differs, only the order does: the whole lists are the values.
            inner = list(_between_lists(field.name, before, after, path, level))
            yield from inner or [_Difference(where, level, before, after)]
        elif field.is_nested and before is not None and after is not None:
            yield from _differences_of(before, after, f"{where}.", level)
        else:
            yield _Difference(where, level, before, after)


def _is_birth_or_death(value: object) -> bool:
    return isinstance(value, Event) and value.kind in BIRTHS_AND_DEATHS


def _between_lists(
    name: str, old: Sequence[Value], new: Sequence[Value], path: str, level: Sensitivity
) -> Iterator[_Difference]:
    """Yield the differences between two lists of values: items that only one list has, and fields of the others."""
    before, after = _by_key(name, old, new), _by_key(name, new, old)
    without = [_without_keys(name, items) for items in (old, new)]
    for number, (one, other) in enumerate(zip_longest(*_without_equal_ends(*without))):
        if one is not None:
            before["", number] = one
        if other is not None:
            after["", number] = other
    for match in dict.fromkeys((*before, *after)):
        one, other = before.get(match), after.get(match)
        if one is not None and other is not None:
            yield from _differences_of(one.item, other.item, f"{path}{other.path}.", level)
        elif other is not None:
            yield _Difference(f"{path}{other.path}", level, None, other.item)
        elif one is not None:
            yield _Difference(f"{path}{one.path}", level, one.item, None)


class _Placed(NamedTuple):
    """An item of a list, with its path."""

    path: str
    item: Value


def _by_key(name: str, items: Sequence[Value], others: Sequence[Value]) -> dict[tuple[str, int], _Placed]:
    """Return the items of a list that have a key, by the key and how many items up to this one have it.

    A path has this number only if the key is there several times in either list.
    """
    counts = Counter(key_of(name, item) for item in items) | Counter(key_of(name, item) for item in others)
    seen: Counter[str] = Counter()
    found = {}
    for item in items:
        key = key_of(name, item)
        if key:
            seen[key] += 1
            start = key.removesuffix("].")
            path = f"{start}#{seen[key]}]" if counts[key] > 1 else f"{start}]"
            found[key, seen[key]] = _Placed(path, item)
    return found


def _without_keys(name: str, items: Sequence[Value]) -> list[_Placed]:
    return [_Placed(f"{name}[#{place}]", item) for place, item in enumerate(items, start=1) if not key_of(name, item)]


# An item that is put in, or taken out, moves all items after it. So the equal items at the start and at the end of both
# lists are matched first, and the items between them in order.
def _without_equal_ends(old: list[_Placed], new: list[_Placed]) -> tuple[list[_Placed], list[_Placed]]:
    """Return two lists without the items at their start, and then at their end, that are equal in both."""
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start].item == new[start].item:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end].item == new[-1 - end].item:
        end += 1
    return old[start : len(old) - end], new[start : len(new) - end]


def _name(record: Record) -> Named:
    return Named(type(record).__name__, record.id)


def _in_words(value: object, *, revealed: bool) -> str:
    """Return a value for people. A value with fields of its own hides what is sensitive, unless `revealed`."""
    if isinstance(value, tuple):
        return ", ".join(_in_words(item, revealed=revealed) for item in value)
    if isinstance(value, Value):
        return _in_full(value) if revealed else repr(value)
    if isinstance(value, str):
        # Quotation marks show where a text begins and ends; `repr` also escapes characters that disguise it.
        return str(value) if isinstance(value, StrEnum) else repr(value)
    return str(value) if isinstance(value, (When, Age)) else written(value)


def _in_full(value: Value) -> str:
    """Return a value with all its fields that are not empty, whatever their sensitivity."""
    shown = []
    for field in fields_of(type(value)):
        held = getattr(value, field.name)
        if held is not None and held not in ("", (), {}):
            words = _in_words(held, revealed=True)
            shown.append(f"{field.name}={f'({words})' if field.many else words}")
    return f"{type(value).__name__}({', '.join(shown)})"


def written(value: object) -> str:
    """Return a field's value as a file writes it: a list with commas, a tool's own fields as JSON."""
    if isinstance(value, tuple):
        return ", ".join(map(written, value))
    if isinstance(value, Value):
        return _in_full(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else write_scalar(value)

"""The walk through a record that takes out what a reader may not see, and notes each path that it took out."""

from __future__ import annotations

from operator import attrgetter, is_
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs

from safeguard_model.errors import InvalidRecord
from safeguard_model.privacy.leaves import DROPPED
from safeguard_model.privacy.redaction_rules import RemovalReason, View
from safeguard_model.privacy.redaction_sight import NEVER_RELEASED, Sight, Treatment
from safeguard_model.privacy.removals import Removed
from safeguard_model.privacy.restricted_places import neutral_name
from safeguard_model.records import Agency
from safeguard_model.records.fields import fields_of, once_per_class

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from safeguard_model.records import Record, RecordId
    from safeguard_model.records.base import Value

__all__ = ["WITHHELD", "Walked", "walk"]

WITHHELD: Final = "[withheld]"
"""What stands in place of a text that no record may lack."""


class Walked(NamedTuple):
    """What became of a record."""

    record: Record | None
    """The record in the copy; None if it was removed."""
    removed: tuple[Removed, ...]
    """What was taken out of it, or the record alone."""
    kept: Mapping[str, tuple[int, ...]]
    """For each list of the record from which an item was dropped, the places that the items left had before."""


class _Inside(NamedTuple):
    """Where the walk is inside a record."""

    path: str
    """The path of the record or value, with the dot after it."""
    views: tuple[View, ...]
    """From where the reader looks at it."""
    because: RemovalReason | None = None
    """Why all of it is withheld but for what the audience releases by a path; None if it is not."""
    is_free: bool = False
    """Whether the audience releases it as a whole."""
    is_top: bool = False
    """Whether it is the record itself."""


@once_per_class
def _read(cls: type) -> Callable[[Value], tuple[Any, ...]]:
    """Return a function that reads all fields of an object at once, which is faster than one by one."""
    names = [field.name for field in fields_of(cls)]
    read: Callable[[Value], Any] = attrgetter(*names)
    return read if len(names) > 1 else lambda value: (read(value),)


def walk(sight: Sight, record: Record, gone: Mapping[RecordId, RemovalReason]) -> Walked:
    """Return what becomes of a record if the records `gone` are removed.

    The walk looks at each field in the views of what holds it: of the record, or of the item of a list that is about
    persons of its own. An item that lacks what it needs goes whole, and so does the record.
    """
    if record.id in gone:
        return Walked(None, (Removed(record.id, gone[record.id]),), {})
    one = _Walk(sight, record, gone)
    is_free = record.id in sight.release.ids
    inside = _Inside(f"{record.id}.", sight.readership.views_of(record), is_free=is_free, is_top=True)
    new: Any = one.value(record, inside)
    if new is not None:
        return Walked(new, tuple(one.found), one.kept)
    reason = one.found[-1].reason
    if reason is RemovalReason.REMOVED_RECORD:
        reason = RemovalReason.RESTS_ON_REMOVED
    return Walked(None, (Removed(record.id, reason),), {})


class _Walk:
    """The walk through one record."""

    def __init__(self, sight: Sight, record: Record, gone: Mapping[RecordId, RemovalReason]) -> None:
        self._sight = sight
        self._record = record
        self._gone = gone
        self._has_paths = record.id in sight.release.paths or record.id in sight.withhold.paths
        self._overlay = {} if record.id in sight.release.ids else sight.overlay(record)
        self.found: list[Removed] = []
        self.kept: dict[str, tuple[int, ...]] = {}

    def value(self, value: Value, inside: _Inside) -> Value | None:
        """Return a record or value without what is withheld; None if it lacks what it needs."""
        changes: dict[str, Any] = {}
        is_special = self._has_paths or inside.because is not None
        steps = self._sight.steps(type(value), inside.views, is_free=inside.is_free)
        for step, held in zip(steps, _read(type(value))(value), strict=True):
            if held is step.default or held is None or held in ("", step.default):
                continue
            if not (is_special or (inside.is_top and step.name in self._overlay)):
                is_span = step.name == "during" and self._sight.without_births("during", held) is not held
                if (step.is_plain and not is_span) or (step.is_searched and self._is_harmless(step, held, inside)):
                    continue
                if step.is_dropped:
                    changes[step.name] = step.default
                    self._drop(step, held, inside)
                    continue
            made = self._items(step, held, inside)
            if not made and step.is_needed:
                return None
            old = held if step.many else (held,)
            if len(made) == len(old) and all(map(is_, made, old)):
                continue
            changes[step.name] = tuple(made) if step.many else (made or [step.default])[0]
        if not changes:
            return value
        try:
            evolved: Value = attrs.evolve(value, **changes)  # type: ignore[misc]  # every Value is an attrs class
        except InvalidRecord:  # a rule between fields: a harm needs a person or words
            return None
        return evolved

    # Most fields are shown as they are or dropped as they are. Both are settled here, without a look at each item. That
    # makes the walk nearly twice as fast.
    def _is_harmless(self, step: Treatment, held: Any, inside: _Inside) -> bool:
        """Return whether a field that is shown holds no link to a removed record and mentions nothing removed."""
        if step.is_link:
            return self._gone.keys().isdisjoint(held) if step.many else held not in self._gone
        if inside.is_free:
            return True
        reason = self._sight.mentions.reason
        return not any(map(reason, held)) if step.many else reason(held) is None

    def _drop(self, step: Treatment, held: Any, inside: _Inside) -> None:
        """Note that all that a field holds is dropped."""
        reason: Any = step.why
        here = f"{inside.path}{step.name}"
        if not step.many:
            self.found.append(Removed(here, reason))
            return
        self.found += [Removed(f"{here}[{place}]", reason) for place in range(len(held))]
        if inside.is_top and step.is_nested:
            self.kept[step.name] = ()

    def _items(self, step: Treatment, held: Any, inside: _Inside) -> list[Any]:
        """Return what is left of what a field holds, as a list."""
        here = f"{inside.path}{step.name}"
        if not step.many:
            new = self._item(step, held, here, inside)
            return [] if new is DROPPED else [new]
        items = [self._item(step, item, f"{here}[{place}]", inside) for place, item in enumerate(held)]
        left = [place for place, item in enumerate(items) if item is not DROPPED]
        if inside.is_top and step.is_nested and len(left) != len(items):
            self.kept[step.name] = tuple(left)
        return [items[place] for place in left]

    def _item(self, step: Treatment, item: Any, here: str, inside: _Inside) -> Any:
        """Return one item of a field as the reader sees it, or `DROPPED`, and note what was taken out."""
        id = self._record.id
        why = step.why or inside.because
        is_freed = False
        if self._has_paths and self._sight.withhold.has(id, here):
            why = RemovalReason.ASKED
        elif self._has_paths and self._sight.release.has(id, here) and step.why not in NEVER_RELEASED:
            why, is_freed = None, True
        elif inside.is_top and why is None and step.name in self._overlay:
            reason, new = self._overlay[step.name]
            return self._put(new, item, here, reason)
        if step.is_link and why is None and item in self._gone:
            why = RemovalReason.REMOVED_RECORD
        if step.is_nested:
            return self._inner(item, here, inside._replace(because=why, is_free=inside.is_free or is_freed))
        if why is None and step.is_text and not is_freed and not inside.is_free:
            why = self._sight.mentions.reason(item)
        if why is None:
            spared = is_freed or inside.is_free
            new = item if spared else self._sight.without_births(step.name, item)
            return item if new is item else self._put(new, item, here, RemovalReason.DATE_OF_BIRTH)
        return self._put(self._instead(step) if step.is_replaced else DROPPED, item, here, why)

    def _put(self, new: Any, old: Any, here: str, reason: RemovalReason) -> Any:
        """Return what stands in place of an item, and note the change if there is one."""
        if new is not DROPPED and new == old:
            return old
        self.found.append(Removed(here, reason))
        return new

    def _instead(self, step: Treatment) -> str:
        record = self._record
        return neutral_name(record) if isinstance(record, Agency) and step.name == "name" else WITHHELD

    def _inner(self, item: Value, here: str, inside: _Inside) -> Any:
        """Return a value inside a record as the reader sees it, or `DROPPED`. `inside` is where it stands."""
        views: tuple[View, ...] | None = inside.views
        why = inside.because
        if not inside.is_free:
            views = self._sight.readership.views_of_item(item, inside.views)
            why = why or self._sight.why_not_item(item, views, self._record)
        is_asked_below = self._has_paths and self._sight.release.has_below(self._record.id, here)
        if why is not None and (why is RemovalReason.ASKED or not is_asked_below):
            self.found.append(Removed(here, why))
            return DROPPED
        before = len(self.found)
        new = self.value(item, _Inside(f"{here}.", views or inside.views, why, is_free=inside.is_free))
        if new is not None:
            return new
        reason = self.found[-1].reason
        del self.found[before:]
        self.found.append(Removed(here, reason))
        return DROPPED

"""`LeftOut`, what a question could not look at and why; and the reasons that several questions share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from safeguard_model.discreet import Discreet
from safeguard_model.records import Event, EventKind, Record
from safeguard_model.records.events import UNREAD
from safeguard_model.timeline.wording import first_ids

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["NO_KIND", "LeftOut", "is_unread", "left_out", "without_agency", "without_kind"]


NO_KIND = "with no kind of event"
"""The reason for leaving out entries of kind `other`, in words that follow "entries"."""


@attrs.frozen(kw_only=True, eq=False)
class LeftOut(Discreet):
    """Entries, or other records, that a question could not look at, with the reason."""

    reason: str
    """The reason, in words that follow "entries": ``with no kind of event``."""
    how_many: int
    """The number of these entries."""
    of: int
    """The number of all entries among which these were found."""
    which: tuple[Record, ...] = attrs.field(repr=False)
    """The entries, or other records such as findings, that were left out."""

    def __str__(self) -> str:
        return f"{self.how_many:,} of {self.of:,} {self._noun()} {self.reason} ({first_ids(self.which)})"

    def _noun(self) -> str:
        """Return what was left out: "entry" for events, otherwise the class of the records in small letters."""
        kind = type(self.which[0]) if self.which else Event
        if kind is Event:
            return "entry" if self.of == 1 else "entries"
        return kind.__name__.lower() + ("" if self.of == 1 else "s")


def left_out(reason: str, which: Iterable[Record], among: Collection[object]) -> tuple[LeftOut, ...]:
    """Return a tuple with one `LeftOut` for these entries; an empty tuple if there are none.

    `among`: all entries among which these were found.
    """
    entries = tuple(which)
    if not entries:
        return ()
    return (LeftOut(reason=reason, how_many=len(entries), of=len(among), which=entries),)


def without_kind(events: Iterable[Event], asked: Collection[EventKind] = ()) -> tuple[LeftOut, ...]:
    """Return as left out the stored entries of kind `other`; an empty tuple if the question asks for that kind."""
    other = EventKind.OTHER
    if other in asked:
        return ()
    entries = _stored(events)
    return left_out(NO_KIND, [entry for entry in entries if entry.kind is other], entries)


def without_agency(events: Iterable[Event]) -> tuple[LeftOut, ...]:
    """Return as left out the stored entries that name no agency; an empty tuple if there are none."""
    entries = _stored(events)
    return left_out("of no agency on file", [entry for entry in entries if entry.agency is None], entries)


def _stored(events: Iterable[Event]) -> list[Event]:
    return [event for event in events if event.derived_from is None]


def is_unread(entry: Event, field: str) -> bool:
    """Return whether the cell of a field was kept as written when the entry was read, because it was not understood."""
    fields = entry.extra.get(UNREAD)
    return isinstance(fields, list) and field in fields

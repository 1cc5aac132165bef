"""`Chronology.report`: what was understood of what, as a table: rows, columns, dates, kinds of event and names."""

from __future__ import annotations

from collections import Counter, defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final

import attrs

from safeguard_model.chronology.reading.date_columns import PART
from safeguard_model.chronology.reading.entries import CELLS
from safeguard_model.chronology.reading.heading_words import WORDS_OF_ROLES
from safeguard_model.discreet import Discreet
from safeguard_model.records import EventKind
from safeguard_model.timeline.answers import Answers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from safeguard_model.chronology.reading.chronology import Chronology
    from safeguard_model.chronology.reading.headings import Layout
    from safeguard_model.chronology.reading.rows import Draft, OtherRow
    from safeguard_model.records import Event

__all__ = ["Understood", "columns_understood", "report_of"]

_OF_DATES: Final = MappingProxyType(
    {"when": "when", PART: "when", "time": "time", "end": "end", "end_time": "end_time"}
)
"""The role in `Draft.unread` of each role of a column that holds the date, a part of it, the time or the end."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Understood(Discreet):
    """One line of the report on a file: how a column, or something else, was read, and how much of it."""

    headings: ClassVar[tuple[str, ...]] = ("where", "what", "read as", "in all", "read whole")

    where: str
    """The table: ``sheet 2``. Empty if the file has only one, or if the line is about the whole file."""
    what: str
    """What was read: ``column 3``, ``rows``, ``dates``, ``kinds of event``, ``names``."""
    read_as: str
    """How it was read, or why it was not."""
    count: int
    """How many there are: for a column, the entries in which its cell is filled in."""
    read: int
    """How many of them were read as a whole. Of the others, at least a part is kept as written."""

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table, in the order of `headings`."""
        return self.where, self.what, self.read_as, f"{self.count:,}", f"{self.read:,}"

    def __str__(self) -> str:
        where = f"{self.where}, " if self.where else ""
        return f"{where}{self.what}: {self.read_as}, {self.read:,} of {self.count:,}"

    def __repr__(self) -> str:
        return f"<Understood: {self}>"


def columns_understood(layouts: Mapping[str, Layout], drafts: Sequence[Draft]) -> Iterator[Understood]:
    """Yield a line for each column of each table, in the order of the file."""
    drafts_of: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        drafts_of[draft.where.rpartition(", ")[0]].append(draft)
    for where, layout in layouts.items():
        own = drafts_of[where]
        for place, role in enumerate(layout.roles):
            filled = [draft for draft in own if _text_at(draft, place)]
            yield Understood(
                where=where,
                what=f"column {place + 1}",
                read_as=_role_in_words(role),
                count=len(filled),
                read=sum(_is_read(draft, layout, place) for draft in filled),
            )


# A cell of the date, the time or the end is read if it gave the date of the entry its day, its time or its end. Any
# other cell was read whole if it was not kept. Cells are kept by their heading, which two columns may share. The texts
# of the columns that are not known, which are always kept, are then taken away first.
def _is_read(draft: Draft, layout: Layout, place: int) -> bool:
    """Return whether a cell that is filled in was read as a whole."""
    role = layout.roles[place]
    if not role:
        return False
    if role in _OF_DATES:
        return _OF_DATES[role] not in draft.unread
    heading = layout.headings[place].strip() or f"column {place + 1}"
    kept = draft.fields.get("extra", {}).get(CELLS, {}).get(heading)
    if not isinstance(kept, str):
        return kept is None
    for other, text in enumerate(layout.headings):
        if other != place and layout.roles[other] is None and text.strip() == heading:
            kept = kept.replace(_text_at(draft, other), "", 1)
    return not kept.strip()


def _text_at(draft: Draft, place: int) -> str:
    """Return the text of a cell, as it is kept; an empty text if there is no such cell."""
    text = draft.cells[place].strip() if place < len(draft.cells) else ""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _role_in_words(role: str | None) -> str:
    if role is None:
        return "not known, kept as it is"
    return WORDS_OF_ROLES.get(role, role.replace("_", " ")) if role else "left out"


def report_of(chronology: Chronology) -> Answers[Understood]:
    """Return the report on a chronology: its rows, its columns, and the dates, kinds and names in its entries."""
    lines = (
        *_rows_understood(len(chronology.events), chronology.rejected, chronology.skipped),
        *chronology.columns,
        *_entries_understood(chronology.events, len(chronology.mentioned)),
    )
    return Answers(lines, of=Understood)


def _rows_understood(entries: int, rejected: Iterable[OtherRow], skipped: Iterable[OtherRow]) -> Iterator[Understood]:
    """Yield a line for the entries, and one for each reason for which rows are not entries."""
    yield Understood(where="", what="rows", read_as="entries", count=entries, read=entries)
    for rows, words in ((rejected, "rejected"), (skipped, "no entries")):
        for reason, count in Counter(row.reason for row in rows).items():
            yield Understood(where="", what="rows", read_as=f"{words}: {reason}", count=count, read=0)


def _entries_understood(events: Sequence[Event], strangers: int) -> Iterator[Understood]:
    """Yield lines for the dates and the kinds of the entries, and for names that belong to nobody who is known."""
    dated = sum(not event.when.is_unknown for event in events)
    yield Understood(where="", what="dates", read_as="known", count=len(events), read=dated)
    kinds = sum(event.kind is not EventKind.OTHER for event in events)
    yield Understood(where="", what="kinds of event", read_as="known", count=len(events), read=kinds)
    if strangers:
        yield Understood(where="", what="names", read_as="of nobody who is known", count=strangers, read=0)

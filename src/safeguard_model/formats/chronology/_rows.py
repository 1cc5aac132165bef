"""The rows of tables: those that are entries, and an account of those that are none."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import attrs

from safeguard_model.dates import When
from safeguard_model.formats.chronology._dates import dated, is_blank, parsed
from safeguard_model.formats.chronology._entries import Entry
from safeguard_model.formats.chronology._headings import layout_of, plain
from safeguard_model.formats.chronology._tables import as_text

if TYPE_CHECKING:
    from safeguard_model.formats.chronology._entries import Asked
    from safeguard_model.formats.chronology._headings import Layout
    from safeguard_model.formats.chronology._tables import Cell, Row, Table

__all__ = ["Draft", "OtherRow", "Rows"]

_FILLED_IN: Final = frozenset({"ref", "id", "time", "agency"})
"""What templates have in a row before anybody writes an entry into it."""


@attrs.frozen
class OtherRow:
    """A row that is no entry: its place, why, and what is in it."""

    where: str
    """The table and row: ``sheet 2, row 14``."""
    number: int
    """The row's number in its table, from 1."""
    reason: str
    """Why it is no entry."""
    cells: tuple[str, ...] = attrs.field(repr=False)
    """Its cells as text, raw."""

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


@attrs.frozen
class Draft:
    """An entry before it has an id."""

    where: str
    number: int
    fields: dict[str, Any] = attrs.field(repr=False)
    ref: str = attrs.field(repr=False)
    is_own: bool


class Rows:
    """What the rows of a file are, one table after the other; what was odd is collected by place."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.drafts: list[Draft] = []
        self.rejected: list[OtherRow] = []
        self.skipped: list[OtherRow] = []
        self.strangers: dict[str, list[str]] = defaultdict(list)
        """The names that stand for nobody known, and the rows they stand in."""
        self.odd: dict[tuple[str, str], list[int]] = defaultdict(list)
        """What was odd, by table and in words, and in which rows."""
        self.layouts: dict[str, Layout] = {}
        """By table."""
        self._last: Layout | None = None

    def read(self, table: Table) -> None:
        """Take in every row of a table."""
        found = layout_of(table.rows, self.asked.roles)
        if found is not None:
            at, layout = found
            self.layouts[table.where] = layout
        elif self._last is not None and _goes_on(table, self._last):
            at, layout = -1, self._last
            self.odd[table.where, "without headings: read under those of the table before"] = []
        else:
            for row in table.rows:
                self._put_aside(table, row, "no headings of a chronology were found in this table", self.rejected)
            return
        self._last = layout
        above: Cell = ""
        for place, row in enumerate(table.rows):
            for mark in row.marks:
                self.odd[table.where, mark].append(row.number)
            reason = _no_entry(place, at, row, layout)
            if reason:
                self._put_aside(table, row, reason, self.skipped)
            else:
                above = self._draft(table, row, layout, above)

    def _put_aside(self, table: Table, row: Row, reason: str, among: list[OtherRow]) -> None:
        if _is_empty(row):
            reason, among = "blank", self.skipped
        among.append(OtherRow(_place(table, row), row.number, reason, tuple(map(as_text, row.cells))))

    def _draft(self, table: Table, row: Row, layout: Layout, above: Cell) -> Cell:
        """Take in an entry; gives the date that a blank one below it stands for."""
        entry, place = Entry(row, layout, self.asked, above), _place(table, row)
        for note in entry.notes:
            self.odd[table.where, note].append(row.number)
        for name in entry.strangers:
            self.strangers[name].append(place)
        self.drafts.append(Draft(place, row.number, entry.values, entry.ref, entry.is_own))
        return entry.date


def _goes_on(table: Table, layout: Layout) -> bool:
    """Whether a table without headings goes on with the one before: as many columns, and dates where dates are."""
    first = next((row.cells for row in table.rows if not _is_empty(row)), ())
    if len(first) != len(layout.headings):
        return False
    cell = first[layout.places("when")[0]]
    return isinstance(cell, When) or (isinstance(cell, str) and parsed(cell) is not None)


def _no_entry(place: int, at: int, row: Row, layout: Layout) -> str:
    """Why a row is no entry; empty text where it is one."""
    if _is_empty(row):
        return "blank"
    if place < at:
        return "above the headings"
    if place == at:
        return "headings"
    if row.deleted:
        return "its deletion is tracked"
    if _repeats(row, layout):
        return "headings again"
    return "" if _says_something(row, layout) else "a banner, or a number alone"


def _repeats(row: Row, layout: Layout) -> bool:
    """Whether it is the headings again: wherever there is something in it, the heading is there."""
    same = 0
    for place, cell in enumerate(row.cells):
        words = plain(as_text(cell))
        if words and (place >= len(layout.plain) or words != layout.plain[place]):
            return False
        same += bool(words)
    return same > 1


def _says_something(row: Row, layout: Layout) -> bool:
    """Whether there is more in it than a date that is no day, or what templates fill in beforehand."""
    date: Cell = ""
    is_date_alone = True
    for place, cell in enumerate(row.cells):
        role = layout.roles[place] if place < len(layout.roles) else None
        if is_blank(cell):
            continue
        if role != "when" and role not in _FILLED_IN:
            return True
        if role == "when":
            date = cell
        else:
            is_date_alone = False
    when = dated(date).when
    is_day = not when.is_unknown and (when.text[0] == "[" or len(when.text) >= len("2016-03-02"))
    return is_day if is_date_alone else date != ""


def _is_empty(row: Row) -> bool:
    return all(isinstance(cell, str) and not cell.strip() for cell in row.cells)


def _place(table: Table, row: Row) -> str:
    return f"{table.where}, row {row.number}" if table.where else f"row {row.number}"

"""The sorting of the rows of a file into entries and other rows. Every other row gets a reason."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import attrs

from safeguard_model.chronology.opening.tables import as_text
from safeguard_model.chronology.reading.date_cells import dated, is_blank, parsed
from safeguard_model.chronology.reading.entries import read_row
from safeguard_model.chronology.reading.headings import is_date_at, layout_of, plain, with_second_row
from safeguard_model.discreet import Discreet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from safeguard_model.chronology.opening.tables import Cell, Row, Table
    from safeguard_model.chronology.reading.entries import ReadOptions
    from safeguard_model.chronology.reading.headings import Layout

__all__ = ["Draft", "OtherRow", "Rows"]

_WORDS_WITH_DIGITS, _WORDS_OF_BANNER = 2, 8
_FILLED_IN: Final = frozenset({"ref", "id", "time", "agency"})
"""The roles of columns that a template may fill in before anybody writes an entry into the row."""


@attrs.frozen(eq=False)
class OtherRow(Discreet):
    """A row that was not read as an entry: where the row is, the reason, and its cells."""

    where: str
    """The table and row: ``sheet 2, row 14``."""
    number: int
    """The row's number in its table, from 1."""
    reason: str
    """The reason why the row was not read as an entry."""
    cells: tuple[str, ...] = attrs.field(repr=False)
    """The cells of the row as text."""

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


@attrs.frozen(eq=False)
class Draft(Discreet):
    """An entry that has been read but may not have an id yet."""

    where: str
    """The table and row: ``sheet 2, row 14``."""
    number: int
    """The row's number in its table, from 1."""
    fields: dict[str, Any] = attrs.field(repr=False)
    """The fields of an `Event`, by name."""
    ref: str = attrs.field(repr=False)
    """The agency's own reference for the entry, or an empty text."""
    is_own: bool
    """Whether `write_chronology` wrote the row."""
    cells: tuple[str, ...] = attrs.field(repr=False)
    """The cells of the row as text."""


class Rows:
    """The rows of a file, sorted one table after the other, with remarks on what was odd."""

    def __init__(self, options: ReadOptions, subjects: Callable[[str], tuple[str, ...]]) -> None:
        self.options = options
        self.subjects = subjects
        self.drafts: list[Draft] = []
        self.rejected: list[OtherRow] = []
        self.skipped: list[OtherRow] = []
        self.strangers: dict[str, list[str]] = defaultdict(list)
        """The names that belong to nobody who is known, each with the rows in which it was found."""
        self.odd: dict[tuple[str, str], list[int]] = defaultdict(list)
        """The numbers of the odd rows, by the name of the table and the words that say what was odd."""
        self.layouts: dict[str, Layout] = {}
        """The layout of each table that has headings, by the name of the table."""
        self._last: Layout | None = None
        """The last layout so far, for a table without headings that continues the table before."""

    def read(self, table: Table) -> None:
        """Sort every row of a table."""
        headed = layout_of(table.rows, self.options.roles)
        last, at = self._last, len(table.rows) if headed is None else headed[0]
        before = table.rows[:at]
        if last is not None and _goes_on(before, last):
            self.odd[table.where, "no headings: read under the headings of the table before"] = []
            self._take(table, before, last)
        else:
            for row in before:
                self._put_aside_above(table, row, None if headed is None else headed[1])
        if headed is not None:
            self._take_below(table, at, headed[1])

    def _take_below(self, table: Table, at: int, layout: Layout) -> None:
        """Sort the headings, which are in one row or in two, and the rows below them."""
        self._put_aside(table, table.rows[at], "headings", self.skipped)
        rest = table.rows[at + 1 :]
        second = with_second_row(layout, rest[0]) if rest else None
        if second is not None:
            self._put_aside(table, rest[0], "headings, the second row", self.skipped)
            layout, rest = second, rest[1:]
        self._last = self.layouts[table.where] = layout
        self._take(table, rest, layout)

    # Each row goes to the first branch that fits. The branches are in order from the most certain to the least:
    # deleted, blank, headings again, a total, an entry, a heading of a section. Every branch puts the row on one list,
    # and the last branch rejects the row with a reason. Entries, rejected rows and skipped rows therefore add up to all
    # the rows.
    def _take(self, table: Table, rows: Sequence[Row], layout: Layout) -> None:
        """Sort the rows below the headings."""
        above: Cell = ""
        for row in rows:
            for mark in row.marks:
                self.odd[table.where, mark].append(row.number)
            if row.deleted:
                self._put_aside(table, row, "a tracked deletion of the whole row", self.skipped)
            elif _is_empty(row):
                self._put_aside(table, row, "blank", self.skipped)
            elif _repeats(row, layout):
                self._put_aside(table, row, "headings again", self.skipped)
            elif _is_total(row, layout):
                self._put_aside(table, row, "a total", self.rejected)
            elif _says_something(row, layout):
                above = self._draft(table, row, layout, above)
            elif _is_banner(row):
                self.odd[
                    table.where, "only one cell has text: taken for a heading of a section, or a number, and skipped"
                ].append(row.number)
                self._put_aside(table, row, "a heading of a section, or a number alone", self.skipped)
            else:
                self._put_aside(
                    table,
                    row,
                    "only one cell has text, and it may be a heading of a section or an entry",
                    self.rejected,
                )

    def _put_aside_above(self, table: Table, row: Row, layout: Layout | None) -> None:
        """Put aside a row that is above the headings, or in a table without headings."""
        if layout is None:
            self._put_aside(table, row, "no headings of a chronology were found in this table", self.rejected)
        elif is_date_at(row, layout) and _says_something(row, layout):
            self._put_aside(table, row, "above the headings, and perhaps an entry", self.rejected)
        else:
            self._put_aside(table, row, "above the headings", self.skipped)

    def _put_aside(self, table: Table, row: Row, reason: str, among: list[OtherRow]) -> None:
        if _is_empty(row):
            reason, among = "blank", self.skipped
        among.append(OtherRow(_place(table, row), row.number, reason, _texts(row)))

    def _draft(self, table: Table, row: Row, layout: Layout, above: Cell) -> Cell:
        """Add the row as an entry, and return the date cell that rows below without a date may use."""
        content = read_row(row, layout, self.options, self.subjects(table.where), above)
        place = _place(table, row)
        for note in content.notes:
            self.odd[table.where, note].append(row.number)
        for name in content.strangers:
            self.strangers[name].append(place)
        draft = Draft(place, row.number, content.values, content.reference, content.is_own, _texts(row))
        self.drafts.append(draft)
        return content.date


def _goes_on(rows: Sequence[Row], layout: Layout) -> bool:
    """Return whether rows without headings continue the table before.

    They do if the first row with content has as many columns as that table, and a date in the same column.
    """
    first = next((row for row in rows if not _is_empty(row)), None)
    return first is not None and len(first.cells) == len(layout.headings) and is_date_at(first, layout)


def _repeats(row: Row, layout: Layout) -> bool:
    """Return whether a row repeats the headings: each cell is blank or equals its heading, and at least two do."""
    same = 0
    for place, cell in enumerate(row.cells):
        words = plain(as_text(cell))
        if words and (place >= len(layout.plain) or words != layout.plain[place]):
            return False
        same += bool(words)
    return same > 1


# A row with only a date is an entry if the date is a day or a range. A month or a year alone is a heading above the
# entries of that month or year. Text that a template fills in beforehand (a number, a time, the agency) makes a row an
# entry only together with a date.
def _says_something(row: Row, layout: Layout) -> bool:
    """Return whether a row is an entry: it has words, or a date and text of a template, or a day or range alone."""
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


def _is_total(row: Row, layout: Layout) -> bool:
    """Return whether a row has no date and its first word is "total" or "totals"."""
    words = next((plain(as_text(cell)) for cell in row.cells if not is_blank(cell)), "").split()
    return words[:1] in (["total"], ["totals"]) and not is_date_at(row, layout)


def _is_banner(row: Row) -> bool:
    """Return whether the first text of a row may be a heading of a section: a date, a number or a few words."""
    text = next(as_text(cell) for cell in row.cells if not is_blank(cell)).strip()
    words = text.split()
    has_digit = any(map(str.isdigit, text))
    return parsed(text) is not None or len(words) <= (_WORDS_WITH_DIGITS if has_digit else _WORDS_OF_BANNER)


def _is_empty(row: Row) -> bool:
    return all(map(is_blank, row.cells))


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(map(as_text, row.cells))


def _place(table: Table, row: Row) -> str:
    return f"{table.where}, row {row.number}" if table.where else f"row {row.number}"

"""The rows of tables: those that are entries, and an account of all others."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import attrs

from safeguard_model.chronology.opening.tables import as_text
from safeguard_model.chronology.reading.date_cells import dated, is_blank, parsed
from safeguard_model.chronology.reading.entries import read_row
from safeguard_model.chronology.reading.headings import is_date_at, layout_of, plain, with_second_row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from safeguard_model.chronology.opening.tables import Cell, Row, Table
    from safeguard_model.chronology.reading.entries import ReadOptions
    from safeguard_model.chronology.reading.headings import Layout

__all__ = ["Draft", "OtherRow", "Rows"]

_WORDS_WITH_DIGITS, _WORDS_OF_BANNER = 2, 8
_FILLED_IN: Final = frozenset({"ref", "id", "time", "agency"})
"""What templates have in a row before anybody writes an entry into it."""


@attrs.frozen
class OtherRow:
    """A row that is not an entry: its place, the reason, and its cells."""

    where: str
    """The table and row: ``sheet 2, row 14``."""
    number: int
    """The row's number in its table, from 1."""
    reason: str
    """Why it is not an entry."""
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
    cells: tuple[str, ...] = attrs.field(repr=False)


class Rows:
    """The rows of a file, sorted out one table after the other; remarks are collected by place."""

    def __init__(self, options: ReadOptions, subjects: Callable[[str], tuple[str, ...]]) -> None:
        self.options = options
        self.subjects = subjects
        self.drafts: list[Draft] = []
        self.rejected: list[OtherRow] = []
        self.skipped: list[OtherRow] = []
        self.strangers: dict[str, list[str]] = defaultdict(list)
        """The names that mean nobody known, and the rows they stand in."""
        self.odd: dict[tuple[str, str], list[int]] = defaultdict(list)
        """What was odd, by table and in words, and in which rows."""
        self.layouts: dict[str, Layout] = {}
        """By table."""
        self._last: Layout | None = None

    def read(self, table: Table) -> None:
        """Take in every row of a table."""
        headed = layout_of(table.rows, self.options.roles)
        last, at = self._last, len(table.rows) if headed is None else headed[0]
        before = table.rows[:at]
        if last is not None and _goes_on(before, last):
            self.odd[table.where, "without headings: read under those of the table before"] = []
            self._take(table, before, last)
        else:
            for row in before:
                self._put_aside_above(table, row, None if headed is None else headed[1])
        if headed is not None:
            self._take_below(table, at, headed[1])

    def _take_below(self, table: Table, at: int, layout: Layout) -> None:
        """Take in the headings, in one row or in two, and the rows below them."""
        self._put_aside(table, table.rows[at], "headings", self.skipped)
        rest = table.rows[at + 1 :]
        second = with_second_row(layout, rest[0]) if rest else None
        if second is not None:
            self._put_aside(table, rest[0], "headings, the second row", self.skipped)
            layout, rest = second, rest[1:]
        self._last = self.layouts[table.where] = layout
        self._take(table, rest, layout)

    # Each row goes one way, tried from the most certain to the least: deleted, blank, headings again, a total, an
    # entry, a banner. Every branch files the row, and the last one rejects it with a reason. So entries, rejected and
    # skipped rows add up to the rows of the file.
    def _take(self, table: Table, rows: Sequence[Row], layout: Layout) -> None:
        """Take in the rows below headings."""
        above: Cell = ""
        for row in rows:
            for mark in row.marks:
                self.odd[table.where, mark].append(row.number)
            if row.deleted:
                self._put_aside(table, row, "its deletion is tracked", self.skipped)
            elif _is_empty(row):
                self._put_aside(table, row, "blank", self.skipped)
            elif _repeats(row, layout):
                self._put_aside(table, row, "headings again", self.skipped)
            elif _is_total(row, layout):
                self._put_aside(table, row, "a total", self.rejected)
            elif _says_something(row, layout):
                above = self._draft(table, row, layout, above)
            elif _is_banner(row):
                self.odd[table.where, "one cell alone, taken for a banner or a number"].append(row.number)
                self._put_aside(table, row, "a banner, or a number alone", self.skipped)
            else:
                self._put_aside(table, row, "one cell alone, where there is no entry: a banner, or one?", self.rejected)

    def _put_aside_above(self, table: Table, row: Row, layout: Layout | None) -> None:
        """Put aside a row above the headings, or of a table that has none."""
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
        """Take in an entry; gives the date that a blank one below it represents."""
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
    """Return whether rows without headings continue the table before: as many columns, and dates where dates were."""
    first = next((row for row in rows if not _is_empty(row)), None)
    return first is not None and len(first.cells) == len(layout.headings) and is_date_at(first, layout)


def _repeats(row: Row, layout: Layout) -> bool:
    """Return whether a row repeats the headings: each cell is empty or equals its heading."""
    same = 0
    for place, cell in enumerate(row.cells):
        words = plain(as_text(cell))
        if words and (place >= len(layout.plain) or words != layout.plain[place]):
            return False
        same += bool(words)
    return same > 1


# A row with nothing but a date is an entry only if the date is a day: a month or a year alone is a banner above the
# entries of that month. What templates fill in beforehand (numbers, times, the agency) says nothing by itself.
def _says_something(row: Row, layout: Layout) -> bool:
    """Return whether a row says more than a date that is not a day, or text that templates fill in beforehand."""
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
    """Return whether a row without a date begins with the word total."""
    words = next((plain(as_text(cell)) for cell in row.cells if not is_blank(cell)), "").split()
    return words[:1] in (["total"], ["totals"]) and not is_date_at(row, layout)


def _is_banner(row: Row) -> bool:
    """Return whether the only text in a row is a number, a month or year, or a few words: no more than a banner."""
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

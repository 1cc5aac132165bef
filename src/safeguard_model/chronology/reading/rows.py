"""The sorting of the rows of a file into entries and other rows. Every other row gets a reason."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import attrs

from safeguard_model.chronology.opening.tables import PLACEHOLDER, as_text
from safeguard_model.chronology.reading.date_cells import dated, is_blank, is_date, parsed
from safeguard_model.chronology.reading.date_columns import (
    CARRIED,
    date_columns,
    layout_with_parts,
    second_row_of_parts,
)
from safeguard_model.chronology.reading.entries import read_row
from safeguard_model.chronology.reading.guidance import (
    PERHAPS_EXAMPLE,
    PLACEHOLDERS,
    Aside,
    aside_of,
    is_example_alone,
    without_placeholders,
)
from safeguard_model.chronology.reading.headings import is_date_at, plain, with_second_row
from safeguard_model.chronology.reading.sections import ALONE, PERIOD, STRETCH, Section
from safeguard_model.chronology.reading.torn_cells import without_marks, without_marks_at
from safeguard_model.chronology.reading.turned import LOOKS, TO_DO, look_of, turned
from safeguard_model.discreet import Discreet
from safeguard_model.progress import followed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from safeguard_model.chronology.opening.tables import Cell, Row, Table
    from safeguard_model.chronology.reading.date_columns import DateColumns
    from safeguard_model.chronology.reading.headings import Layout
    from safeguard_model.chronology.reading.read_options import ReadOptions
    from safeguard_model.chronology.reading.turned import Turned
    from safeguard_model.progress import Progress

__all__ = ["Draft", "OtherRow", "Rows"]

_WORDS_WITH_DIGITS, _WORDS_OF_BANNER = 2, 8
_OF_DATES: Final = ("when", "time", "end", "end_time")
_FILLED_IN: Final = frozenset({"ref", "id", "time", "agency"})
"""The roles of columns that a template may fill in before anybody writes an entry into the row."""
NO_ROWS: Final = "headings, and no rows with content below them"
ERROR: Final = "an error of the spreadsheet in place of what a formula would give: kept as it is"
_ERRORS: Final = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)
"""The texts that Excel shows in a cell whose formula has no result."""


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
    unread: frozenset[str] = frozenset()
    """The roles of the columns of the date, the time and the end whose cells were not read."""


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
        self.count = 0
        """The number of rows so far: of columns, in a transposed table."""
        self.look = ""
        """What a table without known headings looks like, in words, and what to do; or an empty text."""
        self.units: dict[str, str] = {}
        """``column`` by the name of each table whose entries are columns, as it is transposed."""
        self._unit = "row"
        """The word for what has the number of an entry: ``column`` in a transposed table."""
        self._last: tuple[Layout, DateColumns | None] | None = None
        """The last layout so far, for a table without headings that continues the table before."""
        self._passing: Iterator[Row] = iter(())
        """All rows in the order of sorting. The next one is taken whenever a row is sorted, to show the progress."""

    def read(self, tables: Sequence[Table], progress: Progress) -> None:
        """Sort every row of every table, while the rows pass through the hook `progress`.

        A form is read only if no table has headings in a row: it is otherwise rather the cover of the chronology.
        """
        own, are_people = self.options.roles, self.options.names.are_people
        headed = [(table, layout_with_parts(table.rows, own, are_people)) for table in tables]
        may_be_forms = not any(found for _, found in headed)
        forms = [turned(table, own) if may_be_forms else None for table in tables]
        rows = [row for table, form in zip(tables, forms, strict=True) for row in (form or table).rows]
        self._passing = iter(followed(rows, progress, len(rows), "reading rows", "read_chronology"))
        for (table, found), form in zip(headed, forms, strict=True):
            if form is not None:
                self._take_turned(table, form)
            else:
                self._read(table, found)
        next(self._passing, None)  # so that the hook learns of the end

    def _read(self, table: Table, headed: tuple[int, Layout] | None) -> None:
        self.count += len(table.rows)
        last, at = self._last, len(table.rows) if headed is None else headed[0]
        before = table.rows[:at]
        if last is not None and _goes_on(before, last[0]):
            self.odd[table.where, "no headings: read under the headings of the table before"] = []
            self._take(table, before, *last)
        else:
            look = look_of(table, self.options.roles) if headed is None else ""
            if look:
                self.look = self.look or f"{LOOKS[look]}; {TO_DO}"
                self.odd[table.where, f"{LOOKS[look]}: not read"] = []
            for row in before:
                self._put_aside_above(table, row, None if headed is None else headed[1])
        if headed is not None:
            self._take_below(table, at, headed[1])

    def _take_turned(self, table: Table, form: Turned) -> None:
        """Sort the entries of a form or of a transposed table, and its other lines or columns."""
        self.count += form.count
        self.odd[table.where, form.note] = []
        self.layouts[table.where] = form.layout
        for line in form.asides:
            self._unit = line.unit
            self._put_aside(table, line.row, line.reason, self.skipped if line.is_certain else self.rejected)
        for row in table.rows:
            for mark in _marks(row):
                self.odd[table.where, f"row {row.number}: {mark}"] = []
        self._unit = self.units[table.where] = form.unit
        self._take(table, form.entries, form.layout, None)
        self._unit = "row"

    def _take_below(self, table: Table, at: int, layout: Layout) -> None:
        """Sort the headings, which are in one row or in two, and the rows below them."""
        self._put_aside(table, table.rows[at], "headings", self.skipped)
        rest = table.rows[at + 1 :]
        second = None
        if rest:
            second = second_row_of_parts(layout, rest[0]) or with_second_row(layout, rest[0])
        if second is not None:
            self._put_aside(table, rest[0], "headings, the second row", self.skipped)
            layout, rest = second, rest[1:]
        parts = date_columns(layout, self.options.roles)
        self.layouts[table.where] = layout if parts is None else parts.shown(layout)
        if parts is not None:
            self.odd[table.where, parts.note] = []
        if all(map(_is_empty, rest)):
            self.odd[table.where, NO_ROWS] = []
        self._last = layout, parts
        self._take(table, rest, layout, parts)

    # Each row goes to the first branch that fits. The branches are in order from the most certain to the least: rows
    # that say themselves that they are no entry (`_aside_of_row`), a date above the rows below it, an entry, a heading
    # of a section. Every branch puts the row on one list, and the last branch rejects the row with a reason. Entries,
    # rejected rows and skipped rows therefore add up to all the rows. What is put aside is the row as it is in the
    # file; what is read as an entry is the row with the date that its columns and the headings above it give together.
    def _take(self, table: Table, rows: Sequence[Row], layout: Layout, parts: DateColumns | None) -> None:
        """Sort the rows below the headings."""
        above: Cell = ""
        entries_before = len(self.drafts)
        is_after_example = False
        of_dates = {place for role in _OF_DATES for place in layout.places(role)}
        of_dates |= set() if parts is None else {*parts.places}
        bare = [without_marks_at(row, of_dates) for row in rows]
        whole = [without_placeholders(row if parts is None else parts.joined(row)) for row in bare]
        columns = {*layout.places("when"), *layout.places("end")}
        cells = chain.from_iterable(row.cells[place : place + 1] for row in whole for place in columns)
        options = self.options.for_dates(cells)
        section = Section(options.dated, options.order or "dmy")
        if parts is not None and parts.carried:
            self.odd[table.where, CARRIED] = parts.carried
        for at, row in enumerate(rows):
            for mark in _marks(row):
                self.odd[table.where, mark].append(row.number)
            aside = _aside_of_row(row, whole[at], layout, is_first=len(self.drafts) == entries_before)
            if aside is not None:
                self._set_aside(table, row, aside)
                is_after_example = is_example_alone(row)
            elif is_after_example:
                self._set_aside(table, row, Aside(PERHAPS_EXAMPLE, is_certain=False))
                is_after_example = False
            elif period := section.period_at(whole, at, layout):
                section.enter(period)
                above = section.day or above
                self._set_aside(table, row, Aside(PERIOD, is_certain=True))
            elif stretch := section.stretch_at(whole, at, layout):
                section.enter_stretch(stretch)
                self._set_aside(table, row, Aside(STRETCH, is_certain=True))
            else:
                read, note = _with_date(whole[at], layout, section)
                if section.is_left_at(read, layout):
                    section.leave()
                if _says_something(read, layout):
                    notes = [note, ALONE if _is_date_alone(read, layout) else ""]
                    for words in filter(None, notes):
                        self.odd[table.where, words].append(row.number)
                    above = self._draft(table, row, read, layout, options=options, above=above)
                else:
                    self._put_aside_alone(table, row)

    def _set_aside(self, table: Table, row: Row, aside: Aside) -> None:
        """Skip a row that is certainly no entry, reject one that may be an entry, and say so in a note."""
        if aside.is_noted:
            done = "skipped" if aside.is_certain else "rejected"
            self.odd[table.where, f"{aside.reason}: {done}"].append(row.number)
        self._put_aside(table, row, aside.reason, self.skipped if aside.is_certain else self.rejected)

    def _put_aside_alone(self, table: Table, row: Row) -> None:
        """Put aside a row in which nothing but a few words, a number or a date is filled in."""
        if _is_banner(row):
            self.odd[
                table.where, "only one cell has text: taken for a heading of a section, or a number, and skipped"
            ].append(row.number)
            self._put_aside(table, row, "a heading of a section, or a number alone", self.skipped)
        else:
            reason = "only one cell has text, and it may be a heading of a section or an entry"
            self._put_aside(table, row, reason, self.rejected)

    def _put_aside_above(self, table: Table, row: Row, layout: Layout | None) -> None:
        """Put aside a row that is above the headings, or in a table without headings."""
        if layout is None:
            self._put_aside(table, row, "no headings of a chronology were found in this table", self.rejected)
        elif is_date_at(row, layout) and _says_something(row, layout):
            self._put_aside(table, row, "above the headings, and perhaps an entry", self.rejected)
        else:
            self._put_aside(table, row, "above the headings", self.skipped)

    def _put_aside(self, table: Table, row: Row, reason: str, among: list[OtherRow]) -> None:
        next(self._passing)
        if _is_empty(row) and PLACEHOLDER not in row.marks:
            reason, among = "blank", self.skipped
        among.append(OtherRow(_place(table, row, self._unit), row.number, reason, _texts(row)))

    def _draft(self, table: Table, row: Row, read: Row, layout: Layout, *, options: ReadOptions, above: Cell) -> Cell:
        """Add a row as an entry, and return the date cell that rows below without a date may use.

        `row` is the row as it is in the file, and `read` is the row with its whole date and without placeholders.
        """
        next(self._passing)
        content = read_row(read, layout, options, self.subjects(table.where), above)
        date = _date_with_marks(row, layout)
        if date and not content.is_own:
            content.values["when_as_written"] = content.values["when_as_written"] or date
        place = _place(table, row, self._unit)
        for note in content.notes:
            self.odd[table.where, note].append(row.number)
        for name in content.strangers:
            self.strangers[name].append(place)
        values, texts = content.values, _texts(row)
        draft = Draft(place, row.number, values, content.reference, content.is_own, texts, content.unread)
        self.drafts.append(draft)
        return content.date


def _date_with_marks(row: Row, layout: Layout) -> str:
    """Return the text of the date as written, if it has quotation marks around it, else an empty text."""
    place = layout.roles.index("when")
    cell = row.cells[place] if place < len(row.cells) else ""
    return "" if without_marks(cell) is cell else as_text(cell).strip()


def _marks(row: Row) -> tuple[str, ...]:
    """Return what was odd about a row, and whether an error of a spreadsheet is in it."""
    return row.marks if _ERRORS.isdisjoint(row.cells) else (*row.marks, ERROR)


def _with_date(row: Row, layout: Layout, section: Section) -> tuple[Row, str]:
    """Return a row with the date that the headings of sections above it complete or give, and a note or empty text."""
    place = layout.roles.index("when")
    before = row.cells[place] if place < len(row.cells) else ""
    cell, note = section.dated(before)
    if cell is before:
        return row, note
    cells = [*row.cells, *[""] * (place + 1 - len(row.cells))]
    cells[place] = cell
    return attrs.evolve(row, cells=tuple(cells)), note


def _aside_of_row(row: Row, read: Row, layout: Layout, *, is_first: bool) -> Aside | None:
    """Return the reason why a row below the headings is no entry; None if it may be an entry or a heading of a section.

    `read` is the row without placeholders, and `is_first` says whether it is between the headings and the first entry.
    """
    if row.deleted:
        return Aside("a tracked deletion of the whole row", is_certain=True, is_noted=False)
    if _is_empty(row):
        reason = PLACEHOLDERS if PLACEHOLDER in row.marks else "blank"
        return Aside(reason, is_certain=True, is_noted=reason != "blank")
    if _repeats(row, layout):
        return Aside("headings again", is_certain=True, is_noted=False)
    if _is_total(read, layout):
        return Aside("a total", is_certain=False, is_noted=False)
    if read.cells != row.cells and _is_template(read, layout):
        return Aside(PLACEHOLDERS, is_certain=True)
    return aside_of(row, layout, is_first=is_first)


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
    return (is_day and is_date(date)) if is_date_alone else date != ""


def _is_date_alone(row: Row, layout: Layout) -> bool:
    """Return whether only the cells of the date have text."""
    dates = layout.places("when")
    return all(is_blank(cell) or place in dates for place, cell in enumerate(row.cells))


def _is_template(row: Row, layout: Layout) -> bool:
    """Return whether a row has no text but what a template fills in beforehand, such as a number."""
    roles = (*layout.roles, *[None] * (len(row.cells) - len(layout.roles)))
    return all(is_blank(cell) or role in _FILLED_IN for cell, role in zip(row.cells, roles, strict=False))


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


def _place(table: Table, row: Row, unit: str) -> str:
    return f"{table.where}, {unit} {row.number}" if table.where else f"{unit} {row.number}"

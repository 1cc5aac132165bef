"""The cells of a spreadsheet as calamine reads them, turned into the rows of a table."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from safeguard_model.chronology.opening.struck_cells import STRUCK
from safeguard_model.chronology.opening.tables import Cell, Row, Table, without_blank_end
from safeguard_model.dates import When
from safeguard_model.dates.when import to_when
from safeguard_model.discreet import Discreet
from safeguard_model.errors import InvalidFile, MissingExtra, counted
from safeguard_model.formats.problems import problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from io import BytesIO
    from types import ModuleType

    from safeguard_model.chronology.opening.workbook_parts import Sheet

__all__ = [
    "DAMAGED",
    "Area",
    "SheetCells",
    "calamine",
    "is_seen",
    "notes_on_charts",
    "opened",
    "require_readable",
    "table_of",
]

_Value: TypeAlias = str | float | bool | date | time | timedelta
Area: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""A merged area: the row and column of its first cell, and those of its last cell, from 0."""

_EXACT: Final = 1e15  # whole numbers below this are written with all their digits
_HALF: Final = timedelta(milliseconds=500)


DAMAGED: Final = "the workbook is damaged: open it and save a copy"


@attrs.frozen(eq=False)
class SheetCells(Discreet):
    """What calamine reads from a sheet."""

    rows: list[list[Any]] = attrs.field(repr=False)
    """The values of the cells, row by row."""
    merged: list[Area]
    """The merged areas."""
    is_hidden: bool
    """Whether the sheet is hidden."""


def calamine() -> ModuleType:
    """Return the module of calamine. Raises MissingExtra if it is not installed."""
    try:
        import python_calamine
    except ImportError:
        pass
    else:
        return python_calamine
    raise MissingExtra("excel")


def opened(calamine: ModuleType, file: BytesIO) -> list[SheetCells | None] | None:
    """Return the cells of each sheet, with None for a sheet that is not a worksheet, such as a chart.

    Return None if the workbook cannot be read.
    """
    try:
        with calamine.load_workbook(file) as book:
            return [_cells(calamine, book, number) for number in range(len(book.sheets_metadata))]
    except BaseException as error:
        # Neither calamine's errors nor its panics are passed on: they may quote a cell. A panic is a BaseException.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
    return None


def _cells(calamine: ModuleType, book: Any, number: int) -> SheetCells | None:
    about = book.sheets_metadata[number]
    if about.typ != calamine.SheetTypeEnum.WorkSheet:
        return None
    sheet = book.get_sheet_by_index(number)
    return SheetCells(
        sheet.to_python(skip_empty_area=False),
        sheet.merged_cell_ranges or [],
        about.visible != calamine.SheetVisibleEnum.Visible,
    )


def is_seen(sheet: Sheet, cells: SheetCells | None) -> bool:
    """Return whether calamine has found the content of a sheet, if there is any.

    If calamine cannot find a sheet's content, it raises no error and gives no rows.
    """
    return cells is None or bool(cells.rows) or not sheet.has_content


def require_readable(sheets: Iterable[Sheet]) -> None:
    """Check that every sheet can be read. Raises InvalidFile with the problems of all that cannot."""
    problems = [
        problem("sheet", sheet.problem, f"sheet {number}")
        for number, sheet in enumerate(sheets, start=1)
        if sheet.problem
    ]
    if problems:
        raise InvalidFile(problems)


def notes_on_charts(sheets: Iterable[SheetCells | None]) -> list[str]:
    """Return a note for each sheet that is not a worksheet."""
    return [
        f"sheet {number} is a chart or other sheet without a table: not read"
        for number, cells in enumerate(sheets, start=1)
        if cells is None
    ]


def table_of(
    number: int, sheet: Sheet, cells: SheetCells, remarks: Iterable[str], mend: Callable[[str], str] | None = None
) -> Table:
    """Return the table of a sheet. `mend` is a function for every text that calamine gives, if one is needed."""
    days = _Days()
    rows = [_row(values, days) for values in cells.rows]
    if mend is not None:
        rows = [[mend(cell) if type(cell) is str else cell for cell in row] for row in rows]
    marks: dict[int, list[str]] = {}
    for place in sheet.hidden:
        marks.setdefault(place - 1, []).append("hidden row")
    for place in sheet.struck:
        marks.setdefault(place - 1, []).append(STRUCK)
    _coarsen(rows, sheet, marks)
    merged = _spread(rows, cells.merged, marks)
    made = [Row(place, tuple(row)) for place, row in enumerate(rows, start=1)]
    for place, words in marks.items():
        if place < len(made):
            made[place] = attrs.evolve(made[place], marks=tuple(words))
    notes = ["hidden sheet"] if cells.is_hidden else []
    hidden = sum(place <= len(rows) for place in sheet.hidden)
    if hidden:
        notes.append(counted(hidden, "hidden row"))
    if sheet.has_hidden_columns:
        notes.append("hidden columns")
    if merged:
        notes.append(counted(merged, "merged cell"))
    if sheet.without_result:
        notes.append(f"{counted(sheet.without_result, 'formula')} without a result, read as blank")
    return Table(f"sheet {number}", without_blank_end(made), (*notes, *remarks))


def _row(values: Iterable[Any], days: _Days) -> list[Cell]:
    row: list[Cell] = []
    for value in values:
        kind = type(value)
        if kind is str:
            row.append(value)
        elif kind is date:
            row.append(days[value])
        else:
            row.append(_cell(value))
    return row


def _coarsen(rows: list[list[Cell]], sheet: Sheet, marks: dict[int, list[str]]) -> None:
    """Reduce each date of which the sheet shows only the month or the year to that month or year.

    If somebody types ``Mar-16``, Excel holds the first day of the month, but shows only the month.
    """
    for (place, column), unit in sheet.coarse.items():
        cell = rows[place][column] if place < len(rows) and column < len(rows[place]) else ""
        if isinstance(cell, When):
            rows[place][column] = When(cell.text[: len("2016-03")] if unit == "month" else cell.text[: len("2016")])
            marks.setdefault(place, []).append(f"a date shown as a {unit}, and read as a {unit}")


def _spread(rows: list[list[Cell]], areas: list[Area], marks: dict[int, list[str]]) -> int:
    """Copy the first cell of each merged area into the rows below it, and return the number of areas."""
    height = len(rows)
    spread: set[tuple[int, int]] = set()
    for (top, left), (bottom, _) in areas:
        for place in range(top + 1, min(bottom + 1, height)):
            if left >= len(rows[place]) or (place, left) in spread:
                break  # the area lies outside the cells, or overlaps another, which Excel never writes
            spread.add((place, left))
            rows[place][left] = rows[top][left]
            words = marks.setdefault(place, [])
            if "merged with the row above" not in words:
                words.append("merged with the row above")
    return len(areas)


class _Days(dict[date, When]):
    """A cache of the When of each day: a sheet often has the same day many times."""

    def __missing__(self, day: date) -> When:
        self[day] = when = to_when(day)
        return when


def _cell(value: _Value) -> Cell:
    """Return a cell's value as a `When`, a `time`, or a text such as "TRUE", "12" or, for a duration, "26:30"."""
    if isinstance(value, time):
        return _whole(datetime.combine(date.max, value)).time() if value.microsecond else value
    if isinstance(value, date):
        return to_when(_whole(value) if isinstance(value, datetime) else value)
    if isinstance(value, timedelta):
        return _lasting(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    return str(int(value)) if abs(value) < _EXACT and value == int(value) else repr(value)


_LAST: Final = datetime(9999, 12, 31, 23, 59, 59)  # noqa: DTZ001 - times are the UK local clock


def _whole(value: datetime) -> datetime:
    """Round to the nearest second: spreadsheets hold times as fractions of a day."""
    return (min(value, _LAST) + _HALF).replace(microsecond=0) if value.microsecond else value


def _lasting(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    minutes, seconds = divmod(abs(seconds), 60)
    sign = "-" if value < timedelta() else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")

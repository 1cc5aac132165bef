"""The reader of Excel workbooks: calamine reads the cells, and `workbook_parts` reads what calamine leaves out."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from safeguard_model.chronology.opening.archive import Package, read_bytes, unpack
from safeguard_model.chronology.opening.office_parts import beside
from safeguard_model.chronology.opening.tables import Cell, Row, Table, Tables, count, refusal, without_blank_end
from safeguard_model.chronology.opening.workbook_parts import (
    BOOK,
    Sheet,
    coarse_styles,
    describe_sheet,
    parts_of_sheets,
    without_blank_cells,
)
from safeguard_model.dates import When
from safeguard_model.dates.when import to_when
from safeguard_model.discreet import Discreet
from safeguard_model.errors import InvalidFile, MissingExtra
from safeguard_model.formats.problems import problem

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable
    from types import ModuleType

__all__ = ["read_workbook"]

_Value: TypeAlias = str | float | bool | date | time | timedelta
_Area: TypeAlias = tuple[tuple[int, int], tuple[int, int]]

_DAMAGED: Final = "the workbook is damaged: open it and save a copy"
_SIZE: Final = re.compile(rb"""ount\s*=\s*["'][^"'<]{8,}["']""")
_ERROR: Final = re.compile(rb"""(<(?:[^\s<>:/]*:)?c\s[^>]*?\bt=)["']e["']""")
_COMMENT: Final = re.compile(rb"<(?:\w+:)?comment[\s>]")
# Excel writes a character that XML cannot hold as a code, such as _x001F_. If the text itself looks like such a code,
# Excel writes its underscore as _x005F_. Versions of calamine decode these codes differently. The underscore is
# therefore replaced before reading with a character that no text contains, and the codes are decoded here afterwards.
_ESCAPED: Final = re.compile(rb"_(?=x[0-9A-Fa-f]{4}_)")
_HIDDEN: Final = "﷐"
_CODE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EXACT: Final = 1e15  # whole numbers below this are written with all their digits
_HALF: Final = timedelta(milliseconds=500)


def read_workbook(path: str | os.PathLike[str]) -> Tables:
    """Return a table for each worksheet; hidden sheets are included. Other sheets, such as charts, get only a note.

    Raises InvalidFile if the workbook cannot be read, and MissingExtra if calamine is not installed.
    """
    package = unpack(read_bytes(path), "xlsx")
    parts = parts_of_sheets(package)
    package.parts.update((part, without_blank_cells(package.parts[part])) for part in parts if part in package.parts)
    coarse = coarse_styles(package)
    sheets = [describe_sheet(package.parts.get(part), coarse) for part in parts]
    problems = [
        problem("sheet", sheet.problem, f"sheet {number}")
        for number, sheet in enumerate(sheets, start=1)
        if sheet.problem
    ]
    if problems:
        raise InvalidFile(problems)
    if any(_SIZE.search(data) for part, data in package.parts.items() if part not in parts):
        raise refusal("content", "the workbook gives an impossible size for one of its parts: open it and save a copy")
    given, has_codes = _for_calamine(package, parts)
    sheets_read = _opened(_calamine(), given)
    if not sheets_read or len(sheets_read) != len(parts) or not all(map(_is_seen, sheets, sheets_read)):
        raise refusal("content", _DAMAGED)
    tables = [
        _table(number, sheet, cells, _remarks(package, part), has_codes=has_codes)
        for number, (part, sheet, cells) in enumerate(zip(parts, sheets, sheets_read, strict=True), start=1)
        if cells is not None
    ]
    others = [
        f"sheet {number} is a chart or other sheet without a table: not read"
        for number, cells in enumerate(sheets_read, 1)
        if cells is None
    ]
    return Tables(tuple(tables), tuple(others))


@attrs.frozen(eq=False)
class _Cells(Discreet):
    """What calamine reads from a sheet."""

    rows: list[list[Any]] = attrs.field(repr=False)
    """The values of the cells, row by row."""
    merged: list[_Area]
    """The merged areas: for each, the row and column of its first and last cell, from 0."""
    is_hidden: bool
    """Whether the sheet is hidden."""


def _is_seen(sheet: Sheet, cells: _Cells | None) -> bool:
    """Return whether calamine has found the content of a sheet, if there is any.

    If calamine cannot find a sheet's content, it raises no error and gives no rows.
    """
    return cells is None or bool(cells.rows) or not sheet.has_content


def _calamine() -> ModuleType:
    try:
        import python_calamine
    except ImportError:
        pass
    else:
        return python_calamine
    raise MissingExtra("excel")


def _for_calamine(package: Package, sheets: list[str]) -> tuple[Package, bool]:
    """Return the workbook with only the parts that calamine needs, and whether its texts contain codes.

    A code stands for a character that XML cannot hold, such as ``_x001F_``; its first underscore is replaced. Error
    cells (``#N/A``) are changed to texts.
    """
    beside_book = {part for _, part in beside(package, BOOK).values()}
    wanted = {"[Content_Types].xml", "_rels/.rels", BOOK, "xl/_rels/workbook.xml.rels", *beside_book, *sheets}
    parts = {name: data for name, data in package.parts.items() if name in wanted}
    has_codes = False
    for name, data in parts.items():
        if b't="e"' in data or b"t='e'" in data:
            parts[name] = _ERROR.sub(rb'\1"str"', data)
        if b"_" in data and _ESCAPED.search(data):
            parts[name] = _ESCAPED.sub(_HIDDEN.encode(), parts[name])
            has_codes = True
    return Package(parts), has_codes


def _opened(calamine: ModuleType, package: Package) -> list[_Cells | None] | None:
    """Return the cells of each sheet, with None for a sheet that is not a worksheet, such as a chart.

    Return None if the workbook cannot be read.
    """
    try:
        with calamine.load_workbook(package.zipped()) as book:
            return [_cells(calamine, book, number) for number in range(len(book.sheets_metadata))]
    except BaseException as error:
        # Neither calamine's errors nor its panics are passed on: they may quote a cell. A panic is a BaseException.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
    return None


def _cells(calamine: ModuleType, book: Any, number: int) -> _Cells | None:
    about = book.sheets_metadata[number]
    if about.typ != calamine.SheetTypeEnum.WorkSheet:
        return None
    sheet = book.get_sheet_by_index(number)
    return _Cells(
        sheet.to_python(skip_empty_area=False),
        sheet.merged_cell_ranges or [],
        about.visible != calamine.SheetVisibleEnum.Visible,
    )


def _table(number: int, sheet: Sheet, cells: _Cells, remarks: list[str], *, has_codes: bool) -> Table:
    days = _Days()
    rows = [_row(values, days) for values in cells.rows]
    if has_codes:
        rows = [[_unescaped(cell) if type(cell) is str else cell for cell in row] for row in rows]
    marks: dict[int, list[str]] = {}
    for place in sheet.hidden:
        marks.setdefault(place - 1, []).append("hidden row")
    _coarsen(rows, sheet, marks)
    merged = _spread(rows, cells.merged, marks)
    made = [Row(place, tuple(row)) for place, row in enumerate(rows, start=1)]
    for place, words in marks.items():
        if place < len(made):
            made[place] = attrs.evolve(made[place], marks=tuple(words))
    notes = ["hidden sheet"] if cells.is_hidden else []
    hidden = sum(place <= len(rows) for place in sheet.hidden)
    if hidden:
        notes.append(count(hidden, "hidden row"))
    if sheet.has_hidden_columns:
        notes.append("hidden columns")
    if merged:
        notes.append(count(merged, "merged cell"))
    if sheet.without_result:
        notes.append(f"{count(sheet.without_result, 'formula')} without a result, read as blank")
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


def _spread(rows: list[list[Cell]], areas: list[_Area], marks: dict[int, list[str]]) -> int:
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


def _unescaped(text: str) -> str:
    return _CODE.sub(_character, text.replace(_HIDDEN, "_")) if _HIDDEN in text else text


def _character(match: re.Match[str]) -> str:
    """Return the character that a code means. A code for a null character or a surrogate stays as written."""
    code = int(match[1], 16)
    return match[0] if code == 0 or 0xD800 <= code <= 0xDFFF else chr(code)


def _remarks(package: Package, part: str) -> list[str]:
    """Return notes on the content of a sheet that is not read: comments on cells, pictures and drawings."""
    near = Counter(kind for kind, _ in beside(package, part).values())
    comments = sum(
        len(_COMMENT.findall(package.parts.get(name, b"")))
        for kind, name in beside(package, part).values()
        if kind == "comments"
    )
    notes = [f"{count(comments, 'cell comment')} not read"] if comments else []
    return notes + (["pictures or drawings not read"] if near["drawing"] else [])

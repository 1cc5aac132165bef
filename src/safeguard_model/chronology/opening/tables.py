"""The data classes for the tables of a file: every row with its number, its cells, and what was odd."""

from __future__ import annotations

from datetime import time
from typing import Final, TypeAlias

import attrs

from safeguard_model.dates import When
from safeguard_model.discreet import Discreet
from safeguard_model.errors import InvalidFile, counted
from safeguard_model.formats.problems import problem

__all__ = ["PLACEHOLDER", "Cell", "Row", "Table", "Tables", "as_text", "refusal", "without_blank_end"]

Cell: TypeAlias = str | When | time
"""A cell: an empty text if blank; a `When` or a `time` if the spreadsheet holds a real date or time; else its text."""


PLACEHOLDER: Final = "placeholder text of a form field: left out"
"""The mark of a row with a form field that nobody has filled in."""


@attrs.frozen(eq=False)
class Row(Discreet):
    """A row of a table."""

    number: int
    """The row's number in its sheet, in its Word table, or among the records of a CSV file, from 1."""
    cells: tuple[Cell, ...] = attrs.field(repr=lambda cells: counted(len(cells), "cell"))
    """The cells of the row. Rows of one table may have different numbers of cells."""
    marks: tuple[str, ...] = ()
    """What was odd about the row, in words that contain no value from its cells."""
    deleted: bool = False
    """Whether a tracked change in Word deletes the whole row. Its cells still hold the deleted text."""


@attrs.frozen(eq=False)
class Table(Discreet):
    """The table of a CSV or TSV file, a sheet of a workbook, or a table of a Word document."""

    where: str
    """The name of the table: ``sheet 2``, ``table 1``, or an empty text for a CSV or TSV file."""
    rows: tuple[Row, ...] = attrs.field(repr=lambda rows: counted(len(rows), "row"))
    """Every row up to the last row with content; blank rows before that row are included."""
    notes: tuple[str, ...] = ()
    """What was odd about the table, in words that contain no value from its cells."""


@attrs.frozen
class Tables:
    """The tables of a file."""

    tables: tuple[Table, ...]
    """Every table in the order of the file; hidden sheets are included, charts are not."""
    notes: tuple[str, ...] = ()
    """What was odd about the file, in words that contain no value from its cells."""


def refusal(code: str, message: str, where: str = "") -> InvalidFile:
    """Return the error for a file that cannot be read.

    Raise the error outside any `except` block: it would otherwise show an inner error, which may quote the file.
    """
    return InvalidFile([problem(code, message, where)])


def as_text(cell: Cell) -> str:
    """Return a cell as text: a date in words, a time as ``14:30``, with seconds only if they are not zero."""
    if type(cell) is str:
        return cell
    if isinstance(cell, time):
        return f"{cell:%H:%M:%S}" if cell.second else f"{cell:%H:%M}"
    return str(cell)


def without_blank_end(rows: list[Row]) -> tuple[Row, ...]:
    """Return the rows up to the last row with content, or with the fields of a form that nobody has filled in."""
    end = len(rows)
    while end and not _has_content(rows[end - 1]):
        end -= 1
    return tuple(rows[:end])


def _has_content(row: Row) -> bool:
    return PLACEHOLDER in row.marks or any(not isinstance(cell, str) or cell.strip() for cell in row.cells)

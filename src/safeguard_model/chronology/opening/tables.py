"""The tables of a file, plain: every row that it holds, each with its number, and what was odd."""

from __future__ import annotations

from datetime import time
from typing import TypeAlias

import attrs

from safeguard_model.dates import When
from safeguard_model.errors import InvalidFile
from safeguard_model.formats.problems import problem

__all__ = ["Cell", "Row", "Table", "Tables", "as_text", "count", "refusal", "without_blank_end"]

Cell: TypeAlias = str | When | time
"""Blank is empty text; what a spreadsheet holds as a date or time is one already."""


@attrs.frozen
class Row:
    """A row of a table."""

    number: int
    """As the program shows it, from 1: of a sheet, of a Word table, of the records of a CSV file."""
    cells: tuple[Cell, ...] = attrs.field(repr=lambda cells: count(len(cells), "cell"))
    """Its cells; rows of one table may differ in how many they have."""
    marks: tuple[str, ...] = ()
    """What was odd about it, in words without values."""
    deleted: bool = False
    """Whether Word has the whole row down as deleted; its cells still hold what was in it."""


@attrs.frozen
class Table:
    """A table of text, a sheet of a spreadsheet or a table of a Word document."""

    where: str
    """Empty for text; ``sheet 2``, ``table 1``."""
    rows: tuple[Row, ...] = attrs.field(repr=lambda rows: count(len(rows), "row"))
    """Every row, blank ones between others too; blank ones after the last with content are left out."""
    notes: tuple[str, ...] = ()
    """What was odd about it, in words without values."""


@attrs.frozen
class Tables:
    """The tables of a file."""

    tables: tuple[Table, ...]
    """Every table, hidden ones too, in the order of the file."""
    notes: tuple[str, ...] = ()
    """What was odd about the file, in words without values."""


def refusal(code: str, message: str, where: str = "") -> InvalidFile:
    """Return the error for a file that cannot be read; raise it outside any handler."""
    return InvalidFile([problem(code, message, where)])


def as_text(cell: Cell) -> str:
    """Return a cell as text: a date in words, a time as ``14:30``, with seconds only if it has any."""
    if type(cell) is str:
        return cell
    if isinstance(cell, time):
        return f"{cell:%H:%M:%S}" if cell.second else f"{cell:%H:%M}"
    return str(cell)


def count(number: int, noun: str) -> str:
    """Return a number of things in words: ``1 row``, ``2 text boxes``."""
    if number == 1:
        return f"1 {noun}"
    ending = "es" if noun.endswith("x") else "s"
    return f"{number:,} {noun}{ending}"


def without_blank_end(rows: list[Row]) -> tuple[Row, ...]:
    """Return the rows up to the last with content."""
    end = len(rows)
    while end and not any(not isinstance(cell, str) or cell.strip() for cell in rows[end - 1].cells):
        end -= 1
    return tuple(rows[:end])

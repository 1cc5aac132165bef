"""The facts about the sheets of an ``.ods`` workbook that calamine does not give: size, hidden rows, merged areas."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final
from xml.parsers import expat

import attrs

from safeguard_model.chronology.opening.spreadsheet_cells import Area
from safeguard_model.chronology.opening.workbook_parts import Sheet, SheetBuilder
from safeguard_model.discreet import Discreet
from safeguard_model.errors import counted

__all__ = ["CONTENT", "OpenBook", "describe_open_document", "with_breaks", "without_drawings"]

CONTENT: Final = "content.xml"

_MOST_ROWS: Final = 1_048_576
_MOST_COLUMNS: Final = 16_384
_IN_WORDS: Final = {b"<text:line-break/>": b"\n", b"<text:tab/>": b"\t"}
_DRAWINGS: Final = tuple(
    re.compile(rb"<%b(?:\s[^<>]*[^/<>])?>(?:(?!<%b[\s>]).)*?</%b>" % (name, name, name), re.DOTALL)
    for name in (b"draw:text-box", b"draw:custom-shape")
)
_ASIDE: Final = {
    "office:annotation": "cell comment",
    "draw:text-box": "text box",
    "draw:custom-shape": "text box",
    "draw:image": "image",
    "draw:object": "embedded document",
}
"""The content of cells, or beside them, that is not read."""
_DATE_STYLE, _CELL_STYLE = "number:date-style", "style:style"


def with_breaks(xml: bytes) -> bytes:
    """Return the XML with line breaks and tabs as characters: calamine leaves them out."""
    for element, character in _IN_WORDS.items():
        xml = xml.replace(element, character)
    return xml


def without_drawings(xml: bytes) -> bytes:
    """Return the XML without the text of text boxes and shapes: calamine takes it for the text of the cell below."""
    for mark in _DRAWINGS if b"<draw:" in xml else ():
        number = 1
        while number:  # the innermost first: a text box may hold another
            xml, number = mark.subn(b"", xml)
    return xml


@attrs.frozen(eq=False)
class OpenBook(Discreet):
    """The facts about a workbook."""

    sheets: list[tuple[Sheet, list[Area] | None]]
    """The facts about each sheet, and its merged areas."""
    notes: list[str]
    """Notes on what is not read."""


def describe_open_document(xml: bytes) -> OpenBook | None:
    """Return the facts that the XML of a workbook gives, or None if it is damaged."""
    reader = _ContentReader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, _Impossible):
        return None
    notes = [f"{counted(number, noun)} not read" for noun, number in reader.unread.items()]
    return OpenBook(reader.sheets, notes)


class _Impossible(Exception):
    """The error for a row or a cell that is repeated more often than a sheet has rows or columns."""


# A cell or a row that is repeated is written once, with the number of times. Only cells with content count for the size
# of the sheet: most sheets end with a million blank rows, written as one.
class _ContentReader:
    """A reader of the XML of a workbook, which follows the position from row to row and from cell to cell."""

    def __init__(self) -> None:
        self.sheets: list[tuple[Sheet, list[Area] | None]] = []
        self.unread: Counter[str] = Counter()
        self._units: dict[str, str] = {}
        self._coarse: dict[str, str] = {}
        self._style = ""
        self._shown: set[str] = set()
        self._depth = 0
        self._builder = SheetBuilder({1: "month", 2: "year"})
        self._merged: list[Area] = []
        self._hidden = 0
        self._row = self._column = 0
        self._rows_repeated = self._cells_repeated = 1
        self._is_hidden = self._is_filled = False
        self._aside = 0
        self._cell: dict[str, str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self._depth += 1
            if self._depth == 1:
                self._start_sheet()
        elif self._depth == 0:
            self._start_style(name, attributes)
        elif self._depth == 1:
            self._start_content(name, attributes)

    def _start_style(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of the formats of dates that show no day, and of the styles of cells that use them."""
        if name == _DATE_STYLE:
            self._style, self._shown = attributes.get("style:name", ""), set()
        elif name.startswith("number:"):
            self._shown.add(name.removeprefix("number:"))
        elif name == _CELL_STYLE:
            unit = self._units.get(attributes.get("style:data-style-name", ""), "")
            if unit:
                self._coarse[attributes.get("style:name", "")] = unit

    def _start_sheet(self) -> None:
        self._builder, self._merged = SheetBuilder({1: "month", 2: "year"}), []
        self._row = 0

    def _start_content(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table-row":
            self._column = 0
            self._rows_repeated = _repeats(attributes, "table:number-rows-repeated", _MOST_ROWS)
            self._is_hidden = attributes.get("table:visibility", "visible") != "visible"
            self._is_filled = False
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            self._cell = attributes
            self._cells_repeated = _repeats(attributes, "table:number-columns-repeated", _MOST_COLUMNS)
            if attributes.get("office:value-type", attributes.get("calcext:value-type")):
                self._fill()
            elif "table:formula" in attributes:
                self._builder.without_result += 1
        elif name == "table:table-column":
            self._builder.has_hidden_columns |= attributes.get("table:visibility", "visible") != "visible"
        elif name in _ASIDE:
            self.unread[_ASIDE[name]] += 1
            self._aside += 1

    def text(self, text: str) -> None:
        if self._cell is not None and not self._aside and text.strip():
            self._fill()

    def _fill(self) -> None:
        """Take note that the cell has content, once for the cell: as far as it is repeated."""
        cell = self._cell or {}
        style = {"month": 1, "year": 2}.get(self._coarse.get(cell.get("table:style-name", ""), ""), 0)
        last = self._row + self._rows_repeated - 1
        self._builder.add(last, self._column + self._cells_repeated - 1, 0)
        if style and self._cells_repeated * self._rows_repeated == 1:
            self._builder.add(self._row, self._column, style)
        self._is_filled = True

    def end(self, name: str) -> None:
        if name == "table:table":
            self._depth -= 1
            if self._depth == 0:
                self.sheets.append((self._builder.sheet(), self._merged))
        elif name == _DATE_STYLE:
            if "year" in self._shown and not self._shown & {"day", "hours", "minutes", "seconds"}:
                self._units[self._style] = "month" if "month" in self._shown else "year"
        elif self._depth == 1:
            self._end_content(name)

    def _end_content(self, name: str) -> None:
        if name == "table:table-row":
            self._hidden += self._rows_repeated if self._is_hidden and self._is_filled else 0
            if self._row + self._rows_repeated > 2 * _MOST_ROWS or self._hidden > _MOST_ROWS:
                raise _Impossible
            if self._is_hidden and self._is_filled:
                self._builder.hidden |= set(range(self._row + 1, self._row + 1 + self._rows_repeated))
            self._row += self._rows_repeated
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            self._end_cell()
        elif name in _ASIDE:
            self._aside -= 1

    def _end_cell(self) -> None:
        cell = self._cell or {}
        down = _repeats(cell, "table:number-rows-spanned", _MOST_ROWS)
        across = _repeats(cell, "table:number-columns-spanned", _MOST_COLUMNS)
        if down > 1 or across > 1:
            at = self._row, self._column
            self._merged.append((at, (self._row + down - 1, self._column + across - 1)))
        self._column += self._cells_repeated
        self._cell = None


def _repeats(attributes: dict[str, str], name: str, most: int) -> int:
    text = attributes.get(name, "1")
    if not (text.isascii() and text.isdecimal()) or len(text) > 9 or int(text) > most:
        raise _Impossible
    return max(1, int(text))

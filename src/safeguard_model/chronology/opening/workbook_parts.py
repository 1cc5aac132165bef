"""The facts about a sheet that calamine does not give: its size, its hidden rows and columns, how it shows dates.

Most programs write the XML of a sheet in the same form. XML in this form is searched as bytes, which is fast. Any other
XML is parsed.
"""

from __future__ import annotations

import re
from operator import lt
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

import attrs

from safeguard_model.chronology.opening.office_parts import beside, name_of, root_of

if TYPE_CHECKING:
    from safeguard_model.chronology.opening.archive import Package

__all__ = ["BOOK", "MAX_CELLS", "Sheet", "coarse_styles", "describe_sheet", "parts_of_sheets", "without_blank_cells"]

BOOK: Final = "xl/workbook.xml"

MAX_CELLS: Final = 4_000_000
"""The largest number of cells in a sheet, from its first row and column to the last row and column with content."""

_LEAST_COLUMNS: Final = 16  # a row counts as at least this many cells, since reading a row also takes memory
_ROWS, _COLUMNS = 1_048_576, 16_384  # the limits of any Excel sheet
# XML that is parsed: a cell or row lies beyond column Z or row 99,999 or does not begin with its position, or the names
# have a namespace prefix.
_UNUSUAL: Final = (
    re.compile(rb'<(?:c(?! r="[A-Z]\d{1,5}")|row(?! r="\d{1,5}"))[\s/>]'),
    re.compile(rb":(?:row|c)[\s/>]"),
)
# Blank cells and rows that only have a format. They can be removed only if every cell states its own position: the
# position of any other cell depends on the cells before it.
_BLANK: Final = (
    re.compile(rb'<c r="[A-Z]+\d+"[^<>]*/>'),
    re.compile(rb'<row r="\d+"[^<>]*(?:/>|>\s*</row>)'),
)
_UNPLACED: Final = re.compile(rb'<c(?! r=")[\s/>]|:c[\s/>]')
_LARGE: Final = 16 * 1024 * 1024
_NUMBER: Final = re.compile(rb'<row r="(\d+)"')
_CELL: Final = re.compile(rb'<c r="([A-Z]+)(\d+)"')
_HIDDEN: Final = re.compile(rb'<row r="(\d+)"[^>]*\shidden="(?:1|true)"')
_HIDDEN_COLUMN: Final = re.compile(rb"<(?:\w+:)?col\s[^>]*\bhidden=[\"'](?:1|true)")
_NO_RESULT: Final = re.compile(
    rb'<c\s(?![^>]*\bt="str")[^>]*><f(?:/>|[^>]*>(?:[^<]*</f>)?)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
_CONTENT: Final = re.compile(rb"<(?:\w+:)?(?:v>[^<]|is>)")
_REFERENCE: Final = re.compile(r"([A-Za-z]{1,3})(\d{1,7})\Z")
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_OWN_NUMBER: Final = {"17": "month"}  # the built-in format mmm-yy; all other built-in formats of dates show the day


@attrs.frozen
class Sheet:
    """The facts about a sheet that its XML gives."""

    problem: str = ""
    """The reason why the sheet cannot be read, or an empty text."""
    hidden: frozenset[int] = frozenset()
    """The numbers of the hidden rows, from 1."""
    coarse: dict[tuple[int, int], str] = attrs.field(factory=dict)
    """``month`` or ``year`` for each cell that shows a date only that precisely, by its row and column, from 0."""
    has_hidden_columns: bool = False
    """Whether columns are hidden."""
    has_content: bool = False
    """Whether any cell has content."""
    without_result: int = 0
    """The number of formulas that have no result."""


def without_blank_cells(xml: bytes) -> bytes:
    """Return the XML of a sheet. If it is large and every cell states its position, leave out blank cells and rows.

    Somebody may have formatted a million blank rows.
    """
    if len(xml) > _LARGE and not _UNPLACED.search(xml):
        for blank in _BLANK:
            xml = blank.sub(b"", xml)
    return xml


def describe_sheet(xml: bytes | None, coarse: dict[int, str]) -> Sheet:
    """Return the facts that the XML of a sheet gives; a sheet without XML (None) is damaged.

    `coarse` is the result of `coarse_styles`: ``month`` or ``year`` by the number of a style.
    """
    if xml is None:
        return Sheet(_DAMAGED)
    sheet = _parsed(xml, coarse) if any(each.search(xml) for each in _UNUSUAL) else _searched(xml, coarse)
    return attrs.evolve(
        sheet,
        has_hidden_columns=_HIDDEN_COLUMN.search(xml, 0, max(xml.find(b"sheetData"), 0)) is not None,
        has_content=_CONTENT.search(xml) is not None,
        without_result=sum(1 for _ in _NO_RESULT.finditer(xml)) if b"<f" in xml else 0,
    )


def _searched(xml: bytes, coarse: dict[int, str]) -> Sheet:
    """Return the facts from XML as Excel writes it: every row and cell begins with its own position."""
    numbers = [*map(int, _NUMBER.findall(xml))]
    if not all(map(lt, numbers, numbers[1:])):
        return Sheet(_OUT_OF_ORDER)
    hidden = frozenset(map(int, _HIDDEN.findall(xml))) if b" hidden=" in xml else frozenset[int]()
    return Sheet(hidden=hidden, coarse=_coarse_cells(xml, coarse))


def _coarse_cells(xml: bytes, coarse: dict[int, str]) -> dict[tuple[int, int], str]:
    places: dict[tuple[int, int], str] = {}
    styles = re.compile(rb' s="(%b)"' % b"|".join(b"%d" % style for style in coarse))
    for found in styles.finditer(xml) if coarse else ():
        cell = _CELL.match(xml, xml.rfind(b"<", 0, found.start()))
        if cell:
            places[int(cell[2]) - 1, _column(cell[1].decode()) - 1] = coarse[int(found[1])]
    return places


def _parsed(xml: bytes, coarse: dict[int, str]) -> Sheet:
    """Return the facts from any XML, more slowly than `_searched`; also check how large the area with content is."""
    reader = _PartReader(coarse)
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        return Sheet(_DAMAGED)
    return reader.sheet()


_DAMAGED: Final = "the sheet is damaged: open the file and save a copy"
_OUT_OF_ORDER: Final = "rows or cells are out of order or appear twice: open the file and save a copy"


class _PartReader:
    """A reader of a sheet's XML that follows the position from row to row and from cell to cell."""

    def __init__(self, coarse: dict[int, str]) -> None:
        self._coarse = coarse
        self._row = self._column = 0
        self._places: dict[tuple[int, int], str] = {}
        self._hidden: set[int] = set()
        self._last_row = self._last_column = 0
        self._problem = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name in {"v", "is"}:
            self._last_row, self._last_column = self._row, max(self._last_column, self._column)
        elif name == "c":
            self._start_cell(attributes)
        elif name == "row":
            number = attributes.get("r", "")
            self._place(int(number) if number.isdecimal() else self._row + 1, 0)
            if attributes.get("hidden") in {"1", "true"}:
                self._hidden.add(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = _REFERENCE.match(attributes.get("r", ""))
        if reference and int(reference[2]) == self._row:
            self._place(self._row, _column(reference[1].upper()), within=True)
        elif "r" in attributes:
            self._problem = "the position of a cell is not in its row: open the file and save a copy"
        else:
            self._place(self._row, self._column + 1, within=True)
        style = attributes.get("s", "")
        if style.isdecimal() and int(style) in self._coarse:
            self._places[self._row - 1, self._column - 1] = self._coarse[int(style)]

    def _place(self, row: int, column: int, *, within: bool = False) -> None:
        if row < self._row or (row == self._row and (not within or column <= self._column)):
            self._problem = _OUT_OF_ORDER
        elif row > _ROWS or column > _COLUMNS:
            self._problem = (
                "a cell lies beyond the last row or column that a sheet can have: open the file and save a copy"
            )
        self._row, self._column = row, column

    def sheet(self) -> Sheet:
        if self._problem:
            return Sheet(self._problem)
        rows, columns = self._last_row, self._last_column
        if rows * max(columns, _LEAST_COLUMNS) > MAX_CELLS:
            area = f"its content goes as far as row {rows:,} and column {columns:,}"
            return Sheet(f"{area}, which is too large to read: delete the cells that lie far from the chronology")
        return Sheet(hidden=frozenset(self._hidden), coarse=self._places)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def coarse_styles(package: Package) -> dict[int, str]:
    """Return ``month`` or ``year`` by the number of a style, for styles that show a date only that precisely."""
    styles = next((part for kind, part in beside(package, BOOK).values() if kind == "styles"), "")
    root = root_of(package, styles)
    if root is None:
        return {}
    codes = {each.get("numFmtId", ""): each.get("formatCode", "") for each in root.iter() if name_of(each) == "numFmt"}
    found = next((each for each in root if name_of(each) == "cellXfs"), ())
    ids = [each.get("numFmtId", "0") for each in found]
    shown = {id: _shown(codes[id]) if id in codes else _OWN_NUMBER.get(id, "") for id in set(ids)}
    return {number: shown[id] for number, id in enumerate(ids) if shown[id]}


def _shown(code: str) -> str:
    """Return ``month`` or ``year`` if a number format shows a date only that precisely, else an empty text."""
    bare = _LITERAL.sub("", code.partition(";")[0]).lower().replace("general", "")
    if "y" not in bare or set(bare) & set("dhs"):
        return ""
    return "month" if "m" in bare else "year"


def parts_of_sheets(package: Package) -> list[str]:
    """Return the name of the part that holds each sheet, in the order of the workbook.

    The name is an empty text if a sheet has no part.
    """
    root = root_of(package, BOOK)
    targets = {id: target for id, (_, target) in beside(package, BOOK).items()}
    lists = (each for each in (root if root is not None else ()) if name_of(each) == "sheets")
    ids = (next((id for key, id in sheet.items() if key.endswith("}id")), "") for sheet in next(lists, ()))
    return [targets.get(id, "") for id in ids]

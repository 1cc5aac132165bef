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
    from collections.abc import Iterable

    from safeguard_model.chronology.opening.archive import Package

__all__ = [
    "BOOK",
    "MAX_CELLS",
    "Sheet",
    "SheetBuilder",
    "coarse_styles",
    "describe_sheet",
    "has_missing_texts",
    "mended",
    "parts_of_sheets",
    "too_large",
    "unit_shown",
    "without_blank_cells",
]

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
_DIMENSION: Final = re.compile(rb"<(?:\w+:)?dimension(?:\s[^<>]*)?(?:/>|>\s*</(?:\w+:)?dimension>)")
_ANY_CELL: Final = re.compile(rb"(<(?:\w+:)?c\s[^<>]*[^/<>]>)(?:(?!<(?:\w+:)?c[\s>/]).)*?</(?:\w+:)?c>", re.DOTALL)
_TWO_VALUES: Final = re.compile(rb"</?(?:\w+:)?is\s*/?>\s*<(?:\w+:)?v[\s/>]|inlineStr[\"'][^<>]*>\s*<(?:\w+:)?v[\s/>]")
_INLINE: Final = re.compile(rb"""(\bt\s*=\s*)["']inlineStr["']""")
_INLINE_STRING: Final = re.compile(rb"<(?:\w+:)?is\s*(?:/>|>.*?</(?:\w+:)?is>)", re.DOTALL)
_TEXT: Final = re.compile(rb"<(?:\w+:)?t(?:\s[^<>]*)?>[^<]")
_VALUE: Final = re.compile(rb"<(?:\w+:)?v(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?v>)")
_SHARED: Final = re.compile(rb"<(?:\w+:)?si[\s/>]")
_INDEX: Final = re.compile(rb"""<(?:\w+:)?c\s[^<>]*\bt\s*=\s*["']s["'][^<>]*>\s*<(?:\w+:)?v>\s*(\d+)""")
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
    struck: frozenset[int] = frozenset()
    """The numbers of the rows with text struck through, from 1."""
    cells: int = 0
    """The number of cells up to the last row and column with content; 0 if that is not known."""


def without_blank_cells(xml: bytes) -> bytes:
    """Return the XML of a sheet. If it is large and every cell states its position, leave out blank cells and rows.

    Somebody may have formatted a million blank rows.
    """
    if len(xml) > _LARGE and not _UNPLACED.search(xml):
        for blank in _BLANK:
            xml = blank.sub(b"", xml)
    return xml


# Calamine takes the last value in a cell for its value, and stops at a size of the sheet that it cannot read. Excel
# needs no size, reads the text of an inline string whatever stands beside it, and a text in its place if there is none.
def mended(xml: bytes) -> bytes:
    """Return the XML of a sheet without the size that it states, and with one value in each cell."""
    end = max(xml.find(b"sheetData"), 0)
    xml = _DIMENSION.sub(b"", xml[:end]) + xml[end:]
    if b"inlineStr" in xml and _TWO_VALUES.search(xml):
        xml = _ANY_CELL.sub(_with_one_value, xml)
    return xml


def _with_one_value(cell: re.Match[bytes]) -> bytes:
    if not _INLINE.search(cell[1]):
        return cell[0]
    if _TEXT.search(cell[0]):
        return _VALUE.sub(b"", cell[0])
    return _INLINE.sub(rb'\1"str"', cell[1]) + _INLINE_STRING.sub(b"", cell[0][len(cell[1]) :])


def has_missing_texts(package: Package, sheets: Iterable[str]) -> bool:
    """Return whether a cell points to a shared text that the workbook does not hold."""
    part = next((part for kind, part in beside(package, BOOK).values() if kind == "sharedStrings"), "")
    number = len(_SHARED.findall(package.parts.get(part, b"")))
    indexes = (each for sheet in sheets for each in _INDEX.findall(package.parts.get(sheet, b"")))
    return any(int(each) >= number for each in indexes if len(each) < 20)


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
        problem = self._problem or too_large(self._last_row, self._last_column)
        return Sheet(problem) if problem else Sheet(hidden=frozenset(self._hidden), coarse=self._places)


def too_large(rows: int, columns: int) -> str:
    """Return the reason why a sheet whose content ends in this row and column is not read, or an empty text."""
    if rows * max(columns, _LEAST_COLUMNS) <= MAX_CELLS:
        return ""
    area = f"its content goes as far as row {rows:,} and column {columns:,}"
    return f"{area}, which is too large to read: delete the cells that lie far from the chronology"


class SheetBuilder:
    """A collector of the facts about a sheet that is not in XML, cell by cell. Rows and columns count from 0."""

    def __init__(self, coarse: dict[int, str]) -> None:
        self.hidden: set[int] = set()
        """The numbers of the hidden rows, from 1."""
        self.has_hidden_columns = False
        self.without_result = 0
        """The number of formulas that have no result."""
        self.problem = ""
        """The reason why the sheet cannot be read, or an empty text."""
        self._coarse = coarse
        self._places: dict[tuple[int, int], str] = {}
        self._rows = self._columns = 0

    def add(self, row: int, column: int, style: int) -> None:
        """Take note of a cell with content."""
        self._rows, self._columns = max(self._rows, row + 1), max(self._columns, column + 1)
        if style in self._coarse:
            self._places[row, column] = self._coarse[style]

    def sheet(self) -> Sheet:
        """Return the facts about the sheet."""
        return Sheet(
            problem=self.problem or too_large(self._rows, self._columns),
            hidden=frozenset(self.hidden),
            coarse=self._places,
            has_hidden_columns=self.has_hidden_columns,
            has_content=self._rows > 0,
            without_result=self.without_result,
            cells=self._rows * self._columns,
        )


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
    shown = {id: unit_shown(id, codes.get(id)) for id in set(ids)}
    return {number: shown[id] for number, id in enumerate(ids) if shown[id]}


def unit_shown(id: str, code: str | None) -> str:
    """Return ``month`` or ``year`` if a number format shows a date only that precisely, else an empty text.

    The format is given by its number, and by its code if it is not one of the built-in formats.
    """
    if code is None:
        return _OWN_NUMBER.get(id, "")
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

"""The reader of Excel workbooks: calamine reads the cells, and `workbook_parts` reads what calamine leaves out."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

import attrs

from safeguard_model.chronology.opening.archive import Package, read_bytes, unpack
from safeguard_model.chronology.opening.office_parts import beside
from safeguard_model.chronology.opening.spreadsheet_cells import (
    DAMAGED,
    calamine,
    is_seen,
    notes_on_charts,
    require_readable,
    table_of,
)
from safeguard_model.chronology.opening.spreadsheet_cells import SheetCells as _Cells
from safeguard_model.chronology.opening.spreadsheet_cells import opened as _opened
from safeguard_model.chronology.opening.struck_cells import StruckCells
from safeguard_model.chronology.opening.tables import Tables, refusal
from safeguard_model.chronology.opening.workbook_parts import (
    BOOK,
    coarse_styles,
    describe_sheet,
    has_missing_texts,
    mended,
    parts_of_sheets,
    without_blank_cells,
)
from safeguard_model.errors import counted

if TYPE_CHECKING:
    import os

__all__ = ["read_workbook", "tables_of_workbook"]

_MISSING_TEXT: Final = (
    "the workbook is damaged: a cell points to a text that the file does not hold: open it and save a copy"
)
_SIZE: Final = re.compile(rb"""ount\s*=\s*["'][^"'<]{8,}["']""")
_ERROR: Final = re.compile(rb"""(<(?:[^\s<>:/]*:)?c\s[^>]*?\bt=)["']e["']""")
_COMMENT: Final = re.compile(rb"<(?:\w+:)?comment[\s>]")
_DRAWN: Final = {
    "text box": re.compile(rb"<(?:\w+:)?txBody[\s>]"),
    "image": re.compile(rb"<(?:\w+:)?pic[\s>]"),
    "embedded document": re.compile(rb"<(?:\w+:)?oleObj[\s>]"),
}
# Excel writes a character that XML cannot hold as a code, such as _x001F_. If the text itself looks like such a code,
# Excel writes its underscore as _x005F_. Versions of calamine decode these codes differently. The underscore is
# therefore replaced before reading with a character that no text contains, and the codes are decoded here afterwards.
_ESCAPED: Final = re.compile(rb"_(?=x[0-9A-Fa-f]{4}_)")
_HIDDEN: Final = "﷐"
_CODE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_workbook(path: str | os.PathLike[str]) -> Tables:
    """Return a table for each worksheet; hidden sheets are included. Other sheets, such as charts, get only a note.

    Raises InvalidFile if the workbook cannot be read, and MissingExtra if calamine is not installed.
    """
    return tables_of_workbook(read_bytes(path))


def tables_of_workbook(data: bytes) -> Tables:
    """Return what `read_workbook` returns, from the bytes of a file."""
    package = unpack(data, "xlsx")
    parts = parts_of_sheets(package)
    package.parts.update(
        (part, mended(without_blank_cells(package.parts[part]))) for part in parts if part in package.parts
    )
    coarse = coarse_styles(package)
    sheets = [describe_sheet(package.parts.get(part), coarse) for part in parts]
    require_readable(sheets)
    struck = StruckCells(package)
    sheets = [
        attrs.evolve(sheet, struck=struck.rows_of(package.parts.get(part, b"")))
        for part, sheet in zip(parts, sheets, strict=True)
    ]
    if any(_SIZE.search(data) for part, data in package.parts.items() if part not in parts):
        raise refusal("content", "the workbook gives an impossible size for one of its parts: open it and save a copy")
    given, has_codes = _for_calamine(package, parts)
    sheets_read: list[_Cells | None] | None = _opened(calamine(), given.zipped())
    if not sheets_read or len(sheets_read) != len(parts) or not all(map(is_seen, sheets, sheets_read)):
        raise refusal("content", _MISSING_TEXT if has_missing_texts(package, parts) else DAMAGED)
    tables = [
        table_of(number, sheet, cells, _remarks(package, part), _unescaped if has_codes else None)
        for number, (part, sheet, cells) in enumerate(zip(parts, sheets, sheets_read, strict=True), start=1)
        if cells is not None
    ]
    return Tables(tuple(tables), (*notes_on_charts(sheets_read), *unread_drawings(package, parts)))


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


def _unescaped(text: str) -> str:
    return _CODE.sub(_character, text.replace(_HIDDEN, "_")) if _HIDDEN in text else text


def _character(match: re.Match[str]) -> str:
    """Return the character that a code means. A code for a null character or a surrogate stays as written."""
    code = int(match[1], 16)
    return match[0] if code == 0 or 0xD800 <= code <= 0xDFFF else chr(code)


def unread_drawings(package: Package, parts: list[str]) -> list[str]:
    """Return notes on text boxes, pictures and embedded documents in the sheets: their text is not read."""
    numbers: Counter[str] = Counter()
    for part in parts:
        for kind, name in beside(package, part).values():
            data = package.parts.get(name, b"") if kind == "drawing" else b""
            for noun, mark in _DRAWN.items():
                numbers[noun] += len(mark.findall(data))
            numbers["embedded document"] += kind in {"oleObject", "package"}
    return [f"{counted(number, noun)} not read" for noun, number in numbers.items() if number]


def _remarks(package: Package, part: str) -> list[str]:
    """Return notes on the content of a sheet that is not read: comments on cells, pictures and drawings."""
    near = Counter(kind for kind, _ in beside(package, part).values())
    comments = sum(
        len(_COMMENT.findall(package.parts.get(name, b"")))
        for kind, name in beside(package, part).values()
        if kind == "comments"
    )
    notes = [f"{counted(comments, 'cell comment')} not read"] if comments else []
    return notes + (["pictures or drawings not read"] if near["drawing"] else [])

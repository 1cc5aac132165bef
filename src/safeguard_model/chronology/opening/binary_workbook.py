"""The facts about the sheets of an ``.xlsb`` workbook that calamine does not give: size, hidden rows, merged areas."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from safeguard_model.chronology.opening.office_parts import beside
from safeguard_model.chronology.opening.workbook_parts import Sheet, SheetBuilder, unit_shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safeguard_model.chronology.opening.archive import Package
    from safeguard_model.chronology.opening.spreadsheet_cells import Area

__all__ = ["BINARY_BOOK", "describe_binary_workbook"]

BINARY_BOOK: Final = "xl/workbook.bin"

_ROW, _MERGED, _SHEET, _COLUMNS, _FORMAT, _STYLE, _STYLES, _STYLES_END = 0, 176, 156, 60, 44, 47, 617, 618
_LISTS: Final = {159: 8, 615: 4, _STYLES: 4}
"""The records that begin a list, and how many of their bytes are numbers of items."""
_CELLS: Final = range(2, 12)
_STRING_FORMULA: Final = 8


def describe_binary_workbook(package: Package) -> list[tuple[Sheet, list[Area] | None]] | None:
    """Return the facts about each sheet and its merged areas, or None if the workbook is damaged."""
    links = beside(package, BINARY_BOOK)
    try:
        if any(_states_too_many(data) for name, data in package.parts.items() if name.lower().endswith(".bin")):
            return None
        coarse = _coarse_styles(
            package.parts.get(next((to for kind, to in links.values() if kind == "styles"), ""), b"")
        )
        sheets: list[tuple[Sheet, list[Area] | None]] = []
        for kind, content in _records(package.parts[BINARY_BOOK]):
            if kind == _SHEET:
                length = struct.unpack_from("<I", content, 8)[0]
                target = links.get(content[12 : 12 + 2 * length].decode("utf-16-le", "replace"), ("", ""))[1]
                sheets.append(_sheet(package.parts.get(target, b""), coarse))
    except (struct.error, KeyError, IndexError):
        return None
    return sheets


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the kind and the content of each record. Both its kind and its length are numbers of seven bits a byte."""
    at = 0
    while at < len(data):
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        length = 0
        for shift in range(0, 28, 7):
            byte = data[at]
            at += 1
            length |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        yield kind, data[at : at + length]
        at += length


def _states_too_many(data: bytes) -> bool:
    """Return whether a list states more items than its part can hold: calamine takes memory for all of them."""
    for kind, content in _records(data):
        numbers = struct.iter_unpack("<I", content[: _LISTS.get(kind, 0)])
        if any(number > len(data) for (number,) in numbers):
            return True
    return False


def _coarse_styles(styles: bytes) -> dict[int, str]:
    codes: dict[int, str] = {}
    coarse: dict[int, str] = {}
    is_within, number = False, 0
    for kind, content in _records(styles):
        if kind == _FORMAT:
            id, length = struct.unpack_from("<HI", content)
            codes[id] = content[6 : 6 + 2 * length].decode("utf-16-le", "replace")
        elif kind in {_STYLES, _STYLES_END}:
            is_within = kind == _STYLES
        elif kind == _STYLE and is_within:
            id = struct.unpack_from("<2xH", content)[0]
            unit = unit_shown(str(id), codes.get(id))
            coarse |= {number: unit} if unit else {}
            number += 1
    return coarse


def _sheet(data: bytes, coarse: dict[int, str]) -> tuple[Sheet, list[Area]]:
    builder = SheetBuilder(coarse)
    merged: list[Area] = []
    row = 0
    for kind, content in _records(data):
        if kind == _ROW:
            row = struct.unpack_from("<I", content)[0]
            if len(content) > 11 and content[11] & 0x10:
                builder.hidden.add(row + 1)
        elif kind in _CELLS:
            column, style = struct.unpack_from("<II", content)
            builder.add(row, column, style & 0xFFFFFF)
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<IIII", content)
            merged.append(((top, left), (bottom, right)))
        elif kind == _COLUMNS:
            builder.has_hidden_columns |= bool(struct.unpack_from("<16xH", content)[0] & 1)
    return builder.sheet(), merged

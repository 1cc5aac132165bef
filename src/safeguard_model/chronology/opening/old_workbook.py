"""The facts about the sheets of an ``.xls`` workbook that calamine does not give: size, hidden rows, formats."""

from __future__ import annotations

import struct
from collections import Counter
from typing import TYPE_CHECKING, Final

import attrs

from safeguard_model.chronology.opening.workbook_parts import Sheet, SheetBuilder, unit_shown
from safeguard_model.discreet import Discreet

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["OldBook", "describe_old_workbook"]

_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _FORMAT, _XF = 0x809, 0x0A, 0x2F, 0x85, 0x41E, 0xE0
_FORMULA, _STRING, _ROW, _COLUMNS, _MULRK = 0x06, 0x207, 0x208, 0x7D, 0xBD
_ONE_CELL: Final = frozenset({0x203, 0x27E, 0xFD, 0x204, 0x205, 0xD6, _FORMULA})
_BETWEEN: Final = frozenset({0x4BC, 0x221, 0x236, 0x3C})  # records that may be between a formula and its text
_OBJECT, _COMMENT = 0x5D, 0x19
_DRAWN: Final = frozenset({0x00, 0x02, 0x03, 0x06, 0x08, 0x09, 0x1E})  # groups, shapes, text boxes, pictures
_NO_CONTENT_YET: Final = b"\0\0\0\0\0\0\xff\xff"
# Calamine takes memory for as many texts and cells as the file states: no number may be larger than it can be.
_TEXTS, _SIZE = 0xFC, 0x200
_BIFF8: Final = 0x600
_MOST_SHEETS: Final = 1_000
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256
_DAMAGED: Final = "the sheet is damaged: open the file and save a copy"


@attrs.frozen(eq=False)
class OldBook(Discreet):
    """The facts about a workbook."""

    sheets: tuple[Sheet, ...] = ()
    """The facts about each sheet, in the order of the workbook."""
    is_locked: bool = False
    """Whether a password protects the content."""
    comments: int = 0
    """The number of comments on cells."""
    has_drawings: bool = False
    """Whether a sheet has pictures, drawings or text boxes, apart from comments."""


def describe_old_workbook(stream: bytes) -> OldBook | None:
    """Return the facts that the records of a workbook give, or None if it is damaged."""
    starts: list[int] = []
    codes: dict[int, str] = {}
    formats: list[int] = []
    is_new = True
    try:
        for kind, at, length in _records(stream, 0):
            if kind == _FILEPASS:
                return OldBook(is_locked=True)
            if kind == _BOF:
                is_new = struct.unpack_from("<H", stream, at)[0] == _BIFF8
            elif kind == _TEXTS and struct.unpack_from("<4xI", stream, at)[0] > len(stream):
                return None
            elif kind == _BOUNDSHEET:
                starts.append(struct.unpack_from("<I", stream, at)[0])
            elif kind == _FORMAT:
                codes[struct.unpack_from("<H", stream, at)[0]] = _code(stream[at + 2 : at + length], is_new=is_new)
            elif kind == _XF:
                formats.append(struct.unpack_from("<H", stream, at + 2)[0])
        # Sheets do not overlap. A file whose sheets all begin in one place could otherwise be read for ever.
        if len(set(starts)) < len(starts) or len(starts) > _MOST_SHEETS:
            return None
        units = {number: unit_shown(str(id), codes.get(id)) for number, id in enumerate(formats)}
        coarse = {number: unit for number, unit in units.items() if unit}
        sheets = tuple(_sheet(stream, start, coarse) for start in starts)
        kinds = Counter(kind for start in starts for kind in _objects(stream, start))
        comments = kinds.pop(_COMMENT, 0)
        return OldBook(sheets, comments=comments, has_drawings=any(kinds[kind] for kind in _DRAWN))
    except struct.error:
        return None


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield the kind of each record, the position of its content, and its length, to the end of its part of the stream.

    A chart inside a sheet is a part of its own, which is left out.
    """
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += kind == _BOF
        if depth <= 1:
            yield kind, at + 4, length
        depth -= kind == _EOF
        if depth < 1:
            return
        at += 4 + length


def _objects(stream: bytes, start: int) -> Iterator[int]:
    """Yield the kind of each object on a sheet: a comment, a text box, a picture."""
    for kind, at, _ in _records(stream, start):
        if kind == _OBJECT:
            yield struct.unpack_from("<4xH", stream, at)[0]


def _code(data: bytes, *, is_new: bool) -> str:
    """Return a number format, such as ``mmm-yy``."""
    if not is_new:
        return data[1:].decode("cp1252", "replace")
    return data[3:].decode("utf-16-le" if data[2:3] == b"\1" else "latin-1", "replace")


def _impossible_size(content: bytes) -> str:
    """Return a problem if a sheet states a size that no sheet has, else an empty text."""
    first, last, left, right = struct.unpack_from("<IIHH" if len(content) >= 14 else "<HHHH", content)
    return "" if first <= last <= _MOST_ROWS and left <= right <= _MOST_COLUMNS else _DAMAGED


def _sheet(stream: bytes, start: int, coarse: dict[int, str]) -> Sheet:
    builder = SheetBuilder(coarse)
    waits_for_text = False
    for kind, at, length in _records(stream, start):
        if waits_for_text and kind not in _BETWEEN:
            builder.without_result += kind != _STRING
            waits_for_text = False
        if kind in _ONE_CELL:
            row, column, style = struct.unpack_from("<HHH", stream, at)
            builder.add(row, column, style)
            waits_for_text = kind == _FORMULA and stream[at + 6 : at + 14] == _NO_CONTENT_YET
        elif kind == _MULRK:
            row, first = struct.unpack_from("<HH", stream, at)
            for number, place in enumerate(range(at + 4, at + length - 2, 6)):
                builder.add(row, first + number, struct.unpack_from("<H", stream, place)[0])
        elif kind == _SIZE:
            builder.problem = builder.problem or _impossible_size(stream[at : at + length])
        elif kind == _ROW:
            number, flags = struct.unpack_from("<H10xH", stream, at)
            if flags & 0x20:
                builder.hidden.add(number + 1)
        elif kind == _COLUMNS:
            builder.has_hidden_columns |= bool(struct.unpack_from("<8xH", stream, at)[0] & 1)
    return builder.sheet()

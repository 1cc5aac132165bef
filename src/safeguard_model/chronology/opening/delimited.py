"""The reader of CSV and TSV files, in UTF-8, UTF-16 or Windows-1252 and with any usual delimiter."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from io import StringIO
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Final

import attrs

from safeguard_model.chronology.opening.archive import read_bytes, text_disguised
from safeguard_model.chronology.opening.tables import Row, Table, Tables, refusal, without_blank_end

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator

__all__ = ["read_delimited"]

_DELIMITERS: Final = {"\t": "tab", "|": "vertical bar", ";": "semicolon", ",": "comma"}
_LINES, _CHARS = 100, 100_000  # how many lines and characters are looked at to choose the delimiter
_NAMED: Final = re.compile(r"sep=([\t|;,])\r?\n?", re.IGNORECASE)
_BOMS: Final = {
    codecs.BOM_UTF8: ("utf-8-sig", ""),
    codecs.BOM_UTF16_LE: ("utf-16", "encoding: UTF-16"),
    codecs.BOM_UTF16_BE: ("utf-16", "encoding: UTF-16"),
}
_NOTHING: Final = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
# Windows-1252 does not define the five bytes of `_NOTHING`. They become the control characters with the same number, as
# in web browsers.
_WINDOWS: Final = {byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in _NOTHING}
_NOT_PAIRED: Final = "quotation marks not in pairs, or a cell too long: the line is read as it is"
_SWALLOWED: Final = "a cell contains lines that look like rows: is a quotation mark missing?"


def read_delimited(
    path: str | os.PathLike[str], *, prefer_tab: bool = False, are_headings: Callable[[Row], bool] | None = None
) -> Tables:
    """Return the one table of a CSV or TSV file. Raises InvalidFile if the bytes are not text.

    The first line of the file may name the delimiter (``sep=;``). Otherwise `are_headings` helps to find it: the
    function says whether a row is headings.
    """
    text, encoding = _decoded(read_bytes(path))
    usual = "\t" if prefer_tab else ","
    named = _NAMED.match(text)
    delimiter = named[1] if named else _delimiter(text, usual, are_headings)
    rows = _rows(text, delimiter)
    notes = [encoding] if encoding else []
    if named:
        rows[0] = Row(1, (named[0].rstrip("\r\n"),), ("the line that tells Excel the delimiter",))
    if delimiter != usual:
        notes.append(f"delimiter: {_DELIMITERS[delimiter]}")
    return Tables((Table("", without_blank_end(rows), tuple(notes)),))


def _decoded(data: bytes) -> tuple[str, str]:
    """Return the text, and a note on its encoding, which is empty for UTF-8. Raises InvalidFile if it is not text."""
    rule = text_disguised(data)
    if rule:
        raise refusal("content", rule)
    encoding = next((encoding for bom, encoding in _BOMS.items() if data.startswith(bom)), None)
    text = _strictly(data, encoding[0] if encoding else "utf-8")
    note = encoding[1] if encoding else ""
    if text is None and (encoding is None or encoding[0] == "utf-8-sig"):
        text, note = data.decode("latin-1").translate(_WINDOWS), "encoding: Windows-1252"
    if text is None or "\0" in text:
        raise refusal(
            "content", "the file is not text, or its encoding is not known: open it and save it as CSV (UTF-8)"
        )
    return text, note


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _delimiter(text: str, usual: str, are_headings: Callable[[Row], bool] | None) -> str:
    """Return the delimiter with which a row of headings is found.

    If that is true of none or of several: the delimiter with which most rows have the same number of cells. If that is
    equal too: the delimiter that is least often followed by a space, then the one that gives more cells. If no
    delimiter splits any row, return the usual one.

    If the tab is the usual delimiter, it is chosen at once if it gives at least half the rows the same number of cells.
    """
    lines = list(islice(StringIO(text[:_CHARS], newline=""), _LINES))
    best, least = usual, (False, 0, 0.0, 0)
    for delimiter in _DELIMITERS:
        rows = _mended(lines, delimiter)
        records = [row.cells for row in rows if len(row.cells) > 1 and not row.marks]
        if not records:
            continue
        width, alike = max(Counter(map(len, records)).items(), key=itemgetter(1, 0))
        if delimiter == "\t" and usual == "\t" and alike * 2 >= len(rows):
            return usual
        after = [cell for cells in records for cell in cells[1:]]
        filled = [cell for cell in after if cell]
        spaced = sum(str(cell)[:1] == " " for cell in filled) / max(len(filled), 1)
        has_headings = are_headings is not None and any(map(are_headings, rows))
        torn = sum(bool(row.marks) for row in rows)
        score = (has_headings, alike - torn, -spaced, width)
        if score > least:
            best, least = delimiter, score
    return best


def _rows(text: str, delimiter: str) -> list[Row]:
    """Return all the rows. If the csv module cannot read the text, read it with `_mended`, which loses nothing."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = [Row(number, tuple(cells)) for number, cells in enumerate(reader, start=1)]
        lines = reader.line_num
    except csv.Error:
        rows, lines = [], 0
    if not rows:
        every = list(StringIO(text, newline=""))
        rows, lines = _mended(every, delimiter), len(every)
    return rows if lines == len(rows) else [*_suspecting(rows, delimiter)]


def _mended(lines: list[str], delimiter: str) -> list[Row]:
    """Return the rows of the lines. A line that cannot be read becomes a row of its own, and reading goes on after it.

    Nothing is therefore lost after a quotation mark that is not closed, or in a cell longer than the csv module allows.
    """
    rows: list[Row] = []
    at = 0
    while at < len(lines):
        reader = csv.reader(map(lines.__getitem__, range(at, len(lines))), delimiter=delimiter, strict=True)
        read = 0
        try:
            for cells in reader:
                rows.append(Row(len(rows) + 1, tuple(cells)))
                read = reader.line_num
        except csv.Error:
            cells = lines[at + read].rstrip("\r\n").split(delimiter)
            rows.append(Row(len(rows) + 1, tuple(cells), (_NOT_PAIRED,)))
            read += 1
        at += read
    return rows


def _suspecting(rows: list[Row], delimiter: str) -> Iterator[Row]:
    """Yield the rows. A row gets a mark if a cell in it has a second or later line that looks like a row."""
    widths = Counter(len(row.cells) for row in rows if len(row.cells) > 2)
    usual = widths.most_common(1)[0][0] if widths else 0
    for row in rows:
        texts = (cell for cell in row.cells if isinstance(cell, str))
        lines = (line for text in texts for line in text.splitlines()[1:])
        if usual and any(line.count(delimiter) >= usual - 1 for line in lines):
            yield attrs.evolve(row, marks=(*row.marks, _SWALLOWED))
        else:
            yield row

"""The reader of CSV and TSV files, in UTF-8, UTF-16 or Windows-1252 and with any usual delimiter."""

from __future__ import annotations

import csv
import re
from collections import Counter
from io import StringIO
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Final

import attrs

from safeguard_model.chronology.opening.archive import read_bytes, text_disguised
from safeguard_model.chronology.opening.encodings import decoded
from safeguard_model.chronology.opening.long_cells import long_record
from safeguard_model.chronology.opening.tables import Row, Table, Tables, refusal, without_blank_end

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator

__all__ = ["read_delimited", "tables_of_text"]

_DELIMITERS: Final = {"\t": "tab", "|": "vertical bar", ";": "semicolon", ",": "comma"}
_LINES, _CHARS = 100, 100_000  # how many lines and characters are looked at to choose the delimiter
_NAMED: Final = re.compile(r"sep=([\t|;,])\r?\n?", re.IGNORECASE)
_TEXT_FORMULA: Final = '="'
_ONE_TEXT: Final = re.compile(r'="((?:[^"]|"")*)"\s*')
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_NOT_PAIRED: Final = "quotation marks not in pairs, or a cell too long: the line is read as it is"
_SWALLOWED: Final = "a cell contains lines that look like rows: is a quotation mark missing?"


def read_delimited(
    path: str | os.PathLike[str], *, prefer_tab: bool = False, are_headings: Callable[[Row], bool] | None = None
) -> Tables:
    """Return the one table of a CSV or TSV file. Raises InvalidFile if the bytes are not text.

    The first line of the file may name the delimiter (``sep=;``). Otherwise `are_headings` helps to find it: the
    function says whether a row is headings.
    """
    data = read_bytes(path)
    rule = text_disguised(data)
    if rule:
        raise refusal("content", rule)
    text, notes = decoded(data)
    if text is None or "\0" in text:
        raise refusal(
            "content", "the file is not text, or its encoding is not known: open it and save it as CSV (UTF-8)"
        )
    return _tables(text, notes, "\t" if prefer_tab else ",", are_headings)


def tables_of_text(data: bytes, are_headings: Callable[[Row], bool] | None) -> Tables | None:
    """Return the table of the bytes of a file under another name; None if they are not certainly a table of text.

    They are if they hold no control characters, and a row of headings.
    """
    text, notes = (None, []) if text_disguised(data) else decoded(data)
    if text is None or _CONTROL.search(text) or are_headings is None:
        return None
    tables = _tables(text, notes, "\t", are_headings)
    return tables if any(map(are_headings, tables.tables[0].rows[:_LINES])) else None


def _tables(text: str, notes: list[str], usual: str, are_headings: Callable[[Row], bool] | None) -> Tables:
    named = _NAMED.match(text)
    delimiter = named[1] if named else _delimiter(text, usual, are_headings)
    rows = _rows(text, delimiter)
    if _TEXT_FORMULA in text:
        rows = [_without_formulas(row) for row in rows]
    if named:
        rows[0] = Row(1, (named[0].rstrip("\r\n"),), ("the line that tells Excel the delimiter",))
    if delimiter != usual:
        notes = [*notes, f"delimiter: {_DELIMITERS[delimiter]}"]
    return Tables((Table("", without_blank_end(rows), tuple(notes)),))


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

    Nothing is therefore lost after a quotation mark that is not closed. A row with a cell longer than the csv module
    allows is read by `long_record`.
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
        except csv.Error as error:
            record = long_record(lines, at + read, delimiter) if "field limit" in str(error) else None
            if record is None:
                cells = lines[at + read].rstrip("\r\n").split(delimiter)
                rows.append(Row(len(rows) + 1, tuple(cells), (_NOT_PAIRED,)))
                read += 1
            else:
                rows.append(Row(len(rows) + 1, record[0]))
                read += record[1]
        at += read
    return rows


def _without_formulas(row: Row) -> Row:
    """Return the row with the text inside each cell such as ``="02/03/2016"``, which makes Excel show it as it is."""
    if not any(isinstance(cell, str) and cell.startswith(_TEXT_FORMULA) for cell in row.cells):
        return row
    return attrs.evolve(row, cells=tuple(_inside(cell) if isinstance(cell, str) else cell for cell in row.cells))


def _inside(cell: str) -> str:
    found = _ONE_TEXT.fullmatch(cell)
    return found[1].replace('""', '"') if found else cell


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

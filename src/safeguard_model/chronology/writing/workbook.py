"""The writer of a chronology as an Excel workbook with one sheet."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, time
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from safeguard_model.chronology.cells import escaped, harmless
from safeguard_model.chronology.writing.table import COLOURS
from safeguard_model.errors import InvalidRecord, MissingExtra

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from safeguard_model.chronology.writing.table import Column, Front, WrittenTable

__all__ = ["xlsx"]

_LONGEST: Final = 32_767
_MOST_ROWS: Final = 1_048_576
_LONGEST_FRONT: Final = 110  # Excel allows 255 characters in all in the header of a page
_BEFORE_IMAGE = re.compile(r"&(?=G|\[Picture\])")
_FIRST_YEAR: Final = 1901  # earlier dates stay text: Excel has none before 1900, and 1900 has a 29 February there
_MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - the same timeline gives the same bytes
_A4: Final = 9
_TEXTS_ONLY: Final = {
    "in_memory": True,  # no text of a record in a temporary file
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_PAGE: Final = 260
"""About how many characters fit in the width of a page and can still be read."""
_LINE, _HIGHEST = 13.5, 405
"""The height of a line, and the largest height of a row, in points."""
_SMALL: Final = 1.15
"""How many characters of the text fit in one unit of a column's width: the text is smaller than Excel's standard."""
_TEXT: Final = {
    "font_size": 10,
    "text_wrap": True,
    "valign": "top",
    "align": "left",
    "bottom": 1,
    "bottom_color": "#bbbbbb",
}
_HEADING: Final = {
    "font_size": 10,
    "bold": True,
    "text_wrap": True,
    "valign": "top",
    "bottom": 2,
    "bg_color": "#f2f2f2",
}


def xlsx(table: WrittenTable, front: Front) -> bytes:
    """Return the bytes of a workbook with real dates and times and a colour for each agency, ready to sort and print.

    Raises `MissingExtra` if the extra ``excel`` is not installed, and `InvalidRecord` if a text or the number of rows
    is too large for a sheet.
    """
    rows = [
        [_held(text, column, event.id) for column, text in zip(table.columns, row, strict=True)]
        for event, row in zip(table.events, table.rows, strict=True)
    ]
    widths = [best + 2 for _, best in table.widths()]
    if len(rows) >= _MOST_ROWS:
        raise InvalidRecord("write_chronology", "timeline", f"a sheet can have only {_MOST_ROWS:,} rows: write .csv")
    xlsxwriter = _xlsxwriter()
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, _TEXTS_ONLY)
    book.set_properties({"author": "", "title": front.title, "created": _MADE})
    sheet = book.add_worksheet("Chronology")
    _lay_out(sheet, widths, len(rows))
    _add_front(sheet, front)
    heading = book.add_format(_HEADING)
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, harmless(escaped(column.heading)), heading)
    formats = {shown: book.add_format({**_TEXT, "num_format": shown}) for shown in ("@", *_SHOWN.values())}
    fills = [book.add_format({**_TEXT, "bg_color": colour}) for colour in COLOURS]
    for number, (event, row) in enumerate(zip(table.events, rows, strict=True), start=1):
        colour = table.colour(event)
        sheet.set_row(number, _height(row, widths))
        for place, (column, text) in enumerate(zip(table.columns, row, strict=True)):
            moment = table.moment(event, column)
            if moment is not None and getattr(moment, "year", _FIRST_YEAR) >= _FIRST_YEAR:
                sheet.write_datetime(number, place, moment, formats[_SHOWN[type(moment)]])
            else:
                fill = fills[colour] if colour is not None and column.field == "agency" else formats["@"]
                sheet.write_string(number, place, text, fill)
    book.close()
    return data.getvalue()


_SHOWN: Final[Mapping[type, str]] = {date: "d mmmm yyyy", time: "hh:mm", datetime: "d mmmm yyyy hh:mm"}


def _xlsxwriter() -> Any:
    try:
        return import_module("xlsxwriter")
    except ImportError:
        pass
    raise MissingExtra("excel")


def _held(text: str, column: Column, id: str) -> str:
    text = harmless(escaped(text))
    size = len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
    if size > _LONGEST:
        rule = f"expected at most {_LONGEST:,} characters in a cell of a workbook, got {size:,} in the entry {id}"
        raise InvalidRecord("Event", column.field, f"{rule}: write .csv or .docx")
    return text


def _height(row: Sequence[str], widths: Sequence[int]) -> float:
    """Return the height of a row in points; it is set because not every program works it out for wrapped text."""
    lines = (
        sum(1 + int(len(line) / (width * _SMALL)) for line in text.split("\n"))
        for text, width in zip(row, widths, strict=True)
    )
    return min(max(lines) * _LINE, _HIGHEST)


def _add_front(sheet: Any, front: Front) -> None:
    """Put the title and the marking above and below every printed page, where no reader takes them for rows."""
    title, marking = map(_in_header, (front.title, front.marking))
    if title or marking:
        sheet.set_header(f"&L{title}&C{marking}")
        sheet.set_footer(f"&C{marking}&R&P / &N")


# An ampersand begins a code in the head of a page, so each is written twice. xlsxwriter takes the second of a pair and
# a "G" or "[Picture]" after it for the place of an image, and then leaves the whole header out: an invisible joiner
# stands between them. A pair is not cut in two, because its half would take the next code for its other half.
def _in_header(text: str) -> str:
    """Return a text for the header of a page, cut to the room there."""
    cut = ""
    for character in _BEFORE_IMAGE.sub("&\u2060", text):
        added = "&&" if character == "&" else character
        if len(cut) + len(added) > _LONGEST_FRONT:
            break
        cut += added
    return cut


def _lay_out(sheet: Any, widths: Sequence[int], rows: int) -> None:
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, rows, len(widths) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(max(round(sum(widths) / _PAGE), 1), 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
    sheet.set_footer("&R&P / &N")

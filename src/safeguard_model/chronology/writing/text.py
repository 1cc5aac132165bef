"""The writers of a chronology as text: CSV and TSV for spreadsheets, Markdown, and a web page."""

from __future__ import annotations

import csv as _csv
import io
import re
from typing import TYPE_CHECKING, Final

from safeguard_model.chronology.cells import escaped, harmless
from safeguard_model.chronology.writing.table import COLOURS
from safeguard_model.html_tables import LONG, has_long_word, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguard_model.chronology.writing.table import Front, WrittenTable

__all__ = ["csv", "html", "markdown", "tsv"]

_ROOM: Final = 130
"""The characters for which the columns of a page keep room together: a table would otherwise run off the screen."""
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#~|&!$@]|(?<=www)\.|:(?=//)")
_NEWLINE = re.compile(r"\r\n|\r|\n")
_HEAD: Final = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Chronology</title>
<style>
:root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif }
body { margin: 1.5rem }
table { border-collapse: collapse }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem; border-bottom: 1px solid rgba(128, 128, 128, .4);
  max-width: 34rem; white-space: pre-wrap; overflow-wrap: break-word;
  overflow: clip }
.long { overflow-wrap: anywhere; min-width: 20ch }
th { position: sticky; top: 0; background: Canvas; border-bottom-width: 2px }
h1 { font-size: 1.4rem }
.marking { font-weight: 600; text-align: center }
td:first-child { min-width: 9ch }
tr > :first-child { border-left: .5rem solid transparent }
@media print {
  @page { size: A4 landscape; margin: 12mm; @bottom-right { content: counter(page) " / " counter(pages) } }
  :root { font-size: 8pt; color-scheme: light }
  body { margin: 0 }
  thead { display: table-header-group }
  tr { break-inside: avoid }
  th { position: static }
  th, td { min-width: 0 !important; print-color-adjust: exact }
}
"""


def csv(table: WrittenTable, _: Front) -> bytes:
    """Return the bytes of a CSV file in the form that Excel reads: UTF-8 with a byte order mark, and CRLF line ends."""
    return _separated(table, ",")


def tsv(table: WrittenTable, _: Front) -> bytes:
    """Return the bytes of a TSV file, which has tabs where `csv` has commas."""
    return _separated(table, "\t")


def _separated(table: WrittenTable, delimiter: str) -> bytes:
    text = io.StringIO(newline="")
    writer = _csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(harmless(escaped(column.heading)) for column in table.columns)
    writer.writerows((harmless(escaped(cell)) for cell in row) for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def markdown(table: WrittenTable, front: Front) -> bytes:
    """Return the bytes of a table in GitHub's Markdown. Texts are escaped, so that none is read as markup."""
    headings = [_marked_down(column.heading) for column in table.columns]
    lines = [headings, ["---"] * len(headings), *(map(_marked_down, row) for row in table.rows_for_reading)]
    above = [f"# {_marked_down(front.title)}\n\n"] if front.title else []
    marking = [f"**{_marked_down(front.marking)}**\n\n"] if front.marking else []
    rows = (f"| {' | '.join(line)} |\n" for line in lines)
    return "".join([*marking, *above, *rows]).encode()


def _marked_down(text: str) -> str:
    lines = (_MARKDOWN.sub(r"\\\g<0>", visible(line)).strip() for line in _NEWLINE.split(text))
    return "<br>".join(lines)


def html(table: WrittenTable, front: Front) -> bytes:
    """Return the bytes of a web page without scripts, which can be read on dark and light screens and be printed."""
    colours = (f".a{place} td:first-child {{ border-left-color: {code} }}\n" for place, code in enumerate(COLOURS))
    widths = [width for _, width in table.widths()]
    share = 0.7 * min(1, _ROOM / max(sum(widths), 1))
    headings = "".join(
        f'<th scope="col" style="min-width: {share * width:.0f}ch">{_leaf(column.heading)}</th>'
        for column, width in zip(table.columns, widths, strict=True)
    )
    rows = (
        f"<tr{_colour(table.colour(event))}>{_cells(row)}</tr>\n"
        for event, row in zip(table.events, table.rows_for_reading, strict=True)
    )
    title = f"<h1>{_leaf(front.title)}</h1>\n" if front.title else ""
    marking = f'<p class="marking">{_leaf(front.marking)}</p>\n' if front.marking else ""
    table_html = f"<table>\n<thead><tr>{headings}</tr></thead>\n<tbody>\n{''.join(rows)}</tbody>\n</table>"
    body = f"{marking}{title}{table_html}\n{marking}".rstrip("\n")
    head = _HEAD.replace("<title>Chronology</title>", f"<title>{_leaf(front.title or 'Chronology')}</title>")
    return f"{head}{''.join(colours)}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n".encode()


def _colour(place: int | None) -> str:
    return "" if place is None else f' class="a{place}"'


def _cells(row: Iterable[str]) -> str:
    return "".join(f"<td{LONG if has_long_word(text) else ''}>{_leaf(text)}</td>" for text in row)


def _leaf(text: str) -> str:
    from html import escape  # slow to import

    return escape(visible(_NEWLINE.sub("\n", text)), quote=True)

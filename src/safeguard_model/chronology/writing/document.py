"""The writer of a chronology as a Word document with one table."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, Any, Final

from safeguard_model.chronology.cells import escaped
from safeguard_model.errors import MissingExtra

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from safeguard_model.chronology.writing.table import WrittenTable

__all__ = ["docx"]

_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)  # the same timeline gives the same bytes
_ZIPPED: Final = (1980, 1, 1, 0, 0, 0)
_A4, _A3, _WIDEST = (297, 210), (420, 297), (558, 297)
"""Width and height of a page in millimetres. The last is the widest page that Word allows."""
_MARGIN: Final = 12
_CHARACTER, _PADDING = 0.2, 2
"""The width of a character for each point of the font's size, and the width of a cell's edges, in millimetres."""
_TIGHT: Final = 1.5
"""How many times the width of a page the best widths may add up to, before a wider page is chosen.

This may be more than 1, because most cells are shorter than the longest cell of their column.
"""
_TWIPS: Final = 1440 / 25.4  # twips (twentieths of a point) in a millimetre
_FONT, _POINTS, _SMALL = "Arial", 8, 7
"""The font, its size in points, and its size on the widest page."""
_PARTS = re.compile(r"\n|\t|[^\n\t]{1,100000}")
_MARKUP: Final = {"\n": "<w:br/>", "\t": "<w:tab/>"}


def docx(table: WrittenTable) -> bytes:
    """Return the bytes of a document, on A4 landscape, or on a wider page for many columns.

    The headings are repeated on every page, and no row is split over two pages. Raises `MissingExtra` if the extra
    ``word`` is not installed.
    """
    library, parse_xml, nsdecls = _library()
    document = library()
    core = document.core_properties
    core.author = core.title = core.comments = core.last_modified_by = ""
    core.created = core.modified = _MADE
    page, widths = _fitted(table.widths())
    _set_page(document, page)
    texts = table.rows if table.is_exact else table.rows_for_reading  # exact texts can be read back
    rows = [
        _row([column.heading for column in table.columns], widths, is_heading=True),
        *(_row(row, widths) for row in texts),
    ]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    layout = '<w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/>'
    margins = '<w:tblCellMar><w:left w:w="50" w:type="dxa"/><w:right w:w="50" w:type="dxa"/></w:tblCellMar>'
    properties = f"<w:tblPr>{layout}{margins}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    built = parse_xml(f"<w:tbl {nsdecls('w')}>{properties}{''.join(rows)}</w:tbl>")
    document.element.body.insert(0, built)
    document.add_paragraph()  # Word needs a paragraph after a table
    data = io.BytesIO()
    document.save(data)
    return _undated(data)


def _library() -> tuple[Any, Any, Any]:
    try:
        from docx import Document
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls
    except ImportError:
        pass
    else:
        return Document, parse_xml, nsdecls
    raise MissingExtra("word")


def _fitted(characters: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], list[int]]:
    """Return the smallest page on which the columns fit, or else the widest, and the width of each column in twips."""
    least, best = (
        [size * _POINTS * _CHARACTER + _PADDING for size in sizes] for sizes in zip(*characters, strict=True)
    )
    page = next((page for page in (_A4, _A3) if sum(best) <= _TIGHT * (page[0] - 2 * _MARGIN)), _WIDEST)
    room = page[0] - 2 * _MARGIN
    # Every column gets its least width, and the same share of the difference between its least and its best width.
    share = max(room - sum(least), 0) / max(sum(best) - sum(least), 1)
    widths = [small + min(share, 1) * (large - small) for small, large in zip(least, best, strict=True)]
    scale = room / sum(widths) * _TWIPS
    return page, [int(width * scale) for width in widths]


def _set_page(document: Any, page: tuple[int, int]) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Mm(side) for side in page)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(_SMALL if page is _WIDEST else _POINTS)
    normal.paragraph_format.space_after = Pt(0)
    for language in document.styles.element.iterfind(".//{*}lang"):
        language.set(next(key for key in language.attrib if key.endswith("}val")), "en-GB")


def _row(cells: Iterable[str], widths: Sequence[int], *, is_heading: bool = False) -> str:
    properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if is_heading else "")
    style = "<w:rPr><w:b/></w:rPr>" if is_heading else ""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>' if is_heading else ""
    made = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        f"<w:p><w:r>{style}{_run(text)}</w:r></w:p></w:tc>"
        for text, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(made)}</w:tr>"


def _run(text: str) -> str:
    parts: list[str] = _PARTS.findall(escaped(text))
    return "".join(
        _MARKUP.get(part) or f'<w:t xml:space="preserve">{escape(part, quote=False)}</w:t>' for part in parts
    )


def _undated(data: io.BytesIO) -> bytes:
    """Return the bytes of the document without the time at which it was made: equal timelines give equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(data) as dated, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name in dated.namelist():
            member = zipfile.ZipInfo(name, _ZIPPED)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            package.writestr(member, dated.read(name))
    return buffer.getvalue()

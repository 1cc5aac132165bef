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

    from safeguard_model.chronology.writing.table import Front, WrittenTable

__all__ = [
    "A4",
    "MADE",
    "MARGIN",
    "TWIPS",
    "add_front",
    "docx",
    "row_xml",
    "run_xml",
    "set_page",
    "undated",
    "word_library",
    "word_text",
]

MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)  # the same timeline gives the same bytes
_ZIPPED: Final = (1980, 1, 1, 0, 0, 0)
A4, _A3, _WIDEST = (297, 210), (420, 297), (558, 297)
"""Width and height of a page in millimetres. The last is the widest page that Word allows."""
MARGIN: Final = 12
_CHARACTER, _PADDING = 0.2, 2
"""The width of a character for each point of the font's size, and the width of a cell's edges, in millimetres."""
_TIGHT: Final = 1.5
"""How many times the width of a page the best widths may add up to, before a wider page is chosen.

This may be more than 1, because most cells are shorter than the longest cell of their column.
"""
TWIPS: Final = 1440 / 25.4  # twips (twentieths of a point) in a millimetre
_FONT, _POINTS, _SMALL = "Arial", 8, 7
"""The font, its size in points, and its size on the widest page."""
_DISGUISES = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
"""Controls, marks of direction and hidden letters, with which a text could look like another one on a page."""
_PARTS = re.compile(r"\n|\t|[^\n\t]{1,100000}")
_MARKUP: Final = {"\n": "<w:br/>", "\t": "<w:tab/>"}


def docx(table: WrittenTable, front: Front) -> bytes:
    """Return the bytes of a document, on A4 landscape, or on a wider page for many columns.

    The headings are repeated on every page, and no row is split over two pages. Raises `MissingExtra` if the extra
    ``word`` is not installed.
    """
    library, parse_xml, nsdecls = word_library()
    document = library()
    core = document.core_properties
    core.author = core.comments = core.last_modified_by = ""
    core.title = escaped(front.title)
    core.created = core.modified = MADE
    page, widths = _fitted(table.widths())
    set_page(document, page)
    texts = table.rows if table.is_exact else table.rows_for_reading  # exact texts can be read back
    rows = [
        row_xml([column.heading for column in table.columns], widths, is_heading=True),
        *(row_xml(row, widths) for row in texts),
    ]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    layout = '<w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/>'
    margins = '<w:tblCellMar><w:left w:w="50" w:type="dxa"/><w:right w:w="50" w:type="dxa"/></w:tblCellMar>'
    properties = f"<w:tblPr>{layout}{margins}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    built = parse_xml(f"<w:tbl {nsdecls('w')}>{properties}{''.join(rows)}</w:tbl>")
    document.element.body.insert(0, built)
    document.add_paragraph()  # Word needs a paragraph after a table
    add_front(document, front, parse_xml, nsdecls)
    data = io.BytesIO()
    document.save(data)
    return undated(data)


def word_library() -> tuple[Any, Any, Any]:
    """Return what is used of python-docx: the maker of a document, the parser of XML, and that of its namespaces.

    Raises `MissingExtra` if the extra ``word`` is not installed.
    """
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
    page = next((page for page in (A4, _A3) if sum(best) <= _TIGHT * (page[0] - 2 * MARGIN)), _WIDEST)
    room = page[0] - 2 * MARGIN
    # Every column gets its least width, and the same share of the difference between its least and its best width.
    share = max(room - sum(least), 0) / max(sum(best) - sum(least), 1)
    widths = [small + min(share, 1) * (large - small) for small, large in zip(least, best, strict=True)]
    scale = room / sum(widths) * TWIPS
    return page, [int(width * scale) for width in widths]


def set_page(document: Any, page: tuple[int, int]) -> None:
    """Set the size of the pages, on their side, the margins, the font and the language of a new document."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Mm(side) for side in page)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(_SMALL if page is _WIDEST else _POINTS)
    normal.paragraph_format.space_after = Pt(0)
    for language in document.styles.element.iterfind(".//{*}lang"):
        language.set(next(key for key in language.attrib if key.endswith("}val")), "en-GB")


def add_front(document: Any, front: Front, parse_xml: Any, nsdecls: Any) -> None:
    """Add the title above the table, and to each page the marking and the number of the page."""
    section = document.sections[0]
    if front.title:
        document.element.body.insert(0, parse_xml(_paragraph(front.title, nsdecls("w"), "<w:b/><w:sz w:val='28'/>")))
    if front.marking:
        for part in (section.header, section.footer):
            part.paragraphs[0]._p.addprevious(parse_xml(_paragraph(front.marking, nsdecls("w"), "<w:b/>", "center")))
    field = '<w:fldSimple w:instr=" {} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    number = f"{field.format('PAGE')}<w:r><w:t xml:space='preserve'> / </w:t></w:r>{field.format('NUMPAGES')}"
    last = section.footer.paragraphs[-1]._p
    last.addprevious(parse_xml(f"<w:p {nsdecls('w')}><w:pPr><w:jc w:val='right'/></w:pPr>{number}</w:p>"))
    last.getparent().remove(last)


def _paragraph(text: str, namespace: str, style: str, side: str = "left") -> str:
    return (
        f"<w:p {namespace}><w:pPr><w:jc w:val='{side}'/></w:pPr><w:r><w:rPr>{style}</w:rPr>{run_xml(text)}</w:r></w:p>"
    )


def row_xml(cells: Iterable[str], widths: Sequence[int], *, is_heading: bool = False) -> str:
    """Return a row of a table, which is not split over pages; a heading is repeated on every page."""
    properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if is_heading else "")
    style = "<w:rPr><w:b/></w:rPr>" if is_heading else ""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>' if is_heading else ""
    made = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        f"<w:p><w:r>{style}{run_xml(text)}</w:r></w:p></w:tc>"
        for text, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(made)}</w:tr>"


def word_text(text: str) -> str:
    r"""Return a text for people to read in Word, which is read back to the same text: see `escaped`.

    Marks that turn the direction of a text, and hidden letters, are escaped too, so that nobody is shown another text
    than stands there.

    >>> print(word_text("safe\u202ednuof"))
    safe\u202ednuof
    """
    return _DISGUISES.sub(_escape, escaped(text))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def run_xml(text: str) -> str:
    """Return the content of a run of text, with its line breaks and tabs."""
    parts: list[str] = _PARTS.findall(word_text(text))
    return "".join(
        _MARKUP.get(part) or f'<w:t xml:space="preserve">{escape(part, quote=False)}</w:t>' for part in parts
    )


def undated(data: io.BytesIO) -> bytes:
    """Return the bytes of the document without the time at which it was made: equal timelines give equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(data) as dated, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name in dated.namelist():
            member = zipfile.ZipInfo(name, _ZIPPED)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            package.writestr(member, dated.read(name))
    return buffer.getvalue()

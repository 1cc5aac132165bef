"""The writer of a report as a Word document."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from safeguard_model.chronology.writing.document import (
    A4,
    MADE,
    MARGIN,
    TWIPS,
    add_front,
    row_xml,
    set_page,
    undated,
    word_library,
    word_text,
)
from safeguard_model.chronology.writing.table import Front
from safeguard_model.display.report_blocks import ReportPicture, ReportTable, Sentence, SubHeading
from safeguard_model.display.report_pictures import as_png, inches_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguard_model.display.report_blocks import ReportFront, ReportPart

__all__ = ["docx"]

_MILLIMETRES: Final = 25.4
_ROOM_FOR_HEADING: Final = 45
"""The height in millimetres that a picture leaves for the marking, the heading and the foot of its page."""


def docx(front: ReportFront, parts: Sequence[ReportPart]) -> bytes:
    """Return the bytes of a document. Every part begins on a new page. Raises `MissingExtra` without python-docx."""
    library, parse_xml, nsdecls = word_library()
    writer = _DocumentWriter(library(), parse_xml, nsdecls)
    writer.begin(front, parts[0])
    for place, part in enumerate(parts):
        writer.add(part, is_first=place == 0)
    return writer.data()


class _DocumentWriter:
    """Adds the pieces of a report to a document of python-docx."""

    def __init__(self, document: Any, parse_xml: Any, nsdecls: Any) -> None:
        self._document, self._parse, self._nsdecls = document, parse_xml, nsdecls
        self._is_upright = False

    def begin(self, front: ReportFront, first: ReportPart) -> None:
        """Set up the pages, and write what stands before the first part."""
        document = self._document
        core = document.core_properties
        core.author = core.comments = core.last_modified_by = ""
        core.title = word_text(front.title)
        core.created = core.modified = MADE
        set_page(document, A4)
        for level in range(4):
            style = document.styles["Title" if level == 0 else f"Heading {level}"]
            self._plain(style)
        if first.is_upright:
            self._turn(document.sections[0])
        add_front(document, Front(marking=front.marking), self._parse, self._nsdecls)
        document.add_heading(word_text(front.title), 0)
        for line in front.lines:
            document.add_paragraph(word_text(line))

    def add(self, part: ReportPart, *, is_first: bool) -> None:
        """Write a part on a page of its own, turned if it is for the other kind of paper."""
        document = self._document
        is_turned = not is_first and part.is_upright is not self._is_upright
        if is_turned:
            self._turn(document.add_section())
        heading = document.add_heading(word_text(part.title), 1)
        heading.paragraph_format.page_break_before = not is_first and not is_turned
        for block in part.blocks:
            if isinstance(block, Sentence):
                document.add_paragraph(word_text(block.text))
            elif isinstance(block, SubHeading):
                document.add_heading(word_text(block.text), 2)
            elif isinstance(block, ReportTable):
                self._add_table(block)
            else:
                self._add_picture(block)

    def data(self) -> bytes:
        """Return the bytes of the document, which are equal for equal reports."""
        data = io.BytesIO()
        self._document.save(data)
        return undated(data)

    def _turn(self, section: Any) -> None:
        """Turn the paper of a section."""
        from docx.enum.section import WD_ORIENT

        self._is_upright = not self._is_upright
        section.orientation = WD_ORIENT.PORTRAIT if self._is_upright else WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width

    def _paper(self) -> tuple[float, float]:
        """Return the width and the height that can be written on, in millimetres."""
        width, height = reversed(A4) if self._is_upright else A4
        return width - 2 * MARGIN, height - 2 * MARGIN

    def _add_table(self, table: ReportTable) -> None:
        document = self._document
        if table.caption:
            document.add_heading(word_text(table.caption), 3)
        room = self._paper()[0] * TWIPS
        widths = [int(share * room) for share in table.shares()]
        rows = [
            row_xml(table.headings, widths, is_heading=True),
            *(row_xml(row, widths) for row in table.rows),
        ]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        layout = '<w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/>'
        margins = '<w:tblCellMar><w:left w:w="50" w:type="dxa"/><w:right w:w="50" w:type="dxa"/></w:tblCellMar>'
        properties = f"<w:tblPr>{layout}{margins}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        built = self._parse(f"<w:tbl {self._nsdecls('w')}>{properties}{''.join(rows)}</w:tbl>")
        document.add_paragraph()._p.addprevious(built)  # Word needs a paragraph after a table

    def _add_picture(self, picture: ReportPicture) -> None:
        from docx.shared import Inches

        width, height = inches_of(picture)
        across, down = self._paper()
        down -= _ROOM_FOR_HEADING
        scale = min(1.0, across / _MILLIMETRES / width, down / _MILLIMETRES / height)
        shape = self._document.add_picture(io.BytesIO(as_png(picture)), width=Inches(width * scale))
        properties = shape._inline.docPr
        properties.set("title", word_text(picture.title))
        properties.set("descr", word_text(picture.words))

    def _plain(self, style: Any) -> None:
        """Give a heading the font of the text, in black."""
        from docx.oxml.ns import qn
        from docx.shared import RGBColor

        style.font.name = "Arial"
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)

"""Workbooks of other kinds than .xlsx, made for tests: .xlsb record by record, .ods as XML, and .xls from stored files."""

import struct
from pathlib import Path

from tests.chronology.making import rezipped

OLD_FILES = Path(__file__).parent / "opening" / "files"
"""Files that `make_old_workbooks.py` in this folder has made with xlwt, which no test needs."""
BOOK, STYLES, SHEET_1 = "xl/workbook.bin", "xl/styles.bin", "xl/worksheets/sheet1.bin"
DAY, MONTH = 1, 2
"""The styles of cells that show a date as a day and as a month."""

_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="bin" '
    'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
)


def record(kind, content=b""):
    """A record of a binary workbook: its kind and its length are numbers of seven bits a byte."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(content)
    while size >= 0x80:
        length += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + length + bytes([size]) + content


def wide(text):
    """A text with its length before it."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def text_at(column, text, style=0):
    """A cell of text."""
    return record(6, struct.pack("<II", column, style) + wide(text))


def number_at(column, value, style=0):
    """A cell of a number, or of a date if its style shows one."""
    return record(5, struct.pack("<IId", column, style, value))


def row_at(number, *cells, hidden=False):
    """A row, from 0, and its cells."""
    return record(0, struct.pack("<IIHBB", number, 0, 300, 0, 0x10 if hidden else 0) + bytes(5)) + b"".join(cells)


def merged(top, bottom, left, right):
    """A merged area."""
    return record(176, struct.pack("<IIII", top, bottom, left, right))


def binary_workbook(*rows, after=b"", hidden_sheet=False, area=(0, 0, 0, 0), more=None):
    """The bytes of a workbook with a sheet of these rows; `after` is what comes after the rows, `area` its stated size."""
    size = record(148, struct.pack("<IIII", *area))
    sheet = record(129) + size + record(145) + b"".join(rows) + record(146) + after + record(130)
    bundle = struct.pack("<II", int(hidden_sheet), 1) + wide("rId1") + wide("Sheet")
    book = record(131) + record(143) + record(156, bundle) + record(144) + record(132)
    formats = record(44, struct.pack("<H", 164) + wide("mmm yy")) + record(
        44, struct.pack("<H", 165) + wide("dd/mm/yyyy")
    )
    styles = (record(47, struct.pack("<HH", 0, id) + bytes(12)) for id in (0, 165, 164))
    sheets = (
        f'<Relationship Id="rId1" Type="{_RELATIONSHIPS}/worksheet" Target="worksheets/sheet1.bin"/>'
        f'<Relationship Id="rId2" Type="{_RELATIONSHIPS}/styles" Target="styles.bin"/>'
    )
    main = f'<Relationship Id="rId1" Type="{_RELATIONSHIPS}/officeDocument" Target="xl/workbook.bin"/>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{main}</Relationships>',
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{sheets}</Relationships>',
        BOOK: book,
        STYLES: record(278)
        + record(615, struct.pack("<I", 2))
        + formats
        + record(616)
        + record(617, struct.pack("<I", 3))
        + b"".join(styles)
        + record(618)
        + record(279),
        SHEET_1: sheet,
    }
    return rezipped(parts | (more or {}))


_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in [
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
        ("draw", "drawing"),
    ]
)
_MONTH_STYLE = (
    '<number:date-style style:name="N1"><number:month number:textual="true"/><number:text>-</number:text>'
    '<number:year/></number:date-style><style:style style:name="month" style:family="table-cell" style:data-style-name="N1"/>'
    '<number:date-style style:name="N2"><number:day/><number:month/><number:year/></number:date-style>'
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="N2"/>'
)


def open_cell(text="", about="", more=""):
    """The XML of a cell of text; `about` holds attributes, and `more` is put after the text."""
    content = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n")) if text else ""
    kind = ' office:value-type="string"' if text and "value-type" not in about else ""
    return f"<table:table-cell{kind} {about}>{content}{more}</table:table-cell>"


def open_date(date, style="day", about=""):
    """The XML of a cell of a date."""
    given = f'office:value-type="date" office:date-value="{date}" table:style-name="{style}" {about}'
    return open_cell("shown", given)


def open_row(*cells, about=""):
    """The XML of a row."""
    return f"<table:table-row {about}>{''.join(cells)}</table:table-row>"


def open_workbook(*rows, kind="spreadsheet", before="", manifest="", more=None):
    """The bytes of an OpenDocument workbook with a sheet of these rows, as XML."""
    styles = f"<office:automatic-styles>{_MONTH_STYLE}</office:automatic-styles>"
    sheet = f'<table:table table:name="Sheet">{before}{"".join(rows)}</table:table>'
    body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    content = f"<office:document-content {_SPACES}>{styles}{body}</office:document-content>"
    parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f'<?xml version="1.0" encoding="UTF-8"?>{content}',
        "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
    }
    return rezipped(parts | (more or {}))

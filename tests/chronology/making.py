"""Files of tables, made for tests: good ones, and ones whose XML is changed."""

from __future__ import annotations

import csv
import io
import traceback
import zipfile

import pytest

from safeguard_model import InvalidFile, read_chronology
from safeguard_model.chronology.opening.by_suffix import tables_of

CANARY = "Quillfeather"
SHEET = "xl/worksheets/sheet1.xml"
DOCUMENT = "word/document.xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def delimited(rows, delimiter=",", quoting=csv.QUOTE_ALL, end="\r\n"):
    """The text of a CSV file."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
    return file.getvalue()


def workbook(fill, **options):
    """The bytes of a workbook; `fill` is given the workbook of xlsxwriter and its first sheet."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, options)
    fill(book, book.add_worksheet())
    book.close()
    return file.getvalue()


def sheet_of(rows):
    """The bytes of a workbook with a sheet of text."""

    def fill(book, sheet):
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)

    return workbook(fill)


def document(body):
    """The bytes of a Word document with this XML in its body; `w:` represents the namespace of Word."""
    docx = pytest.importorskip("docx")
    file = io.BytesIO()
    docx.Document().save(file)
    return patched(file.getvalue(), DOCUMENT, lambda xml: xml[: xml.index(b"<w:body>") + 8] + body.encode() + _END)


_END = b"</w:body></w:document>"


def table(*rows):
    """The XML of a table of rows, each the XML of its cells."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells, about=""):
    """The XML of a row; `about` is what its properties hold."""
    return f"<w:tr>{f'<w:trPr>{about}</w:trPr>' if about else ''}{''.join(cells)}</w:tr>"


def cell(content, about=""):
    """The XML of a cell of text, or of XML that begins with a tag; `about` is what its properties hold."""
    inner = content if content.startswith("<") else paragraph(content)
    return f"<w:tc>{f'<w:tcPr>{about}</w:tcPr>' if about else ''}{inner}</w:tc>"


def paragraph(content):
    """The XML of a paragraph of text, or of XML that begins with a tag."""
    return f"<w:p>{content if content.startswith('<') else run(content)}</w:p>"


def run(text):
    """The XML of a run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def patched(data, member, change):
    """An archive in which one member is changed."""
    return rezipped({name: change(each) if name == member else each for name, each in members_of(data).items()})


def members_of(data):
    """The members of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {each.filename: archive.read(each) for each in archive.infolist()}


def rezipped(members):
    """An archive of members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def saved(folder, name, data):
    """The path of a file of these bytes or this text."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def read(folder, name, data):
    """The tables of a file of these bytes or this text."""
    return tables_of(saved(folder, name, data))


def cells(table):
    """The cells of a table's rows."""
    return [row.cells for row in table.rows]


def refused(folder, name, data):
    """What is said of a file that is refused; it shows nothing of the file, and nothing is chained to it."""
    path = saved(folder, name, data)
    with pytest.raises(InvalidFile) as caught:
        tables_of(path)
    error = caught.value
    assert error.__cause__ is None
    assert error.__context__ is None
    shown = "".join(traceback.format_exception_only(error)) + repr(error)
    assert CANARY not in shown
    assert str(folder) not in shown
    return str(error)


def read_or_refused(folder, name, data):
    """The tables of a file, or None where it is refused: whatever else it raises is passed on."""
    path = saved(folder, name, data)
    try:
        return tables_of(path)
    except InvalidFile:
        return None


def broken(data, flips, cut):
    """Bytes with some bits flipped, cut off somewhere; both are told in thousandths of the whole."""
    changed = bytearray(data)
    for place, bit in flips:
        changed[place * (len(changed) - 1) // 1000] ^= 1 << bit
    return bytes(changed[: len(changed) * cut // 1000])


def chronology(folder, *rows, **options):
    """What is read from a CSV file of these rows; every row of it is an entry, rejected or skipped."""
    found = read_chronology(saved(folder, "a.csv", delimited(rows)), agency="hv", **options)
    assert found.rows == len(found.events) + len(found.rejected) + len(found.skipped)
    assert CANARY not in str(found)
    return found


def dates_of(found):
    """The texts of the dates of the entries."""
    return [event.when.text for event in found.events]

"""A report as a Word document."""

import re
import zipfile

import pytest

from safeguard_model import write_report
from safeguard_model.display.report_names import PARTS
from tests.display.making import casefile, entry

docx = pytest.importorskip("docx")
FILE = casefile(entry("a", "2016-02-02", seen=["child-n"]), entry("b", "2016-09", "referral", "csc"))


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """A document with a picture on upright paper, and tables on paper turned sideways."""
    pytest.importorskip("matplotlib")
    path = tmp_path_factory.mktemp("report") / "report.docx"
    write_report(
        FILE, path, parts=["timeline", "chronology", "gaps"], title="Child N", marking="OFFICIAL", made_on="2026-03-03"
    )
    return path


@pytest.fixture(scope="module")
def document(path):
    """The document, opened again."""
    return docx.Document(str(path))


def test_headings_are_those_of_the_parts(document):
    """The title is a title, and each part has a heading of the first level."""
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings == [PARTS[name] for name in ("timeline", "chronology", "gaps")]
    assert [each.text for each in document.paragraphs if each.style.name == "Title"] == ["Child N"]
    assert "Made: 3 March 2026" in [each.text for each in document.paragraphs]


def test_the_marking_and_the_number_are_on_every_page(document):
    """The header and the footer of every section have the marking, and the footer the number of the page."""
    for section in document.sections:
        assert section.header.paragraphs[0].text == "OFFICIAL"
        assert section.footer.paragraphs[0].text == "OFFICIAL"
        assert re.search('w:instr=" (PAGE|NUMPAGES) "', section.footer._element.xml)


def test_paper_is_turned_for_tables(document):
    """A timeline stands on upright paper, and tables on paper that is turned sideways."""
    assert [section.page_width < section.page_height for section in document.sections] == [True, False]


def test_headings_of_tables_are_repeated(document):
    """The first row of each table is repeated on every page, and no row is split."""
    assert len(document.tables) >= 1
    for table in document.tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert all("w:cantSplit" in row._tr.xml for row in table.rows)


def test_the_chronology_has_its_rows(document):
    """The table of the chronology has a row for each entry, with its words."""
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[0][:4] == ["Date", "Agency", "Who", "What happened"]
    assert [row[-1] for row in cells] == ["Entry", "a", "b"]


def test_tables_fit_the_page(document):
    """The columns of a table are no wider than the paper between the margins."""
    section = document.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        assert sum(column.width for column in table.columns) <= room


def test_pictures_fit_and_are_described(document):
    """A picture fits on its page, and has a title and a text for those who cannot see it."""
    (picture,) = document.inline_shapes
    section = document.sections[0]
    assert picture.width <= section.page_width - section.left_margin - section.right_margin
    assert picture.height <= section.page_height - section.top_margin - section.bottom_margin
    assert picture._inline.docPr.get("title") == "Timeline"
    assert picture._inline.docPr.get("descr").startswith("A timeline of 2 events in 2 lanes")


def test_equal_input_gives_equal_bytes(path, tmp_path):
    """A document has no trace of the time at which it was made, nor of who made it."""
    again = tmp_path / "again.docx"
    how = {"title": "Child N", "marking": "OFFICIAL", "made_on": "2026-03-03"}
    write_report(FILE, again, parts=["timeline", "chronology", "gaps"], **how)
    assert again.read_bytes() == path.read_bytes()
    with zipfile.ZipFile(path) as package:
        assert "python-docx" not in package.read("docProps/core.xml").decode()


def test_control_characters_are_written_visibly(tmp_path):
    """A character that a document cannot hold is written as an escape in every kind of text."""
    pytest.importorskip("matplotlib")
    given = FILE.replace(FILE.events[0].__class__(id="a", when="2016-02-02", kind="other", description="bell\x07"))
    write_report(given, tmp_path / "r.docx", parts=["chronology"])
    assert "bell\\u0007" in docx.Document(str(tmp_path / "r.docx")).tables[0].rows[1].cells[3].text

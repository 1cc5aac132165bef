"""The columns for a panel: in words, with who was seen, ages and the marking, and no row that is only a birth."""

import csv
import io
import zipfile
from pathlib import Path

import attrs
import pytest

from safeguard_model import (
    Agency,
    CaseFile,
    Child,
    Citation,
    Event,
    InvalidRecord,
    NeedsCaseFile,
    Source,
    Timeline,
    UnknownRecord,
    read_chronology,
)
from safeguard_model.chronology.writing import write_chronology
from safeguard_model.chronology.writing.panel import EXCHANGE, PANEL

VISIT = Event(
    id="e1",
    when="2016-03-02T14:30",
    kind="home_visit",
    agency="hv",
    people=["child-a"],
    seen=["child-a"],
    description="Seen at home.",
    outcome="None",
    reporter="Case notes",
    citations=[Citation(source="notes", where="p. 2")],
    comment="Second visit of the week.",
)
MEETING = Event(id="e2", when="2016-04-01", kind="core_group", state="cancelled", agency="hv", people=["child-a"])
CASEFILE = CaseFile.of(
    "Family",
    [
        Child(id="child-a", label="Child A", born="2016-01-10"),
        Agency(id="hv", name="Health visiting"),
        Source(id="notes", title="Health records"),
        VISIT,
        MEETING,
    ],
)
TIMELINE = Timeline.of(CASEFILE)


def rows(path, columns):
    """The rows of a chronology with these columns, as a CSV file has them."""
    write_chronology(TIMELINE, path, columns)
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_the_panel_reads_words(tmp_path):
    """The columns of the panel are when, agency, who, what happened, seen, outcome, source and analysis, in words."""
    visit, meeting = rows(tmp_path / "panel.csv", PANEL)
    assert visit == {
        "Date": "2 March 2016 14:30",
        "Agency": "Health visiting",
        "Who": "Child A",
        "What happened": "Home visit: Seen at home.",
        "Seen": "yes",
        "Outcome": "None",
        "Source": "Case notes\nHealth records, p. 2",
        "Analysis": "Second visit of the week.",
    }
    assert meeting["What happened"] == "Core group (cancelled)"
    assert meeting["Seen"] == ""


@pytest.mark.parametrize(("columns", "has_birth"), [(PANEL, False), ([*PANEL, "tags"], True), (EXCHANGE, True)])
def test_a_birth_alone_has_no_row_for_the_panel(columns, has_birth, tmp_path):
    """A row that says only a date of birth is left out of the panel's columns, and is in all that are chosen."""
    assert (len(rows(tmp_path / "c.csv", columns)) == 3) == has_birth


def test_ages_have_columns(tmp_path):
    """The column "age" is that of the children in the entry, and "age of child-a" that of one person by label."""
    found = rows(tmp_path / "ages.csv", ["when", "age", "age of child-a"])
    assert [row["Age"] for row in found] == ["0 days", "1 month 21 days", "2 months 22 days"]
    assert [row["Age of Child A"] for row in found] == [row["Age"] for row in found]


def test_ages_need_the_case_file(tmp_path):
    """Without a case file nobody's birth is known; an id that is not on file is refused."""
    with pytest.raises(NeedsCaseFile):
        write_chronology([VISIT], tmp_path / "c.csv", ["when", "age"])
    with pytest.raises(UnknownRecord):
        write_chronology(TIMELINE, tmp_path / "c.csv", ["when", "age of nobody"])
    assert list(tmp_path.iterdir()) == []


def test_exchange_columns_come_back_equal(tmp_path):
    """A file with the columns of `EXCHANGE` is read back to the same entries."""
    path = tmp_path / "c.csv"
    write_chronology([VISIT, MEETING], path, EXCHANGE)
    assert read_chronology(path).events == (VISIT, MEETING)


@pytest.mark.parametrize(("suffix", "words"), [(".md", "# Family of A"), (".html", "<h1>Family of A</h1>")])
def test_title_and_marking_of_a_page(suffix, words, tmp_path):
    """The title and the marking stand above the table of the panel."""
    path = tmp_path / f"c{suffix}"
    write_chronology(TIMELINE, path, title="Family of A", marking="OFFICIAL-SENSITIVE")
    text = path.read_text(encoding="utf-8")
    assert words in text
    assert "OFFICIAL" in text.partition("Analysis")[0]
    assert "Home visit: Seen at home." in text


def test_title_and_marking_of_a_document(tmp_path):
    """A Word document has its title above the table, and on every page the marking and the number of the page."""
    pytest.importorskip("docx")
    path = tmp_path / "c.docx"
    write_chronology(TIMELINE, path, title="Family of A", marking="OFFICIAL-SENSITIVE")
    with zipfile.ZipFile(path) as package:
        body = package.read("word/document.xml").decode()
        pages = [package.read(name).decode() for name in package.namelist() if "header" in name or "footer" in name]
    assert body.index("Family of A") < body.index("What happened")
    assert sum("OFFICIAL-SENSITIVE" in page for page in pages) == 2
    assert any("PAGE" in page and "NUMPAGES" in page for page in pages)
    assert "[child-a]" not in body


def test_title_and_marking_of_a_workbook(tmp_path):
    """A workbook has both in the header of the printed page, so that the sheet can still be read back."""
    pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    path = tmp_path / "c.xlsx"
    write_chronology([VISIT], path, title="Family of A & B", marking="OFFICIAL")
    with zipfile.ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert "Family of A &amp;&amp; B" in sheet
    assert read_chronology(path).events == (VISIT,)


@pytest.mark.parametrize(
    ("name", "front"),
    [("c.csv", {"title": "Quill"}), ("c.html", {"marking": 3}), ("c.md", {"title": "Quill\nfeather"})],
)
def test_a_title_that_has_no_place_is_refused(name, front, tmp_path):
    """A text file has no place for a title, and a title is one line of text."""
    with pytest.raises(InvalidRecord) as caught:
        write_chronology([attrs.evolve(VISIT)], Path(tmp_path, name), **front)
    assert caught.value.field in front
    assert "Quill" not in str(caught.value)

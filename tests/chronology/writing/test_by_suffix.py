"""Chronologies as documents: what is in them, and that those with our own layout come back to equal entries."""

from __future__ import annotations

import csv
import io
import re
import stat
import subprocess
import sys
import zipfile
from datetime import date, datetime, time
from html.parser import HTMLParser
from itertools import combinations, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import Agency, CaseFile, Child, Event, InvalidRecord, MissingExtra, Timeline, load, strategies
from safeguard_model.chronology import read_chronology
from safeguard_model.chronology.cells import unescaped, without_formula_mark
from safeguard_model.chronology.writing import write_chronology
from safeguard_model.chronology.writing.panel import EXCHANGE
from safeguard_model.chronology.writing.table import COLOURS
from safeguard_model.html_tables import visible

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.json"))
EXACT = [".csv", ".tsv", ".xlsx", ".docx"]
TEXTUAL = [".csv", ".tsv", ".md", ".html"]
TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | strategies.texts()
BASE = Event(
    id="e1", when="2016-03-02", kind="home_visit", agency="hv", people=["child-v"], description="Seen at home."
)


def needed(suffix):
    """Pass over a test whose format needs a library that is not there."""
    if suffix == ".xlsx":
        pytest.importorskip("xlsxwriter")
        pytest.importorskip("python_calamine")
    if suffix == ".docx":
        pytest.importorskip("docx")


def written(given, suffix, columns=None):
    """The bytes of a chronology; by default, one that can be read back, if its format can."""
    needed(suffix)
    if suffix in EXACT and columns is None:
        columns = EXCHANGE
    with TemporaryDirectory() as folder:
        path = Path(folder, f"chronology{suffix}")
        write_chronology(given, path, columns)
        return path.read_bytes()


def table(data, suffix):
    """The cells of a chronology, the headings first."""
    if suffix in {".csv", ".tsv"}:
        text = io.StringIO(data.decode("utf-8-sig"), newline="")
        rows = csv.reader(text, delimiter="\t" if suffix == ".tsv" else ",", strict=True)
        return [[unescaped(without_formula_mark(cell)) for cell in row] for row in rows]
    if suffix == ".docx":
        from docx import Document

        (found,) = Document(io.BytesIO(data)).tables
        return [[unescaped(cell.text) for cell in row.cells] for row in found.rows]
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    rows = sheet.to_python(skip_empty_area=False)
    return [[unescaped(without_formula_mark(cell)) if isinstance(cell, str) else cell for cell in row] for row in rows]


def read_back(data, suffix, **options):
    """The entries of a chronology, as they are read."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"chronology{suffix}")
        path.write_bytes(data)
        found = read_chronology(path, **options)
    assert (len(found.events) + 1, 1) == (found.rows, len(found.skipped))
    return list(found.events)


class Page(HTMLParser):
    """The texts of the cells of a page, and its tags."""

    def __init__(self, data):
        super().__init__()
        self.tags, self.cells, self.is_in_cell = set(), [], False
        self.feed(data.decode())

    def handle_starttag(self, tag, attrs):
        """Note a tag, and that it has no handlers."""
        self.tags.add(tag)
        self.is_in_cell = tag in {"td", "th"}
        if self.is_in_cell:
            self.cells.append("")
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data):
        """Note a text."""
        if self.is_in_cell:
            self.cells[-1] += data

    def handle_endtag(self, tag):
        """Note that a cell has ended."""
        self.is_in_cell = False


class TestRoundTrip:
    @pytest.mark.parametrize("suffix", EXACT)
    @given(events=st.lists(strategies.events(), max_size=3, unique_by=lambda event: event.id))
    def test_any_events_come_back_equal(self, suffix, events):
        """What is written is read back to equal entries, in the order of the timeline."""
        timeline = Timeline(events)
        assert read_back(written(timeline, suffix), suffix) == list(timeline)

    @pytest.mark.parametrize("suffix", EXACT)
    @given(casefile=strategies.case_files(children=2, events=3))
    def test_any_case_file_comes_back_equal(self, suffix, casefile):
        """So is a case file, whatever its people, agencies and sources are called."""
        assert read_back(written(casefile, suffix), suffix) == list(Timeline.of(casefile))

    @pytest.mark.parametrize("suffix", EXACT)
    @given(description=TEXTS, place=TEXTS)
    def test_any_text_comes_back_to_the_letter(self, suffix, description, place):
        """No character of a text is lost or changed."""
        event = attrs.evolve(BASE, description=description, place=place, tags=[description, place])
        assert read_back(written([event], suffix), suffix) == [event]

    @pytest.mark.parametrize("suffix", EXACT)
    @pytest.mark.parametrize(
        "text",
        [
            "=1+1", "'=1+1", "-", "@x", "\t=x", "\r", "a\r\nb\n", "  both  ", " ", "\n", "_x0041_", "_x0041_x0041_", "_x005F_",
            "<r><t>rich</t></r>", "\\u0041\\u005c", "\x00\x07\x0b\x1f\x7f\x85", "\ufeff\ufffe\uffff", "\u2028\u202e", "]]>&amp;<![CDATA[",
            "https://example.org", "12", "2 March 2016", "TRUE", 'a "quote", and\ta tab', "e\u0301\U0001f476\U0001f3fd",
        ],
        ids=ascii,
    )  # fmt: skip
    def test_awkward_texts_come_back(self, suffix, text):
        """Formulas, controls, other escapes, numbers and dates in a text come back as that text."""
        event = attrs.evolve(BASE, description=text, comment=f" {text}", when_as_written=text)
        assert read_back(written([event], suffix), suffix) == [event]

    @pytest.mark.parametrize("suffix", EXACT)
    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
    def test_the_examples_come_back_equal(self, suffix, path):
        """Both example files come back as they are, with the events that were worked out."""
        timeline = Timeline.of(load(path))
        data = written(timeline, suffix)
        assert read_back(data, suffix) == list(timeline)
        assert read_back(data, suffix, agency="somebody", subject="child-e", source="src") == list(timeline)

    @pytest.mark.parametrize("suffix", EXACT)
    @pytest.mark.parametrize(
        "when",
        ["2016-03-02T00:00", "2016-03-02T14:30:00", "2016-03-02T23:59:59", "2016-03-02T14:30~", "1899-12-31", "1900-02-28", "0900-03-02", "9999-12-31T23:59", "XXXX", "2016-03-02T09:00/2016-03-02T10:00"],
    )  # fmt: skip
    def test_times_and_odd_dates_come_back(self, suffix, when):
        """Midnight, seconds, and days before Excel's calendar are what they were, beside a usual day or alone."""
        events = [attrs.evolve(BASE, when=when, recorded=when), attrs.evolve(BASE, id="e2")]
        assert read_back(written(events, suffix), suffix) == list(Timeline(events))
        assert read_back(written(events[:1], suffix), suffix) == events[:1]

    @pytest.mark.parametrize("suffix", EXACT)
    def test_no_events_are_headings_alone(self, suffix):
        """A chronology without entries has its headings, and none more."""
        assert table(written([], suffix), suffix) == [
            ["Entry id", "Date", "Agency", "Kind of event", "About", "What happened"]
        ]

    @pytest.mark.parametrize("suffix", [*EXACT, ".md", ".html"])
    def test_the_same_timeline_gives_the_same_bytes(self, suffix, monkeypatch):
        """No time, name or temporary path of the writing is in the file."""
        casefile = load(EXAMPLES[0])
        first = written(casefile, suffix)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        monkeypatch.setattr("time.localtime", lambda *_: (2031, 2, 3, 4, 5, 6, 0, 34, 0))
        assert written(casefile, suffix) == first


class TestColumns:
    def test_without_ids_a_document_is_for_people(self):
        """Where the entry's own id has no column, labels and names stand alone; an id that has none stands as it is."""
        child, agency = Child(id="child-v", label="Child V"), Agency(id="hv", name="Health Visiting")
        casefile = CaseFile.of("Invented", [child, agency, BASE])
        fields = ["people", "agency", "account_of"]
        assert table(written(casefile, ".csv", fields), ".csv")[1] == ["Child V", "Health Visiting", ""]
        assert table(written([BASE], ".csv", fields), ".csv")[1] == ["child-v", "hv", ""]
        exact = table(written(casefile, ".csv", ["id", *fields]), ".csv")[1]
        assert exact == ["e1", "Child V [child-v]", "Health Visiting [hv]", ""]

    def test_columns_that_hold_nothing_are_left_out(self):
        """Beside six that are always there, a field has a column only if some entry has something in it."""
        events = [BASE, attrs.evolve(BASE, id="e2", outcome="None.", order=0)]
        assert [
            "Entry id", "Date", "Agency", "Kind of event", "About", "What happened", "Outcome", "Order",
        ] == table(written(events, ".csv"), ".csv")[0]  # fmt: skip

    def test_time_has_a_column_if_some_entry_has_one(self):
        """A minute is a day and a time; nothing else is split."""
        events = [attrs.evolve(BASE, when="2016-03-02T14:30"), attrs.evolve(BASE, id="e2", when="2016-04-02T14:30~")]
        _, *rows = table(written(events, ".csv", ["when", "id"]), ".csv")
        assert [["2 March 2016", "14:30", "e1"], ["about 2 April 2016 14:30", "", "e2"]] == rows

    def test_chosen_columns_stand_in_the_order_given(self):
        """A list of fields gives those columns alone, under our headings."""
        assert [["What happened", "Date"], ["Seen at home.", "2 March 2016"]] == table(
            written([BASE], ".csv", ["description", "when"]), ".csv"
        )

    @pytest.mark.parametrize("suffix", EXACT)
    def test_own_headings(self, suffix):
        """Headings of one's own stand as they are given, made harmless, each over its field, a minute in one cell."""
        event = attrs.evolve(BASE, when="2016-03-02T14:30")
        found = table(
            written([event], suffix, {"=When?": "when", "Text": "description", "Again": "description"}), suffix
        )
        moment = datetime(2016, 3, 2, 14, 30) if suffix == ".xlsx" else "2 March 2016 14:30"
        assert [["=When?", "Text", "Again"], [moment, "Seen at home.", "Seen at home."]] == found

    @pytest.mark.parametrize(
        ("columns", "rule"),
        [
            ("when", "got text"),
            (
                ["when", "descripton"],
                "column 2 is not a field of Event, age or age of an id; did you mean description or decision?",
            ),
            (["when", 3], "column 2 is not a field of Event"),
            ({"Heading": "Quillfeather"}, "column 1 is not a field of Event"),
            ({1: "when"}, "heading of column 1, got an int"),
            ({"Quillfeather" * 30: "when"}, "at most 255 characters"),
            ({"\ud800": "when"}, "no lone surrogates"),
            (["when", "when"], "appears twice"),
            ([], "at least one column"),
            (7, "got an int"),
        ],
    )
    def test_columns_that_cannot_be(self, columns, rule, tmp_path):
        """What is not a field is refused with its place and near matches, and nothing is written."""
        with pytest.raises(InvalidRecord) as caught:
            write_chronology([BASE], tmp_path / "c.csv", columns)
        assert "Quillfeather" not in str(caught.value)
        assert "columns" == caught.value.field
        assert rule in str(caught.value)
        assert [] == list(tmp_path.iterdir())


class TestFiles:
    @pytest.mark.parametrize("name", ["Quillfeather.xls", "Quillfeather", "Quillfeather.json"])
    def test_another_suffix_is_refused(self, name, tmp_path):
        """The error names the formats there are, and not the file."""
        with pytest.raises(InvalidRecord, match=re.escape(".csv, .tsv, .xlsx, .docx, .md, .html")) as caught:
            write_chronology([BASE], tmp_path / name)
        assert "Quillfeather" not in str(caught.value)

    def test_a_suffix_may_be_in_capitals(self, tmp_path):
        """The case of the suffix does not matter."""
        write_chronology([BASE], tmp_path / "C.CSV")
        assert (tmp_path / "C.CSV").read_bytes() == written([BASE], ".csv")

    def test_a_new_file_is_its_owners_alone(self, tmp_path):
        """It has mode 0600, and nothing is left beside it."""
        write_chronology([BASE], tmp_path / "c.csv")
        assert 0o600 == stat.S_IMODE((tmp_path / "c.csv").stat().st_mode)
        assert ["c.csv"] == [path.name for path in tmp_path.iterdir()]

    def test_what_is_given(self):
        """A case file, its timeline and its events are all taken; a case file gives names."""
        casefile = CaseFile.of("Example", [Agency(id="hv", name="Health visiting"), attrs.evolve(BASE, people=())])
        assert "Health visiting [hv]" in written(casefile, ".csv").decode()
        assert written(casefile, ".csv") == written(Timeline.of(casefile), ".csv")
        assert ",hv," in written(casefile.events, ".csv").decode()

    def test_what_is_to_be_withheld_is_written_and_says_so(self):
        """Nothing is left out for its sensitivity: `withheld_from` is a column."""
        event = attrs.evolve(BASE, withheld_from=["family"], place="A refuge")
        text = written([event], ".csv").decode()
        assert "Withheld from" in text
        assert "A refuge" in text

    @pytest.mark.parametrize(
        ("suffix", "extra", "module"), [(".xlsx", "excel", "xlsxwriter"), (".docx", "word", "docx")]
    )
    def test_without_the_extra(self, suffix, extra, module, monkeypatch, tmp_path):
        """A missing library is named by its extra, nothing is chained, and nothing is written."""
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(MissingExtra) as caught:
            write_chronology([BASE], tmp_path / f"c{suffix}")
        assert extra == caught.value.extra
        assert caught.value.__context__ is None
        assert [] == list(tmp_path.iterdir())

    def test_texts_need_no_extra(self):
        """Importing it, and writing CSV, Markdown and HTML, imports no library of an extra."""
        code = (
            "import sys\nfrom safeguard_model import Event\n"
            "from safeguard_model.chronology.writing import write_chronology\n"
            "for suffix in ('csv', 'tsv', 'md', 'html'):\n"
            "    write_chronology([Event(id='e', when='2016', kind='referral')], f'c.{suffix}')\n"
            "print({'xlsxwriter', 'docx', 'lxml', 'python_calamine'} & {*sys.modules})\n"
        )
        with TemporaryDirectory() as folder:
            done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
        assert "set()\n" == done.stdout


class TestCsv:
    def test_it_is_what_excel_takes(self):
        """UTF-8 with a byte order mark, CRLF, and quotes only where they are due."""
        event = attrs.evolve(BASE, description="Café, later")
        assert (
            "\ufeffEntry id,Date,Agency,Kind of event,About,What happened\r\n"
            'e1,2 March 2016,hv,home visit,child-v,"Café, later"\r\n'
        ).encode() == written([event], ".csv")

    @given(events=st.lists(strategies.events(), max_size=2, unique_by=lambda event: event.id))
    def test_no_cell_begins_like_a_formula(self, events):
        """Neither a cell nor a heading is ever taken for a formula."""
        text = io.StringIO(written(events, ".csv").decode("utf-8-sig"), newline="")
        assert not [cell for row in csv.reader(text) for cell in row if cell[:1] in {*"=+-@\t\r"} and cell]


class TestWorkbook:
    def test_days_and_times_are_real(self):
        """An exact day is a date, a minute a date and a time; anything else is text."""
        events = [attrs.evolve(BASE, when="2016-03-02T14:37", recorded="2016-03-03"), attrs.evolve(BASE, id="e2", when="2016-04~", recorded="2016-04-03T10:00")]  # fmt: skip
        _, *rows = table(written(events, ".xlsx", ["when", "recorded"]), ".xlsx")
        assert [
            [date(2016, 3, 2), time(14, 37), date(2016, 3, 3)],
            ["about April 2016", "", "3 April 2016 10:00"],
        ] == rows

    def test_it_is_laid_out_to_be_used(self):
        """The headings stay in view, are printed on every page and filter; pages are A4 on their side."""
        sheet = self.part("xl/worksheets/sheet1.xml")
        for due in ('state="frozen"', "<autoFilter", 'orientation="landscape"', 'paperSize="9"', 'fitToHeight="0"'):
            assert due in sheet
        assert "_xlnm.Print_Titles" in self.part("xl/workbook.xml")
        assert 'wrapText="1"' in self.part("xl/styles.xml")
        assert 'vertical="top"' in self.part("xl/styles.xml")

    def test_there_are_no_formulas_or_links(self):
        """Whatever the texts are, nothing in the workbook is worked out or leads anywhere."""
        sheet = self.part("xl/worksheets/sheet1.xml", description="=HYPERLINK(1)", comment="https://example.org")
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet

    def test_its_properties_say_nothing(self):
        """No author, and a date that says nothing."""
        core = self.part("docProps/core.xml")
        assert "<dc:creator></dc:creator>" in core
        assert "2000-01-01" in core

    def test_an_agency_has_a_colour(self):
        """Each agency's cell is filled with its own colour, the ninth with that of the first."""
        pytest.importorskip("xlsxwriter")
        events = [attrs.evolve(BASE, id=f"e{n}", agency=f"a{n}") for n in range(9)]
        data = written(events, ".xlsx")
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            sheet = package.read("xl/worksheets/sheet1.xml").decode()
            styles = package.read("xl/styles.xml").decode()
        used = re.findall(r'<c r="C(?:[2-9]|10)" s="(\d+)"', sheet)
        assert 9 == len(used)
        assert 8 == len(set(used))
        assert used[0] == used[8]
        assert all(f"FF{colour[1:].upper()}" in styles for colour in COLOURS)

    def test_a_text_too_long_is_refused_before_anything_is_written(self, tmp_path):
        """A cell holds 32,767 characters, one outside the first plane counting twice; the error names entry and field."""
        pytest.importorskip("xlsxwriter")
        for text in ("Quill" * 10_000, "\U0001f476" * 16_384):
            with pytest.raises(InvalidRecord, match=r"Event\.description: .* entry e1: ") as caught:
                write_chronology([attrs.evolve(BASE, description=text)], tmp_path / "c.xlsx")
            assert "Quill" not in str(caught.value)
        assert [] == list(tmp_path.iterdir())
        write_chronology([attrs.evolve(BASE, description="x" * 32_767)], tmp_path / "c.xlsx")

    @staticmethod
    def part(name, **fields):
        """A part of the package."""
        with zipfile.ZipFile(io.BytesIO(written([attrs.evolve(BASE, **fields)], ".xlsx"))) as package:
            return package.read(name).decode()


class TestDocument:
    def test_it_is_laid_out_to_be_printed(self):
        """A4 on its side; the headings stand on every page, and no row is split."""
        body = self.part("word/document.xml")
        assert 1 == body.count("<w:tblHeader/>")
        assert 2 == body.count("<w:cantSplit/>")
        assert 'w:orient="landscape"' in body
        assert re.search(r'w:w="168\d\d" w:h="119\d\d"', body)
        widths = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', body)]
        assert max(widths) == widths[-1]
        assert 15_000 < sum(widths) < 15_600

    def test_its_properties_say_nothing(self):
        """No author, title or comments."""
        core = self.part("docProps/core.xml")
        assert "python-docx" not in core
        assert "2000-01-01T00:00:00Z" in core

    @staticmethod
    def part(name):
        """A part of the package."""
        with zipfile.ZipFile(io.BytesIO(written([BASE], ".docx"))) as package:
            return package.read(name).decode()


class TestMarkdown:
    def test_a_text_stands_for_itself(self):
        """What Markdown or HTML would take for their own is escaped, and lines stay lines."""
        event = attrs.evolve(
            BASE, description="a|b\\ *c* _d_ `e` [f](g) <b>&amp;</b>\r\n# h ~i~ https://x www.y @z\x07"
        )
        assert (
            "| What happened |\n| --- |\n"
            r"| a\|b\\ \*c\* \_d\_ \`e\` \[f\](g) \<b\>\&amp;\</b\><br>\# h \~i\~ https\://x www\.y \@z\\x07 |" + "\n"
        ) == written([event], ".md", ["description"]).decode()

    @given(events=st.lists(strategies.events(), max_size=3, unique_by=lambda event: event.id))
    def test_every_row_is_one_line_of_as_many_cells(self, events):
        """No text opens a row, a cell or a tag."""
        lines = written(events, ".md").decode().removesuffix("\n").split("\n")
        assert len(events) + 2 == len(lines)
        assert 1 == len({len(re.findall(r"(?:\\.|[^|\\])*\|", line)) for line in lines})
        assert not re.search(r"(?<!\\)(?:\\\\)*<(?!br>)", "\n".join(lines))


class TestPage:
    @given(events=st.lists(strategies.events(), min_size=1, max_size=3, unique_by=lambda event: event.id))
    def test_it_holds_the_texts_and_no_markup_of_theirs(self, events):
        """A page has the tags of a table alone, and every description is in it."""
        page = Page(written(events, ".html", ["description", "id"]))
        assert page.tags == {
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        }
        assert 2 * len(events) + 2 == len(page.cells)
        assert [visible(event.id) for event in Timeline(events)] == page.cells[3::2]

    def test_it_is_a_whole_page(self):
        """It says its language and encoding, runs no script, and repeats its headings in print."""
        text = written([attrs.evolve(BASE, description="<script>\u202e&")], ".html").decode()
        assert text.startswith('<!doctype html>\n<html lang="en-GB">')
        for due in (
            '<meta charset="utf-8">',
            "color-scheme: light dark",
            "table-header-group",
            "&lt;script&gt;\\u202e&amp;",
        ):
            assert due in text
        assert "<script" not in text
        assert '<tr class="a0">' in text


class TestColours:
    @staticmethod
    def luminance(colour):
        """Relative luminance, as WCAG 2.2 defines it."""
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    def test_black_text_is_easy_to_read_on_each(self):
        """The contrast is at least 7 to 1."""
        assert 7 <= min((self.luminance(colour) + 0.05) / 0.05 for colour in COLOURS)

    def test_they_differ_without_colour(self):
        """Any two of the eight differ in luminance by a tenth at least, the first two by much more."""
        shades = [self.luminance(colour) + 0.05 for colour in COLOURS]
        assert 8 == len(set(COLOURS))
        assert 1.1 <= min(max(pair) / min(pair) for pair in combinations(shades, 2))
        assert 1.3 <= min(max(pair) / min(pair) for pair in pairwise(shades))

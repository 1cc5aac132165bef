"""Hostile text in every field, through every writer, page and picture: it stays text, and nothing else comes of it."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import unicodedata
import warnings
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from safeguard_model import (
    EXCHANGE,
    PANEL,
    CaseFile,
    Child,
    Event,
    Harm,
    Incident,
    InvalidRecord,
    Timeline,
    dumps,
    loads,
    read_chronology,
    read_jsonl,
    write_chronology,
    write_jsonl,
)
from safeguard_model.chronology.cells import harmless, without_formula_mark
from safeguard_model.display.genograms import dot
from safeguard_model.errors import StillNamed
from safeguard_model.html_tables import table, visible
from tests.browser import CHROMIUM, looked_at, serving
from tests.hostile import FORMULAS, fields_of_text, filled, hostile, plain, texts
from tests.hostile_outputs import has, pages, pictures, report, words
from tests.records.making import CLASSES

pytestmark = pytest.mark.filterwarnings("ignore::safeguard_model.errors.StillNamed")
OFFSETS = (0, 37)
"""Which of the texts each field gets: the whole list is gone through many times in each case file."""
DISGUISES = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
    "|[\U000e0020-\U000e007f]"
)
"""Controls, marks of direction and hidden letters; a page may hold carriage returns, because it does not show them."""
FOLDED = {"details", "summary"}
"""What a long table is folded with: hostile texts may give more rows than plain ones."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
"""Whether other programs open what is written: that takes about half a minute."""
SOFFICE, DOT, PDFTOTEXT = (shutil.which(program) for program in ("soffice", "dot", "pdftotext"))
ANY_LETTER = pytest.mark.filterwarnings("ignore:Glyph:UserWarning", "ignore:Matplotlib currently:UserWarning")
"""The font of a picture has not every letter."""


@pytest.fixture(params=OFFSETS, scope="module")
def casefile(request):
    """A case file with a hostile text in every field."""
    return hostile(request.param)


@pytest.fixture(scope="module")
def shown():
    """Every page with hostile texts; those that would load something would load it from no server."""
    return quietly(lambda: pages(hostile(0)))


@pytest.fixture(scope="module")
def shown_plainly():
    """Every page with plain words."""
    return quietly(lambda: pages(plain()))


def quietly(make):
    """What a function makes, without the warnings of a letter that the font lacks and of a name in a published text."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph|Matplotlib currently", UserWarning)
        warnings.simplefilter("ignore", StillNamed)
        return make()


def files(package):
    """The members of a zip file by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def written(write, tmp_path, name):
    """The bytes of a file that `write` writes to a path, after a check that it wrote no other file."""
    folder = tmp_path / "written"
    folder.mkdir(exist_ok=True)
    write(folder / name)
    assert [path.name for path in folder.iterdir()] == [name]
    data = (folder / name).read_bytes()
    (folder / name).unlink()
    return data


def chronology(casefile, tmp_path, suffix, columns=EXCHANGE):
    """The bytes of a chronology."""
    timeline = Timeline.of(casefile)
    return written(lambda path: write_chronology(timeline, path, columns), tmp_path, f"chronology{suffix}")


class TestWhatIsTried:
    def test_every_field_of_text_holds_a_hostile_text(self):
        """A field that is added to a record is tried from that day on."""
        _, done = filled(lambda: "=1+1", lambda _, old: old)
        assert {(kind.__name__, field.name) for kind in CLASSES for field in fields_of_text(kind)} == done

    def test_every_hostile_text_is_tried(self, casefile):
        """No text is left out because there are fewer fields than texts."""
        held = loads(dumps(casefile))
        kept = {value for record in held.records() for value in strings(record)}
        assert set(texts()) <= kept


def strings(value):
    """Every text in a record, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from strings(item)
    elif hasattr(value, "__attrs_attrs__"):
        for field in value.__attrs_attrs__:
            yield from strings(getattr(value, field.name))


class Markup(HTMLParser):
    """Notes the elements of a page, their attributes, comments and declarations."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.attributes, self.values, self.others = set(), set(), [], []
        self.titles, self._is_title = [], False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Note an element."""
        self._is_title = tag == "title" and "svg" not in self.elements
        self.elements.add(tag)
        self.attributes.update((tag, name) for name, _ in attrs)
        self.values.extend((name, value or "") for name, value in attrs)

    def handle_data(self, data):
        """Note the title of the page."""
        if self._is_title:
            self.titles.append(data)
            self._is_title = False

    def handle_comment(self, data):
        """Note a comment."""
        self.others.append(data)

    def handle_pi(self, data):
        """Note a processing instruction."""
        self.others.append(data)

    def unknown_decl(self, data):
        """Note a declaration."""
        self.others.append(data)


class TestPages:
    @ANY_LETTER
    def test_no_page_gets_an_element_or_an_attribute_from_a_text(self, shown, shown_plainly):
        """Each page has the elements and attributes of the same page with plain words, and no other."""
        expected = shown_plainly
        for name, page in shown.items():
            found, plain_one = Markup(page), Markup(expected[name])
            assert found.elements <= plain_one.elements | FOLDED, name
            assert found.attributes <= plain_one.attributes | {(tag, "class") for tag in ("td", "th", "details")}, name
            assert found.others == [], name
            assert not found.elements & {"script", "iframe", "img", "object", "embed", "link", "base", "form"}, name
            for attribute, value in found.values:
                assert not attribute.startswith("on"), name
                assert attribute not in {"src", "srcset", "action", "formaction"}, name
                assert not re.search(r"javascript:|https?:|url\((?!#)|expression|@import", value), name
                assert attribute not in {"href", "xlink:href"} or value.startswith("#"), name

    @ANY_LETTER
    def test_no_page_shows_a_mark_that_disguises(self, shown):
        """Controls, marks of direction and hidden letters are shown as escapes."""
        for name, page in shown.items():
            assert not DISGUISES.search(page.replace("\r", "")), name

    def test_a_notebook_does_not_typeset_a_table(self):
        """What stands between dollar signs stays as it is: a formula may hold a link that runs a script."""
        assert '<table class="safeguard-model tex2jax_ignore mathjax_ignore">' in table(["a"], [["$x$"]])

    def test_a_long_word_is_broken_and_an_ordinary_one_is_not(self):
        """A column is not as wide as its longest word, if that is longer than words are."""
        cell = '<td class="long">'
        assert cell in table(["a", "b"], [["one", "w" * 300]])
        assert cell not in table(["a", "b"], [["one", "safeguarding"]])
        assert '<th scope="row" class="long">' in table(
            ["a"], [["a first cell that is much longer than a line of it is"]]
        )


class TestWords:
    def test_nothing_that_is_printed_holds_a_mark_that_disguises(self, casefile):
        """Neither a terminal nor a log gets a control, a mark of direction or a hidden letter from a text."""
        wrong = {name for name, text in words(casefile).items() if DISGUISES.search(text.replace("\ufffe", ""))}
        assert wrong == set()

    def test_an_answer_about_an_incident_is_one_line(self):
        """A label with line breaks and controls does not look like two answers."""
        child = Child(id="c", label="Child C\r\nincident two: \x1b[31mChild D\u202e", born="2015-03-02")
        incident = Incident(id="i", when="2016-03-02", harms=[Harm(person="c")])
        casefile = CaseFile.of("Example", [child, incident])
        assert "Child C incident two: \\x1b[31mChild D\\u202e" in str(Timeline.of(casefile).ages_at_incidents())

    def test_visible_changes_what_is_shown_once(self):
        """Shown again, a text stays as it is; line breaks and tabs stay, and so does what ordinary writing needs."""
        shown = visible("".join(texts()))
        assert visible(shown) == shown
        kept = "tab\tline\nCafé \u05d0 \U0001f468\u200d\U0001f469"
        assert visible(kept) == kept


def like_a_formula(text):
    """Whether a spreadsheet may take a text for a formula, found in another way than `harmless` does."""
    seen = "".join(letter for letter in text if unicodedata.category(letter) not in {"Cf", "Zs", "Zl", "Zp", "Mn"})
    shown = unicodedata.normalize("NFKC", seen).lstrip()
    return shown[:1] in set("=+-@") - {""} or text[:1] in {"\t", "\r"}


class TestSpreadsheets:
    @pytest.mark.parametrize("text", FORMULAS)
    def test_a_formula_is_made_harmless_and_comes_back(self, text):
        """Signs after space or invisible marks, and wide signs, count too; whatever else there is stays as it is."""
        assert not like_a_formula(harmless(text))
        assert without_formula_mark(harmless(text)) == text
        assert (harmless(text) != text) == (like_a_formula(text.lstrip("'")))

    @pytest.mark.parametrize(
        "text", ["- a\n- b", "O'Dunmore", "a = b", "2 + 2", "'tis", "", " ", "(=1)", "e@example.org"]
    )
    def test_other_text_is_never_changed(self, text):
        """Only a text that begins with a sign gets a mark."""
        assert (harmless(text) == text) == (not text.startswith("-"))

    @pytest.mark.parametrize(("suffix", "delimiter"), [(".csv", ","), (".tsv", "\t")])
    @pytest.mark.parametrize("columns", [EXCHANGE, PANEL, {"=1+41": "description", "\ufeff@x": "comment"}])
    def test_no_cell_is_like_a_formula(self, casefile, tmp_path, suffix, delimiter, columns):
        """Neither a heading nor a cell, and every row has as many cells as there are columns."""
        text = chronology(casefile, tmp_path, suffix, columns).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        assert not [cell for row in rows for cell in row if like_a_formula(cell)]
        assert len({len(row) for row in rows}) == 1
        assert len(rows) > 50

    @pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx", ".docx"])
    def test_the_same_entries_are_read_back(self, casefile, tmp_path, suffix):
        """No text is lost or changed on its way through a file."""
        pytest.importorskip({".xlsx": "xlsxwriter", ".docx": "docx"}.get(suffix, "csv"))
        timeline, path = Timeline.of(casefile), tmp_path / f"chronology{suffix}"
        if suffix == ".xlsx":
            pytest.importorskip("python_calamine")
        write_chronology(timeline, path, EXCHANGE)
        assert sorted(read_chronology(path), key=lambda event: event.id) == sorted(timeline, key=lambda event: event.id)

    @pytest.mark.parametrize("columns", [EXCHANGE, PANEL, {"=1+41": "description", "\ufeff@x": "comment"}])
    def test_a_workbook_holds_no_formula_and_no_link(self, casefile, tmp_path, columns):
        """Every cell is a text, a number of a date or empty; nothing leads out of the workbook."""
        pytest.importorskip("xlsxwriter")
        parts = files(chronology(casefile, tmp_path, ".xlsx", columns))
        assert not [name for name in parts if re.search(r"external|connection|vba|embed|activeX|pivot|comment", name)]
        for name, part in parts.items():
            root = ET.fromstring(part)
            tags = {element.tag.rpartition("}")[2] for element in root.iter()}
            assert not tags & {"f", "hyperlink", "hyperlinks", "oleObject", "ddeLink", "dataValidation"}, name
            assert not [element for element in root.iter() if element.get("TargetMode") == "External"], name
        sheet = ET.fromstring(parts["xl/worksheets/sheet1.xml"])
        assert {cell.get("t") for cell in sheet.iter() if cell.tag.endswith("}c")} <= {"s", "inlineStr", None}
        shared = ET.fromstring(parts["xl/sharedStrings.xml"])
        assert not [text for text in ("".join(item.itertext()) for item in shared) if like_a_formula(text)]

    @pytest.mark.parametrize("title", ["&" * 200, "x" * 109 + "&", "&C&G&Kff0000", "R&G", "a &[Picture]", "A & B"])
    def test_a_title_gives_the_head_of_a_printed_page_no_code(self, tmp_path, title):
        """An ampersand stays one, also where the title is cut, and the marking is still in the middle."""
        pytest.importorskip("xlsxwriter")
        path = tmp_path / "chronology.xlsx"
        write_chronology([Event(id="e", when="2016", kind="other")], path, title=title, marking="MARKING")
        sheet = ET.fromstring(files(path.read_bytes())["xl/worksheets/sheet1.xml"])
        head = next(element.text for element in sheet.iter() if element.tag.endswith("}oddHeader"))
        assert re.findall("&[^&]", head.replace("&&", "")) == ["&L", "&C"]
        assert head.endswith("&CMARKING")
        assert len(head) <= 255

    def test_a_text_of_any_length_is_written_or_refused(self, tmp_path):
        """A hundred thousand characters are written whole; a workbook has no room for them, and says so."""
        event = Event(id="e", when="2016", kind="other", description="=1+41 <b>" + "w" * 99_991)
        for suffix in (".csv", ".tsv", *((".docx",) if has("docx") else ())):
            write_chronology([event], tmp_path / f"long{suffix}", EXCHANGE)
            assert read_chronology(tmp_path / f"long{suffix}").events == (event,)
        for suffix in (".md", ".html"):
            write_chronology([event], tmp_path / f"long{suffix}")
        pytest.importorskip("xlsxwriter")
        with pytest.raises(InvalidRecord, match="32,767"):
            write_chronology([event], tmp_path / "long.xlsx")
        assert not (tmp_path / "long.xlsx").exists()


class TestDocuments:
    @ANY_LETTER
    @pytest.mark.parametrize("what", ["all columns", "panel", "report"])
    def test_a_document_gets_no_field_link_or_part_from_a_text(self, tmp_path, what):
        """The only fields are the numbers of pages; parts, kinds of element and relations are those of plain words."""
        pytest.importorskip("docx")

        def parts_of(given):
            if what == "report":
                return files(
                    written(lambda path: report(given, path, ["timeline", "knowledge"]), tmp_path, "report.docx")
                )
            return files(chronology(given, tmp_path, ".docx", EXCHANGE if what == "all columns" else PANEL))

        found, expected = parts_of(hostile(0)), parts_of(plain())
        pictures_in = {name for name in found if name.startswith("word/media/")}
        assert set(found) - pictures_in == {name for name in expected if not name.startswith("word/media/")}
        for name in set(found) - pictures_in:
            if not name.endswith((".xml", ".rels")):
                continue
            root, plain_root = ET.fromstring(found[name]), ET.fromstring(expected[name])
            tags = {element.tag for element in root.iter()}
            short = {tag.rpartition("}")[2] for tag in tags}
            assert not DISGUISES.search(found[name].decode().replace("\r", "")), name
            assert tags <= {element.tag for element in plain_root.iter()} | {f"{W}br", f"{W}tab"}, name
            assert not short & {"instrText", "fldChar", "hyperlink", "altChunk", "object", "script", "control"}, name
            fields = {value for element in root.iter() for key, value in element.items() if key.endswith("}instr")}
            assert fields <= {" PAGE ", " NUMPAGES "}, name
            assert not [element for element in root.iter() if element.get("TargetMode") == "External"], name
            keys, plain_keys = ({key for one in tree.iter() for key, _ in one.items()} for tree in (root, plain_root))
            assert keys <= plain_keys | {SPACE}, name

    def test_a_document_shows_a_mark_that_turns_a_text(self, tmp_path):
        """Nobody is shown another text than stands in the record, and the record is read back."""
        pytest.importorskip("docx")
        event = Event(
            id="e", when="2016", kind="other", description="safe\u202ednuof\u202c \\u202e \U000e0041 \\U000e0041"
        )
        data = written(lambda path: write_chronology([event], path, EXCHANGE), tmp_path, "turned.docx")
        assert rb"safe\u202ednuof\u202c \u005cu202e \U000e0041 \u005cU000e0041" in files(data)["word/document.xml"]
        (tmp_path / "turned.docx").write_bytes(data)
        assert read_chronology(tmp_path / "turned.docx").events == (event,)


class TestMarkdown:
    @pytest.mark.parametrize("columns", [EXCHANGE, PANEL, {"=1+41 | <b>": "description", "$x$": "comment"}])
    def test_no_text_becomes_markup(self, casefile, tmp_path, columns):
        """The file is one table; in its cells there is text, and the line breaks that were written there."""
        markdown_it = pytest.importorskip("markdown_it")
        text = chronology(casefile, tmp_path, ".md", columns).decode()
        tokens = markdown_it.MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
        kinds = {token.type for token in tokens}
        tags = ("table", "thead", "tbody", "tr", "th", "td")
        assert kinds == {"inline", *(f"{tag}_{end}" for tag in tags for end in ("open", "close"))}
        inner = [inline for token in tokens if token.children for inline in token.children]
        assert {inline.type for inline in inner} <= {"text", "text_special", "html_inline"}
        assert {inline.content for inline in inner if inline.type == "html_inline"} <= {"<br>"}
        rows = text.strip().split("\n")
        assert len(rows) == sum(token.type == "tr_open" for token in tokens) + 1


class TestFiles:
    def test_a_case_file_comes_back(self, casefile, tmp_path):
        """JSON and JSON lines hold every text, and both are read back to the same case file."""
        assert loads(dumps(casefile)) == casefile
        write_jsonl([casefile, casefile], tmp_path / "files.jsonl")
        assert list(read_jsonl(tmp_path / "files.jsonl")) == [casefile, casefile]
        assert len((tmp_path / "files.jsonl").read_bytes().splitlines()) == 2

    def test_a_frame_holds_the_texts(self, casefile):
        """A frame is data: its texts are those of the case file, and what a program writes of it is not made safe."""
        pytest.importorskip("pandas")
        pytest.importorskip("narwhals")
        frame = Timeline.of(casefile).to_frame()
        assert [event.description for event in Timeline.of(casefile)] == list(frame["description"].fillna(""))


SHAPES = frozenset({"svg", "g", "defs", "use", "path", "rect", "clipPath", "pattern", "style", "metadata"})
ABOUT = frozenset({"RDF", "Work", "type", "date", "format", "creator", "Agent", "title"})
"""The elements that matplotlib writes: those that are drawn, and those that say what the file is."""


@ANY_LETTER
class TestPictures:
    def test_a_picture_is_a_picture_only(self, tmp_path):
        """It is well-formed; no text is an element, an attribute or a link in it, and broken formulas do no harm."""
        pytest.importorskip("matplotlib")
        for name, axes in pictures(hostile(0)).items():
            axes.figure.savefig(tmp_path / "picture.svg")
            for element in ET.parse(tmp_path / "picture.svg").iter():
                assert element.tag.rpartition("}")[2] in SHAPES | ABOUT, name
                for key, value in element.items():
                    assert not key.startswith("on"), name
                    assert not re.search(r"javascript:|url\((?!#)|leak|BROKEN", value), name
                    assert not key.endswith("href") or value.startswith("#"), name
            if name in {"genogram", "ecomap"}:
                assert not re.search(rb"leak|BROKEN|1\+41", axes.figure._repr_png_()), name

    def test_a_genogram_in_dot_is_nodes_and_lines_only(self, casefile):
        """Outside the quoted labels there are only words of the library; a label has no escape of its own."""
        text = dot(casefile, revealed=True)
        quoted = r'"(?:[^"\\]|\\.)*"'
        assert not re.search(r"[<>&\\]|URL|href|javascript", re.sub(quoted, "", text))
        names = {name for label in re.findall(quoted, text) for name in re.findall(r"\\.", label)}
        assert names <= {"\\\\", '\\"', "\\n"}

    @pytest.mark.skipif(DOT is None, reason="needs Graphviz")
    def test_graphviz_draws_the_genogram_without_links(self, casefile):
        """The picture of Graphviz has no link, no script and no image, and shows the labels."""
        text = dot(casefile, revealed=True).encode()
        svg = subprocess.run([DOT, "-Tsvg"], input=text, capture_output=True, check=True, timeout=60).stdout
        tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(svg).iter()}
        assert tags <= {"svg", "g", "title", "polygon", "polyline", "ellipse", "path", "text"}
        assert b"=1+41" in svg


@pytest.mark.skipif(not THOROUGH or CHROMIUM is None, reason="needs Chromium and HYPOTHESIS_PROFILE=thorough")
@ANY_LETTER
class TestInABrowser:
    def test_nothing_runs_nothing_loads_and_nothing_overlaps(self):
        """At two widths, without the security policy of the page, every page is only what it says."""
        with serving() as server:
            shown = quietly(lambda: pages(hostile(0, server.server_port)))
            expected = {name: Markup(page).titles for name, page in shown.items()}
            seen, loaded = looked_at(server, shown)
        assert loaded == []
        assert len(seen) == 2 * len(shown)
        for one in seen:
            name = one["page"]
            assert [one["title"]] == expected[name], name
            assert (one["scripts"], one["frames"], one["address"]) == (0, 0, True), name
            assert one["out"] == [], name
            # Eight columns of long words need no more room than eight columns of the longest words that are not broken.
            assert one["across"] <= max(one["width"], 340 * one["columns"]) or name.startswith("reveal"), name

    def test_the_browser_would_tell(self):
        """A page that does run, load and overlap is found out."""
        bad = (
            "<!doctype html><title>page</title><script>document.title = 'BROKEN'</script><img src='/leak'>"
            "<table><tr><td style='max-width: 2em; white-space: nowrap'>much too long for it</td><td>x</td></tr></table>"
        )
        with serving() as server:
            seen, loaded = looked_at(server, {"bad": bad}, [800])
        assert loaded == ["/leak"]
        assert (seen[0]["title"], seen[0]["scripts"], len(seen[0]["out"])) == ("BROKEN", 1, 1)


def converted(path, target, *options):
    """The bytes that LibreOffice makes of a file in another format."""
    folder = path.parent / f"{path.name}-{target.partition(':')[0]}"
    command = [SOFFICE, f"-env:UserInstallation={(path.parent / 'profile').as_uri()}", "--headless", *options]
    subprocess.run(
        [*command, "--convert-to", target, "--outdir", str(folder), str(path)],
        capture_output=True, check=True, timeout=240,
    )  # fmt: skip
    (made,) = folder.iterdir()
    return made.read_bytes()


@pytest.mark.skipif(not THOROUGH or SOFFICE is None, reason="needs LibreOffice and HYPOTHESIS_PROFILE=thorough")
class TestInLibreOffice:
    TO_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
    FROM_CSV = "--infilter=Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,{trim},-1,true"
    """Commas, quotation marks, UTF-8; formulas are worked out, and spaces are cut off if `trim` is true."""
    RESULTS = re.compile(r"^(click|42|-?40|#NAME\?|#VALUE!|#REF!|Err:\d+)$")

    @pytest.mark.parametrize("trim", ["false", "true"])
    def test_no_formula_of_a_csv_file_runs(self, tmp_path, trim):
        """The cells are the texts that were written, also where LibreOffice works formulas out and trims spaces."""
        path = tmp_path / "chronology.csv"
        write_chronology(formulas(), path, ["id", "description", "comment"])
        made = converted(path, self.TO_CSV, self.FROM_CSV.format(trim=trim)).decode("utf-8-sig")
        self.check(made)

    def test_no_formula_of_a_workbook_runs(self, tmp_path):
        """The same for a workbook, in which each cell says of itself that it is text."""
        pytest.importorskip("xlsxwriter")
        path = tmp_path / "chronology.xlsx"
        write_chronology(formulas(), path, ["id", "description", "comment"])
        self.check(converted(path, self.TO_CSV).decode("utf-8-sig"))

    def test_libreoffice_would_tell(self, tmp_path):
        """The same texts as they are do run."""
        path = tmp_path / "raw.csv"
        path.write_text("id,text\n1,=1+41\n2,  =1+41\n", encoding="utf-8")
        assert converted(path, self.TO_CSV, self.FROM_CSV.format(trim="true")).decode("utf-8-sig").count("42") == 2

    @pytest.mark.skipif(PDFTOTEXT is None, reason="needs pdftotext")
    def test_a_document_shows_the_texts_and_runs_no_field(self, tmp_path):
        """What stands on the page is what stands in the record."""
        pytest.importorskip("docx")
        path = tmp_path / "chronology.docx"
        told = ["=1+41", "DDEAUTO calc", "{ DATE }", "<w:instrText>DATE</w:instrText>", "{ HYPERLINK x }"]
        write_chronology(
            [Event(id=f"e{n}", when="2016", kind="other", description=text) for n, text in enumerate(told)], path
        )
        (tmp_path / "chronology.pdf").write_bytes(converted(path, "pdf"))
        command = [PDFTOTEXT, "-layout", str(tmp_path / "chronology.pdf"), "-"]
        shown = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()
        assert [text for text in told if text not in shown] == []

    def check(self, made):
        """Every cell is a text, and the text is there."""
        rows = list(csv.reader(io.StringIO(made, newline="")))
        assert len(rows) == len(FORMULAS) + 1
        assert not [cell for row in rows for cell in row if self.RESULTS.match(cell)]
        assert sum("1+41" in row[1] for row in rows) == sum("1+41" in text for text in FORMULAS)


def formulas():
    """An entry for each formula."""
    return [
        Event(id=f"e{place}", when="2016", kind="other", description=text, comment=text)
        for place, text in enumerate(FORMULAS)
    ]

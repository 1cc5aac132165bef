"""`write_report`: what it refuses, what it writes by default, and that equal input gives equal bytes."""

import os
import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import safeguard_model
from safeguard_model import (
    Adult,
    Agency,
    CaseFile,
    Child,
    Citation,
    Claim,
    Event,
    Finding,
    InvalidRecord,
    Knowledge,
    MissingExtra,
    Review,
    Source,
    Timeline,
    UnknownRecord,
    write_report,
)
from safeguard_model.display.report_names import PARTS, WITH_PICTURES
from tests.display.making import SECRET, casefile, entry, reviewed

FILE = casefile(
    entry("a", "2016-02-02", seen=["child-n"]),
    entry("b", "2016-09-02", seen=["child-n"], known_to=[Knowledge(agency="csc", since="2016-09-05")]),
)
CITED = [Citation(source="s")]
WITHOUT_PICTURES = [name for name in PARTS if name not in WITH_PICTURES]
DISPLAYS = ["people", "timeline", "gaps", "knowledge", "clocks", "conflicts", "left_out"]
"""The parts that obey the rule of displays: labels, and no words of entries."""


def page_of(tmp_path, given=FILE, **how):
    """The text of the web page that a case file gives."""
    path = tmp_path / "report.html"
    write_report(given, path, **how)
    return path.read_text(encoding="utf-8")


def parts_in(page):
    """The names of the parts of a page, in order."""
    return re.findall(r'<section id="([a-z_]+)"', page)


class TestParts:
    """Which parts a report has."""

    def test_all_parts_come_in_their_order(self, tmp_path):
        """Without `parts`, a report has every part, in the order of the list of parts."""
        pytest.importorskip("matplotlib")
        pytest.importorskip("holidays")
        assert list(PARTS) == parts_in(page_of(tmp_path))

    @given(names=st.sets(st.sampled_from([name for name in WITHOUT_PICTURES if name != "clocks"]), min_size=1))
    @settings(max_examples=15)
    def test_any_choice_keeps_the_order(self, names, tmp_path_factory):
        """The parts that are asked for are written, and no others, in the order of the list, in whatever order given."""
        path = tmp_path_factory.mktemp("report") / "report.html"
        write_report(FILE, path, parts=sorted(names, reverse=True))
        assert [name for name in PARTS if name in names] == parts_in(path.read_text(encoding="utf-8"))

    def test_names_may_come_from_a_generator(self, tmp_path):
        """`parts` is read once, so a generator will do."""
        assert parts_in(page_of(tmp_path, parts=(name for name in ["gaps", "conflicts"]))) == ["gaps", "conflicts"]

    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            ("people", "No people are on file."),
            ("timeline", "There is no event to draw."),
            ("chronology", "There is no entry."),
            ("gaps", "No child is on file."),
            ("knowledge", "Nothing is recorded of who knew what."),
            ("clocks", "No event on file started a clock."),
            ("conflicts", "No source's statement about a single field is on file"),
            ("findings", "No finding, recommendation or action is on file."),
            ("left_out", "No answer left anything out."),
        ],
    )
    def test_every_part_has_a_sentence_for_nothing(self, name, sentence, tmp_path):
        """A part of an empty case file says in a sentence of its own that there is nothing."""
        pytest.importorskip("matplotlib")
        page = page_of(tmp_path, CaseFile.of("Example", []), parts=[name]).replace("&#x27;", "'")
        assert sentence in page
        assert "<table" not in page
        assert "<svg" not in page

    def test_left_out_is_of_the_parts_in_the_report(self, tmp_path):
        """What an answer left out is listed if its part is in the report, or if no part asks a question."""
        given = casefile(entry("e-1", "2016-02-02", agency=None))
        assert "of no agency on file" in page_of(tmp_path, given, parts=["left_out", "conflicts"])
        assert "of no agency on file" not in page_of(tmp_path, given, parts=["left_out", "gaps"])

    def test_a_narrowed_timeline_is_said(self, tmp_path):
        """With a narrowed timeline, the last part says how many entries of the file it does not have."""
        page = page_of(tmp_path, timeline=Timeline.of(FILE).where(lambda e: e.id != "b"), parts=["left_out", "gaps"])
        assert "1 of 2" in page
        assert "not in the timeline that was given" in page


class TestWhatIsShown:
    """Labels in the displays; the words of the file in the chronology and the findings."""

    def test_displays_show_labels_only(self, tmp_path):
        """No part but the chronology and the findings shows a name, free text or the day of a birth."""
        pytest.importorskip("matplotlib")
        pytest.importorskip("holidays")
        given = reviewed(*FILE.events, period="2016").add(
            Source(id="s", title=SECRET, kind="news"),
            Claim(id="c", about="child-n", field="born", value="2016-02-19", citations=CITED),
        )
        from matplotlib import rc_context

        with rc_context({"svg.fonttype": "none"}):  # letters stay letters in the pictures
            page = page_of(tmp_path, given, parts=DISPLAYS)
        assert "Child N" in page
        for secret in (SECRET, "17 January 2016", "19 February 2016"):
            assert secret not in page

    def test_the_chronology_has_the_words(self, tmp_path):
        """The chronology is written in the words of the entries, with the id of each."""
        page = page_of(tmp_path, parts=["chronology"])
        assert f"Home visit: {SECRET}" in page
        assert "<td>a</td>" in page

    def test_the_findings_have_the_words(self, tmp_path):
        """A finding is written in its words."""
        review = Review(id="r", title="Review R", kinds=["serious_case_review"])
        given = FILE.add(review, Finding(id="f", made_by="r", text="Nobody asked the child."))
        assert "Nobody asked the child." in page_of(tmp_path, given, parts=["findings"])

    def test_revealed_shows_names(self, tmp_path):
        """With `revealed`, the people have their names and dates of birth, and the report says so."""
        pytest.importorskip("matplotlib")
        page = page_of(tmp_path, parts=["people"], revealed=True)
        assert SECRET in page
        assert "17 January 2016" in page
        assert "shows names of people" in page

    def test_the_title_of_the_file_is_not_shown(self, tmp_path):
        """Without a title, the report is called "Report": the title of the file is free text."""
        page = page_of(tmp_path, parts=["gaps"])
        assert "<title>Report</title>" in page
        assert SECRET not in page

    def test_the_day_is_shown_only_if_given(self, tmp_path):
        """The day on which the report was made is that of `made_on`, and there is none without it."""
        assert "Made:" not in page_of(tmp_path, parts=["gaps"])
        assert "Made: 3 March 2026" in page_of(tmp_path, parts=["gaps"], made_on="2026-03-03")

    @pytest.mark.parametrize(("handling", "is_shown"), [("identifiable", False), ("published", True)])
    def test_words_of_sources_by_handling(self, handling, is_shown, tmp_path):
        """Where sources disagree about free text, their words are shown as the file's handling allows."""
        claims = [
            Claim(id=f"c{n}", about="a", field="outcome", value=words, citations=CITED)
            for n, words in enumerate(["a bruise", "a burn"])
        ]
        given = CaseFile.of("X", [*FILE.records(), Source(id="s", title="Report S", kind="news"), *claims], handling)
        page = page_of(tmp_path, given, parts=["conflicts"])
        assert is_shown is ("a bruise" in page)
        assert is_shown is ("[not shown]" not in page)


class TestGaps:
    """The gaps of each child."""

    def test_a_child_of_whom_nothing_is_known_has_no_gap(self, tmp_path):
        """A child without any contact on file is named in a sentence, because a gap of the whole period says nothing."""
        given = reviewed(*FILE.events, period="2016").add(Child(id="child-q", label="Child Q"))
        page = page_of(tmp_path, given, parts=["gaps"])
        assert "says that they were seen: Child Q." in page
        assert "<h3>Child Q</h3>" not in page

    def test_only_the_child_asked_about(self, tmp_path):
        """With `child`, only the gaps of this child are listed."""
        other = entry("c", "2016-03-02", seen=["child-q"])
        given = FILE.add(Child(id="child-q", label="Child Q"), other)
        page = page_of(tmp_path, given, parts=["gaps"], child="child-n")
        assert "Child N" in page
        assert "Child Q" not in page


class TestRefusals:
    """What is refused, by the name of the argument."""

    @pytest.mark.parametrize(
        ("name", "value", "rule"),
        [
            ("casefile", Timeline([]), "expected a CaseFile, got a Timeline"),
            ("path", 3, "expected the path of a file, got an int"),
            ("path", b"report.html", "expected the path of a file, got a bytes"),
            ("path", "a\0.html", "expected the path of a file"),
            ("path", "report.pdf", r"must end in one of .html, .docx"),
            ("path", "report", r"must end in one of .html, .docx"),
            ("timeline", [], "expected a Timeline, got a list"),
            ("timeline", Timeline.of(casefile(entry("z", "2016"))), "of this case file, got that of another one"),
            ("parts", "gaps", "expected a list of names of parts, got text"),
            ("parts", 3, "got an int"),
            ("parts", [], "at least one of people, timeline"),
            ("parts", ["gap"], "name 1 is not that of a part; did you mean gaps?"),
            ("parts", ["gaps", None], "name 2 is not that of a part; expected one of people"),
            ("title", None, "expected one line of text, got None"),
            ("title", "a\nb", "expected one line of text"),
            ("marking", 3, "expected one line of text, got an int"),
            ("made_on", "someday", "xxxxxxx"),
            ("made_on", "2016/2017", "expected a day, got a span"),
            ("made_on", 3.5, "a float"),
            ("child", 7, "expected the id of a child, got an int"),
            ("revealed", "yes", "expected True or False, got xxx"),
        ],
    )
    def test_a_wrong_argument_is_named(self, name, value, rule, tmp_path):
        """A wrong argument gives one `InvalidRecord` with its name, and no file is written."""
        how = {"casefile": FILE, "path": tmp_path / "report.html", "parts": ["gaps"], name: value}
        with pytest.raises(InvalidRecord, match=re.escape(rule)) as caught:
            write_report(**how)
        assert (caught.value.record, caught.value.field) == ("write_report", name)
        assert list(tmp_path.iterdir()) == []
        assert caught.value.__context__ is None

    def test_all_wrong_arguments_are_named_at_once(self, tmp_path):
        """Several wrong arguments give one error that names each."""
        with pytest.raises(InvalidRecord) as caught:
            write_report(FILE, tmp_path / "r.txt", parts=["gap", "clock"], title=None, made_on="no day")
        assert caught.value.field == ""
        for word in ("path:", "gaps?", "clocks?", "title:", "made_on:"):
            assert word in str(caught.value)

    @pytest.mark.parametrize(("child", "error"), [("child-x", UnknownRecord), ("csc", InvalidRecord)])
    def test_the_child_must_be_a_person_on_file(self, child, error, tmp_path):
        """The id of nobody, or of another kind of record, is refused."""
        with pytest.raises(error):
            write_report(FILE, tmp_path / "r.html", parts=["gaps"], child=child)

    def test_errors_show_no_value(self, tmp_path):
        """An error gives the shape of a value, never the value."""
        with pytest.raises(InvalidRecord) as caught:
            write_report(FILE, tmp_path / "r.html", parts=[SECRET], made_on=SECRET, title=f"{SECRET}\n")
        assert SECRET not in str(caught.value)

    @pytest.mark.parametrize("name", sorted(WITH_PICTURES))
    def test_pictures_need_matplotlib(self, name, tmp_path, monkeypatch):
        """A part with a picture without matplotlib raises `MissingExtra` with the name of the extra."""
        monkeypatch.setitem(sys.modules, "matplotlib", None)
        with pytest.raises(MissingExtra, match=r"safeguard-model\[plot\]"):
            write_report(FILE, tmp_path / "r.html", parts=[name])

    def test_other_parts_need_no_matplotlib(self, tmp_path, monkeypatch):
        """Parts without pictures are written without matplotlib."""
        monkeypatch.setitem(sys.modules, "matplotlib", None)
        names = ["chronology", "gaps", "conflicts", "findings"]
        assert names == parts_in(page_of(tmp_path, parts=names))

    def test_a_document_needs_python_docx(self, tmp_path, monkeypatch):
        """A `.docx` file without python-docx raises `MissingExtra` with the name of the extra."""
        monkeypatch.setitem(sys.modules, "docx", None)
        with pytest.raises(MissingExtra, match=r"safeguard-model\[word\]"):
            write_report(FILE, tmp_path / "r.docx", parts=["gaps"])


def test_the_front_door_has_it():
    """`write_report` is a public name of the package and of `display`."""
    from safeguard_model.display import write_report as inner

    assert safeguard_model.write_report is inner


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    """If the disk fails, the old report stays whole and no other file is left."""
    path = tmp_path / "report.html"
    write_report(FILE, path, parts=["gaps"])
    before = path.read_bytes()
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        write_report(FILE, path, parts=["chronology"])
    assert before == path.read_bytes()
    assert [each.name for each in tmp_path.iterdir()] == ["report.html"]


def test_a_timeline_without_a_case_file_gets_it(tmp_path):
    """Events of the file in a timeline of their own are reported with the labels of the case file."""
    page = page_of(tmp_path, timeline=Timeline(FILE.events), parts=["chronology"])
    assert "Northmere Health Visiting" in page


def test_adults_and_agencies_without_names(tmp_path):
    """A report of people without dates, and of an agency whose name is withheld, is written."""
    pytest.importorskip("matplotlib")
    given = CaseFile.of("X", [Adult(id="m", label="Mother"), Agency(id="x", name="", name_withheld=True, kind="other"),
                              Event(id="e", when="XXXX", kind="other", agency="x", people=["m"])])  # fmt: skip
    page = page_of(tmp_path, given, parts=["people", "timeline", "chronology", "knowledge"])
    assert "Mother" in page

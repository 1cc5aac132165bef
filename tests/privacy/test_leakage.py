"""Leaks: what a text, a file or a copy still gives away; where, what kind, how sure, and never the words."""

import json
import pickle

import pytest
from hypothesis import given

from safeguard_model import (
    Adult,
    Agency,
    CaseFile,
    Child,
    Event,
    Identifier,
    Residence,
    dump,
    reveal,
    strategies,
)
from safeguard_model.errors import InvalidRecord
from safeguard_model.privacy.leakage import Leak, Leaks, leaks
from safeguard_model.privacy.searching.mentions import LeakKind

NUMBER = Identifier(scheme="nhs", value="943 476 5919")
HOME = Residence(kind="home", address="14 Larkmoor Road, Harrowby")
NIA = Child(id="child-n", label="Child N", name="Nia Quillbrook", born="2016-01-10", identifiers=[NUMBER])
MUM = Adult(id="adult-q", label="Ms Q", name="Carys Quillbrook", residences=[HOME])
SCHOOL = Agency(id="school", name="Larkmoor Primary School", kind="school")
PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="  # of one pixel
)
FILE = CaseFile.of("Quillbrook", [NIA, MUM, SCHOOL], extra={"note": ["Nia Quillbrook"]})


def found(text):
    """The kind and the id of each certain leak in a text."""
    return [(str(leak.kind), leak.about) for leak in leaks(FILE, text).certain]


class TestTexts:
    """What a text gives away."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Home visit. Nia Quillbrook asleep.", [("name", "child-n")]),
            ("CARYS QUILLBROOK rang.", [("name", "adult-q")]),
            ("Nia’s cot was clean.", [("name", "child-n")]),
            ("The Quillbrooks moved.", [("name", None)]),
            ("NHS number 943-476-5919", [("identifier", "child-n")]),
            ("DOB 10/01/16", [("date_of_birth", "child-n")]),
            ("born on 10th January 2016", [("date_of_birth", "child-n")]),
            ("Lives at 14 Larkmoor Road.", [("address", "adult-q")]),
            ("She goes to Larkmoor Primary School.", [("school", "school")]),
            ("Rang 01632 960123.", [("phone", None)]),
            ("Write to someone@example.org.", [("email", None)]),
            ("Now at AB12 3DE.", [("postcode", None)]),
        ],
    )
    def test_a_known_secret_is_found_and_told_whose_it_is(self, text, expected):
        """Of what several share, and of what nobody on file has, about is None."""
        assert found(text) == expected

    @pytest.mark.parametrize("text", ["", "Child N was seen with Ms Q on 2 March 2016.", "Aged 2. See row 14, p. 12."])
    def test_labels_and_ordinary_words_are_nobodys(self, text):
        """A declared pseudonym is there to be seen."""
        assert leaks(FILE, text) == ()
        assert str(leaks(FILE, text)) == "Nothing on file was found in 1 text."

    def test_a_leak_shows_where_and_what_kind_and_only_reveal_shows_the_words(self):
        """Neither `repr`, `str` nor the table repeats a name."""
        made = leaks(FILE, "Seen: Nia Quillbrook.")
        shown = f"{made!r} {made} {made.as_html()} {made[0]!r} {made[0]} {made[0].cells()}"
        assert "Nia" not in shown
        assert "the text, at character 7" in shown
        assert "Seen: Nia Quillbrook." in repr(reveal(made))
        assert "Nia Quillbrook" in made.as_html(revealed=True)
        assert made[0].words == "Nia Quillbrook"

    def test_the_surest_comes_first(self):
        """Whoever reads one line reads the worst."""
        sure = [leak.sure for leak in leaks(FILE, "NQ called. Nia Quillbrook slept. 9434765919.")]
        assert sure == sorted(sure, reverse=True)

    @given(strategies.case_files())
    def test_any_case_file_can_be_searched(self, casefile):
        """In its own records, and in its title as a text."""
        every = (*leaks(casefile, casefile), *leaks(casefile, casefile.title + " "))
        assert all(0 < leak.sure <= 1 for leak in every)
        assert all(leak.about is None or leak.about in casefile for leak in every)


class TestCaseFiles:
    """What a copy of the case file gives away, by record and field."""

    def test_each_field_is_looked_at(self):
        """Names, numbers, births, and a tool's own fields at any depth."""
        places = {(str(leak.kind), leak.where.partition(",")[0]) for leak in leaks(FILE, FILE).certain}
        assert {
            ("name", "CaseFile.title"),
            ("name", "CaseFile.extra{1}[0]"),
            ("name", "Child child-n.name"),
            ("date_of_birth", "Child child-n.born"),
            ("identifier", "Child child-n.identifiers[0].value"),
            ("address", "Adult adult-q.residences[0].address"),
            ("school", "Agency school.name"),
        } <= places

    def test_a_name_in_an_id_is_found(self):
        """Ids are shown everywhere."""
        other = CaseFile.of("Copy", [Event(id="nia-quillbrook-1", when="2016-02", kind="other")])
        assert [leak.where for leak in leaks(FILE, other).certain] == ["Event nia-quillbrook-1.id"]

    def test_an_entry_on_the_day_of_a_birth_tells_the_birth(self, tmp_path):
        """In a copy, and in the file that is written of it."""
        copy = CaseFile.of("Copy", [Event(id="b", when="2016-01-10/2016-02-01", kind="other")])
        dump(copy, tmp_path / "copy.json")
        for found in (leaks(FILE, copy), leaks(FILE, tmp_path / "copy.json")):
            assert [(leak.kind, leak.sure, leak.about) for leak in found] == [("date_of_birth", 0.85, NIA.id)]

    def test_the_place_in_a_text_of_several_lines_is_a_line(self, tmp_path):
        """So that a person finds it in an editor, whatever ends the lines."""
        (tmp_path / "notes.txt").write_bytes(b"Notes\r\nSeen at home\nwith Carys Quillbrook.\rCarys Quillbrook left.")
        places = [leak.where for leak in leaks(FILE, tmp_path / "notes.txt") if leak.kind == "name"]
        assert [place.partition(", ")[2] for place in places] == ["line 3, at character 6", "line 4"]

    def test_a_copy_without_any_of_it_has_no_leak(self):
        """Labels, kinds and dates are no leak."""
        copy = CaseFile.of("Child N", [Child(id="a", label="Child N"), Event(id="b", when="2016-03-02", kind="other")])
        assert leaks(FILE, copy) == ()


class TestFiles:
    """What a file gives away, however it is given."""

    def test_a_path_and_the_name_of_a_file_that_exists_are_read(self, tmp_path, monkeypatch):
        """To search the name and not the file would say that nothing was found."""
        (tmp_path / "notes.md").write_text("# Nia Quillbrook")
        monkeypatch.chdir(tmp_path)
        for path in (tmp_path / "notes.md", str(tmp_path / "notes.md"), "notes.md"):
            assert [leak.kind for leak in leaks(FILE, path)] == [LeakKind.NAME]

    def test_a_case_file_that_was_written_is_searched_by_path(self, tmp_path):
        """With the place in the document."""
        dump(FILE, tmp_path / "copy.json")
        assert {str(leak.kind) for leak in leaks(FILE, tmp_path / "copy.json").certain} >= {
            "name",
            "identifier",
            "school",
        }

    def test_the_name_of_the_file_is_looked_at_too(self, tmp_path):
        """It travels with the file."""
        (tmp_path / "Quillbrook_N.txt").write_text("nothing")
        assert [leak.where.partition(",")[0] for leak in leaks(FILE, tmp_path / "Quillbrook_N.txt")] == ["file name"]

    def test_a_file_that_is_not_there_is_not_taken_for_a_text(self, tmp_path):
        """A path object is a path."""
        with pytest.raises(FileNotFoundError):
            leaks(FILE, tmp_path / "missing.docx")

    def test_what_could_not_be_looked_at_is_said(self, tmp_path):
        """A picture may show a name, and nobody looked."""
        output = {"output_type": "display_data", "data": {"image/png": PICTURE}, "metadata": {}}
        cell = {"cell_type": "code", "source": "", "metadata": {}, "outputs": [output], "execution_count": 1}
        notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        (tmp_path / "work.ipynb").write_text(json.dumps(notebook))
        made = leaks(FILE, tmp_path / "work.ipynb")
        assert made.not_looked_at
        assert "Could not look at: " in str(made)
        assert "Could not look at: " in made.as_html()

    @pytest.mark.parametrize("x", [None, 5, b"Nia", ["Nia"]])
    def test_another_type_is_refused(self, x):
        """In one clear error, without the value."""
        with pytest.raises(InvalidRecord, match="expected a text, a path or a CaseFile") as caught:
            leaks(FILE, x)
        assert "Nia" not in str(caught.value)

    def test_what_is_no_case_file_is_refused(self):
        """The file with the names comes first."""
        with pytest.raises(InvalidRecord, match="expected a CaseFile"):
            leaks("Nia", FILE)


class TestTheResult:
    """A tuple of leaks with what it could not look at."""

    def test_it_survives_a_pickle(self):
        """As a value between processes of your own."""
        made = leaks(FILE, "Nia Quillbrook")
        again = pickle.loads(pickle.dumps(made))
        assert again == made
        assert (again.texts, again.not_looked_at) == (1, ())

    def test_an_empty_one_says_how_much_was_looked_at(self):
        """Nothing found in nothing is no comfort."""
        assert str(Leaks()) == "Nothing on file was found in 0 texts."
        assert "Nothing on file" in Leaks()._repr_html_()

    def test_certain_begins_at_nine_tenths(self):
        """What `safe_copy` refuses."""
        leak = {"kind": LeakKind.NAME, "where": "x", "about": None}
        assert Leak(sure=0.9, **leak).certain
        assert not Leak(sure=0.89, **leak).certain


@pytest.mark.parametrize("name", ["nofile.txt", "copies/panel.docx", "REPORT.PDF"])
def test_a_file_that_is_not_there_is_no_clean_text(name):
    """A text that is the name of a file, of which there is none, is an error and not an empty answer."""
    casefile = CaseFile.of("Invented", [Child(id="c-1", label="Child N", name="Nia Quillbrook")])
    with pytest.raises(FileNotFoundError):
        leaks(casefile, name)

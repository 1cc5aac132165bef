"""The book: it turns a pseudonymised file back, and refuses any other."""

import json
import stat

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import (
    Adult,
    CaseFile,
    Child,
    Claim,
    Event,
    Finding,
    InvalidFile,
    Review,
    Source,
    reveal,
    strategies,
)
from safeguard_model.errors import InvalidRecord
from safeguard_model.privacy.book import Book
from safeguard_model.privacy.leaves import DROPPED, with_leaves
from safeguard_model.privacy.pseudonyms import pseudonymise
from safeguard_model.records import Citation
from safeguard_model.records.sensitivity import Sensitivity

KEY = bytes(range(32))
OTHER = bytes(range(1, 33))
NIA = Child(id="child-n", label="Child N", name="Nia Quillbrook", born="2016-01-10")
MUM = Adult(id="adult-q", label="Ms Q", name="Carys Quillbrook")
VISIT = Event(id="e-1", when="2016-03-02", kind="home_visit", description="Nia’s cot. Ms Q slept.", people=["child-n"])
SOURCE = Source(id="s", title="Record of Nia", kind="chronology")
CLAIM = Claim(id="c-1", about="child-n", field="name", value="Nia Quill", citations=[Citation(source="s")])
FILE = CaseFile.of("Nia", [NIA, MUM, VISIT, SOURCE, CLAIM])
MADE = pseudonymise(FILE, KEY, "demo")


def without_what_is_dropped(casefile):
    """The file as a book can give it back: without `extra`, addresses and places."""

    def change(leaf):
        gone = leaf.field.name == "extra" or (leaf.sensitivity is Sensitivity.RESTRICTED and leaf.field.type is str)
        return DROPPED if gone else leaf.value

    return CaseFile.of(casefile.title, [with_leaves(record, change) for record in casefile.records()])


class TestTurningBack:
    """The way back to the file with names."""

    def test_the_file_is_what_it_was(self):
        """Ids, labels, names, claims and words, to the letter."""
        assert MADE.casefile != FILE
        assert MADE.book.turn_back(MADE.casefile) == FILE

    @given(strategies.case_files())
    def test_any_file_is_what_it_was_but_for_what_is_dropped(self, casefile):
        """Whatever the records are."""
        if casefile.records():
            made = pseudonymise(casefile, KEY, "demo")
            assert made.book.turn_back(made.casefile) == without_what_is_dropped(casefile)

    def test_what_was_added_since_has_its_ids_and_labels_turned_back(self):
        """The analyst worked on the pseudonymised file."""
        child = MADE.casefile.children[0]
        added = [
            Review(id="r-1", title="Review", kinds=["other"]),
            Finding(id="f-1", made_by="r-1", text=f"{child.label} was not seen.", people=[child.id]),
        ]
        back = MADE.book.turn_back(MADE.casefile.add(added))
        assert back["f-1"].text == "Child N was not seen."
        assert back["f-1"].people == ("child-n",)

    def test_a_text_that_was_changed_since_keeps_the_change(self):
        """The labels in it are turned back, the words stay."""
        child, visit = MADE.casefile.children[0], MADE.casefile.events[0]
        edited = MADE.casefile.replace(attrs.evolve(visit, description=f"{child.label} slept well."))
        assert MADE.book.turn_back(edited)["e-1"].description == "Child N slept well."

    @pytest.mark.parametrize("other", [("another", KEY), ("demo", OTHER)])
    def test_the_file_of_another_project_or_key_is_refused(self, other):
        """Its people are not in the book."""
        project, key = other
        with pytest.raises(InvalidRecord, match="2 of its 2 people are not in it"):
            MADE.book.turn_back(pseudonymise(FILE, key, project).casefile)

    def test_a_file_that_was_never_pseudonymised_is_refused(self):
        """Its ids are nobody's pseudonyms."""
        with pytest.raises(InvalidRecord, match="expected the file that the book is of"):
            MADE.book.turn_back(FILE)


class TestTheFile:
    """A file of its own, for its owner."""

    def test_it_is_read_as_it_was_written(self, tmp_path):
        """And is for its owner only."""
        path = tmp_path / "book.json"
        MADE.book.dump(path)
        assert Book.load(path) == MADE.book
        assert Book.load(path, project="demo").turn_back(MADE.casefile) == FILE
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_a_file_that_everybody_could_read_becomes_its_owners(self, tmp_path):
        """A book that replaces one is not left open."""
        path = tmp_path / "book.json"
        path.write_text("{}")
        path.chmod(0o644)
        MADE.book.dump(path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_it_holds_no_key(self, tmp_path):
        """Neither as bytes nor as text."""
        path = tmp_path / "book.json"
        MADE.book.dump(path)
        assert KEY not in path.read_bytes()
        assert KEY.hex() not in path.read_text()

    def test_a_book_of_another_project_is_refused(self, tmp_path):
        """If one is asked for."""
        path = tmp_path / "book.json"
        MADE.book.dump(path)
        with pytest.raises(InvalidFile, match="the project that was asked for"):
            Book.load(path, project="another")

    @given(
        st.sampled_from(["ids", "labels", "texts", "project", "format"]),
        st.sampled_from([None, 1, [1], {"a": 1}, [[]]]),
    )
    def test_a_broken_book_is_refused_in_one_way(self, tmp_path_factory, name, value):
        """With the key that is wrong, and no value."""
        path = tmp_path_factory.mktemp("book") / "book.json"
        MADE.book.dump(path)
        document = json.loads(path.read_bytes()) | {name: value}
        path.write_text(json.dumps(document))
        with pytest.raises(InvalidFile, match="expected") as caught:
            Book.load(path)
        assert "Nia" not in str(caught.value)

    @pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b'{"format": "safeguard-model/1.0"}'])
    def test_what_is_no_book_is_refused(self, tmp_path, data):
        """A case file, or no JSON at all."""
        path = tmp_path / "book.json"
        path.write_bytes(data)
        with pytest.raises(InvalidFile):
            Book.load(path)


class TestDisplay:
    """A book says how much it holds."""

    def test_it_shows_no_name_unasked(self):
        """Only `reveal` shows who is who."""
        assert repr(MADE.book) == "<Book: 5 ids, 6 texts>"
        assert "Child N" in repr(reveal(MADE.book))

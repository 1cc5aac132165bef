"""Pseudonyms: the same person the same pseudonym, and nobody's name left where it was known."""

import pickle
import traceback

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples.invented_family import casefile as invented_family
from safeguard_model import (
    Adult,
    Agency,
    Alias,
    CaseFile,
    Child,
    Claim,
    Event,
    Family,
    Identifier,
    Professional,
    Residence,
    Source,
    dumps,
    loads,
    reveal,
    strategies,
)
from safeguard_model.errors import InvalidRecord
from safeguard_model.privacy.pseudonyms import pseudonymise
from safeguard_model.records import Citation, Handling

KEY = bytes(range(32))
OTHER = bytes(range(1, 33))
NIA = Child(id="child-n", label="Child N", name="Nia Quillbrook", born="2016-01-10")
MUM = Adult(id="adult-q", label="Ms Q", name="Carys Quillbrook", aliases=[Alias(text="Caz", used_by="her friends")])


def entry(words, **fields):
    """An entry about Nia."""
    return Event(id="e-1", when="2016-03-02", kind="home_visit", description=words, people=["child-n"], **fields)


def file_of(words, *more, **fields):
    """A file with Nia, her mother and one entry."""
    return CaseFile.of("Quillbrook", [NIA, MUM, entry(words, **fields), *more])


def words_of(casefile):
    """The words of the only entry."""
    return casefile.events[0].description


class TestTheSamePersonTheSamePseudonym:
    """What a project rests on."""

    @given(strategies.case_files())
    def test_the_same_file_gives_the_same_result(self, casefile):
        """Nothing is drawn at random."""
        assert pseudonymise(casefile, KEY, "demo").casefile == pseudonymise(casefile, KEY, "demo").casefile

    @given(strategies.case_files())
    def test_no_id_of_the_file_is_left(self, casefile):
        """Each record has an id of its own again, which names its class."""
        made = pseudonymise(casefile, KEY, "demo").casefile
        ids = {record.id for record in made.records()}
        assert len(ids) == len(casefile.records())
        assert not ids & {record.id for record in casefile.records()}
        assert all(record.id.startswith(type(record).__name__.lower()) for record in made.records())

    def test_two_files_of_a_project_give_a_person_one_id_and_label(self):
        """Whatever else is in them."""
        one = pseudonymise(file_of("Seen."), KEY, "demo").casefile
        two = pseudonymise(CaseFile.of("Another", [NIA]), KEY, "demo").casefile
        assert (one.children[0].id, one.children[0].label) == (two.children[0].id, two.children[0].label)

    def test_another_key_or_project_gives_other_pseudonyms(self):
        """So copies of two projects cannot be laid side by side."""
        made = {
            pseudonymise(file_of("Seen."), *with_).casefile.children[0].id
            for with_ in ((KEY, "a"), (KEY, "b"), (OTHER, "a"))
        }
        assert len(made) == 3

    def test_the_pseudonyms_of_a_project_never_change(self):
        """The golden vector of a person."""
        child = pseudonymise(file_of("Seen."), KEY, "Northshire 2026").casefile.children[0]
        assert (child.id, child.label) == ("child-53wyetv9gq54t227", "Child 53WYE")


class TestWhatIsReplaced:
    """Ids, labels, names, numbers, and known names in texts."""

    def test_names_aliases_and_numbers_are_keyed_codes(self):
        """The same text has the same code, so that two sources with one alias can still be compared."""
        number = Identifier(scheme="nhs", value="943 476 5919")
        people = [attrs.evolve(NIA, identifiers=[number]), attrs.evolve(MUM, identifiers=[number])]
        child, adult = pseudonymise(CaseFile.of("T", people), KEY, "demo").casefile.records()
        assert child.name.startswith("name-")
        assert child.name != adult.name
        assert adult.aliases[0].text.startswith("name-")
        assert child.identifiers == adult.identifiers
        assert child.identifiers[0].scheme == "nhs"
        assert child.identifiers[0].value.startswith("value-")

    def test_a_name_in_a_text_becomes_the_label_and_keeps_its_ending(self):
        """Nia's becomes Child 1's."""
        made = pseudonymise(
            file_of("Nia's cot. Carys Quillbrook said Nia slept."),
            KEY,
            "demo",
            {"child-n": "Child 1", "adult-q": "Mother"},
        )
        assert words_of(made.casefile) == "Child 1's cot. Mother said Child 1 slept."
        assert made.replaced >= 3

    def test_old_labels_in_texts_become_the_new_ones(self):
        """A published label leads back to the published review."""
        made = pseudonymise(
            file_of("Child N was seen with Ms Q."), KEY, "demo", {"child-n": "Child 1", "adult-q": "Mother"}
        )
        assert words_of(made.casefile) == "Child 1 was seen with Mother."

    def test_a_label_that_is_a_word_of_the_language_stays(self):
        """Else every mother would become one."""
        casefile = CaseFile.of(
            "T",
            [attrs.evolve(MUM, label="Mother"), Event(id="e", when="2016", kind="other", description="Mother came.")],
        )
        assert words_of(pseudonymise(casefile, KEY, "demo").casefile) == "Mother came."

    def test_extra_addresses_and_places_are_dropped(self):
        """A family may be in hiding."""
        child = attrs.evolve(NIA, residences=[Residence(kind="refuge", area="Harrowby", address="1 Elm Row")])
        casefile = CaseFile.of(
            "T", [child, entry("Seen.", place="The refuge", extra={"note": "Harrowby"})], extra={"a": "Harrowby"}
        )
        written = dumps(pseudonymise(casefile, KEY, "demo").casefile)
        assert not any(word in written for word in (b"Harrowby", b"Elm", b"The refuge"))

    def test_a_school_loses_its_name_and_the_police_keep_theirs(self):
        """The school tells where the child lives."""
        agencies = [
            Agency(id="s", name="Elm Row Primary", kind="school"),
            Agency(id="p", name="Northshire Police", kind="police"),
        ]
        school, police = pseudonymise(CaseFile.of("T", agencies), KEY, "demo").casefile.agencies
        assert school.name.startswith("School ")
        assert police.name == "Northshire Police"

    def test_links_claims_and_withholding_follow_the_new_ids(self):
        """The file is as whole as it was."""
        family = Family(id="f", label="Family Q")
        source = Source(id="s", title="Record of Nia", kind="chronology")
        claims = [
            Claim(id="c-1", about="child-n", field="name", value="Nia Quill", citations=[Citation(source="s")]),
            Claim(id="c-2", about="child-n", field="born", value="2016-01-11", citations=[Citation(source="s")]),
            Claim(id="c-3", about="e-1", field="place", value="1 Elm Row", citations=[Citation(source="s")]),
        ]
        casefile = file_of("Seen.", family, source, *claims, withheld_from=["family", "adult-q"])
        made = pseudonymise(casefile, KEY, "demo").casefile
        names, born, place = made.claims
        assert made.events[0].people == (made.children[0].id,)
        assert made.events[0].withheld_from == ("family", made.adults[0].id)
        assert names.value.startswith("name-")
        assert born.value == "2016-01-11"
        assert place.value == "[address]"
        assert loads(dumps(made)) == made

    def test_the_file_is_called_pseudonymised_and_dates_are_kept(self):
        """Ages can still be worked out."""
        made = pseudonymise(file_of("Seen."), KEY, "demo").casefile
        assert made.handling is Handling.PSEUDONYMISED
        assert made.children[0].born == NIA.born

    @given(st.sampled_from(["{}", "{}’s cot", "Seen: {}.", "Mum ({})", "and {}, again"]))
    def test_a_full_name_never_stays_in_a_text(self, frame):
        """Wherever it stands."""
        made = pseudonymise(file_of(frame.format("Nia Quillbrook")), KEY, "demo").casefile
        assert b"Quillbrook" not in dumps(made)


class TestWhatIsLeft:
    """What may still be a name, with a score."""

    def test_a_date_of_birth_that_is_kept_is_listed(self):
        """Dates are not replaced, and the result says so."""
        left = pseudonymise(file_of("Seen."), KEY, "demo").left
        assert any(leak.kind == "date_of_birth" and leak.where.endswith(".born") for leak in left)

    def test_a_word_that_may_be_an_unknown_name_is_listed_with_a_low_score(self):
        """Nobody put the neighbour on file."""
        made = pseudonymise(file_of("The neighbour, Tobias, heard crying. She told Tobias."), KEY, "demo")
        possible = [leak for leak in made.left if leak.kind == "name"]
        assert [leak.sure < 0.5 for leak in possible] == [True, True]
        assert "Tobias" not in f"{made} {made!r} {made.as_html()} {made.left}"
        assert "Tobias" in repr(reveal(made))

    def test_what_is_left_names_pseudonyms_and_no_id_of_the_file(self):
        """The list can go with the file."""
        made = pseudonymise(file_of("Seen."), KEY, "demo")
        assert all(leak.about in made.casefile for leak in made.left if leak.about)


class TestLabels:
    """Labels of your own."""

    @pytest.mark.parametrize(
        ("labels", "message"),
        [
            ({"nobody": "Child 1"}, "key 1 is not the id"),
            ({"e-1": "Visit"}, "key 1 is not the id"),
            ({"child-n": ""}, "label 1: expected printable text"),
            ({"child-n": "A\nB"}, "label 1: expected printable text"),
            ({"child-n": 5}, "label 1: expected printable text"),
            ({"child-n": "Mother", "adult-q": "Mother"}, "appears twice"),
            ({"child-n": "Nia Quillbrook"}, "label 1 holds a name"),
        ],
    )
    def test_labels_that_cannot_be_used_are_refused_without_being_shown(self, labels, message):
        """With the place in the mapping."""
        with pytest.raises(InvalidRecord, match=message) as caught:
            pseudonymise(file_of("Seen."), KEY, "demo", labels)
        assert "Nia" not in str(caught.value)

    def test_professionals_and_families_have_labels_too(self):
        """Whoever has a label gets a new one."""
        worker = Professional(id="w", label="SW4", name="Owen Pryce", agency="a")
        casefile = CaseFile.of("T", [worker, Agency(id="a", name="Social care"), Family(id="f", label="Family Q"), NIA])
        made = pseudonymise(casefile, KEY, "demo", {"w": "Social worker"}).casefile
        assert made.professionals[0].label == "Social worker"
        assert made.families[0].label.startswith("Family ")


class TestTheKeyStaysHidden:
    """The key is in no result, no error and no frame."""

    def test_the_key_is_in_no_output_and_no_pickle(self):
        """Whoever gets the result cannot try names out."""
        made = pseudonymise(file_of("Nia."), KEY, "demo")
        written = pickle.dumps((made.book, made.left, made.casefile)) + repr(reveal(made)).encode()
        assert KEY not in written
        assert KEY.hex().encode() not in written

    def test_an_error_has_no_frame_with_the_key(self):
        """The library's frames are dropped."""
        with pytest.raises(InvalidRecord) as caught:
            pseudonymise(file_of("Nia."), KEY, "demo", {"x": "y"})
        held = [value for frame, _ in traceback.walk_tb(caught.tb) for value in frame.f_locals.values()]
        assert not any(type(value) is bytes for value in held)


class TestTheInventedFamily:
    """A whole file with every twist."""

    def test_no_name_of_anybody_is_left_in_the_written_file(self):
        """Names, surnames, aliases."""
        casefile = invented_family()
        made = pseudonymise(casefile, KEY, "demo")
        written = dumps(made.casefile).decode()
        names = {person.name for person in (*casefile.children, *casefile.adults, *casefile.professionals)} - {""}
        assert names
        assert not [name for name in names if name in written]

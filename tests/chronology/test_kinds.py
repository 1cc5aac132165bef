"""Kinds suggested for entries without one, and the settling of them."""

import copy
import pickle
import sys

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.kinds import FLOORS, HELD_OUT, entries_of, quality
from safeguard_model import (
    Agency,
    CaseFile,
    Event,
    InvalidRecord,
    Timeline,
    read_chronology,
    reveal,
    suggest_kinds,
)
from safeguard_model.records import EventKind

WORD = "Quillfeather"


def entry(id="e-1", description="", kind="other", **fields):
    """An entry of a chronology."""
    return Event(id=id, when="2016-03-02", kind=kind, description=description, **fields)


EVENTS = (
    entry("e-1", "Strat disc held with police."),
    entry("e-2", "ICPC held."),
    entry("e-3", "Home visit.", kind="meeting"),
    entry("e-4"),
    entry("e-5", "Zebra."),
    entry("e-6", "T/C to mum."),
)
events_lists = st.lists(
    st.builds(
        entry,
        st.sampled_from([f"e-{number}" for number in range(9)]),
        st.one_of(st.text(max_size=40), st.sampled_from(["ICPC held", "DNA", "T/C to mum", "PPN rec'd. Arrested."])),
        st.sampled_from(["other", "referral"]),
        outcome=st.sampled_from(["", "Referral made"]),
    ),
    max_size=6,
)


def kinds(events):
    """The kind of each event."""
    return [event.kind.value for event in events]


class TestSuggesting:
    def test_an_entry_without_a_kind_gets_one(self):
        """Each entry of kind `other` whose words tell of a kind has a suggestion, in the order of the entries."""
        suggestions = suggest_kinds(EVENTS)
        assert [(each.event.id, each.kind.value) for each in suggestions] == [
            ("e-1", "strategy_discussion"),
            ("e-2", "initial_conference"),
            ("e-6", "phone_call"),
        ]

    def test_words_score_and_second(self):
        """A suggestion has the words that told it, a score from 0 to 1, and the next likely kind."""
        one = suggest_kinds([entry(description="T/C to mum. Home visit booked.")])[0]
        assert one.words[0] == "T/C to mum"
        assert 0 < one.score < 1
        assert one.second is EventKind.HOME_VISIT
        assert suggest_kinds([EVENTS[1]])[0].second is None

    def test_every(self):
        """An entry with a kind is left alone unless every entry is asked for."""
        assert [each.event.id for each in suggest_kinds(EVENTS, every=True)] == ["e-1", "e-2", "e-3", "e-6"]

    def test_left_out(self):
        """What has no suggestion is counted, with the reason."""
        assert str(suggest_kinds(EVENTS)).splitlines()[-1] == (
            "Could not look at: 1 of 6 entries with a kind already (e-3); 1 of 6 entries without words (e-4); "
            "1 of 6 entries whose words tell of no kind (e-5)"
        )

    def test_the_agency_of_the_case_file(self):
        """The kind of the agency is that of the case file; without one, that which its id says."""
        missed = entry(description="DNA", agency="a-1")
        casefile = CaseFile.of("Example", [Agency(id="a-1", name="Agency", kind="probation"), missed])
        found = [suggest_kinds(casefile), suggest_kinds(Timeline.of(casefile)), suggest_kinds([missed], casefile)]
        assert [each[0].kind.value for each in found] == ["did_not_attend"] * 3
        assert suggest_kinds([missed])[0].kind is EventKind.WAS_NOT_BROUGHT
        assert suggest_kinds([attrs.evolve(missed, agency="probation")])[0].kind is EventKind.DID_NOT_ATTEND

    def test_a_second_choice_for_a_missed_appointment(self):
        """Where nobody says whose appointment it was, the other word is the second choice."""
        missed = suggest_kinds([entry(description="DNA")])[0]
        assert {missed.kind, missed.second} == {EventKind.WAS_NOT_BROUGHT, EventKind.DID_NOT_ATTEND}

    def test_the_outcome_and_the_reporter(self):
        """If the description tells of nothing, the outcome counts, and then the reporter."""
        assert suggest_kinds([entry(outcome="Referral made to MASH")])[0].kind is EventKind.REFERRAL
        assert suggest_kinds([entry(reporter="Discharge summary")])[0].kind is EventKind.NOTIFICATION
        assert suggest_kinds([entry("e", "Home visit.", outcome="Referral made")])[0].kind is EventKind.HOME_VISIT

    def test_derived_events_are_left_alone(self):
        """Events that other records imply get no suggestion, and are given back."""
        derived = entry("e-1/born", "ICPC held", derived_from="e-1")
        suggestions = suggest_kinds([derived])
        assert (len(suggestions), suggestions.accept(0)) == (0, (derived,))

    @pytest.mark.parametrize("given", [None, 7, "text", b"bytes", [entry(), WORD], [None]])
    def test_what_cannot_be_asked(self, given):
        """Anything but events is refused, and no value is shown."""
        with pytest.raises(InvalidRecord, match="expected a chronology, a timeline") as refusal:
            suggest_kinds(given)
        assert WORD not in str(refusal.value)

    def test_wrong_case_file(self):
        """A case file that is none is refused."""
        with pytest.raises(InvalidRecord):
            suggest_kinds([], "case.json")


class TestAccepting:
    def test_all_events_come_back(self):
        """Every entry comes back in its order; those accepted have their kind."""
        assert kinds(suggest_kinds(EVENTS).accept(0)) == [
            "strategy_discussion",
            "initial_conference",
            "meeting",
            "other",
            "other",
            "phone_call",
        ]

    def test_at_least(self):
        """A suggestion with a lower score is not accepted."""
        suggestions = suggest_kinds(EVENTS)
        assert suggestions.accept(1) == EVENTS
        assert kinds(suggestions.accept())[:2] == ["strategy_discussion", "initial_conference"]

    def test_reject_and_change(self):
        """A rejected entry keeps its kind; a changed one has the kind given, with or without a suggestion."""
        settled = suggest_kinds(EVENTS).accept(0, reject=["e-1"], change={"e-5": "incident", "e-2": EventKind.MEETING})
        assert kinds(settled) == ["other", "meeting", "meeting", "other", "incident", "phone_call"]

    def test_a_part_of_the_suggestions(self):
        """A slice accepts only its own suggestions, and gives all entries back."""
        assert kinds(suggest_kinds(EVENTS)[:1].accept(0)) == ["strategy_discussion", *kinds(EVENTS)[1:]]

    def test_all_that_is_wrong_is_said_at_once(self):
        """One error lists every wrong id, kind and number, and shows no text but ids."""
        with pytest.raises(InvalidRecord) as refusal:
            suggest_kinds(EVENTS).accept(
                2, reject=["e-9", f"{WORD} Jane", "e-1", 3], change={"e-1": "birth", "e-2": f"{WORD}", "zz": "death"}
            )
        text = str(refusal.value)
        assert [part in text for part in ("at_least", "e-9", "zz", "both reject and change", "change: e-2")] == [
            True
        ] * 5
        assert WORD not in text

    @pytest.mark.parametrize(
        "how",
        [
            {"at_least": "0.8"},
            {"at_least": True},
            {"at_least": float("nan")},
            {"reject": "e-1"},
            {"reject": 1},
            {"change": ["e-1"]},
        ],
    )
    def test_wrong_arguments(self, how):
        """An argument of another type is refused."""
        with pytest.raises(InvalidRecord, match=next(iter(how))):
            suggest_kinds(EVENTS).accept(**how)

    @given(events_lists, st.floats(0, 1))
    def test_nothing_but_the_kind_changes(self, events, at_least):
        """As many entries come back as were given, in their order, and nothing but their kind differs."""
        settled = suggest_kinds(events, every=True).accept(at_least)
        assert [attrs.evolve(event, kind="other") for event in settled] == [
            attrs.evolve(event, kind="other") for event in events
        ]

    @given(events_lists, st.randoms(use_true_random=False))
    def test_the_order_makes_no_difference(self, events, draw):
        """What is suggested for an entry does not depend on the other entries or their order."""
        shuffled = draw.sample(events, len(events))
        assert set(suggest_kinds(events)) == set(suggest_kinds(shuffled))
        assert [*suggest_kinds(events)] == [each for event in events for each in suggest_kinds([event])]


class TestShowing:
    SECRET = entry("e-1", f"T/C to mum re {WORD}.")

    def test_a_line_for_each_kind(self):
        """Printing shows a line for each kind, with how many entries, the mean score and ids."""
        events = [entry(f"e-{number}", "ICPC held.") for number in range(5)]
        assert str(suggest_kinds(events)) == "initial conference: 5, mean score 0.95: e-0, e-1, e-2 and 2 others"
        assert str(suggest_kinds([])) == "none"

    def test_words_are_hidden(self):
        """No display shows a word of an entry, unless it is revealed."""
        suggestions = suggest_kinds([self.SECRET])
        shown = [
            str(suggestions),
            repr(suggestions),
            suggestions._repr_html_(),
            str(suggestions[0]),
            repr(suggestions[0]),
        ]
        shown += [str(cell) for cell in suggestions[0].cells()]
        assert [text for text in shown if "T/C" in text or WORD in text] == []
        assert "[3 words: reveal(suggestions)]" in suggestions._repr_html_()

    def test_revealed(self):
        """`reveal` shows the words, as text and in a notebook."""
        revealed = reveal(suggest_kinds([self.SECRET]))
        assert "T/C to mum" in repr(revealed)
        assert "T/C to mum" in revealed._repr_html_()

    @pytest.mark.parametrize("handling", ["pseudonymised", "published"])
    def test_the_words_of_a_file_that_may_be_shown(self, handling):
        """In a notebook, a file that is not identifiable shows the words."""
        casefile = CaseFile.of("Example", [self.SECRET], handling=handling)
        assert "T/C to mum" in suggest_kinds(casefile)._repr_html_()

    def test_the_table_groups_by_kind(self):
        """The table of a notebook has one row for each kind, that of most entries first."""
        table = suggest_kinds([*EVENTS, entry("e-7", "ICPC held.")])._repr_html_()
        assert table.count("<tr>") == 1 + 3 + 1
        assert table.index("initial conference") < table.index("phone call")

    def test_a_copy_is_equal(self):
        """Suggestions that were pickled or copied are equal and settle the same."""
        suggestions = suggest_kinds(EVENTS)
        for made in (pickle.loads(pickle.dumps(suggestions)), copy.deepcopy(suggestions)):
            assert made == suggestions
            assert made.accept(0) == suggestions.accept(0)


def read(tmp_path, text):
    """The chronology in a CSV file with this text."""
    path = tmp_path / "chronology.csv"
    path.write_text(text, encoding="utf-8")
    return read_chronology(path, agency="hv")


class TestChronology:
    def test_a_column_of_types_is_read(self, tmp_path):
        """A cell of the column of types that is a word of the field gives the kind."""
        chronology = read(
            tmp_path, "Date,Type,Event\n2/3/16,S47,Enquiry\n3/3/16,strat,By phone\n4/3/16,Home Visit,Seen\n"
        )
        assert kinds(chronology) == ["section_47_started", "strategy_discussion", "home_visit"]

    def test_an_open_type_is_kept_and_used(self, tmp_path):
        """A type that may mean two kinds is kept as written with a note, and a suggestion is made from it."""
        chronology = read(tmp_path, "Date,Type,Event\n2/3/16,DNA,Letter to follow\n")
        assert kinds(chronology) == ["other"]
        assert any("a kind of event that is not known" in note for note in chronology.notes)
        assert suggest_kinds(chronology)[0].kind is EventKind.WAS_NOT_BROUGHT

    def test_the_kinds_that_are_given_count_first(self, tmp_path):
        """What the caller says a word means counts before the lexicon."""
        path = tmp_path / "c.csv"
        path.write_text("Date,Type,Event\n2/3/16,HV,Seen\n", encoding="utf-8")
        assert kinds(read_chronology(path, kinds={"HV": "contact"})) == ["contact"]

    def test_with_kinds(self, tmp_path):
        """The chronology has the accepted kinds, and is otherwise the same."""
        chronology = read(tmp_path, "Date,Event\n2/3/16,ICPC held\n3/3/16,Zebra\n")
        suggestions = suggest_kinds(chronology)
        settled = chronology.with_kinds(suggestions)
        assert kinds(settled) == ["initial_conference", "other"]
        assert attrs.evolve(settled, events=chronology.events) == chronology
        changed = suggestions.accept(change={chronology.events[1].id: "incident"})
        assert kinds(chronology.with_kinds(changed)) == ["initial_conference", "incident"]

    @pytest.mark.parametrize("other", [suggest_kinds(EVENTS), EVENTS, (), 7, "text", [3]])
    def test_other_events_are_refused(self, tmp_path, other):
        """Suggestions for other events, and what is no event, are refused."""
        chronology = read(tmp_path, "Date,Event\n2/3/16,ICPC held\n")
        with pytest.raises(InvalidRecord, match="with_kinds"):
            chronology.with_kinds(other)


@pytest.mark.parametrize("at_least", FLOORS)
def test_quality_on_what_another_hand_wrote(at_least):
    """The suggestions are at least as good as the floors on the entries of another hand."""
    found = quality(entries_of(HELD_OUT), at_least)
    precision, coverage = FLOORS[at_least]
    assert (found.precision >= precision, found.coverage >= coverage) == (True, True)


def test_the_front_door_does_not_load_the_words():
    """Importing the package reads no table of the lexicon."""
    import subprocess

    script = "import safeguard_model, sys; print('safeguard_model.lexicon.field' in sys.modules)"
    made = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert made.stdout.strip() == "False"

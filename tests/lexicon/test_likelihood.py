"""The likely kinds of an entry."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.lexicon import kind_of_type, likely_kinds
from safeguard_model.lexicon.field import GAP, classes, concepts
from safeguard_model.records import AgencyKind, EventKind

with (Path(__file__).parent / "examples.tsv").open(encoding="utf-8", newline="") as file:
    EXAMPLES = [tuple(row) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]


def likely(text, by=None):
    """The kinds of a description, the likeliest first."""
    return [each.kind.value for each in likely_kinds([(text, 1.0)], by, {})]


@pytest.mark.parametrize(("kind", "text"), EXAMPLES)
def test_examples(kind, text):
    """An entry in the words of the field suggests the kind that it reports."""
    assert kind == likely(text)[0]


def test_every_kind_has_an_example():
    """Each kind that the lexicon knows has an example."""
    assert {each.kind.value for each in concepts()} - {"other"} == {kind for kind, _ in EXAMPLES}


@pytest.mark.parametrize("concept", [each for each in concepts() if each.words], ids=lambda each: each.name)
def test_the_words_of_a_concept_tell_of_its_kind(concept):
    """Most plain phrases of a concept, alone in an entry of an agency that may use them, tell of its kind."""
    by = min(concept.by, default=None)
    plain = [
        phrase
        for phrase in concept.words
        if GAP not in phrase and "*" not in phrase and not set(phrase.split()) & classes().keys()
    ]
    missed = [phrase for phrase in plain if concept.kind.value not in likely(phrase, by)]
    assert len(missed) <= len(plain) / 20


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("No referral made. T/C to mother to say so.", "referral"),
        ("No arrests. Words of advice given.", "arrest"),
        ("Home visit. No injuries seen.", "injury"),
        ("T/C to mum re ICPC next week.", "initial_conference"),
        ("Letter to parents, cc strategy discussion chair.", "strategy_discussion"),
        ("Home visit. Core group to be arranged.", "core_group"),
        ("Seen in clinic. Previous overdose in 2012.", "suicide_attempt"),
        ("Home visit. Advised to attend A&E if worse.", "emergency_attendance"),
        ("T/C to mum, nil disclosed.", "disclosure"),
        ("Home visit. Awaiting C&F assessment outcome.", "assessment_completed"),
    ],
)
def test_what_did_not_happen_is_not_suggested(text, kind):
    """What is denied, planned, past or only spoken of is not the first kind."""
    assert kind not in likely(text)[:1]


def test_what_is_denied_has_no_weight():
    """A kind whose only words are denied is not among the kinds."""
    assert "referral" not in likely("No referral made.")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mum did not attend.", "did_not_attend"),
        ("Not seen. Was not brought to clinic.", "was_not_brought"),
        ("Visit cancelled by HV.", "cancelled_by_agency"),
        ("Offered early help, declined.", "declined"),
    ],
)
def test_what_is_itself_an_absence(text, kind):
    """A kind that is itself something that did not happen is not taken for denied."""
    assert kind == likely(text)[0]


def test_the_agency_counts():
    """A missed appointment is that of an adult in a service for adults, and of the child in one for children."""
    assert likely("DNA", AgencyKind.PROBATION)[:2] == ["did_not_attend", "was_not_brought"]
    assert likely("DNA", AgencyKind.HOSPITAL)[:2] == ["was_not_brought", "did_not_attend"]
    assert likely("Presented with a cough", AgencyKind.EMERGENCY_DEPARTMENT)[0] == "emergency_attendance"


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("S47", "section_47_started"),
        ("ICPC", "initial_conference"),
        ("WNB", "was_not_brought"),
        ("strat", "strategy_discussion"),
        ("HV", "home_visit"),
        ("T/C", "phone_call"),
        (" Home visit ", "home_visit"),
        ("A&E", "emergency_attendance"),
        ("LAC review", "multi_agency_meeting"),
        ("DNA", None),
        ("CPC", None),
        ("Conference", None),
        ("visit", None),
        ("Home visit / T/C", None),
        ("No home visit", None),
        ("seen", None),
        ("other", None),
        ("", None),
    ],
)
def test_kind_of_type(cell, kind):
    """A whole cell means a kind if the lexicon knows it for one kind only; else it is left open."""
    assert kind_of_type(cell) == (None if kind is None else EventKind(kind))


def share(text, by=None):
    """The share of the likeliest kind."""
    return likely_kinds([(text, 1.0)], by, {})[0].share


def test_a_plain_mention_is_likelier():
    """A plain mention is likelier than a hint, and one kind is likelier than one of two."""
    assert share("ICPC held.") > share("ICPC held. PPO used.")
    assert share("ICPC held.") > share("Concern about him.")


def test_what_is_usual_counts():
    """What is usual in the entries of an agency is likelier in its entries than in those of another."""
    assert share("Arrested", AgencyKind.POLICE) > share("Arrested", AgencyKind.SCHOOL)


def test_the_beginning_counts_most():
    """An entry is about what it begins with."""
    assert likely("T/C to mum. Seen in A&E on Sunday.")[0] == "phone_call"
    assert likely("Seen in A&E on Sunday. T/C to mum.")[0] == "emergency_attendance"


@given(st.text(max_size=80), st.sampled_from([None, *AgencyKind]))
def test_any_text(text, by):
    """Any text has kinds, the likeliest first, and their shares are at most one together; no text fails."""
    shares = [each.share for each in likely_kinds([(text, 1.0)], by, {})]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= each <= 1 for each in shares)
    assert sum(shares) <= 1 + 1e-9
    assert kind_of_type(text) is None or isinstance(kind_of_type(text), EventKind)

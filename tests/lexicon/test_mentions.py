"""The mentions of concepts in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.lexicon.mentions import mentions_in, words_of
from safeguard_model.records import EventKind


def found(text):
    """The kinds mentioned and what the words near them say."""
    return [(each.concept.kind.value, *sorted(each.contexts)) for each in mentions_in(text, {}) if each.strength == 1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("T/C to Mum", ("t/c", "to", "mum")),
        ("A & E", ("a&e",)),
        ("S.47", ("s", "47")),
        ("DNA’d; NFA'd", ("dnad", "nfad")),
        ("non-molestation", ("non", "molestation")),
        ("# radius", ("#", "radius")),
        ("mother/father", ("mother", "father")),
        ("", ()),
    ],
)
def test_words(text, words):
    """A text is divided into words as practitioners write them: abbreviations with a slash or an ampersand are one."""
    assert words == words_of(text)


@pytest.mark.parametrize(
    ("text", "contexts"),
    [
        ("ICPC held", ()),
        ("Awaiting ICPC", ("planned",)),
        ("ICPC to be arranged", ("planned",)),
        ("re ICPC", ("about",)),
        ("following the ICPC", ("about",)),
        ("previous ICPC", ("past",)),
        ("cc ICPC", ("copied",)),
        ("No ICPC", ("negated",)),
        ("ICPC not required", ("negated",)),
        ("No worries. ICPC", ()),
        ("no, ICPC", ()),
    ],
)
def test_contexts(text, contexts):
    """Words near a mention say that it did not happen, or not now; not those of another sentence or clause."""
    assert ("initial_conference", *contexts) in found(text)


def test_the_longest_phrase_counts():
    """A phrase inside a longer phrase is not mentioned: "did not attend" is no attendance."""
    assert "appointment" not in {kind for kind, *_ in found("Did not attend the dentist")}
    assert [kind for kind, *_ in found("review child protection conference")] == ["review_conference"]


def test_a_phrase_does_not_go_beyond_a_sentence():
    """The words of a phrase are in one sentence."""
    assert ("no_access_visit",) in found("No access")
    assert found("No. Access to the garden") == []


def test_a_short_opening_is_passed_over():
    """A time or a name at the beginning is not the first sentence: the next one is."""
    assert mentions_in("20:50. Misper. Found at 4.", {})[0].sentence == 0
    assert [each.sentence for each in mentions_in("He seemed well and was on time. Arrested", {})] == [1]


def test_the_words_of_other_agencies_are_passed_over():
    """A phrase that counts only for other agencies does not hide a shorter one."""
    kinds = [each.concept.kind for each in mentions_in("Call from mother", {})]
    assert EventKind.PHONE_CALL in kinds
    assert EventKind.POLICE_CALL not in kinds


def test_a_gap_is_at_most_three_words():
    """A gap in a phrase is up to three words long."""
    assert ("contact_attempted",) in found("Rang the number again no answer")
    assert ("contact_attempted",) not in found("Rang the usual number again today no answer")


def test_the_phrase_is_as_in_the_text():
    """A mention has the phrase as it is written."""
    assert [each.text for each in mentions_in("Today: Strat Disc, held", {})] == ["Strat Disc"]


@given(st.lists(st.text(max_size=40), max_size=4))
def test_what_was_met_before_makes_no_difference(texts):
    """Any text can be read, and the words that were met before are only remembered."""
    known = {}
    assert [mentions_in(text, {}) for text in texts] == [mentions_in(text, known) for text in texts]

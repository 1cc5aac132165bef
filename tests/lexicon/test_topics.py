"""The topics of entries."""

import pytest

from safeguard_model.lexicon import telling_words
from safeguard_model.lexicon.field import rows
from safeguard_model.lexicon.spellings import PHRASES, common_form
from safeguard_model.lexicon.topics import FORMAL, HAPPENING, JOINT, TELLING, UPDATE, topics_of, topics_used_as
from safeguard_model.records import EventKind

TABLE = [*rows("topics.tsv")]


@pytest.mark.parametrize(
    ("one", "other", "topic"),
    [
        ("bruising to cheek", "mark on the face", "~injury"),
        ("attended ED", "seen in A&E", "~ed"),
        ("DNA", "was not brought", "~dna"),
        ("ICPC", "child protection conference", "~conference"),
        ("overdosed", "took paracetamol", "~overdose"),
        ("TAF", "team around the family", "~team-around"),
    ],
)
def test_two_ways_of_saying_one_thing(one, other, topic):
    """What agencies call by different words has one topic."""
    for text in (one, other):
        assert topic in topics_of(telling_words(text, {}), EventKind.OTHER)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Reading with Miss Jones", "~missing"),
        ("Bruise noted", "~minutes"),
        ("brought by mum", "~dna"),
        ("fit and well", "~seizure"),
    ],
)
def test_a_like_word_is_no_topic(text, topic):
    """A word that only looks like one of a topic does not name it."""
    assert topic not in topics_of(telling_words(text, {}), EventKind.OTHER)


def test_a_kind_has_its_topic():
    """A kind of event is a topic, whatever the words."""
    assert "~death" in topics_of([], EventKind.DEATH)


def test_the_table_is_sound():
    """Each topic appears once with a known use, each kind is a kind of event, and no word appears twice in a topic."""
    names = [row["topic"] for row in TABLE]
    assert len(set(names)) == len(names)
    assert {row["use"] for row in TABLE} == {FORMAL, HAPPENING, TELLING, JOINT, UPDATE, "detail"}
    for row in TABLE:
        assert all(map(EventKind, row["kinds"].split()))
        for word in row["words"].split():  # a word whose form is empty, or another's phrase, would never be found
            assert word in PHRASES or common_form(word)
        assert len(set(row["words"].split())) == len(row["words"].split())


def test_formal_occasions_are_apart_from_details():
    """Each topic has one use."""
    assert topics_used_as(FORMAL).isdisjoint(topics_used_as(HAPPENING, TELLING))
    assert "~conference" in topics_used_as(FORMAL)

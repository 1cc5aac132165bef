"""The lexicon as data."""

from collections import Counter

import pytest

from safeguard_model.lexicon.field import SOURCES, classes, concepts, contexts


def test_every_concept_has_words_and_a_source():
    """Each line of the table has words, hints or types, and names the kind of document that they are from."""
    assert [each.name for each in concepts() if not (each.words or each.hints or each.types)] == []
    assert [each.name for each in concepts() if each.source not in SOURCES] == []


def test_names_are_used_once():
    """A concept is one line of the table."""
    assert [name for name, number in Counter(each.name for each in concepts()).items() if number > 1] == []


def test_the_field_is_covered():
    """The lexicon has about 150 concepts, of about 100 kinds of event."""
    assert 140 <= len(concepts()) <= 200
    assert len({each.kind for each in concepts()}) > 100


@pytest.mark.parametrize("concept", concepts(), ids=lambda each: each.name)
def test_no_phrase_appears_twice_in_a_concept(concept):
    """A phrase is written once, and is either certain or a hint."""
    assert [phrase for phrase, number in Counter((*concept.words, *concept.hints)).items() if number > 1] == []


def test_phrases_are_in_small_letters():
    """Phrases are in small letters, so that capitals are only the names of classes."""
    odd = {
        part
        for each in concepts()
        for phrase in (*each.words, *each.hints, *each.types)
        for part in phrase.split()
        if part != part.casefold() and part not in classes()
    }
    assert odd == set()


def test_contexts_have_a_known_name():
    """Words that change a meaning say one of five things."""
    assert {each.name for each in contexts()} == {"negated", "planned", "about", "past", "copied"}

"""Which entries are compared with which."""

from itertools import combinations

import pytest

from benchmarks.told_twice import CHOSEN_ON, families
from safeguard_model.merging.likeness import entries_of
from safeguard_model.merging.pairs import pairs_of
from tests.merging.making import entry


def compared(events, casefile=None):
    """The pairs of positions of entries that are compared, in order."""
    return sorted(pairs_of(entries_of(events, casefile)[0]))


@pytest.mark.parametrize("casefile", families(CHOSEN_ON), ids=lambda casefile: casefile.title.split(":")[0])
def test_each_pair_is_compared_once(casefile):
    """No pair comes twice, nor both ways round, and no entry is compared with itself."""
    found = compared(casefile.events, casefile)
    assert sorted(set(found)) == found
    assert all(one < other for one, other in found)


def test_few_entries_about_one_person_are_all_compared():
    """Twelve entries within four days are each compared with every other, whatever they say and in whatever order."""
    events = [entry(f"e-{number}", f"2016-03-{2 + number % 4:02}") for number in range(12)]
    assert list(combinations(range(12), 2)) == compared(events)


def test_of_many_entries_those_that_share_a_rare_word_are_compared():
    """Of twenty entries of one day, two that share a word of their own are compared; a word that all have is nothing."""
    texts = ["Bruise", "Bruise", *["Seen"] * 18]
    events = [entry(f"e-{number}", description=f"School {text}") for number, text in enumerate(texts)]
    assert [(0, 1)] == compared(events)

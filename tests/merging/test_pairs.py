"""Which entries are compared with which."""

from itertools import combinations

import pytest

from benchmarks.told_twice import TUNE, families
from safeguard_model.merging.entries import entries_of
from safeguard_model.merging.pairs import pairs_of
from tests.merging.making import entry


def compared(events, casefile=None):
    """The pairs of positions of entries that are compared, in order."""
    return sorted(pairs_of(entries_of(events, casefile)[0]))


@pytest.mark.parametrize("casefile", families(TUNE[0]), ids=lambda casefile: casefile.title.split(":")[0])
def test_each_pair_is_compared_once(casefile):
    """No pair comes twice, nor both ways round, and no entry is compared with itself."""
    found = compared(casefile.events, casefile)
    assert sorted(set(found)) == found
    assert all(one < other for one, other in found)


def test_few_entries_about_one_family_are_all_compared():
    """Twelve entries within two days are each compared with every other, whatever they say and in whatever order."""
    events = [entry(f"e-{number}", f"2016-03-{2 + number % 2:02}") for number in range(12)]
    assert list(combinations(range(12), 2)) == compared(events)


def test_of_many_entries_those_that_share_a_rare_word_are_compared():
    """Of twenty entries of one day, two that share a word of their own are compared; a word that all have is nothing."""
    texts = ["Bruise", "Bruise", *["Seen"] * 18]
    events = [entry(f"e-{number}", description=f"School {text}") for number, text in enumerate(texts)]
    assert [(0, 1)] == compared(events)


def test_what_may_be_told_late_is_compared():
    """Two or three days later a message is compared, and so is a formal occasion, but no visit."""
    for kind, is_compared in (("letter", True), ("strategy_discussion", True), ("home_visit", False)):
        events = [entry("a-1"), entry("b-1", "2016-03-05", kind)]
        assert ([(0, 1)] if is_compared else []) == compared(events)


def test_the_minutes_of_a_conference_are_compared_with_it():
    """A message about a formal occasion is compared with those of the month before, and with no later one."""
    held = entry("a-1", "2016-03-02", "initial_conference")
    for day, is_compared in (("2016-03-20", True), ("2016-04-20", False), ("2016-02-20", False)):
        events = [held, entry("b-1", day, "letter", description="CP conf minutes received")]
        assert ([(0, 1)] if is_compared else []) == compared(events)


def test_an_entry_that_names_nobody_belongs_to_the_only_family():
    """Where all entries are of one family, one that names nobody is compared with them; of two families, by its day."""
    named, nobody = entry("a-1", "2016-03"), entry("b-1", "2016-03-20", people=[])
    assert [(0, 1)] == compared([named, nobody])
    assert [] == compared([named, nobody, entry("c-1", "2010", people=["child-9"])])
    assert [(0, 1)] == compared([entry("a-1", "2016-03", people=[]), nobody])

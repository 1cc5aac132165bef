"""Groups of entries, formed from the scores of pairs."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.merging.grouping import JOINED_FROM, NOT_COMPARED, grouped

SIZE = 8
PAIRS = list(combinations(range(SIZE), 2))
scores = st.dictionaries(st.sampled_from(PAIRS), st.floats(-8, 8), max_size=20)
tellers = st.lists(st.sampled_from("abcdefgh"), min_size=SIZE, max_size=SIZE)


@given(scores, tellers)
def test_each_group_is_as_likely_as_it_must_be(found, told):
    """No entry is in two groups, and the mean score of the pairs of a group is at least that from which it is joined."""
    groups = grouped(found, told)
    places = [place for group in groups for place in group]
    assert sorted(set(places)) == sorted(places)
    for group in groups:
        assert sorted(group) == group
        means = [found.get(pair, NOT_COMPARED) for pair in combinations(group, 2)]
        assert sum(means) / len(means) >= JOINED_FROM - 1e-9


@given(scores, tellers, st.lists(st.sampled_from(PAIRS), max_size=5))
def test_what_is_apart_stays_apart(found, told, apart):
    """No group holds both entries of a pair that is known to be two events."""
    for group in grouped(found, told, apart=apart):
        assert set(apart).isdisjoint(combinations(group, 2))


@given(scores, tellers)
def test_what_is_together_stays_together(found, told):
    """Entries that are known to be one event are in one group."""
    (group,) = [group for group in grouped(found, told, together=[(4, 1, 6)]) if 1 in group]
    assert {1, 4, 6} <= {*group}


@given(scores)
def test_an_agency_tells_an_event_once(found):
    """Two entries of one agency are in one group only if they score as an update does."""
    told = ["a"] * 4 + ["b"] * 4
    for group in grouped(found, told):
        for one, other in combinations(group, 2):
            assert told[one] != told[other] or found.get((one, other), NOT_COMPARED) >= 0


def test_one_good_pair_does_not_join_two_groups():
    """Two pairs that each fit stay two groups where only one entry of each fits one of the other."""
    assert [[0, 1], [2, 3]] == grouped({(0, 1): 3.0, (2, 3): 3.0, (1, 2): 1.0}, "abcd")


def test_one_poor_pair_does_not_keep_an_entry_out():
    """An entry joins a group if it fits on the whole."""
    assert [[0, 1, 2]] == grouped({(0, 1): 3.0, (0, 2): 2.0, (1, 2): -2.0}, "abc")


def test_the_better_of_two_rivals_wins():
    """Of two entries of one agency that fit, the better one is taken, and the other is left."""
    assert [[0, 2]] == grouped({(0, 1): 2.0, (0, 2): 3.0}, "abb")

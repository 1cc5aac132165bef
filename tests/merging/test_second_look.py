"""What the scores of other pairs say about a pair."""

from safeguard_model.merging.second_look import FAINTEST, second_look


def looks(scores, tellers):
    """The evidence of the second look, by pair."""
    return dict(zip(scores, second_look([*scores], [*scores.values()], tellers), strict=True))


def test_a_better_entry_of_the_same_agency_speaks_against():
    """Where another entry of the agency fits better, it counts by how much, and the best has no near rival."""
    found = looks({(0, 1): 1.0, (0, 2): 3.0}, "abb")
    assert 2.0 == found[0, 1]["better rival"]
    assert 2.0 == found[0, 2]["no near rival"]
    assert "better rival" not in found[0, 2]


def test_equal_rivals_are_no_better():
    """Two entries that fit as well as each other take nothing from each other."""
    found = looks({(0, 1): 1.0, (0, 2): 1.0}, "abb")
    assert [{"first look": 1.0}] * 2 == [{**look} for look in found.values()]


def test_a_third_agencys_entry_speaks_for_both():
    """An entry of a third agency that fits both counts by the worse of the two; one of the same agency does not."""
    scores = {(0, 1): 1.0, (0, 2): 2.0, (1, 2): -1.0}
    assert -1.0 - FAINTEST == looks(scores, "abc")[0, 1]["third entry"]
    assert "third entry" not in looks(scores, "abb")[0, 1]


def test_of_one_agency():
    """Two entries of one agency have no rivals."""
    assert {"first look": 2.0, "one agency again": 1.0} == looks({(0, 1): 2.0, (0, 2): 3.0}, "aab")[0, 1]

"""How much two entries look like one event, and why."""

from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.merging.likeness import likenesses, weighed_evidence
from tests.merging.making import entry


def of(*events):
    """The likenesses of some entries."""
    return likenesses(events, None, lambda one, other: False)


def test_the_table_of_weights():
    """No weight is missing, no evidence appears twice, and the signs are those that a reviewer would expect."""
    table = weighed_evidence()
    assert len(table) > 50
    assert table["same day"].weight > 0
    assert table["day named"].weight > 0
    assert table["hours apart"].weight <= 0
    assert table["other kind"].weight <= 0
    assert table["better rival"].weight < 0


def test_what_agrees_raises_the_score():
    """More words in common make a pair likelier."""
    apart = of(
        entry("a-1", agency="a", description="Bruise to left cheek"), entry("b-1", agency="b", description="Seen")
    )
    alike = of(
        entry("a-1", agency="a", description="Bruise to left cheek"),
        entry("b-1", agency="b", description="Bruise to cheek"),
    )
    assert max([each.score for each in apart], default=-9.0) < alike[0].score


def test_what_speaks_against_comes_last():
    """The reasons against are marked and follow those for one event, and no reason is there twice."""
    (found,) = of(
        entry("a-1", agency="a", kind="birth", description="Girl, 2480 g, by section at Eastmere"),
        entry("b-1", agency="b", kind="arrest", description="Girl, 2480 g, by section at Eastmere"),
    )
    marks = [reason.startswith("against: ") for reason in found.reasons()]
    assert sorted(marks) == marks
    assert any(marks)
    assert len(set(found.reasons())) == len(marks)


@given(
    st.permutations([entry(f"{agency}-{n}", agency=agency, description=f"Call {n}") for agency in "ab" for n in "12"])
)
def test_the_order_makes_no_difference(events):
    """Whatever the order of the entries, each pair has the same score."""
    scores = {frozenset((events[each.first].id, events[each.second].id)): each.score for each in of(*events)}
    again = [*reversed(events)]
    assert scores == {frozenset((again[each.first].id, again[each.second].id)): each.score for each in of(*again)}

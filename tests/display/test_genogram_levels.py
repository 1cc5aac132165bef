"""Levels: parents above children and partners side by side, for any ties."""

from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.display.genogram_levels import components, find_levels

PEOPLE = [f"p{number}" for number in range(7)]
PAIRS = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)).filter(lambda pair: pair[0] != pair[1]))


def test_three_generations():
    """Grandparents are at the top, and somebody who marries in stands beside the partner."""
    above = [("gran", "mother"), ("mother", "child"), ("father", "child")]
    assert find_levels(["child", "father", "mother", "gran"], above, [("mother", "father")]) == {
        "gran": 0, "mother": 1, "father": 1, "child": 2,
    }  # fmt: skip


def test_a_short_line_is_moved_down():
    """A parent whose own parents are not on file stands directly above the child, not at the top."""
    above = [("a", "b"), ("b", "c"), ("c", "child"), ("lone", "child")]
    assert find_levels(["a", "b", "c", "child", "lone"], above, [])["lone"] == 2


def test_own_grandparent():
    """Somebody who is their own grandparent still has a level, and so has everybody else."""
    assert set(find_levels(["a", "b", "c"], [("a", "b"), ("b", "a"), ("b", "c")], [])) == {"a", "b", "c"}


@given(PAIRS, PAIRS)
def test_levels_of_anything(above, beside):
    """Everybody has a level, and the levels are 0 to the lowest without a hole at the top."""
    levels = find_levels(PEOPLE, above, beside)
    assert set(levels) == set(PEOPLE)
    assert min(levels.values()) == 0


@given(PAIRS, PAIRS)
def test_parents_are_above_children_where_no_cycle_forbids_it(above, beside):
    """Without a cycle, every parent is above every child, whatever else should be side by side."""
    acyclic = [(a, b) for a, b in above if a < b]
    levels = find_levels(PEOPLE, acyclic, beside)
    assert all(levels[parent] < levels[child] for parent, child in acyclic)


@given(PAIRS)
def test_components_part_the_people(pairs):
    """Everybody is in exactly one group, and no tie leads out of a group."""
    groups = components(PEOPLE, pairs)
    assert sorted(person for group in groups for person in group) == PEOPLE
    assert all(any({a, b} <= set(group) for group in groups) for a, b in pairs)

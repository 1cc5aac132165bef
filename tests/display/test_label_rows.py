"""Labels in rows: none overlaps another, no line crosses a label, and what could be placed is placed."""

from itertools import combinations, permutations

from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.display.label_rows import LabelRows, levels_of

BETWEEN = 2
labels = st.lists(st.tuples(st.integers(0, 100), st.integers(1, 30)), max_size=25)
bars = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda bar: (bar[0], sum(bar))), max_size=20)


def placed(labels, rows=4, right=110):
    """Rows to which labels were added one by one."""
    made = LabelRows(right, rows, BETWEEN)
    for key, (x, width) in enumerate(labels):
        made.add(x, width, key)
    return made


@given(labels, st.integers(0, 5))
def test_no_two_labels_of_a_row_overlap(labels, rows):
    """Two labels in one row have the least space between them, and none reaches beyond the right edge."""
    found = placed(labels, rows).placed
    for one, other in combinations(found, 2):
        left, right = sorted((one, other), key=lambda label: label.x)
        assert one.row != other.row or left.x + left.width + BETWEEN <= right.x
    assert all(label.x + label.width <= 110 and 0 <= label.row < rows for label in found)


@given(labels)
def test_no_line_to_a_mark_crosses_a_label(labels):
    """The line of a label goes down at its left end, and no label of a lower row is there."""
    found = placed(labels).placed
    for one, other in permutations(found, 2):
        assert not (other.row < one.row and other.x < one.x < other.x + other.width)


@given(labels)
def test_a_label_is_refused_only_if_it_does_not_fit(labels):
    """A label that alone has room is kept, and one that was refused is still refused at the end."""
    made = placed(labels)
    kept = {label.key for label in made.placed}
    for key, (x, width) in enumerate(labels):
        if key not in kept:
            assert not made.add(x, width, key)
    assert all(key in kept for key, (x, width) in enumerate(labels[:1]) if x + width <= 110)


@given(labels)
def test_the_same_labels_are_placed_the_same(labels):
    """Placing is deterministic."""
    assert placed(labels).placed == placed(labels).placed


def test_a_label_can_be_made_wider_where_there_is_room():
    """A number can be written behind a label of the same place, unless the next label is too near."""
    made = placed([(10, 20), (50, 20)], rows=1)
    assert made.widen(11, 15, within=3) == 0
    assert made.widen(11, 15, within=3) is None
    assert made.widen(30, 1, within=3) is None


@given(bars)
def test_bars_on_one_level_do_not_overlap_while_there_are_levels(bars):
    """With enough levels, two bars share a level only if one ends before the other begins."""
    levels = levels_of(bars, most=25)
    for (one, level), (other, other_level) in combinations(zip(bars, levels, strict=True), 2):
        (_, end), (start, _) = sorted((one, other))
        assert level != other_level or end <= start


@given(bars)
def test_no_more_levels_than_needed_or_allowed(bars):
    """The number of levels is that of the bars that overlap at one place, and never over the limit."""
    levels = levels_of(bars, most=25)
    deepest = max((sum(a <= at < b or a == at == b for a, b in bars) for at, _ in bars), default=0)
    assert len(set(levels)) <= max(deepest, 1)
    assert set(levels_of(bars, most=3)) <= {0, 1, 2}

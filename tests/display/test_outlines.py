"""Outlines of boxes."""

from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.display.outlines import outlines

BOXES = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 3), st.integers(1, 3)).map(
        lambda box: (box[0], box[1], box[0] + box[2], box[1] + box[3])
    ),
    max_size=6,
)


def is_inside(loops, x, y):
    """Whether a point is inside the outlines: a ray to the right crosses them an odd number of times."""
    count = 0
    for loop in loops:
        for (x1, y1), (x2, y2) in zip(loop, [*loop[1:], loop[0]], strict=True):
            count += x1 == x2 and x1 > x and min(y1, y2) < y < max(y1, y2)
    return count % 2 == 1


@given(BOXES)
def test_what_is_inside_is_what_a_box_covers(boxes):
    """A point is inside the outlines if and only if one of the boxes covers it."""
    loops = outlines(boxes)
    for x in range(10):
        for y in range(10):
            covered = any(left < x + 0.5 < right and top < y + 0.5 < bottom for left, top, right, bottom in boxes)
            assert is_inside(loops, x + 0.5, y + 0.5) == covered

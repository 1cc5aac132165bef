"""The outlines of a shape made of rectangles, such as a household in a genogram."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Box", "outlines"]

Box: TypeAlias = "tuple[float, float, float, float]"
"""Left, top, right, bottom."""
Corner: TypeAlias = "tuple[int, int]"


# The edges of all boxes cut the plane into a grid. A cell is inside if a box covers it. Each side of an inside cell
# whose neighbour is outside is a piece of the outline, with the inside on its right. At every corner as many pieces end
# as begin, so following them always leads back to the start.
def outlines(boxes: Iterable[Box]) -> list[list[tuple[float, float]]]:
    """Return the closed outlines of all boxes together, each as its corners.

    >>> outlines([(0, 0, 1, 1), (1, 0, 2, 1)])
    [[(0, 0), (2, 0), (2, 1), (0, 1)]]
    """
    boxes = list(boxes)
    xs = sorted({x for box in boxes for x in (box[0], box[2])})
    ys = sorted({y for box in boxes for y in (box[1], box[3])})
    inside: set[Corner] = set()
    for left, top, right, bottom in boxes:
        columns = range(xs.index(left), xs.index(right))
        inside.update((column, row) for column in columns for row in range(ys.index(top), ys.index(bottom)))
    pieces: dict[Corner, list[Corner]] = defaultdict(list)
    for x, y in sorted(inside):
        sides = {
            (x, y - 1): ((x, y), (x + 1, y)),
            (x + 1, y): ((x + 1, y), (x + 1, y + 1)),
            (x, y + 1): ((x + 1, y + 1), (x, y + 1)),
            (x - 1, y): ((x, y + 1), (x, y)),
        }
        for neighbour, (start, end) in sides.items():
            if neighbour not in inside:
                pieces[start].append(end)
    found = [_corners(loop) for loop in _loops(pieces)]
    return [[(xs[x], ys[y]) for x, y in loop] for loop in found]


def _loops(pieces: dict[Corner, list[Corner]]) -> Iterable[list[Corner]]:
    for start in sorted(pieces):
        while pieces[start]:
            loop = [start]
            here = pieces[start].pop()
            while here != start:
                loop.append(here)
                here = pieces[here].pop()
            yield loop


def _corners(loop: Sequence[Corner]) -> list[Corner]:
    """Return a loop without the points in the middle of a straight side."""
    around = zip((loop[-1], *loop[:-1]), loop, (*loop[1:], loop[0]), strict=True)
    return [here for before, here, after in around if before[0] != after[0] and before[1] != after[1]]

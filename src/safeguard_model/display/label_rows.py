"""The placing of labels in rows above their marks, so that no two labels overlap and no line crosses a label."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["LabelRows", "PlacedLabel", "levels_of"]


class PlacedLabel(NamedTuple):
    """A label and its row."""

    x: float
    """Where the label begins: above its mark."""
    width: float
    key: int
    """The caller's number for the label."""
    row: int
    """The row, counted from 0, which is next to the marks."""


# Why no two labels overlap. Labels are taken from right to left. A label begins above its mark and takes the lowest row
# in which it ends before everything that is already in that row. A thin line leads from the mark up to the label, so
# the label and its line take up the place `x` in its own row and in all rows below. All that was placed before lies to
# the right of `x`. So for each row it is enough to know the leftmost place that is taken, and neither a label nor a
# line can cross another. The places fall from the lowest row to the highest or stay level: if a row has no room, no row
# below has either.
#
# Which labels are kept is decided one by one, most important first: a label is kept if it and all labels that were kept
# before still fit into the rows. Few labels fit into a lane, so each decision is quick however many labels there are.
class LabelRows:
    """The labels of one lane: add them one by one, the most important first."""

    def __init__(self, right: float, rows: int, between: float) -> None:
        """Make room from the left up to `right`, in so many `rows`. `between` is the least space between two labels."""
        self._right = right
        self._rows = rows
        self._between = between
        self._kept: list[tuple[float, float, int]] = []
        self._placed: list[PlacedLabel] = []

    @property
    def placed(self) -> Sequence[PlacedLabel]:
        """The labels that were kept, each with its row, from right to left."""
        return self._placed

    @property
    def rows_used(self) -> int:
        """The number of rows that hold a label."""
        return max((label.row for label in self._placed), default=-1) + 1

    def add(self, x: float, width: float, key: int) -> bool:
        """Keep a label that begins at `x`, if there is room for it. Return whether there was."""
        label = (-x, width, key)  # sorted from right to left
        return self._keep([*self._kept, label])

    def widen(self, x: float, by: float, within: float) -> int | None:
        """Make a label that begins at `x`, or not farther from it than `within`, wider, if there is room for that.

        Return the key of the label; None if there is no such label, or no room.
        """
        for label in self._kept:
            if abs(label[0] + x) <= within:
                wider = (label[0], label[1] + by, label[2])
                if self._keep([wider if each is label else each for each in self._kept]):
                    return label[2]
        return None

    def _keep(self, labels: list[tuple[float, float, int]]) -> bool:
        labels.sort()
        placed = self._in_rows(labels)
        if placed is None:
            return False
        self._kept, self._placed = labels, placed
        return True

    def _in_rows(self, labels: Iterable[tuple[float, float, int]]) -> list[PlacedLabel] | None:
        taken = [self._right + self._between] * self._rows
        placed: list[PlacedLabel] = []
        for minus_x, width, key in labels:
            end = width - minus_x + self._between
            row = next((row for row, place in enumerate(taken) if end <= place), None)
            if row is None:
                return None
            placed.append(PlacedLabel(-minus_x, width, key, row))
            for below in range(row + 1):
                taken[below] = -minus_x
        return placed


# Greedy interval partition: bars in order of their left ends, each on the first level that is free there. It uses as
# few levels as possible. If that is more than `most`, a bar shares the level that has been free for longest.
def levels_of(bars: Sequence[tuple[float, float]], most: int) -> list[int]:
    """Return, for each bar from a left to a right end, a level from 0 on, so that few or no bars overlap.

    >>> levels_of([(0, 5), (3, 8), (6, 9)], most=3)
    [0, 1, 0]
    """
    levels = [0] * len(bars)
    free_from: list[float] = []
    for place in sorted(range(len(bars)), key=lambda place: bars[place]):
        left, right = bars[place]
        level = next((level for level, end in enumerate(free_from) if end <= left), None)
        if level is None and len(free_from) < most:
            level = len(free_from)
            free_from.append(right)
        elif level is None:
            level = min(range(most), key=lambda level: free_from[level])
        free_from[level] = max(free_from[level], right)
        levels[place] = level
    return levels

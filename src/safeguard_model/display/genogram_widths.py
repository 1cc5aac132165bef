"""Where the people of a genogram stand across: children in the middle below their parents, nobody on top of another."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from safeguard_model.display.genogram_tree import LineKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from safeguard_model.display.genogram_order import Order
    from safeguard_model.display.genogram_tree import FamilyTree, Line

__all__ = ["least_squares", "spread"]

_BETWEEN_ANY: Final = 0.16
_BETWEEN_STRANGERS: Final = 0.14
"""What is added between neighbours who are neither partners nor siblings."""
_BETWEEN_LINES: Final = 0.12
"""What is added for each further line that goes down between two neighbours."""
_ROUNDS: Final = 60
_STILL: Final = 1e-3
"""A sweep that moves nobody by more inches than this changes nothing to be seen."""
_LIGHT: Final = 0.05
"""The weight of somebody without a line above or below, beside the weight 1 of the others."""


# Sweeps go down and up in turn. Each moves a level as near as possible to where the lines want it: children to the
# middle below their parents, then parents to the middle above their children. Each level is settled exactly (see
# `least_squares`), so that nobody overlaps at any time; the sweeps end when they move nobody any more.
def spread(
    tree: FamilyTree, order: Order, width: Mapping[str, float], gaps: Mapping[Line, tuple[str, str] | None]
) -> dict[str, float]:
    """Return the middle of each node across, in inches from the left edge.

    `gaps`: the two neighbours between whom the line of a couple goes down; None for the line of a lone parent.
    """
    apart = _distances(tree, order, width, gaps)
    partners: dict[str, list[str]] = defaultdict(list)
    for a, b in (bar.nodes for bar in tree.bars):
        partners[a].append(b)
        partners[b].append(a)
    x: dict[str, float] = {}
    for level in order:
        x.update(zip(level, least_squares([0.0] * len(level), [1.0] * len(level), apart[level[0]]), strict=True))

    def source(line: Line) -> float:
        gap = gaps[line]
        if gap is None:
            return x[line.above[0]]
        return (x[gap[0]] + width[gap[0]] / 2 + x[gap[1]] - width[gap[1]] / 2) / 2

    rows = [line for line in tree.lines if line.kind is LineKind.CHILDREN]
    hung = {node for line in rows for node in line.below}
    lines = [line for line in tree.lines if line.above and (line.kind is LineKind.CHILDREN or not hung & {*line.below})]
    lines_below: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        lines_below[line.level].append(line)
    still = 0
    for upwards in (*(False, True) * _ROUNDS, False):
        if still > 1 and upwards:
            break
        furthest = 0.0
        numbered = list(enumerate(order))
        for number, level in numbered[::-1] if upwards else numbered:
            moves: dict[str, list[float]] = defaultdict(list)
            for line in lines_below[number if upwards else number - 1]:
                move = source(line) - (x[line.below[0]] + x[line.below[-1]]) / 2
                for node in line.above if upwards else line.below:
                    moves[node].append(-move if upwards else move)
            wanted, weights = _wanted(level, x, moves, partners)
            settled = least_squares(wanted, weights, apart[level[0]])
            furthest = max([furthest, *(abs(new - x[node]) for node, new in zip(level, settled, strict=True))])
            x.update(zip(level, settled, strict=True))
        still = still + 1 if furthest < _STILL else 0
    left = min((x[node] - width[node] / 2 for node in x), default=0.0)
    return {node: middle - left for node, middle in x.items()}


def _wanted(
    level: Sequence[str],
    x: Mapping[str, float],
    moves: Mapping[str, Sequence[float]],
    partners: Mapping[str, Sequence[str]],
) -> tuple[list[float], list[float]]:
    """Return where the nodes of a level want to be, and how much each counts. A partner without lines goes along."""
    wanted: list[float] = []
    weights: list[float] = []
    for node in level:
        own = moves.get(node)
        others = [move for partner in partners.get(node, ()) for move in moves.get(partner, ())]
        go = own or others
        wanted.append(x[node] + (sum(go) / len(go) if go else 0.0))
        weights.append(1.0 if own else _LIGHT)
    return wanted, weights


def _distances(
    tree: FamilyTree, order: Order, width: Mapping[str, float], gaps: Mapping[Line, tuple[str, str] | None]
) -> dict[str, list[float]]:
    """Return, under the first node of each level, the least distance between the middles of neighbours."""
    close = {frozenset(bar.nodes) for bar in tree.bars}
    row_of = {node: row for row in tree.rows for node in row}
    through: dict[tuple[str, str], int] = defaultdict(int)
    for gap in gaps.values():
        if gap is not None:
            through[gap] += 1
    apart: dict[str, list[float]] = {}
    for level in order:
        apart[level[0]] = []
        for a, b in pairwise(level):
            distance = (width[a] + width[b]) / 2 + _BETWEEN_ANY + _BETWEEN_LINES * max(0, through[a, b] - 1)
            is_near = frozenset((a, b)) in close or (a in row_of and row_of[a] is row_of.get(b))
            apart[level[0]].append(distance if is_near else distance + _BETWEEN_STRANGERS)
    return apart


# With the least distances taken off, the places must only not decrease. That is isotonic regression, which pooling
# adjacent violators solves exactly: whenever a block wants to be left of the block before it, the two become one block
# at their common mean.
def least_squares(wanted: Sequence[float], weights: Sequence[float], apart: Sequence[float]) -> list[float]:
    """Return the places nearest to those wanted, by weighted squares, that keep their order and distances.

    >>> least_squares([0.0, 0.0], [1.0, 1.0], [2.0])
    [-1.0, 1.0]
    """
    shifts = [0.0]
    for distance in apart[: max(0, len(wanted) - 1)]:
        shifts.append(shifts[-1] + distance)
    blocks: list[tuple[float, float, int]] = []  # the sum of weighted places, the weight, the number of members
    for place, weight, shift in zip(wanted, weights, shifts, strict=False):
        total, heavy, count = (place - shift) * weight, weight, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / heavy:
            before = blocks.pop()
            total, heavy, count = total + before[0], heavy + before[1], count + before[2]
        blocks.append((total, heavy, count))
    flat = [total / heavy for total, heavy, count in blocks for _ in range(count)]
    return [place + shift for place, shift in zip(flat, shifts, strict=False)]

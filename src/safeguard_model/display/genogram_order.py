"""The order of the nodes on each level of a genogram, with as few crossings as a search finds."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice, pairwise, permutations
from typing import TYPE_CHECKING, Final, TypeAlias

from safeguard_model.display.genogram_tree import FamilyTree, Line, LineKind
from safeguard_model.display.kinship import Bond

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

__all__ = ["Order", "best_order", "crossings", "first_order", "outer_end"]

Order: TypeAlias = list[list[str]]
"""The nodes of each level, from left to right."""

_STARTS: Final = 24
_EFFORT: Final = 4_000_000
"""How many pairs of lines are compared at most, about, so that a family of any size is drawn in seconds."""
_SWEEPS: Final = 4
_PASSES: Final = 8
_LONGEST_MOVE: Final = 3
_CROSSING: Final = 100.0
_BETWEEN: Final = 8.0
"""The cost of somebody between two partners, whose bar is then drawn round below."""


class _Costs:
    """The cost of an order, level by level."""

    def __init__(self, tree: FamilyTree) -> None:
        self.bars = [[bar.nodes for bar in tree.bars if bar.nodes[0] in set(level)] for level in tree.levels]
        # The last of these holds the lines above the first level.
        self.lines: list[list[Line]] = [[] for _ in range(len(tree.levels) + 1)]
        for line in tree.lines:
            self.lines[line.level].append(line)
        self.rows = [[row for row in tree.rows if row[0] in set(level)] for level in tree.levels]
        self.couples: dict[str, int] = defaultdict(int)
        for bar in tree.bars:
            for node in bar.nodes:
                self.couples[node] += 1

    def of(self, order: Order) -> float:
        """Return the cost of a whole order."""
        place = _places(order)
        return sum(self.of_gap(place, level) for level in range(-1, len(order)))

    def of_gap(self, place: dict[str, int], level: int) -> float:
        """Return the cost of the lines between a level and the next, and of the bars on the level."""
        spans: list[tuple[float | None, list[int], float, float]] = []
        cost = 0.0
        for line in self.lines[level]:
            source = self.source(line, place) if line.above else None
            below = sorted(place[node] for node in line.below)
            ends = below if source is None else [*below, source]
            spans.append((source, below, min(ends), max(ends)))
            cost += (below[-1] - below[0] - len(below) + 1) * 0.5
            if source is not None:
                cost += abs(source - (below[0] + below[-1]) / 2) * 0.1
        for number, one in enumerate(spans):
            for other in spans[:number]:
                cost += _CROSSING * _crossings(one, other)
        for a, b in self.bars[level] if level >= 0 else ():
            low, high = sorted((place[a], place[b]))
            if high - low > 1:
                cost += _BETWEEN * (high - low - 1)
                cost += _CROSSING * sum(source is not None and low < source < high for source, *_ in spans)
                own = outer_end(a, b, place, self.couples)
                cost -= _CROSSING * sum(source == own for source, *_ in spans)
        return cost

    def source(self, line: Line, place: dict[str, int]) -> float:
        """Return the place from which the line to the children goes down."""
        if len(line.above) == 1:
            return place[line.above[0]]
        return outer_end(line.above[0], line.above[1], place, self.couples)

    def is_allowed(self, place: dict[str, int], level: int) -> bool:
        """Return whether siblings on a level are in the order of their births."""
        return all(place[a] < place[b] for row in self.rows[level] for a, b in pairwise(row))


def outer_end(a: str, b: str, place: dict[str, int], couples: dict[str, int]) -> float:
    """Return the place between two partners from which the line to their children goes down.

    It is beside the one who has fewer partners: between them if they are neighbours.
    """
    left, right = (a, b) if place[a] < place[b] else (b, a)
    return place[left] + 0.5 if couples[left] < couples[right] else place[right] - 0.5


def _places(order: Order) -> dict[str, int]:
    return {node: number for level in order for number, node in enumerate(level)}


# Every line has one horizontal stretch, at a height of its own, between the line from the parents (above it) and the
# lines to the children (below it). If the first line is the higher one, it meets the other where one of its children
# hangs within the stretch of the other, or where the other's parents stand within its own stretch. The heights may be
# chosen, so the lower of the two counts is what it costs.
def _crossings(
    one: tuple[float | None, list[int], float, float], other: tuple[float | None, list[int], float, float]
) -> int:
    if one[3] < other[2] or other[3] < one[2]:
        return 0
    return min(_crossings_if_higher(one, other), _crossings_if_higher(other, one))


def _crossings_if_higher(
    high: tuple[float | None, list[int], float, float], low: tuple[float | None, list[int], float, float]
) -> int:
    count = sum(low[2] <= place <= low[3] for place in high[1])
    return count + (low[0] is not None and high[2] <= low[0] <= high[3])


def crossings(tree: FamilyTree, order: Order) -> int:
    """Return how many crossings an order costs, as far as the order decides."""
    return int(_Costs(tree).of(order) // _CROSSING)


# From several first orders, each made by a search from the top in another order of the roots, sweeps move everybody
# towards the middle of their parents and then of their children. The best order found is then improved by moving up to
# three neighbours at a time as long as that lowers the cost. All ties are decided by the order of the file, so the
# result is always the same.
def best_order(tree: FamilyTree, males: Collection[str]) -> Order:
    """Return an order of each level, in which siblings are in the order of their births."""
    costs = _Costs(tree)
    best: tuple[float, Order] | None = None
    effort = _EFFORT // (1 + len(tree.lines) ** 2)
    for start in islice(_starts(tree), max(1, effort // 40)):
        order = first_order(tree, start, males)
        for candidate in (order, *_swept(tree, order)):
            cost = costs.of(candidate)
            if best is None or cost < best[0]:
                best = cost, [list(level) for level in candidate]
        if best is not None and best[0] < _CROSSING:
            break
    return _improved(costs, best[1], effort) if best is not None else []


def _starts(tree: FamilyTree) -> Iterator[tuple[str, ...]]:
    """Yield some orders of the people without parents, from which a search goes down."""
    hanging = [line for line in tree.lines if line.above]
    have_parents = {node for line in hanging for node in line.below}
    nodes = [node for level in tree.levels for node in level]
    roots = [node for node in nodes if node not in have_parents] or nodes
    above = {node for line in tree.lines for node in line.above}
    heads = [node for node in roots if node in above][:6] or roots[:1]
    for some in islice(permutations(heads), _STARTS):
        yield (*some, *roots)


def first_order(tree: FamilyTree, roots: Sequence[str], males: Collection[str]) -> Order:
    """Return the order in which a search from the top meets everybody, partners together."""
    level_of = {node: number for number, level in enumerate(tree.levels) for node in level}
    partners: dict[str, list[str]] = defaultdict(list)
    for bar in sorted(tree.bars, key=lambda bar: bar.bond is Bond.PARTNERS):
        partners[bar.nodes[0]].append(bar.nodes[1])
        partners[bar.nodes[1]].append(bar.nodes[0])
    hanging: dict[str, list[Line]] = defaultdict(list)
    for line in tree.lines:
        if line.kind is not LineKind.FURTHER and line.above:
            hanging[line.above[0]].append(line)
    siblings: dict[str, list[str]] = defaultdict(list)
    for line in tree.lines:
        if line.kind is LineKind.SIBLINGS:
            siblings[line.below[0]].append(line.below[1])
            siblings[line.below[1]].append(line.below[0])
    order: Order = [[] for _ in tree.levels]
    placed: set[str] = set()
    waiting = [*(node for level in reversed(tree.levels) for node in reversed(level)), *reversed(roots)]
    while waiting:
        node = waiting.pop()
        if node in placed:
            continue
        cluster = [one for one in _cluster(node, partners, males) if one not in placed]
        placed.update(cluster)
        order[level_of[node]].extend(cluster)
        lines = [line for one in cluster for line in hanging[one]]
        place = {one: number for number, one in enumerate(cluster)}
        lines.sort(key=lambda line: sum(place.get(one, 0) for one in line.above) / len(line.above))
        found = [child for line in lines for child in line.below]
        found += [other for one in cluster for other in siblings[one]]
        waiting += reversed(found)
    _put_rows_in_order(tree, order)
    return order


def _cluster(start: str, partners: dict[str, list[str]], males: Collection[str]) -> list[str]:
    """Return a person with all partners, and their partners: earlier ones to the left, the present one to the right."""
    members, waiting = [start], [start]
    while waiting:
        for other in partners[waiting.pop(0)]:
            if other not in members:
                members.append(other)
                waiting.append(other)
    hub = max(members, key=lambda node: len(partners[node]))
    if len(members) == 2:
        return sorted(members, key=lambda node: node not in males)
    row = [hub]
    waiting = [hub]
    while waiting:
        node = waiting.pop(0)
        others = [other for other in partners[node] if other not in row]
        if node == hub:
            half = len(others) // 2
            row = [*others[:half], hub, *reversed(others[half:])]
        elif row.index(node) < row.index(hub):
            row = [*others, *row]
        else:
            row = [*row, *others]
        waiting += others
    return row


def _put_rows_in_order(tree: FamilyTree, order: Order) -> None:
    """Put siblings in the order of their births, on the places that they have."""
    for level in order:
        place = {node: number for number, node in enumerate(level)}
        for row in tree.rows:
            if row[0] in place:
                for number, node in zip(sorted(place[node] for node in row), row, strict=True):
                    level[number] = node
                    place[node] = number


def _swept(tree: FamilyTree, order: Order) -> Iterator[Order]:
    """Yield the orders after each sweep down and up, in which everybody moves to the middle of their lines."""
    up: dict[str, list[str]] = defaultdict(list)
    down: dict[str, list[str]] = defaultdict(list)
    for line in tree.lines:
        for above in line.above:
            for below in line.below:
                up[below].append(above)
                down[above].append(below)
    partners: dict[str, list[str]] = defaultdict(list)
    for bar in tree.bars:
        partners[bar.nodes[0]].append(bar.nodes[1])
        partners[bar.nodes[1]].append(bar.nodes[0])
    order = [list(level) for level in order]
    for _ in range(_SWEEPS):
        for near, levels in ((up, order), (down, order[::-1])):
            place = _places(order)
            for level in levels:
                middle = {node: _mean([place[one] for one in near[node]]) for node in level}
                for node in level:
                    if middle[node] is None:
                        known = [middle[one] for one in partners[node] if middle.get(one) is not None]
                        middle[node] = _mean([one for one in known if one is not None])
                places = [place[node] if spot is None else spot for node, spot in middle.items()]
                level[:] = [node for _, node in sorted(zip(places, level, strict=True), key=lambda pair: pair[0])]
                place.update({node: number for number, node in enumerate(level)})
            _put_rows_in_order(tree, order)
            yield order


def _mean(numbers: Sequence[float]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None


def _improved(costs: _Costs, order: Order, effort: int) -> Order:
    """Return an order after moves of a few neighbours, each of which lowers the cost; `effort`: the most to try."""
    for _ in range(_PASSES):
        changed = False
        for number in range(len(order)):
            tries = len(order[number]) ** 2 * 5
            better = _better_level(costs, order, number) if effort > 0 else None
            while better is not None:
                order[number] = better
                changed = True
                effort -= tries
                better = _better_level(costs, order, number) if effort > 0 else None
        if not changed:
            break
    return order


def _better_level(costs: _Costs, order: Order, number: int) -> list[str] | None:
    """Return the best order of one level that a single move reaches; None if no move lowers the cost."""
    place = _places(order)
    gaps = (number - 1, number)
    lowest = sum(costs.of_gap(place, gap) for gap in gaps) - 1e-9
    if lowest < _BETWEEN:  # nothing crosses and no partners are apart, so a move could gain little
        return None
    best: list[str] | None = None
    for candidate in _moves(order[number]):
        place.update({node: spot for spot, node in enumerate(candidate)})
        if not costs.is_allowed(place, number):
            continue
        cost = sum(costs.of_gap(place, gap) for gap in gaps)
        if cost < lowest:
            lowest, best = cost - 1e-9, candidate
    return best


def _moves(level: list[str]) -> Iterator[list[str]]:
    """Yield the orders of a level after a move of up to three neighbours to another place."""
    for length in range(1, min(_LONGEST_MOVE, len(level) - 1) + 1):
        for start in range(len(level) - length + 1):
            moved, rest = level[start : start + length], level[:start] + level[start + length :]
            for spot in range(len(rest) + 1):
                if spot != start:
                    yield rest[:spot] + moved + rest[spot:]
                if length > 1:
                    yield rest[:spot] + moved[::-1] + rest[spot:]

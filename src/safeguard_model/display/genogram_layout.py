"""The layout of a genogram: where everybody stands, and the strokes of every line. In inches, from the top."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from safeguard_model.display.genogram_order import Order, best_order, outer_end
from safeguard_model.display.genogram_tree import Bar, FamilyTree, Line, LineKind, build
from safeguard_model.display.genogram_widths import spread
from safeguard_model.records import PersonId

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from safeguard_model.display.kinship import Couple, Kinship

__all__ = ["SYMBOL", "GenogramLayout", "Part", "Point", "Size", "Stroke", "arrange", "lay_out"]

Point: TypeAlias = "tuple[float, float]"
Size: TypeAlias = "tuple[float, float]"
"""The width and the height of the words below a symbol."""

SYMBOL: Final = 0.36
"""The width and height of a symbol."""
WORDS_BELOW: Final = 0.06
"""The distance from a symbol to the words below it."""
_NARROW: Final = 0.14
"""The width of a place through which a long line passes."""
_LANE: Final = 0.13
"""The distance between two lines that run side by side."""
_ABOVE_LINES, _BELOW_LINES = 0.12, 0.32
_STALK: Final = 0.15
"""How far above their symbols the lines to twins part."""
_SIDE: Final = 0.09
"""The distance between two lines at one symbol."""
_MANY_CROSSINGS: Final = 3
"""A person is drawn a second time only if that saves at least so many crossings."""
_MOST_AGAIN: Final = 3
_MOST_TRIED: Final = 4
_LARGE: Final = 50
"""In a larger group nobody is drawn a second time to save crossings: to try would take too long."""


class Part(StrEnum):
    """What a stroke is a part of."""

    COUPLE = "couple"
    STEM = "from the parents down"
    ROW = "over the children"
    CHILD = "down to a child"
    SIBLINGS = "over two siblings"
    TWICE = "between two symbols of one person"


@attrs.frozen
class Stroke:
    """One drawn line."""

    part: Part
    points: tuple[Point, ...]
    owner: Line | Bar | None
    child: PersonId | None = None
    """The child at its end, if it goes down to one."""


@attrs.frozen
class GenogramLayout:
    """A group of people, laid out."""

    tree: FamilyTree
    order: Order
    places: Mapping[str, Point]
    """The centre of the symbol of each node."""
    strokes: tuple[Stroke, ...]
    width: float
    height: float

    def crossings(self) -> int:
        """Return how often strokes of different lines cross; the links of a person drawn twice do not count."""
        strokes = [stroke for stroke in self.strokes if stroke.part is not Part.TWICE]
        pieces = [(piece, stroke.owner) for stroke in strokes for piece in pairwise(stroke.points)]
        return sum(a != b and _cross(one, other) for (one, a), (other, b) in combinations(pieces, 2))


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Return whether two straight pieces cross in a point inside both."""

    def side(of: tuple[Point, Point], point: Point) -> float:
        (x1, y1), (x2, y2) = of
        turn = (x2 - x1) * (point[1] - y1) - (y2 - y1) * (point[0] - x1)
        return 0.0 if abs(turn) < 1e-6 else turn

    return side(one, other[0]) * side(one, other[1]) < 0 and side(other, one[0]) * side(other, one[1]) < 0


def lay_out(
    kinship: Kinship, group: Collection[PersonId], sizes: Mapping[PersonId, Size], males: Collection[PersonId] = ()
) -> GenogramLayout:
    """Return the layout of people who are tied to each other.

    `sizes`: the width and the height of the words below each symbol. `males`: those who stand left of a partner where
    nothing else decides.
    """
    again: list[tuple[Couple, PersonId]] = []
    most = _MOST_AGAIN if len(group) <= _LARGE else 0
    best = _arranged(kinship, group, sizes, males, again)
    while len(again) < most and best.crossings() >= _MANY_CROSSINGS:
        pairs = _candidates(best, kinship, again)
        tried = [_arranged(kinship, group, sizes, males, [*again, pair]) for pair in pairs]
        counts = [layout.crossings() for layout in tried]
        if not counts or min(counts) > best.crossings() - _MANY_CROSSINGS:
            break
        number = counts.index(min(counts))
        again.append(pairs[number])
        best = tried[number]
    return best


def _arranged(
    kinship: Kinship,
    group: Collection[PersonId],
    sizes: Mapping[PersonId, Size],
    males: Collection[PersonId],
    again: Collection[tuple[Couple, PersonId]],
) -> GenogramLayout:
    tree = build(kinship, group, again)
    return arrange(tree, best_order(tree, males), sizes)


def _candidates(
    layout: GenogramLayout, kinship: Kinship, again: Collection[tuple[Couple, PersonId]]
) -> list[tuple[Couple, PersonId]]:
    """Return the partners whom it may help to draw a second time: both have parents, so each belongs elsewhere."""
    place = {node: number for level in layout.order for number, node in enumerate(level)}
    children = {child for couple in kinship.couples for child in couple.children}
    tangled = [
        couple
        for couple in kinship.couples
        if len(couple.people) > 1 and children.issuperset(couple.people) and all(one in place for one in couple.people)
    ]
    found = [(couple, person) for couple in tangled for person in couple.people]
    found = [pair for pair in found if pair not in again]
    found.sort(key=lambda pair: -abs(place[pair[0].people[0]] - place[pair[0].people[1]]))
    return found[:_MOST_TRIED]


def arrange(tree: FamilyTree, order: Order, sizes: Mapping[PersonId, Size]) -> GenogramLayout:
    """Return the layout for a given order of each level."""
    return _Arranger(tree, order, sizes).layout()


class _Arranger:
    """The layout while it is made: first across, then down, then the strokes."""

    def __init__(self, tree: FamilyTree, order: Order, sizes: Mapping[PersonId, Size]) -> None:
        self.tree, self.order = tree, order
        self.spot = {node: number for level in order for number, node in enumerate(level)}
        self.level = {node: number for number, level in enumerate(order) for node in level}
        self.couples: dict[str, int] = defaultdict(int)
        for bar in tree.bars:
            for node in bar.nodes:
                self.couples[node] += 1
        self.sizes = {
            node: sizes.get(tree.people[node], (0.0, 0.0)) if node in tree.people else (0.0, 0.0) for node in self.spot
        }
        self.width = {node: max(self.sizes[node][0], SYMBOL) if node in tree.people else _NARROW for node in self.spot}
        self.gaps = {line: self._find_gap(line) for line in tree.lines}
        self.rivals: dict[tuple[str, str], list[Line]] = defaultdict(list)
        for line, gap in self.gaps.items():
            if gap is not None:
                self.rivals[gap].append(line)
        self.x = spread(tree, order, self.width, self.gaps)
        self.offset_below: dict[tuple[str, Line | Bar], float] = {}
        self.offset_above: dict[tuple[str, Line | Bar], float] = {}
        self._set_offsets()
        self.row_top: list[float] = []
        self.row_bottom: list[float] = []
        self.lane: dict[Line | Bar, float] = {}
        self._set_heights()

    def _find_gap(self, line: Line) -> tuple[str, str] | None:
        """Return the two neighbours between whom the line of a couple goes down; None for a parent alone."""
        if len(line.above) < 2:
            return None
        end = outer_end(line.above[0], line.above[1], self.spot, self.couples)
        level = self.order[line.level]
        return level[int(end - 0.5)], level[int(end + 0.5)]

    def _source(self, line: Line) -> float:
        """Return where the line to the children goes down."""
        gap = self.gaps[line]
        if gap is None:
            return self.x[line.above[0]] + self.offset_below.get((line.above[0], line), 0.0)
        rivals = self.rivals[gap]
        left = self.x[gap[0]] + self.width[gap[0]] / 2
        right = self.x[gap[1]] - self.width[gap[1]] / 2
        return left + (right - left) * (rivals.index(line) + 1) / (len(rivals) + 1)

    def _is_round(self, bar: Bar) -> bool:
        """Return whether somebody stands between two partners, so that their bar goes round below."""
        return abs(self.spot[bar.nodes[0]] - self.spot[bar.nodes[1]]) > 1

    # At most one line goes straight down from a symbol, or straight up: that of a lone parent's children, and that to
    # the parents from whom a child hangs. Every other line begins a little to the side to which it goes.
    def _set_offsets(self) -> None:
        below: dict[str, list[tuple[float, Line | Bar]]] = defaultdict(list)
        above: dict[str, list[tuple[float, Line | Bar]]] = defaultdict(list)
        for bar in self.tree.bars:
            if self._is_round(bar):
                for one, other in (bar.nodes, bar.nodes[::-1]):
                    below[one].append((self.x[other], bar))
        for line in self.tree.lines:
            if line.kind is not LineKind.CHILDREN:
                for node in line.below:
                    from_x = [self.x[one] for one in (line.above or line.below) if one != node]
                    above[node].append((sum(from_x) / len(from_x), line))
            if line.kind is LineKind.FURTHER and len(line.above) == 1 and line.above[0] in self.tree.people:
                below[line.above[0]].append((self.x[line.below[0]], line))
        for node, ends in below.items():
            for (_, owner), offset in zip(*_sideways(self.x[node], ends), strict=True):
                self.offset_below[node, owner] = offset
        for node, tops in above.items():
            if node in self.tree.people:
                for (_, owner), offset in zip(*_sideways(self.x[node], tops), strict=True):
                    self.offset_above[node, owner] = offset

    def _set_heights(self) -> None:
        """Set the height of every row and of every line that runs across."""
        y = self._set_lanes(-1, 0.0)
        for number, level in enumerate(self.order):
            self.row_top.append(y)
            words = max((self.sizes[node][1] for node in level), default=0.0)
            self.row_bottom.append(y + SYMBOL + (WORDS_BELOW + words if words else 0.0))
            y = self._set_lanes(number, self.row_bottom[-1])

    def _set_lanes(self, level: int, y: float) -> float:
        """Set the heights between one row and the next; return where the next row begins."""
        bars = [bar for bar in self.tree.bars if self.level[bar.nodes[0]] == level and self._is_round(bar)]
        bars.sort(key=lambda bar: abs(self.x[bar.nodes[0]] - self.x[bar.nodes[1]]))
        lines = [line for line in self.tree.lines if line.level == level]
        if not bars and not lines:
            return y
        spans: dict[Line | Bar, Point] = {bar: self._span([self.x[node] for node in bar.nodes]) for bar in bars}
        used = self._stack(bars, spans, y + _ABOVE_LINES)
        spans = {line: self._span(self._ends(line)) for line in lines}
        return self._stack(self._highest_first(lines), spans, used) + _BELOW_LINES - _LANE

    def _stack(self, owners: Sequence[Line | Bar], spans: Mapping[Line | Bar, Point], y: float) -> float:
        """Give each line the highest lane below those before it that it would touch; return the next free height."""
        lanes: dict[Line | Bar, int] = {}
        for owner in owners:
            touched = [lane for other, lane in lanes.items() if _touch(spans[owner], spans[other])]
            lanes[owner] = max(touched, default=-1) + 1
            self.lane[owner] = y + lanes[owner] * _LANE
        return y + (max(lanes.values(), default=-1) + 1) * _LANE

    @staticmethod
    def _span(ends: Iterable[float]) -> Point:
        ends = list(ends)
        return min(ends), max(ends)

    def _ends(self, line: Line) -> list[float]:
        tops = [self._stalk(node, line) for node in line.below]
        return [self._source(line), *tops] if line.above else tops

    def _top(self, node: str, line: Line) -> Point:
        """Return where a line arrives above a node."""
        y = self.row_top[self.level[node]] if self.level[node] < len(self.row_top) else 0.0
        return self.x[node] + self.offset_above.get((node, line), 0.0), y

    def _stalk(self, node: str, line: Line) -> float:
        """Return where the line to a child leaves the row: above the child or, for twins, above their middle."""
        twins = next((twins for twins in self.tree.twins if node in twins), (node,))
        if line.kind is not LineKind.CHILDREN or not set(twins) <= set(line.below):
            return self._top(node, line)[0]
        return (self.x[twins[0]] + self.x[twins[-1]]) / 2

    # The lanes decide what crosses: a higher line crosses a lower one where its children hang within the stretch of the
    # lower one, or where the parents of the lower one stand within its own stretch. So each turn takes, of the lines
    # that are left, the one whose place above all the others costs the fewest crossings.
    def _highest_first(self, lines: Sequence[Line]) -> list[Line]:
        ends = {line: self._ends(line) for line in lines}

        def cost_above(high: Line, low: Line) -> int:
            stretch, other = self._span(ends[high]), self._span(ends[low])
            drops = ends[high][1:] if high.above else ends[high]
            cost = sum(other[0] - 0.01 <= x <= other[1] + 0.01 for x in drops)
            return cost + (bool(low.above) and stretch[0] - 0.01 <= ends[low][0] <= stretch[1] + 0.01)

        left, found = list(lines), []
        while left:
            costs = [
                sum(cost_above(one, other) - cost_above(other, one) for other in left if other != one) for one in left
            ]
            found.append(left.pop(costs.index(min(costs))))
        return found

    def layout(self) -> GenogramLayout:
        """Return the finished layout."""
        places = {node: (self.x[node], self.row_top[self.level[node]] + SYMBOL / 2) for node in self.x}
        strokes = [*self._bar_strokes(places), *self._passing_strokes()]
        for line in self.tree.lines:
            strokes += self._line_strokes(line, places)
        strokes += [self._twice(a, b, places) for a, b in self.tree.twice]
        width = max((self.x[node] + self.width[node] / 2 for node in self.x), default=0.0)
        lowest = max((point[1] for stroke in strokes for point in stroke.points), default=0.0)
        height = max([lowest, *self.row_bottom], default=0.0)
        return GenogramLayout(self.tree, self.order, places, tuple(strokes), width, height)

    def _twice(self, one: str, other: str, places: Mapping[str, Point]) -> Stroke:
        """Return the link between two symbols of one person: closely above their row if they are on one level."""
        (x1, y1), (x2, y2) = sorted((places[one], places[other]))
        if y1 != y2:
            return Stroke(Part.TWICE, ((x1, y1), (x2, y2)), None)
        x1, x2, y = x1 + SYMBOL / 4, x2 - SYMBOL / 4, y1 - SYMBOL / 2 - 0.08
        return Stroke(Part.TWICE, ((x1, y1), (x1, y), (x2, y), (x2, y2)), None)

    def _bar_strokes(self, places: Mapping[str, Point]) -> Iterable[Stroke]:
        for bar in self.tree.bars:
            one, other = (places[node] for node in bar.nodes)
            if self._is_round(bar):
                x1, x2 = (self.x[node] + self.offset_below[node, bar] for node in bar.nodes)
                y = self.lane[bar]
                yield Stroke(Part.COUPLE, ((x1, one[1]), (x1, y), (x2, y), (x2, other[1])), bar)
            else:
                yield Stroke(Part.COUPLE, (one, other), bar)

    def _passing_strokes(self) -> Iterable[Stroke]:
        for line in self.tree.lines:
            for node, child in zip(line.below, line.children, strict=True):
                if node not in self.tree.people:
                    top, bottom = self.row_top[self.level[node]], self.row_bottom[self.level[node]]
                    yield Stroke(Part.CHILD, ((self.x[node], top), (self.x[node], bottom)), line, child)

    def _line_strokes(self, line: Line, places: Mapping[str, Point]) -> Iterable[Stroke]:
        y = self.lane[line]
        tops = [self._top(node, line) for node in line.below]
        if line.kind is LineKind.SIBLINGS:
            (x1, y1), (x2, y2) = tops
            yield Stroke(Part.SIBLINGS, ((x1, y1), (x1, y), (x2, y), (x2, y2)), line)
            return
        x = self._source(line)
        yield Stroke(Part.STEM, ((x, self._from(line, places)), (x, y)), line)
        low, high = self._span(self._ends(line))
        if high > low:
            yield Stroke(Part.ROW, ((low, y), (high, y)), line)
        for node, child, (top_x, top_y) in zip(line.below, line.children, tops, strict=True):
            stalk = self._stalk(node, line)
            if stalk == top_x:
                yield Stroke(Part.CHILD, ((top_x, y), (top_x, top_y)), line, child)
            else:
                fork = (stalk, top_y - _STALK)
                yield Stroke(Part.CHILD, ((stalk, y), fork, (top_x, top_y)), line, child)

    def _from(self, line: Line, places: Mapping[str, Point]) -> float:
        """Return the height at which the line to the children begins: the bar of the couple, or the lone parent."""
        if len(line.above) > 1:
            bar = next(bar for bar in self.tree.bars if bar.nodes == line.above)
            return self.lane[bar] if self._is_round(bar) else places[line.above[0]][1]
        node = next(iter(line.above))
        return places[node][1] if node in self.tree.people else self.row_bottom[line.level]


def _sideways(x: float, ends: Sequence[tuple[float, Line | Bar]]) -> tuple[list[tuple[float, Line | Bar]], list[float]]:
    """Return the lines at a symbol, and how far from its middle each begins: on the side to which it goes."""
    left = sorted((end for end in ends if end[0] < x), key=lambda end: -end[0])
    right = sorted((end for end in ends if end[0] >= x), key=lambda end: end[0])
    step = min(_SIDE, SYMBOL / 2 / (max(len(left), len(right)) + 1))
    return [*left, *right], [
        *(-step * (number + 1) for number in range(len(left))),
        *(step * (number + 1) for number in range(len(right))),
    ]


def _touch(one: Point, other: Point) -> bool:
    return one[0] < other[1] + _LANE and other[0] < one[1] + _LANE

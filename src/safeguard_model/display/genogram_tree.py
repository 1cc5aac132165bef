"""The nodes and lines of a genogram: everybody on a level, some people twice, and the lines from level to level."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from itertools import product
from typing import TYPE_CHECKING

import attrs

from safeguard_model.display.genogram_levels import find_levels
from safeguard_model.display.kinship import Bond
from safeguard_model.records import PersonId

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from safeguard_model.display.kinship import Couple, Kinship
    from safeguard_model.records import Basis

__all__ = ["Bar", "FamilyTree", "Line", "LineKind", "build", "ties_between"]


class LineKind(StrEnum):
    """What a line from level to level says."""

    CHILDREN = "children"
    FURTHER = "further parent"
    SIBLINGS = "siblings"


@attrs.frozen
class Bar:
    """The line between two partners, on one level."""

    nodes: tuple[str, str]
    bond: Bond


@attrs.frozen
class Line:
    """Children under their parents, a child under one more parent, or two siblings whose parents are not on file.

    A line goes from one level to the next. A longer one passes through a node without a person on each level between.
    """

    kind: LineKind
    above: tuple[str, ...]
    """The nodes on the upper level: two partners, one parent, or none for siblings alone."""
    below: tuple[str, ...]
    """The nodes on the lower level, eldest first."""
    level: int
    """The upper level."""
    parents: tuple[PersonId, ...]
    """The people who are the parents, or the two siblings."""
    children: tuple[PersonId, ...]
    """The people who are the children, in the order of `below`."""


@attrs.frozen
class FamilyTree:
    """People who are tied to each other, on levels; their order on a level is still open."""

    levels: tuple[tuple[str, ...], ...]
    """The nodes of each level, from the top."""
    people: Mapping[str, PersonId]
    """The person of each node; a node that a long line passes through has none."""
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    twice: tuple[tuple[str, str], ...]
    """Each node of a person drawn again, after the first node of this person."""
    rows: tuple[tuple[str, ...], ...]
    """Siblings on one level, eldest first, who must stay in this order."""
    twins: tuple[tuple[str, ...], ...] = ()
    """Twins, whose lines part only just above them."""


def ties_between(kinship: Kinship) -> list[tuple[PersonId, PersonId]]:
    """Return every pair that some line joins, so that nobody is without a line to their own group."""
    pairs = list(kinship.parents)
    for couple in kinship.couples:
        pairs += [(couple.people[0], other) for other in (*couple.people[1:], *couple.children)]
    return pairs + [tie.people for tie in kinship.siblings]


def build(kinship: Kinship, group: Collection[PersonId], again: Collection[tuple[Couple, PersonId]] = ()) -> FamilyTree:
    """Return the tree of a group of people who are tied to each other.

    `again`: partners who are drawn a second time for one of their couples.
    """
    return _Builder(kinship, group, again).tree()


class _Builder:
    """The parts of a tree while it is built."""

    def __init__(
        self, kinship: Kinship, group: Collection[PersonId], again: Collection[tuple[Couple, PersonId]]
    ) -> None:
        members = set(group)
        self.kinship, self.again = kinship, again
        self.couples = [couple for couple in kinship.couples if members.issuperset(couple.people)]
        self.further = [link for link in kinship.further if link.child in members]
        self.siblings = [tie.people for tie in kinship.siblings if members.issuperset(tie.people)]
        above: list[tuple[PersonId, PersonId]] = []
        for one in self.couples:
            above += product(one.people, one.children)
        above += [(link.parent, link.child) for link in self.further]
        together = [one.people for one in self.couples if len(one.people) > 1]
        beside = [(one.people[0], one.people[1]) for one in self.couples if len(one.people) > 1 and one.children]
        beside += [(one.children[0], other) for one in self.couples for other in one.children[1:]]
        beside += [(pair[0], pair[1]) for pair in together] + self.siblings
        self.level: dict[str, int] = find_levels(list(group), above, beside)
        self.people: dict[str, PersonId] = {person: person for person in group}
        self.bars: list[Bar] = []
        self.lines: list[Line] = []
        self.twice: list[tuple[str, str]] = []
        self.nodes: dict[tuple[PersonId, ...], tuple[str, ...]] = {}  # those of each couple
        self.copies: dict[tuple[PersonId, int], str] = {}

    def tree(self) -> FamilyTree:
        for couple in self.couples:
            self._hang(couple)
        together: dict[tuple[tuple[PersonId, ...], Basis | None, int], list[PersonId]] = defaultdict(list)
        for parents, basis, child in self._further_parents():
            nodes = self.nodes.get(parents)
            level = self._level_above(parents, self.level[child]) if nodes is None else self.level[nodes[0]]
            together[parents, basis, level].append(child)
        for (parents, _, level), children in together.items():
            nodes = self.nodes.get(parents) or (self._at(parents[0], level),)
            self._draw(LineKind.FURTHER, nodes, level, tuple(children), parents)
        for one, other in self.siblings:
            level = self.level[one]
            nodes = (one, self._at(other, level))
            self.lines.append(Line(LineKind.SIBLINGS, (), nodes, level - 1, (one, other), (one, other)))
        top = min(self.level.values(), default=0)
        levels: dict[int, list[str]] = defaultdict(list)
        for node, level in self.level.items():
            levels[level - top].append(node)
        lines = [attrs.evolve(line, level=line.level - top) for line in self.lines]
        rows = [line.below for line in lines if line.kind is LineKind.CHILDREN and len(line.below) > 1]
        return FamilyTree(
            tuple(tuple(levels[level]) for level in range(max(levels, default=-1) + 1)),
            self.people,
            tuple(self.bars),
            tuple(lines),
            tuple(self.twice),
            tuple(rows),
            tuple(twins for twins in self.kinship.twins if self.level.keys() >= set(twins)),
        )

    def _further_parents(self) -> Iterator[tuple[tuple[PersonId, ...], Basis | None, PersonId]]:
        """Yield the further parents of each child by basis: a couple above the child together, others one by one."""
        by_basis: dict[tuple[PersonId, Basis | None], list[PersonId]] = defaultdict(list)
        for link in self.further:
            by_basis[link.child, link.basis].append(link.parent)
        for (child, basis), parents in by_basis.items():
            alone = list(parents)
            for pair, nodes in self.nodes.items():
                if set(pair) <= set(alone) and self.level[nodes[0]] < self.level[child]:
                    yield pair, basis, child
                    alone = [parent for parent in alone if parent not in pair]
            for parent in alone:
                yield (parent,), basis, child

    def _hang(self, couple: Couple) -> None:
        """Draw the bar of a couple, and the line to their children."""
        highest = min((self.level[child] for child in couple.children), default=None)
        level = self._level_above(couple.people, highest)
        nodes = tuple(self._at(person, level, anew=(couple, person) in self.again) for person in couple.people)
        if len(nodes) > 1:
            self.bars.append(Bar((nodes[0], nodes[1]), couple.bond or Bond.UNSTATED))
            self.nodes[couple.people] = nodes
        if couple.children:
            self._draw(LineKind.CHILDREN, nodes, level, couple.children, couple.people)

    def _level_above(self, parents: tuple[PersonId, ...], highest: int | None) -> int:
        """Return the level at which parents are drawn: that of the lowest of them who is above all the children."""
        usable = [self.level[one] for one in parents if highest is None or self.level[one] < highest]
        if usable:
            return max(usable)
        return (highest or 0) - 1

    def _at(self, person: PersonId, level: int, *, anew: bool = False) -> str:
        """Return the node of a person on a level: a second node if the person's own is elsewhere, or `anew`."""
        if self.level[person] == level and not anew:
            return person
        if (person, level) not in self.copies or anew:
            node = f"{person} again {len(self.twice) + 1}"  # no id has a space
            self.level[node], self.people[node] = level, person
            self.twice.append((person, node))
            self.copies[person, level] = node
        return self.copies[person, level]

    def _draw(
        self,
        kind: LineKind,
        above: tuple[str, ...],
        level: int,
        children: tuple[PersonId, ...],
        parents: tuple[PersonId, ...],
    ) -> None:
        """Add the lines from parents to children, with a node on each level that a line passes through."""
        passing = {
            child: f"{above[0]} to {child} {kind} {level + 1}" for child in children if self.level[child] > level + 1
        }
        self.level.update(dict.fromkeys(passing.values(), level + 1))
        below = tuple(passing.get(child, child) for child in children)
        self.lines.append(Line(kind, above, below, level, parents, children))
        for child, node in passing.items():
            self._draw(kind, (node,), level + 1, (child,), parents)

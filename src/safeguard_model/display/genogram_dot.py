"""A genogram as text for Graphviz (DOT): the same people and lines, laid out by another tool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from safeguard_model.display.genogram_levels import components
from safeguard_model.display.genogram_order import best_order
from safeguard_model.display.genogram_people import FamilyPicture, Shape
from safeguard_model.display.genogram_tree import LineKind, build, ties_between
from safeguard_model.display.genogram_words import tie_in_words
from safeguard_model.display.kinship import Bond
from safeguard_model.records import Basis

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from safeguard_model.display.genogram_tree import FamilyTree, Line

__all__ = ["in_dot"]

_SHAPES: Final[Mapping[Shape, tuple[str, str]]] = {
    Shape.SQUARE: ("square", "Msquare"),
    Shape.CIRCLE: ("circle", "Mcircle"),
    Shape.DIAMOND: ("diamond", "Mdiamond"),
    Shape.TRIANGLE: ("triangle", "invtriangle"),
    Shape.CROSS: ("plaintext", "plaintext"),
}
"""The shape of the living and of the dead. Graphviz has no crossed triangle: a lost pregnancy is turned upside down."""
_EDGES: Final[Mapping[Bond | Basis | None, str]] = {
    Bond.UNSTATED: ' [style="dashed"]',
    Bond.LATER: ' [style="dotted"]',
    Bond.FORMER: ' [label="/"]',
    Basis.ADOPTIVE: ' [style="dashed"]',
    Basis.FOSTER: ' [style="dotted"]',
    Basis.KINSHIP: ' [style="dotted" label="carer"]',
    Basis.STEP: ' [penwidth="0.5"]',
    Basis.PUTATIVE: ' [label="?"]',
    Basis.UNKNOWN: ' [label="?"]',
}


def in_dot(picture: FamilyPicture) -> str:
    """Return a picture as DOT. No id and no label of a record stands outside an escaped string."""
    return "\n".join(["graph genogram {", *(f"  {line}" for line in _Writer(picture).lines()), "}", ""])


class _Writer:
    """Writes the lines of a graph. Nodes are numbered, so that their names say nothing."""

    def __init__(self, picture: FamilyPicture) -> None:
        self.picture = picture
        self.names: dict[str, str] = {}
        self.couples = 0

    def lines(self) -> Iterator[str]:
        kinship = self.picture.kinship
        yield 'graph [rankdir="TB" splines="ortho"];'
        yield 'node [fontname="sans-serif" fontsize="10"];'
        alone = set(kinship.unlinked)
        males = [id for id, symbol in self.picture.symbols.items() if symbol.shape is Shape.SQUARE]
        for group in components([one for one in kinship.people if one not in alone], ties_between(kinship)):
            tree = build(kinship, group)
            yield from self._tree(tree, best_order(tree, males))
        if kinship.unlinked:
            yield 'subgraph "cluster_unlinked" {'
            yield f"  label={_quoted(f'Not linked to a parent, child, partner or sibling: {len(kinship.unlinked)}')};"
            for person in kinship.unlinked:
                yield f"  {self._person(person, person)}"
            yield "}"
        if kinship.in_words:
            words = [f"Ties that no line shows: {len(kinship.in_words)}"]
            words += [tie_in_words(self.picture, tie) for tie in kinship.in_words]
            yield f'ties [shape="plaintext" label={_quoted(*words)}];'

    def _tree(self, tree: FamilyTree, order: list[list[str]]) -> Iterator[str]:
        for level in order:
            for node in level:
                yield self._person(node, tree.people.get(node))
        bars: dict[tuple[str, ...], str] = {}
        level_of = {node: number for number, level in enumerate(order) for node in level}
        points: list[list[str]] = [[] for _ in order]
        for bar in tree.bars:
            self.couples += 1
            bars[bar.nodes] = point = f"couple{self.couples}"
            points[level_of[bar.nodes[0]]].append(point)
            yield f'{point} [shape="point"];'
            style = _EDGES.get(bar.bond, "")
            yield from (f"{self.names[node]} -- {point}{style};" for node in bar.nodes)
        for level, couples in zip(order, points, strict=True):
            names = [self.names[node] for node in level]
            yield "{ " + "; ".join(['rank="same"', *names, *couples]) + "; }"
            if len(names) > 1:
                yield " -- ".join(names) + ' [style="invis"];'
        for line in tree.lines:
            yield from self._line(line, bars)
        for one, other in tree.twice:
            yield f'{self.names[one]} -- {self.names[other]} [style="dashed" constraint="false"];'

    def _line(self, line: Line, bars: Mapping[tuple[str, ...], str]) -> Iterator[str]:
        below = [self.names[node] for node in line.below]
        if line.kind is LineKind.SIBLINGS:
            yield f'{below[0]} -- {below[1]} [style="dashed" constraint="false"];'
            return
        start = bars.get(line.above) or self.names[line.above[0]]
        for child, name in zip(line.children, below, strict=True):
            links = [self.picture.kinship.parents.get((child, parent)) for parent in line.parents]
            bases = [link.basis for link in links if link is not None]
            yield f"{start} -- {name}{next((_EDGES[basis] for basis in bases if basis in _EDGES), '')};"

    def _person(self, node: str, person: str | None) -> str:
        name = self.names[node] = f"person{len(self.names) + 1}"
        if person is None:
            return f'{name} [shape="point" width="0"];'
        symbol = self.picture.symbols[person]
        shape = _SHAPES[symbol.shape][symbol.is_dead]
        words = symbol.lines or ("×",)
        double = ' peripheries="2"' if symbol.is_subject else ""
        return f'{name} [shape="{shape}"{double} label={_quoted(*words)}];'


def _quoted(*lines: str) -> str:
    """Return lines of words as one DOT string, which can hold neither markup nor an escape of its own."""
    escaped = [line.replace("\\", "\\\\").replace('"', '\\"') for line in lines]
    return '"' + "\\n".join(escaped) + '"'

"""The page of a genogram: every group of relatives, those who are linked to nobody, the ties in words, the legend."""

from __future__ import annotations

import textwrap
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import attrs

from safeguard_model.display.genogram_layout import SYMBOL, WORDS_BELOW, GenogramLayout, Part, Point, lay_out
from safeguard_model.display.genogram_levels import components
from safeguard_model.display.genogram_people import FamilyPicture, Shape
from safeguard_model.display.genogram_tree import Line, LineKind, ties_between
from safeguard_model.display.genogram_words import household_words, tie_in_words
from safeguard_model.display.kinship import Bond
from safeguard_model.display.outlines import Box, outlines
from safeguard_model.records import Basis, PersonId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from safeguard_model.display.genogram_layout import Stroke

__all__ = ["LINE", "SMALL", "TEXT", "Page", "Placed", "Sign", "Words", "bases_of", "doubted_parents", "page_of"]

TEXT: Final = 7.5
SMALL: Final = 7.0
"""The sizes of letters, in points."""
LINE: Final = 0.135
"""The height of a line of words, in inches."""
_LETTERS: Final = 18
"""How many letters a line below a symbol has at most."""
_MOST_LINES: Final = 5
_LEAST_WIDTH: Final = 0.62
_MARGIN: Final = 0.2
_WIDEST: Final = 15.0
"""Groups of relatives stand side by side up to this width."""
_NARROWEST: Final = 5.5
_BETWEEN_GROUPS: Final = 0.5
_ROOM: Final = 0.07
"""The room between the people of a household and its outline. It is less than half of the space between neighbours."""
_ALONG: Final = 0.05
_SAMPLE: Final = 0.42


class Sign(StrEnum):
    """What the legend explains besides shapes, bonds and bases."""

    SUBJECT = "subject of the picture"
    DIED = "died"
    TWINS = "born on the same day"
    DOUBT = "parent on that side believed, or basis not known"
    WORKED_OUT = "worked out from a grandparent, aunt or uncle"
    SIBLINGS = "siblings, parents not on file"
    TWICE = "the same person, drawn twice"
    HOUSEHOLD = "household"


@attrs.frozen
class Placed:
    """A symbol on the page, with the words below it as lines."""

    person: PersonId
    x: float
    y: float
    lines: tuple[str, ...]


@attrs.frozen
class Words:
    """A line of words on the page; `x` is its left edge and `y` its middle."""

    x: float
    y: float
    text: str
    is_heading: bool = False


@attrs.frozen
class Page:
    """Everything to draw, in inches from the top left corner."""

    groups: tuple[tuple[GenogramLayout, Point], ...]
    """Each group of relatives, and where its corner is."""
    symbols: tuple[Placed, ...]
    words: tuple[Words, ...]
    households: tuple[tuple[Point, ...], ...]
    legend: tuple[tuple[Shape | Bond | Basis | Sign, Point], ...]
    """What the legend explains, and where the sample is."""
    width: float
    height: float


def bases_of(picture: FamilyPicture, stroke: Stroke) -> set[Basis | None]:
    """Return the bases by which the parents of a stroke's line are the parents of its children."""
    line = stroke.owner
    parents = getattr(line, "parents", ())
    children = (stroke.child,) if stroke.child is not None else getattr(line, "children", ())
    links = [picture.kinship.parents.get((child, parent)) for child in children for parent in parents]
    return {link.basis for link in links if link is not None}


def doubted_parents(picture: FamilyPicture, stroke: Stroke) -> list[PersonId]:
    """Return the parents whose link to the child of a stroke is believed only, or of unknown basis."""
    if stroke.child is None:
        return []
    links = [picture.kinship.parents.get((stroke.child, parent)) for parent in getattr(stroke.owner, "parents", ())]
    return [link.parent for link in links if link is not None and link.basis in {Basis.PUTATIVE, Basis.UNKNOWN}]


def page_of(picture: FamilyPicture, measure: Callable[[str, float], float]) -> Page:
    """Return the page of a picture. `measure`: the width in inches of a text in letters of a size in points."""
    return _Composer(picture, measure).page()


class _Composer:
    """The page while it is composed, from the top down."""

    def __init__(self, picture: FamilyPicture, measure: Callable[[str, float], float]) -> None:
        self.picture, self.measure = picture, measure
        self.lines = {id: _wrapped(symbol.lines) for id, symbol in picture.symbols.items()}
        self.groups: list[tuple[GenogramLayout, Point]] = []
        self.symbols: list[Placed] = []
        self.words: list[Words] = []
        self.width = _NARROWEST
        self.y = _MARGIN

    def page(self) -> Page:
        self._title()
        self._put_groups()
        self._put_unlinked()
        self._put_ties()
        households = tuple(tuple(loop) for people in self.picture.households for loop in self._outlines(set(people)))
        legend = tuple(self._legend(has_household=bool(households)))
        width = self.width + 2 * _MARGIN
        return Page(
            tuple(self.groups), tuple(self.symbols), tuple(self.words), households, legend, width, self.y + _MARGIN
        )

    def _title(self) -> None:
        labels = self.picture.families
        title = ", ".join(labels) if len(labels) < 4 else f"{len(labels)} families"
        if self.picture.on is not None:
            title = f"{title or 'People'} on {self.picture.on}"
        for text in textwrap.wrap(title, 80):
            self.words.append(Words(_MARGIN, self.y + LINE / 2, text, is_heading=True))
            self.y += LINE * 1.3
        self.y += 0.12

    def _size(self, person: PersonId) -> tuple[float, float]:
        lines = self.lines[person]
        if not lines:
            return SYMBOL, 0.0
        return max([_LEAST_WIDTH, *(self.measure(line, TEXT) for line in lines)]), LINE * len(lines)

    def _put_groups(self) -> None:
        """Put the groups of relatives side by side, and below each other where they are too wide together."""
        kinship = self.picture.kinship
        alone = set(kinship.unlinked)
        sizes = {person: self._size(person) for person in kinship.people}
        males = [id for id, symbol in self.picture.symbols.items() if symbol.shape is Shape.SQUARE]
        x, lowest = _MARGIN, self.y
        for group in components([one for one in kinship.people if one not in alone], ties_between(kinship)):
            layout = lay_out(kinship, group, sizes, males)
            if x > _MARGIN and x + layout.width > _WIDEST:
                x, self.y = _MARGIN, lowest + _BETWEEN_GROUPS
            self.groups.append((layout, (x, self.y)))
            for node, (at_x, at_y) in layout.places.items():
                if node in layout.tree.people:
                    person = layout.tree.people[node]
                    self.symbols.append(Placed(person, x + at_x, self.y + at_y, self.lines[person]))
            lowest = max(lowest, self.y + layout.height)
            self.width = max(self.width, x + layout.width - _MARGIN)
            x += layout.width + _BETWEEN_GROUPS
        self.y = lowest

    def _put_unlinked(self) -> None:
        """Put those with no parent, child, partner or sibling on file in rows of their own."""
        people = self.picture.kinship.unlinked
        if not people:
            return
        self._heading(f"Not linked to a parent, child, partner or sibling: {len(people)}")
        x, row = 0.0, 0.0
        for person in people:
            width, height = self._size(person)
            if x and x + width > self.width:
                self.y += row + 0.2
                x, row = 0.0, 0.0
            self.symbols.append(Placed(person, _MARGIN + x + width / 2, self.y + SYMBOL / 2, self.lines[person]))
            row = max(row, SYMBOL + WORDS_BELOW + height)
            x += width + 0.2
        self.y += row

    def _put_ties(self) -> None:
        ties = self.picture.kinship.in_words
        if not ties:
            return
        self._heading(f"Ties that no line shows: {len(ties)}")
        letters = max(40, int(self.width / 0.062))
        for tie in ties:
            for text in textwrap.wrap(tie_in_words(self.picture, tie), letters):
                self.words.append(Words(_MARGIN, self.y + LINE / 2, text))
                self.width = max(self.width, self.measure(text, SMALL))
                self.y += LINE

    def _heading(self, text: str) -> None:
        self.y += 0.3
        self.words.append(Words(_MARGIN, self.y + LINE / 2, text, is_heading=True))
        self.width = max(self.width, self.measure(text, TEXT))
        self.y += LINE + 0.12

    def _legend(self, *, has_household: bool) -> Iterator[tuple[Shape | Bond | Basis | Sign, Point]]:
        """Yield what the legend explains, in columns from left to right, and write the words beside it."""
        keys = list(_used(self.picture, self.groups, has_household=has_household))
        if not keys:
            return
        self.y += 0.3
        x = row = 0.0
        for key in keys:
            text = household_words(self.picture) if key is Sign.HOUSEHOLD else _LEGEND.get(key, key.value)
            width = _SAMPLE + 0.1 + self.measure(text, SMALL)
            if x and x + width > self.width:
                x, row = 0.0, row + 0.27
            self.width = max(self.width, width)
            y = self.y + row + 0.13
            self.words.append(Words(_MARGIN + x + _SAMPLE + 0.08, y, text))
            yield key, (_MARGIN + x + _SAMPLE / 2, y)
            x += width + 0.22
        self.y += row + 0.27

    # The outline holds exactly the household: a box round each of its people, the space between two of them who are
    # neighbours, and a strip along a line from a parent to a child who both belong and are not in one outline
    # yet. Strips run where nobody stands.
    def _outlines(self, people: set[PersonId]) -> list[list[Point]]:
        boxes: list[Box] = []
        for layout, corner in self.groups:
            boxes += [_moved(box, corner) for box in _household_boxes(layout, people, self._size)]
        grouped = {layout.tree.people[node] for layout, _ in self.groups for node in layout.tree.people}
        for placed in self.symbols:
            if placed.person in people - grouped:
                boxes.append(_box((placed.x, placed.y), self._size(placed.person)))
        return outlines((round(a, 4), round(b, 4), round(c, 4), round(d, 4)) for a, b, c, d in boxes)


_LEGEND: Final[Mapping[Shape | Bond | Basis | Sign, str]] = {
    Basis.BIOLOGICAL: "child, by birth or basis not stated",
    Basis.ADOPTIVE: "adopted child",
    Basis.FOSTER: "foster child",
    Basis.KINSHIP: "child in the care of a relative or friend",
    Basis.STEP: "step-parent",
}


def _wrapped(lines: Iterable[str]) -> tuple[str, ...]:
    """Return words as short lines of about the same length. What is too long for the space ends in an ellipsis."""
    short = [part for line in lines for part in _balanced(line)]
    return tuple(short if len(short) <= _MOST_LINES else [*short[: _MOST_LINES - 2], "…", short[-1]])


def _balanced(line: str) -> list[str]:
    fewest = textwrap.wrap(line, _LETTERS, break_on_hyphens=False)
    narrowest = max(len(line) // max(1, len(fewest)), *(len(word) for word in (*line.split(), "")), 1)
    tries = (textwrap.wrap(line, letters, break_on_hyphens=False) for letters in range(narrowest, _LETTERS))
    return next((lines for lines in tries if len(lines) == len(fewest)), fewest)


def _moved(box: Box, by: Point) -> Box:
    return box[0] + by[0], box[1] + by[1], box[2] + by[0], box[3] + by[1]


def _box(at: Point, size: tuple[float, float]) -> Box:
    """Return the box round a symbol and the words below it."""
    below = SYMBOL / 2 + (WORDS_BELOW + size[1] if size[1] else 0.0)
    half = max(size[0], SYMBOL) / 2
    return at[0] - half - _ROOM, at[1] - SYMBOL / 2 - _ROOM, at[0] + half + _ROOM, at[1] + below + _ROOM


def _household_boxes(
    layout: GenogramLayout, people: set[PersonId], size: Callable[[PersonId], tuple[float, float]]
) -> Iterator[Box]:
    person_of = layout.tree.people
    box_of = {node: _box(layout.places[node], size(person)) for node, person in person_of.items() if person in people}
    yield from box_of.values()
    for level in layout.order:
        for a, b in pairwise(level):
            if a in box_of and b in box_of:
                one, other = box_of[a], box_of[b]
                yield one[2] - _ROOM, one[1], other[0] + _ROOM, min(one[3], other[3])
    joined = _Joined(layout, set(box_of))
    stems = {stroke.owner: stroke for stroke in layout.strokes if stroke.part is Part.STEM}
    drops = [stroke for stroke in layout.strokes if stroke.part is Part.CHILD and stroke.owner in stems]
    for stroke in sorted(drops, key=lambda stroke: _is_further(stroke.owner)):
        line, stem = stroke.owner, stems[stroke.owner]
        if not isinstance(line, Line):
            continue
        child = next((node for node, one in zip(line.below, line.children, strict=True) if one == stroke.child), "")
        for parent in line.above:
            if parent in box_of and child in box_of and joined.join(parent, child):
                x, y = layout.places[parent]
                path = ((x, y), (x, stem.points[0][1]), *stem.points, (stroke.points[0][0], stem.points[-1][1]))
                yield from (_strip(one, other) for one, other in pairwise((*path, *stroke.points)))


def _is_further(owner: object) -> bool:
    return isinstance(owner, Line) and owner.kind is not LineKind.CHILDREN


class _Joined:
    """Which people of a household are in one outline already: neighbours at first."""

    def __init__(self, layout: GenogramLayout, nodes: set[str]) -> None:
        self.part_of = {node: node for node in nodes}
        for level in layout.order:
            for a, b in pairwise(level):
                if a in nodes and b in nodes:
                    self.join(a, b)

    def join(self, one: str, other: str) -> bool:
        """Join the outlines of two people; return False if they are in one already."""
        part, gone = self.part_of[one], self.part_of[other]
        if part == gone:
            return False
        self.part_of = {node: part if which == gone else which for node, which in self.part_of.items()}
        return True


def _strip(a: Point, b: Point) -> Box:
    return min(a[0], b[0]) - _ALONG, min(a[1], b[1]) - _ALONG, max(a[0], b[0]) + _ALONG, max(a[1], b[1]) + _ALONG


def _used(
    picture: FamilyPicture, groups: Sequence[tuple[GenogramLayout, Point]], *, has_household: bool
) -> Iterator[Shape | Bond | Basis | Sign]:
    """Yield what the picture uses, in the order of the legend."""
    symbols = picture.symbols.values()
    yield from (shape for shape in Shape if any(symbol.shape is shape for symbol in symbols))
    if any(symbol.is_subject for symbol in symbols):
        yield Sign.SUBJECT
    if any(symbol.is_dead for symbol in symbols):
        yield Sign.DIED
    bars = [bar for layout, _ in groups for bar in layout.tree.bars]
    yield from (bond for bond in Bond if any(bar.bond is bond for bar in bars))
    strokes = [stroke for layout, _ in groups for stroke in layout.strokes]
    children = [stroke for stroke in strokes if stroke.part is Part.CHILD]
    bases = {basis for stroke in children for basis in bases_of(picture, stroke)}
    styled = (Basis.ADOPTIVE, Basis.FOSTER, Basis.KINSHIP, Basis.STEP)
    if bases - set(styled):
        yield Basis.BIOLOGICAL
    yield from (basis for basis in styled if basis in bases)
    if any(doubted_parents(picture, stroke) for stroke in children):
        yield Sign.DOUBT
    links = picture.kinship.parents.values()
    siblings = picture.kinship.siblings
    if any(link.worked_out for link in links) or any(tie.worked_out for tie in siblings):
        yield Sign.WORKED_OUT
    if any(not tie.worked_out for tie in siblings):
        yield Sign.SIBLINGS
    if picture.kinship.twins:
        yield Sign.TWINS
    if any(layout.tree.twice for layout, _ in groups):
        yield Sign.TWICE
    if has_household:
        yield Sign.HOUSEHOLD

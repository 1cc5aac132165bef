"""The drawing of a genogram's page with matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Polygon

from safeguard_model.display.colours import DASHED, DOTTED, INK, LONG_DASHED, PAPER, QUIET, SOLID
from safeguard_model.display.genogram_layout import SYMBOL, WORDS_BELOW, Part
from safeguard_model.display.genogram_page import (
    LINE,
    SMALL,
    TEXT,
    Page,
    Sign,
    bases_of,
    doubted_parents,
    page_of,
)
from safeguard_model.display.genogram_people import Shape
from safeguard_model.display.genogram_tree import Line, LineKind
from safeguard_model.display.genogram_words import in_words
from safeguard_model.display.kinship import Bond
from safeguard_model.display.page_axes import measure, page_axes
from safeguard_model.records import Basis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    from safeguard_model.display.genogram_layout import GenogramLayout, Point, Stroke
    from safeguard_model.display.genogram_people import FamilyPicture

__all__ = ["draw"]

_CARER: Final = (0, (6, 2, 1, 2, 1, 2))
_WORKED_OUT: Final = (0, (6, 2, 1, 2))
_HOUSEHOLD: Final = (0, (5, 3))
_THIN, _NORMAL, _THICK = 0.7, 1.2, 1.4
_STYLES: Final[Mapping[Any, tuple[Any, float]]] = {
    Bond.PARTNERS: (SOLID, _NORMAL),
    Bond.FORMER: (SOLID, _NORMAL),
    Bond.LATER: (DOTTED, _NORMAL),
    Bond.UNSTATED: (DASHED, _NORMAL),
    Basis.BIOLOGICAL: (SOLID, _NORMAL),
    Basis.ADOPTIVE: (LONG_DASHED, _NORMAL),
    Basis.FOSTER: (DOTTED, _THICK),
    Basis.KINSHIP: (_CARER, _NORMAL),
    Basis.STEP: (SOLID, _THIN),
    Sign.SIBLINGS: (DASHED, _THIN),
    Sign.WORKED_OUT: (_WORKED_OUT, _NORMAL),
    Sign.TWICE: (DOTTED, _THIN),
    Sign.HOUSEHOLD: (_HOUSEHOLD, 1.0),
}
"""The dashes and the width in points of every line. Each differs without colour."""
_UNDER, _LINES, _WORDS, _SYMBOLS = 1.0, 2.0, 3.0, 4.0


def draw(picture: FamilyPicture, ax: Axes | None) -> Axes:
    """Draw a genogram and return its axes: those given, or those of a new figure of the size that it needs."""
    page = page_of(picture, measure)
    ax, scale = page_axes(ax, page.width, page.height, "plots.genogram")
    ax.set_label(in_words(picture))
    _GenogramPen(ax, picture, page, scale).draw()
    return ax


class _GenogramPen:
    """Draws on axes whose unit is an inch of the page; `scale`: how large an inch of the page is."""

    def __init__(self, ax: Axes, picture: FamilyPicture, page: Page, scale: float) -> None:
        self.ax, self.picture, self.page, self.scale = ax, picture, page, scale

    def draw(self) -> None:
        for loop in self.page.households:
            self._line([*loop, loop[0]], Sign.HOUSEHOLD, "household", colour=QUIET, zorder=_UNDER)
        for layout, corner in self.page.groups:
            for stroke in layout.strokes:
                self._stroke(layout, stroke, corner)
        for placed in self.page.symbols:
            symbol = self.picture.symbols[placed.person]
            self._symbol(symbol.shape, placed.x, placed.y, is_subject=symbol.is_subject, is_dead=symbol.is_dead)
            if placed.lines:
                y = placed.y + SYMBOL / 2 + WORDS_BELOW
                self._text(placed.x, y, "\n".join(placed.lines), TEXT, "label", ha="center", va="top")
        for words in self.page.words:
            weight = "bold" if words.is_heading else "normal"
            self._text(words.x, words.y, words.text, TEXT if words.is_heading else SMALL, "words", weight=weight)
        for key, at in self.page.legend:
            self._sample(key, at)

    def _line(
        self, points: Sequence[Point], style: object, gid: str, colour: str = INK, zorder: float = _LINES
    ) -> None:
        dashes, width = _STYLES[style]
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        self.ax.add_line(
            Line2D(xs, ys, color=colour, linestyle=dashes, linewidth=width * self.scale, zorder=zorder, gid=gid,
                   solid_capstyle="projecting", solid_joinstyle="miter")
        )  # fmt: skip

    def _text(self, x: float, y: float, text: str, size: float, gid: str, **how: Any) -> None:
        how = {"va": "center", "color": INK, "parse_math": False, "clip_on": False, "zorder": _WORDS, **how}
        if gid != "words":
            how["bbox"] = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.8 * self.scale}
        self.ax.text(x, y, text, fontsize=size * self.scale, gid=gid, linespacing=LINE * 72 / TEXT / 1.17, **how)

    def _stroke(self, layout: GenogramLayout, stroke: Stroke, corner: Point) -> None:
        points = [(x + corner[0], y + corner[1]) for x, y in stroke.points]
        if stroke.part is Part.TWICE:
            self._line(points, Sign.TWICE, "twice", colour=QUIET, zorder=_UNDER)
        elif stroke.part is Part.SIBLINGS:
            self._line(points, self._sibling_style(stroke), "siblings")
        elif stroke.part is Part.COUPLE:
            bond = getattr(stroke.owner, "bond", Bond.PARTNERS)
            self._line(points, bond, "couple")
            if bond is Bond.FORMER:
                self._slash(points)
        else:
            self._line(points, self._parent_style(stroke), "parent")
            for parent in doubted_parents(self.picture, stroke) if stroke.part is Part.CHILD else ():
                self._doubt(layout, stroke, parent, points, corner)

    def _slash(self, points: Sequence[Point]) -> None:
        """Draw the slash of a separation across a couple's line, near the partner on the left."""
        (x1, y1), (x2, _) = points[-3:-1] if len(points) > 2 else points
        x = min(x1, x2) + (0.16 if len(points) > 2 else SYMBOL / 2 + 0.07)
        self._line([(x - 0.04, y1 + 0.09), (x + 0.04, y1 - 0.09)], Bond.FORMER, "slash")

    def _sibling_style(self, stroke: Stroke) -> Sign:
        pair = set(getattr(stroke.owner, "parents", ()))
        worked_out = any(tie.worked_out and set(tie.people) == pair for tie in self.picture.kinship.siblings)
        return Sign.WORKED_OUT if worked_out else Sign.SIBLINGS

    def _parent_style(self, stroke: Stroke) -> Basis | Sign:
        """Return the style of a line to children: that of their basis if it is one, else that of birth."""
        bases = bases_of(self.picture, stroke)
        for basis in (Basis.ADOPTIVE, Basis.FOSTER, Basis.KINSHIP, Basis.STEP):
            if bases == {basis}:
                return basis
        if {Basis.FOSTER, Basis.KINSHIP} == bases:
            return Basis.KINSHIP
        parents = getattr(stroke.owner, "parents", ())
        links = [self.picture.kinship.parents.get((stroke.child or "", parent)) for parent in parents]
        known = [link for link in links if link is not None]
        if known and all(link.worked_out for link in known):
            return Sign.WORKED_OUT
        return Basis.BIOLOGICAL

    def _doubt(
        self, layout: GenogramLayout, stroke: Stroke, parent: str, points: Sequence[Point], corner: Point
    ) -> None:
        """Write a question mark beside the line to a child, on the side of the parent in doubt."""
        line = stroke.owner
        nodes = [node for node in getattr(line, "above", ()) if layout.tree.people.get(node) == parent]
        x, y = points[-1]
        at = layout.places[nodes[0]][0] + corner[0] if nodes else x + 1
        middle = x
        if isinstance(line, Line) and line.kind is LineKind.CHILDREN and len(line.above) == 2:
            middle = sum(layout.places[node][0] for node in line.above) / 2 + corner[0]
        side = -1 if at < middle else 1
        self._text(x + side * 0.075, y - 0.1, "?", TEXT + 1, "doubt", ha="center", weight="bold")

    def _symbol(
        self, shape: Shape, x: float, y: float, *, is_subject: bool = False, is_dead: bool = False, size: float = SYMBOL
    ) -> None:
        if shape is Shape.CROSS:
            self._cross(x, y - size / 2 + 0.1, 0.09)
            return
        self._outline(shape, x, y, size / 2)
        if is_subject:
            self._outline(shape, x, y, size / 2 - (0.075 if shape is Shape.TRIANGLE else 0.05))
        if is_dead:
            self._cross(x, y, size / 2)

    def _outline(self, shape: Shape, x: float, y: float, r: float) -> None:
        how: Any = {
            "facecolor": PAPER, "edgecolor": INK, "linewidth": _THICK * self.scale, "zorder": _SYMBOLS, "gid": "symbol",
            "joinstyle": "miter",
        }  # fmt: skip
        if shape is Shape.CIRCLE:
            self.ax.add_patch(Circle((x, y), r, **how))
            return
        corners = {
            Shape.SQUARE: [(-1, -1), (1, -1), (1, 1), (-1, 1)],
            Shape.DIAMOND: [(0, -1), (1, 0), (0, 1), (-1, 0)],
            Shape.TRIANGLE: [(0, -1), (1, 1), (-1, 1)],
        }[shape]
        self.ax.add_patch(Polygon([(x + dx * r, y + dy * r) for dx, dy in corners], closed=True, **how))

    def _cross(self, x: float, y: float, r: float) -> None:
        for turn in (-1, 1):
            self.ax.add_line(
                Line2D([x - r, x + r], [y - turn * r, y + turn * r], color=INK, linewidth=_NORMAL * self.scale,
                       zorder=_SYMBOLS + 1, gid="cross")
            )  # fmt: skip

    def _sample(self, key: object, at: Point) -> None:
        x, y = at
        if isinstance(key, Shape):
            self._symbol(key, x, y + (0.03 if key is Shape.CROSS else 0), size=0.2)
        elif key is Sign.SUBJECT:
            self._symbol(Shape.SQUARE, x, y, is_subject=True, size=0.22)
        elif key is Sign.DIED:
            self._symbol(Shape.SQUARE, x, y, is_dead=True, size=0.2)
        elif key is Sign.DOUBT:
            self._line([(x, y - 0.1), (x, y + 0.1)], Basis.BIOLOGICAL, "sample")
            self._text(x + 0.075, y, "?", TEXT + 1, "sample", ha="center", weight="bold")
        elif key is Sign.TWINS:
            self._line([(x, y - 0.11), (x, y - 0.02)], Basis.BIOLOGICAL, "sample")
            self._line([(x - 0.12, y + 0.1), (x, y - 0.02), (x + 0.12, y + 0.1)], Basis.BIOLOGICAL, "sample")
        else:
            colour = QUIET if key in {Sign.HOUSEHOLD, Sign.TWICE} else INK
            self._line([(x - 0.21, y), (x + 0.21, y)], key, "sample", colour=colour)
            if key is Bond.FORMER:
                self._line([(x - 0.04, y + 0.09), (x + 0.04, y - 0.09)], key, "sample")

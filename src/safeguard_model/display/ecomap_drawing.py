"""The drawing of an ecomap with matplotlib."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING, Any, Final

from matplotlib.lines import Line2D
from matplotlib.patches import Circle

from safeguard_model.display.colours import (
    DASHED,
    DOTTED,
    GREEN,
    INK,
    ORANGE,
    PAPER,
    PURPLE,
    QUIET,
    SKY,
    SOLID,
    YELLOW,
)
from safeguard_model.display.page_axes import measure, page_axes
from safeguard_model.display.surroundings import Sector, Tie, in_words
from safeguard_model.errors import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from matplotlib.axes import Axes

    from safeguard_model.display.surroundings import Around, Centre

__all__ = ["draw"]

_TEXT: Final = 7.5
_LINE: Final = 0.135
_LETTERS: Final = 20
_MARGIN: Final = 0.2
_NODE: Final = 0.17
_CENTRE: Final = 0.42
_LEAST_RADIUS: Final = 1.7
_THINNEST, _WIDEST = 1.0, 7.0
_COLOURS: Final[Mapping[Sector, str]] = {
    Sector.PEOPLE: PAPER,
    Sector.HEALTH: SKY,
    Sector.EDUCATION: YELLOW,
    Sector.SOCIAL_CARE: GREEN,
    Sector.JUSTICE: ORANGE,
    Sector.OTHER: PURPLE,
}
_LETTER: Final[Mapping[Sector, str]] = {
    Sector.PEOPLE: "",
    Sector.HEALTH: "H",
    Sector.EDUCATION: "E",
    Sector.SOCIAL_CARE: "S",
    Sector.JUSTICE: "J",
    Sector.OTHER: "O",
}
"""What stands in the circle, so that the colour never stands alone."""
_DASHES: Final[Mapping[Tie, Any]] = {
    Tie.RECORDED: SOLID,
    Tie.POSSIBLE: DASHED,
    Tie.ENTRIES: DOTTED,
    Tie.FAMILY: SOLID,
}


# Everything stands on a circle. Its radius is chosen so that two neighbours are further apart than the diagonal of the
# largest box of a symbol with its words: then no two boxes can overlap, whatever their angle.
def draw(centre: Centre, ax: Axes | None) -> Axes:
    """Draw an ecomap and return its axes: those given, or those of a new figure of the size that it needs."""
    words = [_words(one) for one in centre.around]
    across = max((_width(lines) for lines in words), default=1.0)
    up = 2 * _NODE + 0.05 + _LINE * max((len(lines) for lines in words), default=1)
    count = max(len(words), 3)
    radius = max(_LEAST_RADIUS, (math.hypot(across, up) + 0.1) / (2 * math.sin(math.pi / count)))
    legend = list(_legend(centre))
    title = f"Ecomap of {centre.label}" + ("" if centre.on is None else f" on {centre.on}")
    wide = max(2 * radius + across, _LEGEND_WIDTH) + 2 * _MARGIN
    top = _MARGIN + 0.3 + up
    below = top + 2 * radius + up
    high = below + 0.27 * len(legend) + _MARGIN
    ax, scale = page_axes(ax, wide, high, "plots.ecomap")
    ax.set_label(in_words(centre))
    pen = _EcomapPen(ax, scale)
    pen.text(_MARGIN, _MARGIN + _LINE / 2, title, "words", ha="left", va="center", weight="bold")
    middle = wide / 2, top + radius
    most = max((one.entries for one in centre.around), default=0)
    for number, (one, lines) in enumerate(zip(centre.around, words, strict=True)):
        angle = 2 * math.pi * number / len(words) - math.pi / 2
        at = middle[0] + radius * math.cos(angle), middle[1] + radius * math.sin(angle)
        pen.line(middle, at, one.tie, _line_width(one.entries, most), QUIET)
        pen.circle(at, _NODE, _COLOURS[one.sector], _LETTER[one.sector])
        # The words stand on the side away from the middle, so that they hide no line.
        is_above = at[1] < middle[1] - 0.01
        y, anchor = (at[1] - _NODE - 0.05, "bottom") if is_above else (at[1] + _NODE + 0.05, "top")
        pen.text(at[0], y, "\n".join(lines), "label", ha="center", va=anchor, boxed=True)
    pen.circle(middle, _CENTRE, PAPER, "\n".join(textwrap.wrap(centre.label, 9)[:3]), is_subject=True)
    for row, (key, text) in enumerate(legend):
        y = below + 0.27 * row + 0.13
        if isinstance(key, Tie):
            pen.line((_MARGIN, y), (_MARGIN + 0.42, y), key, 1.6, QUIET)
        elif key is not None:
            pen.circle((_MARGIN + 0.21, y), 0.11, _COLOURS[key], _LETTER[key])
        pen.text(_MARGIN + 0.52, y, text, "words", ha="left", va="center")
    return ax


_LEGEND_WIDTH: Final = 4.2


class _EcomapPen:
    """Draws on axes whose unit is an inch; `scale`: how large such an inch is."""

    def __init__(self, ax: Axes, scale: float) -> None:
        self.ax, self.scale = ax, scale

    def line(self, start: tuple[float, float], end: tuple[float, float], tie: Tie, width: float, colour: str) -> None:
        xs, ys = (start[0], end[0]), (start[1], end[1])
        self.ax.add_line(
            Line2D(xs, ys, color=colour, linestyle=_DASHES[tie], linewidth=width * self.scale, zorder=1, gid="tie")
        )

    def circle(
        self, at: tuple[float, float], radius: float, colour: str, text: str, *, is_subject: bool = False
    ) -> None:
        for r in (radius, radius - 0.05) if is_subject else (radius,):
            self.ax.add_patch(
                Circle(at, r, facecolor=colour, edgecolor=INK, linewidth=1.2 * self.scale, zorder=2, gid="symbol")
            )
        self.text(at[0], at[1], text, "inside", ha="center", va="center")

    def text(self, x: float, y: float, text: str, gid: str, *, boxed: bool = False, **how: Any) -> None:
        if boxed:
            how["bbox"] = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.6 * self.scale}
        spacing = _LINE * 72 / _TEXT / 1.17
        self.ax.text(x, y, text, fontsize=_TEXT * self.scale, color=INK, parse_math=False, clip_on=False, zorder=3,
                     gid=gid, linespacing=spacing, **how)  # fmt: skip


def _words(one: Around) -> list[str]:
    """Return the words below a symbol, as lines."""
    parts = [one.label, one.words]
    if one.sector is not Sector.PEOPLE:
        parts.append(counted(one.entries, "entry", "entries"))
    lines = [line for part in parts for line in textwrap.wrap(part, _LETTERS)]
    return lines if len(lines) <= 6 else [*lines[:4], "…", lines[-1]]


def _width(lines: Sequence[str]) -> float:
    return max((measure(line, _TEXT) for line in lines), default=0.0)


def _line_width(entries: int, most: int) -> float:
    """Return the width of a line, in points: proportional to the entries, but never too thin to be seen."""
    return max(_THINNEST, _WIDEST * entries / most) if most else _THINNEST


def _legend(centre: Centre) -> Iterator[tuple[Sector | Tie | None, str]]:
    """Yield what the legend explains: only what the picture uses."""
    for sector in Sector:
        if any(one.sector is sector for one in centre.around):
            yield sector, sector.value
    for tie in (Tie.RECORDED, Tie.POSSIBLE, Tie.ENTRIES):
        if any(one.tie is tie for one in centre.around):
            yield tie, tie.value
    most = max((one.entries for one in centre.around), default=0)
    if most:
        yield None, f"the wider a line, the more entries: the widest stands for {most:,}"

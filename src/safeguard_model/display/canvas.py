"""The paper of a picture, measured in points: a figure of its own, or the place of the axes that the caller gives."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.textpath import text_to_path

from safeguard_model.display.colours import GRID, INK, PAPER, QUIET
from safeguard_model.html_tables import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.axes import Axes
    from matplotlib.text import Text

    from safeguard_model.display.time_axis import TimeAxis

__all__ = [
    "LINE",
    "NAME",
    "SMALL",
    "TEXT",
    "Canvas",
    "Picture",
    "Room",
    "Space",
    "key_column",
    "number_of",
    "show_time",
    "text_width",
]

TEXT: Final = 7.0
SMALL: Final = 5.6
NAME: Final = 8.0
"""The sizes of labels, of the ids in them, and of the names at the left, in points."""
LINE: Final = 9.5
"""The height of a line of text, in points."""
_MARGIN: Final = 8.0
_DPI: Final = 100
_EPOCH: Final = 719_163
"""The first of January 1970, as `date.toordinal` counts."""
_FAR: Final = 1e7
"""More days than the calendar has."""


class Picture(Figure):
    """A figure that a notebook shows, outside matplotlib's global list of figures: it is freed like any other value."""

    def _repr_png_(self) -> bytes:
        data = BytesIO()
        self.savefig(data, format="png")
        return data.getvalue()


class Space(NamedTuple):
    """The space round a drawing, in points."""

    left: float
    right: float
    top: float
    bottom: float


class Room:
    """The rectangle that a picture may fill."""

    width: float
    """The width in points."""
    height: float | None
    """The height in points; None if the picture may be as high as it needs."""

    def __init__(self, ax: Axes | None, width: float) -> None:
        """Take the place of the axes; without axes, that of a new figure, so many inches wide and as high as needed."""
        self._ax = ax
        if ax is None:
            self.width, self.height = width * 72 - 2 * _MARGIN, None
            return
        figure: Any = ax.figure
        self._box = ax.get_position(original=True)
        points = 72 / figure.dpi
        self.width = float(self._box.width * figure.bbox.width * points)
        self.height = float(self._box.height * figure.bbox.height * points)

    def canvas(self, space: Space, height: float) -> Canvas:
        """Return axes for a drawing of this height in points, with some space round it for texts.

        In the caller's axes, which have their height, the drawing is made lower if it would not fit.
        """
        width = max(self.width - space.left - space.right, 20.0)
        if self._ax is None or self.height is None:
            across, up = self.width + 2 * _MARGIN, height + space.top + space.bottom + 2 * _MARGIN
            figure = Picture(figsize=(across / 72, up / 72), dpi=_DPI, facecolor=PAPER)
            place = (_MARGIN + space.left) / across, (_MARGIN + space.bottom) / up, width / across, height / up
            return Canvas(figure.add_axes(place), width, height)
        box, lower = self._box, max(self.height - space.top - space.bottom, 20.0)
        top = box.y1 - box.height * space.top / self.height
        share = box.height * min(height, lower) / self.height
        self._ax.set_position((box.x0 + box.width * space.left / self.width, top - share,
                               box.width * width / self.width, share))  # fmt: skip
        return Canvas(self._ax, width, height, min(lower / height, 1.0))


class Canvas:
    """Axes whose vertical unit is a point. Texts are placed in points too, from the left bottom of the drawing.

    In axes that are too low for the drawing, its unit is `squeeze` points. What is round the drawing keeps its size.
    """

    def __init__(self, axes: Axes, width: float, height: float, squeeze: float = 1.0) -> None:
        self.axes = axes
        self.width = width
        self.height = height
        self.squeeze = squeeze
        axes.set_ylim(0, height)
        axes.set_yticks([])
        axes.tick_params(length=0)
        axes.grid(visible=False)
        axes.set_facecolor(PAPER)
        for spine in axes.spines.values():
            spine.set_visible(False)

    def y(self, points: float) -> float:
        """Return the vertical place that lies so many points above the bottom of the drawing."""
        if points < 0:
            return points / self.squeeze
        return points if points <= self.height else self.height + (points - self.height) / self.squeeze

    def text(self, x: float, y: float, text: str, size: float = TEXT, *, halo: bool = False, **how: Any) -> Text:
        """Write a text at a place in points, which is the middle of its left side if `how` does not say otherwise."""
        how = {"color": INK, "ha": "left", "va": "center", "clip_on": False, "parse_math": False, **how}
        if halo:
            how["path_effects"] = [withStroke(linewidth=1.8, foreground=(1, 1, 1, 0.75))]
        return self.axes.text(
            x / self.width, self.y(y), visible(text), fontsize=size, transform=self.axes.get_yaxis_transform(), **how
        )

    def box(self, left: float, right: float, bottom: float, top: float, gid: str, **how: Any) -> None:
        """Draw a rectangle between places in points."""
        place, low, high = left / self.width, self.y(bottom), self.y(top)
        across = (right - left) / self.width
        how = {"linewidth": 0, "zorder": 0.5, **how}
        patch = Rectangle((place, low), across, high - low, transform=self.axes.get_yaxis_transform(), gid=gid, **how)
        self.axes.add_patch(patch)

    def lines(self, lines: Iterable[tuple[float, float, float, float]], gid: str, **how: Any) -> None:
        """Draw straight lines, each from a place to another in points: x, y, x, y."""
        segments = [((x / self.width, self.y(y)), (to_x / self.width, self.y(to_y))) for x, y, to_x, to_y in lines]
        how = {"colors": [QUIET], "linewidths": 0.6, "zorder": 0.8, "capstyle": "butt", **how}
        transform = self.axes.get_yaxis_transform()
        self.axes.add_collection(LineCollection(segments, transform=transform, gid=gid, **how), autolim=False)


def text_width(text: str, size: float = TEXT) -> float:
    """Return the width of the longest line of a text in points, with a little to spare for the rounding of letters."""
    font = FontProperties(size=size)
    measure: Any = text_to_path.get_text_width_height_descent
    lines = [line for line in visible(text).split("\n") if line]
    return max((float(measure(line, font, ismath=False)[0]) for line in lines), default=0) * 1.03 + 1


def key_column(texts: Iterable[str]) -> float:
    """Return the width of a column of the key, with room for the numbers, in points."""
    return max(map(text_width, texts), default=0) + 30


def number_of(day: float) -> float:
    """Return a day, counted as `date.toordinal` counts, as the number that matplotlib uses."""
    to_number: Any = date2num
    return day - _EPOCH + float(to_number(np.datetime64("1970-01-01")))


# The axis stays an axis of dates, so that a caller can add marks and lines of their own. The breaks are in its scale,
# which matplotlib applies to whatever is drawn.
def show_time(canvas: Canvas, axis: TimeAxis, left: float) -> None:
    """Make the horizontal axis one of dates, with `left` points of space before the first day, and write the dates."""
    axes = canvas.axes
    days = [axis.first - _FAR, *(day for day, _ in axis.knots), axis.last + _FAR]
    places = [-_FAR * axis.points_per_day, *(place for _, place in axis.knots)]
    places.append(axis.width + _FAR * axis.points_per_day)
    numbers = np.array([number_of(day) for day in days])
    points = np.array(places)

    def forward(numbers_given: Any) -> Any:
        return np.interp(numbers_given, numbers, points)

    def back(points_given: Any) -> Any:
        return np.interp(points_given, points, numbers)

    axes.xaxis_date()
    axes.set_xscale("function", functions=(forward, back))
    axes.set_xlim(number_of(axis.day_at(-left)), number_of(axis.day_at(canvas.width - left)))
    ticks = [tick for tick in axis.ticks(text_width) if not left or axis.place(tick.day) >= text_width(tick.text) / 2]
    axes.set_xticks([number_of(tick.day) for tick in ticks], [tick.text for tick in ticks], fontsize=TEXT, color=QUIET)
    axes.xaxis.set_tick_params(which="minor", bottom=False, labelbottom=False)
    axes.tick_params(axis="x", length=3, width=0.6, color=QUIET, pad=2)
    at = [left + axis.place(tick.day) for tick in ticks]
    canvas.lines([(x, 0, x, canvas.height) for x in at], "grid", colors=[GRID], linewidths=0.5, zorder=0.4)
    canvas.lines([(0, 0, canvas.width, 0)], "axis")
    for start, end in axis.breaks:
        _show_break(canvas, left + axis.place(start), left + axis.place(end))


def _show_break(canvas: Canvas, left: float, right: float) -> None:
    canvas.box(left, right, 0, canvas.height, "break", facecolor=PAPER, zorder=0.7)
    canvas.lines(
        [(left, 0, left, canvas.height), (right, 0, right, canvas.height)], "break edge", linestyles=["dotted"]
    )
    middle = (left + right) / 2
    canvas.lines([(middle - 4, -3, middle, 3), (middle, -3, middle + 4, 3)], "break sign", clip_on=False, colors=[INK])

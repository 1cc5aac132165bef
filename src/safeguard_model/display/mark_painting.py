"""The painting of marks: points, spans and doubt, each in a form of its own."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb

from safeguard_model.display.canvas import number_of
from safeguard_model.display.colours import PAPER
from safeguard_model.display.marks import Form
from safeguard_model.records import EventState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from matplotlib.axes import Axes

    from safeguard_model.display.canvas import Canvas
    from safeguard_model.display.marks import Mark
    from safeguard_model.display.time_axis import TimeAxis

__all__ = ["CAP", "Fill", "PaintedMark", "fill_of", "paint_in_time", "paint_sample", "placed"]

CAP: Final = 3.0
"""Half the height of the caps of a thin bar, in points."""
_FADE: Final = 20.0
"""The length of a bar's end that fades out because the bar is open there, in points."""
_STEPS: Final = 8
_SIZE, _SMALL_SIZE, _DOT_SIZE = 30.0, 18.0, 7.0
"""The areas of markers in square points, as matplotlib counts."""
_THICK: Final = 4.6
_SHORTEST: Final = 4.0
"""The thickness and the least length of the bar of a span, in points."""


class Fill(StrEnum):
    """How a marker is filled: as what happened, as what was planned or postponed, or as what was cancelled."""

    SOLID = "solid"
    HOLLOW = "hollow"
    CROSSED = "crossed"


def fill_of(state: EventState) -> Fill:
    """Return how the mark of an event in a state is filled."""
    if state is EventState.HAPPENED:
        return Fill.SOLID
    return Fill.CROSSED if state is EventState.CANCELLED else Fill.HOLLOW


class PaintedMark(NamedTuple):
    """A mark with its place in points, and how it looks."""

    form: Form
    left: float
    right: float
    fades_left: bool
    """Whether the bar has an open end at the left, or one beyond the axis."""
    fades_right: bool
    certain: tuple[float, float] | None
    y: float
    colour: str
    marker: str
    fill: Fill

    @property
    def middle(self) -> float:
        """The place of the marker: the middle of the bar, or the only end that is known."""
        if self.fades_left == self.fades_right:
            return (self.left + self.right) / 2
        return self.right if self.fades_left else self.left


def placed(mark: Mark, axis: TimeAxis, left: float, undated_at: float) -> PaintedMark:
    """Return a mark with its place, still without a height and a look. `left`: the points before the first day.

    `undated_at`: the place of a mark without a date.
    """
    if mark.form is Form.UNDATED:
        return PaintedMark(mark.form, undated_at, undated_at, False, False, None, 0, "", "", Fill.SOLID)
    start, end = _within(mark.extent, axis)
    certain = None
    if mark.certain is not None:
        low, high = _within(mark.certain, axis)
        certain = left + axis.place(low), left + axis.place(high)
    first, last = mark.extent
    return PaintedMark(
        mark.form,
        left + axis.place(start),
        left + axis.place(end),
        first is None or first < axis.first,
        last is None or last > axis.last,
        certain,
        0,
        "",
        "",
        fill_of(mark.event.state),
    )


def _within(stretch: tuple[float | None, float | None], axis: TimeAxis) -> tuple[float, float]:
    """Return the two ends of a stretch, cut off at the ends of the axis."""
    first, last = stretch
    start = axis.first if first is None else min(max(first, axis.first), axis.last)
    end = axis.last if last is None else min(max(last, axis.first), axis.last)
    return start, end


def paint_in_time(canvas: Canvas, axis: TimeAxis, left: float, marks: Iterable[PaintedMark]) -> None:
    """Paint marks on an axis of dates."""
    brush = _Brush(lambda x: number_of(axis.day_at(x - left)), "mark")
    for mark in marks:
        brush.add(mark)
    brush.paint(canvas.axes, canvas.axes.transData, clip_on=True)


def paint_sample(canvas: Canvas, mark: PaintedMark) -> None:
    """Paint one mark at a place in points, as a sample in a legend."""
    brush = _Brush(lambda x: x / canvas.width, "sample")
    brush.add(mark._replace(y=canvas.y(mark.y)))
    brush.paint(canvas.axes, canvas.axes.get_yaxis_transform(), clip_on=False)


class _Look(NamedTuple):
    """How markers look that are drawn together."""

    gid: str
    marker: str
    colour: str
    fill: Fill
    size: float


# Everything of one look goes into one collection, so that a thousand marks are a few dozen objects. Each event has one
# item in the collections named "mark ...": a marker or, for a span, a line over all its length. The rest is decoration.
class _Brush:
    """Collects what is to be drawn by its look, and then draws it."""

    def __init__(self, x_of: Callable[[float], float], prefix: str) -> None:
        self._x_of = x_of
        self._prefix = prefix
        self._markers: dict[_Look, list[tuple[float, float]]] = defaultdict(list)
        self._bars: dict[tuple[str, float, Any], list[tuple[Any, Any]]] = defaultdict(list)

    def add(self, mark: PaintedMark) -> None:
        if mark.form is Form.SPAN:
            self._add_span(mark._replace(right=max(mark.right, mark.left + _SHORTEST)))
            return
        size, marker = _SIZE, mark.marker
        if mark.form in {Form.VAGUE, Form.ONE_OF}:
            dashes = (0, (1, 1)) if mark.form is Form.ONE_OF else "solid"
            rgb = to_rgb(mark.colour)
            self._bars[self._named("bar"), 1.3, dashes] += _faded(mark, rgb, 1.0, self._x_of)
            self._bars[self._named("cap"), 1.1, "solid"] += _caps(mark, rgb, self._x_of)
            size = _SMALL_SIZE
            if mark.fill is Fill.SOLID:
                size, marker = _DOT_SIZE, "o"
        look = _Look(f"{self._prefix} {mark.form}", marker, mark.colour, mark.fill, size)
        self._markers[look].append((self._x_of(mark.middle), mark.y))

    def _named(self, decoration: str) -> str:
        return decoration if self._prefix == "mark" else f"{self._prefix} {decoration}"

    def _add_span(self, mark: PaintedMark) -> None:
        rgb = to_rgb(mark.colour)
        whole = _line(mark.left, mark.right, mark.y, self._x_of)
        self._bars[f"{self._prefix} span", _THICK, "solid"].append((whole, (*rgb, 0.0)))
        self._bars[self._named("span"), _THICK, "solid"] += _faded(mark, rgb, 0.4, self._x_of)
        if mark.certain is not None:
            left, right = mark.certain
            certain = mark._replace(
                left=left,
                right=right,
                fades_left=mark.fades_left and left <= mark.left,
                fades_right=mark.fades_right and right >= mark.right,
            )
            self._bars[self._named("certain part"), _THICK, "solid"] += _faded(certain, rgb, 1.0, self._x_of)
        if mark.fill is not Fill.SOLID:
            inner = _line(mark.left + 1, mark.right - 1, mark.y, self._x_of)
            self._bars[self._named("hollow"), _THICK - 2, "solid"].append((inner, to_rgb(PAPER)))
        if mark.fill is Fill.CROSSED:
            look = _Look(self._named("cross"), "x", mark.colour, Fill.SOLID, _SIZE)
            self._markers[look].append((self._x_of(mark.middle), mark.y))

    def paint(self, axes: Axes, transform: Any, *, clip_on: bool) -> None:
        for (gid, width, dashes), lines in self._bars.items():
            drawn = LineCollection(
                [line for line, _ in lines],
                colors=[colour for _, colour in lines],
                linewidths=width,
                linestyles=[dashes],
                capstyle="butt",
                zorder=2.2 if gid.endswith("hollow") else 2,
                transform=transform,
                gid=gid,
                clip_on=clip_on,
            )
            axes.add_collection(drawn, autolim=False)
        for look, places in self._markers.items():
            xs, ys = [x for x, _ in places], [y for _, y in places]
            how: dict[str, Any] = {"linewidths": 1.0, "transform": transform, "clip_on": clip_on}
            if look.marker != "x":
                face = look.colour if look.fill is Fill.SOLID else PAPER
                how |= {"facecolor": face, "edgecolor": look.colour, "gid": look.gid, "zorder": 3}
                axes.scatter(xs, ys, s=look.size, marker=look.marker, **how)
            if look.marker == "x" or look.fill is Fill.CROSSED:
                cross: dict[str, Any] = {
                    "linewidths": 1.0,
                    "transform": transform,
                    "clip_on": clip_on,
                    "gid": self._named("cross"),
                    "zorder": 3.2,
                }
                axes.scatter(xs, ys, s=look.size * 0.7, marker="x", color=look.colour, **cross)


def _line(left: float, right: float, y: float, x_of: Callable[[float], float]) -> tuple[Any, Any]:
    return (x_of(left), y), (x_of(max(right, left + 1.2)), y)


def _faded(
    mark: PaintedMark, rgb: tuple[float, float, float], alpha: float, x_of: Callable[[float], float]
) -> list[tuple[Any, Any]]:
    """Return the lines of a bar. An open end is a row of short lines that become paler and paler."""
    length = min(_FADE, (mark.right - mark.left) / 2)
    start = mark.left + (length if mark.fades_left else 0)
    end = mark.right - (length if mark.fades_right else 0)
    lines: list[tuple[Any, Any]] = [(_line(start, end, mark.y, x_of), (*rgb, alpha))]
    for step in range(_STEPS):
        paler = alpha * (1 - (step + 0.5) / _STEPS)
        near, far = length * step / _STEPS, length * (step + 1) / _STEPS
        if mark.fades_left:
            lines.append((((x_of(start - far), mark.y), (x_of(start - near), mark.y)), (*rgb, paler)))
        if mark.fades_right:
            lines.append((((x_of(end + near), mark.y), (x_of(end + far), mark.y)), (*rgb, paler)))
    return lines


def _caps(mark: PaintedMark, rgb: tuple[float, float, float], x_of: Callable[[float], float]) -> list[tuple[Any, Any]]:
    ends = [x for x, fades in ((mark.left, mark.fades_left), (mark.right, mark.fades_right)) if not fades]
    return [(((x_of(x), mark.y - CAP), (x_of(x), mark.y + CAP)), (*rgb, 1.0)) for x in ends]

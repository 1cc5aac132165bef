"""The picture of a timeline: a lane for each agency, with the age of a child along the top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from safeguard_model.display.age_strip import AgeStrip, age_parts
from safeguard_model.display.below import Below, Sample, samples_of
from safeguard_model.display.canvas import LINE, NAME, SMALL, TEXT, Canvas, Room, Space, show_time, text_width
from safeguard_model.display.colours import DASHED, GRID, INK, PALE, PAPER, QUIET, SKY, VERMILION
from safeguard_model.display.lanes import lanes_of, name_of_person
from safeguard_model.display.mark_painting import paint_in_time
from safeguard_model.display.marks import Form
from safeguard_model.display.timeline_layout import MOST_KEY_LINES, MOST_ROWS, height_of_name, lay_out, name_column
from safeguard_model.records import EventKind, EventState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from safeguard_model.display.marks import Stretch
    from safeguard_model.display.timeline_layout import TimelineLayout
    from safeguard_model.records import Person
    from safeguard_model.timeline import Timeline

__all__ = ["draw_gutter", "draw_names", "draw_timeline"]

STRIP: Final = 13.0
"""The height of the strip of ages, in points."""
_HEADING: Final = 11.0
_TIGHTER: Final = ((MOST_ROWS, MOST_KEY_LINES), (3, 8), (2, 5), (1, 3), (1, 0), (0, 0))
"""Rows of labels in a lane, and lines of the key: what is tried one after another to fit into the caller's axes."""
_PERIOD: Final[dict[str, Any]] = {"facecolor": SKY, "alpha": 0.16}
_INCIDENT: Final[dict[str, Any]] = {
    "facecolor": (0.84, 0.37, 0, 0.1),
    "edgecolor": (0.84, 0.37, 0, 0.45),
    "hatch": "///",
}


class _Parts(NamedTuple):
    """The parts of the picture, laid out, and the space that they take."""

    layout: TimelineLayout
    names: Sequence[str]
    below: Below
    space: Space


def draw_timeline(
    timeline: Timeline, room: Room, child: Person | None, period: Stretch | None, *, revealed: bool
) -> tuple[Axes, int]:
    """Draw a timeline, and return the axes and the number of events that have neither a label nor a number.

    `child`: whose age is shown; `period`: the period that is shaded.
    """
    layout, names, below, space = _fitted(timeline, room, child, period, revealed=revealed)
    canvas = room.canvas(space, layout.height)
    canvas.axes.set_ylim(0, layout.height)
    show_time(canvas, layout.axis, layout.gutter)
    for place, lane in enumerate(layout.lanes):
        if place % 2 == 0:
            canvas.box(
                -space.left, canvas.width, lane.bottom, lane.top, "lane", facecolor=PALE, clip_on=False, zorder=0
            )
    draw_names(canvas, names, [(lane.bottom, lane.top) for lane in layout.lanes], space.left)
    draw_gutter(canvas, layout.gutter, layout.height)
    if period is not None:
        _draw_period(canvas, layout, period)
    _draw_incidents(canvas, layout)
    paint_in_time(canvas, layout.axis, layout.gutter, [mark for lane in layout.lanes for mark in lane.marks])
    _draw_labels(canvas, layout)
    if child is not None:
        parts = age_parts(timeline, child, layout.axis, revealed=revealed)
        _draw_ages(canvas, layout, AgeStrip(_age_of(timeline, child), parts), space.left)
    below.draw(canvas, space.left)
    return canvas.axes, layout.unlabelled


def _fitted(timeline: Timeline, room: Room, child: Person | None, period: Stretch | None, *, revealed: bool) -> _Parts:
    """Return the layout with the most labels that fits into the room, and what stands round it."""
    names, column = name_column([lane.name for lane in lanes_of(timeline)], room.width)
    if child is not None:
        column = min(max(column, text_width(_age_of(timeline, child), NAME) + 6), 0.32 * room.width)
    top = _HEADING + (STRIP if child is not None else 0)
    tries = iter(_TIGHTER)
    while True:
        rows, key_lines = next(tries)
        layout = lay_out(
            timeline,
            max(room.width - column, 60),
            rows=rows,
            key_lines=key_lines,
            key_width=room.width,
            revealed=revealed,
        )
        below = Below(room.width, _samples(layout, period), layout.key, _notes(layout))
        fits = room.height is None or layout.height + top + below.height <= room.height
        if fits or (rows, key_lines) == _TIGHTER[-1]:
            return _Parts(layout, names, below, Space(column, 0, top, below.height))


def _samples(layout: TimelineLayout, period: Stretch | None) -> list[Sample]:
    samples = samples_of(layout.marks)
    if any(mark.event.kind is EventKind.INCIDENT for mark in layout.marks):
        samples.append(Sample("incident", patch=_INCIDENT))
    if period is not None:
        samples.append(Sample("period under review", patch=_PERIOD))
    return samples


def _notes(layout: TimelineLayout) -> list[str]:
    if not layout.unlabelled:
        return []
    return [f"{layout.unlabelled:,} of {len(layout.marks):,} without a label: narrow the timeline to see more."]


def draw_names(canvas: Canvas, names: Sequence[str], lanes: Sequence[tuple[float, float]], left: float) -> None:
    """Write the names of lanes, each with a bottom and a top, into the column at the left, `left` points wide."""
    for name, (bottom, top) in zip(names, lanes, strict=True):
        room = (top - bottom) * canvas.squeeze
        first, *others = name.split("\n")
        if others and room < height_of_name(name):
            first += " …"
        else:
            first = name
        canvas.text(3 - left, (bottom + top) / 2, first, min(NAME, 0.9 * room), gid="lane name", linespacing=1.05)


def draw_gutter(canvas: Canvas, gutter: float, height: float) -> None:
    """Mark the column for events without a date off from the axis, if there is one."""
    if not gutter:
        return
    canvas.lines([(gutter - 2, 0, gutter - 2, height)], "gutter edge", linestyles=[DASHED])
    canvas.text(gutter / 2, -7.5, "no date", color=QUIET, ha="center", gid="gutter name")


def _draw_period(canvas: Canvas, layout: TimelineLayout, period: Stretch) -> None:
    axis = layout.axis
    left = 0 if period.first is None else axis.place(max(period.first, axis.first))
    right = axis.width if period.last is None else axis.place(min(period.last, axis.last))
    if right <= left or not axis.has_dates:
        return
    at = layout.gutter
    canvas.box(at + left, at + right, 0, layout.height, "period", zorder=0.3, **_PERIOD)


def _draw_incidents(canvas: Canvas, layout: TimelineLayout) -> None:
    """Draw a band through all lanes for each incident that happened: a line if its day is known."""
    axis = layout.axis
    extents = [
        mark.extent
        for mark in layout.marks
        if mark.event.kind is EventKind.INCIDENT
        and mark.event.state is EventState.HAPPENED
        and mark.form is not Form.UNDATED
    ]
    for first, last in dict.fromkeys(extents):  # several incidents of one time have one band
        left = layout.gutter + axis.place(axis.first if first is None else max(first, axis.first))
        right = layout.gutter + axis.place(axis.last if last is None else min(last, axis.last))
        if right - left < 1.2:
            line = {"colors": [VERMILION], "linewidths": 1.2, "zorder": 0.9}
            canvas.lines([(left, 0, left, layout.height)], "incident", **line)
        else:
            canvas.box(left, right, 0, layout.height, "incident", zorder=0.6, **_INCIDENT)


def _draw_labels(canvas: Canvas, layout: TimelineLayout) -> None:
    leaders: list[tuple[float, float, float, float]] = []
    for label in [label for lane in layout.lanes for label in lane.labels]:
        leaders.append((label.x + 2, label.mark_y, label.x + 2, label.y - LINE / 2 + 1))
        x = label.x
        if label.text:
            canvas.text(x, label.y, label.text, TEXT, halo=True, gid="label")
            x += text_width(label.text, TEXT) + 2
            canvas.text(x, label.y - 0.3, label.id, SMALL, halo=True, color=QUIET, gid="label id")
            x += text_width(label.id, SMALL) + 2
        if label.numbers:
            canvas.text(x, label.y, label.numbers, TEXT, halo=True, gid="number")
    canvas.lines(leaders, "leader", colors=[GRID], linewidths=0.7, zorder=1)


def _draw_ages(canvas: Canvas, layout: TimelineLayout, strip: AgeStrip, left: float) -> None:
    """Draw the strip of ages above the drawing. Grey: before the birth and after the death; pale: one or the next."""
    axis, gutter = layout.axis, layout.gutter
    bottom, top = canvas.height + 2, canvas.height + STRIP
    middle = (bottom + top) / 2
    canvas.text(3 - left, middle, strip.name, NAME, gid="age name")
    if not strip.parts:
        canvas.text(gutter, middle, "not known to within a year", color=QUIET, gid="age")
    for part in strip.parts:
        start, end = gutter + axis.place(part.first), gutter + axis.place(part.last)
        if end <= start:
            continue
        colour = PAPER if part.text else PALE
        if not part.is_alive:
            colour = GRID
        canvas.box(start, end, bottom, top, "age part", facecolor=colour, edgecolor=QUIET, linewidth=0.4, clip_on=False)
        if text_width(part.text) <= end - start:
            canvas.text((start + end) / 2, middle, part.text, ha="center", color=INK, gid="age")


def _age_of(timeline: Timeline, child: Person) -> str:
    return f"Age of {name_of_person(timeline.casefile, child.id)}"

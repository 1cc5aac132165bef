"""The picture of contacts: who was seen when, and the stretches in which nobody was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from matplotlib.patches import Rectangle

from safeguard_model.display.below import Below, Sample, sample
from safeguard_model.display.canvas import LINE, SMALL, TEXT, Canvas, Room, Space, number_of, show_time, text_width
from safeguard_model.display.colours import BLUE, PALE, PAPER, QUIET, VERMILION
from safeguard_model.display.contact_layout import SeenState
from safeguard_model.display.label_rows import LabelRows, levels_of
from safeguard_model.display.mark_painting import Fill, PaintedMark, paint_in_time, placed
from safeguard_model.display.marks import Form, Mark, mark_of
from safeguard_model.display.time_axis import TimeAxis
from safeguard_model.display.timeline_layout import height_of_name, name_column
from safeguard_model.display.timeline_picture import draw_gutter, draw_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from safeguard_model.display.contact_layout import ContactRow, ShownGap

__all__ = ["draw_contacts"]

_LOOKS: Final = {
    SeenState.SEEN: (BLUE, "o", Fill.SOLID),
    SeenState.NOT_SEEN: (VERMILION, "s", Fill.CROSSED),
    SeenState.NOT_KNOWN: (QUIET, "D", Fill.HOLLOW),
}
_DEFINITE: Final[dict[str, Any]] = {"facecolor": "#D9D9D9", "edgecolor": QUIET, "hatch": "/////", "linewidth": 0.6}
_POSSIBLE: Final[dict[str, Any]] = {
    "facecolor": PAPER,
    "edgecolor": QUIET,
    "linestyle": (0, (2, 1.5)),
    "linewidth": 0.8,
}
_BAR: Final = 10.0
"""The height of the bar of a gap, in points."""
_LEVEL: Final = 9.0
_PAD: Final = 4.0
_ROWS: Final = 4
_APART: Final = 9.0


class _LaidRow(NamedTuple):
    """A row with its places in points, counted from its own top."""

    name: str
    is_child: bool
    marks: Sequence[PaintedMark]
    bars: Sequence[tuple[ShownGap, float, float]]
    """The gaps, each with its left end and the top of its bar."""
    labels: Sequence[tuple[float, float, str]]
    leaders: Sequence[tuple[float, float, float, float]]
    height: float
    unlabelled: int


def draw_contacts(rows: Sequence[ContactRow], room: Room, longer_than: int) -> Axes:
    """Draw the rows. `longer_than`: the days that the gaps are longer than."""
    marks = [[mark_of(event, revealed=False) for event, _ in row.events] for row in rows]
    names, column = name_column([row.name for row in rows], room.width)
    width = max(room.width - column, 60)
    undated = max((sum(mark.form is Form.UNDATED for mark in of_row) for of_row in marks), default=0)
    gutter = max(undated * _APART + 3 * _PAD, text_width("no date") + 4) if undated else 0.0
    extents = [gap.stretch for row in rows for gap in row.gaps]
    axis = TimeAxis([mark for of_row in marks for mark in of_row], width - gutter, also=extents)
    most_rows = _ROWS
    while True:
        laid = [
            _laid(row, of_row, axis, gutter, most_rows)._replace(name=name)
            for row, of_row, name in zip(rows, marks, names, strict=True)
        ]
        laid = [row._replace(height=max(row.height, height_of_name(row.name))) for row in laid]
        height = sum(row.height for row in laid) or LINE
        below = Below(room.width, _samples(rows, marks, longer_than), notes=_notes(laid))
        if room.height is None or height + below.height + _PAD <= room.height or not most_rows:
            break
        most_rows -= 1
    canvas = room.canvas(Space(column, 0, _PAD, below.height), height)
    canvas.axes.set_ylim(0, height)
    show_time(canvas, axis, gutter)
    draw_gutter(canvas, gutter, height)
    top = height
    edges: list[tuple[float, float]] = []
    for row in laid:
        _draw_row(canvas, row, (axis, gutter), column, top)
        edges.append((top - row.height, top))
        top -= row.height
    draw_names(canvas, names, edges, column)
    below.draw(canvas, column)
    return canvas.axes


def _laid(row: ContactRow, marks: Sequence[Mark], axis: TimeAxis, gutter: float, most_rows: int) -> _LaidRow:
    labels = LabelRows(gutter + axis.width, most_rows if row.is_child else 0, 4)
    ends = [
        (gutter + axis.place(gap.stretch.first or 0), gutter + axis.place(gap.stretch.last or 0)) for gap in row.gaps
    ]
    levels = levels_of(ends, 3)
    inside: set[int] = set()
    for number in sorted(range(len(ends)), key=lambda number: (ends[number][0] - ends[number][1], number)):
        gap, (left, right) = row.gaps[number], ends[number]
        if text_width(gap.text, SMALL if not row.is_child else TEXT) + 4 <= right - left:
            inside.add(number)
        else:
            labels.add(left, text_width(gap.text), number)
    first_bar = _PAD + labels.rows_used * LINE
    bars = [
        (gap, end[0], first_bar + level * (_BAR + 2)) for gap, end, level in zip(row.gaps, ends, levels, strict=True)
    ]
    texts = [
        (label.x, _PAD + (labels.rows_used - label.row - 0.5) * LINE, row.gaps[label.key].text)
        for label in labels.placed
    ]
    leaders = [
        (label.x, _PAD + (labels.rows_used - label.row) * LINE - 2, label.x, bars[label.key][2])
        for label in labels.placed
    ]
    for number in inside:
        left, right = ends[number]
        texts.append(((left + right) / 2, bars[number][2] + _BAR / 2, row.gaps[number].text))
    bars_end = first_bar + (max(levels, default=-1) + 1) * (_BAR + 2)
    painted: list[PaintedMark] = []
    for (_, state), mark in zip(row.events, marks, strict=True):
        at = _PAD + 3 + _APART * sum(other.form is Form.UNDATED for other in painted)
        colour, marker, fill = _LOOKS[state]
        painted.append(placed(mark, axis, gutter, at)._replace(colour=colour, marker=marker, fill=fill))
    mark_levels = levels_of([(mark.left - 3.5, mark.right + 3.5) for mark in painted], 3)
    in_place = [
        mark._replace(y=bars_end + _LEVEL * (level + 0.5)) for mark, level in zip(painted, mark_levels, strict=True)
    ]
    height = bars_end + (max(mark_levels, default=0) + 1) * _LEVEL + _PAD
    unlabelled = len(ends) - len(inside) - len(labels.placed)
    return _LaidRow(row.name, row.is_child, in_place, bars, texts, leaders, height, unlabelled)


def _draw_row(canvas: Canvas, row: _LaidRow, time: tuple[TimeAxis, float], column: float, top: float) -> None:
    """Draw a row whose top is at `top`. `time`: the axis, and the space before it."""
    bottom = top - row.height
    if row.is_child:
        canvas.box(-column, canvas.width, bottom, top, "child", facecolor=PALE, clip_on=False, zorder=0)
    else:
        canvas.lines([(-column, bottom, canvas.width, bottom)], "row", colors=[PALE], clip_on=False)
    for gap, _, down in row.bars:
        first, last = number_of(gap.stretch.first or 0), number_of(gap.stretch.last or 0)
        look, gid = (_DEFINITE, "definite gap") if gap.definite else (_POSSIBLE, "possible gap")
        bar = Rectangle((first, top - down - _BAR), last - first, _BAR, gid=gid, zorder=1.5, **look)
        canvas.axes.add_patch(bar)
    canvas.lines([(x, top - y, to_x, top - to_y) for x, y, to_x, to_y in row.leaders], "leader", zorder=1)
    size = TEXT if row.is_child else SMALL
    inside = {round(down + _BAR / 2, 3) for _, _, down in row.bars}
    for x, down, text in row.labels:
        is_inside = round(down, 3) in inside
        paper = {"facecolor": PAPER, "linewidth": 0, "pad": 0.8} if is_inside else None
        how: dict[str, Any] = {"ha": "center" if is_inside else "left", "bbox": paper}
        canvas.text(x, top - down, text, size, gid="gap length", **how)
    paint_in_time(canvas, *time, [mark._replace(y=top - mark.y) for mark in row.marks])


def _samples(rows: Sequence[ContactRow], marks: Sequence[Sequence[Mark]], longer_than: int) -> list[Sample]:
    states = {state for row in rows for _, state in row.events}
    samples: list[Sample] = []
    for state, (colour, marker, fill) in _LOOKS.items():
        if state in states:
            look = sample(str(state), Form.EXACT, fill, marker)
            samples.append(look._replace(mark=look.mark and look.mark._replace(colour=colour)))
    forms = {mark.form for of_row in marks for mark in of_row}
    if forms & {Form.VAGUE, Form.ONE_OF, Form.SPAN}:
        samples.append(sample("some time in it", Form.VAGUE))
    found = {gap.definite for row in rows for gap in row.gaps}
    words = f"gap of more than {longer_than} days" if longer_than else "gap"
    if True in found:
        samples.append(Sample(f"{words}: definite", patch=_DEFINITE))
    if False in found:
        samples.append(Sample(f"{words}: possible", patch=_POSSIBLE))
    return samples


def _notes(rows: Sequence[_LaidRow]) -> list[str]:
    if not rows:
        return ["No entry says whether a child was seen."]
    unlabelled = sum(row.unlabelled for row in rows)
    gaps = sum(len(row.bars) for row in rows)
    return [f"{unlabelled:,} of {gaps:,} gaps without their length."] if unlabelled else []

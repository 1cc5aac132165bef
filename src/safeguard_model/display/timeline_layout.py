"""Where everything in the picture of a timeline goes: lanes, levels of marks, labels and numbers, all in points."""

from __future__ import annotations

from collections import defaultdict
from textwrap import shorten
from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model.display.canvas import LINE, NAME, SMALL, TEXT, key_column, text_width
from safeguard_model.display.colours import lane_style
from safeguard_model.display.label_rows import LabelRows, levels_of
from safeguard_model.display.lanes import date_words, first_words, kind_words, lanes_of, wrapped
from safeguard_model.display.mark_painting import placed
from safeguard_model.display.marks import Form, mark_of
from safeguard_model.display.time_axis import TimeAxis
from safeguard_model.records import EventKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguard_model.display.mark_painting import PaintedMark
    from safeguard_model.display.marks import Mark
    from safeguard_model.records import Event
    from safeguard_model.timeline import Timeline

__all__ = ["LaidLane", "TimelineLayout", "WrittenLabel", "height_of_name", "lay_out", "name_column"]

MOST_ROWS: Final = 4
"""The most rows of labels in a lane."""
MOST_KEY_LINES: Final = 25
"""The most lines of the key below the picture."""
_MOST_LEVELS: Final = 4
_LEVEL: Final = 8.0
"""The height of a level of marks, in points."""
_PAD: Final = 4.0
_BETWEEN: Final = 5.0
"""The least space between two labels of a row, in points."""
_LONGEST: Final = 90
"""The most characters of an entry of the key."""
_APART: Final = 10.0
"""The space from one mark without a date to the next."""
_SAME_PLACE: Final = 3.5
"""How far two marks may be from each other for their labels to share a line to them, in points."""
_FIRST: Final = frozenset({EventKind.INCIDENT, EventKind.DEATH, EventKind.SERIOUS_INCIDENT_NOTIFICATION})
"""The kinds of event that are labelled before all others."""


class WrittenLabel(NamedTuple):
    """A label as it is written: the kind in words and the id, or numbers that the key explains, or both."""

    x: float
    y: float
    text: str
    """The kind in words; nothing if there was room for a number only."""
    id: str
    """The id, in smaller letters."""
    numbers: str
    """The numbers of events at this place, which stand behind the id, or alone."""
    mark_y: float
    """The height of the mark to which a line leads."""


class LaidLane(NamedTuple):
    """A lane with the heights of its bottom and top, its marks, and its labels."""

    name: str
    bottom: float
    top: float
    marks: Sequence[PaintedMark]
    labels: Sequence[WrittenLabel]


class TimelineLayout(NamedTuple):
    """The places of everything in the picture, in points from the left and the bottom of the drawing."""

    axis: TimeAxis
    width: float
    height: float
    gutter: float
    """The width of the column at the left for events without a date; 0 if there are none."""
    lanes: Sequence[LaidLane]
    marks: Sequence[Mark]
    """The mark of every event."""
    key: Sequence[tuple[str, str]]
    """The numbers in the picture, each with what it stands for."""
    unlabelled: int
    """The number of events that have neither a label nor a number."""


class _Label(NamedTuple):
    text: str
    id: str
    width: float
    numbers: tuple[str, ...] = ()


def lay_out(
    timeline: Timeline,
    width: float,
    *,
    rows: int = MOST_ROWS,
    key_lines: int = MOST_KEY_LINES,
    key_width: float = 0,
    revealed: bool = False,
) -> TimelineLayout:
    """Lay out the picture of a timeline for a width in points.

    `rows` and `key_lines`: the most rows of labels in a lane, and of lines of the key, which is `key_width` wide.
    """
    lanes = lanes_of(timeline)
    names, _ = name_column([lane.name for lane in lanes], key_width)
    marks = [[mark_of(event, revealed=revealed) for event in lane.events] for lane in lanes]
    labels = {event.id: _label(event, revealed=revealed) for event in timeline}
    every = [mark for of_lane in marks for mark in of_lane]
    gutter = _gutter(marks, labels, width)
    beyond = min(max((label.width for label in labels.values()), default=0), 0.13 * width)
    axis = TimeAxis(every, max(width - gutter - beyond, width / 3))
    drafts = [
        _Draft(name, of_lane, _painted(of_lane, place, axis, gutter), _LaneRows(width, gutter, rows))
        for place, (name, of_lane) in enumerate(zip(names, marks, strict=True))
    ]
    at = {mark.event.id: (draft, place) for draft in drafts for place, mark in enumerate(draft.marks)}
    left_over: list[Event] = []
    for event in _by_importance(timeline):
        draft, place = at[event.id]
        if not draft.rows.add(draft.painted[place], labels[event.id].width, place):
            left_over.append(event)
    entries = {event.id: _key_text(event, revealed=revealed) for event in left_over}
    columns = int(key_width // key_column(entries.values())) if key_width else 0
    numbered = _numbered(left_over, at, key_lines * max(columns, 1) if key_width else 0)
    # Numbers run through the lanes from top to bottom, and in each from left to right, so that they are easy to find.
    in_order = [mark.event.id for mark in every if mark.event.id in numbered]
    numbers = {id: str(number) for number, id in enumerate(in_order, start=1)}
    for id in in_order:
        host = numbered[id]
        if host == id:
            labels[id] = _Label("", "", 0, (numbers[id], *labels[id].numbers))
        else:
            labels[host] = labels[host]._replace(numbers=(*labels[host].numbers, numbers[id]))
    laid, height = _stacked(drafts, labels)
    key = [(numbers[id], entries[id]) for id in in_order]
    return TimelineLayout(axis, width, height, gutter, laid, every, key, len(left_over) - len(numbered))


def _numbered(events: Sequence[Event], at: dict[str, tuple[_Draft, int]], most: int) -> dict[str, str]:
    """Return the ids of the events that get a number, each with the id of the event whose label has that number.

    It is the event itself if there is room for the number above its mark. Otherwise it is another event at the same
    place, if there is room behind its label.
    """
    width = text_width(str(min(len(events), most)))
    numbered: dict[str, str] = {}
    for event in events:
        if len(numbered) == most:
            break
        draft, place = at[event.id]
        if draft.rows.add(draft.painted[place], width, place):
            numbered[event.id] = event.id
            continue
        neighbour = draft.rows.add_beside(draft.painted[place], width + 3)
        if neighbour is not None:
            numbered[event.id] = draft.marks[neighbour].event.id
    return numbered


def name_column(names: Sequence[str], width: float) -> tuple[list[str], float]:
    """Return names, broken into lines where they are long, and the width of their column in points."""
    characters = 30 if width > 700 else 20
    lines = [wrapped(name, characters) for name in names]
    return lines, min(max((text_width(name, NAME) for name in lines), default=0) + 6, 0.32 * width)


def height_of_name(name: str) -> float:
    """Return the least height of a lane with a name of one line or more."""
    return (name.count("\n") + 1) * NAME * 1.2 + 4


class _LaneRows:
    """The rows of labels of one lane. Labels of marks without a date stay in the column at the left."""

    def __init__(self, right: float, gutter: float, rows: int) -> None:
        self._dated = LabelRows(right, rows, _BETWEEN)
        self._undated = LabelRows(gutter - _PAD, rows, _BETWEEN)

    def add(self, mark: PaintedMark, width: float, key: int) -> bool:
        return self._rows_of(mark).add(mark.left - 2, width, key)

    def add_beside(self, mark: PaintedMark, width: float) -> int | None:
        return self._rows_of(mark).widen(mark.left - 2, width, _SAME_PLACE)

    def _rows_of(self, mark: PaintedMark) -> LabelRows:
        return self._undated if mark.form is Form.UNDATED else self._dated

    @property
    def used(self) -> int:
        """The number of rows that hold a label."""
        return max(self._dated.rows_used, self._undated.rows_used)

    def placed(self) -> list[tuple[int, int, float]]:
        """Return the key, the row and the place of each label."""
        return [(label.key, label.row, label.x) for rows in (self._undated, self._dated) for label in rows.placed]


class _Draft(NamedTuple):
    """A lane that is being laid out."""

    name: str
    marks: Sequence[Mark]
    painted: Sequence[PaintedMark]
    rows: _LaneRows


def _label(event: Event, *, revealed: bool) -> _Label:
    text = first_words(event) if revealed else kind_words(event)
    return _Label(text, event.id, text_width(text, TEXT) + 2 + text_width(event.id, SMALL))


def _key_text(event: Event, *, revealed: bool) -> str:
    date = date_words(event, revealed=revealed)
    words = f"{kind_words(event)} {event.id}"
    return shorten(f"{words}, {date}" if date else words, _LONGEST, placeholder=" …")


def _gutter(marks: Sequence[Sequence[Mark]], labels: dict[str, _Label], width: float) -> float:
    undated = [[mark for mark in of_lane if mark.form is Form.UNDATED] for of_lane in marks]
    most = max(map(len, undated), default=0)
    if not most:
        return 0
    widest = max(labels[mark.event.id].width for of_lane in undated for mark in of_lane)
    label = widest if widest <= 0.16 * width else text_width("000")
    return min(_APART * most + label + 2 * _PAD, 0.3 * width)


def _painted(marks: Sequence[Mark], lane: int, axis: TimeAxis, gutter: float) -> list[PaintedMark]:
    style, undated = lane_style(lane), 0
    painted: list[PaintedMark] = []
    for mark in marks:
        at = 0.0
        if mark.form is Form.UNDATED:
            at = _PAD + 4 + undated * min(_APART, gutter / 2 / max(len(marks), 1) + 2)
            undated += 1
        painted.append(placed(mark, axis, gutter, at)._replace(colour=style.colour, marker=style.marker))
    return painted


# In what remains, every second event comes first, then every fourth of the others, and so on: wherever the room ends,
# the labels are spread evenly, and do not stop in the middle of the picture.
def _by_importance(timeline: Timeline) -> list[Event]:
    """Return the events with the most important first.

    Incidents and deaths come first, then what has a tag, then the first and the last of each kind, then the rest.
    """
    ends: dict[EventKind, list[Event]] = defaultdict(list)
    for event in timeline:
        ends[event.kind] = [*ends[event.kind][:1], event]
    first_or_last = {event.id for events in ends.values() for event in events}
    groups: tuple[list[Event], ...] = ([], [], [], [])
    for event in timeline:
        if event.kind in _FIRST:
            groups[0].append(event)
        elif event.tags:
            groups[1].append(event)
        else:
            groups[2 if event.id in first_or_last else 3].append(event)
    rest = groups[3]
    bits = max(len(rest), 1).bit_length()
    spread = sorted(range(len(rest)), key=lambda place: int(f"{place:0{bits}b}"[::-1], 2))
    return [*groups[0], *groups[1], *groups[2], *(rest[place] for place in spread)]


def _stacked(drafts: Sequence[_Draft], labels: dict[str, _Label]) -> tuple[list[LaidLane], float]:
    """Return the lanes one upon another, the first at the top, and the height of all."""
    levels = [
        levels_of([(mark.left - 3.5, mark.right + 3.5) for mark in draft.painted], _MOST_LEVELS) for draft in drafts
    ]
    heights = [
        max(2 * _PAD + draft.rows.used * LINE + (max(of_lane, default=0) + 1) * _LEVEL, height_of_name(draft.name))
        for draft, of_lane in zip(drafts, levels, strict=True)
    ]
    top = height = max(sum(heights), LINE)
    laid: list[LaidLane] = []
    for draft, of_lane, own_height in zip(drafts, levels, heights, strict=True):
        bottom = top - own_height
        first_row = top - _PAD - draft.rows.used * LINE
        in_place = [
            mark._replace(y=first_row - _LEVEL * (level + 0.5))
            for mark, level in zip(draft.painted, of_lane, strict=True)
        ]
        written: list[WrittenLabel] = []
        for place, row, x in draft.rows.placed():
            label = labels[draft.marks[place].event.id]
            numbers = " ".join(sorted(label.numbers, key=int))
            y = first_row + (row + 0.5) * LINE
            written.append(WrittenLabel(x, y, label.text, label.id, numbers, in_place[place].y))
        laid.append(LaidLane(draft.name, bottom, top, in_place, written))
        top = bottom
    return laid, height

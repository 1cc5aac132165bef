"""The picture of knowledge: which agency knew of which event, possibly knew, or is stated not to have known."""

from __future__ import annotations

from math import cos, radians, sin
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from safeguard_model.display.below import Below, Sample, draw_sign
from safeguard_model.display.canvas import LINE, NAME, Canvas, Room, Space, text_width
from safeguard_model.display.colours import BLUE, GRID, PALE, PAPER, QUIET, VERMILION
from safeguard_model.display.lanes import date_words, kind_words, name_of_agency
from safeguard_model.errors import counted
from safeguard_model.knowing.awareness import AwarenessFinder
from safeguard_model.knowing.scope import events_of_the_family
from safeguard_model.records import Seen
from safeguard_model.timeline.accounts import head_of, told_with_knowledge, whole_of
from safeguard_model.timeline.minutes import end_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from safeguard_model.dates import When
    from safeguard_model.knowing import Awareness
    from safeguard_model.records import CaseFile, Event
    from safeguard_model.timeline import Timeline

__all__ = ["KnowledgeTable", "draw_knowledge", "knowledge_table"]

LOOKS: Final[dict[Seen, dict[str, Any]]] = {
    Seen.KNEW: {"facecolor": BLUE, "edgecolor": BLUE, "linewidth": 0.8},
    Seen.POSSIBLY: {"facecolor": "#CFE8F8", "edgecolor": BLUE, "hatch": "////", "linewidth": 0.8},
    Seen.STATED_NOT: {"facecolor": PAPER, "edgecolor": VERMILION, "linewidth": 0.8},
    Seen.NOT_RECORDED: {"facecolor": PAPER, "edgecolor": GRID, "linewidth": 0.8},
}
_WORDS: Final = {
    Seen.KNEW: "knew",
    Seen.POSSIBLY: "possibly knew",
    Seen.STATED_NOT: "stated not to have known",
    Seen.NOT_RECORDED: "not recorded",
}
_SIGNS: Final = {Seen.STATED_NOT: "cross", Seen.NOT_RECORDED: "dot"}
_ROW: Final = 11.5
_MARK: Final = 8.5
_LEAST_COLUMN, _MOST_COLUMN = 8.0, 64.0


class KnowledgeTable(NamedTuple):
    """The table that the picture shows: a row for each event, a column for each agency."""

    agencies: Sequence[str]
    """The names of the agencies."""
    events: Sequence[Event]
    rows: Sequence[Sequence[Awareness]]
    """For each event, what each agency knew."""
    left_out: int
    """The number of further events, for which there was no room."""


def knowledge_table(timeline: Timeline, casefile: CaseFile, at: When | None, most: int) -> KnowledgeTable:
    """Return the table of the first `most` events that an agency told of, or about which something is stated."""
    told = [
        event
        for event in told_with_knowledge(events_of_the_family(timeline, casefile), casefile)
        if whole_of(event).agency is not None or whole_of(event).known_to
    ]
    finder = AwarenessFinder(casefile, end_of(at))
    agencies = [agency.id for agency in casefile.agencies]
    rows = [tuple(finder.rows_for(event, agencies, ())) for event in told[:most]]
    used = [place for place in range(len(agencies)) if any(row[place].state is not Seen.NOT_RECORDED for row in rows)]
    return KnowledgeTable(
        [name_of_agency(casefile, agencies[place]) for place in used],
        [head_of(event) for event in told[:most]],
        [[row[place] for place in used] for row in rows],
        max(len(told) - most, 0),
    )


def draw_knowledge(table: KnowledgeTable, room: Room, *, revealed: bool) -> Axes:
    """Draw the table, with the events from top to bottom."""
    dates = [date_words(event, revealed=revealed) for event in table.events]
    kinds = [f"{kind_words(event)} {event.id}" for event in table.events]
    date_width = max(map(text_width, dates), default=0) + 8
    left = min(date_width + max(map(text_width, kinds), default=0) + 6, 0.6 * room.width)
    names, step, angle = _columns(table.agencies, room.width - left)
    columns = max(len(names), 1)
    # The text of a name that is turned rises by the sine of the angle, and a second line adds its own height.
    slant = max((text_width(name, NAME) for name in names), default=0)
    lines = max((name.count("\n") + 1 for name in names), default=1)
    top = slant * sin(radians(angle)) + lines * LINE
    right = max(room.width - left - columns * step, 0)
    below = Below(room.width, _samples(),
                  notes=_notes(table), axis=4)  # fmt: skip
    height = max(len(table.events), 1) * _ROW
    canvas = room.canvas(Space(left, right, top, below.height), height)
    axes = canvas.axes
    axes.set_ylim(0, height)
    axes.set_xlim(0, columns)
    axes.set_xticks([])
    for place, name in enumerate(names):
        canvas.text((place + 0.4) * step, height + 4, name, NAME, rotation=angle, rotation_mode="anchor", va="bottom",
                    gid="agency", linespacing=1.0)  # fmt: skip
    for number, (date, kind) in enumerate(zip(dates, kinds, strict=True)):
        y = height - (number + 0.5) * _ROW
        if number % 2 == 0:
            canvas.box(-left, canvas.width, y - _ROW / 2, y + _ROW / 2, "row", facecolor=PALE, clip_on=False, zorder=0)
        canvas.text(3 - left, y, date, color=QUIET, gid="date")
        canvas.text(3 - left + date_width, y, kind, gid="event")
    _draw_cells(canvas, table, step)
    below.draw(canvas, left)
    return axes


def _columns(agencies: Sequence[str], room: float) -> tuple[list[str], float, int]:
    """Return the names of the agencies as they are written, the width of a column, and the angle of the names.

    The columns are so narrow that the last names do not reach beyond the picture.
    """
    for characters, lines, angle in ((28, 2, 45), (34, 1, 45), (34, 1, 90)):
        names = ["\n".join(wrap(name, characters, max_lines=lines, placeholder=" …")) for name in agencies]
        across = cos(radians(angle))
        steps = [(room - text_width(name, NAME) * across) / (place + 0.5) for place, name in enumerate(names)]
        step = max(min([room / max(len(names), 1), _MOST_COLUMN, *steps]), _LEAST_COLUMN)
        if step * sin(radians(angle)) >= lines * LINE + 1:
            break
    return names, step, angle


def _draw_cells(canvas: Canvas, table: KnowledgeTable, step: float) -> None:
    half, half_width = _MARK / 2, min(_MARK * 0.8, step * 0.4)
    places: dict[Seen, list[tuple[float, float]]] = {state: [] for state in Seen}
    for number, row in enumerate(table.rows):
        for place, awareness in enumerate(row):
            y = canvas.axes.get_ylim()[1] - (number + 0.5) * _ROW
            places[awareness.state].append(((place + 0.5) * step, y))
    for state, middles in places.items():
        for x, y in middles:
            canvas.box(x - half_width, x + half_width, y - half, y + half, str(state), zorder=1, **LOOKS[state])
        draw_sign(canvas, _SIGNS.get(state, ""), middles, half_width, half)


def _samples() -> list[Sample]:
    return [Sample(_WORDS[state], patch=look, sign=_SIGNS.get(state, "")) for state, look in LOOKS.items()]


def _notes(table: KnowledgeTable) -> list[str]:
    if not table.left_out:
        return []
    return [f"{counted(table.left_out, 'further event')} not shown: narrow the timeline to see them."]

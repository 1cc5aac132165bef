"""What is written below a picture: the meaning of its marks, a key to numbered events, and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model.display.canvas import LINE, key_column, text_width
from safeguard_model.display.colours import BLACK, INK, QUIET, VERMILION
from safeguard_model.display.mark_painting import Fill, PaintedMark, paint_sample
from safeguard_model.display.marks import Form
from safeguard_model.records import EventState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from safeguard_model.display.canvas import Canvas
    from safeguard_model.display.marks import Mark

__all__ = ["Below", "Sample", "draw_sign", "sample", "samples_of"]

_GAP: Final = 5.0
_BETWEEN: Final = 12.0
_SAMPLE: Final = 20.0


class Sample(NamedTuple):
    """A mark, or a patch with a hatch, and what it means."""

    text: str
    mark: PaintedMark | None = None
    patch: dict[str, object] | None = None
    """How the patch looks, as matplotlib takes it."""
    sign: str = ""
    """A sign on the patch: ``cross`` or ``dot``."""


def sample(text: str, form: Form, fill: Fill = Fill.SOLID, marker: str = "o") -> Sample:
    """Return a sample of a mark in black, 16 points wide."""
    certain = (2.0, 16.0) if form is Form.SPAN else None
    return Sample(text, PaintedMark(form, 2, 16, False, False, certain, 0, BLACK, marker, fill))


def samples_of(marks: Iterable[Mark]) -> list[Sample]:
    """Return samples of the forms and states that are among some marks."""
    marks = list(marks)
    forms = {mark.form for mark in marks}
    states = {mark.event.state for mark in marks}
    words = {
        Form.EXACT: "on one day",
        Form.VAGUE: "less exact: some time in it",
        Form.ONE_OF: "once, between two dates",
        Form.SPAN: "lasted (pale: possibly)",
    }
    samples = [sample(text, form) for form, text in words.items() if form in forms]
    if states & {EventState.PLANNED, EventState.POSTPONED}:
        samples.append(sample("planned or postponed", Form.EXACT, Fill.HOLLOW))
    if EventState.CANCELLED in states:
        samples.append(sample("cancelled", Form.EXACT, Fill.CROSSED))
    return samples


class Below:
    """The texts below a picture, laid out for a width in points."""

    def __init__(
        self,
        width: float,
        samples: Sequence[Sample],
        key: Sequence[tuple[str, str]] = (),
        notes: Sequence[str] = (),
        axis: float = 15.0,
    ) -> None:
        """Lay out samples, a key of pairs (number, text), and notes; each of these begins on a new line.

        `axis`: the height of the dates of the axis above them.
        """
        self._axis = axis
        self._samples = samples
        self._key = key
        self._notes = notes
        self._width = width
        self._places, sample_lines = self._in_lines()
        self._column = key_column(text for _, text in key)
        self._columns = max(int(width // self._column), 1)
        self._key_lines = -(-len(key) // self._columns)
        self._sample_lines = sample_lines
        parts = [lines for lines in (sample_lines, self._key_lines, len(notes)) if lines]
        self.height = axis + sum(parts) * LINE + len(parts) * _GAP
        """The height of everything below the axis, in points."""

    def _in_lines(self) -> tuple[list[tuple[float, int]], int]:
        places: list[tuple[float, int]] = []
        x, line = 0.0, 0
        for each in self._samples:
            width = _SAMPLE + text_width(each.text) + _BETWEEN
            if x and x + width > self._width:
                x, line = 0.0, line + 1
            places.append((x, line))
            x += width
        return places, line + 1 if places else 0

    def draw(self, canvas: Canvas, left: float) -> None:
        """Draw everything. `left`: how far the texts may reach to the left of the drawing."""
        y = -self._axis - LINE / 2
        for each, (x, line) in zip(self._samples, self._places, strict=True):
            at, height = x - left, y - line * LINE
            if each.mark is not None:
                moved = each.mark._replace(left=at + each.mark.left, right=at + each.mark.right, y=height)
                if each.mark.certain is not None:
                    moved = moved._replace(certain=(moved.left, moved.right))
                paint_sample(canvas, moved)
            if each.patch is not None:
                canvas.box(at + 2, at + 16, height - 3.2, height + 3.2, "sample", clip_on=False, **each.patch)
                draw_sign(canvas, each.sign, [(at + 9, height)], 7, 3.2)
            canvas.text(at + _SAMPLE, height, each.text, color=INK, gid="sample text")
        y -= self._sample_lines * LINE + (_GAP if self._sample_lines else 0)
        for place, (number, text) in enumerate(self._key):
            column, line = divmod(place, max(self._key_lines, 1))
            at = column * self._column - left
            canvas.text(at + 14, y - line * LINE, number, ha="right", gid="key number", weight="bold")
            canvas.text(at + 18, y - line * LINE, text, gid="key text")
        y -= self._key_lines * LINE + (_GAP if self._key_lines else 0)
        for line, note in enumerate(self._notes):
            canvas.text(-left, y - line * LINE, note, color=QUIET, gid="note", style="italic")


def draw_sign(canvas: Canvas, sign: str, places: Sequence[tuple[float, float]], half_width: float, half: float) -> None:
    """Draw a cross or a dot at the middle of each of some boxes, of which half the width and height are given."""
    if sign == "cross":
        falling = [(x - half_width, y + half, x + half_width, y - half) for x, y in places]
        rising = [(x - half_width, y - half, x + half_width, y + half) for x, y in places]
        canvas.lines([*falling, *rising], "cross", colors=[VERMILION], linewidths=1.0, zorder=1.2, clip_on=False)
    if sign == "dot":
        canvas.lines([(x - 0.8, y, x + 0.8, y) for x, y in places], "dot", colors=[QUIET], linewidths=1.6, zorder=1.2,
                     clip_on=False)  # fmt: skip

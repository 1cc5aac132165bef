"""The colours, markers and lines that all pictures share.

The colours are those of Okabe and Ito, which people with any colour vision can tell apart. A colour never stands alone:
a marker, a hatch or a word always says the same, so that a picture in grey is complete.
"""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = [
    "BLACK",
    "BLUE",
    "DASHED",
    "DOTTED",
    "GREEN",
    "GRID",
    "INK",
    "LONG_DASHED",
    "ORANGE",
    "PALE",
    "PAPER",
    "PURPLE",
    "QUIET",
    "SKY",
    "SOLID",
    "VERMILION",
    "YELLOW",
    "LaneStyle",
    "lane_style",
]

BLACK: Final = "#000000"
ORANGE: Final = "#E69F00"
SKY: Final = "#56B4E9"
GREEN: Final = "#009E73"
YELLOW: Final = "#F0E442"
"""Too light for a line or a text on white paper: only for a fill that has an outline."""
BLUE: Final = "#0072B2"
VERMILION: Final = "#D55E00"
PURPLE: Final = "#CC79A7"

PAPER: Final = "#FFFFFF"
"""The background."""
INK: Final = "#222222"
"""Text and outlines."""
QUIET: Final = "#595959"
"""Text of less weight: the contrast with `PAPER` is still 7 to 1."""
PALE: Final = "#EDEDED"
"""A large area that must not draw the eye, such as every second lane."""
GRID: Final = "#D0D0D0"
"""Thin lines that help the eye along."""

SOLID: Final = "solid"
DASHED: Final = (0, (4, 2.5))
LONG_DASHED: Final = (0, (9, 3.5))
DOTTED: Final = (0, (1, 1.6))
"""The lines, as matplotlib takes them: an offset, and the lengths of dashes and spaces in line widths."""

_COLOURS: Final = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, BLACK)
_MARKERS: Final = ("o", "s", "^", "D", "v", "p", "h", "P")


class LaneStyle(NamedTuple):
    """How the marks of one lane look."""

    colour: str
    """The fill of the marks; yellow is left out, because a thin bar in yellow is not readable on white."""
    marker: str
    """The shape of the marks, as matplotlib names it. A bare cross is not among them: it means "cancelled"."""


# The two tuples have no common divisor in length (7 and 8), so the pairs repeat only after 56 lanes.
def lane_style(place: int) -> LaneStyle:
    """Return the colour and the marker of a lane by its place, from 0. The first 56 lanes all differ."""
    return LaneStyle(_COLOURS[place % len(_COLOURS)], _MARKERS[place % len(_MARKERS)])

"""The axes of a picture that is laid out in inches: a new figure of the size that it needs, or the caller's axes."""

from __future__ import annotations

import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from safeguard_model.display.canvas import Picture, text_width
from safeguard_model.display.colours import PAPER
from safeguard_model.errors import InvalidRecord, shape

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["measure", "page_axes"]

_DPI: Final = 100
_LARGEST: Final = 300.0
"""The width or height in inches to which a larger picture is made smaller: matplotlib writes no larger image."""


def page_axes(ax: Axes | None, width: float, height: float, where: str) -> tuple[Axes, float]:
    """Return axes whose unit is an inch of a page, from its top left corner, and how large such an inch is drawn.

    Raises `InvalidRecord` with the name of the picture, `where`, if `ax` is neither None nor the axes of a figure.
    """
    if ax is None:
        scale = min(1.0, _LARGEST / max(width, height))
        figure = Picture(figsize=(width * scale, height * scale), dpi=_DPI, facecolor=PAPER)
        ax = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    elif hasattr(ax, "get_window_extent") and hasattr(ax, "set_aspect"):
        figure_of: Any = ax.figure
        box = ax.get_window_extent()
        scale = min(box.width / width, box.height / height) / figure_of.dpi
    else:
        raise InvalidRecord(where, "ax", f"expected the axes of a matplotlib figure, got {shape(ax)}")
    ax.set_xlim(0, width)
    ax.set_ylim(height, 0)
    ax.set_aspect("equal", adjustable="box", anchor="N")
    ax.set_axis_off()
    return ax, scale


@lru_cache(maxsize=4096)
def measure(text: str, size: float) -> float:
    """Return the width of a text in inches, in letters of a size in points."""
    with warnings.catch_warnings():  # a letter that the font lacks is reported when the picture is drawn
        warnings.simplefilter("ignore")
        return text_width(text, size) / 72

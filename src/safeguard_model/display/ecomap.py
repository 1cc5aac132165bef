"""The ecomap of a child: the child in the middle, the people and the agencies around, and how much each had to do."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from safeguard_model.discreet import frameless
from safeguard_model.display.surroundings import centre_of, in_words
from safeguard_model.errors import MissingExtra

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes

    from safeguard_model.dates import When
    from safeguard_model.records import CaseFile, PersonId

__all__ = ["describe_ecomap", "ecomap"]


@frameless
def ecomap(x: CaseFile, child: PersonId, on: When | str | date | None = None, ax: Axes | None = None) -> Axes:
    """Draw the ecomap of a child or an adult, and return its matplotlib axes.

    `on`: a date: then only the agencies that were or may have been involved on that day are drawn, and only entries up
    to it are counted. Without it, all agencies of the file are. `ax`: axes to draw on; without them, a new figure of
    the size that the picture needs.

    The width of a line shows the number of the agency's entries about the child, which is also written. The line is
    dashed where the dates of the involvement leave it open, and dotted where the file has entries of an agency but no
    involvement. Raises `UnknownRecord` if no record has the id, `InvalidRecord` if it is not that of a person or `x`
    is not a case file, and `MissingExtra` without matplotlib.
    """
    centre = centre_of(x, child, on)
    if find_spec("matplotlib") is None:
        raise MissingExtra("plot")
    from safeguard_model.display.ecomap_drawing import draw

    return draw(centre, ax)


@frameless
def describe_ecomap(x: CaseFile, child: PersonId, on: When | str | date | None = None) -> str:
    """Return in words what `ecomap` draws, one sentence a line."""
    return in_words(centre_of(x, child, on))

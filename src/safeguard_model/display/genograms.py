"""Genograms: a family over the generations in the symbols of UK social work, as a picture, as DOT, in words."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from safeguard_model.discreet import frameless
from safeguard_model.display.genogram_dot import in_dot
from safeguard_model.display.genogram_people import picture_of
from safeguard_model.display.genogram_words import in_words
from safeguard_model.errors import MissingExtra

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from matplotlib.axes import Axes

    from safeguard_model.dates import When
    from safeguard_model.records import CaseFile, Family, PersonId

__all__ = ["describe_genogram", "dot", "genogram"]


@frameless
def genogram(
    x: CaseFile | Family,
    ax: Axes | None = None,
    on: When | str | date | None = None,
    subject: PersonId | Iterable[PersonId] | None = None,
    revealed: bool = False,
    *,
    casefile: CaseFile | None = None,
) -> Axes:
    """Draw the genogram of a case file, or of one family, and return its matplotlib axes.

    `ax`: axes to draw on; without them, a new figure of the size that the picture needs. `on`: the date of the ages,
    the household and the partnerships; without it, the date of the last entry, incident or death in the case file, or
    the last day of its month if that is a birth or a death and not revealed. `subject`: the id, or the ids, of whom the
    picture is about; without it, the children who are subjects of a review. `revealed`: True for names in place of
    labels. `casefile`: the case file of a family; without it, people are shown by their ids.

    Raises `InvalidRecord` if `x` is neither, or if a subject is not in the picture, `InvalidWhen` if the date cannot be
    read, and `MissingExtra` without matplotlib.
    """
    picture = picture_of(x, on, subject, revealed, casefile)
    if find_spec("matplotlib") is None:
        raise MissingExtra("plot")
    from safeguard_model.display.genogram_drawing import draw

    return draw(picture, ax)


@frameless
def describe_genogram(
    x: CaseFile | Family,
    on: When | str | date | None = None,
    subject: PersonId | Iterable[PersonId] | None = None,
    revealed: bool = False,
    *,
    casefile: CaseFile | None = None,
) -> str:
    """Return in words what `genogram` draws with the same arguments, one sentence a line."""
    return in_words(picture_of(x, on, subject, revealed, casefile))


@frameless
def dot(
    x: CaseFile | Family,
    on: When | str | date | None = None,
    subject: PersonId | Iterable[PersonId] | None = None,
    revealed: bool = False,
    *,
    casefile: CaseFile | None = None,
) -> str:
    """Return what `genogram` draws with the same arguments as text for Graphviz, in its language DOT.

    >>> from safeguard_model import CaseFile, Child
    >>> print(dot(CaseFile.of("Example", [Child(id="child-v", label="Child V")])).splitlines()[0])
    graph genogram {
    """
    return in_dot(picture_of(x, on, subject, revealed, casefile))

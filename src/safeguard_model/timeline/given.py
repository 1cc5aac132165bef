"""The input of a question: a Timeline, a CaseFile (which means `Timeline.of` it), or events alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from safeguard_model.errors import NeedsCaseFile
from safeguard_model.records import CaseFile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguard_model.records import Event
    from safeguard_model.timeline.timeline import Timeline

__all__ = ["Given", "casefile_of", "timeline_of"]


Given: TypeAlias = "Timeline | CaseFile | Iterable[Event]"
"""What the functions over time take."""


def timeline_of(given: Given, casefile: CaseFile | None = None) -> Timeline:
    """Return the events in order, with their case file if there is one. Raises `InvalidRecord` for anything else.

    `casefile`: that of events which are given alone.
    """
    from safeguard_model.timeline.timeline import Timeline  # whose methods are calls of these functions

    if isinstance(given, Timeline):
        return given
    return Timeline.of(given) if isinstance(given, CaseFile) else Timeline(given, casefile)


def casefile_of(timeline: Timeline, what: str) -> CaseFile:
    """Return the case file of a timeline. Raises `NeedsCaseFile`, which says what needs it."""
    if timeline.casefile is None:
        raise NeedsCaseFile(f"{what} need the case file: Timeline.of(casefile), or Timeline(events, casefile)")
    return timeline.casefile

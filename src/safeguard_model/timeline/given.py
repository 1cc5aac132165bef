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
"""Everything that the functions over time take as events."""


def timeline_of(given: Given, casefile: CaseFile | None = None) -> Timeline:
    """Return the timeline of what was given. Raises `InvalidRecord` for anything else.

    `casefile`: the case file to use where only events are given.
    """
    # Here, because `Timeline` imports the files that import this one.
    from safeguard_model.timeline.timeline import Timeline

    if isinstance(given, Timeline):
        return given
    if isinstance(given, CaseFile):
        return Timeline.of(given)
    return Timeline(given, casefile)


def casefile_of(timeline: Timeline, needed_by: str) -> CaseFile:
    """Return the case file of a timeline. Raises `NeedsCaseFile`.

    `needed_by`: what cannot be answered without it, in the plural, for the message: "ages".
    """
    if timeline.casefile is None:
        raise NeedsCaseFile(f"{needed_by} need the case file: Timeline.of(casefile), or Timeline(events, casefile)")
    return timeline.casefile

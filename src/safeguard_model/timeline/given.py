"""The input of a question: a Timeline, a CaseFile (read with `Timeline.of`), or events without a case file."""

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
"""What every question about a timeline takes as its first argument."""


def timeline_of(given: Given, casefile: CaseFile | None = None) -> Timeline:
    """Return a Timeline unchanged, or one made from a CaseFile or events. Raises `InvalidRecord` for anything else.

    `casefile`: the case file of the events, used only if `given` is neither a Timeline nor a CaseFile.
    """
    # Imported here, because the two modules need each other: the methods of `Timeline` import modules that import this
    # module.
    from safeguard_model.timeline.timeline import Timeline

    if isinstance(given, Timeline):
        return given
    if isinstance(given, CaseFile):
        return Timeline.of(given)
    return Timeline(given, casefile)


def casefile_of(timeline: Timeline, needed_by: str) -> CaseFile:
    """Return the case file of a timeline. Raises `NeedsCaseFile` if the timeline has none.

    `needed_by`: the subject of the error text, in the plural, such as "ages".
    """
    if timeline.casefile is None:
        raise NeedsCaseFile(f"{needed_by} need the case file: use Timeline.of(casefile) or Timeline(events, casefile)")
    return timeline.casefile

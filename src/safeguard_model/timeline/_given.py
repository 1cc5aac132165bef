"""What a question is asked of: a Timeline, a CaseFile (which means `Timeline.of` it), or events alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from safeguard_model.errors import InvalidRecord, NeedsCaseFile, shape
from safeguard_model.records import CaseFile
from safeguard_model.records._refused import Refused
from safeguard_model.records._words import to_event_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguard_model.records import Event, EventKind, PersonId
    from safeguard_model.timeline.timeline import Timeline

__all__ = ["Given", "Kinds", "casefile_of", "people_in", "timeline_of", "to_kinds", "whole_number"]

Given: TypeAlias = "Timeline | CaseFile | Iterable[Event]"
"""What the functions over time take."""
Kinds: TypeAlias = "EventKind | str | Iterable[EventKind | str]"
"""One kind of event or several, as members or as their words."""


def timeline_of(given: Given) -> Timeline:
    """The events in order, with their case file where there is one. Raises `InvalidRecord` for anything else."""
    from safeguard_model.timeline.timeline import Timeline  # whose methods are calls of these functions

    if isinstance(given, Timeline):
        return given
    return Timeline.of(given) if isinstance(given, CaseFile) else Timeline(given)


def casefile_of(timeline: Timeline, what: str) -> CaseFile:
    """The case file of a timeline. Raises `NeedsCaseFile`, which says what needs it."""
    if timeline.casefile is None:
        raise NeedsCaseFile(f"{what} need the case file: Timeline.of(casefile), or Timeline(events, casefile)")
    return timeline.casefile


def people_in(event: Event) -> frozenset[PersonId]:
    """The people an event is about, and those who were seen at it or not."""
    return frozenset((*event.people, *event.seen, *event.not_seen, *event.seen_alone, *event.seen_with_others))


def to_kinds(kinds: Kinds, where: str) -> frozenset[EventKind]:
    """The kinds of event of one word or several. Raises `InvalidRecord` for a word that is none.

    >>> sorted(to_kinds("referral", "unanswered"))
    [<EventKind.REFERRAL: 'referral'>]
    """
    try:
        return frozenset(map(to_event_kind, [kinds] if isinstance(kinds, str) else kinds))
    except Refused as refusal:
        rule = refusal.rule
    except TypeError:
        rule = f"a kind of event or several are due, not {shape(kinds)}"
    raise InvalidRecord(where, "kinds", rule)


def whole_number(value: object, where: str, name: str, least: int = 0) -> int:
    """A whole number of at least so much. Raises `InvalidRecord`."""
    if type(value) is int and value >= least:
        return value
    raise InvalidRecord(where, name, f"a whole number of {least} or more is due, not {shape(value)}")

"""What all questions about knowledge but `known_to` look at: what happened to a family, not the work of a review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from safeguard_model.records import Action, EventKind, Family, Involvement, Recommendation, Review, Source
from safeguard_model.records.casefile import find_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguard_model.records import CaseFile, Event

__all__ = ["events_of_the_family"]

_OF_THE_REVIEW: Final = frozenset(
    {
        EventKind.SERIOUS_INCIDENT_NOTIFICATION,
        EventKind.RAPID_REVIEW,
        EventKind.REVIEW_DECIDED,
        EventKind.REVIEW_COMMISSIONED,
        EventKind.REVIEW_COMPLETED,
        EventKind.REVIEW_PUBLISHED,
        EventKind.REVIEW_STEP,
        EventKind.SOURCE_PUBLISHED,
        EventKind.BECAME_AWARE,
        EventKind.ACTION_DUE,
        EventKind.ACTION_COMPLETED,
        EventKind.ACTION_STEP,
    }
)
"""The kinds of event in the work of a review, and in the actions that follow."""


def events_of_the_family(events: Iterable[Event], casefile: CaseFile) -> list[Event]:
    """Return the events that are not of the work of a review.

    Events derived from an `Involvement`, a `Family`, a `Review`, a `Source`, a `Recommendation` or an `Action` are left
    out too.
    """
    return [
        event
        for event in events
        if event.kind not in _OF_THE_REVIEW and (event.derived_from is None or _is_of_the_family(event, casefile))
    ]


def _is_of_the_family(event: Event, casefile: CaseFile) -> bool:
    record = find_record(casefile, event.derived_from)
    return not isinstance(record, (Involvement, Family, Review, Source, Recommendation, Action))

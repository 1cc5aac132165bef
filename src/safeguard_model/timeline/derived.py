"""Derived events: what the records of a case file imply, without what its entries tell already."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import evolve

from safeguard_model.records import EventKind, EventState
from safeguard_model.timeline.implied_events import implied_events, repeating_events

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguard_model.dates import When
    from safeguard_model.records import CaseFile, Event, PersonId

__all__ = ["derived_events"]

_NOBODY = ("",)


# An entry takes the place of a derived event only if it tells of the same kind of event, about the same person, at a
# time that may be the same. An undated entry may be at any time, an entry of kind `other` may be of any kind, and what
# was planned, cancelled or postponed did not happen: none of these says enough to leave a row out.
#
# Several records may imply one event: a milestone, the outcome of a party and the standing of a suspect may all be the
# same conviction. So each event of `repeating_events` is compared with the entries, with what `implied_events` gives,
# and with the repeating events before it.
def derived_events(casefile: CaseFile) -> tuple[Event, ...]:
    """Return the events that a case file's other records imply, each with `derived_from` set.

    An entry takes the place of a derived event of the same kind about the same person at a time that may be the same.
    The person is then left out of the derived event, and so is the event itself if nobody is left. An event about
    nobody gives way to an entry about nobody. A derived event is also left out if its id is already in use.
    """
    told = _Told()
    implied, repeating = tuple(implied_events(casefile)), tuple(repeating_events(casefile))
    kinds = {event.kind for event in (*implied, *repeating)} - {EventKind.OTHER}
    for event in casefile.events:
        if event.kind in kinds and event.state is EventState.HAPPENED and not event.when.is_unknown:
            told.add(event)
    derived: dict[str, Event] = {}
    for event in told.new(implied):
        if event.id not in casefile:
            derived.setdefault(event.id, event)
    for event in derived.values():
        if event.people:
            told.add(event)
    for event in told.new(repeating):
        if event.id not in casefile:
            derived.setdefault(event.id, event)
            if event.people:
                told.add(event)
    return tuple(derived.values())


class _Told:
    """The events told so far: their dates, by kind of event and person."""

    def __init__(self) -> None:
        self._dates: dict[tuple[EventKind, PersonId], list[When]] = defaultdict(list)

    def add(self, event: Event) -> None:
        for person in event.people or _NOBODY:
            self._dates[event.kind, person].append(event.when)

    def new(self, events: Iterable[Event]) -> Iterable[Event]:
        """Yield the events that are not told yet, each without the people about whom it is told."""
        for event in events:
            everybody = event.people or _NOBODY
            left = [person for person in everybody if not self._is_told(event, person)]
            if left:
                yield event if len(left) == len(everybody) else evolve(event, people=left)

    def _is_told(self, event: Event, person: PersonId) -> bool:
        return any(when.possibly_overlaps(event.when) for when in self._dates.get((event.kind, person), ()))

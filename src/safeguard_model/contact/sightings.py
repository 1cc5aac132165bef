"""Sightings: the entries that say that somebody was seen, and when that last was."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import attrs

from safeguard_model.dates import When, to_when
from safeguard_model.dates.edtf import DAY
from safeguard_model.discreet import Discreet, frameless
from safeguard_model.records import Event, Person, PersonId
from safeguard_model.records.casefile import find_record
from safeguard_model.timeline.accounts import (
    ToldEvent,
    entries_of,
    extents_of_told,
    has_happened,
    head_of,
    told_events,
)
from safeguard_model.timeline.answers import date_with_id, is_plain, name_of
from safeguard_model.timeline.given import casefile_of, timeline_of
from safeguard_model.timeline.inputs import is_about, require_ids, to_agency_kinds
from safeguard_model.timeline.left_out import LeftOut, is_unread, left_out
from safeguard_model.timeline.lifetimes import life_of
from safeguard_model.timeline.windows import BEYOND, extents_of
from safeguard_model.timeline.wording import first_ids

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from safeguard_model.timeline.given import Given
    from safeguard_model.timeline.inputs import AgencyKinds
    from safeguard_model.timeline.timeline import Timeline

__all__ = [
    "AFTER_DEATH",
    "LastSeen",
    "Sightings",
    "after_death",
    "died_of",
    "doubtful_of",
    "entries_about",
    "is_sighting",
    "last_seen",
    "left_out_as_doubtful",
    "seen",
    "sightings_of",
]

AFTER_DEATH = "that certainly came after the death"
"""The reason for leaving out a contact after a death, in words that follow "entries"."""
UNREAD_SEEN = "with a cell about who was seen that could not be read"
"""The reason for leaving an entry out, in words that follow "entries"."""
SEEN_AND_NOT = "with both seen and not seen"
"""The reason for leaving an entry out that contradicts itself, in words that follow "entries"."""


def is_sighting(event: Event, person: PersonId | None) -> bool:
    """Return whether an entry says that a person was seen; without a person, that anybody was.

    An entry that also says that the person was not seen contradicts itself, and is no sighting of that person.
    """
    if person is None:
        return bool(event.seen or event.seen_alone or event.seen_with_others)
    return _says_seen(event, person) and person not in event.not_seen


def _says_seen(event: Event, person: PersonId) -> bool:
    return person in event.seen or person in event.seen_alone or person in event.seen_with_others


def doubtful_of(entries: Iterable[Event], counted: Iterable[ToldEvent], person: PersonId | None) -> list[Event]:
    """Return the entries of what happened that leave open whether the person was seen, except those in `counted`.

    They have a cell about who was seen that could not be read, or say both that the person was seen and was not.
    """
    doubtful = [
        entry
        for entry in entries
        if ((entry.extra and is_unread(entry, "seen")) or (entry.not_seen and _says_both(entry, person)))
        and has_happened(entry)
    ]
    known = {entry.id for told in counted for entry in entries_of(told)} if doubtful else set()
    return [entry for entry in doubtful if entry.id not in known]


def _says_both(entry: Event, person: PersonId | None) -> bool:
    return person is not None and person in entry.not_seen and _says_seen(entry, person)


def left_out_as_doubtful(doubtful: Iterable[Event], entries: Collection[Event]) -> tuple[LeftOut, ...]:
    """Return what `doubtful_of` found among some entries, by reason."""
    unread: list[Event] = []
    both: list[Event] = []
    for entry in doubtful:
        (unread if is_unread(entry, "seen") else both).append(entry)
    return (*left_out(UNREAD_SEEN, unread, entries), *left_out(SEEN_AND_NOT, both, entries))


def entries_about(events: Iterable[Event], person: PersonId | None) -> list[Event]:
    """Return the entries about a person; without a person, all entries.

    An entry that is about nobody counts too if it has a cell about who was seen that could not be read, because the
    person may be in that cell. An event that is derived from a record is not an entry, and tells of no contact.
    """
    if person is None:
        return [event for event in events if event.derived_from is None]
    return [
        event
        for event in events
        if (is_about(event, person) if event.people else is_unread(event, "seen") or is_about(event, person))
        and event.derived_from is None
    ]


class Sightings(NamedTuple):
    """What is on file about when a person was seen."""

    told: list[ToldEvent]
    """The sightings; several accounts of one sighting are one."""
    entries: list[Event]
    """All entries that `entries_about` returns for the person, by any agency."""
    doubtful: list[Event]
    """The entries that leave open whether the person was seen."""
    left_out: tuple[LeftOut, ...]
    """What could not be looked at, and why."""


def sightings_of(
    timeline: Timeline, person: PersonId, by_kinds: AgencyKinds | None, where: str, died: When | None
) -> Sightings:
    """Return the sightings of a person by any agency, or by agencies of some kinds.

    `where` is the function that asks, for errors; `died` is when the person died. Raises `NeedsCaseFile` if kinds are
    given without a case file, `UnknownRecord` if there is a case file and the person is not in it, and `InvalidRecord`
    for the id of another kind of record, for what is not an id, or for what is not a kind of agency.
    """
    require_ids(timeline, (person,), Person)
    entries = entries_about(timeline, person)
    told = told_events(entries, timeline.casefile, lambda event: is_sighting(event, person))
    doubtful = doubtful_of(entries, told, person)
    missing: tuple[LeftOut, ...] = ()
    if by_kinds is not None:
        kinds = to_agency_kinds(by_kinds, where)
        agencies = casefile_of(timeline, "kinds of agency").agencies
        kind_of = {agency.id: agency.kind for agency in agencies}
        kinds_of = [{kind_of.get(entry.agency or "") for entry in entries_of(event)} for event in told]
        unknown = [head_of(event) for event, by in zip(told, kinds_of, strict=True) if by == {None}]
        missing = left_out("by an agency whose kind is not on file", unknown, [*map(head_of, told)])
        told = [event for event, by in zip(told, kinds_of, strict=True) if not kinds.isdisjoint(by)]
        doubtful = [entry for entry in doubtful if kind_of.get(entry.agency or "") in {None, *kinds}]
    late = left_out(AFTER_DEATH, after_death(told, died), [*map(head_of, told)])
    return Sightings(told, entries, doubtful, (*left_out_as_doubtful(doubtful, entries), *missing, *late))


def died_of(timeline: Timeline, person: PersonId | None) -> When | None:
    """Return when a person died, by the record or by an entry; None if that is not on file."""
    record = find_record(timeline.casefile, person)
    return life_of(record, timeline)[1] if isinstance(record, Person) else None


def after_death(told: Iterable[ToldEvent], died: When | None) -> list[Event]:
    """Return the events that certainly came after a death. Either the death or the event has a wrong date."""
    if died is None:
        return []
    return [event for event in map(head_of, told) if died.definitely_before(event.when)]


@frameless
def seen(given: Given, child: PersonId) -> Timeline:
    """Return the entries that say that the child was seen, alone, with others or otherwise. Only what happened counts.

    Raises `UnknownRecord` if there is a case file and the child is not in it, and `InvalidRecord` for the id of another
    kind of record, or for what is not an id.
    """
    timeline = timeline_of(given)
    require_ids(timeline, (child,), Person)
    return timeline.where(lambda event: has_happened(event) and is_sighting(event, child))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class LastSeen(Discreet):
    """The last sighting of a child, and what may have been a later one."""

    child: PersonId
    """The id of the child."""
    event: Event | None
    """The entry of the last sighting; None if no sighting that counts is on file.

    Of several sightings with vague dates it is the one that is the latest if each is taken at its earliest: the child
    was certainly seen then or later. If no sighting has a date that is certainly before `before`, it is the first in
    the order of the timeline, and `definite` is False.
    """
    when: When | None
    """The time of that sighting; None if there is none."""
    definite: bool
    """Whether it was certainly the last: its date is certainly before `before`, and nothing may be of a later day."""
    later: tuple[Event, ...]
    """The other entries that may tell of a sighting on a later day.

    Their dates are vague or missing, a cell of theirs could not be read, or they say both seen and not seen.
    """
    left_out: tuple[LeftOut, ...] = ()
    """What the question could not look at, and why."""

    def __str__(self) -> str:
        if self.event is None:
            words = "no sighting on file"
        else:
            event = date_with_id(self.event) if is_plain(self.event) else f"at {name_of(self.event)}"
            words = f"last seen {'' if self.definite else 'possibly '}{event}"
        if self.later:
            words += f"; {first_ids(self.later)} may be later"
        if self.left_out:
            words += f"\nCould not look at: {'; '.join(map(str, self.left_out))}"
        return words

    def __repr__(self) -> str:
        return f"<LastSeen: {self}>"


@frameless
def last_seen(
    given: Given, child: PersonId, before: When | str | date | None = None, by_kinds: AgencyKinds | None = None
) -> LastSeen:
    """Return the last sighting of the child, and what may have been a later one.

    Only what happened counts, and several accounts of one sighting are one.

    Args:
        given: A Timeline, a CaseFile or events.
        child: The id of the child (or of an adult).
        before: Only sightings that may have come before this time count; None for all.
        by_kinds: A kind of agency or several, such as `HEALTH`.

    Raises:
        NeedsCaseFile: `by_kinds` is given, but there is no case file that says of which kind each agency is.
        UnknownRecord: There is a case file, and the child is not in it.
        InvalidRecord: The id is the id of another kind of record, or an argument is of another type.
        InvalidWhen: `before` is not a time.
    """
    timeline = timeline_of(given)
    limit = None if before is None else to_when(before)
    require_ids(timeline, (child,), Person)
    died = died_of(timeline, child)
    sightings = sightings_of(timeline, child, by_kinds, "last_seen", died)
    late = {event.id for event in after_death(sightings.told, died)}
    before_death = [event for event in sightings.told if head_of(event).id not in late]
    told = [event for event in before_death if _may_be_before(head_of(event), limit)]
    doubtful = [entry for entry in sightings.doubtful if _may_be_before(entry, limit)]
    extents = extents_of_told(told)
    certain = [each for each in extents if each.is_dated and _is_before(head_of(told[each.place]), limit)]
    last = max(certain, key=attrgetter("earliest_end"), default=None) or next(iter(extents), None)
    day = -BEYOND if last is None else last.earliest_end // DAY
    later = [head_of(told[each.place]) for each in extents if each is not last and each.high // DAY > day]
    later += [entry for entry, each in zip(doubtful, extents_of(doubtful), strict=True) if each.high // DAY > day]
    event = None if last is None else head_of(told[last.place])
    return LastSeen(
        child=child,
        event=event,
        when=None if event is None else event.when,
        definite=last in certain and not later,
        later=tuple(later),
        left_out=sightings.left_out,
    )


def _is_before(event: Event, limit: When | None) -> bool:
    return limit is None or event.when.definitely_before(limit)


def _may_be_before(event: Event, limit: When | None) -> bool:
    return limit is None or event.when.possibly_before(limit)

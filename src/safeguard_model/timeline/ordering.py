"""The order of a timeline: by time, and events without a date by the ages that they state."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from safeguard_model.dates.when import When, meaning_of
from safeguard_model.errors import InvalidAge, InvalidWhen
from safeguard_model.records import Person
from safeguard_model.records.casefile import find_record
from safeguard_model.timeline.minutes import when_between

if TYPE_CHECKING:
    from safeguard_model.records import AgeOf, CaseFile, Event

__all__ = ["in_order", "time_by_ages"]

_TERM: Final = 40
"""The weeks of a pregnancy up to the expected date of birth."""


def in_order(events: tuple[Event, ...], casefile: CaseFile | None) -> tuple[Event, ...]:
    """Return the events sorted by `when`, then by `order`, then by `id`.

    An event without a date is put at the time at which the people in it were as old as it says, if their births are in
    the case file. Other events without a date come last: first those that state no age, then those that state one. The
    latter are sorted by the id of the first person with an age, then by that age.
    """
    undated = [event for event in events if event.ages and event.when.is_unknown]
    if not undated:
        return _by_time(events)
    times = {id(event): time_by_ages(event, casefile) for event in undated}
    placed = [(when, event) for event in undated if (when := times[id(event)]) is not None]
    others = [event for event in undated if times[id(event)] is None]
    rest = _by_time(tuple(event for event in events if id(event) not in times))
    others.sort(key=_person_and_age)
    waiting = sorted(placed, key=lambda pair: (pair[0], pair[1].id), reverse=True)
    merged: list[Event] = []
    for event in rest:
        while waiting and waiting[-1][0] < event.when:
            merged.append(waiting.pop()[1])
        merged.append(event)
    merged += [event for _, event in reversed(waiting)]
    return (*merged, *others)


def time_by_ages(event: Event, casefile: CaseFile | None) -> When | None:
    """Return the possible times at which everybody in an event was as old as it states.

    Only people with a date of birth in their record count, and for weeks of gestation those with an expected date of
    birth. Return None if there is nobody like this, or if the ages cannot all be true at one time.
    """
    lows: list[int] = []
    highs: list[int] = []
    for of in event.ages:
        person = find_record(casefile, of.person)
        try:
            reached = _reached(of, person) if isinstance(person, Person) else None
        except (InvalidAge, InvalidWhen, OverflowError):  # outside the calendar
            continue
        if reached is not None:
            low, _, _, high = meaning_of(reached)
            lows.append(low)
            highs.append(high)
    if not lows or max(lows) > min(highs):
        return None
    return when_between(max(lows), min(highs))


# A pregnancy is counted from 280 days (40 weeks) before the expected date of birth. At 22 completed weeks, 18 weeks are
# left, or up to six days less.
def _reached(of: AgeOf, person: Person) -> When | None:
    """Return the possible times at which a person was as old as stated; None if the record does not tell."""
    if of.age is not None:
        return of.age.reached(person.born) if person.born is not None and not person.born.is_unknown else None
    expected = person.expected
    if of.gestation_weeks is None or expected is None or expected.earliest is None or expected.latest is None:
        return None
    left = timedelta(weeks=_TERM - of.gestation_weeks)
    return When(f"[{expected.earliest - left}..{expected.latest - left + timedelta(days=6)}]")


def _person_and_age(event: Event) -> tuple[str, int, int, str]:
    """Return what sorts events by the first age stated; an age before birth comes first."""
    first = event.ages[0]
    if first.age is None:
        return first.person, -1, first.gestation_weeks or 0, event.id
    least = first.age.least
    return first.person, 12 * least.years + least.months, least.days, event.id


def _by_time(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return the events sorted by `when`, then by `order`, then by `id`.

    Sorting by one number of each `when` is quick. Only events that are equal in this number are compared further.
    """
    numbered = not {None}.issuperset(map(_order, events))
    ordered: list[Event] = []
    for _, tied in groupby(sorted(events, key=_place), key=_place):
        run = list(tied)
        if len(run) > 1:
            if numbered:
                run.sort(key=_within_tie)
            else:  # no event has an `order`: two passes are quicker than one pass with tuples as keys
                run.sort(key=_id)
                run.sort(key=_text)
        ordered += run
    return tuple(ordered)


_place, _text, _order, _id = map(attrgetter, ("when._key", "when._text", "order", "id"))


def _within_tie(event: Event) -> tuple[str, float, str]:
    return event.when.text, float("inf") if event.order is None else event.order, event.id

"""How old a person was at each event; before birth and after death are answers, not errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs

from safeguard_model.dates import Age, When
from safeguard_model.errors import InvalidAge, InvalidWhen, NotYetBorn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguard_model.records import Event, Person

__all__ = ["AgeThen", "AgeUnknown", "DiedAged", "Unborn", "ages", "possible_birth"]


@attrs.frozen
class Unborn:
    """The event is surely before the person's birth."""

    def __str__(self) -> str:
        return "unborn"


@attrs.frozen
class DiedAged:
    """The event is surely after the person's death."""

    age: Age | None
    """The age at death, where it can be worked out."""

    def __str__(self) -> str:
        return f"died aged {self.age}" if self.age else "had died"


@attrs.frozen
class AgeUnknown:
    """Neither a date of birth nor an age with its date is on file."""

    def __str__(self) -> str:
        return "age not recorded"


AgeThen: TypeAlias = Age | Unborn | DiedAged | AgeUnknown


def possible_birth(person: Person) -> When | None:
    """When the person may have been born: as recorded, else worked out from the first stated age that has a date."""
    if person.born is not None:
        return person.born
    for stated in person.stated_ages:
        if stated.at is not None and not stated.at.is_unknown:
            try:
                return stated.age.birth(stated.at)
            except (InvalidWhen, InvalidAge):  # outside the calendar
                continue
    return None


def ages(events: Iterable[Event], person: Person) -> tuple[tuple[Event, AgeThen], ...]:
    """Each event with the person's age at the time of it."""
    born = possible_birth(person)
    return tuple((event, _age_then(person, born, event.when)) for event in events)


def _age_then(person: Person, born: When | None, at: When) -> AgeThen:
    if person.died is not None and person.died.definitely_before(at):
        return DiedAged(_age(born, person.died))
    if born is None:
        return Unborn() if person.expected is not None and at.definitely_before(person.expected) else AgeUnknown()
    return _age(born, at if person.died is None else _until(at, person.died)) or Unborn()


def _until(at: When, died: When) -> When:
    """The part of a time that may lie before a death: nobody grows older after it."""
    if died.latest is None or (at.latest is not None and at.latest <= died.latest):
        return at
    return When(f"[{at.earliest or ''}..{died.latest}]")


def _age(born: When | None, at: When) -> Age | None:
    try:
        return Age.between(born, at) if born is not None else None
    except NotYetBorn:
        return None

"""Checks of the arguments of a question: ids, kinds, texts and numbers."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from safeguard_model.errors import InvalidRecord, an, shape
from safeguard_model.records import AgencyKind, CaseFile, EventKind
from safeguard_model.records.refusals import Refused, word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguard_model.records import Event, PersonId, Record, RecordId
    from safeguard_model.timeline.timeline import Timeline

__all__ = [
    "AgencyKinds",
    "Kinds",
    "is_about",
    "people_in",
    "require_ids",
    "require_record",
    "require_texts",
    "require_whole_number",
    "to_agency_kinds",
    "to_kinds",
]

_Word = TypeVar("_Word", bound=StrEnum)
_Record = TypeVar("_Record", bound="Record")

Kinds: TypeAlias = "EventKind | str | Iterable[EventKind | str]"
"""One kind of event or several, each as an `EventKind` or as its word (``"referral"``)."""
AgencyKinds: TypeAlias = "AgencyKind | str | Iterable[AgencyKind | str]"
"""One kind of agency or several, each as an `AgencyKind` or as its word; or a group of kinds such as `HEALTH`."""


def require_record(casefile: CaseFile, id: RecordId, kind: type[_Record], where: str, name: str) -> _Record:
    """Return the record with an id, after a check that the record is of a kind.

    `where` and `name` are the function and its argument, for the error text. Raises `UnknownRecord` if there is no such
    record, and `InvalidRecord` if the record is of another kind.
    """
    record = casefile[id]
    if isinstance(record, kind):
        return record
    rule = f"{id} is the id of {an(type(record).__name__)}; expected that of {an(kind.__name__)}"
    raise InvalidRecord(where, name, rule)


def people_in(event: Event) -> frozenset[PersonId]:
    """Return the people that an event is about, and those who were seen or not seen at it."""
    return frozenset((*event.people, *event.seen, *event.not_seen, *event.seen_alone, *event.seen_with_others))


def is_about(event: Event, person: PersonId) -> bool:
    """Return whether an event is about a person, or says whether the person was seen, as in `people_in`."""
    return (
        person in event.people
        or person in event.seen
        or person in event.not_seen
        or person in event.seen_alone
        or person in event.seen_with_others
    )


def to_kinds(kinds: Kinds, where: str, name: str = "kinds") -> frozenset[EventKind]:
    """Convert one word, or several, to kinds of event. Raises `InvalidRecord` for a value that is not a kind of event.

    `where` and `name` are the function and its argument, for the error text.

    >>> sorted(to_kinds("referral", where="unanswered"))
    [<EventKind.REFERRAL: 'referral'>]
    """
    return _members(EventKind, kinds, where, name)


def to_agency_kinds(kinds: AgencyKinds, where: str) -> frozenset[AgencyKind]:
    """Convert one word, or several, to kinds of agency. Raises `InvalidRecord` for a value that is not such a kind.

    `where` is the function that asks, for the error text.
    """
    return _members(AgencyKind, kinds, where, "by_kinds")


def require_ids(timeline: Timeline, ids: Iterable[str], kind: type[Record]) -> frozenset[str]:
    """Return some ids as a set, after a check that each is the id of a record of a kind.

    Without a case file, only the type of the ids is checked. Raises `UnknownRecord` if one of the ids belongs to no
    record, and `InvalidRecord` if one belongs to a record of another kind, is not a text, or is a kind of agency.
    """
    checked = require_texts(ids, "ids")
    if timeline.casefile is not None:
        for id in checked:
            require_record(timeline.casefile, id, kind, "Timeline", "ids")
    return checked


# A list in place of a text, or a kind of agency in place of an id, would match no event. The empty result would look
# like a true answer.
def require_texts(texts: Iterable[str], name: str) -> frozenset[str]:
    """Return texts as a set, after a check. Raises `InvalidRecord` for what is not a text, or is a kind of agency.

    `name` is the argument, for the error text.
    """
    for text in texts:
        if type(text) is AgencyKind:
            raise InvalidRecord("Timeline", name, f"expected {name}, got a kind of agency")
        if not isinstance(text, str):
            rule = f"expected texts, got {shape(text)}"
            if isinstance(text, (list, tuple, set)):
                rule += f": write a * before it, to give its {name} one by one"
            raise InvalidRecord("Timeline", name, rule)
    return frozenset(texts)


def require_whole_number(value: object, where: str, name: str, least: int = 0) -> int:
    """Return a whole number, after a check that it is `least` or more. Raises `InvalidRecord` if it is not."""
    if type(value) is not int:  # True is an int too, but nobody means it as a number
        raise InvalidRecord(where, name, f"expected a whole number of {least} or more, got {shape(value)}")
    if value < least:
        rule = f"expected a whole number of {least} or more, got a number below {least}"
        raise InvalidRecord(where, name, rule)
    return value


def _members(enum: type[_Word], words: str | Iterable[str], where: str, name: str) -> frozenset[_Word]:
    """Convert one word, or several, to members of an enum. Raises `InvalidRecord` for a value that is not a member."""
    try:
        return frozenset(word(enum, each) for each in ([words] if isinstance(words, str) else words))
    except Refused as refusal:
        rule = refusal.rule
    except TypeError:
        rule = f"expected one {enum.__name__} or several, got {shape(words)}"
    raise InvalidRecord(where, name, rule)

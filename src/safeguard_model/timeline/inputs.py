"""The arguments of a question, checked: ids, kinds, texts and numbers."""

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
    "find_record",
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
"""One kind of event or several, as members or as their words."""
AgencyKinds: TypeAlias = "AgencyKind | str | Iterable[AgencyKind | str]"
"""One kind of agency or several, or a group of kinds such as `HEALTH`."""


def find_record(casefile: CaseFile | None, id: RecordId | None) -> Record | None:
    """Return the record with an id; None without a case file, without an id, or if there is no such record."""
    if casefile is None or id is None or id not in casefile:
        return None
    return casefile[id]


def require_record(casefile: CaseFile, id: RecordId, kind: type[_Record], where: str, name: str) -> _Record:
    """Return the record with an id. Raises `UnknownRecord`, and `InvalidRecord` if it is of another kind.

    `where` and `name` are the function and its argument, for the message.
    """
    record = casefile[id]
    if isinstance(record, kind):
        return record
    rule = f"{id} is the id of {an(type(record).__name__)}; expected that of {an(kind.__name__)}"
    raise InvalidRecord(where, name, rule)


def people_in(event: Event) -> frozenset[PersonId]:
    """Return the people that an event is about, and those who were seen or not seen at it."""
    return frozenset((*event.people, *event.seen, *event.not_seen, *event.seen_alone, *event.seen_with_others))


def to_kinds(kinds: Kinds, where: str, name: str = "kinds") -> frozenset[EventKind]:
    """Return the kinds of event of one word or several. Raises `InvalidRecord` for a word that is not a kind.

    >>> sorted(to_kinds("referral", "unanswered"))
    [<EventKind.REFERRAL: 'referral'>]
    """
    return _members(EventKind, kinds, where, name)


def to_agency_kinds(kinds: AgencyKinds, where: str) -> frozenset[AgencyKind]:
    """Return the kinds of agency of one word or several. Raises `InvalidRecord` for a word that is not a kind."""
    return _members(AgencyKind, kinds, where, "by_kinds")


def require_ids(timeline: Timeline, ids: Iterable[str], kind: type[Record]) -> frozenset[str]:
    """Return the ids of records of a kind, checked against the case file if there is one.

    Raises `UnknownRecord`, and `InvalidRecord` for the id of another kind of record and for what is not a text.
    """
    checked = require_texts(ids, "ids")
    if timeline.casefile is not None:
        for id in checked:
            require_record(timeline.casefile, id, kind, "Timeline", "ids")
    return checked


# A list in place of a text, or a kind of agency in place of its id, would match no event: that would look like an
# answer.
def require_texts(texts: Iterable[str], name: str) -> frozenset[str]:
    """Return the texts given as an argument, checked. Raises `InvalidRecord` for what is not a text."""
    for text in texts:
        if type(text) is AgencyKind:
            raise InvalidRecord("Timeline", name, "expected ids, got a kind of agency")
        if not isinstance(text, str):
            raise InvalidRecord("Timeline", name, f"expected texts, got {shape(text)}")
    return frozenset(texts)


def require_whole_number(value: object, where: str, name: str, least: int = 0) -> int:
    """Return a whole number, checked to be `least` or more. Raises `InvalidRecord`."""
    if type(value) is not int:  # True is an int too, but not a number that somebody meant
        raise InvalidRecord(where, name, f"expected a whole number of {least} or more, got {shape(value)}")
    if value < least:
        rule = f"expected a whole number of {least} or more, got a number below {least}"
        raise InvalidRecord(where, name, rule)
    return value


def _members(enum: type[_Word], words: str | Iterable[str], where: str, name: str) -> frozenset[_Word]:
    """Return the members of an enum for one word or several. Raises `InvalidRecord`."""
    try:
        return frozenset(word(enum, each) for each in ([words] if isinstance(words, str) else words))
    except Refused as refusal:
        rule = refusal.rule
    except TypeError:
        rule = f"expected one word of {enum.__name__} or several, got {shape(words)}"
    raise InvalidRecord(where, name, rule)

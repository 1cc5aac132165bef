"""The input of a question: a Timeline, a CaseFile (which means `Timeline.of` it), or events alone."""

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
    """Return the record of an id, if there is one."""
    return None if casefile is None or id is None or id not in casefile else casefile[id]


def require_record(casefile: CaseFile, id: RecordId, kind: type[_Record], where: str, name: str) -> _Record:
    """Return the record of an id, of the kind required.

    Raises `UnknownRecord`, and `InvalidRecord` for another kind.
    """
    record = casefile[id]
    if isinstance(record, kind):
        return record
    rule = f"{id} is the id of {an(type(record).__name__)}; expected that of {an(kind.__name__)}"
    raise InvalidRecord(where, name, rule)


def people_in(event: Event) -> frozenset[PersonId]:
    """Return the people an event is about, and those who were seen at it or not."""
    return frozenset((*event.people, *event.seen, *event.not_seen, *event.seen_alone, *event.seen_with_others))


def to_kinds(kinds: Kinds, where: str, name: str = "kinds") -> frozenset[EventKind]:
    """Return the kinds of event of one word or several. Raises `InvalidRecord` for a word that is not a kind.

    >>> sorted(to_kinds("referral", "unanswered"))
    [<EventKind.REFERRAL: 'referral'>]
    """
    return _words(EventKind, kinds, where, name)


def to_agency_kinds(kinds: AgencyKinds, where: str) -> frozenset[AgencyKind]:
    """Return the kinds of agency of one word or several. Raises `InvalidRecord` for a word that is not a kind."""
    return _words(AgencyKind, kinds, where, "by_kinds")


def require_ids(timeline: Timeline, ids: Iterable[str], kind: type[Record]) -> frozenset[str]:
    """Return ids of records of a kind, checked if there is a case file.

    Raises `UnknownRecord`, and `InvalidRecord` for the id of something else and for what is not text.
    """
    found = require_texts(ids, "ids")
    if timeline.casefile is not None:
        for id in found:
            require_record(timeline.casefile, id, kind, "Timeline", "ids")
    return found


def require_texts(given: Iterable[str], what: str) -> frozenset[str]:
    """Return texts given as arguments, checked: a list in place of a text would match nothing."""
    for text in given:
        if type(text) is AgencyKind:
            raise InvalidRecord("Timeline", what, "expected ids, got a kind of agency")
        if not isinstance(text, str):
            raise InvalidRecord("Timeline", what, f"expected texts, got {shape(text)}")
    return frozenset(given)


def require_whole_number(value: object, where: str, name: str, least: int = 0) -> int:
    """Return a whole number of at least so much. Raises `InvalidRecord`."""
    if type(value) is int and value >= least:
        return value
    other = f"a number below {least}" if type(value) is int else shape(value)
    raise InvalidRecord(where, name, f"expected a whole number of {least} or more, got {other}")


def _words(enum: type[_Word], given: str | Iterable[str], where: str, name: str) -> frozenset[_Word]:
    try:
        return frozenset(word(enum, each) for each in ([given] if isinstance(given, str) else given))
    except Refused as refusal:
        rule = refusal.rule
    except TypeError:
        rule = f"expected one word of {enum.__name__} or several, got {shape(given)}"
    raise InvalidRecord(where, name, rule)

"""What was removed from a copy, and which answers of the copy can no longer be trusted because of it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from safeguard_model.privacy.redaction_rules import SENTENCES, RemovalReason
from safeguard_model.records import Agency, Claim, Event, Factor, Family, Incident, Involvement, Person, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from safeguard_model.records import Record

__all__ = ["Removed", "limits_of"]

_INDEX = re.compile(r"\[[0-9]+\]")
_SEEN = frozenset({"seen", "not_seen", "seen_alone", "seen_with_others", "seen_by"})
_DATES = frozenset({"when", "recorded", "became_aware", "notified"})
_ANSWERS = frozenset({"responds_to", "account_of", "rescheduled_from"})


class Removed(NamedTuple):
    """Something that a copy lacks: where it was and why, never what it was."""

    path: str
    """The id of a record, or an id and the way to a field or an item: ``event-7.description``, ``incident-1.harms[0]``.
    The fields of the case file itself begin with ``$``. A path stands for everything below it."""
    reason: RemovalReason
    """Why, as a word."""

    def __str__(self) -> str:
        return f"{self.path}: {SENTENCES[self.reason]}"


_TEXTS = frozenset(
    {
        RemovalReason.FREE_TEXT,
        RemovalReason.CHILDS_ACCOUNT,
        RemovalReason.WORKING_NOTE,
        RemovalReason.MENTIONS_ADDRESS,
        RemovalReason.MENTIONS_NAME,
        RemovalReason.MENTIONS_RESTRICTED,
    }
)
_OF_RECORDS = (
    ((Event,), "gaps and unseen: a gap may be no gap (events removed: {})"),
    ((Event,), "counts and sequences: every number may be too small (events removed: {})"),
    ((Status, Factor), "states and factors: none in the copy does not mean none (statuses and factors removed: {})"),
    ((Involvement, Agency), "agencies: others may have been involved (agencies and involvements removed: {})"),
    ((Person, Family), "people: the families are not complete (people and families removed: {})"),
    ((Incident,), "harm: there may have been more (incidents removed: {})"),
    ((Claim,), "disagreement: sources may disagree more than the copy shows (claims removed: {})"),
)
"""The limits that follow from records of some classes that were removed."""
_OF_FIELDS = (
    (frozenset({"born", "expected", "died", "ages", "at", "age"}), "ages: they may be wider or missing ({})"),
    (_SEEN, "sightings: who was seen, or by whom, may be missing ({})"),
    (_ANSWERS, "replies and accounts: an entry may have been answered, or told twice ({})"),
    (frozenset({"known_to", "since", "told_by"}), "who knew what: when, and from whom, may be missing ({})"),
    (frozenset({"people"}), "entries of a person: an entry may be about others too ({})"),
    (frozenset({"members", "relationships"}), "families: memberships or ties are missing ({})"),
)
"""The limits that follow from fields that were removed."""


def limits_of(removed: Sequence[tuple[Record | None, tuple[Removed, ...]]], *, has_family: bool) -> list[str]:
    """Return which answers of the copy can no longer be trusted, and why, one sentence each.

    `removed`: what was removed of each record, with the record as the case file had it; None for the case file itself.
    """
    limits = list(_limits(removed))
    if not has_family:
        limits.append("family: no family of the reader is on file, so everybody else counts as a third party")
    return limits


def _limits(removed: Sequence[tuple[Record | None, tuple[Removed, ...]]]) -> Iterator[str]:
    whole: list[Record] = []
    fields: Counter[str] = Counter()
    reasons: Counter[RemovalReason] = Counter()
    years = 0
    for record, found in removed:
        for each in found:
            reasons[each.reason] += 1
            field = _field_of(record, each)
            fields[field] += 1
            if record is not None and not field:
                whole.append(record)
            if isinstance(record, (Event, Incident)) and each.reason is RemovalReason.DATE_OF_BIRTH:
                years += field in _DATES
    for kinds, sentence in _OF_RECORDS:
        if number := sum(isinstance(record, kinds) for record in whole):
            yield sentence.format(f"{number:,}")
    if agencies := len({record.agency for record in whole if isinstance(record, Event) and record.agency}):
        yield f"who knew what: an agency may have known more (agencies with entries removed: {agencies:,})"
    for names, sentence in _OF_FIELDS:
        if number := sum(fields[name] for name in names):
            yield sentence.format(f"removed: {number:,}")
    if years:
        yield f"order and timescales: entries may come in a wrong place (dates that became a year: {years:,})"
    if number := sum(reasons[reason] for reason in _TEXTS):
        yield f"words: a search of the words finds less than there was (texts removed: {number:,})"
    if number := reasons[RemovalReason.WITHHELD_FROM_UNKNOWN]:
        yield f"withheld_from: a word there names no reader that is known: correct it (records removed: {number:,})"


def _field_of(record: Record | None, removed: Removed) -> str:
    """Return the last field on the way to what was removed; an empty text if the whole record was."""
    rest = removed.path[len(record.id) + 1 :] if record is not None else removed.path
    return _INDEX.sub("", rest).rpartition(".")[2]

"""New ids for the records of which the id may hold a date, such as ``visit-2016-05-12``."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING, Final, Literal

import attrs

from safeguard_model.privacy.finer_dates import id_finder
from safeguard_model.records import CaseFile, Claim, Person, Record
from safeguard_model.records.claim_paths import Refusal, rename_keys, resolve
from safeguard_model.records.links import renamed
from safeguard_model.records.vocabulary import AudienceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from safeguard_model.records import RecordId

__all__ = ["with_plain_ids"]

_AUDIENCES: Final = frozenset(str(word) for word in AudienceKind)


def with_plain_ids(casefile: CaseFile, dates: Literal["month", "year"], remove: Callable[[str, str], None]) -> CaseFile:
    """Return the case file with other ids for the records of which the id may hold a date; links lead as before.

    The new id is the class of the record and a number, and no other record has it. `remove` is told of each new id.
    """
    holds_date = id_finder(dates)
    named = [record for record in casefile.records() if holds_date(record.id)]
    if not named:
        return casefile
    new: dict[RecordId, RecordId] = {}
    taken = {record.id for record in casefile.records()}
    numbers: dict[str, Iterator[int]] = defaultdict(lambda: count(1))
    for record in named:
        word = type(record).__name__.lower()
        new[record.id] = next(id for number in numbers[word] if (id := f"{word}-{number}") not in taken)
        remove(new[record.id], "the id may have held a date: this is a new one")

    def rename(id: RecordId) -> RecordId:
        return new.get(id, id)

    records = [_renamed(record, casefile, rename) for record in casefile.records()]
    return CaseFile.of(casefile.title, records, casefile.handling, casefile.extra)


def _renamed(record: Record, casefile: CaseFile, rename: Callable[[RecordId], RecordId]) -> Record:
    """Return a record with its own id and all ids that it holds renamed, except in `extra`."""
    made = renamed(record, rename)
    withheld = tuple(dict.fromkeys(_audiences(record, casefile, rename)))
    if made.id != rename(made.id) or withheld != made.withheld_from:
        made = attrs.evolve(made, id=rename(made.id), withheld_from=withheld)
    if isinstance(made, Claim) and isinstance(record, Claim):
        about = casefile[record.about]
        target = resolve(about, record.field)
        is_link = not isinstance(target, Refusal) and bool(target[0].refs)
        made = attrs.evolve(
            made,
            field=rename_keys(about, record.field, rename),
            value=rename(record.value) if is_link else record.value,
        )
    return made


def _audiences(record: Record, casefile: CaseFile, rename: Callable[[RecordId], RecordId]) -> list[str]:
    """Return the items of `withheld_from` with the ids of persons renamed; a word that is also an id stays too."""
    audiences: list[str] = []
    for word in record.withheld_from:
        is_person = word in casefile and isinstance(casefile[word], Person)
        if word in _AUDIENCES or not is_person:
            audiences.append(word)
        if is_person:
            audiences.append(rename(word))
    return audiences

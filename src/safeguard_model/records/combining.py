"""Two case files combined into one: equal records once, differing ones listed to settle."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from safeguard_model.records.base import Record, RecordId
from safeguard_model.records.casefile import CaseFile
from safeguard_model.records.casefile_checks import misfits
from safeguard_model.records.claim_paths import Refusal, rename_keys, resolve
from safeguard_model.records.converters import JSON
from safeguard_model.records.links import renamed
from safeguard_model.records.people import Person
from safeguard_model.records.sources import Claim
from safeguard_model.records.vocabulary import AudienceKind, Handling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Combined", "Difference"]

_STRICTNESS = (Handling.PUBLISHED, Handling.PSEUDONYMISED, Handling.IDENTIFIABLE)
_AUDIENCES = frozenset(str(word) for word in AudienceKind)


@attrs.frozen(kw_only=True, repr=False)
class Difference:
    """Two records of one id that are not equal, or two values of one key of `extra`, to be settled by hand."""

    id: RecordId
    """The id; for a key of `extra` its place among the other file's: ``$.extra{2}``."""
    mine: Record | JSON
    """What the file that was asked holds, and what the combined one holds; None for a claim that found no place."""
    theirs: Record | JSON
    """What the other file holds."""

    def __repr__(self) -> str:
        return f"Difference(id={self.id!r})"


@attrs.frozen(kw_only=True, unsafe_hash=False)
class Combined:
    """Two case files combined into one, and what is left to settle."""

    casefile: CaseFile
    """The case file with the records of both."""
    differences: tuple[Difference, ...]
    """The records that have one id and differ."""

    __hash__: ClassVar[None] = None  # type: ignore[assignment]


def combined_files(mine: CaseFile, theirs: CaseFile) -> Combined:
    """Return two case files in one, as `CaseFile.combine` says."""
    differences = [
        Difference(id=record.id, mine=mine[record.id], theirs=record)
        for record in theirs.records()
        if record.id in mine and mine[record.id] != record
    ]
    differences += [
        Difference(id=f"$.extra{{{place}}}", mine=mine.extra[key], theirs=value)
        for place, (key, value) in enumerate(theirs.extra.items(), start=1)
        if key in mine.extra and mine.extra[key] != value
    ]
    new = {record.id: record for record in theirs.records() if record.id not in mine}
    index = mine._indexed().extended(new)  # pyright: ignore[reportPrivateUsage]
    for record in list(new.values()):
        if type(record) is Claim and record.about in mine and misfits([record], index):
            differences.append(Difference(id=record.id, mine=None, theirs=new.pop(record.id)))
    more = mine.add(new.values())
    handling = max(mine.handling, theirs.handling, key=_STRICTNESS.index)
    changes = {"handling": handling, "extra": theirs.extra | mine.extra}
    casefile = more._with(changes, more._indexed())  # pyright: ignore[reportPrivateUsage]
    return Combined(casefile=casefile, differences=tuple(differences))


def prefixed(record: Record, casefile: CaseFile, prefix: str) -> Record:
    def rename(id: str) -> str:
        return prefix + id

    withheld = tuple(_renamed_audiences(record, casefile, rename))
    new = attrs.evolve(renamed(record, rename), id=rename(record.id), withheld_from=withheld)
    if isinstance(new, Claim) and isinstance(record, Claim):
        about = casefile[record.about]
        target = resolve(about, record.field)
        is_link = not isinstance(target, Refusal) and bool(target[0].refs)
        value = rename(record.value) if is_link else record.value
        new = attrs.evolve(new, field=rename_keys(about, record.field, rename), value=value)
    return new


def _renamed_audiences(record: Record, casefile: CaseFile, rename: Callable[[str], str]) -> Iterator[str]:
    """Return the audiences that a record is withheld from, with ids renamed.

    A word that is both an audience and somebody's id stays beside the new id.
    """
    for word in record.withheld_from:
        is_person = word in casefile and isinstance(casefile[word], Person)
        if word in _AUDIENCES or not is_person:
            yield word
        if is_person:
            yield rename(word)

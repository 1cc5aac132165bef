"""The combination of two case files: equal records appear once, differing records are listed to settle by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from safeguard_model.discreet import Discreet
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

__all__ = ["Combined", "Difference", "renamed_audiences"]

_STRICTNESS = (Handling.PUBLISHED, Handling.PSEUDONYMISED, Handling.IDENTIFIABLE)
"""The ways to handle a case file, the least strict first."""
_AUDIENCES = frozenset(str(word) for word in AudienceKind)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Difference(Discreet):
    """A difference between two case files, to be settled by hand.

    The two sides are records with the same id, or values under the same key of `extra`. A claim that was left out is a
    difference too.
    """

    id: RecordId
    """The id of the records. For a key of `extra`, its position in the other file, counted from 1: ``$.extra{2}``."""
    mine: Record | JSON
    """The record or value of the first file, which the combined file keeps; None for a claim that was left out."""
    theirs: Record | JSON
    """The record or value of the other file."""

    def __repr__(self) -> str:
        return f"Difference(id={self.id!r})"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Combined(Discreet):
    """The result of `CaseFile.combine`: the combined case file, and the differences to settle by hand."""

    casefile: CaseFile
    """The case file with the records of both. Where two records differ, it has the record of the first file."""
    differences: tuple[Difference, ...]
    """The differences between the two case files."""

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Combined(casefile={self.casefile!r}, differences={self.differences!r})"


def combined_files(mine: CaseFile, theirs: CaseFile) -> Combined:
    """Return two case files combined into one. `CaseFile.combine` describes the result."""
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
        # A claim may be about a list item, or a field of a class, that only the other file's version of the record has.
        if type(record) is Claim and record.about in mine and misfits([record], index):
            differences.append(Difference(id=record.id, mine=None, theirs=new.pop(record.id)))
    more = mine.add(new.values())
    handling = max(mine.handling, theirs.handling, key=_STRICTNESS.index)
    changes = {"handling": handling, "extra": theirs.extra | mine.extra}
    casefile = more._with(changes, more._indexed())  # pyright: ignore[reportPrivateUsage]
    return Combined(casefile=casefile, differences=tuple(differences))


def prefixed(record: Record, casefile: CaseFile, prefix: str) -> Record:
    """Return a record with a prefix before its own id and before every other id that it holds, except in `extra`.

    A claim also holds ids in the key of its `field`, and in its `value` if that field is a link.
    """

    def rename(id: str) -> str:
        return prefix + id

    withheld = tuple(renamed_audiences(record, casefile, rename))
    new = attrs.evolve(renamed(record, rename), id=rename(record.id), withheld_from=withheld)
    if isinstance(new, Claim) and isinstance(record, Claim):
        about = casefile[record.about]
        target = resolve(about, record.field)
        is_link = not isinstance(target, Refusal) and bool(target[0].refs)
        value = rename(record.value) if is_link else record.value
        new = attrs.evolve(new, field=rename_keys(about, record.field, rename), value=value)
    return new


def renamed_audiences(record: Record, casefile: CaseFile, rename: Callable[[str], str]) -> Iterator[str]:
    """Yield the items of the record's `withheld_from`, with the ids of persons renamed.

    A word that is both an audience and the id of a person is yielded twice: as it is, and as the new id.
    """
    for word in record.withheld_from:
        is_person = word in casefile and isinstance(casefile[word], Person)
        if word in _AUDIENCES or not is_person:
            yield word
        if is_person:
            yield rename(word)

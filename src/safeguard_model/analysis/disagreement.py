"""Conflicts: claims of sources about one field that cannot all be true, or that contradict the record."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import attrs

from safeguard_model.dates import Age, When
from safeguard_model.discreet import Discreet, frameless
from safeguard_model.records import Agency, CaseFile, Claim, RecordId
from safeguard_model.records.casefile import require_casefile
from safeguard_model.records.claim_paths import Refusal, normal_path, read_scalar, resolve, write_scalar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguard_model.records.fields import Field

__all__ = ["Conflict", "conflicts"]

_SILENT = frozenset({"unknown", "not_recorded", "not_stated", "unborn", "unclear"})
"""Words of enums that leave a field open. They conflict with no value, because another source may know more."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Conflict(Discreet):
    """Claims about one field of one record that cannot all be true, or that contradict the record's own value."""

    about: RecordId
    """The id of the record."""
    field: str
    """The path of the field, as the first of the claims writes it."""
    claims: tuple[Claim, ...]
    """The claims, in the order of the file; each cites its sources."""
    own: str | None
    """The record's own value, as it is written in a file; None if the record has no value."""
    sides: tuple[tuple[Claim, ...], ...]
    """The claims in groups that agree: 2 March 2016 agrees with March 2016. One group: only the record disagrees."""
    reason: str
    """Why the claims cannot all be true, in words that do not show the values."""

    def __str__(self) -> str:
        return f"{self.about}.{self.field}: {self.reason}"

    def __repr__(self) -> str:
        return f"<Conflict {self}, {len(self.claims)} claims>"


@frameless
def conflicts(casefile: CaseFile) -> tuple[Conflict, ...]:
    """Return a `Conflict` for each field on which the sources, or a source and the record, cannot all be right.

    Two dates, or two ages, conflict only if they cannot overlap. Texts that differ only in capitals or spaces do not
    conflict. A word that leaves a field open (``unknown``) does not conflict with any value. An agency does not
    conflict with its predecessor or successor. The function does not decide who is right: the claims stay as they are.
    Raises `InvalidRecord` if the argument is not a CaseFile.
    """
    require_casefile(casefile, "conflicts")
    claimed: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in casefile.claims:
        claimed[claim.about, normal_path(casefile[claim.about], claim.field)].append(claim)
    checked = (_conflict(casefile, about, claims[0].field, claims) for (about, _), claims in claimed.items())
    return tuple(conflict for conflict in checked if conflict is not None)


def _conflict(casefile: CaseFile, about: RecordId, path: str, claims: list[Claim]) -> Conflict | None:
    target = resolve(casefile[about], path)
    if isinstance(target, Refusal):  # cannot happen: a case file refuses claims with such a path
        return None
    field, own = target
    values = {claim.id: read_scalar(field, claim.value) for claim in claims}
    sides = _sides(casefile, field, claims, values)
    own_is_alone = (
        own is not None and own != "" and not all(_compatible(casefile, field, own, value) for value in values.values())
    )
    if len(sides) == 1 and not own_is_alone:
        return None
    return Conflict(
        about=about,
        field=path,
        claims=tuple(claims),
        own=None if own is None or own == "" else write_scalar(own),
        sides=sides,
        reason=_reason(field, among_sources=len(sides) > 1),
    )


def _sides(
    casefile: CaseFile, field: Field, claims: Iterable[Claim], values: dict[str, Any]
) -> tuple[tuple[Claim, ...], ...]:
    """Group the claims so that all claims of a group agree. Each claim joins the first group with which it agrees."""
    sides: list[list[Claim]] = []
    for claim in claims:
        for side in sides:
            if all(_compatible(casefile, field, values[claim.id], values[other.id]) for other in side):
                side.append(claim)
                break
        else:
            sides.append([claim])
    return tuple(tuple(side) for side in sides)


def _compatible(casefile: CaseFile, field: Field, one: Any, other: Any) -> bool:
    if field.type in (When, Age):
        return bool(one.possibly_overlaps(other))
    if field.refs:
        return bool(one == other) or one in _predecessors(casefile, other) or other in _predecessors(casefile, one)
    if field.type is str:
        return bool(" ".join(one.casefold().split()) == " ".join(other.casefold().split()))
    return bool(one == other) or one in _SILENT or other in _SILENT


def _predecessors(casefile: CaseFile, id: RecordId) -> set[RecordId]:
    """Return the ids of the agencies that came before an agency: its predecessors, their predecessors, and so on."""
    predecessors: set[RecordId] = set()
    nearest = [id]
    while nearest:
        record = casefile[nearest.pop()]
        if isinstance(record, Agency):
            more = set(record.successor_of) - predecessors
            predecessors |= more
            nearest.extend(more)
    return predecessors


def _reason(field: Field, *, among_sources: bool) -> str:
    thing = "no one value"
    if field.type is When:
        thing = "no time"
    elif field.type is Age:
        thing = "no age"
    own = "" if among_sources else "the record's own value and "
    return f"{thing} fits all of {own}the sources' claims"

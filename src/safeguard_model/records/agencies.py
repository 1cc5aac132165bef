"""Agencies and their involvement with people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from safeguard_model.dates import When
from safeguard_model.records.base import PERSON, AgencyId, PersonId, ProfessionalId, Record, refuse, shared_last
from safeguard_model.records.converters import (
    to_bool,
    to_ids,
    to_linked_id,
    to_optional_id,
    to_optional_when,
    to_required_ids,
    to_text,
    values,
)
from safeguard_model.records.sensitivity import FREE_TEXT, OPEN, QUASI, link
from safeguard_model.records.vocabulary import AgencyKind, InvolvementState, Nation
from safeguard_model.records.word_converters import to_agency_kind, to_involvement_state, to_nation

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Agency", "Involvement"]


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Agency(Record):
    """An organisation that works with children or families, or that looks into how others did."""

    name: str = attrs.field(converter=to_text, metadata=QUASI)
    """Its name; empty only if `name_withheld` is True."""
    name_withheld: bool | None = attrs.field(default=None, converter=to_bool, metadata=OPEN)
    """True if the source keeps the name back, such as "Anonymous"."""
    kind: AgencyKind | None = attrs.field(default=None, converter=to_agency_kind, metadata=OPEN)
    """What kind of agency it is."""
    area: str = attrs.field(default="", converter=to_text, metadata=QUASI)
    """The area it serves."""
    nation: Nation | None = attrs.field(default=None, converter=to_nation, metadata=OPEN)
    """The nation whose law and guidance it works under."""
    part_of: AgencyId | None = attrs.field(default=None, converter=to_optional_id, metadata=link("Agency"))
    """The agency it is a part of. What a part knows does not count as known to the whole."""
    successor_of: tuple[AgencyId, ...] = attrs.field(default=(), converter=to_ids, metadata=link("Agency"))
    """The agencies it took over from."""
    during: When | None = attrs.field(default=None, converter=to_optional_when, metadata=OPEN)
    """From when to when it existed."""

    def __attrs_post_init__(self) -> None:
        if not self.name.strip() and self.name_withheld is not True:
            raise refuse(self, "name", "a name is required, or name_withheld=True")


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Involvement(Record):
    """The work of an agency with people, from when to when; or the statement that it did not work with them."""

    agency: AgencyId = attrs.field(converter=to_linked_id, metadata=link("Agency"))
    """The agency."""
    people: tuple[PersonId, ...] = attrs.field(converter=to_required_ids, metadata=link(*PERSON))
    """The people it worked with, at least one."""
    state: InvolvementState = attrs.field(
        default=InvolvementState.INVOLVED, converter=to_involvement_state, metadata=QUASI
    )
    """Whether it worked with them, had them on its waiting list, was declined or, as the source says, had no part."""
    during: When | None = attrs.field(default=None, converter=to_optional_when, metadata=QUASI)
    """From when to when."""
    role: str = attrs.field(default="", converter=to_text, metadata=QUASI)
    """What it did: "universal health visiting"."""
    reason: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """Why it was involved, or why not."""
    professionals: tuple[ProfessionalId, ...] = attrs.field(default=(), converter=to_ids, metadata=link("Professional"))
    """Who did the work."""


def to_agencies(value: Iterable[Agency]) -> tuple[Agency, ...]:
    """Convert to a tuple of `Agency`."""
    return values(value, Agency)


def to_involvements(value: Iterable[Involvement]) -> tuple[Involvement, ...]:
    """Convert to a tuple of `Involvement`."""
    return values(value, Involvement)

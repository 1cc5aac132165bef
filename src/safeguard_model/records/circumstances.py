"""The situation of a person for a while: states in law or with a service, and factors in the person's life."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from safeguard_model.dates import Age, When
from safeguard_model.records.base import PERSON, AgencyId, PersonId, Record, shared_last
from safeguard_model.records.converters import (
    to_linked_id,
    to_optional_age,
    to_optional_id,
    to_optional_when,
    to_text,
    values,
)
from safeguard_model.records.events import Knowledge, Quantity, to_known_to, to_quantities
from safeguard_model.records.sensitivity import FREE_TEXT, OPEN, QUASI, SPECIAL, link
from safeguard_model.records.vocabulary import AbuseCategory, FactorKind, FactorRole, FactorState, StatusKind
from safeguard_model.records.word_converters import (
    to_abuse_category,
    to_factor_kind,
    to_factor_role,
    to_factor_state,
    to_status_kind,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


__all__ = ["Factor", "Status"]


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Status(Record):
    """A state a person is in for a while, in law or with a service: a child protection plan, a care order, bail."""

    person: PersonId = attrs.field(converter=to_linked_id, metadata=link(*PERSON))
    """Whose status it is."""
    kind: StatusKind = attrs.field(converter=to_status_kind, metadata=QUASI)
    """What status it is."""
    category: AbuseCategory | None = attrs.field(default=None, converter=to_abuse_category, metadata=SPECIAL)
    """The category of abuse of a child protection plan or registration."""
    grade: str = attrs.field(default="", converter=to_text, metadata=SPECIAL)
    """A level inside the kind: "MAPPA category 2"."""
    conditions: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """What it allows or forbids: the conditions of bail or a licence, the terms of an order."""
    during: When | None = attrs.field(default=None, converter=to_optional_when, metadata=QUASI)
    """From when to when."""
    from_age: Age | None = attrs.field(default=None, converter=to_optional_age, metadata=QUASI)
    """The person's age when it began, if the source states an age and no date."""
    agency: AgencyId | None = attrs.field(default=None, converter=to_optional_id, metadata=link("Agency"))
    """The agency responsible."""
    reason_ended: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """Why it ended."""
    known_to: tuple[Knowledge, ...] = attrs.field(default=(), converter=to_known_to, metadata=OPEN)
    """What agencies knew of it."""


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Factor(Record):
    """Something in a person's life that matters for a child's safety. No Factor means not known, never "no"."""

    person: PersonId = attrs.field(converter=to_linked_id, metadata=link(*PERSON))
    """Whose life it is in."""
    kind: FactorKind = attrs.field(converter=to_factor_kind, metadata=SPECIAL)
    """What it is."""
    role: FactorRole | None = attrs.field(default=None, converter=to_factor_role, metadata=SPECIAL)
    """Whether the person experienced, posed, witnessed or provided it."""
    state: FactorState = attrs.field(default=FactorState.PRESENT, converter=to_factor_state, metadata=SPECIAL)
    """Present, said to be absent, or said not to be recorded."""
    description: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """The source's words: which illness, which medicine, what sort of violence."""
    quantities: tuple[Quantity, ...] = attrs.field(default=(), converter=to_quantities, metadata=SPECIAL)
    """How much or how often: "40 units of alcohol a week", "62.5% attendance", "five people in two rooms"."""
    during: When | None = attrs.field(default=None, converter=to_optional_when, metadata=QUASI)
    """From when to when."""
    from_age: Age | None = attrs.field(default=None, converter=to_optional_age, metadata=QUASI)
    """The person's age when it began, if the source states an age and no date."""
    known_to: tuple[Knowledge, ...] = attrs.field(default=(), converter=to_known_to, metadata=OPEN)
    """What agencies knew of it."""


def to_statuses(value: Iterable[Status]) -> tuple[Status, ...]:
    """Convert to a tuple of `Status`."""
    return values(value, Status)


def to_factors(value: Iterable[Factor]) -> tuple[Factor, ...]:
    """Convert to a tuple of `Factor`."""
    return values(value, Factor)

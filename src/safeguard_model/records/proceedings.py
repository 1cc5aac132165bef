"""The work of courts, police, coroners and regulators, and the dated steps of proceedings, reviews and actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from safeguard_model.dates import When
from safeguard_model.records.base import PERSON, IncidentId, PersonId, Record, RecordId, Value, refuse, shared_last
from safeguard_model.records.converters import to_ids, to_optional_id, to_optional_when, to_text, values
from safeguard_model.records.events import Knowledge, to_known_to
from safeguard_model.records.sensitivity import FREE_TEXT, IDENTIFYING, OPEN, QUASI, SPECIAL, link
from safeguard_model.records.vocabulary import (
    InquestConclusion,
    MilestoneKind,
    PartyOutcome,
    PersonRole,
    Plea,
    ProceedingKind,
    ProceedingStatus,
)
from safeguard_model.records.word_converters import (
    to_inquest_conclusion,
    to_milestone_kind,
    to_party_outcome,
    to_person_role,
    to_plea,
    to_proceeding_kind,
    to_proceeding_status,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Milestone", "Party", "Proceeding"]


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Milestone(Value):
    """A dated step of a review, of a proceeding or of an action."""

    kind: MilestoneKind = attrs.field(converter=to_milestone_kind, metadata=OPEN)
    """Which step."""
    when: When | None = attrs.field(default=None, converter=to_optional_when, metadata=OPEN)
    """When the step was taken, or is due."""
    by: RecordId | None = attrs.field(default=None, converter=to_optional_id, metadata=link("Agency", "Professional"))
    """The agency or professional that took it."""
    reason: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """Why the step was taken, or why so late."""
    people: tuple[PersonId, ...] = attrs.field(default=(), converter=to_ids, metadata=link(*PERSON))
    """The people it is about, if not everybody in the record: for example the one defendant who was charged."""


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Party(Value):
    """Somebody in a proceeding, by id or in words, and how it ended for them."""

    person: PersonId | None = attrs.field(default=None, converter=to_optional_id, metadata=link(*PERSON))
    """The person, if on file."""
    words: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """Who it is, in the source's words."""
    role: PersonRole | None = attrs.field(default=None, converter=to_person_role, metadata=QUASI)
    """The part that they have: for example defendant or witness."""
    charge: str = attrs.field(default="", converter=to_text, metadata=SPECIAL)
    """What they were charged with."""
    plea: Plea | None = attrs.field(default=None, converter=to_plea, metadata=SPECIAL)
    """How they pleaded."""
    outcome: PartyOutcome | None = attrs.field(default=None, converter=to_party_outcome, metadata=SPECIAL)
    """How the proceeding ended for them."""
    conclusion: InquestConclusion | None = attrs.field(default=None, converter=to_inquest_conclusion, metadata=SPECIAL)
    """What an inquest concluded on their death; `outcome` is then `conclusion_recorded`."""
    offence: str = attrs.field(default="", converter=to_text, metadata=SPECIAL)
    """What they were convicted of."""
    sentence: str = attrs.field(default="", converter=to_text, metadata=SPECIAL)
    """The sentence."""
    on: When | None = attrs.field(default=None, converter=to_optional_when, metadata=QUASI)
    """When the outcome came."""
    reason: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """Why it came to that outcome: for example, why no further action was taken."""

    def __attrs_post_init__(self) -> None:
        if self.person is None and not self.words.strip():
            raise refuse(self, "person", "expected person (an id) or words, got neither")


def to_milestones(value: Iterable[Milestone]) -> tuple[Milestone, ...]:
    """Convert to a tuple of `Milestone`."""
    return values(value, Milestone)


def to_parties(value: Iterable[Party]) -> tuple[Party, ...]:
    """Convert to a tuple of `Party`."""
    return values(value, Party)


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Proceeding(Record):
    """A police investigation, a trial, an inquest, care proceedings, or other work that may run beside a review."""

    kind: ProceedingKind = attrs.field(converter=to_proceeding_kind, metadata=OPEN)
    """What kind of proceeding it is."""
    name: str = attrs.field(default="", converter=to_text, metadata=IDENTIFYING)
    """What it is called."""
    parties: tuple[Party, ...] = attrs.field(default=(), converter=to_parties, metadata=QUASI)
    """Who is in it."""
    incidents: tuple[IncidentId, ...] = attrs.field(default=(), converter=to_ids, metadata=link("Incident"))
    """The incidents it is about."""
    part_of: RecordId | None = attrs.field(default=None, converter=to_optional_id, metadata=link("Proceeding"))
    """The proceeding it is a part of."""
    milestones: tuple[Milestone, ...] = attrs.field(default=(), converter=to_milestones, metadata=OPEN)
    """Its dated steps."""
    status: ProceedingStatus | None = attrs.field(default=None, converter=to_proceeding_status, metadata=OPEN)
    """How it stands."""
    as_at: When | None = attrs.field(default=None, converter=to_optional_when, metadata=OPEN)
    """The date to which `status` applies."""
    outcome: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """What came of it as a whole."""
    known_to: tuple[Knowledge, ...] = attrs.field(default=(), converter=to_known_to, metadata=OPEN)
    """What agencies knew of it."""


def to_proceedings(value: Iterable[Proceeding]) -> tuple[Proceeding, ...]:
    """Convert to a tuple of `Proceeding`."""
    return values(value, Proceeding)

"""The harm itself: what happened to whom, and who is or was suspected. To be a suspect is not to be guilty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from safeguard_model.dates import Age, When, to_when
from safeguard_model.records.base import PERSON, PersonId, Record, Value, refuse, shared_last
from safeguard_model.records.converters import (
    to_optional_age,
    to_optional_id,
    to_optional_when,
    to_text,
    to_texts,
    to_weeks,
    values,
)
from safeguard_model.records.events import Knowledge, Quantity, to_known_to, to_quantities, to_quantity
from safeguard_model.records.sensitivity import FREE_TEXT, OPEN, QUASI, RESTRICTED, SPECIAL, link
from safeguard_model.records.vocabulary import (
    AbuseCategory,
    Capacity,
    CauseClass,
    Context,
    HarmCertainty,
    HarmKind,
    HarmNature,
    HarmOutcome,
    IncidentKind,
    Standing,
)
from safeguard_model.records.word_converters import (
    to_abuse_category,
    to_capacity,
    to_cause_class,
    to_context,
    to_harm_certainty,
    to_harm_kind,
    to_harm_nature,
    to_harm_outcomes,
    to_incident_kind,
    to_standing,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Harm", "Incident", "Suspect"]


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Harm(Value):
    """The harm that one person suffered in an incident. The person is given by id or in words."""

    person: PersonId | None = attrs.field(default=None, converter=to_optional_id, metadata=link(*PERSON))
    """Who was harmed, if on file."""
    words: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """Who was harmed, in the source's words, if the person is not on file."""
    kind: HarmKind | None = attrs.field(default=None, converter=to_harm_kind, metadata=SPECIAL)
    """The injury or harm."""
    site: str = attrs.field(default="", converter=to_text, metadata=SPECIAL)
    """Where on the body: "left forearm"."""
    count: Quantity | None = attrs.field(default=None, converter=to_quantity, metadata=SPECIAL)
    """How many: "several bruises", "23 rib fractures"."""
    size: Quantity | None = attrs.field(default=None, converter=to_quantity, metadata=SPECIAL)
    """How large: "3 cm", "12% of the body"."""
    means: str = attrs.field(default="", converter=to_text, metadata=SPECIAL)
    """By what means it was done, as it was found: "shaking", "a knife", "hot water"."""
    injury_age: Age | None = attrs.field(default=None, converter=to_optional_age, metadata=SPECIAL)
    """How old the injury was when it was examined: ``P2W/P3W`` for a fracture two to three weeks old."""
    healing: str = attrs.field(default="", converter=to_text, metadata=SPECIAL)
    """The stage of healing, in the source's words: "callus formation", "of different colours"."""
    nature: HarmNature | None = attrs.field(default=None, converter=to_harm_nature, metadata=SPECIAL)
    """How the harm came about: for example inflicted or accidental."""
    certainty: HarmCertainty | None = attrs.field(default=None, converter=to_harm_certainty, metadata=SPECIAL)
    """How certain it is that the harm happened."""
    explanation: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """The explanation that was given at the time, in the source's words."""
    age: Age | None = attrs.field(default=None, converter=to_optional_age, metadata=QUASI)
    """The age at the time, as stated."""
    gestation_weeks: int | None = attrs.field(default=None, converter=to_weeks, metadata=SPECIAL)
    """Completed weeks of gestation at the time, of a child harmed before birth."""
    outcome: tuple[HarmOutcome, ...] = attrs.field(default=(), converter=to_harm_outcomes, metadata=SPECIAL)
    """What came of the harm; several words may apply."""
    cause_class: CauseClass | None = attrs.field(default=None, converter=to_cause_class, metadata=SPECIAL)
    """The class of fatal maltreatment (Sidebotham and others 2011)."""

    def __attrs_post_init__(self) -> None:
        if self.person is None and not self.words.strip():
            raise refuse(self, "person", "expected person (an id) or words, got neither")


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Suspect(Value):
    """A person who may have done the harm, by id or in words, and their standing with the law."""

    person: PersonId | None = attrs.field(default=None, converter=to_optional_id, metadata=link(*PERSON))
    """The person, if on file."""
    words: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """Who it is, in the source's words."""
    capacity: Capacity | None = attrs.field(default=None, converter=to_capacity, metadata=QUASI)
    """What they were to the child."""
    standing: Standing | None = attrs.field(default=None, converter=to_standing, metadata=SPECIAL)
    """Such as suspected, charged or acquitted. If a person has several entries, the one with the latest `on` counts."""
    on: When | None = attrs.field(default=None, converter=to_optional_when, metadata=QUASI)
    """When they came to have this standing."""

    def __attrs_post_init__(self) -> None:
        if self.person is None and not self.words.strip():
            raise refuse(self, "person", "expected person (an id) or words, got neither")


def to_harms(value: Iterable[Harm]) -> tuple[Harm, ...]:
    """Convert to a tuple of `Harm`."""
    return values(value, Harm)


def to_suspects(value: Iterable[Suspect]) -> tuple[Suspect, ...]:
    """Convert to a tuple of `Suspect`."""
    return values(value, Suspect)


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Incident(Record):
    """An occasion, or a stretch of time, in which people were harmed."""

    when: When = attrs.field(converter=to_when, metadata=QUASI)
    """When it happened, as precisely as the source says."""
    kind: IncidentKind | None = attrs.field(default=None, converter=to_incident_kind, metadata=QUASI)
    """What kind of incident it was."""
    abuse: AbuseCategory | None = attrs.field(default=None, converter=to_abuse_category, metadata=SPECIAL)
    """The category of abuse."""
    context: Context | None = attrs.field(default=None, converter=to_context, metadata=QUASI)
    """Where the harm came from: for example from the family, or from outside it."""
    harms: tuple[Harm, ...] = attrs.field(default=(), converter=to_harms, metadata=QUASI)
    """Who was harmed, and how."""
    suspects: tuple[Suspect, ...] = attrs.field(default=(), converter=to_suspects, metadata=QUASI)
    """Who may have done it."""
    times: Quantity | None = attrs.field(default=None, converter=to_quantity, metadata=QUASI)
    """How many times it happened, each somewhere within `when`: "at least 12 times"."""
    quantities: tuple[Quantity, ...] = attrs.field(default=(), converter=to_quantities, metadata=SPECIAL)
    """What was measured of it: how hot the water was, from how high the fall."""
    tags: tuple[str, ...] = attrs.field(default=(), converter=to_texts, metadata=QUASI)
    """The file author's own short marks."""
    place: str = attrs.field(default="", converter=to_text, metadata=RESTRICTED)
    """Where it happened."""
    area: str = attrs.field(default="", converter=to_text, metadata=QUASI)
    """The town, district or authority."""
    became_aware: When | None = attrs.field(default=None, converter=to_optional_when, metadata=QUASI)
    """When the local authority became aware of it: the clock of the notification starts here."""
    notified: When | None = attrs.field(default=None, converter=to_optional_when, metadata=QUASI)
    """When the national panel was notified."""
    description: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """The source's words."""
    known_to: tuple[Knowledge, ...] = attrs.field(default=(), converter=to_known_to, metadata=OPEN)
    """What agencies knew of it."""


def to_incidents(value: Iterable[Incident]) -> tuple[Incident, ...]:
    """Convert to a tuple of `Incident`."""
    return values(value, Incident)

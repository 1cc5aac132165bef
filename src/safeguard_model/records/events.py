"""Entries of an agency's chronology, each an `Event`, and what agencies knew of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from safeguard_model.dates import Age, When, to_when
from safeguard_model.errors import shape
from safeguard_model.records.base import (
    ANYONE,
    PERSON,
    AgencyId,
    EventId,
    PersonId,
    ProfessionalId,
    Record,
    RecordId,
    Value,
    refuse,
    shared_last,
    shown,
)
from safeguard_model.records.converters import (
    to_bool,
    to_float,
    to_ids,
    to_int,
    to_linked_id,
    to_optional_age,
    to_optional_id,
    to_optional_when,
    to_required_text,
    to_text,
    to_texts,
    to_weeks,
    values,
)
from safeguard_model.records.refusals import Refused
from safeguard_model.records.sensitivity import FREE_TEXT, IDENTIFYING, OPEN, QUASI, RESTRICTED, SPECIAL, link
from safeguard_model.records.vocabulary import (
    BIRTHS_AND_DEATHS,
    Consent,
    EventDecision,
    EventKind,
    EventState,
    Interpreting,
    KnowledgeBasis,
    KnowledgeState,
)
from safeguard_model.records.word_converters import (
    to_consent,
    to_event_decision,
    to_event_kind,
    to_event_state,
    to_interpreting,
    to_knowledge_basis,
    to_knowledge_state,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["UNREAD", "AgeOf", "Event", "Knowledge", "Quantity"]

UNREAD: Final = "safeguard-model:unread"
"""The key in `Event.extra` for the fields whose cells a reader kept as written, because it did not understand them."""
_DATES = frozenset({"when", "recorded"})


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Quantity(Value):
    """A number, a measurement, a frequency or a length of time, as a source puts it: "4 of 6", "9.1 kg", "weekly".

    `n` counts things, and `amount` measures, with decimals and a unit. `during` and `ages` cover all that is counted: a
    range in them does not mean that one date or age is in doubt.
    """

    what: str = attrs.field(default="times", converter=to_required_text, metadata=QUASI)
    """What is counted."""
    n: int | None = attrs.field(default=None, converter=to_int, metadata=QUASI)
    """The number."""
    amount: float | None = attrs.field(default=None, converter=to_float, metadata=QUASI)
    """What was measured, as a number: 9.1 of "weight" in "kg"."""
    unit: str = attrs.field(default="", converter=to_text, metadata=QUASI)
    """The unit of what was measured: "kg", "cm", "pounds a week", "times the legal limit"."""
    total: int | None = attrs.field(default=None, converter=to_int, metadata=QUASI)
    """Out of how many."""
    percent: float | None = attrs.field(default=None, converter=to_float, metadata=QUASI)
    """The percentage, if the source gives one: 62.5."""
    words: str = attrs.field(default="", converter=to_text, metadata=QUASI)
    """The source's own word if it gives no number: "some", "several"."""
    during: When | None = attrs.field(default=None, converter=to_optional_when, metadata=QUASI)
    """Within what time."""
    ages: Age | None = attrs.field(default=None, converter=to_optional_age, metadata=QUASI)
    """The ages of those counted: ``P3M/P3Y``."""
    lasting: Age | None = attrs.field(default=None, converter=to_optional_age, metadata=QUASI)
    """How long it lasted."""

    def __str__(self) -> str:
        """Return the count in words, without `during`, `ages` and `lasting`.

        >>> str(Quantity(what="children", n=4, total=6))
        '4 of 6 children'
        >>> str(Quantity(what="weight", amount=9.1, unit="kg"))
        'weight: 9.1 kg'
        """
        count = str(self.n) if self.n is not None else self.words
        if self.total is not None:
            count = f"{count or 'some'} of {self.total}"
        if self.percent is not None:
            share = f"{self.percent:g}%"
            count = f"{count} ({share})" if count else share
        if self.amount is not None or self.unit:
            amount = "" if self.amount is None else str(self.amount).removesuffix(".0")
            return f"{self.what}: {' '.join(filter(None, (count, amount, self.unit)))}"
        return f"{count} {self.what}".strip()


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Knowledge(Value):
    """What an agency knew of a record, such as an Event. No Knowledge means "not recorded", never "did not know"."""

    agency: AgencyId = attrs.field(converter=to_linked_id, metadata=link("Agency"))
    """The agency."""
    state: KnowledgeState = attrs.field(default=KnowledgeState.KNEW, converter=to_knowledge_state, metadata=OPEN)
    """Whether it knew, held it but did not look, was sent it but did not get it, was not told, believed otherwise."""
    since: When | None = attrs.field(default=None, converter=to_optional_when, metadata=QUASI)
    """When this state of knowledge began."""
    told_by: RecordId | None = attrs.field(default=None, converter=to_optional_id, metadata=link(*ANYONE))
    """Who told the agency; of an agency that was not told, who did not tell it."""
    via: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """How the agency was told: "domestic abuse notification form"."""
    basis: KnowledgeBasis | None = attrs.field(default=None, converter=to_knowledge_basis, metadata=OPEN)
    """Whether a source states the knowledge, or it is assumed."""


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class AgeOf(Value):
    """The age of a person at an event, as the source states it. It places an entry without a date in a timeline.

    Before birth, the weeks of gestation are given in place of an age: "at 22 weeks of the pregnancy".
    """

    person: PersonId = attrs.field(converter=to_linked_id, metadata=link(*PERSON))
    """The person."""
    age: Age | None = attrs.field(default=None, converter=to_optional_age, metadata=QUASI)
    """The age: ``P6M`` is at least six and under seven months."""
    gestation_weeks: int | None = attrs.field(default=None, converter=to_weeks, metadata=SPECIAL)
    """Completed weeks of gestation at the time, of a child not yet born, 1 to 45."""

    def __attrs_post_init__(self) -> None:
        if self.age is None and self.gestation_weeks is None:
            raise refuse(self, "age", "expected age or gestation_weeks, got neither")


def to_quantity(value: Quantity | None) -> Quantity | None:
    """Check that a value is a `Quantity`, and return it; None stays None."""
    if value is not None and type(value) is not Quantity:
        raise Refused(f"expected a Quantity, got {shape(value)}")
    return value


def to_quantities(value: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """Convert to a tuple of `Quantity`."""
    return values(value, Quantity)


def to_known_to(value: Iterable[Knowledge]) -> tuple[Knowledge, ...]:
    """Convert to a tuple of `Knowledge`."""
    return values(value, Knowledge)


def to_ages_of(value: Iterable[AgeOf]) -> tuple[AgeOf, ...]:
    """Convert to a tuple of `AgeOf`."""
    return values(value, AgeOf)


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Event(Record):
    """An entry in a chronology: what happened, when, to whom, and which agency says so."""

    id: EventId = attrs.field(converter=to_linked_id, metadata=OPEN)
    """Unique in the case file. Only the id of a derived event may contain ``/``."""
    when: When = attrs.field(converter=to_when, metadata=QUASI)
    """When it happened, as precisely as the source says."""
    kind: EventKind = attrs.field(converter=to_event_kind, metadata=OPEN)
    """What kind of event it is."""
    state: EventState = attrs.field(default=EventState.HAPPENED, converter=to_event_state, metadata=OPEN)
    """Whether it happened, was planned, cancelled, postponed or left undone; only what happened counts in answers."""
    reason: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """Why: why it was cancelled, postponed, refused or not done; why a case was closed or a placement ended."""
    rescheduled_from: EventId | None = attrs.field(default=None, converter=to_optional_id, metadata=link("Event"))
    """The entry of the time first arranged, in place of which this one was held or is planned."""
    description: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """The source's words."""
    agency: AgencyId | None = attrs.field(default=None, converter=to_optional_id, metadata=link("Agency"))
    """Whose entry it is."""
    people: tuple[PersonId, ...] = attrs.field(default=(), converter=to_ids, metadata=link(*PERSON))
    """Whom it is about."""
    ages: tuple[AgeOf, ...] = attrs.field(default=(), converter=to_ages_of, metadata=IDENTIFYING)
    """How old people were, as the source states it. Age and date may reveal a date of birth, so it is as sensitive."""
    professionals: tuple[ProfessionalId, ...] = attrs.field(default=(), converter=to_ids, metadata=link("Professional"))
    """The professionals who took part."""
    seen: tuple[PersonId, ...] = attrs.field(default=(), converter=to_ids, metadata=link(*PERSON))
    """Who was seen. In `seen` only: not recorded whether alone. In none of the four: not recorded whether seen."""
    not_seen: tuple[PersonId, ...] = attrs.field(default=(), converter=to_ids, metadata=link(*PERSON))
    """Who is recorded as not seen."""
    seen_alone: tuple[PersonId, ...] = attrs.field(default=(), converter=to_ids, metadata=link(*PERSON))
    """Who was seen alone."""
    seen_with_others: tuple[PersonId, ...] = attrs.field(default=(), converter=to_ids, metadata=link(*PERSON))
    """Who was seen, but not alone."""
    seen_by: tuple[ProfessionalId, ...] = attrs.field(default=(), converter=to_ids, metadata=link("Professional"))
    """Who saw them."""
    childs_account: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """What the child said or showed, in the source's words."""
    reported_by: tuple[RecordId, ...] = attrs.field(default=(), converter=to_ids, metadata=link(*ANYONE))
    """Who reported it."""
    reporter: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """Who reported it, in words, if nobody on file did: "a neighbour"."""
    account_of: RecordId | None = attrs.field(
        default=None, converter=to_optional_id, metadata=link("Event", "Incident")
    )
    """The event or incident of which this entry is one account among others."""
    place: str = attrs.field(default="", converter=to_text, metadata=RESTRICTED)
    """Where it happened."""
    outcome: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """What came of it."""
    decision: EventDecision | None = attrs.field(default=None, converter=to_event_decision, metadata=OPEN)
    """What was decided, in one word: for example, that a referral was accepted."""
    disagreed: tuple[RecordId, ...] = attrs.field(default=(), converter=to_ids, metadata=link(*ANYONE))
    """Who disagreed with the decision."""
    grade: str = attrs.field(default="", converter=to_text, metadata=SPECIAL)
    """A level that it was given: "level 3", "high risk", "inadequate"."""
    consent: Consent | None = attrs.field(default=None, converter=to_consent, metadata=OPEN)
    """Whether there was consent to it: to a referral, to sharing information, to an examination."""
    announced: bool | None = attrs.field(default=None, converter=to_bool, metadata=OPEN)
    """Whether the family knew beforehand that somebody would come: False of an unannounced visit."""
    interpreting: Interpreting | None = attrs.field(default=None, converter=to_interpreting, metadata=OPEN)
    """Whether somebody interpreted for a person who needed it."""
    attended: tuple[RecordId, ...] = attrs.field(default=(), converter=to_ids, metadata=link(*ANYONE))
    """Who was at a meeting: agencies, and the professionals and persons whom the source names as there."""
    invited: tuple[RecordId, ...] = attrs.field(default=(), converter=to_ids, metadata=link(*ANYONE))
    """Who was invited to the meeting."""
    apologies: tuple[RecordId, ...] = attrs.field(default=(), converter=to_ids, metadata=link(*ANYONE))
    """Who sent apologies."""
    absent: tuple[RecordId, ...] = attrs.field(default=(), converter=to_ids, metadata=link(*ANYONE))
    """Who did not come, as the source says, and sent no apologies or is not said to have sent any."""
    not_invited: tuple[RecordId, ...] = attrs.field(default=(), converter=to_ids, metadata=link(*ANYONE))
    """Who was not invited, as the source says."""
    from_agency: AgencyId | None = attrs.field(default=None, converter=to_optional_id, metadata=link("Agency"))
    """The agency that made the referral, gave or asked for information, or transferred the case."""
    to_agency: AgencyId | None = attrs.field(default=None, converter=to_optional_id, metadata=link("Agency"))
    """The agency that the referral, the information, the question or the case went to."""
    times: Quantity | None = attrs.field(default=None, converter=to_quantity, metadata=QUASI)
    """How many occurrences the entry represents, each somewhere within `when`."""
    quantities: tuple[Quantity, ...] = attrs.field(default=(), converter=to_quantities, metadata=SPECIAL)
    """What was measured or counted at it: a weight, a score, an alcohol level, how many were at a meeting."""
    recorded: When | None = attrs.field(default=None, converter=to_optional_when, metadata=QUASI)
    """When it was written down."""
    when_as_written: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """The date as the source writes it."""
    order: float | None = attrs.field(default=None, converter=to_float, metadata=OPEN)
    """The place among entries with the same `when`: 1.5 comes between 1 and 2; entries without it come last."""
    responds_to: EventId | None = attrs.field(default=None, converter=to_optional_id, metadata=link("Event"))
    """The event that this entry answers, such as a referral."""
    known_to: tuple[Knowledge, ...] = attrs.field(default=(), converter=to_known_to, metadata=OPEN)
    """What agencies knew of it."""
    tags: tuple[str, ...] = attrs.field(default=(), converter=to_texts, metadata=QUASI)
    """The file author's own short marks."""
    derived_from: RecordId | None = attrs.field(default=None, converter=to_optional_id, metadata=link("*"))
    """The record from which a timeline worked this event out; None for an entry of the file."""

    def __repr__(self) -> str:
        kind = getattr(self, "kind", None)  # an event that is not yet complete may lack it: its date is then hidden
        return shown(self, _DATES if kind is None or kind in BIRTHS_AND_DEATHS else frozenset())

    def __attrs_post_init__(self) -> None:
        if self.derived_from is None and "/" in self.id:
            raise refuse(self, "id", "an id must not contain '/', unless derived_from is set")


def to_events(value: Iterable[Event]) -> tuple[Event, ...]:
    """Convert to a tuple of `Event`."""
    return values(value, Event)

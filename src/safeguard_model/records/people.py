"""Children and adults: whether a person is one or the other is this file's view. Either may harm or be harmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from safeguard_model.dates import Age, When, to_age
from safeguard_model.records.base import Record, Value, shared_last
from safeguard_model.records.converters import (
    to_optional_when,
    to_required_text,
    to_text,
    to_weeks,
    values,
)
from safeguard_model.records.sensitivity import FREE_TEXT, IDENTIFYING, OPEN, QUASI, RESTRICTED, SPECIAL
from safeguard_model.records.vocabulary import ResidenceKind, Sex, YesNo
from safeguard_model.records.word_converters import to_residence_kind, to_sex, to_yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Adult", "Alias", "Child", "Identifier", "Person", "Residence", "StatedAge"]


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Alias(Value):
    """Another name or pseudonym of a person, and who uses it. Two documents may name the same person differently."""

    text: str = attrs.field(default="", converter=to_text, metadata=IDENTIFYING)
    """The name."""
    used_by: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """Who uses it, or where."""


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Identifier(Value):
    """A number that identifies a person in a register."""

    scheme: str = attrs.field(converter=to_required_text, metadata=OPEN)
    """The register: "nhs", "upn"."""
    value: str = attrs.field(converter=to_required_text, metadata=IDENTIFYING)
    """The number in it."""


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class StatedAge(Value):
    """An age as a source states it, and at what time."""

    age: Age = attrs.field(converter=to_age, metadata=QUASI)
    """The age: ``P6M`` is at least six and under seven months."""
    at: When | None = attrs.field(default=None, converter=to_optional_when, metadata=IDENTIFYING)
    """When the person was that old. Age and date may reveal the date of birth, so the date is as sensitive."""


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Residence(Value):
    """Where a person or a family lived."""

    kind: ResidenceKind | None = attrs.field(default=None, converter=to_residence_kind, metadata=QUASI)
    """What kind of home it was."""
    area: str = attrs.field(default="", converter=to_text, metadata=QUASI)
    """The town, district or authority."""
    address: str = attrs.field(default="", converter=to_text, metadata=RESTRICTED)
    """The address."""
    during: When | None = attrs.field(default=None, converter=to_optional_when, metadata=QUASI)
    """From when to when."""


def to_aliases(value: Iterable[Alias]) -> tuple[Alias, ...]:
    """Convert to a tuple of `Alias`."""
    return values(value, Alias)


def to_identifiers(value: Iterable[Identifier]) -> tuple[Identifier, ...]:
    """Convert to a tuple of `Identifier`."""
    return values(value, Identifier)


def to_stated_ages(value: Iterable[StatedAge]) -> tuple[StatedAge, ...]:
    """Convert to a tuple of `StatedAge`."""
    return values(value, StatedAge)


def to_residences(value: Iterable[Residence]) -> tuple[Residence, ...]:
    """Convert to a tuple of `Residence`."""
    return values(value, Residence)


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Person(Record):
    """The common part of `Child` and `Adult`; a record is always one of the two."""

    label: str = attrs.field(converter=to_required_text, metadata=OPEN)
    """What to call the person, safe to show: "Child V", "Sibling 2"; never a name."""
    name: str = attrs.field(default="", converter=to_text, metadata=IDENTIFYING)
    """The real name."""
    aliases: tuple[Alias, ...] = attrs.field(default=(), converter=to_aliases, metadata=IDENTIFYING)
    """Other names and pseudonyms."""
    sex: Sex | None = attrs.field(default=None, converter=to_sex, metadata=QUASI)
    """The sex as recorded."""
    gender: str = attrs.field(default="", converter=to_text, metadata=SPECIAL)
    """The gender identity, where the source states one besides the sex."""
    born: When | None = attrs.field(default=None, converter=to_optional_when, metadata=IDENTIFYING)
    """The date of birth."""
    expected: When | None = attrs.field(default=None, converter=to_optional_when, metadata=IDENTIFYING)
    """The expected date of birth."""
    gestation_weeks: int | None = attrs.field(default=None, converter=to_weeks, metadata=SPECIAL)
    """Completed weeks of gestation at birth, 1 to 45."""
    died: When | None = attrs.field(default=None, converter=to_optional_when, metadata=IDENTIFYING)
    """The date of death."""
    cause_of_death: str = attrs.field(default="", converter=to_text, metadata=SPECIAL)
    """The cause of death as the source gives it."""
    ethnicity: str = attrs.field(default="", converter=to_text, metadata=SPECIAL)
    """The ethnicity, preferably as a code of a published list, such as ``WBRI`` of "dfe:ethnicity"."""
    nationality: str = attrs.field(default="", converter=to_text, metadata=SPECIAL)
    """The nationality or the country of origin. What the law of immigration makes of it is a `Status`."""
    religion: str = attrs.field(default="", converter=to_text, metadata=SPECIAL)
    """The religion or belief."""
    language: str = attrs.field(default="", converter=to_text, metadata=SPECIAL)
    """The first language."""
    interpreter: YesNo | None = attrs.field(default=None, converter=to_yes_no, metadata=QUASI)
    """Whether the person needs an interpreter. Whether there was one at an event is `Event.interpreting`."""
    stated_ages: tuple[StatedAge, ...] = attrs.field(default=(), converter=to_stated_ages, metadata=QUASI)
    """Ages that sources state."""
    residences: tuple[Residence, ...] = attrs.field(default=(), converter=to_residences, metadata=RESTRICTED)
    """Where the person lived."""
    identifiers: tuple[Identifier, ...] = attrs.field(default=(), converter=to_identifiers, metadata=IDENTIFYING)
    """Numbers in registers."""
    occupation: str = attrs.field(default="", converter=to_text, metadata=QUASI)
    """What the person does."""


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Child(Person):
    """A child, born or unborn, in this file's view."""


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Adult(Person):
    """An adult in this file's view. Somebody who grows up during the chronology may be a Child instead."""


def to_children(value: Iterable[Child]) -> tuple[Child, ...]:
    """Convert to a tuple of `Child`."""
    return values(value, Child)


def to_adults(value: Iterable[Adult]) -> tuple[Adult, ...]:
    """Convert to a tuple of `Adult`."""
    return values(value, Adult)

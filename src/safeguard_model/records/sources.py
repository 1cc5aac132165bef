"""Where statements come from, and claims: statements that may contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from safeguard_model.dates import When
from safeguard_model.records.base import ANYONE, Record, RecordId, refuse, shared_last
from safeguard_model.records.converters import (
    to_linked_id,
    to_optional_id,
    to_optional_when,
    to_required_text,
    to_text,
    values,
)
from safeguard_model.records.sensitivity import FREE_TEXT, IDENTIFYING, OPEN, link
from safeguard_model.records.vocabulary import ClaimStanding, SourceKind
from safeguard_model.records.word_converters import to_claim_standing, to_source_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Claim", "Source"]


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Source(Record):
    """A document or an account that statements come from: a report, an agency's record, a news item, an interview."""

    title: str = attrs.field(converter=to_required_text, metadata=FREE_TEXT)
    """Its title, or what it is."""
    kind: SourceKind | None = attrs.field(default=None, converter=to_source_kind, metadata=OPEN)
    """What kind of source it is."""
    author: str = attrs.field(default="", converter=to_text, metadata=IDENTIFYING)
    """Who wrote it."""
    publisher: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """Who published it."""
    published: When | None = attrs.field(default=None, converter=to_optional_when, metadata=OPEN)
    """When it was published, as it says itself."""
    url: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """Its public address on the web."""
    of: RecordId | None = attrs.field(default=None, converter=to_optional_id, metadata=link("Review", "Proceeding"))
    """The Review or Proceeding it is a report of."""


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Claim(Record):
    """What a source says of a field of a record. Claims may disagree: `safeguard_model.analysis.conflicts` finds out.

    A claim cites at least one source. Its `field` and `value` are checked when the case file is built.
    """

    about: RecordId = attrs.field(converter=to_linked_id, metadata=link("*"))
    """The record it speaks of."""
    field: str = attrs.field(converter=to_required_text, metadata=OPEN)
    """The path of a field that holds one value. In the record: ``died``. In a value inside it: ``times.n``. In an item
    of a list (p and q are ids of persons): ``harms[p].x``, ``suspects[p].x``, ``parties[p].x``, ``subjects[p].x``,
    ``members[p].x``, ``relationships[p,q].x`` or ``milestones[kind].x``. If several items have the same key, the second
    of them is ``parties[p#2].x``. In every list, ``[#2]`` is the second item: ``facts[#2].x``."""
    value: str = attrs.field(converter=to_required_text, metadata=IDENTIFYING)
    """The value claimed, as a file would write it, without quotation marks: ``2016-03``, ``male``, ``26``, ``true``."""
    by: RecordId | None = attrs.field(default=None, converter=to_optional_id, metadata=link(*ANYONE))
    """The person, professional or agency who says so in the source."""
    standing: ClaimStanding | None = attrs.field(default=None, converter=to_claim_standing, metadata=OPEN)
    """Whether whoever weighed the statements preferred this one. What this file holds is in the record's own field."""
    reason: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """Why it was preferred or not."""

    def __attrs_post_init__(self) -> None:
        if not self.citations:
            raise refuse(self, "citations", "expected at least one citation, got none")


def to_sources(value: Iterable[Source]) -> tuple[Source, ...]:
    """Convert to a tuple of `Source`."""
    return values(value, Source)


def to_claims(value: Iterable[Claim]) -> tuple[Claim, ...]:
    """Convert to a tuple of `Claim`."""
    return values(value, Claim)

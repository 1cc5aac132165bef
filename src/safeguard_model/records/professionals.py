"""The professionals who work for agencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from safeguard_model.dates import When
from safeguard_model.records.base import AgencyId, Record, shared_last
from safeguard_model.records.converters import to_linked_id, to_optional_when, to_required_text, to_text, values
from safeguard_model.records.sensitivity import IDENTIFYING, OPEN, QUASI, link

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Professional"]


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Professional(Record):
    """Somebody who works for an agency: "SW4", "Health Visitor 1"."""

    label: str = attrs.field(converter=to_required_text, metadata=OPEN)
    """What to call them, safe to show."""
    agency: AgencyId = attrs.field(converter=to_linked_id, metadata=link("Agency"))
    """The agency they work for."""
    role: str = attrs.field(default="", converter=to_text, metadata=QUASI)
    """Their job: "duty social worker"."""
    name: str = attrs.field(default="", converter=to_text, metadata=IDENTIFYING)
    """The real name."""
    during: When | None = attrs.field(default=None, converter=to_optional_when, metadata=QUASI)
    """From when to when they held the job."""


def to_professionals(value: Iterable[Professional]) -> tuple[Professional, ...]:
    """Convert to a tuple of `Professional`."""
    return values(value, Professional)

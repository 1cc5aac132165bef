"""The sensitivity of fields: how much the fields of a record reveal about people."""

from __future__ import annotations

from enum import IntEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    import attrs

__all__ = [
    "FREE_TEXT",
    "IDENTIFYING",
    "OPEN",
    "QUASI",
    "RESTRICTED",
    "SPECIAL",
    "Sensitivity",
    "link",
    "refs_of",
    "sensitivity_of",
]


class Sensitivity(IntEnum):
    """The levels of how much a field reveals about a person. Only OPEN and QUASI fields are shown by default."""

    OPEN = 0
    """Does not by itself identify a person: labels, kinds, ids."""
    QUASI = 1
    """Helps to identify a person when combined with other data: sex, dates, agencies."""
    SPECIAL = 2
    """Special category data in the sense of UK GDPR article 9, and criminal offence data (article 10)."""
    FREE_TEXT = 3
    """The words of a source or an author, which may contain anything."""
    IDENTIFYING = 4
    """Names, dates of birth and death, identifiers, and what may reveal or repeat one of these."""
    RESTRICTED = 5
    """Addresses and places, because a family may be in hiding; and a tool's own fields."""


OPEN: Final = MappingProxyType({"sensitivity": Sensitivity.OPEN})
QUASI: Final = MappingProxyType({"sensitivity": Sensitivity.QUASI})
SPECIAL: Final = MappingProxyType({"sensitivity": Sensitivity.SPECIAL})
FREE_TEXT: Final = MappingProxyType({"sensitivity": Sensitivity.FREE_TEXT})
IDENTIFYING: Final = MappingProxyType({"sensitivity": Sensitivity.IDENTIFYING})
RESTRICTED: Final = MappingProxyType({"sensitivity": Sensitivity.RESTRICTED})


def link(*refs: str, sensitivity: Sensitivity = Sensitivity.OPEN) -> Mapping[str, object]:
    """Return the metadata of a field that holds ids. `refs` names the record classes that an id may point to."""
    return {"sensitivity": sensitivity, "refs": refs}


def refs_of(field: attrs.Attribute[object]) -> tuple[str, ...]:
    """Return the names of the record classes that an id in a field may point to; empty if the field is not a link."""
    refs: tuple[str, ...] = field.metadata.get("refs", ())
    return refs


def sensitivity_of(field: attrs.Attribute[object]) -> Sensitivity:
    """Return the sensitivity that a field declares.

    A field that declares no sensitivity counts as RESTRICTED, so a forgotten declaration hides the field.
    """
    sensitivity: Sensitivity = field.metadata.get("sensitivity", Sensitivity.RESTRICTED)
    return sensitivity

"""The names and titles of the parts of a report."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PARTS", "WITH_PICTURES"]

PARTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "people": "People",
        "timeline": "Timeline",
        "chronology": "Chronology",
        "gaps": "Gaps",
        "knowledge": "Who knew what",
        "clocks": "Timescales",
        "conflicts": "Where sources disagree",
        "findings": "Findings and recommendations",
        "left_out": "What was left out",
    }
)
"""The parts of a report in their order: the name by which a caller asks for each, and its title."""
WITH_PICTURES: Final = frozenset({"people", "timeline", "knowledge"})
"""The names of the parts that need matplotlib."""

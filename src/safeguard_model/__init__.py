"""Safeguarding cases as values: people, agencies, events, reviews and findings, in time as precise as its source.

Everything of everyday use is here; the words that fields hold are in `safeguard_model.records`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from safeguard_model.dates import Age, DayCount, When, to_when
from safeguard_model.errors import (
    InvalidAge,
    InvalidCaseFile,
    InvalidFile,
    InvalidRecord,
    InvalidWhen,
    MissingExtra,
    NeedsCaseFile,
    NotYetBorn,
    Problem,
    SafeguardModelError,
    UnknownRecord,
    UnsupportedVersion,
)
from safeguard_model.records import (
    Action,
    Adult,
    Agency,
    Alias,
    CaseFile,
    Child,
    Citation,
    Claim,
    Code,
    Contribution,
    Episode,
    Event,
    Factor,
    Family,
    Finding,
    Harm,
    Identifier,
    Incident,
    Involvement,
    Knowledge,
    Membership,
    Milestone,
    Party,
    Proceeding,
    Professional,
    Quantity,
    Recommendation,
    Relationship,
    Residence,
    Response,
    Review,
    Source,
    StatedAge,
    Statement,
    Status,
    Subject,
    Suspect,
    statuses_at,
)
from safeguard_model.timeline import Timeline

if TYPE_CHECKING:
    from safeguard_model.analysis import conflicts
    from safeguard_model.formats import (
        configure_converter,
        dump,
        dumps,
        json_schema,
        load,
        loads,
        make_converter,
        read_jsonl,
        write_jsonl,
    )
    from safeguard_model.privacy import reveal
    from safeguard_model.timeline import Timescale, ages_at_incidents, clocks, known_but_not, known_to, pooled, sharing

__all__ = [
    "Action",
    "Adult",
    "Age",
    "Agency",
    "Alias",
    "CaseFile",
    "Child",
    "Citation",
    "Claim",
    "Code",
    "Contribution",
    "DayCount",
    "Episode",
    "Event",
    "Factor",
    "Family",
    "Finding",
    "Harm",
    "Identifier",
    "Incident",
    "InvalidAge",
    "InvalidCaseFile",
    "InvalidFile",
    "InvalidRecord",
    "InvalidWhen",
    "Involvement",
    "Knowledge",
    "Membership",
    "Milestone",
    "MissingExtra",
    "NeedsCaseFile",
    "NotYetBorn",
    "Party",
    "Problem",
    "Proceeding",
    "Professional",
    "Quantity",
    "Recommendation",
    "Relationship",
    "Residence",
    "Response",
    "Review",
    "SafeguardModelError",
    "Source",
    "StatedAge",
    "Statement",
    "Status",
    "Subject",
    "Suspect",
    "Timeline",
    "Timescale",
    "UnknownRecord",
    "UnsupportedVersion",
    "When",
    "ages_at_incidents",
    "clocks",
    "configure_converter",
    "conflicts",
    "dump",
    "dumps",
    "json_schema",
    "known_but_not",
    "known_to",
    "load",
    "loads",
    "make_converter",
    "pooled",
    "read_jsonl",
    "reveal",
    "sharing",
    "statuses_at",
    "to_when",
    "write_jsonl",
]

_LATER = {
    "Timescale": "timeline",
    "ages_at_incidents": "timeline",
    "clocks": "timeline",
    "configure_converter": "formats",
    "conflicts": "analysis",
    "dump": "formats",
    "dumps": "formats",
    "json_schema": "formats",
    "known_but_not": "timeline",
    "known_to": "timeline",
    "load": "formats",
    "loads": "formats",
    "make_converter": "formats",
    "pooled": "timeline",
    "read_jsonl": "formats",
    "reveal": "privacy",
    "sharing": "timeline",
    "write_jsonl": "formats",
}
"""What is imported when it is first asked for: reading and writing brings cattrs with it."""


def __getattr__(name: str) -> object:
    if name in _LATER:
        return getattr(import_module(f"safeguard_model.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_LATER})

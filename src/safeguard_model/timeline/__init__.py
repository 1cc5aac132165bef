"""The record read in time: events in order, and what can be asked of them."""

from safeguard_model.records import CONTACTS
from safeguard_model.timeline.answers import Answers
from safeguard_model.timeline.knowing import Awareness, known_but_not, known_to, sharing
from safeguard_model.timeline.lifetimes import (
    AgeAtIncident,
    AgeUnknown,
    DiedAged,
    Unborn,
    ages,
    ages_at_incidents,
)
from safeguard_model.timeline.pooling import Piece, Pooled, pooled
from safeguard_model.timeline.timeline import Timeline

__all__ = [
    "CONTACTS",
    "AgeAtIncident",
    "AgeUnknown",
    "Answers",
    "Awareness",
    "DiedAged",
    "Piece",
    "Pooled",
    "Timeline",
    "Unborn",
    "ages",
    "ages_at_incidents",
    "known_but_not",
    "known_to",
    "pooled",
    "sharing",
]

"""The record read in time: events in order, and what can be asked of them."""

from importlib import import_module
from typing import TYPE_CHECKING

from safeguard_model.records import CONTACTS
from safeguard_model.timeline.timeline import Timeline

if TYPE_CHECKING:
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

_LATER = {
    "AgeAtIncident": "lifetimes",
    "AgeUnknown": "lifetimes",
    "Answers": "answers",
    "Awareness": "knowing",
    "DiedAged": "lifetimes",
    "Piece": "pooling",
    "Pooled": "pooling",
    "Unborn": "lifetimes",
    "ages": "lifetimes",
    "ages_at_incidents": "lifetimes",
    "known_but_not": "knowing",
    "known_to": "knowing",
    "pooled": "pooling",
    "sharing": "knowing",
}
"""Questions are imported when they are first asked."""


def __getattr__(name: str) -> object:
    if name in _LATER:
        return getattr(import_module(f"safeguard_model.timeline.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_LATER})

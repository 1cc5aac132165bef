"""The record read in time: events in order, and what can be asked of them."""

from importlib import import_module
from typing import TYPE_CHECKING

from safeguard_model.records import CONTACTS
from safeguard_model.timeline.timeline import Timeline

if TYPE_CHECKING:
    from safeguard_model.timeline.answers import Answers
    from safeguard_model.timeline.knowing import Awareness, known_but_not, known_to, sharing
    from safeguard_model.timeline.lifetimes import AgeAtIncident, AgeUnknown, DiedAged, Unborn, ages, ages_at_incidents
    from safeguard_model.timeline.pooling import Piece, Pooled, pooled
    from safeguard_model.timeline.timescales import (
        ENGLAND,
        LOCAL,
        REASON,
        SCOTLAND,
        WALES,
        Clock,
        DayOne,
        Moment,
        Timescale,
        clocks,
    )

__all__ = [
    "CONTACTS",
    "ENGLAND",
    "LOCAL",
    "REASON",
    "SCOTLAND",
    "WALES",
    "AgeAtIncident",
    "AgeUnknown",
    "Answers",
    "Awareness",
    "Clock",
    "DayOne",
    "DiedAged",
    "Moment",
    "Piece",
    "Pooled",
    "Timeline",
    "Timescale",
    "Unborn",
    "ages",
    "ages_at_incidents",
    "clocks",
    "known_but_not",
    "known_to",
    "pooled",
    "sharing",
]

_LATER = {
    "ENGLAND": "timescales",
    "LOCAL": "timescales",
    "REASON": "timescales",
    "SCOTLAND": "timescales",
    "WALES": "timescales",
    "AgeAtIncident": "lifetimes",
    "AgeUnknown": "lifetimes",
    "Answers": "answers",
    "Awareness": "knowing",
    "Clock": "timescales",
    "DayOne": "timescales",
    "DiedAged": "lifetimes",
    "Moment": "timescales",
    "Piece": "pooling",
    "Pooled": "pooling",
    "Timescale": "timescales",
    "Unborn": "lifetimes",
    "ages": "lifetimes",
    "ages_at_incidents": "lifetimes",
    "clocks": "timescales",
    "known_but_not": "knowing",
    "known_to": "knowing",
    "pooled": "pooling",
    "sharing": "knowing",
}
"""Questions are imported when they are first asked; the tables of timescales take longer to build than all the rest."""


def __getattr__(name: str) -> object:
    if name in _LATER:
        return getattr(import_module(f"safeguard_model.timeline.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_LATER})

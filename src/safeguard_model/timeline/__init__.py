"""The record read in time: events in order, and what can be asked of them."""

from importlib import import_module
from typing import TYPE_CHECKING

from safeguard_model.records import CONTACTS
from safeguard_model.timeline.timeline import Timeline

if TYPE_CHECKING:
    from safeguard_model.timeline._limits import Boundary
    from safeguard_model.timeline.answers import Answers
    from safeguard_model.timeline.knowing import Agencies, Awareness, known_but_not, known_to, sharing
    from safeguard_model.timeline.lifetimes import (
        AgeAtIncident,
        AgeThen,
        AgeUnknown,
        DiedAged,
        Unborn,
        ages,
        ages_at_incidents,
    )
    from safeguard_model.timeline.merging import LIKELY, Candidate, Decision, Disagreement, Merge, merge
    from safeguard_model.timeline.pooling import Piece, Pooled, pooled
    from safeguard_model.timeline.sequences import (
        JOURNEY,
        Repeat,
        Reply,
        Step,
        answers_to,
        journey,
        repeats,
        unanswered,
    )
    from safeguard_model.timeline.stretches import Gap, Overlap, gaps, overlapping, unseen
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
    "JOURNEY",
    "LIKELY",
    "LOCAL",
    "REASON",
    "SCOTLAND",
    "WALES",
    "AgeAtIncident",
    "AgeThen",
    "AgeUnknown",
    "Agencies",
    "Answers",
    "Awareness",
    "Boundary",
    "Candidate",
    "Clock",
    "DayOne",
    "Decision",
    "DiedAged",
    "Disagreement",
    "Gap",
    "Merge",
    "Moment",
    "Overlap",
    "Piece",
    "Pooled",
    "Repeat",
    "Reply",
    "Step",
    "Timeline",
    "Timescale",
    "Unborn",
    "ages",
    "ages_at_incidents",
    "answers_to",
    "clocks",
    "gaps",
    "journey",
    "known_but_not",
    "known_to",
    "merge",
    "overlapping",
    "pooled",
    "repeats",
    "sharing",
    "unanswered",
    "unseen",
]

_LATER = {
    "ENGLAND": "timescales",
    "JOURNEY": "sequences",
    "LIKELY": "merging",
    "LOCAL": "timescales",
    "REASON": "timescales",
    "SCOTLAND": "timescales",
    "WALES": "timescales",
    "AgeAtIncident": "lifetimes",
    "AgeThen": "lifetimes",
    "AgeUnknown": "lifetimes",
    "Agencies": "knowing",
    "Answers": "answers",
    "Awareness": "knowing",
    "Boundary": "_limits",
    "Candidate": "merging",
    "Clock": "timescales",
    "DayOne": "timescales",
    "Decision": "merging",
    "DiedAged": "lifetimes",
    "Disagreement": "merging",
    "Gap": "stretches",
    "Merge": "merging",
    "Moment": "timescales",
    "Overlap": "stretches",
    "Piece": "pooling",
    "Pooled": "pooling",
    "Repeat": "sequences",
    "Reply": "sequences",
    "Step": "sequences",
    "Timescale": "timescales",
    "Unborn": "lifetimes",
    "ages": "lifetimes",
    "ages_at_incidents": "lifetimes",
    "answers_to": "sequences",
    "clocks": "timescales",
    "gaps": "stretches",
    "journey": "sequences",
    "known_but_not": "knowing",
    "known_to": "knowing",
    "merge": "merging",
    "overlapping": "stretches",
    "pooled": "pooling",
    "repeats": "sequences",
    "sharing": "knowing",
    "unanswered": "sequences",
    "unseen": "stretches",
}
"""Questions are imported when they are first asked; the tables of timescales take longer to build than all the rest."""


def __getattr__(name: str) -> object:
    if name in _LATER:
        return getattr(import_module(f"safeguard_model.timeline.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_LATER})

"""`Timeline`, the events of a case in order, and the functions and classes of every question about a timeline.

The modules that answer the questions are imported late: when one of their names is first used, or a name of a module
that stands after them in `rooms`.
"""

from typing import TYPE_CHECKING

from safeguard_model.lazy import front_door
from safeguard_model.records import CONTACTS
from safeguard_model.timeline.answers import Answers
from safeguard_model.timeline.timeline import Timeline

if TYPE_CHECKING:
    from safeguard_model.contact import Boundary, Gap, LastSeen, gaps, last_seen, seen, unseen
    from safeguard_model.knowing import Agencies, Awareness, Piece, Pooled, known_but_not, known_to, pooled, sharing
    from safeguard_model.merging import LIKELY, Candidate, Decision, Disagreement, Group, Merge, merge
    from safeguard_model.sequences import (
        JOURNEY,
        Overlap,
        Repeat,
        Reply,
        Step,
        answers_to,
        journey,
        overlapping,
        repeats,
        unanswered,
    )
    from safeguard_model.timeline.left_out import LeftOut
    from safeguard_model.timeline.lifetimes import (
        AgeAtIncident,
        AgeThen,
        AgeUnknown,
        DiedAged,
        EventAge,
        Unborn,
        ages,
        ages_at_incidents,
    )
    from safeguard_model.timescales import (
        ENGLAND,
        LOCAL,
        NORTHERN_IRELAND,
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
    "NORTHERN_IRELAND",
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
    "EventAge",
    "Gap",
    "Group",
    "LastSeen",
    "LeftOut",
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
    "last_seen",
    "merge",
    "overlapping",
    "pooled",
    "repeats",
    "seen",
    "sharing",
    "unanswered",
    "unseen",
]

__getattr__, __dir__ = front_door(
    __name__,
    __all__,
    rooms=(
        "safeguard_model.timeline.lifetimes",
        "safeguard_model.timeline.left_out",
        "safeguard_model.contact",
        "safeguard_model.sequences",
        "safeguard_model.knowing",
        "safeguard_model.merging",
        "safeguard_model.timescales",  # last, because it takes the longest to import: it builds tables
    ),
)

"""Questions about events that follow each other or go on together: journeys, replies, repeats and overlaps."""

from safeguard_model.sequences.journeys import JOURNEY, Step, journey
from safeguard_model.sequences.overlaps import Overlap, overlapping
from safeguard_model.sequences.repeat import Repeat, repeats
from safeguard_model.sequences.replies import Reply, answers_to, unanswered

__all__ = [
    "JOURNEY",
    "Overlap",
    "Repeat",
    "Reply",
    "Step",
    "answers_to",
    "journey",
    "overlapping",
    "repeats",
    "unanswered",
]

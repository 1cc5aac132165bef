"""The reading, updating and writing of agencies' chronologies, as spreadsheets, Word tables and other files."""

from safeguard_model.chronology.kinds import Suggestion, Suggestions, suggest_kinds
from safeguard_model.chronology.reading import Chronology, OtherRow, Understood, read_chronology
from safeguard_model.chronology.updating import Change, Update
from safeguard_model.chronology.writing import EXCHANGE, PANEL, write_chronology

__all__ = [
    "EXCHANGE",
    "PANEL",
    "Change",
    "Chronology",
    "OtherRow",
    "Suggestion",
    "Suggestions",
    "Understood",
    "Update",
    "read_chronology",
    "suggest_kinds",
    "write_chronology",
]

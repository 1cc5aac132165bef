"""The rows of a table understood: its headings, dates, people and entries."""

from safeguard_model.chronology.reading.chronology import Chronology, read_chronology
from safeguard_model.chronology.reading.rows import OtherRow

__all__ = ["Chronology", "OtherRow", "read_chronology"]

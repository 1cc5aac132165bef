"""The meaning of the rows of a table: which are headings, and which dates, people and entries the others hold."""

from safeguard_model.chronology.reading.chronology import Chronology, read_chronology
from safeguard_model.chronology.reading.rows import OtherRow
from safeguard_model.chronology.reading.understood import Understood

__all__ = ["Chronology", "OtherRow", "Understood", "read_chronology"]

"""The reading, updating and writing of agencies' chronologies, as spreadsheets, Word tables and other files."""

from safeguard_model.chronology.reading import Chronology, OtherRow, read_chronology
from safeguard_model.chronology.updating import Change, Update
from safeguard_model.chronology.writing import write_chronology

__all__ = ["Change", "Chronology", "OtherRow", "Update", "read_chronology", "write_chronology"]

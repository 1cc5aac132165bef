"""Chronologies as agencies send them: spreadsheets, Word tables and CSV, in and out."""

from safeguard_model.chronology.reading import Chronology, OtherRow, read_chronology
from safeguard_model.chronology.updating import Change, Update
from safeguard_model.chronology.writing import write_chronology

__all__ = ["Change", "Chronology", "OtherRow", "Update", "read_chronology", "write_chronology"]

"""Chronologies as agencies send them: spreadsheets, Word tables and CSV, in and out."""

from safeguard_model.formats.chronology._rows import OtherRow
from safeguard_model.formats.chronology.reading import Chronology, read_chronology
from safeguard_model.formats.chronology.updating import Change, Update
from safeguard_model.formats.chronology.writing import write_chronology

__all__ = ["Change", "Chronology", "OtherRow", "Update", "read_chronology", "write_chronology"]

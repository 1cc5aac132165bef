"""Chronologies as agencies send them: spreadsheets, Word tables and CSV, in and out."""

from safeguard_model.formats.chronology._rows import OtherRow
from safeguard_model.formats.chronology.reading import Chronology, read_chronology
from safeguard_model.formats.chronology.updating import Change, Update

__all__ = ["Change", "Chronology", "OtherRow", "Update", "read_chronology"]

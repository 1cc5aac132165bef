"""The tables of a file, as they are before anything is understood, with every row of the file."""

from safeguard_model.chronology.opening.by_suffix import tables_of
from safeguard_model.chronology.opening.tables import Cell, Row, Table, Tables

__all__ = ["Cell", "Row", "Table", "Tables", "tables_of"]

"""A file opened: its tables, plain, with every row that it holds."""

from safeguard_model.chronology.opening.by_suffix import tables_of
from safeguard_model.chronology.opening.tables import Cell, Row, Table, Tables

__all__ = ["Cell", "Row", "Table", "Tables", "tables_of"]

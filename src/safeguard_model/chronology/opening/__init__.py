"""The tables of a file, with every row up to the last with content, before it is known what the rows mean."""

from safeguard_model.chronology.opening.by_suffix import tables_of
from safeguard_model.chronology.opening.tables import Cell, Row, Table, Tables

__all__ = ["Cell", "Row", "Table", "Tables", "tables_of"]

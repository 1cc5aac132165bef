"""Quotation marks that stay around a cell, such as those of a row in a CSV file in which one mark has no pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguard_model.chronology.opening.tables import Cell, Row

__all__ = ["without_marks", "without_marks_at"]

_MARKS: Final = ' \t"“”'


# A mark alone means "as above", and stays. Quotation marks are never a part of a date or a time, so that nothing is
# lost if the cell is read without them; its text is kept as written.
def without_marks(cell: Cell) -> Cell:
    """Return a cell without quotation marks around its text, if it has a digit."""
    if not isinstance(cell, str) or not ('"' in cell or "“" in cell or "”" in cell):
        return cell
    return cell.strip(_MARKS) if any(map(str.isdigit, cell)) else cell


def without_marks_at(row: Row, places: Iterable[int]) -> Row:
    """Return a row without quotation marks around the cells at these positions; the same row if there are none."""
    changed = {place: without_marks(row.cells[place]) for place in places if place < len(row.cells)}
    if all(cell is row.cells[place] for place, cell in changed.items()):
        return row
    return attrs.evolve(row, cells=tuple(changed.get(place, cell) for place, cell in enumerate(row.cells)))

"""The readers of ``.xls``, ``.xlsb`` and ``.ods`` workbooks: calamine reads the cells, after checks of their size."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

import attrs

from safeguard_model.chronology.opening.archive import unpack
from safeguard_model.chronology.opening.binary_workbook import BINARY_BOOK, describe_binary_workbook
from safeguard_model.chronology.opening.compound_file import names_in, stream_of
from safeguard_model.chronology.opening.office_parts import beside
from safeguard_model.chronology.opening.old_workbook import describe_old_workbook
from safeguard_model.chronology.opening.open_document import (
    CONTENT,
    describe_open_document,
    with_breaks,
    without_drawings,
)
from safeguard_model.chronology.opening.spreadsheet_cells import (
    DAMAGED,
    calamine,
    is_seen,
    notes_on_charts,
    opened,
    require_readable,
    table_of,
)
from safeguard_model.chronology.opening.tables import Tables, refusal
from safeguard_model.chronology.opening.workbook_parts import MAX_CELLS
from safeguard_model.errors import counted

if TYPE_CHECKING:
    from safeguard_model.chronology.opening.spreadsheet_cells import Area
    from safeguard_model.chronology.opening.workbook_parts import Sheet

__all__ = ["tables_of_binary_workbook", "tables_of_old_workbook", "tables_of_open_document"]

_LOCKED: Final = "the file is protected by a password: open it and save a copy without a password"
_MACROS: Final = "the file holds macros and is not opened: save it as .xlsx"
_MACRO_STORES: Final = frozenset({"_vba_project_cur", "_vba_project", "vba"})


def tables_of_old_workbook(data: bytes) -> Tables:
    """Return the tables of an ``.xls`` workbook, of Excel 5 to 2003. Raises InvalidFile if it cannot be read."""
    names = {name.casefold() for name in names_in(data) or ()}
    if "encryptedpackage" in names:
        raise refusal("content", _LOCKED)
    if names & _MACRO_STORES:
        raise refusal("content", _MACROS)
    stream = stream_of(data, "Workbook", "Book")
    book = describe_old_workbook(stream) if stream else None
    if book is None:
        raise refusal("content", DAMAGED)
    if book.is_locked:
        raise refusal("content", _LOCKED)
    notes = ["pictures, drawings or text boxes not read"] if book.has_drawings else []
    notes += [f"{counted(book.comments, 'cell comment')} not read"] if book.comments else []
    return _tables([(sheet, None) for sheet in book.sheets], BytesIO(data), notes)


def tables_of_binary_workbook(data: bytes) -> Tables:
    """Return the tables of an ``.xlsb`` workbook. Raises InvalidFile if it cannot be read."""
    package = unpack(data, "xlsb")
    described = describe_binary_workbook(package)
    if described is None:
        raise refusal("content", DAMAGED)
    near = [kind for part in {BINARY_BOOK, *package.parts} for kind, _ in beside(package, part).values()]
    notes = ["pictures, drawings or text boxes not read"] if "drawing" in near else []
    notes += ["cell comments not read"] if "comments" in near else []
    return _tables(described, package.zipped(), notes)


def tables_of_open_document(data: bytes) -> Tables:
    """Return the tables of an ``.ods`` workbook. Raises InvalidFile if it cannot be read."""
    package = unpack(data, "ods")
    content = with_breaks(package.parts.get(CONTENT, b""))
    described = describe_open_document(content)
    if described is None:
        raise refusal("content", DAMAGED)
    package.parts[CONTENT] = without_drawings(content)
    return _tables(described.sheets, package.zipped(), described.notes)


# Calamine reads a sheet into one block of cells, from the first to the last with content. The memory for it is taken
# all at once: two cells far apart would end the whole program. The size is therefore known before calamine is called.
def _tables(described: list[tuple[Sheet, list[Area] | None]], file: BytesIO, notes: list[str]) -> Tables:
    """Return the tables of a workbook, from the facts about each sheet and the merged areas that calamine omits."""
    sheets = [sheet for sheet, _ in described]
    require_readable(sheets)
    if sum(sheet.cells for sheet in sheets) > MAX_CELLS:
        raise refusal("content", "the sheets are too large to read together: save only the chronology in a new file")
    cells = opened(calamine(), file)
    if not cells or len(cells) != len(sheets) or not all(map(is_seen, sheets, cells)):
        raise refusal("content", DAMAGED)
    tables = [
        table_of(number, sheet, each if merged is None else attrs.evolve(each, merged=merged), ())
        for number, ((sheet, merged), each) in enumerate(zip(described, cells, strict=True), start=1)
        if each is not None
    ]
    return Tables(tuple(tables), (*notes_on_charts(cells), *notes))

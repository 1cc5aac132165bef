"""The choice of the reader that opens a file, by the ending of its name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from safeguard_model.chronology.opening.tables import Row, Tables, refusal

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

__all__ = ["tables_of"]


def tables_of(path: str | os.PathLike[str], are_headings: Callable[[Row], bool] | None = None) -> Tables:
    """Return the tables of a ``.csv``, ``.tsv``, ``.xlsx`` or ``.docx`` file.

    `are_headings` says whether a row is headings; it helps to find the delimiter of a text file.

    Raises InvalidFile if the content cannot be read completely, OSError if the file cannot be opened, and MissingExtra
    if a workbook needs the extra ``excel``.
    """
    suffix = Path(path).suffix.lower()
    if suffix in {".csv", ".tsv"}:
        from safeguard_model.chronology.opening.delimited import read_delimited

        return read_delimited(path, prefer_tab=suffix == ".tsv", are_headings=are_headings)
    if suffix == ".xlsx":
        from safeguard_model.chronology.opening.workbook import read_workbook

        return read_workbook(path)
    if suffix == ".docx":
        from safeguard_model.chronology.opening.document import read_document

        return read_document(path)
    raise refusal("suffix", _OTHERS.get(suffix, _UNKNOWN))


_UNKNOWN: Final = "the name of the file must end in .csv, .tsv, .xlsx or .docx: save the file in one of these formats"


_OTHERS: Final = {
    ".xlsm": "a workbook with macros is not opened: save it as .xlsx",
    ".xls": "a workbook in the format of Excel before 2007 cannot be read: open it and save it as .xlsx",
    ".docm": "a document with macros is not opened: save it as .docx",
    ".doc": "a document in the format of Word before 2007 cannot be read: open it and save it as .docx",
}

"""The choice of the reader that opens a file, by the ending of its name, and what to do with a file that has none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from safeguard_model.chronology.opening.tables import Row, Tables, refusal

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

__all__ = ["tables_of"]


def tables_of(path: str | os.PathLike[str], are_headings: Callable[[Row], bool] | None = None) -> Tables:
    """Return the tables of a file, by the ending of its name: see `READ`.

    `are_headings` says whether a row is headings; it helps to find the delimiter of a text file, and the tables of a
    document that are inside other tables.

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

        return read_document(path, are_headings)
    if suffix in {".xls", ".xlsb", ".ods"}:
        return _spreadsheet(path, suffix, are_headings)
    raise refusal("suffix", _refused(suffix))


# Many systems export a web page, a text file or an .xlsx file under the name .xls, and Excel opens it all the same.
# What the bytes certainly are is read as that; a text file only if it has the headings of a chronology.
def _spreadsheet(path: str | os.PathLike[str], suffix: str, are_headings: Callable[[Row], bool] | None) -> Tables:
    from safeguard_model.chronology.opening import other_workbooks
    from safeguard_model.chronology.opening.archive import kind_of, not_a_spreadsheet, read_bytes

    data = read_bytes(path)
    kind = kind_of(data)
    if kind == "xls":
        tables = other_workbooks.tables_of_old_workbook(data)
    elif kind == "xlsb":
        tables = other_workbooks.tables_of_binary_workbook(data)
    elif kind == "ods":
        tables = other_workbooks.tables_of_open_document(data)
    elif kind == "xlsx":
        from safeguard_model.chronology.opening.workbook import tables_of_workbook

        tables = tables_of_workbook(data)
    else:
        from safeguard_model.chronology.opening.delimited import tables_of_text

        text = tables_of_text(data, are_headings) if suffix == ".xls" else None
        if text is None:
            raise refusal("content", not_a_spreadsheet(data))
        tables = text
    if f".{kind}" == suffix:
        return tables
    content = f".{kind or 'csv'}"
    note = f"the name of the file ends in {suffix}, but its content is that of a {content} file: read as that"
    return attrs.evolve(tables, notes=(note, *tables.notes))


READ: Final = (".csv", ".tsv", ".xlsx", ".xls", ".xlsb", ".ods", ".docx")
"""The endings of the names of files that are read."""

_WORD: Final = "save it as .docx"
_EXCEL: Final = "save it as .xlsx"
_EITHER: Final = "save its table as .xlsx or .docx"
_OTHERS: Final = {
    ".xlsm": f"a workbook with macros is not opened: {_EXCEL}",
    ".xltm": f"a template with macros is not opened: {_EXCEL}",
    ".xlam": f"an add-in with macros is not opened: {_EXCEL}",
    ".xltx": f"a template is not opened: open it and {_EXCEL}",
    ".xlt": f"a template is not opened: open it and {_EXCEL}",
    ".fods": f"an OpenDocument spreadsheet in one XML file cannot be read: open it and {_EXCEL} or .ods",
    ".numbers": f"a Numbers spreadsheet cannot be read: export it to Excel and {_EXCEL}",
    ".docm": f"a document with macros is not opened: {_WORD}",
    ".dotm": f"a template with macros is not opened: {_WORD}",
    ".dotx": f"a template is not opened: open it and {_WORD}",
    ".dot": f"a template is not opened: open it and {_WORD}",
    ".doc": f"a document in the format of Word before 2007 cannot be read: open it and {_WORD}",
    ".odt": f"an OpenDocument text cannot be read: open it and {_WORD}",
    ".fodt": f"an OpenDocument text cannot be read: open it and {_WORD}",
    ".rtf": f"rich text cannot be read: open it in Word and {_WORD}",
    ".wps": f"a Works document cannot be read: open it in Word and {_WORD}",
    ".wpd": f"a WordPerfect document cannot be read: open it in Word and {_WORD}",
    ".pages": f"a Pages document cannot be read: export it to Word and {_WORD}",
    ".pdf": f"a PDF has no cells that can be read: ask for the file it was made from, or open it in Word and {_WORD}",
    ".html": f"a web page cannot be read: open it in Excel or Word and {_EITHER}",
    ".htm": f"a web page cannot be read: open it in Excel or Word and {_EITHER}",
    ".mht": f"a web page cannot be read: open it in Excel or Word and {_EITHER}",
    ".mhtml": f"a web page cannot be read: open it in Excel or Word and {_EITHER}",
    ".xml": f"XML cannot be read: open it in Excel and {_EXCEL}",
    ".json": "JSON is not a chronology: open a case file of this library with load, and save a table as .csv or .xlsx",
    ".jsonl": "JSON Lines are not a chronology: open case files of this library with read_jsonl, and save a table as "
    ".csv or .xlsx",
    ".txt": "a text file is read only under the name .csv or .tsv: give it that ending, or save it as .xlsx or .docx",
    ".md": f"Markdown cannot be read: {_EITHER}",
    ".eml": f"an e-mail cannot be read: save its attachment, or copy its table and {_EITHER}",
    ".msg": f"an e-mail cannot be read: save its attachment, or copy its table and {_EITHER}",
    ".ppt": f"slides cannot be read: copy the table and {_EITHER}",
    ".pptx": f"slides cannot be read: copy the table and {_EITHER}",
    ".zip": "an archive is not opened: unpack it, and read the .xlsx, .docx or .csv file in it",
    ".gz": "an archive is not opened: unpack it, and read the .xlsx, .docx or .csv file in it",
    ".mdb": f"a database cannot be read: export the table and {_EXCEL} or .csv",
    ".accdb": f"a database cannot be read: export the table and {_EXCEL} or .csv",
    ".parquet": "a data frame is no chronology of an agency: save it as .csv or .xlsx",
}
_PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".heic", ".webp"})


def _refused(suffix: str) -> str:
    """Return what to do with a file that is not read, by the ending of its name."""
    if suffix in _PICTURES:
        return "a picture has no cells that can be read: ask for the .xlsx or .docx file that it shows"
    endings = f"{', '.join(READ[:-1])} or {READ[-1]}"
    return _OTHERS.get(suffix, f"the name of the file must end in {endings}: save the file in one of these formats")

"""`write_chronology`: the writer of a timeline as a file for people. Most formats can also be read back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from safeguard_model.chronology.writing import document, text, workbook
from safeguard_model.chronology.writing.table import table_of
from safeguard_model.discreet import frameless
from safeguard_model.errors import InvalidRecord
from safeguard_model.formats.atomic_files import replacing
from safeguard_model.timeline.given import timeline_of

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping

    from safeguard_model.chronology.writing.table import Columns, WrittenTable
    from safeguard_model.timeline.given import Given

__all__ = ["write_chronology"]

_WRITERS: Final[Mapping[str, Callable[[WrittenTable], bytes]]] = {
    ".csv": text.csv,
    ".tsv": text.tsv,
    ".xlsx": workbook.xlsx,
    ".docx": document.docx,
    ".md": text.markdown,
    ".html": text.html,
}


@frameless
def write_chronology(timeline: Given, path: str | os.PathLike[str], columns: Columns | None = None) -> None:
    """Write a chronology as a table with a row for each entry: .csv, .tsv, .xlsx, .docx, .md or .html.

    Without `columns`, the main fields and every other field that any entry uses have a column with a standard heading.
    A ``.csv``, ``.tsv``, ``.xlsx`` or ``.docx`` file can then be read back to the same entries. With `columns` you
    choose the columns: give a list of fields of `Event`, or a mapping from your own headings to fields. Fields without
    a column are not written. Without a column for `id`, people and agencies are written by label or name, without their
    ids. Ids are still written for records without a label or name, and in the columns for `ages`, `known_to` and
    `citations`.

    **Everything is written, whatever its sensitivity.** `withheld_from` is not applied: it is only another column.

    In ``.csv``, ``.tsv`` and ``.xlsx``, a ``'`` is put before a text that begins like a formula. If writing fails, the
    old file is left whole, as with `dump`.

    Raises `InvalidRecord` for columns that are not fields, for a file name with another ending, and for a text or a
    number of rows that is too large for a workbook. Raises `MissingExtra` if an Excel or Word file needs an extra, and
    OSError if the file cannot be written.

    >>> from safeguard_model import Event
    >>> entry = Event(id="e1", when="2016-03-02", kind="home_visit", people=["child-v"], description="Seen at home.")
    >>> write_chronology([entry], "chronology.csv", columns={"Date": "when", "Event": "description"})
    >>> with open("chronology.csv", encoding="utf-8-sig") as file:
    ...     print(file.read())
    Date,Event
    2 March 2016,Seen at home.
    <BLANKLINE>
    """
    write = _WRITERS.get(Path(path).suffix.lower())
    if write is None:
        raise InvalidRecord(
            "write_chronology", "path", f"the name of the file must end in one of {', '.join(_WRITERS)}"
        )
    data = write(table_of(timeline_of(timeline), columns))
    with replacing(path) as file:
        file.write(data)

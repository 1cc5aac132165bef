"""`write_chronology`: the writer of a timeline as a file for people. Most formats can also be read back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from safeguard_model.chronology.writing import document, text, workbook
from safeguard_model.chronology.writing.panel import EXCHANGE, PANEL
from safeguard_model.chronology.writing.table import Front, table_of
from safeguard_model.discreet import frameless
from safeguard_model.errors import InvalidRecord, shape
from safeguard_model.formats.atomic_files import replacing
from safeguard_model.timeline.given import timeline_of

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping

    from safeguard_model.chronology.writing.table import Columns, WrittenTable
    from safeguard_model.timeline.given import Given

__all__ = ["write_chronology"]

_WRITERS: Final[Mapping[str, Callable[[WrittenTable, Front], bytes]]] = {
    ".csv": text.csv,
    ".tsv": text.tsv,
    ".xlsx": workbook.xlsx,
    ".docx": document.docx,
    ".md": text.markdown,
    ".html": text.html,
}

_FOR_EXCHANGE: Final = frozenset({".csv", ".tsv", ".xlsx"})
_TEXT_ALONE: Final = frozenset({".csv", ".tsv"})


@frameless
def write_chronology(
    timeline: Given,
    path: str | os.PathLike[str],
    columns: Columns | None = None,
    *,
    title: str = "",
    marking: str = "",
) -> None:
    """Write a chronology as a table with a row for each entry: .csv, .tsv, .xlsx, .docx, .md or .html.

    Without `columns`, a ``.csv``, ``.tsv`` or ``.xlsx`` file gets those of `EXCHANGE`: the main fields, and every other
    field that any entry uses. Such a file can be read back to the same entries, and so can a ``.docx`` file with these
    columns. The other files get those of `PANEL`: when, agency, who, what happened, seen, outcome, source, analysis.

    With `columns` you choose: give a list of fields of `Event`, or a mapping from your own headings to fields. ``age``
    is the age of each child in the entry, and ``age of child-v`` that of one person. Fields without a column are not
    written. Without a column for `id`, people and agencies are written by label or name, without their ids, and `seen`
    is written as yes, no, alone or with others. Ids are still written for records without a label or name, and in the
    columns for `ages`, `known_to` and `citations`.

    `title` stands above the table, and `marking` (such as "OFFICIAL-SENSITIVE") at the top and the bottom of each page.
    Text files have no place for these.

    **Everything is written, whatever its sensitivity.** `withheld_from` is not applied: it is only another column.

    In ``.csv``, ``.tsv`` and ``.xlsx``, a ``'`` is put before a text that begins like a formula, after spaces too. If
    writing fails, the old file is left whole, as with `dump`.

    Raises `InvalidRecord` for columns that are not fields, for a file name with another ending, for a title or marking
    that is not text or in a text file, and for a text or a number of rows that is too large for a workbook. Raises
    `NeedsCaseFile` for ages without a case file. Raises `MissingExtra` if an Excel or Word file needs an extra, and
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
    suffix = Path(path).suffix.lower()
    write = _WRITERS.get(suffix)
    if write is None:
        raise InvalidRecord(
            "write_chronology", "path", f"the name of the file must end in one of {', '.join(_WRITERS)}"
        )
    words = Front(_line(title, "title", suffix), _line(marking, "marking", suffix))
    if columns is None:
        columns = EXCHANGE if suffix in _FOR_EXCHANGE else PANEL
    data = write(table_of(timeline_of(timeline), columns), words)
    with replacing(path) as file:
        file.write(data)


def _line(text: object, name: str, suffix: str) -> str:
    """Return a title or a marking, after a check that it is one line of text for which the file has a place."""
    if not isinstance(text, str) or not text.isprintable():
        raise InvalidRecord("write_chronology", name, f"expected one line of text, got {shape(text)}")
    if text and suffix in _TEXT_ALONE:
        raise InvalidRecord("write_chronology", name, f"a {suffix} file has no place for it: leave it out")
    return text

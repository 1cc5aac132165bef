"""Forms and transposed tables: tables whose headings are in the first column, turned so that each entry is a row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from safeguard_model.chronology.opening.tables import Cell, Row, as_text
from safeguard_model.chronology.opening.tables import Row as _Row
from safeguard_model.chronology.reading.date_cells import is_blank, is_date
from safeguard_model.chronology.reading.heading_grammar import ROLE_OF
from safeguard_model.chronology.reading.headings import ALIASES, Layout, layout_at, plain
from safeguard_model.discreet import Discreet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from safeguard_model.chronology.opening.tables import Table

__all__ = ["Turned", "look_of", "turned"]

FORM_NOTE: Final = "a form: its headings are in the first column, and each form is read as one entry"
TRANSPOSED_NOTE: Final = (
    "a transposed table: its headings are in the first column, and each further column is read as a row"
)
LOOKS: Final = {
    "form": "this looks like a form: the headings are in the first column, and the values beside them",
    "transposed": "this looks like a transposed table: the headings are in the first column, and the entries go across",
}
TO_DO: Final = (
    "its headings are not known: say what they mean with columns=..., or copy the entries into a table "
    "with the headings in its first row"
)
_HIGHEST: Final = 60
_NUMBERS: Final = re.compile(r"\d+")


class FormLine(NamedTuple):
    """A line or a column that is no entry."""

    row: Row
    reason: str
    is_certain: bool = True
    """Whether it is certainly no entry. It is otherwise rejected, not skipped."""
    unit: str = "row"

    def __repr__(self) -> str:
        return f"FormLine({self.reason!r})"


@attrs.frozen(eq=False)
class Turned(Discreet):
    """A form or a transposed table after turning."""

    layout: Layout
    """The roles of the headings."""
    entries: tuple[Row, ...] = attrs.field(repr=False)
    """A row for each entry. Its number is that of the first line of the form, or of the column."""
    asides: tuple[FormLine, ...]
    """The lines or columns that are no entries."""
    note: str
    """What was found, in words."""
    unit: str
    """The word for what has the number of an entry: ``row`` or ``column``."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows or columns, first those that are no entries."""
        return (*(line.row for line in self.asides), *self.entries)

    @property
    def count(self) -> int:
        """The number of rows or columns, each of which is an entry or has a reason."""
        return len(self.entries) + len(self.asides)


def turned(table: Table, own: Mapping[str, str]) -> Turned | None:
    """Return a form or a transposed table with a row for each entry; None if the headings are not known.

    The headings must have one for the date and one for what happened: a table of facts about a family, such as those
    on a cover, is no entry.
    """
    rows = [row for row in table.rows if not row.deleted]
    if len(rows) < 2 or len(rows) != len(table.rows):
        return None
    return _transposed(rows, own) or _form(rows, own)


def look_of(table: Table, own: Mapping[str, str]) -> str:
    """Return ``form`` or ``transposed`` for a table that looks like one, and an empty text for any other."""
    rows = [row for row in table.rows[:_HIGHEST] if not all(map(is_blank, row.cells))]
    if any(sum(map(is_date, row.cells[1:])) > 1 and not is_date(row.cells[0]) for row in rows):
        return "transposed"
    known = [row for row in rows if _role_of(_text(row, 0), own) is not None and not is_blank(_cell(row, 1))]
    has_date = any(_role_of(_text(row, 0), own) == "when" and is_date(_cell(row, 1)) for row in rows)
    return "form" if len({plain(_text(row, 0)) for row in known}) > 2 or has_date else ""


def _cell(row: Row, place: int) -> Cell:
    return row.cells[place] if place < len(row.cells) else ""


def _text(row: Row, place: int) -> str:
    return as_text(_cell(row, place)).strip()


def _role_of(text: str, own: Mapping[str, str]) -> str | None:
    """Return the role of a text as a heading, or None if it is no known heading."""
    if not text or len(text) > 200:
        return None
    beside = layout_at(_Row(1, ("Date", "What happened", text)), own)
    role = beside.roles[2] if beside is not None and len(beside.roles) > 2 else None
    if role is None:
        alone = layout_at(_Row(1, (text, "What happened")), own)
        role = "when" if alone is not None and alone.roles[0] == "when" else None
    return role


def _layout(headings: Sequence[str], own: Mapping[str, str]) -> Layout | None:
    """Return the layout of headings that have one for the date and one for what happened, both known; else None."""
    layout = layout_at(_Row(1, tuple(headings)), own)
    says_what = any(_role_of(each, own) == "description" or plain(each) in ALIASES["notes"] for each in headings)
    return layout if says_what else None


# In a transposed table, the line of the date has a date in several columns. The columns are then the rows of a table as
# it usually is, and each column is an entry, the headings, or blank.
def _transposed(rows: Sequence[Row], own: Mapping[str, str]) -> Turned | None:
    dates = next((row for row in rows[:_HIGHEST] if _role_of(_text(row, 0), own) == "when"), None)
    if dates is None or sum(map(is_date, dates.cells[1:])) < 2:
        return None
    first = next(place for place, row in enumerate(rows) if row is dates)
    above = [place for place in range(first) if not any(not is_blank(cell) for cell in rows[place].cells[1:])]
    lines = [row for place, row in enumerate(rows) if place not in above]
    layout = _layout([_text(row, 0) for row in lines], own)
    if layout is None:
        return None
    width = max(len(row.cells) for row in lines)
    columns = [_Row(place + 1, tuple(_cell(row, place) for row in lines)) for place in range(width)]
    while all(map(is_blank, columns[-1].cells)):
        columns.pop()
    asides = [FormLine(columns[0], "headings", unit="column")]
    asides += [FormLine(column, "blank", unit="column") for column in columns[1:] if all(map(is_blank, column.cells))]
    asides += [FormLine(rows[place], "above the headings") for place in above]
    entries = tuple(column for column in columns[1:] if not all(map(is_blank, column.cells)))
    return Turned(layout, entries, tuple(asides), TRANSPOSED_NOTE, "column")


@attrs.define(eq=False)
class _Form(Discreet):
    """One form: the number of its first line, its cells as written, and its values by heading."""

    number: int
    values: dict[str, list[Cell]] = attrs.field(factory=dict, repr=False)


# A form is a heading and its value in each line, sometimes two such pairs in a line. A heading that the form already
# has begins the next form, and so does the first heading of all. A line with only one cell is the value of the heading
# in the line above if that heading has none yet and the cell is no heading itself, and more of its value if the cell of
# the heading is blank. A title above the first form may appear again, with another number, above each of the others.
def _form(rows: Sequence[Row], own: Mapping[str, str]) -> Turned | None:
    forms: list[_Form] = []
    asides: list[FormLine] = []
    titles: set[str] = set()
    headings: dict[str, str] = {}
    current = ""
    labels = _Labels(rows, own)
    for row in rows:
        if all(map(is_blank, row.cells)):
            asides.append(FormLine(row, "blank"))
            continue
        waiting = headings.get(current, "") if forms and not forms[-1].values.get(current) else ""
        pairs = _pairs(row, labels, waiting)
        if pairs is None:
            title = _NUMBERS.sub("", plain(_text(row, 0)))
            titles |= set() if forms else {title}
            is_title = title in titles
            reason = "a title of the form" if is_title else "a line of a form without a heading"
            asides.append(FormLine(row, reason, is_title))
            current = ""
            continue
        begins = False
        for heading, values in pairs:
            key = plain(heading) or current
            if not key:
                return None
            if heading:
                is_first = bool(headings) and key == next(iter(headings))
                if not forms or key in forms[-1].values or (is_first and forms[-1].values):
                    forms.append(_Form(row.number))
                    begins = True
                headings.setdefault(key, heading.strip().rstrip(":").strip())
                forms[-1].values[key] = []
            forms[-1].values[key] += values
            current = key
        if not begins:
            asides.append(FormLine(row, f"a line of the form that begins in row {forms[-1].number}"))
    layout = _layout([*headings.values()], own) if forms else None
    if layout is None or len(layout.headings) != len(headings):
        return None
    entries = tuple(_Row(form.number, tuple(_joined(form.values.get(key, [])) for key in headings)) for form in forms)
    return Turned(layout, entries, tuple(asides), FORM_NOTE, "row")


# Blank answers are normal in a form, and a label must never become the answer of the label before it. Where a cell
# stands says most: the labels are in the first column, and in each further column in which most texts are known
# headings. Words such as "Health visitor" are headings and answers too: they are answers beside a label. Below a label
# without an answer they are answers only if they are no whole heading and mean the same as the label.
class _Labels:
    """What is known of the labels of the forms in a table."""

    def __init__(self, rows: Sequence[Row], own: Mapping[str, str]) -> None:
        self._own = own
        self._roles: dict[str, str | None] = {}
        self._answered = {plain(_text(row, 0)) for row in rows if not is_blank(_cell(row, 1))}
        self._columns = {0}
        for place in range(2, max(len(row.cells) for row in rows)):
            texts = [text for row in rows if (text := _text(row, place))]
            known = sum(self.role(text) is not None for text in texts)
            if known * 2 > len(texts) and place - 1 not in self._columns:
                self._columns.add(place)

    def role(self, text: str) -> str | None:
        """Return the role of a text as a heading, or None if it is no known heading."""
        if text not in self._roles:
            self._roles[text] = _role_of(text, self._own)
        return self._roles[text]

    def is_label_at(self, row: Row, place: int) -> bool:
        """Return whether a cell in a column of labels is a label: a known heading, or a text beside its answer."""
        if place not in self._columns or not isinstance(_cell(row, place), str):
            return False
        return self.role(_text(row, place)) is not None or not is_blank(_cell(row, place + 1))

    def is_label_alone(self, text: str, waiting: str) -> bool:
        """Return whether the only text of a line is a label, and no answer to the label `waiting` above it."""
        if not waiting:
            return self.role(text) is not None
        if plain(text) in self._own or plain(text) in ROLE_OF or plain(text) in self._answered:
            return True
        return self.role(text) not in {None, self.role(waiting)}


def _pairs(row: Row, labels: _Labels, waiting: str) -> list[tuple[str, list[Cell]]] | None:
    """Return each heading of a line with its values; None for a line without a heading, such as a title.

    `waiting` is the heading of the line above if it has no value yet, else an empty text. A value without a heading
    belongs to the line above: its heading is an empty text.
    """
    filled = [(place, cell) for place, cell in enumerate(row.cells) if not is_blank(cell)]
    place, cell = filled[0]
    text = as_text(cell).strip()
    if len(filled) == 1:
        is_label = labels.is_label_at(row, place) if place > 0 else labels.is_label_alone(text, waiting)
        if is_label:
            return [(text, [])]
        return [("", [cell])] if place > 0 or waiting else None
    pairs: list[tuple[str, list[Cell]]] = []
    for place, cell in filled:
        words = as_text(cell).strip()
        has_value = bool(pairs) and bool(pairs[-1][1])
        is_known = has_value and isinstance(cell, str) and labels.role(words) is not None
        if place == 0 or is_known or labels.is_label_at(row, place):
            pairs.append((words, []))
        elif pairs:
            pairs[-1][1].append(cell)
        else:
            pairs.append(("", [cell]))
    return pairs


def _joined(values: list[Cell]) -> Cell:
    if len(values) == 1:
        return values[0]
    return "\n".join(as_text(value).strip() for value in values)

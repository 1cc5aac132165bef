"""The rows of one table: entries as far as a row says, and the rows that are none."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import time
from typing import TYPE_CHECKING, Any, Final

import attrs

from safeguard_model.dates import Precision, When
from safeguard_model.formats.chronology._dates import DITTO, Dated, dated, is_blank, parsed
from safeguard_model.formats.chronology._exact import Unread, as_it_was, at_time, read_cell, unescaped
from safeguard_model.formats.chronology._headings import Layout, layout_of, plain
from safeguard_model.formats.chronology._ids import REFERENCE
from safeguard_model.records import Agency, EventKind, Person, Professional, Quantity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from safeguard_model.formats.chronology._people import Names
    from safeguard_model.formats.chronology._tables import Cell, Row, Table

__all__ = ["CELLS", "Draft", "OtherRow", "Reader"]

BANNER: Final = "merged across"
"""The mark of a row that is one cell."""
CELLS: Final = "safeguard-model:cells"
"""Where an event's `extra` keeps the cells that no field takes, by heading."""

_JOINED: Final = ("description", "outcome", "comment", "childs_account", "place", "reporter")
_YES: Final = frozenset({"yes", "y", "true", "✓", "✔", "☒", "☑", "seen", "yes seen"})
_NO: Final = frozenset({"no", "n", "false", "☐", "not seen", "no not seen"})
_YES_OR_NO: Final = re.compile(r"\s*(?:y(?:es)?|(?P<no>no?))\b[\s,.:;–—-]+(?P<who>.+)", re.IGNORECASE | re.DOTALL)
_ALONE: Final = frozenset({"alone", "seen alone", "yes alone", "yes seen alone", "y alone", "yes on own", "on own"})
_SILENT: Final = frozenset(
    {"", "n a", "na", "not applicable", "not recorded", "nr", "n r", "not known", "nk", "unknown"}
)
_OF_DATES: Final = frozenset({"when", "time", "end", "end_time"})
_FILLED_IN: Final = frozenset({"ref", "id", "time", "agency"})


@attrs.frozen
class OtherRow:
    """A row that is no entry: its place, why, and what is in it."""

    where: str
    """The table and row: ``sheet 2, row 14``."""
    number: int
    """The row's number in its table, from 1."""
    reason: str
    """Why it is no entry."""
    cells: tuple[str, ...] = attrs.field(repr=False)
    """Its cells as text, raw."""

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


@attrs.define
class Draft:
    """An entry before it has an id."""

    where: str
    number: int
    fields: dict[str, Any]
    ref: str
    is_own: bool
    """Whether it is a row that `write_chronology` wrote, which has all of an entry."""


class Reader:
    """Reads the rows of tables, one table after the other; what was odd is collected by place."""

    def __init__(  # noqa: PLR0917 - what the caller of read_chronology said
        self,
        names: Names,
        subject: tuple[str, ...],
        roles: Mapping[str, str],
        kinds: Mapping[str, EventKind],
        agency: str | None,
        agencies: Mapping[str, str],
        *,
        carry: bool,
        suffix: str,
    ) -> None:
        self.names = names
        self.subject = subject
        self.roles = roles
        self.kinds = kinds
        self.agency = agency
        self.agencies = {plain(name): id for name, id in agencies.items()}
        self.carry = carry
        self.is_neutralised = suffix != ".docx"
        self.drafts: list[Draft] = []
        self.rejected: list[OtherRow] = []
        self.skipped: list[OtherRow] = []
        self.mentioned: dict[str, list[str]] = defaultdict(list)
        self.odd: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.columns: list[tuple[str, Layout]] = []
        self._last: Layout | None = None
        self._above: Cell = ""
        self._dates: dict[tuple[Cell, ...], Dated] = {}

    def read(self, table: Table) -> None:
        """Take in every row of a table."""
        rows = table.rows
        found = layout_of(rows, self.roles)
        if found is not None:
            at, layout = found
            self.columns.append((table.where, layout))
        elif self._last is not None and self._goes_on(table, self._last):
            at, layout = -1, self._last
            self.odd[table.where, "without headings: read under those of the table before"] = []
        else:
            reason = "no headings of a chronology were found in this table"
            for row in rows:
                self._put_aside(self.skipped if _is_empty(row) else self.rejected, table, row, reason)
            return
        self._last, self._above = layout, ""
        for place, row in enumerate(rows):
            for mark in row.marks:
                self.odd[table.where, mark].append(row.number)
            reason = _no_entry(place, at, row, layout)
            if reason:
                self._put_aside(self.skipped, table, row, reason)
            else:
                self.drafts.append(self._draft(table, row, layout))

    def _goes_on(self, table: Table, layout: Layout) -> bool:
        """Whether a table without headings goes on with the one before: as many columns, and dates where dates are."""
        when = layout.places("when")[0]
        first = next((row.cells for row in table.rows if not _is_empty(row)), ())
        if len(first) != len(layout.headings):
            return False
        cell = first[when]
        return isinstance(cell, When) or (isinstance(cell, str) and parsed(cell) is not None)

    def _put_aside(self, where: list[OtherRow], table: Table, row: Row, reason: str) -> None:
        cells = tuple(map(_text, row.cells))
        reason = "blank" if _is_empty(row) else reason
        where.append(OtherRow(_place(table.where, row.number), row.number, reason, cells))

    def _draft(self, table: Table, row: Row, layout: Layout) -> Draft:
        entry = _Entry(self, table.where, row.number)
        cells: dict[str, list[Cell]] = defaultdict(list)
        width = len(layout.headings)
        for place, cell in enumerate(row.cells):
            role = layout.roles[place] if place < width else None
            if role is None:
                if _text(cell).strip():
                    entry.keep(layout.headings[place] if place < width else f"column {place + 1}", self._tidy(cell))
                continue
            if role == "description" and layout.is_promoted and not is_blank(cell):
                cells[role].append(f"{layout.headings[place].strip()}: {_text(cell).strip()}")
            elif role:
                cells[role].append(cell)
        exact = layout.is_own and any(_text(cell).strip() for cell in cells["id"])
        if exact:
            self._exactly(entry, cells)
        self._date(entry, cells, exact=exact)
        self._read(entry, cells, layout)
        return Draft(_place(table.where, row.number), row.number, entry.fields(layout), entry.ref, exact)

    def _tidy(self, cell: Cell) -> str:
        text = _text(cell).strip().replace("\r\n", "\n").replace("\r", "\n")
        return as_it_was(text) if self.is_neutralised else text

    def _exactly(self, entry: _Entry, cells: dict[str, list[Cell]]) -> None:
        """The cells of the layout that `write_chronology` writes; what was changed by hand is left to be read."""
        for role in list(cells):
            if role in _OF_DATES or role in {"ref", "subject"}:
                continue
            cell = cells[role][0]
            if isinstance(cell, str):
                cell = unescaped(as_it_was(cell) if self.is_neutralised else cell)
            value = read_cell(role, cell)
            if not isinstance(value, Unread):
                entry.values[role] = value
                del cells[role]

    def _date(self, entry: _Entry, cells: dict[str, list[Cell]], *, exact: bool) -> None:
        date, clock, end, end_clock = (
            (cells.pop(role, None) or [""])[0] for role in ("when", "time", "end", "end_time")
        )
        ditto = isinstance(date, str) and date.strip().casefold() in DITTO
        if (ditto or (self.carry and is_blank(date))) and self._above != "":
            entry.odd("no date: that of the row above" if not ditto else "as above: the date of the row above")
            date = _without_time(self._above)
        elif not is_blank(date):
            self._above = date
        key = (date, clock, end, end_clock)
        if exact and self._date_exactly(entry, date, clock):
            return
        found = self._dates.get(key)
        if found is None:
            found = self._dates[key] = dated(*key)
        entry.values["when"] = found.when
        if not exact:
            entry.values["when_as_written"] = found.as_written
            if found.times:
                entry.values["times"] = Quantity(n=found.times)
        if found.note:
            entry.odd(found.note)

    def _date_exactly(self, entry: _Entry, date: Cell, clock: Cell) -> bool:
        """A date as `write_chronology` writes it, its time beside it."""
        when = read_cell("when", date)
        if isinstance(when, When) and not isinstance(clock, When):
            when = at_time(when, clock)
        if isinstance(when, When):
            entry.values["when"] = when
        return isinstance(when, When)

    def _read(self, entry: _Entry, cells: dict[str, list[Cell]], layout: Layout) -> None:
        for role, held in cells.items():
            filled = [self._tidy(cell) for cell in held if not is_blank(cell)]
            if not filled:
                continue
            if role in _JOINED:
                entry.values[role] = "\n".join(filled)
            elif role == "ref" and REFERENCE.fullmatch(filled[0]):
                entry.ref = filled[0]
            elif role in {"subject", "people", "professionals"}:
                entry.people(role, filled, layout)
            elif role == "agency":
                self._agency(entry, filled, layout)
            elif role in {"seen", "seen_alone"}:
                entry.seen(role, filled[0], layout)
            elif role == "kind":
                self._kind(entry, filled[0], layout)
            elif role == "recorded":
                entry.recorded(held[0], layout)
            elif role == "ref":
                entry.keep_role("ref", filled, layout)
            else:
                entry.exact(role, filled[0], layout)

    def _agency(self, entry: _Entry, filled: list[str], layout: Layout) -> None:
        id = self.agencies.get(plain(filled[0]))
        if id is None:
            ids, _ = self.names.found(filled[0], own=layout.is_own)
            id = ids[0] if len(ids) == 1 and self.names.is_kind(ids[0], Agency) else None
        if id is not None:
            entry.values["agency"] = id
        else:
            entry.keep_role("agency", filled, layout)
            if self.agency is None:
                entry.odd("an agency that is not known: kept as written")

    def _kind(self, entry: _Entry, text: str, layout: Layout) -> None:
        kind = self.kinds.get(plain(text))
        if kind is None:
            entry.keep_role("kind", [text], layout)
            entry.odd("a kind of event that is not known: kept as written")
        else:
            entry.values["kind"] = kind


class _Entry:
    """One row on its way to be an entry."""

    def __init__(self, reader: Reader, table: str, number: int) -> None:
        self.reader = reader
        self.table = table
        self.number = number
        self.values: dict[str, Any] = {}
        self.ref = ""
        self._kept: dict[str, str] = {}
        self._seen: tuple[str, str, Layout] | None = None
        self._alone: bool | None = None
        self._about_others = False
        self._named: tuple[str, ...] = ()

    def odd(self, note: str) -> None:
        """Say what was odd about the row."""
        self.reader.odd[self.table, note].append(self.number)

    def keep(self, heading: str, text: str) -> None:
        """Keep a cell that no field takes."""
        heading = heading.strip() or "column without a heading"
        self._kept[heading] = f"{self._kept[heading]}\n{text}" if heading in self._kept else text

    def keep_role(self, role: str, texts: list[str], layout: Layout) -> None:
        """Keep the cells of a column that could not be read as what it is."""
        places = layout.places(role)
        self.keep(layout.headings[places[0]] if places else role, "\n".join(texts))

    def people(self, role: str, filled: list[str], layout: Layout) -> None:
        """Whom a cell names."""
        kind = Professional if role == "professionals" else Person
        known: list[str] = []
        strange = False
        for cell in filled:
            ids, unknown = self.reader.names.found(cell, own=layout.is_own)
            known += (id for id in ids if self.reader.names.is_kind(id, kind))
            strange |= bool(unknown) or len(known) < len(ids)
            for name in unknown:
                self.reader.mentioned[name].append(_place(self.table, self.number))
        field = "people" if role == "subject" else role
        self.values[field] = tuple(dict.fromkeys((*self.values.get(field, ()), *known)))
        if role == "people":
            self._named = self.values[field]
        self._about_others |= role == "subject" and bool(known)
        if strange:
            self.keep_role(role, filled, layout)

    def seen(self, role: str, text: str, layout: Layout) -> None:
        """Whether somebody was seen, or seen alone: yes, no, alone, or who."""
        words = plain(text) or text.strip()
        if words in _SILENT:
            return
        if role == "seen_alone" and (words in _YES or words in _NO):
            self._alone = words in _YES
            self._seen = self._seen or (role, text, layout)
            return
        if words in _YES or words in _NO or words in _ALONE:
            self._seen = (role, text, layout)
            return
        said = _YES_OR_NO.match(text)
        ids, unknown = self.reader.names.found(said["who"] if said else text, own=layout.is_own)
        if ids and not unknown:
            self.values["not_seen" if said and said["no"] else role] = tuple(ids)
            return
        for name in unknown if ids else ():
            self.reader.mentioned[name].append(_place(self.table, self.number))
        self.keep_role(role, [text], layout)
        self.odd("who was seen cannot be read: kept as written")

    def recorded(self, cell: Cell, layout: Layout) -> None:
        """When it was written down."""
        when = cell if isinstance(cell, When) else parsed(cell) if isinstance(cell, str) else None
        if when is None:
            self.keep_role("recorded", [_text(cell)], layout)
            self.odd("when it was recorded cannot be read: kept as written")
        else:
            self.values["recorded"] = when

    def exact(self, role: str, text: str, layout: Layout) -> None:
        """A field that the user named, or that only our own layout has."""
        value = read_cell(role, text)
        if isinstance(value, Unread):
            self.keep_role(role, [text], layout)
            self.odd(f"the field {role} cannot be read: kept as written")
        else:
            self.values[role] = value

    def fields(self, layout: Layout) -> dict[str, Any]:
        """All that is known of the entry."""
        values = self.values
        if not self._about_others and "people" not in values:
            values["people"] = self.reader.subject
        elif not self._about_others and not layout.is_own:
            values["people"] = tuple(dict.fromkeys((*self.reader.subject, *values["people"])))
        if self._seen is not None:
            self._settle_seen(*self._seen)
        values.setdefault("kind", EventKind.OTHER)
        values.setdefault("agency", self.reader.agency)
        if self._kept:
            values["extra"] = {**values.get("extra", {}), CELLS: self._kept}
        return values

    def _settle_seen(self, role: str, text: str, layout: Layout) -> None:
        """Of whom the yes or no is said, and what it says."""
        whom = self._of_whom()
        words = plain(text) or text.strip()
        field = None
        if role == "seen" and words in _NO:
            field = "not_seen"
        elif words in _ALONE or self._alone is True:
            field = "seen_alone"
        elif role == "seen":
            field = "seen" if self._alone is None else "seen_with_others"
        if field is None or not whom:
            self.keep_role(role, [text], layout)
            self.odd(
                "not alone, and not said whether seen" if whom else "seen or not, and not said who: kept as written"
            )
        else:
            self.values[field] = whom

    def _of_whom(self) -> tuple[str, ...]:
        """The child whom the row is about, else the children it names, else whom the chronology is about.

        Nobody, where a row names children and none of them is the chronology's: a sighting that was none hides a gap.
        """
        about: tuple[str, ...] = self.values["people"]
        subject = self.reader.subject
        if self._about_others:
            return self.reader.names.children(about) or about
        named = self.reader.names.children(self._named)
        return named if named and (not subject or set(subject) & set(named)) else () if named else subject


def _no_entry(place: int, at: int, row: Row, layout: Layout) -> str:
    """Why a row is no entry; empty text where it is one."""
    if _is_empty(row):
        return "blank"
    if place < at:
        return "above the headings"
    if place == at:
        return "headings"
    if row.deleted:
        return "its deletion is tracked"
    if _repeats(row, layout):
        return "headings again"
    return "" if _says_something(row, layout) else "a banner, or a number alone"


def _repeats(row: Row, layout: Layout) -> bool:
    """Whether it is the headings again: wherever there is something in it, the heading is there."""
    same = 0
    for place, cell in enumerate(row.cells):
        words = plain(_text(cell))
        if words and (place >= len(layout.plain) or words != layout.plain[place]):
            return False
        same += bool(words)
    return same > 1


def _says_something(row: Row, layout: Layout) -> bool:
    """Whether there is more in it than a date that is no day, or what templates fill in beforehand."""
    filled = [place for place, cell in enumerate(row.cells) if not is_blank(cell)]
    if len(filled) == 1 and filled[0] == layout.places("when")[0]:
        when = dated(row.cells[filled[0]]).when
        return not when.is_unknown and (when.text[0] == "[" or len(when.text) >= len("2016-03-02"))
    roles = {layout.roles[place] if place < len(layout.roles) else None for place in filled}
    return not roles <= _FILLED_IN and not (filled == [0] and BANNER in row.marks)


def _without_time(cell: Cell) -> Cell:
    """The day of a cell that holds day and time: the time is that row's own."""
    when = cell if isinstance(cell, When) else parsed(cell) if isinstance(cell, str) else None
    return When(when.text[:10]) if when is not None and when.precision is Precision.MINUTE else cell


def _is_empty(row: Row) -> bool:
    return all(isinstance(cell, str) and not cell.strip() for cell in row.cells)


def _text(cell: Cell) -> str:
    return f"{cell:%H:%M}" if isinstance(cell, time) else str(cell)


def _place(table: str, number: int) -> str:
    return f"{table}, row {number}" if table else f"row {number}"

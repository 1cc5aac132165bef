"""The reader of one row of a chronology: each cell becomes a field of an entry, or is kept as written."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import attrs

from safeguard_model.chronology.cells import HEADINGS, Unread, at_time, read_cell, unescaped, without_formula_mark
from safeguard_model.chronology.opening.tables import Cell, as_text
from safeguard_model.chronology.reading.date_cells import DITTO, is_blank, parsed
from safeguard_model.chronology.reading.headings import plain
from safeguard_model.chronology.reading.ids import REFERENCE
from safeguard_model.chronology.reading.likely_years import is_likely
from safeguard_model.chronology.reading.seen_columns import (
    CouldBeSeen,
    SeenRead,
    are_adults,
    could_be_seen,
    says_something,
)
from safeguard_model.dates import When
from safeguard_model.discreet import Discreet
from safeguard_model.lexicon import kind_of_type
from safeguard_model.records import EventKind, Person, Professional, Quantity
from safeguard_model.records.events import UNREAD
from safeguard_model.records.vocabulary import CONTACTS

if TYPE_CHECKING:
    from safeguard_model.chronology.opening.tables import Row
    from safeguard_model.chronology.reading.headings import Layout
    from safeguard_model.chronology.reading.read_options import ReadOptions

__all__ = ["CELLS", "RowContent", "read_row"]

CELLS: Final = "safeguard-model:cells"
"""The key in an event's `extra` under which the cells that fit no field are kept, by heading."""

_JOINED: Final = frozenset({"description", "outcome", "comment", "childs_account", "place", "reporter"})
_FIELDS: Final = frozenset(HEADINGS)
_ALL: Final = frozenset({"all", "both", "both children", "all children", "all the children", "children", "siblings"})
"""Words in the column of the child that mean all the people whom the chronology is about."""
_OF_DATES: Final = ("when", "time", "end", "end_time")
_NOT_HELD: Final = re.compile(
    r"\W*(?:(?:\w+\W+){0,2}(?:cancel|postpone|re-?arrange|re-?schedule|rebook)\w*"
    r"|(?:\w+ )?not (?:held|in|at home|brought|seen)\b"
    r"|no (?:access|reply|answer|one in|one home|show)\b|did not (?:attend|happen|take place|go ahead)|didn.t attend"
    r"|dna\b|wnb\b|planned\b|booked for\b|due (?:on|for)\b)",
    re.IGNORECASE,
)
"""Words at the beginning of an entry that may say that what its type names did not happen."""
_PERHAPS_NOT_HELD: Final = (
    "the type names a contact, and the words may say that it did not happen: check the kind and the state"
)


@attrs.frozen(kw_only=True, eq=False)
class RowContent(Discreet):
    """The content of a row: the fields of an entry, and notes on what was odd."""

    values: dict[str, Any] = attrs.field(repr=False)
    """The fields of an `Event`. The id is one of them only if `write_chronology` wrote the row."""
    reference: str = attrs.field(repr=False)
    """The agency's own reference, or an empty text if the row has none."""
    notes: list[str]
    """What was odd about the row, in words without values."""
    strangers: list[str] = attrs.field(repr=False)
    """The names in the row that belong to nobody who is known."""
    date: Cell = attrs.field(repr=False)
    """The last date cell so far that is not blank, which rows below without a date may use."""
    is_own: bool
    """Whether `write_chronology` wrote the row, with the id of the entry."""
    unread: frozenset[str]
    """The roles of the columns of the date, the time and the end whose cells were not read."""


def read_row(row: Row, layout: Layout, options: ReadOptions, subject: tuple[str, ...], above: Cell) -> RowContent:
    """Return the content of a row. `above` is the last date cell in the rows above it, or an empty text."""
    return _RowReader(layout, options, subject).read(row, above)


# The steps go from the most certain to the least certain. First, cells that `write_chronology` wrote are read back
# exactly. Then come the date, the people, and the answer to "child seen?", which can only be read when the people are
# known. Last, every other column is read by its role. Each step removes from `cells` the cells that it read. A cell
# that no step could read is kept as it was written: nothing in a row is lost.
class _RowReader:
    """A reader of one row, which goes through its cells in steps."""

    def __init__(self, layout: Layout, options: ReadOptions, subject: tuple[str, ...]) -> None:
        self._layout = layout
        self._options = options
        self._subject = subject
        self._notes: list[str] = []
        self._strangers: list[str] = []
        self._kept: dict[str, str] = {}
        """The texts of the cells that fit no field, by heading."""
        self._unread: list[str] = []
        """The list for `UNREAD` in `extra`: ``seen`` alone, if cells that may say who was seen were not understood."""
        """The list for `UNREAD` in `extra`: ``seen`` alone, if the cells about who was seen were not understood."""
        self._unread_dates: list[str] = []
        """The roles of the columns of the date, the time and the end whose cells were not read."""
        self._is_own = False
        self._reference = ""

    def read(self, row: Row, above: Cell) -> RowContent:
        """Return the content of the row, read in the steps that are named above."""
        cells = self._by_role(row)
        hints = [as_text(row.cells[place]) for place in self._layout.hints if place < len(row.cells)]
        self._is_own = self._layout.is_own and any(as_text(cell).strip() for cell in cells["id"])
        values = self._exact_values(cells) if self._is_own else {}
        date, dates = self._date_values(cells, above, has_words="when_as_written" in values)
        values |= dates
        people, could = self._people_values(cells)
        values |= people
        if not self._is_own:
            sightings = self._sighting_values(cells, could)
            values |= sightings
            if not sightings and any(map(says_something, hints)):
                self._unread.append("seen")
        for role, held in cells.items():
            if any(held):
                texts = ["" if is_blank(cell) else self._tidy(cell) for cell in held]
                values |= self._other_values(role, texts, values)
        if not self._is_own and values.get("kind") in CONTACTS and _NOT_HELD.match(values.get("description", "")):
            self._notes.append(_PERHAPS_NOT_HELD)
        values.setdefault("kind", EventKind.OTHER)
        values.setdefault("agency", self._options.agency)
        return RowContent(
            values=self._with_kept_cells(values),
            reference=self._reference,
            notes=self._notes,
            strangers=self._strangers,
            date=date,
            is_own=self._is_own,
            unread=frozenset(self._unread_dates),
        )

    def _with_kept_cells(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values, with the cells that fit no field, and the list for `UNREAD`, added to `extra`.

        Cells that were kept there by an earlier reading stay. A new cell under the same heading is put after them.
        """
        if not self._kept and not self._unread:
            return values
        extra = values.get("extra", {})
        before = extra.get(CELLS)
        if not isinstance(before, dict):
            before = {}
        now = {heading: self._after(before.get(heading), text) for heading, text in self._kept.items()}
        kept = {**extra, CELLS: {**before, **now}} if self._kept else {**extra}
        if self._unread:
            kept[UNREAD] = [*dict.fromkeys(self._unread)]
        return values | {"extra": kept}

    @staticmethod
    def _after(before: object, text: str) -> str:
        return f"{before}\n{text}" if isinstance(before, str) and before != text else text

    def _by_role(self, row: Row) -> dict[str, list[Cell]]:
        layout = self._layout
        cells: dict[str, list[Cell]] = defaultdict(list)
        for place, cell in enumerate(row.cells):
            role = layout.roles[place] if place < len(layout.roles) else None
            if role is None:
                if text := self._tidy(cell):
                    self._keep(layout.headings[place] if place < len(layout.roles) else "", text, place)
            elif role == "description" and layout.is_promoted and not is_blank(cell):
                cells[role].append(f"{layout.headings[place].strip()}: {self._tidy(cell)}")
            elif role:
                cells[role].append(cell)
        return cells

    def _tidy(self, cell: Cell) -> str:
        text = as_text(cell).strip()
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return without_formula_mark(text) if text[:1] == "'" and self._options.is_neutralised else text

    def _keep(self, heading: str, text: str, place: int) -> None:
        """Keep the text of a cell that fits no field, under the heading of its column."""
        if not heading.strip():
            heading = f"column {place + 1}"
            self._notes.append("a cell without a heading: kept")
        heading = heading.strip()
        self._kept[heading] = f"{self._kept[heading]}\n{text}" if heading in self._kept else text

    def _keep_as_written(self, role: str, texts: list[str], note: str = "") -> None:
        """Keep the cells of the columns with this role as written, and add the note if there is one."""
        places = self._layout.places(role)
        for place, text in zip(places, texts, strict=False):
            if text:
                self._keep(self._layout.headings[place], text, place)
        self._notes += [f"{note}: kept as written"] if note else []

    def _exact_values(self, cells: dict[str, list[Cell]]) -> dict[str, Any]:
        """Return the values of the cells that `write_chronology` wrote, except those of the date.

        If a cell cannot be read in this way, as somebody has changed it, it stays in `cells` for the later steps.
        """
        values: dict[str, Any] = {}
        for role in [role for role in cells if role in _FIELDS and role not in _OF_DATES]:
            filled = [cell for cell in cells[role] if as_text(cell)]
            if len(filled) > 1:
                continue
            cell = filled[0] if filled else ""
            if isinstance(cell, str):
                cell = unescaped(without_formula_mark(cell) if self._options.is_neutralised else cell)
            value = read_cell(role, cell)
            if not isinstance(value, Unread) and not self._options.names.are_strange(role, value):
                values[role] = value
                del cells[role]
        return values

    def _date_values(
        self, cells: dict[str, list[Cell]], above: Cell, *, has_words: bool
    ) -> tuple[Cell, dict[str, Any]]:
        """Return the date cell that rows below without a date may use, and the fields from the cells of the date."""
        held = [cells.pop(role, [""]) for role in _OF_DATES]
        date, clock, end, end_clock = (next((cell for cell in each if not is_blank(cell)), "") for each in held)
        is_ditto = isinstance(date, str) and date.strip().casefold() in DITTO
        if (is_ditto or (self._options.carry and is_blank(date))) and above != "":
            self._notes.append(
                "as above: the date of the row above" if is_ditto else "no date: the date of the row above"
            )
            date = self._options.carried(above)
        elif not is_blank(date):
            above = date
        if self._is_own and is_blank(end) and is_blank(end_clock):
            when = _exact_date(date, clock)
            if when is not None:
                return above, {"when": when}
        read = self._options.dated(date, clock, end, end_clock)
        values: dict[str, Any] = {"when": read.when}
        if not self._is_own or (read.note and not has_words):
            values["when_as_written"] = read.as_written
        if read.times:
            values["times"] = Quantity(n=read.times)
        if read.note:
            self._notes.append(read.note)
        self._unread_dates = [*read.unread, *(["when"] if read.when.is_unknown else [])]
        return above, values

    def _people_values(self, cells: dict[str, list[Cell]]) -> tuple[dict[str, Any], CouldBeSeen]:
        """Return the fields of people, and the people to whom the answer in "child seen?" may apply."""
        names, subject = self._options.names, self._subject
        columns = [cell for cell in cells.get("subject", ()) if not is_blank(cell)]
        words = {plain(as_text(cell)) or as_text(cell).strip() for cell in columns}
        are_all = bool(words) and words <= _ALL
        says_whom = bool(words) and not are_all
        has_seen = "seen" in cells or "seen_alone" in cells
        are_others_adults = has_seen and are_adults(as_text(cell) for cell in cells.get("people", ()))
        about = self._named("subject", cells, Person)
        others = self._named("people", cells, Person)
        professionals = self._named("professionals", cells, Professional)
        values: dict[str, Any] = {}
        if not self._is_own:
            values["people"] = tuple(dict.fromkeys((*(about if says_whom else subject), *others)))
        elif others:
            values["people"] = others
        if professionals:
            values["professionals"] = professionals
        if says_whom:
            children = names.children(about)
            return values, CouldBeSeen(children or (about if names.may_be_children(about) else ()))
        if are_all:
            return values, CouldBeSeen(subject if len(subject) > 1 else ())
        return values, could_be_seen(
            subject,
            others,
            names,
            is_the_child=self._layout.asks_about_the_child,
            are_others_adults=are_others_adults,
        )

    def _named(self, role: str, cells: dict[str, list[Cell]], kind: type[Person | Professional]) -> tuple[str, ...]:
        """Return the ids of the records of this kind that the cells of a role name.

        A cell is also kept as written if it names anybody else, or says more than names.
        """
        if role not in cells:
            return ()
        names, known = self._options.names, []
        texts = [self._tidy(cell) for cell in cells.pop(role)]
        for place, text in enumerate(texts):
            ids, unknown = names.ids_in(text, own=self._layout.is_own)
            fit = [id for id in ids if names.is_kind(id, kind)]
            known += fit
            self._strangers += unknown if plain(text) not in _ALL or role != "subject" else ()
            if not unknown and len(fit) == len(ids) and "(" not in text:
                texts[place] = ""
        self._keep_as_written(role, texts)
        return tuple(dict.fromkeys(known))

    def _sighting_values(self, cells: dict[str, list[Cell]], could: CouldBeSeen) -> dict[str, Any]:
        """Return the values from the columns "child seen?" and "seen alone?".

        There may be several columns of the first, if each heading names somebody else. The column "seen alone?" belongs
        to the first.
        """
        if "seen" not in cells and "seen_alone" not in cells:
            return {}
        seen, alone = ([*map(self._tidy, cells.pop(role, ()))] or [""] for role in ("seen", "seen_alone"))
        places = self._layout.places("seen") or self._layout.places("seen_alone")
        values: dict[str, tuple[str, ...]] = {}
        kept = [""] * len(seen)
        for number, (text, place) in enumerate(zip(seen, places, strict=False)):
            privately = alone[0] if number == 0 else ""
            whom, is_both = self._layout.whom.get(place, ""), place in self._layout.both
            read = self._options.read_seen(
                text,
                privately,
                could,
                self._options.names,
                whom=whom,
                is_both=is_both,
                are_pairs=place in self._layout.pairs,
            )
            before = chain(*(ids for field, ids in values.items() if field != read.field))
            if values and not {*read.ids}.isdisjoint(before):
                read = SeenRead(is_read=False, is_kept=True, note="two columns about one child do not agree")
            if not read.is_read:
                self._unread.append("seen")
            if read.is_kept:
                kept[number] = text
                self._keep_as_written("seen_alone", [privately])
                self._notes += [f"{read.note}: kept as written"] if read.note else []
            if read.ids:
                values[read.field] = tuple(dict.fromkeys((*values.get(read.field, ()), *read.ids)))
        if any(kept):
            self._keep_as_written("seen", kept)
        return values

    def _other_values(self, role: str, texts: list[str], values: dict[str, Any]) -> dict[str, Any]:
        """Return the values from the columns of a role. `texts` has one text for each column; it may be blank."""
        filled = [text for text in texts if text]
        if not filled:
            return {}
        if role == "agency":
            return self._agency_values(texts)
        if role in _JOINED:
            return {role: "\n".join(filled)}
        if role == "kind" and (kind := self._options.kinds.get(plain(filled[0])) or kind_of_type(filled[0])):
            return {role: kind}
        if role == "ref" and REFERENCE.fullmatch(filled[0]):
            self._reference = filled[0]
            return {}
        if role == "recorded" and (when := parsed(filled[0], self._options.order or "dmy")) is not None:
            if self._is_own or is_likely(when):
                return {role: when}
            self._keep_as_written(role, texts, "recorded: the year is not likely")
            return {}
        text = "; ".join(filled)
        if role == "when_as_written" and values.get(role):
            text = f"{values[role]}; {text}"
        return self._field_values(role, texts, text)

    def _field_values(self, role: str, texts: list[str], text: str) -> dict[str, Any]:
        """Return the value of a field, read like a cell that `write_chronology` wrote.

        If the value cannot be read, keep the cells as written. ``kind`` and ``ref`` are not read here, only kept.
        """
        value = Unread("") if role in {"kind", "ref"} else read_cell(role, text)
        if not isinstance(value, Unread) and not self._options.names.are_strange(role, value):
            return {role: value}
        notes = {"kind": "a kind of event that is not known", "ref": ""}
        self._keep_as_written(role, texts, notes.get(role, f"{role.replace('_', ' ')} cannot be read"))
        return {}

    def _agency_values(self, texts: list[str]) -> dict[str, Any]:
        """Return the agency that the cells name.

        If another agency was given for the whole file, that one counts, except in rows that `write_chronology` wrote. A
        text that names another agency, or a second one, is kept as written.
        """
        options, place = self._options, next(place for place, text in enumerate(texts) if text)
        id = options.agencies.get(plain(texts[place])) or options.names.agency(texts[place], own=self._layout.is_own)
        if id is not None and (options.agency in {None, id} or self._is_own):
            self._keep_as_written("agency", [*texts[:place], "", *texts[place + 1 :]])
            return {"agency": id}
        self._keep_as_written("agency", texts, "" if options.agency else "an agency that is not known")
        return {}


def _exact_date(date: Cell, clock: Cell) -> When | None:
    """Return the When of cells as `write_chronology` writes them: a date, and its time in the next column.

    None if the cells cannot be read in this way.
    """
    when = read_cell("when", date)
    if isinstance(when, When) and not isinstance(clock, When):
        when = at_time(when, clock)
    return when if isinstance(when, When) else None

"""One row of a chronology as the fields of an entry: each cell in its field, or kept as written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import attrs

from safeguard_model.chronology.cells import HEADINGS, Unread, as_it_was, at_time, read_cell, unescaped
from safeguard_model.chronology.opening.tables import Cell, as_text
from safeguard_model.chronology.reading.date_cells import DITTO, Dated, dated, is_blank, parsed
from safeguard_model.chronology.reading.headings import plain
from safeguard_model.chronology.reading.ids import REFERENCE
from safeguard_model.chronology.reading.names import Names
from safeguard_model.chronology.reading.sightings import sighting
from safeguard_model.dates import When
from safeguard_model.records import EventKind, Person, Professional, Quantity

if TYPE_CHECKING:
    from safeguard_model.chronology.opening.tables import Row
    from safeguard_model.chronology.reading.headings import Layout

__all__ = ["CELLS", "Asked", "Entry"]

CELLS: Final = "safeguard-model:cells"
"""Where an event's `extra` keeps the cells that no field takes, by heading."""

_NO_TIME: Final = re.compile(r"T\d\d:\d\d(?::\d\d)?")
_JOINED: Final = frozenset({"description", "outcome", "comment", "childs_account", "place", "reporter"})
_FIELDS: Final = frozenset(HEADINGS)
_ALL: Final = frozenset({"all", "both", "both children", "all children", "all the children", "children", "siblings"})
"""What stands in a column of the child for whom the chronology is about."""
_OF_DATES: Final = ("when", "time", "end", "end_time")


@attrs.frozen(kw_only=True)
class Asked:
    """The arguments of `read_chronology`: what its caller said about the file."""

    names: Names = attrs.field(repr=False)
    roles: Mapping[str, str] = attrs.field(repr=False)
    kinds: Mapping[str, EventKind] = attrs.field(repr=False)
    agency: str | None
    agencies: Mapping[str, str] = attrs.field(repr=False)
    """By their plain names."""
    carry: bool
    is_neutralised: bool
    """Whether a ``'`` keeps texts from being taken for formulas: in all but Word."""
    dated: Callable[[Cell, Cell, Cell, Cell], Dated] = attrs.field(factory=lambda: lru_cache(maxsize=None)(dated))
    """Reads the cells of a date; the same ones once, and remembered no longer than the file is read."""

    def carried(self, above: Cell) -> Cell:
        """Return what the rows below without a date take from this cell: its day, not its time, and once."""
        found = self.dated(above, "", "", "")
        if found.when.is_unknown:
            return above
        days = _NO_TIME.sub("", found.when.text).split("/")
        return When(days[0] if len(set(days)) == 1 else "/".join(days))


class Entry:
    """The content of a row. `values` are the fields of an `Event`, without its id."""

    def __init__(self, row: Row, layout: Layout, asked: Asked, subject: tuple[str, ...], above: Cell) -> None:
        self.values: dict[str, Any] = {}
        self.ref = ""
        self.notes: list[str] = []
        """What was odd about the row, in words without values."""
        self.strangers: list[str] = []
        """Names that stand for nobody known."""
        self.date = above
        """The cell that a blank date below stands for."""
        self._layout = layout
        self._asked = asked
        self._subject = subject
        self._kept: dict[str, str] = {}
        cells = self._by_role(row)
        self.is_own = layout.is_own and any(as_text(cell).strip() for cell in cells["id"])
        """Whether `write_chronology` wrote the row: it has all of an entry."""
        if self.is_own:
            self._take_exactly(cells)
        self._take_date(cells)
        self._take_people(cells)
        if not self.is_own:
            self._take_sighting(cells)
        for role, held in cells.items():
            if any(held):
                self._take(role, ["" if is_blank(cell) else self._tidy(cell) for cell in held])
        self.values.setdefault("kind", EventKind.OTHER)
        self.values.setdefault("agency", asked.agency)
        if self._kept:
            extra = self.values.get("extra", {})
            before = extra.get(CELLS)
            self.values["extra"] = {**extra, CELLS: {**(before if isinstance(before, dict) else {}), **self._kept}}

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
        return as_it_was(text) if text[:1] == "'" and self._asked.is_neutralised else text

    def _keep(self, heading: str, text: str, place: int) -> None:
        """Keep a cell that no field takes."""
        if not heading.strip():
            heading = f"column {place + 1}"
            self.notes.append("a cell under no heading: kept")
        heading = heading.strip()
        self._kept[heading] = f"{self._kept[heading]}\n{text}" if heading in self._kept else text

    def _keep_as_written(self, role: str, texts: list[str], note: str = "") -> None:
        """Keep the cells of a column that could not be read as what it is."""
        places = self._layout.places(role)
        for place, text in zip(places, texts, strict=False):
            if text:
                self._keep(self._layout.headings[place], text, place)
        self.notes += [f"{note}: kept as written"] if note else []

    def _take_exactly(self, cells: dict[str, list[Cell]]) -> None:
        """Take the cells that `write_chronology` wrote.

        A cell that was changed by hand is left to be read as any other.
        """
        for role in [role for role in cells if role in _FIELDS and role not in _OF_DATES]:
            filled = [cell for cell in cells[role] if as_text(cell)]
            if len(filled) > 1:
                continue
            cell = filled[0] if filled else ""
            if isinstance(cell, str):
                cell = unescaped(as_it_was(cell) if self._asked.is_neutralised else cell)
            value = read_cell(role, cell)
            if not isinstance(value, Unread) and not self._asked.names.are_strange(role, value):
                self.values[role] = value
                del cells[role]

    def _take_date(self, cells: dict[str, list[Cell]]) -> None:
        held = [cells.pop(role, [""]) for role in _OF_DATES]
        date, clock, end, end_clock = (next((cell for cell in each if not is_blank(cell)), "") for each in held)
        ditto = isinstance(date, str) and date.strip().casefold() in DITTO
        if (ditto or (self._asked.carry and is_blank(date))) and self.date != "":
            self.notes.append("as above: the date of the row above" if ditto else "no date: that of the row above")
            date = self._asked.carried(self.date)
        elif not is_blank(date):
            self.date = date
        if self.is_own and is_blank(end) and is_blank(end_clock) and self._take_date_exactly(date, clock):
            return
        found = self._asked.dated(date, clock, end, end_clock)
        self.values["when"] = found.when
        if not self.is_own or (found.note and not self.values.get("when_as_written")):
            self.values["when_as_written"] = found.as_written
        if found.times:
            self.values["times"] = Quantity(n=found.times)
        self.notes += [found.note] if found.note else []

    def _take_date_exactly(self, date: Cell, clock: Cell) -> bool:
        """Take a date as `write_chronology` writes it, with its time in the next column."""
        when = read_cell("when", date)
        if isinstance(when, When) and not isinstance(clock, When):
            when = at_time(when, clock)
        if isinstance(when, When):
            self.values["when"] = when
        return isinstance(when, When)

    def _take_people(self, cells: dict[str, list[Cell]]) -> None:
        """Take the people that the row is about and names, and those whom its yes or no is about."""
        names, subject = self._asked.names, self._subject
        whom = [
            plain(as_text(cell)) or as_text(cell).strip() for cell in cells.get("subject", ()) if not is_blank(cell)
        ]
        are_all = bool(whom) and set(whom) <= _ALL
        says_whom = bool(whom) and not are_all
        about = self._named("subject", cells, Person)
        others = self._named("people", cells, Person)
        professionals = self._named("professionals", cells, Professional)
        if not self.is_own:
            self.values["people"] = tuple(dict.fromkeys((*(about if says_whom else subject), *others)))
        elif others:
            self.values["people"] = others
        if professionals:
            self.values["professionals"] = professionals
        if says_whom:
            self._whom = names.children(about) or (about if names.may_be_children(about) else ())
            return
        # where others are named and whom it is about is not, nobody: a sighting that was none would hide a gap
        named = names.children(others) if names.know_children else others
        if are_all:
            self._whom = subject if len(subject) > 1 else ()
            return
        in_doubt = named and subject and not set(subject) & set(named)
        self._whom = () if in_doubt else names.children(others) or subject

    def _named(self, role: str, cells: dict[str, list[Cell]], kind: type[Person | Professional]) -> tuple[str, ...]:
        """Return the people named in the cells of a role; a cell that says more than names is kept as well."""
        if role not in cells:
            return ()
        names, known = self._asked.names, []
        texts = [self._tidy(cell) for cell in cells.pop(role)]
        for place, text in enumerate(texts):
            ids, unknown = names.found(text, own=self._layout.is_own)
            fit = [id for id in ids if names.is_kind(id, kind)]
            known += fit
            self.strangers += unknown if plain(text) not in _ALL or role != "subject" else ()
            if not unknown and len(fit) == len(ids) and "(" not in text:
                texts[place] = ""
        self._keep_as_written(role, texts)
        return tuple(dict.fromkeys(known))

    def _take_sighting(self, cells: dict[str, list[Cell]]) -> None:
        if "seen" not in cells and "seen_alone" not in cells:
            return
        seen, alone = (self._tidy((cells.pop(role, None) or [""])[0]) for role in ("seen", "seen_alone"))
        names, note, whom = self._asked.names, "who was seen, or whether alone, cannot be read", self._whom
        said = sighting(seen, alone)
        if names.stand_for_people(seen):  # N may be Noor, and then the cell is neither a name nor a no for certain
            said = None if len(seen) == 1 else sighting("Yes", alone)
            said = said and said._replace(who=seen)
        if said and said.who:
            ids, unknown = names.found(said.who)
            whom = () if unknown or not names.may_be_children(ids) else ids
        elif said and not whom:
            note = "seen or not, and not said who"
        if said and said.field and whom:
            self.values[said.field] = whom
        is_read = said is not None and (not said.field or bool(whom))
        if not is_read or (said and said.is_more) or "(" in seen:
            self._keep_as_written("seen", [seen], "" if is_read else note)
            self._keep_as_written("seen_alone", [alone])

    def _take(self, role: str, texts: list[str]) -> None:
        """Take the cells of the columns of a role, one text for each, blank where there is none."""
        filled = [text for text in texts if text]
        if not filled:
            return
        if role == "agency":
            self._take_agency(texts)
        elif role in _JOINED:
            self.values[role] = "\n".join(filled)
        elif role == "kind" and (kind := self._asked.kinds.get(plain(filled[0]))) is not None:
            self.values[role] = kind
        elif role == "ref" and REFERENCE.fullmatch(filled[0]):
            self.ref = filled[0]
        elif role == "recorded" and (when := parsed(filled[0])) is not None:
            self.values[role] = when
        else:
            self._take_field(role, texts, "; ".join(filled))

    def _take_field(self, role: str, texts: list[str], text: str) -> None:
        """Take a field that the user named, or that only our own layout has."""
        if role == "when_as_written" and self.values.get(role):
            text = f"{self.values[role]}; {text}"
        value = Unread("") if role in {"kind", "ref"} else read_cell(role, text)
        if isinstance(value, Unread) or self._asked.names.are_strange(role, value):
            what = {"kind": "a kind of event that is not known", "ref": ""}
            self._keep_as_written(role, texts, what.get(role, f"{role.replace('_', ' ')} cannot be read"))
        else:
            self.values[role] = value

    def _take_agency(self, texts: list[str]) -> None:
        """Take the agency, if none was given for the whole file; text that names another, or a second, is kept."""
        asked, place = self._asked, next(place for place, text in enumerate(texts) if text)
        id = asked.agencies.get(plain(texts[place])) or asked.names.agency(texts[place], own=self._layout.is_own)
        is_taken = id is not None and (asked.agency in {None, id} or self.is_own)
        if is_taken:
            self.values["agency"] = id
            texts = [*texts[:place], "", *texts[place + 1 :]]
        self._keep_as_written("agency", texts, "" if is_taken or asked.agency else "an agency that is not known")

"""One row of a chronology on its way to be an entry: each cell in its field, or kept as written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import attrs

from safeguard_model.dates import Precision, When
from safeguard_model.formats.chronology._dates import DITTO, Dated, dated, is_blank, parsed
from safeguard_model.formats.chronology._exact import Unread, as_it_was, at_time, read_cell, unescaped
from safeguard_model.formats.chronology._headings import plain
from safeguard_model.formats.chronology._ids import REFERENCE
from safeguard_model.formats.chronology._people import Names
from safeguard_model.formats.chronology._sightings import sighting
from safeguard_model.formats.chronology._tables import Cell, as_text
from safeguard_model.records import Agency, EventKind, Person, Professional, Quantity

if TYPE_CHECKING:
    from safeguard_model.formats.chronology._headings import Layout
    from safeguard_model.formats.chronology._tables import Row

__all__ = ["CELLS", "Asked", "Entry"]

CELLS: Final = "safeguard-model:cells"
"""Where an event's `extra` keeps the cells that no field takes, by heading."""

_JOINED: Final = frozenset({"description", "outcome", "comment", "childs_account", "place", "reporter"})
_OF_DATES: Final = ("when", "time", "end", "end_time")


@attrs.frozen(kw_only=True)
class Asked:
    """What the caller of `read_chronology` said of the file."""

    names: Names = attrs.field(repr=False)
    subject: tuple[str, ...]
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


class Entry:
    """What a row says. `values` are the fields of an `Event`, but for its id."""

    def __init__(self, row: Row, layout: Layout, asked: Asked, above: Cell) -> None:
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
            self._take(role, [self._tidy(cell) for cell in held if not is_blank(cell)])
        self.values.setdefault("kind", EventKind.OTHER)
        self.values.setdefault("agency", asked.agency)
        if self._kept:
            self.values["extra"] = {**self.values.get("extra", {}), CELLS: self._kept}

    def _by_role(self, row: Row) -> dict[str, list[Cell]]:
        layout = self._layout
        cells: dict[str, list[Cell]] = defaultdict(list)
        for place, cell in enumerate(row.cells):
            role = layout.roles[place] if place < len(layout.roles) else None
            if role is None:
                if text := self._tidy(cell):
                    self._keep(layout.headings[place] if place < len(layout.roles) else f"column {place + 1}", text)
            elif role == "description" and layout.is_promoted and not is_blank(cell):
                cells[role].append(f"{layout.headings[place].strip()}: {self._tidy(cell)}")
            elif role:
                cells[role].append(cell)
        return cells

    def _tidy(self, cell: Cell) -> str:
        text = as_text(cell).strip()
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return as_it_was(text) if self._asked.is_neutralised else text

    def _keep(self, heading: str, text: str) -> None:
        """Keep a cell that no field takes."""
        heading = heading.strip() or "column without a heading"
        self._kept[heading] = f"{self._kept[heading]}\n{text}" if heading in self._kept else text

    def _keep_as_written(self, role: str, texts: list[str], note: str = "") -> None:
        """Keep the cells of a column that could not be read as what it is."""
        places = self._layout.places(role)
        for place, text in zip(places, texts, strict=False):
            if text:
                self._keep(self._layout.headings[place], text)
        self.notes += [f"{note}: kept as written"] if note else []

    def _take_exactly(self, cells: dict[str, list[Cell]]) -> None:
        """The cells that `write_chronology` wrote; what was changed by hand since is left to be read."""
        for role in [role for role in cells if role not in _OF_DATES]:
            cell = cells[role][0]
            if isinstance(cell, str):
                cell = unescaped(as_it_was(cell) if self._asked.is_neutralised else cell)
            value = read_cell(role, cell)
            if not isinstance(value, Unread) and not self._asked.names.are_strange(role, value):
                self.values[role] = value
                del cells[role]

    def _take_date(self, cells: dict[str, list[Cell]]) -> None:
        date, clock, end, end_clock = ((cells.pop(role, None) or [""])[0] for role in _OF_DATES)
        ditto = isinstance(date, str) and date.strip().casefold() in DITTO
        if (ditto or (self._asked.carry and is_blank(date))) and self.date != "":
            self.notes.append("as above: the date of the row above" if ditto else "no date: that of the row above")
            date = _without_time(self.date)
        elif not is_blank(date):
            self.date = date
        if self.is_own and self._take_date_exactly(date, clock):
            return
        found = self._asked.dated(date, clock, end, end_clock)
        self.values["when"] = found.when
        if not self.is_own or found.when.is_unknown:
            self.values["when_as_written"] = found.as_written
        if found.times:
            self.values["times"] = Quantity(n=found.times)
        self.notes += [found.note] if found.note else []

    def _take_date_exactly(self, date: Cell, clock: Cell) -> bool:
        """A date as `write_chronology` writes it, its time beside it."""
        when = read_cell("when", date)
        if isinstance(when, When) and not isinstance(clock, When):
            when = at_time(when, clock)
        if isinstance(when, When):
            self.values["when"] = when
        return isinstance(when, When)

    def _take_people(self, cells: dict[str, list[Cell]]) -> None:
        """Whom the row is about and names, and of whom a yes or no in it is said: `_whom`."""
        asked = self._asked
        about = self._named("subject", cells, Person)
        others = self._named("people", cells, Person)
        professionals = self._named("professionals", cells, Professional)
        if not self.is_own:
            self.values["people"] = tuple(dict.fromkeys((*(about or asked.subject), *others)))
        elif others:
            self.values["people"] = others
        if professionals:
            self.values["professionals"] = professionals
        if about:
            self._whom = asked.names.children(about) or about
            return
        # of children named of whom none is the chronology's, nobody: a sighting that was none would hide a gap
        named = asked.names.children(others)
        in_doubt = named and asked.subject and not set(asked.subject) & set(named)
        self._whom = () if in_doubt else named or asked.subject

    def _named(self, role: str, cells: dict[str, list[Cell]], kind: type[Person | Professional]) -> tuple[str, ...]:
        """The people whom the cells of a role name; cells that name anybody else are kept."""
        if role not in cells:
            return ()
        names, known = self._asked.names, []
        texts = [self._tidy(cell) for cell in cells.pop(role)]
        for place, text in enumerate(texts):
            ids, unknown = names.found(text, own=self._layout.is_own)
            fit = [id for id in ids if names.is_kind(id, kind)]
            known += fit
            self.strangers += unknown
            if not unknown and len(fit) == len(ids):
                texts[place] = ""
        self._keep_as_written(role, texts)
        return tuple(dict.fromkeys(known))

    def _take_sighting(self, cells: dict[str, list[Cell]]) -> None:
        if "seen" not in cells and "seen_alone" not in cells:
            return
        seen, alone = (self._tidy((cells.pop(role, None) or [""])[0]) for role in ("seen", "seen_alone"))
        said = sighting(seen, alone)
        whom = self._whom
        if said and said.who:
            ids, unknown = self._asked.names.found(said.who, own=self._layout.is_own)
            whom = () if unknown or not self._asked.names.may_be_children(ids) else ids
        if said and said.field and whom:
            self.values[said.field] = whom
        if said is None or (said.field and not whom) or said.is_more:
            note = "who was seen, or whether alone, cannot be read"
            if said is not None:
                note = "" if whom else "seen or not, and not said who"
            self._keep_as_written("seen", [seen], note)
            self._keep_as_written("seen_alone", [alone])

    def _take(self, role: str, texts: list[str]) -> None:
        take: Callable[[list[str]], None] | None = {"agency": self._take_agency, "kind": self._take_kind}.get(role)
        if not texts:
            return
        if take is not None:
            take(texts)
        elif role in _JOINED:
            self.values[role] = "\n".join(texts)
        elif role == "ref":
            self._take_ref(texts)
        elif role == "recorded" and (when := parsed(texts[0])) is not None:
            self.values[role] = when
        else:
            value = read_cell(role, texts[0])
            if isinstance(value, Unread):
                self._keep_as_written(role, texts, f"{role.replace('_', ' ')} cannot be read")
            else:
                self.values[role] = value

    def _take_ref(self, texts: list[str]) -> None:
        if REFERENCE.fullmatch(texts[0]):
            self.ref = texts[0]
        else:
            self._keep_as_written("ref", texts)

    def _take_agency(self, texts: list[str]) -> None:
        names = self._asked.names
        id = self._asked.agencies.get(plain(texts[0]))
        if id is None:
            ids, _ = names.found(texts[0], own=self._layout.is_own)
            id = ids[0] if len(ids) == 1 and names.is_kind(ids[0], Agency) else None
        if id is not None:
            self.values["agency"] = id
        else:
            self._keep_as_written("agency", texts, "" if self._asked.agency else "an agency that is not known")

    def _take_kind(self, texts: list[str]) -> None:
        kind = self._asked.kinds.get(plain(texts[0]))
        if kind is None:
            self._keep_as_written("kind", texts, "a kind of event that is not known")
        else:
            self.values["kind"] = kind


def _without_time(cell: Cell) -> Cell:
    """The day of a cell that holds day and time: the time is that row's own."""
    when = cell if isinstance(cell, When) else parsed(cell) if isinstance(cell, str) else None
    return When(when.text[:10]) if when is not None and when.precision is Precision.MINUTE else cell

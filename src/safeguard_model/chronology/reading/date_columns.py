"""Columns that hold a date in parts: the year, the month and the day, which are joined to one date in each row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from safeguard_model.chronology.opening.tables import as_text
from safeguard_model.chronology.reading.date_cells import dated, is_blank
from safeguard_model.chronology.reading.headings import layout_of, plain
from safeguard_model.chronology.reading.short_dates import MONTHS, completed, month_of
from safeguard_model.dates import When
from safeguard_model.discreet import Discreet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from safeguard_model.chronology.opening.tables import Cell, Row
    from safeguard_model.chronology.reading.headings import Layout

__all__ = ["CARRIED", "PART", "DateColumns", "date_columns", "layout_with_parts", "second_row_of_parts"]

PART: Final = "part_of_date"
"""The role of a column that holds only a part of the date."""
CARRIED: Final = "no year in its column: that of a row above, and so the month"
_YEARS: Final = frozenset({"year", "yr", "yyyy", "yy"})
_MONTHS: Final = frozenset({"month", "mth", "mnth", "mon", "mm"})
_DAYS: Final = frozenset({"day", "dy", "dd", "date"})
_FILLERS: Final = frozenset({"of", "the", "event", "incident", "contact", "entry", "date", "in"})
_HIGHEST: Final = 60
_FOUR_DIGITS: Final = re.compile(r"\d{4}", re.ASCII)
_UNSURE: Final = re.compile(r"\?+|x{1,2}|n\.?/?k\.?|(?:not |un)known|unsure|not sure", re.IGNORECASE)


@attrs.define(eq=False)
class DateColumns(Discreet):
    """The positions of the columns of a date in parts, and the last year and month in them."""

    date: int
    """The position of the column that gets the whole date."""
    year: int
    month: int | None
    day: int | None
    """The position of the column of the day, or of a date without a year; None if there is none."""
    last_year: str = attrs.field(default="", repr=False)
    """The year of the rows so far: many people write it only if it changes."""
    last_month: str = attrs.field(default="", repr=False)
    """The month of the rows so far."""
    carried: list[int] = attrs.field(factory=list)
    """The numbers of the rows that took their year or month from a row above."""

    @property
    def note(self) -> str:
        """A note that says which columns are read together."""
        numbers = [str(place + 1) for place in sorted({self.date, *self.places})]
        return f"columns {', '.join(numbers[:-1])} and {numbers[-1]} hold one date in parts: read together"

    # The date is read as one text, "2 March 2016". A cell that is a whole date by itself stays as it is, and so do the
    # parts beside it, which are then kept. A text that is no date is kept as written, with all its parts.
    def joined(self, row: Row) -> Row:
        """Return the row with the whole date in the column of the date, and without the parts."""
        cells = [*row.cells, *[""] * (self.width - len(row.cells))]
        day: Cell = "" if self.day is None else cells[self.day]
        if all(is_blank(cell) for cell in cells):
            return row
        if isinstance(day, When) or (isinstance(day, str) and not dated(day).when.is_unknown):
            return row
        year = _year(cells[self.year])
        month = "" if self.month is None else _month(cells[self.month], year)
        if not (year or month) and is_blank(day):
            return row
        is_carried = False
        # Many people write the year only if it changes, and the month too. A new year without a month says nothing
        # about the month.
        if not year:
            month, year = month or self.last_month, self.last_year
            is_carried = bool(year)
        self.last_year, self.last_month = year, month
        text = as_text(day).strip() if not is_blank(day) else ""
        whole: str | None = _with_unknown_parts(text, month, year) or " ".join(filter(None, (text, month, year)))
        if text and not month:
            whole = completed(text, int(year)) if _FOUR_DIGITS.fullmatch(year) else None
        if whole is None:
            return row
        if is_carried:
            self.carried.append(row.number)
        for place in self.places:
            cells[place] = ""
        cells[self.date] = whole
        return attrs.evolve(row, cells=tuple(cells))

    def shown(self, layout: Layout) -> Layout:
        """Return the layout for display: the columns of the parts are parts of the date."""
        roles = (
            PART if place in self.places and place != self.date else role for place, role in enumerate(layout.roles)
        )
        return attrs.evolve(layout, roles=tuple(roles))

    @property
    def width(self) -> int:
        """The number of cells that a row must have to hold all parts."""
        return max(self.date, *self.places) + 1

    @property
    def places(self) -> tuple[int, ...]:
        """The positions of the columns of the parts."""
        return tuple(place for place in (self.year, self.month, self.day) if place is not None)


def _with_unknown_parts(day: str, month: str, year: str) -> str:
    """Return a date with ``??`` for each part that is said to be unknown; an empty text if no part is.

    The date is read like ``??/03/2016`` in one cell.
    """
    is_unsure = any(map(_UNSURE.fullmatch, (day, month)))
    number = month_of(month)
    if not is_unsure or not _FOUR_DIGITS.fullmatch(year) or not (number or not month or _UNSURE.fullmatch(month)):
        return ""
    if day and not day.isdecimal() and not _UNSURE.fullmatch(day):
        return ""
    return f"{day if day.isdecimal() else '??'}/{f'{number:02}' if number else '??'}/{year}"


def _year(cell: Cell) -> str:
    return cell.text[:4] if isinstance(cell, When) else as_text(cell).strip().strip("-–—")


def _month(cell: Cell, year: str) -> str:
    """Return the name of a month; any other text as it is, without the year if it names the same year."""
    if isinstance(cell, When):
        return MONTHS[int(cell.text[5:7]) - 1] if len(cell.text) >= 7 and cell.text[5:7].isdecimal() else as_text(cell)
    text = as_text(cell).strip().strip("-–—")
    if year and text.endswith(year):
        text = text.removesuffix(year).strip(" -")
    number = month_of(text)
    return MONTHS[number - 1] if number else text


def _part(heading: str) -> str:
    """Return ``year``, ``month`` or ``day`` for the heading of a part of a date, and an empty text for any other."""
    words = plain(heading).split()
    bare = [word for word in words if word not in _FILLERS] or (["date"] if words == ["date"] else [])
    if len(bare) != 1:
        return ""
    parts = {"year": _YEARS, "month": _MONTHS, "day": _DAYS}
    return next((part for part, names in parts.items() if bare[0] in names), "")


def _places(headings: Sequence[str], own: Mapping[str, str]) -> dict[str, int]:
    """Return the position of the first column of each part; a heading that the user has mapped is no part."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        part = _part(heading)
        if part and plain(heading) not in own and f"column {place + 1}" not in own:
            places.setdefault(part, place)
    return places


def date_columns(layout: Layout, own: Mapping[str, str]) -> DateColumns | None:
    """Return the columns of the parts of a date; None if the date is not in parts.

    The date is in parts if there is a column for the year. The day, or a date without a year, is in the column of the
    date, as far as there is one.
    """
    places = _places(layout.headings, own)
    year, month = places.get("year"), places.get("month")
    date = layout.roles.index("when")
    if layout.is_own or year is None or plain(layout.headings[date]) in own:
        return None
    if date in {year, month}:
        return DateColumns(date, year, month, places.get("day"))
    if month is not None and _part(layout.headings[date]) != "day":
        return None
    return DateColumns(date, year, month, date)


# The columns of the parts say nothing of what happened. They are therefore left out while the other columns are
# understood, and each is then a column that is not known: its cells are kept, if they make no date. A table with a year
# and a month needs no other heading for the date, and if it has only one other column, that one says what happened.
def layout_with_parts(
    rows: Sequence[Row], own: Mapping[str, str], are_people: Callable[[str], bool] | None = None
) -> tuple[int, Layout] | None:
    """Return what `layout_of` returns, and also find headings with a year and a month, but no date or day.

    The column of the year then counts as that of the date.
    """
    headings = [[as_text(cell) for cell in row.cells] for row in rows[:_HIGHEST]]
    parts = [(texts, places) for texts in headings if "year" in (places := _places(texts, own))]
    if not parts:
        return layout_of(rows, own, are_people)
    left_out: dict[str, str] = {}
    for texts, places in parts:
        left_out |= {plain(texts[place]): "" for part, place in places.items() if part in {"year", "month"}}
    headed = layout_of(rows, {**own, **left_out}, are_people)
    for texts, places in parts:
        if headed is None and "month" in places:
            dates = {plain(texts[place]): "" for place in places.values()} | {plain(texts[places["year"]]): "when"}
            others = {plain(text) for text in texts if plain(text) and plain(text) not in {*dates, *own}}
            told = dict.fromkeys(others, "description") if len(others) == 1 else {}
            headed = layout_of(rows, {**told, **own, **dates}, are_people)
            left_out |= dates
    if headed is None:
        return None
    at, layout = headed
    roles = (
        None if role == "" and words in left_out else role
        for role, words in zip(layout.roles, layout.plain, strict=True)
    )
    return at, attrs.evolve(layout, roles=tuple(roles))


def second_row_of_parts(layout: Layout, row: Row) -> Layout | None:
    """Return the layout with a second row of headings that names the parts of a date; None if the row is no such row.

    The parts are below a heading for the date that spans their columns. Any other cell repeats the heading above it.
    """
    below = [as_text(cell).strip() for cell in row.cells]
    places = _places(below, {})
    first = layout.roles.index("when")
    if not {"year", "month"} <= places.keys() or first not in places.values():
        return None
    width = max(len(below), len(layout.headings))
    headings = [*layout.headings, *[""] * (width - len(layout.headings))]
    roles: list[str | None] = [*layout.roles, *[None] * (width - len(layout.roles))]
    for place, text in enumerate(below):
        if place in places.values():
            if place != first and headings[place].strip():
                return None
            headings[place] = text
            roles[place] = None
        elif text and plain(text) != plain(headings[place]):
            return None
    roles[places.get("day", places["year"])] = "when"
    return attrs.evolve(layout, headings=tuple(headings), roles=tuple(roles), plain=tuple(map(plain, headings)))

"""The headings of sections that say a time, such as a year, and the dates that the rows below take from them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time
from typing import TYPE_CHECKING, Final

import attrs

from safeguard_model.chronology.opening.tables import Cell, as_text
from safeguard_model.chronology.reading.date_cells import DITTO, Dated, is_blank, parsed
from safeguard_model.chronology.reading.day_orders import DayOrder
from safeguard_model.chronology.reading.short_dates import MONTHS, completed, lacks_a_year, month_of, timed, with_year
from safeguard_model.dates import When
from safeguard_model.discreet import Discreet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguard_model.chronology.opening.tables import Row
    from safeguard_model.chronology.reading.headings import Layout

__all__ = ["ALONE", "PERIOD", "STRETCH", "Section"]

PERIOD: Final = "a heading of a section that is a year, a month or a day"
STRETCH: Final = "a heading of a section that is a stretch of time"
ALONE: Final = "a date and nothing else"

_EXACT: Final = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?", re.ASCII)
_TO_THE_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_QUARTER: Final = re.compile(r"(?:quarter|qtr|q)[ .]*([1-4])", re.IGNORECASE)
_FURTHEST: Final = 60
"""How many rows below a heading are searched for the first row with a date."""
_EDGES: Final = " \t\r\n\xa0*=_#~•|-–—:;,."
_LABEL: Final = re.compile(r"\A(?:calendar )?(?:year|month|date|day)(?: of)?(?:\s*[:=–—-]\s*|\s+)(?=.)", re.IGNORECASE)
_AFTER: Final = re.compile(
    r"\s*(?:\((?![^()]*\d{4})[^()]*\)|[-–—,:]?\s*\b(?:continued|cont['’]?d|cont)\b\.?)\s*\Z", re.IGNORECASE
)

COMPLETED: Final = "the date has no year: completed from the heading of the section above"
GIVEN: Final = "no date: the date is the heading of the section above"
TIMED: Final = "only a time in place of the date: the date is the heading of the section above"
DOES_NOT_FIT: Final = "the date has no year, and does not fit the heading of the section above: not completed"


def _banner(row: Row, layout: Layout) -> Cell | None:
    """Return the only filled cell of a row, if it is the first cell or that of the date; else None.

    A heading that is merged over the whole row may appear in each of its cells: equal cells count as one.
    """
    first: tuple[int, Cell] | None = None
    number = 0
    for place, cell in enumerate(row.cells):
        if is_blank(cell):
            continue
        if first is None:
            first = place, cell
        elif cell != first[1]:
            return None
        number += 1
    if first is None or number not in {1, len(row.cells)}:
        return None
    return first[1] if first[0] in {0, layout.roles.index("when")} else None


# A heading of a section says a date that the rows below it leave out. A year holds until the next year, a month until
# the next month or year, and a day until the next row with a date of its own. A heading that is not understood ends all
# three: nobody can tell whether the section below it still belongs to that year.
@attrs.define(eq=False)
class Section(Discreet):
    """The year, the month and the day that the headings of sections above a row give; 0 and None if they give none."""

    read: Callable[[Cell, Cell, Cell, Cell], Dated] = attrs.field(repr=False)
    """The function that reads the cells of a date."""
    order: DayOrder = "dmy"
    """The order of day and month in dates of numbers alone."""
    year: int = 0
    month: int = 0
    day: When | None = None

    def leave(self) -> None:
        """Forget everything, as a heading that is not understood begins another section."""
        self.year, self.month, self.day = 0, 0, None

    def enter(self, period: When) -> None:
        """Take the year, the month or the day of a heading for the rows below it."""
        year, *rest = map(int, period.text.split("-"))
        month = rest[0] if rest else 0
        if len(rest) < 2:
            self.year, self.month, self.day = year, month, None
            return
        if (year, month) != (self.year, self.month):
            self.month = 0
        self.year, self.day = year, period

    def period_of(self, cell: Cell) -> When | None:
        """Return the exact year, month or day that the cell of a heading says; None if it says anything else.

        A month or a day without a year belongs to the year of the headings above it, if there is one.
        """
        if isinstance(cell, When):
            return cell if _EXACT.fullmatch(cell.text) else None
        if isinstance(cell, time):
            return None
        bare = _bare(cell)
        if not re.search(r"\d|[a-zA-Z]{3}", bare):
            return None
        when = parsed(bare, self.order)
        if when is None and self.year:
            month = 0 if bare.isdecimal() else month_of(bare)
            whole = f"{MONTHS[month - 1]} {self.year}" if month else completed(bare, self.year, self.month, self.read)
            when = parsed(whole) if whole else None
        return when if when is not None and _EXACT.fullmatch(when.text) else None

    def period_at(self, rows: Sequence[Row], at: int, layout: Layout) -> When | None:
        """Return the date that the row at a position says as a heading of a section; None if the row is none.

        A day alone in the column of the
        date is a heading only if the next row gives no date of its own: it is otherwise an entry without words.
        """
        cell = _banner(rows[at], layout)
        period = None if cell is None else self.period_of(cell)
        if period is None or len(period.text) < len("2016-03-02"):
            return period
        below = next((row for row in rows[at + 1 :] if not (row.deleted or all(map(is_blank, row.cells)))), None)
        return period if below is not None and self._takes_a_day(below, layout.roles.index("when")) else None

    # "Academic year 2017/18" alone in its row is a heading or an entry without words. It is a heading if the rows below
    # it show it: the next row with a date has one within that time. A term or a quarter below the heading of its year
    # is always a heading: this file has such headings, and a quarter is no date of an entry.
    def stretch_at(self, rows: Sequence[Row], at: int, layout: Layout) -> When | None:
        """Return the stretch of time that the row at a position says as a heading of a section; None if it says none.

        The row is a heading only if the next row with a date below it is within that time, or if it is a part of the
        year of a heading above.
        """
        cell = _banner(rows[at], layout)
        if not isinstance(cell, str):
            return None
        bare = _QUARTER.sub(r"Q\1", _bare(cell))
        stretch = _stretch(bare, self.order)
        if stretch is None and self.year and lacks_a_year(bare):
            stretch = _stretch(f"{bare} {self.year}", self.order)
        if stretch is None:
            return None
        is_part = bool(self.year) and not _TO_THE_DAY.search(stretch.text) and self._is_in_year(stretch)
        return stretch if is_part or self._has_dates_of(stretch, rows[at + 1 :][:_FURTHEST], layout) else None

    def _is_in_year(self, stretch: When) -> bool:
        return all(day is not None and day.year == self.year for day in (stretch.earliest, stretch.latest))

    def _has_dates_of(self, stretch: When, rows: Sequence[Row], layout: Layout) -> bool:
        """Return whether the first of the rows that has a date, and is no heading itself, is within a stretch."""
        place = layout.roles.index("when")
        for row in rows:
            cell = row.cells[place] if place < len(row.cells) else ""
            heading = _banner(row, layout)
            period = None if heading is None else self.period_of(heading)
            if period is not None and _is_within(period, stretch):
                return True
            if row.deleted or is_blank(cell) or heading is not None:
                continue
            when = self.read(cell, "", "", "").when
            if not when.is_unknown:
                return _is_within(when, stretch)
            years = {day.year for day in (stretch.earliest, stretch.latest) if day is not None}
            wholes = [completed(as_text(cell), year, 0, self.read) for year in years]
            if any(_is_within(self.read(whole, "", "", "").when, stretch) for whole in wholes if whole):
                return True
        return False

    def enter_stretch(self, stretch: When) -> None:
        """Take the year of a stretch of time, and its month, if it is all in one year or in one month."""
        first, last = stretch.earliest, stretch.latest
        self.leave()
        if first is not None and last is not None and first.year == last.year:
            self.year, self.month = first.year, first.month if first.month == last.month else 0

    def is_left_at(self, row: Row, layout: Layout) -> bool:
        """Return whether a row may be a heading of another section, as its only cell is not an exact date."""
        cell = _banner(row, layout) if self.year else None
        return cell is not None and self.period_of(cell) is None

    @staticmethod
    def _takes_a_day(row: Row, dates: int) -> bool:
        """Return whether a row has content, but no date, or only a time in place of the date."""
        cell = row.cells[dates] if dates < len(row.cells) else ""
        if is_blank(cell):
            return True
        if isinstance(cell, str):
            return cell.strip().casefold() in DITTO or timed(When("2016-03-02"), cell) is not None
        return isinstance(cell, time)

    def dated(self, cell: Cell) -> tuple[Cell, str]:
        """Return the date cell of a row with what the headings above give, and a note; it is empty if nothing is new.

        A row with a date of its own ends the section of a day.
        """
        if not self.year:
            return cell, ""
        if isinstance(cell, When):
            self.day = None
            return cell, ""
        if isinstance(cell, time):
            return (timed(self.day, as_text(cell)) or cell, TIMED) if self.day else (cell, "")
        if is_blank(cell):
            return (self.day, GIVEN) if self.day else (cell, "")
        if cell.strip().casefold() in DITTO:
            return cell, ""
        whole = timed(self.day, cell) if self.day else None
        if whole:
            return whole, TIMED
        if not lacks_a_year(cell) or not self.read(cell, "", "", "").when.is_unknown:
            self.day = None
            return cell, ""
        if parsed(cell) is not None:  # "not known"
            return cell, ""
        whole = completed(cell, self.year, self.month, self.read)
        if whole is None:
            return cell, DOES_NOT_FIT if self._looks_like_a_date(cell) else ""
        self.day = None
        return whole, COMPLETED

    def _looks_like_a_date(self, text: str) -> bool:
        """Return whether a text is a date with a year put into it, or has a place for a year and a number."""
        whole = with_year(text, self.year, self.month)
        if whole is None:
            return False
        return any(map(str.isdigit, text)) or not self.read(whole, "", "", "").when.is_unknown


def _bare(text: str) -> str:
    """Return the text of a heading without what is only dress: a label, "continued", a remark in brackets, dashes."""
    return _LABEL.sub("", _AFTER.sub("", text.strip(_EDGES)), count=1).strip(_EDGES)


def _stretch(text: str, order: DayOrder) -> When | None:
    """Return the When of a text that says more than one day, and with a beginning, but no exact month or year."""
    when = parsed(text, order)
    if when is None or when.is_unknown or when.earliest is None or _EXACT.fullmatch(when.text):
        return None
    is_long = when.latest is None or when.earliest != when.latest
    return when if is_long and when.text[-1] not in "?~%" else None


def _is_within(when: When, stretch: When) -> bool:
    first, last = stretch.earliest, stretch.latest
    if when.is_unknown or when.earliest is None or when.latest is None:
        return False
    return (first is None or first <= when.earliest) and (last is None or when.latest <= last)

"""What the caller of `read_chronology` said about a file, with the functions that read its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from typing import Final

import attrs

from safeguard_model.chronology.opening.tables import Cell
from safeguard_model.chronology.reading.date_cells import Dated, dated, is_blank, is_date
from safeguard_model.chronology.reading.day_orders import DayOrder, is_month_first
from safeguard_model.chronology.reading.exported_times import serial_date
from safeguard_model.chronology.reading.names import NameLookup
from safeguard_model.chronology.reading.seen_columns import SeenRead, read_seen
from safeguard_model.dates import When
from safeguard_model.discreet import Discreet
from safeguard_model.records import EventKind

__all__ = ["ReadOptions"]

_NO_TIME: Final = re.compile(r"T\d\d:\d\d(?::\d\d)?")


def _cached_dated(order: DayOrder | None, *, may_be_serial: bool = False) -> Callable[[Cell, Cell, Cell, Cell], Dated]:
    return lru_cache(maxsize=None)(partial(dated, order=order or "dmy", may_be_serial=may_be_serial))


def _are_beside_dates(cells: Iterable[Cell]) -> bool:
    """Return whether some cells are numbers of days in a spreadsheet, and most of the others are dates."""
    filled = [cell for cell in cells if not is_blank(cell)]
    others = [cell for cell in filled if serial_date(cell) is None]
    if len(others) == len(filled) or not others:
        return False
    return any(isinstance(cell, When) for cell in others) or 2 * sum(map(is_date, others)) > len(others)


@attrs.frozen(kw_only=True, eq=False)
class ReadOptions(Discreet):
    """The arguments of `read_chronology`: what its caller said about the file."""

    names: NameLookup = attrs.field(repr=False)
    roles: Mapping[str, str] = attrs.field(repr=False)
    kinds: Mapping[str, EventKind] = attrs.field(repr=False)
    agency: str | None
    agencies: Mapping[str, str] = attrs.field(repr=False)
    """The ids of agencies, by their names without capitals and punctuation."""
    carry: bool
    """Whether a row without a date gets the date of the row above."""
    is_neutralised: bool
    """Whether the file may have a ``'`` before texts that look like formulas, which is true of all but Word files."""
    order: DayOrder | None = None
    """The order of day and month in the dates of the file; None if the caller did not say it."""
    dated: Callable[[Cell, Cell, Cell, Cell], Dated] = attrs.field(
        default=attrs.Factory(lambda self: _cached_dated(self.order), takes_self=True)
    )
    """The function that reads the cells of a date, with a cache that lasts only while this file is read."""

    read_seen: Callable[..., SeenRead] = attrs.field(factory=lambda: lru_cache(maxsize=None)(read_seen))
    """The function that reads the cells about who was seen, with a cache of the same kind."""

    def for_dates(self, cells: Iterable[Cell]) -> ReadOptions:
        """Return the options for a column of dates.

        Dates are read with the day first, if the caller did not say otherwise. But if some dates of the column can only
        have the month first, the column is in doubt, and a date that may be in either order is not read. A number is
        read as that of a day in a spreadsheet only if most other cells are dates.
        """
        cells = [*cells]
        order = "unclear" if self.order is None and any(map(is_month_first, cells)) else self.order
        may_be_serial = _are_beside_dates(cells)
        if order == self.order and not may_be_serial:
            return self
        return attrs.evolve(self, order=order, dated=_cached_dated(order, may_be_serial=may_be_serial))

    def carried(self, above: Cell) -> Cell:
        """Return the date that rows below without a date take from this cell: its day or days, without the time.

        If the date cannot be read, return the cell as it is.
        """
        read = self.dated(above, "", "", "")
        if read.when.is_unknown:
            return above
        text = _NO_TIME.sub("", read.when.text)
        days = set(re.split(r"/|\.\.", text.strip("[]")))
        return When(days.pop() if len(days) == 1 else text)

"""The words in a cell of an end: no end, an end that is still to come, the day of the start, a day without its year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from safeguard_model.dates import Precision, When
from safeguard_model.errors import InvalidWhen

if TYPE_CHECKING:
    from safeguard_model.chronology.opening.tables import Cell
    from safeguard_model.chronology.reading.day_orders import DayOrder

__all__ = ["end_without_year", "is_no_end", "is_ongoing", "is_same_day"]

_NO_END: Final = frozenset({"", "-", "–", "—", "--", "n/a", "na", "n.a", "not applicable", "nil", "none"})
_ONGOING = re.compile(
    r"(?:is |still |currently )*(?:on-?going|continuing|continues|open|active|current)|(?:(?:to|until|till) )?(?:the )?"
    r"(?:present(?: day| time)?|date|now|current date)|to date",
)
_SAME_DAY: Final = frozenset({"same day", "same date", "same", "the same day", "as start", "as start date"})
_MONTHS: Final = 12
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})", re.ASCII)


def is_no_end(cell: Cell) -> bool:
    """Return whether a cell says that there is no end: it is blank, or holds a dash or "n/a"."""
    return isinstance(cell, str) and _plain(cell) in _NO_END


def is_ongoing(cell: Cell) -> bool:
    """Return whether a cell says that something goes on: "ongoing", "to date", "present"."""
    return isinstance(cell, str) and _ONGOING.fullmatch(_plain(cell)) is not None


def is_same_day(cell: Cell) -> bool:
    """Return whether a cell says that the end is on the day of the start."""
    return isinstance(cell, str) and _plain(cell) in _SAME_DAY


# A whole date and one without its year are written as "1 February 2018 to 5/2" as well, which `When.parse` reads: it
# takes the year of the start, or the next one if New Year is between them.
def end_without_year(cell: Cell, start: When, order: DayOrder) -> When | None:
    """Return the day of an end that has no year of its own; None if the cell is anything else."""
    if not isinstance(cell, str) or start.precision not in {Precision.DAY, Precision.MINUTE}:
        return None
    text = cell.strip()
    if (numbers := _NUMBERS.fullmatch(text)) and order != "dmy":
        if order == "unclear" and max(int(numbers[1]), int(numbers[3])) <= _MONTHS:
            return None
        text = f"{numbers[3]}{numbers[2]}{numbers[1]}" if order == "mdy" else text
    day = start.text[: len("2018-02-01")]
    try:
        span = When.parse(f"{day} to {text}")
    except InvalidWhen:
        return None
    first, _, last = span.text.partition("/")
    return When(last) if first == day and len(last) == len(day) and last[:4].isdecimal() else None


def _plain(cell: str) -> str:
    return " ".join(cell.split()).casefold().strip(" .()")

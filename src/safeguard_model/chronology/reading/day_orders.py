"""The order of day and month in dates of three numbers: which order a cell allows, and the same date day first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from safeguard_model.dates import When
from safeguard_model.errors import InvalidWhen

if TYPE_CHECKING:
    from safeguard_model.chronology.opening.tables import Cell

__all__ = ["DayOrder", "apart", "day_first", "is_either_order", "is_month_first"]

DayOrder: TypeAlias = Literal["dmy", "mdy", "unclear"]
"""The order of the numbers in a date: day first, month first, or day first only where the month cannot be first."""

_NUMBERS = re.compile(r"(?<![\d./\\-])(\d{1,2})([./\\-])(\d{1,2})\2(\d{4}|\d{2})(?![\d./\\-])", re.ASCII)
_TOGETHER = re.compile(r"(\d{2})(\d{2})((?:19|20)\d{2})", re.ASCII)


def is_month_first(cell: Cell) -> bool:
    """Return whether a cell has a date that is in the calendar only with the month first, such as 03/25/2016."""
    return any(not is_dmy and is_mdy for is_dmy, is_mdy, _ in _readings(cell))


def is_either_order(cell: Cell) -> bool:
    """Return whether a cell has a date that is one day if the day is first, and another if the month is first."""
    return any(is_dmy and is_mdy and not is_same for is_dmy, is_mdy, is_same in _readings(cell))


def day_first(text: str) -> str:
    """Return the text with its dates of three numbers changed from month first to day first."""
    return _NUMBERS.sub(r"\3\2\1\2\4", text)


# Eight digits without marks between them are a date in two forms: 20180201 and 01022018. The first is read by `When`.
# The second is read here, only where the first is not in the calendar. It can be in any order, like other numbers.
def apart(text: str) -> str:
    """Return eight digits such as 01022018 as 01/02/2018; any other text as it is."""
    match = _TOGETHER.fullmatch(text)
    if match is None or not 1900 <= int(match[3]) <= 2100:
        return text
    try:
        When.parse(text)
    except InvalidWhen:
        return f"{match[1]}/{match[2]}/{match[3]}"
    return text


def _readings(cell: Cell) -> list[tuple[bool, bool, bool]]:
    """Return, for each date of three numbers in a cell, whether it can be day first, month first, and is the same."""
    if not isinstance(cell, str):
        return []
    return [
        (_is_day(first, second, year), _is_day(second, first, year), int(first) == int(second))
        for first, _, second, year in _NUMBERS.findall(apart(cell))
    ]


def _is_day(day: str, month: str, year: str) -> bool:
    try:
        When.parse(f"{day}/{month}/{year}")
    except InvalidWhen:
        return False
    return True

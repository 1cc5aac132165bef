"""The reader of the cells of a time: the words or the value of a cell become a time on a given day."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING, Final

from safeguard_model.chronology.opening.tables import as_text
from safeguard_model.chronology.reading.exported_times import exported_time, is_null_day
from safeguard_model.dates import Precision, When
from safeguard_model.errors import InvalidWhen

if TYPE_CHECKING:
    from safeguard_model.chronology.opening.tables import Cell

__all__ = ["BARE_CLOCK", "NOT_ITS_TIME", "OVER_MIDNIGHT", "clock_of_text", "day_after", "is_no_time", "time_on"]

BARE_CLOCK: Final = re.compile(r"(?<![\d:.])(\d{1,2})(\d{2})(?![\d:.])(?=$|[ ,)?–-]|h)")
"""A time of three or four digits, such as 1430."""
NOT_ITS_TIME: Final = "there is a date in place of the time"
OVER_MIDNIGHT: Final = "the end is earlier than the start: read as on the next day"
_NOT_READ: Final = "the time cannot be read: kept as written"
_NO_TIME: Final = re.compile(
    r"(?:time )?(?:n/?k|not known|unknown|n/?a|not recorded|not stated|not given|unclear)|no time|untimed",
    re.IGNORECASE,
)
_DAYS = re.compile(r"\d{4}-\d{2}-\d{2}")
_FRACTION = re.compile(r"0?\.(?:\d|[6-9]\d|\d{3,})", re.ASCII)
_MAY_BE_A_FRACTION = re.compile(r"0?\.[0-5][1-9]", re.ASCII)
_MINUTES_OF_DAY: Final = 24 * 60


def is_no_time(cell: Cell) -> bool:
    """Return whether a cell says in words that the time is not known, or that there is none."""
    return isinstance(cell, str) and _NO_TIME.fullmatch(cell.strip()) is not None


def time_on(on: str, cell: Cell, qualifier: str = "") -> tuple[When | None, str]:
    """Return the day `on` with the time of a cell, and a note; None, with the reason, if the cell cannot be used."""
    if isinstance(cell, time):
        return When(f"{on}T{as_text(cell)}{qualifier}"), ""
    if isinstance(cell, When):
        return _of_moment(on, cell, qualifier)
    text = cell.strip()
    if _FRACTION.fullmatch(text) and (minutes := round(float(text) * _MINUTES_OF_DAY)) < _MINUTES_OF_DAY:
        return When(f"{on}T{minutes // 60:02}:{minutes % 60:02}{qualifier}"), ""
    if _MAY_BE_A_FRACTION.fullmatch(text):
        return None, "a time, or a fraction of a day? kept as written"
    when, note = _of_words(on, text, qualifier)
    if when is None and (moment := _parsed(text)) is not None and moment.precision is Precision.MINUTE:
        return _of_moment(on, moment, qualifier)
    return when, note if when is not None else _NOT_READ


def _of_moment(on: str, moment: When, qualifier: str) -> tuple[When | None, str]:
    """Return the day with the time of a cell that holds a day as well: the same day, or one that systems fill in."""
    is_exact = moment.precision is Precision.MINUTE and moment.text[-1] not in "~?%"
    if is_exact and (moment.text[:10] == on or is_null_day(moment.text[:10])):
        return When(f"{on}{moment.text[10:]}{qualifier}"), ""
    return None, NOT_ITS_TIME


# A time in its own column is read like a time beside the day. Three or four digits alone are a time here, and never a
# year. A time that ends on another day is read only if it goes over midnight; anything else may be a mistake.
def _of_words(on: str, text: str, qualifier: str) -> tuple[When | None, str]:
    """Return the day with the words of the time, and a note; None if they cannot be read, or are about another day."""
    maybe = qualifier or ("?" if "?" in text else "")
    words = BARE_CLOCK.sub(r"\1:\2", text.replace("?", "").strip())
    exported = exported_time(f"{on} {words}") if BARE_CLOCK.search(words) is None else None
    when = exported.when if exported else _parsed(f"{on} {words}")
    if when is None or "T" not in when.text:
        return None, ""
    days = set(_DAYS.findall(when.text))
    is_overnight = "/" in when.text and when.text[:10] == on and days == {on, day_after(on)}
    if days != {on} and not is_overnight:
        return None, ""
    note = OVER_MIDNIGHT if is_overnight else ""
    note = exported.note if exported else note
    if not maybe:
        return when, note
    if when.text[0] == "[" or when.text[-1] == "/":
        return (None if qualifier else when), note
    return When("/".join(_marked(point, maybe) for point in when.text.split("/"))), note


def day_after(day: str) -> str:
    """Return the day after a day, or the day itself if it is the last in the calendar."""
    ordinal = date.fromisoformat(day).toordinal()
    return date.fromordinal(min(ordinal + 1, date.max.toordinal())).isoformat()


def _marked(point: str, mark: str) -> str:
    return f"{point[:-1]}%" if point[-1] == "~" and mark != "~" else point.rstrip("~") + mark


def _parsed(text: str) -> When | None:
    try:
        return When.parse(text)
    except InvalidWhen:
        return None


def clock_of_text(text: str) -> str | None:
    """Return a time of day as ``14:30`` or ``14:30:15``; None if the text is not a time. ``1430`` alone is a time."""
    when, _ = _of_words("2000-01-01", text, "")
    return when.text[len("2000-01-01T") :] if when is not None and when.time else None

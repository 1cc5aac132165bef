"""The reader of dates: the cells of a date, a time, an end date and an end time become one `When`."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model.chronology.opening.tables import as_text
from safeguard_model.dates import Precision, When
from safeguard_model.errors import InvalidWhen

if TYPE_CHECKING:
    from safeguard_model.chronology.opening.tables import Cell

__all__ = ["DITTO", "Dated", "dated", "is_blank", "is_date", "parsed"]

DITTO: Final = frozenset({"as above", "ditto", "do", '"', "''", "”", "“", "〃", "same day", "same date", "see above"})
"""Texts that mean the date of the row above."""

_BLANK: Final = frozenset({"", "-", "–", "—"})
_NO_TIME: Final = frozenset({"n/k", "nk", "not known", "unknown", "n/a", "na", "not recorded"})
_UNKNOWN: Final = When("XXXX")
_LATER_MARKS = re.compile(r"^\?+|\?+$|\(\?+\)$")
_BETWEEN_DATES = re.compile(r"[\n;,&+]|\band\b|\bor\b")
_OR = re.compile(r"\bor\b")
_DAY_ALONE = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?")
_MONTH_AFTER = re.compile(r"^\D{0,12}\d{1,2}(?:st|nd|rd|th)?(?P<rest>[ ./-].+)$", re.DOTALL)
_DIGITS = re.compile(r"(\d{1,2})[.:]?(\d{2}) ?(?:hrs?|hours|h)?", re.IGNORECASE)
_DAY_AND_MORE = re.compile(
    r"(?P<day>\d{1,2}[./-]\d{1,2}[./-]\d{2,4})"
    r"(?:,? +(?P<about>approx\.?|about|around|c\.?)? ?(?P<clock>\d{1,2}[:.]?\d{2})"
    r"|,? +(?:am|pm|morning|afternoon|evening|night|overnight|lunchtime)| ?[*†]+)",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"-|–|—|\bto\b|\buntil\b")
_MOST_DATES = 12
_LONGEST = 200


class Dated(NamedTuple):
    """The date that the cells of a row give."""

    when: When
    as_written: str = ""
    """The cells as written, if `when` does not say all that they say."""
    times: int | None = None
    """The number of different days in the cell, if something happened on each of them; else None."""
    note: str = ""
    """What was odd, in words that contain no value from the cells."""

    def __repr__(self) -> str:
        return f"Dated({self.when.precision.value}, note={self.note!r})"


def is_blank(cell: Cell) -> bool:
    """Return whether a cell says nothing: it is empty, or holds only a dash."""
    return not cell or (isinstance(cell, str) and cell.strip() in _BLANK)


def parsed(text: str) -> When | None:
    """Return the When of a date as practitioners write it, such as "3/3/16 (?)"; None if it cannot be read."""
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    try:
        return When.parse(text)
    except InvalidWhen:
        bare = _LATER_MARKS.sub("", text).strip()
    if bare == text or not bare:
        return None
    try:
        when = When.parse(bare)
        return when if when.uncertain or when.is_span or when.text[0] == "[" else When.parse(f"{bare} ?")
    except InvalidWhen:
        return None


def is_date(cell: Cell) -> bool:
    """Return whether a cell is a date, or a text that can be read as one."""
    return isinstance(cell, When) or (isinstance(cell, str) and parsed(cell) is not None)


def dated(date: Cell, clock: Cell = "", end: Cell = "", end_clock: Cell = "") -> Dated:
    """Return the `Dated` of a date, a time, an end date and an end time.

    If the date cannot be read, its `When` is ``XXXX``, and all the cells are kept as written.
    """
    start = _at(_point(date), clock)
    if is_blank(end) and is_blank(end_clock):
        return start
    stop = _at(_day_of(start) if is_blank(end) else _point(end), end_clock)
    written = "; ".join(filter(None, map(_words, (date, clock, end, end_clock))))
    return _span(start, stop, written)


def _point(cell: Cell) -> Dated:
    if isinstance(cell, When):
        return Dated(cell)
    if isinstance(cell, time):
        return Dated(_UNKNOWN, _words(cell), note="there is a time in place of the date")
    if is_blank(cell):
        return Dated(_UNKNOWN, cell.strip(), note="no date")
    when = parsed(cell)
    if when is None:
        return _with_more(cell) or _several(cell)
    if when.text[10:] in {"T00:00", "T00:00:00"}:  # many systems write midnight if they know only the day
        return Dated(When(when.text[:10]), cell.strip())
    return Dated(when, "" if _is_plain(when) else cell.strip())


def _with_more(text: str) -> Dated | None:
    """Return a day with the time after it, or a day alone if other known words or marks follow; else None."""
    match = _DAY_AND_MORE.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    day = parsed(match["day"]) if match else None
    if match is None or day is None or day.precision is not Precision.DAY:
        return None
    clock = _clock(match["clock"]) if match["clock"] else None
    if match["clock"] and clock is None:
        return None
    about = "~" if match["about"] else ""
    when = When(f"{day.text}T{clock}{about}") if clock else day
    return Dated(when, text.strip() if about or not clock else "", None, "" if clock else "only the day was read")


def _several(text: str) -> Dated:
    """Read a cell with several dates as something that happened that many times, between the first and last date.

    If "or" joins the dates, or all are the same day, it happened once. If the dates cannot be read, the When is
    ``XXXX``, and the cell is kept as written.
    """
    parts = [part.strip() for part in _BETWEEN_DATES.split(text) if part.strip()]
    if 2 <= len(parts) <= _MOST_DATES:
        whens = _each(parts)
        if whens:
            days = sorted({when.text for when in whens})
            one = len(days) == 1
            when = whens[0] if one else When(f"[{days[0]}..{days[-1]}]")
            if one or _OR.search(text.casefold()):
                return Dated(when, text.strip(), note="several dates in one cell, read as one of them")
            return Dated(when, text.strip(), len(days), "several dates in one cell, read as that many times")
    return Dated(_UNKNOWN, text.strip(), note="the date cannot be read: kept as written")


def _each(parts: list[str]) -> list[When]:
    """Return the day of each part, or an empty list if any part is not a certain day.

    A part may be only the day of the month, or only a day and month. What is missing comes from a later part.
    """
    days: list[When] = []
    rest = ""
    is_completed = False
    for part in reversed(parts):
        completed = f"{part}{rest}" if _DAY_ALONE.fullmatch(part) and rest else part
        when = parsed(completed)
        if when is None and rest and not re.search(r"\d{4}", part):  # "3 March" takes its year from "5 April 2016"
            when = parsed(f"{part} {rest.rsplit(maxsplit=1)[-1]}")
        if when is None or when.precision is not Precision.DAY or when.uncertain or when.approximate:
            return []
        is_completed |= when != parsed(part)
        match = _MONTH_AFTER.match(completed)
        rest = match["rest"] if match else rest
        days.append(when)
    # If a completed day is later than the part after it, the borrowed month or year is wrong: "30 and 1 March 2016".
    return [] if is_completed and days != sorted(days, reverse=True) else days[::-1]


def _at(day: Dated, clock: Cell) -> Dated:
    """Return a day with the time of day, or the start and end time, from the cell of the time.

    If the time cannot be used, return the day with a note and with both cells as written.
    """
    if is_blank(clock) or (isinstance(clock, str) and clock.strip().casefold() in _NO_TIME):
        return day
    if not isinstance(clock, (str, time)):
        return _untimed(day, clock, "there is a date in place of the time")
    qualifier = day.when.text[10:] if day.when.text[10:] in {"?", "~", "%"} else ""
    if day.when.precision is not Precision.DAY or day.times:
        return _untimed(day, clock, "there is a time, but no exact day")
    on = day.when.text[:10]
    if isinstance(clock, time):
        return day._replace(when=When(f"{on}T{as_text(clock)}{qualifier}"))
    text = clock.strip()
    maybe = "?" if "?" in text else qualifier
    parts = _FROM_TO.split(text.replace("?", ""))
    ends = [_clock(part.strip()) for part in parts[:3]]
    if None in ends or len(ends) > 2:
        return _untimed(day, clock, "the time cannot be read: kept as written")
    minutes = [f"{on}T{each}{maybe}" for each in ends]
    try:
        when = When("/".join(minutes))
    except InvalidWhen:  # the end is before the start: perhaps past midnight, perhaps a mistake
        return _untimed(day, clock, "the time cannot be read: kept as written")
    return Dated(when, _joined(day, clock) if maybe else day.as_written, None, day.note)


def _untimed(day: Dated, clock: Cell, note: str) -> Dated:
    """Return a day without a time, as the time could not be used; keep the words of both cells."""
    return day._replace(as_written=_joined(day, clock), note=day.note or note)


def _clock(text: str) -> str | None:
    """Return a time of day as ``14:30`` or ``14:30:15``; None if the text is not a time. ``1430`` alone is a time."""
    match = _DIGITS.fullmatch(text)
    if match and int(match[1]) < 24 and int(match[2]) < 60:
        return f"{int(match[1]):02}:{match[2]}"
    try:
        read = When.parse(f"2000-01-01 {text}")
    except InvalidWhen:
        return None
    return read.text[len("2000-01-01T") :] if read.time else None


def _day_of(start: Dated) -> Dated:
    """Return the day of the start without its time, as the date of an end time that has no end date.

    If the start is not an exact day or minute, return the start itself.
    """
    text = start.when.text
    return Dated(When(text[:10])) if start.when.precision in {Precision.DAY, Precision.MINUTE} else start


def _span(start: Dated, stop: Dated, written: str) -> Dated:
    first, last = start.when, stop.when
    if first == last:
        is_kept = first.is_unknown or stop.note
        return start._replace(as_written=written, note=start.note or stop.note) if is_kept else start
    if first.is_span or first.text[0] == "[" or last.is_span or last.text[0] == "[" or first.is_unknown:
        return start._replace(as_written=written, note=start.note or "the end cannot be joined to the start")
    if last.is_unknown:
        return start._replace(as_written=written, note=start.note or "the end cannot be read: kept as written")
    try:
        when = When(f"{first.text}/{last.text}")
    except InvalidWhen:
        return start._replace(as_written=written, note="the end lies before the start: only the start was read")
    exact = {Precision.DAY, Precision.MINUTE}
    plain = first.precision in exact and last.precision in exact and not when.uncertain and not when.approximate
    note = start.note or stop.note
    return Dated(when, written if note or not plain else "", None, note)


def _joined(day: Dated, clock: Cell) -> str:
    words = day.as_written or ("" if day.when.is_unknown else str(day.when))
    return f"{words} {_words(clock)}".strip()


def _words(cell: Cell) -> str:
    return as_text(cell).strip()


def _is_plain(when: When) -> bool:
    """Return whether a When is an exact day or minute, without a mark of doubt: it then says all that the cell says."""
    return when.precision in {Precision.DAY, Precision.MINUTE} and when.text[-1] not in "~?%"

"""The reader of dates: the cells of a date, a time, an end date and an end time become one `When`."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model.chronology.opening.tables import as_text
from safeguard_model.chronology.reading.day_orders import DayOrder, apart, day_first, is_either_order, is_month_first
from safeguard_model.chronology.reading.end_cells import end_without_year, is_no_end, is_ongoing, is_same_day
from safeguard_model.chronology.reading.exported_times import exported_time, is_null_date, serial_date
from safeguard_model.chronology.reading.likely_years import FAR_AHEAD, UNLIKELY, is_far_ahead, is_likely
from safeguard_model.chronology.reading.time_cells import (
    BARE_CLOCK,
    NOT_ITS_TIME,
    OVER_MIDNIGHT,
    clock_of_text,
    day_after,
    is_no_time,
    time_on,
)
from safeguard_model.chronology.reading.words_beside import date_beside_words, says_more
from safeguard_model.dates import Precision, When
from safeguard_model.dates.written_clocks import is_over_midnight
from safeguard_model.errors import InvalidWhen

if TYPE_CHECKING:
    from safeguard_model.chronology.opening.tables import Cell

__all__ = ["DITTO", "Dated", "dated", "is_blank", "is_date", "parsed"]

DITTO: Final = frozenset({"as above", "ditto", "do", '"', "''", "”", "“", "〃", "same day", "same date", "see above"})
"""Texts that mean the date of the row above."""

_BLANK: Final = frozenset({"", "-", "–", "—"})
_UNKNOWN: Final = When("XXXX")
_FORMULA: Final = re.compile(r'=\s*"([^"]*)"')
_LATER_MARKS = re.compile(r"^\?+|\?+$|\(\?+\)$")
_BETWEEN_DATES = re.compile(r"[\n;,&+]|\band\b|\bor\b")
_OR = re.compile(r"\bor\b")
_DAY_ALONE = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?")
_MONTH_AFTER = re.compile(r"^\D{0,12}\d{1,2}(?:st|nd|rd|th)?(?P<rest>[ ./-].+)$", re.DOTALL)
_DAY_AND_CLOCK = re.compile(
    r"(?P<day>\d{1,2}[./-]\d{1,2}[./-]\d{2,4}),? +(?P<about>approx\.?|about|around|c\.?)? ?(?P<clock>\d{3,4})",
    re.IGNORECASE,
)
_SECONDS = re.compile(r"T\d{2}:\d{2}:(?!00)")
_NO_SECONDS = re.compile(r"(T\d{2}:\d{2}):00")
_MINUTE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_MOST_DATES = 12
_LONGEST = 200
_NO_DATE_ENTERED = "a date that systems write where nobody entered one: read as unknown"
_SERIAL = "the number of a day in a spreadsheet: read as that day"
_TWO_TIMES = "two times: the one in the column of times was taken"
_EITHER_ORDER = (
    "some dates of this column can only have the month first, and others may be in either order: "
    'neither was read; give dates="mdy" if the month is first, or dates="dmy"'
)


class Dated(NamedTuple):
    """The date that the cells of a row give."""

    when: When
    as_written: str = ""
    """The cells as written, if `when` does not say all that they say."""
    times: int | None = None
    """The number of different days in the cell, if something happened on each of them; else None."""
    note: str = ""
    """What was odd, in words that contain no value from the cells."""
    unread: tuple[str, ...] = ()
    """The cells beside the date that were not read, by the roles of their columns: ``time``, ``end``, ``end_time``."""

    def __repr__(self) -> str:
        return f"Dated({self.when.precision.value}, note={self.note!r})"


def is_blank(cell: Cell) -> bool:
    """Return whether a cell says nothing: it is empty, or holds only a dash."""
    return not cell or (isinstance(cell, str) and cell.strip() in _BLANK)


def parsed(text: str, order: DayOrder = "dmy") -> When | None:
    """Return the When of a date as practitioners write it, such as "3/3/16 (?)"; None if it cannot be read."""
    text = _unwrapped(text)
    if len(text) > _LONGEST or (order == "unclear" and is_either_order(text)):
        return None
    if order == "mdy":
        text = day_first(text)
    try:
        return When.parse(text)
    except InvalidWhen:
        bare = _LATER_MARKS.sub("", text).strip()
    if exported := exported_time(text):
        return exported.when
    if bare == text or not bare:
        return None
    try:
        when = When.parse(bare)
        return when if when.uncertain or when.is_span or when.text[0] == "[" else When.parse(f"{bare} ?")
    except InvalidWhen:
        return None


def is_date(cell: Cell) -> bool:
    """Return whether a cell is a date, or a text that can be read as one, whatever the order of day and month."""
    if isinstance(cell, str):
        return parsed(cell) is not None or is_month_first(cell)
    return isinstance(cell, When)


def dated(
    date: Cell,
    clock: Cell = "",
    end: Cell = "",
    end_clock: Cell = "",
    order: DayOrder = "dmy",
    *,
    may_be_serial: bool = False,
) -> Dated:
    """Return the `Dated` of a date, a time, an end date and an end time.

    If the date cannot be read, its `When` is ``XXXX``, and all the cells are kept as written. `order` is the order of
    day and month; where it is ``unclear``, a date that may be in either order is not read. `may_be_serial` says that
    the other cells are dates: a number such as 43195 is then the number of a day in a spreadsheet.
    """
    if may_be_serial and (day := serial_date(date)) is not None:
        read = _to_minutes(_dated(day, clock, serial_date(end) or end, end_clock, order))
        return read._replace(as_written=read.as_written or _words(date), note=read.note or _SERIAL)
    if may_be_serial:
        end = serial_date(end) or end
    return _to_minutes(_dated(date, clock, end, end_clock, order))


def _dated(date: Cell, clock: Cell, end: Cell, end_clock: Cell, order: DayOrder) -> Dated:
    start = _at(_point(date, order), clock, date)
    end, end_clock = ("" if is_no_end(cell) else cell for cell in (end, end_clock))
    if end == "" and end_clock == "":
        return start
    written = "; ".join(filter(None, map(_words, (date, clock, end, end_clock))))
    if is_ongoing(end) or is_ongoing(end_clock):
        return _ongoing(start, written)
    if end == "":
        stop = _over_midnight(start, _at(_day_of(start), end_clock), end_clock)
        if stop.unread:  # without its time, such an end says nothing
            return start._replace(as_written=written, note=start.note or stop.note, unread=(*start.unread, "end_time"))
    elif is_same_day(end):
        stop = _at(_day_of(start), end_clock) if end_clock else start
    else:
        day = end_without_year(end, start.when, order)
        stop = _at(_point(day or end, order), end_clock, end)
    span = _span(start, stop, written)
    roles = [role for role, cell in (("end", end), ("end_time", end_clock)) if cell]
    if span.when == start.when and stop.when != start.when:
        unread = roles
    else:
        unread = roles[-1:] if stop.unread else []
    return span._replace(unread=(*start.unread, *unread))


def _to_minutes(read: Dated) -> Dated:
    """Return the date without its seconds, if all are nought: systems write them although they know only the minute."""
    if ":00" not in read.when.text or _SECONDS.search(read.when.text):
        return read
    return read._replace(when=When(_NO_SECONDS.sub(r"\1", read.when.text)))


def _unwrapped(text: str) -> str:
    """Return a text without the formula around it that keeps a spreadsheet from changing it: ="02/03/2016"."""
    text = text.strip()
    match = _FORMULA.fullmatch(text)
    return match[1].strip() if match else text


# Each date is checked before it is joined to another. Nothing here asks for today's date, so that a file is always read
# in the same way.
def _point(cell: Cell, order: DayOrder) -> Dated:
    """Return the date of one cell, if its years are likely in a record; a year far ahead gets a note."""
    read = _any_point(cell, order)
    if not is_likely(read.when):
        return Dated(_UNKNOWN, _words(cell), note=UNLIKELY)
    return read._replace(note=read.note or FAR_AHEAD) if is_far_ahead(read.when) else read


def _any_point(cell: Cell, order: DayOrder) -> Dated:
    if isinstance(cell, When):
        return Dated(_UNKNOWN, _words(cell), note=_NO_DATE_ENTERED) if is_null_date("", cell) else Dated(cell)
    if isinstance(cell, time):
        return Dated(_UNKNOWN, _words(cell), note="there is a time in place of the date")
    if is_blank(cell):
        return Dated(_UNKNOWN, cell.strip(), note="no date")
    text = _unwrapped(cell)
    if order == "unclear" and (is_either_order(text) or is_month_first(text)):
        return Dated(_UNKNOWN, text, note=_EITHER_ORDER)
    numbers = apart(text)
    read = _read(day_first(numbers) if order == "mdy" else numbers)
    # What was read from the text with the day first is kept as it was written, with the month first.
    return read._replace(as_written=text) if read.as_written else read


def _read(text: str) -> Dated:
    """Read a text, day first."""
    if _BETWEEN_DATES.search(text) and not (several := _several(text)).when.is_unknown:
        return several
    exported = exported_time(text) if len(text) <= _LONGEST else None
    when = exported.when if exported else parsed(text)
    if is_null_date(text, when):
        return Dated(_UNKNOWN, text, note=_NO_DATE_ENTERED)
    if when is None:
        return _day_and_clock(text) or _beside_words(text) or _unread(text)
    note = exported.note if exported else ""
    if (
        when.text[10:] in {"T00:00", "T00:00:00"} and "00" in text
    ):  # many systems write midnight if they know only the day
        return Dated(When(when.text[:10]), text, note=note)
    return Dated(when, "" if _is_plain(when) and not note and not says_more(text) else text, note=note)


def _unread(text: str) -> Dated:
    is_time = BARE_CLOCK.fullmatch(text) is not None and clock_of_text(text) is not None
    note = "there is a time in place of the date" if is_time else "the date cannot be read: kept as written"
    return Dated(_UNKNOWN, text, note=note)


def _day_and_clock(text: str) -> Dated | None:
    """Return a day with a time of three or four digits after it: "2/3/16 930"."""
    match = _DAY_AND_CLOCK.fullmatch(text)
    day = parsed(match["day"]) if match else None
    clock = clock_of_text(match["clock"]) if match else None
    if match is None or clock is None or day is None or day.precision is not Precision.DAY:
        return None
    when = When(f"{day.text}T{clock}{'~' if match['about'] else ''}")
    return Dated(when, text if match["about"] else "")


def _beside_words(text: str) -> Dated | None:
    """Return the date of a text with other words, which are kept as written; None if there is not one date."""
    when = date_beside_words(text, parsed) if len(text) <= _LONGEST else None
    if when is None:
        return None
    return Dated(when, text, note=f"only the {'day' if when.precision is Precision.DAY else 'date'} was read")


def _several(text: str) -> Dated:
    """Read a cell with several dates as something that happened that many times, between the first and last date.

    If "or" joins the dates, or all are the same day, it happened once. If the dates cannot be read, the When is
    ``XXXX``.
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
    return Dated(_UNKNOWN)


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


# A spreadsheet may hold a time in the cell of the date and show only the day. What people see is the time in its own
# column. It counts, therefore, if the two differ.
def _at(day: Dated, clock: Cell, date: Cell = "") -> Dated:
    """Return a day with the time of day, or the start and end time, from the cell of the time; `date` is its own cell.

    If the time cannot be used, return the day with a note and with both cells as written.
    """
    if is_blank(clock) or is_no_time(clock):
        return day
    has_time = day.when.precision is Precision.MINUTE and day.when.text[-1] not in "~?%"
    if not (has_time or day.when.precision is Precision.DAY) or day.times:
        note = NOT_ITS_TIME if isinstance(clock, When) else "there is a time, but no exact day"
        return _untimed(day, clock, note)
    on = day.when.text[:10]
    qualifier = "" if has_time else day.when.text[10:]
    when, note = time_on(on, clock, qualifier)
    if when is None:
        return _untimed(day, clock, note)
    if has_time:
        if _MINUTE.match(when.text) and day.when.text[:16] == when.text[:16]:
            return day if "/" not in when.text else day._replace(when=when)
        both = "; ".join((_words(date) or str(day.when), _words(clock)))
        return Dated(when, both, None, "; ".join(filter(None, (_TWO_TIMES, note))))
    is_exact = when.text[0] != "[" and not when.uncertain and not when.approximate and when.text[-1] != "/"
    is_said = (isinstance(clock, time) or is_exact) and not note
    return Dated(when, day.as_written if is_said else _joined(day, clock), None, day.note or note)


def _untimed(day: Dated, clock: Cell, note: str) -> Dated:
    """Return a day without a time, as the time could not be used; keep the words of both cells."""
    return day._replace(as_written=_joined(day, clock), note=day.note or note, unread=("time",))


def _day_of(start: Dated) -> Dated:
    """Return the day of the start without its time, as the date of an end time that has no end date.

    If the start is not an exact day or minute, return the start itself.
    """
    text = start.when.text
    return Dated(When(text[:10])) if start.when.precision in {Precision.DAY, Precision.MINUTE} else start


def _ongoing(start: Dated, written: str) -> Dated:
    """Return the span from a start to an end that is still to come."""
    first = start.when
    if first.is_span or first.text[0] == "[" or first.is_unknown:
        note = start.note or "the end cannot be joined to the start"
        return start._replace(as_written=written, note=note, unread=(*start.unread, "end"))
    return start._replace(when=When(f"{first.text}/.."), as_written=written)


def _over_midnight(start: Dated, stop: Dated, clock: Cell) -> Dated:
    """Return the end on the next day, with a note, if its time is before that of the start: 01:00 after 22:00."""
    first, last = start.when.text, stop.when.text
    if not (_MINUTE.fullmatch(first[:16]) and _MINUTE.fullmatch(last)) or "/" in first:
        return stop
    words = _words(clock) if isinstance(clock, str) else last[11:]
    if not is_over_midnight(first[11:16], last[11:], words.casefold().replace(".", "")):
        return stop
    return Dated(When(f"{day_after(last[:10])}{last[10:]}"), note=OVER_MIDNIGHT)


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

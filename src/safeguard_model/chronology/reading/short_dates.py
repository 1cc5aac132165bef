"""The completion of dates that lack a year, such as "3 March", "3/3" or "3rd", from a year or month that is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from safeguard_model.chronology.reading.date_cells import dated

if TYPE_CHECKING:
    from collections.abc import Callable

    from safeguard_model.chronology.opening.tables import Cell
    from safeguard_model.chronology.reading.date_cells import Dated
    from safeguard_model.dates import When
from safeguard_model.dates.when_wording import MONTHS
from safeguard_model.dates.written_words import MONTH_NAME

__all__ = ["MONTHS", "completed", "lacks_a_year", "month_of", "timed", "with_year"]

_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? *)?"
_DAY: Final = r"(?:[12]?\d|3[01]|0[1-9])"
_YEAR: Final = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)|['’]\d\d(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d", re.ASCII)
_NO_MONTH_NAME_YEAR: Final = re.compile(rf"\b{MONTH_NAME}\b\.?,? *-?(?:3[2-9]|[4-9]\d)\b", re.IGNORECASE)
_MONTH: Final = re.compile(rf"(?<![a-z]){MONTH_NAME}\.?(?![a-z])", re.IGNORECASE)
# "March 3rd", "March 3". The number after "May 10" may be a day or a year: only a number of one digit, or one with an
# ending such as "rd", is certainly a day.
_MONTH_FIRST: Final = re.compile(
    rf"(?<![a-z])({MONTH_NAME})\.?,? *(?:the )?({_DAY}(?:st|nd|rd|th)|\d)(?![\d:.]|[ ]*[ap]\.?m)", re.IGNORECASE
)
_MONTH_AND_NUMBER: Final = re.compile(rf"(?<![a-z]){MONTH_NAME}[ ./'-]*\d\d(?![\d:.]|st|nd|rd|th)", re.IGNORECASE)
_SLASHED: Final = re.compile(rf"(?<![\d./:-])({_DAY})/({_DAY})(?![\d./:-]|-\d)")
_AT_START: Final = re.compile(
    rf"(\A\W*(?:w/[ce] *)?{_WEEKDAY})({_DAY})[.-]({_DAY})(?![\d./:-]|[ ]*[ap]\.?m|[ ]*h)", re.IGNORECASE
)
_DAY_ALONE: Final = re.compile(
    rf"(\A\??{_WEEKDAY}(?:the )?{_DAY}(?:st|nd|rd|th)?)"
    r"(?P<rest>\??|,? +(?:at +|@ *)?\d.*|,? +(?:[ap]m|morning|afternoon|evening)\b.*)\Z",
    re.IGNORECASE,
)
_DAYS_ALONE: Final = re.compile(
    rf"{_DAY}(?:st|nd|rd|th)(?: *(?:&|,|-|–|/|and|or|to) *{_DAY}(?:st|nd|rd|th))+", re.IGNORECASE
)
_PART_OF_DAY: Final = re.compile(
    r" *\( *((?:[ap]\.?m\.?|(?:early |late )?(?:morning|afternoon|evening))) *\)\Z", re.IGNORECASE
)
_PART_OF_MONTH: Final = re.compile(
    r"(early|mid(?:dle)?|late|beginning|start|end)(?:[- ](?:(?:of|in) )?(?:the |this )?month)?", re.IGNORECASE
)
_WORDS: Final = re.compile(r"[A-Za-z][A-Za-z ]{2,30}")
_CLOCK: Final = re.compile(
    r"\d{1,2}[.:]\d\d(?:[.:]\d\d)? *(?:[ap]\.?m\.?|h(?:ou)?rs?)?|\d{1,2} *[ap]\.?m\.?|\d{4} *h(?:ou)?rs?|[ap]\.?m\.?"
    r"|(?:morning|afternoon|evening|night)",
    re.IGNORECASE,
)


def month_of(text: str) -> int:
    """Return the number of the month that a text names, such as "Mar", "March" or "3", and 0 for any other text."""
    text = text.strip().rstrip(".")
    if text.isascii() and text.isdecimal() and len(text) <= 2:
        number = int(text)
        return number if number <= len(MONTHS) else 0
    if not re.fullmatch(MONTH_NAME, text, re.IGNORECASE):
        return 0
    return next(number for number, name in enumerate(MONTHS, start=1) if name[:3].casefold() == text[:3].casefold())


def lacks_a_year(text: str) -> bool:
    """Return whether the text of a date cell may be a date that gives no year."""
    text = text.strip()
    return bool(text) and len(text) <= 60 and not _YEAR.search(text) and not _NO_MONTH_NAME_YEAR.search(text)


# The year is put where a person would write it: after the name of the month, or after the day and month in numbers. The
# result is read by `dated` like any other date, which checks it: a weekday that does not fit, or a day that the month
# does not have, is refused. A result outside the year or month above is refused here: the text meant something else.
def completed(
    text: str, year: int, month: int = 0, read: Callable[[Cell, Cell, Cell, Cell], Dated] = dated
) -> str | None:
    """Return a date with the year, and the month if the text gives only a day; None if that gives no date.

    `month` is the month of the heading above, or 0 if the heading is a whole year. `read` reads the cells of a date.
    """
    whole = with_year(text, year, month)
    if whole is None:
        return None
    when = read(whole, "", "", "").when
    return whole if not when.is_unknown and _is_within(when, year, month) else None


def with_year(text: str, year: int, month: int) -> str | None:
    """Return a text with the year put into it, which may still be no date; None if it has no place for a year."""
    text = text.strip()
    if not lacks_a_year(text):
        return None
    if _MONTH.search(text):
        if _MONTH_FIRST.search(text):
            return _MONTH_FIRST.sub(rf"\2 \1 {year}", text)
        if _MONTH_AND_NUMBER.search(text):
            return None
        return _MONTH.sub(lambda found: f"{found[0].rstrip('.')} {year}", text)
    if _SLASHED.search(text):
        return _SLASHED.sub(rf"\1/\2/{year}", text)
    start = _AT_START.match(text)
    if start:
        return f"{start[1]}{start[2]}/{start[3]}/{year}{text[start.end() :]}"
    if month:
        of_month = f"{MONTHS[month - 1]} {year}"
        part = _PART_OF_MONTH.fullmatch(text)
        if part:
            return f"{part[1]} {of_month}"
        alone = _DAY_ALONE.match(_PART_OF_DAY.sub(r" \1", text))
        if alone:
            return f"{alone[1]} {of_month}{alone['rest']}"
        return f"{text} {of_month}" if _DAYS_ALONE.fullmatch(text) else None
    return f"{text} {year}" if _WORDS.fullmatch(text) else None


def _is_within(when: When, year: int, month: int) -> bool:
    """Return whether a bound of a When that is stated lies in the year, and in the month if one is given."""
    bounds = [day for day in (when.earliest, when.latest) if day is not None]
    return any(day.year == year and month in {0, day.month} for day in bounds)


def timed(day: When, text: str) -> str | None:
    """Return a day together with a text that is only a time of day; None if the text is anything else."""
    if not _CLOCK.fullmatch(text.strip()):
        return None
    year, month, number = map(int, day.text.split("-"))
    whole = f"{number} {MONTHS[month - 1]} {year} {text.strip()}"
    when = dated(whole).when
    return whole if when.earliest == day.earliest and when.latest == day.earliest else None

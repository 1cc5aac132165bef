"""Days as they are written in a text: where, and what day, month and year they may mean."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model.dates.written_words import MONTH_NAME, MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["DayForm", "WrittenDay", "days_in_figures", "days_with_months"]


class DayForm(Enum):
    """How a day is written, which tells how sure it is that it means that day."""

    FULL = auto()
    """With a year of four digits, and marks between the parts, or with the name of the month: 2 March 2016."""
    SHORT = auto()
    """With a year of two digits: 2/3/16."""
    POINTED = auto()
    """With a year of two digits, and points or hyphens between the numbers, like those of a paragraph: 2.3.16."""
    SPACED = auto()
    """With nothing but spaces between three numbers: 2 3 16."""
    AMERICAN = auto()
    """In figures, the month first: 3/2/2016."""
    ROW_OF_8 = auto()
    """Eight digits: 20160302, 02032016."""
    ROW_OF_6 = auto()
    """Six digits, the day first: 020316."""
    ROW_OF_6_YEAR_FIRST = auto()
    """Six digits, the year first: 160302."""
    IN_A_NUMBER = auto()
    """The first six of ten digits, as in a CHI number."""
    SERIAL = auto()
    """The number of a day in a spreadsheet: 42431."""
    NO_YEAR = auto()
    """Day and month only: 2 March."""
    NO_DAY = auto()
    """Month and year only: March 2016."""


class WrittenDay(NamedTuple):
    """One reading of a date in a text. The same place may have several."""

    start: int
    """Where it begins in the plain text."""
    end: int
    """Where it ends."""
    form: DayForm
    """How it is written."""
    year: int
    """The year, -1 if none is written; of a short one, and of a row of six digits, the last two digits."""
    month: int
    """The month, or 0 for the number of a day in a spreadsheet."""
    day: int
    """The day, 0 if none is written, or the number of a day in a spreadsheet."""


_DIGITS: Final = re.compile(r"[0-9]+")
_APART: Final = r"(?:\s?[/.\-]\s?|\s)"
_FIGURES: Final = re.compile(
    # It begins with a digit, so that the search skips what has none. No digit, amount or longer number is before it,
    # but perhaps the first day of an interval: 2016-03-02/2016-03-09.
    r"[0-9](?<![0-9£$€][0-9])(?:(?<![0-9][./][0-9])|(?<=[0-9]-[0-9][0-9]/[0-9]))(?:"
    rf"[0-9]?{_APART}[0-9]{{1,2}}{_APART}'?(?:[0-9]{{4}}|[0-9]{{2}})"
    rf"|[0-9]{{3}}{_APART}[0-9]{{1,2}}{_APART}[0-9]{{1,2}}"
    r"|[0-9]{5}[\s\-]?[0-9]{4}|[0-9]{7}|[0-9]{4,5}"
    r")(?![0-9])(?:(?![/.][0-9])|(?<=[0-9]-[0-9][0-9])(?=/[0-9]{4}-))"
)
_MONTH: Final = re.compile(rf"{MONTH_NAME}(?![a-z])")
_NTH: Final = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
    *("twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth"),
    *("twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first"),
)
_BEFORE: Final = re.compile(
    r"(?:(?<![0-9a-z/.])(?P<year>[0-9]{4})[\s,.\-/]{1,2}"
    r"|(?<![0-9£])(?P<day>[0-9]{1,2})\s?(?:st|nd|rd|th)?[\s,.\-/]{0,3}(?:day\s)?(?:of\s)?"
    r"|(?<![a-z])(?P<word>(?:(?:twenty|thirty)[\s\-])?[a-z]{5,11})\s(?:day\s)?(?:of\s)?)$"
)
_NUMBER_OF: Final = {word: number for number, word in enumerate(_NTH, 1)}
_YEAR_AFTER: Final = re.compile(
    r"\.?[\s,.\-/]{0,3}(?:of\s|in\s)?'?(?P<year>(?:1[89]|20)[0-9]{2}|[0-9]{2})(?![0-9a-z%])(?![:.][0-9])"
)
_DAY_AFTER: Final = re.compile(
    r"\.?[\s,.\-/]{0,3}(?:the\s)?(?:(?P<day>[0-9]{1,2})\s?(?:st|nd|rd|th)?(?![0-9a-z])(?![:.][0-9])"
    r"|(?P<word>(?:(?:twenty|thirty)[\s\-])?[a-z]{5,11})(?![a-z]))"
)


def days_in_figures(text: str) -> Iterator[WrittenDay]:
    """Yield the readings of the dates that a plain text writes in figures alone."""
    for found in _FIGURES.finditer(text):
        written = found[0]
        parts = _DIGITS.findall(written)
        start, end = found.span()
        if len(parts) == 3:
            yield from _three(start, end, written, parts)
        elif len(written) == 8:
            yield WrittenDay(start, end, DayForm.ROW_OF_8, int(written[:4]), int(written[4:6]), int(written[6:]))
            yield WrittenDay(start, end, DayForm.ROW_OF_8, int(written[4:]), int(written[2:4]), int(written[:2]))
        elif len(written) == 6:
            one, two, three = int(written[:2]), int(written[2:4]), int(written[4:])
            yield WrittenDay(start, end, DayForm.ROW_OF_6, three, two, one)
            yield WrittenDay(start, end, DayForm.ROW_OF_6_YEAR_FIRST, one, two, three)
        elif len(written) == 5:
            yield WrittenDay(start, end, DayForm.SERIAL, -1, 0, int(written))
        elif len(written) >= 10:
            parted = int(written[:2]), int(written[2:4]), int(written[4:6])
            yield WrittenDay(start, start + 6, DayForm.IN_A_NUMBER, parted[2], parted[1], parted[0])


def _three(start: int, end: int, written: str, parts: list[str]) -> Iterator[WrittenDay]:
    """Yield the readings of three numbers: year, month and day; or day, month and year; or month, day and year."""
    one, two, three = map(int, parts)
    if len(parts[0]) == 4:
        yield WrittenDay(start, end, DayForm.FULL, one, two, three)
        return
    if not any(mark in written for mark in "/.-"):
        form = DayForm.SPACED
    elif len(parts[2]) == 4:
        form = DayForm.FULL
    else:
        form = DayForm.SHORT if "/" in written else DayForm.POINTED
    yield WrittenDay(start, end, form, three, two, one)
    if one != two:
        yield WrittenDay(start, end, DayForm.AMERICAN, three, one, two)


def days_with_months(text: str, months: Iterable[int]) -> Iterator[WrittenDay]:
    """Yield the readings of the dates that a plain text writes with the name of one of some months."""
    for month in months:
        name = MONTHS[month - 1]
        place = text.find(name)
        while place >= 0:
            if not (place and "a" <= text[place - 1] <= "z" and not text.endswith(("st", "nd", "rd", "th"), 0, place)):
                yield from _around(text, place, month)
            place = text.find(name, place + 3)


def _around(text: str, place: int, month: int) -> Iterator[WrittenDay]:
    """Yield the readings of the date around the name of a month that begins at a place."""
    named = _MONTH.match(text, place)
    if named is None:
        return
    end = named.end()
    before = _BEFORE.search(text[max(0, place - 30) : place])
    shift = max(0, place - 30)
    if before and before["year"]:
        after = _DAY_AFTER.match(text, end)
        if after and (day := _day(after)):
            yield WrittenDay(shift + before.start(), after.end(), DayForm.FULL, int(before["year"]), month, day)
            return
    elif before and (day := _day(before)):
        yield from _with_year(text, shift + before.start(), end, month, day)
        return
    after = _DAY_AFTER.match(text, end)
    if after and (day := _day(after)):
        yield from _with_year(text, place, after.end(), month, day)
    year = _YEAR_AFTER.match(text, end)
    if year:
        yield WrittenDay(place, year.end(), DayForm.NO_DAY, int(year["year"]), month, 0)


def _day(found: re.Match[str]) -> int:
    """Return the day in figures or in words; 0 if the words are none."""
    if found["day"]:
        return int(found["day"])
    return _NUMBER_OF.get("-".join(found["word"].split()), 0)


def _with_year(text: str, start: int, end: int, month: int, day: int) -> Iterator[WrittenDay]:
    """Yield the reading with the year that follows, and, if that has two digits or none, without it."""
    year = _YEAR_AFTER.match(text, end)
    if year is None:
        yield WrittenDay(start, end, DayForm.NO_YEAR, -1, month, day)
        return
    form = DayForm.FULL if len(year["year"]) == 4 else DayForm.SHORT
    yield WrittenDay(start, year.end(), form, int(year["year"]), month, day)
    if form is DayForm.SHORT:  # "2 March 16 people came"
        yield WrittenDay(start, end, DayForm.NO_YEAR, -1, month, day)

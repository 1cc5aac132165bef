"""The words of a `When` in UK English, for people to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguard_model.dates.edtf import one_of_parts
from safeguard_model.dates.written_words import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from safeguard_model.dates.when import When

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SEASONS = ("spring", "summer", "autumn", "winter")

_QUALIFIERS = {"~": "about ", "?": "possibly ", "%": "possibly about "}
_DAY, _MONTH, _YEAR = len("2016-03-02"), len("2016-03"), len("2016")
_PREPOSITIONS = {_DAY: "on", _MONTH: "in", _YEAR: "in"}


def in_words(when: When) -> str:
    """Return the words for a When in UK English."""
    text = when.text
    if text[0] == "[":
        return _one_of(*one_of_parts(text))
    if "/" in text:
        return _span(*text.split("/"))
    return "date unknown" if text == "XXXX" else _point(text)


def _one_of(start: str, end: str) -> str:
    if not end:
        return f"{_PREPOSITIONS.get(len(start), 'at')} or after {_bound(start)}"
    if not start:
        return f"by {_bound(end)}"
    return f"between {_first_bound(start, end)} and {_bound(end)}"


def _first_bound(start: str, end: str) -> str:
    """Return the words for the first bound of a one-of, without some of what the second has too.

    Of two times on one day, only the time is left. If either bound is another time, only the year is left out, and only
    if each bound is a day or a time of the same year.
    """
    day, _, clock = start.partition("T")
    end_day, _, end_clock = end.partition("T")
    if not (clock or end_clock):
        return _beginning(start, end)
    if clock and end_clock and day == end_day:
        return clock
    if len(start) == _YEAR:  # four digits before "and 22:06" would be another time
        return f"the year {start}"
    are_days_of_one_year = len(day) == len(end_day) and day[:4] == end_day[:4] and _is_year(day[:4])
    return _bound(start)[: -len(" 2016")] if are_days_of_one_year else _bound(start)


def _bound(text: str) -> str:
    """Return the words for one bound of a one-of; a time comes before its day, as in "05:59 on 16 July 2017"."""
    day, _, clock = text.partition("T")
    return f"{clock} on {_point(day)}" if clock else _point(text)


def _span(start: str, end: str) -> str:
    if start == "..":
        return f"until {_point(end)}"
    if end == "..":
        return f"since {_point(start)}"
    if not end:
        return f"from {_point(start)}"
    # After a time, four digits would be another time: "2 March 2016 18:30 to 2030".
    finish = f"the year {end}" if "T" in start and len(end) == _YEAR and end.isdigit() else _point(end)
    return f"{_beginning(start, end)} to {finish}"


def _beginning(start: str, end: str) -> str:
    """Return the words for the first of two points, without the year (and month) if the second has the same."""
    is_one_year = start[:4] == end[:4] and _is_year(start[:4])
    if len(start) == len(end) and is_one_year and _is_plain(start) and _is_plain(end):
        if len(start) == _DAY:
            return str(int(start[8:])) if start[:7] == end[:7] else _point(start)[: -len(" 2016")]
        if len(start) == _MONTH:
            return _point(start)[: -len(" 2016")]
    return _point(start)


def _is_plain(text: str) -> bool:
    return text.replace("-", "").isdigit() and text[5:6] != "2"


def _point(text: str) -> str:
    return _QUALIFIERS[text[-1]] + _bare(text[:-1]) if text[-1] in _QUALIFIERS else _bare(text)


def _bare(text: str) -> str:
    day, _, clock = text.partition("T")
    if clock:
        return f"{_bare(day)} {clock}"
    if text == "XXXX":
        return "an unknown date"
    if text[3] == "X":
        return f"the {text[:3]}0s"
    if text.endswith("-XX"):
        return f"some time in {_bare(text[:-3])}"
    if len(text) == _YEAR:
        return text if _is_year(text) else f"the year {text}"
    number = int(text[5:7])
    year = text[:4] if _is_year(text[:4]) else f"in the year {text[:4]}"
    if len(text) == _DAY:
        return f"{int(text[8:])} {MONTHS[number - 1]} {year}"
    if number <= len(MONTHS):
        return f"{MONTHS[number - 1]} {year}"
    season = SEASONS[number - 21]
    return f"winter {year}/{(int(text[:4]) + 1) % 100:02}" if season == "winter" else f"{season} {year}"


def _is_year(text: str) -> bool:
    """Return whether four digits alone are read as a year; if not, the words say "the year"."""
    return text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR

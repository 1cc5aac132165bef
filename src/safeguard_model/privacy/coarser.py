"""Dates made no finer than a month or a year, and ages made into bands or whole units; each covers the finer one."""

from __future__ import annotations

import re
from bisect import bisect
from typing import TYPE_CHECKING, Final, Literal

from safeguard_model.dates import Age, When
from safeguard_model.dates.calendar_arithmetic import fewest_days, most_days

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["AGE_BANDS", "band_of", "coarser_age", "coarser_when"]

AGE_BANDS: Final = ("../P1Y", "P1Y/P4Y", "P5Y/P9Y", "P10Y/P15Y", "P16Y/P17Y", "P18Y/..")
"""The bands of ages: under 1, 1 to 4, 5 to 9, 10 to 15, 16 and 17, and 18 and over.

They are those of the Department for Education's statistics of children looked after in England; its last band, 16 and
over, is split where childhood ends (Children Act 1989, section 105).
"""
_BANDS: Final = tuple(map(Age, AGE_BANDS))
_FIRST: Final = (0, 1, 5, 10, 16, 18)
"""The first age of each band in years."""
_LIMITS: Final = (*_FIRST, None)
_POINT: Final = re.compile(r"(?P<year>[\dX]{4})(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?[^~?%]*(?P<mark>[~?%]?)")
_WINTER: Final = "24"
_LAST_YEAR: Final = 9999
_SHORTEST, _LONGEST = 28, 31
_CENTURY: Final = 36_525


# Each end of a date is cut off after its month or its year. The unit that is left holds every minute of the end, so the
# first possible minute is no later and the last no earlier than before. A mark (`~`) widens the end by one unit, and a
# month, or a year, is at least as long as the unit that the mark meant before. The order of two ends is kept, because
# the month or year of an earlier time is never a later one. So what could be read from the finer date can be read from
# the coarser one.
def coarser_when(when: When, unit: Literal["month", "year"]) -> When:
    """Return a date no finer than a month, or a year. It covers every reading of the finer date.

    A winter lasts over the turn of a year: by itself it becomes one of two years, in a span about its first year.

    >>> coarser_when(When("2016-03-02T14:30"), "month"), coarser_when(When("2016-03-31/2016-05-02"), "month")
    (When('2016-03'), When('2016-03/2016-05'))
    >>> coarser_when(When("[2016-03-31..2016-04-02]"), "month"), coarser_when(When("2016-03~"), "year")
    (When('[2016-03..2016-04]'), When('2016~'))
    """
    text = when.text
    if text[0] == "[":
        first, last = (_cut(end, unit) for end in text[1:-1].split(".."))
        made = first if first == last else f"[{first}..{last}]"
    elif "/" in text:
        made = "/".join(end if end in {"", ".."} else _cut(end, unit, in_span=True) for end in text.split("/"))
    else:
        made = _cut(text, unit)
    return when if made == text else When(made)


def _cut(text: str, unit: Literal["month", "year"], *, in_span: bool = False) -> str:
    """Return one end of a date, cut off after its month or its year."""
    match = _POINT.fullmatch(text)
    if match is None:
        return text  # an end that is left out
    year, month, day, mark = match.group("year", "month", "day", "mark")
    if month is None or month == "XX" or (unit == "month" and day in {None, "XX"}):
        return text
    if unit == "month":
        return f"{year}-{month}{mark}"
    if month != _WINTER or int(year) == _LAST_YEAR:
        return f"{year}{mark}"
    if mark or in_span:
        return f"{year}{'~' if mark in {'', '~'} else '%'}"
    return f"[{year}..{int(year) + 1:04}]"


def band_of(age: Age) -> Age:
    """Return the band, or the bands, in which an age may lie: see `AGE_BANDS`. An approximate age is first widened.

    >>> band_of(Age("P6M1D")), band_of(Age("P3M/P3Y")), band_of(Age("P5Y~"))
    (Age('../P1Y'), Age('../P5Y'), Age('P1Y/P9Y'))
    """
    if age.approximate:
        places = [place for place, band in enumerate(_BANDS) if age.possibly_overlaps(band)]
    else:
        places = [_place(years) for years in age.years]
    return _made(age, _FIRST[places[0]], _LIMITS[places[-1] + 1], "Y")


def _place(years: int | None) -> int:
    """Return the place of the band that holds a number of completed years; None means without limit."""
    return len(_BANDS) - 1 if years is None else bisect(_FIRST, years) - 1


# A month has 28 to 31 days. A number of days is certainly n months if it is at least as many as n months can have, and
# certainly under n months if n months always have at least as many. So the whole units that are left cover the age.
def coarser_age(age: Age, unit: Literal["month", "year"]) -> Age:
    """Return an age, or a length of time, in whole months or in whole years. It covers the finer one.

    >>> coarser_age(Age("P6M1D"), "month"), coarser_age(Age("P7W"), "month"), coarser_age(Age("P6M1D"), "year")
    (Age('P6M'), Age('P1M'), Age('../P1Y'))
    """
    if not (set(age.text) & set("WD" if unit == "month" else "MWD")):
        return age
    least, most = age._widest  # pyright: ignore[reportPrivateUsage] - the same package
    low = _months_reached(least)
    high = None if most is None else _months_not_passed(most)
    if unit == "month":
        return _made(age, low, high, "M")
    return _made(age, low // 12, None if high is None else -(-high // 12), "Y")


def _months_reached(length: Sequence[int]) -> int:
    """Return the number of months that a length, in months and days, certainly has."""
    months, days = length
    if days < 0:
        return months + days // _SHORTEST
    more = days // _LONGEST
    while days <= _CENTURY and most_days(more + 1) <= days:
        more += 1
    return months + more


def _months_not_passed(length: Sequence[int]) -> int:
    """Return a number of months that a length, in months and days, certainly does not go beyond."""
    months, days = length
    if days <= 0:
        return months
    if months and days <= _LONGEST:  # days after completed months do not complete another: see `Age.years`
        return months + 1
    more = -(-days // _SHORTEST)
    while days <= _CENTURY and fewest_days(more - 1) >= days:
        more -= 1
    return months + more


def _made(age: Age, low: int, high: int | None, unit: str) -> Age:
    """Return the age from `low` units to under `high` units; the given object if that is the same."""
    if high is None:
        text = f"P{low}{unit}/.."
    elif low == 0:
        text = f"../P{high}{unit}"
    elif high == low + 1:
        text = f"P{low}{unit}"
    else:
        text = f"P{low}{unit}/P{high - 1}{unit}"
    return age if text == age.text else Age(text)

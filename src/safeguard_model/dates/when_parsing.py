"""The reading of dates as practitioners write them, for `When.parse`.

Three numbers are read with the day first, unless they begin with a year of four digits. Nothing is guessed and today's
date is never used, so the same text and pivot always give the same `When`. Text that is partial, that could be read in
two ways, or that is in no known form is refused with an error that says what to write.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from safeguard_model.dates.when import When
from safeguard_model.dates.when_objections import what_is_missing
from safeguard_model.dates.written_clocks import could_be_year
from safeguard_model.dates.written_phrases import PhraseReader
from safeguard_model.dates.written_points import strict_when
from safeguard_model.errors import InvalidWhen, shape

__all__ = ["parse"]

_LONGEST = 200
_MAY_BE_STRICT = re.compile(r"[0-9X]{4}|\[|\.\./")
_SURELY_A_DAY = len("2016-03-02")
# Strict text that a person may have typed with another meaning: a season may be two years, as in 2016-21, and a year
# may be a time of day, as in 1430. Neither is read as it stands.
_MAY_BE_YEARS: Final = re.compile(r"[0-9]{4}-2[1-4][~?%]?")
_YEARS: Final = re.compile(r"(?:^|/)([0-9]{4})(?=[~?%]?(?:/|$))")

_INVISIBLE: Final = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_TIDY: Final = str.maketrans({
    **dict.fromkeys(_INVISIBLE),
    **dict.fromkeys("\u2010\u2011", "-"),
    **dict.fromkeys("\u2012\u2013\u2014\u2015\u2212", "–"),
    **dict.fromkeys("\u2044\u2215", "/"),
    **dict.fromkeys("\u2018\u2019\u02bc`", "'"),
})  # fmt: skip
"""Invisible marks are passed over. Dashes that are not hyphens stay apart from hyphens: they are never strict text."""
_BACKSLASH: Final = re.compile(r"(?<=[0-9]) ?\\ ?(?=[0-9])")
_HALF_OF_DAY: Final = re.compile(r"\b([ap])\.? ?m\b\.?")


def parse(text: object, pivot: object = 1950) -> When:
    """Return the When that a practitioner's text states, as `When.parse` describes."""
    if type(text) is not str:
        raise InvalidWhen("expected a date as text; to_when also takes a date or a datetime", shape(text))
    if type(pivot) is not int or not 1 <= pivot <= date.max.year - 99:
        raise InvalidWhen("expected a pivot from 1 to 9900: the first year that two digits may mean", shape(pivot))
    if len(text) > _LONGEST:
        raise InvalidWhen(f"too long to be a date: expected at most {_LONGEST} characters", shape(text))
    stripped = text.strip()
    if not _MAY_BE_STRICT.match(stripped):  # most texts are not strict, and the error of `When` is slow
        return _written(text, pivot)
    try:
        when = When(stripped)
    except InvalidWhen:
        when = None
    if when is not None and (len(stripped) == _SURELY_A_DAY or _is_clear(stripped)):
        return when
    return _written(text, pivot)


def _is_clear(text: str) -> bool:
    """Return whether a person can mean nothing else by strict text: beside a month or a day, a year is no time."""
    if _MAY_BE_YEARS.fullmatch(text):
        return False
    return "-" in text or all(map(could_be_year, _YEARS.findall(text)))


def _written(text: str, pivot: int) -> When:
    reader = PhraseReader(pivot)
    tidy = _tidy(text)
    points = reader.points
    # Most texts are a day, with or without a weekday or a time, and no longer phrase looks like one of these.
    strict = points.date(tidy)
    if strict is None and tidy[:1].isalpha():
        strict = points.day_or_month(tidy)
    strict = strict or points.times(tidy) or reader.read(tidy)
    if strict is None and "\n" in text:
        strict = reader.read(_tidy("; ".join(text.split("\n"))))
    when = strict_when(strict) if strict else None
    if when is None:
        raise InvalidWhen(points.objection or what_is_missing(tidy), shape(text))
    return when


def _tidy(text: str) -> str:
    text = text.lower() if text.isascii() else text.translate(_TIDY).lower()
    text = " ".join(text.split())
    if "m" in text:
        text = _HALF_OF_DAY.sub(r"\1m", text)
    if "\\" in text:
        text = _BACKSLASH.sub("/", text)
    text = text.rstrip(" .,;:")
    return text[1:-1] if text[:1] == "(" and text[-1:] == ")" else text

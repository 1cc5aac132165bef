"""The days that the text of an entry names: "verbal dispute 12 June", "arrested yesterday"."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["days_named"]

_LONGEST: Final = 31
"""The most days back that a day which is named is looked for."""
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY: Final = re.compile(
    r"\b(\d{1,2})(?:/(\d{1,2})\b(?:/(\d\d(?:\d\d)?)\b)?"
    rf"|(?:st|nd|rd|th)? ({'|'.join(_MONTHS)})[a-z]*\b(?: (\d{{4}})\b)?)"
)
_DAY_BEFORE: Final = ("yesterday", "y'day", "last night", "overnight", "previous day", "previous evening")


def days_named(text: str, day: int) -> Iterator[int]:
    """Return the days shortly before an entry's own that its text names, as ordinals; `day` is its own."""
    text = text.casefold().replace("’", "'")
    if day > 1 and any(words in text for words in _DAY_BEFORE):
        yield day - 1
    own = date.fromordinal(day).year
    for number, month, after, name, written in _DAY.findall(text):
        year = int(after or written or 0)
        if not year:
            years = [own, own - 1]
        elif year > 99:
            years = [year]
        else:
            years = [own - own % 100 + year]
        month_number = _MONTHS.index(name) + 1 if name else int(month)
        for each in years:
            try:
                named = date(each, month_number, int(number)).toordinal()
            except ValueError:
                continue
            if 0 < day - named <= _LONGEST:
                yield named

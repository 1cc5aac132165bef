"""The days that the text of an entry mentions, as in "verbal dispute 12 June" or "arrested yesterday"."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["days_named"]

_LONGEST: Final = 31
"""The most days before the entry that a mentioned day may be. Days further back are ignored."""
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY: Final = re.compile(
    r"\b(\d{1,2})(?:/(\d{1,2})\b(?:/(\d\d(?:\d\d)?)\b)?"
    rf"|(?:st|nd|rd|th)? ({'|'.join(_MONTHS)})[a-z]*\b(?: (\d{{4}})\b)?)"
)
_DAY_BEFORE: Final = ("yesterday", "y'day", "last night", "overnight", "previous day", "previous evening")


def days_named(text: str, day: int) -> Iterator[int]:
    """Yield the days shortly before an entry that the entry's text mentions, as ordinals.

    `day` is the ordinal of the entry's own day. Words such as "yesterday" mean the day before. A date without a year is
    tried in the year of the entry and in the year before. A year of two digits is in the century of the entry. Only the
    days at most 31 days before `day` are yielded. A day may be yielded more than once.
    """
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

"""The days that the text of an entry mentions, as in "verbal dispute 12 June", "17.5." or "arrested on Sunday"."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["days_named"]

_LONGEST: Final = 45
"""The most days before the entry that a mentioned day may be. Days further back are ignored."""
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_DAY: Final = re.compile(
    r"\b(\d{1,2})(?:(?P<mark>[/.])(\d{1,2})\b(?:(?P=mark)(\d\d(?:\d\d)?)\b)?"
    rf"|(?:st|nd|rd|th)? ?(?:of )?({_MONTH})\b(?: (\d{{4}})\b)?)"
)
_DAY_BEFORE: Final = re.compile(
    r"\b(?:yesterday|y'day|yest|last (?:night|evening|eve)|o'?/?(?:ver)?night|o/n|previous (?:day|evening|night)"
    r"|night before|evening before)\b"
)
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY: Final = re.compile(
    r"\b(?:((?i:mon|tues|wednes|thurs|fri|satur|sun)(?=(?i:day)s?\b)|(?:Mon|Tues?|Weds?|Thu|Thurs?|Fri|Sat|Sun)\b)"
    r"|((?i:week-?end|w/e)\b))"
)
"""A day of the week. The short forms count with a capital letter only: a child may have sat in the sun."""


def days_named(text: str, day: int) -> Iterator[int]:
    """Yield the days shortly before an entry that the entry's text mentions, as ordinals.

    `day` is the ordinal of the entry's own day. It reads days with the month behind them, such as "6/1", "6.1.31" and
    "6th of January". Words such as "yesterday" mean the day before. A day of the week, or "weekend", means the last one
    before the entry. A date without a year is tried in the year of the entry and in the year before. A year of two
    digits is in the century of the entry. Only the days at most 45 days before `day` are yielded. A day may be yielded
    more than once.
    """
    written_text = text
    text = text.casefold().replace("’", "'")
    if day > 1 and _DAY_BEFORE.search(text):
        yield day - 1
    own = date.fromordinal(day)
    for name, _ in _WEEKDAY.findall(written_text):
        for weekday in (_WEEKDAYS.index(name[:3].casefold()),) if name else (5, 6):
            back = (own.weekday() - weekday) % 7 or 7
            if back < day:
                yield day - back
    for number, _, month, after, name, written in _DAY.findall(text):
        stated = after or written
        if not stated:
            years = [own.year, own.year - 1]
        elif len(stated) > 2:
            years = [int(stated)]
        else:
            years = [own.year - own.year % 100 + int(stated)]
        month_number = _MONTHS.index(name[:3]) + 1 if name else int(month)
        for each in years:
            try:
                named = date(each, month_number, int(number)).toordinal()
            except ValueError:
                continue
            if 0 < day - named <= _LONGEST:
                yield named

"""The words with which practitioners write dates, as data: months, days with a name, parts of a day, of a year, terms.

The readers of dates and the table in the documentation both use these words.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FIRST_YEAR, LAST_YEAR = 1860, 2100
"""The years that four digits may mean where nothing else says that they are a year. Others may be a time: 1430."""

MONTH_NAME: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DAY_NAME: Final = r"(?:mon|tues?|wed(?:s|nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
DAY_NUMBER: Final = r"[0-9]{1,2}(?:st|nd|rd|th)?"

UNKNOWN: Final = frozenset({
    *("unknown", "date unknown", "unknown date", "an unknown date", "the date is unknown", "n/k", "nk", "n.k", "unk"),
    *("u/k", "not known", "date not known", "date n/k", "date nk", "undated", "not dated", "no date", "n.d", "dnk"),
    *("date not recorded", "not recorded", "date not stated", "not stated", "date not given", "not given"),
    *("no date given", "no date recorded", "no date stated", "date unclear", "unclear", "date illegible", "illegible"),
    *("date missing", "date unrecorded", "unrecorded", "unspecified", "not specified", "date not specified"),
    *("exact date unknown", "exact date not known", "year unknown", "year not known", "date to be determined", "tbd"),
    *("to be determined", "tbc", "date tbc", "date tbd", "to be confirmed", "date to be confirmed", "don't know"),
    *("date not documented", "not documented", "date not noted", "unknown year", "not available"),
})  # fmt: skip
"""Texts that mean: it happened, and the date is not known."""

PARTS_OF_DAY: Final[Mapping[str, tuple[str, str]]] = MappingProxyType({
    "am": ("00:00", "11:59"),
    "pm": ("12:00", "23:59"),
    "early hours": ("00:00", "05:59"),
    "early hrs": ("00:00", "05:59"),
    "early morning": ("00:00", "11:59"),
    "morning": ("05:00", "11:59"),
    "lunchtime": ("11:00", "14:59"),
    "afternoon": ("12:00", "17:59"),
    "evening": ("17:00", "23:59"),
})  # fmt: skip
"""The first and last minute of a part of a day."""
NIGHT: Final = ("18:00", "08:59")
"""The first minute of a night, and the last minute, which is on the next day."""

THIRDS_OF_MONTH: Final = MappingProxyType({"early": ("01", "10"), "mid": ("11", "20"), "late": ("21", "")})
"""The first and last day of a third of a month; the last third ends with the month."""
THIRDS_OF_YEAR: Final = MappingProxyType({"early": ("01", "04"), "mid": ("05", "08"), "late": ("09", "12")})
"""The first and last month of a third of a year."""
THIRDS_OF_DECADE: Final = MappingProxyType({"early": ("0", "3"), "mid": ("4", "6"), "late": ("7", "9")})
"""The last digit of the first and of the last year in a third of a decade."""
ORDINALS: Final = MappingProxyType({
    **dict.fromkeys(("first", "1st", "1"), 1),
    **dict.fromkeys(("second", "2nd", "2"), 2),
    **dict.fromkeys(("third", "3rd", "3"), 3),
    **dict.fromkeys(("fourth", "4th", "4"), 4),
    **dict.fromkeys(("last", "final"), -1),
})  # fmt: skip
"""Words for one of several; -1 is the last."""

TERMS: Final = MappingProxyType({"autumn": ("09", "12"), "spring": ("01", "04"), "summer": ("04", "07")})
"""The first and last month of a school term in England."""
HALF_TERMS: Final = MappingProxyType({
    **dict.fromkeys(("autumn", "october", "oct"), ("10", "11")),
    **dict.fromkeys(("spring", "february", "feb"), ("02", "02")),
    **dict.fromkeys(("summer", "may", "whitsun"), ("05", "06")),
})  # fmt: skip
"""The first and last month in which a half-term holiday may lie."""
HOLIDAYS: Final = MappingProxyType({"summer": ("07", "09"), "easter": ("03", "04")})
"""The first and last month of a school holiday."""

DAYS_WITH_A_NAME: Final[Mapping[str, tuple[int, int]]] = MappingProxyType({
    "christmas day": (12, 25),
    "xmas day": (12, 25),
    "christmas eve": (12, 24),
    "xmas eve": (12, 24),
    "boxing day": (12, 26),
    "new years day": (1, 1),
    "new year day": (1, 1),
    "new years eve": (12, 31),
    "new year eve": (12, 31),
    "valentines day": (2, 14),
    "halloween": (10, 31),
    "bonfire night": (11, 5),
})  # fmt: skip
"""The month and day of days with a name, which is written without an apostrophe."""
DAYS_FROM_EASTER: Final[Mapping[str, int]] = MappingProxyType({
    "shrove tuesday": -47,
    "ash wednesday": -46,
    "mothering sunday": -21,
    "mothers day": -21,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "easter saturday": -1,
    "easter sunday": 0,
    "easter day": 0,
    "easter monday": 1,
})  # fmt: skip
"""Days that move with Easter: how many days they are after Easter Sunday."""
SEASONS_NAMED: Final[Mapping[str, tuple[int, int]]] = MappingProxyType({
    "christmas": (12, 25),
    "xmas": (12, 25),
    "new year": (1, 1),
})  # fmt: skip
"""Feasts that last longer than a day: the month and day about which they lie."""

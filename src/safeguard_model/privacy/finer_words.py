"""The words with which English text names days, months, times of day and ages, as data, in plain form."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    *("december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"),
    *(
        "janury",
        "januray",
        "febuary",
        "feburary",
        "febrary",
        "septmber",
        "setpember",
        "ocotber",
        "novemeber",
        "decemeber",
    ),
)
"""The months, their short names, and common misspellings."""
WEEKDAYS: Final = (
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("tues", "tue", "weds", "thurs", "thur", "thu", "fri", "wednesady", "wensday", "thrusday", "tuseday", "satuday"),
)
"""The days of the week. The short names that are also words (sat, sun, mon, wed) are looked for as written."""
SEASONS: Final = ("spring", "summer", "autumn", "winter", "springtime", "summertime", "wintertime", "midsummer")
DAYS_OFF: Final = (
    *("christmas", "xmas", "boxing day", "new year", "new year's", "new years", "hogmanay", "easter", "whitsun"),
    *("pentecost", "shrove", "bank holiday", "bank hol"),
    *("valentine", "valentine's", "valentines", "pancake day", "mother's day", "mothers day", "mothering sunday"),
    *("father's day", "fathers day", "halloween", "hallowe'en", "bonfire night", "guy fawkes", "fireworks night"),
    *("remembrance", "armistice", "st andrew's day", "st patrick's day", "st david's day", "st george's day"),
    *("burns night", "may day", "mayday", "april fool's", "april fools", "eid", "ramadan", "diwali", "hanukkah"),
    *("chanukah", "passover", "yom kippur", "rosh hashanah", "vaisakhi", "holi", "lunar new year", "chinese new year"),
    *("black friday", "jubilee", "coronation", "election day", "solstice", "equinox", "leap day", "half[\\s-]?term"),
    *("birthday", "birthdays", "b'day", "due date", "weekend", "weekends"),
)
"""Days that have a name, and short holidays, with what ties a day to a birth."""
RELATIVE: Final = (
    *("yesterday", "y'day", "tomorrow", "overnight", "last night", "night before", "day before", "day after"),
    *(
        f"{which} {unit}"
        for which in ("next", "following", "previous", "preceding", "same")
        for unit in ("day", "night", "morning", "afternoon", "evening", "week")
    ),
    *("last week", "this week", "later that week", "earlier that week", "days later", "days earlier", "days before"),
    *("days after", "days ago", "weeks later", "weeks earlier", "weeks before", "weeks after", "weeks ago"),
)
"""Words that tie a day to another day."""
CLOCK_WORDS: Final = (
    *("o'clock", "o clock", "oclock", "midnight", "noon", "midday", "quarter to", "quarter past"),
    *("quarter-to", "quarter-past"),
)
PARTS: Final = (
    *("early", "mid", "middle", "late", "later", "beginning", "start", "end", "ending", "first", "second", "third"),
    *("fourth", "last", "latter", "half", "turn", "week", "weekend", "fortnight", "day", "days"),
)
"""Words for a part of a month or a year."""
_SMALL: Final = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS: Final = (
    *_SMALL,
    *_TENS,
    *(f"{ten}[\\s-]{small}" for ten in _TENS for small in _SMALL[:9]),
    *("dozen", "a couple of", "couple of", "a few", "few", "several"),
)
"""The numbers in words, as patterns."""
_FIRST: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
ORDINALS: Final = (
    *_FIRST,
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth", *(f"twenty[\\s-]{word}" for word in _FIRST), "thirtieth"),
    "thirty[\\s-]first",
)
"""The days of a month in words, as patterns."""
UNITS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "day": ("day", "days", "night", "nights", "week", "weeks", "wk", "wks", "fortnight", "fortnights"),
    "month": ("month", "months", "mth", "mths", "mo", "m/o"),
    "year": ("year", "years", "yr", "yrs", "yo", "y/o", "y\\.o"),
})  # fmt: skip
"""The units of a length of time, as patterns."""
AGE_WORDS: Final = (
    *("newborn", "newborns", "new[\\s-]born", "at birth", "birthday", "birthdays", "trimester", "trimesters"),
    *("teens", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"),
    *("weeks pregnant", "months pregnant", "due date", "neonate", "neonates", "neonatal", "gestation", "gestational"),
)
"""Words that tell an age by themselves, as patterns."""

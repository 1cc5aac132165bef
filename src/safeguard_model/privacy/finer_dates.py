"""Dates, times and ages in text that may be finer than a month, a year or a band of ages.

When in doubt, a text counts as finer. To withhold a harmless sentence costs a sentence; to keep one date of birth costs
everything that the other dates gave up. Only English is read.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from safeguard_model.privacy.finer_words import (
    AGE_WORDS,
    CLOCK_WORDS,
    DAYS_OFF,
    MONTHS,
    NUMBERS,
    ORDINALS,
    PARTS,
    RELATIVE,
    SEASONS,
    UNITS,
    WEEKDAYS,
)
from safeguard_model.privacy.searching.plain_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Dates", "Found", "finder", "id_finder"]

Dates: TypeAlias = Literal["month", "year"] | None
"""The coarsest unit that dates may keep; None if dates are not looked for."""
Found: TypeAlias = Literal["", "date", "age"]
"""What a text may hold that is finer than asked; empty if nothing."""
_Compiled: TypeAlias = "tuple[re.Pattern[str], frozenset[str] | None]"


def _any(words: Iterable[str]) -> str:
    """Return a pattern of any of these words, the longest first, so that no word hides a longer one."""
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


class _Search(NamedTuple):
    """A pattern, and what a text must have before it is worth looking for: a digit, or one of some words."""

    pattern: str
    needs: frozenset[str] | None
    """The words of which a text must have one; None if it must have a digit."""


def _search(patterns: Iterable[str], needs: Iterable[str] | None = None, start: str = "") -> _Search:
    """Return a search for any of some patterns. `start`: what all of them begin with, to fail fast elsewhere."""
    pattern = f"{start}(?:{'|'.join(patterns)})"
    return _Search(pattern, None if needs is None else frozenset(_words_in(needs)))


def _words_in(words: Iterable[str]) -> Iterator[str]:
    """Yield the words of phrases, without those that are in every second sentence."""
    for word in words:
        yield from (part for part in _WORDS.findall(word) if part not in _COMMON)


_WORDS: Final = re.compile(r"(?:(?<=\d)(?:st|nd|rd|th))?([a-z]+)")
"""A word; of "14thmay", the month."""
_DIGIT: Final = re.compile(r"\d")
_COMMON: Final = frozenset({"a", "at", "d", "in", "last", "new", "next", "o", "of", "s", "same", "the", "this", "to"})

_MONTH: Final = _any(MONTHS)
_SURE_MONTHS: Final = frozenset(MONTHS) - {"may", "mar"}
"""The months of which the name is hardly ever another word."""
_SURE: Final = _any(_SURE_MONTHS)
_ORDINAL: Final = _any(ORDINALS)
_WORD: Final = _any(NUMBERS)
_NUMBER: Final = rf"(?:\d+(?:\.\d+)?|{_WORD})"
_AMOUNT: Final = rf"(?<![\w.]){_NUMBER}(?:\s+and\s+a\s+half)?(?:\s*(?:-|to|or|/|and)\s*{_NUMBER})?[\s-]*"
_OFTEN: Final = r"(?!\s+(?:a|per|each|every)\s+(?:day|week|month|year)\b)"
_AWAY: Final = r"(?:later|before|after|earlier|ago|prior|previously|since|hence|old|of age|of life)\b"
_DAY: Final = r"(?<!\d)\d{1,2}(?:\s?(?:st|nd|rd|th))?"
_YEAR: Final = r"(?:19|20)\d\d"
_SEPARATOR: Final = r"\s?[-/._,\\|]\s?"
_AT_DIGIT: Final = r"(?=\d)"
_WEEKS_OF_PREGNANCY: Final = r"(?<!\d)[234]\d\s?/\s?40(?!\d)|(?<!\d)[234]\d\s?\+\s?[0-6](?!\d)"

_DOTTED: Final = r"\d{1,2}[.]\d{2}(?![\d%])(?!\s*(?:kg|g|mg|ml|l|cm|mm|m|units?|stone|lbs?|degrees|percent)\b)"
"""A time with a dot, which is not a percentage or a measure."""

_WHOLE_DATES: Final = (
    rf"(?<!\d)\d{{4}}{_SEPARATOR}\d{{1,2}}{_SEPARATOR}\d{{1,2}}(?!\d)",
    rf"(?<!\d)\d{{1,2}}{_SEPARATOR}\d{{1,2}}{_SEPARATOR}(?:\d{{4}}|\d\d)(?!\d)",
    r"(?<!\d)\d{1,2}[-/. ](?:i{1,3}|iv|vi{0,3}|ix|xi{0,2})[-/. ]\d{2,4}(?!\d)",
)
_WITH_MONTHS: Final = (
    rf"{_DAY}[\s,./_-]*(?:day\s+)?(?:of\s+)?(?:the\s+)?{_MONTH}(?![a-z])",
    rf"(?<![a-z]){_MONTH}[\s,./_'-]*(?:the\s+)?\d{{1,2}}(?!\d)",
)
"""Dates of a day as a machine or a hand writes them, in any order."""
_NUMBERED_MONTHS: Final = (
    rf"(?<!\d)(?:0?[1-9]|1[0-2]){_SEPARATOR}{_YEAR}(?!\d)",
    rf"(?<!\d){_YEAR}{_SEPARATOR}(?:0?[1-9]|1[0-2])(?!\d)",
)

_SINGLE: Final = frozenset(word for word in (*WEEKDAYS, *DAYS_OFF, *RELATIVE, *CLOCK_WORDS) if word.isalpha()) | {
    f"{word}s" for word in WEEKDAYS
}
"""Words that are a day, or a time of day, by themselves."""
_PHRASES: Final = tuple(word for word in (*DAYS_OFF, *RELATIVE, *CLOCK_WORDS) if not word.isalpha())
_DAYS: Final = (
    _search(
        (
            *_WHOLE_DATES,
            r"(?<!\d)\d{1,2} \d{1,2} (?:\d{4}|\d\d)(?!\d)",
            r"(?<![\d/])(?!24/7\b)(?:[012]?\d|3[01])/(?:[012]?\d|3[01])(?![\d/])",
            r"(?<!\d)\d{1,2}\s?(?:st|nd|rd|th)\b(?!\s+century)",
            r"\b\d{4}-?w\d{1,2}\b",
            r"(?<!\d)(?!24/7\b)\d{1,2}/(?:7|52)(?!\d)",
            _WEEKS_OF_PREGNANCY,
            r"(?<!\d)\d{1,2}[:;]\d{2}(?!\d)",
            r"(?<![\d.])\d{1,2}(?:[.]\d{2})?\s*(?:am|pm|a\.\s?m|p\.\s?m)(?![a-z])",
            r"(?<![\d.])\d{1,2}[.]\d{2}\s*(?:hrs?|hours|h)(?![a-z])",
            r"(?<!\d)(?:[01]\d|2[0-3])[0-5]\d\s?(?:hrs?|hours|h)(?![a-z])",
        ),
        start=_AT_DIGIT,
    ),
    _search(
        (
            r"\b(?:on|by|from|since|until|till|before|after|dated|due|born|dob)\W{0,3}\d{1,2}[.-]\d{1,2}(?![\d%])",
            r"\b(?:week|wk)\W{0,2}(?:no\W{0,2}|number\s)?\d+",
            r"\bday\W{0,2}\d",
            r"(?:\b(?:at|by|from|until|till|around|about|approx|approximately|between|before|after)\s*|@\s*)" + _DOTTED,
            r"(?:\bat|@)\s*\d{4}(?!\d)",
            rf"\b{_NUMBER}\s+(?:minutes?\s+to|(?:minutes?\s+)?past)\s+{_NUMBER}",
        )
    ),
    _search(
        (
            *_WITH_MONTHS,
            rf"\b{_ORDINAL}\W+(?:day\W+)?(?:of\W+)?(?:the\W+)?{_MONTH}\b",
            rf"\b{_MONTH}\W+(?:the\W+)?{_ORDINAL}\b",
            rf"\b{_WORD}\W+(?:of\W+)?{_SURE}\b",
            rf"\b{_any(PARTS)}\b\W+(?:\w+\W+){{0,3}}?{_SURE}\b",
            rf"\b{_any(PARTS)}[\s-]+(?:of\s+|in\s+)?may\b",
        ),
        MONTHS,
    ),
    _search([r"\b(?:on|by|from|since|until|till|before|after|night\s+of|dated)\W+the\W+" + rf"{_ORDINAL}\b"], ORDINALS),
    _search(
        [
            rf"\b{_any(PARTS)}\W+(?:of\W+)?(?:the|this|that|last|next)\W+month\b",
            r"\bmonth[\s-]?end\b|\bmid[\s-]month\b",
        ],
        ["month", "monthend"],
    ),
    _search([rf"\b{_any(_PHRASES)}(?![a-z])"], [*_PHRASES, "day"]),
    _search([r"\bw/[ceb]\b"], ["w"]),
    _search(
        [
            r"\bweek\s+(?:commencing|beginning|ending|of)\b",
            rf"\b(?:day|night|morning|week|fortnight)\s+{_AWAY}",
            rf"{_AMOUNT}{_any(UNITS['day'])}(?![a-z]){_OFTEN}",
        ],
        [*UNITS["day"], "morning"],
    ),
    _search([rf"\bday\W{{0,2}}{_WORD}(?![a-z])"], NUMBERS),
    _search([rf"{_AMOUNT}(?:hours?|hrs?)(?![a-z])\W+{_AWAY}"], ["hour", "hours", "hr", "hrs"]),
    _search(
        [
            r"\bhalf[\s-]+(?:past|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\b",
            rf"\b{_NUMBER}\s+(?:minutes?\s+to|(?:minutes?\s+)?past)\s+{_NUMBER}",
        ],
        ["half", "past", "minute", "minutes"],
    ),
)
"""Days and times of day, named in any way, and distances in days and weeks, which tie a day to another."""
_MONTHS_OF_YEARS: Final = (
    _search([*_NUMBERED_MONTHS, r"(?<!\d)\d{1,2}/12(?!\d)"], start=_AT_DIGIT),
    _search([r"\bq[1-4]\b", rf"\b{_any(PARTS)}\W+(?:of\W+|in\W+)?(?:the\W+)?{_YEAR}(?!\d)"]),
    _search(
        [
            r"\b(?:in|of|since|last|next|by|until|till|from|during|before|after|to|and|this|that|each|every)\s+ma[yr]\b",
            rf"\bma[yr]\W+(?:\d|of\b|{_SURE})",
        ],
        ["may", "mar"],
    ),
    _search(
        [
            r"\b(?:first|second|third|fourth|last|final)\s+(?:quarter|half|months?|weeks?|term)\b",
            rf"\b{_any(PARTS)}\W+(?:of\W+|in\W+)?(?:the\W+)?year\b",
            rf"{_AMOUNT}{_any(UNITS['month'])}(?![a-z]){_OFTEN}",
            rf"\b(?:a|the|next|following|previous|same|last)\s+month\s+{_AWAY}",
            r"\b(?:next|following|previous|last)\s+month\b",
            r"\b(?:academic|school|financial|tax)\s+(?:year|yr)\b",
        ],
        [*UNITS["month"], "quarter", "half", "week", "weeks", "term", "year", "yr"],
    ),
    _search([r"\bnew[\s-]borns?\b"], ["born", "borns"]),
)
"""Months, named in any way, and distances in months."""
_MONTH_WORDS: Final = _SURE_MONTHS | {
    *SEASONS,
    "trimester",
    "trimesters",
    "newborn",
    "newborns",
    "neonate",
    "neonates",
    "neonatal",
}
_AGES: Final = (
    _search(
        (
            r"(?<!\d)(?!24/7\b)\d{1,2}/(?:7|12|52)(?!\d)",
            _WEEKS_OF_PREGNANCY,
            r"(?<=\b)[2-9]0'?s\b",
            r"(?<![\w.])\d{1,2}\s?y(?:rs?|ears?)?\s?\d{1,2}\s?m|(?<![\w.])\d{1,2}(?:[myf]|\s?[dwmy]\s+old)(?![a-z])",
            r"\d+\u2044\d",  # as a fraction such as three quarters is in plain form
        ),
        start=_AT_DIGIT,
    ),
    _search(
        (
            r"\(\s*\d{1,2}\s*(?:[a-z]{1,6}|/\s?\d\d)?\s*\)",
            r",\s*\d{1,2}\s*(?:,|$|\.(?!\d))",
            r"\bp(?:\d+[ymwd]){1,4}(?![a-z])",
            r"\by\s?1?\d(?!\w)|\bks\s?\d\b|\bprimary\s?[1-7](?!\w)|\bin(?:to)?\s+p\s?[1-7](?!\w)",
            rf"\b(?:year|yr)\s?(?:1?\d)(?![\w])|\bday\W{{0,2}}\d+\s+of\s+(?:life|age)\b|^\W*\d{{1,2}}\W*$|{_AMOUNT}(?:y/?o|y\.o|m/?o)(?![a-z])",
        )
    ),
    _search(
        [rf"\b(?:aged?|ages|turn(?:ed|ing|s)?)\W+(?:\w+\W+)?{_NUMBER}(?![a-z])"],
        ["age", "aged", "ages", "turn", "turned", "turning", "turns"],
    ),
    _search(
        [
            rf"{_AMOUNT}(?:{_any(UNITS['day'])}|{_any(UNITS['month'])}|hours?|hrs?)(?![a-z]){_OFTEN}",
            r"\b(?:a|an)\s+(?:day|week|fortnight|month|year)(?:\s+and\s+a\s+half)?[\s-]+(?:old|of age)\b",
            rf"\bhalf\s+a\s+year\b|\byear\s?{_WORD}(?!\w)",
        ],
        [*UNITS["day"], *UNITS["month"], "year", "hour", "hours", "hr", "hrs"],
    ),
    _search(
        [
            r"\bkey\s+stage\b|\b(?:in|into|of|started?|a)\s+reception\b",
            r"\breception\s+(?:class|year|pupil|child|teacher)|\bnursery\s+(?:class|year)",
        ],
        ["stage", "reception", "nursery"],
    ),
    _search([rf"\b{_any(word for word in AGE_WORDS if not word.isalpha())}\b"], ["birth", "born", "pregnant", "due"]),
)
"""Ages, and what gives one away: a class at school, weeks of pregnancy."""
_AGE_BY_ITSELF: Final = (
    r"\b(?:was|is|were|are|be|being|been|at|when|only|just|nearly|almost|now|then|under|over|below|above|since|until"
    r"|about|around|approx|approximately|roughly)\s+"
    rf"(?:(?:about|only|just|nearly|almost|still|not|yet)\s+)*{_NUMBER}"
    r"(?!\.\d)(?=\s*(?:$|[.,;:)!?\n]|(?:and|when|at|or|but|who|while|as)\b))"
)
_BARE_AGES: Final = (
    _search([_AGE_BY_ITSELF]),
    _search(
        [
            _AGE_BY_ITSELF,
            rf"^\W*{_WORD}\W*$|\b{_NUMBER}\s+and\s+(?:a\s+half|a\s+quarter|three[\s-]quarters)\b",
        ],
        [*NUMBERS, "half", "quarter", "quarters"],
    ),
)
"""A number that nothing is counted with: "was three when", "under 5."."""
_AGE_SINGLE: Final = frozenset(word for word in AGE_WORDS if word.isalpha())
_YEARS_OLD: Final = (
    r"(?P<length>\b(?:for|over|last|past|next|within|every|than)\s+(?:the\s+)?(?:(?:last|past|next)\s+)?)?"
    rf"{_AMOUNT}{_any(UNITS['year'])}(?![a-z])(?P<old>[\s-]*(?:old|of\s+age))?"
    r"(?P<term>'?s?'?\s*(?:in\s+prison|imprisonment|custody|sentence|suspended|order|licence|probation|supervision))?"
)
"""A number of years. After "for", or before "imprisonment", it is a length of time."""
_YEAR_WORDS: Final = frozenset(_WORDS.findall(" ".join(UNITS["year"])))
_RUNS: Final = re.compile(r"(?<![\d£$€])(?<!\d[.,])\d{4,14}(?!\d)")
_SHORT: Final = r"(?:M(?:on|ON)|W(?:ed|ED)|S(?:at|AT|un|UN))s?\b"
_SHORT_DAYS: Final = frozenset({"mon", "mons", "wed", "sat", "sats", "sun", "suns"})
_CAPITALS: Final = rf"(?<=[a-z0-9,;(/&-] ){_SHORT}|\b{_SHORT}(?=\s*(?:[^\w\s]|\d|$|am|pm|morning|afternoon|eve|night))"
"""The short names of days that are also words: with a capital inside a sentence, or before a mark or a number."""
_MAY: Final = r"\b(?:May|MAY|Mar|MAR)\b"


# Most of the patterns need a digit, or one of a few words. So a text is first taken apart into its words, and a pattern
# is looked for only in a text that has one of them. Most sentences have none, and this takes a tenth of the time.
@cache
def finder(dates: Dates, ages: bool) -> Callable[[str], Found]:
    """Return a function that says whether a text may hold a date, or an age, finer than asked.

    `dates`: the unit that dates are to keep. `ages`: whether ages are to be bands. If a text may hold both, the
    function says "date".
    """
    date_words, age_words = frozenset[str](), frozenset[str]()
    date_searches: list[_Compiled] = []
    age_searches: list[_Compiled] = []
    if dates is not None:
        date_words, date_searches = _SINGLE, _compiled(_DAYS)
    if dates == "year":
        date_words, date_searches = date_words | _MONTH_WORDS, [*date_searches, *_compiled(_MONTHS_OF_YEARS)]
    if ages:
        age_words, age_searches = _AGE_SINGLE, _compiled((*_AGES, *_BARE_AGES))
    capitals, may, years_old = re.compile(_CAPITALS), re.compile(_MAY), re.compile(_YEARS_OLD)

    def found(written: str) -> Found:
        plain = plain_text(written).text
        words = frozenset(_WORDS.findall(plain))
        has_digit = _DIGIT.search(plain) is not None
        if dates is not None:
            if not date_words.isdisjoint(words) or _finds(date_searches, plain, words, has_digit=has_digit):
                return "date"
            if not _SHORT_DAYS.isdisjoint(words) and capitals.search(written):
                return "date"
            if dates == "year" and ("may" in words or "mar" in words) and may.search(written):
                return "date"
            if has_digit and any(_is_date(run, dates) for run in _RUNS.findall(plain)):
                return "date"
        if ages:
            if not age_words.isdisjoint(words) or _finds(age_searches, plain, words, has_digit=has_digit):
                return "age"
            if not _YEAR_WORDS.isdisjoint(words) and any(map(_may_be_an_age, years_old.finditer(plain))):
                return "age"
        return ""

    return found


@cache
def id_finder(dates: Literal["month", "year"]) -> Callable[[str], bool]:
    """Return a function that says whether an id may hold a date finer than asked.

    Ids are full of numbers, so only whole dates count: ``visit-2016-05-12``, ``e20160512``, ``2mar16``.
    """
    patterns = [*_WHOLE_DATES, *_WITH_MONTHS]
    if dates == "year":
        patterns += [*_NUMBERED_MONTHS, rf"(?<![a-z]){_MONTH}(?![a-z])"]
    pattern = re.compile("|".join(patterns))

    def found(written: str) -> bool:
        plain = plain_text(written).text
        runs = [run for run in _RUNS.findall(plain) if len(run) in {6, 8, 12, 14}]
        return bool(pattern.search(plain)) or any(_is_date(run, dates) for run in runs)

    return found


def _compiled(searches: Iterable[_Search]) -> list[_Compiled]:
    """Return patterns ready for use. This is done at the first use, because an import should take no time."""
    return [(re.compile(pattern), needs) for pattern, needs in searches]


def _finds(searches: Iterable[_Compiled], plain: str, words: frozenset[str], *, has_digit: bool) -> bool:
    """Return whether a pattern is found, of those that a text with these words may hold."""
    for pattern, needs in searches:
        if (has_digit if needs is None else not needs.isdisjoint(words)) and pattern.search(plain):
            return True
    return False


def _may_be_an_age(match: re.Match[str]) -> bool:
    """Return whether a number of years may be an age, and is not only the length of something."""
    return bool(match["old"]) or not (match["length"] or match["term"])


def _is_date(run: str, dates: Literal["month", "year"]) -> bool:
    """Return whether a run of digits may be a date in some order, a time on a clock, or a day as spreadsheets count.

    Spreadsheets drop a leading nought, and hold a day as the number of days since 1900: 42431 is 1 March 2016.
    """
    length = len(run)
    if length == 4:
        return int(run[:2]) < 24 and int(run[2:]) < 60 and run[:2] not in {"19", "20"}
    if length == 5:
        return 20_000 <= int(run) <= 50_000 or _is_day(f"0{run}")
    if length == 7:
        return _is_day(f"0{run}")
    if length == 6 and dates == "year" and (_is_month(run[:4], run[4:]) or _is_month(run[2:], run[:2])):
        return True
    if length in {6, 8}:
        return _is_day(run)
    if length == 10:  # a Scottish CHI number begins with the date of birth
        return _is_day(run[:6])
    return length in {12, 14} and _is_day(run[:8])


def _is_month(year: str, month: str) -> bool:
    return year[:2] in {"19", "20"} and 1 <= int(month) <= 12


def _is_day(run: str) -> bool:
    """Return whether six or eight digits are a day in any order: day first, month first or year first."""
    if len(run) == 8:
        years = ((run[4:], run[:4]), (run[:4], run[4:]))
        return any(year[:2] in {"19", "20"} and _fits(rest) for year, rest in years)
    return _fits(run[:4]) or _fits(run[2:])


def _fits(run: str) -> bool:
    """Return whether four digits are a day and a month, in either order."""
    one, other = int(run[:2]), int(run[2:])
    return 1 <= min(one, other) <= 12 and max(one, other) <= 31

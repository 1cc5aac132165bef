"""The reading of periods as people write them: weeks, parts of a month or a year, school terms, feasts, nights.

Something that happened in a period happened once, somewhere in it. A period is therefore a one-of.
"""

from __future__ import annotations

import re
from calendar import SATURDAY, SUNDAY
from datetime import date
from typing import TYPE_CHECKING

from safeguard_model.dates.edtf import days_in
from safeguard_model.dates.when import When
from safeguard_model.dates.written_clocks import night_of
from safeguard_model.dates.written_points import DAY, MONTH, PLAIN, YEAR, easter_day
from safeguard_model.dates.written_words import (
    DAY_NUMBER,
    HALF_TERMS,
    HOLIDAYS,
    MONTH_NAME,
    ORDINALS,
    TERMS,
    THIRDS_OF_DECADE,
    THIRDS_OF_MONTH,
    THIRDS_OF_YEAR,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from safeguard_model.dates.written_points import PointReader

__all__ = ["period"]

_OUT_OF_CALENDAR = "dates run from the year 0001 to 9999"
_WEEK = re.compile(
    r"(?:during |in )?(?:the )?(?:"
    r"(?P<starts>w/?c|w\.c|w/?b|w/beg|(?:week|wk)[ /](?:commencing|comm?|beginning|beg|starting|start|c|b))"
    r"|(?P<of>(?:week|wk) of)|(?P<fortnight>fortnight (?:commencing|beginning|starting))"
    r"|(?:w/?e|w\.e|(?:week|wk)[ /](?:ending|end|e)))[.:]? (?P<day>.+)"
)
_WEEKEND = re.compile(
    r"(?:over |at |during )?(?:the )?(?:weekend|w/end|wkend|week end)(?: of)?:? "
    rf"(?:(?P<first>{DAY_NUMBER}) ?(?:/|[–-]|and|&) ?)?(?P<day>.+)"
)
_PART = re.compile(
    r"(?:at |in |towards? )?(?:the )?(?:very )?(?:"
    r"(?P<early>early(?: part of| in)?|(?:beginning|start)(?: of)?)"
    r"|(?P<mid>mid(?:dle)?(?: of| part of)?)"
    r"|(?P<late>late(?: in)?|(?:end|latter part|later part)(?: of)?))[ –-](?:the )?(?P<rest>.+)"
)
_PARTS_JOINED = re.compile(r"(?P<first>early|mid)(?: ?[/–-] ?| to )(?P<last>mid|late)[ –-](?P<rest>.+)")
_YEARS = r"(?P<year>[0-9]{4}|'[0-9]{2})(?: ?[/–-] ?(?P<next>[0-9]{4}|[0-9]{2}))?"
_TERM = re.compile(rf"(?:the )?(?P<term>autumn|spring|summer) (?:school )?term,? (?:of |in )?{_YEARS}")
_TERM_LAST = re.compile(rf"{_YEARS},? (?P<term>autumn|spring|summer) term")
_HALF_TERM = re.compile(
    rf"(?:the )?(?P<name>{'|'.join(HALF_TERMS)})(?: \(?(?P<year>[0-9]{{4}})\)?)?"
    r" half[ –-]?term(?: (?:holidays?|break|week))?"
    r"(?:,? (?:of |in )?(?P<after>[0-9]{4}))?"
)
_HOLIDAY = re.compile(
    rf"(?:the )?(?P<name>{'|'.join(HOLIDAYS)}) (?:school )?(?:holidays?|vacation|hols)"
    r",? (?:of |in )?(?P<year>[0-9]{4})"
)
_CHRISTMAS_HOLIDAY = re.compile(rf"(?:the )?(?:christmas|xmas) (?:school )?(?:holidays?|hols),? (?:of |in )?{_YEARS}")
_SCHOOL_YEAR = re.compile(rf"(?:the )?(?:(?:academic|school) (?:year|yr)(?: of)?,? {_YEARS})")
_SCHOOL_YEAR_LAST = re.compile(rf"(?:the )?{_YEARS} (?:academic|school) (?:year|yr)")
_FINANCIAL_YEAR = re.compile(rf"(?:the )?(?:financial (?:year|yr)|fy),? {_YEARS}")
_FINANCIAL_YEAR_LAST = re.compile(rf"(?:the )?{_YEARS} financial (?:year|yr)")
_QUARTER = re.compile(
    r"(?:(?:the )?(?:q(?P<q>[1-4])|(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th|last|final) quarter(?: of)?)"
    r"[ ,/–-]{1,2}(?:of )?(?P<year>[0-9]{4})|(?P<before>[0-9]{4})[ ,/–-]{0,2}q(?P<after>[1-4]))"
)
_HALF = re.compile(r"(?:the )?(?P<nth>first|1st|second|2nd|last|latter) half of (?P<rest>.+)")
_NTH_WEEK = re.compile(
    r"(?:(?:during|in) )?(?:the )?(?:(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th|last|final) (?:week|wk)"
    r"|(?:week|wk) (?P<number>[1-4])) (?:of|in) (?P<rest>.+)"
)
_EASTER = re.compile(r"(?:the )?easter(?: weekend)?,? (?:of |in )?(?P<year>[0-9]{4}|'[0-9]{2})")
_NIGHT = re.compile(
    r"(?:(?:on|during|in|over) )?(?:the )?(?:(?:night|overnight) (?:of )?|overnight on )(?P<rest>.+)"
    r"|(?P<last>.+?),? (?:over)?night"
)
_TWO_NIGHTS = re.compile(rf"(?P<first>{DAY_NUMBER}(?: {MONTH_NAME})?) ?(?:/|[–-]|to|into|and) ?(?P<second>.+)")


def period(text: str, points: PointReader) -> str | None:
    """Return the one-of of a period; None if the text is not a period, and then `points` may have an objection."""
    for pattern, read in _FORMS:
        match = pattern.fullmatch(text)
        strict = read(match, points) if match else None
        if strict:
            return strict
    return None


def _week(match: re.Match[str], points: PointReader) -> str | None:
    day = points.point(match["day"])
    if day is None or len(day) != DAY or not PLAIN.fullmatch(day):
        return points.object("a week needs the whole date of its first or last day")
    ordinal = date.fromisoformat(day).toordinal()
    if match["of"] and ordinal % 7 != 1:
        return points.object("which week? Write w/c and its first day, or w/e and its last day")
    if match["fortnight"]:
        return _days(ordinal, ordinal + 13, points)
    if match["starts"] or match["of"]:
        return _days(ordinal, ordinal + 6, points)
    return _days(ordinal - 6, ordinal, points)


def _weekend(match: re.Match[str], points: PointReader) -> str | None:
    day = points.day_or_month(match["day"])
    if day is None or len(day) != DAY:
        return None
    last = date.fromisoformat(day)
    first = int(re.sub("[a-z]", "", match["first"])) if match["first"] else None
    if last.weekday() == SUNDAY and (first is None or first == last.day - 1):
        return _days(last.toordinal() - 1, last.toordinal(), points)
    if last.weekday() == SATURDAY and first is None:
        return _days(last.toordinal(), last.toordinal() + 1, points)
    return points.object("that date is not a weekend: correct the date, or write the days")


def _days(first: int, last: int, points: PointReader) -> str | None:
    if not 1 <= first <= last <= date.max.toordinal():
        return points.object(_OUT_OF_CALENDAR)
    return f"[{date.fromordinal(first)}..{date.fromordinal(last)}]"


def _part(match: re.Match[str], points: PointReader) -> str | None:
    part = next(name for name in THIRDS_OF_MONTH if match[name])
    return _third(part, part, match["rest"], points)


def _parts_joined(match: re.Match[str], points: PointReader) -> str | None:
    return _third(match["first"], match["last"], match["rest"], points)


def _third(first: str, last: str, text: str, points: PointReader) -> str | None:
    """Return the thirds from the first to the last of a month, a year or a decade."""
    whole = points.point(text)
    if whole and re.fullmatch("[0-9]{3}X", whole):
        return f"[{whole[:3]}{THIRDS_OF_DECADE[first][0]}..{whole[:3]}{THIRDS_OF_DECADE[last][1]}]"
    if whole is None or len(whole) > MONTH or not PLAIN.fullmatch(whole):
        return points.object("early, mid and late need a month or a year, without words such as about")
    if len(whole) == YEAR:
        return f"[{whole}-{THIRDS_OF_YEAR[first][0]}..{whole}-{THIRDS_OF_YEAR[last][1]}]"
    end = THIRDS_OF_MONTH[last][1]
    return f"[{whole}-{THIRDS_OF_MONTH[first][0]}..{f'{whole}-{end}' if end else When(whole).latest}]"


def _two_years(match: re.Match[str], points: PointReader) -> int | None:
    """Return the first of two years that follow each other, as in 2016/17; 0 if only one year is written."""
    if match["next"] is None:
        return 0
    year = int(_full_year(match["year"], points))
    if not f"{year + 1:04}".endswith(match["next"]):
        points.object("a school year lies in two consecutive years: write 2016/17")
        return None
    return year


def _full_year(text: str, points: PointReader) -> str:
    """Return a year in four digits, from two after an apostrophe or from four."""
    january = points.date(f"1 jan {text}") if text[0] == "'" else None
    return january[:YEAR] if january else text.lstrip("'").zfill(YEAR)


def _term(match: re.Match[str], points: PointReader) -> str | None:
    year = _two_years(match, points)
    if year is None:
        return None
    first, last = TERMS[match["term"]]
    if year == 0:
        said = _full_year(match["year"], points)
    else:
        said = f"{year if match['term'] == 'autumn' else year + 1:04}"
    return f"[{said}-{first}..{said}-{last}]"


def _half_term(match: re.Match[str], points: PointReader) -> str | None:
    year = match["year"] or match["after"]
    if year is None or (match["year"] and match["after"]):
        return points.object("the year is missing: write it in four digits")
    first, last = HALF_TERMS[match["name"]]
    return f"{year}-{first}" if first == last else f"[{year}-{first}..{year}-{last}]"


def _holiday(match: re.Match[str], _: PointReader) -> str | None:
    first, last = HOLIDAYS[match["name"]]
    return f"[{match['year']}-{first}..{match['year']}-{last}]"


def _christmas_holiday(match: re.Match[str], points: PointReader) -> str | None:
    year = _two_years(match, points)
    if year == 0:
        return points.object("a Christmas holiday lies in two years: write Christmas holidays 2016/17")
    return f"[{year:04}-12..{year + 1:04}-01]" if year else None


def _year_from(month: int) -> Callable[[re.Match[str], PointReader], str | None]:
    """Return the reader of years that begin in a month: school years in September, financial years in April."""

    def read(match: re.Match[str], points: PointReader) -> str | None:
        year = _two_years(match, points)
        if year == 0:
            return points.object("a school or financial year lies in two years: write academic year 2016/17")
        return f"[{year:04}-{month:02}..{year + 1:04}-{month - 1:02}]" if year else None

    return read


def _quarter(match: re.Match[str], points: PointReader) -> str | None:
    number = int(match["q"] or match["after"] or ORDINALS[match["nth"]])
    first = 3 * (number if number > 0 else 4) - 2
    year = match["year"] or match["before"]
    return points.object(_OUT_OF_CALENDAR) if year == "0000" else f"[{year}-{first:02}..{year}-{first + 2:02}]"


def _half(match: re.Match[str], points: PointReader) -> str | None:
    whole = points.point(match["rest"])
    is_first = match["nth"] in {"first", "1st"}
    if whole is None or len(whole) > MONTH or not PLAIN.fullmatch(whole):
        return points.object("a half needs a month or a year, without words such as about")
    if len(whole) == YEAR:
        return f"[{whole}-01..{whole}-06]" if is_first else f"[{whole}-07..{whole}-12]"
    return f"[{whole}-01..{whole}-15]" if is_first else f"[{whole}-16..{When(whole).latest}]"


def _nth_week(match: re.Match[str], points: PointReader) -> str | None:
    month = points.point(match["rest"])
    if month is None or len(month) != MONTH or not PLAIN.fullmatch(month):
        return points.object("a week of a month needs the month and the year")
    nth = ORDINALS[match["nth"] or match["number"]]
    first = 7 * nth - 6 if nth > 0 else days_in(int(month[:4]), int(month[5:])) - 6
    return f"[{month}-{first:02}..{month}-{first + 6:02}]"


def _easter(match: re.Match[str], points: PointReader) -> str | None:
    january = points.date(f"1 jan {match['year']}")
    first = january and easter_day(int(january[:4]), -2)
    return january and first and f"[{first}..{easter_day(int(january[:4]), 1)}]"


def _night(match: re.Match[str], points: PointReader) -> str | None:
    """Read the night between two days, or the night of a day, which begins on it."""
    text = match["rest"] or match["last"]
    if two := _TWO_NIGHTS.fullmatch(text):
        second = points.day_or_month(two["second"])
        if second is None or len(second) != DAY or second == date.min.isoformat():
            return None
        first = date.fromordinal(date.fromisoformat(second).toordinal() - 1)
        number = re.match("[0-9]+", two["first"])
        if number and int(number[0]) == first.day:
            return night_of(first.isoformat())
        return points.object("a night lies between two days: write night of 2/3 March 2016")
    if "night of" not in match[0]:
        return None
    day = points.day_or_month(text)
    return night_of(day) if day and len(day) == DAY else None


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], PointReader], str | None]], ...] = (
    (_WEEK, _week),
    (_WEEKEND, _weekend),
    (_NIGHT, _night),
    (_NTH_WEEK, _nth_week),
    (_HALF, _half),
    (_PARTS_JOINED, _parts_joined),
    (_PART, _part),
    (_TERM, _term),
    (_TERM_LAST, _term),
    (_HALF_TERM, _half_term),
    (_HOLIDAY, _holiday),
    (_CHRISTMAS_HOLIDAY, _christmas_holiday),
    (_SCHOOL_YEAR, _year_from(9)),
    (_SCHOOL_YEAR_LAST, _year_from(9)),
    (_FINANCIAL_YEAR, _year_from(4)),
    (_FINANCIAL_YEAR_LAST, _year_from(4)),
    (_QUARTER, _quarter),
    (_EASTER, _easter),
)

"""The reading of one point in time as people write it: a day, a minute, a month, a season, a year."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from safeguard_model.dates.edtf import days_in
from safeguard_model.dates.when import When
from safeguard_model.dates.when_wording import SEASONS
from safeguard_model.dates.written_clocks import could_be_year, on_day
from safeguard_model.dates.written_words import (
    DAY_NAME,
    DAYS_FROM_EASTER,
    DAYS_WITH_A_NAME,
    MONTH_NAME,
    MONTHS,
    ORDINALS,
    SEASONS_NAMED,
    UNKNOWN,
    WEEKDAYS,
)
from safeguard_model.errors import InvalidWhen

__all__ = ["DAY", "MONTH", "PLAIN", "YEAR", "PointReader", "strict_when"]

YEAR, MONTH, DAY = len("2016"), len("2016-03"), len("2016-03-02")
PLAIN: Final = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?")
"""A year, a month or a day, without a mark of doubt."""

_MONTH = rf"(?P<month>{MONTH_NAME})"
_DAY = r"(?:the )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_FULL_YEAR = r"(?P<year>[0-9]{4})"
_ANY_YEAR = r"(?P<year>[0-9]{4}|'?[0-9]{2})"
_YEAR_SAID = r"(?:in )?(?:the )?year (?P<saidyear>[0-9]{4})"
_NUMERIC = re.compile(
    rf"(?P<day>[0-9]{{1,2}}) ?(?P<mark>[./–-]) ?(?P<month>[0-9]{{1,2}}) ?(?P=mark) ?{_ANY_YEAR}"
    rf"|(?P<longday>[0-9]{{1,2}}) (?P<longmonth>[0-9]{{1,2}}) (?P<longyear>[0-9]{{4}})"
    r"|(?P<shortday>[0-9]{2}) (?P<shortmonth>[0-9]{2}) (?P<shortyear>[0-9]{2})"
)
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_DAY}[ ./–-]{{0,2}}(?:day )?(?:of )?{_MONTH}[ .,/–-]{{0,2}}(?:{_ANY_YEAR}|{_YEAR_SAID})",
        rf"{_FULL_YEAR}(?P<mark>[./–-])(?P<month>[0-9]{{1,2}})(?P=mark)(?P<day>[0-9]{{1,2}})",
        rf"{_FULL_YEAR} (?P<month>[0-9]{{2}}) (?P<day>[0-9]{{2}})",
        r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        rf"{_MONTH}\.? {_DAY},? {_FULL_YEAR}",
        rf"{_FULL_YEAR}[ ,./–-]{{1,2}}{_MONTH}\.?[ ./–-]?{_DAY}",
        rf"{_MONTH}(?:(?:\.?,? (?:of )?|[./–-]){_FULL_YEAR}|,? {_YEAR_SAID})",
        rf"{_FULL_YEAR}[ ,./–-]{{1,2}}{_MONTH}",
        rf"{_MONTH}(?:[/–-]| ?')(?P<year>[0-9]{{2}})",
        rf"(?P<month>[0-9]{{1,2}})[./–-]{_FULL_YEAR}",
    )
)
# The number and the year of a day with a name; the year of two digits needs its apostrophe.
_YEAR_AFTER = r",? (?:of |in )?(?P<year>[0-9]{4}|'[0-9]{2})"
_NAMED = re.compile(
    rf"(?:the )?(?P<name>{'|'.join((*DAYS_WITH_A_NAME, *DAYS_FROM_EASTER, *SEASONS_NAMED))}){_YEAR_AFTER}"
)
_NTH_WEEKDAY = re.compile(
    rf"(?:the )?(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th|last) (?P<name>{DAY_NAME})"
    rf" (?:of|in) {_MONTH},? {_FULL_YEAR}"
)
_PARTLY = re.compile(
    r"(?P<day>\?\??|xx?|dd|__?|--?|00?|[0-9]{1,2})(?P<mark>[./–-])"
    rf"(?:(?P<month>\?\??|xx?|mm|__?|00|[0-9]{{1,2}})|(?P<name>{MONTH_NAME}))(?P=mark)(?P<year>[0-9]{{4}}|[0-9]{{2}})"
    r"|(?P<first>[0-9]{4})(?P<hyphen>[/–-])(?P<middle>\?\??|xx?|mm|[0-9]{1,2})(?P=hyphen)(?:\?\??|xx?|dd)"
    rf"|(?:\?\?|xx|dd|__) ?{MONTH_NAME}.+"
)

_FILLER = re.compile(r"(?:on|in|during|dated|as (?:of|at)) (?!or )")
_QUALIFIERS = {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}
"""The qualifier of a date. The key says whether the date is called approximate, and whether it is called doubtful."""
_ABOUT = re.compile(
    r"(?:c\.? ?(?=[0-9])|(?:(?:on|in|at) or )?"
    r"(?:c|ca|circa|about|abt|approx|appx|approximately|around|roughly|est|estimated)\b\.?,? ?|~ ?)"
)
_MAYBE = re.compile(
    r"(?:\(\?\) ?|\? ?|(?:possibly|perhaps|maybe|probably|poss|prob"
    r"|believed(?: to be)?|thought to (?:be|have been))\b[.,]? ?)"
)
_ABOUT_AFTER = re.compile(
    r"(?:,? ?\(?(?:\bapprox(?:imately)?|\bcirca|\bappx|\bestimated|\best|\bdate approx(?:imate)?)\.?\)?"
    r"|,? or thereabouts| ?~|(?<=[0-9]{4})-?ish)$"
)
_MAYBE_AFTER = re.compile(r" ?(?:\(\?\)|\?)$|,? \(?(?:tbc|to be confirmed|unconfirmed|date unconfirmed)\)?$")
_DAY_NAME_BEFORE = re.compile(rf"(?P<name>{DAY_NAME})\b[.,]* ?")
_DAY_NAME_AFTER = re.compile(rf",? \(?(?P<name>{DAY_NAME})\)?$")

_SEASON = re.compile(
    r"(?:the )?(?P<season>spring|summer|autumn|winter),? (?:of |in )?(?:the year )?(?P<year>[0-9]{4}|'[0-9]{2})"
)
_WINTER = re.compile(
    r"(?:the )?winter,? (?:of |in )?(?:the year )?(?P<year>[0-9]{4}) ?[/–-] ?(?P<next>[0-9]{4}|[0-9]{2})"
)
# The year may stand first: "2018/19 winter", "2018 summer".
_WINTER_LAST = re.compile(r"(?P<year>[0-9]{4}) ?[/–-] ?(?P<next>[0-9]{4}|[0-9]{2}),? winter")
_SEASON_LAST = re.compile(r"(?P<year>[0-9]{4}),? (?P<season>spring|summer|autumn|winter)")
_DECADE = re.compile(r"(?:the )?(?P<decade>[0-9]{3})0'?s")
_SAID_YEAR = re.compile(r"(?:the )?year (?P<year>[0-9]{4})")
_SAID_MONTH = re.compile(r"(?:the )?month of (?P<rest>.+)")
_SOME_TIME = re.compile(r"\[?(?:some ?time in|(?:at )?some point in|a date in|date in)\]? (?P<rest>.+)")
_UNDATED = re.compile(rf"undated(?: (?!{MONTH_NAME}\b)[a-z]+){{1,3}}")
_WORD_AND_YEAR = re.compile(rf"{MONTH_NAME}[ .,/–-]*[0-9]{{2}}$")
# Before a day, "10.11" may be a day and month, so that a time with a full stop needs am, pm or hrs.
_MAY_COME_FIRST = re.compile(
    r"(?!(?:before|by|after|since|until) )(?!(?:from )[^ ]+$)(?![0-9]{1,2}\.[0-9]{2}$)"
    r".*(?:[ap]m|hrs?|hours|[0-9]h|[0-9]:[0-9]{2}|[0-9]{4}|noon|midday|morning|afternoon|evening|lunch ?time)"
    r"(?: ?approx| ?\?| ?~)?"
)
_SPLIT = re.compile(r",? ?@ ?|,? ?\(| ?[–-] ?|,? |,")
_ON = re.compile(r"(?:,? on|,| of|,? in) *$")
_MOST_SPLITS = 16
_SHORTEST_DAY = len("2/3/16")


def strict_when(text: str) -> When | None:
    """Return the When of strict text, or None."""
    try:
        return When(text)
    except InvalidWhen:
        return None


class PointReader:
    """A reader of points in time. Each method returns strict text or None; `objection` may then say why.

    The text is in small letters, with single spaces. A dash that is not a hyphen is ``–``.
    """

    def __init__(self, pivot: int) -> None:
        self.pivot = pivot
        self.objection: str | None = None

    def object(self, rule: str) -> str | None:
        """Set the objection, if there is none yet, and return None. The first objection is the most exact one."""
        self.objection = self.objection or rule
        return None

    def point(self, text: str) -> str | None:
        """Read a point, together with words or signs such as "about" and "?"."""
        if (partly := self._partly(text)) and not self._strict(text.upper()):
            return partly
        about = maybe = False
        while True:
            before = text
            text = _FILLER.sub("", text, count=1) if _FILLER.match(text) else text
            if match := _ABOUT.match(text):
                about, text = True, text[match.end() :]
            if match := _MAYBE.match(text):
                maybe, text = True, text[match.end() :]
            if match := _ABOUT_AFTER.search(text):
                about, text = True, text[: match.start()]
            if match := _MAYBE_AFTER.search(text):
                maybe, text = True, text[: match.start()]
            if text == before:
                break
        bare = self._bare(text)
        if bare and bare[-1] in "~?%":
            about |= bare[-1] in "~%"
            maybe |= bare[-1] in "?%"
            bare = bare[:-1]
        return bare + _QUALIFIERS[about, maybe] if bare else None

    def _bare(self, text: str) -> str | None:
        if text in UNKNOWN or _UNDATED.fullmatch(text):
            return "XXXX"
        if match := _SOME_TIME.fullmatch(text):
            whole = self._bare(match["rest"])
            return f"{whole}-XX" if whole and PLAIN.fullmatch(whole) and len(whole) < DAY else None
        if match := _SAID_YEAR.fullmatch(text):
            return match["year"] if strict_when(match["year"]) else None
        if match := _SAID_MONTH.fullmatch(text):
            return self._bare(match["rest"])
        if strict := self._strict(text.upper()):
            return strict
        if match := _DECADE.fullmatch(text):
            return f"{match['decade']}X"
        if match := _WINTER.fullmatch(text) or _WINTER_LAST.fullmatch(text):
            return self._winter(match["year"], match["next"])
        if match := _SEASON.fullmatch(text) or _SEASON_LAST.fullmatch(text):
            if match["season"] == "winter":
                return self.object("a winter lies in two years: write winter 2016/17")
            january = self._in_calendar(match["year"], 1, None)
            return january and f"{january[:YEAR]}-{21 + SEASONS.index(match['season'])}"
        return self.day_or_month(text) or self._feast(text) or self.minute(text)

    def _feast(self, text: str) -> str | None:
        """Read a feast that lasts longer than its day: Christmas 2016 is about 25 December."""
        match = _NAMED.fullmatch(text)
        if not match or match["name"] not in SEASONS_NAMED:
            return None
        month, day = SEASONS_NAMED[match["name"]]
        strict = self._in_calendar(match["year"], month, str(day))
        return strict and f"{strict}~"

    def _strict(self, text: str) -> str | None:
        """Return strict text of a point as it is, unless a person may have meant a time or two years by it."""
        strict = strict_when(text)
        if strict is None or strict.is_span or text[0] == "[" or text[-1] in "~?%":
            return None
        if len(text) == YEAR and text.isdigit() and not could_be_year(text):
            return self.object("four digits alone may be a time: write 14:30 beside the day, or the year 1430")
        if len(text) == MONTH and text[5] == "2":
            return self.object("is this a season or two years? Write spring 2016, or from 2016 to 2021")
        return strict.text

    def _winter(self, year: str, following: str) -> str | None:
        if not f"{int(year) + 1:04}".endswith(following):
            return self.object("a winter lies in two consecutive years: write winter 2016/17")
        return f"{year}-24"

    # The words for the time stand after the day, or before it. The text is cut at each space in turn, and read as a day
    # with words for a time if one side of the cut is a whole day. A day that begins the text is found at the shortest
    # beginning that is a day, so that "2 March 2016 1430" gives the year 2016 and not the day 2 March 20.
    def minute(self, text: str) -> str | None:
        """Read a day with a time; None also if the time is a part of the day or has two ends, which `times` reads."""
        strict = self.times(text)
        return strict if strict and strict[0] != "[" and "/" not in strict else None

    def times(self, text: str) -> str | None:
        """Read a day with a time, two times or a part of the day, before or after it."""
        for count, cut in enumerate(_SPLIT.finditer(text)):
            if count > _MOST_SPLITS:
                break
            left, right = text[: cut.start()], text[cut.start() :]
            day = self._whole_day(left) if left else None
            if day is None:
                strict = self._time_first(left, text[cut.end() :]) if cut[0].strip() in {"", ","} else None
            elif self._is_unclear(left, cut[0].strip(), text[cut.end() :]):
                strict = None
            else:
                strict = on_day(day, right, self.object)
            if strict:
                return strict
        return None

    def _is_unclear(self, day: str, separator: str, rest: str) -> bool:
        """Return whether what follows a day may be a year, a day and month, or belong to the day itself."""
        if re.match(r"\(?(?:am|pm)\b", rest) and _WORD_AND_YEAR.search(day):
            self.object("is the number before am or pm the year or the hour? Write 3 February 2015, pm")
            return True
        if separator in {"-", "–"} and re.fullmatch(r"[0-9]{1,2}\.[0-9]{2}", rest):
            return True
        digits = re.match(r"([0-9]{4})(?![0-9]| ?h| ?[ap]m)", rest)
        return separator not in {"", "@"} and digits is not None and could_be_year(digits[1])

    def _time_first(self, words: str, rest: str) -> str | None:
        words = _ON.sub("", words)
        has_on = rest.startswith("on ")
        if not words or not (_MAY_COME_FIRST.fullmatch(words) or (has_on and re.fullmatch(r"[0-9.]+", words))):
            return None
        if words[-4:].isdigit() and could_be_year(words[-4:]):
            return None
        day = self._whole_day(re.sub(r"^(?:on|of|in) (?:the )?", "", rest))
        return on_day(day, words, self.object) if day else None

    def _whole_day(self, text: str) -> str | None:
        if len(text) < _SHORTEST_DAY or not (text[-1].isdigit() or _DAY_NAME_AFTER.search(text)):
            return None
        kept = self.objection
        strict = self.day_or_month(text)
        if strict is None or len(strict) != DAY:
            if not (self.objection and text.count(" ") > 1):
                self.objection = kept
            return None
        return strict

    def day_or_month(self, text: str) -> str | None:
        """Read a day or a month, with or without the name of the weekday, which must be right."""
        match = _DAY_NAME_BEFORE.match(text)
        name = match["name"] if match else None
        text = text[match.end() :] if match else text
        match = _DAY_NAME_AFTER.search(text)
        name = match["name"] if match else name
        text = text[: match.start()] if match else text
        strict = self.date(text) or self._named(text)
        if strict is None or name is None:
            return strict
        if len(strict) != DAY:
            return self.object("a weekday needs a whole date: add the day of the month")
        if date.fromisoformat(strict).weekday() != WEEKDAYS.index(name[:3]):
            return self.object("that date is on another day of the week: correct the date or the weekday")
        return strict

    def date(self, text: str) -> str | None:
        """Read a day or a month in numbers, or with the name of the month."""
        if ":" in text:
            return None
        if match := _NUMERIC.fullmatch(text):
            year = match["year"] or match["longyear"] or match["shortyear"]
            month = match["month"] or match["longmonth"] or match["shortmonth"]
            return self._in_calendar(year, int(month), match["day"] or match["longday"] or match["shortday"])
        match = next(filter(None, (pattern.fullmatch(text) for pattern in _DATES)), None)
        if not match:
            return text if PLAIN.fullmatch(text) and len(text) > YEAR and strict_when(text) else None
        said = match.groupdict()
        year, named = said["year"] or said["saidyear"], said["month"]
        has_name = not named.isdecimal()
        month = MONTHS.index(named[:3]) + 1 if has_name else int(named)
        if said["year"] and len(year) == YEAR and (has_name or not said.get("day")) and not could_be_year(year):
            return self.object("is the number a time or the year? Write 14:30, or in the year 1430")
        return self._in_calendar(year, month, said.get("day"))

    def _in_calendar(self, year: str, month: int, day: str | None) -> str | None:
        year = year.lstrip("'")
        if len(year) < YEAR:
            year = str(self.pivot + (int(year) - self.pivot) % 100).zfill(4)
        strict = f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")
        if PLAIN.fullmatch(strict) and strict_when(strict):
            return strict
        return self.object("there is no such day in the calendar; dates are read day first")

    def _named(self, text: str) -> str | None:
        """Read a day with a name, such as Christmas Day 2016 or the first Monday of May 2016."""
        if match := _NTH_WEEKDAY.fullmatch(text):
            return _nth_weekday(match)
        match = _NAMED.fullmatch(text.replace("'s ", "s ").replace("s' ", "s "))
        if not match:
            return None
        year, name = match["year"].lstrip("'"), match["name"]
        if name in SEASONS_NAMED:
            return None
        if name in DAYS_WITH_A_NAME:
            month, day = DAYS_WITH_A_NAME[name]
            return self._in_calendar(year, month, str(day))
        first = self._in_calendar(year, 1, "1")
        return first and easter_day(int(first[:4]), DAYS_FROM_EASTER[name])

    def _partly(self, text: str) -> str | None:
        """Read a date with a day, or a day and a month, that is marked as not known: ??/05/2016."""
        match = _PARTLY.fullmatch(text)
        if not match:
            return None
        if match["year"] is None and match["first"] is None:
            strict = self.day_or_month(text.split(" ", 1)[-1] if " " in text else text[2:])
            return strict if strict and len(strict) == MONTH else None
        year = match["year"] or match["first"]
        month = match["name"] or match["month"] or match["middle"]
        if (match["day"] or "?").strip("0").isdecimal() and (match["name"] or month.strip("0").isdecimal()):
            return None
        if match["name"]:
            return self._in_calendar(year, MONTHS.index(month[:3]) + 1, None)
        if month.strip("0").isdecimal():
            return self._in_calendar(year, int(month), None)
        january = self._in_calendar(year, 1, None)
        return january and january[:YEAR]


def easter_day(year: int, days: int) -> str | None:
    """Return the day so many days after Easter Sunday, or None for a year for which Easter is not worked out."""
    from dateutil.easter import easter

    if year < 1583:  # the first Easter of the Gregorian calendar
        return None
    return date.fromordinal(easter(year).toordinal() + days).isoformat()


def _nth_weekday(match: re.Match[str]) -> str | None:
    """Return the day of, for example, the last Friday in May 2014; a fifth one is not read."""
    year, month = int(match["year"]), MONTHS.index(match["month"][:3]) + 1
    if not year:
        return None
    nth = ORDINALS[match["nth"]]
    first = date(year, month, 1)
    day = 1 + (WEEKDAYS.index(match["name"][:3]) - first.weekday()) % 7 + 7 * (nth - 1 if nth > 0 else 3)
    if nth < 0 and day + 7 <= days_in(year, month):
        day += 7
    return f"{year:04}-{month:02}-{day:02}"

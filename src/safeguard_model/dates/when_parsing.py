"""The reading of dates as practitioners write them, for `When.parse`.

Three numbers are read with the day first, unless they begin with a year of four digits. Nothing is guessed and today's
date is never used, so the same text and pivot always give the same `When`. Text that is partial, that could be read in
two ways, or that is in no known form is refused with an error that says what to write.
"""

from __future__ import annotations

import re
from datetime import date

from safeguard_model.dates.when import When
from safeguard_model.dates.when_wording import SEASONS
from safeguard_model.errors import InvalidWhen, shape

__all__ = ["parse"]

_LONGEST = 200
_MOST_SEPARATORS = 12
_UNKNOWN = {
    *("unknown", "date unknown", "unknown date", "an unknown date", "the date is unknown", "n/k", "nk", "n.k"),
    *("not known", "date not known", "undated", "not dated", "no date", "date not recorded", "not recorded"),
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_DAY_NAME = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MONTH = rf"(?P<month>{_MONTH_NAME})"
_DAY_NUMBER = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_DAY = r"(?:the )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_FULL_YEAR = r"(?P<year>[0-9]{4})"
_ANY_YEAR = r"(?P<year>[0-9]{4}|'?[0-9]{2})"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_DAY}[ ./-]{{0,2}}(?:of )?{_MONTH}[ .,/-]{{0,2}}{_ANY_YEAR}",
        rf"{_MONTH}\.? {_DAY},? {_FULL_YEAR}",
        rf"(?P<day>[0-9]{{1,2}}) ?(?P<mark>[./-]) ?(?P<month>[0-9]{{1,2}}) ?(?P=mark) ?{_ANY_YEAR}",
        rf"{_FULL_YEAR}(?P<mark>[./-])(?P<month>[0-9]{{1,2}})(?P=mark)(?P<day>[0-9]{{1,2}})",
        rf"{_MONTH}(?:\.?,? (?:of )?|[./-]){_FULL_YEAR}",
        rf"{_MONTH}(?:[./-]| ?')(?P<year>[0-9]{{2}})",
        rf"(?P<month>[0-9]{{1,2}})[./-]{_FULL_YEAR}",
    )
)
_CLOCK = (
    r"(?:(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?)? ?(?P<half>am|pm)"
    r"|(?P<hour24>[0-9]{1,2})[:.](?P<minute24>[0-9]{2})(?::(?P<second24>[0-9]{2}))? ?(?:hrs?|hours|h)?"
    r"|(?P<hourmil>[0-9]{2})(?P<minutemil>[0-9]{2}) ?(?:hrs?|hours|h)"
    r"|(?P<noon>(?:12 ?)?(?:noon|midday)))"
)
_TIME = re.compile(_CLOCK)
_DATE_TIME = re.compile(rf"(?P<date>.+?)(?:,? at |,? ?@ ?|, ?| )\(?{_CLOCK}\)?")
_TIME_DATE = re.compile(rf"(?:at )?{_CLOCK} on (?P<date>.+)")

_FILLER = re.compile(r"(?:on|in|during|dated) ")
_QUALIFIERS = {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}
"""The qualifier of a date. The key says whether the date is called approximate, and whether it is called doubtful."""
_ABOUT = re.compile(r"(?:c\.? ?(?=[0-9])|(?:c|ca|circa|about|approx|approximately|around|roughly)\b\.?,? ?|~ ?)")
_MAYBE = re.compile(r"(?:\? ?|(?:possibly|perhaps|maybe|probably|believed(?: to be)?|thought to be)\b,? ?)")
_ABOUT_AFTER = re.compile(r"(?:,? ?\(?(?:\bapprox(?:imately)?|\bcirca)\.?\)?| ?~)$")
_MAYBE_AFTER = re.compile(r" ?(?:\(\?\)|\?)$")
_DAY_NAME_BEFORE = re.compile(rf"(?P<name>{_DAY_NAME})\b[.,]* ?")
_DAY_NAME_AFTER = re.compile(rf",? \(?(?P<name>{_DAY_NAME})\)?$")

_SEASON = re.compile(r"(?P<season>spring|summer|autumn|winter),? (?:of )?(?P<year>[0-9]{4})")
_WINTER = re.compile(r"winter,? (?:of )?(?P<year>[0-9]{4}) ?[/-] ?(?P<next>[0-9]{4}|[0-9]{2})")
_DECADE = re.compile(r"(?:the )?(?P<decade>[0-9]{3})0'?s")
_SOME_TIME = re.compile(r"\[?(?:some ?time in|(?:at )?some point in|a date in|date in)\]? (?P<rest>.+)")

_BETWEEN = re.compile(r"(?:some ?time )?between (.+) and (.+)")
_SEPARATOR = re.compile(r" (?:to|until|till|through) | ?- ?")
_ONGOING = re.compile(
    r"(?:since (?P<since>.+)|(?:from )?(?P<from>.+?)(?:,? (?:onwards?|ongoing)"
    r"|(?: to | until | ?- ?)(?:the )?(?:present|present day|date|now|ongoing|current)))"
)
_SIDES = {
    "until": re.compile(r"(?:until|till|up to) (.+)"),
    "before": re.compile(r"(?:before|prior to) (.+)"),
    "by": re.compile(r"(?:by|(?:on|in) or before|no later than) (.+)"),
    "after": re.compile(r"after (.+)"),
    "from": re.compile(r"(?:(?:on|in) or after|no earlier than) (.+)"),
}
_WEEK = re.compile(
    r"(?:(?P<starts>w/?c|w\.c|w/?b|(?:week|wk) (?:commencing|beginning|starting))"
    r"|w/?e|w\.e|(?:week|wk) ending)[.:]? (.+)"
)
_PART = re.compile(r"(?P<part>early|mid|late)[ -](?:in )?(?P<rest>.+)")
_TERM = re.compile(r"(?P<term>autumn|spring|summer) term,? (?:of )?(?P<year>[0-9]{4})")
_TERMS = {"autumn": ("09", "12"), "spring": ("01", "04"), "summer": ("04", "07")}
_MONTH_PARTS = {"early": ("01", "10"), "mid": ("11", "20"), "late": ("21", None)}
_YEAR_PARTS = {"early": ("01", "04"), "mid": ("05", "08"), "late": ("09", "12")}

_MISSING = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (r"^[^a-z0-9]*$", "no date: leave the field out, or write unknown if the source says so"),
        (
            rf"^(?:(?:on|last|next|this) )?{_DAY_NAME}$",
            "a weekday alone is not a date: add day, month and year",
        ),
        (
            r"\b(?:today|yesterday|tomorrow|ago|later|last|next|this|previous|following|same day)\b",
            "the date is relative to another date: write day, month and year",
        ),
        (
            rf"^{_MONTH_NAME}\.? '?[0-9]{{2}}$",
            "is the number the day or the year? Write 16 March 2016 or Mar-16",
        ),
        (
            rf"^(?:{_DAY_NAME},? )?(?:{_DAY_NUMBER}[ ./-]{{0,2}}(?:of )?)?{_MONTH_NAME}(?: {_DAY_NUMBER})?\.?$",
            "the year is missing: write it in four digits",
        ),
        (rf"^(?:{'|'.join(SEASONS)})(?: term)?$", "the year is missing: write it in four digits"),
        (
            r"^[0-9]{1,2}[./-][0-9]{1,2}$",
            "day and month, or month and year? Write all of the date, with four digits for the year",
        ),
        (
            r"^[0-9]+(?:st|nd|rd|th)?$",
            "a number alone is not a date: add month and year, or write the year in four digits",
        ),
        (
            r"^[0-9]{4} ?[/-] ?[0-9]{2}$",
            "which kind of year is this? Write its months, as in from April 2016 to March 2017",
        ),
        (rf"^(?:{_CLOCK})$", "a time alone is not a date: add day, month and year"),
        (r"midnight", "does midnight begin or end the day? Write 00:00 or 23:59"),
        (
            r"[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)? ?(?:z|utc|gmt|bst|[+-][0-9]{2}:?[0-9]{2})$",
            "times are on the UK local clock: convert the time, then leave out the offset, such as Z or +01:00",
        ),
        (r"[0-9] [0-9]{1,4}$", "is the last number a time? Write it as 10:00 or 1000hrs"),
    )
)

_MAY_BE_STRICT = re.compile(r"[0-9X]{4}|\[|\.\./")
_PLAIN = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?")
_TIDY = str.maketrans({**dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"), "\u2019": "'", "\u200b": None})


def parse(text: object, pivot: object = 1950) -> When:
    """Return the When that a practitioner's text states, as `When.parse` describes."""
    if type(text) is not str:
        raise InvalidWhen("expected a date as text; to_when also takes a date or a datetime", shape(text))
    if type(pivot) is not int or not 1 <= pivot <= date.max.year - 99:
        raise InvalidWhen("expected a pivot from 1 to 9900: the first year that two digits may mean", shape(pivot))
    if len(text) > _LONGEST:
        raise InvalidWhen(f"too long to be a date: expected at most {_LONGEST} characters", shape(text))
    when = _strict(text.strip())
    if when is None:
        reader = _Reader(pivot)
        tidy = _tidy(text)
        strict = reader.phrase(tidy)
        if strict is None:
            raise InvalidWhen(reader.objection or _what_is_missing(tidy), shape(text))
        when = When(strict)
    return when


def _strict(text: str) -> When | None:
    if not _MAY_BE_STRICT.match(text):  # most texts are not strict, and the error of `When` is slow
        return None
    try:
        return When(text)
    except InvalidWhen:
        return None


def _tidy(text: str) -> str:
    text = " ".join(text.translate(_TIDY).lower().split())
    text = re.sub(r"\b([ap])\.? ?m\b\.?", r"\1m", text)
    text = text.rstrip(" .,;:")
    return text[1:-1] if text[:1] == "(" and text[-1:] == ")" else text


class _Reader:
    """A reader of one tidied text. Each method returns strict text or None; `objection` may then say why.

    The tidied text is in small letters, with single spaces and plain hyphens.
    """

    def __init__(self, pivot: int) -> None:
        self.pivot = pivot
        self.objection: str | None = None

    # The forms with the clearest words are tried first: "between", "since", "w/c", "early", a school term, then
    # "before" and similar words. Each form removes its own words and reads the rest as one or two points, so no form
    # sees the words of another. A text without such words is a point, or two points with a separator, or "from" and a
    # point. A form that recognises its words, but not the rest of the text, may set an objection. The first objection
    # is the most exact one and becomes the error.
    def phrase(self, text: str) -> str | None:
        """Read a whole text: a point, a span or a one-of."""
        if text in _UNKNOWN:
            return "XXXX"
        if match := _BETWEEN.fullmatch(text):
            return self._one_of(*self._pair(match[1], match[2]))
        if match := _ONGOING.fullmatch(text):
            return self._span(self.point(match["since"] or match["from"]), "..")
        if match := _WEEK.fullmatch(text):
            return self._week(match[2], starts=bool(match["starts"]))
        if match := _PART.fullmatch(text):
            return self._part(match["part"], match["rest"])
        if match := _TERM.fullmatch(text):
            first, last = _TERMS[match["term"]]
            return f"[{match['year']}-{first}..{match['year']}-{last}]"
        for side, pattern in _SIDES.items():
            if match := pattern.fullmatch(text):
                return self._side(side, match[1])
        start = text.removeprefix("from ")
        return (None if start != text else self.point(text)) or self._range(start) or self._open(text, start)

    def _open(self, text: str, start: str) -> str | None:
        return None if start == text else self._span(self.point(start), "")

    def point(self, text: str) -> str | None:
        """Read a point, together with words or signs such as "about" and "?"."""
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
        qualifier = _QUALIFIERS[about, maybe]
        return bare + qualifier if bare else None

    def _bare(self, text: str) -> str | None:
        if text in _UNKNOWN:
            return "XXXX"
        if match := _SOME_TIME.fullmatch(text):
            whole = self._bare(match["rest"])
            return f"{whole}-XX" if whole and _PLAIN.fullmatch(whole) and len(whole) < len("2016-03-02") else None
        strict = _strict(text.upper())
        if strict and not strict.is_span and text[0] != "[" and text[-1] not in "~?%":
            return strict.text
        if match := _DECADE.fullmatch(text):
            return f"{match['decade']}X"
        if match := _WINTER.fullmatch(text):
            return self._winter(match["year"], match["next"])
        if match := _SEASON.fullmatch(text):
            if match["season"] == "winter":
                return self._object("a winter lies in two years: write winter 2016/17")
            return f"{match['year']}-{21 + SEASONS.index(match['season'])}"
        return self._day_or_month(text) or self._minute(text)

    def _winter(self, year: str, following: str) -> str | None:
        if not f"{int(year) + 1:04}".endswith(following):
            return self._object("a winter lies in two consecutive years: write winter 2016/17")
        return f"{year}-24"

    def _minute(self, text: str) -> str | None:
        match = _DATE_TIME.fullmatch(text) or _TIME_DATE.fullmatch(text)
        if not match:
            return None
        day = self._day_or_month(match["date"])
        clock = self._clock(match)
        return f"{day}T{clock}" if day and clock and len(day) == len("2016-03-02") else None

    def _clock(self, match: re.Match[str]) -> str | None:
        if match["noon"]:
            return "12:00"
        hour = int(match["hour"] or match["hour24"] or match["hourmil"])
        minute = match["minute"] or match["minute24"] or match["minutemil"] or "00"
        second = match["second"] or match["second24"]
        if match["half"]:
            if not 1 <= hour <= 12:
                return self._object("with am or pm the hour runs from 1 to 12")
            hour = hour % 12 + (12 if match["half"] == "pm" else 0)
        if hour > 23 or int(minute) > 59 or int(second or 0) > 59:
            return self._object("times run from 00:00 to 23:59")
        return f"{hour:02}:{minute}" + (f":{second}" if second else "")

    def _day_or_month(self, text: str) -> str | None:
        match = _DAY_NAME_BEFORE.match(text)
        name = match["name"] if match else None
        text = text[match.end() :] if match else text
        match = _DAY_NAME_AFTER.search(text)
        name = match["name"] if match else name
        text = text[: match.start()] if match else text
        strict = self._date(text)
        if strict is None or name is None:
            return strict
        if len(strict) != len("2016-03-02"):
            return self._object("a weekday needs a whole date: add the day of the month")
        if date.fromisoformat(strict).weekday() != _WEEKDAYS.index(name[:3]):
            return self._object("that date is on another day of the week: correct the date or the weekday")
        return strict

    def _date(self, text: str) -> str | None:
        match = next(filter(None, (pattern.fullmatch(text) for pattern in _DATES)), None)
        if not match:
            return text if _strict(text) and _PLAIN.fullmatch(text) else None
        said = match.groupdict()
        year = said["year"].lstrip("'")
        if len(year) < len("2016"):
            year = str(self.pivot + (int(year) - self.pivot) % 100).zfill(4)
        named = said["month"]
        month = int(named) if named.isdecimal() else _MONTHS.index(named[:3]) + 1
        strict = f"{year}-{month:02}" + (f"-{int(said['day']):02}" if said.get("day") else "")
        if _PLAIN.fullmatch(strict) and _strict(strict):
            return strict
        return self._object("there is no such day in the calendar; dates are read day first")

    def _pair(self, left: str, right: str) -> tuple[str | None, str | None]:
        """Read two points, each as strict text or None.

        If the first lacks its year, or its month and year, these are taken from the second. If the second is only a
        time, its day is taken from the first.
        """
        end = self.point(right)
        start = self.point(left)
        if end is None and start and "T" in start and (match := _TIME.fullmatch(right)):
            clock = self._clock(match)
            end = clock and f"{start[:10]}T{clock}"
        if start is None and end and end[:4].isdecimal():
            year, month = end[:4], end[5:7]
            if len(end) >= len("2016-03-02") and re.fullmatch(rf"(?:{_DAY_NAME}\.?,? )?{_DAY}", left):
                left = f"{left} {_MONTHS[int(month) - 1]}"
            start = self.point(f"{left} {year}") if re.search("[a-z]{3}", left) else None
        return start, end

    # A dash may join the parts of one date or separate two dates: "2-3-16 - 5-3-16" has five dashes. The text is cut at
    # every separator in turn. A cut is valid if both sides are dates. If two valid cuts give different spans, the text
    # is ambiguous and is refused, not guessed.
    def _range(self, text: str) -> str | None:
        """Read a span between two points. Set an objection if the text can be split into different spans."""
        cuts = list(_SEPARATOR.finditer(text))
        if len(cuts) > _MOST_SEPARATORS:
            return None
        spans = {
            f"{start}/{end}"
            for start, end in (self._pair(text[: cut.start()], text[cut.end() :]) for cut in cuts)
            if start and end
        }
        if len(spans) > 1:
            return self._object("this can be split in several ways: write from ... to ...")
        return self._span(*spans.pop().split("/")) if spans else None

    def _span(self, start: str | None, end: str | None) -> str | None:
        if start is None or end is None:
            return None
        span = f"{start}/{end}"
        return span if _strict(span) else self._object("the end lies before the start: swap the dates")

    def _one_of(self, start: str | None, end: str | None) -> str | None:
        if start is None or end is None:
            return None
        if not all(_PLAIN.fullmatch(bound) for bound in (start, end) if bound):
            return self._object(
                "before, after, by and between need a plain day, month or year, without words such as about"
            )
        strict = f"[{start}..{end}]"
        return strict if _strict(strict) else self._object("the second date lies before the first: swap the dates")

    def _side(self, side: str, text: str) -> str | None:
        point = self.point(text)
        if side == "until":
            return self._span("..", point)
        if side == "by":
            return self._one_of("", point)
        if side == "from" or point is None or not _PLAIN.fullmatch(point):
            return self._one_of(point, "")
        when = When(point)
        if side == "before" and when.earliest and when.earliest > date.min:
            return f"[..{date.fromordinal(when.earliest.toordinal() - 1)}]"
        if side == "after" and when.latest and when.latest < date.max:
            return f"[{date.fromordinal(when.latest.toordinal() + 1)}..]"
        return self._object("dates run from the year 0001 to 9999")

    def _week(self, text: str, *, starts: bool) -> str | None:
        day = self.point(text)
        if day is None or len(day) != len("2016-03-02") or not _PLAIN.fullmatch(day):
            return self._object("a week needs the whole date of its first or last day")
        other = date.fromisoformat(day).toordinal() + (6 if starts else -6)
        if not 1 <= other <= date.max.toordinal():
            return self._object("dates run from the year 0001 to 9999")
        return f"[{day}..{date.fromordinal(other)}]" if starts else f"[{date.fromordinal(other)}..{day}]"

    def _part(self, part: str, text: str) -> str | None:
        whole = self.point(text)
        if whole is None or len(whole) > len("2016-03") or not _PLAIN.fullmatch(whole):
            return self._object("early, mid and late need a month or a year, without words such as about")
        if len(whole) == len("2016"):
            first, last = _YEAR_PARTS[part]
            return f"[{whole}-{first}..{whole}-{last}]"
        start, end = _MONTH_PARTS[part]
        return f"[{whole}-{start}..{f'{whole}-{end}' if end else When(whole).latest}]"

    def _object(self, rule: str) -> str | None:
        """Set the objection, if there is none yet, and return None."""
        self.objection = self.objection or rule
        return None


def _what_is_missing(text: str) -> str:
    """Return the error text for a text in no known form: why it is not a date, and what to add."""
    return next(
        (rule for pattern, rule in _MISSING if pattern.search(text)),
        "not a date in a known form: write 2 March 2016, March 2016, 2016-03-02, or from ... to ...",
    )

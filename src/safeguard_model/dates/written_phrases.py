"""The reading of whole phrases as people write them: points, spans, several days, and dates known from one side."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from safeguard_model.dates.edtf import DAY as MINUTES_OF_DAY
from safeguard_model.dates.edtf import one_of_parts
from safeguard_model.dates.edtf import read as read_minutes
from safeguard_model.dates.when import When
from safeguard_model.dates.written_clocks import CLOCK, clock
from safeguard_model.dates.written_periods import period
from safeguard_model.dates.written_points import DAY, MONTH, PLAIN, YEAR, PointReader, strict_when
from safeguard_model.dates.written_words import DAY_NAME, DAY_NUMBER, MONTH_NAME, MONTHS, SEASONS_NAMED, UNKNOWN

__all__ = ["PhraseReader"]

_Read = Callable[[str], "str | None"]

_MOST_SEPARATORS, _MOST_PARTS = 12, 12
_HALF_A_YEAR = 190
_PLAIN_OR_TIMED = re.compile(rf"(?:{PLAIN.pattern})(?:T[0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}})?)?")
_BETWEEN = re.compile(r"(?:(?:at )?(?:some|any) ?time )?(?:between|betw|bet|b/w)\.? (.+)")
_BETWEEN_CUT = re.compile(r" and | ?& ?| to | ?[–-] ?")
_SEPARATOR = re.compile(r" (?:to|until|till?|through|thru|up to) | ?[–-] ?")
_STILL = (
    r"(?:the )?(?:present(?: day| time)?|date|now|today|ongoing|on-going|current(?: day)?|continuing|still ongoing)"
)
_ONGOING = re.compile(
    r"(?:(?:ever |ongoing )?since (?P<since>.+)|(?:from )?(?P<from>.+?)"
    r"(?:,? ?(?:and |& ?)?\(?(?:onwards?|on-?going|continuing|continues|continued)\)?"
    rf"|(?: up to | to | until | till | ?[–-] ?(?:to )?){_STILL}))"
)
_SIDES: Final = {
    "until": re.compile(r"(?:until|till?|up to(?:,? (?:and|&) including)?|up until|up till) (.+)"),
    "by": re.compile(
        r"(?:by|(?:on|in)(?: or |/)before|no later than|not later than|not after|<=|≤"
        r"|(?:before|by) (?=(?:the )?end of ))"
        r" ?(.+)"
    ),
    "before": re.compile(r"(?:(?:at )?(?:some ?time )?before|prior to|pre[ –-]|bef\.?|earlier than|<) ?(.+)"),
    "from": re.compile(r"(?:(?:on|in)(?: or |/)after|no earlier than|not earlier than|not before|>=|≥) ?(.+)"),
    "after": re.compile(r"(?:(?:some ?time )?after|post[ –-]|aft\.?|later than|>) ?(.+)"),
}
_ABOUT_PART = re.compile(
    r"(?:about|around|approx(?:imately)?|circa|c)\.? (?P<rest>(?:the )?(?:early|mid|late|end|beginning|start)\b.+)"
)
_FROM = re.compile(
    r"(?:from|w\.?e\.?f\.?|with effect from|effective(?: from)?|starting(?: from| on)?|commencing(?: on)?) (.+)"
)
_DAY_ALONE = re.compile(rf"(?:(?P<name>{DAY_NAME})\.?,? )?(?:the )?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?")
_MONTH_ALONE = re.compile(rf"(?:in )?{MONTH_NAME}\.?")
_DAY_AND_MONTH = re.compile(r"([0-9]{1,2})([./–-])([0-9]{1,2})")
_GIVEN = re.compile(r"\[?(?P<year>[0-9]{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-9]{2}))?)?")
_MONTH_AND_TWO = re.compile(rf"({MONTH_NAME})\.?,? ([0-9]{{2}})")
_IN_LIST = re.compile(r"\bor\b|\band\b|[&,;+]")
_LIST = re.compile(r"(?:,? (?:and|or) (?:possibly )?| ?[&;+] ?|, ?)(?:on )?")
_SLASHED = re.compile(
    rf"(?:(?:early|mid|late|end|beginning)[ –-](?:of )?)?(?:{DAY_NUMBER} )?{MONTH_NAME}|{DAY_NUMBER}|q[1-4]"
    r"|spring|summer|autumn|(?:early|mid|late)[ –-][0-9]{4}|.*[a-z].* [0-9]{4}"
)
_SEASON = re.compile(r"[0-9]{4}-2[1-4]")
_NEEDS_YEAR = re.compile(
    rf"\b(?:{MONTH_NAME}|spring|summer|autumn|christmas|xmas|new year|easter|halloween|friday)\b"
    r"|\bq[1-4]$|quarter$"
)
_YEAR_AND_PART = re.compile(r"[0-9]{4}-[0-9]{1,2}-[a-z].*")
_FEAST = re.compile(rf"(?<!day )\b({'|'.join(set(SEASONS_NAMED) - {'new year'})})(?=,? [0-9']+$)")

_LABEL = re.compile(
    r"(?:d\.?o\.?b|date of birth|born(?: on)?|d\.?o\.?d|date of death|died(?: on)?|e\.?d\.?d|due(?: date| on)?|date"
    r"|(?:letter|report|e-?mail|note|entry|referral|statement|minutes)?,? ?dated|received|recorded|sent|signed)"
    r"\b[.:;,]* ?(?:[–-] ?)?(?P<rest>.+)"
)
_HOW_OFTEN = re.compile(
    r"(?:(?:twice |three times )?(?:daily|weekly|fortnightly|monthly|regularly|regular|ongoing|on-going)"
    r"(?: (?:visits|contact|calls|sessions|appointments|meetings))?|(?:twice|once) (?:a |per )?(?:day|week|month))"
    r",? (?P<rest>(?:from|since|between) .+|.+ (?:to|until) .+|.*[0-9] ?[–-] ?[0-9].*)"
)
_NO_TIME = re.compile(
    r"[,;:]? ?[–-]? ?\(?(?:(?:the |exact )?times? (?:is |was )?(?:unknown|not known|not recorded|not stated|not given"
    r"|not noted|n/k|nk|unclear|tbc|n/a)|(?:no|unknown|unspecified) time(?: (?:given|recorded|stated|noted|specified))?"
    r"|untimed|not timed)\)?$"
)
_NO_DAY = re.compile(
    r"(?<=.),? ?(?:[–-] ?)?\(?(?:the )?(?:exact |precise )?(?:date|day|day and month|month) (?:is |was )?"
    r"(?:unknown|not known|n/k|nk|not recorded|not stated|not given|unclear|unspecified)\)?$"
    r"|^(?:exact |precise )?(?:date|day) (?:unknown|not known|n/k|not recorded)[,;:]? ?(?:[–-] )?(?:but )?(?:in )?(?=.)"
)
_INCLUSIVE = re.compile(r",? ?\(?(?:inclusive|incl|inc)\.?\)?$")
_NOTE = re.compile(r"(?P<rest>.+?) ?[(\[](?P<note>[^()\[\]]*)[)\]]")
_NOTE_CHANGES = re.compile(
    rf"[?~]|[0-9]{{3}}|[0-9][./:–-]|[./:–-][0-9]|^[0-9]+$|[0-9] ?(?:am|pm|hrs?)\b|\b(?:{MONTH_NAME}|{DAY_NAME})\b"
    r"|\b(?:or|not|no|approx\w*|about|around|circa|est\w*|from|to|until|till|since|before|after|ongoing|on-?going|onwards?"
    r"|weeks?|wk|w/c|wrong|error|incorrect\w*|corrected|amended|dates?|days?|years?|months?|daily|weekly|monthly"
    r"|late|later|earlier|early|between|unknown|unsure|uncertain|unclear|possibly|probably|maybe|planned|due|tbc"
    r"|and|previous|next|last|midnight|night)\b"
)
_MOST_STEPS = 6


class PhraseReader:
    """A reader of one tidied text, in small letters, with single spaces; a dash that is not a hyphen is ``–``.

    Each method returns strict text or None.
    """

    def __init__(self, pivot: int) -> None:
        self.points = PointReader(pivot)

    # Words that say nothing about the date are taken off only if the text as it stands is not a date: a label before
    # it, a note in brackets after it, "time not known". A note in brackets is taken off only if it holds nothing that
    # could belong to the date, such as a month, a time, "or", "not" or a question mark.
    def read(self, text: str) -> str | None:
        """Read a whole text."""
        suffix = ""
        for _ in range(_MOST_STEPS):
            strict = self.phrase(text) if text in UNKNOWN or not _NO_DAY.search(text) else None
            if strict is not None:
                return strict + suffix if suffix and strict[-1] == "/" else strict
            if match := _HOW_OFTEN.fullmatch(text):
                suffix, shorter = "..", match["rest"]
            elif match := _NO_DAY.search(text):
                strict = self.phrase(text[: match.start()] or text[match.end() :])
                return strict if strict and PLAIN.fullmatch(strict) and len(strict) < DAY else None
            else:
                shorter = _without_words(text)
            if shorter is None:
                return None
            text = shorter
        return None

    # The forms with the clearest words are tried first. Each form takes off its own words and reads the rest as one or
    # two points or periods, so no form sees the words of another. A text without such words is a point, a day with
    # times, two points with a separator, a list, or "from" and a point. A form that knows its words, but cannot read
    # the rest, may set an objection; the first objection is the most exact one, and becomes the error.
    def phrase(self, text: str) -> str | None:
        """Read a text that holds nothing but a date."""
        if text in UNKNOWN:
            return "XXXX"
        if match := _ABOUT_PART.fullmatch(text):
            return self._about(match["rest"])
        if (match := _BETWEEN.fullmatch(text)) and (strict := self._between(match[1])):
            return strict
        if match := _ONGOING.fullmatch(text):
            return self._span(self._end(match["since"] or match["from"]), "..")
        if (strict := self.points.times(text) or period(text, self.points)) is not None:
            return strict
        for side, pattern in _SIDES.items():
            if match := pattern.fullmatch(text):
                return self._side(side, match[1])
        match = _FROM.fullmatch(text)
        start = match[1] if match else text
        strict = None if match else self.points.point(text)
        strict = strict or self._range(start)
        if strict or not match:
            return strict or self._several(text)
        return self._span(self._end(start), "")

    def _about(self, text: str) -> str | None:
        """Read about a part of a month or a year, as about that month or year: a one-of has no mark."""
        strict = self._end(text)
        return f"{strict}~" if strict and PLAIN.fullmatch(strict) else None

    def _between(self, text: str) -> str | None:
        cuts = list(_BETWEEN_CUT.finditer(text))[:_MOST_SEPARATORS]
        found = {
            self._one_of(*pair)
            for cut in cuts
            if all(pair := self._pair(text[: cut.start()], text[cut.end() :], is_span=False))
        } - {None}
        if len(found) > 1:
            return self.points.object("this can be split in several ways: write between ... and ...")
        return found.pop() if found else None

    def _bound(self, text: str) -> str | None:
        """Read a point or a period, as a bound of something. Christmas and Xmas are then the day itself."""
        text = _FEAST.sub(r"\1 day", text)
        return period(text, self.points) or self.points.times(text) or self.points.point(text)

    def _end(self, text: str) -> str | None:
        """Read a point that begins or ends a span; of a period, the smallest day, month or year that holds it."""
        strict = self.points.point(text) or period(text, self.points)
        if strict is None or strict[0] != "[":
            return strict
        first, last = one_of_parts(strict)
        return next((first[:size] for size in (DAY, MONTH, YEAR) if first[:size] == last[:size]), None)

    # What the one side leaves out is taken from the other: the year, or the month and the year, of "3 March to 5 April
    # 2016" and of "2 March 2016 to 5 April". A span such as "28 Dec - 4 Jan 2016" begins in the year before, which is
    # the only reading in which it does not end before it starts. This is done only for less than half a year: "May to
    # April 2016" may be a slip.
    def _pair(self, left: str, right: str, *, is_span: bool) -> tuple[str | None, str | None]:
        """Read two points, or two periods, each as strict text or None."""
        read = self._end if is_span else self._bound
        kept = self.points.objection
        end = read(right)
        if end is None and _MONTH_ALONE.fullmatch(left) and (match := _MONTH_AND_TWO.fullmatch(right)):
            end = read(f"{match[1]} '{match[2]}")
        start = read(left)
        if start is None and end:
            start = self._completed(left, end, read, is_earlier=True)
        elif end is None and start:
            end = self._time_after(left, start, right) or self._completed(right, start, read, is_earlier=False)
        if start and "T" in start and re.fullmatch("[0-9]{4}", right):
            self.points.object("is the last number a time or a year? Write 20:30, or the year 2030")
            return None, None
        if start and end:
            self.points.objection = kept
        return start, end

    def _time_after(self, left: str, start: str, right: str) -> str | None:
        """Read the second of two times on one day: "about 2 March 2016 14:30 to 15:30"."""
        has_half = re.search("[ap]m$", right)
        if "T" not in start or not re.fullmatch(CLOCK, right) or (has_half and not re.search("[ap]m", left)):
            return None
        time = clock(right, self.points.object)
        return time and f"{start[:DAY]}T{time}"

    def _completed(self, text: str, given: str, read: _Read, *, is_earlier: bool, may_turn: bool = True) -> str | None:
        """Read one side of a pair with the year, or the month and year, that the other side gives as strict text.

        `may_turn` says whether the year may turn between the two sides.
        """
        match = _GIVEN.match(given)
        if not match:
            return None
        year, month = int(match["year"]), match["month"]
        if _DAY_ALONE.fullmatch(text):
            if month is None or match["day"] is None or not (is_earlier or text[-1].isalpha()):
                return None
            return read(f"{text} {MONTHS[int(month) - 1]} {year:04}")
        if numbers := _DAY_AND_MONTH.fullmatch(text):
            if match["day"] is None:
                return None
            form = f"{text}{numbers[2]}{{:04}}"
        elif _NEEDS_YEAR.search(text) and (is_earlier or month):
            form = f"{text} {{:04}}"
        else:
            return None
        same = read(form.format(year))
        is_wrong_way = same is not None and (_follow(same, given) if is_earlier else _follow(given, same))
        if not is_wrong_way or not may_turn:
            return same
        other = read(form.format(year - 1 if is_earlier else year + 1))
        return other if other and abs(_first_day(other) - _first_day(given)) < _HALF_A_YEAR else same

    # A dash may join the parts of one date or separate two dates: "2-3-16 - 5-3-16" has five dashes. The text is cut at
    # every separator in turn. A cut is valid if both sides are dates. If two valid cuts give different spans, the text
    # is ambiguous and is refused, not guessed.
    def _range(self, text: str) -> str | None:
        """Read a span between two points. Set an objection if the text can be split into different spans."""
        cuts = [cut for cut in _SEPARATOR.finditer(text) if not _YEAR_AND_PART.fullmatch(text)]
        if len(cuts) > _MOST_SEPARATORS:
            return None
        spans = {
            f"{start}/{end}"
            for start, end in (self._pair(text[: cut.start()], text[cut.end() :], is_span=True) for cut in cuts)
            if start and end
        }
        if len(spans) > 1:
            return self.points.object("this can be split in several ways: write from ... to ...")
        return self._span(*spans.pop().split("/")) if spans else None

    def _span(self, start: str | None, end: str | None) -> str | None:
        if start is None or end is None:
            return None
        span = f"{start}/{end}"
        return span if strict_when(span) else self.points.object("the end lies before the start: swap the dates")

    # Several dates are read as one of them, or as something that happened on each: both times it happened at least
    # once, between the first and the last. Parts are read from the last to the first, because the last has the year.
    def _several(self, text: str) -> str | None:
        """Read dates with "or", "and", a comma or a slash between them as somewhere between the first and the last."""
        parts = _LIST.split(text) if _IN_LIST.search(text) else _with_slashes(text)
        if not 2 <= len(parts) <= _MOST_PARTS:
            return None
        found: list[str] = []
        is_completed = False
        for part in reversed(parts):
            strict = self._bound(part)
            if strict is None and found:
                strict = self._completed(part, found[-1], self._bound, is_earlier=True, may_turn="/" in text)
                is_completed = True
            elif strict is None and (match := _MONTH_AND_TWO.fullmatch(part)) and _MONTH_ALONE.fullmatch(parts[0]):
                strict = self._bound(f"{match[1]} '{match[2]}")
            if strict is None:
                return None
            found.append(strict)
        bounds = [both for strict in reversed(found) if (both := _bounds(strict))]
        if len(bounds) < len(found) or len({len(bound) for both in bounds for bound in both}) > 1:
            return None
        firsts, lasts = [both[0] for both in bounds], [both[1] for both in bounds]
        if is_completed and (firsts != sorted(firsts) or lasts != sorted(lasts)):
            return self.points.object("the dates are not in order: write the month and the year of each")
        return min(firsts) if min(firsts) == max(lasts) else f"[{min(firsts)}..{max(lasts)}]"

    def _one_of(self, start: str | None, end: str | None) -> str | None:
        first = start and _plain_bounds(start)
        last = end and _plain_bounds(end)
        if start is None or end is None:
            return None
        if not first or not last:
            return self.points.object(_NOT_PLAIN)
        strict = f"[{first[0]}..{last[1]}]"
        if strict_when(strict):
            return strict
        return self.points.object("the second date lies before the first: swap the dates")

    def _side(self, side: str, text: str) -> str | None:
        if side == "until":
            return self._span("..", self._end(text))
        strict = self._bound(text)
        if strict is None:
            return None
        bounds = _plain_bounds(strict)
        if bounds is None:
            return self.points.object(_NOT_PLAIN)
        if side == "by":
            return f"[..{bounds[1]}]"
        if side == "from":
            return f"[{bounds[0]}..]"
        if side == "before":
            other = _minute_before(bounds[0])
            return f"[..{other}]" if other else self.points.object("dates run from the year 0001 to 9999")
        other = _minute_after(bounds[1])
        return f"[{other}..]" if other else self.points.object("dates run from the year 0001 to 9999")


_NOT_PLAIN = "before, after, by and between need a plain day, month or year, without words such as about"


def _bounds(strict: str) -> tuple[str, str] | None:
    """Return the two bounds of a plain point, a season or a closed one-of, as strict texts of one precision."""
    season = _SEASON.fullmatch(strict)
    if season:
        when = When(strict)
        return f"{when.earliest}"[:MONTH], f"{when.latest}"[:MONTH]
    return _plain_bounds(strict)


def _plain_bounds(strict: str) -> tuple[str, str] | None:
    """Return the two bounds of a plain point, or of a closed one-of; None for anything else."""
    if strict[0] == "[":
        first, last = one_of_parts(strict)
        return (first, last) if first and last else None
    return (strict, strict) if _PLAIN_OR_TIMED.fullmatch(strict) else None


def _minute_before(strict: str) -> str | None:
    """Return the day before a day, month or year begins, or the minute before a minute."""
    first = read_minutes(strict).first
    if first // MINUTES_OF_DAY <= 1:
        return None
    return _at(first - 1) if "T" in strict else date.fromordinal(first // MINUTES_OF_DAY - 1).isoformat()


def _minute_after(strict: str) -> str | None:
    """Return the day after a day, month or year ends, or the minute after a minute."""
    last = read_minutes(strict).last
    if last // MINUTES_OF_DAY >= date.max.toordinal():
        return None
    return _at(last + 1) if "T" in strict else date.fromordinal(last // MINUTES_OF_DAY + 1).isoformat()


def _at(minute: int) -> str:
    day, rest = divmod(minute, MINUTES_OF_DAY)
    return f"{date.fromordinal(day)}T{rest // 60:02}:{rest % 60:02}"


def _first_day(strict: str) -> int:
    return read_minutes(strict).first // MINUTES_OF_DAY


def _follow(first: str, second: str) -> bool:
    """Return whether the first of two dates certainly begins after the second ends."""
    return read_minutes(first).first > read_minutes(second).last


def _with_slashes(text: str) -> list[str]:
    """Return the parts between slashes, if the slashes separate days or months and are not part of a date."""
    parts = [part.strip() for part in text.split("/")]
    has_words = re.search("[a-z]", parts[-1]) is not None
    if has_words or " / " in text:
        return parts if all(" / " in text or _SLASHED.fullmatch(part) for part in parts[:-1]) else []
    return []


def _without_words(text: str) -> str | None:
    """Return the text without words that say nothing about the date; None if there are none."""
    for pattern in (_NO_TIME, _INCLUSIVE):
        if match := pattern.search(text):
            return text[: match.start()] or None
    if match := _LABEL.fullmatch(text):
        return match["rest"]
    match = _NOTE.fullmatch(text)
    return None if match is None or _NOTE_CHANGES.search(match["note"]) else match["rest"]

"""Words beside a date in a cell: they do not lose the date, and they are not lost themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from safeguard_model.dates import Precision, When

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["date_beside_words", "says_more"]

_IN_BRACKETS = re.compile(r"[(\[][^)\]]*[^\W\d]")
_WORDS_OF_DATE = re.compile(
    r"(?:[\W\d_]|(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec"
    r"|mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)(?![^\W\d])"
    r"|(?:january|february|march|april|june|july|august|september|october|november|december"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|st|nd|rd|th|am|pm|a|p|m|hrs?|hours|h|at|on|of|the|noon|midday|t)"
    r"(?![^\W\d]))+",
    re.IGNORECASE,
)
_A_DAY = re.compile(
    r"(?<![\d./\\-])(?:\d{1,2}([./\\-])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}(?:st|nd|rd|th)?(?: of)? [a-z]{3,9},? \d{4})(?![\d./\\-]*\d)",
    re.IGNORECASE,
)
_DAY_NAME_LAST = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]? *$", re.IGNORECASE)
_MAY_BE_A_DATE = re.compile(
    r"\d{3}|\d[./:-]\d|\d ?(?:am|pm|hrs?|hours)\b|\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\b",
    re.IGNORECASE,
)
# Words before a day that make it another day or a limit, and words after it that give another day instead.
_CHANGES_BEFORE = re.compile(
    r"\b(?:before|after|by|until|till|to|from|since|pre|post|prior|following|week|w/[cbe]|wc|commencing|ending|beginning"
    r"|starting|including|than|up|early|mid|late|about|around|approx\w*|circa|c"
    r"|(?:week|weekend|fortnight|night|morning|evening|hours|end|start|half) of)[ .:]*(?:the )?$|[?<>~]\s*$"
    r"|\b(?:not|or|between|days?|weeks?|months?|years?|morning|night) *(?:\w+ *)?$"
    r"|(?:\b(?:and|or|to)|[&,/+–-]|\d(?:st|nd|rd|th)?) *$",
    re.IGNORECASE,
)
_CHANGES_AFTER = re.compile(
    r"^[\s,;(-]*(?:or\b|not\b(?! (?:seen|in|at|known|home|sure|certain|clear|confirmed))|wrong|error"
    r"|incorrect|\d+\b(?! [a-z]{3}))"
    r"|^ *(?:and|to|[&,/+–-]) *(?:the )?\d",
    re.IGNORECASE,
)
_HALF_OF_DAY = re.compile(r" *[ap]\.?m\b", re.IGNORECASE)
_DAY_NAME_FIRST = re.compile(r"[\s,(-]*((?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)[\s.,)]*$", re.IGNORECASE)
_OPEN_HOUR = re.compile(
    r"(?P<day>.*[0-9](?:st|nd|rd|th)?),? *(?:at|@)? *[1-7]\.[0-5][0-9](?: ?[–-] ?[0-9]{1,2}\.[0-5][0-9])?"
)
_DOUBT = re.compile(
    r"\b(?:approx\w*|unsure|(?:not|un)[ -]?(?:sure|certain|clear|confirmed)|possibly|probably|maybe|perhaps|tbc"
    r"|illegible|date (?:is )?(?:unknown|not known)|thereabouts|guess\w*|estimated?)\b|^\s*\?|\?\s*\)?$",
    re.IGNORECASE,
)
# A date of recording after the date: "10/1/19 (entered 12/1/19)". A dash left over: "10/1/19 -". Times of which nobody
# knows the day: "10/1/19 14:30 - 13:30". None of them changes the day before it.
_RECORDED_LATER = re.compile(
    r"(?P<date>.*?[0-9].*?)[\s,;(\[–-]+(?:(?:date|only|late|retrospectively|then|but|was|first) )*"
    r"(?:entered|recorded|reported|logged|typed|written|inputted|input|added|uploaded|updated|amended"
    r"|scanned|filed|entry(?: made)?|record(?: made)?|recording)\b[^0-9]{0,30}(?P<later>[0-9].*?)[)\]\s.]*",
    re.IGNORECASE | re.DOTALL,
)
_DAY_AND_MONTH = re.compile(r"[0-9]{1,2}[./][0-9]{1,2}")
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_LEFT_OVER = re.compile(r"(?:[-–—/,;:]+ *)?(?P<date>[^\s–—-].*?) ?[-–—/;:,]+", re.DOTALL)
_TIME = r"[0-9]{1,2}[:.][0-9]{2} ?(?:[ap]m|hrs?|h)?"
_DAY_AND_TIMES = re.compile(
    rf"(?P<date>.*?[0-9]),? *(?:at|@|from)? *{_TIME} ?(?:[–-]|to|until|till) ?{_TIME}", re.IGNORECASE
)
_TAIL = re.compile(r"(?P<date>.*[0-9])(?P<rest>[^0-9]*[a-z*†][^0-9]*)", re.IGNORECASE | re.DOTALL)


def says_more(text: str) -> bool:
    """Return whether a text that was read as a day or minute has words that the reading passed over."""
    return _IN_BRACKETS.search(text) is not None or _WORDS_OF_DATE.fullmatch(text) is None


# Words beside a date do not lose the date. First all up to the last digit is tried as a date: "2/3/16 14:30 by phone".
# Then the text is searched for a single day. The rest must be words that cannot change the day: no other date, no
# "before" in front of it and no "or" behind it. Words of doubt make the day uncertain.
def date_beside_words(text: str, read: Callable[[str], When | None]) -> When | None:
    """Return the date of a text with other words; None if there is none, or if the words may change the date.

    `read` reads a text that holds only a date.
    """
    match = _TAIL.fullmatch(text)
    if match and _HALF_OF_DAY.match(match["rest"]) and not _A_DAY.fullmatch(match["date"]):
        return None  # "3 Feb 10 pm": is the number before pm the year or the hour?
    if match and not _CHANGES_AFTER.search(match["rest"]) and not _MAY_BE_A_DATE.search(match["rest"]):
        last = _DAY_NAME_FIRST.match(match["rest"])
        when = read(f"{match['date'].strip(' ,;(-–')} {last[1] if last else ''}")
        if when is not None and not when.is_unknown and len(when.text.strip("~?%")) >= len("2016-03"):
            return _marked(when, match["rest"])
    if (part := _part(text, read)) is not None:
        return part
    if open_hour := _OPEN_HOUR.fullmatch(text):  # half past two in the morning or in the afternoon: the day is sure
        return read(open_hour["day"])
    days = list(_A_DAY.finditer(text))
    if len(days) != 1:
        return None
    day = days[0]
    before, after = text[: day.start()], text[day.end() :]
    if name := _DAY_NAME_LAST.search(before):
        before = before[: name.start()]
    if _CHANGES_BEFORE.search(before) or _CHANGES_AFTER.search(after):
        return None
    if _MAY_BE_A_DATE.search(before) or _MAY_BE_A_DATE.search(after) or not re.search("[^\\W\\d]|[*†]", before + after):
        return None
    last = _DAY_NAME_FIRST.match(after)
    when = read(f"{name[0] if name else ''}{day[0]} {last[1] if last else ''}")
    return _marked(when, before + after) if when is not None and when.precision is Precision.DAY else None


def _part(text: str, read: Callable[[str], When | None]) -> When | None:
    """Return the date before a date of recording, before a dash that is left over, or before times; else None."""
    if match := _RECORDED_LATER.fullmatch(text):
        when, later = read(match["date"].strip()), match["later"].strip()
        is_day = _DAY_AND_MONTH.fullmatch(later) is not None or _is_a_day(read(later))
        return when if is_day and _is_a_day(when) else None
    if match := _LEFT_OVER.fullmatch(text):
        when = read(match["date"].strip())
        return when if _is_a_day(when) or (when is not None and _MONTH.fullmatch(when.text)) else None
    match = _DAY_AND_TIMES.fullmatch(text)
    when = read(match["date"].strip()) if match else None
    return when if _is_a_day(when) else None


def _is_a_day(when: When | None) -> bool:
    return when is not None and when.precision in {Precision.DAY, Precision.MINUTE}


def _marked(when: When, words: str) -> When:
    """Return a date, marked uncertain if the words beside it are words of doubt."""
    is_plain = when.precision in {Precision.DAY, Precision.MINUTE} and not when.uncertain and not when.approximate
    return When(f"{when.text}?") if is_plain and _DOUBT.search(words) else when

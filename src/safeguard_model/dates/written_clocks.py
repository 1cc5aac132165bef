"""The reading of times of day as people write them: a time, two times, or a part of a day, on a given day."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model.dates.written_words import FIRST_YEAR, LAST_YEAR, NIGHT, PARTS_OF_DAY

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ABOUT_WORD", "CLOCK", "clock", "could_be_year", "is_over_midnight", "night_of", "on_day"]

CLOCK: Final = (
    r"(?:[0-9]{1,2}(?:[:.][0-9]{2}(?:[:.][0-9]{2})?)? ?(?:am|pm)|[0-9]{3,4} ?(?:am|pm)"
    r"|[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})? ?(?:hrs?|hours|h)?|[0-9]{4} ?(?:hrs?|hours|h)?"
    r"|(?:12 ?)?(?:noon|midday))"
)
"""A pattern for a time of day, without groups."""
ABOUT_WORD: Final = r"(?:about|around|approx(?:imately)?|circa|ca|c|roughly|~)"

_CLOCK = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2}))?)? ?(?P<half>am|pm)"
    r"|(?P<hourhalf>[0-9]{1,2})(?P<minutehalf>[0-9]{2}) ?(?P<halfhalf>am|pm)"
    r"|(?P<hour24>[0-9]{1,2})[:.](?P<minute24>[0-9]{2})(?::(?P<second24>[0-9]{2}))? ?(?P<unit24>hrs?|hours|h)?"
    r"|(?P<hourmil>[0-9]{2})(?P<minutemil>[0-9]{2}) ?(?P<unitmil>hrs?|hours|h)?"
    r"|(?P<noon>(?:12 ?)?(?:noon|midday))"
)
# "2.30" beside a day is half past two in the morning or in the afternoon: nobody can tell. "02.30" and "9.30" are read.
_OPEN_HOUR = re.compile(r"[1-7]\.[0-5][0-9]")
_WHICH_HALF = "in the morning or in the afternoon? Write 2.30pm, 02:30 or 14:30"
_BARE_HOUR = re.compile(r"([0-9]{1,2})")
_HALF = re.compile(r"([ap])m$")
_TWO = re.compile(r"(?:from )?(?P<start>[^–-]+?)(?: ?[–-] ?| to | until | till )(?P<end>.+)")
_BETWEEN = re.compile(r"(?:some ?time )?between (?P<start>.+?)(?: and | ?& ?| ?[–-] ?| to )(?P<end>.+)")
_SIDE = re.compile(r"(?P<side>before|by|after|from|since|until) (?P<clock>.+)")
_ABOUT = re.compile(rf"{ABOUT_WORD}\.? ?(?P<before>.+)|(?P<after>.+?)(?:,? \(?(?:approx(?:imately)?|circa)\.?\)?| ?~)")
_MAYBE = re.compile(r"(?:\? ?|(?:possibly|poss|probably)\.? )(?P<before>.+)|(?P<after>.+?) ?(?:\?|\(\?\))")
_PART = re.compile(
    r"(?:(?:in|during|on|at) )?(?:the )?(?P<early>(?:very )?early )?(?:(?:mid|late|later)[ –-](?:in the )?)?"
    rf"(?P<part>{'|'.join(PARTS_OF_DAY)}|lunch ?time)"
)


class _Half(NamedTuple):
    """A time before it is known whether it is in the morning or in the afternoon."""

    minutes: int
    """Minutes since midnight if the hour is read on the 24-hour clock."""
    seconds: str
    is_open: bool
    """Whether the hour, from 1 to 12, may be in either half of the day if the other time of the pair has am or pm."""
    is_written_in_full: bool
    """Whether it is written with a nought before the hour, as on the 24-hour clock."""


def could_be_year(text: str) -> bool:
    """Return whether four digits that stand alone are read as a year, and not as a time of day."""
    return FIRST_YEAR <= int(text) <= LAST_YEAR


def clock(text: str, objection: Callable[[str], str | None]) -> str | None:
    """Return a time of day as ``14:30`` or ``14:30:15``; None if the text is not a time."""
    match = _CLOCK.fullmatch(text)
    if not match:
        return None
    if match["noon"]:
        return "12:00"
    hour = int(match["hour"] or match["hourhalf"] or match["hour24"] or match["hourmil"])
    minute = match["minute"] or match["minutehalf"] or match["minute24"] or match["minutemil"] or "00"
    second = match["second"] or match["second24"]
    half = match["half"] or match["halfhalf"]
    if half:
        if not 1 <= hour <= 12:
            return objection("with am or pm the hour runs from 1 to 12")
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or int(minute) > 59 or int(second or 0) > 59:
        return objection("times run from 00:00 to 23:59")
    return f"{hour:02}:{minute}" + (f":{second}" if second else "")


def _half(text: str) -> _Half | None:
    """Return a time that has neither am nor pm; None if it is not a time, or is noon."""
    if match := _BARE_HOUR.fullmatch(text):
        hour = int(match[1])
        return _Half(hour * 60, "", is_open=True, is_written_in_full=False) if 1 <= hour <= 12 else None
    read = clock(text, lambda _: None)
    if read is None or text.endswith(("noon", "midday")):
        return None
    hour = int(read[:2])
    in_hours = text[-1].isalpha()
    return _Half(
        hour * 60 + int(read[3:5]),
        read[5:],
        is_open=1 <= hour <= 12 and not in_hours,
        is_written_in_full=text[0] == "0" or text.isdigit(),
    )


# In "2.30-3pm" the pm serves both times, and in "11-1pm" it cannot: 11pm is after 1pm, so 11 is in the morning. A time
# without am or pm is therefore tried in the half of the other time first, and in the other half if the times would
# then be in the wrong order. A time with a nought before the hour may be on the 24-hour clock: "02.30-3pm" could start
# at 02:30 or at 14:30. Where both fit, nothing is read.
def _two_clocks(start: str, end: str, objection: Callable[[str], str | None]) -> tuple[str, str] | None:
    """Return two times of one day, the earlier first; None if they are not times, or are unclear."""
    first = clock(start, objection) if _HALF.search(start) or start.endswith(("noon", "midday")) else None
    last = clock(end, objection) if _HALF.search(end) or end.endswith(("noon", "midday")) else None
    if first is None and last is not None and (half := _half(start)) is not None:
        first = _before(half, last, _HALF.search(end), objection)
    elif last is None and first is not None and (half := _half(end)) is not None:
        last = _after(half, first)
    elif _OPEN_HOUR.fullmatch(start) or _OPEN_HOUR.fullmatch(end):
        objection(_WHICH_HALF)
        return None
    else:
        first, last = first or clock(start, objection), last or clock(end, objection)
        if first is None or last is None:
            return None
    if first is None or last is None or first >= last:
        objection("the second time is not after the first: write both days, and am or pm with both times")
        return None
    return first, last


# A time in the afternoon or evening and a time before noon are on two days that follow each other: "22:00 - 02:00",
# "10pm-2am". Two writers may mean something else. "14:00-2:30" may end in the afternoon: an end that has neither am nor
# a nought before it is on the next day only if it would be too early for that. And "14:30-13:30" is rather a slip.
def _past_midnight(day: str, start: str, end: str) -> str | None:
    """Return the span from a time to an earlier time, which is on the next day; None if it may be on the same day."""
    if day == date.max.isoformat():
        return None
    first, last = clock(start, lambda _: None), clock(end, lambda _: None)
    if not (first and last and is_over_midnight(first, last, end)):
        return None
    if start.endswith("m") and not (end.endswith("am") or end[0] == "0"):
        return None
    following = date.fromordinal(date.fromisoformat(day).toordinal() + 1)
    return f"{day}T{first}/{following}T{last}"


def is_over_midnight(first: str, last: str, written: str) -> bool:
    """Return whether a time is on the day after another, as ``02:00`` after ``22:00``; `written` is its text."""
    if first < "13:00" or last >= "12:00":
        return False
    is_sure = written.endswith("am") or written[:1] == "0" or last < "01:00"
    return is_sure or _minutes(last) + 720 <= _minutes(first)


def _before(start: _Half, last: str, half: re.Match[str] | None, objection: Callable[[str], str | None]) -> str | None:
    limit = _minutes(last)
    if not start.is_open:
        return _text(start.minutes, start.seconds)
    morning = start.minutes % 720
    options = [minutes for minutes in (morning, morning + 720) if minutes < limit]
    if half is None:  # "10-noon": before noon there is only the morning
        return _text(options[-1], start.seconds) if options else None
    same = morning + (720 if half[1] == "p" else 0)
    if start.is_written_in_full and len(options) > 1 and start.minutes != same:
        return objection("is the first time in the morning or in the afternoon? Write am or pm with both times")
    if same in options:
        return _text(same, start.seconds)
    return _text(options[-1], start.seconds) if options else None


def _after(end: _Half, first: str) -> str | None:
    """Return the next time after the first that the end may mean; None if there is none on that day."""
    start = _minutes(first)
    if not end.is_open:
        return _text(end.minutes, end.seconds)
    if end.is_written_in_full:
        return _text(end.minutes, end.seconds) if end.minutes > start else None
    morning = end.minutes % 720
    later = [minutes for minutes in (morning, morning + 720) if minutes > start]
    return _text(later[0], end.seconds) if later else None


def _minutes(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:5])


def _text(minutes: int, seconds: str = "") -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}{seconds}"


def on_day(day: str, words: str, objection: Callable[[str], str | None]) -> str | None:
    """Return the strict text of a day with the words for a time of day; None if the words cannot be read.

    The words are a time, two times, or a part of the day.
    """
    words = _bare(words)
    if words in {"am", "pm"} or _PART.fullmatch(words):
        return part_of_day(day, words)
    mark = ""
    if match := _MAYBE.fullmatch(words):
        mark, words = "?", match["before"] or match["after"]
    if match := _ABOUT.fullmatch(words):
        mark, words = "%" if mark else "~", match["before"] or match["after"]
    if _OPEN_HOUR.fullmatch(words):
        return objection(_WHICH_HALF)
    if time := clock(words, objection):
        return f"{day}T{time}{mark}"
    if match := _BETWEEN.fullmatch(words):
        two = None if mark else _two_clocks(match["start"], match["end"], objection)
        return f"[{day}T{two[0]}..{day}T{two[1]}]" if two else None
    if (match := _SIDE.fullmatch(words)) and (time := clock(match["clock"], objection)):
        return None if mark else _side(day, match["side"], time)
    if match := _TWO.fullmatch(words):
        if not mark and (overnight := _past_midnight(day, match["start"], match["end"])):
            return overnight
        two = _two_clocks(match["start"], match["end"], objection)
        return f"{day}T{two[0]}{mark}/{day}T{two[1]}{mark}" if two else None
    return None


def _bare(words: str) -> str:
    words = words.strip(" ,;")
    words = re.sub(r"^(?:(?:at|time)\b:? ?|[@–-] ?)", "", words)
    if words[:1] == "(" and words[-1:] == ")":
        inside = words[1:-1]
        return inside if clock(inside, lambda _: None) or "-" in inside or "–" in inside else ""
    return words


def _side(day: str, side: str, time: str) -> str | None:
    minutes = _minutes(time)
    if side == "before":
        return f"[{day}T00:00..{day}T{_text(minutes - 1)}]" if minutes else None
    if side == "after":
        return f"[{day}T{_text(minutes + 1)}..{day}T23:59]" if minutes < 1439 else None
    if side == "by":
        return f"[{day}T00:00..{day}T{time}]"
    return f"{day}T{time}/" if side == "from" else None


def part_of_day(day: str, words: str) -> str | None:
    """Return the strict text for a part of a day, such as "late evening"; None if the words are not a part of a day."""
    match = _PART.fullmatch(words)
    if not match:
        return None
    part = match["part"].replace("lunch time", "lunchtime")
    if match["early"] and part == "morning":
        part = "early morning"
    first, last = PARTS_OF_DAY[part]
    return f"[{day}T{first}..{day}T{last}]"


def night_of(day: str) -> str | None:
    """Return the strict text for the night that begins on a day."""
    if day == date.max.isoformat():
        return None
    following = date.fromordinal(date.fromisoformat(day).toordinal() + 1)
    return f"[{day}T{NIGHT[0]}..{following}T{NIGHT[1]}]"

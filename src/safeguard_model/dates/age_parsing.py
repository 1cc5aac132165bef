"""Ages in words: the reading of what practitioners write (`Age.parse`), and the words of an `Age` in UK English."""

from __future__ import annotations

import re

from safeguard_model.dates.age import Age
from safeguard_model.errors import InvalidAge, shape

_LONGEST = 200
_UNITS = "YMWD"
_NAMES = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_SMALL = (
    *("nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = {
    **{word: number for number, word in enumerate(_SMALL)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
    **{
        f"{ten} {word}": 10 * number + small
        for number, ten in enumerate(_TENS, start=2)
        for small, word in enumerate(_SMALL[1:10], start=1)
    },
    "a": 1,
    "an": 1,
}
_NUMBER = rf"(?P<number>[0-9]{{1,7}}|\b(?:{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\b)"
_PART = re.compile(
    rf"{_NUMBER}(?P<half> and a half| ?½|\.5)?"
    r"(?: ?(?P<unit>years?|yrs?|y|months?|mths?|m|weeks?|wks?|w|days?|d)(?![a-z]))?"
)
_JOIN = re.compile(r",? and |, ?| ?")
_BEFORE = re.compile(r"^(?:at )?(?:aged|age of|age)[: ] ?")
_AFTER = re.compile(r"(?: old| of age)$")
_ABOUT = re.compile(r"^(?:about|around|approx\.?|approximately|circa|c\.?|roughly|~) ?(?=[^a-z]|[a-z]{2}|a )")
_UNDER = re.compile(r"(?:less than|under|younger than|below) (.+)")
_OVER = re.compile(r"(?:at least|over|more than|older than) (.+)|(.+?)(?: (?:and|or) (?:over|older|more)| ?\+)")
_RANGE = re.compile(r"(?:between (.+?) and (.+)|(?:from )?(.+?) (?:to|-) (.+))")


def parse(text: object) -> Age:
    """Return the Age that a practitioner's text states; see `Age.parse`."""
    if type(text) is not str:
        raise InvalidAge("expected an age as text, such as 6 months", shape(text))
    if len(text) > _LONGEST:
        raise InvalidAge(f"too long to be an age: expected at most {_LONGEST} characters", shape(text))
    age = _strict(text.strip())
    if age is None:
        strict = _phrase(_tidy(text))
        age = _strict(strict) if strict else None
    if age is None:
        raise InvalidAge("not an age in a known form: write 6 months, 2 years 6 months or 14 weeks", shape(text))
    return age


def in_words(text: str) -> str:
    """Convert the strict text of an Age to UK English."""
    start, _, end = text.partition("/")
    if start == "..":
        return f"under {_duration(end)}"
    if end == "..":
        return f"at least {_duration(start)}"
    return f"{_duration(start)} to {_duration(end)}" if end else _duration(start)


def _duration(text: str) -> str:
    parts = re.findall(r"([0-9]+)([YMWD])", text)
    words = " ".join(f"{number} {_NAMES[unit]}{'' if number == '1' else 's'}" for number, unit in parts)
    return f"about {words}" if text.endswith("~") else words


def _strict(text: str) -> Age | None:
    try:
        return Age(text)
    except InvalidAge:
        return None


def _tidy(text: str) -> str:
    text = re.sub("[\u2010-\u2014\u2212]", "-", text.lower())
    text = re.sub(r"(?<=[0-9]) ?- ?(?=[0-9])", " - ", text)
    text = re.sub(r"(?<=[a-z0-9])-(?=[a-z])", " ", text)
    text = " ".join(text.split()).rstrip(" .,;")
    return _AFTER.sub("", _BEFORE.sub("", text))


def _phrase(text: str) -> str | None:
    """Convert a tidied text to the strict text of an age; return None if its form is not known."""
    if text in {"at birth", "birth"}:
        return "P0D"
    text, mark = _unmarked(text, "")
    if match := _UNDER.fullmatch(text):
        text, mark = _unmarked(match[1], mark)
        amount = _amount(text)
        return f"../{amount}{mark}" if amount else None
    if match := _OVER.fullmatch(text):
        text, mark = _unmarked(match[1] or match[2], mark)
        amount = _amount(text)
        return f"{amount}{mark}/.." if amount else None
    if match := _RANGE.fullmatch(text):
        return _between(match[1] or match[3], match[2] or match[4], mark)
    amount = _amount(text)
    return amount + mark if amount else None


# In "3 to 4 weeks" the unit follows only the second number, but applies to both. "2 to 3 years" needs no such step,
# because a number without a unit is in years.
def _between(start: str, end: str, mark: str) -> str | None:
    """Return the strict text of a range, or None. A first number without a unit takes the unit of the second."""
    end, end_mark = _unmarked(end, mark)
    last = _amount(end)
    bare = _PART.fullmatch(start)
    if last and bare and not bare["unit"] and (unit := re.fullmatch("P[0-9]+([MWD])", last)):
        start = f"{start} {unit[1].lower()}"
    first = _amount(start)
    return f"{first}{mark}/{last}{end_mark}" if first and last else None


def _unmarked(text: str, mark: str) -> tuple[str, str]:
    match = _ABOUT.match(text)
    return (text[match.end() :], "~") if match else (text, mark)


def _amount(text: str) -> str | None:
    """Return the strict duration for numbers with units that stand in order, the largest first.

    A single number without a unit is in years. Only years may have a half. Return None for any other text.
    """
    amounts: dict[str, int] = {}
    place = 0
    while place < len(text):
        match = _PART.match(text, place)
        if not match:
            return None
        number = int(match["number"]) if match["number"].isdecimal() else _NUMBERS[match["number"]]
        place = match.end()
        unit = (match["unit"] or "").upper()[:1]
        if not unit:
            if amounts or place < len(text):
                return None
            unit = "Y"
        if any(_UNITS.index(unit) <= _UNITS.index(said) for said in amounts) or (amounts and match["half"]):
            return None
        amounts[unit] = number
        if match["half"]:
            if unit != "Y":
                return None
            amounts["M"] = 6
        place = (_JOIN.match(text, place) or match).end() if place < len(text) else place
    return "P" + "".join(f"{number}{unit}" for unit, number in amounts.items()) if amounts else None

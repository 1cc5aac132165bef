"""Ages in words: the reading of what practitioners write (`Age.parse`), and the words of an `Age` in UK English."""

from __future__ import annotations

import re
from typing import Final

from safeguard_model.dates.age import Age
from safeguard_model.dates.age_words import NUMBERS, ORDINALS, SAID, TENS_OF_YEARS
from safeguard_model.errors import InvalidAge, shape

__all__ = ["in_words", "parse"]

_LONGEST = 200
_UNITS = "YMWD"
_NAMES = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_CLINICAL: Final = {"12": "M", "52": "W", "7": "D"}
"""The unit of a clinical age: 3/12 is three twelfths of a year, 5/52 are five weeks, 14/7 are fourteen days."""
_QUARTERS: Final = {"1/4": 3, "¼": 3, "1/2": 6, "½": 6, "3/4": 9, "¾": 9}
"""The months in a fraction of a year."""

_NUMBER = rf"(?P<number>[0-9]{{1,7}}|\b(?:{'|'.join(sorted(NUMBERS, key=len, reverse=True))})\b)"
_UNIT = r"(?P<unit>years?|yrs?|y/?o|y\.o|y|months?|mo?nths?|mths?|mos?|m|weeks?|wks?|w|days?|d)(?![a-z])\.?(?: old\b)?"
_PART = re.compile(
    rf"(?:(?P<count>[0-9]{{1,3}})/(?P<clinical>12|52|7)(?![0-9])(?: old\b)?"
    rf"|{_NUMBER}(?P<half> and a half| ?½| 1/2|\.5(?![0-9]))?"
    rf"(?P<quarter> ?[¼¾]| [13]/4(?![0-9])| and (?:a|three) quarters?)?"
    rf"(?: ?{_UNIT}(?P<after> and a half)?)?)"
)
_JOIN = re.compile(r",? (?:and|&) | \+ |,? ?& ?|, ?| ?")
_BEFORE = re.compile(
    r"^(?:(?:when|while|then|now|at(?! least| birth)|child|baby|he|she|they|was|is) )*"
    r"(?:(?:the )?aged?(?: of)?[: ] ?)?(?=.)"
)
_PERSON = r"(?:baby|child|boy|girl|infant|male|female|toddler|teenager|man|woman|adult|mother|father|sibling)"
_AFTER = re.compile(rf"(?:(?<=[a-z0-9½])[ -]?(?:old|of age|years young))?(?: {_PERSON})?$")
_ARTICLE = re.compile(r"^an? (?=[0-9]|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen)\b)")
_NOTE = re.compile(
    r"(?P<rest>.+?),? ?[(\[](?:d\.?o\.?b|born|b\.|date of birth|at the time|then|male|female|boy|girl|m|f)\b"
    r"[^()\[\]]*[)\]]"
)
_ABOUT = re.compile(
    r"^(?:about|around|approx\.?|approximately|circa|c\.?|roughly|nearly|almost|approaching|coming up to|going on"
    r"|rising|(?:just|slightly|a (?:little|bit)) over|(?:believed|thought) to be|~) ?(?=[^a-z]|[a-z]{2}|a )"
)
_ABOUT_AFTER = re.compile(
    r"(?:,? ?\(?\b(?:approx(?:imately)?|circa|ish)\.?\)?|(?<=[0-9a-z])-?ish| ?~| or so|,? roughly)$"
)
_EXACTLY = re.compile(r"^(?:(?:only )?just (?:turned )?|(?:recently|newly) turned |turned |only |still |exactly )")
_UNDER = re.compile(
    r"(?:less than|(?:just|slightly|a (?:little|bit)) (?:under|less than)|under(?: the age of)?|younger than|below"
    r"|not (?:yet|quite)|up to,? but not) (.+)"
)
_OVER = re.compile(
    r"(?:at least|over(?: the age of)?|more than|older than) (.+)|(.+?)(?: (?:and|or) (?:over|older|more)| ?\+)"
)
_RANGE = re.compile(r"(?:between (.+?) (?:and|&) (.+)|(?:from )?(.+?) (?:to|-|or) (.+))")
_OF_LIFE = re.compile(
    r"(?:on |in )?(?:the |his |her |their )?(?:(?P<unit>day|week|month|year) (?P<number>[0-9]{1,3}|[a-z]+)"
    r"|(?P<nth>[0-9]{1,3}(?:st|nd|rd|th)|[a-z]+) (?P<noun>day|week|month|year)) of life"
)
_HOURS = re.compile(rf"{_NUMBER} ?(?P<unit>hours?|hrs?|minutes?|mins?)")
_BIRTHDAY = re.compile(r"(?:on )?(?:the |his |her |their )?(?P<nth>[0-9]{1,2}(?:st|nd|rd|th)|[a-z]+) birthday")
_TENS = re.compile(
    r"(?:in )?(?:the |his |her |their )?(?P<part>(?:very )?early|mid|late)?[ -]?(?P<tens>[a-z]+|[2-9]0'?s)"
)
_WEEKS_AND_DAYS = re.compile(r"(?P<weeks>[0-9]{1,2})\+(?P<days>[0-6]) ?(?:weeks|wks)")
_SLASH = re.compile(r"(?P<first>[0-9]{1,2})/(?P<last>[0-9]{1,2}) (?P<unit>years|yrs|months|mths|weeks|wks|days)")


def parse(text: object) -> Age:
    """Return the Age that a practitioner's text states; see `Age.parse`."""
    if type(text) is not str:
        raise InvalidAge("expected an age as text, such as 6 months", shape(text))
    if len(text) > _LONGEST:
        raise InvalidAge(f"too long to be an age: expected at most {_LONGEST} characters", shape(text))
    age = _strict(text.strip())
    if age is None:
        tidy = _tidy(text)
        strict = _phrase(tidy)
        age = _strict(strict) if strict else None
        if age is None:
            raise InvalidAge(_what_is_missing(tidy), shape(text))
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
    text = re.sub("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]", "", text.lower())
    text = re.sub("[\u2010-\u2015\u2212]", "-", text).replace("\u2044", "/").replace("\u2019", "'")
    text = re.sub(r"(?<=[0-9]) ?- ?(?=[0-9])", " - ", text)
    text = re.sub(r"(?<=[a-z0-9])-(?=[a-z])", " ", text)
    text = " ".join(text.split()).rstrip(" .,;")
    if match := _NOTE.fullmatch(text):
        text = match["rest"]
    text = _ARTICLE.sub("", _BEFORE.sub("", text, count=1))
    return _AFTER.sub("", text, count=1)


def _phrase(text: str) -> str | None:
    """Convert a tidied text to the strict text of an age; return None if its form is not known."""
    text, mark = _unmarked(text, "")
    text = _EXACTLY.sub("", text)
    if text in SAID:
        return None if mark else SAID[text]
    if match := _UNDER.fullmatch(text):
        text, mark = _unmarked(match[1], mark)
        amount = _amount(text) or _whole_days(text)
        return f"../{amount}{mark}" if amount else None
    if match := _OVER.fullmatch(text):
        text, mark = _unmarked(match[1] or match[2], mark)
        amount = _amount(text)
        return f"{amount}{mark}/.." if amount else None
    if match := _RANGE.fullmatch(text):
        return _between(match[1] or match[3], match[2] or match[4], mark)
    if amount := _amount(text):
        return amount + mark
    other = _of_life(text) or _short_age(text) or _tens(text) or _two_units(text)
    return other if not mark else None


# In "3 to 4 weeks" the unit follows only the second number, but applies to both. "2 to 3 years" needs no such step,
# because a number without a unit is in years.
def _between(start: str, end: str, mark: str) -> str | None:
    """Return the strict text of a range, or None. A first number without a unit takes the unit of the second."""
    end, end_mark = _unmarked(end, mark)
    last = _amount(end)
    bare = _PART.fullmatch(start)
    if last and bare and not bare["unit"] and not bare["clinical"] and (unit := re.fullmatch("P[0-9]+([MWD])", last)):
        start = f"{start} {unit[1].lower()}"
    first = _amount(start)
    return f"{first}{mark}/{last}{end_mark}" if first and last else None


def _unmarked(text: str, mark: str) -> tuple[str, str]:
    """Return the text without words that mean "about", and the mark ``~`` if there were any."""
    if match := _ABOUT.match(text):
        text, mark = text[match.end() :], "~"
    if match := _ABOUT_AFTER.search(text):
        text, mark = text[: match.start()], "~"
    return text, mark


def _of_life(text: str) -> str | None:
    """Read an age by the day, week, month or year of life: the third day is when two days are completed."""
    if match := _BIRTHDAY.fullmatch(text):
        number = _ordinal(match["nth"])
        return f"P{number}Y0D" if number else None
    match = _OF_LIFE.fullmatch(text)
    if not match:
        return None
    number = _ordinal(match["number"] or match["nth"])
    return f"P{number - 1}{(match['unit'] or match['noun'])[0].upper()}" if number else None


def _ordinal(text: str) -> int:
    """Return the number of "3", "3rd", "three" or "third"; 0 if it is none."""
    digits = re.match("[0-9]+", text)
    return int(digits[0]) if digits else ORDINALS.get(text, 0) or NUMBERS.get(text, 0)


def _short_age(text: str) -> str | None:
    """Read an age in hours or minutes, in completed days."""
    match = _HOURS.fullmatch(text)
    if not match:
        return None
    number = int(match["number"]) if match["number"].isdecimal() else NUMBERS[match["number"]]
    return f"P{number // (24 if match['unit'][0] == 'h' else 24 * 60)}D"


def _whole_days(text: str) -> str | None:
    """Read hours that are whole days: "less than 24 hours"."""
    match = _HOURS.fullmatch(text)
    is_whole = match and match["unit"][0] == "h" and match["number"].isdecimal() and int(match["number"]) % 24 == 0
    return _short_age(text) if is_whole else None


def _tens(text: str) -> str | None:
    """Read an age such as "early teens" or "mid thirties"."""
    match = _TENS.fullmatch(text)
    ages = TENS_OF_YEARS.get(match["tens"].replace("'", "")) if match else None
    if match is None or ages is None:
        return None
    part = (match["part"] or "").removeprefix("very ")
    first, last = ages[part]
    return f"P{first}Y/P{last}Y"


def _two_units(text: str) -> str | None:
    """Read "2+6 weeks", two weeks and six days, and "3/4 weeks", three or four weeks."""
    if match := _WEEKS_AND_DAYS.fullmatch(text):
        return f"P{int(match['weeks'])}W{match['days']}D"
    match = _SLASH.fullmatch(text)
    if match and int(match["last"]) == int(match["first"]) + 1:
        unit = match["unit"][0].upper()
        return f"P{int(match['first'])}{unit}/P{int(match['last'])}{unit}"
    return None


def _amount(text: str) -> str | None:
    """Return the strict duration for numbers with units that stand in order, the largest first.

    A first number without a unit is in years: alone, or before a clinical age, or before "and" and a smaller unit. Only
    years may have a half or a quarter. Return None for any other text.
    """
    amounts: dict[str, int] = {}
    place = 0
    while place < len(text):
        match = _PART.match(text, place)
        if not match:
            return None
        place = match.end()
        joined = _JOIN.match(text, place)
        unit = _unit(match, is_first=not amounts, rest=text[place:])
        fraction = _fraction(match)
        if unit is None or any(_UNITS.index(unit) <= _UNITS.index(said) for said in amounts):
            return None
        said = match["number"] or match["count"]
        amounts[unit] = int(said) if said.isdecimal() else NUMBERS[said]
        if fraction:
            if unit != "Y":
                return None
            amounts["M"] = fraction
        place = (joined or match).end() if place < len(text) else place
    return "P" + "".join(f"{number}{unit}" for unit, number in amounts.items()) if amounts else None


def _unit(match: re.Match[str], *, is_first: bool, rest: str) -> str | None:
    """Return the letter of a part's unit; None if it is not clear."""
    if match["clinical"]:
        return _CLINICAL[match["clinical"]]
    if match["unit"]:
        return match["unit"][0].upper()
    is_before_smaller = re.match(r" [0-9]{1,2}/(?:12|52)(?![0-9])|,? (?:and|&) [a-z0-9]+ ?(?:m|w)", rest) is not None
    return "Y" if is_first and (not rest or is_before_smaller) else None


def _fraction(match: re.Match[str]) -> int:
    """Return the months in the half or quarter of a year that follows a number; 0 if none does."""
    quarter = (match["quarter"] or "").strip()
    if match["half"] or match["after"]:
        return 6
    if quarter.startswith("and"):
        return 9 if "three" in quarter else 3
    return _QUARTERS[quarter] if quarter else 0


def _what_is_missing(text: str) -> str:
    """Return the error text for a tidied text in no known form."""
    if re.fullmatch(r"[0-9]+\+[0-9]+", text):
        return "weeks and days, or years and months? Write 2 weeks 6 days"
    if re.fullmatch(r"[0-9]+/[0-9]+", text):
        return "is this a clinical age? Write 3/12 for months, 5/52 for weeks, 14/7 for days, or the words"
    if re.search(r"gest|/40|corrected", text):
        return "a gestation or a corrected age is not an age: write the weeks since birth"
    return "not an age in a known form: write 6 months, 2 years 6 months or 14 weeks"

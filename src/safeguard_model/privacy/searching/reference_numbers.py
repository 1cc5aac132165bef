"""Numbers that only the words before them tell of: crime numbers, collar numbers, references of cases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from safeguard_model.privacy.searching.found_places import as_written, mention, stands_alone, words
from safeguard_model.privacy.searching.mentions import LeakKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safeguard_model.privacy.searching.mentions import Mention
    from safeguard_model.privacy.searching.plain_text import PlainText

__all__ = ["references_at", "tells_of_a_reference"]

_NUMBER_WORD: Final = r"(?:number|numb|no|num|nr|reference|ref|id|identifier|code|card|certificate|log|pin)"
_STRONG: Final = (
    r"urn|cad|niche|pncid|pnc|cro|noms|nomis|uln|collar|shoulder|epaulette|warrant|gmc|nmc|gdc|gphc|hcpc|swe"
    r"|social\swork\sengland|passport|brp|storm|mrn|lac\sid|iban|a/c|sort\s?-?code"
)
"""The words after which a number is a reference."""
_WEAK: Final = (
    r"crime|occurrence|incident|custody|case|file|claim|court|hospital|patient|client|service\suser|unit|mosaic"
    r"|liquidlogic|lcs|ics|carefirst|eclipse|rio|systmone|emis|person|child|pupil|student|prison|prisoner|police|our|your"
    r"|driving\slicence|licence|driver|registration|home\soffice|visa|dbs|ofsted|benefit|tenancy|rent|council\stax"
    r"|account|membership|policy|staff|badge|payroll|employee|intelligence|referral|log|social\scare|national|reference|ref|urn"
)
"""The words that need a word such as "number" after them."""
_REFERENCE: Final = re.compile(
    r"(?<![a-z0-9])(?:"
    rf"(?P<strong>(?:{_STRONG}))(?![a-z])(?:[\s\-/]{{0,2}}{_NUMBER_WORD}(?![a-z])\.?){{0,2}}"
    rf"|(?P<weak>(?:{_WEAK}))(?:[\s\-/]{{1,2}}{_NUMBER_WORD}(?![a-z])\.?){{1,2}}"
    rf"|(?P<alone>ref|reference|crime|occurrence|account)(?![a-z])\.?"
    r")\s?(?:is|was|(?:recorded|logged|entered|filed)\s(?:as|under))?[\s:.#=(]{0,4}"
    r"(?P<value>[a-z]{0,5}[/\-]?[0-9][a-z0-9]*(?:[/\-.][a-z0-9]+)*"
    r"(?P<day>\sof\s[0-9]{1,2}[/.\-][0-9]{1,2}[/.\-][0-9]{2,4})?)(?![a-z0-9])"
)
_DATE: Final = re.compile(
    r"(?:0?[1-9]|[12][0-9]|3[01])[/.\-](?:0?[1-9]|1[0-2])[/.\-](?:[0-9]{2}|[0-9]{4})|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)
_WITH_DATES: Final = ("urn", "sort code", "sort-code", "sortcode")
"""The words after which even what could be a date is a reference."""
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}(?:[/\-][0-9]{2,4})?")
_OFFICER: Final = re.compile(
    r"(?<![a-z0-9'])(?P<rank>pc|pcso|wpc|ps|sgt|dc|tdc|ds|di|dci|sergeant|constable)\s?#?(?P<number>[0-9]{2,6}[a-z]{0,2})"
    r"(?![a-z0-9]|[/.:,\-][0-9])"
)


_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz/-"
_MARKS: Final = " \n\t:.#=("
_ENDS: Final = words(
    """
    urn cad che cid pnc cro oms mis uln lar der tte ant gmc nmc gdc phc cpc swe ort brp orm mrn ime nce ref unt ban a/c
    no ber umb num nr id ier ode ard ate log pin pc cso wpc ps sgt dc tdc ds di dci ble is was as der
    """
)
"""The last letters, up to three, of the words that may stand right before a reference."""


# In a text, numbers are few and words are many. So the search goes from each number to the word right before it. Only
# if this word ends like one that tells of a reference, the words are read.
def tells_of_a_reference(text: str, place: int) -> bool:
    """Return whether the word before a digit ends like one that tells of a reference, in plain text."""
    before = text[max(0, place - 14) : place].rstrip(_MARKS)
    if before[-3:].lstrip(" ") in _ENDS:
        return True
    return text[place - 1] in _LETTERS and before.rstrip(_LETTERS).rstrip(_MARKS)[-3:].lstrip(" ") in _ENDS


def references_at(plain: PlainText, place: int) -> Iterator[Mention]:
    """Yield the number at a digit that a word before it tells of: "URN 36/123/18", "crime ref. 36/12345/18", "PC 4412".

    Only the number is marked, not the words. A date, a year and a short number after such a word are none.
    """
    text = plain.text
    for found in _REFERENCE.finditer(text, max(0, place - 40), min(len(text), place + 40)):
        first, last = found.span("value")
        sure = _sureness(found) if first <= place < last and stands_alone(plain, (found.start(), last)) else 0
        if sure:
            yield mention(plain, (first, last), LeakKind.IDENTIFIER, sure, "a number after a word for a reference")
    for found in _OFFICER.finditer(text, max(0, place - 16), min(len(text), place + 16)):
        rank = as_written(plain, found.span("rank"))
        if found.start("number") == place and rank[0].isupper() and stands_alone(plain, found.span()):
            spaced = found.end("rank") < place  # "PC123" may be part of a label
            doubtful = not spaced or len(found["number"]) < 3 or _YEAR.fullmatch(found["number"])
            sure = 0.5 if doubtful else 0.92
            yield mention(plain, found.span("number"), LeakKind.IDENTIFIER, sure, "a number after a police rank")


def _sureness(found: re.Match[str]) -> float:
    """Return how sure it is that a value after a word for a reference is one; 0 for what is none."""
    value = found["value"]
    digits = sum(char.isdigit() for char in value)
    if found["day"]:
        return 0.95  # the police number their calls by day: "CAD 88 of 2/11/17"
    if digits < 3 or (_DATE.fullmatch(value) and found["strong"] not in _WITH_DATES):
        return 0
    if _YEAR.fullmatch(value):
        return 0.4 if found["strong"] else 0
    if found["strong"]:
        return 0.95
    if found["weak"]:
        return 0.92
    return 0.9 if digits > 4 else 0.6

"""Telephone numbers, as they are written in the United Kingdom, without those of helplines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from safeguard_model.privacy.searching.found_places import is_near, mention
from safeguard_model.privacy.searching.mentions import LeakKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safeguard_model.privacy.searching.mentions import Mention
    from safeguard_model.privacy.searching.plain_text import PlainText

__all__ = ["phones_between"]

_ALONE: Final = r"(?<![a-z0-9_£$€])(?<![0-9][.,/:\-])"
_NATIONAL: Final = re.compile(
    _ALONE
    + r"(?:(?:\(?\+|00)\s?44[\s)\-.]{0,2}(?:\(0\)\s?)?|\(?0)"
    + r"(?P<national>[1-9](?:[\s\-.()]{0,3}[0-9]){9}(?![0-9])|[1-9](?:[\s\-.()]{0,3}[0-9]){8}(?![0-9]))"
    + r"(?![/:][0-9])"
)
_ABROAD: Final = re.compile(r"(?<![a-z0-9_])\+(?!44)[1-9](?:[\s\-.()]{0,2}[0-9]){8,13}(?![0-9])")
_AFTER_A_WORD: Final = re.compile(
    r"(?<![a-z])(?:tel|telephone|phone|mobile|mob|fax|landline)(?:\s?(?:number|num|no))?[\s.:]{1,3}"
    r"(?P<number>(?:44\s?7[0-9]{3}|[0-9]{3})[\s\-]?[0-9]{3}[\s\-]?[0-9]{0,4})(?![0-9])(?![\s/:.\-]{1,2}[0-9])"
)
_CALLS: Final = re.compile(
    r"(?<![a-z])(?:tel|telephone[ds]?|phone[ds]?|mobile|mob|ring|rang|call(?:ed|s)?|text(?:ed)?)\b"
)
_GROUPS: Final = re.compile(r"[0-9]+")
_FREE: Final = ("800", "808")
"""Freephone numbers: Childline, the NSPCC, the national helplines. No household has one."""
_NOT_OF_HOUSEHOLDS: Final = ("3", "84", "87", "9")
"""Non-geographic numbers: an organisation's, or a service's. Source: Ofcom, National Telephone Numbering Plan."""


def phones_between(plain: PlainText, start: int, end: int) -> Iterator[Mention]:
    """Yield the telephone numbers in a stretch of digits and what may stand between the digits of a number.

    Source of the form: Ofcom, National Telephone Numbering Plan: 0 or +44, then ten digits, or nine for a few places.
    The short numbers of helplines (101, 111, 999, 116 123, 0800 1111) do not have it.
    """
    text = plain.text
    start = max(0, start - 3)  # for "+" and "("
    for found in _NATIONAL.finditer(text, start, end):
        sure = _sureness(plain, found)
        if sure:
            yield mention(plain, found.span(), LeakKind.PHONE, sure, "the form of a telephone number")
    for found in _ABROAD.finditer(text, start, end):
        yield mention(plain, found.span(), LeakKind.PHONE, 0.9, "the form of a telephone number abroad")
    for found in _AFTER_A_WORD.finditer(text, max(0, start - 20), end):
        if not found["number"].startswith(_FREE):
            yield mention(plain, found.span("number"), LeakKind.PHONE, 0.7, "digits after a word for telephone")


def _sureness(plain: PlainText, found: re.Match[str]) -> float:
    """Return how sure it is that digits of the right number are a telephone number; 0 for what is none."""
    national = "".join(_GROUPS.findall(found["national"]))
    if national.startswith(_FREE) or national[0] in "46":
        return 0
    written = found[0].lstrip("(+")
    groups = _GROUPS.findall(found[0])
    if written[0] == "0" and not written.startswith("00"):
        # The code comes first, as three digits or more. "02-03-2016 12" and "09 10 11 12 13" have the right number of
        # digits, but not that; a mobile number is often written in pairs.
        if len(groups[0]) < (2 if national[0] == "7" else 3):
            return 0
        if len(groups[-1]) < (2 if national[0] == "7" else 3):
            return 0
    if national.startswith(_NOT_OF_HOUSEHOLDS):
        return 0.5
    if len(national) == 10 and national[0] in "127":
        return 0.95
    return 0.8 if is_near(plain, found.span(), _CALLS, 30) else 0.4

"""Places that a search found in a plain text: whether they stand alone, how they are written, what is near them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from safeguard_model.privacy.searching.mentions import LeakKind, Mention

if TYPE_CHECKING:
    from safeguard_model.privacy.searching.plain_text import PlainText

__all__ = ["as_written", "has_digits", "in_capitals", "is_near", "mention", "stands_alone", "word_start", "words"]


_DIGIT: Final = re.compile(r"[0-9]")
_ANY_DIGIT: Final = re.compile(r"\d")


def has_digits(text: str) -> bool:
    """Return whether a text as written has digits, also those of full width: "１"."""
    return (_DIGIT if text.isascii() else _ANY_DIGIT).search(text) is not None


def mention(plain: PlainText, place: tuple[int, int], kind: LeakKind, sure: float, reason: str) -> Mention:
    """Return the mention of a stretch of plain text, with its places in the text as written."""
    first, last = plain.span(*place)
    return Mention(start=first, end=last, kind=kind, sure=sure, reason=reason)


def as_written(plain: PlainText, place: tuple[int, int]) -> str:
    """Return a stretch of plain text as it was written, with its capitals and its invisible marks."""
    first, last = plain.span(*place)
    return plain.written[first:last]


def in_capitals(plain: PlainText, place: tuple[int, int]) -> bool:
    """Return whether a stretch has letters, all of them capitals."""
    return as_written(plain, place).isupper()


def stands_alone(plain: PlainText, place: tuple[int, int]) -> bool:
    """Return whether a stretch is no part of a longer word. A hyphen joins, a long dash does not."""
    return not (_joins(plain, place[0] - 1) or _joins(plain, place[1]))


def _joins(plain: PlainText, place: int) -> bool:
    if not 0 <= place < len(plain.text):
        return False
    char = plain.text[place]
    return char.isalnum() or char == "_" or (char == "-" and plain.written[plain.places[place]] == "-")


def is_near(
    plain: PlainText, place: tuple[int, int], wanted: re.Pattern[str], before: int = 40, after: int = 0
) -> bool:
    """Return whether one of some words is within so many characters before or after a stretch."""
    text = plain.text
    start, end = place
    if wanted.search(text, max(0, start - before), start):
        return True
    return bool(after) and wanted.search(text, end, min(len(text), end + after)) is not None


def word_start(text: str, place: int, most: int) -> int:
    """Return where the letters that end before a place begin; at most so many are looked at."""
    start = place
    while start and place - start < most and "a" <= text[start - 1] <= "z":
        start -= 1
    return start


def words(text: str) -> frozenset[str]:
    """Return the words of a list in which spaces part them."""
    return frozenset(text.split())

"""Plain text: text in one form for searching, with the way back to the places in the text as it was written."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["PlainText", "plain_text"]

_QUOTES = dict.fromkeys("‘’‛`´ʼ＇", "'") | dict.fromkeys("“”„«»", '"')
_DASHES = dict.fromkeys("‐‑‒–—―−﹣－", "-")
_GONE = dict.fromkeys(
    "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ""
)
"""Marks that a reader does not see: soft hyphens, zero-width characters, marks of direction."""
_SAME = _QUOTES | _DASHES | _GONE
_LOOKS_LATIN = str.maketrans(
    "АВЕЅІЈКМНОРСТУХҮавеѕіјкмнорстухԁԛԝһ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχ",
    "ABESIJKMHOPCTYXYabesijkmhopctyxdqwh" + "ABEZHIKMNOPTYXaikvoptux",
)
"""Cyrillic and Greek letters that look like Latin ones, with those."""
_MIXED = re.compile(r"[^\W\d_]*(?:[a-zA-Z][\u0370-\u052f]|[\u0370-\u052f][a-zA-Z])[^\W\d_]*")
"""A word with letters of Latin script beside such of another."""


class PlainText(NamedTuple):
    """A text in lower case, without accents and invisible marks, with straight quotes and plain hyphens."""

    text: str
    """The plain form."""
    written: str
    """The text as it was written."""
    places: Sequence[int]
    """For each character of `text`, and for its end, its place in `written`."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in `written` of a stretch of `text` that is not empty."""
        return self.places[start], self.places[end - 1] + 1


def plain_text(written: str) -> PlainText:
    """Return a text in plain form. A text in which each character has one plain character keeps its places."""
    if written.isascii():
        return PlainText(written.lower(), written, range(len(written) + 1))
    if not _OTHERS.search(written):  # most text with curly quotes or accents
        # A text has few different ones, and to replace each is faster than `translate`, which looks at every letter.
        text = written
        for char in set(_NOT_ASCII.findall(written)):
            text = text.replace(char, _ONE_FOR_ONE[char])
        return PlainText(text.lower(), written, range(len(written) + 1))
    # A word of two scripts is a Latin one with letters that look the same, by a slip or to hide it from a search. Words
    # of one script stay as they are: names of other scripts are looked for in those.
    shown = _MIXED.sub(lambda word: word[0].translate(_LOOKS_LATIN), written)
    parts: list[str] = []
    places: list[int] = []
    for place, char in enumerate(shown):
        plain = char.lower() if char.isascii() else _plain(char)
        parts.append(plain)
        places.extend([place] * len(plain))
    places.append(len(written))
    return PlainText("".join(parts), written, places)


def _plain(char: str) -> str:
    """Return the plain form of one character, which may be none or several."""
    same = _SAME.get(char)
    if same is not None:
        return same
    apart = unicodedata.normalize("NFKD", char)
    return "".join(part for part in apart.casefold() if not unicodedata.combining(part))


_NOT_ASCII = re.compile("[^\x00-\x7f]")
_ONE_FOR_ONE = {
    char: plain for char in map(chr, (*range(0x80, 0x250), *range(0x2000, 0x2070))) if len(plain := _plain(char)) == 1
}
"""Letters of Latin scripts and punctuation of which the plain form is one character."""
_OTHERS = re.compile("[^\x00-\x7f" + "".join(map(re.escape, _ONE_FOR_ONE)) + "]")

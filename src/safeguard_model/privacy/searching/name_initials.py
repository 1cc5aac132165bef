"""Initials alone: "J.S.", "JS". They are never sure, because so many abbreviations look like them."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from safeguard_model.privacy.searching.mentions import LeakKind, Mention
from safeguard_model.privacy.searching.name_tables import ordinary_words, word_group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safeguard_model.privacy.searching.name_index import NameIndex
    from safeguard_model.privacy.searching.plain_text import PlainText

__all__ = ["initials_in"]

_INITIALS: Final = re.compile(r"[A-Z](?:[A-Z]{1,3}|(?:\. ?[A-Z]){1,3}\.?)")
_ABBREVIATIONS: Final = word_group("abbreviations")
"""Abbreviations of every day and of this field, which are taken for initials never."""


def initials_in(plain: PlainText, index: NameIndex) -> Iterator[Mention]:
    """Yield where a text has the initials of a name on file, in capitals."""
    if not index.initials:
        return
    written = plain.written
    for found in _INITIALS.finditer(written):
        start, end = found.span()
        letters = found[0].replace(".", "").replace(" ", "").lower()
        bearers = index.initials.get(letters)
        if bearers is None or letters in _ABBREVIATIONS:
            continue
        before, after = written[start - 1 : start] if start else "", written[end : end + 1]
        if before.isalnum() or after.isalnum() or before in {"&", "'", "’"}:
            continue
        has_stops = "." in found[0]
        if letters in ordinary_words() and not has_stops:
            continue
        first = bisect_left(plain.places, start)
        if index.masks.cover(plain, first, first + 1) or index.masks.cover(plain, first, first + len(letters)):
            continue
        about = {index.bearers[one].about for one in bearers}
        yield Mention(
            start=start,
            end=end,
            kind=LeakKind.NAME,
            sure=0.5 if has_stops else 0.4,
            about=about.pop() if len(about) == 1 else None,
            reason="initials alone",
        )

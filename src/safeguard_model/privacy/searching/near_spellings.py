"""Words of a text that are spelt nearly like a name on file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from safeguard_model.privacy.searching.name_tables import distance, field_words, ordinary_words
from safeguard_model.privacy.searching.plain_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from safeguard_model.privacy.searching.name_masks import Masks

__all__ = ["NearSpellings"]

_CAPITALISED: Final = re.compile(r"(?:Ma?c(?=[A-Z]))?[A-Z](?:[a-z]{3,}|[A-Z]{3,})")
_CAPITALISED_IN_ANY: Final = re.compile(r"[^\W\d_]{4,}")
_SHORTEST, _LONG = 5, 9
"""How many letters a name has, at least, whose spelling may differ in one place, and in two."""
_MOST_SEEN: Final = 20_000
"""How many words are kept at most, each with the name that it is near to."""
_ENDINGS: Final = ("s", "es", "ed", "d", "ing", "ly", "er", "r", "ers", "y", "al", "ment", "ness")


class NearSpellings:
    """The words of the names on file that are long enough to be misspelt."""

    __slots__ = ("_by_rest", "_forms", "_long", "_longest", "_masks", "_seen")

    def __init__(self, words: Iterable[str], forms: Collection[str], masks: Masks) -> None:
        self._forms = forms
        self._masks = masks
        self._seen: dict[str, str] = {}
        self._by_rest: dict[str, list[str]] = {}
        self._long: dict[str, list[str]] = {}
        self._longest = 0
        for word in words:
            self._longest = max(self._longest, len(word))
            if len(word) >= _SHORTEST:
                for rest in _rests(word):
                    self._by_rest.setdefault(rest, []).append(word)
            if len(word) >= _LONG:
                self._long.setdefault(word[0], []).append(word)

    # Two words that differ by one letter put in, left out, replaced or swapped with its neighbour become the same word
    # when at most one letter is left out of each. So the names to compare are found by look-ups. Two differences are
    # allowed only in long names, which are few, so each of those with the same first letter is compared.
    # A word is left out if it is an ordinary word, or if the text has it in small letters as well: few people write a
    # name in both ways.
    def of(self, text: str) -> dict[str, str]:
        """Return the capitalised words of a text that are nearly a word of a name, in plain letters, with that word."""
        if not self._by_rest:
            return {}
        found: dict[str, str] = {}
        pattern = _CAPITALISED if text.isascii() else _CAPITALISED_IN_ANY
        for written in dict.fromkeys(pattern.findall(text)):
            if not written[0].isupper() or len(written) > self._longest + 2:
                continue
            word = written.lower() if written.isascii() else plain_text(written).text
            if word in found or word in self._forms:
                continue
            near = self._seen.get(word)
            if near is None:
                near = self._remembered(word)
            if near and re.search(rf"\b{word}\b", text) is None:
                found[word] = near
        return found

    def _remembered(self, word: str) -> str:
        """Return the nearest word of a name, or an empty text, and keep it: texts repeat their words."""
        near = self._nearest(word)
        if near and self._is_ordinary(word):
            near = ""
        if len(self._seen) >= _MOST_SEEN:
            self._seen.clear()
        self._seen[word] = near
        return near

    def _nearest(self, word: str) -> str:
        """Return the nearest word of a name, or an empty text."""
        if len(word) >= _SHORTEST - 1:
            for name in (name for rest in _rests(word) for name in self._by_rest.get(rest, ())):
                if name[0] == word[0] and distance(word, name, 1) == 1:
                    return name
        if len(word) >= _LONG - 1:
            for name in self._long.get(word[0], ()):
                if distance(word, name, 2) == 2:
                    return name
        return ""

    def _is_ordinary(self, word: str) -> bool:
        if word in ordinary_words() or word in field_words() or word in self._masks:
            return True
        stems = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
        return any(stem in ordinary_words() or f"{stem}e" in ordinary_words() for stem in stems)


def _rests(word: str) -> list[str]:
    """Return a word, and what is left of it without one of its letters."""
    return [word, *{word[:place] + word[place + 1 :] for place in range(len(word))}]

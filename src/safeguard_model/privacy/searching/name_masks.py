"""Masks: stretches of text in which a name is no leak, because they are declared pseudonyms or names of agencies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from safeguard_model.privacy.searching.name_forms import LETTERS
from safeguard_model.privacy.searching.name_tables import word_group
from safeguard_model.privacy.searching.plain_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguard_model.privacy.searching.plain_text import PlainText

__all__ = ["GENERIC_WORDS", "Masks", "runs_of", "without_generic_words"]

_RUNS: Final = re.compile(r"[^\W\d_]+|\d+")
GENERIC_WORDS: Final = word_group("generic words")
"""Words that many names of schools, surgeries and other agencies share."""


def runs_of(text: str) -> tuple[str, ...]:
    """Return the runs of letters and of digits of a text, in plain letters."""
    return tuple(_RUNS.findall(plain_text(text).text))


def without_generic_words(runs: tuple[str, ...]) -> tuple[str, ...]:
    """Return the runs of an agency's name up to the last before a generic word that is not at its beginning."""
    begin = 1 if runs[:1] == ("the",) else 0
    end = begin
    while end < len(runs) and (runs[end] not in GENERIC_WORDS or (runs[end] == "s" and end > begin)):
        end += 1
    return runs[begin:end]


class Masks:
    """The declared pseudonyms and the agencies' names of a case file, by each run of letters in them."""

    __slots__ = ("_by_run", "_patterns")

    def __init__(self, labels: Iterable[str], agencies: Iterable[str]) -> None:
        self._by_run: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
        self._patterns: dict[tuple[str, ...], re.Pattern[str]] = {}
        for label in labels:
            self._add(runs_of(label), is_label=True)
        for name in agencies:
            for part in (name, *name.split(":")):
                runs = runs_of(part)
                self._add(runs, is_label=False)
                short = without_generic_words(runs)
                if len(short) > 1 and short != runs:
                    self._add(short, is_label=False)

    def _add(self, runs: tuple[str, ...], *, is_label: bool) -> None:
        for run in dict.fromkeys(runs):
            self._by_run.setdefault(run, []).append((runs, is_label))

    def __contains__(self, run: str) -> bool:
        """Return whether a run of letters is in any of them."""
        return run in self._by_run

    def cover(self, plain: PlainText, start: int, end: int) -> bool:
        """Return whether a stretch lies in a declared pseudonym, or in an agency's name that is longer than it."""
        found = LETTERS.match(plain.text, start)
        for runs, is_label in self._by_run.get(found[0], ()) if found else ():
            reach = sum(map(len, runs)) + 3 * len(runs)
            for mask in self._pattern(runs).finditer(plain.text, max(0, start - reach), end + reach):
                is_inside = mask.start() <= start and end <= mask.end()
                if is_inside and (is_label or mask.end() - mask.start() > end - start):
                    return True
        return False

    def _pattern(self, runs: tuple[str, ...]) -> re.Pattern[str]:
        """Return the pattern of a mask. It is made when it is first needed, because few of them ever are."""
        pattern = self._patterns.get(runs)
        if pattern is None:
            pattern = re.compile(r"(?<![^\W_])" + r"[\W_]{0,3}".join(runs) + r"(?![^\W_])")
            self._patterns[runs] = pattern
        return pattern

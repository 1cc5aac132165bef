"""The tables of words about names, and the distance between two spellings."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from safeguard_model.lexicon.field import rows as lexicon_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["OrdinaryWord", "distance", "field_words", "ordinary_words", "other_names", "short_names", "word_group"]


class OrdinaryWord(StrEnum):
    """What kind of ordinary word a name is too, which says what in a sentence shows that it is a name."""

    MONTH = "month"
    """A month, season or day of the week: "in May"."""
    MODAL = "modal"
    """"may have", "will not"."""
    VERB = "verb"
    """A verb or noun that may begin a sentence: "Mark", "Hope", "Brook"."""
    ADJECTIVE = "adjective"
    """"Young", "Frank"."""
    PLACE = "place"
    """A town, county or country: "Lincoln"."""
    RARE = "rare"
    """A word that is rare in records, so that a capital letter shows a name: "Poppy"."""
    FIELD = "field"
    """A word of every record: "ward", "court", "child"."""
    TITLE = "title"
    """A trade or an office: "Bishop", "Baker"."""
    FUNCTION = "function"
    """"so", "an", "my"."""
    ABBREVIATION = "abbreviation"
    """"mo" for mother, "ed" for emergency department."""
    WORD = "word"
    """No name, but a misspelt name may look like it."""


@cache
def ordinary_words() -> Mapping[str, OrdinaryWord]:
    """Return the ordinary words of the table, in plain letters, each with its kind."""
    return {word: OrdinaryWord(kind) for word, kind in _lines("ordinary_words.tsv")}


@cache
def field_words() -> frozenset[str]:
    """Return the words of the phrases of the lexicon: a name that is one letter away from one is not guessed."""
    tables = {"concepts.tsv": ("words", "hints", "types"), "contexts.tsv": ("words",), "people.tsv": ("words",)}
    found: set[str] = set()
    for table, columns in tables.items():
        for row in lexicon_rows(table):
            found.update(" ".join(row[column] for column in columns).replace(";", " ").replace("-", " ").split())
    return frozenset(found)


def word_group(name: str) -> frozenset[str]:
    """Return the words of a group of the table ``name_words.tsv``."""
    return _word_groups()[name]


@cache
def _word_groups() -> dict[str, frozenset[str]]:
    return {group: frozenset(words.split()) for group, words in _lines("name_words.tsv")}


@cache
def short_names() -> Mapping[str, tuple[str, ...]]:
    """Return for each name its short and pet forms, and for each of those the names that it may stand for."""
    found: dict[str, dict[str, None]] = {}
    for name, short in _lines("diminutives.tsv"):
        found.setdefault(name, {})[short] = None
        found.setdefault(short, {})[name] = None
    return {name: tuple(others) for name, others in found.items()}


@cache
def other_names() -> Mapping[str, tuple[str, ...]]:
    """Return for each name the names that sound alike, or are other spellings of it."""
    found: dict[str, dict[str, None]] = {}
    for (group,) in _lines("sound_alikes.tsv"):
        names = group.split("; ")
        for name in names:
            found.setdefault(name, {}).update(dict.fromkeys(other for other in names if other != name))
    return {name: tuple(others) for name, others in found.items()}


def _lines(name: str) -> Iterator[list[str]]:
    """Yield the cells of a table beside this file, without the comment at its head and the headings."""
    text = files("safeguard_model.privacy.searching").joinpath(name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for line in lines[1:]:
        yield line.split("\t")


# The usual table of the distances between the beginnings of both words, row by row, but only for beginnings whose
# lengths differ by no more than `most`: all others need more than `most` insertions. A row whose least value is above
# `most` ends the search, because no later value is less than the least of the two rows above it.
def distance(one: str, other: str, most: int) -> int:
    """Return how many letters must be put in, left out, replaced or swapped with their neighbour; at most `most` + 1.

    Damerau-Levenshtein in the restricted form: no letter is changed twice.
    """
    far = most + 1
    if abs(len(one) - len(other)) > most:
        return far
    before: list[int] = []
    above = [column if column <= most else far for column in range(len(other) + 1)]
    for row, letter in enumerate(one, 1):
        here = [far] * (len(other) + 1)
        if row <= most:
            here[0] = row
        for column in range(max(1, row - most), min(len(other), row + most) + 1):
            same = letter == other[column - 1]
            least = min(above[column] + 1, here[column - 1] + 1, above[column - 1] + (not same))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == other[column - 1]:
                least = min(least, before[column - 2] + 1)
            here[column] = min(least, far)
        if min(here) > most and min(above) > most:
            return far
        before, above = above, here
    return above[-1]

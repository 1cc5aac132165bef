"""The topics of an entry: what its words and its kind speak of, whichever of the field's words an agency uses."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Final

from safeguard_model.lexicon.field import rows
from safeguard_model.lexicon.spellings import PHRASES, common_form
from safeguard_model.records import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "FORMAL",
    "HAPPENING",
    "JOINT",
    "TELLING",
    "UPDATE",
    "topics_by_kind",
    "topics_by_word",
    "topics_of",
    "topics_used_as",
]

FORMAL: Final = "formal"
"""The use of topics that are formal occasions, such as a conference. Each formal occasion is a happening too."""
HAPPENING: Final = "happening"
"""The use of topics that are things done or suffered, such as a burn or an arrest."""
TELLING: Final = "telling"
"""The use of topics that are acts of telling, such as a notice."""
JOINT: Final = "joint"
"""The use of the topic of what two agencies do together."""
UPDATE: Final = "update"
"""The use of the topic of entries that add to an earlier one. Every other topic is a detail."""
_MARK: Final = "~"
"""The first character of a topic, so that no topic is equal to a word."""


@cache
def topics_by_word() -> Mapping[str, tuple[str, ...]]:
    """Return the topics that each word names. The words have the forms that `telling_words` gives them.

    >>> topics_by_word()["bruis"]
    ('~injury',)
    """
    topics: dict[str, set[str]] = defaultdict(set)
    for row in rows("topics.tsv"):
        for word in row["words"].split():
            topics[word if word in PHRASES else common_form(word)].add(_MARK + row["topic"])
    return {word: tuple(sorted(of)) for word, of in topics.items()}


@cache
def topics_by_kind() -> Mapping[EventKind, tuple[str, ...]]:
    """Return the topics that each kind of event has, whatever its words."""
    topics: dict[EventKind, list[str]] = defaultdict(list)
    for row in rows("topics.tsv"):
        for kind in row["kinds"].split():
            topics[EventKind(kind)].append(_MARK + row["topic"])
    return {kind: tuple(of) for kind, of in topics.items()}


@cache
def topics_used_as(*uses: str) -> frozenset[str]:
    """Return the topics with one of the uses."""
    return frozenset(_MARK + row["topic"] for row in rows("topics.tsv") if row["use"] in uses)


def topics_of(words: Iterable[str], kind: EventKind) -> frozenset[str]:
    """Return the topics that an entry names, by its words or by its kind.

    The words have the forms that `telling_words` gives them.

    >>> from safeguard_model.lexicon import telling_words
    >>> sorted(topics_of(telling_words("Mark to cheek, T/C from nursery", {}), EventKind.NOTIFICATION))
    ['~call', '~face', '~injury', '~notice']
    """
    by_word = topics_by_word()
    named = [by_word[word] for word in words if word in by_word]
    return frozenset().union(*named, topics_by_kind().get(kind, ()))

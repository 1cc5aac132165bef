"""What a merge asks a person to decide: groups of entries that probably tell one event, and the pairs in them."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from math import exp
from typing import TYPE_CHECKING, ClassVar, Final

import attrs

from safeguard_model.discreet import Discreet
from safeguard_model.merging.disagreements import contradictions
from safeguard_model.merging.grouping import JOINED_FROM
from safeguard_model.records import Event
from safeguard_model.timeline.answers import date_of, is_plain, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["LIKELY", "Candidate", "Group", "differs_in", "reasons_of_group", "share_of"]


def share_of(log_odds: float) -> float:
    """Return log-odds as a number from 0 to 1: a half for 0, more for positive ones."""
    return 1 / (1 + exp(-log_odds)) if log_odds >= 0 else exp(log_odds) / (1 + exp(log_odds))


LIKELY: Final = round(share_of(JOINED_FROM), 2)
"""The lowest score, from 0 to 1, of a candidate: entries are joined into groups from there on."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Candidate(Discreet):
    """Two entries that probably describe one event. A person must decide whether they do."""

    headings: ClassVar[tuple[str, ...]] = ("score", "first", "second", "why")
    is_comparison: ClassVar[bool] = True

    first: Event
    """The entry that comes first in the timeline."""
    second: Event
    """The other entry."""
    score: float
    """How much the two entries look like one event, from 0 to 1, seen beside the other entries. At least `LIKELY`.

    `Merge.ranked` has pairs with lower scores too. It is the share of right pairs that the invented families had at
    such a score, so with other records it is only a hint.
    """
    reasons: tuple[str, ...]
    """What speaks for one event, in words, then what speaks against it. They never quote the text of an entry."""

    def cells(self) -> tuple[object, ...]:
        """Return one row of the table, in the order of `headings`."""
        return f"{self.score:.2f}", name_of(self.first), name_of(self.second), ", ".join(self.reasons)

    def __str__(self) -> str:
        first, second = _named((self.first, self.second))
        return f"{self.score:.2f}: {first} and {second}: {', '.join(self.reasons)}"

    def __repr__(self) -> str:
        return f"<Candidate: {self}>"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Group(Discreet):
    """Entries that probably describe one event, mostly of several agencies. A person must decide whether they do."""

    headings: ClassVar[tuple[str, ...]] = ("score", "entries", "why", "what differs")
    is_group: ClassVar[bool] = True

    events: tuple[Event, ...]
    """The entries, in the order of the timeline. Some of them may be known to be one event already."""
    score: float
    """The log-odds that two of the entries are one event: the mean over the pairs that are undecided.

    It has no limits. At 0, such pairs were as often right as wrong in the invented families.
    """
    reasons: tuple[str, ...]
    """What speaks for one event in at least half of the pairs, in words, then what speaks against in as many."""
    differs: tuple[str, ...]
    """The fields in which two of the entries contradict each other: of ``when``, ``people``, ``seen`` and ``state``."""

    def cells(self) -> tuple[object, ...]:
        """Return one row of the table, in the order of `headings`."""
        names = [name_of(event) for event in self.events]
        return f"{self.score:+.1f}", names, ", ".join(self.reasons), ", ".join(self.differs)

    def __str__(self) -> str:
        *others, last = _named(self.events)
        differs = f"; they differ in {', '.join(self.differs)}" if self.differs else ""
        return f"{self.score:+.1f}: {', '.join(others)} and {last}: {', '.join(self.reasons)}{differs}"

    def __repr__(self) -> str:
        return f"<Group: {self}>"


def reasons_of_group(reasons: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the reasons that at least half of some pairs have: those for one event first, then those against."""
    counts = Counter(reason for each in reasons for reason in each)
    shared = [reason for reason, count in counts.items() if 2 * count >= len(reasons)]
    return tuple(sorted(shared, key=lambda reason: reason.startswith("against")))


def differs_in(events: Iterable[Event]) -> tuple[str, ...]:
    """Return the fields in which two of the events contradict each other, each once."""
    return tuple(dict.fromkeys(name for pair in combinations(events, 2) for name in contradictions(*pair)))


def _named(events: Sequence[Event]) -> Iterator[str]:
    plain = is_plain(*events)
    return (f"{name_of(event)} ({date_of(event)})" if plain else name_of(event) for event in events)

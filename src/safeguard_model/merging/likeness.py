"""The likeness of two entries: log-odds that they tell one event, with the reasons in words.

The weights are in ``weights.tsv`` beside this file, with a reason for each. They were fitted to invented families by
``benchmarks/told_twice_fit.py``.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib.resources import files
from math import fsum
from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model.merging.entries import entries_of
from safeguard_model.merging.evidence import evidence_of
from safeguard_model.merging.pairs import pairs_of
from safeguard_model.merging.second_look import FAINTEST, second_look

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from safeguard_model.merging.evidence import Evidence
    from safeguard_model.progress import Progress
    from safeguard_model.records import CaseFile, Event

__all__ = ["Likeness", "Weighed", "likenesses", "tellers_of", "weighed_evidence"]

_SHOWN_FROM: Final = 0.3
"""The least log-odds that evidence adds or takes away if its reason is shown."""
_MOST_PAIRS: Final = 12
"""The most pairs of an entry that are looked at again, unless they are among the best of the other entry."""
_DATES: Final = frozenset({"same day", "next day", "days apart", "week apart", "month apart"})
"""The evidence that is shown however little it weighs: a reviewer always looks at the dates first."""


class Weighed(NamedTuple):
    """A row of the table of weights."""

    weight: float
    """The log-odds that one unit of the evidence adds."""
    reason: str
    """The evidence in words, for a reviewer; empty if it is not shown."""


class Likeness(NamedTuple):
    """How much two entries look like one event. `first` and `second` are their positions."""

    first: int
    second: int
    score: float
    """The log-odds that the two are one event."""
    evidence: tuple[str, ...]
    """The names of the evidence that counts and has a reason in words."""

    def reasons(self) -> tuple[str, ...]:
        """Return what speaks for one event, in words, then what speaks against. They never quote an entry."""
        table = weighed_evidence()
        shown = dict.fromkeys(table[name] for name in self.evidence)
        reasons = [row.reason for row in shown if row.weight > -_SHOWN_FROM]
        against = [f"against: {row.reason}" for row in shown if row.weight <= -_SHOWN_FROM]
        return tuple(dict.fromkeys([*reasons, *against]))


@cache
def weighed_evidence() -> Mapping[str, Weighed]:
    """Return the table of weights, by the name of the evidence."""
    text = files("safeguard_model.merging").joinpath("weights.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    return {name: Weighed(float(weight), reason) for name, weight, reason in rows}


def tellers_of(events: Sequence[Event]) -> list[str]:
    """Return who tells each entry: its agency. An entry without an agency stands for itself."""
    return [event.agency or event.id for event in events]


def likenesses(
    events: Sequence[Event],
    casefile: CaseFile | None,
    are_two: Callable[[Event, Event], bool],
    progress: Progress = None,
) -> list[Likeness]:
    """Return the likeness of each pair of entries that is compared and not faint, in the order of the positions.

    `are_two`: returns whether two entries are known to be two events; such a pair is left out.
    """
    table = weighed_evidence()
    weight_of = {name: row.weight for name, row in table.items()}
    constant = weight_of["constant"]
    entries, weights = entries_of(events, casefile)
    pairs: list[tuple[int, int]] = []
    scores: list[float] = []
    found: list[Evidence] = []
    for first, second in pairs_of(entries, progress):
        evidence = evidence_of(entries[first], entries[second], weights)
        if evidence is None:
            continue
        score = constant + fsum([weight_of[name] * amount for name, amount in evidence.items()])
        if score >= FAINTEST and not are_two(entries[first].event, entries[second].event):
            pairs.append((first, second))
            scores.append(score)
            found.append(evidence)
    kept = _best(pairs, scores)
    pairs = [pairs[place] for place in kept]
    scores = [scores[place] for place in kept]
    found = [found[place] for place in kept]
    constant = weight_of["second constant"]
    shown = frozenset(name for name, row in table.items() if row.reason)
    looks = second_look(pairs, scores, tellers_of(events))
    likely: list[Likeness] = []
    for (first, second), evidence, look in zip(pairs, found, looks, strict=True):
        score = constant + fsum([weight_of[name] * amount for name, amount in look.items()])
        amounts = evidence | look
        named = [
            name
            for name in amounts
            if name in shown and (name in _DATES or abs(weight_of[name] * amounts[name]) >= _SHOWN_FROM)
        ]
        likely.append(Likeness(first, second, score, tuple(named)))
    return sorted(likely)


# On a crowded day an entry is a little like very many others. It tells one event, and few agencies tell that, so its
# best pairs are enough. Without this limit, the time would grow with the square of the entries of a day.
def _best(pairs: Sequence[tuple[int, int]], scores: Sequence[float]) -> list[int]:
    """Return the positions of the pairs that are among the best `_MOST_PAIRS` of one of their entries, in order."""
    left: Counter[int] = Counter()
    kept: list[int] = []
    for place in sorted(range(len(pairs)), key=lambda place: (-scores[place], pairs[place])):
        first, second = pairs[place]
        if left[first] < _MOST_PAIRS or left[second] < _MOST_PAIRS:
            kept.append(place)
            left[first] += 1
            left[second] += 1
    return sorted(kept)

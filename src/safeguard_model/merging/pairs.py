"""The choice of entries to compare: those about one person on nearly one day, never all with all.

Entries lie in blocks, one for each person and day. In a block of more than a few, only those are compared that have a
word or a kind in common which few others of the block have, so that the pairs grow no faster than the entries.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Final, TypeAlias

from safeguard_model.merging.likeness import FARTHEST, WIDEST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from safeguard_model.merging.likeness import ComparedEntry

__all__ = ["pairs_of"]

_FEW: Final = 12
_Pair: TypeAlias = tuple[int, int]


def pairs_of(entries: Sequence[ComparedEntry]) -> set[_Pair]:
    """Return the places of the entries to compare, the earlier first."""
    pairs: set[_Pair] = set()
    for block, asking in _blocks(entries):
        for one, other in _within(entries, block, asking):
            pairs.add((one, other) if one < other else (other, one))
    return pairs


def _blocks(entries: Sequence[ComparedEntry]) -> Iterator[tuple[list[int], Collection[int]]]:
    """Return groups of entries that may tell one event, and which of each are compared with all the others."""
    yield from _of_days(entries)
    yield from _of_months(entries)
    yield from _of_people(entries)


def _of_days(entries: Sequence[ComparedEntry]) -> Iterator[tuple[list[int], Collection[int]]]:
    """About one person, or about nobody, on a day and the few after it."""
    by_day: dict[tuple[str, int], list[int]] = defaultdict(list)
    families: dict[tuple[str, int], list[int]] = defaultdict(list)
    several = {entry.family for entry in entries if entry.people - {entry.family}}
    everybody: dict[int, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        for day in {entry.day, entry.written, *entry.named} - {0}:
            everybody[day].append(place)
            for person in entry.people or ("",):
                by_day[person, day].append(place)
        if entry.day and entry.family in several:
            families[entry.family, entry.day].append(place)
    for (person, day), places in by_day.items():
        if person:
            after = [place for more in range(1, FARTHEST + 1) for place in by_day.get((person, day + more), ())]
        else:  # which may be about anybody
            after = [place for more in (-1, 0, 1) for place in everybody.get(day + more, ())]
        yield list(dict.fromkeys((*places, *after))), places
    yield from ((places, places) for places in families.values())


def _of_months(entries: Sequence[ComparedEntry]) -> Iterator[tuple[list[int], Collection[int]]]:
    """About one person within a month, some of them without a day."""
    imprecise: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        if not entry.day and _is_narrow(entry):
            for person in entry.people:
                for month in _months(entry):
                    imprecise[person, month].append(place)
    if not imprecise:
        return
    whole: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        if entry.day or _is_narrow(entry):
            for person in entry.people:
                for month in _months(entry):
                    if (person, month) in imprecise:
                        whole[person, month].append(place)
    for key, asking in imprecise.items():
        yield whole[key], asking


def _of_people(entries: Sequence[ComparedEntry]) -> Iterator[tuple[list[int], Collection[int]]]:
    """About one person, some of them with no date or a wide one: a block however few, so that a word is asked for."""
    wide: dict[str, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        if not entry.day and not _is_narrow(entry):
            for person in entry.people:
                wide[person].append(place)
    whole: dict[str, list[int]] = defaultdict(list)
    if wide:
        for place, entry in enumerate(entries):
            for person in entry.people & wide.keys():
                whole[person].append(place)
    for person, asking in wide.items():
        yield whole[person], asking


def _is_narrow(entry: ComparedEntry) -> bool:
    """Return whether an entry has two bounds that are close enough to compare it with every day between them."""
    return entry.low != 0 and entry.high != 0 and entry.high - entry.low < WIDEST


def _months(entry: ComparedEntry) -> Iterator[int]:
    """Return the months that an entry touches, numbered."""
    first, last = (date.fromordinal(day) for day in ((entry.day, entry.day) if entry.day else (entry.low, entry.high)))
    yield from range(first.year * 12 + first.month, last.year * 12 + last.month + 1)


# In a large block, two entries are compared only if they share a word or a kind that at most a few of the block have.
# Pairs without a rare feature in common would score low anyway. Each feature gives at most a fixed number of pairs, so
# the pairs grow with the features, not with the square of the block.
def _within(entries: Sequence[ComparedEntry], block: list[int], asking: Collection[int]) -> Iterator[_Pair]:
    """Return the pairs of a block to compare: every pair that contains one of `asking`, once."""
    asking = set(asking)
    if len(block) <= _FEW:
        yield from (pair for pair in combinations(block, 2) if not asking.isdisjoint(pair))
        return
    having: dict[str, list[int]] = defaultdict(list)
    for place in block:
        for feature in (*entries[place].words, *(f"#{kind}" for kind in entries[place].kinds)):
            having[feature].append(place)
    for places in having.values():
        if len(places) <= _FEW:
            yield from (pair for pair in combinations(places, 2) if not asking.isdisjoint(pair))

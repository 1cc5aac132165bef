"""The choice of pairs of entries to compare: entries about one person or family whose dates may be nearly the same.

Comparing all entries with all others would take too long. Entries are therefore put into blocks, mostly one for each
person and day, and only entries of one block are compared. In a large block, two entries are compared only if they
share a word or a kind that few other entries of the block have. So however crowded the days are, an entry has at most
`_FEW` partners for each of its words and kinds in each of its blocks, and the pairs grow no faster than the entries.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from safeguard_model.merging.likeness import FARTHEST, WIDEST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from safeguard_model.merging.likeness import ComparedEntry
    from safeguard_model.records import EventKind

__all__ = ["pairs_of"]

_FEW: Final = 12
"""The most entries of a small block, and the most entries that may have a word or kind that counts as rare."""
_Pair: TypeAlias = tuple[int, int]


# The partners of each entry are collected first, and then the entries are taken one after the other. So a pair that
# several blocks give is compared once. And neighbours in time are compared one after the other, which takes about
# half the time of the same pairs in any order, because their words are still in the processor's cache. Two entries
# that ask for each other are partners of each other; this pair is yielded with the entry of the smaller position.
def pairs_of(entries: Sequence[ComparedEntry]) -> Iterator[_Pair]:
    """Yield the pairs of entries to compare, as positions in `entries`, the smaller position first; each pair once."""
    features = [entry.words.union(map(_marked, entry.kinds)) for entry in entries]
    partners: list[set[int]] = [set() for _ in entries]
    for block, asking in _blocks(entries):
        for one, neighbours in _within(features, block, asking):
            partners[one].update(neighbours)
    for one, others in enumerate(partners):
        for other in others:
            if one < other:
                yield one, other
            elif other < one and one not in partners[other]:
                yield other, one


@cache
def _marked(kind: EventKind) -> str:
    """Return a kind as a text that is equal to no word."""
    return f"#{kind}"


def _blocks(entries: Sequence[ComparedEntry]) -> Iterator[tuple[list[int], Collection[int]]]:
    """Yield each block of entries that may describe one event, as positions, and its asking entries.

    At least one entry of each pair to compare must be an asking entry.
    """
    yield from _of_days(entries)
    yield from _of_months(entries)
    yield from _of_people(entries)


def _of_days(entries: Sequence[ComparedEntry]) -> Iterator[tuple[list[int], Collection[int]]]:
    """Yield the blocks for single days: an entry belongs to its date, its day of recording and the days it mentions.

    The block of a person and a day holds the person's entries of that day and of the three days after it. Entries that
    name nobody may be about anybody: their block holds all entries of that day, the day before and the day after. The
    asking entries are, in the first block, the person's entries of the day itself and, in the second, the entries of
    the day itself that name nobody.

    The block of a family and a day holds the entries about all its people, because one entry may name the child and
    another the mother.
    """
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
        else:  # an entry that names nobody may be about anybody
            after = [place for more in (-1, 0, 1) for place in everybody.get(day + more, ())]
        yield list(dict.fromkeys((*places, *after))), places
    yield from ((places, places) for places in families.values())


def _of_months(entries: Sequence[ComparedEntry]) -> Iterator[tuple[list[int], Collection[int]]]:
    """Yield a block for each person and month that has entries without an exact day; these are the asking entries.

    The block holds all entries about the person whose exact day, or whose date, lies at least partly in the month. An
    entry without an exact day belongs to a block only if its date covers at most `WIDEST` days.
    """
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
    """Yield a block for each person who has entries with no date or a wide one; these are the asking entries.

    The block holds all entries about the person.
    """
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
    """Return whether an entry's date has a known first and last possible day, and covers at most `WIDEST` days."""
    return entry.low != 0 and entry.high != 0 and entry.high - entry.low < WIDEST


def _months(entry: ComparedEntry) -> Iterator[int]:
    """Yield the months that an entry's date covers, at least partly; for an entry with an exact day, its month only.

    A month is the number `year * 12 + month`.
    """
    first, last = (date.fromordinal(day) for day in ((entry.day, entry.day) if entry.day else (entry.low, entry.high)))
    yield from range(first.year * 12 + first.month, last.year * 12 + last.month + 1)


# In a large block, two entries are compared only if they share a rare word or kind: one that at most `_FEW` entries of
# the block have. Pairs without a rare word or kind in common would score low anyway. Each rare word or kind gives an
# entry fewer than `_FEW` partners. So the number of pairs grows with the number of words, not with the square of the
# block. Each pair needs an asking entry, so the words and kinds that no asking entry has are left aside.
def _within(
    features: Sequence[frozenset[str]], block: list[int], asking: Collection[int]
) -> Iterator[tuple[int, list[int]]]:
    """Yield asking entries of a block, each with entries to compare it with, which may include itself.

    In a small block these are all its entries. In a large block, they are the entries that share a rare word or kind.
    The same two entries may be yielded more than once.
    """
    if len(block) <= _FEW:
        for one in asking:
            yield one, block
        return
    asking = set(asking)
    wanted = frozenset[str]().union(*[features[place] for place in asking])
    having: dict[str, list[int]] = defaultdict(list)
    for place in block:
        for feature in wanted & features[place]:
            having[feature].append(place)
    for places in having.values():
        if 1 < len(places) <= _FEW:
            for one in asking.intersection(places):
                yield one, places

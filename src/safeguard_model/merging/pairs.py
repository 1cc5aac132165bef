"""The choice of pairs of entries to compare: entries about one family whose dates may be nearly the same.

Comparing all entries with all others would take too long. Entries are therefore put into blocks, mostly one for each
family and day, and only entries of one block are compared. In a large block, two entries are compared only if they
share a word or a kind that few other entries of the block have. So however crowded the days are, an entry has at most
`_RARE` partners for each of its words and kinds in each large block, and the pairs grow no faster than the entries.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from safeguard_model.progress import followed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from safeguard_model.merging.entries import ComparedEntry
    from safeguard_model.progress import Progress
    from safeguard_model.records import EventKind

__all__ = ["pairs_of"]

_FEW: Final = 12
"""The most entries of a small block."""
_RARE: Final = 6
"""The most entries of a block that may have a word or kind that counts as rare."""
_DAYS_AFTER: Final = 3
"""The most days between two entries that are compared for their dates alone."""
_WIDEST: Final = 31
"""The most days that a narrow date covers."""
_Pair: TypeAlias = tuple[int, int]


# The partners of each entry are collected first, and then the entries are taken one after the other. So a pair that
# several blocks give is compared once. And neighbours in time are compared one after the other, which takes about
# half the time of the same pairs in any order, because their words are still in the processor's cache. Two entries
# that ask for each other are partners of each other; this pair is yielded with the entry of the smaller position.
def pairs_of(entries: Sequence[ComparedEntry], progress: Progress = None) -> Iterator[_Pair]:
    """Yield the pairs of entries to compare, as positions in `entries`, the smaller position first; each pair once.

    The events of the entries pass through the hook `progress`, each before its pairs.
    """
    features = [entry.words.union(map(_marked, entry.kinds)) for entry in entries]
    partners: list[set[int]] = [set() for _ in entries]
    for block, asking in _blocks(entries):
        for one, neighbours in _within(features, block, asking):
            partners[one].update(neighbours)
    events = followed([entry.event for entry in entries], progress, len(entries), "comparing entries", "merge")
    for one, _ in enumerate(events):
        for other in partners[one]:
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
    yield from _of_occasions(entries)
    yield from _of_months(entries)
    yield from _of_families(entries)


def _of_days(entries: Sequence[ComparedEntry]) -> Iterator[tuple[list[int], Collection[int]]]:
    """Yield the blocks for single days: an entry belongs to its date, its day of recording and the days it mentions.

    A family and a day have two blocks: the family's entries of that day alone, and these with what may tell of them
    later: all entries of the next day, and those of the two days after it that are messages or of formal occasions.
    Entries that name nobody, where there are several families, may be about anybody: their block holds all entries of
    that day, the day before and the day after. The asking entries are the family's entries of the day itself, or those
    that name nobody.
    """
    by_day: dict[tuple[str, int], list[int]] = defaultdict(list)
    everybody: dict[int, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        for day in {entry.day, entry.written, *entry.named} - {0}:
            everybody[day].append(place)
            by_day[entry.family, day].append(place)
    for (family, day), places in by_day.items():
        if family:
            after = [*by_day.get((family, day + 1), ())]
            for more in range(2, _DAYS_AFTER + 1):
                after += [place for place in by_day.get((family, day + more), ()) if _may_be_late(entries[place])]
            yield places, places
        else:
            after = [place for more in (-1, 0, 1) for place in everybody.get(day + more, ())]
        yield list(dict.fromkeys((*places, *after))), places


def _may_be_late(entry: ComparedEntry) -> bool:
    """Return whether an entry may tell of something two or three days before: a message, or one of formal occasions."""
    return entry.is_telling or bool(entry.occasions)


def _of_occasions(entries: Sequence[ComparedEntry]) -> Iterator[tuple[list[int], Collection[int]]]:
    """Yield a block for each message about a formal occasion: with the entries of such an occasion in the month before.

    The minutes of a conference seldom say its day.
    """
    held: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for place, entry in enumerate(entries):
        if entry.day:
            for occasion in entry.occasions:
                held[entry.family, occasion].append((entry.day, place))
    for days in held.values():
        days.sort()
        for end, (day, place) in enumerate(days):
            if entries[place].is_telling:
                start = bisect_left(days, (day - _WIDEST, 0))
                before = [earlier for _, earlier in days[max(start, end - _FEW + 1) : end]]
                yield [place, *before], [place]


def _of_months(entries: Sequence[ComparedEntry]) -> Iterator[tuple[list[int], Collection[int]]]:
    """Yield a block for each family and month that has entries without an exact day; these are the asking entries.

    The block holds all entries about the family whose exact day, or whose date, lies at least partly in the month. An
    entry without an exact day belongs to a block only if its date covers at most `_WIDEST` days.
    """
    imprecise: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        if not entry.day and entry.family and _is_narrow(entry):
            for month in _months(entry):
                imprecise[entry.family, month].append(place)
    if not imprecise:
        return
    whole: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        if entry.day or _is_narrow(entry):
            for month in _months(entry):
                if (entry.family, month) in imprecise:
                    whole[entry.family, month].append(place)
    for key, asking in imprecise.items():
        yield whole[key], asking


def _of_families(entries: Sequence[ComparedEntry]) -> Iterator[tuple[list[int], Collection[int]]]:
    """Yield a block for each family that has entries with no date or a wide one; these are the asking entries.

    The block holds all entries about the family.
    """
    wide: dict[str, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        if not entry.day and entry.family and not _is_narrow(entry):
            wide[entry.family].append(place)
    whole: dict[str, list[int]] = defaultdict(list)
    if wide:
        for place, entry in enumerate(entries):
            if entry.family in wide:
                whole[entry.family].append(place)
    for family, asking in wide.items():
        yield whole[family], asking


def _is_narrow(entry: ComparedEntry) -> bool:
    """Return whether an entry's date has a known first and last possible day, and covers at most `_WIDEST` days."""
    return entry.low != 0 and entry.high != 0 and entry.high - entry.low < _WIDEST


def _months(entry: ComparedEntry) -> Iterator[int]:
    """Yield the months that an entry's date covers, at least partly; for an entry with an exact day, its month only.

    A month is the number `year * 12 + month`.
    """
    first, last = (date.fromordinal(day) for day in ((entry.day, entry.day) if entry.day else (entry.low, entry.high)))
    yield from range(first.year * 12 + first.month, last.year * 12 + last.month + 1)


# In a large block, two entries are compared only if they share a rare word or kind: one that at most `_RARE` entries of
# the block have. Pairs without a rare word or kind in common would score low anyway. Each rare word or kind gives an
# entry fewer than `_RARE` partners. So the number of pairs grows with the number of words, not with the square of the
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
        if 1 < len(places) <= _RARE:
            for one in asking.intersection(places):
                yield one, places

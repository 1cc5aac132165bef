"""The groups of entries that probably tell one event, formed from the scores of pairs."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from itertools import product
from math import fsum
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

__all__ = ["JOINED_FROM", "NOT_COMPARED", "grouped"]

JOINED_FROM: Final = -0.8
"""The lowest mean score, in log-odds, at which two groups are joined."""
_UPDATE_FROM: Final = 0.0
"""The lowest score at which two entries of one agency may be in one group: the later is then an update."""
NOT_COMPARED: Final = -4.0
"""The score of a pair that was not compared, or whose score was too low to keep."""
_Pair: TypeAlias = tuple[int, int]


# This is average linkage: of all groups, the two with the highest mean score between their entries are joined, again
# and again, as long as the mean is high enough. A single good pair therefore cannot join two groups whose other entries
# do not fit, and one poor pair cannot keep an entry out of a group that it fits otherwise. The mean over all pairs of
# a group is at least `JOINED_FROM`, because it is made of means that are. An agency tells an event once, so a group
# gets a second entry of an agency only if it looks like an update of the first. The heap holds each pair of groups
# that may be joined; pairs with a group that is gone are passed over. Ties go to the earlier entries.
def grouped(
    scores: Mapping[_Pair, float],
    tellers: Sequence[str],
    together: Iterable[Sequence[int]] = (),
    apart: Collection[_Pair] = (),
    joined_from: float = JOINED_FROM,
) -> list[list[int]]:
    """Return the groups of two or more entries, as sorted positions.

    `scores`: the log-odds of pairs, the smaller position first. `tellers`: the agency of each entry, or the id of an
    entry without one. `together`: entries that are known to tell one event. `apart`: pairs that are known to be two.
    `joined_from`: the lowest mean score at which two groups are joined.
    """
    members: dict[int, list[int]] = {}
    group_of: dict[int, int] = {}
    for known in together:
        members[known[0]] = sorted(known)
        group_of.update(dict.fromkeys(known, known[0]))
    near: dict[int, set[int]] = {}
    for pair in scores:
        one, other = (group_of.setdefault(place, place) for place in pair)
        if one != other:
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
    for place, group in group_of.items():
        if place == group:
            members.setdefault(group, [place])
    forbidden = set(apart)

    def mean(one: int, other: int) -> float:
        pairs = [(min(pair), max(pair)) for pair in product(members[one], members[other])]
        if not forbidden.isdisjoint(pairs):
            return NOT_COMPARED
        found = [scores.get(pair, NOT_COMPARED) for pair in pairs]
        for (first, second), score in zip(pairs, found, strict=True):
            if score < _UPDATE_FROM and tellers[first] == tellers[second]:
                return NOT_COMPARED
        return fsum(found) / len(found)

    pairs_near = {(min(one, other), max(one, other)) for one, others in near.items() for other in others}
    scored = [(-mean(one, other), one, other) for one, other in pairs_near]
    heap = [each for each in scored if each[0] <= -joined_from]
    heapify(heap)
    gone: dict[int, int] = {}
    made = len(tellers)
    while heap:
        _, one, other = heappop(heap)
        if one in gone or other in gone:
            continue
        gone[one] = gone[other] = made
        members[made] = sorted(members.pop(one) + members.pop(other))
        near[made] = {group for group in near.pop(one) | near.pop(other) if group not in gone}
        for group in near[made]:
            near[group].add(made)
            if (score := mean(group, made)) >= joined_from:
                heappush(heap, (-score, group, made))
        made += 1
    return sorted(places for places in members.values() if len(places) > 1)

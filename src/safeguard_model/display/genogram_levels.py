"""The levels of a genogram: parents above children, partners and siblings side by side, whatever the ties say."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["components", "find_levels"]

Pair: TypeAlias = "tuple[str, str]"


def components(people: Iterable[str], pairs: Iterable[Pair]) -> list[tuple[str, ...]]:
    """Return the groups of people who are tied to each other, directly or through others, in the given order."""
    people = tuple(people)
    near = _neighbours([*pairs, *((b, a) for a, b in pairs)])
    seen: set[str] = set()
    groups: list[tuple[str, ...]] = []
    for person in people:
        if person not in seen:
            group = _reached(near, person)
            seen |= group
            groups.append(tuple(one for one in people if one in group))
    return groups


# People who belong side by side are merged into one group, but only while no path leads down from one to the other:
# so the groups never form a cycle. The longest path from the top then puts every child below every parent. A group
# above its place (a grandparent of the shorter line) is moved down until it is directly above its highest child; its
# parents are above it already, so no rule breaks.
def find_levels(people: Sequence[str], above: Iterable[Pair], beside: Iterable[Pair]) -> dict[str, int]:
    """Return the level of each person, from 0 at the top.

    `above`: pairs of parent and child. If they form a cycle, as few pairs as a search finds are left out of account.
    `beside`: pairs that belong on one level, the most important first. A pair that cannot be on one level is not.
    """
    below = _neighbours(_without_cycles(people, list(above)))
    group = {person: person for person in people}
    for one, other in beside:
        a, b = group[one], group[other]
        if a != b and b not in _reached(below, a) and a not in _reached(below, b):
            for person in people:
                group[person] = a if group[person] == b else group[person]
            below = _neighbours([(a if x == b else x, a if y == b else y) for x, ys in below.items() for y in ys])
    order = _parents_first(dict.fromkeys(group.values()), below)
    level = dict.fromkeys(order, 0)
    for one in order:
        for child in below[one]:
            level[child] = max(level[child], level[one] + 1)
    for one in reversed(order):
        if below[one]:
            level[one] = min(level[child] for child in below[one]) - 1
    top = min(level.values(), default=0)
    return {person: level[group[person]] - top for person in people}


def _neighbours(pairs: Iterable[Pair]) -> defaultdict[str, dict[str, None]]:
    near: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for a, b in pairs:
        near[a][b] = None
    return near


def _reached(near: Mapping[str, Mapping[str, None]], start: str) -> set[str]:
    """Return everybody to whom a path leads, with the start."""
    found, waiting = {start}, [start]
    while waiting:
        for other in near.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _without_cycles(people: Sequence[str], pairs: list[Pair]) -> list[Pair]:
    """Return the pairs without those by which a search, from those without parents down, comes back to itself."""
    below = _neighbours(pairs)
    have_parents = {child for _, child in pairs}
    done: set[str] = set()
    kept: list[Pair] = []
    for start in sorted(people, key=lambda person: person in have_parents):
        path = [(start, iter(below[start]))] if start not in done else []
        on_path = {start}
        done.add(start)
        while path:
            person, rest = path[-1]
            child = next(rest, None)
            if child is None:
                path.pop()
                on_path.discard(person)
            elif child not in on_path:
                kept.append((person, child))
                if child not in done:
                    done.add(child)
                    on_path.add(child)
                    path.append((child, iter(below[child])))
    return kept


def _parents_first(groups: Iterable[str], below: Mapping[str, Mapping[str, None]]) -> list[str]:
    """Return the groups in an order in which every group comes before the groups below it."""
    groups = tuple(groups)
    waits = dict.fromkeys(groups, 0)
    for one in groups:
        for child in below.get(one, ()):
            waits[child] += 1
    order = [one for one in groups if not waits[one]]
    for one in order:
        for child in below.get(one, ()):
            waits[child] -= 1
            if not waits[child]:
                order.append(child)
    return order

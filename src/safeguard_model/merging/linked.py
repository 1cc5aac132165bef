"""Groups of ids that are linked, directly or through others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["representatives"]


# A forest, known as union-find: each id points to a smaller one, and the smallest of a group to itself. Two groups are
# joined by pointing the larger end at the smaller, so the result is the same in whatever order the groups come. Each
# walk to the end shortens the way for the next, which keeps the whole close to linear.
def representatives(groups: Iterable[Collection[str]]) -> dict[str, str]:
    """Return for each id the smallest of all ids that it is linked with; the ids of a group are linked.

    >>> representatives([("e-2", "e-1"), ("e-3", "e-2"), ("e-4",)])
    {'e-2': 'e-1', 'e-1': 'e-1', 'e-3': 'e-1', 'e-4': 'e-4'}
    """
    above: dict[str, str] = {}

    def end_of(id: str) -> str:
        while (next_id := above.setdefault(id, id)) != id:
            above[id] = above[next_id]
            id = next_id
        return id

    for group in groups:
        ends = [end_of(id) for id in group]
        if ends:
            smallest = min(ends)
            for end in ends:
                above[end] = smallest
    return {id: end_of(id) for id in list(above)}

"""The groups of ids that are linked, directly or through other ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["representatives"]


# The algorithm is known as union-find. Each id points to a smaller id of its group; the smallest id points to itself.
# To join groups, the smallest ids of all of them are pointed at the least. So the head of a group is always its
# smallest id, whatever the order of the groups. Each walk to the smallest id shortens the path for later walks, so the
# total time grows almost in proportion to the number of ids.
def representatives(groups: Iterable[Collection[str]]) -> dict[str, str]:
    """Return, for each id, the smallest id that it is linked with. All ids of one group are linked.

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

"""Wording that answers share: lengths of time that reveal no day, and lists of ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguard_model.dates import DayCount
    from safeguard_model.records import Event

__all__ = ["first_ids", "length_in_months"]

_MOST_IDS = 3
_DAYS_IN_MONTH = 365.25 / 12


# From a number of days and the date of the event beside it, anyone could work out a date of birth or death. From
# completed months, they cannot tell which of about thirty days it was.
def length_in_months(days: DayCount) -> str:
    """Return a length of time in completed months only, to be shown beside a birth or a death.

    >>> from safeguard_model import DayCount
    >>> print(length_in_months(DayCount(10, 10)), length_in_months(DayCount(0, 482)), sep="; ")
    under 1 month; up to about 15 months
    >>> print(length_in_months(DayCount(61, 100)))
    about 2 to 3 months
    """
    low = int(max(days.least or 0, 0) // _DAYS_IN_MONTH)
    if days.most is None:
        return f"at least about {_months(low)}" if low else "an unknown time"
    high = int(days.most // _DAYS_IN_MONTH)
    if high == 0:
        return "under 1 month"
    if low == high:
        return f"about {_months(low)}"
    if low == 0:
        return f"up to about {_months(high)}"
    return f"about {low} to {_months(high)}"


def first_ids(*groups: Sequence[Event]) -> str:
    """Return the ids of the first three events, and how many more there are: ``e-1, e-2, e-3 and 2 others``."""
    ids: list[str] = []
    for events in groups:
        ids += [event.id for event in events[: _MOST_IDS - len(ids)]]
    more = sum(map(len, groups)) - len(ids)
    if more:
        ids.append("1 other" if more == 1 else f"{more} others")
    if len(ids) < 2:
        return "".join(ids)
    return f"{', '.join(ids[:-1])} and {ids[-1]}"


def _months(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"

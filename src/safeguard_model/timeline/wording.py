"""Wording that answers share: lengths of time that reveal no day, and lists of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguard_model.dates import DayCount
    from safeguard_model.records import Event

__all__ = ["named", "roughly"]

_NAMED = 3
_MONTH = 365.25 / 12


def roughly(days: DayCount) -> str:
    """Return a length beside a birth or a death: in completed months only, for the days would tell its date.

    >>> from safeguard_model import DayCount
    >>> print(roughly(DayCount(10, 10)), roughly(DayCount(61, 100)), roughly(DayCount(0, 482)), sep="; ")
    under 1 month; about 2 to 3 months; up to about 15 months
    """
    if days.most is None:
        low = int((days.least or 0) // _MONTH)
        return f"at least about {_months(low)}" if low else "an unknown time"
    low = int(max(days.least or 0, 0) // _MONTH)
    high = int(days.most // _MONTH)
    if high == 0:
        return "under 1 month"
    if low == high:
        return f"about {_months(low)}"
    return f"about {low} to {_months(high)}" if low else f"up to about {_months(high)}"


def named(*groups: Sequence[Event]) -> str:
    """Return the ids of the first few events, and how many more there are: ``e-1, e-2, e-3 and 2 others``."""
    names = [event.id for events in groups for event in events[:_NAMED]][:_NAMED]
    more = sum(map(len, groups)) - len(names)
    if more:
        names.append("1 other" if more == 1 else f"{more} others")
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _months(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"

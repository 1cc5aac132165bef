"""Wording that answers share: dates in a list, lengths of time that reveal no day, and lists of ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguard_model.dates.when import meaning_of
from safeguard_model.records import Agency, Person
from safeguard_model.records.casefile import find_record
from safeguard_model.records.vocabulary import BIRTHS_AND_DEATHS, Precision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguard_model.dates import DayCount, When
    from safeguard_model.records import CaseFile, Event, Record, RecordId

__all__ = ["dates_in_words", "first_ids", "label_of", "length_in_months"]

_MOST_IDS = 3
_IN_A_UNIT = frozenset({Precision.MONTH, Precision.SEASON, Precision.YEAR, Precision.DECADE})
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


# The order of a list tells a story: "March 2016: death" above "2 March 2016: incident" reads as if the death came
# first. The order stays, because there must be one. But if the time of a row may hold the time of the next row, the row
# says so: "some time in March 2016". Two vague dates of one length, such as the same day, are not marked: nobody reads
# an order into them. Nor is a row marked because of a birth or a death below it whose date is not shown.
def dates_in_words(events: Sequence[Event], *, revealed: bool = False) -> list[str]:
    """Return the date of each event of a list in words, marked if the next, less vague event may begin in it.

    `revealed`: whether the dates of births and deaths are shown.

    >>> from safeguard_model import Event
    >>> dates_in_words([Event(id="d", when="2016-03", kind="illness"), Event(id="i", when="2016-03-02", kind="injury")])
    ['some time in March 2016', '2 March 2016']
    """
    dates: list[str] = []
    for place, event in enumerate(events):
        following = events[place + 1] if place + 1 < len(events) else None
        is_shown = following is not None and (revealed or following.kind not in BIRTHS_AND_DEATHS)
        if following is not None and is_shown and _may_hold(event.when, following.when):
            dates.append(_with_doubt(event.when))
        else:
            dates.append(str(event.when))
    return dates


def _may_hold(when: When, following: When) -> bool:
    """Return whether `when` is no span, and `following` is less vague and may begin in it."""
    if _is_day(when.text) and _is_day(following.text):  # nearly always, and no day is less vague than another
        return False
    if when.is_span or when.is_unknown or following.is_unknown:
        return False
    low, _, _, high = meaning_of(when)
    next_low, next_high, _, _ = meaning_of(following)
    return low <= next_low <= high and next_high - next_low < high - low


def _is_day(text: str) -> bool:
    """Return whether the text of a `When` is a whole day without a mark, such as ``2016-03-02``."""
    return len(text) == len("2016-03-02") and text[4] == "-" and text[7] == "-" and text[8] != "X"


def _with_doubt(when: When) -> str:
    words = str(when)
    if words.startswith("some time"):
        return words
    if when.precision in _IN_A_UNIT and not (when.approximate or when.uncertain):
        return f"some time in {words}"
    if when.precision is Precision.DAY and not (when.approximate or when.uncertain):
        return f"some time on {words}"
    return f"some time {words}"


def first_ids(*groups: Sequence[Record]) -> str:
    """Return the ids of the first three records, and how many more there are: ``e-1, e-2, e-3 and 2 others``."""
    ids: list[str] = []
    for records in groups:
        ids += [record.id for record in records[: _MOST_IDS - len(ids)]]
    more = sum(map(len, groups)) - len(ids)
    if more:
        ids.append("1 other" if more == 1 else f"{more} others")
    if len(ids) < 2:
        return "".join(ids)
    return f"{', '.join(ids[:-1])} and {ids[-1]}"


def _months(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"


def label_of(casefile: CaseFile | None, id: RecordId) -> str:
    """Return what may be shown for an id: the label of a person, the name of an agency, or else the id itself."""
    record = find_record(casefile, id)
    if isinstance(record, Agency):
        return record.name or id
    return record.label if isinstance(record, Person) else id

"""What is drawn for an event on a time axis: where it begins and ends, as far as the record says, in days."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from safeguard_model.dates import Precision
from safeguard_model.dates.edtf import ANY, DAY
from safeguard_model.dates.when import meaning_of
from safeguard_model.records.vocabulary import BIRTHS_AND_DEATHS

if TYPE_CHECKING:
    from safeguard_model.dates import When
    from safeguard_model.records import Event

__all__ = ["Form", "Mark", "Stretch", "mark_of", "month_around", "stretch_of"]


class Form(StrEnum):
    """The forms of a mark. Each looks different, also in grey."""

    EXACT = "exact"
    """On one day, or at one minute: a solid marker."""
    VAGUE = "vague"
    """At one time, which is less exact than a day: a thin bar with caps, from the earliest time to the latest."""
    ONE_OF = "one_of"
    """At one time between two bounds: the same bar, dotted."""
    SPAN = "span"
    """From one time to another: a thick bar. Where it may or may not have gone on, the bar is light."""
    UNDATED = "undated"
    """Without any date: a marker in a column of its own."""


class Stretch(NamedTuple):
    """A stretch of an axis in days, counted as `date.toordinal` counts. None is an open end."""

    first: float | None
    last: float | None


class Mark(NamedTuple):
    """What is drawn for one event."""

    event: Event
    form: Form
    extent: Stretch
    """The earliest and the latest time that the date may mean; both None if there is no date at all."""
    certain: Stretch | None
    """Of a span, the part in which it certainly went on; None if there is no such part, and for all other forms."""


# A mark can be measured with a ruler, and in a vector file its place is written down to a thousandth of a point. So the
# day of a birth or a death is not hidden by leaving out its text: the mark itself has to be vague.
def mark_of(event: Event, *, revealed: bool) -> Mark:
    """Return the mark of an event. Unless `revealed`, a birth or a death is drawn as some time in its month."""
    when = event.when
    extent = stretch_of(when)
    if extent == (None, None):
        return Mark(event, Form.UNDATED, Stretch(None, None), None)
    if event.kind in BIRTHS_AND_DEATHS and not revealed:
        return Mark(event, Form.VAGUE, month_around(extent), None)
    if when.is_span:
        return Mark(event, Form.SPAN, extent, _certain_part(when))
    if when.text[0] == "[":
        return Mark(event, Form.ONE_OF, extent, None)
    if when.precision in {Precision.DAY, Precision.MINUTE} and not (when.approximate or when.uncertain):
        middle = (_ends(extent)[0] + _ends(extent)[1]) / 2
        return Mark(event, Form.EXACT, Stretch(middle, middle), None)
    return Mark(event, Form.VAGUE, extent, None)


def stretch_of(when: When) -> Stretch:
    """Return the stretch from the first minute that a time may touch to the end of its last minute.

    >>> from safeguard_model import When
    >>> first, last = stretch_of(When("2016-03"))
    >>> last - first
    31.0
    """
    low, _, _, high = meaning_of(when)
    return Stretch(None if low <= -ANY else low / DAY, None if high >= ANY else (high + 1) / DAY)


def month_around(stretch: Stretch) -> Stretch:
    """Return the stretch from the first day of the month in which a stretch begins to the end of that in which it ends.

    >>> first, last = month_around(Stretch(date(2016, 3, 2).toordinal(), date(2016, 3, 3).toordinal()))
    >>> date.fromordinal(int(first)), last - first
    (datetime.date(2016, 3, 1), 31.0)
    """
    first, last = stretch
    if first is not None:
        first = float(date.fromordinal(int(first)).replace(day=1).toordinal())
    if last is not None:
        # A stretch that ends with the last minute of a day ends at the start of the next day, so a minute is taken off.
        day = date.fromordinal(int(last - 1 / DAY))
        last = float(_month_after(day).toordinal())
    return Stretch(first, last)


def _month_after(day: date) -> date:
    if day.month == 12:
        return date.max if day.year == date.max.year else date(day.year + 1, 1, 1)
    return date(day.year, day.month + 1, 1)


def _ends(stretch: Stretch) -> tuple[float, float]:
    first, last = stretch
    assert first is not None  # noqa: S101 - a day has both
    assert last is not None  # noqa: S101
    return first, last


def _certain_part(span: When) -> Stretch | None:
    """Return the part of a span in which it certainly went on, from its latest start to its earliest end."""
    _, start, end, _ = meaning_of(span)
    if start > end or start >= ANY or end <= -ANY:
        return None
    return Stretch(None if start <= -ANY else start / DAY, None if end >= ANY else (end + 1) / DAY)

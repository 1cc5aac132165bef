"""The time axis of a picture: how far it reaches, where it is broken, and which dates are written below it."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from itertools import chain, pairwise
from statistics import median_low
from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model.dates.when_wording import MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from safeguard_model.display.marks import Mark, Stretch

__all__ = ["Tick", "TimeAxis"]

_BROAD: Final = 366
"""A bar of more days than this does not decide how far the axis reaches, if it may lie among the others."""
_LONG: Final = 1100
"""A bar of more days than this may run through a break of the axis."""
_EMPTY_SHARE: Final = 0.2
"""The share of the axis from which on a stretch without any mark is cut out."""
_UNUSUAL: Final = 4
"""How many times as long as the usual empty stretch it must be as well."""
_BREAK_WIDTH: Final = 16.0
"""The width of a place where the axis is broken, in points."""
_EARLIEST: Final = float(date.min.toordinal())
_LATEST: Final = float(date.max.toordinal())
_NO_DATES: Final = (float(date(2000, 1, 1).toordinal()), float(date(2001, 1, 1).toordinal()))
_MONTHS: Final = tuple(name[:3] for name in MONTHS)


class Tick(NamedTuple):
    """A date written below the axis."""

    day: float
    text: str


class TimeAxis:
    """A scale from days to points. Long stretches without any mark are cut out, and shown as breaks."""

    def __init__(self, marks: Iterable[Mark], width: float, also: Iterable[Stretch] = ()) -> None:
        """Make the axis for some marks, and for other stretches to be shown too, in a width in points."""
        narrow, broad = _extents_of([*(mark.extent for mark in marks), *also])
        self.has_dates = bool(narrow or broad)
        shown = _range_of(narrow, broad) if self.has_dates else _NO_DATES
        occupied = [
            (min(max(first, shown[0]), shown[1]), min(max(last, shown[0]), shown[1]))
            for first, last in _ends_of(narrow, broad)
        ]
        first, last = shown
        pad = max((last - first) * 0.01, 1.0)
        self.first = max(first - pad, _EARLIEST)
        """The first day shown."""
        self.last = min(last + pad, _LATEST)
        """The last day shown."""
        self.breaks = _breaks(occupied, self.last - self.first)
        """The stretches that are cut out."""
        self.width = width
        shown_days = self.last - self.first - sum(last - first for first, last in self.breaks)
        room = max(width - _BREAK_WIDTH * len(self.breaks), width / 2)
        self._break_width = (width - room) / max(len(self.breaks), 1)
        self.points_per_day = room / shown_days
        """The scale wherever the axis is not broken."""
        self.knots = self._knots()
        """Pairs of a day and its place in points; between them, and beyond them, the scale is even."""
        self._days = [day for day, _ in self.knots]

    def _knots(self) -> list[tuple[float, float]]:
        knots = [(self.first, 0.0)]
        for start, end in self.breaks:
            place = knots[-1][1] + (start - knots[-1][0]) * self.points_per_day
            knots += [(start, place), (end, place + self._break_width)]
        knots.append((self.last, self.width))
        return knots

    def place(self, day: float) -> float:
        """Return the place of a day, in points from the first day shown. It may lie outside the axis."""
        number = bisect_right(self._days, day)
        if number in {0, len(self.knots)}:
            known, at = self.knots[0] if number == 0 else self.knots[-1]
            return at + (day - known) * self.points_per_day
        (low, left), (high, right) = self.knots[number - 1], self.knots[number]
        return left + (day - low) / (high - low) * (right - left)

    def day_at(self, place: float) -> float:
        """Return the day at a place in points: the inverse of `place`."""
        number = bisect_right([point for _, point in self.knots], place)
        if number in {0, len(self.knots)}:
            day, known = self.knots[0] if number == 0 else self.knots[-1]
            return day + (place - known) / self.points_per_day
        (low, left), (high, right) = self.knots[number - 1], self.knots[number]
        return low + (place - left) / (right - left) * (high - low)

    # Ticks are as close as their texts allow. On both sides of a break the scale is the same, so one step fits all.
    def ticks(self, width_of: Callable[[str], float]) -> list[Tick]:
        """Return the dates to be written below the axis. `width_of` measures a text in points."""
        if not self.has_dates:
            return []
        for step in _STEPS:
            ticks = [tick for tick in step(self.first, self.last) if not self._is_cut(tick.day)]
            places = [self.place(tick.day) for tick in ticks]
            widths = [width_of(tick.text) for tick in ticks]
            pairs = zip(pairwise(places), pairwise(widths), strict=True)
            if all(b - a >= (left + right) / 2 + 7 for (a, b), (left, right) in pairs) and len(ticks) > 1:
                return self._with_years_of_short_parts(ticks, width_of)
        return self._with_years_of_short_parts([], width_of)

    def _is_cut(self, day: float) -> bool:
        return not self.first <= day <= self.last or any(start < day < end for start, end in self.breaks)

    def _with_years_of_short_parts(self, ticks: list[Tick], width_of: Callable[[str], float]) -> list[Tick]:
        """Return the ticks, and one with the year for each part between breaks that has none."""
        edges = [self.first, *(day for stretch in self.breaks for day in stretch), self.last]
        parts = zip(edges[::2], edges[1::2], strict=True)
        for start, end in parts:
            if any(start <= tick.day <= end for tick in ticks):
                continue
            middle = (start + end) / 2
            day = date.fromordinal(int(middle))
            added = Tick(middle, f"{_MONTHS[day.month - 1]} {day.year}" if self.breaks else f"{day:%Y-%m-%d}")
            room = [(self.place(tick.day), width_of(tick.text)) for tick in ticks]
            place, width = self.place(middle), width_of(added.text)
            if all(abs(place - other) >= (width + wide) / 2 + 5 for other, wide in room):
                ticks.append(added)
        return sorted(ticks)


def _extents_of(extents: Iterable[Stretch]) -> tuple[list[Stretch], list[Stretch]]:
    """Return the extents with a date: those of up to a year, and the longer or open ones."""
    narrow: list[Stretch] = []
    broad: list[Stretch] = []
    for extent in extents:
        first, last = extent
        if first is not None and last is not None and last - first <= _BROAD:
            narrow.append(extent)
        elif first is not None or last is not None:
            broad.append(extent)
    return narrow, broad


def _range_of(narrow: Iterable[Stretch], broad: Iterable[Stretch]) -> tuple[float, float]:
    """Return the first and the last day that the axis must show, so that every mark can be seen at least in part."""
    days = [day for day in chain.from_iterable(narrow) if day is not None]
    for first, last in broad:
        low, high = min(days, default=_LATEST), max(days, default=_EARLIEST)
        if first is None or last is None:  # one end is open: the other is what is known
            days += [day for day in (first, last) if day is not None]
        elif last <= low or first >= high:
            days += [first, last]
    return min(days), max(days)


def _ends_of(narrow: Iterable[Stretch], broad: Iterable[Stretch]) -> Iterator[tuple[float, float]]:
    """Yield what must not be cut out: every bar, but only the ends of those that are very long."""
    for first, last in (*narrow, *broad):
        if first is not None and last is not None and last - first <= _LONG:
            yield first, last
        else:
            yield from ((day, day) for day in (first, last) if day is not None)


# The longest empty stretch is cut out first, because what is left of the axis is then shorter, and the next stretch may
# be too long for it. A stretch is cut out only if it is unusually long: where a few events are years apart, the years
# are what the picture shows. A little of each stretch is kept on both sides, so that a mark never touches a break.
def _breaks(occupied: Iterable[tuple[float, float]], days: float) -> list[tuple[float, float]]:
    empty: list[tuple[float, float]] = []
    end = None
    for first, last in sorted(occupied):
        if end is not None and first > end:
            empty.append((end, first))
        end = last if end is None else max(end, last)
    lengths = [last - first for first, last in empty]
    usual = median_low(lengths) if lengths else 0
    breaks: list[tuple[float, float]] = []
    for first, last in sorted(empty, key=lambda stretch: stretch[0] - stretch[1]):
        if last - first <= max(_EMPTY_SHARE * days, _UNUSUAL * usual):
            break
        days -= last - first
        breaks.append((first, last))
    keep = days * 0.015
    kept = [(first + keep, last - keep) for first, last in sorted(breaks)]
    return [(first, last) for first, last in kept if last - first > keep]


def _every_days(step: int) -> Callable[[float, float], Iterator[Tick]]:
    def ticks(first: float, last: float) -> Iterator[Tick]:
        if (last - first) / step > 100:
            return
        start = max(int(first), 1)
        monday = max(start - date.fromordinal(start).weekday(), 1)
        for number in range(monday, int(last) + 1, step):
            day = date.fromordinal(number)
            yield Tick(float(number), f"{day.day} {_MONTHS[day.month - 1]} {day.year}")

    return ticks


def _every_months(step: int) -> Callable[[float, float], Iterator[Tick]]:
    def ticks(first: float, last: float) -> Iterator[Tick]:
        if (last - first) / 30 / step > 200:
            return
        start = date.fromordinal(max(int(first), 1))
        month = start.year * 12
        while month // 12 <= date.max.year and (day := date(month // 12, month % 12 + 1, 1)).toordinal() <= last:
            text = f"{_MONTHS[day.month - 1]} {day.year}" if step < 12 else str(day.year)
            yield Tick(float(day.toordinal()), text)
            month += step

    return ticks


def _every_years(step: int) -> Callable[[float, float], Iterator[Tick]]:
    def ticks(first: float, last: float) -> Iterator[Tick]:
        year = max(date.fromordinal(max(int(first), 1)).year // step * step, 1)
        while year <= date.max.year and (day := date(year, 1, 1)).toordinal() <= last:
            yield Tick(float(day.toordinal()), str(year))
            year += step

    return ticks


_STEPS: Final[Sequence[Callable[[float, float], Iterator[Tick]]]] = (
    *(_every_days(step) for step in (1, 2, 7, 14)),
    *(_every_months(step) for step in (1, 2, 3, 6)),
    *(_every_years(step) for step in (1, 2, 5, 10, 20, 50, 100, 500)),
)

"""`When`: a point or stretch of time exactly as precise as its source."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import total_ordering
from typing import NoReturn, final

from safeguard_model.dates.daycount import DayCount
from safeguard_model.dates.edtf import ANY, DAY, NEVER, Bounds, Precision, read
from safeguard_model.errors import InvalidWhen, shape

__all__ = ["Precision", "When", "to_when"]

_NO_DAY = date.max.toordinal() + 1
_set = object.__setattr__
_from_iso = date.fromisoformat


@final
@total_ordering
class When:
    """A point or stretch of time exactly as precise as its source, on the UK local clock.

    The strict text is a subset of EDTF (ISO 8601-2:2019 levels 0 and 1, and the "one of" sets of level 2). The text
    is kept as given, and has one of three forms:

    - A *point*: ``2016-03-02``, ``2016-03-02T14:30``, ``2016-03``, ``2016``, ``2016-21`` (spring) to ``2016-24``
      (winter), ``2016-XX`` (some time in 2016), ``2016-03-XX``, ``201X`` (the 2010s) or ``XXXX`` (unknown). A
      *qualifier* may follow: ``~`` approximate, ``?`` uncertain, ``%`` both.
    - A *span*, which lasted from one point to another: ``2016-05/2018-04``. ``..`` in place of a point means that the
      span has no start or no end. An end that is left out (``2016-05/``) may be at any time from the start on.
    - A *one-of*, which happened once between two bounds: ``[2016-03-03..2016-03-05]``. Each bound is a minute, a day, a
      month or a year: ``[2016-03-03T00:00..2016-03-03T05:59]``. One of the two may be left out.

    >>> When("2016-03").earliest, When("2016-03").latest
    (datetime.date(2016, 3, 1), datetime.date(2016, 3, 31))
    >>> When("2016-03").possibly_before(When("2016-03-02")), When("2016-03").definitely_before(When("2016-03-02"))
    (True, False)
    >>> print(When("2016-05~/2018-04"))
    about May 2016 to April 2018

    **Meaning.** A When represents a set of possible intervals of whole minutes; seconds are kept in the text, but do
    not count. A point or a one-of is some ``[t, t]`` within its bounds; a span is ``[s, e]`` with s in its start, e in
    its end and s <= e. A method named *possibly* is true if some pair of intervals fits; a method named *definitely*
    is true if every pair fits. Two Whens are independent even if they are equal. A qualifier widens the bounds by one
    stated unit on each side (never past the years 0001 and 9999).

    **Order** is for display: by `earliest` (`latest` if that is None), then by `latest`, time of day and text. Only a
    When of a single minute has a time of day here; the others of its day come before it. Two Whens are equal if their
    texts are the same. A When is immutable and hashable. Anything but strict text raises InvalidWhen, a ValueError.
    `When.parse` reads what practitioners write; `to_when` also takes dates.
    """

    __slots__ = ("_bounds", "_first", "_key", "_last", "_text")

    _text: str
    _key: float
    _first: int
    _last: int
    _bounds: Bounds | None

    def __init__(self, text: str) -> None:
        ordinal = _plain_day(text)
        if ordinal:
            first = ordinal * DAY
            last = first + DAY - 1
            bounds = None
            key = float(ordinal << 22)
        else:
            first, last, bounds = read(text)
            key = _sort_key(first, last)
        _set(self, "_text", text)
        _set(self, "_first", first)
        _set(self, "_last", last)
        _set(self, "_bounds", bounds)
        _set(self, "_key", key)

    @classmethod
    def of(cls, value: When | str | date) -> When:
        """Convert strict text, a `date` or a naive `datetime` to a When, or return a When unchanged, like `to_when`."""
        return to_when(value)

    @classmethod
    def parse(cls, text: str, pivot: int = 1950) -> When:
        """Read strict text, or a date as practitioners write it. Nothing is guessed.

        Three numbers are read with the day first, unless they begin with a year of four digits. A year of two digits is
        read as a year from `pivot` to `pivot` + 99. Today's date is never used. Text that is partial, that could be
        read in two ways, or that is in no known form raises InvalidWhen, which says what to write.

        >>> When.parse("Wed 2nd March 2016, 2.30pm")
        When('2016-03-02T14:30')
        >>> When.parse("c. March 2016"), When.parse("between 1 and 14 December 2017")
        (When('2016-03~'), When('[2017-12-01..2017-12-14]'))
        """
        from safeguard_model.dates.when_parsing import parse

        return parse(text, pivot)

    @property
    def text(self) -> str:
        """The strict text of the date, as written in files."""
        return self._text

    @property
    def earliest(self) -> date | None:
        """The first possible day, as stated (a qualifier does not change this day). None if there is no lower bound."""
        return date.fromordinal(self._first // DAY) if self._first > -ANY else None

    @property
    def latest(self) -> date | None:
        """The last possible day, as stated (a qualifier does not change this day). None if there is no upper bound."""
        return date.fromordinal(self._last // DAY) if self._last < ANY else None

    @property
    def time(self) -> time | None:
        """The hour and minute, if this is a point that states them; otherwise None. Seconds are left out.

        A span and a one-of have no time, even if their ends have times: there is not one time to return.
        """
        if self.precision is not Precision.MINUTE:
            return None
        return time(self._first % DAY // 60, self._first % 60)

    @property
    def precision(self) -> Precision:
        """The unit that the source states, or `range`, `span` or `unknown`.

        ``2016-XX`` is a year, ``2016-03-XX`` a month.

        >>> When("2016-21").precision.value, When("2016-XX").precision.value, When("[2016..]").precision.value
        ('season', 'year', 'range')
        """
        text = self._text
        if text[0] == "[":
            return Precision.RANGE
        if "/" in text:
            return Precision.SPAN
        text = text.rstrip("~?%")
        if text[3] == "X":
            return Precision.UNKNOWN if text[0] == "X" else Precision.DECADE
        if len(text) == len("2016") or text[5:] == "XX":
            return Precision.YEAR
        if len(text) == len("2016-21"):
            return Precision.SEASON if text[5] == "2" else Precision.MONTH
        if "T" in text:
            return Precision.MINUTE
        return Precision.MONTH if text.endswith("XX") else Precision.DAY

    @property
    def is_span(self) -> bool:
        """Whether this is a span (``start/end``), which lasted from one point to another."""
        return "/" in self._text

    @property
    def is_unknown(self) -> bool:
        """Whether this is the unknown date (``XXXX``). A span with an unknown end is not unknown."""
        return self._text[:1] == "X" and "/" not in self._text

    @property
    def approximate(self) -> bool:
        """Whether the date, or an end of the span, is marked approximate (``~`` or ``%``)."""
        return "~" in self._text or "%" in self._text

    @property
    def uncertain(self) -> bool:
        """Whether the date, or an end of the span, is marked uncertain (``?`` or ``%``)."""
        return "?" in self._text or "%" in self._text

    @property
    def start(self) -> When | None:
        """The start of a span. None if the span has no beginning, or if this is not a span."""
        return self._side(0)

    @property
    def end(self) -> When | None:
        """The end of a span. None if the end is open (``..``) or left out, or if this is not a span."""
        return self._side(1)

    def _side(self, index: int) -> When | None:
        parts = self._text.split("/")
        return None if len(parts) == 1 or parts[index] in {"", ".."} else When(parts[index])

    @property
    def sort_key(self) -> int:
        """An integer that orders Whens as `<` does. Two Whens may have the same integer; `<` then compares their texts.

        Sorting by this integer is faster than by `<`.
        """
        return int(self._key)

    def definitely_before(self, other: When) -> bool:
        """Return whether this certainly ended before the other started."""
        return self._meaning().end_high < meaning_of(other).start_low

    def possibly_before(self, other: When) -> bool:
        """Return whether this may have ended before the other started."""
        a, b = self._meaning(), meaning_of(other)
        return max(a.start_low, a.end_low) < min(b.start_high, b.end_high)

    def definitely_overlaps(self, other: When) -> bool:
        """Return whether the two certainly have a minute in common."""
        a, b = self._meaning(), meaning_of(other)
        return min(a.start_high, a.end_high) <= max(b.start_low, b.end_low) and min(b.start_high, b.end_high) <= max(
            a.start_low, a.end_low
        )

    def possibly_overlaps(self, other: When) -> bool:
        """Return whether the two may have a minute in common."""
        a, b = self._meaning(), meaning_of(other)
        return a.start_low <= b.end_high and b.start_low <= a.end_high

    def definitely_within(self, other: When) -> bool:
        """Return whether this certainly lies wholly within the other.

        If the other is a point or a one-of, the whole stretch from its earliest to its latest minute counts. So
        ``2016-03-02`` is definitely within ``2016-03``, and every When is definitely within ``XXXX``.
        """
        a, b = self._meaning(), meaning_of(other)
        if other.is_span:
            return min(b.start_high, b.end_high) <= a.start_low and a.end_high <= max(b.start_low, b.end_low)
        return _stretch_start(b) <= a.start_low and a.end_high <= _stretch_end(b)

    def possibly_within(self, other: When) -> bool:
        """Return whether this may lie wholly within the other, which is read as in `definitely_within`."""
        a, b = self._meaning(), meaning_of(other)
        begin, finish = (b.start_low, b.end_high) if other.is_span else (_stretch_start(b), _stretch_end(b))
        start = max(a.start_low, begin)
        return start <= a.start_high and max(a.end_low, start) <= min(a.end_high, finish)

    def _meaning(self) -> Bounds:
        return self._bounds or Bounds(self._first, self._last, self._first, self._last)

    def days_until(self, other: When) -> DayCount:
        """Return the number of days from this (for a span, its end) to the other (for a span, its start).

        Days of the calendar are counted: from 2 March 23:00 to 3 March 01:00 is one day. The count covers everything
        that the two Whens may mean, including what a qualifier adds. Its `least` or `most` is None where nothing limits
        the number.

        >>> print(When("2016-03-02").days_until(When("2016-03-07")))
        5 days
        >>> print(When("2016-03-XX").days_until(When("[2016-04-05..]")))
        at least 5 days
        """
        a, b = self._meaning(), meaning_of(other)
        leave_low, leave_high = max(a.start_low, a.end_low), a.end_high
        reach_low, reach_high = b.start_low, min(b.start_high, b.end_high)
        least = most = None
        if leave_high < ANY and reach_low > -ANY:
            least = reach_low // DAY - leave_high // DAY
        if abs(leave_low) < ANY and abs(reach_high) < ANY:
            most = reach_high // DAY - leave_low // DAY
        return DayCount(least, most)

    def shift(
        self, *, years: int = 0, months: int = 0, weeks: int = 0, days: int = 0, hours: int = 0, minutes: int = 0
    ) -> When:
        """Return this When moved by years and months (in a month that is too short, to its last day), then by the rest.

        A move by whole numbers of the stated unit keeps the precision and the qualifier. In a one-of, the move must be
        such a move for both bounds, and must not make several of its days into one. Any other move gives a one-of
        between the moved bounds, which a qualifier widens before the move. Each of these bounds is a day if it still
        lies at the edge of the day, otherwise a minute. A span moves at both ends; if that puts the end before the
        start, because both were moved to the last day of a month, the ends become days. Raises InvalidWhen if an end of
        a span would lose its precision, if a date would leave the years 0001 to 9999, and if an amount is not a whole
        number.

        >>> When("2016-03").shift(months=-2), When("2016-08-31").shift(months=-6)
        (When('2016-01'), When('2016-02-29'))
        >>> When("2016-03~").shift(days=10), When("2016-03-02").shift(hours=6)
        (When('[2016-02-11..2016-05-10]'), When('[2016-03-02T06:00..2016-03-03T05:59]'))
        """
        from safeguard_model.dates.shifting import shift

        return shift(self, (years, months, weeks, days, hours, minutes))

    def __str__(self) -> str:
        from safeguard_model.dates.when_wording import in_words

        return in_words(self)

    def __repr__(self) -> str:
        return f"When({getattr(self, '_text', '')!r})"  # one that is not yet complete, in a traceback, has no text

    def __eq__(self, other: object) -> bool:
        return self._text == other._text if type(other) is When else NotImplemented

    def __hash__(self) -> int:
        return hash(self._text)

    def __lt__(self, other: object) -> bool:
        if type(other) is not When:
            return NotImplemented
        mine, theirs = self._key, other._key
        return mine < theirs or (mine == theirs and self._text < other._text)

    def __reduce__(self) -> tuple[type[When], tuple[str]]:
        return When, (self._text,)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a When cannot be changed: make a new one")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a When cannot be changed: make a new one")


def to_when(value: When | str | date) -> When:
    """Convert strict text, a `date` or a naive `datetime` to a When, or return a When unchanged.

    Every When field of a record uses this converter. If the field may be None, None is kept. A `datetime` of exactly
    midnight becomes a day, because spreadsheets store days in this form. A `datetime` with an offset or with a fraction
    of a second, pandas' NaT, and every other value raise InvalidWhen.

    >>> from datetime import date, datetime
    >>> to_when("2016-03"), to_when(date(2016, 3, 2)), to_when(datetime(2016, 3, 2, 14, 30))
    (When('2016-03'), When('2016-03-02'), When('2016-03-02T14:30'))
    """
    if type(value) is When:
        return value
    if type(value) is str:
        return When(value)
    if isinstance(value, datetime):
        return When(_datetime_text(value))
    if isinstance(value, date):
        return When(date.isoformat(value))
    raise InvalidWhen("expected strict text, a date or a datetime", shape(value))


def _datetime_text(value: datetime) -> str:
    if type(value).__name__ == "NaTType":
        raise InvalidWhen("NaT is not a time: pass None if the time is not stated", shape(value))
    if value.tzinfo is not None:
        raise InvalidWhen("times are on the UK local clock: convert the time, then leave out the offset", shape(value))
    if value.microsecond or getattr(value, "nanosecond", 0):
        raise InvalidWhen("times are whole minutes or seconds: leave out the fraction", shape(value))
    text = datetime.isoformat(value)
    if text.endswith("T00:00:00"):
        return text[:10]
    return text.removesuffix(":00")


def _plain_day(text: str) -> int:
    """Return the ordinal of a day such as ``2016-03-02``; 0 for any other text.

    Most texts have this form, so this shortcut saves time. A text of this length, with hyphens at these two positions,
    is accepted by `fromisoformat` only if the text is a day in ASCII digits.
    """
    if type(text) is not str or len(text) != len("2016-03-02") or text[4] != "-" or text[7] != "-":
        return 0
    try:
        return _from_iso(text).toordinal()
    except ValueError:
        return 0


def meaning_of(other: When) -> Bounds:
    """Return the bounds of what a When may mean, in minutes. For this package only."""
    if type(other) is not When:
        raise InvalidWhen("expected a When: to_when makes one from strict text or a date", shape(other))
    return other._meaning()  # pyright: ignore[reportPrivateUsage] - the same package


def first_minute_of(when: When) -> int:
    """Return the first minute of a When, as stated (a qualifier does not change this minute). For this package only."""
    return when._first  # pyright: ignore[reportPrivateUsage] - the same package


def last_minute_of(when: When) -> int:
    """Return the last minute of a When as stated, without a qualifier; `ANY` or more if no end is stated.

    For this package only.
    """
    return when._last  # pyright: ignore[reportPrivateUsage] - the same package


def _sort_key(first: int, last: int) -> float:
    """Return a number that orders Whens by first day (or last, if there is no first), then last day, then minute.

    Only a When of a single minute has a minute in the number; a whole day comes before its minutes. The number is a
    float, because floats sort fastest, and is below 2 ** 53, so that the float is exact.
    """
    latest = last // DAY if last < ANY else _NO_DAY
    lead = first // DAY if first > -ANY else latest
    minute = first % DAY + 1 if first == last else 0
    return float(lead << 22 | (DAY + latest - lead if latest > lead else minute))


def _stretch_start(bounds: Bounds) -> int:
    """Return the first minute of the stretch that a point or a one-of covers; `-NEVER` if there is no lower bound."""
    return bounds.start_low if bounds.start_low > -ANY else -NEVER


def _stretch_end(bounds: Bounds) -> int:
    """Return the last minute of the stretch that a point or a one-of covers; `NEVER` if there is no upper bound."""
    return bounds.end_high if bounds.end_high < ANY else NEVER

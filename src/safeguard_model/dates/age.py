"""`Age`: how old somebody was, as precisely as the source states or the dates allow."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, NoReturn, final

from safeguard_model.dates.calendar_arithmetic import completed, fewest_days, months_after, most_days
from safeguard_model.dates.edtf import ANY, DAY
from safeguard_model.dates.when import When, meaning_of
from safeguard_model.errors import InvalidAge, NotYetBorn, shape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateutil.relativedelta import relativedelta

__all__ = ["Age", "to_age"]

_LONGEST = 64
_DURATION = re.compile(
    r"P(?=[0-9])(?:(0|[1-9][0-9]{0,3})Y)?(?:(0|[1-9][0-9]{0,5})M)?(?:(0|[1-9][0-9]{0,5})W)?(?:(0|[1-9][0-9]{0,6})D)?(~?)"
)
_TERM, _FULL_TERM, _LEAST_WEEKS, _MOST_WEEKS = 37, 40, 20, 45
_WORKED_OUT = frozenset({"_least", "_most", "_text", "_widest"})
_new = object.__new__
_set = object.__setattr__


class _Length(NamedTuple):
    """A length of time in months and days. The days may be negative if there is at least one month."""

    months: int
    days: int


_NOUGHT = _Length(0, 0)


@final
class Age:
    """An age as stated or worked out, with a lower limit (included) and an upper limit (not included), if any.

    The strict text is an ISO 8601 duration, or a range with a duration at one or both ends (``..`` stands for no limit
    at that end). The text is kept as given. ``P6M`` is at least six and under seven months. In the same way, ``P2Y6M``
    is under two years and seven months, and ``P7W`` is under eight weeks. ``P8D`` and ``P6M1D`` are exact to the day.
    ``P3M/P3Y`` is at least three months and under four years, ``../P2M`` is under two months, ``P5Y/..`` is at least
    five years. ``~`` after a duration means about.

    >>> Age("P6M").least, Age("P6M").most, Age("P3M/P3Y").years
    (relativedelta(months=+6), relativedelta(months=+7), (0, 3))
    >>> print(Age("P2Y6M"), Age("../P2M"), sep="; ")
    2 years 6 months; under 2 months

    An Age is immutable and hashable. Two Ages are equal if their texts are the same. Anything but strict text, and a
    range that no age fits, raise InvalidAge, a ValueError; `Age.parse` reads what practitioners write. `Age.between`
    says how completed months and years are counted.
    """

    __slots__ = ("_days", "_least", "_most", "_text", "_widest")

    _days: tuple[int, int]
    _text: str
    _least: _Length
    _most: _Length | None
    _widest: tuple[_Length, _Length | None]

    def __init__(self, text: str) -> None:
        least, most, widest = _read(text)
        _set(self, "_text", text)
        _set(self, "_least", least)
        _set(self, "_most", most)
        _set(self, "_widest", widest)

    @classmethod
    def of(cls, value: Age | str) -> Age:
        """Convert strict text to an Age, or return an Age unchanged, as `to_age` does."""
        return to_age(value)

    @classmethod
    def parse(cls, text: str) -> Age:
        """Read strict text, or an age as practitioners write it. A number without a unit is in years.

        But the first number of a range takes the unit of the second. Text that is in no known form, or that could be
        read in two ways, raises InvalidAge.

        >>> Age.parse("six months"), Age.parse("two and a half"), Age.parse("less than two months")
        (Age('P6M'), Age('P2Y6M'), Age('../P2M'))
        >>> Age.parse("aged 3"), Age.parse("3 to 4 weeks old"), Age.parse("about 14 weeks")
        (Age('P3Y'), Age('P3W/P4W'), Age('P14W~'))
        """
        from safeguard_model.dates.age_parsing import parse

        return parse(text)

    @classmethod
    def between(cls, born: When, at: When) -> Age:
        """Return the age at a time: exact to the day if both are certainly on one day, otherwise the possible range.

        Only whole days count: an age changes at the start of the day (Family Law Reform Act 1969, section 9). A date
        marked approximate or uncertain is first widened by one unit on each side. Somebody born on 29 February
        completes a year on 1 March in a year that is not a leap year, the usual reading in England and Wales. Raises
        NotYetBorn if the day of the time is certainly before the day of birth. If the day is only possibly before, the
        age starts at zero.

        >>> Age.between(When("2015-09-01"), When("2016-03-02")), Age.between(When("2015-09"), When("2016-03-02"))
        (Age('P6M1D'), Age('P5M2D/P6M1D'))
        """
        (born_first, born_last), (at_first, at_last) = _days_of(born), _days_of(at)
        if born_first is not None and at_last is not None and at_last < born_first:
            raise NotYetBorn("the time is before the birth: give a time on or after the day of birth")
        least = "P0D"
        if born_last is not None and at_first is not None and born_last <= at_first:
            least = _exact(born_last, at_first)
        most = ".." if born_first is None or at_last is None else _exact(born_first, at_last)
        return cls(least if least == most else f"{least}/{most}")

    if not TYPE_CHECKING:  # a type checker that sees `__getattr__` accepts every attribute name

        def __getattr__(self, name: str) -> object:
            """Work out the fields of an Age made by `ages_on_days`, when one of these fields is first read."""
            if name not in _WORKED_OUT:
                raise AttributeError(f"an Age has no attribute {name}")
            born, at = self._days
            years, months, days = completed(date.fromordinal(born), date.fromordinal(at))
            least, most = _Length(12 * years + months, days), _Length(12 * years + months, days + 1)
            _set(self, "_text", _in_text(years, months, days))
            _set(self, "_least", least)
            _set(self, "_most", most)
            _set(self, "_widest", (least, most))
            return getattr(self, name)

    @property
    def text(self) -> str:
        """The strict text of the age, as written in files."""
        return self._text

    @property
    def least(self) -> relativedelta:
        """The lower limit, as stated: the person is at least this old."""
        from dateutil.relativedelta import relativedelta

        return relativedelta(months=self._least.months, days=self._least.days)

    @property
    def most(self) -> relativedelta | None:
        """The upper limit, as stated: the person is younger than this. None if there is no upper limit."""
        from dateutil.relativedelta import relativedelta

        return self._most and relativedelta(months=self._most.months, days=self._most.days)

    @property
    def years(self) -> tuple[int, int | None]:
        """The lowest and the highest number of completed years, as stated. The highest is None if there is no limit.

        >>> Age("P18M").years, Age("P5Y/..").years, Age("P52W").years
        ((1, 1), (5, None), (0, 1))
        """
        least = self._least.months // 12
        if not 0 <= self._least.days <= 30:  # 0 to 30 days may be less than a month, so they are not counted
            least = _rough_years(self._least)
            while _surely_reaches(self._least, _Length(12 * least + 12, 0)):
                least += 1
        if self._most is None:
            return least, None
        months, days = self._most
        if 0 < days <= 31:  # as stated, the days after the months do not complete another month
            return least, months // 12
        most = _rough_years(self._most)
        while not _surely_reaches(_Length(12 * most + 12, 0), self._most):
            most += 1
        return least, most

    @property
    def approximate(self) -> bool:
        """Whether the age, or an end of its range, is marked approximate (``~``)."""
        return "~" in self._text

    def birth(self, at: When) -> When:
        """Return the possible dates of birth of somebody who is this age at a time; ``XXXX`` if nothing limits them.

        An approximate duration, or end of a range, is first widened by one unit, and so is a marked date.

        >>> Age("P6M").birth(When("2016-03-02")), Age("P6M1D").birth(When("2016-03-02"))
        (When('[2015-08-03..2015-09-02]'), When('2015-09-01'))

        Raises InvalidAge if no day of the calendar fits.
        """
        at_first, at_last = _days_of(at)
        least, most = self._widest
        latest = None if at_last is None else _latest_birth(least, at_last)
        earliest = None if at_first is None or most is None else _earliest_birth(most, at_first)
        if latest == 0 or (earliest is not None and latest is not None and earliest > latest):
            raise InvalidAge("no date of birth fits this age at that time: correct the age or the time")
        if earliest is None and latest is None:
            return When("XXXX")
        first, last = (date.fromordinal(day).isoformat() if day else "" for day in (earliest, latest))
        return When(first if first == last else f"[{first}..{last}]")

    def reached(self, born: When) -> When:
        """Return the possible days on which somebody born at a time is this age; ``XXXX`` if nothing limits them.

        An approximate duration, or end of a range, is first widened by one unit, and so is a marked date.

        >>> Age("P6M").reached(When("2015-09-01")), Age("P6M1D").reached(When("2015-09-01"))
        (When('[2016-03-01..2016-03-31]'), When('2016-03-02'))

        Raises InvalidAge if no day of the calendar fits.
        """
        born_first, born_last = _days_of(born)
        least, most = self._widest
        earliest = None if born_first is None else _day_after(born_first, least)
        latest = None if born_last is None or most is None else _day_after(born_last, most) - 1
        if earliest is not None and earliest > date.max.toordinal():
            raise InvalidAge("nobody born then reaches this age by the end of 9999: correct the age or the date")
        if latest is not None:
            latest = min(latest, date.max.toordinal())
        if earliest is None and latest is None:
            return When("XXXX")
        first, last = (date.fromordinal(day).isoformat() if day else "" for day in (earliest, latest))
        return When(first if first == last else f"[{first}..{last}]")

    def possibly_overlaps(self, other: Age) -> bool:
        """Return whether somebody may be both ages at the same time.

        An approximate duration, or end of a range, is first widened by one unit.

        >>> Age("P6M").possibly_overlaps(Age("P26W")), Age("P6M").possibly_overlaps(Age("P1Y"))
        (True, False)
        """
        if type(other) is not Age:
            raise InvalidAge("expected an Age: to_age makes one from strict text", shape(other))
        (least, most), (others_least, others_most) = self._widest, other._widest
        return not (
            (most is not None and _surely_reaches(others_least, most))
            or (others_most is not None and _surely_reaches(least, others_most))
        )

    def corrected(self, gestation_weeks: int) -> Age:
        """Return the age corrected for an early birth: minus the weeks by which the birth came before 40 weeks.

        Only births before 37 completed weeks are corrected, as is usual in neonatal follow-up. From 37 weeks on, the
        age is returned unchanged. A month has no fixed number of days, so an age in months gives a range in days. If
        the corrected age may be below zero, the range starts at zero. If the dates are known,
        ``Age.between(born.shift(weeks=40 - gestation_weeks), at)`` gives the exact answer.

        >>> Age("P20W").corrected(26), Age("P6M").corrected(26)
        (Age('P6W'), Age('P83D/P116D'))

        Raises InvalidAge if the gestation is not a whole number from 20 to 45, and if the corrected age is certainly
        below zero.
        """
        if type(gestation_weeks) is not int or not _LEAST_WEEKS <= gestation_weeks <= _MOST_WEEKS:
            raise InvalidAge("expected a gestation of 20 to 45 whole weeks", shape(gestation_weeks))
        if gestation_weeks >= _TERM:
            return self
        early = 7 * (_FULL_TERM - gestation_weeks)
        least = max(0, fewest_days(self._least.months) + self._least.days - early)
        mark = "~" if self.approximate else ""
        if self._most is None:
            return Age(f"P{least}D{mark}/..")
        most = most_days(self._most.months) + self._most.days - early
        if most <= 0:
            raise InvalidAge("the corrected age is below zero: at this age the due date was still to come")
        if self._text.rstrip("~").endswith("W") and most - least == 7 and least % 7 == 0:
            return Age(f"P{least // 7}W{mark}")
        if most - least == 1:
            return Age(f"P{least}D{mark}")
        return Age(f"P{least}D{mark}/P{most - 1}D{mark}")

    def __str__(self) -> str:
        from safeguard_model.dates.age_parsing import in_words

        return in_words(self._text)

    def __repr__(self) -> str:
        return f"Age({getattr(self, '_text', '')!r})"  # one that is not yet complete, in a traceback, has no text

    def __eq__(self, other: object) -> bool:
        return self._text == other._text if type(other) is Age else NotImplemented

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> tuple[type[Age], tuple[str]]:
        return Age, (self._text,)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("an Age cannot be changed: make a new one")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("an Age cannot be changed: make a new one")


def ages_on_days(birthday: int, whens: Iterable[When]) -> list[Age | None]:
    """Return the age of one person at each time; None for a time before the birth, or not certainly on one day.

    A span, or a date marked approximate or uncertain, gives None too. `birthday` is the ordinal of the day of birth.
    For this package only. Times on the same day share one Age. An Age works out its fields when they are first read,
    because few ages of a long timeline are ever read.
    """
    ages: list[Age | None] = []
    add = ages.append
    known: dict[int, Age] = {}
    born = birthday * DAY
    for when in whens:
        first, last, bounds = when._first, when._last, when._bounds  # pyright: ignore[reportPrivateUsage]
        day = first // DAY
        if last // DAY == day and bounds is None and born <= first:
            age = known.get(day)
            if age is None:
                age = known[day] = _new(Age)
                _set_days(age, (birthday, day))
            add(age)
        else:
            add(None)
    return ages


_set_days = vars(Age)["_days"].__set__  # the setter of the slot itself is the fastest


def to_age(value: Age | str) -> Age:
    """Convert strict text to an Age, or return an Age unchanged. Raise InvalidAge for any other value.

    Every Age field of a record uses this converter. If the field may be None, None is kept.
    """
    return value if isinstance(value, Age) else Age(value)


def _read(text: object) -> tuple[_Length, _Length | None, tuple[_Length, _Length | None]]:
    """Return the lower limit, the upper limit, and the pair of both, widened where the age is approximate."""
    if type(text) is not str:
        raise InvalidAge("expected an age as text, such as P6M", shape(text))
    if len(text) > _LONGEST:
        raise InvalidAge(f"too long to be an age: expected at most {_LONGEST} characters", shape(text))
    start, slash, end = text.partition("/")
    if start == ".." and end not in {"", ".."}:
        most, _, unit, widen = _duration(end, text)
        least, low, high = _NOUGHT, _NOUGHT, _moved(most, unit, widen)
        return _checked(least, most, text), most, (low, high)
    least, under, unit, widen = _duration(start, text)
    low = _moved(least, unit, -widen)
    if end == "..":
        return least, None, (low, None)
    if not slash:
        return least, under, (low, _moved(under, unit, widen))
    _, most, unit, widen = _duration(end, text)
    return _checked(least, most, text), most, (low, _moved(most, unit, widen))


def _duration(text: str, whole: str) -> tuple[_Length, _Length, _Length, int]:
    """Return a duration, the duration one unit longer, that unit, and 1 if the duration is approximate (else 0)."""
    match = _DURATION.fullmatch(text)
    if not match:
        raise InvalidAge(
            "expected a strict age such as P6M, P2Y6M, P7W, P8D, P3M/P3Y or ../P2M; Age.parse reads what people write",
            shape(whole),
        )
    years, months, weeks, days, mark = match.groups()
    length = _Length(12 * int(years or 0) + int(months or 0), 7 * int(weeks or 0) + int(days or 0))
    if days or weeks:
        unit = _Length(0, 1 if days else 7)
    else:
        unit = _Length(1 if months else 12, 0)
    return length, _moved(length, unit, 1), unit, 1 if mark else 0


def _checked(least: _Length, most: _Length, text: str) -> _Length:
    """Return the lower limit; raise InvalidAge if no age lies between the two limits."""
    if _surely_reaches(least, most):
        raise InvalidAge("no age lies in this range: write the lower age first, and no zero after ../", shape(text))
    return least


def _moved(length: _Length, unit: _Length, times: int) -> _Length:
    """Return a length made longer by some units (shorter if `times` is negative), but never below zero."""
    months, days = length.months + times * unit.months, length.days + times * unit.days
    return _NOUGHT if months < 0 or (months == 0 and days < 0) else _Length(months, days)


# A month has no fixed number of days, so two lengths cannot always be compared: a month can be shorter or longer than
# 30 days. The months and the days are subtracted separately. If `age` has more months than `mark`, the extra months
# last at least `fewest_days`. If `age` has fewer months, its extra days must cover the missing months, which last at
# most `most_days`. If `age` is long enough in this worst case, `age` is long enough for every first day.
def _surely_reaches(age: _Length, mark: _Length) -> bool:
    """Return whether `age` is at least as long as `mark`, whatever day both begin on."""
    months = age.months - mark.months
    days = age.days - mark.days
    return fewest_days(months) + days >= 0 if months >= 0 else days >= most_days(-months)


def _rough_years(length: _Length) -> int:
    """Return an estimate of the completed years of a length. The estimate is never too high."""
    return max(0, length.months // 12 + length.days // 367 - 1)


def _exact(born: int, at: int) -> str:
    return _in_text(*completed(date.fromordinal(born), date.fromordinal(at)))


def _in_text(years: int, months: int, days: int) -> str:
    return f"P{f'{years}Y' if years else ''}{f'{months}M' if months else ''}{days}D"


def _days_of(when: When) -> tuple[int | None, int | None]:
    """Return the ordinals of the first and the last day that a When may include; None where nothing limits them."""
    meaning = meaning_of(when)
    first, last = meaning.start_low, meaning.end_high
    return (first // DAY if first > -ANY else None, last // DAY if last < ANY else None)


def _day_after(born: int, length: _Length) -> int:
    """Return the day on which a length of time since the day `born` is completed. Both days are ordinals."""
    return months_after(date.fromordinal(born), length.months) + length.days


# The possible dates of birth form one unbroken range, because a later birth never gives a higher age. `_before` guesses
# each end of this range by counting back in calendar months. Because of short months and leap days, the range may go
# beyond the guess, by at most three days. So the search begins four days beyond the guess and moves one day at a time
# towards the range, until the exact rule of `Age.between` holds.
def _latest_birth(age: _Length, at: int) -> int:
    """Return the ordinal of the last day of birth that gives at least this age; 0 if that day is before the year 1."""
    day = min(_before(age, at) + 4, at)  # later than the answer, but not after `at`
    while day > 0 and months_after(date.fromordinal(day), age.months) + age.days > at:
        day -= 1
    return max(day, 0)


def _earliest_birth(age: _Length, at: int) -> int | None:
    """Return the ordinal of the first day of birth that gives less than this age; None if about year 1 or earlier."""
    day = _before(age, at) - 4
    if day < 1:
        return None
    while months_after(date.fromordinal(day), age.months) + age.days <= at:
        day += 1
    return day


def _before(age: _Length, at: int) -> int:
    """Estimate the ordinal of the day of birth of somebody of this age. Return 0 or less if it is before the year 1."""
    day = at - age.days
    if day < 1:
        return day
    then = date.fromordinal(min(day, date.max.toordinal()))
    year, month = divmod(then.year * 12 + then.month - 1 - age.months, 12)
    return 0 if year < 1 else date(year, month + 1, 1).toordinal() + then.day - 1

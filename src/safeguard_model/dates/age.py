"""`Age`: how old somebody was, exactly as precisely as it was stated or can be worked out."""

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
    """Months, then days. Days may be below zero where months are left to take them from."""

    months: int
    days: int


_NOUGHT = _Length(0, 0)


@final
class Age:
    """An age as it was stated or worked out: at least so old, and under so old.

    The text is an ISO 8601 duration or a range of two, and is kept as it is: ``P6M`` is at least six and under seven
    months, ``P2Y6M``, ``P7W``, ``P8D`` likewise in the last unit they state, ``P6M1D`` is exact to the day,
    ``P3M/P3Y`` is from three months up to under four years, ``../P2M`` is under two months, ``P5Y/..`` at least five
    years. ``~`` after a duration: approximately.

    >>> Age("P6M").least, Age("P6M").most, Age("P3M/P3Y").years
    (relativedelta(months=+6), relativedelta(months=+7), (0, 3))
    >>> print(Age("P2Y6M"), Age("../P2M"), sep="; ")
    2 years 6 months; under 2 months

    Immutable, hashable, equal where the text is the same. Raises InvalidAge, a ValueError, for anything else;
    `Age.parse` reads what practitioners write. Completed months and years are counted as in `Age.between`.
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
        """Return the Age of an Age or its strict text, as `to_age` does."""
        return to_age(value)

    @classmethod
    def parse(cls, text: str) -> Age:
        """Read an age as practitioners write it. A bare number is years; what could be read in two ways is refused.

        >>> Age.parse("six months"), Age.parse("two and a half"), Age.parse("less than two months")
        (Age('P6M'), Age('P2Y6M'), Age('../P2M'))
        >>> Age.parse("aged 3"), Age.parse("3 to 4 weeks old"), Age.parse("about 14 weeks")
        (Age('P3Y'), Age('P3W/P4W'), Age('P14W~'))
        """
        from safeguard_model.dates.age_parsing import parse

        return parse(text)

    @classmethod
    def between(cls, born: When, at: When) -> Age:
        """Return the age at a time: exact to the day between two days, else the range of ages it can be.

        An age changes at the start of the day (Family Law Reform Act 1969, section 9). Qualified dates count as
        widened. Who is born on 29 February completes a year on 1 March in other years, the usual reading in England
        and Wales. Raises NotYetBorn where the time is certainly before the birth; where it only may
        be, the age starts at zero.

        >>> Age.between(When("2015-09-01"), When("2016-03-02")), Age.between(When("2015-09"), When("2016-03-02"))
        (Age('P6M1D'), Age('P5M2D/P6M1D'))
        """
        (born_first, born_last), (at_first, at_last) = _days_of(born), _days_of(at)
        if born_first is not None and at_last is not None and at_last < born_first:
            raise NotYetBorn("the time is before the birth")
        least = "P0D"
        if born_last is not None and at_first is not None and born_last <= at_first:
            least = _exact(born_last, at_first)
        most = ".." if born_first is None or at_last is None else _exact(born_first, at_last)
        return cls(least if least == most else f"{least}/{most}")

    if not TYPE_CHECKING:  # which would take any name for an attribute

        def __getattr__(self, name: str) -> object:
            """Work out the remaining fields of an age between two days when they are first asked for."""
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
        """The text, as given: for files."""
        return self._text

    @property
    def least(self) -> relativedelta:
        """The least age, inclusive, as stated."""
        from dateutil.relativedelta import relativedelta

        return relativedelta(months=self._least.months, days=self._least.days)

    @property
    def most(self) -> relativedelta | None:
        """The age that was not yet reached, as stated; None where nothing limits it."""
        from dateutil.relativedelta import relativedelta

        return self._most and relativedelta(months=self._most.months, days=self._most.days)

    @property
    def years(self) -> tuple[int, int | None]:
        """The least and the most completed years, as stated; None where nothing limits them.

        >>> Age("P18M").years, Age("P5Y/..").years, Age("P52W").years
        ((1, 1), (5, None), (0, 1))
        """
        least = self._least.months // 12
        if not 0 <= self._least.days <= 30:  # with fewer days no further month is certainly completed
            least = _rough_years(self._least)
            while _surely_reaches(self._least, _Length(12 * least + 12, 0)):
                least += 1
        if self._most is None:
            return least, None
        months, days = self._most
        if 0 < days <= 31:  # months and days stated together: that many months are completed, no more
            return least, months // 12
        most = _rough_years(self._most)
        while not _surely_reaches(_Length(12 * most + 12, 0), self._most):
            most += 1
        return least, most

    @property
    def approximate(self) -> bool:
        """Whether it, or an end of it, is marked approximate."""
        return "~" in self._text

    def birth(self, at: When) -> When:
        """Return the possible dates of birth of somebody of this age at a time.

        One unit wider if the age is approximate.

        >>> Age("P6M").birth(When("2016-03-02")), Age("P6M1D").birth(When("2016-03-02"))
        (When('[2015-08-03..2015-09-02]'), When('2015-09-01'))

        Raises InvalidAge where no day of the calendar fits.
        """
        at_first, at_last = _days_of(at)
        least, most = self._widest
        latest = None if at_last is None else _latest_birth(least, at_last)
        earliest = None if at_first is None or most is None else _earliest_birth(most, at_first)
        if latest == 0 or (earliest is not None and latest is not None and earliest > latest):
            raise InvalidAge("no date of birth fits this age at that time")
        if earliest is None and latest is None:
            return When("XXXX")
        first, last = (date.fromordinal(day).isoformat() if day else "" for day in (earliest, latest))
        return When(first if first == last else f"[{first}..{last}]")

    def possibly_overlaps(self, other: Age) -> bool:
        """Return whether somebody may be both ages at once; each is one unit wider if it is approximate.

        >>> Age("P6M").possibly_overlaps(Age("P26W")), Age("P6M").possibly_overlaps(Age("P1Y"))
        (True, False)
        """
        if type(other) is not Age:
            raise InvalidAge("an Age is compared with an Age", shape(other))
        (least, most), (others_least, others_most) = self._widest, other._widest
        return not (
            (most is not None and _surely_reaches(others_least, most))
            or (others_most is not None and _surely_reaches(least, others_most))
        )

    def corrected(self, gestation_weeks: int) -> Age:
        """Return the age corrected for an early birth: less the weeks by which the birth came before 40 weeks.

        Correction is for births before 37 completed weeks, as is usual in neonatal follow-up; from 37 weeks on the age
        is returned as it is. Months have no fixed number of days, so months give an honest range in days; exact dates
        give an exact answer through ``Age.between(born.shift(weeks=40 - gestation_weeks), at)``.

        >>> Age("P20W").corrected(26), Age("P6M").corrected(26)
        (Age('P6W'), Age('P83D/P116D'))

        Raises InvalidAge for gestations outside 20 to 45 weeks, and where the corrected age is below zero.
        """
        if type(gestation_weeks) is not int or not _LEAST_WEEKS <= gestation_weeks <= _MOST_WEEKS:
            raise InvalidAge("gestation is 20 to 45 whole weeks", shape(gestation_weeks))
        if gestation_weeks >= _TERM:
            return self
        early = 7 * (_FULL_TERM - gestation_weeks)
        least = max(0, fewest_days(self._least.months) + self._least.days - early)
        mark = "~" if self.approximate else ""
        if self._most is None:
            return Age(f"P{least}D{mark}/..")
        most = most_days(self._most.months) + self._most.days - early
        if most <= 0:
            raise InvalidAge("the corrected age is below zero: the due date had not come")
        if self._text.rstrip("~").endswith("W") and most - least == 7 and least % 7 == 0:
            return Age(f"P{least // 7}W{mark}")
        if most - least == 1:
            return Age(f"P{least}D{mark}")
        return Age(f"P{least}D{mark}/P{most - 1}D{mark}")

    def __str__(self) -> str:
        from safeguard_model.dates.age_parsing import in_words

        return in_words(self._text)

    def __repr__(self) -> str:
        return f"Age({self._text!r})"

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
    """Return the age at each time of somebody born on a day, an ordinal.

    None if it is before birth or may be several days.

    For this package: one age for each day, worked out when it is looked at, for of those in a long timeline few are.
    """
    ages: list[Age | None] = []
    add = ages.append
    known: dict[int, Age] = {}
    born = birthday * DAY
    for when in whens:
        first, last, bounds = when._first, when._last, when._bounds  # pyright: ignore[reportPrivateUsage]
        if last - first < DAY and bounds is None and born <= first:  # only a day or a minute is so short
            day = first // DAY
            age = known.get(day)
            if age is None:
                age = known[day] = _new(Age)
                _set_days(age, (birthday, day))
            add(age)
        else:
            add(None)
    return ages


_set_days = vars(Age)["_days"].__set__  # the slot's own setter, the quickest


def to_age(value: Age | str) -> Age:
    """Return the Age of an Age or its strict text: the converter of every Age field of a record."""
    return value if isinstance(value, Age) else Age(value)


def _read(text: object) -> tuple[_Length, _Length | None, tuple[_Length, _Length | None]]:
    """Return the least and the most as stated, and both widened if the age is approximate."""
    if type(text) is not str:
        raise InvalidAge("an Age is made of text", shape(text))
    if len(text) > _LONGEST:
        raise InvalidAge("too long to be an age", shape(text))
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
    """Return the parts of a duration: its length, the next longer one, the unit between them, and 1 if approximate."""
    match = _DURATION.fullmatch(text)
    if not match:
        raise InvalidAge(
            "no strict age such as P6M, P2Y6M, P7W, P8D, P3M/P3Y or ../P2M: Age.parse reads what people write",
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
    if _surely_reaches(least, most):
        raise InvalidAge("nobody can be so old and yet under that age: the range is empty", shape(text))
    return least


def _moved(length: _Length, unit: _Length, times: int) -> _Length:
    months, days = length.months + times * unit.months, length.days + times * unit.days
    return _NOUGHT if months < 0 or (months == 0 and days < 0) else _Length(months, days)


# Months have no fixed number of days, so two lengths cannot always be compared: one month may be shorter or longer than
# 30 days. The difference of the two is taken in months and in days. If months are left over, they are worth at least
# `fewest_days`; if months are missing, the days must make up for at most `most_days`. Only what holds with these worst
# cases holds whenever the lengths begin.
def _surely_reaches(age: _Length, mark: _Length) -> bool:
    """Return whether one length is at least as long as the other, whenever they begin."""
    months = age.months - mark.months
    days = age.days - mark.days
    return fewest_days(months) + days >= 0 if months >= 0 else days >= most_days(-months)


def _rough_years(length: _Length) -> int:
    """Completed years, rather too few."""
    return max(0, length.months // 12 + length.days // 367 - 1)


def _exact(born: int, at: int) -> str:
    return _in_text(*completed(date.fromordinal(born), date.fromordinal(at)))


def _in_text(years: int, months: int, days: int) -> str:
    return f"P{f'{years}Y' if years else ''}{f'{months}M' if months else ''}{days}D"


def _days_of(when: When) -> tuple[int | None, int | None]:
    """Return the ordinals of the first and the last day that a When may touch; None where there is no bound."""
    meaning = meaning_of(when)
    first, last = meaning.start_low, meaning.end_high
    return (first // DAY if first > -ANY else None, last // DAY if last < ANY else None)


# The possible dates of birth are a range, since a later birth is never an older age. Each bound is found from a rough
# day, by months of the calendar: it can be wrong by the clipping at the end of a month and by leap days, at most three
# days. So the search begins four days on the safe side and takes single steps until the exact rule of `Age.between`
# holds.
def _latest_birth(age: _Length, at: int) -> int:
    """Return the last day of birth that gives at least this age; 0 if it lies before the calendar."""
    day = min(_before(age, at) + 4, at)  # four days late at the most: months and leap days are clipped
    while day > 0 and months_after(date.fromordinal(day), age.months) + age.days > at:
        day -= 1
    return max(day, 0)


def _earliest_birth(age: _Length, at: int) -> int | None:
    """Return the first day of birth that gives less than this age; None if it lies before the calendar."""
    day = _before(age, at) - 4
    if day < 1:
        return None
    while months_after(date.fromordinal(day), age.months) + age.days <= at:
        day += 1
    return day


def _before(age: _Length, at: int) -> int:
    """About the day on which somebody who is so old was born; not above 0 where the calendar has none."""
    day = at - age.days
    if day < 1:
        return day
    then = date.fromordinal(min(day, date.max.toordinal()))
    year, month = divmod(then.year * 12 + then.month - 1 - age.months, 12)
    return 0 if year < 1 else date(year, month + 1, 1).toordinal() + then.day - 1

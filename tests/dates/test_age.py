"""Age: as stated or worked out, and the dates of birth it leaves possible."""

import copy
import pickle
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import assume, given
from hypothesis import strategies as st

from safeguard_model.dates import Age, When, to_age
from safeguard_model.dates.age import ages_on_days
from safeguard_model.dates.calendar_arithmetic import completed, fewest_days, most_days
from safeguard_model.errors import InvalidAge, InvalidWhen, NotYetBorn
from tests.dates.making import ages, one_ofs, refusal, rubbish, whens

BIRTHS = st.dates(date(1930, 1, 1), date(2030, 12, 31))
DAY = timedelta(days=1)


def months(number):
    """So many months."""
    return relativedelta(months=number)


@pytest.mark.parametrize(
    ("text", "least", "most", "years", "words"),
    [
        ("P6M", months(6), months(7), (0, 0), "6 months"),
        ("P2Y6M", months(30), months(31), (2, 2), "2 years 6 months"),
        ("P8D", relativedelta(days=8), relativedelta(days=9), (0, 0), "8 days"),
        ("P7W", relativedelta(days=49), relativedelta(days=56), (0, 0), "7 weeks"),
        ("P52W", relativedelta(days=364), relativedelta(days=371), (0, 1), "52 weeks"),
        ("P1Y", months(12), months(24), (1, 1), "1 year"),
        ("P18M", months(18), months(19), (1, 1), "18 months"),
        ("P6M1D", relativedelta(months=6, days=1), relativedelta(months=6, days=2), (0, 0), "6 months 1 day"),
        ("P2Y0D", months(24), relativedelta(months=24, days=1), (2, 2), "2 years 0 days"),
        ("P0D", relativedelta(), relativedelta(days=1), (0, 0), "0 days"),
        ("P3M/P3Y", months(3), months(48), (0, 3), "3 months to 3 years"),
        ("../P2M", relativedelta(), months(2), (0, 0), "under 2 months"),
        ("../P2Y", relativedelta(), months(24), (0, 1), "under 2 years"),
        ("P5Y/..", months(60), None, (5, None), "at least 5 years"),
        ("P6M~", months(6), months(7), (0, 0), "about 6 months"),
        ("P3M~/P3Y~", months(3), months(48), (0, 3), "about 3 months to about 3 years"),
        ("P400D", relativedelta(days=400), relativedelta(days=401), (1, 1), "400 days"),
        ("P366D", relativedelta(days=366), relativedelta(days=367), (1, 1), "366 days"),
        ("P11M30D", relativedelta(months=11, days=30), relativedelta(months=11, days=31), (0, 0), "11 months 30 days"),
        ("P9000D", relativedelta(days=9000), relativedelta(days=9001), (24, 24), "9000 days"),
        ("P9131D", relativedelta(days=9131), relativedelta(days=9132), (24, 25), "9131 days"),
        ("P365D", relativedelta(days=365), relativedelta(days=366), (0, 1), "365 days"),
    ],
)
def test_forms(text, least, most, years, words):
    """Every form has its least age, inclusive, its most, exclusive, its completed years and its words."""
    age = Age(text)

    assert text == age.text
    assert least == age.least
    assert most == age.most if most else age.most is None
    assert years == age.years
    assert words == str(age)
    assert ("~" in text) == age.approximate
    assert f"Age({text!r})" == repr(age)


@pytest.mark.parametrize(
    "text",
    [
        *("", "P", "P6", "6M", "P06M", "P-6M", "+P6M", "p6m", "P6m", "P6M2Y", "PT6H", "P6.5M", "P0.5Y", "P6M ", " P6M"),
        *("..", "../..", "/", "P6M/", "/P6M", "P6M/P7M/P8M", "../P0D", "P3Y/P3M", "P2M/P1M", "P31D/P0M", "P62D/P1M"),
        *("~P6M", "P6M~~", "P6M?", "P\u0666M", "P6M\n", "P10000Y", "P99999999D", "six months"),
    ],
)
def test_refused(text):
    """What is no duration or range, or a range that nobody can be in, is refused."""
    with pytest.raises(InvalidAge):
        Age(text)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 40_000))
def test_worked_out_when_looked_at(born, days):
    """An age between two days, worked out only when it is looked at, is the same value as the one made of its text."""
    for look in (str, repr, hash, pickle.dumps, lambda age: age.years, lambda age: age.least, lambda age: age.most):
        then = When(date.fromordinal(born.toordinal() + days).isoformat())
        (late,) = ages_on_days(born.toordinal(), [then])
        at = Age.between(When(born.isoformat()), then)
        assert look(late) == look(at)
        assert late == at
        assert late.possibly_overlaps(at)
        assert all(getattr(late, name) == getattr(at, name) for name in ("_least", "_most", "_text", "_widest"))


@given(BIRTHS, whens())
def test_only_of_one_day(born, at):
    """In bulk there is an age where the time is of one day, and not before the birth; else there is none."""
    (age,) = ages_on_days(born.toordinal(), [at])
    is_range = at.precision == "range" and at.earliest == at.latest
    exact = is_range or (at.precision in {"day", "minute"} and not at.approximate and not at.uncertain)
    assert (age is not None) == (exact and born <= at.earliest)
    if age is not None:
        assert age == Age.between(When(born.isoformat()), at)


def test_a_night_is_not_of_one_day():
    """In bulk there is an age for a one-of between two minutes of one day, and none for one that goes past midnight."""
    evening, night = When("[2016-03-02T18:00..2016-03-02T23:59]"), When("[2016-03-02T18:00..2016-03-03T08:59]")
    assert [Age("P1D"), None] == ages_on_days(date(2016, 3, 1).toordinal(), [evening, night])


def test_no_such_attribute():
    """What an age has not, it has not, worked out or no."""
    with pytest.raises(AttributeError, match="an Age has no attribute month"):
        _ = ages_on_days(1, [When("2016-03-02")])[0].month
    with pytest.raises(AttributeError):
        _ = Age("P6M")._days


@given(rubbish())
def test_rubbish(value):
    """Whatever is given, the answer is an Age or a ValueError of ours, which hides no other error."""
    for make in (Age, to_age, Age.of, Age.parse, Age("P6M").corrected, Age("P6M").birth):
        error = refusal(make, value)
        if error:
            assert isinstance(error, (InvalidAge, InvalidWhen))
            assert error.__cause__ is None
            assert error.__context__ is None


@given(ages())
def test_is_its_text(age):
    """An Age is equal, hashed, pickled and copied by its text, and cannot be changed."""
    assert age == Age(age.text) == to_age(age.text) == to_age(age) == Age.of(age)
    assert hash(age) == hash(Age(age.text))
    assert age == pickle.loads(pickle.dumps(age)) == copy.copy(age) == copy.deepcopy(age)
    assert age != age.text
    for name in ("text", "_text", "new"):
        with pytest.raises(AttributeError):
            setattr(age, name, "P1Y")
        with pytest.raises(AttributeError):
            delattr(age, name)


PARSED = {
    "P6M": ["six months", "6 months", "6-month-old", "six-month-old", "aged six months", "6m", "6 mths old", "P6M"],
    "P2Y6M": [
        *("two and a half", "2\u00bd years", "2.5 years", "two and a half years old", "2 years 6 months", "2y6m"),
        *("2 years and 6 months", "2 yrs, 6 mths", "Two  Years\u00a0Six Months", "2y 6m"),
    ],
    "P14W": ["14 weeks", "fourteen weeks old", "14 wks"],
    "P7W3D": ["7 weeks 3 days", "7 weeks and 3 days"],
    "../P2M": ["less than two months", "under 2 months", "younger than two months"],
    "P3M/P3Y": ["three months to three years", "between three months and three years", "3 months - 3 years"],
    "P3M/P4M": ["3-4 months", "3 to 4 months", "three to four months", "3\u20134 months"],
    "P8D": ["8 days", "8 days old", "eight days of age"],
    "P3Y": ["aged 3", "three", "3 years old", "3", "age: 3", "at age 3", "3yrs"],
    "P1Y": ["a year", "one year", "1 year old"],
    "P21Y": ["twenty-one", "twenty one years", "21"],
    "P6M~": ["about six months", "c. 6 months", "approx 6 months", "around six months old"],
    "P3M~/P4M~": ["about 3 to 4 months"],
    "../P2M~": ["under about 2 months"],
    "P5Y/..": ["at least 5 years", "over five", "5 and over", "5 years or older", "5+"],
    "P2Y/P4Y": ["2 to 4", "between 2 and 4 years", "between two and four"],
    "P0D": ["at birth", "0 days"],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [(text, expected) for expected, texts in PARSED.items() for text in texts],
    ids=ascii,
)
def test_parse(text, expected):
    """What practitioners write is read: number words, halves of years, ranges; a bare number is years."""
    assert expected == Age.parse(text).text


@pytest.mark.parametrize(
    "text",
    [
        *("", "old", "2+6", "six and a half months", "3 months 2 years", "3 and 4", "1/2", "teenager", "toddler"),
        *("3 years to 2 months", "hours", "-3", "3 3 months", "2 years 2 years", "half", "x" * 201, "1 " * 100),
    ],
)
def test_parse_refuses(text):
    """What is vague, out of order or impossible is refused, with what to write, and without the text."""
    with pytest.raises(InvalidAge) as caught:
        Age.parse(text)

    assert caught.value.__context__ is None


@given(ages())
def test_words_read_back(age):
    """What an Age prints for people reads back as the same Age."""
    start, _, end = age.text.partition("/")
    assume(not (start.endswith("~") and end.startswith("P") and not end.endswith("~")))

    assert age == Age.parse(str(age)) == Age.parse(age.text)


# Worked out


@given(BIRTHS, st.integers(0, 40_000))
def test_completed_is_relativedelta(born, days):
    """Years, months and days are those of relativedelta, but for births on 29 February."""
    assume((born.month, born.day) != (2, 29))
    at = born + timedelta(days=days)
    delta = relativedelta(at, born)

    assert (delta.years, delta.months, delta.days) == completed(born, at)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (date(2017, 2, 28), (0, 11, 30)),
        (date(2017, 3, 1), (1, 0, 0)),
        (date(2017, 3, 28), (1, 0, 27)),
        (date(2017, 3, 29), (1, 1, 0)),
        (date(2020, 2, 28), (3, 11, 30)),
        (date(2020, 2, 29), (4, 0, 0)),
        (date(2016, 2, 29), (0, 0, 0)),
    ],
)
def test_born_on_29_february(at, expected):
    """Who is born on 29 February completes a year on 1 March in other years: relativedelta would say 28 February."""
    assert expected == completed(date(2016, 2, 29), at)


@given(BIRTHS, st.integers(0, 40_000))
def test_completed_goes_up(born, days):
    """From one day to the next nobody becomes younger."""
    at = born + timedelta(days=days)

    assert completed(born, at) < completed(born, at + DAY)


@pytest.mark.parametrize("born", [date(1, 1, 5), date(2016, 3, 2)])
def test_completed_before_birth(born):
    """Before the day of birth there is no age, at the beginning of the calendar either."""
    with pytest.raises(NotYetBorn):
        completed(born, born - DAY)


@given(st.integers(0, 300))
def test_days_in_months(number):
    """So many months last at least the fewest and at most the most days, and both happen."""
    starts = (date(year, month, 1) for year in range(1895, 1909) for month in range(1, 13))
    lengths = {((start + months(number)) - start).days for start in starts}

    assert (min(lengths), max(lengths)) == (fewest_days(number), most_days(number))


@pytest.mark.parametrize("months", [1199, 1200, 1201, 1237, 2324, 2400, 3601, 4799, 4800, 4801])
def test_stretches_of_centuries_are_right_to_the_day(months):
    """The fewest and the most days are those of every start in the 400 years after which the calendar repeats."""
    firsts = [date(1600 + month // 12, month % 12 + 1, 1).toordinal() for month in range(2 * 4800 + 2)]
    lengths = [firsts[start + months] - firsts[start] for start in range(4800)]
    assert (fewest_days(months), most_days(months)) == (min(lengths), max(lengths))


@given(st.dates(date(2014, 1, 1), date(2016, 12, 31)), st.integers(0, 800))
def test_between_days(born, days):
    """Between two days the age is exact to the day."""
    at = born + timedelta(days=days)
    age = Age.between(When(born.isoformat()), When(at.isoformat()))
    years, rest, over = completed(born, at)

    assert relativedelta(years=years, months=rest, days=over) == age.least
    assert relativedelta(years=years, months=rest, days=over + 1) == age.most
    assert (years, years) == age.years


@pytest.mark.parametrize(
    ("born", "at", "age"),
    [
        ("2015-01-31", "2015-02-27", "P27D"),
        ("2015-01-31", "2015-02-28", "P1M0D"),
        ("2015-01-31", "2015-03-01", "P1M1D"),
        ("2015-01-31", "2015-04-30", "P3M0D"),
        ("2016-01-31", "2016-02-28", "P28D"),
        ("2016-01-31", "2016-02-29", "P1M0D"),
        ("2016-03-31", "2017-02-28", "P11M0D"),
    ],
)
def test_a_month_is_completed_on_the_last_day_of_a_shorter_one(born, at, age):
    """Somebody born on the 31st completes a month on the last day of a month that has no 31st, not a day before."""
    assert Age(age) == Age.between(When(born), When(at))


@pytest.mark.parametrize(
    ("born", "at", "age"),
    [
        ("2015-09-01", "[2016-03-02T00:00..2016-03-02T05:59]", "P6M1D"),
        ("2015-09-01", "[2016-03-02T18:00..2016-03-03T08:59]", "P6M1D/P6M2D"),
        ("[2015-09-01T22:00..2015-09-02T02:00]", "2016-03-02", "P6M0D/P6M1D"),
        ("[2016-03-02T10:00..]", "2016-03-02T09:00", "P0D"),
        ("2015-09-01", "[..2016-03-02T05:59]", "P0D/P6M1D"),
    ],
)
def test_between_times_of_day(born, at, age):
    """A one-of between two minutes counts as the days that it may be on: an age changes at the start of the day."""
    assert Age(age) == Age.between(When(born), When(at))


@given(st.dates(date(2014, 1, 1), date(2016, 12, 31)), st.integers(0, 40), one_ofs(2014, 2017))
def test_between_is_honest(first, length, at):
    """The range holds every age that a possible birth and a possible time give, and its ends are such ages."""
    born = When(f"[{first}..{first + timedelta(days=length)}]")
    try:
        age = Age.between(born, at)
    except NotYetBorn:
        assert at.latest < born.earliest
        return
    births = [first + timedelta(days=day) for day in range(length + 1)]
    times = [day for day in (at.earliest, at.latest) if day]
    found = [completed(birth, time) for birth in births for time in times if birth <= time]
    least = age.least.years, age.least.months, age.least.days

    assert all(least <= one for one in found)
    if at.latest is None:
        assert age.most is None
    else:
        most = age.most.years, age.most.months, age.most.days - 1
        assert most == max(found)


def test_between_examples():
    """Qualified and open dates give what they leave possible; a time certainly before the birth is refused."""
    assert Age("P5M2D/P6M1D") == Age.between(When("2015-09"), When("2016-03-02"))
    assert Age("P6M0D/P6M2D") == Age.between(When("2015-09-01~"), When("2016-03-02"))
    assert Age("P0D/..") == Age.between(When("XXXX"), When("2016"))
    assert Age("P0D/P30D") == Age.between(When("2016-03"), When("2016-03"))
    assert Age("P1Y0D/..") == Age.between(When("2015-03-02"), When("2016-03-02/.."))
    assert Age("P2015Y0D") == Age.between(When("0001-01-01"), When("2016-01-01"))
    with pytest.raises(NotYetBorn):
        Age.between(When("2016-03"), When("2016-02"))
    with pytest.raises(InvalidWhen):
        Age.between("2016", When("2016"))


@given(ages(), st.dates(date(2014, 1, 1), date(2018, 12, 31)))
def test_birth(age, at):
    """Just the days of birth in the answer give this age at that time, counted with relativedelta."""
    assume(not age.approximate)
    try:
        born = age.birth(When(at.isoformat()))
    except InvalidAge:
        return
    near = [edge + step * DAY for edge in (born.earliest, born.latest) if edge for step in (-1, 0, 1)]
    for day in near:
        assume((day.month, day.day) != (2, 29))
        fits = day + age.least <= at and (age.most is None or at < day + age.most)
        inside = (born.earliest is None or born.earliest <= day) and day <= born.latest
        assert fits == inside


@pytest.mark.parametrize(
    ("age", "at", "born"),
    [
        ("P6M1D", "2016-03-02", "2015-09-01"),
        ("P6M", "2016-03-02", "[2015-08-03..2015-09-02]"),
        ("P6M~", "2016-03-02", "[2015-07-03..2015-10-02]"),
        ("P6M", "2016-03", "[2015-08-02..2015-09-30]"),
        ("P5Y/..", "2016-03-02", "[..2011-03-02]"),
        ("../P2M", "2016-03-02", "[2016-01-03..2016-03-02]"),
        ("P0D", "2016-03-02", "2016-03-02"),
        ("P1Y", "2017-02-28", "[2015-03-01..2016-02-28]"),
        ("P1Y", "2017-03-01", "[2015-03-02..2016-03-01]"),
        ("P6M", "XXXX", "XXXX"),
        ("P6M", "[2016-03-02..]", "[2015-08-03..]"),
        ("P1Y", "0002-01-01", "[..0001-01-01]"),
    ],
)
def test_birth_examples(age, at, born):
    """A date of birth is as precise as age and time leave it."""
    assert When(born) == Age(age).birth(When(at))


def test_birth_before_the_calendar():
    """An age that reaches back before the year 0001, or that fits no day, is refused."""
    with pytest.raises(InvalidAge):
        Age("P9Y").birth(When("0005"))
    with pytest.raises(InvalidAge):
        Age("P30D/P0M").birth(When("2015-03-10"))


@given(ages(), BIRTHS)
def test_birth_undoes_between(age, at):
    """Any day of birth that an age leaves possible gives completed years that it covers."""
    assume(not age.approximate)
    assume(age.most is None or not (age.most.days and age.most + months(0) != relativedelta(days=age.most.days)))
    try:
        born = age.birth(When(at.isoformat()))
    except InvalidAge:
        return
    for day in (born.earliest, born.latest):
        if day:
            years, _, _ = completed(day, at)
            assert age.years[0] <= years
            assert age.years[1] is None or years <= age.years[1]


@pytest.mark.parametrize(
    ("age", "weeks", "expected"),
    [
        ("P20W", 26, "P6W"),
        ("P20W~", 26, "P6W~"),
        ("P6M", 26, "P83D/P116D"),
        ("P100D", 36, "P72D"),
        ("P6M", 37, "P6M"),
        ("P6M", 42, "P6M"),
        ("P1Y/..", 30, "P295D/.."),
        ("../P6M", 30, "P0D/P113D"),
    ],
)
def test_corrected(age, weeks, expected):
    """Before 37 weeks, the weeks up to 40 are taken off; months leave an honest range of days."""
    assert Age(expected) == Age(age).corrected(weeks)


@pytest.mark.parametrize("weeks", [0, 19, 46, 26.0, "26", True, None])
def test_gestation_refused(weeks):
    """Gestation is a whole number of weeks that can be."""
    with pytest.raises(InvalidAge, match="gestation"):
        Age("P6M").corrected(weeks)


def test_corrected_below_nought():
    """Before the date a birth was due there is no corrected age."""
    with pytest.raises(InvalidAge, match="below zero"):
        Age("P7W").corrected(26)


@pytest.mark.parametrize("rubbish", [None, 5, "P6M", []])
def test_an_age_overlaps_only_ages(rubbish):
    """Anything but an Age is refused."""
    with pytest.raises(InvalidAge, match="expected an Age"):
        Age("P6M").possibly_overlaps(rubbish)


@given(st.dates(date(1990, 1, 1), date(2020, 1, 1)), st.integers(0, 8000))
def test_the_times_at_which_an_age_is_reached_are_those_at_which_it_is_the_age(born, days):
    """A day is in `age.reached(born)` exactly if the birth is in `age.birth` of that day."""
    birth, at = When(born.isoformat()), When((born + DAY * days).isoformat())
    for text in ("P6M", "P2Y6M", "P7W", "P8D", "P3M/P3Y", "../P2M", "P5Y/..", "P14W~"):
        asked = Age(text)
        assert asked.reached(birth).possibly_overlaps(at) == asked.birth(at).possibly_overlaps(birth)

"""When: the strict grammar, its meaning, its order, its shift, its words."""

import copy
import itertools
import pickle
import re
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import assume, given
from hypothesis import strategies as st

from safeguard_model.dates import DayCount, Precision, When, to_when
from safeguard_model.errors import InvalidWhen
from tests.dates.making import days, one_ofs, points, refusal, rubbish, spans, whens

UNIT_MONTHS = {"month": 1, "season": 3, "year": 12, "decade": 120}
METHODS = (
    "definitely_before",
    "possibly_before",
    "definitely_overlaps",
    "possibly_overlaps",
    "definitely_within",
    "possibly_within",
)

FORMS = [
    # text, precision, earliest, latest, words
    ("2016-03-02", "day", date(2016, 3, 2), date(2016, 3, 2), "2 March 2016"),
    ("2016-03-02T14:30", "minute", date(2016, 3, 2), date(2016, 3, 2), "2 March 2016 14:30"),
    ("2016-03-02T14:30:59", "minute", date(2016, 3, 2), date(2016, 3, 2), "2 March 2016 14:30:59"),
    ("2016-03", "month", date(2016, 3, 1), date(2016, 3, 31), "March 2016"),
    ("2016", "year", date(2016, 1, 1), date(2016, 12, 31), "2016"),
    ("2016-21", "season", date(2016, 3, 1), date(2016, 5, 31), "spring 2016"),
    ("2016-22", "season", date(2016, 6, 1), date(2016, 8, 31), "summer 2016"),
    ("2016-23", "season", date(2016, 9, 1), date(2016, 11, 30), "autumn 2016"),
    ("2016-24", "season", date(2016, 12, 1), date(2017, 2, 28), "winter 2016/17"),
    ("2016-XX", "year", date(2016, 1, 1), date(2016, 12, 31), "some time in 2016"),
    ("2016-03-XX", "month", date(2016, 3, 1), date(2016, 3, 31), "some time in March 2016"),
    ("201X", "decade", date(2010, 1, 1), date(2019, 12, 31), "the 2010s"),
    ("000X", "decade", date(1, 1, 1), date(9, 12, 31), "the 0000s"),
    ("XXXX", "unknown", None, None, "date unknown"),
    ("2016-03~", "month", date(2016, 3, 1), date(2016, 3, 31), "about March 2016"),
    ("2016-03?", "month", date(2016, 3, 1), date(2016, 3, 31), "possibly March 2016"),
    ("2016-03%", "month", date(2016, 3, 1), date(2016, 3, 31), "possibly about March 2016"),
    ("2016-05/2018-04", "span", date(2016, 5, 1), date(2018, 4, 30), "May 2016 to April 2018"),
    ("2016-05/..", "span", date(2016, 5, 1), None, "since May 2016"),
    ("../2018-04", "span", None, date(2018, 4, 30), "until April 2018"),
    ("2016-05/", "span", date(2016, 5, 1), None, "from May 2016"),
    ("2016-03-03/2016-03-05", "span", date(2016, 3, 3), date(2016, 3, 5), "3 to 5 March 2016"),
    ("[2016-03-03..2016-03-05]", "range", date(2016, 3, 3), date(2016, 3, 5), "between 3 and 5 March 2016"),
    ("[2016-03..]", "range", date(2016, 3, 1), None, "in or after March 2016"),
    ("[2016-03-04..]", "range", date(2016, 3, 4), None, "on or after 4 March 2016"),
    ("[..2016-03]", "range", None, date(2016, 3, 31), "by March 2016"),
    ("[2016..2016]", "range", date(2016, 1, 1), date(2016, 12, 31), "between 2016 and 2016"),
    ("[2017-07-16T05:00..]", "range", date(2017, 7, 16), None, "at or after 05:00 on 16 July 2017"),
    ("[..2017-07-16T05:59:15]", "range", None, date(2017, 7, 16), "by 05:59:15 on 16 July 2017"),
]


@pytest.mark.parametrize(("text", "precision", "earliest", "latest", "words"), FORMS)
def test_forms(text, precision, earliest, latest, words):
    """Every form of the grammar has its precision, its bounds as stated and its words."""
    when = When(text)

    assert text == when.text
    assert precision == when.precision
    assert (earliest, latest) == (when.earliest, when.latest)
    assert words == str(when)
    assert f"When({text!r})" == repr(when)


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("[2017-07-16T00:00..2017-07-16T05:59]", (16, 7, 2017), (16, 7, 2017), "00:00 and 05:59 on 16 July 2017"),
        ("[2016-03-02T12:00..2016-03-02T12:00]", (2, 3, 2016), (2, 3, 2016), "12:00 and 12:00 on 2 March 2016"),
        (
            "[2015-06-03T18:00..2015-06-04T08:59]",
            (3, 6, 2015),
            (4, 6, 2015),
            "18:00 on 3 June and 08:59 on 4 June 2015",
        ),
        (
            "[2015-12-31T18:00:30..2016-01-01T08:59]",
            (31, 12, 2015),
            (1, 1, 2016),
            "18:00:30 on 31 December 2015 and 08:59 on 1 January 2016",
        ),
        ("[2016-03-02..2016-03-03T12:00]", (2, 3, 2016), (3, 3, 2016), "2 March and 12:00 on 3 March 2016"),
        ("[2016-03-02T12:00..2016-03-02]", (2, 3, 2016), (2, 3, 2016), "12:00 on 2 March and 2 March 2016"),
        ("[2016-03..2016-04-02T12:00]", (1, 3, 2016), (2, 4, 2016), "March 2016 and 12:00 on 2 April 2016"),
        ("[2016-03-02T12:00..2016]", (2, 3, 2016), (31, 12, 2016), "12:00 on 2 March 2016 and 2016"),
    ],
)
def test_one_of_between_times(text, first, last, words):
    """A bound of a one-of may be a minute; the words say a day, a month and a year that both share only once."""
    when = When(text)

    assert ("range", None) == (when.precision, when.time)
    assert first == (when.earliest.day, when.earliest.month, when.earliest.year)
    assert last == (when.latest.day, when.latest.month, when.latest.year)
    assert f"between {words}" == str(when)


def test_precision_is_a_closed_list():
    """The kinds of precision are the nine of the vocabulary, in order of size."""
    assert list(Precision) == ["minute", "day", "month", "season", "year", "decade", "range", "span", "unknown"]


@pytest.mark.parametrize(
    "text",
    [
        *("", ".", "..", "/", "/..", "../", "../..", "/2016", "2016//2017", "2016/2017/2018"),
        *("0000", "0000-01", "0000-01-01", "0000-XX", "16", "201", "20160", "-2016", "+2016", "Y2016"),
        *("2016-00", "2016-13", "2016-20", "2016-25", "2016-1", "2016-3-2", "2016-03-00", "2016-03-32", "2015-02-29"),
        *("2016-W01-1", "2016-W01", "2016W011", "2016-062", "20160302", "2016/03/02", "02-03-2016", "2016-21-01"),
        *("2016-03-02T", "2016-03-02T14", "2016-03-02T24:00", "2016-03-02T14:60", "2016-03-02T14:30:60"),
        *("2016-03-02 14:30", "2016-03-02t14:30", "2016-03-02T1430", "2016-03-02T14:30:00.5", "2016-03T14:30"),
        *("2016-03-02T14:30Z", "2016-03-02T14:30+00:00", "2016-03-02T14:30+01"),
        *("2016-XX-XX", "2016-XX-02", "XXXX-03", "XXXX-XX", "XXXX-XX-XX", "20XX", "2XXX", "201X-03", "2016-0X"),
        *("2016-03-0X", "2016-03-xx", "xxxx", "201x", "2016-XXT14:30", "2016-03-XXT14:30"),
        *("~2016", "2016~~", "2016~?", "2016-03~-02", "2016 ~", "2018/2016", "2016-03-02T14:30/2016-03-02T14:29"),
        *("2016-03/2016-02-XX", "[..]", "[]", "[2016]", "[2016,2017]", "[2016..2017", "2016..2017", "[2017..2016]"),
        *("[2016~..]", "[2016-21..]", "[2016-XX..]", "[201X..]", "[XXXX..]", "[2016..2017]~"),
        *("[2016-03-02T14:30~..]", "[..2016-03-02T14:30?]", "[2016-03-02T14:30Z..]", "[2016-03-02T24:00..]"),
        *("[2016-03-02T14..]", "[2016-03T14:30..]", "[2016-02-30T14:30..]", "[2016-03-02T14:60..]", "[T14:30..T15:30]"),
        *("[2016-03-02T14:30:60..]", "[2016-03-02T14:30..2016-03-02T14:29]", "[2016-03-03..2016-03-02T14:30]"),
        *("[2016..2017]/2018", "2016/[2017..2018]", " 2016", "2016 ", "2016\n", "2016-03-02\n", "\u00a02016"),
        *("\u0662\u0660\u0661\u0666", "\uff12\uff10\uff11\uff16", "2016-03-0\u0662", "2016\u201303", "2016-03-02\x00"),
    ],
)
def test_refused(text):
    """What is not in the grammar is refused, in ASCII and to the character."""
    with pytest.raises(InvalidWhen):
        When(text)


@pytest.mark.parametrize("text", ["2016-03-02T14:30Z", "2016-03-02T14:30+01:00", "2016-03-02T14:30:15-0500"])
def test_offset_hint(text):
    """An offset is refused with the reason: the clock is local."""
    with pytest.raises(InvalidWhen, match="local clock: convert the time, then leave out the offset"):
        When(text)


def test_every_ten_character_neighbour_of_a_day_is_strict():
    """No text that differs from a day by one ASCII character is read unless the grammar has that form."""
    for place, char in itertools.product(range(10), map(chr, range(128))):
        text = "2016-03-02"[:place] + char + "2016-03-02"[place + 1 :]
        digits = text[:4] + text[5:7] + text[8:]
        if text[4] + text[7] == "--" and digits.isdecimal():
            continue
        with pytest.raises(InvalidWhen):
            When(text)


class Word(StrEnum):
    DAY = "2016-03-02"


@pytest.mark.parametrize("value", [Word.DAY, When("2016"), date(2016, 3, 2), True, 2016, None, b"2016-03", ["2016"]])
def test_exact_type(value):
    """Only text itself makes a When: no subclass, no number, no date."""
    with pytest.raises(InvalidWhen):
        When(value)


@given(rubbish())
def test_rubbish(value):
    """Whatever is given, the answer is a When or InvalidWhen, which shows no value and hides no other error."""
    for make in (When, to_when, When.of, When.parse, lambda v: When("2016").shift(days=v), When("2016").days_until):
        error = refusal(make, value)
        if error:
            assert isinstance(error, InvalidWhen)
            assert error.__cause__ is None
            assert error.__context__ is None
            assert len(str(error)) < 250


def test_the_value_is_not_in_the_error():
    """An error shows the shape of the text only."""
    with pytest.raises(InvalidWhen) as caught:
        When("Jane 1999")

    assert "Jane" not in str(caught.value) + repr(caught.value)
    assert caught.value.shape == "Xxxx 9999"


@given(whens())
def test_text_round_trips(when):
    """A When is its text: equal, hashed, pickled and copied by it."""
    again = When(when.text)

    assert when == again
    assert hash(when) == hash(again)
    assert {when: 1}[again] == 1
    for other in (pickle.loads(pickle.dumps(when)), copy.copy(when), copy.deepcopy(when)):
        assert when == other
        assert (when.earliest, when.latest) == (other.earliest, other.latest)


def test_unequal_to_anything_else():
    """A When equals no text, and another text with the same reading is another When."""
    assert When("2016") != "2016"
    assert When("2016") != When("2016-XX")
    assert When("2016-03-02T14:30") != When("2016-03-02T14:30:00")


def test_immutable():
    """Nothing of a When can be set, deleted or added."""
    when = When("2016")

    for name in ("text", "_text", "new"):
        with pytest.raises(AttributeError):
            setattr(when, name, "2017")
        with pytest.raises(AttributeError):
            delattr(when, name)
    assert not hasattr(when, "__dict__")


@given(whens())
def test_bounds_are_in_order(when):
    """The earliest day is never after the latest, even where qualified ends of a span cross."""
    if when.earliest and when.latest:
        assert when.earliest <= when.latest


def test_crossing_qualified_ends():
    """A span whose ends cross only as stated is kept, and its bounds are the hull of both."""
    when = When("2016-05~/2016-04~")

    assert (date(2016, 4, 1), date(2016, 5, 31)) == (when.earliest, when.latest)
    with pytest.raises(InvalidWhen, match="ends before it starts"):
        When("2016-05~/2016-02~")


def test_start_end_and_time():
    """Only a span has ends, and only a point of a minute has a time, read without its seconds; no one-of has."""
    span = When("2016-05~/2016-06-02T14:30")

    assert (When("2016-05~"), When("2016-06-02T14:30")) == (span.start, span.end)
    assert (When("2016"), None) == (When("2016/..").start, When("2016/..").end)
    assert (When("2016"), None) == (When("2016/").start, When("2016/").end)
    assert (None, When("2016")) == (When("../2016").start, When("../2016").end)
    assert (When("2016").start, When("[2016..]").end) == (None, None)
    assert time(14, 30) == When("2016-03-02T14:30:59?").time
    assert None is span.time is When("2016-03-02").time
    assert None is When("[2016-03-02T14:30..]").time is When("[2016-03-02T14:30..2016-03-02T14:30]").time


def test_flags():
    """A flag is set if the whole, or either end, carries its mark."""
    assert (When("2016~").approximate, When("2016~").uncertain) == (True, False)
    assert (When("2016/2017?").approximate, When("2016/2017?").uncertain) == (False, True)
    assert (When("2016%/..").approximate, When("2016%/..").uncertain) == (True, True)
    assert (When("2016").approximate, When("2016").uncertain) == (False, False)
    assert When("XXXX").is_unknown
    assert When("XXXX~").is_unknown
    assert not When("XXXX/2016").is_unknown
    assert When("XXXX/2016").is_span
    assert not When("[2016..]").is_span


def test_a_span_of_one_minute():
    """A span may start and end in one minute: it then lasts for that minute, and lies among the minutes of its day."""
    span = When("2016-03-02T10:00/2016-03-02T10:00")

    assert (date(2016, 3, 2), date(2016, 3, 2)) == (span.earliest, span.latest)
    assert span.definitely_within(When("2016-03-02T10:00"))
    assert span.definitely_overlaps(span)
    assert not span.possibly_overlaps(When("2016-03-02T10:01"))
    texts = ("2016-03-02", "2016-03-02~", "[2016-03-02..2016-03-02]", "2016-03-02T09:59", span.text)
    around = [When(text) for text in (*texts, "[2016-03-02T10:00..2016-03-02T10:00]", "2016-03-02T10:01")]
    assert all(a < b and not b < a for a, b in itertools.pairwise(around))


def test_february_of_a_year_that_ends_in_00():
    """February has 29 days in 2000, and 28 in 1900, which was not a leap year."""
    assert (date(2000, 2, 29), date(1900, 2, 28)) == (When("2000-02").latest, When("1900-02").latest)
    assert date(2000, 2, 29) == When("2000-02-29").earliest
    with pytest.raises(InvalidWhen, match="no such day"):
        When("1900-02-29")


# to_when


def test_to_when():
    """A record's field takes a When as it is, strict text, a date, and a naive datetime; midnight is a day."""
    when = When("2016-03")

    assert to_when(when) is when
    assert when == to_when("2016-03") == When.of("2016-03")
    assert When("0016-03-02") == to_when(date(16, 3, 2))
    assert When("2016-03-02") == to_when(datetime(2016, 3, 2))
    assert When("2016-03-02T14:30") == to_when(datetime(2016, 3, 2, 14, 30))
    assert When("2016-03-02T00:00:01") == to_when(datetime(2016, 3, 2, 0, 0, 1))


class NaTType(datetime):
    """Stands for pandas' NaT, which is an instance of datetime."""


@pytest.mark.parametrize(
    "value", [datetime(2016, 3, 2, tzinfo=UTC), datetime(2016, 3, 2, 0, 0, 0, 1), NaTType(2016, 3, 2), time(14, 30)]
)
def test_to_when_refuses(value):
    """Offsets, microseconds, no-times and bare times are refused, not cut off."""
    with pytest.raises(InvalidWhen):
        to_when(value)


# Meaning, against enumeration. Minutes are counted from an arbitrary day.

FAR = 10**9


def _minute(moment):
    return moment.toordinal() * 1440 + moment.hour * 60 + moment.minute


def _bounds(when):
    """The first and last minute of a point or one-of, worked out with dateutil; None means no bound."""
    if when.precision == "range":
        start, end = when.text.strip("[]").split("..")
        return _bounds(When(start))[0] if start else None, _bounds(When(end))[1] if end else None
    if when.time:
        low = high = datetime.combine(when.earliest, when.time)
    else:
        low = when.earliest and datetime.combine(when.earliest, time())
        high = when.latest and datetime.combine(when.latest, time(23, 59))
    if (when.approximate or when.uncertain) and not when.is_unknown:
        if when.precision in UNIT_MONTHS:
            unit = relativedelta(months=UNIT_MONTHS[when.precision])
            low, high = low - unit, high + timedelta(minutes=1) + unit - timedelta(minutes=1)
            high = datetime.combine((high.date().replace(day=1) + relativedelta(months=1, days=-1)), time(23, 59))
        else:
            unit = timedelta(**{f"{when.precision}s": 1})
            low, high = low - unit, high + unit
    return low and _minute(low), high and _minute(high)


def _corners(when):
    """The bounds that matter for a When."""
    ends = (when.start, when.end) if when.is_span else (when,)
    return [bound for end in ends if end for bound in _bounds(end) if bound is not None]


def _in(minute, bounds):
    low, high = bounds
    return (low is None or low <= minute) and (high is None or minute <= high)


def _intervals(when, world):
    """Every interval that the When may be, within a world of minutes."""
    if not when.is_span:
        bounds = _bounds(when)
        return [(minute, minute) for minute in world if _in(minute, bounds)]
    start_text, end_text = when.text.split("/")
    starts = [-float("inf")] if start_text == ".." else [m for m in world if _in(m, _bounds(when.start))]
    ends = [m for m in world if not end_text or (when.end and _in(m, _bounds(when.end)))] or [float("inf")]
    return [(start, end) for start in starts for end in ends if start <= end]


def _stretches(when, world):
    if when.is_span:
        return _intervals(when, world)
    low, high = _bounds(when)
    return [(-float("inf") if low is None else low, float("inf") if high is None else high)]


def _enumerated(a, b, world):
    """What the six methods must say, from every pair of intervals."""
    ours, theirs, around = _intervals(a, world), _intervals(b, world), _stretches(b, world)
    before = {e < s for (_, e), (s, _) in itertools.product(ours, theirs)}
    overlaps = {s1 <= e2 and s2 <= e1 for (s1, e1), (s2, e2) in itertools.product(ours, theirs)}
    within = {s2 <= s1 and e1 <= e2 for (s1, e1), (s2, e2) in itertools.product(ours, around)}
    return tuple(answer for found in (before, overlaps, within) for answer in (found == {True}, True in found))


def _said(a, b):
    return tuple(getattr(a, name)(b) for name in METHODS)


def _minutes():
    """Whens of a few minutes of one morning, in every form that minutes can take."""
    base = datetime(2016, 3, 2, 10, 0)
    point = st.tuples(st.integers(0, 5), st.sampled_from(("", "~"))).map(
        lambda t: (base + timedelta(minutes=t[0])).isoformat(timespec="minutes") + t[1]
    )
    span = st.tuples(point, point).map(sorted).map("/".join)
    plain = point.map(lambda text: text.rstrip("~"))
    one_of = st.tuples(plain, plain).map(sorted).map(lambda t: f"[{t[0]}..{t[1]}]")
    one_of |= st.tuples(plain, st.sampled_from(("[{}..]", "[..{}]"))).map(lambda t: t[1].format(t[0]))
    opened = st.tuples(point, st.sampled_from(("{}/..", "{}/", "../{}"))).map(lambda t: t[1].format(t[0]))
    return st.one_of(point, span, one_of, opened, st.just("XXXX")).map(When)


@given(_minutes(), _minutes())
def test_meaning_by_enumerating_minutes(a, b):
    """The six facts are those of every pair of intervals in a world of minutes."""
    base = _minute(datetime(2016, 3, 2, 10, 0))
    world = [-FAR, -FAR + 1, -FAR + 2, *range(base - 2, base + 9), FAR - 2, FAR - 1, FAR]

    assert _enumerated(a, b, world) == _said(a, b)


@given(whens(2014, 2018), whens(2014, 2018))
def test_meaning_by_enumerating_corners(a, b):
    """The six facts are those of every pair of intervals whose ends lie at or beside a bound of either."""
    corners = {corner + step for corner in _corners(a) + _corners(b) for step in (-1, 0, 1)}
    world = sorted({-FAR, -FAR + 1, -FAR + 2, *corners, FAR - 2, FAR - 1, FAR})

    assert _enumerated(a, b, world) == _said(a, b)


@given(whens(1, 9999), whens(1, 9999))
def test_meaning_is_consistent(a, b):
    """What is definite is possible, before excludes after and overlap, and overlap is mutual."""
    for what in ("before", "overlaps", "within"):
        assert getattr(a, f"possibly_{what}")(b) or not getattr(a, f"definitely_{what}")(b)
    assert not (a.definitely_before(b) and (b.possibly_before(a) or a.possibly_overlaps(b)))
    assert a.possibly_overlaps(b) == b.possibly_overlaps(a)
    assert a.possibly_before(b) or a.possibly_overlaps(b) or b.possibly_before(a)


def test_meaning_in_examples():
    """Two Whens are independent even if equal; a point in a month is within it; everything is within the unknown."""
    march, day = When("2016-03"), When("2016-03-02")

    assert march.possibly_before(march)
    assert not march.definitely_overlaps(march)
    assert day.definitely_within(march)
    assert not march.definitely_within(day)
    assert When("2016/..").definitely_within(When("XXXX"))
    assert When("2016-02").possibly_overlaps(When("2016-03~"))
    assert not When("2016-01").possibly_overlaps(When("2016-03~"))
    assert not When("2016/..").possibly_before(When("XXXX"))
    assert not When("2016/..").possibly_within(When("2015/"))


@pytest.mark.parametrize("name", [*METHODS, "days_until"])
def test_meaning_refuses_other_types(name):
    """A When is compared with a When, not with text or dates."""
    for value in ("2016", date(2016, 1, 1), None):
        with pytest.raises(InvalidWhen):
            getattr(When("2016"), name)(value)


def test_widening_stops_at_the_calendar():
    """A qualifier does not widen past the years 0001 and 9999."""
    assert DayCount(0, 729) == When("0001-01-01").days_until(When("0001~"))
    assert When("9999-12-31?").definitely_within(When("9999"))
    assert date(9999, 12, 31) == When("9999-24").latest


# Order


def _order(when):
    """The order as the design states it."""
    no_day = date.max + timedelta(0), 1
    latest = (when.latest, 0) if when.latest else no_day
    lead = (when.earliest, 0) if when.earliest else latest
    minutes = set(re.split(r"/|\.\.", re.sub(r"(T\d\d:\d\d):\d\d|[][~?%]", r"\1", when.text)))
    clock = minutes.pop().partition("T")[2] if len(minutes) == 1 else ""
    return lead, latest, clock, when.text


@given(st.lists(whens(), max_size=8))
def test_order(found):
    """Whens sort by earliest, else latest, then latest, the minute of those that mean one, text; and so does the key."""
    expected = sorted(found, key=_order)

    assert expected == sorted(found)
    assert expected == sorted(sorted(found, key=lambda w: w.text), key=lambda w: w.sort_key)


@given(whens(), whens())
def test_order_is_total(a, b):
    """Of two Whens one is less, or they are equal; other types cannot be ordered."""
    assert (a < b) + (a > b) + (a == b) == 1
    assert (a <= b) == (not a > b)
    with pytest.raises(TypeError):
        a < "2016"  # noqa: B015


def test_equal_bounds_are_adjacent():
    """Whens of the same days stand side by side in the order of their texts: a year comes before some time in it."""
    expected = [When(text) for text in ("2015-12-31", "2016", "2016-XX", "2016~", "[2016..2016]", "2017")]

    assert expected == sorted(expected)
    assert all(a < b and not b < a for a, b in itertools.pairwise(expected))


# Shifting


@given(days(), st.integers(-50, 50), st.integers(-50, 50), st.integers(-60, 60))
def test_shift_of_days(when, years, months, shift_days):
    """A day moves as relativedelta moves it."""
    moved = when.earliest + relativedelta(years=years, months=months, days=shift_days)

    assert moved.isoformat() == when.shift(years=years, months=months, days=shift_days).text


@given(points(), st.integers(-5, 5), st.sampled_from((12, 120, 1200)))
def test_shift_keeps_precision(when, count, months):
    """Whole units keep precision, qualifier and text form, and shifting back returns."""
    assume(when.precision != "decade" or months >= 120)
    assume("02-29" not in when.text)
    there = when.shift(months=count * months)

    assert (when.precision, len(when.text), when.text[-1:]) == (there.precision, len(there.text), there.text[-1:]) or (
        when.text[-1].isdecimal()
    )
    assert when == there.shift(months=-count * months)


@pytest.mark.parametrize(
    ("text", "by", "expected"),
    [
        ("2016-03", {"months": -2}, "2016-01"),
        ("2016-03-XX~", {"months": 10}, "2017-01-XX~"),
        ("2016-03-31", {"months": -1}, "2016-02-29"),
        ("2016-24", {"months": 3}, "2017-21"),
        ("2016-21?", {"months": -3}, "2015-24?"),
        ("2016-XX", {"years": 1}, "2017-XX"),
        ("201X", {"years": 10}, "202X"),
        ("XXXX", {"days": 1}, "XXXX"),
        ("2016-03-02", {"hours": 48}, "2016-03-04"),
        ("2016-03-02", {"hours": 5}, "[2016-03-02T05:00..2016-03-03T04:59]"),
        ("2016-03-02?", {"minutes": -1}, "[2016-02-29T23:59..2016-03-03T23:58]"),
        ("2016-03", {"hours": 1}, "[2016-03-01T01:00..2016-04-01T00:59]"),
        ("2016-03", {"hours": 24}, "[2016-03-02..2016-04-01]"),
        ("2016-03-02T23:30:15~", {"minutes": 45}, "2016-03-03T00:15:15~"),
        ("2016-03", {"days": 1}, "[2016-03-02..2016-04-01]"),
        ("2016-03~", {"weeks": 1}, "[2016-02-08..2016-05-07]"),
        ("2016", {"months": 1}, "[2016-02-01..2017-01-31]"),
        ("2016-05/2018-04", {"months": 1}, "2016-06/2018-05"),
        ("2016-05/..", {"years": 1}, "2017-05/.."),
        ("../2016-05", {"years": -1}, "../2015-05"),
        ("[2016-05..2018]", {"years": 1}, "[2017-05..2019]"),
        ("[2016-05..]", {"days": 1}, "[2016-05-02..]"),
        ("[..2016-05]", {"days": 1}, "[..2016-06-01]"),
        ("[2017-07-16T00:00..2017-07-16T05:59]", {"days": 1}, "[2017-07-17T00:00..2017-07-17T05:59]"),
        ("[2017-07-16T00:00:15..2017-07-16T05:59]", {"minutes": 90}, "[2017-07-16T01:30:15..2017-07-16T07:29]"),
        ("[2017-07-16T05:00..]", {"hours": -6}, "[2017-07-15T23:00..]"),
        ("[..2017-07-16T05:59]", {"months": 1}, "[..2017-08-16T05:59]"),
        ("[2016-03-02..2016-03-03T12:00]", {"days": 1}, "[2016-03-03..2016-03-04T12:00]"),
        ("[2016-03-02..2016-03-03T12:00]", {"hours": 3}, "[2016-03-02T03:00..2016-03-03T15:00]"),
        ("[2016-03-02T12:00..2016-04]", {"months": 1}, "[2016-04-02T12:00..2016-05]"),
        ("[2016-03-02T12:00..2016-04]", {"days": 1}, "[2016-03-03T12:00..2016-05-01]"),
        ("[2016-03-02..]", {"hours": 1}, "[2016-03-02T01:00..]"),
        ("[9999-11-30T10:00..]", {"months": 1}, "[9999-12-30T10:00..]"),
        ("[..0001-02-01T10:00]", {"months": -1}, "[..0001-01-01T10:00]"),
        ("2016", {}, "2016"),
    ],
)
def test_shift(text, by, expected):
    """Whole units keep the form; anything else is the one-of of the moved bounds, widened first."""
    assert expected == When(text).shift(**by).text


@pytest.mark.parametrize(
    ("text", "months", "expected"),
    [
        ("[2016-01-30T23:00..2016-01-31T01:00]", 1, "[2016-02-29..2016-02-29]"),
        ("[2016-01-30T23:00..2016-01-30T23:30]", 1, "[2016-02-29T23:00..2016-02-29T23:30]"),
        ("[2016-01-28T23:00..2016-01-31T01:00]", 1, "[2016-02-28T23:00..2016-02-29]"),
        ("[2016-01-30T23:00..2016-02-01T01:00]", 1, "[2016-02-29..2016-03-01T01:00]"),
        ("[2016-01-30T23:00..]", 1, "[2016-02-29..]"),
        ("[..2016-01-31T01:00]", 1, "[..2016-02-29]"),
        ("[2016-01..2016-01-31T01:00]", 1, "[2016-02-01..2016-02-29]"),
        ("[2016-01-31T23:00..2016-02-01T01:00]", 1, "[2016-02-29T23:00..2016-03-01T01:00]"),
    ],
)
def test_shift_to_a_month_that_is_too_short(text, months, expected):
    """If two days of a one-of become the last day of a shorter month, all of that day is possible."""
    assert expected == When(text).shift(months=months).text


@given(
    st.lists(st.datetimes(datetime(2015, 12, 27), datetime(2016, 2, 3)), min_size=2, max_size=2).map(sorted),
    st.integers(-25, 25),
    st.integers(-3000, 3000),
)
def test_shift_of_a_span_of_minutes(ends, months, minutes):
    """A span of minutes moves at both ends, and to days if its hours would be the wrong way round."""
    start, end = (f"{moment:%Y-%m-%dT%H:%M}" for moment in ends)
    moved = [f"{m + relativedelta(months=months) + timedelta(minutes=minutes):%Y-%m-%dT%H:%M}" for m in ends]
    if moved[0] > moved[1]:
        moved = [moment[:10] for moment in sorted(moved)]
    assert "/".join(moved) == When(f"{start}/{end}").shift(months=months, minutes=minutes).text


@given(
    st.datetimes(datetime(2015, 12, 25), datetime(2016, 4, 5)),
    st.integers(0, 3 * 1440),
    st.integers(-3, 3),
    st.integers(-3000, 3000),
)
def test_shift_of_minutes_by_enumerating(first, length, months, minutes):
    """A one-of between two minutes moves to the range from the earliest to the latest of its minutes, each moved."""
    by = relativedelta(months=months, minutes=minutes)
    first = first.replace(second=0, microsecond=0)
    inside = [first + timedelta(minutes=minute) for minute in range(length + 1)]
    moved = [_minute(minute + by) for minute in inside]
    text = f"[{inside[0]:%Y-%m-%dT%H:%M}..{inside[-1]:%Y-%m-%dT%H:%M}]"

    assert (min(moved), max(moved)) == _bounds(When(text).shift(months=months, minutes=minutes))


@given(one_ofs(), st.integers(-30, 30), st.integers(-3000, 3000))
def test_shift_of_a_one_of_includes_its_bounds(when, months, minutes):
    """Whatever the bounds of a one-of, they are within it when all are moved, and an open side stays open."""
    by = relativedelta(months=months, minutes=minutes)
    moved = _bounds(when.shift(months=months, minutes=minutes))
    for bound in _bounds(when):
        if bound is not None:
            minute = datetime.combine(date.fromordinal(bound // 1440), time(bound % 1440 // 60, bound % 60))
            assert _in(_minute(minute + by), moved)
    assert [bound is None for bound in _bounds(when)] == [bound is None for bound in moved]


@pytest.mark.parametrize(
    ("edge", "beside", "step"),
    [("0001-01-01T00:00", "0001-01-01T00:01", -1), ("9999-12-31T23:59", "9999-12-31T23:58", 1)],
)
def test_shift_to_the_edge_of_the_calendar(edge, beside, step):
    """A move may reach the first and the last minute of the calendar, and no further."""
    assert When(edge) == When(beside).shift(minutes=step)
    assert When(edge[:10]) == When(edge[:10]).shift(days=-step).shift(days=step)
    with pytest.raises(InvalidWhen, match="outside the years"):
        When(beside).shift(minutes=2 * step)
    with pytest.raises(InvalidWhen, match="outside the years"):
        When(edge[:10]).shift(days=step)


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("2016", {"years": 9999}),
        ("[9999-12-31T10:00..]", {"hours": 14}),
        ("[..0001-01-01T10:00]", {"hours": -11}),
        ("0001-01-01", {"days": -1}),
        ("9999-12-31T23:59", {"minutes": 1}),
        ("201X", {"years": -2020}),
        ("9999-24", {"months": 3}),
        ("2016", {"days": 10**5000}),
        ("2016-05/2018-04", {"days": 1}),
        ("2016", {"days": 1.0}),
        ("2016", {"days": True}),
    ],
)
def test_shift_refuses(text, by):
    """What leaves the calendar, splits a span's end or is no whole number is refused."""
    with pytest.raises(InvalidWhen):
        When(text).shift(**by)


# Days between


@given(one_ofs(2016, 2016), one_ofs(2016, 2016))
def test_days_until(a, b):
    """The count runs from the fewest to the most days of any pair of days, without a bound where there is none."""
    count = a.days_until(b)

    least = (b.earliest - a.latest).days if b.earliest and a.latest else None
    most = (b.latest - a.earliest).days if b.latest and a.earliest else None
    assert DayCount(least, most) == count


@pytest.mark.parametrize(
    ("a", "b", "least", "most"),
    [
        ("2016-03-02", "2016-03-07", 5, 5),
        ("2016-03-02T23:00", "2016-03-03T01:00", 1, 1),
        ("[2016-03-02T23:00..2016-03-03T01:00]", "[2016-03-03T00:00..2016-03-03T05:59]", 0, 1),
        ("[2016-03-02T00:00..2016-03-02T05:59]", "2016-03-04", 2, 2),
        ("2016-03-02~", "2016-03-07", 4, 6),
        ("2016-03/2016-05-02", "2016-05-10/..", 8, 8),
        ("2016-03-02/..", "2016-05", None, None),
        ("2016-03-02/", "2016-05-01", None, 60),
        ("XXXX", "2016", None, None),
        ("2016-03-02", "[2016-03-04..]", 2, None),
        ("2016-03-07", "2016-03-02", -5, -5),
    ],
)
def test_days_until_examples(a, b, least, most):
    """From the end of a span to the start of the next, qualifiers widened, on the calendar."""
    assert DayCount(least, most) == When(a).days_until(When(b))


@given(spans(), spans())
def test_days_until_agrees_with_before(a, b):
    """If more than no days certainly lie between, the one is certainly before the other."""
    count = a.days_until(b)
    if count.least is not None and count.least > 0:
        assert a.definitely_before(b)


def test_import_is_light():
    """Importing the dates imports no dateutil and no converter."""
    code = (
        "import sys, safeguard_model.dates; print([m for m in ('dateutil', 'cattrs', 'msgspec') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"

"""Marks: where the bar of a date begins and ends, and that nobody can measure a date of birth."""

from datetime import date

import pytest
from hypothesis import given

from safeguard_model import Event, When
from safeguard_model.dates.edtf import ANY, DAY
from safeguard_model.dates.when import meaning_of
from safeguard_model.display.marks import Form, Stretch, mark_of, month_around
from safeguard_model.strategies import whens


def day(text):
    """The number of a day."""
    return date.fromisoformat(text).toordinal()


def mark(when, kind="home_visit", revealed=False):
    """The mark of an event at a time."""
    return mark_of(Event(id="e", when=when, kind=kind), revealed=revealed)


@pytest.mark.parametrize(
    ("when", "form"),
    [
        ("2016-03-02", Form.EXACT),
        ("2016-03-02T14:30", Form.EXACT),
        ("2016-03-02~", Form.VAGUE),
        ("2016-03-02T14:30?", Form.VAGUE),
        ("2016-03", Form.VAGUE),
        ("2016-21", Form.VAGUE),
        ("2016-03-XX", Form.VAGUE),
        ("201X", Form.VAGUE),
        ("[2016-03-02..2016-03-05]", Form.ONE_OF),
        ("[2016-03..]", Form.ONE_OF),
        ("2016-03/2016-05", Form.SPAN),
        ("2016-03/..", Form.SPAN),
        ("../2016-03", Form.SPAN),
        ("XXXX", Form.UNDATED),
        ("XXXX?", Form.UNDATED),
    ],
)
def test_each_sort_of_date_has_its_form(when, form):
    """A day, a less exact date, a choice, a span and no date look different."""
    assert mark(when).form is form


def test_a_day_is_drawn_at_its_noon_and_a_minute_at_its_time():
    """An exact mark has one place."""
    assert mark("2016-03-02").extent == (day("2016-03-02") + 0.5,) * 2
    assert mark("2016-03-02T06:00").extent[0] == pytest.approx(day("2016-03-02") + 0.25, abs=1e-3)


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("2016-03", "2016-03-01", "2016-04-01"),
        ("2016-03-02~", "2016-03-01", "2016-03-04"),
        ("[2016-03-03..2016-03-05]", "2016-03-03", "2016-03-06"),
        ("2016-03-10/2016-05-04", "2016-03-10", "2016-05-05"),
        ("[2016-03..]", "2016-03-01", None),
        ("../2016-03", None, "2016-04-01"),
    ],
)
def test_a_bar_reaches_from_the_earliest_time_to_the_latest(when, first, last):
    """A bar covers all that the date may mean, and no more; None is an open end."""
    assert mark(when).extent == (first and day(first), last and day(last))


def test_a_span_is_certain_from_its_latest_start_to_its_earliest_end():
    """Of May to August, only June and July are certain."""
    first, last = mark("2016-05/2016-08").certain
    assert (round(first), round(last)) == (day("2016-06-01"), day("2016-08-01"))
    assert mark("2016-05/2016-05").certain is None
    assert mark("2016-05/..").certain[1] is None


@given(whens())
def test_a_bar_covers_exactly_what_the_date_may_mean(when):
    """For any date but an exact one, the ends of the bar are those of its meaning."""
    drawn = mark(when)
    low, _, _, high = meaning_of(when)
    if drawn.form is not Form.EXACT:
        assert drawn.extent == (None if low <= -ANY else low / DAY, None if high >= ANY else (high + 1) / DAY)


@pytest.mark.parametrize("kind", ["birth", "death", "expected_birth"])
@pytest.mark.parametrize("when", ["2016-03-02", "2016-03-31", "2016-03-02T14:30", "2016-03-02~", "2016-03"])
def test_nobody_can_measure_the_day_of_a_birth_or_death(kind, when):
    """A birth on any day of a month looks the same, so the drawing does not give its day away."""
    assert mark(when, kind)[1:] == (Form.VAGUE, Stretch(day("2016-03-01"), day("2016-04-01")), None)
    assert mark(when, kind, revealed=True).form in {Form.EXACT, Form.VAGUE}


def test_a_revealed_birth_is_drawn_on_its_day():
    """`revealed` draws what is on file."""
    assert mark("2016-03-02", "birth", revealed=True).extent[0] == day("2016-03-02") + 0.5


@given(whens())
def test_a_month_around_holds_the_stretch(when):
    """The months cover the time, begin with a first day, and add less than a month on each side."""
    extent = mark(when, "death").extent
    low, _, _, high = meaning_of(when)
    assert extent[0] is None or (date.fromordinal(int(extent[0])).day == 1 and 0 <= low / DAY - extent[0] < 31)
    assert extent[1] is None or high / DAY - extent[1] <= 1


def test_the_month_around_ends_with_the_calendar():
    """The last month has no month after it."""
    assert month_around(Stretch(day("9999-12-31"), day("9999-12-31") + 0.5)).last == date.max.toordinal()
    assert When("9999-12").latest == date.max

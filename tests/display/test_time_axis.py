"""The time axis: it keeps the order of days, shows every mark, and cuts out only what is empty."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import Event
from safeguard_model.display.marks import mark_of
from safeguard_model.display.time_axis import TimeAxis
from safeguard_model.strategies import whens


def axis_of(*whens, width=800):
    """The axis for events at some times."""
    marks = [mark_of(Event(id=f"e{n}", when=when, kind="letter"), revealed=False) for n, when in enumerate(whens)]
    return TimeAxis(marks, width)


def width_of(text):
    """The width of a text, roughly."""
    return 4.0 * len(text)


def day(text):
    """The number of a day."""
    return float(date.fromisoformat(text).toordinal())


@given(st.lists(whens(), max_size=6), st.lists(st.floats(1, 3_652_059), min_size=2, max_size=6))
def test_places_rise_with_days_and_lead_back(whens, days):
    """A later day lies farther to the right, and a place leads back to its day."""
    axis = axis_of(*whens)
    ordered = sorted(days)
    places = [axis.place(each) for each in ordered]
    assert places == sorted(places)
    for each, place in zip(ordered, places, strict=True):
        assert abs(axis.day_at(place) - each) <= 1e-6 * max(each, 1 / axis.points_per_day)
    assert axis.place(axis.first) == 0
    assert abs(axis.place(axis.last) - 800) < 1e-6


@given(st.lists(whens(), max_size=6))
def test_every_mark_is_at_least_partly_on_the_axis_and_not_in_a_break(whens):
    """Every dated mark is on the axis, and a mark of one day is never cut out."""
    axis = axis_of(*whens)
    for when in whens:
        first, last = mark_of(Event(id="e", when=when, kind="letter"), revealed=False).extent
        if first is None and last is None:
            continue
        assert first is None or first <= axis.last
        assert last is None or last >= axis.first
        if first == last:
            assert not any(start < first < end for start, end in axis.breaks)


def test_a_long_empty_stretch_is_cut_out():
    """A birth twenty years before the rest takes up little of the width."""
    axis = axis_of("1996-03", "2016-03-02", "2016-09-01", "2017-03-05")
    assert len(axis.breaks) == 1
    assert axis.place(day("2016-03-02")) < 200


def test_an_axis_without_a_long_empty_stretch_is_not_broken():
    """Events in every year leave no stretch of a fifth of the axis empty."""
    assert axis_of(*(f"{year}-06" for year in range(2010, 2020))).breaks == []


def test_a_span_is_not_cut_out():
    """A stretch in which something went on is not empty."""
    days = ["2016-01-01", "2016-01-20", "2016-02-01", "2018-01-01", "2018-01-20"]
    assert axis_of(*days).breaks
    assert axis_of(*days, "2016-02-01/2018-01-01").breaks == []


def test_a_decade_among_exact_dates_does_not_stretch_the_axis():
    """What may be anywhere in ten years is drawn as far as the axis reaches."""
    axis = axis_of("201X", "2016-03-02", "2016-09-01")
    assert day("2016-01-01") < axis.first < axis.last < day("2016-12-31")


@given(st.lists(whens(), max_size=6), st.integers(150, 1500))
def test_dates_below_the_axis_never_overlap(whens, width):
    """Two texts below the axis have space between them, and none is in a break or off the axis."""
    axis = axis_of(*whens, width=width)
    ticks = axis.ticks(width_of)
    for one, other in pairwise(ticks):
        room = axis.place(other.day) - axis.place(one.day)
        assert room >= (width_of(one.text) + width_of(other.text)) / 2
    assert all(axis.first <= tick.day <= axis.last for tick in ticks)
    assert not any(start < tick.day < end for tick in ticks for start, end in axis.breaks)


def test_the_dates_fit_the_length_of_the_axis():
    """Ten years have years, some months have months, and a week has days."""
    years = axis_of("2010-06", "2012-06", "2014", "2016", "2018-06", width=300).ticks(width_of)
    assert [tick.text for tick in years] == [str(year) for year in range(2011, 2020)][: len(years)]
    assert "Mar 2016" in [
        tick.text for tick in axis_of("2016-01-05", "2016-03-02", "2016-05-30", width=200).ticks(width_of)
    ]
    assert "3 Mar 2016" in [tick.text for tick in axis_of("2016-03-02", "2016-03-04").ticks(width_of)]


def test_without_dates_nothing_is_written_below_the_axis():
    """Events without any date make no dates up."""
    assert axis_of("XXXX").ticks(width_of) == []

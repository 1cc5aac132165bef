"""The picture of a timeline: every event once, at the right place, in the lane of its agency; and nothing overlaps."""

from datetime import date, datetime
from itertools import combinations
from operator import attrgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("matplotlib")

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import date2num
from matplotlib.figure import Figure

from examples.invented_family import casefile as invented_family
from examples.norfolk_thematic_review import casefile as norfolk
from safeguard_model import Event, Timeline, strategies
from safeguard_model.display import plots
from tests.display.making import AGENCIES, SECRET, artists, casefile, entry, many, mark_count, reviewed, texts

FAMILY = Timeline.of(invented_family())
CASES = {
    "family": FAMILY.where(lambda event: event.derived_from is None or event.kind == "incident"),
    "family with all events": FAMILY,
    "norfolk": Timeline.of(norfolk()),
    "500 events": many(500),
}


ID = attrgetter("id")
IDS = st.integers(0, 99).map(lambda number: f"e-{number}")  # letters that every font has


def boxes(axes, *sorts):
    """The boxes of texts as drawn on a screen, in pixels."""
    renderer = FigureCanvasAgg(axes.figure).get_renderer()
    return [text.get_window_extent(renderer) for text in axes.texts if text.get_gid() in sorts]


def overlaps(one, other):
    """Whether two boxes share more than a hair."""
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    up = min(one.y1, other.y1) - max(one.y0, other.y0)
    return across > 0.5 and up > 1.5


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("width", [8, 16])
def test_no_two_labels_overlap_as_drawn(name, width):
    """As drawn on a screen, no label, id or number covers another, and none reaches beyond the figure."""
    axes = plots.timeline(CASES[name], width=width)
    drawn = boxes(axes, "label", "label id", "number", "lane name", "key text", "key number", "sample text", "age")
    assert [pair for pair in combinations(drawn, 2) if overlaps(*pair)] == []
    right, top = axes.figure.bbox.width, axes.figure.bbox.height
    assert all(box.x0 >= 0 and box.y0 >= 0 and box.x1 <= right and box.y1 <= top for box in drawn)


@pytest.mark.parametrize("name", CASES)
def test_every_event_has_one_mark_and_is_labelled_or_counted(name):
    """As many marks as events; each event has a label, a number that the key explains, or is counted as without one."""
    timeline = CASES[name]
    axes = plots.timeline(timeline)
    assert mark_count(axes) == len(timeline)
    labelled = texts(axes, "label id")
    numbers = [number for text in texts(axes, "number") for number in text.split()]
    assert len(set(labelled)) == len(labelled)
    assert sorted(numbers, key=int) == texts(axes, "key number") == [str(n) for n in range(1, len(numbers) + 1)]
    missing = len(timeline) - len(labelled) - len(numbers)
    notes = [text for text in texts(axes, "note") if "without a label" in text]
    assert notes == (
        [f"{missing:,} of {len(timeline):,} without a label: narrow the timeline to see more."] * (missing > 0)
    )


@settings(max_examples=15)
@given(st.lists(strategies.events(id=IDS, agency=st.sampled_from(["csc", None])), max_size=5, unique_by=ID))
def test_any_events_can_be_drawn(events):
    """Whatever their dates and kinds, events are drawn, each with one mark."""
    assert mark_count(plots.timeline(events)) == len(events)


def test_lanes_are_agencies_by_name():
    """A lane bears the name of its agency, or its id if the name is withheld; others have lanes of their own."""
    events = [
        entry("a", "2016-03-02", agency="hv"),
        entry("b", "2016-03-03", agency="csc"),
        entry("c", "2016-03-04", agency="refuge"),
        entry("d", "2016-03-05", agency=None),
    ]
    names = texts(plots.timeline(casefile(*events), width=20), "lane name")
    by_name = [AGENCIES[0].name, AGENCIES[1].name, "refuge", "Agency not stated", "From other records"]
    assert [name.replace("\n", " ") for name in names] == by_name


def test_marks_are_at_their_dates():
    """The axis is one of dates: a marker of a day is at its noon, and one of a minute at its time."""
    axes = plots.timeline([entry("a", "2016-03-02"), entry("b", "2016-05-04T06:00"), entry("c", "2017-03-04")])
    places = sorted(x for marker in artists(axes, "mark exact") for x, _ in marker.get_offsets())
    times = [datetime(2016, 3, 2, 12), datetime(2016, 5, 4, 6), datetime(2017, 3, 4, 12)]
    assert places == pytest.approx([date2num(time) for time in times], abs=1e-3)


def test_a_caller_can_add_dates_to_the_picture():
    """The axes take dates, across a break too, and the order of dates stays."""
    axes = plots.timeline([entry("a", "1996-03-02"), *(entry(f"b{n}", f"2016-0{n}-02") for n in range(1, 9))])
    assert artists(axes, "break sign")
    days = [date(1996, 3, 2), date(2006, 1, 1), date(2016, 1, 2), date(2016, 8, 2)]
    places = [axes.transData.transform((date2num(day), 0))[0] for day in days]
    assert places == sorted(places)
    axes.axvline(date(2016, 5, 1))
    axes.figure.canvas.draw()


def test_doubt_is_drawn_differently():
    """A bar and its caps reach from the earliest to the latest; a choice is dotted; a span is thick, pale in doubt."""
    axes = plots.timeline(
        [
            entry("a", "2016-03"),
            entry("b", "[2016-04-01..2016-05-20]"),
            entry("c", "2016-05/2016-08"),
            entry("d", "2016-09-01"),
        ]
    )
    thin, dotted = sorted(artists(axes, "bar"), key=lambda bar: bar.get_linestyle()[0][1] is not None)
    first, last = thin.get_segments()[0][:, 0]
    assert (first, last) == pytest.approx((date2num(date(2016, 3, 1)), date2num(date(2016, 4, 1))), abs=0.01)
    assert dotted.get_linestyle() != thin.get_linestyle()
    (pale,), (certain,) = artists(axes, "span"), artists(axes, "certain part")
    assert pale.get_linewidth()[0] > 2 * thin.get_linewidth()[0]
    assert pale.get_colors()[0][3] < certain.get_colors()[0][3] == 1
    assert certain.get_segments()[0][0, 0] == pytest.approx(date2num(date(2016, 6, 1)), abs=0.01)


def test_open_ends_fade():
    """The bar of a time without an end becomes paler and paler."""
    axes = plots.timeline([entry("a", "2016-03-02/.."), entry("b", "2016-09-01"), entry("c", "2016-12-01")])
    (certain,) = artists(axes, "certain part")
    alphas = [colour[3] for colour in certain.get_colors()]
    assert len(alphas) > 5
    assert alphas == sorted(alphas, reverse=True)
    assert alphas[-1] < 0.2


def test_what_did_not_happen_is_hollow_or_crossed():
    """A planned event is hollow, a cancelled one is hollow and crossed, and one that happened is solid."""
    happened = plots.timeline([entry("a", "2016-03-02")])
    planned = plots.timeline([entry("a", "2016-03-02", state="planned")])
    cancelled = plots.timeline([entry("a", "2016-03-02", state="cancelled")])
    faces = [artists(axes, "mark")[0].get_facecolor()[0].tolist() for axes in (happened, planned, cancelled)]
    assert faces[0] != faces[1] == faces[2] == [1, 1, 1, 1]
    assert [bool(artists(axes, "cross")) for axes in (happened, planned, cancelled)] == [False, False, True]
    assert "home visit, cancelled" in texts(cancelled, "label")


def test_events_without_a_date_are_in_a_column_of_their_own():
    """They are left of every date, and the column is named."""
    axes = plots.timeline([entry("a", "XXXX"), entry("b", "2016-03-02"), entry("c", "2016-09-02")])
    (undated,) = artists(axes, "mark undated")
    (dated,) = artists(axes, "mark exact")
    assert undated.get_offsets()[0][0] < min(x for x, _ in dated.get_offsets())
    assert texts(axes, "gutter name") == ["no date"]
    assert texts(plots.timeline([entry("b", "2016-03-02")]), "gutter name") == []


def test_incidents_cross_all_lanes_and_the_period_is_shaded():
    """An incident is marked over the whole height, and the only period under review is shaded."""
    axes = plots.timeline(reviewed(entry("a", "2016-02-02"), entry("b", "2016-09-02"), period="2016-03/2016-08"))
    (incident,) = artists(axes, "incident")
    heights = incident.get_segments()[0][:, 1]
    assert (min(heights), max(heights)) == axes.get_ylim()
    assert len(artists(axes, "period")) == 1
    assert artists(plots.timeline([entry("a", "2016-02-02")]), "period") == []


def test_the_period_does_not_stretch_the_axis():
    """A narrowed timeline has the whole width, and a period outside it is not shaded."""
    file = reviewed(entry("a", "2016-02-02"), entry("b", "2016-03-02"), period="2001/2010")
    axes = plots.timeline(Timeline.of(file).stored())
    assert axes.get_xlim()[0] > date2num(date(2015, 12, 1))
    assert artists(axes, "period") == []


def test_the_most_important_are_labelled_first():
    """Where there is room for few, an incident and what has a tag have their labels."""
    crowd = [entry(f"e{n}", "2016-03-02") for n in range(40)]
    axes = plots.timeline(
        [*crowd, entry("tagged", "2016-03-02", tags=["piece"]), entry("harm", "2016-03-02", "incident")]
    )
    assert {"tagged", "harm"} < set(texts(axes, "label id"))
    assert len(texts(axes, "label id")) == 4


def test_no_names_and_no_free_text():
    """No text in the picture, and nothing in a vector file, has a name or a description, unless they are revealed."""
    events = [entry("a", "2016-02-02"), entry("b", "2016-09-02", "birth"), entry("c", "XXXX"), entry("d", "2016-02-02")]
    axes = plots.timeline(casefile(*events))
    assert not any(SECRET in text for text in (*texts(axes), axes.get_label()))
    assert any(SECRET in text for text in texts(plots.timeline(casefile(*events), revealed=True), "label"))


@pytest.mark.parametrize("day", ["2016-01-01", "2016-01-17", "2016-01-31"])
def test_the_picture_does_not_give_the_day_of_birth_away(day):
    """Whatever the day of birth in a month, every artist is at the same place and every text is the same."""
    events = [entry("a", "2016-02-02"), entry("b", "2018-09-02")]
    one, other = (plots.timeline(casefile(*events, born=born)) for born in (day, "2016-01"))
    assert texts(one) == texts(other)
    assert [str(a.get_window_extent()) for a in one.get_children()] == [
        str(a.get_window_extent()) for a in other.get_children()
    ]


def test_the_same_timeline_gives_the_same_pixels():
    """Drawing is deterministic, whatever the order of the events."""
    pictures = []
    for events in (list(CASES["family"]), list(CASES["family"])[::-1]):
        canvas = FigureCanvasAgg(plots.timeline(Timeline(events, FAMILY.casefile)).figure)
        canvas.draw()
        pictures.append(bytes(canvas.buffer_rgba()))
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("size", [(14, 12), (10, 6), (6, 3), (3, 2)])
def test_a_picture_keeps_to_the_axes_it_is_given(size):
    """In the caller's axes nothing reaches far beyond their rectangle, and the fewer labels the less room there is."""
    figure = Figure(figsize=size)
    axes = figure.add_subplot()
    room = axes.get_window_extent()
    assert plots.timeline(CASES["family"], ax=axes, child="child-e") is axes
    inner = axes.get_window_extent()
    assert room.x0 <= inner.x0
    assert inner.x1 <= room.x1 + 0.01
    assert inner.y1 <= room.y1 + 0.01
    if size[1] >= 6:
        drawn = boxes(axes, "label", "label id", "number", "lane name", "key text", "age")
        assert [pair for pair in combinations(drawn, 2) if overlaps(*pair)] == []


def test_an_image_is_as_it_was():
    """A small picture has its dark and light pixels where they belong: lanes, marks and texts, within a tolerance."""
    axes = plots.timeline([Event(id="a", when="2016-03-02", kind="letter", agency="x")], width=4)
    canvas = FigureCanvasAgg(axes.figure)
    canvas.draw()
    pixels = canvas.buffer_rgba()
    height, width = pixels.shape[:2]
    ((x, y),) = axes.transData.transform(artists(axes, "mark exact")[0].get_offsets())
    centre = [pixels[height - 1 - round(y), round(x), part] for part in range(3)]
    assert centre == pytest.approx([0x00, 0x72, 0xB2], abs=12)
    lane = [pixels[height - 1 - round(y), width // 4, part] for part in range(3)]
    assert lane == pytest.approx([0xED] * 3, abs=12)
    assert [pixels[2, 2, part] for part in range(3)] == [255] * 3

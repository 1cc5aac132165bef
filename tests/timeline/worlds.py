"""Small times around one spring, and the worlds that they may represent: the definitions, in as few words as possible."""

from datetime import date, timedelta

from hypothesis import strategies as st

from safeguard_model import Event, InvalidWhen, When
from safeguard_model.dates.edtf import ANY, DAY
from safeguard_model.dates.when import meaning_of

SPRING = date(2016, 3, 1)
FAR = 10_000 * DAY
MIDDLE = date(2016, 3, 30).toordinal() * DAY


def days(most=60):
    """Texts of plain days."""
    return st.integers(0, most).map(lambda number: (SPRING + timedelta(number)).isoformat())


def points(most=60):
    """Texts of points of every precision."""
    day = days(most)
    return st.one_of(
        day,
        day,
        day.map(lambda text: f"{text}T09:30"),
        day.map(lambda text: f"{text}T18:00"),
        day.map(lambda text: f"{text}~"),
        st.sampled_from(("2016-03", "2016-04", "2016-03~", "2016-04-XX", "2016-21", "2016", "201X", "XXXX")),
    )


def whens(most=60):
    """Whens of every form: points, spans with or without ends, one-ofs."""
    day = days(most)
    pairs = st.tuples(points(most), points(most)).filter(_is_span).map("/".join)
    return st.one_of(
        points(most),
        pairs,
        st.tuples(day, day).map(sorted).map("/".join),
        st.tuples(day, day).map(sorted).map(lambda ends: f"[{ends[0]}..{ends[1]}]"),
        day.map("[..{}]".format),
        day.map("[{}..]".format),
        day.map("{}/..".format),
        day.map("../{}".format),
        day.map("{}/".format),
    ).map(When)


def events(kinds=("home_visit",), times=None, most=60, largest=6):
    """Events of some kinds, numbered in the order they are drawn."""
    drawn = st.tuples(whens(most) if times is None else times, st.sampled_from(kinds))
    return st.lists(drawn, max_size=largest).map(
        lambda items: [
            Event(id=f"e-{number}", when=when, kind=kind, people=["c"], seen=["c"])
            for number, (when, kind) in enumerate(items)
        ]
    )


def earliest_end(when):
    """The first minute in which it can end."""
    start_low, _, end_low, _ = meaning_of(when)
    return max(start_low, end_low)


def latest_start(when):
    """The last minute in which it can start."""
    _, start_high, _, end_high = meaning_of(when)
    return min(start_high, end_high)


def world(random, whens):
    """One interval for each of the times, as often at the edge of what is possible as not."""
    return [_interval(random, when) for when in whens]


def gaps_of(intervals, low=None, high=None):
    """The stretches between two limits that no interval touches; without a limit, those between intervals."""
    found = []
    reached = low
    for start, end in sorted(intervals):
        begin = start if high is None else min(start, high)
        if reached is not None and reached < begin:
            found.append((reached, begin))
        reached = end if reached is None else max(reached, end)
    if high is not None and reached < high:
        found.append((reached, high))
    return found


def length(low, high):
    """The days from one minute to another, on the calendar."""
    return high // DAY - low // DAY


def _interval(random, when):
    start_low, start_high, end_low, end_high = (_near(bound) for bound in meaning_of(when))
    if not when.is_span:
        minute = _some(random, start_low, end_high)
        return minute, minute
    start = _some(random, start_low, min(start_high, end_high))
    return start, _some(random, max(start, end_low), end_high)


def _some(random, low, high):
    return random.choice((low, high, random.randint(low, high)))


def _near(bound):
    return max(MIDDLE - FAR, min(bound, MIDDLE + FAR)) if abs(bound) >= ANY else bound


def _is_span(ends):
    if "XXXX" == ends[0] == ends[1]:
        return False
    try:
        When("/".join(ends))
    except InvalidWhen:
        return False
    return True

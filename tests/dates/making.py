"""Hypothesis strategies for dates and ages."""

from datetime import date

from hypothesis import strategies as st

from safeguard_model.dates import Age, When
from safeguard_model.errors import SafeguardModelError

QUALIFIERS = ("", "", "", "~", "?", "%")


def _days(first_year, last_year):
    return st.dates(date(first_year, 1, 1), date(last_year, 12, 31))


def days(first_year=1900, last_year=2100):
    """Whens of exactly one day."""
    return _days(first_year, last_year).map(lambda day: When(day.isoformat()))


def _clocks():
    return st.tuples(st.integers(0, 23), st.integers(0, 59)).map(lambda t: f"T{t[0]:02}:{t[1]:02}")


_SECONDS = st.sampled_from(("", "", ":00", ":59"))


def points(first_year=1900, last_year=2100):
    """Whens that are a point of any precision, qualified or not."""
    day = _days(first_year, last_year).map(date.isoformat)
    texts = st.one_of(
        day,
        st.tuples(day, _clocks(), _SECONDS).map("".join),
        day.map(lambda text: text[:7]),
        day.map(lambda text: text[:4]),
        day.map(lambda text: f"{text[:7]}-XX"),
        day.map(lambda text: f"{text[:4]}-XX"),
        day.map(lambda text: f"{text[:3]}X"),
        st.tuples(day, st.sampled_from(("21", "22", "23", "24"))).map(lambda t: f"{t[0][:4]}-{t[1]}"),
        st.just("XXXX"),
    )
    return st.tuples(texts, st.sampled_from(QUALIFIERS)).map("".join).map(When)


def spans(first_year=1900, last_year=2100):
    """Whens that lasted from one point to another, or without end or beginning."""
    point = points(first_year, last_year)
    return st.one_of(
        st.tuples(point, point).map(sorted).map(lambda ends: f"{ends[0].text}/{ends[1].text}"),
        st.tuples(point, st.sampled_from(("/..", "/"))).map(lambda t: t[0].text + t[1]),
        point.map(lambda end: f"../{end.text}"),
        point.map(lambda end: f"XXXX/{end.text}"),
    ).map(When)


def one_ofs(first_year=1900, last_year=2100):
    """Whens that happened once, somewhere between two bounds."""
    day = _days(first_year, last_year).map(date.isoformat)
    minute = st.tuples(day, _clocks(), _SECONDS).map("".join)
    bound = st.one_of(*(day.map(lambda text, size=size: text[:size]) for size in (4, 7, 10)), minute)
    in_a_day = st.tuples(day, _clocks(), _clocks()).map(lambda t: f"[{t[0]}{min(t[1:])}..{t[0]}{max(t[1:])}]")
    return st.one_of(
        st.tuples(bound, bound).map(sorted).map(lambda t: f"[{t[0]}..{t[1]}]"),
        in_a_day,
        bound.map(lambda text: f"[{text}..{text}]"),
        bound.map(lambda text: f"[{text}..]"),
        bound.map(lambda text: f"[..{text}]"),
    ).map(When)


def whens(first_year=1900, last_year=2100):
    """Whens of every form."""
    return st.one_of(
        days(first_year, last_year),
        points(first_year, last_year),
        spans(first_year, last_year),
        one_ofs(first_year, last_year),
    )


def ages():
    """Ages of every form, up to about eighteen years."""
    duration = st.one_of(
        st.integers(0, 17).map("P{}Y".format),
        st.integers(0, 40).map("P{}M".format),
        st.integers(0, 60).map("P{}W".format),
        st.integers(0, 400).map("P{}D".format),
        st.tuples(st.integers(1, 17), st.integers(0, 11)).map(lambda t: f"P{t[0]}Y{t[1]}M"),
        st.tuples(st.integers(1, 11), st.integers(0, 30)).map(lambda t: f"P{t[0]}M{t[1]}D"),
    )
    marked = st.tuples(duration, st.sampled_from(("", "", "~"))).map("".join)
    return (
        st.one_of(
            marked,
            st.tuples(marked, marked).map("/".join),
            marked.map("../{}".format),
            marked.map("{}/..".format),
        )
        .filter(_reads)
        .map(Age)
    )


def _reads(text):
    try:
        Age(text)
    except ValueError:
        return False
    return True


def rubbish():
    """What is not a date and no age, of any type."""
    return st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.binary(),
        st.lists(st.integers(), max_size=2),
        st.dictionaries(st.text(max_size=2), st.integers(), max_size=2),
        st.text(),
        st.text(alphabet="0123456789-/.~?%X[]TP:YMWDZ ", max_size=30),
        st.sampled_from(
            (object(), "9" * 5000, "2016-03-02" * 50, 10**5000, float("nan"), b"2016", "P" + "9" * 5000 + "D")
        ),
    )


def refusal(make, value):
    """The error of ours that a value is refused with; None if it is not refused. Any other error is raised."""
    try:
        make(value)
    except SafeguardModelError as error:
        return error
    return None

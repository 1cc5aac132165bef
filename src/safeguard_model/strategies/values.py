"""The strategies for the values of fields: texts, ids, `extra`, dates and ages, many of them unusual on purpose."""

from __future__ import annotations

import re
from datetime import date, time
from functools import cache
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from safeguard_model.dates import Age, When
from safeguard_model.errors import InvalidAge
from safeguard_model.records.converters import UNFIT_FOR_ID

if TYPE_CHECKING:
    from safeguard_model.records import JSON

__all__ = ["ages", "extras", "ids", "one_ofs", "points", "required_texts", "spans", "texts", "whens"]

_FEW: Final = 3
"""The most items of a list or mapping in `extra`."""
_NAMES: Final = ("Amara Vey", "Bryn Tallow", "Cerys O'Dunmore", "Dilip Marsh-Pell", "Efua", "Zoë Quill")
_AWKWARD: Final = (
    "=1+1",
    "-",
    "<b>&amp;</b>",
    'a "quote", a comma',
    "two\nlines\r\n\ttab",
    "e\u0301 and \xe9",
    "\x00\x07\x1b[0m",
    "\u202eright to left",
    "\u2028\u2029\ufeff\u200b",
    "\U0001f476\U0001f3fd",
    "2 March 2016",
    "null",
    "$.a[0]/~1",
    "\uffff",
)
_UNFIT: Final = re.compile(UNFIT_FOR_ID)


@cache
def texts() -> st.SearchStrategy[str]:
    """Draw any text that can be written as UTF-8, often one that is hard to handle, or an invented name."""
    any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    return st.one_of(any_text, st.sampled_from(_NAMES), st.sampled_from(_AWKWARD))


@cache
def required_texts() -> st.SearchStrategy[str]:
    """Draw texts with at least one character that is not white space."""
    return texts().filter(str.strip)


@cache
def ids() -> st.SearchStrategy[str]:
    """Draw ids: texts without spaces, control characters or invisible marks.

    They have no ``/`` either, because the ids of derived events are made with it.
    """
    odd = st.text(st.characters(min_codepoint=0x21, exclude_categories=["Cs"]), min_size=1, max_size=8)
    plain = st.from_regex(r"[a-z]{1,6}-[a-z0-9]{1,3}", fullmatch=True)
    return plain | odd.filter(lambda text: "/" not in text and not _UNFIT.search(text))


@cache
def extras() -> st.SearchStrategy[dict[str, JSON]]:
    """Draw a value for `extra`: nested JSON of every kind, with unusual keys, huge integers and extreme floats."""
    leaves = st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts()
    ) | st.sampled_from([10**400, -(10**400), -0.0, 5e-324, 1.7976931348623157e308, 2**53 + 1])
    items: st.SearchStrategy[JSON] = st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=_FEW) | st.dictionaries(texts(), inner, max_size=_FEW),
        max_leaves=5,
    )
    return st.dictionaries(texts(), items, max_size=_FEW)


_DAYS = st.dates(date(1985, 1, 1), date(2029, 12, 31)) | st.dates()


def _minutes() -> st.SearchStrategy[str]:
    """Draw the text of a minute, with or without seconds."""
    return st.builds(str.format, st.sampled_from(["{}T{:%H:%M}", "{}T{:%H:%M:%S}"]), _DAYS, st.times())


@cache
def points() -> st.SearchStrategy[When]:
    """Draw points in time of every precision. Some are marked approximate or uncertain."""
    iso = _DAYS.map(date.isoformat)
    texts_of = st.one_of(
        iso,
        _minutes(),
        iso.map(lambda day: day[:7]),
        iso.map(lambda day: f"{day[:7]}-XX"),
        iso.map(lambda day: day[:4]),
        iso.map(lambda day: f"{day[:4]}-XX"),
        iso.map(lambda day: f"{day[:3]}X"),
        st.builds("{:.4}-{}".format, iso, st.integers(21, 24)),
        st.just("XXXX"),
    )
    return st.builds("{}{}".format, texts_of, st.sampled_from(["", "", "", "~", "?", "%"])).map(When)


@cache
def spans() -> st.SearchStrategy[When]:
    """Draw stretches of time from one point to another. Some have an open or unknown start or end."""
    both = st.tuples(points(), points()).map(lambda pair: "/".join(_in_order(pair)))
    one = st.builds(_filled, st.sampled_from(["{}/..", "../{}", "{}/"]), points())
    return (both | one).map(When)


@cache
def one_ofs() -> st.SearchStrategy[When]:
    """Draw dates that are one point between two bounds, such as ``[2016-03..2016-05]``. One bound may be open.

    Some bounds are minutes, and some pairs of minutes lie in one day.
    """
    iso = _DAYS.map(date.isoformat)
    bounds = st.one_of(iso, iso.map(lambda day: day[:7]), iso.map(lambda day: day[:4]), _minutes()).map(When)
    pairs = st.tuples(bounds, bounds).map(_in_order) | st.builds(_on_day, iso, st.times(), st.times())
    both = pairs.map(lambda pair: f"[{'..'.join(pair)}]")
    one = st.builds(_filled, st.sampled_from(["[{}..]", "[..{}]"]), bounds)
    return (both | one).map(When)


@cache
def whens() -> st.SearchStrategy[When]:
    """Draw any date that a file may hold: `points`, `spans` or `one_ofs`. Many lie between 1985 and 2029."""
    return points() | spans() | one_ofs()


def _on_day(day: str, *clocks: time) -> list[str]:
    return [f"{day}T{clock:%H:%M}" for clock in sorted(clocks)]


def _filled(form: str, point: When) -> str:
    return form.format(point.text)


def _in_order(pair: tuple[When, When]) -> list[str]:
    return [when.text for when in sorted(pair, key=lambda when: when.sort_key)]


@cache
def ages() -> st.SearchStrategy[Age]:
    """Draw ages in every form that a file may hold: durations, ranges and open ranges. Some are approximate."""
    years, months, weeks, days = (
        st.integers(0, most).map(f"{{}}{unit}".format) for unit, most in {"Y": 99, "M": 40, "W": 60, "D": 400}.items()
    )
    parts = st.one_of(
        years, months, weeks, days, st.tuples(years, months).map("".join), st.tuples(years, months, days).map("".join)
    )
    durations = st.builds("P{}{}".format, parts, st.sampled_from(["", "", "~"]))
    ranges = st.one_of(
        st.builds(_age_range, durations, durations),
        durations.filter(lambda text: "P0" not in text).map("../{}".format),
        durations.map("{}/..".format),
    )
    return (durations | ranges).map(Age)


def _age_range(one: str, other: str) -> str:
    """Return the range from the lesser duration to the greater one, as text: `Age` accepts only that order."""
    try:
        return Age(f"{one}/{other}").text
    except InvalidAge:
        return f"{other}/{one}"

"""When.parse: what practitioners write, as the design's table gives it."""

import contextlib
import re
import time
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from safeguard_model.dates import When
from safeguard_model.errors import InvalidWhen, shape
from tests.dates.making import refusal, rubbish, whens

TABLE = {
    "2016-03-02": [
        *("2 March 2016", "2nd March 2016", "02/03/2016", "2.3.16", "2-mar-16", "Wed 2 March 2016", "2 MAR 2016"),
        *("Wednesday 2nd of March 2016", "2 Mar 16", "02-03-2016", "March 2, 2016", "the 2nd of March 2016"),
        *("  2   March\u00a02016. ", "Wed. 2 Mar. 2016", "2 March 2016 (Wednesday)", "2016-3-2", "2016/03/02"),
        *("2\u2013Mar\u201316", "on 2 March 2016", "2March2016", "2/3/16", "(2 March 2016)", "2 Mar '16", "2016-03-02"),
    ],
    "2016-05-22": ["22.05.16", "22-may-16", "22/05/2016"],
    "2009-02-18": ["18.2.09"],
    "2016-03-02T14:30": [
        *("2 March 2016 14:30", "2 March 2016 2.30pm", "02/03/2016 1430hrs", "2/3/2016 at 14:30", "2/3/2016, 14.30"),
        *("2016-03-02 14:30", "2 March 2016 @ 2.30 p.m.", "2 March 2016 (14:30)", "14:30 on 2 March 2016"),
        *("Wednesday 2 March 2016 at 2:30 PM", "02/03/16 14:30 hours"),
    ],
    "2016-03-02T14:59": ["2 March 2016 1459hrs", "02/03/2016 14:59", "2 March 2016 2.59pm"],
    "2016-03-02T23:00": ["2 March 2016 2300hrs", "2 March 2016 23:00", "2 March 2016 11pm"],
    "2016-03-02T12:00": ["2 March 2016 noon", "2 March 2016 12pm", "2 March 2016 at midday", "2 March 2016 12 noon"],
    "2016-03-02T00:15": ["2 March 2016 12.15am", "2 March 2016 00:15"],
    "2016-03-02T09:05:07": ["2 March 2016 9:05:07"],
    "2016-03-02?": ["?2 March 2016", "2 March 2016 ?", "? 02/03/2016", "2 March 2016 (?)", "possibly 2 March 2016"],
    "2016-03~": [
        *("c. March 2016", "about March 2016", "approx March 2016", "around March 2016", "Approx. March 2016"),
        *("circa March 2016", "c March 2016", "in about March 2016", "March 2016 (approx)", "~March 2016"),
    ],
    "2016~": ["c2016", "c. 2016"],
    "2004?": ["believed 2004"],
    "2016-03%": ["?about March 2016", "c. March 2016?", "possibly about March 2016"],
    "2016-03-02T14:30/2016-03-02T15:00": ["2 March 2016 2.30-3pm", "2/3/16 1430-1500", "from 2.30 to 3pm on 2/3/16"],
    "2016-03": ["March 2016", "Mar-16", "in March 2016", "03/2016", "Mar '16", "March, 2016", "Mar 2016"],
    "2016": ["2016", "in 2016", "during 2016"],
    "2016-21": ["spring 2016", "Spring of 2016"],
    "2016-23": ["autumn 2016"],
    "2016-24": ["winter 2016/17", "winter 2016-17", "Winter 2016\u20132017"],
    "1999-24": ["winter 1999/00", "winter 1999/2000"],
    "2011-XX": ["[a date in] 2011", "some time in 2011", "sometime in 2011"],
    "201X": ["2010s", "the 2010's"],
    "[2016-05..2018-04]": ["between May 2016 and April 2018", "Between May 2016 and Apr-18"],
    "[2017-12-01..2017-12-14]": ["between 1 and 14 December 2017", "between 1st and 14th Dec 2017"],
    "[2016-10..2016-12]": ["between October and December 2016"],
    "2016-05/2018-04": ["from May 2016 to April 2018", "May 2016 to April 2018", "May 2016 \u2013 April 2018"],
    "2013-01-29/2014-10-09": [
        *("29 Jan 2013 - 9 Oct 2014", "29 Jan 2013\u20139 Oct 2014", "29/01/2013-09/10/2014", "29-1-13 - 9-10-14"),
    ],
    "2016-03-03/2016-03-05": ["3-5 March 2016", "3 to 5 March 2016", "from 3rd until 5th March 2016"],
    "2016-03-02T14:30/2016-03-02T15:30": ["2 March 2016 14:30 - 15:30", "2 March 2016 2.30pm to 3.30pm"],
    "2016-05/..": ["since May 2016", "from May 2016 onwards", "May 2016 to present", "May 2016 - ongoing"],
    "2016-05/": ["from May 2016"],
    "../2016-05": ["until May 2016", "up to May 2016"],
    "[..2016-02-29]": ["before March 2016", "prior to March 2016"],
    "[..2016-05-03]": ["by 3 May 2016", "on or before 3 May 2016"],
    "[2016-05-04..]": ["after 3 May 2016", "on or after 4 May 2016"],
    "[2016-03-07..2016-03-13]": ["w/c 7 March 2016", "week commencing 7 March 2016", "wc 07/03/16", "W/C: 7.3.16"],
    "[2016-03-05..2016-03-11]": ["w/e 11 March 2016", "week ending Friday 11 March 2016"],
    "[2013-08-01..2013-08-10]": ["early August 2013", "early in August 2013"],
    "[2013-08-11..2013-08-20]": ["mid August 2013", "mid-August 2013"],
    "[2013-08-21..2013-08-31]": ["late August 2013"],
    "[2016-02-21..2016-02-29]": ["late February 2016"],
    "[2015-02-21..2015-02-28]": ["late February 2015"],
    "[2014-01..2014-04]": ["early 2014"],
    "[2014-05..2014-08]": ["mid 2014", "mid-2014"],
    "[2014-09..2014-12]": ["late 2014"],
    "[2016-09..2016-12]": ["autumn term 2016"],
    "[2016-01..2016-04]": ["spring term 2016"],
    "[2016-04..2016-07]": ["summer term 2016", "Summer Term, 2016"],
    "XXXX": ["unknown", "n/k", "not known", "undated", "N/K", "Date unknown", "Unknown."],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [(text, expected) for expected, texts in TABLE.items() for text in texts],
    ids=ascii,
)
def test_reads(text, expected):
    """What practitioners write is read as the table says, however it is spaced and spelt."""
    assert expected == When.parse(text).text


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Tuesday", "a weekday alone is not a date: add day, month and year"),
        ("on Tues", "a weekday alone"),
        ("May", "year is missing"),
        ("2 March", "year is missing"),
        ("Wed 2nd March", "year is missing"),
        ("16-Mar", "year is missing"),
        ("spring", "year is missing"),
        ("autumn term", "year is missing"),
        ("10", "a number alone"),
        ("16", "a number alone"),
        ("02032016", "a number alone"),
        ("1430", "four digits alone may be a time"),
        ("0915", "four digits alone may be a time"),
        ("1430-1500", "four digits alone may be a time"),
        ("2 March 1430", "a time or the year"),
        ("2018\u201324", "a season or two years"),
        ("2016-21", "a season or two years"),
        ("2010\u201311", "a month or two years"),
        ("2016\u201317", "which kind of year"),
        ("Sept.14", "the day or the year"),
        ("3 Feb 15 pm", "the year or the hour"),
        ("3 Feb 10.30pm", "year is missing"),
        ("2/3/16 02.30-3pm", "in the morning or in the afternoon"),
        ("2/3/16 11-1am", "the second time is not after the first"),
        ("2/3/16 night", "which night"),
        ("week of 4 May 2016", "which week"),
        ("May Day 2016", "bank holidays move"),
        ("half term 2016", "which half term"),
        ("30 and 1 March 2016", "the dates are not in order"),
        ("2 March 2016 21:00 - 2019", "the second time is not after the first"),
        ("2 March 2016 (or 3 March)", "not a date in a known form"),
        ("2/3", "day and month, or month and year"),
        ("Mar 16", "the day or the year"),
        ("02/03/16 10", "is the last number a time"),
        ("14:30", "a time alone"),
        ("2 March 2016 midnight", "does midnight begin or end the day"),
        ("winter 2016", "write winter 2016/17"),
        ("winter 2016/18", "write winter 2016/17"),
        ("2016/17", "which kind of year"),
        ("Tue 2 March 2016", "another day of the week"),
        ("Wed March 2016", "a weekday needs a whole date"),
        ("31/02/2016", "no such day"),
        ("03/25/2016", "day first"),
        ("29 February 2015", "no such day"),
        ("2 March 2016 25:00", "times run from"),
        ("2 March 2016 2400hrs", "times run from"),
        ("2 March 2016 1460hrs", "times run from"),
        ("2 March 2016 14:30 - 15:60", "times run from"),
        ("2 March 2016 14:30 - 24:00", "times run from"),
        ("2 March 2016 14:60", "times run from"),
        ("2 March 2016 at 14:30:75", "9 Xxxxx 9999 xx 99:99:99: times run from"),
        ("2 March 2016 2.60pm", "times run from"),
        ("2 March 2016 13pm", "from 1 to 12"),
        ("2016-03-02T14:30Z", "leave out the offset"),
        ("2016-03-02 14:30+01:00", "leave out the offset"),
        ("yesterday", "relative to another date"),
        ("two months later", "relative to another date"),
        ("from May 2018 to April 2016", "end lies before the start"),
        ("between May 2018 and April 2016", "second date lies before the first"),
        ("before spring 2016", "plain day, month or year"),
        ("between about May 2016 and April 2018", "plain day, month or year"),
        ("w/c March 2016", "a week needs the whole date"),
        ("early spring 2016", "a month or a year"),
        ("before 1/1/0001", "0001 to 9999"),
        ("w/c 31/12/9999", "0001 to 9999"),
        ("", "no date"),
        ("-", "no date"),
        ("?", "no date"),
        ("Child V was seen", "not a date in a known form"),
        ("\u0662 March 2016", "not a date in a known form"),
        ("2-3-4-5-6-7-8-9-1-2-3-4-5-6-7-8-9", "not a date in a known form"),
        ("x" * 201, "too long"),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_says_what_is_missing(text, missing):
    """Partial, ambiguous or contradictory text is refused with what is missing and its shape, never the text itself."""
    with pytest.raises(InvalidWhen, match=missing) as caught:
        When.parse(text)

    assert caught.value.__context__ is None
    assert caught.value.shape == shape(text)


@given(whens())
def test_strict_text_is_itself(when):
    """Strict text reads as itself, except a season alone, whose digits may be two years."""
    assume(not re.fullmatch(r"\d{4}-2\d[~?%]?", when.text))
    assert when == When.parse(when.text) == When.parse(f" {when.text}\n")


@given(whens(1, 9999))
def test_words_read_back(when):
    """What a When prints for people reads back as the same When; a one-of with times is read from its strict text."""
    assume(not (when.precision == "range" and "T" in when.text))
    assert when == When.parse(str(when)) == When.parse(str(when).upper())


@given(whens(1, 9999))
def test_strict_text_is_never_read_otherwise(when):
    """Strict text of a year that may be a time of day is refused, or reads as itself."""
    error = refusal(When.parse, when.text)
    if error is None:
        assert when == When.parse(when.text)
    else:
        assert re.match("four digits alone|is this a season|is the number a time|not a date", error.rule)
        assert "-" not in when.text or re.fullmatch("[0-9]{4}-2[1-4][~?%]?", when.text)


@given(
    st.dates(date(1860, 1, 1), date(2100, 12, 31)),
    st.sampled_from(("{0.day}/{0.month}/{0.year:04}", "{0:%d.%m.}{0.year:04}", "{0:%A} {0.day} {0:%b} {0.year:04}")),
)
def test_day_first(day, form):
    """A numeric date is read day first, whatever the day."""
    assert day.isoformat() == When.parse(form.format(day)).text


@given(st.integers(0, 99), st.integers(1, 9900))
def test_pivot(number, pivot):
    """Two digits represent the one year from the pivot to 99 years after it."""
    year = When.parse(f"2.3.{number:02}", pivot=pivot).earliest.year

    assert year % 100 == number
    assert pivot <= year <= pivot + 99


def test_pivot_defaults_to_1950():
    """Without a pivot, 50 to 99 are in the last century."""
    assert (When.parse("Mar-50").text, When.parse("Mar-49").text) == ("1950-03", "2049-03")


@pytest.mark.parametrize("pivot", [0, 9901, 1950.0, "1950", None, True])
def test_pivot_refused(pivot):
    """A pivot is a year."""
    with pytest.raises(InvalidWhen, match="pivot"):
        When.parse("2.3.16", pivot=pivot)


@given(rubbish(), st.sampled_from(("", "between ", "from ", "2 March 2016 ", "c. ", "early ", "w/c ")))
def test_rubbish_after_a_beginning(value, start):
    """Text that begins like a date and goes on like none gives InvalidWhen at worst."""
    if isinstance(value, str):
        value = start + value
    error = refusal(When.parse, value)
    if error:
        assert isinstance(error, InvalidWhen)
        assert error.__cause__ is None
        assert error.__context__ is None


HOSTILE = [
    *(
        "2 - ",
        "about ",
        "?",
        "from ",
        "9",
        "1 march 2016 ",
        "2/",
        "2, ",
        "2 and ",
        "(",
        "(a) ",
        "between ",
        "2/3/16 or ",
    ),
    *("2 march 2016 to ", "2pm - ", "2.30-", "not before ", "jan/", "2016 or ", "dob ", "undated a ", "2/3/16 approx "),
    *(
        "time unknown ",
        "weekly from ",
        "2 & ",
        "3 march and ",
        "1 jan to 2 feb to ",
        "12:30 2/3/16 ",
        "mon ",
        "christmas ",
    ),
    *("2\u2013", "night of ", "first week of ", "by the end of ", "q1/", "2/3/16 (a) ", "2/3/16 between 2 and "),
]


@pytest.mark.parametrize("text", [f"{(part * 200)[:196]}{end}" for part in HOSTILE for end in ("", "2016")])
def test_no_text_takes_long(text):
    """No text of the greatest length takes more than a moment."""
    start = time.process_time()
    with contextlib.suppress(InvalidWhen):
        When.parse(text)

    assert time.process_time() - start < 0.5


def test_never_reads_the_clock(monkeypatch):
    """Nothing is completed from today's date: the clock is not read at all."""

    class NoClock(date):
        @classmethod
        def today(cls):
            raise AssertionError("today was asked for")

    def no_clock(*_):
        raise AssertionError("the time was asked for")

    for name in ("time", "localtime", "gmtime", "time_ns"):
        monkeypatch.setattr(time, name, no_clock)
    for name in ("when_parsing", "written_points", "written_periods", "written_phrases", "written_clocks"):
        monkeypatch.setattr(f"safeguard_model.dates.{name}.date", NoClock)
    found = {text: When.parse(text).text for texts in TABLE.values() for text in texts}

    assert {text: expected for expected, texts in TABLE.items() for text in texts} == found

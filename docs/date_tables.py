"""The tables of dates and ages as written: run `python docs/date_tables.py` to rewrite them.

Each row is a rule with examples. What an example gives is worked out by reading it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from safeguard_model.dates import Age, When
from safeguard_model.dates.written_words import DAYS_FROM_EASTER, DAYS_WITH_A_NAME, PARTS_OF_DAY, TERMS
from safeguard_model.errors import InvalidAge, InvalidWhen

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parent / "reference" / "dates-as-written.md"
MARK = "<!-- From here on made by docs/date_tables.py: change the rows there, or the words in the code. -->\n"

DATES = (
    ("three numbers are day, month, year; a year of four digits may come first", "02/03/2016", "2.3.16", "2016/03/02"),
    ("a month in words; the name of the weekday must be right", "2nd March 2016", "Wed 2 Mar 16", "March 2, 2016"),
    ("eight digits begin with the year", "20160302"),
    ("a month, a season, a year, a decade", "March 2016", "Mar-16", "spring 2016", "winter 2016/17", "2016", "1990s"),
    ("four digits alone are a year from 1860 to 2100, and otherwise perhaps a time", "1955", "the year 1430"),
    ("what is marked as not known is left out", "??/05/2016", "xx/05/16", "??/??/2016"),
    ("some time in a year", "some time in 2016"),
    ("doubt and approximation", "?2 March 2016", "c. March 2016", "on or about 5 May 2012", "2/3/16 tbc"),
    ("a time on the 24-hour clock, or with am or pm", "2/3/16 14:30", "2 March 2016 2.30pm", "12.03.17 @ 1630"),
    ("the time may come first", "00:30hrs 3/2/15", "11pm 2/3/16"),
    ("am or pm after the second time serves both; where it cannot, the first is in the other half of the day",
     "2/3/16 2.30-3pm", "2/3/16 11-1pm", "2/3/16 9am-5"),
    ("two times; somewhere between two times", "from 3pm to 5pm on 2 March 2016", "2/3/16 between 2 and 3pm"),
    *((f"{part}: from {first} to {last}", f"2 March 2016 {part}") for part, (first, last) in PARTS_OF_DAY.items()),
    ("a night: from 18:00 to 08:59 on the next day", "night of 3/4 June 2015", "night of 3 June 2015"),
    ("a time from 1.00 to 7.59 with a full stop needs a nought, am or pm", "2/3/16 02.30", "2/3/16 2.30pm"),
    ("words that narrow a part of the day do not narrow it here", "late evening of 2 March 2016"),
    ("a week from its first day, or to its last day; a week of a Monday", "w/c 7 March 2016", "wk beg. 2/5/16",
     "w/e 11 March 2016", "week of 2 May 2016", "weekend of 5/6 March 2016"),
    ("weeks of a month begin on the 1st, 8th, 15th and 22nd; the last week is the last seven days",
     "second week of May 2014", "last week of May 2014"),
    ("the days of the month from 1 to 10, 11 to 20 and from 21", "early August 2013", "mid August 2013",
     "end of March 2016"),
    ("the months from January to April, May to August, September to December", "beginning of 2014", "mid 2014",
     "end 2014"),
    ("the years ending in 0 to 3, 4 to 6, 7 to 9", "early 1990s", "mid 1990s", "late 1990s"),
    ("quarters and halves of a calendar year; halves of a month, to the 15th", "Q3 2018", "second half of 2016",
     "first half of March 2016"),
    *((f"{term} term in England", f"{term} term 2016", f"{term} term 2016/17") for term in TERMS),
    *((f"{name} half term", f"{name} half term 2016") for name in ("October", "February", "May")),
    ("school holidays", "summer holidays 2016", "Easter holidays 2016"),
    ("an academic year is from September to August; a financial year from April to March", "academic year 2016-17",
     "financial year 2016/17"),
    ("days with a name", *(f"{name.title()} 2016" for name in DAYS_WITH_A_NAME if "xmas" not in name)),
    ("days that move with Easter", *(f"{name.title()} 2016" for name in DAYS_FROM_EASTER)),
    ("feasts that are longer than a day", "Easter 2017", "Christmas 2016", "New Year 2016"),
    ("a weekday of a month", "first Monday of May 2016", "last Friday in May 2014"),
    ("somewhere between", "between May 2016 and April 2018", "between 2nd & 9th March 2016"),
    ("dates with a slash, or, and, a comma: somewhere from the first to the last", "2/3 March 2016", "Feb/March 2016",
     "2012 or 2013", "2, 3 and 5 March 2016", "late March/early April 2016"),
    ("a span; what one end leaves out is taken from the other", "29 Jan 2013 - 9 Oct 2014", "3-5 March 2016",
     "2/3 - 9/3/16", "Jan - Mar 16"),
    ("a span over the New Year of less than half a year", "28 Dec - 4 Jan 2016"),
    ("an end of a span that is a period is the smallest day, month or year that holds it", "early May to June 2016"),
    ("still going on when it was written", "since May 2016", "2015 to date", "2/3/16 & ongoing", "Weekly from 2/3/16"),
    ("from a date, to any time after it", "from May 2016"),
    ("until", "until April 2018", "up until March 2016"),
    ("before, by, after; not before", "before March 2016", "pre 2010", "by end of May 2016", ">15/06/2016",
     "not before 3 March 2016", "before Xmas 2015"),
    ("GEDCOM", "BEF 25 DEC 2016", "AFT 2016", "ABT 2016", "BET 1 JAN 2016 AND 10 JAN 2016"),
    ("a label before the date, and a note in brackets after it, are passed over", "D.O.B. 2/3/16", "2/3/16 (by phone)",
     "2016 (aged 3)", "2/3/16, time not known"),
    ("the date is not known", "unknown", "n/k", "undated letter", "to be determined"),
)  # fmt: skip
REFUSED = (
    *("Tuesday", "2 March", "10", "2/3", "Mar 16", "Sept.14", "1430", "2016-21", "2018–24", "2010–11", "2016/17"),
    *(
        "winter 2016",
        "Tue 2 March 2016",
        "31/02/2016",
        "3 Feb 15 pm",
        "2/3/16 02.30-3pm",
        "2/3/16 night",
        "2/3/16 2.30",
    ),
    *("2/3/16 midnight", "week of 4 May 2016", "May Day 2016", "half term 2016", "30 and 1 March 2016"),
    *("2016-03-02T14:30Z", "yesterday"),
)
AGES = (
    ("numbers with their units; a number alone is in years", "six months", "8 yrs 4 mths", "17 and 3 months", "2yo"),
    ("halves and quarters of a year", "two and a half", "5 1/2", "a year and a half", "3¾"),
    ("clinical ages: twelfths of a year, weeks, days", "3/12", "5/52", "14/7", "8 yrs 4/12"),
    ("about, nearly, just over", "about 3", "nearly three", "just over 3 months", "3ish"),
    ("turned", "just turned 3"),
    ("under, at least", "less than two months", "just under 2", "not yet 2", "16+"),
    ("ranges", "three months to three years", "3 or 4", "3/4 weeks"),
    ("the day of life, of which the first is the day of birth", "day 3 of life", "first week of life"),
    ("hours, in completed days", "8 hours old", "36 hours old"),
    ("a newborn is under 28 days old", "newborn"),
    ("teens and decades", "early teens", "mid teens", "late teens", "early twenties", "mid 30s", "late forties"),
    ("a birthday is exact to the day", "on his third birthday"),
    ("a person, and a note on the birth, are passed over", "a 3 week old baby", "3 years old (DOB 2.3.13)"),
)
REFUSED_AGES = ("2+6", "1/2", "17 and 3", "toddler", "32 weeks gestation")


def table() -> Iterator[str]:
    """Every line that is made."""
    yield from ("", "## Dates", "", "| rule | as written | gives |", "|---|---|---|")
    yield from (_row(When, rule, texts) for rule, *texts in DATES)
    yield from ("", "## Dates that are refused", "", "| as written | the error says |", "|---|---|")
    yield from (f"| {text} | {_refusal(When, text)} |" for text in REFUSED)
    yield from ("", "## Ages", "", "| rule | as written | gives |", "|---|---|---|")
    yield from (_row(Age, rule, texts) for rule, *texts in AGES)
    yield from ("", "## Ages that are refused", "", "| as written | the error says |", "|---|---|")
    yield from (f"| {text} | {_refusal(Age, text)} |" for text in REFUSED_AGES)


def _row(kind: type[When | Age], rule: str, texts: list[str]) -> str:
    results = "; ".join(f"`{kind.parse(text).text}`" for text in texts)
    return f"| {rule} | {'; '.join(texts)} | {results} |"


def _refusal(kind: type[When | Age], text: str) -> str:
    try:
        kind.parse(text)
    except (InvalidWhen, InvalidAge) as error:
        return error.rule
    raise AssertionError(f"{text} is not refused")


def rewritten(page: str) -> str:
    """The page with its tables made anew; what stands above the mark is kept."""
    above, _, _ = page.partition(MARK)
    return above + MARK + "\n".join(table()) + "\n"


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")

"""Why a text is not a date: what is missing or unclear, and what to write instead."""

from __future__ import annotations

import re
from typing import Final

from safeguard_model.dates.when_wording import SEASONS
from safeguard_model.dates.written_clocks import CLOCK
from safeguard_model.dates.written_words import DAY_NAME, DAY_NUMBER, MONTH_NAME

__all__ = ["what_is_missing"]

_MISSING: Final = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (r"^[^a-z0-9]*$", "no date: leave the field out, or write unknown if the source says so"),
        (
            rf"^(?:(?:on|last|next|this) )?{DAY_NAME}$",
            "a weekday alone is not a date: add day, month and year",
        ),
        (
            r"\b(?:today|yesterday|tomorrow|ago|later|last|next|this|previous|following|same day)\b",
            "the date is relative to another date: write day, month and year",
        ),
        (
            rf"^{MONTH_NAME}\.? ?'?[0-9]{{2}}$",
            "is the number the day or the year? Write 16 March 2016 or Mar-16",
        ),
        (
            rf"^(?:{DAY_NAME},? )?(?:{DAY_NUMBER}[ ./–-]{{0,2}}(?:of )?)?{MONTH_NAME}(?: {DAY_NUMBER})?\.?$",
            "the year is missing: write it in four digits",
        ),
        (rf"^(?:{'|'.join(SEASONS)})(?: term)?$", "the year is missing: write it in four digits"),
        (
            rf"^(?:{DAY_NAME},? )?{DAY_NUMBER} ?{MONTH_NAME}\.?,? (?:at |@ ?)?{CLOCK}$",
            "the year is missing: write it in four digits, before the time",
        ),
        (
            r"^[0-9]{1,2}[./–-][0-9]{1,2}$",
            "day and month, or month and year? Write all of the date, with four digits for the year",
        ),
        (
            r"^(?:[01][0-9]|2[0-3])[0-5][0-9]$",
            "four digits alone may be a time: write 14:30 beside the day, or the year 1430",
        ),
        (
            r"^[0-9]+(?:st|nd|rd|th)?$",
            "a number alone is not a date: add month and year, or write the year in four digits",
        ),
        (
            r"^[0-9]{4}–2[1-4][~?%]?$|^[0-9]{4}-2[1-4][~?%]?$",
            "is this a season or two years? Write spring 2016, or from 2016 to 2021",
        ),
        (
            r"^[0-9]{4} ?–-? ?(?:0[1-9]|1[0-2])$",
            "is this a month or two years? Write November 2010, or from 2010 to 2011",
        ),
        (
            r"^[0-9]{4} ?[/–-] ?[0-9]{2}$",
            "which kind of year is this? Write its months, as in from April 2016 to March 2017",
        ),
        (r"\b(?:bank holiday|may day)\b", "bank holidays move: write the day, as in 2 May 2016"),
        (r"\bhalf[ -]?term\b", "which half term? Write October, February or May half term, and the year"),
        (r"\b(?:overnight|night)\b", "which night? Write night of 2/3 March 2016, or the time"),
        (
            rf"^(?:(?:{CLOCK}|[0-9]{{1,2}})(?: ?[–-] ?| to ))?(?:{CLOCK})$",
            "a time alone is not a date: add day, month and year",
        ),
        (r"midnight", "does midnight begin or end the day? Write 00:00 or 23:59"),
        (
            r"[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)? ?(?:z|utc|gmt|bst|[+–-][0-9]{2}:?[0-9]{2})$",
            "times are on the UK local clock: convert the time, then leave out the offset, such as Z or +01:00",
        ),
        (r"[0-9]:[0-9]{2}:[0-9]{2}\.[0-9]+$", "times are whole minutes or seconds: leave out the fraction"),
        (r"\bo'?clock\b", "in the morning or in the afternoon? Write 3pm or 15:00"),
        (r"^q[1-4]\b|quarter", "which kind of year is this? Write its months, as in from October to December 2018"),
        (r"[0-9] [0-9]{1,2}(?:[–-][0-9]{1,2})?$", "is the last number a time? Write it as 10:00 or 1000hrs"),
    )
)


def what_is_missing(text: str) -> str:
    """Return the error text for a tidied text in no known form: why it is not a date, and what to add."""
    return next(
        (rule for pattern, rule in _MISSING if pattern.search(text)),
        "not a date in a known form: write 2 March 2016, March 2016, 2016-03-02, or from ... to ...",
    )

"""The cost of dates and ages, compared with the standard library and `dateutil`.

Run `python benchmarks/dates.py [--gate]`. Prints ratios of CPU times: the median of pairs of runs, and the quartiles.
With `--gate`, the exit status is 1 if a goal is missed.
"""

from __future__ import annotations

import argparse
import random
import sys
from datetime import date
from typing import TYPE_CHECKING

from _timing import ratio
from dateutil.relativedelta import relativedelta

from safeguard_model.dates import When
from safeguard_model.dates.calendar_arithmetic import completed

if TYPE_CHECKING:
    from collections.abc import Callable

TEXTS = 100_000
PAIRS = 20_000


def days(count: int, draw: random.Random) -> list[date]:
    """Return random days of 25 years, about as far back as a chronology may go."""
    first, last = date(1995, 1, 1).toordinal(), date(2019, 12, 31).toordinal()
    return [date.fromordinal(draw.randint(first, last)) for _ in range(count)]


def mixed(texts: list[str], draw: random.Random) -> list[str]:
    """Return the days with three in ten changed into other forms of date.

    The other forms are months, years, approximate months, spans, one-ofs and minutes.
    """
    forms: tuple[Callable[[str], str], ...] = (
        lambda day: day[:7],
        lambda day: day[:7],
        lambda day: day[:4],
        lambda day: f"{day[:7]}~",
        lambda day: f"{day[:7]}/2020-04",
        lambda day: f"[{day}..2020-01-31]",
        lambda day: f"{day}T14:30",
    )
    return [text if draw.random() < 0.7 else draw.choice(forms)(text) for text in texts]


def main() -> int:
    """Print the table. Return 1 if `--gate` is given and a goal is missed, otherwise 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", action="store_true", help="exit with 1 if a goal is missed")
    gate: bool = parser.parse_args().gate
    draw = random.Random(20160302)  # noqa: S311 - a benchmark, not a key
    texts = [day.isoformat() for day in days(TEXTS, draw)]
    mix = mixed(texts, draw)
    born, at = days(PAIRS, draw), [date(2020, 1, day.day) for day in days(PAIRS, draw)]

    def standard() -> None:
        for text in texts:
            date.fromisoformat(text)

    def strict() -> None:
        for text in mix:
            When(text)

    def strict_days() -> None:
        for text in texts:
            When(text)

    def ages() -> None:
        for first, last in zip(born, at, strict=True):
            completed(first, last)

    def relative() -> None:
        for first, last in zip(born, at, strict=True):
            relativedelta(last, first)

    whens = [When(text) for text in texts]
    ordinary = [date.fromisoformat(text) for text in texts]
    rows = (
        ("strict dates, 7 in 10 days, x date.fromisoformat on days", strict, standard, 45.0),
        ("strict dates, days only, x date.fromisoformat", strict_days, standard, 45.0),
        ("sorted by sort_key, x sorted dates", lambda: sorted(whens, key=sort_key), lambda: sorted(ordinary), None),
        ("completed years, months, days, x relativedelta", ages, relative, 0.25),
    )
    missed = False
    for name, ours, theirs, goal in rows:
        median, lower, upper = ratio(ours, theirs)
        bad = goal is not None and median > goal
        missed |= bad
        aim = "" if goal is None else f"  goal {goal:g}{'  MISSED' if bad else ''}"
        print(f"{name:<58} {median:6.2f} [{lower:.2f}-{upper:.2f}]{aim}")
    return int(gate and missed)


def sort_key(when: When) -> int:
    """Return the key to sort by."""
    return when.sort_key


if __name__ == "__main__":
    sys.exit(main())

"""The cost of case files, compared with the cost of making their events: run `python benchmarks/casefile.py [--gate]`.

Prints ratios of CPU times: the median of pairs of runs, and the quartiles. Also prints how the cost grows with the
number of events, as an exponent. With `--gate`, the exit status is 1 if a ratio is more than twice its goal.
"""

from __future__ import annotations

import argparse
import math
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

from _timing import ratio, seconds

from safeguard_model.records import Agency, CaseFile, Child, Event

if TYPE_CHECKING:
    from collections.abc import Callable

EVENTS = 10_000
MARGIN = 2.0
SIZES = (1_000, 10_000, 100_000)
BASE = [Child(id="child-v", label="Child V"), *(Agency(id=f"agency-{n}", name=f"Agency {n}") for n in range(9))]


def make_events(count: int) -> list[Event]:
    """Return entries like those of a chronology: each has a day, a kind, an agency, the child and some words."""
    return [
        Event(
            id=f"event-{n}",
            when=f"{2000 + n % 20}-{n % 12 + 1:02}-{n % 28 + 1:02}",
            kind="home_visit",
            description="The health visitor called at the home and saw the child.",
            agency=f"agency-{n % 9}",
            people=["child-v"],
        )
        for n in range(count)
    ]


def add_each(casefile: CaseFile, events: list[Event]) -> CaseFile:
    """Return the case file after the events are added, each with its own call of `add`."""
    for event in events:
        casefile = casefile.add(event)
    return casefile


def checked(events: list[Event]) -> CaseFile:
    """Return a case file whose links are checked and whose index of mentions is made."""
    casefile = CaseFile.of("Benchmark", [*BASE, *events])
    casefile.mentions("child-v")
    return casefile


def growth(name: str, work: Callable[[list[Event]], object]) -> None:
    """Print the cost at each size, and the exponent of growth from each size to the next.

    With an exponent of 1 the cost grows in proportion to the size; with 2 it grows with the square of the size.
    """
    taken: list[float] = []
    for size in SIZES:
        events = make_events(size)
        rounds = 3 if size < SIZES[-1] else 1
        taken.append(min(seconds(lambda events=events: work(events)) for _ in range(rounds)))
    exponents = [math.log10(after / before) for before, after in pairwise(taken)]
    costs = "  ".join(f"{size:,}: {cost:.3f} s" for size, cost in zip(SIZES, taken, strict=True))
    print(f"{name:<58} {costs}  exponents {', '.join(f'{exponent:.2f}' for exponent in exponents)}")


def main() -> int:
    """Print the table. Return 1 if `--gate` is given and a goal is clearly missed, otherwise 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", action="store_true", help="exit with 1 if a goal is clearly missed")
    gate: bool = parser.parse_args().gate
    events = make_events(EVENTS)
    base = CaseFile.of("Benchmark", BASE)
    rows = (
        (
            "checking and indexing 10,000 events, x making them",
            lambda: checked(events),
            lambda: make_events(EVENTS),
            1.0,
        ),
        (
            "10,000 single additions, x one addition in bulk",
            lambda: add_each(base, events),
            lambda: base.add(events),
            20.0,
        ),
    )
    missed = False
    for name, ours, theirs, goal in rows:
        median, lower, upper = ratio(ours, theirs)
        bad = median > goal
        missed |= median > MARGIN * goal
        print(f"{name:<58} {median:6.2f} [{lower:.2f}-{upper:.2f}]  goal {goal:g}{'  MISSED' if bad else ''}")
    growth("checking and indexing", checked)
    growth("single additions", lambda events: add_each(base, events))
    return int(gate and missed)


if __name__ == "__main__":
    sys.exit(main())

"""The cost of timelines of 1,000 to a million events: run `python benchmarks/timeline.py [--gate] [--most 1000000]`.

First prints ratios for building a timeline and for ages, and the memory of an event. Then prints the time of every
question at each size, and its exponent of growth: with 1 the time grows in proportion to the events, with 2 with their
square. If polars or pandas is installed, prints its time too, for the questions that it can answer. With `--gate`, the
exit status is 1 if an exponent is over its goal, or a ratio is more than 1.25 times its goal.
"""

from __future__ import annotations

import argparse
import gc
import math
import random
import sys
from datetime import date, timedelta
from importlib.util import find_spec
from itertools import chain
from operator import attrgetter
from time import perf_counter
from typing import TYPE_CHECKING, Any

from _timing import ratio, seconds
from dateutil.relativedelta import relativedelta

from safeguard_model import (
    Age,
    Agency,
    CaseFile,
    Child,
    Event,
    Harm,
    Incident,
    Involvement,
    Knowledge,
    Timeline,
    dumps,
    loads,
)
from safeguard_model.records import HEALTH, SOCIAL_CARE
from safeguard_model.timeline import ages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SIZES = (1_000, 10_000, 100_000, 1_000_000)
IN_PAIRS = 100_000
PER_CHILD = 100
FIRST = date(2016, 1, 1)
DAYS = 3650
AGENCIES = {
    "csc": "childrens_social_care",
    "police": "police",
    "hv": "health_visiting",
    "gp": "primary_care",
    "hosp": "hospital",
    "sch": "school",
    "mw": "midwifery",
    "probation": "probation",
}
KINDS = (
    *("home_visit", "appointment", "phone_call", "was_not_brought", "referral", "referral_decision"),
    *("strategy_discussion", "initial_conference", "assessment_completed", "domestic_abuse_report"),
)
BUILT, GROWTH, AGED, BYTES = 1.4, 1.35, 0.12, 444
MARGIN = 1.4


def make_event(number: int, agency: str, day: int, draw: random.Random, people: tuple[str, ...]) -> Event:
    """Return an entry like those of chronologies.

    Nine dates in ten are exact days. The others are a month, a stretch of days, a minute, or unknown.
    """
    on = FIRST + timedelta(days=day)
    when, form = on.isoformat(), draw.random()
    if form < 0.06:
        when = when[:7]
    elif form < 0.09:
        when = f"{when}/{on + timedelta(days=draw.randrange(1, 20))}"
    elif form < 0.1:
        when = "XXXX" if draw.random() < 0.1 else f"{when}T{draw.randrange(24):02}:{draw.randrange(60):02}"
    told = (Knowledge(agency=draw.choice(list(AGENCIES)), since=on + timedelta(days=draw.randrange(60))),)
    return Event(
        id=f"{agency}-{number}",
        when=when,
        kind=draw.choice(KINDS),
        agency=agency,
        people=people,
        seen=people if draw.random() < 0.3 else (),
        known_to=told if draw.random() < 0.1 else (),
        tags=("piece",) if draw.random() < 0.0002 else (),
    )


def make_lists(count: int) -> list[list[Event]]:
    """Return one list of events for each agency, in order of time. There is one child for each hundred events."""
    draw = random.Random(20160302)  # noqa: S311 - a benchmark, not a key
    children = [(f"child-{number}",) for number in range(max(count // PER_CHILD, 1))]
    return [
        [
            make_event(number, agency, day, draw, draw.choice(children))
            for number, day in enumerate(sorted(draw.randrange(DAYS) for _ in range(count // len(AGENCIES))))
        ]
        for agency in AGENCIES
    ]


def make_casefile(events: Iterable[Event]) -> CaseFile:
    """Return a case file of the events, with their agencies and children, and with each agency's involvements."""
    found = list(events)
    children = sorted({child for event in found for child in event.people})
    return CaseFile.of(
        "Benchmark",
        [
            *(Agency(id=id, name=id, kind=kind, nation="england") for id, kind in AGENCIES.items()),
            *(Child(id=child, label=child, born="2015-06-01") for child in children),
            *(
                Involvement(id=f"{child}-{agency}", agency=agency, people=[child], during="2016/2021-06-30")
                for child in children
                for agency in ("csc", "hv", "sch")
            ),
            *(
                Incident(id=f"{child}-harmed", when="2020-03", harms=[Harm(person=child, age="P4Y")])
                for child in children
            ),
            *found,
        ],
    )


TEN = [f"child-{number}" for number in range(10)]
QUESTIONS: dict[str, Callable[[Timeline], object]] = {
    "between two days": lambda timeline: timeline.between("2018-01-01", "2018-12-31"),
    "by an agency": lambda timeline: timeline.by("hv"),
    "about a child": lambda timeline: timeline.about("child-0"),
    "ages": lambda timeline: timeline.ages("child-0"),
    "ages_at_incidents": lambda timeline: timeline.ages_at_incidents(),
    "gaps": lambda timeline: timeline.gaps(longer_than=2, period="2016/2025"),
    "gaps of a child": lambda timeline: timeline.gaps("child-0", longer_than=28, period="2016/2025"),
    "unseen": lambda timeline: timeline.unseen("child-0", 28, period="2016/2025", by_kinds=HEALTH),
    # Only ten children: the answer is pairs of events, and their number grows with the square of the events on a day.
    "overlapping": lambda timeline: timeline.about(*TEN).overlapping(),
    "journey": lambda timeline: timeline.journey("child-0"),
    "unanswered": lambda timeline: timeline.unanswered("referral", 5, "referral_decision"),
    "repeats": lambda timeline: timeline.repeats("was_not_brought", 3, without=("home_visit", "appointment")),
    "known_to": lambda timeline: timeline.known_to("csc", "2020-12-31"),
    "known_but_not": lambda timeline: timeline.known_but_not(HEALTH, SOCIAL_CARE, "2020-12-31"),
    "sharing": lambda timeline: timeline.sharing("2020-12-31"),
    "pooled": lambda timeline: timeline.pooled(),
    "clocks": lambda timeline: timeline.clocks(bank_holidays=()),
}
"""Each question that is timed, as a function of a timeline, by its name."""


def wall(work: Callable[[], object]) -> float:
    """Return the elapsed time in seconds. CPU time would be wrong for libraries that use several cores."""
    start = perf_counter()
    work()
    return perf_counter() - start


def in_frames(events: list[Event]) -> dict[str, list[Any]]:
    """Return the columns of a data frame of the events, each with one exact day."""
    days = [event.when.earliest or FIRST for event in events]
    return {
        "id": [event.id for event in events],
        "day": days,
        "agency": [event.agency for event in events],
        "kind": [str(event.kind) for event in events],
        "child": [event.people[0] for event in events],
    }


def in_polars(columns: dict[str, list[Any]]) -> dict[str, Callable[[], object]]:
    """Return the questions that polars can answer, about exact days only."""
    import polars as pl

    frame = pl.DataFrame(columns)
    parts = frame.partition_by("agency")
    ordered = frame.sort("day", "id")
    asked, answered = (
        ordered.filter(pl.col("kind") == kind).select("child", "day") for kind in ("referral", "referral_decision")
    )
    one_year = pl.col("day").is_between(date(2018, 1, 1), date(2018, 12, 31))
    return {
        "building and sorting": lambda: pl.concat(parts).sort("day", "id"),
        "between two days": lambda: ordered.filter(one_year),
        "by an agency": lambda: ordered.filter(pl.col("agency") == "hv"),
        "about a child": lambda: ordered.filter(pl.col("child") == "child-0"),
        "ages": lambda: ordered.select((pl.col("day") - date(2015, 6, 1)).dt.total_days() // 365.25),
        "gaps": lambda: ordered.with_columns(gap=pl.col("day").diff()).filter(pl.col("gap") > timedelta(days=2)),
        "unanswered": lambda: asked.join_asof(
            answered.rename({"day": "next"}),
            left_on="day",
            right_on="next",
            by="child",
            strategy="forward",
            tolerance="5d",
            check_sortedness=False,
        ),
    }


def in_pandas(columns: dict[str, list[Any]]) -> dict[str, Callable[[], object]]:
    """Return the questions that pandas can answer, about exact days only."""
    import pandas as pd

    frame = pd.DataFrame(columns).assign(day=pd.to_datetime(columns["day"]))
    parts = [part for _, part in frame.groupby("agency")]
    ordered = frame.sort_values(["day", "id"])
    asked, answered = (
        ordered.loc[ordered["kind"] == kind, ["child", "day"]] for kind in ("referral", "referral_decision")
    )
    return {
        "building and sorting": lambda: pd.concat(parts).sort_values(["day", "id"]),
        "between two days": lambda: ordered[ordered["day"].between("2018-01-01", "2018-12-31")],
        "by an agency": lambda: ordered[ordered["agency"] == "hv"],
        "about a child": lambda: ordered[ordered["child"] == "child-0"],
        "ages": lambda: (ordered["day"] - pd.Timestamp("2015-06-01")).dt.days // 365.25,
        "gaps": lambda: ordered[ordered["day"].diff() > pd.Timedelta(days=2)],
        "unanswered": lambda: pd.merge_asof(
            asked,
            answered.assign(next=answered["day"]),
            on="day",
            by="child",
            direction="forward",
            tolerance=pd.Timedelta(days=5),
        ),
    }


def bytes_each(events: list[Event]) -> float:
    """Return the mean number of bytes that an event takes in memory, with its dates, tuples and values.

    Each object is counted once, however many events share it. Texts are not counted.
    """
    seen: set[int] = set()
    total, left = 0, list[Any](events)
    while left:
        value = left.pop()
        if id(value) in seen or isinstance(value, (str, type)) or value is None:
            continue
        seen.add(id(value))
        total += sys.getsizeof(value)
        if not isinstance(value, (int, float)):
            left.extend(gc.get_referents(value))
    return total / len(events)


def in_pairs() -> list[tuple[str, float, float | None]]:
    """Return the name, figure and goal of each ratio and each size in memory. Without a goal, the goal is None."""
    lists = make_lists(IN_PAIRS)
    events = list(chain(*lists))
    # The keys are made before the timing. They give the same order as a timeline, also for events with equal dates.
    keys = {id(event): (event.when.sort_key, event.when.text, event.id) for event in events}
    child = Child(id="child-0", label="Child", born="2015-06-01")
    born = date(2015, 6, 1)
    exact = Timeline(event for event in events if event.when.earliest == event.when.latest is not None)
    days = [event.when.earliest for event in exact if event.when.earliest is not None]
    plain = [
        Event(id=event.id, when=event.when, kind=event.kind, agency=event.agency, people=event.people)
        for event in loads(dumps(make_casefile(exact))).events
    ]
    mixture = list(loads(dumps(make_casefile(events))).events)
    return [
        (
            "a timeline of 8 agencies' lists, x sorted on a key worked out before",
            ratio(lambda: Timeline(chain(*lists)), lambda: sorted(chain(*lists), key=lambda event: keys[id(event)]))[0],
            BUILT,
        ),
        (
            "the same, x sorted on the day alone, ties left as they come",
            ratio(lambda: Timeline(chain(*lists)), lambda: sorted(chain(*lists), key=attrgetter("when._first")))[0],
            None,
        ),
        (
            "ages, x relativedelta",
            ratio(lambda: ages(exact, child), lambda: [relativedelta(day, born) for day in days])[0],
            AGED,
        ),
        (
            "ages, each looked at, x relativedelta",
            ratio(
                lambda: [age.years for _, age in ages(exact, child) if isinstance(age, Age)],
                lambda: [relativedelta(day, born).years for day in days],
            )[0],
            None,
        ),
        ("bytes an event of one day, without text", bytes_each(plain), BYTES),
        ("bytes an event of the mixture, without text", bytes_each(mixture), None),
    ]


def growth(most: int) -> bool:
    """Print the cost of every question at each size, and return whether a goal was missed."""
    sizes = [size for size in SIZES if size <= most]
    taken: dict[str, list[float]] = {name: [] for name in ("building and sorting", *QUESTIONS)}
    theirs: dict[str, dict[str, float]] = {}
    for size in sizes:
        lists = make_lists(size)
        events = list(chain(*lists))
        casefile = make_casefile(events)
        rounds = 3 if size < SIZES[-1] else 1
        taken["building and sorting"].append(
            min(seconds(lambda lists=lists: Timeline(chain(*lists))) for _ in range(rounds))
        )
        timeline = Timeline(events, casefile)
        for name, question in QUESTIONS.items():
            taken[name].append(min(seconds(lambda ask=question, of=timeline: ask(of)) for _ in range(rounds)))
        if size == sizes[-1]:
            columns = in_frames(events)
            for library, made in (("polars", in_polars), ("pandas", in_pandas)):
                if find_spec(library) is not None:
                    theirs[library] = {name: min(wall(work) for _ in range(3)) for name, work in made(columns).items()}
    heads = "".join(f"{size:>11,}" for size in sizes)
    print(f"\n{'seconds':<22}{heads}{'exponent':>10}{''.join(f'{name:>10}' for name in theirs)}")
    missed = False
    for name, costs in taken.items():
        slope = math.log10(costs[-1] / costs[0]) / math.log10(sizes[-1] / sizes[0])
        bad = slope > GROWTH
        missed |= bad
        frames = "".join(f"{found[name]:>10.4f}" if name in found else f"{'-':>10}" for found in theirs.values())
        print(
            f"{name:<22}", *(f"{cost:>10.4f}" for cost in costs), f"{slope:>10.2f}", frames, "  MISSED" if bad else ""
        )
    print(
        f"goal: exponent {GROWTH:g}; polars and pandas (wall clock, from frames of exact days) at {sizes[-1]:,} events"
    )
    return missed


def main() -> int:
    """Print the tables. Return 1 if `--gate` is given and a goal is missed, otherwise 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", action="store_true", help="exit with 1 if a goal is missed")
    parser.add_argument("--most", type=int, default=100_000, help="the most events, up to a million (default: 100,000)")
    given = parser.parse_args()
    missed = False
    for name, found, goal in in_pairs():
        bad = goal is not None and found > goal
        missed |= goal is not None and found > goal * MARGIN
        print(f"{name:<70} {found:8.2f}{'' if goal is None else f'  goal {goal:g}'}{'  MISSED' if bad else ''}")
    missed |= growth(given.most)
    return int(given.gate and missed)


if __name__ == "__main__":
    sys.exit(main())

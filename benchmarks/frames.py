"""The cost of tables of 1,000 to 100,000 events: run `python benchmarks/frames.py [--gate] [--most 100000]`.

First prints the time of `to_arrow` against that of building bare lists, and the size of a table. Then prints the time
of each function at each size, and its exponent of growth: with 1 the time grows in proportion to the events, with 2
with their square. With `--gate`, the exit status is 1 if an exponent is over its goal, or another figure is more than
1.25 times its goal. Needs the extra `frames`.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from importlib.util import find_spec
from itertools import chain
from typing import TYPE_CHECKING, Any

import attrs
from _timing import ratio, seconds
from timeline import make_casefile, make_lists

from safeguard_model import Event, Timeline, from_frame, to_arrow, to_frame, to_rows

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (1_000, 10_000, 100_000)
IN_PAIRS = 20_000
LISTED, BYTES, GROWTH = 3.0, 80, 1.2
MARGIN = 1.25
SENTENCE = "Seen at home with the family; the plan was discussed and a visit agreed for the week after. "
FIELDS = [field.name for field in attrs.fields(Event)]


def make_timeline(count: int) -> Timeline:
    """Return a timeline of entries like those of chronologies, each with about 200 characters of text."""
    draw = random.Random(20160302)  # noqa: S311 - a benchmark, not a key
    events = [
        attrs.evolve(event, description=(SENTENCE * 4)[: draw.randrange(50, 350)])
        for event in chain(*make_lists(count))
    ]
    return Timeline(events, make_casefile(events))


def bare_lists(timeline: Timeline) -> dict[str, list[Any]]:
    """Return a list for each column of a table that anybody would build by hand, without any table.

    These are the fields as they are; of each date its text, its first and last day and its precision; the name and the
    kind of the agency; and for each person the label, the days since the birth, and whether the person was seen.
    """
    events, casefile = list(timeline), timeline.casefile
    assert casefile is not None
    agencies = {agency.id: agency for agency in casefile.agencies}
    people = {child.id: child for child in casefile.children}
    born = {child.id: child.born.earliest for child in casefile.children if child.born is not None}
    columns: dict[str, list[Any]] = {name: [getattr(event, name) for event in events] for name in FIELDS}
    whens = columns["when"]
    columns["when"] = [when.text for when in whens]
    columns["when_earliest"] = [when.earliest for when in whens]
    columns["when_latest"] = [when.latest for when in whens]
    columns["when_precision"] = [when.precision for when in whens]
    columns["agency_name"] = [agencies[event.agency].name for event in events if event.agency]
    columns["agency_kind"] = [agencies[event.agency].kind for event in events if event.agency]
    columns["labels"] = [[people[id].label for id in event.people] for event in events]
    for name, days in (("least", columns["when_earliest"]), ("most", columns["when_latest"])):
        columns[f"days_{name}"] = [
            [None if day is None else (day - born[id]).days for id in event.people]
            for event, day in zip(events, days, strict=True)
        ]
    columns["was_seen"] = [["yes" if id in event.seen else None for id in event.people] for event in events]
    return columns


def bytes_each(table: Any) -> float:
    """Return the bytes that an event takes in a table of Arrow, without text.

    Buffers that several columns share are counted once. The columns of text are left out, and of a list of text only
    the places of the lists are counted.
    """
    import pyarrow as pa

    buffers: dict[int, int] = {}
    waiting = [chunk for column in table.columns for chunk in column.chunks]
    while waiting:
        found = waiting.pop()
        if pa.types.is_string(found.type):
            continue
        if pa.types.is_dictionary(found.type):
            waiting.append(found.indices)
            continue
        inner = 0
        if pa.types.is_list(found.type):
            waiting.append(found.values)
            inner = len(found.values.buffers())
        elif pa.types.is_struct(found.type):
            children = [found.field(place) for place in range(found.type.num_fields)]
            waiting += children
            inner = sum(len(child.buffers()) for child in children)
        own = found.buffers()
        own = own[: len(own) - inner]
        buffers.update({buffer.address: buffer.size for buffer in own if buffer is not None})
    return sum(buffers.values()) / len(table)


def figures() -> list[tuple[str, float, float | None]]:
    """Return the name, figure and goal of each comparison and each size. Without a goal, the goal is None."""
    timeline = make_timeline(IN_PAIRS)
    table = to_arrow(timeline)
    alone = tuple(timeline)
    return [
        (
            "to_arrow of a timeline, x building bare lists",
            ratio(lambda: to_arrow(timeline), lambda: bare_lists(timeline))[0],
            LISTED,
        ),
        (
            "to_arrow without the case file, x the same lists",
            ratio(lambda: to_arrow(alone), lambda: bare_lists(timeline))[0],
            None,
        ),
        ("to_rows, x building bare lists", ratio(lambda: to_rows(timeline), lambda: bare_lists(timeline))[0], None),
        ("microseconds an event, to_arrow", seconds(lambda: to_arrow(timeline)) / len(timeline) * 1e6, None),
        ("bytes an event in Arrow, without text", bytes_each(table), BYTES),
        ("bytes an event in Arrow, with text", table.get_total_buffer_size() / len(table), None),
    ]


def growth(most: int) -> bool:
    """Print the cost of every function at each size, and return whether a goal was missed."""
    sizes = [size for size in SIZES if size <= most]
    work: dict[str, Callable[[Timeline], object]] = {"to_rows": to_rows, "to_arrow": to_arrow}
    for backend in ("pandas", "polars"):
        if find_spec(backend) is not None:
            work[f"to_frame, {backend}"] = lambda timeline, chosen=backend: to_frame(timeline, chosen)
    taken: dict[str, list[float]] = {name: [] for name in (*work, "from_frame")}
    for size in sizes:
        timeline = make_timeline(size)
        rounds = 3 if size < SIZES[-1] else 1
        table = to_arrow(timeline)
        for name, make in work.items():
            taken[name].append(min(seconds(lambda make=make, of=timeline: make(of)) for _ in range(rounds)))
        taken["from_frame"].append(min(seconds(lambda of=table: from_frame(of)) for _ in range(rounds)))
    print(f"\n{'seconds':<22}{''.join(f'{size:>11,}' for size in sizes)}{'exponent':>10}")
    missed = False
    for name, costs in taken.items():
        slope = math.log10(costs[-1] / costs[0]) / math.log10(sizes[-1] / sizes[0])
        bad = slope > GROWTH
        missed |= bad
        print(f"{name:<22}", *(f"{cost:>10.4f}" for cost in costs), f"{slope:>10.2f}", "  MISSED" if bad else "")
    print(f"goal: exponent {GROWTH:g}")
    return missed


def main() -> int:
    """Print the figures. Return 1 if `--gate` is given and a goal is missed, otherwise 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", action="store_true", help="exit with 1 if a goal is missed")
    parser.add_argument("--most", type=int, default=SIZES[-1], help="the most events (default: 100,000)")
    given = parser.parse_args()
    missed = False
    for name, found, goal in figures():
        bad = goal is not None and found > goal
        missed |= goal is not None and found > goal * MARGIN
        print(f"{name:<55} {found:8.2f}{'' if goal is None else f'  goal {goal:g}'}{'  MISSED' if bad else ''}")
    missed |= growth(given.most)
    return int(given.gate and missed)


if __name__ == "__main__":
    sys.exit(main())

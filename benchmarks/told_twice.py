"""The quality of the groups that `merge` finds: run `python benchmarks/told_twice.py [--gate]`.

Each data file holds case files of invented families, written by hand in the style of practitioners. Entries that tell
one event have the same word in ``extra["told"]``; `merge` does not read this mark. The rule for the marks is the page
"One event or two?" of the documentation. Files named ``tune`` are those on which the weights were fitted and words were
added. Files named ``held_out`` were written by others, who saw neither the code nor the other files, and nothing was
chosen on them.

For each file, with the kinds of event as given and with every kind set to `other`, as in chronologies read from
agencies' files, it prints:

- precision: the share of the candidates that are marked; recall: the share of the marked pairs that are candidates;
  and the mean of the two, F1
- average precision: the mean precision of `Merge.ranked`, read down to each marked pair
- recall of a reviewer who reads one and a half times as many pairs of `Merge.ranked` as there are marked ones

Behind each value is the interval in which it lies for 95 of 100 samples of families, drawn with repetition. The line
"before" has what `merge` gave when it looked at pairs alone.

With `--gate`, the exit status is 1 if a value of a held-out file is below its floor.
"""

from __future__ import annotations

import argparse
import random
import sys
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import evolve

from safeguard_model import CaseFile, merge, read_jsonl
from safeguard_model.records import EventKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguard_model import Event

HERE: Final = Path(__file__).parent
TUNE: Final = ("tune_1", "tune_2")
HELD_OUT: Final = ("held_out_1", "held_out_2", "held_out_3")
AS_GIVEN, UNKNOWN = "as given", "kinds unknown"
SAMPLES, SEED, READ = 1000, 20160302, 1.5
NAMES: Final = ("precision", "recall", "F1", "average precision", "recall of 1.5")


class Counts(NamedTuple):
    """What was found in one family."""

    listed: int
    right: int
    marked: int
    ranked: tuple[bool, ...]
    """Whether each pair of `Merge.ranked` is marked, the highest score first."""


class Quality(NamedTuple):
    """The values that are printed: see `NAMES`."""

    precision: float
    recall: float
    f1: float
    average_precision: float
    recall_of_more: float


BEFORE: Final = {
    ("tune_1", AS_GIVEN): (0.88, 0.86),
    ("tune_1", UNKNOWN): (0.88, 0.84),
    ("tune_2", AS_GIVEN): (0.92, 0.40),
    ("tune_2", UNKNOWN): (0.89, 0.33),
    ("held_out_1", AS_GIVEN): (0.88, 0.58),
    ("held_out_1", UNKNOWN): (0.87, 0.58),
    ("held_out_2", AS_GIVEN): (0.94, 0.28),
    ("held_out_2", UNKNOWN): (0.89, 0.27),
    ("held_out_3", AS_GIVEN): (0.90, 0.48),
    ("held_out_3", UNKNOWN): (0.87, 0.41),
}
"""The precision and recall that `merge` had with pairs alone, measured on the same files by its own benchmark."""
FLOORS: Final = {AS_GIVEN: (0.77, 0.73), UNKNOWN: (0.76, 0.63)}
"""The least precision and recall allowed on the held-out families, set below the values first measured."""


def families(name: str) -> list[CaseFile]:
    """Return the case files of a data file."""
    return list(read_jsonl(HERE / f"told_twice_{name}.jsonl"))


def without_kinds(casefile: CaseFile) -> CaseFile:
    """Return the case file with the kind of every entry set to `other`."""
    return casefile.replace(evolve(event, kind=EventKind.OTHER) for event in casefile.events)


def both_ways(casefiles: Sequence[CaseFile]) -> dict[str, Sequence[CaseFile]]:
    """Return the case files as given, and the case files with all kinds unknown."""
    return {AS_GIVEN: casefiles, UNKNOWN: [*map(without_kinds, casefiles)]}


def is_told_twice(one: Event, other: Event) -> bool:
    """Return whether two entries have the same mark."""
    told = one.extra.get("told")
    return told is not None and told == other.extra.get("told")


def true_pairs(casefile: CaseFile) -> int:
    """Return the number of pairs of entries with the same mark."""
    return sum(is_told_twice(one, other) for one, other in combinations(casefile.events, 2))


def counted(casefile: CaseFile) -> Counts:
    """Merge the lists of a family's agencies, and count what was found."""
    lists = [[event for event in casefile.events if event.agency == agency.id] for agency in casefile.agencies]
    merged = merge(*lists, casefile=casefile)
    right = sum(is_told_twice(each.first, each.second) for each in merged.candidates)
    ranked = tuple(is_told_twice(each.first, each.second) for each in merged.ranked())
    return Counts(len(merged.candidates), right, true_pairs(casefile), ranked)


def quality(counts: Sequence[Counts]) -> Quality:
    """Return the values for some families together."""
    listed, right, marked = (sum(each[place] for each in counts) for place in range(3))
    precision, recall = right / max(listed, 1), right / max(marked, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    average = sum(sum(_precisions(each.ranked)) for each in counts) / max(marked, 1)
    more = sum(sum(each.ranked[: round(READ * each.marked)]) for each in counts) / max(marked, 1)
    return Quality(precision, recall, f1, average, more)


def _precisions(ranked: Sequence[bool]) -> list[float]:
    """Return the precision of the list down to each marked pair."""
    places = [place for place, mark in enumerate(ranked, start=1) if mark]
    return [number / place for number, place in enumerate(places, start=1)]


def intervals(counts: Sequence[Counts]) -> list[tuple[float, float]]:
    """Return, for each value, the interval that holds 95 of 100 values of families drawn with repetition."""
    draw = random.Random(SEED)  # noqa: S311 - a sample, not a key
    samples = [quality(draw.choices(counts, k=len(counts))) for _ in range(SAMPLES)]
    columns = [sorted(column) for column in zip(*samples, strict=True)]
    return [(column[SAMPLES // 40], column[-SAMPLES // 40]) for column in columns]


def main() -> int:
    """Print the table. Return 1 if `--gate` is given and a value is below its floor, otherwise 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", action="store_true", help="exit with 1 if a value is below its floor")
    given = parser.parse_args()
    missed = False
    for name in (*TUNE, *HELD_OUT):
        casefiles = families(name)
        entries, pairs = sum(len(each.events) for each in casefiles), sum(map(true_pairs, casefiles))
        print(f"\n{name}: {len(casefiles)} families, {entries} entries, {pairs} pairs told twice")
        print(f"{'':<22}" + "".join(f"{each:>20}" for each in NAMES))
        for way, those in both_ways(casefiles).items():
            counts = [*map(counted, those)]
            found = quality(counts)
            shown = (
                f"{value:.2f} ({low:.2f}-{high:.2f})"
                for value, (low, high) in zip(found, intervals(counts), strict=True)
            )
            print(f"{way:<22}" + "".join(f"{each:>20}" for each in shown))
            if (name, way) in BEFORE:
                print(f"{'  before':<22}" + "".join(f"{value:>13.2f}{'':<7}" for value in BEFORE[name, way]))
            if name in HELD_OUT:
                low = found.precision < FLOORS[way][0] or found.recall < FLOORS[way][1]
                print(f"  floors: precision {FLOORS[way][0]}, recall {FLOORS[way][1]}{'  MISSED' if low else ''}")
                missed |= low
    return int(given.gate and missed)


if __name__ == "__main__":
    sys.exit(main())

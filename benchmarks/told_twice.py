"""The quality of the candidates that `merge` lists: run `python benchmarks/told_twice.py [--gate]`.

Each data file holds case files of invented families, written by hand in the style of practitioners. Entries of several
agencies that describe one event have the same word in ``extra["told"]``. `merge` does not read this mark. The points
and the threshold of `merge` were chosen on `told_twice.jsonl`. `told_twice_held_out.jsonl` was written by a different
author, and nothing was chosen on it.

For each file, prints two shares at the threshold `LIKELY` and at higher thresholds. Precision is the share of the
listed pairs that are marked. Recall is the share of the marked pairs that are listed. Both are measured twice: with the
kinds of event as given, and with every kind set to `other`, as in chronologies read from agencies' files.

The floors are the least values allowed on the held-out file at `LIKELY`. They were set a little below the values first
measured, so that a change for the worse is noticed. With `--gate`, the exit status is 1 if a value is below its floor.
"""

from __future__ import annotations

import argparse
import sys
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import evolve

from safeguard_model import CaseFile, merge, read_jsonl
from safeguard_model.records import EventKind
from safeguard_model.timeline import LIKELY, Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CHOSEN_ON, HELD_OUT = "chosen on", "held out"
FILES = {
    CHOSEN_ON: Path(__file__).with_name("told_twice.jsonl"),
    HELD_OUT: Path(__file__).with_name("told_twice_held_out.jsonl"),
}
THRESHOLDS = (LIKELY, 0.65, 0.7, 0.75, 0.8, 0.9)


class Quality(NamedTuple):
    """The share of the listed pairs that are right, and the share of the right pairs that are listed."""

    precision: float
    recall: float


AS_GIVEN, UNKNOWN = "as given", "kinds unknown"
FLOORS: Final = {AS_GIVEN: Quality(0.85, 0.55), UNKNOWN: Quality(0.85, 0.55)}
"""The least values allowed on the held-out families, set below the values first measured."""


def families(name: str) -> list[CaseFile]:
    """Return the case files of a data file; an empty list if the file does not exist."""
    return list(read_jsonl(FILES[name])) if FILES[name].exists() else []


def without_kinds(casefile: CaseFile) -> CaseFile:
    """Return the case file with the kind of every entry set to `other`."""
    return casefile.replace(evolve(event, kind=EventKind.OTHER) for event in casefile.events)


def both_ways(casefiles: Sequence[CaseFile]) -> dict[str, Sequence[CaseFile]]:
    """Return the case files as given, and the case files with all kinds unknown."""
    return {AS_GIVEN: casefiles, UNKNOWN: [*map(without_kinds, casefiles)]}


def is_true(candidate: Candidate) -> bool:
    """Return whether both entries have the same mark."""
    told = candidate.first.extra.get("told")
    return told is not None and told == candidate.second.extra.get("told")


def true_pairs(casefile: CaseFile) -> int:
    """Return the number of pairs of entries with the same mark."""
    marks = [event.extra["told"] for event in casefile.events if "told" in event.extra]
    return sum(one == other for one, other in combinations(marks, 2))


def quality(casefiles: Iterable[CaseFile], threshold: float = LIKELY) -> Quality:
    """Return the precision and recall of the candidates with at least the score `threshold`.

    Each family is merged from the lists of its agencies' entries.
    """
    listed = right = marked = 0
    for casefile in casefiles:
        lists = [[event for event in casefile.events if event.agency == agency.id] for agency in casefile.agencies]
        found = [each for each in merge(*lists, casefile=casefile).candidates if each.score >= threshold]
        listed += len(found)
        right += sum(map(is_true, found))
        marked += true_pairs(casefile)
    return Quality(right / listed if listed else 1.0, right / marked)


def main() -> int:
    """Print the table. Return 1 if `--gate` is given and a value is below its floor, otherwise 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", action="store_true", help="exit with 1 if a value is below its floor")
    given = parser.parse_args()
    sets = {name: casefiles for name in FILES if (casefiles := families(name))}
    for name, casefiles in sets.items():
        entries, pairs = sum(len(each.events) for each in casefiles), sum(map(true_pairs, casefiles))
        print(f"{name}: {len(casefiles)} families, {entries} entries, {pairs} pairs told twice")
    columns = {f"{name}, {way}": each for name in sets for way, each in both_ways(sets[name]).items()}
    print(f"\n{'from':<6}" + "".join(f"{name:>26}" for name in columns))
    print(f"{'':<6}" + f"{'precision':>18}{'recall':>8}" * len(columns))
    for threshold in THRESHOLDS:
        rows = [quality(casefiles, threshold) for casefiles in columns.values()]
        print(f"{threshold:<6.2f}" + "".join(f"{row.precision:>18.2f}{row.recall:>8.2f}" for row in rows))
    missed = False
    for way, floor in FLOORS.items() if HELD_OUT in sets else ():
        found = quality(columns[f"{HELD_OUT}, {way}"])
        is_below = found.precision < floor.precision or found.recall < floor.recall
        print(f"floors at {LIKELY}, {way}: precision {floor.precision}, recall {floor.recall}", end="")
        print("  MISSED" if is_below else "")
        missed |= is_below
    return int(given.gate and missed)


if __name__ == "__main__":
    sys.exit(main())

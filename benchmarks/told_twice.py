"""How well `merge` finds what was told twice: run `python benchmarks/told_twice.py [--gate]`.

`told_twice.jsonl` holds twelve case files, one for each of twelve invented families, written by hand in the way in
which practitioners write: entries of several agencies, those that tell one event marked with one word in
``extra["told"]``, which `merge` does not look at. Points and threshold were chosen on the six case files whose
``extra["half"]`` is ``chosen on``, and on nothing else; the other six are held out. Prints, for each half, how many of
the pairs that `merge` lists are marked (precision), and how many of those marked it lists (recall), at its threshold,
`LIKELY`, and above. The floors were set below what was then measured, so that nothing gets worse unnoticed.
With `--gate`, less than the floors at `LIKELY` on the half held out is an exit with 1.
"""

from __future__ import annotations

import argparse
import sys
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from safeguard_model import CaseFile, merge, read_jsonl
from safeguard_model.timeline import LIKELY, Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE = Path(__file__).with_name("told_twice.jsonl")
CHOSEN_ON, HELD_OUT = "chosen on", "held out"
THRESHOLDS = (LIKELY, 0.65, 0.7, 0.75, 0.8, 0.9)
PRECISION, RECALL = 0.9, 0.6


class Quality(NamedTuple):
    """How much of what is listed is right, and how much of what is right is listed."""

    precision: float
    recall: float


def families(half: str) -> list[CaseFile]:
    """The case files of a half."""
    return [casefile for casefile in read_jsonl(FILE) if casefile.extra["half"] == half]


def is_true(candidate: Candidate) -> bool:
    """Whether both entries are marked with one word."""
    told = candidate.first.extra.get("told")
    return told is not None and told == candidate.second.extra.get("told")


def true_pairs(casefile: CaseFile) -> int:
    """How many pairs are marked with one word."""
    marks = [event.extra["told"] for event in casefile.events if "told" in event.extra]
    return sum(one == other for one, other in combinations(marks, 2))


def quality(casefiles: Iterable[CaseFile], threshold: float = LIKELY) -> Quality:
    """Precision and recall of the candidates from a score on, each family merged from its agencies' entries."""
    listed = right = marked = 0
    for casefile in casefiles:
        lists = [[event for event in casefile.events if event.agency == agency.id] for agency in casefile.agencies]
        found = [each for each in merge(*lists, casefile=casefile).candidates if each.score >= threshold]
        listed += len(found)
        right += sum(map(is_true, found))
        marked += true_pairs(casefile)
    return Quality(right / listed if listed else 1.0, right / marked)


def main() -> int:
    """Print the table; with `--gate`, 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", action="store_true", help="exit with 1 where a floor is missed")
    given = parser.parse_args()
    halves = {half: families(half) for half in (CHOSEN_ON, HELD_OUT)}
    for half, casefiles in halves.items():
        entries, pairs = sum(len(each.events) for each in casefiles), sum(map(true_pairs, casefiles))
        print(f"{half}: {len(casefiles)} families, {entries} entries, {pairs} pairs told twice")
    print(f"\n{'from':<8}" + "".join(f"{half + ': precision':>24}{'recall':>8}" for half in halves))
    for threshold in THRESHOLDS:
        rows = [quality(casefiles, threshold) for casefiles in halves.values()]
        print(f"{threshold:<8.2f}" + "".join(f"{row.precision:>24.2f}{row.recall:>8.2f}" for row in rows))
    found = quality(halves[HELD_OUT])
    missed = found.precision < PRECISION or found.recall < RECALL
    print(f"floors at {LIKELY}, held out: precision {PRECISION}, recall {RECALL}{'  MISSED' if missed else ''}")
    return int(given.gate and missed)


if __name__ == "__main__":
    sys.exit(main())

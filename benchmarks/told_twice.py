"""How well `merge` finds what was told twice: run `python benchmarks/told_twice.py [--gate]`.

Each file holds case files of invented families, written by hand in the way in which practitioners write: entries of
several agencies, those that tell one event marked with one word in ``extra["told"]``, which `merge` does not look at.
Points and threshold were chosen on `told_twice.jsonl`; `told_twice_held_out.jsonl` is by another hand, and nothing was
chosen on it. Prints, for each, how many of the pairs that `merge` lists are marked (precision), and how many of those
marked it lists (recall), at its threshold, `LIKELY`, and above: with the kinds of event as they are given, and with all
of them unknown, as in chronologies that are read from agencies' files. The floors were set below what was then
measured, so that nothing gets worse unnoticed. With `--gate`, less than the floors at `LIKELY` on what was held out is
an exit with 1.
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
    """How much of what is listed is right, and how much of what is right is listed."""

    precision: float
    recall: float


AS_GIVEN, UNKNOWN = "as given", "kinds unknown"
FLOORS: Final = {AS_GIVEN: Quality(0.85, 0.55), UNKNOWN: Quality(0.85, 0.55)}
"""What is the least on the families held out: set below what was measured, so that nothing gets worse unnoticed."""


def families(name: str) -> list[CaseFile]:
    """The case files of a set; none where its file is not there."""
    return list(read_jsonl(FILES[name])) if FILES[name].exists() else []


def without_kinds(casefile: CaseFile) -> CaseFile:
    """The case file with `other` for the kind of each entry."""
    return casefile.replace(evolve(event, kind=EventKind.OTHER) for event in casefile.events)


def both_ways(casefiles: Sequence[CaseFile]) -> dict[str, Sequence[CaseFile]]:
    """Case files as they are given, and with the kinds unknown."""
    return {AS_GIVEN: casefiles, UNKNOWN: [*map(without_kinds, casefiles)]}


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

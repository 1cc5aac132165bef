"""The quality of the kinds that `suggest_kinds` suggests: run `python benchmarks/kinds.py [--gate] [FILE ...]`.

Each data file has the columns id, agency_kind, text and kind: entries of invented families in the style of
practitioners, each with the kind that its author gave it. `kinds_ordinary.tsv` has ordinary entries by a hand that
never saw the lexicon; nothing was made with it, so its figures are the honest ones. The lexicon was made with the
others: `kinds_dev.tsv` and `kinds_held_out.tsv`, by two more hands, have every kind alike and are tricky on purpose;
`kinds_tune.tsv` has ordinary entries by the hand that made the lexicon.

An entry has the word `other` before it gets a suggestion. Precision is the share of the accepted suggestions whose kind
is that of the author. Coverage is the accepted suggestions divided by all entries, those of kind `other` among them.
The authors had a shorter list of words: where they could only give a broader word, that word counts as right (see
`BROADER`). The figure in brackets is the precision without this.

The floors are the least values allowed on the ordinary entries. They were set a little below the values measured, so
that a change for the worse is noticed. With `--gate`, the exit status is 1 if a value misses its floor, or if the
time is over three times its goal: other work on the machine adds to it.
"""

from __future__ import annotations

import argparse
import csv
import sys
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model import Agency, CaseFile, Event, suggest_kinds
from safeguard_model.records import EventKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from safeguard_model.chronology import Suggestion

HERE = Path(__file__).resolve().parent
FILES = tuple(HERE / f"kinds_{name}.tsv" for name in ("ordinary", "dev", "held_out", "tune"))
HELD_OUT = FILES[0]
THRESHOLDS: Final = (0.8, 0.5)
FLOORS: Final = {0.8: (0.88, 0.66), 0.5: (0.84, 0.81)}
"""The least precision and coverage allowed on the ordinary entries, by the threshold."""
ENTRIES, GOAL, MARGIN = 10_000, 2.0, 3
"""The number of entries that are timed, the most seconds that they may take, and how often that on a busy machine."""
BINS: Final = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9)
BROADER: Final = {
    EventKind.SUSPENSION: EventKind.EXCLUSION,
    EventKind.PERMANENT_EXCLUSION: EventKind.EXCLUSION,
    EventKind.CONTACT_ATTEMPTED: EventKind.NO_CONTACT,
    EventKind.MOVED_OUT: EventKind.MOVE,
    EventKind.SCHOOL_CHANGE: EventKind.OTHER,
    EventKind.ALTERNATIVE_PROVISION: EventKind.OTHER,
    EventKind.INTER_AGENCY_REFERRAL_DISCUSSION: EventKind.STRATEGY_DISCUSSION,
    EventKind.AMBULANCE_CALL: EventKind.EMERGENCY_ATTENDANCE,
}
"""The words that the authors of the data did not have, each with the word that they had for it."""


class Entry(NamedTuple):
    """An entry of a data file."""

    id: str
    agency_kind: str
    text: str
    kind: EventKind


class Quality(NamedTuple):
    """The quality at one threshold."""

    precision: float
    strictly: float
    coverage: float


def entries_of(path: Path) -> list[Entry]:
    """Return the entries of a data file."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Entry(row["id"], row["agency_kind"], row["text"], EventKind(row["kind"])) for row in rows]


def casefile_of(entries: Iterable[Entry]) -> CaseFile:
    """Return a case file of entries without a kind, and of an agency for each kind of agency."""
    entries = list(entries)
    kinds = sorted({entry.agency_kind for entry in entries if entry.agency_kind})
    agencies = [Agency(id=f"agency-{number}", name=kind, kind=kind) for number, kind in enumerate(kinds)]
    ids = {agency.name: agency.id for agency in agencies}
    events = [
        Event(id=entry.id, when="XXXX", kind="other", description=entry.text, agency=ids.get(entry.agency_kind))
        for entry in entries
    ]
    return CaseFile.of("Entries", [*agencies, *events])


def is_right(suggestion: Suggestion, kind: EventKind) -> bool:
    """Return whether a suggestion is the kind that the author gave, or a narrower word that the author did not have."""
    return kind in {suggestion.kind, BROADER.get(suggestion.kind)}


def judged(entries: list[Entry]) -> list[tuple[float, bool, bool]]:
    """Return for each suggestion its score, whether it is right, and whether it is so to the word."""
    kinds = {entry.id: entry.kind for entry in entries}
    return [
        (each.score, is_right(each, kinds[each.event.id]), each.kind is kinds[each.event.id])
        for each in suggest_kinds(casefile_of(entries))
    ]


def quality(entries: list[Entry], at_least: float) -> Quality:
    """Return the quality of the suggestions with at least this score."""
    accepted = [each for each in judged(entries) if each[0] >= at_least]
    number = len(accepted) or 1
    right, strictly = sum(each[1] for each in accepted), sum(each[2] for each in accepted)
    return Quality(right / number, strictly / number, len(accepted) / len(entries))


def report(path: Path) -> None:
    """Print the quality and the calibration for one data file."""
    entries = entries_of(path)
    print(f"{path.name}: {len(entries)} entries")
    for threshold in THRESHOLDS:
        found = quality(entries, threshold)
        print(f"  at least {threshold}: precision {found.precision:.3f} ({found.strictly:.3f} to the word)", end="")
        print(f", coverage {found.coverage:.3f}")
    results = judged(entries)
    print("  calibration: scores, suggestions, mean score, share right")
    for low, high in zip(BINS, [*BINS[1:], 1.01], strict=True):
        of_bin = [each for each in results if low <= each[0] < high]
        if of_bin:
            mean, right = sum(each[0] for each in of_bin) / len(of_bin), sum(each[1] for each in of_bin) / len(of_bin)
            print(f"    {low:.1f} to {min(high, 1):.1f} {len(of_bin):>6} {mean:>7.2f} {right:>7.2f}")


def timed(entries: list[Entry]) -> Callable[[], object]:
    """Return a function that suggests kinds for `ENTRIES` entries, made by repeating those of a data file."""
    many = (entry._replace(id=f"e-{number}") for number, entry in enumerate(islice(cycle(entries), ENTRIES)))
    casefile = casefile_of(many)
    return lambda: suggest_kinds(casefile)


def main() -> int:
    """Print the tables. Return 1 if `--gate` is given and a value misses its floor, otherwise 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", action="store_true", help="exit with 1 if a value misses its floor or goal")
    parser.add_argument("files", nargs="*", type=Path, default=FILES, help="data files")
    given = parser.parse_args()
    missed = False
    for path in given.files:
        report(path)
        if path.resolve() != HELD_OUT:
            continue
        for threshold, (precision, coverage) in FLOORS.items():
            found = quality(entries_of(path), threshold)
            is_below = found.precision < precision or found.coverage < coverage
            missed |= is_below
            print(
                f"  floors at {threshold}: precision {precision}, coverage {coverage}{'  MISSED' if is_below else ''}"
            )
    from _timing import seconds  # imported here because tests import the rest of this script

    taken = seconds(timed(entries_of(given.files[0])))
    missed |= taken > GOAL * MARGIN
    print(f"{ENTRIES:,} entries: {taken:.2f} s  goal {GOAL:g}{'  MISSED' if taken > GOAL else ''}")
    return int(given.gate and missed)


if __name__ == "__main__":
    sys.exit(main())

"""The cost of case files in JSON Lines, read and written one at a time: run `python benchmarks/lines.py [--gate]`.

Takes less than a minute. Prints how much the memory of the process grows while 20,000 case files of about 2 kB each
are written and then read. Also prints ratios of CPU times: the median of pairs of runs, and the quartiles. With
`--gate`, the exit status is 1 if a goal is missed.
"""

from __future__ import annotations

import argparse
import gc
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from safeguard_model import Agency, CaseFile, Child, Event, dumps, loads, read_jsonl, write_jsonl
from safeguard_model.formats import bulk_load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CASE_FILES = 20_000
WARM = 1_000
FEW, ROUNDS = 200, 11
KEPT, KEPT_ROUNDS = 3_000, 5
EVENTS = 12
MIB = 1024 * 1024


def make(number: int) -> CaseFile:
    """Return a small case file like those made from chronologies: one child, three agencies and twelve entries."""
    events = [
        Event(
            id=f"event-{n}",
            when=f"{2000 + number % 20}-{n % 12 + 1:02}-{n % 28 + 1:02}",
            kind="home_visit",
            description="The health visitor called at the home and saw the child.",
            agency=f"agency-{n % 3}",
            people=["child-v"],
        )
        for n in range(EVENTS)
    ]
    agencies = [Agency(id=f"agency-{n}", name=f"Agency {n}") for n in range(3)]
    return CaseFile.of(f"Case {number}", [Child(id="child-v", label="Child V"), *agencies, *events])


def peak() -> float:
    """Return the most memory that the process has held until now, in MiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / MIB if sys.platform == "darwin" else most / 1024


def growth(casefiles: Iterator[CaseFile], after: list[float]) -> Iterator[CaseFile]:
    """Yield the case files. Append the peak memory to `after`, once after the first thousand and once after all."""
    for number, casefile in enumerate(casefiles, start=1):
        yield casefile
        if number in (WARM, CASE_FILES):
            after.append(peak())


def seconds(work: Callable[[], object], *, collecting: bool) -> float:
    """Return the CPU time of one run in seconds, with or without the garbage collector."""
    gc.collect()
    if not collecting:
        gc.disable()
    start = time.process_time()
    work()
    taken = time.process_time() - start
    gc.enable()
    return taken


def ratio(
    ours: Callable[[], object], theirs: Callable[[], object], rounds: int, *, collecting: bool
) -> tuple[float, float, float]:
    """Return the median and the two quartiles of our time divided by theirs, in pairs of runs one after the other."""
    found: list[float] = []
    for turn in range(rounds):
        works = (theirs, ours) if turn % 2 else (ours, theirs)
        taken = {work: seconds(work, collecting=collecting) for work in works}
        found.append(taken[ours] / taken[theirs])
    lower, median, upper = statistics.quantiles(found, n=4)
    return median, lower, upper


def read_by_hand(path: Path) -> None:
    """Read the file line by line with `loads`: `read_jsonl` is compared with this."""
    with path.open("rb") as file:
        for line in file:
            loads(line)


def write_by_hand(casefiles: list[CaseFile], path: Path) -> None:
    """Write a line for each case file with `dumps`: `write_jsonl` is compared with this."""
    with path.open("wb") as file:
        for casefile in casefiles:
            file.write(dumps(casefile) + b"\n")


def read_all(path: Path) -> None:
    """Read case files and keep none."""
    for _ in read_jsonl(path):
        pass


def keep_all(path: Path) -> None:
    """Read case files and keep them all."""
    list(read_jsonl(path))


def keep_all_in_bulk(path: Path) -> None:
    """Read case files and keep them all, without the garbage collector."""
    with bulk_load():
        list(read_jsonl(path))


def main() -> int:
    """Print the table. Return 1 if `--gate` is given and a goal is missed, otherwise 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", action="store_true", help="exit with 1 if a goal is missed")
    gate: bool = parser.parse_args().gate
    missed = False

    def show(name: str, figure: float, spread: str, goal: float) -> None:
        nonlocal missed
        missed |= figure > goal
        print(f"{name:<58} {figure:6.2f} {spread:<12} goal {goal:g}{'  MISSED' if figure > goal else ''}", flush=True)

    with tempfile.TemporaryDirectory() as folder:
        many, few, packed, kept, new = (
            Path(folder, name) for name in ("many.jsonl", "few.jsonl", "few.jsonl.gz", "kept.jsonl", "new.jsonl")
        )
        for doing in ("written", "read"):  # first: only the highest memory use so far can be measured
            after: list[float] = []
            if doing == "written":
                write_jsonl(growth(map(make, range(CASE_FILES)), after), many)
            else:
                for _ in growth(read_jsonl(many), after):
                    pass
            show(f"MiB more after {CASE_FILES:,} case files {doing} than after {WARM:,}", after[1] - after[0], "", 10.0)
        casefiles = [make(number) for number in range(FEW)]
        for path in (few, packed):
            write_jsonl(casefiles, path)
        for name, ours, theirs, goal in (
            ("read_jsonl, x loads of each line of the file", lambda: read_all(few), lambda: read_by_hand(few), 1.1),
            ("read_jsonl of a packed file, x the same", lambda: read_all(packed), lambda: read_by_hand(few), 1.2),
            (
                "write_jsonl, x write of the dumps of each",
                lambda: write_jsonl(casefiles, new),
                lambda: write_by_hand(casefiles, new),
                1.3,
            ),
        ):
            median, lower, upper = ratio(ours, theirs, ROUNDS, collecting=False)
            show(name, median, f"[{lower:.2f}-{upper:.2f}]", goal)
        write_jsonl(map(make, range(KEPT)), kept)
        median, lower, upper = ratio(
            lambda: keep_all_in_bulk(kept), lambda: keep_all(kept), KEPT_ROUNDS, collecting=True
        )
        name = f"{KEPT:,} case files kept, in bulk_load, x without it"
        show(name, median, f"[{lower:.2f}-{upper:.2f}]", 1.1)
        print(f"the case files are of {many.stat().st_size // CASE_FILES:,} bytes")
    return int(gate and missed)


if __name__ == "__main__":
    sys.exit(main())

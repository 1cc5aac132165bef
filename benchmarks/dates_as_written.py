r"""How many dates and ages, as people write them, are read right, refused, and read wrong.

Run `python benchmarks/dates_as_written.py [FILE ...]`. Each file has three columns, separated by tabs, below a row of
headings: ``date`` or ``age``; the text as written, with ``\n`` for a line break; and the results that are right,
separated by `` | ``. ``XXXX``, ``refused`` and ``REFUSE`` also accept that the text is not read. Without a file, the
rows of the tests are counted. Also prints the microseconds that `When.parse` takes for common forms.
"""

from __future__ import annotations

import argparse
import csv
import sys
import timeit
from collections import Counter
from pathlib import Path

from safeguard_model.chronology.reading.date_cells import dated
from safeguard_model.dates import Age, When

ROWS = Path(__file__).parents[1] / "tests" / "dates" / "data" / "as_written.tsv"
COMMON = ("2/3/16", "02/03/2016", "2 March 2016", "2016-03-02", "Wed 2 March 2016", "2 March 2016 14:30")
GOAL = 0.95
TIMES = 2_000


def read(kind: str, text: str, *, in_cell: bool) -> str:
    """Return the strict text of what is read, or an empty text; with `in_cell`, read a date as the cell of a file."""
    if in_cell and kind == "date":
        when = dated(text).when
        return "" if when.is_unknown else when.text
    try:
        return {"date": When.parse, "age": Age.parse}[kind](text).text
    except ValueError:
        return ""


def verdict(kind: str, text: str, accepted: list[str], *, in_cell: bool) -> str:
    """Return "right", "refused" or "wrong" for a row."""
    found = read(kind, text.replace(r"\n", "\n"), in_cell=in_cell)
    if not found:
        return "right" if {"XXXX", "refused", "REFUSE"} & set(accepted) else "refused"
    return "right" if found in accepted else "wrong"


def main() -> int:
    """Print a line for each file, the rows that are not right, and the time for common forms."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=[ROWS])
    parser.add_argument("--gate", action="store_true", help="fail if any row is wrong, or fewer than 95 % are right")
    given = parser.parse_args()
    is_missed = False
    for path in given.files:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
        for in_cell, reader in ((False, "When.parse and Age.parse"), (True, "cells of a chronology")):
            verdicts = [
                (verdict(row[0], row[1], row[2].split(" | "), in_cell=in_cell), row) for row in rows if len(row) > 2
            ]
            counts = Counter(name for name, _ in verdicts)
            shares = ", ".join(f"{counts[name]} {name}" for name in ("right", "refused", "wrong"))
            print(f"{path.name}, {reader}: {len(verdicts)} rows, {shares}")
            # A cell reads more than `When.parse`, so what the parser refuses may rightly be read there.
            is_missed |= counts["right"] < GOAL * len(verdicts) or (counts["wrong"] > 0 and not in_cell)
            for name, row in verdicts:
                if name != "right":
                    print(f"  {name}: {row[0]} {row[1]!r}, expected {row[2]}")
    for text in COMMON:
        seconds = min(timeit.repeat(lambda text=text: When.parse(text), number=TIMES, repeat=5))
        print(f"{text:<20} {seconds / TIMES * 1e6:6.2f} microseconds")
    return int(given.gate and is_missed)


if __name__ == "__main__":
    sys.exit(main())

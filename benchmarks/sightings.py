r"""How many cells about who was seen are read right: run `python benchmarks/sightings.py [--list] [FILE.tsv ...]`.

Each line of a file has a heading, a cell (with ``\n`` for a line break) and what the cell says: ``seen``,
``not_seen``, ``seen_alone``, ``seen_with_others``, ``silent`` (it says nothing) or ``unclear``. Every cell is read with
`read_chronology` from a CSV file of its own, above a "Yes" and a "No". Prints how many are right, how many are unread,
and how many are wrong. An unread cell is kept as written; ``unclear`` then means that the entry is marked as one that
may be a sighting. With `--list`, prints each cell that is not right: use it only for invented cells.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import Counter
from pathlib import Path

from safeguard_model.chronology import read_chronology
from safeguard_model.records.events import UNREAD

DEFAULT = Path(__file__).parents[1] / "tests" / "chronology" / "reading" / "sightings.tsv"
FIELDS = ("seen_alone", "seen_with_others", "seen", "not_seen")


def rows_of(path: Path) -> list[tuple[str, str, str]]:
    """Return the heading, the cell and the answer of each line of a TSV file, below its headings."""
    with path.open(newline="", encoding="utf-8") as file:
        lines = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(line[0], line[1].replace(r"\n", "\n"), line[2]) for line in lines[1:]]


def answer(heading: str, cell: str, folder: Path) -> str:
    """Return what `read_chronology` makes of a cell below a heading."""
    path = folder / "chronology.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Date", "Event", heading])
        writer.writerows([f"{day}/3/16", "Home visit", text] for day, text in enumerate((cell, "Yes", "No"), start=2))
    event = read_chronology(path, agency="a", subject="child-a").events[0]
    fields = [field for field in FIELDS if getattr(event, field)]
    unread = event.extra.get(UNREAD, [])
    return fields[0] if fields else "unclear" if "seen" in unread else "silent"


def result(found: str, expected: str) -> str:
    """Return "right", "unread" or "wrong" for what was found in a cell."""
    if found == expected:
        return "right"
    return "unread" if found in {"unclear", "silent"} else "wrong"


def main() -> int:
    """Print the counts of each file, and with `--list` each cell that is not right."""
    paths = [Path(word) for word in sys.argv[1:] if not word.startswith("--")] or [DEFAULT]
    for path in paths:
        counts: Counter[str] = Counter()
        with tempfile.TemporaryDirectory() as folder:
            for heading, cell, expected in rows_of(path):
                found = answer(heading, cell, Path(folder))
                counts[result(found, expected)] += 1
                if found != expected and "--list" in sys.argv:
                    print(f"{result(found, expected)}: {heading}: {cell!r}: expected {expected}, got {found}")
        shares = ", ".join(f"{counts[name]} {name}" for name in ("right", "unread", "wrong"))
        print(f"{path.name}: {sum(counts.values())} cells: {shares}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

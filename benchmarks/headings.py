"""The share of headings that are read right: run `python benchmarks/headings.py [--list] FILE.tsv`.

Each line of the file has the id of a layout, a heading, the role that it has (or `unknown`), and cells separated by
" | ". Every layout is written as a CSV file and read with `read_chronology`. Prints the share of roles that are right,
wrong and said, wrong and unsaid. A wrong role is said if a note names the column and the guess; a column that stays
unknown is also said. With `--list`, prints each column that is wrong: use it only for invented headings.
"""

from __future__ import annotations

import csv
import re
import sys
import tempfile
from collections import Counter, defaultdict
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from safeguard_model import InvalidFile
from safeguard_model.chronology import read_chronology
from safeguard_model.chronology.reading.heading_words import WORDS_OF_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable

ROLES = {words: role for role, words in WORDS_OF_ROLES.items()}
DEFAULT = Path(__file__).parents[1] / "tests" / "chronology" / "reading" / "layouts.tsv"


class Column(NamedTuple):
    """A heading, the role that it has, and cells below it."""

    heading: str
    role: str
    cells: tuple[str, ...]


class Outcome(NamedTuple):
    """The role that a column was given, and whether a note says so."""

    role: str
    is_said: bool


def layouts_of(path: Path) -> dict[str, list[Column]]:
    """Return the columns of each layout in a TSV file."""
    layouts: dict[str, list[Column]] = defaultdict(list)
    with path.open(newline="", encoding="utf-8") as file:
        for line in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(line) >= 3 and line[0] not in {"layout", "layout id", "layout_id", "id"}:
                cells = line[3].split(" | ") if len(line) > 3 else []
                layouts[line[0]].append(Column(line[1], line[2], tuple(map(str.strip, cells))))
    return layouts


def outcomes(columns: Iterable[Column], folder: Path) -> list[Outcome]:
    """Return what `read_chronology` makes of each column of a layout."""
    columns = [*columns]
    path = folder / "layout.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([column.heading for column in columns])
        writer.writerows(zip_longest(*(column.cells for column in columns), fillvalue=""))
    try:
        notes = read_chronology(path, agency="a", subject="child-a").notes
    except InvalidFile:
        return [Outcome("refused", is_said=True) for _ in columns]
    listed = next(note for note in notes if note.startswith("columns: "))
    roles = dict(re.findall(r"(\d+) ([^,0-9]+)(?:, kept as it is)?", listed.removeprefix("columns: ")))
    said = {match[1] for note in notes if (match := re.match(r"column (\d+): ", note))}
    found: list[Outcome] = []
    for number in map(str, range(1, len(columns) + 1)):
        words = roles.get(number, "not known")
        role = "unknown" if words == "not known" else ROLES.get(words, words.replace(" ", "_"))
        found.append(Outcome(role, is_said=number in said or role == "unknown"))
    return found


def main() -> int:
    """Print the shares, and with `--list` each column that is wrong."""
    paths = [Path(word) for word in sys.argv[1:] if not word.startswith("--")] or [DEFAULT]
    for path in paths:
        counts: Counter[str] = Counter()
        layouts = layouts_of(path)
        with tempfile.TemporaryDirectory() as folder:
            for name, columns in layouts.items():
                for column, outcome in zip(columns, outcomes(columns, Path(folder)), strict=True):
                    wrong = "wrong, said" if outcome.is_said else "wrong, unsaid"
                    result = "right" if outcome.role == column.role else wrong
                    counts[result] += 1
                    if result != "right" and "--list" in sys.argv:
                        print(f"{result}: {name}: {column.heading}: expected {column.role}, got {outcome.role}")
        total = sum(counts.values())
        shares = ", ".join(f"{kind} {counts[kind]} ({counts[kind] / total:.1%})" for kind in sorted({*counts, "right"}))
        print(f"{path.name}: {len(layouts)} layouts, {total} columns: {shares}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

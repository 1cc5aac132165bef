"""The cost of reading a chronology of 10,000 rows: run `python benchmarks/chronology.py [--gate]`.

Prints the time of `read_chronology` divided by the least time that any reader needs: reading the cells with the csv
module or python-calamine, and reading each date and time with our functions. Also prints how the time grows from
1,000 rows to 100,000. With `--gate`, the exit status is 1 if a ratio is more than 1.4 times its goal, or if the
exponent of growth is over its goal.
"""

from __future__ import annotations

import csv
import math
import random
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter
from _timing import ratio, seconds
from python_calamine import CalamineWorkbook

from safeguard_model.chronology import read_chronology
from safeguard_model.chronology.reading.date_cells import dated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguard_model import When

ROWS, SIZES = 10_000, (1_000, 10_000, 100_000)
GOAL, GROWTH, MARGIN = 3.0, 1.2, 1.4
HEADINGS = ("Event Ref", "Date", "Time", "Event", "Persons involved", "Child seen?", "Outcome", "Source of information")
PEOPLE = {"Mother": "mother", "Child A": "child-a", "TQ": "child-b", "Uncle": "uncle"}
FIRST = date(2012, 1, 1)
WORDS = "home visit no reply seen at clinic mother said that the child was asleep bruise left cheek rang school message"


def rows_of(count: int) -> list[tuple[str, ...]]:
    """Return rows like those of an agency: most dates are exact days, and some rows have a time of day or names."""
    draw, words = random.Random(4), WORDS.split()  # noqa: S311 - the same rows every time
    found: list[tuple[str, ...]] = []
    for number in range(count):
        day = FIRST + timedelta(days=draw.randrange(4_000))
        when = draw.choice(
            [f"{day:%d/%m/%Y}"] * 6 + [f"{day:%d %B %Y}"] * 3 + [f"early {day:%B %Y}", f"?{day:%d/%m/%y}"]
        )
        clock = f"{draw.randrange(24):02}{draw.randrange(60):02}hrs" if draw.random() < 0.2 else ""
        text = " ".join(draw.choices(words, k=20)).capitalize()
        who = draw.choice(["Mother", "Child A, TQ", "", "Mother and Uncle"])
        seen = draw.choice(["Yes", "No", "", ""])
        found.append((f"SC-{number}", when, clock, text, who, seen, "No further action", "Case notes"))
    return found


def write_csv(path: Path, rows: Sequence[tuple[str, ...]]) -> Path:
    """Write the rows to a CSV file and return its path."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADINGS, *rows])
    return path


def write_xlsx(path: Path, rows: Sequence[tuple[str, ...]]) -> Path:
    """Write the rows to a workbook in which every cell is a text, and return its path."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate([HEADINGS, *rows]):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell)
    return path


def least_csv(path: Path) -> list[tuple[When, list[str]]]:
    """Read the file with the csv module, and each date and time with our functions."""
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        next(reader)
        return [(dated(row[1], row[2]).when, row) for row in reader]


def least_xlsx(path: Path) -> list[tuple[When, list[object]]]:
    """Read the file with python-calamine, and each date and time with our functions."""
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return [(dated(str(row[1]), str(row[2])).when, list(row)) for row in rows[1:]]


def main() -> int:
    """Print the figures. Return 1 if `--gate` is given and a goal is missed, otherwise 0."""
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        for write, least in ((write_csv, least_csv), (write_xlsx, least_xlsx)):
            suffix = write.__name__.removeprefix("write_")
            path = write(Path(folder, f"chronology.{suffix}"), rows_of(ROWS))
            median, lower, upper = ratio(
                lambda path=path: read_chronology(path, agency="csc", people=PEOPLE, subject="child-a"),
                lambda path=path, least=least: least(path),
            )
            missed += median > GOAL * MARGIN
            print(f".{suffix}, {ROWS:,} rows: {median:.2f} [{lower:.2f} to {upper:.2f}] x the least (goal {GOAL})")
        taken: list[float] = []
        for size in SIZES:
            path = write_csv(Path(folder, "growing.csv"), rows_of(size))
            taken.append(seconds(lambda path=path: read_chronology(path, agency="csc", people=PEOPLE)))
        exponent = math.log(taken[-1] / taken[0]) / math.log(SIZES[-1] / SIZES[0])
        missed += exponent > GROWTH
        print(f".csv grows with exponent {exponent:.2f} from {SIZES[0]:,} to {SIZES[-1]:,} rows (goal {GROWTH})")
    return int("--gate" in sys.argv and missed > 0)


if __name__ == "__main__":
    sys.exit(main())

"""The words about rows: which rows a note is about, and which rows were rejected and why."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from safeguard_model.errors import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from safeguard_model.chronology.reading.rows import OtherRow

__all__ = ["named_rows", "rejected_notes"]

_MOST_NAMED: Final = 12


def named_rows(numbers: Iterable[int], unit: str = "row") -> str:
    """Return the numbers of rows or columns in words: ``rows 3, 5 to 9``.

    Twelve numbers or ranges are named. If there are more, the words say how many rows are not named: ``rows 3, 5, 7,
    and 23 others``.
    """
    runs: list[list[int]] = []
    distinct = sorted(set(numbers))
    for number in distinct:
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    shown = [f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs[:_MOST_NAMED]]
    left = sum(run[-1] - run[0] + 1 for run in runs[_MOST_NAMED:])
    if left:
        shown.append(f"and {counted(left, 'other')}")
    return f"{unit}{'s' if len(distinct) > 1 else ''} {', '.join(shown)}"


def rejected_notes(rejected: Iterable[OtherRow], noted: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the name of the table and a note for each reason why rows were rejected, with the rows.

    `noted` are the reasons that other notes say already.
    """
    said = {*noted}
    rows: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for row in rejected:
        table, _, place = row.where.rpartition(", ")
        rows[table, place.split(" ", maxsplit=1)[0], row.reason].append(row.number)
    for (table, unit, reason), numbers in rows.items():
        if f"{reason}: rejected" not in said:
            yield table, f"{named_rows(numbers, unit)}: {reason}: rejected"

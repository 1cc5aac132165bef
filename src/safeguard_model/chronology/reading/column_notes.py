"""The words about columns: how each was understood, and what to do if no row of headings was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model.chronology.opening.tables import as_text
from safeguard_model.chronology.reading.column_evidence import evidence_of
from safeguard_model.chronology.reading.date_cells import is_blank, is_date
from safeguard_model.chronology.reading.heading_grammar import is_of_known_words, meaning_of, plain
from safeguard_model.chronology.reading.heading_words import WORDS_OF_ROLES
from safeguard_model.chronology.reading.torn_cells import without_marks
from safeguard_model.errors import InvalidFile, Withheld, counted
from safeguard_model.formats.problems import problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from safeguard_model.chronology.opening.tables import Row, Table, Tables
    from safeguard_model.chronology.reading.headings import Layout

__all__ = ["column_notes", "missing_headings", "no_headings"]

_HIGHEST, _MOST_COLUMNS = 60, 30
_NEEDED: Final = "no row of headings was found: a chronology has a heading for the date and another for what happened; "
_PASTE: Final = "say what your headings mean with columns={'your heading': 'when', 'another': 'description'}"


class _Candidate(NamedTuple):
    """A row that may be the headings, and the rows below it."""

    where: str
    row: Row
    below: Sequence[Row]


def column_notes(layout: Layout) -> Iterator[str]:
    """Yield the notes about the columns of a table: the role of each, and which roles were guessed."""
    parts: list[str] = []
    for number, role in enumerate(layout.roles, start=1):
        if role is None:
            parts.append(f"{number} not known, kept as it is")
        else:
            parts.append(f"{number} {WORDS_OF_ROLES.get(role, role.replace('_', ' ')) if role else 'left out'}")
    yield f"columns: {', '.join(parts)}"
    yield from layout.remarks


def missing_headings(named: Sequence[str], layouts: Sequence[Layout]) -> list[int]:
    """Return the numbers of the headings in the user's mapping that no table has, counted from 1."""
    there = {heading for layout in layouts for heading in layout.plain}
    there |= {f"column {place + 1}" for layout in layouts for place in range(len(layout.headings))}
    return [number for number, heading in enumerate(named, start=1) if heading not in there]


# A heading may hold a name ("Ada seen?"), and the row may be no heading at all but a row of the record. The error
# therefore quotes a cell only if this library knows each of its words as a word of headings. Of any other cell it gives
# the number of letters. The mapping to paste names the columns by their numbers, so that it needs no heading.
def no_headings(tables: Tables) -> InvalidFile:
    """Return the error for a file in which no row of headings was found, with the row that is most like headings."""
    best = max(_candidates(tables), key=_likeness, default=None)
    if best is None:
        return InvalidFile([problem("headings", _NEEDED + _PASTE, "")])
    cells = [*map(as_text, best.row.cells[:_MOST_COLUMNS])]
    shown = ", ".join(f"column {number}: {_outline(cell)}" for number, cell in enumerate(cells, start=1))
    message = f"{_NEEDED}{best.where} is the most like headings ({shown}); say what its columns mean, for example "
    message += f"columns={_mapping(best)!r}"
    kept = Withheld(" | ".join(" ".join(cell.split()) for cell in cells))
    return InvalidFile([problem("headings", message, "", ("line", 1))], kept)


def _candidates(tables: Tables) -> Iterator[_Candidate]:
    for table in tables.tables:
        for place, row in enumerate(table.rows[:_HIGHEST]):
            filled = [cell for cell in row.cells[:_MOST_COLUMNS] if not is_blank(cell)]
            if len(filled) > 1 and not any(map(is_date, map(without_marks, row.cells))):
                yield _Candidate(_place(table, row), row, table.rows[place + 1 :])


def _place(table: Table, row: Row) -> str:
    return f"{table.where}, row {row.number}" if table.where else f"row {row.number}"


def _likeness(candidate: _Candidate) -> tuple[int, int]:
    """Return how much a row is like headings: whether a date is in the row below, then how many cells have text."""
    is_above_date = any(any(map(is_date, row.cells)) for row in candidate.below[:1])
    return int(is_above_date), sum(not is_blank(cell) for cell in candidate.row.cells)


def _outline(cell: str) -> str:
    letters = sum(map(str.isalpha, cell))
    if not cell.strip():
        return "blank"
    return f'"{plain(cell)}"' if letters and is_of_known_words(cell) else counted(letters, "letter")


def _mapping(candidate: _Candidate) -> dict[str, str]:
    """Return the mapping that the cells suggest: a column of dates, and the one of the others with the most words."""
    places = [place for place, cell in enumerate(candidate.row.cells[:_MOST_COLUMNS]) if not is_blank(cell)]
    evidence = {place: evidence_of(candidate.below, place) for place in places}
    meanings = {place: meaning_of(as_text(candidate.row.cells[place])) for place in places}
    dates = [place for place in places if evidence[place].are_mostly_dates]
    dates += [place for place in places if (meaning := meanings[place]) and meaning.role == "when"]
    date = dates[0] if dates else places[0]
    told = max((place for place in places if place != date), key=lambda place: evidence[place].words)
    return {f"column {date + 1}": "when", f"column {told + 1}": "description"}

"""The evidence of the cells below a heading, which supports or overturns what the words of the heading say."""

from __future__ import annotations

import re
from datetime import time
from functools import cached_property
from typing import TYPE_CHECKING, Final

from safeguard_model.chronology.opening.tables import as_text
from safeguard_model.chronology.reading.date_cells import is_blank, is_date
from safeguard_model.chronology.reading.heading_grammar import plain
from safeguard_model.chronology.reading.heading_words import TEXTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguard_model.chronology.opening.tables import Cell, Row

__all__ = ["Evidence", "evidence_of"]

_MOST_ROWS, _MOST_CELLS = 60, 25
_YES_NO: Final = frozenset({"y", "n", "yes", "no", "true", "false", "n a", "na"})
_TWO_ANSWERS: Final = frozenset({"y y", "n n", "yes yes", "no no"})
_DIGIT = re.compile(r"\d")
_TIME = re.compile(r"\d{1,2}[:.]?\d{2} ?(?:hrs?|h|am|pm)?|\d{1,2} ?[ap]m", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_WORDS_OF_DATE, _WORDS_OF_TIME, _WORDS_OF_ANSWER, _WORDS_OF_NAMES, _WORDS_OF_PROSE = 6, 4, 9, 12, 4
_WORDS_OF_TYPE: Final = 6


class Evidence:
    """The cells of a column that are not blank, from the first rows below the headings."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = tuple(cells)

    @cached_property
    def words(self) -> float:
        """The usual number of words in a cell: the mean, and 0 without cells."""
        counts = [len(as_text(cell).split()) for cell in self.cells]
        return sum(counts) / len(counts) if counts else 0.0

    @cached_property
    def are_dates(self) -> bool:
        """Whether there are at least two cells, and each is a date."""
        return len(self.cells) > 1 and all(map(is_date, self.cells))

    @cached_property
    def are_mostly_dates(self) -> bool:
        """Whether there are cells, and at least half of them are dates."""
        return bool(self.cells) and sum(map(is_date, self.cells)) * 2 >= len(self.cells)

    @cached_property
    def are_times(self) -> bool:
        """Whether there are cells, and each is a time of day."""
        texts = [as_text(cell).strip() for cell in self.cells]
        return bool(texts) and all(map(_TIME.fullmatch, texts))

    @cached_property
    def are_answers(self) -> bool:
        """Whether there are at least two cells, and each is yes or no."""
        return len(self.cells) > 1 and all(plain(as_text(cell)) in _YES_NO for cell in self.cells)

    # A form has "Y / N" in its cells for the writer to choose from. To "child seen / seen alone" it may be two answers;
    # that is certain only if other cells of the column are two answers.
    @cached_property
    def are_pairs(self) -> bool:
        """Whether a cell has the same answer twice, so that "Y/N" in another is two answers as well."""
        return any(plain(as_text(cell)) in _TWO_ANSWERS for cell in self.cells)

    @cached_property
    def are_no_words(self) -> bool:
        """Whether there are at least two cells, and all are dates, all are numbers, or all are yes or no."""
        texts = [*map(as_text, self.cells)]
        if len(texts) < 2:
            return False
        are_numbers = not any(map(_LETTER.search, texts))
        return are_numbers or self.are_answers or self.are_dates

    @cached_property
    def is_prose(self) -> bool:
        """Whether the cells are sentences or phrases: what a column of what happened holds."""
        return bool(self.cells) and self.words >= _WORDS_OF_PROSE and not self.are_no_words

    def fits(self, role: str, score: float) -> bool:
        """Return whether the cells may be those of a role that was guessed with this score."""
        if not self.cells:
            return True
        if role in {"when", "end", "recorded"}:
            if self.are_times:
                return False
            return self._may_be_dates() if score >= 0.6 else self.are_mostly_dates
        if role in {"time", "end_time"}:
            return self.are_times or (self.words <= _WORDS_OF_TIME and not self.are_dates)
        if role in {"seen", "seen_alone"}:
            return self.words < _WORDS_OF_ANSWER and not self.are_dates
        if role == "ref":
            texts = {*map(as_text, self.cells)}
            return self.words <= 3 and not self.are_dates and len(texts) * 10 >= len(self.cells) * 9
        if role in TEXTS:
            return not self.are_no_words
        if role == "reporter":
            return not self.are_dates
        most = _WORDS_OF_TYPE if role == "kind" else _WORDS_OF_NAMES
        return self.words <= most and not self.are_no_words

    def _may_be_dates(self) -> bool:
        """Return whether half of the cells are dates, or short texts with a digit, which may be odd dates."""
        count = sum(
            isinstance(cell, str) and bool(_DIGIT.search(cell)) and len(cell.split()) <= _WORDS_OF_DATE
            for cell in self.cells
        )
        return count * 2 >= len(self.cells) or self.are_mostly_dates

    @property
    def are_labels(self) -> bool:
        """Whether the cells are a few words at most, as in a column of types."""
        return bool(self.cells) and self.words <= 3 and not any(isinstance(cell, time) for cell in self.cells)


def evidence_of(rows: Sequence[Row], place: int) -> Evidence:
    """Return the evidence of the column at this place, from 0, in the rows below the headings."""
    found: list[Cell] = []
    for row in rows[:_MOST_ROWS]:
        if place < len(row.cells) and not is_blank(row.cells[place]):
            found.append(row.cells[place])
            if len(found) == _MOST_CELLS:
                break
    return Evidence(found)

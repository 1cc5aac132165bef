"""A row of a text file with a cell that is longer than the csv module reads."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["long_record"]


@lru_cache(maxsize=8)
def _cell(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    return re.compile(
        rf'(?:"(?P<quoted>[^"]*+(?:""[^"]*+)*+)"|(?P<plain>[^"{mark}\r\n][^{mark}\r\n]*+|))(?P<end>{mark}|\r?\n|\r|\Z)'
    )


# The csv module has one limit for the whole process (131,072 characters). To raise it here would change what other code
# of the user's program reads, in other threads even while it is raised. A row that goes beyond the limit is therefore
# read here, by the same rules: a cell in quotation marks ends at the next single quotation mark, which only a delimiter
# or the end of the line may follow. The row ends with the first line up to which the quotation marks are in pairs.
def long_record(lines: Sequence[str], at: int, delimiter: str) -> tuple[tuple[str, ...], int] | None:
    """Return the cells of the row that begins in a line, and the number of its lines.

    Return None if its quotation marks are not in pairs.
    """
    number, marks = 0, 0
    while at + number < len(lines):
        marks += lines[at + number].count('"')
        number += 1
        if marks % 2 == 0:
            break
    text = "".join(lines[at : at + number])
    pattern, cells, place = _cell(delimiter), [], 0
    while found := pattern.match(text, place):
        quoted = found["quoted"]
        cells.append(found["plain"] if quoted is None else quoted.replace('""', '"'))
        place = found.end()
        if found["end"] != delimiter:
            return (tuple(cells), number) if place == len(text) else None
    return None

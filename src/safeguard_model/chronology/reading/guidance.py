"""The rows of a template that are no entries: guidance below the headings, examples, placeholders, authors' notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from safeguard_model.chronology.opening.tables import as_text
from safeguard_model.chronology.reading.date_cells import is_blank, is_date

if TYPE_CHECKING:
    from safeguard_model.chronology.opening.tables import Cell, Row
    from safeguard_model.chronology.reading.headings import Layout

__all__ = ["Aside", "aside_of", "is_example_alone", "without_placeholders"]

_EDGES: Final = " \t\r\n\xa0*\"'“”‘’"
_PLACEHOLDER: Final = re.compile(
    r"(?:please )?(?:click|tap)(?: or (?:click|tap))?\b.{0,20}\b(?:to|and)"
    r" (?:enter|add|insert|choose|select|type)\b.{0,30}"
    r"|choose an? (?:item|option|date)|select an? (?:item|option|date|value)"
    r"|(?:enter|type|insert|add) (?:your )?text(?: here)?"
    r"|(?:enter|insert|select|choose) a date|type here|enter text",
    re.IGNORECASE,
)
_FIRST: Final = frozenset("cCtTpPsSeEiIaA[<. ")  # with one of these every placeholder begins; it saves most of the time
_FORMAT: Final = re.compile(
    r"(?:format:? *)?(?:d{1,2}|m{1,4}|y{2,4}|h{1,2}|s{2}|day|month|year|24 ?h(?:ou)?rs?)"
    r"(?:[\s/.:-]+(?:d{1,2}|m{1,4}|y{2,4}|h{1,2}|s{2}|day|month|year|clock|format|24 ?h(?:ou)?rs?))+",
    re.IGNORECASE,
)
_INSTRUCTION: Final = re.compile(
    r"e\.? ?g\.?[\s,:;]|eg[\s,:;]|for example\b|please\b"
    r"|(?:enter|insert|include|add|state|record|describe|give|provide|note|specify|list|use|write|type|complete|select"
    r"|choose|indicate|identify|summari[sz]e|explain)"
    r" (?:the|an?|all|any|each|every|full|brief|briefly|your|who|what|when|where|how|if|whether|dates?|times?|only|here"
    r"|names?|details?|clear|clearly|a brief|in the|as much|those|text)\b",
    re.IGNORECASE,
)
_BRACKETED: Final = re.compile(r"\([^()]+\)|\[[^\[\]]+\]|<[^<>]+>|\{[^{}]+\}")
_EXAMPLE: Final = re.compile(
    r"\W*(?:(?:worked |an? )?example|sample (?:entry|row)|example (?:entry|row|only|text))\W*", re.IGNORECASE
)
_EXAMPLE_OF: Final = re.compile(r"\W*(?:worked )?example(?: entry| row| only)?\s*[:–—-]", re.IGNORECASE)
_AUTHOR: Final = re.compile(
    r"\W*(?:author|writer|editor|compiler|reviewer)(?:['’]?s['’]?)? notes?(?:\W|\Z)|\W*note (?:by|from|of) (?:the )?"
    r"(?:author|writer|editor|compiler)\b",
    re.IGNORECASE,
)

GUIDANCE: Final = "guidance below the headings"
EXAMPLE: Final = "an example, by its own words"
PLACEHOLDERS: Final = "only placeholder text of a form"
AUTHOR: Final = "a note of the author"
PERHAPS_GUIDANCE: Final = "below the headings, without a date: perhaps guidance, perhaps an entry"
PERHAPS_EXAMPLE: Final = "perhaps an example, by its own words or those of the row above"
PERHAPS_AUTHOR: Final = "without a date: perhaps a note of the author, perhaps an entry"


class Aside(NamedTuple):
    """The reason why a row is not read as an entry."""

    reason: str
    is_certain: bool
    """Whether the row is certainly no entry. A row that may be an entry is rejected, not skipped."""
    is_noted: bool = True
    """Whether a note names the row."""


def without_placeholders(row: Row) -> Row:
    """Return the row with blank cells in place of cells that hold only the placeholder text of a form field."""
    if not any(isinstance(cell, str) and _is_placeholder(cell) for cell in row.cells):
        return row
    cells = ("" if isinstance(cell, str) and _is_placeholder(cell) else cell for cell in row.cells)
    return attrs.evolve(row, cells=tuple(cells))


def is_example_alone(row: Row) -> bool:
    """Return whether the only text of a row says that an example follows."""
    filled = [as_text(cell) for cell in row.cells if not is_blank(cell)]
    return bool(filled) and all(map(_EXAMPLE.fullmatch, filled))


# A real entry must never be skipped. A row is therefore skipped only if it says itself what it is, or if it stands
# between the headings and the first entry, has no date, and every one of its cells reads like an instruction.
def aside_of(row: Row, layout: Layout, *, is_first: bool) -> Aside | None:
    """Return the reason why a row is guidance, an example or a note of the author; None if it is read like any other.

    `is_first` says whether the row is between the headings and the first entry.
    """
    if not is_first and any(_has_digit(row.cells[place]) for place in layout.places("when") if place < len(row.cells)):
        return None
    texts = [(place, as_text(cell).strip(_EDGES)) for place, cell in enumerate(row.cells) if not is_blank(cell)]
    texts = [(place, text) for place, text in texts if text]
    if not texts:
        return None
    if any(_EXAMPLE.fullmatch(text) for _, text in texts):
        return Aside(EXAMPLE, is_certain=True) if is_first else Aside(PERHAPS_EXAMPLE, is_certain=False)
    if is_first and any(_EXAMPLE_OF.match(text) for _, text in texts):
        return Aside(EXAMPLE, is_certain=True)
    if any(is_date(row.cells[place]) for place in layout.places("when") if place < len(row.cells)):
        return None
    if _AUTHOR.match(texts[0][1]):
        is_label = len(texts) == 2 and _AUTHOR.fullmatch(texts[0][1]) is not None
        if len(texts) == 1 or is_label:
            return Aside(AUTHOR, is_certain=True)
        return Aside(PERHAPS_AUTHOR, is_certain=False)
    return _guidance(texts, layout) if is_first else None


def _has_digit(cell: Cell) -> bool:
    return not isinstance(cell, str) or any(map(str.isdigit, cell))


def _guidance(texts: list[tuple[int, str]], layout: Layout) -> Aside | None:
    instructions = [_is_instruction(text) for _, text in texts]
    in_brackets = [_BRACKETED.fullmatch(text) is not None for _, text in texts]
    dates = layout.places("when")
    is_all = all(map(max, instructions, in_brackets))
    is_in_date = any(place in dates for place, _ in texts)
    if is_all and (any(instructions) or (is_in_date and len(texts) > 1)):
        return Aside(GUIDANCE, is_certain=True)
    return Aside(PERHAPS_GUIDANCE, is_certain=False) if any(instructions) else None


def _is_placeholder(text: str) -> bool:
    if text[:1] not in _FIRST or len(text) > 80:
        return False
    return _PLACEHOLDER.fullmatch(text.strip().strip("[]<>.… ")) is not None


def _is_instruction(text: str) -> bool:
    bare = text.strip("()[]<>{}* \t\n")
    return (
        _INSTRUCTION.match(bare) is not None or _FORMAT.fullmatch(bare.rstrip(".")) is not None or _is_placeholder(bare)
    )

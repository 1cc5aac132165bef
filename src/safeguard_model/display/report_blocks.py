"""What a report is made of, whatever the format of its file: parts with sentences, tables and pictures."""

from __future__ import annotations

import re
from math import sqrt
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from safeguard_model.discreet import Discreet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "ReportBlock",
    "ReportFront",
    "ReportPart",
    "ReportPicture",
    "ReportTable",
    "Sentence",
    "SubHeading",
    "table_of",
]

_ON_A_PAGE: Final = 170
"""About how many characters fit in the width of a page."""
_BREAK = re.compile(r"[\s/-]")
"""Where a line may be broken."""
_EDGES: Final = 2
"""The space at the edges of a cell, in characters."""
_MOST_CHARACTERS, _LONGEST_WORD = 60, 15
"""The most characters that a column has room for in one line, and the longest word for which it is made wide enough."""


@attrs.frozen(eq=False)
class Sentence(Discreet):
    """A paragraph of text."""

    text: str = attrs.field(repr=False)


@attrs.frozen(eq=False)
class SubHeading(Discreet):
    """The heading of a piece of a part, such as the label of a child."""

    text: str = attrs.field(repr=False)


@attrs.frozen(eq=False, kw_only=True)
class ReportTable(Discreet):
    """A table with a line above it that says what it lists."""

    caption: str = attrs.field(repr=False)
    """The line above the table; empty for none."""
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = attrs.field(repr=False)
    """The texts of the cells. A text may have several lines."""
    colours: tuple[str, ...] = ()
    """The colour at the left edge of each row, as ``#rrggbb``, or an empty text for none; empty for no colours."""

    def least_widths(self) -> list[int]:
        """Return the least width of each column in characters."""
        return [least for least, _ in map(self._least_and_best, range(len(self.headings)))]

    @property
    def is_full(self) -> bool:
        """Whether the table needs the whole width of a page."""
        return sum(best for _, best in map(self._least_and_best, range(len(self.headings)))) > _ON_A_PAGE / 2

    def shares(self) -> list[float]:
        """Return the part of the width of a page that each column gets: 1 in all.

        Every column gets its least width, and the same share of the difference between its least and its best width.
        """
        sizes = [self._least_and_best(place) for place in range(len(self.headings))]
        least, best = sum(size for size, _ in sizes), sum(size for _, size in sizes)
        share = max(_ON_A_PAGE - least, 0) / max(best - least, 1)
        widths = [small + min(share, 1) * (large - small) for small, large in sizes]
        return [width / sum(widths) for width in widths]

    # A text takes up room in proportion to its length. If a column with four times the text got four times the width,
    # the others would be too narrow for their words; with the same width, it would be four times as high. The square
    # root lies between the two. It is taken of the mean length times the longest line, so a column that is mostly empty
    # stays narrow.
    def _least_and_best(self, place: int) -> tuple[int, int]:
        """Return the least width of a column, which has room for its words, except very long ones, and the best."""
        texts = [row[place] for row in self.rows]
        longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
        mean = sum(map(len, texts)) / max(len(texts), 1)
        word = max((len(word) for text in (self.headings[place], *texts) for word in _BREAK.split(text)), default=0)
        least = min(word, _LONGEST_WORD) + _EDGES
        return least, max(least, min(round(sqrt(mean * longest)), _MOST_CHARACTERS))


@attrs.frozen(eq=False, kw_only=True)
class ReportPicture(Discreet):
    """A picture that matplotlib has drawn."""

    title: str
    """What it is, in a few words."""
    words: str = attrs.field(repr=False)
    """What it shows, for those who cannot see it."""
    axes: Any = attrs.field(repr=False)
    """The axes of matplotlib, which is imported only where something is drawn."""


ReportBlock: TypeAlias = Sentence | SubHeading | ReportTable | ReportPicture
"""One piece of a part."""


@attrs.frozen(eq=False, kw_only=True)
class ReportPart(Discreet):
    """One part of a report."""

    name: str
    """The name by which a caller asks for it."""
    title: str
    is_upright: bool
    """Whether it is printed on upright paper; all else is printed on paper turned sideways."""
    blocks: tuple[ReportBlock, ...] = attrs.field(repr=False)


@attrs.frozen(eq=False, kw_only=True)
class ReportFront(Discreet):
    """What stands at the beginning of a report, and on each of its pages."""

    title: str = attrs.field(repr=False)
    marking: str
    """The protective marking on every page; empty for none."""
    lines: tuple[str, ...]
    """The lines below the title: when it was made, what it was made from."""


def table_of(caption: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> ReportTable:
    """Return a table of texts. The headings get a capital; columns in which every cell is empty are left out."""
    texts = [tuple(str(cell) for cell in row) for row in rows]
    used = [place for place in range(len(headings)) if any(row[place] for row in texts)]
    return ReportTable(
        caption=caption,
        headings=tuple(headings[place][:1].upper() + headings[place][1:] for place in used),
        rows=tuple(tuple(row[place] for place in used) for row in texts),
    )

"""The roles of the columns of a table, as they were found from its headings and the cells below them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

import attrs

from safeguard_model.discreet import Discreet

__all__ = ["Layout"]

_THE_CHILD = re.compile(r"\bthe (?:child|baby|infant|pupil|patient|young person|yp)\b")


@attrs.frozen(eq=False)
class Layout(Discreet):
    """The roles of the columns of one table."""

    headings: tuple[str, ...] = attrs.field(repr=False)
    """The headings as they are in the file."""
    roles: tuple[str | None, ...]
    """The role of each column: an empty text if the column is left out, None if its heading is not known."""
    is_own: bool
    """Whether this is the layout that `write_chronology` writes."""
    plain: tuple[str, ...] = attrs.field(repr=False)
    """The headings in lower case and without punctuation, for comparison."""
    is_promoted: bool
    """Whether several columns with unknown headings are read as what happened, as no known column says it."""
    worth: float = 0.0
    """How many columns are known and not left out. A column whose role was guessed counts for less than one."""
    whom: Mapping[int, str] = attrs.field(factory=dict, repr=False)
    """Who was seen, for each column whose heading names them, by the position of the column."""
    both: frozenset[int] = frozenset()
    """The positions of columns that ask at once whether the child was seen and whether alone."""
    pairs: frozenset[int] = frozenset()
    """Those of `both` in which "Y/N" is two answers, and not the words of the form."""
    hints: tuple[int, ...] = ()
    """The positions of columns that are not read as who was seen, though their headings speak of it."""
    remarks: tuple[str, ...] = ()
    """The guesses about the columns, in words that contain nothing of the headings."""

    @cached_property
    def asks_about_the_child(self) -> bool:
        """Whether the heading of who was seen says "the child", which is the child of the whole chronology."""
        places = self.places("seen") or self.places("seen_alone")
        return any(_THE_CHILD.search(self.plain[place]) for place in places)

    def places(self, role: str) -> tuple[int, ...]:
        """Return the positions of the columns that have this role, from 0."""
        return self._places.get(role, ())

    @cached_property
    def _places(self) -> dict[str | None, tuple[int, ...]]:
        known = {*self.roles}
        return {role: tuple(at for at, found in enumerate(self.roles) if found == role) for role in known}

"""The search of one case file's secrets in texts: names, numbers, dates of birth, addresses and schools on file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguard_model.privacy.searching.birth_dates import KnownBirthDates
from safeguard_model.privacy.searching.identifiers import identifiers_in
from safeguard_model.privacy.searching.mentions import longest
from safeguard_model.privacy.searching.names_on_file import KnownNames
from safeguard_model.privacy.searching.numbers_on_file import KnownNumbers

if TYPE_CHECKING:
    from safeguard_model.privacy.searching.mentions import Mention
    from safeguard_model.records import CaseFile

__all__ = ["Finder"]


class Finder:
    """What a case file knows of its people, ready to be looked for in many texts."""

    __slots__ = ("_birth_dates", "_names", "_numbers")

    def __init__(self, casefile: CaseFile) -> None:
        self._names = KnownNames.of(casefile)
        self._numbers = KnownNumbers.of(casefile)
        self._birth_dates = KnownBirthDates.of(casefile)

    def mentions(self, text: str) -> list[Mention]:
        """Return every place in a text that gives away, or may give away, somebody; none overlaps another.

        Of two that overlap, the longer counts: in an address it is the address, and not the name of the street.
        """
        found = self._names.mentions(text)
        found += self._numbers.mentions(text)
        found += self._birth_dates.mentions(text)
        found += identifiers_in(text)
        return longest(found) if len(found) > 1 else found

    def births_in(self, text: str) -> list[Mention]:
        """Return the dates of birth and death in a text that holds a date and no words."""
        return self._birth_dates.mentions(text)

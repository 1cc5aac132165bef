"""`KnownNames`: the names, schools and addresses of a case file, and finding them in text."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

import attrs

from safeguard_model.privacy.searching.mentions import LeakKind, Mention, longest
from safeguard_model.privacy.searching.name_forms import LETTERS
from safeguard_model.privacy.searching.name_index import index_of
from safeguard_model.privacy.searching.name_initials import initials_in
from safeguard_model.privacy.searching.near_spellings import NearSpellings
from safeguard_model.privacy.searching.places_on_file import PlacesOnFile
from safeguard_model.privacy.searching.plain_text import PlainText, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from safeguard_model.privacy.searching.name_index import NameIndex
    from safeguard_model.records import CaseFile

__all__ = ["KnownNames"]

_BREAK: Final = re.compile(r"(?<=[^\W\d_])(-[ \t]{0,3}\r?\n[ \t]{0,8})(?=[^\W\d_])")
"""A hyphen at the end of a line, inside a word or a double name."""
_LETTERS_APART: Final = re.compile(r"[A-Z](?<![^\W_][A-Z])(?:[ .\u00a0-][^\W\d_a-z](?![^\W_])){3,}")
"""Four or more capitals with one space, stop or hyphen between: "A D A M S"."""
_WINDOW: Final = 80
_SHORT: Final = 2_000
"""How many characters a text has at most whose words are looked at all at once before it is searched."""


class KnownNames:
    """The names on file in all forms that text may have them. It is made once for a case file, for many texts.

    It shows counts only. Names are those of people, professionals, reviewers, speakers, authors and the parties in the
    names of proceedings; places are schools, nurseries and surgeries, and addresses. Declared pseudonyms, which are the
    labels on file and aliases that look like one, are never found.
    """

    __slots__ = ("_index", "_near", "_places")

    def __init__(self, index: NameIndex, near: NearSpellings, places: PlacesOnFile) -> None:
        self._index = index
        self._near = near
        self._places = places

    @classmethod
    def of(cls, casefile: CaseFile) -> KnownNames:
        """Return the names on file."""
        index = index_of(casefile)
        return cls(index, NearSpellings(index.long_words, index.forms, index.masks), PlacesOnFile(casefile))

    def __repr__(self) -> str:
        return f"<KnownNames: {len(self._index.bearers)} with a name>"

    def mentions(self, text: str) -> list[Mention]:
        """Return where a text has a name, a school or an address on file, in its order, without overlaps.

        The places are those of the text as it is written.
        """
        plain = plain_text(text)
        near = self._near.of(text)
        return _apart([*self._all(plain, near), *self._over_breaks(plain)])

    def _all(self, plain: PlainText, near: dict[str, str]) -> Iterator[Mention]:
        # Most short texts have no word of a name or place. To see that from all their words costs a third of what
        # the two searches cost, which take word by word; in a long text it would be in vain.
        words = LETTERS.findall(plain.text) if len(plain.text) < _SHORT else None
        if words is None or near or not self._index.forms.keys().isdisjoint(words):
            yield from self._index.search.mentions(plain, near)
        if words is None or self._places.have_any_of(words):
            yield from self._places.mentions(plain)
        yield from initials_in(plain, self._index)
        yield from self._letters_apart(plain)
        if not plain.written.isascii():
            yield from self._other_scripts(plain)

    # At the hyphen at the end of a line a name is looked for twice: as it is, for "Kelly-Anne", and without the hyphen,
    # for "Smi-th". The second search sees only the text beside the hyphen, so its cost does not depend on the text.
    def _over_breaks(self, plain: PlainText) -> Iterator[Mention]:
        """Yield the mentions that go over the end of a line, with a hyphen that the name does not have."""
        if "-" not in plain.text or "\n" not in plain.text:
            return
        for found in _BREAK.finditer(plain.text):
            first, last = max(0, found.start() - _WINDOW), found.end() + _WINDOW
            text = plain.text[first : found.start()] + plain.text[found.end() : last]
            places = [*plain.places[first : found.start()], *plain.places[found.end() : last]]
            places.append(plain.places[min(last, len(plain.text))])
            place = plain.places[found.start()]
            for mention in self._index.search.mentions(PlainText(text, plain.written, places), {}):
                if mention.start < place < mention.end:
                    yield mention

    def _letters_apart(self, plain: PlainText) -> Iterator[Mention]:
        """Yield the mentions of names in single letters: "A D A M S". They are joined, and looked for in that form."""
        for found in _LETTERS_APART.finditer(plain.written):
            first = bisect_left(plain.places, found.start())
            last = bisect_left(plain.places, found.end())
            kept = [place for place in range(first, last) if plain.text[place].isalpha()]
            text = "".join(plain.text[place] for place in kept)
            places = [*(plain.places[place] for place in kept), plain.places[last]]
            for mention in self._index.search.mentions(PlainText(text, plain.written, places), {}):
                yield attrs.evolve(mention, sure=min(mention.sure, 0.8))

    def _other_scripts(self, plain: PlainText) -> Iterator[Mention]:
        """Yield the mentions of names that are not in Latin letters, which are looked for as they are."""
        for name, abouts, is_whole in self._index.other_scripts:
            start = plain.text.find(name)
            while start >= 0:
                end = start + len(name)
                edges = plain.text[max(0, start - 1) : start] + plain.text[end : end + 1]
                if not self._index.masks.cover(plain, start, end) and (is_whole or not any(map(str.isalpha, edges))):
                    first, last = plain.span(start, end)
                    yield Mention(
                        start=first,
                        end=last,
                        kind=LeakKind.NAME,
                        sure=1.0 if is_whole else 0.9,
                        about=next(iter(abouts)) if len(abouts) == 1 else None,
                        reason="full name" if is_whole else "part of a name",
                    )
                start = plain.text.find(name, end)


def _apart(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions without overlaps, as `longest` does, which is asked only about those that do overlap."""
    apart: list[Mention] = []
    group: list[Mention] = []
    reach = 0
    for mention in sorted(mentions, key=lambda one: one.start):
        if group and mention.start >= reach:
            apart.extend(longest(group) if len(group) > 1 else group)
            group = []
            reach = 0
        group.append(mention)
        reach = max(reach, mention.end)
    apart.extend(longest(group) if len(group) > 1 else group)
    return apart

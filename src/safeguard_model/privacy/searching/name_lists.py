"""Lists of names: "present Long, Young and Kowalska". In one, an ordinary word with a capital is a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from safeguard_model.privacy.searching.name_forms import LETTERS
from safeguard_model.privacy.searching.name_tables import OrdinaryWord, ordinary_words, word_group
from safeguard_model.privacy.searching.plain_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Container

    from safeguard_model.privacy.searching.plain_text import PlainText

__all__ = ["sure_in_list"]

_REACH: Final = 90
"""How many characters before and after a word are looked at."""
_WORD: Final = r"(?:(?:van|der|den|de|la|le|di|du|von|bin) ){0,3}(?:al-|[^\W\d_a-z]['’])?[^\W\d_a-z][\w'’.-]{0,30}"
_ITEM: Final = rf"{_WORD}(?: {_WORD}){{0,2}}"
_MARK: Final = r"(?:\s?[,;/&+]\s{0,2}(?:(?:and|&) )?|\s(?:and|&)\s)"
_AFTER: Final = re.compile(rf"{_MARK}({_ITEM})")
_BEFORE: Final = re.compile(rf"(?<![\w'’.-])({_ITEM}){_MARK}$")
_LAST_WORD: Final = re.compile(r"(?<!\w)([^\W\d_]+):?\s{1,2}$")
_OF_LISTS: Final = word_group("of lists")
"""Words before a list of persons: "present", "apologies"."""
_DOUBTFUL: Final = frozenset({OrdinaryWord.FIELD, OrdinaryWord.FUNCTION, OrdinaryWord.ABBREVIATION})
_ALIKE: Final = frozenset({OrdinaryWord.MONTH, OrdinaryWord.PLACE, OrdinaryWord.ADJECTIVE})
"""Words that have a capital in lists of their own kind: "Leeds and York", "White and Asian"."""


# The items beside a word are taken one by one to both sides, as long as each begins with a capital and a comma, a
# stroke or "and" joins it. An item shows that the list is one of persons if its last word is a name on file, and no
# ordinary word, or one of another kind than the word in question. A word such as "present" before the list shows it
# too, but not for words such as "Police", because agencies are listed in the same way.
def sure_in_list(plain: PlainText, start: int, end: int, names: Container[str]) -> float:
    """Return how sure it is that a capitalised ordinary word is a name because of the list it is in; 0.0 if none is."""
    first, last = plain.span(start, end)
    if not plain.written[first].isupper():
        return 0.0
    words = ordinary_words()
    kind = words.get(plain.text[start:end], OrdinaryWord.WORD)
    items, begin = _beside(plain.written, first, last)
    others = [runs[-1] for item in items if (runs := LETTERS.findall(plain_text(item).text))]
    kinds = [words.get(other) for other in others if other in names]
    is_intro = _is_introduced(plain.written, begin, items)
    if any(other in {None, OrdinaryWord.WORD} for other in kinds):
        return 0.8 if is_intro else 0.7
    if kind in _ALIKE:
        kinds = [other for other in kinds if other is not kind or is_intro]
    if kinds and (is_intro or any(other not in _DOUBTFUL for other in kinds)):
        return 0.7 if is_intro else 0.6
    return 0.6 if is_intro and items and kind not in _DOUBTFUL else 0.0


def _beside(written: str, first: int, last: int) -> tuple[list[str], int]:
    """Return the other items of the list, and where the list begins."""
    items: list[str] = []
    end = last
    while (found := _AFTER.match(written, end, last + _REACH)) is not None:
        items.append(found[1])
        end = found.end()
    begin = first
    while (found := _BEFORE.search(written, max(0, first - _REACH), begin)) is not None:
        items.insert(0, found[1])
        begin = found.start()
    return items, begin


def _is_introduced(written: str, begin: int, items: list[str]) -> bool:
    """Return whether a word such as "present" is before the list, or begins it."""
    before = _LAST_WORD.search(written, max(0, begin - 24), begin)
    if before is not None and before[1].lower() in _OF_LISTS:
        return True
    return bool(items) and written.startswith(items[0], begin) and items[0].split()[0].lower() in _OF_LISTS

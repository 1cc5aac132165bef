"""Words of a case file that may be the names of people whom nobody put on file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from safeguard_model.privacy.leakage import Leak
from safeguard_model.privacy.searching.mentions import LeakKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from safeguard_model.records import CaseFile, RecordId

__all__ = ["possible_names"]

POSSIBLE: Final = 0.2
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_IN_A_SENTENCE = re.compile(r"(?<=[\w,)’'] )[^\W\d_a-z][^\W\d_]+(?:['’-][^\W\d_]+)*")
"""A word that begins with a capital letter after another word, and not at the beginning of a sentence or an item."""
_SMALL = re.compile(r"(?<![^\W_])[^\W\d_A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*")
"""A word that begins with a small letter."""
_CALENDAR: Final = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december christmas easter ramadan eid""".split()  # noqa: SIM905 - words read best as words
)
_OF_THE_FIELD: Final = frozenset(
    """act acts section sections working together child children children's social care services police hospital school
    order orders court family health visitor midwife nurse doctor gp team board partnership local authority england
    wales scotland ireland britain english welsh scottish polish romanian british""".split()  # noqa: SIM905 - words read best as words
)


# Whether a word is a name cannot be known from the word. But a name has a capital letter wherever it stands. So a word
# that has one in the middle of a sentence, and that the file nowhere writes in lower case, may be a name. Words in
# capitals are left out: most are abbreviations. So are words of agencies' names and of labels, which are on file.
def possible_names(
    texts: Collection[tuple[str, RecordId, str]], casefile: CaseFile, known: Iterable[str] = ()
) -> list[Leak]:
    """Return the words of texts that may be names; never those of agencies of the case file, or of `known`.

    Each text has the words for its place and the id of its record before it.
    """
    ordinary = {*_CALENDAR, *_OF_THE_FIELD}
    for _, _, text in texts:
        ordinary.update(_SMALL.findall(text))
    on_file = (*known, *(agency.name for agency in casefile.agencies), *(agency.area for agency in casefile.agencies))
    ordinary |= {word.lower() for text in on_file for word in _WORDS.findall(text)}
    return [leak for where, id, text in texts for leak in _in_text(text, where, id, ordinary)]


def _in_text(text: str, where: str, id: RecordId, ordinary: Collection[str]) -> Iterator[Leak]:
    for match in _IN_A_SENTENCE.finditer(text):
        word = match[0]
        start, end = match.span()
        if word.isupper() or text[end : end + 1].isdigit():
            continue
        plain = word.lower().replace("’", "'")
        if plain in ordinary or plain.removesuffix("'s") in ordinary or plain.removesuffix("s") in ordinary:
            continue
        yield Leak(
            kind=LeakKind.NAME,
            where=f"{where}, at character {start + 1:,}",
            sure=POSSIBLE,
            about=id,
            reason="a capital letter in the middle of a sentence, nowhere in lower case",
            words=word,
            around=text[max(0, start - 30) : end + 30],
        )

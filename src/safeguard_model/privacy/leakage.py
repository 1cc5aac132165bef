"""`leaks`: what a text, a file or a copy of a case file still gives away of the people on file."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

import attrs

from safeguard_model.dates import When
from safeguard_model.discreet import Discreet, frameless
from safeguard_model.errors import InvalidRecord, counted, shape
from safeguard_model.html_tables import table
from safeguard_model.privacy.hiding_places import NotLookedAt, texts_of
from safeguard_model.privacy.leaves import leaves_of
from safeguard_model.privacy.searching.finder import Finder
from safeguard_model.privacy.searching.mentions import CERTAIN, LeakKind, Mention
from safeguard_model.records import CaseFile, RecordId
from safeguard_model.records.casefile import require_casefile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from safeguard_model.privacy.leaves import Leaf

__all__ = [
    "BIRTHS",
    "Leak",
    "Leaks",
    "birth_leak",
    "leak_of",
    "leaks",
    "leaks_in_file",
    "leaks_in_records",
    "leaks_in_text",
]

BIRTHS = frozenset({"born", "expected", "died"})
_OF_A_BIRTH = re.compile(r"[.](born|expected|died)\b")
"""A place in JSON that says what the date in it is."""
_TOLD = 0.97
_DAY = len("2016-03-02")
_SEARCHED = (str, dict, When)
_LINE_END = re.compile(r"\r\n?|\n")
_AROUND = 30
"""How many characters before and after a leak `reveal` shows."""
_LONGEST_NAME = 1_000
_FILE_NAME = re.compile(r"[^\s]+\.(?:csv|docx|html?|ipynb|jsonl?|md|pdf|pptx|rtf|tsv|txt|xlsx?|xml|zip)", re.IGNORECASE)
"""A text that is certainly meant as the name of a file, though there may be no such file."""
"""A text that is longer than this, or has more than one line, is never the name of a file."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Leak(Discreet):
    """A place that gives away, or may give away, somebody. It shows where and what kind; `reveal` shows the words."""

    headings: ClassVar[tuple[str, ...]] = ("kind", "where", "sure", "about", "why")

    kind: LeakKind
    """What it gives away."""
    where: str
    """Where it is: "body, paragraph 4", "Event e-7.description, at character 12", "notes.txt, line 3"."""
    sure: float
    """How sure it is, from 0 to 1. From 0.9 on it counts as certain."""
    about: RecordId | None
    """The id of the record that it is about; None if several share it, or nobody on file has it."""
    reason: str = ""
    """Why it is taken for one, without a value: "surname alone"."""
    words: str = ""
    """The words themselves, which only `reveal` shows."""
    around: str = ""
    """The words with a few more before and after, which only `reveal` shows."""

    @property
    def certain(self) -> bool:
        """Whether it counts as certain: `safe_copy` keeps no file with such a leak."""
        return self.sure >= CERTAIN

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table."""
        return (self.kind.replace("_", " "), self.where, f"{self.sure:.2f}", self.about or "", self.reason)

    def __str__(self) -> str:
        about = f" of {self.about}" if self.about else ""
        reason = f" ({self.reason})" if self.reason else ""
        return f"{self.kind.replace('_', ' ')}{about} in {self.where}: {self.sure:.2f}{reason}"

    def __repr__(self) -> str:
        return f"<Leak: {self}>"


class Leaks(tuple[Leak, ...]):  # noqa: SLOT001 - a tuple has no room for `not_looked_at` in slots
    """The leaks that were found, the surest first, and what could not be looked at.

    An empty one says that nothing on file was found, not that the text is anonymous.
    """

    not_looked_at: tuple[NotLookedAt, ...]
    """The parts that could not be read, such as pictures and macros, each with the reason."""
    texts: int
    """How many texts were looked at."""

    def __new__(cls, found: Iterable[Leak] = (), not_looked_at: Iterable[NotLookedAt] = (), texts: int = 0) -> Self:
        """Return the leaks in order: the surest first, those that are as sure by where they are in the text."""
        made = super().__new__(cls, sorted(found, key=lambda leak: -leak.sure))
        made.not_looked_at = tuple(not_looked_at)
        made.texts = texts
        return made

    def __reduce__(self) -> tuple[type[Leaks], tuple[object, ...]]:
        return Leaks, (tuple(self), self.not_looked_at, self.texts)

    @property
    def certain(self) -> tuple[Leak, ...]:
        """Those that count as certain."""
        return tuple(leak for leak in self if leak.certain)

    def __repr__(self) -> str:
        return f"<Leaks: {len(self.certain)} certain, {len(self) - len(self.certain)} possible>"

    def __str__(self) -> str:
        return self.as_text()

    def _repr_html_(self) -> str:
        return self.as_html()

    def as_text(self, *, revealed: bool = False) -> str:
        """Return one line for each leak, and what was not looked at. `revealed`: whether with the words."""
        lines = [f"{leak}: {leak.around!r}" if revealed is True else str(leak) for leak in self]
        return "\n".join([self._summary(), *lines, *self._unseen()])

    def as_html(self, *, revealed: bool = False) -> str:
        """Return the table that a notebook shows. `revealed`: whether it has the words themselves."""
        headings, rows = Leak.headings, [leak.cells() for leak in self]
        if revealed is True:
            headings, rows = (*headings, "words"), [(*leak.cells(), leak.around) for leak in self]
        return table(headings if rows else (), rows, self._summary(), " ".join(self._unseen()))

    def _summary(self) -> str:
        if not self:
            return f"Nothing on file was found in {counted(self.texts, 'text')}."
        kinds = Counter(leak.kind.replace("_", " ") for leak in self)
        listed = ", ".join(f"{kind} {number:,}" for kind, number in kinds.most_common())
        certain = len(self.certain)
        return f"{certain:,} certain, {len(self) - certain:,} possible in {counted(self.texts, 'text')}: {listed}"

    def _unseen(self) -> list[str]:
        if not self.not_looked_at:
            return []
        return ["Could not look at: " + "; ".join(f"{part.where} ({part.reason})" for part in self.not_looked_at)]


@frameless
def leaks(casefile: CaseFile, x: CaseFile | str | os.PathLike[str]) -> Leaks:
    """Return what a text, a file or another case file gives away of the people in `casefile`.

    `casefile` is the file with the names. `x` is a text, the path of a file (its suffix says how it is read), or a
    copy of the case file. A `str` that is the name of a file is read as that file. Looked for are the names
    on file in many forms, identifiers, dates of birth in any written form, addresses, schools and surgeries; and, on
    file or not, what has the form of a register's number, a postcode, a phone number, an e-mail address or a
    registration plate. Labels on file ("Child V") are never reported.

    Of a document every part is read, also what is hidden; what could not be read is in `not_looked_at`. Nobody who is
    not on file is found. So an empty answer is no promise that a text is anonymous.

    Raises `InvalidRecord` for another type of `x`, OSError if the file cannot be read, `InvalidFile` if it has no form
    that can be read, and `MissingExtra` for a PDF without the extra `pdf`.

    >>> from safeguard_model import CaseFile, Child
    >>> casefile = CaseFile.of("Invented", [Child(id="c-1", label="Child N", name="Nia Quillbrook")])
    >>> leaks(casefile, "Seen with Nia's mother. Child N was asleep.")
    <Leaks: 1 certain, 0 possible>
    """
    finder = Finder(require_casefile(casefile, "leaks"))
    if isinstance(x, CaseFile):
        return leaks_in_records(finder, x)
    path = _path_of(x)
    if path is None:
        return Leaks(leaks_in_text(finder, str(x), "the text"), texts=1)
    return leaks_in_file(finder, path)


def leaks_in_file(finder: Finder, path: Path, name: str = "") -> Leaks:
    """Return what a file gives away in any of its parts. `name`: the name it will have, if not that of now."""
    found = texts_of(path, name)
    every = (leak for part in found.parts for leak in leaks_in_text(finder, part.text, part.where))
    return Leaks(every, found.not_looked_at, len(found.parts))


# A text and the name of a file are both `str`. To take a name for a text would say "nothing found" of a file that
# nobody looked into, which is the worse mistake of the two. So a short text of one line that names a file is that file,
# and an error if there is none.
def _path_of(x: object) -> Path | None:
    """Return the path of the file that is meant; None for a text. Raises `InvalidRecord` if it is neither."""
    if isinstance(x, os.PathLike):
        return Path(x)
    if not isinstance(x, str):
        raise InvalidRecord("leaks", "x", f"expected a text, a path or a CaseFile, got {shape(x)}")
    if len(x) > _LONGEST_NAME or "\n" in x or "\0" in x:
        return None
    try:
        return Path(x) if Path(x).is_file() or _FILE_NAME.fullmatch(x) else None
    except OSError:  # longer than the system allows
        return None


def leaks_in_text(finder: Finder, text: str, where: str) -> Iterator[Leak]:
    """Yield what one text gives away. `where` says where the text is."""
    mentions = finder.mentions(text)
    lines = [found.end() for found in _LINE_END.finditer(text)] if mentions else []
    for mention in mentions:
        leak = leak_of(mention, text, where, lines)
        is_told = mention.kind is LeakKind.DATE_OF_BIRTH and _OF_A_BIRTH.search(where)
        yield attrs.evolve(leak, sure=max(leak.sure, _TOLD)) if is_told else leak


def leaks_in_records(finder: Finder, casefile: CaseFile) -> Leaks:
    """Return what the fields and the ids of the records of a case file give away."""
    found: list[Leak] = []
    texts = 0
    for leaf in _own_leaves(casefile):
        texts += 1
        found.extend(_leaks_in_leaf(finder, "CaseFile", None, leaf))
    for record in casefile.records():
        place = f"{type(record).__name__} {record.id}"
        for leaf in leaves_of(record):
            if leaf.field.type in _SEARCHED and not leaf.field.refs:
                texts += 1
                found.extend(_leaks_in_leaf(finder, place, record.id, leaf))
    return Leaks(found, texts=texts)


def _own_leaves(casefile: CaseFile) -> Iterator[Leaf]:
    """Yield the leaves of the case file itself, without those of its records."""
    bare = CaseFile.of(casefile.title, extra=casefile.extra)
    return leaves_of(bare)


def _leaks_in_leaf(finder: Finder, place: str, id: RecordId | None, leaf: Leaf) -> Iterator[Leak]:
    """Yield what one leaf gives away. The ids of other records are looked at in those records."""
    value: Any = leaf.value
    where = f"{place}.{leaf.path}"
    if leaf.field.name in BIRTHS:
        leak = birth_leak(where, id, value)
        if leak:
            yield leak
    elif leaf.field.type is When:  # an entry on the day of a birth tells the birth
        for mention in finder.births_in(value.text):
            yield leak_of(mention, value.text, where)
    elif leaf.field.type is dict:
        for path, text in _texts_in(value, where):
            yield from leaks_in_text(finder, text, path)
    else:
        yield from leaks_in_text(finder, value, where)


def _texts_in(value: Any, where: str) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every key, text and number in JSON."""
    if isinstance(value, dict):
        for place, (key, item) in enumerate(value.items(), start=1):
            yield f"{where}{{{place}}}", key
            yield from _texts_in(item, f"{where}{{{place}}}")
    elif isinstance(value, (list, tuple)):
        for place, item in enumerate(value):
            yield from _texts_in(item, f"{where}[{place}]")
    elif isinstance(value, str) or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        yield where, str(value)


def birth_leak(where: str, id: RecordId | None, when: When) -> Leak | None:
    """Return the leak that the field of a birth or a death is; None if it is not exact to the day."""
    if len(when.text) < _DAY or when.earliest != when.latest:
        return None
    kind = LeakKind.DATE_OF_BIRTH
    return Leak(kind=kind, where=where, sure=1.0, about=id, reason="the field", words=when.text, around=when.text)


def leak_of(mention: Mention, text: str, where: str, lines: Sequence[int] = ()) -> Leak:
    """Return a mention in a text as a leak.

    `where` says where the text is, `lines` where its lines begin, without the first.
    """
    start, end = mention.start, mention.end
    line = bisect_right(lines, start)
    at_line = f", line {line + 1:,}" if lines else ""
    column = start - lines[line - 1] if line else start
    return Leak(
        kind=mention.kind,
        where=f"{where}{at_line}{f', at character {column + 1:,}' if column else ''}",
        sure=mention.sure,
        about=mention.about,
        reason=mention.reason,
        words=text[start:end],
        around=text[max(0, start - _AROUND) : end + _AROUND],
    )

"""Every error the library raises, and `Problem`, of which errors and reports are made.

An error says what is wrong, where, and what to do. It shows the *shape* of a value (``99 Xxx 9999``), never the
value: a message that quotes a record puts a child's name into a log.
"""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import islice
from types import NoneType
from typing import TYPE_CHECKING, Literal

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "InvalidAge",
    "InvalidCaseFile",
    "InvalidFile",
    "InvalidRecord",
    "InvalidWhen",
    "MissingExtra",
    "NeedsCaseFile",
    "NotYetBorn",
    "Problem",
    "SafeguardModelError",
    "Severity",
    "UnknownRecord",
    "UnsupportedVersion",
    "an",
    "near",
    "shape",
]

_LONGEST_SHAPE = 40
_LONGEST_ID = 200
_MOST_AMISS, _MOST_COMPARED = 4, 2_000


def shape(value: object) -> str:
    """Return the outline of a value, safe to show: digits become 9, letters x or X; other types give their name.

    >>> shape("Jane, 2 March 2016")
    'Xxxx, 9 Xxxxx 9999'
    >>> shape(12.5)
    'a float'
    """
    if value is None:
        return "None"
    if type(value) is not str:
        return an(type(value).__name__)
    if not value:
        return "empty text"
    outline = re.sub(r"\d", "9", value[:_LONGEST_SHAPE])
    outline = "".join(_outline(char) for char in outline)
    return outline + ("…" if len(value) > _LONGEST_SHAPE else "")


def near(text: str, known: Iterable[str], most: int) -> list[str]:
    """Return the known words that are close to a text, the closest first.

    Of very many, only those of about its length.
    """
    from difflib import get_close_matches  # slow to import, and only a mistake asks for it

    alike = (word for word in known if abs(len(word) - len(text)) <= _MOST_AMISS)
    return get_close_matches(text, islice(alike, _MOST_COMPARED), n=most)


def an(name: str) -> str:
    """Return a class's name with its article.

    >>> an("Agency"), an("Child")
    ('an Agency', 'a Child')
    """
    return f"{'an' if name[:1].lower() in set('aeiou') else 'a'} {name}"


def _outline(char: str) -> str:
    if char.isalpha():
        return "X" if char.isupper() else "x"
    return char if char.isascii() and char.isprintable() else "."


class Severity(StrEnum):
    """The weight of a `Problem`; the Department for Education's census divides its rules in the same way."""

    ERROR = "error"
    """Cannot be right."""
    QUERY = "query"
    """Unusual: look again."""


@attrs.frozen
class Problem:
    """One thing that is wrong or unusual, without the value that is."""

    code: str
    """A stable short name for the rule."""
    severity: Severity
    """Cannot be right, or unusual."""
    where: str
    """The record's class, id and field, or the path in a file."""
    message: str
    """What is wrong and what to do, in one sentence."""
    position: tuple[Literal["key", "line", "byte"], int] | None = attrs.field(default=None, repr=False, eq=False)
    """The key of the object, the line or the byte that it is about, counted from 1, if `where` cannot say so."""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class SafeguardModelError(Exception):
    """The root of every error the library raises."""


class _Unreadable(SafeguardModelError, ValueError):
    """A text or value that was not of the expected form. Carries `rule`, in words, and the value's `shape`."""

    def __init__(self, rule: str, shape: str = "") -> None:
        super().__init__(rule, shape)
        self.rule = rule
        self.shape = shape

    def __str__(self) -> str:
        return f"{self.shape}: {self.rule}" if self.shape else self.rule


class InvalidWhen(_Unreadable):
    """A text or value that is not a `When`. Carries `rule`, in words, and the value's `shape`."""


class InvalidAge(_Unreadable):
    """A text or value that is not an `Age`. Carries `rule`, in words, and the value's `shape`."""


class NotYetBorn(SafeguardModelError, ValueError):
    """An age was asked for at a time that is certainly before the birth."""


class InvalidRecord(SafeguardModelError, ValueError):
    """A record that cannot be built. Carries the `record` class's name, the `field` and the `rule`."""

    def __init__(self, record: str, field: str, rule: str) -> None:
        super().__init__(record, field, rule)
        self.record = record
        self.field = field
        self.rule = rule

    def __str__(self) -> str:
        return f"{self.record}.{self.field}: {self.rule}" if self.field else f"{self.record}: {self.rule}"


class _Problems(SafeguardModelError, ValueError):
    """An error made of all the problems found, not the first only."""

    what = "invalid"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        lines = (f"- {problem}" for problem in self.problems)
        return "\n".join((f"{self.what}: {count} problem{'s' if count != 1 else ''}", *lines))


class InvalidCaseFile(_Problems):
    """Records that do not fit together: a duplicate id, a link to nothing or to the wrong kind of record.

    `problems` holds them all.
    """

    what = "the records do not fit together"


class Withheld:
    """The refused value, for `reveal` alone: an error that holds it neither shows nor pickles it."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __reduce__(self) -> tuple[type[None], tuple[()]]:
        return NoneType, ()


class InvalidFile(_Problems):
    """Bytes that are not a case file, or a file that is not a chronology. `problems` lists all, each with its place.

    Nothing of the record is in it; ``print(reveal(error))`` shows the problems with the values that were refused.
    """

    what = "the file cannot be read"

    def __init__(self, problems: Iterable[Problem], refused: Withheld | None = None) -> None:
        super().__init__(problems)
        self.refused = refused


class UnsupportedVersion(InvalidFile):
    """A case file of a version of the format that this release does not read.

    Carries both versions, such as ``2.0`` and ``1.0``: the one `found`, and the one `supported`.
    """

    def __init__(self, found: str, supported: str) -> None:
        rule = f"the file is of version {found}, and this release reads {supported} and what its major version adds"
        rule = f"{rule}: read the file with the release that wrote it, or a later one"
        super().__init__([Problem("format", Severity.ERROR, "$.format", rule)])
        self.args = (found, supported)
        self.found = found
        self.supported = supported


class UnknownRecord(SafeguardModelError, KeyError):
    """No record of the case file has this id. Carries the `id` asked for and ids `near` it."""

    def __init__(self, id: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(id, near)
        self.id = id
        self.near = near

    def __str__(self) -> str:
        hint = f"; did you mean {' or '.join(self.near)}?" if self.near else ""
        return f"no record has the id {self.id}{hint}"

    @classmethod
    def among(cls, id: object, known: Iterable[str]) -> UnknownRecord:
        """Return the error for an id that is not among the known ones, with near matches; no other text is repeated."""
        if isinstance(id, str) and len(id) <= _LONGEST_ID and id.isprintable() and " " not in id:
            return cls(id, tuple(near(id, known, 3)))
        return cls(shape(id))


class NeedsCaseFile(SafeguardModelError, ValueError):
    """A question about people was asked of a Timeline that was built without its CaseFile."""


class MissingExtra(SafeguardModelError, ImportError):
    """A feature needs an optional dependency. Carries the `extra`; the message is the command that installs it."""

    def __init__(self, extra: str) -> None:
        super().__init__(extra)
        self.extra = extra

    def __str__(self) -> str:
        return f"python -m pip install 'safeguard-model[{self.extra}]'"

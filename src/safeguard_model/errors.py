"""The library's own errors, and `Problem`, the item that errors and reports list.

An error says what is wrong, where, and what to do. It shows the *shape* of a value (``99 Xxx 9999``), never the value,
because a message that quotes a record could put a child's name into a log. Of a record, only ids are shown.
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
    "StillNamed",
    "UnknownRecord",
    "UnsupportedVersion",
    "an",
    "counted",
    "near",
    "shape",
]

_LONGEST_SHAPE = 40
_LONGEST_ID = 200
_MOST_AMISS, _MOST_COMPARED = 4, 2_000


def shape(value: object) -> str:
    """Return a safe outline of a value: each digit becomes 9, and each letter becomes x or X.

    Any other character that is not printable ASCII becomes a dot. A text is cut off after 40 characters. A value that
    is neither text nor None gives the name of its type.

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
    """Return the known words that are most like a text, at most `most` of them, the closest first.

    Only words of about the same length as the text are compared, and of very many only the first 2,000, to save time.
    """
    from difflib import get_close_matches  # imported here because the import is slow and only mistakes need it

    alike = (word for word in known if abs(len(word) - len(text)) <= _MOST_AMISS)
    return get_close_matches(text, islice(alike, _MOST_COMPARED), n=most)


def an(name: str) -> str:
    """Return the name of a class with "a" or "an" before it.

    >>> an("Agency"), an("Child")
    ('an Agency', 'a Child')
    """
    return f"{'an' if name[:1].lower() in set('aeiou') else 'a'} {name}"


def counted(number: int, noun: str, nouns: str = "") -> str:
    """Return a number with its noun. `nouns`: the plural, if it is not the noun with an s, or with es after an x.

    >>> counted(1, "row"), counted(1200, "text box"), counted(2, "entry", "entries")
    ('1 row', '1,200 text boxes', '2 entries')
    """
    if number == 1:
        return f"1 {noun}"
    ending = "es" if noun.endswith("x") else "s"
    return f"{number:,} {nouns or noun + ending}"


def _outline(char: str) -> str:
    """Return x or X for a letter, any other printable ASCII character itself, and a dot for the rest."""
    if char.isalpha():
        return "X" if char.isupper() else "x"
    return char if char.isascii() and char.isprintable() else "."


class Severity(StrEnum):
    """The seriousness of a `Problem`. The census of the Department for Education uses the same two levels."""

    ERROR = "error"
    """Cannot be right."""
    QUERY = "query"
    """Unusual: look again."""


@attrs.frozen
class Problem:
    """One thing that is wrong or unusual, described without the value itself."""

    code: str
    """A stable short name for the rule."""
    severity: Severity
    """Whether it cannot be right, or is unusual."""
    where: str
    """The record's class, id and field, or the path, line or byte in a file."""
    message: str
    """What is wrong and what to do, in one sentence."""
    position: tuple[Literal["key", "line", "byte"], int] | None = attrs.field(default=None, repr=False, eq=False)
    """The place, besides `where`, at which `reveal` finds the value: a key of an object, a line or a byte, from 1."""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class SafeguardModelError(Exception):
    """The base class of the library's own errors."""


class _Unreadable(SafeguardModelError, ValueError):
    """The base of errors for a wrong value. `rule` says what is wrong; `shape` outlines the value, or is empty."""

    def __init__(self, rule: str, shape: str = "") -> None:
        super().__init__(rule, shape)
        self.rule = rule
        self.shape = shape

    def __str__(self) -> str:
        return f"{self.shape}: {self.rule}" if self.shape else self.rule


class InvalidWhen(_Unreadable):
    """The error for a value that is not a `When` or a `DayCount`, and for a move of a date that cannot be made.

    `rule` says what is wrong; `shape` is the outline of the value, or empty.
    """


class InvalidAge(_Unreadable):
    """The error for a value that is not an `Age`, and for an age that does not fit a date or a gestation.

    `rule` says what is wrong; `shape` is the outline of the value, or empty.
    """


class NotYetBorn(SafeguardModelError, ValueError):
    """The error for an age that was asked for on a day certainly before the day of birth."""


class InvalidRecord(SafeguardModelError, ValueError):
    """The error for a record that cannot be built, and for a wrong argument of a function.

    `record` is the name of the class or function. `field` is the name of the field or argument, or empty if several are
    concerned. `rule` says what is wrong.
    """

    def __init__(self, record: str, field: str, rule: str) -> None:
        super().__init__(record, field, rule)
        self.record = record
        self.field = field
        self.rule = rule

    def __str__(self) -> str:
        return f"{self.record}.{self.field}: {self.rule}" if self.field else f"{self.record}: {self.rule}"


class _Problems(SafeguardModelError, ValueError):
    """The base of errors that list all the problems found, not only the first."""

    what = "invalid"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        lines = (f"- {problem}" for problem in self.problems)
        return "\n".join((f"{self.what}: {count} problem{'s' if count != 1 else ''}", *lines))


class InvalidCaseFile(_Problems):
    """The error for records that do not fit together.

    An id appears twice, a link leads to no record or to the wrong kind, or a claim does not fit its record. `problems`
    lists every problem.
    """

    what = "the records do not fit together"


class Withheld:
    """A holder of a refused value, which only `reveal` shows. An error neither prints nor pickles the value."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __reduce__(self) -> tuple[type[None], tuple[()]]:
        return NoneType, ()


class InvalidFile(_Problems):
    """The error for data that are not a case file or a record, and for a file that is not a chronology.

    `problems` lists every problem and where it is. The error shows no value of a record; ``print(reveal(error))`` shows
    the problems together with the refused values.
    """

    what = "the file cannot be read"

    def __init__(self, problems: Iterable[Problem], refused: Withheld | None = None) -> None:
        super().__init__(problems)
        self.refused = refused


class UnsupportedVersion(InvalidFile):
    """The error for a case file in a version of the format that this release does not read.

    `found` is the version of the file, such as ``2.0``; `supported` is the version of this release, such as ``1.0``.
    """

    def __init__(self, found: str, supported: str) -> None:
        rule = f"the file is of version {found}, but this release reads {supported} and its later minor versions"
        rule = f"{rule}: read the file with the release that wrote it, or a later release"
        super().__init__([Problem("format", Severity.ERROR, "$.format", rule)])
        self.args = (found, supported)
        self.found = found
        self.supported = supported


class UnknownRecord(SafeguardModelError, KeyError):
    """The error for an id that no record has.

    `id` is the id asked for, or its shape if it cannot be an id; `near` holds up to three similar known ids. `noun` is
    what was looked for.
    """

    def __init__(self, id: str, near: tuple[str, ...] = (), noun: str = "record") -> None:
        super().__init__(id, near, noun)
        self.id = id
        self.near = near
        self.noun = noun

    def __str__(self) -> str:
        hint = f"; did you mean {' or '.join(self.near)}?" if self.near else ""
        return f"no {self.noun} has the id {self.id}{hint}"

    @classmethod
    def among(
        cls, id: object, known: Iterable[str], noun: str = "record", labelled: tuple[str, ...] = ()
    ) -> UnknownRecord:
        """Return the error for an unknown id, with similar known ids. What cannot be an id is shown by its shape.

        `labelled`: the ids of records of which the text is the label or name. They are named in place of similar ids.
        """
        if isinstance(id, str) and len(id) <= _LONGEST_ID and id.isprintable() and " " not in id:
            return cls(id, labelled or tuple(near(id, known, 3)), noun)
        return cls(shape(id), labelled, noun)


class NeedsCaseFile(SafeguardModelError, ValueError):
    """The error for a question about people, if the Timeline was built without its CaseFile."""


class StillNamed(UserWarning):
    """The warning about a case file that is called pseudonymised or published, though its words hold a name on file.

    It is given once for each `CaseFile` object, when words of it are displayed unasked. It says how many texts hold a
    name, and shows none.
    """


class MissingExtra(SafeguardModelError, ImportError):
    """The error for a feature whose optional dependency is missing. The message gives the command to install it.

    `extra` is the name of the extra of this library, or empty if `package` is the name of a package of its own.
    """

    def __init__(self, extra: str, package: str = "") -> None:
        super().__init__(extra, package)
        self.extra = extra
        self.package = package

    def __str__(self) -> str:
        if self.package:
            return f"the package {self.package} is missing; install it: python -m pip install {self.package}"
        return f"an optional package is missing; install it: python -m pip install 'safeguard-model[{self.extra}]'"

"""What is found in a file: its texts, each with its place in words, and what was not looked at.

A place never shows a text of the file itself: no name of a sheet, of a heading or of an embedded file. It gives the
position instead.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import attrs

from safeguard_model.discreet import Discreet
from safeguard_model.errors import InvalidFile, Problem, Severity
from safeguard_model.privacy.hiding_places.decoding import unescaped

__all__ = ["MAX_BYTES", "MAX_MEMBERS", "FileTexts", "NotLookedAt", "TextCollector", "TextPart", "refusal"]

MAX_BYTES: Final = 200 * 1024 * 1024
"""The size in bytes up to which a file is read, and the size of everything together that it unpacks to."""
MAX_MEMBERS: Final = 10_000
"""The largest number of parts that are read in a file, those in embedded files included."""
MAX_DEPTH: Final = 3
"""How deep embedded files are read: a file in a file in a file in the file."""


@attrs.frozen(eq=False, repr=False)
class TextPart(Discreet):
    """One text of a file. The `repr` shows the place and never the text."""

    where: str
    """The place in the file, in words: "body, paragraph 4", "sheet 2 (hidden), cell C5", "line 12"."""
    text: str
    """The text. A paragraph is whole, even if the file stores it in pieces."""

    def __repr__(self) -> str:
        return f"<TextPart: {self.where}>"


@attrs.frozen
class NotLookedAt:
    """Something in a file that could not be read as text."""

    where: str
    """The place in the file, in words."""
    reason: str
    """Why it was not looked at: "an image", "macros", "encrypted", "larger than the limit"."""


@attrs.frozen(eq=False, repr=False)
class FileTexts(Discreet):
    """All texts of a file. The `repr` shows counts only."""

    parts: tuple[TextPart, ...]
    """The texts, those of the same part of the file together and in order."""
    not_looked_at: tuple[NotLookedAt, ...]
    """What could not be read as text. If this is empty, everything was read."""

    def __repr__(self) -> str:
        return f"<FileTexts: {len(self.parts)} texts, {len(self.not_looked_at)} not looked at>"


@attrs.define
class _Allowance:
    """How much more may be unpacked, in the whole file with all that is embedded in it."""

    size: int = MAX_BYTES
    members: int = MAX_MEMBERS


@attrs.define(eq=False, repr=False)
class TextCollector(Discreet):
    """The collector to which the readers of the formats hand what they find."""

    read: Callable[[TextCollector, str, bytes], None]
    """The function that reads a file of any format: it is given a collector, the name of the file and its bytes."""
    parts: list[TextPart] = attrs.field(factory=list)
    unseen: list[NotLookedAt] = attrs.field(factory=list)
    allowance: _Allowance = attrs.field(factory=_Allowance)
    place: str = ""
    """What is written before each place, such as "embedded file 2, "."""
    depth: int = 0

    def __repr__(self) -> str:
        return f"<TextCollector: {len(self.parts)} texts, {len(self.unseen)} not looked at>"

    def text(self, where: str, text: str) -> None:
        """Take a text that is not blank. Where undoing its escapes changes it, the unescaped text is taken too."""
        if text and not text.isspace():
            self.parts.append(TextPart(self.place + where, text))
            if "%" in text or "&" in text or "\\" in text or "_x" in text:
                for other in unescaped(text):
                    self.parts.append(TextPart(f"{self.place}{where}, unescaped", other))

    def skip(self, where: str, reason: str) -> None:
        """Take a note of what was not looked at."""
        self.unseen.append(NotLookedAt(self.place + where, reason))

    def file(self, where: str, name: str, data: bytes) -> None:
        """Read a file that is embedded in this one, to a depth of three.

        `name` is the name of the embedded file, or any name with the right ending; it is not itself taken as a text.
        """
        if self.depth >= MAX_DEPTH:
            self.skip(where, "embedded too deep")
            return
        inner = attrs.evolve(self, place=f"{self.place}{where}, ", depth=self.depth + 1)
        try:
            self.read(inner, name, data)
        except InvalidFile as error:
            self.skip(where, error.problems[0].message)

    def afford(self, where: str, size: int) -> bool:
        """Return whether a part of this size may still be unpacked; if not, take a note of it."""
        if size > self.allowance.size or not self.allowance.members:
            self.skip(where, "larger than the limit" if self.allowance.members else "one of too many parts")
            return False
        self.allowance.size -= size
        self.allowance.members -= 1
        return True

    def elsewhere(self, where: str) -> TextCollector:
        """Return a collector whose places begin with these words."""
        return attrs.evolve(self, place=f"{self.place}{where}, ")

    def undo(self, kept: tuple[int, int]) -> None:
        """Forget all that was taken since `mark`."""
        del self.parts[kept[0] :]
        del self.unseen[kept[1] :]

    def mark(self) -> tuple[int, int]:
        """Return how much was taken so far."""
        return len(self.parts), len(self.unseen)


def refusal(code: str, rule: str) -> InvalidFile:
    """Return the error for a file of which nothing can be read."""
    return InvalidFile([Problem(code, Severity.ERROR, "", rule)])

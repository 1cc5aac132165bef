"""The problems with a value, as a reader returns them in place of the value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import attrs

from safeguard_model.errors import InvalidFile, Problem, Severity, UnsupportedVersion, Withheld

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Problems", "problem"]


class Problems(list[Problem]):
    """The problems that a reader returns in place of a value. Paths begin with ``$``, the value that was read."""

    unsupported: UnsupportedVersion | None = None
    """Where the document is of a version that is not read: the error that says so."""

    refused: Withheld | None = None
    """The value, for the error that is made of them."""

    def beneath(self, step: str) -> Iterator[Problem]:
        """Return the problems as seen from the object or list that holds the value."""
        return (attrs.evolve(each, where=f"${step}{each.where[1:]}") for each in self)

    def error(self) -> InvalidFile:
        """Return the error to raise, outside any handler."""
        error = self.unsupported or InvalidFile(self)
        error.refused = self.refused
        return error


def problem(
    code: str, message: str, where: str = "$", position: tuple[Literal["key", "line", "byte"], int] | None = None
) -> Problem:
    """Return a problem of severity error."""
    return Problem(code, Severity.ERROR, where, message, position)

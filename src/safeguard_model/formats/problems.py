"""The problems with a value: a reader returns them instead of the value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import attrs

from safeguard_model.errors import InvalidFile, Problem, Severity, UnsupportedVersion, Withheld

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Problems", "problem"]


class Problems(list[Problem]):
    """The problems that a reader returns instead of a value. In each path, ``$`` stands for the value that was read."""

    unsupported: UnsupportedVersion | None = None
    """The error to raise if this release cannot read the version of the document."""

    refused: Withheld | None = None
    """The value with the problems, which the error carries for `reveal` alone."""

    def beneath(self, step: str) -> Iterator[Problem]:
        """Return the problems with `step` (such as ``.born`` or ``[3]``) put after the ``$`` of each path.

        A place that is not a path, such as a line of another text, is left out: the path to that text says where.
        """
        for each in self:
            below = each.where[1:] if each.where.startswith("$") else ""
            yield attrs.evolve(each, where=f"${step}{below}")

    def error(self) -> InvalidFile:
        """Return the error for these problems. Raise it outside any `except` block, so that it chains no other."""
        error = self.unsupported or InvalidFile(self)
        error.refused = self.refused
        return error


def problem(
    code: str, message: str, where: str = "$", position: tuple[Literal["key", "line", "byte"], int] | None = None
) -> Problem:
    """Return a problem of severity error."""
    return Problem(code, Severity.ERROR, where, message, position)

"""The errors of our hooks in a cattrs converter, made so that `cattrs.transform_error` lists every problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from cattrs.errors import AttributeValidationNote, ClassValidationError

from safeguard_model.errors import InvalidFile, Problem, SafeguardModelError, UnsupportedVersion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from safeguard_model.errors import Withheld
    from safeguard_model.formats.problems import Problems

__all__ = ["OneProblem", "StructuringError", "UnsupportedStructure", "structuring_error"]


class OneProblem(SafeguardModelError):
    """One problem of a `StructuringError`: cattrs reads the path from its note, and the rest from its text."""


# `cattrs.transform_error` gives one line for each error that is not a group, and of a ValueError it shows only the type
# that was expected. So the error is a group as cattrs makes one for a class, besides being an `InvalidFile`. cattrs
# finds the path in a note, and puts the name of a field after the path to the value. Our path below the value takes the
# place of that name.
class _Group(ClassValidationError):
    def derive(self, excs: Sequence[Exception]) -> ClassValidationError:  # type: ignore[override]
        """Return a group of some of the errors, for ``except*``. It is cattrs' own: our errors have all problems."""
        return ClassValidationError(self.message, excs, self.cl)  # pyright: ignore[reportCallIssue] - see its `__new__`


class StructuringError(InvalidFile, _Group):
    """An `InvalidFile` that is also cattrs' own group of errors: an error of a converter, with every problem."""

    def __new__(cls, problems: Iterable[Problem], refused: Withheld | None = None) -> Self:  # noqa: ARG004
        """Return the group with an error for each problem."""
        group: Self = _grouped(cls, InvalidFile(problems))
        return group


class UnsupportedStructure(UnsupportedVersion, _Group):
    """An `UnsupportedVersion` that is also cattrs' own group of errors."""

    def __new__(cls, found: str, supported: str) -> Self:
        """Return the group with an error for the one problem."""
        group: Self = _grouped(cls, UnsupportedVersion(found, supported))
        return group


def structuring_error(problems: Problems, cls: type) -> InvalidFile:
    """Return the error for problems with a value that was to become an object of `cls`."""
    unsupported = problems.unsupported
    error: StructuringError | UnsupportedStructure = (
        StructuringError(tuple(problems))
        if unsupported is None
        else UnsupportedStructure(unsupported.found, unsupported.supported)
    )
    error.refused = problems.refused
    error.cl = cls
    return error


def _grouped(cls: type[Any], plain: InvalidFile) -> Any:
    """Return an error of a class with the text and the problems of a plain error."""
    return ClassValidationError.__new__(cls, str(plain), [_error_of(problem) for problem in plain.problems], object)


def _error_of(problem: Problem) -> OneProblem:
    """Return the error for a problem, with its path as a note; a place that is not a path is part of the text."""
    if problem.where == "$":
        return OneProblem(problem.message)
    if not problem.where.startswith("$."):
        return OneProblem(str(problem))
    error = OneProblem(problem.message)
    error.add_note(AttributeValidationNote(problem.where, problem.where.removeprefix("$."), None))
    return error

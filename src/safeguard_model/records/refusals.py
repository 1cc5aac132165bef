"""The error that a field's converter raises, and the function that finds the member of an enum for a word."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from safeguard_model.errors import an, near, shape

_E = TypeVar("_E", bound=StrEnum)
_FEW = 12
"""The largest number of words of an enum for which an error lists them all."""
_LONGEST_HINTED = 60
"""The length of the longest text for which an error suggests similar words."""


class Refused(ValueError):
    """The error for a value that a field does not accept. `rule` says in words what is wrong, without the value.

    A user never sees this error: the code that calls a converter turns it into an error of the library, such as
    `InvalidRecord`, which adds the class and the field.
    """

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


def word(enum: type[_E], value: object) -> _E:
    """Return the member of an enum for a value, which is the member itself or its exact text.

    Raise `Refused` for anything else, and for a member of another enum.
    """
    if type(value) is enum:
        return value
    if type(value) is str:
        try:
            return enum(value)
        except ValueError:
            pass  # `Refused` is raised below, outside this handler: a chained error of the enum would quote the value
    raise Refused(_rule(enum, value))


def _rule(enum: type[StrEnum], value: object) -> str:
    """Return what is wrong with a value that is not a word of an enum, and which words are possible."""
    outline = f"'{shape(value)}'" if type(value) is str and value else shape(value)
    rule = f"{outline} is not {an(enum.__name__)}"
    known = [member.value for member in enum]
    if len(known) <= _FEW:
        return f"{rule}; expected one of: {', '.join(known)}"
    meant: list[str] = []
    if type(value) is str and len(value) <= _LONGEST_HINTED:
        text = "_".join(value.lower().replace("-", " ").split())
        meant = [each for each in known if text and f"_{text}_" in f"_{each}_"] or near(text, known, 3)
    return (
        f"{rule}; did you mean {' or '.join(meant[:3])}?"
        if meant
        else f"{rule}; see the words of {enum.__name__} in the reference"
    )

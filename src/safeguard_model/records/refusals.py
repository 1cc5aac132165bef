"""The error of a field's converter, and the function that reads the words of an enum."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from safeguard_model.errors import an, near, shape

_E = TypeVar("_E", bound=StrEnum)
_FEW = 12
_LONGEST_HINTED = 60


class Refused(ValueError):
    """A value that a field does not accept. Carries the `rule` in words, without the value.

    It never reaches a user: what is raised when a record is built is an `InvalidRecord`, which adds class and field.
    """

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


def word(enum: type[_E], value: object) -> _E:
    """Return the member that a value is, or spells exactly.

    Anything else is `Refused`, another enum's member included.
    """
    if type(value) is enum:
        return value
    if type(value) is str:
        try:
            return enum(value)
        except ValueError:
            pass  # raised below, outside the handler: the enum's own message quotes the value
    raise Refused(_rule(enum, value))


def _rule(enum: type[StrEnum], value: object) -> str:
    outline = f"'{shape(value)}'" if type(value) is str and value else shape(value)
    rule = f"{outline} is not {an(enum.__name__)}"
    known = [member.value for member in enum]
    if len(known) <= _FEW:
        return f"{rule}; one of: {', '.join(known)}"
    meant: list[str] = []
    if type(value) is str and len(value) <= _LONGEST_HINTED:
        meant = near("_".join(value.lower().replace("-", " ").split()), known, 3)
    return f"{rule}; did you mean {' or '.join(meant)}?" if meant else f"{rule}; its words are in the reference"

"""A mention: a place in a text that names, or may name, somebody or something that identifies somebody."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

import attrs

from safeguard_model.records import RecordId

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["CERTAIN", "LeakKind", "Mention", "longest"]

CERTAIN: Final = 0.9
"""From this on, a mention counts as certain: `safe_copy` keeps no file with one."""


class LeakKind(StrEnum):
    """What a text gives away."""

    NAME = "name"
    """The name, or a part or a form of the name, of somebody on file."""
    IDENTIFIER = "identifier"
    """A number of a register: NHS, CHI, UPN, National Insurance, a court's or a police force's number of a case."""
    DATE_OF_BIRTH = "date_of_birth"
    """The date of birth of somebody on file."""
    ADDRESS = "address"
    """An address, or a place on file that is as sensitive."""
    POSTCODE = "postcode"
    PHONE = "phone"
    EMAIL = "email"
    SCHOOL = "school"
    """The name of a school, nursery or surgery on file, which tells where a child lives."""
    REGISTRATION = "registration"
    """The registration plate of a vehicle."""


@attrs.frozen(kw_only=True)
class Mention:
    """A stretch of a text, what it gives away, how sure that is, and of whom. It holds no text itself."""

    start: int
    """Where it begins in the text as written."""
    end: int
    """Where it ends: the place after its last character."""
    kind: LeakKind
    """What it gives away."""
    sure: float
    """How sure it is, from 0 to 1: from `CERTAIN` on it counts as certain."""
    about: RecordId | None = None
    """The record that it is about; None if several share the name, or if nobody on file has it."""
    reason: str = ""
    """Why, in a few words without a value: "surname alone", "ten digits that fit the NHS check"."""


def longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions in the order of the text, without those that overlap a longer or, if as long, a surer one."""
    chosen: list[Mention] = []
    taken: set[int] = set()
    for mention in sorted(mentions, key=lambda one: (one.start - one.end, -one.sure, one.start)):
        places = range(mention.start, mention.end)
        if taken.isdisjoint(places):
            taken.update(places)
            chosen.append(mention)
    return sorted(chosen, key=lambda one: one.start)

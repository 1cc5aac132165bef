"""Who was seen: the answer of the columns "Child seen?" and "Seen alone?", given to the people it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model.chronology.reading.heading_grammar import plain
from safeguard_model.chronology.reading.sighting_words import FAMILY
from safeguard_model.chronology.reading.sightings import in_one_cell, sighting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguard_model.chronology.reading.names import NameLookup

__all__ = ["CouldBeSeen", "SeenRead", "are_adults", "could_be_seen", "read_seen", "says_something"]

_MARK: Final = re.compile(r"[(*†‡§¶#^+~]")
"""A bracket, or a mark that points to a note elsewhere: the cell then says more than the answer."""
_NOT_SAID: Final = "it is not said who was seen or not seen"
_NOT_CLEAR: Final = "who was seen, or whether alone, cannot be read"
_NO_SUCH: Final = "the heading says who was seen, and people= does not say who that is"
_NOT_SO_MANY: Final = "the cell is about another number of children than are known"
_CHILDREN: Final = frozenset({"sibling", "siblings", "brother", "sister", "brothers", "sisters", "others"})
_ADULTS: Final = FAMILY - _CHILDREN | {"and", "with", "the", "maternal", "paternal", "foster", "s", "both"}


class CouldBeSeen(NamedTuple):
    """The people to whom the answer of a row may apply."""

    ids: tuple[str, ...]
    advice: str = ""
    """What would settle who they are, if nobody is in `ids`: the words for a note."""


class SeenRead(NamedTuple):
    """What the cells about who was seen say."""

    field: str = ""
    """The field of `Event`; empty if the cells say nothing, or cannot be read."""
    ids: tuple[str, ...] = ()
    is_read: bool = True
    """Whether the cells were understood."""
    is_kept: bool = False
    """Whether the cells say more than the answer, or were not understood, and are kept as written."""
    note: str = ""


# The child column says whom a row is about, and the heading may say it: "was the child seen?" asks about the child of
# the chronology, whoever else the row names. Without either, the answer is about the children whom the row names. If
# these are other children than the subject, or may be, the answer applies to nobody: a wrong sighting of the subject
# would hide a gap in contact.
def could_be_seen(
    subject: tuple[str, ...],
    others: tuple[str, ...],
    names: NameLookup,
    *,
    is_the_child: bool,
    are_others_adults: bool,
) -> CouldBeSeen:
    """Return the people to whom "seen: yes" applies in a row that names `others`, if no column names the child."""
    if is_the_child and len(subject) == 1:
        return CouldBeSeen(subject)
    if not subject and not names.children(others):
        return CouldBeSeen((), "subject= says it")
    if names.know_children:
        children = names.children(others)
        if children and subject and not set(subject) & set(children):
            return CouldBeSeen(())
        return CouldBeSeen(children or subject)
    if others and not are_others_adults and not set(subject) & set(others):
        return CouldBeSeen((), "casefile= says who is a child")
    return CouldBeSeen(subject)


def are_adults(cells: Iterable[str]) -> bool:
    """Return whether each word in these cells is one for an adult of the family: "mother", "MGM and father"."""
    return all({*plain(cell).split()} <= _ADULTS for cell in cells)


def says_something(cell: str) -> bool:
    """Return whether a cell under a heading about who was seen is not blank, and says more than "not applicable"."""
    said = sighting(cell, "")
    return said is None or bool(said.field or said.who)


def read_seen(
    seen: str,
    alone: str,
    could: CouldBeSeen,
    names: NameLookup,
    *,
    whom: str = "",
    is_both: bool = False,
    are_pairs: bool = False,
) -> SeenRead:
    """Return what the cells say of those who could be seen, or of the person in the heading (`whom`).

    `is_both` says that the column of `seen` also asks whether the child was alone, and `are_pairs` that "Y/N"
    in it is two answers.
    """
    said = sighting(*in_one_cell(seen, are_pairs=are_pairs)) if is_both else sighting(seen, alone)
    # The cell may hold initials that also mean yes or no: if N is Noor, "N" may be her or "no". A single letter is
    # then left unread, and a longer name is read as the person who was seen.
    if names.are_people(seen):
        said = None if len(seen) == 1 else sighting("Yes", alone)
        said = said and said._replace(who=seen)
    if said is None:
        return SeenRead(is_read=False, is_kept=True, note=_NOT_CLEAR)
    note = "; ".join(filter(None, (_NOT_SAID, could.advice)))
    ids = could.ids
    if whom:
        ids, _ = names.ids_in(whom)
        note = _NO_SUCH
    if said.who:
        ids, unknown = names.ids_in(said.who)
        ids = () if unknown or not names.may_be_children(ids) else ids
        note = _NOT_CLEAR
    if said.field and ids and not said.may_be_about(ids):
        ids, note = (), _NOT_SO_MANY
    if said.field and not ids:
        return SeenRead(is_read=False, is_kept=True, note=note)
    is_kept = said.is_more or said.number is not None or _MARK.search(seen) is not None
    return SeenRead(said.field, ids if said.field else (), is_kept=is_kept)

"""A genogram in words: who, how they are related, who lived together, who died, and what no line shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguard_model.display.genogram_people import Shape
from safeguard_model.display.kinship import Bond
from safeguard_model.records import Basis

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from safeguard_model.display.genogram_people import FamilyPicture, Symbol
    from safeguard_model.display.kinship import Couple
    from safeguard_model.records import PersonId, Relationship

__all__ = ["household_words", "in_words", "tie_in_words"]


def in_words(picture: FamilyPicture) -> str:
    """Return what a genogram shows, one sentence a line."""
    return "\n".join(_sentences(picture))


def household_words(picture: FamilyPicture) -> str:
    """Return what the outline of a household means."""
    return "household" if picture.on is None else f"household on {picture.on}"


def tie_in_words(picture: FamilyPicture, tie: Relationship) -> str:
    """Return a relationship in words: "Mrs A: carer of Child V (foster, maternal)"."""
    more = [_plain(word.value) for word in (tie.basis, tie.side) if word is not None]
    added = f" ({', '.join(more)})" if more else ""
    return f"{_label(picture, tie.person)}: {_plain(tie.kin)} of {_label(picture, tie.to)}{added}"


def _sentences(picture: FamilyPicture) -> Iterator[str]:
    kinship = picture.kinship
    people = [symbol for symbol in picture.symbols.values() if symbol.shape is not Shape.CROSS]
    lost = len(picture.symbols) - len(people)
    on = "" if picture.on is None else f" on {picture.on}"
    counted = f"{len(people)} {'person' if len(people) == 1 else 'people'}"
    yield f"Genogram{on}: {counted}{f', and {_pregnancies(lost)}' if lost else ''}."
    yield from (f"{_person(symbol)}." for symbol in people)
    for couple in kinship.couples:
        yield from _couple(picture, couple)
    for link in kinship.further:
        yield f"{_label(picture, link.parent)} is also {_parent_words(link.basis)} of {_label(picture, link.child)}."
    for tie in kinship.siblings:
        one, other = (_label(picture, person) for person in tie.people)
        basis = "" if tie.basis is None else f" ({_plain(tie.basis)})"
        worked_out = "; worked out from an aunt or uncle" if tie.worked_out else ""
        yield f"{one} and {other} are siblings{basis}; no parent of both is on file{worked_out}."
    for twins in kinship.twins:
        yield f"{_listed(_label(picture, twin) for twin in twins)} were born, or are expected, on the same day."
    for household in picture.households:
        yield f"Lived in the {household_words(picture)}: {_listed(_label(picture, one) for one in household)}."
    if kinship.unlinked:
        names = _listed(_label(picture, person) for person in kinship.unlinked)
        yield f"Not linked to a parent, child, partner or sibling ({len(kinship.unlinked)}): {names}."
    if kinship.in_words:
        yield f"Ties that no line shows ({len(kinship.in_words)}):"
        yield from (f"{tie_in_words(picture, tie)}." for tie in kinship.in_words)


def _pregnancies(count: int) -> str:
    return "1 pregnancy that ended" if count == 1 else f"{count} pregnancies that ended"


def _person(symbol: Symbol) -> str:
    words = [*symbol.lines, symbol.shape.value]
    if symbol.is_subject:
        words.append("subject")
    return ", ".join(words)


def _couple(picture: FamilyPicture, couple: Couple) -> Iterator[str]:
    parents = [_label(picture, person) for person in couple.people]
    if couple.bond is not None and couple.bond is not Bond.UNSTATED:
        yield f"{_listed(parents)}: {couple.bond.value}."
    if couple.children:
        children = [_child(picture, couple, child) for child in couple.children]
        yield f"Children of {_listed(parents)}, eldest first: {_listed(children)}."


def _child(picture: FamilyPicture, couple: Couple, child: PersonId) -> str:
    if picture.symbols[child].shape is Shape.CROSS:
        return "a pregnancy that ended"
    links = [picture.kinship.parents.get((child, parent)) for parent in couple.people]
    notes = [
        f"{_label(picture, link.parent)}: {'worked out' if link.worked_out else _plain(link.basis or '')}"
        for link in links
        if link is not None and (link.worked_out or link.basis not in {None, Basis.BIOLOGICAL})
    ]
    return _label(picture, child) + (f" ({'; '.join(notes)})" if notes else "")


def _parent_words(basis: Basis | None) -> str:
    return "a parent" if basis is None else f"a parent ({_plain(basis)})"


def _label(picture: FamilyPicture, person: PersonId) -> str:
    lines = picture.symbols[person].lines
    return lines[0] if lines else "a pregnancy that ended"


def _plain(word: str) -> str:
    return word.replace("_", " ")


def _listed(words: Iterable[str]) -> str:
    words = list(words)
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))

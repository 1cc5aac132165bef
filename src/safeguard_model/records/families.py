"""Families: members, households and relationships, and the parents, children, siblings and ancestors of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from safeguard_model.dates import When, to_when
from safeguard_model.discreet import frameless_methods
from safeguard_model.records.base import PERSON, PersonId, Record, Value, shared_last
from safeguard_model.records.converters import to_bool, to_linked_id, to_optional_when, to_required_text, values
from safeguard_model.records.people import Residence, to_residences
from safeguard_model.records.sensitivity import OPEN, QUASI, RESTRICTED, link
from safeguard_model.records.vocabulary import Basis, Kin, Side, YesNo
from safeguard_model.records.word_converters import to_basis, to_kin, to_side, to_yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

__all__ = ["Family", "Membership", "Relationship"]

_NOT_BY_BIRTH = frozenset({Basis.STEP, Basis.FOSTER, Basis.KINSHIP, Basis.IN_LAW})
_BOTH_PARENTS = 2


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Membership(Value):
    """A person's membership of a family, and whether they live in its household. A person may have several."""

    person: PersonId = attrs.field(converter=to_linked_id, metadata=link(*PERSON))
    """The person."""
    during: When | None = attrs.field(default=None, converter=to_optional_when, metadata=QUASI)
    """From when to when."""
    in_household: bool | None = attrs.field(default=None, converter=to_bool, metadata=QUASI)
    """Whether they lived in the household at that time; None: not recorded."""


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Relationship(Value):
    """The tie of one person to another: `person` is the `kin` of `to`."""

    person: PersonId = attrs.field(converter=to_linked_id, metadata=link(*PERSON))
    """The person who is the parent, sibling, partner or the like."""
    kin: Kin = attrs.field(converter=to_kin, metadata=QUASI)
    """What `person` is to `to`."""
    to: PersonId = attrs.field(converter=to_linked_id, metadata=link(*PERSON))
    """The person to whom `person` is the parent, sibling, partner or the like."""
    basis: Basis | None = attrs.field(default=None, converter=to_basis, metadata=QUASI)
    """Whether by birth, adoption, fostering and so on; `putative` means believed, not established."""
    side: Side | None = attrs.field(default=None, converter=to_side, metadata=QUASI)
    """The mother's or the father's side."""
    parental_responsibility: YesNo | None = attrs.field(default=None, converter=to_yes_no, metadata=QUASI)
    """Whether `person` has parental responsibility for `to` (Children Act 1989, section 3)."""
    during: When | None = attrs.field(default=None, converter=to_optional_when, metadata=QUASI)
    """From when to when."""


def to_members(value: Iterable[Membership]) -> tuple[Membership, ...]:
    """Convert to a tuple of `Membership`."""
    return values(value, Membership)


def to_relationships(value: Iterable[Relationship]) -> tuple[Relationship, ...]:
    """Convert to a tuple of `Relationship`."""
    return values(value, Relationship)


@frameless_methods
@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Family(Record):
    """A family as the file sees it: members, and the ties between them.

    The ties need not be plausible: a source may make somebody their own grandparent, and every method still returns.

    >>> family = Family(id="f", label="Family F", relationships=[
    ...     Relationship(person="mother", kin="parent", to="child"),
    ...     Relationship(person="father", kin="parent", to="child"),
    ...     Relationship(person="mother", kin="parent", to="sibling"),
    ...     Relationship(person="other-father", kin="parent", to="sibling"),
    ... ])
    >>> {person: str(basis) for person, basis in family.siblings_of("child").items()}
    {'sibling': 'half'}
    """

    label: str = attrs.field(converter=to_required_text, metadata=OPEN)
    """What to call the family, safe to show: "Family U"."""
    members: tuple[Membership, ...] = attrs.field(default=(), converter=to_members, metadata=QUASI)
    """Who belongs to it, and who lives in the household."""
    relationships: tuple[Relationship, ...] = attrs.field(default=(), converter=to_relationships, metadata=QUASI)
    """Who is what to whom."""
    residences: tuple[Residence, ...] = attrs.field(default=(), converter=to_residences, metadata=RESTRICTED)
    """Where the family lived, where the source says it of the family and of no one person."""

    def parents_of(self, person: PersonId) -> dict[PersonId, Basis | None]:
        """Return the parents of a person, each with the basis stated; None if no basis is stated.

        Step-parents and foster parents are among them.
        """
        return self._tied(person, Kin.PARENT, Kin.CHILD)

    def children_of(self, person: PersonId) -> dict[PersonId, Basis | None]:
        """Return the children of a person, each with the basis stated; None if no basis is stated."""
        return self._tied(person, Kin.CHILD, Kin.PARENT)

    def _tied(self, person: PersonId, kin: Kin, inverse: Kin) -> dict[PersonId, Basis | None]:
        """Return who has a tie to a person, told from either end; the first basis that is stated counts."""
        tied: dict[PersonId, Basis | None] = {}
        for tie in self.relationships:
            if tie.kin is kin and tie.to == person:
                tied[tie.person] = tied.get(tie.person) or tie.basis
            elif tie.kin is inverse and tie.person == person:
                tied[tie.to] = tied.get(tie.to) or tie.basis
        return tied

    def siblings_of(self, person: PersonId) -> dict[PersonId, Basis]:
        """Return the siblings of a person, each with the basis: as stated, else worked out from the parents on file.

        If ties between the two state several (other than `unknown`), the last counts. A parent whose basis is not
        stated counts as a parent by birth. If both persons have two parents by birth or adoption: two shared parents
        make a full sibling (`biological`, or `adoptive`), and one makes a `half` sibling. If one of the two has more or
        fewer such parents, or a parent is `putative` or `unknown`, the basis is `unknown`. If the two share no such
        parent, the basis is that of the tie to the parent whom they share: `step`, `foster`, `kinship` or `in_law`, the
        first of these that occurs.
        """
        mine = self.parents_of(person)
        siblings: dict[PersonId, Basis] = {}
        for parent in mine:
            for other in self.children_of(parent):
                if other != person and other not in siblings:
                    siblings[other] = _basis_of_siblings(mine, self.parents_of(other))
        for tie in self.relationships:
            if tie.kin is Kin.SIBLING and person in (tie.person, tie.to) and tie.person != tie.to:
                other = tie.to if tie.person == person else tie.person
                stated = tie.basis if tie.basis not in (None, Basis.UNKNOWN) else None
                siblings[other] = stated or siblings.get(other, Basis.UNKNOWN)
        return siblings

    def ancestors_of(self, person: PersonId) -> tuple[PersonId, ...]:
        """Return parents, their parents and so on, nearest first, each once.

        The person is among them if the ties make the person their own ancestor.
        """
        ancestors: dict[PersonId, None] = {}
        nearest = {person: None}
        while nearest:
            parents = [parent for child in nearest for parent in self.parents_of(child)]
            nearest = {parent: None for parent in parents if parent not in ancestors}
            ancestors |= nearest
        return tuple(ancestors)

    def household_on(self, when: When | str | date) -> tuple[PersonId, ...]:
        """Return the people recorded in the household who may have been there at some part of the time `when`.

        People whose membership has no dates are among them. Raises `InvalidWhen` if `when` cannot be read.
        """
        at = to_when(when)
        return tuple(
            dict.fromkeys(
                member.person
                for member in self.members
                if member.in_household and (member.during is None or member.during.possibly_overlaps(at))
            )
        )


def to_families(value: Iterable[Family]) -> tuple[Family, ...]:
    """Convert to a tuple of `Family`."""
    return values(value, Family)


def _basis_of_siblings(mine: dict[PersonId, Basis | None], theirs: dict[PersonId, Basis | None]) -> Basis:
    shared = mine.keys() & theirs.keys()
    ties = {mine[parent] for parent in shared} | {theirs[parent] for parent in shared}
    by_birth = [{p for p, basis in side.items() if basis not in _NOT_BY_BIRTH} for side in (mine, theirs)]
    shared_by_birth = by_birth[0] & by_birth[1]
    if not shared_by_birth:
        return next(basis for basis in (Basis.STEP, Basis.FOSTER, Basis.KINSHIP, Basis.IN_LAW) if basis in ties)
    doubted = {Basis.PUTATIVE, Basis.UNKNOWN} & {*mine.values(), *theirs.values()}
    if doubted or len(by_birth[0]) != _BOTH_PARENTS or len(by_birth[1]) != _BOTH_PARENTS:
        return Basis.UNKNOWN
    if len(shared_by_birth) < _BOTH_PARENTS:
        return Basis.HALF
    return Basis.ADOPTIVE if Basis.ADOPTIVE in ties else Basis.BIOLOGICAL

"""Kinship: who is whose parent, partner, brother or sister, gathered from families for a genogram."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING, Final

import attrs

from safeguard_model.records import Basis, Kin, PersonId, Precision, Relationship, Sex, Side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from safeguard_model.dates import When
    from safeguard_model.records import Person

__all__ = ["Bond", "Couple", "Kinship", "Parenthood", "SiblingTie", "gather"]


class Bond(StrEnum):
    """What the record says of a couple on the date of the picture."""

    PARTNERS = "partners"
    FORMER = "former partners"
    LATER = "partners only after this date"
    UNSTATED = "parents of a child, no partnership recorded"


@attrs.frozen
class Parenthood:
    """The link of a child to one parent."""

    child: PersonId
    parent: PersonId
    basis: Basis | None
    worked_out: bool = False
    """Whether it is worked out: a maternal grandparent is a parent of the mother."""


@attrs.frozen
class SiblingTie:
    """The tie of two siblings who have no parent in common on file."""

    people: tuple[PersonId, PersonId]
    basis: Basis | None
    worked_out: bool = False
    """Whether it is worked out: a maternal aunt or uncle is a sibling of the mother."""


@attrs.frozen
class Couple:
    """Two partners or parents, or one parent alone, with the children who hang from their line."""

    people: tuple[PersonId, ...]
    bond: Bond | None
    """None for a parent alone."""
    children: tuple[PersonId, ...]
    """Eldest first. A pregnancy that ended is among them, under its own id."""


@attrs.frozen
class Kinship:
    """The ties of some families, sorted by how a genogram shows them. Every tie is in one of the fields."""

    people: tuple[PersonId, ...]
    """Everybody, in the order of the file, with pregnancies that ended at the end."""
    couples: tuple[Couple, ...]
    parents: Mapping[tuple[PersonId, PersonId], Parenthood]
    """Every link to a parent, under child and parent."""
    further: tuple[Parenthood, ...]
    """The links to parents other than the couple from which a child hangs."""
    siblings: tuple[SiblingTie, ...]
    unlinked: tuple[PersonId, ...]
    """The people with no parent, child, partner or sibling on file."""
    in_words: tuple[Relationship, ...]
    """The ties that no line shows, such as a friend or a carer."""
    twins: tuple[tuple[PersonId, ...], ...] = ()
    """The siblings of one couple with the same day of birth, or the same expected day."""


_BY_BIRTH: Final = 0
_RANK: Final[Mapping[Basis | None, int]] = {
    Basis.ADOPTIVE: 1,
    Basis.KINSHIP: 2,
    Basis.FOSTER: 2,
    Basis.STEP: 3,
}
"""A child hangs from the parents of the lowest rank. Every basis that is not here is by birth, or may be: rank 0."""
_DOUBT: Final[Mapping[Basis | None, int]] = {Basis.PUTATIVE: 2, Basis.UNKNOWN: 1}
_INVERSE: Final[Mapping[Kin, Kin]] = {
    Kin.CHILD: Kin.PARENT,
    Kin.GRANDCHILD: Kin.GRANDPARENT,
    Kin.NIECE_OR_NEPHEW: Kin.AUNT_OR_UNCLE,
}
_SEX_OF_SIDE: Final = {Side.MATERNAL: Sex.FEMALE, Side.PATERNAL: Sex.MALE}
_PAIR: Final = 2
_ON_A_DAY: Final = frozenset({Precision.DAY, Precision.MINUTE})


class _Ties:
    """The ties while they are gathered."""

    def __init__(self) -> None:
        self.parents: dict[PersonId, dict[PersonId, Parenthood]] = defaultdict(dict)
        self.partners: dict[frozenset[PersonId], list[Relationship]] = {}
        self.siblings: dict[frozenset[PersonId], SiblingTie] = {}
        self.others: list[Relationship] = []
        self.in_words: list[Relationship] = []

    def add(self, tie: Relationship) -> None:
        """Sort in one relationship; one told from the younger end is turned round first."""
        kin = _INVERSE.get(tie.kin, tie.kin)
        older, younger = (tie.person, tie.to) if kin is tie.kin else (tie.to, tie.person)
        pair = frozenset((older, younger))
        if len(pair) < _PAIR or tie.basis is Basis.IN_LAW:
            self.in_words.append(tie)
        elif kin is Kin.PARENT:
            known = self.parents[younger].get(older)
            stated = tie.basis if known is None or known.basis is None else known.basis
            self.parents[younger][older] = Parenthood(younger, older, stated)
        elif kin in {Kin.PARTNER, Kin.FORMER_PARTNER}:
            self.partners.setdefault(pair, []).append(tie)
        elif kin is Kin.SIBLING:
            known_tie = self.siblings.get(pair)
            stated = tie.basis if known_tie is None or known_tie.basis is None else known_tie.basis
            self.siblings[pair] = SiblingTie((older, younger), stated)
        else:
            self.others.append(tie)

    def parents_of(self, people: Iterable[PersonId]) -> list[PersonId]:
        """Return the parents of some people."""
        return [parent for person in people for parent in self.parents.get(person, ())]

    def siblings_of(self, people: Iterable[PersonId]) -> set[PersonId]:
        """Return the people who share a parent with one of some people, or have a sibling tie to one."""
        people = set(people)
        shared = set(self.parents_of(people))
        found = {child for child, parents in self.parents.items() if shared & parents.keys()}
        return found.union(*(pair for pair in self.siblings if pair & people)) - people


def gather(
    relationships: Iterable[Relationship],
    people: Iterable[PersonId],
    *,
    records: Mapping[PersonId, Person],
    births: Callable[[PersonId], When | None],
    ended: Mapping[PersonId, tuple[PersonId, ...]],
    bond_of: Callable[[Sequence[Relationship]], Bond],
) -> Kinship:
    """Return the kinship that some relationships make.

    `people`: everybody to show, even without a tie. `records`: those who are on file. `births`: when somebody was
    born, for the order of siblings. `ended`: each pregnancy that ended, with its parents. `bond_of`: what the ties
    between two partners make them.
    """
    ties = _Ties()
    for tie in relationships:
        ties.add(tie)
    for tie in ties.others:
        if not _is_covered(ties, tie) and not _work_out(ties, tie, records):
            ties.in_words.append(tie)
    everybody = dict.fromkeys(people)
    everybody.update(dict.fromkeys(id for tie in ties.others + ties.in_words for id in (tie.person, tie.to)))
    everybody.update(dict.fromkeys(id for pair in ties.partners for id in sorted(pair)))
    everybody.update(dict.fromkeys(id for tie in ties.siblings.values() for id in tie.people))
    everybody.update(dict.fromkeys(id for child, parents in ties.parents.items() for id in (child, *parents)))
    everybody.update(dict.fromkeys(id for id, parents in ended.items() for id in (*parents, id)))
    place = {person: number for number, person in enumerate(everybody)}
    hung = {child: _hung_from(ties, child, place) for child in everybody if child in ties.parents}
    hung.update({id: tuple(sorted(parents, key=place.__getitem__)) for id, parents in ended.items()})

    def birth_order(child: PersonId) -> tuple[bool, int, int]:
        born = births(child)
        return born is None, 0 if born is None else born.sort_key, place[child]

    children: dict[tuple[PersonId, ...], list[PersonId]] = {}
    for child in sorted(hung, key=birth_order):
        children.setdefault(hung[child], []).append(child)
    pairs = {tuple(sorted(pair, key=place.__getitem__)): told for pair, told in ties.partners.items()}
    links = [link for links in ties.parents.values() for link in links.values()]
    further = [link for link in links if link.parent not in hung[link.child]]
    brought_up_by = dict.fromkeys(_pairs_of_carers(further, place))
    couples = [
        Couple(pair, _bond(pair, pairs, bond_of), tuple(children.get(pair, ())))
        for pair in sorted({**children, **pairs, **brought_up_by}, key=lambda pair: [place[person] for person in pair])
    ]
    parents = {(link.child, link.parent): link for link in links}
    siblings = tuple(
        tie
        for tie in ties.siblings.values()
        if not ties.parents.get(tie.people[0], {}).keys() & ties.parents.get(tie.people[1], {}).keys()
    )
    linked = {person for couple in couples for person in (*couple.people, *couple.children)}
    linked |= {person for tie in siblings for person in tie.people} | {parent for _, parent in parents}
    return Kinship(
        tuple(everybody),
        tuple(couples),
        parents,
        tuple(further),
        siblings,
        tuple(person for person in everybody if person not in linked),
        tuple(ties.in_words),
        tuple(twins for couple in couples for twins in _twins(couple.children, births)),
    )


def _pairs_of_carers(further: Iterable[Parenthood], place: Mapping[PersonId, int]) -> Iterator[tuple[PersonId, ...]]:
    """Yield each two people who adopted or cared for one child, so that their lines to the child are one."""
    carers: dict[tuple[PersonId, Basis | None], list[PersonId]] = defaultdict(list)
    for link in further:
        if link.basis in {Basis.ADOPTIVE, Basis.FOSTER, Basis.KINSHIP}:
            carers[link.child, link.basis].append(link.parent)
    yield from (tuple(sorted(pair, key=place.__getitem__)) for pair in carers.values() if len(pair) == _PAIR)


def _twins(children: Iterable[PersonId], births: Callable[[PersonId], When | None]) -> Iterator[tuple[PersonId, ...]]:
    """Yield the children who were born on one day."""
    by_day: dict[date, list[PersonId]] = defaultdict(list)
    for child in children:
        born = births(child)
        if born is not None and born.precision in _ON_A_DAY and born.earliest is not None:
            by_day[born.earliest].append(child)
    yield from (tuple(twins) for twins in by_day.values() if len(twins) > 1)


def _bond(
    pair: tuple[PersonId, ...],
    pairs: Mapping[tuple[PersonId, ...], Sequence[Relationship]],
    bond_of: Callable[[Sequence[Relationship]], Bond],
) -> Bond | None:
    if len(pair) < _PAIR:
        return None
    return bond_of(pairs[pair]) if pair in pairs else Bond.UNSTATED


# A child hangs from one line, so at most two parents can be the couple above it. Parents by birth come before adopters,
# these before carers, and these before step-parents; among equals, established parents come before doubted ones, and a
# pair who are partners before a pair who are not. The file's order decides what is then still equal.
def _hung_from(ties: _Ties, child: PersonId, place: Mapping[PersonId, int]) -> tuple[PersonId, ...]:
    """Return the one or two parents from whose line a child hangs, in the order of the file."""
    links = ties.parents[child]
    rank = min(_RANK.get(link.basis, _BY_BIRTH) for link in links.values())
    parents = [parent for parent, link in links.items() if _RANK.get(link.basis, _BY_BIRTH) == rank]
    parents.sort(key=place.__getitem__)
    if len(parents) == 1:
        return (parents[0],)

    def preference(pair: tuple[PersonId, ...]) -> tuple[int, bool]:
        return sum(_DOUBT.get(links[parent].basis, 0) for parent in pair), frozenset(pair) not in ties.partners

    return min(combinations(parents, _PAIR), key=preference)


def _is_covered(ties: _Ties, tie: Relationship) -> bool:
    """Return whether links to parents and siblings already say what a tie says."""
    kin = _INVERSE.get(tie.kin, tie.kin)
    older, younger = (tie.person, tie.to) if kin is tie.kin else (tie.to, tie.person)
    parents = ties.parents_of([younger])
    grandparents = ties.parents_of(parents)
    if kin is Kin.GRANDPARENT:
        return older in grandparents
    if kin is Kin.GREAT_GRANDPARENT:
        return older in ties.parents_of(grandparents)
    if kin is Kin.AUNT_OR_UNCLE:
        return older in ties.siblings_of(parents)
    if kin is Kin.GREAT_AUNT_OR_UNCLE:
        return older in ties.siblings_of(grandparents)
    if kin is Kin.COUSIN:
        return bool(ties.siblings_of(parents) & set(ties.parents_of([older])))
    return False


# A maternal grandparent is a parent of the mother, and a maternal aunt a sister of hers, whoever else is on file. So
# the side is enough where exactly one parent by birth of that sex is on file. Nothing else is worked out.
def _work_out(ties: _Ties, tie: Relationship, records: Mapping[PersonId, Person]) -> bool:
    """Add the link that a grandparent, aunt or uncle with a stated side implies; return whether there is one."""
    kin = _INVERSE.get(tie.kin, tie.kin)
    if tie.side is None or kin not in {Kin.GRANDPARENT, Kin.AUNT_OR_UNCLE} or tie.basis not in {None, Basis.BIOLOGICAL}:
        return False
    older, younger = (tie.person, tie.to) if kin is tie.kin else (tie.to, tie.person)
    between = [
        parent
        for parent, link in ties.parents.get(younger, {}).items()
        if link.basis in {None, Basis.BIOLOGICAL} and _has_sex(records.get(parent), _SEX_OF_SIDE[tie.side])
    ]
    if len(between) != 1 or between[0] == older:
        return False
    if kin is Kin.GRANDPARENT:
        by_birth = [link for link in ties.parents[between[0]].values() if _RANK.get(link.basis, _BY_BIRTH) == _BY_BIRTH]
        if len(by_birth) >= _PAIR:
            return False
        ties.parents[between[0]].setdefault(older, Parenthood(between[0], older, None, worked_out=True))
    else:
        ties.siblings.setdefault(frozenset((older, between[0])), SiblingTie((older, between[0]), None, worked_out=True))
    return True


def _has_sex(person: Person | None, sex: Sex) -> bool:
    return person is not None and person.sex is sex

"""What an ecomap shows: the people and the agencies around a child, and how much each had to do with the child."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from safeguard_model.dates import When, to_when
from safeguard_model.errors import InvalidRecord, counted, shape
from safeguard_model.html_tables import visible
from safeguard_model.records import EDUCATION, HEALTH, JUSTICE, SOCIAL_CARE, Agency, Kin, Person
from safeguard_model.records.casefile import find_record, require_casefile
from safeguard_model.timeline.accounts import has_happened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from safeguard_model.records import AgencyId, CaseFile, Involvement, PersonId

__all__ = ["Around", "Centre", "Sector", "Tie", "centre_of", "in_words"]


class Sector(StrEnum):
    """The kind of what is around the child."""

    PEOPLE = "people"
    HEALTH = "health"
    EDUCATION = "education"
    SOCIAL_CARE = "social care"
    JUSTICE = "justice"
    OTHER = "other agencies"


class Tie(StrEnum):
    """How sure the record is of an involvement."""

    RECORDED = "involvement recorded"
    POSSIBLE = "involvement possible: dates open or unknown"
    ENTRIES = "entries only, no involvement recorded"
    FAMILY = "a person tied to the child"


@attrs.frozen
class Around:
    """An agency or a person around the child."""

    label: str
    words: str
    """The kind of agency and its role, or what the person is to the child."""
    sector: Sector
    tie: Tie
    entries: int
    """The entries of the agency about the child; 0 for a person."""


@attrs.frozen
class Centre:
    """The child, and everything around in the order of the picture."""

    label: str
    on: When | None
    around: tuple[Around, ...]


def in_words(centre: Centre) -> str:
    """Return what an ecomap shows, one sentence a line."""
    at = "" if centre.on is None else f" on {centre.on}"
    lines = [f"Ecomap of {centre.label}{at}: {len(centre.around)} people and agencies around."]
    for one in centre.around:
        if one.sector is Sector.PEOPLE:
            lines.append(f"{one.label}: {one.words}.")
        else:
            entries = counted(one.entries, "entry", "entries")
            lines.append(f"{one.label} ({one.words}): {entries}, {one.tie.value}.")
    return "\n".join(lines)


def centre_of(x: CaseFile, child: PersonId, on: When | str | date | None) -> Centre:
    """Return what an ecomap shows: people first, then agencies by sector and name."""
    casefile = require_casefile(x, "ecomap", "x")
    person = casefile[child]
    if not isinstance(person, Person):
        raise InvalidRecord("ecomap", "child", f"expected the id of a Child or an Adult, got that of a {shape(person)}")
    at = None if on is None else to_when(on)
    agencies = sorted(_agencies(casefile, child, at), key=lambda one: (list(Sector).index(one.sector), one.label))
    return Centre(_shown(person.label), at, (*_people(casefile, child), *agencies))


def _agencies(casefile: CaseFile, child: PersonId, at: When | None) -> Iterator[Around]:
    """Yield the agencies with entries about the child or with an involvement."""
    entries: dict[AgencyId, int] = defaultdict(int)
    for event in casefile.events:
        is_later = at is not None and at.definitely_before(event.when)
        if event.agency is not None and child in event.people and has_happened(event) and not is_later:
            entries[event.agency] += 1
    involved: dict[AgencyId, list[Involvement]] = defaultdict(list)
    for involvement in casefile.involvements:
        if child in involvement.people:
            involved[involvement.agency].append(involvement)
    for id in dict.fromkeys((*involved, *entries)):
        tie = _tie(involved[id], at)
        agency = casefile[id]
        if tie is None or not isinstance(agency, Agency):
            continue
        kind = "" if agency.kind is None else agency.kind.value.replace("_", " ").replace("childrens", "children's")
        label = agency.name if agency.name.strip() else "An agency whose name is withheld"
        yield Around(_shown(label), kind or "kind not recorded", _sector(agency), tie, entries[id])


def _tie(involvements: list[Involvement], at: When | None) -> Tie | None:
    """Return how sure an involvement on a date is; None if the agency certainly was not involved then."""
    if not involvements:
        return Tie.ENTRIES
    if at is None:
        return Tie.RECORDED
    times = [involvement.during for involvement in involvements]
    if any(during is not None and during.definitely_overlaps(at) for during in times):
        return Tie.RECORDED
    if any(during is None or during.possibly_overlaps(at) for during in times):
        return Tie.POSSIBLE
    return None


def _sector(agency: Agency) -> Sector:
    groups = ((HEALTH, Sector.HEALTH), (EDUCATION, Sector.EDUCATION), (SOCIAL_CARE, Sector.SOCIAL_CARE))
    for kinds, sector in (*groups, (JUSTICE, Sector.JUSTICE)):
        if agency.kind in kinds:
            return sector
    return Sector.OTHER


def _people(casefile: CaseFile, child: PersonId) -> Iterator[Around]:
    """Yield everybody with a tie to the child, and what they are to the child."""
    ties: dict[PersonId, list[str]] = defaultdict(list)
    for family in casefile.families:
        for tie in family.relationships:
            if tie.to == child and tie.person != child:
                ties[tie.person].append(_words(tie.kin, tie.basis))
            elif tie.person == child and tie.to != child:
                ties[tie.to].append(_words(_INVERSE.get(tie.kin, tie.kin), tie.basis))
        for id in {**family.parents_of(child), **family.siblings_of(child)}:
            if id not in ties and id != child:
                ties[id].append("parent" if id in family.parents_of(child) else "sibling")
    for id, words in ties.items():
        person = find_record(casefile, id)
        if isinstance(person, Person):
            yield Around(_shown(person.label), ", ".join(dict.fromkeys(words)), Sector.PEOPLE, Tie.FAMILY, 0)


_INVERSE = {
    Kin.PARENT: Kin.CHILD,
    Kin.CHILD: Kin.PARENT,
    Kin.GRANDPARENT: Kin.GRANDCHILD,
    Kin.GRANDCHILD: Kin.GRANDPARENT,
    Kin.AUNT_OR_UNCLE: Kin.NIECE_OR_NEPHEW,
    Kin.NIECE_OR_NEPHEW: Kin.AUNT_OR_UNCLE,
}


def _words(kin: Kin, basis: object) -> str:
    added = "" if basis is None else f" ({str(basis).replace('_', ' ')})"
    return kin.value.replace("_", " ") + added


def _shown(text: str) -> str:
    return " ".join(visible(text).split())

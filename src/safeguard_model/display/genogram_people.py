"""What a genogram shows of each person, from a case file or a family: symbol, words below it, household."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

import attrs

from safeguard_model.dates import Age, When, to_when
from safeguard_model.display.kinship import Bond, Kinship, gather
from safeguard_model.errors import InvalidRecord, shape
from safeguard_model.html_tables import visible
from safeguard_model.records import (
    CaseFile,
    Child,
    EventKind,
    Family,
    HarmOutcome,
    Kin,
    Person,
    PersonId,
    PersonRole,
    Sex,
)
from safeguard_model.records.casefile import find_record, require_casefile
from safeguard_model.records.vocabulary import BIRTHS_AND_DEATHS
from safeguard_model.timeline import Timeline
from safeguard_model.timeline.accounts import has_happened
from safeguard_model.timeline.lifetimes import AgeUnknown, Unborn, age_then, life_of, roughly_in_words, stated_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from safeguard_model.records import Event, Relationship

__all__ = ["FamilyPicture", "Shape", "Symbol", "picture_of"]


class Shape(StrEnum):
    """The shape of a symbol, with the words of the legend."""

    SQUARE = "male"
    CIRCLE = "female"
    DIAMOND = "sex not recorded or indeterminate"
    TRIANGLE = "unborn"
    CROSS = "pregnancy that ended"


@attrs.frozen
class Symbol:
    """The symbol of one person, or of a pregnancy that ended."""

    id: PersonId
    shape: Shape
    lines: tuple[str, ...]
    """The words below the symbol: the label, and the age if it is known."""
    is_dead: bool = False
    is_subject: bool = False


@attrs.frozen
class FamilyPicture:
    """What a genogram shows, before it is laid out."""

    families: tuple[str, ...]
    """The labels of the families."""
    on: When | None
    """The date of ages, households and partnerships."""
    kinship: Kinship
    symbols: Mapping[PersonId, Symbol]
    households: tuple[tuple[PersonId, ...], ...]
    """The people of each household on that date."""


_SHAPES = {Sex.MALE: Shape.SQUARE, Sex.FEMALE: Shape.CIRCLE, Sex.UNBORN: Shape.TRIANGLE}


def picture_of(
    x: CaseFile | Family,
    on: When | str | date | None,
    subject: PersonId | Iterable[PersonId] | None,
    revealed: bool,
    casefile: CaseFile | None = None,
) -> FamilyPicture:
    """Return what a genogram of a case file, or of one family, shows on a date.

    Without a date, it is the date of the last entry, incident or death in the case file; the last day of its month, if
    that is a birth or a death and not revealed. Without a case file, the people of a family are shown by their ids.
    Raises `InvalidRecord` for anything else than a case file or a family, and for a subject who is not in the picture;
    and `InvalidWhen` for a date that cannot be read.
    """
    if isinstance(x, CaseFile):
        families, casefile = x.families, x
        people = [member.person for family in families for member in family.members]
        people += [person.id for person in (*x.children, *x.adults)]
    elif isinstance(x, Family):
        families = (x,)
        casefile = None if casefile is None else require_casefile(casefile, "genogram")
        people = [member.person for member in x.members]
    else:
        raise InvalidRecord("genogram", "x", f"expected a CaseFile or a Family, got {shape(x)}")
    relationships = [tie for family in families for tie in family.relationships]
    people += [id for tie in relationships for id in (tie.person, tie.to)]
    timeline = Timeline(()) if casefile is None else Timeline.of(casefile)
    at = _last_entry(timeline, casefile, revealed=revealed is True) if on is None else to_when(on)
    records = {id: person for id in people if isinstance(person := find_record(casefile, id), Person)}
    lives = {id: life_of(person, timeline) for id, person in records.items()}
    kinship = gather(
        relationships,
        people,
        records=records,
        births=partial(_birth, records=records, lives=lives, casefile=casefile),
        ended=_ended(timeline, records, people, at),
        bond_of=partial(_bond_of, at=at, timeline=timeline),
    )
    dead = _died_of_harm(casefile, at)
    symbols = {
        id: _symbol(records[id], lives[id], at, revealed=revealed, is_dead=id in dead)
        if id in records
        else _unknown(id)
        for id in kinship.people
    }
    for id in _subjects(casefile, subject, kinship.people) & symbols.keys():
        symbols[id] = attrs.evolve(symbols[id], is_subject=True)
    households = () if at is None else tuple(family.household_on(at) for family in families)
    return FamilyPicture(
        tuple(family.label for family in families), at, kinship, symbols, tuple(filter(None, households))
    )


# The date stands on the picture. A birth or a death may be the last of all, and its date is not shown unasked: unless
# it is revealed, it counts as if it were on the last day of its month, so that all who had died by then are shown dead.
def _last_entry(timeline: Timeline, casefile: CaseFile | None, *, revealed: bool) -> When | None:
    """Return the last day of the last entry, incident or death; None if none of them has a last day."""
    entries = [event for event in timeline if has_happened(event) and event.derived_from is None]
    whens = [event.when for event in entries if event.kind not in BIRTHS_AND_DEATHS]
    lives = [event.when for event in entries if event.kind in BIRTHS_AND_DEATHS]
    if casefile is not None:
        whens += [incident.when for incident in casefile.incidents]
        lives += [person.died for person in (*casefile.children, *casefile.adults) if person.died is not None]
    days = [when.latest for when in whens if when.latest is not None]
    last = [when.latest for when in lives if when.latest is not None]
    days += last if revealed else [day.replace(day=monthrange(day.year, day.month)[1]) for day in last]
    return to_when(max(days)) if days else None


def _birth(
    id: PersonId,
    records: Mapping[PersonId, Person],
    lives: Mapping[PersonId, tuple[When | None, When | None]],
    casefile: CaseFile | None,
) -> When | None:
    """Return the place of a child or of a pregnancy that ended among siblings."""
    person = records.get(id)
    if person is not None:
        return lives[id][0] or person.expected
    ended = find_record(casefile, id.removesuffix(_ENDED))
    return getattr(ended, "when", None)


_ENDED = " ended"
"""What follows the id of the event in the id of a pregnancy that ended. No other id has a space."""


def _ended(
    timeline: Timeline, records: Mapping[PersonId, Person], people: Sequence[PersonId], at: When | None
) -> dict[PersonId, tuple[PersonId, ...]]:
    """Return each pregnancy that ended, with the one or two parents whom the entry names; accounts of one count once.

    An entry that names an unborn child is about that child, whose own symbol shows the loss. One after the date of the
    picture is not yet part of it.
    """
    found: dict[PersonId, tuple[PersonId, ...]] = {}
    told: set[tuple[tuple[PersonId, ...], str]] = set()
    for event in timeline:
        if event.kind is not EventKind.PREGNANCY_ENDED or not has_happened(event) or event.account_of is not None:
            continue
        parents = tuple(id for id in event.people if id in people and _may_be_parent(records.get(id)))[:2]
        if (
            parents
            and not _is_after(event.when, at)
            and not _lost_children(event, records)
            and (parents, event.when.text) not in told
        ):
            told.add((parents, event.when.text))
            found[event.id + _ENDED] = parents
    return found


def _is_after(when: When, at: When | None) -> bool:
    """Return whether something is certainly after the date of the picture."""
    return at is not None and at.definitely_before(when)


def _may_be_parent(person: Person | None) -> bool:
    return person is not None and person.sex is not Sex.UNBORN


def _lost_children(event: Event, records: Mapping[PersonId, Person]) -> list[PersonId]:
    """Return the unborn children whom an entry names."""
    return [id for id in event.people if id in records and records[id].sex is Sex.UNBORN]


def _bond_of(ties: Sequence[Relationship], at: When | None, timeline: Timeline) -> Bond:
    """Return what a couple is on a date, from all that the file says of the two as partners."""
    bonds = {_bond_by(tie, at) for tie in ties}
    pair = {ties[0].person, ties[0].to}
    if Bond.PARTNERS in bonds and not any(_ends(event, pair, at) for event in timeline):
        return Bond.PARTNERS
    return Bond.LATER if bonds == {Bond.LATER} else Bond.FORMER


def _bond_by(tie: Relationship, at: When | None) -> Bond:
    if at is not None and tie.during is not None:
        if at.definitely_before(tie.during):
            return Bond.LATER
        if tie.during.is_span and tie.during.definitely_before(at):
            return Bond.FORMER
        if tie.kin is Kin.FORMER_PARTNER and tie.during.is_span and tie.during.definitely_overlaps(at):
            return Bond.PARTNERS
    return Bond.FORMER if tie.kin is Kin.FORMER_PARTNER else Bond.PARTNERS


def _ends(event: Event, pair: set[PersonId], at: When | None) -> bool:
    """Return whether an entry says that the relationship of a pair ended, certainly before a date."""
    if event.kind is not EventKind.RELATIONSHIP_ENDED or not has_happened(event) or not pair <= set(event.people):
        return False
    return at is None or event.when.definitely_before(at)


def _subjects(
    casefile: CaseFile | None, subject: PersonId | Iterable[PersonId] | None, people: Sequence[PersonId]
) -> set[PersonId]:
    """Return the people given as subjects or, if none is given, the children who are subjects of a review."""
    if subject is not None:
        given = {subject} if isinstance(subject, str) else set(subject)
        if strangers := given - set(people):
            raise InvalidRecord(
                "genogram", "subject", f"expected ids of people in the picture, got {len(strangers)} other than these"
            )
        return given
    reviews = () if casefile is None else casefile.reviews
    return {
        one.person
        for one in (one for review in reviews for one in review.subjects)
        if one.role in {None, PersonRole.SUBJECT} and isinstance(find_record(casefile, one.person), Child)
    }


def _died_of_harm(casefile: CaseFile | None, at: When | None) -> set[PersonId]:
    """Return the people who died of a harm by a date, as an incident or an entry about their pregnancy says."""
    return set() if casefile is None else set(_deaths(casefile, at))


def _deaths(casefile: CaseFile, at: When | None) -> Iterator[PersonId]:
    for incident in casefile.incidents:
        if not _is_after(incident.when, at):
            yield from (harm.person for harm in incident.harms if harm.person and HarmOutcome.DIED in harm.outcome)
    for event in casefile.events:
        if event.kind is EventKind.PREGNANCY_ENDED and has_happened(event) and not _is_after(event.when, at):
            known = {id: one for id in event.people if isinstance(one := casefile[id], Person)}
            yield from _lost_children(event, known)


def _unknown(id: PersonId) -> Symbol:
    """Return the symbol of a pregnancy that ended, or of somebody whose record is not at hand."""
    return Symbol(id, Shape.CROSS, ()) if id.endswith(_ENDED) else Symbol(id, Shape.DIAMOND, (visible(id),))


def _symbol(
    person: Person, life: tuple[When | None, When | None], at: When | None, *, revealed: bool, is_dead: bool
) -> Symbol:
    born, died = life
    is_dead = is_dead or (died is not None and not _is_after(died, at))
    label = person.name if revealed is True and person.name.strip() else person.label
    words = (" ".join(visible(label).split()), _age(person, born, died, at, is_dead))
    shape_of = Shape.DIAMOND if person.sex is None else _SHAPES.get(person.sex, Shape.DIAMOND)
    return Symbol(person.id, shape_of, tuple(filter(None, words)), is_dead)


def _age(person: Person, born: When | None, died: When | None, at: When | None, is_dead: bool) -> str:
    """Return the age on a date or at death, as words without a day; "" if nothing is known."""
    if person.sex is Sex.UNBORN and person.born is None:
        return ""
    if is_dead:
        stated = [one.age for one in person.stated_ages if died is not None and one.at == died]
        if stated:
            return f"died aged {stated_in_words(stated[0])}"
        age = AgeUnknown() if died is None or died.is_unknown else age_then(person, born, died, died)
        return f"died aged {roughly_in_words(age)}" if isinstance(age, Age) else "died"
    if at is None or (born is None and person.expected is None):
        return ""
    age = age_then(person, born, died, at)
    if isinstance(age, Unborn):
        return "not yet born"
    return "" if isinstance(age, AgeUnknown) else roughly_in_words(age)

"""The events that the records of a case file imply, record by record; `derived` leaves out what an entry tells already.

Every date field of every record can give a row, or is named with a reason in `implied_kinds.IMPLIES_NO_EVENT`. A
field gives no row if it only repeats a birth or a death, or says what did not happen: an expected birth beside a birth,
a stay that began with the birth, the dates of a factor that a source did not find, or of an agency that had no part.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from safeguard_model.errors import InvalidAge, InvalidWhen
from safeguard_model.records import (
    Agency,
    Citation,
    Event,
    EventKind,
    FactorState,
    InvolvementState,
    Person,
    Proceeding,
    Publication,
    Review,
    Source,
    SourceKind,
)
from safeguard_model.records.casefile import find_record
from safeguard_model.timeline.implied_kinds import (
    EVENT_OF_ACTION_MILESTONE,
    EVENT_OF_MILESTONE,
    EVENT_OF_OUTCOME,
    EVENT_OF_STANDING,
    EVENT_OF_STATUS_END,
    EVENT_OF_STATUS_START,
    event_of_proceeding_milestone,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from safeguard_model.dates import Age, When
    from safeguard_model.records import (
        Action,
        CaseFile,
        Factor,
        Family,
        Incident,
        Involvement,
        Knowledge,
        Milestone,
        MilestoneKind,
        PersonId,
        Quantity,
        Recommendation,
        Record,
        Residence,
        Status,
    )

__all__ = ["implied_events", "repeating_events"]


class _Kinds(NamedTuple):
    """The kinds of event with which something begins and ends."""

    begins: EventKind
    ends: EventKind


_RESIDENCE = _Kinds(EventKind.MOVE, EventKind.MOVED_OUT)
_HOUSEHOLD = _Kinds(EventKind.HOUSEHOLD_CHANGE, EventKind.HOUSEHOLD_CHANGE)
_MEMBERSHIP = _Kinds(EventKind.JOINED_FAMILY, EventKind.LEFT_FAMILY)
_RELATIONSHIP = _Kinds(EventKind.RELATIONSHIP_BEGAN, EventKind.RELATIONSHIP_ENDED)
_INVOLVEMENT = _Kinds(EventKind.INVOLVEMENT_BEGAN, EventKind.INVOLVEMENT_ENDED)
_WAITING = _Kinds(EventKind.STATUS_BEGAN, EventKind.STATUS_ENDED)
_FACTOR = _Kinds(EventKind.FACTOR_BEGAN, EventKind.FACTOR_ENDED)


def implied_events(casefile: CaseFile) -> Iterator[Event]:
    """Yield the events that the records of the case file imply, except those of `repeating_events`."""
    for person in (*casefile.children, *casefile.adults):
        yield from _of_person(casefile, person)
    for incident in casefile.incidents:
        yield from _of_incident(incident)
    for status in casefile.statuses:
        yield from _of_status(casefile, status)
    for factor in casefile.factors:
        yield from _of_factor(casefile, factor)
    for family in casefile.families:
        yield from _of_family(casefile, family)
    for involvement in casefile.involvements:
        yield from _of_involvement(casefile, involvement)
    for proceeding in casefile.proceedings:
        yield from _of_proceeding(casefile, proceeding)
    for review in casefile.reviews:
        yield from _of_review(casefile, review)
    for source in casefile.sources:
        yield from _of_source(casefile, source)
    for recommendation in casefile.recommendations:
        yield from _of_recommendation(casefile, recommendation)
    for action in casefile.actions:
        kind_of = EVENT_OF_ACTION_MILESTONE.__getitem__
        yield from _of_milestones(casefile, action, kind_of, action.people, action.text)


def repeating_events(casefile: CaseFile) -> Iterator[Event]:
    """Yield the events of outcomes, standings and dates of actions, which may repeat what a milestone says."""
    for proceeding in casefile.proceedings:
        yield from _of_parties(proceeding)
    for incident in casefile.incidents:
        yield from _of_suspects(incident)
    for action in casefile.actions:
        yield from _of_action(action)


def _of_person(casefile: CaseFile, person: Person) -> Iterator[Event]:
    if person.born is not None:
        yield _event(person, "born", EventKind.BIRTH, person.born, [person.id])
    elif person.expected is not None:
        yield _event(person, "expected", EventKind.EXPECTED_BIRTH, person.expected, [person.id])
    if person.died is not None:
        yield _event(person, "died", EventKind.DEATH, person.died, [person.id])
    yield from _of_residences(casefile, person, person.residences, [person.id])


def _of_residences(
    casefile: CaseFile, record: Record, residences: Iterable[Residence], people: Iterable[PersonId]
) -> Iterator[Event]:
    for number, residence in enumerate(residences, start=1):
        words = str(residence.kind or "residence").replace("_", " ")
        yield from _begun_and_ended(
            casefile, record, f"residence-{number}", _RESIDENCE, residence.during, people, words
        )


def _of_incident(incident: Incident) -> Iterator[Event]:
    people = [harm.person for harm in incident.harms if harm.person is not None]
    words, known_to, times = incident.description, incident.known_to, incident.times
    yield _event(incident, "occurred", EventKind.INCIDENT, incident.when, people, words, known_to=known_to, times=times)
    if incident.became_aware is not None:
        yield _event(incident, "became-aware", EventKind.BECAME_AWARE, incident.became_aware, people)
    if incident.notified is not None:
        yield _event(incident, "notified", EventKind.SERIOUS_INCIDENT_NOTIFICATION, incident.notified, people)


def _of_suspects(incident: Incident) -> Iterator[Event]:
    for number, suspect in enumerate(incident.suspects, start=1):
        if suspect.on is not None and suspect.standing is not None:
            people = [] if suspect.person is None else [suspect.person]
            words = suspect.standing.replace("_", " ")
            yield _event(incident, f"suspect-{number}", EVENT_OF_STANDING[suspect.standing], suspect.on, people, words)


def _of_status(casefile: CaseFile, status: Status) -> Iterator[Event]:
    kinds = _Kinds(EVENT_OF_STATUS_START[status.kind], EVENT_OF_STATUS_END[status.kind])
    begun, ended = _ends_of(status.during)
    begun = begun or _reached(casefile, status.person, status.from_age)
    words = f"{status.kind} {status.grade}".replace("_", " ").strip()
    for suffix, kind, when in (("started", kinds.begins, begun), ("ended", kinds.ends, ended)):
        if when is not None:
            yield _event(
                status, suffix, kind, when, [status.person], f"{words} {suffix}", status.agency, status.known_to
            )


def _of_factor(casefile: CaseFile, factor: Factor) -> Iterator[Event]:
    if factor.state is not FactorState.PRESENT:  # what a source did not find neither began nor ended
        return
    begun, ended = _ends_of(factor.during)
    begun = begun or _reached(casefile, factor.person, factor.from_age)
    words = factor.kind.replace("_", " ")
    for suffix, kind, when in (("began", _FACTOR.begins, begun), ("ended", _FACTOR.ends, ended)):
        if when is not None:
            yield _event(factor, suffix, kind, when, [factor.person], f"{words} {suffix}", known_to=factor.known_to)


def _of_family(casefile: CaseFile, family: Family) -> Iterator[Event]:
    for number, member in enumerate(family.members, start=1):
        kinds = _HOUSEHOLD if member.in_household else _MEMBERSHIP
        words = "in the household" if member.in_household else "member of the family"
        yield from _begun_and_ended(casefile, family, f"member-{number}", kinds, member.during, [member.person], words)
    for number, tie in enumerate(family.relationships, start=1):
        words = tie.kin.replace("_", " ")
        yield from _begun_and_ended(
            casefile, family, f"relationship-{number}", _RELATIONSHIP, tie.during, [tie.person, tie.to], words
        )
    members = [member.person for member in family.members if member.in_household is not False]
    yield from _of_residences(casefile, family, family.residences, members)


def _of_involvement(casefile: CaseFile, involvement: Involvement) -> Iterator[Event]:
    if involvement.state is InvolvementState.INVOLVED:
        kinds, words = _INVOLVEMENT, involvement.role or "involvement"
    elif involvement.state is InvolvementState.WAITING:
        kinds, words = _WAITING, f"waiting list: {involvement.role}".removesuffix(": ")
    else:  # the agency did not begin to work with them, so nothing ended either
        return
    people, agency = involvement.people, involvement.agency
    yield from _begun_and_ended(casefile, involvement, "involvement", kinds, involvement.during, people, words, agency)


def _of_proceeding(casefile: CaseFile, proceeding: Proceeding) -> Iterator[Event]:
    people = [party.person for party in proceeding.parties if party.person is not None]

    def kind_of(milestone: MilestoneKind) -> EventKind:
        return event_of_proceeding_milestone(proceeding.kind, milestone)

    yield from _of_milestones(casefile, proceeding, kind_of, people, proceeding.name, proceeding.known_to)


def _of_parties(proceeding: Proceeding) -> Iterator[Event]:
    known_to = proceeding.known_to
    for number, party in enumerate(proceeding.parties, start=1):
        if party.on is not None:
            kind = EventKind.PROCEEDING_OUTCOME if party.outcome is None else EVENT_OF_OUTCOME[party.outcome]
            words = f"{proceeding.name}: {party.outcome or 'outcome'}".removeprefix(": ").replace("_", " ")
            whom = [] if party.person is None else [party.person]
            yield _event(proceeding, f"party-{number}", kind, party.on, whom, words, known_to=known_to)


def _of_review(casefile: CaseFile, review: Review) -> Iterator[Event]:
    people = _subjects(review)
    yield from _of_milestones(casefile, review, EVENT_OF_MILESTONE.__getitem__, people, review.title)
    steps: list[tuple[str, When | None, str | None]] = []
    steps += [("contribution", each.when, each.who) for each in review.contributions]
    steps += [("statement", each.on, None) for each in review.statements]
    steps += [("response", each.on, each.agency) for each in review.responses]
    numbers: dict[str, int] = defaultdict(int)
    for step, when, who in steps:
        numbers[step] += 1
        if when is not None:
            agency = who if isinstance(find_record(casefile, who), Agency) else None
            words = f"{review.title}: {step}"
            yield _event(review, f"{step}-{numbers[step]}", EventKind.REVIEW_STEP, when, people, words, agency)


def _of_recommendation(casefile: CaseFile, recommendation: Recommendation) -> Iterator[Event]:
    made_by = find_record(casefile, recommendation.made_by)
    people: Iterable[PersonId] = ()
    kind = EventKind.REVIEW_STEP
    if isinstance(made_by, Review):
        people = _subjects(made_by)
    elif isinstance(made_by, Proceeding):
        people = [party.person for party in made_by.parties if party.person is not None]
        kind = EventKind.PROCEEDING_STEP
    words = f"recommendation {recommendation.number}".strip()
    for number, response in enumerate(recommendation.responses, start=1):
        if response.on is not None:
            answer = "response" if response.decision is None else response.decision.replace("_", " ")
            yield _event(
                recommendation, f"response-{number}", kind, response.on, people, f"{words}: {answer}", response.agency
            )


def _of_source(casefile: CaseFile, source: Source) -> Iterator[Event]:
    if source.published is None:
        return
    review = next((review for review in casefile.reviews if review.id == source.of), None)
    kind = EventKind.SOURCE_PUBLISHED
    if review is not None and _is_final_report(source, review):
        kind = EventKind.REVIEW_PUBLISHED
    people = () if review is None else _subjects(review)
    yield _event(source, "published", kind, source.published, people, f"{source.title}: published")


def _is_final_report(source: Source, review: Review) -> bool:
    """Return whether a source is what a review published: its report, or its summary if it published no more.

    A source of no stated kind counts as the report.
    """
    if source.kind is SourceKind.SUMMARY:
        return review.publication is Publication.SUMMARY
    return source.kind in (None, SourceKind.REPORT)


def _of_action(action: Action) -> Iterator[Event]:
    for suffix, words, kind, when in (
        ("due-date", "due", EventKind.ACTION_DUE, action.due),
        ("completed-on", "completed", EventKind.ACTION_COMPLETED, action.completed),
        ("rag-on", "colour in the plan", EventKind.ACTION_STEP, action.rag_on),
    ):
        if when is not None:
            yield _event(action, suffix, kind, when, action.people, f"{action.text}: {words}")


def _subjects(review: Review) -> tuple[PersonId, ...]:
    return tuple(dict.fromkeys(subject.person for subject in review.subjects))


def _of_milestones(  # noqa: PLR0917 - the record, its people and its words, in the order of `_event`
    casefile: CaseFile,
    record: Review | Proceeding | Action,
    kind_of: Callable[[MilestoneKind], EventKind],
    people: Iterable[PersonId],
    name: str,
    known_to: tuple[Knowledge, ...] = (),
) -> Iterator[Event]:
    milestones: tuple[Milestone, ...] = record.milestones
    times: dict[MilestoneKind, int] = defaultdict(int)
    for milestone in milestones:
        times[milestone.kind] += 1
        if milestone.when is not None:
            step = milestone.kind.replace("_", "-")
            suffix = step if times[milestone.kind] == 1 else f"{step}-{times[milestone.kind]}"
            words = f"{name}: {step.replace('-', ' ')}".removeprefix(": ")
            agency = milestone.by if isinstance(find_record(casefile, milestone.by), Agency) else None
            whom = milestone.people or people
            yield _event(record, suffix, kind_of(milestone.kind), milestone.when, whom, words, agency, known_to)


# A stay, a membership, a relationship or an involvement that begins on the day of a person's birth, or ends on the day
# of the death, has no row for that: the birth or the death says it, and a row with the date would give the date away.
def _begun_and_ended(  # noqa: PLR0917 - the record, what, when, who, in the order of `_event`
    casefile: CaseFile,
    record: Record,
    name: str,
    kinds: _Kinds,
    during: When | None,
    people: Iterable[PersonId],
    words: str,
    agency: str | None = None,
) -> Iterator[Event]:
    """Yield the beginning and the end of something that lasts, as far as each has a date."""
    begun, ended = _ends_of(during)
    lives = [person for id in people if isinstance(person := find_record(casefile, id), Person)]
    if begun is not None and not any(_is_same_day(begun, person.born) for person in lives):
        yield _event(record, f"{name}-began", kinds.begins, begun, people, f"{words}: began", agency)
    if ended is not None and not any(_is_same_day(ended, person.died) for person in lives):
        yield _event(record, f"{name}-ended", kinds.ends, ended, people, f"{words}: ended", agency)


def _is_same_day(when: When, other: When | None) -> bool:
    """Return whether two times are stated as the same day or days, whatever their hours and marks of doubt."""
    return other is not None and (when.earliest, when.latest) == (other.earliest, other.latest)


def _ends_of(during: When | None) -> tuple[When | None, When | None]:
    """Return when something began and ended, each None if it has no date. A time that is no span is the beginning."""
    if during is None:
        return None, None
    return (during.start, during.end) if during.is_span else (during, None)


def _reached(casefile: CaseFile, id: PersonId, age: Age | None) -> When | None:
    """Return the possible times at which a person was of an age; None without an age or a birth in the record."""
    person = find_record(casefile, id)
    if age is None or not isinstance(person, Person) or person.born is None:
        return None
    try:
        return age.reached(person.born)
    except (InvalidAge, InvalidWhen):  # outside the calendar
        return None


def _event(  # noqa: PLR0917 - what, when, who, in the order a sentence has them
    record: Record,
    suffix: str,
    kind: EventKind,
    when: When,
    people: Iterable[PersonId],
    description: str = "",
    agency: str | None = None,
    known_to: tuple[Knowledge, ...] = (),
    times: Quantity | None = None,
) -> Event:
    return Event(
        id=f"{record.id}/{suffix}",
        when=when,
        kind=kind,
        people=tuple(dict.fromkeys(people)),
        description=description,
        agency=agency,
        known_to=known_to,
        times=times,
        derived_from=record.id,
        citations=(Citation(source=record.id),) if isinstance(record, Source) else record.citations,
        withheld_from=record.withheld_from,
    )

"""Events worked out from other records: births, deaths, incidents, statuses, milestones, publications."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import evolve

from safeguard_model.records import Agency, Citation, Event, EventKind, Source, SourceKind
from safeguard_model.timeline.implied_kinds import (
    EVENT_OF_ACTION_MILESTONE,
    EVENT_OF_MILESTONE,
    EVENT_OF_PROCEEDING_MILESTONE,
    EVENT_OF_STATUS_END,
    EVENT_OF_STATUS_START,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from safeguard_model.dates import When
    from safeguard_model.records import Action, CaseFile, MilestoneKind, PersonId, Proceeding, Record, Review, Status

__all__ = ["derived_events"]

_NOBODY = ("",)
_REPORTS = (None, SourceKind.REPORT, SourceKind.SUMMARY)


def derived_events(casefile: CaseFile) -> tuple[Event, ...]:
    """Return the events that a case file's other records imply, each with `derived_from` set.

    What the file already has as an event is not derived again. A person is left out of a derived event if the file has
    an event of the same kind about that person at a time that may be the same. A derived event is left out if nobody is
    left in it, or if its id is already used in the file. Events of the file without a date, or of kind `other`, are
    ignored here, because they are too vague to compare.

    The id of a derived event is the id of its record with a word for what happened: ``child-v/born``.
    """
    stored: dict[tuple[EventKind, PersonId], list[When]] = defaultdict(list)
    for event in casefile.events:
        if event.kind is not EventKind.OTHER and not event.when.is_unknown:
            for person in event.people or _NOBODY:
                stored[event.kind, person].append(event.when)
    derived: dict[str, Event] = {}
    for event in _implied(casefile):
        left = [
            person
            for person in event.people or _NOBODY
            if not any(when.possibly_overlaps(event.when) for when in stored.get((event.kind, person), ()))
        ]
        if left and event.id not in casefile:
            is_whole = len(left) == len(event.people or _NOBODY)
            derived.setdefault(event.id, event if is_whole else evolve(event, people=left))
    return tuple(derived.values())


def _implied(casefile: CaseFile) -> Iterator[Event]:
    for person in (*casefile.children, *casefile.adults):
        if person.born is not None:
            yield _event(person, "born", EventKind.BIRTH, person.born, [person.id])
        elif person.expected is not None:
            yield _event(person, "expected", EventKind.EXPECTED_BIRTH, person.expected, [person.id])
        if person.died is not None:
            yield _event(person, "died", EventKind.DEATH, person.died, [person.id])
    for incident in casefile.incidents:
        people = [harm.person for harm in incident.harms if harm.person is not None]
        occurred = _event(incident, "occurred", EventKind.INCIDENT, incident.when, people, incident.description)
        yield evolve(occurred, known_to=incident.known_to) if incident.known_to else occurred
    for status in casefile.statuses:
        yield from _of_status(status)
    yield from _of_reviews(casefile)
    for proceeding in casefile.proceedings:
        people = [party.person for party in proceeding.parties if party.person is not None]
        yield from _of_milestones(casefile, proceeding, EVENT_OF_PROCEEDING_MILESTONE, people, proceeding.name)
    for action in casefile.actions:
        yield from _of_milestones(casefile, action, EVENT_OF_ACTION_MILESTONE, action.people, action.text)


def _of_status(status: Status) -> Iterator[Event]:
    during, words = status.during, f"{status.kind} {status.grade}".replace("_", " ").strip()
    if during is None:
        return
    begun = during.start if during.is_span else during
    if begun is not None:
        kind = EVENT_OF_STATUS_START[status.kind]
        yield _event(status, "started", kind, begun, [status.person], f"{words} started", status.agency)
    if during.end is not None:
        kind = EVENT_OF_STATUS_END.get(status.kind, EventKind.OTHER)
        yield _event(status, "ended", kind, during.end, [status.person], f"{words} ended", status.agency)


def _of_reviews(casefile: CaseFile) -> Iterator[Event]:
    subjects = {review.id: _subjects(review) for review in casefile.reviews}
    for review in casefile.reviews:
        yield from _of_milestones(casefile, review, EVENT_OF_MILESTONE, subjects[review.id], review.title)
    for source in casefile.sources:
        if source.published is not None:
            is_report = source.of in subjects and source.kind in _REPORTS
            kind = EventKind.REVIEW_PUBLISHED if is_report else EventKind.OTHER
            people = subjects.get(source.of or "", ())
            yield _event(source, "published", kind, source.published, people, f"{source.title}: published")


def _subjects(review: Review) -> tuple[PersonId, ...]:
    return tuple(dict.fromkeys(subject.person for subject in review.subjects))


def _of_milestones(
    casefile: CaseFile,
    record: Review | Proceeding | Action,
    kinds: Mapping[MilestoneKind, EventKind],
    people: Iterable[PersonId],
    name: str,
) -> Iterator[Event]:
    times: dict[MilestoneKind, int] = defaultdict(int)
    for milestone in record.milestones:
        times[milestone.kind] += 1
        if milestone.when is not None:
            step = str(milestone.kind).replace("_", "-")
            suffix = step if times[milestone.kind] == 1 else f"{step}-{times[milestone.kind]}"
            words = f"{name}: {step.replace('-', ' ')}" if name else step.replace("-", " ")
            agency = milestone.by if milestone.by is not None and isinstance(casefile[milestone.by], Agency) else None
            yield _event(record, suffix, kinds[milestone.kind], milestone.when, people, words, agency)


def _event(  # noqa: PLR0917 - the arguments come in the order of a sentence: what, when, who
    record: Record,
    suffix: str,
    kind: EventKind,
    when: When,
    people: Iterable[PersonId],
    description: str = "",
    agency: str | None = None,
) -> Event:
    return Event(
        id=f"{record.id}/{suffix}",
        when=when,
        kind=kind,
        people=tuple(dict.fromkeys(people)),
        description=description,
        agency=agency,
        derived_from=record.id,
        citations=(Citation(source=record.id),) if isinstance(record, Source) else record.citations,
        withheld_from=record.withheld_from,
    )

"""The questions about who knew what and when.

Nothing is concluded if the file says nothing. Unless something else is stated, an agency knows its own entries from the
time when it recorded them or, if this is not on file, from the time of the event. It knows of another agency's entry
only if `Event.known_to` says that it does, or if it has an account of the same event. If nothing is said, the answer is
"not recorded", which never means "did not know".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from safeguard_model.discreet import frameless
from safeguard_model.errors import InvalidRecord, shape
from safeguard_model.knowing.awareness import Awareness, AwarenessFinder
from safeguard_model.knowing.scope import events_of_the_family
from safeguard_model.knowing.statements import CERTAINLY_KNEW, MAY_HAVE_KNOWN, state_of
from safeguard_model.records import Agency, AgencyKind, Seen
from safeguard_model.records.converters import iterator
from safeguard_model.timeline.accounts import entries_of, told_with_knowledge, whole_of
from safeguard_model.timeline.answers import Answers
from safeguard_model.timeline.given import casefile_of, timeline_of
from safeguard_model.timeline.inputs import require_record
from safeguard_model.timeline.left_out import without_agency
from safeguard_model.timeline.minutes import end_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from safeguard_model.dates import When
    from safeguard_model.records import AgencyId, CaseFile, Event
    from safeguard_model.timeline.given import Given
    from safeguard_model.timeline.timeline import Timeline

__all__ = ["Agencies", "Awareness", "known_but_not", "known_to", "sharing"]

Agencies: TypeAlias = "AgencyId | AgencyKind | Iterable[AgencyId | AgencyKind]"
"""An agency by its id, all agencies of a kind (`AgencyKind.POLICE`), or several ids and kinds: a list, `HEALTH`.

A text is read as the id of a record. If no record in the case file has that id, the text is read as a kind of agency.
"""

_KINDS: Final = frozenset(map(str, AgencyKind))


@frameless
def known_to(given: Given, agency: Agencies, at: When | str | date | None = None, possible: bool = False) -> Timeline:
    """Return the events that an agency, or any of several agencies, certainly knew of by the end of `at`.

    Only what happened counts. Without `at`, every statement on file counts, whatever its date. `possible`: include the
    events that an agency may have known of, because the dates leave that open. An agency that is `part_of` another
    agency is not included when only the other is named: name both.

    Raises `NeedsCaseFile` if events are given without their case file; `UnknownRecord` for an id that is not in the
    case file; `InvalidRecord` for an id that is not an agency's; `InvalidWhen` if `at` is not a time.
    """
    timeline = timeline_of(given)
    casefile = casefile_of(timeline, "questions of who knew")
    agencies = _agencies_of(casefile, agency, "known_to", "agency")
    by = end_of(at)
    counted = MAY_HAVE_KNOWN if possible else CERTAINLY_KNEW
    known: list[Event] = []
    for event in told_with_knowledge(timeline, casefile):
        if any(state_of(whole_of(event), each, by) in counted for each in agencies):
            known += entries_of(event)
    return timeline_of(known, casefile)


@frameless
def known_but_not(
    given: Given, knew: Agencies, not_by: Agencies, at: When | str | date | None = None, possible: bool = False
) -> Answers[Awareness]:
    """Return the events that `knew` knew of by the end of `at`, with the agencies in `not_by` that did not.

    There is a row for each event and each agency in `not_by` that did not certainly know of the event. The row says
    what is on file about that agency: it is stated not to have known (and in which way), it possibly knew, or nothing
    is recorded. "Not recorded" does not mean that the agency did not know. Without `at`, all statements count.

    `knew` and `not_by` may be groups (`HEALTH`, `AgencyKind.SCHOOL`, a list of ids). An event counts if any agency in
    `knew` knew of it, or is named as its sender. An agency with an account of its own knew of it from that entry. An
    agency in `not_by` has its row even if another agency in `not_by` knew of the event. `possible`: include the events
    that `knew` may have known of, because the dates leave that open.

    Events in the work of a review have no rows, nor have events derived from an `Involvement`, a `Family`, a `Review`,
    a `Source`, a `Recommendation` or an `Action`.

    Raises `NeedsCaseFile` if events are given without their case file; `UnknownRecord` for an id that is not in the
    case file; `InvalidRecord` for an id that is not an agency's; `InvalidWhen` if `at` is not a time.
    """
    timeline = timeline_of(given)
    casefile = casefile_of(timeline, "questions of who knew")
    knew_agencies = _agencies_of(casefile, knew, "known_but_not", "knew")
    other_agencies = _agencies_of(casefile, not_by, "known_but_not", "not_by")
    by = end_of(at)
    counted = MAY_HAVE_KNOWN if possible else CERTAINLY_KNEW
    finder = AwarenessFinder(casefile, by)
    events = events_of_the_family(timeline, casefile)
    rows: list[Awareness] = []
    for event in told_with_knowledge(events, casefile):
        whole = whole_of(event)
        # Nobody sends what they do not know, so the sender counts even if nothing is stated about it.
        known_by = tuple(
            agency for agency in knew_agencies if agency == whole.from_agency or state_of(whole, agency, by) in counted
        )
        if known_by:
            unaware = [agency for agency in other_agencies if state_of(whole, agency, by) is not Seen.KNEW]
            rows.extend(finder.rows_for(event, unaware, known_by))
    return Answers(rows, without_agency(events), casefile, Awareness)


@frameless
def sharing(given: Given, at: When | str | date | None = None) -> Answers[Awareness]:
    """Return how far each event was shared: a row for each event and each agency that the event concerned.

    The agency that made the entry has no row. Events that `known_but_not` leaves out, such as the publication of a
    review, have no rows. An event concerns three groups of agencies: those certainly or possibly involved at the time
    with a person in the event who had not certainly died by then (`Involvement`); those that `Event.known_to` names, or
    that have an account of their own; and those that the entry names, themselves or by a professional of theirs: as
    sender or receiver, or as present at a meeting, invited, absent, not invited, in disagreement, or as having sent
    apologies. `at`: count only what was known by the end of that time; None: count every
    statement on file.

    Raises `NeedsCaseFile` if events are given without their case file; `InvalidWhen` if `at` is not a time.
    """
    timeline = timeline_of(given)
    casefile = casefile_of(timeline, "questions of who knew")
    finder = AwarenessFinder(casefile, end_of(at))
    events = events_of_the_family(timeline, casefile)
    rows = (row for event in told_with_knowledge(events, casefile) for row in finder.rows_for_all_concerned(event))
    return Answers(rows, without_agency(events), casefile, Awareness)


def _agencies_of(casefile: CaseFile, agencies: Agencies, where: str, argument: str) -> tuple[AgencyId, ...]:
    """Return the ids of the agencies that the ids and kinds name, in the order of the case file.

    `argument` is the name of the argument, for errors. Raises `UnknownRecord` for an id that is not in the case file,
    and `InvalidRecord` for an id that is not an agency's, or for what is no text.
    """
    kinds: set[AgencyKind] = set()
    ids: set[AgencyId] = set()
    for id_or_kind in _ids_and_kinds(agencies, where, argument):
        if type(id_or_kind) is AgencyKind or (id_or_kind in _KINDS and id_or_kind not in casefile):
            kinds.add(AgencyKind(id_or_kind))
        else:
            ids.add(require_record(casefile, id_or_kind, Agency, where, argument).id)
    return tuple(agency.id for agency in casefile.agencies if agency.id in ids or agency.kind in kinds)


def _ids_and_kinds(agencies: Agencies, where: str, argument: str) -> Iterator[str]:
    """Yield the ids and kinds one by one, including those inside a group such as `HEALTH`."""
    if isinstance(agencies, str):
        yield agencies
        return
    items = iterator(agencies)
    if items is None:
        raise InvalidRecord(where, argument, f"expected ids or kinds of agencies, got {shape(agencies)}")
    for item in items:
        if not isinstance(item, (str, list, tuple, set, frozenset)):
            raise InvalidRecord(where, argument, f"expected the id or the kind of an agency, got {shape(item)}")
        yield from _ids_and_kinds(item, where, argument)

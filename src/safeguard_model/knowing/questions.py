"""The questions about who knew what and when.

Nothing is concluded from silence. An agency knows its own entries from when it wrote them down; of everything else only
what `Event.known_to` states counts. The rest is "not recorded", which is kept apart from "did not know" everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from safeguard_model.errors import InvalidRecord, shape
from safeguard_model.knowing.awareness import Awareness, AwarenessFinder
from safeguard_model.knowing.statements import CERTAINLY_KNEW, MAY_HAVE_KNOWN, state_of
from safeguard_model.records import Agency, AgencyKind, Seen
from safeguard_model.records.converters import iterator
from safeguard_model.timeline.answers import Answers
from safeguard_model.timeline.given import casefile_of, timeline_of
from safeguard_model.timeline.inputs import require_record
from safeguard_model.timeline.minutes import end_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from safeguard_model.dates import When
    from safeguard_model.records import AgencyId, CaseFile
    from safeguard_model.timeline.given import Given
    from safeguard_model.timeline.timeline import Timeline

__all__ = ["Agencies", "Awareness", "known_but_not", "known_to", "sharing"]

Agencies: TypeAlias = "AgencyId | AgencyKind | Iterable[AgencyId | AgencyKind]"
"""One agency by its id, all agencies of a kind (`AgencyKind.POLICE`), or several of either: a list of ids, `HEALTH`.

A plain word is an id; if no record in the case file has that id, it is the word of a kind.
"""

_KINDS: Final = frozenset(map(str, AgencyKind))


def known_to(given: Given, agency: Agencies, at: When | str | date | None = None, possible: bool = False) -> Timeline:
    """Return the events that an agency, or any of several, certainly knew of by the end of a time; None: at any time.

    `possible`: include the events it may have known of, where the dates leave that open. An agency that is `part_of`
    another is not included with it: name both. Raises `NeedsCaseFile`, `UnknownRecord`, `InvalidRecord`, `InvalidWhen`.
    """
    timeline = timeline_of(given)
    agencies = _agencies_of(casefile_of(timeline, "questions of who knew"), agency, "agency")
    by = end_of(at)
    counted = MAY_HAVE_KNOWN if possible else CERTAINLY_KNEW
    return timeline.where(lambda event: any(state_of(event, agency, by) in counted for agency in agencies))


def known_but_not(
    given: Given, knew: Agencies, not_by: Agencies, at: When | str | date | None = None, possible: bool = False
) -> Answers[Awareness]:
    """Return what some agencies knew by the end of a time and others did not: a row for each event and other agency.

    A row says what is on file about the other agency: it is stated not to have known (and in which way), it possibly
    knew, or nothing is recorded, which does not mean that it did not know. With groups (`HEALTH`, `AgencyKind.SCHOOL`,
    a list of ids) an event counts if any of `knew` knew of it, and there is a row for each of `not_by` that did not
    certainly know, even if another of them did. `possible`: include the events `knew` may have known of, where the
    dates leave that open.

    Raises `NeedsCaseFile`, `UnknownRecord`, `InvalidRecord`, `InvalidWhen`.
    """
    timeline = timeline_of(given)
    casefile = casefile_of(timeline, "questions of who knew")
    knew_agencies = _agencies_of(casefile, knew, "knew")
    other_agencies = _agencies_of(casefile, not_by, "not_by")
    by = end_of(at)
    counted = MAY_HAVE_KNOWN if possible else CERTAINLY_KNEW
    finder = AwarenessFinder(casefile, by)
    rows: list[Awareness] = []
    for event in timeline:
        known_by = tuple(agency for agency in knew_agencies if state_of(event, agency, by) in counted)
        if known_by:
            unaware = [agency for agency in other_agencies if state_of(event, agency, by) is not Seen.KNEW]
            rows.extend(finder.rows_for(event, unaware, known_by))
    return Answers(rows)


def sharing(given: Given, at: When | str | date | None = None) -> Answers[Awareness]:
    """Return how far each event was shared: a row for each event and each other agency that it concerned.

    An event concerns the agencies involved with a person in it at the time (`Involvement`), or possibly involved by the
    dates; those that `known_to` names; and those that the entry names as sender or receiver, as present, or as invited
    to a meeting. `at`: what was so by the end of that time; None: with everything on file.

    Raises `NeedsCaseFile`, `InvalidWhen`.
    """
    timeline = timeline_of(given)
    finder = AwarenessFinder(casefile_of(timeline, "questions of who knew"), end_of(at))
    return Answers(row for event in timeline for row in finder.rows_for_all_concerned(event))


def _agencies_of(casefile: CaseFile, agencies: Agencies, argument: str) -> tuple[AgencyId, ...]:
    """Return the ids of the agencies that an id, a kind, or several of either mean, in the order of the case file.

    `argument` names the argument in errors. Raises `UnknownRecord`, and `InvalidRecord` for the id of something else.
    """
    kinds: set[AgencyKind] = set()
    ids: set[AgencyId] = set()
    for id_or_kind in _ids_and_kinds(agencies, argument):
        if type(id_or_kind) is AgencyKind or (id_or_kind in _KINDS and id_or_kind not in casefile):
            kinds.add(AgencyKind(id_or_kind))
        else:
            ids.add(require_record(casefile, id_or_kind, Agency, "knowing", argument).id)
    return tuple(agency.id for agency in casefile.agencies if agency.id in ids or agency.kind in kinds)


def _ids_and_kinds(agencies: Agencies, argument: str) -> Iterator[str]:
    """Return the ids and kinds one by one; a group, such as `HEALTH`, may be among them."""
    if isinstance(agencies, str):
        yield agencies
        return
    items = iterator(agencies)
    if items is None:
        raise InvalidRecord("knowing", argument, f"expected agencies, or kinds of agency, got {shape(agencies)}")
    for item in items:
        if not isinstance(item, (str, list, tuple, set, frozenset)):
            raise InvalidRecord("knowing", argument, f"expected the id or the kind of an agency, got {shape(item)}")
        yield from _ids_and_kinds(item, argument)

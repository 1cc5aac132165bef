"""Who knew what when: what each agency knew of each event, how late, and who told it.

Nothing is concluded from silence. An agency knows its own entries from when it wrote them down; of everything else only
what `Event.known_to` states counts. The rest is "not recorded", and that is kept apart from "did not know" everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from safeguard_model.errors import InvalidRecord, shape
from safeguard_model.knowing.awareness import Awareness, AwarenessFinder
from safeguard_model.knowing.statements import state_of
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
"""One agency by its id, all of a kind (`AgencyKind.POLICE`), or several of either: a list of ids, `HEALTH`.

A plain word is an id; where nothing in the case file has that id, the word of a kind.
"""

_KINDS: Final = frozenset(map(str, AgencyKind))


def known_to(given: Given, agency: Agencies, at: When | str | date | None = None, possible: bool = False) -> Timeline:
    """The events of which an agency, or any of several, certainly knew by the end of a time; None: at any time.

    `possible`: with those of which it may have known, where the dates leave it open. An agency that is `part_of`
    another is not asked with it: name both. Raises `NeedsCaseFile`, `UnknownRecord`, `InvalidRecord`, `InvalidWhen`.
    """
    timeline = timeline_of(given)
    asked = agencies_of(casefile_of(timeline, "questions of who knew"), agency, "agency")
    by = end_of(at)
    enough = _enough(possible)
    return timeline.where(lambda event: any(state_of(event, one, by) in enough for one in asked))


def known_but_not(
    given: Given, knew: Agencies, not_by: Agencies, at: When | str | date | None = None, possible: bool = False
) -> Answers[Awareness]:
    """What agencies knew by the end of a time and others did not: a row for each such event and each of the others.

    A row says how the event stood with the other agency: stated not to have known (and in which way), possibly knew, or
    not recorded, which is not to say that it did not know. With groups (`HEALTH`, `AgencyKind.SCHOOL`, a list of ids)
    the event counts where any of `knew` knew it, and there is a row for each of `not_by` that did not certainly know,
    even where another of them did. `possible`: with what `knew` may have known, by imprecise dates.

    Raises `NeedsCaseFile`, `UnknownRecord`, `InvalidRecord`, `InvalidWhen`.
    """
    timeline = timeline_of(given)
    casefile = casefile_of(timeline, "questions of who knew")
    knowers, others = agencies_of(casefile, knew, "knew"), agencies_of(casefile, not_by, "not_by")
    by = end_of(at)
    enough = _enough(possible)
    look = AwarenessFinder(casefile, by)
    rows: list[Awareness] = []
    for event in timeline:
        holders = tuple(one for one in knowers if state_of(event, one, by) in enough)
        if holders:
            rows.extend(look.unknown(event, others, holders))
    return Answers(rows)


def sharing(given: Given, at: When | str | date | None = None) -> Answers[Awareness]:
    """How far each event was shared: a row for it and each other agency that it concerned.

    Those are the agencies then involved with a person in it (`Involvement`), those whose dates leave that open, those
    that `known_to` names, and those that the entry names as sender, receiver, present or asked to a meeting. `at`: as
    it stood by the end of that time; None: as it ever came to stand.

    Raises `NeedsCaseFile`, `InvalidWhen`.
    """
    timeline = timeline_of(given)
    casefile = casefile_of(timeline, "questions of who knew")
    look = AwarenessFinder(casefile, end_of(at))
    return Answers(row for event in timeline for row in look.shared(event))


def agencies_of(casefile: CaseFile, who: Agencies, name: str) -> tuple[AgencyId, ...]:
    """The ids that an agency, a kind, or several of either stand for, in the order of the case file.

    Raises `UnknownRecord`, and `InvalidRecord` for the id of something else.
    """
    kinds: set[AgencyKind] = set()
    ids: set[AgencyId] = set()
    for item in _flat(who, name):
        if type(item) is AgencyKind or (item in _KINDS and item not in casefile):
            kinds.add(AgencyKind(item))
        else:
            ids.add(require_record(casefile, item, Agency, "knowing", name).id)
    return tuple(agency.id for agency in casefile.agencies if agency.id in ids or agency.kind in kinds)


def _flat(who: Agencies, name: str) -> Iterator[str]:
    """The ids and kinds one by one; a group may stand among them."""
    if isinstance(who, str):
        yield who
        return
    items = iterator(who)
    if items is None:
        raise InvalidRecord("knowing", name, f"expected agencies, or kinds of agency, got {shape(who)}")
    for item in items:
        if not isinstance(item, (str, list, tuple, set, frozenset)):
            raise InvalidRecord("knowing", name, f"expected the id or the kind of an agency, got {shape(item)}")
        yield from _flat(item, name)


def _enough(possible: bool) -> frozenset[Seen]:
    return frozenset({Seen.KNEW, Seen.POSSIBLY} if possible else {Seen.KNEW})

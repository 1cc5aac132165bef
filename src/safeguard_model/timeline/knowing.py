"""Who knew what when: what each agency knew of each event, how late, and who told it.

Nothing is concluded from silence. An agency knows its own entries from when it wrote them down; of everything else only
what `Event.known_to` states counts. The rest is "not recorded", and that is kept apart from "did not know" everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar, Final, TypeAlias

import attrs

from safeguard_model.dates import DayCount, When
from safeguard_model.errors import InvalidRecord, an, shape
from safeguard_model.records import (
    Agency,
    AgencyId,
    AgencyKind,
    Event,
    Knowledge,
    KnowledgeBasis,
    KnowledgeState,
    Professional,
    RecordId,
    Seen,
)
from safeguard_model.records._converters import iterator
from safeguard_model.records.vocabulary import BIRTHS_AND_DEATHS
from safeguard_model.timeline._given import casefile_of, people_in, timeline_of
from safeguard_model.timeline._standing import end_of, standing, statements_of
from safeguard_model.timeline.answers import Answers, date_of, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from safeguard_model.records import CaseFile, PersonId
    from safeguard_model.timeline._given import Given
    from safeguard_model.timeline._standing import Statement
    from safeguard_model.timeline.timeline import Timeline

__all__ = ["Agencies", "Awareness", "known_but_not", "known_to", "sharing"]

Agencies: TypeAlias = "AgencyId | AgencyKind | Iterable[AgencyId | AgencyKind]"
"""One agency by its id, all of a kind (`AgencyKind.POLICE`), or several of either: a list of ids, `HEALTH`."""

_STATES: Final = {
    KnowledgeState.KNEW: "knew",
    KnowledgeState.HELD_NOT_LOOKED_UP: "held it and did not look it up",
    KnowledgeState.SENT_NOT_RECEIVED: "was sent it and did not receive it",
    KnowledgeState.DID_NOT_KNOW: "did not know",
    KnowledgeState.BELIEVED_OTHERWISE: "believed otherwise",
}
_PARTS: Final = {
    "agency": "its own entry",
    "account_of": "it has an account of its own",
    "from_agency": "named as the sender",
    "to_agency": "named as the receiver",
    "attended": "it attended",
    "invited": "it was invited",
    "apologies": "it sent apologies",
    "reported_by": "it reported it",
}
"""What an entry may say of an agency besides what it knew, from which this module concludes nothing."""


@attrs.frozen(kw_only=True, repr=False)
class Awareness:
    """How one event stood with one agency."""

    headings: ClassVar[tuple[str, ...]] = (
        "event",
        "when",
        "agency",
        "state",
        "since",
        "days",
        "basis",
        "told by way of",
    )

    event: Event
    """The event."""
    agency: AgencyId
    """The agency."""
    state: Seen
    """Whether it knew, possibly knew, is stated not to have known; or that nothing is recorded."""
    said: KnowledgeState | None
    """What the entry says in its own words: sent and not received, held and not looked up; None: not recorded."""
    basis: KnowledgeBasis | None
    """Whether a source states it, or it is assumed of the agency's own entry; None where the file does not say."""
    since: When | None
    """Since when; of a statement without a date the event's own time, or when the entry was written down."""
    is_dated: bool
    """Whether `since` is what the source says, and not the event's own time in its place."""
    lag: DayCount | None
    """The days from the event to its knowing of it; None where it did not, or nothing is recorded."""
    chain: tuple[RecordId, ...]
    """Who told whom, the agency last: ``("police", "csc", "mw", "gp")``. One who told may also be a person."""
    before: tuple[Knowledge, ...]
    """What was stated of it earlier, in order: it believed otherwise until it was told."""
    parts: tuple[str, ...]
    """The fields of the event that name the agency (``attended``, ``to_agency``), from which nothing is concluded."""
    involved: bool | None
    """Whether it was then involved with a person in the event; None: possibly, by the dates; False: not on file."""
    known_by: tuple[AgencyId, ...] = ()
    """Of `known_but_not`: the agencies of those asked about that knew."""

    @property
    def definite(self) -> bool:
        """Whether it surely knew, or a source says that it did not: neither left open by dates nor unrecorded."""
        return self.state in (Seen.KNEW, Seen.STATED_NOT)

    @property
    def state_in_words(self) -> str:
        """The state as a reviewer reads it: "possibly knew", "believed otherwise", "not recorded"."""
        if self.said is None:
            return "not recorded" + (f", though {', '.join(_PARTS[part] for part in self.parts)}" if self.parts else "")
        return f"{'possibly ' if self.state is Seen.POSSIBLY else ''}{_STATES[self.said]}"

    @property
    def _since_in_words(self) -> str:
        if self.since is None:
            return ""
        if not self.is_dated and self.event.kind in BIRTHS_AND_DEATHS:  # whose time is a date of birth
            return f"the {self.event.kind.replace('_', ' ')}"
        return str(self.since)

    @property
    def _basis_in_words(self) -> str:
        basis = "" if self.since is None else "not stated on what basis" if self.basis is None else str(self.basis)
        is_own = self.basis is KnowledgeBasis.ASSUMED and not self.is_dated
        return basis + (", date of the event" if self.since is not None and not self.is_dated and not is_own else "")

    def cells(self) -> tuple[object, ...]:
        """Its row of the table."""
        return (
            name_of(self.event),
            date_of(self.event),
            self.agency,
            self.state_in_words,
            self._since_in_words,
            self.lag or "",
            self._basis_in_words,
            " > ".join(self.chain[:-1]),
        )

    def __str__(self) -> str:
        words = f"{name_of(self.event)}, {date_of(self.event)}: {self.agency} {self.state_in_words}"
        if self.since is None:
            return words
        begun = "from" if self.said is KnowledgeState.KNEW else "as of"
        words += f", {begun} {self._since_in_words} ({self._basis_in_words})"
        if self.lag is not None:
            words += f", after {self.lag}" if self.lag != DayCount(0, 0) else ", the same day"
        if len(self.chain) > 1:
            words += f", told by way of {' > '.join(self.chain[:-1])}"
        earlier = dict.fromkeys(_STATES[knowledge.state] for knowledge in self.before if knowledge.state != self.said)
        return words + (f"; before, it {' and '.join(earlier)}" if earlier else "")

    def __repr__(self) -> str:
        return f"<Awareness: {self}>"


def known_to(given: Given, agency: Agencies, at: When | str | date | None = None, possible: bool = False) -> Timeline:
    """The events of which an agency, or any of several, surely knew by the end of a time; None: at any time.

    `possible`: with those of which it may have known, where the dates leave it open. An agency that is `part_of`
    another is not asked with it: name both. Raises `NeedsCaseFile`, `UnknownRecord`, `InvalidRecord`, `InvalidWhen`.
    """
    timeline = timeline_of(given)
    asked = agencies_of(casefile_of(timeline, "questions of who knew"), agency, "agency")
    by = end_of(at)
    enough = {Seen.KNEW, Seen.POSSIBLY} if possible is True else {Seen.KNEW}
    return timeline.where(lambda event: any(_knew(event, one, by) in enough for one in asked))


def known_but_not(
    given: Given, knew: Agencies, not_by: Agencies, at: When | str | date | None = None, possible: bool = False
) -> Answers[Awareness]:
    """What agencies knew by the end of a time and others did not: a row for each such event and each of the others.

    A row says how the event stood with the other agency: stated not to have known (and in which way), possibly knew, or
    not recorded, which is not to say that it did not know. With groups (`HEALTH`, `AgencyKind.SCHOOL`, a list of ids)
    the event counts where any of `knew` knew it, and there is a row for each of `not_by` that did not surely know,
    even where another of them did. `possible`: with what `knew` may have known, by imprecise dates.

    Raises `NeedsCaseFile`, `UnknownRecord`, `InvalidRecord`, `InvalidWhen`.
    """
    timeline = timeline_of(given)
    casefile = casefile_of(timeline, "questions of who knew")
    knowers, others = agencies_of(casefile, knew, "knew"), agencies_of(casefile, not_by, "not_by")
    by = end_of(at)
    enough = {Seen.KNEW, Seen.POSSIBLY} if possible is True else {Seen.KNEW}
    look = _Look(casefile, by)
    rows: list[Awareness] = []
    for event in timeline:
        holders = tuple(one for one in knowers if _knew(event, one, by) in enough)
        if holders:
            rows.extend(look.unknown(event, others, holders))
    return Answers(rows)


def sharing(given: Given, at: When | str | date | None = None) -> Answers[Awareness]:
    """How far each event was shared: a row for it and each other agency that it concerned.

    Those are the agencies then involved with a person in it (`Involvement`), those whose dates leave that open, and
    those that `known_to` names. `at`: as it stood by the end of that time; None: as it ever came to stand.

    Raises `NeedsCaseFile`, `InvalidWhen`.
    """
    timeline = timeline_of(given)
    casefile = casefile_of(timeline, "questions of who knew")
    look = _Look(casefile, end_of(at))
    return Answers(row for event in timeline for row in look.shared(event))


def agencies_of(casefile: CaseFile, who: Agencies, name: str) -> tuple[AgencyId, ...]:
    """The ids that an agency, a kind, or several of either stand for, in the order of the case file.

    Raises `UnknownRecord`, and `InvalidRecord` for the id of something else.
    """
    items = [who] if isinstance(who, str) else iterator(who)
    if items is None:
        raise InvalidRecord("knowing", name, f"agencies, or kinds of agency, are due, not {shape(who)}")
    kinds: set[AgencyKind] = set()
    ids: set[AgencyId] = set()
    for item in items:
        if type(item) is AgencyKind:
            kinds.add(item)
        elif not isinstance(item, str):
            raise InvalidRecord("knowing", name, f"the id or the kind of an agency is due, not {shape(item)}")
        elif isinstance(record := casefile[item], Agency):
            ids.add(record.id)
        else:
            rule = f"{item} is the id of {an(type(record).__name__)}; that of an Agency is due"
            raise InvalidRecord("knowing", name, rule)
    return tuple(agency.id for agency in casefile.agencies if agency.id in ids or agency.kind in kinds)


def _knew(event: Event, agency: AgencyId, by: int) -> Seen:
    if event.agency != agency and not event.known_to:  # by far the most, and said quickly
        return Seen.NOT_RECORDED
    return standing(statements_of(event, agency), by).state


class _Look:
    """A case file looked at as it stood by some minute, with what must be found once for all events."""

    def __init__(self, casefile: CaseFile, by: int) -> None:
        self._casefile = casefile
        self._by = by
        self._order = {agency.id: place for place, agency in enumerate(casefile.agencies)}
        self._involved: dict[PersonId, list[tuple[AgencyId, When | None]]] = defaultdict(list)
        for involvement in casefile.involvements:
            for person in involvement.people:
                self._involved[person].append((involvement.agency, involvement.during))
        self._accounts: dict[RecordId, set[AgencyId]] = defaultdict(set)
        for event in casefile.events:
            if event.account_of is not None and event.agency is not None:
                self._accounts[event.account_of].add(event.agency)

    def shared(self, event: Event) -> Iterator[Awareness]:
        """How the event stood with each agency that it concerned but its own, in the order of the case file."""
        involved = self._involved_in(event)
        found = {*involved, *(knowledge.agency for knowledge in event.known_to)} - {event.agency}
        for agency in sorted(found, key=self._order.__getitem__):
            yield self._awareness(event, agency, involved, ())

    def unknown(
        self, event: Event, agencies: Iterable[AgencyId], known_by: tuple[AgencyId, ...]
    ) -> Iterator[Awareness]:
        """How the event stood with each agency that did not surely know of it."""
        involved: Mapping[AgencyId, bool | None] | None = None
        for agency in agencies:
            if _knew(event, agency, self._by) is not Seen.KNEW:
                involved = self._involved_in(event) if involved is None else involved
                yield self._awareness(event, agency, involved, known_by)

    def _awareness(
        self,
        event: Event,
        agency: AgencyId,
        involved: Mapping[AgencyId, bool | None],
        known_by: tuple[AgencyId, ...],
    ) -> Awareness:
        statements = statements_of(event, agency)
        state, statement = standing(statements, self._by)
        knowledge = statement.knowledge if statement is not None else None
        since = statement.since if statement is not None else None
        return Awareness(
            event=event,
            agency=agency,
            state=state,
            said=knowledge.state if knowledge is not None else None,
            basis=knowledge.basis if knowledge is not None else None,
            since=since,
            is_dated=statement is not None and statement.is_dated,
            lag=_lag(event, statement),
            chain=self._chain(event, agency, statement),
            before=tuple(one.knowledge for one in statements[: statements.index(statement)]) if statement else (),
            parts=self._parts(event, agency),
            involved=involved.get(agency, False),
            known_by=known_by,
        )

    def _involved_in(self, event: Event) -> Mapping[AgencyId, bool | None]:
        """The agencies then involved with a person in the event: True surely, None possibly."""
        found: dict[AgencyId, bool | None] = {}
        for person in people_in(event):
            for agency, during in self._involved.get(person, ()):
                if during is None or event.when.possibly_overlaps(during):
                    surely = during is not None and event.when.definitely_overlaps(during)
                    found[agency] = True if surely or found.get(agency) else None
        return found

    def _parts(self, event: Event, agency: AgencyId) -> tuple[str, ...]:
        found = [field for field in ("from_agency", "to_agency") if getattr(event, field) == agency]
        found += [field for field in ("attended", "invited", "apologies") if agency in getattr(event, field)]
        if any(agency_behind(self._casefile, id) == agency for id in event.reported_by):
            found.append("reported_by")
        if event.agency == agency:
            found.append("agency")
        elif any(agency in self._accounts.get(id, ()) for id in (event.id, event.account_of) if id is not None):
            found.append("account_of")
        return tuple(found)

    def _chain(self, event: Event, agency: AgencyId, statement: Statement | None) -> tuple[RecordId, ...]:
        """Who told the agency, who had told them, and so on back to whose entry it is or as far as is on file."""
        chain = [agency]
        while statement is not None and statement.knowledge.told_by is not None:
            teller = agency_behind(self._casefile, statement.knowledge.told_by)
            if teller in chain:
                break
            chain.insert(0, teller)
            statement = standing(statements_of(event, teller), self._by).statement
        return tuple(chain)


def agency_behind(casefile: CaseFile, id: RecordId) -> RecordId:
    """The agency of a professional; of anyone else, the id itself."""
    record = casefile[id]
    return record.agency if isinstance(record, Professional) else id


def _lag(event: Event, statement: Statement | None) -> DayCount | None:
    """The days from the start of an event to an agency's knowing of it; None where it has no date of its own."""
    if statement is None or not statement.knew or statement.since is event.when:
        return None
    begun = event.when.start if event.when.is_span else event.when
    known = statement.since.start if statement.since.is_span else statement.since
    if begun is None or known is None:
        return None
    days = begun.days_until(known)
    if days.most is None or days.most >= 0:  # a date that may lie before the event means no earlier than it
        return DayCount(max(days.least or 0, 0), days.most)
    return days

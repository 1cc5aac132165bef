"""`Awareness`, which is what one agency knew of one event, and the finder that makes it from a case file."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

import attrs

from safeguard_model.dates import DayCount, When
from safeguard_model.dates.edtf import ANY, DAY
from safeguard_model.dates.when import meaning_of
from safeguard_model.discreet import Discreet
from safeguard_model.knowing.statements import is_before, standing_of, statements_by_agency
from safeguard_model.records import (
    AgencyId,
    Event,
    InvolvementState,
    Knowledge,
    KnowledgeBasis,
    KnowledgeState,
    Person,
    Professional,
    RecordId,
    Seen,
)
from safeguard_model.records.casefile import find_record
from safeguard_model.timeline.accounts import entries_of, head_of, whole_of
from safeguard_model.timeline.answers import date_of, is_plain, moment_of, name_of
from safeguard_model.timeline.inputs import people_in
from safeguard_model.timeline.minutes import when_between

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from safeguard_model.knowing.statements import AgencyStanding, StatedKnowledge
    from safeguard_model.records import CaseFile, PersonId
    from safeguard_model.timeline.accounts import ToldEvent

__all__ = ["Awareness", "AwarenessFinder"]

_STATE_IN_WORDS: Final = {
    KnowledgeState.KNEW: "knew",
    KnowledgeState.HELD_NOT_LOOKED_UP: "held it and did not look it up",
    KnowledgeState.SENT_NOT_RECEIVED: "was sent it and did not receive it",
    KnowledgeState.DID_NOT_KNOW: "did not know",
    KnowledgeState.BELIEVED_OTHERWISE: "believed otherwise",
    KnowledgeState.NOT_TOLD: "was not told",
}
_TOLD_IN_WORDS: Final[dict[KnowledgeState | None, str]] = {
    KnowledgeState.SENT_NOT_RECEIVED: "sent",
    KnowledgeState.NOT_TOLD: "not told",
}
"""What is said of `Knowledge.told_by`; for every other state "told"."""
_PART_IN_WORDS: Final = {
    "agency": "its own entry",
    "account_of": "it has an account of its own",
    "from_agency": "named as the sender",
    "to_agency": "named as the receiver",
    "attended": "it attended",
    "invited": "it was invited",
    "apologies": "it sent apologies",
    "absent": "it was absent",
    "not_invited": "it was not invited",
    "disagreed": "it disagreed",
    "reported_by": "it reported it",
}
"""The items of `Awareness.parts`, in words. A named agency did not necessarily know of the event."""
_NAMING_FIELDS: Final = (
    *("from_agency", "to_agency"),
    *("attended", "invited", "apologies", "absent", "not_invited", "disagreed"),
)
"""The fields of an event that name an agency or somebody of it, except `agency` and `reported_by`."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Awareness(Discreet):
    """What one agency knew of one event. For a birth or a death, the text shows no date and no count of days."""

    headings: ClassVar[tuple[str, ...]] = (
        "event",
        "when",
        "agency",
        "state",
        "since",
        "after",
        "basis",
        "told by way of",
        "stated besides",
    )

    event: Event
    """The event; if several entries tell of it, the entry that stands for it."""
    agency: AgencyId
    """The id of the agency."""
    state: Seen
    """Whether the agency knew, possibly knew, or is stated not to have known; or that nothing is recorded."""
    definite: bool
    """Whether the agency knew, or is stated not to have known, whatever the imprecise dates mean."""
    said: KnowledgeState | None
    """The state in the deciding statement, such as sent and not received; None: nothing is recorded."""
    basis: KnowledgeBasis | None
    """Whether a source states the state, or it is assumed; None if the file does not say.

    It is assumed that an agency knows its own entry.
    """
    since: When | None
    """The time from which the state holds; None if nothing is recorded.

    If the statement has no date, this is the time of the event. For the agency's own entry, it is the time when the
    entry was recorded, if that is known. If several statements leave the beginning open, it is a range.
    """
    is_dated: bool
    """Whether the deciding statement has a date. If False, the date in `since` is that of the entry.

    What is assumed from a further account of the event has a date: when that account was recorded, or its own date.
    """
    lag: DayCount | None
    """The days from the start of the event until the agency knew, or possibly knew, of it.

    None if the agency neither knew nor possibly knew of the event, or if nothing says when it knew.
    """
    chain: tuple[RecordId, ...]
    """Who told whom, in order, ending with the agency: ``("police", "csc", "mw", "gp")``. It may include persons."""
    before: tuple[Knowledge, ...]
    """The statements that are certainly earlier than the statement that decides `state`, in order of time."""
    besides: tuple[Knowledge, ...]
    """Statements of another state that are not certainly earlier: the dates leave open which statement holds."""
    parts: tuple[str, ...]
    """The fields that name the agency, such as ``attended``; ``account_of`` if it has an account of its own.

    Being named does not mean that it knew.
    """
    involved: bool | None
    """Whether the agency was involved with a person in the event at that time.

    None: possibly, because the dates leave that open. False: no such involvement is on file.
    """
    known_by: tuple[AgencyId, ...] = ()
    """The agencies in `knew` that knew of the event, possibly knew of it or sent it; only for `known_but_not`."""

    @property
    def state_in_words(self) -> str:
        """The state in words: "possibly knew", "believed otherwise", "not recorded, though it attended"."""
        if self.said is not None:
            certainty = "" if self.definite else "possibly "
            return certainty + _STATE_IN_WORDS[self.said]
        if self.parts:
            return f"not recorded, though {' and '.join(_PART_IN_WORDS[part] for part in self.parts)}"
        return "not recorded"

    @property
    def _since_in_words(self) -> str:
        if self.since is None or not is_plain(self.event):
            return ""
        return moment_of(self.since)

    @property
    def _lag_in_words(self) -> str:
        if self.lag in (None, DayCount(0, None)) or not is_plain(self.event):
            return ""
        if self.lag == DayCount(0, 0):
            return "the same day"
        return str(self.lag)

    @property
    def _basis_in_words(self) -> str:
        if self.since is None:
            return ""
        basis = "not stated on what basis" if self.basis is None else str(self.basis)
        is_own_entry = self.basis is KnowledgeBasis.ASSUMED and self.event.agency == self.agency
        if not self.is_dated and not is_own_entry and self.since == self.event.when:
            return f"{basis}, date of the event"
        return basis

    @property
    def _other_statements_in_words(self) -> str:
        parts: list[str] = []
        # dict.fromkeys keeps the order and drops words that are already there.
        before = dict.fromkeys(
            _STATE_IN_WORDS[earlier.state] for earlier in self.before if earlier.state is not self.said
        )
        if before:
            parts.append(f"before, it {' and '.join(before)}")
        besides = dict.fromkeys(self._statement_in_words(other) for other in self.besides)
        if besides:
            parts.append(f"stated too: {', '.join(besides)}")
        return "; ".join(parts)

    def _statement_in_words(self, knowledge: Knowledge) -> str:
        words = _STATE_IN_WORDS[knowledge.state]
        if knowledge.since is None or not is_plain(self.event):
            return words
        return f"{words} ({moment_of(knowledge.since)})"

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table, in the order of `headings`."""
        return (
            name_of(self.event),
            date_of(self.event) if is_plain(self.event) else "",
            self.agency,
            self.state_in_words,
            self._since_in_words,
            self._lag_in_words,
            self._basis_in_words,
            " > ".join(self.chain[:-1]),
            self._other_statements_in_words,
        )

    def __str__(self) -> str:
        when = f", {date_of(self.event)}" if is_plain(self.event) else ""
        words = f"{name_of(self.event)}{when}: {self.agency} {self.state_in_words}"
        if self.since is None:
            return words
        since = self._since_in_words
        if since:
            words += f", {'from' if self.said is KnowledgeState.KNEW else 'as of'} {since}"
        words += f" ({self._basis_in_words})"
        lag = self._lag_in_words
        if lag.endswith(("earlier", "same day")):
            words += f", {lag}"
        elif lag:
            words += f", after {lag}"
        if len(self.chain) > 1:
            told = _TOLD_IN_WORDS.get(self.said, "told")
            way = "by" if len(self.chain) == 2 else "by way of"
            words += f", {told} {way} {' > '.join(self.chain[:-1])}"
        other_statements = self._other_statements_in_words
        return f"{words}; {other_statements}" if other_statements else words

    def __repr__(self) -> str:
        return f"<Awareness: {self}>"


class _Concerned(NamedTuple):
    """The agencies that one event concerned, and in what way."""

    statements: Mapping[AgencyId, tuple[StatedKnowledge, ...]]
    """What is stated of the knowledge of each."""
    involved: Mapping[AgencyId, bool | None]
    """Those involved with a person in the event. True: certainly; None: possibly."""
    named: Mapping[str, tuple[AgencyId, ...]]
    """The fields of the event that name agencies, with these agencies."""


class AwarenessFinder:
    """A finder of `Awareness` rows in a case file, as known by the end of one minute (`by`).

    What the case file says of agencies is collected once, for all events.
    """

    def __init__(self, casefile: CaseFile, by: int) -> None:
        self._casefile = casefile
        self._by = by
        self._order = {agency.id: place for place, agency in enumerate(casefile.agencies)}
        self._involvements: dict[PersonId, list[tuple[AgencyId, When | None]]] = defaultdict(list)
        for involvement in casefile.involvements:
            for person in involvement.people if involvement.state is InvolvementState.INVOLVED else ():
                self._involvements[person].append((involvement.agency, involvement.during))
        self._died = {
            person.id: person.died for person in (*casefile.children, *casefile.adults) if person.died is not None
        }
        self._agencies_with_account: dict[RecordId, set[AgencyId]] = defaultdict(set)
        for event in casefile.events:
            if event.account_of is not None and event.agency is not None:
                self._agencies_with_account[event.account_of].add(event.agency)

    def rows_for(
        self, told: ToldEvent, agencies: Collection[AgencyId], known_by: tuple[AgencyId, ...]
    ) -> Iterator[Awareness]:
        """Yield a row for each of these agencies, in the order given."""
        if agencies:
            concerned = self._concerned_by(whole_of(told))
            for agency in agencies:
                yield self._row(told, agency, concerned, known_by)

    def rows_for_all_concerned(self, told: ToldEvent) -> Iterator[Awareness]:
        """Yield a row for each agency that the event concerned, in the order of the case file.

        Agencies that are not in the case file come last. The agency that made the entry has no row.
        """
        event = whole_of(told)
        concerned = self._concerned_by(event)
        named = chain.from_iterable(concerned.named.values())
        agencies = {*concerned.involved, *concerned.statements, *named} - {event.agency}
        for agency in sorted(agencies, key=lambda agency: (self._order.get(agency, len(self._order)), agency)):
            yield self._row(told, agency, concerned, ())

    def _row(
        self,
        told: ToldEvent,
        agency: AgencyId,
        concerned: _Concerned,
        known_by: tuple[AgencyId, ...],
    ) -> Awareness:
        event = whole_of(told)
        about_agency = concerned.statements.get(agency, ())
        standing = standing_of(about_agency, self._by)
        decisive = standing.statement
        before: list[Knowledge] = []
        besides: list[Knowledge] = []
        if decisive is not None:
            for other in about_agency:
                if other is decisive or other.low > self._by:
                    continue
                if is_before(other, decisive):
                    before.append(other.knowledge)
                elif other.knowledge.state is not decisive.knowledge.state:
                    besides.append(other.knowledge)
        return Awareness(
            event=head_of(told),
            agency=agency,
            state=standing.state,
            definite=standing.is_certain,
            said=None if decisive is None else decisive.knowledge.state,
            basis=None if decisive is None else decisive.knowledge.basis,
            since=_since(standing),
            is_dated=decisive is not None and decisive.is_dated,
            lag=_lag(event, standing, self._by),
            chain=self._chain(agency, concerned.statements),
            before=tuple(before),
            besides=tuple(besides),
            parts=self._parts(told, agency, concerned.named),
            involved=concerned.involved.get(agency, False),
            known_by=known_by,
        )

    def _involved_in(self, event: Event) -> Mapping[AgencyId, bool | None]:
        """Return the agencies involved with a person in the event at its time. True: certainly; None: possibly."""
        involved: dict[AgencyId, bool | None] = {}
        for person in self._alive(event):
            for agency, during in self._involvements.get(person, ()):
                if during is None:  # no dates on file: the involvement may cover the time of the event
                    involved.setdefault(agency, None)
                elif event.when.possibly_overlaps(during):
                    if event.when.definitely_overlaps(during):
                        involved[agency] = True
                    else:
                        involved.setdefault(agency, None)
        return involved

    # Work with a person ends with the death, whatever the dates of the involvement: an open one has no other end.
    def _alive(self, event: Event) -> Iterator[PersonId]:
        """Yield the people in an event who had not certainly died before it."""
        for person in people_in(event):
            died = self._died.get(person)
            if died is None or not died.definitely_before(event.when):
                yield person

    def _parts(self, told: ToldEvent, agency: AgencyId, named: Mapping[str, tuple[AgencyId, ...]]) -> tuple[str, ...]:
        event = whole_of(told)
        parts = [field for field, agencies in named.items() if agency in agencies]
        if any(self._agency_of(id) == agency for id in event.reported_by):
            parts.append("reported_by")
        if event.agency == agency:
            parts.append("agency")
        elif any(entry.agency == agency for entry in entries_of(told)) or self._has_account(event, agency):
            parts.append("account_of")
        return tuple(parts)

    def _has_account(self, event: Event, agency: AgencyId) -> bool:
        """Return whether an agency has an account of the event, or of what the event is itself an account of."""
        ids = [id for id in (event.id, event.account_of) if id is not None]
        return any(agency in self._agencies_with_account.get(id, ()) for id in ids)

    def _chain(
        self, agency: AgencyId, statements: Mapping[AgencyId, tuple[StatedKnowledge, ...]]
    ) -> tuple[RecordId, ...]:
        """Return who told whom until the agency knew, as far as the file says; the agency comes last."""
        chain = {agency: None}
        while True:
            decisive = standing_of(statements.get(agency, ()), self._by).statement
            if decisive is None or decisive.knowledge.told_by is None:
                break
            agency = self._agency_of(decisive.knowledge.told_by)
            if agency in chain:  # a circle of agencies that told each other
                break
            chain[agency] = None
        return tuple(reversed(chain))

    def _concerned_by(self, event: Event) -> _Concerned:
        return _Concerned(statements_by_agency(event), self._involved_in(event), self._named_in(event))

    def _named_in(self, event: Event) -> dict[str, tuple[AgencyId, ...]]:
        """Return the fields of an event that name agencies, with these agencies; a professional names an agency too."""
        named: dict[str, tuple[AgencyId, ...]] = {}
        for field in _NAMING_FIELDS:
            if value := getattr(event, field):
                ids = value if isinstance(value, tuple) else (value,)
                named[field] = tuple(self._agency_of(id) for id in ids if not self._is_person(id))
        return named

    def _is_person(self, id: RecordId) -> bool:
        return isinstance(find_record(self._casefile, id), Person)

    def _agency_of(self, id: RecordId) -> RecordId:
        """Return the agency of a professional; for any other record, the id itself."""
        record = find_record(self._casefile, id)
        return record.agency if isinstance(record, Professional) else id


def _since(standing: AgencyStanding) -> When | None:
    """Return the time from which the state holds: the date of the deciding statement.

    If another statement changes the latest possible start, return the range from the earliest to the latest start.
    """
    decisive = standing.statement
    if decisive is None:
        return None
    if standing.latest_start == decisive.high:
        return decisive.since
    return when_between(decisive.low, standing.latest_start)


def _lag(event: Event, standing: AgencyStanding, by: int) -> DayCount | None:
    """Return the days from the start of an event until an agency knew of it.

    None if the agency neither knew nor possibly knew of the event, or if nothing says when it knew.
    """
    decisive = standing.statement
    if decisive is None or not decisive.knew:
        return None
    if not decisive.is_dated and decisive.since == event.when:  # the date of the event, not of knowing
        return None
    event_start = meaning_of(event.when)
    least = _days_between(event_start.start_high, decisive.low)
    most = _days_between(event_start.start_low, min(standing.latest_start, by))
    # Nobody knows of an event before it starts, so a date that only may lie before the event gives at least 0 days. A
    # date that certainly lies before the event gives negative days: that is what the source states.
    if most is None or most >= 0:
        least = max(least or 0, 0)
    return DayCount(least, most)


def _days_between(start: int, end: int) -> int | None:
    """Return the days from the day of one minute to the day of another; None if either minute has no bound."""
    if abs(start) >= ANY or abs(end) >= ANY:
        return None
    return end // DAY - start // DAY

"""`Awareness`, what one agency knew of one event, and the finder that makes it from a case file."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar, Final

import attrs

from safeguard_model.dates import DayCount, When
from safeguard_model.dates.edtf import ANY, DAY
from safeguard_model.dates.when import meaning_of
from safeguard_model.knowing.statements import is_before, standing_of, statements_by_agency
from safeguard_model.records import (
    AgencyId,
    Event,
    Knowledge,
    KnowledgeBasis,
    KnowledgeState,
    Professional,
    RecordId,
    Seen,
)
from safeguard_model.timeline.answers import date_of, is_plain, moment_of, name_of
from safeguard_model.timeline.inputs import find_record, people_in
from safeguard_model.timeline.minutes import when_between

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from safeguard_model.knowing.statements import AgencyStanding, StatedKnowledge
    from safeguard_model.records import CaseFile, PersonId

__all__ = ["Awareness", "AwarenessFinder"]

_STATE_IN_WORDS: Final = {
    KnowledgeState.KNEW: "knew",
    KnowledgeState.HELD_NOT_LOOKED_UP: "held it and did not look it up",
    KnowledgeState.SENT_NOT_RECEIVED: "was sent it and did not receive it",
    KnowledgeState.DID_NOT_KNOW: "did not know",
    KnowledgeState.BELIEVED_OTHERWISE: "believed otherwise",
}
_PART_IN_WORDS: Final = {
    "agency": "its own entry",
    "account_of": "it has an account of its own",
    "from_agency": "named as the sender",
    "to_agency": "named as the receiver",
    "attended": "it attended",
    "invited": "it was invited",
    "apologies": "it sent apologies",
    "reported_by": "it reported it",
}
"""The fields of an entry that may name an agency, in words. They do not say whether it knew."""
_AGENCY_FIELDS: Final = ("from_agency", "to_agency", "attended", "invited", "apologies")
"""The fields of an event that hold ids of agencies, apart from whose entry it is."""


@attrs.frozen(kw_only=True, repr=False)
class Awareness:
    """What one agency knew of one event. For a birth or a death it prints no date, and no days that would reveal it."""

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
    """The event."""
    agency: AgencyId
    """The agency."""
    state: Seen
    """Whether it knew, possibly knew, or is stated not to have known; or nothing is recorded."""
    definite: bool
    """Whether it was in that state whatever the dates mean: it knew, or it is stated not to have known."""
    said: KnowledgeState | None
    """The entry's own word: sent and not received, held and not looked up ...; None: nothing is recorded."""
    basis: KnowledgeBasis | None
    """Whether a source states it, or it is assumed of the agency's own entry; None if the file does not say."""
    since: When | None
    """Since when. If the statement has no date: the time of the event, or when the entry was written down."""
    is_dated: bool
    """Whether `since` comes from the source. If False, the event's own time is used instead."""
    lag: DayCount | None
    """The days from the event until the agency knew of it; None if it did not know, or no date is stated."""
    chain: tuple[RecordId, ...]
    """Who told whom, ending with the agency: ``("police", "csc", "mw", "gp")``. A person may be among them."""
    before: tuple[Knowledge, ...]
    """The statements that are certainly earlier, in order: it believed otherwise until it was told."""
    besides: tuple[Knowledge, ...]
    """Other statements that say something else and may be as late or later: the dates leave open which one holds."""
    parts: tuple[str, ...]
    """The fields of the event that name the agency (``attended``, ``to_agency``). They do not say whether it knew."""
    involved: bool | None
    """Whether it was then involved with a person in the event; None: possibly, by the dates; False: not on file."""
    known_by: tuple[AgencyId, ...] = ()
    """For `known_but_not`: the agencies asked about that knew."""

    @property
    def state_in_words(self) -> str:
        """The state as a reviewer reads it: "possibly knew", "believed otherwise", "not recorded"."""
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
        # dict.fromkeys keeps the order and leaves out what would be said twice.
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
        """Return its row of the table."""
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
            told = "sent" if self.said is KnowledgeState.SENT_NOT_RECEIVED else "told"
            way = "by" if len(self.chain) == 2 else "by way of"
            words += f", {told} {way} {' > '.join(self.chain[:-1])}"
        other_statements = self._other_statements_in_words
        return f"{words}; {other_statements}" if other_statements else words

    def __repr__(self) -> str:
        return f"<Awareness: {self}>"


class AwarenessFinder:
    """A case file as it was by some minute, with indexes that are made once for all events."""

    def __init__(self, casefile: CaseFile, by: int) -> None:
        self._casefile = casefile
        self._by = by
        self._order = {agency.id: place for place, agency in enumerate(casefile.agencies)}
        self._involvements: dict[PersonId, list[tuple[AgencyId, When | None]]] = defaultdict(list)
        for involvement in casefile.involvements:
            for person in involvement.people:
                self._involvements[person].append((involvement.agency, involvement.during))
        self._agencies_with_account: dict[RecordId, set[AgencyId]] = defaultdict(set)
        for event in casefile.events:
            if event.account_of is not None and event.agency is not None:
                self._agencies_with_account[event.account_of].add(event.agency)

    def rows_for(
        self, event: Event, agencies: Collection[AgencyId], known_by: tuple[AgencyId, ...]
    ) -> Iterator[Awareness]:
        """Yield a row for each of these agencies, in their order."""
        if agencies:
            involved, statements = self._involved_in(event), statements_by_agency(event)
            for agency in agencies:
                yield self._row(event, agency, statements, involved, known_by)

    def rows_for_all_concerned(self, event: Event) -> Iterator[Awareness]:
        """Yield a row for each agency that the event concerned, except its own, in the order of the case file."""
        involved, statements = self._involved_in(event), statements_by_agency(event)
        named = (agency for field in _AGENCY_FIELDS for agency in _ids_in(getattr(event, field)))
        agencies = {*involved, *statements, *named} - {event.agency}
        for agency in sorted(agencies, key=lambda agency: (self._order.get(agency, len(self._order)), agency)):
            yield self._row(event, agency, statements, involved, ())

    def _row(
        self,
        event: Event,
        agency: AgencyId,
        statements: Mapping[AgencyId, tuple[StatedKnowledge, ...]],
        involved: Mapping[AgencyId, bool | None],
        known_by: tuple[AgencyId, ...],
    ) -> Awareness:
        about_agency = statements.get(agency, ())
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
            event=event,
            agency=agency,
            state=standing.state,
            definite=standing.is_certain,
            said=None if decisive is None else decisive.knowledge.state,
            basis=None if decisive is None else decisive.knowledge.basis,
            since=_since(standing),
            is_dated=decisive is not None and decisive.is_dated,
            lag=_lag(event, standing, self._by),
            chain=self._chain(agency, statements),
            before=tuple(before),
            besides=tuple(besides),
            parts=self._parts(event, agency),
            involved=involved.get(agency, False),
            known_by=known_by,
        )

    def _involved_in(self, event: Event) -> Mapping[AgencyId, bool | None]:
        """Return the agencies involved with a person in the event at the time: True certainly, None possibly."""
        involved: dict[AgencyId, bool | None] = {}
        for person in people_in(event):
            for agency, during in self._involvements.get(person, ()):
                if during is None:  # no dates on file: at some time, which may be this one
                    involved.setdefault(agency, None)
                elif event.when.possibly_overlaps(during):
                    if event.when.definitely_overlaps(during):
                        involved[agency] = True
                    else:
                        involved.setdefault(agency, None)
        return involved

    def _parts(self, event: Event, agency: AgencyId) -> tuple[str, ...]:
        parts = [field for field in _AGENCY_FIELDS if agency in _ids_in(getattr(event, field))]
        if any(self._agency_of(id) == agency for id in event.reported_by):
            parts.append("reported_by")
        if event.agency == agency:
            parts.append("agency")
        elif any(
            agency in self._agencies_with_account.get(id, ()) for id in (event.id, event.account_of) if id is not None
        ):
            parts.append("account_of")
        return tuple(parts)

    def _chain(
        self, agency: AgencyId, statements: Mapping[AgencyId, tuple[StatedKnowledge, ...]]
    ) -> tuple[RecordId, ...]:
        """Return who told the agency, who had told them, and so on, as far as is on file."""
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

    def _agency_of(self, id: RecordId) -> RecordId:
        """Return the agency of a professional; for any other record, the id itself."""
        record = find_record(self._casefile, id)
        return record.agency if isinstance(record, Professional) else id


def _ids_in(value: tuple[AgencyId, ...] | AgencyId | None) -> tuple[AgencyId, ...]:
    """Return the ids in a field that holds one, several or none."""
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _since(standing: AgencyStanding) -> When | None:
    """Return since when it holds: the date as the statement has it, unless another statement moves its end."""
    decisive = standing.statement
    if decisive is None:
        return None
    if standing.latest_start == decisive.high:
        return decisive.since
    return when_between(decisive.low, standing.latest_start)


def _lag(event: Event, standing: AgencyStanding, by: int) -> DayCount | None:
    """Return the days from the start of an event until an agency knew of it; None if no date is stated for that."""
    decisive = standing.statement
    if decisive is None or not decisive.knew:
        return None
    if not decisive.is_dated and decisive.since == event.when:  # the event's own time would give 0 days
        return None
    event_start = meaning_of(event.when)
    least = _days_between(event_start.start_high, decisive.low)
    most = _days_between(event_start.start_low, min(standing.latest_start, by))
    if most is None or most >= 0:  # a date that may lie before the event means no earlier than the event
        least = max(least or 0, 0)
    return DayCount(least, most)


def _days_between(start: int, end: int) -> int | None:
    """Return the days from one minute to another; None if either has no bound."""
    if abs(start) >= ANY or abs(end) >= ANY:
        return None
    return end // DAY - start // DAY

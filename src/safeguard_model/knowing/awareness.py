"""`Awareness`, how one event stood with one agency; and what finds it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar, Final

import attrs

from safeguard_model.dates import DayCount, When
from safeguard_model.dates.edtf import ANY, DAY
from safeguard_model.dates.when import meaning_of
from safeguard_model.knowing.statements import is_before, standing, state_of, statements_by_agency
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
    from collections.abc import Iterable, Iterator, Mapping

    from safeguard_model.knowing.statements import AgencyStanding, StatedKnowledge
    from safeguard_model.records import CaseFile, PersonId

__all__ = ["Awareness", "AwarenessFinder"]

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
_NAMING: Final = ("from_agency", "to_agency", "attended", "invited", "apologies")
"""The fields of an event that name agencies."""


@attrs.frozen(kw_only=True, repr=False)
class Awareness:
    """How one event stood with one agency. Of a birth or a death no date is printed, nor days from which it follows."""

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
    """Whether it knew, possibly knew, is stated not to have known; or that nothing is recorded."""
    definite: bool
    """Whether it certainly stood so: knew, or was stated not to know, whatever the dates mean."""
    said: KnowledgeState | None
    """What the entry says in its own words: sent and not received, held and not looked up; None: not recorded."""
    basis: KnowledgeBasis | None
    """Whether a source states it, or it is assumed of the agency's own entry; None where the file does not say."""
    since: When | None
    """Since when; of a statement without a date the event's own time, or when the entry was written down."""
    is_dated: bool
    """Whether `since` is what the source says, and not the event's own time in its place."""
    lag: DayCount | None
    """The days from the event to its knowing of it; None where it did not, or no date is stated."""
    chain: tuple[RecordId, ...]
    """Who told whom, the agency last: ``("police", "csc", "mw", "gp")``. One who told may also be a person."""
    before: tuple[Knowledge, ...]
    """What was stated of it certainly earlier, in order: it believed otherwise until it was told."""
    besides: tuple[Knowledge, ...]
    """What else is stated of it that may be of the same time or later, so that the dates leave open which holds."""
    parts: tuple[str, ...]
    """The fields of the event that name the agency (``attended``, ``to_agency``), from which nothing is concluded."""
    involved: bool | None
    """Whether it was then involved with a person in the event; None: possibly, by the dates; False: not on file."""
    known_by: tuple[AgencyId, ...] = ()
    """Of `known_but_not`: the agencies of those asked about that knew."""

    @property
    def state_in_words(self) -> str:
        """The state as a reviewer reads it: "possibly knew", "believed otherwise", "not recorded"."""
        if self.said is None:
            return "not recorded" + (
                f", though {' and '.join(_PARTS[part] for part in self.parts)}" if self.parts else ""
            )
        return f"{'' if self.definite else 'possibly '}{_STATES[self.said]}"

    @property
    def _since_in_words(self) -> str:
        return "" if self.since is None or not is_plain(self.event) else moment_of(self.since)

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
        is_own = self.basis is KnowledgeBasis.ASSUMED and self.event.agency == self.agency
        stands_in = not self.is_dated and not is_own and self.since == self.event.when
        return f"{basis}, date of the event" if stands_in else basis

    @property
    def _earlier_in_words(self) -> str:
        earlier = dict.fromkeys(_STATES[one.state] for one in self.before if one.state is not self.said)
        besides = dict.fromkeys(self._in_words(one) for one in self.besides)
        parts = [f"before, it {' and '.join(earlier)}"] if earlier else []
        return "; ".join([*parts, *([f"stated too: {', '.join(besides)}"] if besides else [])])

    def _in_words(self, knowledge: Knowledge) -> str:
        words = _STATES[knowledge.state]
        if knowledge.since is None or not is_plain(self.event):
            return words
        return f"{words} ({moment_of(knowledge.since)})"

    def cells(self) -> tuple[object, ...]:
        """Its row of the table."""
        return (
            name_of(self.event),
            date_of(self.event) if is_plain(self.event) else "",
            self.agency,
            self.state_in_words,
            self._since_in_words,
            self._lag_in_words,
            self._basis_in_words,
            " > ".join(self.chain[:-1]),
            self._earlier_in_words,
        )

    def __str__(self) -> str:
        when = f", {date_of(self.event)}" if is_plain(self.event) else ""
        words = f"{name_of(self.event)}{when}: {self.agency} {self.state_in_words}"
        if self.since is None:
            return words
        if since := self._since_in_words:
            words += f", {'from' if self.said is KnowledgeState.KNEW else 'as of'} {since}"
        words += f" ({self._basis_in_words})"
        if lag := self._lag_in_words:
            words += f", {lag}" if lag.endswith(("earlier", "same day")) else f", after {lag}"
        if len(self.chain) > 1:
            told = "sent" if self.said is KnowledgeState.SENT_NOT_RECEIVED else "told"
            way = "by" if len(self.chain) == 2 else "by way of"
            words += f", {told} {way} {' > '.join(self.chain[:-1])}"
        return f"{words}; {earlier}" if (earlier := self._earlier_in_words) else words

    def __repr__(self) -> str:
        return f"<Awareness: {self}>"


class AwarenessFinder:
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
        involved, statements = self._involved_in(event), statements_by_agency(event)
        named = (agency for field in _NAMING for agency in _several(getattr(event, field)))
        found = {*involved, *statements, *named} - {event.agency}
        for agency in sorted(found, key=lambda one: (self._order.get(one, len(self._order)), one)):
            yield self._awareness(event, agency, statements, involved, ())

    def unknown(
        self, event: Event, agencies: Iterable[AgencyId], known_by: tuple[AgencyId, ...]
    ) -> Iterator[Awareness]:
        """How the event stood with each agency that did not certainly know of it."""
        others = [agency for agency in agencies if state_of(event, agency, self._by) is not Seen.KNEW]
        if others:
            involved, statements = self._involved_in(event), statements_by_agency(event)
            for agency in others:
                yield self._awareness(event, agency, statements, involved, known_by)

    def _awareness(
        self,
        event: Event,
        agency: AgencyId,
        all_statements: Mapping[AgencyId, tuple[StatedKnowledge, ...]],
        involved: Mapping[AgencyId, bool | None],
        known_by: tuple[AgencyId, ...],
    ) -> Awareness:
        statements = all_statements.get(agency, ())
        stood = standing(statements, self._by)
        shown = stood.statement
        knowledge = None if shown is None else shown.knowledge
        others = [one for one in statements if shown is not None and one is not shown and one.low <= self._by]
        before = [one for one in others if shown is not None and is_before(one, shown)]
        said = None if knowledge is None else knowledge.state
        besides = [one.knowledge for one in others if one not in before and one.knowledge.state is not said]
        return Awareness(
            event=event,
            agency=agency,
            state=stood.state,
            definite=stood.certainly,
            said=said,
            basis=None if knowledge is None else knowledge.basis,
            since=None if shown is None else _since(stood),
            is_dated=shown is not None and shown.is_dated,
            lag=_lag(event, stood, self._by),
            chain=self._chain(agency, all_statements),
            before=tuple(one.knowledge for one in before),
            besides=tuple(besides),
            parts=self._parts(event, agency),
            involved=involved.get(agency, False),
            known_by=known_by,
        )

    def _involved_in(self, event: Event) -> Mapping[AgencyId, bool | None]:
        """The agencies then involved with a person in the event: True certainly, None possibly."""
        found: dict[AgencyId, bool | None] = {}
        for person in people_in(event):
            for agency, during in self._involved.get(person, ()):
                if during is None or event.when.possibly_overlaps(during):
                    certainly = during is not None and event.when.definitely_overlaps(during)
                    found[agency] = True if certainly or found.get(agency) else None
        return found

    def _parts(self, event: Event, agency: AgencyId) -> tuple[str, ...]:
        found = [field for field in _NAMING if agency in _several(getattr(event, field))]
        if any(agency_behind(self._casefile, id) == agency for id in event.reported_by):
            found.append("reported_by")
        if event.agency == agency:
            found.append("agency")
        elif any(agency in self._accounts.get(id, ()) for id in (event.id, event.account_of) if id is not None):
            found.append("account_of")
        return tuple(found)

    def _chain(
        self, agency: AgencyId, statements: Mapping[AgencyId, tuple[StatedKnowledge, ...]]
    ) -> tuple[RecordId, ...]:
        """Who told the agency, who had told them, and so on back to whose entry it is or as far as is on file."""
        chain = {agency: None}
        while shown := standing(statements.get(agency, ()), self._by).statement:
            if shown.knowledge.told_by is None:
                break
            agency = agency_behind(self._casefile, shown.knowledge.told_by)
            if agency in chain:
                break
            chain[agency] = None
        return tuple(reversed(chain))


def agency_behind(casefile: CaseFile, id: RecordId) -> RecordId:
    """The agency of a professional; of anyone else, the id itself."""
    record = find_record(casefile, id)
    return record.agency if isinstance(record, Professional) else id


def _several(ids: tuple[AgencyId, ...] | AgencyId | None) -> tuple[AgencyId, ...]:
    return ids if isinstance(ids, tuple) else () if ids is None else (ids,)


def _since(stood: AgencyStanding) -> When | None:
    """Since when, in the words of the statement where it says just that."""
    shown = stood.statement
    if shown is None or stood.high == shown.high:
        return shown and shown.since
    return when_between(shown.low, stood.high)


def _lag(event: Event, stood: AgencyStanding, by: int) -> DayCount | None:
    """The days from the start of an event to an agency's knowing of it; None where no date is stated for that."""
    shown = stood.statement
    if shown is None or not shown.knew or (not shown.is_dated and shown.since == event.when):
        return None
    begun = meaning_of(event.when)
    high = min(stood.high, by)
    least = shown.low // DAY - begun.start_high // DAY if shown.low > -ANY and abs(begun.start_high) < ANY else None
    most = high // DAY - begun.start_low // DAY if high < ANY and abs(begun.start_low) < ANY else None
    if most is None or most >= 0:  # a date that may lie before the event means no earlier than it
        least = max(least or 0, 0)
    return DayCount(least, most)

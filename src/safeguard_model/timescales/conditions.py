"""Conditions of a timescale that depend on agencies and decisions: who must act, and what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model.records import Agency, EventKind
from safeguard_model.records.casefile import find_record
from safeguard_model.timescales.timescale import in_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from safeguard_model.records import AgencyId, CaseFile, Event, Nation
    from safeguard_model.timescales.timescale import Timescale
    from safeguard_model.timescales.triggers import Occurrence

__all__ = ["MET", "AgencyRule", "Condition", "DecisionRule", "unmet"]


class Condition(NamedTuple):
    """A condition of a timescale, checked for one start."""

    possibly: bool
    """Whether the condition is met under at least one reading of the dates."""
    certainly: bool
    """Whether the condition is met under every reading of the dates."""
    why: str = ""
    """Why the condition is not met, in words; empty if it may be met."""


MET: Final = Condition(possibly=True, certainly=True)
_OPEN: Final = Condition(possibly=True, certainly=False)


def unmet(why: str = "") -> Condition:
    """Return a condition that is not met under any reading of the dates. `why` is the reason, in words."""
    return Condition(possibly=False, certainly=False, why=why)


_OWN_WORK: Final = frozenset(
    {
        EventKind.REFERRAL_DECISION,
        EventKind.ASSESSMENT_STARTED,
        EventKind.ASSESSMENT_COMPLETED,
        EventKind.SECTION_47_STARTED,
        EventKind.SECTION_47_COMPLETED,
    }
)
"""Kinds of event that are the work of one agency: the sender or, if the entry names none, the agency of the entry.

A conference is not one of them: all agencies that attend may have an entry about it.
"""


# The agency that must act is the one to which the start goes. If no entry names a receiver, the start is taken to go to
# an agency of the right kind (a referral goes to social care, as the word says), and the nation is that of the agency
# whose entry it is. If the entry tells of no nation, the agencies on file that the timescale may bind tell it. If they
# do not either, a question about one nation's timescales has named the nation; of the timescales of several nations,
# each may apply.
class AgencyRule:
    """The agencies that a timescale binds, and their nation."""

    def __init__(self, scale: Timescale, casefile: CaseFile, nations: Collection[Nation]) -> None:
        """Make the rule. `nations`: the nations of all timescales that were asked about."""
        self._scale, self._casefile = scale, casefile
        bound = [agency for agency in casefile.agencies if not scale.agencies or agency.kind in {None, *scale.agencies}]
        self._on_file = {agency.nation for agency in bound}
        """The nations of all agencies on file that the timescale may bind; None among them is an unknown nation."""
        self._is_named = len(nations) == 1

    def binds(self, start: Occurrence) -> Condition:
        """Return whether the agency that must act is of a kind that the timescale binds, in its nation."""
        receivers = [self._agency(account.to_agency) for account in start.accounts if account.to_agency is not None]
        acting = receivers or [self._agency(account.agency) for account in start.accounts]
        nation = self._is_in_nation([agency for agency in acting if agency is not None])
        if not nation.possibly or not self._scale.agencies or not receivers:
            return nation
        kinds = {None if agency is None else agency.kind for agency in receivers}
        if not kinds.isdisjoint(self._scale.agencies):
            return nation
        return _OPEN if None in kinds else unmet("it went to another kind of agency")

    def _is_in_nation(self, acting: Collection[Agency]) -> Condition:
        nation = self._scale.nation
        nations = {agency.nation for agency in acting} - {None}
        if nations:
            return MET if nation in nations else unmet(f"the agency that must act is in {_places(nations)}")
        known = self._on_file - {None}
        if nation in known or not known:
            return MET if self._is_named or known == {nation} else _OPEN
        if not acting and None not in self._on_file:
            return unmet(f"the agencies on file that may have to act are in {_places(known)}")
        return _OPEN

    def counts_as_stop(self, stop: Occurrence) -> bool:
        """Return whether a stop may be the work of an agency of the kinds that must act, as far as the file says."""
        if not self._scale.agencies:
            return True
        return any(self._may_be_its_work(account) for account in stop.accounts)

    def _may_be_its_work(self, account: Event) -> bool:
        if account.kind not in _OWN_WORK:
            return True
        agency = self._agency(account.from_agency or account.agency)
        return agency is None or agency.kind is None or agency.kind in self._scale.agencies

    def _agency(self, id: AgencyId | None) -> Agency | None:
        record = find_record(self._casefile, id)
        return record if isinstance(record, Agency) else None


def _places(nations: Iterable[Nation | None]) -> str:
    return " or ".join(sorted(in_words(nation) for nation in nations if nation is not None))


class DecisionRule:
    """The decisions after which a clock does not run."""

    kinds: Final = (EventKind.REFERRAL_DECISION, EventKind.NO_FURTHER_ACTION)
    """The kinds of event that hold such a decision."""

    def __init__(self, scale: Timescale) -> None:
        self._unless = frozenset(scale.unless)

    def allows(self, start: Occurrence, responses: Iterable[Occurrence], following: Iterable[Occurrence]) -> Condition:
        """Return whether what was decided about a start lets the clock run.

        `responses`: the decisions that respond to the start. `following`: the next decisions that share the start's
        record, an incident or a child, before the next start; with vague dates there may be two candidates. They count
        only if there are no responses, and only those of kind `referral_decision`.
        """
        if not self._unless:
            return MET
        if any(account.decision in self._unless for account in start.accounts):
            return self._ended(start.accounts)
        explicit = [*responses]
        for response in explicit:
            if self._ends(response):
                return self._ended(response.accounts)
        candidates = [] if explicit else [each for each in following if each.event.kind is EventKind.REFERRAL_DECISION]
        ending = [each for each in candidates if self._ends(each)]
        if ending and len(ending) == len(candidates):
            return self._ended(ending[0].accounts)
        return _OPEN if ending else MET

    def _ends(self, decided: Occurrence) -> bool:
        return any(
            account.decision in self._unless or account.kind is EventKind.NO_FURTHER_ACTION
            for account in decided.accounts
        )

    def _ended(self, accounts: Iterable[Event]) -> Condition:
        decisions = [account.decision for account in accounts if account.decision in self._unless]
        words = in_words(decisions[0]) if decisions and decisions[0] is not None else "no further action"
        return unmet(f"decided: {words}")

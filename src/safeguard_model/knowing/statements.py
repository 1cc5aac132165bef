"""The statements on file about what an agency knew of an event, and what follows from them at some minute."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model.dates.edtf import ANY, NEVER
from safeguard_model.dates.when import When, meaning_of
from safeguard_model.records import Knowledge, KnowledgeBasis, KnowledgeState, Seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from safeguard_model.records import AgencyId, Event

__all__ = [
    "CERTAINLY_KNEW",
    "MAY_HAVE_KNOWN",
    "AgencyStanding",
    "StatedKnowledge",
    "is_before",
    "standing_of",
    "state_of",
    "statements_by_agency",
    "statements_of",
]

CERTAINLY_KNEW: Final = frozenset({Seen.KNEW})
"""The state of an agency that knew, whatever the dates mean."""
MAY_HAVE_KNOWN: Final = CERTAINLY_KNEW | {Seen.POSSIBLY}
"""The states of an agency that knew under at least one reading of the dates."""


class StatedKnowledge(NamedTuple):
    """A statement about one agency and one event, with the minutes in which it may have begun to hold."""

    low: int
    """The first minute in which it may have begun to hold."""
    high: int
    """The last minute in which it may have begun to hold."""
    place: int
    """Its place in the file, which decides between two statements of the same minute."""
    since: When
    """The date it holds from."""
    is_dated: bool
    """False if the source gives no date, so that `since` is the time of the event or of its entry."""
    knowledge: Knowledge
    """The statement as it is on file."""

    @property
    def knew(self) -> bool:
        """Whether the statement says that the agency knew."""
        return self.knowledge.state is KnowledgeState.KNEW


class AgencyStanding(NamedTuple):
    """What follows, at one minute, from everything stated about an agency and an event."""

    state: Seen
    """Whether the agency knew, possibly knew, or is stated not to have known."""
    is_certain: bool
    """Whether the agency was in that state under every reading of the dates."""
    statement: StatedKnowledge | None
    """The statement that decides it. If the agency knew, the first "knew" that may have held without a break."""
    latest_start: int
    """The latest minute from which the agency may have known without a break."""


_NOT_RECORDED = AgencyStanding(Seen.NOT_RECORDED, False, None, 0)


def state_of(event: Event, agency: AgencyId, by: int) -> Seen:
    """Return whether an agency knew of an event by the end of a minute."""
    if event.agency != agency and not event.known_to:  # most pairs of an event and an agency end here
        return Seen.NOT_RECORDED
    return standing_of(statements_of(event, agency), by).state


def statements_of(event: Event, agency: AgencyId) -> tuple[StatedKnowledge, ...]:
    """Return the statements about one agency and an event, in order of time.

    An agency is assumed to know its own entry from `recorded`, or from `when` if that is missing. A statement replaces
    this assumption. A statement without `since` holds from the same time; for another agency's entry, from the time of
    the event. If `since` may lie before the event, only the part after the start of the event counts.
    """
    stated = [(place, knowledge) for place, knowledge in enumerate(event.known_to) if knowledge.agency == agency]
    return _in_order(event, agency, stated)


def statements_by_agency(event: Event) -> dict[AgencyId, tuple[StatedKnowledge, ...]]:
    """Return the statements about an event for every agency that has any: the agency of the entry comes first."""
    stated: dict[AgencyId, list[tuple[int, Knowledge]]] = defaultdict(list)
    if event.agency is not None:
        stated[event.agency] = []
    for place, knowledge in enumerate(event.known_to):
        stated[knowledge.agency].append((place, knowledge))
    return {agency: _in_order(event, agency, of_agency) for agency, of_agency in stated.items()}


def _in_order(event: Event, agency: AgencyId, stated: Sequence[tuple[int, Knowledge]]) -> tuple[StatedKnowledge, ...]:
    is_own_entry = event.agency == agency
    default_since = event.when
    if is_own_entry and event.recorded is not None:
        default_since = event.recorded
    if is_own_entry and not stated:
        return (_statement(event, 0, _assumed(agency), default_since),)
    statements = [_statement(event, place, knowledge, default_since) for place, knowledge in stated]
    return tuple(sorted(statements, key=_time_and_place))


@lru_cache(4096)
def _assumed(agency: AgencyId) -> Knowledge:
    return Knowledge(agency=agency, basis=KnowledgeBasis.ASSUMED)


def _statement(event: Event, place: int, knowledge: Knowledge, default_since: When) -> StatedKnowledge:
    since = knowledge.since or default_since
    low, high, _, end = meaning_of(since)
    if low == -NEVER:  # a span without a beginning: it holds from some time before its end
        low, high = -ANY, end
    else:  # a span starts before it ends
        high = min(high, end)
    event_start = meaning_of(event.when).start_low
    if low < event_start <= high:  # nobody knows of an event before it starts
        low = event_start
    return StatedKnowledge(low, high, place, since, knowledge.since is not None, knowledge)


def _time_and_place(statement: StatedKnowledge) -> tuple[int, int, int]:
    return statement[:3]


# Why this is right. Under one reading of the dates every statement begins at one minute, and the one that began last,
# up to the minute asked about, holds. So a statement may hold unless, under every reading, another one takes its place.
# That happens in two ways only. Both have the same date and the other is later in the file. Or the other has begun by
# then under every reading, and even at its earliest it comes after this one at its latest (or in the same minute, but
# later in the file). In all other cases one can choose minutes that let this statement come last: this one late, the
# others early or not begun yet.
# The state follows from the statements that may hold. The agency knew if all of them say so and one has certainly
# begun; it possibly knew if some say so; it is stated not to have known if none does.
# `tests/knowing/test_statements.py` compares this with every reading of the dates, one by one.
def standing_of(statements: Sequence[StatedKnowledge], by: int) -> AgencyStanding:
    """Return what the statements about one agency and one event say at the end of a minute.

    If there are several, the latest counts; of two with the same time, the last in the file.
    """
    begun = [statement for statement in statements if statement.low <= by]
    if not begun:
        return _NOT_RECORDED
    has_begun = any(statement.high <= by for statement in begun)
    if len(begun) == 1:  # the same as below, without the search: most agencies have one statement
        (only,) = begun
        if not only.knew:
            return AgencyStanding(Seen.STATED_NOT, has_begun, only, only.high)
        return AgencyStanding(Seen.KNEW if has_begun else Seen.POSSIBLY, has_begun, only, only.high)
    may_hold = [statement for statement in begun if not _is_superseded(statement, begun, by)]
    if not any(statement.knew for statement in may_hold):
        return AgencyStanding(Seen.STATED_NOT, has_begun, may_hold[-1], may_hold[-1].high)
    knew = has_begun and all(statement.knew for statement in may_hold)
    first, latest_start = _unbroken(begun, may_hold, by)
    return AgencyStanding(Seen.KNEW if knew else Seen.POSSIBLY, knew, first, latest_start)


def _is_superseded(statement: StatedKnowledge, others: Iterable[StatedKnowledge], by: int) -> bool:
    """Return whether another statement takes the place of this one by then, under every reading of the dates."""
    latest = min(statement.high, by)
    return any(
        (other.since == statement.since and other.place > statement.place)
        or ((other.low, other.place) > (latest, statement.place) and other.high <= by)
        for other in others
    )


def _unbroken(
    begun: Sequence[StatedKnowledge], may_hold: Iterable[StatedKnowledge], by: int
) -> tuple[StatedKnowledge, int]:
    """Return the first "knew" that no denial certainly ended, and the latest minute since which the agency knew.

    A "knew" that certainly began by then and after every denial sets that minute, for from then on the agency knew
    under every reading. Without one, the agency may have learned of the event as late as any "knew" that may hold.
    """
    denials = [statement for statement in begun if not statement.knew]
    knew = [statement for statement in begun if statement.knew]
    first = next(statement for statement in knew if not _is_superseded(statement, denials, by))
    certain_starts = [
        statement.high
        for statement in knew
        if statement.high <= by and all(is_before(denial, statement) for denial in denials)
    ]
    if certain_starts:
        return first, min(certain_starts)
    return first, max(statement.high for statement in may_hold if statement.knew)


def is_before(statement: StatedKnowledge, other: StatedKnowledge) -> bool:
    """Return whether a statement is certainly the earlier one: earlier in time or, at the same time, in the file."""
    if statement.since == other.since and statement.place < other.place:
        return True
    return (statement.high, statement.place) < (other.low, other.place)

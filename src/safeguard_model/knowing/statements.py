"""The statements on file about what an agency knew of an event, and what follows from them at one minute.

A "reading of the dates" is one choice of an exact minute for every imprecise date.
"""

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
"""The state of an agency that knew of an event under every reading of the dates."""
MAY_HAVE_KNOWN: Final = CERTAINLY_KNEW | {Seen.POSSIBLY}
"""The states of an agency that knew of an event under at least one reading of the dates."""


class StatedKnowledge(NamedTuple):
    """A statement about one agency and one event, with the minutes in which it may have begun to hold."""

    low: int
    """The first minute in which the statement may have begun to hold."""
    high: int
    """The last minute in which the statement may have begun to hold."""
    place: int
    """The position of the statement in `Event.known_to`. Of two statements of the same time, the later one counts."""
    since: When
    """The date from which the statement holds."""
    is_dated: bool
    """Whether the statement has a date. If False, `since` is the time when the event happened or was recorded."""
    knowledge: Knowledge
    """The statement as it is on file."""

    @property
    def knew(self) -> bool:
        """Whether the statement says that the agency knew."""
        return self.knowledge.state is KnowledgeState.KNEW


class AgencyStanding(NamedTuple):
    """What follows, at one minute, from all statements about one agency and one event."""

    state: Seen
    """Whether the agency knew, possibly knew, or is stated not to have known; or that nothing is recorded."""
    is_certain: bool
    """Whether the agency was in that state under every reading of the dates."""
    statement: StatedKnowledge | None
    """The statement that decides the state; None if nothing is recorded.

    If the agency knew or possibly knew, this is the first "knew" that may have held without a break.
    """
    latest_start: int
    """The latest minute from which the state may hold without a break; 0 if nothing is recorded."""


_NOT_RECORDED = AgencyStanding(Seen.NOT_RECORDED, False, None, 0)


def state_of(event: Event, agency: AgencyId, by: int) -> Seen:
    """Return the state of an agency's knowledge of an event at the end of the minute `by`."""
    if event.agency != agency and not event.known_to:  # a fast answer for most pairs of an event and an agency
        return Seen.NOT_RECORDED
    return standing_of(statements_of(event, agency), by).state


def statements_of(event: Event, agency: AgencyId) -> tuple[StatedKnowledge, ...]:
    """Return the statements about one agency and an event, in order of time.

    An agency is assumed to know its own entry from `recorded`, or from `when` if `recorded` is missing. A statement
    about the agency replaces this assumption. A statement without `since` starts at that same default time; for another
    agency's entry, it starts at the time of the event. If `since` may lie before the event, but does not certainly do
    so, only the time from the start of the event counts.
    """
    stated = [(place, knowledge) for place, knowledge in enumerate(event.known_to) if knowledge.agency == agency]
    return _in_order(event, agency, stated)


def statements_by_agency(event: Event) -> dict[AgencyId, tuple[StatedKnowledge, ...]]:
    """Return the statements about an event by agency. The agency that made the entry comes first."""
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
    if low == -NEVER:  # `since` is a span without a beginning: the statement holds from some time before its end
        low, high = -ANY, end
    else:  # a span starts before it ends
        high = min(high, end)
    event_start = meaning_of(event.when).start_low
    if low < event_start <= high:  # `since` may lie before the event, but nobody knows of an event before it starts
        low = event_start
    return StatedKnowledge(low, high, place, since, knowledge.since is not None, knowledge)


def _time_and_place(statement: StatedKnowledge) -> tuple[int, int, int]:
    return statement[:3]


# Why this is right. Under one reading of the dates, every statement begins at one exact minute. The statement that
# holds is the last one to begin up to the minute asked about (`by`). A statement therefore may hold unless, under every
# reading, another statement replaces it. That happens in two cases only:
# - Both have the same date, and the other is later in the file.
# - The other has begun by `by` under every reading, and its earliest minute is after the latest minute of this one (or
#   is the same minute, and the other is later in the file).
# In all other cases some reading lets this statement come last: this statement begins late, and the others begin early
# or after `by`.
# The state follows from the statements that may hold. The agency knew if all of them say "knew" and at least one
# statement has certainly begun. It possibly knew if some of them say "knew". It is stated not to have known if none of
# them says "knew".
# `tests/knowing/test_statements.py` compares the result with every reading of the dates, one by one.
def standing_of(statements: Sequence[StatedKnowledge], by: int) -> AgencyStanding:
    """Return what the statements about one agency and one event say at the end of the minute `by`.

    The latest statement counts. If two statements have the same time, the one that is later in the file counts.
    """
    begun = [statement for statement in statements if statement.low <= by]
    if not begun:
        return _NOT_RECORDED
    has_begun = any(statement.high <= by for statement in begun)
    if len(begun) == 1:  # a shortcut with the same result as below: most agencies have one statement
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
    """Return whether another statement replaces this one by the end of `by`, under every reading of the dates."""
    latest = min(statement.high, by)
    return any(
        (other.since == statement.since and other.place > statement.place)
        or ((other.low, other.place) > (latest, statement.place) and other.high <= by)
        for other in others
    )


def _unbroken(
    begun: Sequence[StatedKnowledge], may_hold: Iterable[StatedKnowledge], by: int
) -> tuple[StatedKnowledge, int]:
    """Return the first "knew" that no denial certainly ended, and the latest minute at which the agency began to know.

    A denial is a statement that says anything but "knew". If a "knew" certainly began by the end of `by`, and certainly
    after every denial, the agency knew from the last possible minute of that "knew" under every reading. The earliest
    such minute is returned. If there is no such "knew", the agency may have begun to know as late as the last possible
    minute of any "knew" that may hold.
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
    """Return whether a statement is certainly earlier than the other.

    It is earlier if its time is earlier, or if the time is the same and it comes first in the file.
    """
    if statement.since == other.since and statement.place < other.place:
        return True
    return (statement.high, statement.place) < (other.low, other.place)

"""How one event stands with one agency: what is stated, or assumed of its own entry, over all that the dates allow."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from safeguard_model.dates.edtf import ANY, NEVER
from safeguard_model.dates.when import When, meaning_of
from safeguard_model.records import Knowledge, KnowledgeBasis, KnowledgeState, Seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from safeguard_model.records import AgencyId, Event

__all__ = [
    "AgencyStanding",
    "StatedKnowledge",
    "is_before",
    "standing",
    "state_of",
    "statements_by_agency",
    "statements_of",
]


class StatedKnowledge(NamedTuple):
    """What holds of an agency's knowledge of an event from some minute between `low` and `high` on."""

    low: int
    high: int
    place: int
    """Its place in the file, which counts where two are of the same minute."""
    since: When
    is_dated: bool
    """False where the source says no since when, and the event's own time stands in."""
    knowledge: Knowledge

    @property
    def knew(self) -> bool:
        """Whether the agency knew, by this."""
        return self.knowledge.state is KnowledgeState.KNEW


class AgencyStanding(NamedTuple):
    """How an event stood with an agency by some minute."""

    state: Seen
    certainly: bool
    """Whether it stood so whatever the dates mean."""
    statement: StatedKnowledge | None
    """What it rests on: of the statements that it knew, the first of those that may have held until then."""
    high: int
    """The latest minute from which it may have known without a break."""


_NOT_RECORDED = AgencyStanding(Seen.NOT_RECORDED, False, None, 0)


def statements_of(event: Event, agency: AgencyId) -> tuple[StatedKnowledge, ...]:
    """What is on file of an agency's knowledge of an event, in the order of time.

    An agency knows its own entry from `recorded`, else from `when`, and that is assumed. What is stated beats it. What
    is stated without a `since` holds from the event's own time (of its own entry, from when it was written down); of a
    `since` that may lie before the event, only what lies after its start counts.
    """
    stated = [(place, one) for place, one in enumerate(event.known_to) if one.agency == agency]
    return _in_order(event, agency, stated)


def statements_by_agency(event: Event) -> dict[AgencyId, tuple[StatedKnowledge, ...]]:
    """The same for every agency of which anything is on file: whose entry it is first, then as the file names them."""
    stated: dict[AgencyId, list[tuple[int, Knowledge]]] = defaultdict(list)
    if event.agency is not None:
        stated[event.agency] = []
    for place, knowledge in enumerate(event.known_to):
        stated[knowledge.agency].append((place, knowledge))
    return {agency: _in_order(event, agency, found) for agency, found in stated.items()}


def _in_order(event: Event, agency: AgencyId, stated: Iterable[tuple[int, Knowledge]]) -> tuple[StatedKnowledge, ...]:
    own = (event.recorded or event.when) if event.agency == agency else None
    found = [_statement(event, place, knowledge, own or event.when) for place, knowledge in stated]
    if own is not None and not found:
        return (_statement(event, 0, _assumed(agency), own),)
    return tuple(sorted(found, key=_in_time))


@lru_cache(4096)
def _assumed(agency: AgencyId) -> Knowledge:
    return Knowledge(agency=agency, basis=KnowledgeBasis.ASSUMED)


def _statement(event: Event, place: int, knowledge: Knowledge, otherwise: When) -> StatedKnowledge:
    since = knowledge.since or otherwise
    low, high, _, end = meaning_of(since)
    # A span starts before it ends; without a beginning it holds since some time or other before its end.
    low, high = (-ANY, end) if low == -NEVER else (low, min(high, end))
    begun = meaning_of(event.when).start_low
    low = begun if low < begun <= high else low
    return StatedKnowledge(low, high, place, since, knowledge.since is not None, knowledge)


def _in_time(statement: StatedKnowledge) -> tuple[int, int, int]:
    return statement[:3]


def state_of(event: Event, agency: AgencyId, by: int) -> Seen:
    """How an event stood with an agency by the end of a minute."""
    if event.agency != agency and not event.known_to:  # by far the most, and said quickly
        return Seen.NOT_RECORDED
    return standing(statements_of(event, agency), by).state


def standing(statements: Sequence[StatedKnowledge], by: int) -> AgencyStanding:
    """How it stood by the end of a minute, over all times that the dates allow.

    Of several statements that of the latest time counts; of the same time, the last in the file. Knew is knew in every
    case, possibly knew is in some; stated not is in some, and in none that it knew.
    """
    begun = [statement for statement in statements if statement.low <= by]
    if not begun:
        return _NOT_RECORDED
    certainly = any(statement.high <= by for statement in begun)
    if len(begun) == 1:
        (only,) = begun
        if only.knew:
            return AgencyStanding(Seen.KNEW if certainly else Seen.POSSIBLY, certainly, only, only.high)
        return AgencyStanding(Seen.STATED_NOT, certainly, only, only.high)
    current = [one for one in begun if not _superseded(one, begun, by)]
    if not any(one.knew for one in current):
        return AgencyStanding(Seen.STATED_NOT, certainly, current[-1], current[-1].high)
    certainly = certainly and all(one.knew for one in current)
    return AgencyStanding(Seen.KNEW if certainly else Seen.POSSIBLY, certainly, *_unbroken(begun, current, by))


def _superseded(one: StatedKnowledge, others: Iterable[StatedKnowledge], by: int) -> bool:
    """Whether another statement certainly took its place by then."""
    latest = min(one.high, by)
    return any(
        (other.since == one.since and other.place > one.place)
        or ((other.low, other.place) > (latest, one.place) and other.high <= by)
        for other in others
    )


def _unbroken(
    begun: Sequence[StatedKnowledge], current: Iterable[StatedKnowledge], by: int
) -> tuple[StatedKnowledge, int]:
    """The first statement from which it may have known without a break until then, and the latest minute for that."""
    denied = [one for one in begun if not one.knew]
    first = next(one for one in begun if one.knew and not _superseded(one, denied, by))
    sure = [one.high for one in begun if one.knew and one.high <= by and all(is_before(other, one) for other in denied)]
    return first, min(sure) if sure else max(one.high for one in current if one.knew)


def is_before(one: StatedKnowledge, other: StatedKnowledge) -> bool:
    """Whether it is certainly of an earlier time; of the same time, earlier in the file."""
    return (one.high, one.place) < (other.low, other.place) or (one.since == other.since and one.place < other.place)

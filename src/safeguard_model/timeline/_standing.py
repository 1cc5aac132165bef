"""How one event stands with one agency: what is stated, or assumed of its own entry, in the order of time."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from safeguard_model.dates._grammar import ANY, DAY, NEVER
from safeguard_model.dates.when import When, meaning_of, to_when
from safeguard_model.records import Knowledge, KnowledgeBasis, KnowledgeState, Seen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguard_model.records import AgencyId, Event

__all__ = ["Standing", "Statement", "end_of", "moment_in", "standing", "statements_of"]


class Statement(NamedTuple):
    """What holds of an agency's knowledge of an event from some minute between `low` and `high` on."""

    low: int
    high: int
    since: When
    knowledge: Knowledge
    is_dated: bool
    """False where the source says no since when, and the event's own time stands in."""

    @property
    def knew(self) -> bool:
        """Whether the agency knew, by this."""
        return self.knowledge.state is KnowledgeState.KNEW


class Standing(NamedTuple):
    """How an event stood with an agency by some time, and the statement that this rests on."""

    state: Seen
    statement: Statement | None


_NOT_RECORDED = Standing(Seen.NOT_RECORDED, None)


def statements_of(event: Event, agency: AgencyId) -> tuple[Statement, ...]:
    """What is on file of an agency's knowledge of an event, in the order of time; of the same time, as the file has it.

    An agency knows its own entry from `recorded`, else from `when`, and that is assumed. What is stated beats it. What
    is stated without a `since` holds from the event's own time (of its own entry, from when it was written down); of a
    `since` that may lie before the event, only what lies after its start counts.
    """
    own = (event.recorded or event.when) if event.agency == agency else None
    stated = [_statement(event, one, own or event.when) for one in event.known_to if one.agency == agency]
    if own is not None and not stated:
        return (_statement(event, _assumed(agency), own),)
    return tuple(sorted(stated, key=_in_time))


@lru_cache(4096)
def _assumed(agency: AgencyId) -> Knowledge:
    return Knowledge(agency=agency, basis=KnowledgeBasis.ASSUMED)


def _statement(event: Event, knowledge: Knowledge, otherwise: When) -> Statement:
    since = knowledge.since or otherwise
    low, high, _, end = meaning_of(since)
    if low == -NEVER:  # without a beginning: since some time or other before its end
        low, high = -ANY, end
    begun = meaning_of(event.when).start_low
    low = begun if low < begun <= high else low
    return Statement(low, high, since, knowledge, knowledge.since is not None)


def _in_time(statement: Statement) -> tuple[int, int]:
    return statement.low, statement.high


def standing(statements: Sequence[Statement], by: int) -> Standing:
    """How it stood by the end of a minute, over all times that the dates allow.

    Of several statements that of the latest time counts; of the same time, the last. Knew is knew in every case,
    possibly knew is in some. Stated not needs no more than that the statement may be of that time.
    """
    begun = [statement for statement in statements if statement.low <= by]
    if not begun:
        return _NOT_RECORDED
    if len(begun) == 1:
        (only,) = begun
        if not only.knew:
            return Standing(Seen.STATED_NOT, only)
        return Standing(Seen.KNEW if only.high <= by else Seen.POSSIBLY, only)
    current = [one for place, one in enumerate(begun) if not _superseded(one, begun[place + 1 :], by)]
    knew = [statement for statement in current if statement.knew]
    if not knew:
        return Standing(Seen.STATED_NOT, current[-1])
    surely = len(knew) == len(current) and any(statement.high <= by for statement in begun)
    return Standing(Seen.KNEW if surely else Seen.POSSIBLY, _first_of_the_last(begun, knew[-1]))


def _superseded(one: Statement, later: Sequence[Statement], by: int) -> bool:
    """Whether another statement surely took its place by then."""
    latest = min(one.high, by)
    return any(other.since == one.since or (other.low > latest and other.high <= by) for other in later)


def _first_of_the_last(begun: Sequence[Statement], last: Statement) -> Statement:
    """The first of the unbroken run of statements that it knew, up to the last: since then it has known."""
    place = begun.index(last)
    while place and begun[place - 1].knew:
        place -= 1
    return begun[place]


def end_of(at: When | str | date | None) -> int:
    """The last minute of a time, as stated: "by 20 October" is by the end of that day. None: whenever it was."""
    if at is None:
        return NEVER
    when = to_when(at)
    if when.latest is None:
        return NEVER
    clock = when.time
    return when.latest.toordinal() * DAY + (clock.hour * 60 + clock.minute if clock else DAY - 1)


def moment_in(low: int, high: int) -> When:
    """The When of some minute from one to another, in days but for a minute that is certain.

    >>> first = date(2016, 3, 2).toordinal() * DAY
    >>> moment_in(first, first + DAY - 1), moment_in(first, ANY), moment_in(first + 61, first + 61)
    (When('2016-03-02'), When('[2016-03-02..]'), When('2016-03-02T01:01'))
    """
    first = "" if low <= -ANY else date.fromordinal(low // DAY).isoformat()
    last = "" if high >= ANY else date.fromordinal(high // DAY).isoformat()
    if low == high:
        return When(f"{first}T{low % DAY // 60:02}:{low % 60:02}")
    return When(first if first == last and first else f"[{first}..{last}]" if first or last else "XXXX")

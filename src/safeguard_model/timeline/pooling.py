"""When the pieces were all there: the time from which each event was known to some agency, and to whom all were."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import attrs

from safeguard_model import _html
from safeguard_model.dates import DayCount, When
from safeguard_model.dates._grammar import ANY
from safeguard_model.records import AgencyId, Event, Seen
from safeguard_model.timeline._given import casefile_of, timeline_of
from safeguard_model.timeline._standing import end_of, moment_in, standing, statements_of
from safeguard_model.timeline.answers import Answers, date_of, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from safeguard_model.timeline._given import Given
    from safeguard_model.timeline._standing import Statement

__all__ = ["Piece", "Pooled", "pooled"]


@attrs.frozen(kw_only=True, repr=False)
class Piece:
    """One of the events, and the agencies that knew of it."""

    headings: ClassVar[tuple[str, ...]] = ("event", "when", "known to")

    event: Event
    """The event."""
    known_to: tuple[AgencyId, ...]
    """The agencies that surely knew of it when all the pieces were there; where they never were, at any time."""

    def cells(self) -> tuple[object, ...]:
        """Its row of the table."""
        return name_of(self.event), date_of(self.event), ", ".join(self.known_to) or "nobody, as far as is recorded"

    def __str__(self) -> str:
        return f"{name_of(self.event)}, {date_of(self.event)}: known to {self.cells()[-1]}"

    def __repr__(self) -> str:
        return f"<Piece: {self}>"


@attrs.frozen(kw_only=True, repr=False)
class Pooled:
    """When pieces of information were all held somewhere, and when by one agency: what sharing could have shown."""

    pieces: Answers[Piece]
    """The events, in order, each with who knew of it."""
    since: When | None
    """From when each was known to some agency; None: never, as far as is recorded."""
    together: When | None
    """From when one agency knew them all; None: never, as far as is recorded."""
    by: tuple[AgencyId, ...]
    """The agencies that knew them all first."""
    days: DayCount | None
    """The days from `since` to `together`, in which the pieces were there and nobody had them all."""
    definite: bool
    """Whether it is sure that each came to be known to some agency; else the dates leave it open."""

    def __str__(self) -> str:
        if not self.pieces:
            return "no pieces were given"
        count = f"all {len(self.pieces)} pieces"
        if self.since is None:
            words = f"{count} were never known at one time, as far as is recorded"
        elif self.together is None:
            known = "were" if self.definite else "were possibly"
            words = f"{count} {known} known from {self.since}, and never all to one agency, as far as is recorded"
        else:
            words = f"{count} were known from {self.since}, and all to {', '.join(self.by)} from {self.together}"
            words += f", {self.days} later" if self.days not in (None, DayCount(0, 0)) else ""
        return "\n".join((words, *map(str, self.pieces)))

    def __repr__(self) -> str:
        return f"<Pooled; pieces: {len(self.pieces)}>"

    def _repr_html_(self) -> str:
        return _html.table(Piece.headings, (piece.cells() for piece in self.pieces), str(self).partition("\n")[0])


def pooled(given: Given) -> Pooled:
    """The day on which, had it been shared, these events would all have been known: ask it of the pieces alone.

    The events are pieces of one picture: narrow a timeline to them (``timeline.tagged("piece")``). Whoever was told
    counts from then on, by the rules of `known_to`; what was held and not looked up is not known. Looks at the record
    as it is replayed from the first entry to the last, so that what an agency knew and then no longer did counts only
    while it did.

    Raises `NeedsCaseFile`.
    """
    timeline = timeline_of(given)
    casefile_of(timeline, "questions of who knew")
    surely, possibly = _replayed(timeline, (Seen.KNEW,)), _replayed(timeline, (Seen.KNEW, Seen.POSSIBLY))
    since = _between(possibly.held, surely.held)
    together = _between(possibly.together, surely.together)
    by = end_of(None) if surely.held is None else surely.held
    pieces = (
        Piece(event=event, known_to=tuple(agency for agency in _named(event) if _knew(event, agency, by)))
        for event in timeline
    )
    return Pooled(
        pieces=Answers(pieces),
        since=since,
        together=together,
        by=surely.by or possibly.by,
        days=None if since is None or together is None else since.days_until(together),
        definite=surely.held is not None,
    )


class _Replay(NamedTuple):
    """The first minute at which every piece was known to somebody, and to one agency, with the agencies it was."""

    held: int | None
    together: int | None
    by: tuple[AgencyId, ...]


def _replayed(events: Iterable[Event], enough: tuple[Seen, ...]) -> _Replay:
    """The record replayed in time: who comes to know, and no longer to know, of which event."""
    changes: list[tuple[int, int, AgencyId, bool]] = []
    count = 0
    for place, event in enumerate(events):
        count += 1
        for agency in _named(event):
            changes.extend(
                (minute, place, agency, knew) for minute, knew in _turns(statements_of(event, agency), enough)
            )
    knowers = [0] * count
    known: dict[AgencyId, int] = defaultdict(int)
    unknown = count
    held: int | None = None
    for minute, turned in groupby(sorted(changes), key=itemgetter(0)):
        for _, place, agency, knew in turned:
            unknown += (knowers[place] == 1 and not knew) - (knowers[place] == 0 and knew)
            knowers[place] += 1 if knew else -1
            known[agency] += 1 if knew else -1
        if held is None and not unknown:
            held = minute
        if not unknown and (by := tuple(sorted(agency for agency, pieces in known.items() if pieces == count))):
            return _Replay(held, minute, by)
    return _Replay(held, None, ())


def _turns(statements: Sequence[Statement], enough: tuple[Seen, ...]) -> Iterator[tuple[int, bool]]:
    """The minutes at which an agency came to know of an event, or no longer knew of it."""
    knew = False
    for minute in sorted({minute for statement in statements for minute in (statement.low, statement.high)}):
        if (standing(statements, minute).state in enough) is not knew:
            knew = not knew
            yield minute, knew


def _named(event: Event) -> tuple[AgencyId, ...]:
    """The agencies that can have known of an event: whose entry it is, and those that `known_to` names."""
    own = (event.agency,) if event.agency is not None else ()
    return tuple(dict.fromkeys((*own, *(knowledge.agency for knowledge in event.known_to))))


def _knew(event: Event, agency: AgencyId, by: int) -> bool:
    return standing(statements_of(event, agency), by).state is Seen.KNEW


def _between(low: int | None, high: int | None) -> When | None:
    return None if low is None else moment_in(low, ANY if high is None else high)

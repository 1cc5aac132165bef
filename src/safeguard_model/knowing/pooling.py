"""When the pieces were all there: the time from which each event was known to some agency, and to whom all were."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeAlias

import attrs

from safeguard_model import html_tables as _html
from safeguard_model.dates import DayCount, When
from safeguard_model.dates.edtf import ANY
from safeguard_model.knowing.statements import standing, statements_by_agency
from safeguard_model.records import AgencyId, Event, Seen
from safeguard_model.timeline.answers import Answers, date_of, is_plain, moment_of, name_of
from safeguard_model.timeline.given import casefile_of, timeline_of
from safeguard_model.timeline.minutes import when_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from safeguard_model.knowing.statements import StatedKnowledge
    from safeguard_model.timeline.given import Given

__all__ = ["Piece", "Pooled", "pooled"]

_SURELY = frozenset({Seen.KNEW})
_POSSIBLY = _SURELY | {Seen.POSSIBLY}


@attrs.frozen(kw_only=True, repr=False)
class Piece:
    """One of the events, and the agencies that knew of it."""

    headings: ClassVar[tuple[str, ...]] = ("event", "when", "known to")

    event: Event
    """The event."""
    known_to: tuple[AgencyId, ...]
    """The agencies that certainly knew of it when all pieces certainly were there; if they never were, at any time."""

    def cells(self) -> tuple[object, ...]:
        """Its row of the table."""
        when = date_of(self.event) if is_plain(self.event) else ""
        return name_of(self.event), when, ", ".join(self.known_to) or "nobody, as far as is recorded"

    def __str__(self) -> str:
        name, when, known_to = self.cells()
        return f"{name}, {when}: known to {known_to}" if when else f"{name}: known to {known_to}"

    def __repr__(self) -> str:
        return f"<Piece: {self}>"


@attrs.frozen(kw_only=True, repr=False)
class Pooled:
    """When pieces of information were all held somewhere, and when by one agency: what sharing could have shown.

    Where a birth or a death is among the pieces no date is printed.
    """

    pieces: Answers[Piece]
    """The events, in order, each with who knew of it."""
    since: When | None
    """From when each was known to some agency; None: never at one time, as far as is recorded."""
    definite: bool
    """Whether there certainly was such a time."""
    together: When | None
    """From when one agency knew them all; None: never, as far as is recorded."""
    together_definite: bool
    """Whether one certainly came to know them all."""
    by: tuple[AgencyId, ...]
    """The agencies that may have been the first to know them all."""
    days: DayCount | None
    """The days from `since` to `together`, in which the pieces were there and nobody had them all."""

    def __str__(self) -> str:
        return "\n".join((self._in_words(), *map(str, self.pieces)))

    def __repr__(self) -> str:
        return f"<Pooled; pieces: {len(self.pieces)}>"

    def _repr_html_(self) -> str:
        return _html.table(Piece.headings, (piece.cells() for piece in self.pieces), self._in_words())

    def _in_words(self) -> str:
        if not self.pieces:
            return "no pieces were given"
        count = {1: "the piece was", 2: "both pieces were"}.get(len(self.pieces), f"all {len(self.pieces)} pieces were")
        if self.since is None:
            return f"{count} never known at one time, as far as is recorded"
        plain = is_plain(*(piece.event for piece in self.pieces))
        known = f"{count} {'' if self.definite else 'possibly '}known"
        known += f" from {moment_of(self.since)}" if plain else " at one time"
        if self.together is None:
            return f"{known}, and never all to one agency, as far as is recorded"
        words = f"{known}, and {'' if self.together_definite else 'possibly '}all to {' or '.join(self.by)}"
        if not plain:
            return words
        later = "" if self.days in (None, DayCount(0, 0), DayCount(0, None)) else f", {self.days} later"
        return f"{words} from {moment_of(self.together)}{later}"


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
    known = [(event, statements_by_agency(event)) for event in timeline]
    certainly, possibly = _replayed(known, _SURELY), _replayed(known, _POSSIBLY)
    latest = min(certainly.together.values(), default=None)
    first = min(possibly.together.values(), default=None)
    since = None if possibly.held is None else when_between(possibly.held, _or_any(certainly.held))
    together = None if first is None else when_between(first, _or_any(latest))
    days = None if since is None or together is None else since.days_until(together)
    return Pooled(
        pieces=Answers(Piece(event=event, known_to=_knowers(found, certainly.held)) for event, found in known),
        since=since,
        definite=certainly.held is not None,
        together=together,
        together_definite=latest is not None,
        by=tuple(sorted(agency for agency, minute in possibly.together.items() if minute <= _or_any(latest))),
        # nobody knows all of them before each is known
        days=None if days is None else DayCount(max(days.least or 0, 0), days.most),
    )


class _Replay(NamedTuple):
    """The first minute at which every piece was known to somebody, and, of each agency, at which it knew them all."""

    held: int | None
    together: dict[AgencyId, int]


_Known: TypeAlias = "Sequence[tuple[Event, Mapping[AgencyId, Sequence[StatedKnowledge]]]]"


def _replayed(known: _Known, enough: frozenset[Seen]) -> _Replay:
    """The record replayed in time: who comes to know, and no longer to know, of which event."""
    changes = [
        (minute, place, agency, knew)
        for place, (_, found) in enumerate(known)
        for agency, statements in found.items()
        for minute, knew in _turns(statements, enough)
    ]
    knowers = [0] * len(known)
    pieces: dict[AgencyId, int] = defaultdict(int)
    unknown = len(known)
    held: int | None = None
    together: dict[AgencyId, int] = {}
    for minute, turned in groupby(sorted(changes), key=itemgetter(0)):
        turning: set[AgencyId] = set()
        for _, place, agency, knew in turned:
            unknown += (knowers[place] == 1 and not knew) - (knowers[place] == 0 and knew)
            knowers[place] += 1 if knew else -1
            pieces[agency] += 1 if knew else -1
            turning.add(agency)
        if held is None and not unknown:
            held = minute
        for agency in turning:
            if pieces[agency] == len(known):
                together.setdefault(agency, minute)
    return _Replay(held, together)


def _turns(statements: Sequence[StatedKnowledge], enough: frozenset[Seen]) -> Iterator[tuple[int, bool]]:
    """The minutes at which an agency came to know of an event, or no longer knew of it."""
    knew = False
    for minute in sorted({minute for statement in statements for minute in (statement.low, statement.high)}):
        if (standing(statements, minute).state in enough) is not knew:
            knew = not knew
            yield minute, knew


def _knowers(found: Mapping[AgencyId, Sequence[StatedKnowledge]], by: int | None) -> tuple[AgencyId, ...]:
    """The agencies that certainly knew by a minute; without one, at any time."""
    return tuple(
        agency
        for agency, statements in found.items()
        if (any(_turns(statements, _SURELY)) if by is None else standing(statements, by).state is Seen.KNEW)
    )


def _or_any(minute: int | None) -> int:
    return ANY if minute is None else minute

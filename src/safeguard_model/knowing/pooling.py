"""`pooled`: when each of several events was known to at least one agency, and when one agency knew all of them."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import attrs

from safeguard_model import html_tables as _html
from safeguard_model.dates import DayCount, When
from safeguard_model.dates.edtf import ANY
from safeguard_model.discreet import Discreet, frameless
from safeguard_model.knowing.scope import events_of_the_family
from safeguard_model.knowing.statements import CERTAINLY_KNEW, MAY_HAVE_KNOWN, standing_of, statements_by_agency
from safeguard_model.records import AgencyId, Event, Seen
from safeguard_model.timeline.accounts import head_of, told_with_knowledge, whole_of
from safeguard_model.timeline.answers import Answers, date_of, is_plain, moment_of, name_of
from safeguard_model.timeline.given import casefile_of, timeline_of
from safeguard_model.timeline.minutes import when_between

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from safeguard_model.knowing.statements import StatedKnowledge
    from safeguard_model.timeline.given import Given

__all__ = ["Piece", "Pooled", "pooled"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Piece(Discreet):
    """One of the events given to `pooled`, and the agencies that knew of it."""

    headings: ClassVar[tuple[str, ...]] = ("event", "when", "known to")

    event: Event
    """The event; if several entries tell of it, the entry that stands for it."""
    known_to: tuple[AgencyId, ...]
    """The agencies that certainly knew of the event at the first time when every event was certainly known.

    If there is no such time: the agencies that certainly knew of the event at any time.
    """

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table, in the order of `headings`."""
        when = date_of(self.event) if is_plain(self.event) else ""
        return name_of(self.event), when, ", ".join(self.known_to) or "nobody, as far as is recorded"

    def __str__(self) -> str:
        name, when, known_to = self.cells()
        return f"{name}, {when}: known to {known_to}" if when else f"{name}: known to {known_to}"

    def __repr__(self) -> str:
        return f"<Piece: {self}>"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Pooled(Discreet):
    """When several events were all known: each to at least one agency, and all to one agency.

    Each event is a piece of one picture. Between the two times, sharing would have shown the whole picture. If a birth
    or a death is among the events, neither of the two times is printed, nor the date of the birth or the death.
    """

    pieces: Answers[Piece]
    """The events in order of time, each with the agencies that knew of it."""
    since: When | None
    """The first time when every event was known to at least one agency; None: no such time is recorded."""
    definite: bool
    """Whether there certainly was a time when every event was known."""
    together: When | None
    """The first time when one agency knew of all events; None: no such time is recorded."""
    together_definite: bool
    """Whether one agency certainly came to know of all events."""
    by: tuple[AgencyId, ...]
    """The agencies that may have been the first to know of all events."""
    days: DayCount | None
    """The days from `since` to `together`: every event was known, but no agency knew of all. None if either is None."""

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
            return f"as far as is recorded, there was no time when {count} known"
        shows_dates = is_plain(*(piece.event for piece in self.pieces))
        known = f"{count} {'' if self.definite else 'possibly '}known"
        known += f" from {moment_of(self.since)}" if shows_dates else " at one time"
        if self.together is None:
            return f"{known}, and never all to one agency, as far as is recorded"
        words = f"{known}, and {'' if self.together_definite else 'possibly '}all to {' or '.join(self.by)}"
        if not shows_dates:
            return words
        words += f" from {moment_of(self.together)}"
        if self.days in (None, DayCount(0, 0), DayCount(0, None)):
            return words
        return f"{words}, {self.days} later"


@frameless
def pooled(given: Given) -> Pooled:
    """Return when all these events were known: each to at least one agency, and all to one agency.

    The events are the pieces of one picture. Several accounts of one event are one piece, and events in the work of a
    review are left out. Narrow a timeline to the pieces first: ``timeline.tagged("piece")``. The rules of `known_to`
    say who knew. For example, an agency did not know what it held and did not look up.

    The statements are replayed in order of time. If an agency first knew of an event and later did not, the event
    counts as known to the agency only for the time between.

    Raises `NeedsCaseFile` if events are given without their case file.
    """
    timeline = timeline_of(given)
    casefile = casefile_of(timeline, "questions of who knew")
    told = told_with_knowledge(events_of_the_family(timeline, casefile), casefile)
    statements = [statements_by_agency(whole_of(event)) for event in told]
    certainly, possibly = _replay(statements, CERTAINLY_KNEW), _replay(statements, MAY_HAVE_KNOWN)
    latest = min(certainly.together.values(), default=None)
    first = min(possibly.together.values(), default=None)
    since = None if possibly.held is None else when_between(possibly.held, _or_no_bound(certainly.held))
    together = None if first is None else when_between(first, _or_no_bound(latest))
    days: DayCount | None = None
    if since is not None and together is not None:
        between = since.days_until(together)
        # No agency knows all pieces before every piece is known to some agency: the count of days is never negative.
        days = DayCount(max(between.least or 0, 0), between.most)
    return Pooled(
        pieces=Answers(
            (
                Piece(event=head_of(event), known_to=_known_to(by_agency, certainly.held))
                for event, by_agency in zip(told, statements, strict=True)
            ),
            casefile=casefile,
            of=Piece,
        ),
        since=since,
        definite=certainly.held is not None,
        together=together,
        together_definite=latest is not None,
        by=tuple(sorted(agency for agency, minute in possibly.together.items() if minute <= _or_no_bound(latest))),
        days=days,
    )


class _Replay(NamedTuple):
    """The outcome of one replay, for one set of states that count as knowing."""

    held: int | None
    """The first minute at which every piece was known to at least one agency; None: there is no such minute."""
    together: dict[AgencyId, int]
    """For each agency that ever knew all pieces, the first minute at which it did."""


# Why this is right. A statement about an agency and a piece begins to be possible at one minute (`low`) and to be
# certain at another (`high`). Whether the agency knows of the piece can change only at such a minute, so the replay
# looks at these minutes only. It counts the agencies that know of each piece, and the pieces that each agency knows of.
# The counts are read only after all changes of a minute: if one agency learns of a piece in the same minute in which
# another agency no longer knows of it, the piece was known all the time.
# If only "knew" counts, the replay gives the latest possible answer; if "possibly knew" counts too, the earliest.
def _replay(statements: Sequence[Mapping[AgencyId, Sequence[StatedKnowledge]]], counted: Container[Seen]) -> _Replay:
    """Replay, minute by minute, which agencies know of which pieces. The states in `counted` count as knowing."""
    changes: list[tuple[int, int, AgencyId, bool]] = []
    for piece, by_agency in enumerate(statements):
        for agency, about_agency in by_agency.items():
            changes += ((minute, piece, agency, knows) for minute, knows in _changes(about_agency, counted))
    agencies_that_know = [0] * len(statements)
    pieces_known_to: dict[AgencyId, int] = defaultdict(int)
    held: int | None = None
    unknown_pieces = len(statements)
    together: dict[AgencyId, int] = {}
    for minute, in_minute in groupby(sorted(changes), key=itemgetter(0)):
        changed_agencies: set[AgencyId] = set()
        for _, piece, agency, knows in in_minute:
            was_unknown = agencies_that_know[piece] == 0
            agencies_that_know[piece] += 1 if knows else -1
            pieces_known_to[agency] += 1 if knows else -1
            unknown_pieces += (agencies_that_know[piece] == 0) - was_unknown
            changed_agencies.add(agency)
        if held is None and unknown_pieces == 0:
            held = minute
        for agency in changed_agencies:
            if pieces_known_to[agency] == len(statements):
                together.setdefault(agency, minute)
    return _Replay(held, together)


def _changes(statements: Sequence[StatedKnowledge], counted: Container[Seen]) -> Iterator[tuple[int, bool]]:
    """Yield each minute at which an agency begins to know of an event (True) or no longer knows of it (False)."""
    knew = False
    for minute in sorted({minute for statement in statements for minute in (statement.low, statement.high)}):
        knows = standing_of(statements, minute).state in counted
        if knows is not knew:
            knew = knows
            yield minute, knows


def _known_to(by_agency: Mapping[AgencyId, Sequence[StatedKnowledge]], by: int | None) -> tuple[AgencyId, ...]:
    """Return the agencies that certainly knew of an event by the end of the minute `by`; None: at any time."""
    if by is None:
        return tuple(agency for agency, statements in by_agency.items() if any(_changes(statements, CERTAINLY_KNEW)))
    return tuple(
        agency for agency, statements in by_agency.items() if standing_of(statements, by).state in CERTAINLY_KNEW
    )


def _or_no_bound(minute: int | None) -> int:
    return ANY if minute is None else minute

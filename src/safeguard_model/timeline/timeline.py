"""`Timeline`: events in order, to narrow, to slice, to look at."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar, NoReturn, final, overload

from safeguard_model import html_tables as _html
from safeguard_model.dates import When, to_when
from safeguard_model.errors import InvalidRecord, shape
from safeguard_model.records import Agency, CaseFile, Event, Handling, Person
from safeguard_model.records.casefile import require_casefile
from safeguard_model.records.converters import iterator
from safeguard_model.records.vocabulary import BIRTHS_AND_DEATHS
from safeguard_model.timeline.derived import derived_events
from safeguard_model.timeline.inputs import find_record, people_in, require_ids, require_texts, to_kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from safeguard_model.contact.gap import Gap
    from safeguard_model.knowing.pooling import Pooled
    from safeguard_model.knowing.questions import Agencies, Awareness
    from safeguard_model.records import AgencyId, EventKind, PersonId
    from safeguard_model.sequences.journeys import Step
    from safeguard_model.sequences.overlaps import Overlap
    from safeguard_model.sequences.repeat import Repeat
    from safeguard_model.sequences.replies import Reply
    from safeguard_model.timeline.answers import Answers
    from safeguard_model.timeline.inputs import AgencyKinds, Kinds
    from safeguard_model.timeline.lifetimes import AgeAtIncident, AgeThen
    from safeguard_model.timescales.clock import Clock
    from safeguard_model.timescales.timescale import Timescale
    from safeguard_model.timescales.working_days import BankHolidays

__all__ = ["Timeline"]

_HEADINGS = ("when", "agency", "what", "about", "description", "source")
_set = object.__setattr__


@final
class Timeline:
    """Events sorted by when, then order, then id, which is to be unique. Immutable: narrowing gives a new one.

    It has the methods of a sequence; a slice is a Timeline. Built from events alone it answers all that events answer;
    people's ages and names need the case file, and raise `NeedsCaseFile` without.

    >>> from safeguard_model import CaseFile, Child, Event
    >>> casefile = CaseFile.of("Example", [
    ...     Child(id="child-1", label="Child 1", born="2016-01-10"),
    ...     Event(id="e2", when="2016-03", kind="home_visit", people=["child-1"]),
    ...     Event(id="e1", when="2016-02-01", kind="referral", people=["child-1"]),
    ... ])
    >>> timeline = Timeline.of(casefile)
    >>> [event.id for event in timeline]
    ['child-1/born', 'e1', 'e2']
    >>> [str(age) for event, age in timeline.kinds("referral").ages("child-1")]
    ['22 days']
    """

    __slots__ = ("_events", "casefile")
    __hash__: ClassVar[None]  # type: ignore[assignment]

    _events: tuple[Event, ...]
    casefile: CaseFile | None
    """The case file the events are from, or None."""

    def __init__(self, events: Iterable[Event], casefile: CaseFile | None = None) -> None:
        items = iterator(events)
        if items is None:
            raise InvalidRecord("Timeline", "events", f"expected events, got {shape(events)}")
        given = tuple(items)
        if set(map(type, given)) - {Event}:
            other = next(event for event in given if type(event) is not Event)
            raise InvalidRecord("Timeline", "events", f"expected an Event, got {shape(other)}")
        if casefile is not None:
            require_casefile(casefile, "Timeline")
        _set(self, "_events", _in_order(given))
        _set(self, "casefile", casefile)

    @classmethod
    def of(cls, casefile: CaseFile) -> Timeline:
        """Return the entries of a case file, and what its births, deaths, incidents, statuses and reviews imply."""
        require_casefile(casefile, "Timeline")
        return cls((*casefile.events, *derived_events(casefile)), casefile)

    def between(
        self, start: When | str | date | None, end: When | str | date | None, possible: bool = True
    ) -> Timeline:
        """Return the events from the start's first day to the end's last; None leaves a side open.

        `possible`: all that may lie in that time, at least in part; else only what certainly lies in it altogether.
        Raises `InvalidWhen`.
        """
        window = _window(start, end)
        if window is None:
            return self
        fits = When.possibly_overlaps if possible else When.definitely_within
        return self.where(lambda event: fits(event.when, window))

    def about(self, *people: PersonId) -> Timeline:
        """Return the events about any of these people, or in which they were seen or not.

        Raises `UnknownRecord`, and `InvalidRecord` for the id of something else.
        """
        wanted = require_ids(self, people, Person)
        return self.where(lambda event: not wanted.isdisjoint(people_in(event)))

    def by(self, *agencies: AgencyId) -> Timeline:
        """Return the entries of these agencies.

        Raises `UnknownRecord`, and `InvalidRecord` for the id of something else.
        """
        wanted = require_ids(self, agencies, Agency)
        return self.where(lambda event: event.agency in wanted)

    def kinds(self, *kinds: EventKind | str) -> Timeline:
        """Return the events of these kinds. Raises `InvalidRecord` for a word that is not a kind of event."""
        wanted = to_kinds(kinds, "Timeline")
        return self.where(lambda event: event.kind in wanted)

    def tagged(self, *tags: str) -> Timeline:
        """Return the events with any of these tags."""
        wanted = require_texts(tags, "tags")
        return self.where(lambda event: not wanted.isdisjoint(event.tags))

    def where(self, predicate: Callable[[Event], object]) -> Timeline:
        """Return the events for which a function of yours is true."""
        return self._part(event for event in self._events if predicate(event))

    def ages(self, person: PersonId) -> tuple[tuple[Event, AgeThen], ...]:
        """Return each event with the age of a person then: an `Age`, or "unborn", "died aged ...", "age not recorded".

        Raises `NeedsCaseFile`, and `UnknownRecord` where nobody has the id.
        """
        from safeguard_model.timeline.lifetimes import ages

        return ages(self, person)

    def ages_at_incidents(self) -> Answers[AgeAtIncident]:
        """Return how old each person harmed was, as stated and by the dates: see `lifetimes.ages_at_incidents`."""
        from safeguard_model.timeline.lifetimes import ages_at_incidents

        return ages_at_incidents(self)

    def known_to(self, agency: Agencies, at: When | str | date | None = None, possible: bool = False) -> Timeline:
        """Return the events that an agency, or any of several, knew of by the end of a time: see `knowing.known_to`."""
        from safeguard_model.knowing import known_to

        return known_to(self, agency, at, possible)

    def known_but_not(
        self, knew: Agencies, not_by: Agencies, at: When | str | date | None = None, possible: bool = False
    ) -> Answers[Awareness]:
        """Return what agencies knew by the end of a time and others did not: see `knowing.known_but_not`."""
        from safeguard_model.knowing import known_but_not

        return known_but_not(self, knew, not_by, at, possible)

    def sharing(self, at: When | str | date | None = None) -> Answers[Awareness]:
        """Return how far each event was shared with the other agencies that it concerned: see `knowing.sharing`."""
        from safeguard_model.knowing import sharing

        return sharing(self, at)

    def pooled(self) -> Pooled:
        """Return when these events were all known, had it been shared.

        Narrow to the pieces first: see `pooling.pooled`.
        """
        from safeguard_model.knowing import pooled

        return pooled(self)

    def clocks(
        self,
        timescales: Iterable[Timescale] | None = None,
        bank_holidays: BankHolidays | None = None,
        today: When | str | date | None = None,
    ) -> Answers[Clock]:
        """Return every clock that timescales start here, by default those of England: see `timescales.clocks`."""
        from safeguard_model.timescales import ENGLAND, clocks

        return clocks(self, ENGLAND if timescales is None else timescales, bank_holidays, today)

    def gaps(
        self,
        child: PersonId | None = None,
        agency: AgencyId | None = None,
        longer_than: int = 0,
        period: When | str | date | None = None,
    ) -> Answers[Gap]:
        """Return the stretches of more than so many days without contact: see `safeguard_model.gaps`. Give a period."""
        from safeguard_model.contact import gaps

        return gaps(self, child, agency, longer_than, period)

    def unseen(
        self,
        child: PersonId,
        longer_than: int,
        period: When | str | date | None = None,
        by_kinds: AgencyKinds | None = None,
    ) -> Answers[Gap]:
        """Return the stretches in which nobody saw the child: see `safeguard_model.unseen`. Give a period."""
        from safeguard_model.contact import unseen

        return unseen(self, child, longer_than, period, by_kinds)

    def overlapping(self, period: When | str | date | None = None, possible: bool = True) -> Answers[Overlap]:
        """Return what went on at the same time: see `safeguard_model.overlapping`."""
        from safeguard_model.sequences import overlapping

        return overlapping(self, period, possible)

    def journey(self, child: PersonId) -> Answers[Step]:
        """Return the child's way through the services, step by step: see `safeguard_model.journey`."""
        from safeguard_model.sequences import journey

        return journey(self, child)

    def answers_to(
        self, kinds: Kinds, within: int | None, by: Kinds, *, period: When | str | date | None = None
    ) -> Answers[Reply]:
        """Return each event of the kinds with its answer: see `safeguard_model.timeline.answers_to`."""
        from safeguard_model.sequences import answers_to

        return answers_to(self, kinds, within, by, period=period)

    def unanswered(
        self,
        kinds: Kinds,
        within: int | None,
        by: Kinds,
        *,
        period: When | str | date | None = None,
        possible: bool = True,
    ) -> tuple[Event, ...]:
        """Return the events of the kinds without an answer in so many days: see `safeguard_model.unanswered`."""
        from safeguard_model.sequences import unanswered

        return unanswered(self, kinds, within, by, period=period, possible=possible)

    def repeats(self, kind: Kinds, at_least: int = 3, without: Kinds = ()) -> Answers[Repeat]:
        """Return the runs of events of a kind with none of another in between: see `safeguard_model.repeats`."""
        from safeguard_model.sequences import repeats

        return repeats(self, kind, at_least, without)

    def __len__(self) -> int:
        return len(self._events)

    def __iter__(self) -> Iterator[Event]:
        return iter(self._events)

    def __reversed__(self) -> Iterator[Event]:
        return reversed(self._events)

    def __contains__(self, event: object) -> bool:
        return event in self._events

    @overload
    def __getitem__(self, place: int) -> Event: ...
    @overload
    def __getitem__(self, place: slice) -> Timeline: ...
    def __getitem__(self, place: int | slice) -> Event | Timeline:
        return self._part(self._events[place]) if isinstance(place, slice) else self._events[place]

    def index(self, event: Event) -> int:
        """Return the place of an event. Raises ValueError if it is not there."""
        return self._events.index(event)

    def count(self, event: Event) -> int:
        """Return how often an event is there."""
        return self._events.count(event)

    def __eq__(self, other: object) -> bool:
        return self._events == other._events if type(other) is Timeline else NotImplemented

    def __reduce__(self) -> tuple[type[Timeline], tuple[tuple[Event, ...], CaseFile | None]]:
        return Timeline, (self._events, self.casefile)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a Timeline cannot be changed: narrow it, or make a new one")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a Timeline cannot be changed: narrow it, or make a new one")

    def __repr__(self) -> str:
        agencies = len({event.agency for event in self._events} - {None})
        return f"<Timeline; events: {len(self)}, agencies: {agencies}>"

    def __str__(self) -> str:
        return self.as_text(revealed=False)

    def _repr_html_(self) -> str:
        return self.as_html(revealed=self.casefile is not None and self.casefile.handling is not Handling.IDENTIFIABLE)

    def as_html(self, *, revealed: bool) -> str:
        """Return the table that a notebook shows.

        `revealed` (exactly True): with free text and dates of birth and death.
        """
        rows = (self._row(event, revealed=revealed) for event in self._events)
        return _html.table(_HEADINGS, rows, f"{len(self)} event{'s' if len(self) != 1 else ''}")

    def as_text(self, *, revealed: bool) -> str:
        """Return the same table for a terminal, a line for each event: what `print` shows, unrevealed."""
        rows = [_HEADINGS, *(self._row(event, revealed=revealed) for event in self._events)]
        lines = [[_html.visible(" ".join(cell.split())) for cell in row] for row in rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        aligned = ("  ".join(f"{cell:{width}}" for cell, width in zip(line, widths, strict=True)) for line in lines)
        return "\n".join(line.rstrip() for line in aligned)

    def _row(self, event: Event, *, revealed: bool) -> tuple[str, ...]:
        return (
            "" if event.kind in BIRTHS_AND_DEATHS and revealed is not True else str(event.when),
            self._label(event.agency or ""),
            event.kind.replace("_", " "),
            ", ".join(map(self._label, event.people)),
            event.description if revealed is True else _html.hidden_words(event.description, "reveal(timeline)"),
            ", ".join(f"{citation.source} {citation.where}".strip() for citation in event.citations),
        )

    def _label(self, id: str) -> str:
        """Return what may be shown for an id: the label of a person, the name of an agency."""
        record = find_record(self.casefile, id)
        if isinstance(record, Agency):
            return record.name or id
        return record.label if isinstance(record, Person) else id

    def _part(self, events: Iterable[Event]) -> Timeline:
        """Return a timeline of some of the events: already checked and, except for a reversed slice, in order."""
        return Timeline(events, self.casefile)


def _in_order(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Sorted by one number; only the runs that it leaves tied are looked at again."""
    numbered = not {None}.issuperset(map(_order, events))
    ordered: list[Event] = []
    for _, tied in groupby(sorted(events, key=_place), key=_place):
        run = list(tied)
        if len(run) > 1:
            if numbered:
                run.sort(key=_within_tie)
            else:  # in two passes, which is quicker than pairs
                run.sort(key=_id)
                run.sort(key=_text)
        ordered += run
    return tuple(ordered)


_place, _text, _order, _id = map(attrgetter, ("when._key", "when._text", "order", "id"))


def _within_tie(event: Event) -> tuple[str, float, str]:
    return event.when.text, float("inf") if event.order is None else event.order, event.id


def _window(start: When | str | date | None, end: When | str | date | None) -> When | None:
    """Return the stretch from the first minute of one to the last of the other; None if both sides are open."""
    first = None if start is None else to_when(start)
    last = None if end is None else to_when(end)
    begin = f"{first.earliest}T{first.time or '00:00'!s:.5}" if first is not None and first.earliest else ".."
    finish = f"{last.latest}T{last.time or '23:59'!s:.5}" if last is not None and last.latest else ".."
    if begin == ".." and finish == "..":
        return None
    return When(f"{begin}/{finish}")

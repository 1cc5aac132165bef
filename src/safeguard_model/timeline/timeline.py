"""`Timeline`, the events of a case in order, which can be narrowed, sliced and shown."""

from __future__ import annotations

from types import EllipsisType
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NoReturn, final, overload

from safeguard_model import html_tables as _html
from safeguard_model.dates import When
from safeguard_model.discreet import frameless_methods
from safeguard_model.errors import InvalidRecord, UnknownRecord, shape
from safeguard_model.records import Agency, CaseFile, Event, EventState, Person
from safeguard_model.records.casefile import require_casefile
from safeguard_model.records.converters import iterator
from safeguard_model.records.shown_words import shows_words
from safeguard_model.records.vocabulary import BIRTHS_AND_DEATHS
from safeguard_model.timeline.derived import derived_events
from safeguard_model.timeline.inputs import people_in, require_ids, require_texts, to_kinds
from safeguard_model.timeline.minutes import window_between
from safeguard_model.timeline.ordering import in_order
from safeguard_model.timeline.wording import dates_in_words, label_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from matplotlib.axes import Axes

    from safeguard_model.contact.gap import Gap
    from safeguard_model.contact.sightings import LastSeen
    from safeguard_model.formats.frames import Backend
    from safeguard_model.knowing.pooling import Pooled
    from safeguard_model.knowing.questions import Agencies, Awareness
    from safeguard_model.records import AgencyId, EventKind, PersonId
    from safeguard_model.records.base import EventId
    from safeguard_model.sequences.journeys import Step
    from safeguard_model.sequences.overlaps import Overlap
    from safeguard_model.sequences.repeat import Repeat
    from safeguard_model.sequences.replies import Reply
    from safeguard_model.timeline.answers import Answers
    from safeguard_model.timeline.inputs import AgencyKinds, Kinds
    from safeguard_model.timeline.lifetimes import AgeAtIncident, EventAge
    from safeguard_model.timescales.clock import Clock
    from safeguard_model.timescales.timescale import Timescale
    from safeguard_model.timescales.working_days import BankHolidays

__all__ = ["Timeline"]

_HEADINGS = ("when", "agency", "what", "about", "description", "source")
_TABLE_HEADINGS = ("when", "agency", "what", "about", "seen", "what happened", "source")
_set = object.__setattr__


@frameless_methods
@final
class Timeline:
    """An immutable sequence of events, sorted by `when`, then by `order`, then by `id`.

    An event that has no date but states the ages of people stands where these ages put it, if the case file has the
    births. Narrowing (`between`, `about`, `kinds` ...) and slicing give a Timeline. The ids of the events must be
    unique; this is not checked. A Timeline can be built without a case file. Questions that need the case file, such as
    the ages of people, then raise `NeedsCaseFile`.

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
    """The case file that the events come from, or None."""

    def __init__(self, events: Iterable[Event], casefile: CaseFile | None = None) -> None:
        if isinstance(events, CaseFile):
            raise InvalidRecord("Timeline", "events", "expected events, got a CaseFile: write Timeline.of(casefile)")
        items = iterator(events)
        if items is None:
            raise InvalidRecord("Timeline", "events", f"expected events, got {shape(events)}")
        given = tuple(items)
        if set(map(type, given)) - {Event}:
            other = next(event for event in given if type(event) is not Event)
            raise InvalidRecord("Timeline", "events", f"expected only Events, got {shape(other)}")
        if casefile is not None:
            require_casefile(casefile, "Timeline")
        _set(self, "_events", in_order(given, casefile))
        _set(self, "casefile", casefile)

    @classmethod
    def of(cls, casefile: CaseFile) -> Timeline:
        """Return the events of a case file, with the events that its other records imply.

        The dates of records have rows, except the fields that `implied_kinds.IMPLIES_NO_EVENT` names with a reason. A
        date has no row if an entry already says the same; if a stay, a membership, a relationship or an involvement
        began with a birth or ended with a death; if a birth was expected and its date is known; or if a source did not
        find the factor. Raises `InvalidRecord` for anything that is not a case file.
        """
        if callable(getattr(casefile, "timeline", None)):  # a Chronology, which this file cannot import
            rule = f"expected a CaseFile, got {shape(casefile)}: write chronology.timeline(casefile)"
            raise InvalidRecord("Timeline", "casefile", rule)
        require_casefile(casefile, "Timeline")
        return cls((*casefile.events, *derived_events(casefile)), casefile)

    def between(
        self,
        start: When | str | date | None,
        end: When | str | date | EllipsisType | None = ...,
        possible: bool = True,
    ) -> Timeline:
        """Return the events from the first day of `start` to the last day of `end`; None leaves a side open.

        Without `end`, the end is that of `start`: `between("2016-03")` gives the events of March 2016. If `start` or
        `end` is a single minute, that minute is the limit. `possible`: True for all events that may lie in that time at
        least in part; False for only the events that certainly lie in it as a whole. Raises `InvalidWhen` if `start` or
        `end` is not a time, or if `end` is before `start`.
        """
        window = window_between(start, start if isinstance(end, EllipsisType) else end)
        if window is None:
            return self
        fits = When.possibly_overlaps if possible else When.definitely_within
        return self.where(lambda event: fits(event.when, window))

    def about(self, *people: PersonId) -> Timeline:
        """Return the events that are about any of these people, or that say whether any of them was seen.

        With a case file, raises `UnknownRecord` if one of the ids belongs to no record, and `InvalidRecord` if one
        belongs to a record that is not a person. Always raises `InvalidRecord` for what is not an id.
        """
        wanted = require_ids(self, people, Person)
        return self.where(lambda event: not wanted.isdisjoint(people_in(event)))

    def by(self, *agencies: AgencyId) -> Timeline:
        """Return the events whose `agency` is one of these agencies.

        With a case file, raises `UnknownRecord` if one of the ids belongs to no record, and `InvalidRecord` if one
        belongs to a record that is not an agency. Always raises `InvalidRecord` for what is not an id.
        """
        wanted = require_ids(self, agencies, Agency)
        return self.where(lambda event: event.agency in wanted)

    def kinds(self, *kinds: EventKind | str) -> Timeline:
        """Return the events of these kinds. Raises `InvalidRecord` for a value that is not a kind of event."""
        wanted = to_kinds(kinds, "Timeline")
        return self.where(lambda event: event.kind in wanted)

    def tagged(self, *tags: str) -> Timeline:
        """Return the events with any of these tags. Raises `InvalidRecord` for a tag that is not a text."""
        wanted = require_texts(tags, "tags")
        return self.where(lambda event: not wanted.isdisjoint(event.tags))

    def stored(self) -> Timeline:
        """Return the events that are entries, without those derived from other records of the case file."""
        return self.where(lambda event: event.derived_from is None)

    def where(self, predicate: Callable[[Event], object]) -> Timeline:
        """Return the events for which `predicate` returns a true value."""
        return self._part(event for event in self._events if predicate(event))

    def ages(self, person: PersonId) -> Answers[EventAge]:
        """Return each event with the age of a person at that time: an `Age`, `Unborn`, `DiedAged` or `AgeUnknown`.

        Raises `NeedsCaseFile` without a case file, `UnknownRecord` if no record has the id, and `InvalidRecord` if the
        record is not a person.
        """
        from safeguard_model.timeline.lifetimes import ages

        return ages(self, person)

    def ages_at_incidents(self) -> Answers[AgeAtIncident]:
        """Return the ages of those harmed in each incident, stated and worked out: `lifetimes.ages_at_incidents`."""
        from safeguard_model.timeline.lifetimes import ages_at_incidents

        return ages_at_incidents(self)

    def known_to(self, agency: Agencies, at: When | str | date | None = None, possible: bool = False) -> Timeline:
        """Return the events that an agency, or at least one of several, knew of by the end of a time.

        See `knowing.known_to`.
        """
        from safeguard_model.knowing import known_to

        return known_to(self, agency, at, possible)

    def known_but_not(
        self, knew: Agencies, not_by: Agencies, at: When | str | date | None = None, possible: bool = False
    ) -> Answers[Awareness]:
        """Return what some agencies knew by the end of a time and others did not: see `knowing.known_but_not`."""
        from safeguard_model.knowing import known_but_not

        return known_but_not(self, knew, not_by, at, possible)

    def sharing(self, at: When | str | date | None = None) -> Answers[Awareness]:
        """Return how far each event was shared with the other agencies that it concerned: see `knowing.sharing`."""
        from safeguard_model.knowing import sharing

        return sharing(self, at)

    def pooled(self) -> Pooled:
        """Return from when all these events would have been known together, if the agencies had shared them.

        Narrow the timeline first to the events that belong together. See `knowing.pooled`.
        """
        from safeguard_model.knowing import pooled

        return pooled(self)

    def clocks(
        self,
        timescales: Iterable[Timescale] | None = None,
        bank_holidays: BankHolidays | None = None,
        today: When | str | date | None = None,
        *,
        show: Literal["started", "all"] = "started",
    ) -> Answers[Clock]:
        """Return every clock that the timescales start in this timeline: see `timescales.clocks`.

        Without `timescales`, the timescales of England (`ENGLAND`) are used.
        """
        from safeguard_model.timescales import ENGLAND, clocks

        return clocks(self, ENGLAND if timescales is None else timescales, bank_holidays, today, show=show)

    def gaps(
        self,
        child: PersonId | None = None,
        agency: AgencyId | None = None,
        longer_than: int | str = 0,
        period: When | str | date | None = None,
    ) -> Answers[Gap]:
        """Return the stretches of more than `longer_than` days without contact: see `safeguard_model.gaps`.

        Pass a `period`: without one, the time before the first and after the last contact is not looked at.
        """
        from safeguard_model.contact import gaps

        return gaps(self, child, agency, longer_than, period)

    def unseen(
        self,
        child: PersonId,
        longer_than: int | str = 0,
        period: When | str | date | None = None,
        by_kinds: AgencyKinds | None = None,
    ) -> Answers[Gap]:
        """Return the stretches of more than `longer_than` days in which nobody is recorded as having seen the child.

        Pass a `period`: without one, the time before the first and after the last sighting is not looked at. See
        `safeguard_model.unseen`.
        """
        from safeguard_model.contact import unseen

        return unseen(self, child, longer_than, period, by_kinds)

    def seen(self, child: PersonId) -> Timeline:
        """Return the entries that say that the child was seen: see `safeguard_model.seen`."""
        from safeguard_model.contact import seen

        return seen(self, child)

    def last_seen(
        self, child: PersonId, before: When | str | date | None = None, by_kinds: AgencyKinds | None = None
    ) -> LastSeen:
        """Return the last sighting of the child, and what may be a later one: see `safeguard_model.last_seen`."""
        from safeguard_model.contact import last_seen

        return last_seen(self, child, before, by_kinds)

    def overlapping(self, period: When | str | date | None = None, possible: bool = True) -> Answers[Overlap]:
        """Return the pairs of events that went on, or may have, at the same time: see `safeguard_model.overlapping`."""
        from safeguard_model.sequences import overlapping

        return overlapping(self, period, possible)

    def journey(self, child: PersonId) -> Answers[Step]:
        """Return the child's way through the services, step by step: see `safeguard_model.journey`."""
        from safeguard_model.sequences import journey

        return journey(self, child)

    def answers_to(
        self, kinds: Kinds, within: int | str | None, by: Kinds, *, period: When | str | date | None = None
    ) -> Answers[Reply]:
        """Return each event of some kinds, with its answer if there is one: see `safeguard_model.answers_to`."""
        from safeguard_model.sequences import answers_to

        return answers_to(self, kinds, within, by, period=period)

    def unanswered(
        self,
        kinds: Kinds,
        within: int | str | None,
        by: Kinds,
        *,
        period: When | str | date | None = None,
        possible: bool = True,
    ) -> Answers[Event]:
        """Return the events of some kinds without an answer, or a certain one, in time.

        See `safeguard_model.unanswered`.
        """
        from safeguard_model.sequences import unanswered

        return unanswered(self, kinds, within, by, period=period, possible=possible)

    def repeats(self, kind: Kinds, at_least: int = 3, without: Kinds = ()) -> Answers[Repeat]:
        """Return the runs of events of some kinds with no event of the kinds `without` in between.

        See `safeguard_model.repeats`.
        """
        from safeguard_model.sequences import repeats

        return repeats(self, kind, at_least, without)

    def to_frame(self, backend: Backend = "pandas") -> Any:
        """Return the events as a data frame, with everything in it: see `safeguard_model.to_frame`."""
        from safeguard_model.formats.frames import to_frame

        return to_frame(self, backend)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return the events as a stream of Arrow, by which pandas, polars, pyarrow and duckdb take a timeline."""
        from safeguard_model.formats.frames import to_arrow

        return to_arrow(self).__arrow_c_stream__(requested_schema)

    def plot(
        self, ax: Axes | None = None, child: PersonId | None = None, *, width: float = 14.0, revealed: bool = False
    ) -> Axes:
        """Draw the timeline in lanes, and return the axes (extra ``plot``): see `display.plots.timeline`."""
        from safeguard_model.display import plots

        return plots.timeline(self, ax, child, width=width, revealed=revealed)

    def __len__(self) -> int:
        return len(self._events)

    def __iter__(self) -> Iterator[Event]:
        return iter(self._events)

    def __reversed__(self) -> Iterator[Event]:
        return reversed(self._events)

    def __contains__(self, event: object) -> bool:
        """Return whether an event is in the timeline; `event` may also be its id."""
        if isinstance(event, str):
            return any(event == other.id for other in self._events)
        return event in self._events

    @overload
    def __getitem__(self, place: int | EventId) -> Event: ...
    @overload
    def __getitem__(self, place: slice) -> Timeline: ...
    def __getitem__(self, place: int | EventId | slice) -> Event | Timeline:
        """Return the event at a place or with an id, or for a slice, a Timeline. Raises `UnknownRecord` for an id."""
        if isinstance(place, str):
            if (event := next((event for event in self._events if event.id == place), None)) is not None:
                return event
            error = UnknownRecord.among(place, [each.id for each in self._events], noun="event of this timeline")
            del self  # so that the frame of the error does not hold the events; `frameless` would be slower here
            raise error
        return self._part(self._events[place]) if isinstance(place, slice) else self._events[place]

    def index(self, event: Event) -> int:
        """Return the index of an event. Raises ValueError if the event is not in the timeline."""
        return self._events.index(event)

    def count(self, event: Event) -> int:
        """Return how often an event is in the timeline."""
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
        held: tuple[Event, ...] = getattr(self, "_events", ())  # a timeline that is not yet complete lacks them
        return f"<Timeline; events: {len(held)}, agencies: {len({event.agency for event in held} - {None})}>"

    def __str__(self) -> str:
        return self.as_text(revealed=False)

    def _repr_html_(self) -> str:
        return self.as_html(revealed=shows_words(self.casefile))

    def as_html(self, *, revealed: bool) -> str:
        """Return the timeline as the HTML table that a notebook shows, with the first 500 events.

        The table has free text, and dates of births and deaths, only if `revealed` is exactly True.
        """
        from safeguard_model.timeline.answer_tables import seen_in_words

        rows: list[tuple[object, ...]] = []
        for event, (when, agency, what, about, *rest) in zip(self._events, self._rows(revealed=revealed), strict=True):
            by = agency if agency == (event.agency or "") else _html.Named(agency, event.agency or "")
            rows.append((when, by, _html.Named(what, event.id), about, seen_in_words(event, self.casefile), *rest))
        return _html.table(_TABLE_HEADINGS, rows, f"{len(self)} event{'s' if len(self) != 1 else ''}")

    def as_text(self, *, revealed: bool) -> str:
        """Return the timeline as a table of plain text: a line of headings, and one line for each event.

        The table has free text, and dates of births and deaths, only if `revealed` is exactly True. `print` shows the
        table without these.
        """
        rows = [_HEADINGS, *self._rows(revealed=revealed)]
        lines = [[_html.visible(" ".join(cell.split())) for cell in row] for row in rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        aligned = ("  ".join(f"{cell:{width}}" for cell, width in zip(line, widths, strict=True)) for line in lines)
        return "\n".join(line.rstrip() for line in aligned)

    def _rows(self, *, revealed: bool) -> Iterator[tuple[str, ...]]:
        dates = dates_in_words(self._events, revealed=revealed is True)
        for event, words in zip(self._events, dates, strict=True):
            yield self._row(event, words, revealed=revealed)

    def _row(self, event: Event, words: str, *, revealed: bool) -> tuple[str, ...]:
        if event.when.is_unknown and event.ages:
            from safeguard_model.timeline.lifetimes import stated_age_in_words

            words = " and ".join(stated_age_in_words(of, revealed=revealed is True) for of in event.ages)
        kind = event.kind.replace("_", " ")
        return (
            "" if event.kind in BIRTHS_AND_DEATHS and revealed is not True else words,
            label_of(self.casefile, event.agency or ""),
            kind if event.state is EventState.HAPPENED else f"{kind}: {event.state.replace('_', ' ')}",
            ", ".join(label_of(self.casefile, person) for person in event.people),
            event.description if revealed is True else _html.hidden_words(event.description, "reveal(timeline)"),
            ", ".join(f"{citation.source} {citation.where}".strip() for citation in event.citations),
        )

    def _part(self, events: Iterable[Event]) -> Timeline:
        """Return a Timeline of some of the events, with the same case file."""
        return Timeline(events, self.casefile)

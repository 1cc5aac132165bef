"""Stretches without contact, and stretches in which nobody saw the child."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

import attrs

from safeguard_model.contact.limits import Boundary, End, limits_of
from safeguard_model.dates import DayCount, When
from safeguard_model.dates.edtf import DAY
from safeguard_model.errors import InvalidRecord
from safeguard_model.records import CONTACTS, Agency, AgencyId, AgencyKind, Event, Person, PersonId
from safeguard_model.timeline.answers import Answers, date_with_id, is_plain, name_of
from safeguard_model.timeline.given import casefile_of, timeline_of
from safeguard_model.timeline.inputs import require_ids, to_agency_kinds
from safeguard_model.timeline.lifetimes import life_of
from safeguard_model.timeline.periods import require_days
from safeguard_model.timeline.windows import BEYOND, Extent, Window, days_between, extents_of, places_within, windows
from safeguard_model.timeline.wording import first_ids, length_in_months

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from safeguard_model.timeline.given import Given
    from safeguard_model.timeline.inputs import AgencyKinds
    from safeguard_model.timeline.timeline import Timeline

__all__ = ["Gap", "gaps", "unseen"]


@attrs.frozen(kw_only=True, repr=False)
class Gap:
    """A stretch of time without contact, or in which nobody saw a child.

    The text of a gap reveals no date of birth or death. A gap that begins or ends with a birth or a death is shown in
    completed months, without days or dates.
    """

    headings: ClassVar[tuple[str, ...]] = ("days", "from", "to", "definite", "may lie in it")

    child: PersonId | None
    """The id of the child asked about; None if no child was given."""
    agency: AgencyId | None
    """The id of the agency asked about; None if no agency was given."""
    start: When
    """When the gap begins: the time of `after`, the time of the birth, or the first day of the period."""
    end: When
    """When the gap ends: the time of `before`, the time of the death, or the last day of the period."""
    days: DayCount
    """The length of the gap. `least`: the days that no contact can touch. `most`: the most days that are possible."""
    definite: bool
    """Whether the gap is certainly longer than `longer_than`."""
    censored: bool
    """Whether the gap begins or ends with the period, and may therefore be longer than the period shows."""
    near_birth_or_death: bool
    """Whether the gap begins or ends with the period, and the birth or the death may lie in the gap."""
    begins: Boundary
    """What the gap begins with."""
    ends: Boundary
    """What the gap ends with."""
    after: Event | None
    """The last contact before the gap; None if the gap begins with the period or the birth."""
    before: Event | None
    """The first contact after the gap; None if the gap ends with the period or the death."""
    doubtful: tuple[Event, ...]
    """The other contacts that may lie in the gap. If any of them does, the gap is shorter."""
    undated: tuple[Event, ...]
    """The contacts without any date. Each of them may lie in any gap, so every gap has the same list."""

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table."""
        definite = "yes" if self.definite else "possibly"
        return (self._length(), *self._sides(), definite, self._doubts())

    def __str__(self) -> str:
        start, end = self._sides()
        if "," in start:  # a second comma, after the date: "the start of the period, 1 January 2022, to ..."
            start += ","
        text = f"{self._length()} from {start} to {end}"
        doubts = self._doubts()
        return f"{text}: {doubts} may lie in it" if doubts else text

    def __repr__(self) -> str:
        return f"<Gap: {self}>"

    def _length(self) -> str:
        days = self.days
        if not self._may_show_dates():
            text = length_in_months(days)
        elif days.least or days.most is None:
            text = str(days)
        else:
            text = f"up to {DayCount(days.most, days.most)}"
        return text if self.definite else f"possibly {text}"

    def _may_show_dates(self) -> bool:
        """Return whether dates and days may be shown. Beside a birth or a death they would reveal its date."""
        if self.near_birth_or_death or not is_plain(self.after, self.before):
            return False
        return {self.begins, self.ends} <= {Boundary.EVENT, Boundary.PERIOD}

    def _sides(self) -> tuple[str, str]:
        """Return the beginning and the end in words, without dates if these would help to work out a birth or death."""
        dates = self._may_show_dates()
        first_day = f", {self.start}" if dates else ""
        last_day = f", {self.end}" if dates else ""
        return (
            _side(self.after, self.begins, f"the start of the period{first_day}", dates=dates),
            _side(self.before, self.ends, f"the end of the period{last_day}", dates=dates),
        )

    def _doubts(self) -> str:
        return first_ids(self.doubtful, self.undated)


def gaps(
    given: Given,
    child: PersonId | None = None,
    agency: AgencyId | None = None,
    longer_than: int = 0,
    period: When | str | date | None = None,
) -> Answers[Gap]:
    """Return the stretches of more than `longer_than` days without contact, both definite and possible.

    A contact is an event of a kind in `CONTACTS` about the child, or an event in which the child was seen. Without
    `child`, contacts with anybody count. With `agency`, only events of this agency count.

    Days are counted on the calendar: from 1 August to 17 September is 47 days. A reading of the dates picks one of the
    possible times for each event. A gap is *possible* if it is longer than `longer_than` under some reading. A gap is
    *definite* if it contains a stretch that is longer than `longer_than` and that no contact can touch. A contact
    without any date may lie anywhere, so no gap is definite if there is such a contact.

    **Pass a period.** Only the time from the first minute of the period to its last is looked at, and a gap that begins
    or ends with the period is `censored`. Without a period, nothing is said of the time before the first contact and
    after the last, however long that time was.

    If the birth (or the expected birth) or the death of the child is known, from the child's record or from an event,
    only the time of the child's life counts.

    Args:
        given: A Timeline, a CaseFile or events.
        child: The id of the child (or of an adult).
        agency: The id of the agency.
        longer_than: Whole days, at most 100,000.
        period: A span, which is looked at from its earliest start to its latest end; or a point such as ``2022``, which
            is looked at from its first minute to its last.

    Raises:
        UnknownRecord: There is a case file, and an id is not in it.
        InvalidRecord: An id is the id of another kind of record, or an argument is of another type.
        InvalidWhen: The period is not a time.
    """
    timeline = timeline_of(given)
    if child is not None:
        require_ids(timeline, (child,), Person)
    if agency is not None:
        if isinstance(agency, AgencyKind):
            raise InvalidRecord("gaps", "agency", "expected the id of an agency, got a kind of agency")
        require_ids(timeline, (agency,), Agency)
    require_days(longer_than, "gaps", "longer_than")
    entries = timeline if agency is None else [event for event in timeline if event.agency == agency]
    contacts = [event for event in entries if _is_contact(event, child)]
    return Answers(_gaps(contacts, (child, agency), longer_than, period, _Life.of(timeline, child)))


def unseen(
    given: Given,
    child: PersonId,
    longer_than: int,
    period: When | str | date | None = None,
    by_kinds: AgencyKinds | None = None,
) -> Answers[Gap]:
    """Return the stretches of more than `longer_than` days in which nobody is recorded as having seen the child.

    An event counts if the child is in its `seen`, `seen_alone` or `seen_with_others`. With `by_kinds`, an event counts
    only if its agency is of one of these kinds. Everything else is as for `gaps`: **pass a period**.

    Args:
        given: A Timeline, a CaseFile or events.
        child: The id of the child (or of an adult).
        longer_than: Whole days, at most 100,000.
        period: A span or a point, as for `gaps`.
        by_kinds: A kind of agency or several, such as `HEALTH`.

    Raises:
        NeedsCaseFile: `by_kinds` is given, but there is no case file that says of which kind each agency is.
        UnknownRecord: There is a case file, and the child is not in it.
        InvalidRecord: The id is the id of another kind of record, or an argument is of another type.
        InvalidWhen: The period is not a time.
    """
    timeline = timeline_of(given)
    require_ids(timeline, (child,), Person)
    require_days(longer_than, "unseen", "longer_than")
    sightings = [event for event in timeline if _is_sighting(event, child)]
    if by_kinds is not None:
        kinds = to_agency_kinds(by_kinds, "unseen")
        agencies = casefile_of(timeline, "kinds of agency").agencies
        of_kinds = {agency.id for agency in agencies if agency.kind in kinds}
        sightings = [event for event in sightings if event.agency in of_kinds]
    return Answers(_gaps(sightings, (child, None), longer_than, period, _Life.of(timeline, child)))


class _Life(NamedTuple):
    """The person asked about, with their birth and their death as far as these are known."""

    person: Person | None
    birth_and_death: tuple[When | None, When | None]

    @classmethod
    def of(cls, timeline: Timeline, child: PersonId | None) -> _Life:
        casefile = timeline.casefile
        record = None if casefile is None or child is None else casefile[child]
        if casefile is None or not isinstance(record, Person):
            return cls(None, (None, None))
        return cls(record, life_of(record, timeline))


def _is_sighting(event: Event, child: PersonId) -> bool:
    return child in event.seen or child in event.seen_alone or child in event.seen_with_others


def _is_contact(event: Event, child: PersonId | None) -> bool:
    if child is None:
        return event.kind in CONTACTS or bool(event.seen or event.seen_alone or event.seen_with_others)
    return (event.kind in CONTACTS and child in event.people) or _is_sighting(event, child)


# A window, from the earliest end of one contact to the latest start of the next, is the longest that a gap can be. The
# part of the window that no contact can touch is empty under every reading of the dates, so it is the shortest that the
# gap can be. A gap is reported if the longest is more than `longer_than`, and definite if the shortest is too. An
# expected birth is not a certain beginning, so a gap that begins with an expected birth has no certain length.
def _gaps(
    events: Sequence[Event],
    asked: tuple[PersonId | None, AgencyId | None],
    longer_than: int,
    period: When | str | date | None,
    life: _Life,
) -> Iterator[Gap]:
    """Yield the gaps between some contacts, in order. `asked` holds the child and the agency asked about."""
    extents = extents_of(events)
    first, last = limits_of(extents, period, life.person, life.birth_and_death)
    lengths: list[tuple[Window, DayCount]] = []
    for window in windows(extents, (first.limit, last.limit)):
        most = days_between(window.low, window.high)
        if abs(window.low) >= BEYOND or abs(window.high) >= BEYOND:
            continue
        if most is not None and most <= longer_than:
            continue
        least = None
        if window.untouched and (window.after or first.boundary is not Boundary.EXPECTED_BIRTH):
            least = days_between(*window.untouched)
        lengths.append((window, DayCount(least or 0, most)))
    undated = tuple(events[extent.place] for extent in extents if not extent.is_dated)
    doubtful_of_each = _doubtful(events, extents, [window for window, _ in lengths])
    for (window, days), doubtful in zip(lengths, doubtful_of_each, strict=True):
        after = None if window.after is None else events[window.after.place]
        before = None if window.before is None else events[window.before.place]
        start = first.when if after is None else after.when
        end = last.when if before is None else before.when
        if start is None or end is None:
            continue
        begins = first.boundary if after is None else Boundary.EVENT
        ends = last.boundary if before is None else Boundary.EVENT
        yield Gap(
            child=asked[0],
            agency=asked[1],
            start=start,
            end=end,
            days=days,
            definite=(days.least or 0) > longer_than,
            censored=Boundary.PERIOD in (begins, ends),
            near_birth_or_death=(after is None and _is_near_life_end(first))
            or (before is None and _is_near_life_end(last)),
            begins=begins,
            ends=ends,
            after=after,
            before=before,
            doubtful=doubtful,
            undated=undated,
        )


# Gaps are counted in days, so a contact on the day on which a gap begins or ends does not lie in the gap. A contact
# that can only be on one day is never doubtful: if it lay inside a gap, it would have split the gap in two.
def _doubtful(
    events: Sequence[Event], extents: Sequence[Extent], stretches: Sequence[Window]
) -> Iterator[tuple[Event, ...]]:
    """Yield, for each window, the contacts that may lie in the window, without the two contacts at its ends."""
    day_ranges = [(extent.low // DAY, extent.high // DAY, extent.place) for extent in extents if extent.is_dated]
    several_days = [item for item in day_ranges if item[0] < item[1]]
    places_of_each = places_within(
        ((window.low // DAY, window.high // DAY) for window in stretches),
        several_days,
    )
    doubtful: tuple[Event, ...] = ()
    for window, places in zip(stretches, places_of_each, strict=True):
        own = [extent.place for extent in (window.after, window.before) if extent is not None]
        others = tuple(events[place] for place in places if place not in own)
        if others != doubtful:  # thousands of gaps may share one tuple, which saves memory
            doubtful = others
        yield doubtful


def _is_near_life_end(end: End) -> bool:
    """Return whether an end of the period may lie before the birth or after the death."""
    return end.boundary is Boundary.PERIOD and end.limit.possible != end.limit.certain


def _side(event: Event | None, boundary: Boundary, period: str, *, dates: bool) -> str:
    """Return the beginning or end of a gap in words. `period` has the words for a gap that begins or ends with one."""
    if event is not None:
        return date_with_id(event) if dates else name_of(event)
    if boundary is Boundary.PERIOD:
        return period
    return boundary.replace("_", " ")

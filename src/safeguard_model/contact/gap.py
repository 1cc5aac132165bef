"""Stretches without contact, and stretches in which nobody saw the child."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

import attrs

from safeguard_model.contact.limits import Boundary, End, limits_of
from safeguard_model.contact.sightings import (
    AFTER_DEATH,
    after_death,
    doubtful_of,
    entries_about,
    is_sighting,
    left_out_as_doubtful,
    sightings_of,
)
from safeguard_model.dates import DayCount, When
from safeguard_model.dates.edtf import DAY
from safeguard_model.discreet import Discreet, frameless
from safeguard_model.errors import InvalidRecord
from safeguard_model.records import CONTACTS, Agency, AgencyId, AgencyKind, Event, EventKind, Person, PersonId
from safeguard_model.timeline.accounts import (
    Accounts,
    ToldEvent,
    extents_of_told,
    has_happened,
    heads_of,
    told_events,
)
from safeguard_model.timeline.answers import Answers, date_with_id, is_plain, name_of
from safeguard_model.timeline.given import timeline_of
from safeguard_model.timeline.inputs import require_ids
from safeguard_model.timeline.left_out import NO_KIND, left_out, without_agency
from safeguard_model.timeline.lifetimes import life_of
from safeguard_model.timeline.periods import to_days
from safeguard_model.timeline.windows import BEYOND, Extent, Window, days_between, extents_of, places_within, windows
from safeguard_model.timeline.wording import first_ids, length_in_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from safeguard_model.timeline.given import Given
    from safeguard_model.timeline.inputs import AgencyKinds
    from safeguard_model.timeline.timeline import Timeline

__all__ = ["Gap", "gaps", "unseen"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Gap(Discreet):
    """A stretch of time without contact, or in which nobody saw a child.

    The text of a gap reveals no date of birth or death. A gap that begins or ends with a birth or a death, or that is
    `near_birth_or_death`, is shown in completed months, without days or dates.
    """

    headings: ClassVar[tuple[str, ...]] = ("days", "from", "to", "definite", "may lie in it", "stated")

    child: PersonId | None
    """The id of the child asked about; None if no child was given."""
    agency: AgencyId | None
    """The id of the agency asked about; None if no agency was given."""
    start: When
    """When the gap begins: the time of `after`, the (expected) time of the birth, or the first day of the period."""
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
    """The last contact before the gap; None if the gap begins with the period or the (expected) birth."""
    before: Event | None
    """The first contact after the gap; None if the gap ends with the period or the death."""
    doubtful: tuple[Event, ...]
    """The other contacts, and the entries that may tell of a contact, that may lie in the gap.

    If any of them does, the gap is shorter.
    """
    undated: tuple[Event, ...]
    """The contacts, and the entries that may tell of a contact, without any date.

    Each of them may lie in any gap, so every gap has the same list.
    """
    stated: tuple[Event, ...]
    """The entries that state that there was no contact (`no_contact`) at a time that may lie in the gap."""

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table."""
        definite = "yes" if self.definite else "possibly"
        return (self._length(), *self._sides(), definite, self._doubts(), first_ids(self.stated))

    def __str__(self) -> str:
        start, end = self._sides()
        if "," in start:  # a second comma, after the date: "the start of the period, 1 January 2022, to ..."
            start += ","
        text = f"{self._length()} from {start} to {end}"
        doubts = self._doubts()
        if doubts:
            text = f"{text}: {doubts} may lie in it"
        return f"{text}; no contact is stated in {first_ids(self.stated)}" if self.stated else text

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


@frameless
def gaps(
    given: Given,
    child: PersonId | None = None,
    agency: AgencyId | None = None,
    longer_than: int | str = 0,
    period: When | str | date | None = None,
) -> Answers[Gap]:
    """Return the stretches of more than `longer_than` days without contact, both definite and possible.

    A contact is an entry of a kind in `CONTACTS` about the child, or an entry that says that the child was seen. An
    entry that says that the child was not seen is no contact with the child: a home visit may be contact with the
    household only. So ``gaps(child=...)`` and ``gaps(agency=...)`` answer two questions. Without `child`, contacts with
    anybody count. With `agency`, only entries of this agency count.

    Only what happened counts. Several accounts of one contact are one contact. A cell about who was seen that could not
    be read may have been a sighting, so the stretch that makes a gap definite never runs over its date.

    Days are counted on the calendar: from 1 August to 17 September is 47 days. A reading of the dates picks one of the
    possible times for each event. A gap is *possible* if it is longer than `longer_than` under some reading. A gap is
    *definite* if it contains a stretch that is longer than `longer_than` and that no contact can touch. A contact
    without any date may lie anywhere, so no gap is definite if there is such a contact.

    **Pass a period.** Only the time from the first minute of the period to its last is looked at, and a gap that begins
    or ends with the period is `censored`. Without a period, nothing is said of the time before the first contact and
    after the last, however long that time was.

    If the birth (or the expected birth) or the death of the child is known, from the child's record, from an event or,
    for the birth, from a stated age, only the time of the child's life counts.

    Args:
        given: A Timeline, a CaseFile or events.
        child: The id of the child (or of an adult).
        agency: The id of the agency.
        longer_than: Whole days, or words such as "6 weeks"; at most 100,000 days.
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
    days = to_days(longer_than, "gaps", "longer_than")
    entries = entries_about(timeline, child)
    without = () if agency is None else without_agency(entries)
    if agency is not None:
        entries = [event for event in entries if event.agency == agency]
    told = told_events(entries, timeline.casefile, lambda entry: _is_contact(entry, child))
    contacts = [event for event in told if not isinstance(event, Accounts) or _is_contact(event.whole, child)]
    doubtful = doubtful_of(entries, contacts, child)
    found = _Contacts(contacts, doubtful, _stated_none(entries))
    asked, life = (child, agency), _Life.of(timeline, child)
    other = EventKind.OTHER
    kindless = [entry for entry in entries if entry.kind is other and not is_sighting(entry, child)]
    return Answers(
        _gaps(found, asked, days, period, life),
        (
            *left_out(NO_KIND, kindless, entries),
            *left_out_as_doubtful(doubtful, entries),
            *left_out(AFTER_DEATH, after_death(contacts, life.birth_and_death[1]), contacts),
            *without,
        ),
        timeline.casefile,
        Gap,
    )


@frameless
def unseen(
    given: Given,
    child: PersonId,
    longer_than: int | str = 0,
    period: When | str | date | None = None,
    by_kinds: AgencyKinds | None = None,
) -> Answers[Gap]:
    """Return the stretches of more than `longer_than` days in which nobody is recorded as having seen the child.

    An entry counts if the child is in its `seen`, `seen_alone` or `seen_with_others`. With `by_kinds`, an entry counts
    only if its agency is of one of these kinds. An entry that may tell of a sighting also counts as doubtful if the
    kind of its agency is not on file. Everything else is as for `gaps`: **pass a period**.

    Args:
        given: A Timeline, a CaseFile or events.
        child: The id of the child (or of an adult).
        longer_than: Whole days, or words such as "6 weeks"; at most 100,000 days.
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
    days = to_days(longer_than, "unseen", "longer_than")
    life = _Life.of(timeline, child)
    sightings = sightings_of(timeline, child, by_kinds, "unseen", life.birth_and_death[1])
    found = _Contacts(sightings.told, sightings.doubtful, _stated_none(sightings.entries))
    return Answers(_gaps(found, (child, None), days, period, life), sightings.left_out, timeline.casefile, Gap)


class _Life(NamedTuple):
    """The person asked about, with the birth and the death as far as these are known; nothing without a case file."""

    person: Person | None
    birth_and_death: tuple[When | None, When | None]

    @classmethod
    def of(cls, timeline: Timeline, child: PersonId | None) -> _Life:
        casefile = timeline.casefile
        record = None if casefile is None or child is None else casefile[child]
        if casefile is None or not isinstance(record, Person):
            return cls(None, (None, None))
        return cls(record, life_of(record, timeline))


class _Contacts(NamedTuple):
    """What is on file about contact: the contacts, and the entries that bear on the gaps between them."""

    told: Sequence[ToldEvent]
    """The contacts."""
    doubtful: Sequence[Event]
    """Entries that leave open whether the person was seen."""
    stated_none: Sequence[Event]
    """Entries that state that there was no contact."""


def _is_contact(event: Event, child: PersonId | None) -> bool:
    if child is None:
        return event.kind in CONTACTS or bool(event.seen or event.seen_alone or event.seen_with_others)
    is_of_child = event.kind in CONTACTS and child in event.people and child not in event.not_seen
    return is_of_child or is_sighting(event, child)


def _stated_none(entries: Iterable[Event]) -> list[Event]:
    no_contact = EventKind.NO_CONTACT
    return [entry for entry in entries if entry.kind is no_contact and has_happened(entry)]


# A window, from the earliest end of one contact to the latest start of the next, is the longest that a gap can be. The
# part of the window that no contact can touch is empty under every reading of the dates, so it is the shortest that the
# gap can be. A gap is reported if the longest is more than `longer_than`, and definite if the shortest is too. An
# expected birth is not a certain beginning, so a gap that begins with an expected birth has no certain length.
def _gaps(
    contacts: _Contacts,
    asked: tuple[PersonId | None, AgencyId | None],
    longer_than: int,
    period: When | str | date | None,
    life: _Life,
) -> Iterator[Gap]:
    """Yield the gaps between some contacts, in order. `asked` holds the child and the agency asked about."""
    extents = extents_of_told(contacts.told)
    events = [*heads_of(contacts.told), *contacts.doubtful]
    doubted = [extent._replace(place=extent.place + len(extents)) for extent in extents_of(contacts.doubtful)]
    first, last = limits_of(extents, period, life.person, life.birth_and_death)
    lengths: list[tuple[Window, DayCount]] = []
    for window in windows(extents, (first.limit, last.limit), doubted):
        most = days_between(window.low, window.high)
        if abs(window.low) >= BEYOND or abs(window.high) >= BEYOND:
            continue
        if most is not None and most <= longer_than:
            continue
        least = None
        if window.untouched and (window.after or first.boundary is not Boundary.EXPECTED_BIRTH):
            least = days_between(*window.untouched)
        lengths.append((window, DayCount(least or 0, most)))
    undated = tuple(events[extent.place] for extent in (*extents, *doubted) if not extent.is_dated)
    stretches = [window for window, _ in lengths]
    # A contact that can only be on one day is never doubtful: if it lay inside a gap, it would have split the gap.
    vague = [extent for extent in extents if extent.low // DAY < extent.high // DAY]
    doubtful_of_each = _inside([*vague, *doubted], stretches)
    stated_of_each = _inside(extents_of(contacts.stated_none), stretches)
    doubtful: tuple[Event, ...] = ()
    for (window, days), doubtful_places, stated_places in zip(lengths, doubtful_of_each, stated_of_each, strict=True):
        own = [extent.place for extent in (window.after, window.before) if extent is not None]
        others = tuple(events[place] for place in doubtful_places if place not in own)
        if others != doubtful:  # thousands of gaps may share one tuple, which saves memory
            doubtful = others
        stated = tuple(contacts.stated_none[place] for place in stated_places)
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
            stated=stated,
        )


# Gaps are counted in days, so what is on the day on which a gap begins or ends does not lie in the gap.
def _inside(extents: Iterable[Extent], stretches: Sequence[Window]) -> Iterator[list[int]]:
    """Yield, for each window, the positions of the events that may lie in it. Events without any date are left out."""
    days = [(extent.low // DAY, extent.high // DAY, extent.place) for extent in extents if extent.is_dated]
    return places_within(((window.low // DAY, window.high // DAY) for window in stretches), days)


def _is_near_life_end(end: End) -> bool:
    """Return whether an end of the period may lie before the birth or after the death."""
    return end.boundary is Boundary.PERIOD and end.limit.possible != end.limit.certain


def _side(event: Event | None, boundary: Boundary, period: str, *, dates: bool) -> str:
    """Return the beginning or end of a gap in words. `period`: the words for that of the period."""
    if event is not None:
        return date_with_id(event) if dates else name_of(event)
    if boundary is Boundary.PERIOD:
        return period
    return boundary.replace("_", " ")

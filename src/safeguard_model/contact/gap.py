"""Gaps: stretches without contact, or in which nobody saw the child."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

import attrs

from safeguard_model.contact.limits import Boundary, limits_of
from safeguard_model.dates import DayCount, When
from safeguard_model.dates.edtf import DAY
from safeguard_model.errors import InvalidRecord
from safeguard_model.records import CONTACTS, Agency, AgencyId, AgencyKind, Event, Person, PersonId
from safeguard_model.timeline.answers import Answers, is_plain, name_of, placed
from safeguard_model.timeline.given import casefile_of, timeline_of
from safeguard_model.timeline.inputs import require_ids, to_agency_kinds
from safeguard_model.timeline.lifetimes import life_of
from safeguard_model.timeline.periods import require_days
from safeguard_model.timeline.windows import BEYOND, Window, days_between, extents, lying_in, windows
from safeguard_model.timeline.wording import named, roughly

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from safeguard_model.timeline.given import Given
    from safeguard_model.timeline.inputs import AgencyKinds
    from safeguard_model.timeline.timeline import Timeline

__all__ = ["Gap", "gaps", "unseen"]


@attrs.frozen(kw_only=True, repr=False)
class Gap:
    """A stretch without contact, or in which a child was not seen.

    Its text gives no date of birth or death away: beside one there are completed months instead of days, and no dates.
    """

    headings: ClassVar[tuple[str, ...]] = ("days", "from", "to", "definite", "may lie in it")

    child: PersonId | None
    """The child asked for."""
    agency: AgencyId | None
    """The agency asked for."""
    start: When
    """When it begins: the time of `after`, of the birth, or the period's first day."""
    end: When
    """When it ends: the time of `before`, of the death, or the period's last day."""
    days: DayCount
    """How long it is: `least`, the stretch that no contact can touch; `most`, the longest that is possible."""
    definite: bool
    """Whether it is certainly longer than was asked."""
    censored: bool
    """Whether it reaches an end of the period, and so may be longer than the period shows."""
    meets_life_end: bool
    """Whether it reaches an end of the period near which the child may have been born, or have died."""
    begins: Boundary
    """What it begins at."""
    ends: Boundary
    """What it ends at."""
    after: Event | None
    """The last contact before it; None where it begins with the period or with a life."""
    before: Event | None
    """The first contact after it; None where it ends with the period or with a life."""
    doubtful: tuple[Event, ...]
    """The other contacts that may lie in it and make it shorter."""
    undated: tuple[Event, ...]
    """The contacts of which no date at all is known, the same for every gap: each may lie in any of them."""

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table."""
        return (self._length(), *self._sides(), "yes" if self.definite else "possibly", self._doubts())

    def __str__(self) -> str:
        start, end = self._sides()
        doubts = self._doubts()
        comma = "," if "," in start else ""
        return f"{self._length()} from {start}{comma} to {end}" + (f": {doubts} may lie in it" if doubts else "")

    def __repr__(self) -> str:
        return f"<Gap: {self}>"

    def _length(self) -> str:
        count = self.days
        if self._is_plain():
            most = DayCount(count.most, count.most)
            text = str(count) if count.least or count.most is None else f"up to {most}"
        else:
            text = roughly(count)
        return text if self.definite else f"possibly {text}"

    def _is_plain(self) -> bool:
        """Return whether dates and days may be shown: beside a birth or a death they would tell its date."""
        at = {self.begins, self.ends}
        return not self.meets_life_end and is_plain(self.after, self.before) and at <= {Boundary.EVENT, Boundary.PERIOD}

    def _sides(self) -> tuple[str, str]:
        """Return both boundaries in words; beside a birth or death without dates, which would narrow its date down."""
        plain = self._is_plain()
        return (
            _side(self.after, self.begins, f"the start of the period, {self.start}", plain=plain),
            _side(self.before, self.ends, f"the end of the period, {self.end}", plain=plain),
        )

    def _doubts(self) -> str:
        return named(self.doubtful, self.undated)


def gaps(
    given: Given,
    child: PersonId | None = None,
    agency: AgencyId | None = None,
    longer_than: int = 0,
    period: When | str | date | None = None,
) -> Answers[Gap]:
    """Return the stretches of more than so many days without contact, definite and possible ones.

    A contact is an event of a kind in `CONTACTS` about the child, or one in which the child was seen; without a child,
    about and of anybody. With an agency, only its own entries count.

    Days are counted on the calendar: from 1 August to 17 September are 47. A gap is *possible* where the contacts may
    have been such that it is longer than that; it is *definite* where some stretch of it is longer, and no contact can
    lie in that. A contact without any date may lie anywhere, so it leaves nothing definite.

    **Give a period.** The time from its first minute to its last is looked at, and a gap that reaches one of its ends
    is `censored`. Without a period nothing is said of the time before the first contact and after the last, however
    long it was. Where the case file knows the birth (or the expected birth) and the death of the child, from its record
    or from an agency's own entry, only the time between them counts.

    Args:
        given: A Timeline, a CaseFile or events.
        child: The id of the child (or of an adult).
        agency: The id of the agency.
        longer_than: Whole days, at most 100,000.
        period: A span, from its earliest start to its latest end; or a point such as ``2022``, from its first minute
            to its last.

    Raises:
        UnknownRecord: There is a case file, and an id is not in it.
        InvalidRecord: An id is that of something else, or an argument is of another type.
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
    contacts = [event for event in timeline if (agency is None or event.agency == agency) and _is_contact(event, child)]
    return Answers(_gaps(contacts, (child, agency), longer_than, period, _Life.of(timeline, child)))


def unseen(
    given: Given,
    child: PersonId,
    longer_than: int,
    period: When | str | date | None = None,
    by_kinds: AgencyKinds | None = None,
) -> Answers[Gap]:
    """Return the stretches of more than so many days in which nobody is recorded as having seen the child.

    Only events count that have the child in `seen`, `seen_alone` or `seen_with_others`; with `by_kinds`, only those of
    agencies of these kinds. All else is as for `gaps`: **give a period**.

    Args:
        given: A Timeline, a CaseFile or events.
        child: The id of the child (or of an adult).
        longer_than: Whole days, at most 100,000.
        period: A span or a point, as for `gaps`.
        by_kinds: A kind of agency or several, such as `HEALTH`.

    Raises:
        NeedsCaseFile: `by_kinds` is given, and there is not a case file to say what kind an agency is.
        UnknownRecord: There is a case file, and the child is not in it.
        InvalidRecord: The id is that of something else, or an argument is of another type.
        InvalidWhen: The period is not a time.
    """
    timeline = timeline_of(given)
    require_ids(timeline, (child,), Person)
    require_days(longer_than, "unseen", "longer_than")
    sightings: Iterable[Event] = (event for event in timeline if _is_sighting(event, child))
    if by_kinds is not None:
        kinds = to_agency_kinds(by_kinds, "unseen")
        of_kinds = {agency.id for agency in casefile_of(timeline, "kinds of agency").agencies if agency.kind in kinds}
        sightings = (event for event in sightings if event.agency in of_kinds)
    return Answers(_gaps(list(sightings), (child, None), longer_than, period, _Life.of(timeline, child)))


class _Life(NamedTuple):
    """The person asked about, and from when to when they may have lived."""

    person: Person | None
    span: tuple[When | None, When | None]

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


# A gap runs from the earliest end of one contact to the latest start of the next (a window): the longest that it can
# be. What no contact can touch within it is the shortest that it can be (`clear`). Reported is what may be longer than
# asked; definite is what certainly is. An expected birth is not a sure beginning, so a gap after one is never definite.
def _gaps(
    events: Sequence[Event],
    asked: tuple[PersonId | None, AgencyId | None],
    longer_than: int,
    period: When | str | date | None,
    life: _Life,
) -> Iterator[Gap]:
    marks = extents(events)
    first, last = limits_of(marks, period, life.person, life.span)
    reported: list[tuple[Window, DayCount]] = []
    for window in windows(marks, (first.limit, last.limit)):
        most = days_between(window.low, window.high)
        if abs(window.low) >= BEYOND or abs(window.high) >= BEYOND:
            continue
        if most is not None and most <= longer_than:
            continue
        least = None
        if window.clear and (window.after or first.at is not Boundary.EXPECTED_BIRTH):
            least = days_between(*window.clear)
        reported.append((window, DayCount(least or 0, most)))
    undated = tuple(events[mark.place] for mark in marks if not mark.is_dated)
    vague = [(mark.low // DAY, mark.high // DAY, mark.place) for mark in marks if mark.is_dated]
    within = lying_in(
        ((window.low // DAY, window.high // DAY) for window, _ in reported),
        (item for item in vague if item[0] < item[1]),
    )
    doubtful: tuple[Event, ...] = ()
    for (window, days), places in zip(reported, within, strict=True):
        own = [mark.place for mark in (window.after, window.before) if mark is not None]
        others = tuple(events[place] for place in places if place not in own)
        doubtful = doubtful if others == doubtful else others
        after = None if window.after is None else events[window.after.place]
        before = None if window.before is None else events[window.before.place]
        start, end = after.when if after else first.when, before.when if before else last.when
        if start is not None and end is not None:
            begins = Boundary.EVENT if after else first.at
            ends = Boundary.EVENT if before else last.at
            yield Gap(
                child=asked[0],
                agency=asked[1],
                start=start,
                end=end,
                days=days,
                definite=(days.least or 0) > longer_than,
                censored=Boundary.PERIOD in (begins, ends),
                meets_life_end=any(
                    end.at is Boundary.PERIOD and end.limit.reach != end.limit.sure
                    for end, contact in ((first, after), (last, before))
                    if contact is None
                ),
                begins=begins,
                ends=ends,
                after=after,
                before=before,
                doubtful=doubtful,
                undated=undated,
            )


def _side(event: Event | None, at: Boundary, period: str, *, plain: bool) -> str:
    if event is not None:
        return placed(event) if plain else name_of(event)
    if at is Boundary.PERIOD:
        return period if plain else period.partition(",")[0]
    return at.replace("_", " ")

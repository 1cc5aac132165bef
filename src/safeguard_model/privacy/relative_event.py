"""`relative_days`: how many days before or after one event the others were, without any date."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

import attrs

from safeguard_model.dates import DayCount, When, to_when
from safeguard_model.discreet import Discreet, frameless
from safeguard_model.errors import InvalidRecord, InvalidWhen, UnknownRecord, an, counted, shape
from safeguard_model.html_tables import Named
from safeguard_model.records import AgencyId, Event, EventKind, Incident, Person, PersonId, RecordId
from safeguard_model.records.casefile import find_record
from safeguard_model.timeline.answers import Answers
from safeguard_model.timeline.given import timeline_of
from safeguard_model.timeline.left_out import left_out
from safeguard_model.timeline.lifetimes import life_of

if TYPE_CHECKING:
    from safeguard_model.timeline.given import Given
    from safeguard_model.timeline.timeline import Timeline

__all__ = ["RelativeEvent", "relative_days"]

_WHERE = "relative_days"


# It has no field with the event itself: a data frame, or a table with the words of entries, would show its date again.
@attrs.frozen(kw_only=True, eq=False, repr=False)
class RelativeEvent(Discreet):
    """An event, and how many days it was before or after another one. It holds no date and no free text."""

    headings: ClassVar[tuple[str, ...]] = ("what", "when", "agency")

    id: RecordId
    """The id of the event."""
    kind: EventKind
    """The kind of the event."""
    agency: AgencyId | None
    """Whose entry it is."""
    people: tuple[PersonId, ...]
    """Whom it is about."""
    days: DayCount
    """The days from the other event to this one; negative if this one was before. A range if a date is not exact."""

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table."""
        return (self._name(), self.when_in_words(), self.agency or "")

    def when_in_words(self) -> str:
        """Return the distance in words: ``412 days before``, ``on the day``, ``between 3 and 33 days after``."""
        least, most = self.days.least, self.days.most
        if least is None:
            return _up_to(most)
        if most is None:
            return f"{_length(least)} or more after" if least > 0 else f"at most {_length(-least)} before, or after"
        if least == most:
            return _at(least)
        if least >= 0:
            return f"between {least:,} and {_length(most)} after"
        if most <= 0:
            return f"between {-most:,} and {_length(-least)} before"
        return f"between {_length(-least)} before and {_length(most)} after"

    def __str__(self) -> str:
        return f"{self._name()}: {self.when_in_words()}"

    def __repr__(self) -> str:
        return f"<RelativeEvent: {self}>"

    def _name(self) -> Named:
        return Named(self.kind.replace("_", " "), self.id)


# Both ends are taken as points: the beginning of the event, and that of the reference. `When.days_until` then covers
# every reading of the two dates. If both dates are days, the count is exact, so two counts differ by the days between
# their events.
@frameless
def relative_days(x: Given, to: RecordId | When | date) -> Answers[RelativeEvent]:
    """Return how many days before or after something each event of a timeline was, in the order of the timeline.

    Days of the calendar are counted, from the beginning of the one to the beginning of the other. The distances are
    exact, so that intervals stay what they were; if a date is not exact, the distance is a range. Neither the text, the
    table, nor a data frame of the answers has a date. An event without a date, and one whose beginning is not known, is
    left out.

    If one of the dates is known from elsewhere, such as from a newspaper, all of them are known.

    Args:
        x: A Timeline, a CaseFile or events.
        to: The id of an event; of an incident; of a person, whose birth is meant; or a date.

    Raises:
        UnknownRecord: Nothing has that id.
        InvalidRecord: The id is of another class of record, or nothing is known of the date of what it is.
    """
    timeline = timeline_of(x)
    when = _date_of(timeline, to)
    start = _beginning(when)
    if start is None:
        raise InvalidRecord(_WHERE, "to", "nothing is known of the date that the days would be counted from")
    rows: list[RelativeEvent] = []
    undated: list[Event] = []
    for event in timeline:
        begins = _beginning(event.when)
        if begins is None:
            undated.append(event)
            continue
        days = DayCount(0, 0) if event.id == to or _is_the_same(event, to, when) else start.days_until(begins)
        rows.append(RelativeEvent(id=event.id, kind=event.kind, agency=event.agency, people=event.people, days=days))
    missing = left_out("without a date, or with no known beginning", undated, timeline)
    return Answers(rows, missing, timeline.casefile, RelativeEvent)


def _date_of(timeline: Timeline, to: object) -> When | None:
    """Return the date from which the days are counted; None if the file does not have it."""
    if not isinstance(to, str):
        if not isinstance(to, (When, date)):
            raise InvalidRecord(_WHERE, "to", f"expected an id or a date, got {shape(to)}")
        return to_when(to)
    event = next((each for each in timeline if each.id == to), None)
    if event is not None:
        return event.when
    record = find_record(timeline.casefile, to)
    if isinstance(record, (Event, Incident)):
        return record.when
    if isinstance(record, Person):
        return life_of(record, timeline)[0]
    if record is not None:
        rule = f"{to} is the id of {an(type(record).__name__)}; expected that of an event, an incident or a person"
        raise InvalidRecord(_WHERE, "to", rule)
    try:
        return When(to)
    except InvalidWhen:
        pass
    records = () if timeline.casefile is None else timeline.casefile.records()
    known = {each.id: None for each in (*timeline, *records) if isinstance(each, (Event, Incident, Person))}
    raise UnknownRecord.among(to, known, "event, incident or person")


def _beginning(when: When | None) -> When | None:
    """Return the start of a span, or the date itself; None if nothing is known of it."""
    start = when.start if when is not None and when.is_span else when
    return None if start is None or start.is_unknown else start


def _is_the_same(event: Event, to: object, when: When | None) -> bool:
    """Return whether an event is the very birth, or incident, from which the days are counted: none lie between.

    Of two dates that are not exact, the days between them are a range, even if the dates are equal.
    """
    if event.when != when:
        return False
    return (event.kind is EventKind.BIRTH and to in event.people) or (
        event.kind is EventKind.INCIDENT and event.derived_from == to
    )


def _at(days: int) -> str:
    if days == 0:
        return "on the day"
    return f"{_length(days)} after" if days > 0 else f"{_length(-days)} before"


def _up_to(most: int | None) -> str:
    if most is None:
        return "an unknown number of days before or after"
    return f"{_length(-most)} or more before" if most < 0 else f"at most {_length(most)} after, or before"


def _length(days: int) -> str:
    return counted(days, "day")

"""Pictures in words: what a picture shows, for people who cannot see it and for the text beside it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from safeguard_model.dates.when_wording import MONTHS
from safeguard_model.discreet import frameless
from safeguard_model.display.lanes import lanes_of, listed, name_of_person, period_of
from safeguard_model.display.marks import Form, mark_of
from safeguard_model.errors import InvalidRecord, counted
from safeguard_model.records import EventKind, EventState, Seen
from safeguard_model.timeline.given import timeline_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes

    from safeguard_model.display.contact_layout import ContactRow
    from safeguard_model.display.knowledge_picture import KnowledgeTable
    from safeguard_model.display.marks import Mark
    from safeguard_model.records import Event, Person
    from safeguard_model.timeline import Timeline
    from safeguard_model.timeline.given import Given

__all__ = ["describe", "describe_contacts", "describe_knowledge", "describe_timeline"]

_MOST_DATES = 6
_FORM_IN_WORDS = {
    Form.EXACT: "on one day",
    Form.VAGUE: "less exact",
    Form.ONE_OF: "once between two dates",
    Form.SPAN: "over a stretch of time",
    Form.UNDATED: "without any date",
}


@frameless
def describe(given: Given | Axes) -> str:
    """Return in words what a picture shows.

    For the axes that a function of `plots` returned, this is the description of that picture. For a Timeline, a
    CaseFile or events, it is that of the picture that `plots.timeline` makes of them, and matplotlib is not needed.
    Like the pictures, the words give labels, kinds, ids and names of agencies, but no names of people, no free text,
    and no date of a birth or a death.

    Raises `InvalidRecord` for axes that show no picture of this library, and for anything else.

    >>> from safeguard_model import Event
    >>> print(describe([Event(id="e-1", when="2016-03-02", kind="home_visit", agency="hv")]))
    A timeline of 1 event in 1 lane, March 2016. Lanes: hv (1). Dates: 1 on one day.
    """
    label = getattr(given, "get_label", None)
    if callable(label):
        words = str(label())
        if not words:
            raise InvalidRecord("describe", "given", "expected axes that a function of `plots` returned, got others")
        return words
    return describe_timeline(timeline_of(given))  # type: ignore[arg-type]


def describe_timeline(timeline: Timeline, child: Person | None = None, unlabelled: int = 0) -> str:
    """Return in words what the picture of a timeline shows. `child`: whose age it shows."""
    lanes = lanes_of(timeline)
    marks = [mark_of(event, revealed=False) for event in timeline]
    sentences = [f"A timeline of {counted(len(marks), 'event')} in {counted(len(lanes), 'lane')}{_range(marks)}."]
    if lanes:
        sentences.append(f"Lanes: {listed(f'{lane.name} ({len(lane.events):,})' for lane in lanes)}.")
    forms = Counter(mark.form for mark in marks)
    if forms:
        sentences.append(
            f"Dates: {listed(f'{forms[form]:,} {words}' for form, words in _FORM_IN_WORDS.items() if forms[form])}."
        )
    states = Counter(event.state for event in timeline if event.state is not EventState.HAPPENED)
    if states:
        sentences.append(f"Did not happen: {listed(f'{count:,} {state}' for state, count in states.items())}.")
    incidents = [event for event in timeline if event.kind is EventKind.INCIDENT]
    if incidents:
        sentences.append(f"{counted(len(incidents), 'incident')}: {_dates(incidents)}.")
    period = period_of(timeline.casefile)
    if period is not None:
        sentences.append(f"The period under review is shaded: {period}.")
    if child is not None:
        sentences.append(f"Along the top runs the age of {name_of_person(timeline.casefile, child.id)}.")
    if unlabelled:
        sentences.append(f"{unlabelled:,} of {len(marks):,} have no label.")
    return " ".join(sentences)


def describe_contacts(rows: Sequence[ContactRow], longer_than: int) -> str:
    """Return in words what the picture of contacts shows."""
    if not rows:
        return "A picture of contacts. No entry says whether a child was seen."
    sentences = [f"A picture of contacts, with gaps of more than {counted(longer_than, 'day')}."]
    for row in rows:
        states = Counter(state for _, state in row.events)
        parts = [f"{count:,} {state}" for state, count in states.items()] or ["never seen" if row.is_child else "none"]
        gaps = f"; gaps: {'; '.join(gap.words for gap in row.gaps)}" if row.gaps else ""
        sentences.append(f"{row.name}: {', '.join(parts)}{gaps}.")
    return "\n".join(sentences)


def describe_knowledge(table: KnowledgeTable) -> str:
    """Return in words what the picture of knowledge shows."""
    events, agencies = counted(len(table.events), "event"), len(table.agencies)
    noun = "agency" if agencies == 1 else "agencies"
    sentences = [f"A table of {events} and {agencies:,} {noun}: who knew of what."]
    for place, name in enumerate(table.agencies):
        states = Counter(row[place].state for row in table.rows)
        words = ((Seen.KNEW, "knew"), (Seen.POSSIBLY, "possibly knew"), (Seen.STATED_NOT, "stated not to have known"))
        parts = [f"{said} of {states[state]:,}" for state, said in words if states[state]]
        parts.append(f"not recorded for {states[Seen.NOT_RECORDED]:,}")
        sentences.append(f"{name}: {', '.join(parts)}.")
    if table.left_out:
        sentences.append(f"{counted(table.left_out, 'further event')} not shown.")
    return " ".join(sentences)


def _range(marks: Iterable[Mark]) -> str:
    """Return the first and the last month of some marks, in words that follow a noun."""
    extents = [mark.extent for mark in marks]
    days = [first for first, _ in extents if first is not None]
    # A bar ends with the last minute of a day, which is the start of the next day: a minute is taken off.
    days += [last - 1 / 1440 for _, last in extents if last is not None]
    if not days:
        return ""
    first, last = _month(min(days)), _month(max(days))
    return f", {first}" if first == last else f", from {first} to {last}"


def _month(day: float) -> str:
    then = date.fromordinal(int(day))
    return f"{MONTHS[then.month - 1]} {then.year}"


def _dates(events: Sequence[Event]) -> str:
    dates = [str(event.when) for event in events[:_MOST_DATES]]
    more = len(events) - len(dates)
    return "; ".join([*dates, f"and {more:,} more"] if more else dates)

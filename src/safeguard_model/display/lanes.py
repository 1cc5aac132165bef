"""The lanes of a picture, one for each agency, and what a picture may call agencies, people and events."""

from __future__ import annotations

from textwrap import shorten, wrap
from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model.html_tables import visible
from safeguard_model.records import Agency, Child, EventState, Person
from safeguard_model.records.casefile import find_record
from safeguard_model.records.vocabulary import BIRTHS_AND_DEATHS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguard_model.dates import When
    from safeguard_model.records import AgencyId, CaseFile, Event
    from safeguard_model.timeline import Timeline

__all__ = [
    "Lane",
    "date_words",
    "first_words",
    "kind_words",
    "lanes_of",
    "listed",
    "name_of_agency",
    "name_of_person",
    "one_line",
    "only_child",
    "period_of",
    "wrapped",
]

_NO_AGENCY: Final = "Agency not stated"
_OTHER_RECORDS: Final = "From other records"
_MOST_CHARACTERS: Final = 44


class Lane(NamedTuple):
    """A lane: its name, and its events in order."""

    name: str
    events: tuple[Event, ...]


def lanes_of(timeline: Timeline) -> list[Lane]:
    """Return a lane for each agency that has an event, in the order of the case file.

    Entries without an agency, and events that other records imply and that have no agency, have lanes of their own.
    """
    casefile = timeline.casefile
    events: dict[AgencyId | bool, list[Event]] = {}
    for event in timeline:
        events.setdefault(event.agency or event.derived_from is not None, []).append(event)
    order = {} if casefile is None else {agency.id: place for place, agency in enumerate(casefile.agencies)}
    agencies = sorted(
        (id for id in events if isinstance(id, str)), key=lambda agency: (order.get(agency, len(order)), agency)
    )
    lanes = [Lane(name_of_agency(casefile, id), tuple(events[id])) for id in agencies]
    if False in events:
        lanes.append(Lane(_NO_AGENCY, tuple(events[False])))
    if True in events:
        lanes.append(Lane(_OTHER_RECORDS, tuple(events[True])))
    return lanes


def name_of_agency(casefile: CaseFile | None, agency: AgencyId) -> str:
    """Return the name of an agency; its id if the name is withheld, or if the agency is not on file."""
    record = find_record(casefile, agency)
    name = record.name if isinstance(record, Agency) else ""
    return one_line(name) or agency


def name_of_person(casefile: CaseFile | None, person: str) -> str:
    """Return the label of a person, such as "Child V", which never is the name; the id if nobody has it on file."""
    record = find_record(casefile, person)
    return one_line(record.label) if isinstance(record, Person) else person


def only_child(casefile: CaseFile | None) -> Child | None:
    """Return the only child of a case file; None if there are several, or none."""
    return casefile.children[0] if casefile is not None and len(casefile.children) == 1 else None


def period_of(casefile: CaseFile | None) -> When | None:
    """Return the period under review; None if no review of the case file states one, or if several differ."""
    reviews = () if casefile is None else casefile.reviews
    periods = {review.period for review in reviews if review.period is not None and not review.period.is_unknown}
    return periods.pop() if len(periods) == 1 else None


def kind_words(event: Event) -> str:
    """Return the kind of an event in words, with its state if it did not happen: ``home visit, cancelled``."""
    kind = event.kind.replace("_", " ")
    return kind if event.state is EventState.HAPPENED else f"{kind}, {event.state}"


def first_words(event: Event) -> str:
    """Return the beginning of the description of an event, which may name anybody; the kind if there is none."""
    return shorten(one_line(event.description), _MOST_CHARACTERS, placeholder=" …") or kind_words(event)


def date_words(event: Event, *, revealed: bool) -> str:
    """Return the date of an event in words; nothing for a birth or a death, unless `revealed`."""
    return "" if event.kind in BIRTHS_AND_DEATHS and not revealed else str(event.when)


def one_line(text: str) -> str:
    """Return a text without line breaks, and with visible escapes for marks that can disguise what it says."""
    return visible(" ".join(text.split()))


def wrapped(text: str, characters: int) -> str:
    """Return a name on up to three lines of so many characters; a sign stands for what does not fit."""
    return "\n".join(wrap(text, characters, max_lines=3, placeholder=" …"))


def listed(words: Iterable[str]) -> str:
    """Return words as a list in a sentence: ``a, b and c``."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"

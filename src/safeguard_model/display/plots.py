"""Pictures of a case, drawn with matplotlib (the extra ``plot``).

They are `timeline`, `contacts`, `knowledge`, `genogram` and `ecomap`.

Every function returns the matplotlib axes. Without `ax`, it makes a figure that is as high as the picture needs. Save
it with ``axes.figure.savefig("timeline.svg")``, or put ``axes.figure`` on the last line of a cell of a notebook. The
figure is not in pyplot's list of figures, so nothing has to be closed. With `ax`, the picture keeps to the rectangle of
these axes, and makes them smaller inside it; the less room there is, the fewer labels are written. Draw at the final
size: labels are placed for the size that the figure has when the function is called.

A picture shows labels, kinds, ids and names of agencies. It shows free text, or in `genogram` names of people, only
if you pass ``revealed=True``. Unless you do, a birth or a death is drawn as some time in its month, without its date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguard_model.dates import to_when
from safeguard_model.discreet import frameless
from safeguard_model.display.descriptions import describe_contacts, describe_knowledge, describe_timeline
from safeguard_model.display.ecomap import ecomap
from safeguard_model.display.genograms import genogram
from safeguard_model.display.lanes import only_child, period_of
from safeguard_model.display.marks import stretch_of
from safeguard_model.errors import InvalidRecord, MissingExtra, shape
from safeguard_model.records import Person
from safeguard_model.timeline.given import casefile_of, timeline_of
from safeguard_model.timeline.inputs import require_record, require_whole_number
from safeguard_model.timeline.periods import to_days

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes

    from safeguard_model.dates import When
    from safeguard_model.display.canvas import Room
    from safeguard_model.records import PersonId
    from safeguard_model.timeline import Timeline
    from safeguard_model.timeline.given import Given

__all__ = ["contacts", "ecomap", "genogram", "knowledge", "timeline"]

_NARROWEST, _WIDEST = 3, 200


@frameless
def timeline(
    given: Given,
    ax: Axes | None = None,
    child: PersonId | None = None,
    *,
    width: float = 14.0,
    revealed: bool = False,
) -> Axes:
    """Draw events in order, in a lane for each agency, and return the axes.

    Points, spans and doubt look different: a marker for one day or minute; a thin bar with caps for a less exact date,
    from the earliest time that it may mean to the latest; the same bar dotted for a time between two dates; a thick bar
    for a span, pale where it may or may not have gone on; ends that fade for open ends. What was planned is hollow,
    what was cancelled is crossed. Events without any date are in a column of their own at the left. Incidents are
    marked across all lanes. If the case file has one period under review, it is shaded. Where more than a fifth of the
    width would be empty, the axis is broken.

    Labels give the kind and the id, in at most four rows for each lane, and never overlap. Incidents and deaths are
    labelled first, then events with a tag, then the first and the last of each kind. What finds no room gets a number,
    which a key below explains; the last line counts the events that have neither.

    Args:
        given: A Timeline, a CaseFile or events. Narrow it first, for example with ``timeline.about("child-e")``.
        ax: The axes to draw in; None for a new figure.
        child: The id of the person whose age is shown along the top; None for the only child of the case file, if there
            is only one. The events are not narrowed to this person.
        width: The width of a new figure in inches.
        revealed: Whether labels are the first words of the descriptions, which may name anybody, and births and deaths
            are drawn on their day.

    Raises:
        MissingExtra: matplotlib is not installed.
        NeedsCaseFile: `child` is given, but there is no case file.
        UnknownRecord: `child` is not in the case file.
        InvalidRecord: An argument is of another type, or `child` is the id of another kind of record.
    """
    room = _room(ax, width, "plots.timeline")
    from safeguard_model.display.timeline_picture import draw_timeline

    events = timeline_of(given)
    person = only_child(events.casefile) if child is None else _person(events, child)
    period = period_of(events.casefile)
    stretch = None if period is None else stretch_of(period)
    axes, unlabelled = draw_timeline(events, room, person, stretch, revealed=revealed is True)
    axes.set_label(describe_timeline(events, person, unlabelled))
    return axes


@frameless
def contacts(
    given: Given,
    ax: Axes | None = None,
    child: PersonId | None = None,
    *,
    longer_than: int | str = 28,
    period: When | str | date | None = None,
    width: float = 14.0,
) -> Axes:
    """Draw for each child and agency when the child was seen, was not seen, or may have been, and return the axes.

    The first row of a child has the gaps in which nobody saw the child (`unseen`), and the rows of agencies have the
    gaps in contact with each agency (`gaps`). Definite gaps are hatched, possible ones are only outlined, and each
    gives its days. Beside a birth or a death the length is in months. An entry counts if it is of a kind in `CONTACTS`
    or says whether the child was seen, and if it happened.

    Args:
        given: A Timeline, a CaseFile or events.
        ax: The axes to draw in; None for a new figure.
        child: The id of one child; None for every child about whom there is such an entry.
        longer_than: Only longer gaps are drawn: whole days, or words such as "6 weeks".
        period: The time in which gaps are looked for; None for the period under review, if the case file has one.
            Without any period, the time before the first and after the last sighting is not looked at.
        width: The width of a new figure in inches.

    Raises:
        MissingExtra: matplotlib is not installed.
        UnknownRecord: There is a case file, and `child` is not in it.
        InvalidRecord: An argument is of another type, or `child` is the id of another kind of record.
        InvalidWhen: `period` is not a time.
    """
    room = _room(ax, width, "plots.contacts")
    from safeguard_model.display.contact_layout import contact_rows
    from safeguard_model.display.contact_picture import draw_contacts

    events = timeline_of(given)
    looked_at = period_of(events.casefile) if period is None else to_when(period)
    children = _children_in(events) if child is None else [child]
    days = to_days(longer_than, "plots.contacts", "longer_than")
    rows = contact_rows(events, children, days, looked_at)
    axes = draw_contacts(rows, room, days)
    axes.set_label(describe_contacts(rows, days))
    return axes


@frameless
def knowledge(
    given: Given,
    ax: Axes | None = None,
    at: When | str | date | None = None,
    *,
    most: int = 60,
    width: float = 14.0,
    revealed: bool = False,
) -> Axes:
    """Draw a table of events and agencies that shows who knew of what by a time, and return the axes.

    A full cell says that the agency knew, a hatched one that it possibly knew, because the dates leave that open. A
    crossed cell says that it is stated not to have known, which includes that it was sent the information and did not
    receive it. A cell with a dot says that nothing is recorded, which does not mean that the agency did not know. The
    rules are those of `known_but_not`. Agencies of which nothing is recorded for any of the events have no column.

    Args:
        given: A Timeline or a CaseFile. Narrow it first to the events that matter, for example by a tag.
        ax: The axes to draw in; None for a new figure.
        at: Only what was known by the end of that time counts; None for every statement on file.
        most: The most events shown. The picture says how many are left out.
        width: The width of a new figure in inches.
        revealed: Whether births and deaths are shown with their date.

    Raises:
        MissingExtra: matplotlib is not installed.
        NeedsCaseFile: Events are given without their case file.
        InvalidRecord: An argument is of another type.
        InvalidWhen: `at` is not a time.
    """
    room = _room(ax, width, "plots.knowledge")
    from safeguard_model.display.knowledge_picture import draw_knowledge, knowledge_table

    events = timeline_of(given)
    casefile = casefile_of(events, "questions of who knew")
    require_whole_number(most, "plots.knowledge", "most", least=1)
    table = knowledge_table(events, casefile, None if at is None else to_when(at), most)
    axes = draw_knowledge(table, room, revealed=revealed is True)
    axes.set_label(describe_knowledge(table))
    return axes


def _room(ax: Axes | None, width: float, where: str) -> Room:
    """Return the room for a picture. Raises `MissingExtra` without matplotlib, and `InvalidRecord` for wrong values."""
    try:
        from safeguard_model.display.canvas import Room
    except ImportError:
        room = None
    else:
        room = Room
    if room is None:
        raise MissingExtra("plot")
    if ax is not None and not hasattr(ax, "set_position"):
        raise InvalidRecord(where, "ax", f"expected the axes of a matplotlib figure, got {shape(ax)}")
    if type(width) not in {int, float} or not _NARROWEST <= width <= _WIDEST:
        raise InvalidRecord(where, "width", f"expected {_NARROWEST} to {_WIDEST} inches, got {shape(width)}")
    return room(ax, width)


def _person(events: Timeline, child: PersonId) -> Person:
    if not isinstance(child, str):
        raise InvalidRecord("plots.timeline", "child", f"expected the id of a child, got {shape(child)}")
    return require_record(casefile_of(events, "ages"), child, Person, "plots.timeline", "child")


def _children_in(events: Timeline) -> list[PersonId]:
    """Return the ids of the children of the case file; without one, of all people in the events."""
    if events.casefile is None:
        return sorted({person for event in events for person in event.people})
    return [child.id for child in events.casefile.children]

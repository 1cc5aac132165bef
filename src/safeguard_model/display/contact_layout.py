"""What the picture of contacts shows: for each child and agency, who was seen when, and for how long nobody was."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from safeguard_model.contact import gaps, unseen
from safeguard_model.contact.sightings import entries_about, is_sighting
from safeguard_model.dates.edtf import DAY, FIRST, LAST
from safeguard_model.dates.when import meaning_of
from safeguard_model.display.lanes import lanes_of, name_of_person
from safeguard_model.display.marks import Stretch, month_around
from safeguard_model.records import CONTACTS
from safeguard_model.records.vocabulary import BIRTHS_AND_DEATHS
from safeguard_model.timeline import Timeline
from safeguard_model.timeline.accounts import has_happened
from safeguard_model.timeline.left_out import is_unread

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguard_model.contact import Boundary, Gap
    from safeguard_model.dates import When
    from safeguard_model.records import Event, PersonId

__all__ = ["ContactRow", "SeenState", "ShownGap", "contact_rows", "seen_state"]


class SeenState(StrEnum):
    """What an entry says about whether a child was seen."""

    SEEN = "seen"
    NOT_SEEN = "not seen"
    NOT_KNOWN = "not known whether seen"


class ShownGap(NamedTuple):
    """A gap as it is drawn."""

    stretch: Stretch
    """From the earliest time at which it may begin to the latest at which it may end."""
    text: str
    """Its length in words."""
    definite: bool
    words: str
    """The gap in a sentence."""


class ContactRow(NamedTuple):
    """A row of the picture: one child and one agency, or one child and everybody."""

    name: str
    is_child: bool
    """Whether this is the row of a child and everybody: its gaps are those in which nobody saw the child."""
    events: tuple[tuple[Event, SeenState], ...]
    gaps: tuple[ShownGap, ...]


def contact_rows(
    timeline: Timeline, children: Iterable[PersonId], longer_than: int, period: When | None
) -> list[ContactRow]:
    """Return the rows: for each child, one for everybody, and one for each agency with an entry about contact.

    Children about whom there is no such entry have no rows, unless there is one child only.
    """
    children = list(children)
    rows: list[ContactRow] = []
    for child in children:
        told = [(entry, state) for entry in entries_about(timeline, child) if (state := seen_state(entry, child))]
        if not told and len(children) > 1:
            continue
        states = {entry.id: state for entry, state in told}
        answers = unseen(timeline, child, longer_than, period)
        name = f"{name_of_person(timeline.casefile, child)}: seen by anybody"
        seen = tuple((entry, state) for entry, state in told if state is SeenState.SEEN)
        rows.append(ContactRow(name, True, seen, tuple(map(_shown, answers))))
        for lane in lanes_of(Timeline((entry for entry, _ in told), timeline.casefile)):
            agency = lane.events[0].agency
            own = () if agency is None else gaps(timeline, child, agency, longer_than, period)
            events = tuple((entry, states[entry.id]) for entry in lane.events)
            rows.append(ContactRow(lane.name, False, events, tuple(map(_shown, own))))
    return rows


def seen_state(entry: Event, child: PersonId) -> SeenState | None:
    """Return what an entry says about whether a child was seen; None if it was no contact that happened.

    An entry that says both, or whose words about it could not be read, leaves it open.
    """
    if not has_happened(entry) or entry.derived_from is not None:
        return None
    if is_sighting(entry, child):
        return SeenState.SEEN
    says_seen = child in (*entry.seen, *entry.seen_alone, *entry.seen_with_others)
    if child in entry.not_seen and not says_seen:
        return SeenState.NOT_SEEN
    is_contact = entry.kind in CONTACTS and child in entry.people
    return SeenState.NOT_KNOWN if is_contact or says_seen or is_unread(entry, "seen") else None


# A gap is drawn over all the time that it may cover. Beside a birth or a death its length is given in months, and its
# end is drawn at the end of a month, so that neither the text nor the drawing gives the day away.
def _shown(gap: Gap) -> ShownGap:
    after, before = meaning_of(gap.start), meaning_of(gap.end)
    # Days are counted from day to day, and the mark of a day is drawn at its noon.
    start = max(after.start_low, after.end_low, FIRST) // DAY + 0.5
    end = min(before.start_high, before.end_high, LAST) // DAY + 0.5
    if _is_hidden(gap.after, gap.begins):
        start = month_around(Stretch(start, start)).first or start
    if _is_hidden(gap.before, gap.ends):
        end = month_around(Stretch(end, end)).last or end
    return ShownGap(Stretch(start, max(end, start)), str(gap.cells()[0]), gap.definite, str(gap))


def _is_hidden(event: Event | None, boundary: Boundary) -> bool:
    if event is not None:
        return event.kind in BIRTHS_AND_DEATHS
    return boundary.value not in {"event", "period"}

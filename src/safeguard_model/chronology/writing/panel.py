"""The columns for a panel to read: who was seen, ages, sources and what happened, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from safeguard_model.chronology.cells import HEADINGS
from safeguard_model.errors import NeedsCaseFile
from safeguard_model.records import Child, EventKind, EventState
from safeguard_model.records.casefile import find_record
from safeguard_model.timeline.answer_tables import seen_in_words
from safeguard_model.timeline.lifetimes import ages
from safeguard_model.timeline.wording import label_of

if TYPE_CHECKING:
    from safeguard_model.records import Event, PersonId
    from safeguard_model.timeline import Timeline

__all__ = ["AGE", "AGE_OF", "EXCHANGE", "PANEL", "PanelWords", "is_only_a_birth"]

AGE: Final = "age"
"""The content of a column with the age of each child in the entry."""
AGE_OF: Final = "age of "
"""The beginning of the content of a column with the age of one person, before the person's id."""
EXCHANGE: Final = tuple(HEADINGS)
"""All fields of an entry: the columns of a file that is read back to the same entries, as far as they are in use."""
PANEL: Final = ("when", "agency", "people", "what happened", "seen", "outcome", "source", "comment")
"""The columns of a document for a panel: when, agency, who, what happened, seen, outcome, source, and analysis.

The analysis is the `comment` of the file's author.
"""


def is_only_a_birth(event: Event) -> bool:
    """Return whether an event is derived from a record and tells no more than a date of birth."""
    return event.derived_from is not None and event.kind in {EventKind.BIRTH, EventKind.EXPECTED_BIRTH}


class PanelWords:
    """The words for the columns of a panel, for the entries of one timeline."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._casefile = timeline.casefile
        self._ages: dict[PersonId, dict[int, str]] = {}
        """The age of a person at each event, by the person's id and the identity of the event."""

    def text(self, event: Event, what: str) -> str:
        """Return the text of a cell. Raises `NeedsCaseFile` for an age without a case file."""
        if what == "what happened":
            return _told(event)
        if what == "seen":
            return seen_in_words(event, self._casefile)
        if what == "source":
            return self._sources(event)
        if what == AGE:
            children = [id for id in event.people if isinstance(find_record(self._casefile, id), Child)]
            words = {id: self._age(id, event) for id in self._required(children)}
            if len(words) == 1:
                return next(iter(words.values()))
            return "\n".join(f"{label_of(self._casefile, id)}: {age}" for id, age in words.items())
        return self._age(what.removeprefix(AGE_OF), event)

    def _required(self, children: list[PersonId]) -> list[PersonId]:
        if self._casefile is None:
            raise NeedsCaseFile("the column of ages needs the case file: use Timeline.of(casefile)")
        return children

    def _age(self, person: PersonId, event: Event) -> str:
        if person not in self._ages:
            self._ages[person] = {id(each): str(age) for each, age in ages(self._timeline, person)}
        return self._ages[person][id(event)]

    def _sources(self, event: Event) -> str:
        """Return where the agency has it from, and where that is written, a line each."""
        lines = [event.reporter] if event.reporter else []
        for citation in event.citations:
            record = find_record(self._casefile, citation.source)
            title: str = getattr(record, "title", "") or citation.source
            lines.append(f"{title}, {citation.where}" if citation.where else title)
        return "\n".join(lines)


def _told(event: Event) -> str:
    """Return what happened: the kind of event and the words of the entry. What did not happen is said first."""
    kind = "" if event.kind is EventKind.OTHER else event.kind.replace("_", " ").capitalize()
    if event.state is not EventState.HAPPENED:
        state = event.state.replace("_", " ")
        kind = f"{kind} ({state})" if kind else f"({state})"
    return ": ".join(filter(None, (kind, event.description)))

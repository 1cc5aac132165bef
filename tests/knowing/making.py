"""Case files and events from which the tests of who knew what are made."""

from hypothesis import strategies as st

from safeguard_model import Agency, CaseFile, Child, Event, Knowledge
from safeguard_model.records import KnowledgeState

KNEW, NOT = KnowledgeState.KNEW, KnowledgeState.DID_NOT_KNOW
AGENCIES = ("a", "b", "c")


def event(**fields):
    """Make an event with the fewest fields."""
    return Event(**{"id": "e", "when": "2016-03-02", "kind": "injury"} | fields)


def file_of(*events, agencies=AGENCIES, people=(), more=()):
    """Make a case file of events, with agencies that have only names and people that have only labels."""
    base = [Agency(id=id, name=f"Agency {id}") for id in agencies]
    return CaseFile.of("Example", [*base, *(Child(id=id, label=id) for id in people), *events, *more])


def rows(answers):
    """Return each row as event, agency and state."""
    return [(row.event.id, row.agency, row.state) for row in answers]


def knowledge(dates):
    """Draw at most three statements about agency `a`."""
    one = st.builds(Knowledge, agency=st.just("a"), state=st.sampled_from((KNEW, KNEW, NOT)), since=st.none() | dates)
    return st.lists(one, max_size=3)


def events(dates):
    """Draw events that may be agency `a`'s own entries, and may have statements about it."""
    return st.builds(
        event,
        when=dates,
        agency=st.sampled_from(("a", "b")),
        recorded=st.none() | dates,
        known_to=knowledge(dates),
    )

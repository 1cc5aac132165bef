"""The picture of knowledge: the four states, as `knowing` answers them, told apart without colour."""

import pytest

pytest.importorskip("matplotlib")

from examples.invented_family import casefile as invented_family
from safeguard_model import InvalidRecord, Knowledge, NeedsCaseFile, Timeline
from safeguard_model.display import plots
from safeguard_model.display.knowledge_picture import LOOKS, knowledge_table
from safeguard_model.records import Seen
from tests.display.making import SECRET, artists, casefile, entry, texts
from tests.display.test_colours import luminance

FAMILY = invented_family()
FILE = casefile(
    entry(
        "a",
        "2016-03-02",
        known_to=[Knowledge(agency="csc", since="2016-03/2016-04"), Knowledge(agency="refuge", state="did_not_know")],
    ),
    entry("b", "2016-04-02", agency="csc"),
)


def test_each_state_has_its_cells():
    """Knew, possibly knew, stated not, and not recorded: one cell for each event and agency."""
    axes = plots.knowledge(FILE, at="2016-03-15")
    counts = {state: len(artists(axes, str(state))) for state in Seen}
    assert counts == {Seen.KNEW: 1, Seen.POSSIBLY: 1, Seen.STATED_NOT: 1, Seen.NOT_RECORDED: 3}


def test_the_states_can_be_told_apart_in_grey():
    """One is dark, one is hatched, one is crossed, one has a dot; and the words are below."""
    assert luminance(LOOKS[Seen.KNEW]["facecolor"]) < 0.2
    assert luminance(LOOKS[Seen.POSSIBLY]["facecolor"]) > 0.5
    assert [state for state, look in LOOKS.items() if look.get("hatch")] == [Seen.POSSIBLY]
    axes = plots.knowledge(FILE)
    assert artists(axes, "cross")
    assert artists(axes, "dot")
    assert len(texts(axes, "sample text")) == 4


def test_the_table_is_that_of_the_questions():
    """For every event and other agency, the state is that of `sharing`."""
    timeline = Timeline.of(FAMILY)
    table = knowledge_table(timeline, FAMILY, None, 500)
    shown = {(row.event.id, row.agency): row.state for of_event in table.rows for row in of_event}
    shared = {(row.event.id, row.agency): row.state for row in timeline.sharing()}
    assert shared.items() & shown.items()
    assert all(shared[pair] is state for pair, state in shown.items() if pair in shared)


def test_agencies_without_anything_recorded_have_no_column():
    """A column of dots says nothing."""
    names = texts(plots.knowledge(casefile(entry("a", "2016-03-02"))), "agency")
    assert names == ["Northmere Health Visiting"]


def test_events_without_room_are_counted():
    """The picture shows the first events, and says how many more there are."""
    axes = plots.knowledge(FAMILY, most=10)
    assert len(texts(axes, "event")) == 10
    (note,) = texts(axes, "note")
    assert note.endswith("further events not shown: narrow the timeline to see them.")


def test_no_date_of_birth_no_names_and_no_free_text():
    """A birth has no date unless it is revealed."""
    file = casefile(entry("a", "2016-01-17", "birth"))
    axes = plots.knowledge(file)
    assert texts(axes, "date") == [""]
    assert not any(SECRET in text for text in (*texts(axes), axes.get_label()))
    assert texts(plots.knowledge(file, revealed=True), "date") == ["17 January 2016"]


def test_wrong_arguments_are_refused():
    """Who knew cannot be told without the case file, and a picture of no events is not asked for."""
    with pytest.raises(NeedsCaseFile):
        plots.knowledge([entry("a", "2016")])
    with pytest.raises(InvalidRecord, match="most"):
        plots.knowledge(FAMILY, most=0)

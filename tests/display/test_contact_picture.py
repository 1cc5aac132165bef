"""The picture of contacts: who was seen when, and gaps with their days, as the questions answer them."""

import pytest

pytest.importorskip("matplotlib")

from datetime import date

from matplotlib.dates import date2num

from examples.invented_family import casefile as invented_family
from safeguard_model import Event, InvalidRecord, UnknownRecord, gaps, unseen
from safeguard_model.display import plots
from safeguard_model.display.contact_layout import SeenState, contact_rows, seen_state
from safeguard_model.records.events import UNREAD
from safeguard_model.timeline import Timeline
from tests.display.making import SECRET, artists, casefile, entry, mark_count, texts

FAMILY = invented_family()
PERIOD = "2016-02/2016-12"
SEEN = {"seen": ["child-n"]}


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"seen": ["child-n"]}, SeenState.SEEN),
        ({"seen_alone": ["child-n"], "kind": "meeting"}, SeenState.SEEN),
        ({"not_seen": ["child-n"]}, SeenState.NOT_SEEN),
        ({"not_seen": ["child-n"], "kind": "no_access_visit"}, SeenState.NOT_SEEN),
        ({}, SeenState.NOT_KNOWN),
        ({"seen": ["child-n"], "not_seen": ["child-n"]}, SeenState.NOT_KNOWN),
        ({"kind": "meeting", "extra": {UNREAD: ["seen"]}}, SeenState.NOT_KNOWN),
        ({"kind": "meeting"}, None),
        ({"seen": ["child-n"], "state": "planned"}, None),
    ],
)
def test_what_an_entry_says_about_a_child(fields, state):
    """Seen, not seen, or not known; a meeting without the child, or what did not happen, says nothing."""
    assert seen_state(entry("a", "2016-03-02", **fields), "child-n") is state


def test_there_is_a_row_for_a_child_and_one_for_each_agency():
    """The row of the child comes first, then the agencies in the order of the case file."""
    file = casefile(
        entry("a", "2016-03-02", **SEEN), entry("b", "2016-04-02", agency="csc"), entry("c", "2016-05-02", "letter")
    )
    names = [row.name for row in contact_rows(Timeline.of(file), ["child-n"], 28, None)]
    assert names == ["Child N: seen by anybody", "Northmere Children's Services", "Northmere Health Visiting"]


def test_gaps_are_those_of_the_questions():
    """The first row has the gaps of `unseen`, and the rows of agencies those of `gaps`, with their days."""
    rows = contact_rows(Timeline.of(FAMILY), ["child-e"], 28, None)
    assert [gap.words for gap in rows[0].gaps] == [str(gap) for gap in unseen(FAMILY, "child-e", 28)]
    by_csc = gaps(FAMILY, "child-e", "csc", 28)
    assert [(gap.text, gap.definite) for gap in rows[1].gaps] == [(gap.cells()[0], gap.definite) for gap in by_csc]


def test_a_gap_is_drawn_from_contact_to_contact():
    """The bar of a gap begins and ends at the marks between which it lies; definite ones are hatched."""
    file = casefile(entry("a", "2016-03-02", **SEEN), entry("b", "2016-09-10", **SEEN))
    axes = plots.contacts(file)
    (bar, _), noon = artists(axes, "definite gap"), 0.5
    assert bar.get_x() == pytest.approx(date2num(date(2016, 3, 2)) + noon)
    assert bar.get_x() + bar.get_width() == pytest.approx(date2num(date(2016, 9, 10)) + noon)
    assert bar.get_hatch()
    assert "192 days" in texts(axes, "gap length")


def test_possible_gaps_are_outlined_only():
    """If a sighting may lie in a gap, the gap is not hatched and says "possibly"."""
    file = casefile(
        entry("a", "2016-03-02", **SEEN),
        entry("b", "2016-09-10", **SEEN),
        entry("c", "[2016-03-20..2016-09-01]", **SEEN),
    )
    axes = plots.contacts(file)
    assert artists(axes, "definite gap") == []
    assert all(not bar.get_hatch() for bar in artists(axes, "possible gap"))
    assert all("possibly" in text for text in texts(axes, "gap length"))


def test_every_entry_has_a_mark_in_the_row_of_its_agency():
    """Sightings are in the row of the child too."""
    file = casefile(
        entry("a", "2016-03-02", **SEEN), entry("b", "2016-04-02"), entry("c", "XXXX", not_seen=["child-n"])
    )
    assert mark_count(plots.contacts(file)) == 1 + 3


@pytest.mark.parametrize("born", ["2016-01-01", "2016-01-30"])
def test_a_gap_after_a_birth_does_not_give_its_day_away(born):
    """Beside a birth the length is in months, and the bar begins with the month."""
    events = [entry("a", "2016-05-10", **SEEN), entry("b", "2016-09-10", **SEEN)]
    one, other = (plots.contacts(casefile(*events, born=day), period="2015/2016") for day in (born, "2016-01-17"))
    assert "months" in texts(one, "gap length")[0]
    bars = [[(bar.get_x(), bar.get_width()) for bar in artists(axes, "definite gap")] for axes in (one, other)]
    assert bars[0] == bars[1]


def test_children_without_entries_have_no_rows():
    """A child is left out if no entry says anything, and if there is none at all, the picture says so."""
    axes = plots.contacts(casefile(entry("a", "2016-03-02", "letter")))
    assert "Child N: seen by anybody" in " ".join(texts(axes, "lane name")).replace("\n", " ")
    assert plots.contacts(FAMILY).get_label().count("seen by anybody") == 3
    assert texts(plots.contacts([]), "note") == ["No entry says whether a child was seen."]


def test_no_names_and_no_free_text():
    """The picture has labels only."""
    axes = plots.contacts(casefile(entry("a", "2016-03-02", **SEEN)))
    assert not any(SECRET in text for text in (*texts(axes), axes.get_label()))


def test_wrong_arguments_are_refused():
    """An id that is not in the case file, or is not a person's, is an error."""
    with pytest.raises(UnknownRecord):
        plots.contacts(FAMILY, child="nobody")
    with pytest.raises(InvalidRecord):
        plots.contacts(FAMILY, child="csc")
    with pytest.raises(InvalidRecord):
        plots.contacts([Event(id="a", when="2016", kind="letter")], child="a", longer_than=-1)

"""Headings about who was seen: which are read, and which only hint at a sighting."""

import pytest

from safeguard_model.chronology import read_chronology
from safeguard_model.chronology.reading.heading_grammar import meaning_of, speaks_of_seeing
from safeguard_model.records.events import UNREAD


@pytest.fixture
def first(tmp_path):
    """Read rows of texts through a CSV file, and return the first entry."""

    def read(*rows):
        path = tmp_path / "chronology.csv"
        path.write_text("\n".join("\t".join(row) for row in rows), encoding="utf-8")
        return read_chronology(path, agency="police", subject="child-a").events[0]

    return read


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Not seen – reason", "At school"),
        ("Reason child not seen", "Asleep"),
        ("Children not seen?", "✓"),
        ("Child seen with", "Mother"),
        ("Child seen by", "HV Quill"),
        ("Seen at", "Clinic"),
        ("Child spoken to", "Yes"),
        ("Children present at incident", "Yes"),
        ("Child present (DV)", "Yes"),
    ],
)
def test_a_column_that_speaks_of_seeing_and_is_not_read_may_be_a_sighting(first, heading, cell):
    """An entry with something in such a column is marked; one that says "n/a" there, or nothing, is not."""
    head = ("Date", "Event", heading)
    event = first(head, ("2/3/16", "Home visit", cell), ("3/3/16", "Home visit", cell))
    assert ((), (), (), ()) == (event.seen, event.not_seen, event.seen_alone, event.seen_with_others)
    assert ["seen"] == event.extra[UNREAD]
    for silent in ("", "n/a", "-"):
        event = first(head, ("2/3/16", "Home visit", silent), ("3/3/16", "Home visit", cell))
        assert UNREAD not in event.extra


def test_an_answer_in_another_column_is_enough(first):
    """Where another column says whether the child was seen, the reason is no further sighting."""
    event = first(("Date", "Event", "Child seen?", "Reason not seen"), ("2/3/16", "Home visit", "No", "At school"))
    assert ("child-a",) == event.not_seen
    assert UNREAD not in event.extra


@pytest.mark.parametrize("cell", ["Y / N", "Yes/No", "Y/N"])
@pytest.mark.parametrize("heading", ["Child seen / seen alone", "Child seen? Seen alone?", "Child seen / alone"])
def test_the_choice_of_a_form_is_an_answer_only_beside_two_answers(first, heading, cell):
    """A cell "Y/N" says yes and no where the column has two answers elsewhere; it may be the form's own words if not."""
    head, row = ("Date", "Event", heading), ("2/3/16", "Home visit", cell)
    assert ("child-a",) == first(head, row, ("3/3/16", "Visit", "Y / Y")).seen_with_others
    assert ["seen"] == first(head, row, ("3/3/16", "Visit", "Y")).extra[UNREAD]


@pytest.mark.parametrize(
    ("heading", "role"),
    [("Officers saw child", "seen"), ("We saw the children alone", "seen_alone"), ("HV saw baby (Y/N)", "seen")],
)
def test_somebody_whose_work_it_is_saw_the_child(heading, role):
    """The child is named after "saw", and a worker before it."""
    assert role == meaning_of(heading).role


@pytest.mark.parametrize("heading", ["Child saw father", "Mother saw child", "Child saw GP", "Neighbour saw child"])
def test_anybody_else_who_saw_somebody_is_no_sighting(heading):
    """A child who saw somebody was not therefore seen, and a relative's sighting is not a worker's."""
    assert meaning_of(heading) is None


@pytest.mark.parametrize("heading", ["Mother seen?", "Child's bedroom seen", "Date last seen", "Home conditions seen"])
def test_what_does_not_speak_of_the_child_is_no_hint(heading):
    """A heading about an adult, a thing or another date says nothing of seeing the child at this event."""
    assert not speaks_of_seeing(heading)


def test_a_note_says_that_a_heading_speaks_of_seeing(tmp_path):
    """The note names the column by its number, and shows nothing of the heading or the cell."""
    path = tmp_path / "chronology.csv"
    path.write_text("Date,Event,Reason Zadie not seen\n2/3/16,Home visit,Quillon\n", encoding="utf-8")
    notes = read_chronology(path, agency="police", subject="child-a").notes
    assert "column 3: its heading speaks of who was seen" in notes
    assert not any("Zadie" in note or "Quillon" in note for note in map(str, notes))

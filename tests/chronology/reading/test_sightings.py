"""What the columns "Child seen?" and "Seen alone?" say."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.chronology import read_chronology
from safeguard_model.chronology.reading.sightings import Sighting, in_one_cell, sighting
from safeguard_model.records.events import UNREAD

CELLS = Path(__file__).parent / "sightings.tsv"
"""Headings with invented cells, and what each cell says. One is left unread, as it is told of an adult first."""
LEFT_UNREAD = {"Mum out, seen with dad"}


def cells():
    """The heading, the cell and the answer of each line of the file beside this test."""
    with CELLS.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(line["heading"], line["cell"], line["answer"]) for line in lines if line["cell"] not in LEFT_UNREAD]


@pytest.mark.parametrize(("heading", "cell", "answer"), cells())
def test_cells_under_headings(tmp_path, heading, cell, answer):
    """A cell gives its answer; one that is not clear gives none, and the entry is marked as a possible sighting."""
    path = tmp_path / "chronology.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [("2/3/16", "Home visit", cell), ("3/3/16", "Visit", "Yes"), ("4/3/16", "Visit", "No")]
        csv.writer(file).writerows([("Date", "Event", heading), *rows])
    event = read_chronology(path, agency="hv", subject="child-a").events[0]
    fields = [field for field in ("seen", "not_seen", "seen_alone", "seen_with_others") if getattr(event, field)]
    assert ([] if answer in {"silent", "unclear"} else [answer]) == fields
    assert (answer == "unclear") == ("seen" in event.extra.get(UNREAD, ()))


@pytest.mark.parametrize("between", [" / ", "/", ". ", ", ", "\n", " and "])
@pytest.mark.parametrize(("first", "second"), [("Yes", "Yes"), ("No", "No"), ("Yes", "not recorded")])
def test_two_answers_in_one_cell(between, first, second):
    """Whatever separates them, two whole answers are the answers to two questions."""
    assert (first, second) == in_one_cell(f"{first}{between}{second}")


@pytest.mark.parametrize(
    ("seen", "alone", "field"),
    [
        ("Yes", "", "seen"),
        ("y", "n/a", "seen"),
        ("✓", "", "seen"),
        ("No", "", "not_seen"),
        ("NOT SEEN", "no", "not_seen"),
        ("", "", ""),
        ("N/A", "–", ""),
        ("Yes", "Yes", "seen_alone"),
        ("Yes", "No", "seen_with_others"),
        ("", "Yes", "seen_alone"),
        ("Yes - alone", "", "seen_alone"),
        ("alone", "yes", "seen_alone"),
        ("☒ Yes ☐ No", "", "seen"),
        ("☐ Yes ☒ No", "", "not_seen"),
        ("Yes ☒ No ☐", "", "seen"),
        ("Yes ☐ No ☑", "", "not_seen"),
        ("1", "", "seen"),
        ("0", "", "not_seen"),
        ("NULL", "", ""),
        ("seen", "on own", "seen_alone"),
    ],
)
def test_a_yes_or_no(seen, alone, field):
    """The two cells together give one field, or nothing where both are silent."""
    assert Sighting(field) == sighting(seen, alone)


@pytest.mark.parametrize(
    ("seen", "alone", "said"),
    [
        ("Toby", "", Sighting("seen", "Toby")),
        ("Y – Toby", "", Sighting("seen", "Toby")),
        ("No, Toby and E", "", Sighting("not_seen", "Toby and E")),
        ("Toby", "yes", Sighting("seen_alone", "Toby")),
        ("", "Toby", Sighting("seen_alone", "Toby")),
        ("Yes, with mother", "", Sighting("seen_with_others", is_more=True)),
    ],
)
def test_who(seen, alone, said):
    """A name beside the answer says who; "with" somebody says that the child was not alone."""
    assert said == sighting(seen, alone)


@pytest.mark.parametrize(
    ("cell", "field"),
    [
        *(
            (cell, "seen")
            for cell in ("Y - in cot", "Y (asleep)", "Yes asleep", "Seen asleep", "seen at home", "Y, asleep")
        ),
        *((cell, "seen") for cell in ("Child seen in bed", "She was seen, well", "Yes, with bruising", "Y (5 mins)")),
        *((cell, "seen") for cell in ("Yes - home alone", "seen by HV", "Yes, but not spoken to", "yes. Alert")),
        *((cell, "not_seen") for cell in ("No - not at home", "N - phone", "N at school", "No reply", "unable to see")),
        *((cell, "not_seen") for cell in ("Not seen - at school", "Child not seen (asleep)", "no access, card left")),
        *(
            (cell, "not_seen")
            for cell in ("Not at home", "DNA", "was not brought", "No - Mum cancelled", "No, only mum seen")
        ),
        *(
            (cell, "seen_alone")
            for cell in ("Yes, seen alone in bedroom", "Seen alone at school", "Y - on her own in class")
        ),
        *(
            (cell, "seen_with_others")
            for cell in ("seen with mum", "Yes - mother present", "Seen, not alone", "Y with dad")
        ),
        *((cell, "") for cell in ("N/A - telephone call", "Not applicable (meeting)", "n/a: letter")),
    ],
)
def test_an_answer_with_more_after_it(cell, field):
    """A leading yes or no decides; what is said besides is kept with it, and is nobody's name."""
    assert Sighting(field, is_more=True) == sighting(cell, "")


@pytest.mark.parametrize(
    ("cell", "said", "people"),
    [
        ("Both seen", Sighting("seen", number=2), {1, 2}),
        ("both", Sighting("seen", number=2), {1, 2}),
        ("All children seen", Sighting("seen", number=0), {1, 2, 3, 4}),
        ("Yes - all three children", Sighting("seen", number=3), {1, 3}),
        ("Neither seen", Sighting("not_seen", number=2), {1, 2}),
        ("Yes x2", Sighting("seen", is_more=True, times=2), {1, 2}),
    ],
)
def test_an_answer_about_several(cell, said, people):
    """An answer about two children is about the one who is known, or about two, and never about three."""
    assert said == sighting(cell, "")
    assert people == {many for many in (1, 2, 3, 4) if said.may_be_about(("a", "b", "c", "d")[:many])}


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "Yes?",
            "Seen?",
            "Possibly seen",
            "Yes - according to mother",
            "Yes, by phone",
            "Seen on FaceTime",
            "To be seen",
        ),
        *("Yes - not seen", "No - seen at school", "Yes, sibling only", "Seen by neighbour", "seen 3/3/16", "Yes/No"),
        *("Y/N", "No concerns", "Child at school", "Asleep", "Seen last week", "Yes - one child", "No, one at school"),
        *(
            "-1",
            "Y Patel",
            "N Khan",
            "N and E",
            "N/A - seen by GP",
            "No record of this",
            "Yes - Rosie",
            "☒ Yes ☒ No",
            "x",
        ),
    ],
)
def test_what_is_not_clear_is_no_answer(cell):
    """A doubt, a report, a call, another time, a contradiction or an unknown name gives nobody for certain."""
    said = sighting(cell, "")
    assert said is None or (said.who and said.who in cell)


@pytest.mark.parametrize(
    ("seen", "alone"),
    [("", "No"), ("No", "Yes"), ("alone", "No"), ("Yes", "Toby"), ("No, with mother", ""), ("Toby", "perhaps")],
)
def test_what_cannot_be_told(seen, alone):
    """Answers that contradict each other, or leave open whether the child was seen, give none."""
    assert sighting(seen, alone) is None


@given(st.text(max_size=30), st.text(max_size=30))
def test_nothing_is_raised_and_no_name_lost(seen, alone):
    """Whatever the cells hold, what is not an answer is who it is said of."""
    said = sighting(seen, alone)
    assert said is None or said.who in seen + alone

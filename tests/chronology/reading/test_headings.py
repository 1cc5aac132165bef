"""The roles of columns: headings read by their words, and by the cells below them."""

import csv
from itertools import zip_longest
from pathlib import Path

import pytest

from safeguard_model import InvalidFile, read_chronology, reveal
from safeguard_model.chronology.opening.tables import Row
from safeguard_model.chronology.reading.entries import CELLS
from safeguard_model.chronology.reading.heading_grammar import meaning_of, speaks_of_seeing
from safeguard_model.chronology.reading.headings import layout_of
from safeguard_model.records.events import UNREAD

HEADINGS = Path(__file__).parent / "headings.tsv"
"""Headings that are read without their cells: the heading and its role."""
LAYOUTS = Path(__file__).parent / "layouts.tsv"
"""Layouts with invented cells: the id of the layout, a heading, its role, and cells separated by bars."""


def layouts():
    """Every layout: its headings, their roles, and the rows below them."""
    tables = {}
    with LAYOUTS.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            tables.setdefault(line["layout"], []).append((line["heading"], line["role"], line["cells"].split(" | ")))
    for name, columns in tables.items():
        headings, roles, cells = zip(*columns, strict=True)
        yield pytest.param(headings, roles, [*zip_longest(*cells, fillvalue="")], id=name)


@pytest.fixture
def reading(tmp_path):
    """Read rows of texts through a CSV file."""

    def read(*rows, **options):
        path = tmp_path / "chronology.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
        return read_chronology(path, **{"agency": "hv", **options})

    return read


def roles_of(*rows, own=None):
    """The roles that the first row of headings gives, or None."""
    found = layout_of([Row(number, row) for number, row in enumerate(rows, start=1)], own or {})
    return found and found[1].roles


@pytest.mark.parametrize(("headings", "roles", "rows"), [*layouts()])
def test_layouts(reading, headings, roles, rows):
    """Each heading has its role in a file; every role that was guessed is in a note, and no note has a heading in it."""
    found = reading(headings, *rows)
    assert len(rows) == len(found)
    layout = layout_of([Row(1, headings), *(Row(number, row) for number, row in enumerate(rows, start=2))], {})[1]
    assert roles == tuple(role or "unknown" for role in layout.roles)
    assert {*layout.remarks} <= {*found.notes}


def headings():
    """Every heading of the file beside this test, with its role."""
    with HEADINGS.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(line["heading"], line["role"]) for line in lines]


@pytest.mark.parametrize(("heading", "role"), headings())
def test_a_heading_by_its_words(heading, role):
    """A heading means its role; "hint" is one that is not read but speaks of seeing, "somebody" asks about others."""
    meaning = meaning_of(heading)
    if role == "somebody":
        assert meaning.whom
    elif role in {"hint", "unknown"}:
        assert meaning is None
        assert (role == "hint") == speaks_of_seeing(heading)
    else:
        assert role == meaning.role


def test_a_guess_is_said_by_the_number_of_its_column(reading):
    """A note says which column was read as what, and how sure that is; a heading that is known whole needs none."""
    found = reading(("Date", "Details", "Outcome for Ada"), ("2/3/16", "Home visit, no reply", "none"))
    assert ["column 3: read as outcome by the words of its heading (0.8)"] == [
        note for note in found.notes if note.startswith("column ")
    ]


@pytest.mark.parametrize(
    ("heading", "cells", "role"),
    [
        ("Details", ("1/2/16", "2/2/16", "3/2/16"), None),
        ("Summary of contact", ("1/2/16", "2/2/16", "3/2/16"), None),
        ("Summary of contact", ("1/2/16", "Home", "Clinic"), "description"),
        ("Outcome of visit", ("Yes", "No", "Yes"), None),
        ("Outcome of visit", ("Seen", "No reply", "Seen"), "outcome"),
        ("Child seen at visit", ("1/2/16", "2/2/16", ""), None),
        ("Incident number", ("7", "7", "7"), None),
        ("Incident number", ("7", "8", "9"), "ref"),
        ("Contact", ("Mother rang to say that he was ill",) * 3, "description"),
        ("Contact", ("Phone call",) * 3, "kind"),
    ],
)
def test_cells_support_or_overturn_a_heading(heading, cells, role):
    """A column whose cells cannot be what its heading says is kept as it is, or read as what they can be."""
    rows = [("1/3/16", "Rang again, and nobody answered", cell) for cell in cells]
    assert ("when", "comment", role) == roles_of(("Date", "Analysis", heading), *rows)


@pytest.mark.parametrize(
    ("headings", "roles"),
    [
        (("Date", "Reported date", "Event"), ("when", None, "description")),
        (("Reported date", "Event"), ("when", "description")),
        (("Date of entry", "Event"), ("when", "description")),
        (("Date of event", "Date of entry", "Event"), ("when", "recorded", "description")),
        (("Start date", "Incident date", "Event"), ("when", None, "description")),
        (("Agency", "Date", "Agency / team", "Event"), ("agency", "when", "agency", "description")),
    ],
)
def test_the_surer_column_has_the_role(headings, roles):
    """Of two columns for one single value the surer has the role; the other is kept, or has its second meaning."""
    row = tuple("2/3/16" if "ate" in heading else "Home visit" for heading in headings)
    assert roles == roles_of(headings, row, row)


@pytest.mark.parametrize("heading", ["Zork", "Hva", "Own words", "Qwerty / uiop"])
def test_a_date_beside_prose_is_a_chronology(reading, heading):
    """Whatever the heading of the one column of prose beside a date is, it is what happened, and a note says so."""
    found = reading(("Date", heading), ("2/3/16", "Home visit, and nobody answered"), ("", "Rang mother at work later"))
    assert ["Home visit, and nobody answered", "Rang mother at work later"] == [each.description for each in found]
    assert "column 2: read as description, as no heading says what happened" in found.notes


@pytest.mark.parametrize("cells", [("3.4", "3.6"), ("AB", "CD"), ("Yes", "No"), ("1/2/16", "2/2/16")])
def test_a_date_beside_no_prose_is_none(reading, cells):
    """A table of dates with weights, initials, answers or more dates is not a chronology."""
    with pytest.raises(InvalidFile):
        reading(("Date", "Zork"), *(("2/3/16", cell) for cell in cells))


def test_no_column_of_dates_or_numbers_is_what_happened(reading):
    """Where no heading says what happened, unknown columns are that only if they have words."""
    (event, _) = reading(
        ("Date", "Outcome", "Zork", "Weight"), ("2/3/16", "x", "Sat in the hall", "12"), ("", "y", "z", "13")
    )
    assert ("Sat in the hall", {"Weight": "12"}) == (event.description, event.extra[CELLS])


@pytest.mark.parametrize(("heading", "is_read"), [("Session", True), ("Missing from", True), ("Date of birth", False)])
def test_dates_under_a_heading_without_the_word(reading, heading, is_read):
    """A column of dates beside known headings is the date of the entries, and a note says so; a birth is not."""
    rows = (heading, "Child", "What happened"), ("3/10/22", "Elsie", "A cold"), ("4/10/22", "Elsie", "A cough")
    if not is_read:
        with pytest.raises(InvalidFile):
            reading(*rows)
        return
    found = reading(*rows)
    assert ["2022-10-03", "2022-10-04"] == [event.when.text for event in found]
    assert "column 1: read as date by the words of its heading (0.5)" not in found.notes
    assert "column 1: read as date by its cells, which are dates" in found.notes


@pytest.mark.parametrize(
    ("cell", "field"),
    [("Y / Y", "seen_alone"), ("N / N", "not_seen"), ("Yes / No - mum present", "seen_with_others"), ("Yes", "seen")],
)
def test_two_questions_in_one_column(reading, cell, field):
    """A column that asks whether the child was seen, and whether alone, may hold both answers, each side of a stroke."""
    head = ("Date", "Event", "Child seen / seen alone")
    (event,) = reading(head, ("2/3/16", "Home visit", cell), subject="child-a")
    assert ("child-a",) == getattr(event, field)
    for unclear in ("No", "Y/N"):
        (event,) = reading(head, ("2/3/16", "Home visit", unclear), subject="child-a")
        assert ((), (), ["seen"]) == (event.seen_with_others, event.not_seen, event.extra[UNREAD])


def test_a_column_by_its_number(reading):
    """In `columns=`, "column 3" is the third column, whatever its heading, and below whatever title."""
    columns = {"column 1": "when", "column 3": "description", "Room": None}
    found = reading(
        ("A title", "of two cells", ""),
        ("Session", "Room", "Ada noticed"),
        ("2/3/16", "Blue", "A cold"),
        columns=columns,
    )
    assert ["A cold"] == [event.description for event in found]
    assert "columns: 1 date, 2 left out, 3 description" in found.notes
    lost = reading(("Date", "Event"), ("2/3/16", "x"), columns={"column 3": "comment"})
    assert "these headings in columns= are not in the file, by their number in the mapping: 1" in lost.notes


def test_a_refusal_shows_shapes_and_a_mapping_to_paste(reading):
    """It quotes only headings made of known words, and its mapping reads the file; `reveal` shows the headings."""
    rows = (
        ("Nursery of Quillfeather", ""),
        ("Session", "Quillfeather noticed", "Key room", "###"),
        ("Mon 3/10/22", "Came in with a cold and a cough", "Blue", ""),
        ("4/10/22", "Did not come in at all", "Red", ""),
    )
    with pytest.raises(InvalidFile) as refusal:
        reading(*rows)
    message = str(refusal.value)
    assert (
        'row 2 is the most like headings (column 1: "session", column 2: 19 letters, column 3: 7 letters, '
        "column 4: 0 letters); say what its columns mean, for example "
        "columns={'column 1': 'when', 'column 2': 'description'}"
    ) in message
    assert "Quillfeather" not in message + repr(refusal.value)
    assert "Session | Quillfeather noticed | Key room" in repr(reveal(refusal.value))
    found = reading(*rows, columns={"column 1": "when", "column 2": "description"})
    assert ["2022-10-03", "2022-10-04"] == [event.when.text for event in found]


@pytest.mark.parametrize(
    "heading",
    ["Mother seen?", "Bedroom seen", "Records seen", "Date last seen", "Sibling seen Y/N", "Father saw child"],
)
def test_what_is_not_about_the_child_is_no_sighting(reading, heading):
    """A heading that asks about somebody or something else says nothing of the child."""
    (event,) = reading(("Date", "Event", heading), ("2/3/16", "Home visit", "Yes"), subject="child-a")
    assert ((), {heading: "Yes"}) == (event.seen, event.extra[CELLS])
    assert UNREAD not in event.extra


def test_headings_that_name_who_was_seen(reading):
    """Columns for several children each say who of them was seen, by the names that are known."""
    head = ("Date", "Event", "Elsie seen?", "Child B seen", "Child Q seen")
    people = {"Elsie": "child-e", "Child B": "child-b"}
    (event,) = reading(head, ("2/3/16", "Home visit", "Yes", "No", "Yes"), subject="child-e", people=people)
    assert (("child-e",), ("child-b",)) == (event.seen, event.not_seen)
    assert ({"Child Q seen": "Yes"}, ["seen"]) == (event.extra[CELLS], event.extra[UNREAD])


@pytest.mark.parametrize("heading", ["Was the child seen?", "Was the child seen or spoken to? (Y/N)"])
@pytest.mark.parametrize(("answer", "field"), [("No", "not_seen"), ("Y - in cot", "seen")])
def test_the_child_is_the_subject(reading, heading, answer, field):
    """A heading that asks about "the child" is about the subject, whoever else the row names."""
    rows = (("Date", "Event", "Who was involved", heading), ("2/3/16", "x", "Ben and Mother", answer))
    (event,) = reading(*rows, subject="child-a", people={"Ben": "child-b", "Mother": "mother"})
    assert ("child-a",) == getattr(event, field)


@pytest.mark.parametrize(("named", "seen"), [("Mother", ("child-a",)), ("MGM and father", ("child-a",)), ("Ben", ())])
def test_adults_of_the_family_leave_the_answer_to_the_subject(reading, named, seen):
    """Without a case file, words for adults show that no other child is meant; a name does not, and a note says why."""
    people = {"Mother": "mother", "MGM": "mgm", "father": "father", "Ben": "ben"}
    rows = (("Date", "Event", "People present", "Child seen?"), ("2/3/16", "x", named, "Yes"))
    found = reading(*rows, subject="child-a", people=people)
    assert seen == found.events[0].seen
    assert bool(seen) != any("casefile= says who is a child" in note for note in found.notes)


@pytest.mark.parametrize(
    ("heading", "role"),
    [("Author", "professionals"), ("Signed", "professionals"), ("Service user", "subject"), ("RAG", "tags")],
)
def test_a_whole_heading_with_two_meanings_is_said(reading, heading, role):
    """What such a heading is read as is in a note, though it is known whole."""
    found = reading(("Date", "Event", heading), ("2/3/16", "Home visit", "Q Quill"))
    words = {"subject": "child"}.get(role, role)
    assert f"column 3: read as {words} by the words of its heading (0.9)" in found.notes


@pytest.mark.parametrize(("others", "role"), [(("Voice of child",), "description"), (("Event",), "outcome")])
def test_what_we_did_is_what_happened_if_nothing_else_says_it(others, role):
    """A heading "what we did" is the outcome beside what happened, and what happened without it."""
    rows = [("2/3/16", "Drew a family tree", "Said that school is fine")] * 2
    assert role == roles_of(("Date", "What we did", *others), *rows)[1]


@pytest.mark.parametrize(
    "heading", ["Time reported", "Time of report", "Time received", "Time recorded", "Time entered"]
)
def test_the_time_of_a_report_is_not_that_of_the_event(heading):
    """It belongs to the date only if that is the date of the report as well."""
    row = ("1/2/18", "3/2/18", "10:15", "Bruise")
    assert roles_of(("Date of incident", "Date reported", heading, "Incident details"), row)[2] is None
    assert roles_of(("Date", "Notes", "Time of incident"), ("1/2/18", "Bruise on arm", "10:15"))[2] == "time"


def test_the_time_of_a_report_belongs_to_the_date_of_the_report():
    """If the only date is that of the report, its time is the time of the entry."""
    headings = ("Date reported", "Time reported", "Incident details")
    assert roles_of(headings, ("3/2/18", "10:15", "Bruise")) == ("when", "time", "description")

"""Forms and transposed tables: read where their headings are known, and else refused by name."""

import pytest

from safeguard_model import InvalidFile, read_chronology
from safeguard_model.chronology.reading.entries import CELLS
from safeguard_model.chronology.reading.turned import FORM_NOTE, TRANSPOSED_NOTE
from tests.chronology.making import CANARY, cell, chronology, dates_of, document, row, saved, table

FORM = (("Date", "2/3/16"), ("Time", "14:30"), ("Event", "Home visit"), ("Child seen?", "Yes"))


def refusal(folder, *rows, **options):
    """What is said of a file that is refused."""
    with pytest.raises(InvalidFile) as caught:
        chronology(folder, *rows, **options)
    assert CANARY not in str(caught.value)
    return str(caught.value)


def test_form(tmp_path):
    """A form is one entry, in the row where it begins; its other rows are counted."""
    found = chronology(tmp_path, *FORM, subject="child-e")
    (event,) = found.events
    assert ("2016-03-02T14:30", "Home visit", ("child-e",)) == (event.when.text, event.description, event.seen)
    assert {event.id: "row 1"} == found.places
    assert (4, [2, 3, 4]) == (found.rows, [other.number for other in found.skipped])
    assert {"a line of the form that begins in row 1"} == {other.reason for other in found.skipped}
    assert FORM_NOTE in found.notes
    assert "columns: 1 date, 2 time, 3 description, 4 seen" in found.notes


@pytest.mark.parametrize("between", [(), (("", ""),), (("", ""), ("Contact 2", ""))])
def test_several_forms(tmp_path, between):
    """Forms one after another are several entries, with titles and blank rows between them or not."""
    title = (("Contact 1", ""),)
    second = (("Date:", "3/3/16"), ("Event:", "Call"), ("", "and a letter"), ("Weather", "wet"))
    found = chronology(tmp_path, *title, *FORM, *between, *second)
    assert ["2016-03-02T14:30", "2016-03-03"] == dates_of(found)
    assert ["Home visit", "Call\nand a letter"] == [event.description for event in found.events]
    assert {"Weather": "wet"} == found.events[1].extra[CELLS]
    assert not found.rejected


def test_a_form_in_each_table(tmp_path):
    """Each table of a Word document may be a form."""
    tables = (table(row(cell("Date"), cell(date)), row(cell("Event"), cell("a"))) for date in ("2/3/16", "3/3/16"))
    found = read_chronology(saved(tmp_path, "a.docx", document("<w:p/>".join(tables))), agency="hv")
    assert ["2016-03-02", "2016-03-03"] == dates_of(found)
    assert ["table 1, row 1", "table 2, row 1"] == [*found.places.values()]


def test_first_heading_begins_a_form(tmp_path):
    """The first heading begins a form, even if the form before did not have all the headings."""
    rows = [
        ("Ref", "A1"),
        ("Date", "2/3/16"),
        ("Event", "a"),
        ("Date", "3/3/16"),
        ("Event", "b"),
        ("Ref", "A3"),
        ("Date", "4/3/16"),
    ]
    found = chronology(tmp_path, *rows, ("Event", "c"))
    assert ["2016-03-02", "2016-03-03", "2016-03-04"] == dates_of(found)
    assert [True, False, True] == [event.id.startswith("hv-a") for event in found.events]


def test_two_pairs_in_a_row(tmp_path):
    """A row of a form may hold two headings, each with its value."""
    found = chronology(tmp_path, ("Date", "2/3/16", "Time", "14:30"), ("Event", "a", "", ""), ("Outcome", "b", "", ""))
    assert [("2016-03-02T14:30", "a", "b")] == [(e.when.text, e.description, e.outcome) for e in found.events]


def test_value_below_its_heading(tmp_path):
    """The value of a heading may be in the row below it, in the same column."""
    long = "Mother said that the father had moved out, and that Elsie had slept well since then"
    found = chronology(tmp_path, ("Date", "2/3/16"), ("Details", ""), (long, ""), ("Outcome", "none"))
    assert [(long, "none")] == [(event.description, event.outcome) for event in found.events]


@pytest.mark.parametrize(
    ("rows", "values"),
    [
        (
            [("Date", "1/2/18"), ("What happened", "Letter"), ("Action taken", ""), ("Child seen", "")],
            ("Letter", "", ()),
        ),
        ([("Date", "1/2/18"), ("What happened", ""), ("Outcome", ""), ("Child seen", "Yes")], ("", "", ("child-e",))),
        ([("Date", "1/2/18"), ("Time", ""), ("Worker", ""), ("What happened", "a"), ("Outcome", "")], ("a", "", ())),
        (
            [
                ("Date", "1/2/18", "Time", ""),
                ("Worker", "", "Child seen", ""),
                ("What happened", "", "Outcome", "Wait"),
            ],
            ("", "Wait", ()),
        ),
        (
            [
                ("Date", "1/2/18", "Time", ""),
                ("Weather", "", "Outcome", ""),
                ("", "", "Child seen", "Yes"),
                ("Event", "a"),
            ],
            ("a", "", ("child-e",)),
        ),
        (
            [("Date", "1/2/18", "Weather", "wet"), ("Event", "a", "Outcome", ""), ("Worker", "", "Time", "")],
            ("a", "", ()),
        ),
    ],
)
def test_blank_answers(tmp_path, rows, values):
    """A label whose answer is blank has no value, and the next label is never its value."""
    found = chronology(tmp_path, *rows, subject="child-e")
    (event,) = found.events
    assert "2018-02-01" == event.when.text
    assert values == (event.description, event.outcome or "", event.seen)


def test_blank_answers_of_several_forms(tmp_path):
    """A form in which all is blank but its date is an entry, and a label that only other forms answer is a label."""
    rows = [("Date", "1/2/18"), ("Event", "a"), ("Weather", "wet"), ("Date", "2/2/18"), ("Event", ""), ("Weather", "")]
    found = chronology(tmp_path, *rows)
    assert ["2018-02-01", "2018-02-02"] == dates_of(found)
    assert ["a", ""] == [event.description for event in found.events]


@pytest.mark.parametrize("answer", ["Home visit", "Meeting"])
def test_answer_that_may_be_a_label(tmp_path, answer):
    """A text that may be a label is an answer beside its label, or below a label that means the same."""
    beside = chronology(tmp_path, ("Date", "1/2/18"), ("What happened", answer), ("Outcome", ""))
    below = chronology(tmp_path, ("Date", "1/2/18"), ("What happened", ""), (answer, ""), ("Outcome", ""))
    assert [answer, answer] == [event.description for found in (beside, below) for event in found.events]


def test_line_without_a_heading(tmp_path):
    """A line of a form that has no heading is rejected, not lost."""
    found = chronology(tmp_path, *FORM, ("Something that nobody has given a heading", ""))
    assert ["a line of a form without a heading"] == [other.reason for other in found.rejected]


def test_transposed(tmp_path):
    """In a transposed table each column is an entry, and columns are counted in place of rows."""
    rows = [
        ("Chronology", "", "", ""),
        ("Date", "2/3/16", "3/3/16", ""),
        ("Event", "a", "b", ""),
        ("Weather", "wet", "", ""),
    ]
    found = chronology(tmp_path, *rows)
    assert ["2016-03-02", "2016-03-03"] == dates_of(found)
    assert ["column 2", "column 3"] == [*found.places.values()]
    assert {"Weather": "wet"} == found.events[0].extra[CELLS]
    assert TRANSPOSED_NOTE in found.notes
    assert ["row 1: above the headings", "column 1: headings"] == sorted(map(str, found.skipped), reverse=True)


def test_notes_of_a_transposed_table(tmp_path):
    """The notes of a transposed table name columns, as the places of its entries do."""
    found = chronology(tmp_path, ("Date", "2/3/16", "3/3/16", "Tuesday"), ("Event", "a", "b", "c"))
    assert "column 4: the date cannot be read: kept as written" in found.notes
    assert "column 4" == found.places[found.events[2].id]


def test_own_headings(tmp_path):
    """Headings that the user names are known in a form and in a transposed table as well."""
    columns = {"Datum": "when", "Ereignis": "description"}
    assert ["2016-03-02"] == dates_of(chronology(tmp_path, ("Datum", "2/3/16"), ("Ereignis", "a"), columns=columns))
    rows = [("Datum", "2/3/16", "3/3/16"), ("Ereignis", "a", "b")]
    assert ["2016-03-02", "2016-03-03"] == dates_of(chronology(tmp_path, *rows, columns=columns))


@pytest.mark.parametrize(
    ("rows", "look"),
    [
        ([("Date", "2/3/16"), (CANARY, "a"), ("Other", "b")], "a form"),
        ([("Date", CANARY), ("Worker", "HV"), ("Place", "home"), ("Other", "b")], "a form"),
        ([("Datum", "2/3/16", "3/3/16"), (CANARY, "a", "b")], "a transposed table"),
        ([("Date", "2/3/16", "3/3/16"), (CANARY, "a", "b")], "a transposed table"),
    ],
)
def test_refused_by_name(tmp_path, rows, look):
    """A form or a transposed table whose headings are not known is refused by name, with what to do."""
    message = refusal(tmp_path, *rows)
    assert f"this looks like {look}: " in message
    assert "columns=" in message


def test_neither(tmp_path):
    """A glossary looks like neither."""
    assert "looks like" not in refusal(tmp_path, ("SW", "social worker"), ("HV", "health visitor"))


def test_a_cover_is_no_entry(tmp_path):
    """A table of facts beside a chronology is not read as a form: its rows are rejected, and a note says what it is."""
    cover = table(*(row(cell(heading), cell(value)) for heading, value in FORM))
    real = table(row(cell("Date"), cell("Event")), row(cell("3/3/16"), cell("a")))
    found = read_chronology(saved(tmp_path, "a.docx", document(cover + real)), agency="hv")
    assert ["2016-03-03"] == dates_of(found)
    assert 4 == len(found.rejected)
    assert any("this looks like a form" in note and "not read" in note for note in found.notes)


def test_only_a_text_box(tmp_path):
    """A document whose only content is a text box is refused, and the message names it."""
    box = "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>x</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    with pytest.raises(InvalidFile, match=r"no table with content.*It holds: 1 text box not read"):
        read_chronology(saved(tmp_path, "a.docx", document(box)), agency="hv")

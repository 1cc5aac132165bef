"""What single rows say, in the cases in which it would be easy to say too much, or to lose a word."""

import csv

import pytest

from safeguard_model import (
    Adult,
    Agency,
    CaseFile,
    Child,
    Citation,
    Event,
    InvalidRecord,
    Professional,
    Source,
    UnknownRecord,
    read_chronology,
    write_chronology,
)

CELLS = "safeguard-model:cells"
NAMES = {"Elsie": "child-e", "Ben": "child-b", "Mum": "mother"}
FAMILY = CaseFile.of(
    "Invented",
    [
        Child(id="child-e", label="Child E", name="Elsie Invented"),
        Child(id="child-b", label="Child B", name="Ben Invented"),
        Adult(id="mother", label="Mother", name="Sarah Webb"),
        Agency(id="hv", name="Health Visiting"),
        Agency(id="police", name="Police"),
        Professional(id="sw4", label="SW4", agency="police"),
        Source(id="src", title="The chronology"),
    ],
)


@pytest.fixture
def reading(tmp_path):
    """Read rows of texts."""

    def read(*rows, **options):
        path = tmp_path / "chronology.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
        return read_chronology(path, **{"agency": "hv", **options})

    return read


@pytest.fixture
def entry(reading):
    """Read one row under its headings."""

    def read(headings, *cells, **options):
        (event,) = reading(headings.split(", "), cells, **options).events
        return event

    return read


def sightings(event):
    """Who was seen, and how, and who was not."""
    names = ("seen", "not_seen", "seen_alone", "seen_with_others")
    return {name: getattr(event, name) for name in names if getattr(event, name)}


@pytest.mark.parametrize("answer", ["Yes", "No", "Alone"])
def test_a_child_who_is_not_known_is_nobody_else(entry, answer):
    """A column of the child that names somebody unknown gives neither the entry nor the sighting to the subject."""
    event = entry("Date, Child, Event, Child seen?", "2/3/16", "Rosie", "x", answer, people=NAMES, subject="child-e")
    assert ((), {}) == (event.people, sightings(event))
    assert {"Child": "Rosie", "Child seen?": answer} == event.extra[CELLS]


def test_both_children_are_those_of_the_chronology(entry):
    """Both, in a column of the child, are whom the chronology is about."""
    event = entry("Date, Child, Event, Seen", "2/3/16", "Both", "x", "Yes", subject=["child-e", "child-b"])
    assert (("child-e", "child-b"),) * 2 == (event.people, event.seen)


@pytest.mark.parametrize(
    ("names", "cell", "said"),
    [
        ({"N": "n", "E": "e"}, "N and E", {"seen": ("n", "e")}),
        ({"N": "n", "E": "e"}, "N, E", {"seen": ("n", "e")}),
        ({"N": "n"}, "N", {}),
        ({"N Khan": "n", "Khan": "k"}, "N. Khan", {"seen": ("n",)}),
        ({"E": "e"}, "N: E", {"not_seen": ("e",)}),
        ({"E": "e"}, "No, E", {"not_seen": ("e",)}),
        ({"E": "e"}, "Yes?", {}),
        ({"E": "e"}, "No ?", {}),
        ({"E": "e"}, "☐", {}),
        ({"E": "e"}, "E (not seen)", {}),
    ],
)
def test_an_initial_is_no_answer(entry, names, cell, said):
    """What may be a name is no yes or no; what is in doubt is neither."""
    event = entry("Date, Event, Child seen", "2/3/16", "x", cell, people=names, subject="child-s")
    assert said == sightings(event)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("Elsie", "Mum", "Yes", ""), {"seen": ("child-e",)}),
        (("Elsie", "Ben, Mum", "Yes", "No"), {"seen_with_others": ("child-e",)}),
        (("Elsie", "", "Ben", "Yes"), {"seen_alone": ("child-b",)}),
        (("Elsie", "", "No", "Yes"), {}),
    ],
)
@pytest.mark.parametrize("casefile", [FAMILY, None])
def test_an_answer_is_of_the_child_whom_the_row_is_about(entry, row, said, casefile):
    """Others whom the row names are not said to be seen; whom the cell names is; a contradiction says nothing."""
    headings = "Date, Child, Persons involved, Child seen, Seen alone, Event"
    event = entry(headings, "2/3/16", *row, "x", people=NAMES, casefile=casefile, subject="child-e")
    assert said == sightings(event)
    assert said or {"Child seen": "No", "Seen alone": "Yes"} == event.extra[CELLS]


def test_without_a_case_file_an_answer_beside_others_is_in_doubt(entry):
    """Where a row names somebody who is not the subject, and nobody says who is a child, nobody was seen for certain."""
    event = entry(
        "Date, Persons involved, Child seen, Event", "2/3/16", "Ben", "Y", "x", people=NAMES, subject="child-e"
    )
    assert {} == sightings(event)


def test_subjects_by_table(tmp_path):
    """Each table can be about somebody else; one that is not named is about nobody in particular."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    path = tmp_path / "chronology.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        for _ in range(3):
            workbook.add_worksheet().add_table("A1:B2", {"columns": [{"header": "Date"}, {"header": "Event"}]})
            workbook.worksheets()[-1].write_row("A2", ["2/3/16", "x"])
    found = read_chronology(path, subject={"sheet 1": "child-e", "sheet 2": ["child-b"]})
    assert [("child-e",), ("child-b",), ()] == [event.people for event in found.events]


def test_trade_abbreviations_are_nobodys_initials(entry):
    """SW is a social worker, and not Sarah Webb, unless somebody says so."""
    headings = "Date, Event, Who present"
    assert () == entry(headings, "2/3/16", "x", "SW", casefile=FAMILY).people
    assert ("mother",) == entry(headings, "2/3/16", "x", "SW", casefile=FAMILY, people={"SW": "mother"}).people


@pytest.mark.parametrize("cell", ["Elsie (bruise on cheek)", "Mum (drunk)", "Ben (brother)"])
def test_what_stands_in_brackets_is_kept(entry, cell):
    """Words in brackets after a name are kept with the entry, whoever the name represents."""
    event = entry("Date, Event, Who present", "2/3/16", "x", cell, people=NAMES)
    assert cell == event.extra[CELLS]["Who present"]


def test_a_second_column_of_a_role_is_kept(entry):
    """A second agency, further tags and a professional among the family are not lost."""
    event = entry("Date, Agency, Team, Event", "2/3/16", "Police", "Duty team", "x", agency=None, casefile=FAMILY)
    assert ("police", {CELLS: {"Team": "Duty team"}}) == (event.agency, event.extra)
    assert ("a", "b", "c") == entry("Date, Tags, Keywords, Event", "2/3/16", "a; b", "c", "x").tags
    event = entry("Date, Person, Family member, Event", "2/3/16", "Elsie; Sarah", "SW4", "x", casefile=FAMILY)
    assert {"Family member": "SW4"} == event.extra[CELLS]


def test_a_cell_kept_by_an_earlier_reading_stays(entry):
    """A cell under the heading of an earlier kept cell is put after it, and the same text is not put twice."""
    earlier = '{"safeguard-model:cells": {"Ward": "Nine"}}'
    for cell, kept in (("Ten", "Nine\nTen"), ("Nine", "Nine")):
        event = entry("Entry id, When, Description, Ward, Other fields", "e-1", "2016-03-02", "x", cell, earlier)
        assert {"Ward": kept} == event.extra[CELLS]


def test_the_agency_of_the_whole_file_stays(entry):
    """Whose file it is was said; another agency in a column is kept as written."""
    event = entry("Date, Agency, Event", "2/3/16", "Police", "x", casefile=FAMILY)
    assert ("hv", {CELLS: {"Agency": "Police"}}) == (event.agency, event.extra)
    event = entry("Date, Agency, Event", "2/3/16", "Mum", "x", agency={"P": "police"}, people=NAMES)
    assert (None, {CELLS: {"Agency": "Mum"}}) == (event.agency, event.extra)


def test_a_line_above_is_no_heading_for_the_rows_below(reading):
    """Of rows that may be headings the one of which most is known is; a row with a date in it is none."""
    found = reading(
        ("Date", "1/3/16", "Author", "J Invented"),
        ("Date", "Author", "", ""),
        ("Date", "Agency", "Event", "Outcome"),
        ("2/3/16", "CSC", "Home visit", "None"),
    )
    (event,) = found.events
    assert ("Home visit", "None") == (event.description, event.outcome)


def test_headings_in_two_rows(reading):
    """A second row of headings, below one that spans columns, says what these are."""
    found = reading(
        ("Date", "", "Event", "Child seen?", ""),
        ("From", "To", "", "Yes/No", "Alone"),
        ("2/3/16", "5/3/16", "x", "Yes", "Yes"),
        subject="child-e",
    )
    (event,) = found.events
    assert ("2016-03-02/2016-03-05", ("child-e",)) == (event.when.text, event.seen_alone)
    assert "headings, the second row" == found.skipped[1].reason


def test_a_long_heading_is_a_heading(entry):
    """However long the instruction in a heading, a mapping finds it, and without one its cells are kept."""
    long = "Please describe in your own words " * 4
    assert "x" == entry(f"Date, {long}, Source", "2/3/16", "x", "y", columns={long: "description"}).description
    assert "x" == entry(f"Date, {long}, Source", "2/3/16", "x", "y").description


@pytest.mark.parametrize(
    ("cell", "where"),
    [
        ("2022", "skipped"),
        ("March 2022", "skipped"),
        ("Year 1", "skipped"),
        ("Year 1 (pregnancy)", "rejected"),
        ("in about March 2022", "skipped"),
        ("Period of Child Protection Plan", "skipped"),
        ("She said that he had not come back", "skipped"),
        ("She said that he had not come back yet", "rejected"),
        ("3/3/16 Mum rang: hit by partner", "rejected"),
        ("No contact April–May 2016", "rejected"),
        ("She rang to say that he had come back and was shouting again", "rejected"),
    ],
)
def test_words_alone_are_a_banner_or_are_handed_back(reading, cell, where):
    """A few words alone in the column of dates are a banner; more than a banner says is handed back."""
    found = reading(("Date", "Event"), ("2/3/16", "x"), (cell, ""))
    assert [3] == [row.number for row in getattr(found, where) if row.number > 1]


@pytest.mark.parametrize(("cell", "is_entry"), [("2/3/16", True), ("by 2016", True), ("2016", False), ("n/k", False)])
def test_a_date_alone(reading, cell, is_entry):
    """A day alone, or a date between two bounds, is an entry without words; a year or an unknown date is a banner."""
    found = reading(("Date", "Event"), (cell, ""))
    assert ((1, 1) if is_entry else (0, 2)) == (len(found.events), len(found.skipped))


@pytest.mark.parametrize(("row", "repeats"), [(("Date", "Event", ""), True), (("", "Event", ""), False)])
def test_headings_again_are_two_or_more(reading, row, repeats):
    """A row repeats the headings if two of its cells or more are headings and the others blank; one word is an entry."""
    found = reading(("Date", "Event", "Outcome"), ("2/3/16", "x", "y"), row)
    assert (["x"] if repeats else ["x", "Event"]) == [event.description for event in found.events]
    assert repeats == ("headings again" in [row.reason for row in found.skipped])


def test_a_dated_row_is_no_total(reading):
    """A row that begins with the word total is an entry if it has a date, and a total only without one."""
    rows = ("Event", "Date"), ("Total of 3 calls", "2/3/16"), ("Total 3 calls", "")
    found = reading(*rows)
    assert ["Total of 3 calls"] == [event.description for event in found.events]
    assert ["a total"] == [row.reason for row in found.rejected]


def test_entries_above_the_headings_are_handed_back(reading):
    """A row above the headings that has a date where dates are is no title."""
    found = reading(("A title", ""), ("2/3/16", "early entry"), ("Date", "Event"), ("3/3/16", "x"))
    assert (["row 2"], ["row 1", "row 3"]) == (
        [row.where for row in found.rejected],
        [row.where for row in found.skipped],
    )


@pytest.mark.parametrize(
    ("cell", "when", "times"),
    [
        ("2/3/16 14:30", "2016-03-02", None),
        ("2/3/16 14:30 ?", "2016-03-02?", None),
        ("2/3/16 14:30 - 15:30", "2016-03-02", None),
        ("2/3/16 and 5/3/16", "[2016-03-02..2016-03-05]", None),
        ("2/3/16", "2016-03-02", None),
        ("March 2016", "2016-03", None),
        ("[2016-03-02T00:00..2016-03-02T05:59]", "2016-03-02", None),
        ("[2016-03-02T18:00..2016-03-03T08:59]", "[2016-03-02..2016-03-03]", None),
        ("[2016-03-02T18:00..]", "[2016-03-02..]", None),
    ],
)
def test_what_is_carried(reading, cell, when, times):
    """Of a date the row below takes the day, with its doubt, and neither the time nor how often it happened."""
    event = reading(("Date", "Event"), (cell, "a"), ("", "b"), blank_date="carry").events[1]
    assert (when, times) == (event.when.text, event.times)


@pytest.mark.parametrize("cell", ["Elsie?", "?Elsie", "Elsie/Ben?"])
def test_a_name_in_doubt_is_nobody_for_certain(entry, cell):
    """A question mark beside a name leaves open who it is: the name is listed, and the cell kept."""
    event = entry("Date, Child, Event, Seen", "2/3/16", cell, "x", "Yes", people=NAMES, subject="mother")
    assert cell == event.extra[CELLS]["Child"]
    assert "child-b" not in event.people
    assert "mother" not in (*event.people, *event.seen)


@pytest.mark.parametrize("cell", ["Both", "siblings", "?"])
def test_more_children_than_are_known_are_not_one(entry, cell):
    """Where a row is about both and one is known, nobody is said to be seen, and the cell is kept."""
    event = entry("Date, Child, Event, Seen", "2/3/16", cell, "x", "Yes", people=NAMES, subject="child-e")
    assert ({}, cell) == (sightings(event), event.extra[CELLS]["Child"])


@pytest.mark.parametrize(
    ("cell", "when", "written"),
    [
        ("14/03/2023 00:00", "2023-03-14", "14/03/2023 00:00"),
        ("14/03/2023 00:00:00", "2023-03-14", "14/03/2023 00:00:00"),
        ("16/03/2023 0910", "2023-03-16T09:10", ""),
        ("14.03.23 approx 22.45", "2023-03-14T22:45~", "14.03.23 approx 22.45"),
        ("16/3/23 evening", "[2023-03-16T17:00..2023-03-16T23:59]", "16/3/23 evening"),
        ("14/03/2023*", "2023-03-14", "14/03/2023*"),
        ("14/03/2023 or so", "XXXX", "14/03/2023 or so"),
    ],
)
def test_a_day_with_more_in_its_cell(entry, cell, when, written):
    """A day is a day whatever part of it follows, and midnight is what systems write for a day."""
    event = entry("Date, Event", cell, "x")
    assert (when, written) == (event.when.text, event.when_as_written)


def test_a_total_is_handed_back(reading):
    """A row that adds up the others is not an entry."""
    found = reading(("Date", "Event"), ("2/3/16", "x"), ("Total", "9"))
    assert ["row 3: a total"] == list(map(str, found.rejected))


def test_headings_over_headings(reading):
    """A first row over several columns and a second with their own headings are one."""
    head = (("When", "", "Concern", "Follow up", ""), ("Date", "Time", "Concern", "Action", "By"))
    (event,) = reading(*head, ("2/3/16", "14:10", "x", "Rang", "KT"), columns={"Concern": "description"}).events
    assert ("2016-03-02T14:10", "x", "Rang") == (event.when.text, event.description, event.outcome)


def test_what_was_said_and_cannot_be_used_is_noted(reading):
    """A heading that the file has not, and that no agency was named, is said; a table that is not there is refused."""
    found = reading(("Date", "Event"), ("2/3/16", "x"), columns={"Chld": "seen"}, agency=None)
    assert "these headings in columns= are not in the file, by their number in the mapping: 1" in found.notes
    assert "some entries have no agency: give one with agency=" in found.notes
    with pytest.raises(InvalidRecord, match="subject"):
        reading(("Date", "Event"), subject={"Elsie": "child-e"})
    with pytest.raises(InvalidRecord, match="heading first"):
        reading(("Date", "Event"), columns={"when": "Date of contact"})


def test_a_name_in_place_of_an_id_is_not_repeated(reading):
    """A name given where an id is due is not shown."""
    for options in ({"subject": "Imogen"}, {"people": {"child-e": "Imogen"}}):
        with pytest.raises(UnknownRecord) as refusal:
            reading(("Date", "Event"), casefile=FAMILY, **options)
        assert "Imogen" not in str(refusal.value)


@pytest.mark.parametrize("cell", ["31 December and 2 January 2017", "30 and 1 March 2016"])
def test_days_are_not_completed_out_of_order(entry, cell):
    """A day that would come after the one it is completed from is of another month or year, which nobody says."""
    event = entry("Date, Event", cell, "x")
    assert ("XXXX", cell) == (event.when.text, event.when_as_written)


def test_seconds_are_kept(entry):
    """A time of day with seconds is read with them, and kept with them where it is not a field."""
    event = entry("Date, Time, Event, Logged at", "2/3/16", "14:30:59", "x", "14:30:59")
    assert ("2016-03-02T14:30:59", {"Logged at": "14:30:59"}) == (event.when.text, event.extra[CELLS])


def test_words_for_the_date_stand_beside_the_dates_own(entry):
    """A column of the words of the date does not take the place of what stands in the date."""
    event = entry("Date, Original, Event", "Tuesday", "see log", "x", columns={"Original": "when_as_written"})
    assert "Tuesday; see log" == event.when_as_written


def test_citations_of_the_file_stand_beside_its_own_row(entry):
    """What a row cites is kept where the file itself is a source."""
    event = entry("Date, Cited, Event", "2/3/16", "src-1, p. 4", "x", columns={"Cited": "citations"}, source="src-2")
    assert ("src-1", Citation(source="src-2", where="row 2")) == (event.citations[0].source, event.citations[1])


def test_columns_put_into_our_own_layout(tmp_path):
    """In a document of ours, what was added by hand is read beside what was written, and no word of it is lost."""
    path = tmp_path / "chronology.csv"
    own = Event(id="e1", when="2016-03-02T14:30", kind="other", comment="First.", extra={CELLS: {"Old": "words"}})
    write_chronology([own], path)
    head, row = path.read_text(encoding="utf-8-sig").splitlines()

    def read(more, cells, *changes):
        text = row
        for change in changes:
            text = text.replace(*change)
        path.write_text(f"{head},{more}\n{text},{cells}\n", encoding="utf-8")
        return read_chronology(path).events[0]

    assert "First.\nSecond." == read("Analysis", "Second.").comment
    assert {"Old": "words", "Weather": "rain"} == read("Weather", "rain").extra[CELLS]
    assert "2016-03-02T14:30/2016-03-04" == read("End date", "4/3/16").when.text
    assert (
        "about the time of the funeral 14:30"
        == read("X", "", ("2 March 2016", "about the time of the funeral")).when_as_written
    )
    assert "2 March 2016 after tea" == read("X", "", ("14:30", "after tea")).when_as_written


@pytest.mark.parametrize(
    "options",
    [
        {"kinds": {5: "home_visit"}},
        {"kinds": {"call": ["x"]}},
        {"kinds": ["x"]},
        {"kinds": {"": "home_visit"}},
        {"blank_date": ["carry"]},
        {"subject": 5},
        {"people": {"Mum": "mother-a", "MUM": "mother-b"}},
        {"agency": {"G.P.": "a", "G P": "b"}},
        {"columns": {"A": "when", "a": "description"}},
        {"casefile": []},
    ],
)
def test_arguments_that_cannot_be_are_refused(reading, options):
    """A wrong argument is an InvalidRecord, and never an error of another kind."""
    with pytest.raises(InvalidRecord):
        reading(("Date", "Event"), **options)


@pytest.mark.parametrize(
    "options", [{"agency": "polic"}, {"source": "src-x"}, {"people": {"Mum": "mothr"}}, {"subject": "x"}]
)
def test_ids_are_checked_with_the_case_file(reading, options):
    """With a case file an id that it has not is an error at once."""
    with pytest.raises(UnknownRecord):
        reading(("Date", "Event"), casefile=FAMILY, **options)


@pytest.mark.parametrize("role", ["Date", "Time", "Who present", "Child seen"])
def test_a_cell_of_spaces_takes_no_time(entry, role):
    """A cell with a very long run of spaces, or of question marks, is read in proportion to its length."""
    headings = f"Start date, {role}, Event" if role != "Date" else "Date, Outcome, Event"
    for filling in (" ", "?", "-", "( "):
        long = f"a{filling * 60_000}b"
        cells = (long, "", "x") if role == "Date" else ("2/3/16", long, "x")
        assert entry(headings, *cells).description == "x"


def test_an_entry_without_a_date_is_no_second_row_of_headings(reading):
    """Words that are headings elsewhere are an entry, if they say nothing about a column that has no heading."""
    headings = ("Date", "Event", "Outcome", "Agency")
    for cells in (
        ("", "Incident", "", "Team"),
        ("", "Seen", "", ""),
        ("", "Contact", "Action", ""),
        ("", "Time", "", ""),
    ):
        found = reading(headings, cells, ("2/3/16", "x", "", ""))
        assert [cells[1], "x"] == [event.description for event in found.events]


def test_the_number_of_a_day_among_dates_is_that_day(tmp_path):
    """A cell that lost its format is read, with a note; a column of numbers alone is not."""
    path = tmp_path / "chronology.csv"
    path.write_text("Date,End date,Event\n5/4/18,,Visit\n43196,43198,Stay\n7/4/18,,Call\n", encoding="utf-8")
    found = read_chronology(path, agency="ag", subject="child-t")
    assert found.events[1].when.text == "2018-04-06/2018-04-08"
    assert found.events[1].when_as_written
    assert any("row 3: the number of a day in a spreadsheet" in note for note in found.notes)
    path.write_text("Date,Event\n43195,Visit\n43196,Stay\n", encoding="utf-8")
    assert all(event.when.is_unknown for event in read_chronology(path, agency="ag", subject="child-t").events)


@pytest.mark.parametrize("cell", ["Y*", "Yes *", "N†", "No#", "Y ^"])
def test_a_mark_beside_an_answer_is_kept(tmp_path, cell):
    """An asterisk points to a note elsewhere: the answer is read, and the cell is kept."""
    path = tmp_path / "chronology.csv"
    path.write_text(f"Date,Child seen?,Event\n1/2/18,{cell},Visit\n2/2/18,Yes,Call\n", encoding="utf-8")
    first, second = read_chronology(path, agency="ag", subject="child-t").events
    assert "child-t" in {*first.seen, *first.not_seen}
    assert first.extra[CELLS] == {"Child seen?": cell}
    assert second.extra == {}


@pytest.mark.parametrize(
    ("kind", "words", "is_noted"),
    [
        ("HV", "Cancelled by mum", True),
        ("Home visit", "No access", True),
        ("Home visit", "Visit cancelled by worker", True),
        ("HV", "Planned visit for tomorrow", True),
        ("Appointment", "DNA", True),
        ("Home visit", "Seen at home. Next visit cancelled.", False),
        ("Referral", "Cancelled by mum", False),
        ("Home visit", "", False),
    ],
)
def test_a_contact_that_may_not_have_happened_is_noted(tmp_path, kind, words, is_noted):
    """The type makes a row a contact, which ends a gap; if its first words say that it was not held, a note says so."""
    path = tmp_path / "chronology.csv"
    path.write_text(f"Date,Type,Event,Comment\n1/2/18,{kind},{words},x\n", encoding="utf-8")
    notes = read_chronology(path, agency="hv").notes
    assert any("may say that it did not happen" in note for note in notes) == is_noted

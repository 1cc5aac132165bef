"""`read_chronology`: an agency's chronology as it arrives, with nothing lost and every doubt listed."""

import csv
import pickle
import sys
from pathlib import Path

import attrs
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import (
    Adult,
    Agency,
    CaseFile,
    Child,
    Citation,
    Event,
    InvalidFile,
    InvalidRecord,
    MissingExtra,
    Professional,
    Quantity,
    Source,
    Timeline,
    UnknownRecord,
    When,
    load,
    merge,
    read_chronology,
    write_chronology,
)
from safeguard_model.chronology.cells import HEADINGS
from safeguard_model.chronology.reading.entries import CELLS
from safeguard_model.chronology.reading.headings import ALIASES
from safeguard_model.chronology.reading.rows import NO_ROWS
from safeguard_model.records import EventKind
from safeguard_model.records.events import UNREAD
from tests.chronology.expected import AGENCY, FILES, PEOPLE
from tests.chronology.making import chronology

EXAMPLES = Path(__file__).parents[3] / "examples"
EXTRAS = {".csv": None, ".tsv": None, ".xlsx": "xlsxwriter", ".docx": "docx"}


def write(path, *rows):
    """Write one table of texts, as its suffix has it."""
    if EXTRAS[path.suffix]:
        pytest.importorskip(EXTRAS[path.suffix])
    if path.suffix in {".csv", ".tsv"}:
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, delimiter="\t" if path.suffix == ".tsv" else ",").writerows(rows)
    elif path.suffix == ".xlsx":
        pytest.importorskip("python_calamine")
        import xlsxwriter

        with xlsxwriter.Workbook(path) as workbook:
            sheet = workbook.add_worksheet()
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    sheet.write_string(number, place, cell)
    else:
        import docx

        document = docx.Document()
        table = document.add_table(len(rows), max(map(len, rows)))
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                table.cell(number, place).text = cell
        document.save(str(path))
    return path


@pytest.fixture
def reading(tmp_path):
    """Read rows of texts through a CSV file."""

    def read(*rows, **options):
        return read_chronology(write(tmp_path / "chronology.csv", *rows), **{"agency": "hv", **options})

    return read


_FORMATS = sorted(EXTRAS)
_HEADINGS = ("Ref", "Date", "Time", "Event", "Child", "Outcome", "Child seen?", "Kept on", "Comment", "Agency")
_WORDS = st.text(st.sampled_from("abcxyz ÅéőÉ.'\"|,;=-\n\t12/"), max_size=25)
_DATES = st.sampled_from(["2/3/16", "March 2016", "?5/6/2017", "", "", "soon", "1/2/20 and 3/2/20", "as above"])
_ROW = st.tuples(
    st.sampled_from(["", "1", "SC-4", "x y"]),
    _DATES,
    st.sampled_from(["", "1430", "pm"]),
    *[_WORDS] * 3,
    st.sampled_from(["Yes", "no", "", "alone", "perhaps"]),
    *[_WORDS] * 3,
)
_TITLES = st.lists(st.tuples(_WORDS, st.just("")), max_size=2)


@pytest.mark.parametrize("suffix", _FORMATS)
@given(titles=_TITLES, rows=st.lists(_ROW | st.just(_HEADINGS) | st.just(("",) * 10) | st.just(("2022", *[""] * 9))))
def test_no_row_is_lost(suffix, titles, rows, tmp_path_factory):
    """Every row of a file is an entry, is handed back, or is known to be none; and so is every word in it."""
    path = tmp_path_factory.mktemp("no-row") / f"chronology{suffix}"
    found = read_chronology(write(path, *titles, _HEADINGS, *rows), agency="hv", subject="child-a")
    assert found.rows == len(found.events) + len(found.rejected) + len(found.skipped)
    written = len(titles) + 1 + len(rows)
    while written > 1 and not any(cell.strip() for cell in ([*titles, _HEADINGS, *rows][written - 1])):
        written -= 1
    assert written == found.rows or suffix in {".docx", ".csv", ".tsv"}
    held = "".join(str(attrs.asdict(event)) for event in found.events)
    held += "".join(map(str, (row.cells for row in (*found.skipped, *found.rejected))))
    for row in rows:
        for place, cell in enumerate(row):
            word = next(iter(sorted(cell.replace("'", " ").split(), key=len, reverse=True)), "")
            if place in {3, 4, 5, 7, 8, 9} and word.isalnum():
                assert word in held


@pytest.mark.parametrize("suffix", _FORMATS)
@given(rows=st.lists(_ROW, max_size=6))
def test_the_same_file_gives_the_same_events(suffix, rows, tmp_path_factory):
    """A file that is read again gives equal events, ids included; and every id appears once."""
    path = write(tmp_path_factory.mktemp("again") / f"chronology{suffix}", _HEADINGS, *rows)
    first, second = (read_chronology(path, agency="hv") for _ in range(2))
    assert first == second
    assert len(first.events) == len({event.id for event in first.events})


_ANY_HEADING = st.sampled_from([*HEADINGS.values(), *(each for known in ALIASES.values() for each in known), "Own", ""])
_ANY_CELL = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.sampled_from(
        ["", "-", "2/3/16", "14:30 - 15:30", "as above", "Y – Ben", "1.5", "{", "Child A [child-a]", "31/12/9999"]
    ),
)


@given(
    data=st.data(),
    options=st.fixed_dictionaries({}, optional={"subject": st.just("child-a"), "casefile": st.just(None)}),
)
def test_any_cells_under_any_headings_are_read(data, options, tmp_path_factory):
    """Whatever the headings and the cells, every row is accounted for, and nothing but InvalidFile is raised."""
    headings = ["Date", *data.draw(st.lists(_ANY_HEADING, min_size=1, max_size=8))]
    rows = data.draw(st.lists(st.lists(_ANY_CELL, max_size=10), max_size=5))
    path = write(tmp_path_factory.mktemp("any") / "chronology.csv", headings, *rows)
    casefile = {"casefile": FAMILY} if "casefile" in options else {}
    try:
        found = read_chronology(
            path, **{**options, **casefile}, blank_date=data.draw(st.sampled_from(["unknown", "carry"]))
        )
    except InvalidFile:
        return
    assert found.rows == len(found.events) + len(found.rejected) + len(found.skipped)
    assert len(found) == len({event.id for event in found})


def test_a_row_of_strokes_is_blank(reading):
    """A row in which every cell is struck out holds nothing."""
    assert "row 2: blank" == str(reading(("Date", "Event"), ("-", "–"), ("2/3/16", "x")).skipped[1])


def test_ids_outlast_corrections(reading):
    """A corrected date or name, and a row put in between, leave the ids of the other entries as they were."""
    head = ("Date", "Event")
    before = reading(head, ("2/3/16", "Home visit, no reply"), ("5/3/16", "Seen at clinic by Jo Invented"))
    after = reading(
        head, ("1/3/16", "Letter sent"), ("3/3/16", "Home visit, no reply"), ("5/3/16", "Seen at clinic by Jo Other")
    )
    assert [event.id for event in before.events] == [event.id for event in after.events[1:]]


def test_an_id_says_no_name_and_no_date(reading):
    """Entries that differ in names and dates alone have ids that differ in their number alone."""
    found = reading(("Date", "Event"), ("10/1/16", "Elsie born"), ("2/2/17", "Toby born 2/2/17"))
    first, second = (event.id for event in found.events)
    assert f"{first}-2" == second


def test_references_of_the_agency_make_the_ids(reading):
    """A reference that is no mere count is the id, after the agency's own; a count gives the order."""
    referred = reading(("Event Ref", "Date", "Event"), ("SC-14", "2/3/16", "a"), ("SC-15", "2/3/16", "b"))
    assert ["hv-sc-14", "hv-sc-15"] == [event.id for event in referred.events]
    counted = reading(("Seq", "Date", "Event"), ("1", "2/3/16", "a"), ("1.5", "2/3/16", "b"), ("2", "2/3/16", "c"))
    assert [1.0, 1.5, 2.0] == [event.order for event in counted.events]
    assert all(event.id not in {"hv-1", "hv-2"} for event in counted.events)


def test_a_chronology_gives_its_entries_as_a_timeline(reading):
    """The entries come in order of time, and with a case file their ages can be asked."""
    chronology = reading(["Date", "Event"], ["3/3/16", "Rang"], ["2/3/16", "Visit"], subject="child-a")
    assert [event.description for event in chronology.timeline()] == ["Visit", "Rang"]
    casefile = CaseFile.of("Family", [Child(id="child-a", label="Child A", born="2016-03-01")])
    assert [str(age) for _, age in chronology.timeline(casefile).ages("child-a")] == ["1 day", "2 days"]
    with pytest.raises(InvalidRecord, match="casefile"):
        chronology.timeline(["child-a"])


def test_the_order_of_the_file_is_kept_within_a_day(reading):
    """Entries of one time are numbered in the order of the file; one that is alone has no number."""
    found = reading(("Date", "Event"), ("2/3/16", "a"), ("2/3/16", "b"), ("3/3/16", "c"))
    assert [1.0, 2.0, None] == [event.order for event in found.events]


@pytest.mark.parametrize(
    "headings",
    [
        ("Event Ref", "Start Date", "Start Time", "End Date", "End Time", "Source of Information", "Details"),
        ("Sequence", "Start Date", "Start Time", "End Date", "End Time", "Source of Information", "Own words"),
    ],
)
def test_the_layout_of_chronolator(reading, headings):
    """Chronolator's special columns are read exactly, whatever the administrator's own column is called."""
    row = ("7", "2/3/16", "09:00", "3/3/16", "10:15", "Case notes", "Admitted overnight")
    (event,) = reading(headings, row).events
    assert When("2016-03-02T09:00/2016-03-03T10:15") == event.when
    assert ("Case notes", 7.0) == (event.reporter, event.order)
    assert "Admitted overnight" in (event.description, event.extra.get(CELLS, {}).get("Own words"))


def test_the_layout_of_tayside(reading):
    """The columns of a Chronology of Significant Events are read exactly, its head being no entry."""
    found = reading(
        ("Name of Child or Young Person:", "An Invented Child"),
        ("Date of Birth:", "1/1/2010"),
        (
            *("Date or Period of Event", "Significant Event", "Source", "Impact (Either Positive or Negative)"),
            "Action Taken to Mitigate Adverse Impact on Child",
        ),
        ("May 2016 to April 2018", "Parents parted", "School record", "Negative", "Met with mother"),
    )
    (event,) = found.events
    assert When("2016-05/2018-04") == event.when
    assert ("Parents parted", "School record", "Negative", "Met with mother") == (
        *(event.description, event.reporter, event.comment, event.outcome),
    )
    assert ["above the headings", "above the headings", "headings"] == [row.reason for row in found.skipped]


def test_the_layout_of_the_public_law_outline(reading):
    """The four columns of a social work chronology for court are read exactly."""
    found = reading(
        ("Serial number", "Date", "Event-detail", "Witness or document reference (where applicable)"),
        ("1", "2.3.16", "Order made", "C12"),
    )
    (event,) = found.events
    assert (When("2016-03-02"), "Order made", "C12", 1.0) == (
        *(event.when, event.description, event.reporter, event.order),
    )


def test_own_headings(reading):
    """A mapping says what headings mean, or leaves a column out; unknown ones are kept as they are."""
    found = reading(
        ("Dato", "Hva", "Notat", "Bilag", "Hvem"),
        ("2/3/16", "Visit", "private", "A4", "Bo"),
        columns={"Dato": "date", "HVA": "description", "Notat": None, "Hvem": "subject"},
        people={"bo": "child-b"},
    )
    (event,) = found.events
    assert (When("2016-03-02"), "Visit", ("child-b",)) == (event.when, event.description, event.people)
    assert {CELLS: {"Bilag": "A4"}} == event.extra
    assert "columns: 1 date, 2 description, 3 left out, 4 not known, kept as it is, 5 child" in found.notes


@pytest.mark.parametrize(
    "columns", [{"Date": "whenn"}, {"": "when"}, ["Date"], {3: "when"}, {"Date": 3}, {"Date": "codes."}]
)
def test_a_mapping_that_cannot_be_is_refused(reading, columns):
    """A mapping of headings that names no field, or is none, is refused before the file is read."""
    with pytest.raises(InvalidRecord, match="columns"):
        reading(("Date", "Event"), columns=columns)


def test_blank_dates(reading):
    """A blank date is unknown; asked for, it is that of the row above; "as above" always is."""
    rows = (("Date", "Time", "Event"), ("2/3/16", "9:00", "a"), ("", "10:00", "b"), ("as above", "", "c"))
    assert ["2016-03-02T09:00", "XXXX", "2016-03-02"] == [event.when.text for event in reading(*rows).events]
    carried = reading(*rows, blank_date="carry")
    assert ["2016-03-02T09:00", "2016-03-02T10:00", "2016-03-02"] == [event.when.text for event in carried.events]
    assert "row 3: no date: the date of the row above" in carried.notes
    with pytest.raises(InvalidRecord, match="blank_date"):
        reading(*rows, blank_date="guess")


def test_a_row_without_a_date_above_it_stays_undated(reading):
    """Nothing is carried down from where there is not a date."""
    found = reading(("Date", "Event"), ("", "a"), blank_date="carry")
    assert [("XXXX", "")] == [(event.when.text, event.when_as_written) for event in found.events]
    assert not [note for note in found.notes if "the date of the row above" in note]


@pytest.mark.parametrize(
    "between",
    [("", "", ""), ("March 2016", "", ""), ("Page 2", "", ""), ("Date", "Event", "Outcome"), ("Total: 4", "", "")],
    ids=["blank", "a month as a banner", "a banner", "headings again", "a total"],
)
def test_a_date_is_carried_over_rows_that_are_no_entries(reading, between):
    """A date is that of every row below without one, however many, over blank rows, banners and headings."""
    rows = ("Date", "Event", "Outcome"), ("2/3/16", "a", ""), between, ("", "b", ""), between, ("", "c", "")
    found = reading(*rows, ("5/3/16", "d", ""), between, ("as above", "e", ""), blank_date="carry")
    days = [("a", 2), ("b", 2), ("c", 2), ("d", 5), ("e", 5)]
    assert [(words, When(f"2016-03-0{day}")) for words, day in days] == [
        (event.description, event.when) for event in found.events
    ]
    assert 4 == len(found.skipped) + len(found.rejected)


def read_tables(path, *tables, **options):
    """Read a Word document of several tables, with words between them."""
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for rows in tables:
        document.add_paragraph("More")
        table = document.add_table(len(rows), max(map(len, rows)))
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                table.cell(number, place).text = cell
    document.save(str(path))
    return read_chronology(path, agency="hv", **options)


def test_no_date_is_carried_into_another_table(tmp_path):
    """A table with headings of its own begins without a date."""
    tables = (
        (("Date", "Event"), ("2/3/16", "a"), ("", "b")),
        (("Date", "Event"), ("", "c"), ("3/3/16", "d")),
    )
    found = read_tables(tmp_path / "two.docx", *tables, blank_date="carry")
    assert ["2016-03-02", "2016-03-02", "XXXX", "2016-03-03"] == [event.when.text for event in found.events]


@pytest.mark.parametrize(
    ("row", "goes_on"),
    [
        (("3/3/16", "b", "c"), True),
        (("3/3/16", "b"), False),
        (("3/3/16", "b", "c", "d"), False),
        (("b", "c", "d"), False),
    ],
)
def test_a_table_without_headings_goes_on(tmp_path, row, goes_on):
    """A table without headings continues the one before if it has as many columns, and a date where dates are."""
    first = ("Date", "Event", "Outcome"), ("2/3/16", "a", "")
    found = read_tables(tmp_path / "two.docx", first, (("",) * len(row), row))
    assert (["a", "b"] if goes_on else ["a"]) == [event.description for event in found.events]
    reasons = [] if goes_on else ["no headings of a chronology were found in this table"]
    assert reasons == [row.reason for row in found.rejected]


@pytest.mark.parametrize(
    ("role", "headings"),
    [
        ("description", ("Event", "Details", "Summary")),
        ("outcome", ("Outcome", "Action taken", "Result")),
        ("comment", ("Comment", "Notes", "Analysis")),
    ],
)
def test_columns_of_one_role_are_joined(reading, role, headings):
    """The cells of several columns with one role are one text: a line each, in the order of the columns, no blanks."""
    columns = dict.fromkeys(headings, role) | {"What": "description"}
    rows = ("Date", headings[2], "What", headings[0], headings[1]), ("2/3/16", "c", "x", " ", "b")
    (event,) = reading(*rows, ("", "", "", "", ""), columns=columns).events
    assert ("c\nx\nb" if role == "description" else "c\nb") == getattr(event, role)
    (event,) = reading(rows[0], ("2/3/16", "c", "x", "a", "b\nb"), columns=columns).events
    assert ("c\nx\na\nb\nb" if role == "description" else "c\na\nb\nb") == getattr(event, role)


def test_several_dates_stand_for_so_many_times(reading):
    """Two dates in a cell are one entry that represents two times."""
    (event,) = reading(("Date", "Event"), ("1/3/16 and 4/3/16", "No reply")).events
    assert (When("[2016-03-01..2016-03-04]"), Quantity(n=2)) == (event.when, event.times)
    assert "1/3/16 and 4/3/16" == event.when_as_written


FAMILY = CaseFile.of(
    "Invented",
    [
        Child(id="child-a", label="Child A", name="Ada Mary Invented"),
        Child(id="child-b", label="Child B", name="Ben Invented"),
        Adult(id="mother", label="Mother", name="Mo Invented", aliases=[]),
        Adult(id="uncle", label="Uncle", name="Bo Other"),
        Agency(id="hv", name="Health Visiting", kind="health_visiting"),
        Agency(id="p", name="Constabulary", kind="police"),
        Professional(id="hv1", label="HV1", agency="hv", name="Pat Made-Up"),
        Source(id="src", title="The chronology"),
    ],
)


@pytest.mark.parametrize(
    ("cell", "ids", "unknown"),
    [
        ("Mother", ("mother",), ()),
        ("Child A and mother", ("child-a", "mother"), ()),
        ("INVENTED, Mo (IP); Ada", ("mother", "child-a"), ()),
        ("INVENTED Ada / Ada Invented", ("child-a",), ()),
        ("AMI; BI", (), ("AMI", "BI")),
        ("Jones, Ben", (), ("Jones, Ben",)),
        ("Ben (paternal uncle)", (), ("Ben (paternal uncle)",)),
        ("Ada\nUncle", ("child-a", "uncle"), ()),
        ("Ada/Ben with a neighbour", ("child-a", "child-b"), ("a neighbour",)),
        ("Somebody, Else", (), ("Somebody, Else",)),
        ("Invented", (), ("Invented",)),
        ("child-b", ("child-b",), ()),
        ("Health Visiting", (), ()),
    ],
)
def test_names_in_cells(reading, cell, ids, unknown):
    """Labels, names and first names represent people, not initials; who is not known is listed, and the cell kept."""
    found = reading(("Date", "Event", "People"), ("2/3/16", "x", cell), casefile=FAMILY)
    assert ids == found.events[0].people
    assert unknown == tuple(found.mentioned)
    assert all(("row 2",) == where for where in found.mentioned.values())
    kept = found.events[0].extra.get(CELLS, {})
    assert (cell if unknown or not ids or "(" in cell else None) == kept.get("People")


def test_a_name_of_two_people_stands_for_nobody(reading):
    """A first name that two people have is not known."""
    both = FAMILY.add(Child(id="child-c", label="Child C", name="Ada Other"))
    found = reading(("Date", "Event", "Child"), ("2/3/16", "x", "Ada"), casefile=both)
    assert ((), ["Ada"]) == (found.events[0].people, list(found.mentioned))


def test_names_by_a_mapping(reading):
    """A mapping from names as written to ids is taken as it is, whatever their case."""
    found = reading(
        ("Date", "Event", "Child", "Professional"),
        ("2/3/16", "x", "E.T.", "hv JONES"),
        people={"ET": "c1", "e t": "child-e", "HV Jones": "hv1"},
    )
    assert (("child-e",), ("hv1",)) == (found.events[0].people, found.events[0].professionals)


@pytest.mark.parametrize("people", [{"": "a"}, {"A": ""}, {"A": "b c"}, {1: "a"}, ["A"], "A"])
def test_people_that_cannot_be_are_refused(reading, people):
    """What is no mapping from names to ids is refused, without a word of it."""
    with pytest.raises(InvalidRecord, match="people"):
        reading(("Date", "Event"), people=people)


def test_whom_a_chronology_is_about(reading):
    """Every entry is about the subject, with others that it names; a column of the child says otherwise."""
    head = ("Date", "Event", "Child", "Persons involved")
    found = reading(head, ("2/3/16", "x", "", ""), ("2/3/16", "y", "Ben", "Mother"), casefile=FAMILY, subject="child-a")
    assert [("child-a",), ("child-b", "mother")] == [event.people for event in found.events]
    with pytest.raises(UnknownRecord):
        reading(head, casefile=FAMILY, subject="child-x")
    with pytest.raises(UnknownRecord):
        reading(head, casefile=FAMILY, subject="hv")


@pytest.mark.parametrize(
    ("seen", "alone", "field", "ids"),
    [
        ("Yes", "", "seen", ("child-a",)),
        ("y", "", "seen", ("child-a",)),
        ("No", "", "not_seen", ("child-a",)),
        ("", "", None, ()),
        ("N/A", "", None, ()),
        ("Yes", "Yes", "seen_alone", ("child-a",)),
        ("Yes", "No", "seen_with_others", ("child-a",)),
        ("", "Yes", "seen_alone", ("child-a",)),
        ("Yes - alone", "", "seen_alone", ("child-a",)),
        ("Ben", "", "seen", ("child-b",)),
        ("Y – Ben", "", "seen", ("child-b",)),
        ("No, Ben", "", "not_seen", ("child-b",)),
        ("", "No", None, ()),
        ("hard to say", "", None, ()),
    ],
)
def test_who_was_seen(reading, seen, alone, field, ids):
    """Yes, no and alone are said of the subject, or of those named; anything else is kept as written."""
    found = reading(
        ("Date", "Event", "Child seen?", "Seen alone"), ("2/3/16", "x", seen, alone), casefile=FAMILY, subject="child-a"
    )
    (event,) = found.events
    names = ("seen", "not_seen", "seen_alone", "seen_with_others")
    assert {field: ids} if field else {} == {name: getattr(event, name) for name in names if getattr(event, name)}
    unread = not field and (seen or alone) not in {"", "N/A"}
    assert unread == (CELLS in event.extra)


@pytest.mark.parametrize(
    ("named", "subject", "seen"),
    [
        ("Ada, Ben, Mother", None, ("child-a", "child-b")),
        ("Ada, Ben, Mother", "child-a", ("child-a", "child-b")),
        ("Mother", "child-a", ("child-a",)),
        ("Ben", "child-a", ()),
        ("Mother", None, ()),
    ],
)
def test_a_yes_is_said_of_children(reading, named, subject, seen):
    """A yes is said of the children that a row names, else of the subject; never of adults, nor where it is in doubt."""
    rows = (("Date", "Event", "Persons involved", "Child seen?"), ("2/3/16", "x", named, "Yes"))
    (event,) = reading(*rows, casefile=FAMILY, subject=subject).events
    assert seen == event.seen
    assert (not seen) == (CELLS in event.extra)


def test_without_a_column_of_what_happened_all_that_is_not_known_is_that(reading):
    """Notes are then what happened; without any, columns that are not known are, each after its heading."""
    (event,) = reading(("Date", "Attendance", "Notes"), ("2/3/16", "ED1", "Home")).events
    assert ("Home", {CELLS: {"Attendance": "ED1"}}) == (event.description, event.extra)
    (event,) = reading(("Date", "Source", "One", "Two"), ("2/3/16", "GP", "a", "b")).events
    assert "One: a\nTwo: b" == event.description
    (event,) = reading(("Date", "Event", "Notes"), ("2/3/16", "a", "b")).events
    assert ("a", "b") == (event.description, event.comment)


def test_a_carried_date_leaves_the_time_above_behind(reading):
    """Of a day and time in one cell, the row below takes the day."""
    rows = (("Date/Time", "Event"), ("2/3/16 14:30", "a"), ("", "b"))
    assert When("2016-03-02") == reading(*rows, blank_date="carry").events[1].when


def test_seen_of_nobody_in_particular_is_kept_as_written(reading):
    """A yes without anybody of whom it could be said is kept, and noted."""
    found = reading(("Date", "Event", "Child seen?"), ("2/3/16", "x", "Yes"))
    assert {CELLS: {"Child seen?": "Yes"}, UNREAD: ["seen"]} == found.events[0].extra
    assert "row 2: it is not said who was seen or not seen; subject= says it: kept as written" in found.notes


def test_agencies_of_a_merged_chronology(reading):
    """In a file of several agencies each name in the column of agencies has its id; an unknown one is kept."""
    rows = (("Date", "Agency", "Event"), ("2/3/16", "Police", "x"), ("2/3/16", "Health Visiting", "y"), ("", "Z", "z"))
    found = reading(*rows, agency={"police": "p"}, casefile=FAMILY)
    assert ["p", "hv", None] == [event.agency for event in found.events]
    assert {CELLS: {"Agency": "Z"}} == found.events[2].extra
    assert ["q"] * 3 == [event.agency for event in reading(*rows, agency="q").events]


def test_kinds_of_event(reading):
    """A word of `EventKind` in a column of types is the kind; so is a word of the user's; others are kept."""
    rows = (("Date", "Type", "Event"), ("2/3/16", "Home visit", "x"), ("", "PPN", "y"), ("", "Other things", "z"))
    found = reading(*rows, kinds={"ppn": "notification"})
    assert [EventKind.HOME_VISIT, EventKind.NOTIFICATION, EventKind.OTHER] == [event.kind for event in found.events]
    assert {CELLS: {"Type": "Other things"}} == found.events[2].extra
    with pytest.raises(InvalidRecord, match="home_visit"):
        reading(*rows, kinds={"HV": "home_visits"})


def test_entries_cite_their_row(reading):
    """Where the file is a source on record, each entry cites its row in it."""
    found = reading(("Date", "Event"), ("2/3/16", "x"), source="src")
    assert ((Citation(source="src", where="row 2"),), {found.events[0].id: "row 2"}) == (
        *(found.events[0].citations, dict(found.places)),
    )


def test_rows_that_are_no_entries(reading):
    """Titles, blank rows, banners, numbers alone and headings again are no entries; each says why."""
    found = reading(
        ("Chronology of an invented family",),
        ("Seq", "Date", "Event"),
        ("", "2022", ""),
        ("1", "2/3/22", "x"),
        ("", "", ""),
        ("2", "", ""),
        ("Seq", "Date", "Event"),
        ("Period of the plan", "", ""),
        ("", "", "no number and no date, and still an entry"),
    )
    assert [1, 2, 3, 5, 6, 7, 8] == [row.number for row in found.skipped]
    assert ["row 4", "row 9"] == list(found.places.values())
    assert "row 5: blank" == str(found.skipped[3])


def test_a_day_alone_is_an_entry(reading):
    """A row with nothing but a day says that something happened on it."""
    found = reading(("Date", "Event"), ("2/3/22", ""), ("March 2022", ""))
    assert [When("2022-03-02")] == [event.when for event in found.events]


def test_longer_rows_keep_what_is_beyond_the_headings(reading):
    """Cells to the right of the last heading are kept under the number of their column."""
    (event,) = reading(("Date", "Event"), ("2/3/16", "x", "beyond")).events
    assert {CELLS: {"column 3": "beyond"}} == event.extra


def test_texts_begun_like_formulas_are_read_as_they_were(reading):
    """The mark that keeps a spreadsheet from taking a text for a formula is taken away."""
    assert ["=1+1", "'tis"] == [
        event.description for event in reading(("Date", "Event"), ("", "'=1+1"), ("", "'tis")).events
    ]


def test_a_chronology_is_its_entries(reading):
    """It can be given wherever events are due, and goes through pickle."""
    found = reading(("Date", "Event"), ("2/3/16", "x"), ("3/3/16", "y"))
    assert (2, list(found.events)) == (len(found), list(found))
    assert list(found.events) == list(Timeline(found)) == list(merge(found, found).timeline)
    assert found == pickle.loads(pickle.dumps(found))


def test_a_file_without_headings_is_refused(tmp_path):
    """Where no row has headings that are known, the one error says what is needed and how to name them."""
    path = write(tmp_path / "Ada Invented.csv", ("Ada Invented", "10/1/2016"))
    with pytest.raises(InvalidFile, match="columns=") as refusal:
        read_chronology(path, agency="hv")
    assert "Ada" not in str(refusal.value)
    assert (None, None) == (refusal.value.__cause__, refusal.value.__context__)


def test_a_missing_file_is_the_systems_own_error(tmp_path):
    """A file that is not there is a FileNotFoundError."""
    with pytest.raises(FileNotFoundError):
        read_chronology(tmp_path / "none.csv")


def test_nothing_of_the_record_is_displayed(reading):
    """No text of the file is in what a chronology, or a row handed back, shows unasked."""
    found = reading(
        ("Canary title", "Canary"),
        ("Date", "Event", "Child", "Canary heading"),
        ("Canary", "Canary", "Canary", "Canary"),
        ("Canary", "", "", ""),
    )
    shown = [repr(found), str(found), found._repr_html_(), *map(repr, found.skipped), *map(str, found.skipped)]
    assert not any("Canary" in text for text in shown)
    assert ["Canary"] == list(found.mentioned)


@pytest.mark.parametrize("agency", ["", "a b", 3, {"": "p"}, {"P": "a b"}])
def test_an_agency_that_cannot_be_is_refused(reading, agency):
    """What is no id, and no mapping to ids, is refused."""
    with pytest.raises(InvalidRecord, match="agency"):
        reading(("Date", "Event"), agency=agency)


def test_a_missing_extra_is_named(tmp_path, monkeypatch):
    """Without the library that reads a workbook, the error is the command that installs it."""
    path = write(tmp_path / "chronology.xlsx", ("Date", "Event"))
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MissingExtra, match="excel"):
        read_chronology(path)


def test_a_row_put_in_by_hand_is_an_entry(tmp_path):
    """A row without an id is read as in any chronology, under the headings that stand; one copied gets its own id."""
    entry = Event(id="e1", when="2016-03-02", kind="home_visit", agency="hv", people=["child-a"], description="Seen.")
    path = tmp_path / "chronology.csv"
    write_chronology([entry], path)
    head, row = path.read_text(encoding="utf-8-sig").splitlines()
    more = f"{head}\n{row}\n{row}\n,early Aug 2016,hv,home visit,child-a,Rang mother"
    path.write_text(more, encoding="utf-8")
    first, second, third = read_chronology(path).events
    assert (entry, evolve(entry, id=second.id)) == (first, second)
    assert ("[2016-08-01..2016-08-10]", "early Aug 2016", "home_visit", "Rang mother") == (
        *(third.when.text, third.when_as_written, third.kind, third.description),
    )


def test_a_cell_changed_by_hand_is_read_or_kept(tmp_path):
    """A date or kind in other words is read; what cannot be read is kept as written, and noted."""
    entry = Event(id="e1", when="2016-03-02", kind="home_visit", people=["child-a"], description="Seen.")
    path = tmp_path / "chronology.csv"
    write_chronology([entry], path)
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("2 March 2016", "3/3/16").replace("home visit", "Phone call"), encoding="utf-8")
    (event,) = read_chronology(path).events
    assert evolve(entry, when="2016-03-03", kind="phone_call") == event
    path.write_text(text.replace("home visit", "popped in").replace("child-a", "her aunt"), encoding="utf-8")
    found = read_chronology(path)
    assert {"Kind of event": "popped in", "About": "her aunt"} == found.events[0].extra["safeguard-model:cells"]
    assert ("e1", "other", ()) == (found.events[0].id, found.events[0].kind, found.events[0].people)
    assert ["her aunt"] == list(found.mentioned)


@pytest.fixture(params=FILES, scope="module")
def example(request):
    """An example file, as it is read and as a careful person reads it."""
    path = EXAMPLES / "chronologies" / request.param
    if path.suffix == ".xlsx":
        pytest.importorskip("python_calamine")
    casefile = load(EXAMPLES / "invented_family.json")
    options = {"agency": AGENCY[request.param], "people": PEOPLE, "casefile": casefile}
    return FILES[request.param], *(read_chronology(path, **options, blank_date=blank) for blank in ("unknown", "carry"))


def test_examples_are_read_as_a_careful_person_reads_them(example):
    """Of every row it is the same, entry or not; and the same date, also carried, and how often it happened."""
    sheets, found, carried = example
    assert sum(sheet.rows for sheet in sheets) == found.rows
    by_place = {found.places[event.id]: event for event in found.events}
    carried_by_place = {carried.places[event.id]: event for event in carried.events}
    handed_back = {row.where for row in found.rejected}
    for sheet in sheets:
        before = f"{sheet.where}, " if sheet.where else ""
        if not sheet.chronology:
            assert sheet.rows == len([place for place in handed_back if place.startswith(before)])
            continue
        for expected in sheet.entries:
            place = f"{before}row {expected.row}"
            event = by_place.pop(place)
            assert (place, expected.when, expected.times) == (place, event.when.text, event.times and event.times.n)
            assert (place, expected.carry or expected.when) == (place, carried_by_place[place].when.text)
        numbers = {row.number for row in found.skipped if row.where.startswith(f"{before}row")}
        assert {number for number, _ in sheet.others} == numbers
    assert {} == by_place


def test_examples_say_nothing_of_anybody_that_is_not_there(example):
    """Nobody is put into a row who is not named in it, and nobody is said to be seen, or not, who was not."""
    sheets, found, _ = example
    by_place = {found.places[event.id]: event for event in found.events}
    for sheet in sheets:
        for expected in sheet.entries:
            event = by_place[f"{sheet.where}, row {expected.row}" if sheet.where else f"row {expected.row}"]
            assert {*event.people} <= {*expected.people}
            assert {*event.seen, *event.seen_alone, *event.seen_with_others} <= {*expected.seen, *expected.with_others}
            assert {*event.not_seen} <= {*expected.not_seen}


US_DATES = "Date,Event\n03/25/2016,Visit\n02/03/2016,Call to school\n3/3/16,Letter\n"


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (None, ["XXXX", "XXXX", "2016-03-03"]),
        ("dmy", ["XXXX", "2016-03-02", "2016-03-03"]),
        ("mdy", ["2016-03-25", "2016-02-03", "2016-03-03"]),
    ],
)
def test_a_column_with_the_month_first_is_not_read_silently(tmp_path, dates, days):
    """Where a column has dates that can only be month first, those that may be either wait for `dates`."""
    path = tmp_path / "us.csv"
    path.write_text(US_DATES, encoding="utf-8")
    chronology = read_chronology(path, dates=dates)
    assert days == [event.when.text for event in chronology]
    assert (dates is None) == any('dates="mdy"' in note for note in chronology.notes)
    assert all(event.when_as_written for event in chronology if event.when.is_unknown)


@pytest.mark.parametrize("dates", ["ymd", "", 1])
def test_dates_is_an_order(tmp_path, dates):
    """Any other order is refused."""
    with pytest.raises(InvalidRecord, match="expected dmy or mdy"):
        read_chronology(tmp_path / "us.csv", dates=dates)


@pytest.mark.parametrize("path", [None, b"abc", 3, "a\0.csv", ["a.csv"]])
def test_a_path_is_a_path(path):
    """What is no path is refused by the name of the argument."""
    with pytest.raises(InvalidRecord, match=r"path: expected the path of a file, str or PathLike, got "):
        read_chronology(path)


def test_a_file_with_headings_alone_has_a_note(tmp_path):
    """A file with headings and no rows is read, and a note says so."""
    found = chronology(tmp_path, ("Date", "Event"))
    assert (0, True) == (len(found), NO_ROWS in found.notes)
    assert NO_ROWS not in chronology(tmp_path, ("Date", "Event"), ("2/3/16", "a")).notes


def test_rejected_rows_are_noted_with_their_reason(tmp_path):
    """Printing a chronology says which rows were rejected and why, once for each reason."""
    long = "a remark that is too long for a heading, and that has no date and nothing else in its row"
    rows = [("2/3/16", "a"), (long, ""), ("Total", "2"), (long, ""), ("", "for example this"), ("Example", "b")]
    found = chronology(tmp_path, ("Date", "Event"), *rows)
    for row in found.rejected:
        about = [note for note in found.notes if row.reason in note]
        assert 1 == len(about)
        assert "rejected" in about[0]
    assert any(note.startswith("rows 3, 5: only one cell has text") for note in found.notes)
    assert "row 4: a total: rejected" in found.notes

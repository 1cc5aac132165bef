"""The chronologies of `examples/` are the files that their script writes, and hold the rows that tests expect."""

import csv
import json
from itertools import combinations
from zipfile import ZipFile

import pytest

from examples.invented_family import FILE
from safeguard_model import CaseFile, InvalidWhen, When, load, merge, read_chronology
from tests.chronology.expected import (
    AGENCY,
    EXACTLY_TWICE,
    FILES,
    NOT_THE_SAME,
    PEOPLE,
    TOLD_TWICE,
)

FOLDER = FILE.parent / "chronologies"
ENTRIES = {
    (file, sheet.where, entry.row): entry
    for file, sheets in FILES.items()
    for sheet in sheets
    for entry in sheet.entries
}
WRITTEN = {entry.written: entry.when for entry in ENTRIES.values() if entry.written}


def tables(path):
    """The rows of each table of a file, as their own libraries give them."""
    match path.suffix:
        case ".csv":
            with path.open(encoding="cp1252", newline="") as file:
                return [list(csv.reader(file))]
        case ".xlsx":
            book = pytest.importorskip("python_calamine").CalamineWorkbook.from_path(str(path))
            return [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
        case _:
            document = pytest.importorskip("docx").Document(str(path))
            return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The files, written anew."""
    pytest.importorskip("xlsxwriter")
    from examples.chronologies.make import main

    folder = tmp_path_factory.mktemp("chronologies")
    main(folder)
    return folder


@pytest.mark.parametrize("name", FILES)
def test_the_script_writes_them(name, written):
    """Each file holds what its script writes: workbooks cell by cell, documents part by part."""
    if name.endswith(".docx"):
        with ZipFile(FOLDER / name) as kept, ZipFile(written / name) as made:
            assert [(part, kept.read(part)) for part in kept.namelist()] == [
                (part, made.read(part)) for part in made.namelist()
            ]
    else:
        assert tables(FOLDER / name) == tables(written / name)


def test_the_script_writes_the_same_bytes(written, tmp_path):
    """Writing them again gives the same bytes."""
    from examples.chronologies.make import main

    main(tmp_path)
    assert [(written / name).read_bytes() for name in FILES] == [(tmp_path / name).read_bytes() for name in FILES]


@pytest.mark.parametrize("name", FILES)
def test_every_row_is_accounted_for(name):
    """Every row of every table is expected, once, as an entry or as something else; of other tables, their number."""
    sheets = FILES[name]
    assert [len(rows) for rows in tables(FOLDER / name)] == [sheet.rows for sheet in sheets]
    for sheet in sheets:
        told = sorted([*(entry.row for entry in sheet.entries), *(row for row, _ in sheet.others)])
        assert told == (list(range(1, sheet.rows + 1)) if sheet.chronology else [])


def test_people_are_the_familys():
    """Every name belongs to a person of the invented family, and entries expect nobody else."""
    case = json.loads(FILE.read_text(encoding="utf-8"))
    family = {person["id"] for kind in ("children", "adults") for person in case[kind]}
    assert family == set(PEOPLE.values())
    for entry in ENTRIES.values():
        assert {*entry.seen, *entry.not_seen, *entry.with_others} <= set(entry.people) <= family


def test_agencies_are_the_familys():
    """Every file is of an agency of the invented family."""
    case = json.loads(FILE.read_text(encoding="utf-8"))
    assert set(AGENCY.values()) <= {agency["id"] for agency in case["agencies"]}
    assert list(AGENCY) == list(FILES)


@pytest.mark.parametrize(("text", "when"), WRITTEN.items())
def test_dates_are_read_so(text, when):
    """A written date is what `When.parse` reads in it, and one that it refuses is unknown or two dates."""
    try:
        read = When.parse(text)
    except InvalidWhen:
        assert when == "XXXX" or " and " in text or " or " in text
    else:
        assert When(when) == read


def test_dates_are_dates():
    """Every `when` is one, and a blank date is unknown until it is carried."""
    for entry in ENTRIES.values():
        assert entry.when == When(entry.when).text
        if entry.carry:
            assert (entry.when, entry.carry) == ("XXXX", When(entry.carry).text)


def test_pairs_are_of_entries():
    """What is told twice, or only looks so, is told in entries; exact copies expect the same."""
    for group in (*TOLD_TWICE, *EXACTLY_TWICE, *NOT_THE_SAME):
        assert len(group) > 1
        assert group <= set(ENTRIES)
    for group in EXACTLY_TWICE:
        assert len({ENTRIES[place]._replace(row=0) for place in group}) == 1


@pytest.fixture(scope="module")
def merged():
    """The chronologies merged, and the row of each entry."""
    for needed in ("python_calamine", "docx"):
        pytest.importorskip(needed)
    case = load(FILE)
    subjects = {"csc": ("child-e", "sibling-s"), "hosp": "child-e", "sch": "sibling-s"}
    read = {
        file: read_chronology(
            FOLDER / file, agency=id, people=PEOPLE, casefile=case, subject=subjects.get(id), blank_date="carry"
        )
        for file, id in AGENCY.items()
    }
    rows = {}
    for file, chronology in read.items():
        for event in chronology.events:
            *where, row = chronology.places[event.id].split(", ")
            rows[event.id] = (file, "".join(where), int(row.removeprefix("row ")))
    family = CaseFile.of("Invented", [*case.children, *case.adults, *case.agencies])
    return merge(*(chronology.events for chronology in read.values()), casefile=family), rows


def copies(rows):
    """Each row, or the first of those that are its exact copies."""
    first = {row: min(group) for group in EXACTLY_TWICE for row in group}
    return frozenset(first.get(row, row) for row in rows)


def pairs(groups):
    """The pairs within groups of rows."""
    return {copies(pair) for group in groups for pair in combinations(group, 2)}


def test_what_was_told_twice_is_found(merged):
    """Most of what two agencies tell is found, and fewer than half of what only looks so."""
    found, rows = merged
    listed = {copies((rows[each.first.id], rows[each.second.id])) for each in found.candidates}
    told = {pair for pair in pairs(TOLD_TWICE) if len({file for file, _, _ in pair}) == 2}
    assert len(told) == 15
    assert len(listed & told) >= 13
    assert len(listed - told) <= 17
    assert len(listed & pairs(NOT_THE_SAME)) <= 4


def test_copies_are_left_out(merged):
    """Of rows that are the same in every cell one is left out, and nothing else is."""
    found, rows = merged
    left_out = [rows[event.id] for event in found.duplicates]
    assert sorted(map(min, EXACTLY_TWICE)) == sorted(min(copies([row])) for row in left_out)

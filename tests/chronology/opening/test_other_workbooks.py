"""`.xls`, `.xlsb` and `.ods`: read as `.xlsx` is, and no small file takes endless memory."""

import random
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguard_model.chronology.opening import other_workbooks
from safeguard_model.dates import When
from tests.chronology.making import CANARY, broken, cells, members_of, read, read_or_refused, refused, rezipped
from tests.chronology.making_binary import (
    BOOK,
    DAY,
    MONTH,
    OLD_FILES,
    SHEET_1,
    STYLES,
    binary_workbook,
    merged,
    number_at,
    open_cell,
    open_date,
    open_row,
    open_workbook,
    record,
    row_at,
    text_at,
)

pytest.importorskip("python_calamine")

VISITS = (OLD_FILES / "visits.xls").read_bytes()
BINARY = binary_workbook(
    row_at(0, text_at(0, "Date"), text_at(1, "Event")),
    row_at(1, number_at(0, 42_431, DAY), text_at(1, "a")),
    row_at(2, number_at(0, 42_430, MONTH), text_at(1, "b"), hidden=True),
    row_at(3, text_at(1, "c")),
    after=record(177, bytes(4)) + merged(2, 3, 0, 0) + record(178),
)
OPEN = open_workbook(
    open_row(open_cell("Date"), open_cell("Event")),
    open_row(open_date("2016-03-02"), open_cell("a")),
    open_row(
        open_date("2016-03-01", "month", 'table:number-rows-spanned="2"'),
        open_cell("b"),
        about='table:visibility="collapse"',
    ),
    open_row("<table:covered-table-cell/>", open_cell("c")),
)


def test_old(tmp_path):
    """An `.xls` gives real dates and times, months as months, merged cells, and notes on what is hidden."""
    visits, hidden = read(tmp_path, "a.xls", VISITS).tables
    assert [
        When("2016-03-02"),
        When("2016-03-03"),
        When("2016-03-03"),
        When("2016-04"),
        When("2016-04-01T09:05"),
    ] == [row.cells[0] for row in visits.rows[1:]]
    assert ("14:30", "Home visit to Zoë") == (f"{visits.rows[1].cells[1]:%H:%M}", visits.rows[1].cells[2])
    assert ("1 hidden row", "1 merged cell") == visits.notes
    assert ("hidden row", "merged with the row above") == visits.rows[3].marks
    assert ("hidden sheet",) == hidden.notes
    assert ("5/5/16", "On a hidden sheet") == hidden.rows[1].cells


@pytest.mark.parametrize(("name", "data"), [("a.xlsb", BINARY), ("a.ods", OPEN)])
def test_others(tmp_path, name, data):
    """An `.xlsb` and an `.ods` give the same: dates, months as months, merged cells, and notes on what is hidden."""
    (found,) = read(tmp_path, name, data).tables
    assert [
        ("Date", "Event"),
        (When("2016-03-02"), "a"),
        (When("2016-03"), "b"),
        (When("2016-03"), "c"),
    ] == cells(found)
    assert ("1 hidden row", "1 merged cell") == found.notes
    assert ("hidden row", "a date shown as a month, and read as a month") == found.rows[2].marks
    assert ("merged with the row above",) == found.rows[3].marks


def test_open_texts(tmp_path):
    """In an `.ods` line breaks and tabs are kept; comments, text boxes and pictures are not read, and counted."""
    note = f"<office:annotation><text:p>{CANARY}</text:p></office:annotation>"
    box = f"<draw:frame><draw:text-box><text:p>{CANARY}</text:p></draw:text-box></draw:frame><draw:frame><draw:image/></draw:frame>"
    data = open_workbook(open_row(open_cell("a<text:tab/>b<text:line-break/>c\nd", more=note + box)))
    tables = read(tmp_path, "a.ods", data)
    assert [("a\tb\nc\nd",)] == cells(tables.tables[0])
    assert ("1 cell comment not read", "1 text box not read", "1 image not read") == tables.notes


def test_repeated(tmp_path):
    """An `.ods` writes equal cells and rows once; a million blank ones at the end take no memory."""
    blank = open_row(
        open_cell("", 'table:number-columns-repeated="16384"'), about='table:number-rows-repeated="1048000"'
    )
    rows = open_row(open_cell("a", 'table:number-columns-repeated="2"'), about='table:number-rows-repeated="3"')
    (found,) = read(tmp_path, "a.ods", open_workbook(rows, blank)).tables
    assert [("a", "a")] * 3 == cells(found)


FAR_APART = {
    "old": ("a.xls", (OLD_FILES / "far.xls").read_bytes()),
    "binary": ("a.xlsb", binary_workbook(row_at(0, text_at(0, "a")), row_at(1_048_575, text_at(16_383, "b")))),
    "open": (
        "a.ods",
        open_workbook(
            open_row(open_cell("a", 'table:number-columns-repeated="16384"'), about='table:number-rows-repeated="9999"')
        ),
    ),
}


@pytest.mark.parametrize("kind", FAR_APART)
def test_far_apart(tmp_path, kind):
    """Cells so far apart that the sheet would take endless memory are refused, and the place is said."""
    assert "too large to read" in refused(tmp_path, *FAR_APART[kind])


def test_too_large_together(tmp_path, monkeypatch):
    """Sheets that are only too large together are refused as well."""
    monkeypatch.setattr(other_workbooks, "MAX_CELLS", 27)
    assert "too large to read together" in refused(tmp_path, "a.xls", VISITS)
    monkeypatch.setattr(other_workbooks, "MAX_CELLS", 28)
    assert 2 == len(read(tmp_path, "a.xls", VISITS).tables)


def test_impossible_numbers(tmp_path):
    """A list that states more items than the file has bytes takes no memory: the file is damaged."""
    more_texts = record(159, struct.pack("<II", 2**31, 2**31)) + record(160)
    link = b'<Relationship Id="rId3" Type="http://x/sharedStrings" Target="sharedStrings.bin"/></Relationships>'
    links = members_of(BINARY)["xl/_rels/workbook.bin.rels"].replace(b"</Relationships>", link)
    data = rezipped(members_of(BINARY) | {"xl/sharedStrings.bin": more_texts, "xl/_rels/workbook.bin.rels": links})
    assert "damaged" in refused(tmp_path, "a.xlsb", data)
    place = VISITS.index(b"\xfc\x00", 512)
    while struct.unpack_from("<I", VISITS, place + 4)[0] > 100:  # the record of the texts, and not other bytes
        place = VISITS.index(b"\xfc\x00", place + 1)
    many = VISITS[: place + 8] + struct.pack("<I", 2**31) + VISITS[place + 12 :]
    assert "damaged" in refused(tmp_path, "a.xls", many)
    assert "damaged" in refused(
        tmp_path, "a.ods", open_workbook(open_row(open_cell("a", 'table:number-columns-repeated="x"')))
    )


def test_locked(tmp_path):
    """A file with a password is refused, whichever way the program locks it."""
    coded = VISITS.replace(
        b"\x42\x00\x02\x00\xb0\x04", b"\x2f\x00\x02\x00\xb0\x04"
    )  # the code page, turned into a lock
    assert coded != VISITS
    assert "password" in refused(tmp_path, "a.xls", coded)
    assert "password" in refused(tmp_path, "a.ods", open_workbook(manifest="<manifest:encryption-data/>"))


def test_macros(tmp_path):
    """A file with macros is refused."""
    name = "Workbook".encode("utf-16-le")
    store = "_VBA_PROJECT_CUR".encode("utf-16-le")
    place = VISITS.rindex(name) + 128
    entry = store.ljust(64, b"\0") + struct.pack("<HB", len(store) + 2, 1) + bytes(61)
    assert "holds macros" in refused(tmp_path, "a.xls", VISITS[:place] + entry + VISITS[place + 128 :])
    assert "holds macros" in refused(tmp_path, "a.xlsb", rezipped(members_of(BINARY) | {"xl/vbaProject.bin": b""}))
    assert "holds macros" in refused(tmp_path, "a.ods", open_workbook(more={"Basic/Standard/a.xml": "<a/>"}))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xls", VISITS[:600]),
        ("a.xls", VISITS[:512]),
        ("a.xlsb", rezipped({name: each for name, each in members_of(BINARY).items() if name != BOOK})),
        ("a.xlsb", rezipped(members_of(BINARY) | {SHEET_1: b"\x80"})),
        ("a.xlsb", rezipped(members_of(BINARY) | {STYLES: b"\x2c\x01a"})),
        ("a.ods", rezipped(members_of(OPEN) | {"content.xml": b"<a>"})),
        ("a.ods", rezipped(members_of(OPEN) | {"content.xml": b"<!DOCTYPE a><a/>"})),
    ],
)
def test_damaged(tmp_path, name, data):
    """A damaged file is refused."""
    refused(tmp_path, name, data)


@pytest.mark.parametrize(("name", "data"), [("a.xls", VISITS), ("a.xlsb", BINARY), ("a.ods", OPEN)])
@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 7)), max_size=5), st.integers(1, 1000))
@settings(max_examples=40)
def test_broken(tmp_path_factory, name, data, flips, cut):
    """A file that is cut off or has bits flipped is read or refused."""
    read_or_refused(tmp_path_factory.mktemp("broken"), name, broken(data, flips, cut))


@pytest.mark.parametrize(("name", "data"), [("a.xlsb", BINARY), ("a.ods", OPEN)])
@given(st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_broken_within(tmp_path_factory, name, data, chance):
    """A file of which a part is damaged, well packed, is read or refused."""
    parts = members_of(data)
    part = chance.choice(sorted(parts))
    changed = bytearray(parts[part])
    for _ in range(3):
        changed[chance.randrange(len(changed))] = chance.choice([0, 127, 128, 255])
    read_or_refused(tmp_path_factory.mktemp("broken"), name, rezipped(parts | {part: bytes(changed)}))


@pytest.mark.parametrize("suffix", ["csv", "tsv", "xlsx", "xls", "xlsb", "ods", "docx"])
@pytest.mark.parametrize("head", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>", b"\xef\xbb\xbf"])
def test_random_bytes(tmp_path, suffix, head):
    """Random bytes under any name are read or refused."""
    for seed in range(5):
        read_or_refused(tmp_path, f"a.{suffix}", head + random.Random(seed).randbytes(2_000))

"""The choice of a reader: by the name of a file, by its content where that is certain, and what to do with any other."""

import pytest

from safeguard_model import InvalidFile, read_chronology
from safeguard_model.chronology.opening.by_suffix import tables_of
from tests.chronology.making import CANARY, cell, cells, document, refused, row, saved, sheet_of, table
from tests.chronology.making_binary import (
    OLD_FILES,
    binary_workbook,
    open_cell,
    open_row,
    open_workbook,
    row_at,
    text_at,
)

HEADINGS = ("Date", "Event")
VISITS = (OLD_FILES / "visits.xls").read_bytes()


@pytest.mark.parametrize(
    ("ending", "save_as"),
    [
        (".xlsm", ".xlsx"),
        (".xltx", ".xlsx"),
        (".fods", ".xlsx"),
        (".numbers", ".xlsx"),
        (".docm", ".docx"),
        (".dotx", ".docx"),
        (".doc", ".docx"),
        (".odt", ".docx"),
        (".rtf", ".docx"),
        (".pages", ".docx"),
        (".PDF", ".docx"),
        (".html", ".xlsx or .docx"),
        (".xml", ".xlsx"),
        (".json", ".csv or .xlsx"),
        (".txt", ".csv or .tsv"),
        (".msg", ".xlsx or .docx"),
        (".jpg", ".xlsx or .docx"),
        (".zip", ".xlsx, .docx or .csv"),
        (".other", ".csv, .tsv, .xlsx, .xls, .xlsb, .ods or .docx"),
        ("", ".csv, .tsv, .xlsx, .xls, .xlsb, .ods or .docx"),
    ],
)
def test_not_read(tmp_path, ending, save_as):
    """A kind of file that is not read is refused, and the message says in which format to save it."""
    assert save_as in refused(tmp_path, f"{CANARY}{ending}", "a")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html><table><tr><td>Date", "a web page"),
        (b"<?xml version='1.0'?><Workbook/>", "XML"),
        (b"%PDF-1.7", "a PDF"),
        (b"a,b\n", "text, not a spreadsheet: give its name the ending .csv"),
        (b"\0\1\2", "something else"),
        (b"", "empty"),
        (document(table(row(cell("a")))), "a Word document, not an Excel workbook: give its name the ending .docx"),
        (open_workbook(kind="text"), "an OpenDocument file, not an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged, or an Office file of another kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    ],
)
@pytest.mark.parametrize("ending", ["xls", "ods", "xlsb"])
def test_disguises(tmp_path, ending, data, words):
    """What is only named like a spreadsheet is refused, and the message says what it is."""
    assert words in refused(tmp_path, f"a.{ending}", data)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("xlsx", sheet_of([HEADINGS, ("2/3/16", "a")])),
        ("xlsb", binary_workbook(row_at(0, *map(text_at, (0, 1), HEADINGS)), row_at(1, text_at(0, "2/3/16")))),
        ("ods", open_workbook(open_row(*map(open_cell, HEADINGS)), open_row(open_cell("2/3/16"), open_cell("a")))),
        ("xls", VISITS),
        ("csv", "Date\tEvent\n2/3/16\ta\n"),
        ("csv", "Date,Event\n2/3/16,a\n"),
    ],
)
def test_read_by_content(tmp_path, kind, data):
    """Under the name of an old workbook, a file is read as what it certainly is, and a note says so."""
    found = read_chronology(saved(tmp_path, "export.xls", data), agency="hv")
    assert "2016-03-02" == found.events[0].when.text[:10]
    note = f"the name of the file ends in .xls, but its content is that of a .{kind} file: read as that"
    assert (note in found.notes) is (kind != "xls")


def test_text_is_read_only_with_headings(tmp_path):
    """Text under the name of a workbook is read only if it has the headings of a chronology: it is otherwise in doubt."""
    path = saved(tmp_path, "a.xls", "Weather\tPlace\nwet\tWells\n")
    with pytest.raises(InvalidFile, match="text, not a spreadsheet"):
        read_chronology(path, agency="hv")


def test_other_names(tmp_path):
    """A binary workbook or an OpenDocument spreadsheet that is named .xlsx says which ending its name should have."""
    assert "ending .xlsb" in refused(tmp_path, "a.xlsx", binary_workbook(row_at(0, text_at(0, "a"))))
    assert "ending .ods" in refused(tmp_path, "a.xlsx", open_workbook())
    assert [HEADINGS] == cells(tables_of(saved(tmp_path, "A.XLSX", sheet_of([HEADINGS]))).tables[0])

"""CSV and TSV as they come: any encoding, any delimiter, quotation marks that do not pair, and no row lost."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.chronology.opening import archive as _archive
from safeguard_model.chronology.opening.by_suffix import tables_of
from tests.chronology.making import CANARY, cells, delimited, read, read_or_refused, refused, saved

ROWS = [("Date", "Agency", "What happened"), ("2/3/16", "School", "Late; again, it seems"), ("", "GP", "x|y\tz")]
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
TABLES = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.tuples(*[TEXT] * width).filter(lambda row: any(cell.strip() for cell in row)), min_size=1)
)


def one(folder, name, data):
    """The one table of a file of text."""
    (table,) = read(folder, name, data).tables
    return table


@given(TABLES, st.sampled_from(["\r\n", "\n"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_round_trip(tmp_path_factory, rows, end, encoding):
    """What is written with every cell in quotation marks is read back, cell by cell and row by row."""
    data = delimited(rows, end=end).encode(encoding)
    table = one(tmp_path_factory.mktemp("csv"), "a.csv", data)
    assert rows == cells(table)
    assert list(range(1, len(rows) + 1)) == [row.number for row in table.rows]


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.TSV", "a.xlsx", "a.docx"]))
def test_any_bytes(tmp_path_factory, data, name):
    """Any bytes are read or refused."""
    read_or_refused(tmp_path_factory.mktemp("any"), name, data)


@given(st.lists(st.text('ab",\n; ', max_size=12), max_size=12))
def test_nothing_lost(tmp_path_factory, lines):
    """However quotation marks stand, every letter of the text is in some cell, in its order."""
    text = "\n".join(lines)
    table = one(tmp_path_factory.mktemp("csv"), "a.csv", text)
    found = "".join(cell for row in table.rows for cell in row.cells)
    assert [each for each in text if each in "ab"] == [each for each in found if each in "ab"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_delimiters(tmp_path, delimiter, quoting, name):
    """The delimiter is found, and noted where it is not the one of the file's name."""
    table = one(tmp_path, name, delimited(ROWS * 3, delimiter, quoting))
    assert ROWS * 3 == cells(table)
    usual = {"a.csv": ",", "a.tsv": "\t"}[name]
    words = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}[delimiter]
    assert (() if delimiter == usual else (f"delimiter: {words}",)) == table.notes


def test_prose(tmp_path):
    """Commas in prose are no delimiters where each row has a semicolon."""
    text = "Date;What\n1/2/16;Seen, well\n2/2/16;Not seen, rang, left a note\n"
    assert [("Date", "What"), ("1/2/16", "Seen, well"), ("2/2/16", "Not seen, rang, left a note")] == cells(
        one(tmp_path, "a.csv", text)
    )


def test_delimiter_within_quotation_marks(tmp_path):
    """What stands in quotation marks is no delimiter, though lines of it alone would make a table."""
    assert [("", "\n;0")] == cells(one(tmp_path, "a.csv", '"","\n;0"\n'))


def test_one_column(tmp_path):
    """Text without a delimiter is a table of one column."""
    assert [("one",), ("two",)] == cells(one(tmp_path, "a.csv", "one\ntwo\n"))


def test_named_delimiter(tmp_path):
    """Excel's line that names the delimiter is obeyed, and is row 1, so that the numbers of the rest are right."""
    table = one(tmp_path, "a.csv", "sep=;\r\na,b;c\r\nd;e\r\n")
    assert [("sep=;",), ("a,b", "c"), ("d", "e")] == cells(table)
    assert ("the line that tells Excel the delimiter",) == table.rows[0].marks


def test_blank_rows(tmp_path):
    """Blank rows between others are rows; those at the end are none."""
    table = one(tmp_path, "a.csv", "a,b\n\n , \nc,d\n,\n\n")
    assert [("a", "b"), (), (" ", " "), ("c", "d")] == cells(table)


def test_line_breaks(tmp_path):
    """A line break within a cell is kept as it is, and the row has one number."""
    table = one(tmp_path, "a.csv", 'a,"b\r\nc"\r\nd,"e\nf"\r\n')
    assert [("a", "b\r\nc"), ("d", "e\nf")] == cells(table)
    assert [(), ()] == [row.marks for row in table.rows]


@pytest.mark.parametrize(
    ("data", "text", "notes"),
    [
        (b"caf\xc3\xa9,x", "café", ()),
        (b"\xef\xbb\xbfcaf\xc3\xa9,x", "café", ()),
        ("café,x".encode("utf-16"), "café", ("encoding: UTF-16",)),
        (b"\xfe\xff" + "café,x".encode("utf-16-be"), "café", ("encoding: UTF-16",)),
        (b"\x93caf\xe9\x94 \x96 \x80,x", "“café” – €", ("encoding: Windows-1252",)),
        (b"\x81\x8d\x8f\x90\x9d,x", "\x81\x8d\x8f\x90\x9d", ("encoding: Windows-1252",)),
    ],
)
def test_encodings(tmp_path, data, text, notes):
    """Text is read in the encoding that it is in, which is noted where it is not UTF-8."""
    table = one(tmp_path, "a.csv", data)
    assert [(text, "x")] == cells(table)
    assert notes == table.notes


def test_unclosed(tmp_path):
    """A quotation mark that is never closed swallows no row: its line is read as it stands, and marked."""
    lines = ["a,b,c", 'd,"e,f', "g,h,i", 'j,"k, l",m']
    table = one(tmp_path, "a.csv", "\n".join(lines))
    assert [("a", "b", "c"), ("d", '"e', "f"), ("g", "h", "i"), ("j", "k, l", "m")] == cells(table)
    assert ("quotation marks not in pairs, or a cell too long: the line is read as it is",) == table.rows[1].marks
    assert [1, 2, 3, 4] == [row.number for row in table.rows]


def test_quoted_words(tmp_path):
    """A cell that begins with a quotation of its own keeps it."""
    table = one(tmp_path, "a.csv", 'a,"Home" visit\nb,c\n')
    assert [("a", '"Home" visit'), ("b", "c")] == cells(table)


def test_swallowed(tmp_path):
    """Where quotation marks pair by chance, the row that may have swallowed others is marked."""
    table = one(tmp_path, "a.csv", 'a,b,c\nd,e,"f\ng,h,i\nj,k,l"\nm,n,o\n')
    assert ["a", "d", "m"] == [row.cells[0] for row in table.rows]
    assert [(), ("a cell contains lines that look like rows: is a quotation mark missing?",), ()] == [
        row.marks for row in table.rows
    ]


def test_long_cells(tmp_path):
    """A cell longer than the csv module holds is read, and its limit is left as it was."""
    limit = csv.field_size_limit()
    text = "x" * (limit + 1)
    assert [("a", "b"), ("c", text), ("d", "e")] == cells(one(tmp_path, "a.csv", f"a,b\nc,{text}\nd,e\n"))
    assert limit == csv.field_size_limit()


@pytest.mark.parametrize("data", [b"a,b\n\0", b"\xff\xfea", b"%PDF-1.7", b"<html><table>", b"{\\rtf1", b"\x7fELF\0\0"])
def test_no_text(tmp_path, data):
    """Bytes that are no table of text are refused in one sentence that says what to do."""
    assert "save it as CSV" in refused(tmp_path, "a.csv", data).replace(".csv", "CSV")


def test_empty(tmp_path):
    """An empty file has a table without rows."""
    assert () == one(tmp_path, "a.csv", b"").rows


def test_too_large(tmp_path, monkeypatch):
    """A file larger than is read is refused."""
    monkeypatch.setattr(_archive, "MAX_BYTES", 10)
    assert "split the chronology" in refused(tmp_path, "a.csv", "a,b\n" * 3)


def test_suffixes(tmp_path):
    """The ending of the name says what a file is, in capitals too; any other is refused, and the path is not shown."""
    assert [("a", "b")] == cells(one(tmp_path, "a.CSV", "a,b"))
    for name in ("a.txt", "a.xls", "a.xlsm", "a.docm", "a.doc", CANARY):
        assert ".xlsx" in refused(tmp_path, name, "a,b").replace(".docx", ".xlsx")


def test_missing(tmp_path):
    """A file that is not there is the system's own error."""
    for name in ("a.csv", "a.tsv", "a.docx"):
        with pytest.raises(FileNotFoundError):
            tables_of(tmp_path / name)


def test_canary(tmp_path):
    """No note, mark or repr shows what is in a cell."""
    text = f'{CANARY};"{CANARY}\n{CANARY};{CANARY};{CANARY}\n"{CANARY}'.encode() + b"\xe9"
    tables = read(tmp_path, "a.csv", text)
    assert CANARY in str(cells(tables.tables[0]))
    assert CANARY not in repr(tables) + repr(tables.tables[0].rows)
    assert CANARY not in str([(table.notes, [row.marks for row in table.rows]) for table in tables.tables])
    assert saved(tmp_path, "a.csv", text).read_bytes() == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('="02/03/2016"', "02/03/2016"),
        ('="0123"', "0123"),
        ('"=""a """"b"""" c"""', 'a "b" c'),
        ('"=""a ""b"" c"""', '="a "b" c"'),
        ('"=""x, y"""', "x, y"),
        ('=""', ""),
        ('="a"&"b"', '="a"&"b"'),
        ("=1+1", "=1+1"),
        ('\'="a"', '\'="a"'),
    ],
)
def test_texts_as_formulas(tmp_path, cell, text):
    """A cell that a system writes as a formula of one text is that text; any other formula stays as it is."""
    (found,) = read(tmp_path, "a.csv", f"a,{cell}\nb,c\n").tables
    assert text == found.rows[0].cells[1]

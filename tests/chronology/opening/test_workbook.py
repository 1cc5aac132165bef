"""Workbooks: the cells as a person sees them, what is hidden, merged or shown without its day, and no row lost."""

import io
from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import MissingExtra
from safeguard_model.chronology.opening import workbook as opener
from safeguard_model.chronology.opening import workbook_parts
from safeguard_model.chronology.opening.by_suffix import tables_of
from safeguard_model.chronology.opening.workbook_parts import describe_sheet
from safeguard_model.dates import When
from tests.chronology.making import (
    CANARY,
    SHEET,
    broken,
    cells,
    members_of,
    patched,
    read,
    read_or_refused,
    refused,
    rezipped,
    saved,
    sheet_of,
    workbook,
)

xlsxwriter = pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")

STRINGS = "xl/sharedStrings.xml"
# xlsxwriter writes an underscore code that overlaps another so that Excel reads something else.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters='\n\t",;_x'), min_size=1, max_size=12)
TABLES = st.integers(1, 4).flatmap(lambda width: st.lists(st.tuples(*[TEXT] * width), min_size=1, max_size=8))


def one(folder, data):
    """The one table of a workbook."""
    (table,) = read(folder, "a.xlsx", data).tables
    return table


def value_of(folder, write):
    """The one cell that is written, read back."""
    return one(folder, workbook(write)).rows[0].cells[0]


def shown(code):
    """What writes a time with a number format."""
    return lambda when: lambda book, sheet: sheet.write_datetime(0, 0, when, book.add_format({"num_format": code}))


def number(value, code="General"):
    """What writes a number with a number format."""
    return lambda book, sheet: sheet.write_number(0, 0, value, book.add_format({"num_format": code}))


def in_sheet(rows, sheet=None):
    """A workbook whose sheet holds this XML of rows."""
    data = sheet_of([["one"]]) if sheet is None else sheet
    return patched(data, SHEET, lambda xml: xml[: xml.index(b"<sheetData")] + b"<sheetData>" + rows + _END)


_END = b"</sheetData></worksheet>"


def text_cell(place, text):
    """The XML of a cell of text; without a place, of one that does not say where it is."""
    where = b' r="%b"' % place if place else b""
    return b'<c%b t="inlineStr"><is><t>%b</t></is></c>' % (where, text)


@given(TABLES)
def test_round_trip(tmp_path_factory, rows):
    """What is written as text is read back, cell by cell and row by row."""
    table = one(tmp_path_factory.mktemp("xlsx"), sheet_of(rows))
    end = max((n for n, row in enumerate(rows, 1) if any(cell.strip() for cell in row)), default=0)
    assert rows[:end] == cells(table)
    assert list(range(1, end + 1)) == [row.number for row in table.rows]


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 7)), max_size=5), st.integers(1, 1000))
def test_broken(tmp_path_factory, flips, cut):
    """A workbook that is cut off or has bits flipped is read or refused."""
    read_or_refused(tmp_path_factory.mktemp("broken"), "a.xlsx", broken(sheet_of([["one", "two"]]), flips, cut))


@given(
    st.sampled_from([SHEET, STRINGS, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"]),
    st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 7)), min_size=1, max_size=3),
    st.integers(1, 1000),
)
def test_broken_within(tmp_path_factory, part, flips, cut):
    """A workbook of which a part is cut off or has bits flipped, well packed, is read or refused."""
    data = patched(sheet_of([["one", "two"]]), part, lambda xml: broken(xml, flips, cut))
    read_or_refused(tmp_path_factory.mktemp("broken"), "a.xlsx", data)


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 25), st.sampled_from(["d mmm", "mmm yy", "yyyy"]))),
    st.sets(st.integers(0, 12)),
)
def test_two_ways(places, hidden):
    """Searching the XML of a sheet and parsing it find the same."""

    def fill(book, sheet):
        for row, column, code in places:
            sheet.write_number(row, column, 42_000, book.add_format({"num_format": code}))
        for row in hidden:
            sheet.set_row(row, None, None, {"hidden": True})

    xml = members_of(workbook(fill))[SHEET]
    coarse = {2: "month", 3: "year"}
    assert not any(each.search(xml) for each in workbook_parts._UNUSUAL)
    assert workbook_parts._parsed(xml, coarse) == workbook_parts._searched(xml, coarse)
    assert {row + 1 for row in hidden} == describe_sheet(xml, coarse).hidden


@pytest.mark.parametrize(
    ("write", "cell"),
    [
        (number(12.0), "12"),
        (number(0.5), "0.5"),
        (number(9434765919), "9434765919"),
        (number(1e20), "1e+20"),
        (number(-3), "-3"),
        (number(5, '0" days"'), "5"),
        (lambda _, sheet: sheet.write(0, 0, True), "TRUE"),
        (lambda _, sheet: sheet.write(0, 0, False), "FALSE"),
        (lambda _, sheet: sheet.write_formula(0, 0, "=1/0", None, "#DIV/0!"), "#DIV/0!"),
        (lambda _, sheet: sheet.write_formula(0, 0, '="a"', None, "a_x0041_"), "aA"),
        (lambda _, sheet: sheet.write_string(0, 0, "02/03/2016"), "02/03/2016"),
        (lambda _, sheet: sheet.write_string(0, 0, " _x0041_ "), " _x0041_ "),
        (lambda _, sheet: sheet.write_string(0, 0, "a\r\nb\x01"), "a\r\nb\x01"),
        (shown("dd/mm/yyyy")(datetime(2016, 3, 2)), When("2016-03-02")),
        (shown("[$-809]dd mmmm yyyy;@")(datetime(2016, 3, 2)), When("2016-03-02")),
        (shown("d mmm")(datetime(2016, 3, 1)), When("2016-03-01")),
        (shown("ddd")(datetime(2016, 3, 1)), When("2016-03-01")),
        (shown("mmm-yy")(datetime(2016, 3, 1)), When("2016-03")),
        (shown("mmmm yyyy")(datetime(2016, 3, 1)), When("2016-03")),
        (shown('[$-809]mmm" the "yyyy;@')(datetime(2016, 3, 1)), When("2016-03")),
        (shown("yyyy")(datetime(2016, 1, 1)), When("2016")),
        (shown("dd/mm/yyyy hh:mm")(datetime(2016, 3, 2, 14, 30)), When("2016-03-02T14:30")),
        (number(42431 + 14.5 / 24 - 1e-9, "dd/mm/yyyy hh:mm"), When("2016-03-02T14:30")),
        (number(42431 + 1 / 3, "dd/mm/yyyy hh:mm"), When("2016-03-02T08:00")),
        (number(42431 - 1e-9, "dd/mm/yyyy hh:mm"), When("2016-03-02")),
        (shown("hh:mm")(time(14, 30)), time(14, 30)),
        (number(0.6041666667, "hh:mm"), time(14, 30)),
        (number(1 - 1e-9, "hh:mm"), time(0, 0)),
        (number(1.5, "[h]:mm"), "36:00"),
        (number(0.1, "[h]:mm:ss"), "2:24"),
    ],
)
def test_values(tmp_path, write, cell):
    """A cell is what a person sees in it, but a date or time is one."""
    assert cell == value_of(tmp_path, write)


@pytest.mark.parametrize("old", [True, False])
def test_date_systems(tmp_path, old):
    """Dates are right in workbooks that count from 1904 too."""

    def fill(book, sheet):
        sheet.write_datetime(0, 0, datetime(2016, 3, 2), book.add_format({"num_format": "dd/mm/yyyy"}))

    assert [(When("2016-03-02"),)] == cells(one(tmp_path, workbook(fill, date_1904=old)))


def test_month_own_number(tmp_path):
    """The format that Excel gives to a typed Mar-16 by its own number is a month, and the row says so."""

    def fill(book, sheet):
        sheet.write_datetime(0, 0, datetime(2016, 3, 1), book.add_format({"num_format": 17}))

    table = one(tmp_path, workbook(fill))
    assert [(When("2016-03"),)] == cells(table)
    assert ("a date shown as a month, and read as a month",) == table.rows[0].marks


def test_months_of_text(tmp_path):
    """Text in a cell of such a format stays what it is."""

    def fill(book, sheet):
        sheet.write_string(0, 0, "March", book.add_format({"num_format": "mmm-yy"}))

    assert [("March",)] == cells(one(tmp_path, workbook(fill)))


def test_numbers_of_rows(tmp_path):
    """Rows and columns are those of the sheet, where blank ones come first or between too."""

    def fill(book, sheet):
        sheet.write_string(2, 1, "a")
        sheet.write_string(5, 2, "b")
        sheet.write_blank(90, 9, None, book.add_format({"bold": True}))

    table = one(tmp_path, workbook(fill))
    assert [1, 2, 3, 4, 5, 6] == [row.number for row in table.rows]
    assert ("", "a", "") == table.rows[2].cells
    assert ("", "", "b") == table.rows[5].cells


def test_sheets(tmp_path):
    """Every sheet is a table, hidden ones too; one that holds no cells is noted, and has its number."""

    def fill(book, sheet):
        sheet.write_string(0, 0, "a")
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Sheet1!$A$1:$A$1"})
        book.add_chartsheet().set_chart(chart)
        for hide in ("hide", "very_hidden"):
            other = book.add_worksheet(f"{CANARY} {hide}")
            other.write_string(0, 0, "b")
            getattr(other, hide)()
        book.add_worksheet()

    tables = read(tmp_path, "a.xlsx", workbook(fill))
    assert ["sheet 1", "sheet 3", "sheet 4", "sheet 5"] == [table.where for table in tables.tables]
    assert [(), ("hidden sheet",), ("hidden sheet",), ()] == [table.notes for table in tables.tables]
    assert [1, 1, 1, 0] == [len(table.rows) for table in tables.tables]
    assert ("sheet 2 is a chart or other sheet without a table: not read",) == tables.notes


def test_hidden_rows(tmp_path):
    """Hidden rows are read, marked and counted; hidden columns are noted."""

    def fill(book, sheet):
        for place in range(3):
            sheet.write_string(place, 0, "a")
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(4, 4, None, None, {"hidden": True})

    table = one(tmp_path, workbook(fill))
    assert [(), ("hidden row",), ()] == [row.marks for row in table.rows]
    assert ("1 hidden row", "hidden columns") == table.notes


def test_merged(tmp_path):
    """A merged cell gives its value to each of its rows, in its first column; the rows below its first are marked."""

    def fill(book, sheet):
        sheet.merge_range(0, 0, 0, 2, "Banner")
        sheet.merge_range(1, 0, 3, 1, "Date")
        for place in (1, 2, 3):
            sheet.write_string(place, 2, f"{place}")

    table = one(tmp_path, workbook(fill))
    assert [("Banner", "", ""), ("Date", "", "1"), ("Date", "", "2"), ("Date", "", "3")] == cells(table)
    mark = ("merged with the row above",)
    assert [(), (), mark, mark] == [row.marks for row in table.rows]
    assert ("2 merged cells",) == table.notes


def test_comments(tmp_path):
    """Comments and pictures are not read, and noted."""

    def fill(book, sheet):
        sheet.write_string(0, 0, "a")
        sheet.write_comment(0, 0, CANARY)
        sheet.insert_textbox(3, 3, CANARY)

    assert ("1 cell comment not read", "pictures or drawings not read") == one(tmp_path, workbook(fill)).notes


@pytest.mark.parametrize("formula", [b"<f>A2</f>", b"<f>A2</f><v></v>", b"<f>A2</f><v/>", b'<f t="shared" si="0"/>'])
def test_formulas(tmp_path, formula):
    """A formula that was never worked out is blank, and noted; one whose result is empty text is not."""
    rows = b'<row r="1"><c r="A1">%b</c><c r="B1" t="str"><f>A2</f><v></v></c>%b</row>'
    table = one(tmp_path, in_sheet(rows % (formula, text_cell(b"C1", b"x"))))
    assert [("", "", "x")] == cells(table)
    assert ("1 formula without a result, read as blank",) == table.notes


def test_no_places(tmp_path):
    """Rows and cells that do not say where they are follow one another."""
    rows = b"<row>%b%b</row><row>%b</row>" % (text_cell(b"", b"a"), text_cell(b"", b"b"), text_cell(b"", b"c"))
    assert [("a", "b"), ("c", "")] == cells(one(tmp_path, in_sheet(rows)))


def test_wide(tmp_path):
    """Columns beyond Z are read."""

    def fill(book, sheet):
        sheet.write_string(0, 30, "a")
        sheet.set_row(0, None, None, {"hidden": True})

    table = one(tmp_path, workbook(fill))
    assert ("",) * 30 + ("a",) == table.rows[0].cells
    assert ("hidden row",) == table.rows[0].marks


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="2">%b</row><row r="1">%b</row>' % (text_cell(b"A2", b"a"), text_cell(b"A1", b"b")),
        b'<row r="1">%b</row><row r="1">%b</row>' % (text_cell(b"A1", b"a"), text_cell(b"A1", b"b")),
        b'<row r="1">%b%b</row><row r="100000"/>' % (text_cell(b"A1", b"a"), text_cell(b"A1", b"b")),
        b'<row r="1">%b</row>' % text_cell(b"A900000", b"a"),
        b'<row r="1">%b</row>' % text_cell(b"AAAAAAA1", b"a"),
        b'<row r="1">%b</row>' % text_cell(b"ZZZ1", b"a"),
        b'<row r="9999999">%b</row>' % text_cell(b"A9999999", b"a"),
    ],
)
def test_out_of_place(tmp_path, rows):
    """A row or cell that is out of order, there twice or beyond any sheet is refused: none is dropped."""
    message = refused(tmp_path, "a.xlsx", in_sheet(rows))
    assert "sheet 1: " in message
    assert "save a copy" in message


def test_far_away(tmp_path):
    """A sheet whose last cell is a million rows away is refused by how far it goes; blank cells there are nothing."""

    def fill(book, sheet):
        sheet.write_string(0, 0, CANARY)
        sheet.write_string(1_048_575, 16_383, CANARY)

    message = refused(tmp_path, "a.xlsx", workbook(fill))
    assert "sheet 1: its content goes as far as row 1,048,576 and column 16,384" in message

    def format_only(book, sheet):
        sheet.write_string(0, 0, "a")
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))

    assert [("a",)] == cells(one(tmp_path, workbook(format_only)))


@pytest.mark.parametrize("large", [0, 1_000_000])
def test_blank_formats(tmp_path, monkeypatch, large):
    """Blank cells and rows that only have a format change nothing, in a large sheet where they are passed over too."""
    monkeypatch.setattr(workbook_parts, "_LARGE", large)

    def fill(book, sheet):
        bold = book.add_format({"bold": True})
        sheet.write_string(1, 2, "a")
        for place in range(0, 200_000, 40_000):
            sheet.set_row(place, 20)
            sheet.write_blank(place, 1, None, bold)
        sheet.write_string(4, 0, "b")

    blank = ("", "", "")
    assert [blank, ("", "", "a"), blank, blank, ("b", "", "")] == cells(one(tmp_path, workbook(fill)))
    rows = b'<row r="1"><c r="A1" s="1"/>%b</row>' % text_cell(b"", b"a")
    assert [("", "a")] == cells(one(tmp_path, in_sheet(rows)))


def test_claims(tmp_path):
    """A workbook that claims to hold more text than any is refused before memory is taken for it."""
    data = patched(
        sheet_of([["a"]]), STRINGS, lambda xml: xml.replace(b'uniqueCount="1"', b'uniqueCount="99999999999"')
    )
    assert "impossible size" in refused(tmp_path, "a.xlsx", data)


def test_missing_text(tmp_path):
    """A cell whose text is nowhere is refused, and so is a workbook without its parts."""
    data = in_sheet(b'<row r="1"><c r="A1" t="s"><v>99</v></c></row>')
    assert "damaged" in refused(tmp_path, "a.xlsx", data)
    for part in (SHEET, "xl/workbook.xml"):
        rest = {name: each for name, each in members_of(sheet_of([["a"]])).items() if name != part}
        assert "damaged" in refused(tmp_path, "a.xlsx", rezipped(rest))


def test_unseen(tmp_path, monkeypatch):
    """A sheet with content of which calamine sees nothing is refused, not taken for empty."""
    read_by_calamine = opener._opened

    def seeing_nothing(*given):
        return [opener._Cells([], [], is_hidden=False) for _ in read_by_calamine(*given)]

    monkeypatch.setattr(opener, "_opened", seeing_nothing)
    assert "damaged" in refused(tmp_path, "a.xlsx", sheet_of([["a"]]))
    assert () == one(tmp_path, sheet_of([])).rows


def test_overlapping_merges(tmp_path):
    """Merged areas that overlap, as none of Excel's do, cost no more than the rows there are."""
    areas = b'<mergeCells><mergeCell ref="A1:A1048576"/>%b</mergeCells>' % (b'<mergeCell ref="A1:A9"/>' * 50)
    rows = b"".join(b'<row r="%d">%b</row>' % (n, text_cell(b"B%d" % n, b"b")) for n in range(1, 4))
    data = patched(in_sheet(rows), SHEET, lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + areas))
    assert [("", "b")] * 3 == cells(one(tmp_path, data))


def test_missing_extra(tmp_path, monkeypatch):
    """Without calamine the error says how to install it."""
    path = saved(tmp_path, "a.xlsx", in_sheet(b""))
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    with pytest.raises(MissingExtra, match="excel") as caught:
        tables_of(path)
    assert caught.value.__cause__ is caught.value.__context__ is None


def test_missing_file(tmp_path):
    """A workbook that is not there is the system's own error."""
    with pytest.raises(FileNotFoundError):
        tables_of(tmp_path / "a.xlsx")


def test_canary(tmp_path):
    """No note, mark or repr shows what is in a cell, or the name of a sheet."""

    def fill(book, sheet):
        other = book.add_worksheet(CANARY)
        other.hide()
        for each in (sheet, other):
            each.merge_range(0, 0, 2, 0, CANARY)
            each.write_comment(0, 0, CANARY)
            each.set_row(1, None, None, {"hidden": True})
            each.write_string(2, 1, CANARY)

    tables = read(tmp_path, f"{CANARY}.xlsx", workbook(fill))
    assert CANARY in str([cells(table) for table in tables.tables])
    assert CANARY not in repr(tables) + repr([table.rows for table in tables.tables])
    assert CANARY not in str([(table.where, table.notes, [row.marks for row in table.rows]) for table in tables.tables])


def test_codes():
    """Codes of characters are read once, from the left; half a pair and nothing stay as they are written."""
    hidden = opener._HIDDEN
    assert "_x0041_ A" == opener._unescaped(f"{hidden}x005F_x0041_ {hidden}x0041_")
    assert "_xD83D_ _x0000_" == opener._unescaped(f"{hidden}xD83D_ {hidden}x0000_")


@pytest.mark.parametrize(
    "dimension",
    [b'<dimension ref="A0"/>', b"", b"<dimension/>", b'<dimension ref="what:ever"/>', b'<dimension ref="A1"/>'],
)
def test_stated_size(tmp_path, dimension):
    """The size that a sheet states is not needed: Excel opens a sheet whose size is missing or wrong."""
    data = in_sheet(b'<row r="1">%b</row><row r="2">%b</row>' % (text_cell(b"A1", b"a"), text_cell(b"B2", b"b")))
    data = patched(data, SHEET, lambda xml: xml.replace(b'<dimension ref="A1"/>', dimension))
    assert [("a", ""), ("", "b")] == cells(one(tmp_path, data))


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="A1" t="inlineStr"><v>0</v><is><t>text</t></is></c>',
        b'<c r="A1" t="inlineStr"><is><t>text</t></is><v>0</v></c>',
        b'<c r="A1" t="inlineStr"><is><t>te</t></is><v/></c>'.replace(b"te<", b"text<"),
        b'<c r="A1" s="0" t="inlineStr"><is><r><t>te</t></r><r><t>xt</t></r></is>\n<v></v></c>',
        b'<c r="A1" t="inlineStr"><v>text</v></c>',
        b'<c r="A1" t="inlineStr"><v>text</v><is/></c>',
        b'<c r="A1" t="inlineStr"><is><t/></is><v>text</v></c>',
        b'<c r="A1"><is><t>text</t></is></c>',
    ],
)
def test_inline_texts(tmp_path, cell):
    """The text of an inline string is read, whatever value stands beside it, and a value in its place if there is none."""
    data = in_sheet(b'<row r="1">%b%b%b</row>' % (cell, text_cell(b"B1", b"end"), b'<c r="C1"><v>5</v></c>'))
    assert [("text", "end", "5")] == cells(one(tmp_path, data))


def test_capitals_in_names(tmp_path):
    """Parts whose names differ from the links to them in capitals are found, as Excel finds them."""
    expected = cells(one(tmp_path, sheet_of([["a", "b"]])))
    for change in (str.upper, str.lower, str.title, lambda name: name.replace("sheet1", "Sheet1")):
        renamed = rezipped({change(name): data for name, data in members_of(sheet_of([["a", "b"]])).items()})
        assert expected == cells(one(tmp_path, renamed))


def test_one_error_for_a_missing_text(tmp_path):
    """A cell whose text is not in the file gets one error, which says so."""
    data = in_sheet(b'<row r="1"><c r="A1" t="s"><v>99</v></c></row>')
    assert "a cell points to a text that the file does not hold" in refused(tmp_path, "a.xlsx", data)


def test_drawings_are_counted(tmp_path):
    """The text boxes, pictures and embedded documents of all sheets are counted."""
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\x02\0\0\0\x90wS\xde\0\0\0\0IEND\xaeB`\x82"

    def fill(book, sheet):
        sheet.write_string(0, 0, "a")
        for each in (sheet, book.add_worksheet()):
            each.insert_textbox(3, 3, CANARY)
        sheet.insert_image(9, 9, "a.png", {"image_data": io.BytesIO(png)})

    data = workbook(fill)
    links = "xl/worksheets/_rels/sheet1.xml.rels"
    more = b'<Relationship Id="rIdX" Type="http://x/oleObject" Target="../embeddings/a.bin"/></Relationships>'
    data = patched(data, links, lambda xml: xml.replace(b"</Relationships>", more))
    notes = read(tmp_path, "a.xlsx", data).notes
    assert ("2 text boxes not read", "1 image not read", "1 embedded document not read") == notes

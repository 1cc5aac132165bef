import pytest

from tests.privacy.hiding_places.making import places, read, zipped

CANARY = "Zebedee Quill"
BOOK = (
    '<workbook xmlns:r="r"><sheets><sheet name="Zebedee Sheet" sheetId="1" r:id="rId1"/>'
    '<sheet name="Two" sheetId="2" state="veryHidden" r:id="rId2"/></sheets></workbook>'
)
LINKS = (
    '<Relationships><Relationship Id="rId1" Target="worksheets/sheet7.xml"/>'
    '<Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>'
)
STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/><numFmt numFmtId="171" formatCode=";;;"/>'
    '<numFmt numFmtId="172" formatCode="0.00&quot;day&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/></cellXfs>'
    "</styleSheet>"
)


def xlsx(folder, rows="", strings="", *, before="", after="", book=BOOK, more=()):
    """The texts of a workbook with these rows on its first sheet."""
    sheet = f"<worksheet>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    parts = {
        "xl/worksheets/sheet7.xml": sheet,
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": LINKS,
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f"<sst>{strings}</sst>",
    }
    return read(folder, "a.xlsx", zipped(parts | dict(more)))


def row(cells, **attributes):
    """A row of cells."""
    given = "".join(f" {key}='{value}'" for key, value in attributes.items())
    return f"<row{given}>{cells}</row>"


def test_a_cell_is_found_by_its_sheet_and_address(tmp_path):
    """A sheet is known by its position in the workbook, not by the number of its part."""
    found = xlsx(tmp_path, row('<c r="C5" t="s"><v>0</v></c>', r=5), f"<si><t>{CANARY}</t></si>")
    assert places(found, CANARY) == ["sheet 1, cell C5"]
    assert places(found, "Zebedee Sheet") == ["name of sheet 1"]


def test_rich_text_is_joined(tmp_path):
    """A string with formatting is stored in pieces; how it is pronounced stands apart."""
    strings = "<si><r><t>Zebe</t></r><rPh sb='0' eb='1'><t>xx</t></rPh><r><rPr><b/></rPr><t>dee Quill</t></r></si>"
    found = xlsx(tmp_path, row('<c r="A1" t="s"><v>0</v></c>', r=1), strings)
    assert places(found, CANARY) == ["sheet 1, cell A1"]
    assert places(found, "xx")


def test_a_string_that_no_cell_uses_is_found(tmp_path):
    """Excel may leave strings behind."""
    strings = f"<si><t>used</t></si><si/><si><t>{CANARY}</t></si>"
    found = xlsx(tmp_path, row('<c r="A1" t="s"><v>0</v></c>', r=1), strings)
    assert places(found, CANARY) == ["shared strings, string 3, which no cell uses any more"]
    assert places(found, "used") == ["sheet 1, cell A1"]


def test_an_inline_string_and_a_result_are_found(tmp_path):
    """A cell may hold its string itself, or as the result of a formula."""
    rows = row(
        '<c r="A1" t="inlineStr"><is><r><t>Zebedee </t></r><r><t>Quill</t></r></is></c>'
        '<c r="B1" t="str"><f>"Zebedee "&amp;"Q"</f><v>Zebedee Quill</v></c>',
        r=1,
    )
    found = xlsx(tmp_path, rows)
    assert places(found, CANARY) == ["sheet 1, cell A1", "sheet 1, cell B1"]
    assert places(found, '"Zebedee "&"Q"') == ["sheet 1, cell B1, formula"]


@pytest.mark.parametrize(
    ("attributes", "before", "style", "words"),
    [
        ({"r": 1, "hidden": 1}, "", 0, "row hidden or filtered out"),
        ({"r": 1, "ht": "0"}, "", 0, "row hidden or filtered out"),
        ({"r": 1}, '<cols><col min="1" max="3" hidden="true"/></cols>', 0, "column hidden"),
        ({"r": 1}, '<cols><col min="2" max="2" width="0"/></cols>', 0, "column hidden"),
        ({"r": 1}, "", 3, "format shows nothing"),
    ],
)
def test_a_place_says_what_hides_the_cell(tmp_path, attributes, before, style, words):
    """Hidden rows, columns and values are read, and named as hidden."""
    cell = f'<c r="B1" s="{style}" t="inlineStr"><is><t>{CANARY}</t></is></c>'
    assert places(xlsx(tmp_path, row(cell, **attributes), before=before), CANARY) == [f"sheet 1, cell B1 ({words})"]


def test_a_hidden_sheet_is_named_as_hidden(tmp_path):
    """A very hidden sheet shows in no menu of Excel."""
    sheet = f'<worksheet><sheetData><row><c t="inlineStr"><is><t>{CANARY}</t></is></c></row></sheetData></worksheet>'
    found = xlsx(tmp_path, more={"xl/worksheets/sheet2.xml": sheet})
    assert places(found, CANARY) == ["sheet 2 (very hidden), cell A1"]


def test_a_sheet_that_the_workbook_does_not_list_is_read(tmp_path):
    """It is in the file, though no program shows it."""
    sheet = f'<worksheet><sheetData><row><c t="inlineStr"><is><t>{CANARY}</t></is></c></row></sheetData></worksheet>'
    found = xlsx(tmp_path, more={"xl/worksheets/sheet9.xml": sheet})
    assert places(found, CANARY) == ["xl/worksheets/sheet9.xml (in no list of sheets), cell A1"]


@pytest.mark.parametrize(
    ("number", "style", "texts"),
    [
        ("9434765870", 0, ["9434765870"]),
        ("9.43476587E9", 0, ["9434765870"]),
        ("42431", 0, ["42431"]),
        ("42431", 1, ["42431", "2016-03-02"]),
        ("42431.5", 2, ["42431.5", "2016-03-02"]),
        ("59", 1, ["59", "1900-02-28"]),
        ("61", 1, ["61", "1900-03-01"]),
        ("42431", 4, ["42431"]),
        ("-5", 1, ["-5"]),
        ("1E400", 1, ["1E400"]),
    ],
)
def test_a_number_is_a_text_and_a_date_is_two(tmp_path, number, style, texts):
    """An identifier may be stored as a number, a date of birth as a count of days."""
    found = xlsx(tmp_path, row(f'<c r="A1" s="{style}"><v>{number}</v></c>', r=1))
    assert [part.text for part in found.parts if "cell A1" in part.where] == texts


def test_dates_from_1904_are_read(tmp_path):
    """Old workbooks of a Mac count from another day."""
    book = BOOK.replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    found = xlsx(tmp_path, row('<c r="A1" s="1"><v>40969</v></c>', r=1), book=book)
    assert places(found, "2016-03-02") == ["sheet 1, cell A1, as a date"]


def test_escapes_of_excel_are_undone(tmp_path):
    """Excel writes some characters as their number."""
    found = xlsx(tmp_path, strings="<si><t>_x005A_ebedee Quill</t></si>")
    assert places(found, CANARY)


HIDDEN = {
    "input message": ("", f'<dataValidations><dataValidation prompt="{CANARY}" promptTitle="x"/></dataValidations>'),
    "list": (
        "",
        f'<dataValidations><dataValidation><formula1>"{CANARY}"</formula1></dataValidation></dataValidations>',
    ),
    "header": ("", f"<headerFooter><oddHeader>&amp;L{CANARY}</oddHeader></headerFooter>"),
    "tooltip": ("", f'<hyperlinks><hyperlink ref="A1" tooltip="{CANARY}"/></hyperlinks>'),
    "scenario": ("", f'<scenarios><scenario name="x" user="{CANARY}" comment="y"/></scenarios>'),
    "code name": (f'<sheetPr codeName="{CANARY}"/>', ""),
    "filter": (
        "",
        f'<autoFilter ref="A1"><filterColumn colId="0"><filters><filter val="{CANARY}"/></filters></filterColumn></autoFilter>',
    ),
}


@pytest.mark.parametrize("case", HIDDEN)
def test_every_hiding_place_of_a_sheet_is_read(tmp_path, case):
    """What stands in a sheet beside its cells."""
    before, after = HIDDEN[case]
    assert places(xlsx(tmp_path, before=before, after=after), CANARY)


PARTS = {
    "comment": (
        "xl/comments1.xml",
        "<comments><commentList><comment ref='A1'><text><r><t>Zebedee</t></r><r><t> Quill</t></r></text></comment></commentList></comments>",
    ),
    "author": ("xl/comments1.xml", f"<comments><authors><author>{CANARY}</author></authors></comments>"),
    "threaded comment": (
        "xl/threadedComments/threadedComment1.xml",
        f"<a><threadedComment><text>{CANARY}</text></threadedComment></a>",
    ),
    "person": ("xl/persons/person.xml", f'<a><person displayName="{CANARY}"/></a>'),
    "old drawing": ("xl/drawings/vmlDrawing1.vml", f'<xml><v:shape xmlns:v="v" alt="{CANARY}"/></xml>'),
    "text box": (
        "xl/drawings/drawing1.xml",
        '<a><a:p xmlns:a="a"><a:r><a:t>Zebedee</a:t></a:r><a:r><a:t> Quill</a:t></a:r></a:p></a>',
    ),
    "defined name": (
        "xl/workbook.xml",
        BOOK.replace(
            "</workbook>",
            f'<definedNames><definedName name="x" hidden="1">"{CANARY}"</definedName></definedNames></workbook>',
        ),
    ),
    "pivot cache": ("xl/pivotCache/pivotCacheRecords1.xml", f'<a><r><s v="{CANARY}"/></r></a>'),
    "pivot cache field": ("xl/pivotCache/pivotCacheDefinition1.xml", f'<a><cacheField name="{CANARY}"/></a>'),
    "table": ("xl/tables/table1.xml", f'<a><tableColumn id="1" name="{CANARY}"/></a>'),
    "query": ("xl/queryTables/queryTable1.xml", f'<a name="{CANARY}"/>'),
    "connection": ("xl/connections.xml", f'<a><dbPr connection="User={CANARY}"/></a>'),
    "other workbook": ("xl/externalLinks/externalLink1.xml", f"<a><cell r='A1'><v>{CANARY}</v></cell></a>"),
    "path of another workbook": (
        "xl/externalLinks/_rels/externalLink1.xml.rels",
        '<Relationships><Relationship Target="file:///C:\\Zebedee%20Quill.xlsx"/></Relationships>',
    ),
    "chart": ("xl/charts/chart1.xml", f"<c><strCache><pt><v>{CANARY}</v></pt></strCache></c>"),
    "revision": ("xl/revisions/revisionHeaders.xml", f'<a><header userName="{CANARY}"/></a>'),
    "users": ("xl/revisions/userNames.xml", f'<a><userInfo name="{CANARY}"/></a>'),
    "printer": ("xl/printerSettings/printerSettings1.bin", b"\1\2" + CANARY.encode("utf-16-le")),
    "creator": ("docProps/core.xml", f"<a><creator>{CANARY}</creator></a>"),
    "malformed strings": ("xl/sharedStrings.xml", f"<sst><si><t>{CANARY}</t>"),
    "malformed sheet": ("xl/worksheets/sheet7.xml", f"<worksheet><c><is><t>{CANARY}</t>"),
}


@pytest.mark.parametrize("case", PARTS)
def test_every_hiding_place_of_a_workbook_is_read(tmp_path, case):
    """What stands in a workbook beside its sheets, and in damaged parts."""
    found = xlsx(tmp_path, more=[PARTS[case]])
    assert places(found, CANARY)
    assert "Zebedee" not in f"{[*found.parts]}{found.not_looked_at}"


def test_a_workbook_by_xlsxwriter_is_read(tmp_path):
    """A workbook as a program writes it."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    book = xlsxwriter.Workbook(tmp_path / "b.xlsx")
    sheet = book.add_worksheet("Open")
    hidden = book.add_worksheet("Zebedee Sheet")
    hidden.hide()
    hidden.write("C5", CANARY)
    hidden.set_row(4, None, None, {"hidden": True})
    sheet.write_datetime(
        "A1", __import__("datetime").datetime(2016, 3, 2), book.add_format({"num_format": "d mmm yyyy"})
    )
    sheet.write_comment("B2", "Comment Text", {"author": "Ann Author"})
    book.close()
    found = read(tmp_path, "a.xlsx", (tmp_path / "b.xlsx").read_bytes())
    assert places(found, CANARY) == ["sheet 2 (hidden), cell C5 (row hidden or filtered out)"]
    assert places(found, "2016-03-02") == ["sheet 1, cell A1, as a date"]
    assert places(found, "Comment Text")
    assert places(found, "Ann Author")

"""Word documents: every table as it stands with its tracked changes accepted, and no row lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.chronology.opening import document as _document
from safeguard_model.chronology.opening.by_suffix import tables_of
from tests.chronology.making import (
    CANARY,
    DOCUMENT,
    W,
    broken,
    cell,
    cells,
    document,
    members_of,
    paragraph,
    patched,
    read,
    read_or_refused,
    refused,
    rezipped,
    row,
    run,
    saved,
    table,
)

docx = pytest.importorskip("docx")

RELS = "word/_rels/document.xml.rels"
# What python-docx takes for line breaks and tabs is written as such; carriage returns become line breaks.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters='\n\t",;'), max_size=12)
TABLES = st.integers(1, 4).flatmap(lambda width: st.lists(st.tuples(*[TEXT] * width), min_size=1, max_size=8))


def one(folder, *rows):
    """The one table of a document with these rows."""
    (found,) = read(folder, "a.docx", document(table(*rows))).tables
    return found


def text_of(folder, content):
    """The text of a cell that holds this XML."""
    return one(folder, row(cell(content), cell("end"))).rows[0].cells[0]


def related(data, kind, part, xml):
    """A document with one more part, which its text points to."""
    link = f'<Relationship Id="more-{kind}" Type="http://x/relationships/{kind}" Target="{part}"/></Relationships>'
    pointed = patched(data, RELS, lambda rels: rels.replace(b"</Relationships>", link.encode()))
    return rezipped(members_of(pointed) | {f"word/{part}": f'<w:x xmlns:w="{W}">{xml}</w:x>'.encode()})


@given(TABLES)
def test_round_trip(tmp_path_factory, rows):
    """What python-docx writes is read back, cell by cell and row by row."""
    folder = tmp_path_factory.mktemp("docx")
    made = docx.Document()
    grid = made.add_table(0, len(rows[0]))
    for texts in rows:
        for place, text in zip(grid.add_row().cells, texts, strict=True):
            place.text = text
    made.save(folder / "made.docx")
    (found,) = read(folder, "a.docx", (folder / "made.docx").read_bytes()).tables
    end = max((n for n, row in enumerate(rows, 1) if any(cell.strip() for cell in row)), default=0)
    assert rows[:end] == cells(found)
    assert list(range(1, end + 1)) == [row.number for row in found.rows]


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 7)), max_size=5), st.integers(1, 1000))
def test_broken(tmp_path_factory, flips, cut):
    """A document that is cut off or has bits flipped is read or refused."""
    data = document(table(row(cell("one"), cell("two"))))
    read_or_refused(tmp_path_factory.mktemp("broken"), "a.docx", broken(data, flips, cut))


@given(
    st.sampled_from([DOCUMENT, RELS, "_rels/.rels"]),
    st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 7)), min_size=1, max_size=3),
    st.integers(1, 1000),
)
def test_broken_within(tmp_path_factory, part, flips, cut):
    """A document of which a part is cut off or has bits flipped, well packed, is read or refused."""
    data = document(table(row(cell("one"), cell("two", '<w:gridSpan w:val="2"/>'))))
    data = patched(data, part, lambda xml: broken(xml, flips, cut))
    read_or_refused(tmp_path_factory.mktemp("broken"), "a.docx", data)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (paragraph("a") + paragraph("") + paragraph("b"), "a\n\nb"),
        (paragraph("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:cr/></w:r>"), "a\nb\tc\n"),
        (paragraph("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t></w:r>"), "a-bc"),
        (paragraph(f'<w:hyperlink w:anchor="x">{run("a")}</w:hyperlink>{run("b")}'), "ab"),
        (paragraph(f'<w:fldSimple w:instr="DATE">{run("a")}</w:fldSimple>'), "a"),
        (paragraph("<w:r><w:instrText>DATE</w:instrText></w:r>" + run("a")), "a"),
        (paragraph('<w:r><w:t>a</w:t><w:footnoteReference w:id="2"/><w:annotationRef/></w:r>'), "a"),
        (paragraph(f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run('a')}</w:sdtContent></w:sdt>"), "a"),
        (f"<w:sdt><w:sdtContent>{paragraph('a')}</w:sdtContent></w:sdt>" + paragraph("b"), "a\nb"),
        (paragraph("<w:smartTag>" + run("a") + "</w:smartTag>"), "a"),
        (paragraph(run("☒ Yes ☐ No")), "☒ Yes ☐ No"),
        (paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'), "☑"),
        (paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'), "☐"),
        (paragraph('<w:r><w:sym w:font="Symbol" w:char="00B0"/></w:r>'), "°"),
        (paragraph('<w:r><w:sym w:font="Symbol" w:char="rubbish"/></w:r>'), "□"),
        (paragraph(f"<w:del>{run('a').replace('w:t', 'w:delText')}</w:del><w:ins>{run('b')}</w:ins>"), "b"),
        (paragraph(f"<w:moveFrom>{run('a')}</w:moveFrom><w:moveTo>{run('b')}</w:moveTo>"), "b"),
        (table(row(cell("a"), cell("b")), row(cell("c"))) + paragraph("d"), "a\tb\nc\nd"),
    ],
)
def test_text(tmp_path, content, text):
    """The text of a cell is what a person sees in it with the tracked changes accepted."""
    assert text == text_of(tmp_path, content)


@pytest.mark.parametrize(
    ("states", "box"),
    [
        ("<w:checked/>", "☒"),
        ('<w:default w:val="1"/>', "☒"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "☐"),
        ("", "☐"),
    ],
)
def test_tick_boxes(tmp_path, states, box):
    """A tick box of an old form, which has no text, is drawn."""
    field = f'<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{states}</w:checkBox></w:ffData></w:fldChar>'
    assert f"{box} Yes" == text_of(tmp_path, paragraph(f"<w:r>{field}</w:r>{run(' Yes')}"))


def test_all_tables(tmp_path):
    """Tables stand in their order, those in content controls too; text between them is counted."""
    first, second = table(row(cell("a"), cell("b"))), table(row(cell("c")))
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{second}{paragraph('text')}</w:sdtContent></w:sdt>"
    tables = read(tmp_path, "a.docx", document(paragraph("text") + first + paragraph("") + control))
    assert ["table 1", "table 2"] == [found.where for found in tables.tables]
    assert [[("a", "b")], [("c",)]] == [cells(found) for found in tables.tables]
    assert ("2 paragraphs outside tables, not read",) == tables.notes


def test_controls(tmp_path):
    """Rows and cells in content controls are rows and cells; a heading row is one too."""
    repeated = f"<w:sdt><w:sdtContent>{row(cell('c'), cell('d'))}</w:sdtContent></w:sdt>"
    inner = f"<w:sdt><w:sdtContent>{cell('b')}</w:sdtContent></w:sdt>"
    found = one(tmp_path, row(cell("a"), inner, about="<w:tblHeader/>"), repeated)
    assert [("a", "b"), ("c", "d")] == cells(found)
    assert [1, 2] == [each.number for each in found.rows]


def test_tracked_changes(tmp_path):
    """Insertions are kept and deletions left out, and the row says how many."""
    changed = (
        f"<w:ins>{run('a')}</w:ins><w:del>{run('b')}</w:del><w:moveFrom>{run('c')}</w:moveFrom><w:moveTo>{run('d')}"
    )
    found = one(tmp_path, row(cell(paragraph(changed + "</w:moveTo>"))))
    assert [("ad",)] == cells(found)
    assert ("tracked changes: 2 insertions kept, 2 deletions left out",) == found.rows[0].marks


def test_deleted_rows(tmp_path):
    """A row whose deletion is tracked says so, and its cells still hold what was in it; an inserted one is marked."""
    gone = cell(paragraph(f"<w:del>{run('a').replace('w:t', 'w:delText')}</w:del>"))
    found = one(tmp_path, row(gone, about="<w:del/>"), row(cell("b"), about='<w:ins w:id="1"/>'))
    assert [("a",), ("b",)] == cells(found)
    assert [True, False] == [each.deleted for each in found.rows]
    assert ("row deleted by a tracked change",) == found.rows[0].marks
    assert ("row inserted by a tracked change",) == found.rows[1].marks


def test_spans(tmp_path):
    """A cell over several columns fills its first, and those beside it stay in their columns."""
    wide = cell("wide", '<w:gridSpan w:val="2"/>')
    found = one(
        tmp_path,
        row(cell("a"), cell("b"), cell("c")),
        row(wide, cell("d")),
        row(cell("e"), about='<w:gridBefore w:val="2"/>'),
        row(cell("f"), about='<w:gridAfter w:val="2"/>'),
    )
    assert [("a", "b", "c"), ("wide", "", "d"), ("", "", "e"), ("f", "", "")] == cells(found)


def test_merged_down(tmp_path):
    """A cell over several rows gives its text to each, and the rows below its first are marked."""
    start, on = cell("date", '<w:vMerge w:val="restart"/>'), cell("", "<w:vMerge/>")
    found = one(tmp_path, row(start, cell("a")), row(on, cell("b")), row(on, cell("c")), row(start, cell("d")))
    assert [("date", "a"), ("date", "b"), ("date", "c"), ("date", "d")] == cells(found)
    mark = ("merged with the row above",)
    assert [(), mark, mark, ()] == [each.marks for each in found.rows]


def test_merged_with_nothing(tmp_path):
    """A cell that goes on from none above, or has text of its own, keeps what it has."""
    on, own = cell("", "<w:vMerge/>"), cell("own", '<w:vMerge w:val="continue"/>')
    assert [("", "a"), ("own", "b")] == cells(one(tmp_path, row(on, cell("a")), row(own, cell("b"))))


def test_absurd_spans(tmp_path, monkeypatch):
    """A number of columns that makes no sense makes no more of them than are read."""
    for text in ("99999999999", "-5", "rubbish", ""):
        (only,) = one(tmp_path, row(cell("a", f'<w:gridSpan w:val="{text}"/>'))).rows
        assert "a" == only.cells[0]
        assert len(only.cells) <= 1000
    monkeypatch.setattr(_document, "_MOST_CELLS", 5000)
    data = document(table(row(*[cell("a", '<w:gridSpan w:val="1000"/>')] * 9)))
    assert "split the document" in refused(tmp_path, "a.docx", data)


def test_each_cell_counts_once(tmp_path, monkeypatch):
    """The limit is on the rows and cells that there are, however long a row is."""
    monkeypatch.setattr(_document, "_MOST_CELLS", 11)
    assert len(one(tmp_path, row(*[cell("a")] * 10)).rows[0].cells) == 10
    data = document(table(row(*[cell("a")] * 11)))
    assert "split the document" in refused(tmp_path, "a.docx", data)


def test_blank_rows(tmp_path):
    """Blank rows between others are rows, those without cells too; those at the end are none."""
    found = one(tmp_path, row(cell("a")), row(cell("")), row(), row(cell("b")), row(cell(" ")))
    assert [("a",), ("",), (), ("b",)] == cells(found)


def test_formats(tmp_path):
    """Text that is struck through or hidden is kept, and its row says so."""
    formatted = "<w:r><w:rPr><w:strike/><w:vanish/></w:rPr><w:t>a</w:t></w:r>"
    plain = '<w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>b</w:t></w:r>'
    found = one(tmp_path, row(cell(paragraph(formatted))), row(cell(paragraph(plain))))
    assert [("a",), ("b",)] == cells(found)
    assert [("text struck through", "hidden text"), ()] == [each.marks for each in found.rows]


def test_nested_mark(tmp_path):
    """A row with a table in a cell says so."""
    found = one(tmp_path, row(cell(table(row(cell("a"))))))
    assert ("a table within a cell",) == found.rows[0].marks


def test_what_is_not_read(tmp_path):
    """Comments, footnotes, text boxes, embedded documents, headers and footers are not read, and noted."""
    box = f"<w:txbxContent>{paragraph(CANARY)}</w:txbxContent>"
    choice = f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    content = f'<w:r><mc:AlternateContent {mc}>{choice}</mc:AlternateContent><w:footnoteReference w:id="2"/></w:r>'
    data = document(table(row(cell(paragraph(content + run("a"))))))
    data = related(data, "comments", "comments.xml", f'<w:comment w:id="1">{paragraph(CANARY)}</w:comment>')
    data = related(data, "header", "header1.xml", paragraph(CANARY))
    data = related(data, "footer", "footer1.xml", paragraph(""))
    data = related(data, "aFChunk", "chunk.xml", "")
    tables = read(tmp_path, "a.docx", data)
    assert [("a",)] == cells(tables.tables[0])
    assert (
        "1 comment not read",
        "1 footnote not read",
        "1 text box not read",
        "1 embedded document not read",
        "headers and footers not read",
    ) == tables.notes


def test_strict(tmp_path):
    """A document in the strict namespaces of the standard is read as well."""
    strict = "http://purl.oclc.org/ooxml"
    data = document(table(row(cell("a", '<w:gridSpan w:val="2"/>'))))
    data = patched(data, DOCUMENT, lambda xml: xml.replace(W.encode(), f"{strict}/wordprocessingml/main".encode()))
    old = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    data = patched(
        data, "_rels/.rels", lambda rels: rels.replace(old, f"{strict}/officeDocument/relationships/".encode())
    )
    (found,) = read(tmp_path, "a.docx", data).tables
    assert [("a", "")] == cells(found)


def test_deep(tmp_path):
    """A document nested without end is refused."""
    depth = 50_000
    deep = "<w:smartTag>" * depth + run("a") + "</w:smartTag>" * depth
    assert "nested deeper" in refused(tmp_path, "a.docx", document(table(row(cell(paragraph(deep))))))


def test_damaged(tmp_path):
    """A document without its text, or whose text is no XML, is refused."""
    data = document(table(row(cell(CANARY))))
    for broken_xml in (b"", b"<w:document>", b"<document/>"):
        assert "damaged" in refused(tmp_path, "a.docx", patched(data, DOCUMENT, lambda _, xml=broken_xml: xml))
    assert "damaged" in refused(tmp_path, "a.docx", rezipped(members_of(data) | {"_rels/.rels": b"<a/>"}))


def test_no_tables(tmp_path):
    """A document without a table has none."""
    assert () == read(tmp_path, "a.docx", document(paragraph("a"))).tables


def test_canary(tmp_path):
    """No note, mark or repr shows what is in a cell."""
    content = paragraph(f"<w:ins>{run(CANARY)}</w:ins><w:del>{run(CANARY)}</w:del>")
    rows = [row(cell(content, '<w:vMerge w:val="restart"/>')), row(cell("", "<w:vMerge/>"), about="<w:ins/>")]
    tables = read(tmp_path, f"{CANARY}.docx", document(paragraph(CANARY) + table(*rows)))
    assert [(CANARY,), (CANARY,)] == cells(tables.tables[0])
    assert CANARY not in repr(tables) + repr(tables.tables[0].rows)
    assert CANARY not in str([tables.notes, *((each.marks, each.number) for each in tables.tables[0].rows)])


MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
INNER = table(row(cell("Date"), cell("Event")), row(cell("2/3/16"), cell("Home visit")))
IN_ROWS = [("Date", "Event"), ("2/3/16", "Home visit")]


def has_date(found):
    """Whether a row is headings, for these tests."""
    return "Date" in found.cells


def boxed(content):
    """The XML of a paragraph with a text box, as Word writes it: once as it is now, once for older programs."""
    box = f"<w:txbxContent>{content}</w:txbxContent>"
    inner = f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    return f"<w:p><w:r><mc:AlternateContent {MC}>{inner}</mc:AlternateContent></w:r></w:p>"


def field(text, inner=None, name="", shows="<w:showingPlcHdr/>"):
    """The XML of a form field with a placeholder."""
    about = f'<w:placeholder><w:docPart w:val="{name}"/></w:placeholder>' if name else ""
    content = paragraph(text) if inner is None else inner
    return f"<w:sdt><w:sdtPr>{about}{shows}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    "body",
    [
        table(row(cell(INNER + "<w:p/>"))),
        table(row(cell(paragraph("Chronology") + INNER + "<w:p/>"))),
        table(row(cell("")), row(cell(INNER))),
        table(row(cell(table(row(cell(INNER)))))),
    ],
)
def test_frame(tmp_path, body):
    """A table that only holds another in its place on the page is left out, and the inner table is read."""
    (found,) = read(tmp_path, "a.docx", document(body)).tables
    assert ("table 1", IN_ROWS) == (found.where, cells(found))


def test_text_of_a_frame(tmp_path):
    """The text beside an inner table is noted, and rows of the frame without one are rows of a table of their own."""
    tables = read(
        tmp_path, "a.docx", document(table(row(cell("a")), row(cell(paragraph("b") + INNER)), row(cell("c"))))
    )
    assert [[("a",)], IN_ROWS, [("c",)]] == [cells(each) for each in tables.tables]
    assert ("1 paragraph outside tables, not read",) == tables.notes


def test_wide_frame(tmp_path):
    """A frame of several columns is known by the headings of the inner table; a chronology keeps its inner tables."""
    wide = table(row(cell("side"), cell(INNER)))
    path = saved(tmp_path, "a.docx", document(wide))
    assert [IN_ROWS] == [cells(each) for each in tables_of(path, has_date).tables]
    assert [[("side", "Date\tEvent\n2/3/16\tHome visit")]] == [cells(each) for each in tables_of(path).tables]
    both = saved(
        tmp_path, "b.docx", document(table(row(cell("Date"), cell("Event")), row(cell("1/3/16"), cell(INNER))))
    )
    assert 2 == len(tables_of(both, has_date).tables[0].rows)


def test_table_in_a_text_box(tmp_path):
    """A table in a text box is read once, after the tables outside, and says where it is; its text is not counted."""
    tables = read(tmp_path, "a.docx", document(boxed(INNER) + table(row(cell("a"))) + boxed(paragraph(CANARY))))
    assert [[("a",)], IN_ROWS] == [cells(each) for each in tables.tables]
    assert ("in a text box",) == tables.tables[1].notes
    assert ("1 text box not read",) == tables.notes


def test_embedded(tmp_path):
    """Pictures and embedded documents are counted."""
    data = document(
        table(row(cell(paragraph("<w:r><w:drawing><pic:pic xmlns:pic='x'/></w:drawing></w:r>" + run("a")))))
    )
    data = related(data, "oleObject", "embeddings/a.bin", "")
    assert ("1 embedded document not read", "1 image not read") == read(tmp_path, "a.docx", data).notes


@pytest.mark.parametrize(
    "text",
    [
        "Click or tap here to enter text.",
        "Click here to enter a date.",
        "Choose an item.",
        "[Enter details of the contact]",
        "dd/mm/yyyy",
        "Date",
    ],
)
def test_placeholder(tmp_path, text):
    """The placeholder of a form field that nobody has filled in is left out, and the row says so."""
    found = one(
        tmp_path, row(cell("a"), cell(field(text))), row(cell("b"), field("", cell(text))), row(cell("c"), cell("d"))
    )
    assert [("a", ""), ("b", ""), ("c", "d")] == cells(found)
    assert [("placeholder text of a form field: left out",)] * 2 + [()] == [row.marks for row in found.rows]


@pytest.mark.parametrize("shows", ["<w:showingPlcHdr/>", '<w:showingPlcHdr w:val="0"/>', ""])
def test_filled_in(tmp_path, shows):
    """What somebody has written into a form field is kept, even if a program left the mark of the placeholder."""
    found = one(tmp_path, row(cell("a"), cell(field("Elsie was seen at home", shows=shows))))
    assert [("a", "Elsie was seen at home")] == cells(found)
    assert "Click or tap here" in cells(one(tmp_path, row(cell(field("Click or tap here", shows="")))))[0][0]


def test_own_placeholder(tmp_path):
    """A placeholder that the document itself defines is known by its text."""
    part = f'<w:docPart><w:docPartPr><w:name w:val="P1"/></w:docPartPr><w:docPartBody>{paragraph("Views of Elsie")}</w:docPartBody></w:docPart>'
    body = document(table(row(cell(field("Views of Elsie", name="P1")), cell(field("Views of Elsie", name="P2")))))
    (found,) = read(tmp_path, "a.docx", related(body, "glossaryDocument", "glossary.xml", part)).tables
    assert [("", "Views of Elsie")] == cells(found)


def test_rows_of_placeholders_are_rows(tmp_path):
    """A row at the end of a table in which nobody has filled in anything is still a row."""
    empty = row(cell(field("Click or tap to enter a date.")), cell(field("Choose an item.")))
    assert 2 == len(one(tmp_path, row(cell("a"), cell("b")), empty, row(cell(""), cell(""))).rows)


def test_capitals_in_names(tmp_path):
    """Parts whose names differ from the links to them in capitals are found, as Word finds them."""
    renamed = {name.upper(): data for name, data in members_of(document(INNER)).items()}
    (found,) = read(tmp_path, "a.docx", rezipped(renamed)).tables
    assert IN_ROWS == cells(found)

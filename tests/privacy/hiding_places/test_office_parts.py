import base64
import io
import struct
import zipfile

import pytest

from safeguard_model.errors import InvalidFile
from safeguard_model.privacy.hiding_places.office_parts import read_archive
from safeguard_model.privacy.hiding_places.text_parts import TextCollector, _Allowance
from tests.privacy.hiding_places.making import W, exif, jpeg, paragraph, places, png, read, reasons, run, zipped

CANARY = "Zebedee Quill"


def docx(folder, parts, **how):
    """The texts of a document of these parts."""
    return read(folder, "a.docx", zipped(parts, **how))


def test_a_name_split_over_runs_is_whole(tmp_path):
    """The pieces of a paragraph are joined, whatever formatting lies between them."""
    found = docx(tmp_path, {"word/document.xml": paragraph(run("Zeb") + run("edee", "<w:b/>") + run(" Quill"))})
    assert places(found, CANARY) == ["body, paragraph 1"]


def test_a_tracked_change_hides_neither_what_was_nor_what_is(tmp_path):
    """The paragraph is read as it is now and as it was."""
    deleted = '<w:del w:author="Ann Author" w:id="1"><w:r><w:delText>ebedee Q</w:delText></w:r></w:del>'
    inserted = '<w:ins w:author="Ian Inserter" w:id="2">' + run("ara T") + "</w:ins>"
    found = docx(tmp_path, {"word/document.xml": paragraph(run("Z") + deleted + inserted + run("uill"))})
    assert places(found, CANARY) == [
        "body, paragraph 1 (before the tracked changes: with deleted and moved text)",
    ]
    assert places(found, "Zara Tuill") == ["body, paragraph 1"]
    assert places(found, "Ann Author") == ["body, paragraph 1, author"]
    assert places(found, "Ian Inserter")


def test_what_was_inserted_and_deleted_again_is_found(tmp_path):
    """Text that is neither in the old nor in the new paragraph is still in the file."""
    both = f"<w:ins><w:del><w:r><w:delText>{CANARY}</w:delText></w:r></w:del></w:ins>"
    found = docx(tmp_path, {"word/document.xml": paragraph(run("Some ") + both + run("text"))})
    assert places(found, CANARY) == ["body, paragraph 1 (with deleted, inserted and hidden text)"]


def test_moved_text_is_found_where_it_was(tmp_path):
    """Text that was moved away is still in its old place."""
    moved = f"<w:moveFrom>{run(CANARY)}</w:moveFrom>"
    found = docx(tmp_path, {"word/document.xml": paragraph(run("Some ") + moved)})
    assert places(found, CANARY) == ["body, paragraph 1 (before the tracked changes: with deleted and moved text)"]


def test_hidden_text_is_found_and_does_not_split_what_is_shown(tmp_path):
    """A hidden run is read, and so is the paragraph as a reader sees it."""
    hidden = run("XXX", "<w:vanish/>")
    found = docx(tmp_path, {"word/document.xml": paragraph(run("Zebedee") + hidden + run(" Quill"))})
    assert places(found, CANARY) == ["body, paragraph 1"]
    assert places(found, "XXX") == ["body, paragraph 1 (with hidden text)"]


def test_text_that_is_not_hidden_after_all_is_plain(tmp_path):
    """A formatting that says "not hidden" hides nothing, nor does a hidden end of a paragraph."""
    xml = "<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>" + run(CANARY, '<w:vanish w:val="0"/>')
    assert places(docx(tmp_path, {"word/document.xml": paragraph(xml)}), CANARY) == ["body, paragraph 1"]


def test_a_text_box_that_is_stored_twice_is_handed_out_once(tmp_path):
    """The form for old programs is left out only if it is the same."""
    box = "<w:txbxContent><w:p>{}</w:p></w:txbxContent>"
    new, old = box.format(run(CANARY)), box.format(run("Other Text"))
    parts = f"<mc:Choice>{new}</mc:Choice><mc:Fallback>{new}{old}</mc:Fallback>"
    xml = run("Zeb") + f'<w:r><mc:AlternateContent xmlns:mc="m">{parts}</mc:AlternateContent></w:r>' + run("edee")
    found = docx(tmp_path, {"word/document.xml": paragraph(xml)})
    assert places(found, CANARY) == ["body, paragraph 2 (in a text box)"]
    assert places(found, "Other Text") == ["body, paragraph 4 (in a text box)"]
    assert places(found, "Zebedee")[-1] == "body, paragraph 1"


HIDDEN_IN_WORD = {
    "field code": (
        "word/document.xml",
        paragraph("<w:r><w:instrText>AUTHOR Zebedee</w:instrText></w:r><w:r><w:instrText> Quill</w:instrText></w:r>"),
    ),
    "deleted field code": ("word/document.xml", paragraph(f"<w:r><w:delInstrText>{CANARY}</w:delInstrText></w:r>")),
    "simple field": ("word/document.xml", paragraph(f'<w:fldSimple w:instr="AUTHOR {CANARY}"/>')),
    "alternative text": ("word/document.xml", paragraph(f'<wp:docPr xmlns:wp="p" id="1" descr="{CANARY}"/>')),
    "title of a picture": ("word/document.xml", paragraph(f'<wp:docPr xmlns:wp="p" id="1" title="{CANARY}"/>')),
    "name of a picture": ("word/document.xml", paragraph(f'<wp:docPr xmlns:wp="p" id="1" name="{CANARY}"/>')),
    "content control": (
        "word/document.xml",
        paragraph(f'<w:sdt><w:sdtPr><w:alias w:val="{CANARY}"/></w:sdtPr></w:sdt>'),
    ),
    "tag": ("word/document.xml", paragraph(f'<w:sdt><w:sdtPr><w:tag w:val="{CANARY}"/></w:sdtPr></w:sdt>')),
    "data binding": ("word/document.xml", paragraph(f'<w:dataBinding w:xpath="/a[{CANARY}]"/>')),
    "bookmark": ("word/document.xml", paragraph(f'<w:bookmarkStart w:id="0" w:name="{CANARY}"/>')),
    "moved by": ("word/document.xml", paragraph(f'<w:moveFrom w:author="{CANARY}"/>')),
    "white text": ("word/document.xml", paragraph(run(CANARY, '<w:color w:val="FFFFFF"/><w:sz w:val="2"/>'))),
    "table": (
        "word/document.xml",
        f"<w:document {W}><w:tbl><w:tr><w:tc><w:p>{run(CANARY)}</w:p></w:tc></w:tr></w:tbl></w:document>",
    ),
    "comment": (
        "word/comments.xml",
        f'<w:comments {W}><w:comment w:id="0"><w:p>{run("Zebedee ")}{run("Quill")}</w:p></w:comment></w:comments>',
    ),
    "author of a comment": ("word/comments.xml", f'<w:comments {W}><w:comment w:author="{CANARY}"/></w:comments>'),
    "extended comment": ("word/commentsExtended.xml", f'<x a="{CANARY}"/>'),
    "person": ("word/people.xml", f'<w15:people xmlns:w15="p"><w15:person w15:author="{CANARY}"/></w15:people>'),
    "e-mail of a person": (
        "word/people.xml",
        f'<w15:people xmlns:w15="p"><w15:presenceInfo w15:userId="S::{CANARY}::"/></w15:people>',
    ),
    "footnote": (
        "word/footnotes.xml",
        f"<w:footnotes {W}><w:footnote><w:p>{run(CANARY)}</w:p></w:footnote></w:footnotes>",
    ),
    "endnote": ("word/endnotes.xml", f"<w:endnotes {W}><w:endnote><w:p>{run(CANARY)}</w:p></w:endnote></w:endnotes>"),
    "header": ("word/header2.xml", f"<w:hdr {W}><w:p>{run(CANARY)}</w:p></w:hdr>"),
    "footer": ("word/footer1.xml", f"<w:ftr {W}><w:p>{run(CANARY)}</w:p></w:ftr>"),
    "building block": (
        "word/glossary/document.xml",
        f"<w:glossaryDocument {W}><w:p>{run(CANARY)}</w:p></w:glossaryDocument>",
    ),
    "template": (
        "word/_rels/settings.xml.rels",
        f'<Relationships><Relationship Target="file:///C:\\Users\\{CANARY}\\x.dotm"/></Relationships>',
    ),
    "link": (
        "word/_rels/document.xml.rels",
        '<Relationships><Relationship Target="mailto:Zebedee%20Quill@example.org"/></Relationships>',
    ),
    "mail merge": ("word/settings.xml", f'<w:settings {W}><w:query w:val="SELECT {CANARY}"/></w:settings>'),
    "variable": ("word/settings.xml", f'<w:settings {W}><w:docVar w:name="x" w:val="{CANARY}"/></w:settings>'),
    "creator": ("docProps/core.xml", f"<cp><creator>{CANARY}</creator></cp>"),
    "last editor": ("docProps/core.xml", f"<cp><lastModifiedBy>{CANARY}</lastModifiedBy></cp>"),
    "company": ("docProps/app.xml", f"<p><Company>{CANARY}</Company></p>"),
    "custom property": ("docProps/custom.xml", f'<p><property name="x"><lpwstr>{CANARY}</lpwstr></property></p>'),
    "name of a custom property": ("docProps/custom.xml", f'<p><property name="{CANARY}"/></p>'),
    "custom XML": ("customXml/item1.xml", f"<a><b>{CANARY}</b></a>"),
    "mixed custom XML": ("customXml/item1.xml", "<a>Zebe<b>dee Q</b>uill</a>"),
    "element of custom XML": ("customXml/item1.xml", "<ZebedeeQuill/>"),
    "custom XML in UTF-16": (
        "customXml/item1.xml",
        f'<?xml version="1.0" encoding="UTF-16"?><a>{CANARY}</a>'.encode("utf-16"),
    ),
    "comment in the XML": ("word/settings.xml", f"<w:settings {W}><!-- {CANARY} --></w:settings>"),
    "SmartArt": (
        "word/diagrams/data1.xml",
        '<d xmlns:a="a"><a:p><a:r><a:t>Zebedee</a:t></a:r><a:r><a:t> Quill</a:t></a:r></a:p></d>',
    ),
    "chart": ("word/charts/chart1.xml", f"<c><v>{CANARY}</v></c>"),
    "printer": ("word/printerSettings1.bin", b"\x01\x02" + CANARY.encode("utf-16-le") + b"\xff\0" * 9),
    "embedded object": (
        "word/embeddings/oleObject1.bin",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99 + CANARY.encode(),
    ),
    "old drawing": ("word/drawings/vmlDrawing1.vml", f"<xml><div><br><b>{CANARY}</b></div></xml>"),
    "HTML chunk": ("word/afchunk1.htm", "<p>Zebedee <b>Quill</b>"),
    "unknown part": ("word/somethingNew.xml", f'<x y="{CANARY}"/>'),
    "name of a part": (f"word/{CANARY}.xml", "<x/>"),
    "malformed part": ("word/document.xml", "<w:p><w:t>Zebedee </w:t><w:t>Quill</w:t>"),
    "declared entities": ("word/document.xml", f'<!DOCTYPE a [<!ENTITY b "c">]><a>{CANARY}</a>'),
    "signature": (
        "_xmlsignatures/sig1.xml",
        f"<X509Certificate>{base64.b64encode(bytes(20) + CANARY.encode() + bytes(9)).decode()}</X509Certificate>",
    ),
    "picture": ("word/media/image1.png", png((b"tEXt", f"Author\0{CANARY}".encode()))),
    "photograph": (
        "word/media/image2.jpeg",
        jpeg((0xE1, b"Exif\0\0" + exif([(0x013B, 2, 14, CANARY.encode() + b"\0")]))),
    ),
    "embedded workbook": (
        "word/embeddings/Sheet.xlsx",
        zipped(
            {
                "xl/worksheets/sheet1.xml": f'<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{CANARY}</t></is></c></row></sheetData></worksheet>'
            }
        ),
    ),
    "document in a document": (
        "word/embeddings/Document.docx",
        zipped({"word/embeddings/x.docx": zipped({"word/document.xml": paragraph(run(CANARY))})}),
    ),
}


@pytest.mark.parametrize("case", HIDDEN_IN_WORD)
def test_every_hiding_place_of_a_document_is_read(tmp_path, case):
    """A text is found in each of them, and no place shows it."""
    name, data = HIDDEN_IN_WORD[case]
    found = docx(tmp_path, {"word/document.xml": paragraph(run("Plain"))} | {name: data})
    assert places(found, CANARY) or places(found, "ZebedeeQuill")
    everything = f"{found!r}{[*found.parts]!r}{found.not_looked_at!r}"
    assert "Zebedee" not in everything
    assert "Quill" not in everything


def test_places_say_where(tmp_path):
    """The words for the parts that people know."""
    wanted = {
        "comment": "comments, comment 1, paragraph 1",
        "author of a comment": "comments, comment 1, author",
        "footnote": "footnotes, footnote 1, paragraph 1",
        "header": "header 2, paragraph 1",
        "creator": "docProps/core.xml, creator",
        "custom XML": "customXml/item1.xml, line 1",
        "alternative text": "body, paragraph 1, alternative text",
    }
    for case, place in wanted.items():
        name, data = HIDDEN_IN_WORD[case]
        assert places(docx(tmp_path, {name: data}), CANARY)[0] == place


def test_the_comments_of_the_archive_and_its_parts_are_read(tmp_path):
    """An archive has comments of its own."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        member = zipfile.ZipInfo("a.txt")
        member.comment = b"Zebedee Part"
        archive.writestr(member, "text")
        archive.comment = b"Zebedee Whole"
    found = read(tmp_path, "a.zip", file.getvalue())
    assert places(found, "Zebedee Part") == ["comment on part 1"]
    assert places(found, "Zebedee Whole") == ["comment of the archive"]


def test_a_part_that_was_removed_from_the_list_is_noted_and_read(tmp_path):
    """Bytes between the listed parts may be those of a deleted part."""
    lost = b"PK\x03\x04" + b"\0" * 26 + CANARY.encode() * 9
    found = read(tmp_path, "a.zip", lost + zipped({"a.txt": "text"}, office=False))
    assert "data that belongs to no part" in reasons(found)
    assert places(found, CANARY)


def test_what_follows_the_archive_is_noted_and_read(tmp_path):
    """A second file may be appended."""
    found = read(tmp_path, "a.docx", zipped({"word/document.xml": paragraph(run("x"))}) + CANARY.encode() * 2)
    assert places(found, CANARY)
    assert "data that belongs to no part" in reasons(found)


def test_macros_are_not_looked_at(tmp_path):
    """Macros are listed as not looked at; the rest is read."""
    parts = {"word/vbaProject.bin": b"\0\1\2" * 99, "word/document.xml": paragraph(run(CANARY))}
    found = read(tmp_path, "a.docm", zipped(parts))
    assert reasons(found) == ["macros"]
    assert places(found, CANARY) == ["body, paragraph 1"]


def test_a_thumbnail_is_not_looked_at(tmp_path):
    """A picture of the first page shows its text."""
    found = docx(tmp_path, {"docProps/thumbnail.jpeg": jpeg()})
    assert [(each.where, each.reason) for each in found.not_looked_at] == [
        ("docProps/thumbnail.jpeg, image", "the picture itself")
    ]


def test_an_encrypted_part_is_not_looked_at(tmp_path):
    """A part with a password is listed."""
    data = bytearray(zipped({"a.txt": "text"}, office=False))
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    assert reasons(read(tmp_path, "a.zip", bytes(data))) == ["encrypted"]


def test_a_bomb_is_not_unpacked(tmp_path):
    """A part that is packed far too well is listed as not looked at."""
    found = read(tmp_path, "a.zip", zipped({"a.txt": b"\0" * 40_000_000}, office=False))
    assert reasons(found) == ["compressed far more than any document: larger than the limit"]


def test_everything_together_stays_below_the_limit():
    """The size is counted over all embedded files."""
    found = TextCollector(lambda inner, _name, data: read_archive(inner, data), allowance=_Allowance(1_500, 100))
    read_archive(found, zipped({"a": zipped({"b": "x" * 1_400}, office=False)}, office=False))
    assert [each.reason for each in found.unseen] == ["larger than the limit"]


def test_files_are_read_to_a_depth_of_three(tmp_path):
    """What is deeper is listed as not looked at."""
    data = CANARY.encode()
    for _ in range(3):
        data = zipped({"a.txt" if data[:1] == b"Z" else "a.zip": data}, office=False)
    assert places(read(tmp_path, "a.zip", data), CANARY) == ["part 1, part 1, part 1, line 1"]
    deeper = read(tmp_path, "a.zip", zipped({"a.zip": data}, office=False))
    assert places(deeper, CANARY) == []
    assert reasons(deeper) == ["embedded too deep"]


def test_a_damaged_part_is_noted_and_the_others_are_read(tmp_path):
    """One bad part does not stop the rest."""
    data = zipped({"word/header1.xml": "<a>" + "text " * 50 + "</a>", "word/document.xml": paragraph(run(CANARY))})
    place = data.find(b"word/header1.xml") + 20
    data = data[:place] + b"\xff\xff" + data[place + 2 :]
    found = read(tmp_path, "a.docx", data)
    assert any("damaged" in each for each in reasons(found))
    assert places(found, CANARY) == ["body, paragraph 1"]


def test_a_damaged_archive_is_refused(tmp_path):
    """Nothing can be read of an archive that is cut off."""
    with pytest.raises(InvalidFile, match="damaged"):
        read(tmp_path, "a.docx", zipped({"word/document.xml": paragraph(run("x"))})[:-30])


def test_a_presentation_is_read(tmp_path):
    """Slides, their notes, and the names of their shapes."""
    slide = '<p:sld xmlns:p="p" xmlns:a="a"><p:cNvPr id="2" name="Shape Name"/><a:p><a:r><a:t>Zebedee</a:t></a:r><a:r><a:t> Quill</a:t></a:r></a:p></p:sld>'
    found = read(tmp_path, "a.pptx", zipped({"ppt/slides/slide2.xml": slide, "ppt/notesSlides/notesSlide1.xml": slide}))
    assert places(found, CANARY) == ["slide 2, paragraph 1", "notes of a slide 1, paragraph 1"]
    assert places(found, "Shape Name")


def test_an_open_document_is_read(tmp_path):
    """Spans, spaces that are elements, deleted text, properties."""
    body = (
        '<o xmlns:text="t"><text:p>Zebe<text:span>dee</text:span><text:s/>Quill</text:p>'
        "<text:deletion><text:p>Deleted Text</text:p></text:deletion></o>"
    )
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": body,
        "meta.xml": "<a><creator>Ed Editor</creator></a>",
    }
    found = read(tmp_path, "a.odt", zipped(parts, office=False))
    assert places(found, CANARY) == ["content, paragraph 1"]
    assert places(found, "Deleted Text") == ["content, paragraph 2"]
    assert places(found, "Ed Editor") == ["properties, creator"]


def test_a_document_by_python_docx_is_read(tmp_path):
    """A document as a program writes it."""
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("Zebedee").add_run(" Quill")
    document.sections[0].header.paragraphs[0].text = "Header Text"
    document.core_properties.last_modified_by = "Ed Editor"
    document.save(tmp_path / "a.docx")
    found = read(tmp_path, "a.docx", (tmp_path / "a.docx").read_bytes())
    assert places(found, CANARY) == ["body, paragraph 1"]
    assert places(found, "Header Text") == ["header 1, paragraph 1"]
    assert places(found, "Ed Editor") == ["docProps/core.xml, lastModifiedBy"]


def test_unpacked_sizes_are_what_the_archive_says():
    """The header before a part is 30 bytes long, as `_look_between` assumes."""
    assert struct.calcsize("<4s5H3I2H") == 30

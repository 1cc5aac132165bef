import contextlib
import io
import logging
import sys
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeguard_model.errors import InvalidFile, MissingExtra, SafeguardModelError
from safeguard_model.privacy.hiding_places import texts_of
from tests.privacy.hiding_places.making import exif, jpeg, places, read, reasons, zipped

CANARY = "Zebedee Quill"
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(data, entries=""):
    """A stream object."""
    data = data if isinstance(data, bytes) else data.encode()
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def drawn(text, mode=0):
    """The contents of a page that shows a text."""
    return f"BT /F1 12 Tf {mode} Tr 72 700 Td ({text}) Tj ET"


def pdf(objects=(), *, page="", catalog="", info="", contents="BT /F1 12 Tf 72 700 Td (Plain) Tj ET", old=b""):
    """A PDF of one page; further objects begin at number 6. Objects appended to an old file make a new revision."""
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> {page} >>",
        stream(contents),
        FONT,
        *objects,
    ]
    bodies.append(f"<< {info} >>")
    out, starts = bytearray(old or b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, start=1):
        starts.append(len(out))
        out += f"{number} 0 obj\n".encode() + (body if isinstance(body, bytes) else body.encode()) + b"\nendobj\n"
    place = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{start:010} 00000 n \n".encode() for start in starts)
    before = f"/Prev {old.rfind(b'xref', 0, old.rfind(b'startxref'))}" if old else ""
    out += f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R /Info {len(bodies)} 0 R {before} >>\n".encode()
    return bytes(out + f"startxref\n{place}\n%%EOF\n".encode())


NOTE = f"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents ({CANARY}) >>"
CASES = {
    "page": (pdf(contents=drawn(CANARY)), "page 1"),
    "invisible text": (pdf(contents=drawn(CANARY, mode=3)), "page 1"),
    "text under a black box": (pdf(contents=drawn(CANARY) + " 0 0 0 rg 60 690 400 40 re f"), "page 1"),
    "note": (pdf([NOTE], page="/Annots [6 0 R]"), "page 1, note"),
    "author of a note": (
        pdf([NOTE.replace("/Contents", "/T")], page="/Annots [6 0 R]"),
        "page 1, name of a field, or author of a note",
    ),
    "link": (
        pdf([f"<< /Type /Annot /Subtype /Link /A << /S /URI /URI (file:{CANARY}) >> >>"], page="/Annots [6 0 R]"),
        "page 1, link",
    ),
    "field": (
        pdf([f"<< /FT /Tx /T (x) /V ({CANARY}) >>"], catalog="/AcroForm << /Fields [6 0 R] >>"),
        "object 6, value of a field",
    ),
    "state of a box": (
        pdf(["<< /FT /Btn /T (x) /V /Zebedee#20Quill >>"], catalog="/AcroForm << /Fields [6 0 R] >>"),
        "object 6, value of a field",
    ),
    "property": (pdf(info=f"/Author ({CANARY})"), "document information, author"),
    "property in UTF-16": (pdf(info=f"/Title <FEFF{CANARY.encode('utf-16-be').hex()}>"), "document information, title"),
    "own property": (pdf(info="/Zebedee#20Quill (x)"), "document information, name of an entry"),
    "bookmark": (pdf([f"<< /Title ({CANARY}) /Parent 6 0 R >>"], catalog="/Outlines 6 0 R"), "object 6, title"),
    "layer": (
        pdf([f"<< /Type /OCG /Name ({CANARY}) >>"], catalog="/OCProperties << /OCGs [6 0 R] >>"),
        "object 6, name",
    ),
    "page label": (pdf(catalog=f"/PageLabels << /Nums [0 << /P ({CANARY}) >>] >>"), "object 1, label"),
    "script": (pdf(catalog=f"/OpenAction << /S /JavaScript /JS (app.alert\\('{CANARY}'\\)) >>"), "object 1, script"),
    "script in a stream": (
        pdf([stream(f"alert('{CANARY}')")], catalog="/OpenAction << /S /JavaScript /JS 6 0 R >>"),
        "object 6, script",
    ),
    "alternative text": (pdf([f"<< /Type /StructElem /Alt ({CANARY}) >>"]), "object 6, alternative text"),
    "replacement text": (
        pdf(contents=f"/Span << /ActualText ({CANARY}) >> BDC {drawn('x')} EMC"),
        "page 1, replacement text",
    ),
    "XMP": (
        pdf(
            [stream(f"<x><creator>{CANARY}</creator></x>", "/Type /Metadata /Subtype /XML")], catalog="/Metadata 6 0 R"
        ),
        "object 6, XMP, line 1, creator",
    ),
    "attachment": (
        pdf([stream(f"{CANARY}", "/Type /EmbeddedFile"), "<< /Type /Filespec /F (a.txt) /EF << /F 6 0 R >> >>"]),
        "object 6, embedded file, line 1",
    ),
    "name of an attachment": (pdf([f"<< /Type /Filespec /UF ({CANARY}.txt) >>"]), "object 6, file name"),
    "lost page": (
        pdf(
            [
                "<< /Type /Page /MediaBox [0 0 9 9] /Contents 7 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
                stream(drawn(CANARY)),
            ]
        ),
        "object 6, a page that is not shown",
    ),
    "replacement text of a drawing": (
        pdf(
            [
                stream(
                    f"/Span << /ActualText ({CANARY}) >> BDC {drawn('x')} EMC",
                    "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 5 0 R >> >>",
                )
            ]
        ),
        "object 6, a drawing, replacement text",
    ),
    "drawing of a note": (
        pdf(
            [
                stream(
                    drawn(CANARY),
                    "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 5 0 R >> >>",
                )
            ]
        ),
        "object 6, a drawing",
    ),
    "private data": (
        pdf([stream(f"note {CANARY}")], catalog="/PieceInfo << /X << /Private 6 0 R >> >>"),
        "object 6, data of unknown use",
    ),
    "packed stream": (
        pdf([stream(zlib.compress(f"note {CANARY}".encode()), "/Filter /FlateDecode")]),
        "object 6, data of unknown use",
    ),
    "photograph": (
        pdf(
            [
                stream(
                    jpeg((0xE1, b"Exif\0\0" + exif([(0x013B, 2, 14, CANARY.encode() + b"\0")]))),
                    "/Subtype /Image /Filter /DCTDecode /Width 1 /Height 1",
                )
            ]
        ),
        "object 6, picture, JPEG, Exif, artist",
    ),
    "earlier revision": (pdf(contents=drawn("Plain"), old=pdf(contents=drawn(CANARY))), "earlier revision 1, page 1"),
    "after the end": (pdf() + CANARY.encode(), "after the end of the PDF, as text"),
}


@pytest.fixture(autouse=True)
def _needs_pypdf(request):
    if "without" not in request.node.name:
        pytest.importorskip("pypdf")


@pytest.mark.parametrize("case", CASES)
def test_every_hiding_place_of_a_pdf_is_read(tmp_path, case, caplog, capsys):
    """A text is found in each of them; no place, log or output shows it."""
    data, place = CASES[case]
    found = read(tmp_path, "a.pdf", data)
    assert place in places(found, CANARY)
    shown = f"{[*found.parts]}{found.not_looked_at}{caplog.text}{capsys.readouterr()}"
    assert "Zebedee" not in shown


def test_what_is_shown_today_is_not_found_again_in_an_earlier_revision(tmp_path):
    """Only what was changed is handed out."""
    found = read(tmp_path, "a.pdf", pdf(contents=drawn(CANARY), old=pdf(contents=drawn(CANARY))))
    assert places(found, CANARY) == ["page 1"]


def test_pictures_are_not_looked_at(tmp_path):
    """An image, an inline image, and a page without text, which may be a scan."""
    image = stream(b"\0", "/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray")
    assert reasons(read(tmp_path, "a.pdf", pdf([image]))) == ["an image"]
    inline = "q BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"
    assert "an image" in reasons(read(tmp_path, "a.pdf", pdf(contents=f"{drawn('x')} {inline}")))
    assert reasons(read(tmp_path, "a.pdf", pdf(contents="q Q"))) == ["no text on the page: it may be a scanned picture"]


def test_a_pdf_with_a_password_is_refused(tmp_path):
    """Nothing of it can be read."""
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(contents=drawn(CANARY))))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "b.pdf")
    with pytest.raises(InvalidFile, match="password"):
        texts_of(tmp_path / "b.pdf")
    found = read(tmp_path, "a.zip", zipped({"b.pdf": (tmp_path / "b.pdf").read_bytes()}, office=False))
    assert len(found.not_looked_at) == 1


def test_a_pdf_that_anybody_may_open_is_read(tmp_path):
    """A password of the owner alone does not hide the text."""
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(contents=drawn(CANARY))))
    writer.encrypt("", owner_password="secret", algorithm="RC4-128")
    writer.write(tmp_path / "b.pdf")
    assert places(texts_of(tmp_path / "b.pdf"), CANARY) == ["page 1"]


def test_without_pypdf_a_pdf_is_refused_and_an_embedded_one_is_noted(tmp_path, monkeypatch):
    """The error names the package; the rest of an archive is read."""
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(MissingExtra, match="pypdf"):
        read(tmp_path, "a.pdf", pdf())
    found = read(tmp_path, "a.zip", zipped({"a.pdf": pdf(), "b.txt": CANARY}, office=False))
    assert reasons(found) == ["the extra `pdf` is not installed"]
    assert places(found, CANARY) == ["part 2, line 1"]


def test_the_log_of_pypdf_speaks_again_afterwards(tmp_path):
    """Its loggers are silent only while a file is read."""
    level = logging.getLogger("pypdf").level
    read(tmp_path, "a.pdf", pdf())
    assert logging.getLogger("pypdf").level == level


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.sampled_from([data for data, _ in CASES.values()]), st.data())
def test_no_damage_stops_the_reader(tmp_path, caplog, data, draw):
    """A PDF that is cut off or changed is read as far as it goes, or refused; nothing is logged."""
    broken = bytearray(data[: draw.draw(st.integers(6, len(data)))])
    for place in draw.draw(st.lists(st.integers(0, len(broken) - 1), max_size=4)):
        broken[place] ^= 1 << draw.draw(st.integers(0, 7))
    with contextlib.suppress(SafeguardModelError):
        read(tmp_path, "a.pdf", bytes(broken))
    assert caplog.text == ""

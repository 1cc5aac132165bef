"""The guards before an office file: what it is, what it may unpack to, and that no XML of it can do harm."""

import io
import zipfile

import pytest

from safeguard_model.chronology.opening import archive as _archive
from safeguard_model.chronology.opening.archive import unpack
from tests.chronology.making import (
    CANARY,
    DOCUMENT,
    SHEET,
    cell,
    document,
    members_of,
    refused,
    rezipped,
    row,
    sheet_of,
    table,
)

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
TYPES = "[Content_Types].xml"


@pytest.fixture(params=["xlsx", "docx"])
def kind(request):
    """Each kind of office file."""
    return request.param


@pytest.fixture
def good(kind):
    """A good file of the kind."""
    return sheet_of([[CANARY]]) if kind == "xlsx" else document(table(row(cell(CANARY))))


@pytest.fixture
def main(kind):
    """The part that holds the text of a file of the kind."""
    return SHEET if kind == "xlsx" else DOCUMENT


@pytest.fixture
def refusal(tmp_path, kind):
    """What is said of bytes of the kind that are refused."""
    return lambda data: refused(tmp_path, f"{CANARY}.{kind}", data)


def flagged(data, flag):
    """The archive with a flag set on each member, in both places where it is kept."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(mark)
        while place >= 0:
            changed[place + offset] |= flag
            place = changed.find(mark, place + 4)
    return bytes(changed)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"a,b\n", "something else"),
        (b"<html>", "a web page"),
        (b"\xef\xbb\xbf <!DOCTYPE html>", "a web page"),
        (b"<?xml version='1.0'?><Workbook/>", "XML"),
        (b"%PDF-1.7", "a PDF"),
        (b"{\\rtf1}", "rich text"),
        (rezipped({}), "an empty archive"),
    ],
)
def test_disguises(refusal, kind, data, words):
    """What is no office file is refused, and what it looks like is said."""
    message = refusal(data)
    assert f"is {words}, not " in message
    assert f"save it as .{kind}" in message


def test_old(refusal, tmp_path, kind):
    """A file of an office program before 2007 is to be saved anew, under whatever name it comes."""
    assert f"before 2007: open it and save it as .{kind}" in refusal(OLD)
    assert "before 2007" in refused(tmp_path, "a.csv", OLD)


def test_password(refusal, tmp_path, good):
    """A file with a password is to be saved without, whether the program or the archive has locked it."""
    locked = OLD + "EncryptedPackage".encode("utf-16-le")
    for message in (refusal(locked), refused(tmp_path, "a.csv", locked), refusal(flagged(good, 1))):
        assert "protected by a password" in message


def test_other_kind(tmp_path, good, kind):
    """A workbook under the name of a document, and the other way round, is told from its contents."""
    other = {"xlsx": "docx", "docx": "xlsx"}[kind]
    assert f"give its name the ending .{kind}" in refused(tmp_path, f"a.{other}", good)
    assert "give its name the ending" in refused(tmp_path, "a.csv", good)


def test_no_office_archive(refusal):
    """An archive of anything else is refused."""
    assert "is an archive, but not" in refusal(rezipped({"a.txt": b"a"}))


def test_macros(refusal, good, kind):
    """A file with macros is refused, whether its kind or a part says so."""
    types = members_of(good)[TYPES].replace(b".sheet.main", b".sheet.macroEnabled.main")
    types = types.replace(b".document.main", b".document.macroEnabled.main")
    folder = {"xlsx": "xl", "docx": "word"}[kind]
    for data in (
        rezipped(members_of(good) | {TYPES: types}),
        rezipped(members_of(good) | {f"{folder}/vbaProject.bin": b""}),
    ):
        assert "holds macros" in refusal(data)


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]>',
        b'<?xml version="1.0"?>\n<!-- -->\n<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        "\ufeff<!DOCTYPE a>".encode("utf-16-le"),
        "<!DOCTYPE a>".encode("utf-16-be"),
        b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE a+AD4-',
        b"<?xml version=\"1.0\" encoding='cp037'?>",
    ],
)
def test_entities(refusal, good, main, xml):
    """XML that declares a document type, or is in an encoding that could hide one, is refused in any part."""
    for data in (rezipped(members_of(good) | {main: xml}), rezipped(members_of(good) | {"word/any.rels": xml})):
        message = refusal(data)
        assert ("document type declaration" in message) or ("another encoding than UTF-8" in message)


def test_bomb_by_ratio(refusal, good, main):
    """A part that is packed absurdly tightly is not unpacked."""
    bomb = members_of(good)[main] + bytes(_archive._SMALL * 2)
    assert "compressed far more" in refusal(rezipped(members_of(good) | {main: bomb}))


def test_bomb_by_size(refusal, good, monkeypatch):
    """A file that is larger than is read, or whose parts unpack to more, is not unpacked."""
    monkeypatch.setattr(_archive, "MAX_BYTES", len(good) + 100_000)
    packed = rezipped(members_of(good) | {f"xl/{number}.xml": b"<a/>" * 50_000 for number in range(3)})
    assert "unpack to more" in refusal(packed)
    assert "larger than" in refusal(good + bytes(100_001))


def test_bomb_by_number(refusal, good, monkeypatch):
    """A file of too many parts is not unpacked."""
    monkeypatch.setattr(_archive, "MAX_MEMBERS", 3)
    assert "unpack to more" in refusal(good)


def test_lying_size(refusal, good, main):
    """A part that says it is small gives no more than it says: the file is damaged."""
    member = zipfile.ZipFile(io.BytesIO(good)).getinfo(main)
    true, false = member.file_size.to_bytes(4, "little"), (10).to_bytes(4, "little")
    assert true in good
    assert "damaged or cut off" in refusal(good.replace(true, false))


def test_twice(refusal, good, main):
    """A file with two parts of one name, capitals aside, is refused: programs differ in which they read."""
    file = io.BytesIO(good)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(main.upper(), b"<a/>")
    assert "a part appears twice" in refusal(file.getvalue())


def test_strange_packing(refusal, good):
    """A part that is that no office program uses does is refused."""
    file = io.BytesIO(good)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/more.xml", b"<a/>")
    assert "that no office program uses" in refusal(file.getvalue())


def test_cut(refusal, good):
    """A file that is cut off is refused as damaged."""
    for part in (8, 4, 2):
        assert "damaged or cut off" in refusal(good[: -len(good) // part])


def test_what_is_not_read(good, kind):
    """Pictures, custom XML and properties are not unpacked, and what is zipped again is what was checked."""
    more = {"customXml/item1.xml": "<a/>".encode("utf-16"), "word/media/a.png": b"\0" * 100}
    package = unpack(rezipped(members_of(good) | more), kind)
    assert not {*more, "docProps/core.xml"} & package.parts.keys()
    assert package.parts == members_of(package.zipped().getvalue())
    assert CANARY not in repr(package)


def test_backslashes(good, kind, main):
    """Names with backslashes, which some programs write, are read as those with slashes."""
    strange = rezipped({name.replace("/", "\\"): data for name, data in members_of(good).items()})
    assert main in unpack(strange, kind).parts

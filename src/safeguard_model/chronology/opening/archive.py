"""The checks before a file is opened: whether the file is what its name says, and whether it is safe to unpack.

An office file is a zip archive of parts, most of them XML. Only the XML parts that may be needed are unpacked, and no
part becomes larger than the archive says. The archive is read only once: the data that was checked is the data that is
used.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import attrs

from safeguard_model.chronology.opening.compound_file import names_in
from safeguard_model.chronology.opening.part_names import with_linked_names
from safeguard_model.chronology.opening.tables import refusal
from safeguard_model.discreet import Discreet

if TYPE_CHECKING:
    import os

__all__ = ["MAX_BYTES", "Kind", "Package", "kind_of", "not_a_spreadsheet", "read_bytes", "text_disguised", "unpack"]

Kind: TypeAlias = Literal["xlsx", "docx", "xlsb", "ods"]

MAX_BYTES: Final = 256 * 1024 * 1024
"""The size in bytes of the largest file that is read, and the largest size of all its unpacked parts together."""
MAX_MEMBERS: Final = 10_000
"""The largest number of parts in a file."""
MAX_RATIO: Final = 250
"""How many times larger than its packed size a large part may become when it is unpacked.

The factor is about 30 for a sheet of a million blank rows that have a height.
"""

_SMALL: Final = 16 * 1024 * 1024  # MAX_RATIO is checked only for a part that unpacks to more bytes than this
_ENCRYPTED: Final = 0x1
_PLAIN_PACKING: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_PARTS: Final = (".xml", ".rels")
_BINARY_PARTS: Final = (".xml", ".rels", ".bin")
_UNREAD: Final = ("customxml/", "docprops/")  # not needed; parts in customxml/ are often in UTF-16, which is refused
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD: Final = "EncryptedPackage".encode("utf-16-le")
_ENCODING: Final = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"'>]*)""")
_MACROS: Final = re.compile(rb"macroEnabled(?:Template)?\.main")
_BOM: Final = b"\xef\xbb\xbf"
# All errors that zipfile and zlib may raise if the data is damaged.
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
_MAIN: Final[dict[bytes, Kind]] = {
    b"spreadsheetml.sheet.main": "xlsx",
    b"spreadsheetml.template.main": "xlsx",
    b"wordprocessingml.document.main": "docx",
    b"wordprocessingml.template.main": "docx",
    b"ms-excel.sheet.binary.macroEnabled.main": "xlsb",
}
_NAMES: Final[dict[Kind, str]] = {
    "xlsx": "an Excel workbook",
    "docx": "a Word document",
    "xlsb": "a binary Excel workbook",
    "ods": "an OpenDocument spreadsheet",
}
_SAVE_AS: Final[dict[Kind, str]] = {"xlsx": ".xlsx", "docx": ".docx", "xlsb": ".xlsx", "ods": ".xlsx"}
_CONTENTS: Final = "[Content_Types].xml"
_MANIFEST, _MIMETYPE = "META-INF/manifest.xml", "mimetype"
_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument."
_OPEN_SHEET: Final = _OPEN_DOCUMENT + b"spreadsheet"
_OPEN_MACROS: Final = ("basic/", "scripts/")


@attrs.frozen(eq=False)
class Package(Discreet):
    """An office file after unpacking."""

    parts: dict[str, bytes] = attrs.field(repr=lambda parts: f"<{len(parts)}>")
    """The XML of each part, by the name of the part in the archive."""

    def zipped(self) -> BytesIO:
        """Return the parts as an uncompressed archive, for libraries that read only archives."""
        file = BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            for name, data in self.parts.items():
                archive.writestr(zipfile.ZipInfo(name), data)
        file.seek(0)
        return file


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """Return the bytes of a file.

    Raises InvalidFile if the file is larger than `MAX_BYTES`, and OSError if it cannot be opened.
    """
    with Path(path).open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise refusal(
            "size", f"the file is larger than {MAX_BYTES // 1024**2} MiB: split the chronology into several files"
        )
    return data


def unpack(data: bytes, kind: Kind) -> Package:
    """Return the parts of an office file after checking them. Raises InvalidFile if a check fails."""
    if not data.startswith(_ZIP):
        raise refusal("content", _not_office(data, kind))
    package = _unpacked(data, _BINARY_PARTS if kind == "xlsb" else _PARTS)
    if isinstance(package, str):
        raise refusal("archive", package)
    texts = (each for name, each in package.parts.items() if not name.lower().endswith(".bin"))
    rule = _wrong_kind(package.parts, kind) or next(filter(None, map(_unsafe, texts)), "")
    if rule:
        raise refusal("content", rule)
    return Package(with_linked_names(package.parts))


def kind_of(data: bytes) -> Kind | Literal["xls", ""]:
    """Return the kind of spreadsheet or document that the bytes of a file certainly are, or an empty text.

    The file is not checked: it may still be damaged or unsafe.
    """
    if data.startswith(_OLD_OFFICE):
        names = names_in(data) or frozenset()
        return "xls" if {name.casefold() for name in names} & {"workbook", "book"} else ""
    if not data.startswith(_ZIP):
        return ""
    package = _unpacked(data, (_CONTENTS.lower(),))
    return "" if isinstance(package, str) else _actual_kind(package.parts) or ""


def text_disguised(data: bytes) -> str:
    """Return the reason why the bytes of a CSV or TSV file are not text, or an empty text if they may be text."""
    if data.startswith(_ZIP):
        return "the file is an office file or archive: save it as .csv, or give its name the ending .xlsx or .docx"
    if data.startswith(_OLD_OFFICE):
        return _old(data, ".xlsx or .docx")
    dress = _dress(data)
    return f"the file is {dress}, not a CSV or TSV file: open it and save it as .csv" if dress else ""


def not_a_spreadsheet(data: bytes) -> str:
    """Return the reason why the bytes of a file that is named like a spreadsheet cannot be read as one."""
    if data.startswith(_OLD_OFFICE) and _PASSWORD in data:
        return _old(data, ".xlsx")
    if data.startswith(_ZIP):
        package = _unpacked(data, _PARTS)
        rule = package if isinstance(package, str) else _wrong_kind(package.parts, "xlsx")
        return rule or "the file is damaged: open it and save a copy"
    dress = "damaged, or an Office file of another kind" if data.startswith(_OLD_OFFICE) else _dress(data)
    if data and not dress and not any(byte < 0x20 and byte not in b"\t\n\f\r" for byte in data[:_HEAD]):
        return "the file is text, not a spreadsheet: give its name the ending .csv, or save it as .xlsx"
    dress = dress or ("something else" if data else "empty")
    return f"the file is {dress}, not a spreadsheet: open it in Excel and save it as .xlsx"


def _unpacked(data: bytes, endings: tuple[str, ...]) -> Package | str:
    """Return the parts of a file whose names have these endings, or the reason why it cannot be unpacked."""
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            wanted = [each for each in members if _is_part(each, endings)]
            rule = _unfit(members, wanted)
            if not rule:
                parts = {_name(each): archive.read(each) for each in wanted}
    except _DAMAGE:
        rule = "the file is damaged or cut off: get it again, or open it and save a copy"
    return rule or Package(parts)


def _name(member: zipfile.ZipInfo) -> str:
    return member.filename.replace("\\", "/")


def _is_part(member: zipfile.ZipInfo, endings: tuple[str, ...]) -> bool:
    name = _name(member).lower()
    return name == _MIMETYPE or (name.endswith(endings) and not name.startswith(_UNREAD))


def _unfit(members: list[zipfile.ZipInfo], parts: list[zipfile.ZipInfo]) -> str:
    """Return the reason why an archive must not be unpacked, or an empty text.

    The sizes that the archive states can be trusted here: zipfile never unpacks a member to more than its stated size.
    """
    names = [_name(each).lower() for each in members]
    if any(each.flag_bits & _ENCRYPTED for each in members):
        return "the file is protected by a password: open it and save a copy without a password"
    if any(name.endswith("vbaproject.bin") or name.startswith(_OPEN_MACROS) for name in names):
        return "the file holds macros and is not opened: save it as .xlsx or .docx"
    if len(members) > MAX_MEMBERS or sum(each.file_size for each in parts) > MAX_BYTES:
        return (
            f"the file would unpack to more than {MAX_BYTES // 1024**2} MiB or {MAX_MEMBERS:,} parts: "
            "save only the chronology in a new file"
        )
    if any(each.file_size > max(_SMALL, each.compress_size * MAX_RATIO) for each in parts):
        return (
            "a part of the file is compressed far more than in any chronology: save only the chronology in a new file"
        )
    if len(set(names)) < len(names):
        return "a part appears twice in the file: open it and save a copy"
    if any(each.compress_type not in _PLAIN_PACKING for each in parts):
        return "the file is compressed in a way that no office program uses: open it and save a copy"
    return ""


def _wrong_kind(parts: dict[str, bytes], kind: Kind) -> str:
    """Return the reason why the parts are not a file of the expected kind, or an empty text."""
    actual = _actual_kind(parts)
    if actual is None and _part(parts, _MIMETYPE).startswith(_OPEN_DOCUMENT):
        return f"the file is an OpenDocument file, not {_NAMES[kind]}: open it and save it as {_SAVE_AS[kind]}"
    if actual is None and _MACROS.search(_part(parts, _CONTENTS)):
        return f"the file holds macros and is not opened: save it as {_SAVE_AS[kind]}"
    if actual is None:
        return f"the file is an archive, but not {_NAMES[kind]}: open it and save it as {_SAVE_AS[kind]}"
    if b"encryption-data" in _part(parts, _MANIFEST):
        return "the file is protected by a password: open it and save a copy without a password"
    if actual != kind:
        return f"the file is {_NAMES[actual]}, not {_NAMES[kind]}: give its name the ending .{actual}"
    return ""


def _actual_kind(parts: dict[str, bytes]) -> Kind | None:
    if _part(parts, _MIMETYPE).startswith(_OPEN_DOCUMENT):
        return "ods" if _part(parts, _MIMETYPE).startswith(_OPEN_SHEET) else None
    contents = _part(parts, _CONTENTS)
    return next((of for main, of in _MAIN.items() if main in contents), None)


def _part(parts: dict[str, bytes], name: str) -> bytes:
    """Return a part of this name, capitals aside; nothing if there is none."""
    return next((data for each, data in parts.items() if each.lower() == name.lower()), b"")


def _unsafe(data: bytes) -> str:
    """Return the reason why XML must not be parsed, or an empty text.

    The search for a document type declaration works only in UTF-8 and ASCII. Other encodings are therefore refused:
    office programs write the parts that are checked here in UTF-8.
    """
    encoding = _ENCODING.match(data.removeprefix(_BOM))
    if b"\0" in data or (encoding and encoding[1].lower() not in {b"utf-8", b"utf8", b"us-ascii"}):
        return "a part of the file is in another encoding than UTF-8: open it and save a copy"
    if b"!" in data and (b"<!DOCTYPE" in data or b"<!ENTITY" in data):
        return "the file holds a document type declaration, which no office program writes: open it and save a copy"
    return ""


def _not_office(data: bytes, kind: Kind) -> str:
    if data.startswith(_OLD_OFFICE):
        return _old(data, _SAVE_AS[kind])
    dress = _dress(data) or ("something else" if data else "empty")
    return f"the file is {dress}, not {_NAMES[kind]}: open it and save it as {_SAVE_AS[kind]}"


def _old(data: bytes, ending: str) -> str:
    if _PASSWORD in data:
        return "the file is protected by a password: open it and save a copy without a password"
    return f"the file is in the format of Office before 2007: open it and save it as {ending}"


def _dress(data: bytes) -> str:
    """Return the kind of file that the first bytes show, in words, or an empty text if that is not known."""
    head = data[:_HEAD].removeprefix(_BOM).lstrip().lower()
    return next((words for mark, words in _MARKS.items() if head.startswith(mark)), "")


_HEAD: Final = 1024
_MARKS: Final = {
    b"%pdf": "a PDF",
    b"{\\rtf": "rich text",
    b"<!doctype html": "a web page",
    b"<html": "a web page",
    b"<table": "a web page",
    b"<?xml": "XML",
    b"pk\x05\x06": "an empty archive",
}

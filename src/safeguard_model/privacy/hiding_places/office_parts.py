"""The texts of office files (.docx, .xlsx, .pptx, .odt and their kin) and of any other zip archive.

Every part is read: XML by the general rule of `xml_parts`, a sheet by its cells, an embedded file by its own format.
What is neither, such as macros, is noted as not looked at.
"""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Final

from safeguard_model.privacy.hiding_places.decoding import readable_strings
from safeguard_model.privacy.hiding_places.part_labels import has_known_name, label_of
from safeguard_model.privacy.hiding_places.plain_parts import read_binary
from safeguard_model.privacy.hiding_places.text_parts import MAX_MEMBERS, refusal
from safeguard_model.privacy.hiding_places.workbook_parts import WorkbookTexts, is_workbook_part
from safeguard_model.privacy.hiding_places.xml_parts import read_xml

if TYPE_CHECKING:
    from safeguard_model.privacy.hiding_places.text_parts import TextCollector

__all__ = ["read_archive"]

MAX_RATIO: Final = 250
"""How many times larger than its packed size a large part may become when it is unpacked."""
_SMALL: Final = 16 * 1024 * 1024  # MAX_RATIO is checked only for a part that unpacks to more bytes than this
_ENCRYPTED: Final = 0x1
_STEP: Final = 1024 * 1024
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
_XML_START: Final = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\0", b"\xfe\xff\0<")
_OFFICE: Final = {"[content_types].xml", "mimetype"}
_OTHERS_XML: Final = re.compile(r"^customxml/[^/]*\.xml$|\.svg$")
_MACROS: Final = ("vbaproject.bin", "vbaprojectsignature.bin", "vbadata.xml")
_OPEN_MACROS: Final = ("basic/", "scripts/")
_HEADER: Final = 30  # the bytes before the name of a part
_END, _END_SIZE = b"PK\x05\x06", 22
_SLACK: Final = 64  # what some programs leave between two parts


def read_archive(found: TextCollector, data: bytes) -> None:
    """Read every part of an office file or a zip archive. Raises InvalidFile if nothing can be unpacked."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _DAMAGE:
        archive = None
    if archive is None:
        raise refusal("archive", "the file is damaged or cut off: get it again, or open it and save a copy")
    with archive:
        _ArchiveTexts(found, data, archive).read()


class _ArchiveTexts:
    """The reader of one archive."""

    def __init__(self, found: TextCollector, data: bytes, archive: zipfile.ZipFile) -> None:
        self._found = found
        self._data = data
        self._archive = archive
        every = archive.infolist()
        self._members = every[:MAX_MEMBERS]
        if len(every) > MAX_MEMBERS:
            found.skip(f"parts {MAX_MEMBERS + 1} to {len(every)}", "more parts than the limit")
        self._labels = [label_of(_name(each), number) for number, each in enumerate(self._members, start=1)]
        self._is_office = any(_name(each).lower() in _OFFICE for each in self._members)

    def read(self) -> None:
        """Read the names and comments, then the parts. The parts of a workbook that explain its cells come first."""
        found = self._found
        if self._archive.comment:
            found.text("comment of the archive", _text_of(self._archive.comment))
        for number, member in enumerate(self._members, start=1):
            self._describe(number, member)
        self._look_between()
        texts = WorkbookTexts(found) if self._is_office else None
        later: list[tuple[str, str, bytes]] = []
        for label, member in zip(self._labels, self._members, strict=True):
            if member.filename.endswith("/") and not member.file_size:
                continue
            data = self._unpacked(label, member)
            if data is None:
                continue
            if texts is not None and is_workbook_part(_name(member)) and data.lstrip()[:4].startswith(_XML_START):
                if texts.learn(_name(member), label, data):
                    continue
                later.append((_name(member), label, data))
            else:
                self._read_part(_name(member), label, data)
        if texts is not None:
            for name, label, data in later:
                texts.read_sheet(name, label, data)
            texts.give_unused()

    def _describe(self, number: int, member: zipfile.ZipInfo) -> None:
        if not has_known_name(_name(member)):
            self._found.text(f"name of part {number}", member.filename)
        if member.comment:
            self._found.text(f"comment on part {number}", _text_of(member.comment))
        if member.extra:
            self._found.text(f"extra field of part {number}", readable_strings(member.extra))

    def _look_between(self) -> None:
        """Note bytes of the archive that belong to no part, such as those of parts that were deleted."""
        end = 0
        for member in sorted(self._archive.infolist(), key=lambda each: each.header_offset):
            if member.header_offset - end > _SLACK:
                self._between(end, member.header_offset)
            name_and_extra = self._data[member.header_offset + 26 : member.header_offset + _HEADER]
            sizes = struct.unpack("<HH", name_and_extra) if len(name_and_extra) == 4 else (0, 0)
            end = max(end, member.header_offset + _HEADER + sum(sizes) + member.compress_size)
        if self._archive.start_dir - end > _SLACK:
            self._between(end, self._archive.start_dir)
        after = self._data.rfind(_END) + _END_SIZE + len(self._archive.comment)
        if after < len(self._data):
            self._between(after, len(self._data))

    def _between(self, start: int, end: int) -> None:
        read_binary(self._found, "between the parts", self._data[start:end], "data that belongs to no part")

    def _unpacked(self, label: str, member: zipfile.ZipInfo) -> bytes | None:
        """Return the bytes of a part, or None after a note of why not. Of a damaged part, what there is."""
        found = self._found
        if member.flag_bits & _ENCRYPTED:
            found.skip(label, "encrypted")
            return None
        if member.file_size > max(_SMALL, member.compress_size * MAX_RATIO):
            found.skip(label, "compressed far more than any document: larger than the limit")
            return None
        if not found.afford(label, member.file_size):
            return None
        pieces: list[bytes] = []
        try:
            with self._archive.open(member) as file:
                while piece := file.read(_STEP):
                    pieces.append(piece)
        except _DAMAGE:
            found.skip(label, "damaged: read only in part, if at all")
        return b"".join(pieces)

    def _read_part(self, name: str, label: str, data: bytes) -> None:
        low = name.lower()
        found = self._found
        if low.endswith(_MACROS) or (self._is_office and low.startswith(_OPEN_MACROS)):
            read_binary(found, label, data, "macros")
        elif self._is_office and data.lstrip()[:4].startswith(_XML_START) and not low.endswith((".htm", ".html")):
            read_xml(found, data, label, is_office=not _OTHERS_XML.search(low))
        elif data:
            found.file(label, name, data)


def _name(member: zipfile.ZipInfo) -> str:
    return member.filename.replace("\\", "/")


def _text_of(comment: bytes) -> str:
    return readable_strings(comment) if b"\0" in comment else comment.decode("utf-8", "replace")

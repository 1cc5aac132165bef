"""`texts_of`, which reads a file of any known format, by its first bytes or by the ending of its name."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from safeguard_model.discreet import frameless
from safeguard_model.privacy.hiding_places.decoding import is_text
from safeguard_model.privacy.hiding_places.html_parts import read_html
from safeguard_model.privacy.hiding_places.image_parts import is_image, read_image
from safeguard_model.privacy.hiding_places.notebook_parts import read_notebook
from safeguard_model.privacy.hiding_places.office_parts import read_archive
from safeguard_model.privacy.hiding_places.packed_parts import GZIP, read_gzip
from safeguard_model.privacy.hiding_places.pdf_parts import read_pdf
from safeguard_model.privacy.hiding_places.plain_parts import read_binary, read_plain
from safeguard_model.privacy.hiding_places.structured_parts import read_csv, read_json, read_json_lines
from safeguard_model.privacy.hiding_places.text_parts import MAX_BYTES, FileTexts, TextCollector, refusal
from safeguard_model.privacy.hiding_places.xml_parts import read_xml

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

__all__ = ["texts_of"]

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD: Final = "EncryptedPackage".encode("utf-16-le")
_PDF: Final = b"%PDF-"
_RTF: Final = b"{\\rtf"
_HEAD: Final = 1024
_READERS: Final[dict[str, Callable[[TextCollector, bytes], None]]] = {
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".csv": read_csv,
    ".tsv": lambda found, data: read_csv(found, data, delimiter="\t"),
    ".json": read_json,
    ".geojson": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".ipynb": read_notebook,
    ".xml": read_xml,
    ".svg": read_xml,
    ".rels": read_xml,
    ".txt": read_plain,
    ".md": read_plain,
}
_BINARY: Final = {
    *(".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".pptx", ".odt", ".ods", ".zip"),
    *(".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".webp"),
}
_OLD: Final = {".doc", ".xls", ".ppt", ".dot", ".xlt", ".pps"}
_READABLE: Final = (
    "read can be: .docx, .xlsx and other Office and OpenDocument files, .html, .csv, .tsv, .json, .jsonl, .ipynb, "
    ".pdf, .xml, .svg, .png, .jpg, .tiff, .gif, .webp, .zip, .gz, and plain text such as .txt and .md"
)


@frameless
def texts_of(path: str | os.PathLike[str], name: str = "") -> FileTexts:
    """Return every text of a file, with its place, and what could not be looked at.

    The name of the file is a text too; `name` is the one it will have, if not that of now. Files that are embedded in
    the file are read, to a depth of three. Everything together may unpack to 200 MB and 10,000 parts; what is beyond is
    listed as not looked at.

    Raises InvalidFile if nothing of the file can be read: an old .doc or .xls file, a file with a password, a damaged
    archive, an unknown format. Raises MissingExtra for a .pdf file if pypdf is not installed, and OSError if the file
    cannot be opened.
    """
    path = Path(path)
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    found = TextCollector(_read)
    found.text("file name", name or path.name)
    if len(data) > MAX_BYTES:
        data = data[:MAX_BYTES]
        if _is_packed(data):
            raise refusal("size", f"the file is larger than {MAX_BYTES // 1024**2} MB: split it into several files")
        found.skip(f"after the first {MAX_BYTES // 1024**2} MB", "larger than the limit")
    _read(found, path.name, data)
    return FileTexts(tuple(found.parts), tuple(found.unseen))


def _is_packed(data: bytes) -> bool:
    return data.startswith((*_ZIP, _OLD_OFFICE, _PDF, GZIP))


# What a file is shows in its first bytes if it is an archive, a PDF or a picture, and they are believed: a file that is
# named .txt may be a document. Only text needs the ending of the name, because CSV, JSON and prose look alike.
def _read(found: TextCollector, name: str, data: bytes) -> None:
    """Read a file of any format, at any depth of embedding. Raises InvalidFile if nothing of it can be read."""
    ending = PurePath(name).suffix.lower()
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(_ZIP):
        read_archive(found, data)
    elif _PDF in data[:_HEAD] and (ending == ".pdf" or data.startswith(_PDF)):
        read_pdf(found, data)
    elif data.startswith(GZIP):
        read_gzip(found, name.removesuffix(PurePath(name).suffix) if ending == ".gz" else f"{name}", data)
    elif is_image(data):
        read_image(found, data)
    elif data.startswith(_OLD_OFFICE) or (ending in _OLD and not head.startswith((b"<", _RTF))):
        _refuse(found, data, _old(data))
    elif ending in _BINARY and data:
        _refuse(found, data, f"the file is damaged, or is not what the ending of its name says; {_READABLE}")
    elif ending in _READERS:
        _READERS[ending](found, data)
    elif not is_text(data):
        _refuse(found, data, f"the format of the file is not known; {_READABLE}")
    else:
        _read_text(found, data, head)


def _read_text(found: TextCollector, data: bytes, head: bytes) -> None:
    """Read text of unknown format."""
    low = head.lower()
    if low.startswith((b"<!doctype html", b"<html")):
        read_html(found, data)
    elif low.startswith((b"<?xml", b"<svg")):
        read_xml(found, data)
    elif low.startswith((b"{", b"[")) and not low.startswith(_RTF):
        read_json(found, data)
    else:
        if low.startswith(_RTF):
            found.skip("rich text", "read as plain text: a name that formatting splits is not found")
        read_plain(found, data)


def _refuse(found: TextCollector, data: bytes, rule: str) -> None:
    """Refuse a file, or note an embedded file as not looked at and take what reads as text in it."""
    if not found.depth:
        raise refusal("format", rule)
    read_binary(found, "content", data, "a binary file" if "not known" in rule else rule)


def _old(data: bytes) -> str:
    if _PASSWORD in data:
        return "the file is protected by a password: open it and save a copy without a password"
    return "the file is in the format of Office before 2007: open it and save it as .docx or .xlsx"

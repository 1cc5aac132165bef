"""The texts of a plain text file, such as .txt and .md: its paragraphs, and what is written in base64 in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from safeguard_model.privacy.hiding_places.decoding import decoded_text, from_base64, is_text, readable_strings

if TYPE_CHECKING:
    from safeguard_model.privacy.hiding_places.text_parts import TextCollector

__all__ = ["read_binary", "read_data_links", "read_lines", "read_plain", "read_text"]

_LINE_END: Final = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_MOST_LINES: Final = 40
_DATA: Final = re.compile(r"data:([\w.+/-]{0,80})[^,\"'\s]{0,200}?;base64,([A-Za-z0-9+/_=%\s-]{8,})")
_ENDINGS: Final = {
    "text/html": ".html",
    "application/json": ".json",
    "text/csv": ".csv",
    "image/svg+xml": ".svg",
    "text/xml": ".xml",
    "application/xml": ".xml",
}


def read_plain(found: TextCollector, data: bytes) -> None:
    """Read a plain text file."""
    read_lines(found, decoded_text(data))


# A name may be broken over two lines, so lines are not handed out alone: a part is a paragraph, up to a blank line. A
# paragraph that is too long to be a useful place is cut, and the line at the cut belongs to both parts. Thus every two
# neighbouring lines are together in some part.
def read_lines(found: TextCollector, text: str, where: str = "") -> None:
    """Read text by paragraphs. `where` is written before the numbers of the lines."""
    before = f"{where}, " if where else ""
    lines = _LINE_END.split(text)
    start = 0
    for number, line in enumerate([*lines, ""]):
        is_blank = not line or line.isspace()
        if is_blank or number - start >= _MOST_LINES:
            last = number if is_blank else number + 1
            if last > start:
                numbers = f"line {start + 1}" if last == start + 1 else f"lines {start + 1} to {last}"
                found.text(before + numbers, "\n".join(lines[start:last]))
            start = number + 1 if is_blank else number
    read_data_links(found, text, where or "text")


def read_data_links(found: TextCollector, text: str, where: str) -> None:
    """Read the data links of a text, ``data:...;base64,...``, as files embedded in it."""
    if "base64," not in text:
        return
    for number, link in enumerate(_DATA.finditer(text), start=1):
        data = from_base64(link[2].replace("%3D", "=").replace("%2B", "+").replace("%2F", "/"))
        if data:
            found.file(f"{where}, data link {number}", f"data{_ENDINGS.get(link[1].lower(), '')}", data)


def read_binary(found: TextCollector, where: str, data: bytes, reason: str) -> None:
    """Note that a part was not looked at, and read what reads as text in it."""
    found.skip(where, reason)
    if is_text(data):
        found.text(f"{where}, as text", decoded_text(data))
    else:
        found.text(f"{where}, readable text", readable_strings(data))


def read_text(found: TextCollector, where: str, text: str) -> None:
    """Take a text, and read what it stands for in base64, and the data links in it.

    A long text in base64 is not itself taken: nobody can read it, and no name is found in it but by chance.
    """
    data = from_base64(text) if len(text) >= _LEAST_BASE64 else None
    if not data or len(text) < _LONG_BASE64:
        found.text(where, text)
        read_data_links(found, text, where)
    if data and (is_text(data) or data.startswith(_READABLE)):
        found.file(f"{where}, in base64", "data", data)
    elif data:
        found.text(f"{where}, in base64", readable_strings(data))


_LEAST_BASE64, _LONG_BASE64 = 40, 1_000
_READABLE: Final = (b"PK\x03\x04", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x1f\x8b")

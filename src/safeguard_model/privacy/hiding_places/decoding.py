"""The ways in which text is written as bytes or as other text: encodings, escapes, base64, text inside binary data."""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
import urllib.parse
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["decoded_text", "from_base64", "is_text", "readable_strings", "unescaped"]

_UTF_32: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOTHING: Final = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
_WINDOWS: Final = {byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in _NOTHING}
_ESCAPED: Final = {0xDC00 + byte: _WINDOWS.get(byte, chr(byte)) for byte in range(0x80, 0x100)}
_HEAD: Final = 65_536
_LONGEST_STRING: Final = 2_000
_MOST_STRINGS: Final = 200_000

_PERCENT: Final = re.compile("%[0-9A-Fa-f]{2}")
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,30});")
_UNICODE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\u\{([0-9A-Fa-f]{1,6})\}|\\x([0-9A-Fa-f]{2})|\\U([0-9A-Fa-f]{8})")
_OFFICE: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_SURROGATES: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/_\-\r\n\t]{24,}={0,2}")  # no spaces between, as in a sentence
# Two letters or digits at least, so that random bytes give few strings. The second is text in UTF-16.
_ONE_BYTE: Final = re.compile(rb"[\x20-\x7e\xa1-\xff]{5,}")
_TWO_BYTES: Final = re.compile(rb"(?:[\x20-\x7e\xa1-\xff]\x00){4,}")


# Text in Windows-1252 is hardly ever valid UTF-8 by chance, and a file glued together from two programs may be in
# both. So whatever is valid UTF-8 is read as UTF-8, and each other byte as the character that Windows-1252 has for it.
# No byte is lost, and no text fails to decode.
def decoded_text(data: bytes) -> str:
    """Return the text of bytes in UTF-8, UTF-16, UTF-32 or Windows-1252, never failing."""
    if data.startswith(_UTF_32):
        return _whole(data.decode("utf-32", "replace"))
    if data.startswith(_UTF_16):
        return _whole(data.decode("utf-16", "replace"))
    wide = _wide(data[:_HEAD])
    if wide:
        return _whole(data.decode(wide, "replace"))
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape").translate(_ESCAPED)


def is_text(data: bytes) -> bool:
    """Return whether bytes may be a text file: UTF-16, or hardly any control characters."""
    if data.startswith((*_UTF_16, *_UTF_32)):
        return True
    head = data[:_HEAD]
    if _wide(head):
        head = head.replace(b"\0", b"")
    controls = len(head) - len(head.translate(None, bytes(range(1, 9)) + bytes(range(14, 27))))
    return b"\0" not in head and controls * 50 <= len(head)


def _wide(head: bytes) -> str:
    """Return the encoding of UTF-16 without its mark, of which every other byte of English is zero, or nothing."""
    first, second = head[::2].count(0), head[1::2].count(0)
    if len(head) < 4 or max(first, second) * 3 < len(head) or min(first, second) * 10 > max(first, second):
        return ""
    return "utf-16-le" if second > first else "utf-16-be"


def readable_strings(data: bytes) -> str:
    """Return the stretches of binary data that read as text, in one byte or in UTF-16, one a line."""
    found: dict[str, None] = {}
    for pattern, encoding in ((_ONE_BYTE, ""), (_TWO_BYTES, "utf-16-le")):
        for match in pattern.finditer(data):
            piece = match[0].decode(encoding, "replace") if encoding else decoded_text(match[0])
            piece = piece[:_LONGEST_STRING]
            if sum(map(str.isalnum, piece)) * 2 > len(piece):
                found[piece] = None
            if len(found) >= _MOST_STRINGS:
                break
    return "\n".join(found)


def unescaped(text: str) -> Iterator[str]:
    r"""Yield a text with its escapes undone, if it has any: %41, &eacute;, \u00e9 and the _x0041_ of Excel."""
    other = text
    if "%" in other and _PERCENT.search(other):
        other = urllib.parse.unquote(other, errors="replace")
    if "&" in other and _ENTITY.search(other):
        other = html.unescape(other)
    if "\\" in other:
        other = _whole(_UNICODE.sub(_character, other))
    if "_x" in other:
        other = _whole(_OFFICE.sub(_character, other))
    if other != text:
        yield other


def from_base64(text: str) -> bytes | None:
    """Return the bytes that a text stands for in base64, or None if it is not, or is hardly, base64."""
    if not _BASE64.fullmatch(text.strip()):
        return None
    plain = "".join(text.split()).replace("-", "+").replace("_", "/").rstrip("=")
    if plain.isalpha():
        return None  # a long word: of so many characters in base64 hardly ever all are letters
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def _character(found: re.Match[str]) -> str:
    code = int(next(filter(None, found.groups())), 16)
    return chr(code) if code <= 0x10FFFF else found[0]


def _whole(text: str) -> str:
    """Return a text with the halves of split characters joined."""
    return _SURROGATES.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)

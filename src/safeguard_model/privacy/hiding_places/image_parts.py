"""The texts beside the picture in PNG, JPEG, TIFF, GIF and WebP: comments, Exif, XMP, IPTC, and whatever is appended.

The picture itself is never looked at, and is always noted as such: a scanned page is a picture.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Final

from safeguard_model.privacy.hiding_places.decoding import decoded_text, readable_strings
from safeguard_model.privacy.hiding_places.exif_parts import LARGE_TAGS, read_exif
from safeguard_model.privacy.hiding_places.plain_parts import read_binary
from safeguard_model.privacy.hiding_places.xml_parts import read_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safeguard_model.privacy.hiding_places.text_parts import TextCollector

__all__ = ["is_image", "read_image"]

_PNG, _JPEG, _GIF, _RIFF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", (b"GIF87a", b"GIF89a"), b"RIFF"
_TIFF: Final = (b"II*\0", b"MM\0*")
_EXIF: Final = b"Exif\0\0"
_XMP: Final = b"http://ns.adobe.com/xap/1.0/\0"
_MORE_XMP: Final = b"http://ns.adobe.com/xmp/extension/\0"
_PHOTOSHOP: Final = b"Photoshop 3.0\0"
_NO_TEXT: Final = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"pHYs", b"sBIT", b"bKGD", b"sRGB"}
_NO_TEXT_WEBP: Final = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"}
_SKIPPED: Final = {0xC4, 0xDB, 0xDD, 0xC0, 0xC1, 0xC2}
_LARGEST: Final = 16 * 1024 * 1024
_LIMIT: Final = "larger than the limit"


def is_image(data: bytes) -> bool:
    """Return whether bytes begin like a picture of a kind that is read here."""
    return data.startswith((_PNG, _JPEG, *_GIF, *_TIFF)) or (data.startswith(_RIFF) and data[8:12] == b"WEBP")


def read_image(found: TextCollector, data: bytes) -> None:
    """Read all texts of a picture's file, and note that the picture itself was not looked at."""
    found.skip("image", "the picture itself")
    if data.startswith(_PNG):
        _read_png(found, data)
    elif data.startswith(_JPEG):
        _read_jpeg(found, data)
    elif data.startswith(_GIF):
        _read_gif(found, data)
    elif data.startswith(_TIFF):
        _read_tiff(found, data, "TIFF")
    else:
        _read_webp(found, data)


def _read_tiff(found: TextCollector, data: bytes, where: str) -> None:
    for tag, value in read_exif(found, data, where).items():
        if LARGE_TAGS[tag] == "XMP":
            _read_xmp(found, value, where)
        elif LARGE_TAGS[tag] == "IPTC":
            _read_iptc(found, value, where)
        else:
            _read_photoshop(found, value, where)


def _read_xmp(found: TextCollector, data: bytes, where: str) -> None:
    read_xml(found, data.strip(b" \0\r\n\t"), f"{where}, XMP")


def _read_png(found: TextCollector, data: bytes) -> None:
    place = 8
    while place + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, place)
        body = data[place + 8 : place + 8 + size]
        place += 12 + size
        if kind == b"eXIf":
            _read_tiff(found, body.removeprefix(_EXIF), "PNG, Exif")
        elif kind in {b"tEXt", b"zTXt", b"iTXt"}:
            _read_png_text(found, kind, body)
        elif kind not in _NO_TEXT:
            found.text("PNG, another part", readable_strings(body))
        if kind == b"IEND":
            break
    _read_rest(found, "PNG", data[place:])


def _read_png_text(found: TextCollector, kind: bytes, body: bytes) -> None:
    keyword, _, rest = body.partition(b"\0")
    found.text("PNG, keyword of a text", decoded_text(keyword))
    is_packed = kind == b"zTXt"
    if is_packed:
        rest = rest[1:]
    elif kind == b"iTXt":
        is_packed = rest[:1] == b"\x01"
        language, _, rest = rest[2:].partition(b"\0")
        translated, _, rest = rest.partition(b"\0")
        found.text("PNG, keyword of a text", decoded_text(language + b" " + translated))
    text = _inflated(found, "PNG, text", rest) if is_packed else rest
    if keyword.startswith(b"XML:com.adobe.xmp"):
        _read_xmp(found, text, "PNG")
    elif keyword.startswith(b"Raw profile"):
        found.text("PNG, text", decoded_text(text))
        _read_raw_profile(found, text)
    else:
        found.text("PNG, text", decoded_text(text))


def _read_raw_profile(found: TextCollector, text: bytes) -> None:
    """Read metadata that ImageMagick writes as hexadecimal digits: a name, the length, the digits."""
    digits = b"".join(text.split()[2:])
    try:
        data = bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        return
    if data.startswith((_EXIF, *_TIFF)):
        _read_tiff(found, data.removeprefix(_EXIF), "PNG, Exif")
    else:
        found.text("PNG, profile", readable_strings(data))


def _inflated(found: TextCollector, where: str, data: bytes) -> bytes:
    inflater = zlib.decompressobj()
    try:
        text = inflater.decompress(data, _LARGEST)
    except zlib.error:
        found.skip(where, "damaged")
        return b""
    if inflater.unconsumed_tail:
        found.skip(where, _LIMIT)
    return text


def _read_jpeg(found: TextCollector, data: bytes) -> None:
    more_xmp: list[bytes] = []
    for marker, body in _segments(found, data):
        if marker == 0xFE:
            found.text("JPEG, comment", decoded_text(body))
        elif marker == 0xE1 and body.startswith(_EXIF):
            _read_tiff(found, body.removeprefix(_EXIF), "JPEG, Exif")
        elif marker == 0xE1 and body.startswith(_XMP):
            _read_xmp(found, body.removeprefix(_XMP), "JPEG")
        elif marker == 0xE1 and body.startswith(_MORE_XMP):
            more_xmp.append(body[len(_MORE_XMP) + 40 :])  # after the id, the whole length and the place in it
        elif marker == 0xED and body.startswith(_PHOTOSHOP):
            _read_photoshop(found, body.removeprefix(_PHOTOSHOP), "JPEG")
        elif marker not in _SKIPPED:
            found.text("JPEG, another segment", readable_strings(body))
    if more_xmp:
        _read_xmp(found, b"".join(more_xmp), "JPEG, further")


def _segments(found: TextCollector, data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the segments of a JPEG. The picture between them is passed over; what follows its end is noted."""
    place = 2
    while 0 <= place < len(data) - 1:
        marker = data[place + 1]
        if data[place] != 0xFF or marker in {0x00, 0xFF} or 0xD0 <= marker <= 0xD8 or marker == 0x01:
            place = data.find(b"\xff", place + 1)
            continue
        if marker == 0xD9:
            _read_rest(found, "JPEG", data[place + 2 :])
            return
        if place + 4 > len(data):
            return
        (size,) = struct.unpack_from(">H", data, place + 2)
        yield marker, data[place + 4 : place + 2 + size]
        place += 2 + max(size, 2)


def _read_photoshop(found: TextCollector, data: bytes, where: str) -> None:
    """Read the blocks of Photoshop: a mark, an id, a name, a size, the content; each part is of even length."""
    place = 0
    while place + 12 <= len(data) and data[place : place + 4] == b"8BIM":
        (id,) = struct.unpack_from(">H", data, place + 4)
        length = data[place + 6]
        found.text(f"{where}, name of a block of Photoshop", decoded_text(data[place + 7 : place + 7 + length]))
        place += 6 + (length + 2) // 2 * 2
        if place + 4 > len(data):
            return
        (size,) = struct.unpack_from(">I", data, place)
        body = data[place + 4 : place + 4 + size]
        if id == 0x0404:
            _read_iptc(found, body, where)
        else:
            found.text(f"{where}, block of Photoshop", readable_strings(body))
        place += 4 + (size + 1) // 2 * 2


def _read_iptc(found: TextCollector, data: bytes, where: str) -> None:
    """Read the entries of IPTC: captions, by-lines, keywords, places."""
    place = 0
    while place + 5 <= len(data) and data[place] == 0x1C:
        entry = data[place + 2]
        (size,) = struct.unpack_from(">H", data, place + 3)
        found.text(f"{where}, IPTC, entry {entry}", decoded_text(data[place + 5 : place + 5 + size]))
        place += 5 + size


def _read_gif(found: TextCollector, data: bytes) -> None:
    if len(data) < 13:
        return
    place = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    while place < len(data):
        mark = data[place]
        if mark == 0x3B:
            _read_rest(found, "GIF", data[place + 1 :])
            return
        if mark == 0x21:
            kind = data[place + 1 : place + 2]
            body, place = _blocks(data, place + 2)
            if kind == b"\xfe":
                found.text("GIF, comment", decoded_text(body))
            elif kind != b"\xf9":
                found.text("GIF, extension", readable_strings(body))
        elif mark == 0x2C and place + 10 <= len(data):
            colours = data[place + 9]
            place += 10 + (3 << (colours & 7) + 1 if colours & 0x80 else 0) + 1
            _, place = _blocks(data, place)
        else:
            _read_rest(found, "GIF", data[place:])
            return


def _blocks(data: bytes, place: int) -> tuple[bytes, int]:
    pieces: list[bytes] = []
    while place < len(data) and data[place]:
        pieces.append(data[place + 1 : place + 1 + data[place]])
        place += 1 + data[place]
    return b"".join(pieces), place + 1


def _read_webp(found: TextCollector, data: bytes) -> None:
    (whole,) = struct.unpack_from("<I", data, 4)
    place = 12
    while place + 8 <= min(len(data), whole + 8):
        kind, size = struct.unpack_from("<4sI", data, place)
        body = data[place + 8 : place + 8 + size]
        place += 8 + size + size % 2
        if kind == b"EXIF":
            _read_tiff(found, body.removeprefix(_EXIF), "WebP, Exif")
        elif kind == b"XMP ":
            _read_xmp(found, body, "WebP")
        elif kind not in _NO_TEXT_WEBP:
            found.text("WebP, another part", readable_strings(body))
    _read_rest(found, "WebP", data[place:])


def _read_rest(found: TextCollector, where: str, rest: bytes) -> None:
    """Note what follows the end of a picture: a second file may hide there."""
    if rest.strip(b"\0\r\n"):
        read_binary(found, f"{where}, after the end of the picture", rest, "data after the end of the picture")

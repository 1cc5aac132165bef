"""The texts of Exif, which is also the form of a TIFF file: makers, authors, descriptions, and where it was taken."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from safeguard_model.privacy.hiding_places.decoding import decoded_text, readable_strings

if TYPE_CHECKING:
    from safeguard_model.privacy.hiding_places.text_parts import TextCollector

__all__ = ["LARGE_TAGS", "read_exif"]

_TAGS: Final = {
    0x010E: "description of the picture",
    0x010F: "maker of the camera",
    0x0110: "camera",
    0x0131: "software",
    0x0132: "time",
    0x013B: "artist",
    0x013C: "computer",
    0x8298: "copyright",
    0x9003: "time taken",
    0x9004: "time stored",
    0x9286: "comment of the user",
    0x927C: "note of the maker",
    0x9C9B: "title",
    0x9C9C: "comment",
    0x9C9D: "author",
    0x9C9E: "keywords",
    0x9C9F: "subject",
    0xA420: "id of the picture",
    0xA430: "owner of the camera",
    0xA431: "serial number of the camera",
    0xA435: "serial number of the lens",
    0x010D: "name of the document",
    0x011D: "name of the page",
}
_WIDE: Final = range(0x9C9B, 0x9CA0)
_DEEPER: Final = {0x8769: "", 0x8825: "GPS, ", 0xA005: "", 0x014A: ""}
LARGE_TAGS: Final = {700: "XMP", 33723: "IPTC", 34377: "Photoshop"}
"""The tags of a TIFF file that hold a whole other kind of metadata."""
_GPS_PLACES: Final = {
    2: "latitude",
    4: "longitude",
    20: "latitude of the destination",
    22: "longitude of the destination",
}
_SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 129: 1}
_PIXELS: Final = {273, 279, 324, 325, 513, 514, 330}
_MOST_LISTS, _MOST_ENTRIES = 64, 1_000
_CHARACTER_SETS: Final = {b"ASCII\0\0\0": "", b"UNICODE\0": "utf-16", b"JIS\0\0\0\0\0": "", b"\0" * 8: ""}


# The metadata is a list of entries, and an entry may lead to a further list. A damaged file may lead in circles: each
# list is read once, and only a few lists are read. Every place outside the data gives nothing.
def read_exif(found: TextCollector, data: bytes, where: str) -> dict[int, bytes]:
    """Read the texts of Exif, and return the values of `LARGE_TAGS`, which the caller reads."""
    order = {b"II": "<", b"MM": ">"}.get(data[:2], "")
    large: dict[int, bytes] = {}
    if not order or len(data) < 8:
        return large
    waiting = [(struct.unpack_from(f"{order}I", data, 4)[0], "")]
    done: set[int] = set()
    while waiting and len(done) < _MOST_LISTS:
        start, kind = waiting.pop()
        if start in done or start + 2 > len(data) or start < 8:
            continue
        if len(done) == 1 and not kind:
            found.skip(where, "a small copy of the picture, or a further picture")
        done.add(start)
        (count,) = struct.unpack_from(f"{order}H", data, start)
        count = min(count, _MOST_ENTRIES, (len(data) - start - 2) // 12)
        for number in range(count):
            tag, form, size, place = struct.unpack_from(f"{order}HHII", data, start + 2 + number * 12)
            length = _SIZES.get(form, 0) * size
            offset = place if length > 4 else start + 2 + number * 12 + 8
            value = data[offset : offset + length]
            if tag in _DEEPER and form in {4, 13}:
                pointers = struct.unpack(f"{order}{len(value) // 4}I", value[: len(value) // 4 * 4])
                waiting.extend((each, _DEEPER[tag] or kind or "Exif, ") for each in pointers[:_MOST_LISTS])
            elif tag in LARGE_TAGS:
                large[tag] = value
            elif tag not in _PIXELS or kind:
                _give(found, f"{where}, {kind}", (tag, form), value, order)
        following = start + 2 + count * 12
        if not kind and following + 4 <= len(data):
            waiting.append((struct.unpack_from(f"{order}I", data, following)[0], ""))
    return large


def _give(found: TextCollector, where: str, entry: tuple[int, int], value: bytes, order: str) -> None:
    tag, form = entry
    is_gps = where.endswith("GPS, ")
    if is_gps and tag in _GPS_PLACES and form == 5:
        found.text(where + _GPS_PLACES[tag], _degrees(value, order))
        return
    words = where + (f"entry {tag}" if is_gps else _TAGS.get(tag, f"entry {tag}"))
    if form in {2, 129}:
        found.text(words, decoded_text(value.rstrip(b"\0")).replace("\0", "\n"))
    elif tag in _WIDE and not is_gps:
        found.text(words, value.decode("utf-16-le", "replace").rstrip("\0"))
    elif form in {1, 7}:
        charset = _CHARACTER_SETS.get(value[:8])
        if charset:
            wide = f"utf-16-{'le' if order == '<' else 'be'}"
            found.text(words, value[8:].decode(wide, "replace").rstrip("\0"))
        else:
            found.text(words, readable_strings(value if charset is None else value[8:]))


def _degrees(value: bytes, order: str) -> str:
    """Return degrees, minutes and seconds as one number, such as 52.628611."""
    numbers = struct.unpack(f"{order}{len(value) // 8 * 2}I", value[: len(value) // 8 * 8])
    parts = [top / bottom if bottom else 0.0 for top, bottom in zip(numbers[::2], numbers[1::2], strict=True)]
    return f"{sum(part / 60**power for power, part in enumerate(parts[:3])):.6f}"

"""The texts of a file packed with gzip: its original name, its comment, and the file inside."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from safeguard_model.privacy.hiding_places.decoding import decoded_text, readable_strings
from safeguard_model.privacy.hiding_places.plain_parts import read_binary
from safeguard_model.privacy.hiding_places.text_parts import refusal

if TYPE_CHECKING:
    from safeguard_model.privacy.hiding_places.text_parts import TextCollector

__all__ = ["GZIP", "read_gzip"]

GZIP: Final = b"\x1f\x8b"
"""The first bytes of such a file."""
_HAS_EXTRA, _HAS_NAME, _HAS_COMMENT = 4, 8, 16
_MOST_MEMBERS: Final = 10_000


def read_gzip(found: TextCollector, name: str, data: bytes) -> None:
    """Read a packed file. Raises InvalidFile if nothing of it can be unpacked."""
    pieces: list[bytes] = []
    rest, is_whole = data, True
    for number in range(_MOST_MEMBERS):
        if not rest.startswith(GZIP):
            break
        inflater = zlib.decompressobj(31)  # 31: with the header and the check sum of gzip
        try:
            pieces.append(inflater.decompress(rest, found.allowance.size + 1))
        except zlib.error:
            is_whole = False
            break
        _describe(found, rest, number + 1)
        if not found.afford("packed file", len(pieces[-1])):
            pieces[-1] = pieces[-1][: found.allowance.size]
            found.allowance.size = 0
            break
        is_whole = inflater.eof
        if not is_whole:
            break
        rest = inflater.unused_data
    text = b"".join(pieces)
    if not is_whole and not text:
        raise refusal("archive", "the file is damaged or cut off: get it again")
    if not is_whole:
        found.skip("packed file", "damaged or cut off: read only in part")
    elif rest and not rest.startswith(GZIP) and rest.strip(b"\0"):
        read_binary(found, "after the packed file", rest, "data after the end of the packed file")
    found.file("packed file", name, text)


def _describe(found: TextCollector, data: bytes, number: int) -> None:
    """Read the name, comment and extra field in the header of one packed file."""
    where = "packed file" if number == 1 else f"packed file {number}"
    flags = int.from_bytes(data[3:4], "little")
    place = 10
    if flags & _HAS_EXTRA:
        size = int.from_bytes(data[place : place + 2], "little")
        found.text(f"{where}, extra field", readable_strings(data[place + 2 : place + 2 + size]))
        place += 2 + size
    for flag, words in ((_HAS_NAME, "original name"), (_HAS_COMMENT, "comment")):
        if flags & flag:
            end = data.find(b"\0", place)
            found.text(f"{where}, {words}", decoded_text(data[place : end if end >= 0 else place]))
            place = end + 1

"""The container of Office files before 2007: a small file system, of which only one stream is read here."""

from __future__ import annotations

import struct
from typing import Final

__all__ = ["MARK", "names_in", "stream_of"]

MARK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of such a file."""

_HEADER: Final = 512
_ENTRY: Final = 128
_LAST_SECTOR: Final = 0xFFFFFFF9  # numbers from here on are marks, such as the end of a chain
_SECTOR_SIZES: Final = {9, 12}  # as powers of two
_MINI: Final = 64
_ROOT: Final = 5
_STREAM: Final = 2


# Everything in the file is a chain of sectors: a table of numbers says which sector follows which. A damaged or
# malicious file may have chains that run in circles or leave the file. No chain is therefore followed for more sectors
# than the file has, and a number outside the file raises ValueError, as does everything else that does not fit.
class _Container:
    """The sectors and the directory of a file."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(MARK) or len(data) < _HEADER:
            raise ValueError
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in _SECTOR_SIZES or mini_shift != 6:
            raise ValueError
        self._size = 1 << shift
        self._most = len(data) // self._size + 1
        (in_directory,) = struct.unpack_from("<I", data, 40)
        in_table, directory, _, self._least, mini, in_mini, more, in_more = struct.unpack_from("<8I", data, 44)
        if max(in_directory, in_table, in_mini, in_more) > self._most:
            raise ValueError
        sectors = [*struct.unpack_from("<109I", data, 76)]
        while more < _LAST_SECTOR and len(sectors) < self._most + 109:
            part = struct.unpack(f"<{self._size // 4}I", self._sector(more))
            sectors += part[:-1]
            more = part[-1]
        tables = [each for each in sectors[:in_table] if each < _LAST_SECTOR]
        self._next = [number for each in tables for number in struct.unpack(f"<{self._size // 4}I", self._sector(each))]
        self._entries = self._directory(self._chain(directory))
        self._mini_next = [number for (number,) in struct.iter_unpack("<I", self._chain(mini))]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        part = self._data[start : start + self._size]
        if not part:
            raise ValueError
        return part.ljust(self._size, b"\0")

    def _chain(self, number: int) -> bytes:
        parts: list[bytes] = []
        while number < _LAST_SECTOR:
            if len(parts) >= self._most or number >= len(self._next):
                raise ValueError
            parts.append(self._sector(number))
            number = self._next[number]
        return b"".join(parts)

    @staticmethod
    def _directory(data: bytes) -> list[tuple[str, int, int, int]]:
        """Return the name, kind, first sector and size of each entry."""
        entries: list[tuple[str, int, int, int]] = []
        for start in range(0, len(data) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", data, start + 64)
            first, size = struct.unpack_from("<II", data, start + 116)
            name = data[start : start + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            entries.append((name, kind, first, size))
        return entries

    def names(self) -> frozenset[str]:
        return frozenset(name for name, kind, _, _ in self._entries if kind)

    def stream(self, *names: str) -> bytes | None:
        """Return the content of the first stream with one of these names, or None if there is none."""
        for wanted in names:
            for name, kind, first, size in self._entries:
                if kind == _STREAM and name.casefold() == wanted.casefold():
                    return self._chain(first)[:size] if size >= self._least else self._small(first)[:size]
        return None

    def _small(self, number: int) -> bytes:
        """Return a small stream: small streams share the sectors of the root entry, in parts of 64 bytes."""
        shared = next((self._chain(first) for _, kind, first, _ in self._entries if kind == _ROOT), b"")
        parts: list[bytes] = []
        while number < _LAST_SECTOR:
            if number >= len(self._mini_next) or len(parts) > len(shared) // _MINI:
                raise ValueError
            parts.append(shared[number * _MINI : (number + 1) * _MINI])
            number = self._mini_next[number]
        return b"".join(parts)


def names_in(data: bytes) -> frozenset[str] | None:
    """Return the names of all streams and folders in a file, or None if it is damaged."""
    try:
        return _Container(data).names()
    except (struct.error, ValueError):
        return None


def stream_of(data: bytes, *names: str) -> bytes | None:
    """Return the content of the first stream with one of these names, or None if there is none or it is damaged."""
    try:
        return _Container(data).stream(*names)
    except (struct.error, ValueError):
        return None

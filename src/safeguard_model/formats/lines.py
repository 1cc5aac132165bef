"""Many case files in one file, one a line (JSON Lines), read and written one at a time."""

from __future__ import annotations

import gc
import gzip
import io
import zlib
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import attrs

from safeguard_model.errors import InvalidFile, Problem
from safeguard_model.formats.atomic_files import replacing
from safeguard_model.formats.files import dumps, loads
from safeguard_model.formats.record_reading import problem
from safeguard_model.formats.strict_json import MAX_BYTES
from safeguard_model.records import CaseFile

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Generator, Iterable, Iterator

    from _typeshed import WriteableBuffer

__all__ = ["BadLine", "bulk_load", "read_jsonl", "write_jsonl"]

_BLANK: Final = b" \t\r\n"
_AT_ONCE: Final = 128 * 1024
_UNPACKED_AT_ONCE: Final = 8 * 1024  # where a gzip file is damaged, this much before the damage is lost at most
_LEVEL: Final = 6  # what the command gzip does; 9 takes far longer for files hardly smaller


@attrs.frozen
class BadLine:
    """A line that is not a case file."""

    line: int
    """Its number in the file, from 1."""
    raw: bytes = attrs.field(repr=False)
    """Its bytes as they are in the file, with its line ending; of a line that is too long, how it begins."""
    size: int
    """How many bytes it has in the file: more than `raw` only where it is too long."""
    error: InvalidFile
    """Why it is refused."""


def read_jsonl(
    path: str | os.PathLike[str],
    on_error: Callable[[BadLine], object] | None = None,
    *,
    progress: Callable[[int], object] | None = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[CaseFile]:
    """Read the case files of a file one by one, each from a line of at most `max_bytes` (256 MiB).

    A file whose name ends in ``.gz`` is unpacked on the way. Blank lines are skipped. A line that is not a case file
    raises `InvalidFile`, with its number in the place of every problem (``line 3: $.events[0].when``), or is given to
    `on_error`, and reading goes on. A gzip file that is cut off or damaged raises `InvalidFile` in either case, when
    all that can be unpacked has been read. `progress` is called with how many more bytes of the file have been taken.
    The file is opened when the first case file is asked for.

    >>> from safeguard_model import CaseFile
    >>> write_jsonl([CaseFile.of("One"), CaseFile.of("Two")], "both.jsonl.gz")
    2
    >>> [casefile.title for casefile in read_jsonl("both.jsonl.gz")]
    ['One', 'Two']
    """
    with io.BufferedReader(_Counted(path, progress), _AT_ONCE) as file:
        unpacked = _Unpacked(file) if _is_packed(path) else None
        number = 0
        for raw, size in _split(io.BufferedReader(unpacked, _UNPACKED_AT_ONCE) if unpacked else file, max_bytes):
            number += 1
            if size == len(raw) and not raw.strip(_BLANK):
                continue
            damage = unpacked.damage_at(number) if unpacked and not raw.endswith(b"\n") else []
            outcome = InvalidFile(damage) if damage else _read(raw, number, max_bytes)
            if isinstance(outcome, CaseFile):
                del raw
                yield outcome
            elif on_error is None:
                del raw  # so that no frame of the error's traceback holds the record
                raise outcome
            else:
                bad = BadLine(number, raw, size, outcome)
                del raw
                on_error(bad)
                del bad
        if unpacked and (damage := unpacked.damage_at(number)):
            raise InvalidFile(damage)


def write_jsonl(
    casefiles: Iterable[CaseFile], path: str | os.PathLike[str], *, progress: Callable[[int], object] | None = None
) -> int:
    """Write case files to a file one by one, each on a line, in the bytes of `dumps`; returns how many.

    A file whose name ends in ``.gz`` is packed, so that the same case files give the same bytes. As with `dump`, the
    file is the old one whole or the new one whole: whatever `casefiles` raises is passed on, and nothing is changed.
    `progress` is called with how many more bytes have been written, before packing.
    """
    count = 0
    with replacing(path) as file, _packing(file, path) as lines:
        for casefile in casefiles:
            line = dumps(casefile) + b"\n"
            lines.write(line)
            count += 1
            if progress is not None:
                progress(len(line))
    return count


@contextmanager
def bulk_load() -> Generator[None]:
    """Keep Python's search for circular garbage switched off while many case files are read and kept.

    It finds none among records, and takes the longer the more there are. It is switched on again at the end, if it was
    on before.

    >>> with bulk_load():
    ...     casefiles = list(read_jsonl("both.jsonl.gz"))
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Counted(io.FileIO):
    """A file that counts the bytes read from it."""

    def __init__(self, path: str | os.PathLike[str], progress: Callable[[int], object] | None) -> None:
        super().__init__(path)
        self._progress = progress

    def readinto(self, buffer: WriteableBuffer, /) -> int | None:
        size = super().readinto(buffer)
        if size and self._progress is not None:
            self._progress(size)
        return size


class _Unpacked(io.RawIOBase):
    """The content of a gzip file. If it is cut off or damaged, reading ends, and `damage_at` says why."""

    def __init__(self, file: io.BufferedReader[_Counted]) -> None:
        self._file = gzip.GzipFile(fileobj=file, mode="rb")
        self._damage = "" if file.peek(1) else "the file is empty, and no gzip file"

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        data = b"" if self._damage else self._read(len(view))
        view[: len(data)] = data
        return len(data)

    def damage_at(self, number: int) -> list[Problem]:
        """Return what is wrong with the gzip file, if line `number` is the last that could be read."""
        return [problem("gzip", self._damage, f"line {max(number, 1)}")] if self._damage else []

    def _read(self, size: int) -> bytes:
        try:
            return self._file.read1(size)
        except EOFError:
            self._damage = "the gzip file is cut off, in this line or after it"
        except (gzip.BadGzipFile, zlib.error):
            self._damage = "the gzip file is damaged, in this line or near it"
        return b""


def _is_packed(path: str | os.PathLike[str]) -> bool:
    return Path(path).suffix.lower() == ".gz"


def _packing(file: IO[bytes], path: str | os.PathLike[str]) -> AbstractContextManager[IO[bytes] | gzip.GzipFile]:
    if not _is_packed(path):
        return nullcontext(file)
    return gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=file, mtime=0)


def _split(file: io.BufferedIOBase, max_bytes: int) -> Iterator[tuple[bytes, int]]:
    """Yield each line with its size; of a line that is too long, only enough to see that it is."""
    most = max(max_bytes, 0) + 1
    while raw := file.readline(most):
        size = len(raw)
        if size == most and not raw.endswith(b"\n"):
            while more := file.readline(_AT_ONCE):
                size += len(more)
                if more.endswith(b"\n"):
                    break
        yield raw, size


def _read(raw: bytes, number: int, max_bytes: int) -> CaseFile | InvalidFile:
    """Return the case file of a line, or the error of `loads` with its places given as places in the file."""
    try:
        return loads(raw.removesuffix(b"\n"), max_bytes=max_bytes)
    except InvalidFile as error:
        refusal = error.with_traceback(None)  # whose frames hold the line
    refusal.problems = tuple(attrs.evolve(each, where=_where(number, each.where)) for each in refusal.problems)
    if type(refusal) is InvalidFile:
        refusal.args = (refusal.problems,)
    return refusal


def _where(number: int, where: str) -> str:
    """Return a place in a line as a place in the file; broken syntax already has its line and column."""
    column = where.removeprefix("line 1, ")
    return f"line {number}: {where}" if column == where else f"line {number}, {column}"

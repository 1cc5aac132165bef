"""JSON Lines: many case files in one file, each on its own line, read and written one at a time."""

from __future__ import annotations

import gc
import gzip
import io
import zlib
from collections.abc import Sized
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import attrs

from safeguard_model.discreet import Discreet, frameless
from safeguard_model.errors import InvalidFile, Problem
from safeguard_model.formats.atomic_files import replacing
from safeguard_model.formats.files import dumps, loads
from safeguard_model.formats.record_reading import problem
from safeguard_model.formats.strict_json import MAX_BYTES
from safeguard_model.progress import followed
from safeguard_model.records import CaseFile

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Generator, Iterable, Iterator

    from _typeshed import WriteableBuffer

    from safeguard_model.progress import Progress

__all__ = ["BadLine", "bulk_load", "read_jsonl", "write_jsonl"]

_BLANK: Final = b" \t\r\n"
_AT_ONCE: Final = 128 * 1024
_UNPACKED_AT_ONCE: Final = 8 * 1024  # of a damaged gzip file, at most this many bytes before the damage are lost
_LEVEL: Final = 6  # the default of the command gzip; level 9 takes far longer, and its files are hardly smaller


@attrs.frozen(eq=False)
class BadLine(Discreet):
    """A line that is not a case file."""

    line: int
    """The number of the line in the file, counted from 1."""
    raw: bytes = attrs.field(repr=False)
    """The bytes of the line in the (unpacked) file, with the line ending. A line that is too long is cut short."""
    size: int
    """The number of bytes of the whole line. It is the length of `raw`, unless the line is too long."""
    error: InvalidFile
    """The error that says why the line is refused."""


@frameless
def read_jsonl(
    path: str | os.PathLike[str],
    on_error: Callable[[BadLine], object] | None = None,
    *,
    progress: Progress = None,
    on_bytes: Callable[[int], object] | None = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[CaseFile]:
    """Read the case files of a file one by one, each from a line of at most `max_bytes` (by default 256 MiB).

    A file whose name ends in ``.gz`` is unpacked while it is read. Blank lines are skipped. The file is opened when the
    first case file is asked for; if it cannot be opened, OSError is raised then.

    `progress` is True for a progress bar, or a function in the form of tqdm, through which the case files pass. Their
    number is not known before the end. `on_bytes` is a function that is called after each read with the number of
    bytes taken from the file (before unpacking).

    A line that is not a case file raises `InvalidFile`. The `where` of each problem begins with the number of the line
    (``line 3: $.events[0].when``). With `on_error`, that function is called with a `BadLine` instead, and reading goes
    on. A gzip file that is cut off or damaged raises `InvalidFile` even with `on_error`, but only after all that can be
    unpacked has been read.

    >>> from safeguard_model import CaseFile
    >>> write_jsonl([CaseFile.of("One"), CaseFile.of("Two")], "both.jsonl.gz")
    2
    >>> [casefile.title for casefile in read_jsonl("both.jsonl.gz")]
    ['One', 'Two']
    """
    casefiles = _case_files(path, on_error, on_bytes, max_bytes)
    return iter(followed(casefiles, progress, None, "reading case files", "read_jsonl"))


def _case_files(
    path: str | os.PathLike[str],
    on_error: Callable[[BadLine], object] | None,
    on_bytes: Callable[[int], object] | None,
    max_bytes: int,
) -> Iterator[CaseFile]:
    """Yield the case files of a file: see `read_jsonl`."""
    with io.BufferedReader(_Counted(path, on_bytes), _AT_ONCE) as file:
        unpacked = _Unpacked(file) if _is_packed(path) else None
        number = 0
        for raw, size in _split(io.BufferedReader(unpacked, _UNPACKED_AT_ONCE) if unpacked else file, max_bytes):
            number += 1
            if size == len(raw) and not raw.strip(_BLANK):
                continue
            # An unfinished line at the end of a damaged gzip file: the damage is the problem with this line.
            damage = unpacked.damage_at(number) if unpacked and not raw.endswith(b"\n") else []
            outcome = InvalidFile(damage) if damage else _read(raw, number, max_bytes)
            # What has been read is deleted at once, so that the frame of an error does not hold it.
            if isinstance(outcome, CaseFile):
                del raw
                yield outcome
            elif on_error is None:
                del raw
                raise outcome
            else:
                bad = BadLine(number, raw, size, outcome)
                del raw
                on_error(bad)
                del bad
            del outcome
        if unpacked and (damage := unpacked.damage_at(number)):
            raise InvalidFile(damage)


@frameless
def write_jsonl(
    casefiles: Iterable[CaseFile],
    path: str | os.PathLike[str],
    *,
    progress: Progress = None,
    on_bytes: Callable[[int], object] | None = None,
) -> int:
    """Write case files to a file one by one, each on a line, as `dumps` writes them. Return how many were written.

    A file whose name ends in ``.gz`` is packed by gzip; the same case files then give the same packed bytes. As with
    `dump`, the file at `path` is replaced completely or stays as it was. If `casefiles` raises an error, the error is
    passed on and the file stays as it was.

    `progress` is True for a progress bar, or a function in the form of tqdm, through which the case files pass.
    `on_bytes` is a function that is called after each line with the number of bytes of the line, before packing.
    """
    total = len(casefiles) if isinstance(casefiles, Sized) else None
    casefiles = followed(casefiles, progress, total, "writing case files", "write_jsonl")
    count = 0
    with replacing(path) as file, _packing(file, path) as lines:
        for casefile in casefiles:
            line = dumps(casefile) + b"\n"
            lines.write(line)
            count += 1
            if on_bytes is not None:
                on_bytes(len(line))
    return count


@contextmanager
def bulk_load() -> Generator[None]:
    """Switch off Python's search for circular garbage while many case files are read and kept.

    Records have no circular references, so the search finds nothing. The more records are kept, the longer the search
    takes. The search is switched on again at the end, if it was on before.

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
    """A file that calls `on_bytes` with the number of bytes of each read that is not empty."""

    def __init__(self, path: str | os.PathLike[str], on_bytes: Callable[[int], object] | None) -> None:
        super().__init__(path)
        self._on_bytes = on_bytes

    def readinto(self, buffer: WriteableBuffer, /) -> int | None:
        size = super().readinto(buffer)
        if size and self._on_bytes is not None:
            self._on_bytes(size)
        return size


class _Unpacked(io.RawIOBase):
    """The unpacked content of a gzip file. If the file is cut off or damaged, reading ends and `damage_at` says why."""

    def __init__(self, file: io.BufferedReader[_Counted]) -> None:
        self._file = gzip.GzipFile(fileobj=file, mode="rb")
        self._damage = "" if file.peek(1) else "expected a gzip file, got an empty file"

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        data = b"" if self._damage else self._read(len(view))
        view[: len(data)] = data
        return len(data)

    def damage_at(self, number: int) -> list[Problem]:
        """Return the problem with the gzip file, if there is one; line `number` is the last line that could be read."""
        return [problem("gzip", self._damage, f"line {max(number, 1)}")] if self._damage else []

    def _read(self, size: int) -> bytes:
        try:
            return self._file.read1(size)
        except EOFError:
            self._damage = "the gzip file is cut off, in this line or after it: get the file again"
        except (gzip.BadGzipFile, zlib.error):
            self._damage = "the gzip file is damaged, in this line or near it: get the file again"
        return b""


def _is_packed(path: str | os.PathLike[str]) -> bool:
    return Path(path).suffix.lower() == ".gz"


def _packing(file: IO[bytes], path: str | os.PathLike[str]) -> AbstractContextManager[IO[bytes] | gzip.GzipFile]:
    if not _is_packed(path):
        return nullcontext(file)
    return gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=file, mtime=0)


def _split(file: io.BufferedIOBase, max_bytes: int) -> Iterator[tuple[bytes, int]]:
    """Yield each line with its size in bytes. A line that is too long is cut to one byte more than the limit."""
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
    """Return the case file of a line, or the error of `loads` with the number of the line added to each problem."""
    try:
        return loads(raw.removesuffix(b"\n"), max_bytes=max_bytes)
    except InvalidFile as error:
        refusal = error.with_traceback(None)  # the frames of the traceback hold the line
    refusal.problems = tuple(attrs.evolve(each, where=_where(number, each.where)) for each in refusal.problems)
    if type(refusal) is InvalidFile:  # the subclass UnsupportedVersion has other arguments, without problems
        refusal.args = (refusal.problems,)
    return refusal


def _where(number: int, where: str) -> str:
    """Return where a problem is in the file, from `where` in its line.

    A path gets the number of the line. Broken syntax has a position, ``line 1, column 12``: its line is replaced.
    """
    column = where.removeprefix("line 1, ")
    return f"line {number}: {where}" if column == where else f"line {number}, {column}"

"""Functions that read and write one case file.

Reading is strict. The same case file is always written as the same bytes. A file is replaced completely or not at all.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from safeguard_model.discreet import frameless
from safeguard_model.errors import InvalidRecord, Withheld
from safeguard_model.formats.atomic_files import replacing
from safeguard_model.formats.fast_reading import IN_DOUBT, read_flat
from safeguard_model.formats.record_reading import Problems, reader
from safeguard_model.formats.record_writing import writer
from safeguard_model.formats.strict_json import MAX_BYTES, decode, decode_fast, encode
from safeguard_model.records import CaseFile
from safeguard_model.records.casefile import require_casefile

if TYPE_CHECKING:
    import os

__all__ = ["dump", "dumps", "load", "loads"]

_MOST_INDENTED = 16


@frameless
def load(path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES) -> CaseFile:
    """Read a case file from a file of at most `max_bytes` (by default 256 MiB).

    Raises `InvalidFile` with every problem and its path, and OSError if the file cannot be opened and read
    (FileNotFoundError if there is none).
    """
    with Path(path).open("rb") as file:
        outcome = _read(file.read(max_bytes + 1), max_bytes)
    if isinstance(outcome, Problems):
        raise outcome.error()
    return outcome


@frameless
def loads(data: str | bytes, *, max_bytes: int = MAX_BYTES) -> CaseFile:
    """Read a case file from text or UTF-8 bytes, of at most `max_bytes` bytes in UTF-8 (by default 256 MiB).

    Raises `InvalidFile` with every problem and its path (``$.events[15].when``). A problem shows the shape of the
    refused value (letters as ``x``, digits as ``9``), not the value.
    """
    outcome = _read(data, max_bytes)
    if isinstance(outcome, Problems):
        raise outcome.error()
    return outcome


@frameless
def dump(casefile: CaseFile, path: str | os.PathLike[str], indent: int | None = None) -> None:
    """Write a case file to a file. With `indent` (0 to 16), the file has many lines, for people to read.

    The file at `path` is replaced completely or stays as it was, whatever happens. A new file can be read by its owner
    only (mode 0600). A replaced file keeps its mode. Everything on record is written, whatever its sensitivity. Raises
    OSError if the file cannot be written, and `InvalidRecord` if an argument is wrong.

    >>> from safeguard_model import CaseFile, Child, load
    >>> dump(CaseFile.of("Example", [Child(id="child-a", label="Child A")]), "example.json")
    >>> load("example.json")["child-a"].label
    'Child A'
    """
    data = _written(casefile, indent)
    with replacing(path) as file:
        file.write(data if indent is None else data + b"\n")


@frameless
def dumps(casefile: CaseFile) -> bytes:
    """Return a case file as JSON in UTF-8, on one line. The same case file always gives the same bytes.

    Raises `InvalidRecord` for anything but a case file.

    >>> from safeguard_model import CaseFile, Child
    >>> dumps(CaseFile.of("Example", [Child(id="child-a", label="Child A")]))
    b'{"format":"safeguard-model/1.0","title":"Example","children":[{"id":"child-a","label":"Child A"}]}'
    """
    return _written(casefile, None)


def _read(data: str | bytes, max_bytes: int) -> CaseFile | Problems:
    """Return the case file, or every problem with it. If fast reading is in doubt, `_explained` reads again."""
    document = decode_fast(data, max_bytes)
    outcome: CaseFile | Problems = IN_DOUBT if document is None else read_flat(CaseFile, document)
    if outcome is IN_DOUBT:
        outcome = _explained(data, max_bytes)
    if isinstance(outcome, Problems):
        outcome.refused = Withheld(data)
    return outcome


def _explained(data: str | bytes, max_bytes: int) -> CaseFile | Problems:
    """Return the case file, or every problem with it, by functions that are slower than fast reading."""
    outcome: CaseFile | Problems
    document, problems = decode(data, max_bytes)
    if document is None and problems:
        return problems
    # Fast reading gives up on a valid case file if msgspec is missing, or if msgspec would write the JSON differently
    # (white space apart). Then `read_flat` may still read the decoded document.
    if not problems and (outcome := read_flat(CaseFile, document)) is not IN_DOUBT:
        return outcome
    outcome = reader(CaseFile)(document)
    if not problems or (isinstance(outcome, Problems) and outcome.unsupported):
        return outcome
    # A key appears twice, and only its last value was read. A problem between records, whose `where` is not a path, may
    # come from the value that is missing. Such a problem is left out.
    if isinstance(outcome, Problems):
        problems += [each for each in outcome if each.where.startswith("$")]
    return problems


def _written(casefile: CaseFile, indent: int | None) -> bytes:
    if indent is not None and (type(indent) is not int or not 0 <= indent <= _MOST_INDENTED):
        raise InvalidRecord("dump", "indent", f"expected a whole number from 0 to {_MOST_INDENTED}, or None")
    require_casefile(casefile, "CaseFile")
    return encode(writer(CaseFile)(casefile), indent)

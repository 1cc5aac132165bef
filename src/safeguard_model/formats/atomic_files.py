"""Atomic writing: the new file replaces the old one completely, or the old file stays as it was."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import contextmanager, suppress
from errno import EINVAL
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = ["replacing"]


@contextmanager
def replacing(path: str | os.PathLike[str]) -> Generator[IO[bytes]]:
    """Open a temporary file for bytes. At the end of the block, the temporary file replaces the file at `path`.

    If `path` is a link, the file that the link leads to is replaced. The temporary file is in the same folder as the
    file to replace. All its bytes are on the disk before the replacement. If an error is raised before the replacement,
    the old file stays as it was and the temporary file is deleted. A replaced file keeps its mode; a new file can be
    read and written by its owner only. Raises OSError if `path` is a device or pipe, and wherever opening `path` for
    writing would: if the file is read-only, if `path` is a folder, if links lead in a circle.
    """
    mode = _mode_of(path)
    target = Path(os.path.realpath(path))
    handle, beside = tempfile.mkstemp(prefix=".safeguard-model-", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            if mode is not None:
                Path(beside).chmod(stat.S_IMODE(mode))
            os.fsync(file.fileno())
        Path(beside).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(beside).unlink()
        raise
    _sync_folder(target.parent)


# Replacing a file needs rights to its folder only, so a read-only file would be replaced too. If links lead in a
# circle, `os.path.realpath` gives one of them, and the new file would take its place. So `stat` comes first, which
# refuses such links. Then the file is opened for writing, to learn whether the system allows that. Opening the file in
# this way changes nothing in it.
def _mode_of(path: str | os.PathLike[str]) -> int | None:
    """Return the mode of the file at `path`; None if there is no file. Raise OSError if it must not be replaced."""
    try:
        mode = Path(path).stat().st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(EINVAL, "the path is a device or pipe, which cannot be replaced: give the path of a file")
    os.close(os.open(path, os.O_WRONLY))
    return mode


def _sync_folder(folder: Path) -> None:
    """Bring the folder's list of files to the disk, so that the replacement is kept if the machine stops."""
    if not hasattr(os, "O_DIRECTORY"):
        return  # Windows cannot open a folder
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

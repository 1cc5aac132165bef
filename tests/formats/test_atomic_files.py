"""A writer that is killed, or for which there is no room, at each step: the old file whole or the new one whole."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from safeguard_model import CaseFile, Child, dump, load, read_jsonl, write_jsonl

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes, forks and limits are POSIX")

CASEFILE = CaseFile.of("New", [Child(id=f"child-{n}", label=f"Child {n}") for n in range(2_000)])
OLD = b"the old file"
BEFORE = ["created", "part written", "flushed", "on disk", "mode set"]
AFTER = ["replaced", "folder on disk"]
NAMES = ["one.json", "many.jsonl", "many.jsonl.gz"]

WRITERS = """
import os, signal, stat, sys
from pathlib import Path
from safeguard_model import load, write_jsonl, dump

casefile = load("new.json")

def write(path):
    dump(casefile, path) if path.name == "one.json" else write_jsonl([casefile] * 3, path)

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

fdopen, fsync, chmod, replace = os.fdopen, os.fsync, Path.chmod, Path.replace

def kill_at(step):
    if step == "created":
        os.fdopen = die
    elif step == "part written":
        def opened(*how):
            file = fdopen(*how)
            whole = file.write
            def part(data):
                whole(data[: len(data) // 2])
                file.flush()
                die()
            class Part:
                __enter__, __exit__ = lambda self: self, lambda *_: None
                write = staticmethod(part)
            return Part()
        os.fdopen = opened
    elif step == "flushed":
        os.fsync = die
    elif step == "on disk":
        os.fsync = lambda handle: (fsync(handle), die())
    elif step == "mode set":
        Path.replace = die
    elif step == "replaced":
        Path.replace = lambda *how: (replace(*how), die())
    else:
        os.fsync = lambda handle: (fsync(handle), stat.S_ISDIR(os.fstat(handle).st_mode) and die())

for path in map(Path, sys.argv[1:]):
    process = os.fork()
    if not process:
        kill_at(path.parent.name)
        write(path)
        os._exit(3)
    assert os.WIFSIGNALED(os.waitpid(process, 0)[1]), path
"""

NO_ROOM = """
import os, resource, sys
from pathlib import Path
from safeguard_model import load, write_jsonl, dump

casefile = load(sys.argv[1])
for path in map(Path, sys.argv[3:]):
    process = os.fork()
    if not process:
        if sys.argv[2] != "full":
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
        try:
            dump(casefile, path) if path.name == "one.json" else write_jsonl([casefile] * 3, path)
        except OSError as error:
            os._exit(error.errno)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
"""


def run(script, folder, *arguments):
    """Run a script that forks a process for each writing, so that Python starts once."""
    found = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)], cwd=folder, check=True, capture_output=True, text=True
    )
    return found.stdout.split()


def is_new(path):
    """Whether a file holds what was to be written, whole."""
    return load(path) == CASEFILE if path.suffix == ".json" else list(read_jsonl(path)) == [CASEFILE] * 3


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """Folders in which a writer was killed: named after the step, below `old` if there was a file before, or `none`."""
    folder = tmp_path_factory.mktemp("killed")
    dump(CASEFILE, folder / "new.json")
    paths = [
        folder / before / name.replace(".", "-") / step / name
        for before in ("old", "none")
        for name in NAMES
        for step in BEFORE + AFTER
    ]
    for path in paths:
        path.parent.mkdir(parents=True)
        if "old" in path.parts[-4:]:
            path.write_bytes(OLD)
            path.chmod(0o640)
    run(WRITERS, folder, *paths)
    return folder


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("step", BEFORE + AFTER)
class TestKilled:
    """What a killed writer leaves."""

    def test_in_place_of_an_old_file(self, killed, step, name):
        """Until it is replaced the old file is there whole, then the new one with its mode."""
        path = killed / "old" / name.replace(".", "-") / step / name
        assert is_new(path) if step in AFTER else path.read_bytes() == OLD
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
        self.is_tidy(path, step)

    def test_where_there_was_none(self, killed, step, name):
        """There is no file until there is a whole one, its owner's alone."""
        path = killed / "none" / name.replace(".", "-") / step / name
        assert path.exists() is (step in AFTER)
        if step in AFTER:
            assert is_new(path)
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
        self.is_tidy(path, step)

    def is_tidy(self, path, step):
        """A writer killed midway leaves one file beside, by a name that tells what it is, and no one else may read it."""
        beside = [each for each in path.parent.iterdir() if each != path]
        assert [each.name[:17] + each.suffix for each in beside] == [".safeguard-model-.tmp"] * (step in BEFORE)
        assert all(stat.S_IMODE(each.stat().st_mode) in {0o600, 0o640} for each in beside)


class TestNoRoom:
    """What a writer leaves that finds no room."""

    def expect(self, folder, limit, code):
        """Every writer ends with the system's own error, and only the old files are there."""
        paths = [folder / name for name in NAMES]
        for path in paths:
            path.write_bytes(OLD)
        source = folder.parent / f"{folder.name}.json"
        dump(CASEFILE, source)
        assert run(NO_ROOM, folder, source, limit, *paths) == [str(code)] * len(paths)
        assert {each: each.read_bytes() for each in folder.iterdir()} == dict.fromkeys(paths, OLD)

    @pytest.mark.parametrize("limit", [0, 1_000, 20_000])
    def test_beyond_a_limit(self, tmp_path, limit):
        """A limit on the size of files, reached at the first byte or later, leaves the old file."""
        (tmp_path / "folder").mkdir()
        self.expect(tmp_path / "folder", limit, errno.EFBIG)

    def test_a_full_disk(self, tmp_path):
        """A disk that fills up leaves the old file."""
        folder = tmp_path / "disk"
        folder.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", str(folder)]
        try:
            mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
        except OSError:
            mounted = False
        if not mounted:
            pytest.skip("needs the right to mount a disk")
        try:
            self.expect(folder, "full", errno.ENOSPC)
        finally:
            subprocess.run(["umount", str(folder)], check=True)

    @pytest.mark.parametrize("name", NAMES[1:])
    @pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
    def test_at_a_later_step(self, tmp_path, monkeypatch, name, step):
        """Where lines cannot be brought to the disk or take their name, the old file is there whole, and nothing else."""
        path = tmp_path / name
        path.write_bytes(OLD)

        def fail(*_, **__):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os if step == "fsync" else Path, step, fail)
        with pytest.raises(OSError, match="No space left"):
            write_jsonl([CASEFILE], path)
        monkeypatch.undo()
        assert {each: each.read_bytes() for each in tmp_path.iterdir()} == {path: OLD}


@pytest.mark.parametrize("name", NAMES[1:])
class TestLines:
    """Lines are written as one case file is."""

    @pytest.mark.parametrize("mode", [0o600, 0o664])
    def test_modes(self, tmp_path, name, mode):
        """A new file is its owner's alone, whatever the mask; a replaced one keeps its mode."""
        path = tmp_path / name
        before = os.umask(0)
        try:
            write_jsonl([CASEFILE], path)
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            path.chmod(mode)
            write_jsonl([CASEFILE] * 2, path)
            assert stat.S_IMODE(path.stat().st_mode) == mode
        finally:
            os.umask(before)

    def test_a_link_stays_a_link(self, tmp_path, name):
        """Writing to a link replaces the file it leads to, beside which it is written."""
        path, link = tmp_path / "folder" / "file", tmp_path / name
        path.parent.mkdir()
        link.symlink_to(path)
        write_jsonl([CASEFILE] * 3, link)
        assert link.is_symlink()
        assert is_new(link)
        assert list(path.parent.iterdir()) == [path]

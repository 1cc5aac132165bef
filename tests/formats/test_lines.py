"""Many case files in one file: read one at a time, written whole or not at all, nothing lost."""

from __future__ import annotations

import gc
import gzip
import os
import random
import re
import subprocess
import sys
import threading
import traceback
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguard_model import CaseFile, Child, Event, InvalidFile, dumps, loads, read_jsonl, strategies, write_jsonl
from safeguard_model.formats import BadLine, bulk_load

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "read-a-million-case-files.md"
CANARY = "Canary Quillfeather"
ONE, TWO, THREE = (CaseFile.of(title, [Child(id="child-a", label="Child A")]) for title in ("One", "Two", "Three"))
GOOD = dumps(ONE)
SMALL = settings(max_examples=20)


def some(most):
    """Few small case files."""
    return st.lists(strategies.case_files(children=1, events=1), max_size=most)


def accounts(path, data, max_bytes):
    """What reading a file gives, and what it is made of: its good, blank and bad lines, told apart one by one."""
    good, bad = [], []
    for number, raw in enumerate(data.split(b"\n"), start=1):
        ending = b"\n" if number <= data.count(b"\n") else b""
        try:
            if raw.strip(b" \t\r"):
                good.append(loads(raw, max_bytes=max_bytes))
        except InvalidFile:
            bad.append((number, (raw + ending)[: max_bytes + 1], len(raw + ending)))
    found: list[BadLine] = []
    assert list(read_jsonl(path, found.append, max_bytes=max_bytes)) == good
    assert [(each.line, each.raw, each.size) for each in found] == bad
    return found


def refusal(path, **how):
    """The case files before a line that is refused, and the error."""
    read = []
    with pytest.raises(InvalidFile) as caught:
        read.extend(read_jsonl(path, **how))
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    return read, caught.value


class TestThereAndBack:
    """What is written is read again as it was."""

    @SMALL
    @given(casefiles=some(4), name=st.sampled_from(["file.jsonl", "file.jsonl.gz", "file.GZ", "file"]))
    def test_case_files_come_back_equal(self, tmp_path_factory, casefiles, name):
        """Any case files, packed or not, are read back equal, and are written each on a line in the bytes of dumps."""
        path = tmp_path_factory.mktemp("there") / name
        assert write_jsonl(iter(casefiles), path) == len(casefiles)
        data = path.read_bytes()
        plain = gzip.decompress(data) if name.lower().endswith(".gz") else data
        assert plain == b"".join(dumps(casefile) + b"\n" for casefile in casefiles)
        assert list(read_jsonl(path)) == casefiles

    def test_packed_files_are_the_same_bytes(self, tmp_path):
        """Neither the name nor the time of writing is in a packed file."""
        first, second = tmp_path / "first.jsonl.gz", tmp_path / "second.jsonl.gz"
        write_jsonl([ONE, TWO], first)
        write_jsonl([ONE, TWO], str(second))
        assert first.read_bytes() == second.read_bytes()
        assert first.read_bytes()[4:8] == bytes(4)
        assert b"first" not in first.read_bytes()

    def test_a_file_can_be_rewritten_from_itself(self, tmp_path):
        """A file may be written from what is being read from it."""
        path = tmp_path / "file.jsonl"
        write_jsonl([ONE, TWO, THREE], path)
        write_jsonl((casefile for casefile in read_jsonl(path) if casefile.title != "Two"), path)
        assert list(read_jsonl(path)) == [ONE, THREE]

    def test_case_files_are_taken_and_given_one_at_a_time(self, tmp_path):
        """The first is there before the second is asked for, both ways."""
        path = tmp_path / "file.jsonl"
        path.write_bytes(GOOD + b"\nrubbish\n")
        reading = read_jsonl(path)
        assert next(reading) == ONE
        reading.close()
        steps: list[object] = []

        def asked():
            for casefile in (ONE, TWO):
                steps.append(casefile.title)
                yield casefile

        write_jsonl(asked(), path, on_bytes=steps.append)
        assert steps == ["One", len(dumps(ONE)) + 1, "Two", len(dumps(TWO)) + 1]


class TestNothingLost:
    """Bytes in are bytes accounted for: read, blank, or handed back."""

    LINES = st.sampled_from(
        [GOOD, GOOD + b" ", b"\t" + GOOD, GOOD[:-1], GOOD + GOOD, b"\xef\xbb\xbf" + GOOD, b"{}", b"null", b"\xff", b"\x0c", b"\r"]
    ) | st.text(" \t\r", max_size=3).map(str.encode) | st.binary(max_size=200)  # fmt: skip

    @given(
        lines=st.lists(st.tuples(LINES, st.sampled_from([b"\n", b"\r\n"])), max_size=8),
        ends=st.booleans(),
        max_bytes=st.sampled_from([len(GOOD) - 1, len(GOOD), len(GOOD) + 1, 10_000]),
        cuts=st.none() | st.lists(st.integers(0, 1_000), max_size=3),
    )
    def test_every_byte_is_accounted_for(self, tmp_path_factory, lines, ends, max_bytes, cuts):
        """Every line of whatever file is read, blank or handed back with its number; packed in several pieces, too."""
        data = b"".join(line + ending for line, ending in lines)
        data = data if ends else data.removesuffix(b"\n")
        path = tmp_path_factory.mktemp("bytes") / ("file.jsonl" if cuts is None else "file.jsonl.gz")
        pieces = [data]
        for cut in cuts or ():
            pieces[-1:] = [pieces[-1][:cut], pieces[-1][cut:]]
        path.write_bytes(data if cuts is None else b"".join(map(gzip.compress, pieces)))
        accounts(path, data, max_bytes)

    def test_a_line_too_long_is_counted(self, tmp_path):
        """Of a line over the limit no more is handed back than shows it, and its size is told; the next is read."""
        path = tmp_path / "file.jsonl"
        long = b'"' + b"x" * 1_000_000 + b'"\r\n'
        path.write_bytes(long + GOOD)
        [bad] = accounts(path, path.read_bytes(), 1_000)
        assert (bad.line, bad.raw, bad.size) == (1, long[:1_001], len(long))
        [problem] = bad.error.problems
        assert (problem.code, problem.where) == ("size", "line 1: $")
        with pytest.raises(InvalidFile, match=r"line 1: .*longer than 0 bytes"):
            list(read_jsonl(path, max_bytes=0))
        with pytest.raises(InvalidFile, match="max_bytes"):
            list(read_jsonl(path, max_bytes=-2))

    def test_a_byte_order_mark_is_refused(self, tmp_path):
        """A file that begins with a byte order mark has a bad first line, as `load` would have it."""
        path = tmp_path / "file.jsonl"
        path.write_bytes(b"\xef\xbb\xbf" + GOOD + b"\n" + GOOD)
        [bad] = accounts(path, path.read_bytes(), 10_000)
        assert (bad.line, bad.error.problems[0].code) == (1, "encoding")

    def test_the_numbers_of_lines_count_blank_and_bad_ones(self, tmp_path):
        """A line's number is the one an editor shows."""
        path = tmp_path / "file.jsonl"
        path.write_bytes(b"\n\nbad\n" + GOOD + b"\n \r\nbad")
        assert [bad.line for bad in accounts(path, path.read_bytes(), 10_000)] == [3, 6]

    @pytest.mark.parametrize("name", ["file.jsonl", "file.jsonl.gz"])
    def test_bytes_add_up(self, tmp_path, name):
        """What `on_bytes` is told adds up to the bytes of the file when it is read, and of its lines when it is written."""
        path, taken, written = tmp_path / name, [], []
        write_jsonl([ONE] * 5_000, path, on_bytes=written.append)
        assert sum(written) == 5_000 * (len(GOOD) + 1)
        reading = read_jsonl(path, on_bytes=taken.append)
        next(reading)
        assert 0 < sum(taken) <= path.stat().st_size
        assert len(list(reading)) == 4_999
        assert sum(taken) == path.stat().st_size

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a named pipe")
    @pytest.mark.parametrize("name", ["pipe", "pipe.gz"])
    def test_a_pipe_can_be_read(self, tmp_path, name):
        """What cannot be wound back is read as well."""
        path, data = tmp_path / name, (GOOD + b"\n") * 3
        os.mkfifo(path)
        writing = threading.Thread(target=path.write_bytes, args=(gzip.compress(data) if ".gz" in name else data,))
        writing.start()
        assert list(read_jsonl(path)) == [ONE] * 3
        writing.join()


class TestRefused:
    """A bad line is one error, which says where, and shows nothing of it."""

    def test_problems_say_the_line(self, tmp_path):
        """Every problem's place begins with the number of its line; a place in the JSON is a place in the file."""
        path = tmp_path / "file.jsonl"
        event = b'{"format":"safeguard-model/1.0","title":"A","events":[{"id":"e1","when":"no date","kind":5}]}'
        for bad, places in {
            event: ["line 3: $.events[0].when", "line 3: $.events[0].kind"],
            GOOD[:-1]: [f"line 3, column {len(GOOD)}"],
            GOOD[:-1] + b"\r": [f"line 3, column {len(GOOD) + 1}"],
            b'{"a":"\xff"}': ["line 3: byte 7"],
            b"5": ["line 3: $"],
            b'{"format":"safeguard-model/1.0","title":"A","events":[{"id":"e1","when":"2016","kind":"other","people":["x"]}]}': [
                "line 3: Event e1.people[0]"
            ],
        }.items():
            path.write_bytes(b"\n".join([GOOD, b"", bad, GOOD]))
            read, error = refusal(path)
            assert read == [ONE]
            assert [problem.where for problem in error.problems] == places

    def test_no_text_of_the_line(self, tmp_path):
        """Neither the error, nor a frame of ours, nor a bad line's repr holds any of the line."""
        path = tmp_path / "file.jsonl"
        path.write_bytes(b'{"format":"safeguard-model/1.0","title":"%s","%s":1}' % ((CANARY.encode(),) * 2))
        _, error = refusal(path)
        found: list[BadLine] = []
        assert list(read_jsonl(path, found.append)) == []
        [bad] = found
        assert CANARY.encode() in bad.raw

        def fail(_):
            raise RuntimeError

        with pytest.raises(RuntimeError) as caught:
            list(read_jsonl(path, fail))
        for each in (error, caught.value):
            frames = [
                repr(frame.f_locals)
                for frame, _ in traceback.walk_tb(each.__traceback__)
                if "safeguard_model" in frame.f_code.co_filename
            ]
            assert frames
            said = [*frames, *traceback.format_exception(each), repr(bad), str(bad), repr(bad.error.args)]
            assert not any("Quillfeather" in text for text in said)

    def test_what_on_error_raises_is_passed_on(self, tmp_path):
        """An error of the caller's own function ends the reading, as it is."""
        path, own = tmp_path / "file.jsonl", KeyError("mine")
        path.write_bytes(b"bad\n" + GOOD)

        def fail(_):
            raise own

        with pytest.raises(KeyError) as caught:
            list(read_jsonl(path, fail))
        assert caught.value is own

    def test_the_systems_own_errors(self, tmp_path):
        """A missing file, or a folder, is the system's error when the first case file is asked for."""
        reading = read_jsonl(tmp_path / "none.jsonl")
        with pytest.raises(FileNotFoundError):
            next(reading)
        with pytest.raises(OSError, match=r"(?i)directory|denied"):
            next(read_jsonl(tmp_path))


class TestDamage:
    """A packed file that is cut off or damaged is never another error, nor silence."""

    LINES = b"".join(dumps(each) + b"\n" for each in (ONE, TWO, THREE))

    def test_cut_off_anywhere(self, tmp_path):
        """Cut off at any byte, the lines that are there whole are read, the rest of a line is handed back, and all is told."""
        path, data = tmp_path / "file.jsonl.gz", gzip.compress(self.LINES[:-1])
        for end in range(len(data)):
            path.write_bytes(data[:end])
            there = zlib.decompressobj(wbits=31).decompress(data[:end])
            read, error = refusal(path)
            assert read == [ONE, TWO, THREE][: there.count(b"\n")]
            number = there.count(b"\n") + (not there.endswith(b"\n"))
            assert [(each.code, each.where) for each in error.problems] == [("gzip", f"line {max(number, 1)}")]
            found: list[BadLine] = []
            _, error = refusal(path, on_error=found.append)
            rest = there.rpartition(b"\n")[2]
            assert [each.raw for each in found[:1]] == ([rest] if rest else [])
            assert [each.code for each in error.problems] == ["gzip"]

    @pytest.mark.parametrize("change", [1, 0xFF])
    def test_damaged_anywhere(self, tmp_path, change):
        """With any one byte changed, all case files are read, or InvalidFile is raised, and nothing else."""
        path, data = tmp_path / "file.jsonl.gz", gzip.compress(self.LINES)
        silent = []
        for place in range(len(data)):
            path.write_bytes(data[:place] + bytes([data[place] ^ change]) + data[place + 1 :])
            try:
                assert list(read_jsonl(path)) == [ONE, TWO, THREE]
                silent.append(place)
            except InvalidFile:
                continue
        assert set(silent) <= set(range(3, 10))  # flags, the time, the system: what says nothing of the content

    def test_damage_takes_little_with_it(self, tmp_path):
        """All but the last 8 KiB before a damaged byte is accounted for."""
        chance = random.Random(7)
        casefiles = [CaseFile.of(chance.randbytes(200).hex()) for _ in range(500)]
        data = gzip.compress(b"".join(dumps(casefile) + b"\n" for casefile in casefiles))
        data = data[: len(data) // 2] + b"\xff" * 100 + data[len(data) // 2 + 100 :]
        unpacking, there = zlib.decompressobj(wbits=31), b""
        with suppress(zlib.error):
            for place in range(len(data)):
                there += unpacking.decompress(data[place : place + 1])
        path, found = tmp_path / "file.jsonl.gz", []
        path.write_bytes(data)
        read, error = refusal(path, on_error=found.append)
        whole = b"".join(dumps(casefile) + b"\n" for casefile in read)
        handed_back = b"".join(bad.raw for bad in found)
        assert read
        assert len(there) - 8 * 1024 <= len(whole + handed_back) <= len(there)
        assert there.startswith(whole)
        assert "damaged" in str(error)

    def test_rubbish_behind_it(self, tmp_path):
        """What follows a packed file and is none is told, but not the zeros that some tools add."""
        path = tmp_path / "file.jsonl.gz"
        path.write_bytes(gzip.compress(self.LINES) + b"rubbish")
        read, error = refusal(path)
        assert (read, error.problems[0].code) == ([ONE, TWO, THREE], "gzip")
        assert "rubbish" not in str(error)
        path.write_bytes(gzip.compress(self.LINES) + bytes(100))
        assert list(read_jsonl(path)) == [ONE, TWO, THREE]

    @pytest.mark.parametrize("data", [b"", GOOD, b"\x1f", b"\x1f\x8b\x07" + bytes(20)])
    def test_no_gzip_file(self, tmp_path, data):
        """A file that is no gzip file though its name says so, the empty one too, is refused."""
        path = tmp_path / "file.jsonl.gz"
        path.write_bytes(data)
        read, error = refusal(path)
        assert (read, [each.where for each in error.problems]) == ([], ["line 1"])


class TestWriting:
    """The old file whole or the new file whole."""

    @pytest.mark.parametrize("name", ["file.jsonl", "file.jsonl.gz"])
    @pytest.mark.parametrize("own", [KeyError("mine"), KeyboardInterrupt(), GeneratorExit()])
    def test_what_the_caller_raises_is_passed_on(self, tmp_path, name, own):
        """An error of the caller's own iterator, or of `on_bytes`, is passed on as it is, and the old file is there whole."""
        path = tmp_path / name
        path.write_bytes(b"old")

        def failing():
            yield ONE
            raise own

        def fail(_):
            raise own

        for casefiles, on_bytes in ((failing(), None), ([ONE], fail)):
            with pytest.raises(type(own)) as caught:
                write_jsonl(casefiles, path, on_bytes=on_bytes)
            assert caught.value is own
        assert {each: each.read_bytes() for each in tmp_path.iterdir()} == {path: b"old"}

    @pytest.mark.parametrize("value", [None, 5, "text", {}, [ONE], Event(id="e1", when="2016", kind="other")])
    def test_only_case_files_are_written(self, tmp_path, value):
        """Anything but a CaseFile among them is refused, and no file is made."""
        with pytest.raises(ValueError, match="expected a CaseFile"):
            write_jsonl([ONE, value], tmp_path / "file.jsonl")
        assert list(tmp_path.iterdir()) == []

    def test_no_case_files(self, tmp_path):
        """Of no case files there is a file with no lines."""
        for name in ("file.jsonl", "file.jsonl.gz"):
            assert write_jsonl([], tmp_path / name) == 0
            assert list(read_jsonl(tmp_path / name)) == []


class TestBulkLoad:
    """Garbage collection is off within, and as it was afterwards."""

    @pytest.mark.parametrize("is_on", [True, False])
    def test_as_it_was(self, is_on):
        """Nested or left by an error, what was on is on again, and what was off stays off."""
        before = gc.isenabled()
        try:
            (gc.enable if is_on else gc.disable)()
            with bulk_load():
                assert not gc.isenabled()
                with pytest.raises(KeyError), bulk_load():
                    raise KeyError
                assert not gc.isenabled()
            assert gc.isenabled() is is_on
        finally:
            (gc.enable if before else gc.disable)()

    def test_reading_makes_no_circular_garbage(self, tmp_path):
        """There is nothing to collect after reading many, so that memory does not grow while it is off."""
        path = tmp_path / "file.jsonl"
        write_jsonl([ONE] * 200, path)
        list(read_jsonl(path))
        gc.collect()
        with bulk_load():
            for _ in read_jsonl(path):
                pass
            assert gc.collect() < 50


@pytest.mark.skipif(not HOW_TO.exists(), reason="the documentation is not beside the tests")
def test_processes_give_the_serial_answer(tmp_path):
    """The how-to's example for several processors is a script that works, and counts what one processor counts."""
    [script] = (
        block
        for block in re.findall(r"```python\n(.*?)```", HOW_TO.read_text(encoding="utf-8"), re.DOTALL)
        if "Pool" in block
    )
    (tmp_path / "script.py").write_text(script, encoding="utf-8")
    referral = Event(id="e1", when="2016", kind="referral")
    write_jsonl([ONE, ONE.add(referral), TWO.add(referral), THREE] * 50, tmp_path / "cases.jsonl")
    found = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert found.stdout.split() == ["100"]

"""Case files as files: read to the letter, written in one form, replaced whole or not at all."""

from __future__ import annotations

import copy
import errno
import json
import os
import random
import stat
import sys
import tempfile
import traceback
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import (
    CaseFile,
    Child,
    Event,
    InvalidFile,
    InvalidRecord,
    dump,
    dumps,
    load,
    loads,
    make_converter,
    strategies,
)
from safeguard_model.records.converters import MOST_DIGITS
from safeguard_model.records.fields import fields_of

DATA = Path(__file__).parents[1] / "data" / "1.0"
VALID = sorted((DATA / "valid").glob("*.json"))
INVALID = sorted((DATA / "invalid").glob("*.json"))
CANARY = "Canary Quillfeather"
START = '{"format":"safeguard-model/1.0","title":"Example"'

HOSTILE = [
    None, True, False, 0, -1, 5, 2**100, 10**5000, 1.0, -0.0, 1.5, float("nan"), float("-inf"), "", " ", CANARY, "5", "true",
    "2016", "2016-02-30", "2016-03-02T14:30Z", "9" * 500, "P6M", "\ud800", "a\x00b", "a b", "a/b", "\u202e", [], [[]], [None],
    [5], [""], [CANARY], ["a", "a"], [{}], [[[[[]]]]], {}, {"": 1}, {CANARY: CANARY}, {"id": CANARY}, {"extra": 1},
]  # fmt: skip


def refusal(data, **how):
    """The error that reading raises, which hides nothing behind it."""
    with pytest.raises(InvalidFile) as caught:
        loads(data, **how)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    assert caught.value.problems
    return caught.value


def read(data):
    """What reading makes of data: a case file, or the one error it may raise."""
    try:
        return loads(data)
    except InvalidFile as error:
        return error


def written(document):
    """A document as Python writes it, NaN and lone surrogates included."""
    return json.dumps(document)


def stated(document):
    """A document without what says nothing: null and what is empty."""
    if isinstance(document, dict):
        kept = {key: stated(item) for key, item in document.items()}
        return {key: item for key, item in kept.items() if item is not None and item not in ("", [], {})}
    return list(map(stated, document)) if isinstance(document, list) else document


def places(document, steps=()):
    """The path to every value in a document."""
    yield steps
    if isinstance(document, (dict, list)):
        for step in document if isinstance(document, dict) else range(len(document)):
            yield from places(document[step], (*steps, step))


def changed(document, steps, change):
    """A copy of a document in which `change(parent, step)` was done to one place."""
    new = copy.deepcopy({"root": document})
    parent = new
    for step in ("root", *steps)[:-1]:
        parent = parent[step]
    change(parent, ("root", *steps)[-1])
    return new.get("root")


@pytest.fixture(autouse=True, scope="module")
def _any_length_of_integer():
    """Let the tests write integers that are too long to be read."""
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    yield
    sys.set_int_max_str_digits(before)


@contextmanager
def as_nobody(folder):
    """Act as a user without rights, who owns the folder: for root, no file is read-only."""
    if os.geteuid() != 0:
        yield
        return
    os.chown(folder, 65534, -1)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


class TestThereAndBack:
    """What is written is read again as it was, and written as it was."""

    @given(casefile=strategies.case_files())
    def test_a_case_file_comes_back_equal(self, casefile):
        """Every case file is read back equal, from bytes and from text, and its bytes are the same again."""
        data = dumps(casefile)
        assert loads(data) == casefile
        assert repr(loads(data).records()) == repr(casefile.records())
        assert dumps(loads(data)) == data
        assert dumps(loads(data.decode())) == data

    @given(casefile=strategies.case_files())
    def test_the_bytes_are_what_the_converter_writes(self, casefile):
        """Without spaces, in the converter's order, and nothing but JSON."""
        document = make_converter().unstructure(casefile)
        data = dumps(casefile)
        assert json.loads(data) == document
        assert list(json.loads(data)) == list(document)
        msgspec = pytest.importorskip("msgspec")
        assert data == msgspec.json.encode(document)

    @given(number=st.floats(allow_nan=False, allow_infinity=False))
    def test_floats_are_written_as_msgspec_writes_them(self, number):
        """Every float has one form, the shortest that reads back the same, whoever writes it."""
        data = dumps(CaseFile.of("Example", extra={"n": number, "in text": str(number)}))
        msgspec = pytest.importorskip("msgspec")
        assert msgspec.json.encode({"n": number, "in text": str(number)}) in data
        assert repr(loads(data).extra["n"]) == repr(number)

    @pytest.mark.parametrize(
        ("number", "text"),
        [(1.0, b"1.0"), (-0.0, b"-0.0"), (1e-4, b"0.0001"), (1e-5, b"0.00001"), (-1.25e-5, b"-0.0000125"),
         (1e-6, b"1e-6"), (1e15, b"1000000000000000.0"), (1e16, b"1e16"), (5e-324, b"5e-324"), (1e300, b"1e300")],
    )  # fmt: skip
    def test_the_form_of_floats(self, number, text):
        """No plus and no nought in the exponent, which begins below 0.00001 and at 1e16."""
        assert dumps(CaseFile.of("Example", extra={"n": number})).endswith(b'"extra":{"n":' + text + b"}}")

    @pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
    def test_recorded_files_are_read_and_written_the_same(self, path):
        """Every recorded valid file is read, and writes the same bytes."""
        assert dumps(load(path)) == path.read_bytes()

    def test_every_field_is_recorded(self):
        """One recorded file sets every field of every record and value at least once."""
        seen = set()

        def look(cls, document):
            for field in fields_of(cls):
                if field.name in document:
                    seen.add((cls.__name__, field.name))
                    items = document[field.name] if field.many else [document[field.name]]
                    for item in items if field.is_nested else ():
                        look(field.type, item)

        def due(cls):
            for field in fields_of(cls):
                yield cls.__name__, field.name
                if field.is_nested:
                    yield from due(field.type)

        look(CaseFile, json.loads((DATA / "valid" / "every-field.json").read_bytes()))
        assert set(due(CaseFile)) - seen == set()

    @pytest.mark.parametrize(
        "data",
        [
            '{"title":"Ex\\u0061mple","format":"safeguard-model\\/1.0"}',
            ' {\r\n\t"format" : "safeguard-model/1.0" , "title" : "Example" , "events" : [ ] }\n\n',
            START + ',"handling":"identifiable","children":[],"extra":{}}',
        ],
    )
    def test_every_legal_form_is_read(self, data):
        """Escapes, white space, other orders of keys and written-out defaults are read as what they represent."""
        assert loads(data) == loads(data.encode()) == CaseFile.of("Example")

    def test_pairs_of_surrogates_are_one_character(self):
        """A character outside the first plane may be escaped as a pair."""
        assert loads(START + r',"extra":{"a":"\ud83d\udc76"}}').extra == {"a": "\U0001f476"}

    def test_numbers_of_any_legal_form_are_read(self):
        """A float in any form, an integer of up to 4,300 digits."""
        data = START + ',"extra":{"a":[1E2,1e-2,-0,0.10,1e+2,' + "9" * MOST_DIGITS + "]}}"
        assert loads(data).extra["a"] == [100.0, 0.01, 0, 0.1, 100.0, 10**MOST_DIGITS - 1]


class TestRefused:
    """What is not a case file to the letter is refused by one error, with every problem and no value."""

    @pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
    def test_recorded_files_are_refused(self, path):
        """Every recorded invalid file is refused with exactly the problems listed beside it, by code and path."""
        error = refusal(path.read_bytes())
        listed = path.with_suffix(".problems.txt").read_text(encoding="utf-8").splitlines()
        assert [f"{problem.code} {problem.where}" for problem in error.problems] == listed
        with pytest.raises(InvalidFile) as caught:
            load(path)
        assert caught.value.problems == error.problems

    @given(casefile=strategies.case_files(), data=st.data())
    def test_any_change_of_a_value_is_read_or_refused(self, casefile, data):
        """A valid document with anything in the place of any value is read as what it says, or refused."""
        document = make_converter().unstructure(casefile)
        steps = data.draw(st.sampled_from(list(places(document))))
        for hostile in HOSTILE:
            mutated = changed(document, steps, lambda parent, step, new=hostile: parent.__setitem__(step, new))
            found = read(written(mutated))
            if isinstance(found, CaseFile):
                assert loads(dumps(found)) == found
                assert stated(make_converter().unstructure(found)) == stated(mutated)
            else:
                assert CANARY not in f"{found} {found!r}"

    @given(casefile=strategies.case_files(), data=st.data())
    def test_any_change_of_a_key_is_read_or_refused(self, casefile, data):
        """A valid document with a key removed, renamed, added or doubled anywhere is read, or refused."""
        document = make_converter().unstructure(casefile)
        objects = [steps for steps in places(document) if steps and isinstance(steps[-1], str)]
        for steps in data.draw(st.lists(st.sampled_from(objects), min_size=1, max_size=5)):
            for key in ("", CANARY, "id", "extra", "format", "\ud800", steps[-1].upper(), steps[-1] + "s"):

                def rename(parent, step, key=key):
                    parent[key] = parent.pop(step)

                found = read(written(changed(document, steps, rename)))
                assert CANARY not in f"{found} {found!r}"
            found = read(written(changed(document, steps, lambda parent, step: parent.pop(step))))
            assert isinstance(found, (CaseFile, InvalidFile))

    @given(casefile=strategies.case_files(), seed=st.integers())
    def test_any_change_of_the_bytes_is_read_or_refused(self, casefile, seed):
        """A file with bytes changed, lost, repeated or added anywhere is read, or refused."""
        chance = random.Random(seed)
        good = dumps(casefile)
        awkward = [
            b'"',
            b"\\",
            b"{",
            b"[",
            b"]",
            b"}",
            b",",
            b":",
            b"\x00",
            b"\xff",
            b"\xed\xa0\x80",
            b"\\ud800",
            b"1e999",
            b"NaN",
        ]
        for _ in range(40):
            start, end = sorted(chance.choices(range(len(good) + 1), k=2))
            end = min(end, start + chance.choice([0, 1, 2, 20]))
            data = good[:start] + chance.choice([*awkward, b"", good[start:end] * 2]) + good[end:]
            found = read(data)
            if isinstance(found, CaseFile):
                assert loads(dumps(found)) == found

    @given(data=st.one_of(st.binary(), st.text(st.characters()), st.text('[]{}:,"\\0123456789eE.+-truefalsn \n')))
    def test_rubbish_is_refused(self, data):
        """Anything at all is refused by InvalidFile and nothing else."""
        assert isinstance(read(data), InvalidFile)

    @pytest.mark.parametrize("data", [None, 5, [], {}, bytearray(b"{}"), memoryview(b"{}"), object()])
    def test_only_text_or_bytes_are_read(self, data):
        """Anything but text or bytes is refused by the same error."""
        assert refusal(data).problems[0].message.startswith("expected text or bytes, got ")

    def test_one_letter_is_enough(self):
        """Near misses of JSON and of the format are refused, each for its reason."""
        for ending, code in {
            "": "syntax", ",}": "syntax", "}}": "syntax", "} x": "syntax", ",'a':1}": "syntax", ',"extra":{"a":01}}': "syntax",
            ',"extra":{"a":+1}}': "syntax", ',"extra":{"a":.5}}': "syntax", ',"extra":{"a":1.}}': "syntax",
            ',"extra":{"a":0x1}}': "syntax", ',"extra":{"a":tru}}': "syntax", ',"extra":{"a":"\t"}}': "syntax",
            ',"extra":{"a":"\\x41"}}': "syntax", ',"extra":{"a":"\\u12"}}': "syntax", ',"extra":{"a":\u0661}}': "syntax",
            "\u00a0}": "syntax", "\x0c}": "syntax", ',"extra":{"a":NaN}}': "value", ',"extra":{"a":-Infinity}}': "value",
            ',"extra":{"a":1e400}}': "value", ',"extra":{"a":-1e400}}': "value", ',"extra":{"a":"\\ud800"}}': "value",
            ',"extra":{"\\udc00":1}}': "value", ',"extra":{"a":' + "1" * 4301 + "}}": "value", ',"Extra":{}}': "unknown-key",
            ',"title":"Example"}': "duplicate-key", ',"extra":{"a":[{"b":1,"\\u0062":1}]}}': "duplicate-key",
        }.items():  # fmt: skip
            assert [problem.code for problem in refusal(START + ending).problems] == [code], ending

    def test_keys_that_stand_twice_are_given_by_path(self):
        """A field's key by its path, any other by its place in its object, beside all other problems with a path."""
        data = '{"format":"safeguard-model/1.0","events":[{"id":"e1","id":"e1","extra":{"x":1,"Jane":{"y":1,"y":1}}}],"events":[5]}'
        assert [(problem.code, problem.where) for problem in refusal(data).problems] == [
            ("duplicate-key", "$.events"),
            ("duplicate-key", "$.events[0].id"),
            ("duplicate-key", "$.events[0].extra{2}{2}"),
            ("value", "$.events[0]"),
            ("missing-key", "$.title"),
        ]

    def test_keys_that_stand_twice_hide_doubts_about_links(self):
        """While it is not known which of two values is meant, problems between records are not reported."""
        data = START + ',"children":[{"id":"a","label":"A"},{"id":"a","label":"A"}],"title":"Example"}'
        assert [problem.code for problem in refusal(data).problems] == ["duplicate-key"]


class TestLimits:
    """How large, how deep and how long is too much; and that nothing takes for ever."""

    def test_size(self):
        """A file of as many bytes as are allowed is read, one more is refused, and the caller can raise the limit."""
        data = dumps(CaseFile.of("Zoë"))
        assert loads(data, max_bytes=len(data)) == loads(data.decode(), max_bytes=len(data))
        for form in (data, data.decode()):
            [problem] = refusal(form, max_bytes=len(data) - 1).problems
            assert (problem.code, "max_bytes" in problem.message) == ("size", True)

    def test_size_of_a_file(self, tmp_path):
        """No more than the limit is ever taken from a file."""
        path = tmp_path / "file.json"
        path.write_bytes(dumps(CaseFile.of("Example")) + b" " * 100)
        assert load(path) == CaseFile.of("Example")
        with pytest.raises(InvalidFile, match="longer than 100 bytes"):
            load(path, max_bytes=100)

    @pytest.mark.parametrize("place", ['"children":[{"id":"a","label":"A","extra":%s}]', '"extra":%s'])
    def test_depth(self, place):
        """Extra may be 64 deep, wherever it stands, and no deeper."""
        deep = '{"a":' + "[" * 63 + "]" * 63 + "}"
        loads(f"{START},{place % deep}}}")
        refusal(f"{START},{place % deep.replace('[]', '[[]]')}}}")

    def test_brackets_in_texts_do_not_nest(self):
        """A bracket in a text is text, also after an escaped quote or backslash."""
        title = '[[[{{{"' * 100 + "\\" + "[" * 100
        assert loads(dumps(CaseFile.of(title))).title == title

    @pytest.mark.parametrize(
        "data",
        ["[" * 200_000, '{"a":' * 200_000, "[" * 200_000 + "]" * 200_000, '"' + '\\"' * 500_000, '"' + "\\" * 500_001,
         '"' * 500_001, "]" * 200_000, START + ',"extra":{"a":' + "9" * 2_000_000 + "}}", "-" * 500_000, " " * 500_000],
        ids=lambda data: f"{data[:8]}x{len(data)}",
    )  # fmt: skip
    def test_hostile_sizes_are_refused_quickly(self, data):
        """Endless nesting, endless digits, unclosed texts: refused, without a crash and in time that grows evenly."""
        refusal(data)

    def test_many_unknown_keys(self):
        """Every one of many unknown keys is reported."""
        data = START + "".join(f',"key{n}":{n}' for n in range(5_000)) + "}"
        assert len(refusal(data).problems) == 5_000

    def test_a_lower_limit_on_digits_is_no_other_error(self):
        """Where Python is told to read fewer digits still, longer integers are refused as too long."""
        before = sys.get_int_max_str_digits()
        sys.set_int_max_str_digits(640)
        try:
            assert refusal(START + ',"extra":{"a":' + "1" * 1_000 + "}}").problems[0].where == "$.extra"
        finally:
            sys.set_int_max_str_digits(before)


class TestSilence:
    """Nothing of the record stands in an error."""

    @given(casefile=strategies.case_files())
    def test_no_text_of_any_leaf(self, casefile):
        """With a canary in every leaf and key of a case file, no part of the error, nor a frame of ours, holds it."""

        def poisoned(value):
            if isinstance(value, dict):
                return {**{key: poisoned(item) for key, item in value.items()}, CANARY: CANARY}
            return [*map(poisoned, value), CANARY] if isinstance(value, list) else CANARY

        document = poisoned(make_converter().unstructure(casefile))
        document["format"] = "safeguard-model/1.0"
        for data in (written(document), written(document)[:-1], written(document).replace(CANARY, CANARY + "\\ud800")):
            error = refusal(data)
            said = [str(error), repr(error), repr(error.args), repr(error.problems), repr(vars(error))]
            said += traceback.format_exception(error)
            assert not any(CANARY in each or "Quillfeather" in each for each in said)
            held = [
                repr(frame.f_locals)
                for frame, _ in traceback.walk_tb(error.__traceback__)
                if "safeguard_model" in frame.f_code.co_filename
            ]
            assert held
            assert not any(CANARY in each for each in held)


class TestWriting:
    """The old file whole or the new file whole."""

    CASEFILE = CaseFile.of("Example", [Child(id="child-a", label="Child A", extra={"n": [1, 1e-7]})])
    OLD = b"the old file"

    def test_a_file_holds_the_bytes(self, tmp_path):
        """What is dumped is what dumps gives, and load reads it; a path may be text or a Path."""
        for path in (tmp_path / "one.json", str(tmp_path / "two.json")):
            dump(self.CASEFILE, path)
            assert Path(path).read_bytes() == dumps(self.CASEFILE)
            assert load(path) == self.CASEFILE

    def test_indented_for_people(self, tmp_path):
        """With an indent there are lines, and the same is read."""
        path = tmp_path / "file.json"
        dump(self.CASEFILE, path, indent=2)
        text = path.read_text(encoding="utf-8")
        assert text.startswith('{\n  "format": "safeguard-model/1.0",\n  "title": "Example",\n')
        assert text.endswith("1e-7\n        ]\n      }\n    }\n  ]\n}\n")
        assert load(path) == self.CASEFILE

    @pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
    @pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
    def test_modes(self, tmp_path, mode):
        """A new file is its owner's alone, whatever the mask; a replaced one keeps its mode."""
        path = tmp_path / "file.json"
        before = os.umask(0)
        try:
            dump(self.CASEFILE, path)
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            path.chmod(mode)
            dump(self.CASEFILE, path)
            assert stat.S_IMODE(path.stat().st_mode) == mode
        finally:
            os.umask(before)

    @pytest.mark.skipif(os.name != "posix", reason="links need a right on Windows")
    def test_a_link_stays_a_link(self, tmp_path):
        """Writing to a link replaces the file it leads to."""
        path, link = tmp_path / "folder" / "file.json", tmp_path / "link.json"
        path.parent.mkdir()
        link.symlink_to(path)
        dump(self.CASEFILE, link)
        assert link.is_symlink()
        assert load(path) == self.CASEFILE

    @pytest.mark.parametrize("step", ["fsync", "write", "replace", "chmod"])
    @pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
    def test_a_failure_leaves_the_old_file(self, tmp_path, monkeypatch, step, error):
        """Where a step fails, the old file is there whole, and nothing else."""
        path = tmp_path / "file.json"
        path.write_bytes(self.OLD)

        def fail(*_, **__):
            raise error

        if step == "fsync":
            monkeypatch.setattr(os, "fsync", fail)
        elif step == "write":
            monkeypatch.setattr(os, "fdopen", lambda *how: Failing(open(*how), fail))  # noqa: PTH123, SIM115
        else:
            monkeypatch.setattr(Path, step, fail)
        with pytest.raises(type(error)):
            dump(self.CASEFILE, path)
        monkeypatch.undo()
        assert {each: each.read_bytes() for each in tmp_path.iterdir()} == {path: self.OLD}

    def test_the_order_of_steps(self, tmp_path, monkeypatch):
        """The bytes are on the disk before the file takes its name, and then the name is."""
        path, steps = tmp_path / "file.json", []
        fsync, replace = os.fsync, Path.replace

        def note_fsync(handle):
            is_folder = stat.S_ISDIR(os.fstat(handle).st_mode)
            steps.append("folder on disk" if is_folder else f"{os.fstat(handle).st_size} bytes on disk")
            fsync(handle)

        def note_replace(beside, name):
            steps.append("renamed")
            return replace(beside, name)

        monkeypatch.setattr(os, "fsync", note_fsync)
        monkeypatch.setattr(Path, "replace", note_replace)
        dump(self.CASEFILE, path)
        assert steps == [
            f"{len(dumps(self.CASEFILE))} bytes on disk",
            "renamed",
            *(["folder on disk"] if os.name == "posix" else []),
        ]

    def test_the_systems_own_errors(self, tmp_path):
        """A missing file or folder, or a folder in place of a file, is the system's error, and leaves nothing behind."""
        with pytest.raises(FileNotFoundError):
            load(tmp_path / "none.json")
        with pytest.raises(FileNotFoundError):
            dump(self.CASEFILE, tmp_path / "none" / "file.json")
        for act in (load, lambda path: dump(self.CASEFILE, path)):
            with pytest.raises(OSError, match=r"(?i)directory|denied"):
                act(tmp_path)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a named pipe")
    def test_a_device_is_not_replaced(self, tmp_path):
        """A pipe or device is not replaced by a file."""
        path = tmp_path / "pipe"
        os.mkfifo(path)
        with pytest.raises(OSError, match="device or pipe"):
            dump(self.CASEFILE, path)
        assert stat.S_ISFIFO(path.stat().st_mode)
        assert list(tmp_path.iterdir()) == [path]

    @pytest.mark.skipif(os.name != "posix", reason="links need a right on Windows")
    def test_links_in_a_circle_are_not_replaced(self, tmp_path):
        """A link that leads to itself is refused, as by `open`, and stays a link."""
        path = tmp_path / "file.json"
        path.symlink_to(path)
        for write in (lambda: path.open("wb"), lambda: dump(self.CASEFILE, path)):
            with pytest.raises(OSError, match=os.strerror(errno.ELOOP)):
                write()
        assert path.is_symlink()
        assert list(tmp_path.iterdir()) == [path]

    @pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
    def test_a_read_only_file_is_not_replaced(self):
        """A file that its owner has made read-only is refused, as by `open`, and stays as it was."""
        with tempfile.TemporaryDirectory() as folder, as_nobody(folder):
            path = Path(folder, "file.json")
            path.write_bytes(b"the old file")
            path.chmod(0o400)
            for write in (lambda: path.open("wb"), lambda: dump(self.CASEFILE, path)):
                with pytest.raises(PermissionError):
                    write()
            assert path.read_bytes() == b"the old file"
            assert list(Path(folder).iterdir()) == [path]

    @pytest.mark.parametrize("value", [None, 5, "text", {}, [], Event(id="e1", when="2016", kind="other"), CaseFile])
    def test_only_a_case_file_is_written(self, tmp_path, value):
        """Anything but a CaseFile is refused before a file is touched."""
        with pytest.raises(InvalidRecord, match="expected a CaseFile"):
            dumps(value)
        with pytest.raises(InvalidRecord, match="expected a CaseFile"):
            dump(value, tmp_path / "file.json")
        assert list(tmp_path.iterdir()) == []


class Failing:
    """A file whose writing fails."""

    def __init__(self, file, fail):
        self.file, self.write = file, fail

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.file.close()


@pytest.mark.parametrize("indent", ["x", True, -1, 1.5, 17, []])
def test_only_a_number_indents(tmp_path, indent):
    """Anything but a small whole number is refused before the file is touched."""
    path = tmp_path / "case.json"
    path.write_bytes(b"old")
    with pytest.raises(InvalidRecord, match="whole number"):
        dump(CaseFile.of("T"), path, indent=indent)
    assert path.read_bytes() == b"old"

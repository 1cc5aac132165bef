"""The two routes of reading and writing, with msgspec and without: the same answers to everything."""

from __future__ import annotations

import copy
import json
import pickle
import random
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguard_model import CaseFile, Child, InvalidFile, dumps, load, loads, make_converter, strategies
from safeguard_model.formats import files, strict_json
from safeguard_model.formats.fast_reading import IN_DOUBT, read_flat
from safeguard_model.formats.record_reading import Problems, reader
from safeguard_model.formats.strict_json import MAX_BYTES, decode, decode_fast
from safeguard_model.records import casefile_checks as _structure
from safeguard_model.records.fields import fields_of
from safeguard_model.records.links import links, misses

DATA = Path(__file__).parents[1] / "data" / "1.0"
EVERY_FIELD = (DATA / "valid" / "every-field.json").read_bytes()
START = '{"format":"safeguard-model/1.0","title":"Example"'
FEWER = settings(max_examples=max(5, settings.default.max_examples // 3))

HOSTILE = [
    "null", "true", "0", "-0", "-1", "5", "1" * 30, "9" * 4300, "9" * 4301, "1.0", "-0.0", "1e2", "1e308", "1e309", "8" + "0" * 307,
    "9" * 308, "1" + "0" * 308, "5e-324", '""', '" "', '"\\u2003"', '"\\ud83d\\ude00"', '"\\ud800"', '"\\udc00\\ud800"', '"a b"', '"a/b"',
    '"x\\u0000"', '"\\u200b"', '"\\u2028\\u00e9\\/"', '"2016"', '"2016-02-30"', '"20\\u0031\\u0036"', '"P6M"', '"none"', '"True"', "[]", "[[]]",
    "[null]", '["a","a"]', '[" "]', "{}", '{"a":1,"a":2}', '{"a":' * 63 + "{}" + "}" * 63, '{"a":' * 64 + "{}" + "}" * 64, "NaN", "-Infinity",
    "tru", "01", "1.", "'a'", "[1,]", '{"a":1,}', '"\t"', '"\x7f"', "", "1 2", "\ufeff1", "[" * 5000,
]  # fmt: skip


@pytest.fixture
def _no_msgspec(monkeypatch):
    """As where msgspec is not installed."""
    monkeypatch.setattr(strict_json, "_msgspec", lambda: None)


def explained(data):
    """What the reader that explains makes of data, without any of the flat functions: a case file or its problems."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "decode_fast", lambda *_: None)
        patch.setattr(files, "read_flat", lambda *_: IN_DOUBT)
        return files._read(data, MAX_BYTES)


def flat(data):
    """What the flat functions make of data, parsed by Python's own json; None where they are in doubt."""
    document, problems = decode(data, MAX_BYTES)
    found = IN_DOUBT if problems else read_flat(CaseFile, document)
    return None if found is IN_DOUBT else found


def fast(data):
    """What the flat functions make of data, parsed by msgspec; None where anything is in doubt."""
    document = decode_fast(data, MAX_BYTES)
    found = IN_DOUBT if document is None else read_flat(CaseFile, document)
    return None if found is IN_DOUBT else found


def answer(data):
    """What the library says of data: a case file, or the list of problems."""
    try:
        return loads(data)
    except InvalidFile as error:
        return list(error.problems)


def check(data):
    """All routes agree: those at speed take nothing that is refused, nothing as anything else, and all of what is right."""
    right = explained(data)
    for read in (flat, fast):
        found = read(data)
        if type(right) is Problems:
            assert found is None
        elif found is not None:
            assert found == right
            assert [repr(each) for each in found.records()] == [repr(each) for each in right.records()]
            assert dumps(found) == dumps(right)
    assert type(right) is Problems or flat(data) is not None
    assert answer(data) == (list(right) if type(right) is Problems else right)
    return right


def places(document, steps=()):
    """The path to every value in a document."""
    yield steps
    if isinstance(document, (dict, list)):
        for step in document if isinstance(document, dict) else range(len(document)):
            yield from places(document[step], (*steps, step))


def put(document, steps, mark):
    """A document in which a mark stands in one place."""
    new = copy.deepcopy(document)
    parent = new
    for step in steps[:-1]:
        parent = parent[step]
    parent[steps[-1]] = mark
    return new


def shuffled(value, chance):
    """A document with the keys of every object in another order."""
    if isinstance(value, dict):
        return {key: shuffled(value[key], chance) for key in chance.sample(sorted(value), len(value))}
    return [shuffled(item, chance) for item in value] if isinstance(value, list) else value


class TestReading:
    """Fast, then explained: the same value, or the same problems."""

    @FEWER
    @given(casefile=strategies.case_files(), seed=st.integers(0, 99))
    def test_whatever_is_written_is_read_at_speed(self, casefile, seed):
        """Our own bytes, and the same in another's order and with white space, are read without any doubt."""
        own = dumps(casefile)
        assert check(own) == casefile
        if strict_json._msgspec():
            assert fast(own) == casefile
            other = shuffled(json.loads(own), random.Random(seed))
            assert fast(strict_json.encode(other, indent=1)) == casefile

    def test_hostile_values_in_every_field(self):
        """In place of every value of a file that sets every field, something awkward: both routes agree about it."""
        document, chance, refused = json.loads(EVERY_FIELD), random.Random(7), 0
        for steps in [steps for steps in places(document) if steps][::2]:
            text = json.dumps(put(document, steps, "@@"))
            for hostile in chance.sample(HOSTILE, 1):
                refused += type(check(text.replace('"@@"', hostile))) is Problems
        assert refused > 50

    @pytest.mark.parametrize("hostile", HOSTILE, ids=lambda text: f"{text[:12]!a}x{len(text)}")
    def test_hostile_values_of_every_kind(self, hostile):
        """Each awkward value in place of a text, an id, a number, a float, a list, and in extra."""
        child = '{"id":"c","label":"C"'
        event = '{"id":"e","when":"2016","kind":"other"'
        for rest in (
            f',"children":[{child},"gestation_weeks":%s}}]',
            f',"children":[{child},"ethnicity":%s}}]',
            f',"children":[{child}}}],"events":[{event},"people":%s}}]',
            f',"events":[{event},"order":%s}}]',
            f',"events":[{event},"times":{{"n":%s}}}}]',
            f',"events":[{event},"extra":%s}}]',
            ',"extra":{"x":%s}', ',"handling":%s', ',"extra":{"%s":1}', ",%s",
        ):  # fmt: skip
            check(START + rest.replace("%s", hostile) + "}")

    @pytest.mark.parametrize(
        "data",
        [
            "", "{}", "[]", "null", START, START + "}}", START + "} x", "\ufeff" + START + "}", b"\xff" + START.encode() + b"}",
            '{"title":"Example"}', '{"title":"A","title":"A","format":"safeguard-model/1.0"}', START + ',"title":"Example"}',
            START + ',"format":"safeguard-model/1.0"}', START + ',"\\u0074itle":"Example"}', '{"title":"Example","title":"Example"}',
            START + ',"extra":{"a":{"b":1,"\\u0062":1}}}', START + ',"extra":{"a":":","b":"\\":","c":"\\\\"}}',
            START + ',"extra":{"a\\\\":1,"b":"\\\\\\":","a\\\\":1}}', START + ',"extra":{"a":"\\u003a","a":":"}}',
            START + ',"handling":"identifiable","children":[],"extra":{}}', START + ',"events":null}', '{"format":"safeguard-model/1.1"}',
            START + ',"children":[{"id":"a","label":"A"},{"id":"a","label":"A"}]}', START + ',"children":{}}', START + ',"children":""}',
            START + ',"children":[""]}', START + ',"children":[[]]}', START + ',"events":[{"id":"a/b","when":"2016","kind":"other"}]}',
            START + ',"claims":[{"id":"k","about":"k","field":"x","value":"y","citations":[]}]}', '"' + "a" * 9, "\ud800", START + ',"extra":{"\ud800":1}}',
        ],
    )  # fmt: skip
    def test_documents_made_by_hand(self, data):
        """What is awkward as a whole is read alike, or refused alike."""
        check(data)

    @FEWER
    @given(casefile=strategies.case_files(), seed=st.integers())
    def test_changed_bytes(self, casefile, seed):
        """A file with bytes changed, lost, repeated or added is read alike or refused alike."""
        chance, good = random.Random(seed), dumps(casefile)
        awkward = [
            b'"',
            b"\\",
            b"{",
            b"]",
            b"}",
            b",",
            b":",
            b"\x00",
            b"\xff",
            b"\\ud800",
            b"1e999",
            b" ",
            b"\n",
            b"-0.0",
            b"",
        ]
        for _ in range(8):
            start, end = sorted(chance.choices(range(len(good) + 1), k=2))
            end = min(end, start + chance.choice([0, 1, 2, 20]))
            check(good[:start] + chance.choice([*awkward, good[start:end] * 2]) + good[end:])

    @given(data=st.one_of(st.binary(), st.text('[]{}:,"\\0123456789eE.+-truefalsn \n')))
    def test_rubbish(self, data):
        """Anything at all is refused alike."""
        check(data)

    @pytest.mark.parametrize("path", sorted(DATA.glob("*/*.json")), ids=lambda path: f"{path.parent.name}-{path.stem}")
    def test_recorded_files(self, path):
        """Every recorded file is read alike or refused alike."""
        check(path.read_bytes())

    def test_the_limit_of_size(self):
        """The limit holds on both routes, for text as for bytes."""
        data = dumps(CaseFile.of("Zoë"))
        assert decode_fast(data, len(data) - 1) is decode_fast(data.decode(), len(data) - 1) is None
        for form in (data, data.decode()):
            with pytest.raises(InvalidFile, match="longer than"):
                loads(form, max_bytes=len(data) - 1)

    def test_links_are_looked_at_in_every_record(self):
        """The quick look at the links of a record says what a look at each of them says."""
        casefile = loads(EVERY_FIELD)
        ids = {record.id: record for record in casefile.records()}
        assert not _structure.misfits(casefile.records(), casefile._indexed())
        for record in casefile.records():
            assert not misses(type(record))(record, ids.get)
            for _, target, allowed in links(record):
                assert misses(type(record))(record, {**ids, target: None}.get)
                if allowed != ("*",):
                    assert misses(type(record))(record, {**ids, target: casefile}.get)

    def test_values_are_not_shared_with_the_document(self):
        """Two records of one reading share no `extra`, also where none was given."""
        data = START + ',"children":[{"id":"a","label":"A"},{"id":"b","label":"B"}]}'
        one, other = loads(data).children
        one.extra["x"] = 1
        assert other.extra == {}
        assert loads(data).children[0].extra == {}

    def test_records_are_of_their_own_class(self):
        """Nothing of the way in which they were made is left in the records: they are frozen, of exactly our classes."""
        child = loads(START + ',"children":[{"id":"a","label":"A"}]}').children[0]
        assert type(child) is Child
        with pytest.raises(AttributeError):
            child.label = "B"

    def test_msgspec_is_imported_when_a_file_is(self):
        """Importing the library imports msgspec no more than attrs does."""
        code = "import attrs, sys; import safeguard_model.formats; print('msgspec' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout.split() == [
            b"False"
        ]


class TestWriting:
    """The same bytes with msgspec and without."""

    @FEWER
    @given(casefile=strategies.case_files())
    def test_case_files(self, casefile):
        """Every case file has the same bytes on both routes, and they are what the converter's values give."""
        pytest.importorskip("msgspec")
        fast_bytes = dumps(casefile)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(strict_json, "_msgspec", lambda: None)
            assert dumps(casefile) == fast_bytes
        assert json.loads(fast_bytes) == make_converter().unstructure(casefile)

    @given(extra=strategies.extras(), text=st.text(st.characters(exclude_categories=["Cs"])))
    def test_awkward_values(self, extra, text):
        """Floats, escapes, controls and text of every script have the same bytes on both routes."""
        pytest.importorskip("msgspec")
        casefile = CaseFile.of(
            "Example",
            extra={
                **extra,
                "text": f'{text}\u2028\u2029\x00\x1f\x7f"\\/\b\u00e9\U0001f600',
                "n": [1e16, 1e-7, -0.0, 10**30],
            },
        )
        fast_bytes = dumps(casefile)
        assert loads(fast_bytes).extra == casefile.extra
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(strict_json, "_msgspec", lambda: None)
            assert dumps(casefile) == fast_bytes
            assert loads(fast_bytes).extra == casefile.extra

    @pytest.mark.usefixtures("_no_msgspec")
    @pytest.mark.parametrize(
        ("number", "text"),
        [(1e-5, "0.00001"), (-1e-5, "-0.00001"), (-1.25e-5, "-0.0000125"), (9.5e-5, "0.000095"), (-1e-6, "-1e-6"),
         (-1e16, "-1e16"), (-2.5e-7, "-2.5e-7")],
    )  # fmt: skip
    def test_small_floats_without_msgspec(self, number, text):
        """A float keeps its sign and its digits where Python would write it with another exponent."""
        casefile = CaseFile.of("Example", extra={"n": number, "in text": "-1e-05"})
        assert dumps(casefile).decode().endswith(f'"extra":{{"n":{text},"in text":"-1e-05"}}}}')
        assert loads(dumps(casefile)).extra["n"] == number

    @pytest.mark.usefixtures("_no_msgspec")
    def test_without_msgspec(self):
        """Without msgspec nothing is left to it."""
        assert decode_fast(EVERY_FIELD, MAX_BYTES) is None
        assert dumps(loads(EVERY_FIELD)) == dumps(load(DATA / "valid" / "every-field.json"))


def again(data):
    """The bytes of what the bytes of a case file represent; a function that a process can be sent."""
    return dumps(loads(data))


class TestAbroad:
    """Pickles, copies, threads and processes."""

    @FEWER
    @given(casefile=strategies.case_files())
    def test_pickles_and_copies_are_equal(self, casefile):
        """A pickle, a copy and a deep copy are equal to it and as good as it, and a deep copy shares no extra."""
        for made in (pickle.loads(pickle.dumps(casefile)), copy.copy(casefile), copy.deepcopy(casefile)):
            assert made == casefile
            assert all(made[record.id] == record for record in casefile.records())
        assert copy.deepcopy(casefile).extra is not casefile.extra

    def test_a_pickle_is_the_bytes_of_a_file(self):
        """What is pickled is what a file holds, however large."""
        casefile = loads(EVERY_FIELD)
        assert dumps(casefile) in pickle.dumps(casefile)
        read, (data,) = casefile.__reduce__()
        assert read.keywords == {"max_bytes": len(data)}

    def test_threads_give_the_serial_answer(self):
        """Reading and writing in many threads at once gives what one gives."""
        files = [dumps(CaseFile.of(f"File {n}", [Child(id=f"c{n}", label="C", born="2016-03")])) for n in range(40)]
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(again, files)) == files

    def test_processes_give_the_serial_answer(self):
        """What is asked of case files in other processes is answered there as here."""
        casefiles = [loads(EVERY_FIELD), CaseFile.of("Example")]
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            found = list(pool.map(CaseFile.records, casefiles))
        assert found == [casefile.records() for casefile in casefiles]


def test_every_class_has_a_flat_reader():
    """The flat reader and the one that explains read any value class alone as the same thing."""
    document = json.loads(EVERY_FIELD)

    def look(cls, value):
        assert read_flat(cls, value) == reader(cls)(value) != IN_DOUBT
        for field in fields_of(cls):
            if field.is_nested and field.name in value:
                for item in value[field.name] if field.many else [value[field.name]]:
                    look(field.type, item)

    look(CaseFile, document)

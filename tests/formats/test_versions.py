"""Files of other versions: older ones are brought up to date, newer ones kept whole, those of another major refused."""

from __future__ import annotations

import copy
import json
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguard_model import (
    CaseFile,
    Child,
    Finding,
    InvalidFile,
    Milestone,
    UnsupportedVersion,
    dump,
    dumps,
    load,
    loads,
    make_converter,
    strategies,
)
from safeguard_model.formats import versions
from safeguard_model.formats.strict_json import encode
from safeguard_model.formats.versions import FORMAT, NEWER, current, restored
from safeguard_model.records import Record
from safeguard_model.records.fields import fields_of

NEWER_FILES = sorted((Path(__file__).parents[1] / "data" / "newer").glob("*.json"))
CANARY = "Canary Quillfeather"


def written(document):
    """A document in our own writer's form."""
    return encode(document, None)


def entry_points(data, tmp_path):
    """Every way to read a document, as functions without arguments."""
    path = tmp_path / "file.json"
    path.write_bytes(data)
    converter = make_converter()

    @attrs.frozen
    class Folder:
        casefile: CaseFile

    hook = converter.get_structure_hook(CaseFile)
    return {
        "loads": lambda: loads(data),
        "loads text": lambda: loads(data.decode()),
        "load": lambda: load(path),
        "structure": lambda: converter.structure(json.loads(data), CaseFile),
        "hook": lambda: hook(json.loads(data), CaseFile),
        "held": lambda: converter.structure({"casefile": json.loads(data)}, Folder).casefile,
    }


def objects(cls, document):
    """Every object of a document with the class it is of, the document itself first."""
    yield cls, document
    for field in fields_of(cls):
        if field.is_nested and field.name in document:
            for item in document[field.name] if field.many else [document[field.name]]:
                yield from objects(field.type, item)


def worded(cls, document):
    """The fields of an object whose word may be one that this release does not know, and still be read.

    A milestone's kind is also the key by which claims find it.
    """
    for field in fields_of(cls):
        if cls is not Milestone and field.name in document and issubclass(field.type, StrEnum):
            has_other = "other" in [str(word) for word in field.type]
            if field.optional or has_other or (field.many and not field.required):
                yield field


@st.composite
def newer(draw):
    """A document of a newer minor version in our writer's form: unknown keys and words at any place."""
    document = make_converter().unstructure(draw(strategies.case_files()))
    document["format"] = draw(st.sampled_from(["safeguard-model/1.1", "safeguard-model/1.27"]))
    keys = strategies.texts().filter(lambda key: key not in {"format", NEWER})
    for cls, held in list(objects(CaseFile, document)):
        names = {field.name for field in fields_of(cls)}
        for field in worded(cls, held):
            if draw(st.integers(0, 3)) == 0:
                held[field.name] = [*held[field.name], "unheard-of"] if field.many else draw(strategies.texts())
        if draw(st.booleans()):
            items = list(held.items())
            for _ in range(draw(st.integers(1, 2))):
                place = draw(st.integers(1 if cls is CaseFile else 0, len(items)))
                items.insert(place, (draw(keys), draw(st.sampled_from([None, 1, 1.5, CANARY, [], {"a": [True]}]))))
            given_twice = len(dict(items)) != len(items) or len({key for key, _ in items} & names) != len(
                held.keys() & names
            )
            if not given_twice:
                held.clear()
                held.update(items)
    return document


class TestNewerMinor:
    """What a newer minor version adds is kept, and written back where it stood."""

    @settings(max_examples=max(15, settings.default.max_examples // 2))
    @given(document=newer())
    def test_what_is_newer_survives(self, document):
        """A file of a newer minor version is read, and written with the same bytes."""
        data = written(document)
        casefile = loads(data)
        assert dumps(casefile) == data
        assert loads(dumps(casefile)) == casefile
        assert make_converter().unstructure(casefile) == document

    @settings(max_examples=max(10, settings.default.max_examples // 3))
    @given(document=newer())
    def test_what_is_read_is_what_is_known(self, document):
        """Without what was laid aside, it is the case file that the known keys and words make."""
        casefile = loads(written(document))
        for record in (casefile, *casefile.records()):
            kept = record.extra.get(NEWER, {})
            stood = next(
                item for cls, item in objects(CaseFile, document) if item.get("id") == getattr(record, "id", None)
            )
            unknown = set(stood) - {field.name for field in fields_of(type(record))} - {"format"}
            pointers = {"/" + key.replace("~", "~0").replace("/", "~1") for key in unknown}
            assert pointers <= set(kept)
            assert all(kept[pointer]["value"] in stood.values() for pointer in pointers)

    @settings(max_examples=max(10, settings.default.max_examples // 3))
    @given(document=newer(), data=st.data())
    def test_a_changed_case_file_comes_back_equal(self, document, data):
        """After any change of its records, a case file is still read back equal, and its bytes are stable."""
        casefile = loads(written(document))
        for record in data.draw(st.lists(st.sampled_from(casefile.records() or [None]), max_size=4)):
            if record is None:
                continue
            fields = [field for field in fields_of(type(record)) if not field.required and not field.refs]
            changes = {
                field.name: field.default
                for field in data.draw(st.lists(st.sampled_from(fields), max_size=3))
                if field.name not in {"citations", "derived_from", "person", "words", "who", "name_withheld"}
            }
            try:
                casefile = casefile.replace(attrs.evolve(casefile[record.id], **changes))
            except ValueError:  # a rule between fields, or a claim about one
                continue
        again = loads(dumps(casefile))
        assert again == casefile
        assert dumps(again) == dumps(casefile)

    @settings(max_examples=max(10, settings.default.max_examples // 3))
    @given(casefile=strategies.case_files(), data=st.data())
    def test_nothing_in_extra_breaks_a_file(self, casefile, data):
        """Whatever a tool puts under our key of `extra`, the case file is written, and read back equal."""
        pointers = st.sampled_from(
            ["/format", "/title", "/extra", "/extra/0", "/sex", "/born", "/harms/0", "/citations/0", "/citations/x", "/a",
             "/b", "", "x", "/", "//", "/children", "/children/0", "/codes", "/id", "/a~1b", "/~"]
        )  # fmt: skip
        values = st.sampled_from(
            [None, 1, True, [], {}, "male", "a", "/format", FORMAT, "safeguard-model/1.1", [{}], {"id": 1}]
        )
        entries = st.fixed_dictionaries({}, optional={"value": values, "read": values, "after": values})
        kept = st.one_of(values, st.dictionaries(pointers, entries | values))
        marked = {"/format": {"value": "safeguard-model/1.1", "read": FORMAT}}

        def spoilt(record):
            found = data.draw(kept)
            found = {**marked, **found} if type(found) is dict and data.draw(st.booleans()) else found
            return attrs.evolve(record, extra={**record.extra, NEWER: found})

        spoiled = spoilt(casefile.replace([spoilt(record) for record in casefile.records()]))
        written_out = dumps(spoiled)
        assert loads(written_out) == spoiled
        assert dumps(loads(written_out)) == written_out

    @pytest.mark.parametrize("path", NEWER_FILES, ids=lambda path: path.stem)
    def test_recorded_files(self, path, tmp_path):
        """Every recorded file of a newer minor version is read in every way alike, and written with the same bytes."""
        data = path.read_bytes()
        found = {name: read() for name, read in entry_points(data, tmp_path).items()}
        assert all(casefile == found["loads"] for casefile in found.values())
        assert dumps(found["loads"]) == data
        dump(found["loads"], tmp_path / "again.json")
        assert (tmp_path / "again.json").read_bytes() == data

    def test_a_word_without_other_is_silence(self):
        """An unknown word is read as `other`, or as nothing where there is no such word and the field may be silent."""
        document = {
            "format": "safeguard-model/1.1",
            "title": "Example",
            "children": [{"id": "a", "label": "A", "sex": "unheard-of", "residences": [{"kind": "houseboat"}]}],
            "events": [{"id": "e", "when": "2016", "kind": "unheard-of"}],
        }
        casefile = loads(written(document))
        assert casefile.children[0].sex is None
        assert casefile.children[0].residences[0].kind == "other"
        assert casefile.events[0].kind == "other"
        assert casefile.children[0].extra[NEWER]["/sex"] == {"value": "unheard-of", "read": None}

    def test_a_word_that_cannot_be_left_open_is_refused(self):
        """Where a field must hold one of a closed list of words, the file is refused, and says why it may still be right."""
        document = {
            "format": "safeguard-model/1.1",
            "title": "Example",
            "children": [{"id": "a", "label": "A"}],
            "factors": [{"id": "f", "person": "a", "kind": "unheard-of", "state": CANARY}],
        }
        with pytest.raises(InvalidFile) as caught:
            loads(written(document))
        assert [(problem.code, problem.where) for problem in caught.value.problems] == [
            ("value", "$.factors[0].state"),
            ("format", "$.format"),
        ]
        assert "version 1.1" in caught.value.problems[1].message
        assert CANARY not in str(caught.value)
        assert type(caught.value) is InvalidFile

    @pytest.mark.parametrize(
        ("field", "value"), [("milestones[unheard-of].when", "2016"), ("publication", "unheard-of"), ("mood", "calm")]
    )
    def test_a_claim_about_what_is_newer_is_refused(self, field, value):
        """A claim whose field, key or value only a newer version knows cannot be checked: the file is refused."""
        claim = {"id": "c", "about": "r", "field": field, "value": value, "citations": [{"source": "s"}]}
        milestone = {"kind": "unheard-of", "when": "2016"}
        review = {"id": "r", "title": "R", "kinds": ["serious_case_review"], "milestones": [milestone], "mood": "calm"}
        document = {
            "format": "safeguard-model/1.1",
            "title": "Example",
            "sources": [{"id": "s", "title": "S"}],
            "claims": [claim],
            "reviews": [review],
        }
        with pytest.raises(InvalidFile) as caught:
            loads(written(document))
        assert [problem.code for problem in caught.value.problems][-1] == "format"
        assert dumps(loads(written({**document, "claims": []}))) == written({**document, "claims": []}).replace(
            b'"claims":[],', b""
        )

    DOCUMENT: ClassVar = {
        "format": "safeguard-model/1.1",
        "title": "Example",
        "children": [{"id": "a", "label": "A", "sex": "unheard-of", "mood": "calm", "comment": "x", "weight": 3}],
        "agencies": [{"id": "csc", "name": "CSC"}],
        "incidents": [
            {
                "id": "i",
                "when": "2016",
                "harms": [{"person": "a", "depth": 1}, {"person": "a", "age": "P6M", "depth": 2}],
            }
        ],
        "reviews": [{"id": "r", "title": "R", "kinds": ["serious_case_review"]}],
        "findings": [{"id": "f", "made_by": "r", "text": "T", "levels": ["case", "galactic"]}],
    }

    @pytest.fixture
    def casefile(self):
        """A small case file read from a newer version."""
        return loads(written(self.DOCUMENT))

    def stated(self, casefile, *steps):
        """What is written at a place."""
        found = json.loads(dumps(casefile))
        for step in steps:
            found = found[step]
        return found

    def test_a_change_of_a_word_wins(self, casefile):
        """What has been set since is written, the word that stood there stays in `extra`, and all else goes back."""
        changed = casefile.replace(attrs.evolve(casefile["a"], sex="female"))
        child = self.stated(changed, "children", 0)
        assert child["sex"] == "female"
        assert (child["mood"], child["weight"]) == ("calm", 3)
        assert child["extra"] == {NEWER: {"/sex": {"value": "unheard-of", "read": None}}}

    def test_a_change_of_a_list_of_words_wins(self, casefile):
        """A list of words is one field: changed, it is written as it is."""
        changed = casefile.replace(attrs.evolve(casefile["f"], levels=["national"]))
        assert self.stated(changed, "findings", 0, "levels") == ["national"]
        assert self.stated(casefile, "findings", 0, "levels") == ["case", "galactic"]
        assert isinstance(casefile["f"], Finding)

    def test_a_change_of_a_value_wins(self, casefile):
        """Each value of a list that is where and as it was read is written as it stood, and a changed one as it is."""
        incident = casefile["i"]
        other = attrs.evolve(incident.harms[0], age="P7M")
        changed = self.stated(
            casefile.replace(attrs.evolve(incident, harms=[other, incident.harms[1]])), "incidents", 0
        )
        assert changed["harms"] == [{"person": "a", "age": "P7M"}, {"person": "a", "age": "P6M", "depth": 2}]
        assert changed["extra"][NEWER]["/harms/0"]["value"]["depth"] == 1
        moved = self.stated(casefile.replace(attrs.evolve(incident, harms=incident.harms[::-1])), "incidents", 0)
        assert moved["harms"] == [{"person": "a", "age": "P6M"}, {"person": "a"}]
        assert [entry["value"]["depth"] for entry in moved["extra"][NEWER].values()] == [1, 2]

    def test_a_key_keeps_its_place_when_the_one_before_it_is_cleared(self, casefile):
        """The key that a newer one stands after is written at its default, so that the place is not lost."""
        changed = casefile.replace(attrs.evolve(casefile["a"], comment=""))
        assert list(self.stated(changed, "children", 0)) == ["id", "label", "sex", "mood", "comment", "weight"]
        assert loads(dumps(changed)) == changed

    def test_records_added_and_removed(self, casefile):
        """New records are written as ever, what is newer in a removed one goes with it."""
        more = casefile.add(Child(id="b", label="B"))
        assert self.stated(more, "children", 1) == {"id": "b", "label": "B"}
        assert self.stated(more, "format") == "safeguard-model/1.1"
        assert "galactic" not in dumps(casefile.remove("f")).decode()

    def test_without_extra_it_is_of_our_version(self, casefile):
        """Who drops `extra` drops what is newer: the file is then of this release's version."""
        assert self.stated(attrs.evolve(casefile, extra={}), "format") == FORMAT
        assert self.stated(CaseFile.of("Other", casefile.records()), "format") == FORMAT

    def test_what_is_newer_is_never_shown(self, casefile):
        """It lies in `extra`, the most sensitive field there is: no display shows it."""
        assert "unheard-of" not in f"{casefile!r}{casefile.records()!r}{casefile._repr_html_()}"

    def test_our_own_version_is_as_strict_as_ever(self):
        """Unknown keys and words are kept of newer versions only."""
        for key in ("title", "unheard_of"):
            document = {"format": FORMAT, "title": "Example", key: []}
            with pytest.raises(InvalidFile):
                loads(written(document))

    def test_only_a_case_file_has_a_version(self):
        """A record alone is read as of this release's version."""
        with pytest.raises(InvalidFile, match="key 3 of the object"):
            make_converter().structure({"id": "a", "label": "A", "mood": "calm"}, Child)

    def test_what_is_newer_and_too_deep_is_refused(self):
        """What is kept lies three deeper in `extra`, which nests at most 64 deep: refused there, and not cut."""

        def document(depth):
            return START_OF_NEWER + b',"a":' + b"[" * depth + b"]" * depth + b"}"

        assert dumps(loads(document(61))) == document(61)
        with pytest.raises(InvalidFile) as caught:
            loads(document(62))
        assert caught.value.problems[0].where == "$.extra"

    def test_many_newer_keys_take_no_longer_than_many_keys(self):
        """The time grows evenly with the number of unknown keys and values."""
        document = {"format": "safeguard-model/1.1", "title": "Example"}
        document |= {f"key{n}": n for n in range(20_000)}
        assert dumps(loads(written(document))) == written(document)


START_OF_NEWER = b'{"format":"safeguard-model/1.1","title":"Example"'


class TestOtherMajor:
    """A version that this release does not read is refused by name."""

    @pytest.mark.parametrize("found", ["2.0", "2.1", "9999.9999", "0.9"])
    def test_it_is_refused_in_every_way_alike(self, found, tmp_path):
        """Every entry point raises the one error, which names both versions and quotes nothing else."""
        data = written({"title": CANARY, "format": f"safeguard-model/{found}", "what": {CANARY: 5}})
        for read in entry_points(data, tmp_path).values():
            with pytest.raises((UnsupportedVersion, ExceptionGroup)) as caught:
                read()
            error = caught.value if isinstance(caught.value, UnsupportedVersion) else caught.value.exceptions[0]
            assert isinstance(error, InvalidFile)
            assert isinstance(error, UnsupportedVersion)
            assert (error.found, error.supported) == (found, "1.0")
            assert [(problem.code, problem.where) for problem in error.problems] == [("format", "$.format")]
            assert CANARY not in f"{error}{error!r}"
            assert error.__context__ is None

    def test_keys_that_stand_twice_change_nothing(self):
        """What else is wrong with such a file is not said: what its keys mean is not known."""
        with pytest.raises(UnsupportedVersion):
            loads('{"format":"safeguard-model/2.0","a":1,"a":2}')

    @pytest.mark.parametrize(
        "found", ["safeguard-model/1", "safeguard-model/1.00", "safeguard-model/1.x", "other/1.0", "", 1.0]
    )
    def test_what_names_no_version_is_no_case_file(self, found):
        """A foreign format is refused as one, and is no version."""
        with pytest.raises(InvalidFile, match="not a case file of this library") as caught:
            loads(written({"format": found, "title": "Example"}))
        assert type(caught.value) is InvalidFile


class TestOlder:
    """Older documents are migrated step by step."""

    @staticmethod
    def from_0_8(document):
        """In 0.8 the title was called `name`."""
        named = {"title" if key == "name" else key: item for key, item in document.items()}
        return {**named, "format": "safeguard-model/0.9"}

    @staticmethod
    def from_0_9(document):
        """In 0.9 children had a `nick`, and the version before 1.0 had no labels."""
        children = [{**child, "label": child["nick"]} for child in document.get("children", [])]
        for child in children:
            del child["nick"]
        return {**document, "children": children, "format": FORMAT}

    @pytest.fixture(autouse=True)
    def _older_versions(self, monkeypatch):
        monkeypatch.setattr(versions, "MIGRATIONS", {(0, 8): self.from_0_8, (0, 9): self.from_0_9})

    def test_step_by_step_in_every_way(self, tmp_path):
        """A document goes through every version up to ours, by every entry point, and is written as of ours."""
        data = written({"format": "safeguard-model/0.8", "name": "Example", "children": [{"id": "a", "nick": "A"}]})
        expected = CaseFile.of("Example", [Child(id="a", label="A")])
        for read in entry_points(data, tmp_path).values():
            assert read() == expected
        assert dumps(loads(data)) == dumps(expected)

    def test_what_is_given_is_left_alone(self):
        """The caller's own document is not changed."""
        document = {"format": "safeguard-model/0.8", "name": "Example", "children": [{"id": "a", "nick": "A"}]}
        before = copy.deepcopy(document)
        make_converter().structure(document, CaseFile)
        assert document == before

    def test_it_is_then_read_strictly(self):
        """What is wrong with the migrated document is reported with its path."""
        with pytest.raises(InvalidFile) as caught:
            loads(written({"format": "safeguard-model/0.9", "title": 5, "children": [{"id": "a", "nick": 5}]}))
        assert [problem.where for problem in caught.value.problems] == ["$.title", "$.children[0].label"]

    @pytest.mark.parametrize("children", [5, [5], [{"id": CANARY}]])
    def test_a_document_that_is_not_what_it_says(self, children):
        """Where a step cannot be made, that is the problem, and nothing of the document is told."""
        with pytest.raises(InvalidFile) as caught:
            loads(written({"format": "safeguard-model/0.9", "title": "Example", "children": children}))
        assert [problem.where for problem in caught.value.problems] == ["$.format"]
        assert "0.9" in str(caught.value)
        assert CANARY not in str(caught.value)
        assert caught.value.__context__ is None

    def test_a_step_that_leads_nowhere_ends(self, monkeypatch):
        """A step that does not lead to a later version is refused, and never taken again."""
        monkeypatch.setattr(versions, "MIGRATIONS", {(0, 9): dict})
        with pytest.raises(InvalidFile, match="its content does not fit"):
            loads(written({"format": "safeguard-model/0.9", "title": "Example"}))

    def test_there_is_no_older_version_yet(self, monkeypatch):
        """No released version is older than this one."""
        monkeypatch.undo()
        assert dict(versions.MIGRATIONS) == {}
        with pytest.raises(UnsupportedVersion):
            loads(written({"format": "safeguard-model/0.9", "title": "Example"}))


def test_plain_documents_there_and_back():
    """Laying aside and putting back are each other's inverse on plain documents, and change neither."""
    document = copy.deepcopy(TestNewerMinor.DOCUMENT)
    before = copy.deepcopy(document)
    aside = current(document)
    assert document == before
    kept = copy.deepcopy(aside)
    assert restored(aside) == document
    assert aside == kept
    assert all(issubclass(field.type, Record) for field in fields_of(CaseFile) if field.is_nested)

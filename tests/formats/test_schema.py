"""The JSON Schema of the format, and what it says against what the loader says."""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from safeguard_model import Age, InvalidFile, When, json_schema, loads, make_converter, records, strategies
from safeguard_model.formats import schema as module
from safeguard_model.records import CaseFile, Person, Record
from safeguard_model.records.base import Value
from safeguard_model.records.fields import fields_of

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
VALID = [*sorted((DATA / "1.0").glob("valid/*.json")), *sorted((ROOT / "examples").glob("*.json"))]
VALID += sorted((DATA / "1.0").glob("other-forms/*.json"))
INVALID = sorted((DATA / "1.0" / "invalid").glob("*.json"))
CLASSES = sorted(
    {
        found
        for found in vars(records).values()
        if isinstance(found, type) and issubclass(found, Value) and found not in {Record, Person}
    },
    key=lambda cls: cls.__name__,
)
CONVERTER = make_converter()
START = '{"format":"safeguard-model/1.0","title":"Example"'
CHILD = START + ',"children":[{"id":"a","label":"A"%s}]}'
EVENT = START + ',"events":[{"id":"e","when":"2016","kind":"other"%s}]}'
CLAIMS = (
    '],"sources":[{"id":"s","title":"S"}],"claims":[{"id":"c","about":"a","citations":[{"source":"s"}],"field":%s}]}'
)
CLAIM = CHILD.replace("%s", "").removesuffix("]}") + CLAIMS

CANNOT_SAY = {
    "how JSON itself is written": [
        START + "},", START + "}}", START + ',"title":"Example"}', "\ufeff" + START + "}", START + ',"extra":{"a":1e400}}',
        START + ',"extra":{"a":"\\ud800"}}', START + ',"extra":{"a":NaN}}',
    ],
    "a whole number written with a fraction": [CHILD % ',"gestation_weeks":31.0'],
    "how long a number is": [
        START + ',"extra":{"a":' + "9" * 4301 + "}}", EVENT % (',"times":{"n":' + "9" * 4301 + "}"),
        EVENT % (',"order":' + "9" * 400),
    ],
    "how deep `extra` nests, and how large a file is": [START + ',"extra":{"a":' + "[" * 64 + "]" * 64 + "}}"],
    "a day that is not in the calendar": [CHILD % ',"born":"2016-04-31"', CHILD % ',"born":"2015-02-29"'],
    "a span or a one-of the wrong way round": [CHILD % ',"born":"2016/2015"', CHILD % ',"born":"[2016..2015]"'],
    "a range of ages that is empty": [CHILD % ',"stated_ages":[{"age":"P3Y/P1Y"}]'],
    "an id that stands in two records": [CHILD % '},{"id":"a","label":"B"'],
    "a link to nothing, or to the wrong class of record": [
        EVENT % ',"people":["nobody"]', EVENT % ',"people":["e"]', EVENT % ',"responds_to":"nobody"',
    ],
    "a claim about a field that is not there, or with a value it cannot hold": [
        CLAIM % '"unheard_of","value":"x"', CLAIM % '"born","value":"soon"',
    ],
}  # fmt: skip
"""Each with documents that the schema accepts, or cannot be asked about, and the loader refuses; the page lists each."""


@pytest.fixture(autouse=True, scope="module")
def _any_length_of_integer():
    """Let the tests read integers that are too long for the loader."""
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    yield
    sys.set_int_max_str_digits(before)


@cache
def validator(name="CaseFile"):
    """A validator for the objects of one class."""
    return Draft202012Validator({**json_schema(), "$ref": f"#/$defs/{name}"})


def accepts(document, name="CaseFile"):
    """Whether the schema accepts a document."""
    return validator(name).is_valid(document)


def is_read(document, cls):
    """Whether our converter reads a document as an instance of a class."""
    try:
        CONVERTER.structure(document, cls)
    except InvalidFile:
        return False
    return True


class TestTheSchema:
    """The schema itself."""

    def test_it_is_a_schema(self):
        """It is a schema of the draft it names, and every reference in it leads somewhere."""
        schema = json_schema()
        Draft202012Validator.check_schema(schema)
        found = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(schema)))
        assert found == set(schema["$defs"])

    def test_the_file_in_the_package_is_the_schema(self):
        """The shipped file holds it: run `python docs/schema_file.py` after a change of the records."""
        shipped = files("safeguard_model.formats").joinpath(module.SCHEMA_FILE).read_bytes()
        assert json.loads(shipped) == json_schema()
        assert shipped == (json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n").encode()

    def test_each_call_gives_a_new_one(self):
        """Changing a schema changes no other."""
        json_schema()["$defs"].clear()
        assert "CaseFile" in json_schema()["$defs"]

    @pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
    def test_every_field_is_in_it_and_described(self, cls):
        """Every class has a definition with its fields in order, each with a meaning, and nothing besides."""
        found = json_schema()["$defs"][cls.__name__]
        names = [field.name for field in fields_of(cls)]
        assert list(found["properties"]) == (["format", *names] if cls is CaseFile else names)
        assert found["additionalProperties"] is False
        assert all(found["properties"][name]["description"] for name in names)
        assert all("default" in found["properties"][field.name] for field in fields_of(cls) if not field.required)

    def test_words_are_described(self):
        """The words of an enum are listed, with what they mean where their name does not say it."""
        found = json_schema()["$defs"]["Sex"]
        assert found["enum"] == ["female", "male", "unborn", "indeterminate", "not_recorded"]
        assert "not_recorded: The source says that the sex is not recorded." in found["description"].splitlines()

    def test_blank_is_what_python_strips(self):
        """The white space of the patterns is Python's."""
        pattern = json_schema()["$defs"]["requiredText"]["pattern"]
        assert [char for char in map(chr, range(0x3100)) if not re.search(pattern, char)] == [
            char for char in map(chr, range(0x3100)) if char.isspace()
        ]


class TestAgreement:
    """What the loader reads the schema accepts, and what the schema refuses the loader refuses."""

    @pytest.mark.parametrize("path", VALID, ids=lambda path: f"{path.parent.name}/{path.stem}")
    def test_valid_files(self, path):
        """Every recorded valid file, and every example, is accepted."""
        assert list(validator().iter_errors(json.loads(path.read_bytes()))) == []

    @settings(max_examples=max(5, settings.default.max_examples // 3))
    @given(casefile=strategies.case_files())
    def test_whatever_is_written(self, casefile):
        """Every case file is accepted as it is written."""
        assert list(validator().iter_errors(CONVERTER.unstructure(casefile))) == []

    @pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
    def test_invalid_files(self, path):
        """A recorded invalid file is refused, unless all that is wrong with it is what a schema cannot say."""
        beyond = {"size", "encoding", "syntax", "depth", "duplicate-key", "duplicate-id", "unknown-id", "wrong-kind"}
        listed = path.with_suffix(".problems.txt").read_text(encoding="utf-8").splitlines()
        codes = {line.partition(" ")[0] for line in listed}
        if codes & beyond or {line.rpartition(".")[2] for line in listed} == {"extra"}:
            return
        if path.stem in {"lone-surrogate", "nan-and-infinity"}:
            return
        assert not accepts(json.loads(path.read_bytes()))

    HOSTILE = (
        None, True, False, 0, 1, -1, 5, 46, 999, 10_000, 1.5, "", " ", "\u2003", "xyz", "5", "true", "2016", "2016-02-30",
        "2016-03-02\n", "2016-3", "0000", "2016-13", "2016-25", "2016-03-02T24:00", "P6M", "P6M\n", "P", "P06M", "other",
        "unheard-of", "a b", "a/b", "a\n", "a\u200b", [], [None], [[]], [1], [""], [" "], ["a", "a"], ["a", "b"], ["a/b"],
        [{}], {}, {"a": 1}, {"id": 5},
    )  # fmt: skip

    @pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
    @settings(max_examples=1)
    @given(data=st.data())
    def test_any_value_in_any_field(self, cls, data):
        """With anything in the place of any field, schema and loader agree, but for facts of the calendar."""
        good = CONVERTER.unstructure(data.draw(st.from_type(cls)))
        for field in fields_of(cls):
            for hostile in self.HOSTILE:
                document = {**good, field.name: hostile}
                if hostile == "2016-02-30" and (field.type is When or field.name == "value"):
                    continue
                if field.is_nested and hostile not in (None, True, "", "xyz", [None], [[]], [1]):
                    continue  # what is in a value is tried as that value; a link in a case file leads nowhere
                assert accepts(document, cls.__name__) == is_read(document, cls), (field.name, hostile)

    @pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
    @settings(max_examples=1)
    @given(data=st.data())
    def test_any_key(self, cls, data):
        """With a key left out or added, schema and loader agree."""
        good = CONVERTER.unstructure(data.draw(st.from_type(cls)))
        for key in good:
            document = {name: item for name, item in good.items() if name != key}
            if cls is not CaseFile or key == "format":
                assert accepts(document, cls.__name__) == is_read(document, cls), key
        for key in ("unheard_of", "", "Id"):
            assert not accepts({**good, key: None}, cls.__name__)

    @given(
        text=st.from_regex(
            r"(\.\.|[0-2]?[0-9X]{3}(-[012X][0-9X]){0,2}(T[0-2]0:[06]0)?[~?%]?)?/?(2016-0[1-3]|\.\.)?", fullmatch=True
        )
    )
    def test_the_grammar_of_dates(self, text):
        """What is a When matches the pattern; what matches is one, or is not in the calendar or the wrong way round."""
        self.check_grammar(When, text, "calendar|before it starts|is after the last")
        self.check_grammar(When, f"[{text.replace('/', '..')}]", "calendar|before it starts|is after the last")

    @given(
        text=st.from_regex(r"P?([0-9]{1,3}Y)?([0-9]{1,7}M)?([0-9]W)?([0-9]{1,8}D)?~?(/(\.\.|P[0-9]Y))?", fullmatch=True)
    )
    def test_the_grammar_of_ages(self, text):
        """What is an Age matches the pattern; what matches is one, or is an empty range."""
        self.check_grammar(Age, text, "no age lies in this range")
        self.check_grammar(Age, f"../{text}", "no age lies in this range")

    @given(when=st.from_type(When), age=st.from_type(Age))
    def test_every_date_and_age(self, when, age):
        """Every When and every Age matches its pattern."""
        assert accepts(when.text, "When")
        assert accepts(age.text, "Age")

    def check_grammar(self, kind, text, unsaid):
        """Whether pattern and class agree about a text, but for what a pattern cannot say."""
        refused = ""
        try:
            kind(text)
        except ValueError as error:
            refused = str(error)
        assert accepts(text, kind.__name__) == (not refused) or re.search(unsaid, refused), text


class TestWhatItCannotSay:
    """What the loader refuses and a schema cannot say."""

    @pytest.mark.parametrize("what", CANNOT_SAY)
    def test_each_is_such_a_case(self, what):
        """The loader refuses it; the schema accepts what a lenient reader of JSON makes of it, if it makes anything."""
        for text in CANNOT_SAY[what]:
            with pytest.raises(InvalidFile):
                loads(text)
            try:
                document = json.loads(text)
            except json.JSONDecodeError:
                assert what == "how JSON itself is written"
            else:
                assert accepts(document)

    @pytest.mark.skipif(not (ROOT / "docs").exists(), reason="the documentation is not beside the tests")
    def test_each_is_on_the_page(self):
        """The page on the format lists exactly these."""
        page = (ROOT / "docs" / "reference" / "file-format.md").read_text(encoding="utf-8")
        listed = page.partition("A schema cannot say\n\n")[2].partition("\n\n")[0]
        assert re.findall(r"- (.*?)[;.](?:\n|$)", listed) == list(CANNOT_SAY)

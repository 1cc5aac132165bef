"""Records in and out of plain values, by our converter and by converters that other tools bring."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import ClassVar

import attrs
import cattrs
import pytest
from cattrs.errors import BaseValidationError, StructureHandlerNotFoundError
from cattrs.preconf.json import make_converter as make_json_converter
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguard_model import (
    Age,
    Agency,
    CaseFile,
    Child,
    Citation,
    Event,
    InvalidFile,
    InvalidRecord,
    Knowledge,
    Quantity,
    When,
    configure_converter,
    loads,
    make_converter,
    records,
    strategies,
)
from safeguard_model.records import Person, Record
from safeguard_model.records.base import Value
from safeguard_model.records.fields import fields_of

CANARY = "Canary Quillfeather"
CLASSES = sorted(
    {
        found
        for found in vars(records).values()
        if isinstance(found, type) and issubclass(found, Value) and found not in {Record, Person}
    },
    key=lambda cls: cls.__name__,
)
FIELDS = [(cls, field) for cls in CLASSES for field in fields_of(cls)]
every_class = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
every_field = pytest.mark.parametrize(
    ("cls", "field"), FIELDS, ids=[f"{cls.__name__}.{field.name}" for cls, field in FIELDS]
)
CONVERTERS = {
    "ours": make_converter(),
    "base": configure_converter(cattrs.BaseConverter()),
    "json": configure_converter(make_json_converter()),
    "plain errors": configure_converter(cattrs.Converter(detailed_validation=False, prefer_attrib_converters=True)),
    "copied": make_converter().copy(),
}
every_converter = pytest.mark.parametrize("converter", CONVERTERS.values(), ids=CONVERTERS)

HOSTILE = [
    None, True, False, 0, 1, -1, 5, 10**5000, 1.0, 1.5, -0.0, float("nan"), float("inf"), "", " ", "xyz", CANARY,
    "5", "true", "null", "2016", "2016-02-30", "P6M", "\ud800", "a b", "a/b", b"bytes", [], [None], [[]], [1], [CANARY],
    ["a", "a"], [{}], ["\udfff"], (), ("x",), {}, {"a": 1}, {1: 2}, {CANARY: CANARY}, {"id": 5}, {"extra": {}}, {"a"},
    frozenset(), object(), print, CaseFile, When("2016"), iter(()), range(2), 1j,
]  # fmt: skip


strategies.register()  # as hypothesis does by itself where the package is installed


def structured(value, cls):
    """What our converter makes of a value: an instance, or the one error it may raise."""
    try:
        return CONVERTERS["ours"].structure(value, cls)
    except InvalidFile as error:
        return error


def problems_of(value, cls, converter=CONVERTERS["ours"]):
    """The problems that reading raises, as pairs of path and message; the error hides nothing behind it."""
    with pytest.raises(InvalidFile) as caught:
        converter.structure(value, cls)
    error = caught.value
    assert error.__cause__ is None
    assert error.__context__ is None
    assert error.problems
    assert all(problem.code and problem.where.startswith("$") for problem in error.problems)
    return [(problem.where, problem.message) for problem in error.problems]


def plainest(value):
    """Whether a value is made of nothing but what JSON has, in exact types."""
    if type(value) is dict:
        return all(type(key) is str and plainest(item) for key, item in value.items())
    if type(value) is list:
        return all(map(plainest, value))
    return value is None or type(value) in {str, int, float, bool}


class TestThereAndBack:
    """What is written is read again as it was."""

    @every_class
    @given(data=st.data())
    def test_every_class_comes_back_equal(self, cls, data):
        """Any value of any class, written and read again by any converter, is equal to what it was."""
        value = data.draw(st.from_type(cls))
        written = [converter.unstructure(value) for converter in CONVERTERS.values()]
        assert all(one == written[0] for one in written)
        assert all(converter.structure(written[0], cls) == value for converter in CONVERTERS.values())

    @every_class
    @given(data=st.data())
    def test_what_is_written_is_plain_and_in_order(self, cls, data):
        """What is written is of JSON's types exactly, in the order of the fields, without defaults, links by text."""
        value = data.draw(st.from_type(cls))
        written = CONVERTERS["ours"].unstructure(value)
        assert plainest(written)
        set_fields = [field.name for field in fields_of(cls) if getattr(value, field.name) != field.default]
        assert list(written) == ["format"] * (cls is CaseFile) + set_fields
        again = CONVERTERS["ours"].structure(json.loads(json.dumps(written)), cls)
        assert repr(again) == repr(value)

    def test_a_case_file_says_its_format_first(self):
        """A case file, and nothing else, begins with the format."""
        written = make_converter().unstructure(CaseFile.of("Example"))
        assert written == {"format": "safeguard-model/1.0", "title": "Example"}

    @given(when=st.from_type(When), age=st.from_type(Age))
    def test_when_and_age_are_their_text(self, when, age):
        """A When and an Age are written as their text and read from it alone."""
        converter = make_converter()
        assert converter.unstructure([when, age]) == [when.text, age.text]
        assert converter.structure(when.text, When) == when
        assert converter.structure(age.text, Age) == age

    def test_extra_is_written_as_a_copy(self):
        """Changing what was written does not change the record."""
        child = Child(id="child-a", label="Child A", extra={"list": [1]})
        written = make_converter().unstructure(child)
        written["extra"]["list"].append(2)
        assert child.extra == {"list": [1]}

    def test_an_integer_is_read_for_a_float(self):
        """An integer where a float is due becomes the float, and nothing else is changed into anything."""
        order = make_converter().structure({"id": "e1", "when": "2016", "kind": "other", "order": 2}, Event).order
        assert type(order) is float
        assert order == 2

    def test_null_is_read_where_none_may_stand(self):
        """An explicit null is the same as a field left out, where the field may be None."""
        read = make_converter().structure({"id": "child-a", "label": "Child A", "born": None, "sex": None}, Child)
        assert read == Child(id="child-a", label="Child A")


class TestRefused:
    """What is not exactly right is refused, with every problem and its path, and without the value."""

    @every_field
    @settings(max_examples=max(2, settings.default.max_examples // 15))
    @given(data=st.data())
    def test_only_invalid_file_ever_comes_of_a_field(self, cls, field, data):
        """Whatever stands in a field, it is read and written as the same thing, or refused at that field's path."""
        good = CONVERTERS["ours"].unstructure(data.draw(st.from_type(cls)))
        for hostile in HOSTILE:
            read = structured({**good, field.name: hostile}, cls)
            if isinstance(read, InvalidFile):
                assert CANARY not in f"{read} {read!r}"
                assert all(problem.where.startswith("$") or cls is CaseFile for problem in read.problems)
            else:
                again = CONVERTERS["ours"].unstructure(read).get(field.name, field.default)
                same = field.default if hostile is None else hostile
                assert again == (list(same) if type(same) is tuple else same) or (not again and not same)

    @every_class
    def test_only_an_object_is_a_record(self, cls):
        """Anything but an object in place of a record is refused."""
        for hostile in HOSTILE:
            if type(hostile) is not dict:
                [(where, message)] = problems_of(hostile, cls)
                assert where == "$"
                assert message.startswith("expected an object, got ")

    @every_class
    def test_all_missing_keys_are_named(self, cls):
        """An empty object lacks every required field, and the error names them all."""
        required = ["$.format"] * (cls is CaseFile) + [f"$.{field.name}" for field in fields_of(cls) if field.required]
        if required:
            assert [where for where, _ in problems_of({}, cls)] == required

    @every_class
    def test_unknown_keys_are_given_by_place(self, cls):
        """A key that is not a field is refused by its place, never by its text."""
        found = dict(problems_of({CANARY: CANARY}, cls))
        assert found["$"] == f"key 1 of the object is not a field of {cls.__name__}"
        assert CANARY not in str(found)

    def test_unknown_keys_get_a_hint(self):
        """Where a known field is near, the message names that field."""
        found = problems_of({"id": "child-a", "label": "Child A", "agd": 1, "borne": "2016", "e": {}, 5: 6}, Child)
        assert found == [
            ("$", "key 3 of the object is not a field of Child"),
            ("$", "key 4 of the object is not a field of Child; did you mean born?"),
            ("$", "key 5 of the object is not a field of Child"),
            ("$", "key 6 of the object is not a field of Child"),
        ]

    def test_all_problems_at_once(self):
        """One reading finds every problem at every depth, in the order of the document, what is missing last."""
        found = problems_of(
            {
                "format": "safeguard-model/1.0",
                "titel": CANARY,
                "children": [{"id": 5, "born": CANARY}, CANARY],
                "events": [
                    {"id": "e1", "when": "2016", "kind": CANARY, "people": ["a", None, "b c"], "order": True},
                    {"id": "e2", "when": "2016", "kind": "other", "known_to": [{}, {"agency": "a", "since": 2016}]},
                    {"id": "e/3", "when": "2016", "kind": "other"},
                ],
                "extra": {CANARY: float("nan")},
            },
            CaseFile,
        )
        assert [where for where, _ in found] == [
            "$",
            "$.children[0].id",
            "$.children[0].born",
            "$.children[0].label",
            "$.children[1]",
            "$.events[0].kind",
            "$.events[0].people[1]",
            "$.events[0].people[2]",
            "$.events[0].order",
            "$.events[1].known_to[0].agency",
            "$.events[1].known_to[1].since",
            "$.events[2]",
            "$.extra",
            "$.title",
        ]
        assert CANARY not in str(found)

    def test_rules_between_fields_stand_at_the_record(self):
        """A record whose fields are good and whose constructor refuses it is reported at its own path."""
        found = problems_of(
            {"id": "i1", "when": "2016", "suspects": [{"words": "x"}, {"capacity": None}]}, records.Incident
        )
        assert found == [("$.suspects[1]", "person: expected person (an id) or words, got neither")]

    def test_links_are_looked_at_when_all_records_are_good(self):
        """Only where every record is good are the problems between records reported, as an unreadable file too."""
        good = {"id": "e1", "when": "2016", "kind": "other", "people": ["nobody"]}
        document = {"format": "safeguard-model/1.0", "title": "Example", "events": [good]}
        with pytest.raises(InvalidFile) as caught:
            make_converter().structure(document, CaseFile)
        assert [problem.where for problem in caught.value.problems] == ["Event e1.people[0]"]
        assert caught.value.__context__ is None
        assert (
            problems_of({**document, "events": [good, {**good, "when": "soon"}]}, CaseFile)[0][0] == "$.events[1].when"
        )

    @pytest.mark.parametrize(
        ("given_format", "says"),
        [
            ("safeguard-model/0.9", "the file is of version 0.9"),
            ("safeguard-model/01.0", "not a case file of this library"),
            ("safeguard-model/2.0", "the file is of version 2.0"),
            ("safeguard-model/1.0 ", "not a case file of this library"),
            (CANARY, "not a case file of this library"),
            (1.0, "got a float"),
            (None, "got None"),
            ([], "got a list"),
        ],
    )
    def test_other_formats_are_refused_by_name(self, given_format, says):
        """Where the format is another, that alone is reported: what the other keys mean is not known."""
        [(where, message)] = problems_of({"title": 5, "format": given_format, "what": []}, CaseFile)
        assert where == "$.format"
        assert says in message


class TestAnotherToolsClasses:
    """Our classes inside another tool's, on its own converter."""

    class Colour(StrEnum):
        """Another tool's words."""

        RED = "red"

    @attrs.frozen
    class Folder:
        """Another tool's class."""

        number: int
        name: str
        words: tuple[str, ...]
        colour: TestAnotherToolsClasses.Colour
        casefile: CaseFile
        children: list[Child] = attrs.Factory(list)
        opened: When | None = None
        by_name: dict[str, Age] = attrs.Factory(dict)

    DOCUMENT: ClassVar = {
        "number": "7",
        "name": 5,
        "words": "xyz",
        "colour": "red",
        "casefile": {"format": "safeguard-model/1.0", "title": "Example"},
        "children": [{"id": "child-a", "label": "Child A", "born": "2016-03"}],
        "opened": "2016-03-02",
        "by_name": {"a": "P6M"},
        "more": "unknown",
    }

    @every_converter
    def test_it_contains_ours_and_keeps_its_own_behaviour(self, converter):
        """Another's fields are read as its converter always read them, and ours as strictly as ever."""
        folder = converter.structure(self.DOCUMENT, self.Folder)
        assert (folder.number, folder.name, folder.words, folder.colour) == (7, "5", ("x", "y", "z"), self.Colour.RED)
        assert folder.casefile == CaseFile.of("Example")
        assert folder.children == [Child(id="child-a", label="Child A", born="2016-03")]
        assert (folder.opened, folder.by_name) == (When("2016-03-02"), {"a": Age("P6M")})
        assert converter.structure(converter.unstructure(folder), self.Folder) == folder

    def test_problems_of_ours_are_grouped_by_theirs(self):
        """A group of cattrs holds errors with those of the other fields; nothing of the record is in the group."""
        document = {**self.DOCUMENT, "number": "x", "children": [{"id": CANARY, "label": 5}], "opened": CANARY}
        with pytest.raises(BaseValidationError) as caught:
            make_converter().structure(document, self.Folder)
        found = []
        waiting = [caught.value]
        while waiting:
            error = waiting.pop()
            waiting += getattr(error, "exceptions", ())
            found += [problem.where for problem in error.problems] if isinstance(error, InvalidFile) else []
            assert CANARY not in str(error)
        assert sorted(found) == ["$", "$.id", "$.label"]

    def test_their_subclass_of_ours_is_theirs(self):
        """A class that another tool derives from ours is read and written as its converter does such classes."""

        @attrs.frozen(kw_only=True, repr=False)
        class Pupil(Child):
            scores: dict[str, int] = attrs.Factory(dict)

        pupil = Pupil(id="child-a", label="Child A", scores={"maths": 5}, born="2016")
        written = make_converter().unstructure(pupil)
        assert written["scores"] == {"maths": 5}
        assert written["comment"] == ""
        assert make_converter().structure({"id": "child-a", "label": "A", "scores": {"maths": "5"}}, Pupil).scores == {
            "maths": 5
        }

    @every_converter
    def test_people_are_declared_as_what_they_are(self, converter):
        """Person and Record name several classes: they are written by the object's own class, and cannot be read."""
        child = Child(id="child-a", label="Child A")
        assert converter.unstructure(child, unstructure_as=Person) == {"id": "child-a", "label": "Child A"}
        assert converter.unstructure(child, unstructure_as=Record) == {"id": "child-a", "label": "Child A"}
        for several in (Person, Record):
            with pytest.raises(StructureHandlerNotFoundError):
                converter.structure({"id": "child-a", "label": "Child A"}, several)

    def test_only_the_converter_given_is_taught(self):
        """The converter that is given is returned; no other one, and not the global one, learns anything."""
        converter = cattrs.Converter()
        assert configure_converter(converter) is converter
        for other in (cattrs.global_converter, cattrs.Converter()):
            with pytest.raises(StructureHandlerNotFoundError):
                other.structure("2016", When)

    @pytest.mark.parametrize("other", [None, "x", 5, cattrs.Converter, cattrs, Child, {}])
    def test_only_a_converter_is_taught(self, other):
        """What is not a cattrs converter is refused, and the error says what was expected."""
        with pytest.raises(InvalidRecord, match=r"^configure_converter\.converter: expected a cattrs converter, got "):
            configure_converter(other)

    @pytest.mark.parametrize(
        "kind", [str, int, float, bool, tuple[str, ...], list[int], dict[str, int], Colour, str | None]
    )
    def test_hooks_for_other_types_are_untouched(self, kind):
        """For every type that is not ours the converter has the very hook it had."""
        converter = cattrs.Converter()
        before = converter.get_structure_hook(kind)
        after = configure_converter(converter).get_structure_hook(kind)
        assert getattr(after, "__qualname__", after) == getattr(before, "__qualname__", before)


class TestTheirHookForOneOfOurs:
    """A hook that a caller registers for one of our classes."""

    EVENT: ClassVar = {
        "id": "e1",
        "when": "2 March 2016",
        "kind": "other",
        "known_to": [{"agency": "a"}, {"agency": 5}, "school"],
    }

    def test_it_is_used_wherever_the_class_is_held(self):
        """It reads and writes every value of its class inside our records, whether it came before ours or after."""
        for early in (True, False):
            converter = cattrs.Converter() if early else make_converter()
            converter.register_structure_hook(When, lambda text, _: When.parse(text))
            converter.register_structure_hook(Knowledge, lambda agency, _: Knowledge(agency=agency))
            converter.register_unstructure_hook(When, str)
            converter.register_unstructure_hook(Knowledge, lambda known: known.agency)
            configure_converter(converter)
            document = {**self.EVENT, "known_to": ["school"]}
            read = converter.structure(document, Event)
            assert (read.when, read.known_to) == (When("2016-03-02"), (Knowledge(agency="school"),))
            assert converter.unstructure(read) == document

    def test_it_is_used_once_reading_has_begun(self):
        """A hook that is registered after the first use of the converter counts from then on."""
        converter = make_converter()
        problems_of(self.EVENT, Event, converter)
        converter.register_structure_hook(When, lambda text, _: When.parse(text))
        assert [where for where, _ in problems_of(self.EVENT, Event, converter)] == [
            "$.known_to[1].agency",
            "$.known_to[2]",
        ]

    def test_the_place_of_a_problem_in_another_text_is_the_field(self):
        """A hook that reads a text of its own may raise a problem with a line of it: our path says where it was."""
        converter = make_converter()
        converter.register_structure_hook(When, lambda text, _: loads(text))
        found = problems_of({"id": "e1", "when": "{bad", "kind": "other"}, Event, converter)
        assert [where for where, _ in found] == ["$.when"]

    def test_it_counts_in_a_copy_only(self):
        """A hook registered on a copy of a converter is used by the copy and not by the original."""
        converter = make_converter()
        copied = converter.copy()
        copied.register_structure_hook(When, lambda text, _: When.parse(text))
        document = {"id": "e1", "when": "2 March 2016", "kind": "other"}
        assert copied.structure(document, Event).when == When("2016-03-02")
        assert problems_of(document, Event, converter)[0][0] == "$.when"

    def test_what_it_raises_is_a_problem_among_the_others(self):
        """Its errors are collected with their path, and by their class only, for their text may quote the record."""
        converter = make_converter()

        def refuse(value, _):
            raise KeyError(value)

        converter.register_structure_hook(When, refuse)
        document = {"id": "e1", "when": CANARY, "kind": CANARY, "recorded": "2016", "known_to": [{"since": "x"}]}
        found = problems_of(document, Event, converter)
        rule = "the hook registered for When raised KeyError: correct the value or the hook"
        assert [(where, message) for where, message in found if message == rule] == [
            ("$.when", rule),
            ("$.recorded", rule),
            ("$.known_to[0].since", rule),
        ]
        assert ("$.known_to[0].agency", "required, and missing") in found
        assert CANARY not in str(found)

    def test_paths_go_through_it(self):
        """Where it hands over to ours, problems keep their whole path."""
        converter = make_converter()
        ours = converter.get_structure_hook(Knowledge)
        converter.register_structure_hook(Knowledge, lambda value, cls: ours({"state": "knew", **value}, cls))
        found = problems_of({**self.EVENT, "when": "2016"}, Event, converter)
        assert found == [
            ("$.known_to[1].agency", "expected an id, got an int"),
            ("$.known_to[2]", "the hook registered for Knowledge raised TypeError: correct the value or the hook"),
        ]

    def test_what_it_makes_must_be_of_the_class(self):
        """What it makes of a value goes through the record's own check."""
        converter = make_converter()
        converter.register_structure_hook(Quantity, lambda value, _: value)
        document = {"id": "e1", "when": "2016", "kind": "other", "times": {"n": 2}}
        assert problems_of(document, Event, converter) == [("$.times", "expected a Quantity, got a dict")]


def test_constructors_raise_their_own_error():
    """Building from Python stays the constructors' business: InvalidRecord, not InvalidFile."""
    with pytest.raises(InvalidRecord):
        Agency(id="a", name="", citations=[Citation(source="s")])

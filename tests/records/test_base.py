"""What holds of every record and value class, and of every field of them."""

from __future__ import annotations

import ast
import copy
import inspect
import pickle
import traceback
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import strategies
from safeguard_model.dates import Age, When
from safeguard_model.errors import InvalidRecord
from safeguard_model.records import CaseFile, Child, Citation, Code, Combined, Event, Person, Record
from safeguard_model.records.base import SHARED
from safeguard_model.records.fields import compiled, fields_of
from safeguard_model.records.sensitivity import Sensitivity, refs_of
from tests.records.making import CANARY, CLASSES, FIELDS, RECORDS, VALUES, example, least, make, rubbish

every_class = pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
every_record = pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)


def fields_that(accept):
    """One test for each field of a record or value that is as asked."""
    chosen = [(kind, field) for kind, field in FIELDS if kind is not CaseFile and accept(field)]
    return pytest.mark.parametrize(
        ("kind", "field"), chosen, ids=[f"{kind.__name__}.{field.name}" for kind, field in chosen]
    )


every_field = fields_that(lambda field: True)


def documented(kind):
    """The fields of a class that have a docstring under them, own and inherited."""
    found = set()
    for base in kind.__mro__:
        if base.__module__.startswith("safeguard_model.records"):
            (body,) = [
                node.body
                for node in ast.parse(Path(inspect.getfile(base)).read_text(encoding="utf-8")).body
                if isinstance(node, ast.ClassDef) and node.name == base.__name__
            ]
            for field, text in pairwise(body):
                if (
                    isinstance(field, ast.AnnAssign)
                    and isinstance(text, ast.Expr)
                    and isinstance(text.value, ast.Constant)
                ):
                    found.add(field.target.id)
    return found


def outcome(kind, given):
    """What is made, or the error of whatever type."""
    try:
        return kind(**given), None
    except Exception as error:  # noqa: BLE001 - its type is what is tested
        return None, error


class TestFields:
    """What the classes declare."""

    def test_all_are_here(self):
        """There are 18 record classes and 19 value classes, and a list in the case file for each record class."""
        assert (len(RECORDS), len(VALUES)) == (18, 19)
        assert {field.type for field in fields_of(CaseFile)} >= set(RECORDS)

    @pytest.mark.parametrize("kind", [*CLASSES, CaseFile], ids=lambda kind: kind.__name__)
    def test_sensitivity_is_declared(self, kind):
        """Every field says how sensitive it is; forgetting it would count as restricted."""
        assert [
            field.name for field in attrs.fields(kind) if type(field.metadata.get("sensitivity")) is not Sensitivity
        ] == []

    @pytest.mark.parametrize("kind", [*CLASSES, CaseFile, Combined], ids=lambda kind: kind.__name__)
    def test_docstring_is_under_every_field(self, kind):
        """Every class and every field of it says what it is."""
        assert {field.name for field in attrs.fields(kind)} - documented(kind) == set()
        assert kind.__doc__

    @every_record
    def test_shared_fields_stand_last(self, kind):
        """A record begins with its id and ends with the five shared fields, in order."""
        names = [field.name for field in fields_of(kind)]
        assert (names[0], tuple(names[-5:])) == ("id", SHARED)

    @every_class
    def test_links_lead_to_classes(self, kind):
        """A link names record classes, or any, and holds ids and no default."""
        known = {record.__name__ for record in RECORDS} | {"*"}
        for field in attrs.fields(kind):
            assert set(refs_of(field)) <= known
        for field in fields_of(kind):
            assert not field.refs or (field.type is str and field.default in (None, (), attrs.NOTHING))

    @every_field
    def test_defaults_are_silent(self, kind, field):
        """Text defaults to empty, tuples to none, all else to None; few words stand where silence has a meaning."""
        if not field.required and (kind.__name__, field.name) not in {
            ("Quantity", "what"),
            ("Event", "state"),
            ("Contribution", "state"),
            ("Factor", "state"),
            ("Involvement", "state"),
            ("Knowledge", "state"),
            ("CaseFile", "handling"),
        }:
            silent = () if field.many else {str: None if field.optional else "", dict: {}}.get(field.type)
            assert field.default == silent
            assert field.optional == (silent is None)


class TestValues:
    """How records behave as values."""

    @every_class
    def test_is_keyword_only(self, kind):
        """Arguments are given by name; missing and unknown ones are Python's TypeError."""
        with pytest.raises(TypeError):
            kind("text")
        with pytest.raises(TypeError, match="nonsense"):
            make(kind, nonsense=1)
        for field in fields_of(kind):
            if field.required:
                with pytest.raises(TypeError, match=field.name):
                    kind(**{name: value for name, value in least(kind).items() if name != field.name})

    @every_class
    def test_cannot_be_changed(self, kind):
        """A record is frozen, and has no room for other attributes."""
        made = make(kind)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(made, fields_of(kind)[0].name, "other")
        with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
            made.nonsense = 1
        assert not hasattr(made, "__dict__")

    @every_class
    def test_is_compared_by_value(self, kind):
        """Equal arguments make equal, equally hashed records; each other field makes a difference."""
        made = make(kind)
        assert made == make(kind)
        assert hash(made) == hash(make(kind))
        assert made != object()
        for field in fields_of(kind):
            other = example(field, "other")
            if issubclass(field.type, StrEnum):
                other = (list(field.type)[-1],) if field.many else list(field.type)[-1]
            elif field.type in (When, Age):
                other = {When: "2017", Age: "P7M"}[field.type]
            assert made != make(kind, **{field.name: other}), field.name

    @every_record
    def test_extra_is_compared_and_not_hashed(self, kind):
        """A tool's own fields count for equality; they are no part of the hash, for a dict has none."""
        made, other = make(kind, extra={"a": 1}), make(kind, extra={"a": 2})
        assert made != other
        assert hash(made) == hash(other)

    @every_record
    def test_extra_is_copied_deep(self, kind):
        """What becomes of the caller's dict, or of a list in it, changes no record."""
        extra = {"a": [{"b": [1]}], "t": (1, 2)}
        made = make(kind, extra=extra)
        extra["a"][0]["b"].append(2)
        extra["c"] = 3
        assert made.extra == {"a": [{"b": [1]}], "t": [1, 2]}

    @every_class
    def test_survives_copying_and_pickling(self, kind):
        """Copies are equal."""
        made = make(
            kind, **{f.name: example(f) for f in fields_of(kind) if f.name not in {"id", "derived_from", "review"}}
        )
        assert made == copy.copy(made) == copy.deepcopy(made) == pickle.loads(pickle.dumps(made))
        assert hash(made) == hash(pickle.loads(pickle.dumps(made)))

    @given(st.data())
    def test_is_made_again_from_its_fields(self, data):
        """What a field holds is what it takes: a record made anew from its own fields is equal."""
        made = data.draw(strategies.records())
        assert made == type(made)(**{field.name: getattr(made, field.name) for field in fields_of(type(made))})
        assert made == attrs.evolve(made)


class TestWhatFieldsTake:
    """What goes into a field, and what is refused."""

    @every_field
    def test_takes_an_example(self, kind, field):
        """Every field takes a value of its type; a date and an age as text too."""
        made = make(kind, **{field.name: example(field)})
        value = getattr(made, field.name)
        items = value if field.many else [value]
        assert items
        assert all(type(item) is field.type for item in items)

    @every_field
    def test_default_is_what_its_converter_gives(self, kind, field):
        """A converter gives a default back as it is, so it need not be called; what has no default takes no NOTHING."""
        convert = attrs.fields_dict(kind)[field.name].converter
        if field.required:
            with pytest.raises(InvalidRecord):
                convert(attrs.NOTHING)
        else:
            converted = convert.__wrapped__(field.default)
            assert (converted, type(converted)) == (field.default, type(field.default))

    @every_field
    def test_takes_none_only_where_it_may_be_silent(self, kind, field):
        """None is taken where it is the default, and nowhere else."""
        given = least(kind)
        if field.optional and (kind.__name__, field.name) not in {
            ("AgeOf", "age"),
            ("Harm", "person"),
            ("Suspect", "person"),
            ("Party", "person"),
            ("Contribution", "who"),
        }:
            assert getattr(kind(**given | {field.name: None}), field.name) is None
        else:
            with pytest.raises(InvalidRecord) as caught:
                kind(**given | {field.name: None})
            assert (caught.value.record, caught.value.field) == (kind.__name__, field.name)

    @fields_that(lambda field: issubclass(field.type, StrEnum))
    def test_takes_the_member_or_its_exact_word(self, kind, field):
        """A field of words takes every member and every exact word, and gives the member."""
        for member in field.type:
            for value in (member, str(member)):
                (found,) = [getattr(make(kind, **{field.name: (value,) if field.many else value}), field.name)]
                assert found == ((member,) if field.many else member)
                assert type(found[0] if field.many else found) is field.type
        for word in ("nonsense", str(next(iter(field.type))).upper(), f"{next(iter(field.type))} "):
            with pytest.raises(InvalidRecord, match=f"is not an? {field.type.__name__}"):
                make(kind, **{field.name: (word,) if field.many else word})

    @fields_that(lambda field: field.many)
    def test_tuples_are_made_of_anything_in_order_but_text(self, kind, field):
        """Lists and generators become tuples; a bare text, a set and a dict are refused."""
        (item,) = example(field)
        for value in ([item], (item,), (one for one in [item]), iter([item]), {item: 1}.keys()):
            found = getattr(make(kind, **{field.name: value}), field.name)
            assert type(found) is tuple
            assert len(found) == 1
        for value in ("text", "", b"text", {item}, frozenset({item}), {item: 1}, item):
            with pytest.raises(InvalidRecord) as caught:
                make(kind, **{field.name: value})
            assert caught.value.field == field.name

    @fields_that(lambda field: field.refs)
    def test_ids_stand_once(self, kind, field):
        """The same id twice in one list of links is refused, and so is no id at all."""
        with pytest.raises(InvalidRecord):
            make(kind, **{field.name: ["a", "a"] if field.many else ["a"]})
        for unfit in ("", " ", "a b", "a\n", "\u200ba", "\ud800", "\xa0"):
            with pytest.raises(InvalidRecord):
                make(kind, **{field.name: [unfit] if field.many else unfit})

    @pytest.mark.parametrize("kind", [*CLASSES, CaseFile], ids=lambda kind: kind.__name__)
    def test_rubbish_is_taken_or_refused(self, kind):
        """Rubbish of any type is refused as an InvalidRecord that does not quote it, or becomes a value equal when made again."""
        given = least(kind) if kind is not CaseFile else {"title": "t"}
        for field in fields_of(kind):
            for value in rubbish():
                made, error = outcome(kind, given | {field.name: value})
                if error is None:
                    taken = getattr(made, field.name)
                    assert made == kind(**given | {field.name: taken})
                    assert pickle.loads(pickle.dumps(made)) == made
                    assert not field.many or type(taken) is tuple
                    continue
                assert type(error) is InvalidRecord, f"{field.name} and {type(value)}"
                assert (error.record, error.field) == (kind.__name__, field.name)
                assert error.__cause__ is error.__context__ is None
                assert CANARY not in f"{error} {error!r} {error.args}"

    @pytest.mark.parametrize("kind", [*CLASSES, CaseFile], ids=lambda kind: kind.__name__)
    def test_nothing_sensitive_is_shown(self, kind):
        """No `repr`, `str` or format of a record shows a field above quasi; what may be shown, is."""
        if kind is CaseFile:
            made = CaseFile(title=CANARY, extra={CANARY: CANARY})
        else:
            sensitive = [
                field
                for field in fields_of(kind)
                if field.sensitivity > Sensitivity.QUASI and field.type in (str, dict) and not field.refs
            ]
            made = make(kind, **{field.name: example(field, CANARY) for field in sensitive})
            for field in sensitive:
                assert f"{field.name}=<{field.sensitivity.name.lower()}>" in repr(made)
        assert CANARY not in f"{made!r} {made} {made:}"

    def test_repr_shows_what_may_be_shown(self):
        """A repr names the class and the fields that are set."""
        child = Child(
            id="c", label="Child C", name="Cerys", born="2016-03", sex="female", codes=[Code(scheme="s", value="1")]
        )
        assert repr(child) == (
            "Child(id='c', label='Child C', name=<identifying>, sex='female', born=<identifying>, "
            "codes=(Code(scheme='s', value='1'),))"
        )

    @pytest.mark.parametrize(
        "bad", [{"a": {"b": {1: 2}}}, {"a": [object()]}, {"a": float("inf")}, {"a": b""}, {"a": {"b"}}]
    )
    def test_extra_is_json(self, bad):
        """A tool's own fields are JSON values of exact types."""
        with pytest.raises(InvalidRecord, match=r"^Child\.extra: "):
            Child(id="c", label="C", extra=bad)

    def test_extra_nests_64_deep(self):
        """64 levels are taken, 65 are refused, and a dict that holds itself is refused and no endless loop."""

        def nested(depth):
            inner = {}
            for _ in range(depth - 1):
                inner = {"a": inner}
            return inner

        assert Child(id="c", label="C", extra=nested(64)).extra == nested(64)
        with pytest.raises(InvalidRecord, match="64 deep"):
            Child(id="c", label="C", extra=nested(65))

    def test_integers_of_4300_digits(self):
        """An integer may have as many digits as Python reads from text."""
        assert Child(id="c", label="C", extra={"a": 10**4300 - 1, "b": 1 - 10**4300})
        with pytest.raises(InvalidRecord, match="digits"):
            Child(id="c", label="C", extra={"a": 10**4300})


class TestCitationAndCode:
    """The two values that any record may bear."""

    def test_citation(self):
        """A citation names a source and a place in it."""
        cited = Citation(source="s", where="p. 12", certainty="stated")
        assert (cited.source, cited.where, cited.certainty) == ("s", "p. 12", "stated")

    @pytest.mark.parametrize(
        ("year", "taken"), [(999, False), (1000, True), (9999, True), (10_000, False), (-1, False)]
    )
    def test_year_of_a_code(self, year, taken):
        """A year has four digits."""
        if taken:
            assert Code(scheme="s", value="v", year=year).year == year
        else:
            with pytest.raises(InvalidRecord, match="year"):
                Code(scheme="s", value="v", year=year)

    @every_record
    def test_only_a_derived_event_has_a_slash_in_its_id(self, kind):
        """A ``/`` in an id is refused, save where an event says from what it is derived."""
        with pytest.raises(InvalidRecord, match="derived"):
            make(kind, id="child-v/born")
        if kind is Event:
            assert make(kind, id="child-v/born", derived_from="child-v").id == "child-v/born"

    def test_person_and_record_are_bases(self):
        """Child and Adult are both a Person, and every record is a Record."""
        assert all(issubclass(kind, Record) for kind in RECORDS)
        assert [kind.__name__ for kind in RECORDS if issubclass(kind, Person)] == ["Adult", "Child"]
        assert type(When("2016")) is When
        assert type(Age("P1Y")) is Age


def test_generated_functions_show_their_lines():
    """A traceback through a function that was written out for a class shows the line that failed."""
    function = compiled("a test", "value", ["return value.nothing_of_that_name"], {})
    with pytest.raises(AttributeError) as caught:
        function(1)
    assert "return value.nothing_of_that_name" in "".join(traceback.format_exception(caught.value))

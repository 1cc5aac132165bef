"""The errors of a converter that has our classes, as cattrs lists them."""

from __future__ import annotations

import copy
import pickle
import traceback

import attrs
import cattrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import (
    CaseFile,
    Child,
    Event,
    InvalidFile,
    UnsupportedVersion,
    When,
    configure_converter,
    make_converter,
)

CANARY = "Quillfeather"
HEAD = {"format": "safeguard-model/1.0", "title": "T"}


@attrs.frozen
class Folder:
    """A class of another tool, which holds ours in every way."""

    number: int = 0
    child: Child | None = None
    casefile: CaseFile | None = None
    children: list[Child] = attrs.field(factory=list)
    by_name: dict[str, When] = attrs.field(factory=dict)
    inner: list[Folder] = attrs.field(factory=list)


attrs.resolve_types(Folder, globals(), localns={"Folder": Folder})

BAD_CHILD = {"id": "c", "label": 5, "born": CANARY, CANARY: 1}
OF_CHILD = [
    ("expected text, got an int", ".label"),
    ("Xxxxxxxxxxxx: expected a strict date", ".born"),
    ("key 4 of the object is not a field of Child", ""),
]


def lines_of(value, cls=Folder, **settings):
    """The lines of cattrs for the error of a value."""
    converter = configure_converter(cattrs.Converter(**settings))
    with pytest.raises(Exception) as caught:  # noqa: PT011 - of whatever type: that is what is asked
        converter.structure(value, cls)
    assert CANARY not in "".join(traceback.format_exception(caught.value)).replace(f'"{CANARY}"', "")
    return cattrs.transform_error(caught.value)


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"child": BAD_CHILD}, "$.child"),
        ({"casefile": {**HEAD, "children": [BAD_CHILD]}}, "$.casefile.children[0]"),
        ({"children": [{"id": "a", "label": "A"}, BAD_CHILD]}, "$.children[1]"),
        ({"inner": [{}, {"inner": [{"child": BAD_CHILD}]}]}, "$.inner[1].inner[0].child"),
    ],
)
def test_every_problem_is_listed_with_its_path(value, path):
    """Wherever our class stands in another tool's, each of its problems is a line with the whole path."""
    lines = lines_of(value)
    assert len(lines) == len(OF_CHILD)
    for message, below in OF_CHILD:
        [line] = [line for line in lines if message in line]
        assert line.endswith(f" @ {path}{below}")


def test_problems_of_the_other_tool_stand_beside_ours():
    """What cattrs itself finds is listed too, as it always was, and a date in a mapping has its key."""
    lines = lines_of({"number": "x", "by_name": {"k": CANARY}, "child": {"id": "c"}})
    assert lines[0] == "invalid value for type, expected int @ $.number"
    assert {line.rpartition(" @ ")[2] for line in lines} == {"$.number", "$.by_name['k']", "$.child.label"}


def test_problems_between_records_say_which():
    """A problem that has no path is listed with the record in its text, under the path of the case file."""
    event = {"id": "e", "when": "2016", "kind": "other", "people": ["p", "q"]}
    lines = lines_of({"casefile": {**HEAD, "events": [event]}})
    assert [line.partition(": ")[0] for line in lines] == [f"unknown error (Event e.people[{n}]" for n in (0, 1)]
    assert all(line.endswith(" @ $.casefile") for line in lines)


def test_another_version_is_listed():
    """A case file of a later major version is one line, and still an UnsupportedVersion."""
    value = {"format": "safeguard-model/2.0", "title": "T"}
    [line] = lines_of({"casefile": value})
    assert "version 2.0" in line
    assert line.endswith(" @ $.casefile.format")
    with pytest.raises(UnsupportedVersion) as caught:
        make_converter().structure(value, CaseFile)
    assert (caught.value.found, caught.value.supported) == ("2.0", "1.0")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.found, again.problems) == (caught.value.found, caught.value.problems)


def test_without_groups_of_cattrs_our_problems_are_all_listed():
    """With `detailed_validation=False` cattrs stops at the first error, and that of ours has all its problems."""
    assert len(lines_of({"child": BAD_CHILD}, detailed_validation=False)) == len(OF_CHILD)


KEYS = st.sampled_from(["id", "label", "born", "sex", "extra", "residences", CANARY])
VALUES = st.sampled_from([None, 5, CANARY, [], {}, [{}], [{"kind": 5}], "2016"])


@given(st.dictionaries(KEYS, VALUES))
def test_lines_are_the_problems(value):
    """Of any value, there are as many lines as problems, each with the path and words of one, and no value."""
    try:
        make_converter().structure(value, Child)
    except InvalidFile as error:
        lines = cattrs.transform_error(error)
        expected = [f"unknown error ({problem.message}) @ {problem.where}" for problem in error.problems]
        assert sorted(lines) == sorted(expected)
        assert not any(CANARY in line for line in lines)


class TestTheError:
    """It is an `InvalidFile` as any other, and a group of errors as any other."""

    @pytest.fixture
    def error(self):
        """An error with several problems."""
        with pytest.raises(InvalidFile) as caught:
            make_converter().structure(BAD_CHILD, Child)
        return caught.value

    def test_it_says_what_an_invalid_file_says(self, error):
        """Its text and arguments are those of an InvalidFile with the same problems."""
        plain = InvalidFile(error.problems)
        assert (str(error), error.args) == (str(plain), plain.args)
        assert error.cl is Child
        assert error.message == str(plain)  # which `pytest.raises(..., match=...)` looks at

    @pytest.mark.parametrize("again", [copy.copy, lambda error: pickle.loads(pickle.dumps(error))])
    def test_copies_have_the_problems(self, error, again):
        """A copy lists the same problems, and a pickled error holds no value."""
        assert again(error).problems == error.problems
        assert cattrs.transform_error(again(error)) == cattrs.transform_error(error)
        assert CANARY.encode() not in pickle.dumps(error)

    def test_except_star(self, error):
        """It can be split, and be caught whole among others by `except*`."""
        some, rest = error.split(lambda each: each in error.exceptions[:1])
        assert (len(some.exceptions), len(rest.exceptions)) == (1, 2)
        caught = []
        try:
            raise ExceptionGroup("many", [error, KeyError("mine")])
        except* InvalidFile as group:
            caught += group.exceptions
        except* KeyError:
            pass
        assert caught == [error]


def test_events_too():
    """Every class of ours has it, not only people."""
    [line] = lines_of({"id": "e", "when": "2016", "kind": "refferal"}, Event)
    assert line.endswith(" @ $.kind")

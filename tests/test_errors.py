import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import errors
from safeguard_model.errors import Problem, Severity, shape

PROBLEM = Problem("duplicate-id", Severity.ERROR, "Event e1", "another record has this id")
EXAMPLES = [
    (errors.InvalidWhen("is not a date", "99 Xxx"), ValueError, "99 Xxx: is not a date"),
    (errors.InvalidAge("is no age", "xx"), ValueError, "xx: is no age"),
    (errors.NotYetBorn("the time is before the birth"), ValueError, "the time is before the birth"),
    (errors.InvalidRecord("Child", "sex", "is no word"), ValueError, "Child.sex: is no word"),
    (errors.InvalidCaseFile([PROBLEM]), ValueError, "the records do not fit together: 1 problem\n- Event e1: another"),
    (errors.InvalidFile([PROBLEM, PROBLEM]), ValueError, "the file cannot be read: 2 problems\n- Event e1: another"),
    (
        errors.UnsupportedVersion("2.0", "1.0"),
        errors.InvalidFile,
        "the file cannot be read: 1 problem\n- $.format: the file is of version 2.0",
    ),
    (errors.UnknownRecord("chld", ("child",)), KeyError, "no record has the id chld; did you mean child?"),
    (errors.NeedsCaseFile("ages need it"), ValueError, "ages need it"),
    (
        errors.MissingExtra("word"),
        ImportError,
        "an optional package is missing; install it: python -m pip install 'safeguard-model[word]'",
    ),
]


@pytest.mark.parametrize(("error", "base", "words"), EXAMPLES)
def test_every_error_has_one_root_the_right_base_and_plain_words(error, base, words):
    """Each error is a SafeguardModelError and a built-in, and says what, where and what to do."""
    assert isinstance(error, errors.SafeguardModelError)
    assert isinstance(error, base)
    assert str(error).startswith(words)


@pytest.mark.parametrize(("error", "base", "words"), EXAMPLES)
def test_errors_travel_between_processes(error, base, words):
    """An error survives pickling with its fields."""
    again = pickle.loads(pickle.dumps(error))
    assert type(error) is type(again)
    assert vars(error) == vars(again)
    assert str(error) == str(again)


def test_every_error_is_tried_here():
    """No error class is without an example above."""
    classes = {value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)}
    public = {cls for cls in classes if not (cls.__name__.startswith("_") or issubclass(cls, Warning))}
    assert public - {errors.SafeguardModelError} == {type(error) for error, _, _ in EXAMPLES}


@given(st.text(min_size=1))
def test_a_shape_keeps_no_letter_and_no_digit(text):
    """The outline of a text holds only 9, x, X and punctuation, and is short."""
    outline = shape(text)
    assert {char for char in outline if char.isalnum()} <= set("9xX")
    assert len(outline) <= 41


@pytest.mark.parametrize(
    ("value", "outline"), [(None, "None"), ("", "empty text"), (1, "an int"), (1.5, "a float"), ([], "a list")]
)
def test_shape_of_what_is_no_text(value, outline):
    """Anything but text is named by its type."""
    assert outline == shape(value)


def test_an_unknown_id_that_is_no_id_is_not_repeated():
    """Somebody may ask for a name; only what can be an id is shown again."""
    assert "Jane" not in str(errors.UnknownRecord.among("Jane Invented", ["child-1"]))

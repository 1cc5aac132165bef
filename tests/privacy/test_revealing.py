"""`reveal` shows what is hidden of everything that the library answers with, and the handling of a file does its part."""

from __future__ import annotations

import copy
import importlib
import pickle
import sys
import types
import warnings
from html import unescape
from types import SimpleNamespace

import attrs
import pytest

from safeguard_model import (
    Agency,
    CaseFile,
    Child,
    Event,
    InvalidCaseFile,
    InvalidFile,
    InvalidRecord,
    Timeline,
    loads,
    read_chronology,
    read_jsonl,
    reveal,
    suggest_kinds,
)
from safeguard_model.discreet import Discreet
from safeguard_model.errors import StillNamed
from safeguard_model.privacy import Revealed
from safeguard_model.privacy.leaves import leaves_of
from safeguard_model.privacy.revealing import ShownAsText
from safeguard_model.records import Record
from safeguard_model.records.base import Value
from tests.privacy.canaries import MARK, inside
from tests.privacy.canary_calls import ROOMS, World
from tests.privacy.test_canary import answers_of

CASE = CaseFile.of(
    "Canary title",
    [
        Child(id="c", label="Child C", name="Canary <b>Name</b>", born="2016-01-10"),
        Agency(id="a", name="Agency A"),
        Event(id="e", when="2016-03", kind="contact", agency="a", people=["c"], description="Canary words"),
    ],
)


@pytest.mark.parametrize("hidden", [CASE, Timeline.of(CASE), CASE["c"], CASE["e"], CASE.events])
def test_nothing_is_shown_unasked(hidden):
    """Without `reveal` neither text nor table holds a canary."""
    html = hidden._repr_html_() if hasattr(hidden, "_repr_html_") else ""
    assert "Canary" not in f"{hidden!r}{hidden}{html}"


@pytest.mark.parametrize("hidden", [CASE, Timeline.of(CASE), CASE["c"], CASE["e"], CASE.events])
def test_everything_is_shown_when_asked(hidden):
    """With `reveal` the text and the table hold it, markup escaped in the table."""
    revealed = reveal(hidden)
    assert "Canary" in repr(revealed)
    assert str(revealed) == repr(revealed)
    assert "Canary" in revealed._repr_html_()
    assert "<b>" not in revealed._repr_html_()


def test_a_revealed_timeline_shows_dates_of_birth():
    """What the plain table leaves out for a birth, the revealed one shows."""
    assert "10 January 2016" not in Timeline.of(CASE)._repr_html_()
    assert "10 January 2016" in reveal(Timeline.of(CASE))._repr_html_()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (5, "5"),
        ("text", "'text'"),
        (None, "None"),
        (b"bytes", "b'bytes'"),
        ([], ""),
        ({"c": CASE["c"], "n": 5}, "c: Child(id='c', label='Child C', name='Canary <b>Name</b>', born=When('2016-01-10'))\nn: 5"),
        ({1: ["a", (CASE["a"],)]}, "1: ['a', (Agency(id='a', name='Agency A'),)]"),
        (InvalidRecord("Child", "born", "the rule"), "Child.born: the rule"),
        (ValueError("any"), "any"),
    ],
)  # fmt: skip
def test_other_values_show_as_they_are(value, shown):
    """What is no record shows as itself; of a mapping, each key with its value in full."""
    assert repr(reveal(value)) == shown


def test_what_is_revealed_is_revealed_once():
    """To reveal what is revealed changes nothing."""
    revealed = reveal(CASE)
    assert reveal(revealed) is revealed
    assert repr(reveal(reveal("text"))) == "'text'"


def test_an_iterator_is_shown_each_time():
    """What can be gone through only once is kept."""
    revealed = reveal(iter(CASE.events))
    assert [repr(revealed), repr(revealed)] == [repr(reveal(CASE.events))] * 2


def test_what_is_revealed_goes_nowhere():
    """It is pickled by nothing that pickles what it finds."""
    with pytest.raises(TypeError) as caught:
        pickle.dumps(reveal(CASE))
    assert "Canary" not in str(caught.value)
    with pytest.raises(TypeError):
        copy.deepcopy([reveal(CASE)])


def test_what_is_to_be_settled_can_be_looked_at():
    """Differences and conflicts, which hide what differs, show it when asked."""
    other = CASE.replace(Child(id="c", label="Child C", name="Canary Other"))
    differences = CASE.combine(other).differences
    assert "Canary" not in repr(differences)
    assert "Canary Other" in repr(reveal(differences))
    combined = repr(reveal(CASE.combine(other)))
    assert combined.startswith("Combined:\n  casefile:\n    CaseFile('Canary title', 'identifiable')\n")
    assert "\n  differences: Difference(id='c', mine=Child(" in combined
    assert "Canary Other" in combined


def test_a_combined_key_of_extra_is_not_shown():
    """A key of `extra` may be a name: a difference gives its place."""
    one, other = (CaseFile.of("T", extra={"Canary Key": number}) for number in (1, 2))
    assert "Canary" not in repr(one.combine(other))
    assert "$.extra{1}" in repr(one.combine(other))


def test_names_that_are_mentioned_are_read_but_not_shown(tmp_path):
    """A notebook cell that ends with `mentioned` shows how many names there are; `reveal` shows them, with the rows."""
    path = tmp_path / "visits.csv"
    path.write_text("Date,Event,Person\n2/3/2020,Seen.,Ada Canary\n3/3/2020,Seen.,Ada Canary\n", encoding="utf-8")
    chronology = read_chronology(path)
    mentioned = chronology.mentioned
    assert repr(mentioned) == mentioned.as_text(revealed=False) == "<MentionedNames: 1>"
    assert repr(reveal(mentioned)) == "Ada Canary: row 2, row 3"
    assert dict(mentioned) == {"Ada Canary": ("row 2", "row 3")}
    assert (
        mentioned
        == dict(mentioned)
        == dict(mentioned.items())
        == dict(zip(mentioned.keys(), mentioned.values(), strict=True))
    )
    assert mentioned != {}
    assert mentioned != 5
    assert "Ada Canary" in mentioned
    assert mentioned["Ada Canary"] == ("row 2", "row 3")
    with pytest.raises(KeyError) as caught:
        mentioned["Bea Canary"]
    assert caught.value.args == ()
    text = repr(reveal(chronology))
    assert "Ada Canary: row 2, row 3" in text
    assert "cells=('Date', 'Event', 'Person')" in text
    assert pickle.loads(pickle.dumps(chronology)) == chronology
    assert repr(reveal(attrs.evolve(chronology, mentioned=type(mentioned)({})))).count("Ada Canary") < text.count(
        "Ada Canary"
    )


def test_a_file_that_does_not_fit_together_shows_its_problems():
    """An error about records shows what it says: it holds ids only."""
    with pytest.raises(InvalidCaseFile) as caught:
        CaseFile.of("T", [CASE["c"], CASE["c"]])
    assert repr(reveal(caught.value)) == str(caught.value)


def test_a_bad_line_shows_its_bytes(tmp_path):
    """A line that is no case file is hidden, and shown when asked, with its problems."""
    (tmp_path / "x.jsonl").write_text('{"Canary": 5}\n', encoding="utf-8")
    bad = []
    list(read_jsonl(tmp_path / "x.jsonl", bad.append))
    assert "Canary" not in repr(bad)
    assert "Canary" in repr(reveal(bad))


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A case file full of canaries, with what is asked of it."""
    return World(tmp_path_factory.mktemp("revealed"))


@pytest.fixture(scope="module")
def answers(world):
    """What each public function answers with."""
    given, _ = answers_of(world)
    return [thing for answer in [given, vars(world)] for thing in inside(answer)]


def held_in(thing):
    """The objects and texts in an object: its records, its public fields, its items."""
    if isinstance(thing, CaseFile):
        return thing.records()
    if isinstance(thing, Value):
        return [leaf.value for leaf in leaves_of(thing)]
    if isinstance(thing, Timeline):
        return [event.description for event in thing]  # a table has a column for it, and not one for each field
    if attrs.has(type(thing)):
        return [getattr(thing, field.name) for field in attrs.fields(type(thing)) if field.name[0] != "_"]
    return thing if isinstance(thing, tuple) else ()


def hidden_in(thing):
    """The texts with a canary in an object, at any depth."""
    if isinstance(thing, (str, bytes)):
        text = thing if isinstance(thing, str) else thing.decode().strip()
        return {text} if MARK in text else set()
    return {text for held in held_in(thing) for text in hidden_in(held)}


def public_results():
    """The classes that users see of what the library answers with: all discreet ones that are not of the model."""
    for room in ROOMS:
        module = importlib.import_module(room)
        for name in module.__all__:
            kind = getattr(module, name)
            if isinstance(kind, type) and issubclass(kind, Discreet) and not issubclass(kind, Value):
                yield kind


HIDE_NOTHING = {"RelativeEvent", "LeftOut", "Timescale", "Understood", "Removed"}
"""Results without any text of a record."""


@pytest.mark.parametrize(
    "kind", sorted(set(public_results()), key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__
)
def test_reveal_gives_what_the_repr_of_each_result_hides(kind, world, answers):
    """Of every class of answers, `reveal` shows each text that is in the answer, or what the class has to show."""
    found = [thing for thing in answers if type(thing) is kind]
    assert found or kind.__name__ in HIDE_NOTHING, f"no call in canary_calls.py gives a {kind.__name__}"
    scan = world.scan
    hidden = 0
    for thing in found[:10]:
        shown, page = repr(reveal(thing)), unescape(reveal(thing)._repr_html_())
        assert scan.found(repr(thing)) == []
        if isinstance(thing, ShownAsText):
            assert shown == thing.as_text(revealed=True)
            hidden += shown != thing.as_text(revealed=False)
            continue
        texts = list(hidden_in(thing))
        assert [text for text in texts if text not in shown] == []
        assert "<style>" in page or all(text in page for text in texts)
        hidden += len(texts)
    assert hidden or kind.__name__ in HIDE_NOTHING


class TestHandling:
    """The handling of a file decides whether its words are shown unasked."""

    @pytest.fixture
    def looked(self, monkeypatch):
        """The texts in which names were looked for; a text with "Quill" holds one."""
        looked = []

        class KnownNames:
            @classmethod
            def of(cls, casefile):
                return cls()

            def mentions(self, text):
                looked.append(text)
                sure = 0.95 if "Quill" in text else 0.5
                return [SimpleNamespace(sure=sure)] if "Quill" in text or "May" in text else []

        module = types.ModuleType("safeguard_model.privacy.searching.names_on_file")
        module.KnownNames = KnownNames
        monkeypatch.setitem(sys.modules, module.__name__, module)
        return looked

    def shown(self, handling, *descriptions):
        """What a notebook shows of a case file, its timeline, an answer and suggestions."""
        events = [
            Event(id=f"e{n}", when=f"2016-0{n}", kind="other", people=["c"], description=words)
            for n, words in enumerate(descriptions, 1)
        ]
        casefile = CaseFile.of("A title", [CASE["c"], *events], handling)
        timeline = Timeline.of(casefile)
        return [
            each._repr_html_ for each in (casefile, timeline, timeline.repeats("other", 1), suggest_kinds(casefile))
        ]

    def test_identifiable_words_are_counted(self, looked):
        """Nothing is looked for in a file that shows no words."""
        for show in self.shown("identifiable", "Visit to Quill", "Home visit"):
            assert "Visit to Quill" not in show()
        assert looked == []

    @pytest.mark.parametrize("handling", ["pseudonymised", "published"])
    def test_other_words_are_shown(self, looked, handling):
        """The words are there, and no warning comes where no name certainly is."""
        title, table, answer, _ = (show() for show in self.shown(handling, "Home visit in May", "Call"))
        assert "A title" in title
        assert "Home visit in May" in table
        assert "Home visit in May" in answer
        assert sorted(looked) == sorted(["A title", "Home visit in May", "Call"])

    @pytest.mark.parametrize("first", range(4))
    def test_a_name_that_is_left_warns_once(self, looked, first):
        """Whatever is displayed first, one warning says how many texts hold a name, and not which."""
        shows = self.shown("published", "Visit to Quill", "Quill rang Quill", "Call")
        shows = [*shows[first:], *shows[:first]]
        with pytest.warns(StillNamed) as caught:
            shows[0]()
        message = "2 texts of a file called published still hold a name on file: run leaks(casefile, casefile)"
        assert [str(each.message) for each in caught] == [message]
        count = len(looked)
        for show in shows:
            show()
        assert len(looked) == count

    def test_one_text(self, looked):
        """One is said as one."""
        with pytest.warns(StillNamed, match=r"^1 text of a file called pseudonymised still holds a name on file"):
            self.shown("pseudonymised", "Visit to Quill")[1]()

    def test_a_changed_file_is_looked_through_anew(self, looked):
        """A file with other words is another file."""
        casefile = CaseFile.of("Quill", handling="published")
        with pytest.warns(StillNamed):
            casefile._repr_html_()
        with pytest.warns(StillNamed):
            casefile.add(CASE["c"])._repr_html_()

    def test_an_error_in_place_of_a_warning_comes_once(self, looked):
        """Where warnings are errors, the second display works."""
        show, *_ = self.shown("published", "Visit to Quill")
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with pytest.raises(StillNamed):
                show()
            assert "A title" in show()

    def test_reveal_does_not_warn(self, looked):
        """Who reveals has seen to it."""
        casefile = CaseFile.of("Quill", handling="published")
        assert "Quill" in reveal(casefile)._repr_html_()
        assert looked == []


def test_revealed_is_what_it_shows():
    """Every object that has a text or a table of its own is asked for it, so a new result needs no line here."""

    class Found:
        def as_text(self, *, revealed):
            return f"text {revealed}"

        def as_html(self, *, revealed):
            return f"<p>{revealed}</p>"

    assert repr(reveal(Found())) == repr(reveal([Found()])) == "text True"
    assert repr(reveal({"x": Found()})) == "x: text True"
    assert reveal(Found())._repr_html_() == "<p>True</p>"
    assert isinstance(reveal(Found()), Revealed)
    with pytest.raises(InvalidFile) as caught:
        loads(b"{")
    assert repr(reveal([caught.value])) == repr(reveal(caught.value))
    assert issubclass(Child, Record)

"""Every field of an entry as one cell, and back to the same value."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import Event, Timeline, When, load, strategies
from safeguard_model.chronology.cells import (
    HEADINGS,
    Unread,
    at_time,
    cell_of,
    clock_of,
    escaped,
    harmless,
    read_cell,
    unescaped,
    without_formula_mark,
)
from safeguard_model.records import AgeOf, Citation, Code, EventKind, Knowledge, Quantity

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))
TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | strategies.texts()


def nobody(_):
    """No label for any id."""
    return ""


def of(**fields):
    """An entry with some fields."""
    return Event(**{"id": "e1", "when": "2016-03-02", "kind": "home_visit", **fields})


def round_trip(event, label=nobody):
    """The entry from its cells."""
    return Event(**{field: read_cell(field, cell_of(field, event, label)) for field in HEADINGS})


def labels_of(casefile):
    """What a case file calls its people, agencies and sources."""
    named = {record.id: getattr(record, "label", None) or getattr(record, "name", "") for record in casefile.records()}
    return lambda ref: named.get(ref, "")


class TestRoundTrip:
    def test_every_field_of_an_event_has_a_heading_of_its_own(self):
        """No field is without a column, and no two share one."""
        assert {field.name for field in attrs.fields(Event)} == set(HEADINGS)
        assert len(HEADINGS) == len({*HEADINGS.values()})

    @given(event=strategies.events(), labels=st.lists(TEXTS, min_size=1, max_size=3))
    def test_any_event_comes_back_equal(self, event, labels):
        """Whatever an entry holds, and whatever its ids are labelled, its cells give the same entry."""
        assert round_trip(event, lambda ref: labels[len(ref) % len(labels)]) == event

    @given(event=strategies.events(known_to=st.lists(strategies.knowledge(), max_size=3)))
    def test_knowledge_comes_back_equal(self, event):
        """What agencies knew is read back as it was, in words or in JSON."""
        assert round_trip(event) == event

    @pytest.mark.parametrize(
        "text",
        ["[2017-07-16T00:00..2017-07-16T05:59]", "[2015-06-03T18:00..2015-06-04T08:59]", "[2017-07-16T05:00..]"],
    )
    def test_a_time_of_day_between_two_comes_back_equal(self, text):
        """A date between two times of day is not split into a day and a time, and its one cell gives it again."""
        event = of(when=text, recorded=text)
        assert clock_of(event.when) is None
        assert round_trip(event) == event

    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
    def test_the_examples_come_back_equal(self, path):
        """Every entry of the two example files comes back, those worked out included."""
        casefile = load(path)
        timeline = Timeline.of(casefile)
        assert [round_trip(event, labels_of(casefile)) for event in timeline] == list(timeline)

    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
    def test_the_examples_need_no_json(self, path):
        """What is in the example files is shown in words, all of it."""
        casefile = load(path)
        cells = [cell_of(field, event, labels_of(casefile)) for event in casefile.events for field in HEADINGS]
        assert not [cell for cell in cells if cell[:1] in {"[", "{"}]


class TestWords:
    @pytest.mark.parametrize(
        ("field", "value", "cell"),
        [
            ("kind", "home_visit", "home visit"),
            ("when", "2016-03-02", "2 March 2016"),
            ("when", "2016-03-02T14:30", "2 March 2016 14:30"),
            ("when", "2016-03~", "about March 2016"),
            ("when", "2016-03-XX", "some time in March 2016"),
            ("recorded", "2016-03-03", "3 March 2016"),
            ("order", 2, "2"),
            ("order", 1.5, "1.5"),
            ("people", ["child-v", "mother"], "Child V [child-v]; mother"),
            ("agency", "police", "Norfolk Police [police]"),
            ("tags", ["one", "two words"], "one; two words"),
            ("tags", ["a; b"], '["a; b"]'),
            ("times", Quantity(n=4), "4 times"),
            ("times", Quantity(n=4, total=6, what="visits"), "4 of 6 visits"),
            ("times", Quantity(words="several"), "several times"),
            ("times", Quantity(n=4, during="2016"), '{"n":4,"during":"2016"}'),
            ("quantities", [Quantity(what="weight", amount=9.1, unit="kg")], "weight: 9.1 kg"),
            (
                "quantities",
                [Quantity(what="score", amount=14), Quantity(what="people", n=12)],
                "score: 14\n12 people",
            ),
            ("quantities", [Quantity(what="a: b", amount=1)], '[{"what":"a: b","amount":1.0}]'),
            ("ages", [AgeOf(person="child-v", gestation_weeks=22)], "Child V [child-v]: 22 weeks of gestation"),
            ("ages", [AgeOf(person="child-v", age="P3M", gestation_weeks=22)], None),
            ("announced", False, "no"),
            ("announced", True, "yes"),
            ("state", "did_not_happen", "did not happen"),
            ("absent", ["police", "mother"], "Norfolk Police [police]; mother"),
            ("known_to", [Knowledge(agency="gp", state="not_told")], "gp: not told"),
            ("codes", [Code(scheme="dfe:factor", value="18C", year=2024)], "dfe:factor 18C (2024)"),
            (
                "citations",
                [Citation(source="src-1", where="p. 12", certainty="inferred"), Citation(source="src-2")],
                "Case records [src-1], p. 12 (inferred)\nsrc-2",
            ),
            (
                "known_to",
                [Knowledge(agency="police", since="2016-03-04", told_by="mother", via="a form", basis="stated")],
                "Norfolk Police [police]: knew since 4 March 2016, told by mother, via a form (stated)",
            ),
            ("known_to", [Knowledge(agency="gp", state="did_not_know")], "gp: did not know"),
            ("known_to", [Knowledge(agency="gp", via="a\nb")], '[{"agency":"gp","via":"a\\nb"}]'),
            ("extra", {"tool:row": 7}, '{"tool:row":7}'),
            ("description", " =1\r\n ", " =1\r\n "),
        ],
    )
    def test_what_is_written(self, field, value, cell):
        """A cell holds words for people where they read back, and else what a file would hold."""
        event = of(**{field: value})
        names = {"child-v": "Child V", "police": "Norfolk Police", "src-1": "Case records", "mother": "mother"}
        written = cell_of(field, event, lambda ref: names.get(ref, ""))
        assert written == cell or (cell is None and written.startswith("["))
        assert read_cell(field, written) == getattr(event, field)

    @pytest.mark.parametrize("label", ["A [b]", "A; b", "", "  ", "x"])
    def test_a_label_that_would_mislead_is_not_shown(self, label):
        """Brackets, semicolons and nothing are no label, and neither is the id again."""
        assert cell_of("agency", of(agency="x"), lambda _: label) == "x"

    def test_a_label_is_shown_on_one_line(self):
        """Spaces of any kind in a label become one space."""
        assert cell_of("agency", of(agency="x"), lambda _: "The\n Agency ") == "The Agency [x]"


class TestByHand:
    @pytest.mark.parametrize(
        ("field", "cell", "value"),
        [
            ("kind", "Home Visit", EventKind.HOME_VISIT),
            ("kind", " home_visit ", EventKind.HOME_VISIT),
            ("when", "02/03/16", When("2016-03-02")),
            ("when", When("2016-03-02"), When("2016-03-02")),
            ("recorded", "c. March 2016", When("2016-03~")),
            ("when_as_written", When("2016-03-02"), "2 March 2016"),
            ("comment", time(14, 30), "14:30"),
            ("comment", time(14, 30, 15), "14:30:15"),
            ("people", "child-v;\n  Mother, so called [mother]", ("child-v", "mother")),
            ("tags", "one;two;;", ("one", "two")),
            ("order", " 3 ", 3.0),
            ("people", "", ()),
            ("agency", "", None),
            ("comment", "", ""),
            ("citations", "src-1 , p. 2\n\n", None),
        ],
    )
    def test_what_people_write_is_read(self, field, cell, value):
        """Cells changed by hand are read in the forms people use."""
        found = read_cell(field, cell)
        assert (None if isinstance(found, Unread) else found) == value

    @pytest.mark.parametrize(
        ("field", "cell"),
        [
            ("id", ""),
            ("when", ""),
            ("kind", ""),
            ("id", "with space"),
            ("when", "Tuesday"),
            ("kind", "Quillfeather"),
            ("people", "Canary Quillfeather"),
            ("people", "a; a"),
            ("agency", "a; b"),
            ("order", "first"),
            ("order", "inf"),
            ("tags", "[1]"),
            ("tags", "[broken"),
            ("times", "often"),
            ("citations", "[1"),
            ("citations", '{"source":"a"}'),
            ("codes", "x"),
            ("known_to", "the police were told"),
            ("known_to", "gp: knew since Tuesday"),
            ("known_to", "gp: knew, told by her mother"),
            ("extra", "[]"),
            ("extra", '{"a":1,"a":2}'),
        ],
    )
    def test_what_gives_no_value_gives_a_reason(self, field, cell):
        """A cell that cannot be read gives a reason, and nothing of itself."""
        found = read_cell(field, cell)
        assert isinstance(found, Unread)
        assert found.reason
        assert not cell or "Quillfeather" not in found.reason

    @given(field=st.sampled_from(sorted(HEADINGS)), cell=TEXTS)
    def test_any_cell_is_read_or_unread(self, field, cell):
        """Nothing is raised, whatever stands in a cell, and what is read is what the field takes."""
        found = read_cell(field, cell)
        if not isinstance(found, Unread):
            assert found == getattr(attrs.evolve(of(derived_from="x"), **{field: found}), field)

    def test_long_cells_are_refused_at_once(self):
        """A long cell made to confuse a pattern is no hang."""
        cell = "a: knew since b, told by c, via d (stated" * 2_000
        assert isinstance(read_cell("known_to", cell), Unread)


class TestTimes:
    @given(when=strategies.whens())
    def test_a_minute_is_split_and_joined(self, when):
        """A day and a time of day are the minute again, to the letter; nothing else is split."""
        parts = clock_of(when)
        assert parts is None or at_time(parts[0], parts[1]) == when
        assert (parts is not None) == ("T" in when.text and not {*"/~?%["} & {*when.text})

    @pytest.mark.parametrize(
        ("cell", "text"),
        [
            ("14:30", "2016-03-02T14:30"),
            ("14:30:00", "2016-03-02T14:30:00"),
            ("2.30pm", "2016-03-02T14:30"),
            ("1430hrs", "2016-03-02T14:30"),
            (time(0, 0), "2016-03-02T00:00"),
            (time(14, 30, 5), "2016-03-02T14:30:05"),
            ("", "2016-03-02"),
        ],
    )
    def test_times_as_people_write_them(self, cell, text):
        """A time of day may be text in any usual form, or real."""
        assert at_time(When("2016-03-02"), cell) == When(text)

    @pytest.mark.parametrize(
        ("day", "cell"),
        [
            ("2016-03", "14:30"),
            ("2016-03-02~", "14:30"),
            ("2016-03-02", "noonish"),
            ("[2016-03-02T10:00..2016-03-02T16:00]", "14:30"),
        ],
    )
    def test_a_time_needs_an_exact_day(self, day, cell):
        """A time with less than a day, or that is none, is not guessed at."""
        assert isinstance(at_time(When(day), cell), Unread)


class TestHarmless:
    @given(TEXTS)
    def test_it_is_undone(self, text):
        """Any text comes back, and only what begins like a formula was changed."""
        assert without_formula_mark(harmless(text)) == text
        begins = text.lstrip("'")[:1] in {*"=+-@\t\r"} and text.lstrip("'") != ""
        assert harmless(text) == ("'" + text if begins else text)

    @given(st.text("'=+-@\t\ra \n", max_size=5))
    def test_it_is_undone_for_the_marks_themselves(self, text):
        """So do texts made of little else."""
        assert without_formula_mark(harmless(text)) == text
        assert harmless(text)[:1] not in {*"=+-@\t\r"}

    @given(TEXTS | st.text("\\_xu0041<r>/\r\n\x00\uffff"))
    def test_escapes_are_undone(self, text):
        """Any text comes back from what a workbook and a document can hold."""
        assert unescaped(escaped(text)) == text
        assert not {*map(chr, range(32)), "\uffff", "\ufffe"} - {"\t", "\n"} & {*escaped(text)}

    def test_plain_text_is_not_escaped(self):
        """Nothing but what cannot be held is changed."""
        text = "two\nlines\tand a \\ in C:\\users, x_1, \u202e and \u2028"
        assert escaped(text) == text

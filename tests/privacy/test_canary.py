"""A case file with a canary in every leaf goes through every public function and every error: none gets out."""

from __future__ import annotations

import contextlib
import copy
import inspect
import io
import logging
import os
import pickle
import pydoc
import traceback
import warnings
from collections import Counter
from types import SimpleNamespace

import attrs
import pytest
from _pytest.assertion import pytest_assertrepr_compare
from hypothesis import Phase, Verbosity, given, settings
from hypothesis import strategies as st

import safeguard_model as sm
from safeguard_model import InvalidCaseFile, InvalidFile, InvalidRecord, SafeguardModelError, reveal
from safeguard_model.errors import MissingExtra
from safeguard_model.privacy import Revealed
from safeguard_model.records import CaseFile, Record
from safeguard_model.records.fields import fields_of
from tests.privacy.canaries import (
    MARK,
    SINKS,
    SLOW_SINKS,
    Canaries,
    hidden_texts,
    inside,
    is_above_quasi,
    is_refusal,
    leaves,
    said_by,
)
from tests.privacy.canary_calls import CALLS, NOT_CALLED, WRITERS, World, is_covered, public_names
from tests.records.making import CLASSES, FIELDS
from tests.test_discreet import frames_with

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
FEW = 40 if THOROUGH else 2
"""How many objects of each class the slow sinks show."""
NEVER_SET = {
    ("Event", "derived_from"),  # no record of a file has it
    ("CaseFile", "handling"),  # at its default: the file is identifiable
}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A case file full of canaries, and its files."""
    return World(tmp_path_factory.mktemp("canary"))


@pytest.fixture(scope="module")
def twin(tmp_path_factory):
    """The same with other canaries in all leaves above quasi."""
    return World(tmp_path_factory.mktemp("twin"), twin=True)


def answers_of(world):
    """What each call gives, and what was said on the way: printed, logged and warned."""
    answers = {}
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        with (
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(said),
            warnings.catch_warnings(record=True) as told,
        ):
            warnings.simplefilter("always")
            for name, call in CALLS.items():
                with contextlib.suppress(MissingExtra):  # the bare install has no matplotlib and no frames
                    answers[name] = call(world)()
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
    said.write("\n".join(str(each.message) for each in told))
    return answers, said.getvalue()


@pytest.fixture(scope="module")
def answered(world):
    """What each call gives."""
    return answers_of(world)


def things_in(answers):
    """The objects and texts that the calls give, each once, with the name of the call."""
    seen = {}
    for name, answer in answers.items():
        if name not in WRITERS:
            if isinstance(answer, str):
                yield name, answer
            yield from ((name, thing) for thing in inside(answer, seen))


@pytest.fixture(scope="module")
def things(world, answered):
    """Every object that the calls give, and the world's own."""
    own = {name: held for name, held in vars(world).items() if name not in {"maker", "passed", "folder"}}
    return [*things_in(own), *things_in(answered[0])]


class TestTheCanaries:
    """The case file holds what it should, and the scan finds it."""

    def test_every_field_of_every_class_has_one(self, world):
        """A field or a class that is added to the model has a canary, or the maker says that it knows none."""
        held = {(owner, name) for owner, name, _, _ in leaves(world.casefile)}
        due = {(kind.__name__, field.name) for kind, field in FIELDS if not field.is_nested and not field.refs}
        assert due - held - NEVER_SET == set()
        assert {type(record).__name__ for record in world.casefile.records()} == {
            kind.__name__ for kind in CLASSES if issubclass(kind, Record)
        }

    def test_every_link_leads_somewhere(self, world):
        """Each field that holds an id holds one in some record."""
        linked = set()

        def walk(value):
            for field in attrs.fields(type(value)):
                held = getattr(value, field.name)
                if held not in (None, "", ()):
                    linked.add((type(value).__name__, field.name))
                for item in held if isinstance(held, tuple) else (held,):
                    if attrs.has(type(item)) and hasattr(item, "__attrs_attrs__"):
                        walk(item)

        for record in world.casefile.records():
            walk(record)
        due = {(kind.__name__, field.name) for kind, field in FIELDS if field.refs}
        assert due - linked - NEVER_SET == set()

    def test_a_type_that_the_maker_does_not_know_fails(self):
        """A field of a new type is not left without a canary."""
        field = SimpleNamespace(name="new", type=bytes, refs=(), is_nested=False, default=None)
        with pytest.raises(AssertionError, match=r"no canary is made for a bytes: Child\.new"):
            Canaries()._value(sm.Child, field, 0)

    def test_twins_differ_above_quasi_and_nowhere_else(self, world, twin):
        """What is shown of the one can only differ from what is shown of the other if something hidden is shown."""
        for one, other in zip(leaves(world.casefile), leaves(twin.casefile), strict=True):
            owner, name, level, value = one
            if name != "field" or owner != "Claim":
                assert (value != other[3]) == is_above_quasi(owner, name, level), (owner, name)

    def test_each_canary_is_unique(self, world):
        """A canary tells which field it comes from."""
        values = [value for _, _, _, value in leaves(world.casefile) if isinstance(value, str) and MARK in value]
        assert [value for value, count in Counter(values).items() if count > 1] == []
        assert len(hidden_texts(world.casefile)) > 500

    def test_the_scan_finds_what_is_revealed(self, world):
        """Every canary is found in the text that shows everything, and so in any that shows one."""
        scan = world.scan
        found = set(scan.found(repr(reveal(world.casefile))))
        assert set(hidden_texts(world.casefile).values()) - found == set()

    @pytest.mark.parametrize("text", ["11.5.2019", "11 May 2019", "2019-05-11T10:00", "QZX0147CAN…", "Qzx7003canary"])
    def test_the_scan_finds_other_forms(self, world, text):
        """A date in another form, a text in capitals that is cut off, and the canary of a file are found."""
        assert world.scan.found(text) != []


class TestEveryPublicName:
    """No public function is forgotten."""

    def test_is_called_or_known_to_need_no_call(self):
        """A new function or method needs a line in `CALLS`, or in `NOT_CALLED` with the reason."""
        assert [name for name in sorted(public_names()) if not is_covered(name)] == []

    def test_no_line_is_left_over(self):
        """A function that is gone is gone from the lists too."""
        names = public_names()
        owners = {name.partition(".")[0] for name in names}
        assert [name for name in CALLS if name not in names] == []
        assert [name for name in NOT_CALLED if name not in names | owners | {"strategies"}] == []

    def test_every_call_answers(self, answered):
        """Each call gives an answer where everything is installed."""
        pytest.importorskip("matplotlib")
        pytest.importorskip("pyarrow")
        assert answered[0].keys() == CALLS.keys()
        for name in (
            "conflicts",
            "gaps",
            "merge",
            "repeats",
            "clocks",
            "answers_to",
            "sharing",
            "unseen",
            "overlapping",
        ):
            assert len(list(inside(answered[0][name]))) > 1, name


class TestNothingIsShown:
    """Whatever the calls give, no tool shows a canary of it."""

    @pytest.mark.parametrize("sink", SINKS)
    def test_by_a_sink(self, world, things, sink):
        """Nothing that is above quasi is in what Python, a notebook or a printer shows of any object."""
        scan = world.scan
        shown = {(name, type(thing).__name__): scan.found(SINKS[sink](thing)) for name, thing in things}
        assert {where: found for where, found in shown.items() if found} == {}

    @pytest.mark.parametrize("sink", SLOW_SINKS)
    def test_by_a_printer_of_another_package(self, world, things, sink):
        """The same for rich and for all that IPython's display formatter asks for."""
        pytest.importorskip(sink)
        scan = world.scan
        counts = Counter()
        for name, thing in things:
            counts[type(thing)] += 1
            if counts[type(thing)] <= FEW:
                assert scan.found(SLOW_SINKS[sink](thing)) == [], (name, type(thing).__name__)

    def test_of_the_twin_is_the_same(self, answered, twin):
        """Words of enums, numbers and ages, of which no text can be looked for, are not shown either."""
        others, _ = answers_of(twin)
        for name, answer in answered[0].items():
            if name not in WRITERS | {"relative_days"}:  # its days are what it is for: one date that is known tells all
                one, other = ([shown_of(thing) for thing in walked(each)] for each in (answer, others[name]))
                assert one == other, name

    def test_on_the_way(self, world, answered):
        """Nothing is printed, logged at any level, warned of or told to a progress bar."""
        scan = world.scan
        assert scan.found(answered[1]) == []
        assert scan.found("".join(world.passed)) == []
        assert world.passed

    def test_by_help(self, world, things):
        """`help` of an object is that of its class."""
        scan = world.scan
        for thing in {type(thing): thing for _, thing in things if not isinstance(thing, str)}.values():
            assert scan.found(pydoc.render_doc(thing)) == []

    def test_by_a_copy(self, world, things):
        """A copy hides as much."""
        scan = world.scan
        kinds = {type(thing): thing for _, thing in things if not isinstance(thing, (str, Revealed))}
        for thing in kinds.values():
            assert scan.found(f"{copy.copy(thing)!r}") == []


def shown_of(thing):
    """What an object shows as text, and as a table."""
    return [SINKS[sink](thing) for sink in ("repr", "str", "html", "cells")]


def walked(answer):
    """An answer as the objects in it; a text as itself."""
    return [answer] if isinstance(answer, str) else list(inside(answer))


class TestPictures:
    """Pictures show labels, kinds and dates, as tables do."""

    @pytest.mark.parametrize("name", ["contacts", "ecomap", "genogram", "knowledge", "timeline"])
    def test_hold_no_canary(self, world, name, tmp_path):
        """Neither the texts of a picture, nor the files it is saved to, their metadata included, hold one."""
        pytest.importorskip("matplotlib")
        from matplotlib import pyplot as plt
        from matplotlib.text import Text

        from safeguard_model.display import plots

        scan = world.scan
        picture_of = (world.casefile,) if name == "genogram" else (world.timeline,)
        axes = plots.ecomap(world.casefile, "Child-1") if name == "ecomap" else getattr(plots, name)(*picture_of)
        try:
            texts = [text.get_text() for text in axes.figure.findobj(Text)]
            assert len(texts) > 3
            assert [scan.found(text) for text in texts if scan.found(text)] == []
            assert scan.found(repr([vars(artist).get("_gid") for artist in axes.figure.findobj()])) == []
            for suffix in ("svg", "png"):
                axes.figure.savefig(tmp_path / f"picture.{suffix}")
                data = (tmp_path / f"picture.{suffix}").read_bytes().decode("latin-1")
                assert scan.found(data[:4000] if suffix == "png" else data) == []
        finally:
            plt.close(axes.figure)


CLOSED = f"Qzx9001{MARK} Quill"
"""A canary that cannot be an id, so that an error must give its shape: an id that is asked for is shown."""


def wrong_values(world):
    """What somebody may hand in by mistake, with a canary in it."""
    return [
        CLOSED,
        [CLOSED],
        {CLOSED: CLOSED},
        world.casefile["Child-1"],
        world.casefile,
        SimpleNamespace(id=CLOSED),
        b"\xff",
        -5,
    ]


def wrong_calls(name, world):
    """The calls of a function with something wrong in the place of each of its arguments."""
    call = CALLS[name](world)
    for value in wrong_values(world):
        for place in range(len(call.args)):
            yield call.func, (*call.args[:place], value, *call.args[place + 1 :]), call.keywords
        names = dict(call.keywords)
        with contextlib.suppress(ValueError):
            asked = list(inspect.signature(call.func).parameters.values())
            names |= {
                each.name: None
                for each in asked[len(call.args) :]
                if each.kind in {each.KEYWORD_ONLY, each.POSITIONAL_OR_KEYWORD}
            }
        for keyword in names:
            yield call.func, call.args, call.keywords | {keyword: value}


def checked(error, world, scan):
    """Check that an error says nothing, holds nothing in a frame of ours, and pickles nothing."""
    said = said_by(error)
    if isinstance(error, OSError):
        said = said.replace(CLOSED, "")  # the path that was given is of no record
    assert scan.found(said) == []
    if is_refusal(error):
        path = getattr(error, "filename", None)
        assert path == CLOSED or frames_with(error, MARK) == []
        again = pickle.loads(pickle.dumps(error))
        assert isinstance(error, OSError) or MARK.encode() not in pickle.dumps(error)
        assert type(again) is type(error)
        assert error.__cause__ is None
        assert error.__context__ is None


@pytest.mark.parametrize("name", CALLS)
def test_a_wrong_argument_brings_nothing_out(world, name, tmp_path, monkeypatch):
    """An error about an argument says what was expected and the shape of what came."""
    monkeypatch.chdir(tmp_path)
    scan = world.scan
    if name == "likely_kinds":
        pytest.skip("its last argument is a memory that it shares with its caller, not something that users give")
    try:
        calls = list(wrong_calls(name, world))
    except MissingExtra:
        pytest.skip("an extra is missing")
    for function, arguments, keywords in calls:
        try:
            function(*arguments, **keywords)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is looked at
            caught = error
        else:
            continue
        del function, arguments, keywords
        checked(caught, world, scan)


@pytest.mark.parametrize("kind", [*CLASSES, CaseFile], ids=lambda kind: kind.__name__)
def test_a_constructor_that_refuses_says_nothing(world, kind):
    """A record that cannot be built says which field is wrong, and gives the shape of the value at most."""
    scan = world.scan
    maker = Canaries()
    refusals = []
    for field in fields_of(kind):
        for value in (
            CLOSED,
            [CLOSED],
            {CLOSED: CLOSED},
            [[CLOSED]],
            world.casefile["Child-1"],
            f"{CLOSED}\x00",
            {1: CLOSED},
        ):
            given = {"title": CLOSED} if kind is CaseFile else {"id": "x"} if issubclass(kind, Record) else {}
            try:
                maker.full(kind, **given | {field.name: value}) if kind is not CaseFile else kind(
                    **given | {field.name: value}
                )
            except (InvalidRecord, InvalidCaseFile) as error:
                refusals.append(error)
    for error in refusals:
        said = "".join((str(error), repr(error), repr(error.args), *traceback.format_exception_only(error)))
        assert scan.found(said) == []
        assert error.__cause__ is error.__context__ is None
        assert MARK.encode() not in pickle.dumps(error)
    assert refusals


def broken_case_files(world):
    """Case files that cannot be read, each wrong in another way, with canaries in all of them."""
    whole = world.path.read_text(encoding="utf-8")
    yield whole[: len(whole) // 2]
    yield whole.replace('"kind": ', f'"kind": "{CLOSED}", "kind": ').replace('"kind":', f'"kind":"{CLOSED}","kind":')
    yield whole.replace('"title"', f'"{CLOSED}"')
    yield whole.replace("Child-1", CLOSED)
    yield whole.replace("safeguard-model/1", f"{CLOSED}/1")
    yield whole.replace("2019-05-11", "11 May 2019 " + CLOSED)
    yield whole.replace(MARK, MARK + "\\ud800")
    yield f"{whole}{CLOSED}"
    yield f'["{CLOSED}"]'
    yield CLOSED


@pytest.mark.parametrize("number", range(10))
def test_a_broken_case_file_says_nothing(world, number, tmp_path):
    """A file that cannot be read gives the places and the rules, by every way of reading it."""
    scan = world.scan
    path = tmp_path / "broken.json"
    path.write_text(list(broken_case_files(world))[number], encoding="utf-8")
    for read in (
        sm.load,
        lambda path: sm.loads(path.read_text(encoding="utf-8")),
        lambda path: list(sm.read_jsonl(path)),
    ):
        with pytest.raises(InvalidFile) as caught:
            read(path)
        checked(caught.value, world, scan)
    bad = []
    list(sm.read_jsonl(path, bad.append))
    assert bad
    assert [scan.found(sink(line)) for line in bad for sink in SINKS.values() if scan.found(sink(line))] == []


ROWS = [
    ["Date", "Type", f"{CLOSED}", "Event", "Child seen?", "Present", "Agency"],
    [f"2 March {CLOSED}", f"visit {CLOSED}", CLOSED, CLOSED, f"by {CLOSED}", f"Mr {CLOSED}", f"GP {CLOSED}"],
    ["", "", CLOSED, "", "", "", ""],
    [CLOSED, "", "", "", "", "", ""],
    ["3/3/2020", CLOSED, CLOSED, CLOSED, CLOSED, CLOSED, CLOSED],
]


def chronology_file(suffix, rows, folder):
    """A chronology in the format of a suffix."""
    path = folder / f"chronology{suffix}"
    if suffix == ".xlsx":
        book = pytest.importorskip("xlsxwriter").Workbook(str(path))
        sheet = book.add_worksheet("Sheet")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        book.close()
        pytest.importorskip("python_calamine")
    elif suffix == ".docx":
        document = pytest.importorskip("docx").Document()
        table = document.add_table(len(rows), len(rows[0]))
        for cells, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(cells.cells, row, strict=True):
                cell.text = text
        document.save(str(path))
    else:
        text = "\n".join(("\t" if suffix == ".tsv" else ",").join(row) for row in rows)
        path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx", ".docx"])
def test_a_chronology_with_odd_cells_says_nothing(world, suffix, tmp_path):
    """Of cells that are not understood, rows that are refused and files that are none, no text is shown or noted."""
    scan = world.scan
    options = [
        {},
        {"agency": {CLOSED: "Agency-1"}},
        {"columns": {CLOSED: "place"}, "people": {CLOSED: "Child-1"}, "kinds": {f"visit {CLOSED}": "home_visit"}},
        {"columns": {CLOSED: CLOSED}},
        {"columns": {"Event": CLOSED}},
        {"people": {CLOSED: CLOSED}},
        {"people": {CLOSED: "nobody"}, "casefile": world.casefile},
        {"kinds": {CLOSED: CLOSED}},
        {"agency": CLOSED},
        {"subject": {CLOSED: "Child-1"}},
        {"subject": CLOSED, "casefile": world.casefile},
        {"source": CLOSED},
        {"blank_date": CLOSED},
        {"dates": CLOSED},
    ]
    read = 0
    for rows in (ROWS, ROWS[1:], [[CLOSED] * 7] * 3):
        path = chronology_file(suffix, rows, tmp_path)
        for option in options:
            try:
                chronology = sm.read_chronology(path, **option)
            except SafeguardModelError as error:
                checked(error, world, scan)
                continue
            read += 1
            shown = [(name, sink(thing)) for thing in inside(chronology) for name, sink in SINKS.items()]
            shown += [("notes", "".join(chronology.notes)), ("report", str(chronology.report()))]
            shown += [("row", str(row)) for row in (*chronology.rejected, *chronology.skipped)]
            assert [(name, scan.found(text)) for name, text in shown if scan.found(text)] == []
    assert read


class TestOtherTools:
    """What tools show of an error, or of a comparison, when a case file is among the variables."""

    def test_pytest_shows_no_value_that_differs(self, world, twin, request, monkeypatch):
        """The explanation of a failed comparison of any two objects shows no more than their `repr`."""
        scan, other = world.scan, twin.scan
        pairs = zip(walked([*vars(world).values()]), walked([*vars(twin).values()]), strict=True)
        config = request.config
        monkeypatch.setattr(config.option, "verbose", 2)
        count = 0
        for left, right in pairs:
            count += 1
            for one, two in ((left, right), ([left], [right]), ({"x": left}, {"x": right})):
                text = "\n".join(pytest_assertrepr_compare(config, "==", one, two) or ())
                assert scan.found(text) == other.found(text) == []
        assert count > 10

    @pytest.mark.parametrize("style", ["long", "short"])
    def test_pytest_shows_no_local_variable(self, world, style):
        """A report of pytest with all local variables shows labels and counts."""
        text = str(raised(world).getrepr(showlocals=True, style=style, truncate_locals=False))
        assert "<CaseFile" in text or style == "short"
        assert world.scan.found(text) == []

    def test_rich_shows_no_local_variable(self, world):
        """A traceback of rich with all local variables neither."""
        rich = pytest.importorskip("rich.traceback")
        console = pytest.importorskip("rich.console").Console(width=200, file=io.StringIO())
        error = raised(world).value
        console.print(rich.Traceback.from_exception(type(error), error, error.__traceback__.tb_next, show_locals=True))
        assert "CaseFile" in console.file.getvalue()
        assert world.scan.found(console.file.getvalue()) == []

    def test_ipython_shows_no_local_variable(self, world):
        """A traceback of IPython in its most verbose mode neither."""
        ultratb = pytest.importorskip("IPython.core.ultratb")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            verbose = ultratb.VerboseTB(include_vars=True)
            error = raised(world).value
            text = verbose.text(type(error), error, error.__traceback__.tb_next)
        assert "<CaseFile" in text
        assert world.scan.found(text) == []

    def test_hypothesis_reports_no_value(self, world):
        """The example that a property test failed on is printed, and is as silent as a `repr`."""
        events = [world.casefile[id] for id in ("Event-1", "Event-2")]
        drawn = st.sampled_from(events)

        @settings(max_examples=5, database=None, phases=[Phase.generate], verbosity=Verbosity.verbose)
        @given(drawn, st.just(world.casefile), st.just(world.timeline), st.just([*events]))
        def fails(event, casefile, timeline, records):
            assert event is None

        said = io.StringIO()
        with (
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(said),
            pytest.raises(AssertionError) as caught,
        ):
            fails()
        text = said.getvalue() + "".join(getattr(caught.value, "__notes__", ()))
        assert "Event(id=" in text
        assert world.scan.found(text) == []


def raised(world):
    """An error that a question about a case file raised, with the case file and more in the frame of its caller."""

    def ask(casefile, *others):
        sm.gaps(casefile, child="nobody")

    held = (world.casefile, world.timeline, world.casefile.records(), world.merge, world.chronology, world.suggestions)
    with pytest.raises(sm.UnknownRecord) as caught:
        ask(*held, world.answers)
    frames = [frame for frame in caught.traceback if frame.name != "raised"]
    return pytest.ExceptionInfo.from_exc_info((caught.type, caught.value, frames[0]._rawentry))

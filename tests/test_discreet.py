"""What other tools see of objects and errors: a canary is in every record, and in nothing that a tool displays."""

from __future__ import annotations

import gc
import importlib
import inspect
import io
import pkgutil
import subprocess
import sys
import traceback
import types
from pathlib import Path

import attrs
import pytest
from hypothesis.vendor.pretty import pretty

import safeguard_model
from examples.invented_family import casefile as invented_family
from safeguard_model import (
    Agency,
    CaseFile,
    Child,
    Claim,
    Event,
    InvalidFile,
    InvalidRecord,
    SafeguardModelError,
    Source,
    Timeline,
    UnknownRecord,
    conflicts,
    coverage,
    diff,
    dump,
    gaps,
    journey,
    known_but_not,
    known_to,
    load,
    loads,
    make_converter,
    merge,
    overlapping,
    pooled,
    read_chronology,
    read_jsonl,
    recommendations_by,
    repeats,
    statuses_at,
    theme_counts,
    theme_pairs,
    trace,
    unanswered,
    unseen,
    write_chronology,
    write_jsonl,
)
from safeguard_model.discreet import Discreet, frameless
from safeguard_model.errors import Problem, Withheld
from safeguard_model.records import Citation
from safeguard_model.records.base import Value
from safeguard_model.records.fields import fields_of
from safeguard_model.records.sensitivity import Sensitivity
from tests.records.making import CLASSES, example, make

CANARY = "Quillfeather"


def modules():
    """Every module of the package that can be imported here: some need an extra."""
    for module in pkgutil.walk_packages(safeguard_model.__path__, prefix="safeguard_model."):
        try:
            yield importlib.import_module(module.name)
        except ImportError as error:
            if (error.name or "").partition(".")[0] == "safeguard_model":
                raise


def attrs_classes():
    """Every class of the package that attrs made."""
    found = {}
    for module in modules():
        for kind in vars(module).values():
            if isinstance(kind, type) and "__attrs_attrs__" in vars(kind) and kind.__module__ == module.__name__:
                found[kind.__qualname__] = kind
    return list(found.values())


def hides(kind):
    """Whether the `repr` of a class is its own, or leaves out a field."""
    is_made = "attrs generated" in kind.__repr__.__code__.co_filename
    return not is_made or any(field.repr is not True for field in attrs.fields(kind))


HIDING = [kind for kind in attrs_classes() if hides(kind) and kind is not Problem]  # it hides a number of a line


@pytest.mark.parametrize("kind", HIDING, ids=lambda kind: kind.__name__)
def test_every_class_that_hides_is_discreet(kind):
    """A class whose `repr` hides something is compared, and displayed by other tools, as `Discreet` says."""
    assert issubclass(kind, Discreet)
    for name in ("__eq__", "__rich_repr__", "_repr_pretty_"):
        assert inspect.getattr_static(kind, name) is vars(Discreet)[name]


CASE = CaseFile.of(
    CANARY,
    [
        Child(id="c", label="Child C", name=CANARY, born="2015-09-01"),
        Agency(id="a", name="Agency A"),
        Agency(id="b", name="Agency B"),
        Source(id="s", title=CANARY, kind="report"),
        Claim(id="cl-1", about="c", field="name", value=CANARY, citations=[Citation(source="s")]),
        Event(id="e1", when="2016-03-01", kind="home_visit", agency="a", people=["c"], seen=["c"], description=CANARY),
        Event(
            id="e2",
            when="2016-06-01",
            kind="referral",
            agency="a",
            people=["c"],
            description=CANARY,
            extra={"x": CANARY},
        ),
    ],
    extra={"x": CANARY},
)
OTHER = CASE.replace(Child(id="c", label="Child C", name=f"{CANARY} again", born="2015-09-02"))
TIMELINE = Timeline.of(CASE)


def discreet_objects():
    """A record or value of every class with a canary in it, and answers of every kind."""
    for kind in CLASSES:
        hidden = [
            f for f in fields_of(kind) if f.sensitivity > Sensitivity.QUASI and f.type in (str, dict) and not f.refs
        ]
        yield make(kind, **{field.name: example(field, CANARY) for field in hidden})
    family = Timeline.of(invented_family())
    yield from (CASE, CASE.combine(OTHER), merge(family), pooled(family))
    yield from CASE.combine(OTHER).differences
    yield from conflicts(invented_family())
    yield diff(CASE, OTHER)
    yield from diff(CASE, OTHER).changed
    for answers in (
        family.gaps("child-e"),
        family.journey("child-e"),
        family.overlapping(),
        family.sharing(),
        family.clocks(bank_holidays=[]),
        family.repeats("home_visit", 2),
        family.answers_to("referral", 28, "strategy_discussion"),
        family.ages_at_incidents(),
        merge(family).candidates,
        pooled(family).pieces,
    ):
        yield from answers


@pytest.fixture(scope="module")
def objects():
    """Every one of them, made when the first test asks."""
    return list(discreet_objects())


def test_objects_are_of_every_kind(objects):
    """The objects tried below are of every class of records and of answers."""
    shown = {"Gap", "Step", "Overlap", "Awareness", "Clock", "Repeat", "Reply", "Merge", "Pooled", "Piece", "Conflict"}
    assert shown | {"Difference", "Combined", "CaseFile", "Candidate", "Diff", "FieldChange"} <= {
        type(each).__name__ for each in objects
    }


def test_pretty_printers_show_what_repr_shows(objects):
    """Hypothesis and IPython print the `repr`, whatever the object is in."""
    for each in objects:
        if isinstance(each, Discreet):
            assert pretty(each) == repr(each)
        assert CANARY not in pretty([each, {"x": each}])


def test_rich_shows_what_repr_shows(objects):
    """Rich prints the name of the class and what `repr` shows after it, in a list and a dict too."""
    printed = pytest.importorskip("rich.pretty").pretty_repr
    for each in objects:
        for text in (printed(each), printed([each, {"x": each}])):
            assert CANARY not in text
        if isinstance(each, Discreet):
            inside = printed(each, max_width=10**6).removeprefix(f"{type(each).__name__}(").removesuffix(")")
            assert inside in repr(each)
    assert printed(CASE["e1"], max_width=200) == repr(CASE["e1"])


def test_rich_shows_no_record_in_a_traceback():
    """A traceback of rich with local variables holds no name, though the records are among them."""
    rich = pytest.importorskip("rich.traceback")
    console = pytest.importorskip("rich.console").Console(width=200, file=io.StringIO())

    def ask(casefile, child, difference):
        gaps(casefile, child="nope")

    with pytest.raises(UnknownRecord) as caught:
        ask(CASE, CASE["c"], CASE.combine(OTHER).differences)
    frames = caught.value.__traceback__.tb_next
    console.print(rich.Traceback.from_exception(type(caught.value), caught.value, frames, show_locals=True))
    text = console.file.getvalue()
    assert "Child C" in text
    assert CANARY not in text


COMPARED = """
from safeguard_model import CaseFile, Child, Event, InvalidFile, Timeline, merge
from safeguard_model.chronology import OtherRow
from safeguard_model.formats import BadLine

NAME = "rehtaeflliuQ"[::-1]
ERROR = InvalidFile([])

def case(text):
    child = Child(id="c", label="Child C", name=text)
    events = [Event(id=f"e{n}", when=f"201{n}", kind="home_visit", people=["c"], description=text) for n in (5, 6)]
    return CaseFile.of("T", [child, *events], extra={"x": text})

def row(text):
    return OtherRow("row 1", 1, "blank", (text,))

def line(text):
    return BadLine(1, text.encode(), 1, ERROR)

def difference(text):
    return case("x").combine(case(text)).differences[0]

def gap(text):
    return Timeline.of(case(text)).gaps()[0]

def pytest_generate_tests(metafunc):
    metafunc.parametrize("make", [row, line, difference, gap, case, lambda text: case(text)["c"]])

def test_it(make):
    one, other = make(NAME), make(NAME + NAME)
    assert one == other

def test_in_a_list(make):
    one, other = make(NAME), make(NAME + NAME)
    assert [one] == [other]
"""


def test_pytest_shows_no_field_that_differs(tmp_path):
    """A failed comparison of records, rows, lines or answers shows nothing that `repr` hides."""
    file = tmp_path / "test_compared.py"
    file.write_text(COMPARED, encoding="utf-8")
    run = [
        sys.executable,
        "-m",
        "pytest",
        "-vv",
        "--showlocals",
        "-p",
        "no:cacheprovider",
        str(file),
    ]
    said = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    assert "12 failed" in said
    assert CANARY not in said


@pytest.mark.parametrize("kind", [*CLASSES, CaseFile], ids=lambda kind: kind.__name__)
def test_what_is_not_yet_complete_has_a_repr(kind):
    """A record whose constructor has not finished, as it is in a traceback, has a `repr` that shows what is set."""
    made = object.__new__(kind)
    assert kind.__name__ in repr(made)
    assert kind.__name__ in pretty(made)


def test_an_event_of_no_kind_yet_hides_its_date():
    """As long as an event may become a birth, its date is not shown."""
    made = object.__new__(Event)
    object.__setattr__(made, "when", "2016-03-02")
    assert repr(made) == "Event(when=<identifying>)"


def holds(value, text, seen):
    """Whether an object holds a text anywhere, except in what an error withholds for `reveal` alone."""
    if id(value) in seen or isinstance(value, (type, types.ModuleType, types.FunctionType, types.FrameType, Withheld)):
        return False
    seen[id(value)] = value
    if isinstance(value, (str, bytes, bytearray)):
        return text in value if isinstance(value, str) else text.encode() in value
    if isinstance(value, types.TracebackType):
        return False
    return any(holds(each, text, seen) for each in gc.get_referents(value))


def frames_with(error, text):
    """The frames of our package, in an error and in the errors behind it, that hold a text."""
    found = []
    for each in filter(None, (error, error.__cause__, error.__context__)):
        for frame, line in traceback.walk_tb(each.__traceback__):
            module = frame.f_globals.get("__name__", "")
            is_ours = module.partition(".")[0] in {"safeguard_model", "attr", "gzip", "pathlib", "contextlib"}
            if is_ours and any(holds(value, text, {}) for value in frame.f_locals.values()):
                found.append(f"{module}:{line}")
    return found


def bad_csv(folder):
    """A CSV file without headings that says a name."""
    path = folder / "bad.csv"
    path.write_text(f"{CANARY},{CANARY}\n" * 3, encoding="utf-8")
    return path


def bad_office(folder, suffix):
    """A file with the name of an office file, with a name in it."""
    path = folder / f"bad{suffix}"
    path.write_bytes(CANARY.encode())
    return path


def bad_json(folder):
    """A case file that cannot be read, with a name in it."""
    path = folder / "bad.json"
    path.write_text(f'{{"format":"safeguard-model/1.0","title":"{CANARY}","events":5}}', encoding="utf-8")
    return path


def good_csv(folder):
    """A chronology that says a name."""
    path = folder / "good.csv"
    path.write_text(f"Date,Event\n2016-03-02,{CANARY} seen\n", encoding="utf-8")
    return path


NOT_AN_EVENT = {"id": "e", "when": "x", "kind": "other", "description": CANARY}
REFUSED = {
    "casefile[...]": lambda _: CASE["nope"],
    "CaseFile.of": lambda _: CaseFile.of("T", [CASE["c"], CASE["c"]]),
    "add": lambda _: CASE.add(CASE["c"]),
    "replace": lambda _: CASE.replace(CASE["c"], CASE["c"]),
    "remove": lambda _: CASE.remove("c"),
    "with_timeline": lambda _: CASE.with_timeline([CASE["e1"], CASE["e1"]]),
    "mentions": lambda _: CASE.mentions("nope"),
    "prefixed": lambda _: CASE.prefixed(" "),
    "combine": lambda _: CASE.combine(5),
    "statuses_at": lambda _: statuses_at(CASE, "nope", "2016"),
    "Timeline.about": lambda _: TIMELINE.about("nope"),
    "Timeline.by": lambda _: TIMELINE.by("nope"),
    "Timeline.between": lambda _: TIMELINE.between("x", None),
    "Timeline.kinds": lambda _: TIMELINE.kinds("nope"),
    "Timeline.ages": lambda _: TIMELINE.ages("nope"),
    "Timeline.gaps": lambda _: TIMELINE.gaps("nope"),
    "Timeline.journey": lambda _: TIMELINE.journey("nope"),
    "gaps": lambda _: gaps(CASE, child="nope"),
    "unseen": lambda _: unseen(CASE, "nope", 5),
    "journey": lambda _: journey(CASE, "nope"),
    "known_to": lambda _: known_to(CASE, "nope"),
    "known_but_not": lambda _: known_but_not(CASE, "a", "nope"),
    "overlapping": lambda _: overlapping(CASE, "x"),
    "repeats": lambda _: repeats(CASE, "nope"),
    "unanswered": lambda _: unanswered(CASE, "nope", 5, "home_visit"),
    "clocks": lambda _: TIMELINE.clocks(today="x"),
    "pooled": lambda _: pooled([*CASE.events, 5]),
    "merge": lambda _: merge(CASE, 5),
    "settle": lambda _: merge(CASE).settle(accept=[("nope", "e1")]),
    "conflicts": lambda _: conflicts(TIMELINE),
    "coverage": lambda _: coverage(TIMELINE),
    "recommendations_by": lambda _: recommendations_by(CASE, by="nope"),
    "theme_counts": lambda _: theme_counts(CASE, TIMELINE, unit="finding"),
    "theme_pairs": lambda _: theme_pairs(CASE, unit="nope"),
    "trace": lambda _: trace(CASE, "nope"),
    "diff": lambda _: diff(CASE, TIMELINE),
    "diff, not an event": lambda _: diff(CASE.records(), TIMELINE),
    "read_chronology": lambda folder: read_chronology(bad_csv(folder)),
    "read_chronology, a workbook": lambda folder: read_chronology(bad_office(folder, ".xlsx")),
    "read_chronology, a document": lambda folder: read_chronology(bad_office(folder, ".docx")),
    "read_chronology, an agency": lambda folder: read_chronology(good_csv(folder), agency="nope", casefile=CASE),
    "read_chronology, a subject": lambda folder: read_chronology(good_csv(folder), subject={"sheet 5": "c"}),
    "Chronology.update": lambda folder: read_chronology(good_csv(folder), agency="zz").update(CASE),
    "write_chronology": lambda folder: write_chronology(CASE, folder / "x.pdf"),
    "write_chronology, no folder": lambda folder: write_chronology(CASE, folder / "none" / "x.csv"),
    "load": lambda folder: load(bad_json(folder)),
    "loads": lambda folder: loads(bad_json(folder).read_bytes()),
    "dump": lambda folder: dump(CASE, folder / "none" / "x.json"),
    "dump, an indent": lambda folder: dump(CASE, folder / "x.json", indent=-1),
    "read_jsonl": lambda folder: list(read_jsonl(bad_json(folder))),
    "write_jsonl": lambda folder: write_jsonl([CASE], folder / "none" / "x.jsonl"),
    "write_jsonl, no case file": lambda folder: write_jsonl([CASE, 5], folder / "x.jsonl"),
    "structure": lambda _: make_converter().structure(NOT_AN_EVENT, Event),
}


@pytest.mark.parametrize("act", REFUSED.values(), ids=REFUSED)
def test_no_frame_of_ours_holds_a_record(act, tmp_path):
    """An error of the library or of the system leaves it with no frame that holds a record or the bytes of a file."""
    with pytest.raises((SafeguardModelError, OSError)) as caught:
        act(tmp_path)
    assert frames_with(caught.value, CANARY) == []


def test_a_damaged_end_does_not_bring_the_line_before(tmp_path):
    """Where a packed file is cut off, the error does not hold the case file that was read last."""
    path = tmp_path / "x.jsonl.gz"
    write_jsonl([CASE], path)
    path.write_bytes(path.read_bytes()[:-6])
    with pytest.raises(InvalidFile) as caught:
        list(read_jsonl(path))
    assert frames_with(caught.value, CANARY) == []


def test_the_walk_finds_what_is_held():
    """The walk through the frames finds a name that is deep in a variable."""

    def fail(held):
        raise InvalidRecord("a", "b", "c")

    fail = types.FunctionType(fail.__code__, {**globals(), "__name__": "safeguard_model.x"})
    with pytest.raises(InvalidRecord) as caught:
        fail([{"x": CASE}])
    assert len(frames_with(caught.value, CANARY)) == 1


def test_the_frames_of_the_caller_are_kept():
    """An error from a generator of the caller's shows its lines, and the error is the same and has no context."""
    error = InvalidRecord("a", "b", "c")

    def rows():
        yield CASE["c"]
        raise error

    with pytest.raises(InvalidRecord) as caught:
        CaseFile.of("T", rows())
    assert caught.value is error
    assert error.__cause__ is error.__context__ is None
    names = [frame.f_code.co_name for frame, _ in traceback.walk_tb(error.__traceback__)]
    assert names == ["test_the_frames_of_the_caller_are_kept", "called", "rows"]


def test_other_errors_keep_their_frames():
    """A fault of a program is not a refusal: its traceback is whole."""

    @frameless
    def wrong():
        return 1 / 0

    with pytest.raises(ZeroDivisionError) as caught:
        wrong()
    assert traceback.extract_tb(caught.value.__traceback__)[-1].name == "wrong"


def test_every_public_function_that_takes_records_is_frameless():
    """No public function that reads, writes or asks is without it; those named here hold nothing when they raise."""
    others = {"configure_converter", "make_converter", "json_schema", "new_key", "reveal", "to_when"}
    functions = {name for name in safeguard_model.__all__ if inspect.isfunction(getattr(safeguard_model, name))}
    assert {name for name in functions if not hasattr(getattr(safeguard_model, name), "__wrapped__")} == others


def test_values_keep_their_signature():
    """A function that is made frameless is read by tools as it was written."""
    assert list(inspect.signature(gaps).parameters) == ["given", "child", "agency", "longer_than", "period"]
    assert Path(inspect.getsourcefile(inspect.unwrap(gaps))).name == "gap.py"
    assert issubclass(Child, Value)

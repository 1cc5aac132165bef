"""The strategies: what they draw, and how they come to hypothesis."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from safeguard_model import strategies
from safeguard_model.dates import Age, Precision, When
from safeguard_model.records import CaseFile, Child, Event, Handling, Person, Record
from tests.records.making import CLASSES

if TYPE_CHECKING:
    from pathlib import Path

strategies.register()

SEARCH = settings(max_examples=5_000, phases=[Phase.generate], database=None)
"""To find something of a kind, without making it small."""
NAMED = {name: made for name, made in vars(strategies).items() if name in strategies.__all__ and name != "register"}


@pytest.mark.parametrize("kind", [*CLASSES, CaseFile, Person, Record, When, Age], ids=lambda kind: kind.__name__)
def test_every_class_has_one(kind):
    """`st.from_type` draws every class, and the function named after it draws the same."""

    @settings(max_examples=5, database=None)
    @given(st.from_type(kind))
    def drawn(value):
        assert isinstance(value, kind)

    drawn()


@pytest.mark.parametrize("name", NAMED)
def test_every_strategy_draws(name):
    """Every public function makes a strategy that draws without being filtered away."""

    @settings(max_examples=10, database=None)
    @given(NAMED[name]())
    def drawn(value):
        assert value is not None

    drawn()


@pytest.mark.parametrize("precision", Precision)
def test_dates_are_of_every_precision(precision):
    """Any precision is drawn, qualified and not."""
    find(strategies.whens(), lambda when: when.precision is precision, settings=SEARCH)
    if precision is not Precision.RANGE:
        find(strategies.whens(), lambda when: when.precision is precision and when.approximate, settings=SEARCH)


@pytest.mark.parametrize(
    "accept",
    [
        pytest.param(lambda text: "\x00" in text, id="a control character"),
        pytest.param(lambda text: text == "", id="empty"),
        pytest.param(lambda text: not text.isascii(), id="beyond ASCII"),
        pytest.param(lambda text: text.startswith("="), id="a formula"),
    ],
)
def test_texts_are_awkward(accept):
    """Texts are of the sorts that break files and spreadsheets."""
    find(strategies.texts(), accept, settings=SEARCH)


@pytest.mark.parametrize(
    "accept",
    [
        pytest.param(
            lambda file: any(tie.to in f.ancestors_of(tie.to) for f in file.families for tie in f.relationships),
            id="a cycle of ancestors",
        ),
        pytest.param(
            lambda file: any(claim.field.startswith(("members[", "relationships[")) for claim in file.claims),
            id="a claim inside a list",
        ),
        pytest.param(lambda file: any(event.known_to for event in file.events), id="knowledge"),
        pytest.param(lambda file: any(record.extra for record in file.records()), id="extra"),
        pytest.param(lambda file: file == CaseFile(title=file.title), id="an empty file"),
    ],
)
def test_case_files_are_odd(accept):
    """Case files hold what is easily forgotten."""
    many = {name: st.integers(0, 2) for name in ("children", "adults", "families", "sources", "events", "agencies")}
    many["claims"] = st.integers(0, 8)
    none = dict.fromkeys(("reviews", "proceedings", "incidents", "statuses", "factors", "actions", "professionals"), 0)
    find(strategies.case_files(**many, **none), accept, settings=SEARCH)


@given(strategies.case_files(children=2, events=st.integers(3, 4), agencies=0, handling="published"))
def test_case_files_are_as_asked(casefile):
    """Numbers of records, strategies of numbers, and other fields can be given."""
    assert len(casefile.children) == 2
    assert 3 <= len(casefile.events) <= 4
    assert casefile.agencies == casefile.professionals == casefile.involvements == ()
    assert casefile.handling is Handling.PUBLISHED


@given(strategies.events(people=["a", "b"], agency="x", kind="home_visit", when=strategies.spans()))
def test_fields_are_as_given(event):
    """A strategy is drawn from, ids given for a link are chosen from, anything else stands."""
    assert isinstance(event, Event)
    assert set(event.people) <= {"a", "b"}
    assert (event.agency, str(event.kind), event.when.is_span) == ("x", "home_visit", True)


def test_an_unknown_field_is_refused():
    """A misspelt field is Python's TypeError, as in the constructor."""
    with pytest.raises(TypeError, match="nam"):
        find(strategies.children(nam="x"), lambda child: isinstance(child, Child))


@pytest.mark.parametrize(
    "first",
    [
        "import hypothesis",
        "import safeguard_model.strategies",
        "from hypothesis import strategies",
        "import safeguard_model",
    ],
)
def test_hypothesis_is_told_by_itself(first: str, tmp_path: Path):
    """Through the entry point, whichever is imported first, and nothing slow comes with it."""
    info = tmp_path / "strategies_of_safeguard_model-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: strategies-of-safeguard-model\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[hypothesis]\nsafeguard_model = safeguard_model.strategies:register\n")
    script = f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
{first}
import hypothesis
print(sorted({{"cattrs", "msgspec", "pandas", "pyarrow"}} & set(sys.modules)))
from hypothesis import strategies as st
from safeguard_model import Child
print(hypothesis.find(st.from_type(Child), lambda child: True).label)
"""
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.split()[0] == "[]"
    assert done.stdout.split()[1]


def test_without_hypothesis():
    """Without hypothesis the error ends with the command that installs it."""
    script = "import sys; sys.modules['hypothesis'] = None; import safeguard_model.strategies"
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)
    assert done.stderr.splitlines()[-1].endswith("python -m pip install 'safeguard-model[testing]'")

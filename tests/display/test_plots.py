"""The front of the pictures: one call, no trace in matplotlib's global state, and clear refusals."""

import subprocess
import sys
from pathlib import Path

import pytest

import safeguard_model.display
from safeguard_model import InvalidRecord, MissingExtra, NeedsCaseFile, Timeline, UnknownRecord
from safeguard_model.display import plots
from tests.display.making import SECRET, casefile, entry

FILE = casefile(entry("a", "2016-02-02"), entry("b", "2016-09-02"))
DRAW = {"timeline": plots.timeline, "contacts": plots.contacts, "knowledge": plots.knowledge}


def test_without_matplotlib_the_extra_is_named(monkeypatch):
    """A picture without matplotlib raises an ImportError that says how to install it."""
    for module in ("matplotlib", "matplotlib.collections", "matplotlib.figure"):
        monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.delitem(sys.modules, "safeguard_model.display.canvas", raising=False)
    monkeypatch.delattr(safeguard_model.display, "canvas", raising=False)
    with pytest.raises(MissingExtra, match=r"safeguard-model\[plot\]"):
        Timeline.of(FILE).plot()


@pytest.mark.parametrize("name", DRAW)
class TestEveryPicture:
    """What every function of `plots` does."""

    @pytest.fixture(autouse=True)
    def needs_matplotlib(self):
        """Skip without the extra."""
        pytest.importorskip("matplotlib")

    def test_nothing_global_changes(self, name):
        """No setting of matplotlib changes, and no figure is in pyplot's list."""
        import matplotlib as mpl
        import matplotlib.pyplot as plt

        before = dict(mpl.rcParams)
        DRAW[name](FILE)
        assert dict(mpl.rcParams) == before
        assert plt.get_fignums() == []

    def test_draws_in_the_axes_it_is_given(self, name):
        """`ax` is drawn in and returned."""
        from matplotlib.figure import Figure

        axes = Figure(figsize=(9, 5)).add_subplot()
        assert DRAW[name](FILE, ax=axes) is axes

    def test_a_notebook_shows_its_figure(self, name):
        """The figure gives itself as a PNG file."""
        assert DRAW[name](FILE).figure._repr_png_().startswith(b"\x89PNG")

    def test_a_vector_file_has_no_secret(self, name, tmp_path):
        """An SVG file with texts as texts holds the description in words, and neither names nor free text."""
        from matplotlib import rc_context

        axes = DRAW[name](FILE)
        with rc_context({"svg.fonttype": "none"}):
            axes.figure.savefig(tmp_path / "a.svg", metadata={"Description": axes.get_label()})
        svg = Path(tmp_path / "a.svg").read_text(encoding="utf-8")
        assert SECRET not in svg
        assert axes.get_label().split(".")[0] in svg

    @pytest.mark.parametrize(
        ("argument", "value"), [("ax", 3), ("width", "wide"), ("width", 0), ("width", float("nan"))]
    )
    def test_wrong_arguments_are_refused(self, name, argument, value):
        """The error names the function and the argument."""
        with pytest.raises(InvalidRecord, match=rf"plots\.{name}\.{argument}"):
            DRAW[name](FILE, **{argument: value})

    def test_what_is_not_a_timeline_is_refused(self, name):
        """Only events, a timeline or a case file can be drawn."""
        with pytest.raises(InvalidRecord):
            DRAW[name](3)


def test_whose_age_is_shown_must_be_on_file():
    """`child` is the id of a person in the case file."""
    pytest.importorskip("matplotlib")
    with pytest.raises(UnknownRecord):
        plots.timeline(FILE, child="nobody")
    with pytest.raises(InvalidRecord):
        plots.timeline(FILE, child="csc")
    with pytest.raises(InvalidRecord):
        plots.timeline(FILE, child=3)
    with pytest.raises(NeedsCaseFile):
        plots.timeline([entry("a", "2016")], child="child-n")


def test_the_pictures_import_matplotlib_only_when_they_draw():
    """Neither the room nor a description loads matplotlib, and no picture loads pyplot."""
    pytest.importorskip("matplotlib")
    script = (
        "import sys; from safeguard_model.display import plots, describe; describe([]); "
        "assert 'matplotlib' not in sys.modules; plots.timeline([]); assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)

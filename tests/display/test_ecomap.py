"""Ecomaps as drawn and in words."""

from itertools import combinations
from pathlib import Path

import pytest

from safeguard_model import CaseFile, load
from safeguard_model.display.ecomap import describe_ecomap, ecomap
from safeguard_model.errors import InvalidRecord, UnknownRecord
from safeguard_model.records import Agency, Child, Event, Involvement

figure = pytest.importorskip("matplotlib.figure")
INVENTED = load(Path(__file__).parents[2] / "examples" / "invented_family.json")


def casefile_with(*involvements, entries=0, agencies=1):
    """A case file of one child, with involvements of agency a0 and entries of all agencies."""
    records = [Child(id="c", label="Child C")]
    records += [Agency(id=f"a{n}", name=f"Agency {n}", kind="police") for n in range(agencies)]
    records += [
        Involvement(id=f"i{n}", agency="a0", people=["c"], during=during) for n, during in enumerate(involvements)
    ]
    records += [
        Event(id=f"e{a}-{n}", when="2015-05-05", kind="contact", agency=f"a{a}", people=["c"])
        for a in range(agencies)
        for n in range(entries)
    ]
    return CaseFile.of("Invented", records)


@pytest.mark.parametrize(
    ("during", "on", "words"),
    [
        ("2014/2016", "2015", "involvement recorded"),
        (None, "2015", "involvement possible: dates open or unknown"),
        ("2015-06/2016", "2015", "involvement possible: dates open or unknown"),
        ("2014/2016", None, "involvement recorded"),
    ],
)
def test_how_sure_an_involvement_is(during, on, words):
    """An involvement that certainly covers the date is recorded; one that may cover it is possible."""
    assert f"Agency 0 (police): 0 entries, {words}." in describe_ecomap(casefile_with(during), "c", on=on)


def test_an_agency_that_certainly_was_not_involved_is_left_out():
    """An involvement that ended before the date is not in the picture of that date."""
    assert "Agency 0" not in describe_ecomap(casefile_with("2010/2012"), "c", on="2015")


def test_entries_without_an_involvement():
    """An agency with entries alone is shown, with its own kind of line."""
    assert "3 entries, entries only, no involvement recorded." in describe_ecomap(casefile_with(entries=3), "c")


def test_entries_after_the_date_do_not_count():
    """Only what happened up to the date is counted."""
    assert "0 entries, involvement recorded" in describe_ecomap(casefile_with("2010/2016", entries=3), "c", on="2014")


def test_lines_are_as_wide_as_the_entries_are_many():
    """The agency with the most entries has the widest line, in proportion."""
    axes = ecomap(INVENTED, "child-e")
    widths = sorted(line.get_linewidth() for line in axes.lines if line.get_gid() == "tie")
    assert widths[-1] == pytest.approx(7.0)
    assert widths[0] >= 1.0


@pytest.mark.parametrize("count", [0, 1, 2, 7, 30])
def test_nothing_overlaps(count):
    """However many agencies there are, no two labels overlap, and none is on a symbol."""
    axes = ecomap(casefile_with(entries=1, agencies=count), "c")
    axes.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in axes.texts if text.get_gid() in {"label", "words"}]
    for one, other in combinations(boxes, 2):
        assert min(one.x1, other.x1) - max(one.x0, other.x0) <= 1 or min(one.y1, other.y1) - max(one.y0, other.y0) <= 1


def test_people_and_what_they_are_to_the_child():
    """People are shown by label and tie, never by name."""
    words = describe_ecomap(INVENTED, "child-e")
    assert "Mother: parent (biological)." in words
    assert "Maternal grandmother: grandparent." in words
    assert "Tarrowby" not in words + " ".join(text.get_text() for text in ecomap(INVENTED, "child-e").texts)


def test_given_axes_and_words():
    """The picture is drawn on the axes given, whose label is the picture in words."""
    axes = figure.Figure().add_subplot()
    assert ecomap(INVENTED, "child-e", ax=axes) is axes
    assert axes.get_label() == describe_ecomap(INVENTED, "child-e")


def test_wrong_arguments_are_refused():
    """A case file and the id of a person are needed; the errors do not quote what was given."""
    with pytest.raises(InvalidRecord, match="expected a CaseFile"):
        ecomap([], "c")
    with pytest.raises(UnknownRecord):
        ecomap(INVENTED, "nobody-here")
    with pytest.raises(InvalidRecord, match="expected the id of a Child or an Adult"):
        ecomap(INVENTED, "csc")

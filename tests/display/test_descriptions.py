"""Pictures in words: what they show, and nothing that they hide."""

import pytest

from examples.invented_family import casefile as invented_family
from safeguard_model import InvalidRecord, Timeline, describe
from tests.display.making import SECRET, casefile, entry, reviewed

FAMILY = invented_family()


def test_a_timeline_in_words():
    """The words give the number of events, the lanes, the sorts of dates, incidents and the period under review."""
    file = reviewed(entry("a", "2016-02-02"), entry("b", "2016-09", agency="csc"), period="2016-03/2016-08")
    words = describe(Timeline.of(file).where(lambda event: event.derived_from is None or event.kind == "incident"))
    assert words == (
        "A timeline of 3 events in 3 lanes, from February 2016 to September 2016. Lanes: Northmere Children's Services "
        "(1), Northmere Health Visiting (1) and From other records (1). Dates: 2 on one day and 1 less exact. 1 incident: "
        "4 May 2016. The period under review is shaded: March to August 2016."
    )


def test_nothing_hidden_is_described():
    """No name, no description, and no day of a birth is in the words."""
    file = casefile(entry("a", "2016-02-02"), entry("b", "2016-01-17", "birth"))
    assert SECRET not in describe(file)
    assert "17" not in describe(file)
    assert describe(casefile(born="2016-01-01")) == describe(casefile(born="2016-01-30"))


def test_what_is_no_picture_is_refused():
    """Anything but events or axes is refused."""
    with pytest.raises(InvalidRecord):
        describe(3)


def test_axes_have_the_words_of_their_picture():
    """The axes of a picture keep its description, with whose age is shown, gaps and states."""
    pytest.importorskip("matplotlib")
    from matplotlib.figure import Figure

    from safeguard_model.display import plots

    assert "the age of Child E" in describe(plots.timeline(FAMILY, child="child-e"))
    assert "gaps: 47 days from 1 August 2022 (gp-01) to" in describe(plots.contacts(FAMILY, child="child-e"))
    assert "Westhaven Constabulary: knew of" in describe(plots.knowledge(FAMILY))
    with pytest.raises(InvalidRecord, match="axes"):
        describe(Figure().add_subplot())

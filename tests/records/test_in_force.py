"""The statuses of a person that may have been in force at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import strategies
from safeguard_model.errors import InvalidRecord, InvalidWhen, UnknownRecord
from safeguard_model.records import CaseFile, Child, Status, statuses_at


@pytest.fixture
def casefile():
    """A child whose statuses are dated in different ways."""
    during = {"plan": "2016-05/2018-04", "later": "2018/..", "once": "[2014..2015]", "undated": None, "unknown": "XXXX"}
    return CaseFile.of(
        "Example",
        [Child(id="c", label="C"), Child(id="d", label="D"), Status(id="other", person="d", kind="bail")],
    ).add(Status(id=id, person="c", kind="looked_after", during=when) for id, when in during.items())


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2016-04", ["undated", "unknown"]),
        ("2016-05", ["plan", "undated", "unknown"]),
        ("2018-03", ["plan", "later", "undated", "unknown"]),
        ("2015", ["once", "undated", "unknown"]),
        ("2030", ["later", "undated", "unknown"]),
        ("2015/2016", ["plan", "once", "undated", "unknown"]),
    ],
)
def test_statuses_at_gives_those_possibly_in_force(casefile, when, expected):
    """A status counts where its dates do not rule it out; one without dates always does."""
    assert [status.id for status in statuses_at(casefile, "c", when)] == expected


def test_statuses_at_is_of_one_person(casefile):
    """Nobody else's statuses are among them, and who is not on file is an error."""
    assert [status.id for status in statuses_at(casefile, "d", "2016")] == ["other"]
    with pytest.raises(UnknownRecord):
        statuses_at(casefile, "e", "2016")
    with pytest.raises(InvalidWhen):
        statuses_at(casefile, "c", "in May")


@given(strategies.case_files(children=2, statuses=st.integers(1, 4)), strategies.whens())
def test_statuses_at_agrees_with_the_dates(casefile, when):
    """It is those of the person that possibly overlap the time, in the file's order."""
    person = casefile.children[0].id
    assert statuses_at(casefile, person, when) == tuple(
        status
        for status in casefile.statuses
        if status.person == person and not (status.during and not status.during.possibly_overlaps(when))
    )


@pytest.mark.parametrize("rubbish", [None, 5, "x", []])
def test_only_a_case_file_has_statuses(rubbish):
    """Anything but a case file is refused."""
    with pytest.raises(InvalidRecord, match="expected a CaseFile"):
        statuses_at(rubbish, "c", "2016")

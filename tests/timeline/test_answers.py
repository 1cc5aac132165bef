"""What a question over time is asked of, and how its answers look."""

from typing import ClassVar

import attrs
import pytest

from safeguard_model import CaseFile, Event, InvalidRecord, NeedsCaseFile, Timeline
from safeguard_model.records import EventKind
from safeguard_model.timeline.answers import Answers, date_of, name_of
from safeguard_model.timeline.given import casefile_of, timeline_of
from safeguard_model.timeline.inputs import require_whole_number, to_kinds

VISIT = Event(id="hv-1", when="2016-03-02", kind="home_visit")
BIRTH = Event(id="mw-1", when="2015-09-01", kind="birth")


@attrs.frozen
class Number:
    """An answer that is a number."""

    headings: ClassVar = ("number",)
    number: int

    def __str__(self):
        return f"number {self.number}"

    def cells(self):
        """Its row."""
        return (self.number,)


def test_answers_are_a_tuple():
    """Answers compare, count and slice as the tuple they are."""
    assert Answers([Number(1), Number(2)]) == (Number(1), Number(2))
    assert isinstance(Answers([]), tuple)


def test_a_line_for_each():
    """Printed, there is a line for each answer; no answer at all is a word too."""
    assert str(Answers([Number(1), Number(2)])) == "number 1\nnumber 2"
    assert str(Answers([])) == "none"


def test_a_table_in_a_notebook():
    """A notebook shows a row for each answer, under the headings of its kind."""
    html = Answers([Number(1), Number(2)])._repr_html_()
    assert '<th scope="col">number</th>' in html
    assert html.count('<tr><th scope="row">') == 2
    assert "Nothing was found." in Answers([])._repr_html_()


def test_no_date_of_birth():
    """An event is named by its kind and id; a birth is not a date, for that would be a date of birth."""
    assert (name_of(VISIT), date_of(VISIT)) == ("home visit hv-1", "2 March 2016")
    assert (name_of(BIRTH), date_of(BIRTH)) == ("birth mw-1", "birth")


def test_asked_of_a_timeline_a_case_file_or_events():
    """A Timeline is taken as it is, a case file means Timeline.of it, events are put in order."""
    casefile = CaseFile.of("Example", [VISIT])
    timeline = Timeline.of(casefile)
    assert timeline_of(timeline) is timeline
    assert timeline_of(casefile) == timeline
    assert timeline_of(casefile).casefile is casefile
    assert list(timeline_of([VISIT, BIRTH])) == [BIRTH, VISIT]


@pytest.mark.parametrize("given", [None, "hv-1", VISIT, ["hv-1"], 3])
def test_anything_else_is_refused(given):
    """What is neither is refused with one error."""
    with pytest.raises(InvalidRecord):
        timeline_of(given)


def test_needs_the_case_file():
    """What cannot be answered from events alone says what it needs."""
    with pytest.raises(NeedsCaseFile, match=r"ages need the case file: use Timeline\.of\(casefile\)"):
        casefile_of(Timeline([VISIT]), "ages")


def test_kinds():
    """Kinds are one word or several, or members."""
    assert to_kinds("referral", "x") == {EventKind.REFERRAL}
    assert to_kinds(["referral", EventKind.BIRTH], "x") == {EventKind.REFERRAL, EventKind.BIRTH}
    assert to_kinds((), "x") == frozenset()


@pytest.mark.parametrize("kinds", ["referal", ["referral", "x"], 3, None, [3], [["referral"]]])
def test_no_kind(kinds):
    """What is not a kind of event is refused, and the error does not repeat it."""
    with pytest.raises(InvalidRecord, match=r"^unanswered\.kinds: ") as error:
        to_kinds(kinds, "unanswered")
    assert "referal" not in str(error.value)


@pytest.mark.parametrize("value", [-1, 1.0, "28", True, None])
def test_no_whole_number(value):
    """A number of days is a whole number, not below the least."""
    with pytest.raises(InvalidRecord, match="expected a whole number of 0 or more"):
        require_whole_number(value, "gaps", "longer_than")

import pickle

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from safeguard_model import (
    Action,
    CaseFile,
    Child,
    Episode,
    Event,
    Finding,
    InvalidRecord,
    Recommendation,
    Review,
    UnknownRecord,
    reveal,
    trace,
)
from safeguard_model import strategies as ours
from safeguard_model.analysis import TraceStep


def finding(id, *evidence, **fields):
    """A finding that rests on evidence."""
    return Finding(id=id, made_by="r-1", text=f"Quillfeather {id}", evidence=evidence, **fields)


RECORDS = (
    Child(id="child", label="Child N", name="Quillfeather", born="2016-03-02"),
    Event(id="birth", when="2016-03-02", kind="birth", people=["child"]),
    Event(id="visit", when="2016-04", kind="home_visit", description="Quillfeather"),
    Review(id="r-1", title="Quillfeather", kinds=["child_safeguarding_practice_review"]),
    Episode(id="ep-1", review="r-1", label="Episode 1", events=["visit"]),
    finding("f-1", "ep-1", "birth", themes=["neglect"]),
    finding("f-2", "visit"),
    Recommendation(id="rec-1", made_by="r-1", text="Quillfeather", from_findings=["f-1"]),
    Action(id="act-1", text="Quillfeather", recommendations=["rec-1"], status="done", due="2024-04"),
)
CASE = CaseFile.of("Invented", RECORDS)


@st.composite
def webs(draw):
    """Draw a case file of findings, recommendations and actions that are linked in any way, in rings too."""
    findings = [f"f-{number}" for number in range(draw(st.integers(1, 5)))]
    recommendations = [f"rec-{number}" for number in range(draw(st.integers(0, 4)))]
    some = st.lists(st.sampled_from(findings), max_size=3, unique=True)
    asked = st.lists(st.sampled_from(recommendations), max_size=3, unique=True) if recommendations else st.just([])
    return CaseFile.of(
        "Invented",
        [
            Review(id="r-1", title="Title", kinds=["child_safeguarding_practice_review"]),
            [finding(id, *draw(some), repeats=draw(some)) for id in findings],
            [
                Recommendation(id=id, made_by="r-1", from_findings=draw(some), repeats=draw(asked))
                for id in recommendations
            ],
            [Action(id=f"act-{number}", text="Words", recommendations=draw(asked)) for number in range(2)],
        ],
    )


def reached(casefile, id):
    """The ids of the records in a trace, without the one that was asked about."""
    return {step.record.id for step in trace(casefile, id).steps[1:]} - {id}


@given(webs(), st.data())
def test_a_trace_goes_both_ways(casefile, data):
    """If a record other than a review is in the trace of another, the other is in the trace of the record."""
    one, other = (data.draw(st.sampled_from(casefile.records()[1:])).id for _ in range(2))
    assert (other in reached(casefile, one)) == (one in reached(casefile, other))


@given(webs(), st.data())
def test_a_trace_is_not_longer_than_its_links(casefile, data):
    """Each link gives at most one line in each direction, whatever rings the records form."""
    links = sum(len(each.evidence) + len(each.repeats) + 1 for each in casefile.findings)
    links += sum(len(each.from_findings) + len(each.repeats) + 1 for each in casefile.recommendations)
    links += sum(len(each.recommendations) for each in casefile.actions)
    assert len(trace(casefile, data.draw(st.sampled_from(casefile.records())).id)) <= 2 * links + 1


@given(webs(), st.data())
def test_a_record_is_followed_once(casefile, data):
    """Only a record that is already further up, or has nothing below it, appears again."""
    steps = trace(casefile, data.draw(st.sampled_from(casefile.records())).id).steps
    for place, step in enumerate(steps):
        has_below = place + 1 < len(steps) and steps[place + 1].level > step.level
        assert not (step.is_above and has_below)
        if step.is_above:
            assert step.record in [above.record for above in steps[:place]]


@given(ours.case_files(), st.data())
def test_every_record_can_be_traced(casefile, data):
    """No record, however odd, makes the question fail; the text has a line for each step."""
    assume(casefile.records())
    tree = trace(casefile, data.draw(st.sampled_from(casefile.records())).id)
    assert len(tree.steps) == len(tree)
    assert str(tree).count("\n") >= len(tree) - 1
    assert pickle.loads(pickle.dumps(tree)) == tree
    assert hash(tree) == hash(attrs.evolve(tree))


def test_a_finding_leads_both_ways():
    """A finding stands between its evidence and what follows from it."""
    assert str(trace(CASE, "f-1")).splitlines() == [
        "finding f-1: of r-1, neglect",
        "├─ rests on episode ep-1: Episode 1",
        "│  └─ holds home visit visit: April 2016",
        "├─ rests on birth birth",
        "└─ led to recommendation rec-1",
        "   └─ is answered by action act-1: done, due April 2024",
    ]


def test_an_action_leads_back_to_events():
    """An action leads back to the recommendation, the finding and the evidence."""
    ids = [(step.level, step.record.id) for step in trace(CASE, "act-1")]
    assert ids == [(0, "act-1"), (1, "rec-1"), (2, "f-1"), (3, "ep-1"), (4, "visit"), (3, "birth")]


def test_an_event_leads_on_to_findings():
    """An event leads on to the findings that rest on it, also by way of an episode."""
    tree = trace(CASE, "visit")
    assert [step.record.id for step in tree] == ["visit", "ep-1", "f-1", "rec-1", "act-1", "f-2"]


def test_what_has_no_link_says_so():
    """A record without a link is a tree of one line, with a line that says so."""
    assert str(trace(CASE, "child")).splitlines() == [
        "child child: Child N",
        "It rests on nothing on file, and nothing follows from it.",
    ]


def test_nothing_hidden_is_shown_but_by_reveal():
    """Names, dates of birth and the words of records are shown by `reveal` only, as text and in a notebook."""
    for id in ("f-1", "act-1", "visit", "child", "r-1"):
        tree = trace(CASE, id)
        shown = f"{tree}{tree!r}{tree.as_html()}{tree.as_text()}{tree.steps!r}{[step.cells() for step in tree]}"
        assert "Quillfeather" not in shown
        assert "2 March" not in shown
    told = repr(reveal(trace(CASE, "f-1")))
    assert "Quillfeather f-1" in told
    assert "2 March 2016" in told
    assert "Quillfeather f-1" in reveal(trace(CASE, "f-1"))._repr_html_()


def test_a_table_shows_the_levels():
    """Each row of the table in a notebook begins with the branches that lead to it."""
    space = "\N{NO-BREAK SPACE}"
    page = trace(CASE, "f-1").as_html()
    assert f">│{space * 2}└─{space}holds home visit <small>visit</small>" in page
    assert f">·{space * 2}└─{space}is answered by action <small>act-1</small>" in page


def test_a_published_file_shows_its_words_in_a_notebook():
    """The handling of a file decides whether a table has the words, as it does for every table."""
    published = CaseFile.of("Invented", RECORDS[3], handling="published")
    assert "Quillfeather" in trace(published, "r-1").as_html()


def test_a_long_chain_is_printed():
    """A chain of findings that is longer than Python can recurse is traced, compared and printed."""
    chain = [finding(f"f-{n}", repeats=[f"f-{n - 1}"] if n else []) for n in range(3000)]
    tree = trace(CaseFile.of("Invented", [RECORDS[3], chain]), "f-2999")
    assert len(str(tree).splitlines()) == 3000
    assert str(tree).splitlines()[-1].endswith("level 2999: says again finding f-0: of r-1")
    assert tree == pickle.loads(pickle.dumps(tree))


def test_a_trace_becomes_a_frame():
    """A frame has a row for each step."""
    pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    frame = trace(CASE, "f-2").to_frame()
    assert list(frame["record"]) == ["f-2", "visit"]
    assert list(frame["link"]) == ["", "rests on"]
    assert trace(CASE, "f-2").record == CASE["f-2"]
    assert isinstance(trace(CASE, "f-2").steps[0], TraceStep)


@pytest.mark.parametrize("rubbish", [None, 1, "x", [], CaseFile])
def test_only_a_case_file_can_be_traced(rubbish):
    """Anything but a case file is refused."""
    with pytest.raises(InvalidRecord, match=r"trace\.casefile: expected a CaseFile"):
        trace(rubbish, "f-1")


@pytest.mark.parametrize("id", ["f-9", "", None, 5, ["f-1"]])
def test_an_unknown_id_is_refused(id):
    """An id that no record has, or that is no id, is refused."""
    with pytest.raises(UnknownRecord, match="no record has the id"):
        trace(CASE, id)

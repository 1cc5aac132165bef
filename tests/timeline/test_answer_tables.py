"""The tables of answers: names beside ids, who was seen, and the words of entries only where they may stand."""

import attrs
import pytest

from safeguard_model import Agency, CaseFile, Child, Event, Timeline, merge, reveal
from safeguard_model.timeline.answer_tables import seen_in_words

RECORDS = [
    Agency(id="hv", name="Health visiting", kind="health_visiting"),
    Agency(id="csc", name="Social care", kind="childrens_social_care"),
    Child(id="child-a", label="Child A"),
    Child(id="child-b", label="Child B"),
    Event(
        id="e1",
        when="2016-02-01",
        kind="referral",
        agency="hv",
        people=["child-a"],
        description="Plumrose bruised",
        to_agency="csc",
    ),
    Event(id="e2", when="2016-03-05", kind="home_visit", people=["child-a"], agency="csc", seen=["child-a"]),
]
CASEFILE = CaseFile.of("Family", RECORDS)
PUBLISHED = CaseFile.of("Family", RECORDS, handling="published")


def test_an_agency_has_its_name():
    """A column of agencies says the name, with the id in small letters."""
    html = Timeline.of(CASEFILE).known_but_not("hv", "csc")._repr_html_()
    assert "Social care <small>csc</small>" in html
    assert "Health visiting <small>hv</small>" in Timeline.of(CASEFILE)._repr_html_()


@pytest.mark.parametrize("casefile", [CASEFILE, PUBLISHED])
def test_the_words_are_shown_where_handling_allows(casefile):
    """An identifiable file shows how many words there are and the door to them; a published one shows the words."""
    answers = Timeline.of(casefile).known_but_not("hv", "csc")
    is_published = casefile is PUBLISHED
    assert ("e1: Plumrose bruised" in answers._repr_html_()) == is_published
    assert ("e1: [2 words: reveal(answers)]" in answers._repr_html_()) != is_published


def test_revealed_answers_are_the_same_table_with_the_words():
    """`reveal` shows the headings and rows of the table, and the words of each entry."""
    answers = Timeline.of(CASEFILE).known_but_not("hv", "csc")
    hidden, revealed = answers._repr_html_(), reveal(answers)._repr_html_()
    assert revealed == hidden.replace("[2 words: reveal(answers)]", "Plumrose bruised")
    assert "Plumrose" in str(reveal(answers))


def test_answers_without_a_case_file_hide_the_words():
    """Nobody says how events alone are to be handled, so their words stay hidden."""
    answers = Timeline([RECORDS[4]]).unanswered("referral", 5, "referral_decision")
    assert "Plumrose" not in answers._repr_html_()


def test_no_answer_is_a_sentence():
    """An empty answer says so, with what was left out below it."""
    html = Timeline.of(CASEFILE).repeats("home_visit", 3)._repr_html_()
    assert "Nothing was found." in html
    assert "<thead>" not in html


def test_unanswered_events_and_ages_are_answers():
    """Both print a line each, show a table, and say what was left out."""
    unanswered = Timeline.of(CASEFILE).unanswered("referral", 5, "referral_decision")
    assert str(unanswered) == "referral e1, 1 February 2016"
    assert "referral <small>e1</small>" in unanswered._repr_html_()
    ages = Timeline.of(CASEFILE.add(attrs.evolve(RECORDS[2], id="child-c", born="2016-01-01"))).ages("child-c")
    assert [str(age) for _, age in ages][1:] == ["1 month 0 days", "2 months 4 days"]
    assert ages[1].event.id == "e1"
    assert str(ages).splitlines()[1] == "referral e1, 1 February 2016: 1 month"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"seen": ["child-a"]}, "yes"),
        ({"seen_alone": ["child-a"]}, "alone"),
        ({"seen_with_others": ["child-a"]}, "with others"),
        ({"not_seen": ["child-a"]}, "no"),
        ({}, ""),
        ({"seen": ["child-b"]}, "Child B: yes"),
        ({"seen": ["child-a"], "not_seen": ["child-b"]}, "Child A: yes, Child B: no"),
        ({"seen": ["child-a"], "not_seen": ["child-a"]}, "yes and no"),
    ],
)
def test_who_was_seen_in_words(fields, words):
    """One word where the entry is about one child; a label for each where it is about several."""
    event = Event(id="e", when="2016", kind="home_visit", people=["child-a"], **fields)
    assert seen_in_words(event, CASEFILE) == words


def test_candidates_stand_side_by_side():
    """Each of the two entries is shown whole, and what differs is marked in both."""
    mine = Event(id="m1", when="2016-03-05", kind="home_visit", agency="hv", people=["child-a"], description="Visit")
    yours = attrs.evolve(mine, id="y1", when="2016-03-06", agency="csc")
    merged = merge([mine], [yours], casefile=CaseFile.of("Family", RECORDS[:4]))
    html = merged.candidates._repr_html_()
    assert (
        "home visit <small>m1</small><br><strong>≠ 5 March 2016</strong><br><strong>≠ Health visiting</strong>" in html
    )
    assert "home visit <small>y1</small><br><strong>≠ 6 March 2016</strong><br><strong>≠ Social care</strong>" in html
    assert html.count("<br>Child A<br>") == 2

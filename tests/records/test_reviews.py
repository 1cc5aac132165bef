"""Reviews and what comes of them."""

from __future__ import annotations

import pytest

from safeguard_model.errors import InvalidRecord
from safeguard_model.records import (
    Action,
    Contribution,
    Episode,
    Finding,
    Quantity,
    Recommendation,
    Response,
    Review,
    Statement,
    Subject,
)


def test_a_review_is_of_one_kind_at_least():
    """A review can be of several kinds at once, and not of none."""
    made = Review(id="r", title="R", kinds=["serious_case_review", "thematic_review"])
    assert [str(kind) for kind in made.kinds] == ["serious_case_review", "thematic_review"]
    with pytest.raises(InvalidRecord, match=r"^Review\.kinds: expected at least one kind of review, got none$"):
        Review(id="r", title="R", kinds=[])


def test_an_action_answers_recommendations_or_follows_from_a_review():
    """The review of an action is given only where it answers no recommendation."""
    assert Action(id="a", text="Do", review="r").recommendations == ()
    assert Action(id="a", text="Do", recommendations=["x"]).review is None
    with pytest.raises(InvalidRecord, match=r"^Action\.review: "):
        Action(id="a", text="Do", review="r", recommendations=["x"])


def test_a_contribution_is_somebodys():
    """Who gave it is known by id or in words, and what it was is required."""
    assert Contribution(who="a", form="interview").words == ""
    assert Contribution(words="the parents", form="family_contribution").who is None
    with pytest.raises(InvalidRecord, match=r"^Contribution\.who: expected who \(an id\) or words, got neither$"):
        Contribution(form="interview")


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda text: Finding(id="f", made_by="r", text=text), "text"),
        (lambda text: Statement(text=text), "text"),
        (lambda text: Action(id="a", text=text), "text"),
        (lambda text: Episode(id="e", review="r", label=text, period="2016"), "label"),
        (lambda text: Review(id="r", title=text, kinds=["other"]), "title"),
    ],
    ids=["finding", "statement", "action", "episode", "review"],
)
def test_words_are_required_where_the_record_is_made_of_them(make, field):
    """An empty finding, statement, action or title says nothing."""
    for text in ("", " \n"):
        with pytest.raises(InvalidRecord, match=rf"\.{field}: text is required"):
            make(text)


def test_a_recommendation_may_stand_for_several():
    """Where a source gives only their number, one entry counts for them and has no text."""
    assert Recommendation(id="x", made_by="r", count=7).text == ""


def test_what_a_review_holds():
    """Subjects, facts and responses are values; what is counted is no doubt about one child."""
    made = Review(
        id="r",
        title="R",
        kinds=["other"],
        subjects=[Subject(person="c", role="subject", newly_analysed="yes")],
        facts=[Quantity(what="children", n=4, total=6, ages="P3M/P3Y")],
        responses=[Response(agency="a", text="Accepted.")],
    )
    assert [str(fact) for fact in made.facts] == ["4 of 6 children"]

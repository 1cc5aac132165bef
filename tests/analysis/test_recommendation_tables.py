import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import Action, Agency, CaseFile, InvalidRecord, Recommendation, Review, recommendations_by, reveal
from safeguard_model import strategies as ours

WAYS = ["agency_kind", "action_status", "level"]
REVIEW = Review(id="r-1", title="Invented title", kinds=["child_safeguarding_practice_review"])
AGENCIES = [Agency(id="police", name="Police", kind="police"), Agency(id="other", name="Other")]


def file_of(*records):
    """A case file with a review, agencies and more."""
    return CaseFile.of("Invented", [REVIEW, AGENCIES, records])


def recommendation(id, **fields):
    """A recommendation of the review."""
    return Recommendation(id=id, made_by="r-1", text="Quillfeather", **fields)


def counted(*casefiles, by):
    """The number of recommendations in each group."""
    return {count.group: count.how_many for count in recommendations_by(*casefiles, by=by)}


@given(ours.case_files(), st.sampled_from(WAYS))
def test_every_recommendation_is_counted_or_left_out(casefile, by):
    """Each recommendation is in a group or in what is left out, and never in both."""
    counts = recommendations_by(casefile, by=by)
    grouped = {each.id for count in counts for each in count.recommendations}
    missing = {each.id for left in counts.left_out for each in left.which}
    assert grouped | missing == {each.id for each in casefile.recommendations}
    assert grouped & missing == set()


@given(ours.case_files(), ours.case_files(), st.sampled_from(WAYS))
def test_the_order_of_the_files_does_not_matter(one, other, by):
    """Two files give the same numbers in either order, and a file that is given twice counts once."""
    assert counted(one, other, by=by) == counted(other, one, by=by)
    assert counted(one, one, by=by) == counted(one, by=by)


def test_one_for_many_is_in_each_group():
    """A recommendation to several kinds of agency is in the group of each; an agency without a kind is a group."""
    casefile = file_of(recommendation("rec-1", to=["police", "other"]), recommendation("rec-2"))
    counts = recommendations_by(casefile, by="agency_kind")
    assert str(counts).splitlines() == [
        "not recorded: 1 of 1 recommendation (rec-1)",
        "police: 1 of 1 recommendation (rec-1)",
        "Could not look at: 1 of 2 recommendations addressed to no agency on file (rec-2)",
    ]


def test_an_entry_for_several_counts_as_several():
    """A recommendation that stands for five counts five times."""
    casefile = file_of(
        recommendation("rec-1", count=5, levels=["local"]), recommendation("rec-2", levels=["local", "national"])
    )
    assert counted(casefile, by="level") == {"local": 6, "national": 1}


def test_actions_of_a_later_file_count_too():
    """Where two files have one recommendation, the actions of both answer it."""
    asked = recommendation("rec-1")
    one = file_of(asked, Action(id="act-1", text="Words", recommendations=["rec-1"], status="done"))
    other = file_of(asked, Action(id="act-2", text="Words", recommendations=["rec-1"]))
    assert counted(one, other, by="action_status") == {"done": 1, "not_recorded": 1}


def test_texts_are_shown_by_reveal_alone():
    """The words of a recommendation are shown by `reveal` only."""
    counts = recommendations_by(file_of(recommendation("rec-1", levels=["local"])), by="level")
    assert "Quillfeather" not in f"{counts}{counts!r}{counts._repr_html_()}"
    assert "Quillfeather" in repr(reveal(counts))


@pytest.mark.parametrize(
    ("files", "by", "message"),
    [
        ((), "level", "casefiles: expected at least one CaseFile, got none"),
        ((None,), "level", "casefiles: expected a CaseFile, got None"),
        ((file_of(),), "agency", "by: expected agency_kind or action_status or level, got xxxxxx"),
    ],
)
def test_bad_arguments_are_refused(files, by, message):
    """Anything else than case files and a way to count is refused with what was expected."""
    with pytest.raises(InvalidRecord) as caught:
        recommendations_by(*files, by=by)
    assert str(caught.value) == f"recommendations_by.{message}"

import pytest
from hypothesis import given

from safeguard_model import (
    Action,
    Agency,
    CaseFile,
    Finding,
    InvalidRecord,
    Recommendation,
    Review,
    coverage,
    reveal,
)
from safeguard_model import strategies as ours


@given(ours.case_files())
def test_there_is_one_row_for_each_thing_in_one_order(casefile):
    """Every file has the same rows, and a row counts records of the file, in the order of the file."""
    rows = coverage(casefile)
    assert [row.what for row in rows] == [row.what for row in coverage(CaseFile.of("Empty"))]
    places = {record.id: place for place, record in enumerate(casefile.records())}
    for row in rows:
        assert row.how_many == len(row.which) <= row.of
        assert sorted(row.which, key=lambda record: places[record.id]) == list(row.which)


def test_a_file_with_every_link_lacks_nothing():
    """Where everything is linked, every row counts none of some."""
    casefile = CaseFile.of(
        "Invented",
        [
            Agency(id="police", name="Police"),
            Review(id="r-1", title="Title", kinds=["child_safeguarding_practice_review"]),
            Finding(id="f-1", made_by="r-1", text="Words", themes=["neglect"], evidence=["police"]),
            Recommendation(id="rec-1", made_by="r-1", from_findings=["f-1"], to=["police"]),
            Action(
                id="act-1", text="Words", recommendations=["rec-1"], owners=["police"], due="2024", status="planned"
            ),
        ],
    )
    assert [(row.how_many, row.of) for row in coverage(casefile)] == [(0, 1)] * 11


def test_what_is_missing_is_named():
    """A row names what is missing, and the ids; the words are shown by `reveal` only."""
    casefile = CaseFile.of(
        "Invented",
        [
            Review(id="r-1", title="Quillfeather", kinds=["child_safeguarding_practice_review"]),
            Finding(id="f-1", made_by="r-1", text="Quillfeather", appraisal="strength"),
            Finding(id="f-2", made_by="r-1", text="Quillfeather", themes=["-"]),
        ],
    )
    rows = coverage(casefile)
    lines = str(rows).splitlines()
    assert "findings without evidence: 2 of 2 (f-1 and f-2)" in lines
    assert "findings without a theme: 2 of 2 (f-1 and f-2)" in lines
    assert "findings, other than strengths, without a recommendation: 1 of 1 (f-2)" in lines
    assert "recommendations without an action: none on file" in lines
    assert "Quillfeather" not in f"{rows}{rows!r}{rows._repr_html_()}"
    assert "Quillfeather" in repr(reveal(rows))


@pytest.mark.parametrize("rubbish", [None, 1, "x", [], CaseFile])
def test_only_a_case_file_has_coverage(rubbish):
    """Anything but a case file is refused."""
    with pytest.raises(InvalidRecord, match=r"coverage\.casefile: expected a CaseFile"):
        coverage(rubbish)

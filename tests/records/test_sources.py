"""Sources and claims."""

from __future__ import annotations

import pytest
from hypothesis import given

from safeguard_model import strategies
from safeguard_model.errors import InvalidRecord
from safeguard_model.records import Citation, Claim, Source


def test_a_source_may_be_the_report_of_a_review():
    """A source says what it is, who published it when, and which review it reports."""
    source = Source(id="s", title="Report", kind="report", published="2018-04", of="review-1")
    assert (source.kind, source.published.text, source.of) == ("report", "2018-04", "review-1")


def test_a_claim_cites_a_source():
    """A claim without a citation is refused: somebody has said it, somewhere."""
    with pytest.raises(InvalidRecord, match=r"^Claim\.citations: expected at least one citation, got none$"):
        Claim(id="c", about="child-v", field="died", value="2016-03")
    assert Claim(id="c", about="child-v", field="died", value="2016-03", citations=[Citation(source="s")]).by is None


@pytest.mark.parametrize("field", ["about", "field", "value"])
def test_a_claim_is_whole(field):
    """What a claim is about, which field and which value cannot be empty."""
    given = {"about": "child-v", "field": "died", "value": "2016-03", field: ""}
    with pytest.raises(InvalidRecord) as caught:
        Claim(id="c", citations=[Citation(source="s")], **given)
    assert caught.value.field == field


@given(strategies.claims())
def test_a_claim_shows_no_value(claim):
    """What is claimed is as sensitive as a date of birth."""
    assert "value=<identifying>" in repr(claim)

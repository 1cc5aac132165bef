"""Proceedings, parties, milestones."""

from __future__ import annotations

import pytest

from safeguard_model.errors import InvalidRecord
from safeguard_model.records import Milestone, Party, Proceeding


def test_a_party_is_somebody():
    """A party is known by id or in words."""
    assert Party(person="a", role="defendant", plea="guilty", outcome="convicted").words == ""
    with pytest.raises(InvalidRecord, match=r"^Party\.person: "):
        Party(role="defendant")


def test_a_milestone_needs_no_date():
    """A step may be undated; its kind is required."""
    assert Milestone(kind="commissioned").when is None
    with pytest.raises(TypeError, match="kind"):
        Milestone(when="2016")


def test_a_proceeding_may_be_part_of_another():
    """A proceeding may be part of another, about incidents, at a stated standing."""
    made = Proceeding(
        id="p",
        kind="inquest",
        part_of="q",
        incidents=["i"],
        status="open",
        as_at="2016",
    )
    assert (made.part_of, made.incidents, made.status) == ("q", ("i",), "open")

"""Incidents, harms, suspects."""

from __future__ import annotations

import pytest
from hypothesis import given

from safeguard_model import strategies
from safeguard_model.errors import InvalidRecord
from safeguard_model.records import Harm, Incident, Suspect


def test_a_suspect_is_somebody():
    """A suspect is known by id or in words; blank words are none."""
    assert Suspect(person="a").words == ""
    assert Suspect(words="a man known to the mother").person is None
    for words in ("", " "):
        with pytest.raises(InvalidRecord, match=r"^Suspect\.person: expected person \(an id\) or words, got neither$"):
            Suspect(words=words)


def test_several_outcomes_may_hold():
    """The outcomes of a harm are words in a tuple."""
    harm = Harm(person="c", kind="head_injury", nature="inflicted", outcome=["died", "unknown"], age="P6M")
    assert [str(word) for word in harm.outcome] == ["died", "unknown"]
    with pytest.raises(InvalidRecord, match="text"):
        Harm(person="c", outcome="died")


def test_an_incident_may_be_a_stretch():
    """An incident needs a time, which may be a span."""
    made = Incident(id="i", when="2016-05/2018-04", harms=[Harm(person="c"), Harm(person="d")])
    assert made.when.is_span
    assert made.suspects == ()


@given(strategies.incidents())
def test_nothing_about_the_harm_is_shown(made):
    """What happened to a child is special category data, and its place is restricted."""
    shown = repr(made)
    for harm in made.harms:
        assert harm.kind is None or "kind=<special>" in shown
    assert not made.place or "place=<restricted>" in shown

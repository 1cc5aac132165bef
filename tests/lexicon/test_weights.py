"""The numbers of the lexicon."""

import pytest

from safeguard_model.lexicon.field import concepts
from safeguard_model.lexicon.weights import factors, usual_kinds, weights
from safeguard_model.records import AgencyKind, EventKind


@pytest.mark.parametrize("concept", concepts(), ids=lambda each: each.name)
def test_a_concept_tells_of_its_own_kind(concept):
    """Each concept has a weight for its own kind, and it speaks for it."""
    assert dict(weights()[concept.name])[concept.kind] > 0


def test_the_table_has_no_other_concepts():
    """Each line of the table of weights is of a concept of the lexicon, so the table stays short."""
    assert set(weights()) == {each.name for each in concepts()}
    assert sum(map(len, weights().values())) < 400


def test_the_beginning_is_strongest():
    """A mention is stronger the nearer it is to the beginning, and weaker if it did not happen, or not now."""
    assert factors()["head"] > factors()["opening"] > factors()["first sentence"] > factors()["later sentence"]
    assert all(factors()[name] < 1 for name in ("hint", "copied", "planned", "past", "about"))


@pytest.mark.parametrize("by", [None, *AgencyKind])
def test_every_kind_is_possible(by):
    """Every kind has a share in the entries of any agency."""
    assert set(usual_kinds(by)) == set(EventKind)
    assert min(usual_kinds(by).values()) > 0


def test_what_is_usual_depends_on_the_agency():
    """A surgery usually sees patients; the police usually do not."""
    appointment = EventKind.APPOINTMENT
    assert usual_kinds(AgencyKind.PRIMARY_CARE)[appointment] > 10 * usual_kinds(AgencyKind.POLICE)[appointment]

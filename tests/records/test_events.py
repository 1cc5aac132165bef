"""Events, knowledge, quantities."""

from __future__ import annotations

import pytest
from hypothesis import given

from safeguard_model import strategies
from safeguard_model.errors import InvalidRecord
from safeguard_model.records import AgeOf, CaseFile, Child, Citation, Claim, Event, Knowledge, Quantity, Source


def event(**given):
    """A home visit."""
    return Event(**{"id": "e", "when": "2016-03-02", "kind": "home_visit"} | given)


def test_an_event_says_who_was_seen():
    """Who was seen, not seen, seen alone and with others are four lists; in none: not recorded."""
    made = event(people=["c"], seen=["c"], seen_alone=["c"], not_seen=["d"], seen_by=["sw4"])
    assert (made.seen, made.not_seen, made.seen_with_others) == (("c",), ("d",), ())


@pytest.mark.parametrize(("order", "kept"), [(1, 1.0), (1.5, 1.5), (-2, -2.0), (None, None)])
def test_order_is_a_float(order, kept):
    """A whole number becomes a float; Chronolator uses 1.5 between 1 and 2."""
    made = event(order=order)
    assert made.order == kept
    assert type(made.order) is type(kept)


@pytest.mark.parametrize("order", [True, float("nan"), float("inf"), 10**400, "1", 1j])
def test_order_is_a_finite_number(order):
    """A place that is no finite number is refused."""
    with pytest.raises(InvalidRecord, match=r"^Event\.order: "):
        event(order=order)


def test_knowledge_is_that_it_knew_unless_said_otherwise():
    """An entry without a state says that the agency knew; without a basis it does not say on what it rests."""
    made = Knowledge(agency="a")
    assert (made.state, made.since, made.basis) == ("knew", None, None)
    assert Knowledge(agency="a", state="sent_not_received", since="2013-05").since.text == "2013-05"


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"what": "children", "n": 4, "total": 6}, "4 of 6 children"),
        ({"what": "children", "words": "some", "total": 6}, "some of 6 children"),
        ({"what": "children", "total": 6}, "some of 6 children"),
        ({"n": 3}, "3 times"),
        ({"words": "several"}, "several times"),
        ({}, "times"),
        ({"n": 0, "total": 0}, "0 of 0 times"),
        ({"what": "weight", "amount": 9.1, "unit": "kg"}, "weight: 9.1 kg"),
        ({"what": "DASH score", "amount": 14}, "DASH score: 14"),
        ({"what": "temperature", "amount": -0.5, "unit": "degrees"}, "temperature: -0.5 degrees"),
        (
            {"what": "blood alcohol", "words": "twice", "unit": "the legal limit"},
            "blood alcohol: twice the legal limit",
        ),
        ({"what": "attendance", "percent": 62.5}, "62.5% attendance"),
    ],
)
def test_a_quantity_reads_as_its_source_puts_it(given, text):
    """The number, or the source's word, out of how many."""
    assert str(Quantity(**given)) == text


@pytest.mark.parametrize("n", [-1, 1.0, True, "4"])
def test_a_quantity_is_a_whole_number(n):
    """Counts are whole and not negative."""
    with pytest.raises(InvalidRecord, match=r"^Quantity\.n: "):
        Quantity(n=n)


@given(strategies.events())
def test_only_derived_events_have_a_slash(made):
    """The ids of stored entries hold no ``/``."""
    assert made.derived_from is not None or "/" not in made.id


@pytest.mark.parametrize("amount", [True, "9.1", float("nan"), float("inf"), 10**400, 1j])
def test_an_amount_is_a_finite_number(amount):
    """What was measured is a number; a whole number becomes a float."""
    with pytest.raises(InvalidRecord, match=r"^Quantity\.amount: "):
        Quantity(what="weight", amount=amount)
    assert type(Quantity(what="weight", amount=9).amount) is float


def test_an_age_at_an_event_is_an_age_or_weeks_of_gestation():
    """Before birth, the weeks of gestation stand in place of an age; one of the two is required."""
    assert AgeOf(person="c", gestation_weeks=22).age is None
    with pytest.raises(InvalidRecord, match="expected age or gestation_weeks, got neither"):
        AgeOf(person="c")
    for weeks in (0, 46, 22.0):
        with pytest.raises(InvalidRecord, match=r"^AgeOf\.gestation_weeks: "):
            AgeOf(person="c", gestation_weeks=weeks)


def test_whether_it_was_announced_is_yes_no_or_not_stated():
    """An unannounced visit is not the same as one of which nothing is said."""
    assert (event().announced, event(announced=False).announced) == (None, False)
    with pytest.raises(InvalidRecord, match=r"^Event\.announced: "):
        event(announced="no")


def test_a_claim_may_be_about_what_was_measured():
    """Two sources may give two weights: a claim leads into the list of quantities, and says which was preferred and why."""
    weighed = event(quantities=[Quantity(what="weight", amount=9.1, unit="kg")])
    claim = Claim(
        id="k",
        about="e",
        field="quantities[#1].amount",
        value="8.9",
        standing="not_preferred",
        reason="The scales were found to be wrong.",
        citations=[Citation(source="s")],
    )
    casefile = CaseFile.of("T", [weighed, claim, Source(id="s", title="S"), Child(id="c", label="C")])
    assert (casefile["k"].standing, "scales" in repr(claim)) == ("not_preferred", False)

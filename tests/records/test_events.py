"""Events, knowledge, quantities."""

from __future__ import annotations

import pytest
from hypothesis import given

from safeguard_model import strategies
from safeguard_model.errors import InvalidRecord
from safeguard_model.records import Event, Knowledge, Quantity


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

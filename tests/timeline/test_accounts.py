"""Events as they are told: the entries that tell of one event are one, whatever their links and their order."""

from itertools import permutations

import pytest

from safeguard_model import Event, Quantity
from safeguard_model.timeline.accounts import entries_of, told_events, whole_of


@pytest.mark.parametrize("ids", [*permutations("amz")])
def test_accounts_of_each_other(ids):
    """Entries that are accounts of each other, in a circle, are one event with all that point to them."""
    first, second, third = ids
    links = {first: second, second: first, third: first}
    events = [Event(id=id, when="2022-01-01", kind="home_visit", account_of=links[id]) for id in sorted(ids)]
    (told,) = told_events(events, None)
    assert {entry.id for entry in entries_of(told)} == set(ids)


def test_accounts_add_who_was_where_and_what_was_measured():
    """What one entry says of a meeting and another does not is said of the event; the first that says it counts."""
    weight, height = Quantity(what="weight", amount=9.1, unit="kg"), Quantity(what="height", amount=70, unit="cm")
    one = Event(id="a", when="2022", kind="initial_conference", absent=["gp"], quantities=[weight])
    other = Event(
        id="b",
        when="2022",
        kind="initial_conference",
        account_of="a",
        absent=["gp", "sw1"],
        not_invited=["father"],
        disagreed=["hv"],
        quantities=[weight, height],
        consent="refused",
        announced=False,
        interpreting="declined",
        rescheduled_from="c",
    )
    (told,) = told_events([one, other], None)
    whole = whole_of(told)
    assert (whole.absent, whole.not_invited, whole.disagreed) == (("gp", "sw1"), ("father",), ("hv",))
    assert (whole.quantities, whole.rescheduled_from) == ((weight, height), "c")
    assert (whole.consent, whole.announced, whole.interpreting) == ("refused", False, "declined")

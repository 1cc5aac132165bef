"""Events as they are told: the entries that tell of one event are one, whatever their links and their order."""

from itertools import permutations

import pytest

from safeguard_model import Event
from safeguard_model.timeline.accounts import entries_of, told_events


@pytest.mark.parametrize("ids", [*permutations("amz")])
def test_accounts_of_each_other(ids):
    """Entries that are accounts of each other, in a circle, are one event with all that point to them."""
    first, second, third = ids
    links = {first: second, second: first, third: first}
    events = [Event(id=id, when="2022-01-01", kind="home_visit", account_of=links[id]) for id in sorted(ids)]
    (told,) = told_events(events, None)
    assert {entry.id for entry in entries_of(told)} == set(ids)

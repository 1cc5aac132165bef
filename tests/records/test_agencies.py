"""Agencies and involvements."""

from __future__ import annotations

import pytest

from safeguard_model.errors import InvalidRecord
from safeguard_model.records import Agency, Involvement


def test_an_agency_has_a_name_or_says_that_it_is_withheld():
    """An empty name is refused unless the source keeps the name back."""
    assert Agency(id="a", name="Northshire Council").name_withheld is None
    assert Agency(id="a", name="", name_withheld=True).name == ""
    for name, withheld in [("", None), ("", False), (" ", None), ("\t", False)]:
        with pytest.raises(InvalidRecord, match=r"^Agency\.name: a name is required, or name_withheld=True$"):
            Agency(id="a", name=name, name_withheld=withheld)
    with pytest.raises(TypeError):
        Agency(id="a")


def test_an_agency_may_take_over_from_several():
    """Bodies merge: a successor names them all, in a tuple."""
    assert Agency(id="c", name="C", successor_of=["a", "b"], part_of="d").successor_of == ("a", "b")


@pytest.mark.parametrize("withheld", [1, 0, "true", "yes"])
def test_true_is_exactly_true(withheld):
    """Whether a name is withheld is True, False or None, not what counts as such."""
    with pytest.raises(InvalidRecord, match="expected True, False or None"):
        Agency(id="a", name="A", name_withheld=withheld)


def test_an_involvement_is_with_somebody():
    """An agency is involved with one person at least."""
    assert Involvement(id="i", agency="a", people=["c"]).professionals == ()
    with pytest.raises(InvalidRecord, match="at least one id is required"):
        Involvement(id="i", agency="a", people=[])

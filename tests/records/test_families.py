"""Families: ties, and the walks along them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.errors import InvalidWhen
from safeguard_model.records import Basis, Family, Kin, Membership, Relationship

PEOPLE = "abcdef"


def family(*ties):
    """A family of ties in words: "m parent c", "f parent c step"."""
    return Family(
        id="f",
        label="F",
        relationships=[
            Relationship(person=person, kin=kin, to=to, basis=basis[0] if basis else None)
            for person, kin, to, *basis in (tie.split() for tie in ties)
        ],
    )


FULL = ("m parent c", "f parent c", "m parent s", "f parent s")


class TestParentsAndChildren:
    """One step along the ties."""

    def test_a_tie_is_read_both_ways(self):
        """A parent of a child, and a child of a parent, are the same tie."""
        made = family("m parent c", "c child f step")
        assert made.parents_of("c") == {"m": None, "f": Basis.STEP}
        assert made.children_of("m") == {"c": None}
        assert made.children_of("f") == {"c": Basis.STEP}

    def test_other_ties_lead_to_no_parent(self):
        """Grandparents, carers and partners are no parents."""
        made = family("g grandparent c", "x carer c", "y partner m", "z guardian c")
        assert made.parents_of("c") == made.children_of("g") == {}

    def test_who_is_not_in_it_has_nobody(self):
        """Somebody of whom the family says nothing has no ties."""
        made = family(*FULL)
        assert (made.parents_of("x"), made.children_of("x"), made.siblings_of("x"), made.ancestors_of("x")) == (
            {},
            {},
            {},
            (),
        )


class TestSiblings:
    """Stated, else worked out."""

    @pytest.mark.parametrize(
        ("ties", "basis"),
        [
            (FULL, "biological"),
            (("m parent c", "f parent c", "m parent s", "g parent s"), "half"),
            (("c child m", "c child f", "s child m", "s child g"), "half"),
            (("m parent c", "m parent s"), "unknown"),
            (("m parent c", "f parent c", "m parent s"), "unknown"),
            (("m parent c", "f parent c", "m parent s", "f parent s putative"), "unknown"),
            (("m parent c", "f parent c unknown", "m parent s", "f parent s"), "unknown"),
            (("m parent c adoptive", "f parent c adoptive", "m parent s", "f parent s"), "adoptive"),
            (("m parent c", "f parent c", "x parent s", "y parent s", "f parent s step"), "step"),
            (("x parent c foster", "x parent s"), "foster"),
            (("x parent c kinship", "x parent s kinship"), "kinship"),
            ((*FULL, "c sibling s half"), "half"),
            ((*FULL, "s sibling c half"), "half"),
            ((*FULL, "c sibling s"), "biological"),
            ((*FULL, "c sibling s unknown"), "biological"),
            (("c sibling s",), "unknown"),
            (("c sibling s step",), "step"),
        ],
    )
    def test_basis(self, ties, basis):
        """What is stated counts, else what follows from the parents; where a parent is not on file nothing follows."""
        made = family(*ties)
        assert made.siblings_of("c") == {"s": Basis(basis)}
        assert made.siblings_of("s") == {"c": Basis(basis)}

    def test_nobody_is_their_own_sibling(self):
        """A tie of somebody to themselves makes no sibling."""
        assert family("c sibling c", "m parent c").siblings_of("c") == {}

    def test_several(self):
        """Each sibling has a basis of their own, in the order of the parents on file."""
        made = family(*FULL, "m parent h", "g parent h")
        assert made.siblings_of("c") == {"s": Basis.BIOLOGICAL, "h": Basis.HALF}


class TestOddTies:
    """A source may make somebody their own grandparent, and every walk still ends."""

    def test_ancestors_are_nearest_first(self):
        """Parents come before grandparents, each once."""
        made = family("m parent c", "f parent c", "g parent m", "g parent f", "h parent g")
        assert made.ancestors_of("c") == ("m", "f", "g", "h")

    def test_somebody_can_be_their_own_ancestor(self):
        """In a cycle a person is among their own ancestors."""
        assert family("a parent b", "b parent a").ancestors_of("a") == ("b", "a")
        assert family("a parent a").ancestors_of("a") == ("a",)

    @given(
        st.lists(
            st.builds(
                Relationship,
                person=st.sampled_from(PEOPLE),
                kin=st.sampled_from([Kin.PARENT, Kin.CHILD, Kin.SIBLING, Kin.PARTNER]),
                to=st.sampled_from(PEOPLE),
                basis=st.none() | st.sampled_from(Basis),
            ),
            max_size=20,
        )
    )
    def test_walks_end_and_agree(self, ties):
        """Whatever the ties: parents and children are inverse, siblings mutual, ancestors the closure of parents."""
        made = Family(id="f", label="F", relationships=ties)
        parents = {person: set(made.parents_of(person)) for person in PEOPLE}
        for person in PEOPLE:
            assert {child for child in PEOPLE if person in parents[child]} == set(made.children_of(person))
            siblings = made.siblings_of(person)
            assert person not in siblings
            assert all(made.siblings_of(other)[person] is basis for other, basis in siblings.items())
            reached = set(parents[person])
            for _ in PEOPLE:
                reached |= {parent for one in reached for parent in parents[one]}
            found = made.ancestors_of(person)
            assert set(found) == reached
            assert len(found) == len(reached)


class TestHousehold:
    """Who lived together when."""

    @pytest.mark.parametrize(
        ("when", "expected"),
        [
            ("2014", ("mother", "child")),
            ("2016-03-02", ("mother", "child", "partner")),
            ("2017", ("mother", "child", "partner")),
            ("2018-05", ("mother", "child")),
            ("2015/2016", ("mother", "child", "partner")),
        ],
    )
    def test_household_on(self, when, expected):
        """Those whose stay in the household may cover the time; whoever is not recorded in it is not."""
        made = Family(
            id="f",
            label="F",
            members=[
                Membership(person="mother", in_household=True),
                Membership(person="child", in_household=True, during="2010/.."),
                Membership(person="partner", in_household=True, during="2016-03/2018-04"),
                Membership(person="partner", in_household=True, during="2017"),
                Membership(person="father", in_household=False),
                Membership(person="aunt"),
            ],
        )
        assert made.household_on(when) == expected

    def test_a_time_is_no_guess(self):
        """A time that is none is an error."""
        with pytest.raises(InvalidWhen):
            Family(id="f", label="F").household_on("in May")


def test_a_stated_basis_beats_a_tie_without_one():
    """Told from either end and in either order, the basis that is stated counts."""
    plain = Relationship(person="m", kin="parent", to="c")
    stated = Relationship(person="c", kin="child", to="m", basis="step")
    for ties in ([plain, stated], [stated, plain]):
        family = Family(id="f", label="F", relationships=ties)
        assert {"m": Basis.STEP} == family.parents_of("c")
        assert {"c": Basis.STEP} == family.children_of("m")


def test_one_shared_parent_of_two_is_half_also_by_adoption():
    """Adoption of one of them makes no full sibling of a child with whom one parent is shared."""
    ties = [("m", "a", "adoptive"), ("f", "a", "adoptive"), ("m", "b", None), ("g", "b", None)]
    family = Family(
        id="f",
        label="F",
        relationships=[Relationship(person=p, kin="parent", to=c, basis=basis) for p, c, basis in ties],
    )
    assert {"b": Basis.HALF} == family.siblings_of("a")

"""Two case files combined into one."""

from __future__ import annotations

import pytest
from hypothesis import given

from safeguard_model import strategies
from safeguard_model.errors import InvalidCaseFile
from safeguard_model.records import (
    Adult,
    Agency,
    CaseFile,
    Child,
    Combined,
    Difference,
    Handling,
    Status,
)
from tests.records.worlds import same


class TestCombining:
    """Two case files in one."""

    def test_equal_records_stand_once_and_differing_ones_are_listed(self):
        """Nothing is overwritten: this file's record stays, the other is handed back."""
        mine, theirs = Child(id="c", label="C"), Child(id="c", label="C", sex="female")
        shared, new = Adult(id="a", label="A"), Adult(id="b", label="B")
        made = CaseFile.of("Mine", [mine, shared]).combine(CaseFile.of("Theirs", [theirs, shared, new]))
        assert made.casefile == CaseFile.of("Mine", [mine, shared, new])
        assert made.differences == (Difference(id="c", mine=mine, theirs=theirs),)
        assert repr(made.differences[0]) == "Difference(id='c')"

    def test_extra_is_combined_and_never_overwritten(self):
        """Keys of both files are kept, and a key of two values is listed."""
        mine, theirs = CaseFile(title="T", extra={"a": 1, "b": 2}), CaseFile(title="T", extra={"b": 3, "c": 4})
        made = mine.combine(theirs)
        assert made.casefile.extra == {"a": 1, "b": 2, "c": 4}
        assert made.differences == (Difference(id="$.extra{1}", mine=2, theirs=3),)

    @pytest.mark.parametrize("mine", Handling)
    @pytest.mark.parametrize("theirs", Handling)
    def test_handling_is_the_stricter(self, mine, theirs):
        """Identifiable wins over pseudonymised, and that over published."""
        made = CaseFile(title="T", handling=mine).combine(CaseFile(title="T", handling=theirs)).casefile
        order = [Handling.PUBLISHED, Handling.PSEUDONYMISED, Handling.IDENTIFIABLE]
        assert made.handling is order[max(order.index(mine), order.index(theirs))]

    @given(strategies.case_files(), strategies.case_files())
    def test_of_disjoint_files(self, one, other):
        """Files without an id in common are combined whole, either way round, up to order."""
        one, other = one.prefixed("1-"), other.prefixed("2-")
        there, back = one.combine(other), other.combine(one)
        assert {d.id.partition(".")[0] for d in there.differences} <= {"$"}
        assert set(there.casefile.records()) == set(back.casefile.records()) == {*one.records(), *other.records()}
        assert same(there.casefile, there.casefile.records())

    @given(strategies.case_files())
    def test_with_itself(self, casefile):
        """A file combined with itself is itself."""
        assert casefile.combine(casefile) == Combined(casefile=casefile, differences=())

    def test_what_does_not_fit_is_refused(self):
        """Where the other's links need its own version of a record, the problems are listed."""
        mine = CaseFile.of("T", Agency(id="x", name="X"))
        theirs = CaseFile.of("T", [Child(id="x", label="X"), Status(id="s", person="x", kind="bail")])
        with pytest.raises(InvalidCaseFile, match=r"Status s\.person"):
            mine.combine(theirs)

"""What appears twice in merged chronologies."""

import pytest
from attrs import evolve

from safeguard_model import (
    Agency,
    AgeOf,
    CaseFile,
    Child,
    Citation,
    Code,
    Knowledge,
    Quantity,
    Timeline,
    merge,
)
from tests.merging.making import DAY, entry, ids, pairs

CALL = "T/C from Ms Plumrose: bruise of 2 cm on the left shin, seen in the bath"


class TestDuplicates:
    """What is kept once."""

    def test_equal_events(self):
        """An event that is given three times is kept once."""
        event = entry("e-1")
        found = merge([event, event], Timeline([event]))
        assert [event] == list(found.timeline)
        assert (event, event) == found.duplicates

    def test_same_agency_day_and_text(self):
        """Of one agency, day and text, however it is spaced, what says nothing more goes; other ids do not matter."""
        more = entry("e-2", f"{DAY}T10:00", description="Seen  at HOME", outcome="well", seen=["child-1"])
        less = entry("e-1", kind="other", people=[], description="Seen at home", when_as_written="2.3.16", order=2)
        found = merge([less], [more])
        assert [more] == list(found.timeline)
        assert (less,) == found.duplicates

    @pytest.mark.parametrize(
        "fields",
        [
            {"agency": "csc"},
            {"agency": None},
            {"when": "2016-03-03"},
            {"when": "2016-03-02?"},
            {"when": f"{DAY}T11:00"},
            {"description": "Seen at school"},
            {"description": ""},
            {"kind": "phone_call"},
            {"people": ["child-2"]},
            {"seen": ["child-2"]},
            {"comment": "This matters."},
            {"withheld_from": ["family"]},
            {"codes": [Code(scheme="x", value="1")]},
            {"extra": {"tool": [1]}},
            {"known_to": [Knowledge(agency="csc")]},
            {"recorded": "2016-03-04"},
            {"citations": [Citation(source="src-1")]},
            {"tags": ["piece"]},
            {"times": None, "derived_from": "child-1"},
            {"account_of": "inc-1"},
        ],
    )
    def test_what_says_more_stays(self, fields):
        """Another agency, day or text is another entry; and nothing is lost that only one of two entries says."""
        kept = entry("e-1", f"{DAY}T10:00", description="Seen at home")
        other = evolve(entry("e-2", description="Seen at home"), **fields)
        assert 2 == len(merge([kept, other]).timeline)

    def test_two_that_each_say_something(self):
        """Of one agency, day and text, two that each say something of their own are a candidate."""
        found = merge(
            [entry("e-1", description=CALL, outcome="referred"), entry("e-2", description=CALL, seen=["child-1"])]
        )
        assert [("e-1", "e-2")] == pairs(found.candidates)
        assert "the same words" in found.candidates[0].reasons

    def test_what_others_link_to_stays(self):
        """An entry that another is an account of or responds to stays, and so does one that the case file speaks of."""
        kept, gone = entry("e-1", description=CALL, outcome="referred"), entry("e-2", description=CALL)
        linking = entry("e-3", "2016-05", "letter", responds_to="e-2")
        assert ["e-1", "e-2", "e-3"] == ids(merge([kept, gone, linking]).timeline)
        moved = evolve(linking, responds_to=None, rescheduled_from="e-2")
        assert ["e-1", "e-2", "e-3"] == ids(merge([kept, gone, moved]).timeline)
        casefile = CaseFile.of("Invented", [Child(id="child-1", label="C"), Agency(id="hv", name="HV"), kept, gone])
        assert ["e-1"] == ids(merge(casefile).timeline)

    def test_many_of_one_day_and_text(self):
        """A register of one agency, day and text is gone through once, whoever is in it."""
        register = [
            entry(f"e-{place}", kind="absence", people=[f"c-{place}"], description="Absent") for place in range(3000)
        ]
        found = merge(register, [evolve(event, id=f"{event.id}-again") for event in register])
        assert set(register) == set(found.timeline)
        assert 3000 == len(found.duplicates)


class TestWhatHappenedAndWhatDidNot:
    """The state of an entry is part of what it says."""

    def test_a_cancelled_visit_is_no_duplicate_of_one_that_happened(self):
        """Two entries alike in all but their state, their decision or anything else that one of them says both stay."""
        visit = entry("e-1", description="Seen at home", seen=["child-1"])
        for fields in (
            {"state": "cancelled"},
            {"decision": "accepted"},
            {"ages": [AgeOf(person="child-1", age="P3Y")]},
            {"state": "did_not_happen"},
            {"reason": "No key"},
            {"grade": "high risk"},
            {"consent": "refused"},
            {"announced": False},
            {"interpreting": "not_used"},
            {"quantities": [Quantity(what="weight", amount=9.1, unit="kg")]},
            {"absent": ["gp"]},
            {"not_invited": ["gp"]},
            {"disagreed": ["gp"]},
            {"rescheduled_from": "e-0"},
        ):
            other = evolve(visit, id="e-2", **fields)
            kept = merge([visit], [other]).timeline
            assert "e-2" in ids(kept)

    def test_accounts_that_differ_in_state_disagree(self):
        """One agency says that the conference took place, the other that it was cancelled: a disagreement."""
        held = entry("e-1", kind="initial_conference")
        cancelled = entry("e-2", kind="initial_conference", account_of="e-1", state="cancelled")
        (found,) = merge([held, cancelled]).disagreements
        assert found.differs == ("state",)

"""What agrees in two entries, and what does not."""

import pytest

from safeguard_model import Agency, CaseFile, Child, Event
from safeguard_model.merging.entries import entries_of
from safeguard_model.merging.evidence import evidence_of
from safeguard_model.merging.likeness import weighed_evidence

DAY = "2016-03-02"
FAMILY = CaseFile.of(
    "Invented",
    [
        Child(id="child-1", label="Child 1"),
        Agency(id="a", name="Westhaven", kind="childrens_social_care"),
        Agency(id="b", name="Eastmere", kind="school"),
    ],
)


def entry(id, description="", *, when=DAY, people=("child-1",), agency=None, kind="other", **fields):
    """An entry whose agency is the first letter of its id."""
    return Event(id=id, when=when, kind=kind, agency=agency or id[0], people=people, description=description, **fields)


def found(one, other, *others, casefile=FAMILY):
    """The evidence about two entries, among others; it is the same in both orders."""
    entries, weights = entries_of([one, other, *others], casefile)
    evidence = evidence_of(*entries[:2], weights)
    assert evidence == evidence_of(*entries[1::-1], weights)
    assert evidence is None or evidence.keys() <= weighed_evidence().keys()
    return evidence


@pytest.mark.parametrize(
    ("one", "other", "name"),
    [
        ({"description": "ICPC. CP plan."}, {"description": "Attended conference"}, "same occasion"),
        ({"description": "ICPC"}, {"description": "Core group"}, "other occasion"),
        ({"description": "Mark to cheek"}, {"description": "bruising, face"}, "same happening"),
        ({"description": "Bruise"}, {"description": "Evicted"}, "other happening"),
        ({"description": "DSL rang"}, {"description": "SW told"}, "both agencies in words"),
        ({"description": "School attended"}, {"description": "Seen"}, "agency in words"),
        ({"attended": ["b"]}, {}, "agency named"),
        ({"kind": "birth"}, {"kind": "birth"}, "same kind"),
        ({"kind": "letter"}, {"kind": "letter"}, "same contact"),
        ({"kind": "birth"}, {"kind": "arrest"}, "other kind"),
        ({"kind": "letter"}, {"kind": "notification"}, "kinds told of one thing"),
        ({"kind": "letter"}, {}, "kind unknown"),
        ({"when": f"{DAY}T10:00"}, {"when": f"{DAY}T10:20"}, "same time"),
        ({"when": f"{DAY}T08:00"}, {"when": f"{DAY}T18:00"}, "hours apart"),
        ({}, {"when": "2016-03-03"}, "next day"),
        ({}, {"when": "2016-03-04"}, "days apart"),
        ({}, {"when": "2016-03-09"}, "week apart"),
        ({}, {"when": "2016-03-20", "description": "seen on 2 March"}, "day named"),
        ({}, {"when": "2016-03-20", "description": "seen on 3 March"}, "nearly the day named"),
        ({}, {"when": "2016-03-20", "recorded": DAY}, "day of writing"),
        ({}, {"when": "[2016-02-28..2016-03-04]"}, "within the week"),
        ({"when": "2016-03"}, {}, "within the month"),
        ({"when": "2016"}, {}, "within the year"),
        ({"when": "XXXX"}, {}, "open date"),
        ({"when": "[2016-02-04..]"}, {}, "open date"),
        ({"people": ["child-1", "x"]}, {}, "some people"),
        ({"people": []}, {}, "nobody named"),
        (
            {"when": "[2016-03-02T18:00..2016-03-02T23:59]"},
            {"when": "2016-03-03", "description": "last night"},
            "day named",
        ),
        ({"seen": ["child-1"]}, {"not_seen": ["child-1"]}, "contradiction"),
        ({"state": "planned"}, {}, "other state"),
        ({"description": "Joint visit"}, {}, "said to be joint"),
        ({}, {"when": "2016-03-03", "kind": "letter"}, "message later"),
    ],
)
def test_each_piece(one, other, name):
    """Each thing that agrees or does not is found by its name."""
    assert name in found(entry("a-1", **one), entry("b-1", **other))


@pytest.mark.parametrize("when", ["2016-03-20", "2016-04"])
def test_dates_too_far_apart(when):
    """Entries whose dates cannot be those of one event are two."""
    assert found(entry("a-1"), entry("b-1", when=when)) is None


def test_an_agency_is_known_by_its_id():
    """Without a case file an agency is what its id says."""
    assert "agency in words" in found(entry("a-1", "Call to police"), entry("b-1", agency="police"), casefile=None)
    assert "agency in words" not in found(entry("a-1", "Call to police"), entry("b-1"), casefile=None)


def test_its_own_agency_is_not_the_others():
    """That each names its own agency says nothing of the other."""
    assert "agency in words" not in found(entry("a-1", "SW"), entry("b-1", "DSL"))


def test_the_only_ones_of_the_day():
    """Another entry of the agency about the family on that day counts; one of another day or family does not."""
    assert "both alone that day" in found(entry("a-1"), entry("b-1"))
    assert "one alone that day" in found(entry("a-1"), entry("b-1"), entry("a-2"))
    for beside in (entry("c-2"), entry("a-2", when="2016-03-03"), entry("a-2", people=("child-2",))):
        assert "both alone that day" in found(entry("a-1"), entry("b-1"), beside)


def test_of_one_agency():
    """Of two entries of one agency only what is weighed for them is found."""
    evidence = found(entry("a-1", "Bruise"), entry("a-2", "Addendum: bruise to cheek"))
    assert {"one agency", "own: same day", "own: same happening", "own: said to be an update"} <= evidence.keys()
    assert all(name.startswith(("own: ", "one agency")) for name in evidence)


class TestFamilies:
    """People who are named together, by whichever entry."""

    def test_the_one_about_the_child_and_the_other_about_the_mother(self):
        """Entries of one family may be one, though they have nobody in common."""
        both = entry("c-1", when="2015-01-01", people=("child-1", "mother"))
        assert "others of the family" in found(entry("a-1"), entry("b-1", people=("mother",)), both)

    def test_of_two_families(self):
        """Entries of two families are two events."""
        assert found(entry("a-1"), entry("b-1", people=("mother",))) is None

    def test_the_same_person_in_two_families(self):
        """A person who is named with both makes them one family."""
        links = [entry("c-1", people=("child-1", "uncle")), entry("c-2", people=("uncle", "mother"))]
        assert found(entry("a-1"), entry("b-1", people=("mother",)), *links) is not None
        assert found(entry("a-1"), entry("b-1", people=("mother",)), *links[1:]) is None

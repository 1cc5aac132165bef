"""What speaks for two entries being one event told twice, where neither has a kind."""

from itertools import combinations

import pytest

from benchmarks.told_twice import CHOSEN_ON, families
from safeguard_model import Agency, CaseFile, Child, Event, merge
from safeguard_model.merging.likeness import entries_of, likeness
from safeguard_model.timeline import LIKELY

DAY = "2016-03-02"
FAMILY = CaseFile.of(
    "Invented",
    [
        Child(id="child-1", label="Child 1"),
        Agency(id="a", name="Westhaven", kind="childrens_social_care"),
        Agency(id="b", name="Eastmere", kind="school"),
    ],
)


def entry(id, description="", when=DAY, people=("child-1",), agency=None, **fields):
    """An entry of kind `other`, whose agency is the first letter of its id."""
    return Event(
        id=id, when=when, kind="other", agency=agency or id[0], people=people, description=description, **fields
    )


def like(one, other, *others, casefile=FAMILY):
    """How far two entries are alike, among others."""
    entries, weights = entries_of([one, other, *others], casefile)
    found = likeness(*entries[:2], weights)
    assert found == likeness(*entries[1::-1], weights)
    return found


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("ICPC. CP plan.", "Attended conference", "both tell of initial conference"),
        ("1st core group", "Core group held here", "both tell of core group"),
        ("T/C to mother", "rang", "both tell of phone call"),
        ("DSL rang", "SW told", "each names the other's agency in words"),
        ("School attended", "Seen", "one names the other's agency in words"),
    ],
)
def test_words_speak_for_it(one, other, reason):
    """A kind of event that both tell of speaks for it, and so does an agency that is named in words."""
    found = like(entry("a-1", one), entry("b-1", other))
    assert reason in found.reasons
    assert found.score > like(entry("a-1"), entry("b-1")).score


def test_an_agency_is_known_by_its_id():
    """Without a case file an agency is what its id says."""
    told = "one names the other's agency in words"
    assert told in like(entry("a-1", "Call to police"), entry("b-1", agency="police"), casefile=None).reasons
    assert told not in like(entry("a-1", "Call to police"), entry("b-1"), casefile=None).reasons


def test_its_own_agency_is_not_the_others():
    """That each names its own agency says nothing."""
    assert like(entry("a-1"), entry("b-1")).score == like(entry("a-1", "SW"), entry("b-1", "DSL")).score


@pytest.mark.parametrize("when", ["2016-03-03", "2016-03-05", "2016-03-20"])
def test_a_day_that_is_named(when):
    """An entry that names the day of the other may be it, however much later it is, and is likelier to be."""
    named = like(entry("a-1", "Bruise"), entry("b-1", "Bruise seen on 2 March", when))
    plain = like(entry("a-1", "Bruise"), entry("b-1", "Bruise seen on a walk", when))
    assert "one names the day of the other" in named.reasons
    assert plain is None or plain.score < named.score


def test_entries_that_name_a_day_are_compared():
    """A pair is found by the day that one of them names."""
    told = "Spiral fracture of left femur, Dr Umberleigh"
    found = merge([entry("a-1", told), entry("b-1", f"{told}, on 2 March", "2016-03-20")], casefile=FAMILY)
    assert [("a-1", "b-1")] == [(each.first.id, each.second.id) for each in found.candidates]


def test_the_only_ones_of_the_day():
    """That neither agency has another entry of the day about the family speaks for it."""
    alone = like(entry("a-1"), entry("b-1"))
    assert "each is the only entry of its agency that day" in alone.reasons
    for beside in (entry("a-2"), entry("b-2"), entry("b-2", people=("child-1", "mother"))):
        assert like(entry("a-1"), entry("b-1"), beside).score < alone.score
    for beside in (entry("c-2"), entry("a-2", when="2016-03-03"), entry("a-2", people=("child-2",))):
        assert like(entry("a-1"), entry("b-1"), beside).score == alone.score


class TestFamilies:
    """People who are named together, by whichever entry."""

    def test_the_one_about_the_child_and_the_other_about_the_mother(self):
        """Entries of one day and family may be one, though they have nobody in common, and less likely are."""
        both = entry("c-1", when="2015-01-01", people=("child-1", "mother"))
        found = like(entry("a-1"), entry("b-1", people=("mother",)), both)
        assert "about others of one family" in found.reasons
        assert found.score < like(entry("a-1"), entry("b-1", people=("child-1", "mother")), both).score
        assert like(entry("a-1"), entry("b-1", people=("mother",), when="2016-03-03"), both) is None

    def test_of_two_families(self):
        """Entries of two families are none."""
        apart = entry("c-1", people=("child-2", "mother"))
        assert like(entry("a-1"), entry("b-1", people=("mother",)), apart) is None

    def test_they_are_compared(self):
        """A pair of one day and family is found without anybody in common, unless nobody names them together."""
        told = "Core group at Civic Offices: weigh monthly, next 19 April"
        events = [entry("a-1", told), entry("b-1", told, people=("mother",))]
        both = entry("c-1", when="2015-01-01", people=("child-1", "mother"))
        assert () == merge(events, casefile=FAMILY).candidates
        found = merge(events, [both], casefile=FAMILY)
        assert [("a-1", "b-1")] == [(each.first.id, each.second.id) for each in found.candidates]

    def test_whatever_links_them(self):
        """A family is one through any number of others, in any order."""
        links = [entry(f"c-{n}", when="2015-01-01", people=(f"p-{n}", f"p-{n + 1}")) for n in range(6)]
        pair = entry("a-1", people=("p-0",)), entry("b-1", people=("p-6",))
        assert like(*pair, *links) == like(*pair, *reversed(links)) is not None
        assert like(*pair, *links[1:]) is None


def test_the_least_score_only_leaves_out():
    """With a least score, every pair that reaches it keeps its score and reasons, and every other pair is left out."""
    for casefile in families(CHOSEN_ON):
        entries, weights = entries_of(casefile.events, casefile)
        for one, other in combinations(entries, 2):
            whole = likeness(one, other, weights)
            expected = None if whole is None or whole.score < LIKELY else whole
            assert expected == likeness(one, other, weights, LIKELY)

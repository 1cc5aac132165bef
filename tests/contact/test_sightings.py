"""When a child was last seen: the latest sighting that is certain, and what may have been later."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import Agency, CaseFile, Child, NeedsCaseFile, Timeline, UnknownRecord, last_seen, seen
from safeguard_model.records.events import UNREAD
from tests.contact.making import bare
from tests.timeline import worlds


def sighting(id, when, **fields):
    """A sighting of the child."""
    return bare(id, when, "home_visit", **{"seen": ["child"], **fields})


def test_the_last_of_several():
    """The latest sighting is the last, and nothing may be later."""
    found = last_seen([sighting("a", "2016-01-10"), sighting("b", "2016-02-01"), sighting("c", "2016-01-20")], "child")
    assert (found.event.id, found.definite, found.later) == ("b", True, ())
    assert str(found) == "last seen 1 February 2016 (b)"


def test_before_a_time():
    """Only sightings before the time count; one that may be before it may be later than the last."""
    events = [sighting("a", "2016-01-10"), sighting("b", "2016-02"), sighting("c", "2016-03-01")]
    found = last_seen(events, "child", before="2016-02-15")
    assert (found.event.id, found.definite, [event.id for event in found.later]) == ("a", False, ["b"])
    assert str(found) == "last seen possibly 10 January 2016 (a); b may be later"


def test_vague_undated_and_unread_sightings_may_be_later():
    """What has no date, or a date that reaches later, or a cell that could not be read, may be a later sighting."""
    events = [
        sighting("a", "2016-02-10"),
        sighting("m", "2016-02"),
        sighting("u", "XXXX"),
        bare("x", "2016-03-01", "home_visit", extra={UNREAD: ["seen"]}),
    ]
    found = last_seen(events, "child")
    assert (found.event.id, {event.id for event in found.later}) == ("a", {"m", "u", "x"})
    assert "could not be read" in str(found)


def test_after_the_death():
    """A sighting after the death is wrong, or the death is: it is not the last, and each answer counts it as left out."""
    child = Child(id="child", label="C", died="2016-02-15")
    events = [sighting("a", "2016-01-10"), sighting("b", "2016-04-01"), sighting("c", "2016-02-15")]
    timeline = Timeline.of(CaseFile.of("T", [child, *events]))
    found = timeline.last_seen("child")
    assert (found.event.id, found.definite) == ("c", True)
    assert str(found).endswith("Could not look at: 1 of 3 entries that certainly came after the death (b)")
    for answers in (timeline.unseen("child", 30), timeline.gaps("child", longer_than=30)):
        assert str(answers).endswith("1 of 3 entries that certainly came after the death (b)")


def test_both_seen_and_not_seen():
    """An entry that says both contradicts itself: it may be a sighting, and no answer takes it for one."""
    events = [sighting("a", "2016-01-10"), sighting("b", "2016-04-01", not_seen=["child"])]
    found = last_seen(events, "child")
    assert (found.event.id, found.definite, [event.id for event in found.later]) == ("a", False, ["b"])
    assert str(found).endswith("Could not look at: 1 of 2 entries with both seen and not seen (b)")
    assert [event.id for event in seen(events, "child")] == ["a"]
    (gap,) = Timeline(events).unseen("child", 30, period="2016-01-10/2016-05")
    assert "b may lie in it" in str(gap)


def test_no_date_of_birth_is_shown():
    """Of a child last seen at the birth, no line gives the date."""
    found = last_seen([bare("a", "2016-01-10", "birth", seen=["child"])], "child")
    assert "2016" not in f"{found} {found!r}"
    assert str(found) == "last seen at birth a"


def test_nobody_saw_the_child():
    """Without a sighting the answer says so, and not that the child was not seen."""
    found = last_seen([bare("a", "2016-01-10", "home_visit", not_seen=["child"])], "child")
    assert (found.event, found.when, str(found)) == (None, None, "no sighting on file")


def test_by_kinds_of_agency():
    """With kinds of agency only their sightings count; without a case file nobody knows the kinds."""
    casefile = CaseFile.of(
        "T",
        [
            Child(id="child", label="Child"),
            Agency(id="school", name="School", kind="school"),
            Agency(id="hv", name="HV", kind="health_visiting"),
            sighting("a", "2016-01-10", agency="hv"),
            sighting("b", "2016-02-10", agency="school"),
        ],
    )
    assert Timeline.of(casefile).last_seen("child", by_kinds="health_visiting").event.id == "a"
    with pytest.raises(NeedsCaseFile):
        last_seen(casefile.events, "child", by_kinds="school")
    with pytest.raises(UnknownRecord):
        last_seen(casefile, "nobody")


def test_a_timeline_of_sightings():
    """`seen` has the entries in which the child was seen, in whatever way, and no other."""
    ways = [
        bare(way, "2016-01-10", "contact", **{way: ["child"]}) for way in ("seen", "seen_alone", "seen_with_others")
    ]
    others = [
        bare("not", "2016-01-11", "contact", not_seen=["child"]),
        sighting("planned", "2016-01-12", state="planned"),
        sighting("undone", "2016-01-12", state="did_not_happen"),
    ]
    assert {event.id for event in seen([*ways, *others], "child")} == {"seen", "seen_alone", "seen_with_others"}


@given(worlds.events(), st.randoms())
def test_nothing_but_what_is_named_is_later(events, random):
    """In every world, no sighting is on a later day than the last one, except those that are named."""
    sightings = [sighting(event.id, event.when) for event in events]
    found = last_seen(sightings, "child")
    if found.event is None:
        assert not sightings
        return
    named = {found.event.id, *(event.id for event in found.later)}
    for _ in range(10):
        ends = dict(
            zip([each.id for each in sightings], worlds.world(random, [each.when for each in sightings]), strict=True)
        )
        last = ends[found.event.id][1]
        later = {id for id, (_, end) in ends.items() if end // 1440 > last // 1440}
        assert later <= named
        if found.definite:
            assert not later

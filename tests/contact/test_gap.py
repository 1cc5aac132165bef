"""Gaps, sightings and overlaps: what is definite holds in every world, what is possible in one, and nothing is missed."""

import pickle
from collections import Counter
from itertools import combinations, pairwise

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import (
    Adult,
    Agency,
    CaseFile,
    Child,
    DayCount,
    Event,
    InvalidRecord,
    InvalidWhen,
    Milestone,
    NeedsCaseFile,
    Party,
    Proceeding,
    Timeline,
    UnknownRecord,
    When,
    gaps,
    overlapping,
    read_chronology,
    unseen,
)
from safeguard_model.dates.edtf import ANY, DAY
from safeguard_model.dates.when import meaning_of
from safeguard_model.records import CONTACTS, HEALTH
from safeguard_model.records.events import UNREAD
from safeguard_model.timeline import Boundary
from safeguard_model.timeline.wording import length_in_months
from tests.contact.making import FAMILY, PERIOD, bare, entry
from tests.timeline import worlds

REVIEWED = "2022-06/2023-04-15"


BORN = st.one_of(
    st.none(), worlds.days().map(When), st.sampled_from((When("2016-03"), When("[2016-03-05..2016-05-02]")))
)


def bounds(gap):
    """The first and last minute of a gap, from what it begins and ends at."""
    low = worlds.earliest_end(gap.after.when) if gap.after else meaning_of(gap.start).start_low
    high = worlds.latest_start(gap.before.when) if gap.before else meaning_of(gap.end).end_high
    return low, high


def holds(gap, empty, longer_than):
    """Whether a stretch of more than so many days within a gap is empty in a world."""
    low, high = bounds(gap)
    return any(worlds.length(max(low, begin), min(high, end)) > longer_than for begin, end in empty)


def limits(random, period, child):
    """The ends of what is looked at, in one world: the period, but not before birth or after death."""
    low, _, _, high = meaning_of(When(period))
    if child.born:
        low = max(low, worlds.world(random, [child.born])[0][0])
    if child.died:
        high = min(high, worlds.world(random, [child.died])[0][1])
    return low, high


@given(worlds.events(), st.integers(0, 20), st.randoms())
def test_without_a_period_between_contacts(events, longer_than, random):
    """In every world each definite gap holds, and each gap between contacts that are sure lies in a reported one."""
    found = gaps(events, longer_than=longer_than)
    whens = [event.when for event in events]
    sure_start = min(map(worlds.latest_start, whens), default=0)
    sure_end = max(map(worlds.earliest_end, whens), default=0)
    for _ in range(10):
        empty = worlds.gaps_of(worlds.world(random, whens))
        assert all(holds(gap, empty, longer_than) for gap in found if gap.definite)
        for low, high in empty:
            if worlds.length(low, high) > longer_than and high > sure_start and low < sure_end:
                assert any(begin <= low and high <= end for begin, end in map(bounds, found))


@given(worlds.events(), st.integers(0, 20), BORN, BORN, st.randoms())
def test_in_a_period_and_a_life(events, longer_than, born, died, random):
    """In every world each definite gap holds, and each gap in the period and the life lies in a reported one."""
    child = Child(id="c", label="C", born=born, died=died)
    found = gaps(Timeline(events, CaseFile.of("Invented", [child])), "c", longer_than=longer_than, period=PERIOD)
    for _ in range(10):
        low, high = limits(random, PERIOD, child)
        intervals = worlds.world(random, [event.when for event in events])
        empty = (
            worlds.gaps_of([(start, end) for start, end in intervals if end >= low], low, high) if low < high else []
        )
        assert all(holds(gap, empty, longer_than) for gap in found if gap.definite and low < high)
        for begin, end in empty:
            if worlds.length(begin, end) > longer_than:
                assert any(first <= begin and end <= last for first, last in map(bounds, found))


@given(worlds.events(), st.integers(0, 20), st.sampled_from((None, PERIOD, "2016")))
def test_every_possible_gap_is_possible(events, longer_than, period):
    """Each gap has a world: what it lies between as near its outside as can be, all else moved out of it."""
    for gap in gaps(events, longer_than=longer_than, period=period):
        low, high = bounds(gap)
        assert low < high
        assert all(
            worlds.earliest_end(event.when) <= low or worlds.latest_start(event.when) >= high for event in events
        )
        unbounded = low <= -ANY or high >= ANY
        assert gap.days.most == (None if unbounded else worlds.length(low, high))
        assert unbounded or gap.days.most > longer_than
        assert gap.definite == (gap.days.least > longer_than)


@given(worlds.events(), st.integers(0, 20))
def test_the_most_is_never_exceeded_and_no_gap_lies_in_another(events, longer_than):
    """No reported gap lies in another, and more days asked for give no more of them."""
    found = gaps(events, longer_than=longer_than, period=PERIOD)
    for one, other in combinations(map(bounds, found), 2):
        assert one[0] < other[0]
        assert one[1] < other[1]
    assert len(gaps(events, longer_than=longer_than + 5, period=PERIOD)) <= len(found)


@given(worlds.events(), st.integers(0, 10))
def test_what_may_lie_in_a_gap(events, longer_than):
    """Doubtful are just the other contacts that can touch a day between its ends; undated ones stand apart, shared."""
    found = gaps(events, longer_than=longer_than, period=PERIOD)
    for gap in found:
        low, high = bounds(gap)
        touching = {
            event.id
            for event in events
            if meaning_of(event.when).end_high // DAY > low // DAY
            and meaning_of(event.when).start_low // DAY < high // DAY
        }
        own = {event.id for event in (gap.after, gap.before) if event}
        assert touching - own == {event.id for event in (*gap.doubtful, *gap.undated)}
        assert gap.undated is found[0].undated


@given(worlds.events(times=worlds.days().map(When), largest=12), st.integers(0, 20))
def test_exact_days_are_counted_out(events, longer_than):
    """On exact days the gaps are the differences between neighbouring days, all of them definite."""
    days = sorted({event.when.earliest for event in events})
    expected = [(a, b) for a, b in pairwise(days) if (b - a).days > longer_than]
    found = gaps(events, longer_than=longer_than)
    assert expected == [(gap.start.earliest, gap.end.earliest) for gap in found]
    assert [DayCount((b - a).days, (b - a).days) for a, b in expected] == [gap.days for gap in found]
    assert all(gap.definite and not gap.doubtful and not gap.censored for gap in found)
    assert expected == [(g.start.earliest, g.end.earliest) for g in unseen(events, "c", longer_than)]


@given(worlds.events(times=worlds.days().map(When), largest=12))
def test_a_period_is_covered(events):
    """On exact days, gaps and days of contact together fill the period, and its ends are marked as such."""
    first, last = When("2016-03-10").earliest, When("2016-04-20").earliest
    days = sorted({first, last, *(e.when.earliest for e in events if first <= e.when.earliest <= last)})
    found = gaps(events, period=PERIOD)
    assert [(a, b) for a, b in pairwise(days)] == [(gap.start.earliest, gap.end.earliest) for gap in found]
    on = Counter(event.when.earliest for event in events)
    assert [not on[a] or not on[b] for a, b in pairwise(days)] == [gap.censored for gap in found]


def test_nothing_on_record_in_a_period():
    """A period without any contact is one censored gap, and without a period nothing is said."""
    (gap,) = gaps([], period="2016-03")
    assert (When("2016-03-01"), When("2016-03-31"), DayCount(30, 30)) == (gap.start, gap.end, gap.days)
    assert gap.definite
    assert gap.censored
    assert gaps([]) == ()


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("2016-03-11~", (39, 41)),
        ("[2016-03-11..2016-04-20]", (1, 41)),
        ("[2016-03-10..2016-04-01]", (19, 41)),
        ("[2016-03-10..2016-04-20]", (0, 41)),
    ],
)
def test_a_contact_at_the_edge_of_the_period(when, days):
    """A contact that may be on the period's first or last day splits off no second gap that lies in the first."""
    (gap,) = gaps([Event(id="e", when=when, kind="home_visit")], longer_than=15, period=PERIOD)
    assert days == (gap.days.least, gap.days.most)


def family_ids(found):
    """The entries around each gap, and whether it is definite."""
    return [(gap.after and gap.after.id, gap.before and gap.before.id, gap.definite) for gap in found]


def test_the_summer_in_which_nobody_saw_the_baby():
    """From gp-01 to p-03 nobody saw or spoke of Child E: 47 days."""
    (gap,) = FAMILY.gaps("child-e", longer_than=40, period="2022-06/2022-11")
    assert str(gap) == "47 days from 1 August 2022 (gp-01) to 17 September 2022 22:50 (p-03)"
    assert gap == FAMILY.unseen("child-e", 40, "2022-06/2022-11")[0]
    assert DayCount(47, 47) == gap.days


def test_calls_without_a_day_make_a_gap_less_certain():
    """If only kinds of contact count, it lasts 61 to 71 days, for the calls gp-03 bear no day."""
    narrowed = FAMILY.kinds(*CONTACTS)
    (gap,) = narrowed.gaps("child-e", longer_than=60, period="2022-06/2022-11")
    assert str(gap) == "61 to 71 days from 1 August 2022 (gp-01) to 11 October 2022 (sch-04): gp-03 may lie in it"
    (gap,) = narrowed.gaps("child-e", longer_than=61, period="2022-06/2022-11")
    assert str(gap).startswith("possibly 61 to 71 days")


def test_a_gap_of_one_agency():
    """Health visiting did not see the family from hv-02, possibly 27 July, to hv-06."""
    found = FAMILY.gaps("child-e", "hv", 60, REVIEWED)
    assert ("hv-02", "hv-06", True) in family_ids(found)
    assert DayCount(85, 87) == found[0].days


def test_a_gap_that_is_only_possible():
    """From hv-10 to csc-16 there were 49 days only if hv-09, about December, does not lie between."""
    (gap,) = FAMILY.gaps("child-e", longer_than=47, period=REVIEWED)
    assert str(gap) == (
        "possibly up to 49 days from 5 December 2022 15:45 (hv-10) to 23 January 2023 (csc-16): hv-09 may lie in it"
    )
    assert ["hv-09"] == [event.id for event in gap.doubtful]


def test_an_undated_sighting_leaves_nothing_definite():
    """Every gap of Sibling S is only possible, for sch-05 bears no date."""
    found = FAMILY.unseen("sibling-s", 60, "2021-08/2023-04-15")
    assert [("sch-05",)] * 4 == [tuple(event.id for event in gap.undated) for gap in found]
    assert not any(gap.definite for gap in found)


def test_only_health():
    """With kinds of agency, only what they saw counts; p-03 was the police."""
    found = FAMILY.unseen("child-e", 60, REVIEWED, by_kinds=HEALTH)
    assert [("gp-01", "gp-04", True)] == family_ids(found)
    assert found == FAMILY.unseen("child-e", 60, REVIEWED, by_kinds=[kind.value for kind in HEALTH])


def test_the_end_of_the_period():
    """A gap that reaches the end of the period says so, and may be longer."""
    gap = FAMILY.gaps("child-e", "hv", 60, REVIEWED)[-1]
    assert str(gap).endswith("to the end of the period, 15 April 2023: hv-09 may lie in it")
    assert (gap.ends, gap.before, gap.censored) == (Boundary.PERIOD, None, True)


def test_nobody_is_unseen_before_birth_or_after_death():
    """The period is cut off at birth and death, which are no ends of the period; outside a life there are no gaps."""
    records = [
        Child(id="c", label="C", born="2016-02-01", died="2016-05-01"),
        Event(id="e", when="2016-03-01", kind="home_visit", people=["c"], seen=["c"]),
    ]
    casefile = CaseFile.of("Invented", records)
    first, last = unseen(casefile, "c", 0, "2016")
    assert [DayCount(29, 29), DayCount(61, 61)] == [first.days, last.days]
    assert (first.begins, last.ends, first.censored, last.censored) == (Boundary.BIRTH, Boundary.DEATH, False, False)
    assert unseen(casefile, "c", 0, "2015") == unseen(casefile, "c", 0, "2017") == ()
    assert unseen(casefile, "c", 0) == ()
    assert [Boundary.BIRTH, Boundary.EVENT] == [gap.begins for gap in unseen(casefile, "c", 0, "2016-02-01/2016-05-01")]


@pytest.mark.parametrize("period", ["2022", "2022/..", "2022/"])
@pytest.mark.parametrize("told", [True, False])
def test_an_open_period_ends_with_the_life(period, told):
    """A period with an open end ends at the death too, be it in the child's record or an agency's own entry."""
    child = Child(id="c", label="C", **({} if told else {"died": "2022-02-14"}))
    entries = [Event(id="x", when="2022-02-14", kind="death", people=["c"])] if told else []
    gap = gaps(CaseFile.of("Invented", [child, entry("v", "2022-01-15"), entries]), "c", period=period)[-1]
    assert (DayCount(30, 30), Boundary.DEATH, False) == (gap.days, gap.ends, gap.censored)


def test_an_open_period_begins_with_the_life():
    """A period without a beginning begins at the birth; where nothing is known of that, there is no gap before."""
    for born, count in (("2022-01-05", 1), ("XXXX", 0), ("[..2022-01-05]", 0)):
        records = [Child(id="c", label="C", born=born), entry("v", "2022-01-15")]
        found = gaps(CaseFile.of("Invented", records), "c", period="../2022-01-15")
        assert [Boundary.BIRTH] * count == [gap.begins for gap in found]


def test_a_birth_that_only_an_entry_tells_of():
    """An entry of a birth counts for its only child, with the mother there too; not for one of two, nor for a parent."""
    people = [Child(id="c", label="C"), Child(id="d", label="D"), Adult(id="m", label="M")]
    for others, child, begins in (
        (["m"], "c", Boundary.BIRTH),
        (["d"], "c", Boundary.PERIOD),
        (["m"], "m", Boundary.PERIOD),
    ):
        birth = Event(id="b", when="2022-01-05", kind="birth", people=["c", *others])
        visit = Event(id="v", when="2022-01-15", kind="home_visit", people=["c", "m"])
        gap = gaps(CaseFile.of("Invented", [people, birth, visit]), child, period="2022")[0]
        assert begins is gap.begins


def test_a_death_of_several_is_nobodys_end():
    """An entry of a death that names two people does not say whose it was."""
    people = [Child(id="c", label="C"), Adult(id="m", label="M")]
    death = Event(id="x", when="2022-02-05", kind="death", people=["c", "m"])
    gap = gaps(CaseFile.of("Invented", [people, death, entry("v", "2022-01-15")]), "c", period="2022")[-1]
    assert Boundary.PERIOD is gap.ends


def test_contacts_before_the_birth():
    """Without a period, too, a contact before the birth begins no gap of the child; the birth does."""
    found = FAMILY.gaps("child-e", longer_than=0)
    assert ("mw-02", "hosp-01", True) == family_ids(found)[0]


def test_a_sighting_after_the_death():
    """Without a period, too, what was after the death ends no gap of the child; the death does."""
    records = [Event(id=f"e-{month}", when=f"2016-0{month}-01", kind="other", seen=["c"]) for month in (3, 5)]
    (gap,) = unseen(CaseFile.of("Invented", [Child(id="c", label="C", died="2016-04-01"), records]), "c", 0)
    assert (DayCount(31, 31), Boundary.DEATH, None, True) == (gap.days, gap.ends, gap.before, gap.definite)
    assert str(gap) == "about 1 month from other e-3 to death"


def test_a_death_that_may_be_after_the_period():
    """Where the death may lie in the period or after it, only the time before its earliest day is sure."""
    records = [
        Child(id="c", label="C", died="[2016-04-01..2016-05-02]"),
        Event(id="e", when="2016-03-10", kind="other", seen=["c"]),
    ]
    (gap,) = unseen(CaseFile.of("Invented", records), "c", 30, PERIOD)
    assert (DayCount(22, 41), Boundary.PERIOD, False) == (gap.days, gap.ends, gap.definite)
    assert gap.near_birth_or_death
    assert str(gap) == "possibly up to about 1 month from other e to the end of the period"


def test_an_expected_birth_is_no_sure_beginning():
    """A gap that begins with an expected birth is only possible: it may have been on another day."""
    (gap,) = FAMILY.unseen("unborn-u", 60, "2023")
    assert str(gap) == "possibly up to about 5 months from expected birth to the end of the period"
    assert FAMILY.unseen("unborn-u", 0, "2022") == ()


def test_no_date_of_birth_is_shown():
    """Beside a birth or a death stands no date at all, for the number of days would tell it."""
    found = [*FAMILY.gaps("child-e", period=REVIEWED)[:1], *FAMILY.unseen("child-e", 0, "2022-01/2022-07-03")[:1]]
    birth = Event(id="b", when="2016-03-05", kind="birth", people=["c"], description="secret")
    stay = Event(id="s", when="2016-03-01/2016-03-09", kind="hospital_admission", people=["c"])
    for answer in (*found, *overlapping([birth, stay])):
        shown = f"{answer!r} {answer} {answer.cells()}"
        assert "birth" in shown
        assert "secret" not in shown
        assert not any(month in shown for month in ("June", "July", "March", "20"))


@pytest.mark.parametrize("fields", [{"born": "2021-03-10"}, {"expected": "2021-03-10"}, {"died": "2021-04-05"}])
def test_no_line_and_the_next_tell_a_birth_or_death(fields):
    """Beside a birth or death no days are shown, for the other line has the contact's date; the fields hold them."""
    visits = [entry("v-1", "2021-03-20"), entry("v-2", "2021-03-28")]
    casefile = CaseFile.of("Invented", [Child(id="c", label="C", **fields), visits])
    for found in (gaps(casefile, "c", period="2021-03/2021-04"), unseen(casefile, "c", 0, "2021-03/2021-04")):
        beside = [gap for gap in found if {gap.begins, gap.ends} - {Boundary.EVENT, Boundary.PERIOD}]
        assert 1 == len(beside)
        for gap in beside:
            assert gap.days.most in {8, 10}
            assert "under 1 month from " in str(gap)
            assert not any("day" in text for text in (str(gap), repr(gap), str(gap.cells())))


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (DayCount(30, 30), "under 1 month"),
        (DayCount(31, 50), "about 1 month"),
        (DayCount(61, 100), "about 2 to 3 months"),
        (DayCount(0, 482), "up to about 15 months"),
        (DayCount(100, None), "at least about 3 months"),
        (DayCount(None, None), "an unknown time"),
    ],
)
def test_months_in_place_of_days(days, text):
    """A length that must not be told to the day is told in completed months."""
    assert text == length_in_months(days)


def test_the_start_of_the_period_stands_between_commas():
    """The day in "the start of the period, ..." is closed by a comma, for the sentence goes on."""
    (gap, _) = gaps([entry("v", "2022-03-10")], period="2022")
    assert str(gap) == "68 days from the start of the period, 1 January 2022, to 10 March 2022 (v)"


RECORDS = CaseFile.of("Invented", [Child(id="c", label="C"), Agency(id="a", name="A")])


def test_ids_are_checked():
    """An id that is nobody's, or something else's, is refused where there is a case file."""
    with pytest.raises(UnknownRecord):
        gaps(RECORDS, "d")
    with pytest.raises(UnknownRecord):
        gaps(RECORDS, agency="d")
    with pytest.raises(InvalidRecord, match="expected that of a Person"):
        unseen(RECORDS, "a", 0)
    with pytest.raises(InvalidRecord, match="expected that of an Agency"):
        gaps(RECORDS, agency="c")
    assert gaps([], "d") == ()


def test_kinds_of_agency_need_the_case_file():
    """Events alone do not say what kind an agency is."""
    with pytest.raises(NeedsCaseFile):
        unseen([], "c", 0, by_kinds=HEALTH)
    with pytest.raises(InvalidRecord, match=r"^unseen\.by_kinds"):
        unseen(RECORDS, "c", 0, by_kinds="heath")


@pytest.mark.parametrize("rubbish", [object(), b"x", 1.5, ["x"], {"a": 1}, -1, True])
def test_rubbish_is_refused(rubbish):
    """Anything of another type raises an error of the library's own, in every place."""
    with pytest.raises(InvalidRecord):
        gaps(RECORDS, rubbish)
    with pytest.raises(InvalidRecord):
        gaps(RECORDS, agency=rubbish)
    with pytest.raises(InvalidRecord):
        gaps(RECORDS, longer_than=rubbish)
    with pytest.raises(InvalidWhen):
        gaps(RECORDS, period=rubbish)
    with pytest.raises(InvalidRecord):
        unseen(RECORDS, rubbish, 0)
    with pytest.raises(InvalidRecord):
        unseen(RECORDS, "c", rubbish)
    with pytest.raises(InvalidRecord):
        unseen(RECORDS, "c", 0, by_kinds=rubbish)
    with pytest.raises(InvalidWhen):
        overlapping(RECORDS, rubbish)
    with pytest.raises(InvalidRecord):
        gaps(rubbish)


def test_seen_before_it_was_expected():
    """Who was seen before the expected birth was born by then, so that does not cut the gap after it."""
    child = Child(id="c", label="Child C", expected="2016-03-01")
    events = [
        Event(id=f"e{day}", when=day, kind="home_visit", people=["c"], seen=["c"])
        for day in ("2016-02-20", "2016-04-10")
    ]
    (gap,) = unseen(CaseFile.of("Example", [child, *events]), "c", 45)
    assert str(gap) == "50 days from 20 February 2016 (e2016-02-20) to 10 April 2016 (e2016-04-10)"
    assert gap.definite


class TestWhatCountsAsContact:
    """Only what happened counts, once, and with the person whom it reached."""

    PERIOD = "2016-01/2016-03"

    def contacts(self, *events, **asked):
        """The ids of the entries at which gaps begin, with any length."""
        found = gaps(events, period=self.PERIOD, **asked)
        return [gap.after.id for gap in found if gap.after]

    @pytest.mark.parametrize(
        "kind",
        [
            *("arrest", "custody", "court_hearing", "police_call", "disclosure", "police_protection"),
            *("child_protection_medical", "return_interview", "ambulance_call"),
        ],
    )
    def test_an_entry_in_which_the_child_was_met_is_contact(self, kind):
        """A child who was arrested, held, heard, examined or protected was in contact with that agency."""
        assert self.contacts(bare("e", "2016-02-01", kind), child="child") == ["e"]

    def test_a_visit_without_seeing_the_child_is_contact_with_the_household_only(self):
        """A home visit at which the child was not seen is no contact with the child, and one of the agency."""
        visit = bare("v", "2016-02-01", "home_visit", agency="hv", not_seen=["child"])
        assert self.contacts(visit, child="child") == []
        assert self.contacts(visit, agency="hv") == ["v"]

    def test_attempts_are_no_contact(self):
        """Trying to reach somebody, or writing, is no contact."""
        tries = [bare(kind, "2016-02-01", kind) for kind in ("contact_attempted", "no_access_visit", "letter")]
        assert self.contacts(*tries, child="child") == []

    @pytest.mark.parametrize("state", ["planned", "cancelled", "postponed", "did_not_happen"])
    def test_what_did_not_happen_is_no_contact_and_no_sighting(self, state):
        """A visit that was planned, cancelled, postponed or left undone ends no gap, whatever it says of who was seen."""
        visit = bare("v", "2016-02-01", "home_visit", state=state, seen=["child"])
        assert self.contacts(visit, child="child") == []
        assert all(gap.after is None for gap in unseen([visit], "child", 5, self.PERIOD))
        assert len(Timeline([visit]).seen("child")) == 0

    def test_one_contact_told_twice_is_one_contact(self):
        """Two accounts of a visit are one contact, at one of the two dates; without the link they are two."""
        visit = bare("v", "2016-02-01", "home_visit", agency="hv")
        account = bare("w", "2016-02-11", "home_visit", agency="csc", account_of="v")
        (before, after) = gaps([visit, account], "child", period=self.PERIOD)
        assert (before.before.id, after.after.id) == ("v", "v")
        assert (before.days, after.days) == (DayCount(31, 41), DayCount(49, 59))
        assert len(gaps([visit, evolve(account, account_of=None)], "child", period=self.PERIOD)) == 3

    def test_what_a_derived_event_says_is_no_contact(self):
        """That a trial began is a row of the timeline, and says of nobody that an agency met them."""
        trial = Proceeding(
            id="p",
            kind="criminal",
            parties=[Party(person="child")],
            milestones=[Milestone(kind="trial", when="2016-02-01")],
        )
        casefile = CaseFile.of("T", [Child(id="child", label="Child"), trial])
        assert all(gap.after is None for gap in gaps(casefile, "child", period=self.PERIOD))

    def test_a_stated_no_contact_marks_its_gap(self):
        """An entry that says that there was no contact is named with the gap over its time."""
        entries = [
            bare("v", "2016-01-10", "home_visit"),
            bare("n", "2016-02-01/2016-02-20", "no_contact"),
            bare("w", "2016-03-01", "home_visit"),
        ]
        found = gaps(entries, "child", longer_than=20, period=self.PERIOD)
        between = next(gap for gap in found if gap.after and gap.before)
        assert [event.id for event in between.stated] == ["n"]
        assert str(between) == ("51 days from 10 January 2016 (v) to 1 March 2016 (w); no contact is stated in n")
        assert all(gap.stated == () for gap in found if gap is not between)


class TestWhatCouldNotBeRead:
    """A cell that was not understood makes every answer over its date possible, and the answer says why."""

    @pytest.fixture
    def chronology(self, tmp_path):
        """A chronology with a cell about who was seen that nobody can read."""
        path = tmp_path / "c.csv"
        path.write_text(
            "Date,Event,Child seen?\n1/1/2016,Visit,Yes\n1/2/2016,Visit,Asleep upstairs\n1/3/2016,Visit,Yes\n",
            encoding="utf-8",
        )
        return read_chronology(path, agency="hv", subject="child")

    def test_a_gap_over_an_unread_sighting_is_possible(self, chronology):
        """What may be a sighting leaves no definite gap over its date, and is named as what may lie in it."""
        (gap,) = unseen(chronology.events, "child", 35, "2016-01/2016-03-01")
        assert not gap.definite
        assert [event.when.text for event in gap.doubtful] == ["2016-02-01"]
        assert "1 of 3 entries with a cell about who was seen that could not be read" in str(
            unseen(chronology.events, "child", 20, "2016-01/2016-03-01")
        )

    def test_a_gap_that_it_leaves_long_enough_is_definite(self, chronology):
        """On either side of the unread cell, a gap that is long enough is still definite."""
        (gap,) = unseen(chronology.events, "child", 28, "2016-01/2016-03-01")
        assert gap.definite
        assert gap.days == DayCount(31, 60)


class TestLeftOut:
    """An answer says what it could not look at."""

    def test_entries_without_a_kind(self):
        """Where no entry has a kind, gaps are as unseen, and the answer says that it looked at no kinds."""
        entries = [bare(f"e{day}", f"2016-02-{day:02}", "other") for day in range(1, 6)]
        assert str(gaps(entries, "child", period="2016-02")).splitlines()[-1] == (
            "Could not look at: 5 of 5 entries with no kind of event (e1, e2, e3 and 2 others)"
        )

    def test_entries_of_no_agency(self):
        """Gaps of one agency say how many entries belong to no agency on file."""
        entries = [bare("e", "2016-02-01", "home_visit"), bare("f", "2016-02-02", "home_visit", agency="hv")]
        assert "1 of 2 entries of no agency on file (e)" in str(gaps(entries, agency="hv", period="2016-02"))

    def test_sightings_by_agencies_of_no_kind(self):
        """With kinds of agency, sightings by an agency whose kind is not on file are said to be left out."""
        casefile = CaseFile.of(
            "T",
            [
                Child(id="child", label="Child"),
                Agency(id="x", name="X"),
                bare("e", "2016-02-01", "home_visit", agency="x", seen=["child"]),
            ],
        )
        found = unseen(casefile, "child", 5, "2016-02", by_kinds=HEALTH)
        assert "1 of 1 entry by an agency whose kind is not on file (e)" in str(found)

    def test_it_is_at_the_foot_of_the_table(self):
        """A notebook shows it below the table, and slices and pickles keep it."""
        found = gaps([bare("e", "2016-02-01", "other")], "child", period="2016-02")
        assert "<tfoot>" in found._repr_html_()
        assert found[:1].left_out == pickle.loads(pickle.dumps(found)).left_out == found.left_out


@pytest.mark.parametrize(("unread", "least"), [("2022-01-10", 355), ("2022-12-01", 334)])
def test_an_unread_cell_leaves_the_longest_part_of_a_gap_certain(unread, least):
    """An entry that may be a contact splits a gap in two, and the longer part has certainly no contact in it."""
    events = [bare("a", "2022-01-01"), bare("z", "2022-12-31")]
    doubted = bare("u", unread, "other", extra={UNREAD: ["seen"]})
    (found,) = gaps([*events, doubted], "child", longer_than=60)
    assert (found.definite, found.days.least, found.days.most) == (True, least, 364)

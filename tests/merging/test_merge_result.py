"""Chronologies in one: what appears twice, what is told twice, what does not agree, and settling it."""

import pickle
from collections import Counter
from itertools import combinations, permutations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.told_twice import FLOORS, HELD_OUT, TUNE, both_ways, counted, families, quality
from examples.invented_family import casefile as invented_family
from safeguard_model import (
    Agency,
    CaseFile,
    Child,
    Code,
    Event,
    InvalidCaseFile,
    InvalidRecord,
    Professional,
    Timeline,
    UnknownRecord,
    merge,
)
from safeguard_model.merging.entries import entries_of
from safeguard_model.merging.pairs import pairs_of
from safeguard_model.timeline import LIKELY
from tests.merging.making import DAY, entry, ids, pairs

FAMILY = invented_family()


def pair(**fields):
    """The same strategy discussion told by two agencies."""
    told = {"kind": "strategy_discussion", "description": "Strategy discussion: joint section 47, medical at Eastmere"}
    return entry("a-1", agency="csc", **(told | fields)), entry("b-1", agency="police", **told)


words = st.sampled_from(("", "Seen at home.", "seen at  HOME.", "Bruise on shin, referral to MASH", "No reply"))


subsets = st.lists(st.sampled_from(("child-1", "child-2")), max_size=2, unique=True)


entries = st.builds(
    Event,
    id=st.sampled_from([f"e-{number}" for number in range(6)]),
    when=st.sampled_from((DAY, DAY, f"{DAY}T10:00", "2016-03-03", "2016-03", "XXXX", "2016-03-01/2016-03-09")),
    kind=st.sampled_from(("home_visit", "other", "strategy_discussion")),
    agency=st.sampled_from(("hv", "csc", None)),
    people=subsets,
    not_seen=subsets,
    description=words,
    outcome=st.sampled_from(("", "referred")),
    account_of=st.sampled_from((None, None, "e-1", "inc-1")),
    codes=st.sampled_from(((), (Code(scheme="police:log", value="0914"),))),
)


chronologies = st.lists(st.lists(entries, max_size=5), max_size=3)


distinct = st.lists(entries, max_size=9, unique_by=lambda event: event.id).map(
    lambda events: [evolve(event, account_of=None) for event in events]
)


class TestOfAnyChronologies:
    """What holds whatever is merged."""

    @given(chronologies)
    def test_timeline_and_duplicates_are_all_that_was_given(self, lists):
        """Every event that was given is in the timeline or among the duplicates, as often as it was given."""
        found = merge(*lists)
        assert Counter(event for events in lists for event in events) == Counter([*found.timeline, *found.duplicates])

    @given(chronologies, st.randoms())
    def test_in_any_order(self, lists, random):
        """Neither the order of the chronologies nor that within them makes a difference."""
        mixed = [random.sample(events, len(events)) for events in random.sample(lists, len(lists))]
        assert merge(*lists) == merge(*mixed)

    @given(chronologies)
    def test_merged_again_it_stays_as_it_is(self, lists):
        """Merging the result, alone or with itself, changes nothing."""
        once = merge(*lists)
        again, twice = merge(once.timeline), merge(once.timeline, once.timeline)
        assert (once.timeline, (), once.candidates, once.disagreements) == (
            again.timeline,
            again.duplicates,
            again.candidates,
            again.disagreements,
        )
        assert once.timeline == twice.timeline
        assert once.candidates == twice.candidates
        assert tuple(once.timeline) == twice.duplicates

    @given(distinct, st.integers(0, 9), st.integers(0, 9))
    def test_in_any_grouping(self, events, first, second):
        """Without clashing ids and links, parts can be merged first and the results then: the timeline is the same."""
        low, high = sorted((first, second))
        a, b, c = events[:low], events[low:high], events[high:]
        whole = merge(a, b, c).timeline
        assert whole == merge(merge(a, b).timeline, c).timeline == merge(a, merge(b, c).timeline).timeline

    @given(chronologies)
    def test_all_pairs_are_of_the_timeline(self, lists):
        """Both entries of every candidate and of every disagreement stand in the timeline, the first before the other."""
        found = merge(*lists)
        for answer in (*found.candidates, *found.disagreements):
            assert found.timeline.index(answer.first) < found.timeline.index(answer.second)
        assert [LIKELY <= candidate.score <= 1 for candidate in found.candidates] == [True] * len(found.candidates)

    @given(chronologies, st.randoms())
    def test_groups_and_candidates_are_one_thing(self, lists, random):
        """Every candidate is in one group, every pair of a group is known or a candidate, and no event is in two."""
        found = merge(*lists)
        places = [event for group in found.groups for event in group.events]
        assert all(len(group.events) > 1 for group in found.groups)
        assert Counter(map(repr, places)) <= Counter(map(repr, found.timeline))
        for candidate in found.candidates:
            assert 1 == sum({candidate.first, candidate.second} <= {*group.events} for group in found.groups)
        settled = found.settle(reject=random.sample(found.candidates, len(found.candidates) // 2))
        for group in settled.groups:
            for one, other in combinations(group.events, 2):
                assert tuple(sorted((one.id, other.id))) not in settled.rejected

    @given(chronologies, st.randoms())
    def test_settling_loses_no_event(self, lists, random):
        """Whatever is accepted, every event is still there but for what it is an account of, and no pair comes back."""
        # accounts of one incident only: what is said to be of two cannot be accepted
        found = merge([evolve(e, account_of=None) if e.account_of == "e-1" else e for events in lists for e in events])
        chosen = random.sample(found.candidates, len(found.candidates) // 2)
        settled = found.settle(accept=chosen)
        before, after = (
            Counter(evolve(event, account_of=None) for event in (*each.timeline, *each.duplicates))
            for each in (found, settled)
        )
        assert before == after
        assert set(pairs(settled.candidates)).isdisjoint(pairs(chosen))


class TestCandidates:
    """What is probably one event told twice."""

    def test_of_the_invented_family(self):
        """The three meetings that it holds twice are found once their links are taken away, and with them none of what is known."""
        linked = {"p-05", "sch-07", "wcs-02"}
        events = [evolve(event, account_of=None) if event.id in linked else event for event in FAMILY.events]
        found = merge(events, casefile=FAMILY)
        assert {("csc-12", "sch-07"), ("csc-08", "p-05"), ("csc-20", "wcs-02")} < set(pairs(found.candidates))
        assert linked.isdisjoint(id for pair in pairs(merge(FAMILY).candidates) for id in pair)

    @pytest.mark.parametrize("way", FLOORS)
    @pytest.mark.parametrize("name", HELD_OUT)
    def test_of_families_that_nothing_was_chosen_on(self, name, way):
        """Of what was held out, with its kinds and without, no less is right and no less is found than was measured."""
        found = quality([*map(counted, both_ways(families(name))[way])])
        assert found.precision >= FLOORS[way][0]
        assert found.recall >= FLOORS[way][1]

    def test_marks_are_not_read(self):
        """What marks the pairs makes no difference to what is found."""
        marked = families(TUNE[0])
        plain = [[evolve(event, extra={}) for event in casefile.events] for casefile in marked]
        for events, casefile in zip(plain, marked, strict=True):
            assert pairs(merge(events).candidates) == pairs(merge(casefile.events).candidates)

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({}, "same day"),
            ({"when": "2016-03-03"}, "a day apart"),
            ({"when": "2016-03-05"}, "against: two or three days apart"),
            ({"when": "2016-03"}, "a date within the month that the other gives"),
            ({"when": "2016"}, "a date within the year that the other gives"),
            ({"when": "XXXX"}, "against: a date that leaves it open"),
            ({"when": "2016-03-12", "recorded": DAY}, "against: weeks apart"),
            ({"kind": "meeting"}, "the same formal occasion"),
            ({"seen": ["child-1"]}, "words in common"),
            ({"attended": ["police"]}, "one names the other's agency"),
        ],
    )
    def test_reasons(self, fields, reason):
        """Each thing that agrees is a reason, in words that hold nothing of the texts."""
        found = merge(pair(**fields))
        assert [("a-1", "b-1")] == [tuple(sorted(ids((found.first, found.second)))) for found in found.candidates]
        assert reason in found.candidates[0].reasons
        assert "Eastmere" not in f"{found}{found!r}{found._repr_html_()}"

    def test_a_professional_names_their_agency(self):
        """Who attended may be a professional of the other agency, and a person of the family is no agency."""
        officer = Professional(id="p", label="Officer 1", agency="police", role="officer")
        agencies = [Agency(id=id, name=id) for id in ("csc", "police")]
        records = [Child(id="child-1", label="C"), *agencies, officer]
        for who, named in (("p", True), ("child-1", False)):
            casefile = CaseFile.of("Invented", [*records, pair(attended=[who])])
            (found,) = merge(casefile).candidates
            assert ("one names the other's agency" in found.reasons) is named

    @pytest.mark.parametrize(
        "fields",
        [
            {"when": "2016-03-09"},
            {"when": "2016-04"},
            {"people": ["child-2"]},
            {"agency": "police", "when": "2016-03-09"},
            {"responds_to": "b-1"},
            {"rescheduled_from": "b-1"},
            {"account_of": "b-1"},
            {"description": "No reply.", "kind": "home_visit", "when": "2016-03-03"},
        ],
    )
    def test_no_candidate(self, fields):
        """Another time, other people, one agency on two days, an answer, a known account and another matter are none."""
        told = evolve(pair()[0], **fields)
        assert () == merge([told, pair()[1]]).candidates

    def test_contradictions_count_against(self):
        """Who was seen by the one and not by the other, and hours between the two, take points off."""
        first, second = pair(description="Joint.")
        plain = merge([first, second]).candidates[0].score
        seen = merge([evolve(first, seen=["child-1"]), evolve(second, not_seen=["child-1"])]).candidates
        early, late = evolve(first, when=f"{DAY}T08:00"), evolve(second, when=f"{DAY}T18:00")
        assert plain < 1
        assert [True, True] == [
            all(candidate.score < plain for candidate in found) for found in (seen, merge([early, late]).candidates)
        ]

    def test_only_the_best_of_one_agencys_entries(self):
        """Where an agency has another entry that fits better, the one that fits less is none."""
        first, second = pair()
        weaker = evolve(
            first, id="a-2", kind="meeting", description="Joint visit planned at the medical", when="2016-03-03"
        )
        (beside,) = [
            each for each in merge([first, weaker, second]).ranked() if "a-2" in (each.first.id, each.second.id)
        ]
        (alone,) = merge([weaker, second]).ranked()
        assert "against: another entry of the agency fits better" in beside.reasons
        assert beside.score < alone.score
        assert [("a-1", "b-1")] == pairs(merge([first, weaker, second]).candidates)

    def test_a_crowded_day_is_not_compared_with_itself(self):
        """Of 5,000 entries about one child on one day no more pairs are scored than a few for each."""
        texts = [f"Call {place}, log {place % 2500}, seen by worker {place % 700}" for place in range(5000)]
        crowd = [entry(f"e-{place}", agency=f"a-{place % 9}", description=text) for place, text in enumerate(texts)]
        compared = list(pairs_of(entries_of(crowd, None)[0]))
        assert 1500 < len(compared) < 20 * len(crowd)
        months = list(pairs_of(entries_of([evolve(event, when="2016-03") for event in crowd], None)[0]))
        assert len(months) < 20 * len(crowd)

    def test_nobody_named_and_no_date_are_compared_too(self):
        """An entry that names nobody is compared with those of its day, one without a date with those of its people."""
        first, second = pair(people=[])
        assert 1 == len(merge([first, second]).candidates)
        undated = merge([evolve(pair()[0], when="XXXX"), second]).candidates
        assert "against: a date that leaves it open" in undated[0].reasons

    def test_no_date_beside_a_birth(self):
        """Beside a birth no date is shown."""
        told = {"kind": "birth", "description": "Girl, 2,480 g, at 37 weeks, monitored for withdrawal"}
        text = str(merge(pair(**told)[:1], [evolve(pair()[1], **told)]))
        assert "birth a-1 and birth b-1" in text
        assert "March" not in text


@pytest.mark.parametrize(
    "when", ["[2016-05-04..]", "[..2016-05-04]", "2016-05/..", "2016/..", "2016-05~/..", "../2016-05", "2016-05/"]
)
def test_a_time_that_is_open_at_one_end_is_merged(when):
    """An entry with an open end, such as "after 3 May 2016" gives, is kept, and read as one of a wide date."""
    merged = merge([entry("a", when), entry("b", "2016-05-10", agency="gp")])
    assert {"a", "b"} == set(ids(merged.timeline))


class TestDisagreements:
    """What is one by an id, a code or an account, and does not agree."""

    def test_versions_of_an_id(self):
        """Two versions of an id both stay, and whatever differs is named; a third is compared with the first."""
        versions = [entry("e-1"), entry("e-1", outcome="referred"), entry("e-1", "2016-03-03", seen=["child-1"])]
        found = merge(versions)
        assert versions == sorted(found.timeline, key=versions.index)
        assert [("id", ("outcome",)), ("id", ("when", "seen"))] == [
            (each.shared, each.differs) for each in found.disagreements
        ]
        assert "two versions of home visit e-1: they differ in outcome" == str(found.disagreements[0])

    def test_accounts_of_one_event(self):
        """Accounts of one event disagree on a day, on who was seen, on whom it was about; one may know less."""
        head = entry("e-1", people=["child-1", "child-2"], seen=["child-1"])
        agreeing = entry("e-2", f"{DAY}T10:00", agency="csc", account_of="e-1")
        other_day = entry("e-3", "2016-03-03", agency="csc", account_of="e-2")
        not_seen = entry("e-4", agency="csc", account_of="e-1", not_seen=["child-1"], people=["child-1", "adult-1"])
        found = merge([head, agreeing, other_day, not_seen]).disagreements
        assert {("e-1", "e-3"): ("when",), ("e-1", "e-4"): ("people", "seen")} == {
            (each.first.id, each.second.id): each.differs for each in found
        }
        assert {"account_of"} == {each.shared for each in found}

    def test_accounts_of_an_incident(self):
        """Accounts of an incident, which is not an entry, are compared with the first of them."""
        accounts = [entry(f"e-{day}", f"2016-03-0{day}", account_of="inc-1") for day in (1, 2, 3)]
        assert [("e-1", "e-2"), ("e-1", "e-3")] == pairs(merge(accounts).disagreements)

    def test_entries_with_one_code(self):
        """A reference that two entries bear makes them one; a code of a published list or of many entries does not."""
        log, factor = Code(scheme="police:log", value="0914"), Code(scheme="dfe:factor", value="18C")
        apart = [entry("e-1", codes=[log, factor]), entry("e-2", "2016-05", codes=[log, factor])]
        (found,) = merge(apart).disagreements
        assert ("code", ("when",)) == (found.shared, found.differs)
        assert "home visit e-1 and home visit e-2, entries with one code: they differ in when" == str(found)
        many = [entry(f"e-{place}", f"{2000 + place}", codes=[log]) for place in range(50)]
        assert () == merge(many).disagreements
        assert () == merge([evolve(event, codes=[factor]) for event in apart]).disagreements

    def test_what_may_agree_does(self):
        """Dates that may be one day do not disagree."""
        assert () == merge([entry("e-1"), entry("e-2", "2016-03", account_of="e-1")]).disagreements

    def test_in_a_ring(self):
        """Accounts that point at each other in a ring are one group."""
        ring = [entry(f"e-{n}", f"2016-03-0{n + 1}", account_of=f"e-{(n + 1) % 3}") for n in range(3)]
        assert 2 == len(merge(ring).disagreements)


class TestSettling:
    """What a reviewer decides."""

    first, second = pair()
    third = evolve(second, id="c-1", agency="hv", when="2016-03-03")

    def test_accepted(self):
        """Both entries of an accepted candidate stay; the later becomes an account of the earlier."""
        found = merge([self.first, self.second])
        settled = found.settle(accept=found.candidates)
        assert [self.first, evolve(self.second, account_of="a-1")] == list(settled.timeline)
        assert () == settled.candidates
        assert settled == found.settle(accept=[("b-1", "a-1")])

    def test_three_accounts_have_one_head(self):
        """Accepted pairs that hang together point at the first of all, however they are decided, and leave no pair."""
        found = merge([self.first], [self.second], [self.third])
        assert 3 == len(found.candidates)
        for some in permutations(found.candidates, 2):
            settled = found.settle(accept=some)
            assert [None, "a-1", "a-1"] == [event.account_of for event in settled.timeline]
            assert () == settled.candidates
            assert settled == found.settle(accept=some[:1]).settle(accept=some[1:])

    def test_what_one_is_an_account_of_already(self):
        """Where one is an account of something, the other becomes an account of that too."""
        told = evolve(self.second, account_of="inc-1")
        assert ["inc-1", "inc-1"] == [
            event.account_of for event in merge([self.first, told]).settle(accept=[("a-1", "b-1")]).timeline
        ]
        head = entry("z-1", agency="gp", kind="appointment")
        linked = merge([self.first, evolve(self.second, account_of="z-1"), head]).settle(accept=[("a-1", "b-1")])
        assert {"a-1": "z-1", "b-1": "z-1", "z-1": None} == {event.id: event.account_of for event in linked.timeline}

    def test_not_of_two_incidents(self):
        """Accounts of two incidents cannot be one event."""
        told = merge([evolve(self.first, account_of="inc-1"), evolve(self.second, account_of="inc-2")])
        with pytest.raises(InvalidRecord, match="the accepted pairs make inc-1 and inc-2 one event"):
            told.settle(accept=[("a-1", "b-1")])

    def test_rejected(self):
        """A rejected candidate leaves the list, changes nothing, and does not come back."""
        found = merge([self.first], [self.second], [self.third])
        settled = found.settle(reject=[("a-1", "b-1")])
        assert found.timeline == settled.timeline
        (left,) = pairs(settled.candidates)  # no group holds both entries of a rejected pair
        assert left in {("a-1", "c-1"), ("b-1", "c-1")}
        assert {("a-1", "c-1"), ("b-1", "c-1")} == set(pairs(settled.ranked()))
        assert () == settled.settle(reject=[("a-1", "c-1"), ("b-1", "c-1")]).candidates
        assert settled == settled.settle(reject=[("a-1", "b-1")])

    def test_a_group(self):
        """Accepting or rejecting a group is accepting or rejecting all its pairs, by the group or by its ids."""
        found = merge([self.first], [self.second], [self.third])
        (group,) = found.groups
        assert ("a-1", "b-1", "c-1") == tuple(sorted(ids(group.events)))
        accepted = found.settle(accept=[group])
        assert accepted == found.settle(accept=found.candidates) == found.settle(accept=[("c-1", "a-1", "b-1")])
        assert () == accepted.groups
        rejected = found.settle(reject=[group])
        assert rejected == found.settle(reject=found.candidates)
        assert (("a-1", "b-1"), ("a-1", "c-1"), ("b-1", "c-1")) == rejected.rejected
        assert () == rejected.ranked()

    def test_a_group_of_which_a_part_is_decided(self):
        """Rejecting a group leaves what is accepted in it, or linked before, as it is."""
        found = merge([self.first], [self.second], [self.third])
        part = found.settle(accept=[("a-1", "b-1")])
        (group,) = part.groups
        settled = part.settle(reject=[group])
        assert [None, "a-1", None] == [settled.timeline[place].account_of for place in range(3)]
        assert (("a-1", "c-1"), ("b-1", "c-1")) == settled.rejected
        linked = merge([self.first], [evolve(self.second, account_of="a-1")], [self.third])
        assert settled.rejected == linked.settle(reject=linked.groups).rejected

    def test_a_link_that_was_rejected_elsewhere_hinders_no_other_decision(self):
        """A rejected pair that the entries link is no contradiction to accepting another pair."""
        told = "Core group at Civic Offices: weigh monthly"
        others = [entry(f"{agency}-9", "2016-05-05", "core_group", agency, description=told) for agency in ("x", "y")]
        found = merge([self.first], [evolve(self.second, account_of="a-1")], others, rejected=[("a-1", "b-1")])
        assert "x-9" == found.settle(accept=[("x-9", "y-9")]).timeline[-1].account_of

    def test_the_link_of_a_dropped_version_does_not_count(self):
        """If the version that was linked is dropped, the pair is listed again."""
        linked, loose = evolve(self.second, account_of="a-1"), evolve(self.second, comment="no link")
        settled = merge([self.first], [linked], [loose]).settle(accept=[loose])
        assert [("a-1", "b-1")] == pairs(settled.candidates)

    def test_accounts_of_two_incidents_are_no_group(self):
        """No group is offered that could not be accepted."""
        told = merge([evolve(self.first, account_of="inc-1"), evolve(self.second, account_of="inc-2"), self.third])
        assert ["inc-1", "inc-2"] != [event.account_of for group in told.groups for event in group.events]
        for group in told.groups:
            told.settle(accept=[group])

    def test_versions_are_no_candidate(self):
        """Two versions of an entry are not in one group, though each may be with another entry."""
        version = evolve(self.first, comment="second version")
        for one, other in pairs(merge([self.first], [version], [self.second]).ranked()):
            assert one != other

    def test_what_was_rejected_stays_so_in_a_corrected_file(self):
        """Given the pairs that were rejected, a new merge lists none of them; pairs of entries that are gone are no fault."""
        rejected = merge([self.first], [self.second], [self.third]).settle(reject=[("b-1", "a-1")]).rejected
        corrected = evolve(self.first, outcome="Medical on Friday")
        again = merge([corrected], [self.second], [self.third], rejected=rejected)
        assert ("a-1", "b-1") not in set(pairs(again.ranked()))
        assert rejected == again.rejected
        assert () == merge([corrected], rejected=rejected).candidates

    @pytest.mark.parametrize("wrong", ["Jane", 7, [7], [("a-1",)], [("a-1", 7)]])
    def test_rejected_pairs_that_are_none(self, wrong):
        """What is not a list of pairs of ids is refused."""
        with pytest.raises(InvalidRecord, match=r"expected (a list of tuples of )?two ids"):
            merge([self.first], rejected=wrong)

    def test_ranked(self):
        """The candidates come first, then pairs that are less likely; as many as asked for."""
        unlike = entry("d-1", kind="phone_call", agency="gp", description="Rang for a repeat prescription")
        found = merge([self.first], [self.second], [self.third], [unlike])
        ranked = found.ranked()
        assert pairs(found.candidates) == pairs(ranked)[:3]
        assert sorted((each.score for each in ranked), reverse=True) == [each.score for each in ranked]
        assert tuple(ranked)[:2] == tuple(found.ranked(2))
        assert () == found.ranked(0)
        with pytest.raises(InvalidRecord, match="expected a whole number"):
            found.ranked(-1)

    def test_versions(self):
        """Of a version that is accepted the others go to the duplicates; of one that is rejected, it."""
        old, new = entry("e-1"), entry("e-1", outcome="referred")
        found = merge([old], [new])
        for settled in (found.settle(accept=[new]), found.settle(reject=[old])):
            assert [new] == list(settled.timeline)
            assert (old,) == settled.duplicates
            assert () == settled.disagreements

    def test_versions_and_candidates_in_any_order(self):
        """An account and a version can be settled together, or one after the other with the entries as they then are."""
        other = evolve(self.second, when="2016-03-03")
        found = merge([self.first], [self.second, other])
        together = found.settle(accept=[("a-1", "b-1"), other])
        later = found.settle(accept=[("a-1", "b-1")])
        assert together == later.settle(accept=[evolve(other, account_of="a-1")]) == later.settle(accept=[other])
        assert together == found.settle(accept=[other]).settle(accept=[("a-1", "b-1")])
        assert [self.first, evolve(other, account_of="a-1")] == list(together.timeline)

    @pytest.mark.parametrize(
        ("decisions", "message"),
        [
            ({"accept": [("a-1", "d-1")]}, "a-1 and d-1 are not a candidate"),
            ({"reject": [entry("a-1")]}, "a-1 appears once"),
            ({"reject": [entry("d-1", outcome="other")]}, "no version of d-1 is equal"),
            ({"accept": [("a-1", "b-1")], "reject": [("b-1", "a-1")]}, "a-1 and b-1 are both accepted and rejected"),
            (
                {"accept": [("a-1", "b-1"), ("b-1", "c-1")], "reject": [("a-1", "c-1")]},
                "are a rejected pair, but accepted",
            ),
            ({"reject": [entry("d-1", "2016-06"), entry("d-1", "2016-07")]}, "no version of d-1 is left"),
            ({"accept": [entry("d-1", "2016-06"), entry("d-1", "2016-07")]}, "no version of d-1 is left"),
            ({"accept": ["Jane"]}, "expected a group, a candidate, ids in a tuple or an event, got Xxxx"),
            ({"accept": [("a-1",)]}, "expected a group, a candidate, ids in a tuple or an event, got a tuple"),
            ({"accept": "Jane"}, "expected a list of groups, candidates, tuples of ids or events, got Xxxx"),
            ({"accept": 7}, "expected a list of groups, candidates, tuples of ids or events, got an int"),
        ],
    )
    def test_refused(self, decisions, message):
        """What is no candidate, no version, nothing of the kind or a contradiction is refused, and nothing is changed."""
        found = merge([self.first, self.second, self.third, entry("d-1", "2016-06"), entry("d-1", "2016-07")])
        with pytest.raises(InvalidRecord, match=message):
            found.settle(**decisions)

    @pytest.mark.parametrize("decision", [("a-1", "nobody"), entry("nobody")])
    def test_unknown(self, decision):
        """An id that nothing in the timeline has is unknown."""
        with pytest.raises(UnknownRecord, match="nobody"):
            merge([self.first, self.second]).settle(accept=[decision])


class TestCaseFiles:
    """The case file of a merge, and its entries in the case file."""

    def test_that_of_the_timelines(self):
        """It is the one that they all have, or the one given; where they have several there is none."""
        other = FAMILY.add(Event(id="more", when="2016", kind="other"))
        assert merge(FAMILY, Timeline.of(FAMILY), [entry("e-1")]).timeline.casefile is FAMILY
        assert merge(FAMILY, pickle.loads(pickle.dumps(FAMILY))).timeline.casefile == FAMILY
        assert merge(FAMILY, other).timeline.casefile is None
        assert merge(FAMILY, other, casefile=other).timeline.casefile is other
        assert merge().timeline.casefile is None

    def test_back_into_the_case_file(self):
        """A case file with its own timeline holds the same entries; with a settled merge, the settled ones."""
        assert set(FAMILY.events) == set(FAMILY.with_timeline(Timeline.of(FAMILY)).events)
        linked = {"p-05", "sch-07", "wcs-02"}
        loose = FAMILY.replace(evolve(FAMILY[id], account_of=None) for id in linked)
        found = merge(loose)
        settled = found.settle(accept=[pair for pair in pairs(found.candidates) if linked & {*pair}])
        assert set(FAMILY.events) == set(loose.with_timeline(settled.timeline).events)

    def test_versions_are_to_be_settled_first(self):
        """A timeline in which an entry still stands in two versions makes no case file."""
        casefile = CaseFile.of(
            "Invented", [Child(id="child-1", label="Child 1"), Agency(id="hv", name="HV"), entry("e-1")]
        )
        found = merge(casefile, [entry("e-1", outcome="referred")])
        with pytest.raises(InvalidCaseFile, match="e-1: another record has this id"):
            casefile.with_timeline(found.timeline)
        settled = found.settle(reject=[entry("e-1")])
        assert "referred" == casefile.with_timeline(settled.timeline)["e-1"].outcome


class TestShown:
    """What is printed, and what a notebook shows."""

    found = merge(pair(), [entry("e-1"), entry("e-1", outcome="referred to Ms Plumrose")])

    def test_counts(self):
        """Its repr is counts alone."""
        assert "<Merge; events: 4, duplicates: 0, groups: 1, candidates: 1, disagreements: 1>" == repr(self.found)

    def test_printed(self):
        """Printed, there is a line for each group and each disagreement."""
        assert [
            "4 events, 0 duplicates left out, 1 group, 1 candidate, 1 disagreement",
            "groups:",
            "disagreements:",
            "- two versions of home visit e-1: they differ in outcome",
        ] == [line for line in str(self.found).splitlines() if not line.startswith("- +")]
        assert "0 events, 0 duplicates left out, 0 groups, 0 candidates, 0 disagreements" == str(merge())

    def test_in_a_notebook(self):
        """There is a row for each, with the two entries side by side, and nothing of what was written."""
        html = self.found._repr_html_()
        assert 1 == html.count('<tr><th scope="row">+')
        assert 2 == html.count("home visit <small>e-1</small>")
        assert "Plumrose" not in html
        assert "1 in all" in self.found.candidates._repr_html_()
        assert "1 in all" in self.found.disagreements._repr_html_()

    def test_as_a_value(self):
        """It has no hash, is compared by what it shows, and a pickle can be settled as it can."""
        with pytest.raises(TypeError, match="unhashable"):
            hash(self.found)
        again = pickle.loads(pickle.dumps(self.found))
        assert self.found == again
        assert self.found.settle(accept=[("a-1", "b-1")]) == again.settle(accept=[("a-1", "b-1")])

    @pytest.mark.parametrize("wrong", ["Jane", 7, [7]])
    def test_given_something_else(self, wrong):
        """Anything but timelines, case files and events is refused."""
        with pytest.raises(InvalidRecord):
            merge(wrong)
        with pytest.raises(InvalidRecord, match="expected a CaseFile"):
            merge(casefile=wrong)

"""The invented family holds every twist that its docstring promises to tests and tutorials."""

from datetime import date

import pytest

from examples.invented_family import AGENCIES, DANGEROUS, FILE, REFUGE_ADDRESS, casefile, main
from safeguard_model import CaseFile, Timeline, When, conflicts, dump, load, statuses_at
from safeguard_model.records import (
    CONTACTS,
    SOCIAL_CARE,
    AbuseCategory,
    Basis,
    EventKind,
    KnowledgeState,
    Nation,
    Precision,
    Standing,
    StatusKind,
)

CASE = casefile()
EVENTS = {event.id: event for event in CASE.events}
E, S, U = "child-e", "sibling-s", "unborn-u"


def day(event_id):
    """The day of an entry that has one."""
    when = EVENTS[event_id].when
    assert when.earliest == when.latest
    return when.earliest


def by(agency):
    """The entries of an agency."""
    return [event for event in CASE.events if event.agency == agency]


def known(event_id, agency):
    """What is stated of an agency's knowledge of an event, earliest first."""
    stated = [knowledge for knowledge in EVENTS[event_id].known_to if knowledge.agency == agency]
    return sorted(stated, key=lambda knowledge: knowledge.since)


def reached(event, child):
    """Whether an entry shows contact with a child, or that the child was seen."""
    seen = {*event.seen, *event.seen_alone, *event.seen_with_others}
    return child in seen or (event.kind in CONTACTS and child in event.people)


def working_days(start, end, *holidays):
    """The working days after one day up to and with another."""
    days = (date.fromordinal(number) for number in range(start.toordinal() + 1, end.toordinal() + 1))
    return sum(each.weekday() < 5 and each.isoformat() not in holidays for each in days)


class TestFile:
    def test_it_builds(self):
        """The case file builds without problems and is identifiable, so that display has something to guard."""
        assert type(CASE) is CaseFile
        assert CASE.handling == "identifiable"

    def test_size(self):
        """It is about one family, five agencies or more and some 60 to 80 entries."""
        assert len(CASE.families) == 1
        assert len(CASE.agencies) == 13
        assert 55 <= len(CASE.events) <= 80

    def test_committed_file(self):
        """The committed JSON equals what the module builds."""
        assert load(FILE) == CASE

    def test_committed_bytes(self, tmp_path):
        """Running the module again would change nothing in the committed file."""
        dump(CASE, tmp_path / "again.json", indent=2)
        assert FILE.read_bytes() == (tmp_path / "again.json").read_bytes()

    def test_main(self, capsys, monkeypatch, tmp_path):
        """The script writes the file and prints agencies, the number of events and the timeline."""
        monkeypatch.setitem(main.__globals__, "FILE", tmp_path / "family.json")
        main()
        printed = capsys.readouterr().out
        assert load(tmp_path / "family.json") == CASE
        assert f"{len(CASE.events)} events" in printed
        assert "Westhaven Constabulary: 9\n" in printed
        assert "20 October 2022: appointment [gp, gp-04]" in printed
        assert not any(person.name in printed for person in (*CASE.children, *CASE.adults) if person.name)

    def test_timeline(self):
        """The timeline holds every entry, and the events worked out from the other records."""
        timeline = Timeline.of(CASE)
        ids = {event.id for event in timeline}
        assert set(EVENTS) <= ids
        assert {"child-e/died", "mother/died"}.isdisjoint(ids)
        assert any(event.derived_from == "lcspr-1" for event in timeline)

    @pytest.mark.parametrize("agency", AGENCIES)
    def test_every_agency_has_entries(self, agency):
        """Every agency that worked with the family has entries of its own, in the order of their rows."""
        entries = by(agency)
        assert entries
        rows = [entry.citations[0].where for entry in entries]
        assert [f"row {number}" for number in range(1, len(entries) + 1)] == rows

    def test_every_event_cites_its_source(self):
        """Every entry cites a row of its own agency's chronology."""
        for event in CASE.events:
            (citation,) = event.citations
            assert f"src-{event.agency}" == citation.source
            assert CASE[citation.source].kind == "chronology"

    def test_claims_cite_the_entry_they_come_from(self):
        """A claim that quotes a row of a chronology quotes the entry it means."""
        rows = {(event.citations[0].source, event.citations[0].where): event.id for event in CASE.events}
        expected = {"when-gp": "gp-04", "when-hv": "hv-06", "how-gp": "gp-04", "how-hv": "hv-06"}
        for end, event_id in expected.items():
            citation = CASE[f"claim-bruise-{end}"].citations[0]
            assert rows[citation.source, citation.where] == event_id

    def test_nhs_numbers_are_impossible(self):
        """No NHS number in the file passes its check digit."""
        numbers = [i.value for p in (*CASE.children, *CASE.adults) for i in p.identifiers if i.scheme == "nhs"]
        assert len(numbers) == 3
        for number in numbers:
            total = sum(int(digit) * (10 - place) for place, digit in enumerate(number[:9]))
            assert (11 - total % 11) % 11 != int(number[9])

    def test_office_work_is_on_working_days(self):
        """Nobody holds a conference, an appointment or a home visit on a weekend."""
        kinds = {"initial_conference", "core_group", "appointment", "home_visit", "referral", "section_47_started"}
        for event in CASE.events:
            if event.kind in kinds and event.when.earliest == event.when.latest:
                assert event.when.earliest.weekday() < 5, event.id


class TestPeople:
    def test_half_siblings_are_worked_out(self):
        """Sibling S is a half sibling of Child E, worked out from their parents; no relationship says so."""
        (family,) = CASE.families
        assert family.siblings_of(E)[S] is Basis.HALF
        assert not any(tie.kin == "sibling" for tie in family.relationships)

    def test_putative_father(self):
        """What the unborn child is to the others is unknown, for the father is only putative."""
        (family,) = CASE.families
        assert family.siblings_of(U) == {E: Basis.UNKNOWN, S: Basis.UNKNOWN}

    def test_unborn(self):
        """One child is not born in this file, and is expected after the last entry."""
        child = CASE[U]
        assert child.born is None
        assert child.sex == "unborn"
        assert all(event.when.earliest is None or event.when.definitely_before(child.expected) for event in CASE.events)

    def test_premature(self):
        """Child E was born at 35 weeks: five weeks before she was expected."""
        assert (CASE[E].expected.earliest - CASE[E].born.earliest).days == (40 - CASE[E].gestation_weeks) * 7

    def test_gestation_when_harmed(self):
        """The unborn child was 17 weeks when the mother was assaulted, which agrees with the expected date."""
        (harm,) = (harm for harm in CASE["inc-assault"].harms if harm.person == U)
        left = CASE[U].expected.earliest - CASE["inc-assault"].when.earliest
        assert harm.gestation_weeks == 40 - left.days // 7 == 17

    def test_death(self):
        """The grandmother, who had warned of the partner, dies in the course of the story."""
        assert CASE["grandmother"].died == EVENTS["gp-05"].when
        assert day("hv-10") < CASE["grandmother"].died.earliest

    def test_household(self):
        """The partner is in the household by the time of the bruise, and out of it after the assault."""
        (family,) = CASE.families
        assert "partner" in family.household_on("2022-10-20")
        assert "partner" not in family.household_on("2022-08-01")
        assert "partner" not in family.household_on("2023-03-01")

    def test_stated_ages(self):
        """Ages stated at the injuries agree with the birth; the one of the emergency department in January does not."""
        at = {str(stated.at.text): stated.age.text for stated in CASE[E].stated_ages}
        assert at == {"2022-10-20": "P17W", "2023-01-28": "P8M", "2023-04-15": "P9M"}

    def test_statuses(self):
        """On Valentine's Day 2023 a plan for physical abuse was in force for Child E, and bail for the partner."""
        (plan,) = statuses_at(CASE, E, "2023-02-14")
        assert (plan.kind, plan.category) == (StatusKind.CHILD_PROTECTION_PLAN, AbuseCategory.PHYSICAL)
        (bail,) = statuses_at(CASE, "partner", "2023-02-14")
        assert bail.kind is StatusKind.BAIL

    def test_kinds_of_status(self):
        """Child in need, plan, Welsh register, injunction, bail, police protection and orders are all there."""
        assert {status.kind for status in CASE.statuses} >= {
            StatusKind.CHILD_IN_NEED,
            StatusKind.CHILD_PROTECTION_PLAN,
            StatusKind.CHILD_PROTECTION_REGISTER,
            StatusKind.INJUNCTION,
            StatusKind.BAIL,
            StatusKind.POLICE_PROTECTION,
            StatusKind.INTERIM_CARE_ORDER,
        }

    def test_police_protection_is_lawful(self):
        """Police protection lasted no more than 72 hours."""
        (status,) = (status for status in CASE.statuses if status.kind is StatusKind.POLICE_PROTECTION)
        assert status.during == When("2023-04-15T23:40/2023-04-18T10:00")

    def test_factors(self):
        """Factors are present, said to be absent, and said not to be recorded."""
        assert {str(factor.state) for factor in CASE.factors} == {"present", "absent", "not_recorded"}

    def test_changes_of_worker(self):
        """Health visitor and social worker change, and for five weeks there is no health visitor."""
        assert CASE["hv1"].during.definitely_before(CASE["hv2"].during)
        assert CASE["sw2"].during.definitely_before(CASE["sw3"].during)
        assert EVENTS["hv-03"].kind is EventKind.UNALLOCATED

    def test_involvements_have_dates(self):
        """Every involvement says from when, and every working agency has one."""
        assert all(involvement.during is not None for involvement in CASE.involvements)
        assert set(AGENCIES) - {"ed"} == {involvement.agency for involvement in CASE.involvements}

    def test_aliases(self):
        """The partner gave midwifery another name, so that its checks found nothing."""
        assert "Dean Harrock" in EVENTS["mw-04"].description
        assert "Dean Harrock" in {alias.text for alias in CASE["partner"].aliases}


class TestSeeing:
    def test_gap_by_anyone(self):
        """For more than six weeks nobody had contact with Child E or saw her."""
        assert (day("p-03") - day("gp-01")).days == 47
        for event in CASE.events:
            if reached(event, E):
                before = event.when.latest <= day("gp-01")
                assert before or event.when.earliest >= day("p-03"), event.id

    def test_gap_in_contacts(self):
        """If only kinds of contact count, the gap is at least 61 days, to the calls of October."""
        after = [e for e in CASE.events if e.kind in CONTACTS and E in e.people and e.when.earliest > day("gp-01")]
        assert (min(event.when.earliest for event in after) - day("gp-01")).days == 61

    def test_gap_by_one_agency(self):
        """Health visiting had no contact with her for nearly three months."""
        inside = [e.id for e in by("hv") if reached(e, E) and e.when.possibly_within(When("2022-07-29/2022-10-20"))]
        assert inside == []
        assert (day("hv-06") - date(2022, 7, 27)).days == 86

    def test_possible_gap(self):
        """Over Christmas there is a gap of seven weeks, or a sighting about December lies in it."""
        stretch = When("2022-12-06/2023-01-22")
        inside = [e.id for e in CASE.events if reached(e, E) and e.when.possibly_within(stretch)]
        assert inside == ["hv-09"]
        assert not EVENTS["hv-09"].when.definitely_within(stretch)

    def test_undated_sighting(self):
        """A sighting has no date, and it is of Sibling S only, so that gaps of Child E can be definite."""
        undated = [event for event in CASE.events if event.when.is_unknown]
        assert [event.id for event in undated] == ["sch-05"]
        assert undated[0].seen == undated[0].people == (S,)

    def test_sighting_about_a_date(self):
        """A sighting is dated about December 2022."""
        assert EVENTS["hv-09"].when.approximate
        assert EVENTS["hv-09"].seen == (E,)

    def test_ways_of_being_seen(self):
        """Children are seen, seen alone, seen with others, not seen, or nothing is said."""
        assert EVENTS["gp-04"].seen == (E,)
        assert EVENTS["csc-07"].seen_with_others == (E,)
        assert EVENTS["csc-07"].not_seen == (S,)
        assert EVENTS["wcs-03"].seen_alone == (S,)
        silent = EVENTS["hv-02"]
        assert silent.kind is EventKind.HOME_VISIT
        assert silent.seen == silent.seen_alone == silent.seen_with_others == silent.not_seen == ()

    def test_voice_of_the_child(self):
        """Sibling S tells two agencies, in his own words, each time seen alone, written down days later."""
        for event in (EVENTS["sch-04"], EVENTS["wcs-03"]):
            assert event.childs_account
            assert event.seen_alone == (S,)
            assert event.when.definitely_before(event.recorded)

    def test_missed_appointments(self):
        """Three appointments in a row were missed, by three agencies, in two ways of saying so."""
        missed = {EventKind.WAS_NOT_BROUGHT, EventKind.DID_NOT_ATTEND}
        stretch = When("2022-09-18/2022-10-19")
        row = [e for e in Timeline.of(CASE) if E in e.people and e.when.definitely_within(stretch)]
        row = [e for e in row if e.kind in missed | CONTACTS and not e.times]
        assert [event.id for event in row] == ["hosp-02", "hv-04", "gp-02", "sch-04"]
        assert {event.kind for event in row[:3]} == missed


class TestBruise:
    def test_two_accounts(self):
        """GP and health visitor tell of one bruise with another date and other words."""
        gp, hv = EVENTS["gp-04"], EVENTS["hv-06"]
        assert gp.account_of == hv.account_of == "inc-bruise"
        assert gp.when.definitely_before(hv.when)
        assert "2 cm" in gp.description
        assert "five pence" in hv.description

    def test_conflicts(self):
        """Its day, its explanation and its nature conflict; so does the gestation; the days of moving in do not."""
        found = {(conflict.about, conflict.field) for conflict in conflicts(CASE)}
        assert found >= {
            ("inc-bruise", "when"),
            ("inc-bruise", "description"),
            ("inc-bruise", "harms[child-e].nature"),
            (E, "gestation_weeks"),
        }
        assert "family-e" not in {about for about, _ in found}

    def test_older_injury(self):
        """The rib fractures happened once, some time in four weeks, at an age worked out as a range."""
        incident = CASE["inc-ribs"]
        assert incident.when.precision is Precision.RANGE
        assert incident.harms[0].age.text == "P8M/P9M"


class TestProcess:
    def test_answered_in_time(self):
        """The referral of 2021 was decided on the next working day."""
        assert EVENTS["csc-02"].responds_to == "csc-01"
        assert working_days(day("csc-01"), day("csc-02")) == 1

    def test_answered_late(self):
        """The health visitor's referral was decided after eleven working days."""
        assert EVENTS["csc-05"].responds_to == "hv-07"
        assert working_days(day("hv-07"), day("csc-05")) == 11

    def test_unanswered(self):
        """Nothing answers the school's referral, and no decision on a referral follows it at all."""
        assert "sch-06" not in {event.responds_to for event in CASE.events}
        later = [e for e in CASE.events if e.kind is EventKind.REFERRAL_DECISION and day(e.id) >= day("sch-06")]
        assert later == []

    def test_late_conference(self):
        """The initial conference was due on 15 December 2022, was held in January, and the reason is recorded."""
        assert working_days(day("csc-08"), date(2022, 12, 15)) == 15
        conference = EVENTS["csc-12"]
        assert conference.kind is EventKind.INITIAL_CONFERENCE
        assert date(2022, 12, 15) < day("csc-12")
        assert "Reason recorded" in conference.description

    def test_apologies_and_silence(self):
        """The police sent apologies; the GP was invited and neither came nor sent any."""
        conference = EVENTS["csc-12"]
        assert "police" in conference.apologies
        assert "gp" in conference.invited
        assert "gp" not in conference.attended + conference.apologies

    def test_plan_starts_with_conference(self):
        """The plan starts on the day of the conference, and the first core group meets within ten working days."""
        assert day("csc-12") == day("csc-13") == CASE["st-plan-e"].during.start.earliest
        assert working_days(day("csc-12"), day("csc-15")) == 10

    def test_section_47(self):
        """Strategy discussion and section 47 enquiry fall on one day, in a stated order."""
        assert day("csc-08") == day("csc-09")
        assert (EVENTS["csc-08"].order, EVENTS["csc-09"].order) == (1.0, 2.0)

    def test_one_meeting_two_dates(self):
        """Police date the strategy discussion a day later than social care."""
        assert EVENTS["p-05"].account_of == "csc-08"
        assert (day("p-05") - day("csc-08")).days == 1

    def test_order_between(self):
        """The school's account of the conference stands between two entries of social care of that day."""
        assert EVENTS["csc-12"].order < EVENTS["sch-07"].order < EVENTS["csc-13"].order
        ids = [event.id for event in Timeline.of(CASE) if event.when == When("2023-01-05") and event.order]
        assert ids == ["csc-12", "sch-07", "csc-13"]

    def test_border(self):
        """The family moves from England to Wales; the case follows 52 days later."""
        assert (day("csc-19") - day("csc-18")).days == 18
        assert (day("csc-20") - day("csc-18")).days == 52
        assert EVENTS["csc-20"].kind is EventKind.CASE_TRANSFER
        assert CASE["wcs"].nation is CASE["hvw"].nation is Nation.WALES
        assert CASE[EVENTS["csc-20"].from_agency].nation is Nation.ENGLAND

    def test_review_clocks(self):
        """The notification was late; the rapid review was in time only if bank holidays are no working days."""
        incident = CASE["inc-head"]
        assert working_days(incident.became_aware.earliest, incident.notified.earliest) == 8
        done = next(step.when for step in CASE["rr-1"].milestones if step.kind == "completed")
        assert working_days(incident.notified.earliest, done.earliest) == 16
        assert working_days(incident.notified.earliest, done.earliest, "2023-05-01", "2023-05-08") == 14


class TestKnowing:
    def test_states(self):
        """Every state of knowledge is recorded somewhere, except that an agency was not told."""
        found = {known.state for event in CASE.events for known in event.known_to}
        assert found == set(KnowledgeState) - {KnowledgeState.NOT_TOLD}

    def test_sent_and_not_received(self):
        """The police notification to health visiting went to the former provider and was not received."""
        (knowledge,) = known("p-03", "hv")
        assert knowledge.state is KnowledgeState.SENT_NOT_RECEIVED
        assert CASE["hv"].successor_of == ("hvold",)

    def test_held_and_not_looked_up(self):
        """Social care held the partner's history, and the emergency department the plan, and neither looked."""
        for event_id, agency in (("p-01", "csc"), ("csc-12", "ed")):
            (knowledge,) = known(event_id, agency)
            assert knowledge.state is KnowledgeState.HELD_NOT_LOOKED_UP
            assert knowledge.since.latest < day("ed-01")

    def test_believed_otherwise_then_knew(self):
        """Health visiting believed that no partner lived there, until the grandmother rang."""
        before, after = known("sch-04", "hv")
        assert before.state is KnowledgeState.BELIEVED_OTHERWISE
        assert (after.state, after.told_by) == (KnowledgeState.KNEW, "grandmother")
        assert after.since.earliest == day("hv-10")

    def test_did_not_know_then_knew(self):
        """The GP is stated not to have known of the conference, and to have known later."""
        before, after = known("csc-12", "gp")
        assert (before.state, after.state) == (KnowledgeState.DID_NOT_KNOW, KnowledgeState.KNEW)

    def test_chain(self):
        """News of the assault passed from police to social care, to midwifery, to the GP."""
        teller = {knowledge.agency: knowledge.told_by for knowledge in EVENTS["p-06"].known_to}
        chain = ["gp"]
        while chain[-1] in teller:
            chain.append(teller[chain[-1]])
        assert chain == ["gp", "mw", "csc", "police"]
        since = [known("p-06", agency)[0].since for agency in ("csc", "mw", "gp")]
        assert since == sorted(since)

    def test_three_pieces(self):
        """The three pieces were all held by police, school and GP from 20 October 2022, and not a day before."""
        pieces = [event for event in CASE.events if "piece" in event.tags]
        assert [event.agency for event in pieces] == ["police", "gp", "sch"]
        held = [(event.recorded or event.when).latest for event in pieces]
        assert max(held) == date(2022, 10, 20)

    def test_nobody_held_two_pieces(self):
        """On that day no agency is recorded to know of two of the three."""
        for event in (event for event in CASE.events if "piece" in event.tags):
            for knowledge in event.known_to:
                if knowledge.state is KnowledgeState.KNEW:
                    assert knowledge.since.earliest > date(2022, 10, 20)

    def test_nothing_is_known_before_it_happened(self):
        """No agency is recorded to know of an event before it happened."""
        for event in CASE.events:
            for knowledge in event.known_to:
                assert not knowledge.since.definitely_before(event.when), event.id

    def test_possibly_knew(self):
        """Since when health visiting knew of the assault is known to the month only, and assumed."""
        (knowledge,) = known("p-06", "hv")
        assert knowledge.since.precision is Precision.MONTH
        assert knowledge.basis == "assumed"


class TestTime:
    def test_kinds_of_date(self):
        """Dates of every kind are there."""
        whens = [event.when for event in CASE.events]
        everywhere = [
            *whens,
            *(person.born for person in (*CASE.children, *CASE.adults) if person.born),
            *(factor.during for factor in CASE.factors if factor.during),
            *(residence.during for person in (*CASE.children, *CASE.adults) for residence in person.residences),
        ]
        assert {when.precision for when in everywhere} == set(Precision)
        assert any(when.approximate and not when.uncertain for when in whens)
        assert any(when.uncertain for when in whens)
        assert any(when.text.endswith("/..") for when in everywhere)
        assert any(when.text.startswith("../") for when in everywhere)
        assert any(when.text.endswith("/") for when in everywhere)

    def test_as_written(self):
        """What the sources wrote for a date reads as the date in the record."""
        written = [event for event in CASE.events if event.when_as_written]
        assert len(written) >= 8
        for event in written:
            assert When.parse(event.when_as_written) == event.when, event.id

    def test_early_august(self):
        """Early August 2021 is some day in the first ten."""
        assert EVENTS["sch-01"].when.text == "[2021-08-01..2021-08-10]"

    def test_recorded_later(self):
        """Some entries were written down later than they happened, one of them after months; none before."""
        recorded = [event for event in CASE.events if event.recorded is not None]
        assert len(recorded) >= 5
        assert not any(event.recorded.definitely_before(event.when) for event in recorded)
        assert EVENTS["csc-21"].recorded.text == "2023-04-20"

    def test_several_times(self):
        """Some entries represent several occasions: six, four, and "several"."""
        counts = {event.id: event.times.n or event.times.words for event in CASE.events if event.times}
        assert counts == {"sch-03": 6, "gp-03": "several", "ref-02": 4}


class TestHarmAndReview:
    def test_standing(self):
        """The partner was suspected on one day and arrested on the next; nobody is convicted in this file."""
        assert [s.standing for s in CASE["inc-head"].suspects] == [Standing.SUSPECTED, Standing.ARRESTED]
        assert not any(s.standing is Standing.CONVICTED for i in CASE.incidents for s in i.suspects)

    def test_proceeding(self):
        """A police investigation runs beside the review, and is open."""
        assert "proc-police" in CASE["lcspr-1"].parallel
        assert CASE["proc-police"].status == "open"

    def test_reviews(self):
        """A rapid review leads to a local child safeguarding practice review, published late with a reason."""
        review = CASE["lcspr-1"]
        assert review.cites == ("rr-1",)
        steps = {str(step.kind): step for step in review.milestones}
        assert steps["due"].when.definitely_before(steps["published"].when)
        assert steps["published"].reason

    def test_episodes_hold_their_events(self):
        """Every event of a key episode may lie in its period."""
        for episode in CASE.episodes:
            assert all(EVENTS[id].when.possibly_overlaps(episode.period) for id in episode.events), episode.id

    def test_findings(self):
        """There is a strength among the findings, concerns, a missed opportunity, and one that stays unresolved."""
        assert {str(finding.appraisal) for finding in CASE.findings} >= {"strength", "concern", "missed_opportunity"}
        assert {str(finding.standing) for finding in CASE.findings} == {"established", "unresolved"}

    def test_actions(self):
        """Actions are done, overdue, planned and dropped; one follows a meeting, one the review itself."""
        assert {str(action.status) for action in CASE.actions} == {"done", "overdue", "planned", "dropped"}
        assert CASE["act-0"].agreed_at == "csc-15"
        assert CASE["act-3"].review == "lcspr-1"


class TestDisclosure:
    def test_refuge_is_withheld(self):
        """The refuge, its entries, the move there and the mother's address are withheld from the partner."""
        held_back = [CASE["ref"], CASE["src-ref"], CASE["csc-18"], *by("ref"), CASE["mother"]]
        assert all("partner" in record.withheld_from for record in held_back)
        assert "published" in DANGEROUS
        assert CASE["ref"].name_withheld

    def test_trap(self):
        """One entry that is not withheld repeats the refuge's address in free text."""
        holding = [event for event in CASE.events if REFUGE_ADDRESS in event.description]
        assert [event.id for event in holding] == ["hvw-01"]
        assert holding[0].withheld_from == ()

    def test_display_gives_nobody_away(self):
        """Neither the text nor the HTML of file and timeline shows a name, a number or an address."""
        shown = "".join(f"{thing!r}{thing._repr_html_()}" for thing in (CASE, Timeline.of(CASE)))
        people = (*CASE.children, *CASE.adults)
        secrets = {
            *(person.name for person in people if person.name),
            *(identifier.value for person in people for identifier in person.identifiers),
            *(residence.address for person in people for residence in person.residences if residence.address),
        }
        assert not any(secret in shown for secret in secrets)


def test_social_care_on_both_sides():
    """Both nations have a children's social care in the file."""
    assert {agency.nation for agency in CASE.agencies if agency.kind in SOCIAL_CARE} >= {Nation.ENGLAND, Nation.WALES}

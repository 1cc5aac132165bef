"""Who must act, what was decided, and what did not happen: clocks that do not start, and why."""

import pytest
from attrs import evolve

from safeguard_model import Agency, CaseFile, Harm, Incident, InvalidRecord, clocks
from safeguard_model.timeline import ENGLAND, NORTHERN_IRELAND, WALES
from tests.timescales.clocking import PEOPLE, RULE, event, referral

AGENCIES = [
    Agency(id="csc", name="Council", kind="childrens_social_care", nation="england"),
    Agency(id="camhs", name="CAMHS", kind="mental_health", nation="england"),
    Agency(id="school", name="School", kind="school", nation="england"),
    Agency(id="cardiff", name="Cardiff", kind="childrens_social_care", nation="wales"),
    Agency(id="some", name="Some body"),
]


def asked(*records, timescales=ENGLAND, **options):
    """The clocks of a case file with two children and five agencies, without bank holidays."""
    return clocks(CaseFile.of("Invented", [PEOPLE, AGENCIES, records]), timescales, [], **options)


def verdicts(*records, **options):
    """The verdict of each clock, by timescale."""
    return {clock.timescale.name: str(clock.verdict) for clock in asked(*records, **options)}


class TestWhoMustAct:
    def test_a_referral_to_another_service_starts_no_clock_of_social_care(self):
        """A school's referral to CAMHS is no referral to social care, and the answer says that it started no clock."""
        found = asked(referral("2022-05-04", agency="school", to_agency="camhs"))
        assert found == ()
        assert str(found).endswith('1 of 1 entry that started no clock: show="all" says why (r)')
        (decision, assessment) = asked(referral("2022-05-04", agency="school", to_agency="camhs"), show="all")
        assert str(decision) == (
            "Decision on a referral: not started; referral r, 4 May 2022; it went to another kind of agency"
        )
        assert assessment.why_not == "it went to another kind of agency"

    def test_a_referral_to_social_care_or_to_nobody_named_starts_them(self):
        """A referral to the council, or one whose receiver is not named, is taken to be one to social care."""
        for to_agency in ("csc", None):
            found = verdicts(referral("2022-05-04", agency="school", to_agency=to_agency))
            assert found == {"Decision on a referral": "unknown", "Assessment": "unknown"}

    def test_a_receiver_of_no_kind_leaves_it_open(self):
        """Where nobody says what kind of agency received it, a clock is never certainly overdue."""
        assert set(verdicts(referral("2022-05-04", to_agency="some"), today="2023").values()) == {"unknown"}

    def test_the_nation_is_that_of_the_agency_that_must_act(self):
        """A referral to a Welsh council runs the clocks of Wales, whoever made it, and none of England."""
        sent = referral("2022-05-04", agency="school", to_agency="cardiff")
        assert verdicts(sent) == {}
        assert {clock.why_not for clock in asked(sent, show="all")} == {"the agency that must act is in wales"}
        assert "Assessment" in verdicts(sent, timescales=WALES)
        assert verdicts(referral("2022-05-04", agency="school"), timescales=NORTHERN_IRELAND) == {}

    def test_the_nation_of_an_incident_is_that_of_the_agencies_on_file(self):
        """Where all agencies on file are in another nation, an incident starts no clock of England."""
        harmed = Incident(
            id="i", when="2019-05-01", became_aware="2019-05-02", harms=[Harm(person="c", kind="bruising")]
        )
        elsewhere = [evolve(agency, nation="scotland") for agency in AGENCIES]
        asked_of = [
            clocks(CaseFile.of("Invented", [PEOPLE, agencies, harmed]), ENGLAND, [], today="2020-02-01", show="all")
            for agencies in (AGENCIES, elsewhere)
        ]
        (here,), (there,) = asked_of
        assert here.verdict == "overdue"
        assert there.why_not == "the agencies on file that may have to act are in scotland"

    def test_no_nation_on_file(self):
        """Of one nation's timescales the nation is known; of several, each may apply, and none is certainly overdue."""
        sent = referral("2019-05-01", agency="a")
        casefile = CaseFile.of("Invented", [PEOPLE, Agency(id="a", name="A"), sent])
        for scales, found in ((ENGLAND, {"overdue"}), ((*ENGLAND, *NORTHERN_IRELAND), {"unknown"})):
            rows = clocks(casefile, scales, [], today="2020-02-01")
            assert {str(clock.verdict) for clock in rows if clock.timescale.name == "Assessment"} == found

    def test_before_the_first_edition(self):
        """What began before every edition that was given has no clock, and the last line says so."""
        found = asked(referral("2001-05-01", agency="csc"))
        assert str(found).endswith("1 of 1 entry that began when no timescale for them was in force (r)")
        assert [left.how_many for left in asked(referral("2001-05-01", to_agency="cardiff")).left_out] == []

    def test_what_another_agency_completed_for_itself_stops_nothing(self):
        """An assessment by CAMHS is not the assessment of the council, unless it responds to the referral."""
        sent = referral("2022-05-04", to_agency="csc")
        theirs = event("a", "2022-05-20", "assessment_completed", agency="camhs")
        assert verdicts(sent, theirs)["Assessment"] == "unknown"
        assert verdicts(sent, evolve(theirs, agency="csc"))["Assessment"] == "met"
        assert verdicts(sent, evolve(theirs, responds_to="r"))["Assessment"] == "met"


class TestWhatWasDecided:
    def test_a_referral_that_responds_to_a_stop(self):
        """What a referral responds to hides no decision about it."""
        decided = event("x", "2022-05-05", "referral_decision", agency="csc", decision="no_further_action")
        done = event("a1", "2022-05-20", "assessment_completed", agency="csc")
        for sent in (referral("2022-05-04"), referral("2022-05-04", responds_to="a1")):
            assert "Assessment" not in verdicts(sent, decided, done)

    @pytest.mark.parametrize("decision", ["no_further_action", "signposted", "refused"])
    def test_a_referral_that_was_not_taken_on_has_no_assessment(self, decision):
        """A referral decided in this way has its decision in time, and no assessment that could be overdue."""
        decided = event("x", "2022-05-05", "referral_decision", agency="csc", decision=decision)
        for records in (
            [referral("2022-05-04"), decided],
            [referral("2022-05-04"), evolve(decided, responds_to="r")],
            [referral("2022-05-04", decision=decision)],
        ):
            assert "Assessment" not in verdicts(*records, today="2023")
            (row,) = [clock for clock in asked(*records, show="all") if clock.timescale.name == "Assessment"]
            assert row.why_not == f"decided: {decision.replace('_', ' ')}"

    def test_no_further_action_as_an_event(self):
        """An event of no further action that responds to the referral ends it; one of the police on a parent does not."""
        nfa = event("n", "2022-05-05", "no_further_action", agency="csc")
        assert "Assessment" not in verdicts(referral("2022-05-04"), evolve(nfa, responds_to="r"))
        assert verdicts(referral("2022-05-04"), nfa, today="2023")["Assessment"] == "overdue"

    def test_a_referral_that_was_accepted_has_one(self):
        """A decision to take the referral on, or one that says nothing, leaves the assessment due."""
        for decision in ("accepted", None):
            decided = event("x", "2022-05-05", "referral_decision", decision=decision)
            assert verdicts(referral("2022-05-04"), decided, today="2023")["Assessment"] == "overdue"

    def test_a_decision_that_may_be_of_another_day_leaves_it_open(self):
        """Where the dates do not say which decision came first, the assessment is never certainly overdue."""
        decisions = [
            event("x", "2022-05", "referral_decision", decision="no_further_action"),
            event("e", "2022-05-10", "referral_decision", decision="accepted"),
        ]
        assert verdicts(referral("2022-05-04"), *decisions, today="2023")["Assessment"] == "unknown"


class TestWhatDidNotHappen:
    @pytest.mark.parametrize("state", ["planned", "cancelled", "postponed", "did_not_happen"])
    def test_a_cancelled_conference_stops_no_clock_and_starts_none(self, state):
        """A conference that did not happen is no conference: nothing is met by it, and nothing is counted from it."""
        records = [
            event("s", "2022-05-02", "strategy_discussion"),
            event("t", "2022-05-03", "section_47_started"),
            event("i", "2022-05-10", "initial_conference", state=state),
        ]
        assert verdicts(*records) == {"Initial child protection conference": "unknown"}

    def test_a_strategy_discussion_without_an_enquiry_says_why_no_conference_is_due(self):
        """No section 47 enquiry on file: the conference has no clock, and the list says so."""
        found = asked(event("s", "2022-05-02", "strategy_discussion"), show="all")
        assert [str(clock) for clock in found] == [
            (
                "Initial child protection conference: not started; strategy discussion s, 2 May 2022; "
                "no section 47 started is on file after it and before the next start"
            )
        ]


class TestWhatWasLeftOut:
    def test_entries_without_a_kind(self):
        """With every kind `other`, the answer says that it looked at none of them."""
        found = asked(event("e", "2022-05-02", "other"), event("f", "2022-05-03", "other"))
        assert str(found) == "none\nCould not look at: 2 of 2 entries with no kind of event (e and f)"

    def test_show_is_one_of_two_words(self):
        """Another word for what to show is refused."""
        with pytest.raises(InvalidRecord, match="expected 'started' or 'all'"):
            asked(show="none")


class TestStops:
    def test_a_stop_that_may_be_earlier_does_not_hide_one_in_time(self):
        """A visit certainly after the referral and in time is enough, whatever another vague visit may have been."""
        records = [referral("2022-05-04"), event("v", "2022-05"), event("w", "2022-05-06")]
        (clock,) = clocks(CaseFile.of("Invented", [PEOPLE, records]), [RULE], [])
        assert (str(clock.verdict), clock.stopped.id) == ("met", "w")

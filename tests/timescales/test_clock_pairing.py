"""What starts and what stops a clock, and the reason recorded for a delay."""

import pytest
from attrs import evolve

from safeguard_model import (
    Agency,
    CaseFile,
    Event,
    Harm,
    Incident,
    Milestone,
    Review,
    Source,
    Status,
    Subject,
)
from safeguard_model.records import ReviewKind
from safeguard_model.timeline import Moment
from tests.timescales.clocking import PEOPLE, RULE, event, referral, run, stopped_by, verdict


class TestPairing:
    def test_next_about_the_same_child(self):
        """A clock is stopped by the next event about a child in common, not by one before, nor of another child."""
        assert {"r": "v3"} == stopped_by(
            referral("2022-06-02"),
            event("v1", "2022-06-01"),
            event("v2", "2022-06-03", people=["d"]),
            event("v3", "2022-06-04", people=["d", "c"]),
            event("v4", "2022-06-05"),
        )

    def test_a_shared_adult_is_not_enough(self):
        """Two children with one mother are two children."""
        mother = CaseFile.of("Example", PEOPLE).add(referral("2022-06-02"))
        assert mother
        assert {"r": None} == stopped_by(referral("2022-06-02", people=["c"]), event("v", "2022-06-03", people=["d"]))

    def test_one_clock_for_several_children(self):
        """A referral of two children is one clock."""
        assert {"r": "v"} == stopped_by(
            referral("2022-06-02", people=["c", "d"]), event("v", "2022-06-03", people=["d"])
        )

    def test_seen_is_about(self):
        """A child who was seen, or not seen, is one that an event is about."""
        assert {"r": "v"} == stopped_by(
            referral("2022-06-02"), Event(id="v", when="2022-06-03", kind="home_visit", seen=["c"])
        )

    @pytest.mark.parametrize("way", ["stop", "start"])
    def test_explicit_first(self, way):
        """What responds to a start stops it before anything else, whichever of the two says so."""
        link = {"responds_to": "v2"} if way == "start" else {}
        back = {"responds_to": "r"} if way == "stop" else {}
        assert {"r": "v2"} == stopped_by(
            referral("2022-06-02", **link), event("v1", "2022-06-03"), event("v2", "2022-06-20", people=["d"], **back)
        )

    def test_an_answer_to_another_is_not_taken(self):
        """What responds to one referral does not stop the clock of another."""
        assert {"r": None, "r2": "v"} == stopped_by(
            referral("2022-06-02"), referral("2022-06-05", id="r2"), event("v", "2022-06-06", responds_to="r2")
        )

    def test_told_twice_is_one_start(self):
        """A start told by two agencies is one clock, started by the entry the other is an account of."""
        assert {"r": "v"} == stopped_by(
            referral("2022-06-01", id="told", account_of="r", people=["d"]),
            referral("2022-06-02"),
            referral("2022-06-03", id="again", account_of="told"),
            event("v", "2022-06-04", responds_to="told", people=[]),
        )

    def test_accounts_in_a_circle(self):
        """Two entries that are accounts of each other are one start."""
        found = run(referral("2022-06-01", id="a", account_of="b"), referral("2022-06-02", id="b", account_of="a"))
        assert 1 == len(found)

    def test_an_undated_visit_leaves_it_open(self):
        """An event without a date may have stopped a clock, so that a later one does not make it certainly missed."""
        late = [referral("2022-06-02"), event("v1", "2022-08-01")]
        assert "missed" == verdict(*late)
        assert "possibly_missed" == verdict(*late, event("v2", "XXXX"))
        assert "met" == verdict(*late, event("v2", "XXXX"), event("v3", "2022-06-03"))
        assert {"r": "v2"} == stopped_by(*late, event("v2", "XXXX"))

    def test_before_a_meeting(self):
        """A deadline before its start is met by the last event before it, else missed by the next after it."""
        rule = evolve(RULE, length=-5)
        start = referral("2022-06-10")
        assert {"r": "v2"} == stopped_by(
            start, event("v1", "2022-01-01"), event("v2", "2022-06-05"), event("v3", "2022-07"), rule=rule
        )
        assert ["met", "missed", "missed"] == [
            verdict(start, event("v", day), rule=rule) for day in ("2022-06-05", "2022-06-06", "2022-06-11")
        ]

    def test_without_children_only_what_is_linked(self):
        """An event about no child is stopped only by what is linked to it."""
        assert {"r": None} == stopped_by(referral("2022-06-02", people=[]), event("v", "2022-06-03", people=[]))
        assert {"r": "v"} == stopped_by(
            referral("2022-06-02", people=[]), event("v", "2022-06-03", people=[], responds_to="r")
        )

    def test_the_end_of_the_case(self):
        """A case closed before a clock is due leaves it out, one closed after leaves it open; what follows is another."""
        rule = evolve(RULE, ends=["case_closed"])
        later = event("v", "2023-06-03")
        assert {} == stopped_by(referral("2022-06-02"), event("x", "2022-06-05", "case_closed"), later, rule=rule)
        assert {"r": None} == stopped_by(
            referral("2022-06-02"), event("x", "2022-06-15", "case_closed"), later, rule=rule
        )
        assert {"r": "v"} == stopped_by(
            referral("2022-06-02"), event("x", "2022-06-15", "case_closed", ["d"]), later, rule=rule
        )
        both = referral("2022-06-02", people=["c", "d"])
        assert {"r": "v"} == stopped_by(both, event("x", "2022-06-05", "case_closed", ["d"]), later, rule=rule)
        same_day = event("x", "2022-06-02", "case_closed")
        assert {} == stopped_by(referral("2022-06-02"), same_day, later, rule=rule)
        assert {"r": "v"} == stopped_by(
            referral("2022-06-02T10:00"), event("x", "2022-06-02T09:00", "case_closed"), later, rule=rule
        )
        perhaps = event("x", "2022-06", "case_closed")
        assert "unknown" == verdict(referral("2022-06-02"), perhaps, rule=rule, today="2024")

    def test_a_stop_that_is_certainly_after_the_start_decides(self):
        """A stop in time, certainly after the start, is enough; one that may lie before the start changes nothing."""
        rule = evolve(RULE, length=15)
        sent, sure = referral("[2022-03-01..2022-03-10]"), event("b", "2022-03-13")
        doubtful = event("a", "[2022-03-05..2022-03-12]")
        assert "met" == verdict(sent, sure, rule=rule) == verdict(sent, doubtful, sure, rule=rule)

    def test_repeating(self):
        """A repeating clock starts anew with each stop, until it is ended."""
        rule = evolve(RULE, every=True, ends=["case_closed"])
        records = [
            referral("2022-06-02"),
            event("v1", "2022-06-09"),
            event("v2", "2022-06-30"),
            event("v0", "2022-05-01"),
        ]
        clocked = run(*records, rule=rule)
        assert [("r", "met"), ("v1", "missed"), ("v2", "unknown")] == [(c.started.id, c.verdict) for c in clocked]
        ended = [event("x", "2022-07-04", "case_closed"), event("v3", "2022-09-01")]
        assert {"r": "v1", "v1": "v2"} == stopped_by(*records, *ended, rule=rule)

    def test_a_review_does_not_stop_itself(self):
        """Where the same kind starts and stops, each is stopped by the next."""
        rule = evolve(RULE, starts=["home_visit"])
        days = ["2022-06-01", "2022-06-01", "2022-06", "2022-06-08"]
        records = [event(f"v{number}", day) for number, day in enumerate(days)]
        assert {"v0": "v1", "v1": "v3", "v2": "v3", "v3": None} == stopped_by(*records, rule=rule)

    def test_only_if(self):
        """What must follow a start is to lie between it and the next start."""
        rule = evolve(RULE, only_if=["section_47_started"])
        enquiry = event("s", "2022-06-20", "section_47_started")
        first, second, third = (referral(day, id=f"r{day[-2:]}") for day in ("2022-06-01", "2022-06-20", "2022-06-25"))
        assert {"r20": None} == stopped_by(first, second, third, enquiry, rule=rule)
        assert {} == stopped_by(third, enquiry, rule=rule)
        sure = [referral("2022-06-02"), event("v", "2022-08-01")]
        assert "missed" == verdict(*sure, event("s", "2022-06-02", "section_47_started"), rule=rule)
        assert "possibly_missed" == verdict(*sure, event("s", "2022", "section_47_started"), rule=rule)

    def test_only_after(self):
        """What must come before a start is to be on file and not after it."""
        rule = evolve(RULE, only_after=["pregnancy"])
        sure = [referral("2022-06-02"), event("v", "2022-08-01")]
        assert "missed" == verdict(*sure, event("p", "2022-01-01", "pregnancy"), rule=rule)
        assert "possibly_missed" == verdict(*sure, event("p", "2022", "pregnancy"), rule=rule)
        assert {} == stopped_by(*sure, event("p", "2022-07-01", "pregnancy"), rule=rule)

    def test_in_force(self):
        """An edition counts for what starts while it is in force; where that is not sure, nothing is certainly missed."""
        rule = evolve(RULE, in_force="2022-06-02/2022-06-30")
        stop = event("v", "2022-12-01")
        for start, expected in {
            "2022-06-01": [],
            "2022-06-02": ["missed"],
            "2022-06-30T23:59": ["missed"],
            "2022-07-01": [],
            "2022": ["possibly_missed"],
        }.items():
            assert expected == [clock.verdict.value for clock in run(referral(start), stop, rule=rule)]
        years = evolve(RULE, in_force="2014/2021")
        found = [verdict(referral(start), stop, rule=years) for start in ("2014-06-01", "2015-06-01", "2021-06-01")]
        assert ["possibly_missed", "missed", "possibly_missed"] == found

    def test_nation(self):
        """An entry of an agency of another nation starts no clock; of one whose nation is not stated it does."""
        agencies = [
            Agency(id="e", name="E", nation="england"),
            Agency(id="w", name="W", nation="wales"),
            Agency(id="n", name="N"),
        ]
        for agency, expected in {"e": 1, "w": 0, "n": 1, None: 1}.items():
            assert expected == len(run(agencies, referral("2022-06-02", agency=agency)))

    def test_earliest_of(self):
        """Of several clocks the earliest is when it is due, as far as each has started."""
        part = evolve(RULE, starts=["pregnancy"], length=3, unit="months")
        rule = evolve(RULE, earliest_of=[part])
        for told, expected in {
            "2022-03-05": "2022-06-05",
            "2022-03-20": "2022-06-12",
            "2022-03": "[2022-06-01..2022-06-12]",
            "2022-07-01": "2022-06-12",
        }.items():
            (clock,) = run(referral("2022-06-02"), event("p", told, "pregnancy"), rule=rule)
            assert expected == clock.due.text


class TestMomentsAndReviews:
    AWARE = evolve(RULE, starts=[Moment.BECAME_AWARE], stops=[Moment.NOTIFIED, "serious_incident_notification"])
    RAPID = evolve(
        RULE, starts=[Moment.NOTIFIED, "serious_incident_notification"], stops=[Moment.RAPID_REVIEW_COMPLETED]
    )
    PUBLISHED = evolve(
        RULE,
        starts=["review_decided"],
        stops=["review_published"],
        only_if=[ReviewKind.CHILD_SAFEGUARDING_PRACTICE_REVIEW],
    )
    INCIDENT = Incident(
        id="i", when="2022-05-30", became_aware="2022-06-01", notified="2022-06-06", harms=[Harm(person="c")]
    )

    @staticmethod
    def review(id, kind="child_safeguarding_practice_review", incidents=(), subject="c", **steps):
        """A review with dated steps."""
        subjects = [Subject(person=subject)] if subject else []
        milestones = [Milestone(kind=step, when=when) for step, when in steps.items()]
        return Review(
            id=id, title="Review", kinds=[kind], incidents=incidents, subjects=subjects, milestones=milestones
        )

    def test_notification(self):
        """The clock of the notification runs from when the authority became aware, as events made for it."""
        (clock,) = run(self.INCIDENT, rule=self.AWARE)
        assert ("i/became-aware", "i/notified", "met") == (clock.started.id, clock.stopped.id, clock.verdict)
        assert ("i", ("c",)) == (clock.started.derived_from, clock.started.people)

    def test_an_entry_tells_of_the_notification(self):
        """An entry of the notification, said to be an account of the incident or of the same date, is not another."""
        entry = event("n", "2022-06-07", "serious_incident_notification", account_of="i")
        assert 1 == len(run(self.INCIDENT, entry, rule=self.RAPID))
        same = event("n", "2022-06", "serious_incident_notification")
        assert {"n": None} == stopped_by(self.INCIDENT, same, rule=self.RAPID)
        assert {"i/became-aware": "n"} == stopped_by(self.INCIDENT, same, rule=self.AWARE)

    def test_rapid_review_of_the_same_incident(self):
        """A rapid review stops the clock of its own incident, though another about the child came first."""
        other = self.review("rr-0", "rapid_review", completed="2022-06-07")
        mine = self.review("rr-1", "rapid_review", incidents=["i"], subject=None, completed="2022-06-20")
        assert {"i/notified": "rr-1/completed"} == stopped_by(self.INCIDENT, other, mine, rule=self.RAPID)
        assert {"i/notified": "rr-0/completed"} == stopped_by(self.INCIDENT, other, rule=self.RAPID)

    def test_another_review_is_no_rapid_review(self):
        """A completed review of another kind stops nothing."""
        assert {"i/notified": None} == stopped_by(
            self.INCIDENT, self.review("x", "domestic_homicide_review", completed="2022-06-07"), rule=self.RAPID
        )

    def test_publication_is_of_the_same_review(self):
        """A publication counts for the review it is of, before any other about the same child."""
        mine = self.review("mine", decided="2022-06-02", published="2022-12-01")
        other = self.review("other", "domestic_homicide_review", decided="2022-06-03", published="2022-06-05")
        assert {"mine/decided": "mine/published"} == stopped_by(mine, other, rule=self.PUBLISHED)

    def test_publication_as_a_source(self):
        """Where the review has no date of publication, that of its report counts."""
        report = Source(id="report", title="Report", kind="report", of="mine", published="2022-12-01")
        mine = self.review("mine", subject=None, decided="2022-06-02")
        found = stopped_by(mine, report, rule=self.PUBLISHED)
        assert {"mine/decided": "report/published"} == found

    def test_a_decision_told_in_an_entry(self):
        """An entry of the decision counts where the file holds such a review about one of its people."""
        entry = event("e", "2022-06-02", "review_decided")
        assert {"e": "mine/published"} == stopped_by(
            entry, self.review("mine", decided="2022-06", published="2022-07-01"), rule=self.PUBLISHED
        )
        assert {} == stopped_by(entry, rule=self.PUBLISHED)

    def test_plans_are_statuses_too(self):
        """A plan that ends as a status ends a clock."""
        rule = evolve(RULE, ends=["plan_ended"])
        status = Status(id="plan", person="c", kind="child_protection_plan", during="2022-06-01/2022-06-05")
        assert [] == list(run(referral("2022-06-02"), status, rule=rule))


class TestReasons:
    @pytest.mark.parametrize("tagged", ["start", "stop", "response"])
    def test_an_entry_with_the_tag(self, tagged):
        """The description of an entry with the tag is the reason, where it is the start, the stop or a response."""
        mark = {"tags": ["reason for delay"], "description": "Nobody free."}
        records = [
            referral("2022-06-02", **(mark if tagged == "start" else {})),
            event("v", "2022-07-01", **(mark if tagged == "stop" else {})),
        ]
        if tagged == "response":
            records.append(event("m", "2022-06-20", "management_decision", responds_to="r", **mark))
        (clock,) = run(*records)
        assert ("missed", "Nobody free.") == (clock.verdict, clock.reason)
        assert "a reason is recorded" in str(clock)
        assert not any("Nobody" in shown for shown in (str(clock), repr(clock), *map(str, clock.cells())))

    def test_a_reason_needs_the_tag_and_a_description(self):
        """A tag without a description gives no reason, nor does a description without the tag."""
        tag = ["reason for delay"]
        late = event("v", "2022-07-01", tags=tag)
        (clock,) = run(referral("2022-06-02", description="Untagged."), late)
        assert ("missed", "") == (clock.verdict, clock.reason)
        assert "a reason is recorded" not in str(clock)
        told = event("m", "2022-06-20", "management_decision", responds_to="r", tags=tag, description="Nobody free.")
        (clock,) = run(referral("2022-06-02"), told, late)
        assert "Nobody free." == clock.reason

    def test_none_where_it_was_met(self):
        """What was met has no reason for delay."""
        (clock,) = run(referral("2022-06-02"), event("v", "2022-06-03", tags=["reason for delay"], description="x"))
        assert ("met", "") == (clock.verdict, clock.reason)

    def test_the_reason_of_another_delay(self):
        """The reason why a stop came late is not the reason why what it starts was late too."""
        mark = {"tags": ["reason for delay"], "description": "Nobody free."}
        found = run(
            referral("2022-06-02"),
            event("v1", "2022-07-01", **mark),
            event("v2", "2022-09-01"),
            rule=evolve(RULE, every=True),
        )
        assert [("r", "Nobody free."), ("v1", ""), ("v2", "")] == [(clock.started.id, clock.reason) for clock in found]

    def test_reason_of_a_milestone(self):
        """A milestone's reason is the reason."""
        steps = [Milestone(kind="decided", when="2022-06-02"), Milestone(kind="published", when="2023", reason="late")]
        review = Review(id="x", title="R", kinds=["child_safeguarding_practice_review"], milestones=steps)
        (clock,) = run(review, rule=TestMomentsAndReviews.PUBLISHED)
        assert "late" == clock.reason

"""The tables, row by row, and the clocks of the invented family."""

from datetime import date

import pytest

from examples.invented_family import casefile
from safeguard_model import (
    CaseFile,
    Child,
    Incident,
    Status,
    Timeline,
    clocks,
)
from safeguard_model.timeline import ENGLAND, LOCAL, NORTHERN_IRELAND, SCOTLAND, WALES
from tests.timescales.clocking import HOLIDAYS, PEOPLE, event

FAMILY = casefile()


FOUND = {
    (clock.timescale.name, clock.started.id): clock
    for clock in clocks(FAMILY, bank_holidays={*HOLIDAYS, *(date(2022, 12, day) for day in (26, 27)), date(2023, 1, 2)})
}


class TestInventedFamily:
    @pytest.mark.parametrize(
        ("name", "start", "due", "stop", "outcome"),
        [
            ("Decision on a referral", "csc-01", "2021-11-09", "csc-02", ("met", 1, False)),
            ("Decision on a referral", "hv-07", "2022-10-27", "csc-05", ("missed", 11, False)),
            ("Decision on a referral", "sch-06", "2022-11-17", None, ("unknown", None, False)),
            ("Initial child protection conference", "csc-08", "2022-12-15", "csc-12", ("missed", 27, True)),
            ("First core group", "csc-12", "2023-01-19", "csc-15", ("met", 10, False)),
            (
                "Notification of a serious incident",
                "inc-head/became-aware",
                "2023-04-21",
                "inc-head/notified",
                ("missed", 8, False),
            ),
            ("Rapid review", "inc-head/notified", "2023-05-19", "rr-1/completed", ("met", 14, False)),
            (
                *("Publication of a local child safeguarding practice review", "lcspr-1/decided"),
                *("2023-12-14", "lcspr-1/published", ("missed", 260, True)),
            ),
        ],
    )
    def test_its_clocks(self, name, start, due, stop, outcome):
        """Each clock its docstring promises comes out as it says."""
        clock = FOUND[name, start]
        assert (due, stop) == (clock.due.text, clock.stopped.id if clock.stopped else None)
        assert outcome == (clock.verdict, clock.days.least if clock.days else None, bool(clock.reason))

    def test_no_others(self):
        """There are no clocks but these and those of the assessments: the plan ended before its review was due."""
        assert 11 == len(FOUND)
        assert {"csc-01", "hv-07", "sch-06"} == {start for name, start in FOUND if name == "Assessment"}

    def test_bank_holidays_decide(self):
        """The rapid review was in time only because two bank holidays do not count."""
        found = {
            clock.started.id: clock.verdict.value
            for clock in clocks(FAMILY, ENGLAND, [])
            if clock.timescale.name == "Rapid review"
        }
        assert {"inc-head/notified": "missed"} == found

    def test_official_bank_holidays(self):
        """With the bank holidays of England the answers are the same as with those written out here."""
        pytest.importorskip("holidays")
        late = {
            "2021-12-27",
            "2021-12-28",
            "2022-01-03",
        }  # these move only the assessment of 2021, which nothing stopped
        assert late
        official = {(clock.timescale.name, clock.started.id): clock.verdict for clock in clocks(FAMILY)}
        assert {key: clock.verdict for key, clock in FOUND.items()} == official

    def test_the_same_by_a_method(self):
        """A timeline has the same answers, and a narrowed one those of what is left."""
        timeline = Timeline.of(FAMILY)
        assert clocks(FAMILY, WALES, []) == timeline.clocks(WALES, [])
        assert clocks(FAMILY, bank_holidays=[]) == timeline.clocks(bank_holidays=[])
        found = timeline.kinds("referral", "referral_decision").clocks(ENGLAND, [])
        assert {"csc-01", "hv-07", "sch-06"} == {clock.started.id for clock in found if "/" not in clock.started.id}

    def test_in_order_of_start(self):
        """Clocks come in the order of what started them."""
        starts = [clock.started.when for clock in clocks(FAMILY, bank_holidays=[])]
        assert sorted(starts) == starts


WT18, WT23, WT26 = (f"Working Together {year}" for year in (2018, 2023, 2026))
WSP = "Wales Safeguarding Procedures"
GUIDANCE = {"gov.uk", "rightdecisions.scot.nhs.uk", "teescpp.org.uk", "bromleychildcare.proceduresonline.com"}
"""Where guidance and procedures stand themselves, and not what somebody says of them."""
SBNI = "SBNI core child protection policy and procedures 2017"
NG14, NG21 = (f"National guidance for child protection in Scotland {year}" for year in (2014, 2021))
EACH_EDITION = [
    ("Notification of a serious incident", 5, "working_days", "statutory", True),
    ("Rapid review", 15, "working_days", "guidance", False),
    ("Publication of a local child safeguarding practice review", 6, "months", "statutory", False),
    ("Decision on a referral", 1, "working_days", "statutory", False),
    ("Assessment", 45, "working_days", "statutory", False),
    ("Initial child protection conference", 15, "working_days", "statutory", False),
    ("First core group", 10, "working_days", "statutory", False),
    ("First child protection review conference", 3, "months", "statutory", False),
    ("Later child protection review conference", 6, "months", "statutory", False),
]
ROWS = [
    ("england", "Serious case review", 4, "months", "serious case reviews of 2005-06", "statutory", False),
    *(("england", *row[:3], edition, *row[3:]) for edition in (WT18, WT23) for row in EACH_EDITION),
    *(("england", *row[:3], WT26, row[3], False) for row in EACH_EDITION),
    ("wales", "Assessment", 42, "working_days", WSP, "guidance", False),
    ("wales", "Initial child protection conference", 15, "working_days", WSP, "guidance", False),
    ("wales", "Outline child protection plan", 5, "working_days", WSP, "guidance", False),
    ("wales", "First core group", 10, "working_days", WSP, "guidance", False),
    ("wales", "Later core group", 6, "weeks", WSP, "guidance", False),
    ("wales", "First child protection review conference", 3, "months", WSP, "guidance", False),
    ("wales", "Later child protection review conference", 6, "months", WSP, "guidance", False),
    (
        *("wales", "Child practice review", 6, "months", "Working Together to Safeguard People, volume 2"),
        *("statutory", False),
    ),
    ("scotland", "Initial child protection case conference", 21, "days", NG14, "guidance", False),
    ("scotland", "First core group", 15, "days", NG14, "guidance", True),
    ("scotland", "Child protection planning meeting", 28, "days", NG21, "guidance", False),
    ("scotland", "First core group", 15, "working_days", NG21, "guidance", True),
    ("scotland", "Record of the planning meeting", 10, "working_days", NG21, "guidance", True),
    ("scotland", "Notice of the planning meeting", -5, "days", NG21, "guidance", True),
    ("scotland", "Planning meeting for an unborn child", -12, "weeks", NG21, "guidance", True),
    ("northern_ireland", "Initial assessment", 10, "working_days", "UNOCINI guidance", "guidance", False),
    ("northern_ireland", "Initial child protection case conference", 15, "working_days", SBNI, "guidance", False),
    ("northern_ireland", "First child protection review conference", 3, "months", SBNI, "guidance", False),
    ("northern_ireland", "Later child protection review conference", 6, "months", SBNI, "guidance", False),
    (
        "england",
        "First review conference of a plan made before birth (Tees)",
        10,
        "working_days",
        "Tees procedures",
        "local",
        True,
    ),
    (
        "england",
        "First review conference of a plan made before birth (London)",
        10,
        "days",
        "London Child Protection Procedures",
        "local",
        True,
    ),
    (
        "england",
        "First review conference of a plan made before birth (London)",
        20,
        "days",
        "London Child Protection Procedures",
        "local",
        True,
    ),
]


class TestTables:
    @pytest.mark.parametrize(
        ("row", "expected"), list(zip([*ENGLAND, *WALES, *SCOTLAND, *NORTHERN_IRELAND, *LOCAL], ROWS, strict=True))
    )
    def test_rows(self, row, expected):
        """Every row is what its source says, and says so where not all of it was read there."""
        assert expected == (row.nation, row.name, row.length, row.unit, row.edition, row.strength, row.verified)
        assert not row.verified or row.source.split("/")[0] in GUIDANCE
        assert row.source
        assert row.starts

    @pytest.mark.parametrize(
        ("day", "editions"),
        [
            ("2018-06-28", set()),
            ("2018-06-29", {WT18}),
            ("2023-12-14", {WT18}),
            ("2023-12-15", {WT23}),
            ("2023-12", {WT18, WT23}),
            ("2026-02-28", {WT23}),
            ("2026-03-20", {WT23, WT26}),
            ("2026-04-01", {WT26}),
        ],
    )
    def test_editions_follow_each_other(self, day, editions):
        """An edition counts from its day on; on no day do two; in a month that has both, each may."""
        incident = Incident(id="i", when="2018", became_aware=day)
        found = clocks(CaseFile.of("Invented", [incident]), ENGLAND, [])
        assert editions == {clock.timescale.edition for clock in found}

    def test_pre_birth_review(self):
        """In Tees the first review is due by the earlier of ten working days from birth and three months from the conference."""
        for conference, expected in {"2022-05-02": "2022-07-06", "2022-04-01": "2022-07-01"}.items():
            case = CaseFile.of(
                "Invented", [Child(id="c", label="C", born="2022-06-22"), event("i", conference, "initial_conference")]
            )
            tees, *london = clocks(case, LOCAL, [])
            assert expected == tees.due.text
            assert ["2022-07-02", "2022-07-12"] == [clock.due.text for clock in london]
        after = CaseFile.of(
            "Invented", [Child(id="c", label="C", born="2022-06-22"), event("i", "2022-07-01", "initial_conference")]
        )
        assert [] == list(clocks(after, LOCAL, []))

    def test_unborn_child(self):
        """In Scotland the meeting about an unborn child is due twelve weeks before the expected birth."""
        records = [Child(id="c", label="C", expected="2023-07-14"), event("i", "2023-04-21", "initial_conference")]
        found = {clock.timescale.name: clock for clock in clocks(CaseFile.of("Invented", records), SCOTLAND, [])}
        clock = found["Planning meeting for an unborn child"]
        assert ("2023-04-21", "met") == (clock.due.text, clock.verdict)
        assert "2023-04-16" == found["Notice of the planning meeting"].due.text

    def test_a_child_born_since(self):
        """The clock of a child before birth is still there when the child is born, counted from the expected birth."""
        child = Child(id="c", label="C", expected="2022-09-05", born="2022-09-01")
        conference = event("i", "2022-06-20", "initial_conference")
        told = event("x", "2022-09", "expected_birth")
        for records, started in (([child, conference], "c/expected"), ([child, conference, told], "x")):
            found = clocks(CaseFile.of("Invented", records), SCOTLAND, [])
            (clock,) = (each for each in found if each.timescale.name == "Planning meeting for an unborn child")
            assert (started, "i") == (clock.started.id, clock.stopped.id)
        assert "2022-06-13" == clocks(CaseFile.of("Invented", [child, conference]), SCOTLAND, [])[-1].due.text
        assert "September" not in str(found)

    def test_rows_of_a_conference(self):
        """A later review repeats until the plan has ended."""
        days = {"i": "2022-01-10", "v1": "2022-04-08", "v2": "2022-10-10", "v3": "2022-12-01"}
        kinds = {"i": "initial_conference"}
        plan = Status(id="plan", person="c", kind="child_protection_plan", during="2022-01-10/2023-02-01")
        records = [PEOPLE, plan, *(event(id, day, kinds.get(id, "review_conference")) for id, day in days.items())]
        found = clocks(CaseFile.of("Invented", records), ENGLAND, [])
        assert [("i", "v1", "met"), ("v1", "v2", "missed"), ("v2", "v3", "met")] == [
            (clock.started.id, clock.stopped.id, clock.verdict) for clock in found if "review" in clock.timescale.name
        ]

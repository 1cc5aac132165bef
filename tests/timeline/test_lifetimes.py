import pytest
from attrs import evolve
from hypothesis import given

from examples.norfolk_thematic_review import casefile as norfolk
from safeguard_model import (
    Adult,
    Age,
    Agency,
    CaseFile,
    Child,
    Citation,
    Claim,
    Event,
    Harm,
    Incident,
    InvalidRecord,
    NeedsCaseFile,
    Source,
    StatedAge,
    Timeline,
    UnknownRecord,
    When,
)
from safeguard_model import strategies as ours
from safeguard_model.timeline import AgeUnknown, DiedAged, Unborn
from safeguard_model.timeline.lifetimes import ages, ages_at_incidents, life_of, possible_birth


def age(at, **fields):
    """The age of a child at one event."""
    ((_, found),) = ages([Event(id="e", when=at, kind="contact")], Child(id="c", label="Child C", **fields))
    return found


@pytest.mark.parametrize(
    ("at", "fields", "words"),
    [
        ("2016-03-02", {"born": "2015-09-01"}, "6 months 1 day"),
        ("2015-08", {"born": "2015-09-01"}, "unborn"),
        ("2016-03-02", {"born": "2015-09-01", "died": "2016-03-01"}, "died aged 6 months 0 days"),
        ("2016-03-02", {"died": "2016-03-01"}, "had died"),
        ("2016-03-02", {}, "age not recorded"),
        ("2016-03-02", {"expected": "2016-09"}, "unborn"),
        ("2016-10-02", {"expected": "2016-09"}, "age not recorded"),
    ],
)
def test_age_then_in_words(at, fields, words):
    """Unborn, died and not recorded are answers with words of their own."""
    assert words == str(age(at, **fields))


def test_answers_have_types():
    """An age is an Age; the other answers are small values, compared by value."""
    assert Age("P6M1D") == age("2016-03-02", born="2015-09-01")
    assert Unborn() == age("2015", born="2016")
    assert AgeUnknown() == age("2015")
    assert DiedAged(Age("P2M0D")) == age("2017", born="2016-01-01", died="2016-03-01")


def test_birth_follows_from_a_stated_age():
    """Without a date of birth, a stated age and its date give the possible ones."""
    child = Child(id="c", label="C", stated_ages=[StatedAge(age="P6M", at="2016-03-02")])
    assert When("[2015-08-03..2015-09-02]") == possible_birth(child)


@given(ours.children(), ours.events())
def test_every_person_has_an_answer_at_every_event(child, event):
    """No record, however odd, makes the question fail."""
    ((same, answer),) = ages([event], child)
    assert event is same
    assert str(answer)


@pytest.mark.parametrize(
    ("at", "most"),
    [("2016", "P2Y10M13D"), ("XXXX", "P2Y10M13D"), ("2015-12-31", "P2Y10M12D"), ("2015/2017", "P2Y10M13D")],
)
def test_nobody_grows_older_after_death(at, most):
    """Where an event may lie after the death, the age reaches no further than the age at death."""
    found = age(at, born="2013-02-19", died="2016-01-01")
    assert most == found.text.rpartition("/")[2]


def harmed(age_stated=None, **fields):
    """The row for one harm on 2 March 2016."""
    incident = Incident(id="i", when=fields.pop("when", "2016-03-02"), harms=[Harm(person="c", age=age_stated)])
    (row,) = ages_at_incidents(CaseFile.of("Example", [Child(id="c", label="Child C", **fields), incident]))
    return row


def test_asked_by_id_or_by_record():
    """A person is asked about by record, or by an id in the case file; anything else is refused."""
    child = Child(id="c", label="Child C", born="2015-09-01")
    casefile = CaseFile.of(
        "Example", [child, Event(id="e", when="2016-03-02", kind="contact"), Agency(id="a", name="A")]
    )
    assert ages(casefile, child) == ages(casefile, "c") == Timeline.of(casefile).ages("c")
    with pytest.raises(NeedsCaseFile):
        ages([], "c")
    with pytest.raises(UnknownRecord):
        ages(casefile, "d")
    for wrong in (None, 3, ["c"], "a"):
        with pytest.raises(InvalidRecord):
            ages(casefile, wrong)
    for wrong in (None, 3, ["e"]):
        with pytest.raises(InvalidRecord):
            ages(wrong, child)


@pytest.mark.parametrize(
    ("died", "at", "words"),
    [
        ("2016-03-31~", "2016-04-01", "3 months 0 days"),
        ("2016-03~", "2016-04-10", "3 months 9 days"),
        ("2016-03-20", "2016-04~", "2 months 0 days to 2 months 19 days"),
        ("2016-03?", "2016-04-10T10:00", "3 months 9 days"),
        ("2016-03~", "2016", "0 days to 3 months 29 days"),
    ],
)
def test_a_death_that_is_not_sure(died, at, words):
    """Nobody grows older than at the latest possible death, however the dates are qualified."""
    assert words == str(age(at, born="2016-01-01", died=died))


class TestEntries:
    """A birth or death that stands only as an agency's own entry."""

    def test_an_expected_child_that_was_born(self):
        """Who was expected is born with the entry of the birth, also where that came early."""
        child = Child(id="c", label="Child C", expected="2021-09-01")
        events = [
            Event(id="e1", when="2021-08-20", kind="birth", people=["c", "mother"]),
            Event(id="e2", when="2021-08-25", kind="home_visit", people=["c"]),
        ]
        assert [str(age) for _, age in ages(events, child)] == ["0 days", "5 days"]

    def test_only_their_own(self):
        """A birth entry about others too is not that of somebody who was not expected, such as the mother."""
        event = Event(id="e1", when="2021-08-20", kind="birth", people=["c", "mother"])
        assert life_of(Adult(id="mother", label="Mother"), Timeline([event])) == (None, None)
        assert life_of(Child(id="c", label="C"), Timeline([evolve(event, people=["c"])])) == (When("2021-08-20"), None)

    def test_a_mother(self):
        """A birth entry that names a mother alone is no birth of hers."""
        event = Event(id="e1", when="2016-01-01", kind="birth", people=["mother"])
        assert life_of(Adult(id="mother", label="Mother"), Timeline([event])) == (None, None)

    def test_the_one_child(self):
        """With the case file, a birth entry about one child and adults is that child's; about two, nobody's."""
        people = [Child(id="c", label="C"), Child(id="d", label="D"), Adult(id="mother", label="Mother")]
        event = Event(id="e1", when="2021-08-20", kind="birth", people=["c", "mother"])
        assert life_of(people[0], Timeline.of(CaseFile.of("Example", [*people, event]))) == (When("2021-08-20"), None)
        both = evolve(event, people=["c", "d", "mother"])
        assert life_of(people[0], Timeline.of(CaseFile.of("Example", [*people, both]))) == (None, None)

    def test_death(self):
        """A death entry about one person is that person's; one about several is nobody's."""
        event = Event(id="e1", when="2021-08-20", kind="death", people=["c"])
        child = Child(id="c", label="C", born="2021-01-01")
        assert life_of(child, Timeline([event])) == (When("2021-01-01"), When("2021-08-20"))
        assert life_of(child, Timeline([evolve(event, people=["c", "d"])])) == (When("2021-01-01"), None)
        ((_, age),) = ages([Event(id="e2", when="2022", kind="inquest")], evolve(child, died="2021-08-20"))
        assert str(age) == "died aged 7 months 19 days"

    def test_the_record_counts_more(self):
        """What the record itself says is taken before an entry."""
        event = Event(id="e1", when="2021-08-20", kind="birth", people=["c"])
        assert life_of(Child(id="c", label="C", born="2021-08-19"), Timeline([event])) == (When("2021-08-19"), None)


class TestAgesAtIncidents:
    @pytest.mark.parametrize(
        ("stated", "fields", "agree", "words"),
        [
            ("P6M", {"born": "2015-09-01"}, True, "6 months as stated, 6 months by the dates"),
            (
                "P7M",
                {"born": "2015-09-01"},
                False,
                "7 months as stated, 6 months by the dates, which cannot both be true",
            ),
            (None, {"born": "2015-09-01"}, None, "6 months by the dates; no age stated"),
            ("P6M", {}, None, "6 months as stated, age not recorded by the dates"),
            ("P6M", {"born": "2015"}, True, "6 months as stated, 2 to 14 months by the dates"),
            ("P3Y", {"born": "2012"}, True, "3 years as stated, 3 to 4 years by the dates"),
            ("P1M", {"born": "2016-05"}, False, "1 month as stated, unborn by the dates, which cannot both be true"),
            (None, {"born": "2016-03-01"}, None, "under 1 month by the dates; no age stated"),
            (None, {"born": "[..2015-09-01]"}, None, "at least 6 months by the dates; no age stated"),
            (
                None,
                {"born": "2015-09-01", "died": "2016-01-01"},
                None,
                "died aged 4 months by the dates; no age stated",
            ),
            (None, {"died": "2016-01-01"}, None, "had died by the dates; no age stated"),
            ("P6M1D", {}, None, "6 months as stated, age not recorded by the dates"),
            ("P8D", {}, None, "under 1 month as stated, age not recorded by the dates"),
            ("P40D", {}, None, "1 month as stated, age not recorded by the dates"),
            ("P400D/P500D", {}, None, "12 to 17 months as stated, age not recorded by the dates"),
            (None, {"born": "XXXX"}, None, "age not known by the dates; no age stated"),
            ("P17W", {}, None, "17 weeks as stated, age not recorded by the dates"),
        ],
    )
    def test_stated_beside_worked_out(self, stated, fields, agree, words):
        """Each harm has the age as stated beside the one the dates give, and whether both can be true."""
        row = harmed(stated, **fields)
        assert row.agree is agree
        assert str(row) == f"i, 2 March 2016: Child C, {words}"
        assert words.split(" by ")[0].split(", ")[-1] in f"{row.cells()}"

    def test_several_harms_of_one_person_are_one_row(self):
        """A child with three injuries has one row, unless the ages stated differ; a person in words has a row too."""
        harms = [
            Harm(person="c", kind="fracture", age="P6M"),
            Harm(person="c", kind="bruising", age="P6M"),
            Harm(person="c", kind="bite", age="P7M"),
            Harm(words="a child next door", kind="bite"),
        ]
        casefile = CaseFile.of(
            "T",
            [Child(id="c", label="Child C", born="2015-09-01"), Incident(id="i", when="2016-03-02", harms=harms)],
        )
        assert [str(row) for row in ages_at_incidents(casefile)] == [
            "i, 2 March 2016: Child C, 6 months as stated, 6 months by the dates",
            "i, 2 March 2016: Child C, 7 months as stated, 6 months by the dates, which cannot both be true",
            "i, 2 March 2016: somebody not on file, age not recorded by the dates; no age stated",
        ]

    def test_a_claim_about_the_age_is_mentioned(self):
        """What a claim says of the age is in the row of its harm, and not what only repeats it."""
        harm = Harm(person="c", age="P6M")
        claims = [
            Claim(id=f"k{number}", about="i", field=path, value=age, citations=[Citation(source="s")])
            for number, (path, age) in enumerate(
                [
                    ("harms[c].age", "P7M"),
                    ("harms[#1].age", "P6M"),
                    ("harms[c#1].age", "P7M"),
                    ("harms[c].kind", "bite"),
                ]
            )
        ]
        casefile = CaseFile.of(
            "T",
            [
                Source(id="s", title="S"),
                Child(id="c", label="Child C", born="2015-09-01"),
                Incident(id="i", when="2016-03-02", harms=[harm]),
                *claims,
            ],
        )
        (row,) = ages_at_incidents(casefile)
        assert str(row).endswith("6 months as stated, 6 months by the dates; 7 months as claimed")
        assert row.claimed == (Age("P7M"),)

    def test_definite(self):
        """An age is definite where the dates give one and not a range."""
        assert harmed(born="2015-09-01").definite
        assert harmed(born="2016-05").definite
        assert not harmed(born="2015").definite
        assert not harmed().definite

    def test_no_date_of_birth(self):
        """Printed, an age is never in days: with the date of the incident that would be a date of birth."""
        row = harmed(born="2015-09-20")
        assert row.worked_out == Age("P5M11D")
        assert "day" not in f"{row} {row!r} {row.cells()}"
        stated = harmed("P91D")
        assert "day" not in f"{stated} {stated!r} {stated.cells()}"

    def test_one_row_for_each_harm(self):
        """The published review has one row for each of its six children."""
        rows = Timeline.of(norfolk()).ages_at_incidents()
        assert [row.person for row in rows] == [harm.person for i in norfolk().incidents for harm in i.harms]
        assert rows[0].agree is True

    def test_needs_the_case_file(self):
        """Events alone do not say who was harmed."""
        with pytest.raises(NeedsCaseFile):
            ages_at_incidents([])

    @given(ours.case_files())
    def test_every_case_file_has_an_answer(self, casefile):
        """No case file, however odd, makes the question fail."""
        rows = ages_at_incidents(casefile)
        assert len(rows) == sum(
            len({(harm.person, "" if harm.person else harm.words, harm.age) for harm in incident.harms})
            for incident in casefile.incidents
        )
        assert str(rows)

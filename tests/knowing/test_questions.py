"""Which events an agency knew of, which it did not, and to which agencies each event was known."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples.invented_family import casefile as invented_family
from examples.norfolk_thematic_review import casefile as norfolk
from safeguard_model import (
    Adult,
    Agency,
    Child,
    Event,
    Incident,
    InvalidRecord,
    InvalidWhen,
    Involvement,
    Knowledge,
    Milestone,
    NeedsCaseFile,
    Review,
    SafeguardModelError,
    Source,
    Subject,
    Timeline,
    UnknownRecord,
    When,
    dumps,
    loads,
)
from safeguard_model.dates.edtf import DAY
from safeguard_model.records import EDUCATION, HEALTH, SOCIAL_CARE, AgencyKind, KnowledgeBasis, KnowledgeState, Seen
from safeguard_model.timeline import known_but_not, known_to, sharing
from tests.dates.making import days, whens
from tests.knowing.making import event, events, file_of, rows
from tests.knowing.worlds import sinces

FAMILY = invented_family()
NORFOLK = norfolk()


class TestAnyDates:
    @given(st.lists(events(days(2016, 2016)), max_size=4), st.lists(days(2016, 2016), min_size=1, max_size=3))
    def test_replayed_day_by_day(self, entries, ats):
        """With exact days, an agency knew on a day what a replay of the record up to that day gives."""
        entries = [Event(**_fields(one) | {"id": f"e{place}"}) for place, one in enumerate(entries)]
        casefile = file_of(*entries)
        for at in ats:
            knew = {}
            for day in range(When("2016-01-01").earliest.toordinal(), at.earliest.toordinal() + 1):
                for one in entries:
                    for text, low, _, knows in sinces(one):
                        if low // DAY == day:
                            assert When(text).earliest.toordinal() == day
                            knew[one.id] = knows
            expected = {id for id, knows in knew.items() if knows}
            assert {found.id for found in known_to(casefile, "a", at)} == expected
            assert {found.id for found in known_to(casefile, "a", at, possible=True)} == expected

    @given(events(whens()), st.none() | whens())
    def test_never_another_error(self, one, at):
        """Whatever the dates are, the questions are answered, printed and shown without an error."""
        casefile = file_of(one, people=())
        for answers in (sharing(casefile, at), known_but_not(casefile, "b", "a", at, possible=True)):
            assert str(answers)
            assert "<table" in answers._repr_html_()

    @given(events(whens(2015, 2017)), days(2015, 2017))
    def test_what_is_known_is_possible(self, one, at):
        """Everything an agency certainly knew is also among what it possibly knew."""
        casefile = file_of(one)
        assert set(known_to(casefile, "a", at)) <= set(known_to(casefile, "a", at, possible=True))


def _fields(one):
    return {name: getattr(one, name) for name in ("when", "kind", "agency", "recorded", "known_to")}


class TestKnownTo:
    def test_from_when_it_was_recorded(self):
        """An agency knows its own entry from when it wrote it down."""
        casefile = file_of(event(agency="a", recorded="2016-03-05"))
        assert len(known_to(casefile, "a", "2016-03-04")) == 0
        assert len(known_to(casefile, "a", "2016-03-05")) == 1

    def test_from_when_it_was(self):
        """If an entry does not say when it was written down, it is known from when it happened; by a day means by its end."""
        casefile = file_of(event(agency="a", when="2016-03-02T14:30"))
        assert len(known_to(casefile, "a", "2016-03-01")) == 0
        assert len(known_to(casefile, "a", "2016-03-02T14:29")) == 0
        assert len(known_to(casefile, "a", "2016-03-02")) == 1
        assert len(known_to(casefile, "a", "2016-03")) == 1

    def test_stated_beats_assumed(self):
        """A statement about the entry's own agency replaces what would be assumed."""
        casefile = file_of(event(agency="a", known_to=[Knowledge(agency="a", since="2016-05-01")]))
        assert len(known_to(casefile, "a", "2016-04-30")) == 0
        assert len(known_to(casefile, "a", "2016-05-01")) == 1

    def test_part_of_never_rolls_up(self):
        """A hospital is not taken to know what one of its wards knew."""
        casefile = file_of(event(agency="ward"), more=[Agency(id="ward", name="Ward", part_of="a")])
        assert len(known_to(casefile, "a")) == 0
        assert len(known_to(casefile, ["a", "ward"])) == 1

    def test_of_a_timeline(self):
        """A narrowed timeline answers about its own events only, and keeps the case file."""
        casefile = file_of(event(id="e1", agency="a"), event(id="e2", agency="a", kind="referral"))
        timeline = Timeline.of(casefile).kinds("referral")
        assert [one.id for one in timeline.known_to("a")] == ["e2"]
        assert timeline.known_to("a").casefile is casefile

    def test_incidents(self):
        """A statement about who knew of an incident counts for the event that is worked out from it."""
        (head,) = [incident for incident in FAMILY.incidents if incident.id == "inc-head"]
        told = FAMILY.replace(attrs.evolve(head, known_to=[Knowledge(agency="sch", since="2023-04-20")]))
        assert "inc-head/occurred" in [one.id for one in known_to(told, "sch")]


class TestGroups:
    def test_by_kind(self):
        """A kind of agency, a group of kinds and a list of ids may be given in place of an agency."""
        assert known_to(FAMILY, AgencyKind.POLICE) == known_to(FAMILY, "police")
        health = [agency.id for agency in FAMILY.agencies if agency.kind in HEALTH]
        assert known_to(FAMILY, HEALTH) == known_to(FAMILY, health)
        assert len(known_to(FAMILY, HEALTH)) > len(known_to(FAMILY, "gp"))

    def test_by_word(self):
        """A plain word is an id; if no record has that id, the word of a kind. A list may hold a group and an id."""
        assert known_to(FAMILY, "health_visiting") == known_to(FAMILY, AgencyKind.HEALTH_VISITING)
        assert known_to(FAMILY, [EDUCATION, "police"]) == known_to(FAMILY, ["sch", "police"])

    def test_none_of_the_kind(self):
        """If no agency on file is of a kind, nothing is known to that kind."""
        assert len(known_to(FAMILY, AgencyKind.PRISON)) == 0

    def test_a_row_for_each_who_did_not(self):
        """A group gives a row for each of its agencies that did not know, even if another of them did."""
        one = event(agency="a", known_to=[Knowledge(agency="b", since="2016-03-03")])
        found = known_but_not(file_of(one), "a", ["a", "b", "c"])
        assert rows(found) == [("e", "c", Seen.NOT_RECORDED)]
        assert found[0].known_by == ("a",)

    @pytest.mark.parametrize("who", [3, None, [3], {"a": 1}.keys, b"a", [b"a"], [None]])
    def test_no_agency(self, who):
        """Anything that cannot name an agency raises `InvalidRecord`."""
        with pytest.raises(InvalidRecord):
            known_to(FAMILY, who)

    def test_the_id_of_something_else(self):
        """The id of a child raises `InvalidRecord`, and an id that no record has raises `UnknownRecord`."""
        with pytest.raises(InvalidRecord, match="child-e is the id of a Child; expected that of an Agency"):
            known_but_not(FAMILY, "gp", "child-e")
        with pytest.raises(UnknownRecord):
            known_but_not(FAMILY, "gpp", "csc")


class TestKnownButNot:
    def test_norfolk(self):
        """The notification of 2013 never reached health visiting: the police knew, and health visiting is stated not to have."""
        (row,) = known_but_not(NORFOLK, "police", "health-visiting", at="2014")
        assert (row.event.id, row.agency, row.state) == ("police-notification", "health-visiting", Seen.STATED_NOT)
        assert row.said is KnowledgeState.SENT_NOT_RECEIVED
        assert row.basis is KnowledgeBasis.STATED
        assert row.chain == ("police", "health-visiting")
        assert str(row) == (
            "notification police-notification, 2013: health-visiting was sent it and did not receive it, as of 2013 "
            "(stated, date of the event), sent by police"
        )

    def test_three_pieces(self):
        """On 20 October 2022 no agency knew more than one of the three pieces, and nothing says that it did not know."""
        pieces = Timeline.of(FAMILY).tagged("piece")
        found = known_but_not(pieces, ["police", "sch", "gp"], SOCIAL_CARE | HEALTH | EDUCATION, "2022-10-20")
        states = {(row.event.id, row.agency): row.state for row in found}
        assert states["p-01", "csc"] == Seen.STATED_NOT
        assert states["sch-04", "csc"] == Seen.NOT_RECORDED
        assert states["gp-04", "csc"] == Seen.NOT_RECORDED
        assert states["sch-04", "hv"] == Seen.NOT_RECORDED
        assert all(row.state is not Seen.KNEW for row in found)

    def test_believed_otherwise_until_told(self):
        """The health visitor believed otherwise from 21 October, and knew from the grandmother's call."""
        disclosure = Timeline.of(FAMILY).where(lambda one: one.id == "sch-04")
        (row,) = disclosure.known_but_not("sch", "hv", "2022-12-04")
        assert row.said is KnowledgeState.BELIEVED_OTHERWISE
        assert not disclosure.known_but_not("sch", "hv", "2022-12-05")

    def test_possible_on_both_sides(self):
        """An event that an agency possibly knew of is left out unless asked for; a row says that the other possibly knew."""
        one = event(when="2016-03", agency="a", known_to=[Knowledge(agency="b", since="2016-03")])
        casefile = file_of(one)
        assert not known_but_not(casefile, "a", "b", "2016-03-15")
        (row,) = known_but_not(casefile, "a", "b", "2016-03-15", possible=True)
        assert row.state is Seen.POSSIBLY
        assert not row.definite
        assert "b possibly knew" in str(row)


class TestSharing:
    def test_involvement_ends_with_the_death(self):
        """After a child's death nobody works with the child, however open the dates of the work are."""
        child = Child(id="child", label="C", died="2016-05")
        involved = [
            Involvement(id="i1", agency="b", people=["child"], during="2015/.."),
            Involvement(id="i2", agency="c", people=["child"]),
        ]
        events = [
            event(id=id, when=when, agency="a", people=["child"]) for id, when in (("e", "2016-04"), ("f", "2016-06"))
        ]
        casefile = file_of(*events, more=[child, *involved])
        rows = [(row.event.id, row.agency, row.involved) for row in sharing(casefile) if row.event.derived_from is None]
        assert rows == [("e", "b", True), ("e", "c", None)]

    def test_the_work_of_a_review_is_not_shared(self):
        """The publication of the review, its steps and its actions have no rows, nor has what agency was involved."""
        review = Review(
            id="r",
            title="R",
            kinds=["rapid_review"],
            subjects=[Subject(person="child")],
            milestones=[Milestone(kind="published", when="2016-04"), Milestone(kind="sent", when="2016-04")],
        )
        report = Source(id="s", title="S", kind="report", of="r", published="2016-04")
        child = Child(id="child", label="C")
        work = Involvement(id="i1", agency="b", people=["child"], during="2015/..")
        published = event(id="e", kind="review_published", agency="a", people=["child"])
        assert sharing(file_of(published, more=[child, review, report, work])) == ()

    def test_agencies_then_involved(self):
        """Each agency involved at the time with a person in the event has a row, except the agency of the entry."""
        people = [
            Involvement(id="i1", agency="a", people=["child"], during="2016-01/.."),
            Involvement(id="i2", agency="b", people=["child"], during="2016-01/2016-02"),
            Involvement(id="i3", agency="c", people=["child"], during="2016-02/.."),
        ]
        casefile = file_of(event(agency="a", seen=["child"]), people=["child"], more=people)
        assert rows(sharing(casefile)) == [("e", "c", Seen.NOT_RECORDED)]
        assert sharing(casefile)[0].involved is True

    def test_named(self):
        """An agency that `known_to` names has a row even if it is not involved."""
        (row,) = sharing(file_of(event(agency="a", known_to=[Knowledge(agency="c", since="2016-03-09")])))
        assert (row.agency, row.state, row.involved) == ("c", Seen.KNEW, False)
        assert str(row.lag) == "7 days"
        assert row.since == When("2016-03-09")

    def test_the_same_after_a_file(self):
        """A case file that is written and read again gives equal answers."""
        casefile = file_of(event(known_to=[Knowledge(agency="c", since="2016-03-02")]))
        assert sharing(loads(dumps(casefile))) == sharing(casefile)
        assert str(sharing(casefile)[0].lag) == "0 days"
        assert "the same day" in str(sharing(casefile)[0])

    def test_agencies_of_nobody(self):
        """An agency that the case file does not have, named by an event given alone, has a row too."""
        one = event(known_to=[Knowledge(agency="z", told_by="y")], agency="a")
        (row,) = Timeline([one], file_of()).sharing()
        assert (row.agency, row.chain) == ("z", ("y", "z"))

    def test_slices_are_answers(self):
        """A slice of the answers prints a line for each."""
        assert str(sharing(FAMILY)[:2]).count("\n") == 1

    def test_at(self):
        """At a given day, what was told later does not count yet."""
        (row,) = sharing(file_of(event(known_to=[Knowledge(agency="c", since="2016-05-01")])), at="2016-04-30")
        assert row.state is Seen.NOT_RECORDED


def test_people_of_adults():
    """An agency involved with an adult in the event has a row too."""
    people = [Adult(id="m", label="M"), Involvement(id="i", agency="b", people=["m"], during="2015/..")]
    assert rows(sharing(file_of(event(people=["m"]), more=people))) == [("e", "b", Seen.NOT_RECORDED)]


def test_an_account_of_an_incident_shows_that_its_agency_knew():
    """The agencies with an account of an incident knew of it, even if the question leaves their entries out."""
    incident = Incident(id="i", when="2016-03-02", known_to=[Knowledge(agency="c", state="did_not_know")])
    accounts = [
        event(id="e-a", agency="a", account_of="i"),
        event(id="e-b", agency="b", account_of="i", when="2016-03-04", kind="hospital_admission"),
    ]
    casefile = file_of(*accounts, more=[incident])
    timeline = Timeline.of(casefile)
    for part in (timeline, timeline.where(lambda event: event.derived_from == "i")):
        found = {row.agency: row.state for row in part.sharing() if row.event.id == "i/occurred"}
        assert found == {"a": Seen.KNEW, "b": Seen.KNEW, "c": Seen.STATED_NOT}
        assert "i/occurred" in {event.id for event in part.known_to("b")}
        assert "i/occurred" not in {event.id for event in part.known_to("b", at="2016-03-03")}
        assert [(row.event.id, row.known_by) for row in part.known_but_not("b", "c")][:1] == [("i/occurred", ("b",))]


def test_needs_the_case_file():
    """Asked about events without their case file, each question raises `NeedsCaseFile`."""
    for ask in (lambda it: known_to(it, "a"), sharing, lambda it: known_but_not(it, "a", "b")):
        with pytest.raises(NeedsCaseFile):
            ask([event()])


@pytest.mark.parametrize("at", ["soon", 3, "2016-13"])
def test_no_time(at):
    """A time that cannot be read raises `InvalidWhen`."""
    with pytest.raises(InvalidWhen):
        sharing(FAMILY, at)
    with pytest.raises(SafeguardModelError):
        known_to(FAMILY, "gp", at)

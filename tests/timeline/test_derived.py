import json
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import attrs
import pytest
from hypothesis import given

from safeguard_model import (
    Action,
    Adult,
    Agency,
    CaseFile,
    Child,
    Event,
    Factor,
    Family,
    Harm,
    Incident,
    Involvement,
    Knowledge,
    Membership,
    Milestone,
    Party,
    Proceeding,
    Quantity,
    Recommendation,
    Relationship,
    Residence,
    Response,
    Review,
    Source,
    Status,
    Subject,
    Suspect,
    Timeline,
    When,
    loads,
)
from safeguard_model import strategies as ours
from safeguard_model.records import EventKind
from safeguard_model.records.fields import fields_of
from safeguard_model.timeline.derived import derived_events
from safeguard_model.timeline.implied_kinds import (
    EVENT_OF_ACTION_MILESTONE,
    EVENT_OF_MILESTONE,
    EVENT_OF_OUTCOME,
    EVENT_OF_PROCEEDING_MILESTONE,
    EVENT_OF_STANDING,
    EVENT_OF_STATUS_END,
    EVENT_OF_STATUS_START,
    IMPLIES_NO_EVENT,
)

EVERY_FIELD = Path(__file__).parents[1] / "data" / "1.0" / "valid" / "every-field.json"

CHILD = Child(id="c", label="Child C", born="2016-01-10")


def derived(*records):
    """What is derived from a child and some records: kind and time by id."""
    return {
        event.id: (event.kind.value, event.when.text)
        for event in derived_events(CaseFile.of("Invented", [CHILD, records]))
    }


BORN = {"c/born": ("birth", "2016-01-10")}


@given(ours.case_files())
def test_every_derived_event_says_what_it_is_derived_from(casefile):
    """Derived events have ids of their own, point to a record of the file, and do not change with the asking."""
    events = derived_events(casefile)
    assert all(event.derived_from in casefile and event.id not in casefile for event in events)
    assert len(events) == len({event.id for event in events})
    assert events == derived_events(casefile)
    assert len(casefile.events) + len(events) == len(Timeline.of(casefile))


def test_births_and_deaths():
    """A birth, an expected birth where there is no birth, and a death."""
    unborn = Child(id="u", label="Unborn child", expected="2016-09")
    died = Child(id="d", label="Child D", died="2016-03-02")
    assert BORN | {"u/expected": ("expected_birth", "2016-09"), "d/died": ("death", "2016-03-02")} == derived(
        unborn, died
    )
    assert [] == [id for id in derived(Child(id="e", label="E", born="2016", expected="2016")) if id == "e/expected"]


def test_incidents():
    """An incident is an event about those harmed."""
    incident = Incident(id="i", when="2016-03-02", harms=[Harm(person="c")])
    (event,) = [event for event in derived_events(CaseFile.of("X", [CHILD, incident])) if event.derived_from == "i"]
    assert ("incident", ("c",)) == (event.kind, event.people)


def test_statuses_begin_and_end():
    """A span begins and ends; one that is open does not end, one without a beginning does not begin; a point begins."""
    spans = {"a": "2016-01/2016-06", "b": "2016-02/..", "d": "../2016-03", "e": "2016-04", "f": None}
    statuses = [Status(id=id, person="c", kind="child_protection_plan", during=during) for id, during in spans.items()]
    assert BORN | {
        "a/started": ("plan_started", "2016-01"),
        "a/ended": ("plan_ended", "2016-06"),
        "b/started": ("plan_started", "2016-02"),
        "d/ended": ("plan_ended", "2016-03"),
        "e/started": ("plan_started", "2016-04"),
    } == derived(*statuses)


@pytest.mark.parametrize(
    ("kind", "begins", "ends"),
    [
        ("care_order", "order_made", "order_ended"),
        ("bail", "bail", "bail_ended"),
        ("detained_under_mental_health_act", "detention", "detention_ended"),
        ("imprisonment", "custody", "release"),
        ("homeless", "homelessness", "status_ended"),
        ("tenancy", "status_began", "status_ended"),
    ],
)
def test_every_status_begins_and_ends_with_a_word(kind, begins, ends):
    """A status has rows of its own kind; one without a word says that a status began or ended, and never `other`."""
    rows = derived(Status(id="s", person="c", kind=kind, during="2016/2017"))
    assert (rows["s/started"], rows["s/ended"]) == ((begins, "2016"), (ends, "2017"))


def test_no_derived_event_is_other():
    """No date of any record gives a row that says no more than `other`."""
    tables = (
        EVENT_OF_MILESTONE,
        EVENT_OF_PROCEEDING_MILESTONE,
        EVENT_OF_ACTION_MILESTONE,
        EVENT_OF_OUTCOME,
        EVENT_OF_STANDING,
        EVENT_OF_STATUS_START,
        EVENT_OF_STATUS_END,
    )
    for table in tables:
        assert set(table) == set(type(next(iter(table))))
        assert EventKind.OTHER not in table.values()


def test_every_date_on_record_has_a_row_or_a_reason_why_not():
    """A case file with every field set, each date another: each is the date of a row, or its field has a reason."""
    document = json.loads(EVERY_FIELD.read_bytes())
    days = (date(2001, 1, 1) + timedelta(days=3 * number) for number in count())
    expected: dict[str, str] = {}

    def set_dates(cls, held):
        for field in fields_of(cls):
            for item in held[field.name] if field.many and field.name in held else [held.get(field.name)]:
                if field.is_nested and item is not None:
                    set_dates(field.type, item)
            if field.type is When and field.name in held:
                day = next(days)
                during = field.name in {"during", "period"}
                held[field.name] = f"{day}/{day + timedelta(days=1)}" if during else str(day)
                for text in held[field.name].split("/"):
                    expected[text] = f"{cls.__name__}.{field.name}"

    for name in ("born", "died"):
        for person in (*document["children"], *document["adults"]):
            person.pop(name)
    for factor in document["factors"]:
        factor.pop("state")
    document["claims"] = []
    set_dates(CaseFile, document)
    rows = {event.when.text for event in Timeline.of(loads(json.dumps(document)))}
    missing = {expected[text] for text in expected if text not in rows}
    assert missing == set(IMPLIES_NO_EVENT) & set(expected.values())
    assert set(IMPLIES_NO_EVENT) <= set(expected.values())


def test_what_began_with_the_birth_or_ended_with_the_death_has_no_row():
    """A row with the date of birth under another kind would give the date away."""
    family = Family(
        id="f",
        label="F",
        members=[Membership(person="c", during="2016-01-10/2017-05-02"), Membership(person="m", during="2015/..")],
        relationships=[Relationship(person="m", kin="parent", to="c", during="2016-01-10/..")],
    )
    child = Child(
        id="c", label="C", born="2016-01-10", died="2017-05-02", residences=[Residence(during="2016-01-10/2016-03")]
    )
    events = derived_events(CaseFile.of("X", [child, Adult(id="m", label="M"), family]))
    assert {event.id for event in events} == {"c/born", "c/died", "c/residence-1-ended", "f/member-2-began"}
    for start in ("2016-01-10T10:00", "2016-01-10~", "2016-01-10?"):
        marked = attrs.evolve(child, residences=[Residence(during=f"{start}/2016-03")])
        assert "c/residence-1-began" not in {event.id for event in derived_events(CaseFile.of("X", [marked]))}


def test_outcomes_and_standings_have_rows_and_one_conviction_is_one_row():
    """What came out for a party, and how a suspect stands, are rows; a milestone that says the same comes first."""
    trial = Proceeding(
        id="p",
        kind="criminal",
        milestones=[Milestone(kind="convicted", when="2017-12-05", people=["m"])],
        parties=[
            Party(person="m", outcome="convicted", on="2017-12"),
            Party(person="n", outcome="acquitted", on="2017-12-06"),
            Party(words="a friend", outcome="discontinued", on="2017-11"),
        ],
    )
    incident = Incident(
        id="i",
        when="2016-03-02",
        suspects=[
            Suspect(person="m", standing="convicted", on="2017"),
            Suspect(person="n", standing="arrested", on="2016-03-03"),
        ],
    )
    adults = [Adult(id=id, label=id) for id in ("m", "n")]
    events = derived_events(CaseFile.of("X", [CHILD, trial, incident, *adults]))
    assert {event.id: (event.kind, event.people) for event in events if event.kind != "birth"} == {
        "i/occurred": ("incident", ()),
        "p/convicted": ("conviction", ("m",)),
        "p/party-2": ("acquittal", ("n",)),
        "p/party-3": ("proceeding_outcome", ()),
        "i/suspect-2": ("arrest", ("n",)),
    }


def test_a_step_about_one_person_is_about_that_person():
    """A milestone that names people is about them, and not about everybody in the proceeding."""
    trial = Proceeding(
        id="p",
        kind="criminal",
        milestones=[Milestone(kind="charged", when="2017", people=["m"]), Milestone(kind="trial", when="2018")],
        parties=[Party(person="m"), Party(person="n")],
    )
    adults = [Adult(id=id, label=id) for id in ("m", "n")]
    events = {event.id: event.people for event in derived_events(CaseFile.of("X", [trial, *adults]))}
    assert events == {"p/charged": ("m",), "p/trial": ("m", "n")}


def test_steps_of_an_inquest_are_an_inquest():
    """The opening of an inquest is an inquest, and the beginning of care proceedings is that; later steps are steps."""
    kinds = {}
    for kind in ("inquest", "care_proceedings", "disciplinary"):
        steps = [Milestone(kind="opened", when="2017"), Milestone(kind="paused", when="2018")]
        proceeding = Proceeding(id=kind, kind=kind, milestones=steps)
        kinds[kind] = [str(event.kind) for event in derived_events(CaseFile.of("X", [proceeding]))]
    assert kinds == {
        "inquest": ["inquest", "inquest"],
        "care_proceedings": ["care_proceedings", "proceeding_step"],
        "disciplinary": ["proceeding_step", "proceeding_step"],
    }


def test_an_age_from_which_something_holds_gives_its_date():
    """A status or factor with no date, from an age, begins when the person reached the age, if the birth is known."""
    factor = Factor(id="fa", person="c", kind="poverty", from_age="P2Y")
    status = Status(id="s", person="d", kind="tenancy", from_age="P16Y")
    rows = derived(factor, status, Child(id="d", label="D"))
    assert rows["fa/began"] == ("factor_began", "[2018-01-10..2019-01-09]")
    assert "s/started" not in rows


def test_known_to_goes_with_the_rows():
    """What agencies knew of a status, a factor, a proceeding or an incident is on the rows derived from it."""
    known = [Knowledge(agency="a")]
    records = [
        Status(id="s", person="c", kind="bail", during="2016", known_to=known),
        Factor(id="fa", person="c", kind="poverty", during="2016", known_to=known),
        Proceeding(id="p", kind="inquest", milestones=[Milestone(kind="opened", when="2016")], known_to=known),
        Incident(id="i", when="2016", known_to=known),
    ]
    events = derived_events(CaseFile.of("X", [CHILD, Agency(id="a", name="A"), *records]))
    assert {event.derived_from for event in events if event.known_to} == {"s", "fa", "p", "i"}


def test_a_planned_event_hides_no_derived_event():
    """A conference that was planned or cancelled is not the one that a status began with."""
    plan = Status(id="s", person="c", kind="child_protection_plan", during="2016-05")
    for state in ("planned", "cancelled", "postponed", "did_not_happen"):
        entry = Event(id="e", when="2016-05", kind="plan_started", people=["c"], state=state)
        assert "s/started" in derived(plan, entry)


def test_milestones():
    """Milestones of reviews, proceedings and actions, those that repeat numbered, those without a date left out."""
    published = [Milestone(kind="published", when=when) for when in ("2019-09", "2020-01-21")]
    review = Review(
        id="r",
        title="Review",
        kinds=["rapid_review"],
        subjects=[Subject(person="c")],
        milestones=[*published, Milestone(kind="due")],
    )
    trial = Proceeding(id="p", kind="criminal", milestones=[Milestone(kind="convicted", when="2017-12")])
    action = Action(id="x", text="Do", recommendations=["y"], milestones=[Milestone(kind="completed", when="2021")])
    assert BORN | {
        "r/published": ("review_published", "2019-09"),
        "r/published-2": ("review_published", "2020-01-21"),
        "p/convicted": ("conviction", "2017-12"),
        "x/completed": ("action_completed", "2021"),
    } == derived(review, trial, action, Recommendation(id="y", made_by="r"))


def test_a_milestone_by_an_agency_is_that_agencys_entry():
    """The agency that took a step is the derived event's agency."""
    review = Review(
        id="r", title="R", kinds=["rapid_review"], milestones=[Milestone(kind="decided", when="2019", by="a")]
    )
    casefile = CaseFile.of("X", [review, Agency(id="a", name="A")])
    assert ["a"] == [event.agency for event in derived_events(casefile)]


@pytest.mark.parametrize(
    ("kind", "publication", "published"),
    [
        ("report", None, True),
        (None, None, True),
        ("summary", "summary", True),
        ("summary", "full", False),
        ("draft", None, False),
        ("briefing", None, False),
        ("machine_summary", None, False),
        ("news", None, False),
    ],
)
def test_only_the_final_report_of_a_review_is_its_publication(kind, publication, published):
    """A leaked draft, a later briefing or news of a review is published, and is not the review; each cites itself."""
    review = Review(id="r", title="Review", kinds=["rapid_review"], publication=publication)
    source = Source(id="s", title="Source", kind=kind, published="2019-09", of="r")
    (event,) = derived_events(CaseFile.of("X", [review, source]))
    assert event.kind == ("review_published" if published else "source_published")
    assert [citation.source for citation in event.citations] == ["s"]


def test_a_stored_entry_stands_for_the_derived_one():
    """An entry of the same kind, about the same person, at a time that may be the same, leaves the derived one out."""
    same = Event(id="e", when="2016-01", kind="birth", people=["c"])
    assert {} == derived(same)
    other_time = Event(id="e", when="2015", kind="birth", people=["c"])
    assert BORN == derived(other_time)
    nobody = Event(id="e", when="2016-01", kind="birth")
    assert BORN == derived(nobody)


def test_an_entry_about_one_stands_for_that_one_only():
    """Of an incident that harmed two, an entry about one leaves the derived event about the other."""
    other = Child(id="d", label="Child D")
    incident = Incident(id="i", when="2016-03-02", harms=[Harm(person="c"), Harm(person="d")])
    entry = Event(id="e", when="2016-03", kind="incident", people=["c"])
    (event,) = Timeline.of(CaseFile.of("X", [CHILD, other, incident, entry])).about("d")
    assert ("i/occurred", ("d",)) == (event.id, event.people)


def test_an_entry_that_says_too_little_stands_for_nothing():
    """An undated entry, or one of kind `other`, hides no derived event."""
    assert BORN == derived(Event(id="e", when="XXXX", kind="birth", people=["c"]))
    tenancy = Status(id="s", person="c", kind="tenancy", during="2016/2017")
    assert {"s/started", "s/ended"} < set(derived(tenancy, Event(id="e", when="2016", kind="other", people=["c"])))


def test_a_stored_event_keeps_its_id():
    """A stored event that bears a derived event's id is not joined by another of that id."""
    stored = Event(id="c/born", when="2015", kind="birth", people=["c"], derived_from="c")
    assert {} == derived(stored)


def test_only_work_with_people_began():
    """Work that began has its rows, a waiting list those of a status; work that was declined or never was has none."""
    agency = Agency(id="a", name="A")

    def of(state):
        work = Involvement(id="i", agency="a", people=["c"], during="2016-05/2016-10", state=state)
        return [kind for id, (kind, _) in derived(agency, work).items() if id.startswith("i/")]

    assert of("involved") == ["involvement_began", "involvement_ended"]
    assert of("waiting") == ["status_began", "status_ended"]
    assert of("declined") == of("not_involved") == []


def test_answers_to_a_recommendation_are_steps():
    """Who answered a recommendation, and when, is a step of the review, or of the proceeding, that made it."""
    review = Review(id="r", title="Review", kinds=["rapid_review"], subjects=[Subject(person="c")])
    inquest = Proceeding(id="p", kind="inquest", parties=[Party(person="c")])
    answers = [Response(agency="a", decision="accepted_in_part", on="2017-05"), Response(text="Noted.")]
    records = [Recommendation(id=f"rec-{by}", made_by=by, number="3", responses=answers) for by in "rp"]
    events = derived_events(CaseFile.of("X", [CHILD, Agency(id="a", name="A"), review, inquest, records]))
    rows = [(e.id, e.kind.value, e.agency, e.people, e.description) for e in events if e.id.startswith("rec")]
    words = "recommendation 3: accepted in part"
    assert rows == [
        ("rec-r/response-1", "review_step", "a", ("c",), words),
        ("rec-p/response-1", "proceeding_step", "a", ("c",), words),
    ]


def test_an_incident_that_happened_many_times_is_one_row_for_all():
    """How many times it happened goes with the row."""
    incident = Incident(id="i", when="2016", harms=[Harm(person="c")], times=Quantity(n=12))
    (row,) = [event for event in derived_events(CaseFile.of("X", [CHILD, incident])) if event.id == "i/occurred"]
    assert row.times == Quantity(n=12)

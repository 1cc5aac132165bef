from hypothesis import given

from safeguard_model import (
    Action,
    Agency,
    CaseFile,
    Child,
    Event,
    Harm,
    Incident,
    Milestone,
    Proceeding,
    Recommendation,
    Review,
    Source,
    Status,
    Subject,
    Timeline,
)
from safeguard_model import strategies as ours
from safeguard_model.timeline.derived import derived_events

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


def test_a_status_without_a_word_of_its_own_is_other():
    """A status whose end has no kind of event ends as `other`."""
    order = Status(id="s", person="c", kind="care_order", during="2016/2017")
    assert ("other", "2017") == derived(order)["s/ended"]


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


def test_publications():
    """A report of a review is published as a review; another source is published as `other`; each cites itself."""
    review = Review(id="r", title="Review", kinds=["rapid_review"])
    report = Source(id="s", title="Report", kind="report", published="2019-09", of="r")
    news = Source(id="n", title="News", kind="news", published="2020", of="r")
    casefile = CaseFile.of("X", [review, report, news])
    assert [("s/published", "review_published", "s"), ("n/published", "other", "n")] == [
        (event.id, event.kind, event.citations[0].source) for event in derived_events(casefile)
    ]


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

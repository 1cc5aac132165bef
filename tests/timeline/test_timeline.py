import pickle
from datetime import time
from operator import attrgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import (
    Agency,
    CaseFile,
    Child,
    Event,
    InvalidRecord,
    InvalidWhen,
    NeedsCaseFile,
    Timeline,
    UnknownRecord,
    When,
)
from safeguard_model import strategies as ours
from safeguard_model.dates.when import meaning_of
from safeguard_model.errors import StillNamed
from safeguard_model.records import EventKind
from safeguard_model.timeline.wording import dates_in_words

PEOPLE = [Child(id="child-1", label="Child 1", born="2016-01-10"), Child(id="child-2", label="Child 2")]
AGENCIES = [Agency(id="police", name="Police"), Agency(id="school", name="School")]


def event(id, when, kind="contact", **fields):
    """An event of little weight."""
    return Event(id=id, when=when, kind=kind, **fields)


def timeline(*events):
    """The events alone, with a case file behind them."""
    return Timeline.of(CaseFile.of("Invented", [PEOPLE, AGENCIES, events])).where(lambda e: e.derived_from is None)


def ids(events):
    """The ids, in order."""
    return [each.id for each in events]


@given(st.lists(ours.events(), max_size=12, unique_by=attrgetter("id")), st.randoms())
def test_order_is_by_when_then_order_then_id(events, random):
    """Whatever the order they come in, events are sorted by when, then order (none last), then id.

    Those without a date that state an age come last.
    """
    aged = {each.id for each in events if each.ages and each.when.is_unknown}
    expected = sorted((each for each in events if each.id not in aged), key=attrgetter("id"))
    expected.sort(key=lambda each: float("inf") if each.order is None else each.order)
    expected.sort(key=attrgetter("when"))
    random.shuffle(events)
    found = list(Timeline(events))
    assert expected == found[: len(expected)]
    assert aged == {each.id for each in found[len(expected) :]}


def test_entries_of_one_day_stand_in_their_order():
    """An entry numbered 1.5 stands between 1 and 2, and one without a number after both."""
    day = "2016-03-02"
    built = timeline(event("a", day), event("b", day, order=2), event("c", day, order=1), event("d", day, order=1.5))
    assert ["c", "d", "b", "a"] == ids(built)


def test_methods_of_a_sequence():
    """It has length, places, membership and slices, which are Timelines with the same case file."""
    built = timeline(event("a", "2016"), event("b", "2017"), event("c", "2018"))
    assert 3 == len(built)
    assert "c" == built[-1].id
    assert isinstance(built[:2], Timeline)
    assert built.casefile is built[:2].casefile
    assert ["a", "b"] == ids(built[:2])
    assert ["c", "b", "a"] == ids(reversed(built))
    assert built[1] in built
    assert 1 == built.index(built[1]) == built.count(built[1])


def test_it_is_immutable_and_compared_by_its_events():
    """Equal events make equal Timelines; neither a hash nor a change is to be had; a pickle is equal."""
    built = timeline(event("a", "2016"))
    assert built == Timeline([event("a", "2016")])
    assert built != [event("a", "2016")]
    with pytest.raises(TypeError, match="unhashable"):
        hash(built)
    with pytest.raises(AttributeError, match="cannot be changed"):
        built.casefile = None
    with pytest.raises(AttributeError, match="cannot be changed"):
        del built.casefile
    assert built == pickle.loads(pickle.dumps(built))


@given(st.lists(ours.events(), max_size=8), ours.whens(), ours.whens())
def test_between_keeps_what_may_or_must_lie_there(events, start, end):
    """What certainly lies in a window is among what may; the rest is certainly before or after it, or a span around it."""
    try:
        possible = Timeline(events).between(start, end)
    except InvalidWhen:
        assert (start.earliest, start.time or time.min) > (end.latest, end.time or time.max)
        return
    definite = Timeline(events).between(start, end, possible=False)
    assert all(each in possible for each in definite)
    first, last = start.earliest, end.latest
    for each in Timeline(events):
        day = each.when.earliest
        exact = each.when.precision == "day" and not (each.when.approximate or each.when.uncertain)
        if exact and start.time is None and end.time is None:
            assert ((first is None or first <= day) and (last is None or day <= last)) == (each in definite)


def test_between_counts_whole_days_and_minutes():
    """A window reaches from the first day of its start to the last of its end, or to the minute where one is given."""
    built = timeline(
        event("a", "2016-02-29"), event("b", "2016-03"), event("c", "2016-03-31T23:59"), event("d", "2016-04~")
    )
    assert ["b", "c", "d"] == ids(built.between("2016-03", "2016-03"))
    assert ["b", "c"] == ids(built.between("2016-03", "2016-03", possible=False))
    assert ["b", "d"] == ids(built.between("2016-03-01", "2016-03-31T23:58"))
    assert ["a", "b", "d"] == ids(built.between(None, "[2016-03-31T20:00..2016-03-31T23:58]"))
    assert ["a"] == ids(built.between(None, "2016-02"))
    assert built == built.between(None, None)


@pytest.mark.parametrize("field", ["people", "seen", "not_seen", "seen_alone", "seen_with_others"])
def test_about_finds_people_in_every_role(field):
    """An event is about everybody it names, seen or not."""
    built = timeline(event("a", "2016", **{field: ["child-1"]}), event("b", "2016", people=["child-2"]))
    assert ["a"] == ids(built.about("child-1"))
    assert ["a", "b"] == ids(built.about("child-1", "child-2"))


def test_narrowing():
    """Agencies, kinds, tags and a function of one's own each leave what fits."""
    built = timeline(
        event("a", "2016", agency="police", tags=["night"]), event("b", "2016", "home_visit", agency="school")
    )
    assert ["a"] == ids(built.by("police"))
    assert ["b"] == ids(built.kinds("home_visit"))
    assert ["b"] == ids(built.kinds(EventKind.HOME_VISIT))
    assert ["a"] == ids(built.tagged("night"))
    assert ["b"] == ids(built.where(lambda each: each.agency == "school"))


def test_narrowing_by_what_is_not_there_is_refused():
    """An id or a kind that is not there is an error, not an empty answer."""
    built = timeline(event("a", "2016"))
    with pytest.raises(UnknownRecord, match="did you mean police"):
        built.by("polcie")
    with pytest.raises(UnknownRecord):
        built.about("child-9")
    with pytest.raises(InvalidRecord, match="EventKind"):
        built.kinds("home visit")
    with pytest.raises(InvalidWhen):
        built.between("2017", "2016")


@pytest.mark.parametrize("events", [[1], ["a"], [None], [PEOPLE[0]], 5, None, "text"])
def test_only_events_make_a_timeline(events):
    """Anything but events is refused."""
    with pytest.raises(InvalidRecord, match=r"expected .*, got"):
        Timeline(events)


@pytest.mark.parametrize("casefile", [1, "x", [], {}])
def test_only_a_case_file_is_a_case_file(casefile):
    """Anything but a case file is refused in its place."""
    with pytest.raises(InvalidRecord, match="expected a CaseFile"):
        Timeline.of(casefile)
    with pytest.raises(InvalidRecord, match="expected a CaseFile"):
        Timeline([], casefile)


def test_ages_need_the_case_file():
    """Events alone know no dates of birth; an id that is no person's is refused."""
    with pytest.raises(NeedsCaseFile, match="case file"):
        Timeline([event("a", "2016")]).ages("child-1")
    with pytest.raises(UnknownRecord):
        timeline().ages("child-9")
    with pytest.raises(InvalidRecord, match="Child or Adult"):
        timeline().ages("police")


SECRET = "Canary <b>said</b> something"


def shown(handling):
    """A timeline with canaries in all that is not to be shown."""
    records = [
        Child(id="c", label="Child C", name=SECRET, born="2016-01-10", died="2016-07-11"),
        Agency(id="a", name="Agency <A>"),
        Event(id="e", when="2016-03", kind="disclosure", agency="a", people=["c"], description=SECRET),
    ]
    return Timeline.of(CaseFile.of("Invented", records, handling))


def test_identifiable_display_hides_words_and_dates_of_birth_and_death():
    """Free text is counted and not shown, births and deaths stand without their dates, and markup is escaped."""
    html = shown("identifiable")._repr_html_()
    assert "Canary" not in html
    assert "[3 words: reveal(timeline)]" in html
    assert "January" not in html
    assert "July" not in html
    assert "March 2016" in html
    assert "Agency &lt;A&gt;" in html
    assert "Canary" not in repr(shown("identifiable"))
    assert "2016-01-10" not in repr(list(shown("identifiable")))


@pytest.mark.parametrize("handling", ["published", "pseudonymised"])
def test_other_display_shows_the_words_escaped(handling):
    """What is published or pseudonymised is shown with its text, markup escaped; and warns of a name in it."""
    with pytest.warns(StillNamed, match="^1 text"):
        html = shown(handling)._repr_html_()
    assert "Canary &lt;b&gt;said&lt;/b&gt; something" in html
    assert "10 January 2016" in html


def test_print_is_the_careful_table_for_a_terminal():
    """`str` has a line for each event, without free text or dates of birth, whatever the handling."""
    for handling in ("identifiable", "published"):
        printed = str(shown(handling))
        assert 4 == len(printed.splitlines())
        assert "Canary" not in printed
        assert "January" not in printed
        assert "March 2016" in printed
        assert "[3 words: reveal(timeline)]" in printed


def test_a_line_break_or_a_mark_in_a_text_breaks_no_line():
    """Text over several lines stands in one, and marks that turn it round are shown."""
    built = timeline(event("a", "2016", description="one\ntwo\u202e"))
    assert "one two\\u202e" in built.as_text(revealed=True).splitlines()[1]


def test_display_without_a_case_file_is_the_careful_one():
    """Without a case file nobody has said that the text may be shown."""
    assert "Canary" not in Timeline(list(shown("published")))._repr_html_()


def test_derived_births_show_no_date_in_repr():
    """A derived birth, expected birth or death shows its kind in `repr`, and no date."""
    birth = shown("identifiable").kinds("birth")[0]
    assert When("2016-01-10") == birth.when
    assert "birth" in repr(birth)
    assert "2016" not in repr(birth)


@pytest.mark.parametrize("rubbish", [None, 5, ["a"], {"a": 1}, b"a"])
def test_rubbish_in_place_of_ids_and_tags_is_refused(rubbish):
    """What is no text is refused by narrowing, whether or not there are events."""
    for built in (timeline(), timeline(event("a", "2016")), Timeline([])):
        for narrow in (built.about, built.by, built.tagged, built.kinds):
            with pytest.raises(InvalidRecord):
                narrow(rubbish)


def test_an_id_of_another_kind_is_refused():
    """An agency is nobody an event is about, and a child is no agency."""
    with pytest.raises(InvalidRecord, match="an Agency; expected that of a Person"):
        timeline().about("police")
    with pytest.raises(InvalidRecord, match="a Child; expected that of an Agency"):
        timeline().by("child-1")


@pytest.mark.parametrize("revealed", ["no", 1, None, "True"])
def test_only_true_reveals(revealed):
    """Anything but True itself leaves the table as careful as it is."""
    assert "Canary" not in shown("identifiable").as_html(revealed=revealed)
    assert "Canary" not in shown("identifiable").as_text(revealed=revealed)


class TestSlips:
    """What is written by mistake, or in hope: it works where the meaning is clear, or the error says what to write."""

    CASEFILE = CaseFile.of(
        "Family",
        [
            Child(id="child-a", label="Child A"),
            Agency(id="hv", name="Health visiting"),
            Event(id="e1", when="2016-02-01", kind="home_visit", people=["child-a"], agency="hv"),
            Event(id="e2", when="2016-03-05", kind="phone_call", people=["child-a"], agency="hv"),
        ],
    )

    def test_an_event_is_found_by_its_id(self):
        """An id in brackets gives the event, and `in` takes an id."""
        timeline = Timeline.of(self.CASEFILE)
        assert timeline["e2"] is timeline[1]
        assert "e1" in timeline
        assert "child-a" not in timeline
        with pytest.raises(UnknownRecord, match="no event of this timeline has the id e3"):
            timeline["e3"]

    def test_between_takes_one_time(self):
        """A year or a month alone is both its first and its last day."""
        timeline = Timeline.of(self.CASEFILE)
        assert [event.id for event in timeline.between("2016-03")] == ["e2"]
        assert [event.id for event in timeline.between("2016-02", None)] == ["e1", "e2"]

    def test_errors_say_what_to_write(self):
        """A case file as events, a list of ids and a label as an id each get an error with what to write."""
        timeline = Timeline.of(self.CASEFILE)
        with pytest.raises(InvalidRecord, match=r"write Timeline\.of\(casefile\)"):
            Timeline(self.CASEFILE)
        with pytest.raises(InvalidRecord, match=r"got a list: write a \* before it, to give its ids one by one"):
            timeline.about(["child-a"])
        with pytest.raises(UnknownRecord, match=r"no record has the id Xxxxx X; did you mean child-a\?"):
            timeline.about("Child A")
        with pytest.raises(UnknownRecord, match=r"did you mean hv\?"):
            timeline.by("Health visiting")


class TestVagueDates:
    """The order of the rows tells no story."""

    def test_a_row_that_may_hold_the_next_says_so(self):
        """A death in March 2016 above an incident on 2 March is "some time in March 2016", by print and in a notebook."""
        events = [
            Event(id="x", when="2016-03", kind="illness"),
            Event(id="i", when="2016-03-02", kind="incident"),
            Event(id="y", when="2016-04", kind="illness"),
        ]
        timeline = Timeline(events)
        assert str(timeline).splitlines()[1].startswith("some time in March 2016")
        assert '<th scope="row">some time in March 2016</th>' in timeline._repr_html_()
        assert "some time in April" not in str(timeline)

    @pytest.mark.parametrize(
        ("when", "following", "words"),
        [
            ("2016", "2016-03-02", "some time in 2016"),
            ("2016-21", "2016-03-02", "some time in spring 2016"),
            ("2016-03-02", "2016-03-02T14:30", "some time on 2 March 2016"),
            ("[2016-03-01..2016-03-05]", "2016-03-02", "some time between 1 and 5 March 2016"),
            ("2016-03~", "2016-03-02", "some time about March 2016"),
            ("2016-03-XX", "2016-03-02", "some time in March 2016"),
            ("2016-03", "2016-03", "March 2016"),
            ("2016-03-02", "2016-03-02", "2 March 2016"),
            ("2016-03", "2016-04-01", "March 2016"),
            ("2016-03/2016-05", "2016-03-02", "March to May 2016"),
            ("2016-03", "XXXX", "March 2016"),
        ],
    )
    def test_only_a_vague_point_that_may_be_later_is_marked(self, when, following, words):
        """A point that is vaguer than the next row, and may be as late, is marked; a span, an equal or a past one is not."""
        events = [Event(id="a", when=when, kind="illness"), Event(id="b", when=following, kind="illness")]
        assert dates_in_words(events)[0] == words

    @given(st.from_type(When))
    def test_a_time_is_marked_before_a_minute_in_it(self, when):
        """A point that is more than a minute is marked before its first minute, whatever its text looks like."""
        if when.earliest is None or when.is_span:
            return
        inside = When(f"{when.earliest}T00:00")
        events = [Event(id="a", when=when, kind="illness"), Event(id="b", when=inside, kind="illness")]
        low, _, _, high = meaning_of(when)
        may_hold = low < high and low <= meaning_of(inside).start_low
        assert dates_in_words(events)[0].startswith("some time") == (may_hold or str(when).startswith("some time"))

    def test_a_hidden_birth_marks_nothing(self):
        """The date of a birth is not shown, and no mark on the row above gives its month away."""
        events = [Event(id="a", when="2016-03", kind="illness"), Event(id="b", when="2016-03-02", kind="birth")]
        assert dates_in_words(events)[0] == "March 2016"
        assert dates_in_words(events, revealed=True)[0] == "some time in March 2016"

    def test_what_did_not_happen_says_so(self):
        """A conference that was cancelled has the word beside its kind."""
        timeline = Timeline([Event(id="a", when="2016-03-02", kind="initial_conference", state="cancelled")])
        assert "initial conference: cancelled" in str(timeline)
        assert len(timeline.kinds("initial_conference")) == 1
        undone = Timeline([Event(id="a", when="2016-03-02", kind="return_interview", state="did_not_happen")])
        assert "return interview: did not happen" in str(undone)

"""Who knew what when."""

from itertools import pairwise, product

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples.invented_family import casefile as invented_family
from examples.norfolk_thematic_review import casefile as norfolk
from safeguard_model import (
    Adult,
    Agency,
    CaseFile,
    Child,
    Event,
    InvalidRecord,
    InvalidWhen,
    Involvement,
    Knowledge,
    NeedsCaseFile,
    Professional,
    SafeguardModelError,
    Timeline,
    UnknownRecord,
    When,
    dumps,
    loads,
)
from safeguard_model.dates.edtf import ANY, DAY
from safeguard_model.dates.when import meaning_of
from safeguard_model.knowing.statements import standing, statements_by_agency, statements_of
from safeguard_model.records import EDUCATION, HEALTH, SOCIAL_CARE, AgencyKind, KnowledgeBasis, KnowledgeState, Seen
from safeguard_model.timeline import known_but_not, known_to, sharing
from safeguard_model.timeline.minutes import end_of, when_between
from tests.dates.making import days, whens

FAMILY = invented_family()
NORFOLK = norfolk()
KNEW, NOT = KnowledgeState.KNEW, KnowledgeState.DID_NOT_KNOW
AGENCIES = ("a", "b", "c")


def event(**fields):
    """An event with the least there must be."""
    return Event(**{"id": "e", "when": "2016-03-02", "kind": "injury"} | fields)


def file_of(*events, agencies=AGENCIES, people=(), more=()):
    """A case file of events, with agencies that have only ids and people that have only labels."""
    base = [Agency(id=id, name=f"Agency {id}") for id in agencies]
    return CaseFile.of("Example", [*base, *(Child(id=id, label=id) for id in people), *events, *more])


def state(one, agency, at=None):
    """How an event stood with an agency by the end of a time."""
    return standing(statements_of(one, agency), end_of(at)).state


def rows(answers):
    """Each row as event, agency and state."""
    return [(row.event.id, row.agency, row.state) for row in answers]


def knowledge(dates):
    """What is stated of one agency, at most three times."""
    one = st.builds(Knowledge, agency=st.just("a"), state=st.sampled_from((KNEW, KNEW, NOT)), since=st.none() | dates)
    return st.lists(one, max_size=3)


def events(dates):
    """Events about which something may be stated of agency `a`, whose entry they may be."""
    return st.builds(
        event,
        when=dates,
        agency=st.sampled_from(("a", "b")),
        recorded=st.none() | dates,
        known_to=knowledge(dates),
    )


def starts(when):
    """The minutes in which something may have begun: a span begins before it ends, or some time before, or never."""
    start_low, start_high, end_low, end_high = meaning_of(when)
    if start_low < -ANY:
        return -ANY, end_high
    return start_low, max(
        start for start in {start_low, start_high, end_low, end_high} if start <= min(start_high, end_high)
    )


def sinces(one):
    """What is on file of agency `a`: the text of each date, its first and last minute, and whether it knew."""
    begun = meaning_of(one.when).start_low
    found = []
    stated = [each for each in one.known_to if each.agency == "a"]
    if not stated and one.agency == "a":
        stated = [Knowledge(agency="a")]
    for each in stated:
        since = each.since or (one.recorded if one.agency == "a" and one.recorded else one.when)
        low, high = starts(since)
        found.append((since.text, begun if low < begun <= high else low, high, each.state is KNEW))
    return found


def worlds(one, by):
    """Every way it may have gone: the minute of each statement, its place, and whether it says that it knew.

    Each date is tried at every minute that matters; statements of one date are of one minute.
    """
    found = sinces(one)
    matters = {edge + step for _, low, high, _ in found for edge in (low, high, by) for step in (-1, 0, 1)}
    texts = list(dict.fromkeys(text for text, *_ in found))
    choices = []
    for text in texts:
        low, high = next((low, high) for other, low, high, _ in found if other == text)
        choices.append([minute for minute in matters if low <= minute <= high])
    for chosen in product(*choices):
        minutes = dict(zip(texts, chosen, strict=True))
        yield sorted(
            (minutes[text], place, knew) for place, (text, _, _, knew) in enumerate(found) if minutes[text] <= by
        )


def outcomes(one, by):
    """Whether it knew, in every world; None where nothing had begun."""
    return {begun[-1][2] if begun else None for begun in worlds(one, by)}


def known_from(begun):
    """The minute from which it has known without a break."""
    since = None
    for minute, _, knew in begun:
        since = (minute if since is None else since) if knew else None
    return since


class TestAgainstEveryWorld:
    @given(events(whens(2015, 2017)), days(2015, 2017))
    def test_state(self, one, at):
        """It knew where it knew in every world, possibly where in some; stated not, where it knew in none."""
        found = outcomes(one, end_of(at))
        if found == {True}:
            expected = Seen.KNEW
        elif True in found:
            expected = Seen.POSSIBLY
        elif False in found:
            expected = Seen.STATED_NOT
        else:
            expected = Seen.NOT_RECORDED
        assert state(one, "a", at) == expected
        stood = standing(statements_of(one, "a"), end_of(at))
        assert stood.certainly == (found in ({True}, {False}))

    @given(events(whens(2015, 2017)), st.none() | days(2015, 2017))
    def test_since_and_lag(self, one, at):
        """In every world in which it knew, since when it did lies in the answer, and so do the days that took."""
        look = [row for row in sharing(file_of(attrs.evolve(one, agency=None, id="e")), at) if row.agency == "a"]
        by = end_of(at)
        for row in look:
            if row.state in (Seen.KNEW, Seen.POSSIBLY):
                low, high = starts(row.since)
                for begun in worlds(attrs.evolve(one, agency=None), by):
                    since = known_from(begun)
                    if since is not None:
                        assert low <= since <= high or low == -ANY
                        if row.lag is not None and abs(since) < ANY:
                            for start in starts(one.when):
                                if abs(start) < ANY and start <= since:
                                    days = since // DAY - start // DAY
                                    assert (row.lag.least or 0) <= days or row.lag.least is None
                                    assert row.lag.most is None or days <= row.lag.most

    @given(events(whens(2015, 2017)))
    def test_by_agency(self, one):
        """What is on file of each agency is the same, found for one or for all at once."""
        found = statements_by_agency(one)
        assert all(found.get(agency, ()) == statements_of(one, agency) for agency in AGENCIES)

    @given(st.lists(events(days(2016, 2016)), max_size=4), st.lists(days(2016, 2016), min_size=1, max_size=3))
    def test_replayed_day_by_day(self, entries, ats):
        """With exact days, what an agency knew on a day is what a replay of the record up to that day gives."""
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
        """However odd the dates, the questions are answered, printed and shown."""
        casefile = file_of(one, people=())
        for answers in (sharing(casefile, at), known_but_not(casefile, "b", "a", at, possible=True)):
            assert str(answers)
            assert "<table" in answers._repr_html_()

    @given(events(whens(2015, 2017)), days(2015, 2017))
    def test_what_is_known_is_possible(self, one, at):
        """What an agency certainly knew is among what it possibly knew."""
        casefile = file_of(one)
        assert set(known_to(casefile, "a", at)) <= set(known_to(casefile, "a", at, possible=True))


def _fields(one):
    return {name: getattr(one, name) for name in ("when", "kind", "agency", "recorded", "known_to")}


class TestKnownTo:
    def test_from_when_it_was_recorded(self):
        """An agency knows of its own entry from when it wrote it down."""
        casefile = file_of(event(agency="a", recorded="2016-03-05"))
        assert len(known_to(casefile, "a", "2016-03-04")) == 0
        assert len(known_to(casefile, "a", "2016-03-05")) == 1

    def test_from_when_it_was(self):
        """Where it does not say when it was written down, from when it happened; by a day means by its end."""
        casefile = file_of(event(agency="a", when="2016-03-02T14:30"))
        assert len(known_to(casefile, "a", "2016-03-01")) == 0
        assert len(known_to(casefile, "a", "2016-03-02T14:29")) == 0
        assert len(known_to(casefile, "a", "2016-03-02")) == 1
        assert len(known_to(casefile, "a", "2016-03")) == 1

    def test_stated_beats_assumed(self):
        """What is stated of the entry's own agency takes the place of what would be assumed."""
        casefile = file_of(event(agency="a", known_to=[Knowledge(agency="a", since="2016-05-01")]))
        assert len(known_to(casefile, "a", "2016-04-30")) == 0
        assert len(known_to(casefile, "a", "2016-05-01")) == 1

    def test_the_latest_counts(self):
        """Of several statements the latest since counts, in whatever order the file has them."""
        told = Knowledge(agency="a", since="2016-06-01")
        before = Knowledge(agency="a", state="believed_otherwise", since="2016-03-05")
        for known in ([told, before], [before, told]):
            one = event(known_to=known)
            assert state(one, "a", "2016-03-01") == Seen.NOT_RECORDED
            assert state(one, "a", "2016-05-31") == Seen.STATED_NOT
            assert state(one, "a", "2016-06-01") == Seen.KNEW

    def test_of_the_same_date_the_last(self):
        """Of two statements of the same date or minute, the file's order is the order of time."""
        for since, other in (("2016-03-05T10:00", "2016-03-05T10:00:30"), ("2016-03-05", "2016-03-05")):
            known = [Knowledge(agency="a", since=since), Knowledge(agency="a", state=NOT, since=other)]
            assert state(event(known_to=known), "a") == Seen.STATED_NOT
            assert state(event(known_to=known[::-1]), "a") == Seen.KNEW
        one = event(
            known_to=[Knowledge(agency="a", state=NOT, since="2016-03"), Knowledge(agency="a", since="2016-03")]
        )
        assert state(one, "a", "2016-03") == Seen.KNEW

    @pytest.mark.parametrize("word", [word for word in KnowledgeState if word is not KNEW])
    def test_the_other_words_are_stated_not(self, word):
        """Held and not looked up, sent and not received, did not know, believed otherwise: none of them knew."""
        one = event(known_to=[Knowledge(agency="a", state=word, since="2016-03-02")])
        assert state(one, "a") == Seen.STATED_NOT
        assert not known_to(file_of(one), "a", possible=True)

    def test_possibly(self):
        """Where the date leaves it open it possibly knew, and certainly once the date is past."""
        one = event(known_to=[Knowledge(agency="a", since="2016-03")])
        assert state(one, "a", "2016-03-15") == Seen.POSSIBLY
        assert state(one, "a", "2016-03-31") == Seen.KNEW
        assert len(known_to(file_of(one), "a", "2016-03-15")) == 0
        assert len(known_to(file_of(one), "a", "2016-03-15", possible=True)) == 1

    def test_not_before_the_event(self):
        """A date that may lie before the event means no earlier than the event."""
        one = event(when="2016-03-20", known_to=[Knowledge(agency="a", since="2016-03")])
        assert state(one, "a", "2016-03-19") == Seen.NOT_RECORDED
        assert state(one, "a", "2016-03-20") == Seen.POSSIBLY

    def test_without_a_date(self):
        """What is stated without a date holds from the event's own time."""
        one = event(known_to=[Knowledge(agency="a")])
        assert state(one, "a", "2016-03-01") == Seen.NOT_RECORDED
        assert state(one, "a", "2016-03-02") == Seen.KNEW

    def test_no_one_date_unknown(self):
        """An undated entry is possibly known at any time, and certainly known in the end."""
        one = event(when="XXXX", agency="a")
        assert state(one, "a", "2016") == Seen.POSSIBLY
        assert state(one, "a") == Seen.KNEW

    def test_part_of_never_rolls_up(self):
        """What a ward knew, the hospital of which it is a part is not taken to know."""
        casefile = file_of(event(agency="ward"), more=[Agency(id="ward", name="Ward", part_of="a")])
        assert len(known_to(casefile, "a")) == 0
        assert len(known_to(casefile, ["a", "ward"])) == 1

    def test_of_a_timeline(self):
        """Asked of a narrowed timeline it answers of those events, and keeps the case file."""
        casefile = file_of(event(id="e1", agency="a"), event(id="e2", agency="a", kind="referral"))
        timeline = Timeline.of(casefile).kinds("referral")
        assert [one.id for one in timeline.known_to("a")] == ["e2"]
        assert timeline.known_to("a").casefile is casefile

    def test_incidents(self):
        """What is stated of who knew of an incident holds of the event worked out from it."""
        (head,) = [incident for incident in FAMILY.incidents if incident.id == "inc-head"]
        told = FAMILY.replace(_evolved(head, known_to=[Knowledge(agency="sch", since="2023-04-20")]))
        assert "inc-head/occurred" in [one.id for one in known_to(told, "sch")]


def _evolved(record, **changes):
    from attrs import evolve

    return evolve(record, **changes)


class TestGroups:
    def test_by_kind(self):
        """A kind of agency, a group of kinds and a list of ids may stand for agencies."""
        assert known_to(FAMILY, AgencyKind.POLICE) == known_to(FAMILY, "police")
        health = [agency.id for agency in FAMILY.agencies if agency.kind in HEALTH]
        assert known_to(FAMILY, HEALTH) == known_to(FAMILY, health)
        assert len(known_to(FAMILY, HEALTH)) > len(known_to(FAMILY, "gp"))

    def test_by_word(self):
        """A plain word is an id; where nothing has that id, the word of a kind. A group may stand among ids."""
        assert known_to(FAMILY, "health_visiting") == known_to(FAMILY, AgencyKind.HEALTH_VISITING)
        assert known_to(FAMILY, [EDUCATION, "police"]) == known_to(FAMILY, ["sch", "police"])

    def test_none_of_the_kind(self):
        """Where no agency on file is of a kind, nothing is known to it."""
        assert len(known_to(FAMILY, AgencyKind.PRISON)) == 0

    def test_a_row_for_each_who_did_not(self):
        """With a group there is a row for each agency of it that did not know, even where another did."""
        one = event(agency="a", known_to=[Knowledge(agency="b", since="2016-03-03")])
        found = known_but_not(file_of(one), "a", ["a", "b", "c"])
        assert rows(found) == [("e", "c", Seen.NOT_RECORDED)]
        assert found[0].known_by == ("a",)

    @pytest.mark.parametrize("who", [3, None, [3], {"a": 1}.keys, b"a", [b"a"], [None]])
    def test_no_agency(self, who):
        """What is no agency is refused with one error."""
        with pytest.raises(InvalidRecord):
            known_to(FAMILY, who)

    def test_the_id_of_something_else(self):
        """The id of a child is no agency's, and an id that nothing has is unknown."""
        with pytest.raises(InvalidRecord, match="child-e is the id of a Child; expected that of an Agency"):
            known_but_not(FAMILY, "gp", "child-e")
        with pytest.raises(UnknownRecord):
            known_but_not(FAMILY, "gpp", "csc")


class TestKnownButNot:
    def test_norfolk(self):
        """The notification of 2013 never reached health visiting: police knew, and it is stated that the others did not."""
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
        """What the one possibly knew is left out unless asked for; that the other possibly knew is a row that says so."""
        one = event(when="2016-03", agency="a", known_to=[Knowledge(agency="b", since="2016-03")])
        casefile = file_of(one)
        assert not known_but_not(casefile, "a", "b", "2016-03-15")
        (row,) = known_but_not(casefile, "a", "b", "2016-03-15", possible=True)
        assert row.state is Seen.POSSIBLY
        assert not row.definite
        assert "b possibly knew" in str(row)

    def test_not_recorded_says_no_more(self):
        """Not recorded is never printed as not knowing; that the entry names the agency otherwise is said."""
        one = event(agency="a", attended=["b"], to_agency="b", kind="multi_agency_meeting")
        (row,) = known_but_not(file_of(one), "a", "b")
        assert row.said is None
        assert row.basis is None
        assert row.parts == ("to_agency", "attended")
        assert str(row) == (
            "multi agency meeting e, 2 March 2016: b not recorded, though named as the receiver and it attended"
        )

    def test_an_account_of_its_own(self):
        """Where the agency has its own account of the same thing, the row says so, and concludes nothing."""
        (row,) = [row for row in known_but_not(FAMILY, "csc", "police", "2022-11-30") if row.event.id == "csc-08"]
        assert row.state is Seen.NOT_RECORDED
        assert "account_of" in row.parts


class TestSharing:
    def test_agencies_then_involved(self):
        """There is a row for each agency involved at the time with a person in the event, and none for the entry's own."""
        people = [
            Involvement(id="i1", agency="a", people=["child"], during="2016-01/.."),
            Involvement(id="i2", agency="b", people=["child"], during="2016-01/2016-02"),
            Involvement(id="i3", agency="c", people=["child"], during="2016-02/.."),
        ]
        casefile = file_of(event(agency="a", seen=["child"]), people=["child"], more=people)
        assert rows(sharing(casefile)) == [("e", "c", Seen.NOT_RECORDED)]
        assert sharing(casefile)[0].involved is True

    def test_possibly_involved(self):
        """Where the dates leave the involvement open there is a row, which says possibly."""
        people = [Involvement(id="i1", agency="b", people=["child"], during="2016-03/..")]
        casefile = file_of(event(agency="a", people=["child"]), people=["child"], more=people)
        (row,) = sharing(casefile)
        assert row.involved is None
        unsaid = [Involvement(id="i1", agency="b", people=["child"])]
        (row,) = sharing(file_of(event(agency="a", people=["child"]), people=["child"], more=unsaid))
        assert row.involved is None

    def test_named(self):
        """An agency that the event's knowledge names has a row without being involved."""
        (row,) = sharing(file_of(event(agency="a", known_to=[Knowledge(agency="c", since="2016-03-09")])))
        assert (row.agency, row.state, row.involved) == ("c", Seen.KNEW, False)
        assert str(row.lag) == "7 days"
        assert row.since == When("2016-03-09")

    def test_lag_of_imprecise_dates(self):
        """The lag is as precise as the dates, and never begins before the event."""
        lag = sharing(file_of(event(when="2016-03-20", known_to=[Knowledge(agency="c", since="2016-03")])))[0].lag
        assert (lag.least, lag.most) == (0, 11)
        lag = sharing(file_of(event(when="2016-03", known_to=[Knowledge(agency="c", since="2016-05-01")])))[0].lag
        assert (lag.least, lag.most) == (31, 61)

    def test_lag_of_what_lasted(self):
        """The lag runs from the start of what lasted."""
        told = [Knowledge(agency="c", since="2016-03-05")]
        lag = sharing(file_of(event(when="2016-03-01/2016-04-01", known_to=told)))[0].lag
        assert str(lag) == "4 days"

    def test_no_lag_without_a_date(self):
        """Where the source does not say since when, there is no lag to give."""
        assert sharing(file_of(event(known_to=[Knowledge(agency="c")])))[0].lag is None

    def test_chain(self):
        """Who told whom is followed back to whose entry it is, through professionals to their agencies."""
        (gp,) = [row for row in sharing(FAMILY) if row.event.id == "p-06" and row.agency == "gp"]
        assert gp.chain == ("police", "csc", "mw", "gp")
        assert str(gp.lag) == "18 days"
        (csc,) = [row for row in sharing(FAMILY) if row.event.id == "hv-06" and row.agency == "csc"]
        assert csc.chain == ("hv", "csc")

    def test_told_by_a_person(self):
        """One who told may be a relative; the chain begins with them."""
        (row,) = [row for row in sharing(FAMILY) if row.event.id == "sch-04" and row.agency == "hv"]
        assert row.chain == ("grandmother", "hv")
        assert [each.state for each in row.before] == [KnowledgeState.BELIEVED_OTHERWISE]
        assert str(row) == (
            "disclosure sch-04, 11 October 2022: hv knew, from 5 December 2022 (stated), after 55 days, "
            "told by grandmother; before, it believed otherwise"
        )

    def test_chain_that_runs_in_a_circle(self):
        """Two agencies that each name the other as the teller end the chain, not the program."""
        known = [Knowledge(agency="b", told_by="c"), Knowledge(agency="c", told_by="b")]
        found = sharing(file_of(event(agency="a", known_to=known)))
        assert [row.chain for row in found] == [("c", "b"), ("b", "c")]

    def test_told_by_a_colleague(self):
        """A teller from the agency itself makes no chain."""
        casefile = file_of(
            event(known_to=[Knowledge(agency="b", told_by="hv1")]),
            more=[Professional(id="hv1", label="HV1", agency="b")],
        )
        assert sharing(casefile)[0].chain == ("b",)

    def test_chain_at(self):
        """By a day, a chain is made of what was told by then."""
        known = [
            Knowledge(agency="b", since="2016-03-03", told_by="c"),
            Knowledge(agency="c", since="2016-04-01", told_by="a"),
        ]
        casefile = file_of(event(agency="a", known_to=known))
        assert [row.chain for row in sharing(casefile, "2016-03-31")] == [("c", "b"), ("c",)]
        assert [row.chain for row in sharing(casefile)] == [("a", "c", "b"), ("a", "c")]

    def test_circle_of_three(self):
        """A circle of tellers ends where it closes."""
        known = [Knowledge(agency=a, told_by=b) for a, b in (("a", "b"), ("b", "c"), ("c", "a"))]
        found = sharing(file_of(event(known_to=known)))
        assert [row.chain for row in found] == [("c", "b", "a"), ("a", "c", "b"), ("b", "a", "c")]

    def test_since_before_the_event(self):
        """What was known certainly before the event, such as what was planned, has days that run backwards."""
        (row,) = sharing(file_of(event(known_to=[Knowledge(agency="c", since="2016-02-20", basis="stated")])))
        assert str(row.lag) == "11 days earlier"
        assert str(row).endswith("from 20 February 2016 (stated), 11 days earlier")

    def test_the_first_of_an_unbroken_run(self):
        """Told again, an agency has known since it was first told; told anew after a break, since then."""
        told = [Knowledge(agency="c", since=since) for since in ("2016-03-10", "2016-03-20")]
        denied = Knowledge(agency="c", state="believed_otherwise", since="2016-03-15")
        (row,) = sharing(file_of(event(known_to=told)))
        assert (row.since, str(row.lag)) == (When("2016-03-10"), "8 days")
        (row,) = sharing(file_of(event(known_to=[*told, denied])))
        assert (row.since, str(row.lag)) == (When("2016-03-20"), "18 days")

    def test_a_break_that_dates_leave_open(self):
        """Where a break may have come between, since when it knew is as wide as that leaves it."""
        told = [Knowledge(agency="c", since=since) for since in ("2016-03-10", "2016-03-20")]
        denied = Knowledge(agency="c", state="believed_otherwise", since="[2016-03-01..2016-03-15]")
        (row,) = sharing(file_of(event(known_to=[*told, denied])))
        assert row.state is Seen.KNEW
        assert (row.since, str(row.lag)) == (When("[2016-03-10..2016-03-20]"), "8 to 18 days")
        assert [each.state for each in row.besides] == [KnowledgeState.BELIEVED_OTHERWISE]

    def test_no_statement_is_lost(self):
        """Every statement of an agency by then is the one shown, of the same state, before it or besides it."""
        for row in sharing(FAMILY):
            stated = [each for each in row.event.known_to if each.agency == row.agency]
            left = [each for each in stated if each.state is not row.said]
            assert all(each in row.before or each in row.besides for each in left)

    def test_stated_too(self):
        """A statement that the dates do not settle against is never lost."""
        known = [
            Knowledge(agency="c", since="2016-06", basis="stated"),
            Knowledge(agency="c", state=NOT, since="2016-06-10"),
        ]
        (row,) = sharing(file_of(event(known_to=known)))
        assert row.state is Seen.POSSIBLY
        assert [each.state for each in row.besides] == [NOT]
        assert "stated too: did not know (10 June 2016)" in str(row)

    def test_possibly_stated_not(self):
        """That it did not know is possible only, where the statement may be of a later time."""
        one = event(known_to=[Knowledge(agency="c", state=NOT, since="2016-06")])
        (row,) = sharing(file_of(one), "2016-06-10")
        assert (row.state, row.definite) == (Seen.STATED_NOT, False)
        assert "c possibly did not know" in str(row)
        (row,) = sharing(file_of(one), "2016-06-30")
        assert row.definite

    def test_the_same_after_a_file(self):
        """An equal case file, read from a file, gives equal answers."""
        casefile = file_of(event(known_to=[Knowledge(agency="c", since="2016-03-02")]))
        assert sharing(loads(dumps(casefile))) == sharing(casefile)
        assert str(sharing(casefile)[0].lag) == "0 days"
        assert "the same day" in str(sharing(casefile)[0])

    def test_named_in_the_entry(self):
        """An agency to which a referral went, or that was at a meeting, has a row, which says so and no more."""
        one = event(agency="a", kind="referral", from_agency="a", to_agency="b", attended=["c"])
        assert [str(row).partition(": ")[2] for row in sharing(file_of(one))] == [
            "b not recorded, though named as the receiver",
            "c not recorded, though it attended",
        ]

    def test_two_accounts_of_a_third(self):
        """Two entries that are accounts of one incident say of each other's agency that it has one of its own."""
        gp = [row for row in sharing(FAMILY) if row.event.id == "gp-04" and row.agency == "hv"]
        assert [row.parts for row in gp] == [("account_of",)]

    def test_surely_involved_once_is_enough(self):
        """An agency certainly involved by one record stays so, whatever another leaves open."""
        people = [
            Involvement(id="i1", agency="b", people=["child"], during="2016-02/.."),
            Involvement(id="i2", agency="b", people=["child"]),
        ]
        (row,) = sharing(file_of(event(agency="a", people=["child"]), people=["child"], more=people))
        assert row.involved is True

    def test_agencies_of_nobody(self):
        """Events that are not of the case file may name agencies that it has not: they have rows all the same."""
        one = event(known_to=[Knowledge(agency="z", told_by="y")], agency="a")
        (row,) = Timeline([one], file_of()).sharing()
        assert (row.agency, row.chain) == ("z", ("y", "z"))

    def test_many_who_told_each_other(self):
        """A chain of a hundred is followed from end to end."""
        ids = [f"agency-{number:03}" for number in range(100)]
        known = [Knowledge(agency=one, told_by=other) for other, one in pairwise(ids)]
        found = sharing(file_of(event(agency=ids[0], known_to=known), agencies=ids))
        assert found[-1].chain == tuple(ids)

    def test_slices_are_answers(self):
        """Some of the answers print as all do."""
        assert str(sharing(FAMILY)[:2]).count("\n") == 1

    def test_at(self):
        """As it stood by a day, what was told later is not there yet."""
        (row,) = sharing(file_of(event(known_to=[Knowledge(agency="c", since="2016-05-01")])), at="2016-04-30")
        assert row.state is Seen.NOT_RECORDED

    def test_every_row_is_told_apart(self):
        """In everything printed of the invented family, not recorded and did not know are different words."""
        for row in sharing(FAMILY):
            assert (row.state is Seen.NOT_RECORDED) == ("not recorded" in str(row)) == (row.said is None)
            assert ("did not know" in row.cells()[3]) == (row.said is NOT)


class TestPrivacy:
    def test_no_free_text(self):
        """Rows show how something was told by whom it was told, and none of the source's words."""
        for row in sharing(FAMILY):
            shown = f"{row} {row!r} {row.cells()}"
            for known in row.event.known_to:
                assert not known.via or known.via not in shown
            assert row.event.derived_from or not row.event.description or row.event.description not in shown

    @pytest.mark.parametrize("since", [None, "2016-03-02", "2016-03-20", "2016-03"])
    @pytest.mark.parametrize("kind", ["birth", "expected_birth", "death"])
    def test_no_date_of_birth(self, kind, since):
        """A birth or death known to an agency shows no date, and no days from which its date would follow."""
        told = [Knowledge(agency="b", since=since), Knowledge(agency="b", state=NOT, since="2016-03")]
        one = event(kind=kind, agency="a", known_to=told, people=["child"])
        for row in sharing(file_of(one, people=["child"])):
            shown = f"{row} {row!r} {row.cells()}"
            assert "2016" not in shown
            assert "day" not in shown
            assert kind.replace("_", " ") in shown


def test_needs_the_case_file():
    """Of events alone, without their case file, nobody can say who knew."""
    for ask in (lambda it: known_to(it, "a"), sharing, lambda it: known_but_not(it, "a", "b")):
        with pytest.raises(NeedsCaseFile):
            ask([event()])


@pytest.mark.parametrize("at", ["soon", 3, "2016-13"])
def test_no_time(at):
    """A time that is none is refused as such."""
    with pytest.raises(InvalidWhen):
        sharing(FAMILY, at)
    with pytest.raises(SafeguardModelError):
        known_to(FAMILY, "gp", at)


@pytest.mark.parametrize(
    ("at", "minute"),
    [
        ("2016-03-02", "2016-03-02T23:59"),
        ("2016-03", "2016-03-31T23:59"),
        ("2016-03~", "2016-03-31T23:59"),
        ("2016-03-02T10:05", "2016-03-02T10:05"),
        ("2016-03-01/2016-03-02T10:00", "2016-03-02T10:00"),
    ],
)
def test_by_the_end(at, minute):
    """A time means by its end; a time without end, always."""
    assert end_of(at) == meaning_of(When(minute)).end_high
    assert end_of("2016/..") == end_of(None) > ANY


@given(days())
def test_when_between(day):
    """The When of a stretch of minutes is the day, the minute or the one-of that it is."""
    first, last = meaning_of(day)[:2]
    assert when_between(first, last) == day
    assert when_between(first + 61, first + 61) == When(f"{day.text}T01:01")
    assert when_between(first, ANY) == When(f"[{day.text}..]")
    assert when_between(-ANY, last) == When(f"[..{day.text}]")
    assert when_between(-ANY, ANY) == When("XXXX")


def test_people_of_adults():
    """An agency involved with an adult of the event is concerned, too."""
    people = [Adult(id="m", label="M"), Involvement(id="i", agency="b", people=["m"], during="2015/..")]
    assert rows(sharing(file_of(event(people=["m"]), more=people))) == [("e", "b", Seen.NOT_RECORDED)]

"""The row about one agency and one event: since when, told by whom, what else is stated, what is printed."""

from itertools import pairwise

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples.invented_family import casefile as invented_family
from safeguard_model import Involvement, Knowledge, Professional, When
from safeguard_model.dates.edtf import ANY, DAY
from safeguard_model.records import KnowledgeState, Seen
from safeguard_model.timeline import known_but_not, sharing
from safeguard_model.timeline.minutes import end_of
from tests.dates.making import days, whens
from tests.knowing.making import NOT, event, events, file_of
from tests.knowing.worlds import known_from, starts, worlds

FAMILY = invented_family()


class TestSinceAndLag:
    @given(events(whens(2015, 2017)), st.none() | days(2015, 2017))
    def test_since_and_lag(self, one, at):
        """Under every reading in which the agency knew, the answer contains the minute since when, and the days it took."""
        rows_of_a = [row for row in sharing(file_of(attrs.evolve(one, agency=None, id="e")), at) if row.agency == "a"]
        by = end_of(at)
        for row in rows_of_a:
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

    def test_lag_of_imprecise_dates(self):
        """The lag is as precise as the dates, and never starts before the event."""
        lag = sharing(file_of(event(when="2016-03-20", known_to=[Knowledge(agency="c", since="2016-03")])))[0].lag
        assert (lag.least, lag.most) == (0, 11)
        lag = sharing(file_of(event(when="2016-03", known_to=[Knowledge(agency="c", since="2016-05-01")])))[0].lag
        assert (lag.least, lag.most) == (31, 61)

    def test_lag_of_what_lasted(self):
        """For an event that lasted, the lag is counted from its start."""
        told = [Knowledge(agency="c", since="2016-03-05")]
        lag = sharing(file_of(event(when="2016-03-01/2016-04-01", known_to=told)))[0].lag
        assert str(lag) == "4 days"

    def test_no_lag_without_a_date(self):
        """If the source does not say since when, there is no lag."""
        assert sharing(file_of(event(known_to=[Knowledge(agency="c")])))[0].lag is None

    def test_since_before_the_event(self):
        """What was certainly known before the event, such as a plan, has a lag of days "earlier"."""
        (row,) = sharing(file_of(event(known_to=[Knowledge(agency="c", since="2016-02-20", basis="stated")])))
        assert str(row.lag) == "11 days earlier"
        assert str(row).endswith("from 20 February 2016 (stated), 11 days earlier")

    def test_the_first_of_an_unbroken_run(self):
        """An agency that is told twice has known since the first time, unless it did not know in between."""
        told = [Knowledge(agency="c", since=since) for since in ("2016-03-10", "2016-03-20")]
        denied = Knowledge(agency="c", state="believed_otherwise", since="2016-03-15")
        (row,) = sharing(file_of(event(known_to=told)))
        assert (row.since, str(row.lag)) == (When("2016-03-10"), "8 days")
        (row,) = sharing(file_of(event(known_to=[*told, denied])))
        assert (row.since, str(row.lag)) == (When("2016-03-20"), "18 days")

    def test_a_break_that_dates_leave_open(self):
        """If the agency may not have known in between, `since` covers both times."""
        told = [Knowledge(agency="c", since=since) for since in ("2016-03-10", "2016-03-20")]
        denied = Knowledge(agency="c", state="believed_otherwise", since="[2016-03-01..2016-03-15]")
        (row,) = sharing(file_of(event(known_to=[*told, denied])))
        assert row.state is Seen.KNEW
        assert (row.since, str(row.lag)) == (When("[2016-03-10..2016-03-20]"), "8 to 18 days")
        assert [each.state for each in row.besides] == [KnowledgeState.BELIEVED_OTHERWISE]


class TestChain:
    def test_chain(self):
        """The chain goes back to the agency of the entry, and names the agency of each professional."""
        (gp,) = [row for row in sharing(FAMILY) if row.event.id == "p-06" and row.agency == "gp"]
        assert gp.chain == ("police", "csc", "mw", "gp")
        assert str(gp.lag) == "18 days"
        (csc,) = [row for row in sharing(FAMILY) if row.event.id == "hv-06" and row.agency == "csc"]
        assert csc.chain == ("hv", "csc")

    def test_told_by_a_person(self):
        """A relative may have told an agency, and then the chain begins with that person."""
        (row,) = [row for row in sharing(FAMILY) if row.event.id == "sch-04" and row.agency == "hv"]
        assert row.chain == ("grandmother", "hv")
        assert [each.state for each in row.before] == [KnowledgeState.BELIEVED_OTHERWISE]
        assert str(row) == (
            "disclosure sch-04, 11 October 2022: hv knew, from 5 December 2022 (stated), after 55 days, "
            "told by grandmother; before, it believed otherwise"
        )

    def test_chain_that_runs_in_a_circle(self):
        """If two agencies each name the other as the one who told them, the chain ends there."""
        known = [Knowledge(agency="b", told_by="c"), Knowledge(agency="c", told_by="b")]
        found = sharing(file_of(event(agency="a", known_to=known)))
        assert [row.chain for row in found] == [("c", "b"), ("b", "c")]

    def test_told_by_a_colleague(self):
        """If a professional of the same agency told it, there is no chain."""
        casefile = file_of(
            event(known_to=[Knowledge(agency="b", told_by="hv1")]),
            more=[Professional(id="hv1", label="HV1", agency="b")],
        )
        assert sharing(casefile)[0].chain == ("b",)

    def test_chain_at(self):
        """At a given day the chain uses only what was told by then."""
        known = [
            Knowledge(agency="b", since="2016-03-03", told_by="c"),
            Knowledge(agency="c", since="2016-04-01", told_by="a"),
        ]
        casefile = file_of(event(agency="a", known_to=known))
        assert [row.chain for row in sharing(casefile, "2016-03-31")] == [("c", "b"), ("c",)]
        assert [row.chain for row in sharing(casefile)] == [("a", "c", "b"), ("a", "c")]

    def test_circle_of_three(self):
        """If three agencies told each other in a circle, the chain ends where the circle closes."""
        known = [Knowledge(agency=a, told_by=b) for a, b in (("a", "b"), ("b", "c"), ("c", "a"))]
        found = sharing(file_of(event(known_to=known)))
        assert [row.chain for row in found] == [("c", "b", "a"), ("a", "c", "b"), ("b", "a", "c")]

    def test_many_who_told_each_other(self):
        """A chain of a hundred agencies is followed from end to end."""
        ids = [f"agency-{number:03}" for number in range(100)]
        known = [Knowledge(agency=one, told_by=other) for other, one in pairwise(ids)]
        found = sharing(file_of(event(agency=ids[0], known_to=known), agencies=ids))
        assert found[-1].chain == tuple(ids)


class TestInvolved:
    def test_possibly_involved(self):
        """If the dates leave the involvement open, there is a row, and it says that this is not certain."""
        people = [Involvement(id="i1", agency="b", people=["child"], during="2016-03/..")]
        casefile = file_of(event(agency="a", people=["child"]), people=["child"], more=people)
        (row,) = sharing(casefile)
        assert row.involved is None
        unsaid = [Involvement(id="i1", agency="b", people=["child"])]
        (row,) = sharing(file_of(event(agency="a", people=["child"]), people=["child"], more=unsaid))
        assert row.involved is None

    def test_surely_involved_once_is_enough(self):
        """An agency that one record shows to be certainly involved stays so, whatever another leaves open."""
        people = [
            Involvement(id="i1", agency="b", people=["child"], during="2016-02/.."),
            Involvement(id="i2", agency="b", people=["child"]),
        ]
        (row,) = sharing(file_of(event(agency="a", people=["child"]), people=["child"], more=people))
        assert row.involved is True


class TestParts:
    def test_not_recorded_says_no_more(self):
        """The row never prints "not recorded" as not knowing, and it says in which other fields the entry names the agency."""
        one = event(agency="a", attended=["b"], to_agency="b", kind="multi_agency_meeting")
        (row,) = known_but_not(file_of(one), "a", "b")
        assert row.said is None
        assert row.basis is None
        assert row.parts == ("to_agency", "attended")
        assert str(row) == (
            "multi agency meeting e, 2 March 2016: b not recorded, though named as the receiver and it attended"
        )

    def test_a_professional_names_the_agency(self):
        """Who came, was absent or was not invited may be a professional: the row is about the agency; persons have none."""
        names = {"attended": ["p", "child"], "not_invited": ["c"], "absent": ["d"]}
        one = event(agency="a", kind="multi_agency_meeting", people=["child"], **names)
        worker = Professional(id="p", label="SW1", agency="b", role="social worker")
        rows = sharing(file_of(one, agencies="abcd", people=["child"], more=[worker]))
        assert [(row.agency, row.parts) for row in rows] == [
            ("b", ("attended",)),
            ("c", ("not_invited",)),
            ("d", ("absent",)),
        ]
        assert "c not recorded, though it was not invited" in str(rows[1])

    def test_only_work_with_the_person_is_involvement(self):
        """An agency with a waiting list, or that had no part, was not involved: the event has no row for it."""
        for state, agencies in (("involved", ["b"]), ("waiting", []), ("declined", []), ("not_involved", [])):
            work = Involvement(id="i", agency="b", people=["child"], during="2016", state=state)
            rows = sharing(file_of(event(agency="a", people=["child"]), people=["child"], more=[work]))
            assert [row.agency for row in rows] == agencies

    def test_not_told_is_stated(self):
        """That an agency was not told is a statement, and no silence."""
        one = event(agency="a", known_to=[Knowledge(agency="b", state="not_told", told_by="a", basis="stated")])
        (row,) = known_but_not(file_of(one), "a", "b")
        assert (row.state, row.said) == (Seen.STATED_NOT, "not_told")
        assert (
            str(row)
            == "injury e, 2 March 2016: b was not told, as of 2 March 2016 (stated, date of the event), not told by a"
        )

    def test_an_agency_knew_of_what_it_wrote_an_account_of(self):
        """An agency with its own account of an event knew of it from that entry: it is no gap in knowledge."""
        assert "csc-08" not in [row.event.id for row in known_but_not(FAMILY, "csc", "police", "2022-11-30")]
        (row,) = [row for row in sharing(FAMILY) if row.event.id == "csc-08" and row.agency == "police"]
        assert (row.state, row.basis, row.parts) == (Seen.KNEW, "assumed", ("attended", "invited", "account_of"))

    def test_two_accounts_are_one_row_for_each_agency(self):
        """An event told by two agencies has rows for the others, once, and none for the agency whose entry is the first."""
        one = event(id="e", agency="a", kind="referral", known_to=[Knowledge(agency="c", state="did_not_know")])
        other = event(id="f", agency="b", kind="referral", account_of="e", attended=["d"])
        rows = sharing(file_of(one, other, agencies="abcd"))
        assert [(row.event.id, row.agency, str(row.state)) for row in rows] == [
            ("e", "b", "knew"),
            ("e", "c", "stated_not"),
            ("e", "d", "not_recorded"),
        ]

    def test_the_sender_of_what_is_stated_not_to_be_known(self):
        """Where an entry names one agency as the sender and states that the receiver did not know, there is a row."""
        sent = event(
            id="e",
            kind="referral",
            from_agency="a",
            to_agency="b",
            known_to=[Knowledge(agency="b", state="did_not_know")],
        )
        (row,) = known_but_not(file_of(sent), "a", "b")
        assert (row.state, row.known_by) == (Seen.STATED_NOT, ("a",))

    def test_named_in_the_entry(self):
        """An agency that a referral went to, or that was at a meeting, has a row that says only that."""
        one = event(agency="a", kind="referral", from_agency="a", to_agency="b", attended=["c"])
        assert [str(row).partition(": ")[2] for row in sharing(file_of(one))] == [
            "b not recorded, though named as the receiver",
            "c not recorded, though it attended",
        ]

    def test_two_accounts_of_a_third(self):
        """If two entries are accounts of one incident, the row of each names the other agency's own account."""
        gp = [row for row in sharing(FAMILY) if row.event.id == "gp-04" and row.agency == "hv"]
        assert [row.parts for row in gp] == [("account_of",)]


class TestOtherStatements:
    def test_no_statement_is_lost(self):
        """Every statement about an agency is in `before` or `besides`, unless it says the same as the one shown."""
        for row in sharing(FAMILY):
            stated = [each for each in row.event.known_to if each.agency == row.agency]
            left = [each for each in stated if each.state is not row.said]
            assert all(each in row.before or each in row.besides for each in left)

    def test_stated_too(self):
        """A statement that may be as late as the one shown is printed too."""
        known = [
            Knowledge(agency="c", since="2016-06", basis="stated"),
            Knowledge(agency="c", state=NOT, since="2016-06-10"),
        ]
        (row,) = sharing(file_of(event(known_to=known)))
        assert row.state is Seen.POSSIBLY
        assert [each.state for each in row.besides] == [NOT]
        assert "stated too: did not know (10 June 2016)" in str(row)

    def test_possibly_stated_not(self):
        """The state "did not know" is only possible if the statement may be of a later time."""
        one = event(known_to=[Knowledge(agency="c", state=NOT, since="2016-06")])
        (row,) = sharing(file_of(one), "2016-06-10")
        assert (row.state, row.definite) == (Seen.STATED_NOT, False)
        assert "c possibly did not know" in str(row)
        (row,) = sharing(file_of(one), "2016-06-30")
        assert row.definite

    def test_every_row_is_told_apart(self):
        """In every printed row, "not recorded" and "did not know" are kept apart."""
        for row in sharing(FAMILY):
            assert (row.state is Seen.NOT_RECORDED) == ("not recorded" in str(row)) == (row.said is None)
            assert ("did not know" in row.cells()[3]) == (row.said is NOT)


class TestPrivacy:
    def test_no_free_text(self):
        """Rows show who told an agency, and none of the source's own words."""
        for row in sharing(FAMILY):
            shown = f"{row} {row!r} {row.cells()}"
            for known in row.event.known_to:
                assert not known.via or known.via not in shown
            assert row.event.derived_from or not row.event.description or row.event.description not in shown

    @pytest.mark.parametrize("since", [None, "2016-03-02", "2016-03-20", "2016-03"])
    @pytest.mark.parametrize("kind", ["birth", "expected_birth", "death"])
    def test_no_date_of_birth(self, kind, since):
        """The row of a birth or a death shows no date, and no days that would reveal it."""
        told = [Knowledge(agency="b", since=since), Knowledge(agency="b", state=NOT, since="2016-03")]
        one = event(kind=kind, agency="a", known_to=told, people=["child"])
        for row in sharing(file_of(one, people=["child"])):
            shown = f"{row} {row!r} {row.cells()}"
            assert "2016" not in shown
            assert "day" not in shown
            assert kind.replace("_", " ") in shown

"""When things are due, verdicts true whatever dates may mean, what is shown, what is refused."""

import pickle
import sys
from calendar import monthrange
from datetime import date, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import (
    CaseFile,
    Child,
    InvalidRecord,
    InvalidWhen,
    MissingExtra,
    NeedsCaseFile,
    Timescale,
    When,
    clocks,
)
from safeguard_model.dates.when import meaning_of
from safeguard_model.records import EventKind, Nation, ReviewKind
from safeguard_model.timeline import LOCAL, Clock, DayOne, Moment
from tests.dates.making import one_ofs, points, refusal, rubbish, whens
from tests.timescales.clocking import HOLIDAYS, PEOPLE, RULE, due, event, referral, run, verdict
from tests.timescales.test_working_days import naive


def minutes(when, side):
    """The minutes a point may be, or a span's start (side 0) or end (side 1), that a test can draw from."""
    meaning = meaning_of(when)
    return (meaning.start_low, meaning.start_high) if side == 0 else (meaning.end_low, meaning.end_high)


NEAR = st.dates(date(2022, 4, 1), date(2023, 6, 30))
UNITS = st.sampled_from(["days", "working_days", "weeks", "months"])


def due_by_hand(start, length, unit, day_one, holidays):
    """The last day that is in time, worked out one day at a time."""
    steps = abs(length)
    sign = 1 if length > 0 else -1
    if unit == "months":
        month = start.year * 12 + start.month - 1 + length
        year, month = divmod(month, 12)
        end = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
        return end - timedelta(days=sign) if day_one == "same_day" else end
    if unit == "weeks":
        steps *= 7
    if day_one == "same_day":
        steps -= 1
    end = start
    while steps:
        end += timedelta(days=sign)
        steps -= unit != "working_days" or (end.weekday() < 5 and end not in holidays)
    return end


class TestDue:
    @given(NEAR, st.integers(-30, 30).filter(bool), UNITS, st.sampled_from(["same_day", "next_day"]))
    def test_days_counted_one_by_one(self, start, length, unit, day_one):
        """A deadline is the day a naive loop comes to, forwards and backwards, in every unit, by either convention."""
        expected = due_by_hand(start, length, unit, day_one, HOLIDAYS)
        assert expected.isoformat() == due(start, HOLIDAYS, length=length, unit=unit, day_one=day_one)

    @pytest.mark.parametrize("day_one", ["same_day", "next_day"])
    @pytest.mark.parametrize("unit", ["days", "weeks", "months", "working_days"])
    def test_a_length_of_none_is_the_day_of_the_start(self, unit, day_one):
        """A timescale of length 0 is due on the day of its start, by either convention and in every unit."""
        assert "2022-06-01" == due("2022-06-01", HOLIDAYS, length=0, unit=unit, day_one=day_one)
        assert "2022-06-01" == due("2022-06-01T14:30", HOLIDAYS, length=0, unit=unit, day_one=day_one)

    def test_a_length_of_no_hours_is_the_minute_of_the_start(self):
        """A timescale of 0 hours is due in the minute in which it starts."""
        assert "2022-06-01T14:30" == due("2022-06-01T14:30", length=0, unit="hours")

    @pytest.mark.parametrize("unit", ["days", "weeks", "months", "working_days"])
    def test_a_time_of_day_between_two(self, unit):
        """For a timescale of days, a start between two times of day is the same as a start on one of these days."""
        day = due("[2022-05-31..2022-06-01]", HOLIDAYS, length=2, unit=unit)
        night = due("[2022-05-31T18:00..2022-06-01T08:59]", HOLIDAYS, length=2, unit=unit)
        assert day == night

    @pytest.mark.parametrize(
        ("day_one", "holidays", "expected"),
        [
            ("next_day", HOLIDAYS, "2022-06-24"),
            ("next_day", (), "2022-06-23"),
            ("same_day", HOLIDAYS, "2022-06-23"),
        ],
    )
    def test_conventions_differ(self, day_one, holidays, expected):
        """From the bank holiday of 2 June 2022 15 working days end on 24 June, or on the 23rd by another convention."""
        assert expected == due("2022-06-02", holidays, length=15, unit="working_days", day_one=day_one)

    def test_official_bank_holidays(self):
        """Without bank holidays given those of the nation count."""
        pytest.importorskip("holidays")
        assert "2022-06-24" == due("2022-06-02", None, length=15, unit="working_days")
        assert "2023-01-05" == due("2022-12-30", None, length=3, unit="working_days")
        assert "2023-01-06" == due("2022-12-30", None, length=3, unit="working_days", nation="scotland")

    def test_without_the_package(self, monkeypatch):
        """Without the package working days need bank holidays; other units need neither."""
        monkeypatch.setitem(sys.modules, "holidays", None)
        assert "2022-06-12" == due("2022-06-02", None)
        with pytest.raises(MissingExtra):
            due("2022-06-02", None, unit="working_days")

    @pytest.mark.parametrize(
        ("start", "changes", "expected"),
        [
            ("2022-06", {}, "[2022-06-11..2022-07-10]"),
            ("2022-06-02T14:30", {}, "2022-06-12"),
            ("2022-06-02T14:30", {"unit": "hours", "length": 72}, "2022-06-05T14:30"),
            ("2022-06-02", {"unit": "hours", "length": 72}, "[2022-06-05..2022-06-05]"),
            ("2022-06-02~", {}, "[2022-06-11..2022-06-13]"),
            ("[2022-06-02..]", {}, "[2022-06-12..]"),
            ("[..2022-06-02]", {}, "[..2022-06-12]"),
            ("XXXX", {}, "XXXX"),
            ("2022-06-02/2022-06-09", {}, "2022-06-12"),
            ("../2022-06-09", {}, "[..2022-06-19]"),
            ("9999-12-30", {}, "XXXX"),
            ("0001-01-02", {"length": -10}, "XXXX"),
            ("0001-01-02", {"length": -10, "unit": "months"}, "XXXX"),
            ("2022-01-31", {"unit": "months", "length": 1}, "2022-02-28"),
            ("2022-06-02", {"length": 0}, "2022-06-02"),
        ],
    )
    def test_no_more_precise_than_the_start(self, start, changes, expected):
        """What is due is as imprecise as its start; a span starts a clock when it begins."""
        text = due(start, **changes)
        assert expected in {text, f"[{text}..{text}]"}

    @given(whens(2010, 2030), st.integers(-30, 30), UNITS | st.just("hours"))
    def test_never_fails(self, start, length, unit):
        """Whatever the start, there is a date it is due."""
        (clock,) = run(referral(start), rule=evolve(RULE, length=length, unit=unit))
        assert clock.due == When(clock.due.text)

    @given(NEAR, NEAR)
    def test_days_taken(self, start, stop):
        """Working days are counted for working days, else calendar days, from the day after the start."""
        first, last = sorted([start, stop])
        records = referral(first), event("v", last)
        (working,) = run(*records, rule=evolve(RULE, unit="working_days"), holidays=HOLIDAYS)
        (calendar,) = run(*records)
        days = naive(first, last, HOLIDAYS)
        assert (days, days) == (working.days.least, working.days.most)
        assert When(first.isoformat()).days_until(When(last.isoformat())) == calendar.days

    @given(points(2021, 2023) | one_ofs(2021, 2023), points(2021, 2023) | one_ofs(2021, 2023))
    def test_days_taken_between_imprecise_dates(self, start, stop):
        """Between imprecise points the days are those from any one possible day to any other."""
        if stop.definitely_before(start):
            start, stop = stop, start
        (clock,) = run(referral(start), event("v", stop))
        assert start.days_until(stop) == clock.days


@st.composite
def nearby(draw):
    """A point in time, imprecise or not, in a few months of 2022."""
    day = draw(st.dates(date(2022, 4, 1), date(2022, 7, 31)))
    other = draw(st.dates(day, date(2022, 8, 31)))
    clock = draw(st.sampled_from(["T00:00", "T12:30", "T23:59"]))
    return draw(
        st.sampled_from(
            [
                f"{day}",
                f"{day}{clock}",
                f"{day:%Y-%m}",
                f"{day}~",
                f"[{day}..{other}]",
                f"[{day}..]",
                f"[..{day}]",
                "2022",
            ]
        )
    )


class TestVerdict:
    @given(nearby(), nearby(), st.integers(0, 30), UNITS, st.data())
    def test_true_in_every_world(self, start, stop, length, unit, data):
        """Met holds for every pair of exact times, missed for none, possibly missed for one and not for another."""
        if When(stop).definitely_before(When(start)):
            start, stop = stop, start
        started, stopped = When(start), When(stop)
        found = verdict(referral(start), event("v", stop), rule=evolve(RULE, length=length, unit=unit))
        worlds = [minutes(started, 0), minutes(stopped, 0)]
        worlds = [(max(low, 700_000 * 1440), min(high, 760_000 * 1440)) for low, high in worlds]  # years enough

        def in_time(begun, done):
            end = due_by_hand(date.fromordinal(begun // 1440), length, unit, "next_day", ()) if length else None
            return begun // 1440 <= done // 1440 <= (end.toordinal() if end else begun // 1440)

        begins = {*worlds[0], *(max(worlds[0][0], min(done, worlds[0][1])) for done in worlds[1])}
        dones = {*worlds[1], *(max(worlds[1][0], min(begun, worlds[1][1])) for begun in worlds[0])}
        corners = {in_time(begun, done) for begun in begins for done in dones}
        begun, done = (data.draw(st.integers(low, high)) for low, high in worlds)
        seen = corners | {in_time(begun, done)}
        assert {frozenset([True]): "met", frozenset([False]): "missed"}.get(frozenset(seen), "possibly_missed") == found

    @pytest.mark.parametrize(
        ("start", "stop", "expected"),
        [
            ("2016", "2016-01-05", "possibly_missed"),  # which it may have come before
            ("2016-01", "2016-01-31", "possibly_missed"),
            ("2016-01-05", "2016-01-05", "met"),
            ("../2016-01-10", "2016-01-12", "possibly_missed"),  # begun at any time before
            ("2016-01-01", "2016-01-03/..", "possibly_missed"),  # not done yet
        ],
    )
    def test_where_an_end_or_the_order_is_open(self, start, stop, expected):
        """Nothing is certainly met by what may have come before it, nor with a start or a stop that may be at any time."""
        assert expected == verdict(referral(start), event("v", stop), rule=evolve(RULE, length=5, unit="days"))

    def test_met_by_what_says_so(self):
        """What responds to the start came after it, whatever the dates alone say."""
        stop = evolve(event("v", "2016-01-05"), responds_to=referral("2016-01").id)
        assert verdict(referral("2016-01"), stop, rule=evolve(RULE, length=5, unit="days")) == "met"

    @pytest.mark.parametrize(
        ("start", "stop", "expected"),
        [
            ("2022-06-02T10:00", "2022-06-02T14:00", "met"),
            ("2022-06-02T10:00", "2022-06-02T14:01", "missed"),
            ("2022-06-02T10:00", "2022-06-02", "possibly_missed"),
            ("2022-06-02", "2022-06-03", "possibly_missed"),
            ("2022-06-02", "2022-06-04", "missed"),
        ],
    )
    def test_hours(self, start, stop, expected):
        """Hours are counted to the minute."""
        assert expected == verdict(referral(start), event("v", stop), rule=evolve(RULE, length=4, unit="hours"))

    @pytest.mark.parametrize(
        ("today", "expected"),
        [
            (None, "unknown"),
            ("2022-06-12", "running"),
            ("2022-06-13", "overdue"),
            (date(2022, 6, 13), "overdue"),
            (datetime(2022, 6, 12, 23, 59), "running"),
            ("2022-06", "unknown"),
            (When("2022-07"), "overdue"),
            ("XXXX", "unknown"),
        ],
    )
    def test_not_stopped(self, today, expected):
        """What nothing stopped is unknown; with today it is running or overdue, if certainly so."""
        assert expected == verdict(referral("2022-06-02"), today=today)

    def test_imprecise_start_not_stopped(self):
        """Of a start known to the month only, the last days of its range are neither running nor overdue."""
        verdicts = [verdict(referral("2022-06"), today=day) for day in ("2022-06-11", "2022-06-12", "2022-07-11")]
        assert ["running", "unknown", "overdue"] == verdicts

    def test_definite(self):
        """A verdict is definite where the dates settle it."""
        (late,) = run(referral("2022-06-02"), event("v", "2022-07"))
        (perhaps,) = run(referral("2022-06-02"), event("v", "2022-06"))
        (unknown,) = run(referral("2022-06-02"))
        assert [True, False, False] == [clock.definite for clock in (late, perhaps, unknown)]

    def test_a_condition_no_file_settles(self):
        """What depends on words no file settles is never certainly missed or overdue, and shows the words."""
        rule = evolve(RULE, condition="the mother is unfit to leave hospital")
        (late,) = run(referral("2022-06-02"), event("v", "2022-07"), rule=rule)
        assert "possibly_missed" == late.verdict
        assert "if the mother is unfit to leave hospital" in str(late)
        assert "unknown" == verdict(referral("2022-06-02"), rule=rule, today="2023")
        assert "met" == verdict(referral("2022-06-02"), event("v", "2022-06-03"), rule=rule)

    def test_a_condition_in_words_of_its_own(self):
        """A condition that begins with "if" is not told with a second one."""
        (clock,) = run(referral("2022-06-02"), rule=evolve(RULE, condition="if fit to leave hospital"))
        assert str(clock).endswith("; if fit to leave hospital")
        assert "if if" not in str(clock)

    @pytest.mark.parametrize(
        ("stop", "length", "words"),
        [
            ("[2022-06-01..2022-06-22]", 10, "after at most 20 days"),
            ("2022-06-05", 10, "after 3 days"),
            ("2022-05-30", -2, "3 days earlier"),
            ("XXXX", 10, "after an unknown number of days"),
        ],
    )
    def test_what_stops_a_clock_comes_after_its_start(self, stop, length, words):
        """In words nothing stops a clock before its start, but for one that is counted back from it."""
        (clock,) = run(referral("2022-06-02"), event("v", stop), rule=evolve(RULE, length=length))
        assert f", {words}" in str(clock)

    def test_after_a_death(self):
        """A start that certainly comes after the death of its only child starts nothing that a death would end."""
        rule = evolve(RULE, ends=["death"])
        child = Child(id="x", label="Child X", died="2022-06-01")
        after, entry = referral("2022-06-02", people=["x"]), event("e", "2022-06-01", "death")
        assert [] == list(run(child, after, rule=rule))
        assert [] == list(run(referral("2022-06-02"), entry, rule=rule))
        assert 1 == len(run(child, after, rule=RULE))
        assert 1 == len(run(child, evolve(after, people=["x", "c"]), rule=rule))
        assert 1 == len(run(child, evolve(after, when="2022-06"), rule=rule))

    def test_what_nothing_can_stop(self):
        """A timescale without stops shows when it was due, and no verdict."""
        (clock,) = run(referral("2022-06-02"), rule=evolve(RULE, stops=()), today="2023")
        assert ("unknown", "2022-06-12", None, None) == (clock.verdict, clock.due.text, clock.stopped, clock.days)


class TestDisplay:
    BORN = "2022-06-22"
    CASE = CaseFile.of(
        "Invented",
        [
            Child(id="c", label="Child C", born=BORN),
            event("i", "2022-05-02", "initial_conference"),
            event("v", "2022-07-08", "review_conference"),
        ],
    )

    def test_no_date_of_birth(self):
        """A clock counted from a birth shows neither its date, nor when it was due, nor how long it took."""
        found = clocks(self.CASE, LOCAL, [])
        assert 3 == len(found)
        for clock in found:
            assert clock.days is not None
            for shown in (str(clock), repr(clock), str(found), found._repr_html_()):
                assert "22 June" not in shown
                assert self.BORN not in shown
                assert clock.due.text not in shown
                assert str(clock.due) not in shown
                assert str(clock.days) not in shown
        assert "10 working days after birth or 3 months from initial conference if earlier" in str(found[0])
        assert found[0].due == When("2022-07-06")

    def test_no_date_by_a_stop_or_a_part(self):
        """A clock that a birth stops shows no days, and one due by a birth in part no date."""
        rule = evolve(RULE, starts=["initial_conference"], stops=["birth"])
        (clock,) = clocks(self.CASE, [rule], [])
        assert 51 == clock.days.least
        assert "51" not in str(clock)
        part = evolve(RULE, starts=["birth"])
        (clock,) = clocks(self.CASE, [evolve(RULE, starts=["review_conference"], earliest_of=[part])], [])
        assert "2 July" not in str(clock)
        assert When("2022-07-02") == clock.due

    def test_a_line_and_a_row(self):
        """Printed it is a sentence; in a notebook a row under the headings."""
        found = run(
            referral("2022-06-02"), event("v", "2022-06-20"), rule=evolve(RULE, unit="working_days", verified=False)
        )
        assert (
            "Visit: missed; from referral r, 2 June 2022; due 16 June 2022; home visit v, 20 June 2022, after 12 working days; "
            "unverified"
        ) == str(found)
        assert len(Clock.headings) == len(found[0].cells())
        assert "<td>2 June" not in found._repr_html_()
        assert "12 working days" in found._repr_html_()
        assert "<Clock 'Visit': missed, started by r, stopped by v>" == repr(found[0])

    def test_a_timescale_in_words(self):
        """A timescale prints as its rule, and says where it is not verified."""
        assert "Visit: 10 days from referral (local)" == str(RULE)
        assert "unverified" in str(evolve(RULE, verified=False))
        assert "Visit: 1 week before referral (local)" == str(evolve(RULE, length=-1, unit="weeks"))

    def test_values(self):
        """Clocks and timescales are values: equal, hashable, picklable."""
        (clock,) = run(referral("2022-06-02"))
        assert clock == pickle.loads(pickle.dumps(clock))
        assert RULE == pickle.loads(pickle.dumps(RULE))
        assert 1 == len({RULE, evolve(RULE)})


class TestRefusals:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", ""),
            ("name", 3),
            ("starts", "referral"),
            ("starts", ()),
            ("starts", ["no such kind"]),
            ("starts", {"referral"}),
            ("stops", None),
            ("stops", [Nation.ENGLAND]),
            ("length", 1.0),
            ("length", True),
            ("length", 10**9),
            ("unit", "fortnights"),
            ("unit", None),
            ("day_one", "today"),
            ("every", "yes"),
            ("ends", [Moment.NOTIFIED]),
            ("earliest_of", [3]),
            ("only_if", [[]]),
            ("only_after", ["rapid_review_completed"]),
            ("condition", None),
            ("nation", None),
            ("nation", "isle_of_man"),
            ("strength", "law"),
            ("edition", b""),
            ("in_force", "soon"),
            ("in_force", "2018"),
            ("verified", 1),
            ("source", 3),
        ],
    )
    def test_no_timescale(self, field, value):
        """A wrong value is refused by class and field, and not repeated."""
        with pytest.raises(InvalidRecord, match=rf"^Timescale\.{field}: ") as error:
            evolve(RULE, **{field: value})
        assert not isinstance(value, str) or not value or value in {"2018", "referral"} or value not in str(error.value)

    def test_nothing_to_start_anew(self):
        """What nothing stops cannot repeat."""
        with pytest.raises(InvalidRecord, match=r"Timescale\.every"):
            evolve(RULE, every=True, stops=())

    def test_words_and_members(self):
        """Words and members are the same."""
        words = Timescale(
            name="x",
            starts=["birth", "notified"],
            length=1,
            unit="days",
            nation="wales",
            day_one="same_day",
            only_if=["rapid_review", "serious_case_review"],
        )
        assert (EventKind.BIRTH, Moment.NOTIFIED) == words.starts
        assert (EventKind.RAPID_REVIEW, ReviewKind.SERIOUS_CASE_REVIEW) == words.only_if
        assert DayOne.SAME_DAY is words.day_one
        assert (ReviewKind.RAPID_REVIEW,) == evolve(words, only_if=[ReviewKind.RAPID_REVIEW]).only_if

    @given(rubbish())
    def test_rubbish(self, value):
        """Whatever is given in place of records, timescales, bank holidays or today is taken or refused with our errors."""
        case = CaseFile.of("Invented", [PEOPLE, referral("2022-06-02")])
        rule = evolve(RULE, unit="working_days")
        refusal(lambda given: clocks(case, given, []), value)
        refusal(lambda given: clocks(case, [given], []), value)
        refusal(lambda given: clocks(case, [rule], given if given is not None else []), value)
        refusal(lambda given: clocks(case, [rule], [], given), value)
        assert value == [] or refusal(lambda given: clocks(given, [rule], []), value) is not None

    def test_each_by_its_own_error(self):
        """Without a case file, and with a date that is none, the error says so."""
        with pytest.raises(NeedsCaseFile, match="clocks need the case file"):
            clocks([referral("2022-06-02")])
        with pytest.raises(InvalidWhen):
            run(referral("2022-06-02"), today="tomorrow")
        with pytest.raises(InvalidRecord, match=r"clocks\.timescales: expected a Timescale"):
            clocks(CaseFile.of("Invented", PEOPLE), ["ENGLAND"])

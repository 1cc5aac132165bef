"""From when every piece was known to some agency, and from when to one agency."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples.invented_family import casefile as invented_family
from safeguard_model import Agency, CaseFile, Event, Knowledge, NeedsCaseFile, Timeline, When
from safeguard_model.dates.edtf import ANY
from safeguard_model.knowing.statements import standing_of, statements_of
from safeguard_model.timeline import pooled
from safeguard_model.timeline.minutes import end_of, when_between
from tests.dates.making import whens

FAMILY = invented_family()
IDS = ("a", "b", "c")
BASE = [Agency(id=id, name=f"Agency {id}") for id in IDS]


def pieces(dates):
    """Draw case files of entries, with statements about what other agencies knew."""
    known = st.builds(
        Knowledge,
        agency=st.sampled_from(IDS),
        state=st.sampled_from(("knew", "knew", "did_not_know")),
        since=dates,
    )
    return st.lists(
        st.tuples(dates, st.none() | st.sampled_from(IDS), st.lists(known, max_size=3)), min_size=1, max_size=3
    ).map(
        lambda rows: CaseFile.of(
            "Example",
            [
                *BASE,
                *(
                    Event(id=f"e{place}", when=when, kind="injury", agency=agency, known_to=known)
                    for place, (when, agency, known) in enumerate(rows)
                ),
            ],
        )
    )


def states(casefile, by):
    """Return, for each event, the agencies that certainly knew by the end of a time, and those that possibly did."""
    found = [
        {agency: standing_of(statements_of(event, agency), end_of(by)).state for agency in IDS}
        for event in casefile.events
    ]
    certainly = [{agency for agency, state in row.items() if state == "knew"} for row in found]
    possibly = [{agency for agency, state in row.items() if state in ("knew", "possibly")} for row in found]
    return certainly, possibly


@given(pieces(st.dates(date(2016, 1, 1), date(2016, 1, 20)).map(When.of)))
def test_replayed_day_by_day(casefile):
    """With exact days, `since` and `together` are the first days on which a replay finds every piece known, and to one agency.

    They may be earlier if within a day one agency came to know and another no longer did.
    """
    first, together = None, None
    for number in range(20):
        day = When("2016-01-01").shift(days=number)
        certainly, _ = states(casefile, day)
        first = first or (day if all(certainly) else None)
        together = together or (day if set.intersection(*certainly) else None)
    found = pooled(casefile)
    assert found.definite == (first is not None)
    if first is not None:
        assert found.since.latest == first.latest
    if together is not None:
        assert found.together.latest == together.latest


def knowers(casefile, minute):
    """Return, for each event, the agencies that possibly knew by a minute, and those that certainly did."""
    found = [
        {agency: standing_of(statements_of(event, agency), minute).state for agency in IDS} for event in casefile.events
    ]
    return (
        [{agency for agency, state in row.items() if state in ("knew", "possibly")} for row in found],
        [{agency for agency, state in row.items() if state == "knew"} for row in found],
    )


@given(pieces(whens(2015, 2017)))
def test_at_every_minute_that_matters(casefile):
    """The answer is what a look at every minute in which anything can begin gives: first possibly, then certainly."""
    edges = sorted(
        {
            minute
            for event in casefile.events
            for agency in IDS
            for statement in statements_of(event, agency)
            for minute in (statement.low, statement.high)
        }
    )
    firsts = {}
    for minute in edges:
        for name, known in zip(("possibly", "certainly"), knowers(casefile, minute), strict=True):
            if all(known):
                firsts.setdefault(f"{name} held", minute)
            for agency in set.intersection(*known):
                firsts.setdefault(f"{name} {agency}", minute)
    together = {
        name: [firsts[key] for key in (f"{name} {one}" for one in IDS) if key in firsts]
        for name in ("possibly", "certainly")
    }
    found = pooled(casefile)
    assert str(found)
    assert "<table" in found._repr_html_()
    assert found.definite == ("certainly held" in firsts)
    assert found.together_definite == bool(together["certainly"])
    if "possibly held" in firsts:
        assert found.since == when_between(firsts["possibly held"], firsts.get("certainly held", ANY))
    else:
        assert found.since is None
    if together["possibly"]:
        latest = min(together["certainly"], default=ANY)
        assert found.together == when_between(min(together["possibly"]), latest)
        assert found.by == tuple(one for one in IDS if firsts.get(f"possibly {one}", ANY + 1) <= latest)
        assert found.days.least is None or found.days.least >= 0
    else:
        assert (found.together, found.by, found.days) == (None, (), None)


def test_invented_family():
    """On 20 October 2022 each of the three pieces was known to a different agency, and no agency ever knew all."""
    found = Timeline.of(FAMILY).tagged("piece").pooled()
    assert found.since == When("2022-10-20")
    assert found.definite
    assert [(piece.event.id, piece.known_to) for piece in found.pieces] == [
        ("p-01", ("police",)),
        ("sch-04", ("sch",)),
        ("gp-04", ("gp",)),
    ]
    assert (found.together, found.by, found.days) == (None, (), None)
    assert not found.together_definite
    assert str(found).startswith(
        "all 3 pieces were known from 20 October 2022, and never all to one agency, as far as is recorded"
    )


def test_together_later():
    """If one agency came to know all pieces, the answer says which, when, and how long that took."""
    both = Timeline.of(FAMILY).where(lambda event: event.id in {"p-03", "hv-06"})
    found = pooled(both)
    assert (found.since, found.together, found.by) == (When("2022-10-25"), When("2022-10-26"), ("csc",))
    assert str(found.days) == "1 day"
    assert "all to csc from 26 October 2022, 1 day later" in str(found)


def test_held_and_not_looked_up():
    """What an agency held and did not look up is not known to it."""
    event = Event(
        id="e", when="2016-03-02", kind="arrest", known_to=[Knowledge(agency="a", state="held_not_looked_up")]
    )
    found = pooled(CaseFile.of("Example", [*BASE, event]))
    assert found.since is None
    assert not found.definite
    assert "there was no time when" in str(found)
    assert "nobody, as far as is recorded" in str(found)


def test_possibly():
    """If no date is certain, `since` is the first day from which the pieces may have been known."""
    event = Event(id="e", when="2016-03-02", kind="arrest", agency="a", recorded="[2016-03-05..]")
    found = pooled(CaseFile.of("Example", [*BASE, event]))
    assert found.since == When("[2016-03-05..]")
    assert str(found).startswith(
        "the piece was known from a time on or after 5 March 2016, and all to a from a time on or after 5 March 2016"
    )


def test_possibly_one_after_the_other():
    """If the dates leave open whether a piece was ever known, the answer says possibly."""
    told = [Knowledge(agency="a", since="2016-03"), Knowledge(agency="a", state="did_not_know", since="2016-03-XX")]
    event = Event(id="e", when="2016-03-02", kind="arrest", known_to=told)
    found = pooled(CaseFile.of("Example", [*BASE, event]))
    assert (found.definite, found.together_definite) == (False, False)
    assert "possibly known from" in str(found)
    assert "possibly all to a from" in str(found)


def test_who_was_first():
    """Every agency that may have been the first to know all pieces is named."""
    told = [Knowledge(agency="a", since="[2016-03-05..2016-03-20]"), Knowledge(agency="b", since="2016-03")]
    event = Event(id="e", when="2016-03-01", kind="arrest", known_to=told)
    found = pooled(CaseFile.of("Example", [*BASE, event]))
    assert found.by == ("a", "b")
    assert "all to a or b from a time between 1 and 20 March 2016" in str(found)


def test_days_never_run_backwards():
    """The days from `since` to `together` are never negative."""
    events = [
        Event(id="e1", when="2016-03", kind="arrest", agency="a"),
        Event(
            id="e2", when="2016-03-10", kind="arrest", agency="b", known_to=[Knowledge(agency="a", since="2016-04~")]
        ),
    ]
    found = pooled(CaseFile.of("Example", [*BASE, *events]))
    assert found.days.least == 0
    assert "earlier" not in str(found)
    assert str(found).startswith("both pieces were known")


@pytest.mark.parametrize("kind", ["birth", "death", "expected_birth"])
def test_no_date_of_birth(kind):
    """If a birth or a death is a piece, no date and no days are printed."""
    events = [
        Event(id="e1", when="2016-03-02", kind=kind, agency="a"),
        Event(
            id="e2", when="2016-03-09", kind="arrest", agency="b", known_to=[Knowledge(agency="a", since="2016-03-20")]
        ),
    ]
    found = pooled(CaseFile.of("Example", [*BASE, *events]))
    first = f"{found}".splitlines()[0]
    assert first == "both pieces were known at one time, and all to a"
    assert "2 March" not in f"{found!r} {found} {found._repr_html_()}"


def test_forgotten():
    """A piece that an agency no longer knew when the next piece came is not counted as known."""
    events = [
        Event(
            id="e1",
            when="2016-01-01",
            kind="injury",
            known_to=[
                Knowledge(agency="a", since="2016-01-01"),
                Knowledge(agency="a", state="did_not_know", since="2016-02-01"),
            ],
        ),
        Event(id="e2", when="2016-03-01", kind="injury", agency="b"),
    ]
    found = pooled(CaseFile.of("Example", [*BASE, *events]))
    assert found.since is None
    assert [piece.known_to for piece in found.pieces] == [("a",), ("b",)]


def test_none_at_all():
    """Without pieces there is no time at which they were known."""
    found = pooled(CaseFile.of("Example", BASE))
    assert found.since is None
    assert str(found) == "no pieces were given"


def test_needs_the_case_file():
    """Asked about events without their case file, `pooled` raises `NeedsCaseFile`."""
    with pytest.raises(NeedsCaseFile):
        pooled([Event(id="e", when="2016", kind="injury")])

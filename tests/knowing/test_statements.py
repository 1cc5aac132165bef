"""What the statements about one agency and one event say at some minute."""

import pytest
from hypothesis import given

from safeguard_model import Knowledge
from safeguard_model.knowing.statements import standing_of, statements_by_agency, statements_of
from safeguard_model.records import KnowledgeState, Seen
from safeguard_model.timeline import known_to
from safeguard_model.timeline.minutes import end_of
from tests.dates.making import days, whens
from tests.knowing.making import AGENCIES, KNEW, NOT, event, events, file_of
from tests.knowing.worlds import outcomes


def state(one, agency, at=None):
    """Return whether an agency knew of an event by the end of a time."""
    return standing_of(statements_of(one, agency), end_of(at)).state


class TestAgainstEveryWorld:
    @given(events(whens(2015, 2017)), days(2015, 2017))
    def test_state(self, one, at):
        """An agency knew if it knew under every reading, possibly knew under some, and is stated not to have known under none."""
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
        standing = standing_of(statements_of(one, "a"), end_of(at))
        assert standing.is_certain == (found in ({True}, {False}))

    @given(events(whens(2015, 2017)))
    def test_by_agency(self, one):
        """The statements about an agency are the same whether found for one agency or for all at once."""
        found = statements_by_agency(one)
        assert all(found.get(agency, ()) == statements_of(one, agency) for agency in AGENCIES)


class TestState:
    def test_the_latest_counts(self):
        """Of several statements the one with the latest `since` counts, in whatever order the file has them."""
        told = Knowledge(agency="a", since="2016-06-01")
        before = Knowledge(agency="a", state="believed_otherwise", since="2016-03-05")
        for known in ([told, before], [before, told]):
            one = event(known_to=known)
            assert state(one, "a", "2016-03-01") == Seen.NOT_RECORDED
            assert state(one, "a", "2016-05-31") == Seen.STATED_NOT
            assert state(one, "a", "2016-06-01") == Seen.KNEW

    def test_of_the_same_date_the_last(self):
        """Of two statements with the same date or minute, the last in the file counts."""
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
        """Held and not looked up, sent and not received, did not know, believed otherwise: none of them counts as knowing."""
        one = event(known_to=[Knowledge(agency="a", state=word, since="2016-03-02")])
        assert state(one, "a") == Seen.STATED_NOT
        assert not known_to(file_of(one), "a", possible=True)

    def test_possibly(self):
        """If the date leaves it open, the agency possibly knew; it certainly knew once the date is past."""
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
        """A statement without a date holds from the time of the event."""
        one = event(known_to=[Knowledge(agency="a")])
        assert state(one, "a", "2016-03-01") == Seen.NOT_RECORDED
        assert state(one, "a", "2016-03-02") == Seen.KNEW

    def test_no_one_date_unknown(self):
        """An undated entry is possibly known at any time, and certainly known if no time is asked for."""
        one = event(when="XXXX", agency="a")
        assert state(one, "a", "2016") == Seen.POSSIBLY
        assert state(one, "a") == Seen.KNEW

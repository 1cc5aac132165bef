import pytest
from hypothesis import given

from safeguard_model import Age, Child, Event, StatedAge, When
from safeguard_model import strategies as ours
from safeguard_model.timeline import AgeUnknown, DiedAged, Unborn
from safeguard_model.timeline.lifetimes import ages, possible_birth


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

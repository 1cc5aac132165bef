"""What the columns "Child seen?" and "Seen alone?" say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.chronology.reading.sightings import Sighting, sighting


@pytest.mark.parametrize(
    ("seen", "alone", "field"),
    [
        ("Yes", "", "seen"),
        ("y", "n/a", "seen"),
        ("✓", "", "seen"),
        ("No", "", "not_seen"),
        ("NOT SEEN", "no", "not_seen"),
        ("", "", ""),
        ("N/A", "–", ""),
        ("Yes", "Yes", "seen_alone"),
        ("Yes", "No", "seen_with_others"),
        ("", "Yes", "seen_alone"),
        ("Yes - alone", "", "seen_alone"),
        ("alone", "yes", "seen_alone"),
    ],
)
def test_a_yes_or_no(seen, alone, field):
    """The two cells together give one field, or nothing where both are silent."""
    assert Sighting(field) == sighting(seen, alone)


@pytest.mark.parametrize(
    ("seen", "alone", "said"),
    [
        ("Toby", "", Sighting("seen", "Toby")),
        ("Y – Toby", "", Sighting("seen", "Toby")),
        ("No, Toby and E", "", Sighting("not_seen", "Toby and E")),
        ("Toby", "yes", Sighting("seen_alone", "Toby")),
        ("", "Toby", Sighting("seen_alone", "Toby")),
        ("Yes, with mother", "", Sighting("seen_with_others", is_more=True)),
    ],
)
def test_who(seen, alone, said):
    """A name beside the answer says who; "with" somebody says that the child was not alone."""
    assert said == sighting(seen, alone)


@pytest.mark.parametrize(
    ("seen", "alone"),
    [("", "No"), ("No", "Yes"), ("alone", "No"), ("Yes", "Toby"), ("No, with mother", ""), ("Toby", "perhaps")],
)
def test_what_cannot_be_told(seen, alone):
    """Answers that contradict each other, or leave open whether the child was seen, give none."""
    assert sighting(seen, alone) is None


@given(st.text(max_size=30), st.text(max_size=30))
def test_nothing_is_raised_and_no_name_lost(seen, alone):
    """Whatever the cells hold, what is not an answer is who it is said of."""
    said = sighting(seen, alone)
    assert said is None or said.who in seen + alone

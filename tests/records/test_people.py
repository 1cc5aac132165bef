"""Children and adults."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from safeguard_model import strategies
from safeguard_model.dates import Age, When
from safeguard_model.errors import InvalidRecord
from safeguard_model.records import Adult, Alias, Child, Identifier, Person, Residence, StatedAge

both = pytest.mark.parametrize("kind", [Child, Adult])


@both
def test_dates_are_taken_as_text_and_as_dates(kind):
    """A date of birth may be a When, its text or a date."""
    for born in (When("2016-03-02"), "2016-03-02", date(2016, 3, 2)):
        assert kind(id="p", label="P", born=born).born == When("2016-03-02")


@both
@pytest.mark.parametrize("born", ["2 March 2016", "2016-02-30", "", 2016, date])
def test_a_date_is_never_guessed(kind, born):
    """What people write goes through When.parse, not through a constructor; the error shows the shape only."""
    with pytest.raises(InvalidRecord) as caught:
        kind(id="p", label="P", born=born)
    assert (caught.value.record, caught.value.field) == (kind.__name__, "born")
    assert "March" not in str(caught.value)


@both
@pytest.mark.parametrize(
    ("weeks", "taken"), [(0, False), (1, True), (45, True), (46, False), (26.0, False), (True, False)]
)
def test_weeks_of_gestation(kind, weeks, taken):
    """Gestation is 1 to 45 whole weeks."""
    if taken:
        assert kind(id="p", label="P", gestation_weeks=weeks).gestation_weeks == weeks
    else:
        with pytest.raises(InvalidRecord, match="gestation"):
            kind(id="p", label="P", gestation_weeks=weeks)


@both
@pytest.mark.parametrize("label", ["", " ", "\t"])
def test_a_label_is_required(kind, label):
    """Everybody is called something that is safe to show."""
    with pytest.raises(InvalidRecord, match="label"):
        kind(id="p", label=label)


def test_a_child_and_an_adult_differ():
    """The same fields make another record: child or adult is what this file takes the person for."""
    assert Child(id="p", label="P") != Adult(id="p", label="P")


def test_what_is_known_of_a_person():
    """Aliases, ages, homes and numbers are values of their own."""
    child = Child(
        id="c",
        label="Child C",
        aliases=[Alias(text="Child 2", used_by="the Board")],
        stated_ages=[StatedAge(age="P6M", at="2016-03")],
        residences=[Residence(kind="refuge", area="Northshire", during="2016/..")],
        identifiers=[Identifier(scheme="nhs", value="000")],
    )
    assert child.stated_ages[0].age == Age("P6M")
    assert child.residences[0].kind == "refuge"


@given(strategies.people())
def test_nothing_that_identifies_is_shown(person):
    """A person's name, dates, homes and numbers are never in the repr."""
    assert isinstance(person, Person)
    for name in ("name", "born", "expected", "died", "aliases", "residences", "identifiers"):
        value = getattr(person, name)
        assert not value or value == () or f"{name}=<" in repr(person)

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import (
    Agency,
    CaseFile,
    Child,
    Citation,
    Claim,
    Harm,
    Incident,
    InvalidRecord,
    Source,
    StatedAge,
    Status,
    When,
    conflicts,
)
from safeguard_model import strategies as ours

SOURCES = [Source(id=f"s{number}", title="Invented") for number in range(3)]


def claims(about, field, *values):
    """Claims of several sources about one field."""
    return [
        Claim(id=f"k{place}", about=about, field=field, value=value, citations=[Citation(source=f"s{place % 3}")])
        for place, value in enumerate(values)
    ]


def fields_in_conflict(*records):
    """The fields in conflict among some records."""
    return [conflict.field for conflict in conflicts(CaseFile.of("Invented", [SOURCES, records]))]


@given(st.lists(ours.whens(), min_size=1, max_size=5))
def test_dates_conflict_only_where_two_cannot_overlap(whens):
    """There is a conflict exactly where some two of the times claimed certainly share no minute."""
    child = Child(id="c", label="C")
    apart = any(not one.possibly_overlaps(other) for one, other in combinations(whens, 2))
    assert apart == bool(fields_in_conflict(child, claims("c", "died", *(when.text for when in whens))))


@given(st.lists(ours.whens(), min_size=1, max_size=5))
def test_sides_partition_the_claims_and_agree_within(whens):
    """Each claim stands on one side, and on a side every two claims may both be true."""
    child = Child(id="c", label="C")
    made = claims("c", "died", *(when.text for when in whens))
    for conflict in conflicts(CaseFile.of("Invented", [SOURCES, child, made])):
        assert sorted(claim.id for side in conflict.sides for claim in side) == [claim.id for claim in made]
        for side in conflict.sides:
            for one, other in combinations(side, 2):
                assert When(one.value).possibly_overlaps(When(other.value))


@pytest.mark.parametrize(
    ("field", "values", "conflicting"),
    [
        ("died", ["2016-03", "2016-03-02"], False),
        ("died", ["2016-03", "2016-04-02"], True),
        ("died", ["2016-03~", "2016-04-02"], False),
        ("died", ["2016-03", "XXXX"], False),
        ("sex", ["male", "female"], True),
        ("sex", ["female", "not_recorded", "unborn"], False),
        ("gestation_weeks", ["26", "27"], True),
        ("gestation_weeks", ["26", "26"], False),
        ("occupation", ["Lorry  driver", "lorry driver"], False),
        ("occupation", ["lorry driver", "none"], True),
    ],
)
def test_what_conflicts(field, values, conflicting):
    """Words, numbers and texts conflict where they differ; what leaves a thing open conflicts with nothing."""
    child = Child(id="c", label="C")
    assert ([field] if conflicting else []) == fields_in_conflict(child, claims("c", field, *values))


@pytest.mark.parametrize(("values", "conflicting"), [(["P6M", "P26W"], False), (["P6M", "P1Y"], True)])
def test_ages_conflict_where_nobody_can_be_both(values, conflicting):
    """Ages in months and in weeks agree where they overlap."""
    incident = Incident(id="i", when="2016", harms=[Harm(person="c")])
    made = claims("i", "harms[c].age", *values)
    assert (["harms[c].age"] if conflicting else []) == fields_in_conflict(Child(id="c", label="C"), incident, made)


def test_the_records_own_value_is_one_voice_more():
    """One claim conflicts with what the record itself says; the values stay where they are."""
    child = Child(id="c", label="C", sex="female")
    casefile = CaseFile.of("Invented", [SOURCES, child, claims("c", "sex", "male")])
    (conflict,) = conflicts(casefile)
    assert ("c", "sex", "female") == (conflict.about, conflict.field, conflict.own)
    assert "record's own value" in conflict.reason
    assert child == casefile["c"]
    assert () == conflicts(CaseFile.of("Invented", [SOURCES, child, claims("c", "sex", "female")]))


def test_a_successor_body_is_no_conflict():
    """An agency agrees with the bodies it took over from, in any number of steps, and with no other."""
    child = Child(id="c", label="C")
    agencies = [
        Agency(id="old", name="Old"),
        Agency(id="middle", name="Middle", successor_of=["old"]),
        Agency(id="new", name="New", successor_of=["middle"]),
        Agency(id="other", name="Other"),
        Agency(id="loop", name="Loop", successor_of=["loop"]),
    ]
    status = Status(id="s", person="c", kind="care_order")
    assert [] == fields_in_conflict(child, agencies, status, claims("s", "agency", "old", "new"))
    assert ["agency"] == fields_in_conflict(child, agencies, status, claims("s", "agency", "old", "other"))
    assert ["agency"] == fields_in_conflict(child, agencies, status, claims("s", "agency", "loop", "other"))


def test_conflicts_show_no_values():
    """Neither `repr` nor `str` holds what was claimed."""
    child = Child(id="c", label="C", name="Canary Own", stated_ages=[StatedAge(age="P6M")])
    made = claims("c", "name", "Canary One", "Canary Two")
    for conflict in conflicts(CaseFile.of("Invented", [SOURCES, child, made])):
        assert "Canary" not in f"{conflict} {conflict!r} {conflict.reason}"
        assert "c.name" in str(conflict)


@pytest.mark.parametrize("rubbish", [None, 1, "x", [], CaseFile])
def test_only_a_case_file_has_conflicts(rubbish):
    """Anything but a case file is refused."""
    with pytest.raises(InvalidRecord, match="expected a CaseFile"):
        conflicts(rubbish)


@given(ours.case_files())
def test_every_case_file_can_be_asked(casefile):
    """No case file, however odd, makes the question fail; every conflict is about a claim of the file."""
    for conflict in conflicts(casefile):
        assert set(conflict.claims) <= set(casefile.claims)
        assert {(conflict.about, conflict.field)} == {(claim.about, claim.field) for claim in conflict.claims}

"""The published review, as `examples/norfolk_thematic_review.py` encodes it."""

import pytest

from examples import norfolk_thematic_review as norfolk
from safeguard_model import Timeline, When, conflicts, dumps, load, loads

CASE = norfolk.casefile()
IN_S1 = ["caption", *(f"p{number}" for number in range(1, 12))]


def cited(record):
    """The sources and places a record cites."""
    return {(citation.source, citation.where) for citation in record.citations}


def test_every_row_of_the_first_source_is_cited():
    """Each paragraph of the first source, and its caption, stands behind some record."""
    places = {where for record in CASE.records() for source, where in cited(record) if source == "s1"}
    assert set(IN_S1) == places


@pytest.mark.parametrize("source", ["s1", "s2", "s3", "s4"])
def test_every_source_is_used(source):
    """Each of the four sources is cited."""
    assert any(source == used for record in CASE.records() for used, _ in cited(record))


def test_every_statement_has_its_source():
    """Nothing but the sources themselves stands without a citation."""
    assert [] == [record for record in CASE.records() if not record.citations and record not in CASE.sources]


def test_both_contradictions_are_kept():
    """The child's sex and the time of the injury are the two contradictions, with who says what and where."""
    by_field = {(conflict.about, conflict.field): conflict for conflict in conflicts(CASE)}
    assert {("child-v", "sex"), ("incident-v", "when")} == set(by_field)
    sides = [
        [[(claim.value, claim.citations[0].source, claim.citations[0].where) for claim in side] for side in each.sides]
        for each in by_field.values()
    ]
    assert [
        [[("male", "s1", "p3")], [("female", "s1", "p6"), ("female", "s4", "")]],
        [[("[2016-05..2018-04]", "s1", "p5")], [("2016-03", "s1", "p6"), ("2016-03-02", "s4", "")]],
    ] == sides


def test_nothing_is_overwritten():
    """The child's own record takes no side on her sex."""
    assert CASE["child-v"].sex is None


def test_march_and_the_second_of_march_agree():
    """March 2016 and 2 March 2016 stand on one side, and make no conflict by themselves."""
    agreeing = CASE.remove("when-1")
    assert ["sex"] == [conflict.field for conflict in conflicts(agreeing)]


def test_the_death_lies_before_the_reviews_period():
    """Injury and death are certainly before the period the review looks at, and the file loads all the same."""
    period = CASE["thematic-review"].period
    assert CASE["incident-v"].when.definitely_before(period)
    assert CASE["child-v"].died.definitely_before(period)


def test_age_at_death_gives_the_dates_of_birth():
    """Six months at a death in March 2016 means a birth in August or September 2015."""
    (stated,) = CASE["child-v"].stated_ages
    assert "6 months" == str(stated.age)
    born = stated.age.birth(stated.at)
    assert born.definitely_within(When("[2015-08-01..2015-09-30]"))
    assert stated.age.possibly_overlaps(type(stated.age).between(born, stated.at))


def test_corrected_age_is_about_three_months_less():
    """Born at 26 weeks, her corrected age is 14 weeks less: about three months."""
    (stated,) = CASE["child-v"].stated_ages
    corrected = stated.age.corrected(CASE["child-v"].gestation_weeks)
    days = [length.days + 30.4 * length.months for length in (corrected.least, corrected.most)]
    assert days == pytest.approx([6 * 30.4 - 98, 7 * 30.4 - 98], abs=4)


def test_four_of_six_without_naming_the_four():
    """Domestic abuse in four of six cases names no child."""
    finding = CASE["finding-domestic-abuse"]
    assert "4 of 6 cases" == str(finding.extent)
    assert () == finding.people


def test_six_children_of_six_families():
    """Six subjects, each of a family of their own; two of the other five have a label from the report."""
    subjects = [subject.person for subject in CASE["thematic-review"].subjects]
    homes = [[family.id for family in CASE.families if any(m.person == id for m in family.members)] for id in subjects]
    assert 6 == len(subjects) == len({home for (home,) in homes})
    assert {"AF1", "AF2"} <= {CASE[id].label for id in subjects}


def test_two_levels_of_review():
    """The thematic review cites the single-case review, and each finding belongs to its own."""
    assert ("child-v-review",) == CASE["thematic-review"].cites
    assert {"child-v-review", "thematic-review"} == {finding.made_by for finding in CASE.findings}
    assert "child-v-review" == CASE["finding-support"].made_by


def test_what_was_sent_and_not_received():
    """In 2013 the police sent a notification that health visiting did not receive."""
    (event,) = Timeline.of(CASE).kinds("notification").between("2013", "2013")
    assert [("police", "knew"), ("health-visiting", "sent_not_received")] == [
        (known.agency, known.state) for known in event.known_to
    ]


def test_cover_date_and_day_of_report_side_by_side():
    """Both dates of publication are in the timeline, each from its own record."""
    published = Timeline.of(CASE).kinds("review_published")
    assert [("s2", "2019-09"), ("thematic-review", "2020-01-21")] == [
        (event.derived_from, event.when.text) for event in published
    ]


def test_a_board_and_its_successor_do_not_conflict():
    """The board and the partnership are two agencies, and claims that name one or the other agree."""
    assert ("board",) == CASE["partnership"].successor_of
    claimed = [claim.value for claim in CASE.claims if claim.field.endswith(".by")]
    assert ["board", "partnership"] == claimed
    assert "milestones[published].by" not in [conflict.field for conflict in conflicts(CASE)]


def test_recorded_file_is_the_case_file():
    """The file beside the example reads back as what the example builds, and so do its bytes."""
    assert CASE == load(norfolk.FILE)
    assert CASE == loads(dumps(CASE))


def test_example_prints_what_the_record_shows(tmp_path, monkeypatch, capsys):
    """The main job writes the file, and prints sources, timeline, ages, contradictions, findings and what was lost."""
    monkeypatch.setattr(norfolk, "FILE", tmp_path / "written.json")
    norfolk.main()
    printed = capsys.readouterr().out
    assert CASE == load(tmp_path / "written.json")
    for words in (
        "dated September 2019",
        "between May 2016 and April 2018",
        "stated: 6 months",
        "male [S1 p3]",
        "March 2016 and 2 March 2016 agree.",
        "(4 of 6 cases) [S3]",
        "concern, local and national",
        "2013: health-visiting was sent it and did not receive it",
        "2013: nhs not recorded",
    ):
        assert words in printed

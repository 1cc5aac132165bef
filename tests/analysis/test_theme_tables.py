from collections import Counter
from itertools import combinations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import CaseFile, Finding, InvalidRecord, Proceeding, Review, reveal, theme_counts, theme_pairs
from safeguard_model import strategies as ours
from safeguard_model.records import theme_of

UNITS = ["finding", "review"]
THEMES = ["Winter", "winter", "information_sharing", "Sharing information", "neglect", "child neglect", " "]


def review(id):
    """A review."""
    return Review(id=id, title="Invented title", kinds=["child_safeguarding_practice_review"])


def finding(id, *themes, made_by="r-1"):
    """A finding with themes."""
    return Finding(id=id, made_by=made_by, text="Invented words", themes=themes)


def file_of(*findings, reviews=("r-1", "r-2")):
    """A case file of reviews, one proceeding and findings."""
    return CaseFile.of("Invented", [list(map(review, reviews)), Proceeding(id="p-1", kind="inquest"), findings])


@st.composite
def themed_files(draw):
    """Draw a case file of two reviews and an inquest, with findings that have few themes between them."""
    makers = draw(st.lists(st.sampled_from(["r-1", "r-2", "p-1"]), max_size=6))
    themes = st.lists(st.sampled_from(THEMES), max_size=4)
    return file_of(*(finding(f"f-{n}", *draw(themes), made_by=maker) for n, maker in enumerate(makers)))


def counted(*casefiles, **how):
    """The number of units with each theme."""
    return {count.theme: count.how_many for count in theme_counts(*casefiles, **how)}


def meant(found):
    """The themes of a finding, where capitals and blanks do not matter."""
    return {theme_of(theme).casefold() for theme in found.themes if theme.strip()}


@given(themed_files())
def test_findings_are_counted_as_one_counts_by_hand(casefile):
    """The number of each theme is the number of findings in which any spelling of it occurs."""
    expected = Counter(theme for found in casefile.findings for theme in meant(found))
    assert {theme.casefold(): number for theme, number in counted(casefile, unit="finding").items()} == expected


@given(themed_files())
def test_a_review_counts_a_theme_once(casefile):
    """The number of each theme is the number of reviews of which any finding has it."""
    held = {(theme, each.made_by) for each in casefile.findings for theme in meant(each) if each.made_by != "p-1"}
    expected = Counter(theme for theme, _ in held)
    assert {theme.casefold(): number for theme, number in counted(casefile, unit="review").items()} == expected


@given(themed_files())
def test_pairs_are_counted_as_one_counts_by_hand(casefile):
    """The number of each pair is the number of findings that have both themes."""
    expected = Counter(pair for found in casefile.findings for pair in combinations(sorted(meant(found)), 2))
    pairs = theme_pairs(casefile, unit="finding")
    assert {tuple(sorted((each.first.casefold(), each.second.casefold()))): each.how_many for each in pairs} == expected


@given(themed_files(), st.sampled_from(UNITS))
def test_every_finding_is_counted_or_left_out(casefile, unit):
    """Each finding of the file has a theme that is counted, or is in what is left out; and none is in both."""
    counts = theme_counts(casefile, unit=unit)
    having = {found.id for count in counts for found in count.findings}
    missing = [record.id for left in counts.left_out for record in left.which if isinstance(record, Finding)]
    assert having | set(missing) == {found.id for found in casefile.findings}
    assert len(having) + len(missing) == len(casefile.findings)
    assert {count.of for count in counts} <= {len(having) if unit == "finding" else len({*_reviews(counts)})}


def _reviews(counts):
    return [each.id for count in counts for each in count.reviews]


@given(ours.case_files(), ours.case_files(), st.sampled_from(UNITS))
def test_the_order_of_the_files_does_not_matter(one, other, unit):
    """Two files give the same numbers in either order, and a file that is given twice counts once."""
    assert counted(one, other, unit=unit) == counted(other, one, unit=unit)
    assert counted(one, one, unit=unit) == counted(one, unit=unit)
    pairs = [
        {(each.first, each.second): each.how_many for each in theme_pairs(*files, unit=unit)}
        for files in ((one, other), (other, one))
    ]
    assert pairs[0] == pairs[1]


@given(ours.case_files(), st.sampled_from(UNITS))
def test_no_pair_is_more_frequent_than_its_themes(casefile, unit):
    """A pair is at most as frequent as each of its themes, and no theme is more frequent than all units."""
    alone = counted(casefile, unit=unit)
    for pair in theme_pairs(casefile, unit=unit):
        assert (alone[pair.first], alone[pair.second]) == (pair.with_first, pair.with_second)
        assert pair.how_many <= min(pair.with_first, pair.with_second) <= pair.of


@given(ours.case_files(handling="identifiable"), st.sampled_from(UNITS))
def test_texts_are_shown_by_reveal_alone(casefile, unit):
    """What is printed and displayed of the counts is the same whatever the findings and reviews say in free text."""
    hidden = casefile.replace(
        [attrs.evolve(each, text="Quillfeather") for each in casefile.findings],
        [attrs.evolve(each, title="Quillfeather") for each in casefile.reviews],
    )
    for ask in (theme_counts, theme_pairs):
        answers = ask(hidden, unit=unit)
        assert "Quillfeather" not in f"{answers}{answers!r}{answers._repr_html_()}"
        assert bool(answers) == ("Quillfeather" in repr(reveal(answers)))


def test_your_own_spellings_come_first():
    """A user's spelling stands for the user's theme; a suggested theme takes all its spellings along."""
    casefile = file_of(
        finding("f-1", "Lads and dads"), finding("f-2", "hidden men"), finding("f-3", "co-sleeping", "the cold")
    )
    themes = {"lads_and_dads": "fathers", "safer_sleep": "Sudden death", "The Cold": "Winter"}
    assert counted(casefile, unit="finding", themes=themes) == {
        "working_with_fathers": 2,
        "Sudden death": 1,
        "Winter": 1,
    }


def test_spellings_are_kept():
    """A count says how its theme is written in the files."""
    (count,) = theme_counts(file_of(finding("f-1", "Chronic neglect"), finding("f-2", "neglect")), unit="finding")
    assert (count.theme, count.spellings) == ("neglect", ("Chronic neglect", "neglect"))
    assert count.cells() == ("neglect", 2, 2, "finding", "Chronic neglect")


def test_the_last_line_says_what_was_left_out():
    """Findings without a theme, findings of no review and reviews without a finding are counted in the last line."""
    casefile = file_of(finding("f-1", "neglect"), finding("f-2"), finding("f-3", "neglect", made_by="p-1"))
    assert str(theme_counts(casefile, unit="finding")).splitlines() == [
        "neglect: 2 of 2 findings with a theme (f-1 and f-3)",
        "Could not look at: 1 of 3 findings without a theme (f-2)",
    ]
    assert str(theme_counts(casefile, unit="review")).splitlines() == [
        "neglect: 1 of 1 review with a theme (r-1)",
        (
            "Could not look at: 1 of 3 findings without a theme (f-2); 1 of 3 findings of no review (f-3); "
            "1 of 2 reviews without a finding (r-2)"
        ),
    ]


def test_a_theme_cannot_disguise_what_is_printed():
    """A theme with a line break or a mark of direction is printed in one line, with the mark as an escape."""
    casefile = file_of(finding("f-1", "a\nb", "c\u202ed"))
    assert str(theme_counts(casefile, unit="finding")).startswith("a b: 1 of 1")
    assert str(theme_pairs(casefile, unit="finding")).startswith("a b + c\\u202ed: 1 of 1")


def test_ids_of_different_files_are_not_mixed_up():
    """Findings of one id that differ, or whose reviews differ, are two findings."""
    one = file_of(finding("f-1", "neglect"))
    other = one.replace(attrs.evolve(one["r-1"], title="Another review"))
    assert counted(one, other, unit="finding") == {"neglect": 2}
    assert counted(one, other, unit="review") == {"neglect": 2}


def test_counts_become_a_frame():
    """A frame has a row for each theme, and the ids of its findings and reviews."""
    pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    frame = theme_counts(file_of(finding("f-1", "neglect", "Winter")), unit="review").to_frame()
    assert list(frame["theme"]) == ["Winter", "neglect"]
    assert [list(ids) for ids in frame["findings"]] == [["f-1"], ["f-1"]]
    assert list(theme_pairs(file_of(), unit="review").to_frame().columns)[:2] == ["first", "second"]


@pytest.mark.parametrize("ask", [theme_counts, theme_pairs])
@pytest.mark.parametrize(
    ("files", "how", "message"),
    [
        ((), {}, "casefiles: expected at least one CaseFile, got none"),
        (([],), {}, "casefiles: expected a CaseFile, got a list"),
        ((file_of(), 5), {}, "casefiles: expected a CaseFile, got an int"),
        ((file_of(),), {"unit": "child"}, "unit: expected finding or review, got xxxxx"),
        ((file_of(),), {"unit": ["finding"]}, "unit: expected finding or review, got a list"),
        ((file_of(),), {"themes": ["neglect"]}, "themes: expected a mapping of spellings to themes, got a list"),
        ((file_of(),), {"themes": {"a": 5}}, "themes: expected words as spellings and themes, got an int"),
        ((file_of(),), {"themes": {" ": "b"}}, "themes: expected words as spellings and themes, got  "),
        ((file_of(),), {"themes": {"a b": "c", "A-b": "d"}}, "themes: expected one theme for each spelling"),
    ],
)
def test_bad_arguments_are_refused(ask, files, how, message):
    """Anything else than case files, a unit and words is refused with the argument and what was expected."""
    with pytest.raises(InvalidRecord) as caught:
        ask(*files, **{"unit": "finding"} | how)
    assert str(caught.value).startswith(f"{ask.__name__}.{message}")

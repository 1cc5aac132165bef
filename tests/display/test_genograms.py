"""Genograms as drawn, as DOT and in words."""

import re
import warnings
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeguard_model import CaseFile, load, strategies
from safeguard_model.display.genograms import describe_genogram, dot, genogram
from safeguard_model.errors import InvalidRecord, InvalidWhen, MissingExtra
from safeguard_model.records import Child, Event, Harm, Incident, Review, Subject
from tests.display.families import casefile_of, family_of, made_family, tangles, tie

figure = pytest.importorskip("matplotlib.figure")
EXAMPLES = Path(__file__).parents[2] / "examples"
NORFOLK = load(EXAMPLES / "norfolk_thematic_review.json")
INVENTED = load(EXAMPLES / "invented_family.json")


def texts(axes, gid=None):
    """The texts of a picture, all or those of one sort."""
    return [text.get_text() for text in axes.texts if gid is None or text.get_gid() == gid]


def lines(axes, gid):
    """The lines of one sort."""
    return [line for line in axes.lines if line.get_gid() == gid]


def everything(axes):
    """All words of a picture as one text."""
    return " ".join(" ".join(texts(axes)).split())


def assert_no_overlap(axes):
    """No two texts and no two symbols overlap, as drawn. The question mark beside a line is no label."""
    axes.figure.canvas.draw()
    shown = [text for text in axes.texts if text.get_gid() in {"label", "words"}]
    boxes = [text.get_window_extent() for text in shown]
    boxes += outer_symbols(axes)
    for one, other in combinations(boxes, 2):
        across = min(one.x1, other.x1) - max(one.x0, other.x0)
        down = min(one.y1, other.y1) - max(one.y0, other.y0)
        assert across <= 1 or down <= 1


def outer_symbols(axes):
    """The boxes of the symbols of a picture without the inner outline of a double one."""
    boxes = [patch.get_window_extent() for patch in axes.patches if patch.get_gid() == "symbol"]
    return [
        box
        for box in boxes
        if not any(other is not box and other.contains(*box.min) and other.contains(*box.max) for other in boxes)
    ]


@pytest.mark.parametrize("casefile", [NORFOLK, INVENTED, made_family()], ids=["norfolk", "invented", "made"])
def test_nothing_overlaps_as_drawn(casefile):
    """No two words or symbols overlap in a picture of its own size."""
    assert_no_overlap(genogram(casefile))


@pytest.mark.parametrize("size", [(6, 4), (12, 3)])
def test_nothing_overlaps_on_given_axes(size):
    """On axes of another size the whole picture is made smaller, and still nothing overlaps."""
    axes = figure.Figure(figsize=size, dpi=200).add_subplot()
    assert genogram(INVENTED, ax=axes) is axes
    axes.figure.canvas.draw()
    labels = [text.get_window_extent() for text in axes.texts if text.get_gid() == "label"]
    for one, other in combinations(labels, 2):
        assert min(one.x1, other.x1) - max(one.x0, other.x0) <= 2 or min(one.y1, other.y1) - max(one.y0, other.y0) <= 2
    box = axes.figure.bbox
    assert all(0 <= label.x0 and label.x1 <= box.width and 0 <= label.y0 and label.y1 <= box.height for label in labels)


@settings(max_examples=10)
@given(tangles())
def test_any_family_is_drawn(family):
    """Whatever the ties say, the picture is drawn, nothing overlaps, and every person has a label."""
    axes = genogram(family)
    assert_no_overlap(axes)
    labels = set(texts(axes, "label"))
    assert {member.person for member in family.members} <= labels


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.case_files(children=st.integers(0, 3), adults=st.integers(0, 3), families=st.integers(0, 2)))
def test_any_case_file_is_drawn(casefile):
    """Every case file is drawn, is written as DOT and is described; odd letters and dates are no obstacle."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*[Gg]lyph")
        genogram(casefile).figure.canvas.draw()
    assert dot(casefile).startswith("graph genogram {")
    assert describe_genogram(casefile).startswith("Genogram")


def test_labels_and_ages_and_no_names():
    """Below each symbol stand the label and the age; names and dates of birth are nowhere."""
    seen = everything(genogram(INVENTED, on="2023-01-20")) + dot(INVENTED) + describe_genogram(INVENTED)
    assert "Child E 6 months" in seen
    names = [person.name for person in (*INVENTED.children, *INVENTED.adults) if person.name]
    assert [name for name in names if name in seen] == []
    assert not re.search(r"1998|1971|22 June", seen)


def test_names_only_if_revealed():
    """With `revealed=True` the names take the place of the labels; anything else than True reveals nothing."""
    assert "Elsie May Tarrowby" in everything(genogram(INVENTED, revealed=True))
    assert "Elsie" not in everything(genogram(INVENTED, revealed="no"))


def test_the_dead_are_crossed_with_their_age():
    """A death on or before the date is a cross over the symbol and the age at death; a later one is neither."""
    person = {"a": {"sex": "male", "born": "1950-01-01", "died": "2000-06-01"}}
    after, before = (genogram(casefile_of(person, []), on=on) for on in ("2010-01-01", "1990-01-01"))
    assert "died aged 50 years" in everything(after)
    assert "40 years" in everything(before)
    assert len(lines(after, "cross")) == 4  # two strokes on the symbol, two in the legend
    assert lines(before, "cross") == []


def test_a_death_known_from_an_incident():
    """A child who died of a harm is crossed even if the person's record has no date of death."""
    casefile = CaseFile.of("Invented", [
        Child(id="a", label="Child A"),
        Incident(id="i", when="2015-02", kind="abuse", harms=[Harm(person="a", outcome=["died"])]),
    ])  # fmt: skip
    assert "Child A, died" in describe_genogram(casefile)
    assert "died" not in describe_genogram(casefile, on="2014")


def test_shapes_say_the_sex():
    """Squares, circles, diamonds and triangles: one of each, and each once more in the legend."""
    people = {"m": {"sex": "male"}, "f": {"sex": "female"}, "x": {}, "u": {"sex": "unborn"}}
    axes = genogram(casefile_of(people, []))
    assert len([patch for patch in axes.patches if patch.get_gid() == "symbol"]) == 8
    assert {"male", "female", "unborn", "sex not recorded or indeterminate"} <= set(texts(axes, "words"))


def test_the_legend_explains_only_what_is_used():
    """A family without deaths, adoptions and separations has no such words in the legend."""
    words = texts(genogram(casefile_of({"a": {"sex": "male"}}, [])), "words")
    assert words == ["Family F", "Not linked to a parent, child, partner or sibling: 1", "male"]


def test_subjects_have_a_double_outline():
    """The children who are subjects of a review are subjects; `subject` names others."""
    child = Child(id="a", label="Child A")
    review = Review(id="r", title="R", kinds=["rapid_review"], subjects=[Subject(person="a", role="subject")])
    casefile = CaseFile.of("Invented", [child, Child(id="b", label="Child B"), review])
    assert "Child A, sex not recorded or indeterminate, subject." in describe_genogram(casefile)
    assert "Child B, sex not recorded or indeterminate, subject." in describe_genogram(casefile, subject="b")
    assert "Child A, sex not recorded or indeterminate." in describe_genogram(casefile, subject=["b"])


def test_couples_by_what_the_record_says():
    """Partners, former partners, partners whose tie has ended by the date, and parents without a partnership."""
    people = {id: {} for id in "abcdefghi"}
    ties = [
        tie("a", "partner", "b"), tie("c", "former_partner", "d"), tie("e", "partner", "f", during="2001/2005"),
        tie("g", "parent", "i"), tie("h", "parent", "i"),
    ]  # fmt: skip
    casefile = casefile_of(people, ties)
    axes = genogram(casefile, on="2010")
    assert len(lines(axes, "slash")) == 2
    said = describe_genogram(casefile, on="2010")
    assert "Person a and Person b: partners." in said
    assert "Person e and Person f: former partners." in said
    assert "Person e and Person f: partners." in describe_genogram(casefile, on="2003")
    assert "Person e and Person f: partners only after this date." in describe_genogram(casefile, on="1999")
    assert "parents of a child, no partnership recorded" in texts(axes, "words")


def test_a_relationship_that_ended_by_an_entry():
    """An entry of kind `relationship_ended` about both makes former partners of them from then on."""
    ended = Event(id="e", when="2005-01-01", kind="relationship_ended", people=["a", "b"])
    casefile = casefile_of({"a": {}, "b": {}}, [tie("a", "partner", "b")], [ended])
    assert "former partners" in describe_genogram(casefile, on="2010")
    assert "former partners" not in describe_genogram(casefile, on="2004")


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        ("adoptive", "adopted child"), ("foster", "foster child"), ("step", "step-parent"),
        ("kinship", "child in the care of a relative or friend"),
        ("putative", "parent on that side believed, or basis not known"),
        ("biological", "child, by birth or basis not stated"), (None, "child, by birth or basis not stated"),
    ],
)  # fmt: skip
def test_links_by_basis(basis, words):
    """Each basis of a link to a parent has a line of its own, which the legend explains."""
    axes = genogram(casefile_of({"m": {}, "c": {}}, [tie("m", "parent", "c", basis=basis)]))
    assert words in texts(axes, "words")
    assert bool(texts(axes, "doubt")) == (basis == "putative")


def test_the_question_mark_is_on_the_side_of_the_parent_in_doubt():
    """A believed father on the left of the mother has the mark on the left of the child's line."""
    ties = [tie("m", "parent", "c", basis="biological"), tie("f", "parent", "c", basis="putative")]
    axes = genogram(casefile_of({"m": {"sex": "female"}, "f": {"sex": "male"}, "c": {}}, ties))
    at = {text.get_text(): text.get_position()[0] for text in axes.texts if text.get_gid() in {"label", "doubt"}}
    assert at["Person f"] < at["?"] < at["Person c"] < at["Person m"]


def test_a_pregnancy_that_ended_is_a_cross_among_the_siblings():
    """It hangs from the couple in the place of its date, has no words, and is counted in words."""
    lost = Event(id="lost", when="2005-05-05", kind="pregnancy_ended", people=["m", "f"])
    ties = [tie(parent, "parent", child) for parent in "mf" for child in "ab"]
    people = {"m": {}, "f": {}, "a": {"born": "2003-01-01"}, "b": {"born": "2007-01-01"}}
    casefile = casefile_of(people, ties, [lost])
    assert "Children of Person m and Person f, eldest first: Person a, a pregnancy that ended and Person b." in (
        describe_genogram(casefile)
    )
    assert len(lines(genogram(casefile), "cross")) == 4
    assert "pregnancy" not in describe_genogram(casefile, on="2004-01-01")


def test_a_lost_pregnancy_with_a_record_of_its_own():
    """If the entry names the unborn child, the child's triangle is crossed and no second symbol is drawn."""
    lost = Event(id="lost", when="2005-05-05", kind="pregnancy_ended", people=["m", "u"])
    casefile = casefile_of({"m": {}, "u": {"sex": "unborn"}}, [tie("m", "parent", "u")], [lost])
    axes = genogram(casefile)
    assert len(lines(axes, "cross")) == 4
    assert "a pregnancy that ended" not in describe_genogram(casefile)


def test_the_household_outline_holds_exactly_the_household():
    """The middle of each symbol is inside the dashed outlines if and only if the person lived there on the date."""
    casefile = made_family()
    axes = genogram(casefile)
    loops = [line.get_xydata() for line in lines(axes, "household")]
    household = {"fa", "mo", "cv", "t1", "t2", "ad", "s2", "fc"}
    from safeguard_model.display.genogram_page import page_of
    from safeguard_model.display.genogram_people import picture_of
    from safeguard_model.display.page_axes import measure

    page = page_of(picture_of(casefile, None, None, False), measure)
    assert {placed.person for placed in page.symbols if is_inside(loops, placed.x, placed.y)} == household


def is_inside(loops, x, y):
    """Whether a point is inside some outlines."""
    count = 0
    for loop in loops:
        for (x1, y1), (x2, y2) in pairwise(loop):
            count += bool(x1 == x2 and x1 > x and min(y1, y2) < y < max(y1, y2))
    return count % 2 == 1


def test_who_is_linked_to_nobody_is_listed_and_counted():
    """People without a link stand below the tree, and a tie that no line shows is told in words and counted."""
    axes = genogram(NORFOLK)
    assert "Not linked to a parent, child, partner or sibling: 5" in texts(axes, "words")
    assert {"AF1", "AF2", "Fourth child", "Fifth child", "Sixth child"} <= set(texts(axes, "label"))
    ties = [tie("m", "parent", "c"), tie("x", "lodger", "m"), tie("m", "parent", "m")]
    words = texts(genogram(casefile_of({"m": {}, "c": {}, "x": {}}, ties)), "words")
    assert {"Ties that no line shows: 2", "Person x: lodger of Person m", "Person m: parent of Person m"} <= set(words)


def test_a_maternal_grandparent_is_worked_out():
    """A grandparent with a side is drawn above the parent of that side, and the picture says that this is worked out."""
    people = {"m": {"sex": "female"}, "f": {"sex": "male"}, "c": {}, "g": {}}
    ties = [tie("m", "parent", "c"), tie("f", "parent", "c"), tie("g", "grandparent", "c", side="maternal")]
    casefile = casefile_of(people, ties)
    assert "Children of Person g, eldest first: Person m (Person g: worked out)." in describe_genogram(casefile)
    assert "worked out from a grandparent, aunt or uncle" in texts(genogram(casefile), "words")


def test_a_grandparent_without_a_side_is_told_in_words():
    """Nothing is guessed: without a side, nobody knows whose parent a grandparent is."""
    ties = [tie("m", "parent", "c"), tie("g", "grandparent", "c")]
    casefile = casefile_of({"m": {"sex": "female"}, "c": {}, "g": {}}, ties)
    assert "Person g: grandparent of Person c." in describe_genogram(casefile)


def test_a_family_with_and_without_its_case_file():
    """A family alone shows ids and no ages; with its case file, labels and ages."""
    (family,) = INVENTED.families
    assert "child-e" in describe_genogram(family)
    assert "Child E, 6 months" in describe_genogram(family, on="2023-01-20", casefile=INVENTED)


def test_labels_are_words_and_not_markup():
    """Dollar signs, quotation marks, angle brackets and invisible characters are shown as they are, or escaped."""
    label = 'A $x^2$ "<b>" \\n \u202e'
    casefile = casefile_of({"a": {"label": label}}, [])
    axes = genogram(casefile)
    axes.figure.canvas.draw()
    assert 'A $x^2$ "<b>" \\n' in everything(axes)
    assert '"A $x^2$ \\"<b>\\" \\\\n \\\\u202e"' in dot(casefile)


def test_dot_has_a_rank_for_each_level_and_points_for_couples():
    """Partners and their point are on one rank, and children hang from the point."""
    text = dot(family_of(tie("m", "parent", "c"), tie("f", "parent", "c")))
    assert text.count('rank="same"') == 2
    assert 'couple1 [shape="point"];' in text
    assert re.search(r"couple1 -- person\d;", text)
    assert "<" not in text


@given(tangles())
def test_dot_names_what_it_uses(family):
    """Every node of a line or rank is defined, whatever the ties say."""
    text = dot(family)
    defined = set(re.findall(r"^ *(\w+) \[(?:shape)", text, re.MULTILINE))
    used = {name for a, b in re.findall(r"(\w+) -- (\w+)", text) for name in (a, b)}
    assert used <= defined


def test_the_picture_carries_its_words():
    """The label of the axes is the picture in words, for those who cannot see it."""
    assert genogram(INVENTED).get_label() == describe_genogram(INVENTED)


@pytest.mark.parametrize("x", [None, "family", [], 1])
def test_other_things_are_refused(x):
    """Only a case file or a family has a genogram; the error does not quote the value."""
    with pytest.raises(InvalidRecord, match="expected a CaseFile or a Family"):
        genogram(x)


def test_a_subject_who_is_not_in_the_picture_is_refused():
    """The error counts the ids and does not quote them."""
    with pytest.raises(InvalidRecord, match="got 1 other") as caught:
        genogram(INVENTED, subject="nobody-here")
    assert "nobody" not in str(caught.value)


def test_a_date_that_cannot_be_read_is_refused():
    """`on` is a When, strict text or a date."""
    with pytest.raises(InvalidWhen):
        genogram(INVENTED, on="tomorrow")


def test_nobody():
    """An empty case file gives a picture without symbols."""
    axes = genogram(CaseFile.of("Invented"))
    assert axes.patches == [] or len(axes.patches) == 0
    assert describe_genogram(CaseFile.of("Invented")) == "Genogram: 0 people."


def test_a_household_is_one_outline_where_lines_join_it():
    """Two parents with somebody between them, and their child, are in one outline along the lines between them."""
    ties = [tie("m", kin, f) for f, kin in (("f1", "partner"), ("f2", "former_partner"), ("f3", "former_partner"))]
    ties += [tie(parent, "parent", "c") for parent in ("m", "f2")] + [tie("f1", "parent", "d"), tie("m", "parent", "d")]
    people = {"f1": {}, "f2": {}, "f3": {}, "m": {}, "c": {}, "d": {}}
    axes = genogram(casefile_of(people, ties, household=["m", "f2", "c"]), on="2010")
    assert len(lines(axes, "household")) == 1


def test_plots_and_describe_know_genograms_and_ecomaps():
    """Both are among the pictures of `plots`, and `describe` says in words what their axes show."""
    from safeguard_model.display import describe, plots

    assert plots.genogram is genogram
    assert describe(INVENTED.genogram()) == describe_genogram(INVENTED)
    assert describe(plots.ecomap(INVENTED, "child-e")).startswith("Ecomap of Child E: ")


def test_other_things_than_axes_are_refused():
    """The error says what was expected."""
    with pytest.raises(InvalidRecord, match="expected the axes of a matplotlib figure"):
        genogram(INVENTED, ax=3)


def test_without_matplotlib_the_error_says_what_to_install(monkeypatch):
    """A missing matplotlib is `MissingExtra`; words and DOT do not need it."""
    import sys

    for name in [
        name for name in sys.modules if name.partition(".")[0] == "matplotlib" or name.endswith("genogram_drawing")
    ]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("canvas", "page_axes"):
        monkeypatch.delitem(sys.modules, f"safeguard_model.display.{name}")
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtra, match=re.escape("safeguard-model[plot]")):
        genogram(INVENTED)
    assert dot(INVENTED)

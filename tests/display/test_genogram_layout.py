"""The layout of genograms: everybody has a place of their own, and lines lead where they belong."""

from itertools import combinations, pairwise, permutations, product

import pytest
from hypothesis import assume, given, settings

from safeguard_model.display.genogram_layout import SYMBOL, Part, arrange, lay_out
from safeguard_model.display.genogram_levels import components
from safeguard_model.display.genogram_people import picture_of
from safeguard_model.display.genogram_tree import LineKind, build, ties_between
from tests.display.families import LINKING, casefile_of, family_of, made_family, tangles, tidy_families, tie

SIZE = (0.9, 0.3)


def layouts_of(x):
    """The layouts of all groups of a case file or family, and its kinship."""
    kinship = picture_of(x, None, None, False).kinship
    groups = components([one for one in kinship.people if one not in kinship.unlinked], ties_between(kinship))
    return [lay_out(kinship, group, dict.fromkeys(group, SIZE)) for group in groups], kinship


def boxes_of(layout):
    """The box of each node, from the symbol to the words below it."""
    for node, (x, y) in layout.places.items():
        half = SIZE[0] / 2 if node in layout.tree.people else 0.05
        yield node, (x - half, y - SYMBOL / 2, x + half, y + SYMBOL / 2 + SIZE[1])


def overlapping(boxes):
    """The pairs of boxes that overlap."""
    return [
        (one, other)
        for (one, a), (other, b) in combinations(boxes, 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > 1e-6 and min(a[3], b[3]) - max(a[1], b[1]) > 1e-6
    ]


@given(tangles())
def test_nobody_is_left_out(family):
    """Whatever the ties say, everybody is drawn at least once, or is listed as linked to nobody."""
    layouts, kinship = layouts_of(family)
    drawn = {person for layout in layouts for person in layout.tree.people.values()}
    assert drawn | set(kinship.unlinked) == set(kinship.people)
    assert drawn.isdisjoint(kinship.unlinked)


@given(tangles())
def test_nobody_stands_on_anybody(family):
    """No two symbols, with the words below them, overlap."""
    for layout in layouts_of(family)[0]:
        assert overlapping(list(boxes_of(layout))) == []


@given(tangles(kins=tuple(LINKING)))
def test_every_link_is_drawn(family):
    """Every parent of every child is at the upper end of a line that leads down to the child."""
    layouts, kinship = layouts_of(family)
    drawn = {
        (child, parent)
        for layout in layouts
        for line in layout.tree.lines
        if line.kind is not LineKind.SIBLINGS
        for child in line.children
        for parent in line.parents
    }
    assert drawn == set(kinship.parents)
    bars = {frozenset(layout.tree.people[node] for node in bar.nodes) for layout in layouts for bar in layout.tree.bars}
    assert bars == {frozenset(couple.people) for couple in kinship.couples if len(couple.people) > 1}


@given(tangles(kins=tuple(LINKING)))
def test_children_are_below_their_parents(family):
    """Every line from parents leads down, and the parents at its upper end stand on one level."""
    for layout in layouts_of(family)[0]:
        for line in layout.tree.lines:
            heights = {layout.places[node][1] for node in line.above}
            assert len(heights) <= 1
            assert all(layout.places[node][1] > max(heights) for node in line.below if heights)


@given(tangles(kins=tuple(LINKING)))
def test_the_same_family_gives_the_same_layout(family):
    """Nothing depends on chance or on the order of a set."""
    assert layouts_of(family)[0] == layouts_of(family)[0]


@given(tidy_families())
def test_a_tidy_family_has_no_crossing(casefile):
    """A family of couples with children and no other ties is drawn without a crossing and nobody twice."""
    for layout in layouts_of(casefile)[0]:
        assert layout.tree.twice == ()
        bars_apart = [
            bar for bar in layout.tree.bars if abs(place(layout, bar.nodes[0]) - place(layout, bar.nodes[1])) > 1
        ]
        assert bars_apart == []
        assert layout.crossings() == 0


def place(layout, node):
    """The place of a node on its level."""
    return next(level.index(node) for level in layout.order if node in level)


@given(tidy_families())
def test_siblings_stand_in_the_order_of_their_births(casefile):
    """The eldest is on the left."""
    for layout in layouts_of(casefile)[0]:
        for row in layout.tree.rows:
            assert [casefile[child].born for child in row] == sorted(casefile[child].born for child in row)
            across = [layout.places[child][0] for child in row]
            assert across == sorted(across)


@given(tidy_families())
def test_children_hang_under_their_couple(casefile):
    """The line of a couple goes down between the two, and meets the row of their children within its width."""
    for layout in layouts_of(casefile)[0]:
        stems = [stroke for stroke in layout.strokes if stroke.part is Part.STEM]
        for stem in stems:
            left, right = sorted(layout.places[node][0] for node in stem.owner.above)
            assert left < stem.points[0][0] < right
            children = [layout.places[node][0] for node in stem.owner.below]
            assert min(children) - 0.2 <= stem.points[0][0] <= max(children) + 0.2


@settings(max_examples=25)
@given(tangles(most=6, kins=tuple(LINKING)))
def test_crossings_are_near_the_fewest_possible(family):
    """The crossings are at most two more than in the best of all orders that keep siblings in order."""
    layouts, kinship = layouts_of(family)
    for layout in layouts:
        tree = build(kinship, set(layout.tree.people.values()))
        orders = [[order for order in permutations(level) if keeps_rows(tree, order)] for level in tree.levels]
        count = 1
        for some in orders:
            count *= len(some)
        assume(count <= 400)
        sizes = dict.fromkeys(kinship.people, SIZE)
        fewest = min(arrange(tree, [list(level) for level in order], sizes).crossings() for order in product(*orders))
        assert layout.crossings() <= fewest + 2


def keeps_rows(tree, order):
    """Whether siblings stand in the order of their births."""
    number = {node: spot for spot, node in enumerate(order)}
    return all(number[a] < number[b] for row in tree.rows for a, b in pairwise(row) if a in number and b in number)


def test_half_siblings_hang_from_the_right_couple():
    """A mother between two partners: each child hangs from her line with the child's own father."""
    ties = [tie("mother", "parent", child) for child in ("a", "b")] + [
        tie("f1", "parent", "a"),
        tie("f2", "parent", "b"),
    ]
    (layout,), _ = layouts_of(family_of(*ties))
    assert layout.order[0] in (["f1", "mother", "f2"], ["f2", "mother", "f1"])
    assert layout.crossings() == 0


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_several_partners(count):
    """With up to four partners, each has a line of their own, at a height of its own where lines share the space."""
    ties = []
    for number in range(count):
        ties += [tie("mother", "partner", f"f{number}"), tie("mother", "parent", f"c{number}")]
        ties += [tie(f"f{number}", "parent", f"c{number}")]
    (layout,), _ = layouts_of(family_of(*ties))
    assert len(layout.tree.bars) == count
    round_bars = [stroke for stroke in layout.strokes if stroke.part is Part.COUPLE and len(stroke.points) > 2]
    spans = [
        (min(p[0] for p in stroke.points), max(p[0] for p in stroke.points), stroke.points[1][1])
        for stroke in round_bars
    ]
    for one, other in combinations(spans, 2):
        assert one[1] <= other[0] or other[1] <= one[0] or one[2] != other[2]
    assert layout.crossings() <= max(0, 2 * (count - 2))


def test_own_grandparent_is_drawn_twice():
    """Somebody who is above their own parent in the ties stands in two places, joined by a link."""
    (layout,), _ = layouts_of(family_of(tie("a", "parent", "b"), tie("b", "parent", "a")))
    assert len(layout.tree.twice) == 1
    assert [stroke.part for stroke in layout.strokes].count(Part.TWICE) == 1


def test_cousins_who_are_partners():
    """A couple with a common grandparent is drawn, with all their parents."""
    ties = [tie("gran", "parent", child) for child in ("a", "b")]
    ties += [tie("a", "parent", "c"), tie("b", "parent", "d"), tie("c", "partner", "d")]
    ties += [tie("c", "parent", "e"), tie("d", "parent", "e")]
    (layout,), _ = layouts_of(family_of(*ties))
    assert layout.crossings() == 0
    assert layout.tree.twice == ()


def test_twins_hang_from_one_stalk():
    """The lines to two children born on one day leave the row at one point; that to a third child does not."""
    born = {"a": "2010-01-01T04:00", "b": "2010-01-01T04:20", "c": "2012-03-04"}
    people = {"m": {}, "f": {}, **{id: {"born": when} for id, when in born.items()}}
    (layout,), _ = layouts_of(casefile_of(people, [tie(parent, "parent", id) for parent in "mf" for id in born]))
    start = {stroke.child: stroke.points[0] for stroke in layout.strokes if stroke.part is Part.CHILD}
    assert start["a"] == start["b"] != start["c"]


def test_thirty_people_cross_nowhere():
    """The made family of thirty-one people, and a pregnancy that ended, is drawn without a crossing."""
    (layout,), kinship = layouts_of(made_family())
    assert len(kinship.people) == 32
    assert layout.crossings() == 0


def test_nobody_and_one_person():
    """An empty family has no layout, and one person alone is listed as linked to nobody."""
    assert layouts_of(family_of()) == ([], picture_of(family_of(), None, None, False).kinship)
    assert layouts_of(casefile_of({"a": {}}, []))[1].unlinked == ("a",)


def test_adopters_share_one_line():
    """The line to an adopted child, whose parents by birth are on file too, comes from between the two adopters."""
    ties = [tie(person, "parent", "c") for person in ("m", "f")]
    ties += [tie(person, "parent", "c", basis="adoptive") for person in ("q", "r")]
    (layout,), kinship = layouts_of(family_of(*ties))
    (line,) = [line for line in layout.tree.lines if line.kind is LineKind.FURTHER]
    assert set(line.above) == {"q", "r"}
    assert [couple.people for couple in kinship.couples] == [("m", "f"), ("q", "r")]

"""The weights of `merge`, fitted to labelled families: run `python benchmarks/told_twice_fit.py [--write]`.

The fit is a logistic regression with a small penalty. The signs of the weights are fixed beforehand, so that no weight
says what no reviewer would: a shared day never speaks against one event. Four kinds of evidence are too rare in the
families to be fitted; their weights are set by hand.

The script prints how well a fit on seven eighths of the families does on the other eighth, in turn. With `--write`, it
fits on all families to tune on, and writes the table of weights.
"""

from __future__ import annotations

import argparse
import math
import sys
from itertools import chain, combinations, product
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from told_twice import AS_GIVEN, TUNE, both_ways, families, is_told_twice

from safeguard_model.merging.entries import ComparedEntry, entries_of
from safeguard_model.merging.evidence import evidence_of
from safeguard_model.merging.grouping import JOINED_FROM, grouped
from safeguard_model.merging.likeness import tellers_of, weighed_evidence
from safeguard_model.merging.pairs import pairs_of
from safeguard_model.merging.second_look import FAINTEST, second_look

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from safeguard_model import CaseFile
    from safeguard_model.merging.evidence import Evidence

TABLE: Final = Path(__file__).parent.parent / "src" / "safeguard_model" / "merging" / "weights.tsv"
BY_HAND: Final = {"contradiction": -1.5, "other state": -2.0, "said to be joint": 1.0, "own: same words": 4.0}
FOR: Final = frozenset(
    {
        *("same day", "same time", "both alone that day", "one alone that day", "day named", "far day named"),
        *("day of writing", "same people", "same kind", "same contact", "same kind in words", "same occasion"),
        *("same happening", "numbers", "telling words", "share of words", "agency named"),
        *("agency in words", "both agencies in words", "message later"),
        *("said to be an update", "same day named by both"),
        "nearly the day named",
        *("first look", "no near rival", "third entry"),
    }
)
AGAINST: Final = frozenset(
    {
        *("hours apart", "days apart", "week apart", "month apart", "open date", "others of the family", "other kind"),
        *("nobody named", "other occasion", "other happening", "no words", "better rival"),
    }
)
CONSTANTS: Final = ("constant", "second constant")
CUTS: Final = (-1.2, JOINED_FROM, -0.4, 0.0)
PENALTY, STEPS, PARTS = 1.0, 3000, 8


class Family(NamedTuple):
    """A family's entries, and the evidence about each of its pairs."""

    entries: list[ComparedEntry]
    tellers: list[str]
    pairs: list[tuple[int, int]]
    evidence: list[Evidence]
    right: list[bool]


def family_of(casefile: CaseFile) -> Family:
    """Return the pairs of a family that `merge` compares, with their evidence and whether they are marked."""
    entries, weights = entries_of([event for event in casefile.events if event.derived_from is None], casefile)
    pairs = [(one, other) for one, other in pairs_of(entries)]
    found = {pair: evidence_of(entries[pair[0]], entries[pair[1]], weights) for pair in pairs}
    kept = {pair: each for pair, each in found.items() if each is not None}
    right = [is_told_twice(entries[one].event, entries[other].event) for one, other in kept]
    return Family(entries, tellers_of([entry.event for entry in entries]), list(kept), list(kept.values()), right)


def matrix(looks: Sequence[Evidence], names: Sequence[str]) -> NDArray[np.float64]:
    """Return the amounts of the evidence: a row for each pair, a column for each name. The first is the constant."""
    rows = np.zeros((len(looks), len(names)))
    places = {name: place for place, name in enumerate(names)}
    rows[:, 0] = 1.0
    for row, look in enumerate(looks):
        for name, amount in look.items():
            if name in places:
                rows[row, places[name]] = amount
    return rows


# Projected gradient descent with momentum: after each step, a weight whose sign is wrong is set to zero.
def fitted(looks: Sequence[Evidence], right: Sequence[bool], constant: str) -> dict[str, float]:
    """Return the weights of the evidence that best tell the marked pairs from the others."""
    names = [constant, *sorted({name for look in looks for name in look} - set(BY_HAND))]
    rows = matrix(looks, names)
    by_hand = np.array([sum(BY_HAND.get(name, 0.0) * amount for name, amount in look.items()) for look in looks])
    marks = np.array(right, dtype=float)
    penalty = np.array([0.0 if name == constant else PENALTY for name in names])
    bare = [name.removeprefix("own: ") for name in names]
    least = np.array([0.0 if name in FOR else -np.inf for name in bare])
    most = np.array([0.0 if name in AGAINST else np.inf for name in bare])
    length = 0.25 * np.linalg.norm(rows, 2) ** 2 + PENALTY
    weights = ahead = np.zeros(len(names))
    momentum = 1.0
    for _ in range(STEPS):
        shares = 1 / (1 + np.exp(-(rows @ ahead + by_hand)))
        better = np.clip(ahead - (rows.T @ (shares - marks) + penalty * ahead) / length, least, most)
        next_momentum = (1 + math.sqrt(1 + 4 * momentum * momentum)) / 2
        ahead = better + (momentum - 1) / next_momentum * (better - weights)
        weights, momentum = better, next_momentum
    return dict(zip(names, map(float, weights), strict=True))


def score(look: Evidence, weights: Mapping[str, float], constant: str) -> float:
    """Return the log-odds of a pair."""
    return weights[constant] + math.fsum(
        weights.get(name, BY_HAND.get(name, 0.0)) * amount for name, amount in look.items()
    )


def looked_again(family: Family, weights: Mapping[str, float]) -> tuple[list[int], list[Evidence]]:
    """Return the places of the pairs that are looked at again, and their evidence of the second look."""
    scores = [score(look, weights, "constant") for look in family.evidence]
    kept = [place for place, each in enumerate(scores) if each >= FAINTEST]
    return kept, second_look([family.pairs[place] for place in kept], [scores[place] for place in kept], family.tellers)


def fit(found: Sequence[Family]) -> dict[str, float]:
    """Return the weights of both looks."""
    evidence = [look for family in found for look in family.evidence]
    weights = fitted(evidence, [mark for family in found for mark in family.right], "constant")
    looks: list[Evidence] = []
    marks: list[bool] = []
    for family in found:
        kept, again = looked_again(family, weights)
        looks += again
        marks += [family.right[place] for place in kept]
    return weights | fitted(looks, marks, "second constant")


def counted(family: Family, weights: Mapping[str, float], joined_from: float) -> tuple[int, int, int]:
    """Return the numbers of pairs in groups, of those that are marked, and of all marked pairs of a family."""
    kept, again = looked_again(family, weights)
    scores = {
        family.pairs[place]: score(look, weights, "second constant") for place, look in zip(kept, again, strict=True)
    }
    listed = right = 0
    for group in grouped(scores, family.tellers, joined_from=joined_from):
        for one, other in combinations(group, 2):
            listed += 1
            right += is_told_twice(family.entries[one].event, family.entries[other].event)
    events = [entry.event for entry in family.entries]
    return listed, right, sum(is_told_twice(one, other) for one, other in combinations(events, 2))


def written(weights: Mapping[str, float]) -> str:
    """Return the table of weights, with the reasons that it has now."""
    lines = ["evidence\tweight\treason"]
    for name, row in weighed_evidence().items():
        lines.append(f"{name}\t{weights.get(name, BY_HAND.get(name, 0.0)):.2f}\t{row.reason}")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Print how well fits do on families that they have not seen. With `--write`, write the fit on all families."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", action="store_true", help="no gate: the data is checked by told_twice.py")
    parser.add_argument("--write", action="store_true", help="write the table of weights")
    given = parser.parse_args()
    ways: dict[str, list[Family]] = {}
    for name in TUNE:
        for way, casefiles in both_ways(families(name)).items():
            ways.setdefault(way, []).extend(map(family_of, casefiles))
    if not given.gate:
        judge(ways)
    if given.write:
        TABLE.write_text(written(fit([*chain(*ways.values())])), encoding="utf-8")
    return 0


def judge(ways: Mapping[str, Sequence[Family]]) -> None:
    """Print how well families are judged by fits on the others."""
    totals = {(way, cut): [0, 0, 0] for way in ways for cut in CUTS}
    for part in range(PARTS):
        weights = fit([each for found in ways.values() for place, each in enumerate(found) if place % PARTS != part])
        for way, found in ways.items():
            for family, cut in product(found[part::PARTS], CUTS):
                sums = totals[way, cut]
                totals[way, cut] = [a + b for a, b in zip(sums, counted(family, weights, cut), strict=True)]
    print(f"{len(ways[AS_GIVEN])} families, each judged by a fit on the others")
    for (way, cut), (listed, right, marked) in totals.items():
        now = "  (now)" if cut == JOINED_FROM else ""
        print(f"{way:<16} joined from {cut:5.2f}: precision {right / listed:.3f}, recall {right / marked:.3f}{now}")


if __name__ == "__main__":
    sys.exit(main())

"""The weights of the lexicon, fitted to labelled entries: run `python benchmarks/kinds_fit.py [--write]`.

Each weight starts from a common value, and leaves it only as far as the entries say. A weight of a concept for a kind
that is not its own starts from 0, and small ones stay there.

The script prints how well a fit on some of the data files does on each other file. With `--write` it fits on all files,
and writes ``weights.tsv`` and ``factors.tsv`` of the lexicon.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from kinds import BROADER, HERE, THRESHOLDS, Entry, entries_of

from safeguard_model.lexicon.field import concepts
from safeguard_model.lexicon.likelihood import told_by
from safeguard_model.lexicon.weights import usual_kinds
from safeguard_model.records import AgencyKind, EventKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

FILES: Final = tuple(HERE / f"kinds_{name}.tsv" for name in ("dev", "held_out", "tune"))
TABLES: Final = HERE.parent / "src" / "safeguard_model" / "lexicon"
FACTORS: Final = (
    *("word", "hint", "head", "opening", "first sentence"),
    *("second sentence", "third sentence", "later sentence", "copied", "planned", "past", "about"),
)
STARTS: Final = dict(zip(FACTORS, (1.0, 0.35, 1.3, 1.0, 0.8, 0.55, 0.42, 0.35, 0.3, 0.3, 0.3, 0.3), strict=True))
OWN, LEAST, CROSS, USUAL = 5.0, 2.0, 0.001, 0.5
"""The weight of a concept for its kind from which the fit starts, its least, the penalty on those for other kinds,
and how much it counts at the start what is usual."""
OWN_PENALTY, FACTOR_PENALTY = 0.002, 0.02
STEPS, RATE = 400, 0.05
LOST: Final = 0.35
"""The share of mentions that is left out of each step, as if the entry said it in words that the lexicon lacks."""
SMALL: Final = 0.3
KINDS: Final = list(EventKind)
LEAST: Final = 0.85
NAMES: Final = [each.name for each in concepts()]
HOME: Final = np.array([KINDS.index(each.kind) for each in concepts()])


class Data(NamedTuple):
    """Entries, ready to be fitted: a line for each mention of a concept, and one for each entry."""

    lines: NDArray[np.int_]
    """The entry of each mention."""
    columns: NDArray[np.int_]
    """The concept of each mention."""
    made_of: NDArray[np.float64]
    """Which factors each mention has."""
    usual: NDArray[np.float64]
    """The logarithm of how usual each kind is, a line for each entry."""
    right: NDArray[np.bool_]
    """Which kinds are right, a line for each entry."""


class Fit(NamedTuple):
    """The numbers of a fit."""

    weights: NDArray[np.float64]
    logs: NDArray[np.float64]
    """The logarithms of the factors."""
    usual: float
    """How much it counts what is usual."""


def data_of(entries: Sequence[Entry]) -> Data:
    """Return the concepts that entries mention, how usual the kinds are, and which are right."""
    told = [
        (line, NAMES.index(told.concept), [name in told.factors for name in FACTORS])
        for line, each in enumerate(entries)
        for told in told_by([(each.text, 1.0)], AgencyKind(each.agency_kind), {})
    ]
    lines, columns, made_of = map(np.array, zip(*told, strict=True))
    usual = np.empty((len(entries), len(KINDS)))
    right = np.zeros((len(entries), len(KINDS)), dtype=bool)
    for line, each in enumerate(entries):
        usual[line] = np.log([*usual_kinds(AgencyKind(each.agency_kind)).values()])
        right[line] = [each.kind in {kind, BROADER.get(kind)} for kind in KINDS]
    return Data(lines, columns, made_of.astype(float), usual, right)


def strengths(data: Data, logs: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int_]]:
    """Return the strength of each concept in each entry, and the mentions that they are of."""
    values = np.exp(data.made_of @ logs)
    order = np.lexsort((-values, data.columns, data.lines))
    places = data.lines[order] * len(NAMES) + data.columns[order]
    strongest = order[np.unique(places, return_index=True)[1]]
    table = np.zeros((len(data.usual), len(NAMES)))
    table[data.lines[strongest], data.columns[strongest]] = values[strongest]
    return table, strongest


def shares(data: Data, fit: Fit, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the share of each kind in each entry."""
    scores = fit.usual * data.usual + values @ fit.weights
    scores -= scores.max(axis=1, keepdims=True)
    sizes = np.exp(scores)
    return sizes / sizes.sum(axis=1, keepdims=True)


# The fit climbs the likelihood of the labels by its gradient, less a penalty on the weights: the usual fit of a
# log-linear model. Each step leaves some mentions out at random. Without this, the fit trusts that the lexicon has
# every phrase, and a plan at the end of an entry looks sure wherever the words at its beginning are not known.
def fitted(data: Data) -> Fit:
    """Return the weights and factors that fit the entries."""
    rows = np.arange(len(NAMES))
    start = np.zeros((len(NAMES), len(KINDS)))
    start[rows, HOME] = OWN
    weights, before, usual = start.copy(), np.log([*STARTS.values()]), USUAL
    logs = before.copy()
    memory_w, memory_f = np.zeros_like(weights), np.zeros_like(logs)
    chance = np.random.default_rng(1)
    for step in range(STEPS):
        rate = RATE * (1 - step / STEPS)
        values, strongest = strengths(data, logs)
        values *= chance.random(values.shape) >= LOST
        found = shares(data, Fit(weights, logs, usual), values)
        wanted = found * data.right
        wanted /= wanted.sum(axis=1, keepdims=True)
        error = (wanted - found) / len(found)
        up = values.T @ error
        up[rows, HOME] -= OWN_PENALTY * (weights - start)[rows, HOME]
        memory_w = 0.95 * memory_w + 0.05 * up**2
        size = rate / (np.sqrt(memory_w) + 1e-4)
        weights = weights + size * up
        own = np.maximum(weights[rows, HOME], LEAST)
        weights = np.sign(weights) * np.maximum(np.abs(weights) - size * CROSS, 0)
        weights[rows, HOME] = own
        back = ((error @ weights.T) * values)[data.lines[strongest], data.columns[strongest]]
        slopes = back @ data.made_of[strongest] - FACTOR_PENALTY * (logs - before)
        slopes[0] = 0  # a word is what the others are measured by
        memory_f = 0.95 * memory_f + 0.05 * slopes**2
        logs += rate * slopes / (np.sqrt(memory_f) + 1e-4)
        usual += 2 * rate * float((error * data.usual).sum())
    weights[np.abs(weights) < SMALL] = 0
    return Fit(weights, logs, usual)


def quality(data: Data, fit: Fit) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return for each entry the share of its likeliest kind and whether it is right; 0 if it is `other` or not told."""
    values, _ = strengths(data, fit.logs)
    found = shares(data, fit, values)
    found[(values @ np.maximum(fit.weights, 0)) <= 0] *= 1e-9
    first = found.argmax(axis=1)
    lines = np.arange(len(found))
    score = np.where(first == KINDS.index(EventKind.OTHER), 0, found[lines, first])
    return score, data.right[lines, first]


def report(name: str, score: NDArray[np.float64], right: NDArray[np.bool_]) -> None:
    """Print the precision and coverage at each threshold."""
    print(f"{name:<40}", end="")
    for at_least in THRESHOLDS:
        taken = score >= at_least
        print(f"  at least {at_least}: precision {right[taken].mean():.3f}, coverage {taken.mean():.3f}", end="")
    print()


def main() -> int:
    """Print the cross-validation, and write the tables if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the tables of the lexicon")
    parser.add_argument("--gate", action="store_true", help="fail if the precision at 0.8, fitted on others, is low")
    given = parser.parse_args()
    is_missed = False
    data = {path.stem: data_of(entries_of(path)) for path in FILES}
    for name, tested in data.items():
        trained = [each for other, each in data.items() if other != name]
        fit = fitted(joined(trained))
        score, right = quality(tested, fit)
        report(f"{name}, fitted on the others", score, right)
        is_missed |= bool(right[score >= THRESHOLDS[0]].mean() < LEAST)
    fit = fitted(joined(list(data.values())))
    for name, tested in data.items():
        report(f"{name}, fitted on all", *quality(tested, fit))
    if given.write:
        write(fit)
    return int(given.gate and is_missed)


def joined(data: Sequence[Data]) -> Data:
    """Return the entries of several files together."""
    before = np.cumsum([0, *(len(one.usual) for one in data)])
    lines = [one.lines + number for one, number in zip(data, before, strict=False)]
    others = (np.concatenate(parts) for parts in list(zip(*data, strict=True))[1:])
    return Data(np.concatenate(lines), *others)


def write(fit: Fit) -> None:
    """Write the tables of the lexicon."""
    lines = ["concept\tkind\tweight"]
    for row, name in enumerate(NAMES):
        order = sorted(np.nonzero(fit.weights[row])[0], key=lambda column: -fit.weights[row, column])
        lines += [f"{name}\t{KINDS[column].value}\t{fit.weights[row, column]:.1f}" for column in order]
    (TABLES / "weights.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = ["factor\tby", *(f"{name}\t{value:.2f}" for name, value in zip(FACTORS, np.exp(fit.logs), strict=True))]
    lines += [f"usual\t{fit.usual:.2f}"]
    (TABLES / "factors.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

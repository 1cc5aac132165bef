"""The numbers of the lexicon: how strongly each concept tells of a kind, and how usual the kinds are.

They are in three tables beside this file. `benchmarks/kinds_fit.py` makes ``weights.tsv`` and ``factors.tsv`` from
entries that were labelled by hand; ``usual.tsv`` was written by hand.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Final

from safeguard_model.lexicon.field import rows
from safeguard_model.records import AgencyKind, EventKind

__all__ = ["factors", "usual_kinds", "weights"]

_ANY: Final = 0.3
"""How much what is usual in any agency counts beside what is usual in the agency itself."""
_LEAST: Final = 0.03
"""How many in a hundred entries every kind has at least."""


@cache
def weights() -> dict[str, tuple[tuple[EventKind, float], ...]]:
    """Return the weights of each concept, by its name: how much a mention speaks for a kind, or against it."""
    table: dict[str, list[tuple[EventKind, float]]] = defaultdict(list)
    for row in rows("weights.tsv"):
        table[row["concept"]].append((EventKind(row["kind"]), float(row["weight"])))
    return {concept: tuple(kinds) for concept, kinds in table.items()}


@cache
def factors() -> dict[str, float]:
    """Return by how much a mention is stronger or weaker for where it is, and for what the words near it say."""
    return {row["factor"]: float(row["by"]) for row in rows("factors.tsv")}


@cache
def usual_kinds(by: AgencyKind | None) -> dict[EventKind, float]:
    """Return how usual each kind is in the entries of a kind of agency, in a hundred; no kind has nothing."""
    shares = _usual()
    own, any_agency = shares.get(by, shares[None]), shares[None]
    return {kind: own.get(kind, 0.0) + _ANY * any_agency.get(kind, 0.0) + _LEAST for kind in EventKind}


@cache
def _usual() -> dict[AgencyKind | None, dict[EventKind, float]]:
    table: dict[AgencyKind | None, dict[EventKind, float]] = {}
    for row in rows("usual.tsv"):
        agency = None if row["agency"] == "any" else AgencyKind(row["agency"])
        shares = (each.split() for each in row["kinds"].split("; "))
        table[agency] = {EventKind(kind): float(share) for kind, share in shares}
    return table

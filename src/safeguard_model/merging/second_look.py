"""The second look at the pairs of a merge: what the scores of other pairs say about each pair."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from safeguard_model.merging.evidence import Evidence

__all__ = ["FAINTEST", "second_look"]

FAINTEST: Final = -3.0
"""The lowest score of the first look, in log-odds, at which a pair is looked at again. Lower ones are forgotten."""
_MOST_BETTER, _MOST_CLEAR, _LEAST_SUPPORT, _MOST_SUPPORT = 4.0, 3.0, -3.0, 4.0


# An agency mostly tells an event once. So if another entry of the same agency fits better, this pair is probably wrong,
# and the more the better it fits. The scores are log-odds without limits, so the better of two good rivals stays the
# better one. A third entry that fits both speaks for the pair: three agencies that tell one event give three pairs.
def second_look(pairs: Sequence[tuple[int, int]], scores: Sequence[float], tellers: Sequence[str]) -> list[Evidence]:
    """Return the evidence of the second look, for each pair.

    `pairs`: positions of entries. `scores`: the log-odds of the first look, for each pair. `tellers`: the agency of
    each entry, or the id of an entry without one.
    """
    best: dict[tuple[int, str], list[float]] = defaultdict(list)
    scores_of: dict[int, dict[int, float]] = defaultdict(dict)
    for (first, second), score in zip(pairs, scores, strict=True):
        best[first, tellers[second]].append(score)
        best[second, tellers[first]].append(score)
        scores_of[first][second] = scores_of[second][first] = score
    for those in best.values():
        those.sort(reverse=True)
    looks: list[Evidence] = []
    for (first, second), score in zip(pairs, scores, strict=True):
        look: Evidence = {"first look": score}
        if tellers[first] == tellers[second]:
            look["one agency again"] = 1.0
        else:
            rivals = _rival(best[first, tellers[second]], score), _rival(best[second, tellers[first]], score)
            better = sum(min(max(rival - score, 0.0), _MOST_BETTER) for rival in rivals)
            if better:
                look["better rival"] = better
            if clear := min(max(score - max(rivals), 0.0), _MOST_CLEAR):
                look["no near rival"] = clear
        support = _support(scores_of, first, second, tellers)
        if support > _LEAST_SUPPORT:
            look["third entry"] = min(support, _MOST_SUPPORT) - _LEAST_SUPPORT
        looks.append(look)
    return looks


def _rival(scores: Sequence[float], own: float) -> float:
    """Return the best of the scores that is not the pair's own. The scores are sorted, the best first."""
    if scores[0] != own:
        return scores[0]
    return scores[1] if len(scores) > 1 else 2 * FAINTEST


def _support(scores_of: Mapping[int, Mapping[int, float]], first: int, second: int, tellers: Sequence[str]) -> float:
    """Return how well the best third entry, of a third agency, fits both: the lower of its two scores."""
    its, others = scores_of[first], scores_of[second]
    if len(its) > len(others):
        its, others = others, its
    agencies = (tellers[first], tellers[second])
    shared = (third for third in its if third in others and tellers[third] not in agencies)
    return max((min(its[third], others[third]) for third in shared), default=FAINTEST)

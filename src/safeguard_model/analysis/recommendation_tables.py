"""Recommendations by the kind of agency addressed, by the status of the actions, or by how far they reach."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

import attrs

from safeguard_model.analysis.counted import made_in, only_file, require_casefiles, require_word
from safeguard_model.discreet import Discreet, frameless
from safeguard_model.errors import counted
from safeguard_model.records import Agency, CaseFile, Recommendation
from safeguard_model.timeline.answers import Answers
from safeguard_model.timeline.left_out import LeftOut
from safeguard_model.timeline.wording import first_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from safeguard_model.analysis.counted import Maker
    from safeguard_model.records import RecordId

__all__ = ["RecommendationCount", "RecommendationGroups", "recommendations_by"]

RecommendationGroups: TypeAlias = Literal["agency_kind", "action_status", "level"]
"""By what recommendations are counted."""

_WITHOUT = {
    "agency_kind": "addressed to no agency on file",
    "action_status": "without an action on file",
    "level": "that do not say how far they reach",
}
"""For each way to count, the reason to leave a recommendation out."""
_NOT_RECORDED = "not_recorded"
"""The group of what is on file without the word that is asked for: an agency without a kind."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RecommendationCount(Discreet):
    """The number of recommendations in one group."""

    headings: ClassVar[tuple[str, ...]] = ("group", "how many", "of", "by")

    group: str
    """The word of the group, such as police, done or national; not_recorded if a record on file lacks the word."""
    how_many: int
    """The number of recommendations in the group. One that belongs to several groups is in each of them."""
    of: int
    """The number of recommendations that are in any group. The others are in `left_out`."""
    by: str
    """What the groups are: agency_kind, action_status or level."""
    recommendations: tuple[Recommendation, ...]
    """The recommendations. An entry that represents several counts as several: see `Recommendation.count`."""

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table."""
        return (self.group.replace("_", " "), self.how_many, self.of, self.by.replace("_", " "))

    def __str__(self) -> str:
        group = self.group.replace("_", " ")
        of = counted(self.of, "recommendation")
        return f"{group}: {self.how_many:,} of {of} ({first_ids(self.recommendations)})"

    def __repr__(self) -> str:
        return f"<RecommendationCount {self}>"


@frameless
def recommendations_by(*casefiles: CaseFile, by: RecommendationGroups) -> Answers[RecommendationCount]:
    """Return how many recommendations of one or many case files there are in each group, the largest group first.

    A recommendation that is equal in two files, as is what made it, is counted once. Recommendations that are in no
    group are left out, and the last line says how many.

    Args:
        casefiles: One or many case files.
        by: What the groups are. "agency_kind": the kinds of the agencies that a recommendation is addressed to.
            "action_status": how far the actions have come that answer it. "level": how far it reaches.

    Raises:
        InvalidRecord: An argument is not as described.
    """
    files = require_casefiles(casefiles, "recommendations_by")
    word = require_word(by, tuple(_WITHOUT), "recommendations_by", "by")
    groups: dict[tuple[Recommendation, Maker], dict[str, None]] = {}
    for casefile in files:
        groups_of = _BY[word](casefile)
        for recommendation, maker in made_in((casefile,), lambda file: file.recommendations):
            held = groups.setdefault((recommendation, maker), {})
            held.update(dict.fromkeys(groups_of(recommendation)))
    members: dict[str, list[Recommendation]] = defaultdict(list)
    for (recommendation, _), held in groups.items():
        for group in held:
            members[group].append(recommendation)
    grouped = _number(recommendation for (recommendation, _), held in groups.items() if held)
    counts = [
        RecommendationCount(group=group, how_many=_number(held), of=grouped, by=word, recommendations=tuple(held))
        for group, held in members.items()
    ]
    counts.sort(key=lambda count: (-count.how_many, count.group))
    bare = tuple(recommendation for (recommendation, _), held in groups.items() if not held)
    missing = _left_out(_WITHOUT[word], bare, grouped)
    return Answers(counts, missing, only_file(files), RecommendationCount)


def _number(recommendations: Iterable[Recommendation]) -> int:
    """Return how many recommendations some entries represent: one each, unless the entry says how many."""
    return sum(1 if each.count is None else each.count for each in recommendations)


def _left_out(reason: str, bare: tuple[Recommendation, ...], grouped: int) -> tuple[LeftOut, ...]:
    if not bare:
        return ()
    how_many = _number(bare)
    return (LeftOut(reason=reason, how_many=how_many, of=how_many + grouped, which=bare),)


def _by_agency_kind(casefile: CaseFile) -> Callable[[Recommendation], Iterable[str]]:
    def kinds(recommendation: Recommendation) -> Iterable[str]:
        for id in recommendation.to:
            agency = casefile[id]
            if isinstance(agency, Agency):
                yield _NOT_RECORDED if agency.kind is None else agency.kind.value

    return kinds


def _by_action_status(casefile: CaseFile) -> Callable[[Recommendation], Iterable[str]]:
    statuses: dict[RecordId, list[str]] = defaultdict(list)
    for action in casefile.actions:
        for id in action.recommendations:
            statuses[id].append(_NOT_RECORDED if action.status is None else action.status.value)
    return lambda recommendation: statuses.get(recommendation.id, ())


def _by_level(_casefile: CaseFile) -> Callable[[Recommendation], Iterable[str]]:
    return lambda recommendation: [level.value for level in recommendation.levels]


_BY = {"agency_kind": _by_agency_kind, "action_status": _by_action_status, "level": _by_level}

"""Coverage: the findings, recommendations and actions that lack a link that one would look for."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from safeguard_model.discreet import Discreet, frameless
from safeguard_model.records import CaseFile, Record
from safeguard_model.records.casefile import require_casefile
from safeguard_model.records.themes import tidied
from safeguard_model.records.vocabulary import Appraisal, FindingForm
from safeguard_model.timeline.answers import Answers
from safeguard_model.timeline.wording import first_ids

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from safeguard_model.records import Finding

__all__ = ["Coverage", "coverage"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Coverage(Discreet):
    """One thing that records of a class should have, with the records that lack it."""

    headings: ClassVar[tuple[str, ...]] = ("what is missing", "how many", "of", "which")

    what: str
    """The records and what they lack: ``findings without evidence``."""
    how_many: int
    """The number of records that lack it."""
    of: int
    """The number of records that could have it."""
    which: tuple[Record, ...]
    """The records that lack it, in the order of the file."""

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table."""
        return (self.what, self.how_many, self.of, first_ids(self.which))

    def __str__(self) -> str:
        if not self.of:
            return f"{self.what}: none on file"
        which = f" ({first_ids(self.which)})" if self.which else ""
        return f"{self.what}: {self.how_many:,} of {self.of:,}{which}"

    def __repr__(self) -> str:
        return f"<Coverage {self}>"


@frameless
def coverage(casefile: CaseFile) -> Answers[Coverage]:
    """Return what the reviews, findings, recommendations and actions of a case file lack.

    There is one row for each thing that is looked for, in the same order for every file, even if no record lacks it. A
    missing link says what the file does not record: a review may have done more than was written down.

    Strengths and good practice are not expected to lead to a recommendation. Raises `InvalidRecord` if the argument is
    not a CaseFile.
    """
    require_casefile(casefile, "coverage")
    rows = (
        Coverage(what=what, how_many=len(lacking), of=len(among), which=tuple(lacking))
        for what, lacking, among in _looked_for(casefile)
    )
    return Answers(rows, (), casefile, Coverage)


def _looked_for(casefile: CaseFile) -> Iterator[tuple[str, Sequence[Record], Sequence[Record]]]:
    """Yield each thing that is looked for, the records that lack it, and the records that could have it."""
    reviews, findings = casefile.reviews, casefile.findings
    recommendations, actions = casefile.recommendations, casefile.actions
    makers = {finding.made_by for finding in findings}
    followed = {id for recommendation in recommendations for id in recommendation.from_findings}
    answered = {id for action in actions for id in action.recommendations}
    to_mend = [finding for finding in findings if not _is_praise(finding)]
    yield "reviews without a finding", [each for each in reviews if each.id not in makers], reviews
    yield "findings without evidence", [each for each in findings if not each.evidence], findings
    yield "findings without a theme", [each for each in findings if not any(map(tidied, each.themes))], findings
    unfollowed = [each for each in to_mend if each.id not in followed]
    yield "findings, other than strengths, without a recommendation", unfollowed, to_mend
    unfounded = [each for each in recommendations if not each.from_findings]
    yield "recommendations from no finding", unfounded, recommendations
    yield "recommendations to no agency", [each for each in recommendations if not each.to], recommendations
    unanswered = [each for each in recommendations if each.id not in answered]
    yield "recommendations without an action", unanswered, recommendations
    unasked = [each for each in actions if not each.recommendations and each.review is None]
    yield "actions from no recommendation or review", unasked, actions
    yield "actions without an owner", [each for each in actions if not each.owners], actions
    yield "actions without a date to be done by", [each for each in actions if each.due is None], actions
    yield "actions without a status", [each for each in actions if each.status is None], actions


def _is_praise(finding: Finding) -> bool:
    return finding.appraisal is Appraisal.STRENGTH or finding.form is FindingForm.GOOD_PRACTICE

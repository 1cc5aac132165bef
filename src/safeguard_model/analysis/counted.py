"""What the counts of several case files share: each record once, and what made it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypeVar

from safeguard_model.errors import InvalidRecord, shape
from safeguard_model.records import CaseFile, Finding, Proceeding, Recommendation, Review
from safeguard_model.records.casefile import require_casefile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Maker", "made_in", "only_file", "require_casefiles", "require_word", "reviews_in"]

R = TypeVar("R", Finding, Recommendation)
Maker: TypeAlias = Review | Proceeding
"""What makes findings and recommendations."""


def require_casefiles(casefiles: tuple[object, ...], where: str) -> tuple[CaseFile, ...]:
    """Return the case files. Raises `InvalidRecord` if there is none, or if one of them is something else."""
    if not casefiles:
        raise InvalidRecord(where, "casefiles", "expected at least one CaseFile, got none")
    return tuple(require_casefile(each, where, "casefiles") for each in casefiles)


def require_word(value: object, words: tuple[str, ...], where: str, name: str) -> str:
    """Return the value if it is one of the words. Raises `InvalidRecord` for anything else."""
    if isinstance(value, str) and value in words:
        return words[words.index(value)]
    raise InvalidRecord(where, name, f"expected {' or '.join(words)}, got {shape(value)}")


# A review may be in several files: in the file of its case, and in one that brings many reviews together. Two records
# of one id that differ in a field may be about different cases, because an id means something in its own file only. So
# only what is equal in every field, its review included, is one thing.
def made_in(casefiles: tuple[CaseFile, ...], records: Callable[[CaseFile], tuple[R, ...]]) -> Iterator[tuple[R, Maker]]:
    """Yield each record of the files with what made it. A record that is equal in two files is yielded for each."""
    for casefile in casefiles:
        for record in records(casefile):
            maker = casefile[record.made_by]
            if isinstance(maker, (Review, Proceeding)):  # it is always one: a case file refuses other links
                yield record, maker


def reviews_in(casefiles: tuple[CaseFile, ...]) -> tuple[Review, ...]:
    """Return the reviews of the files, each once."""
    return tuple(dict.fromkeys(review for casefile in casefiles for review in casefile.reviews))


def only_file(casefiles: tuple[CaseFile, ...]) -> CaseFile | None:
    """Return the case file that was asked; None if there were several."""
    return casefiles[0] if len(casefiles) == 1 else None

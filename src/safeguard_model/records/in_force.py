"""The statuses of a person that may have been in force at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguard_model.dates import When, to_when
from safeguard_model.discreet import frameless
from safeguard_model.errors import InvalidRecord
from safeguard_model.records.base import PERSON, PersonId
from safeguard_model.records.casefile import CaseFile, require_casefile

if TYPE_CHECKING:
    from datetime import date

    from safeguard_model.records.circumstances import Status

__all__ = ["statuses_at"]


@frameless
def statuses_at(casefile: CaseFile, person: PersonId, when: When | str | date) -> tuple[Status, ...]:
    """Return the statuses that a person may have had at a time, including statuses without dates.

    Raises `InvalidWhen` if `when` cannot be read, `UnknownRecord` if no record has the id, and `InvalidRecord` if the
    id is not that of a Child or an Adult, or if `casefile` is not a CaseFile.
    """
    require_casefile(casefile, "statuses_at")
    at = to_when(when)
    if type(casefile[person]).__name__ not in PERSON:
        raise InvalidRecord(
            "statuses_at",
            "person",
            f"expected the id of a Child or an Adult, got the id of another record ({type(casefile[person]).__name__})",
        )
    return tuple(
        status
        for status in casefile.statuses
        if status.person == person and (status.during is None or status.during.possibly_overlaps(at))
    )

"""The checks of a case file: ids that appear twice, wrong links, and claims that do not fit their record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguard_model.errors import Problem, Severity, an, shape
from safeguard_model.records.claim_paths import Refusal, read_scalar, resolve
from safeguard_model.records.links import links, misses
from safeguard_model.records.sources import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguard_model.records.base import Record
    from safeguard_model.records.record_index import RecordIndex

__all__ = ["duplicates", "misfits"]


def duplicates(records: Iterable[Record], known: RecordIndex | None = None) -> list[Problem]:
    """Return a problem for each record whose id an earlier record has, or a record in the index `known`."""
    seen: set[str] = set()
    problems = []
    for record in records:
        if record.id in seen or (known is not None and known.get(record.id) is not None):
            message = "another record has this id; every id appears once, whatever the class"
            problems.append(Problem("duplicate-id", Severity.ERROR, f"{type(record).__name__} {record.id}", message))
        seen.add(record.id)
    return problems


def misfits(records: Iterable[Record], index: RecordIndex) -> list[Problem]:
    """Return a problem for each link to nothing or to the wrong class of record, and for each claim that does not fit.

    A claim does not fit if its record has no such field, or if the field cannot hold the claim's value.
    """
    problems = []
    get = index.getter()
    for record in records:
        for path, target, allowed in links(record) if misses(type(record))(record, get) else ():
            linked = get(target)
            if linked is None or not (type(linked).__name__ in allowed or allowed == ("*",)):
                problems.append(_misfit(record, path, target, linked, allowed))
        if type(record) is Claim and (problem := _unclaimable(record, index)):
            problems.append(problem)
    return problems


def _misfit(record: Record, path: str, target: str, linked: Record | None, allowed: tuple[str, ...]) -> Problem:
    due = "a record" if allowed == ("*",) else " or ".join(an(name) for name in allowed)
    if linked is None:
        code, message = "unknown-id", f"no record has the id {target}; expected the id of {due}"
    else:
        code, message = "wrong-kind", f"{target} is the id of {an(type(linked).__name__)}; expected the id of {due}"
    return Problem(code, Severity.ERROR, f"{type(record).__name__} {record.id}.{path}", message)


def _unclaimable(claim: Claim, index: RecordIndex) -> Problem | None:
    """Return the problem of a claim that does not fit its record, or None."""
    about = index.get(claim.about)
    if about is None:
        return None  # `misfits` reports `about` as a link to nothing
    target = resolve(about, claim.field)
    where = f"Claim {claim.id}"
    if isinstance(target, Refusal):
        return Problem("claim-field", Severity.ERROR, f"{where}.field", target)
    field, _ = target
    value = read_scalar(field, claim.value)
    if isinstance(value, Refusal):
        return Problem("claim-value", Severity.ERROR, f"{where}.value", value)
    if field.refs:
        linked = index.get(value)
        if linked is None or not (type(linked).__name__ in field.refs or field.refs == ("*",)):
            return _misfit(claim, "value", shape(value), linked, field.refs)
    return None

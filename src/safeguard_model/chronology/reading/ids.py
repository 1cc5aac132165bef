"""Ids for entries that have none, the same when the file is read again, and made of no name and no date."""

from __future__ import annotations

import re
from base64 import b32encode
from collections import Counter, defaultdict
from hashlib import blake2s
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguard_model.chronology.reading.rows import Draft

__all__ = ["REFERENCE", "identify"]

REFERENCE: Final = re.compile(
    r"(?!(?:\D*\d){8})(?!.*\d{1,2}[./-]\d{1,2}[./-]\d{2})(?![A-Za-z]{2} ?\d{6}[A-Za-z]$)"
    r"[A-Za-z]{0,4}[-_./ ]?\d+(?:[.\-/]\d+)*[A-Za-z]?\.?",
    re.ASCII,
)
"""What an agency numbers its entries by: ``14``, ``SC-14``, ``3.2b``. No date, and no number that a person has."""
_NUMBER: Final = re.compile(r"(?:0|[1-9]\d{0,6})(?:\.\d)?", re.ASCII)
_UNFIT: Final = re.compile("[^a-z0-9]+")
_WORDS: Final = re.compile(r"[^\W\d_]+")
_SPREAD = 2


def identify(drafts: Sequence[Draft]) -> None:
    """Give each draft its id, and its place among those of the same time.

    By the file's own references where it has any; a column that only counts the rows gives the order. Otherwise by the
    words of the description: those in small letters, so that neither a name nor a date of birth can be tried against
    the id. A corrected date, a corrected name and rows put in between leave the ids of the others as they were, but for
    rows with the same words, which are numbered in the order of the file.
    """
    counting = _is_counting([draft.ref for draft in drafts if draft.ref])
    own = Counter(draft.fields.get("id") for draft in drafts)
    taken = set(own)
    times: dict[str, int] = defaultdict(int)
    for draft in reversed(drafts):
        id = draft.fields.get("id")
        if id is not None and own[id] > 1:  # rows copied by hand: the first keeps the id, the others are new entries
            own[id] -= 1
            del draft.fields["id"]
    for draft in drafts:
        if "id" not in draft.fields:
            draft.fields["id"] = _free(_wanted(draft, by_reference=not counting), taken, times)
            if counting and draft.ref:
                draft.fields["order"] = float(draft.ref)
    _place(drafts)


def _wanted(draft: Draft, *, by_reference: bool) -> str:
    prefix = draft.fields.get("agency") or "entry"
    if by_reference and REFERENCE.fullmatch(draft.ref):
        return f"{prefix}-{_UNFIT.sub('-', draft.ref.casefold()).strip('-')}"
    said = _WORDS.findall(draft.fields.get("description", ""))
    # of a text in capitals, in which names do not stand out, no more than how long its words are
    words = " ".join(word for word in said if word.islower()) or " ".join(str(len(word)) for word in said)
    digest = b32encode(blake2s(words.encode(), digest_size=5).digest()).decode().lower()
    return f"{prefix}-{digest}"


def _free(wanted: str, taken: set[str | None], times: dict[str, int]) -> str:
    free_id = wanted
    while free_id in taken:
        times[wanted] += 1
        free_id = f"{wanted}-{times[wanted] + 1}"
    taken.add(free_id)
    return free_id


def _is_counting(refs: list[str]) -> bool:
    """Return whether the references only count rows, of the file or of a day, and so change with each new row."""
    if not refs or not all(map(_NUMBER.fullmatch, refs)):
        return False
    numbers = [float(ref) for ref in refs]
    return max(numbers) - min(numbers) < _SPREAD * len(numbers)


def _place(drafts: Sequence[Draft]) -> None:
    """Keep the order of the file among entries of the same time."""
    alike = Counter(draft.fields["when"] for draft in drafts)
    so_far: dict[object, int] = defaultdict(int)
    for draft in drafts:
        when = draft.fields["when"]
        if alike[when] > 1 and "order" not in draft.fields and not draft.is_own:
            so_far[when] += 1
            draft.fields["order"] = float(so_far[when])

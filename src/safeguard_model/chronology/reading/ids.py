"""The ids of entries that have none: the same when the file is read again, and without names or dates in them."""

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
"""An agency's own reference: ``14``, ``SC-14``, ``3.2b``. Dates and numbers of a person (NHS number) do not match."""
_NUMBER: Final = re.compile(r"(?:0|[1-9]\d{0,6})(?:\.\d)?", re.ASCII)
_UNFIT: Final = re.compile("[^a-z0-9]+")
_WORDS: Final = re.compile(r"[^\W\d_]+")
_SPREAD = 2


def identify(drafts: Sequence[Draft]) -> None:
    """Set the id of each draft that has none, and the order of drafts that have the same date.

    The id is made from the file's own reference, if the row has one. References that only count the rows are not used
    for ids: they give the order. Otherwise the id is a digest of the words of the description. Only words without
    capitals count, so that nobody can test a guessed name or date of birth against the id; if every word has a
    capital, the lengths of the words count.

    A corrected date does not change the id of its row. Nor does a corrected name, unless every word has a capital. A
    new row does not change the ids of the others, with two exceptions. Rows that would get the same id are numbered in
    the order of the file. And a new reference may decide whether the references only count the rows. If several rows
    have the same id, the first keeps it, and the others get new ids.
    """
    counting = _is_counting([draft.ref for draft in drafts if draft.ref])
    own = Counter(draft.fields.get("id") for draft in drafts)
    taken = set(own)
    times: dict[str, int] = defaultdict(int)
    for draft in reversed(drafts):
        id = draft.fields.get("id")
        # Somebody has copied rows with their ids: the first row keeps the id, the others become new entries.
        if id is not None and own[id] > 1:
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
    # If the whole text is in capitals, names cannot be told from other words: only the lengths of the words are used.
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
    """Return whether the references only count the rows of the file or of a day.

    Such numbers change when a row is put in, and cannot be ids. References count rows if all of them are numbers, and
    the largest minus the smallest is less than twice the number of references.
    """
    if not refs or not all(map(_NUMBER.fullmatch, refs)):
        return False
    numbers = [float(ref) for ref in refs]
    return max(numbers) - min(numbers) < _SPREAD * len(numbers)


def _place(drafts: Sequence[Draft]) -> None:
    """Number the drafts with the same date in the order of the file.

    Drafts that have an order, or that `write_chronology` wrote, stay as they are.
    """
    alike = Counter(draft.fields["when"] for draft in drafts)
    so_far: dict[object, int] = defaultdict(int)
    for draft in drafts:
        when = draft.fields["when"]
        if alike[when] > 1 and "order" not in draft.fields and not draft.is_own:
            so_far[when] += 1
            draft.fields["order"] = float(so_far[when])

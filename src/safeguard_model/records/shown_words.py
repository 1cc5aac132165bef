"""Whether a table may show the words of a case file unasked, and the look for names before it first does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguard_model.records.vocabulary import Handling

if TYPE_CHECKING:
    from safeguard_model.records.casefile import CaseFile

__all__ = ["shows_words"]


# All that shows words by the handling of a file asks here, so no display can forget to warn. The file remembers that it
# was looked through: every file made from it is looked through anew, because its words may be others.
def shows_words(casefile: CaseFile | None) -> bool:
    """Return whether a table may show the words of records unasked: if the file is pseudonymised or published.

    Without a case file nobody has said how the records are to be handled, and they count as identifiable. The first
    time that a file may show its words, it is looked through for names on file: see `StillNamed`.
    """
    if casefile is None or casefile.handling is Handling.IDENTIFIABLE:
        return False
    if not hasattr(casefile, "_is_looked_through"):
        object.__setattr__(casefile, "_is_looked_through", True)
        from safeguard_model.privacy.still_named import warn_if_still_named

        warn_if_still_named(casefile)
    return True

"""The warning about a file that is called pseudonymised or published, although its words still hold a name on file."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from safeguard_model.errors import StillNamed
from safeguard_model.privacy.leaves import leaves_of
from safeguard_model.privacy.searching.mentions import CERTAIN
from safeguard_model.records.sensitivity import Sensitivity
from safeguard_model.records.vocabulary import Handling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safeguard_model.records import CaseFile

__all__ = ["warn_if_still_named"]


def warn_if_still_named(casefile: CaseFile) -> None:
    """Warn, with `StillNamed`, if words of a pseudonymised or published file certainly hold a name on file.

    The warning says how many texts do, and neither which nor what. The caller sees to it that a file is looked through
    only once.
    """
    if casefile.handling is Handling.IDENTIFIABLE:
        return
    from safeguard_model.privacy.searching.names_on_file import KnownNames

    known = KnownNames.of(casefile)
    count = sum(any(mention.sure >= CERTAIN for mention in known.mentions(text)) for text in _texts(casefile))
    if count:
        what = "1 text" if count == 1 else f"{count:,} texts"
        still = "holds" if count == 1 else "hold"
        message = (
            f"{what} of a file called {casefile.handling.value} still {still} a name on file: "
            "run leaks(casefile, casefile)"
        )
        warnings.warn(message, StillNamed, stacklevel=3)


def _texts(casefile: CaseFile) -> Iterator[str]:
    """Yield the free text of a case file: the title and, of each record, the words of a source or an author."""
    yield casefile.title
    for record in casefile.records():
        for leaf in leaves_of(record):
            if leaf.field.sensitivity is Sensitivity.FREE_TEXT and isinstance(leaf.value, str):
                yield leaf.value

"""`safe_copy`: a copy for one reader, redacted, pseudonymised, written, and searched for what still leaks."""

from __future__ import annotations

import errno
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import attrs

from safeguard_model.discreet import Discreet, frameless
from safeguard_model.errors import InvalidRecord, SafeguardModelError, shape
from safeguard_model.html_tables import table
from safeguard_model.privacy.audience import Audience, to_audience
from safeguard_model.privacy.generalising import Generalised, generalise
from safeguard_model.privacy.keyed_codes import KeyedCodes
from safeguard_model.privacy.leakage import Leak, Leaks, leaks_in_file
from safeguard_model.privacy.pseudonyms import Pseudonymised, pseudonymised
from safeguard_model.privacy.redaction import Redaction, redact
from safeguard_model.privacy.searching.finder import Finder
from safeguard_model.privacy.searching.mentions import LeakKind
from safeguard_model.records.casefile import require_casefile

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from safeguard_model.records import CaseFile, RecordId
    from safeguard_model.records.vocabulary import AudienceKind

__all__ = ["SafeCopy", "UnsafeCopy", "safe_copy"]

_CONTENTS: Final = {
    ".json": "casefile",
    ".csv": "chronology",
    ".tsv": "chronology",
    ".xlsx": "chronology",
    ".md": "chronology",
    ".html": "report",
    ".docx": "report",
}
"""What a file of each kind holds, if nothing else is asked for."""
_POSSIBLE: Final = {
    "casefile": (".json",),
    "chronology": (".csv", ".tsv", ".xlsx", ".docx", ".md", ".html"),
    "report": (".html", ".docx"),
}


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SafeCopy(Discreet):
    """The summary of a copy: what was removed, what was replaced, and what was found in the written file."""

    path: Path = attrs.field(repr=False)
    """Where the copy is; for an `UnsafeCopy`, where it would have been."""
    redaction: Redaction
    """What this reader must not have, and what answers can no longer be trusted."""
    generalised: Generalised | None
    """What was made coarser; None if that was not asked for."""
    pseudonymised: Pseudonymised
    """The copy as a case file, the book that turns it back, and what may still be a name in it."""
    leaks: Leaks
    """What was found in the file as it was written, and what could not be looked at in it."""
    stopping: tuple[Leak, ...]
    """The certain leaks for which the file was not kept; empty for a copy that was."""

    def __str__(self) -> str:
        return self.as_text()

    def __repr__(self) -> str:
        return f"<SafeCopy: {self._summary()}>"

    def _repr_html_(self) -> str:
        return self.as_html()

    def as_text(self, *, revealed: bool = False) -> str:
        """Return the summary and what was found. `revealed`: whether with the words that were found."""
        return f"{self._summary()}\n{self.leaks.as_text(revealed=revealed)}"

    def as_html(self, *, revealed: bool = False) -> str:
        """Return the tables that a notebook shows."""
        rows = [
            ("removed for this reader", f"{len(self.redaction.removed):,} places"),
            ("made coarser or withheld for it", f"{len(self.generalised.removed) if self.generalised else 0:,} places"),
            ("replaced in texts", f"{self.pseudonymised.replaced:,} places"),
            ("may still be a name", f"{len(self.pseudonymised.left):,} places"),
            ("certain leaks that stop the copy", f"{len(self.stopping):,}"),
            ("dates of birth and death that this reader may have", f"{self._allowed():,}"),
        ]
        return table((), rows, self._summary()) + self.leaks.as_html(revealed=revealed)

    def _summary(self) -> str:
        kept = "not kept" if self.stopping else "kept"
        allowed = self._allowed()
        return (
            f"{kept}: {len(self.redaction.removed):,} places removed, {self.pseudonymised.replaced:,} replaced, "
            f"{len(self.pseudonymised.left):,} to look at; {len(self.stopping):,} certain leaks that stop the copy"
            f"{f'; {allowed:,} dates of birth or death that this reader may have' if allowed else ''}"
        )

    def _allowed(self) -> int:
        return len(self.leaks.certain) - len(self.stopping)


class UnsafeCopy(SafeguardModelError):
    """Raised if something certain was found in a copy. The file was not kept; `summary` tells where it was found."""

    summary: SafeCopy
    """What was done and found."""

    def __init__(self, summary: SafeCopy) -> None:
        super().__init__(summary)
        self.summary = summary

    def __str__(self) -> str:
        places = "; ".join(map(str, self.summary.stopping[:5]))
        more = len(self.summary.stopping) - 5
        return (
            f"the copy was not kept, because it still gives away: {places}{f'; and {more:,} more' if more > 0 else ''}"
        )


@frameless
def safe_copy(
    casefile: CaseFile,
    audience: Audience | AudienceKind | str,
    key: bytes,
    path: str | os.PathLike[str],
    *,
    project: str = "",
    labels: Mapping[RecordId, str] | None = None,
    dates: Literal["month", "year"] | None = None,
    ages: Literal["band"] | None = None,
    content: Literal["casefile", "chronology", "report"] | None = None,
    **how: Any,  # what `write_chronology` and `write_report` take
) -> SafeCopy:
    """Write a copy for one reader, and return its summary. The file is kept only if nothing certain is found in it.

    The steps are those of `redact`, `generalise` (if `dates` or `ages` is given), `pseudonymise`, a writing function,
    and `leaks` on the file as it was written. So what a reader gets was searched in the form in which it is sent.

    `content`: what the file holds. Without it, the ending decides: ``.json`` a case file; ``.csv``, ``.tsv``, ``.xlsx``
    and ``.md`` a chronology; ``.html`` and ``.docx`` a report. `how` is passed on to `write_chronology` or
    `write_report`. Without `project`, each person, each agency and each other kind of reader has pseudonyms of its own,
    so that two copies cannot be laid side by side.

    A date of birth that this reader may have is no reason to refuse the file. The book is in
    ``.pseudonymised.book``: keep it, and never send it along.

    Raises `UnsafeCopy`, with the summary, if something certain was found: there is then no file, or the old one as it
    was. Raises `FileNotFoundError` if there is no such folder, `InvalidRecord` for other arguments that cannot be used,
    and what the writing functions raise.
    """
    file = require_casefile(casefile, "safe_copy")
    target = Path(path)
    holds = _content(target, content)
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "there is no such folder", str(target.parent))
    redaction = redact(file, audience)
    coarser = generalise(redaction.casefile, dates=dates, ages=ages) if dates or ages else None
    ready = redaction.casefile if coarser is None else coarser.casefile
    given = {id: label for id, label in (labels or {}).items() if id in ready}
    project = project or _project(to_audience(audience))
    finder = Finder(file)  # of the file with all names: those that were removed may stand in a text all the same
    made = pseudonymised(ready, KeyedCodes(key, project), project, given, finder)
    beside = target.with_name(f".safeguard-model-{secrets.token_hex(8)}{target.suffix}")
    try:
        _write(made.casefile, beside, holds, how)
        found = leaks_in_file(finder, beside, target.name)  # the random name of now could hold a number by chance
        stopping = tuple(leak for leak in found.certain if not _is_allowed(leak, made.casefile, made.book.ids))
        summary = SafeCopy(
            path=target, redaction=redaction, generalised=coarser, pseudonymised=made, leaks=found, stopping=stopping
        )
        if stopping:
            raise UnsafeCopy(summary)
        _keep_mode(target, beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    return summary


def _content(path: Path, content: object) -> str:
    suffix = path.suffix.lower()
    holds = content if content is not None else _CONTENTS.get(suffix)
    if holds is None:
        raise InvalidRecord("safe_copy", "path", f"expected one of {', '.join(_CONTENTS)}, got {shape(suffix)}")
    if not isinstance(holds, str) or holds not in _POSSIBLE:
        raise InvalidRecord("safe_copy", "content", f"expected one of {', '.join(_POSSIBLE)}, got {shape(holds)}")
    if suffix not in _POSSIBLE[holds]:
        rule = f"a {holds} has one of the endings {', '.join(_POSSIBLE[holds])}, got {shape(suffix)}"
        raise InvalidRecord("safe_copy", "path", rule)
    return holds


def _project(audience: Audience) -> str:
    """Return the project of the copies for one reader: a person, an agency, or everybody of a kind."""
    reader = audience.person or audience.agency
    return f"copies for {audience.kind}{f' {reader}' if reader else ''}"


def _write(casefile: CaseFile, path: Path, content: str, how: dict[str, Any]) -> None:
    """Write the copy with the function that writes such a file."""
    if content == "casefile":
        from safeguard_model.formats import dump

        dump(casefile, path, **how)
    elif content == "chronology":
        from safeguard_model.chronology import write_chronology

        write_chronology(casefile, path, **how)
    else:
        from safeguard_model.display import write_report

        write_report(casefile, path, **how)


# The rules of redaction decide who may see a date of birth, and they left it in. To refuse the file for it would take
# that decision back. The date of anybody else, or one that was removed from the person's record, is still refused.
def _is_allowed(leak: Leak, copy: CaseFile, ids: Mapping[RecordId, RecordId]) -> bool:
    """Return whether the rules left in what was found: the date of birth or death of a person in the copy."""
    if leak.kind is not LeakKind.DATE_OF_BIRTH:
        return False
    people = (*copy.children, *copy.adults)
    shown = {ids[person.id] for person in people if any(map(_to_the_day, (person.born, person.expected, person.died)))}
    return leak.about in shown if leak.about else bool(shown)


def _to_the_day(when: Any) -> bool:
    return when is not None and when.earliest is not None and when.earliest == when.latest


def _keep_mode(old: Path, new: Path) -> None:
    """Give the new file the mode of the one that it replaces; a file that replaces none is its owner's only."""
    if old.exists():
        new.chmod(old.stat().st_mode & 0o777)

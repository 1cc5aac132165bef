"""Traces: from a finding to its evidence, its recommendations and their actions, and back from each of these."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from safeguard_model.discreet import Discreet, frameless, frameless_methods
from safeguard_model.html_tables import Named, hidden_words, table, visible
from safeguard_model.records import (
    Action,
    CaseFile,
    Episode,
    Event,
    Family,
    Finding,
    Person,
    Professional,
    Recommendation,
    Record,
    RecordId,
)
from safeguard_model.records.casefile import require_casefile
from safeguard_model.records.shown_words import shows_words
from safeguard_model.timeline.answers import date_of, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safeguard_model.formats.frames import Backend

__all__ = ["Trace", "TraceStep", "trace"]

_DEEPEST = 12
"""The level below which a line is not moved further to the right, but says its level."""
_SPACE = "\N{NO-BREAK SPACE}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TraceStep(Discreet):
    """One record of a `Trace`, and how it is linked to the record one level above."""

    headings: ClassVar[tuple[str, ...]] = ("level", "link", "what", "details")

    level: int
    """How many links the record is away from the record that was asked about, which has the level 0."""
    link: str
    """How the record above is linked to this record, such as "rests on" or "led to"; empty at the level 0."""
    record: Record
    """The record."""
    is_last: bool
    """Whether this is the last record below the record above."""
    is_above: bool
    """Whether the record, with all that is below it, is already further up."""

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table."""
        return (self.level, self.link, _name_of(self.record), _details(self.record, revealed=False))

    def __str__(self) -> str:
        return _line(self, revealed=False)

    def __repr__(self) -> str:
        return f"<TraceStep {self}>"


@frameless_methods
@attrs.frozen(kw_only=True, eq=False, repr=False)
class Trace(Discreet):
    """What a record rests on and what follows from it, as a tree that prints one line for each record.

    A notebook shows a table. The words of findings, recommendations, actions and entries are shown by ``reveal`` only,
    or in a notebook if the handling of the file allows it.
    """

    steps: tuple[TraceStep, ...]
    """The records, each above those below it. The first is the record that was asked about."""
    casefile: CaseFile = attrs.field(eq=False)
    """The case file that was asked."""

    @property
    def record(self) -> Record:
        """The record that was asked about."""
        return self.steps[0].record

    def __iter__(self) -> Iterator[TraceStep]:
        """Yield the steps."""
        return iter(self.steps)

    def __len__(self) -> int:
        """Return the number of steps."""
        return len(self.steps)

    def __str__(self) -> str:
        return self.as_text(revealed=False)

    def __repr__(self) -> str:
        return f"<Trace of {_name_of(self.record)}: {len(self.steps):,} lines>"

    def _repr_html_(self) -> str:
        return self.as_html()

    def as_text(self, *, revealed: bool = False) -> str:
        """Return the tree. `revealed`: whether it has the words of the records, and the dates of births and deaths."""
        lines = (
            f"{branch}{_line(step, revealed=revealed is True)}"
            for branch, step in zip(_branches(self.steps), self.steps, strict=True)
        )
        return "\n".join([*lines, *self._foot()])

    def as_html(self, *, revealed: bool | None = None) -> str:
        """Return the table that a notebook shows. `revealed`: whether it has the words of the records.

        None: only if the handling of the case file allows it, because it is pseudonymised or published.
        """
        has_words = shows_words(self.casefile) if revealed is None else revealed is True
        rows = []
        for branch, step in zip(_branches(self.steps), self.steps, strict=True):
            name = _name_of(step.record)
            words = _words(step.record)
            # A page drops the spaces at the start of a cell, so a dot holds the place of each.
            indent = branch.replace("   ", "·  ").replace(" ", _SPACE)
            what = Named(f"{indent}{step.link} {name.words}".strip(), name.id)
            details = "as above" if step.is_above else _details(step.record, revealed=revealed is True)
            rows.append((what, details, words if has_words else hidden_words(words, "reveal(tree)")))
        return table(("what", "details", "words"), rows, f"Trace of {_name_of(self.record)}", "".join(self._foot()))

    def to_frame(self, backend: Backend = "pandas") -> Any:
        """Return the steps as a data frame, one row for each: see `safeguard_model.to_frame`."""
        from safeguard_model.timeline.answers import Answers

        return Answers(self.steps, (), self.casefile, TraceStep).to_frame(backend)

    def _foot(self) -> tuple[str, ...]:
        """Return a last line that says so if no record is linked to the one that was asked about."""
        return ("It rests on nothing on file, and nothing follows from it.",) if len(self.steps) == 1 else ()


@frameless
def trace(casefile: CaseFile, id: RecordId) -> Trace:
    """Return what a record rests on and what follows from it, as a tree to print.

    A finding leads back to its evidence, and on to the recommendations that follow from it and to their actions. A
    recommendation leads back to findings and on to actions. An action leads back to recommendations, findings and
    evidence. An entry, or any other record that can be evidence, leads on to the findings that rest on it, also by way
    of a key practice episode. A review or a proceeding leads on to what it found and asked for.

    Below what leads back, only what leads further back is followed, and the same holds for what leads on. A record
    that is already further up is not followed again, so records that are linked in a ring end the tree.

    Raises `InvalidRecord` if the first argument is not a CaseFile, and `UnknownRecord` if no record has the id.
    """
    require_casefile(casefile, "trace")
    links = _Links(casefile)
    return Trace(steps=tuple(_steps(casefile[id], links, casefile)), casefile=casefile)


class _Links:
    """The links between findings, evidence, recommendations and actions of a case file, in both directions."""

    def __init__(self, casefile: CaseFile) -> None:
        self.back: dict[RecordId, dict[RecordId, str]] = defaultdict(dict)
        """For each record, what it rests on, each with the link in words."""
        self.on: dict[RecordId, dict[RecordId, str]] = defaultdict(dict)
        """For each record, what follows from it."""
        for episode in casefile.episodes:
            self._add(episode, episode.events, "holds", "is in")
        for finding in casefile.findings:
            self._add(finding, finding.evidence, "rests on", "is evidence for")
            self._add(finding, finding.repeats, "says again", "is said again in")
            self.on[finding.made_by].setdefault(finding.id, "found")
        for recommendation in casefile.recommendations:
            self._add(recommendation, recommendation.from_findings, "follows from", "led to")
            self._add(recommendation, recommendation.repeats, "makes again", "is made again in")
            if not recommendation.from_findings:
                self.on[recommendation.made_by].setdefault(recommendation.id, "asked for")
        for action in casefile.actions:
            self._add(action, action.recommendations, "answers", "is answered by")
            self._add(action, (action.review,), "follows from", "led to")
            self._add(action, (action.agreed_at,), "was agreed at", "agreed on")

    def _add(self, record: Record, ids: tuple[RecordId | None, ...], back: str, on: str) -> None:
        """Add the links of a field of a record. `back` and `on` are the links in words, in each direction."""
        for id in ids:
            if id is not None:
                self.back[record.id].setdefault(id, back)
                self.on[id].setdefault(record.id, on)


# The walk has a list of its own in place of recursion, because a chain of findings that repeat each other may be longer
# than Python can recurse. Each record is followed once in each direction, so every link gives at most two lines.
def _steps(record: Record, links: _Links, casefile: CaseFile) -> Iterator[TraceStep]:
    """Yield the record and all that it leads to, each above those below it."""
    yield TraceStep(level=0, link="", record=record, is_last=True, is_above=False)
    roads = (links.back, links.on)
    followed = [{record.id}, {record.id}]
    first = [(0, id, link) for id, link in links.back.get(record.id, {}).items()]
    first += [(1, id, link) for id, link in links.on.get(record.id, {}).items()]
    waiting = [(road, id, link, 1, place == len(first)) for place, (road, id, link) in enumerate(first, start=1)]
    waiting.reverse()
    while waiting:
        road, id, link, level, is_last = waiting.pop()
        below = roads[road].get(id, {})
        is_above = id in followed[road] and (bool(below) or id == record.id)
        yield TraceStep(level=level, link=link, record=casefile[id], is_last=is_last, is_above=is_above)
        if id not in followed[road]:
            followed[road].add(id)
            inner = [
                (road, other, words, level + 1, place == len(below))
                for place, (other, words) in enumerate(below.items(), start=1)
            ]
            waiting += reversed(inner)


def _branches(steps: tuple[TraceStep, ...]) -> Iterator[str]:
    """Yield what stands before each line of the tree: the branches that lead to it."""
    ends: list[bool] = []
    for step in steps:
        if not step.level:
            yield ""
            continue
        del ends[step.level - 1 :]
        outer = "".join("   " if is_last else "│  " for is_last in ends[:_DEEPEST])
        deeper = f"level {step.level}: " if step.level > _DEEPEST else ""
        yield f"{outer}{'└─' if step.is_last else '├─'} {deeper}"
        ends.append(step.is_last)


def _line(step: TraceStep, *, revealed: bool) -> str:
    """Return the line of a record without the branches, with escapes for what would disguise what it says."""
    line = f"{step.link} {_name_of(step.record)}".lstrip()
    if step.is_above:
        return f"{line}: as above"
    words = _words(step.record) if revealed else ""
    told = [" ".join(text.split()) for text in (_details(step.record, revealed=revealed), words)]
    return visible(": ".join([line, *filter(None, told)]))


def _name_of(record: Record) -> Named:
    """Return the sort and the id of a record, in words: ``finding f-1``."""
    return name_of(record) if isinstance(record, Event) else Named(type(record).__name__.lower(), record.id)


def _details(record: Record, *, revealed: bool) -> str:
    """Return what may be shown of a record: open words only, unless it is `revealed`."""
    if isinstance(record, Event):
        when = str(record.when) if revealed else date_of(record)
        told: tuple[str | None, ...] = (when if when != record.kind.replace("_", " ") else "", record.agency)
    elif isinstance(record, Finding):
        told = (f"of {record.made_by}", record.appraisal, *record.themes)
    elif isinstance(record, Recommendation):
        told = (f"to {', '.join(record.to)}" if record.to else "",)
    elif isinstance(record, Action):
        told = (record.status, f"due {record.due}" if record.due else "")
    elif isinstance(record, Episode):
        told = (record.label, record.appraisal)
    else:
        told = (record.label,) if isinstance(record, (Person, Family, Professional)) else ()
    return ", ".join(str(part) for part in told if part)


def _words(record: Record) -> str:
    """Return the free text of a record; an empty text if it has none."""
    texts = (getattr(record, name, "") for name in ("text", "description", "title"))
    return next(chain(filter(str.strip, texts), ("",)))

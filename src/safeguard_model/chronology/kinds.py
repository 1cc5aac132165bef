"""Kinds of event for entries that have none, suggested from their words, and the settling of these suggestions."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Final, Self, SupportsIndex, overload

import attrs

from safeguard_model import html_tables as _html
from safeguard_model.chronology.reading.entries import CELLS
from safeguard_model.chronology.reading.headings import ALIASES, plain
from safeguard_model.discreet import Discreet, frameless, frameless_methods
from safeguard_model.errors import InvalidRecord, UnknownRecord, shape
from safeguard_model.lexicon import agencies_told, likely_kinds, telling_words
from safeguard_model.progress import followed
from safeguard_model.records import Agency, AgencyKind, CaseFile, Event, EventId, EventKind
from safeguard_model.records.casefile import find_record, require_casefile
from safeguard_model.records.converters import iterator
from safeguard_model.records.refusals import Refused, word
from safeguard_model.records.shown_words import shows_words
from safeguard_model.timeline import Timeline
from safeguard_model.timeline.answers import Answers
from safeguard_model.timeline.left_out import left_out
from safeguard_model.timeline.wording import first_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from safeguard_model.chronology.reading.chronology import Chronology
    from safeguard_model.progress import Progress
    from safeguard_model.timeline.left_out import LeftOut

__all__ = ["Suggestion", "Suggestions", "suggest_kinds", "with_kinds"]

_TYPE, _DESCRIPTION, _OUTCOME, _REPORTER = 1.3, 1.0, 0.35, 0.2
"""How much the words of each part of an entry count."""
_TYPES: Final = frozenset(ALIASES["kind"])
_EXAMPLES: Final = 2
_DOOR: Final = "reveal(suggestions)"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Suggestion(Discreet):
    """A kind of event suggested for an entry."""

    headings: ClassVar[tuple[str, ...]] = ("kind", "score", "entry", "words", "or else")

    event: Event
    """The entry, as it was given."""
    kind: EventKind
    """The kind suggested."""
    words: tuple[str, ...]
    """The words of the entry that tell of the kind, the strongest first. They are free text of the record."""
    score: float
    """How likely the kind is, from 0 to 1: about the share of suggestions with this score that are right."""
    second: EventKind | None
    """The next likely kind; None if the words tell of no other."""

    def cells(self) -> tuple[object, ...]:
        """Return one row of the table, in the order of `headings`."""
        return _named(self.kind), f"{self.score:.2f}", self.event.id, _shown(self, revealed=False), _named(self.second)

    def __str__(self) -> str:
        other = f" (or {_named(self.second)})" if self.second else ""
        return f"{self.score:.2f}: {self.event.id}: {_named(self.kind)}{other}"

    def __repr__(self) -> str:
        return f"<Suggestion: {self}>"


@frameless_methods
class Suggestions(Answers[Suggestion]):
    """The suggestions for some entries, one for each entry whose words tell of a kind, in the order of the entries.

    Printing shows a line for each kind. A notebook shows a table with a row for each kind; the words of entries are
    hidden unless the case file is pseudonymised or published: see `reveal`.
    """

    events: tuple[Event, ...]
    """All entries that were given, in their order, with or without a suggestion."""

    def __new__(
        cls,
        suggestions: Iterable[Suggestion] = (),
        left_out: Iterable[LeftOut] = (),
        casefile: CaseFile | None = None,
        events: Iterable[Event] = (),
    ) -> Self:
        """Return the suggestions as a tuple."""
        made = tuple.__new__(cls, suggestions)
        made.left_out = tuple(left_out)
        made.casefile = casefile
        made.events = tuple(events)
        return made

    def __reduce__(self) -> tuple[type[Suggestions], tuple[object, ...]]:
        return Suggestions, (tuple(self), self.left_out, self.casefile, self.events)

    @overload
    def __getitem__(self, place: SupportsIndex) -> Suggestion: ...
    @overload
    def __getitem__(self, place: slice) -> Suggestions: ...
    def __getitem__(self, place: SupportsIndex | slice) -> Suggestion | Suggestions:
        if isinstance(place, slice):
            return Suggestions(tuple.__getitem__(self, place), self.left_out, self.casefile, self.events)
        return tuple.__getitem__(self, place)

    def accept(
        self,
        at_least: float = 0.8,
        reject: Iterable[EventId] = (),
        change: Mapping[EventId, EventKind | str] | None = None,
    ) -> tuple[Event, ...]:
        """Return all entries that were given, in their order, each with the kind that is now settled.

        Nothing but the kind of an entry changes, and an entry without an accepted suggestion stays as it was.

        Args:
            at_least: The lowest score of a suggestion that is accepted.
            reject: The ids of entries that keep the kind that they have.
            change: The kinds of entries that you know better, by the id of the entry. They need no suggestion.

        Raises `InvalidRecord`, which names everything that is wrong, if an id is not that of an entry given, a kind is
        not a word of `EventKind`, an entry is in both `reject` and `change`, or `at_least` is not from 0 to 1.
        """
        rejected, kinds, problems = self._read(at_least, reject, {} if change is None else change)
        if problems:
            raise InvalidRecord("Suggestions", "accept", "; ".join(problems))
        accepted = {id(suggestion.event): suggestion.kind for suggestion in self if suggestion.score >= at_least}
        return tuple(self._settled(event, accepted, rejected, kinds) for event in self.events)

    @staticmethod
    def _settled(
        event: Event, accepted: Mapping[int, EventKind], rejected: set[object], kinds: Mapping[object, EventKind]
    ) -> Event:
        kind = kinds.get(event.id)
        if kind is None and event.id not in rejected:
            kind = accepted.get(id(event))
        return event if kind is None or kind is event.kind else attrs.evolve(event, kind=kind)

    def _read(
        self, at_least: object, reject: object, change: object
    ) -> tuple[set[object], dict[object, EventKind], list[str]]:
        """Return the ids to reject, the kinds to change to, and what is wrong with the arguments."""
        problems: list[str] = []
        if type(at_least) not in {int, float} or not 0 <= at_least <= 1:  # type: ignore[operator]
            problems.append(f"at_least: expected a number from 0 to 1, got {shape(at_least)}")
        ids = {event.id for event in self.events}
        items = None if isinstance(reject, (str, bytes, Mapping)) else iterator(reject)
        if items is None:
            problems.append(f"reject: expected a list of ids, got {shape(reject)}")
        rejected: list[object] = list(items or ())
        problems += [f"reject: {_unknown(id, ids)}" for id in rejected if not _is_in(id, ids)]
        if not isinstance(change, Mapping):
            problems.append(f"change: expected a mapping from ids to kinds, got {shape(change)}")
            change = {}
        problems += [f"change: {_unknown(id, ids)}" for id in change if not _is_in(id, ids)]
        problems += [f"{id} is in both reject and change" for id in rejected if _is_in(id, ids) and id in change]
        kinds: dict[object, EventKind] = {}
        for id, given in change.items():
            try:
                kinds[id] = word(EventKind, given)
            except Refused as refusal:
                where = id if _is_in(id, ids) else shape(id)
                problems.append(f"change: {where}: {refusal.rule}")
        return {id for id in rejected if _is_in(id, ids)}, kinds, problems

    def __str__(self) -> str:
        return self.as_text(revealed=False)

    def __repr__(self) -> str:
        return f"<Suggestions; entries: {len(self.events)}, suggestions: {len(self)}, kinds: {len(self._by_kind())}>"

    def as_text(self, *, revealed: bool) -> str:
        """Return a line for each kind: how many entries, the mean score, and their ids.

        The words of the entries are shown only if `revealed` is exactly True.
        """
        lines = [
            f"{kind}: {number}, mean score {score}: {examples if revealed is True else ids}"
            for kind, number, score, ids, examples in self._rows(revealed=revealed)
        ]
        words = self.left_out_in_words()
        return "\n".join([*(lines or ["none"]), *([words] if words else [])])

    def as_html(self, *, revealed: bool | None = None) -> str:
        """Return the table that a notebook shows, as HTML, with the kinds of most entries first.

        `revealed`: whether it has the words of the entries. None: only if the handling of the case file allows it,
        because it is pseudonymised or published.
        """
        if revealed is None:
            revealed = shows_words(self.casefile)
        headings = ("kind", "entries", "mean score", "which", "for example")
        caption = f"{len(self)} of {len(self.events)} entries have a suggestion"
        return _html.table(headings, self._rows(revealed=revealed), caption, self.left_out_in_words())

    def _by_kind(self) -> dict[EventKind, list[Suggestion]]:
        by_kind: dict[EventKind, list[Suggestion]] = defaultdict(list)
        for suggestion in self:
            by_kind[suggestion.kind].append(suggestion)
        return dict(sorted(by_kind.items(), key=lambda each: (-len(each[1]), each[0])))

    def _rows(self, *, revealed: bool) -> Iterator[tuple[str, ...]]:
        for kind, of_kind in self._by_kind().items():
            mean = math.fsum(suggestion.score for suggestion in of_kind) / len(of_kind)
            likeliest = sorted(of_kind, key=lambda each: -each.score)[:_EXAMPLES]
            examples = "; ".join(f"{each.event.id}: {_shown(each, revealed=revealed)}" for each in likeliest)
            ids = first_ids([suggestion.event for suggestion in of_kind])
            yield _named(kind), str(len(of_kind)), f"{mean:.2f}", ids, examples


@frameless
def suggest_kinds(
    x: Chronology | Timeline | CaseFile | Iterable[Event],
    casefile: CaseFile | None = None,
    *,
    every: bool = False,
    progress: Progress = None,
) -> Suggestions:
    """Suggest a kind of event for each entry that has none, from the words of the entry.

    The words are compared with the lexicon of the field, which is data, with weights that were fitted to labelled
    entries: there is no model of language, and nothing is downloaded. What an entry begins with counts most, and a cell
    in a column of types that was kept as written counts more; the outcome and the reporter count less. Who wrote the
    entry counts too, if the kind of its agency is known.

    Args:
        x: A chronology, a timeline, a case file or events.
        casefile: The case file of the events, which has the kinds of the agencies. A timeline and a case file have it.
        every: Whether entries that have a kind already also get a suggestion.
        progress: True for a progress bar, or a function in the form of tqdm, through which the entries pass.

    Every suggestion has a score, about the share of such suggestions that are right: see the page on the lexicon.
    Nothing changes before you call `Suggestions.accept`. Raises `InvalidRecord` if `x` is not one of these.

    >>> from safeguard_model import Event
    >>> entry = Event(id="e-1", when="2016-03-02", kind="other", description="Strat disc held with police and HV.")
    >>> suggestions = suggest_kinds([entry])
    >>> print(suggestions)
    strategy discussion: 1, mean score 0.95: e-1
    >>> [event.kind.value for event in suggestions.accept()]
    ['strategy_discussion']
    """
    events, casefile = _events_of(x, casefile)
    agency_kinds = _AgencyKinds(casefile)
    known: dict[str, tuple[str, ...]] = {}
    stored = [event for event in events if event.derived_from is None]
    asked = stored if every is True else [event for event in stored if event.kind is EventKind.OTHER]
    suggestions: list[Suggestion] = []
    silent: list[Event] = []
    strange: list[Event] = []
    for event in followed(asked, progress, len(asked), "suggesting kinds", "suggest_kinds"):
        parts = _parts(event)
        likely = likely_kinds(parts, agency_kinds.of(event), known)
        if likely and likely[0].kind is not EventKind.OTHER:
            suggestions.append(
                Suggestion(
                    event=event,
                    kind=likely[0].kind,
                    words=likely[0].words,
                    score=likely[0].share,
                    second=next((each.kind for each in likely[1:] if each.kind is not EventKind.OTHER), None),
                )
            )
        else:
            (strange if any(text for text, _ in parts) else silent).append(event)
    settled = [event for event in stored if event.kind is not EventKind.OTHER] if every is not True else []
    reasons = (
        *left_out("with a kind already", settled, stored),
        *left_out("without words", silent, stored),
        *left_out("whose words tell of no kind", strange, stored),
    )
    return Suggestions(suggestions, reasons, casefile, events)


@frameless
def with_kinds(chronology: Chronology, settled: Suggestions | Iterable[Event]) -> Chronology:
    """Return the chronology with the kinds of its entries settled: see `Chronology.with_kinds`."""
    items = iterator(settled)
    if items is None:
        rule = f"expected suggestions, or the events that accept returned, got {shape(settled)}"
        raise InvalidRecord("Chronology", "with_kinds", rule)
    before = after = tuple(items)
    if isinstance(settled, Suggestions):
        before, after = settled.events, settled.accept()
    entries = chronology.events
    if len(before) != len(entries) or not all(map(_is_same, before, entries)):
        rule = "expected suggestions for the entries of this chronology, got those for other events"
        raise InvalidRecord("Chronology", "with_kinds", rule)
    return attrs.evolve(chronology, events=after)


def _is_same(event: object, entry: Event) -> bool:
    """Return whether an event is the entry of a chronology, except for its kind."""
    return event is entry or (type(event) is Event and attrs.evolve(event, kind=entry.kind) == entry)


def _events_of(x: object, casefile: CaseFile | None) -> tuple[tuple[Event, ...], CaseFile | None]:
    """Return the events of an argument in their order, and their case file if there is one."""
    if casefile is not None:
        require_casefile(casefile, "suggest_kinds")
    if isinstance(x, CaseFile):
        return x.events, x
    items = None if isinstance(x, (str, bytes)) else iterator(x)
    events = tuple(items or ())
    others = [event for event in events if type(event) is not Event]
    if items is None or others:
        rule = f"expected a chronology, a timeline, a case file or events, got {shape(others[0] if others else x)}"
        raise InvalidRecord("suggest_kinds", "x", rule)
    if casefile is None and isinstance(x, Timeline):
        casefile = x.casefile
    return events, casefile


class _AgencyKinds:
    """The kinds of agencies: from the case file, or else from the id, such as ``police`` or ``hv``, if it says one."""

    def __init__(self, casefile: CaseFile | None) -> None:
        self._casefile = casefile
        self._known: dict[str, AgencyKind | None] = {}

    def of(self, event: Event) -> AgencyKind | None:
        """Return the kind of the agency whose entry it is; None if it is not known."""
        id = event.agency
        if id is None:
            return None
        if id not in self._known:
            self._known[id] = self._find(id)
        return self._known[id]

    def _find(self, id: str) -> AgencyKind | None:
        agency = find_record(self._casefile, id)
        if isinstance(agency, Agency) and agency.kind is not None:
            return agency.kind
        written = id.casefold().replace("-", "_")
        if written in set(AgencyKind):
            return AgencyKind(written)
        told = agencies_told(telling_words(id.replace("-", " ").replace("_", " "), {}))
        return next(iter(told)) if len(told) == 1 else None


def _parts(event: Event) -> list[tuple[str, float]]:
    """Return the texts of an entry that may tell of its kind, with how much each counts."""
    return [
        *((text, _TYPE) for text in _cells_of_types(event)),
        (event.description, _DESCRIPTION),
        (event.outcome, _OUTCOME),
        (event.reporter, _REPORTER),
    ]


def _cells_of_types(event: Event) -> Iterator[str]:
    """Yield the cells in a column of types that `read_chronology` kept as written."""
    cells = event.extra.get(CELLS)
    if isinstance(cells, dict):
        yield from (text for heading, text in cells.items() if isinstance(text, str) and plain(heading) in _TYPES)


def _named(kind: EventKind | None) -> str:
    return "" if kind is None else kind.replace("_", " ")


def _shown(suggestion: Suggestion, *, revealed: bool) -> str:
    words = ", ".join(suggestion.words)
    return words if revealed is True else _html.hidden_words(words, _DOOR)


def _is_in(id: object, ids: set[str]) -> bool:
    return isinstance(id, str) and id in ids


def _unknown(id: object, ids: Sequence[str] | set[str]) -> str:
    return str(UnknownRecord.among(id, sorted(ids), "entry given"))

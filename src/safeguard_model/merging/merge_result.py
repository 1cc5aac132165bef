"""The merging of several chronologies into one, with its duplicates, candidates and disagreements."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar, Final, TypeAlias

import attrs

from safeguard_model import html_tables as _html
from safeguard_model.discreet import Discreet, frameless, frameless_methods
from safeguard_model.errors import InvalidRecord, UnknownRecord, shape
from safeguard_model.merging.decisions import Decided, Found, Told, heads_after, pair_of, relinked
from safeguard_model.merging.disagreements import Disagreement, disagreements_in
from safeguard_model.merging.duplicates import parted, written
from safeguard_model.merging.likeness import entries_of, likeness
from safeguard_model.merging.pairs import pairs_of
from safeguard_model.records import CaseFile, Event, EventId
from safeguard_model.records.casefile import require_casefile
from safeguard_model.records.converters import iterator
from safeguard_model.timeline.accounts import roots_of
from safeguard_model.timeline.answers import Answers, date_of, is_plain, name_of
from safeguard_model.timeline.given import timeline_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from safeguard_model.merging.decisions import Pair
    from safeguard_model.records import RecordId
    from safeguard_model.timeline.given import Given
    from safeguard_model.timeline.timeline import Timeline  # noqa: TC004 - a field's type, never imported at run time

__all__ = ["LIKELY", "Candidate", "Decision", "Disagreement", "Merge", "merge"]

LIKELY: Final = 0.6
"""The lowest score at which two entries become a candidate."""
_BEST_BY: Final = 0.08
"""The most points by which a candidate may score lower than the best pair of either of its entries."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Candidate(Discreet):
    """Two entries that probably describe one event. A person must decide whether they do."""

    headings: ClassVar[tuple[str, ...]] = ("score", "first", "when", "second", "when", "why")

    first: Event
    """The entry that comes first in the timeline."""
    second: Event
    """The other entry."""
    score: float
    """How much the two entries look like one event, from `LIKELY` to 1. It is not a probability."""
    reasons: tuple[str, ...]
    """What agrees and what does not, in words. They never quote the text of an entry."""

    def cells(self) -> tuple[object, ...]:
        """Return one row of the table, in the order of `headings`."""
        first, second = (date_of(event) if is_plain(*self._both()) else "" for event in self._both())
        return f"{self.score:.2f}", name_of(self.first), first, name_of(self.second), second, ", ".join(self.reasons)

    def __str__(self) -> str:
        plain = is_plain(*self._both())
        first, second = (f"{name_of(event)} ({date_of(event)})" if plain else name_of(event) for event in self._both())
        return f"{self.score:.2f}: {first} and {second}: {', '.join(self.reasons)}"

    def __repr__(self) -> str:
        return f"<Candidate: {self}>"

    def _both(self) -> tuple[Event, Event]:
        return self.first, self.second


Decision: TypeAlias = Candidate | tuple[EventId, EventId] | Event
"""What can be accepted or rejected.

A decision names a candidate, the two ids of a candidate, or one version of an entry that has several versions with
one id.
"""


@frameless_methods
@attrs.frozen(kw_only=True, eq=False, repr=False)
class Merge(Discreet):
    """Several chronologies merged into one. Every event given is in `timeline` or in `duplicates`."""

    timeline: Timeline
    """The events without the duplicates."""
    duplicates: tuple[Event, ...]
    """The events left out.

    Each is equal to an event in `timeline`, or says nothing that another entry there does not say, or is a version
    that `settle` left out.
    """
    candidates: Answers[Candidate]
    """Pairs of entries in `timeline` that probably describe one event and are undecided, the highest score first."""
    disagreements: Answers[Disagreement]
    """Pairs of entries in `timeline` that share an id, a code or an event, and do not agree."""
    _found: Found = attrs.field(eq=False, alias="found")
    _decided: Decided = attrs.field(eq=False, alias="decided")

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def settle(self, accept: Iterable[Decision] = (), reject: Iterable[Decision] = ()) -> Merge:
        """Return the merge after some decisions. The decisions of earlier calls still count.

        If a candidate is accepted, both entries stay, because an agency's own entry is evidence of what the agency
        knew. The later entry becomes an account of the earlier one (`account_of`). If others are already accounts of
        a record, that record stays the head: both entries, and all entries linked with them, become accounts of it.
        If a candidate is rejected, it leaves the list for good.

        If an entry has several versions with one id, accepting a version moves the other versions to `duplicates`.
        Rejecting a version moves that version to `duplicates`.

        Raises:
            UnknownRecord: No event in the merge has the id.
            InvalidRecord: A decision is not of a type in `Decision`, a pair is not a candidate, an event has only one
                version or is equal to none, no version of an id would be left, or the decisions contradict each other.
        """
        versions = self._versions()
        accepted, kept = self._read(accept, "accept", versions)
        rejected, dropped = self._read(reject, "reject", versions)
        events = self._found.events
        for chosen in kept:
            dropped |= versions[events[chosen].id].keys() - {chosen}
        return _settled(self._found, self._decided.and_also(Decided(accepted, rejected, frozenset(dropped))))

    def _versions(self) -> dict[EventId, dict[int, tuple[Event, Event]]]:
        """Return, for each id, the positions of its versions; each version as it was given, and after the decisions."""
        heads = heads_after(self._found.left(self._decided), self._decided)
        versions: dict[EventId, dict[int, tuple[Event, Event]]] = defaultdict(dict)
        for place, event in enumerate(self._found.events):
            versions[event.id][place] = event, relinked(event, heads)
        return versions

    def _read(
        self, given: Iterable[Decision], name: str, versions: Mapping[EventId, Mapping[int, tuple[Event, Event]]]
    ) -> tuple[frozenset[Pair], set[int]]:
        """Split the decisions into pairs of entry ids (candidates) and positions of chosen versions."""
        items = iterator(given)
        if items is None or isinstance(given, str):
            raise InvalidRecord(
                "Merge", name, f"expected a list of candidates, tuples of two ids or events, got {shape(given)}"
            )
        pairs: set[Pair] = set()
        places: set[int] = set()
        for item in items:
            ids = _ids_of(item, name)
            for id in ids:
                if id not in versions:
                    raise UnknownRecord.among(id, versions, "event in the merge")
            if len(ids) == 2:
                pair = pair_of(*ids)
                if pair not in self._found.pairs:
                    raise InvalidRecord(
                        "Merge",
                        name,
                        f"{' and '.join(ids)} are not a candidate: to link them, set account_of of one entry",
                    )
                pairs.add(pair)
            else:
                of_id = versions[ids[0]]
                if len(of_id) == 1:
                    raise InvalidRecord(
                        "Merge", name, f"{ids[0]} appears once, with no versions to choose from: leave it out"
                    )
                place = next((place for place, stands in of_id.items() if item in stands), None)
                if place is None:
                    raise InvalidRecord(
                        "Merge", name, f"no version of {ids[0]} is equal to the event given: pass a version unchanged"
                    )
                places.add(place)
        return frozenset(pairs), places

    def __str__(self) -> str:
        lines = [self._in_words()]
        for name, answers in (("candidates", self.candidates), ("disagreements", self.disagreements)):
            if answers:
                lines += [f"{name}:", *(f"- {answer}" for answer in answers)]
        return "\n".join(lines)

    def __repr__(self) -> str:
        counts = (f"{name}: {len(getattr(self, name))}" for name in ("duplicates", "candidates", "disagreements"))
        return f"<Merge; events: {len(self.timeline)}, {', '.join(counts)}>"

    def _repr_html_(self) -> str:
        rows = [("told twice?", *candidate.cells()[1:]) for candidate in self.candidates]
        for *both, shared, differs in (disagreement.cells() for disagreement in self.disagreements):
            rows.append((f"one {shared}", *both, f"they differ in {differs}"))
        return _html.table(("", *Candidate.headings[1:]), rows, self._in_words())

    def _in_words(self) -> str:
        counted = (
            (len(self.timeline), "event", "events"),
            (len(self.duplicates), "duplicate left out", "duplicates left out"),
            (len(self.candidates), "candidate", "candidates"),
            (len(self.disagreements), "disagreement", "disagreements"),
        )
        return ", ".join(f"{count:,} {one if count == 1 else many}" for count, one, many in counted)


@frameless
def merge(*timelines: Given, casefile: CaseFile | None = None) -> Merge:
    """Merge several chronologies into one: leave out duplicates, and list candidates and disagreements.

    A candidate is a pair of entries that probably describe one event. The order of the chronologies makes no
    difference, and merging a merged chronology again changes nothing. This function merges the entries of
    chronologies. `CaseFile.combine` puts two whole case files together, with all their records.

    Args:
        timelines: Timelines, case files or lists of events. A case file is read with `Timeline.of`.
        casefile: The case file to which all the events belong. If it is None, and all timelines that have a case file
            have the same one, that case file is used.

    Raises:
        InvalidRecord: An argument has another type.
    """
    if casefile is not None:
        require_casefile(casefile, "merge")
    given = [timeline_of(each) for each in timelines]
    whole = _shared(given) if casefile is None else casefile
    kept, duplicates = parted([event for timeline in given for event in timeline], whole)
    events = tuple(timeline_of(_by_version(kept)))
    told = tuple(_told(events, whole))
    pairs = frozenset(pair_of(events[each.first].id, events[each.second].id) for each in told)
    found = Found(events, tuple(timeline_of(_by_version(duplicates))), told, pairs, whole)
    return _settled(found, Decided())


def _shared(given: Iterable[Timeline]) -> CaseFile | None:
    """Return the case file of the timelines, if all that have a case file have the same one; otherwise None."""
    casefiles = [timeline.casefile for timeline in given if timeline.casefile is not None]
    return (
        casefiles[0] if casefiles and all(each is casefiles[0] or each == casefiles[0] for each in casefiles) else None
    )


def _by_version(events: Iterable[Event]) -> Iterator[Event]:
    """Yield the events with the versions of each id sorted by their content.

    A later sort by time keeps this order where dates are equal. So the result does not depend on the order given.
    """
    by_id: dict[EventId, list[Event]] = defaultdict(list)
    for event in events:
        by_id[event.id].append(event)
    for versions in by_id.values():
        if len(versions) > 1 and any(event != versions[0] for event in versions):
            versions.sort(key=written)
        yield from versions


def _told(events: Sequence[Event], casefile: CaseFile | None) -> list[Told]:
    """Return the pairs of entries that probably describe one event, the highest score first.

    One agency seldom describes one event in two entries. If several entries of an agency look like one entry of
    another agency, only the best pair stays, and pairs that score almost as high (see `_BEST_BY`).
    """
    entries, weights = entries_of([event for event in events if event.derived_from is None], casefile)
    places = [place for place, event in enumerate(events) if event.derived_from is None]
    roots = roots_of(events)
    likely: list[Told] = []
    best: dict[tuple[int, str], float] = defaultdict(float)
    for first, second in pairs_of(entries):
        one, other = entries[first].event, entries[second].event
        is_known = bool(roots) and roots.get(one.id, one.id) == roots.get(other.id, other.id)
        like = likeness(entries[first], entries[second], weights, 0.0 if is_known else LIKELY)
        if like is None or one.id in (other.id, other.responds_to) or other.id == one.responds_to:
            continue
        for rival in ((first, other.agency or other.id), (second, one.agency or one.id)):
            best[rival] = max(best[rival], 1.0 if is_known else like.score)
        if not is_known:
            likely.append(Told(first, second, *like))
    stay: list[Told] = []
    for told in likely:
        one, other = entries[told.first].event, entries[told.second].event
        rivals = best[told.first, other.agency or other.id], best[told.second, one.agency or one.id]
        if round(told.score + _BEST_BY, 2) >= max(rivals):
            stay.append(told._replace(first=places[told.first], second=places[told.second]))
    return sorted(stay, key=lambda told: (-told.score, told.first, told.second))


def _settled(found: Found, decided: Decided) -> Merge:
    """Return the merge after all decisions are applied to `found`."""
    if both := decided.accepted & decided.rejected:
        one, other = min(both)
        raise InvalidRecord(
            "Merge", "settle", f"{one} and {other} are both accepted and rejected: give one decision for the pair"
        )
    events = found.events
    left = found.left(decided)
    if gone := {events[place].id for place in decided.dropped} - {event.id for event in left}:
        raise InvalidRecord(
            "Merge", "settle", f"no version of {min(gone)} is left: accept at most one, and not a rejected one"
        )
    heads = heads_after(left, decided)
    now = [relinked(event, heads) if heads else event for event in events]
    timeline = timeline_of([event for place, event in enumerate(now) if place not in decided.dropped], found.casefile)
    dropped = [events[place] for place in decided.dropped]
    return Merge(
        timeline=timeline,
        duplicates=tuple(timeline_of(_by_version([*found.duplicates, *dropped]))) if dropped else found.duplicates,
        candidates=Answers(
            Candidate(first=now[told.first], second=now[told.second], score=told.score, reasons=told.reasons)
            for told in found.told
            if _is_open(told, events, decided, heads)
        ),
        disagreements=Answers(disagreements_in(tuple(timeline))),
        found=found,
        decided=decided,
    )


def _is_open(told: Told, events: Sequence[Event], decided: Decided, heads: Mapping[RecordId, RecordId]) -> bool:
    """Return whether a pair is still undecided: neither rejected, nor joined to one event, nor without one entry."""
    one, other = events[told.first].id, events[told.second].id
    is_gone = told.first in decided.dropped or told.second in decided.dropped
    is_one = one in heads and heads[one] == heads.get(other)
    return not is_gone and not is_one and pair_of(one, other) not in decided.rejected


def _ids_of(item: object, name: str) -> tuple[EventId, ...]:
    """Return the two ids of a pair, or the one id of an event. Raises `InvalidRecord` for anything else."""
    if type(item) is Event:
        return (item.id,)
    if type(item) is Candidate:
        return item.first.id, item.second.id
    if isinstance(item, tuple) and [type(id) for id in item] == [str, str]:
        return item
    raise InvalidRecord("Merge", name, f"expected a candidate, two ids in a tuple or an event, got {shape(item)}")

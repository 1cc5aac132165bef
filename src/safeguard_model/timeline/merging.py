"""Chronologies of several agencies in one: what stands twice, what is told twice, what does not agree."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar, Final, TypeAlias

import attrs

from safeguard_model import _html
from safeguard_model.errors import InvalidRecord, UnknownRecord, shape
from safeguard_model.records import CaseFile, Event, EventId
from safeguard_model.records._converters import iterator
from safeguard_model.timeline._alike import entries_of, likeness, weights_of
from safeguard_model.timeline._disagreeing import Disagreement, disagreements_in, heads_of
from safeguard_model.timeline._duplicates import parted, written
from safeguard_model.timeline._given import timeline_of
from safeguard_model.timeline._pairing import pairs_of
from safeguard_model.timeline._settling import Decided, Found, Told, heads_after, relinked
from safeguard_model.timeline.answers import Answers, date_of, is_plain, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from safeguard_model.records import RecordId
    from safeguard_model.timeline._given import Given
    from safeguard_model.timeline._settling import Pair
    from safeguard_model.timeline.timeline import Timeline

__all__ = ["LIKELY", "Candidate", "Decision", "Disagreement", "Merge", "merge"]

LIKELY: Final = 0.6
"""The score from which two entries are a candidate."""
_BEST_BY: Final = 0.1


@attrs.frozen(kw_only=True, repr=False)
class Candidate:
    """Two entries that are probably one event told twice, for somebody to look at."""

    headings: ClassVar[tuple[str, ...]] = ("score", "first", "when", "second", "when", "why")

    first: Event
    """The one that stands first."""
    second: Event
    """The other."""
    score: float
    """How far the two look like one, from `LIKELY` to 1: points that add up, not a probability."""
    reasons: tuple[str, ...]
    """What agrees and what does not, in words that quote nothing."""

    def cells(self) -> tuple[object, ...]:
        """Its row of the table."""
        first, second = (date_of(event) if is_plain(*self._both()) else "" for event in self._both())
        return f"{self.score:.2f}", name_of(self.first), first, name_of(self.second), second, ", ".join(self.reasons)

    def __str__(self) -> str:
        plain = is_plain(*self._both())
        first, second = (
            f"{name_of(event)} ({date_of(event)})" if plain else name_of(event) for event in self._both()
        )
        return f"{self.score:.2f}: {first} and {second}: {', '.join(self.reasons)}"

    def __repr__(self) -> str:
        return f"<Candidate: {self}>"

    def _both(self) -> tuple[Event, Event]:
        return self.first, self.second


Decision: TypeAlias = Candidate | tuple[EventId, EventId] | Event
"""What is accepted or rejected: a candidate, itself or by its two ids, or a version of an entry that stands twice."""


@attrs.frozen(kw_only=True, repr=False, unsafe_hash=False)
class Merge:
    """Chronologies in one. `timeline` and `duplicates` together are all the events that were given."""

    timeline: Timeline
    """The events without the duplicates."""
    duplicates: tuple[Event, ...]
    """What `timeline` holds already: events given twice, and entries that say nothing another does not say."""
    candidates: Answers[Candidate]
    """Pairs within `timeline` that are probably one event told twice, the likeliest first."""
    disagreements: Answers[Disagreement]
    """Pairs within `timeline` that are one by their id, their code or their account, and do not agree."""
    _found: Found = attrs.field(eq=False)
    _decided: Decided = attrs.field(eq=False)

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def settle(self, accept: Iterable[Decision] = (), reject: Iterable[Decision] = ()) -> Merge:
        """What is left when some pairs are decided, in one call or in several.

        A candidate that is accepted loses nothing: both entries stay, for an agency's telling is evidence of what it
        knew, and the later becomes an account of the earlier (`account_of`), or of what one of them is an account of
        already; so do all that are linked with them. One that is rejected leaves the list for good. Of an entry that
        stands in several versions, the version that is accepted stays, and one that is rejected goes to `duplicates`.

        Raises:
            UnknownRecord: Nothing in `timeline` has the id.
            InvalidRecord: What is given is neither, or was no candidate and stands once, or the decisions contradict.
        """
        accepted, kept = self._read(accept, "accept")
        rejected, dropped = self._read(reject, "reject")
        ids = {self._found.events[place].id for place in kept}
        others = {place for place, event in enumerate(self._found.events) if event.id in ids} - kept if ids else set()
        new = Decided(accepted, rejected, frozenset(dropped | others))
        if lost := kept & (dropped | others):
            # ids alone: what the versions say is not for an error
            raise InvalidRecord("Merge", "settle", f"{self._found.events[min(lost)].id} is both accepted and rejected")
        return _settled(self._found, self._decided.and_also(new))

    def _read(self, given: Iterable[Decision], name: str) -> tuple[frozenset[Pair], set[int]]:
        """The pairs of candidates, and the places of versions, among what is decided."""
        items = iterator(given)
        if items is None or isinstance(given, str):
            raise InvalidRecord("Merge", name, f"several candidates, pairs of ids or events are due, not {shape(given)}")
        pairs: set[Pair] = set()
        places: set[int] = set()
        for item in items:
            if type(item) is Event:
                places.add(self._version(item, name))
            elif type(item) is Candidate:
                pairs.add(self._pair(item.first.id, item.second.id, name))
            elif isinstance(item, tuple) and [type(id) for id in item] == [str, str]:
                pairs.add(self._pair(*item, name))
            else:
                rule = f"a candidate, a pair of ids or an event is due, not {shape(item)}"
                raise InvalidRecord("Merge", name, rule)
        return frozenset(pairs), places

    def _pair(self, one: EventId, other: EventId, name: str) -> Pair:
        events = self._found.events
        pair = _pair_of(one, other)
        if not any(pair == _pair_of(events[told.first].id, events[told.second].id) for told in self._found.told):
            ids = {event.id for event in events}
            for id in pair:
                if id not in ids:
                    raise UnknownRecord.among(id, ids)
            raise InvalidRecord("Merge", name, f"{one} and {other} are no candidate")
        return pair

    def _version(self, event: Event, name: str) -> int:
        """The place of a version, as it was given or as it stands now."""
        events = self._found.events
        versions = [place for place, other in enumerate(events) if other.id == event.id]
        if not versions:
            raise UnknownRecord.among(event.id, {other.id for other in events})
        if len(versions) == 1:
            raise InvalidRecord("Merge", name, f"{event.id} stands once: there is no version to settle")
        heads = heads_after(_left(self._found, self._decided), self._decided)
        for place in versions:
            if event in (events[place], relinked(events[place], heads)):
                return place
        raise InvalidRecord("Merge", name, f"no version of {event.id} is equal to the event given")

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
        rows += [(f"one by {cells[4]}", *cells[:4], f"differ in {cells[5]}") for cells in self._disagreements_in_cells()]
        return _html.table(("", *Candidate.headings[1:]), rows, self._in_words())

    def _disagreements_in_cells(self) -> Iterator[tuple[object, ...]]:
        return (disagreement.cells() for disagreement in self.disagreements)

    def _in_words(self) -> str:
        counted = (
            (len(self.timeline), "event", "events"),
            (len(self.duplicates), "duplicate left out", "duplicates left out"),
            (len(self.candidates), "candidate", "candidates"),
            (len(self.disagreements), "disagreement", "disagreements"),
        )
        return ", ".join(f"{count:,} {one if count == 1 else many}" for count, one, many in counted)


def merge(*timelines: Given, casefile: CaseFile | None = None) -> Merge:
    """Chronologies in one, with what stands twice left out, and what is told twice and what disagrees listed.

    In any order they give the same, and what is merged again stays as it is.

    Args:
        timelines: Timelines, case files (which means `Timeline.of` them) or events.
        casefile: The case file that they are all of; without one, that of those given, where it is one and the same.

    Raises:
        InvalidRecord: Something else was given.
    """
    if casefile is not None and type(casefile) is not CaseFile:
        raise InvalidRecord("merge", "casefile", f"a CaseFile is due, not {shape(casefile)}")
    given = [timeline_of(each) for each in timelines]
    whole = _shared(given) if casefile is None else casefile
    kept, duplicates = parted([event for timeline in given for event in timeline], whole)
    events = tuple(timeline_of(_by_version(kept)))
    found = Found(events, tuple(timeline_of(_by_version(duplicates))), tuple(_told(events, whole)), whole)
    return _settled(found, Decided())


def _shared(given: Iterable[Timeline]) -> CaseFile | None:
    """The case file of all that have one, where it is one and the same."""
    found = list({id(timeline.casefile): timeline.casefile for timeline in given if timeline.casefile}.values())
    return found[0] if found and all(other == found[0] for other in found[1:]) else None


def _by_version(events: Iterable[Event]) -> Iterator[Event]:
    """The events with the versions of each id in an order of their own, which sorting by time then keeps."""
    by_id: dict[EventId, list[Event]] = defaultdict(list)
    for event in events:
        by_id[event.id].append(event)
    for versions in by_id.values():
        if len(versions) > 1 and any(event != versions[0] for event in versions):
            versions.sort(key=written)
        yield from versions


def _told(events: Sequence[Event], casefile: CaseFile | None) -> list[Told]:
    """The pairs that are probably one event told twice, the likeliest first.

    An agency seldom tells one event twice, so that of several of its entries beside one of another only the best stays.
    """
    entries = entries_of([event for event in events if event.derived_from is None], casefile)
    places = [place for place, event in enumerate(events) if event.derived_from is None]
    weights, heads = weights_of(entries), heads_of(events)
    found: list[Told] = []
    best: dict[tuple[int, str | None], float] = defaultdict(float)
    for first, second in pairs_of(entries):
        one, other = entries[first].event, entries[second].event
        if one.id == other.id or one.id == other.responds_to or other.id == one.responds_to:
            continue
        is_known = heads.get(one.id, one.id) == heads.get(other.id, other.id)
        like = likeness(entries[first], entries[second], weights)
        if like is None or (like.score < LIKELY and not is_known):
            continue
        for place, agency in ((first, other.agency), (second, one.agency)):
            best[place, agency] = max(best[place, agency], 1.0 if is_known else like.score)
        if not is_known:
            found.append(Told(first, second, *like))
    stay = (
        Told(places[told.first], places[told.second], told.score, told.reasons)
        for told in found
        if told.score + _BEST_BY
        >= max(
            best[told.first, entries[told.second].event.agency], best[told.second, entries[told.first].event.agency]
        )
    )
    return sorted(stay, key=lambda told: (-told.score, told.first, told.second))


def _settled(found: Found, decided: Decided) -> Merge:
    """The merge after all that was decided."""
    if both := decided.accepted & decided.rejected:
        one, other = min(both)
        raise InvalidRecord("Merge", "settle", f"{one} and {other} are both accepted and rejected")
    events = found.events
    if decided.dropped:
        left = {event.id for event in _left(found, decided)}
        for place in sorted(decided.dropped):
            if events[place].id not in left:
                raise InvalidRecord("Merge", "settle", f"no version of {events[place].id} is left: accept one of them")
    heads = heads_after(_left(found, decided), decided)
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


def _left(found: Found, decided: Decided) -> list[Event]:
    return [event for place, event in enumerate(found.events) if place not in decided.dropped]


def _is_open(told: Told, events: Sequence[Event], decided: Decided, heads: Mapping[RecordId, RecordId]) -> bool:
    """Whether a pair is still to be decided."""
    one, other = events[told.first].id, events[told.second].id
    is_gone = told.first in decided.dropped or told.second in decided.dropped
    is_one = one in heads and heads[one] == heads.get(other)
    return not is_gone and not is_one and _pair_of(one, other) not in decided.rejected


def _pair_of(one: EventId, other: EventId) -> Pair:
    return (one, other) if one <= other else (other, one)

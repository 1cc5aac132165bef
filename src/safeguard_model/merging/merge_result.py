"""The merging of several chronologies into one, with its duplicates, candidates and disagreements."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, product
from math import fsum
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, TypeAlias

import attrs

from safeguard_model import html_tables as _html
from safeguard_model.discreet import Discreet, frameless, frameless_methods
from safeguard_model.errors import InvalidRecord, UnknownRecord, shape
from safeguard_model.merging.candidates import LIKELY, Candidate, Group, differs_in, reasons_of_group, share_of
from safeguard_model.merging.decisions import Decided, Found, heads_after, pair_of, pairs_given, relinked
from safeguard_model.merging.disagreements import Disagreement, disagreements_in
from safeguard_model.merging.duplicates import parted, written
from safeguard_model.merging.grouping import NOT_COMPARED, grouped
from safeguard_model.merging.likeness import Likeness, likenesses, tellers_of
from safeguard_model.merging.linked import representatives
from safeguard_model.records import CaseFile, Event, EventId
from safeguard_model.records.casefile import require_casefile
from safeguard_model.records.converters import iterator
from safeguard_model.timeline.accounts import roots_of
from safeguard_model.timeline.answers import Answers
from safeguard_model.timeline.given import timeline_of
from safeguard_model.timeline.inputs import require_whole_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from safeguard_model.merging.decisions import Pair
    from safeguard_model.progress import Progress
    from safeguard_model.records import RecordId
    from safeguard_model.timeline.given import Given
    from safeguard_model.timeline.timeline import Timeline  # noqa: TC004 - a field's type, never imported at run time

__all__ = ["LIKELY", "Candidate", "Decision", "Disagreement", "Group", "Merge", "merge"]

_THROUGH_OTHERS: Final = "each fits other entries of the group"
_COUNTED: Final = ("duplicates", "groups", "candidates", "disagreements")
Decision: TypeAlias = "Group | Candidate | tuple[EventId, ...] | Event"
"""What can be accepted or rejected.

A decision names a group, a candidate, the ids of a candidate or group, or one version of an entry that has several
versions with one id.
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
    groups: Answers[Group]
    """Groups of entries in `timeline` that probably describe one event and are undecided, the highest score first."""
    candidates: Answers[Candidate]
    """The undecided pairs of the groups, the highest score first."""
    disagreements: Answers[Disagreement]
    """Pairs of entries in `timeline` that share an id, a code or an event, and do not agree."""
    _found: Found = attrs.field(eq=False, alias="found")
    _decided: Decided = attrs.field(eq=False, alias="decided")

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    @property
    def rejected(self) -> tuple[tuple[EventId, EventId], ...]:
        """The pairs of ids that are rejected: two events, as a person decided.

        They can be stored, and given to `merge` when a corrected chronology comes in.
        """
        return tuple(sorted(self._decided.rejected))

    def settle(self, accept: Iterable[Decision] = (), reject: Iterable[Decision] = ()) -> Merge:
        """Return the merge after some decisions. The decisions of earlier calls still count, in whatever order.

        If a group or candidate is accepted, its entries stay, because an agency's own entry is evidence of what the
        agency knew. The later entries become accounts of the first (`account_of`). If others are already accounts of
        a record, that record stays the head: the entries, and all entries linked with them, become accounts of it.
        If a candidate is rejected, it leaves the list for good. If a group is rejected, so are its undecided pairs. The
        groups are formed anew from the pairs that are left, and no group holds both entries of a rejected pair.

        If an entry has several versions with one id, accepting a version moves the other versions to `duplicates`.
        Rejecting a version moves that version to `duplicates`.

        Raises:
            UnknownRecord: No event in the merge has the id.
            InvalidRecord: A decision is not of a type in `Decision`, ids are not joined by pairs that were compared or
                are accounts of one event already, an event has only one version or is equal to none, no version of an
                id would be left, or the decisions contradict each other.
        """
        versions = self._versions()
        accepted, kept = self._read(accept, "accept", versions)
        rejected, dropped = self._read(reject, "reject", versions)
        events = self._found.events
        for chosen in kept:
            dropped |= versions[events[chosen].id].keys() - {chosen}
        return _settled(self._found, self._decided.and_also(Decided(accepted, rejected, frozenset(dropped))))

    def ranked(self, most: int | None = None) -> Answers[Candidate]:
        """Return the undecided pairs, the highest score first: the candidates, and pairs that are less likely.

        This is for a reviewer who wants to look at more than the candidates. Faint pairs are left out, and of an entry
        that is like very many others only the best twelve are kept. A pair may score high and be no candidate, because
        another entry of that agency fits better. `most`: the most pairs; None for all.

        Raises:
            InvalidRecord: `most` is not a whole number from 0 on.
        """
        if most is not None:
            require_whole_number(most, "Merge", "most")
        return Answers(_ranked(self._found, self._decided, most), casefile=self._found.casefile, of=Candidate)

    def _versions(self) -> dict[EventId, dict[int, tuple[Event, Event]]]:
        """Return, for each id, the positions of its versions; each version as it was given, and after the decisions."""
        versions: dict[EventId, dict[int, tuple[Event, Event]]] = defaultdict(dict)
        for place, (event, now) in enumerate(zip(self._found.events, _now(self._found, self._decided), strict=True)):
            versions[event.id][place] = event, now
        return versions

    def _read(
        self, given: Iterable[Decision], name: str, versions: Mapping[EventId, Mapping[int, tuple[Event, Event]]]
    ) -> tuple[frozenset[Pair], set[int]]:
        """Split the decisions into pairs of entry ids (candidates) and positions of chosen versions."""
        items = iterator(given)
        if items is None or isinstance(given, str):
            raise InvalidRecord(
                "Merge", name, f"expected a list of groups, candidates, tuples of ids or events, got {shape(given)}"
            )
        known = _roots(_now(self._found, self._decided), self._decided)
        pairs: set[Pair] = set()
        places: set[int] = set()
        for item in items:
            ids = _ids_of(item, name)
            for id in ids:
                if id not in versions:
                    raise UnknownRecord.among(id, versions, "event in the merge")
            first, *others = ids
            if others:
                pairs |= self._undecided_of(ids, known, name)
            else:
                of_id = versions[first]
                if len(of_id) == 1:
                    raise InvalidRecord(
                        "Merge", name, f"{first} appears once, with no versions to choose from: leave it out"
                    )
                place = next((place for place, stands in of_id.items() if item in stands), None)
                if place is None:
                    raise InvalidRecord(
                        "Merge", name, f"no version of {first} is equal to the event given: pass a version unchanged"
                    )
                places.add(place)
        return frozenset(pairs), places

    def _undecided_of(self, ids: Sequence[EventId], known: Mapping[RecordId, RecordId], name: str) -> set[Pair]:
        """Return the pairs of some ids that are not `known` to be one event.

        Raises `InvalidRecord` if nothing joins the ids, or if nothing is left to decide.
        """
        found = {pair_of(one, other) for one, other in combinations(ids, 2) if one != other}
        if not found or not (found <= self._found.pairs or self._are_joined(ids)):
            rule = f"{' and '.join(ids)} are not a candidate: to link them, set account_of of one entry"
            raise InvalidRecord("Merge", name, rule)
        undecided = {pair for pair in found if known.get(pair[0], pair[0]) != known.get(pair[1], pair[1])}
        if not undecided:
            rule = f"{' and '.join(ids)} are accounts of one event already: to part them, set account_of to None"
            raise InvalidRecord("Merge", name, rule)
        return undecided

    def _are_joined(self, ids: Iterable[EventId]) -> bool:
        """Return whether pairs that were compared, or links, join some entries: directly or through other entries."""
        links = [(event.id, event.account_of) for event in self._found.events if event.account_of is not None]
        ends = representatives([*self._found.pairs, *links])
        return len({ends.get(id, id) for id in ids}) == 1

    def __str__(self) -> str:
        lines = [self._in_words()]
        for name, answers in (("groups", self.groups), ("disagreements", self.disagreements)):
            if answers:
                lines += [f"{name}:", *(f"- {answer}" for answer in answers)]
        return "\n".join(lines)

    def __repr__(self) -> str:
        counts = (f"{name}: {len(getattr(self, name))}" for name in _COUNTED)
        return f"<Merge; events: {len(self.timeline)}, {', '.join(counts)}>"

    def _repr_html_(self) -> str:
        tables = [_html.table((), (), self._in_words())]
        for name, answers in (("groups", self.groups), ("disagreements", self.disagreements)):
            if answers:
                tables += [_html.table((), (), f"{name}:"), answers.as_html()]
        return "".join(tables)

    def _in_words(self) -> str:
        counted = (
            (len(self.timeline), "event", "events"),
            (len(self.duplicates), "duplicate left out", "duplicates left out"),
            (len(self.groups), "group", "groups"),
            (len(self.candidates), "candidate", "candidates"),
            (len(self.disagreements), "disagreement", "disagreements"),
        )
        return ", ".join(f"{count:,} {one if count == 1 else many}" for count, one, many in counted)


@frameless
def merge(
    *timelines: Given,
    casefile: CaseFile | None = None,
    rejected: Iterable[tuple[EventId, EventId]] = (),
    progress: Progress = None,
) -> Merge:
    """Merge several chronologies into one: leave out duplicates, and list groups, candidates and disagreements.

    A group is entries that probably describe one event; a candidate is a pair of them. The order of the chronologies
    makes no difference, and merging a merged chronology again changes nothing. This function merges the entries of
    chronologies. `CaseFile.combine` puts two whole case files together, with all their records.

    Args:
        timelines: Timelines, case files or lists of events. A case file is read with `Timeline.of`.
        casefile: The case file to which all the events belong. If it is None, and all timelines that have a case file
            have the same one, that case file is used.
        rejected: Pairs of ids that are two events, as a person decided before: see `Merge.rejected`. Pairs with an
            entry that is not given now are passed over.
        progress: True for a progress bar, or a function in the form of tqdm, through which the entries pass while each
            is compared with others.

    Raises:
        InvalidRecord: An argument has another type.
        MissingExtra: `progress` is True, and tqdm is not installed.
    """
    if casefile is not None:
        require_casefile(casefile, "merge")
    given = [timeline_of(each) for each in timelines]
    whole = _shared(given) if casefile is None else casefile
    kept, duplicates = parted([event for timeline in given for event in timeline], whole)
    events = tuple(timeline_of(_by_version(kept)))
    likely = tuple(_likenesses(events, whole, progress))
    pairs = frozenset(pair_of(events[each.first].id, events[each.second].id) for each in likely)
    found = Found(events, tuple(timeline_of(_by_version(duplicates))), likely, pairs, whole)
    return _settled(found, Decided(rejected=pairs_given(rejected)))


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


def _likenesses(events: Sequence[Event], casefile: CaseFile | None, progress: Progress) -> Iterator[Likeness]:
    """Yield the pairs of entries that were compared, with positions in `events`. Derived events are not compared."""
    places = [place for place, event in enumerate(events) if event.derived_from is None]
    for each in likenesses([events[place] for place in places], casefile, _are_two, progress):
        yield each._replace(first=places[each.first], second=places[each.second])


def _are_two(one: Event, other: Event) -> bool:
    """Return whether two entries are known to be two events, or are versions of one entry."""
    return one.id == other.id or one.id in _linked(other) or other.id in _linked(one)


def _linked(event: Event) -> tuple[EventId | None, EventId | None]:
    """Return the entries that an entry answers or takes the place of: two entries so linked are two events."""
    return event.responds_to, event.rescheduled_from


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
    now = _now(found, decided)
    timeline = timeline_of([event for place, event in enumerate(now) if place not in decided.dropped], found.casefile)
    dropped = [events[place] for place in decided.dropped]
    open_groups = _open_groups(found, decided, now)
    candidates = sorted(
        (each for group in open_groups for each in group.candidates), key=lambda each: (-each[0], each[1], each[2])
    )
    return Merge(
        timeline=timeline,
        duplicates=tuple(timeline_of(_by_version([*found.duplicates, *dropped]))) if dropped else found.duplicates,
        groups=Answers((group.group for group in open_groups), casefile=found.casefile, of=Group),
        candidates=Answers(
            (_candidate(now, first, second, score, reasons) for score, first, second, reasons in candidates),
            casefile=found.casefile,
            of=Candidate,
        ),
        disagreements=Answers(disagreements_in(tuple(timeline)), casefile=found.casefile, of=Disagreement),
        found=found,
        decided=decided,
    )


_Scored: TypeAlias = "tuple[float, int, int, tuple[str, ...]]"
"""The log-odds of a pair, the positions of its entries, and its reasons."""


class _OpenGroup(NamedTuple):
    """A group with at least one undecided pair."""

    group: Group
    candidates: list[_Scored]


def _open_groups(found: Found, decided: Decided, now: Sequence[Event]) -> list[_OpenGroup]:
    """Return the groups that hold an undecided pair, the highest score first.

    `now`: the events of `found`, after the decisions.
    """
    roots = _roots(now, decided)
    likely = {(each.first, each.second): each for each in _undecided(found, decided, now)}
    known: dict[RecordId, list[int]] = defaultdict(list)
    for place, event in enumerate(now):
        if place not in decided.dropped and event.derived_from is None and event.id in roots:
            known[roots[event.id]].append(place)
    scores = {pair: each.score for pair, each in likely.items()}
    ids = {event.id for event in now}
    apart = _places_apart(found, decided, [group[0] for root, group in known.items() if root not in ids])
    groups: list[_OpenGroup] = []
    for places in grouped(scores, tellers_of(now), known.values(), apart):
        if len({roots.get(now[place].id, now[place].id) for place in places}) == 1:
            continue  # all of it is known
        pairs = [pair for pair in combinations(places, 2) if not _is_known(roots, now, *pair)]
        if not pairs:
            continue
        mean = fsum([scores.get(pair, NOT_COMPARED) for pair in pairs]) / len(pairs)
        reasons = {pair: likely[pair].reasons() if pair in likely else (_THROUGH_OTHERS,) for pair in pairs}
        events = tuple(now[place] for place in places)
        group = Group(
            events=events, score=mean, reasons=reasons_of_group([*reasons.values()]), differs=differs_in(events)
        )
        groups.append(_OpenGroup(group, [(max(scores.get(pair, mean), mean), *pair, reasons[pair]) for pair in pairs]))
    return sorted(groups, key=lambda each: (-each.group.score, each.candidates[0][1:3]))


def _undecided(found: Found, decided: Decided, now: Sequence[Event]) -> Iterator[Likeness]:
    """Yield the pairs that are neither accepted nor rejected, nor known to be one event, nor without one entry."""
    roots = _roots(now, decided)
    for each in found.likenesses:
        if each.first in decided.dropped or each.second in decided.dropped:
            continue
        if decided.rejected and pair_of(now[each.first].id, now[each.second].id) in decided.rejected:
            continue
        if not _is_known(roots, now, each.first, each.second):
            yield each


def _now(found: Found, decided: Decided) -> list[Event]:
    """Return the events, each with the `account_of` that it has after the decisions."""
    heads = heads_after(found.left(decided), decided)
    return [relinked(event, heads) if heads else event for event in found.events]


def _roots(now: Sequence[Event], decided: Decided) -> dict[RecordId, RecordId]:
    """Return the event that each entry is an account of. The links of versions that are dropped do not count."""
    return roots_of([event for place, event in enumerate(now) if place not in decided.dropped])


def _is_known(roots: Mapping[RecordId, RecordId], now: Sequence[Event], first: int, second: int) -> bool:
    """Return whether two entries are known to be accounts of one event, or are versions of one entry."""
    one, other = now[first].id, now[second].id
    return one == other or (bool(roots) and roots.get(one, one) == roots.get(other, other))


def _places_apart(found: Found, decided: Decided, outside: Sequence[int]) -> set[tuple[int, int]]:
    """Return the positions of entries that are not to be in one group, the smaller position first.

    They are the entries of rejected pairs, the versions of one entry, and accounts of different records that are no
    entries, such as two incidents: `outside` has one of each.
    """
    places: dict[EventId, list[int]] = defaultdict(list)
    for place, event in enumerate(found.events):
        places[event.id].append(place)
    apart = {*combinations(sorted(outside), 2)}
    for versions in places.values():
        apart.update(combinations(versions, 2))
    for one, other in decided.rejected:
        apart.update((min(pair), max(pair)) for pair in product(places.get(one, ()), places.get(other, ())))
    return apart


def _ranked(found: Found, decided: Decided, most: int | None) -> Iterator[Candidate]:
    """Yield the undecided pairs, the highest score first. A pair of a group scores at least as high as its group."""
    now = _now(found, decided)
    grouped_pairs = {each[1:3]: each for group in _open_groups(found, decided, now) for each in group.candidates}
    likely = {(each.first, each.second): each for each in _undecided(found, decided, now)}
    scores = {pair: each.score for pair, each in likely.items()}
    scores.update({pair: each[0] for pair, each in grouped_pairs.items()})
    best = sorted(scores, key=lambda pair: (-scores[pair], pair))
    for pair in best[:most]:
        reasons = grouped_pairs[pair][3] if pair in grouped_pairs else likely[pair].reasons()
        yield _candidate(now, *pair, scores[pair], reasons)


def _candidate(now: Sequence[Event], first: int, second: int, score: float, reasons: tuple[str, ...]) -> Candidate:
    return Candidate(first=now[first], second=now[second], score=share_of(score), reasons=reasons)


def _ids_of(item: object, name: str) -> tuple[EventId, ...]:
    """Return the ids of a group or pair, or the one id of an event. Raises `InvalidRecord` for anything else."""
    if type(item) is Event:
        return (item.id,)
    if type(item) is Candidate:
        return item.first.id, item.second.id
    if type(item) is Group:
        return tuple(event.id for event in item.events)
    if isinstance(item, tuple) and len(item) > 1 and all(type(id) is str for id in item):
        return tuple(map(str, item))
    raise InvalidRecord("Merge", name, f"expected a group, a candidate, ids in a tuple or an event, got {shape(item)}")

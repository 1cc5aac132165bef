"""The root document: every record of a case, a family or a thematic review, checked to fit together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

import attrs

from safeguard_model import html_tables as _html
from safeguard_model.errors import InvalidCaseFile, InvalidRecord, UnknownRecord, shape
from safeguard_model.records.agencies import Agency, Involvement, to_agencies, to_involvements
from safeguard_model.records.base import Record, RecordId, Value, shared_last
from safeguard_model.records.casefile_checks import duplicates, misfits
from safeguard_model.records.circumstances import Factor, Status, to_factors, to_statuses
from safeguard_model.records.converters import DEEPEST, JSON, iterator, to_extra, to_required_text
from safeguard_model.records.events import Event, to_events
from safeguard_model.records.families import Family, to_families
from safeguard_model.records.incidents import Incident, to_incidents
from safeguard_model.records.people import Adult, Child, to_adults, to_children
from safeguard_model.records.proceedings import Proceeding, to_proceedings
from safeguard_model.records.professionals import Professional, to_professionals
from safeguard_model.records.record_index import RecordIndex
from safeguard_model.records.reviews import (
    Action,
    Episode,
    Finding,
    Recommendation,
    Review,
    to_actions,
    to_episodes,
    to_findings,
    to_recommendations,
    to_reviews,
)
from safeguard_model.records.sensitivity import FREE_TEXT, OPEN, RESTRICTED
from safeguard_model.records.sources import Claim, Source, to_claims, to_sources
from safeguard_model.records.vocabulary import Handling
from safeguard_model.records.word_converters import to_handling

if TYPE_CHECKING:
    from safeguard_model.records.combining import Combined

__all__ = ["CaseFile", "require_casefile"]

Records: TypeAlias = Record | Iterable[Record | Iterable[Record]]
"""Records, or iterables of them, as a call takes them."""


class _Indexed(Value):
    """A place for what a case file works out once; not fields, so neither compared nor written."""

    __slots__ = ("_all", "_index")
    _all: tuple[Record, ...]
    _index: RecordIndex


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class CaseFile(_Indexed):
    """All that is on file about one child, one family, or the many cases of a thematic review.

    Immutable: `add`, `replace` and `remove` give a new one, check only what is new and share the rest. Building one
    raises `InvalidCaseFile` with every problem of structure: an id that appears twice, a link to nothing or to the
    wrong kind of record, a claim about a field that is not there. What is merely implausible loads; real sources
    contradict themselves.

    >>> casefile = CaseFile.of("Example", [Child(id="child-1", label="Child 1", born="2016-03")])
    >>> casefile["child-1"].label
    'Child 1'
    """

    title: str = attrs.field(converter=to_required_text, metadata=FREE_TEXT)
    """What the file is about."""
    handling: Handling = attrs.field(default=Handling.IDENTIFIABLE, converter=to_handling, metadata=OPEN)
    """Identifiable until somebody says otherwise: it decides what a notebook shows."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=to_sources, metadata=OPEN)
    """Where the statements come from."""
    claims: tuple[Claim, ...] = attrs.field(default=(), converter=to_claims, metadata=OPEN)
    """What single sources say of single fields, contradictions kept."""
    children: tuple[Child, ...] = attrs.field(default=(), converter=to_children, metadata=OPEN)
    """The children."""
    adults: tuple[Adult, ...] = attrs.field(default=(), converter=to_adults, metadata=OPEN)
    """The adults."""
    statuses: tuple[Status, ...] = attrs.field(default=(), converter=to_statuses, metadata=OPEN)
    """States in law or with a service."""
    factors: tuple[Factor, ...] = attrs.field(default=(), converter=to_factors, metadata=OPEN)
    """What matters in people's lives."""
    families: tuple[Family, ...] = attrs.field(default=(), converter=to_families, metadata=OPEN)
    """Who belongs together."""
    agencies: tuple[Agency, ...] = attrs.field(default=(), converter=to_agencies, metadata=OPEN)
    """The organisations."""
    professionals: tuple[Professional, ...] = attrs.field(default=(), converter=to_professionals, metadata=OPEN)
    """Who works for them."""
    involvements: tuple[Involvement, ...] = attrs.field(default=(), converter=to_involvements, metadata=OPEN)
    """Which agency worked with whom."""
    events: tuple[Event, ...] = attrs.field(default=(), converter=to_events, metadata=OPEN)
    """The entries of the agencies' chronologies."""
    incidents: tuple[Incident, ...] = attrs.field(default=(), converter=to_incidents, metadata=OPEN)
    """The harm."""
    proceedings: tuple[Proceeding, ...] = attrs.field(default=(), converter=to_proceedings, metadata=OPEN)
    """What courts and police do about it."""
    reviews: tuple[Review, ...] = attrs.field(default=(), converter=to_reviews, metadata=OPEN)
    """The reviews."""
    episodes: tuple[Episode, ...] = attrs.field(default=(), converter=to_episodes, metadata=OPEN)
    """The stretches of practice that reviews look at."""
    findings: tuple[Finding, ...] = attrs.field(default=(), converter=to_findings, metadata=OPEN)
    """What they found."""
    recommendations: tuple[Recommendation, ...] = attrs.field(default=(), converter=to_recommendations, metadata=OPEN)
    """What they ask for."""
    actions: tuple[Action, ...] = attrs.field(default=(), converter=to_actions, metadata=OPEN)
    """What is done about it."""
    extra: dict[str, JSON] = attrs.field(factory=dict, converter=to_extra, metadata=RESTRICTED)
    """A tool's own fields, as JSON."""

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def __attrs_post_init__(self) -> None:
        records = self.records()
        by_id = {record.id: record for record in records}
        problems = duplicates(records) if len(by_id) != len(records) else []
        index = RecordIndex().extended(by_id)
        problems += misfits(records, index)
        if problems:
            raise InvalidCaseFile(problems)
        object.__setattr__(self, "_index", index)

    @classmethod
    def of(
        cls,
        title: str,
        records: Records = (),
        handling: Handling | str = Handling.IDENTIFIABLE,
        extra: Mapping[str, JSON] | None = None,
    ) -> CaseFile:
        """Return a case file from any mix of records, also nested in lists.

        Raises `InvalidCaseFile` with every problem, and `InvalidRecord` where something is not a record.
        """
        return cls(title=title, handling=handling, extra={} if extra is None else extra, **_by_field(_flat(records)))

    def add(self, *records: Records) -> CaseFile:
        """Return a new case file with more records; only these are checked.

        Raises `InvalidCaseFile` with every problem.
        """
        new = _flat(records)
        known = self._indexed()
        problems = duplicates(new, known)
        index = known.extended({record.id: record for record in new})
        problems += misfits(new, index)
        if problems:
            raise InvalidCaseFile(problems)
        return self._with({name: getattr(self, name) + added for name, added in _by_field(new).items()}, index)

    def replace(self, *records: Records) -> CaseFile:
        """Return a new case file in which each record replaces the one with its id. Give many at once.

        Raises `UnknownRecord` where there is none, and `InvalidCaseFile` with every problem of structure.
        """
        given = _flat(records)
        new = {record.id: record for record in given}
        old = [self[id] for id in new]
        index = self._indexed().extended(new)
        problems = duplicates(given)
        problems += misfits(new.values(), index)
        changed = {record.id: None for record in old if type(record) is not type(new[record.id])}
        problems += misfits(self._others_touched(changed, new), index)
        if problems:
            raise InvalidCaseFile(problems)
        changes = {name: tuple(_replaced(getattr(self, name), new)) for name in {_FIELD_OF[type(r)] for r in old}}
        for name, moved in _by_field(new[id] for id in changed).items():
            changes[name] = changes.get(name, getattr(self, name)) + moved
        return self._with(changes, index)

    def remove(self, *ids: RecordId | Iterable[RecordId]) -> CaseFile:
        """Return a new case file without some records. Give many at once.

        Raises `UnknownRecord` where there is none, and `InvalidCaseFile` where another record still links to one.
        """
        asked = chain.from_iterable([id] if isinstance(id, str) else iterator(id) or [id] for id in ids)
        old = [self[id] for id in asked]
        gone = dict.fromkeys(record.id for record in old)
        index = self._indexed().extended(gone)
        if problems := misfits(self._others_touched(gone, gone), index):
            raise InvalidCaseFile(problems)
        fields = {_FIELD_OF[type(record)] for record in old}
        kept = {name: tuple(record for record in getattr(self, name) if record.id not in gone) for name in fields}
        return self._with(kept, index)

    def with_timeline(self, timeline: Iterable[Event]) -> CaseFile:
        """Return a new case file with the entries of a timeline, in its order; derived events are left out.

        Entries that the timeline does not hold are gone: give it the timeline of the whole case, not a narrowed one.
        Only what is new or links to what is gone is checked. Raises `InvalidCaseFile` with every problem, such as two
        versions of one entry that are still to be settled.
        """
        items = iterator(timeline)
        if items is None:
            raise InvalidRecord("CaseFile", "timeline", f"expected events, got {shape(timeline)}")
        events = tuple(items)
        for event in events:
            if type(event) is not Event:
                raise InvalidRecord("CaseFile", "timeline", f"expected an Event, got {shape(event)}")
        entries = tuple(event for event in events if event.derived_from is None)
        old = {event.id: event for event in self.events}
        kept = {event.id for event in entries}
        gone = {id: None for id in old if id not in kept}
        new = {event.id: event for event in entries if old.get(event.id) is not event}
        known = self._indexed()
        problems = duplicates(entries)
        problems += duplicates((event for id, event in new.items() if id not in old), known)
        index = known.extended({**gone, **new})
        problems += misfits(new.values(), index)
        problems += misfits(self._others_touched(gone, {**gone, **new}), index)
        if problems:
            raise InvalidCaseFile(problems)
        return self._with({"events": entries}, index)

    def __getitem__(self, id: RecordId) -> Record:
        """Return the record with an id. Raises `UnknownRecord`, a KeyError, with near matches."""
        record = self._indexed().get(id) if type(id) is str else None
        if record is None:
            raise UnknownRecord.among(id, self._indexed().ids())
        return record

    def __contains__(self, id: object) -> bool:
        """Return whether there is a record with an id."""
        return isinstance(id, str) and self._indexed().get(id) is not None

    def records(self) -> tuple[Record, ...]:
        """Yield every record, in the order of the fields."""
        try:
            return self._all
        except AttributeError:
            records = tuple(chain.from_iterable(getattr(self, name) for name in _CLASS_OF))
            object.__setattr__(self, "_all", records)
            return records

    def mentions(self, id: RecordId) -> tuple[Record, ...]:
        """Return the records that link to the one with an id, by class in the order of the fields, then by id.

        Raises `UnknownRecord`.
        """
        self[id]
        return tuple(sorted(self._indexed().mentioning(id), key=lambda record: (_PLACE_OF[type(record)], record.id)))

    def prefixed(self, prefix: str) -> CaseFile:
        """Return the same case file with a prefix before every id, and before every link to it.

        So that files which use the same ids for different people can be combined. Raises `InvalidRecord` where the
        prefix cannot begin an id.
        """
        if not isinstance(prefix, str):
            raise InvalidRecord("CaseFile", "prefix", f"expected text, got {shape(prefix)}")
        from safeguard_model.records.combining import prefixed

        return CaseFile.of(
            self.title, [prefixed(record, self, prefix) for record in self.records()], self.handling, extra=self.extra
        )

    def combine(self, other: CaseFile) -> Combined:
        """Return this case file and another as one: equal records once, differing ones listed to settle.

        This puts whole files together; the entries of several chronologies, and what they tell twice, are the work of
        `merge`. Nothing is overwritten: where two records of one id differ, this file's stays. Handling is the stricter
        of the two; the title is this file's. Raises `InvalidCaseFile` where the other's links do not fit this file's
        records; a claim of the other's about what this file's record does not hold is left out, and listed.
        """
        require_casefile(other, "CaseFile", "other")
        from safeguard_model.records.combining import combined_files

        return combined_files(self, other)

    def __reduce__(self) -> tuple[Callable[[bytes], CaseFile], tuple[bytes]]:
        """Pickled, copied in depth and sent to other processes as the bytes of a file."""
        from safeguard_model.formats.files import dumps, loads

        data = dumps(self)
        return partial(loads, max_bytes=len(data)), (data,)

    def __copy__(self) -> CaseFile:
        return self

    def __repr__(self) -> str:
        counts = [f"{name}: {len(getattr(self, name))}" for name in _CLASS_OF if getattr(self, name)]
        return f"<CaseFile, {self.handling}; {', '.join(counts) or 'empty'}>"

    def _repr_html_(self) -> str:
        return self.as_html(revealed=self.handling is not Handling.IDENTIFIABLE)

    def as_html(self, *, revealed: bool) -> str:
        """Return the table that a notebook shows; `revealed`: with the title."""
        caption = self.title if revealed is True else f"Case file {_html.hidden_words(self.title, 'reveal(casefile)')}"
        rows = [
            (name.replace("_", " "), len(records), _labels(records))
            for name in _CLASS_OF
            if (records := getattr(self, name))
        ]
        return _html.table(["records", "number", "which"], rows, f"{caption} ({self.handling})")

    def _indexed(self) -> RecordIndex:
        try:
            return self._index
        except AttributeError:  # after unpickling or copying, which go by fields
            object.__setattr__(self, "_index", RecordIndex().extended({record.id: record for record in self.records()}))
            return self._index

    def _with(self, changes: dict[str, Any], index: RecordIndex) -> CaseFile:
        """Return a copy with some fields changed; what is in them has been checked."""
        new = object.__new__(CaseFile)
        put = object.__setattr__
        for name in _FIELDS:
            put(new, name, getattr(self, name))
        for name, value in changes.items():
            put(new, name, value)
        put(new, "_index", index)
        return new

    def _others_touched(
        self, gone: Mapping[RecordId, Record | None], changed: Mapping[RecordId, Record | None]
    ) -> list[Record]:
        """Return what else must be checked again: links to removed records, claims about changed ones.

        A claim's value can be a link too.
        """
        known = self._indexed()
        affected = {record.id: record for id in gone for record in known.mentioning(id)}
        affected |= {claim.id: claim for claim in self.claims if claim.about in changed or claim.value in gone}
        return [record for record in affected.values() if record.id not in changed]


_CLASS_OF: dict[str, type[Record]] = {
    "sources": Source,
    "claims": Claim,
    "children": Child,
    "adults": Adult,
    "statuses": Status,
    "factors": Factor,
    "families": Family,
    "agencies": Agency,
    "professionals": Professional,
    "involvements": Involvement,
    "events": Event,
    "incidents": Incident,
    "proceedings": Proceeding,
    "reviews": Review,
    "episodes": Episode,
    "findings": Finding,
    "recommendations": Recommendation,
    "actions": Action,
}
_FIELD_OF = {record: name for name, record in _CLASS_OF.items()}
_PLACE_OF = {record: place for place, record in enumerate(_FIELD_OF)}
_FIELDS = tuple(field.name for field in attrs.fields(CaseFile))
_MOST_LABELS = 12


def require_casefile(value: object, where: str, name: str = "casefile") -> CaseFile:
    """Return the value if it is a CaseFile. Raises `InvalidRecord`, which names the function and its argument."""
    if isinstance(value, CaseFile):
        return value
    raise InvalidRecord(where, name, f"expected a CaseFile, got {shape(value)}")


def _flat(records: object, depth: int = 0) -> list[Record]:
    """Yield every record of any nesting of iterables. Raises `InvalidRecord` for anything else."""
    if isinstance(records, Record) and type(records) in _FIELD_OF:
        return [records]
    is_other = isinstance(records, (str, bytes, dict, Value)) or depth > DEEPEST
    items = None if is_other else iterator(records)
    if items is None:
        raise InvalidRecord("CaseFile", "records", f"expected records, or iterables of them, got {shape(records)}")
    return [record for item in items for record in _flat(item, depth + 1)]


def _by_field(records: Iterable[Record]) -> dict[str, Any]:
    sorted_out: dict[str, list[Record]] = {}
    for record in records:
        sorted_out.setdefault(_FIELD_OF[type(record)], []).append(record)
    return {name: tuple(found) for name, found in sorted_out.items()}


def _replaced(records: tuple[Record, ...], new: dict[RecordId, Record]) -> Iterator[Record]:
    """Return records with each replaced by the changed one of its id; a record that changed its class is left out."""
    for record in records:
        replacement = new.get(record.id, record)
        if type(replacement) is type(record):
            yield replacement


def _labels(records: Iterable[Record]) -> str:
    """Return what may be shown of a few records: their labels or names, else nothing."""
    labels = [getattr(record, "label", "") or (record.name if isinstance(record, Agency) else "") for record in records]
    shown = [label for label in labels if label][:_MOST_LABELS]
    is_cut = len(shown) == _MOST_LABELS and len(labels) > _MOST_LABELS
    return ", ".join([*shown, "…"] if is_cut else shown)

"""The class CaseFile: all records of a case, a family or a thematic review, checked to fit together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

import attrs

from safeguard_model import html_tables as _html
from safeguard_model.discreet import frameless_methods
from safeguard_model.errors import InvalidCaseFile, InvalidRecord, UnknownRecord, shape
from safeguard_model.records.agencies import Agency, Involvement, to_agencies, to_involvements
from safeguard_model.records.base import PersonId, Record, RecordId, Value, shared_last
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
from safeguard_model.records.record_labels import label_of, labels_of
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
from safeguard_model.records.shown_words import shows_words
from safeguard_model.records.sources import Claim, Source, to_claims, to_sources
from safeguard_model.records.vocabulary import Handling
from safeguard_model.records.word_converters import to_handling

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes

    from safeguard_model.dates import When
    from safeguard_model.formats.frames import Backend
    from safeguard_model.records.combining import Combined

__all__ = ["CaseFile", "find_record", "require_casefile"]

Records: TypeAlias = Record | Iterable[Record | Iterable[Record]]
"""The type of an argument that holds records: a record, or an iterable of records and of iterables of records."""


class _Indexed(Value):
    """The slots for what a case file computes only once. They are not fields, so they are not compared or written."""

    __slots__ = ("_all", "_index", "_is_looked_through")
    _all: tuple[Record, ...]
    _index: RecordIndex
    _is_looked_through: bool


@frameless_methods
@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class CaseFile(_Indexed):
    """All that is on file about one child, one family, or the many cases of a thematic review.

    A case file is immutable: `add`, `replace` and `remove` return a new case file, check only what may have changed and
    share the rest. Building a case file raises `InvalidCaseFile` with every problem of structure: an id that appears
    twice, a link to nothing or to the wrong kind of record, a claim about a field that does not exist or with a value
    that the field cannot hold. Implausible data is accepted, because real sources contradict themselves.

    >>> casefile = CaseFile.of("Example", [Child(id="child-1", label="Child 1", born="2016-03")])
    >>> casefile["child-1"].label
    'Child 1'
    """

    title: str = attrs.field(converter=to_required_text, metadata=FREE_TEXT)
    """What the file is about."""
    handling: Handling = attrs.field(default=Handling.IDENTIFIABLE, converter=to_handling, metadata=OPEN)
    """How the file may be handled, which decides what a notebook shows: `identifiable` unless stated otherwise."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=to_sources, metadata=OPEN)
    """Where the statements come from."""
    claims: tuple[Claim, ...] = attrs.field(default=(), converter=to_claims, metadata=OPEN)
    """What sources say of single fields, even where they contradict each other."""
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
    """The people who work for the agencies."""
    involvements: tuple[Involvement, ...] = attrs.field(default=(), converter=to_involvements, metadata=OPEN)
    """Which agency worked with whom."""
    events: tuple[Event, ...] = attrs.field(default=(), converter=to_events, metadata=OPEN)
    """The entries of the agencies' chronologies."""
    incidents: tuple[Incident, ...] = attrs.field(default=(), converter=to_incidents, metadata=OPEN)
    """The occasions on which people were harmed."""
    proceedings: tuple[Proceeding, ...] = attrs.field(default=(), converter=to_proceedings, metadata=OPEN)
    """The work of courts, police, coroners and regulators."""
    reviews: tuple[Review, ...] = attrs.field(default=(), converter=to_reviews, metadata=OPEN)
    """The reviews."""
    episodes: tuple[Episode, ...] = attrs.field(default=(), converter=to_episodes, metadata=OPEN)
    """The stretches of practice that reviews look at."""
    findings: tuple[Finding, ...] = attrs.field(default=(), converter=to_findings, metadata=OPEN)
    """What reviews and proceedings found."""
    recommendations: tuple[Recommendation, ...] = attrs.field(default=(), converter=to_recommendations, metadata=OPEN)
    """What reviews and proceedings ask for."""
    actions: tuple[Action, ...] = attrs.field(default=(), converter=to_actions, metadata=OPEN)
    """What somebody undertook to do."""
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

        Raises `InvalidRecord` if an item is not a record, or if the title, `handling` or `extra` is not valid; and
        `InvalidCaseFile` with every problem of structure.
        """
        return cls(title=title, handling=handling, extra={} if extra is None else extra, **_by_field(_flat(records)))

    def add(self, *records: Records) -> CaseFile:
        """Return a new case file with more records; only the new records are checked.

        Raises `InvalidRecord` if an item is not a record, and `InvalidCaseFile` with every problem of structure.
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
        """Return a new case file in which each given record replaces the record with the same id.

        Pass records that depend on each other in one call, because the result of each call is checked. Raises
        `InvalidRecord` if an item is not a record, `UnknownRecord` if no record has the id of a given record, and
        `InvalidCaseFile` with every problem of structure.
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
        """Return a new case file without the records that have these ids.

        Pass the ids of records that link to each other in one call, because the result of each call is checked. Raises
        `UnknownRecord` if one of the ids belongs to no record, and `InvalidCaseFile` if a remaining record links to a
        removed record, or if the value of a remaining claim is the id of a removed record.
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
        """Return a new case file whose events are the entries of a timeline, in the order of the timeline.

        Derived events are left out. Entries that the timeline does not hold are removed, so pass the timeline of the
        whole case, not a narrowed timeline. Only new and changed entries, claims about them, and records that refer to
        removed entries are checked. Raises `InvalidRecord` if an item is not an Event, and `InvalidCaseFile` with every
        problem of structure, for example if a merged timeline still holds two versions of the same entry.
        """
        items = iterator(timeline)
        if items is None:
            rule = f"expected a Timeline or a list of Events, got {shape(timeline)}"
            raise InvalidRecord("CaseFile", "timeline", rule)
        events = tuple(items)
        for event in events:
            if type(event) is not Event:
                place = [type(each) is Event for each in events].index(False)
                rule = f"expected only Events, got {shape(event)} at index {place}"
                raise InvalidRecord("CaseFile", "timeline", rule)
        entries = tuple(event for event in events if event.derived_from is None)
        old = {event.id: event for event in self.events}
        kept = {event.id for event in entries}
        gone = {id: None for id in old if id not in kept}
        new = {event.id: event for event in entries if old.get(event.id) is not event}
        known = self._indexed()
        problems = duplicates(entries)
        problems += duplicates((event for id, event in new.items() if id not in old), known)
        index = known.extended({**gone, **new})
        problems += misfits((event for event in entries if event.id in new), index)
        problems += misfits(self._others_touched(gone, {**gone, **new}), index)
        if problems:
            raise InvalidCaseFile(problems)
        return self._with({"events": entries}, index)

    def __getitem__(self, id: RecordId) -> Record:
        """Return the record with this id. Raises `UnknownRecord` (a KeyError), which suggests similar ids, if any."""
        known = self._indexed()
        record = known.get(id) if type(id) is str else None
        if record is None:
            labelled: tuple[str, ...] = ()
            if type(id) is str and id:
                labelled = tuple(other.id for other in self.records() if label_of(other) == id)[:3]
            error = UnknownRecord.among(id, known.ids(), labelled=labelled)
            del self, known  # so that the frame of the error does not hold the case; `frameless` would be slower here
            raise error
        return record

    def __contains__(self, id: object) -> bool:
        """Return whether a record has this id."""
        return isinstance(id, str) and self._indexed().get(id) is not None

    def records(self) -> tuple[Record, ...]:
        """Return every record, in the order of the case file's fields."""
        try:
            return self._all
        except AttributeError:
            records = tuple(chain.from_iterable(getattr(self, name) for name in _CLASS_OF))
            object.__setattr__(self, "_all", records)
            return records

    def mentions(self, id: RecordId) -> tuple[Record, ...]:
        """Return the records that link to the record with this id.

        They are sorted by class, in the order of the case file's fields, and then by id. Raises `UnknownRecord` if no
        record has the id.
        """
        self[id]
        return tuple(sorted(self._indexed().mentioning(id), key=lambda record: (_PLACE_OF[type(record)], record.id)))

    def prefixed(self, prefix: str) -> CaseFile:
        """Return the same case file with a prefix before every id, in the records and in the links to them.

        Case files that use the same ids for different people can be combined after this. Ids in `extra` stay as they
        are. Raises `InvalidRecord` if the prefix is not text, or if an id cannot begin with it.
        """
        if not isinstance(prefix, str):
            raise InvalidRecord("CaseFile", "prefix", f"expected text, got {shape(prefix)}")
        from safeguard_model.records.combining import prefixed

        return CaseFile.of(
            self.title, [prefixed(record, self, prefix) for record in self.records()], self.handling, extra=self.extra
        )

    def combine(self, other: CaseFile) -> Combined:
        """Return this case file and another as one: equal records appear once, differing records are listed.

        `combine` is for whole case files. For the chronologies of several agencies, which may tell the same event
        twice, use `merge`. Nothing is overwritten: if two records with the same id differ, the record of this file
        stays. The title is that of this file; the handling is the stricter of the two. A claim of the other file that
        does not fit this file's record is left out and listed as a difference. Raises `InvalidRecord` if `other` is not
        a CaseFile, and `InvalidCaseFile` if anything else of the other file does not fit this file's records.
        """
        require_casefile(other, "CaseFile", "other")
        from safeguard_model.records.combining import combined_files

        return combined_files(self, other)

    def to_frames(self, backend: Backend = "pandas") -> dict[str, Any]:
        """Return a data frame for each field that holds records, under its name: see `safeguard_model.to_frame`."""
        from safeguard_model.formats.frames import casefile_to_frames

        return casefile_to_frames(self, backend)

    def genogram(
        self,
        ax: Axes | None = None,
        on: When | str | date | None = None,
        subject: PersonId | Iterable[PersonId] | None = None,
        revealed: bool = False,
    ) -> Axes:
        """Draw the families over the generations and return the axes; see `safeguard_model.display.genograms`."""
        from safeguard_model.display.genograms import genogram

        return genogram(self, ax, on, subject, revealed)

    def __reduce__(self) -> tuple[Callable[[bytes], CaseFile], tuple[bytes]]:
        """Return a function and its argument, the bytes of a file, from which `pickle` rebuilds the case file."""
        from safeguard_model.formats.files import dumps, loads

        data = dumps(self)
        return partial(loads, max_bytes=len(data)), (data,)

    def __copy__(self) -> CaseFile:
        return self

    def __repr__(self) -> str:
        held = {name: getattr(self, name, ()) for name in _CLASS_OF}  # a file that is not yet complete lacks fields
        counts = [f"{name}: {len(records)}" for name, records in held.items() if records]
        return f"<CaseFile, {getattr(self, 'handling', Handling.IDENTIFIABLE)}; {', '.join(counts) or 'empty'}>"

    def _repr_html_(self) -> str:
        return self.as_html(revealed=shows_words(self))

    def as_html(self, *, revealed: bool) -> str:
        """Return the table that a notebook shows, as HTML. The title is hidden unless `revealed` is True."""
        caption = self.title if revealed is True else f"Case file {_html.hidden_words(self.title, 'reveal(casefile)')}"
        rows = [
            (name.replace("_", " "), len(records), labels_of(records))
            for name in _CLASS_OF
            if (records := getattr(self, name))
        ]
        return _html.table(["records", "number", "which"], rows, f"{caption} ({self.handling})")

    def _indexed(self) -> RecordIndex:
        try:
            return self._index
        except AttributeError:  # the object was made without `__init__`, for example by a tool that copies fields
            object.__setattr__(self, "_index", RecordIndex().extended({record.id: record for record in self.records()}))
            return self._index

    def _with(self, changes: dict[str, Any], index: RecordIndex) -> CaseFile:
        """Return a copy with some fields changed and with their index; the caller has checked the new values."""
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
        """Return the unchanged records that must be checked again.

        These are the records that link to a record in `gone` (removed, or now of another class), the claims whose value
        is the id of such a record, and the claims about a record in `changed`.
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


def find_record(casefile: CaseFile | None, id: RecordId | None) -> Record | None:
    """Return the record with an id; None without a case file, without an id, or if there is no such record."""
    if casefile is None or id is None:
        return None
    return casefile._indexed().get(id)  # pyright: ignore[reportPrivateUsage]


def require_casefile(value: object, where: str, name: str = "casefile") -> CaseFile:
    """Return the value if it is a CaseFile; else raise `InvalidRecord` with the function `where` and its argument."""
    if isinstance(value, CaseFile):
        return value
    raise InvalidRecord(where, name, f"expected a CaseFile, got {shape(value)}")


def _flat(records: object, depth: int = 0) -> list[Record]:
    """Return one record, or all records of nested iterables, as a list. Raises `InvalidRecord` for anything else."""
    if isinstance(records, Record) and type(records) in _FIELD_OF:
        return [records]
    is_other = isinstance(records, (str, bytes, dict, Value)) or depth > DEEPEST
    items = None if is_other else iterator(records)
    if items is None:
        raise InvalidRecord("CaseFile", "records", f"expected records or lists of records, got {shape(records)}")
    return [record for item in items for record in _flat(item, depth + 1)]


def _by_field(records: Iterable[Record]) -> dict[str, Any]:
    """Return the records under the name of the case file's field that holds their class."""
    sorted_out: dict[str, list[Record]] = {}
    for record in records:
        sorted_out.setdefault(_FIELD_OF[type(record)], []).append(record)
    return {name: tuple(found) for name, found in sorted_out.items()}


def _replaced(records: tuple[Record, ...], new: dict[RecordId, Record]) -> Iterator[Record]:
    """Yield the records, each as the new record with its id if there is one.

    A record whose new record is of another class is left out, because another field holds it now.
    """
    for record in records:
        replacement = new.get(record.id, record)
        if type(replacement) is type(record):
            yield replacement

"""`read_chronology`: the reader of an agency's chronology file. No row is lost, and what was odd is listed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

import attrs

from safeguard_model import html_tables as _html
from safeguard_model.chronology.opening.by_suffix import tables_of
from safeguard_model.chronology.opening.tables import refusal
from safeguard_model.chronology.reading.column_notes import column_notes, missing_headings, no_headings
from safeguard_model.chronology.reading.headings import layout_at, plain, to_roles
from safeguard_model.chronology.reading.ids import identify
from safeguard_model.chronology.reading.mentioned_names import MentionedNames
from safeguard_model.chronology.reading.names import names_of, plainly, to_subjects
from safeguard_model.chronology.reading.read_options import ReadOptions
from safeguard_model.chronology.reading.row_notes import named_rows, rejected_notes
from safeguard_model.chronology.reading.rows import Draft, OtherRow, Rows
from safeguard_model.chronology.reading.understood import Understood, columns_understood, report_of
from safeguard_model.discreet import Discreet, frameless, frameless_methods
from safeguard_model.errors import InvalidRecord, counted, shape
from safeguard_model.records import Agency, Citation, Event, EventKind, Record, Source
from safeguard_model.records.base import AgencyId, EventId, SourceId
from safeguard_model.records.converters import to_linked_id
from safeguard_model.records.refusals import Refused, word
from safeguard_model.timeline import Timeline
from safeguard_model.timeline.inputs import require_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from safeguard_model.chronology.kinds import Suggestions
    from safeguard_model.chronology.opening.tables import Tables
    from safeguard_model.chronology.updating import Update
    from safeguard_model.progress import Progress
    from safeguard_model.records import CaseFile, PersonId
    from safeguard_model.timeline.answers import Answers

__all__ = ["Chronology", "read_chronology"]

_KIND_OF: Final = MappingProxyType({plain(kind): kind for kind in EventKind})


def _counted(held: Iterable[object]) -> str:
    return str(len(tuple(held)))


@frameless_methods
@attrs.frozen(kw_only=True, eq=False)
class Chronology(Discreet):
    """An agency's chronology after reading: its entries, and an account of every other row.

    Iterating over a chronology gives its entries. ``rows`` is the length of `events`, `rejected` and `skipped`
    together: no row is lost. Printing a chronology shows the counts and the `notes`, and no text from the file.
    """

    agency: AgencyId | None
    """The id of the agency whose chronology it is; None if no agency, or a mapping of agencies, was given."""
    events: tuple[Event, ...] = attrs.field(repr=_counted)
    """The entries: one for each row that is an entry, in the order of the file."""
    mentioned: MentionedNames = attrs.field(repr=_counted)
    """The names, as written, that belong to nobody who is known, each with the rows in which it was found.

    Displayed, it shows only their number: ``dict(chronology.mentioned)`` and ``reveal`` have the names.
    """
    rejected: tuple[OtherRow, ...] = attrs.field(repr=_counted)
    """The rows that may be entries but could not be read as entries, each with the reason."""
    skipped: tuple[OtherRow, ...] = attrs.field(repr=_counted)
    """The rows that are not entries: titles, headings, blank rows, rows that a tracked change deletes."""
    notes: tuple[str, ...] = attrs.field(repr=_counted)
    """How the columns were understood, what was odd in the file, a table or a row, and why rows were rejected.

    A note names twelve rows or ranges of rows, and says how many others there are. `places` has the row of every entry,
    and each of `rejected` and `skipped` says its own.
    """
    rows: int
    """The number of rows in the file. Blank rows at the end of a table do not count.

    In a transposed table, whose entries are columns, the columns count in their place.
    """
    places: Mapping[EventId, str] = attrs.field(repr=False)
    """The place of each entry in the file, by the id of the entry: ``sheet 2, row 14``.

    With a place and an id the entry that a note names is found: ``{place: id for id, place in places.items()}``.
    """
    columns: tuple[Understood, ...] = attrs.field(default=(), repr=_counted)
    """How each column was read, and how many of its cells, in the order of the file."""
    source: SourceId | None = None
    """The id of the source that the entries cite; None if no source was given."""

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events)

    def __len__(self) -> int:
        return len(self.events)

    def __str__(self) -> str:
        return "\n".join((self._counts(), *(f"- {note}" for note in self.notes)))

    def _repr_html_(self) -> str:
        return _html.table(("note",), ((note,) for note in self.notes), self._counts())

    def _counts(self) -> str:
        entries = counted(len(self.events), "entry", "entries")
        parts = [f"{counted(self.rows, 'row')}: {entries}", f"{len(self.rejected):,} rejected"]
        return ", ".join((*parts, f"{len(self.skipped):,} that are not entries"))

    def timeline(self, casefile: CaseFile | None = None) -> Timeline:
        """Return the entries in order of time, as a `Timeline` to narrow, to ask and to look at.

        `casefile`: the case file that the entries are for, so that questions about ages and about kinds of agency can
        be answered. What else the case file holds is not in the timeline: to have both, merge the two, or take the
        entries in with `update`. Raises `InvalidRecord` if `casefile` is not a `CaseFile`.
        """
        return Timeline(self.events, casefile)

    def report(self) -> Answers[Understood]:
        """Return what was understood of what, as a table: rows, columns, dates, kinds of event and names.

        A column is read as the field that its line names. Cells that could not be read are kept in the event's
        ``extra``. The report holds no text from the file.
        """
        return report_of(self)

    def with_kinds(self, settled: Suggestions | Iterable[Event]) -> Chronology:
        """Return the same chronology with the kinds of its entries settled.

        `settled`: what `suggest_kinds` gave for this chronology, of which every suggestion with a score of at least 0.8
        is accepted; or the events that `Suggestions.accept` returned. Raises `InvalidRecord` for suggestions of other
        events, and for events that differ from the entries in more than their kind.
        """
        from safeguard_model.chronology.kinds import with_kinds

        return with_kinds(self, settled)

    def update(self, casefile: CaseFile) -> Update:
        """Return a case file with this chronology in place of an earlier version of it, and a list of what changed.

        Each entry is matched to its earlier version by its date, its words and its id. What the file says replaces what
        the case file had. If the file says nothing in a field, what the case file has there is kept, such as a kind or
        a link. A comment in the case file always stays. People, professionals, tags and codes of the file are added,
        and none is removed. An entry that is no longer in the file stays in the case file: see `Update.gone`.

        Raises `InvalidCaseFile` if the entries do not fit the case file, and `InvalidRecord` if `casefile` is not a
        `CaseFile`.
        """
        from safeguard_model.chronology.updating import update

        return update(casefile, self)


@frameless
def read_chronology(  # noqa: PLR0917 - in the order in which a call names them
    path: str | os.PathLike[str],
    agency: AgencyId | Mapping[str, AgencyId] | None = None,
    columns: Mapping[str, str | None] | None = None,
    people: Mapping[str, str] | None = None,
    subject: PersonId | Iterable[PersonId] | Mapping[str, PersonId | Iterable[PersonId]] | None = None,
    blank_date: Literal["unknown", "carry"] = "unknown",
    *,
    casefile: CaseFile | None = None,
    source: SourceId | None = None,
    kinds: Mapping[str, EventKind | str] | None = None,
    dates: Literal["dmy", "mdy"] | None = None,
    progress: Progress = None,
) -> Chronology:
    r"""Read an agency's chronology from a file of text, a spreadsheet or a Word document.

    Args:
        path: The file: ``.csv``, ``.tsv``, ``.docx``, ``.xlsx``, ``.xls``, ``.xlsb`` or ``.ods``. Spreadsheets need the
            extra ``excel``.
        agency: The id of the agency whose entries these are. If the file has a column of agencies: a mapping from each
            name in that column to the agency's id.
        columns: What your own headings mean: a mapping from each heading to a field of `Event`, or to ``time``,
            ``end``, ``end_time``, ``ref`` or ``subject``. None leaves a column out. Instead of a heading, ``column 3``
            means the third column. Headings in general use are known without this mapping.
        people: A mapping from the names and initials in cells to the ids of people or professionals.
        subject: The people whom the chronology is about. Every entry is about them, unless the file has a column for
            the child and the cell is filled in: the entry is then about those whom the cell names. If the tables of the
            file are about different people, give a mapping: ``{"sheet 1": "child-e", "sheet 2": "sibling-s"}``.
        blank_date: ``unknown`` gives an entry without a date the date ``XXXX``; ``carry`` gives it the date of the row
            above.
        casefile: The case file that the entries are for. The labels, names and aliases of its people and professionals,
            and the names of its agencies, are then known. It is also known which of the people are children.
        source: The id of the `Source` record for this file. Every entry then cites its row in that source, except the
            entries that `write_chronology` wrote, which keep their own citations.
        kinds: A mapping from words in the column of types to kinds of event. The words of `EventKind` are known
            without this mapping.
        dates: The order of day and month in dates of three numbers: ``dmy`` or ``mdy``. None means the day first, but
            if some dates of a column can only have the month first, those that may be in either order are not read.
        progress: True for a progress bar, or a function in the form of tqdm, through which the rows of the file pass.

    If the date of a row cannot be read, the entry has the date ``XXXX``, and the words of the cell are in
    `when_as_written`. Columns that are not known, and cells that cannot be read, are kept in the event's ``extra``. If
    the same file is read again, its entries get the same ids.

    Raises `InvalidFile` for a file whose content cannot be read, OSError for a file that cannot be opened,
    `InvalidRecord` for a wrong argument, `UnknownRecord` for an id that is not in the case file, and `MissingExtra` if
    a spreadsheet needs the extra ``excel``, or a progress bar needs tqdm.

    >>> from pathlib import Path
    >>> text = "Date,Time,Event,Child seen?\n2/3/16,1430hrs,Home visit,Yes\nearly Aug 2016,,Rang mother,\n"
    >>> _ = Path("visits.csv").write_text(text)
    >>> chronology = read_chronology("visits.csv", agency="hv", subject="child-a")
    >>> [(event.when.text, event.seen) for event in chronology.events]
    [('2016-03-02T14:30', ('child-a',)), ('[2016-08-01..2016-08-10]', ())]
    >>> print(chronology)
    3 rows: 2 entries, 0 rejected, 1 that are not entries
    - columns: 1 date, 2 time, 3 description, 4 seen
    """
    _is_path(path)
    if blank_date not in ("unknown", "carry"):
        raise InvalidRecord("read_chronology", "blank_date", f"expected unknown or carry, got {shape(blank_date)}")
    if dates not in (None, "dmy", "mdy"):
        raise InvalidRecord("read_chronology", "dates", f"expected dmy or mdy, got {shape(dates)}")
    names = names_of(people, casefile)
    one, many = _to_agency(agency)
    _on_file(casefile, "agency", Agency, *filter(None, (one, *many.values())))
    _on_file(casefile, "source", Source, *filter(None, (_to_id(source, "source"),)))
    options = ReadOptions(
        names=names,
        roles=to_roles(columns),
        kinds={**_KIND_OF, **_to_kinds(kinds)},
        agency=one,
        agencies=plainly(many, "agency"),
        carry=blank_date == "carry",
        order=dates,
        is_neutralised=Path(path).suffix.lower() != ".docx",
    )
    tables = tables_of(path, lambda row: layout_at(row, options.roles) is not None)
    _are_tables(subject, tables)
    rows = Rows(options, to_subjects(subject, casefile))
    rows.read(tables.tables, progress)
    if not rows.layouts:
        has_rows = any(table.rows for table in tables.tables)
        if has_rows and not rows.look:
            raise no_headings(tables)
        raise refusal("headings", rows.look or _nothing_read(tables))
    identify(rows.drafts)
    events = tuple(_events(rows.drafts, rows.rejected, source))
    return Chronology(
        agency=one,
        events=tuple(event for event, _ in events),
        mentioned=MentionedNames({name: tuple(dict.fromkeys(where)) for name, where in rows.strangers.items()}),
        rejected=tuple(rows.rejected),
        skipped=tuple(rows.skipped),
        notes=tuple(_notes(tables, rows)),
        rows=rows.count,
        places={event.id: place for event, place in events},
        columns=tuple(columns_understood(rows.layouts, rows.drafts)),
        source=source,
    )


def _is_path(path: object) -> None:
    """Check that a path is one. Raises `InvalidRecord` for anything else, such as the bytes of a file."""
    name = os.fspath(path) if isinstance(path, (str, os.PathLike)) else None
    if not isinstance(name, str) or "\0" in name:
        raise InvalidRecord(
            "read_chronology", "path", f"expected the path of a file, str or PathLike, got {shape(path)}"
        )


_EMPTY: Final = "the file is empty: expected a table with a row of headings"
_NO_TABLE: Final = "the file has no table with content: expected a table with a row of headings. It holds"


def _nothing_read(tables: Tables) -> str:
    """Return the reason why a file without any row is refused, and what else the file holds."""
    notes = [*tables.notes, *(note for table in tables.tables for note in table.notes)]
    return f"{_NO_TABLE}: {'; '.join(notes)}" if notes else _EMPTY


def _events(drafts: Iterable[Draft], rejected: list[OtherRow], source: str | None) -> Iterator[tuple[Event, str]]:
    for draft in drafts:
        fields = draft.fields
        if source is not None and not draft.is_own:
            fields["citations"] = (*fields.get("citations", ()), Citation(source=source, where=draft.where))
        try:
            event = Event(**fields)
        except InvalidRecord as refusal:
            reason = f"the row cannot be an entry: {refusal.field}: {refusal.rule}"
            rejected.append(OtherRow(draft.where, draft.number, reason, draft.cells))
        else:
            yield event, draft.where


def _are_tables(subject: object, tables: Tables) -> None:
    """Check that every table named in `subject` is in the file. Raises `InvalidRecord` if one is not."""
    there = [table.where or "only one table, which has no name: give no mapping" for table in tables.tables]
    if isinstance(subject, Mapping) and not set(subject) <= {table.where for table in tables.tables}:
        raise InvalidRecord("read_chronology", "subject", f"expected tables of the file: {', '.join(there)}")


def _notes(tables: Tables, rows: Rows) -> Iterator[str]:
    yield from tables.notes
    lost = [str(number) for number in missing_headings([*rows.options.roles], [*rows.layouts.values()])]
    if lost:
        yield f"these headings in columns= are not in the file, by their number in the mapping: {', '.join(lost)}"
    if any(draft.fields["agency"] is None and not draft.is_own for draft in rows.drafts):
        yield "some entries have no agency: give one with agency="
    for table in tables.tables:
        before = f"{table.where}, " if table.where else ""
        yield from (f"{before}{note}" for note in table.notes)
        if table.where in rows.layouts:
            yield from (f"{before}{note}" for note in column_notes(rows.layouts[table.where]))
        odd = {what: numbers for (where, what), numbers in rows.odd.items() if where == table.where}
        for what, numbers in odd.items():
            named = f"{named_rows(numbers, rows.units.get(table.where, 'row'))}: " if numbers else ""
            yield f"{before}{named}{what}"
        yield from (f"{before}{note}" for where, note in rejected_notes(rows.rejected, odd) if where == table.where)


def _to_agency(agency: AgencyId | Mapping[str, AgencyId] | None) -> tuple[str | None, Mapping[str, str]]:
    if not isinstance(agency, Mapping):
        return _to_id(agency, "agency"), {}
    for name, id in agency.items():
        if type(name) is not str or not plain(name):
            raise InvalidRecord("read_chronology", "agency", f"expected the name of an agency, got {shape(name)}")
        _to_id(id, "agency")
    return None, agency


def _on_file(casefile: CaseFile | None, argument: str, kind: type[Record], *ids: str) -> None:
    """Check that ids are in the case file; without a case file, check nothing.

    Raises `UnknownRecord` for an id that is missing, and `InvalidRecord` for the id of another kind of record.
    """
    if casefile is not None:
        for id in ids:
            require_record(casefile, id, kind, "read_chronology", argument)


def _to_id(id: str | None, argument: str) -> str | None:
    rule = None
    try:
        if id is not None:
            to_linked_id(id)
    except Refused as refusal:
        rule = refusal.rule
    if rule is not None:
        raise InvalidRecord("read_chronology", argument, rule)
    return id


def _to_kinds(kinds: Mapping[str, EventKind | str] | None) -> Mapping[str, EventKind]:
    if kinds is not None and not isinstance(kinds, Mapping):
        raise InvalidRecord("read_chronology", "kinds", f"expected a mapping from words to kinds, got {shape(kinds)}")
    meanings: dict[str, EventKind] = {}
    for words, kind in (kinds or {}).items():
        if type(words) is not str or not plain(words):
            raise InvalidRecord("read_chronology", "kinds", f"expected a word as it is in the file, got {shape(words)}")
        meanings[plain(words)] = _to_kind(kind)
    return meanings


def _to_kind(kind: EventKind | str) -> EventKind:
    rule = None
    try:
        return word(EventKind, kind)
    except Refused as refusal:
        rule = refusal.rule
    raise InvalidRecord("read_chronology", "kinds", rule)

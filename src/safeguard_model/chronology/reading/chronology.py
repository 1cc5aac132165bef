"""`read_chronology`: the reader of an agency's chronology file. No row is lost, and what was odd is listed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

import attrs

from safeguard_model import html_tables as _html
from safeguard_model.chronology.opening.by_suffix import tables_of
from safeguard_model.chronology.opening.tables import count, refusal
from safeguard_model.chronology.reading.entries import ReadOptions
from safeguard_model.chronology.reading.headings import Layout, layout_at, plain, to_roles
from safeguard_model.chronology.reading.ids import identify
from safeguard_model.chronology.reading.names import names_of, plainly, to_subjects
from safeguard_model.chronology.reading.rows import Draft, OtherRow, Rows
from safeguard_model.discreet import Discreet, frameless, frameless_methods
from safeguard_model.errors import InvalidRecord, shape
from safeguard_model.records import Agency, Citation, Event, EventKind, Record, Source
from safeguard_model.records.base import AgencyId, EventId, SourceId
from safeguard_model.records.converters import to_linked_id
from safeguard_model.records.refusals import Refused, word
from safeguard_model.timeline.inputs import require_record

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    from safeguard_model.chronology.opening.tables import Tables
    from safeguard_model.chronology.updating import Update
    from safeguard_model.records import CaseFile, PersonId

__all__ = ["Chronology", "read_chronology"]

_WORDS: Final = MappingProxyType({
    "when": "date", "reporter": "source of information", "ref": "reference", "end": "end date", "id": "id",
    "subject": "child", "childs_account": "child's account",
})  # fmt: skip
_KIND_OF: Final = MappingProxyType({plain(kind): kind for kind in EventKind})
_MOST_ROWS_NAMED: Final = 12


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
    mentioned: Mapping[str, tuple[str, ...]] = attrs.field(repr=_counted)
    """The names, as written, that belong to nobody who is known, each with the rows in which it was found."""
    rejected: tuple[OtherRow, ...] = attrs.field(repr=_counted)
    """The rows that may be entries but could not be read as entries, each with the reason."""
    skipped: tuple[OtherRow, ...] = attrs.field(repr=_counted)
    """The rows that are not entries: titles, headings, blank rows, rows that a tracked change deletes."""
    notes: tuple[str, ...] = attrs.field(repr=_counted)
    """How the columns were understood, and what was odd in the file, a table or a row."""
    rows: int
    """The number of rows in the file. Blank rows at the end of a table do not count."""
    places: Mapping[EventId, str] = attrs.field(repr=False)
    """The place of each entry in the file, by the id of the entry: ``sheet 2, row 14``."""
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
        entries = "1 entry" if len(self.events) == 1 else f"{len(self.events):,} entries"
        parts = [f"{count(self.rows, 'row')}: {entries}", f"{len(self.rejected):,} rejected"]
        return ", ".join((*parts, f"{len(self.skipped):,} that are not entries"))

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
) -> Chronology:
    r"""Read an agency's chronology from a ``.csv``, ``.tsv``, ``.xlsx`` or ``.docx`` file.

    Args:
        path: The file. Only ``.xlsx`` needs an extra, ``excel``.
        agency: The id of the agency whose entries these are. If the file has a column of agencies: a mapping from each
            name in that column to the agency's id.
        columns: What your own headings mean: a mapping from each heading to a field of `Event`, or to ``time``,
            ``end``, ``end_time``, ``ref`` or ``subject``. None leaves a column out. Headings in general use are known
            without this mapping.
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

    If the date of a row cannot be read, the entry has the date ``XXXX``, and the words of the cell are in
    `when_as_written`. Columns that are not known, and cells that cannot be read, are kept in the event's ``extra``. If
    the same file is read again, its entries get the same ids.

    Raises `InvalidFile` for a file whose content cannot be read, OSError for a file that cannot be opened,
    `InvalidRecord` for a wrong argument, `UnknownRecord` for an id that is not in the case file, and `MissingExtra` if
    an ``.xlsx`` file needs the extra ``excel``.

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
    if blank_date not in ("unknown", "carry"):
        raise InvalidRecord("read_chronology", "blank_date", f"expected unknown or carry, got {shape(blank_date)}")
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
        is_neutralised=Path(path).suffix.lower() != ".docx",
    )
    tables = tables_of(path, lambda row: layout_at(row, options.roles) is not None)
    _are_tables(subject, tables)
    rows = Rows(options, to_subjects(subject, casefile))
    for table in tables.tables:
        rows.read(table)
    if not rows.layouts:
        raise refusal("headings", _NO_HEADINGS if any(table.rows for table in tables.tables) else _EMPTY)
    identify(rows.drafts)
    events = tuple(_events(rows.drafts, rows.rejected, source))
    return Chronology(
        agency=one,
        events=tuple(event for event, _ in events),
        mentioned={name: tuple(dict.fromkeys(where)) for name, where in rows.strangers.items()},
        rejected=tuple(rows.rejected),
        skipped=tuple(rows.skipped),
        notes=tuple(_notes(tables, rows)),
        rows=sum(len(table.rows) for table in tables.tables),
        places={event.id: place for event, place in events},
        source=source,
    )


_EMPTY: Final = "the file is empty: expected a table with a row of headings"
_NO_HEADINGS: Final = (
    "no row of headings was found: a chronology has a heading for the date and another for what happened; "
    "say what your headings mean with columns={'your heading': 'when', 'another': 'description'}"
)


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
    headings = {heading for layout in rows.layouts.values() for heading in layout.plain}
    lost = [str(number) for number, heading in enumerate(rows.options.roles, start=1) if heading not in headings]
    if lost:
        yield f"these headings in columns= are not in the file, by their number in the mapping: {', '.join(lost)}"
    if any(draft.fields["agency"] is None and not draft.is_own for draft in rows.drafts):
        yield "some entries have no agency: give one with agency="
    for table in tables.tables:
        before = f"{table.where}, " if table.where else ""
        yield from (f"{before}{note}" for note in table.notes)
        if table.where in rows.layouts:
            yield f"{before}columns: {_columns(rows.layouts[table.where])}"
        for (where, what), numbers in rows.odd.items():
            if where == table.where:
                yield f"{before}{f'{_rows(numbers)}: ' if numbers else ''}{what}"


def _columns(layout: Layout) -> str:
    parts: list[str] = []
    for number, role in enumerate(layout.roles, start=1):
        if role is None:
            parts.append(f"{number} not known, kept as it is")
        else:
            parts.append(f"{number} {_WORDS.get(role, role.replace('_', ' ')) if role else 'left out'}")
    return ", ".join(parts)


def _rows(numbers: list[int]) -> str:
    """Return row numbers in words, such as ``rows 3, 5 to 9``; after twelve numbers or ranges, ``others``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    shown = [f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs[:_MOST_ROWS_NAMED]]
    if len(runs) > _MOST_ROWS_NAMED:
        shown.append("others")
    return f"row{'s' if len(numbers) > 1 else ''} {', '.join(shown)}"


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

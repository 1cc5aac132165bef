"""The columns and rows of a timeline's table, which are the same for every format of file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from safeguard_model.chronology.cells import HEADINGS, LINKS, TIME_HEADING, cell_of, clock_of
from safeguard_model.chronology.writing.panel import AGE, AGE_OF, EXCHANGE, PANEL, PanelWords, is_only_a_birth
from safeguard_model.dates import Precision
from safeguard_model.discreet import Discreet
from safeguard_model.errors import InvalidRecord, near, shape
from safeguard_model.records import Agency, Event, Person, Professional, Source
from safeguard_model.records.casefile import find_record
from safeguard_model.records.fields import fields_of
from safeguard_model.timeline.wording import dates_in_words, label_of

if TYPE_CHECKING:
    from safeguard_model.dates import When
    from safeguard_model.timeline import Timeline

__all__ = ["CLOCK", "COLOURS", "DAY", "Column", "Columns", "Front", "WrittenTable", "table_of"]

Columns: TypeAlias = Iterable[str] | Mapping[str, str]
"""Names of fields of `Event`, ``age``, ``age of ID``, or a mapping from the user's own headings to these."""

DAY: Final = "when: day"
"""The content of the column "Date" if there is a column "Time" beside it: an exact time gives only its day."""
CLOCK: Final = "when: time"
"""The content of the column "Time": the time of day of an exact time, else an empty text."""
COLOURS: Final = (
    "#fbf9d3",
    "#ecb438",
    "#e7e7e7",
    "#5dc1a6",
    "#b6def5",
    "#e29151",
    "#e7bfd5",
    "#54a0cb",
)
"""The colours of the agencies, in the order in which the agencies first appear; the ninth gets the first colour again.

People who are colour-blind can tell the hues apart. In print without colour, the shades can be told apart. Black text
is easy to read on each colour.
"""

_MOST: Final = {
    "description": 60,
    "what happened": 60,
    "known_to": 44,
    "comment": 40,
    "childs_account": 40,
    "outcome": 40,
    "extra": 40,
    "citations": 34,
}
_MOST_USUALLY: Final = 24
_PANEL_HEADINGS: Final = {
    "when": "Date",
    "people": "Who",
    "what happened": "What happened",
    "source": "Source",
    "comment": "Analysis",
    AGE: "Age",
}
"""The headings of the columns for a panel that differ from those of `HEADINGS`."""
_IN_WORDS: Final = frozenset({"what happened", "source", AGE})
"""Contents of columns that are no fields of `Event`."""
_LONGEST_HEADING: Final = 255
_SURROGATE = re.compile("[\ud800-\udfff]")
_DEFAULTS: Final = {field.name: field.default for field in fields_of(Event)}
_ALWAYS: Final = ("id", "when", "agency", "kind", "people", "description")


@attrs.frozen(eq=False)
class Column(Discreet):
    """A column of the table: its heading, and its content, which is a field of `Event` or the day or time of `when`."""

    heading: str = attrs.field(repr=False)
    what: str

    @property
    def field(self) -> str:
        """The field of `Event` from which the column is written."""
        return self.what.partition(":")[0]


@attrs.frozen
class Front:
    """What stands beside the table of a document."""

    title: str = ""
    """The title above the table; empty for none."""
    marking: str = ""
    """The protective marking at the top and the bottom of each page; empty for none."""


class WrittenTable:
    """The columns and entries of a timeline, and the text of each cell."""

    def __init__(self, timeline: Timeline, columns: tuple[Column, ...]) -> None:
        self.columns = columns
        self.events = tuple(timeline)
        self._casefile = timeline.casefile
        self.is_exact = any(column.what == "id" for column in columns)
        """Whether the ids are written, so that the file can be read back. If not, labels are written for ids."""
        self._words = PanelWords(timeline)
        self._labels: dict[str, str] = {}
        agencies = dict.fromkeys(event.agency for event in self.events if event.agency is not None)
        self._colours = {agency: place % len(COLOURS) for place, agency in enumerate(agencies)}
        self.rows = [[self._text(event, column) for column in columns] for event in self.events]
        """The texts of the cells, with a row for each entry."""

    @property
    def rows_for_reading(self) -> list[list[str]]:
        """The texts of the cells for people: a vague date begins with "some time" if the next entry may lie in it."""
        dates = dates_in_words(self.events, revealed=True)
        places = [place for place, column in enumerate(self.columns) if column.what in {"when", DAY}]
        rows = [[*row] for row in self.rows]
        for row, event, words in zip(rows, self.events, dates, strict=True):
            for place in places if words != str(event.when) else ():
                row[place] = words
        return rows

    def widths(self) -> list[tuple[int, int]]:
        """Return two widths of each column in characters: the least and the best.

        The least has room for each word of the heading; for `description`, it is also at least half the best. The best
        has room for the longest line of the cells too, up to a limit for each field.
        """
        widths: list[tuple[int, int]] = []
        for place, column in enumerate(self.columns):
            longest = max((len(line) for row in self.rows for line in row[place].split("\n")), default=0)
            heading = max(map(len, column.heading.split()), default=0)
            best = max(heading, min(longest, _MOST.get(column.what, _MOST_USUALLY)))
            is_told = column.what in {"description", "what happened"}
            widths.append((max(heading, best // 2) if is_told else heading, best))
        return widths

    def _text(self, event: Event, column: Column) -> str:
        parts = clock_of(event.when) if column.what in {DAY, CLOCK} else None
        if column.what == CLOCK:
            return parts[1] if parts else ""
        if column.what in _IN_WORDS or column.what.startswith(AGE_OF) or (column.what == "seen" and not self.is_exact):
            return self._words.text(event, column.what)
        if column.field in LINKS and not self.is_exact:
            ids = getattr(event, column.field)
            return "; ".join(self._label(id) or id for id in ([ids] if isinstance(ids, str) else ids or ()))
        return str(parts[0]) if parts else cell_of(column.field, event, self._label)

    def moment(self, event: Event, column: Column) -> date | time | None:
        """Return the day or time that the cell of a workbook can hold as a real date or time, else None.

        A time with seconds, a date with the time midnight and a time in `recorded` stay text.
        """
        when: When | None = getattr(event, column.field) if column.field in {"when", "recorded"} else None
        if when is None or when.approximate or when.uncertain or when.earliest is None:
            return None
        if column.what == DAY or when.precision is Precision.DAY:
            is_day = when.precision in {Precision.DAY, Precision.MINUTE} and column.what != CLOCK
            return when.earliest if is_day else None
        if when.time is None or len(when.text) > len("2016-03-02T14:30") or column.field == "recorded":
            return None
        if column.what == CLOCK:
            return when.time
        return datetime.combine(when.earliest, when.time) if when.time != time.min else None

    def colour(self, event: Event) -> int | None:
        """Return the position in `COLOURS` of the colour of an entry's agency; None if the entry has no agency."""
        return None if event.agency is None else self._colours[event.agency]

    def _label(self, id: str) -> str:
        if id not in self._labels:
            record = find_record(self._casefile, id)
            if isinstance(record, Person | Professional):
                self._labels[id] = record.label
            elif isinstance(record, Source):
                self._labels[id] = record.title
            else:
                self._labels[id] = record.name if isinstance(record, Agency) else ""
        return self._labels[id]


def table_of(timeline: Timeline, columns: Columns) -> WrittenTable:
    """Return the table of a timeline. Raises `InvalidRecord` for columns that are not headings or fields.

    With the columns of `PANEL`, a birth that is derived from a record has no row: it would say a date of birth only.
    """
    if isinstance(columns, Mapping):
        return WrittenTable(timeline, _own(columns))
    fields = _checked(columns)
    if fields == PANEL:
        panel = tuple(Column(_PANEL_HEADINGS.get(field, HEADINGS.get(field, field)), field) for field in PANEL)
        return WrittenTable(timeline.where(lambda event: not is_only_a_birth(event)), panel)
    fields = _in_use(timeline) if fields == EXCHANGE else fields
    is_timed = any(clock_of(event.when) for event in timeline)
    written: list[Column] = []
    for field in fields:
        is_split = field == "when" and is_timed
        written.append(Column(_heading(field, timeline), DAY if is_split else field))
        if is_split:
            written.append(Column(TIME_HEADING, CLOCK))
    return WrittenTable(timeline, tuple(written))


def _heading(field: str, timeline: Timeline) -> str:
    if field.startswith(AGE_OF):
        return f"Age of {label_of(timeline.casefile, field.removeprefix(AGE_OF))}"
    return HEADINGS.get(field) or _PANEL_HEADINGS[field]


def _in_use(timeline: Timeline) -> tuple[str, ...]:
    """Return the fields that always have a column, and the other fields that any entry uses."""
    return tuple(field for field in HEADINGS if field in _ALWAYS or any(_holds(event, field) for event in timeline))


def _holds(event: Event, field: str) -> bool:
    value = getattr(event, field)
    return value != _DEFAULTS[field] and (value == 0 or bool(value))  # order may be 0


def _own(columns: Mapping[str, str]) -> tuple[Column, ...]:
    headings: Iterable[Any] = columns
    for place, heading in enumerate(headings, start=1):
        if type(heading) is not str:
            raise _refused(f"expected text as the heading of column {place}, got {shape(heading)}")
        if len(heading) > _LONGEST_HEADING or _SURROGATE.search(heading):
            rule = f"expected at most {_LONGEST_HEADING} characters and no lone surrogates"
            raise _refused(f"{rule} in the heading of column {place}")
    return tuple(map(Column, columns, _checked(columns.values(), once=False)))


def _checked(columns: Any, *, once: bool = True) -> tuple[str, ...]:
    if isinstance(columns, str) or not isinstance(columns, Iterable):
        given = "text" if isinstance(columns, str) else shape(columns)
        raise _refused(f"expected a list of fields of Event, or a mapping from headings to fields, got {given}")
    fields = tuple(columns)
    if not fields:
        raise _refused("expected at least one column")
    for place, field in enumerate(fields, start=1):
        is_age = isinstance(field, str) and field.startswith(AGE_OF)
        if not isinstance(field, str) or not (field in HEADINGS or field in _IN_WORDS or is_age):
            meant = near(field, (*HEADINGS, *_IN_WORDS), 2) if isinstance(field, str) else []
            hint = f"; did you mean {' or '.join(meant)}?" if meant else ""
            raise _refused(f"column {place} is not a field of Event, age or age of an id{hint}")
    if once and len(set(fields)) < len(fields):
        raise _refused("the same field appears twice: give each field once, or a mapping from headings to fields")
    return fields


def _refused(rule: str) -> InvalidRecord:
    return InvalidRecord("write_chronology", "columns", rule)

"""Timelines, records and answers as rows, as data frames and as tables of Arrow."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, overload

import attrs

from safeguard_model.discreet import Discreet, frameless
from safeguard_model.errors import InvalidRecord, MissingExtra, Problem, an, shape
from safeguard_model.formats.arrow_tables import arrow_table, pyarrow
from safeguard_model.formats.frame_columns import AGED_EVENTS, columns_of
from safeguard_model.formats.frame_forms import Lookup, plain_values
from safeguard_model.records import CaseFile, Event, Record
from safeguard_model.records.casefile import require_casefile
from safeguard_model.records.converters import iterator
from safeguard_model.timeline.answers import Answers
from safeguard_model.timeline.lifetimes import EventAge
from safeguard_model.timeline.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from safeguard_model.formats.frame_forms import FrameColumn

__all__ = ["Backend", "Tabular", "casefile_to_frames", "to_arrow", "to_frame", "to_rows"]

Backend: TypeAlias = Literal["pandas", "polars", "pyarrow"]
"""The library whose data frame is wanted."""
Tabular: TypeAlias = Iterable[Any]
"""A `Timeline`, `Answers`, or any iterable of records, or of results, of one class."""

_BACKENDS = ("pandas", "polars", "pyarrow")


class _Given(NamedTuple):
    """The rows of a table, its columns, and what is known besides."""

    columns: tuple[FrameColumn, ...]
    items: Sequence[Any]
    lookup: Lookup


@frameless
def to_rows(x: Tabular, *, casefile: CaseFile | None = None, of: type | None = None) -> list[dict[str, Any]]:
    """Return one dict for each event, record or answer. No other package is needed.

    The keys are the columns of `to_frame`, and are the same in every row. The values are plain: text, `date`, numbers,
    bools, lists, dicts and None. None means "not recorded", never "no". Nothing is left out: see `to_frame`, which also
    explains the arguments and the errors.

    >>> from safeguard_model import Event
    >>> (row,) = to_rows([Event(id="e-1", when="2016-03", kind="referral", people=["child-1"])])
    >>> row["id"], row["when"], row["when_earliest"], row["when_precision"], row["people"]
    ('e-1', '2016-03', datetime.date(2016, 3, 1), 'month', ['child-1'])
    """
    given = _given(x, casefile, of, "to_rows")
    names = [column.name for column in given.columns]
    columns = [
        plain_values(column.form, column.values(given.items, given.lookup), given.lookup) for column in given.columns
    ]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


@frameless
def to_arrow(x: Tabular, *, casefile: CaseFile | None = None, of: type | None = None) -> Any:
    """Return a `pyarrow.Table` with one row for each event, record or answer.

    The schema depends on the class of the rows alone: it is the same for no rows. Dates are ``date32``, words of an
    enum are a dictionary, ids are lists of text, values with fields of their own are structs. See `to_frame`. Raises
    `MissingExtra` if pyarrow is not installed.
    """
    given = _given(x, casefile, of, "to_arrow")
    return arrow_table(*given)


@overload
def to_frame(
    x: Tabular, backend: Literal["polars"], *, casefile: CaseFile | None = None, of: type | None = None
) -> pl.DataFrame: ...
@overload
def to_frame(
    x: Tabular, backend: Backend = "pandas", *, casefile: CaseFile | None = None, of: type | None = None
) -> Any: ...
@frameless
def to_frame(
    x: Tabular, backend: Backend = "pandas", *, casefile: CaseFile | None = None, of: type | None = None
) -> Any:
    """Return a data frame of pandas or polars, or a table of pyarrow, with one row for each event, record or answer.

    **Everything is written, whatever its sensitivity**: free text, names, addresses, and the dates of births and
    deaths, which a timeline does not display. `withheld_from` is not applied; it is only one more column. Redact or
    pseudonymise first if the frame leaves your hands.

    The columns are the fields, in order, and beside them:

    - for a date ``when``: ``when`` (its text), ``when_earliest`` and ``when_latest`` (real dates; null: no limit) and
      ``when_precision``;
    - for an age ``stated``: ``stated`` (its text), ``stated_in_words``, ``stated_days_least`` and ``..._most``;
    - for a number of days: ``days_least`` and ``days_most``;
    - for the id of an agency: its ``..._name`` and ``..._kind``; for that of a person: the ``..._label``; for
      ``people``: ``people_labels``;
    - for the event of an answer: its id, and its kind, date, agency and description, as ``after_kind`` and so on;
    - for an event: lists of one length in ``about`` (everybody whom it is about, or of whom it says whether they were
      seen), ``about_labels``, ``about_ages`` (in completed months or years), ``about_age_days_least``,
      ``about_age_days_most`` and ``about_seen``: "yes", "alone", "with others", "no", "yes and no" (the entry
      contradicts itself), "not read" (there is a cell that was not understood) or null.

    Null means "not recorded", never "no". Values with fields of their own, such as `Knowledge`, are structs (dicts in
    pandas). `extra` is JSON.

    Args:
        x: A Timeline, `Answers`, or any iterable of records, or of results, of one class.
        backend: The library. The dates of pandas are ``datetime64``, its numbers and bools can be null.
        casefile: The case file that has the labels, the names and the births. A Timeline and Answers bring theirs.
        of: The class of the rows; needed only if there are no rows and the class is not Event.

    Raises:
        InvalidRecord: `x` is not such a thing, its rows are of several classes, or a number is too large for a table.
        MissingExtra: The extra ``frames``, or the library asked for, is not installed.
    """
    if backend not in _BACKENDS:
        raise InvalidRecord("to_frame", "backend", f"expected pandas, polars or pyarrow, got {shape(backend)}")
    table = arrow_table(*_given(x, casefile, of, "to_frame"))
    if backend == "pyarrow":
        return table
    library = _library(backend)
    if backend == "polars":
        return library.from_arrow(table)
    return _in_pandas(table, library)


def casefile_to_frames(casefile: CaseFile, backend: Backend) -> dict[str, Any]:
    """Return a data frame for each field of a case file that holds records, under the name of the field."""
    tables = {}
    for field in attrs.fields(CaseFile):
        records = getattr(casefile, field.name)
        if isinstance(records, tuple):
            tables[field.name] = to_frame(records, backend, casefile=casefile, of=_class_in(field.name))
    return tables


def _class_in(name: str) -> type:
    """Return the class of the records in a field of a case file."""
    from safeguard_model.records.fields import fields_of

    return next(field.type for field in fields_of(CaseFile) if field.name == name)


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        pass
    raise MissingExtra("", name)


# pandas has no null in its plain columns of numbers and bools: with one, numbers become floats and bools objects. The
# types with null keep the type of a column the same, whatever the rows.
def _in_pandas(table: Any, pd: Any) -> Any:
    """Return a table of Arrow as a data frame of pandas."""
    pa = pyarrow()
    types = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    return table.to_pandas(date_as_object=False, integer_object_nulls=True, types_mapper=types.get)


def _given(x: Tabular, casefile: CaseFile | None, of: type | None, where: str) -> _Given:
    """Return the columns and the rows of what a function was given. Raises `InvalidRecord` if there are none."""
    if casefile is not None:
        require_casefile(casefile, where)
    elif isinstance(x, (Timeline, Answers)):
        casefile = x.casefile
    if isinstance(x, CaseFile):
        rule = "expected a timeline, records or answers, got a CaseFile: use its to_frames, or one of its fields"
        raise InvalidRecord(where, "x", rule)
    held = None if isinstance(x, (str, bytes, dict)) else iterator(x)
    if held is None:
        raise InvalidRecord(where, "x", f"expected a timeline, records or answers, got {shape(x)}")
    items = tuple(held)
    kind = _class_of(items, of or (x.of if isinstance(x, Answers) else None), where)
    if kind is None and isinstance(x, Answers):
        raise InvalidRecord(where, "of", "there are no answers to take the class from: give it, as in of=Gap")
    kind = kind or Event
    return _Given(_columns(kind, where), items, Lookup(casefile, _events_of(x, items, casefile)))


def _events_of(x: Tabular, items: Sequence[Any], casefile: CaseFile | None) -> Sequence[Event]:
    """Return the events that may tell of births and deaths: those of the timeline, as for `ages`; or of the file."""
    if isinstance(x, Timeline):
        return items
    return () if casefile is None else casefile.events


def _class_of(items: Sequence[object], of: type | None, where: str) -> type | None:
    """Return the one class of the items; without items, the class `of`. Raises `InvalidRecord` if there are several."""
    kinds = list(dict.fromkeys(map(type, items)))
    if of is not None and not isinstance(of, type):
        raise InvalidRecord(where, "of", f"expected a class, got {shape(of)}")
    if len(kinds) > 1:
        rule = f"expected items of one class, got {an(kinds[0].__name__)} and {an(kinds[1].__name__)}"
        raise InvalidRecord(where, "x", rule)
    if kinds and of not in (None, kinds[0]):
        raise InvalidRecord(where, "of", f"expected the class of the items, {kinds[0].__name__}, got another")
    return kinds[0] if kinds else of


def _columns(kind: type, where: str) -> tuple[FrameColumn, ...]:
    """Return the columns for a class. Raises `InvalidRecord` for a class that is not a row of anything."""
    if kind is EventAge:
        return AGED_EVENTS
    is_ours = issubclass(kind, (Discreet, Problem)) or hasattr(kind, "headings")  # every answer has headings
    if is_ours and attrs.has(kind) and kind not in (CaseFile, Record):
        try:
            return columns_of(kind)
        except (NameError, TypeError):
            pass
    raise InvalidRecord(where, "x", f"expected records or answers, got {an(kind.__name__)}")

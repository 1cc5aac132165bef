"""Events back from a data frame, such as one that `to_frame` made."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from math import isnan
from typing import TYPE_CHECKING, Any, Final

from safeguard_model.dates import to_when
from safeguard_model.discreet import frameless
from safeguard_model.errors import InvalidFile, InvalidRecord, InvalidWhen, MissingExtra, Problem, near, shape
from safeguard_model.formats.frame_columns import AGED_EVENTS
from safeguard_model.formats.frame_forms import ListOf, Object, Scalar
from safeguard_model.formats.problems import Problems, problem
from safeguard_model.formats.record_reading import reader
from safeguard_model.formats.strict_json import decode
from safeguard_model.records import Event
from safeguard_model.records.fields import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from safeguard_model.formats.frame_forms import Form

__all__ = ["from_frame"]

_FORMS: Final = {column.name: column.form for column in AGED_EVENTS if column.is_read}
"""The columns that are read. The others of `to_frame` are worked out from these."""
_KNOWN: Final = frozenset(column.name for column in AGED_EVENTS)
_DATES: Final = frozenset({"when", "recorded"})
_NULLS: Final = frozenset({"NAType", "NaTType"})
_MOST_BYTES: Final = 64 * 1024 * 1024


@frameless
def from_frame(frame: Any) -> tuple[Event, ...]:
    """Return the events of a data frame of pandas or polars, or of a table of pyarrow, one for each row.

    The columns are the fields of `Event`, under their names; ``id``, ``when`` and ``kind`` are needed. What `to_frame`
    wrote is read back equal. A null is the same as a column that is not there: the field has its default. A date may be
    strict text, a date or a time. The columns that `to_frame` works out from others, such as ``when_earliest`` and
    ``agency_name``, are not read. Whether ids belong to records is for the case file to say: see
    `CaseFile.with_timeline`.

    Raises:
        InvalidFile: A column is missing, or is not one of `to_frame`, or a value is wrong. `problems` lists every
            problem with its place, such as ``row 14, column when``. The first row is row 1. No value is shown.
        InvalidRecord: `frame` is not a data frame, or is a lazy one.
        MissingExtra: The extra ``frames`` is not installed.
    """
    table = _eager(frame)
    names = [*map(str, table.columns)]
    problems = [*_wrong_columns(names)]
    events: list[Event] = []
    if not problems:
        read = reader(Event)
        for number, row in enumerate(table.iter_rows(), start=1):
            found = _event(names, row, read)
            if isinstance(found, Problems):
                problems += _placed(found, number)
            else:
                events.append(found)
    if not problems:
        return tuple(events)
    error = InvalidFile(problems)
    error.what = "the frame cannot be read"
    del frame, table, events
    raise error


def _eager(frame: Any) -> Any:
    """Return a frame of narwhals, which reads the frames of several libraries in one way."""
    nw = _narwhals()
    try:
        return nw.from_native(frame, eager_only=True)
    except (TypeError, ValueError, nw.exceptions.NarwhalsError):
        pass
    rule = f"expected a data frame of pandas or polars, or a table of pyarrow, got {shape(frame)}"
    raise InvalidRecord("from_frame", "frame", f"{rule}: call `collect` on a lazy one, and give each column one name")


def _narwhals() -> Any:
    try:
        return import_module("narwhals")
    except ImportError:
        pass
    raise MissingExtra("frames")


def _wrong_columns(names: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for each column that is not one of `to_frame`, or appears twice, or is needed and missing.

    A column that nothing reads would be lost without a word. Its heading may be private, so it is given by its place.
    """
    seen: set[str] = set()
    for place, name in enumerate(names, start=1):
        if name not in _KNOWN:
            meant = near(name, _FORMS, 1)
            hint = f"; did you mean {meant[0]}?" if meant else ""
            yield problem("unknown-column", f"not a field of Event: rename it or drop it{hint}", f"column {place}")
        elif name in seen:
            yield problem("duplicate-column", f"another column is called {name} too: keep one", f"column {place}")
        seen.add(name)
    for field in fields_of(Event):
        if field.required and field.name not in seen:
            yield problem("missing-column", "required, and missing", f"column {field.name}")


def _event(names: Sequence[str], row: Sequence[Any], read: Any) -> Event | Problems:
    """Return the event of a row, or every problem with the row."""
    problems = Problems()
    given: dict[str, Any] = {}
    for name, value in zip(names, row, strict=True):
        if name not in _FORMS or _is_null(value):
            continue
        found = _plain(_FORMS[name], value)
        if name in _DATES:
            found = _date_text(found)
        elif name == "extra" and type(found) is str:
            found = _from_json(found)
        if isinstance(found, Problems):
            problems.extend(found.beneath(f".{name}"))
            # The reader tells of the other fields only if this one is right, so it gets the default, or a stand-in.
            if name == "when":
                given[name] = "XXXX"
        else:
            given[name] = found
    event: Event | Problems = read(given)
    if isinstance(event, Problems):
        problems.extend(event)
    return problems or event


def _is_null(value: object) -> bool:
    """Return whether a value is a null: None, a float that is not a number, or one of the nulls of pandas."""
    return value is None or (isinstance(value, float) and isnan(value)) or type(value).__name__ in _NULLS


def _plain(form: Form | None, value: Any) -> Any:
    """Return a value of a frame as a plain Python value. What does not fit the form stays as it is, to be refused."""
    if not isinstance(value, (str, date, list, dict, int, float)) and hasattr(value, "tolist"):
        value = value.tolist()  # an array or a number of numpy
    if isinstance(form, ListOf) and isinstance(value, (list, tuple)):
        return [_plain(form.item, each) for each in value]
    if isinstance(form, Object) and isinstance(value, dict):
        forms = {column.name: column.form for column in form.columns}
        return {key: _plain(forms.get(key), each) for key, each in value.items() if not _is_null(each)}
    if form is Scalar.WHOLE and isinstance(value, float) and value.is_integer():
        return int(value)  # pandas makes floats of numbers that have a null among them
    if isinstance(value, str):
        return str(value)
    return float(value) if isinstance(value, float) else value


def _date_text(value: Any) -> Any:
    """Return the strict text of a date or a time, or the problem with it. Anything else is left for the reader."""
    if not isinstance(value, date):
        return value
    try:
        return to_when(value).text
    except InvalidWhen as error:
        return Problems([problem("value", str(error))])


def _from_json(text: str) -> Any:
    """Return a tool's own fields, as `to_frame` writes them, or the problems with the text."""
    found, problems = decode(text, _MOST_BYTES)
    return problems or found


def _placed(problems: Problems, row: int) -> Iterator[Problem]:
    """Yield the problems of a row with their row and column in place of their path."""
    for each in problems:
        column = each.where.removeprefix("$").removeprefix(".")
        yield problem(each.code, each.message, f"row {row}, column {column}" if column else f"row {row}")

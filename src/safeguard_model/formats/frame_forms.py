"""The columns of a table of results: the form of their values, and how the values are read from a row's object.

Nothing here needs a library for tables. `arrow_tables` says which type of Arrow each form is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum, auto
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from safeguard_model.records import Agency, Person
from safeguard_model.records.casefile import find_record
from safeguard_model.timeline.lifetimes import lives_of

if TYPE_CHECKING:
    from safeguard_model.records import CaseFile, Event, PersonId
    from safeguard_model.timeline.lifetimes import Life

__all__ = ["EPOCH", "Form", "FrameColumn", "ListOf", "Lookup", "Object", "Scalar", "WordsForm", "plain_values"]

EPOCH: Final = date(1970, 1, 1).toordinal()
"""The day from which the days of a column of dates are counted, as in Arrow."""


class Scalar(StrEnum):
    """The form of a column with one plain value in each row."""

    TEXT = auto()
    DATE = auto()
    """A day, held as the number of days since `EPOCH`."""
    WHOLE = auto()
    NUMBER = auto()
    FLAG = auto()


@attrs.frozen
class WordsForm:
    """The form of a column with one of a few words in each row: a dictionary of Arrow, a category of pandas."""

    words: tuple[str, ...]
    """All the words that there can be, whichever of them the rows have."""


@attrs.frozen
class ListOf:
    """The form of a column with a list in each row. No list is null."""

    item: Form


@attrs.frozen
class Object:
    """The form of a value with fields of its own: a struct of Arrow, a dict of Python."""

    columns: tuple[FrameColumn, ...]


Form: TypeAlias = Scalar | WordsForm | ListOf | Object


class Lookup:
    """What is known besides the rows: the labels and names of the case file, and the lives of its people."""

    def __init__(self, casefile: CaseFile | None, events: Sequence[Event] = ()) -> None:
        self.casefile = casefile
        self.kept: dict[str, Any] = {}
        """What several columns need, so that it is worked out only once."""
        self._events = events
        self._lives: dict[PersonId, Life] | None = None

    def label(self, id: str | None) -> str | None:
        """Return the label of a person or the name of an agency; None if it is not on file."""
        record = find_record(self.casefile, id)
        if isinstance(record, Agency):
            return record.name or None
        return record.label if isinstance(record, Person) else None

    def agency_kind(self, id: str | None) -> str | None:
        """Return the kind of an agency; None if it is not on file."""
        record = find_record(self.casefile, id)
        return record.kind if isinstance(record, Agency) else None

    def life(self, id: PersonId) -> Life | None:
        """Return the birth and the death of a person, as the records and the events say; None if not on file."""
        if self._lives is None:
            self._lives = lives_of(self.casefile, self._events)
        return self._lives.get(id)


@attrs.frozen
class FrameColumn:
    """One column: its name, the form of its values, and the function that reads the values of all rows at once."""

    name: str
    form: Form
    values: Callable[[Sequence[Any], Lookup], list[Any]]
    """Return a value for each object. None is null: not recorded, never "no"."""
    is_read: bool = True
    """Whether `from_frame` reads the column. If not, it is worked out from others."""

    def of_present(self, objects: Sequence[Any], lookup: Lookup) -> list[Any]:
        """Return a value for each object that is not None, and None in the places of the others."""
        return _with_gaps(objects, lambda present: self.values(present, lookup))


def plain_values(form: Form, values: Sequence[Any], lookup: Lookup) -> Sequence[Any]:
    """Return the values of a column as plain Python values: text, dates, numbers, bools, lists, dicts and None."""
    if form is Scalar.DATE:
        return [None if day is None else date.fromordinal(day + EPOCH) for day in values]
    if isinstance(form, WordsForm):
        return [None if word is None else str(word) for word in values]
    if isinstance(form, ListOf):
        return list(_split(plain_values(form.item, list(chain.from_iterable(values)), lookup), map(len, values)))
    if isinstance(form, Object):
        return _with_gaps(values, lambda present: _as_dicts(form, present, lookup))
    return values


def _with_gaps(objects: Sequence[Any], read: Callable[[Sequence[Any]], Sequence[Any]]) -> list[Any]:
    """Return what `read` gives for the objects that are not None, and None in the places of the others."""
    present = [each for each in objects if each is not None]
    found = iter(read(present))
    if len(present) == len(objects):
        return list(found)
    return [None if each is None else next(found) for each in objects]


def _split(items: Sequence[Any], lengths: Iterable[int]) -> Iterator[list[Any]]:
    left = iter(items)
    return (list(islice(left, length)) for length in lengths)


def _as_dicts(form: Object, objects: Sequence[Any], lookup: Lookup) -> list[dict[str, Any]]:
    names = [column.name for column in form.columns]
    columns = [plain_values(column.form, column.values(objects, lookup), lookup) for column in form.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]

"""Tables of Arrow, built column by column, with pyarrow, which is imported when a table is first built."""

from __future__ import annotations

from array import array
from importlib import import_module
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any, Final

from safeguard_model.errors import InvalidRecord, MissingExtra
from safeguard_model.formats.frame_forms import ListOf, Object, Scalar, WordsForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safeguard_model.formats.frame_forms import Form, FrameColumn, Lookup

__all__ = ["arrow_table", "pyarrow"]

_FEW: Final = 127
"""The most words whose numbers fit in one byte."""


def pyarrow() -> Any:
    """Return the library pyarrow. Raises `MissingExtra` if it is not installed."""
    try:
        return import_module("pyarrow")
    except ImportError:
        pass
    raise MissingExtra("frames")


def arrow_table(columns: Sequence[FrameColumn], items: Sequence[Any], lookup: Lookup) -> Any:
    """Return a `pyarrow.Table` with a row for each item. Its schema depends on the columns alone."""
    builder = _TableBuilder(pyarrow(), lookup)
    types = [(column.name, builder.type_of(column.form)) for column in columns]
    arrays = [_checked(builder, column, items) for column in columns]
    return builder.pa.Table.from_arrays(arrays, schema=builder.pa.schema(types))


def _checked(builder: _TableBuilder, column: FrameColumn, items: Sequence[Any]) -> Any:
    """Return the array of a column. Raises our own error for a number that Arrow cannot hold: Arrow's may quote it."""
    values = column.values(items, builder.lookup)
    try:
        return builder.array(column.form, values)
    except (OverflowError, builder.pa.ArrowInvalid):
        pass
    del values, items
    rule = "a table holds whole numbers below 2 to the power of 63, got a larger one: to_rows has no such limit"
    raise InvalidRecord("to_arrow", column.name, rule)


# Most fields of most records are empty. Arrow needs memory for each row of an empty column too: the place at which the
# list or the text of the row ends. All these places are zero, so that all empty columns share one buffer of zeros.
# Columns with lists of the same lengths share their places too.
class _TableBuilder:
    """The builder of the arrays of one table. It keeps the buffers that several arrays share."""

    def __init__(self, pa: Any, lookup: Lookup) -> None:
        self.pa = pa
        self.lookup = lookup
        self._zeros = pa.py_buffer(b"")
        self._places: dict[bytes, Any] = {}
        self._types = {
            Scalar.TEXT: pa.string(),
            Scalar.DATE: pa.date32(),
            Scalar.WHOLE: pa.int64(),
            Scalar.NUMBER: pa.float64(),
            Scalar.FLAG: pa.bool_(),
        }

    def type_of(self, form: Form) -> Any:
        """Return the type of Arrow for the values of a form."""
        pa = self.pa
        if isinstance(form, WordsForm):
            return pa.dictionary(pa.int8() if len(form.words) <= _FEW else pa.int16(), pa.string())
        if isinstance(form, ListOf):
            return pa.list_(self.type_of(form.item))
        if isinstance(form, Object):
            return pa.struct([(column.name, self.type_of(column.form)) for column in form.columns])
        return self._types[form]

    def array(self, form: Form, values: Sequence[Any]) -> Any:
        """Return an array of some values of a form."""
        if isinstance(form, ListOf):
            return self._lists(form, values)
        if isinstance(form, Object):
            return self._objects(form, values)
        if isinstance(form, WordsForm):
            return self._words(form, values)
        return self._scalars(self.type_of(form), values)

    def _scalars(self, type: Any, values: Sequence[Any]) -> Any:
        size = len(values)
        if size:
            first = values[0]
            if first is None and values.count(None) == size:
                zeros = self._zeros_for(size)
                has_text = self.pa.types.is_string(type)
                buffers = [zeros, zeros, zeros] if has_text else [zeros, zeros]
                return self.pa.Array.from_buffers(type, size, buffers, null_count=size)
            if first == "" and values.count("") == size:
                zeros = self._zeros_for(size)
                return self.pa.Array.from_buffers(type, size, [None, zeros, zeros], null_count=0)
        return self.pa.array(values, type)

    def _words(self, form: WordsForm, values: Sequence[Any]) -> Any:
        type = self.type_of(form)
        number_of: dict[str | None, int | None] = {None: None}
        number_of.update((word, number) for number, word in enumerate(form.words))
        numbers = self._scalars(type.index_type, [number_of[word] for word in values])
        words = self.pa.array([str(word) for word in form.words], self.pa.string())
        return self.pa.DictionaryArray.from_arrays(numbers, words)

    def _lists(self, form: ListOf, values: Sequence[Any]) -> Any:
        items = list(chain.from_iterable(values))
        if items:
            places = array("i", accumulate(map(len, values), initial=0)).tobytes()
            buffer = self._places.setdefault(places, self.pa.py_buffer(places))
        else:
            buffer = self._zeros_for(len(values))
        offsets = self.pa.Array.from_buffers(self.pa.int32(), len(values) + 1, [None, buffer], null_count=0)
        return self.pa.ListArray.from_arrays(offsets, self.array(form.item, items))

    def _objects(self, form: Object, values: Sequence[Any]) -> Any:
        pa = self.pa
        fields = [pa.field(column.name, self.type_of(column.form)) for column in form.columns]
        arrays = []
        for column in form.columns:
            held = column.of_present(values, self.lookup)
            if isinstance(column.form, ListOf):
                held = [() if each is None else each for each in held]
            arrays.append(self.array(column.form, held))
        if None not in values:
            return pa.StructArray.from_arrays(arrays, fields=fields)
        is_null = pa.array([each is None for each in values], pa.bool_())
        return pa.StructArray.from_arrays(arrays, fields=fields, mask=is_null)

    def _zeros_for(self, size: int) -> Any:
        """Return a buffer of zeros that is long enough for an empty column of this size."""
        if self._zeros.size < 8 * (size + 1):
            self._zeros = self.pa.py_buffer(bytes(8 * (size + 1)))
        return self._zeros

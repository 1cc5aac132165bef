"""The index of records by id, shared between a case file and the case files made from it.

The index is a stack of layers, and a layer never changes. A new layer is merged with the layer below it as long as the
layer below is at most twice as large. After that, each layer is more than twice as large as the layer above it. So n
records have at most about log2(n) layers, and a look-up searches each layer at most once. When single records are
added, a record is copied only into a layer at least half as large again as its old layer. So a record is copied about
log n times, and n additions cost about n log n steps in total. A case file that is built in one call has one layer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguard_model.records.links import links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from safeguard_model.records.base import Record

__all__ = ["RecordIndex"]


class _Layer:
    """One layer of the index: records by id, with None for the id of a removed record.

    The first call of `mentioning` finds the links between the records; later calls use the same result.
    """

    __slots__ = ("_mentioned", "records")

    def __init__(self, records: Mapping[str, Record | None]) -> None:
        self.records = records
        self._mentioned: dict[str, list[Record]] | None = None

    def mentioning(self, id: str) -> list[Record]:
        """Return the records of this layer that link to an id."""
        if self._mentioned is None:
            mentioned: dict[str, list[Record]] = {}
            for record in self.records.values():
                if record is not None:
                    for target in {target for _, target, _ in links(record)}:
                        mentioned.setdefault(target, []).append(record)
            self._mentioned = mentioned
        return self._mentioned.get(id, [])


class RecordIndex:
    """An index of records by id. It never changes: `extended` returns a new index that shares layers with this one."""

    __slots__ = ("_layers",)

    def __init__(self, layers: tuple[_Layer, ...] = ()) -> None:
        self._layers = layers

    def extended(self, changes: Mapping[str, Record | None]) -> RecordIndex:
        """Return a new index in which the changed records are added, replaced or (where None) removed."""
        layers = list(self._layers)
        top = dict(changes)
        while layers and len(layers[-1].records) <= 2 * len(top):
            top = {**layers.pop().records, **top}
        if not layers:  # no layer is left below, so no mark is needed for what was removed from a layer below
            top = {id: record for id, record in top.items() if record is not None}
        return RecordIndex((*layers, _Layer(top)))

    def get(self, id: str) -> Record | None:
        """Return the record with an id, or None."""
        for layer in reversed(self._layers):
            if id in layer.records:
                return layer.records[id]
        return None

    def getter(self) -> Callable[[str], Record | None]:
        """Return a function that does what `get` does; for an index of one layer, a faster function."""
        return self._layers[0].records.get if len(self._layers) == 1 else self.get

    def mentioning(self, id: str) -> list[Record]:
        """Return the records that link to an id."""
        # A lower layer may hold a record that a higher layer replaces or removes. Such an old record does not count.
        mentioning = [record for layer in self._layers for record in layer.mentioning(id)]
        if len(self._layers) == 1:
            return mentioning
        return list({record.id: record for record in mentioning if self.get(record.id) is record}.values())

    def ids(self) -> Iterator[str]:
        """Yield the id of every record."""
        for place, layer in enumerate(self._layers):
            above = self._layers[place + 1 :]
            yield from (
                id
                for id, record in layer.records.items()
                if record is not None and not any(id in later.records for later in above)
            )

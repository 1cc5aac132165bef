"""The index of records by id, shared between a case file and those made from it.

The index is a stack of layers, none ever changed. A layer that would be no more than twice as large as what comes on
top of it is merged with it, so n single additions cost n log n in all and a look-up passes at most log n layers; one
layer after a build in bulk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguard_model.records.links import links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from safeguard_model.records.base import Record

__all__ = ["RecordIndex"]


class _Layer:
    """Records by id, None where one was removed; and, worked out at the first question, who mentions whom."""

    __slots__ = ("_mentioned", "records")

    def __init__(self, records: Mapping[str, Record | None]) -> None:
        self.records = records
        self._mentioned: dict[str, list[Record]] | None = None

    def mentioning(self, id: str) -> list[Record]:
        if self._mentioned is None:
            mentioned: dict[str, list[Record]] = {}
            for record in self.records.values():
                if record is not None:
                    for target in {target for _, target, _ in links(record)}:
                        mentioned.setdefault(target, []).append(record)
            self._mentioned = mentioned
        return self._mentioned.get(id, [])


class RecordIndex:
    """Immutable from outside; `extended` gives a new one that shares what it can."""

    __slots__ = ("_layers",)

    def __init__(self, layers: tuple[_Layer, ...] = ()) -> None:
        self._layers = layers

    def extended(self, changes: Mapping[str, Record | None]) -> RecordIndex:
        """Return the index with records added or replaced, or removed where None."""
        layers = list(self._layers)
        top = dict(changes)
        while layers and len(layers[-1].records) <= 2 * len(top):
            top = {**layers.pop().records, **top}
        if not layers:
            top = {id: record for id, record in top.items() if record is not None}
        return RecordIndex((*layers, _Layer(top)))

    def get(self, id: str) -> Record | None:
        """Return the record with an id, or None."""
        for layer in reversed(self._layers):
            if id in layer.records:
                return layer.records[id]
        return None

    def getter(self) -> Callable[[str], Record | None]:
        """Return `get`, and in an index of one layer its fastest form."""
        return self._layers[0].records.get if len(self._layers) == 1 else self.get

    def mentioning(self, id: str) -> list[Record]:
        """Return the records that link to an id."""
        mentioning = [record for layer in self._layers for record in layer.mentioning(id)]
        if len(self._layers) == 1:
            return mentioning
        return list({record.id: record for record in mentioning if self.get(record.id) is record}.values())

    def ids(self) -> Iterator[str]:
        """Return every id."""
        for place, layer in enumerate(self._layers):
            above = self._layers[place + 1 :]
            yield from (
                id
                for id, record in layer.records.items()
                if record is not None and not any(id in later.records for later in above)
            )

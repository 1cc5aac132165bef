"""The labels of records: what a table, or the error for an unknown id, may show of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from safeguard_model.records.agencies import Agency

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguard_model.records.base import Record

__all__ = ["label_of", "labels_of"]

_MOST_LABELS: Final = 12


def label_of(record: Record) -> str:
    """Return the label of a record, or for an Agency, its name; an empty text if it has neither."""
    label: str = record.name if isinstance(record, Agency) else getattr(record, "label", "")
    return label


def labels_of(records: Iterable[Record]) -> str:
    """Return the first labels of some records, as one text; for an Agency, its name.

    At most twelve labels are shown; if there are more records than that, the text ends with "…". Records without a
    label, such as events, are not shown. Nor are the names of other records, because they may identify people.
    """
    labels = [label_of(record) for record in records]
    shown = [label for label in labels if label][:_MOST_LABELS]
    is_cut = len(shown) == _MOST_LABELS and len(labels) > _MOST_LABELS
    return ", ".join([*shown, "…"] if is_cut else shown)

"""Makers of the records that the tests here share."""

from __future__ import annotations

import attrs

from safeguard_model.records import (
    CaseFile,
    Record,
)
from safeguard_model.records.sensitivity import refs_of


def links_of(record):
    """The ids a record links to, found afresh from the metadata."""
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            if refs_of(field) and item is not None:
                yield item
            elif attrs.has(type(item)) and not isinstance(item, Record):
                yield from links_of(item)


def same(casefile, records):
    """Whether a case file is as if built anew of the records, in all that can be asked of it."""
    plain = CaseFile.of(casefile.title, records, casefile.handling, extra=casefile.extra)
    assert casefile == plain
    assert casefile.records() == plain.records()
    for record in records:
        assert record.id in casefile
        assert casefile[record.id] is record
        mentioning = {other.id for other in records if record.id in set(links_of(other))}
        found = casefile.mentions(record.id)
        assert found == plain.mentions(record.id)
        assert {other.id for other in found} == mentioning
        assert len(found) == len(mentioning)
    return True

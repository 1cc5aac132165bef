"""The texts of CSV, TSV, JSON and JSONL: every cell, every key, every value, numbers too."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import attrs

from safeguard_model import records
from safeguard_model.privacy.hiding_places.decoding import decoded_text
from safeguard_model.privacy.hiding_places.plain_parts import read_lines, read_text

if TYPE_CHECKING:
    from safeguard_model.privacy.hiding_places.text_parts import TextCollector

__all__ = ["json_value", "read_csv", "read_json", "read_json_lines", "read_json_text", "walk_json"]

_DELIMITERS: Final = ",;\t|"
_SEPARATOR: Final = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
_HEAD: Final = 20
_PLAIN_KEYS: Final = frozenset(
    [
        "cells",
        "source",
        "outputs",
        "output",
        "metadata",
        "data",
        "text",
        "name",
        "id",
        "type",
        "kind",
        "title",
        "label",
        "labels",
        "notes",
        "note",
        "description",
        "date",
        "dates",
        "value",
        "values",
        "items",
        "records",
        "events",
        "people",
        "children",
        "adults",
        "agencies",
        "rows",
        "columns",
        "key",
        "extra",
        "format",
        "version",
        "execution_count",
        "cell_type",
        "output_type",
        "nbformat",
        "nbformat_minor",
        "kernelspec",
        "language_info",
        "traceback",
        "ename",
        "evalue",
        "attachments",
        "display_name",
        "language",
        "address",
        "email",
        "phone",
        "author",
        "authors",
        "comment",
        "comments",
        "tags",
    ]
)


def read_csv(found: TextCollector, data: bytes, *, delimiter: str = "") -> None:
    """Read a CSV file cell by cell. The first row, usually the headings, is row 1."""
    text = decoded_text(data)
    start = 0
    if separator := _SEPARATOR.match(text):
        delimiter, start = separator[1], separator.end()
    kept = found.mark()
    try:
        reader = csv.reader(io.StringIO(text[start:], newline=""), delimiter=delimiter or _likely_delimiter(text))
        for number, row in enumerate(reader, start=1):
            for place, cell in enumerate(row, start=1):
                if cell:
                    found.text(f"row {number}, column {place}", cell)
    except (csv.Error, ValueError, TypeError):  # a cell longer than the csv module reads, or an odd delimiter
        found.undo(kept)
        read_lines(found, text)


def read_json(found: TextCollector, data: bytes) -> None:
    """Read a JSON file: every key and value. What is not JSON is read as plain text."""
    text = decoded_text(data)
    if not read_json_text(found, text, ""):
        read_lines(found, text)


def read_json_lines(found: TextCollector, data: bytes) -> None:
    """Read a file with a JSON value on each line."""
    for number, line in enumerate(decoded_text(data).split("\n"), start=1):
        if line.strip() and not read_json_text(found, line, f"line {number}"):
            found.text(f"line {number}", line)


def read_json_text(found: TextCollector, text: str, where: str) -> bool:
    """Read JSON that stands somewhere in a file, and return whether it is JSON."""
    value = json_value(text)
    if value is None:
        return False
    walk_json(found, value[0], f"{where}, $" if where else "$")
    return True


# An object becomes a tuple of pairs, so that a key that appears twice loses no value. Numbers stay the text that they
# are in the file: an identifier with a leading zero or with many digits is found as it is written.
def json_value(text: str) -> tuple[Any] | None:
    """Return a tuple of one, the value of JSON, or None if it is not JSON. Objects are tuples of pairs."""
    try:
        return (json.loads(text, object_pairs_hook=tuple, parse_int=str, parse_float=str, parse_constant=str),)
    except (ValueError, RecursionError):
        return None


def walk_json(found: TextCollector, value: Any, path: str) -> None:
    """Read every key and text of a value. A key that may be a person's name is shown by its position, from 1."""
    waiting: list[tuple[str, Any]] = [(path, value)]
    while waiting:
        here, each = waiting.pop()
        if isinstance(each, str):
            read_text(found, here, each)
        elif isinstance(each, list):
            waiting.extend((f"{here}[{number}]", item) for number, item in reversed([*enumerate(each)]))
        elif isinstance(each, tuple):
            inner: list[tuple[str, Any]] = []
            for number, (key, item) in enumerate(each, start=1):
                name = f".{key}" if key in known_keys() else f"{{{number}}}"
                if name[0] == "{":
                    found.text(f"{here}{name}, key", key)
                inner.append((here + name, item))
            waiting.extend(reversed(inner))


@cache
def known_keys() -> frozenset[str]:
    """Return the keys that may be shown: the fields of our records and a few plain words."""
    fields: set[str] = set()
    for name in records.__all__:
        cls: Any = getattr(records, name)
        if isinstance(cls, type) and attrs.has(cls):
            fields.update(field.name for field in attrs.fields(cls))
    return _PLAIN_KEYS | fields


def _likely_delimiter(text: str) -> str:
    """Return the delimiter that appears most often in the first lines."""
    lines = text[:65_536].split("\n")[:_HEAD]
    counts = {each: sum(line.count(each) for line in lines) for each in _DELIMITERS}
    return max(_DELIMITERS, key=lambda each: counts[each])

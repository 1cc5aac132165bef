"""The versions of the format: older documents are brought up to date, and what a newer minor version adds is kept.

The functions here turn one plain document into another, so that every way of reading and writing can use them. A
document of another version is first turned into a document of the version `FORMAT`, and then read as strictly as any.

A newer minor version may add keys, and words to enums, which this release does not know. When such a document is read,
its unknown keys and words are moved to ``extra["safeguard-model:newer"]`` of the nearest record. Unknown keys of the
case file itself are moved to the `extra` of the case file. When the case file is written, all unknown keys and words
are put back where they were.

Each key under ``safeguard-model:newer`` is a JSON Pointer (RFC 6901), which starts at the record. Its entry contains

- for an unknown key: the ``value``, and the key that it came ``after``, unless it came first;
- for a known field, one item of its list, or the key ``format``: the ``value`` in the file, and the value that was
  ``read`` instead. The value that was read has no unknown keys. An unknown word is read as ``other``. If the field has
  no such word, the unknown word is read as nothing; if the field cannot be empty, the word is refused.

If somebody has changed a field or an item after reading, its value is no longer equal to the value that was read. Then
the change is written, and the entry stays in `extra`. A document is written in the newer version only if reading that
document gives the same case file again. Otherwise all entries stay in `extra`.
"""

from __future__ import annotations

import json
import re
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from safeguard_model.errors import UnsupportedVersion, shape
from safeguard_model.formats.problems import Problems, problem
from safeguard_model.records import CaseFile, Record
from safeguard_model.records.fields import Field, fields_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = [
    "FORMAT",
    "FORMAT_KEY",
    "FORMAT_NAME",
    "FORMAT_VERSION",
    "MIGRATIONS",
    "NEWER",
    "current",
    "read_other",
    "restored",
    "version_of",
]

Document: TypeAlias = dict[str, Any]

FORMAT_KEY: Final = "format"
"""The first key of a case file, whose value is its format."""
FORMAT_NAME: Final = "safeguard-model"
"""The name of the format, without its version."""
FORMAT_VERSION: Final = "1.0"
"""The version of the format that this release writes."""
FORMAT: Final = f"{FORMAT_NAME}/{FORMAT_VERSION}"
"""The value of the key `FORMAT_KEY` in a case file that this release writes."""
NEWER: Final = f"{FORMAT_NAME}:newer"
"""The key of `extra` that holds what a newer minor version adds."""
MIGRATIONS: Mapping[tuple[int, int], Callable[[Document], Document]] = MappingProxyType({})
"""For each older version, a function that takes its document and returns a new document of the next version.

The function also sets the new `format`. The function does not change the given document. There is no older version
yet."""

_ANY_FORMAT = re.compile(FORMAT_NAME + r"/(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})")
_FORMAT_PATH: Final = f"$.{FORMAT_KEY}"
_FORMAT_POINTER: Final = f"/{FORMAT_KEY}"
_PLACE = re.compile("0|[1-9][0-9]{0,8}")
_OTHER: Final = "other"


def version_of(document: Document) -> tuple[int, int] | None:
    """Return the major and minor version that a document says it has; None if it is not a case file of this library."""
    given = document.get(FORMAT_KEY)
    match = _ANY_FORMAT.fullmatch(given) if type(given) is str else None
    return (int(match[1]), int(match[2])) if match else None


_CURRENT = version_of({FORMAT_KEY: FORMAT}) or (0, 0)


def read_other(document: Document, read: Callable[[Document], Any]) -> Any:
    """Bring a document of another version to the version `FORMAT`. Return what `read` returns for it, or `Problems`.

    If `read` refuses a document of a newer version, one more problem says that a later release may read it.
    """
    version = version_of(document)
    upgraded = current(document)
    if isinstance(upgraded, Problems):
        return upgraded
    outcome = read(upgraded)
    if type(outcome) is Problems and version and version > _CURRENT:
        rule = (
            f"the file has version {version[0]}.{version[1]}, newer than this release, and what is refused may be valid"
        )
        outcome.append(problem("format", f"{rule} in that version: read the file with a later release", _FORMAT_PATH))
    return outcome


def current(document: Document) -> Document | Problems:
    """Return the document in the version `FORMAT`, or `Problems`. The given document is not changed.

    An older document is migrated version by version. In a document of a newer minor version, the keys and words that
    this release does not know are moved to `extra`.
    """
    version = version_of(document)
    while version and version in MIGRATIONS:
        step = _migrated(document, version)
        following = version_of(step) if type(step) is dict else None
        if following is None or following <= version:
            rule = (
                f"the file says that it has version {_named(version)}, but its content does not fit: correct `format`"
            )
            return Problems([problem("format", rule, _FORMAT_PATH)])
        document, version = step, following
    if version is None:
        rule = (
            f"this is not a case file of this library: its format must be {FORMAT}, "
            f"got {shape(document.get(FORMAT_KEY))}"
        )
        return Problems([problem("format", rule, _FORMAT_PATH)])
    if version[0] != _CURRENT[0] or version < _CURRENT:
        problems = Problems()
        problems.unsupported = UnsupportedVersion(_named(version), _named(_CURRENT))
        problems += problems.unsupported.problems
        return problems
    return document if version == _CURRENT else _laid_aside(CaseFile, document)


# After reading, a record may have been changed so that a kept value is no longer right in its old position. The code
# does not look for each such case. Instead, the result is read again. The result is written in the newer version only
# if reading gives the same document as before.
def restored(document: Document) -> Document:
    """Return the document with the values from a newer version put back.

    If the new document would be read as a different case file, return the given document unchanged.
    """
    newer = _put_back(CaseFile, document)
    return newer if _text(current(newer)) == _text(document) else document


def _named(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"


def _migrated(document: Document, version: tuple[int, int]) -> Any:
    """Return the document in the next version, or None if its migration raises an error."""
    try:
        return MIGRATIONS[version](document)
    except Exception:  # noqa: BLE001 - the error's text may quote a document that does not fit
        return None


# Reading: from a newer version to this version.


def _laid_aside(cls: type, given: Document) -> Document:
    """Return a record (or the case file) with its unknown keys and words moved to its `extra`."""
    fields = {field.name: field for field in fields_of(cls)}
    read: Document = {}
    kept: Document = {}
    after = None
    for key, item in given.items():
        field = fields.get(key)
        if key == FORMAT_KEY and cls is CaseFile:
            read[key] = FORMAT
            kept[_FORMAT_POINTER] = {"value": item, "read": FORMAT}
        elif field is not None:
            read[key] = _field_aside(field, item, kept)
        elif type(key) is str:
            kept[_pointer(key)] = {"value": item} if after is None else {"value": item, "after": after}
        else:
            read[key] = item  # a key that is not text is not JSON: the reader refuses it
        after = key
    if kept:
        read["extra"] = _with_newer(read.get("extra", {}), kept)
    return _as_written(fields, read)


def _with_newer(extra: Any, kept: Document) -> Any:
    """Return an `extra` with the entries of `kept` added. These replace older entries with the same pointer."""
    if type(extra) is not dict:
        return extra  # the reader refuses this value
    others = dict(extra)
    before = others.pop(NEWER, {})
    if type(before) is not dict:
        # A tool wrote another value under our key. That value is kept as an entry, so that nothing is lost.
        before = {_pointer("extra", NEWER): {"value": before}}
    return {**others, NEWER: kept | {pointer: entry for pointer, entry in before.items() if pointer not in kept}}


def _field_aside(field: Field, item: Any, kept: Document) -> Any:
    """Return a field's value without unknown keys and words. If the result differs, add an entry to `kept`.

    Records in a list are different: each keeps the entries in its own `extra`.
    """
    is_list = type(item) in (list, tuple)
    if is_list and issubclass(field.type, Record):
        return [_laid_aside(field.type, each) if type(each) is dict else each for each in item]
    if is_list and field.is_nested:
        read = [_known_value(field.type, each) for each in item]
        for place, each in enumerate(item):
            if read[place] is not each:
                kept[_pointer(field.name, str(place))] = {"value": each, "read": read[place]}
        return read
    known = _known(field, item)
    if known is not item:
        kept[_pointer(field.name)] = {"value": item, "read": known}
    return known


def _known(field: Field, item: Any) -> Any:
    """Return a field's value without unknown keys and words; the same object if nothing was removed."""
    if field.is_nested:
        return item if field.many else _known_value(field.type, item)
    if not issubclass(field.type, StrEnum):
        return item
    if not field.many:
        return _known_word(field, item)
    if type(item) not in (list, tuple) or not all(type(each) is str for each in item):
        return item
    words = [_known_word(field, each) for each in item]
    return item if words == list(item) else [word for word in words if word is not None]


def _known_word(field: Field, item: Any) -> Any:
    """Return a known word unchanged. For an unknown word, return ``other`` if the enum has that word.

    Otherwise return None if the field may be None or is a list. In any other field, return the unknown word, which the
    reader then refuses.
    """
    words = [str(word) for word in cast("type[StrEnum]", field.type)]
    if type(item) is not str or item in words:
        return item
    if _OTHER in words:
        return _OTHER
    return None if field.optional or field.many else item


def _known_value(cls: type, given: Any) -> Any:
    """Return a value object without unknown keys and words; the same object if there are none."""
    if type(given) is not dict:
        return given
    fields = {field.name: field for field in fields_of(cls)}
    known = {
        key: _known(fields[key], item) if key in fields else item
        for key, item in given.items()
        if key in fields or type(key) is not str
    }
    is_same = len(known) == len(given) and all(known[key] is item for key, item in given.items())
    return given if is_same else _as_written(fields, known)


def _as_written(fields: Mapping[str, Field], known: Document) -> Document:
    """Return an object without the fields that have their default, because our writer leaves these out."""
    return {key: item for key, item in known.items() if key not in fields or item != _plain(fields[key].default)}


def _pointer(*steps: str) -> str:
    """Return the JSON Pointer that leads through these keys."""
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)


# Writing: from this version to a newer version.


def _put_back(cls: type, written: Document) -> Document:
    """Return a record (or the case file) with the entries in its `extra` put back. Entries that do not fit stay."""
    extra = written.get("extra", {})
    kept = extra.get(NEWER)
    document = dict(written)
    if cls is CaseFile:
        for field in fields_of(cls):
            if issubclass(field.type, Record) and field.name in document:
                document[field.name] = [_put_back(field.type, record) for record in document[field.name]]
    if type(kept) is not dict:
        return document
    fields = {field.name: field for field in fields_of(cls)}
    news: Document = {}  # the entries of unknown keys
    left: Document = {}  # the entries that cannot be put back, and stay in `extra`
    for pointer, entry in kept.items():
        steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
        if type(entry) is not dict or "value" not in entry or not steps:
            left[pointer] = entry
        elif steps[0] in fields or pointer == _FORMAT_POINTER:
            default = _plain(fields[steps[0]].default) if steps[0] in fields else None
            if not _replaced(document, steps, entry, default):
                left[pointer] = entry
        else:
            news[steps[0]] = entry
    others = {key: item for key, item in extra.items() if key != NEWER}
    document.pop("extra")
    placed = _placed(document | ({"extra": others} if others else {}), fields, news)
    left |= {_pointer(key): entry for key, entry in news.items() if key not in placed}
    if left:
        placed["extra"] = {**others, NEWER: left}
    return placed


def _replaced(document: Document, steps: list[str], entry: Document, default: Any) -> bool:
    """Put a newer version's value back, if the field (or list item) has not changed since it was read.

    Return whether the value was put back. The given document is changed.
    """
    name, place = steps[0], steps[1] if len(steps) > 1 else ""
    here = document.get(name, default)
    if not place:
        is_same = _text(here) == _text(entry.get("read"))
        if is_same:
            document[name] = entry["value"]
        return is_same
    is_there = type(here) is list and _PLACE.fullmatch(place) is not None and int(place) < len(here)
    if not is_there or _text(here[int(place)]) != _text(entry.get("read")):
        return False
    document[name] = [*here]
    document[name][int(place)] = entry["value"]
    return True


# Files must be written back with the same bytes, so the order of keys matters. The entry of a new key names the key
# that the new key came after, which may be a new key too. Therefore each field is written first, then the new keys
# that came after the field. Each new key is followed at once by the new keys that came after that key.
def _placed(document: Document, fields: Mapping[str, Field], news: Mapping[str, Document]) -> Document:
    """Return the object with each new key put after the key that it followed in the file.

    A field that a new key followed is written even if the field has its default.
    """
    followers: dict[Any, list[str]] = {}
    for key, entry in news.items():
        after = entry.get("after")
        followers.setdefault(after if type(after) is str else None, []).append(key)
    placed = {key: news[key]["value"] for key in _following(None, followers)}
    for name in (FORMAT_KEY, *fields):
        if name in document or (name in followers and name in fields):
            placed[name] = document[name] if name in document else _plain(fields[name].default)
            placed |= {key: news[key]["value"] for key in _following(name, followers)}
    return placed


def _following(key: str | None, followers: dict[Any, list[str]]) -> Iterator[str]:
    """Yield the new keys that followed a key, and after each of these the new keys that followed that one.

    All the keys are removed from `followers`.
    """
    waiting = followers.pop(key, [])[::-1]
    while waiting:
        each = waiting.pop()
        yield each
        waiting += followers.pop(each, [])[::-1]


def _plain(default: Any) -> Any:
    """Return a default in the form that it has in a file."""
    if isinstance(default, tuple):
        return []
    return str(default) if isinstance(default, str) else default


def _text(value: Any) -> str:
    """Return a text that is the same for values that are equal as JSON, whatever the order of their keys.

    The values `1`, `1.0` and `true` give different texts.
    """
    return json.dumps(value, sort_keys=True, default=repr)

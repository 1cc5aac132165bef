"""Strict JSON: every deviation is refused when reading, and the same values are always written alike.

Besides broken JSON, this module refuses a key that appears twice in one object, a byte order mark, text that is not
UTF-8, a document that is too long, and nesting deeper than `MAX_DEPTH`. NaN, infinities, lone surrogates and integers
with too many digits are refused later, when the records are made, because the error can then show the path.
"""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from safeguard_model.errors import Problem, shape
from safeguard_model.formats.problems import Problems, problem
from safeguard_model.formats.versions import FORMAT_KEY
from safeguard_model.records import CaseFile
from safeguard_model.records.converters import DEEPEST, MOST_DIGITS
from safeguard_model.records.fields import fields_of

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["MAX_BYTES", "MAX_DEPTH", "decode", "decode_fast", "encode"]

MAX_BYTES: Final = 256 * 1024 * 1024
"""The size in bytes of the largest file that is read, unless the caller gives another limit."""
MAX_DEPTH: Final = DEEPEST + 3
"""The deepest nesting of objects and lists that is read.

`DEEPEST` is the limit within `extra`. The `extra` of a record is inside three more levels: the record, the list of
records, and the case file."""

_NOT_STRUCTURE = bytes(set(range(256)) - set(b'[]{}:"'))
_EXPONENT = re.compile(r"[0-9]e[+-][0-9]")
_TEXT_OR_EXPONENT = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|(-?[0-9.]+)e([+-][0-9]+)')
_TRAILING_COMMA = "a comma comes before the end of the object or list: remove the comma"
# Python's messages are replaced by our own words, because a later Python may quote the document in a message.
_SYNTAX: Final = {
    "Illegal trailing comma before end of array": _TRAILING_COMMA,
    "Illegal trailing comma before end of object": _TRAILING_COMMA,
    "Extra data": "expected the end of the document here, got more text",
    "Unterminated string starting at": "the text that begins here has no closing quotation mark",
    "Invalid control character at": "a control character, such as a line break, is in a text: escape the character",
    "Expecting value": "expected a value here",
    "Expecting ',' delimiter": "expected a comma or the end of the object or list here",
    "Expecting ':' delimiter": "expected a colon here",
    "Expecting property name enclosed in double quotes": "expected a key in double quotes here",
}


class IntegerTooLong:
    """A placeholder for an integer of too many digits to be read. The records refuse the placeholder later."""


def decode_fast(data: str | bytes, max_bytes: int) -> Any:
    """Return the value of a document as msgspec reads it; None if msgspec is missing or anything may be wrong."""
    msgspec = _msgspec()
    if msgspec is None or not isinstance(data, (str, bytes)):
        return None
    try:
        given = data.encode() if isinstance(data, str) else data
        document = msgspec.json.decode(given) if len(given) <= max_bytes else None
        # If a key appears twice, msgspec keeps only one value and does not say so. To detect this, the value is written
        # again and compared with the document, both as given and without white space between its parts. Any other
        # difference counts as doubt, even a harmless one such as another way to escape a character.
        written = msgspec.json.encode(document)
        return document if written == given or written == msgspec.json.format(given, indent=-1) else None
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None


@cache
def _msgspec() -> ModuleType | None:
    """Return the module msgspec (installed by the extra `fast`), or None if it cannot be imported."""
    try:
        import msgspec
    except ImportError:
        return None
    return msgspec


def decode(data: str | bytes, max_bytes: int) -> tuple[Any, Problems]:
    """Return the value of a document, and the problems with its JSON.

    If the document cannot be read at all, the value is None. If a key appears twice in an object, the value has the
    last of the two.
    """
    text = _text(data, max_bytes)
    if isinstance(text, Problems):
        return None, text
    structure = _structure(text)
    if _depth(structure) > MAX_DEPTH:
        return None, Problems(
            [problem("depth", f"expected at most {MAX_DEPTH} objects and lists one inside another, got more")]
        )
    sizes: list[int] = []

    def counted(found: dict[str, Any]) -> dict[str, Any]:
        sizes.append(len(found))
        return found

    try:
        document = json.loads(text, object_hook=counted, parse_int=_integer)
        if sum(sizes) == structure.count(b":"):
            return document, Problems()
        return document, _repeated(json.loads(text, object_pairs_hook=_Marked, parse_int=_integer))
    except json.JSONDecodeError as error:
        if not text.strip():
            rule = "the document is empty: expected JSON, an object in {}"
            return None, Problems([problem("syntax", rule, "line 1, column 1", ("line", 1))])
        return None, Problems([_broken(text, error.pos, error.msg)])


def encode(document: Any, indent: int | None) -> bytes:
    """Return a document as JSON in UTF-8. Keys keep their order, and floats are written as msgspec writes them."""
    msgspec = _msgspec()
    if msgspec is not None and indent is None:
        written: bytes = msgspec.json.encode(document)
        return written
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=separators, indent=indent)
    if _EXPONENT.search(text):
        text = _TEXT_OR_EXPONENT.sub(lambda match: _exponent(match[1], match[2]) if match[1] else match[0], text)
    return text.encode()


def _exponent(digits: str, exponent: str) -> str:
    """Rewrite a float as msgspec writes it: 1e+16 as 1e16, 1e-06 as 1e-6, and 1e-05 as 0.00001."""
    if exponent == "-05":
        sign = "-" if digits[0] == "-" else ""
        return f"{sign}0.0000{digits.lstrip('-').replace('.', '')}"
    return f"{digits}e{int(exponent)}"


def _text(data: str | bytes, max_bytes: int) -> str | Problems:
    if not isinstance(data, (str, bytes)):
        return Problems([problem("value", f"expected text or bytes, got {shape(data)}")])
    size = len(data) if isinstance(data, bytes) else len(data.encode(errors="surrogatepass"))
    if size > max_bytes:
        rule = f"the document is longer than {max_bytes:,} bytes, which is the limit: pass a larger max_bytes"
        return Problems([problem("size", rule)])
    try:
        text = data if isinstance(data, str) else data.decode()
    except UnicodeDecodeError as error:
        place = error.start + 1
    else:
        if text.startswith("\ufeff"):
            return Problems(
                [problem("encoding", "the text begins with a byte order mark: save it as UTF-8 without the mark")]
            )
        return text
    return Problems(
        [problem("encoding", "this is not UTF-8: save the file as UTF-8", f"byte {place}", ("byte", place))]
    )


def _broken(text: str, place: int, message: str) -> Problem:
    rule = _SYNTAX.get(message, "this is not JSON: correct the text here")
    before = text[:place].rstrip(" \t\r\n")
    if text[place : place + 1] in {"]", "}"} and before.endswith(","):
        place = len(before) - 1  # Python 3.13 and later give this position
        rule = _TRAILING_COMMA
    line = text.count("\n", 0, place) + 1
    column = place - text.rfind("\n", 0, place)
    return problem("syntax", rule, f"line {line}, column {column}", ("line", line))


# Outside texts, JSON has only brackets, colons, commas, numbers and the words true, false and null. When all escaped
# quotes are removed, the remaining quotes begin and end texts in turn. If the document is split at these quotes, every
# second piece is therefore outside texts. In these pieces, each colon belongs to one key of one object. Two checks are
# cheap with the brackets and colons alone. The brackets give the depth of nesting before anything is parsed. The number
# of colons is the number of keys in the document: if fewer keys were read, a key appears twice.
def _structure(text: str) -> bytes:
    """Return the brackets and colons of a document that are outside texts. The result is right only for valid JSON."""
    plain = text.encode(errors="replace")
    if b"\\" in plain:
        plain = plain.replace(b"\\\\", b"").replace(b'\\"', b"")
    return b"".join(plain.translate(None, _NOT_STRUCTURE).split(b'"')[::2])


def _depth(structure: bytes) -> int:
    """Return how deep brackets nest; 0 if they certainly do not nest deeper than `MAX_DEPTH`.

    The depth is counted before parsing, because the parser calls itself for each level and could overflow.
    """
    brackets = left = structure.replace(b":", b"")
    # Each turn removes the innermost level, or the innermost two. If nothing is left after some of these turns, the
    # depth was at most twice the number of turns, which is not more than MAX_DEPTH.
    for _ in range(MAX_DEPTH // 2):
        if not left:
            return 0
        left = left.replace(b"[]", b"").replace(b"{}", b"")
    return max(accumulate(1 if bracket in b"[{" else -1 for bracket in brackets), default=0)


class _Marked:
    """An object of the file as a list of keys and values, which can show that a key appears twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        self.pairs = pairs


def _integer(text: str) -> int | IntegerTooLong:
    try:
        return int(text) if len(text.lstrip("-")) <= MOST_DIGITS else IntegerTooLong()
    except ValueError:  # Python's own limit of digits may have been set lower than its default
        return IntegerTooLong()


def _names(cls: type) -> set[str]:
    fields = fields_of(cls)
    return {field.name for field in fields}.union(*(_names(field.type) for field in fields if field.is_nested))


_KNOWN: Final = frozenset(_names(CaseFile)) | {FORMAT_KEY}


def _repeated(document: Any) -> Problems:
    """Return a problem for each key that appears twice in its object.

    A key that is not the name of a field may be text of a record. Paths therefore show the position of such a key:
    ``$.extra{2}`` is the second key of `extra`.
    """
    problems = Problems()
    waiting: list[tuple[str, Any]] = [("$", document)]
    while waiting:
        where, value = waiting.pop()
        if isinstance(value, _Marked):
            seen: set[str] = set()
            steps: list[tuple[str, Any]] = []
            for place, (key, item) in enumerate(value.pairs, start=1):
                step = f"{where}.{key}" if key in _KNOWN else f"{where}{{{place}}}"
                if key in seen:
                    problems.append(
                        problem("duplicate-key", "the key appears twice in its object: keep only one", step)
                    )
                seen.add(key)
                steps.append((step, item))
            waiting += reversed(steps)
        elif isinstance(value, list):
            waiting += reversed([(f"{where}[{place}]", item) for place, item in enumerate(value)])
    return problems

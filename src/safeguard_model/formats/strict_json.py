"""Strict JSON: read without any tolerance, and written in one form only.

What Python's `json` lets pass is refused: two keys of one name, a byte order mark, endless nesting and endless digits.
NaN, infinities and lone surrogates reach the records, which refuse them with their path.
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
"""The largest file that is read unless the caller says otherwise."""
MAX_DEPTH: Final = DEEPEST + 3
"""How deep objects and lists may nest: the `extra` of a record is in a record, in a list, in the case file."""

_NOT_STRUCTURE = bytes(set(range(256)) - set(b'[]{}:"'))
_EXPONENT = re.compile(r"[0-9]e[+-][0-9]")
_TEXT_OR_EXPONENT = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|(-?[0-9.]+)e([+-][0-9]+)')
_TRAILING_COMMA = "a comma comes before the end of the object or list"
_SYNTAX: Final = {  # Python's messages, some of which may one day quote what they found
    "Illegal trailing comma before end of array": _TRAILING_COMMA,
    "Illegal trailing comma before end of object": _TRAILING_COMMA,
    "Extra data": "something follows the end of the document",
    "Unterminated string starting at": "a text begins here and has no end",
    "Invalid control character at": "a control character in a text is not escaped",
    "Expecting value": "expected a value here",
    "Expecting ',' delimiter": "expected a comma or the end of the object or list here",
    "Expecting ':' delimiter": "expected a colon here",
    "Expecting property name enclosed in double quotes": "expected a key in double quotes here",
}


class IntegerTooLong:
    """A place-holder for an integer of more than 4,300 digits, until it is refused with its place."""


def decode_fast(data: str | bytes, max_bytes: int) -> Any:
    """Return the value of a document, read by msgspec; None if it is not installed, or if anything is in doubt."""
    msgspec = _msgspec()
    if msgspec is None or not isinstance(data, (str, bytes)):
        return None
    try:
        given = data.encode() if isinstance(data, str) else data
        document = msgspec.json.decode(given) if len(given) <= max_bytes else None
        # A key that appears twice is lost on the way. Without spaces, all else is another way to write the same.
        written = msgspec.json.encode(document)
        return document if written == given or written == msgspec.json.format(given, indent=-1) else None
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None


@cache
def _msgspec() -> ModuleType | None:
    """Return the module of the extra `fast`, or None if it is missing or broken."""
    try:
        import msgspec
    except ImportError:
        return None
    return msgspec


def decode(data: str | bytes, max_bytes: int) -> tuple[Any, Problems]:
    """Return the value of a document, and what is wrong with it as JSON.

    Where it cannot be read at all, the first is None; where a key appears twice, its last value is in it.
    """
    text = _text(data, max_bytes)
    if isinstance(text, Problems):
        return None, text
    structure = _structure(text)
    if _depth(structure) > MAX_DEPTH:
        return None, Problems([problem("depth", f"it nests more than {MAX_DEPTH} deep")])
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
        return None, Problems([_broken(text, error.pos, error.msg)])


def encode(document: Any, indent: int | None) -> bytes:
    """Return the bytes of a document: compact, in the order given, floats as msgspec writes them."""
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
    """Rewrite the exponent of a float: no plus, no leading zero, and no exponent at all for 1e-05."""
    if exponent == "-05":
        sign = "-" if digits[0] == "-" else ""
        return f"{sign}0.0000{digits.lstrip('-').replace('.', '')}"
    return f"{digits}e{int(exponent)}"


def _text(data: str | bytes, max_bytes: int) -> str | Problems:
    if not isinstance(data, (str, bytes)):
        return Problems([problem("value", f"expected text or bytes, got {shape(data)}")])
    size = len(data) if isinstance(data, bytes) else len(data.encode(errors="surrogatepass"))
    if size > max_bytes:
        rule = f"it is longer than {max_bytes:,} bytes, the most that are read; raise max_bytes to read it"
        return Problems([problem("size", rule)])
    try:
        text = data if isinstance(data, str) else data.decode()
    except UnicodeDecodeError as error:
        place = error.start + 1
    else:
        if text.startswith("\ufeff"):
            return Problems([problem("encoding", "it begins with a byte order mark: save it as UTF-8 without one")])
        return text
    return Problems(
        [problem("encoding", "this is not UTF-8: save the file as UTF-8", f"byte {place}", ("byte", place))]
    )


def _broken(text: str, place: int, message: str) -> Problem:
    rule = _SYNTAX.get(message, "this is not JSON")
    before = text[:place].rstrip(" \t\r\n")
    if text[place : place + 1] in {"]", "}"} and before.endswith(","):
        place = len(before) - 1  # where Python from 3.13 on puts it
        rule = _TRAILING_COMMA
    line = text.count("\n", 0, place) + 1
    column = place - text.rfind("\n", 0, place)
    return problem("syntax", rule, f"line {line}, column {column}", ("line", line))


# Outside texts, JSON has only brackets, colons, commas, numbers and three words. With escaped quotes taken out, the
# quotes that remain begin and end texts in turn, so that every second piece between them is outside texts. In it, each
# colon is one key of one object. That makes two checks cheap, without parsing: the depth of nesting, and whether the
# number of keys read equals the number written, which differs where a key appears twice.
def _structure(text: str) -> bytes:
    """Return the brackets and colons of a document that are outside texts, as far as it is JSON."""
    plain = text.encode(errors="replace")
    if b"\\" in plain:
        plain = plain.replace(b"\\\\", b"").replace(b'\\"', b"")
    return b"".join(plain.translate(None, _NOT_STRUCTURE).split(b'"')[::2])


def _depth(structure: bytes) -> int:
    """Return how deep brackets nest; counted before parsing, because parsing would recurse."""
    brackets = left = structure.replace(b":", b"")
    for _ in range(MAX_DEPTH // 2):
        if not left:
            return 0  # each turn takes off one layer or two from within
        left = left.replace(b"[]", b"").replace(b"{}", b"")
    return max(accumulate(1 if bracket in b"[{" else -1 for bracket in brackets), default=0)


class _Marked:
    """An object as written, with the keys that appear twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        self.pairs = pairs


def _integer(text: str) -> int | IntegerTooLong:
    try:
        return int(text) if len(text.lstrip("-")) <= MOST_DIGITS else IntegerTooLong()
    except ValueError:  # whoever runs Python may have set a limit lower than its default
        return IntegerTooLong()


def _names(cls: type) -> set[str]:
    fields = fields_of(cls)
    return {field.name for field in fields}.union(*(_names(field.type) for field in fields if field.is_nested))


_KNOWN: Final = frozenset(_names(CaseFile)) | {FORMAT_KEY}


def _repeated(document: Any) -> Problems:
    """Return the keys that appear twice; a key that is not a field's name is given by its place: ``$.extra{2}``."""
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
                    problems.append(problem("duplicate-key", "the key appears twice in its object", step))
                seen.add(key)
                steps.append((step, item))
            waiting += reversed(steps)
        elif isinstance(value, list):
            waiting += reversed([(f"{where}[{place}]", item) for place, item in enumerate(value)])
    return problems

"""JSON, read to the letter and written in one form only.

What Python's `json` lets pass is refused: two keys of one name, a byte order mark, endless nesting and endless digits.
NaN, infinities and lone surrogates reach the records, which refuse them with their path.
"""

from __future__ import annotations

import json
import re
from itertools import accumulate
from typing import Any, Final

from safeguard_model.errors import Problem, shape
from safeguard_model.formats._reading import Problems, problem
from safeguard_model.records import CaseFile
from safeguard_model.records._converters import DEEPEST, MOST_DIGITS
from safeguard_model.records._fields import fields_of

__all__ = ["MAX_BYTES", "MAX_DEPTH", "decode", "encode"]

MAX_BYTES: Final = 256 * 1024 * 1024
"""The largest file that is read unless the caller says otherwise."""
MAX_DEPTH: Final = DEEPEST + 3
"""How deep objects and lists may nest: the `extra` of a record is in a record, in a list, in the case file."""

# Possessive, and an unclosed text goes to the end: linear for every input.
_TEXT = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_NOT_BRACKETS = re.compile(r"[^]\[{}]+")
_EXPONENT = re.compile(r"[0-9]e[+-][0-9]")
_TEXT_OR_EXPONENT = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|(-?[0-9.]+)e([+-][0-9]+)')
_TRAILING_COMMA = "a comma stands before the end of the object or list"
_SYNTAX: Final = {  # Python's messages, some of which may one day quote what they found
    "Illegal trailing comma before end of array": _TRAILING_COMMA,
    "Illegal trailing comma before end of object": _TRAILING_COMMA,
    "Extra data": "something follows the end of the document",
    "Unterminated string starting at": "a text begins here and has no end",
    "Invalid control character at": "a control character stands unescaped in a text",
    "Expecting value": "a value is due here",
    "Expecting ',' delimiter": "a comma or the end of the object or list is due here",
    "Expecting ':' delimiter": "a colon is due here",
    "Expecting property name enclosed in double quotes": "a key in double quotes is due here",
}


class IntegerTooLong:
    """Stands for an integer of more than 4,300 digits until it is refused where it stands."""


def decode(data: str | bytes, max_bytes: int) -> tuple[Any, Problems]:
    """What a document says, and what is wrong with it as JSON.

    Where it cannot be read at all, the first is None; where a key stands twice, its last value is in it.
    """
    text = _text(data, max_bytes)
    if isinstance(text, Problems):
        return None, text
    if _depth(text) > MAX_DEPTH:
        return None, Problems([problem("depth", f"it nests more than {MAX_DEPTH} deep")])
    reading = _Reading()
    try:
        return reading.read(text), Problems(_repeated(reading.read(text, marked=True)) if reading.has_repeats else ())
    except json.JSONDecodeError as error:
        return None, Problems([_broken(text, error.pos, error.msg)])


def encode(document: Any, indent: int | None) -> bytes:
    """The bytes of a document: compact, in the order given, floats as msgspec writes them."""
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=separators, indent=indent)
    if _EXPONENT.search(text):
        text = _TEXT_OR_EXPONENT.sub(lambda found: _exponent(found[1], found[2]) if found[1] else found[0], text)
    return text.encode()


def _exponent(digits: str, exponent: str) -> str:
    """A float that Python writes with an exponent: no plus, no nought before it, and none at all for 1e-05."""
    if exponent == "-05":
        sign = "-" if digits[0] == "-" else ""
        return f"{sign}0.0000{digits.lstrip('-').replace('.', '')}"
    return f"{digits}e{int(exponent)}"


def _text(data: str | bytes, max_bytes: int) -> str | Problems:
    if not isinstance(data, (str, bytes)):
        return Problems([problem("value", f"text or bytes are due, not {shape(data)}")])
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
    return Problems([problem("encoding", "this is no UTF-8: save the file as UTF-8", f"byte {place}")])


def _broken(text: str, place: int, message: str) -> Problem:
    rule = _SYNTAX.get(message, "this is no JSON")
    before = text[:place].rstrip(" \t\r\n")
    if text[place : place + 1] in {"]", "}"} and before.endswith(","):
        place = len(before) - 1  # where Python from 3.13 on puts it
        rule = _TRAILING_COMMA
    where = f"line {text.count(chr(10), 0, place) + 1}, column {place - text.rfind(chr(10), 0, place)}"
    return problem("syntax", rule, where)


def _depth(text: str) -> int:
    """How deep brackets nest, those in texts left out; counted before parsing, which would recurse."""
    brackets = _NOT_BRACKETS.sub("", _TEXT.sub("", text))
    return max(accumulate(1 if bracket in "[{" else -1 for bracket in brackets), default=0)


class _Reading:
    """One reading of a document, which notes whether any key stands twice in its object."""

    def __init__(self) -> None:
        self.has_repeats = False

    def read(self, text: str, *, marked: bool = False) -> Any:
        return json.loads(text, object_pairs_hook=_Marked if marked else self._object, parse_int=_integer)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        self.has_repeats |= len(found) != len(pairs)
        return found


class _Marked:
    """An object as it is written, with keys that stand twice."""

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


_KNOWN: Final = frozenset(_names(CaseFile)) | {"format"}


def _repeated(document: Any) -> Problems:
    """The keys that stand twice; one that is no field's name is given by its place: ``$.extra{2}``."""
    found = Problems()
    waiting: list[tuple[str, Any]] = [("$", document)]
    while waiting:
        where, value = waiting.pop()
        if isinstance(value, _Marked):
            seen: set[str] = set()
            steps: list[tuple[str, Any]] = []
            for place, (key, item) in enumerate(value.pairs, start=1):
                step = f"{where}.{key}" if key in _KNOWN else f"{where}{{{place}}}"
                if key in seen:
                    found.append(problem("duplicate-key", "the key stands twice in its object", step))
                seen.add(key)
                steps.append((step, item))
            waiting += reversed(steps)
        elif isinstance(value, list):
            waiting += reversed([(f"{where}[{place}]", item) for place, item in enumerate(value)])
    return found

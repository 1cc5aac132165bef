"""The text of ids, lists and nested values in a cell.

An id has its label before it. A list of texts or a nested value has a short form if that reads back to the same value.
Otherwise it is written as JSON.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias

from safeguard_model.dates import Age, When
from safeguard_model.errors import InvalidAge, InvalidWhen
from safeguard_model.formats.record_reading import Problems, reader
from safeguard_model.formats.record_writing import writer
from safeguard_model.formats.strict_json import MAX_BYTES, decode, encode
from safeguard_model.records import AgeOf, Citation, Code, Knowledge, Quantity
from safeguard_model.records.vocabulary import Certainty, KnowledgeBasis, KnowledgeState

__all__ = ["Label", "joined", "parsed", "read", "read_ids", "read_json", "shown", "split", "written"]

Label: TypeAlias = Callable[[str], str]
"""A function from an id to the text to show before it: a label, an agency's name, a source's title or an empty text."""

_LABELLED = re.compile(r".+ \[(\S+)\]", re.DOTALL)
_BETWEEN_IDS = re.compile(r";\s+")
_BETWEEN_TEXTS = re.compile(r"[;\n]")
_LONGEST_LINE: Final = 1_000  # a pattern could be slow on a longer line: a value with such a line is written as JSON


def parsed(words: str) -> When | None:
    """Return the `When` of a date as people write it, or None if `When.parse` cannot read the text.

    The text `str(when)` gives the same When again.
    """
    try:
        return When.parse(words)
    except InvalidWhen:
        return None


def shown(id: str, label: Label) -> str:
    """Return an id with its label before it.

    The id stands alone if its label is empty, equals the id, or contains a bracket (``[``, ``]``) or a semicolon.

    >>> shown("child-v", {"child-v": "Child V"}.get)
    'Child V [child-v]'
    """
    words = " ".join(label(id).split())
    return id if not words or words == id or set("[];") & set(words) else f"{words} [{id}]"


def read_ids(text: str) -> tuple[str, ...] | None:
    """Return the ids in a cell, which stand between semicolons; each is alone or in square brackets after words.

    Return None if a part of the cell has no id.
    """
    ids = [_read_id(part) for part in _BETWEEN_IDS.split(text)]
    return None if None in ids else tuple(id for id in ids if id is not None)


def _read_id(text: str) -> str | None:
    match = _LABELLED.fullmatch(text)
    if match:
        return match[1]
    return text if len(text.split()) == 1 else None


def joined(texts: tuple[str, ...]) -> str:
    """Join texts into one text with "; ", or write them as a JSON list if `split` would not give them back."""
    text = "; ".join(texts)
    return text if split(text) == texts else _json(texts)


def split(text: str) -> tuple[str, ...] | None:
    """Return the texts that `joined` has joined, or None if the text begins with ``[`` but is not a JSON list."""
    if text.startswith("["):
        items = read_json(text)
        return tuple(items) if isinstance(items, list) else None
    return tuple(part.strip() for part in _BETWEEN_TEXTS.split(text) if part.strip())


def written(cls: type, value: Any, label: Label) -> str:
    """Return a nested value, or a tuple of nested values, as text: one short line for each, or else JSON."""
    many = type(value) is tuple
    items: tuple[Any, ...] = value if many else (value,)
    text = "\n".join(_SHORT[cls][0](item, label) for item in items)
    if read(cls, text, many=many) == value:
        return text
    plain = [writer(cls)(item) for item in items]
    return _json(plain if many else plain[0])


def read(cls: type, text: str, *, many: bool) -> Any:
    """Return the nested value, or the tuple of values if `many`, from a text; None if the text cannot be read.

    The text may be what `written` made, or the same changed by hand.
    """
    if text[:1] in {"[", "{"}:
        document = read_json(text)
        plain = document if many else [document]
    else:
        lines = [line.strip() for line in text.split("\n")] if many else [text]
        plain = [_SHORT[cls][1](line) if len(line) <= _LONGEST_LINE else None for line in lines if line]
    if not isinstance(plain, list):
        return None
    items = tuple(reader(cls)(item) for item in plain)
    if any(isinstance(item, Problems) for item in items):
        return None
    if many:
        return items
    return items[0] if len(items) == 1 else None


def _json(value: Any) -> str:
    return encode(value, None).decode()


def read_json(text: str) -> Any:
    """Return the value of a JSON text, or None if `decode` finds a problem in it."""
    document, problems = decode(text, MAX_BYTES)
    return None if problems else document


def _words(words: Iterable[str]) -> str:
    return "|".join(re.escape(word.replace("_", " ")) for word in words)


_CITATION = re.compile(
    rf"(?P<source>[^\[\]]+ \[\S+?\]|\S+?)(?:, (?P<where>.+?))?(?: \((?P<certainty>{_words(Certainty)})\))?"
)
_CODE = re.compile(r"(?P<scheme>\S+) (?P<value>.+?)(?: \((?P<year>\d{4})\))?", re.ASCII)
_KNOWLEDGE = re.compile(
    rf"(?P<agency>.+?): (?P<state>{_words(KnowledgeState)})(?: since (?P<since>.+?))?(?:, told by (?P<told_by>.+?))?"
    rf"(?:, via (?P<via>.+?))?(?: \((?P<basis>{_words(KnowledgeBasis)})\))?"
)
_AGE_OF = re.compile(r"(?P<person>.+?): (?:(?P<weeks>\d{1,2}) weeks of gestation|(?P<age>[^:]+))", re.ASCII)
_MEASURE = re.compile(r"(?P<what>[^:\d\s][^:]*): (?P<amount>-?\d{1,15}(?:\.\d{1,15})?)(?: (?P<unit>\S.*))?", re.ASCII)
_QUANTITY = re.compile(r"(?:(?P<n>\d{1,18})|(?P<words>[^\d\s]\S*))(?: of (?P<total>\d{1,18}))? (?P<what>.+)", re.ASCII)


def _matched(pattern: re.Pattern[str], line: str) -> dict[str, Any] | None:
    match = pattern.fullmatch(line)
    return match and {name: value for name, value in match.groupdict().items() if value is not None}


def _in_brackets(word: str | int | None) -> str:
    return f" ({word})".replace("_", " ") if word is not None else ""


def _cite(citation: Citation, label: Label) -> str:
    where = f", {citation.where}" if citation.where else ""
    return f"{shown(citation.source, label)}{where}{_in_brackets(citation.certainty)}"


def _read_citation(line: str) -> Mapping[str, Any] | None:
    parts = _matched(_CITATION, line)
    return parts and _whole(parts | {"source": _read_id(parts["source"])})


def _whole(parts: dict[str, Any]) -> dict[str, Any] | None:
    """Return the parts, or None if any of them could not be read: no part is left out silently."""
    return None if None in parts.values() else parts


def _code(code: Code, _: Label) -> str:
    return f"{code.scheme} {code.value}{_in_brackets(code.year)}"


def _read_code(line: str) -> Mapping[str, Any] | None:
    parts = _matched(_CODE, line)
    return parts and parts | ({"year": int(parts["year"])} if "year" in parts else {})


def _know(knowledge: Knowledge, label: Label) -> str:
    since = f" since {knowledge.since}" if knowledge.since else ""
    told_by = f", told by {shown(knowledge.told_by, label)}" if knowledge.told_by else ""
    via = f", via {knowledge.via}" if knowledge.via else ""
    state = knowledge.state.replace("_", " ")
    return f"{shown(knowledge.agency, label)}: {state}{since}{told_by}{via}{_in_brackets(knowledge.basis)}"


def _read_knowledge(line: str) -> Mapping[str, Any] | None:
    parts = _matched(_KNOWLEDGE, line)
    if parts is None:
        return None
    parts["state"] = parts["state"].replace(" ", "_")
    for field in parts.keys() & {"agency", "told_by"}:
        parts[field] = _read_id(parts[field])
    if "since" in parts:
        since = parsed(parts["since"])
        parts["since"] = since and since.text
    return _whole(parts)


def _age_of(age: AgeOf, label: Label) -> str:
    then = f"{age.gestation_weeks} weeks of gestation" if age.age is None else age.age
    return f"{shown(age.person, label)}: {then}"


def _read_age_of(line: str) -> Mapping[str, Any] | None:
    parts = _matched(_AGE_OF, line)
    if parts is None:
        return None
    person = _read_id(parts["person"])
    if "weeks" in parts:
        return _whole({"person": person, "gestation_weeks": int(parts["weeks"])})
    try:
        age = Age.parse(parts["age"]).text
    except InvalidAge:
        return None
    return _whole({"person": person, "age": age})


def _count(quantity: Quantity, _: Label) -> str:
    return str(quantity)


def _read_quantity(line: str) -> Mapping[str, Any] | None:
    measured = _matched(_MEASURE, line)
    if measured is not None:
        return measured | ({"amount": float(measured["amount"])} if "amount" in measured else {})
    parts = _matched(_QUANTITY, line)
    return parts and parts | {name: int(parts[name]) for name in ("n", "total") if name in parts}


_SHORT: Final[Mapping[type, tuple[Callable[[Any, Label], str], Callable[[str], Mapping[str, Any] | None]]]] = {
    AgeOf: (_age_of, _read_age_of),
    Citation: (_cite, _read_citation),
    Code: (_code, _read_code),
    Knowledge: (_know, _read_knowledge),
    Quantity: (_count, _read_quantity),
}
"""For each class of nested values: the function that writes a value as a short line, and the one that reads it."""

"""The file format as a JSON Schema (2020-12), made from the classes. The package ships it as the file `SCHEMA_FILE`.

A pattern never refuses a valid value, but cannot check every rule. All validators must give the same result. The
patterns therefore use no look-ahead and no shorthand for white space, because engines of regular expressions differ in
these. In some engines, ``$`` also matches before a line feed at the end of the text. A second rule therefore refuses
every line feed.
"""

from __future__ import annotations

import inspect
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from safeguard_model.dates import Age, When
from safeguard_model.formats.versions import FORMAT, FORMAT_KEY, FORMAT_NAME, FORMAT_VERSION
from safeguard_model.records import (
    Action,
    Agency,
    AgeOf,
    CaseFile,
    Claim,
    Contribution,
    Event,
    Harm,
    Party,
    Suspect,
)
from safeguard_model.records.converters import (
    UNFIT_FOR_ID,
    to_id,
    to_required_ids,
    to_required_text,
    to_weeks,
    to_year,
)
from safeguard_model.records.field_help import docstrings_under_names
from safeguard_model.records.fields import Field, fields_of
from safeguard_model.records.word_converters import to_review_kinds

if TYPE_CHECKING:
    from collections.abc import Callable

    from safeguard_model.records.base import JSON

__all__ = ["SCHEMA_FILE", "json_schema"]

Schema = dict[str, Any]

SCHEMA_FILE: Final = f"{FORMAT_NAME}-{FORMAT_VERSION}.schema.json"
"""The name of the schema file in this package. The command ``python docs/schema_file.py`` writes the file."""

_YEAR = "(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
_MONTH = "(?:0[1-9]|1[0-2])"
_DAY = "(?:0[1-9]|[12][0-9]|3[01])"
_TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
# A point is written as 2016-03-02T14:30~, for example.
_POINT = f"(?:XXXX|[0-9]{{3}}X|{_YEAR}(?:-XX|-2[1-4]|-{_MONTH}(?:-XX|-{_DAY}(?:T{_TIME})?)?)?)[~?%]?"
_BOUND = f"{_YEAR}(?:-{_MONTH}(?:-{_DAY}(?:T{_TIME})?)?)?"
_WHEN = rf"^(?:{_POINT}(?:/(?:{_POINT}|\.\.)?)?|\.\./{_POINT}|\[{_BOUND}\.\.(?:{_BOUND})?\]|\[\.\.{_BOUND}\])$"
_YEARS, _MONTHS, _WEEKS, _DAYS = (
    f"(?:0|[1-9][0-9]{{0,{most - 1}}}){unit}" for most, unit in ((4, "Y"), (6, "M"), (6, "W"), (7, "D"))
)
_OF_WEEKS = f"{_WEEKS}(?:{_DAYS})?"
_OF_MONTHS = f"{_MONTHS}(?:{_WEEKS})?(?:{_DAYS})?"
_DURATION = f"P(?:{_YEARS}(?:{_MONTHS})?(?:{_WEEKS})?(?:{_DAYS})?|{_OF_MONTHS}|{_OF_WEEKS}|{_DAYS})~?"
_AGE = rf"^(?:{_DURATION}(?:/(?:{_DURATION}|\.\.))?|\.\./{_DURATION})$"
# This matches one character that Python's str.strip does not remove.
_NOT_BLANK = r"[^\u0009-\u000d\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
_NO_LINE_FEED: Final = {"pattern": r"\n"}
_NULL: Final = {"type": "null"}


def json_schema() -> dict[str, JSON]:
    """Return the JSON Schema (2020-12) of a case file as this release writes it, defining each class and enum.

    If the schema refuses a file of this version, `load` refuses the file too. `load` also checks rules that a schema
    cannot express: the page on the file format lists them.

    >>> schema = json_schema()
    >>> schema["$ref"], schema["$defs"]["Citation"]["required"]
    ('#/$defs/CaseFile', ['source'])
    """
    definitions: Schema = {}
    waiting: list[type] = [CaseFile]
    while waiting:
        cls = waiting.pop()
        if cls.__name__ in definitions:
            continue
        if issubclass(cls, StrEnum):
            definitions[cls.__name__] = _words(cls)
        elif cls is not When and cls is not Age:
            definitions[cls.__name__] = _object(cls)
            waiting += [field.type for field in fields_of(cls) if field.type.__module__.startswith("safeguard_model.")]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        "$ref": "#/$defs/CaseFile",
        "$defs": _scalars() | dict(sorted(definitions.items())),
    }


def _scalars() -> Schema:
    return {
        "id": _text("The id of a record.", **{"not": {"pattern": _unfit("/")}, "minLength": 1}),
        "link": _text("The id of another record.", **{"not": {"pattern": _unfit()}, "minLength": 1}),
        "requiredText": _text("Text that is not blank.", pattern=_NOT_BLANK),
        "When": _text("A date, or a stretch of time.", pattern=_WHEN, **{"not": _NO_LINE_FEED}),
        "Age": _text("An age, or a range of ages.", pattern=_AGE, **{"not": _NO_LINE_FEED}),
    }


def _text(description: str, **rules: Any) -> Schema:
    return {"description": description, "type": "string", **rules}


def _unfit(also: str = "") -> str:
    """Return a regular expression for one character that an id must not contain. Characters in `also` are added.

    Lone surrogates are left out, because no valid file contains them.
    """
    escaped = "".join(char if " " < char < "\x7f" else f"\\u{ord(char):04x}" for char in UNFIT_FOR_ID)
    return escaped.replace(r"\ud800-\udfff]", f"{also}]")


def _words(enum: type[StrEnum]) -> Schema:
    meant = _meanings(enum)
    lines = [f"{word}: {meant[word.name]}" for word in enum if word.name in meant]
    return {"description": "\n".join([_summary(enum), *lines]), "enum": [str(word) for word in enum]}


def _object(cls: type) -> Schema:
    fields = fields_of(cls)
    meant = _meanings(cls)
    properties = {field.name: _described(field, meant.get(field.name, "")) for field in fields}
    required = [field.name for field in fields if field.required]
    if cls is CaseFile:
        properties = {FORMAT_KEY: {"const": FORMAT}, **properties}
        required = [FORMAT_KEY, *required]
    return {
        "description": _summary(cls),
        "type": "object",
        "properties": properties,
        **({"required": required} if required else {}),
        "additionalProperties": False,
        **_RULES.get(cls, {}),
    }


def _described(field: Field, meaning: str) -> Schema:
    described = _value(field)
    if meaning:
        described = {"description": meaning, **described}
    if field.required:
        return described
    if field.many:
        described["default"] = []
    elif isinstance(field.default, str):
        described["default"] = str(field.default)  # a word of an enum as plain text
    else:
        described["default"] = field.default
    return described


def _value(field: Field) -> Schema:
    one = _one(field)
    if not field.many:
        return {"anyOf": [one, _NULL]} if field.optional else one
    convert = _converter(field)
    array: Schema = {"type": "array", "items": one}
    if field.refs:
        array["uniqueItems"] = True
    if convert in (to_required_ids, to_review_kinds):
        array["minItems"] = 1
    return array


def _one(field: Field) -> Schema:
    """Return the schema of a field's value. If the value is a list, return the schema of one item."""
    convert = _converter(field)
    if field.refs:
        return {"$ref": "#/$defs/link"}
    if field.name == "id":
        return {"$ref": "#/$defs/id" if convert is to_id else "#/$defs/link"}
    if convert is to_required_text:
        return {"$ref": "#/$defs/requiredText"}
    limits: dict[Any, Schema] = {
        to_weeks: {"minimum": 1, "maximum": 45},
        to_year: {"minimum": 1000, "maximum": 9999},
    }
    plain: dict[type, Schema] = {
        str: {"type": "string"},
        int: {"type": "integer", **limits.get(convert, {"minimum": 0})},
        float: {"type": "number"},
        bool: {"type": "boolean"},
        dict: {"type": "object"},
    }
    return plain.get(field.type) or {"$ref": f"#/$defs/{field.type.__name__}"}


def _converter(field: Field) -> Callable[..., Any]:
    """Return the converter function of a field, without a wrapper around the function."""
    converter: Callable[..., Any] = getattr(field.convert, "__wrapped__", field.convert)
    return converter


def _either(link: str) -> Schema:
    """Return the rule that an object has an id under the key `link`, or `words` that are not blank, or both."""
    return {
        "anyOf": [
            {"required": [link], "properties": {link: {"type": "string"}}},
            {"required": ["words"], "properties": {"words": {"$ref": "#/$defs/requiredText"}}},
        ]
    }


_RULES: Final[dict[type, Schema]] = {
    Action: {
        "anyOf": [{"properties": {"review": _NULL}}, {"properties": {"recommendations": {"maxItems": 0}}}],
    },
    Agency: {
        "anyOf": [
            {"properties": {"name": {"$ref": "#/$defs/requiredText"}}},
            {"required": ["name_withheld"], "properties": {"name_withheld": {"const": True}}},
        ],
    },
    AgeOf: {
        "anyOf": [
            {"required": ["age"], "properties": {"age": {"type": "string"}}},
            {"required": ["gestation_weeks"], "properties": {"gestation_weeks": {"type": "integer"}}},
        ],
    },
    Claim: {"allOf": [{"required": ["citations"], "properties": {"citations": {"minItems": 1}}}]},
    Contribution: _either("who"),
    Event: {
        "anyOf": [
            {"required": ["derived_from"], "properties": {"derived_from": {"type": "string"}}},
            {"properties": {"id": {"$ref": "#/$defs/id"}}},
        ],
    },
    Harm: _either("person"),
    Party: _either("person"),
    Suspect: _either("person"),
}
"""The rules between the fields of one object, for each class that has such a rule."""


def _summary(cls: type) -> str:
    return _prose((inspect.getdoc(cls) or "").partition("\n\n")[0])


def _meanings(cls: type) -> dict[str, str]:
    """Return the docstring of each field or word of a class, on one line; nothing without source code."""
    return {name: _prose(text) for name, text in docstrings_under_names(cls).items()}


def _prose(text: str) -> str:
    return " ".join(text.replace("``", "`").split())

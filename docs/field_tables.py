"""The field tables of the page on records, made from the classes: run `python docs/field_tables.py` to rewrite them."""

from __future__ import annotations

import inspect
import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguard_model.records import CaseFile, Citation, Code, Record
from safeguard_model.records.base import SHARED
from safeguard_model.records.field_help import docstrings_under_names
from safeguard_model.records.fields import Field, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parent / "reference" / "records.md"
MARK = "<!-- From here on made by docs/field_tables.py: change the docstrings instead. -->\n"
TYPES = {"str": "text", "int": "whole number", "float": "number", "bool": "`True` or `False`", "dict": "JSON"}


def classes() -> list[type]:
    """Every class in the order of the case file's lists, each value class after the record that first holds it."""
    found: list[type] = []
    for field in fields_of(CaseFile):
        if issubclass(field.type, Record):
            found += [field.type, *(inner.type for inner in fields_of(field.type) if inner.is_nested)]
    return [kind for kind in dict.fromkeys(found) if kind not in (Citation, Code)]


def meanings(kind: type) -> dict[str, str]:
    """The docstrings under the fields of a class, the inherited ones too."""
    return {name: prose(text) for name, text in docstrings_under_names(kind).items()}


def prose(text: str) -> str:
    """A docstring's words in Markdown, on one line."""
    return " ".join(re.sub(r"``", "`", text).split()).replace("|", "\\|")


def type_of(field: Field) -> str:
    """What a field holds, in words, with a link to where that is described."""
    if field.refs:
        kinds = (
            ", ".join(f"[`{name}`](#{name.lower()})" for name in field.refs) if field.refs != ("*",) else "any record"
        )
        return f"{'ids' if field.many else 'id'}: {kinds}"
    name = field.type.__name__
    if issubclass(field.type, StrEnum):
        shown = f"[`{name}`](vocabulary.md#{name.lower()})"
    elif field.is_nested:
        shown = f"[`{name}`](#{name.lower()})"
    else:
        shown = TYPES.get(name, f"`{name}`")
    return f"tuple of {shown}" if field.many else shown


def default_of(field: Field) -> str:
    """The default as it is written."""
    default: Any = str(field.default) if isinstance(field.default, StrEnum) else field.default
    return "**required**" if field.required else f"`{default!r}`".replace("'", '"')


def table(kind: type, fields: list[Field]) -> Iterator[str]:
    """The lines of a table of fields."""
    yield "| field | type | default | sensitivity | meaning |"
    yield "|---|---|---|---|---|"
    meant = meanings(kind)
    for field in fields:
        sensitivity = field.sensitivity.name.lower()
        yield f"| `{field.name}` | {type_of(field)} | {default_of(field)} | {sensitivity} | {meant[field.name]} |"


def tables() -> Iterator[str]:
    """Every line that is made."""
    sections: list[tuple[str, type, list[Field]]] = [
        ("## Fields of every record", Record, [field for field in fields_of(Record) if field.name in SHARED]),
        ("### Citation", Citation, list(fields_of(Citation))),
        ("### Code", Code, list(fields_of(Code))),
        ("## The case file", CaseFile, list(fields_of(CaseFile))),
        ("## Records and their values", Record, []),
    ]
    sections += [
        (f"### {kind.__name__}", kind, [field for field in fields_of(kind) if field.name not in SHARED])
        for kind in classes()
    ]
    for heading, kind, fields in sections:
        yield from ("", heading, "")
        if kind is not CaseFile and (kind is not Record or fields):
            yield from (
                "```{eval-rst}",
                f".. py:class:: safeguard_model.records.{kind.__name__}",
                "   :no-typesetting:",
            )
            yield from ("```", "")
        if kind is not Record:
            yield from (prose((inspect.getdoc(kind) or "").partition("\n\n")[0]), "")
        elif fields:
            yield from ("Each record ends with these.", "")
        else:
            yield "Each record begins with its `id` and ends with the fields above; the values among them have neither."
        if fields:
            yield from table(kind, fields)


def rewritten(page: str) -> str:
    """The page with its tables made anew; what stands above the mark is kept."""
    above, _, _ = page.partition(MARK)
    return above + MARK + "\n".join(tables()) + "\n"


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
